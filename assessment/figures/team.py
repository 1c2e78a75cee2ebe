"""How a leader and a team see each factor: the team's figure with its likely range, and the leader's score."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import altair as alt

from assessment.figures.drawing import Datum, Drawing, box, chart_of, expr, figure, text
from assessment.figures.line import FOOT, circles, frames, on_line, strokes, track
from assessment.instrument import Language
from assessment.look import Colours
from assessment.sentences.names import part_name
from assessment.sentences.rollout import on_its_line
from assessment.sentences.team import (
    bounded,
    has_strong_view,
    leader_figure,
    likely_figure,
    range_text,
    reader,
    row_sentence,
    view_text,
)
from assessment.team_result import TeamResult
from assessment.team_row import TeamRow
from assessment.words import say, upper_first

_STEP, _LARGE_STEP = 104, 140  # Pixels of a row, and of the first one when it is a finding.
_DOWN, _LARGE_DOWN = 62, 82  # From the top of a row to its line.
_REMARK: Final = 22  # How much higher a row is with the words about the difference on a line of their own.
_UP: Final = 22  # From the line to the middle of the number above it, and of the one below it.
_LARGE_UP: Final = 34
_NARROW, _NARROW_SIZE = 360, 20  # Pixels: how wide a line at least is for large numbers, and how large they are below.
_BAND, _LARGE_BAND = 16, 22
_STROKE, _LARGE_STROKE = 24, 34
_SIZE, _LARGE_SIZE = 16, 26
_TOP: Final = 100
# As large as the longest name and the longest words fit side by side, and the width of a letter in parts of that.
_LABEL: Final = "(width < 240 ? 12 : 16)"
_QUIET_LETTER: Final = 0.45
_STRIPES: Final = 24  # Of the hatched part of a receipt.
_LETTER: Final = 0.54  # The width of a letter of a number above the line, in parts of its size.


def team_chart(result: TeamResult, language: Language, colours: Colours) -> Drawing:
    """One row a factor, sorted by distance. A finding in the first row is drawn larger.

    Beside the name stands the difference in words. Those for members are too long for that on a phone.
    A bound is drawn as the part of the line it leaves open, never as a point; what is hidden as a dash.
    """
    rows = result.in_order
    large = [row.stands_out and place == 0 for place, row in enumerate(rows)]
    below = 0 if result.is_for_leader or result.is_campaign else _REMARK
    steps = [(_LARGE_STEP if is_large else _STEP) + below for is_large in large]
    tops = [float(sum(steps[:place])) for place in range(len(rows))]
    placed = [
        _datum(row, top, result, language, colours, is_large=is_large, below=below)
        for row, top, is_large in zip(rows, tops, large, strict=True)
    ]
    bottom = max(_STEP, sum(steps))
    middles = [float(datum["y"]) for datum in placed]
    thick = [y for y, is_large in zip(middles, large, strict=True) if is_large]
    layers = [
        *track(middles, bottom, result.instrument, language, colours, large=thick),
        *_labels(placed, colours, below=below),
        *_marks(placed, _tooltip(result, language), colours),
        *_numbers(placed, colours),
    ]
    return figure(layers, colours, height=bottom + FOOT)


def team_description(result: TeamResult, language: Language) -> str:
    """The figure in words, for its alternative text."""
    opening = say(language, "team_result.chart" if result.is_for_leader else f"team_result.chart_{reader(result)}")
    if result.is_campaign:
        opening = say(language, "campaigns.together.chart")
    return " ".join([opening, *(row_sentence(row, result, language) for row in result.in_order)])


def receipt_strip(result: TeamResult, language: Language, colours: Colours) -> Drawing:
    """A line from 0 to 100 with a hatched part as wide as the narrowest range for anybody's result."""
    width = result.report.receipt.narrowest
    low = (_TOP - width) / 2
    frame: list[Datum] = [
        {"low": low, "high": low + width, "text": say(language, "team_result.receipt.strip", narrowest=width)}
    ]
    hatch: list[Datum] = [{"at": low + width * part / _STRIPES} for part in range(1, _STRIPES)]
    ends: list[Datum] = [{"text": "0", "at": 0}, {"text": "100", "at": _TOP}]
    full: list[Datum] = [{"low": 0, "high": _TOP}]
    how: dict[str, Any] = {"y": 48, "baseline": "middle", "fontSize": 14}
    layers = [
        box(full, color=colours.step, y=14, y2=24).encode(x=on_line("low"), x2="high:Q"),
        box(frame, color=colours.soft, stroke=colours.ink, strokeWidth=1.5, cornerRadius=4, y=6, y2=32).encode(
            x=on_line("low"), x2="high:Q"
        ),
        chart_of(hatch)
        .mark_rect(aria=False, color=colours.quiet, y=8, y2=30, xOffset=-0.5, x2Offset=0.5)
        .encode(x=on_line("at"), x2="at:Q"),
        text(ends, "text", colours.quiet, align="center", **how).encode(x=on_line("at")),
        text(frame, "text", colours.ink, x=expr("width / 2"), align="center", fontWeight=600, **how),
    ]
    return figure(layers, colours, height=58)


def receipt_description(result: TeamResult, language: Language) -> str:
    """The strip in words, for its alternative text."""
    chart = "chart_nothing" if result.tells_nothing else "chart"
    return say(language, f"team_result.receipt.{chart}", narrowest=result.report.receipt.narrowest)


