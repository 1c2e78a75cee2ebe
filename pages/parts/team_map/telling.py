"""What a member of the management team sees on a phone: that it is open, the roles, the own row, a guess, the map."""

from __future__ import annotations

from typing import Final, NoReturn

import streamlit as st

from assessment.incentives.testimony import Testimony
from assessment.instrument import Language
from assessment.sentences.names import role_on_map
from assessment.sentences.team_map import decided_sentence, member_asked_about, member_inside
from assessment.team_map import TeamMap
from assessment.words import say, upper_first
from pages.parts.team_map.row import row
from pages.parts.team_map.shown import clash_so_far, guesses, map_so_far, roles_so_far, to_guesses, watch, who_answers
from pages.shared import elements
from pages.shared.elements import plain, soft_ground
from pages.shared.remembered_key import forget_key, remember_key, remembered_key
from pages.shared.role_choice import RoleOption, role_choice
from pages.visit import address, gathering, mapping, places, saving

_UNBROKEN: Final = "\u2011"  # A hyphen that no line ends after.
_STYLES: Final = """<style>
.st-key-team_map_telling { max-width: 44rem; margin-inline: auto }
.st-key-team_map_own_role { row-gap: 0 }
.st-key-team_map_buttons button { min-height: 48px }
.st-key-team_map_buttons, .st-key-team_map_lacks { max-width: 44rem; margin-inline: auto }
@media (max-width: 640px) {
  .st-key-team_map_buttons > * { flex: 1 0 100% !important }
  .st-key-team_map_buttons :is(.stButton, button) { width: 100% }
}
</style>"""


def telling(language: Language) -> NoReturn:
    """The step that the visitor is at. Ends the page."""
    found = gathering.asked()
    if found is None:
        _unknown(language)
    _remember(found)
    step = gathering.step() if found.is_open else "done"
    if step == "done":
        _done(found, language)
        elements.end_page()
    st.html(_STYLES)
    with st.container(key="team_map_telling"):
        if step == "pick":
            _pick(found, language)
        else:
            _row(found, language, is_guess=step == "guess")
    elements.end_page()


def _unknown(language: Language) -> NoReturn:
    st.title(say(language, "team_map.tell.unknown.title"), anchor=False)
    if saving.obstacle() is None:
        st.markdown(say(language, "team_map.tell.unknown.text"))
    elements.end_page()


def _remember(found: TeamMap) -> None:
    """Have the browser remember the key, so that whoever reads the code again goes on with the own row."""
    match address.visitor():
        case address.MapMember(code, key):
            whose = address.fingerprint(code)
            if key is not None and gathering.role() is not None:
                remember_key(whose, key)
            elif not found.is_open or gathering.taken_back() or gathering.leads_nowhere():
                forget_key(whose)
            elif kept := remembered_key(whose):
                gathering.go_on(kept)
                st.rerun()


def _pick(found: TeamMap, language: Language) -> None:
    """That it is open, and the roles; those that somebody answers for say so."""
    with st.container(key="team_map_top", gap="small"):
        st.title(say(language, "team_map.headline"), anchor=False)
        st.markdown(say(language, "team_map.text"))
        _what_became_of_row(language)
        with st.container(border=True, gap="xsmall", key="team_map_is_open"):
            st.markdown(f"**{say(language, 'team_map.tell.open.title')}**")
            st.markdown(say(language, "team_map.tell.open.text"))
    st.subheader(say(language, "team_map.tell.pick"), anchor=False)
    if (taken := gathering.taken_role()) is not None:
        st.warning(plain(say(language, "team_map.tell.is_taken", role=upper_first(_name(found, taken, language)))))
    options = [RoleOption(role, _name(found, role, language), _state(found, role, language)) for role in found.roles]
    role_choice(
        say(language, "team_map.tell.pick"),
        say(language, "team_map.tell.pick_hint"),
        options,
        gathering.role_is_picked,
        key=gathering.ROLES,
        refused="" if taken is None else places.new_run(),
    )
    st.caption(say(language, "team_map.tell.no_role"))
    watch()


def _what_became_of_row(language: Language) -> None:
    """That the own row is gone, or could not be put back, for whoever had one."""
    has_moved_on, which = mapping.map_has_moved_on(), gathering.taken_back()
    if which is None and gathering.leads_nowhere():
        st.info(say(language, "team_map.tell.freed"))
    elif which in ("row", "both"):
        if has_moved_on:
            st.warning(say(language, "team_map.tell.not_back"))
        else:
            st.info(say(language, f"team_map.tell.withdrawn.{which}"))


def _state(found: TeamMap, role: str, language: Language) -> str:
    if role not in found.taken:
        return ""
    return say(language, f"team_map.tell.{'answered' if role in found.answered else 'taken'}")


