"""What a leader sends to the team and says to HR; the same texts can be read before and after the round has begun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Literal

import streamlit as st

from assessment.answers import behaviours_in
from assessment.decided import Decided, decided, decided_before
from assessment.instrument import Instrument, Language
from assessment.plan import PlanLine
from assessment.report import Report
from assessment.rollout import STEP_NUMBERS, Wave
from assessment.rounds import Setup, together
from assessment.sentences.names import is_the_steps
from assessment.sentences.team import minimum_name, named_by_step
from assessment.sentences.told import decided_promises, decided_sentence, early_in_plan, told_later
from assessment.team_result import TeamResult
from assessment.words import date_text, lower_first, one_of, say
from pages.shared.copy_button import copy_button
from pages.shared.elements import plain, pressed
from pages.visit import address, assessments, leading, places
from server.settings import Settings

Letter = Literal["message", "reminder"]
LETTERS: Final[tuple[Letter, ...]] = ("message", "reminder")


def message(
    letter: Letter,
    setup: Setup,
    bank: Instrument,
    behaviours: tuple[str, str],
    link: str,
    language: Language,
) -> str:
    """The text to send, in one of the bank's languages. `behaviours` are today's and the wanted one.

    Those chosen from the examples of the bank are in the language of the text.
    """
    current, new = behaviours_in(behaviours, bank, language)
    return say(
        language,
        f"round.{letter}.text",
        of=_of_step(setup.wave, language),
        hello=_hello(setup.name, setup.wave, language),
        current=current,
        new=new,
        step=_step(setup, language) + _not_again(setup, language) + _decided(setup, language),
        statements=len(bank.form_items(setup.form)),
        minutes=bank.minutes(setup.form),
        link=link,
        day=date_text(setup.closes_on, language),
        departments=_departments(setup, language),
        server=_who_reads(setup, language),
        later=_later(setup, language),
    )


def promised_in_message(setup: Setup, language: Language) -> None:
    """What the message promises of the plan, to be struck out where it cannot be kept; nothing where it has none."""
    if (planned := _planned_before(setup)) is None:
        return
    lines, plan, own = planned
    if said := decided_promises(lines, plan, own.instrument, language):
        with st.container(border=True, gap="xsmall", key="round_message_promises"):
            st.markdown(f"**{say(language, 'rollout.message_promises')}**")
            st.markdown("\n".join(f"- {plain(promise)}" for promise in said))
            if early := early_in_plan(lines, plan, own, language):
                st.caption(plain(early))
                if pressed(say(language, "rollout.fix.plan"), key="round_message_to_plan", kind="tertiary"):
                    places.go_to(places.PLAN)


def told(setup: Setup, bank: Instrument, language: Language) -> str:
    """What HR and the union are told: who is asked and what for, what is shown, and who could read the answers."""
    controller = Settings.read().controller.name
    names = [each.name for each in setup.departments if each.name]
    minimum = minimum_name(setup.minimum, language)
    statements = len(bank.form_items(setup.form))
    is_of_step = is_the_steps(setup.name, setup.wave)
    whom = named_by_step(setup.wave, language) if is_of_step else setup.name or say(language, "round.tell.text_unnamed")
    asked = say(language, "round.tell.departments", names=one_of(names, language)) if names else ""
    responsible = (
        say(language, "round.member.facts.who.controller", name=controller)
        if controller
        else say(language, "round.tell.responsible")
    )
    points = (
        (
            say(language, "round.tell.text", name=whom, statements=statements),
            _step(setup, language).strip(),
            asked,
            say(language, "round.tell.used"),
        ),
        (
            say(language, "round.tell.shown", minimum=minimum),
            told_later(setup.wave, language),
            say(language, "round.tell.promise"),
        ),
        (say(language, "round.tell.server", who=_who_reads(setup, language)), responsible),
    )
    return "\n".join(f"• {' '.join(part for part in point if part)}" for point in points)


def announced(result: TeamResult, code: str, language: Language) -> None:
    """What tells the team that its result is there, folded, in every language of the bank, the reader's first."""
    with st.expander(say(language, "round.announcement.title"), icon=":material/campaign:", key="round_announcement"):
        st.caption(say(language, "round.announcement.help"))
        for each in sorted(result.instrument.languages, key=lambda each: each != language):
            text = say(
                each,
                "round.announcement.text",
                of=_of_step(result.wave, each),
                hello=_hello(result.name, result.wave, each),
                link=address.link_to({"lang": each, "c": code}, ""),
            )
            st.markdown(f"**{say(language, f'round.open.{each}')}**")
            st.text(text)
            label = say(language, f"round.announcement.copy_{each}")
            copy_button(text, language, key=f"copy_round_announcement_{each}", is_link=False, label=label)


def _of_step(wave: Wave | None, language: Language) -> str:
    """At the end of a subject, which step of a roll-out it is about; "" outside one."""
    return f" ({lower_first(say(language, 'rollout.step_of', step=STEP_NUMBERS[wave]))})" if wave else ""


def _hello(name: str, wave: Wave | None, language: Language) -> str:
    """The greeting: to the team by its name, which that of a step's people would not make."""
    if wave or not name:
        return say(language, "round.message.hello_all")
    return say(language, "round.message.hello", name=name)


def _departments(setup: Setup, language: Language) -> str:
    """That the question about the group can be skipped, and what it is for; "" where it is not asked."""
    if not setup.departments:
        return ""
    return say(language, "round.message.departments", minimum=minimum_name(setup.minimum, language))


def _step(setup: Setup, language: Language) -> str:
    """Which step of a roll-out the round is, and which come before and after."""
    return say(language, f"rollout.in_message.{setup.wave}") if setup.wave else ""


def _decided(setup: Setup, language: Language) -> str:
    """What the earlier steps of a roll-out have led to, below the rest, as far as the plan has it; "" without any."""
    if (planned := _planned_before(setup)) is None:
        return ""
    lines, plan, own = planned
    return decided_sentence(lines, plan, own.instrument, language)


def _planned_before(setup: Setup) -> tuple[Sequence[PlanLine], Decided, Report] | None:
    """The lines of the plan about what the earlier steps of a roll-out advise, the plan, and the leader's report."""
    own = assessments.report()
    if own is None:
        return None
    found = together(leading.known(), leading.talked())
    lines = decided_before(found, setup.wave, own)
    return (lines, replace(decided(found, own), closes_on=setup.closes_on), own) if lines else None


def _not_again(setup: Setup, language: Language) -> str:
    """That whoever was asked in an earlier step need not answer again: links travel further than they are sent."""
    return say(language, f"rollout.not_again.{setup.wave}") if setup.wave in ("leaders", "all") else ""


def _later(setup: Setup, language: Language) -> str:
    """That all steps are told to everybody once they are done, after a space; "" outside them."""
    said = told_later(setup.wave, language)
    return f" {said}" if said else ""


def _who_reads(setup: Setup, language: Language) -> str:
    """Who can read single answers until the close, as far as the server names anybody."""
    name = Settings.read().controller.name
    who = say(language, f"round.server.{'controller' if name else 'who'}", name=name)
    return say(language, f"round.server.{'group' if setup.departments else 'alone'}", who=who)
