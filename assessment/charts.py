"""Altair figures made from a Report, for the screen.

Their text comes from the words and the question bank only; of what a user wrote, only the names in an incentive map are
shown, as data and never within an expression. Colours and shapes carry the meaning they have everywhere: today is a
brown square, wanted a blue circle, pulls are blue for and orange-brown against. Draw them with `theme=None`; each has
a description for its alternative text, and the page shows the same numbers as text or table beside it.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal, NamedTuple, cast

import altair as alt

# Streamlit loads pandas with the first chart. Altair fails while another visitor has it half loaded, so it comes first.
import pandas as pd  # type: ignore[import-untyped]  # noqa: F401

from assessment.comparison import Change, FactorChange
from assessment.exports import AGAINST_COLOUR, FOR_COLOUR, NEUTRAL_COLOUR, TODAY_COLOUR, WANTED_COLOUR
from assessment.incentives import Clash, IncentiveScores
from assessment.instrument import Language
from assessment.report import Report
from assessment.scoring import Score
from assessment.text import (
    clash_legend,
    clash_line,
    clash_roles,
    clash_sentence,
    comparison_heading,
    element_name,
    level_name,
    movement_text,
    number,
    pair_name,
    part_name,
    pull_text,
    role_name,
    roles_left_out,
    say,
    score_text,
    signed,
    verdict_name,
)


class _Palette(NamedTuple):
    today: str
    wanted: str
    ink: str
    quiet: str
    paper: str
    step: str  # A step of the line from 0 to 100.
    pulls: tuple[str, str, str]  # Against, neither, for: ink is readable on all of them.
    bars: tuple[str, str]  # Against and for, on paper.


_LIGHT: Final = _Palette(
    TODAY_COLOUR,
    WANTED_COLOUR,
    "#111418",
    "#565E68",
    "#FFFFFF",
    "#E6E9ED",
    (AGAINST_COLOUR, NEUTRAL_COLOUR, FOR_COLOUR),
    ("#C9822B", "#3D7FC1"),
)
_DARK: Final = _Palette(
    "#E0B15A",
    "#7DB7F5",
    "#F2F4F7",
    "#A3ABB5",
    "#14171B",
    "#2A3037",
    ("#8A5216", "#23282E", "#1F5F9F"),
    ("#D08A38", "#5B9BDB"),
)

# Pixels. Names stand above the line, so that it is as wide as the page gives, on a phone as well as at a desk.
_ASIDE: Final = (22, 38)  # Names and words reach this far out, beside the number of a mark at 0 and of one at 100.
_DOWN: Final = 36  # From the top of a row to its line.
_TRACK: Final = 8
_LANE: Final = 22  # Between the two behaviours of a change.
_FOOT: Final = 44  # The names of the levels and of the line.
_WORDS: Final = "(width < 220 ? 10 : width < 290 ? 12 : 14)"  # So large that the names of the levels stand apart.
_CLOSE: Final = 6  # Scores nearer than this would cover each other, so their marks move apart a little.
_FONT: Final = "'Source Sans', 'Source Sans Pro', 'Segoe UI', sans-serif"

Datum = dict[str, str | float]


class _Row(NamedTuple):
    """A row of a figure: a score under its name, with a word at the right end, or a heading when there is no score."""

    name: str
    word: str
    score: Score | None


def factor_dumbbell(report: Report, language: Language, *, dark: bool) -> alt.LayerChart:
    """The four factors, a row each: both scores on one line from 0 to 100, above it the name and the verdict."""
    rows = [
        _Row(part_name(factor.id, report.instrument, language), verdict_name(factor, language), factor)
        for factor in report.scores.factors
    ]
    return _dumbbell(rows, report, language, _DARK if dark else _LIGHT, step=60, mark=210)


def facet_dumbbell(report: Report, language: Language, *, dark: bool) -> alt.LayerChart:
    """The facets of the full form, under a heading for their factor. No rows in the quick form."""
    rows: list[_Row] = []
    for factor in report.instrument.factors:
        within = {facet.id for facet in report.instrument.facets if facet.factor == factor.id}
        facets = [facet for facet in report.scores.facets if facet.id in within]
        if facets:
            rows.append(_Row(factor.name[language], "", None))
            rows.extend(_Row(part_name(facet.id, report.instrument, language), "", facet) for facet in facets)
    return _dumbbell(rows, report, language, _DARK if dark else _LIGHT, step=50, mark=130)


def change_dumbbell(report: Report, language: Language, *, dark: bool) -> alt.LayerChart:
    """The four factors in this assessment and the one before, a row each, when there is one before.

    Today's behaviour stands above the wanted one; the score before is a hollow mark, the score now a filled one. What
    has become of the wanted one stands beside the name.
    """
    palette = _DARK if dark else _LIGHT
    changes = report.changes[: len(report.scores.factors)]
    step = _DOWN + 2 * _LANE
    labels: list[Datum] = []
    tracks: list[float] = []
    marks: list[Datum] = []
    for place, change in enumerate(changes):
        top, name = place * step, part_name(change.id, report.instrument, language)
        labels.append(_label(name, movement_text(change.new, language), top))
        lanes = (top + _DOWN, top + _DOWN + _LANE)
        tracks.extend(lanes)
        marks.extend(_change_marks(change, lanes, report, language, palette))
    x = _x("score")
    then, now = say(language, "comparison.earlier"), say(language, "comparison.later")
    tooltip = [
        alt.Tooltip("name:N", title=say(language, "export.column.name")),
        alt.Tooltip("column:N", title=say(language, "export.section.behaviour")),
        alt.Tooltip("then:N", title=then),
        alt.Tooltip("now:N", title=now),
        alt.Tooltip("movement:N", title=say(language, "export.column.movement")),
    ]

    def layer(when: str | None = None) -> alt.Chart:
        return _of([one for one in marks if when in (None, one["when"])]).encode(x=x, tooltip=tooltip)

    shape, colour, y = alt.Shape("shape:N", scale=None), alt.Color("colour:N", scale=None), _at("datum.y")
    line = layer("then").mark_rect(aria=False, y=_at("datum.y - 1"), y2=_at("datum.y + 1"))
    hollow = layer("then").mark_point(
        aria=False, size=190, filled=False, opacity=1, strokeWidth=2, fill=palette.paper, y=y
    )
    filled = layer("now").mark_point(aria=False, size=150, filled=True, opacity=1, y=y)
    numbered = layer().mark_text(
        aria=False,
        align={"expr": "datum.side == 'left' ? 'right' : 'left'"},
        dx={"expr": "datum.side == 'left' ? -12 : 12"},
        y=y,
        fontSize=14,
        fontWeight={"expr": "datum.when == 'now' ? 'bold' : 'normal'"},
    )
    bottom = max(1, len(changes)) * step
    layers = [
        *_track(tracks, bottom, report, language, palette),
        *_labelled(labels, palette),
        line.encode(x2="other:Q", color=colour),
        hollow.encode(shape=shape, stroke=colour),
        filled.encode(shape=shape, color=colour),
        numbered.encode(text="number:N", color=alt.Color("ink:N", scale=None)),
    ]
    return _figure(layers, palette, height=bottom + _FOOT)


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


def _marks(row: _Row, y: float, report: Report, language: Language, palette: _Palette) -> list[Datum]:
    """The marks of a row, two, one or none: where each stands, on which side its number goes, and what to read."""
    if row.score is None:
        return []
    score = row.score
    read: Datum = {
        "y": y,
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
    change: FactorChange, lanes: tuple[float, float], report: Report, language: Language, palette: _Palette
) -> Iterator[Datum]:
    """Up to four marks: each behaviour then and now, as far as there is a score."""
    today, wanted = report.instrument.columns
    for column, moved, shape, colour, y in (
        (today, change.current, "square", palette.today, lanes[0]),
        (wanted, change.new, "circle", palette.wanted, lanes[1]),
    ):
        read: Datum = {
            "y": y,
            "name": part_name(change.id, report.instrument, language),
            "column": column.short[language],
            "then": score_text(moved.earlier, language),
            "now": score_text(moved.later, language),
            "movement": movement_text(moved, language),
            "shape": shape,
            "colour": colour,
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
    rows: Sequence[_Row], report: Report, language: Language, palette: _Palette, *, step: int, mark: int
) -> alt.LayerChart:
    """Names, tracks, lines, marks and numbers, back to front."""
    labels = [_label(row.name, row.word, place * step, head=row.score is None) for place, row in enumerate(rows)]
    middles = [place * step + float(_DOWN) for place in range(len(rows))]
    marks = [datum for row, y in zip(rows, middles, strict=True) for datum in _marks(row, y, report, language, palette)]
    today, wanted = (column.short[language] for column in report.instrument.columns)
    tooltip = [
        alt.Tooltip("name:N", title=say(language, "export.column.name")),
        alt.Tooltip("today:N", title=today),
        alt.Tooltip("wanted:N", title=wanted),
        alt.Tooltip("verdict:N", title=say(language, "export.column.verdict")),
        alt.Tooltip("level:N", title=say(language, "export.column.level")),
    ]
    x = _x("score")

    def layer(**wants: str | int) -> alt.Chart:
        return _of([one for one in marks if all(one[key] == value for key, value in wants.items())]).encode(
            x=x, tooltip=tooltip
        )

    # The page tells what the chart shows in its alternative text; single marks read aloud would only be noise.
    bottom = max(1, len(rows)) * step
    tracks = [y for row, y in zip(rows, middles, strict=True) if row.score is not None]
    joined = layer(side="left").mark_rect(
        aria=False, color=palette.ink, y=_at("datum.y - 1.25"), y2=_at("datum.y + 1.25")
    )
    layers = [
        *_track(tracks, bottom, report, language, palette),
        *_labelled(labels, palette),
        joined.encode(x2="other:Q"),
    ]
    # Shape and colour are written in the data, since they mean the same in every figure.
    shape, colour = alt.Shape("shape:N", scale=None), alt.Color("colour:N", scale=None)
    for lift, up in ((0, 0.0), (1, -0.55), (2, 0.55)):
        marked = layer(lift=lift).mark_point(
            aria=False, size=mark, filled=True, opacity=1, y=_at(f"datum.y + {up * math.sqrt(mark)}")
        )
        layers.append(marked.encode(shape=shape, color=colour))
    for side, dx in (("left", -12), ("right", 12)):
        align: Literal["left", "right"] = "right" if side == "left" else "left"
        numbered = layer(side=side).mark_text(
            aria=False, align=align, dx=dx, y=_at("datum.y"), fontSize=14, fontWeight="bold"
        )
        layers.append(numbered.encode(text="number:N", color=colour))
    return _figure(layers, palette, height=bottom + _FOOT)


def _figure(layers: Sequence[alt.Chart], palette: _Palette, *, height: float) -> alt.LayerChart:
    chart = alt.layer(*layers, height=height, width="container", background="transparent", padding=0)
    configured = chart.configure(font=_FONT, view=alt.ViewConfig(stroke=None)).configure_axis(
        labelColor=palette.ink, titleColor=palette.quiet, labelFontSize=14, titleFontSize=12, titleFontWeight="normal"
    )
    return cast("alt.LayerChart", configured)


def _label(name: str, word: str, top: float, *, head: bool = False) -> Datum:
    """What stands above a track, or above several as their heading. A name with a word at its end is set apart."""
    return {"label": name, "word": word, "y": top + (26 if head else 12), "weight": 600 if head or word else 400}


def _labelled(labels: Sequence[Datum], palette: _Palette) -> list[alt.Chart]:
    """Names at the left edge, words at the right one; a name that is too long leaves room for the word."""
    left, right = _ASIDE
    names = _of(labels).mark_text(
        aria=False,
        tooltip=None,
        x=-left,
        y=_at("datum.y"),
        align="left",
        baseline="middle",
        fontSize=16,
        fontWeight=_at("datum.weight"),
        limit=_at(f"width + {left + right} - (datum.word ? 12 + 7.6 * length(datum.word) : 0)"),
        text=_at("datum.label"),
        color=palette.ink,
    )
    words = _of([label for label in labels if label["word"]]).mark_text(
        aria=False,
        tooltip=None,
        x=_at(f"width + {right}"),
        y=_at("datum.y"),
        align="right",
        baseline="middle",
        fontSize=16,
        text=_at("datum.word"),
        color=palette.quiet,
    )
    return [names, words]


def _x(field: str) -> alt.X:
    """The line from 0 to 100. Every layer says so in full: Altair merges their scales, and would widen it."""
    return alt.X(f"{field}:Q", scale=alt.Scale(domain=[0, 100], zero=False, nice=False), axis=None)


def _track(
    middles: Sequence[float], bottom: float, report: Report, language: Language, palette: _Palette
) -> list[alt.Chart]:
    """The line from 0 to 100 as four steps, once a row; the levels' names below the last one, each under its step."""
    levels = report.instrument.levels
    ends = [*(level.lowest for level in levels[1:]), 100.0]
    steps: list[Datum] = [
        {"from": level.lowest, "to": end, "middle": (level.lowest + end) / 2, "level": level[language]}
        for level, end in zip(levels, ends, strict=True)
    ]
    drawn = [step | {"y": y} for y in middles for step in steps]
    rectangles = _of(drawn).mark_rect(
        aria=False,
        tooltip=None,
        color=palette.step,
        y=_at(f"datum.y - {_TRACK / 2}"),
        y2=_at(f"datum.y + {_TRACK / 2}"),
        x2Offset=_at("datum.to == 100 ? 0 : -2"),
    )
    names = _of(steps).mark_text(
        aria=False,
        tooltip=None,
        y=bottom + 8,
        baseline="middle",
        fontSize=_at(_WORDS),
        color=palette.quiet,
        text=_at("datum.level"),
    )
    axis = _of([{"axis": say(language, "chart.axis")}]).mark_text(
        aria=False,
        tooltip=None,
        x=_at("width / 2"),
        y=bottom + 30,
        baseline="middle",
        fontSize=_at(_WORDS),
        color=palette.quiet,
        text=_at("datum.axis"),
    )
    return [rectangles.encode(x=_x("from"), x2="to:Q"), names.encode(x=_x("middle")), axis]


