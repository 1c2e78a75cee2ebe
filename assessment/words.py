"""The interface's words, and numbers, dates and lists as a language writes them.

The language is always an argument.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache
from pathlib import Path
from typing import Final, cast

import yaml
from babel.dates import format_date
from babel.numbers import format_decimal

from assessment.instrument import Language

_WORDS: Final = Path(__file__).with_name("words")
_ANY_SIZE: Final = Context(prec=400)  # A weight may have 300 digits before the point.
_LOCALES: Final[Mapping[Language, str]] = {"en": "en_GB", "sv": "sv_SE"}
_NAMED: Final = 3  # A sentence that names more than these is no longer read.


@cache
def words(language: Language) -> Mapping[str, object]:
    """All words of a language, nested as in words/<language>.yaml."""
    return cast("Mapping[str, object]", yaml.safe_load((_WORDS / f"{language}.yaml").read_bytes()))


def say(language: Language, path: str, **values: object) -> str:
    """The words at a dotted path, with `{name}` places filled in.

    Raises KeyError when the words file lacks the path or a value is missing.
    """
    found: object = words(language)
    for step in path.split("."):
        found = cast("Mapping[str, object]", found)[step]
    return str(found).format_map(values) if values else str(found)


def rounded(value: float, decimals: int) -> Decimal:
    """Round half away from zero, after removing what binary fractions add from the eleventh decimal on.

    What 47.005 has become after some arithmetic, 47.00499999999999, is half; 13.2549999621 is less than half.
    """
    exact = Decimal(str(round(value, 10)))
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=_ANY_SIZE)


def number(value: float, language: Language, decimals: int = 0) -> str:
    """A number as the language writes it: whole on the screen, two decimals in files."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    written = format_decimal(rounded(value, decimals), format=pattern, locale=_LOCALES[language])
    return written.replace("-", "−")


def signed(value: float, language: Language, decimals: int = 0) -> str:
    """A number with its sign, also a plus; nought has none."""
    shown = rounded(value, decimals)
    return f"{'+' if shown > 0 else ''}{number(value, language, decimals)}" if shown else "0"


def score_text(value: float | None, language: Language) -> str:
    """A score as a whole number, or the dash that stands for a withheld one."""
    return "–" if value is None else number(value, language)


def pull_text(pull: float, language: Language) -> str:
    """What a role or all of them do to an element, -2 to 2: as a mean of whole ratings it needs its decimal."""
    return signed(pull, language, 1)


def alignment_text(alignment: float, language: Language) -> str:
    """What a role or all of them do to the agreed experience, -100 to 100, in a sentence that says which way.

    The way is told from the first fraction on, so where a whole number would hide it, the decimals show.
    """
    return signed(alignment, language, 0 if rounded(alignment, 0) else 2)


def date_text(day: date, language: Language) -> str:
    """A date in full, such as 22 November 2026."""
    return format_date(day, format="long", locale=_LOCALES[language])


def joined(names: list[str], language: Language) -> str:
    """Names in a row, the last one joined with "and"."""
    *first, last = names or [""]
    return f"{', '.join(first)} {say(language, 'and')} {last}" if first else last


def first_names(names: list[str], language: Language) -> str:
    """The first names and how many more there are; one more is named, too."""
    more = len(names) - _NAMED
    return joined([*names[:_NAMED], say(language, "incentives.more", count=more)] if more > 1 else names, language)


def quoted(text: str, language: Language) -> str:
    """A text in the quotation marks of the language."""
    return say(language, "quoted", text=text)


def lower_first(name: str) -> str:
    """A name inside a sentence. All capitals (an abbreviation) stay."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def upper_first(text: str) -> str:
    """A text that begins a sentence."""
    return text[:1].upper() + text[1:]
