"""The recommendations of the results page, each with its way into the plan."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Final

import streamlit as st

from assessment.advice import Advice
from assessment.instrument import Language
from assessment.report import Report
from assessment.sentences.advice import (
    advice_answers,
    advice_caution,
    advice_reason,
    advice_steps,
    advice_title,
    before_headline,
    closing_sentences,
    done_sentence,
    in_plan_text,
    open_step,
    order_changed_sentence,
    order_sentence,
    texts_for_plan,
    waiting_sentence,
    why_first,
)
from assessment.words import lower_first, say
from pages.parts.agreement import agreement_choice
from pages.parts.note import note_on, other_notes
from pages.shared.elements import plain, pressed, soft_ground
from pages.shared.series import ask_the_team
from pages.shared.taking import Accent, into_plan
from pages.visit import describing, places, planning

_IN_SIGHT: Final = 3  # Advice with a place of its own; the rest is in one fold.


def advice_cards(
    report: Report, language: Language, accent: Accent, *, can_plan: bool, asks_agreement: bool, is_shared: bool
) -> None:
    """The recommendations: the first one open, two folded, the rest in one more fold.

    `can_plan` offers to add each to the plan, `asks_agreement` asks whether the experience is agreed. Readers of a
    shared link are not asked to let colleagues answer, since they may be those colleagues.
    """
    with st.container(key="recommendations", gap="xsmall"):
        st.header(say(language, "results.advice"), anchor=False)
        if not report.advice:
            st.info(say(language, "headline.withheld.consequence"))
        if before := before_headline(report, language):
            st.markdown(plain(before))
        waits = waiting_sentence(report, language)
        done = waits if report.holding in report.done else None
        # Whoever has done something sees first what to do next; else the answer may change what comes first.
        has_begun = report.shows_change or any(line.is_all_done for line in report.plan)
        asks_below = asks_agreement and has_begun and bool(report.to_do)
        if asks_agreement and not asks_below:
            _agreement(report, language, done)
        in_plan = Taking(report, language, can_plan=can_plan, accent=accent)
        for number, advice in enumerate(report.to_do[:_IN_SIGHT], 1):
            _card(number, advice, in_plan, is_open=number == 1)
            note_on(advice, report.to_do[: number - 1], report, language)
            if number == 1 and (order := order_sentence(report, language)):
                st.markdown(plain(order))
            if number == 1 and asks_below:
                _agreement(report, language, done)
            if number == 1 and waits and not (asks_agreement and done):
                st.markdown(plain(waits))
        if rest := report.to_do[_IN_SIGHT:]:
            _rest(rest, in_plan)
        other_notes(report.to_do[:_IN_SIGHT], report, language)
        if is_done := done_sentence(report, language):
            st.caption(plain(is_done))
        st.markdown(plain(" ".join(closing_sentences(language, is_shared=is_shared))))
        ask_the_team(language, "ask_team_below_advice")


def _agreement(report: Report, language: Language, done: str | None) -> None:
    """Ask what the advice follows from, where that can be skipped among the questions; after what has been `done`."""
    with soft_ground("agreement"):
        st.markdown(f"**{say(language, 'since.agreed.now' if done else 'behaviour.experience.title')}**")
        if done:
            st.markdown(plain(done))
        agreement_choice("results_agreed", report.answers.experience.agreed, language)
        _open_agreement(report, language)
        if changed := order_changed_sentence(describing.order_when_asked(), report, language):
            st.markdown(plain(changed))


def _open_agreement(report: Report, language: Language) -> None:
    """Where the answer is that they do not quite agree after all, the way to what is planned about it."""
    line = report.planned(report.holding) if report.holding else None
    if line is None or not line.is_all_done or report.answers.experience.agreed not in ("partly", "no"):
        return
    if pressed(say(language, "results.open_line"), key="open_agreement", kind="tertiary", icon=":material/event:"):
        planning.open_line(line.id)
        places.go_to(places.PLAN)


@dataclass(frozen=True)
class Taking:
    """What a card of advice needs to offer itself to the plan."""

    report: Report
    language: Language
    can_plan: bool
    accent: Accent


def _rest(rest: Sequence[Advice], taking: Taking) -> None:
    """The last recommendations, folded together under their titles; a single one like those before it."""
    if len(rest) == 1:
        _card(_IN_SIGHT + 1, rest[0], taking, is_open=False)
        return
    language = taking.language
    places = enumerate(rest, _IN_SIGHT + 1)
    titles = [f"{place}. {_title(advice, taking)}{_in_plan(advice, taking)}" for place, advice in places]
    with st.expander("  \n".join([f"**{say(language, 'results.more')}**", *titles])):
        for place, advice in enumerate(rest, _IN_SIGHT + 1):
            _heading(place, advice, taking)
            _body(advice, taking, "secondary")


def _card(number: int, advice: Advice, taking: Taking, *, is_open: bool) -> None:
    report, language = taking.report, taking.language
    if is_open:
        with st.container(border=True, gap="small", key="first_advice"):
            _heading(number, advice, taking, more=why_first(advice, report, language))
            # Whoever comes back has more to read, and knows how advice looks.
            is_short = report.shows_change
            _body(advice, taking, taking.accent, is_short=is_short)
        return
    title = f"**{number}. {_title(advice, taking)}**{_in_plan(advice, taking)}"
    with st.expander(f"{title}  \n{plain(advice_reason(advice, report, language))}"):
        if behind := _behind(advice, taking):
            st.markdown(plain(behind))
        _body(advice, taking, "secondary")


def _heading(number: int, advice: Advice, taking: Taking, *, more: str = "") -> None:
    """The title, and below it why it is recommended, with the answers behind that, and `more` of the first."""
    with st.container(gap="xxsmall"):
        st.subheader(f"{number}. {_title(advice, taking)}", anchor=False)
        why = (advice_reason(advice, taking.report, taking.language), _behind(advice, taking), more)
        st.markdown(plain(" ".join(filter(None, why))))


def _behind(advice: Advice, taking: Taking) -> str:
    return advice_answers(advice, taking.report, taking.language)


def _title(advice: Advice, taking: Taking) -> str:
    return plain(advice_title(advice, taking.report, taking.language))


def _in_plan(advice: Advice, taking: Taking) -> str:
    """What the plan says of advice that is folded, behind its title; "" where it is not in the plan."""
    found = in_plan_text(advice, taking.report, taking.language)
    return f" :gray[· {plain(lower_first(found))}]" if found else ""


def _body(advice: Advice, taking: Taking, accent: Accent, *, is_short: bool = False) -> None:
    """The first step, what comes after 30, 60 and 90 days, what to keep in mind, and the way into the plan.

    Of what is in the plan, the first step that is open, and what comes after that; to unfold, where `is_short`.
    """
    language, found = taking.language, open_step(advice, taking.report, taking.language)
    label = say(language, "export.next" if found.place else "advice.first")
    st.markdown(f"**{label}:** {plain(found.step.text)}")
    if later := advice_steps(advice, taking.report, language)[found.place :]:
        fold = st.expander(say(language, "results.steps_after"), type="compact") if is_short else nullcontext()
        with fold, st.container(gap="xsmall"):
            _later_steps(later, language)
    if caution := advice_caution(advice, taking.report, language):
        st.markdown(f"**{say(language, 'advice.caution')}:** {plain(caution)}")
    if taking.can_plan:
        report, title = taking.report, advice_title(advice, taking.report, language)
        into_plan(advice, report, language, title=title, steps=texts_for_plan(advice, report, language), accent=accent)


def _later_steps(steps: Sequence[tuple[str, str]], language: Language) -> None:
    """What comes within 30, 60 and 90 days, a row each."""
    for days, text in steps:
        with st.container(horizontal=True, gap="small", wrap=False):
            st.caption(say(language, f"advice.{days}"), width=100)
            st.markdown(plain(text), width="stretch")
