"""The three steps of a roll-out, a line each: where it stands, what it waits for, and the way to begin the next one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from assessment.decided import planned_on
from assessment.instrument import Language
from assessment.report import Report
from assessment.rollout import (
    CLARITY,
    FROM_ANSWERS,
    STEP_NUMBERS,
    WAVES,
    Condition,
    Unmet,
    Wave,
    have_most_answered,
    next_wave,
)
from assessment.rounds import DAYS_BETWEEN, LedRound, State, Step, Whom, lines_about, steps, together, undated_about
from assessment.sentences.beside_own import before_advice
from assessment.sentences.rollout import (
    Known,
    acted_on_sentence,
    beside_plan,
    completion_sentence,
    in_plan_sentence,
    met_sentence,
    near_sentence,
    unmet_sentence,
)
from assessment.sentences.team_advice import team_step_texts
from assessment.words import date_text, lower_first, say
from pages.parts.plan_fields import day_and_owner
from pages.parts.team.from_steps import WAYS, go_from_steps
from pages.parts.team.talked import talk_before
from pages.parts.team.together import side_by_side
from pages.shared.elements import plain, pressed, soft_ground
from pages.shared.taking import Accent, into_plan
from pages.visit import controls, leading, places, planning, setting_up

_STYLES: Final = """<style>
.st-key-rollout_steps { padding-block: 4px }
.st-key-rollout_steps > * + * { border-top: 1px solid var(--hairline) }
.st-key-rollout_steps > * { padding-block: 8px }
.st-key-rollout_steps [data-testid="stHorizontalBlock"] { min-height: 44px }
.st-key-rollout { margin-block: 16px }
.st-key-rollout_steps .stButton button { min-height: 44px }
.st-key-rollout_steps :is([class*="st-key-rollout_waits_"], [class*="st-key-rollout_may_"],
  [class*="st-key-rollout_advice_"], [class*="st-key-rollout_planned_"]) { padding-inline-start: 24px }
</style>"""
_CHOICE_STYLES: Final = """<style>
.st-key-round_whom { margin-block-end: 16px }
.st-key-round_whom [data-testid="stWidgetLabel"] p { font-weight: 700 }
.st-key-round_whom [data-testid="stCaptionContainer"] { opacity: 1 }
</style>"""
_ICONS: Final[dict[State, str]] = {"released": ":material/check_circle:", "open": ":material/schedule:"}
_NOT_YET: Final = ":material/radio_button_unchecked:"
# What a step waits for, as it is listed below the talk: first what the plan needs.
_IN_ORDER: Final[tuple[Condition, ...]] = (
    "factor_blocks",
    "role_alignment",
    "experience_unsigned",
    "experience_clarity",
    "completion",
)


def are_begun() -> bool:
    """Whether a step is begun or chosen: whom to ask is settled then."""
    return setting_up.wave() is not None or any(led.setup.wave is not None for led in leading.known())


def are_shown(report: Report | None) -> bool:
    """Whether the steps are shown: once they are chosen, or one of them is begun."""
    return report is not None and _has_steps(report) and (are_begun() or leading.whom() == "steps")


def headline(report: Report | None, language: Language) -> str:
    """What the page says first while nothing is asked: the chosen step's people, or all whom the reader leads."""
    if (wave := setting_up.wave()) is not None:
        return say(language, f"rollout.headline.{wave}")
    if report is None or not _has_steps(report) or leading.whom() == "team":
        return say(language, "round.headline")
    return say(language, f"rollout.ask.{_whose(report)}" if are_shown(report) else "rollout.whom_to_ask")


