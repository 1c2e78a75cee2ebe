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
    """The question bank as it lies on disk now. Raises Problems when it cannot be used."""
    return _bank().instrument


def today() -> Today:
    """What a series is read and begun with now. Raises Problems when the question bank cannot be used."""
    return Today(_bank(), address.language(), address.now())


def _bank() -> Bank:
    try:
        found = QUESTION_BANK.stat()
    except OSError:
        load_instrument(QUESTION_BANK)  # which says what the matter is
        raise
    return _loaded(QUESTION_BANK, found.st_mtime_ns, found.st_size)


# Not Streamlit's cache: that one hashes its arguments anew at each of the many calls of a run.
@lru_cache(maxsize=2)
def _loaded(path: Path, changed: int, size: int) -> Bank:
    del changed, size  # they tell one state of the file from another
    return Bank.load(path)
