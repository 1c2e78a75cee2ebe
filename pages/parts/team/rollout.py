"""The three steps of a roll-out, a line each: where it stands, what it waits for, and the way to begin the next one."""

from __future__ import annotations

from typing import Final

import streamlit as st

from assessment.instrument import Language
from assessment.report import Report
from assessment.rollout import CLARITY, FROM_ANSWERS, WAVES, Condition, Unmet, Wave, next_wave
from assessment.rounds import DAYS_BETWEEN, LedRound, Step, steps
from assessment.sentences.rollout import completion_sentence, met_sentence, side_by_side, unmet_sentence
from assessment.words import date_text, lower_first, say
from pages.parts.questions import page_about
from pages.shared.elements import plain, pressed, soft_ground
from pages.shared.taking import Accent
from pages.visit import leading, memory, places, setting_up

_STYLES: Final = """<style>
.st-key-rollout_steps { padding-block: 4px }
.st-key-rollout_steps > * + * { border-top: 1px solid var(--hairline) }
.st-key-rollout_steps > * { padding-block: 8px }
.st-key-rollout_steps [data-testid="stHorizontalBlock"] { min-height: 44px }
.st-key-rollout { margin-block: 16px }
.st-key-rollout_steps .stButton button { min-height: 44px }
.st-key-rollout_steps [class*="st-key-rollout_waits_"] { padding-inline-start: 24px }
</style>"""
# Where what a step waits for is put right; what is not here cannot be.
_WAYS: Final[dict[Condition, str]] = {
    "experience_unsigned": "experience",
    "experience_clarity": "answers",
    "role_alignment": "plan",
    "factor_blocks": "plan",
}


def are_at_hand(report: Report | None) -> bool:
    """Whether the steps are shown unfolded: one is begun or chosen, or the reader leads more than one team."""
    is_begun = setting_up.wave() is not None or any(led.setup.wave is not None for led in leading.known())
    return is_begun or _leads_more(report)


def headline(report: Report | None, language: Language) -> str:
    """What the page says first while nothing is asked: the chosen step's people, or all whom the reader leads."""
    if (wave := setting_up.wave()) is not None:
        return say(language, f"rollout.headline.{wave}")
    if report is None or not are_at_hand(report):
        return say(language, "round.headline")
    return say(language, f"rollout.ask.{'managers' if report.answers.leads == 'managers' else 'organisation'}")


def rollout(report: Report | None, language: Language, *, accent: Accent, is_titled: bool = False) -> None:
    """All three steps. `accent` is how the button to begin one looks; `is_titled` where the page's title is theirs."""
    if report is not None and _has_steps(report):
        with st.container(key="rollout", gap="small"):
            if not is_titled:
                st.header(say(language, "rollout.title"), anchor=False)
            _lines(report, language, accent)
            _side_by_side(language)


def rollout_folded(report: Report | None, language: Language) -> None:
    """A quiet way to the steps for whoever leads one team, and the steps once it is taken."""
    if report is None or not _has_steps(report):
        return
    with st.container(key="rollout", gap="small"):
        is_open = memory.ARE_STEPS_OPEN.value
        icon = ":material/expand_less:" if is_open else ":material/expand_more:"
        fold = say(language, "rollout.fold")
        st.button(fold, key="rollout_fold", type="tertiary", icon=icon, on_click=leading.turn_steps)
        if is_open:
            st.caption(say(language, "rollout.single_help", between=DAYS_BETWEEN))
            _lines(report, language, "secondary")


def way_back(language: Language) -> None:
    """While the form of a chosen step stands in place of the last result: the way back to that."""
    released = [led for led in leading.known() if led.state == "released"]
    if released and setting_up.wave() is not None:
        st.button(
            say(language, "rollout.to_result"),
            key="rollout_back",
            type="tertiary",
            icon=":material/arrow_back:",
            on_click=leading.open_round,
            args=(released[-1].number,),
        )


