"""Sentences on what customers would meet if every role reached its targets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from assessment.incentives import Plot, Puller, StoryLine
from assessment.instrument import Language
from assessment.report import Report
from assessment.sentences.names import (
    element_name,
    measure_name,
    quoted_elements,
    quoted_measures,
    role_inside,
    role_with_measures,
)
from assessment.words import first_names, first_of, pull_text, say, upper_first

_MOST_NOTICED: Final = 2  # Elements that get worse, or better.
_IN_CELL: Final = 8  # Roles of each direction, in a table.


class StoryRow(NamedTuple):
    """What happens to an element, for a table: its name, how it fares, and who harms and who helps it by what."""

    element: str
    fares: str
    harming: str
    helping: str

    @property
    def is_moved(self) -> bool:
        """Whether anybody harms or helps it."""
        return bool(self.harming or self.helping)


class StoryText(NamedTuple):
    """What happens to an element: its name, how it fares in a few words with its number, and why in a sentence."""

    element: str
    fares: str
    reason: str


def story_sentences(lines: Sequence[StoryLine], report: Report, language: Language) -> list[str]:
    """The story in paragraphs: what customers would notice, then an element each."""
    told = [f"{one.element}: {one.fares}. {one.reason}" for one in story_texts(lines, report, language)]
    return [story_in_short(lines, report, language), *told]


def story_told(lines: Sequence[StoryLine], found: Plot | None, report: Report, language: Language) -> str:
    """The story in a few sentences: a role, its measures, what customers meet, and which other role is hit."""
    told = []
    if found and not _shows_nothing(found.line, language):
        names = {
            "role": upper_first(role_inside(found.role, report, language)),
            "measures": _plain_measures(found.role, found.measures, report, language),
            "element": quoted_elements([found.line.element], report, language),
        }
        told.append(say(language, "incentives.story.plot.harms", **names))
        if found.meets:
            typical = report.map.is_as_proposed(found.role, found.other, found.measures, report.instrument.incentives)
            how = found.meets if found.meets == "opposes" else f"hinders.{'typical' if typical else 'said'}"
            other = role_inside(found.other, report, language)
            others = _plain_measures(found.other, found.others, report, language)
            met = say(language, f"incentives.story.plot.{how}", other=other, others=others)
            told.append(upper_first(met))
    return " ".join([*told, story_in_short(lines, report, language)])


def story_in_short(lines: Sequence[StoryLine], report: Report, language: Language) -> str:
    """What customers would notice if every role reached its targets: what gets worse most, and what gets better.

    What the map shows as 0 is neither.
    """
    ranked = sorted((line for line in lines if not _shows_nothing(line, language)), key=lambda line: line.net)
    ways = {"worse": ranked, "better": ranked[::-1]}
    told: list[str] = []
    for way, found in ways.items():
        moved = [line for line in found if line.effect.startswith("harmed" if way == "worse" else "helped")]
        noticed = [line for line in moved if line.effect.endswith("_clearly")] or moved[:1]
        if noticed:
            elements = quoted_elements([line.element for line in noticed[:_MOST_NOTICED]], report, language)
            how = "only_better" if way == "better" and not told else way
            told.append(say(language, f"incentives.story.notice.{how}", elements=elements))
    return " ".join(told or [say(language, "incentives.story.notice.nothing")])


def _plain_measures(role: str, keys: Sequence[str], report: Report, language: Language) -> str:
    return quoted_measures([measure_name(role, key, report, language) for key in keys], language)


def _shows_nothing(line: StoryLine, language: Language) -> bool:
    """Whether the map shows an element's number as 0."""
    return pull_text(line.net, language) == pull_text(0, language)


def story_texts(lines: Sequence[StoryLine], report: Report, language: Language) -> list[StoryText]:
    """What customers meet if every role reaches its targets, an element each."""
    return [
        StoryText(
            element_name(line.element, report, language),
            _fares(line, language),
            _reason(line, report, language),
        )
        for line in lines
    ]


def story_rows(lines: Sequence[StoryLine], report: Report, language: Language) -> list[StoryRow]:
    """What customers meet if every role reaches its targets, an element each, with the first roles and measures."""
    return [
        StoryRow(
            element_name(line.element, report, language),
            _fares(line, language),
            *(_in_cell(pullers, report, language) for pullers in (line.harming, line.helping)),
        )
        for line in lines
    ]


def _in_cell(pullers: Sequence[Puller], report: Report, language: Language) -> str:
    named = [role_with_measures(*one, report, language) for one in pullers]
    return upper_first("; ".join(first_of(named, language, most=_IN_CELL)))


def _fares(line: StoryLine, language: Language) -> str:
    """How an element fares, with its number as the map shows it; what the map shows as 0 is almost unchanged."""
    how = "almost" if line.effect != "untouched" and _shows_nothing(line, language) else line.effect
    return say(language, f"incentives.story.fares.{how}", net=pull_text(line.net, language))


def _reason(line: StoryLine, report: Report, language: Language) -> str:
    way = line.effect.removesuffix("_clearly")
    named, others = (line.helping, line.harming) if way == "helped" else (line.harming, line.helping)
    how = "nobody" if not named else "alone" if not others else "both"
    names, other = (_pullers(pullers, report, language) for pullers in (named, others))
    return upper_first(say(language, f"incentives.story.{way}.{how}", roles=names, others=other))


def _pullers(pullers: Sequence[Puller], report: Report, language: Language) -> str:
    """The first roles that pull one way, the strongest first, each with what it is rewarded for; how many more."""
    return first_names([role_with_measures(*one, report, language) for one in pullers], language)
