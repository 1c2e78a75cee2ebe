"""Reads a table of a user, from text with separators or from Excel, into cells with their places.

Nothing here raises: what is wrong is a list of TableFaults, which sentences put into the user's language. Text is
separated by commas, semicolons or tabs, with points or commas as decimals. Of an Excel file the values are read as they
were saved; formulas are not computed.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from assessment.problems import Place, clean
from assessment.reading.characters import CONTROL, INVISIBLE

MAX_TABLE_BYTES: Final = 1024 * 1024
MOST_ROWS: Final = 10_000
MOST_COLUMNS: Final = 50

_SEPARATORS: Final = "\t;,"
_BLANK_LINES: Final = re.compile(r"(?:[^\S\n]*+\n)++")
_QUOTED: Final = re.compile(r"[ ]*+\"((?:[^\"]++|\"\")*+)(\"?)[ ]*+")
_PLAIN_CELLS: Final = {sign: re.compile(f"[^\n{sign}]*+") for sign in _SEPARATORS}
_ZIP: Final = b"PK\x03\x04"
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"

_MINUS: Final = str.maketrans({"−": "-", "–": "-"})  # as word processors write it
# With thousands set apart by a sign that is not the decimal one, or without.
_GROUPED: Final = re.compile(
    r"([-+]?[0-9]{1,3})((?P<sign>[ \xa0\u2009\u202f'’.,])[0-9]{3}(?:(?P=sign)[0-9]{3})*)(?:(?P<point>[.,])([0-9]*))?"
)
_ORDINARY: Final = re.compile(r"[-+]?(?:[0-9]+[.,]?[0-9]*|[.,][0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
_LONGEST_NUMBER: Final = 60  # of signs; nobody writes a longer one, and the patterns take long with thousands
_PERCENT: Final = re.compile(r"[ \xa0\u202f]*%")


@dataclass(frozen=True, slots=True)
class TableFault:
    """One thing wrong in a table: its place, which sentences say so, and what they name.

    `kind` and `where` are keys of the words under "table"; `values` fills their places in.
    """

    place: Place
    kind: str
    where: str = "file"
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TableCell:
    """The text of a cell, cleaned, without spaces around it, on one line; its value where Excel has saved a number."""

    text: str
    place: Place
    value: float | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing can be seen in it."""
        return not INVISIBLE.sub("", self.text).strip()

    @property
    def number(self) -> float | None:
        """The number in it; None where there is none. It may be infinite."""
        return number_in(self.text) if self.value is None else self.value


@dataclass(frozen=True, slots=True)
class Table:
    """The rows that have something in them, the header among them, and what is wrong with the file."""

    rows: tuple[tuple[TableCell, ...], ...]
    faults: tuple[TableFault, ...] = ()


def read_table(data: bytes) -> Table:
    """Read a table from the bytes of a text or of an Excel file (.xlsx)."""
    if len(data) > MAX_TABLE_BYTES:
        return _unreadable(TableFault((1, 1), "too_large", values={"most": f"{MAX_TABLE_BYTES // 1024**2} MiB"}))
    if data.startswith(_ZIP):
        from assessment.reading.excel import read_excel  # noqa: PLC0415  # most tables are text, and openpyxl is heavy

        return read_excel(data)
    if data.startswith(_OLD_EXCEL):
        return _unreadable(TableFault((1, 1), "old_excel"))
    text = _decoded(data)
    return _unreadable(TableFault((1, 1), "no_text")) if text is None else read_text(text)


def _unreadable(fault: TableFault) -> Table:
    return Table((), (fault,))


def _decoded(data: bytes) -> str | None:
    """UTF-8, UTF-16 with its mark, or what Excel on Windows saves as CSV; None for bytes that are no text."""
    is_utf_16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if is_utf_16 else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if CONTROL.search(text.replace("\0", "\x01")) else text
    return None


