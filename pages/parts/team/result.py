"""A team's released result: what its leader and members see of it, and the leader's talk with the team."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Final

import streamlit as st

from assessment.advice import Advice
from assessment.decided import planned_on
from assessment.figures import receipt_description, receipt_strip, team_chart, team_description
from assessment.instrument import Language
from assessment.report import Report
from assessment.sentences.beside_own import before_advice, beside_own, instead_sentence
from assessment.sentences.charts import range_sentence, team_chart_title
from assessment.sentences.names import part_name
from assessment.sentences.receipt import receipt_limits, receipt_sentence
from assessment.sentences.talk import (
    TalkStep,
    first_questions,
    first_words,
    if_time_sentence,
    settled_before,
    talk_for_whom,
    talk_purpose,
    talk_steps,
    talk_title,
    what_to_avoid,
)
from assessment.sentences.team import (
    agreement_notes,
    agreement_sentences,
    agreement_word,
    asked_sentence,
    dash_sentence,
    department_sentences,
    engagement_sentences,
    factor_meanings,
    groups_apart,
    leader_figure,
    left_out_sentences,
    likely_figure,
    named_by_step,
    reader,
    same_for_all,
    team_occasion,
    view_text,
    what_happens_next,
    worth_sentence,
)
from assessment.sentences.team_advice import (
    team_advice_opening,
    team_advice_reason,
    team_advice_steps,
    team_begin_in_group,
    team_caution,
    team_on_whom,
    team_step_texts,
)
from assessment.sentences.team_headline import team_headline
from assessment.team_result import TeamResult
from assessment.team_row import TeamRow
from assessment.words import say, upper_first
from pages.parts.team.groups import group_rows
from pages.parts.team.message import announced
from pages.parts.team.together import said_beside, stands_beside, steps_beside
from pages.shared.elements import WANTED, colours, for_screen_readers, plain, pressed
from pages.shared.pictures import draw
from pages.shared.taking import add_line, into_plan
from pages.shared.team_files import shown_links, talk_link, team_file_links, team_pdf_link
from pages.visit import leading, offered, places

_LONG_STEPS: Final = 2  # The first parts of the talk, of which most is said and asked.
_WIDTHS: Final = (5, 4)  # Of the chart and of what stands beside it.
_KEY_STYLES: Final = """
.team-key { display: flex; flex-wrap: wrap; gap: 4px 20px; font-size: 1rem; color: var(--ring) }
.team-key span { display: inline-flex; gap: 8px; align-items: center }
.team-key i { flex: none; box-sizing: border-box; width: 26px; height: 12px }
.team-key .team { width: 14px; height: 14px; border-radius: 50%; background: WANTED }
.team-key .range { background: color-mix(in srgb, WANTED 30%, transparent) }
.team-key .bound { border: 1.5px dashed WANTED; background: color-mix(in srgb, WANTED 10%, transparent) }
.team-key :is(.leader, .member, .member_of_step) { width: 4px; height: 20px; background: currentColor }
"""
_TALK_STYLES: Final = """<style>
.st-key-talk_kit h3 { padding-top: 0 }
</style>"""
_TEXT_WIDTH: Final = 640  # Pixels.


def team_result(result: TeamResult, language: Language, code: str = "", report: Report | None = None) -> None:
    """All of a released result. `code` is the round's public code, by which its files are found; without, none are.

    `report` is the leader's own, with the plan that advice is taken into.
    """
    _opening(result, language, code, report)
    if result.is_for_leader and code:
        announced(result, code, language)
    if not result.shows_anything:
        _without_figures(result, language)
        return
    if result.is_for_leader and result.is_about_groups:
        _departments(result, language)
    if result.is_for_leader:
        _for_leader(result, language, code, report)
    else:
        _for_member(result, language)
    if result.is_for_leader:
        if leading.talk_is_open():
            with st.container(border=True, key="talk_kit"):
                _talk(result, language, code, report)
        if not result.is_about_groups:
            _departments(result, language)
        _advice(result, language, report)
        _receipt(result, language)
    elif result.departments:  # Below the chart, so that what comes first can be shown to all.
        _departments(result, language)
    if code:
        with st.container(gap="small", key="team_files"):
            st.subheader(say(language, "team_result.files.title"), anchor=False)
            team_file_links(code, language, is_for_leader=result.is_for_leader)


def _without_figures(result: TeamResult, language: Language) -> None:
    """For the leader what the other steps have shown, which is still there; then what was checked."""
    if result.is_for_leader and stands_beside(result):
        steps_beside(language)
        said_beside(language)
    _receipt(result, language)


def _for_leader(result: TeamResult, language: Language, code: str, report: Report | None) -> None:
    """The factors, or the steps side by side with its own figures folded; beside them what to say first."""
    pictures, story = st.columns(_WIDTHS, gap="medium")
    is_beside = stands_beside(result)
    with pictures:
        if is_beside:
            steps_beside(language)
            how = "with_range" if any(row.likely is not None for row in result.rows) else "plain"
            with st.expander(say(language, f"team_result.own_figures.{how}"), key="team_own_figures"):
                _factors(result, language)
        else:
            _factors(result, language)
    with story:
        _first_words(result, language, code, report)
        if is_beside:
            said_beside(language)
        _worth(result, language)


def _for_member(result: TeamResult, language: Language) -> None:
    """The factors and how certain they are; beside them what happens now, and what was checked."""
    pictures, story = st.columns(_WIDTHS, gap="medium")
    with pictures:
        _factors(result, language)
        if not result.departments:  # Without a table they are words, which have room here.
            _departments(result, language)
    with story:
        _what_happens_now(result, language)
        _worth(result, language)
        _receipt_for_member(result, language)


def _opening(result: TeamResult, language: Language, code: str, report: Report | None) -> None:
    """What comes first, and what it means; beside it the PDF, which on a phone is with the other files, below."""
    found = team_headline(result, language)
    with st.container(key="team_headline", horizontal=True, wrap=False, vertical_alignment="top"):
        with st.container(gap="xsmall"):
            st.caption(plain(team_occasion(result, language)))
            st.title(plain(found.title), anchor=False)
            of_groups = result.is_for_leader and not result.is_about_groups  # Otherwise the headline says it.
            said = (groups_apart(result, language) if of_groups else "", *found.findings)
            st.markdown("\n\n".join(plain(each) for each in said if each))  # One element: all as large.
            if not result.is_for_leader and result.shows_anything:
                st.markdown(plain(asked_sentence(result, language)))
            if report is not None and (beside := beside_own(result, report, language)):
                st.markdown(plain(beside))
            if code and result.shows_anything:
                st.caption(same_for_all(result, language))
        if code and result.shows_anything:
            with st.container(key="team_headline_pdf", width="content"):
                team_pdf_link(code, language, is_for_leader=result.is_for_leader)
            st.html("<style>@media (max-width: 640px) { .st-key-team_headline_pdf { display: none } }</style>")


def _factors(result: TeamResult, language: Language) -> None:
    """All factors as one chart with its key, and a heading where groups have one; screen readers get it as text."""
    with st.container(border=True, key="team_factors"):
        if result.departments:
            st.subheader(team_chart_title(result, language), anchor=False)
        if result.new_behaviour:
            st.markdown(f"{WANTED} {plain(say(language, 'team_result.file.wanted', behaviour=result.new_behaviour))}")
        st.html(chart_key(result, language))
        draw(team_chart, team_description, result, language)
        if of_range := range_sentence(result, language):
            st.markdown(plain(of_range))
        st.markdown(say(language, "team_result.only_wanted"))
        if meanings := factor_meanings(result, language):
            with st.expander(say(language, "team_result.meanings"), expanded=not result.is_for_leader):
                st.markdown("\n".join(f"- **{plain(name)}.** {plain(meaning)}" for name, meaning in meanings))
    with for_screen_readers("team_rows"):
        for row in result.rows:
            _row(row, result, language)
        if dashes := dash_sentence(result, language):
            st.markdown(plain(dashes))


def chart_key(result: TeamResult, language: Language) -> str:
    """What the marks are; each stays beside its words where the line breaks."""
    figures = [row.figure for row in result.rows]
    shown = {
        "team": any(figure.mean is not None and figure.bound is None for figure in figures),
        "range": any(row.likely is not None for row in result.rows),
        "bound": any(figure.bound is not None for figure in figures),
        reader(result): any(figure.leader is not None for figure in figures),
    }
    who = named_by_step(result.wave, language)
    marks = "".join(
        f"<span><i class='{name}'></i>{html.escape(say(language, f'team_result.key.{name}', who=who))}</span>"
        for name, is_shown in shown.items()
        if is_shown
    )
    colour = colours().wanted
    return f"<style>{_KEY_STYLES.replace('WANTED', colour)}</style><div class='team-key'>{marks}</div>"


def _row(row: TeamRow, result: TeamResult, language: Language) -> None:
    """One factor in words: the team's figure and likely range, then the leader's, the difference, the agreement."""
    figure = row.figure
    with st.container(key=f"team_{row.factor}", gap="xxsmall"):
        st.markdown(f"**{plain(part_name(row.factor, result.instrument, language))}**")
        who = upper_first(say(language, f"team_result.short.{result.wave or 'team'}"))
        st.markdown(f"{who} **{plain(likely_figure(row, language))}**")
        st.markdown(f"{say(language, f'team_result.column.{reader(result)}')} **{leader_figure(figure, language)}**")
        st.markdown(view_text(row, result, language))
        st.markdown(f"{say(language, 'team_result.column.agreement')}: {agreement_word(figure, result, language)}")


def _first_words(result: TeamResult, language: Language, code: str, report: Report | None) -> None:
    """What to say and ask first, or that the whole meeting stands below, and its plan as a file."""
    with st.container(border=True, gap="small", key="talk"):
        st.subheader(say(language, "talk.begin"), anchor=False)
        if leading.talk_is_open():
            st.markdown(say(language, "talk.below"))
        else:
            _begin(result, language, report)
        # One below the other: side by side a phone cuts their words.
        with st.container(gap="xsmall"):
            is_open = leading.talk_is_open()
            st.button(
                say(language, "talk.put_away" if is_open else "talk.prepare"),
                key="talk_prepare",
                type="secondary" if is_open else "primary",
                icon=":material/groups:",
                on_click=leading.turn_talk,
            )
            if code:
                talk_link(code, language)


def _begin(result: TeamResult, language: Language, report: Report | None) -> None:
    with st.container(gap="xxsmall"):
        st.markdown(f"**{say(language, 'talk.say_first')}**")
        st.markdown(plain(first_words(result, language)))
    with st.container(gap="xxsmall"):
        st.markdown(f"**{say(language, 'talk.then_ask')}**")
        for meeting in first_questions(result, language, settled_before(report, language)):
            if meeting.title:
                st.markdown(plain(meeting.title))
            st.markdown("\n".join(f"1. {plain(question)}" for question in meeting.questions))


def _talk(result: TeamResult, language: Language, code: str, report: Report | None) -> None:
    """The meeting: what is said and asked stands beside what to do, and the last three parts beside each other."""
    st.html(_TALK_STYLES)
    with st.container(gap="xxsmall"):
        st.header(talk_title(result, language), anchor=False)
        if purpose := talk_purpose(result, language):
            st.markdown(purpose)
    st.caption(talk_for_whom(result, language))
    if code:
        with st.container(horizontal=True, gap="small", key="talk_shown"):
            shown_links(code, language)
    steps = talk_steps(result, language, settled_before(report, language))
    for step in steps[:_LONG_STEPS]:
        how, aloud = st.columns(2, gap="large")
        with how:
            _step(step)
        with aloud:
            _aloud(step, language)
    for column, step in zip(st.columns(len(steps) - _LONG_STEPS, gap="large"), steps[_LONG_STEPS:], strict=True):
        with column:
            _step(step)
    if report is not None:
        add_line(report, say(language, "talk.into_plan"), key="talk_into_plan")
    st.subheader(say(language, "talk.avoid.title"), anchor=False)
    st.markdown("\n".join(f"- {plain(each)}" for each in what_to_avoid(result, language)))


def _step(step: TalkStep) -> None:
    """The minutes in a line of their own above the title, then what to do before anything is said."""
    with st.container(gap="xsmall"):
        with st.container(gap=None):
            st.caption(plain(step.minutes))
            st.subheader(plain(step.title), anchor=False)
        for text in _around(step)[0]:
            st.markdown(plain(text))


def _around(step: TalkStep) -> tuple[Sequence[str], Sequence[str]]:
    """The texts before what the leader says and those after it; all of them before where nothing is said."""
    place = step.texts.index(step.said) if step.said else len(step.texts)
    return step.texts[:place], step.texts[place + 1 :]


def _aloud(step: TalkStep, language: Language) -> None:
    """What the leader says, in a frame, then what comes after it, and what to ask."""
    if step.said:
        with st.container(border=True, gap="xxsmall", key="talk_said"):
            st.markdown(f"**{say(language, 'talk.say_first')}**")
            st.markdown(plain(step.said))
    for text in _around(step)[1]:
        st.markdown(plain(text))
    for meeting in step.meetings:
        with st.container(gap="small"):
            if meeting.title:
                st.subheader(plain(meeting.title), anchor=False)
            if meeting.said:
                st.markdown(plain(meeting.said))
            for asked in meeting.asked:
                with st.container(gap="xxsmall"):
                    st.markdown(f"**{plain(asked.heading)}**")
                    st.markdown("\n".join(f"- {plain(question)}" for question in asked.questions))
    if if_time := if_time_sentence(step, language):
        st.caption(plain(if_time))


def _what_happens_now(result: TeamResult, language: Language) -> None:
    with st.container(border=True, gap="small", key="team_next"):
        st.subheader(say(language, "team_result.next_member.title"), anchor=False)
        st.markdown(what_happens_next(result, language))


def _receipt(result: TeamResult, language: Language) -> None:
    """What was checked before anything was shown, in a sentence; folded the receipt itself."""
    with st.container(border=True, gap="small", key="team_receipt"):
        st.subheader(say(language, "team_result.receipt.title"), anchor=False)
        st.markdown(f"{receipt_sentence(result, language)} {say(language, 'team_result.receipt.deleted')}")
        if not result.shows_anything:
            return
        with st.expander(say(language, "team_result.receipt.exact"), type="compact"):
            draw(receipt_strip, receipt_description, result, language)
            st.markdown(say(language, "team_result.receipt.counted"))


def _receipt_for_member(result: TeamResult, language: Language) -> None:
    """What was checked and what it means, what the promise does not cover, and folded the receipt itself."""
    with st.container(border=True, gap="small", key="team_receipt"):
        st.subheader(say(language, "team_result.receipt.title"), anchor=False)
        st.markdown(f"**{say(language, 'round.member.promise.plain')}** {receipt_sentence(result, language)}")
        draw(receipt_strip, receipt_description, result, language)
        st.markdown(say(language, "team_result.receipt.deleted"))
        with st.container(gap="xxsmall"):
            st.markdown(f"**{say(language, 'round.member.promise.limits')}**")
            st.markdown("\n".join(f"- {each}" for each in receipt_limits(language)))
        with st.expander(say(language, "team_result.receipt.exact"), type="compact"):
            st.markdown(say(language, "team_result.receipt.counted"))


def _departments(result: TeamResult, language: Language) -> None:
    """The departments' figures, "Others" last, and what is not shown by itself."""
    notes, engagement = department_sentences(result, language), engagement_sentences(result, language)
    if result.is_for_leader and result.hiding:
        notes.append(say(language, "team_result.departments.hidden_then"))
    if not result.departments and not notes and not engagement:
        return
    with st.container(gap="small", key="team_departments"):
        st.subheader(say(language, "team_result.departments.title"), anchor=False)
        if result.departments:
            group_rows(result, language)
        for sentence in engagement if result.departments else [*notes, *engagement]:
            st.markdown(plain(sentence), width=_TEXT_WIDTH)
        if result.departments:
            _folded(notes, say(language, "team_result.departments.more"))
        if result.is_for_leader and result.report.engagement and offered.has_customers():
            to_customers = say(language, "team_result.departments.customers")
            if pressed(to_customers, key="to_customers", kind="tertiary", icon=":material/compare_arrows:"):
                places.go_to(places.CUSTOMERS)


