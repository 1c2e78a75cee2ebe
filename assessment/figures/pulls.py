"""The incentive map: what each role's rewards do to each element."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import altair as alt

from assessment.figures.cells import KEY_HEIGHT, Grid, cells
from assessment.figures.drawing import Datum, Drawing, box, chart_of, expr, figure, lines_up, text, wrapped
from assessment.figures.map_rows import (
    SIGN,
    MapRows,
    frames,
    group_headings,
    map_key,
    numbers_in_cells,
    placed_rows,
    row_cells,
)
from assessment.incentives import IncentiveScores
from assessment.instrument import Language
from assessment.look import Colours
from assessment.report import Report
from assessment.sentences.incentives import nobody_label, nobody_rewarded, unrewarded_in_words
from assessment.sentences.names import element_name, role_name
from assessment.sentences.unsaid import pulls_in_text
from assessment.words import say, signed

# Pixels. Places are expressions of the width the page gives, so that one figure fits both a phone and a desktop.
_NAMES: Final = "min(240, width * 0.24)"
_WHOLE: Final = "min(220, width * 0.2)"
_UPRIGHT: Final = 20  # Characters per line of a vertical name.
_LYING: Final = 78  # From this width of a column on, its name is horizontal.
_HEAD_LINES: Final = 3
_ROW, _LOW_ROW, _FEW_ROLES = 48, 34, 15
# Letters of a line of a name, fewer where the map stands beside the controls that change it; the height of a line.
_LETTERS, _FEWER, _LINE = 24, 20, 15
# A page narrower than this shows pull_tall() instead.
NARROW: Final = 640


def pull_map(report: Report, language: Language, colours: Colours, before: Report | None = None) -> Drawing:
    """The incentive map: roles by elements, a signed number on a tint in every cell, -100 to 100 in any map.

    On the right each role's total, from -100 to 100; at the bottom all roles together, and a hollow diamond under each
    element that nobody is rewarded for. With a report `before`, cells that have changed since are framed, with the
    number they had in small. Without a map it is empty.
    """
    scores = report.incentives
    if scores is None:
        return figure([], colours, height=KEY_HEIGHT)
    layout = _layout(scores, report, language, before)
    rows = layout.placed.rows
    written = [cell for row in rows for cell in row_cells(row, layout.names, report, language, colours, before)]
    role_tip = alt.Tooltip("role:N", title=say(language, "incentives.role_column"))
    element_tip = alt.Tooltip("element:N", title=say(language, "export.column.name"))
    pull_tip = alt.Tooltip("number:N", title=say(language, "incentives.picture.pull"))
    lines = [_line(row.read(report, language) | row.line(language), layout.grid.row) for row in rows]
    size = f"{layout.grid.column} < 26 ? 10 : {layout.grid.column} < 34 ? 11 : 13"
    nobody = nobody_rewarded(report)
    orphans = [index for index, element in enumerate(scores.elements) if element.id in nobody]
    layers = [
        *map_key(f"({layout.is_narrow} ? 0 : {layout.spare:g})", language, colours),
        _heads(layout, colours).encode(tooltip=[element_tip]),
        *group_headings(layout.placed.headings, colours),
        *cells(
            written,
            layout.grid,
            numbers_in_cells(size),
            colours,
            [role_tip, element_tip, pull_tip],
        ),
        *frames(written, layout.grid, colours),
        *_names(lines, colours, role_tip),
        *_wholes(lines, layout, language, colours),
        *(_orphans(orphans, layout, scores, language, colours) if orphans else ()),
    ]
    return figure(layers, colours, height=round(layout.placed.bottom + (layout.grid.row if orphans else 4)))


def _line(line: Datum, row: int) -> Datum:
    """A row's name and measures, each with the height of its first line, both together in the middle of the row."""
    names = str(line["label"]).count("\n") + 1
    below = names + bool(line["rewarded"])
    first = float(line["top"]) + row / 2 - (below - 1) * _LINE / 2
    return line | {"name_at": first, "rewarded_at": first + names * _LINE}