def choice(report: Report | None, language: Language) -> None:
    """One team or all of the organisation, with what follows from either, until a step is begun.

    Nothing is chosen beforehand; what leaders of more than a team mostly want stands first for them. What is chosen
    stands in a line, below which the choice is folded.
    """
    if report is None or not _has_steps(report) or are_begun():
        return
    controls.show("round_whom", leading.whom())
    times = {"between": DAYS_BETWEEN, "weeks": setting_up.WEEKS_OF_STEPS}
    named: dict[Whom, str] = {"steps": _whose(report), "team": "team"}
    options: list[Whom] = ["steps", "team"] if _leads_more(report) else ["team", "steps"]
    st.html(_CHOICE_STYLES)
    chosen = leading.whom()
    title = say(language, f"rollout.choice.title_{_whose(report)}")
    folded = say(language, f"rollout.choice.chosen_{named[chosen]}") if chosen else title
    with st.expander(folded, type="compact", key="round_whom_folded") if chosen else st.container():
        st.radio(
            title,
            options,
            index=None,
            key="round_whom",
            format_func=lambda each: f"**{say(language, f'rollout.choice.{named[each]}')}**",
            captions=[say(language, f"rollout.choice.{named[each]}_then", **times) for each in options],
            on_change=setting_up.choose_whom,
            label_visibility="collapsed" if chosen else "visible",
        )


def rollout(report: Report | None, language: Language, *, accent: Accent, is_titled: bool = False) -> None:
    """All three steps. `accent` is how the button to begin one looks; `is_titled` where the page names them."""
    if report is None:
        return
    found = together(leading.known())
    with st.container(key="rollout", gap="small"):
        if not is_titled:
            st.header(say(language, "rollout.title_done" if found.are_all else "rollout.title"), anchor=False)
        _lines(report, language, accent, is_over=found.are_all)
        if 1 < len(found.results) < len(WAVES) and setting_up.wave() is None and not leading.begins_with_step():
            side_by_side(found, report, language)


def all_steps(report: Report, language: Language) -> None:
    """The page once every step is done: what they say together, and what to do now."""
    side_by_side(together(leading.known(), leading.talked()), report, language)


def begins_with_all() -> bool:
    """Whether what all steps say together stands in place of the result of the last one: until one is asked for."""
    is_free = setting_up.wave() is None and not leading.is_asked_for()
    return leading.begins_with_step() and is_free and together(leading.known()).are_all


def way_back(language: Language) -> None:
    """Above the form of a chosen step: which it is, and how the choice is undone, which leads to the last result."""
    if (wave := setting_up.wave()) is None:
        return
    released = any(led.state == "released" for led in leading.known())
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.caption(say(language, "rollout.step_of", step=STEP_NUMBERS[wave]), width="content")
        st.button(
            say(language, "rollout.to_result" if released else "rollout.undo"),
            key="rollout_undo",
            type="tertiary",
            icon=":material/arrow_back:" if released else None,
            on_click=setting_up.choose_wave,
            args=(None, say(language, f"rollout.name.{wave}")),
        )


def way_to_steps(led: LedRound, language: Language) -> None:
    """Above the result of a step: which are done, and the way to the next one, or to what all of them say."""
    wave = led.setup.wave
    if led.state != "released" or wave is None or setting_up.wave() is not None:
        return
    released = list(together(leading.known()).results)
    upcoming, number = next_wave(released), STEP_NUMBERS[wave]
    with soft_ground("rollout_way"):
        if upcoming is None:
            said = "one_of_all" if leading.has_talked(led.number) else "one_of_all_first"
            st.markdown(say(language, f"rollout.{said}", number=number), width="content")
            to_all = say(language, "rollout.to_together")
            st.button(to_all, key="to_together", type="tertiary", on_click=leading.show_all_steps)
            return
        has_talked = leading.has_talked(led.number)
        done = "done_earlier" if wave != released[-1] else "done" if has_talked else "done_talk_first"
        name = lower_first(say(language, f"rollout.name.{upcoming}"))
        values = {"number": number, "count": len(released), "upcoming": STEP_NUMBERS[upcoming], "name": name}
        st.markdown(say(language, f"rollout.{done}", **values), width="content")
        st.button(
            say(language, "rollout.to_steps"),
            key="to_steps",
            type="tertiary",
            on_click=places.arrive_at,
            args=("rollout",),
        )


