"""The parts of the privacy page: the notice, downloading everything, and deleting it after a question."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from assessment.campaigns import LEAD_MONTHS, Campaign
from assessment.exports import FileKind
from assessment.instrument import Instrument, Language
from assessment.rounds import MOST_DAYS, Round
from assessment.sentences.bank import stored_sentence
from assessment.words import joined, say
from pages.parts.invitation import facts, who_can_read
from pages.shared.downloads import FileLink, file_links
from pages.shared.elements import contact_line, plain, pressed
from pages.visit import deleting, keeping, places
from server.settings import Controller, Settings


def notice(bank: Instrument, language: Language) -> None:
    """Say what is stored, who is responsible, what for, who can see it, for how long, and what rights there are."""
    controller = Settings.read().controller
    # First, because it is in the page's HTML before the app draws anything.
    st.subheader(say(language, "privacy.what.title"), anchor=False)
    st.markdown(stored_sentence(bank, language))
    st.subheader(say(language, "privacy.responsible.title"), anchor=False)
    with st.container(key="controller", gap="xxsmall"):
        _responsible(controller, language)
    for part in ("who", "where", "how_long", "cookies", "rights"):
        st.subheader(say(language, f"privacy.{part}.title"), anchor=False)
        periods = {"days": keeping.DAYS_UNFINISHED, "months": keeping.MONTHS_FINISHED} if part == "how_long" else {}
        st.markdown(say(language, f"privacy.{part}.text", **periods))
        if part == "how_long":
            st.subheader(say(language, "round.privacy.title"), anchor=False)
            st.markdown(say(language, "round.privacy.text", days=MOST_DAYS))
        if part == "who" and controller.legal_basis:
            st.text(say(language, "privacy.who.legal_basis", ground=controller.legal_basis))


def notice_for_member(asked: Round | None, language: Language) -> None:
    """What holds for a member of a team; `asked` is the round, None when it is not known."""
    # First, because it is in the page's HTML before the app draws anything.
    place = "round.privacy.member"
    st.subheader(say(language, f"{place}.title"), anchor=False)
    st.markdown(say(language, f"{place}.text"))
    read = say(language, f"{place}.readers.text", server=who_can_read(asked, language))
    st.markdown(f"**{say(language, f'{place}.readers.title')}**  \n{read}")
    if asked is not None and asked.is_open:
        facts(asked, language)
    else:
        st.markdown(say(language, f"{place}.gone", days=MOST_DAYS))
        st.subheader(say(language, "privacy.responsible.title"), anchor=False)
        with st.container(key="controller", gap="xxsmall"):
            _responsible(Settings.read().controller, language)
    st.subheader(say(language, "privacy.cookies.title"), anchor=False)
    st.markdown(say(language, "privacy.cookies.text"))


def notice_for_prospect(asked: Campaign, bank: Instrument, language: Language) -> None:
    """What holds for a campaign's respondent: who is responsible, what the consultant sees, how long, what rights."""
    setup, place, controller = asked.setup, "prospect.privacy", Settings.read().controller
    named = {"name": plain(setup.sender), "days": setup.retention_days, "months": LEAD_MONTHS}
    # First, because it is in the page's HTML before the app draws anything.
    st.subheader(say(language, "privacy.what.title"), anchor=False)
    st.markdown(stored_sentence(bank, language, f"{place}.what"))
    st.subheader(say(language, "privacy.responsible.title"), anchor=False)
    with st.container(key="controller", gap="xxsmall"):
        st.text(setup.controller)
        contact_line(setup.contact, language)
        if controller.name:
            st.text(say(language, f"{place}.operator", name=controller.name))
    if notice := setup.notice.get(language):
        st.text(notice)
    for part in ("what_for", "sees", "contact", "how_long"):
        st.subheader(say(language, f"{place}.{part}.title", **named), anchor=False)
        st.markdown(say(language, f"{place}.{part}.text", **named))
    for part in ("where", "cookies", "rights"):
        st.subheader(say(language, f"privacy.{part}.title"), anchor=False)
        st.markdown(say(language, f"privacy.{part}.text"))


def answers_of_member(language: Language, *, has_answers: bool) -> None:
    """The own answers of a member of a team: the files, and the way back to them or to the notice."""
    if has_answers:
        st.subheader(say(language, "privacy.yours.title"), anchor=False)
        st.markdown(say(language, "round.privacy.withdraw"))
        own_files(language)
        if pressed(say(language, "round.member.own"), key="to_own_result"):
            places.go_to(places.RESULTS)
    if pressed(say(language, "round.privacy.back"), key="to_notice"):
        places.go_to(places.START)


def own_files(language: Language) -> None:
    """A member's own result and answers, to take home; no time stands in them but the day of the file."""
    offered: tuple[tuple[FileKind, str, Literal["secondary", "tertiary"]], ...] = (
        ("pdf", "round.member.pdf", "secondary"),
        ("json", "round.member.file", "tertiary"),
    )
    links = [
        FileLink(
            kind,
            f"download_{kind}",
            say(language, f"{place}.button"),
            type=weight,
            title=say(language, f"{place}.title"),
            text=say(language, f"{place}.text"),
        )
        for kind, place, weight in offered
    ]
    file_links(links, language)


def _responsible(controller: Controller, language: Language) -> None:
    if not controller.name:
        st.markdown(say(language, "privacy.responsible.nobody"))
        return
    st.text(controller.name)
    if controller.contact:
        contact_line(controller.contact, language)


def archive_download(language: Language) -> None:
    """Offer everything that is stored as one file."""
    file_links([FileLink("archive", "take_home", say(language, "privacy.take_home"))], language)


def deletion_question(language: Language) -> None:
    """Say what would be deleted, offer to download it first, and delete only on the next press."""
    with st.container(border=True, key="deletion_asked"):
        st.markdown(f"**{say(language, 'privacy.ask.title', parts=_parts(language))}**")
        st.markdown(say(language, "privacy.ask.text"))
        archive_download(language)
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.button(say(language, "privacy.ask.keep"), key="keep_my_answers", on_click=deleting.keep_my_answers)
            st.button(
                say(language, "privacy.ask.delete"),
                key="delete_really",
                icon=":material/delete:",
                on_click=deleting.delete_my_answers,
            )


def _parts(language: Language) -> str:
    """What would be deleted, such as "2 assessments, the map and the plan"."""
    kept = deleting.kept()
    if kept is None:
        return say(language, "privacy.ask.everything")
    number = "one" if kept.assessments == 1 else "many"
    parts = [say(language, f"privacy.ask.assessments.{number}", count=kept.assessments)]
    more = {
        "map": kept.has_map,
        "plan": kept.has_plan,
        "rounds": kept.has_rounds,
        "departments": kept.has_departments,
        "link": kept.is_shared,
    }
    for name, is_there in more.items():
        if is_there:
            parts.append(say(language, f"privacy.ask.{name}"))
    return joined(parts, language)
