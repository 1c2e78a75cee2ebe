"""Links to the files of a team's released result, renewed while a page is open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from assessment.downloads import PosterDownload
from assessment.exports.team_result import TeamFileKind, team_file_name
from assessment.instrument import Language
from assessment.words import say
from pages.visit import address, leading
from server.files import SECONDS_GOOD, link_to
from server.settings import Settings

_IN_SIGHT: Final[Sequence[TeamFileKind]] = ("team_pdf", "team_xlsx")
_FOLDED: Final[Sequence[TeamFileKind]] = ("team_csv", "team_json")
_HALF: Final = SECONDS_GOOD / 2


def team_file_links(code: str, language: Language, *, is_for_leader: bool) -> None:
    """Links to the files of the result of the round with this public code; for its leader, folded, all."""
    st.fragment(_draw, run_every=_HALF)(_IN_SIGHT, code, language, is_for_leader=is_for_leader)
    if not is_for_leader:
        return
    with st.expander(say(language, "team_result.files.more"), key="folded_team_files"):
        st.fragment(_draw, run_every=_HALF)(_FOLDED, code, language, is_for_leader=is_for_leader)


def result_link(code: str, language: Language) -> None:
    """The link to the PDF of one of several results on a page."""
    st.fragment(_draw_result, run_every=_HALF)(code, language)


def all_steps_link(language: Language) -> None:
    """The link to the PDF of all steps of a roll-out together."""
    st.fragment(_draw_all_steps, run_every=_HALF)(language)


def team_pdf_link(code: str, language: Language, *, is_for_leader: bool) -> None:
    """The link to the PDF beside the headline of the result."""
    st.fragment(_draw, run_every=_HALF)(("team_pdf",), code, language, is_for_leader=is_for_leader, place="headline_")


def talk_link(code: str, language: Language) -> None:
    """The link to the plan for the leader's talk."""
    st.fragment(_draw, run_every=_HALF)(("team_talk",), code, language, is_for_leader=True)


def poster_link(link: str, language: Language, label: str) -> None:
    """The link to the poster of an open round in a language, with the round's own `link` on it."""
    st.fragment(_draw_poster, run_every=_HALF)(link, language, label)


def _draw_poster(link: str, language: Language, label: str) -> None:
    download = PosterDownload(language, link, address.zone_name(), Settings.read().controller.name)
    st.link_button(
        label,
        link_to(download, download.name),
        key=f"download_poster_{language}",
        icon=":material/download:",
    )


def shown_links(code: str, language: Language) -> None:
    """What all the others see, to be shown to them: their page, and their PDF."""
    st.link_button(
        say(language, "talk.open_shown"),
        address.link_to({"lang": language, "c": code}, ""),
        key="talk_open_shown",
        icon=":material/open_in_new:",
    )
    st.fragment(_draw, run_every=_HALF)(("team_pdf",), code, language, is_for_leader=False, place="talk_", how="_all")


def _draw_result(code: str, language: Language) -> None:
    download = leading.download("team_pdf", code, language, is_for_leader=True)
    st.link_button(
        say(language, "team_result.files.team_pdf_own"),
        link_to(download, _name("team_pdf", code, language)),
        key=f"download_team_pdf_{code}",
        icon=":material/download:",
    )


def _draw_all_steps(language: Language) -> None:
    download = leading.rollout_download(language)
    st.link_button(
        say(language, "rollout.together.take.pdf"),
        link_to(download, download.name(address.today())),
        key="download_all_steps",
        icon=":material/download:",
    )


def _name(kind: TeamFileKind, code: str, language: Language) -> str:
    wave = next((led.setup.wave for led in leading.known() if led.code == code), None)
    return team_file_name(kind, language, address.today(), wave=wave)


def _draw(
    kinds: Sequence[TeamFileKind], code: str, language: Language, *, is_for_leader: bool, place: str = "", how: str = ""
) -> None:
    own = "_own" if is_for_leader else ""
    with st.container(horizontal=True):
        for kind in kinds:
            download = leading.download(kind, code, language, is_for_leader=is_for_leader)
            st.link_button(
                say(language, f"team_result.files.{kind}{(how or own) if kind == 'team_pdf' else ''}"),
                link_to(download, _name(kind, code, language)),
                key=f"{place}download_{kind}",
                icon=":material/download:",
            )
