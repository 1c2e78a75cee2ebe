"""The parts of the start page: a result in small, what is waiting for a visitor who has begun, and the ways back in."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Final, Literal

import streamlit as st

from assessment.answers import FORMS
from assessment.incentives import IncentiveMap
from assessment.instrument import FormId, Instrument, Language
from assessment.look import LOOK
from assessment.next_up import FirstUp, late_things
from assessment.problems import Problems
from assessment.progress import FormLength
from assessment.report import Report
from assessment.rounds import LedRound
from assessment.scoring import Score
from assessment.sentences.comparison import opening
from assessment.sentences.names import part_name, round_inside, verdict_name
from assessment.sentences.scores import weakest_first
from assessment.sentences.since import most_to_know
from assessment.series import Assessment
from assessment.words import date_text, day_text, dotted, first_sentence, joined, quoted, say, score_text
from pages.parts.plan import by_own_answers
from pages.parts.planned import same_day
from pages.shared import elements
from pages.shared.copy_button import copy_button
from pages.shared.elements import pressed
from pages.shared.file_opener import file_opener
from pages.shared.series import (
    assess_again_button,
    discard_button,
    go_on_again_button,
    go_on_button,
    time_to_answer,
)
from pages.visit import address, assessments, beginning, keeping, leading, places, saving
from pages.visit.assessments import Begun
from server.settings import Settings

# On a phone the picture is above the button, which is as wide as the page; on a laptop it is below.
_ARRANGED: Final = """<style>
.st-key-landing_picture { gap: 0.5rem }
.st-key-another_buttons { gap: 0 24px }
.st-key-plan_waiting p:has(+ ul) { margin-bottom: 0.25rem }
.st-key-plan_waiting ul { margin-bottom: 1.5rem }
@media (max-width: 640px) {
  .st-key-landing_buttons { row-gap: 4px }
  .st-key-landing_buttons > * { flex: 1 0 100% !important }
  .st-key-landing_buttons :is(.stButton, button) { width: 100% }
  .st-key-landing_buttons :is(.st-key-start_quick, .st-key-start_full) button { min-height: 48px }
}
@media (min-width: 641px) {
  .st-key-landing > :has(.st-key-landing_picture) { order: 1 }
  .st-key-landing_buttons { column-gap: 12px }
  .st-key-landing_buttons .st-key-start_quick button { min-height: 48px; padding-inline: 20px }
}
</style>"""
_CLOSE: Final = 4  # Points of 100.
_APART: Final = 7  # Pixels.
_MOST_LATE: Final = 3  # Lines of the plan that are named; how many more are late is counted.
_SMALL: Final = """
.small-result { display: grid; gap: 12px 48px; font-size: 1rem; line-height: 1.4; color: var(--ink) }
.small-result strong { font-weight: 600 }
.small-result > :first-child { display: grid; gap: 8px; align-content: start }
.small-result .row { display: flex; justify-content: space-between; gap: 12px }
.small-result .row span, .small-result .legend, .small-result .how { color: var(--quiet) }
.small-result .mark { padding: 0 8px; border-radius: 4px; background: var(--ink); color: var(--paper) }
.small-result .how { display: flex; align-items: baseline; gap: 8px; font-size: 0.875rem; white-space: nowrap }
.small-result .track { position: relative; height: 8px; margin: 8px 0;
  background: linear-gradient(90deg, var(--step) calc(25% - 2px), transparent 0 25%, var(--step) 0 calc(50% - 2px),
  transparent 0 50%, var(--step) 0 calc(75% - 2px), transparent 0 75%, var(--step) 0); border-radius: 2px }
.small-result .between { position: absolute; top: 3px; height: 2.5px; background: var(--ink) }
.small-result i { position: absolute; top: -2px; width: 12px; height: 12px; margin-left: -6px;
  box-shadow: 0 0 0 2px var(--paper) }
.small-result .today { background: var(--today) }
.small-result .wanted { background: var(--wanted); border-radius: 50% }
.small-result .legend { display: flex; gap: 24px }
.small-result .legend i { position: static; display: inline-block; margin: 0 8px 0 0; box-shadow: none }
.small-result .title { font-size: 1.125rem; font-weight: 600 }
@media (forced-colors: active) {
  .small-result .track, .small-result .between, .small-result i { forced-color-adjust: none }
  .small-result .between, .small-result i { background: CanvasText; box-shadow: none }
  .small-result .track { background: none; outline: 1px solid CanvasText }
  .small-result .mark { outline: 1px solid CanvasText }
}
.small-result .legend .mark { margin-inline-start: auto }
@media (max-width: 640px) { .small-result :is(.how, .then) { display: none } }
@media (min-width: 641px) { .small-result { grid-template-columns: 2fr 3fr }
  .small-result .legend .mark { display: none } }
