"""The recommendations of the results page, each with its way into the plan."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assessment.advice import Advice
from assessment.instrument import Language
from assessment.plan import PlanLine
from assessment.report import Report
from assessment.sentences.advice import (
    advice_answers,
    advice_caution,
    advice_reason,
    advice_steps,
    advice_title,
    before_headline,
    closing_sentences,
    done_sentences,
    in_plan_text,
    open_step,
    order_changed_sentence,
    order_sentence,
    step_texts,
    texts_for_plan,
    waiting_sentence,
    why_first,
)
from assessment.sentences.beside_own import named_lines
from assessment.sentences.since import worse_advice, worse_waits_sentence
from assessment.words import dotted, lower_first, say, upper_first
from pages.parts.agreement import agreement_choice
from pages.parts.note import note_on, other_notes
from pages.parts.planned import day_words
from pages.shared.elements import plain, pressed, soft_ground
from pages.shared.series import ask_the_team
from pages.shared.taking import Accent, first_day_words, in_plan, into_plan, taken_instead, to_plan
from pages.visit import address, describing, places, planning

_IN_SIGHT: Final = 3  # Advice with a place of its own; the rest is in one fold.
_IN_SIGHT_AGAIN: Final = 2  # For whoever comes back, who has more to read.
_WHEN: Final = 126  # Pixels, so that no day breaks: "Wed 30 Sept 2027".


def advice_cards(taking: Taking, *, asks_agreement: bool) -> None:
    """The recommendations: the first one open, two folded, the rest in one more fold.

    `asks_agreement` asks whether the experience is agreed.
    Readers of a shared link are not asked to let colleagues answer, since they may be those colleagues.
    """
    report, language = taking.report, taking.language
    with st.container(key="recommendations", gap="xsmall"):
        st.header(say(language, "results.advice"), anchor=False)
        if not report.advice:
            st.info(say(language, "headline.withheld.consequence"))
        is_told = worse_advice(report, language) or worse_waits_sentence(report, language)  # Below the headline.
        told = report.worse if is_told else ()
        if before := before_headline(report, language, told):
            st.markdown(plain(before))
        # Whoever has done something sees first what to do next; else the answer may change what comes first.
        has_begun = report.shows_change or any(line.is_all_done for line in report.plan)
        asks_below = asks_agreement and has_begun and bool(report.to_do)
        if asks_agreement and not asks_below:
            _agreement(report, language)
        order = order_sentence(report, language)
        is_last = report.shows_change and bool(report.alike)  # Which advice is as weak is said below that advice.
        for advice in report.to_do[:1]:
            _card(1, advice, taking, is_open=True)
            note_on(advice, (), report, language)
            if order and not is_last:
                st.markdown(plain(order))
        _after_first(taking, is_asked=asks_agreement)
        is_shared = isinstance(address.visitor(), address.Viewer)
        # Whoever comes back knows it.
        closing = [] if has_begun else closing_sentences(language, is_shared=is_shared)
        if said := [*([order] if order and is_last else []), *closing]:
            st.markdown(plain(" ".join(said)))
        ask_the_team(language, "ask_team_below_advice")
        if asks_below:
            _agreement(report, language)


def _after_first(taking: Taking, *, is_asked: bool) -> None:
    """What the other advice waits for, and that advice, folded; what is done already."""
    report, language = taking.report, taking.language
    waits = waiting_sentence(report, language)
    if waits and report.to_do and not (is_asked and report.holding in report.done):
        st.markdown(plain(waits))
    in_sight = _in_sight(report, language)
    numbered = list(enumerate(report.to_do, 1))
    for number, advice in numbered[1 : len(in_sight)]:
        _card(number, advice, taking, is_open=False)
        note_on(advice, in_sight[: number - 1], report, language)
    if rest := numbered[len(in_sight) :]:
        _rest(rest, taking)
    other_notes(in_sight, report, language)
    if done := done_sentences(report, language):
        st.caption(plain(" ".join(done)))


def _in_sight(report: Report, language: Language) -> tuple[Advice, ...]:
    """The advice with a place of its own: the first pieces, down to that on what has become worse."""
    fewest = _IN_SIGHT_AGAIN if report.shows_change else _IN_SIGHT
    return report.to_do[: max([fewest, *(number for one in worse_advice(report, language) for number in one.numbers)])]


def _agreement(report: Report, language: Language) -> None:
    """Ask what the advice follows from, where that can be skipped among the questions; after what has been done."""
    done = waiting_sentence(report, language) if report.holding in report.done else None
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
    can_plan: bool  # Whether to offer each to the plan.
    accent: Accent


def _rest(numbered: Sequence[tuple[int, Advice]], taking: Taking) -> None:
    """The last recommendations, folded together under their titles; a single one like those before it."""
    if len(numbered) == 1:
        _card(*numbered[0], taking, is_open=False)
        return
    language, rest = taking.language, [advice for _, advice in numbered]
    titles = [f"{number}. {_title(advice, taking)}{_in_plan(advice, taking)}" for number, advice in numbered]
    label = "  \n".join([f"**{say(language, 'results.more')}**", *titles])
    with _spot(rest, taking.report), st.expander(label, key="rest_of_advice"):
        for number, advice in numbered:
            _heading(number, advice, taking)
            _body(advice, taking, "secondary")


def _card(number: int, advice: Advice, taking: Taking, *, is_open: bool) -> None:
    report, language = taking.report, taking.language
    if is_open:
        with _spot([advice], report), st.container(border=True, gap="small", key="first_advice"):
            _heading(number, advice, taking, more=why_first(advice, report, language))
            # Whoever comes back has more to read, and knows how advice looks; so does who has planned it.
            is_short = report.shows_change or (taking.can_plan and report.planned(advice) is not None)
            _body(advice, taking, taking.accent, is_short=is_short)
        return
    title = f"**{number}. {_title(advice, taking)}**{_in_plan(advice, taking)}"
    first, *others = _why(advice, taking)
    key, is_led_to = planning.key_of_advice(advice.source), planning.is_led_to(advice.source)
    with _spot([advice], report), st.expander(f"{title}  \n{plain(first)}", key=key, expanded=is_led_to):
        if others:
            st.markdown(plain(" ".join(others)))
        _body(advice, taking, "secondary")


def _spot(some: Sequence[Advice], report: Report) -> DeltaGenerator:
    """Where these stand; the plan leads to the first advice that it lacks, if that is among them.

    Always in a container: a card that comes into one, or out of it, is drawn anew, folded.
    """
    left_out = next((one for one in report.advice if report.planned(one) is None), None)
    return st.container(key="left_out" if left_out in some else None)


def _heading(number: int, advice: Advice, taking: Taking, *, more: str = "") -> None:
    """The title, and below it why it is recommended, with the answers behind that, and `more` of the first."""
    with st.container(gap="xxsmall"):
        st.subheader(f"{number}. {_title(advice, taking)}", anchor=False)
        st.markdown(plain(" ".join(filter(None, (*_why(advice, taking), more)))))


def _why(advice: Advice, taking: Taking) -> list[str]:
    """The reason and the answers behind it: the lowest first, where some are lower than others."""
    report, language = taking.report, taking.language
    reason, answers = advice_reason(advice, report, language), advice_answers(advice, report, language)
    is_reason_first = report.shows_change or report.are_all_equal(advice.target)
    return [text for text in ((reason, answers) if is_reason_first else (answers, reason)) if text]


def _title(advice: Advice, taking: Taking) -> str:
    return plain(advice_title(advice, taking.report, taking.language))


def _in_plan(advice: Advice, taking: Taking) -> str:
    """What the plan says of advice that is folded, behind its title; "" where it is not in the plan."""
    found = in_plan_text(advice, taking.report, taking.language)
    return f"\u00a0:gray[· {plain(lower_first(found))}]" if found else ""


def _body(advice: Advice, taking: Taking, accent: Accent, *, is_short: bool = False) -> None:
    """The first step, what comes after 30, 60 and 90 days, what to keep in mind, and the way into the plan.

    Of what is in the plan, the first step that is open with its day, and in place of the way in how it stands there and
    the way there. What comes after that step is to unfold where `is_short`.
    """
    language, report = taking.language, taking.report
    found, line = open_step(advice, report, language), report.planned(advice) if taking.can_plan else None
    label = say(language, "export.next" if found.place or line else "advice.first")
    day = day_words(found.step.due, language) if line and found.step.due else ""
    st.markdown(f"**{', '.join(filter(None, (label, day)))}:** {plain(found.step.text)}")
    later = [(say(language, f"advice.{days}"), text) for days, text in advice_steps(advice, report, language)]
    if later := _planned_steps(advice, line, taking) if line and line.steps else later[found.place :]:
        fold = st.expander(say(language, "results.steps_after"), type="compact") if is_short else nullcontext()
        with fold, st.container(gap="xsmall"):
            _later_steps(later)
    if caution := advice_caution(advice, report, language):
        st.markdown(f"**{say(language, 'advice.caution')}:** {plain(caution)}")
    if line is not None:
        in_plan(line, _stands(advice, line, taking), language)
    elif taking.can_plan and (instead := taken_instead(advice, report)):
        st.markdown(plain(say(language, "results.taken_instead", title=named_lines(instead, report, language))))
        to_plan(instead[0], language, place=f"instead_{advice.source}_")
    elif taking.can_plan:
        title = advice_title(advice, report, language)
        into_plan(advice, report, language, title=title, steps=texts_for_plan(advice, report, language), accent=accent)


def _stands(advice: Advice, line: PlanLine, taking: Taking) -> str:
    """How advice stands in the plan and whose it is, as Markdown, heavier where it is late."""
    report, language = taking.report, taking.language
    owner = plain(line.owner) or say(language, "plan_page.no_owner")
    said = (in_plan_text(advice, report, language), first_day_words(line, report, language))
    stands = dotted([*map(plain, filter(None, said)), owner])
    return f":material/event: **{stands}**" if report.late(line) else f":material/check: {stands}"


def _planned_steps(advice: Advice, line: PlanLine, taking: Taking) -> list[tuple[str, str]]:
    """What the plan has after the step that is next of a line, each with its own day."""
    texts = list(step_texts(advice, taking.report, taking.language).values())
    texts = texts if len(texts) == len(line.steps) else [step.text for step in line.steps]
    after = [(step.due, text) for step, text in zip(line.steps, texts, strict=True) if not step.is_done][1:]
    return [(upper_first(day_words(due, taking.language)) if due else "", text) for due, text in after]


def _later_steps(steps: Sequence[tuple[str, str]]) -> None:
    """What comes after the first step, a row each beside when it is to be done."""
    for when, text in steps:
        with st.container(horizontal=True, gap="small", wrap=False):
            st.caption(when, width=_WHEN)
            st.markdown(plain(text), width="stretch")
