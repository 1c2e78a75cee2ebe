"""Explains why a file is not YAML: the place to change, what is wrong, and the remedy.

Derived from the text and the place where PyYAML stopped. PyYAML's messages are not used, since they change between
releases.
"""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

import yaml

from assessment.problems import Place, quote
from assessment.reading.characters import INVISIBLE, Fault, invisible, place_of

_QUOTED: Final = {'"': re.compile(r'"(?:[^"\\]|\\.)*+"', re.DOTALL), "'": re.compile(r"'(?:[^']|'')*+'")}
_ESCAPE: Final = re.compile(
    r"\\(?:(?P<fits>[0abtnvfre \"/\\N_LP\t\n\r]|x[0-9a-fA-F]{2}"
    r"|u(?![dD][89a-fA-F])[0-9a-fA-F]{4}|U00(?!00[dD][89a-fA-F])(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{4})|.)",
    re.DOTALL,
)
# Half of a surrogate pair, which JSON and JavaScript write for characters beyond U+FFFF; not allowed in any text.
SURROGATE: Final = re.compile(r"\\(?:u|U0000)([dD][89a-fA-F][0-9a-fA-F]{2})")
_VALUE_OF_LINE: Final = re.compile(r"\s*(?:- )*(?:[^:]+:\s+)?(\S.*)?$")
_HEAD: Final = re.compile(r"(?:[^:]|:(?![ \t]|$))*+")  # a line up to the colon after its key
_COLON_INSIDE: Final = re.compile(r"\s*(?:- )*[\w-]+:\s+[^\"'].*:(?:\s|$)")
_ENTRY: Final = re.compile(r"\s*(?:- |[\w\"'-]+:(?:\s|$))")
_COMMENT: Final = re.compile(r"[^\S\n]+#")
_GLUED: Final = re.compile(r"\s*(?:- )*([\w-]+):(?=\S)")

CUT: Final = "a # after a space begins a comment, so the text ends before it", "put the text in quotes"


class Yaml(NamedTuple):
    """What is known about a file that is not YAML.

    `text` is what PyYAML was given, `source` the file's text. `last` is the last scalar that was read, `bracket` the
    innermost bracket or brace that was then open.
    """

    text: str
    source: str
    error: yaml.YAMLError
    last: yaml.ScalarEvent | None
    bracket: Place | None

    @property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    @property
    def mark(self) -> Any:  # noqa: ANN401  # the two parsers' marks share no class
        """Where PyYAML stopped."""
        return getattr(self.error, "problem_mark", None)

    @property
    def offset(self) -> int:
        """The offset of that place."""
        return self.mark.index if self.mark else 0

    @property
    def sign(self) -> str:
        """The character there; none at the end of the file."""
        return self.text[self.offset : self.offset + 1]

    @property
    def begun(self) -> Any:  # noqa: ANN401  # the two parsers' marks share no class
        """The beginning of what PyYAML was reading when it stopped, or None."""
        return getattr(self.error, "context_mark", None)


def mark_place(mark: Any) -> Place:  # noqa: ANN401  # the two parsers' marks share no class
    """Line and column, from 1, of a mark of either YAML parser."""
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def after_comment(text: str, end: int) -> int | None:
    """The offset of a # that begins a comment on the same line, right after `end`; or None."""
    comment = _COMMENT.match(text, end)
    return comment.end() - 1 if comment else None


def explain_yaml(y: Yaml) -> Fault:
    """Why a file is not YAML.

    Parsers notice many mistakes late: an unclosed quote at the next quote, a missing colon on the next line.
    """
    for look in (_quotes, _hidden, _no_colon, _tab, _colon, _cut, _first_sign, _bracket):
        if fault := look(y):
            return fault
    place = mark_place(y.mark)
    if isinstance(y.error, yaml.parser.ParserError) and y.begun:
        return Fault(place, "this line does not fit the ones above it", "align it with the entry it belongs to")
    return Fault(place, "this is not YAML", "compare it with the entries above; put texts with special signs in quotes")


def _quotes(y: Yaml) -> Fault | None:
    """A quote that is never closed, or only on a later line; an invalid escape in quotes."""
    begun = y.begun
    sign = y.text[begun.index : begun.index + 1] if begun else ""
    if sign in _QUOTED and isinstance(y.error, yaml.scanner.ScannerError):
        quoted = _QUOTED[sign].match(y.text, begun.index)
        end = quoted.end() if quoted else len(y.text)
        if sign == '"':
            wrong = next((e for e in _ESCAPE.finditer(y.text, begun.index, end) if e["fits"] is None), None)
            if wrong:
                found = "this backslash in double quotes does not begin a valid escape"
                return Fault(place_of(y.text, wrong.start()), found, "write \\\\ for a backslash")
        if y.offset < end:
            return Fault(mark_place(begun), "the quote opened here is never closed", "add the closing quote")
    if y.last and y.last.style in ("'", '"') and y.mark:
        opened, closed = mark_place(y.last.start_mark), mark_place(y.last.end_mark)
        if opened[0] < closed[0] == y.mark.line + 1:
            return Fault(opened, "the quote opened here is closed only on a later line", "add the closing quote")
    return None


