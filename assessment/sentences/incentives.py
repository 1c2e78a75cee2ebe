"""Sentences on the incentive map: pulls, orphans, the largest clash, shortcuts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assessment.incentives import (
    ElementScore,
    IncentiveMap,
    IncentiveScores,
    KnownRoles,
    Role,
    RoleGroup,
    RoleScore,
    ShortcutScore,
)
from assessment.instrument import Language
from assessment.report import Report
from assessment.sentences.clash_sizes import clash_text
from assessment.sentences.clashes import equal_clashes
from assessment.sentences.names import (
    element_name,
    inside,
    measure_name,
    measure_names,
    quoted_elements,
    quoted_measures,
    role_inside,
    role_name,
)
from assessment.sentences.reader import say_to_reader
from assessment.words import (
    alignment_text,
    first_names,
    joined,
    pull_text,
    quoted,
    say,
    signed,
)

_MOST_NAMED: Final = 6  # Elements that nobody is rewarded for, in the summary.


def map_label(report: Report, language: Language) -> str:
    """What a map is and is not: the words of whoever filled it in, not a measurement."""
    done, count = report.told.speaking(report.map) if report.told else 0, len(report.map.roles)
    if report.told and done:
        others = [role.id for role in report.map.roles if role.id not in report.told.answered]
        roles = first_names([role_inside(role, report, language) for role in others], language)
        return say(
            language, f"incentives.label_told.{'some' if others else 'all'}", done=done, count=count, roles=roles
        )
    return say_to_reader(report, language, "incentives.label")


def map_sentences(scores: IncentiveScores, report: Report, language: Language) -> list[str]:
    """The summary of a map, its most important finding first: it is the headline on screen and in the PDF.

    Who pulls away, what nobody is rewarded for, the largest clash, and all roles together. Where nobody pulls away,
    what nobody is rewarded for is the finding. A role is none whose rewards nobody has said the effects of yet.
    """
    unsaid = [role_inside(role.id, report, language) for role in scores.map.undescribed]
    if scores.is_undescribed:
        whole = say(language, "incentives.system", alignment=signed(scores.system, language))
        return [say(language, "incentives.not_said.all"), say(language, "incentives.not_said.more"), whole]
    if scores.only_role:
        return _only_role_sentences(scores.only_role, report, language)
    against = len(scores.pulling_away)
    how_many = "one" if against == 1 else "all" if against == len(scores.roles) else "many"
    if not against:
        how_many = "hardly" if scores.misaligned else "none"
    sentences = unrewarded_sentences(scores, report, language) if scores.shows_nobody else []
    pulling = say(language, f"incentives.against.{how_many}", count=against, roles=len(scores.roles))
    clearly = len(scores.clearly_misaligned)
    if clearly != against:
        how_much = f"incentives.against.{'clearly' if clearly else 'a_little'}"
        pulling = say(language, how_much, finding=pulling.rstrip("."), count=clearly)
    sentences.insert(0 if against else len(sentences), pulling)
    if unsaid:
        sentences.insert(1, say(language, "incentives.not_said.some", roles=first_names(unsaid, language)))
    if largest := largest_clash(scores, report, language):
        sentences.append(largest)
    return [*sentences, say(language, "incentives.system", alignment=signed(scores.system, language))]


def lead_sentences(scores: IncentiveScores, report: Report, language: Language) -> list[str]:
    """What stands first on a map, and after it all that nobody is rewarded for, or else the next finding."""
    first, *others = map_sentences(scores, report, language)
    nobody = unrewarded_sentences(scores, report, language) if scores.shows_nobody else []
    return [first, *([each for each in others if each in nobody] or others[:1])]


def unrewarded_sentences(
    scores: IncentiveScores, report: Report, language: Language, *, among: Sequence[str] | None = None
) -> list[str]:
    """What nobody is rewarded for, at all and on balance, in a sentence each; only of `among`, if that is given.

    Without it nothing is said of what is unknown of most roles.
    """
    sentences, kinds = [], _unrewarded(scores)
    among = nobody_rewarded(report) if among is None else among
    for which, elements in kinds.items():
        told = [element for element in elements if element in among]
        named = [quoted(element_name(element, report, language), language) for element in told]
        if named[1:] and {*told} == {element.id for element in scores.elements}:
            sentences.append(say(language, f"incentives.orphans.no_part.{which}"))
        elif named:
            names = first_names(named, language, most=_MOST_NAMED)
            sentences.append(say(language, f"incentives.orphans.{which}", elements=names))
    return sentences


def nobody_rewarded(report: Report) -> tuple[str, ...]:
    """The ids of the elements that nobody is rewarded for, without those that are unknown of most roles."""
    scores = report.incentives
    known = KnownRoles.by_element(report.map, report.instrument.incentives)
    return tuple(each for each in scores.unrewarded if not known[each].is_little) if scores else ()


def _unrewarded(scores: IncentiveScores) -> dict[str, tuple[str, ...]]:
    """The agreed elements that nobody is rewarded for: at all, or on balance; only the kinds that there are."""
    cancelled = {element.id for element in scores.elements if element.cancelled}
    kinds = {
        "at_all": tuple(element for element in scores.unrewarded if element not in cancelled),
        "on_balance": tuple(element for element in scores.unrewarded if element in cancelled),
    }
    return {kind: elements for kind, elements in kinds.items() if elements}


def nobody_label(scores: IncentiveScores, language: Language, element: str | None = None) -> str:
    """What the diamond on a map says of this element, or in one label of all elements that have one."""
    on_balance = _unrewarded(scores).get("on_balance", ())
    is_cancelled = element in on_balance if element else bool(on_balance)
    return say(language, f"incentives.orphan.{'on_balance' if is_cancelled else 'at_all'}")


def unrewarded_in_words(scores: IncentiveScores, report: Report, language: Language) -> list[str]:
    """The diamonds of a map in words, for its alternative text."""
    shown = nobody_rewarded(report)
    kinds = {kind: [each for each in elements if each in shown] for kind, elements in _unrewarded(scores).items()}
    return [
        f"{say(language, f'incentives.orphan.{kind}')}: "
        f"{', '.join(element_name(element, report, language) for element in elements)}."
        for kind, elements in kinds.items()
        if elements
    ]


def largest_clash(scores: IncentiveScores, report: Report, language: Language) -> str | None:
    """The two roles that clash most, and by how much; None where none that is undecided is clear.

    Where several clashes are as large, all of these; where the largest clash of all is decided, that it is.
    """
    if not scores.undecided or scores.undecided[0].severity == "minor":
        return None
    clash, first = scores.undecided[0], scores.clashes[0]
    if clash == first and (equal := equal_clashes(scores.undecided, report, language)):
        return equal
    a, b, one, other = (role_inside(role, report, language) for role in (clash.a, clash.b, first.a, first.b))
    return say(
        language,
        f"incentives.clash.{'largest' if clash == first else 'largest_undecided'}",
        a=a,
        b=b,
        clash=clash_text(clash.clash, language),
        one=one,
        other=other,
        decided=clash_text(first.clash, language),
    )


def _only_role_sentences(score: RoleScore, report: Report, language: Language) -> list[str]:
    """The summary of a map with one role: its direction, that this shows nothing about other roles, its alignment."""
    role, way = role_inside(score.id, report, language), "away" if score.direction == "away" else "not_away"
    way = "hardly" if score.is_slight and way == "away" else way
    return [
        say(language, f"incentives.only_role.{way}", role=role),
        say(language, "incentives.only_role.more"),
        say(language, "incentives.only_role.alignment", alignment=signed(score.alignment, language)),
    ]


def no_clash(scores: IncentiveScores, language: Language) -> str:
    """The sentence in place of clashes where there are none; where they cannot be seen yet, what is missing."""
    if scores.only_role:
        return say(language, "incentives.only_role.clashes")
    return say(language, "incentives.not_said.clashes" if scores.map.undescribed else "incentives.clash.nowhere")


def role_sentence(score: RoleScore, report: Report, language: Language) -> str:
    """What a role is rewarded for and how that pulls."""
    role, measures = role_name(score.id, report, language), measure_names(score.id, report, language)
    if not measures:
        return say(language, "incentives.role.unrewarded", role=role)
    return say(
        language,
        "incentives.role.sentence",
        role=role,
        measures=quoted_measures(measures, language),
        direction=_direction(score, report, language),
    )


def group_label(group: RoleGroup, language: Language) -> str:
    """How many roles pull the same way, and which."""
    return say(language, f"incentives.group.{group.kind}", count=len(group.roles))


def _direction(score: RoleScore, report: Report, language: Language) -> str:
    """The direction a role pulls in as a whole, and the element of the agreed experience that contributes most."""
    return say(
        language,
        f"incentives.role.{'slight' if score.is_slight else score.direction}",
        alignment=alignment_text(score.alignment, language),
        elements=quoted_elements(score.pulled_most, report, language),
    )


def element_sentence(score: ElementScore, report: Report, language: Language) -> str:
    """What all roles together do to an element, and who helps it."""
    element = quoted(element_name(score.id, report, language), language)
    net = pull_text(score.net, language)
    if score.unrewarded:
        of_all = report.incentives is not None and score.id in report.incentives.unrewarded
        whom, how = "orphan" if of_all else "not_helped", "on_balance" if score.cancelled else "at_all"
        return say(language, f"incentives.element.{whom}.{how}", element=element, net=net)
    if not score.helped_by:
        return say(language, "incentives.element.outside", element=element, net=net)
    names = first_names([role_inside(role, report, language) for role in score.helped_by], language)
    return say(language, "incentives.element.helped", element=element, net=net, roles=names)


def effects_on_others(
    found: IncentiveMap, role_id: str, measures: Sequence[str], report: Report, language: Language
) -> str:
    """Which of these measures of a role make it harder or easier for which other roles; empty without such effects.

    `found` is the whole map, because the report leaves out suggestions.
    """
    sentences = []
    for way, moved in (("harder", found.hindered), ("easier", found.helped)):
        moving: dict[str, list[str]] = {}
        for key in measures:
            roles = [_inside(role, report, language) for role in moved(role_id, [key])]
            if roles:
                moving.setdefault(joined(roles, language), []).append(_label(found, role_id, key, report, language))
        for whom, labels in moving.items():
            what = quoted_measures(labels, language)
            sentences.append(say(language, f"map_page.on_others.{way}", measures=what, roles=whom))
    return " ".join(sentences)


def _inside(role: Role, report: Report, language: Language) -> str:
    """The name of a role that may be a suggestion, as written inside a sentence."""
    name = role.label(language) or role_name(role.id, report, language)
    return inside(name, role.id, report.instrument, language)


def _label(found: IncentiveMap, role_id: str, measure_id: str, report: Report, language: Language) -> str:
    """The name of a measure that may be a suggestion."""
    role = found.role(role_id)
    label = role.measure(measure_id).label(language) if role else None
    return label or measure_name(role_id, measure_id, report, language)


def shortcut_sentences(report: Report, language: Language) -> list[str]:
    """The measures that can be met at the customer's expense, the easiest and most harmful first."""
    shortcuts = report.incentives.shortcuts if report.incentives else ()
    return [_shortcut(one, report, language) for one in shortcuts]


