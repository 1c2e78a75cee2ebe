"""The text of a PDF as its reader gets it, for comparing it with sentences."""

from __future__ import annotations

import re
from typing import Final

from babel.dates import get_month_names

from assessment.words import LOCALES

_MONTHS: Final = "|".join(
    sorted(
        {
            name.rstrip(".")
            for width in ("wide", "abbreviated")
            for locale in LOCALES.values()
            for name in get_month_names(width, locale=locale).values()
        },
        key=len,
        reverse=True,
    )
)
_DAY: Final = re.compile(rf"\b([0-9]{{1,2}}) ({_MONTHS}) ([0-9]{{4}})")


def days_whole(text: str) -> str:
    """The text with no-break spaces in its days, as words have them: extracting writes them as spaces."""
    return _DAY.sub("\\1\u00a0\\2\u00a0\\3", text)


def one_line(text: str) -> str:
    """The text on one line, its days as days_whole() has them."""
    return days_whole(" ".join(text.split()))