def _worth(result: TeamResult, language: Language) -> None:
    """What so many answers are worth, and how far they agree; folded what is not said, and why."""
    with st.container(gap="xsmall", key="team_worth"):
        st.subheader(say(language, "team_result.worth.title"), anchor=False)
        st.markdown(plain(worth_sentence(result, language, is_counted=result.is_for_leader)))
        for sentence in agreement_sentences(result, language):
            st.markdown(plain(sentence))
        notes = [*left_out_sentences(result, language), *agreement_notes(result, language)]
        _folded(notes, say(language, "team_result.worth.unsaid"))


def _folded(sentences: Sequence[str], title: str) -> None:
    """Sentences that few ask for, one below the other; nothing without any."""
    if sentences:
        with st.expander(title, type="compact"):
            for sentence in sentences:
                st.markdown(plain(sentence), width=_TEXT_WIDTH)


def _advice(result: TeamResult, language: Language, report: Report | None) -> None:
    """What the leader can do about it, each folded under its title and reason, and its way into the plan."""
    done = [each for each in result.advice if report is not None and report.is_done(each)]
    prepared = [each for each in done if each.target == "executive_first"]
    opening = team_advice_opening(result, language, is_prepared=bool(prepared))
    if not result.advice and not opening:
        return
    with st.container(gap="small", key="team_advice"):
        st.header(say(language, "team_result.advice.title"), anchor=False)
        if opening:
            st.markdown(opening)
        for advice in (each for each in result.advice if each not in prepared):
            title = f"**{plain(advice.recommendation.title[language])}**"
            with st.expander(f"{title}  \n{plain(team_advice_reason(advice, result, language))}"):
                if begin := team_begin_in_group(advice, result, language):
                    st.markdown(plain(begin))
                steps, besides = st.columns(_WIDTHS, gap="medium")
                steps.markdown("\n".join(f"- {plain(step)}" for step in team_advice_steps(advice, language)))
                with besides:
                    if of_whom := team_on_whom(advice, result, language):
                        st.markdown(plain(of_whom))
                    _besides(advice, report, language)


def _besides(advice: Advice, report: Report | None, language: Language) -> None:
    """What to keep in mind with a piece of advice, what comes before it, and its way into the plan."""
    if caution := team_caution(advice, language):
        st.markdown(plain(caution))
    if report is None:
        return
    if before := before_advice(advice, report, language):
        st.markdown(plain(before))
    title, steps = advice.recommendation.title[language], team_step_texts(advice, language)
    planned = [] if report.planned(advice) else planned_on(advice, report)
    if instead := instead_sentence(planned, report, language):
        st.markdown(plain(instead))
    into_plan(advice, report, language, title=title, steps=steps, instead_of=planned)