def asks_single(report: Report | None, language: Language) -> bool:
    """Whether a single team is asked: once that is chosen, or where the question bank has no steps."""
    if report is None or not _has_steps(report):
        return True
    return _asks_one_team(language) if are_begun() else leading.whom() == "team"


def _asks_one_team(language: Language) -> bool:
    """Whether a single team is asked outside the steps, once one of these is begun."""
    if (earliest := leading.earliest(None)) > setting_up.today():
        st.caption(say(language, "rollout.single_from", day=date_text(earliest, language)))
        return False
    return st.toggle(say(language, "rollout.single"), key="round_single", value=setting_up.is_typed())


def _leads_more(report: Report | None) -> bool:
    return report is not None and report.answers.leads in ("managers", "organisation")


def _whose(report: Report) -> str:
    return "managers" if report.answers.leads == "managers" else "organisation"


def _has_steps(report: Report) -> bool:
    """Whether the question bank asks what the steps wait for."""
    return any(module.id == CLARITY for module in report.instrument.context_modules)


def _lines(report: Report, language: Language, accent: Accent, *, is_over: bool) -> None:
    times = {"days": setting_up.DAYS_OPEN, "weeks": setting_up.WEEKS_OF_STEPS}
    if not are_begun():  # After that, what the next step waits for matters more.
        st.markdown(say(language, "rollout.text", **times))
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
                if step.led is None or step.led.state != "released":
                    st.caption(say(language, f"rollout.{whom}.{step.wave}"))
                if number > 1 and (step.is_next or step.is_after_next):
                    _waits_for(number, step, report, language)
                if is_over:
                    _ask_again(step.wave, language)


def _line(number: int, step: Step, language: Language, accent: Accent) -> None:
    """The step, where it stands, and what can be done about it now."""
    name = say(language, f"rollout.name.{step.wave}")
    waits = "later" if number > 1 and not step.is_next else "none"
    unbegun = say(language, f"rollout.state.{waits}", before=number - 1)
    state = unbegun if step.led is None else _state(step.led, language)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        icon = _ICONS.get(step.led.state, _NOT_YET) if step.led else _NOT_YET
        st.markdown(f"{icon} **{number}\\. {name}:** {plain(state)}", width="content")
        if setting_up.wave() == step.wave and leading.shown_round() is None:  # Its form is on the page.
            _chosen(step.wave, language)
        elif step.is_next:
            _beginning(step, name, language, accent)
        is_shown = step.led is not None and step.led.number == leading.shown_number() and not begins_with_all()
        if step.led is not None and step.led.state == "released" and not is_shown:
            st.button(
                say(language, "rollout.see"),
                key=f"open_round_{step.led.number}",
                type="tertiary",
                on_click=leading.open_round,
                args=(step.led.number,),
            )


def _chosen(wave: Wave, language: Language) -> None:
    """What to do about the step that is chosen, or from which day on it can begin."""
    earliest = leading.earliest(wave)
    is_early = earliest > setting_up.today()
    day = date_text(earliest, language)
    said = say(language, "rollout.earliest", day=day) if is_early else say(language, "rollout.filled_in")
    st.caption(said, width="content")


def _beginning(step: Step, name: str, language: Language, accent: Accent) -> None:
    """The way to begin the step, an accent once all is in place; while it may not begin yet, from which day on."""
    wave = step.wave
    if (earliest := leading.earliest(wave)) > setting_up.today():
        st.caption(say(language, "rollout.earliest", day=date_text(earliest, language)), width="content")
        return
    st.button(
        say(language, f"rollout.begin.{wave}"),
        key="rollout_begin",
        type="secondary" if setting_up.wave() else "primary" if _is_ready(step) else accent,
        on_click=setting_up.choose_wave,
        args=(wave, name),
    )


