"""The suggestions of the incentive map, which count nowhere, and the controls that keep them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from textwrap import shorten
from typing import Final

import streamlit as st

from assessment.incentives import IncentiveMap, Measure, Role
from assessment.incentives.changes import KeepMeasure, KeepRole
from assessment.instrument import Language
from assessment.report import Report
from assessment.sentences.incentives import effects_on_others
from assessment.sentences.names import inside, measure_name, role_name
from assessment.words import say, upper_first
from pages.shared.elements import plain
from pages.visit import drafting, mapping

_MOST_OF_NAME: Final = 40  # Characters; the whole name stands above.


def suggestions(incentive_map: IncentiveMap, language: Language) -> None:
    """Say that suggestions count nowhere, and what to do with them; nothing where there are none."""
    if incentive_map.has_suggestions:
        with st.container(key="suggestions"):
            st.caption(say(language, "map_page.suggestions_text"))


def role_options(incentive_map: IncentiveMap, names: Mapping[str, str], language: Language) -> dict[str, str]:
    """The names of the roles to choose from; suggested ones are pale and say so."""
    pale = {role.id for role in incentive_map.roles if role.proposed}
    return {role: marked(name, language) if role in pale else name for role, name in names.items()}


def marked(name: str, language: Language) -> str:
    """The name of a suggestion, pale, with the word for it."""
    return f":gray[{name} · {say(language, 'map_page.suggestion')}]"


def next_bar(role: Role | None, found: IncentiveMap, report: Report, language: Language) -> None:
    """How many roles are done, and the way on: keep the open role, which the button names, or skip it.

    Both open the next role with a suggestion, or show the map when none follows.

    With no role open, only the way to those that were skipped; with one that is done, the way to the next.
    """
    done = sum(not each.has_suggestions for each in found.roles)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="next_bar"):
        st.markdown(say(language, "map_page.done", done=done, count=len(found.roles)), width="content")
        with st.container(horizontal=True, gap="small", wrap=False, width="content", key="keep_or_skip"):
            if role is None or not role.has_suggestions:
                first = _following(role, found) or _following(None, found)
                label = "next_role" if role or not found.counts else "skipped"
                is_main = bool(role) or not found.counts
                _onward(say(language, f"map_page.{label}"), None, first, is_main=is_main)
                return
            following = _following(role, found)
            name = inside(_name(role, report, language), role.id, report.instrument, language)
            short = plain(shorten(name, _MOST_OF_NAME, placeholder=" …"))
            _onward(upper_first(say(language, "map_page.keep_named", role=short)), role.id, following)
            st.button(
                say(language, "map_page.skip" if following else "map_page.see_map"),
                key="skip_role",
                on_click=mapping.keep_and_open_next,
                args=(None, following),
            )


def _onward(label: str, kept: str | None, following: str | None, *, is_main: bool = True) -> None:
    st.button(
        label,
        key="map_next",
        type="primary" if is_main else "secondary",
        on_click=mapping.keep_and_open_next,
        args=(kept, following),
    )


def place_among(role: Role, found: IncentiveMap, language: Language) -> str:
    """Which of the roles this is, as "Role 2 of 5", and whether it is a suggestion."""
    place = say(language, "map_page.place", place=found.roles.index(role) + 1, count=len(found.roles))
    return f"{place} · {say(language, 'map_page.suggestion')}" if role.proposed else place


def _following(role: Role | None, found: IncentiveMap) -> str | None:
    """The next role after this one, or the first of all, that has a suggestion; None when none is left."""
    others = found.roles[found.roles.index(role) + 1 :] if role else found.roles
    return next((other.id for other in others if other.has_suggestions), None)


def keep_role(role: Role, found: IncentiveMap, report: Report, language: Language) -> None:
    """What a suggested role does to others. This keeps it in what is tried out; elsewhere next_bar() does."""
    with _place(f"suggested_{role.id}"):
        if role.proposed:
            _on_others(found, role, list(role.measures_by_key), report, language)
            if drafting.is_trying_out():
                st.button(
                    say(language, "map_page.keep_role" if role.measures else "map_page.keep_bare_role"),
                    key=f"keep_role_{role.id}",
                    icon=":material/check:",
                    on_click=mapping.keep_in_map,
                    args=(f"keep_role_{role.id}", KeepRole(role.id), "map_role_top"),
                )


def keep_measure(role: Role, key: str, found: IncentiveMap, report: Report, language: Language) -> None:
    """Mark a suggested measure of a role that is kept, with the control that keeps it too.

    A suggested role is kept with all its measures, so there they need no controls of their own.
    """
    measure, control = role.measures_by_key[key], f"map_{role.id}_{key}_keep"
    with _place(f"{control}_place"):
        if measure.proposed and not role.proposed:
            st.caption(say(language, "map_page.untouched"))
            _on_others(found, role, [key], report, language)
            name = plain(_name(measure, report, language, role.id, key))
            st.button(
                say(language, "map_page.keep_measure", measure=name),
                key=control,
                icon=":material/check:",
                on_click=mapping.keep_in_map,
                args=(control, KeepMeasure(role.id, key), mapping.measure_place(role.id, key)),
            )


def _on_others(found: IncentiveMap, role: Role, measures: Sequence[str], report: Report, language: Language) -> None:
    """Show what is kept along with these measures: what they make harder or easier for others."""
    if sentence := effects_on_others(found, role.id, measures, report, language):
        st.caption(plain(sentence))


def _place(key: str) -> AbstractContextManager[object]:
    """A container that stays when its content goes; otherwise all below moves up and the focus there is lost."""
    return st.container(key=key, gap="xsmall")


def _name(part: Role | Measure, report: Report, language: Language, role_id: str = "", key: str = "") -> str:
    if isinstance(part, Role):
        return part.label(language) or role_name(part.id, report, language)
    return part.label(language) or measure_name(role_id, key, report, language)
