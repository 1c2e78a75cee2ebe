"""Cells of a table: lines of text in one or two sizes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assessment.exports.pdf.sheet import Sheet
from assessment.exports.pdf.typeface import line_height


class CellText(NamedTuple):
    """Lines of a cell, and the air above them."""

    lines: list[str]
    size: float
    bold: bool
    colour: str
    above: float = 0.0  # Millimetres.


def cell_height(cell: Sequence[CellText]) -> float:
    """The height of draw_cell(), in millimetres."""
    return sum(text.above + len(text.lines) * line_height(text.size) for text in cell)


def draw_cell(sheet: Sheet, cell: Sequence[CellText], left: float, top: float) -> None:
    """Draw the lines of a cell from `top` on."""
    for text in cell:
        top += text.above
        for line in text.lines:
            sheet.line_of_text(line, left, top, text.size, bold=text.bold, colour=text.colour)
            top += line_height(text.size)
