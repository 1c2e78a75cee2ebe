"""Reads the first sheet of an Excel file, which may come from anybody.

Before openpyxl sees a file its parts are counted and measured as their archive declares them, which is also as much as
Python unpacks of them. Formulas are not computed: the values saved with them are read. Pictures, links and macros are
not opened.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterable
from typing import Final

import openpyxl  # type: ignore[import-untyped]  # it has no type information

from assessment.reading.table import MOST_COLUMNS, MOST_ROWS, Table, TableCell, TableFault, one_line

_MOST_PARTS: Final = 500
_MOST_BYTES_OF_A_PART: Final = 2 * 1024 * 1024
_PACKINGS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LONGEST_TEXT: Final = 40_000  # Excel's own limit is 32,767.


def read_excel(data: bytes) -> Table:
    """The first visible sheet of a workbook as a table; a place is its row and column."""
    warnings.filterwarnings("ignore", module="openpyxl")  # about what it leaves out
    try:
        if not _is_small(data):
            return Table((), (TableFault((1, 1), "excel_too_large"),))
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            return _table(next(sheet for sheet in book.worksheets if sheet.sheet_state == "visible"))
        finally:
            book.close()
    except Exception:  # noqa: BLE001  # a broken file can cause any error in openpyxl
        return Table((), (TableFault((1, 1), "not_excel"),))


def _is_small(data: bytes) -> bool:
    """Whether an archive has few parts, packed in the usual way, and none that openpyxl reads is large."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
    read = [part for part in parts if part.filename.lower().endswith((".xml", ".rels"))]
    return (
        len(parts) <= _MOST_PARTS
        and all(part.compress_type in _PACKINGS for part in parts)
        and all(part.file_size <= _MOST_BYTES_OF_A_PART for part in read)
    )


def _table(sheet: openpyxl.worksheet._read_only.ReadOnlyWorksheet) -> Table:
    faults: list[TableFault] = []
    rows: list[tuple[TableCell, ...]] = []
    values: Iterable[tuple[object, ...]] = sheet.iter_rows(
        max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS + 1, values_only=True
    )
    for line, row in enumerate(values, start=1):
        cells = tuple(_cell(value, line, column) for column, value in enumerate(row, start=1))
        filled = max((cell.place[1] for cell in cells if not cell.is_empty), default=0)
        if not filled:
            continue
        if filled > MOST_COLUMNS:
            faults.append(TableFault((line, filled), "too_many_columns", values={"most": str(MOST_COLUMNS)}))
            break
        if line > MOST_ROWS + 1:
            faults.append(TableFault((line, 1), "too_many_rows", values={"most": f"{MOST_ROWS:,}"}))
            break
        rows.append(cells[: max(filled, len(rows[0]) if rows else 0)])
    return Table(tuple(rows), tuple(faults))


def _cell(value: object, line: int, column: int) -> TableCell:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return TableCell(f"{value:.15g}", (line, column), float(value))
    return TableCell("" if value is None else one_line(str(value)[:_LONGEST_TEXT]), (line, column))
