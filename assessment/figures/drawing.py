"""What every figure is drawn with: palettes, data, places and the frame."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Final, NamedTuple, cast

import altair as alt

from assessment.exports import AGAINST_COLOUR, FOR_COLOUR, NEUTRAL_COLOUR, TODAY_COLOUR, WANTED_COLOUR

Datum = dict[str, str | float]


class Palette(NamedTuple):
    """The colours of the figures in one theme."""

    today: str
    wanted: str
    ink: str
    quiet: str
    paper: str
    step: str  # A step of the line from 0 to 100.
    pulls: tuple[str, str, str]  # Against, neither, for: ink is readable on all of them.
    bars: tuple[str, str]  # Against and for, on paper.


LIGHT: Final = Palette(
    TODAY_COLOUR,
    WANTED_COLOUR,
    "#111418",
    "#565E68",
    "#FFFFFF",
    "#E6E9ED",
    (AGAINST_COLOUR, NEUTRAL_COLOUR, FOR_COLOUR),
    ("#C9822B", "#3D7FC1"),
)
DARK: Final = Palette(
    "#E0B15A",
    "#7DB7F5",
    "#F2F4F7",
    "#A3ABB5",
    "#14171B",
    "#2A3037",
    ("#8A5216", "#23282E", "#1F5F9F"),
    ("#D08A38", "#5B9BDB"),
)


_FONT: Final = "'Source Sans', 'Source Sans Pro', 'Segoe UI', sans-serif"


def figure(layers: Sequence[alt.Chart], palette: Palette, *, height: float) -> alt.LayerChart:
    """The layers as one chart, as wide as the page."""
    chart = alt.layer(*layers, height=height, width="container", background="transparent", padding=0)
    configured = chart.configure(font=_FONT, view=alt.ViewConfig(stroke=None)).configure_axis(
        labelColor=palette.ink, titleColor=palette.quiet, labelFontSize=14, titleFontSize=12, titleFontWeight="normal"
    )
    return cast("alt.LayerChart", configured)


def wrapped(text: str, width: int, lines: int) -> str:
    """A name in at most so many lines; what does not fit ends in "…"."""
    return "\n".join(textwrap.wrap(text, width, max_lines=lines, placeholder="…", break_on_hyphens=False) or [" "])


def mixed(one: str, other: str, share: float) -> str:
    """A colour between two."""
    parts = [round(int(one[at : at + 2], 16) * (1 - share) + int(other[at : at + 2], 16) * share) for at in (1, 3, 5)]
    return "#" + "".join(f"{part:02X}" for part in parts)


def chart_of(values: Sequence[Datum]) -> alt.Chart:
    """A layer that draws these data."""
    return alt.Chart(alt.InlineData(values=list(values)))


def expr(expression: str) -> alt.ExprRef:
    """A place or a text that Vega works out for each datum."""
    return alt.ExprRef(expr=expression)
