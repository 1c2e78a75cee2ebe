"""Sentences on a management team's map: what one role believes of another, and what that role says itself."""

from __future__ import annotations

from collections.abc import Sequence

from assessment.incentives import IncentiveMap, Measure
from assessment.incentives.testimony import Contradiction
from assessment.instrument import Instrument, Language
from assessment.sentences.names import inside
from assessment.words import first_names, joined, pull_text, quoted, say, upper_first


def member_name(role_id: str, of: IncentiveMap, instrument: Instrument, language: Language) -> str:
    """The name of a role of the map: its own label, else the question bank's for this id, else the id."""
    role = of.role(role_id)
    known = next((each[language] for each in instrument.incentives.roles if each.id == role_id), role_id)
    return (role and role.label(language)) or known


def member_inside(role_id: str, of: IncentiveMap, instrument: Instrument, language: Language) -> str:
    """The same inside a sentence."""
    return inside(member_name(role_id, of, instrument, language), role_id, instrument, language)


def contradiction_sentences(
    found: Contradiction, of: IncentiveMap, instrument: Instrument, language: Language
) -> list[str]:
    """What a role believes of another where that one says otherwise: first the measures, then each element."""
    by, about = (member_inside(role, of, instrument, language) for role in (found.by, found.about))
    guessed, said = (_named(measures, language) for measures in (found.guessed, found.said))
    which = "measures" if guessed and said else "only_guessed" if guessed else "only_said" if said else ""
    names = {"by": upper_first(by), "about": about, "about_first": upper_first(about)}
    sentences = []
    if which:
        sentences.append(say(language, f"team_map.contradictions.{which}", guessed=guessed, said=said, **names))
    for each in found.apart:
        values = {"guessed": pull_text(each.guessed, language), "own": pull_text(each.said, language)}
        element = quoted(_element(each.element, of, instrument, language), language)
        sentences.append(say(language, "team_map.contradictions.apart", by=by, about=about, element=element, **values))
    return sentences


def agreed_parts(of: IncentiveMap, instrument: Instrument, language: Language) -> str:
    """What the map shows the roles' effects on: the elements that are agreed, as a sentence."""
    agreed = [element.id for element in of.elements if element.weight]
    names = [quoted(_element(each, of, instrument, language), language) for each in agreed]
    return say(language, "team_map.led.parts", parts=joined(names, language))


def _element(element_id: str, of: IncentiveMap, instrument: Instrument, language: Language) -> str:
    element = of.element(element_id)
    known = next((each[language] for each in instrument.incentives.elements if each.id == element_id), element_id)
    return (element and element.label(language)) or known


def _named(measures: Sequence[Measure], language: Language) -> str:
    return first_names([quoted(each.label(language) or each.id or "", language) for each in measures], language)
