"""The names of factors, facets, levels, roles, measures and elements, alone and inside a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from assessment.incentives import IncentiveMap
from assessment.instrument import LANGUAGES, Instrument, Language, LevelId
from assessment.report import Report
from assessment.rollout import Wave
from assessment.scoring import Score
from assessment.words import (
    begins_with_article,
    first_names,
    is_part_of,
    is_swedish_for_work,
    joined,
    lower_first,
    quoted,
    say,
)


def part_name(part_id: str, instrument: Instrument, language: Language) -> str:
    """The name of a factor, facet or context module; the id itself where the instrument has none."""
    part = instrument.factor(part_id) or instrument.facet(part_id)
    named = part or next((module for module in instrument.context_modules if module.id == part_id), None)
    return named.name[language] if named else part_id


def factor_gist(factor_id: str, instrument: Instrument, language: Language) -> str:
    """What a factor is in a few words, for inside a sentence: its description up to a colon; "" where none is."""
    factor = instrument.factor(factor_id)
    text = factor.description[language] if factor and factor.description else ""
    return lower_first(text.partition(":")[0].rstrip("."))


def part_names(part_ids: Sequence[str], instrument: Instrument, language: Language) -> str:
    """Factors, facets or context modules as a list inside a sentence; "" without any."""
    return joined([lower_first(part_name(each, instrument, language)) for each in part_ids], language)


def level_name(level_id: LevelId | None, instrument: Instrument, language: Language) -> str:
    """A level in one word, or a dash when it is withheld."""
    return next((level[language] for level in instrument.levels if level.id == level_id), "–")


def verdict_name(score: Score, language: Language) -> str:
    """Which behaviour wins, in a few words, or a dash when it is withheld."""
    return "–" if score.balance is None else say(language, f"verdict.{score.balance.verdict}.short")


def quadrant_name(score: Score, instrument: Instrument, language: Language) -> str:
    """The meaning of both sides of a balance together, or a dash when it is withheld."""
    balance = score.balance
    if balance is None:
        return "–"
    return next(quadrant[language] for quadrant in instrument.quadrants if quadrant.id == balance.quadrant)


def role_name(role_id: str, report: Report, language: Language) -> str:
    """The name of a role of the incentive map: its own label, else the question bank's for this id, else the id."""
    return role_on_map(role_id, report.map, report.instrument, language)


def role_on_map(role_id: str, of: IncentiveMap, instrument: Instrument, language: Language) -> str:
    """The same of a map without a report."""
    role = of.role(role_id)
    known = next((known for known in instrument.incentives.roles if known.id == role_id), None)
    return (role and role.label(language)) or (known[language] if known else role_id)


def role_inside(role_id: str, report: Report, language: Language) -> str:
    """A role's name inside a sentence: one from the bank begins with a small letter.

    An own name is kept as it was typed, since it may be a person's, as "Anna"; in Swedish but for words that are surely
    none, as "Butikschefen". A stored map keeps the bank's wording of its day. A name that is part of the bank's present
    name still counts as the bank's, as "Head of sales" of "The head of sales".
    """
    return inside(role_name(role_id, report, language), role_id, report.instrument, language)


def inside(name: str, role_id: str, instrument: Instrument, language: Language) -> str:
    """The name of a role inside a sentence, as role_inside() returns it; an article has a small letter there, too."""
    is_for_work = language == "sv" and is_swedish_for_work(name)
    return lower_first(name) if is_for_work or _is_common(name, role_id, instrument, language) else name


def asked_about(name: str, role_id: str, instrument: Instrument, language: Language) -> str:
    """The name of a role inside a question: one in own words, which may lack its article, is in quotation marks."""
    return lower_first(name) if _is_common(name, role_id, instrument, language) else quoted(name, language)


def _is_common(name: str, role_id: str, instrument: Instrument, language: Language) -> bool:
    known = next((role[language] for role in instrument.incentives.roles if role.id == role_id), "")
    return is_part_of(name, known) or begins_with_article(name)


