"""What everybody sees of a management team's map: the map so far, what each role says, and the guesses; it grows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import streamlit as st

from assessment.instrument import Language
from assessment.report import Report
from assessment.sentences.clash_sizes import clash_text
from assessment.sentences.clashes import (
    clash_explained,
    clash_reasons,
    clash_sentence,
    decision_sentence,
    equal_clashes,
    typical_effects,
)
from assessment.sentences.incentives import map_label
from assessment.sentences.names import pair_name, role_on_map
from assessment.sentences.team_map import (
    found_sentences,
    guess_sentences,
    guesses_sentence,
    how_far,
    lost_guesses_sentences,
    told_measures,
    weighed_sentences,
)
from assessment.team_map import TeamMap
from assessment.words import say
from pages.parts.incentives.pictures import map_picture
from pages.shared.elements import first_run, plain, way_down
from pages.visit import gathering

_SECONDS: Final = 3
_MOST: Final = 20  # Guesses: one of each role.


def map_so_far(found: TeamMap, language: Language) -> None:
    """The map that the own rows make, below its finding once it is judged.

    While it is open and nobody has answered, that it is empty.
    """
    report = gathering.whole_report(found)
    with st.container(key="team_map_so_far", gap="small"):
        if report.incentives is None:
            if found.is_open and not found.waiting:
                st.caption(say(language, "team_map.led.empty"))
            return
        if found.is_judged:
            so_far = None if found.is_all_shown else len(found.shown)
            finding, *others = found_sentences(report, language, so_far=so_far)
            st.subheader(plain(finding), anchor=False)
            st.markdown(plain(" ".join(others)))
        else:
            st.caption(say(language, "team_map.led.not_judged"))
        map_picture(report, language)
        how = [map_label(report, language), *weighed_sentences(found.map, found.instrument, language)]
        st.caption(plain(" ".join(how)))


def clash_so_far(found: TeamMap, language: Language) -> None:
    """The two roles that clash most in the map so far; nothing before it is judged."""
    if found.is_judged:
        largest_clash(gathering.whole_report(found), language, is_last=found.is_all_shown)


def largest_clash(report: Report, language: Language, *, is_last: bool) -> None:
    """The two roles that clash most, so far unless it `is_last`, with what is decided; nothing while no two do.

    Where others clash as much, first that these are the largest.
    """
    if report.incentives is None or not report.incentives.told:
        return
    clash = report.incentives.clashes[0]
    names, size = pair_name(clash.a, clash.b, report, language), clash_text(clash.clash, language)
    when, equal = "all" if is_last else "so_far", equal_clashes(report.incentives.clashes, report, language)
    with st.container(key="team_map_clash", gap="xsmall"):
        if clash.severity == "minor":
            largest = equal or say(language, "team_map.led.clash_minor.largest", clash=size, names=names)
            st.markdown(plain(say(language, f"team_map.led.clash_minor.{when}", largest=largest)))
            return
        st.subheader(say(language, f"team_map.led.{'clashes_equal' if equal else 'clash'}.{when}"), anchor=False)
        if equal:
            st.markdown(plain(equal))
        st.markdown(f"**{plain(say(language, 'team_map.led.clash_size', clash=size, names=names))}**")
        st.caption(clash_explained(clash, report, language))
        st.markdown(plain(clash_sentence(clash, report, language)))
        for reason in clash_reasons([clash], report, language).values():
            st.markdown(plain(reason))
        if assumed := typical_effects([clash], report, language):
            st.caption(assumed)
        if decided := decision_sentence(clash, report, language):
            st.markdown(f"**{plain(decided)}**")


def who_answers(found: TeamMap, language: Language) -> None:
    """Which roles have answered, which answer now, and which are free."""
    groups = how_far(found.told, found.map, found.instrument, language, is_open=found.is_open)
    with st.container(horizontal=True, gap="medium", key="team_map_who"):
        for state, roles in groups:
            st.markdown(f"**{state}** {plain(roles)}", width="content")


def roles_so_far(found: TeamMap, language: Language) -> None:
    """Every role whose row is shown, with what it says that it is rewarded for; nothing before there is one."""
    rows = [each for each in found.told if each.role in found.shown]
    if not rows:
        return
    with st.container(key="team_map_roles_so_far", gap="xsmall"):
        st.subheader(say(language, "team_map.roles.title"), anchor=False)
        for each in rows:
            name = plain(role_on_map(each.role, found.map, found.instrument, language))
            st.markdown(f"**{name}:** {plain(told_measures(each, language))}")


def to_guesses(found: TeamMap, language: Language) -> None:
    """Above the map: the way to what is told below it of the guesses; nothing before there is one."""
    if found.held_guesses:
        way_down(say(language, "team_map.guesses.title"), "team_map_guesses", key="to_guesses")


def guesses(found: TeamMap, language: Language) -> None:
    """What roles believe of each other, held against what those say; nothing before there is such a guess."""
    held = found.held_guesses[:_MOST]
    lost = {} if found.is_open else found.lost_guesses
    if not (held or lost):
        return
    with st.container(key="team_map_guesses", gap="small"):
        st.subheader(say(language, "team_map.guesses.title"), anchor=False)
        if count := guesses_sentence(found.outcome, language):
            st.markdown(f"**{count}**")
        for each in held:
            first, *others = guess_sentences(each, found.map, found.instrument, language)
            if each.is_right:
                st.markdown(f":material/check: {plain(first)}")
                continue
            with st.container(border=True, gap="xsmall"):
                st.markdown(plain(first))
                for sentence in others:
                    st.caption(plain(sentence))
        for sentence in lost_guesses_sentences(lost, found.map, found.instrument, language):
            st.caption(plain(sentence))


def watch() -> None:
    """Draw the page again as soon as anybody has picked a role, told something or taken it back."""
    st.fragment(_look, run_every=_SECONDS)(first_run())


def _look(with_page: Iterator[bool]) -> None:
    if not next(with_page, False) and gathering.has_changed():
        st.rerun()
