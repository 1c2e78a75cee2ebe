"""What a team's member has when the questions are answered: the own result, changing, and what happens next."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

from assessment.instrument import Language
from assessment.report import Report
from assessment.rounds import Round
from assessment.sentences.scores import own_headline, weakest_first
from assessment.series import Assessment
from assessment.team.members import DEPARTMENT
from assessment.words import say
from pages.parts.invitation import last_day, remember, who_can_read
from pages.parts.privacy import own_files
from pages.parts.results import factors
from pages.parts.team.result import team_result
from pages.parts.withdrawing import withdrawing
from pages.shared import elements
from pages.shared.copy_button import copy_button
from pages.shared.elements import plain, pressed
from pages.shared.remembered_key import forget_key
from pages.visit import address, assessments, joining, places


def own_result(report: Report | None, language: Language) -> None:
    """For a member of a team the own result, which ends the page; nothing for anybody else.

    Before there is one, and once the round is closed, the start page says what is so.
    """
    if not isinstance(address.visitor(), address.TeamMember):
        return
    asked, begun = joining.invited(), assessments.newest()
    if report is None or begun is None or asked is None or not asked.is_open:
        places.go_to(places.START)
    _heading(asked, language, is_handed_in=begun.is_finished)
    if not begun.is_finished and pressed(say(language, "round.member.go_on"), key="to_questions", kind="primary"):
        places.go_to(places.QUESTIONS, at=places.first_open_of_member())
    is_back = begun.is_finished and not joining.has_just_handed_in()
    if not is_back:
        _own_link(language, is_new=begun.is_finished)
        st.subheader(say(language, "round.member.own"), anchor=False)
    lowest, more = own_headline(report, language)
    st.markdown(f"**{plain(lowest)}** {plain(more)}".rstrip())
    factors(report, language)
    _explained(report, language)
    st.subheader(say(language, "round.member.yours"), anchor=False)
    if is_back:
        _own_link_folded(language)
    if begun.is_finished:
        _ways_to_change(asked, begun, language)
    withdrawing(language)
    own_files(language, ("pdf",))
    _next(asked, language)
    remember()
    elements.end_page()


def _heading(asked: Round, language: Language, *, is_handed_in: bool) -> None:
    """Thanks only for what was handed in a moment ago; until when it can be changed, and who can read it till then."""
    place = "thanks" if joining.has_just_handed_in() else "own" if is_handed_in else "not_yet"
    said = {"thanks": "thanks_text", "own": "handed_in_text", "not_yet": "not_yet_text"}[place]
    st.title(say(language, f"round.member.{place}"), anchor=False)
    values = {"server": who_can_read(asked, language), "day": last_day(asked, language)}
    st.markdown(say(language, f"round.member.{said}", **values))


def _ways_to_change(asked: Round, begun: Assessment, language: Language) -> None:
    """Change the answers, from the first factor's page on, or the group, which is named."""
    with st.container(key="changing", gap="xxsmall"):
        with st.container(horizontal=True):
            if pressed(say(language, "round.member.change"), key="change_answers"):
                places.go_to(places.QUESTIONS, at=begun.instrument.factors[0].id)
            if asked.setup.departments and pressed(say(language, "round.member.change_group"), key="change_group"):
                places.go_to(places.QUESTIONS, at=places.GROUP)
        if asked.setup.departments:
            own = begun.answers.groups.get(DEPARTMENT)
            place = "own_group" if own else "own_no_group"
            st.markdown(plain(say(language, f"round.member.{place}", name=own or "")))
        st.caption(say(language, "round.member.change_text"))


def _explained(report: Report, language: Language) -> None:
    """What the numbers say, and what each factor is, in the order of the chart."""
    st.markdown(say(language, "round.member.own_means"))
    in_order = (report.instrument.factor(score.id) for score in weakest_first(report))
    described = [
        f"- **{plain(factor.name[language])}**: {plain(factor.description[language])}"
        for factor in in_order
        if factor and factor.description
    ]
    if described:
        st.markdown("\n".join(described))


def _next(asked: Round, language: Language) -> None:
    """When the team's result comes, and the link that shows it then; folded, because it is not the own one."""
    with st.container(key="next_for_member", gap="xsmall"):
        st.subheader(say(language, "round.member.next.title"), anchor=False)
        st.markdown(say(language, "round.member.next.text", day=last_day(asked, language)))
        match address.visitor():
            case address.TeamMember(code, _):
                link = address.link_to({"lang": language, "c": code}, page="")
                with st.expander(say(language, "round.member.next.link"), type="compact"):
                    st.code(link, language=None, wrap_lines=True)
                    label = say(language, "round.member.next.copy")
                    copy_button(link, language, key="copy_team_link", label=label)


def _own_link(language: Language, *, is_new: bool) -> None:
    """The only way back to the own answers; `is_new`: they were handed in a moment ago, and the browser forgot them."""
    if link := assessments.own_link():
        with st.container(border=True, key="own_link", gap="xsmall"):
            st.markdown(f":material/link: **{say(language, 'own_link.title')}**")
            _link_to_copy(link, language, is_main=is_new)
            if is_new:
                st.caption(say(language, "round.member.forgotten"))


def _own_link_folded(language: Language) -> None:
    """The own link for those who have come back by it."""
    if link := assessments.own_link():
        with (
            st.expander(say(language, "own_link.title"), icon=":material/link:", type="compact"),
            st.container(key="own_link", gap="xsmall"),
        ):
            _link_to_copy(link, language, is_main=False)


def _link_to_copy(link: str, language: Language, *, is_main: bool) -> None:
    st.markdown(say(language, "round.member.own_link"))
    st.code(link, language=None, wrap_lines=True)
    label = say(language, "round.member.copy_own")
    copy_button(link, language, key="copy_own_link", label=label, is_main=is_main)


def waiting(asked: Round | None, language: Language) -> NoReturn:
    """The team's page for its members: when the result comes, and from the release on the result. Ends the page."""
    if asked is None or asked.state in ("closed", "too_few", "called_off"):
        places.go_to(places.START)
    if asked.is_open:
        st.title(say(language, "round.member.waiting.title"), anchor=False)
        st.markdown(say(language, "round.member.waiting.text", day=last_day(asked, language)))
        if pressed(say(language, "to_start"), key="to_start"):
            places.go_to(places.START)
    elif (result := asked.result(is_for_leader=False)) is not None:
        match address.visitor():
            case address.TeamMember(code, _):
                team_result(result, language, code)
                forget_key(address.fingerprint(code))
    elements.end_page()
