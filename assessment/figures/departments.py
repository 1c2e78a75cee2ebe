"""Engagement beside customers: a dot with its name for each department, the one that stands out explained."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil, floor, log10
from typing import Any, Final, Literal, NamedTuple

import altair as alt

from assessment.customers import CustomersReport, DepartmentFigures, Expectation
from assessment.figures.drawing import Datum, Drawing, chart_of, expr, figure, wrapped
from assessment.instrument import Language
from assessment.look import Colours
from assessment.report import Report
from assessment.sentences.customers import customers_name, figure_of, standout_sentence
from assessment.words import date_text, say

_HEIGHT: Final = 400
_PLOT: Final = 345  # What the numbers below the axis leave of it.
_ROOM: Final = 0.12  # Of the range, on either side of the outermost dots.
_TICKS: Final = 5
_LETTER: Final = 7.2  # The width of a letter, in pixels.
_LINE: Final = 18  # The height of a line of text.
_ASIDE: Final = 12  # From a dot to its name.
_LONGEST: Final = 24
_ALONG: Final = 8  # Places along a line that names keep free.
_EXPECTED_WIDE: Final = 26  # Letters in a line of the words about what is expected.
# Names are placed for two widths of the figure; the one that is nearer is shown.
_NARROW, _WIDE = 250, 480
_BORDER: Final = 400
_SHOWN: Final = {_NARROW: f"width < {_BORDER} ? 1 : 0", _WIDE: f"width < {_BORDER} ? 0 : 1"}


class _Box(NamedTuple):
    """A rectangle in pixels: its sides."""

    left: float
    right: float
    top: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


class _Range(NamedTuple):
    """An axis: where it begins and ends, and its marks."""

    low: float
    high: float
    ticks: tuple[float, ...]

    @classmethod
    def of(cls, values: Iterable[float]) -> _Range:
        known = list(values)
        low, high = min(known), max(known)
        wide = (high - low) or abs(high) or 1.0
        low, high = low - _ROOM * wide, high + _ROOM * wide
        rough = (high - low) / _TICKS
        power = 10.0 ** floor(log10(rough))
        step = next(each * power for each in (1, 2, 5, 10) if each * power >= rough)
        ticks = tuple(round(step * at, 10) for at in range(ceil(low / step), floor(high / step) + 1))
        return cls(low, high, ticks)

    def share(self, value: float) -> float:
        return (value - self.low) / (self.high - self.low)


def department_dots(report: Report, language: Language, colours: Colours) -> Drawing:
    """The departments of a report as dots, engagement to the right and customers upwards. There has to be one."""
    found = report.customers
    standout = found.standout
    expected = [] if standout is None or standout.expected is None else [standout.expected]
    shown = [*found.departments, *(change.before for change in found.changes.values())]
    x = _Range.of(each.engagement for each in shown)
    y = _Range.of([*(each.customers for each in shown), *expected])
    axes = _Axes(x, y, language, colours)
    layers = axes.names()
    if found.changes:
        layers += _earlier(found, axes, colours)
    if standout is not None and standout.expected is not None:
        layers += _explained(found, standout, axes, language, colours)
    layers += [_dots(found, axes, language, colours, is_standout=it) for it in (False, True)]
    for width in (_NARROW, _WIDE):
        layers += _labels(found, axes, width, colours)
    return figure(layers, colours, height=_HEIGHT)


def departments_description(report: Report, language: Language) -> str:
    """The figure in words, for its alternative text."""
    found = report.customers
    said = [_row_text(each.department, found, language) for each in found.expectations]
    return " ".join([say(language, "customers.chart.description"), *said, standout_sentence(found, language)])


def _row_text(department: DepartmentFigures, found: CustomersReport, language: Language) -> str:
    """One department in words, with where it was before."""
    change = found.changes.get(department.name)
    values = {
        f"{column}{when}": figure_of(value, found.decimals[place], language)
        for each, when in ((department, ""), *(((change.before, "_before"),) if change else ()))
        for place, (column, value) in enumerate((("engagement", each.engagement), ("customers", each.customers)))
    }
    if change is None or found.earlier is None:
        return say(language, "customers.chart.row", name=department.name, **values)
    day = date_text(found.earlier.day, language)
    return say(language, "customers.chart.row_since", name=department.name, day=day, **values)


class _Axes:
    """The two scales and their marks, which every layer repeats, or Altair would change them when it merges them."""

    def __init__(self, x: _Range, y: _Range, language: Language, colours: Colours) -> None:
        self.ranges = x, y
        self.language, self.colours = language, colours

    def at(self, up: str = "customers") -> dict[str, Any]:
        x, y = self.ranges
        return {
            "x": alt.X("engagement:Q", scale=_scale(x), axis=self._axis(x)),
            "y": alt.Y(f"{up}:Q", scale=_scale(y), axis=self._axis(y)),
        }

    def names(self) -> list[alt.Chart]:
        """What the axes mean, inside the figure."""
        up: Datum = {"label": f"↑ {say(self.language, 'customers.chart.up')}"}
        along: Datum = {"label": f"{say(self.language, 'customers.chart.along')} →"}
        how: dict[str, Any] = {
            "aria": False,
            "tooltip": None,
            "color": self.colours.ink,
            "fontSize": 14,
            "text": expr("datum.label"),
        }
        return [
            chart_of([up]).mark_text(align="left", baseline="top", x=6, y=2, **how),
            chart_of([along]).mark_text(
                align="right", baseline="bottom", x=expr("width"), y=expr("height + 48"), **how
            ),
        ]

    def place(self, across: float, up: float, width: float) -> tuple[float, float]:
        """Where a point is in a figure of this width, in pixels."""
        x, y = self.ranges
        return width * x.share(across), _PLOT * (1 - y.share(up))

    def _axis(self, of: _Range) -> alt.Axis:
        comma = "replace(datum.label, '.', ',')" if self.language == "sv" else "datum.label"
        return alt.Axis(
            values=list(of.ticks),
            title=None,
            grid=True,
            gridColor=self.colours.hairline,
            domain=False,
            ticks=False,
            labelColor=self.colours.quiet,
            labelPadding=8,
            labelExpr=comma,
        )


def _scale(of: _Range) -> alt.Scale:
    return alt.Scale(domain=[of.low, of.high], zero=False, nice=False)


def _dots(found: CustomersReport, axes: _Axes, language: Language, colours: Colours, *, is_standout: bool) -> alt.Chart:
    """Diamonds, because a department is neither today's behaviour nor the wanted one; filled where it stands out."""
    chosen = [each.department for each in found.expectations if (each is found.standout) == is_standout]
    values: list[Datum] = [
        {
            "name": each.name,
            "engagement": each.engagement,
            "customers": each.customers,
            "engaged": figure_of(each.engagement, found.decimals[0], language),
            "satisfied": figure_of(each.customers, found.decimals[1], language),
        }
        for each in chosen
    ]
    tooltip = [
        alt.Tooltip("name:N", title=say(language, "customers.table.department")),
        alt.Tooltip("engaged:N", title=say(language, "customers.table.engagement")),
        alt.Tooltip("satisfied:N", title=customers_name(found, language)),
    ]
    filled = colours.ink if is_standout else colours.paper
    marks = chart_of(values).mark_point(
        aria=False,
        shape="diamond",
        size=260 if is_standout else 130,
        fill=filled,
        stroke=colours.ink,
        strokeWidth=2,
        opacity=1,
    )
    drawn: alt.Chart = marks.encode(**axes.at(), tooltip=tooltip)
    return drawn


