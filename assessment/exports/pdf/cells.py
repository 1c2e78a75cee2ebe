"""Cells of a table: lines of text in one or two sizes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assessment.exports.pdf.sheet import Sheet
from assessment.exports.pdf.typeface import line_height


class CellText(NamedTuple):
    """Lines of a cell."""

    lines: list[str]
    size: float
    bold: bool
    colour: str


def cell_height(cell: Sequence[CellText]) -> float:
    """The height of draw_cell(), in millimetres."""
    return sum(len(text.lines) * line_height(text.size) for text in cell)


def draw_cell(sheet: Sheet, cell: Sequence[CellText], left: float, top: float) -> None:
    """Draw the lines of a cell from `top` on."""
    for text in cell:
        for line in text.lines:
            sheet.line_of_text(line, left, top, text.size, bold=text.bold, colour=text.colour)
            top += line_height(text.size)
