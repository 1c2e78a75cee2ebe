"""What the incentive map says: pulls, orphans, clashes, shortcuts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, get_args

from assessment.advice import misaligned_roles
from assessment.incentives import Clash, ClashKind, ElementScore, IncentiveScores, RoleScore, alignment, in_proportion
from assessment.instrument import Language
from assessment.report import Report
from assessment.sentences.names import (
    element_name,
    measure_name,
    measure_names,
    quoted_elements,
    quoted_measures,
    role_inside,
    role_name,
)
from assessment.words import alignment_text, first_names, joined, number, pull_text, quoted, say, signed

_IN_MATRIX: Final = 12  # The names and numbers of more roles than these cannot be read side by side.
_MUCH_HARDER: Final = -1.5  # Between two steps of the scale the word is that of the nearer one.


def map_sentences(scores: IncentiveScores, report: Report, language: Language) -> list[str]:
    """What a map says first: how many roles pull away, what nobody is rewarded for, and all roles together."""
    against = len(misaligned_roles(scores))
    how_many = "none" if not against else "one" if against == 1 else "many"
    sentences = [say(language, f"incentives.against.{how_many}", count=against, roles=len(scores.roles))]
    orphans = [quoted(element_name(e.id, report, language), language) for e in scores.elements if e.unrewarded]
    if orphans:
        sentences.append(say(language, "incentives.orphans", elements=joined(orphans, language)))
    return [*sentences, say(language, "incentives.system", alignment=signed(scores.system, language))]


def role_sentence(score: RoleScore, report: Report, language: Language) -> str:
    """What a role is rewarded for and how that pulls."""
    role, measures = role_name(score.id, report, language), measure_names(score.id, report, language)
    if not measures:
        return say(language, "incentives.role.unrewarded", role=role)
    direction = _direction(score, report, language)
    return say(
        language,
        "incentives.role.sentence",
        role=role,
        measures=quoted_measures(measures, language),
        direction=direction,
    )


def _direction(score: RoleScore, report: Report, language: Language) -> str:
    """Where a role pulls as a whole, and the part of the agreed experience that makes the most of it."""
    exact, written = round(score.alignment, 6), alignment_text(score.alignment, language)
    elements = report.map.elements
    weights = in_proportion([element.weight for element in elements])
    parts = {e.id: round(score.pulls[e.id] * weight, 6) for e, weight in zip(elements, weights, strict=True)}
    if exact == 0:
        return say(language, f"incentives.role.{'both' if any(parts.values()) else 'neither'}", alignment=written)
    most = max(parts.values()) if exact > 0 else min(parts.values())
    pulled_most = quoted_elements([element for element, part in parts.items() if part == most], report, language)
    kind = "towards" if exact > 0 else "away"
    return say(language, f"incentives.role.{kind}", alignment=written, elements=pulled_most)


def element_sentence(score: ElementScore, report: Report, language: Language) -> str:
    """What all roles together do to an element, and who helps it."""
    element = quoted(element_name(score.id, report, language), language)
    net = pull_text(score.net, language)
    if score.unrewarded:
        return say(language, "incentives.element.orphan", element=element, net=net)
    roles = report.incentives.roles if report.incentives else ()
    helping = sorted((r for r in roles if round(r.pulls[score.id], 6) > 0), key=lambda role: -role.pulls[score.id])
    if not helping:
        return say(language, "incentives.element.outside", element=element, net=net)
    names = first_names([role_inside(role.id, report, language) for role in helping], language)
    return say(language, "incentives.element.helped", element=element, net=net, roles=names)


def clash_roles(scores: IncentiveScores) -> list[str]:
    """The roles that a matrix of clashes shows, in their order: all where there is room, else the largest clashes'."""
    if not scores.clashes:
        return []
    if len(scores.roles) <= _IN_MATRIX:
        return [role.id for role in scores.roles]
    chosen: dict[str, None] = {}
    for clash in scores.clashes:
        if len(chosen | {clash.a: None, clash.b: None}) <= _IN_MATRIX:
            chosen |= {clash.a: None, clash.b: None}
    return [role.id for role in scores.roles if role.id in chosen]


