"""What a leader tells everybody who was asked in a roll-out: what all steps have shown, and what is done about it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from assessment.instrument import Instrument, Language
from assessment.plan import PlanLine
from assessment.report import Report
from assessment.rollout import Wave
from assessment.sentences.names import factor_gist, part_name
from assessment.sentences.planned import is_step_of_advice, line_title, unchanged_advice
from assessment.sentences.rollout import again_on, said_along, together_headline
from assessment.sentences.team import factors_named, named_by_step
from assessment.team_result import TeamResult
from assessment.together import Together
from assessment.words import date_text, has_words, joined, lower_first, quoted, say

# What the leader is part of, which is said otherwise to the leader than by the leader.
_TOLD: Final = ("leader_more", "leader_less", "fading", "growing")


def told_headline(found: Together, language: Language) -> str:
    """The finding of all steps as the leader says it to everybody who was asked, with what its factors are."""
    about, factors = found.finding
    how, last = said_along(about, found), _last(found)
    if how in _TOLD:
        return say(language, f"rollout.together.told.{how}", names=_explained(factors, last, language))
    meant = [
        say(
            language,
            "rollout.together.tell.meant",
            name=lower_first(part_name(each, last.instrument, language)),
            gist=gist,
        )
        for each in factors
        if (gist := factor_gist(each, last.instrument, language))
    ]
    return " ".join([together_headline(found, language), *meant])


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
    findings = [told_headline(found, language), *_others(found, language)]
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


def _others(found: Together, language: Language) -> list[str]:
    """What helps in everybody's eyes, and what gets the least support in every step, unless that is the finding."""
    about, factors = found.finding
    said = []
    if found.good:
        names = _explained(found.good, _last(found), language, known=factors)
        said.append(say(language, "rollout.together.tell.good", names=names))
    if found.least and about not in ("least", "alike"):
        names = _explained(found.least, _last(found), language, known=(*factors, *found.good))
        said.append(say(language, "rollout.together.tell.least", names=names))
    if (apart := found.farthest) is not None and about != "apart":
        lower, higher = (named_by_step(wave, language) for wave in (apart.lower, apart.higher))
        name = factors_named([apart.low.factor], _last(found), language)
        said.append(say(language, "rollout.together.tell.apart", name=name, lower=lower, higher=higher))
    return said


def _explained(factors: Sequence[str], result: TeamResult, language: Language, *, known: Collection[str] = ()) -> str:
    """Factors inside a sentence, each with what it is in a few words, unless it is `known` by then."""
    said = []
    for factor in factors:
        name, gist = factors_named([factor], result, language), factor_gist(factor, result.instrument, language)
        said.append(f"{name} ({gist})" if gist and factor not in known else name)
    return joined(said, language)


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