# The incentive map ----------------------------------------------------------------------------------------------------

# Pixels. Places are expressions of the width the page gives, so that one figure serves a phone and a desk.
_NAMES: Final = "(width < 520 ? 104 : min(240, width * 0.24))"
_WHOLE: Final = "(width < 520 ? 78 : min(220, width * 0.2))"
_KEY_HEIGHT: Final = 30
_UPRIGHT: Final = 20  # Signs in a line of a name that stands upright.
_FEW_ELEMENTS, _HEAD_LINES = 5, 3
_SIGN: Final = 6.2  # About how wide a sign of 12 pixels is.
_ROW, _LOW_ROW, _FEW_ROLES = 40, 34, 15
_SEVERITY: Final = {"none": 0.0, "minor": 0.25, "clear": 0.6, "severe": 1.0}


def pull_map(report: Report, language: Language, *, dark: bool) -> alt.LayerChart:
    """The incentive map: roles by elements, a signed number on a tint in every cell, from -2 to 2 in any map.

    At the right what a role's pulls make together, from -100 to 100; below all roles together, and a hollow diamond
    under each element that nobody is rewarded for. Without a map it is empty.
    """
    palette, scores = _DARK if dark else _LIGHT, report.incentives
    if scores is None:
        return _figure([], palette, height=_KEY_HEIGHT)
    count = len(scores.elements)
    row = _ROW if len(scores.roles) <= _FEW_ROLES else _LOW_ROW
    names = [element_name(element.id, report, language) for element in scores.elements]
    upright = [_wrapped(name, _UPRIGHT, _HEAD_LINES if count <= _FEW_ELEMENTS else _HEAD_LINES - 1) for name in names]
    lying = [_wrapped(name, 13, 5) for name in names]
    longest = max(len(line) for name in upright for line in name.split("\n"))
    head = _KEY_HEIGHT + max(longest * _SIGN, max(name.count("\n") + 1 for name in lying) * 15.0) + 8
    bottom = head + (len(scores.roles) + 1) * row
    column = f"((width - {_NAMES} - {_WHOLE}) / {count})"
    narrow = f"({column} < 78)"
    cells: list[Datum] = []
    lines: list[Datum] = []
    net = say(language, "incentives.net")
    for place, (role_id, label, pulls, whole) in enumerate(_map_rows(scores, report, language)):
        top = head + place * row
        role = role_name(role_id, report, language) if role_id else net
        read: Datum = {"role": role, "top": top, "bold": "" if role_id else "bold"}
        lines.append(read | {"label": label, "whole": whole, "number": signed(whole, language)})
        for index, (name, pull) in enumerate(zip(names, pulls, strict=True)):
            written = pull_text(pull, language)
            cells.append(
                read
                | {"index": index, "element": name, "pull": pull, "number": written, "colour": _tint(pull, palette)}
            )
    heads: list[Datum] = [
        {"index": index, "element": name, "upright": upright[index], "lying": lying[index]}
        for index, name in enumerate(names)
    ]
    orphans: list[Datum] = [
        {"index": index, "element": names[index], "nobody": say(language, "incentives.orphan")}
        for index, element in enumerate(scores.elements)
        if element.unrewarded
    ]
    left, middle = f"{_NAMES} + datum.index * {column}", f"{_NAMES} + (datum.index + 0.5) * {column}"
    zero, reach = f"(width - {_WHOLE} + 8 + ({_WHOLE} - 46) / 2)", f"(({_WHOLE} - 46) / 2)"
    role_tip = alt.Tooltip("role:N", title=say(language, "incentives.role_column"))
    element_tip = alt.Tooltip("element:N", title=say(language, "export.column.name"))
    ink, quiet = palette.ink, palette.quiet
    size = {"expr": f"{column} < 26 ? 10 : {column} < 34 ? 11 : 13"}
    weight = {"expr": "datum.bold || 'normal'"}
    layers = [
        *_map_key(language, palette),
        _of(heads)
        .mark_text(
            aria=False,
            x=_at(f"{middle} + ({narrow} ? -(length(split(datum.upright, '\\n')) - 1) * 6 : 0)"),
            y=_at(f"{head - 6} - ({narrow} ? 0 : (length(split(datum.lying, '\\n')) - 1) * 15)"),
            angle=_at(f"{narrow} ? 270 : 0"),
            align=_at(f"{narrow} ? 'left' : 'center'"),
            baseline=_at(f"{narrow} ? 'middle' : 'alphabetic'"),
            fontSize=_at(f"{narrow} ? 11 : 12"),
            lineHeight=_at(f"{narrow} ? 12 : 15"),
            text=_at(f"split({narrow} ? datum.upright : datum.lying, '\\n')"),
            color=ink,
        )
        .encode(tooltip=[element_tip]),
        _of(cells)
        .mark_rect(
            aria=False,
            x=_at(f"{left} + 1"),
            x2=_at(f"{left} + {column} - 1"),
            y=_at("datum.top + 1"),
            y2=_at(f"datum.top + {row - 1}"),
        )
        .encode(
            color=alt.Color("colour:N", scale=None),
            tooltip=[role_tip, element_tip, alt.Tooltip("number:N", title=say(language, "incentives.picture.pull"))],
        ),
        _of(cells).mark_text(
            aria=False,
            tooltip=None,
            x=_at(middle),
            y=_at(f"datum.top + {row / 2}"),
            fontSize=size,
            fontWeight=weight,
            text=_at("datum.number"),
            color=ink,
        ),
        _of(lines)
        .mark_text(
            aria=False,
            x=0,
            y=_at(f"datum.top + {row / 2} - (length(split(datum.label, '\\n')) - 1) * 7"),
            align="left",
            baseline="middle",
            fontSize=_at("width < 520 ? 12 : 13"),
            lineHeight=14,
            fontWeight=weight,
            text=_at("split(datum.label, '\\n')"),
            color=ink,
        )
        .encode(tooltip=[role_tip]),
        _of(lines).mark_rect(
            aria=False,
            tooltip=None,
            x=_at(f"{zero} + min(0, datum.whole) / 100 * {reach}"),
            x2=_at(f"{zero} + max(0, datum.whole) / 100 * {reach}"),
            y=_at(f"datum.top + {row / 2 - 7}"),
            y2=_at(f"datum.top + {row / 2 + 7}"),
            color=_at(f"datum.whole < 0 ? '{palette.bars[0]}' : '{palette.bars[1]}'"),
        ),
        # Vega-Lite draws no rule without an encoding, but a rectangle.
        _of([{}]).mark_rect(
            aria=False, tooltip=None, x=_at(zero), x2=_at(f"{zero} + 1"), y=head, y2=bottom, color=quiet
        ),
        _of([{}]).mark_rect(
            aria=False, tooltip=None, x=0, x2=_at("width"), y=bottom - row - 0.5, y2=bottom - row + 0.5, color=ink
        ),
        _of(lines).mark_text(
            aria=False,
            tooltip=None,
            x=_at("width"),
            y=_at(f"datum.top + {row / 2}"),
            align="right",
            baseline="middle",
            fontSize=13,
            fontWeight="bold",
            text=_at("datum.number"),
            color=ink,
        ),
        _of([{"whole": _wrapped(say(language, "incentives.aligned"), 12, 2)}]).mark_text(
            aria=False,
            tooltip=None,
            x=_at("width"),
            y=head - 6,
            align="right",
            fontSize=12,
            text=_at("datum.whole"),
            color=ink,
        ),
    ]
    if orphans:
        nobody = _wrapped(say(language, "incentives.orphan"), 16, 2)
        layers += [
            _of(orphans)
            .mark_point(
                aria=False,
                shape="diamond",
                filled=False,
                opacity=1,
                size=90,
                strokeWidth=1.6,
                color=ink,
                x=_at(middle),
                y=bottom + row / 2,
            )
            .encode(tooltip=[element_tip, alt.Tooltip("nobody:N", title=" ")]),
            _of([{"label": nobody}]).mark_text(
                aria=False,
                tooltip=None,
                x=0,
                y=bottom + row / 2 - nobody.count("\n") * 7,
                align="left",
                baseline="middle",
                fontSize=12,
                lineHeight=14,
                text=_at("split(datum.label, '\\n')"),
                color=quiet,
            ),
        ]
    return _figure(layers, palette, height=round(bottom + (row if orphans else 4)))


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
            pulls=", ".join(f"{name} {pull_text(pull, language)}" for name, pull in zip(names, pulls, strict=True)),
        )
        for role, _, pulls, whole in _map_rows(scores, report, language)
    ]
    orphans = [name for name, element in zip(names, scores.elements, strict=True) if element.unrewarded]
    if orphans:
        sentences.append(f"{say(language, 'incentives.orphan')}: {', '.join(orphans)}.")
    return " ".join([say(language, "incentives.picture.pulls"), *sentences])


