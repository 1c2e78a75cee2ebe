"""The first page of the questions: which behaviour they are about, who answers, the experience, and planned rewards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeVar

import streamlit as st

from assessment.answers import AGREEMENTS, LEADS, TEXT_LIMIT, Answers, tidied
from assessment.instrument import ORGANISATIONS, Instrument, Language, Organisation
from assessment.sentences.bank import say_of_bank
from assessment.series import Assessment
from assessment.words import say
from pages.shared import elements
from pages.shared.elements import pressed
from pages.visit import address, beginning, describing, places

OWN_WORDS: Final = "own_words"
_BEHAVIOURS: Final = ("behaviours.current", "behaviours.new")
_Word = TypeVar("_Word", bound=str)


def describe(begun: Assessment, language: Language) -> None:
    """Draw the page. What is chosen is saved at once, but another behaviour than the answers' only on "next"."""
    bank, answers = begun.instrument, begun.answers
    st.title(say(language, "behaviour.title"), anchor=False)
    st.markdown(say_of_bank(bank, language, "behaviour.text"))
    if beginning.came_by_link():
        st.caption(say(language, "questions.by_link"))
    organisation = answers.organisation
    if bank.asks_about_organisation:
        organisation = _chips("organisation", ORGANISATIONS, organisation, language)
    behaviours = behaviour_choices(bank, answers, organisation, language)
    has_changed = begun.has_answers and _are_other_behaviours(answers, behaviours)
    is_anew = has_changed and _begins_anew(language)
    leads = answers.leads
    if bank.asks_about_leading:
        leads = _chips("leads", LEADS, leads, language)
    about = {"organisation": organisation, "leads": leads, **surroundings(bank, answers, language)}
    choices = {**behaviours, **about}
    describing.page_is_drawn(choices, answers)
    describing.save(choices, except_for=_BEHAVIOURS if has_changed else ())
    with st.bottom:
        if describing.lacks_behaviour():
            st.warning(say(language, "behaviour.needed"))
        if pressed(say(language, "behaviour.next"), key="next", kind="primary"):
            _go_on(choices, begun, is_anew=is_anew)


def _go_on(choices: Mapping[str, object], begun: Assessment, *, is_anew: bool) -> None:
    """Open the first factor, unless no behaviour is chosen or it cannot be saved."""
    places.press_is_done()  # the runs asked for here would act on it again
    if describing.asks_for_behaviour(any(choices[path] for path in _BEHAVIOURS)):
        st.rerun()
    if is_anew:
        if not describing.begin_anew(choices, begun.answers):
            return
    else:
        describing.save(choices)
    address.turn_to(begun.instrument.factors[0].id)
    st.rerun()


def _chips(name: str, options: Sequence[_Word], chosen: _Word | None, language: Language) -> _Word | None:
    """A choice that may be skipped: what kind of organisation it is, or what the respondent leads."""
    return st.radio(
        say(language, f"behaviour.{name}.title"),
        options,
        index=options.index(chosen) if chosen else None,
        format_func=lambda code: say(language, f"behaviour.{name}.{code}"),
        horizontal=True,
        key=name,
        persist_state="session",
    )


def behaviour_choices(
    bank: Instrument, begun: Answers, organisation: Organisation | None, language: Language
) -> dict[str, str]:
    """Offer the example pairs that fit, or own words; returns the two behaviours by path, empty if none is chosen."""
    examples = {example.id: example for example in bank.examples_for(organisation, begun.current_behaviour)}
    current, new = begun.current_behaviour, begun.new_behaviour
    known = [key for key, pair in examples.items() if pair.has("current", current)]
    options = [*examples, OWN_WORDS]
    # Without examples there is nothing to choose: people write their own.
    chosen = (
        OWN_WORDS
        if not examples
        else st.radio(
            say(language, "behaviour.title"),
            options,
            index=options.index(known[0]) if known else options.index(OWN_WORDS) if current or new else None,
            format_func=lambda key: _pair_label(bank, key, language),
            captions=[
                elements.plain(f"{say(language, 'columns.today')}: {examples[key].current[language]}")
                if key in examples
                else say(language, "behaviour.own_caption")
                for key in options
            ],
            key="behaviour_example",
            persist_state="session",
            label_visibility="collapsed",
        )
    )
    if chosen in examples:
        pair = examples[chosen]
        return {"behaviours.current": pair.current[language], "behaviours.new": pair.new[language]}
    if chosen != OWN_WORDS:
        return {"behaviours.current": "", "behaviours.new": ""}
    return _own_words(bank, "" if known else current, "" if known else new, language)


