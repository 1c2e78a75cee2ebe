"""Sentences on two roles that clash: how, how much, why, and what is or could be decided about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assessment.incentives import Clash, Decision, Hindrance, IncentiveScores, Opposition
from assessment.instrument import Language
from assessment.report import Report
from assessment.sentences.clash_sizes import clash_text
from assessment.sentences.names import (
    measure_inside,
    measure_name,
    quoted_elements,
    quoted_measures_of,
    role_inside,
    role_name,
    role_with_measures,
)
from assessment.words import date_text, joined, lower_first, number, quoted, say, upper_first

_MOST_WEIGHED: Final = 2  # Measures of each role, to decide between.
_MOST_EQUAL: Final = 3  # Clashes that are equally large, by name.


def clash_legend(scores: IncentiveScores, language: Language, *, with_decided: bool = False) -> str:
    """What the letters in the matrix of these clashes stand for, and the sign of a decided one where it has any."""
    signs = {str(kind): say(language, f"incentives.clash.legend.{kind}") for kind in scores.clash_kinds}
    if with_decided and scores.has_decided:
        signs["decided"] = say(language, "incentives.clash.decided")
    return " · ".join(f"{say(language, f'incentives.clash.letter.{sign}')} = {means}" for sign, means in signs.items())


def equal_clashes(clashes: Sequence[Clash], report: Report, language: Language) -> str:
    """That the first of these clashes, the largest first, is shown as large as others, which are named; else ""."""
    if not clashes:
        return ""
    size = clash_text(clashes[0].clash, language)
    pairs = [(clash.a, clash.b) for clash in clashes if clash_text(clash.clash, language) == size]
    if not pairs[1:]:
        return ""
    named = [joined([role_inside(role, report, language) for role in pair], language) for pair in pairs[:_MOST_EQUAL]]
    more = len(pairs[_MOST_EQUAL:])
    key = f"incentives.clash.equal.{'more' if more else 'all'}"
    return say(language, key, clash=size, pairs="; ".join(named), more=more)


def clash_sentence(clash: Clash, report: Report, language: Language) -> str:
    """Two roles that work against each other: who makes what harder for whom, or what is pulled both ways."""
    scores = report.incentives
    if scores is None:
        return ""
    if clash.kind == "direct":
        first, *back = scores.hindrances(clash)
        others = (_hindrance(one, report, language, is_back=True) for one in back)
        return " ".join([_hindrance(first, report, language), *others])
    return " ".join(_opposition(one, report, language) for one in scores.oppositions(clash))


def _hindrance(found: Hindrance, report: Report, language: Language, *, is_back: bool = False) -> str:
    """The role on which the measures have their effect is named alone: nobody has said on which of its measures."""
    how_much = "much_harder" if found.is_strong else "harder"
    sure = "typical" if _is_typical(found, report) else "said"
    return say(
        language,
        f"incentives.clash.back.{sure}.{how_much}" if is_back else f"incentives.clash.{sure}.{how_much}",
        a=role_name(found.role, report, language),
        measures=quoted_measures_of(found.role, found.measures, report, language),
        b=role_inside(found.on, report, language),
    )


def _opposition(found: Opposition, report: Report, language: Language) -> str:
    return say(
        language,
        "incentives.clash.opposed",
        elements=quoted_elements(found.elements, report, language),
        a=role_with_measures(found.helping, found.measures, report, language),
        b=role_with_measures(found.harming, found.others, report, language),
    )


def clash_reasons(clashes: Sequence[Clash], report: Report, language: Language) -> dict[str, str]:
    """Why roles clash, by the name of their clash, where that is known; only of undecided clashes.

    Of roles in each other's way the question bank says why. Of roles that pull apart it is a shortcut that counts on
    the map, told in full once for each measure.
    """
    told, known = dict[str, str](), set[str]()
    for clash in clashes:
        if is_decided(clash, report):
            continue
        if clash.kind == "direct":
            if reason := clash_because(clash, report, language):
                told[clash.name] = reason
        elif found := _way_around(clash, report, language):
            measure, way = found
            key = f"incentives.clash.{'reason_again' if measure in known else 'reason'}"
            known.add(measure)
            told[clash.name] = say(language, key, measure=measure, way=lower_first(way))
    return told


def clash_because(clash: Clash, report: Report, language: Language) -> str:
    """Why one role makes it harder for the other, in the question bank's words; "" where it does not say.

    Where several measures do, also of which of them this is said.
    """
    hindrances = report.incentives.hindrances(clash) if report.incentives and clash.kind == "direct" else ()
    causes = [(one.role, measure, one.on) for one in hindrances for measure in one.measures]
    library = report.instrument.incentives
    for role, measure, on in causes:
        if why := library.why_harder(role, measure, on, language):
            named = quoted(measure_name(role, measure, report, language), language)
            key = f"incentives.clash.because{'_of' if causes[1:] else ''}"
            return say(language, key, measure=named, why=why)
    return ""


def _way_around(clash: Clash, report: Report, language: Language) -> tuple[str, str] | None:
    """The measure whose shortcut, and nothing else, harms what another role helps, and that shortcut."""
    oppositions = report.incentives.oppositions(clash) if report.incentives else ()
    for found in oppositions:
        measures = report.map.known_role(found.harming).measures_by_key
        for key in found.others:
            ways = measures[key].shortcut
            if ways is None or not ways.alone_harms(found.elements):
                continue
            name = ways.label("shortcut", language) or report.instrument.incentives.way_around(key, language)
            if name:
                return quoted(measure_name(found.harming, key, report, language), language), name
    return None


def clash_words(clash: Clash, report: Report, language: Language) -> str:
    """How much two roles clash, and whether that is only assumed; that it is decided, where it is."""
    return _degree(clash, report, language, *_assumed(clash, report, language))


def clash_words_with_kind(clash: Clash, report: Report, language: Language) -> str:
    """The words for a clash and which way it goes; where the roles clash the other way, too, that with its number."""
    kind = say(language, f"incentives.clash.kind.{clash.kind}")
    return _degree(clash, report, language, kind, *_assumed(clash, report, language), *_other_way(clash, language))


def _assumed(clash: Clash, report: Report, language: Language) -> list[str]:
    return [say(language, "incentives.clash.assumed")] if _is_assumed(clash, report) else []


def clash_words_explained(clashes: Sequence[Clash], report: Report, language: Language) -> list[str]:
    """What the words for these clashes mean, in a sentence each: "assumed", the ways, the number of the second."""
    both = [clash for clash in clashes if _other_way(clash, language)]
    others = ("tug_of_war" if clash.kind == "direct" else "direct" for clash in both)
    kinds = dict.fromkeys((*(clash.kind for clash in clashes), *others))
    told = [say(language, "map_page.clash_assumed")] if any(_is_assumed(clash, report) for clash in clashes) else []
    told.append(say(language, "map_page.clash_which_way"))
    told.extend(say(language, f"map_page.clash_kinds.{kind}") for kind in kinds)
    if both:
        told.append(say(language, "map_page.clash_both"))
    return told


def _other_way(clash: Clash, language: Language) -> list[str]:
    """The weaker of the two ways in which roles clash; empty where its number is shown as 0."""
    kind, points = ("tug_of_war", clash.tug_of_war) if clash.kind == "direct" else ("direct", clash.direct)
    named, shown = say(language, f"incentives.clash.kind.{kind}"), clash_text(points, language)
    told = say(language, "incentives.clash.and_kind", kind=named, points=shown)
    return [told] if shown != number(0, language) else []


def _is_assumed(clash: Clash, report: Report) -> bool:
    """Whether an undecided clash is nobody's words: the question bank proposes all its effects, and none is changed.

    Where roles pull apart only the harm counts, and only that by shortcuts: all else somebody has looked at.
    """
    scores = report.incentives
    if scores is None or scores.decision(clash):
        return False
    if clash.kind == "direct":
        return all(_is_typical(one, report) for one in scores.hindrances(clash))
    return all(_is_by_assumed_shortcuts(one, report) for one in scores.oppositions(clash))


def _is_by_assumed_shortcuts(found: Opposition, report: Report) -> bool:
    """Whether all harm comes from shortcuts alone that the question bank proposes and nobody has changed."""
    measures, library = report.map.known_role(found.harming).measures_by_key, report.instrument.incentives
    return all(
        (ways := measures[key].shortcut) is not None
        and ways.alone_harms(found.elements)
        and library.assumes(key, ways.ease, {each: ways.shortcut_effects.get(each, 0) for each in found.elements})
        for key in found.others
    )


def _is_typical(found: Hindrance, report: Report) -> bool:
    """Whether the question bank proposes this effect and nobody has changed it."""
    return report.map.is_as_proposed(found.role, found.on, found.measures, report.instrument.incentives)


def typical_effects(clashes: Sequence[Clash], report: Report, language: Language) -> str:
    """What "typically" means in the sentences on these clashes; empty where none of them says it."""
    scores = report.incentives
    found = [one for clash in clashes if scores and clash.kind == "direct" for one in scores.hindrances(clash)]
    return say(language, "incentives.clash.typically") if any(_is_typical(one, report) for one in found) else ""


def is_decided(clash: Clash, report: Report) -> bool:
    """Whether something is decided about a clash, and in force."""
    return report.incentives is not None and report.incentives.decision(clash) is not None


def clash_degree(clash: Clash, report: Report, language: Language) -> str:
    """How much two roles clash, in a word; that it is decided, where it is."""
    return _degree(clash, report, language)


def clash_explained(clash: Clash, report: Report, language: Language) -> str:
    """How much two roles clash, from when that is so, and whether it comes from what the map's columns show."""
    degree = upper_first(clash_degree(clash, report, language))
    how_much = f"{degree}." if is_decided(clash, report) else say(language, "team_map.led.clash_degree", degree=degree)
    return f"{how_much} {say(language, f'team_map.led.clash_from.{clash.kind}')}"