def clash_map(report: Report, language: Language, *, dark: bool) -> alt.LayerChart:
    """Roles against roles as a road atlas shows distances: a role's line leads left from its name, its column down.

    Every pair that clashes has its number, 0 to 100, a letter for the kind and a tint for how much that is. Of many
    roles those that clash most are shown.
    """
    palette, scores = _DARK if dark else _LIGHT, report.incentives
    roles = clash_roles(scores) if scores else []
    if scores is None or not roles:
        return _figure([], palette, height=_KEY_HEIGHT)
    found = {(clash.a, clash.b): clash for clash in scores.clashes}
    last = max(1, len(roles) - 1)
    column = f"min(96, (width - 118) / {last})"
    head, row = _KEY_HEIGHT + 8, _ROW
    cells: list[Datum] = []
    for below, other in enumerate(roles):
        for index, one in enumerate(roles[:below]):
            cells.append(
                _clash_cell(found.get((one, other)), one, other, report, language, palette)
                | {
                    "index": index,
                    "top": head + below * row,
                }
            )
    labels: list[Datum] = [
        {
            "index": place,
            "top": head + place * row,
            "label": _wrapped(role_name(role, report, language), 17, 2),
            "role": role_name(role, report, language),
        }
        for place, role in enumerate(roles)
    ]
    middle = f"(datum.index + 0.5) * {column}"
    layers = [
        _of([{"legend": clash_legend(language)}]).mark_text(
            aria=False,
            tooltip=None,
            x=0,
            y=12,
            align="left",
            baseline="middle",
            fontSize=12,
            text=_at("datum.legend"),
            color=palette.quiet,
        ),
        _of(cells)
        .mark_rect(
            aria=False,
            x=_at(f"datum.index * {column} + 1"),
            x2=_at(f"(datum.index + 1) * {column} - 1"),
            y=_at("datum.top + 1"),
            y2=_at(f"datum.top + {row - 1}"),
        )
        .encode(
            color=alt.Color("colour:N", scale=None),
            tooltip=[
                alt.Tooltip("pair:N", title=say(language, "incentives.role_column")),
                alt.Tooltip("read:N", title=say(language, "incentives.clash.column.strength")),
                alt.Tooltip("sentence:N", title=say(language, "incentives.clash.column.meaning")),
            ],
        ),
        *(
            _of([cell for cell in cells if cell["letter"]]).mark_text(
                aria=False,
                tooltip=None,
                x=_at(middle),
                y=_at(f"datum.top + {row / 2 + shift}"),
                baseline="middle",
                fontSize=size,
                fontWeight="bold" if field == "number" else "normal",
                text=_at(f"datum.{field}"),
                color=palette.ink,
            )
            for field, shift, size in (("number", -6, 14), ("letter", 9, 11))
        ),
        _of(labels)
        .mark_text(
            aria=False,
            x=_at(f"datum.index * {column} + 6"),
            y=_at(f"datum.top + {row / 2} - (length(split(datum.label, '\\n')) - 1) * 7"),
            align="left",
            baseline="middle",
            fontSize=12,
            lineHeight=14,
            text=_at("split(datum.label, '\\n')"),
            color=palette.ink,
        )
        .encode(tooltip=[alt.Tooltip("role:N", title=say(language, "incentives.role_column"))]),
    ]
    return _figure(layers, palette, height=head + len(roles) * row + 4)