def way_to_steps(led: LedRound, language: Language) -> None:
    """Above the result of a step: which one is done, and the way down to the next one."""
    upcoming = next_wave([each.setup.wave for each in leading.known() if each.report and each.setup.wave])
    if led.state != "released" or led.setup.wave is None or upcoming is None or setting_up.wave() is not None:
        return
    with soft_ground("rollout_way"):
        name = lower_first(say(language, f"rollout.name.{upcoming}"))
        number = WAVES.index(led.setup.wave) + 1
        st.markdown(say(language, "rollout.done", number=number, name=name), width="content")
        to_steps = say(language, "rollout.to_steps")
        st.button(to_steps, key="to_steps", type="tertiary", on_click=places.arrive_at, args=("rollout",))


def asks_one_team(language: Language) -> bool:
    """Whether whoever leads more than one team asks a single one, outside the steps."""
    is_one = st.toggle(say(language, "rollout.single"), key="round_single", value=setting_up.is_typed())
    if is_one:
        st.caption(say(language, "rollout.single_help", between=DAYS_BETWEEN))
    return is_one


def _leads_more(report: Report | None) -> bool:
    return report is not None and report.answers.leads in ("managers", "organisation")


def _has_steps(report: Report) -> bool:
    """Whether the question bank asks what the steps wait for."""
    return any(module.id == CLARITY for module in report.instrument.context_modules)


def _lines(report: Report, language: Language, accent: Accent) -> None:
    times = {"days": setting_up.DAYS_OPEN, "total": setting_up.DAYS_OF_STEPS}
    if setting_up.wave() is None:  # Once a step is chosen, its form matters more.
        st.caption(say(language, "rollout.text", **times))
    if ordinary := [led for led in leading.known() if led.setup.wave is None and led.state == "released"]:
        last = ordinary[-1]
        day = date_text(last.closed_on or last.setup.closes_on, language)
        st.caption(plain(say(language, "rollout.ordinary", name=last.setup.name, day=day)))
    st.html(_STYLES)
    whom = "whom_of_managers" if report.answers.leads == "managers" else "whom"
    with st.container(border=True, gap=None, key="rollout_steps"):
        for number, step in enumerate(steps(leading.known(), report), 1):
            with st.container(key=f"rollout_{step.wave}", gap="xsmall"):
                _line(number, step, language, accent)
                st.caption(say(language, f"rollout.{whom}.{step.wave}"))
                if number > 1 and (step.is_next or step.is_after_next):
                    _waits_for(number, step, report, language)


def _line(number: int, step: Step, language: Language, accent: Accent) -> None:
    """The step, where it stands, and what can be done about it now."""
    name = say(language, f"rollout.name.{step.wave}")
    waits = "later" if number > 1 and not step.is_next else "none"
    unbegun = say(language, f"rollout.state.{waits}", before=number - 1)
    state = unbegun if step.led is None else _state(step.led, language)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"**{number}\\. {name}:** :gray[{plain(state)}]", width="content")
        if setting_up.wave() == step.wave:
            _chosen(step.wave, name, language)
        elif step.is_next:
            _beginning(step.wave, name, language, accent)
        if step.led is not None and step.led.state == "released" and step.led.number != leading.shown_number():
            st.button(
                say(language, "rollout.see"),
                key=f"open_round_{step.led.number}",
                type="tertiary",
                on_click=leading.open_round,
                args=(step.led.number,),
            )


def _chosen(wave: Wave, name: str, language: Language) -> None:
    """What to do about the step that is chosen, from which day on it can begin, and how the choice is undone."""
    earliest = leading.earliest(wave)
    is_early = earliest > setting_up.today()
    day = date_text(earliest, language)
    said = say(language, "rollout.earliest", day=day) if is_early else say(language, "rollout.filled_in")
    st.caption(said, width="content")
    undo = say(language, "rollout.undo")
    st.button(undo, key="rollout_undo", type="tertiary", on_click=setting_up.choose_wave, args=(None, name))


