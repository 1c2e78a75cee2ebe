"""Those who want to be contacted as an Excel workbook of one sheet."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime

from assessment.exports.tables import Cell
from assessment.exports.workbook.book import new_file
from assessment.look import LOOK


def to_leads_xlsx(rows: Sequence[Sequence[Cell | date]], widths: Sequence[int], name: str) -> bytes:
    """Rows as a table on a sheet of this name, the header first, each column as wide as said.

    Days are days, every other cell is text.
    """
    file = io.BytesIO()
    with new_file(file) as book:
        sheet = book.add_worksheet(name)
        text = book.add_format({"text_wrap": True, "valign": "top"})
        head = book.add_format({"bold": True, "text_wrap": True, "bg_color": LOOK.light.soft})
        top = {"valign": "top", "align": "left"}
        day, moment = (book.add_format(top | {"num_format": form}) for form in ("yyyy-mm-dd", "yyyy-mm-dd hh:mm"))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        for place, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(place, column, cell, moment if isinstance(cell, datetime) else day)
                else:
                    sheet.write_string(place, column, str(cell or ""), text if place else head)
        sheet.freeze_panes(1, 1)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.autofilter(0, 0, max(len(rows) - 1, 0), len(widths) - 1)
    return file.getvalue()
