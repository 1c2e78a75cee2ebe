"""What today's question bank lets the app offer, also while it cannot be used; a campaign may have its own."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from assessment.bank import Bank, bank_in
from assessment.instrument import LANGUAGES, Instrument, Language
from assessment.problems import Problems
from pages.visit import memory

QUESTION_BANK: Final = Path(__file__).parents[2] / "questions.yaml"


def is_usable() -> bool:
    """Whether the question bank can be used."""
    return _bank() is not None


def languages() -> tuple[Language, ...]:
    """The languages of the app, in the order of the choice between them: those of the bank, or of the campaign."""
    bank, brand = _bank(), memory.BRAND.value.brand
    spoken = tuple(known for known in LANGUAGES if bank is None or known in bank.languages)
    return tuple(known for known in spoken if brand and known in brand.campaign.languages) or spoken


def has_map() -> bool:
    """Whether there is an incentive map."""
    bank = _bank()
    return bank is None or bank.has_map


def has_customers() -> bool:
    """Whether the question bank is about customers, so that their figures belong beside it."""
    bank = _bank()
    return bank is None or bank.asks_about_experience


def todays_bank() -> Bank:
    """The question bank that is asked: the campaign's own, else the one on disk. Raises Problems, OSError."""
    brand = memory.BRAND.value.brand
    return (brand.campaign.own_bank if brand else None) or bank_in(QUESTION_BANK)


def _bank() -> Instrument | None:
    try:
        return todays_bank().instrument
    except (Problems, OSError):
        return None
