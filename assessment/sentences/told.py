"""What a leader tells everybody who was asked in a roll-out: what all steps have shown, and what is done about it."""

from __future__ import annotations

from typing import Final

from assessment.instrument import Instrument, Language
from assessment.plan import PlanLine
from assessment.report import Report
from assessment.sentences.planned import line_steps, line_title, unchanged_advice
from assessment.sentences.rollout import again_on, good_sentence, names_inside, said_along, together_headline
from assessment.sentences.team import factor_meanings
from assessment.together import Together
from assessment.words import date_text, has_words, lower_first, quoted, say

# What the leader is part of, which is said otherwise to the leader than by the leader.
_TOLD: Final = ("leader_more", "leader_less", "fading", "growing")


def told_headline(found: Together, language: Language) -> str:
    """The finding of all steps as the leader says it to everybody who was asked."""
    about, factors = found.finding
    how = said_along(about, found)
    if how not in _TOLD:
        return together_headline(found, language)
    return say(language, f"rollout.together.told.{how}", names=names_inside(factors, found, language))


def told_text(found: Together, report: Report, language: Language) -> str:
    """What the leader sends to everybody who was asked: what for, the findings, what is done, when next."""
    actions = [_told_line(line, report.instrument, language) for line in found.left_of(report.plan)]
    answered, size = found.answered
    others = [good_sentence(found, language), _least(found, language)]
    findings = [told_headline(found, language), *(each for each in others if each)]
    return say(
        language,
        "rollout.together.tell.text",
        behaviour=quoted(next(iter(found.results.values())).new_behaviour.rstrip("."), language),
        answered=answered,
        size=size,
        findings="\n".join(say(language, "rollout.together.tell.item", text=each) for each in findings),
        meanings=_meanings(found, language),
        actions="\n".join(actions) or say(language, "rollout.together.tell.no_action"),
        day=again_on(found, report, language),
    )


def _least(found: Together, language: Language) -> str:
    """What gets the least support in every step, unless that is the finding; "" where nothing does."""
    names = names_inside(found.least, found, language)
    is_said = found.finding.about in ("least", "alike")
    return say(language, "rollout.together.tell.least", names=names) if names and not is_said else ""


def _meanings(found: Together, language: Language) -> str:
    """What the factors named in the findings mean, a line each; "" where the bank is silent or none is named."""
    last = list(found.results.values())[-1]
    named = {*found.finding.factors, *found.good, *found.least}
    meant = [
        say(language, "rollout.together.tell.meaning", name=name, meaning=meaning)
        for name, meaning in factor_meanings(last, language, named)
    ]
    return say(language, "rollout.together.tell.meanings", items="\n".join(meant)) if meant else ""


def _told_line(line: PlanLine, bank: Instrument, language: Language) -> str:
    """A line as the leader says it: what "we" do, or the leader's own words; whose it is, and what comes first."""
    rule = unchanged_advice(line, bank)
    is_ours = rule is not None and bank.is_shipped and has_words(language, f"rollout.together.tell.we.{rule.id}")
    title = line_title(line, bank, language)
    parts = [say(language, f"rollout.together.tell.we.{rule.id}") if rule and is_ours else title]
    if line.owner:
        parts.append(line.owner)
    first = _first_step(line, bank, language)
    if line.due and not first:
        parts.append(say(language, "rollout.together.tell.by", day=date_text(line.due, language)))
    said = ", ".join(parts)
    return say(language, "rollout.together.tell.item", text=f"{said}. {first}" if first else said)


def _first_step(line: PlanLine, bank: Instrument, language: Language) -> str:
    """The first step of a line that is left, with its day; "" without one."""
    steps = zip(line.steps, line_steps(line, bank, language), strict=True)
    left = next(((step.due, text) for step, text in steps if not step.is_done), None)
    if left is None or left[0] is None:
        return ""
    day = date_text(left[0], language)
    return say(language, "rollout.together.tell.first", day=day, step=lower_first(left[1]))
