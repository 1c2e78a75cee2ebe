"""The three steps of a roll-out, a line each: where it stands, and the way to begin the next one."""

from __future__ import annotations

from typing import Final

import streamlit as st

from assessment.instrument import Language
from assessment.report import Report
from assessment.rollout import CLARITY
from assessment.rounds import DAYS_BETWEEN, LedRound, Step, steps
from assessment.sentences.rollout import unmet_sentence
from assessment.words import date_text, say
from pages.shared.elements import plain
from pages.visit import leading, setting_up

_STYLES: Final = """<style>
.st-key-rollout_steps { padding-block: 4px }
.st-key-rollout_steps > * + * { border-top: 1px solid var(--hairline) }
.st-key-rollout_steps > * { padding-block: 8px }
.st-key-rollout_steps [data-testid="stHorizontalBlock"] { min-height: 44px }
.st-key-rollout { margin-block: 16px }
.st-key-rollout_steps .stButton button { min-height: 44px }
</style>"""


def are_at_hand(report: Report | None) -> bool:
    """Whether the steps are shown unfolded: one is begun or chosen, or the reader leads more than one team."""
    is_begun = setting_up.wave() is not None or any(led.setup.wave is not None for led in leading.known())
    return is_begun or (report is not None and report.answers.leads in ("managers", "organisation"))


def rollout(report: Report | None, language: Language) -> None:
    """All three steps."""
    if report is not None and _has_steps(report):
        with st.container(key="rollout", gap="small"):
            st.header(say(language, "rollout.title"), anchor=False)
            _lines(report, language)


def rollout_folded(report: Report | None, language: Language) -> None:
    """The same, for whoever has no need of them yet."""
    if report is not None and _has_steps(report):
        with st.expander(say(language, "rollout.fold"), key="rollout"):
            _lines(report, language)


def _has_steps(report: Report) -> bool:
    """Whether the question bank asks what the steps wait for."""
    return any(module.id == CLARITY for module in report.instrument.context_modules)


def _lines(report: Report, language: Language) -> None:
    times = {"days": setting_up.DAYS_OPEN, "total": setting_up.DAYS_OF_STEPS, "between": DAYS_BETWEEN}
    st.caption(say(language, "rollout.text", **times))
    if setting_up.wave() is None and not any(led.setup.wave for led in leading.known()):
        st.caption(say(language, "rollout.single"))
    if ordinary := [led for led in leading.known() if led.setup.wave is None and led.state == "released"]:
        last = ordinary[-1]
        day = date_text(last.closed_on or last.setup.closes_on, language)
        st.caption(plain(say(language, "rollout.ordinary", name=last.setup.name, day=day)))
    st.html(_STYLES)
    with st.container(border=True, gap=None, key="rollout_steps"):
        for number, step in enumerate(steps(leading.known(), report), 1):
            with st.container(key=f"rollout_{step.wave}", gap="xsmall"):
                _line(number, step, language)
                st.caption(say(language, f"rollout.whom.{step.wave}"))
                if step.is_next and number > 1:
                    _waits_for(step, number - 1, report, language)


def _line(number: int, step: Step, language: Language) -> None:
    """The step, where it stands, and what can be done about it now."""
    name = say(language, f"rollout.name.{step.wave}")
    waits = "later" if number > 1 and not step.is_next else "none"
    unbegun = say(language, f"rollout.state.{waits}", before=number - 1)
    state = unbegun if step.led is None else _state(step.led, language)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"**{number}\\. {name}:** :gray[{plain(state)}]", width="content")
        if step.led is not None and step.led.state == "released" and step.led.number != leading.shown_number():
            st.button(
                say(language, "rollout.see"),
                key=f"open_round_{step.led.number}",
                type="tertiary",
                on_click=leading.open_round,
                args=(step.led.number,),
            )
        elif step.is_next:
            _beginning(step, name, language)


def _beginning(step: Step, name: str, language: Language) -> None:
    """The way to begin the step; while it may not begin yet, from which day on it may. What is chosen can be undone."""
    is_chosen = setting_up.wave() == step.wave
    if (earliest := leading.earliest(step.wave)) > setting_up.today():
        st.caption(say(language, "rollout.earliest", day=date_text(earliest, language)), width="content")
    elif is_chosen:
        st.caption(say(language, "rollout.filled_in"), width="content")
    else:
        st.button(
            say(language, f"rollout.begin.{step.wave}"),
            key="rollout_begin",
            on_click=setting_up.choose_wave,
            args=(step.wave, name),
        )
    if is_chosen:
        undo = say(language, "rollout.undo")
        st.button(undo, key="rollout_undo", type="tertiary", on_click=setting_up.choose_wave, args=(None, name))


def _state(led: LedRound, language: Language) -> str:
    ends = date_text(led.closed_on or led.setup.closes_on, language)
    answered = led.report.n if led.report else 0
    return say(language, f"rollout.state.{led.state}", day=ends, answered=answered, size=led.setup.size)


def _waits_for(step: Step, before: int, report: Report, language: Language) -> None:
    """What is not met yet before the step; it can begin all the same."""
    if not step.unmet:
        st.caption(say(language, "rollout.ready"))
        return
    said = [
        unmet_sentence(each, report, language, answered=step.answered, size=step.size, step=before)
        for each in step.unmet
    ]
    st.markdown(say(language, "rollout.waiting"))
    st.markdown("\n".join(f"- {plain(sentence)}" for sentence in said))
    st.caption(say(language, "rollout.anyway"))