def element_name(element_id: str, report: Report, language: Language) -> str:
    """The name of an element: the map's own label, else the question bank's for this id, else the id."""
    return element_on_map(element_id, report.map, report.instrument, language)


def element_on_map(element_id: str, of: IncentiveMap, instrument: Instrument, language: Language) -> str:
    """The same of a map without a report."""
    element = of.element(element_id)
    known = next((known for known in instrument.incentives.elements if known.id == element_id), None)
    return (element and element.label(language)) or (known[language] if known else element_id)


def quoted_elements(ids: Sequence[str], report: Report, language: Language) -> str:
    """The first elements in quotation marks, and how many more there are."""
    return first_names([quoted(element_name(element, report, language), language) for element in ids], language)


def measure_name(role_id: str, measure_id: str, report: Report, language: Language) -> str:
    """The name of a measure of a role: its own label, else the question bank's for these ids, else the id."""
    role = report.map.role(role_id)
    measure = role.measures_by_key.get(measure_id) if role else None
    library = report.instrument.incentives
    held = (measure for known in library.roles if known.id == role_id for measure in known.measures)
    names = (each[language] for each in (*held, *library.measures) if each.id == measure_id)
    proposed = next(names, measure_id.strip())
    return (measure and measure.label(language)) or proposed


def measure_inside(name: str, measure_id: str | None, instrument: Instrument) -> str:
    """A measure's name inside a sentence, with a small letter; one in own words with other capitals is kept."""
    is_known = any(each.id == measure_id for each in instrument.incentives.every_measure)
    return lower_first(name) if is_known or name[1:].islower() else name


def measure_names(role_id: str, report: Report, language: Language) -> list[str]:
    """What a role is rewarded for, the largest share first."""
    role = report.map.role(role_id)
    return [measure_name(role_id, key, report, language) for key in (role.rewarded if role else ())]


def measures_inside(role_id: str, report: Report, language: Language) -> list[str]:
    """The same inside a sentence."""
    role = report.map.role(role_id)
    named = [(measure_name(role_id, key, report, language), key) for key in (role.rewarded if role else ())]
    return [measure_inside(*each, report.instrument) for each in named]


def quoted_measures(names: Sequence[str], language: Language) -> str:
    """The first measures in quotation marks, and how many more there are; a general word when there are none."""
    if not names:
        return say(language, "incentives.own_goals")
    return first_names([quoted(name, language) for name in names], language)


def quoted_measures_of(role_id: str, measures: Sequence[str], report: Report, language: Language) -> str:
    """The first of these measures of a role in quotation marks, and how many more there are."""
    return quoted_measures([measure_name(role_id, measure, report, language) for measure in measures], language)


def role_with_measures(role_id: str, measures: Sequence[str], report: Report, language: Language) -> str:
    """A role and, of what it is rewarded for, the first of these measures, for inside a sentence."""
    names = [measure_inside(measure_name(role_id, key, report, language), key, report.instrument) for key in measures]
    role = role_inside(role_id, report, language)
    return say(language, "incentives.role.with_measures", role=role, measures=first_names(names, language))


def pair_name(one: str, other: str, report: Report, language: Language) -> str:
    """Two roles as the heading of their clash."""
    return say(
        language, "incentives.clash.pair", a=role_name(one, report, language), b=role_inside(other, report, language)
    )


def round_inside(name: str, wave: Wave | None, language: Language) -> str:
    """The name of a round inside a sentence: that of its step without a capital, unless the leader has changed it."""
    return lower_first(say(language, f"rollout.name.{wave}")) if is_the_steps(name, wave) else name


def is_the_steps(name: str, wave: Wave | None) -> bool:
    """Whether a round has the name that its step of a roll-out comes with, in any language."""
    return wave is not None and name in {say(language, f"rollout.name.{wave}") for language in LANGUAGES}


def verbs(wave: Wave | None, language: Language) -> dict[str, str]:
    """What follows the name of those who are asked in a step of a roll-out: a group, or several people."""
    how_many = "many" if wave in ("leaders", "all") else "one"
    return {verb: say(language, f"team_result.{verb}.{how_many}") for verb in ("does", "sees")}