def _earlier(found: CustomersReport, axes: _Axes, colours: Colours) -> list[alt.Chart]:
    """Where each department was with the earlier table, as a small diamond, and a line from there to its dot."""
    moved = [change for change in found.changes.values() if change.moves]
    now = {each.name: each for each in found.departments}
    values: list[Datum] = [
        {
            "engagement": change.before.engagement,
            "customers": change.before.customers,
            "engagement_now": now[change.before.name].engagement,
            "customers_now": now[change.before.name].customers,
        }
        for change in moved
    ]
    quiet: dict[str, Any] = {"aria": False, "tooltip": None, "opacity": 1}
    ways = chart_of(values).mark_rule(color=colours.quiet, strokeWidth=1, **quiet)
    marks = chart_of(values).mark_point(
        shape="diamond", size=45, fill=colours.paper, stroke=colours.quiet, strokeWidth=1, **quiet
    )
    return [ways.encode(**axes.at(), x2="engagement_now:Q", y2="customers_now:Q"), marks.encode(**axes.at())]


def _explained(
    found: CustomersReport, standout: Expectation, axes: _Axes, language: Language, colours: Colours
) -> list[alt.Chart]:
    """The way from a department to where the others lead one to expect its customers, and what that is."""
    department, expected = standout.department, standout.expected or 0.0
    here: list[Datum] = [
        {
            "engagement": department.engagement,
            "customers": department.customers,
            "expected": expected,
            "label": wrapped(say(language, "customers.chart.expected"), _EXPECTED_WIDE, 2),
        }
    ]
    quiet = {"aria": False, "tooltip": None, "color": colours.ink}
    way = chart_of(here).mark_rule(strokeDash=[2, 4], strokeWidth=2, **quiet).encode(**axes.at(), y2="expected:Q")  # type: ignore[arg-type]  # by name
    end = chart_of(here).mark_tick(orient="horizontal", size=28, thickness=2, **quiet).encode(**axes.at(up="expected"))  # type: ignore[arg-type]  # by name
    side = _free_side(found, standout, axes)
    if side is None:
        return [way, end]
    is_right = side == "right"
    said = (
        chart_of(here)
        .mark_text(
            aria=False,
            tooltip=None,
            color=colours.quiet,
            fontSize=14,
            align="left" if is_right else "right",
            dx=20 if is_right else -20,
            baseline="middle",
            dy=-_LINE / 2,
            text=expr("datum.label"),
            lineBreak="\n",
            opacity=expr(_SHOWN[_WIDE]),
        )
        .encode(**axes.at(up="expected"))
    )
    return [way, end, said]