def clash_description(report: Report, language: Language) -> str:
    """The figure of the clashes in words."""
    scores = report.incentives
    if scores is None:
        return ""
    shown = set(clash_roles(scores))
    sentences = [
        clash_line(clash, report, language) for clash in scores.clashes if clash.a in shown and clash.b in shown
    ]
    if not sentences:
        return say(language, "incentives.clash.nowhere")
    opening = f"{say(language, 'incentives.picture.clashes')} {roles_left_out(scores, language)}".rstrip()
    return " ".join([opening, *sentences])


def _map_rows(
    scores: IncentiveScores, report: Report, language: Language
) -> Iterator[tuple[str, str, list[float], float]]:
    """Role, its name in lines, its pulls and what they make together; last, without an id, all roles together."""
    ids = [element.id for element in scores.elements]
    for role in scores.roles:
        name = _wrapped(role_name(role.id, report, language), 16, 2)
        yield role.id, name, [role.pulls[element] for element in ids], role.alignment
    net = _wrapped(say(language, "incentives.net"), 15, 2)
    yield "", net, [element.net for element in scores.elements], scores.system


def _clash_cell(
    clash: Clash | None, one: str, other: str, report: Report, language: Language, palette: _Palette
) -> Datum:
    """A pair of roles: what stands in its cell and what can be read of it."""
    pair = pair_name(one, other, report, language)
    if clash is None:
        quiet = {"number": "", "letter": "", "read": "0", "sentence": "–"}
        return {"pair": pair, "colour": palette.pulls[1], **quiet}
    severity = say(language, f"incentives.clash.severity.{clash.severity}")
    kind = say(language, f"incentives.clash.kind.{clash.kind}")
    return {
        "pair": pair,
        "colour": _mixed(palette.pulls[1], palette.pulls[0], _SEVERITY[clash.severity]),
        "number": number(clash.clash, language),
        "letter": say(language, f"incentives.clash.letter.{clash.kind}"),
        "read": f"{number(clash.clash, language)}, {severity}, {kind}",
        "sentence": clash_sentence(clash, report, language),
    }