def _names(lines: Sequence[Datum], colours: Colours, tooltip: alt.Tooltip) -> list[alt.Chart]:
    """The name of each role, and in small below it what it is rewarded for."""
    names: alt.Chart = chart_of(lines).mark_text(
        aria=False,
        x=0,
        y=expr("datum.name_at"),
        align="left",
        baseline="middle",
        fontSize=13,
        lineHeight=_LINE,
        fontWeight="bold",
        text=expr("split(datum.label, '\\n')"),
        color=colours.ink,
    )
    rewarded: list[Datum] = [{k: line[k] for k in ("rewarded", "rewarded_at")} for line in lines if line["rewarded"]]
    y = expr("datum.rewarded_at")
    small = text(rewarded, "rewarded", colours.quiet, x=0, y=y, align="left", baseline="middle", fontSize=12)
    return [names.encode(tooltip=[tooltip]), *([small] if rewarded else [])]


def spare_room(report: Report, language: Language) -> tuple[int, int]:
    """The width from which a figure of the map has room to spare at its top, and how many pixels that is.

    The figure is as high as vertical names need, which are longer than horizontal ones. Whoever shows it cuts that off.
    """
    if report.incentives is None:
        return 0, 0
    count, width = len(report.incentives.elements), NARROW
    while (width - min(240, width * 0.24) - min(220, width * 0.2)) / count < _LYING:
        width += 1
    return width, int(_layout(report.incentives, report, language).spare)


class _Layout(NamedTuple):
    """The names of the elements, vertical and horizontal, split into lines, and where heading and rows end.

    `spare` is how much lower the heading could be with horizontal names.
    """

    names: list[str]
    upright: list[str]
    lying: list[str]
    grid: Grid
    head: float
    placed: MapRows
    spare: float

    @property
    def is_narrow(self) -> str:
        """Whether the columns are too narrow for horizontal names, as a Vega expression."""
        return f"({self.grid.column} < {_LYING})"


def _layout(scores: IncentiveScores, report: Report, language: Language, before: Report | None = None) -> _Layout:
    """The heading is as high as the longest name needs, vertical or horizontal; the width decides which is drawn."""
    count = len(scores.elements)
    few, letters = len(scores.roles) <= _FEW_ROLES, _LETTERS if before is None else _FEWER
    row = _ROW if few else _LOW_ROW
    names = [element_name(element.id, report, language) for element in scores.elements]
    upright = [wrapped(name, _UPRIGHT, _HEAD_LINES) for name in names]
    lying = [wrapped(name, 13, 5) for name in names]
    longest = max(len(line) for name in upright for line in name.split("\n"))
    of_upright, of_lying = longest * SIGN, max(name.count("\n") + 1 for name in lying) * 15.0
    head = KEY_HEIGHT + max(of_upright, of_lying) + 8
    grid = Grid(_NAMES, f"((width - {_NAMES} - {_WHOLE}) / {count})", row)
    placed = placed_rows(
        report, language, head=head, row=row, before=before, name=(letters, 2), measures=letters + 4 if few else 0
    )
    return _Layout(names, upright, lying, grid, head, placed, max(0.0, of_upright - of_lying))


def _heads(layout: _Layout, colours: Colours) -> alt.Chart:
    """The names of the elements above their columns, vertical where the columns are narrow."""
    narrow = layout.is_narrow
    heads: list[Datum] = [
        {"index": index, "element": name, "upright": upright, "lying": lying}
        for index, (name, upright, lying) in enumerate(zip(layout.names, layout.upright, layout.lying, strict=True))
    ]
    drawn: alt.Chart = chart_of(heads).mark_text(
        aria=False,
        x=expr(f"{layout.grid.middle} + ({narrow} ? -{lines_up('upright', 6)} : 0)"),
        y=expr(f"{layout.head - 6} - ({narrow} ? 0 : {lines_up('lying', 15)})"),
        angle=expr(f"{narrow} ? 270 : 0"),
        align=expr(f"{narrow} ? 'left' : 'center'"),
        baseline=expr(f"{narrow} ? 'middle' : 'alphabetic'"),
        fontSize=expr(f"{narrow} ? 11 : 12"),
        lineHeight=expr(f"{narrow} ? 12 : 15"),
        text=expr(f"split({narrow} ? datum.upright : datum.lying, '\\n')"),
        color=colours.ink,
    )
    return drawn


