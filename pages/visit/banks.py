"""The question bank on disk."""

from __future__ import annotations

from assessment.bank import Bank, bank_in
from assessment.instrument import Instrument
from assessment.series import Today
from pages.visit import address, offered


def instrument() -> Instrument:
    """The question bank as it is on disk now. Raises Problems when it cannot be used."""
    return _bank().instrument


def today() -> Today:
    """Question bank, language and time for reading and beginning. Raises Problems when the bank cannot be used."""
    return Today(_bank(), address.language(), address.now())


def _bank() -> Bank:
    return bank_in(offered.QUESTION_BANK)