def _labels(found: CustomersReport, axes: _Axes, width: int, colours: Colours) -> list[alt.Chart]:
    """The names beside their dots, for a figure of about this width. A name without room is left to the table."""
    dots = [
        (x - 9, x + 9, y - 9, y + 9)
        for x, y in (axes.place(each.engagement, each.customers, width) for each in found.departments)
    ]
    taken = [*(_Box(*dot) for dot in dots), _Box(0, 170, 0, 20), *_ways_boxes(found, axes, width)]
    if found.standout is not None and found.standout.expected is not None:
        taken += _explained_boxes(found, found.standout, axes, width)
    placed: dict[tuple[str, bool], list[Datum]] = {}
    for each in found.expectations:
        department, is_standout = each.department, each is found.standout
        name = department.name if len(department.name) <= _LONGEST else f"{department.name[: _LONGEST - 1]}…"
        x, y = axes.place(department.engagement, department.customers, width)
        side = _side(x, y, len(name) * _LETTER + 4, width, taken)
        if side is None and is_standout:
            side = "left" if x > width / 2 else "right"
        if side is not None:
            taken.append(_label_box(side, x, y, len(name) * _LETTER + 4))
            datum: Datum = {"engagement": department.engagement, "customers": department.customers, "name": name}
            placed.setdefault((side, is_standout), []).append(datum)
    return [
        chart_of(values)
        .mark_text(
            aria=False,
            tooltip=None,
            fontSize=15,
            fontWeight=600 if is_standout else 400,
            text=expr("datum.name"),
            opacity=expr(_SHOWN[width]),
            **_ALIGNED[side],  # type: ignore[arg-type]  # by name
            **inked,
        )
        .encode(**axes.at())
        for (side, is_standout), values in placed.items()
        # Ground around the letters first, so that no line of the figure runs through a name.
        for inked in ({"color": colours.paper, "stroke": colours.paper, "strokeWidth": 5}, {"color": colours.ink})
    ]


