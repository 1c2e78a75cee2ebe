"""The question bank that is asked today."""

from __future__ import annotations

from assessment.instrument import Instrument
from assessment.series import Today
from pages.visit import address, offered


def instrument() -> Instrument:
    """The question bank as it is now, on disk or in the campaign. Raises Problems when it cannot be used."""
    return offered.todays_bank().instrument


def today() -> Today:
    """Question bank, language and time for reading and beginning. Raises Problems when the bank cannot be used."""
    return Today(offered.todays_bank(), address.language(), address.now())
