"""Both scores of each factor in this assessment and in the one before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import altair as alt

from assessment.comparison import FactorChange
from assessment.figures.drawing import Datum, Drawing, chart_of, expr, figure, text
from assessment.figures.line import DOWN, label_above, labelled, on_line, track
from assessment.instrument import Language
from assessment.look import Colours
from assessment.report import Report
from assessment.sentences.comparison import movement_text
from assessment.sentences.names import part_name
from assessment.sentences.since import change_group, standing
from assessment.words import say, score_text

_LANE: Final = 22  # Pixels between the two behaviours in a row.
_BELOW: Final = 20  # Pixels from the lower one to the next row.
_FOOT: Final = 20  # Pixels for what the line means.
_HEADING: Final = 30  # Pixels for what the rows below it have become.
_BESIDE: Final = (78, 8)  # Pixels left of the line, for the numbers, and right of it.
_THEN, _ARROW, _NOW = -60, -46, -14  # Where both numbers end, and the middle of the arrow between them.


def change_dumbbell(report: Report, language: Language, colours: Colours) -> Drawing:
    """The four factors in this assessment and the one before, one row each; needs an assessment before.

    They stand under the headline's words: better, worse, then the rest. Today's behaviour is above the wanted one; the
    score before is a hollow mark, the score now a filled one. The line between them and the numbers to the left are
    grey where the change is small. Which behaviour wins stands beside the name, heavier where that is new.
    """
    changes = report.changed_first
    step = DOWN + _LANE + _BELOW
    headings: list[Datum] = []
    labels: list[Datum] = []
    numbers: list[Datum] = []
    marks: list[Datum] = []
    bottom = 0
    for change in changes:
        group = change_group(change.id, report, language)
        if group and group not in [one["group"] for one in headings]:
            headings.append({"group": group, "y": bottom + _HEADING - 16})
            bottom += _HEADING
        top, name = bottom, part_name(change.id, report.instrument, language)
        bottom += step
        stands = standing(change.id, report, language)
        labels.append(label_above(name, stands.words, top, is_news=stands.is_new))
        lanes = (top + DOWN, top + DOWN + _LANE)
        numbers.extend(_both_numbers(change, lanes, language, colours))
        marks.extend(_change_marks(change, lanes, report, language, colours))
    lines, bank = [float(one["y"]) for one in numbers], report.instrument
    layers = [
        *_headings(headings, colours),
        *track(lines, bottom, bank, language, colours, below=None, is_short=True),
        *labelled(labels, colours, beside=_BESIDE),
        *_written(numbers, bottom, language, colours),
        *_moves(marks, _tooltip(language), colours),
    ]
    return figure(layers, colours, height=bottom + _FOOT)


def _headings(headings: Sequence[Datum], colours: Colours) -> list[alt.Chart]:
    """What the factors below it have become, larger than their names; no layer where nothing counts as a change."""
    how: dict[str, Any] = {"align": "left", "baseline": "middle", "fontSize": 18, "fontWeight": 600}
    return [text(headings, "group", colours.ink, x=-_BESIDE[0], y=expr("datum.y"), **how)] if headings else []


def _tooltip(language: Language) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("name:N", title=say(language, "export.column.name")),
        alt.Tooltip("column:N", title=say(language, "export.section.behaviour")),
        alt.Tooltip("then:N", title=say(language, "comparison.earlier")),
        alt.Tooltip("now:N", title=say(language, "comparison.later")),
        alt.Tooltip("movement:N", title=say(language, "export.column.movement")),
    ]


def _moves(marks: Sequence[Datum], tooltip: Sequence[alt.Tooltip], colours: Colours) -> list[alt.Chart]:
    """A line from each score before to the score now, and both marks."""
    x = on_line("score")

    def layer(when: str) -> alt.Chart:
        return chart_of([one for one in marks if one["when"] == when]).encode(x=x, tooltip=list(tooltip))

    shape, colour, y = alt.Shape("shape:N", scale=None), alt.Color("colour:N", scale=None), expr("datum.y")
    line = layer("then").mark_rect(aria=False, y=expr("datum.y - 1"), y2=expr("datum.y + 1"))
    # A score that is as before has its hollow mark around the filled one.
    size = expr("datum.score == datum.other ? 340 : 190")
    hollow = layer("then").mark_point(
        aria=False, size=size, filled=False, opacity=1, strokeWidth=2, fill=colours.paper, y=y
    )
    filled = layer("now").mark_point(aria=False, size=150, filled=True, opacity=1, y=y)
    return [
        line.encode(x2=alt.X2("other:Q"), color=alt.Color("line:N", scale=None)),
        hollow.encode(shape=shape, stroke=colour),
        filled.encode(shape=shape, color=colour),
    ]


def _both_numbers(
    change: FactorChange, lanes: tuple[float, float], language: Language, colours: Colours
) -> Iterator[Datum]:
    """The two scores of each behaviour; the later one has the behaviour's colour where the change is clear."""
    for moved, colour, y in ((change.current, colours.today, lanes[0]), (change.new, colours.wanted, lanes[1])):
        yield {
            "y": y,
            "then_number": score_text(moved.earlier, language),
            "arrow": "→",
            "now_number": score_text(moved.later, language),
            "ink": colour if moved.is_clear else colours.quiet,
            "weight": 700 if moved.is_clear else 400,
        }


def _written(numbers: Sequence[Datum], bottom: float, language: Language, colours: Colours) -> list[alt.Chart]:
    """Both numbers of each behaviour and the arrow between them, in the order in which they are read; what they are of.

    `bottom` is where the rows end.
    """
    how: dict[str, Any] = {"y": expr("datum.y"), "baseline": "middle", "fontSize": 16}
    now = chart_of(numbers).mark_text(
        aria=False, tooltip=None, x=_NOW, align="right", fontWeight=expr("datum.weight"), **how
    )
    of: list[Datum] = [{"of_100": say(language, "chart.of_100")}]
    return [
        text(of, "of_100", colours.quiet, x=_NOW, y=bottom + 8, align="right", baseline="middle", fontSize=16),
        text(numbers, "then_number", colours.quiet, x=_THEN, align="right", **how),
        text(numbers, "arrow", colours.quiet, x=_ARROW, align="center", **how),
        now.encode(text=alt.Text("now_number:N"), color=alt.Color("ink:N", scale=None)),
    ]


def _change_marks(
    change: FactorChange, lanes: tuple[float, float], report: Report, language: Language, colours: Colours
) -> Iterator[Datum]:
    """Up to four marks: each behaviour before and now, where there is a score."""
    today, wanted = report.instrument.columns
    for column, moved, shape, colour, y in (
        (today, change.current, "square", colours.today, lanes[0]),
        (wanted, change.new, "circle", colours.wanted, lanes[1]),
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
            "line": colour if moved.is_clear else colours.quiet,
        }
        for when, value, other in (("then", moved.earlier, moved.later), ("now", moved.later, moved.earlier)):
            if value is not None:
                yield read | {
                    "when": when,
                    "score": value,
                    "other": value if other is None else other,
                }