_ALIGNED: Final[dict[str, dict[str, str | float]]] = {
    "right": {"align": "left", "baseline": "middle", "dx": _ASIDE},
    "left": {"align": "right", "baseline": "middle", "dx": -_ASIDE},
    "above": {"align": "center", "baseline": "bottom", "dy": -_ASIDE},
    "below": {"align": "center", "baseline": "top", "dy": _ASIDE},
    "above left": {"align": "right", "baseline": "bottom", "dx": _ASIDE, "dy": -_ASIDE},
    "above right": {"align": "left", "baseline": "bottom", "dx": -_ASIDE, "dy": -_ASIDE},
    "below left": {"align": "right", "baseline": "top", "dx": _ASIDE, "dy": _ASIDE},
    "below right": {"align": "left", "baseline": "top", "dx": -_ASIDE, "dy": _ASIDE},
}


def _side(x: float, y: float, long: float, width: float, taken: Sequence[_Box]) -> str | None:
    """The side of a dot where its name stands free; None where there is none."""
    for side in _ALIGNED:
        box = _label_box(side, x, y, long)
        inside = box.left >= 0 and box.right <= width and box.top >= 0 and box.bottom <= _PLOT
        if inside and not any(box.meets(other) for other in taken):
            return side
    return None


def _label_box(side: str, x: float, y: float, long: float) -> _Box:
    how = _ALIGNED[side]
    across, up = x + float(how.get("dx", 0)), y + float(how.get("dy", 0))
    left = across - long * {"left": 0, "center": 0.5, "right": 1}[str(how["align"])]
    top = up - _LINE * {"top": 0, "middle": 0.5, "bottom": 1}[str(how["baseline"])]
    return _Box(left, left + long, top, top + _LINE)


def _ways_boxes(found: CustomersReport, axes: _Axes, width: int) -> list[_Box]:
    """Where the lines from the earlier places are: small boxes along each."""
    boxes = []
    for each in found.departments:
        if change := found.changes.get(each.name):
            (x, y), (left, top) = (axes.place(at.engagement, at.customers, width) for at in (each, change.before))
            shares = (step / _ALONG for step in range(1, _ALONG + 1))
            points = [(x + share * (left - x), y + share * (top - y)) for share in shares]
            boxes += [_Box(across - 4, across + 4, down - 4, down + 4) for across, down in points]
    return boxes


def _explained_boxes(found: CustomersReport, standout: Expectation, axes: _Axes, width: int) -> list[_Box]:
    """Where the way to what is expected is, and in a wide figure the words about it."""
    department, expected = standout.department, standout.expected or 0.0
    x, y = axes.place(department.engagement, expected, width)
    end = axes.place(department.engagement, department.customers, width)[1]
    boxes = [_Box(x - 4, x + 4, min(y, end), max(y, end)), _Box(x - 16, x + 16, y - 3, y + 3)]
    if width == _WIDE and (side := _free_side(found, standout, axes)):
        boxes.append(_words_box(side, x, y))
    return boxes


def _words_box(side: Literal["left", "right"], x: float, y: float) -> _Box:
    """Where the words about what is expected are, beside its mark."""
    long = _EXPECTED_WIDE * _LETTER
    ends = (x + 20, x + 20 + long) if side == "right" else (x - 20 - long, x - 20)
    return _Box(*ends, y - _LINE, y + _LINE)


def _free_side(found: CustomersReport, standout: Expectation, axes: _Axes) -> Literal["left", "right"] | None:
    """The side of the mark where the words about it cover no dot of a wide figure; without one, the key says it."""
    x, y = axes.place(standout.department.engagement, standout.expected or 0.0, _WIDE)
    dots = [axes.place(each.engagement, each.customers, _WIDE) for each in found.departments]
    sides: tuple[Literal["left", "right"], ...] = ("right", "left") if x < _WIDE / 2 else ("left", "right")
    for side in sides:
        box = _words_box(side, x, y)
        is_inside = box.left >= 0 and box.right <= _WIDE
        if is_inside and not any(box.meets(_Box(dot - 9, dot + 9, up - 9, up + 9)) for dot, up in dots):
            return side
    return None