"""


def small_result(example: Report, language: Language) -> None:
    """The example's result in small, under the headline it opens with; the weakest factor first."""
    with st.container(border=True, key="landing_picture"):
        rows, heading = weakest_first(example), opening(example, language)
        legend = "".join(
            f'<span><i class="{kind}"></i>{_said(language, f"columns.{kind}")}</span>' for kind in ("today", "wanted")
        )
        mark = f"<strong class='mark'>{_said(language, 'start.is_example')}</strong>"
        st.html(
            f"<style>{_themes()}{_SMALL}</style><div class='small-result'><div><div class='how'>{mark}"
            f"<span>{_said(language, 'start.picture')}</span></div><div class='title'>"
            f"{html.escape(heading.title)}</div><div class='then'>{html.escape(heading.consequence)}</div>"
            f"<div class='legend'>{legend}"
            f"{mark}</div></div>"
            f"<div>{''.join(_row(score, example, language) for score in rows)}{_ends(language)}</div></div>"
        )


def _ends(language: Language) -> str:
    """What the ends of the lines mean, below the last."""
    little, much = (_said(language, f"start.ends.{end}") for end in ("little", "much"))
    return f"<div class='row ends'><span>{little}</span><span>{much}</span></div>"


def _themes() -> str:
    """The colours of both themes: the browser's scheme may change while the page is open."""
    named = ("ink", "quiet", "step", "paper", "today", "wanted")
    light, dark = (
        ";".join(f"--{name}:{getattr(LOOK.colours(dark=is_dark), name)}" for name in named) for is_dark in (False, True)
    )
    return f".small-result{{{light}}}@media (prefers-color-scheme:dark){{.small-result{{{dark}}}}}"


def _row(score: Score, report: Report, language: Language) -> str:
    """A factor's name, who wins, and both scores on the line; screen readers get the numbers as a sentence."""
    name, verdict = part_name(score.id, report.instrument, language), verdict_name(score, language)
    spoken = say(
        language,
        "chart.row",
        name=name,
        current=score_text(score.current.score, language),
        new=score_text(score.new.score, language),
        verdict=verdict,
    )
    known = {"today": score.current.score, "wanted": score.new.score}
    marks = {kind: value for kind, value in known.items() if value is not None}
    left, right = min(marks.values(), default=0), max(marks.values(), default=0)
    drawn = "".join(_mark(kind, value, left + right - value) for kind, value in marks.items())
    return (
        f"<div class='row' aria-hidden='true'><strong>{html.escape(name)}</strong><span>{html.escape(verdict)}</span>"
        f"</div><div class='track' role='img' aria-label='{html.escape(spoken)}'>"
        f"<div class='between' style='left:{left:.2f}%;width:{right - left:.2f}%'></div>{drawn}</div>"
    )


def _mark(kind: str, value: float, other: float) -> str:
    """A mark on the line; marks that would cover each other move apart."""
    is_lower = value < other or (value == other and kind == "today")
    shift = 0 if abs(value - other) >= _CLOSE else -_APART if is_lower else _APART
    return f"<i class='{kind}' style='left:calc({value:.2f}% + {shift}px)'></i>"


def _said(language: Language, path: str) -> str:
    return html.escape(say(language, path))


def arrange() -> None:
    """Arrange the page for a phone or a laptop."""
    st.html(_ARRANGED)


def responsible(language: Language) -> None:
    """Say before the first question who is responsible, what for and for how long, where the settings name anybody."""
    if name := Settings.read().controller.name:
        notice = say(language, "start.responsible", name=elements.plain(name), months=keeping.MONTHS_FINISHED)
        st.caption(notice)


def answers_waiting(begun: Assessment, language: Language) -> None:
    """What a visitor has who has begun, and finished nothing yet: the ways on."""
    with st.container(border=True, key="answers_waiting"):
        st.markdown(say(language, "waiting.text"))
        with st.container(horizontal=True):
            go_on_button(*begun.progress, language)
            _to_results(language, "secondary")
            if pressed(say(language, "waiting.behaviour"), key="to_behaviour", kind="tertiary"):
                places.go_to(places.QUESTIONS, at=places.BEHAVIOUR)
        _map(begun.answers.incentives, language)


