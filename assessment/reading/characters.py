"""Control and invisible characters: which they are, where a piece of a file has them, and their names."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from typing import Final, NamedTuple

from assessment.problems import Place

# Control characters except tab and line breaks, and halves of surrogate pairs: not allowed in any text.
CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# Unusual spaces, characters without width, and those that change the direction of reading. People's own words may need
# them, but in an id, a number or the syntax nobody sees what is wrong. Variation selectors of emoji are not included.
INVISIBLE: Final = re.compile(
    "[\xa0\xad\u034f\u061c\u115f\u1160\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u2066-\u206f\u2800\u3000"
    "\u3164\ufeff\uffa0\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f]"
)

_ESCAPE: Final = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL)
_SHORT: Final = {"0": "\0", "a": "\a", "b": "\b", "v": "\v", "f": "\f", "e": "\x1b", "N": "\x85", "_": "\xa0"} | {
    "L": "\u2028",
    "P": "\u2029",
}


def named(sign: str) -> str:
    """The code and name of a character, such as "U+00A0 (no-break space)"."""
    name = unicodedata.name(sign, "").lower()
    return f"U+{ord(sign):04X}" + (f" ({name})" if name else "")


def spots(source: str, wanted: re.Pattern[str], *, escapes: bool = False) -> Iterator[tuple[int, str]]:
    """Offset and character of each `wanted` character in a piece of a file; with `escapes` also of escaped ones."""
    found = [(match.start(), match[0]) for match in wanted.finditer(source)]
    if escapes:
        found += [
            (escape.start(), sign) for escape in _ESCAPE.finditer(source) if wanted.fullmatch(sign := _meant(escape))
        ]
    yield from sorted(found)


def _meant(escape: re.Match[str]) -> str:
    digits = escape[1] or escape[2] or escape[3]
    return chr(min(int(digits, 16), sys.maxunicode)) if digits else _SHORT.get(escape[4], escape[4])


class Fault(NamedTuple):
    """The first thing that makes a file unreadable."""

    place: Place
    found: str
    remedy: str


def place_of(text: str, offset: int) -> Place:
    """Line and column, from 1, of an offset."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def invisible(sign: str) -> tuple[str, str]:
    """Finding and remedy for an invisible character outside people's own words."""
    return f"found the invisible character {named(sign)}", "remove it, or replace it with an ordinary space"