def _own_words(bank: Instrument, current: str, new: str, language: Language) -> dict[str, str]:
    """The two behaviours in the visitor's own words, by path."""
    return {
        "behaviours.current": _line(
            "behaviour_current", "■ ", "columns.today", current, language, _hint(bank, language)
        ),
        "behaviours.new": _line(
            "behaviour_new", "● ", "columns.wanted", new, language, _hint(bank, language, wanted=True)
        ),
    }


def _hint(bank: Instrument, language: Language, *, wanted: bool = False) -> str:
    """What the bank's first example says of a behaviour, to show in an empty field; "" without examples."""
    pair = next(iter(bank.behaviour_examples), None)
    return "" if pair is None else (pair.new if wanted else pair.current)[language]


def surroundings(bank: Instrument, begun: Answers, language: Language) -> dict[str, object]:
    """What is asked about the experience and about planned rewards, by path, as far as anything depends on it."""
    if not (bank.asks_about_experience or bank.asks_about_rewards):
        return {}
    with st.container(border=True, key="experience_card"):
        choices: dict[str, object] = {}
        if bank.asks_about_experience:
            st.subheader(say(language, "behaviour.experience.title"), anchor=False)
            choices |= experience_choices(bank, begun, language)
        if bank.asks_about_rewards:
            planned = st.toggle(
                say(language, "behaviour.planned_reward"),
                value=begun.planned_reward,
                key="planned_reward",
                persist_state="session",
            )
            choices["planned_reward"] = planned or None
    return choices


def _are_other_behaviours(begun: Answers, chosen: Mapping[str, str]) -> bool:
    """Whether the chosen behaviours differ from those the answers are about."""
    before = (begun.current_behaviour, begun.new_behaviour)
    now = tuple(tidied(text) for text in chosen.values())
    return now != before and any(before) and any(now)


def _begins_anew(language: Language) -> bool:
    """Whether other behaviours begin another assessment; if not, they are the same in other words."""
    options = ("anew", "reworded")
    answer = st.radio(
        say(language, "behaviour.changed.question"),
        options,
        format_func=lambda option: say(language, f"behaviour.changed.{option}"),
        key="changed_behaviour",
    )
    return answer == "anew"


def experience_choices(bank: Instrument, begun: Answers, language: Language) -> dict[str, object]:
    """Whether the experience is agreed and, once answered, what it consists of; all by path."""
    experience = begun.experience
    agreed = st.radio(
        say(language, "behaviour.experience.agreed"),
        AGREEMENTS,
        index=AGREEMENTS.index(experience.agreed) if experience.agreed else None,
        format_func=lambda code: say(language, f"agreement.{code}"),
        horizontal=True,
        key="experience_agreed",
        persist_state="session",
    )
    if agreed is None and not experience.weights and not experience.statement:
        return {"experience.agreed": None}
    if bank.incentives.elements:
        st.markdown(say(language, "behaviour.experience.elements"))
        st.caption(say(language, "behaviour.experience.weights"))
    weights: dict[str, object] = {}
    for element in bank.incentives.elements:
        known = experience.weights.get(element.id)
        belongs = st.checkbox(
            elements.plain(element[language]), known is not None, key=f"element_{element.id}", persist_state="session"
        )
        if belongs:
            weights[f"experience.weights.{element.id}"] = st.radio(
                say(language, "behaviour.experience.weight", name=elements.plain(element[language])),
                [1, 2, 3, 4, 5],
                index=(known or bank.importance.default) - 1,
                horizontal=True,
                key=f"weight_{element.id}",
                persist_state="session",
                label_visibility="collapsed",
            )
    label, hint = "behaviour.experience.statement", say(language, "behaviour.placeholder.experience_statement")
    statement = _line("experience_statement", "", label, experience.statement, language, hint)
    return {"experience.agreed": agreed, "experience.statement": statement, **weights}


def _line(key: str, shape: str, label: str, value: str, language: Language, placeholder: str) -> str:
    # The shape without its colour: screen readers would speak the Markdown of a field's label.
    written = st.text_input(
        f"{shape}{say(language, label)}",
        value,
        max_chars=TEXT_LIMIT,
        placeholder=placeholder,
        key=key,
        live="0.5s",
        persist_state="session",
    )
    return written or ""


def _pair_label(bank: Instrument, key: str, language: Language) -> str:
    pair = next((example for example in bank.behaviour_examples if example.id == key), None)
    return elements.plain(pair.new[language]) if pair else say(language, "behaviour.own")