def _row(found: TeamMap, language: Language, *, is_guess: bool) -> None:
    """The measures of the own role, or of the one that is guessed at, and the way on."""
    own, report = gathering.role() or "", gathering.row_report()
    mine = found.of(own)
    if mine is None or report is None:
        elements.end_page()
    about = (mine.about or "") if is_guess else own
    place = f"team_map.tell.{'guess' if is_guess else 'own'}"
    with st.container(key="team_map_row", gap="xsmall"):
        if is_guess:
            st.caption(say(language, f"{place}.thanks"))
        else:
            with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="team_map_own_role"):
                name = plain(_name(found, own, language))
                st.caption(say(language, "team_map.tell.role", role=name), width="content")
                other = _back(mine, language) if mine.has_told else say(language, "team_map.tell.other_role")
                st.button(other, key="other_role", type="tertiary", on_click=gathering.other_role)
        asked_about = plain(member_asked_about(about, found.map, found.instrument, language))
        unbroken = asked_about.replace("-", _UNBROKEN)
        st.title(say(language, f"{place}.title", role=unbroken), anchor=False)
        st.markdown(say(language, f"{place}.text"))
    row(found, report, language, is_guess=is_guess)
    if not is_guess:
        st.caption(say(language, f"{place}.{'saved' if mine.before is None else 'changing'}"))
    _way_on(language, is_guess=is_guess)


def _way_on(language: Language, *, is_guess: bool) -> None:
    """The buttons in the bar at the bottom, and above them what the row lacks: there it is always in sight."""
    place = f"team_map.tell.{'guess' if is_guess else 'own'}"
    if lacking := gathering.lacks():
        which = f"{place}.no_measure" if lacking == "no_measure" else "team_map.tell.own.not_said"
        with st.bottom, st.container(key="team_map_lacks"):
            st.warning(say(language, which))
    with st.bottom, st.container(horizontal=True, gap="small", key="team_map_buttons"):
        st.button(
            say(language, f"{place}.done"),
            key="guess_done" if is_guess else "own_done",
            type="primary",
            on_click=gathering.guessed if is_guess else gathering.told,
        )
        if is_guess:
            st.button(
                say(language, f"{place}.skip"), key="guess_skip", on_click=gathering.guessed,
                kwargs={"is_skipped": True},
            )  # fmt: skip


def _done(found: TeamMap, language: Language) -> None:
    """The map as it stands, and the ways back to the own row until it is closed."""
    own = gathering.role()
    mine = found.of(own)
    with st.container(key="team_map_top", gap="small"):
        place = "team_map.tell.done" if found.is_open else "team_map.tell.closed"
        st.title(say(language, f"{place}.title"), anchor=False)
        if not found.is_open and (decided := decided_sentence(gathering.whole_report(found), language)):
            st.markdown(f"**{plain(decided)}**")
        is_shown = found.is_open and own in found.shown
        how_far = "all" if is_shown and found.is_complete else "is_shown" if is_shown else "text"
        st.markdown(say(language, f"{place}.{how_far}"))
        if found.is_open and mine:
            _of_guess(mine, found, language)
        who_answers(found, language)
        to_guesses(found, language)
    map_so_far(found, language)
    clash_so_far(found, language)
    guesses(found, language)
    roles_so_far(found, language)
    if found.is_open and mine:
        with soft_ground("team_map_own_row"):
            if found.to_guess(mine.role) is not None:
                guess = say(language, f"team_map.tell.done.{'change_guess' if mine.about else 'guess'}")
                st.button(guess, key="guess_again", type="tertiary", on_click=gathering.guess_again)
            change = say(language, "team_map.tell.done.change")
            st.button(change, key="change_row", type="tertiary", on_click=gathering.open_again)
            st.button(
                _back(mine, language),
                key="withdraw",
                type="tertiary",
                icon=":material/delete:",
                on_click=gathering.take_back,
            )
    watch()  # Also once it is closed, which can be undone for a moment.


def _back(mine: Testimony, language: Language) -> str:
    """The button that takes back the own row, and the guess with it where there is one."""
    which = "withdraw_both" if mine.guess_is_in else "withdraw"
    return say(language, f"team_map.tell.done.{which}")


def _of_guess(mine: Testimony, found: TeamMap, language: Language) -> None:
    """That the own guess is in, and whether it can still be changed; why there is none where nothing is left."""
    if mine.about and mine.has_guessed:
        about = plain(member_inside(mine.about, found.map, found.instrument, language))
        which = "guess_is_in" if found.to_guess(mine.role) else "guess_stays"
        st.markdown(f":material/check: {say(language, f'team_map.tell.done.{which}', role=about)}")
    elif not mine.about and not mine.has_guessed and found.to_guess(mine.role) is None:
        st.caption(say(language, "team_map.tell.done.nothing_to_guess"))


def _name(found: TeamMap, role: str, language: Language) -> str:
    return role_on_map(role, found.map, found.instrument, language)
