"""JSON read into a tree, with its limits and a place for every value."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from typing import Final

from assessment.problems import MAX_SHOWN, Findings, Place, Problems, clean, dotted, quote
from assessment.reading.characters import INVISIBLE, place_of, spots
from assessment.reading.json_syntax import explain_json
from assessment.reading.tree import (
    BARE,
    MAX_DEPTH,
    MAX_JSON_BYTES,
    MAX_JSON_VALUES,
    KeyPath,
    Node,
    decoded,
    is_finite,
    number,
)

# A string that is never closed runs to the end. Possessive quantifiers, so that no input causes backtracking.
_TOKEN: Final = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{},:]|[^\s"\[\]{},:]++', re.DOTALL)
_OPENING: Final = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{}]', re.DOTALL)


class NotJson(Problems):
    """The file is not JSON; it may be in another format."""


def read_json(
    data: bytes, file: str, most: int = MAX_JSON_VALUES, most_bytes: int = MAX_JSON_BYTES
) -> tuple[Node, Findings]:
    """The tree of a JSON file with the place of every value, and the problems that do not stop reading.

    Raises NotJson if it is not JSON, and Problems if it has more than `most_bytes`, more than 12 levels or more than
    `most` values. Repeated keys, NaN and infinite numbers are findings. Every text is cleaned; a whole number of more
    than 18 digits is a float.
    """
    findings = Findings(file)
    text = decoded(data, findings, most_bytes)
    depth = 0
    for match in _OPENING.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(match[0], 0)
        if depth > MAX_DEPTH:
            found = f"lists and objects nest deeper than {MAX_DEPTH} levels"
            raise findings.stop(place_of(text, match.start()), "the file", found, remedy="flatten it")
    try:
        # Is it JSON? Numbers are not converted: with thousands of digits that takes long.
        json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        place, found, remedy = explain_json(text, error.pos)
        raise NotJson(findings.stop(place, "the file", found, remedy=remedy).problems) from None
    return _JsonReader(text, findings, most).read(), findings


class _JsonReader:
    """Builds the tree of a text that is JSON."""

    def __init__(self, text: str, findings: Findings, most: int) -> None:
        self.text = text
        self.findings = findings
        self.most = most
        self.lines = [0, *(match.end() for match in re.finditer("\n", text))]
        # Escapes can produce any character, so only ASCII without escapes is known to have no unusual ones.
        self.has_odd = not text.isascii() or "\\" in text or "\x7f" in text
        self.open: list[Node] = []
        self.keys: list[str | None] = []  # for each open object, the key of the next value; None drops the value
        self.repeating: set[int] = set()  # the depths of open objects with a repeated key

    def read(self) -> Node:
        root: Node | None = None
        expects_key, values = False, 0
        for match in _TOKEN.finditer(self.text):
            piece = match[0]
            if piece in "]}":
                self.open.pop()
                self.keys.pop()
                expects_key = False
            elif piece == ",":
                expects_key = isinstance(self.open[-1].value, dict)
            elif piece == ":":
                expects_key = False
            elif expects_key:
                self._key(piece, match.start())
            else:
                values += 1
                if values > self.most:
                    raise self.findings.stop(
                        (1, 1), "the file", f"it has more than {self.most:,} values", remedy="shorten it"
                    )
                node = self._value(piece, match.start())
                root = root or node
                expects_key = piece == "{"
        return root or Node("", (1, 1), broken=True)  # never happens: JSON has a root

    def _place(self, offset: int) -> Place:
        line = bisect_right(self.lines, offset)
        return line, offset - self.lines[line - 1] + 1

    def _path(self) -> KeyPath:
        """The path of the innermost open list or object."""
        steps: list[str | int] = []
        for node, key in zip(self.open[:-1], self.keys[:-1], strict=True):
            steps.append(len(node.entries) - 1 if isinstance(node.value, list) else key or "")
        return tuple(steps)

    def _key(self, piece: str, offset: int) -> None:
        node, key, place = self.open[-1], clean(_unquoted(piece)), self._place(offset)
        if key in node.keys:
            self.keys[-1] = None
            # When one key repeats, those below it often do too, because a brace is missing: one finding is enough.
            if len(self.open) not in self.repeating:
                self.repeating.add(len(self.open))
                line, column = node.keys[key]
                before = f"in column {column}" if line == place[0] else f"on line {line}"
                found = f"the key {quote(key)} is already {before}"
                remedy = 'keep one of them; if a new object begins here, "}, {" is missing before it'
                self.findings.add(place, dotted(self._path()) or "the file", found, remedy=remedy)
            return
        self.keys[-1] = key
        node.keys[key] = place
        if hidden := self._hidden(piece, offset):
            node.hidden_keys = {**(node.hidden_keys or {}), key: hidden}

    def _value(self, piece: str, offset: int) -> Node:
        place = self._place(offset)
        if piece in "[{":
            node = Node([] if piece == "[" else {}, place)
        elif piece[0] == '"':
            text = clean(_unquoted(piece))
            node = Node(text, place, text, hidden=self._hidden(piece, offset))
        elif piece in ("true", "false", "null"):
            node = Node(piece, place, {"true": True, "false": False, "null": None}[piece], plain=True)
        elif is_finite(piece):
            node = Node(piece, place, number(piece), plain=True)
        else:
            node = Node(piece, place, BARE, plain=True, broken=True)
        self._put(node)
        if node.broken:
            where = dotted((*self._path(), self._step())) if self.open else "the file"
            if len(self.findings.problems) <= MAX_SHOWN:
                self.findings.add(place, where, f"found {quote(piece)}", "expected an ordinary number", "correct it")
        if piece in "[{":
            self.open.append(node)
            self.keys.append(None)
            self.repeating.discard(len(self.open))
        return node

    def _step(self) -> str | int:
        """The index or key of the value read last, in the innermost open list or object."""
        inner = self.open[-1]
        return len(inner.entries) - 1 if isinstance(inner.value, list) else self.keys[-1] or ""

    def _put(self, node: Node) -> None:
        if not self.open:
            return
        into = self.open[-1].value
        if isinstance(into, list):
            into.append(node)
        elif isinstance(into, dict) and (key := self.keys[-1]) is not None:
            into[key] = node

    def _hidden(self, piece: str, offset: int) -> tuple[Place, str] | None:
        """The first invisible character in a text, with its place."""
        if not self.has_odd or (piece.isascii() and "\\" not in piece):
            return None
        found = next(spots(piece, INVISIBLE, escapes=True), None)
        return found and (self._place(offset + found[0]), found[1])


def _unquoted(piece: str) -> str:
    return piece[1:-1] if "\\" not in piece else str(json.loads(piece))