def team_rounds(language: Language) -> None:
    """The leader's round that is open, and the latest that has a result, a line each with the way there."""
    led = leading.rounds()
    running = next((each for each in led if each.state == "open"), None)
    released = next((each for each in reversed(led) if each.state == "released"), None)
    if running is not None:
        _round(running, "round", running.setup.closes_on, language)
    if released is not None:
        _round(released, "round_result", released.closed_on or released.setup.closes_on, language)


def _round(led: LedRound, name: Literal["round", "round_result"], day: date, language: Language) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"waiting_{name}"):
        asked = round_inside(led.setup.name, led.setup.wave, language)
        said = say(language, f"waiting.{name}", name=asked, day=date_text(day, language))
        st.markdown(elements.plain(said), width="content")
        if pressed(say(language, f"waiting.to_{name}"), key=f"to_{name}", kind="tertiary"):
            leading.open_round(led.number)
            places.go_to(places.TEAM)


def result_waiting(report: Report, language: Language) -> None:
    """The result that is there: what it found, what is late and next in the plan; above it, what is begun since."""
    begun = assessments.begun_beside_finished()
    if begun is not None:
        _begun_again(begun, language)
    with st.container(border=True, key="answers_waiting"):
        with st.container(gap="xxsmall"):
            day = say(language, "waiting.finished", day=date_text(report.answered_on, language))
            st.caption(elements.plain(dotted([*filter(None, [report.answers.title]), day])))
            st.markdown(f"**{elements.plain(opening(report, language).title)}**")
            if most := most_to_know(report, language):
                st.markdown(elements.plain(most))
            if wanted := report.answers.new_behaviour.rstrip("."):
                st.caption(elements.plain(say(language, "waiting.about", wanted=quoted(wanted, language))))
            by_own_answers(report, language, has_way=False)  # It stands above.
        is_late = begun is None and bool(_late_things(report))
        if is_late:
            _plan(report, language, "primary")
        _ways_from_result(report, language, has_main=begun is None and not is_late)
        if report.plan and not is_late:
            _plan(report, language, "secondary" if _late_things(report) else "tertiary")
        _map(report.answers.incentives, language)


def _ways_from_result(report: Report, language: Language, *, has_main: bool) -> None:
    """To the result, and to answering again: once it is time, that comes first, with what it takes below it.

    One of the two is the main button where it is here, which `has_main` says.
    """
    begun, after = assessments.begun_beside_finished(), assessments.may_assess_again()
    is_time = time_to_answer(report, language, is_main=has_main)
    with st.container(horizontal=True):
        _to_results(language, "primary" if has_main and not is_time else "secondary")
        if after is not None and not is_time:
            assess_again_button(after, language, is_early=True)
        if begun is None and pressed(say(language, "waiting.change"), key="continue", kind="tertiary"):
            places.go_to(places.QUESTIONS)


def _begun_again(begun: Begun, language: Language) -> None:
    """The new assessment beside the finished one: to go on with, and far from that to discard."""
    with st.container(border=True, key="begun_again", gap="small"):
        st.markdown(f"**{say(language, 'begun.complete' if begun.is_complete else 'waiting.again')}**")
        go_on_again_button(begun, language)
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.caption(say(language, "questions.earlier_stays"), width="content")
            discard_button(begun, language)


def _late_things(report: Report) -> tuple[FirstUp, ...]:
    return late_things(report.plan_now, address.today(), report.ranked)


def _plan(report: Report, language: Language, accent: Literal["primary", "secondary", "tertiary"]) -> None:
    """What is late, a line for each day, else what is next, and the way to the plan."""
    late, up = _late_things(report), report.next_up
    with st.container(key="plan_waiting", gap="xsmall" if late else "xxsmall"):
        if late:
            st.markdown("\n- ".join([f"**{say(language, 'waiting.late')}**", *_late_list(late, language)]))
        elif up:
            name = "no_day" if up.day is None else "late" if up.is_late else "ahead"
            day = day_text(up.day, language) if up.day else ""
            following = say(language, f"plan_page.next.{name}", day=day, what=_short(up.text, language))
            st.markdown("  \n".join([following, *same_day(report, language)]))
        if pressed(say(language, "results.to_plan"), key="to_plan", kind=accent):
            places.go_to(places.PLAN)


def _late_list(late: Sequence[FirstUp], language: Language) -> list[str]:
    """What is late, each day once, and then how many more; never only one more."""
    named = _MOST_LATE - (len(late) == _MOST_LATE + 1)
    more = [say(language, "waiting.late_more", count=len(late) - named)] if late[named:] else []
    return [*(_late(day, list(some), language) for day, some in groupby(late[:named], lambda one: one.day)), *more]


