"""The question bank that the app ships with, read once for all tests: reading it takes a tenth of a second."""

from __future__ import annotations

from typing import Final

from assessment.instrument import Instrument, load_instrument

BANK: Final[Instrument] = load_instrument()
