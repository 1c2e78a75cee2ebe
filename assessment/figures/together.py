"""What the leader and the people of each step of a roll-out see: all factors on one line from 0 to 100."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import altair as alt

from assessment.figures.drawing import Datum, Drawing, expr, figure, text, wrapped
from assessment.figures.line import FOOT, circles, frames, on_line, strokes, track
from assessment.instrument import Language
from assessment.look import Colours
from assessment.sentences.names import factor_gist, part_name
from assessment.sentences.rollout import Seen, seen_by
from assessment.together import Together
from assessment.words import say, upper_first

# Pixels.
_HEAD: Final = 58  # From the top of a factor to the middle of its first row.
_ROW: Final = 24
_BLOCK_FOOT: Final = 30  # Below the last row of a factor.
_SECOND_LINE: Final = 20
_LEFT: Final = 146  # The room for who it is, left of the line.
_BESIDE: Final = 13  # From the middle of a mark to its number.
_SIZE: Final = 16
_LETTERS: Final = 33  # Of a line on the narrowest phone; what a factor is takes two where it is longer.
_FAR: Final = 80  # Above this a number stands left of its mark, so that it stays on the line.


def together_chart(found: Together, language: Language, colours: Colours) -> Drawing:
    """A block a factor, in it a row for the leader and one for each step; a bound as what it leaves open."""
    heads: list[Datum] = []
    rows: list[Datum] = []
    top = 0.0
    bank = next(iter(found.results.values())).instrument
    for factor in found.order:
        seen = seen_by(found, factor, language)
        gist = wrapped(upper_first(factor_gist(factor, bank, language)), _LETTERS, 2)
        heads.append({"label": part_name(factor, bank, language), "gist": gist, "y": top + 10})
        top += _SECOND_LINE if "\n" in gist else 0
        for place, each in enumerate(seen):
            row: Datum = {"who": each.who, "said": each.said, "y": top + _HEAD + place * _ROW}
            rows.append(row | _placed(each))
        top += _HEAD + (len(seen) - 1) * _ROW + _BLOCK_FOOT
    middles = [float(datum["y"]) for datum in rows if datum["side"]]  # Words alone need no line.
    layers = [
        *track(middles, top, bank, language, colours, is_short=True),
        *_labels(heads, rows, colours),
        *_marks(rows, colours),
    ]
    return figure(layers, colours, height=top + FOOT)


def _placed(seen: Seen) -> Datum:
    """Where a mark or frame lies, where its number stands, and on which side of it; words alone in the middle."""
    if seen.mean is None:
        return {"at": 50.0, "side": 0}
    if seen.bound is None:
        is_far = seen.mean > _FAR
        return {"leader" if seen.is_leader else "team": seen.mean, "at": seen.mean, "side": -1 if is_far else 1}
    if seen.bound == "over":
        return {"low": seen.mean, "high": 100.0, "at": seen.mean, "side": -1}
    return {"low": 0.0, "high": seen.mean, "at": seen.mean, "side": 1}


def together_description(found: Together, language: Language) -> str:
    """The figure in words, for its alternative text."""
    return " ".join([say(language, "rollout.together.chart"), *rows_in_words(found, language)])


def rows_in_words(found: Together, language: Language) -> list[str]:
    """A sentence a factor: what the leader and each step see."""
    bank = next(iter(found.results.values())).instrument
    return [
        f"{part_name(factor, bank, language)}: "
        f"{', '.join(f'{each.who} {each.said}' for each in seen_by(found, factor, language))}."
        for factor in found.order
    ]


def _labels(heads: Sequence[Datum], rows: Sequence[Datum], colours: Colours) -> list[alt.Chart]:
    """The names of the factors, what each is in a few words, and who it is at the left of each line."""
    how: dict[str, Any] = {"x": -_LEFT, "y": expr("datum.y"), "align": "left", "baseline": "middle"}
    below = how | {"y": expr("datum.y + 21"), "lineBreak": "\n", "lineHeight": _SECOND_LINE}
    return [
        text(heads, "label", colours.ink, fontSize=16, fontWeight=600, **how),
        text(heads, "gist", colours.quiet, fontSize=_SIZE, **below),
        text(rows, "who", colours.ink, fontSize=_SIZE, **how),
    ]


def _marks(rows: Sequence[Datum], colours: Colours) -> list[alt.Chart]:
    """The leader's stroke, the circles of the steps, the dashed frames of bounds, and their numbers."""
    y: dict[str, Any] = {"y": expr("datum.y - 8"), "y2": expr("datum.y + 8")}
    bounds = frames([row for row in rows if "low" in row], colours, **y)
    lines = strokes([row for row in rows if "leader" in row], colours, **y)
    dots = circles([row for row in rows if "team" in row], colours, size=150)
    return [
        bounds.encode(x=on_line("low"), x2="high:Q"),
        lines.encode(x=on_line("leader"), x2="leader:Q"),
        dots.encode(x=on_line("team")),
        *_numbers(rows, colours),
    ]


def _numbers(rows: Sequence[Datum], colours: Colours) -> list[alt.Chart]:
    """The number of each row, beside its mark; words alone in the middle of the line."""
    return [
        text(
            [row for row in rows if ("leader" in row) == is_leader and row["side"] == side],
            "said",
            colours.ink if is_leader or not side else colours.wanted,
            x=expr(f"datum.at / 100 * width + {side * _BESIDE}"),
            y=expr("datum.y"),
            align=align,
            baseline="middle",
            fontSize=_SIZE,
            fontWeight=600,
        )
        for is_leader in (True, False)
        for side, align in ((1, "left"), (0, "center"), (-1, "right"))
    ]
