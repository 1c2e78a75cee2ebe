"""Changing the map: the elements, and one role at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from textwrap import shorten
from typing import Any, Final, Literal

import streamlit as st

from assessment.incentives import MOST_ROLES, STRONGEST, Element, IncentiveMap, Role, measure_library
from assessment.incentives.changes import (
    AddElement,
    AddRole,
    MapChange,
    RemoveRole,
    Rename,
    SetEffectBetween,
    SetStep,
    SetStrength,
)
from assessment.instrument import MAX_ELEMENTS, Instrument, Language
from assessment.report import Report
from assessment.sentences.names import asked_about, element_name, measure_name, role_name
from assessment.sentences.team_map import parts_by_weight
from assessment.sentences.unsaid import TORN, is_partly, pulls_in_text
from assessment.words import quoted, say, signed
from pages.parts.incentives.measures import measure_of, measures, unrewarded
from pages.parts.incentives.own_words import MOST_CHARACTERS, own_id, own_words
from pages.parts.incentives.rating import ends_of_scale, hindrance_words, rating_row, row_on_map
from pages.parts.incentives.suggestions import marked, next_bar, place_among, role_options
from pages.shared.elements import plain, way_down
from pages.visit import controls, drafting, mapping, places, saving

_MOST_OF_BEHAVIOUR: Final = 80
_PAUSE: Final = "0.5s"  # Text is saved when the typing pauses.


def judged(
    incentive_map: IncentiveMap, bank: Instrument, report: Report, language: Language, *, fold: str = "map_elements"
) -> None:
    """What the roles are held against, with the fold in which it is changed right below it.

    A fold with a key of its own on each page begins closed there.
    """
    if parts := parts_by_weight(incentive_map, bank, language):
        st.caption(plain(say(language, "map_page.judged", parts=parts)))
    elements_editor(incentive_map, bank, report, language, label="elements_right" if parts else "elements", fold=fold)


def elements_editor(
    incentive_map: IncentiveMap,
    bank: Instrument,
    report: Report,
    language: Language,
    *,
    label: str = "elements",
    fold: str = "map_elements",
) -> None:
    """The elements of the agreed experience and how much each matters; visitors can add their own."""
    library = {element.id: element for element in measure_library(bank, report.answers.organisation).elements}
    if report.answers.has_own_aim(bank) and (outside := _still_outside(incentive_map, library)):
        said = shorten(report.answers.new_behaviour or "", _MOST_OF_BEHAVIOUR, placeholder=" …").rstrip(".")
        other = quoted(outside[0].label(language) or "", language)
        with st.container(key="own_behaviour"):
            count, behaviour = len(incentive_map.elements), quoted(said, language)
            st.markdown(plain(say(language, "map_page.own_behaviour", count=count, behaviour=behaviour, outside=other)))
    with st.expander(say(language, f"map_page.{label}"), icon=":material/checklist:", key=fold):
        st.caption(say(language, "map_page.elements_text", most=MAX_ELEMENTS))
        for element_id in dict.fromkeys([*(element.id for element in incentive_map.elements), *library]):
            known = incentive_map.element(element_id)
            element = known or library[element_id]
            _weight(element, 0 if known is None else incentive_map.step(known), bank, report, language)
        if len(incentive_map.elements) < MAX_ELEMENTS:
            own_words("element", lambda name: _add_element(name, bank, report), language)


def _still_outside(incentive_map: IncentiveMap, library: Mapping[str, Element]) -> list[Element]:
    """The library's elements that are not part of a map as it was begun; none once its elements are changed."""
    weights = {element.id: element.weight for element in incentive_map.elements}
    begun_with = {element.id: element.weight for element in library.values() if element.weight > 0}
    return [element for element in library.values() if element.weight == 0] if weights == begun_with else []


def _add(control: str, change: MapChange) -> None:
    mapping.change_map(control, lambda _: change)


def _add_element(name: str, bank: Instrument, report: Report) -> None:
    """Add an element in own words, and bring its row into sight, which stands above the field."""
    element = Element(id=own_id(), en=name, sv=name, weight=bank.importance.default)
    _add(f"own_element {name}", AddElement(element, measure_library(bank, report.answers.organisation)))
    places.stay_at(f"map_weight_{element.id}")


