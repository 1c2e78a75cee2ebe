"""What has come of an incentive map: changes of rewards that are in the plan or done, and decisions about clashes."""

from __future__ import annotations

from typing import NamedTuple

from assessment.incentives import Clash
from assessment.instrument import Language
from assessment.plan import PlanLine
from assessment.report import Report
from assessment.sentences.incentives import decision_sentence
from assessment.sentences.names import pair_name
from assessment.sentences.planned import state_word
from assessment.words import date_text, dotted, say


class SettledReward(NamedTuple):
    """A change of rewards, or a decision about two roles: what it is, what it says, and how far it has come with whom.

    `text` is "" where the title says it all.
    """

    title: str
    text: str
    stands: str


def changed_reward(line: PlanLine, language: Language) -> SettledReward:
    """A line of the plan that changes what a role is rewarded for."""
    return SettledReward(line.title, "", _stands(line, language))


def decided_clash(clash: Clash, line: PlanLine | None, report: Report, language: Language) -> SettledReward:
    """A clash that is decided, with the line of the plan that tells both roles, if it has one."""
    pair, stands = pair_name(clash.a, clash.b, report, language), _stands(line, language) if line else ""
    return SettledReward(pair, decision_sentence(clash, report, language), stands)


def _stands(line: PlanLine, language: Language) -> str:
    """How far a line of the plan has come, who does it, and by when, as long as it is not done."""
    parts = [state_word(line, language)]
    if line.owner:
        parts.append(f"{say(language, 'plan.owner')}: {line.owner}")
    if line.due and not line.is_all_done:
        parts.append(f"{say(language, 'plan.due')} {date_text(line.due, language)}")
    return dotted(parts)