def read_text(text: str) -> Table:
    """Read a table from text, as pasted from a spreadsheet or from a file of separated values."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    reading = _TextReading(lines)
    rows = tuple(row for row in reading.rows() if not all(cell.is_empty for cell in row))
    return Table(rows, tuple(reading.faults))


def separator_of(text: str) -> str:
    """What separates the cells of a table: of tab, semicolon and comma the first that its first line has unquoted."""
    first = re.sub(r'"[^"]*"?', "", text.lstrip().split("\n", 1)[0])
    return next((sign for sign in _SEPARATORS if sign in first), ",")


class _TextReading:
    """Reads one text, row by row, and collects what is wrong."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.separator = separator_of(text)
        self.faults: list[TableFault] = []
        self.at = 0  # the next character
        self.line = 1
        self.line_start = 0

    def rows(self) -> Iterator[tuple[TableCell, ...]]:
        """The rows until the end, or until one that cannot be read."""
        count = 0
        while True:
            if blank := _BLANK_LINES.match(self.text, self.at):
                self._pass(blank.end())
            if self.at >= len(self.text):
                return
            count += 1
            if count > MOST_ROWS + 1:
                self.faults.append(TableFault((self.line, 1), "too_many_rows", values={"most": f"{MOST_ROWS:,}"}))
                return
            row = self._row()
            if row is None:
                return
            yield row

    def _row(self) -> tuple[TableCell, ...] | None:
        """The cells up to the end of the line; None where the rest cannot be read."""
        cells: list[TableCell] = []
        while True:
            place = (self.line, self.at - self.line_start + 1)
            if len(cells) >= MOST_COLUMNS:
                self.faults.append(TableFault(place, "too_many_columns", values={"most": str(MOST_COLUMNS)}))
                return None
            text = self._cell(place)
            if text is None:
                return None
            cells.append(TableCell(one_line(text), place))
            ends = self.text[self.at : self.at + 1]
            self._pass(self.at + 1)
            if ends != self.separator:
                return tuple(cells)

    def _cell(self, place: Place) -> str | None:
        plain = _PLAIN_CELLS[self.separator]
        quoted = _QUOTED.match(self.text, self.at)
        if not quoted:
            found = plain.match(self.text, self.at)
            self.at = found.end() if found else self.at
            return found[0] if found else ""
        if not quoted[2]:
            self.faults.append(TableFault(place, "open_quote"))
            return None
        self._pass(quoted.end())
        rest = plain.match(self.text, self.at)
        if rest and rest[0].strip():
            self.faults.append(TableFault((self.line, self.at - self.line_start + 1), "after_quote"))
        self.at = rest.end() if rest else self.at
        return quoted[1].replace('""', '"')

    def _pass(self, end: int) -> None:
        """Go on to `end`, counting the lines that end before it."""
        self.line += self.text.count("\n", self.at, end)
        last = self.text.rfind("\n", self.at, end)
        self.line_start = self.line_start if last < 0 else last + 1
        self.at = end


def one_line(text: str) -> str:
    """The text of a cell, cleaned, on one line and without spaces around it."""
    return " ".join(clean(text).split())


def number_in(text: str) -> float | None:
    """The number in a text with a decimal point or comma, and with or without thousands set apart; None for others.

    A sign that stands once and could be either is the decimal one: "1,234" is a little more than one. A per cent sign
    after the number means nothing: "72 %" is 72.
    """
    if len(text) > _LONGEST_NUMBER:
        return None
    bare = text.strip().translate(_MINUS)
    if percent := _PERCENT.search(bare):
        bare = bare[: percent.start()] if percent.end() == len(bare) else bare
    if _ORDINARY.fullmatch(bare):
        return float(bare.replace(",", "."))
    grouped = _GROUPED.fullmatch(bare)
    if grouped is None or grouped["sign"] == grouped["point"]:
        return None
    whole = re.sub(r"[^-+0-9]", "", grouped[1] + grouped[2])
    return float(f"{whole}.{grouped[5] or 0}")