def _wholes(lines: Sequence[Datum], layout: _Layout, language: Language, colours: Colours) -> list[alt.Chart]:
    """The totals: bars around a line at zero, their numbers at the right edge, and a heading above them."""
    row, head, last = layout.grid.row, layout.head, layout.placed.rows[-1].top
    zero, reach = f"(width - {_WHOLE} + 8 + ({_WHOLE} - 46) / 2)", f"(({_WHOLE} - 46) / 2)"
    aligned: list[Datum] = [
        {
            "whole": wrapped(say(language, "incentives.aligned"), 12, 2),
            "scale": say(language, "incentives.aligned_scale"),
        }
    ]
    edge, middle = expr("width"), f"datum.top + {row / 2}"
    high = {name: expr(f"{middle} {by}") for name, by in (("y", "- 7"), ("y2", "+ 7"))}
    return [
        box(
            lines,
            x=expr(f"{zero} + min(0, datum.whole) / 100 * {reach}"),
            x2=expr(f"{zero} + max(0, datum.whole) / 100 * {reach}"),
            color=expr(f"datum.whole < 0 ? '{colours.bar_against}' : '{colours.bar_for}'"),
            **high,
        ),
        box(lines, x=expr(zero), x2=expr(f"{zero} + 1"), y=expr("datum.top + 2"), y2=expr(f"datum.top + {row - 2}"),
            color=colours.quiet),
        box([{}], x=0, x2=edge, y=last - 4.5, y2=last - 3.5, color=colours.ink),
        text(lines, "number", colours.ink, x=edge, y=expr(middle), align="right", baseline="middle", fontSize=13,
             fontWeight="bold"),
        text(aligned, "whole", colours.ink, x=edge, y=head - 20, align="right", fontSize=12),
        text(aligned, "scale", colours.quiet, x=edge, y=head - 6, align="right", fontSize=11),
    ]  # fmt: skip


def _orphans(
    orphans: Sequence[int], layout: _Layout, scores: IncentiveScores, language: Language, colours: Colours
) -> list[alt.Chart]:
    """A row below the map: a hollow diamond under each element that nobody is rewarded for."""
    y = layout.placed.bottom + layout.grid.row / 2
    label = wrapped(f"◇ {nobody_label(scores, language)}", 16, 2)
    marks: list[Datum] = [
        {
            "index": index,
            "element": layout.names[index],
            "nobody": nobody_label(scores, language, scores.elements[index].id),
        }
        for index in orphans
    ]
    tooltip = alt.Tooltip("element:N", title=say(language, "export.column.name"))
    diamonds = chart_of(marks).mark_point(
        aria=False,
        shape="diamond",
        filled=False,
        opacity=1,
        size=90,
        strokeWidth=1.6,
        color=colours.ink,
        x=expr(layout.grid.middle),
        y=y,
    )
    words = chart_of([{"label": label}]).mark_text(
        aria=False,
        tooltip=None,
        x=0,
        y=y - label.count("\n") * 7,
        align="left",
        baseline="middle",
        fontSize=12,
        lineHeight=14,
        text=expr("split(datum.label, '\\n')"),
        color=colours.quiet,
    )
    return [diamonds.encode(tooltip=[tooltip, alt.Tooltip("nobody:N", title=" ")]), words]


def pull_description(report: Report, language: Language) -> str:
    """The incentive map in words, for its alternative text."""
    scores = report.incentives
    if scores is None:
        return ""
    names = [element_name(element.id, report, language) for element in scores.elements]
    sentences = [
        say(
            language,
            "incentives.picture.row",
            role=role_name(role, report, language) if role else say(language, "incentives.net"),
            alignment=signed(whole, language),
            pulls=", ".join(f"{name} {pull}" for name, pull in zip(names, pulls.values(), strict=True)),
        )
        for role, pulls, whole in (
            (role, pulls_in_text(role, report, language, spoken=True), whole)
            for role, whole in (*((each.id, each.alignment) for each in scores.roles), ("", scores.system))
        )
    ]
    sentences += unrewarded_in_words(scores, report, language)
    return " ".join([say(language, "incentives.picture.pulls"), *sentences])