def _late(day: date | None, late: Sequence[FirstUp], language: Language) -> str:
    """When lines that are late, or their steps, should have been done, and the titles of the lines."""
    titles = [_short(one.line.title or one.text, language).rstrip(".") for one in late]
    what = joined([quoted(title, language) for title in titles] if titles[1:] else titles, language)
    if day is None:
        return say(language, "waiting.late_without_day", what=what)
    return say(language, "waiting.late_line", what=what, day=day_text(day, language))


def _map(begun: IncentiveMap | None, language: Language) -> None:
    """How far a map that is begun has come, in a line, and the way to it."""
    if begun is None or not begun.roles:
        return
    done = sum(not role.proposed for role in begun.roles)
    with st.container(key="map_waiting", horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(say(language, "waiting.map", done=done, count=len(begun.roles)), width="content")
        if pressed(say(language, "map_page.open"), key="to_incentives", kind="tertiary"):
            places.go_to(places.INCENTIVES)


def _short(text: str, language: Language) -> str:
    return elements.plain(first_sentence(text) or say(language, "plan_page.untitled"))


def _to_results(language: Language, accent: Literal["primary", "secondary"]) -> None:
    if pressed(say(language, "waiting.results"), key="to_results", kind=accent):
        places.go_to(places.RESULTS)


def another(bank: Instrument, language: Language, *, has_example: bool) -> None:
    """Below what is there, quietly: begin another assessment, or choose how many answers the one begun here asks for.

    Says before the press which of the two it is, and what becomes of the answers.
    """
    kind = "same" if beginning.goes_on_with_answers() else "anew"
    with st.container(key="another", gap="xsmall"):
        text = say(language, f"waiting.another.{kind}.text")
        st.caption(f"**{say(language, f'waiting.another.{kind}.title')}** {text}")
        link = assessments.own_link() if kind == "anew" and beginning.is_begun_here() else None
        if link is not None:
            st.caption(say(language, "waiting.another.anew.save"))
            copy_button(link, language, key="copy_before_another")
        with st.container(key="another_buttons", horizontal=True):
            said = {form: f"waiting.another.{kind}.{form}" for form in FORMS}
            ways_to_begin(bank, bank.offered_forms, said, language, "tertiary")
            if has_example:
                see_example(language)
    responsible(language)


def ways_to_begin(
    bank: Instrument,
    forms: Sequence[FormId],
    said: Mapping[FormId, str],
    language: Language,
    accent: Literal["primary", "tertiary"],
) -> None:
    """The buttons that begin with a form, or go on with what this session has begun; `said` has their words."""
    for form in forms:
        numbers = {"minutes": bank.minutes(form), "taps": FormLength.of(bank, form).answers}
        kind = accent if form == forms[0] else "tertiary"
        is_pressed = pressed(say(language, said[form], **numbers), key=f"start_{form}", kind=kind)
        if is_pressed and beginning.begin(form):
            places.go_to(places.QUESTIONS, at=places.BEHAVIOUR)


def see_example(language: Language) -> None:
    """The button to the invented case."""
    if pressed(say(language, "start.example"), key="see_example", kind="tertiary"):
        address.show_example()
        places.go_to(places.RESULTS)


def ways_back(language: Language) -> None:
    """Offer to continue with a link, or to open a file of answers."""
    with st.expander(say(language, "return.title"), type="compact"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            # Enter goes on too, as does leaving the field, so a notice never stands below another link than its own.
            written = st.text_input(
                say(language, "return.address"),
                key="pasted_address",
                on_change=beginning.link_is_entered,
                args=("pasted_address",),
                width="stretch",
            )
            go_on = pressed(say(language, "return.go_on"), key="continue_with_address")
        if go_on:
            pasted = written if isinstance(written, str) else ""
            if page := beginning.continue_with(pasted):
                places.go_to(page)
            if saving.obstacle() is None:
                trouble = beginning.link_trouble(pasted)
                st.warning(say(language, f"{trouble}.text"), title=say(language, f"{trouble}.title"))
        _open_file(language)


def _open_file(language: Language) -> None:
    opened = file_opener(say(language, "return.file"), key="open_answers")
    if opened is None:
        return
    try:
        is_saved = beginning.open_answers(opened.data, opened.name)
    except Problems as problems:
        elements.show_problems(problems, language, "not_answers")
        return
    if is_saved:
        places.go_to(places.RESULTS)
