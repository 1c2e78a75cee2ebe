"""What has come of an incentive map: changes of rewards that are in the plan or done, and decisions about clashes."""

from __future__ import annotations

from typing import NamedTuple

from assessment.incentives import Clash, Decision
from assessment.instrument import Language
from assessment.plan import PlanLine
from assessment.report import Report
from assessment.sentences.clashes import decided_words, decision_sentence
from assessment.sentences.names import pair_name, role_inside
from assessment.sentences.planned import dropped_remark, state_word
from assessment.sentences.proposals import expected_effect, planned_line
from assessment.settled import RewardOutcome
from assessment.words import date_text, dotted, joined, lower_first, say, signed


class SettledReward(NamedTuple):
    """A change of rewards, or a decision about two roles: what it is, what it says, and how far it has come with whom.

    `text` is "" where the title says it all.
    """

    title: str
    text: str
    stands: str


def settled_reward(found: RewardOutcome, report: Report, language: Language) -> SettledReward:
    """A change of what a role is rewarded for, or a decision, each with how far its line of the plan has come."""
    clash, line = found
    if clash is None:
        return planned_row(line, report, language) if line else SettledReward("", "", "")
    stands = say(language, "incentives.decision.stands", stands=lower_first(_stands(line, language))) if line else ""
    pair = pair_name(clash.a, clash.b, report, language)
    return SettledReward(pair, decision_sentence(clash, report, language), stands)


def planned_row(line: PlanLine, report: Report, language: Language) -> SettledReward:
    """A line of the plan with what it is expected to do and how far it has come, or else that it no longer applies."""
    dropped = dropped_remark(line, report, language)
    text = dropped or expected_effect(line, report, language)
    return SettledReward(line.title, text, "" if dropped else _stands(line, language))


def planned_together(report: Report, language: Language) -> str:
    """What the planned changes of rewards do together; "" where it is one, or one that is no proposal today."""
    planned = [line for line in report.plan if (found := report.planned_reward(line)) and not found.gone]
    changes = [one for one in report.proposals.every if planned_line(one, report) in planned]
    if not planned[1:] or not len(planned) == len(changes) == len({one.role for one in changes}):
        return ""
    first, *others = changes
    before, after = first.before, first.after_with(others)
    net = say(language, "incentives.net"), signed(before.system, language), signed(after.system, language)
    away = say(language, "incentives.proposal.away"), *(str(len(each.pulling_away)) for each in (before, after))
    told = [f"{name} {then} → {now}" for name, then, now in (net, away) if then != now]
    numbers = "; ".join(map(lower_first, told))
    return say(language, "incentives.proposal.plan_together", numbers=numbers) if told else ""


def lapsed_row(clash: Clash, report: Report, language: Language) -> SettledReward:
    """A clash of which a decision no longer applies, and why."""
    text = say(language, "map_page.decision.reopened")
    return SettledReward(pair_name(clash.a, clash.b, report, language), text, "")


def decision_line(decision: Decision, report: Report, language: Language) -> PlanLine:
    """A line of the plan that makes a decision known to both roles by the day from which it applies."""
    roles = joined([role_inside(role, report, language) for role in (decision.a, decision.b)], language)
    return PlanLine(
        "",
        title=say(language, "incentives.decision.title", roles=roles),
        first_step=say(language, "incentives.decision.step", measure=decided_words(decision, language)),
        success=say(language, "incentives.decision.sign"),
        due=decision.day,
    )


def _stands(line: PlanLine, language: Language) -> str:
    """How far a line of the plan has come, who does it, and by when, as long as it is not done."""
    parts = [state_word(line, language)]
    if line.owner:
        parts.append(f"{say(language, 'plan.owner')}: {line.owner}")
    elif not line.is_all_done:
        parts.append(lower_first(say(language, "export.no_owner")))
    if line.due and not line.is_all_done:
        parts.append(f"{say(language, 'plan.due')} {date_text(line.due, language)}")
    elif not line.is_all_done:
        parts.append(lower_first(say(language, "export.no_day")))
    return dotted(parts)
