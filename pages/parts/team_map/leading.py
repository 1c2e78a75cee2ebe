"""The leader's side of a management team's map: begin it, see it assemble, close it, and what the guesses told."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final, Literal

import streamlit as st

from assessment.instrument import Language, Organisation
from assessment.report import Report
from assessment.sentences.clashes import equal_clashes
from assessment.sentences.names import role_on_map
from assessment.sentences.settled import SettledReward, settled_reward
from assessment.sentences.team_map import (
    agreed_parts,
    closing_sentences,
    found_sentences,
    hour_left,
    hour_parts,
    member_inside,
    unanswered,
    waiting_sentence,
)
from assessment.settled import settled
from assessment.team_map import TeamMap
from assessment.words import joined, say, upper_first
from pages.parts.agreement import agreement_choice
from pages.parts.incentives.editor import elements_editor
from pages.parts.team_map.shown import (
    clash_so_far,
    guesses,
    largest_clash,
    map_so_far,
    roles_so_far,
    watch,
    who_answers,
)
from pages.shared import elements
from pages.shared.copy_button import copy_button
from pages.shared.elements import plain, soft_ground, way_down
from pages.visit import assessments, decisions, gathering, mapping, places

FEWEST: Final = 2  # Roles: with one there is nobody to guess.
# The parts of the page that the last two parts of the hour lead to, in their order.
_WAYS: Final = {"map": "map_read", "clashes": "map_clashes"}
_AS_WIDE_AS_ROLES: Final = 704
# The code can be read from the other end of the room, with the link below it in sight, as long as no row is shown; the
# map needs the room then. On a wide screen, which is one that all look at, everything is larger.
_STYLES: Final = """<style>
.st-key-team_map_link { overflow: hidden }
.st-key-team_map_link [data-testid="stHtml"] { margin: -1rem -1rem 0; width: auto }
.st-key-team_map_link img { display: block; width: 100%; height: auto }
.st-key-team_map_link code { font-size: .875rem }
.st-key-team_map_roles > :has(> .st-key-team_map_who) { flex: 1 0 100% !important }
.st-key-team_map_who { row-gap: 0 }
.st-key-team_map_free button { color: inherit !important }
@media (max-width: 899px) {
  .st-key-team_map_parts:has(.st-key-team_map_hour) > :has(> .st-key-team_map_beside) { order: -1 }
}
@media (min-width: 900px) {
  .st-key-team_map_parts { display: grid !important; gap: 2rem; align-items: start;
    grid-template-columns: minmax(0, 1fr) clamp(15rem, 21vw, 18rem) }
  .st-key-team_map_parts:has(.st-key-team_map_hour) {
    grid-template-columns: minmax(0, 1fr) min(38vw, 100dvh - 23rem) }
  .st-key-team_map_parts > * { min-width: 0; width: auto !important }
  .st-key-team_map_roles_so_far { display: grid !important; grid-template-columns: 1fr 1fr; column-gap: 2rem }
  .st-key-team_map_roles_so_far > :first-child { grid-column: 1 / -1 }
  .st-key-team_map_parts:has(.st-key-team_map_clash) .st-key-team_map_link img { width: 70%; margin-inline: auto }
}
@media (min-width: 1600px) {
  .st-key-team_map_parts { grid-template-columns: minmax(0, 1fr) 28rem }
  .st-key-team_map, .st-key-team_map_hour, .st-key-team_map_beside, .st-key-team_map_whole,
  .st-key-team_map_closing { zoom: 1.3 }
  .st-key-team_map_whole [data-testid="stVegaLiteChart"] { width: calc(100% / 1.3) !important }
}
</style>"""
# What came of it: the clash and what is left to do beside the guesses, if there are any.
_RESULT: Final = """<style>
.st-key-team_map { scroll-margin-top: 6rem }
@media (min-width: 900px) {
  .st-key-team_map_result { display: grid !important; gap: 1rem 3rem; align-items: start;
    grid-template-columns: repeat(auto-fit, minmax(26rem, 1fr)) }
  .st-key-team_map_result > * { min-width: 0; width: auto !important }
}
@media (min-width: 1600px) {
  .st-key-team_map, .st-key-team_map_result { zoom: 1.3 }
}
</style>"""
_OFFER: Final = """<style>
div.st-key-team_map_beginning { gap: 8px 24px; padding-block: 12px }
.st-key-team_map_beginning button { white-space: nowrap }
@media (min-width: 900px) {
  div.st-key-team_map_beginning { flex-wrap: nowrap !important; justify-content: space-between }
  .st-key-team_map_beginning > :first-child { max-width: 44rem }
  .st-key-team_map_beginning > :last-child { flex: none; width: auto }
}
@media (max-width: 640px) {
  .st-key-map_read > :has(> .st-key-team_map_beginning) { order: 1 }
  .st-key-map_read > :has(> .st-key-map_told), .st-key-map_read > :has(> .st-key-map_told) ~ * { order: 2 }
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
        _roles(found, language)
        if found.shown and gathering.is_looking(found):
            with st.container(key="team_map_now"):
                _hour(hour_left(language)[:1])
        if found.waiting:
            _waiting(found, language)
        elif found.can_be_looked_at and not gathering.is_looking(found):
            _look_now("look_now", language, kind="secondary")
    with st.container(key="team_map_parts"):
        with st.container(key="team_map_whole" if found.shown else "team_map_hour"):
            if found.shown:
                map_so_far(found, language)
                guesses(found, language)
                roles_so_far(found, language)
            else:
                _before_rows(found, language)
        with st.container(key="team_map_beside"):
            _beside(found, language)
    _closing(found, language)
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


def _waiting(found: TeamMap, language: Language) -> None:
    """Which rows wait for the guesses about them, and the way to show them now."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="team_map_waiting"):
        waiting = waiting_sentence(found.waiting, found.map, found.instrument, language)
        st.markdown(plain(waiting), width="content")
        _look_now("show_now", language, kind="tertiary")


def _look_now(words: str, language: Language, *, kind: Literal["secondary", "tertiary"]) -> None:
    """The way to show every row and look at the map, without waiting for more; the code is folded then."""
    st.button(say(language, f"team_map.led.{words}"), key="team_map_show", type=kind, on_click=gathering.show_all_rows)


def _roles(found: TeamMap, language: Language) -> None:
    """Who has answered, while somebody has not, and the way to change the roles to pick, until the map is closed."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="team_map_roles"):
        if not found.is_complete:
            who_answers(found, language)
        change = say(language, "team_map.led.change_roles")
        st.button(change, key="team_map_change", type="tertiary", on_click=_change_roles)
        if found.taken:
            with st.popover(say(language, "team_map.led.free"), type="tertiary", key="team_map_free"):
                _freeing(found, language)
    if mapping.map_has_moved_on():
        st.warning(say(language, "team_map.led.moved_on"))


def _freeing(found: TeamMap, language: Language) -> None:
    """A button for each role that somebody answers for, to free it when it was picked by mistake."""
    st.markdown(say(language, "team_map.led.free_text"))
    for role in (each for each in found.roles if each in found.taken):
        name = role_on_map(role, found.map, found.instrument, language)
        st.button(plain(name), key=f"free_{role}", on_click=gathering.free, args=(role, name))


def _before_rows(found: TeamMap, language: Language) -> None:
    """What the map will show, with the parts to change while the management team agrees on them, and the hour."""
    parts = agreed_parts(found.map, found.instrument, language)
    st.markdown(plain(f"{say(language, 'team_map.led.empty')} {parts}"))
    elements_editor(found.map, found.instrument, gathering.whole_report(found), language)
    st.subheader(say(language, "team_map.guide.title"), anchor=False)
    _hour(hour_parts(language))


def _beside(found: TeamMap, language: Language) -> None:
    """The largest clash; the code, folded once the map is looked at; the whole hour."""
    clash_so_far(found, language)
    if not gathering.is_looking(found):
        _link(language)
    if found.shown:
        with st.expander(say(language, "team_map.guide.whole"), icon=":material/schedule:", key="team_map_guide"):
            _hour(hour_parts(language))
    if gathering.is_looking(found):
        with st.expander(say(language, "team_map.led.code"), icon=":material/qr_code:", key="team_map_code"):
            _link(language)


def _link(language: Language) -> None:
    link = gathering.link()
    with st.container(border=True, key="team_map_link", gap="xsmall"):
        st.html(elements.qr_code(link, say(language, "team_map.led.qr_alt")))
        st.markdown(f":material/link: **{say(language, 'team_map.led.link')}**")
        st.code(link, language=None, wrap_lines=True)
        copy_button(link, language, key="copy_team_map_link")
        st.link_button(say(language, "team_map.led.answer_here"), link, icon=":material/open_in_new:")
        st.caption(say(language, "team_map.led.open"))


def _closing(found: TeamMap, language: Language) -> None:
    """The way to close the map, below what closing does and what becomes of the roles that have not answered."""
    with st.container(border=True, key="team_map_closing", gap="small"):
        becomes, *more = closing_sentences(found.missing, len(found.roles), found.map, found.instrument, language)
        st.markdown(plain(becomes))
        st.button(
            say(language, "team_map.close.button"),
            key="team_map_close",
            type="primary" if gathering.is_looking(found) else "secondary",
            on_click=_close,
        )
        for each in more:
            st.caption(plain(each))


def _close() -> None:
    """Close it, and show what it has told, above the leader's map as it is now."""
    gathering.close()
    mapping.show_map()
    places.arrive_at("team_map")


def _change_roles() -> None:
    """Choose the roles of the leader's own map, which are those that can be picked."""
    gathering.show_own_map()
    mapping.choose_roles()


def _hour(parts: Sequence[tuple[str, str]]) -> None:
    """Sixty minutes, or some part of them: what to do when."""
    for when, what in parts:
        st.markdown(f"**{when}.** {what}")


def is_offered(roles: int) -> bool:
    """Whether a map with so many roles can be made together, and has not been."""
    return gathering.known_led() is None and roles >= FEWEST


def offer(organisation: Organisation | None, language: Language, *, roles: int) -> None:
    """Below the leader's own map: make it together; nothing once that is begun."""
    if is_offered(roles):
        st.html(_OFFER)
        with soft_ground("team_map_beginning"):
            st.markdown(f"**{say(language, 'team_map.start.title')}.** {_brings(organisation, language)}")
            _start("button", language)


def way_to_map(language: Language, *, roles: int) -> None:
    """In the first lines of the leader's own map: the way to the one that is open, or to where it is offered."""
    found = gathering.known_led()
    if found is not None and found.is_open:
        _way_back(found, language)
    elif is_offered(roles):
        way_down(say(language, "team_map.start.link"), "team_map_beginning", key="to_together")


def _way_back(found: TeamMap, language: Language, *, is_main: bool = False) -> None:
    """That the management team's map is open, and the way to it."""
    with soft_ground("team_map"):
        values = {"done": len(found.answered), "count": len(found.roles)}
        st.markdown(say(language, "team_map.led.is_open", **values), width="content")
        st.button(
            say(language, "team_map.led.to_map"),
            key="team_map_open",
            type="primary" if is_main else "secondary",
            on_click=gathering.show_team_map,
        )


def instead(organisation: Organisation | None, language: Language, *, roles: int, is_main: bool = True) -> None:
    """Below the roles that exist: everybody answers for their own instead, once there are enough; or the way back."""
    found = gathering.known_led()
    if found is not None:
        if found.is_open:
            _way_back(found, language, is_main=is_main)
        return
    with st.container(border=True, width=_AS_WIDE_AS_ROLES, key="team_map_beginning", gap="small"):
        st.subheader(say(language, "team_map.start.instead"), anchor=False)
        st.markdown(_brings(organisation, language))
        if roles < FEWEST:
            st.caption(say(language, "team_map.start.few"))
        else:
            _start("button", language, is_main=is_main)


def _brings(organisation: Organisation | None, language: Language) -> str:
    everybody = say(language, f"team_map.start.everybody.{organisation or 'company'}")
    return say(language, "team_map.start.text", everybody=everybody)


def _start(words: str, language: Language, *, is_main: bool = False) -> None:
    st.button(
        say(language, f"team_map.start.{words}"),
        key="team_map_start",
        type="primary" if is_main else "secondary",
        on_click=gathering.begin,
    )


def is_closed() -> bool:
    """Whether the management team has made the map, and its leader has closed it."""
    found = gathering.known_led()
    return found is not None and not found.is_open


def closed(report: Report, language: Language) -> None:
    """Above the leader's own map: what the management team's told, once it is closed, and what to do with it.

    The finding is the page's title, and that the map is closed a line below it.
    """
    found = gathering.known_led()
    if found is None or found.is_open:
        return
    st.html(_RESULT)
    it_is_closed = say(language, "team_map.closed.title")
    with st.container(key="team_map", gap="xsmall"):
        if report.incentives is None or not found.answered:
            st.title(it_is_closed, anchor=False)
            st.caption(plain(" ".join(_who_answered(found, language))))
        else:
            finding, *others = found_sentences(report, language)
            st.title(plain(finding), anchor=False)
            st.markdown(plain(" ".join(others)))
            st.caption(plain(" ".join((f"{it_is_closed}.", *_who_answered(found, language)))))
    if not found.answered:
        return
    with st.container(key="team_map_result"):
        with st.container(key="team_map_next", gap="xsmall"):
            _decided_or_to_do(report, language)
            _agreed(report, language)
        guesses(found, language)


def _decided_or_to_do(report: Report, language: Language) -> None:
    """The largest clash until it is decided; below it all that is decided, or, before anything is, what is left."""
    rows, scores = [settled_reward(each, report, language) for each in settled(report)], report.incentives
    if scores and scores.clashes and scores.decision(scores.clashes[0]) is None:
        largest_clash(report, language, is_last=True)
    if rows:
        _decided(rows, report, language)
    else:
        _still_to_do(report, language)


def _decided(rows: Sequence[SettledReward], report: Report, language: Language) -> None:
    """What is decided about rewards and clashes, with the way to the clashes."""
    with st.container(key="team_map_decided", gap="xsmall"):
        st.subheader(say(language, "team_map.closed.decided"), anchor=False)
        for row in rows:
            text = plain(row.text)
            st.markdown(f"**{plain(row.title)}**  \n{text}" if text else f"**{plain(row.title)}**")
            if row.stands:
                st.caption(plain(row.stands))
        _way_down("clashes", report, language)


def _still_to_do(report: Report, language: Language) -> None:
    """What is left of the hour, each part with the way to what it is about."""
    st.subheader(say(language, "team_map.guide.now"), anchor=False)
    for part, where in zip(hour_left(language), _WAYS, strict=True):
        _hour([part])
        _way_down(where, report, language)


def _way_down(where: str, report: Report, language: Language) -> None:
    """The way to a part of the map below; nothing without a map."""
    if report.incentives is not None:
        way_down(say(language, f"team_map.closed.way.{where}"), _WAYS[where], key=f"team_map_to_{where}")


def _agreed(report: Report, language: Language) -> None:
    """Ask for the answer to the first part of the hour, since what the map advises waits for it."""
    if report.instrument.asks_about_experience and assessments.begun_beside_finished() is None:
        with st.container(key="team_map_agreed", gap="xsmall"):
            st.markdown(f"**{say(language, 'behaviour.experience.title')}**")
            agreement_choice("map_agreed", report.answers.experience.agreed, language)


def _who_answered(found: TeamMap, language: Language) -> list[str]:
    """How many roles answered, and which did not."""
    if not found.answered:
        return [say(language, "team_map.closed.none")]
    values = {"done": len(found.answered), "count": len(found.roles)}
    sentences = [say(language, "team_map.closed.text", **values)]
    for which, roles in unanswered(found.missing, found.map).items():
        names = joined([member_inside(role, found.map, found.instrument, language) for role in roles], language)
        how_many = "one" if len(roles) == 1 else "many"
        sentences.append(say(language, f"team_map.closed.{which}.{how_many}", roles=upper_first(names)))
    return sentences


def to_finding(report: Report, language: Language) -> None:
    """In the bar at the bottom, once the map is closed: the way to decide about a largest clash, or to the map.

    To decide is the page's main button, unless that is to try the change which is proposed.
    """
    mine = report.answers.incentives
    has_main = bool(report.proposals.ranked and mine and not mine.has_suggestions)
    scores, where, lead = report.incentives, "map", partial(places.arrive_at, _WAYS["map"])
    if scores and scores.undecided and scores.undecided[0].severity != "minor":
        largest = "clash_equal" if equal_clashes(scores.undecided, report, language) else "clash"
        where = "next_clash" if scores.has_decided else largest
        lead = partial(decisions.begin, scores.undecided[0])
    st.button(
        say(language, f"team_map.closed.way.{where}"),
        key="to_finding",
        type="secondary" if has_main or where == "map" else "primary",
        on_click=lead,
    )


def again(language: Language, *, roles: int) -> None:
    """Below the leader's own map: the way to make it together once more, after it was closed."""
    if is_closed() and roles >= FEWEST:
        with soft_ground("team_map_beginning"):
            _start("again", language)
            st.caption(say(language, "team_map.start.again_text"), width="content")
