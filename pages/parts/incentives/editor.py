"""Changing the map: the elements, and one role at a time."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from textwrap import shorten
from typing import Any, Final, TypeVar

import streamlit as st

from assessment.incentives import (
    MOST_MEASURES,
    MOST_ROLES,
    STRONGEST,
    Element,
    IncentiveMap,
    Measure,
    MeasureLibrary,
    Role,
    Way,
)
from assessment.incentives.changes import (
    AddElement,
    AddMeasure,
    AddOwnMeasure,
    AddRole,
    MapChange,
    RemoveMeasure,
    RemoveRole,
    Rename,
    SetEase,
    SetEffect,
    SetEffectBetween,
    SetStep,
    SetStrength,
)
from assessment.instrument import MAX_ELEMENTS, Instrument, Language, Organisation
from assessment.report import Report
from assessment.sentences.names import element_name, measure_name, role_name
from assessment.words import number, quoted, say, signed
from pages.parts.incentives.suggestions import keep_measure, keep_role, marked, place_among, role_options
from pages.shared.elements import plain
from pages.visit import controls, mapping, places

Added = TypeVar("Added", AddElement, AddRole, AddOwnMeasure)

_EFFECTS: Final = (-2, -1, 0, 1, 2)
_EASE: Final = (0.0, 0.2, 0.5, 0.8, 1.0)
_MOST_CHARACTERS: Final = 100
_MOST_OF_BEHAVIOUR: Final = 80
_PAUSE: Final = "0.5s"  # Text is saved when the typing pauses.


def elements_editor(incentive_map: IncentiveMap, bank: Instrument, report: Report, language: Language) -> None:
    """The elements of the agreed experience and how much each matters; visitors can add their own."""
    library = {element.id: element for element in _library(bank, report.answers.organisation).elements}
    if report.answers.has_own_aim(bank) and (outside := _still_outside(incentive_map, library)):
        said = shorten(report.answers.new_behaviour or "", _MOST_OF_BEHAVIOUR, placeholder=" …").rstrip(".")
        other = quoted(outside[0].label(language) or "", language)
        with st.container(key="own_behaviour"):
            count, behaviour = len(incentive_map.elements), quoted(said, language)
            st.markdown(plain(say(language, "map_page.own_behaviour", count=count, behaviour=behaviour, outside=other)))
    with st.expander(say(language, "map_page.elements"), icon=":material/checklist:", key="map_elements"):
        st.caption(say(language, "map_page.elements_text", most=MAX_ELEMENTS))
        for element_id in dict.fromkeys([*(element.id for element in incentive_map.elements), *library]):
            known = incentive_map.element(element_id)
            element = known or library[element_id]
            _weight(element, 0 if known is None else incentive_map.step(known), bank, report, language)
        if len(incentive_map.elements) < MAX_ELEMENTS:
            _own("element", lambda name: _own_element(name, bank, report), language)


def _still_outside(incentive_map: IncentiveMap, library: Mapping[str, Element]) -> list[Element]:
    """The library's elements that are not part of a map as it was begun; none once its elements are changed."""
    weights = {element.id: element.weight for element in incentive_map.elements}
    begun_with = {element.id: element.weight for element in library.values() if element.weight > 0}
    return [element for element in library.values() if element.weight == 0] if weights == begun_with else []


def _own_element(name: str, bank: Instrument, report: Report) -> AddElement:
    element = Element(id=_new_id(), en=name, sv=name, weight=bank.importance.default)
    return AddElement(element, _library(bank, report.answers.organisation))


def role_editor(incentive_map: IncentiveMap, bank: Instrument, report: Report, language: Language) -> Role | None:
    """One role at a time: its name, its measures and how strongly each is rewarded, and what each does.

    Returns the role that is open; None when none is.
    """
    names = {
        role.id: plain(role.label(language) or role_name(role.id, report, language)) for role in incentive_map.roles
    }
    role = _chosen_role(incentive_map, names, language)
    if role is not None:
        with st.container(border=True, key="map_role_card"):
            with st.container(key="map_role_top", gap="xxsmall"):
                st.caption(place_among(role, incentive_map, language))
                st.subheader(names[role.id], anchor=False)
            keep_role(role, incentive_map, report, language)
            _name(role, report, language)
            _remove_role(role, report, language)
            for key in role.measures_by_key:
                _measure(role, key, incentive_map, report, language)
            if not role.measures:
                st.caption(say(language, "map_page.no_measures"))
            _add_measure(role, incentive_map, bank, report, language)
            _crosses(role, names, incentive_map, report, language)
    if len(incentive_map.roles) < MOST_ROLES:
        _own("role", lambda name: AddRole(Role(id=_new_id(), en=name, sv=name)), language)
    else:
        st.caption(say(language, "map_page.full.roles", most=MOST_ROLES))
    return role


