"""What a leader tells everybody who was asked in a roll-out: what all steps have shown, and what is done about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assessment.instrument import Instrument, Language
from assessment.plan import PlanLine
from assessment.report import Report
from assessment.rollout import Wave
from assessment.sentences.names import factor_gist, part_name
from assessment.sentences.planned import is_step_of_advice, line_title, unchanged_advice
from assessment.sentences.rollout import again_on, said_along, together_headline
from assessment.sentences.team import factors_named, leader_figure, named_by_step, team_figure
from assessment.team_result import TeamResult
from assessment.together import Together
from assessment.words import date_text, has_words, joined, lower_first, quoted, say

# What the leader is part of, which is said otherwise to the leader than by the leader.
_TOLD: Final = ("leader_more", "leader_less", "fading", "growing")


def told_headline(found: Together, language: Language) -> str:
    """The finding of all steps as the leader says it to everybody who was asked."""
    about, factors = found.finding
    how = said_along(about, found)
    if how in _TOLD:
        return say(language, f"rollout.together.told.{how}", names=factors_named(factors, _last(found), language))
    return together_headline(found, language)


def told_figures(found: Together, language: Language) -> list[str]:
    """What everybody sees of each factor of the finding, of what blocks, and of what gets the least support."""
    blocking = [factor for factor in found.order if found.blocked_for(factor)]
    return [
        _figures(factor, found, language) for factor in dict.fromkeys((*found.finding.factors, *blocking, *found.least))
    ]


def _figures(factor: str, found: Together, language: Language) -> str:
    """A factor with what it is, everybody's figure, the leader's last, and for whom it blocks."""
    rows, place, bank = found.rows(factor), "rollout.together.tell", _last(found).instrument
    seen = [
        f"{named_by_step(wave, language)} {team_figure(row.figure, language)}"
        for wave, row in rows.items()
        if row.figure.mean is not None
    ]
    leader = list(rows.values())[-1].figure
    if leader.leader is not None:
        seen.append(say(language, f"{place}.mine", figure=leader_figure(leader, language)))
    name, gist = part_name(factor, bank, language), factor_gist(factor, bank, language)
    said = say(language, f"{place}.figures", name=f"{name} ({gist})" if gist else name, seen=joined(seen, language))
    if not (blocked := found.blocked_for(factor)):
        return said
    who = [named_by_step(wave, language) if wave else say(language, f"{place}.me") for wave in blocked]
    whose = "blocks_all" if blocked == (None, *rows) else "blocks"
    return f"{said} {say(language, f'{place}.{whose}', who=joined(who, language))}"


def told_text(
    found: Together, report: Report, news_by: str, language: Language, *, behaviour: str, talked: Sequence[Wave]
) -> str:
    """What the leader sends to everybody who was asked: what for, the findings, what is done, when next.

    `news_by` is the day by which the leader tells how it goes, `behaviour` the wanted one; `talked` are those with whom
    the result is talked about.
    """
    actions = [_told_line(line, report.instrument, language) for line in found.told_of(report.plan)]
    answered, size = found.answered
    who = joined([named_by_step(wave, language) for wave in talked], language)
    findings = [told_headline(found, language), *told_figures(found, language), *_good(found, language)]
    return say(
        language,
        "rollout.together.tell.text",
        behaviour=quoted(behaviour.rstrip("."), language),
        answered=answered,
        size=size,
        talked=say(language, "rollout.together.tell.talked", who=who) if who else "",
        findings="\n".join(say(language, "rollout.together.tell.item", text=each) for each in findings),
        actions="\n".join(actions) or say(language, "rollout.together.tell.no_action"),
        hear=news_by,
        day=again_on(found, report, language),
    )


def told_lacks(found: Together, report: Report, language: Language) -> list[str]:
    """What to put right in the plan before it is told: actions without an owner, and all of them on one day."""
    lines = found.told_of(report.plan)
    said = []
    if lacking := [line_title(line, report.instrument, language) for line in lines if not line.owner]:
        titles = joined([quoted(title, language) for title in lacking], language)
        said.append(say(language, "rollout.together.tell.lacks.owner", titles=titles))
    if day := found.one_day_told(report.plan):
        said.append(say(language, "rollout.together.tell.lacks.days", day=date_text(day, language)))
    return said


def _last(found: Together) -> TeamResult:
    return list(found.results.values())[-1]


def _good(found: Together, language: Language) -> list[str]:
    """What helps in everybody's eyes, if anything does."""
    names = factors_named(found.good, _last(found), language)
    return [say(language, "rollout.together.tell.good", names=names)] if names else []


def _told_line(line: PlanLine, bank: Instrument, language: Language) -> str:
    """What "we" do, or the leader's own words; whose it is, by when it is done, and what comes first."""
    rule = unchanged_advice(line, bank)
    is_ours = rule is not None and bank.is_shipped and has_words(language, f"rollout.together.tell.we.{rule.id}")
    title = (
        say(language, f"rollout.together.tell.we.{rule.id}") if rule and is_ours else line_title(line, bank, language)
    )
    parts = [title.rstrip(".")]
    if line.owner:
        parts.append(say(language, "rollout.together.tell.owner", owner=line.owner))
    begins = _beginning(line, bank, language)
    if line.due:
        parts.append(say(language, "rollout.together.tell.by", day=date_text(line.due, language)))
    said = ". ".join([*parts, begins.rstrip(".")] if begins else parts)
    return say(language, "rollout.together.tell.item", text=f"{said}.")


def _beginning(line: PlanLine, bank: Instrument, language: Language) -> str:
    """When a line begins, with its next step in the leader's own words; "" without such a step.

    Steps of advice speak to the leader, not to those who were asked, and are left out.
    """
    if (step := line.next_step) is None or step.due is None:
        return ""
    day = date_text(step.due, language)
    if is_step_of_advice(step, line, bank):
        return say(language, "rollout.together.tell.begins", day=day)
    return say(language, "rollout.together.tell.first", day=day, step=lower_first(step.text))
