"""What a role is rewarded for: measures as chips, and a card for each that is chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from functools import partial
from itertools import zip_longest
from typing import Final

import streamlit as st

from assessment.incentives import MOST_MEASURES, STRONGEST, IncentiveMap, Measure, MeasureLibrary, Role, Way
from assessment.incentives.changes import AddMeasure, AddOwnMeasure, RemoveMeasure, SetEase, SetEffect
from assessment.incentives.unsaid import unsaid
from assessment.instrument import Language
from assessment.plan import said_in
from assessment.report import Report
from assessment.sentences.names import element_name, measure_name, role_inside
from assessment.words import in_alphabet, joined, lower_first, number, quoted, say
from pages.parts.incentives.own_words import own_id, own_words
from pages.parts.incentives.rating import effect_words, effects_in_short, ends_of_scale, rating_row
from pages.parts.incentives.shortcuts import shortcut_place
from pages.parts.incentives.suggestions import following_role, keep_measure
from pages.shared.elements import plain
from pages.visit import controls, drafting, mapping, places

_EASE: Final = {0.0: "no", 0.2: "hardly", 0.5: "partly", 0.8: "fairly", 1.0: "yes"}
_ASKED: Final = (0.0, 0.5, 1.0)
_MOST_CHIPS, _MOST_OF_OWN = 6, 3  # The others are folded; of a role in own words most would not suit it.


def measures(role: Role, found: IncentiveMap, library: MeasureLibrary, report: Report, language: Language) -> None:
    """The measures of a role to choose among, and what each chosen one does."""
    chips(role, found, library, report, language)
    cards(role, found, library, report, language)


def cards(
    role: Role,
    found: IncentiveMap,
    library: MeasureLibrary,
    report: Report,
    language: Language,
    *,
    is_brief: bool = False,
) -> None:
    """What each chosen measure of a role does; with `is_brief` only of a shortcut that counts that it does."""
    with st.container(key=f"map_{role.id}_cards"):
        suggested = [key for key, measure in role.measures_by_key.items() if measure.proposed]
        for key in role.measures_by_key:
            is_next = suggested[:1] == [key]
            _card(role, key, found, library, report, language, is_next=is_next, is_brief=is_brief)


def chips(role: Role, found: IncentiveMap, library: MeasureLibrary, report: Report, language: Language) -> None:
    """The role's measures and what the library offers it, as chips to tick; the last ones are folded."""
    held = {key: measure_of(role, key, report, language) for key in role.measures_by_key}
    offered = {measure.id or "": measure for measure in _offered(role, found, library)}
    names = {key: measure.label(language) or key for key, measure in offered.items()} | held
    order = [*offered, *(key for key in held if key not in offered)]
    is_own = all(known.id != role.id for known in library.roles)
    most = max(_MOST_OF_OWN, len(_held_by_others(role, found, library))) if is_own else _MOST_CHIPS
    ranked = {*order[:most], *held}  # What is held is beside what is offered, never in place of it.
    is_full = len(held) >= MOST_MEASURES
    added = {key: _as_added(measure, role, found, report) for key, measure in offered.items()}
    chip = partial(_chip, role=role, names=names, offered=added, library=library, is_full=is_full)
    with st.container(horizontal=True, gap="small", key=f"map_{role.id}_chips"):
        for key in order:
            if key in ranked:
                chip(key)
    if is_full:
        st.caption(say(language, "map_page.full.measures", most=MOST_MEASURES))
        return
    if is_own:  # Of such a role nothing is typical, so its measures are written more often than ticked.
        _own(role, found, library, report, language)
    more = [key for key in order if key not in ranked]
    if is_own:
        more.sort(key=lambda key: in_alphabet(names[key], language))
    which = "library" if is_own else "own" if more else "none"
    label = say(language, f"map_page.more_measures.{which}", count=len(more))
    with (
        st.container(key=f"map_{role.id}_more_chips"),
        st.expander(label, type="compact", key=f"map_{role.id}_more_measures"),
    ):
        with st.container(horizontal=True, gap="small", key=f"map_{role.id}_folded_chips"):
            for key in more:
                chip(key, is_folded=True)
        if not is_own:
            _own(role, found, library, report, language)


def _offered(role: Role, found: IncentiveMap, library: MeasureLibrary) -> list[Measure]:
    """What the library offers the role, then the other roles' measures, with effects on the map's elements alone.

    A role in own words is offered all that the library has: first what other roles of the map are rewarded for, then
    role by role. Roles of the map come before any other.
    """
    fitting = library.with_effects_on({element.id for element in found.elements})
    roles = sorted(fitting.roles, key=lambda known: found.role(known.id) is None)
    for_it, of_others = fitting.offered_to(role.id), [each for other in roles for each in other.measures]
    if any(known.id == role.id for known in library.roles):
        return [*for_it, *of_others]
    # Nothing is typical of a role in own words: what others are paid for and what customers notice take turns.
    near = [known for known in roles if found.role(known.id)] or roles
    by_turns = zip_longest((each for other in near for each in other.measures[-1:]), for_it)
    of_any = (each for other in roles for each in fitting.offered_to(other.id))
    return [*_held_by_others(role, found, fitting), *(each for pair in by_turns for each in pair if each), *of_any]


