"""Those who want to be contacted as an Excel workbook of one sheet."""

from __future__ import annotations

import io
from collections.abc import Sequence

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it has no type information

from assessment.exports.tables import Cell
from assessment.exports.workbook.book import SAFE
from assessment.look import LOOK


def to_leads_xlsx(rows: Sequence[Sequence[Cell]], widths: Sequence[int]) -> bytes:
    """Rows as a table, the header first; every cell is text, and each column as wide as said."""
    file = io.BytesIO()
    with Workbook(file, SAFE) as book:
        sheet = book.add_worksheet()
        text = book.add_format({"text_wrap": True, "valign": "top"})
        head = book.add_format({"bold": True, "bg_color": LOOK.light.soft})
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        for place, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write_string(place, column, str(cell or ""), text if place else head)
        sheet.freeze_panes(1, 1)
    return file.getvalue()
