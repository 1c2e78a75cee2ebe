"""Sentences on what customers would meet if every role reached its targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from assessment.incentives import KnownRoles, Plot, Puller, StoryLine, Torn
from assessment.instrument import Language
from assessment.report import Report
from assessment.sentences.names import (
    element_name,
    quoted_elements,
    quoted_measures_of,
    role_inside,
    role_with_measures,
)
from assessment.words import first_names, first_of, joined, pull_text, say, upper_first

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
    """The story in paragraphs: what customers would notice, then an element each; [] without lines."""
    told = [f"{one.element}: {one.fares}. {one.reason}".strip() for one in story_texts(lines, report, language)]
    return [story_in_short(lines, report, language), *told] if lines else []


def story_told(lines: Sequence[StoryLine], report: Report, language: Language) -> str:
    """The story in a few sentences: what customers meet, which role does most of it, and which other role is hit."""
    known = _known(report)
    enough = [element for element, one in known.items() if not one.is_little]
    found = Plot.of(report.incentives, enough) if report.incentives else None
    whose = _plot_sentences(found, report, language) if found and not _shows_nothing(found.line, language) else []
    return " ".join([story_in_short(lines, report, language), *whose])


def _plot_sentences(found: Plot, report: Report, language: Language) -> list[str]:
    """Which role harms an element most, or which harm it as much, by what, and which other role the first meets.

    Where it is decided what applies between the two, that, too.
    """
    role, other = (role_inside(each, report, language) if each else "" for each in (found.role, found.other))
    how_many = "as_much" if found.tied else "most" if found.line.harming[1:] else "alone"
    harms = say(
        language,
        f"incentives.story.plot.{how_many}",
        element=quoted_elements([found.line.element], report, language),
        role=role,
        roles=first_names(_named([Puller(found.role, found.measures), *found.tied], report, language), language),
        measures=quoted_measures_of(found.role, found.measures, report, language),
    )
    if not found.meets:
        return [harms]
    typical = report.map.is_as_proposed(found.role, found.other, found.measures, report.instrument.incentives)
    how = found.meets if found.meets == "opposes" else f"hinders.{'typical' if typical else 'said'}"
    how = f"tied.{how}" if found.tied else how
    met = say(
        language,
        f"incentives.story.plot.{how}",
        role=role,
        other=other,
        others=quoted_measures_of(found.other, found.others, report, language),
    )
    decided = report.map.decision(found.role, found.other)
    if decided is None or decided.reopened:
        return [harms, upper_first(met)]
    return [harms, upper_first(met), say(language, "incentives.story.plot.decided", role=role, other=other)]


def story_in_short(lines: Sequence[StoryLine], report: Report, language: Language) -> str:
    """What customers would notice if every role reached its targets: what gets worse most, and what gets better.

    What the map shows as 0 is neither, nor is what is unknown of most roles or no part of what was agreed.
    """
    known, scores = _known(report), report.incentives
    parts = {element.id for element in scores.elements if element.agreed} if scores else set()
    agreed = [line for line in lines if line.element in parts]
    clear = [line for line in agreed if not known[line.element].is_little]
    ranked = sorted((line for line in clear if not _shows_nothing(line, language)), key=lambda line: line.net)
    ways = {"worse": ranked, "better": ranked[::-1]}
    told: list[str] = []
    for way, found in ways.items():
        moved = [line for line in found if line.effect.startswith("harmed" if way == "worse" else "helped")]
        noticed = [line for line in moved if line.effect.endswith("_clearly")] or moved[:1]
        if noticed:
            elements = quoted_elements([line.element for line in noticed[:_MOST_NOTICED]], report, language)
            how = "only_better" if way == "better" and not told else way
            told.append(say(language, f"incentives.story.notice.{how}", elements=elements))
    if unclear := [line.element for line in agreed if line not in clear]:
        elements = quoted_elements(unclear, report, language)
        told.append(say(language, "incentives.story.notice.unclear", elements=elements))
    return " ".join(told or [say(language, "incentives.story.notice.nothing")])


def _known(report: Report) -> Mapping[str, KnownRoles]:
    """For how many roles it is known what they do to each element, by its id."""
    return KnownRoles.by_element(report.map, report.instrument.incentives)


def _shows_nothing(line: StoryLine, language: Language) -> bool:
    """Whether the map shows an element's number as 0."""
    return pull_text(line.net, language) == pull_text(0, language)


def story_texts(lines: Sequence[StoryLine], report: Report, language: Language) -> list[StoryText]:
    """What customers meet if every role reaches its targets, an element each."""
    known = _known(report)
    return [
        StoryText(
            element_name(line.element, report, language),
            _fares(line, known[line.element], language),
            _reason(line, known[line.element], report, language),
        )
        for line in lines
    ]


def story_rows(lines: Sequence[StoryLine], report: Report, language: Language) -> list[StoryRow]:
    """What customers meet if every role reaches its targets, an element each, with the first roles and measures."""
    known = _known(report)
    return [
        StoryRow(
            element_name(line.element, report, language),
            _fares(line, known[line.element], language),
            _in_cell([*line.harming, *((one.role, one.harming) for one in line.torn)], report, language),
            _in_cell([*line.helping, *((one.role, one.helping) for one in line.torn)], report, language),
        )
        for line in lines
    ]


def _in_cell(pullers: Sequence[tuple[str, tuple[str, ...]]], report: Report, language: Language) -> str:
    named = [role_with_measures(*one, report, language) for one in pullers]
    return upper_first("; ".join(first_of(named, language, most=_IN_CELL)))


def _fares(line: StoryLine, known: KnownRoles, language: Language) -> str:
    """How an element fares, with its number as the map shows it; what the map shows as 0 is almost unchanged.

    Where it is not known of every role, of how many it is; of most unknown, only the number so far.
    """
    if not known.known:
        return say(language, "incentives.unsaid.cell")
    net = pull_text(line.net, language)
    if known.is_little:
        return say(language, "incentives.story.fares.little", net=net, known=known.known, roles=known.roles)
    how = "almost" if line.effect != "untouched" and _shows_nothing(line, language) else line.effect
    fares = say(language, f"incentives.story.fares.{how}", net=net)
    if known.is_all:
        return fares
    return say(language, "incentives.story.fares.partly", fares=fares, known=known.known, roles=known.roles)


def _reason(line: StoryLine, known: KnownRoles, report: Report, language: Language) -> str:
    """Who harms and who helps an element, by what; "" where nobody does and it is not known of every role."""
    told = [_torn(one, report, language) for one in line.torn]
    way = line.effect.removesuffix("_clearly")
    named, others = (line.helping, line.harming) if way == "helped" else (line.harming, line.helping)
    if named:
        names, other = (joined(_named(pullers, report, language), language) for pullers in (named, others))
        how = "both" if others else "alone"
        told.insert(0, upper_first(say(language, f"incentives.story.{way}.{how}", roles=names, others=other)))
    elif known.is_all and not told:
        told.append(say(language, "incentives.story.untouched.nobody"))
    return " ".join(told)


def _torn(one: Torn, report: Report, language: Language) -> str:
    """That a role helps an element as much as it harms it, by what."""
    helping, harming = (quoted_measures_of(one.role, keys, report, language) for keys in (one.helping, one.harming))
    role = role_inside(one.role, report, language)
    return say(language, "incentives.story.torn", role=role, helping=helping, harming=harming)


def _named(pullers: Sequence[Puller], report: Report, language: Language) -> list[str]:
    """The roles that pull one way, the strongest first, each with what it is rewarded for."""
    return [role_with_measures(*one, report, language) for one in pullers]