def _held_by_others(role: Role, found: IncentiveMap, library: MeasureLibrary) -> list[Measure]:
    """The measures of the library that most other roles of the map are rewarded for, suggestions aside."""
    others = (other for other in found.confirmed().roles if other.id != role.id)
    held = Counter(key for other in others for key in other.measures_by_key if key in library.measures)
    return [library.measures[key] for key, _ in held.most_common(_MOST_CHIPS)]


def _chip(
    key: str,
    *,
    role: Role,
    names: Mapping[str, str],
    offered: Mapping[str, Measure],
    library: MeasureLibrary,
    is_full: bool,
    is_folded: bool = False,
) -> None:
    """A measure to tick; a tick makes it a suggestion, which counts once it is kept. What is tried out counts."""
    control, is_held = f"map_{role.id}_{key}_chosen", key in role.measures_by_key
    add = None
    if measure := offered.get(key):
        add = AddMeasure(role.id, measure, library)
    controls.show(control, is_held)
    st.checkbox(
        plain(names[key]),
        key=control,
        disabled=is_full and not is_held,
        on_change=mapping.choose_measure,
        args=(control, names[key], add, RemoveMeasure(role.id, key)),
        kwargs={"is_suggested": is_held and role.measures_by_key[key].proposed, "is_folded": is_folded},
    )


def _as_added(measure: Measure, role: Role, found: IncentiveMap, report: Report) -> Measure:
    """A measure of the library as a role gets it: a suggestion, except where something is tried out.

    It has what a line of the plan says that it would do there.
    """
    for one in said_in(report.plan):
        if (one.role, one.measure) == (role.id, measure.id) and (not one.element or found.element(one.element)):
            measure = one.of(measure)
    return measure.model_copy(update={"proposed": not drafting.is_trying_out()})


def _own(role: Role, found: IncentiveMap, library: MeasureLibrary, report: Report, language: Language) -> None:
    """A field for a measure in the visitor's own words, whose card is then open.

    The name of one that the library knows adds that one, as its chip does.
    """

    def add(name: str) -> None:
        if known := library.with_effects_on({element.id for element in found.elements}).named(name):
            place = mapping.measure_place(role.id, known.id or "")
            if known.id not in role.measures_by_key:
                change = AddMeasure(role.id, _as_added(known, role, found, report), library)
                mapping.change_map_to(f"map_{role.id}_{known.id}_chosen", change)
            places.stay_at(place)
            return
        measure = Measure(id=own_id(), en=name, sv=name, share=STRONGEST)
        mapping.change_map(f"own_measure {name}", lambda _: AddOwnMeasure(role.id, measure))
        mapping.unfold(f"map_{role.id}_{measure.id}_effects")
        places.stay_at(mapping.measure_place(role.id, measure.id or ""))

    own_words("measure", add, language)


def unrewarded(role: Role, found: IncentiveMap, language: Language) -> None:
    """On the leader's map: a role without measures changes nothing; a suggested one can be kept like that."""
    if role.measures:
        return
    st.caption(say(language, "map_page.no_measures"))
    if role.proposed:
        following = following_role(role, found)
        st.button(
            say(language, "map_page.keep_bare_role"),
            key=f"keep_role_{role.id}",
            on_click=mapping.keep_role,
            args=(role.id, following.id if following else None),
        )


def measure_of(role: Role, key: str, report: Report, language: Language) -> str:
    """The name of a role's measure, which may be a suggestion."""
    return role.measures_by_key[key].label(language) or measure_name(role.id, key, report, language)