def _hidden(y: Yaml) -> Fault | None:
    """An invisible character in a line's indentation or key; in the value it may be part of a text."""
    lines = y.source.split("\n")
    numbers = {mark.line for mark in (y.mark, y.begun) if mark} | ({y.mark.line - 1} if y.mark else set())
    for number in sorted(numbers):
        head = _HEAD.match(_at(lines, number))
        if head and (sign := INVISIBLE.search(head[0])):
            return Fault((number + 1, sign.start() + 1), *invisible(sign[0]))
    return None


def _no_colon(y: Yaml) -> Fault | None:
    if not y.begun or not y.mark or not isinstance(y.error, yaml.scanner.ScannerError):
        return None
    # _first_sign() explains what begins with a special sign; a key does not.
    is_key = y.begun.index < y.mark.index and y.text[y.begun.index] not in "*&!|>%"
    return (
        _explain_no_colon(y.lines, y.begun.line) if is_key and y.text[y.mark.index : y.mark.index + 1] != "\t" else None
    )


def _tab(y: Yaml) -> Fault | None:
    number = y.mark.line if y.mark else 0
    line = _at(y.lines, number)
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return Fault((number + 1, line.index("\t") + 1), "the indentation contains a tab", "use spaces")
    return None


def _colon(y: Yaml) -> Fault | None:
    """A colon where no key is allowed: a text has it, the line above lacks one, or the line is indented too far."""
    if y.begun or not y.mark or y.sign != ":":
        return None
    lines, number, place = y.lines, y.mark.line, mark_place(y.mark)
    if _COLON_INSIDE.match(_at(lines, number)):
        return Fault(place, "a text contains a colon followed by a space", "put the text in quotes")
    above = number - 1
    while above >= 0 and (not lines[above].strip() or lines[above].lstrip().startswith("#")):
        above -= 1
    before = _at(lines, above)
    if _GLUED.match(before) or (before.strip() and not re.search(r":(?:\s|$)", before)):
        return _explain_no_colon(lines, above)
    return Fault(place, "this line is indented further than the one above", "align it with the entry it belongs to")


def _cut(y: Yaml) -> Fault | None:
    """A text that a # has cut short, on this line or the next, by beginning a comment."""
    ended: Any = y.last.end_mark if y.last and not y.last.style else None
    if not ended or not y.mark or ended.line >= y.mark.line:
        return None
    goes_on = y.bracket or not _ENTRY.match(_at(y.lines, y.mark.line))
    sign = after_comment(y.text, ended.index)
    return Fault(place_of(y.text, sign), *CUT) if goes_on and sign is not None else None


def _first_sign(y: Yaml) -> Fault | None:
    """A text that begins with a special sign of YAML, or continues after its closing quote."""
    number = y.mark.line if y.mark else 0
    value = _VALUE_OF_LINE.match(_at(y.lines, number))
    start = (value[1] or "") if value else ""
    if not value or not start or start[0] not in "@`%{[|>&*!\"'],}":
        return None
    place, sign = (number + 1, value.start(1) + 1), start[0]
    if sign in "\"'":
        inside = "''" if sign == "'" else '\\"'
        remedy = f"put the whole text in quotes, and write {sign} inside them as {inside}"
        return Fault(place, f"something follows the closing {sign}", remedy)
    return Fault(place, f"a text may not begin with {sign} unless it is in quotes", "put the text in quotes")


def _bracket(y: Yaml) -> Fault | None:
    begins = y.begun and y.text[y.begun.index : y.begun.index + 1] in ("[", "{")
    place = y.bracket or (mark_place(y.begun) if begins else None)
    if place is None:
        return None
    return Fault(place, "the bracket or brace opened here is not closed", "close it, or put the text in quotes")


def _explain_no_colon(lines: list[str], number: int) -> Fault:
    line = _at(lines, number)
    place = (number + 1, len(line) - len(line.lstrip()) + 1)
    if glued := _GLUED.match(line):
        return Fault(place, f"no space after {quote(glued[1] + ':')}", f'write "{quote(glued[1])[1:-1]}: …"')
    return Fault(place, f"no colon after {quote(line.strip())}", 'write "key:" or "key: value"')


def _at(lines: list[str], number: int) -> str:
    return lines[number] if 0 <= number < len(lines) else ""