def _chosen_role(incentive_map: IncentiveMap, names: Mapping[str, str], language: Language) -> Role | None:
    added = mapping.added_role()
    for found in incentive_map.roles:
        if added is not None and added in (found.en, found.sv):
            controls.show("map_role", found.id)  # a role just added is the one to continue with
    mapping.see_to_open_role(incentive_map)
    options = role_options(incentive_map, names, language)
    controls.keep_choice("map_role", options)
    chosen = st.radio(
        say(language, "map_page.choose"), list(names), format_func=lambda role: options[role], key="map_role",
        horizontal=True, on_change=mapping.role_is_chosen,
    )  # fmt: skip
    return incentive_map.role(chosen or "")


def _weight(element: Element, step: int, bank: Instrument, report: Report, language: Language) -> None:
    control, name = (
        f"map_weight_{element.id}",
        element.label(language) or element_name(element.id, report, language),
    )
    _steps_radio(
        plain(name),
        [0, *range(1, STRONGEST + 1)],
        step,
        control,
        partial(SetStep, element, _library(bank, report.answers.organisation)),
        format_func=lambda step: _step_words(step, language) if step else say(language, "map_page.not_agreed"),
        on_change=lambda control, change_to: mapping.weigh_in_map(control, name, change_to),
    )


def _name(role: Role, report: Report, language: Language) -> None:
    control = f"map_name_{role.id}"
    controls.show(control, role.label(language) or role_name(role.id, report, language))
    st.text_input(
        say(language, "map_page.role_name"),
        max_chars=_MOST_CHARACTERS,
        key=control,
        live=_PAUSE,
        on_change=mapping.change_map,
        args=(control, lambda written: Rename(role.id, " ".join(str(written or "").split()))),
    )


def _remove_role(role: Role, report: Report, language: Language) -> None:
    control, name = f"remove_role_{role.id}", role.label(language) or role_name(role.id, report, language)
    st.button(
        say(language, "map_page.remove_role"),
        key=control,
        type="tertiary",
        icon=":material/delete:",
        on_click=mapping.remove_from_map,
        args=(control, "role", name, RemoveRole(role.id)),
    )


def _measure(role: Role, key: str, incentive_map: IncentiveMap, report: Report, language: Language) -> None:
    measure, control = role.measures_by_key[key], f"map_{role.id}_{key}"
    name = measure.label(language) or measure_name(role.id, key, report, language)
    with st.container(border=True, key=mapping.measure_place(role.id, key)):
        suggested = f" · {say(language, 'map_page.suggestion')}" if measure.proposed else ""
        st.markdown(f"**{plain(name)}**{suggested}")
        keep_measure(role, key, incentive_map, report, language)
        _steps_radio(
            say(language, "map_page.strength"),
            list(range(1, STRONGEST + 1)),
            role.strength(measure),
            f"{control}_strength",
            partial(SetStrength, role.id, key),
            format_func=lambda step: _step_words(step, language),
        )
        _ease(role, key, control, report, language)
        if key in incentive_map.weight_alone(role):
            st.caption(say(language, "map_page.weight_alone"))
        _ways(role, key, incentive_map, report, language)
        _remove_measure(role.id, key, name, language)


def _ways(role: Role, key: str, incentive_map: IncentiveMap, report: Report, language: Language) -> None:
    """What the measure does to each element; with a shortcut in a fold more, beside the way that removes the cause."""
    measure, control = role.measures_by_key[key], f"map_{role.id}_{key}"
    name = plain(measure.label(language) or measure_name(role.id, key, report, language))
    sides: Mapping[Way, Mapping[str, float]] = (
        {"root": measure.shortcut.root_effects, "shortcut": measure.shortcut.shortcut_effects}
        if measure.shortcut
        else {"effects": measure.effects}
    )
    for way, effects in sides.items():
        # The first fold is one and the same before and after the measure has a shortcut, and so stays as it is.
        fold = f"{control}_{'effects' if way == 'root' else way}"
        is_open = mapping.is_unfolded(f"{control}_ease" if way == "shortcut" else fold)
        with st.expander(say(language, f"map_page.way.{way}", measure=name), key=fold, expanded=is_open):
            st.caption(plain(report.instrument.incentives.question[language]))
            for element in incentive_map.elements:
                _steps_radio(
                    plain(element.label(language) or element_name(element.id, report, language)),
                    _EFFECTS,
                    round(effects.get(element.id, 0)),
                    f"{control}_{way}_{element.id}",
                    partial(SetEffect, role.id, key, element.id, way),
                    format_func=lambda effect: _effect_words(effect, report, language),
                )


