"""Altair figures made from a Report, for the screen.

Their text comes from the words and the question bank only, never from a user. Colours and shapes carry the meaning they
have everywhere: today is a brown square, wanted a blue circle. Draw them with `theme=None`; each has a description
for its alternative text, and the page shows the same numbers as text or table beside it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal, NamedTuple, cast

import altair as alt

from assessment.comparison import Change, FactorChange
from assessment.exports import TODAY_COLOUR, WANTED_COLOUR
from assessment.instrument import Language
from assessment.report import Report
from assessment.scoring import Score
from assessment.text import (
    comparison_heading,
    level_name,
    movement_text,
    number,
    part_name,
    say,
    score_text,
    verdict_name,
)


class _Palette(NamedTuple):
    today: str
    wanted: str
    ink: str
    quiet: str
    paper: str
    bands: tuple[str, str, str, str]


_LIGHT: Final = _Palette(
    TODAY_COLOUR, WANTED_COLOUR, "#111418", "#525B66", "#FFFFFF", ("#E3E7EC", "#EBEEF2", "#F2F4F7", "#F8F9FA")
)
_DARK: Final = _Palette(
    "#E0B15A", "#7DB7F5", "#F2F4F7", "#AEB6C0", "#14171B", ("#343A41", "#2C3238", "#252A30", "#1E2328")
)

_LANE: Final = 13  # How far each behaviour of a change stands from the middle of its row.
_CLOSE: Final = 6  # Scores nearer than this would cover each other, so their marks move apart a little.
_FONT: Final = "'Source Sans', 'Source Sans Pro', 'Segoe UI', sans-serif"

Datum = dict[str, str | float]


class _Row(NamedTuple):
    """A line of a figure: a score, or a heading when there is none. `key` tells it apart and starts with its label."""

    key: str
    score: Score | None


def factor_dumbbell(report: Report, language: Language, *, dark: bool) -> alt.LayerChart:
    """The four factors, a row each: both scores on one line from 0 to 100, and the verdict under the name."""
    rows = [
        _Row(f"{part_name(factor.id, report.instrument, language)}\n{verdict_name(factor, language)}", factor)
        for factor in report.scores.factors
    ]
    return _dumbbell(rows, report, language, _DARK if dark else _LIGHT, step=52, mark=210, label_offset=-9)


def facet_dumbbell(report: Report, language: Language, *, dark: bool) -> alt.LayerChart:
    """The facets of the full form, under a heading for their factor. No rows in the quick form."""
    rows: list[_Row] = []
    for factor in report.instrument.factors:
        within = {facet.id for facet in report.instrument.facets if facet.factor == factor.id}
        facets = [facet for facet in report.scores.facets if facet.id in within]
        if facets:
            # The third line is never shown: it tells equal names apart, and makes a heading bold.
            rows.append(_Row(f"{factor.name[language]}\n\n#{factor.id}", None))
            names = [part_name(facet.id, report.instrument, language) for facet in facets]
            rows.extend(_Row(f"{name}\n\n{facet.id}", facet) for name, facet in zip(names, facets, strict=True))
    return _dumbbell(rows, report, language, _DARK if dark else _LIGHT, step=28, mark=100)


def change_dumbbell(report: Report, language: Language, *, dark: bool) -> alt.LayerChart:
    """The four factors in this assessment and the one before, a row each, when there is one before.

    Today's behaviour stands above the wanted one; the score before is a hollow mark, the score now a filled one. What
    has become of the wanted one stands under the name.
    """
    palette = _DARK if dark else _LIGHT
    changes = report.changes[: len(report.scores.factors)]
    names = {change.id: part_name(change.id, report.instrument, language) for change in changes}
    # The third line is never shown: it tells equal names apart.
    keys = {change.id: f"{names[change.id]}\n{movement_text(change.new, language)}\n{change.id}" for change in changes}
    marks = [datum for change in changes for datum in _change_marks(change, keys[change.id], report, language, palette)]
    x, y = _x("score", say(language, "chart.axis")), _y(list(keys.values()), label_offset=-9)
    then, now = say(language, "comparison.earlier"), say(language, "comparison.later")
    tooltip = [
        alt.Tooltip("name:N", title=say(language, "export.column.name")),
        alt.Tooltip("column:N", title=say(language, "export.section.behaviour")),
        alt.Tooltip("then:N", title=then),
        alt.Tooltip("now:N", title=now),
        alt.Tooltip("movement:N", title=say(language, "export.column.movement")),
    ]

    def layer(**wants: str) -> alt.Chart:
        chosen = [datum for datum in marks if all(datum[key] == value for key, value in wants.items())]
        return alt.Chart(alt.InlineData(values=chosen)).encode(x=x, y=y, tooltip=tooltip)

    shape, colour = alt.Shape("shape:N", scale=None), alt.Color("colour:N", scale=None)
    lane, outside = {"expr": "datum.lane"}, {"expr": "datum.side == 'left' ? -12 : 12"}
    line = layer(when="then").mark_rule(aria=False, strokeWidth=2, yOffset=lane)
    hollow = layer(when="then").mark_point(
        aria=False, size=190, filled=False, opacity=1, strokeWidth=2, fill=palette.paper, yOffset=lane
    )
    filled = layer(when="now").mark_point(aria=False, size=130, filled=True, opacity=1, yOffset=lane)
    numbered = layer().mark_text(
        aria=False,
        align={"expr": "datum.side == 'left' ? 'right' : 'left'"},
        dx=outside,
        dy=lane,
        fontSize=14,
        fontWeight={"expr": "datum.when == 'now' ? 'bold' : 'normal'"},
    )
    layers = [
        *_bands(report, language, palette),
        line.encode(x2="other:Q", color=colour),
        hollow.encode(shape=shape, stroke=colour),
        filled.encode(shape=shape, color=colour),
        numbered.encode(text="number:N", color=alt.Color("ink:N", scale=None)),
    ]
    return _figure(layers, palette, height=68 * max(1, len(keys)) + 70)


def chart_description(report: Report, language: Language) -> str:
    """The figure of the factors in words, for its alternative text."""
    return _described("chart.factors", report.scores.factors, report, language)


def facet_description(report: Report, language: Language) -> str:
    """The figure of the facets in words."""
    return _described("chart.facets", report.scores.facets, report, language)


def change_description(report: Report, language: Language) -> str:
    """The figure of what has moved in words."""
    sentences = [
        say(
            language,
            "chart.change_row",
            name=part_name(change.id, report.instrument, language),
            current_earlier=score_text(change.current.earlier, language),
            current=score_text(change.current.later, language),
            new_earlier=score_text(change.new.earlier, language),
            new=score_text(change.new.later, language),
            movement=movement_text(change.new, language),
        )
        for change in report.changes[: len(report.scores.factors)]
    ]
    return " ".join([say(language, "chart.change", heading=comparison_heading(report, language)), *sentences])


def _described(opening: str, scores: Iterable[Score], report: Report, language: Language) -> str:
    sentences = [
        say(
            language,
            "chart.row",
            name=part_name(score.id, report.instrument, language),
            current=score_text(score.current.score, language),
            new=score_text(score.new.score, language),
            verdict=verdict_name(score, language),
        )
        for score in scores
    ]
    return " ".join([say(language, opening), *sentences])


def _marks(row: _Row, report: Report, language: Language, palette: _Palette) -> list[Datum]:
    """The marks of a row, two, one or none: where each stands, on which side its number goes, and what to read."""
    if row.score is None:
        return []
    score = row.score
    read: Datum = {
        "row": row.key,
        "name": part_name(score.id, report.instrument, language),
        "today": score_text(score.current.score, language),
        "wanted": score_text(score.new.score, language),
        "verdict": verdict_name(score, language),
        "level": level_name(score.new.level, report.instrument, language),
    }
    columns = [(score.current.score, "current"), (score.new.score, "new")]
    known = sorted([(value, column) for value, column in columns if value is not None], key=lambda one: one[0])
    close = len(known) > 1 and known[1][0] - known[0][0] < _CLOSE
    return [
        read
        | {
            "score": value,
            "other": known[-1 - index][0],
            "shape": "square" if column == "current" else "circle",
            "colour": palette.today if column == "current" else palette.wanted,
            "number": number(value, language),
            "side": "left" if index == 0 else "right",
            "lift": index + 1 if close else 0,
        }
        for index, (value, column) in enumerate(known)
    ]


def _change_marks(
    change: FactorChange, key: str, report: Report, language: Language, palette: _Palette
) -> Iterator[Datum]:
    """Up to four marks: each behaviour then and now, as far as there is a score."""
    today, wanted = report.instrument.columns
    for column, moved, shape, colour in (
        (today, change.current, "square", palette.today),
        (wanted, change.new, "circle", palette.wanted),
    ):
        read: Datum = {
            "row": key,
            "name": part_name(change.id, report.instrument, language),
            "column": column.short[language],
            "then": score_text(moved.earlier, language),
            "now": score_text(moved.later, language),
            "movement": movement_text(moved, language),
            "shape": shape,
            "colour": colour,
            "lane": -_LANE if shape == "square" else _LANE,
        }
        for when, value, other in (("then", moved.earlier, moved.later), ("now", moved.later, moved.earlier)):
            if value is not None:
                yield read | {
                    "when": when,
                    "score": value,
                    "other": value if other is None else other,
                    "number": number(value, language),
                    "ink": palette.quiet if when == "then" else colour,
                    "side": _side(when, moved),
                }


def _side(when: str, moved: Change) -> str:
    """On which side of a mark its number goes: outside; where nothing has moved, before is left of now."""
    if moved.difference is None:
        return "left" if when == "then" else "right"
    return "left" if (when == "then") == (moved.difference >= 0) else "right"


def _dumbbell(
    rows: Sequence[_Row],
    report: Report,
    language: Language,
    palette: _Palette,
    *,
    step: int,
    mark: int,
    label_offset: int = 0,
) -> alt.LayerChart:
    """Bands, lines, marks and numbers, back to front."""
    marks = [datum for row in rows for datum in _marks(row, report, language, palette)]
    today, wanted = (column.short[language] for column in report.instrument.columns)
    y = _y([row.key for row in rows], label_offset=label_offset)
    tooltip = [
        alt.Tooltip("name:N", title=say(language, "export.column.name")),
        alt.Tooltip("today:N", title=today),
        alt.Tooltip("wanted:N", title=wanted),
        alt.Tooltip("verdict:N", title=say(language, "export.column.verdict")),
        alt.Tooltip("level:N", title=say(language, "export.column.level")),
    ]
    x = _x("score", say(language, "chart.axis"))

    def layer(**wants: str | int) -> alt.Chart:
        chosen = [datum for datum in marks if all(datum[key] == value for key, value in wants.items())]
        return alt.Chart(alt.InlineData(values=chosen)).encode(x=x, y=y, tooltip=tooltip)

    # The page tells what the chart shows in its alternative text; single marks read aloud would only be noise.
    layers = _bands(report, language, palette)
    layers.append(layer(side="left").mark_rule(aria=False, color=palette.quiet, strokeWidth=2).encode(x2="other:Q"))
    # Shape and colour are written in the data, since they mean the same in every figure.
    shape, colour = alt.Shape("shape:N", scale=None), alt.Color("colour:N", scale=None)
    for lift, up in ((0, 0.0), (1, -0.55), (2, 0.55)):
        marked = layer(lift=lift).mark_point(
            aria=False, size=mark, filled=True, opacity=1, yOffset=up * math.sqrt(mark)
        )
        layers.append(marked.encode(shape=shape, color=colour))
    for side, dx in (("left", -12), ("right", 12)):
        align: Literal["left", "right"] = "right" if side == "left" else "left"
        numbered = layer(side=side).mark_text(aria=False, align=align, dx=dx, fontSize=14, fontWeight="bold")
        layers.append(numbered.encode(text="number:N", color=colour))
    # Streamlit fits level names and axis into the height, too.
    return _figure(layers, palette, height=step * max(1, len(rows)) + 70)


def _figure(layers: Sequence[alt.Chart], palette: _Palette, *, height: int) -> alt.LayerChart:
    chart = alt.layer(*layers, height=height, width="container", background="transparent")
    configured = chart.configure(font=_FONT, view=alt.ViewConfig(stroke=None)).configure_axis(
        labelColor=palette.ink, titleColor=palette.quiet, labelFontSize=14, titleFontSize=12, titleFontWeight="normal"
    )
    return cast("alt.LayerChart", configured)


def _y(order: list[str], *, label_offset: int) -> alt.Y:
    """The rows, each named by the first two lines of its key."""
    return alt.Y(
        "row:N",
        sort=order,
        scale=alt.Scale(domain=order),
        axis=alt.Axis(
            title=None,
            domain=False,
            ticks=False,
            labelLimit=220,
            labelPadding=30,  # Room for the number left of a mark at 0.
            labelOffset=label_offset,
            labelExpr="slice(split(datum.label, '\\n'), 0, 2)",
            labelFontWeight=alt.condition("indexof(datum.label, '\\n#') > 0", alt.value("bold"), alt.value("normal")),
        ),
    )


def _x(field: str, title: str) -> alt.X:
    """The line from 0 to 100. Every layer says so in full: Altair merges their scales, and would widen it."""
    axis = alt.Axis(
        values=[0, 25, 50, 75, 100],
        grid=False,
        domain=False,
        ticks=False,
        title=title,
        labelFontSize=12,
        labelFlush=False,
    )
    return alt.X(f"{field}:Q", scale=alt.Scale(domain=[0, 100], zero=False, nice=False), axis=axis)


def _bands(report: Report, language: Language, palette: _Palette) -> list[alt.Chart]:
    """The four levels as light bands, with their names above."""
    levels = report.instrument.levels
    ends = [*(level.lowest for level in levels[1:]), 100.0]
    bands: list[Datum] = [
        {
            "from": level.lowest,
            "to": end,
            "middle": (level.lowest + end) / 2,
            "level": level[language],
            "colour": colour,
        }
        for level, end, colour in zip(levels, ends, palette.bands, strict=True)
    ]
    base, title = alt.Chart(alt.InlineData(values=bands)), say(language, "chart.axis")
    rectangles = base.mark_rect(aria=False, tooltip=None).encode(
        x=_x("from", title), x2="to:Q", color=alt.Color("colour:N", scale=None)
    )
    names = base.mark_text(aria=False, baseline="bottom", fontSize=11, color=palette.quiet)
    return [rectangles, names.encode(x=_x("middle", title), y=alt.value(-5), text="level:N")]
