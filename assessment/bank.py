"""The question bank on disk as it is now, and the hash under which its text is stored."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from assessment.instrument import Instrument, load_instrument, read_instrument
from assessment.problems import Problems


class Bank(NamedTuple):
    """A question bank, its text, and the hash under which the text is stored with an assessment."""

    instrument: Instrument
    text: str
    hash: str

    @classmethod
    def load(cls, path: Path) -> Bank:
        """Read the bank in a file. Raises Problems when it cannot be used."""
        instrument = load_instrument(path)
        text = path.read_text(encoding="utf-8")
        return cls(instrument, text, text_hash(text))


def text_hash(instrument_text: str) -> str:
    """The hash under which the text of a question bank is stored."""
    return hashlib.sha256(instrument_text.encode()).hexdigest()


def bank_in(path: Path) -> Bank:
    """The bank as it is on disk now, read once for each version of the file. Raises Problems."""
    try:
        found = path.stat()
    except OSError:
        load_instrument(path)  # which raises the reason as Problems
        raise
    return _loaded(path, found.st_mtime_ns, found.st_size)


# Not Streamlit's cache, which hashes its arguments at each of the many calls of a run.
@lru_cache(maxsize=2)
def _loaded(path: Path, changed: int, size: int) -> Bank:
    del changed, size  # they only distinguish versions of the file
    return Bank.load(path)


@lru_cache(maxsize=8)
def stored_instrument(text: str) -> Instrument | None:
    """The bank with this text, which was stored with an assessment; None when it can no longer be read."""
    try:
        return read_instrument(text.encode(), "questions.yaml", is_stored=True)
    except Problems:
        return None
