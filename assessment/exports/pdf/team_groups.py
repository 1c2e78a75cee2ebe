"""The figures of the groups that are shown, as a table: a row a group, a column a factor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assessment.anonymity import ShownGroup
from assessment.exports.pdf.shapes import LEFT, WIDTH
from assessment.exports.pdf.team_sheet import TeamSheet
from assessment.instrument import Language
from assessment.sentences.names import part_name
from assessment.sentences.team import bounded, department_name
from assessment.team_result import TeamResult
from assessment.words import say

_NAME, _COUNT = 46.0, 15.0  # Millimetres: the columns of a name and of how many have answered.
_BELOW: Final = 2.4  # Millimetres: from the words of a row to the next one.


def groups_height(sheet: TeamSheet, result: TeamResult) -> float:
    """The height of draw_groups(), in millimetres."""
    return sum(_height(sheet, cells, bold=not place) + _BELOW for place, cells in enumerate(_rows(sheet, result)))


def draw_groups(sheet: TeamSheet, result: TeamResult) -> None:
    """The table: heads, then the groups."""
    for place, cells in enumerate(_rows(sheet, result)):
        _draw_row(sheet, cells, bold=not place)


def _rows(sheet: TeamSheet, result: TeamResult) -> list[list[str]]:
    language = sheet.language
    heads = [say(language, f"team_result.column.{column}") for column in ("department", "answers")]
    heads += [part_name(factor.id, result.instrument, language) for factor in result.instrument.factors]
    return [heads, *(_cells(group, result, language) for group in result.departments)]


def _cells(group: ShownGroup, result: TeamResult, language: Language) -> list[str]:
    figures = {figure.factor: figure for figure in group.figures}
    shown = [figures[factor.id] for factor in result.instrument.factors]
    texts = [bounded(figure.mean, figure.bound, language) for figure in shown]
    return [department_name(group, result, language), str(group.n), *texts]


def _widths(cells: Sequence[str]) -> list[float]:
    """How wide each cell of a row is."""
    width = (WIDTH - _NAME - _COUNT) / (len(cells) - 2)
    return [_NAME, _COUNT, *[width] * (len(cells) - 2)]


def _height(sheet: TeamSheet, cells: Sequence[str], *, bold: bool) -> float:
    """How high the words of a row are; a long name takes up to three lines."""
    size = 9 if bold else 10.5
    return max(
        sheet.height(cell, room - 2, size, bold=bold, limit=3) for cell, room in zip(cells, _widths(cells), strict=True)
    )


def _draw_row(sheet: TeamSheet, cells: Sequence[str], *, bold: bool) -> None:
    size, height = 9 if bold else 10.5, _height(sheet, cells, bold=bold)
    sheet.room(height + 2)
    left = LEFT
    for cell, room in zip(cells, _widths(cells), strict=True):
        sheet.paragraph(cell, left, sheet.y, room - 2, size, bold=bold or left == LEFT, limit=3)
        left += room
    sheet.y += height + 1
    sheet.rule(sheet.y)
    sheet.y += _BELOW - 1
