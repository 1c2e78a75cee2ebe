"""The tree every file of a user becomes: values with their places. Limits of what is read."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field

from assessment.problems import Findings, Place
from assessment.reading.characters import INVISIBLE, invisible

MAX_DEPTH = 12
MAX_YAML_BYTES = 256 * 1024
MAX_JSON_BYTES = 1024 * 1024
# Three times the shipped question bank, and more than 256 KiB of one like it. The bytes alone would allow 250,000
# empty values, which take seconds to check.
MAX_VALUES = 16_000
# A whole number with more digits is no answer or count, and converting it takes quadratic time: it is a fraction then.
MAX_DIGITS = 18
_MOST_DIGITS = 309  # of a number that is not infinite

Path = tuple[str | int, ...]


def decoded(data: bytes, findings: Findings, most: int) -> str:
    """The text of a file within its size and in UTF-8, with or without byte order mark; or Problems."""
    if len(data) > most:
        found = f"the file has {len(data):,} bytes"
        raise findings.stop((1, 1), "the file", found, f"at most {most:,} are read", "shorten it")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        start = error.start
    line = data.count(b"\n", 0, start) + 1
    before = data[data.rfind(b"\n", 0, start) + 1 : start].decode("utf-8", errors="replace")
    found = f"the byte 0x{data[start]:02X} is not UTF-8"
    raise findings.stop((line, len(before) + 1), "the file", found, remedy="save the file as UTF-8")


def is_finite(number: str) -> bool:
    """Whether a number of JSON or YAML is one that can be counted with, found without converting endless digits."""
    return (not number.lstrip("+-").isdigit() or len(number) <= _MOST_DIGITS + 1) and math.isfinite(float(number))


@dataclass(slots=True)
class Node:
    """One value of a YAML file with its place.

    A scalar's `value` is its text, whatever it looks like; `plain` says that it stands without quotes. `keys` holds
    the place of each key of a mapping. `broken` marks a value that has been reported and stands for nothing. `cut` is
    the place of the comment that follows a scalar without quotes on its line, `hidden` the first invisible character
    in a scalar with its place.
    """

    value: str | list[Node] | dict[str, Node]
    place: Place
    plain: bool = False
    broken: bool = False
    keys: dict[str, Place] = field(default_factory=dict)
    cut: Place | None = None
    hidden: tuple[Place, str] | None = None

    def get(self, step: str | int) -> Node | None:
        """The entry at a key or index, or None."""
        if isinstance(self.value, dict) and isinstance(step, str):
            return self.value.get(step)
        if isinstance(self.value, list) and isinstance(step, int) and step < len(self.value):
            return self.value[step]
        return None

    @property
    def entries(self) -> list[Node]:
        """The entries of a list; nothing for anything else."""
        return self.value if isinstance(self.value, list) else []

    @property
    def text(self) -> str | None:
        """The text of a scalar that is taken for a text by every YAML reader; None for anything else."""
        if isinstance(self.value, str) and not self.broken and not (self.plain and reading(self.value)):
            return self.value
        return None


# What readers of YAML 1.1 take for something other than a text when it stands without quotes.
_TRUE = frozenset({"true", "yes", "on"})
_FALSE = frozenset({"false", "no", "off"})
WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
DECIMAL = re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))(?:[eE][-+]?[0-9]+)?")
DECIMAL_COMMA = re.compile(r"[-+]?[0-9]{1,9},[0-9]{1,9}")
_OTHER_NUMBER = re.compile(
    r"[-+]?(?:0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7]+|[0-9][0-9_]*(?:\.[0-9_]*)?"
    r"|[0-9]+(?::[0-5]?[0-9])+(?:\.[0-9]*)?|\.(?:inf|Inf|INF))|\.(?:nan|NaN|NAN)"
)
_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ].*)?")


def reading(text: str) -> str | None:
    """What YAML readers take the bare word `text` for, as a phrase; None for a text."""
    folded = text[:6].lower()
    if text in {"", "~"} or folded == "null":
        return "nothing"
    if folded in _TRUE:
        return '"true"'
    if folded in _FALSE:
        return '"false"'
    if text[0] not in "+-.0123456789":
        return None
    if WHOLE.fullmatch(text) or DECIMAL.fullmatch(text) or _OTHER_NUMBER.fullmatch(text):
        return "a number"
    return "a date" if _DATE.fullmatch(text) else None


def reveal(node: Node, where: str, findings: Findings) -> None:
    """Report the invisible character in a scalar that may have none, and go on without any."""
    if node.hidden and isinstance(node.value, str):
        (place, sign), node.hidden = node.hidden, None
        found, remedy = invisible(sign)
        findings.add(place, where, found, remedy=remedy)
        node.value = INVISIBLE.sub("", node.value)
