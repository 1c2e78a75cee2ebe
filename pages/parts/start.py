"""The parts of the start page: a result in small, what is waiting for a visitor who has begun, and the ways back in."""

from __future__ import annotations

import html
from typing import Final, Literal

import streamlit as st

from assessment.instrument import Language
from assessment.look import LOOK
from assessment.problems import Problems
from assessment.report import Report
from assessment.scoring import Score
from assessment.sentences.comparison import opening
from assessment.sentences.names import part_name, verdict_name
from assessment.sentences.scores import weakest_first
from assessment.words import date_text, say, score_text
from pages.shared import elements
from pages.shared.elements import pressed
from pages.shared.file_opener import file_opener
from pages.shared.series import begun_strip
from pages.visit import assessments, beginning, keeping, places, saving
from server.settings import Settings

# On a phone the picture is above the button, which is as wide as the page; on a laptop it is below.
_ARRANGED: Final = """<style>
.st-key-landing_picture { gap: 0.5rem }
@media (max-width: 640px) {
  .st-key-landing_buttons { row-gap: 4px }
  .st-key-landing_buttons > * { flex: 1 0 100% !important }
  .st-key-landing_buttons :is(.stButton, button) { width: 100% }
  .st-key-start_quick button { min-height: 48px }
}
@media (min-width: 641px) {
  .st-key-landing > :has(.st-key-landing_picture) { order: 1 }
  .st-key-start_quick button { min-height: 48px; padding-inline: 28px }
}
</style>"""
_CLOSE: Final = 4  # Points of 100.
_APART: Final = 7  # Pixels.
_SMALL: Final = """
.small-result { display: grid; gap: 12px 48px; font-size: 1rem; line-height: 1.4; color: var(--ink) }
.small-result strong { font-weight: 600 }
.small-result > :first-child { display: grid; gap: 8px; align-content: start }
.small-result .row { display: flex; justify-content: space-between; gap: 12px }
.small-result .row span, .small-result .legend, .small-result .how, .small-result .mark { color: var(--quiet) }
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
}
.small-result .mark { margin-inline-start: auto }
@media (max-width: 640px) { .small-result :is(.how, .then) { display: none } }
@media (min-width: 641px) { .small-result { grid-template-columns: 2fr 3fr } .small-result .mark { display: none } }
"""


def small_result(example: Report, language: Language) -> None:
    """The example's result in small, under the headline it opens with; the weakest factor first."""
    with st.container(border=True, key="landing_picture"):
        rows, heading = weakest_first(example), opening(example, language)
        legend = "".join(
            f'<span><i class="{kind}"></i>{_said(language, f"columns.{kind}")}</span>' for kind in ("today", "wanted")
        )
        st.html(
            f"<style>{_themes()}{_SMALL}</style><div class='small-result'><div><div class='how'>"
            f"{_said(language, 'start.picture')}</div><div class='title'>"
            f"{html.escape(heading.title)}</div><div class='then'>{html.escape(heading.consequence)}</div>"
            f"<div class='legend'>{legend}"
            f"<span class='mark'>{_said(language, 'start.is_example')}</span></div></div>"
            f"<div>{''.join(_row(score, example, language) for score in rows)}</div></div>"
        )


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


def answers_waiting(language: Language) -> None:
    """Tell a visitor who has begun, and finished nothing yet, that the answers are kept, and offer the ways on."""
    with st.container(border=True, key="answers_waiting"):
        st.markdown(f"**{say(language, 'waiting.title')}** {say(language, 'waiting.text')}")
        _own_link_remark(language)
        with st.container(horizontal=True):
            if pressed(say(language, "waiting.continue"), key="continue", kind="primary"):
                places.go_to(places.QUESTIONS)
            _to_results(language, "secondary")
            _to_behaviour(language)


def result_waiting(report: Report, language: Language) -> None:
    """Say which result is there, and what it found; a new assessment that is begun stands below it."""
    found = opening(report, language)
    day = date_text(report.answered_on, language)
    is_newest = assessments.begun_beside_finished() is None
    with st.container(border=True, key="answers_waiting"):
        said = elements.plain(say(language, "waiting.finished", day=day, finding=found.title))
        st.markdown(f"**{say(language, 'waiting.title')}** {said}")
        _own_link_remark(language)
        with st.container(horizontal=True):
            _to_results(language, "primary")
            if report.plan and pressed(say(language, "results.to_plan"), key="to_plan"):
                places.go_to(places.PLAN)
            if is_newest:
                if pressed(say(language, "waiting.change"), key="continue"):
                    places.go_to(places.QUESTIONS)
                _to_behaviour(language)
        begun_strip(language)
        if is_newest:
            st.caption(say(language, "waiting.again"))


def _own_link_remark(language: Language) -> None:
    if not beginning.is_begun_here():
        st.caption(say(language, "waiting.own_link"))


def _to_results(language: Language, accent: Literal["primary", "secondary"]) -> None:
    if pressed(say(language, "waiting.results"), key="to_results", kind=accent):
        places.go_to(places.RESULTS)


def _to_behaviour(language: Language) -> None:
    if pressed(say(language, "waiting.behaviour"), key="to_behaviour", kind="tertiary"):
        places.go_to(places.QUESTIONS, at=places.BEHAVIOUR)


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
