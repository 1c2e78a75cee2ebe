"""The tree that every user file becomes: values with their places. Also the limits on what is read."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from math import log10
from typing import Final

from assessment.problems import Findings, Place, Problems, clean, dotted
from assessment.reading.characters import INVISIBLE, invisible

MAX_DEPTH: Final = 12
MAX_YAML_BYTES: Final = 256 * 1024
MAX_JSON_BYTES: Final = 1024 * 1024
# Three times as many as the shipped question bank has, and more than 256 KiB of a similar one would have. By bytes
# alone there could be 250,000 empty values, which take seconds to check.
MAX_YAML_VALUES: Final = 16_000
# More than the largest answers file has, and far fewer than the bytes would allow.
MAX_JSON_VALUES: Final = 100_000
# A longer whole number cannot be an answer or a count, and converting it takes quadratic time, so it becomes a float.
_MAX_DIGITS: Final = 18
_MOST_DIGITS: Final = 309  # of a finite float
_TOO_LARGE: Final = 10**308

KeyPath = tuple[str | int, ...]


class Bare:
    """Stands for a value that no model accepts, so that its place is reported."""


BARE: Final = Bare()


@dataclass(slots=True)
class Node:
    """One value of a file with its place.

    `value` is the text of a scalar as the file has it, or the entries. `data` is what a scalar means: text, number,
    truth value, None, or BARE for a word that is none of these. `plain` is whether a scalar is unquoted. `keys` holds
    the place of each key of a mapping. `broken` marks a value that has been reported already and means nothing. `cut`
    is the place of a comment after an unquoted scalar on the same line. `hidden` is the first invisible character in a
    scalar with its place, `hidden_keys` the same for keys.
    """

    value: str | list[Node] | dict[str, Node]
    place: Place
    data: object = BARE
    plain: bool = False
    broken: bool = False
    keys: dict[str, Place] = field(default_factory=dict)
    cut: Place | None = None
    hidden: tuple[Place, str] | None = None
    hidden_keys: dict[str, tuple[Place, str]] | None = None

    def get(self, step: str | int) -> Node | None:
        """The entry at a key or index, or None."""
        if isinstance(self.value, dict) and isinstance(step, str):
            return self.value.get(step)
        if isinstance(self.value, list) and isinstance(step, int) and step < len(self.value):
            return self.value[step]
        return None

    def at(self, path: KeyPath) -> Node | None:
        """The value at a path below this one, or None."""
        node: Node | None = self
        for step in path:
            node = node.get(step) if node else None
        return node

    @property
    def entries(self) -> list[Node]:
        """The entries of a list; nothing for anything else."""
        return self.value if isinstance(self.value, list) else []

    @property
    def text(self) -> str | None:
        """The text of a scalar, if it is a text; else None."""
        return self.data if isinstance(self.data, str) and not self.broken else None


def decoded(data: bytes, findings: Findings, most: int) -> str:
    """Decode UTF-8, with or without byte order mark. Raises Problems for other bytes, or for more than `most`."""
    if len(data) > most:
        found = f"the file has {len(data):,} bytes"
        raise findings.stop((1, 1), "the file", found, f"expected at most {most:,}", "shorten it")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        start = error.start
    line = data.count(b"\n", 0, start) + 1
    before = data[data.rfind(b"\n", 0, start) + 1 : start].decode("utf-8", errors="replace")
    found = f"the byte 0x{data[start]:02X} is not UTF-8"
    raise findings.stop((line, len(before) + 1), "the file", found, remedy="save the file as UTF-8")


# Unquoted words that YAML 1.1 readers take for something other than a text.
_TRUE: Final = frozenset({"true", "yes", "on"})
_FALSE: Final = frozenset({"false", "no", "off"})
_WHOLE: Final = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_DECIMAL: Final = re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))(?:[eE][-+]?[0-9]+)?")
_OTHER_NUMBER: Final = re.compile(
    r"[-+]?(?:0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7]+|[0-9][0-9_]*(?:\.[0-9_]*)?"
    r"|[0-9]+(?::[0-5]?[0-9])+(?:\.[0-9]*)?|\.(?:inf|Inf|INF))|\.(?:nan|NaN|NAN)"
)
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ].*)?")


def read_as(text: str) -> str | None:
    """What YAML readers take the unquoted word `text` for, as a phrase; None for a text."""
    folded = text[:6].lower()
    if text in {"", "~"} or folded == "null":
        return "nothing"
    if folded in _TRUE:
        return '"true"'
    if folded in _FALSE:
        return '"false"'
    if text[0] not in "+-.0123456789":
        return None
    if _WHOLE.fullmatch(text) or _DECIMAL.fullmatch(text) or _OTHER_NUMBER.fullmatch(text):
        return "a number"
    return "a date" if _DATE.fullmatch(text) else None


def meant(word: str) -> object:
    """The value of an unquoted word in YAML: a text, a number, true or false; BARE where readers disagree."""
    if not (taken_for := read_as(word)):
        return word
    if word in ("true", "false"):
        return word == "true"
    is_number = taken_for == "a number" and (_WHOLE.fullmatch(word) or _DECIMAL.fullmatch(word))
    return number(word) if is_number and is_finite(word) else BARE


def is_finite(digits: str) -> bool:
    """Whether a number in JSON or YAML is finite, decided without converting very many digits."""
    return (not digits.lstrip("+-").isdigit() or len(digits) <= _MOST_DIGITS + 1) and math.isfinite(float(digits))


def number(digits: str) -> int | float:
    """The value of a finite number; a whole one of more than 18 digits becomes a float."""
    bare = digits.lstrip("+-")
    return int(digits) if len(bare) <= _MAX_DIGITS and bare.isdigit() else float(digits)


def reveal(node: Node, where: str, findings: Findings) -> None:
    """Report the invisible character in a scalar that may not have any, and remove it."""
    if node.hidden and isinstance(node.value, str):
        (place, sign), node.hidden = node.hidden, None
        found, remedy = invisible(sign)
        findings.add(place, where, found, remedy=remedy)
        node.value = INVISIBLE.sub("", node.value)
        node.data = meant(node.value) if node.plain else node.value


# From decoded data ----------------------------------------------------------------------------------------------------


def tree_of(document: object, findings: Findings, most: int = MAX_JSON_VALUES, within: KeyPath = ()) -> Node:
    """The tree of decoded JSON, with every text cleaned.

    Values have no lines, so a value's place is its number among all values; without_places() removes these from
    problems. With more than `most` values, or more than 12 levels, the tree is empty and a finding says so.
    """
    try:
        return _TreeBuilder(most, within).node(document, within)
    except _TooMuchError as error:
        findings.add((1, 1), error.where, f"it has more than {error.limit}", remedy="shorten it")
        return Node("", (1, 1), broken=True)


def without_places(findings: Findings) -> Problems:
    """The findings in a tree_of() decoded data, in the order of the data and without line numbers."""
    return Problems(findings.problems).without_places()


class _TooMuchError(Exception):
    """A document exceeds a limit: which part, and which limit."""

    def __init__(self, path: KeyPath, limit: str) -> None:
        super().__init__(path, limit)
        self.where, self.limit = dotted(step for step in path[:1] if isinstance(step, str)) or "the file", limit


class _TreeBuilder:
    def __init__(self, most: int, within: KeyPath) -> None:
        self.most = most
        self.deepest = MAX_DEPTH + len(within)
        self.values = 0

    def node(self, value: object, path: KeyPath) -> Node:
        self.values += 1
        if self.values > self.most:
            raise _TooMuchError(path, f"{self.most:,} values")
        place = (self.values, 1)
        if not isinstance(value, dict | list | tuple):
            return _scalar(value, place)
        if len(path) >= self.deepest:
            raise _TooMuchError(path, f"{MAX_DEPTH} levels")
        if not isinstance(value, dict):
            return Node([self.node(entry, (*path, index)) for index, entry in enumerate(value)], place)
        entries: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        for key, entry in value.items():
            name = clean(str(key))
            entries[name] = self.node(entry, (*path, name))
            keys[name] = (entries[name].place[0], 2)
        return Node(entries, place, keys=keys)


def _scalar(value: object, place: Place) -> Node:
    if isinstance(value, str):
        text = clean(value)
        return Node(text, place, text)
    if value is None:
        return Node("null", place, None, plain=True)
    if isinstance(value, bool):
        return Node("true" if value else "false", place, value, plain=True)
    if isinstance(value, int):
        # Converting a whole number of thousands of digits takes long; its size is reason enough to reject it.
        large = abs(value) >= _TOO_LARGE
        written = f"1e{log10(abs(value)):.0f}" if large else str(value)
        return Node(written, place, BARE if large else number(written), plain=True)
    if isinstance(value, float):
        # As people write it and YAML spells it: 1e308, .inf, .nan
        written = re.sub("(?=inf|nan)", ".", repr(value).replace("e+", "e"))
        return Node(written, place, value if math.isfinite(value) else BARE, plain=True)
    text = clean(str(value))
    return Node(text, place, text)