def roles_left_out(scores: IncentiveScores, language: Language) -> str:
    """How many of the roles clash_roles() gives, where that is not all of them; else nothing."""
    shown, roles = len(clash_roles(scores)), len(scores.roles)
    return say(language, "incentives.picture.left_out", shown=shown, roles=roles) if 0 < shown < roles else ""


def clash_legend(language: Language) -> str:
    """What the letters in a matrix of clashes stand for."""
    letters = {kind: say(language, f"incentives.clash.letter.{kind}") for kind in get_args(ClashKind)}
    return say(language, "incentives.clash.legend", **letters)


def clash_line(clash: Clash, report: Report, language: Language) -> str:
    """Two roles that work against each other: how much, how bad, which way."""
    return say(
        language,
        "incentives.picture.pair",
        a=role_name(clash.a, report, language),
        b=role_inside(clash.b, report, language),
        clash=number(clash.clash, language),
        severity=say(language, f"incentives.clash.severity.{clash.severity}"),
        kind=say(language, f"incentives.clash.kind.{clash.kind}"),
    )


def clash_sentence(clash: Clash, report: Report, language: Language) -> str:
    """Two roles that work against each other: who makes what harder for whom, or what is pulled both ways."""
    told = _direct_conflict if clash.kind == "direct" else _tug_of_war
    return " ".join(told(clash, report, language))


def _direct_conflict(clash: Clash, report: Report, language: Language) -> Iterator[str]:
    """Whose measures make whose harder to reach, the hardest first."""
    found = report.map
    ways = [(found.effect_between(one, on), one, on) for one, on in ((clash.a, clash.b), (clash.b, clash.a))]
    for value, one, on in sorted(ways, key=lambda way: way[0]):
        if value < 0:
            yield say(
                language,
                f"incentives.clash.{'much_harder' if value <= _MUCH_HARDER else 'harder'}",
                a=role_name(one, report, language),
                measures=quoted_measures(
                    [measure_name(one, key, report, language) for key in found.hindering(one, on)], language
                ),
                b=role_inside(on, report, language),
                goals=quoted_measures(measure_names(on, report, language), language),
            )


def _tug_of_war(clash: Clash, report: Report, language: Language) -> Iterator[str]:
    """What one role helps and the other harms, and the other way round."""
    pulls = {role.id: role.pulls for role in report.incentives.roles} if report.incentives else {}
    agreed = [element.id for element in report.map.elements if element.weight > 0]
    for up, down in ((clash.a, clash.b), (clash.b, clash.a)):
        both = [element for element in agreed if round(pulls[up][element], 6) > 0 > round(pulls[down][element], 6)]
        if both:
            yield say(
                language,
                "incentives.clash.opposed",
                a=role_name(up, report, language),
                measures=quoted_measures(measure_names(up, report, language, both, 1), language),
                elements=quoted_elements(both, report, language),
                b=role_name(down, report, language),
                others=quoted_measures(measure_names(down, report, language, both, -1), language),
            )


def shortcut_sentences(report: Report, language: Language) -> list[str]:
    """The measures that can be met at the customer's expense, the easiest and most harmful first."""
    elements, found = report.map.elements, []
    for role in report.map.roles:
        for name, measure in role.measures.items():
            ways = measure.shortcut
            if ways is None or not measure.share or not ways.ease or not elements:
                continue
            harm = alignment(ways.shortcut_effects, elements)
            if round(harm, 6) < 0:
                values = {
                    "measure": quoted(measure_name(role.id, name, report, language), language),
                    "role": role_inside(role.id, report, language),
                    "shortcut": _way(ways.shortcut_en, ways.shortcut_sv, "way", language),
                    "harm": signed(harm, language),
                    "root": _way(ways.root_en, ways.root_sv, "root", language),
                    "help": signed(alignment(ways.root_effects, elements), language),
                }
                found.append((round(ways.ease * harm, 6), say(language, "incentives.shortcut.sentence", **values)))
    return [sentence for _, sentence in sorted(found, key=lambda one: one[0])]


def _way(english: str | None, swedish: str | None, unnamed: str, language: Language) -> str:
    """One of the two ways to meet a measure, quoted, or what it is called when it has no name."""
    name = (swedish or english) if language == "sv" else (english or swedish)
    return quoted(name, language) if name else say(language, f"incentives.shortcut.{unnamed}")