def _datum(
    row: TeamRow, top: float, result: TeamResult, language: Language, colours: Colours, *, is_large: bool, below: int
) -> Datum:
    """A row: where its line is, what is drawn on it, and what is written above it."""
    figure_, size = row.figure, _LARGE_SIZE if is_large else _SIZE
    datum: Datum = {
        "top": top,
        "y": top + (_LARGE_DOWN if is_large else _DOWN) + below,
        "up": _LARGE_UP if is_large else _UP,
        "size": size,
        "large": int(is_large),
        "label": part_name(row.factor, result.instrument, language),
        "word": view_text(row, result, language),
        "ink": colours.ink if has_strong_view(row, result) else colours.quiet,
        "weight": 600 if has_strong_view(row, result) else 400,
        "team_text": bounded(figure_.mean, figure_.bound, language),
        "likely_text": likely_figure(row, language),
        "leader_text": leader_figure(figure_, language),
        "range_text": range_text(row, language),
    }
    if row.band is not None:
        datum |= dict(zip(("low", "high"), row.band, strict=True))
    if figure_.mean is not None and figure_.bound is None:
        datum["team"] = float(figure_.mean)
    if figure_.leader is not None:
        datum["leader"] = figure_.leader
    return datum | _numbers_of(row, result, language, size)


def _numbers_of(row: TeamRow, result: TeamResult, language: Language, size: int) -> Datum:
    """The team's number above the line and the leader's below it, each with its place and the room it takes."""
    found = row.figure
    of_team = bounded(found.mean, found.bound, language) if result.is_campaign else on_its_line(found, result, language)
    said = {"team": (row.team_place, of_team)}
    if found.leader is not None:
        written = say(language, f"team_result.figure.of_{reader(result)}", figure=leader_figure(found, language))
        said["leader"] = (found.leader, written)
    datum: Datum = {}
    for whose, (place, written) in said.items():
        half = len(written) * size * _LETTER / 2
        datum |= {f"{whose}_at": place, f"{whose}_label": written, f"{whose}_half": half}
    return datum


def _tooltip(result: TeamResult, language: Language) -> list[alt.Tooltip]:
    titles = {
        "label": "factor",
        "likely_text": "team",
        "leader_text": reader(result),
        "word": "view",
    }
    if result.is_campaign:
        titles = {"label": "factor", "team_text": "all", "range_text": "range"}
        words = {field: say(language, f"campaigns.together.column.{name}") for field, name in titles.items()}
    else:
        words = {field: say(language, f"team_result.column.{name}") for field, name in titles.items()}
        words["likely_text"] = upper_first(say(language, f"team_result.short.{result.wave or 'team'}"))
    return [alt.Tooltip(f"{field}:N", title=title) for field, title in words.items()]


def _labels(rows: Sequence[Datum], colours: Colours, *, below: int) -> list[alt.Chart]:
    """Names at the left edge, the difference in words at the right, or so far `below` the name."""
    name: dict[str, Any] = {"baseline": "middle", "fontSize": expr(_LABEL)}
    limit = "width" + ("" if below else f" - 8 - {_QUIET_LETTER} * {_LABEL} * length(datum.word)")
    names = text(
        rows,
        "label",
        colours.ink,
        x=0,
        y=expr("datum.top + 14"),
        align="left",
        fontWeight=600,
        limit=expr(limit),
        **name,
    )
    place: dict[str, Any] = {"x": 0, "align": "left"} if below else {"x": expr("width"), "align": "right"}
    y = expr(f"datum.top + {14 + below}")
    words = text(rows, "word", colours.ink, y=y, fontWeight=expr("datum.weight"), **place, **name)
    return [names, words.encode(color=alt.Color("ink:N", scale=None))]


def _marks(rows: Sequence[Datum], tooltip: Sequence[alt.Tooltip], colours: Colours) -> list[alt.Chart]:
    """The likely range or the dashed frame of a bound, the team's circle and the leader's stroke, back to front."""

    def half(small: int, large: int) -> tuple[alt.ExprRef, alt.ExprRef]:
        size = f"(datum.large ? {large / 2} : {small / 2})"
        return expr(f"datum.y - {size}"), expr(f"datum.y + {size}")

    above, below = half(_BAND, _LARGE_BAND)
    banded = [row for row in rows if "low" in row]
    ranges = box([row for row in banded if "team" in row], color=colours.wanted, opacity=0.3, y=above, y2=below)
    bounds = frames([row for row in banded if "team" not in row], colours, y=above, y2=below)
    dots = circles([row for row in rows if "team" in row], colours, size=expr("datum.large ? 460 : 210"))
    above, below = half(_STROKE, _LARGE_STROKE)
    lines = strokes([row for row in rows if "leader" in row], colours, y=above, y2=below)
    tips = list(tooltip)
    return [
        *(band.encode(x=on_line("low"), x2="high:Q", tooltip=tips) for band in (ranges, bounds)),
        dots.encode(x=on_line("team"), tooltip=tips),
        lines.encode(x=on_line("leader"), x2="leader:Q", tooltip=tips),
    ]


def _numbers(rows: Sequence[Datum], colours: Colours) -> list[alt.Chart]:
    """The team's number above its mark, the leader's below the stroke; on a phone a large one is smaller."""
    smaller = f"(datum.large && width < {_NARROW} ? {_NARROW_SIZE} : datum.size)"
    layers = []
    for whose, colour, y in (
        ("team", colours.wanted, "datum.y - datum.up"),
        ("leader", colours.ink, "datum.y + datum.up"),
    ):
        half = f"datum.{whose}_half * {smaller} / datum.size"
        # Over the whole figure, so that it stays inside at both ends.
        x = f"min(max(datum.{whose}_at / 100 * width, {half}), width - {half})"
        layers.append(
            text(
                [row for row in rows if f"{whose}_at" in row],
                f"{whose}_label",
                colour,
                x=expr(x),
                y=expr(y),
                align="center",
                baseline="middle",
                fontSize=expr(smaller),
                fontWeight=600,
            )
        )
    return layers
