"""What a leader tells everybody who was asked in a roll-out: what all steps have shown, and what is done about it."""

from __future__ import annotations

from typing import Final

from assessment.instrument import Instrument, Language
from assessment.plan import PlanLine
from assessment.report import Report
from assessment.sentences.planned import line_title, unchanged_advice
from assessment.sentences.rollout import again_on, good_sentence, names_inside, said_along, together_headline
from assessment.together import Together
from assessment.words import date_text, has_words, quoted, say

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
        behaviour=quoted(next(iter(found.results.values())).new_behaviour, language),
        answered=answered,
        size=size,
        findings="\n".join(say(language, "rollout.together.tell.item", text=each) for each in findings),
        actions="\n".join(actions) or say(language, "rollout.together.tell.no_action"),
        day=again_on(found, report, language),
    )


def _least(found: Together, language: Language) -> str:
    """What gets the least support in every step, unless that is the finding; "" where nothing does."""
    names = names_inside(found.least, found, language)
    is_said = found.finding.about in ("least", "alike")
    return say(language, "rollout.together.tell.least", names=names) if names and not is_said else ""


def _told_line(line: PlanLine, bank: Instrument, language: Language) -> str:
    """A line as the leader says it: what "we" do, or the leader's own words; whose it is, and by when."""
    rule = unchanged_advice(line, bank)
    is_ours = rule is not None and bank.is_shipped and has_words(language, f"rollout.together.tell.we.{rule.id}")
    title = line_title(line, bank, language)
    parts = [say(language, f"rollout.together.tell.we.{rule.id}") if rule and is_ours else title]
    if line.owner:
        parts.append(line.owner)
    if line.due:
        parts.append(say(language, "rollout.together.tell.by", day=date_text(line.due, language)))
    return say(language, "rollout.together.tell.item", text=", ".join(parts))