def _card(
    role: Role,
    key: str,
    found: IncentiveMap,
    library: MeasureLibrary,
    report: Report,
    language: Language,
    *,
    is_next: bool,
    is_brief: bool,
) -> None:
    """A measure in short; of a suggestion, that it is one. Folded in it is what changes it."""
    measure, control = role.measures_by_key[key], f"map_{role.id}_{key}"
    names = {each.id: each.label(language) or element_name(each.id, report, language) for each in found.elements}
    with st.container(border=True, key=mapping.measure_place(role.id, key), gap="xsmall"):
        whose = "suggestion" if library.begins_with(role.id, key) else "own_choice"
        suggested = f" :gray[· {say(language, f'map_page.{whose}')}]" if measure.proposed else ""
        with st.container(key=f"{control}_{'suggested' if measure.proposed else 'kept'}"):
            st.markdown(f"**{plain(measure_of(role, key, report, language))}**{suggested}")
        if measure.is_described:
            st.html(effects_in_short(((name, measure.effect_on(each)) for each, name in names.items()), language))
        _left_open(measure, found, names, report, language)
        is_assumed = _is_assumed(measure, library, is_brief=is_brief)
        _in_signs(measure, names, library.way_around(key, language), language, is_assumed=is_assumed, is_brief=is_brief)
        keep_measure(role, key, found, report, language, is_next=is_next)
        if key in found.weight_alone(role):
            is_said = all(map(measure.says_of, names))
            st.caption(say(language, f"map_page.weight_{'only' if is_said else 'alone'}"))
        fold, label = _fold(role, key, report, language)
        with st.expander(label, type="compact", key=fold, expanded=mapping.is_unfolded(fold)):
            _ways(role, key, names, report, language)
            _ease(role, key, report, language, is_assumed=is_assumed)
            if not is_brief:
                _two_ways(measure, library.way_around(key, language), language)
        if not is_brief:
            _shortcut(role.id, measure, key, names, library, report, language)


def _fold(role: Role, key: str, report: Report, language: Language) -> tuple[str, str]:
    """The key and the label of the fold of what a measure does.

    It is one and the same before and after the measure is kept or has a shortcut, and so it stays as it is. One that is
    to open by itself while it is on the page is another fold: the browser opens no other. That one names the measure,
    because the top of the card is out of sight there.
    """
    if mapping.is_unfolded(anew := mapping.effects_anew(role.id, key)):
        name = quoted(measure_of(role, key, report, language), language)
        return anew, plain(say(language, "map_page.effects_of", measure=name))
    is_described = role.measures_by_key[key].is_described
    label = say(language, f"map_page.{'change_measure' if is_described else 'say_effects'}")
    return f"map_{role.id}_{key}_effects", label


def _is_assumed(measure: Measure, library: MeasureLibrary, *, is_brief: bool) -> bool:
    """Whether a shortcut counts that is only assumed: of a suggestion, or on a phone, where none is one, unchanged."""
    return measure.has_shortcut and (measure.proposed or is_brief) and library.assumes(measure)


def _in_signs(
    measure: Measure,
    elements: Collection[str],
    way_around: str | None,
    language: Language,
    *,
    is_assumed: bool,
    is_brief: bool,
) -> None:
    """Whether the signs of a card include a shortcut, and which; unless `is_brief`, why they do not include one."""
    own = measure.shortcut
    if own and measure.has_shortcut and own.is_told_apart:
        named = _way_name(measure, "shortcut", way_around, language)
        way = f": {lower_first(named)}" if named else ""
        only = "only" if own.ease == 1 else "counted"
        source = say(language, f"map_page.way.source.{'assumed' if is_assumed else 'said'}")
        ease = lower_first(_ease_words(own.ease, language))
        st.caption(plain(say(language, f"map_page.way.{only}", source=source, ease=ease, way=way)))
    elif not is_brief and way_around and any(measure.effect_on(element) < 0 for element in elements):
        how = "alike" if measure.has_shortcut else "unsaid"
        place = say(language, "map_page.change_measure")
        st.caption(plain(say(language, f"map_page.way.{how}", way=lower_first(way_around), place=place)))


def _left_open(
    measure: Measure, found: IncentiveMap, names: Mapping[str, str], report: Report, language: Language
) -> None:
    """Which parts of the experience nobody has said anything about for a measure of which something is said."""
    alone = Role(id="alone", measures=(measure.kept(),))
    if measure.is_described and (open_ones := unsaid(alone, found, report.instrument.incentives)):
        elements = joined([quoted(names[each], language) for each in open_ones], language)
        st.caption(plain(say(language, "map_page.not_said_yet", elements=elements)))


def _ways(role: Role, key: str, names: Mapping[str, str], report: Report, language: Language) -> None:
    """What the measure does to each part of the experience, where it is met by removing the cause if there are ways."""
    measure = role.measures_by_key[key]
    st.markdown(plain(report.instrument.incentives.question[language]))
    if measure.shortcut and measure.shortcut.is_told_apart:
        st.caption(plain(_way(measure, "root", None, language)))
    way: Way = "root" if measure.shortcut else "effects"
    effects = measure.shortcut.root_effects if measure.shortcut else measure.effects
    if not measure.has_shortcut and any(element not in effects for element in names):
        st.caption(say(language, "map_page.left_open"))
    ends_of_scale(effect_words(report.instrument, language))
    _rows(role.id, key, way, effects, names, report, language)


