"""The question bank on disk, and the ones that earlier assessments were begun on."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from assessment.instrument import Instrument, load_instrument, read_instrument
from assessment.problems import Problems
from assessment.storage import (
    text_hash,
)
from pages.visit import saving

ROOT: Final = Path(__file__).parents[2]
QUESTION_BANK: Final = ROOT / "questions.yaml"


class _Bank(NamedTuple):
    instrument: Instrument
    text: str
    hash: str


def instrument() -> Instrument:
    """The question bank as it lies on disk now. Raises Problems when it cannot be used."""
    return todays_bank().instrument


def todays_bank() -> _Bank:
    """The question bank as it lies on disk now, with its text. Raises Problems, or OSError, when it cannot be used."""
    try:
        found = QUESTION_BANK.stat()
    except OSError:
        load_instrument(QUESTION_BANK)  # which says what is the matter
        raise
    return _bank(QUESTION_BANK, found.st_mtime_ns, found.st_size)


# Not Streamlit's cache: that one hashes its arguments anew at each of the many calls of a run.
@lru_cache(maxsize=2)
def _bank(path: Path, changed: int, size: int) -> _Bank:
    del changed, size  # they tell one state of the file from another
    loaded = load_instrument(path)
    text = path.read_text(encoding="utf-8")
    return _Bank(loaded, text, text_hash(text))


def bank_of(wanted_hash: str | None) -> Instrument:
    """The question bank an assessment was begun on; today's when its text is not kept or no longer understood."""
    if wanted_hash is None or wanted_hash == todays_bank().hash:
        return instrument()
    return _kept_bank(wanted_hash) or instrument()


def is_todays(bank_hash: str | None) -> bool:
    """Whether the bank with this hash says the same as today's."""
    return bank_hash in (None, todays_bank().hash) or _kept_bank(bank_hash or "") == instrument()


@lru_cache(maxsize=8)
def _kept_bank(wanted_hash: str) -> Instrument | None:
    text = saving.store().instrument_text(wanted_hash)
    try:
        return read_instrument(text.encode(), QUESTION_BANK.name) if text else None
    except Problems:
        return None
