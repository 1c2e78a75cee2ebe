"""The suggestions of the incentive map, which count nowhere, and the controls that keep them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from textwrap import shorten
from typing import Final

import streamlit as st

from assessment.incentives import IncentiveMap, Role
from assessment.incentives.changes import KeepMeasure
from assessment.instrument import Language
from assessment.report import Report
from assessment.sentences.incentives import effects_on_others
from assessment.sentences.names import inside, role_name
from assessment.words import say
from pages.shared.elements import plain
from pages.visit import drafting, mapping

_MOST_OF_NAME: Final = 40  # Characters; the whole name stands above.
_BOTH: Final = 2


def suggestions(incentive_map: IncentiveMap, language: Language) -> None:
    """Say that suggestions count nowhere, and what to do with them; nothing where there are none."""
    if incentive_map.has_suggestions:
        with st.container(key="suggestions"):
            st.caption(say(language, "map_page.suggestions_text"))


def role_options(incentive_map: IncentiveMap, names: Mapping[str, str], language: Language) -> dict[str, str]:
    """The names of the roles to choose from; those that do not count yet are pale and say so."""
    pale, mark = {role.id for role in incentive_map.roles if role.proposed}, say(language, "map_page.not_counted")
    return {role: f":gray[{name} · {mark}]" if role in pale else name for role, name in names.items()}


def marked(name: str, language: Language) -> str:
    """The name of a suggestion, pale, with the word for it."""
    return f":gray[{name} · {say(language, 'map_page.suggestion')}]"


def next_bar(role: Role, found: IncentiveMap, report: Report, language: Language) -> None:
    """The way back, and on to the next role with a suggestion, or to the map when none follows.

    Going on keeps nothing, and its label says so while something of the role is suggested. The main button then keeps
    all of that and goes on as well.
    """
    before = next((found.roles[at - 1] for at in (found.roles.index(role),) if at), None)
    following = following_role(role, found)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False, key="next_bar"):
        st.button(
            say(language, "map_page.previous" if before else "map_page.to_roles"),
            key="previous_role",
            on_click=mapping.open_role if before else mapping.choose_roles,
            args=(before.id,) if before else (),
        )
        label = say(language, "map_page.see_map")
        if role.has_suggestions:
            label = say(language, "map_page.skip")
        elif following:
            label = say(language, "map_page.next_role", role=_in_short(following, report, language))
        suggested = sum(measure.proposed for measure in role.measures)
        _onward(plain(label), following, is_main=not suggested)
        if suggested:
            _keep_and_go_on(role, suggested, following, language)


def go_on_bar(found: IncentiveMap, report: Report, language: Language) -> None:
    """How many roles are done, and the way to the first that is not, by its name."""
    done = sum(not each.proposed for each in found.roles)
    first = next(each for each in found.roles if each.has_suggestions)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="next_bar"):
        st.markdown(say(language, "map_page.done", done=done, count=len(found.roles)), width="content")
        label = say(language, "map_page.answer_for", role=_in_short(first, report, language))
        _onward(plain(label), first, is_main=not found.counts)


def _onward(label: str, following: Role | None, *, is_main: bool) -> None:
    st.button(
        label,
        key="map_next",
        type="primary" if is_main else "secondary",
        on_click=mapping.open_next,
        args=(following.id if following else None,),
    )


def place_among(role: Role, found: IncentiveMap, language: Language) -> str:
    """Which of the roles this is, as "Role 2 of 5"."""
    return say(language, "map_page.place", place=found.roles.index(role) + 1, count=len(found.roles))


def following_role(role: Role, found: IncentiveMap) -> Role | None:
    """The next role after this one that has a suggestion; None when none follows."""
    return next((other for other in found.roles[found.roles.index(role) + 1 :] if other.has_suggestions), None)


def keep_measure(
    role: Role, key: str, found: IncentiveMap, report: Report, language: Language, *, is_next: bool
) -> None:
    """What a measure does to others; of a suggested one, that it does not count yet.

    While something is tried out, also the button to keep it; otherwise the bar at the foot keeps all of a role.
    """
    measure = role.measures_by_key[key]
    with _place(f"map_{role.id}_{key}_keep_place"):
        _on_others(found, role, [key], report, language)
        if not measure.proposed:
            return
        if is_next:  # once a role
            st.caption(say(language, "map_page.untouched"))
        if drafting.is_trying_out():
            control = f"map_{role.id}_{key}_keep"
            st.button(
                say(language, "map_page.keep_measures.one"),
                key=control,
                on_click=mapping.keep_in_map,
                args=(control, KeepMeasure(role.id, key), mapping.measure_place(role.id, key)),
            )


def _keep_and_go_on(role: Role, suggested: int, following: Role | None, language: Language) -> None:
    """The button that keeps every suggested measure of a role and opens the next one."""
    how_many = "one" if suggested == 1 else "both" if suggested == len(role.measures) == _BOTH else "all"
    st.button(
        say(language, f"map_page.keep_measures.{how_many}"),
        key=f"map_{role.id}_keep",
        type="primary",
        on_click=mapping.keep_role,
        args=(role.id, following.id if following else None),
    )


def _on_others(found: IncentiveMap, role: Role, measures: Sequence[str], report: Report, language: Language) -> None:
    """Show what these measures make harder or easier for others."""
    if sentence := effects_on_others(found, role.id, measures, report, language):
        st.caption(plain(sentence))


def _place(key: str) -> AbstractContextManager[object]:
    """A container that stays when its content goes; otherwise all below moves up and the focus there is lost."""
    return st.container(key=key, gap="xsmall")


def _name(role: Role, report: Report, language: Language) -> str:
    return role.label(language) or role_name(role.id, report, language)


def _in_short(role: Role, report: Report, language: Language) -> str:
    """The name of a role inside the label of a button."""
    name = inside(_name(role, report, language), role.id, report.instrument, language)
    return shorten(name, _MOST_OF_NAME, placeholder=" …")
