"""The incentive map as high as a phone needs it: each role's name and measures above a row of cells."""

from __future__ import annotations

import altair as alt

from assessment.figures.cells import KEY_HEIGHT, Grid, cells
from assessment.figures.drawing import Datum, Drawing, box, chart_of, expr, figure, lines_up, text, wrapped
from assessment.figures.map_rows import SIGN, frames, group_headings, map_key, numbers_in_cells, placed_rows, row_cells
from assessment.instrument import Language
from assessment.look import Colours
from assessment.report import Report
from assessment.sentences.incentives import nobody_label, nobody_rewarded
from assessment.sentences.names import element_name
from assessment.words import say

# Pixels: of a row its cells, name and measures; letters in a line of a name, of measures, and of an element's name.
_CELL, _NAME, _MEASURES, _AIR = 32, 20, 17, 10
_LETTERS, _REWARDED, _OF_ELEMENT, _UPRIGHT = 40, 52, 12, 20
_FEW_ELEMENTS, _ROOM_FOR_THREE, _FEW_ROLES, _NOBODY = 5, 7, 15, 34
_LEADING, _ROOMY = 15, 70  # Pixels: a line of an element's name, and a column that has room for larger letters.


_Places = dict[str, float | str | alt.ExprRef]


def pull_tall(report: Report, language: Language, colours: Colours, before: Report | None = None) -> Drawing:
    """The incentive map for a narrow page: what pull_map() shows, with each role's name and total above its cells."""
    scores = report.incentives
    if scores is None:
        return figure([], colours, height=KEY_HEIGHT)
    names = [element_name(element.id, report, language) for element in scores.elements]
    is_lying = len(names) <= _FEW_ELEMENTS
    lines = 3 if len(names) <= _ROOM_FOR_THREE else 2
    heads = [wrapped(name, *((_OF_ELEMENT, 5) if is_lying else (_UPRIGHT, lines))) for name in names]
    longest = max(len(line) for name in heads for line in name.split("\n"))
    head = KEY_HEIGHT + 10 + (max(name.count("\n") + 1 for name in heads) * _LEADING if is_lying else longest * SIGN)
    shown = _REWARDED if len(scores.roles) <= _FEW_ROLES else 0
    above = _NAME + (_MEASURES if shown else 0)
    row = above + _CELL + _AIR
    placed = placed_rows(report, language, head=head, row=row, before=before, name=(_LETTERS, 1), measures=shown)
    grid = Grid("0", f"(width / {len(names)})", _CELL)
    tints = [cell | {"top": each.top + (above if each.role else _NAME)} for each in placed.rows
             for cell in row_cells(each, names, report, language, colours, before)]  # fmt: skip
    nobody = nobody_rewarded(report)
    orphans = [index for index, element in enumerate(scores.elements) if element.id in nobody]
    end = placed.rows[-1].top + _NAME + _CELL
    size = f"{grid.column} < 34 ? 11 : 14"
    layers = [
        *map_key("0", language, colours),
        _heads(heads, names, grid, head, colours),
        *group_headings(placed.headings, colours),
        *cells(tints, grid, numbers_in_cells(size), colours, _tips(language)),
        *frames(tints, grid, colours),
        *_lines([each.read(report, language) | each.line(language) for each in placed.rows], colours),
        *(_nobody(orphans, nobody_label(scores, language), grid, end, colours) if orphans else []),
    ]
    return figure(layers, colours, height=round(end + (_NOBODY if orphans else 4)))


def _tips(language: Language) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("role:N", title=say(language, "incentives.role_column")),
        alt.Tooltip("element:N", title=say(language, "export.column.name")),
        alt.Tooltip("number:N", title=say(language, "incentives.picture.pull")),
    ]


def _lines(lines: list[Datum], colours: Colours) -> list[alt.Chart]:
    """Above each row of cells its name and total, in small what is rewarded; a line above all roles together."""
    y, top = expr("datum.top + 9"), float(lines[-1]["top"])
    rewarded: list[Datum] = [{k: line[k] for k in ("rewarded", "top")} for line in lines if line["rewarded"]]
    small: _Places = {
        "x": 0,
        "y": expr(f"datum.top + {_NAME + 7}"),
        "align": "left",
        "baseline": "middle",
        "fontSize": 13,
    }
    bold: _Places = {"y": y, "baseline": "middle", "fontSize": 15, "fontWeight": "bold"}
    return [
        text(lines, "label", colours.ink, x=0, align="left", **bold),
        text(lines, "number", colours.ink, x=expr("width"), align="right", **bold),
        box([{}], x=0, x2=expr("width"), y=top - 4, y2=top - 3, color=colours.ink),
        *([text(rewarded, "rewarded", colours.quiet, **small)] if rewarded else []),
    ]


def _heads(heads: list[str], names: list[str], grid: Grid, head: float, colours: Colours) -> alt.Chart:
    """The names of the elements above their columns, horizontal where they are few."""
    is_lying = len(names) <= _FEW_ELEMENTS
    data: list[Datum] = [
        {"index": index, "element": name, "lines": lines}
        for index, (name, lines) in enumerate(zip(names, heads, strict=True))
    ]
    drawn: alt.Chart = chart_of(data).mark_text(
        aria=False,
        x=expr(grid.middle if is_lying else f"{grid.middle} - {lines_up('lines', 6)}"),
        y=expr(f"{head - 6} - ({lines_up('lines', _LEADING)})" if is_lying else f"{head - 6}"),
        angle=0 if is_lying else 270,
        align="center" if is_lying else "left",
        baseline="alphabetic" if is_lying else "middle",
        fontSize=expr(f"{grid.column} < {_ROOMY} ? 12 : 13") if is_lying else 12,
        lineHeight=_LEADING if is_lying else 12,
        text=expr("split(datum.lines, '\\n')"),
        color=colours.ink,
    )
    return drawn


def _nobody(orphans: list[int], label: str, grid: Grid, end: float, colours: Colours) -> list[alt.Chart]:
    """A bracket under each element nobody is rewarded for, and below it what that means."""
    marks: list[Datum] = [{"index": index, "nobody": label} for index in orphans]
    left, right = (
        f"{grid.left} + datum.index * {grid.column} + 2",
        f"{grid.left} + (datum.index + 1) * {grid.column} - 2",
    )
    y = end + 3
    words: list[Datum] = [{"nobody": label}]
    return [
        box(marks, x=expr(left), x2=expr(right), y=y + 6, y2=y + 7.5, color=colours.ink),
        box(marks, x=expr(left), x2=expr(f"{left} + 1.5"), y=y, y2=y + 7, color=colours.ink),
        box(marks, x=expr(f"{right} - 1.5"), x2=expr(right), y=y, y2=y + 7, color=colours.ink),
        text(words, "nobody", colours.ink, x=0, y=y + 21, align="left", baseline="middle", fontSize=13),
    ]