def _degree(clash: Clash, report: Report, language: Language, *details: str) -> str:
    how_much = "decided" if is_decided(clash, report) else f"severity.{clash.severity}"
    return ", ".join([say(language, f"incentives.clash.{how_much}"), *details])


def clash_in_full(clash: Clash, report: Report, language: Language) -> str:
    """How two roles work against each other, why, if that is known, and what is decided about it."""
    why, decided = clash_because(clash, report, language), decision_sentence(clash, report, language)
    return " ".join(filter(None, (clash_sentence(clash, report, language), why, decided)))


def decision_sentence(clash: Clash, report: Report, language: Language) -> str:
    """What is decided about a clash, and from which day; "" where nothing is."""
    decided = report.incentives.decision(clash) if report.incentives else None
    if decided is None:
        return ""
    day, words = date_text(decided.day, language), decided_words(decided, language)
    return say(language, "incentives.clash.decision", measure=words, day=day)


def decided_words(decision: Decision, language: Language) -> str:
    """The words of a decision in quotation marks, on one line however they were written."""
    return quoted(" ".join(decision.measure.split()), language)


def possible_decisions(clash: Clash, report: Report, language: Language) -> dict[str, str]:
    """What could be decided about a clash, in a few words and in a sentence: one of the measures, or what is promised.

    Of each role the measures the clash comes from, else those that weigh most; what is promised comes before the former
    alone. Empty where a role has none.
    """
    scores = report.incentives
    if scores is None:
        return {}
    roles, causes = (clash.a, clash.b), scores.causes(clash)
    weighed = [(role, key) for role in roles for key in scores.weighed(clash, role)[:_MOST_WEIGHED]]
    names = {each: measure_name(*each, report, language) for each in weighed}
    sides = [[name for (of, _), name in names.items() if of == role] for role in roles]
    if not all(sides):
        return {}
    inside = {name: measure_inside(name, key, report.instrument) for (_, key), name in names.items()}
    named = joined([*dict.fromkeys(inside[name] for each, name in names.items() if each in causes)], language)
    before = say(language, "incentives.decision.promised_before", measures=named)
    promise = {say(language, "incentives.decision.promised"): before}
    pairs = [(first, others) for own, others in (sides, sides[::-1]) for first in own if first not in others]
    return {
        say(language, "incentives.decision.first", first=upper_first(first)): say(
            language,
            "incentives.decision.before",
            first=upper_first(first),
            second=joined([inside[other] for other in others], language),
        )
        for first, others in pairs
    } | promise
