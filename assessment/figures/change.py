"""Both scores of each factor in this assessment and in the one before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import altair as alt

from assessment.comparison import Change, FactorChange
from assessment.figures.drawing import Datum, Drawing, chart_of, expr, figure
from assessment.figures.line import DOWN, FOOT, label_above, labelled, on_line, track
from assessment.instrument import Language
from assessment.look import Colours
from assessment.report import Report
from assessment.sentences.comparison import both_movements_text, comparison_heading, movement_text
from assessment.sentences.names import part_name
from assessment.words import number, say, score_text

_LANE: Final = 18  # Pixels between the two behaviours in a row.
_BELOW: Final = 14  # Pixels from the lower one to the next row.


def change_dumbbell(report: Report, language: Language, colours: Colours) -> Drawing:
    """The four factors in this assessment and the one before, one row each; needs an assessment before.

    Today's behaviour is above the wanted one; the score before is a hollow mark, the score now a filled one. What has
    moved is written beside the name.
    """
    changes = report.factor_changes
    step = DOWN + _LANE + _BELOW
    labels: list[Datum] = []
    tracks: list[float] = []
    marks: list[Datum] = []
    for place, change in enumerate(changes):
        top, name = place * step, part_name(change.id, report.instrument, language)
        labels.append(label_above(name, both_movements_text(change, language), top))
        lanes = (top + DOWN, top + DOWN + _LANE)
        tracks.extend(lanes)
        marks.extend(_change_marks(change, lanes, report, language, colours))
    bottom = max(1, len(changes)) * step
    layers = [
        *track(tracks, bottom, report.instrument, language, colours),
        *labelled(labels, colours),
        *_moves(marks, _tooltip(language), colours),
    ]
    return figure(layers, colours, height=bottom + FOOT)


def _tooltip(language: Language) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("name:N", title=say(language, "export.column.name")),
        alt.Tooltip("column:N", title=say(language, "export.section.behaviour")),
        alt.Tooltip("then:N", title=say(language, "comparison.earlier")),
        alt.Tooltip("now:N", title=say(language, "comparison.later")),
        alt.Tooltip("movement:N", title=say(language, "export.column.movement")),
    ]


def _moves(marks: Sequence[Datum], tooltip: Sequence[alt.Tooltip], colours: Colours) -> list[alt.Chart]:
    """A line from each score before to the score now, both marks, and their numbers."""
    x = on_line("score")

    def layer(when: str | None = None) -> alt.Chart:
        return chart_of([one for one in marks if when in (None, one["when"])]).encode(x=x, tooltip=list(tooltip))

    shape, colour, y = alt.Shape("shape:N", scale=None), alt.Color("colour:N", scale=None), expr("datum.y")
    line = layer("then").mark_rect(aria=False, y=expr("datum.y - 1"), y2=expr("datum.y + 1"))
    hollow = layer("then").mark_point(
        aria=False, size=190, filled=False, opacity=1, strokeWidth=2, fill=colours.paper, y=y
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
    return [
        line.encode(x2=alt.X2("other:Q"), color=colour),
        hollow.encode(shape=shape, stroke=colour),
        filled.encode(shape=shape, color=colour),
        numbered.encode(text=alt.Text("number:N"), color=alt.Color("ink:N", scale=None)),
    ]


def change_description(report: Report, language: Language) -> str:
    """The figure of the changes in words, for its alternative text."""
    sentences = [
        say(
            language,
            "chart.change_row",
            name=part_name(change.id, report.instrument, language),
            current_earlier=score_text(change.current.earlier, language),
            current=score_text(change.current.later, language),
            new_earlier=score_text(change.new.earlier, language),
            new=score_text(change.new.later, language),
            current_movement=movement_text(change.current, language),
            movement=movement_text(change.new, language),
        )
        for change in report.factor_changes
    ]
    return " ".join([say(language, "chart.change", heading=comparison_heading(report, language)), *sentences])


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
        }
        for when, value, other in (("then", moved.earlier, moved.later), ("now", moved.later, moved.earlier)):
            if value is not None:
                yield read | {
                    "when": when,
                    "score": value,
                    "other": value if other is None else other,
                    "number": number(value, language),
                    "ink": colours.quiet if when == "then" else colour,
                    "side": _side(when, moved),
                }


def _side(when: str, moved: Change) -> str:
    """The side of a mark for its number: the outer one; if nothing has moved, before is left and now is right."""
    if moved.difference is None:
        return "left" if when == "then" else "right"
    return "left" if (when == "then") == (moved.difference >= 0) else "right"
