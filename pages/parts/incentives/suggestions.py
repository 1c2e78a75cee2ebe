"""The suggestions of the incentive map, which count nowhere, and the controls that keep them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager

import streamlit as st

from assessment.incentives import IncentiveMap, Measure, Role
from assessment.incentives.changes import KeepMeasure, KeepRole
from assessment.instrument import Language
from assessment.report import Report
from assessment.sentences.incentives import effects_on_others
from assessment.sentences.names import measure_name, role_name
from assessment.words import say
from pages.shared.elements import plain
from pages.visit import drafting, mapping


def suggestions(incentive_map: IncentiveMap, report: Report, language: Language) -> None:
    """List the unconfirmed roles, pale, and say that they count nowhere; nothing where there are none.

    Above them, that what was tried out has just been kept.
    """
    if mapping.is_kept():
        st.info(say(language, "map_page.kept"))
    if not any(role.has_suggestions for role in incentive_map.roles):
        return
    with st.container(key="suggestions", gap="xxsmall"):
        names = [plain(_name(role, report, language)) for role in incentive_map.roles if role.proposed]
        if names:
            st.markdown(f":gray[{say(language, 'map_page.suggestions', roles=' · '.join(names))}]")
        st.caption(say(language, "map_page.suggestions_text"))


def role_options(incentive_map: IncentiveMap, names: Mapping[str, str], language: Language) -> dict[str, str]:
    """The names of the roles to choose from; suggested ones are pale and say so."""
    pale = {role.id for role in incentive_map.roles if role.proposed}
    return {role: marked(name, language) if role in pale else name for role, name in names.items()}


def marked(name: str, language: Language) -> str:
    """The name of a suggestion, pale, with the word for it."""
    return f":gray[{name} · {say(language, 'map_page.suggestion')}]"


def next_bar(role: Role | None, found: IncentiveMap, language: Language) -> None:
    """Which of the roles is open, and one button that keeps it and leads to the next that is only suggested."""
    following = _following(role, found)
    is_kept_then = role is not None and role.proposed
    label = "next_role" if not is_kept_then else "keep_next" if following else "keep_last"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False, key="next_bar"):
        if role is not None:
            st.markdown(place_among(role, found, language), width="content")
        st.button(
            say(language, f"map_page.{label}"),
            key="map_next",
            type="primary",
            on_click=mapping.keep_and_open_next,
            args=(role.id if role and is_kept_then else None, following),
        )


def place_among(role: Role, found: IncentiveMap, language: Language) -> str:
    """Which of the roles this is, as "2 of 5 roles"."""
    return say(language, "map_page.place", place=found.roles.index(role) + 1, count=len(found.roles))


def _following(role: Role | None, found: IncentiveMap) -> str | None:
    """The next suggested role after this one, from the first on again after the last; None when no other is left."""
    at = found.roles.index(role) + 1 if role else 0
    others = (*found.roles[at:], *found.roles[: max(0, at - 1)])
    return next((other.id for other in others if other.proposed), None)


def keep_role(role: Role, found: IncentiveMap, report: Report, language: Language) -> None:
    """Mark a role as an example. This keeps it in what is tried out; elsewhere next_bar() keeps it."""
    with _place(f"suggested_{role.id}"):
        if role.proposed:
            st.caption(say(language, "map_page.untouched"))
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
    """Mark a measure as an example, with the control that keeps it and its role."""
    measure, control = role.measures_by_key[key], f"map_{role.id}_{key}_keep"
    with _place(f"{control}_place"):
        if measure.proposed:
            if not role.proposed:
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
