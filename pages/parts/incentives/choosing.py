"""Which roles exist in the organisation: the first screen of the map, before one role after the other."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal

import streamlit as st

from assessment.incentives import MOST_ROLES, IncentiveMap, Role
from assessment.instrument import ORGANISATIONS, Language
from assessment.report import Report
from assessment.sentences.team_map import parts_by_weight
from assessment.series import Assessment
from assessment.words import say
from pages.parts.incentives.editor import judged
from pages.parts.incentives.own_words import own_id, own_words
from pages.shared.elements import plain
from pages.visit import controls, describing, gathering, mapping, memory, places


def choose_roles(begun: Assessment, report: Report, language: Language) -> None:
    """Rows to tick, further ones folded, a field for a role of one's own, and the way on; a tick is stored at once."""
    answers, library = begun.answers, begun.instrument.incentives
    proposed, offered = (
        IncentiveMap.proposed(each, answers.experience.weights, answers.organisation)
        for each in (library, library.with_extra())
    )
    known = answers.incentives.roles if answers.incentives else ()
    first = {role.id for role in proposed.roles}
    further = {role.id: role for role in offered.roles if role.id not in first}
    listed = {role.id: role for role in (*proposed.roles, *known) if role.id not in further}
    further |= {role.id: role for role in known if role.id in further}
    if mapping.map_has_moved_on():
        st.info(say(language, "map_page.moved_on"))
    with st.container(key="map_choosing"):
        with st.container(key="map_roles"):
            st.title(say(language, "map_page.exist"), anchor=False)
            st.markdown(say(language, "map_page.exist_text"))
            _organisation(begun, language)
        with st.container(key="map_role_rows", gap=None):
            held = {each.id for each in known}
            ticked = sum(_row(role, offered, language, is_known=role.id in held) for role in listed.values())
        ticked += _more([*further.values()], held, offered, language)
        _own(known, proposed, language)
        _judged(begun, proposed, report, language)
        label = say(language, "map_page.begin_with.all", count=len(proposed.roles))
        if ticked:
            label = say(language, f"map_page.begin_with.{'one' if ticked == 1 else 'many'}", count=ticked)
        # While a management team answers, the main button is the way back to its map, below.
        kind: Literal["primary", "secondary"] = "primary" if ticked and not gathering.shows_own_map() else "secondary"
        st.button(label, key="begin_map", type=kind, on_click=mapping.begin_map, args=(proposed, ticked))
        st.caption(say(language, "map_page.begin_text"))


def _organisation(begun: Assessment, language: Language) -> None:
    """The kind of organisation, whose roles are listed; not asked here where it was said before."""
    control, known = "map_organisation", begun.answers.organisation
    if not begun.instrument.asks_about_organisation or (known and memory.on_screen(control) is None):
        return
    controls.show(control, known)
    st.radio(
        say(language, "behaviour.organisation.title"),
        ORGANISATIONS,
        index=None,
        format_func=lambda kind: say(language, f"behaviour.organisation.{kind}"),
        horizontal=True,
        key=control,
        on_change=describing.save_organisation,
        args=(control,),
    )


def _judged(begun: Assessment, proposed: IncentiveMap, report: Report, language: Language) -> None:
    """What the roles are held against, before they are, and where to change it; nothing where nothing is agreed."""
    stored = begun.answers.incentives
    if stored is not None and stored.elements:
        judged(stored, begun.instrument, report, language)
    elif parts := parts_by_weight(proposed, begun.instrument, language):
        told = say(language, "map_page.judged", parts=parts), say(language, "map_page.judged_later")
        st.caption(plain(" ".join(told)))


def _more(roles: Sequence[Role], held: Collection[str], offered: IncentiveMap, language: Language) -> int:
    """Further roles, folded unless one of them is held; returns how many are ticked.

    They stay where they are when they are ticked, so that no other comes under the finger.
    """
    if not roles:
        return 0
    label, is_open = say(language, "map_page.more_roles", count=len(roles)), any(role.id in held for role in roles)
    with (
        st.expander(label, type="compact", key="map_more_roles", expanded=is_open),
        st.container(key="map_more_role_rows", gap=None),
    ):
        return sum(_row(role, offered, language, is_known=role.id in held) for role in roles)


def _row(role: Role, offered: IncentiveMap, language: Language, *, is_known: bool) -> bool:
    """One role as a row to tick; returns whether it is ticked."""
    name, control = role.label(language) or role.id, f"role_{role.id}"
    controls.show(control, is_known)
    return st.checkbox(
        plain(name), key=control, on_change=mapping.tick_role, args=(role.id, name, offered), width="stretch"
    )


def _own(known: Sequence[Role], proposed: IncentiveMap, language: Language) -> None:
    """A field for a role in one's own words, which brings its row into sight: that stands above the field."""
    if len(known) >= MOST_ROLES:
        st.caption(say(language, "map_page.full.roles", most=MOST_ROLES))
        return

    def add(name: str) -> None:
        role = Role(id=own_id(), en=name, sv=name, proposed=True)
        mapping.add_own_role(f"own_role {name}", role, proposed)
        places.stay_at(f"role_{role.id}")

    own_words("role", add, language)