def _rows(
    role: str,
    key: str,
    way: Way,
    effects: Mapping[str, float],
    names: Mapping[str, str],
    report: Report,
    language: Language,
) -> None:
    words = effect_words(report.instrument, language)
    with st.container(key=f"map_{role}_{key}_{way}_rating", gap="small"):
        for element, name in names.items():
            control = f"map_{role}_{key}_{way}_{element}"
            rating_row(
                plain(name),
                effects.get(element),
                control,
                words,
                on_change=mapping.change_map,
                args=(control, partial(SetEffect, role, key, element, way)),
            )
            if element not in effects:
                _said_elsewhere(role, key, way, element, report, language)


def _said_elsewhere(role: str, key: str, way: Way, element: str, report: Report, language: Language) -> None:
    """What is said of the same measure at another role, to be taken over: it counts only then."""
    held = ((other, other.measures_by_key.get(key)) for other in report.map.roles if other.id != role)
    said = ((other, measure) for other, measure in held if measure and measure.says_of(element))
    if found := next(said, None):
        other, measure = found
        ways = measure.shortcut
        effects = measure.effects if ways is None else ways.shortcut_effects if way == "shortcut" else ways.root_effects
        if element not in effects:
            return
        value = effects[element]
        words = effect_words(report.instrument, language)[round(value)]
        name = role_inside(other.id, report, language)
        control = f"map_{role}_{key}_{way}_{element}"
        st.button(
            plain(say(language, "map_page.as_elsewhere", role=name, words=words)),
            key=f"{control}_as_elsewhere",
            type="tertiary",
            on_click=mapping.change_map_to,
            args=(control, SetEffect(role, key, element, way, value)),
        )


def _ease(role: Role, key: str, report: Report, language: Language, *, is_assumed: bool) -> None:
    """How easily a measure can be met without helping the customer: nothing is chosen until it is answered or assumed.

    One that counts, and is only assumed, says so.
    """
    shortcut, control = role.measures_by_key[key].shortcut, f"map_{role.id}_{key}_ease"
    ease = shortcut.ease if shortcut else None
    controls.show(control, ease)
    st.radio(
        plain(report.instrument.incentives.shortcut_question[language]),
        sorted({*_ASKED, *([] if ease is None else [ease])}),
        index=None,
        format_func=lambda step: _ease_words(step, language),
        horizontal=True,
        key=control,
        on_change=_say_ease,
        args=(control, role.id, key),
    )
    if is_assumed:
        st.caption(say(language, "map_page.way.assumed_answer"))


def _ease_words(step: float, language: Language) -> str:
    return say(language, f"map_page.ease.{_EASE[step]}") if step in _EASE else number(step, language, 1)


def _say_ease(control: str, role: str, key: str) -> None:
    """Keep how easily a measure can be met without helping; what that does is asked at once, in an open fold."""
    mapping.change_map(control, partial(SetEase, role, key))
    mapping.unfold(shortcut_place(role, key))


def _two_ways(measure: Measure, way_around: str | None, language: Language) -> None:
    """What a shortcut is, with an example; once somebody says that there is one, that it counts as a way of its own."""
    told = [say(language, "map_page.way.shortcut_is")]
    if measure.shortcut and measure.has_shortcut:
        which = "unused" if measure.shortcut.ease == 1 else "way.weighed"
        told.append(say(language, f"map_page.{which if measure.shortcut.is_told_apart else 'ways_alike'}"))
    elif way_around:
        told.append(say(language, "map_page.way.example", way=lower_first(way_around)))
    st.caption(plain(" ".join(told)))


def _shortcut(
    role: str,
    measure: Measure,
    key: str,
    names: Mapping[str, str],
    library: MeasureLibrary,
    report: Report,
    language: Language,
) -> None:
    """What the shortcut does, folded: until somebody says, it does what removing the cause does."""
    if measure.shortcut is None or not measure.has_shortcut:
        return
    label = plain(_way(measure, "shortcut", library.way_around(key, language), language))
    fold = shortcut_place(role, key)
    with st.expander(label, type="compact", key=fold, expanded=mapping.is_unfolded(fold)):
        st.markdown(say(language, "map_page.way.ask_shortcut"))
        ends_of_scale(effect_words(report.instrument, language))
        _rows(role, key, "shortcut", measure.shortcut.shortcut_effects, names, report, language)


def _way(measure: Measure, way: Way, otherwise: str | None, language: Language) -> str:
    """Which of the two ways the rows are about: in the map's own words, the library's, or said in general."""
    name = _way_name(measure, way, otherwise, language)
    if name is None:
        return say(language, f"map_page.way.{way}")
    return say(language, f"map_page.way.{way}_named", way=name)


def _way_name(measure: Measure, way: Way, otherwise: str | None, language: Language) -> str | None:
    """One of the two ways in the map's own words, else `otherwise`."""
    return (measure.shortcut.label(way, language) if measure.shortcut else None) or otherwise
