"""A factor of a team's result on its line from 0 to 100."""

from __future__ import annotations

from typing import Final

from assessment.exports.pdf.shapes import LEFT, RIGHT, WIDTH, Shapes
from assessment.instrument import Language
from assessment.sentences.names import part_name
from assessment.sentences.rollout import on_its_line
from assessment.sentences.team import has_strong_view, leader_figure, named_by_step, reader, view_text
from assessment.team_result import TeamResult
from assessment.team_row import TeamRow
from assessment.words import say

_ROW, _LARGE_ROW = 20.0, 25.0  # Millimetres: the height of a row,
_LINE, _LARGE_LINE = 14.0, 18.5  # from its top to its line,
_APART: Final = 3.0  # between the two numbers above it.
_END: Final = 100.0
_FOOT_SIZE: Final = 9.5  # Points: of the words below the lines.
FOOT_HEIGHT: Final = 8.4  # Millimetres: the names of the levels and what the marks are, below the last row.


def row_height(*, is_large: bool) -> float:
    """The height of draw_team_row()."""
    return _LARGE_ROW if is_large else _ROW


def draw_team_row(sheet: Shapes, row: TeamRow, result: TeamResult, language: Language, *, is_large: bool) -> None:
    """The name, the difference in words, and the line with the likely range, the team's circle, the leader's stroke.

    A bound is drawn as the part of the line it leaves open, never as a point.
    """
    found, colours = row.figure, sheet.colours
    word, is_strong = view_text(row, result, language), has_strong_view(row, result)
    right = RIGHT - sheet.measure(word, 10, bold=is_strong)
    ink = colours.ink if is_strong else colours.quiet
    name = sheet.short(part_name(row.factor, result.instrument, language), right - LEFT - 4, 11, bold=True)
    sheet.line_of_text(name, LEFT, sheet.y, 11, bold=True)
    sheet.line_of_text(word, right, sheet.y + 0.3, 10, bold=is_strong, colour=ink)
    middle = sheet.y + (_LARGE_LINE if is_large else _LINE)
    _steps(sheet, result, language, middle)
    _soft(sheet, row, middle, 5.0 if is_large else 4.0)
    if found.mean is not None and found.bound is None:
        size = 5.4 if is_large else 4.0
        sheet.set_fill_color(colours.paper)
        sheet.circle(_x(found.mean), middle, size / 2 + 0.5, style="F")
        sheet.mark(_x(found.mean), middle, size, wanted=True)
    if found.leader is not None:
        half = 4.0 if is_large else 3.0
        sheet.box(_x(found.leader) - 0.7, middle - half, 1.4, half * 2, colours.paper)
        sheet.box(_x(found.leader) - 0.4, middle - half, 0.8, half * 2, colours.ink)
    _numbers(sheet, row, result, language, middle, is_large=is_large)


def track_foot(sheet: Shapes, result: TeamResult, language: Language) -> None:
    """The names of the levels below their steps, and below them what the marks are."""
    for low, high, name in levels_of(result, language):
        word = sheet.short(name, _x(high) - _x(low), _FOOT_SIZE)
        left = (_x(low) + _x(high) - sheet.measure(word, _FOOT_SIZE)) / 2
        sheet.line_of_text(word, left, sheet.y - 2, _FOOT_SIZE)
    axis = say(language, "chart.axis")
    left = RIGHT - sheet.measure(axis, _FOOT_SIZE)
    sheet.line_of_text(axis, left, sheet.y + 3, _FOOT_SIZE)
    _key(sheet, result, language, sheet.y + 3)
    sheet.y += FOOT_HEIGHT