def _beginning(wave: Wave, name: str, language: Language, accent: Accent) -> None:
    """The way to begin the step; while it may not begin yet, from which day on it may."""
    if (earliest := leading.earliest(wave)) > setting_up.today():
        st.caption(say(language, "rollout.earliest", day=date_text(earliest, language)), width="content")
        return
    st.button(
        say(language, f"rollout.begin.{wave}"),
        key="rollout_begin",
        type="secondary" if setting_up.wave() else accent,
        on_click=setting_up.choose_wave,
        args=(wave, name),
    )


def _state(led: LedRound, language: Language) -> str:
    ends = date_text(led.closed_on or led.setup.closes_on, language)
    answered = led.report.n if led.report else 0
    return say(language, f"rollout.state.{led.state}", day=ends, answered=answered, size=led.setup.size)


def _waits_for(number: int, step: Step, report: Report, language: Language) -> None:
    """Every condition of the step: met, or what is missing and the way to it; the step can begin all the same."""
    is_ready = not step.unmet and not step.is_after_next
    st.markdown(say(language, "rollout.ready" if is_ready else "rollout.waits", step=number))
    with st.container(gap="xsmall", key=f"rollout_waits_{number}"):
        for condition in step.conditions:
            _condition(condition, number, step, report, language)
    if "experience_clarity" not in step.conditions:
        st.caption(say(language, "rollout.clarity_hint", step=number - 1))
    if step.unmet and not step.is_after_next:
        st.caption(say(language, "rollout.anyway"))


def _condition(condition: Condition, number: int, step: Step, report: Report, language: Language) -> None:
    before = number - 1
    unmet = [each for each in step.unmet if each.condition == condition]
    if step.is_after_next and condition in FROM_ANSWERS:
        st.markdown(f":gray[– {plain(say(language, f'rollout.later.{condition}', step=before))}]")
    elif not unmet:
        known = {"answered": step.answered, "size": step.size, "step": before}
        st.markdown(f"✓ {plain(met_sentence(condition, report, language, **known))}")
    else:
        for each in unmet:
            st.markdown(f"○ {plain(_said(each, before, step, report, language))}")
        if condition == "completion":
            _ask_again(WAVES[before - 1], language)
        elif pressed(say(language, f"rollout.fix.{_WAYS[condition]}"), key=f"rollout_fix_{condition}", kind="tertiary"):
            _go(_WAYS[condition], report)


def _said(unmet: Unmet, before: int, step: Step, report: Report, language: Language) -> str:
    if unmet.condition != "completion":
        return unmet_sentence(unmet, report, language)
    again_from = date_text(leading.earliest(WAVES[before - 1]), language)
    return completion_sentence(step.answered, step.size, before, again_from, language)


def _ask_again(before: Wave, language: Language) -> None:
    if setting_up.wave() != before and leading.earliest(before) <= setting_up.today():
        st.button(
            say(language, f"rollout.again.{before}"),
            key="rollout_again",
            type="tertiary",
            on_click=setting_up.choose_wave,
            args=(before, say(language, f"rollout.name.{before}")),
        )


def _go(way: str, report: Report) -> None:
    if way == "plan":
        places.go_to(places.PLAN)
    at = page_about(report.instrument, report.answers.form, CLARITY) if way == "answers" else places.BEHAVIOUR
    places.go_to(places.QUESTIONS, at=at)


def _side_by_side(language: Language) -> None:
    """The figures of every step that has a result, once there are two."""
    results = {}
    for led in leading.known():
        if led.setup.wave and (result := led.result(is_for_leader=True)) is not None:
            results[led.setup.wave] = result
    if len(results) < len(("one", "other")):
        return
    with st.container(key="rollout_levels", gap="xsmall"):
        st.subheader(say(language, "rollout.levels.title"), anchor=False)
        ordered = {wave: results[wave] for wave in WAVES if wave in results}
        st.table(side_by_side(ordered, language), border="horizontal", hide_header=False)
        st.caption(say(language, "rollout.levels.text"))
