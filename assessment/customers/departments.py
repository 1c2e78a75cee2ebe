"""A table of departments: its columns, and the values of each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from assessment.customers.header import NAMES, named_columns
from assessment.customers.promoters import MOST, Promoters, promoters
from assessment.problems import MAX_SHOWN, quote, suggest
from assessment.reading.table import MOST_ROWS, Table, TableCell, TableFault, read_table, read_text

COLUMNS: Final = ("department", "engagement", "customers")
LONGEST_NAME: Final = 100
MOST_DEPARTMENTS: Final = 100  # In the app: more dots than can have names.
LARGEST: Final = 1e9
_ANSWER: Final = re.compile(r"[0-9]{1,2}")
_BETWEEN_ANSWERS: Final = re.compile(r"[\s,;|/]+")


@dataclass(frozen=True, slots=True)
class DepartmentFigures:
    """A department: its engagement, and any index of what its customers think.

    `promoters` is where that index comes from when it is a net promoter score.
    """

    name: str
    engagement: float
    customers: float
    promoters: Promoters | None = None

    def document(self) -> dict[str, object]:
        """The department as JSON."""
        found: dict[str, object] = {
            "name": self.name,
            "engagement": self.engagement,
            "customers": self.customers,
        }
        if self.promoters is not None:
            kinds = self.promoters
            found["answers"] = [kinds.promoting, kinds.passive, kinds.detracting]
        return found

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> DepartmentFigures:
        """The inverse of document()."""
        asked = document.get("answers")
        kinds = Promoters(*asked) if asked else None
        return cls(document["name"], float(document["engagement"]), float(document["customers"]), kinds)


def departments_of(stored: object) -> tuple[DepartmentFigures, ...]:
    """The departments in a list of documents; none in anything else."""
    return tuple(map(DepartmentFigures.of, stored)) if isinstance(stored, list) else ()


@dataclass(frozen=True, slots=True)
class DepartmentTable:
    """The departments of a table in its order, and everything that is wrong with it, at most one fault a place."""

    departments: tuple[DepartmentFigures, ...]
    faults: tuple[TableFault, ...] = ()


# Why a cell of engagement is empty, by the name beside it: the kind of fault and what its sentence names.
WhyEmpty = Callable[[str], tuple[str, Mapping[str, str]]]


def read_departments(source: bytes | str, most: int = MOST_ROWS, why_empty: WhyEmpty | None = None) -> DepartmentTable:
    """Read a table of at most so many departments from a file's bytes, or from pasted text.

    It has no departments if it has faults. `why_empty` says more of empty cells of engagement.
    """
    table = read_text(source) if isinstance(source, str) else read_table(source)
    reading = _DepartmentReading(table, why_empty)
    departments = reading.departments()
    if len(departments) > most:
        reading.faults.append(TableFault(table.rows[most + 1][0].place, "too_many_rows", values={"most": f"{most:,}"}))
    faults = tuple(sorted(reading.faults, key=lambda fault: fault.place))
    return DepartmentTable(() if faults else departments, faults)


def as_text(departments: Sequence[DepartmentFigures], header: Sequence[str], point: str) -> str:
    """The table as text that read_departments() reads: semicolons, and this decimal sign."""

    def written(value: float) -> str:
        return f"{value:.10g}".replace(".", point)

    rows = [(each.name, written(each.engagement), written(each.customers)) for each in departments]
    return rows_as_text([header, *rows])


def rows_as_text(rows: Iterable[Sequence[str]]) -> str:
    """Rows of cells as text that read_departments() reads, with semicolons."""

    def cell(text: str) -> str:
        quoted = text.replace('"', '""')
        return f'"{quoted}"' if ";" in text or text.startswith('"') else text

    return "\n".join(";".join(map(cell, row)) for row in rows)


class _DepartmentReading:
    """Takes the departments out of one table, and collects what is wrong."""

    def __init__(self, table: Table, why_empty: WhyEmpty | None) -> None:
        self.rows = table.rows
        self.why_empty = why_empty
        self.faults = list(table.faults)
        self.lines: dict[str, int] = {}  # of each name, in lower case
        self.percent: dict[str, bool] = {}  # whether the first number of a column had a per cent sign

    def departments(self) -> tuple[DepartmentFigures, ...]:
        if not self.rows:
            if not self.faults:
                self.faults.append(TableFault((1, 1), "nothing"))
            return ()
        columns = self._columns(self.rows[0])
        if columns is None:
            return ()
        found = []
        for row in self.rows[1:]:
            if (department := self._department(row, columns)) is not None:
                found.append(department)
            if len(self.faults) > MAX_SHOWN:
                break
        return tuple(found)

    def _columns(self, header: Sequence[TableCell]) -> dict[str, int] | None:
        """Where each column stands, as far as there is one; None where the first line names no columns."""
        columns, rivals = named_columns(header)
        for at, name in rivals:
            self._add(header[at], "twice", "header", name=quote(header[at].text), column=str(columns[name] + 1))
        index = "answers" if "answers" in columns and "customers" not in columns else "customers"
        missing = [name for name in ("department", "engagement", index) if name not in columns]
        if len(missing) == len(COLUMNS) or (missing and self._is_row(header)):
            self._add(header[0], "no_header", "header", text=quote(header[0].text))
            return None
        for name in missing:
            free = (at for at, cell in enumerate(header) if cell.text and at not in columns.values())
            near = next((at for at in free if suggest(header[at].text, NAMES[name], 0.75)), None)
            if near is None:
                self.faults.append(TableFault(header[0].place, "no_column", "header", {"part": name}))
            else:
                columns[name] = near
                self._add(header[near], "misspelt", "header", text=quote(header[near].text), part=name)
        return columns

    @staticmethod
    def _is_row(header: Sequence[TableCell]) -> bool:
        """Whether the first row has numbers, so that the header is missing; with spaces between, it is one cell."""
        has_digits = len(header) == 1 and any(sign.isdigit() for sign in header[0].text)
        return has_digits or any(cell.number is not None for cell in header[1:])

    def _department(self, row: Sequence[TableCell], columns: Mapping[str, int]) -> DepartmentFigures | None:
        before = len(self.faults)
        line = row[0].place[0]
        width = len(self.rows[0])
        if any(not cell.is_empty for cell in row[width:]):
            filled = str(max(at + 1 for at, cell in enumerate(row) if not cell.is_empty))
            self._add(row[width], "too_many_cells", "row", row=str(line), cells=filled, columns=str(width))
            return None
        cells = {name: row[at] if at < len(row) else TableCell("", row[-1].place) for name, at in columns.items()}
        name = self._name(cells["department"], line) if "department" in cells else ""
        engagement = self._number(cells, "engagement", name)
        customers, asked = self._number(cells, "customers", name), None
        if "customers" not in cells and "answers" in cells:
            asked = self._answers(cells["answers"], name)
            customers = asked.score if asked else None
        if len(self.faults) > before or engagement is None or customers is None:
            return None
        return DepartmentFigures(name, engagement, customers, asked)

    def _name(self, cell: TableCell, line: int) -> str:
        """The name of a department."""
        if cell.is_empty:
            self._add(cell, "no_name", "row", row=str(line))
            return ""
        if len(cell.text) > LONGEST_NAME:
            values = {"row": str(line), "length": str(len(cell.text)), "most": str(LONGEST_NAME)}
            self._add(cell, "long_name", "row", **values)
            return cell.text
        known = self.lines.setdefault(cell.text.casefold(), line)
        if known != line:
            self._add(cell, "same_name", "row", row=str(line), name=quote(cell.text), first=str(known))
        return cell.text

    def _number(self, cells: Mapping[str, TableCell], column: str, name: str) -> float | None:
        """The number in a column; None where there is no such column, or no such number."""
        if (cell := cells.get(column)) is None:
            return None
        values = {"name": quote(name)}
        if cell.is_empty:
            why = self.why_empty if column == "engagement" else None
            kind, more = why(name) if why else ("empty", {})
            self.faults.append(TableFault(cell.place, kind, column, {**values, **more}))
            return None
        number = cell.number
        if number is None:
            self._add(cell, "no_number", column, **values, text=quote(cell.text))
        elif not abs(number) < LARGEST:
            self._add(cell, "large_number", column, **values, text=quote(cell.text))
        elif self.percent.setdefault(column, "%" in cell.text) != ("%" in cell.text):
            self._add(cell, "percent", column, **values, text=quote(cell.text))
        else:
            return number + 0.0
        return None

    def _answers(self, cell: TableCell, name: str) -> Promoters | None:
        values = {"name": quote(name)}
        if cell.is_empty:
            self.faults.append(TableFault(cell.place, "empty_answers", "answers", values))
            return None
        given = [each for each in _BETWEEN_ANSWERS.split(cell.text) if each]
        wrong = next((each for each in given if not _ANSWER.fullmatch(each) or int(each) > MOST), None)
        if wrong is not None or not given:
            self._add(cell, "no_answer", "answers", **values, text=quote(wrong or cell.text))
            return None
        return promoters(map(int, given))

    def _add(self, cell: TableCell, kind: str, where: str, **values: str) -> None:
        self.faults.append(TableFault(cell.place, kind, where, values))
