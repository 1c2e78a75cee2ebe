"""Both scores of each factor or facet on one line."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, sqrt
from typing import Any, Final, NamedTuple

import altair as alt

from assessment.figures.drawing import Datum, Drawing, chart_of, expr, figure
from assessment.figures.line import DOWN, FOOT, label_above, labelled, on_line, track
from assessment.instrument import Language
from assessment.look import Colours
from assessment.report import Report
from assessment.scoring import Score
from assessment.sentences.names import level_name, part_name, verdict_name
from assessment.sentences.scores import weakest_first
from assessment.words import number, say, score_text

_CLOSE: Final = 6  # Scores nearer than this would cover each other, so their marks move apart a little.
# The weakest factor has a row of its own size: its height, its line below the top, its marks, its numbers.
_LARGE_STEP: Final = 124
_LARGE_DOWN: Final = 92
_LARGE_MARK: Final = 560
_LARGE_NUMBER: Final = 40
_CLOSE_NUMBERS: Final = 18  # Large numbers nearer than this stand beside their marks instead of above them.
_POINT: Final = 2.5  # Pixels of a point of 100 on the narrowest phone.
# Pixels of a digit, and from the middle of a mark to its number.
_DIGIT, _ASIDE = 9, 12
_LARGE_DIGIT, _LARGE_ASIDE = 22, 4


class _Row(NamedTuple):
    """A row of a figure: a score under its name, with a word on the right, or a heading when there is no score."""

    name: str
    word: str
    score: Score | None
    is_large: bool = False


def factor_dumbbell(report: Report, language: Language, colours: Colours) -> Drawing:
    """One row per factor: both scores on one line from 0 to 100, with the name and the verdict above.

    The weakest comes first and is drawn larger, with one that has the same number; none where more have it, or where a
    score is withheld, and then they are in the order of the bank.
    """
    factors = weakest_first(report)
    rows = [
        _Row(part_name(factor.id, report.instrument, language), verdict_name(factor, language), factor)
        for factor in factors
    ]
    if report.scores.overall.named:
        shown = [score_text(factor.new.score, language) for factor in factors]
        is_apart = shown.count(shown[0]) < len(shown) / 2 or shown.count(shown[0]) == 1
        rows = [row._replace(is_large=is_apart and text == shown[0]) for row, text in zip(rows, shown, strict=True)]
    # The verdicts at the ends of the rows are explained here, where they are met first.
    return _dumbbell(rows, report, language, colours, step=60, mark=210, below="chart.key")


def facet_dumbbell(report: Report, language: Language, colours: Colours) -> Drawing:
    """The facets of the full form, under a heading for each factor. Empty in the quick form."""
    rows: list[_Row] = []
    for factor in report.instrument.factors:
        within = {facet.id for facet in report.instrument.facets if facet.factor == factor.id}
        facets = [facet for facet in report.scores.facets if facet.id in within]
        if facets:
            rows.append(_Row(factor.name[language], "", None))
            rows.extend(_Row(part_name(facet.id, report.instrument, language), "", facet) for facet in facets)
    return _dumbbell(rows, report, language, colours, step=50, mark=130)


def _marks(row: _Row, y: float, size: int, report: Report, language: Language, colours: Colours) -> list[Datum]:
    """The marks of a row, 0 to 2: the place and size of each, the side of its number, and its tooltip."""
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
    apart = known[1][0] - known[0][0] if len(known) > 1 else 100
    above = "large" if apart >= _CLOSE_NUMBERS else "close"
    return [
        read
        | {
            "score": value,
            "other": known[-1 - index][0],
            "shape": "square" if column == "current" else "circle",
            "colour": colours.today if column == "current" else colours.wanted,
            "number": number(value, language),
            "side": "left" if index == 0 else "right",
            "size": _LARGE_MARK if row.is_large else size,
            "lift": index + 1 if apart < _CLOSE else 0,
            "above": above if row.is_large else "no",
        }
        for index, (value, column) in enumerate(known)
    ]


def _dumbbell(
    rows: Sequence[_Row],
    report: Report,
    language: Language,
    colours: Colours,
    *,
    step: int,
    mark: int,
    below: str = "chart.axis",
) -> Drawing:
    """Names, tracks, lines, marks and numbers, back to front."""
    steps = [_LARGE_STEP if row.is_large else step for row in rows]
    tops = [sum(steps[:place]) for place in range(len(rows))]
    labels = [label_above(row.name, row.word, top, head=row.score is None) for row, top in zip(rows, tops, strict=True)]
    placed = [(row, float(top + (_LARGE_DOWN if row.is_large else DOWN))) for row, top in zip(rows, tops, strict=True)]
    marks = [datum for row, y in placed for datum in _marks(row, y, mark, report, language, colours)]
    bottom = max(step, sum(steps))
    tracks = [y for row, y in placed if row.score is not None]
    large = [y for row, y in placed if row.is_large]
    layers = [
        *track(tracks, bottom, report.instrument, language, colours, large=large, below=below),
        *labelled(labels, colours, beside=(_room(marks, "left"), _room(marks, "right"))),
        *_pairs(marks, _tooltip(report, language), colours),
    ]
    return figure(layers, colours, height=bottom + FOOT)


def _room(marks: Sequence[Datum], side: str) -> int:
    """Pixels that the marks of this side and their numbers need beyond the end of the line; 0 where none is near it."""
    beyond = [0.0]
    for mark in marks:
        if mark["side"] == side:
            score, digits = float(mark["score"]), len(str(mark["number"]))
            reach = {
                "no": _ASIDE + digits * _DIGIT,
                "close": _LARGE_ASIDE + digits * _LARGE_DIGIT,
                "large": max(sqrt(float(mark["size"])), digits * _LARGE_DIGIT) / 2,
            }[str(mark["above"])]
            beyond.append(reach - _POINT * (score if side == "left" else 100 - score))
    return ceil(max(beyond))


def _tooltip(report: Report, language: Language) -> list[alt.Tooltip]:
    today, wanted = (column.short[language] for column in report.instrument.columns)
    return [
        alt.Tooltip("name:N", title=say(language, "export.column.name")),
        alt.Tooltip("today:N", title=today),
        alt.Tooltip("wanted:N", title=wanted),
        alt.Tooltip("verdict:N", title=say(language, "export.column.verdict")),
        alt.Tooltip("level:N", title=say(language, "export.column.level")),
    ]


def _pairs(marks: Sequence[Datum], tooltip: Sequence[alt.Tooltip], colours: Colours) -> list[alt.Chart]:
    """The line between the two marks of a row, the marks, and their numbers.

    The chart's alternative text describes it as a whole; reading single marks aloud would only be noise.
    """
    x = on_line("score")

    def layer(**wanted: str | int) -> alt.Chart:
        chosen = [one for one in marks if all(one[key] == value for key, value in wanted.items())]
        return chart_of(chosen).encode(x=x, tooltip=list(tooltip))

    half = "(datum.above == 'no' ? 1.25 : 2)"
    between = layer(side="left").mark_rect(
        aria=False, color=colours.ink, y=expr(f"datum.y - {half}"), y2=expr(f"datum.y + {half}")
    )
    layers = [between.encode(x2=alt.X2("other:Q"))]
    # Shape and colour are in the data, since they mean the same in every figure.
    shape, colour = alt.Shape("shape:N", scale=None), alt.Color("colour:N", scale=None)
    for lift, up in ((0, 0.0), (1, -0.55), (2, 0.55)):
        y = expr(f"datum.y + {up} * sqrt(datum.size)")
        marked = layer(lift=lift).mark_point(aria=False, size=expr("datum.size"), filled=True, opacity=1, y=y)
        layers.append(marked.encode(shape=shape, color=colour))
    large: dict[str, Any] = {
        "y": expr("datum.y - 38"),
        "fontSize": _LARGE_NUMBER,
        "fontWeight": 600,
        "baseline": "middle",
    }
    small: dict[str, Any] = {"y": expr("datum.y"), "fontSize": 16, "fontWeight": "bold"}
    for side, outer, out in (("left", "right", -1), ("right", "left", 1)):
        for above, aside, how in (("no", _ASIDE, small), ("close", _LARGE_ASIDE, large)):
            placed = how | {"align": outer, "dx": out * aside}
            numbered = layer(side=side, above=above).mark_text(aria=False, **placed)
            layers.append(numbered.encode(text=alt.Text("number:N"), color=colour))
    centred = layer(above="large").mark_text(aria=False, align="center", **large)
    return [*layers, centred.encode(text=alt.Text("number:N"), color=colour)]