def _remove_measure(role_id: str, key: str, name: str, language: Language) -> None:
    control = f"map_{role_id}_{key}_remove"
    # Folded: otherwise the next measure's button would be where this one's was.
    with st.expander(say(language, "map_page.remove_measure"), type="compact", key=f"map_{role_id}_{key}_removing"):
        st.markdown(say(language, "map_page.remove_measure_text"))
        st.button(
            say(language, "map_page.remove_measure_now"),
            key=control,
            icon=":material/delete:",
            on_click=mapping.remove_from_map,
            args=(control, "measure", name, RemoveMeasure(role_id, key)),
        )


def _ease(role: Role, key: str, control: str, report: Report, language: Language) -> None:
    """How easily a measure can be met without helping the customer; nothing is chosen until it is answered."""
    shortcut = role.measures_by_key[key].shortcut
    _steps_radio(
        plain(report.instrument.incentives.shortcut_question[language]),
        sorted({*_EASE, *([shortcut.ease] if shortcut else [])}),
        shortcut.ease if shortcut else None,
        f"{control}_ease",
        partial(SetEase, role.id, key),
        format_func=lambda step: (
            say(language, f"map_page.ease.{_EASE.index(step)}") if step in _EASE else number(step, language, 1)
        ),
        on_change=mapping.change_map if shortcut else mapping.say_how_easy,
    )
    if shortcut is None:
        st.caption(say(language, "map_page.ease_open"))
    elif not shortcut.is_told_apart:
        st.caption(say(language, "map_page.ways_alike"))


def _steps_radio(
    label: str,
    options: Sequence[float],
    value: float | None,
    control: str,
    change_to: Callable[[Any], MapChange],
    format_func: Callable[[Any], str] = str,
    on_change: Callable[[str, Callable[[Any], MapChange]], None] = mapping.change_map,
) -> None:
    """A radio that shows a stored number of the map and changes it."""
    controls.show(control, value)
    st.radio(
        label,
        options,
        index=None,
        format_func=format_func,
        horizontal=True,
        key=control,
        on_change=on_change,
        args=(control, change_to),
    )


def _add_measure(role: Role, incentive_map: IncentiveMap, bank: Instrument, report: Report, language: Language) -> None:
    if len(role.measures) >= MOST_MEASURES:
        st.caption(say(language, "map_page.full.measures", most=MOST_MEASURES))
        return
    used = {measure.id for measure in role.measures}
    known = {element.id for element in incentive_map.elements}
    library = _library(bank, report.answers.organisation)
    proposals = library.with_effects_on(known)
    # Folded in its place, so that Tab leads into it; with another key after each, so that it is folded again.
    fold = f"add_measure_{role.id}_{len(role.measures)}"
    with st.expander(say(language, "map_page.add_measure"), icon=":material/add:", key=fold):
        of_others = (measure for other in proposals.roles for measure in other.measures)
        offered = {measure.id: measure for measure in (*proposals.offered_to(role.id), *of_others)}
        for measure in (each for each in offered.values() if each.id not in used):
            control = f"add_{role.id}_{measure.id}"
            st.button(
                plain(measure.label(language) or measure.id or ""),
                key=control,
                type="tertiary",
                on_click=mapping.add_measure,
                args=(control, role.id, measure, AddMeasure(role.id, measure, library)),
            )
        _own(
            "measure",
            lambda name: AddOwnMeasure(role.id, _own_measure(name)),
            language,
            lambda added: _go_on_at_own(role.id, added.measure.id or ""),
        )


def _go_on_at_own(role_id: str, key: str) -> None:
    """Go on at a visitor's own measure, with the fold open in which one says what it does."""
    mapping.unfold(f"map_{role_id}_{key}_effects")
    places.stay_at(mapping.measure_place(role_id, key))


