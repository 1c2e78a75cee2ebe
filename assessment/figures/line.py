"""The line from 0 to 100, and the labels above it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import altair as alt

from assessment.figures.drawing import Datum, box, chart_of, expr, text
from assessment.instrument import Instrument, Language
from assessment.look import Colours
from assessment.words import say

# Pixels. Names are above the line, so that it can be as wide as the page, on a phone as well as on a desktop.
DOWN: Final = 36  # From the top of a row to its line.
_TRACK: Final = 8
_LARGE_TRACK: Final = 14
FOOT: Final = 44  # The names of the levels and of the line.
_SHORTEST: Final = 316  # Pixels in which the names of the levels still fit side by side.
# As large as the names of the levels fit side by side.
_WORDS: Final = "(width < 220 ? 10 : width < 255 ? 12 : width < 316 ? 14 : 16)"


def label_above(name: str, word: str, top: float, *, head: bool = False, is_news: bool = False) -> Datum:
    """The label above a track, or the heading above several. A name with a word at its end is emphasised.

    So is the word itself where it is news.
    """
    weight, word_weight = 600 if head or word else 400, 600 if is_news else 400
    return {"label": name, "word": word, "y": top + (26 if head else 12), "weight": weight, "word_weight": word_weight}


def labelled(labels: Sequence[Datum], colours: Colours, *, beside: tuple[int, int]) -> list[alt.Chart]:
    """Names at the left edge, words at the right; a long name is cut to leave room for the word.

    `beside` is how far out they reach on either side.
    """
    left, right = beside
    size = f"(width + {left + right} < 280 ? 13 : 16)"  # So that both fit on the narrowest phone.
    names = text(
        labels,
        "label",
        colours.ink,
        x=-left,
        y=expr("datum.y"),
        align="left",
        baseline="middle",
        fontSize=expr(size),
        fontWeight=expr("datum.weight"),
        limit=expr(f"width + {left + right} - (datum.word ? 12 + 0.475 * {size} * length(datum.word) : 0)"),
    )
    words = [
        text(
            [label for label in labels if label["word"] and label["word_weight"] == weight],
            "word",
            colour,
            x=expr(f"width + {right}"),
            y=expr("datum.y"),
            align="right",
            baseline="middle",
            fontSize=expr(size),
            fontWeight=weight,
        )
        for weight, colour in ((400, colours.quiet), (600, colours.ink))
    ]
    return [names, *words]


def on_line(field: str) -> alt.X:
    """The scale from 0 to 100. Every layer repeats it in full, or Altair would widen it when it merges the scales."""
    return alt.X(f"{field}:Q", scale=alt.Scale(domain=[0, 100], zero=False, nice=False), axis=None)


def track(
    middles: Sequence[float],
    bottom: float,
    instrument: Instrument,
    language: Language,
    colours: Colours,
    *,
    large: Sequence[float] = (),
    below: str | None = "chart.axis",
    is_short: bool = False,
) -> list[alt.Chart]:
    """The line from 0 to 100 as four steps in each row, with the name of each level below its step in the last one.

    The lines in `large` are thicker. `below` names the words under the names of the levels, None where there are none.
    `is_short` where the line may be so short on a phone that words at its two ends take the place of the names.
    """
    levels = instrument.levels
    ends = [*(level.lowest for level in levels[1:]), 100.0]
    steps: list[Datum] = [
        {
            "from": level.lowest,
            "to": end,
            "middle": (level.lowest + end) / 2,
            "level": level[language],
        }
        for level, end in zip(levels, ends, strict=True)
    ]
    drawn = [step | {"y": y, "half": (_LARGE_TRACK if y in large else _TRACK) / 2} for y in middles for step in steps]
    bars = box(
        drawn,
        color=colours.step,
        y=expr("datum.y - datum.half"),
        y2=expr("datum.y + datum.half"),
        x2Offset=expr("datum.to == 100 ? 0 : -2"),
    )
    title = say(language, below) if below else ""
    named = _below(steps, title, bottom, colours, is_short=is_short)
    ends_of_short = _at_the_ends(bottom, language, colours) if is_short else []
    return [bars.encode(x=on_line("from"), x2=alt.X2("to:Q")), *named, *ends_of_short]


def _below(steps: Sequence[Datum], title: str, bottom: float, colours: Colours, *, is_short: bool) -> list[alt.Chart]:
    """The names of the levels, and below them what the line is."""
    how: dict[str, Any] = {"baseline": "middle", "fontSize": 16 if is_short else expr(_WORDS)}
    shown = {"opacity": expr(f"width < {_SHORTEST} ? 0 : 1")} if is_short else {}
    names = text(steps, "level", colours.quiet, y=bottom + 8, **shown, **how)
    titles: list[Datum] = [{"axis": title}] if title else []
    axis = text(titles, "axis", colours.quiet, x=expr("width / 2"), y=bottom + 30, **how)
    return [names.encode(x=on_line("middle")), axis]


def _at_the_ends(bottom: float, language: Language, colours: Colours) -> list[alt.Chart]:
    """What the two ends of a line mean, in one row, where it is too short for the names of the levels."""
    how: dict[str, Any] = {
        "y": bottom + 8,
        "baseline": "middle",
        "fontSize": expr("width < 190 ? 14 : 16"),
        "opacity": expr(f"width < {_SHORTEST} ? 1 : 0"),
    }
    words: list[list[Datum]] = [[{"end": say(language, f"chart.{end}")}] for end in ("less", "more")]
    return [
        text(words[0], "end", colours.quiet, x=0, align="left", **how),
        text(words[1], "end", colours.quiet, x=expr("width"), align="right", **how),
    ]


def frames(rows: Sequence[Datum], colours: Colours, *, y: alt.ExprRef, y2: alt.ExprRef) -> alt.Chart:
    """Dashed: what the bound of a figure leaves open."""
    dashed: dict[str, Any] = {"fillOpacity": 0.1, "stroke": colours.wanted, "strokeWidth": 1.5, "strokeDash": [5, 3]}
    return box(rows, color=colours.wanted, y=y, y2=y2, **dashed)


def circles(rows: Sequence[Datum], colours: Colours, *, size: float | alt.ExprRef) -> alt.Chart:
    """The figure of a team, or of a step's people, at the height of its row; `size` is an area in square pixels."""
    drawn: alt.Chart = chart_of(rows).mark_point(
        aria=False,
        tooltip=None,
        shape="circle",
        size=size,
        filled=True,
        opacity=1,
        color=colours.wanted,
        stroke=colours.paper,
        strokeWidth=2,
        y=expr("datum.y"),
    )
    return drawn


def strokes(rows: Sequence[Datum], colours: Colours, *, y: alt.ExprRef, y2: alt.ExprRef) -> alt.Chart:
    """The leader's own figure."""
    return box(rows, color=colours.ink, stroke=colours.paper, strokeWidth=1, xOffset=-2, x2Offset=2, y=y, y2=y2)