def _tint(pull: float, palette: _Palette) -> str:
    """The colour of a pull, from -2 to 2 in any map."""
    return _mixed(palette.pulls[1], palette.pulls[2 if pull > 0 else 0], abs(pull) / 2)


def _mixed(one: str, other: str, share: float) -> str:
    """A colour between two."""
    parts = [round(int(one[at : at + 2], 16) * (1 - share) + int(other[at : at + 2], 16) * share) for at in (1, 3, 5)]
    return "#" + "".join(f"{part:02X}" for part in parts)


def _map_key(language: Language, palette: _Palette) -> list[alt.Chart]:
    """What the tints mean: five steps between two words."""
    harms, helps = say(language, "incentives.harms"), say(language, "incentives.helps")
    left = round(len(harms) * _SIGN) + 8
    steps: list[Datum] = [
        {"place": left + index * 34, "colour": _tint(pull, palette), "number": signed(pull, language)}
        for index, pull in enumerate((-2, -1, 0, 1, 2))
    ]
    words: list[Datum] = [{"place": 0, "word": harms}, {"place": left + 5 * 34 + 8, "word": helps}]
    return [
        _of(steps)
        .mark_rect(aria=False, tooltip=None, x=_at("datum.place"), x2=_at("datum.place + 32"), y=2, y2=22)
        .encode(color=alt.Color("colour:N", scale=None)),
        _of(steps).mark_text(
            aria=False,
            tooltip=None,
            x=_at("datum.place + 16"),
            y=12,
            baseline="middle",
            fontSize=12,
            text=_at("datum.number"),
            color=palette.ink,
        ),
        _of(words).mark_text(
            aria=False,
            tooltip=None,
            x=_at("datum.place"),
            y=12,
            align="left",
            baseline="middle",
            fontSize=12,
            text=_at("datum.word"),
            color=palette.quiet,
        ),
    ]


def _wrapped(text: str, width: int, lines: int) -> str:
    """A name in at most so many lines; what does not fit ends in "…"."""
    return "\n".join(textwrap.wrap(text, width, max_lines=lines, placeholder="…", break_on_hyphens=False) or [" "])


def _of(values: Sequence[Datum]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=list(values)))


def _at(expression: str) -> alt.ExprRef:
    return alt.ExprRef(expr=expression)
