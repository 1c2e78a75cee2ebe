"""The question bank on disk."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from assessment.instrument import Instrument, load_instrument
from assessment.series import Bank, Today
from pages.visit import address

ROOT: Final = Path(__file__).parents[2]
QUESTION_BANK: Final = ROOT / "questions.yaml"


def instrument() -> Instrument:
    """The question bank as it is on disk now. Raises Problems when it cannot be used."""
    return _bank().instrument


def today() -> Today:
    """Question bank, language and time for reading and beginning. Raises Problems when the bank cannot be used."""
    return Today(_bank(), address.language(), address.now())


def _bank() -> Bank:
    try:
        found = QUESTION_BANK.stat()
    except OSError:
        load_instrument(QUESTION_BANK)  # which raises the reason as Problems
        raise
    return _loaded(QUESTION_BANK, found.st_mtime_ns, found.st_size)


# Not Streamlit's cache, which hashes its arguments at each of the many calls of a run.
@lru_cache(maxsize=2)
def _loaded(path: Path, changed: int, size: int) -> Bank:
    del changed, size  # they only distinguish versions of the file
    return Bank.load(path)
