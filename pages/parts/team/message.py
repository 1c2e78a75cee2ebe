"""What a leader sends to the team, with the link and later as a reminder; the same text can be read before."""

from __future__ import annotations

from typing import Final, Literal

from assessment.instrument import Instrument, Language
from assessment.rounds import Setup
from assessment.words import date_text, say

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
    """The text to send, in one of the bank's languages. `behaviours` are today's and the wanted one."""
    current, new = behaviours
    return say(
        language,
        f"round.{letter}.text",
        name=setup.name,
        current=current,
        new=new,
        step=say(language, f"rollout.in_message.{setup.wave}") if setup.wave else "",
        statements=len(bank.form_items(setup.form)),
        minutes=bank.minutes(setup.form),
        link=link,
        day=date_text(setup.closes_on, language),
        departments=say(language, "round.message.departments") if setup.departments else "",
        server=who_reads(setup, language),
    )


def who_reads(setup: Setup, language: Language) -> str:
    """Who can read single answers until the close, and whether with the group: what members read as well."""
    return say(language, f"round.member.{'server_group' if setup.departments else 'server'}")