def weight_alone_sentences(report: Report, language: Language) -> list[str]:
    """The measures that only take weight from the role's others: they do nothing, or nobody has said yet what."""
    elements = [element.id for element in report.map.elements]
    return [
        say(
            language,
            f"incentives.weight_{'only' if all(map(role.measure(key).says_of, elements)) else 'alone'}",
            measure=quoted(measure_name(role.id, key, report, language), language),
            role=role_inside(role.id, report, language),
        )
        for role in report.map.roles
        for key in report.map.weight_alone(role)
    ]


def _shortcut(found: ShortcutScore, report: Report, language: Language) -> str:
    ways, known = found.shortcut, report.instrument.incentives.way_around(found.measure, language)
    other = say(
        language,
        f"incentives.shortcut.{found.honest_way}",
        root=_way(ways.label("root", language), "root", language),
        help=alignment_text(found.help, language),
    )
    return say(
        language,
        "incentives.shortcut.sentence",
        measure=quoted(measure_name(found.role, found.measure, report, language), language),
        role=role_inside(found.role, report, language),
        shortcut=_way(ways.label("shortcut", language) or known, "way", language),
        harm=alignment_text(found.harm, language),
        other=other,
    )


def _way(name: str | None, unnamed: str, language: Language) -> str:
    """One of the two ways to meet a measure: its name in quotation marks, or `unnamed` when it has none."""
    return quoted(name, language) if name else say(language, f"incentives.shortcut.{unnamed}")
