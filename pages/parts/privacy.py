"""The parts of the privacy page: the notice, downloading everything, and deleting it after a question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Literal

import streamlit as st

from assessment.campaigns import LEAD_MONTHS, Campaign
from assessment.instrument import Instrument, Language
from assessment.rounds import MOST_DAYS, Round
from assessment.sentences.bank import stored_kinds, stored_sentence
from assessment.words import joined, say
from pages.parts.invitation import closing_day, last_day, responsible
from pages.parts.prospect import days_kept
from pages.parts.withdrawing import withdrawing
from pages.shared.downloads import FileLink, file_links
from pages.shared.elements import contact_line, plain, pressed
from pages.visit import deleting, keeping, places
from server.settings import Controller, Settings

_OWN_FILES: Final = {"pdf": "round.member.pdf", "json": "round.member.file"}


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
            if bank.has_map:
                st.markdown(say(language, "team_map.privacy"))
        if part == "who" and controller.legal_basis:
            st.text(say(language, "privacy.who.legal_basis", ground=controller.legal_basis))


def notice_for_member(asked: Round | None, language: Language, *, has_answers: bool) -> None:
    """What holds for a member of a team; `asked` is the round, None when it is not known."""
    if asked is not None and not asked.is_open:
        _part("closed", language, day=closing_day(asked, language))
        _answerable(language)
        if asked.state != "called_off":
            _part("left", language, months=keeping.MONTHS_FINISHED)
            _checked(language)
        _part("then", language)
    else:
        # First, because it is in the page's HTML before the app draws anything.
        _part("", language)
        _answerable(language)
        _while_open(asked, language, has_answers=has_answers)
    st.subheader(say(language, "privacy.cookies.title"), anchor=False)
    remembered = "cookies_closed" if asked is not None and not asked.is_open else "cookies"
    st.markdown(say(language, f"round.privacy.member.{remembered}"))


def notice_for_prospect(asked: Campaign, bank: Instrument, language: Language) -> None:
    """What holds for a campaign's respondent: who is responsible, what the consultant sees, how long, what rights."""
    setup, place, controller = asked.setup, "prospect.privacy", Settings.read().controller
    named = {"name": plain(setup.sender), "days": days_kept(setup, language), "months": LEAD_MONTHS}
    # First, because it is in the page's HTML before the app draws anything.
    st.subheader(say(language, "privacy.what.title"), anchor=False)
    st.markdown(say(language, f"{place}.what"))
    _listed([*stored_kinds(bank, language), *say(language, f"{place}.also").split("\n")])
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


def _while_open(asked: Round | None, language: Language, *, has_answers: bool) -> None:
    if asked is not None:
        st.subheader(say(language, "round.privacy.member.withdraw.title"), anchor=False)
        way = "here" if has_answers else "text"
        st.markdown(say(language, f"round.privacy.member.withdraw.{way}", day=last_day(asked, language)))
    if has_answers:
        withdrawing(language)
    else:
        _part("lost", language)
    _part("stored", language)
    gone = "round.privacy.member.gone"
    day = last_day(asked, language) if asked else ""
    _part("gone", language, when=say(language, f"{gone}.{'known' if asked else 'unknown'}", day=day, days=MOST_DAYS))
    _part("left", language, months=keeping.MONTHS_FINISHED)
    _checked(language)
    st.subheader(say(language, "round.member.facts.rights.title"), anchor=False)
    st.markdown(say(language, "round.member.facts.rights.text"))


def _checked(language: Language) -> None:
    """How the promise is checked, and what it does not cover."""
    st.subheader(say(language, "round.member.promise.how"), anchor=False)
    _listed(say(language, "round.member.promise.checked").split("\n"))
    st.subheader(say(language, "round.member.promise.limits"), anchor=False)
    _listed(say(language, f"round.member.promise.{each}") for each in ("once", "together"))


def _listed(lines: Iterable[str]) -> None:
    st.markdown("\n".join(f"- {line}" for line in lines))


def _part(name: str, language: Language, **values: object) -> None:
    place = f"round.privacy.member.{name}".rstrip(".")
    st.subheader(say(language, f"{place}.title"), anchor=False)
    st.markdown(say(language, f"{place}.text", **values))


def _answerable(language: Language) -> None:
    """Whose server it is and how to reach them, or whom to ask."""
    st.markdown(plain(responsible(language)))
    controller = Settings.read().controller
    if controller.contact:
        contact_line(controller.contact, language)
    if controller.legal_basis:
        st.text(say(language, "privacy.who.legal_basis", ground=controller.legal_basis))


def answers_of_member(asked: Round | None, language: Language, *, has_answers: bool) -> None:
    """The own answers of a member of a team: the files, and the way back to them, the notice or the team's result."""
    if has_answers:
        st.subheader(say(language, "privacy.yours.title"), anchor=False)
        own_files(language, ("pdf", "json"))
        if pressed(say(language, "round.member.own"), key="to_own_result"):
            places.go_to(places.RESULTS)
    if asked is not None and asked.state == "released":
        if pressed(say(language, "round.closed_for_members.result"), key="to_team"):
            places.go_to(places.TEAM)
        return
    is_closed = asked is not None and not asked.is_open
    if pressed(say(language, "to_start" if is_closed else "round.privacy.back"), key="to_notice"):
        places.go_to(places.START)


def own_files(language: Language, kinds: Sequence[Literal["pdf", "json"]]) -> None:
    """A member's own result and answers, to take home; no time stands in them but the day of the file."""
    links = [
        FileLink(
            kind,
            f"download_{kind}",
            say(language, f"{_OWN_FILES[kind]}.button"),
            title=say(language, f"{_OWN_FILES[kind]}.title"),
            text=say(language, f"{_OWN_FILES[kind]}.text"),
        )
        for kind in kinds
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
        "team_map": kept.has_team_map,
        "departments": kept.has_departments,
        "link": kept.is_shared,
    }
    for name, is_there in more.items():
        if is_there:
            parts.append(say(language, f"privacy.ask.{name}"))
    return joined(parts, language)
