"""Altair figures made from a Report, for the screen.

Their text comes from the words and the question bank only, never from a user. Colours and shapes carry the meaning they
have everywhere: today is a brown square, wanted a blue circle. Draw them with `theme=None`; each has a description
for its alternative text, and the page shows the same numbers as text or table beside it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Final, Literal, NamedTuple, cast

import altair as alt

from assessment.exports import TODAY_COLOUR, WANTED_COLOUR
from assessment.instrument import Language
from assessment.report import Report
from assessment.scoring import Score
from assessment.text import level_name, number, part_name, say, score_text, verdict_name


class _Palette(NamedTuple):
    today: str
    wanted: str
    ink: str
    quiet: str
    bands: tuple[str, str, str, str]


_LIGHT: Final = _Palette(
    TODAY_COLOUR, WANTED_COLOUR, "#111418", "#525B66", ("#E3E7EC", "#EBEEF2", "#F2F4F7", "#F8F9FA")
)
_DARK: Final = _Palette("#E0B15A", "#7DB7F5", "#F2F4F7", "#AEB6C0", ("#343A41", "#2C3238", "#252A30", "#1E2328"))

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


def chart_description(report: Report, language: Language) -> str:
    """The figure of the factors in words, for its alternative text."""
    return _described("chart.factors", report.scores.factors, report, language)


def facet_description(report: Report, language: Language) -> str:
    """The figure of the facets in words."""
    return _described("chart.facets", report.scores.facets, report, language)


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
    order = [row.key for row in rows]
    y = alt.Y(
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
    height = step * max(1, len(rows)) + 70
    chart = alt.layer(*layers, height=height, width="container", background="transparent")
    configured = chart.configure(font=_FONT, view=alt.ViewConfig(stroke=None)).configure_axis(
        labelColor=palette.ink, titleColor=palette.quiet, labelFontSize=14, titleFontSize=12, titleFontWeight="normal"
    )
    return cast("alt.LayerChart", configured)


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