def _is_ready(step: Step) -> bool:
    """Whether nothing of what can be known is left to do before the step."""
    talk = _talk_before(STEP_NUMBERS[step.wave], step)
    return step.is_in_place and (talk is None or leading.has_talked(talk.number))


def _state(led: LedRound, language: Language) -> str:
    ends = date_text(led.closed_on or led.setup.closes_on, language)
    answered = led.report.n if led.report else 0
    is_few = led.state == "released" and not have_most_answered(answered, led.setup.size)
    state = "released_few" if is_few else led.state
    return say(language, f"rollout.state.{state}", day=ends, answered=answered, size=led.setup.size)


def _waits_for(number: int, step: Step, report: Report, language: Language) -> None:
    """What the step waits for: what is open first, led by the talk; then what is met. It can begin all the same."""
    talk = _talk_before(number, step)
    has_to_talk = talk is not None and not leading.has_talked(talk.number)
    open_ones = [each for each in _IN_ORDER if each in step.conditions and _is_open(each, step)]
    waits = bool(step.unmet) or step.is_after_next or has_to_talk
    ready = "ready" if "experience_clarity" in step.conditions else "ready_but"
    st.markdown(say(language, f"rollout.{'waits' if waits else ready}", step=number))
    with st.container(gap="xsmall", key=f"rollout_waits_{number}"):
        if talk is not None:
            talk_before(talk, number, language, asks="experience_clarity" not in step.conditions)
        for condition in open_ones:
            _condition(condition, number, step, report, language)
        if step.is_after_next:
            st.caption(plain(say(language, "rollout.later", step=number - 1)))
        for condition in (each for each in _IN_ORDER if each in step.conditions and each not in open_ones):
            if not (step.is_after_next and condition in FROM_ANSWERS):
                _condition(condition, number, step, report, language)
    if step.unmet and not step.is_after_next:
        st.caption(say(language, "rollout.anyway"))
    if step.near:
        st.markdown(say(language, "rollout.may"))
        with st.container(gap="xsmall", key=f"rollout_may_{number}"):
            _near(number, step, report, language)


def _is_open(condition: Condition, step: Step) -> bool:
    return any(each.condition == condition for each in step.unmet)


def _talk_before(number: int, step: Step) -> LedRound | None:
    """The round before a step that can begin now: its result is talked about first."""
    return leading.latest_released(WAVES[number - 2]) if step.is_next else None


def _condition(condition: Condition, number: int, step: Step, report: Report, language: Language) -> None:
    before, known = number - 1, Known(step.known, step.lowest)
    unmet = [each for each in step.unmet if each.condition == condition]
    if condition == "factor_blocks":
        _factors(number, step, report, language)
    elif not unmet:
        away = [role for role in step.known.alignments if role in step.known.acted_on]
        if condition == "role_alignment" and away:
            _acted_on(away, number, report, language)
        else:
            st.markdown(f"✓ {plain(met_sentence(condition, before, known, report, language))}")
    else:
        for each in unmet:
            st.markdown(f"• {plain(_said(each, before, step, report, language))}")
        if condition == "completion":
            _ask_again(WAVES[before - 1], language)
        else:
            _way_to_put_right(condition, number, report, language)


def _factors(number: int, step: Step, report: Report, language: Language) -> None:
    """What blocks: each factor with the advice to take into the plan, or with what the plan has on it."""
    unmet = [each for each in step.unmet if each.condition == "factor_blocks"]
    if unmet and (beside := beside_plan(report, language)):
        st.caption(beside)
    for each in unmet:
        st.markdown(f"• {plain(unmet_sentence(each, report, language, undated_about(each.about, report)))}")
        _advice_or_way(each.about, number, report, language)
    _acted_on([each for each in step.known.blocked if each in step.known.acted_on], number, report, language)
    if not (step.known.blocked or step.near):
        known = Known(step.known, step.lowest)
        st.markdown(f"✓ {plain(met_sentence('factor_blocks', number - 1, known, report, language))}")