def role_screen(
    incentive_map: IncentiveMap,
    role: Role,
    bank: Instrument,
    report: Report,
    language: Language,
    *,
    is_offered_together: bool = False,
) -> None:
    """One role, from its place among all to what it looks like on the map; below it the way to any other.

    Where the page offers at its foot to make the map together, the way there stands below the question.
    """
    with st.container(key="map_entering"):
        _top(role, incentive_map, report, language)
        if is_offered_together:
            way_down(say(language, "team_map.start.link"), "team_map_beginning", key="to_together")
        _role(role, incentive_map, bank, report, language)
        _on_map(role, report, language)
        with st.expander(say(language, "map_page.all_roles"), icon=":material/groups:", key="map_all_roles"):
            _choose(incentive_map, _names(incentive_map, report, language), language)
            st.button(say(language, "map_page.change_roles"), key="choose_roles", on_click=mapping.choose_roles)
            if incentive_map.counts:
                st.button(say(language, "map_page.see_map"), key="see_map", on_click=mapping.show_map)
        judged(incentive_map, bank, report, language, fold=f"map_elements_{role.id}")
    with st.bottom, st.container(key="onward"):
        next_bar(role, incentive_map, report, language)


def _top(role: Role, incentive_map: IncentiveMap, report: Report, language: Language) -> None:
    """Which of the roles this is, whether all is saved, and the question."""
    with st.container(key="map_role_top", gap="xsmall"):
        with st.container(horizontal=True, horizontal_alignment="distribute", gap="small"):
            st.caption(place_among(role, incentive_map, language), width="content")
            is_saved = not saving.unsaved_controls()
            st.caption(say(language, f"questionnaire.{'saved' if is_saved else 'failed'}"), width="content")
        place, count = incentive_map.roles.index(role) + 1, len(incentive_map.roles)
        st.html(f'<div class="way_through" style="--place: {place}; --count: {count}"></div>')
        whom = asked_about(_role_name(role, report, language), role.id, report.instrument, language)
        st.title(plain(say(language, "map_page.rewarded_for", role=whom)), anchor=False)
        st.markdown(say(language, f"map_page.rewarded_{_whose_choice(role, report)}"))


def _whose_choice(role: Role, report: Report) -> Literal["suggested", "chosen", "text"]:
    """Whether the app has suggested what waits for a yes, or the visitor has chosen it; or nothing waits for one."""
    library = measure_library(report.instrument, report.answers.organisation)
    waiting = [key for key, measure in role.measures_by_key.items() if measure.proposed]
    if any(library.begins_with(role.id, key) for key in waiting):
        return "suggested"
    return "chosen" if waiting else "text"


def role_editor(incentive_map: IncentiveMap, bank: Instrument, report: Report, language: Language) -> Role | None:
    """Which role to change; while something is tried out, the same controls as on the role's own screen.

    Returns the role that is open; None when none is.
    """
    names = _names(incentive_map, report, language)
    role = open_role(incentive_map)
    _choose(incentive_map, names, language)
    if not drafting.is_trying_out():
        st.button(say(language, "map_page.change_roles"), key="choose_roles", on_click=mapping.choose_roles)
        return role
    if role is not None:
        with st.container(key="map_role_card"):
            with st.container(key="map_role_top", gap="xxsmall"):
                st.caption(place_among(role, incentive_map, language))
                st.subheader(names[role.id], anchor=False)
            _role(role, incentive_map, bank, report, language)
    if len(incentive_map.roles) < MOST_ROLES:
        own_words("role", lambda name: _add(f"own_role {name}", AddRole(Role(id=own_id(), en=name, sv=name))), language)
    else:
        st.caption(say(language, "map_page.full.roles", most=MOST_ROLES))
    return role


def open_role(incentive_map: IncentiveMap) -> Role | None:
    """The role that is open, which may be the one just added; None when none is."""
    added = mapping.added_role()
    for found in incentive_map.roles:
        if added is not None and added in (found.en, found.sv):
            controls.show("map_role", found.id)  # a role just added is the one to continue with
    mapping.see_to_open_role(incentive_map)
    return incentive_map.role(mapping.chosen_role() or "")


def _names(incentive_map: IncentiveMap, report: Report, language: Language) -> dict[str, str]:
    return {role.id: plain(_role_name(role, report, language)) for role in incentive_map.roles}


def _role_name(role: Role, report: Report, language: Language) -> str:
    return role.label(language) or role_name(role.id, report, language)


def _choose(incentive_map: IncentiveMap, names: Mapping[str, str], language: Language) -> None:
    options = role_options(incentive_map, names, language)
    controls.keep_choice("map_role", options)
    st.radio(
        say(language, "map_page.choose"), list(names), index=None, format_func=lambda role: options[role],
        key="map_role", horizontal=True, on_change=mapping.role_is_chosen,
    )  # fmt: skip


