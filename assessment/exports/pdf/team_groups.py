"""The figures of the groups that are shown, each on its line: a row a group, a column a factor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assessment.anonymity import Bound, GroupFigure, ShownGroup
from assessment.exports.pdf.shapes import LEFT, WIDTH
from assessment.exports.pdf.team_sheet import TeamSheet
from assessment.exports.pdf.team_track import levels_of
from assessment.instrument import Language
from assessment.sentences.names import part_name
from assessment.sentences.team import bounded, department_name
from assessment.team_result import TeamResult
from assessment.words import say

_NAME, _COUNT = 46.0, 15.0  # Millimetres: the columns of a name and of how many have answered.
_BELOW: Final = 2.4  # Millimetres: from the words of a row to the next one.
_LINE: Final = 4.0  # Millimetres: the room of the lines below the figures of a row.
_BREAK: Final = 0.4  # Millimetres: between two levels of a line.


def groups_height(sheet: TeamSheet, result: TeamResult, order: Sequence[str]) -> float:
    """The height of draw_groups(), in millimetres."""
    rows = _rows(sheet, result, order)
    return sum(_height(sheet, cells, bold=not place) + _BELOW for place, cells in enumerate(rows))


def draw_groups(sheet: TeamSheet, result: TeamResult, order: Sequence[str]) -> None:
    """The table: heads, then the groups. `order` has the ids of all factors as the chart beside it has them."""
    head, *rows = _rows(sheet, result, order)
    _draw_row(sheet, head, result)
    for cells, group in zip(rows, result.departments, strict=True):
        _draw_row(sheet, cells, result, _figures(group, order))


def _rows(sheet: TeamSheet, result: TeamResult, order: Sequence[str]) -> list[list[str]]:
    language = sheet.language
    heads = [say(language, f"team_result.column.{column}") for column in ("department", "answers")]
    heads += [part_name(factor, result.instrument, language) for factor in order]
    return [heads, *(_cells(group, result, order, language) for group in result.departments)]


def _cells(group: ShownGroup, result: TeamResult, order: Sequence[str], language: Language) -> list[str]:
    texts = [bounded(figure.mean, figure.bound, language) for figure in _figures(group, order)]
    return [department_name(group, result, language), str(group.n), *texts]


def _figures(group: ShownGroup, order: Sequence[str]) -> list[GroupFigure]:
    """The figures of a group in this order of the factors."""
    figures = {figure.factor: figure for figure in group.figures}
    return [figures[factor] for factor in order]


def _widths(cells: Sequence[str]) -> list[float]:
    """How wide each cell of a row is."""
    width = (WIDTH - _NAME - _COUNT) / (len(cells) - 2)
    return [_NAME, _COUNT, *[width] * (len(cells) - 2)]


def _height(sheet: TeamSheet, cells: Sequence[str], *, bold: bool) -> float:
    """How high a row is, the heads in bold: a name takes up to three lines, beside figures with lines below them."""
    size = 9 if bold else 10.5
    name, *others = (
        sheet.height(cell, room - 2, size, bold=bold, limit=3) for cell, room in zip(cells, _widths(cells), strict=True)
    )
    return max(name, max(others) + (0 if bold else _LINE))


def _draw_row(sheet: TeamSheet, cells: Sequence[str], result: TeamResult, figures: Sequence[GroupFigure] = ()) -> None:
    """The cells of a group, each of its figures above its line; without any, the heads."""
    bold = not figures
    size, height = 9 if bold else 10.5, _height(sheet, cells, bold=bold)
    sheet.room(height + 2)
    left, middle = LEFT, sheet.y + sheet.height(cells[-1], WIDTH, size) + 1.6
    drawn = [None, None, *figures] if figures else [None] * len(cells)
    for cell, room, figure in zip(cells, _widths(cells), drawn, strict=True):
        sheet.paragraph(cell, left, sheet.y, room - 2, size, bold=bold or left == LEFT, limit=3)
        if figure is not None and figure.mean is not None:
            _draw_line(sheet, figure.mean, figure.bound, result, (left, middle, room - 5))
        left += room
    sheet.y += height + 1
    sheet.rule(sheet.y)
    sheet.y += _BELOW - 1


def _draw_line(
    sheet: TeamSheet, mean: float, bound: Bound | None, result: TeamResult, where: tuple[float, float, float]
) -> None:
    """A figure on the line from 0 to 100 in its levels: a circle, or in a dashed frame what a bound leaves open.

    `where` is the left end, the middle and the width of the line.
    """
    left, middle, width = where
    for low, high, _ in levels_of(result, sheet.language):
        sheet.box(left + width * low / 100, middle - 0.5, width * (high - low) / 100 - _BREAK, 1, sheet.colours.step)
    if bound is None:
        sheet.mark(left + width * mean / 100, middle, 2.4, wanted=True)
    else:
        start, end = (mean, 100) if bound == "over" else (0, mean)
        sheet.dashed_frame(
            left + width * start / 100, middle - 1.1, width * (end - start) / 100, 2.2, sheet.colours.wanted
        )
