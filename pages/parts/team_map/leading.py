"""The leader's side of a management team's map: begin it, see it assemble, close it, and what the guesses told."""

from __future__ import annotations

from typing import Final

import streamlit as st

from assessment.instrument import Language
from assessment.sentences.team_map import agreed_parts, member_inside
from assessment.team_map import TeamMap
from assessment.words import joined, say
from pages.parts.team_map.shown import contradictions, map_so_far, watch
from pages.shared import elements
from pages.shared.copy_button import copy_button
from pages.shared.elements import plain, soft_ground
from pages.visit import gathering, mapping

_FEWEST: Final = 2  # Roles: with one there is nobody to guess.
_GUIDE: Final = ("agree", "answer", "look", "decide")
_STYLES: Final = """<style>
.st-key-team_map_link img { width: min(100%, 22rem); height: auto }
@media (max-width: 899px) {
  .st-key-team_map_parts:has(.st-key-team_map_hour) > :has(> .st-key-team_map_link) { order: -1 }
}
@media (min-width: 900px) {
  .st-key-team_map_parts { display: grid !important; grid-template-columns: minmax(0, 3fr) minmax(17rem, 1fr);
    gap: 2rem; align-items: start }
  .st-key-team_map_parts > * { min-width: 0; width: auto !important }
}
</style>"""


def gathering_screen(language: Language) -> None:
    """The management team's map in place of the leader's own while it is open. Ends the page where it is shown."""
    found = gathering.led()
    if found is None or not found.is_open or gathering.shows_own_map():
        return
    st.html(_STYLES)
    with st.container(key="team_map", gap="xsmall"):
        st.title(_title(found, language), anchor=False)
        if left := _left(found, language):
            st.markdown(plain(left))
    with st.container(key="team_map_parts"):
        with st.container(key="team_map_whole" if found.answered else "team_map_hour"):
            if found.answered:
                map_so_far(found, language)
                contradictions(found, language)
            else:
                st.markdown(say(language, "team_map.led.empty"))
                st.markdown(plain(agreed_parts(found.map, found.instrument, language)))
                st.subheader(say(language, "team_map.guide.title"), anchor=False)
                _hour(language)
        _link(language)
    _closing(found, language)
    if found.answered:
        _guide(language)
    st.button(
        say(language, "team_map.led.own_map"), key="team_map_leave", type="tertiary", on_click=gathering.show_own_map
    )
    watch()
    elements.end_page()


def _title(found: TeamMap, language: Language) -> str:
    done, count = len(found.answered), len(found.roles)
    if not done:
        return say(language, "team_map.led.none")
    return (
        say(language, "team_map.led.all")
        if done == count
        else say(language, "team_map.led.title", done=done, count=count)
    )


def _left(found: TeamMap, language: Language) -> str:
    """Which roles have not answered yet, once one has."""
    left = [role for role in found.roles if role not in found.answered]
    if not left or not found.answered:
        return ""
    names = [member_inside(role, found.map, found.instrument, language) for role in left]
    return say(language, "team_map.led.left", roles=joined(names, language))


def _link(language: Language) -> None:
    link = gathering.link()
    with st.container(border=True, key="team_map_link", gap="xsmall"):
        st.html(elements.qr_code(link, say(language, "team_map.led.qr_alt")))
        st.markdown(f":material/link: **{say(language, 'team_map.led.link')}**")
        st.code(link, language=None, wrap_lines=True)
        copy_button(link, language, key="copy_team_map_link")
        st.caption(say(language, "team_map.led.open"))


def _closing(found: TeamMap, language: Language) -> None:
    """The way to close the map, below what closing does."""
    with st.container(border=True, key="team_map_closing", gap="small"):
        st.markdown(say(language, f"team_map.close.{'text' if found.answered else 'none'}"))
        st.button(
            say(language, f"team_map.close.{'button' if found.answered else 'button_none'}"),
            key="team_map_close",
            type="primary" if len(found.answered) == len(found.roles) else "secondary",
            on_click=_close,
        )


def _close() -> None:
    """Close it, and show the leader's map as it is now."""
    gathering.close()
    mapping.show_map()


def _guide(language: Language) -> None:
    with st.expander(say(language, "team_map.guide.title"), icon=":material/schedule:", key="team_map_guide"):
        _hour(language)


def _hour(language: Language) -> None:
    """Sixty minutes: what to do when."""
    for part in _GUIDE:
        st.markdown(say(language, f"team_map.guide.{part}"))


def management_team(language: Language, *, roles: int) -> None:
    """Below the leader's own map: begin with the management team, go on with what is open, or what it has told."""
    found = gathering.known_led()
    if found is not None and found.is_open:
        with soft_ground("team_map"):
            values = {"done": len(found.answered), "count": len(found.roles)}
            st.markdown(say(language, "team_map.led.is_open", **values), width="content")
            st.button(say(language, "team_map.led.to_map"), key="team_map_open", on_click=gathering.show_team_map)
        return
    if found is not None:
        with st.container(key="team_map", gap="xsmall"):
            st.header(say(language, "team_map.closed.title"), anchor=False)
            values = {"done": len(found.answered), "count": len(found.roles)}
            st.markdown(say(language, f"team_map.closed.{'text' if found.answered else 'none'}", **values))
        contradictions(found, language)
    if roles >= _FEWEST:
        _beginning(language, is_again=found is not None)


def _beginning(language: Language, *, is_again: bool) -> None:
    place = "team_map.start"
    with st.container(border=True, key="team_map_beginning", gap="small"):
        st.subheader(say(language, f"{place}.title"), anchor=False)
        st.markdown(say(language, f"{place}.{'again_text' if is_again else 'text'}"))
        st.button(
            say(language, f"{place}.{'again' if is_again else 'button'}"),
            key="team_map_start",
            on_click=gathering.begin,
        )
        _guide(language)