def _role(role: Role, incentive_map: IncentiveMap, bank: Instrument, report: Report, language: Language) -> None:
    """What a role is rewarded for, and folded below it what is rarely needed."""
    measures(role, incentive_map, measure_library(bank, report.answers.organisation), report, language)
    unrewarded(role, incentive_map, language)
    if role.measures and (others := _others(role, _names(incentive_map, report, language), incentive_map)):
        heading = say(language, "map_page.crosses")
        label = marked(heading, language) if role.has_suggestions else heading
        if _is_unsaid(role, incentive_map, bank, report):
            label = say(language, "map_page.crosses_unsaid")
        with st.expander(label, type="compact", key=f"map_{role.id}_crosses"):
            _crosses(role, others, incentive_map, report, language)
    with st.expander(say(language, "map_page.more_about_role"), type="compact", key=f"map_{role.id}_more"):
        if len(role.measures) > 1:
            for key in role.measures_by_key:
                _strength(role, key, report, language)
        _name(role, report, language)
        _remove_role(role, report, language)


def _is_unsaid(role: Role, incentive_map: IncentiveMap, bank: Instrument, report: Report) -> bool:
    """Whether neither the library nor anybody else says that the role's measures do anything to other roles."""
    library, keys = measure_library(bank, report.answers.organisation), list(role.measures_by_key)
    is_known = any(known.id == role.id for known in library.roles) and all(key in library.measures for key in keys)
    return not (is_known or incentive_map.hindered(role.id, keys) or incentive_map.helped(role.id, keys))


def _strength(role: Role, key: str, report: Report, language: Language) -> None:
    _steps_radio(
        plain(say(language, "map_page.strength", measure=measure_of(role, key, report, language))),
        list(range(1, STRONGEST + 1)),
        role.strength(role.measures_by_key[key]),
        f"map_{role.id}_{key}_strength",
        partial(SetStrength, role.id, key),
        format_func=lambda step: _step_words(step, language),
    )


def _on_map(role: Role, report: Report, language: Language) -> None:
    """The role's row as the map has it, once a measure of it counts and somebody has said what its measures do."""
    scores = report.incentives
    score = next((each for each in scores.roles if each.id == role.id), None) if scores else None
    counting = role.confirmed().measures
    if scores is None or score is None or not counting:
        return
    with st.container(key="map_row", gap="xsmall"):
        st.markdown(f"**{say(language, 'map_page.on_map')}**")
        if role.id in {open_one.id for open_one in scores.map.undescribed}:
            st.caption(say(language, "map_page.row_open"))
            return
        names = [element_name(element.id, report, language) for element in scores.elements]
        written = [*pulls_in_text(role.id, report, language).values()]
        st.html(row_on_map(zip(names, score.pulls.values(), written, strict=True), language))
        if any(map(is_partly, written)):
            st.caption(say(language, "incentives.unsaid.means_partly"))
        if TORN in written:
            st.caption(say(language, "incentives.torn.means"))
        st.markdown(say(language, "map_page.as_whole", pull=signed(score.alignment, language)))
        if len(counting) > 1:
            st.caption(say(language, "map_page.mean"))


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
        partial(SetStep, element, measure_library(bank, report.answers.organisation)),
        format_func=lambda step: _step_words(step, language) if step else say(language, "map_page.not_agreed"),
        on_change=lambda control, change_to: mapping.weigh_in_map(control, name, change_to),
    )


def _name(role: Role, report: Report, language: Language) -> None:
    control = f"map_name_{role.id}"
    controls.show(control, role.label(language) or role_name(role.id, report, language))
    st.text_input(
        say(language, "map_page.role_name"),
        max_chars=MOST_CHARACTERS,
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


def _others(role: Role, names: Mapping[str, str], incentive_map: IncentiveMap) -> dict[str, str]:
    """The names of the other roles that count."""
    kept = {other.id for other in incentive_map.roles if not other.proposed and other.id != role.id}
    return {other: name for other, name in names.items() if other in kept}


def _crosses(
    role: Role, others: Mapping[str, str], incentive_map: IncentiveMap, report: Report, language: Language
) -> None:
    """The effects of the role's measures on these other roles; they are removed with the measure."""
    with st.container(key="map_crosses"):
        measure = _which_measure(role, report, language)
        if role.proposed or (measure is not None and role.measures_by_key[measure].proposed):
            st.caption(say(language, "map_page.untouched"))
        control = f"map_cross_{role.id}" + (f"_{measure}" if len(role.measures) > 1 else "")
        words = hindrance_words(language)
        ends_of_scale(words)
        with st.container(key=f"map_{role.id}_others_rating", gap="small"):
            for other, name in others.items():
                key = f"{control}_{other}"
                rating_row(
                    name,
                    incentive_map.cross_effect(role.id, other, measure),
                    key,
                    words,
                    on_change=mapping.change_map,
                    args=(key, partial(SetEffectBetween, role.id, other, measure)),
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


def _step_words(step: int, language: Language) -> str:
    """A step of a weight, 1 to STRONGEST, with a word at both ends, on one line with it."""
    ends = {1: "least", STRONGEST: "most"}
    return f"{step}\u00a0{say(language, f'map_page.step.{ends[step]}')}" if step in ends else str(step)