def _near(number: int, step: Step, report: Report, language: Language) -> None:
    """What nearly blocks, for which the step does not wait: each factor with its advice, or what the plan has on it."""
    for row in step.near:
        is_open = row in step.undecided
        undated = undated_about(row.factor, report)
        said = plain(near_sentence(row, report, language, undated, is_acted_on=not is_open))
        st.markdown(f"{'•' if is_open else '✓'} {said}")
        if is_open:
            _advice_or_way(row.factor, number, report, language)
        else:
            _in_plan(row.factor, number, report, language)


def _acted_on(parts: Sequence[str], number: int, report: Report, language: Language) -> None:
    """Each of these factors or roles, with what the plan has on it."""
    for part in parts:
        st.markdown(f"✓ {plain(acted_on_sentence(part, report, language))}")
        _in_plan(part, number, report, language)


def _in_plan(part: str, number: int, report: Report, language: Language) -> None:
    """What the plan has on a factor or a role: each line with its owner and day, and the way to it."""
    lines = lines_about(part, report)
    with st.container(key=f"rollout_planned_{number}_{part}", gap="xxsmall"):
        for line in lines:
            st.markdown(plain(in_plan_sentence(line, report, language)))
        if lines and pressed(say(language, "rollout.fix.plan"), key=f"rollout_plan_{number}_{part}", kind="tertiary"):
            planning.open_line(lines[0].id)
            go_from_steps("plan", number, report)


def _advice_or_way(factor: str, number: int, report: Report, language: Language) -> None:
    """A day for what the plan has on a factor without one, else what the step before advises or the way to the plan."""
    undated = undated_about(factor, report)
    for line in undated:
        day_and_owner(line, language)
    if undated or _advice_on(factor, number, report, language):
        return
    if pressed(say(language, "rollout.fix.plan"), key=f"rollout_fix_{factor}", kind="tertiary"):
        go_from_steps("plan", number, report)


def _advice_on(factor: str, number: int, report: Report, language: Language) -> bool:
    """What the step before advises on a factor, and the button that takes it into the plan; whether there is any."""
    result = together(leading.known()).results.get(WAVES[number - 2])
    advice = result.advice_about(factor) if result is not None else None
    if advice is None:
        return False
    title, steps_of_it = advice.recommendation.title[language], team_step_texts(advice, language)
    with st.container(gap="xxsmall", key=f"rollout_advice_{factor}"):
        st.markdown(plain(say(language, "rollout.advised", title=title)))
        if before := before_advice(advice, report, language):
            st.caption(plain(before))
        instead = planned_on(advice, report)
        into_plan(advice, report, language, title=title, steps=steps_of_it, place="steps_", instead_of=instead)
    return True


def _way_to_put_right(condition: Condition, number: int, report: Report, language: Language) -> None:
    if pressed(say(language, f"rollout.fix.{WAYS[condition]}"), key=f"rollout_fix_{condition}", kind="tertiary"):
        go_from_steps(WAYS[condition], number, report)


def _said(unmet: Unmet, before: int, step: Step, report: Report, language: Language) -> str:
    if unmet.condition != "completion":
        return unmet_sentence(unmet, report, language, undated_about(unmet.about, report) if unmet.about else ())
    again_from = date_text(leading.earliest(WAVES[before - 1]), language)
    return completion_sentence(step.known.answered, step.known.size, before, again_from, language)


def _ask_again(asked: Wave, language: Language) -> None:
    if setting_up.wave() != asked and leading.earliest(asked) <= setting_up.today():
        st.button(
            say(language, f"rollout.again.{asked}"),
            key=f"rollout_again_{asked}",
            type="tertiary",
            on_click=setting_up.choose_wave,
            args=(asked, say(language, f"rollout.name.{asked}")),
        )