def _own_measure(name: str) -> Measure:
    return Measure(id=_new_id(), en=name, sv=name, share=STRONGEST)


def _always(change: MapChange) -> Callable[[object], MapChange]:
    """For a button: the same change whatever the control is set to."""
    return lambda _: change


def _crosses(
    role: Role, names: Mapping[str, str], incentive_map: IncentiveMap, report: Report, language: Language
) -> None:
    """The effects of the role's measures on other roles; they are removed with the measure."""
    kept = {other.id for other in incentive_map.roles if not other.proposed and other.id != role.id}
    others = {other: name for other, name in names.items() if other in kept}
    if not others or not role.measures:
        return
    heading = say(language, "map_page.crosses")
    if role.has_suggestions:
        heading = marked(heading, language)
    with st.expander(heading, key="map_crosses"):
        measure = _which_measure(role, report, language)
        if role.proposed or (measure is not None and role.measures_by_key[measure].proposed):
            st.caption(say(language, "map_page.untouched"))
        control = f"map_cross_{role.id}" + (f"_{measure}" if len(role.measures) > 1 else "")
        for other, name in others.items():
            _steps_radio(
                name,
                _EFFECTS,
                round(incentive_map.cross_effect(role.id, other, measure)),
                f"{control}_{other}",
                partial(SetEffectBetween, role.id, other, measure),
                format_func=lambda effect: _hindrance_words(effect, language),
            )


def _which_measure(role: Role, report: Report, language: Language) -> str | None:
    """Whose effects on others are shown; None, all of them, when one has no id to name it by."""
    labels = {m.id: plain(measure_name(role.id, m.id or "", report, language)) for m in role.measures}
    labels |= {m.id: plain(label) for m in role.measures if (label := m.label(language))}
    named = [measure for measure in labels if measure is not None]
    if len(named) < len(role.measures):
        st.caption(say(language, "map_page.crosses_text"))
        return None
    chosen: str | None = named[0]
    if len(named) > 1:
        chosen = st.radio(
            say(language, "map_page.crosses_which"), named, format_func=lambda each: labels[each], horizontal=True,
            key=f"map_cross_measure_{role.id}",
        )  # fmt: skip
    st.caption(say(language, "map_page.crosses_measure_text", measure=labels[chosen]))
    return chosen


def _own(
    what: str, adding: Callable[[str], Added], language: Language, go_on: Callable[[Added], None] | None = None
) -> None:
    """A field and a button to add an own element, role or measure; a second click finds the field empty.

    `go_on` says where the page goes on when the fold closes that the field is in.
    """
    control = f"own_{what}"

    def add() -> None:
        name = " ".join(str(controls.take(control) or "").split())
        if name:
            added = adding(name)
            mapping.change_map(f"{control} {name}", _always(added))
            if go_on:
                go_on(added)

    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            say(language, f"map_page.own.{what}"),
            max_chars=_MOST_CHARACTERS,
            key=control,
            live=True,
            on_change="ignore",
        )
        st.button(say(language, "map_page.own.add"), key=f"add_own_{what}", on_click=add)


@lru_cache(maxsize=6)
def _library(bank: Instrument, organisation: Organisation | None) -> MeasureLibrary:
    return MeasureLibrary.of(bank.incentives, organisation)


def _effect_words(effect: float, report: Report, language: Language) -> str:
    """A step of what a measure does, with the question bank's word at both ends."""
    points: dict[float, str] = {point.value: point[language] for point in report.instrument.incentives.effect_scale}
    is_end = effect in (_EFFECTS[0], _EFFECTS[-1]) and effect in points
    return f"{signed(effect, language)} {plain(points[effect].lower())}" if is_end else signed(effect, language)


def _hindrance_words(effect: float, language: Language) -> str:
    """A step of what a role does to another's chances, with a word at both ends."""
    ends: dict[float, str] = {_EFFECTS[0]: "harder", _EFFECTS[-1]: "easier"}
    word = f" {say(language, f'map_page.much.{ends[effect]}')}" if effect in ends else ""
    return signed(effect, language) + word


def _step_words(step: int, language: Language) -> str:
    """A step of a weight, 1 to STRONGEST, with a word at both ends."""
    ends = {1: "least", STRONGEST: "most"}
    return f"{step} {say(language, f'map_page.step.{ends[step]}')}" if step in ends else str(step)


def _new_id() -> str:
    return secrets.token_hex(6)