def _key(sheet: Shapes, result: TeamResult, language: Language, top: float) -> None:
    """What each kind of mark is, of those that are drawn."""
    figures, colours = [row.figure for row in result.rows], sheet.colours
    drawn = {
        "team": any(one.mean is not None and one.bound is None for one in figures),
        "range": any(row.band is not None and row.figure.bound is None for row in result.rows),
        "bound": any(one.bound is not None for one in figures),
        reader(result): any(one.leader is not None for one in figures),
    }
    left, middle = LEFT, top + 1.9
    for name in (name for name, is_drawn in drawn.items() if is_drawn):
        width = 6.0 if name in ("range", "bound") else 2.6
        if name == "team":
            sheet.mark(left + 1.3, middle, 2.4, wanted=True)
        elif name in ("range", "bound"):
            with sheet.local_context(fill_opacity=0.1 if name == "bound" else 0.3):
                sheet.box(left, middle - 1.3, width, 2.6, colours.wanted)
            if name == "bound":
                sheet.dashed_frame(left, middle - 1.3, width, 2.6, colours.wanted)
        else:
            sheet.box(left + 0.9, middle - 1.7, 0.8, 3.4, colours.ink)
        words = say(language, f"team_result.key.{name}", who=named_by_step(result.wave, language))
        sheet.line_of_text(words, left + width + 1.2, top, _FOOT_SIZE)
        left += width + sheet.measure(words, _FOOT_SIZE) + 5.5


def _x(score: float) -> float:
    return LEFT + WIDTH * score / 100


def levels_of(result: TeamResult, language: Language) -> list[tuple[float, float, str]]:
    """The lower and the upper end of each level, and its name."""
    levels = result.instrument.levels
    ends = [*(level.lowest for level in levels[1:]), _END]
    return [(level.lowest, end, level[language]) for level, end in zip(levels, ends, strict=True)]


def _steps(sheet: Shapes, result: TeamResult, language: Language, middle: float) -> None:
    for low, high, _ in levels_of(result, language):
        slit = 0 if high == _END else 0.5
        sheet.box(_x(low), middle - 1, _x(high) - _x(low) - slit, 2, sheet.colours.step)


def _soft(sheet: Shapes, row: TeamRow, middle: float, height: float) -> None:
    """The likely range, or in a dashed frame what a bound leaves open."""
    if row.band is not None:
        low, high = row.band
        is_bound = row.figure.bound is not None
        left, top, width = _x(low), middle - height / 2, _x(high) - _x(low)
        with sheet.local_context(fill_opacity=0.1 if is_bound else 0.3):
            sheet.box(left, top, width, height, sheet.colours.wanted)
        if is_bound:
            sheet.dashed_frame(left, top, width, height, sheet.colours.wanted)


def _numbers(
    sheet: Shapes, row: TeamRow, result: TeamResult, language: Language, middle: float, *, is_large: bool
) -> None:
    """The numbers above the line, the lower one to the left of the other."""
    found, size = row.figure, 17.0 if is_large else 10.0
    top = middle - (12.0 if is_large else 8.2)
    team = on_its_line(found, result, language)
    shown = [(row.team_place, team, sheet.colours.wanted)]
    if found.leader is not None:
        leader = say(language, f"team_result.figure.of_{reader(result)}", figure=leader_figure(found, language))
        shown.append((found.leader, leader, sheet.colours.ink))
    shown.sort(key=lambda one: one[0])
    widths = [sheet.measure(text, size, bold=True) for _, text, _ in shown]
    lefts = [_x(place) - width / 2 for (place, _, _), width in zip(shown, widths, strict=True)]
    if len(shown) > 1:
        overlap = lefts[0] + widths[0] + _APART - lefts[1]
        lefts = [lefts[0] - max(0, overlap) / 2, lefts[1] + max(0, overlap) / 2]
        lefts[0] = max(LEFT, min(lefts[0], RIGHT - sum(widths) - _APART))
        lefts[1] = max(lefts[0] + widths[0] + _APART, min(lefts[1], RIGHT - widths[1]))
    lefts[0] = max(LEFT, min(lefts[0], RIGHT - widths[0]))
    for (_, text, colour), left in zip(shown, lefts, strict=True):
        sheet.line_of_text(text, left, top, size, bold=True, colour=colour)
