"""The parts of the start page: what the visitor may enter before the first question, and the ways back in."""

from __future__ import annotations

from typing import Final

import streamlit as st

from assessment.answers import AGREEMENTS, TEXT_LIMIT, Answers, tidied
from assessment.instrument import Instrument, Language
from assessment.problems import Problems
from assessment.words import say
from pages.shared import elements
from pages.shared.elements import pressed
from pages.shared.file_opener import file_opener
from pages.visit import beginning, keeping, places, saving
from server.settings import Settings

OWN_WORDS: Final = "own_words"


def responsible(language: Language) -> None:
    """Say before the first question who is responsible, what for and for how long, where the settings name anybody."""
    if name := Settings.read().controller.name:
        notice = say(language, "start.responsible", name=elements.plain(name), months=keeping.MONTHS_FINISHED)
        st.caption(notice)


def answers_waiting(language: Language, *, is_finished: bool) -> None:
    """Tell a visitor who has begun that the answers are kept, and offer the ways on."""
    text, onward = ("finished", "change") if is_finished else ("text", "continue")
    with st.container(border=True, key="answers_waiting"):
        st.markdown(f"**{say(language, 'waiting.title')}** {say(language, f'waiting.{text}')}")
        if not beginning.is_begun_here():
            st.caption(say(language, "waiting.own_link"))
        with st.container(horizontal=True):
            if pressed(say(language, f"waiting.{onward}"), key="continue", icon=":material/arrow_forward:"):
                places.go_to(places.QUESTIONS)
            if pressed(say(language, "waiting.results"), key="to_results"):
                places.go_to(places.RESULTS)


def behaviour_choices(bank: Instrument, begun: Answers, language: Language) -> dict[str, str]:
    """Offer example pairs or own words; returns the two behaviours by path, empty when nothing is chosen."""
    examples = {example.id: example for example in bank.behaviour_examples}
    current, new = begun.current_behaviour, begun.new_behaviour
    known = [key for key, pair in examples.items() if pair.has("current", current)]
    options = [*examples, OWN_WORDS]
    chosen = st.radio(
        say(language, "start.behaviour.title"),
        options,
        index=options.index(known[0]) if known else options.index(OWN_WORDS) if current or new else None,
        format_func=lambda key: _pair_label(bank, key, language),
        captions=[
            elements.plain(f"{say(language, 'columns.today')}: {examples[key].current[language]}")
            if key in examples
            else say(language, "start.behaviour.own_caption")
            for key in options
        ],
        key="behaviour_example",
        persist_state="session",
        label_visibility="collapsed",
    )
    if chosen in examples:
        pair = examples[chosen]
        return {"behaviours.current": pair.current[language], "behaviours.new": pair.new[language]}
    if chosen != OWN_WORDS:
        return {"behaviours.current": "", "behaviours.new": ""}
    return {
        "behaviours.current": _line("behaviour_current", "■", "columns.today", "" if known else current, language),
        "behaviours.new": _line("behaviour_new", "●", "columns.wanted", "" if known else new, language),
    }


def about_other_behaviours(begun: Answers, chosen: dict[str, str], language: Language) -> bool:
    """Whether to begin anew; asked when the chosen behaviours differ from those the answers are about."""
    before = (begun.current_behaviour, begun.new_behaviour)
    now = tuple(tidied(text) for text in chosen.values())
    if now == before or not any(before) or not any(now):
        return False
    options = ("anew", "reworded")
    answer = st.radio(
        say(language, "start.changed.question"),
        options,
        format_func=lambda option: say(language, f"start.changed.{option}"),
        key="changed_behaviour",
    )
    return answer == "anew"


def experience_choices(bank: Instrument, begun: Answers, language: Language) -> dict[str, object]:
    """Whether the experience is agreed and, once answered, what it consists of; all by path."""
    experience = begun.experience
    agreed = st.radio(
        say(language, "start.experience.agreed"),
        AGREEMENTS,
        index=AGREEMENTS.index(experience.agreed) if experience.agreed else None,
        format_func=lambda code: say(language, f"agreement.{code}"),
        horizontal=True,
        key="experience_agreed",
        persist_state="session",
    )
    if agreed is None and not experience.weights and not experience.statement:
        return {"experience.agreed": None}
    st.markdown(say(language, "start.experience.elements"))
    st.caption(say(language, "start.experience.weights"))
    weights: dict[str, object] = {}
    for element in bank.incentives.elements:
        known = experience.weights.get(element.id)
        belongs = st.checkbox(
            elements.plain(element[language]), known is not None, key=f"element_{element.id}", persist_state="session"
        )
        if belongs:
            weights[f"experience.weights.{element.id}"] = st.radio(
                say(language, "start.experience.weight", name=elements.plain(element[language])),
                [1, 2, 3, 4, 5],
                index=(known or bank.importance.default) - 1,
                horizontal=True,
                key=f"weight_{element.id}",
                persist_state="session",
                label_visibility="collapsed",
            )
    statement = _line("experience_statement", "", "start.experience.statement", experience.statement, language)
    return {"experience.agreed": agreed, "experience.statement": statement, **weights}


def ways_back(language: Language) -> None:
    """Offer to continue with a link, or to open a file of answers."""
    with st.expander(say(language, "return.title"), icon=":material/history:"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            pasted = st.text_input(
                say(language, "return.address"), key="pasted_address", live=True, on_change="ignore", width="stretch"
            )
            go_on = pressed(say(language, "return.go_on"), key="continue_with_address")
        if go_on:
            if page := beginning.continue_with(pasted or ""):
                places.go_to(page)
            if saving.obstacle() is None:
                trouble = beginning.link_trouble(pasted or "")
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


def _line(key: str, shape: str, label: str, value: str, language: Language) -> str:
    # The shape without its colour: screen readers would speak the Markdown of a field's label.
    written = st.text_input(
        f"{shape} {say(language, label)}".strip(),
        value,
        max_chars=TEXT_LIMIT,
        placeholder=say(language, f"start.placeholder.{key}"),
        key=key,
        live=True,
        on_change="ignore",
        persist_state="session",
    )
    return written or ""


def _pair_label(bank: Instrument, key: str, language: Language) -> str:
    pair = next((example for example in bank.behaviour_examples if example.id == key), None)
    return elements.plain(pair.new[language]) if pair else say(language, "start.behaviour.own")
