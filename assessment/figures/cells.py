"""The parts of the incentive map: tinted cells with text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import altair as alt

from assessment.figures.drawing import Datum, chart_of, expr, text
from assessment.look import Colours
from assessment.sentences.unsaid import UNSAID

# Pixels.
KEY_HEIGHT: Final = 30
ROW: Final = 40


class Grid(NamedTuple):
    """Where cells are. A cell has its column as `index` and the top of its row as `top`.

    `left` and `column` are Vega expressions of the width that the page gives; `row` is a height in pixels.
    """

    left: str
    column: str
    row: int

    @property
    def middle(self) -> str:
        """The middle of a cell's column."""
        return f"{self.left} + (datum.index + 0.5) * {self.column}"


class Written(NamedTuple):
    """A field to write in every cell, `shift` pixels below the middle."""

    field: str
    size: int | str
    weight: str
    shift: int = 0


def cells(
    values: Sequence[Datum], grid: Grid, written: Sequence[Written], colours: Colours, tooltip: Sequence[alt.Tooltip]
) -> list[alt.Chart]:
    """Every cell as a tint with text on it, quiet where it is only a question mark.

    Sizes and weights given as text are Vega expressions.
    """
    left = f"{grid.left} + datum.index * {grid.column}"
    tints = chart_of(values).mark_rect(
        aria=False,
        x=expr(f"{left} + 1"),
        x2=expr(f"{left} + {grid.column} - 1"),
        y=expr("datum.top + 1"),
        y2=expr(f"datum.top + {grid.row - 1}"),
    )
    return [
        tints.encode(color=alt.Color("colour:N", scale=None), tooltip=list(tooltip)),
        *(
            text(
                values,
                each.field,
                expr(f"datum.{each.field} === '{UNSAID}' ? '{colours.quiet}' : '{colours.ink}'"),
                x=expr(grid.middle),
                y=expr(f"datum.top + {grid.row / 2 + each.shift}"),
                baseline="middle",
                fontSize=expr(str(each.size)),
                fontWeight=expr(each.weight),
            )
            for each in written
        ),
    ]
