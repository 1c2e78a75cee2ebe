"""Explains why a file is not JSON: the place to change, what is wrong, and the remedy.

Derived from the text alone.
"""

from __future__ import annotations

import re
from typing import Final

from assessment.reading.characters import INVISIBLE, Fault, invisible, place_of

# A string that is never closed runs to the end. Possessive quantifiers, so that no input causes backtracking.
_JSON_PIECE: Final = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{},:]|[^ \t\n\r"\[\]{},:]++', re.DOTALL)
_JSON_SCALAR: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|true|false|null|NaN|-?Infinity")
_JSON_TEXT: Final = re.compile(r'(?:[^\x00-\x1f"\\]++|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+')

_VALUE: Final = ("no valid value here", "write a text in double quotes, a number, true, false or null")
_KEY: Final = ("no key in double quotes here", "write a key, or remove the comma before it")
_COLON: Final = ("a colon is missing after the key", 'write "key": value')
_COMMA: Final = ("a comma is missing before this", "separate entries with commas")
_TRAILING: Final = ("a comma follows the last entry", "remove it")
_BEYOND: Final = ("something follows the end of the JSON value", "remove it")
_OPEN: Final = ("the bracket or brace opened here is never closed", "close it")
_UNCLOSED: Final = ("the text that begins here is never closed", 'add the closing "')
_CONTROL: Final = ("a text contains a line break or control character", "write \\n instead")
_BACKSLASH: Final = ("this backslash does not begin a valid escape", "write \\\\ for a backslash")

_Fault = tuple[str, str]  # what was found, and the remedy


class _Json:
    """Reads JSON piece by piece until one does not fit. `awaited` is the fault to report if the next one does not."""

    def __init__(self) -> None:
        self.open: list[tuple[str, int]] = []  # the brackets that are open, and where
        self.awaited = _VALUE
        self.is_first = False  # whether the innermost bracket is still empty
        self.comma = 0

    def take(self, piece: str, offset: int) -> tuple[int, _Fault] | None:  # noqa: PLR0911  # one per kind of piece
        """The offset and the fault, if this piece does not fit here."""
        if self.awaited is _BEYOND:
            return offset, _BEYOND
        if piece in "]}":
            return self._close(piece, offset)
        if self.awaited in (_COLON, _COMMA):
            return self._separate(piece, offset)
        self.is_first = False
        if piece[0] == '"':
            self.awaited = _COLON if self.awaited is _KEY else self._after()
            return _json_text(piece, offset)
        if self.awaited is _KEY:
            return offset, _KEY
        if piece in "[{":
            self.open.append((piece, offset))
            self.awaited, self.is_first = (_KEY if piece == "{" else _VALUE), True
            return None
        self.awaited = self._after()
        return None if _JSON_SCALAR.fullmatch(piece) else (offset, _VALUE)

    def end(self, offset: int) -> tuple[int, _Fault]:
        """The offset and the fault of a file that ends here."""
        return (self.open[-1][1], _OPEN) if self.open and self.awaited is _COMMA else (offset, self.awaited)

    def _after(self) -> _Fault:
        return _COMMA if self.open else _BEYOND

    def _close(self, piece: str, offset: int) -> tuple[int, _Fault] | None:
        fits = bool(self.open) and self.open[-1][0] + piece in ("[]", "{}")
        if fits and (self.awaited is _COMMA or self.is_first):
            self.open.pop()
            self.awaited, self.is_first = self._after(), False
            return None
        after_comma = fits and self.awaited is (_KEY if piece == "}" else _VALUE)
        return (self.comma, _TRAILING) if after_comma else (offset, self.awaited)

    def _separate(self, piece: str, offset: int) -> tuple[int, _Fault] | None:
        if self.awaited is _COLON and piece == ":":
            self.awaited = _VALUE
        elif self.awaited is _COMMA and piece == ",":
            self.awaited, self.comma = (_KEY if self.open[-1][0] == "{" else _VALUE), offset
        else:
            return offset, self.awaited
        return None


def _json_text(piece: str, offset: int) -> tuple[int, _Fault] | None:
    text = _JSON_TEXT.match(piece, 1)
    end = text.end() if text else 1
    if end == len(piece):
        return offset, _UNCLOSED
    return None if piece[end] == '"' else (offset + end, _BACKSLASH if piece[end] == "\\" else _CONTROL)


def explain_json(text: str, gave_up: int) -> Fault:
    """Why `text` is not JSON; `gave_up` is the offset where its reader stopped."""
    reader = _Json()
    fault = None
    for match in _JSON_PIECE.finditer(text):
        if fault := reader.take(match[0], match.start()):
            break
    else:
        if reader.awaited is not _BEYOND:
            fault = reader.end(len(text.rstrip(" \t\n\r")))
    offset, (found, remedy) = fault or (gave_up, ("this is not JSON", "compare it with a file saved by the app"))
    piece = _JSON_PIECE.match(text, offset)
    # Outside texts an invisible character is the cause, whatever was awaited.
    if piece and piece[0][0] != '"' and (hidden := INVISIBLE.search(piece[0])):
        return Fault(place_of(text, offset + hidden.start()), *invisible(hidden[0]))
    return Fault(place_of(text, offset), found, remedy)
