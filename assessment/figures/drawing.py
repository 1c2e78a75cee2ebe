"""What every figure is drawn with: colourss, data, places and the frame."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Final, cast

import altair as alt

from assessment.look import Colours

Datum = dict[str, str | float]


_FONT: Final = "'Source Sans', 'Source Sans Pro', 'Segoe UI', sans-serif"


def figure(layers: Sequence[alt.Chart], colours: Colours, *, height: float) -> alt.LayerChart:
    """The layers as one chart, as wide as the page."""
    chart = alt.layer(*layers, height=height, width="container", background="transparent", padding=0)
    configured = chart.configure(font=_FONT, view=alt.ViewConfig(stroke=None)).configure_axis(
        labelColor=colours.ink, titleColor=colours.quiet, labelFontSize=14, titleFontSize=12, titleFontWeight="normal"
    )
    return cast("alt.LayerChart", configured)


def wrapped(text: str, width: int, lines: int) -> str:
    """A name in at most so many lines; what does not fit ends in "…"."""
    return "\n".join(textwrap.wrap(text, width, max_lines=lines, placeholder="…", break_on_hyphens=False) or [" "])


def chart_of(values: Sequence[Datum]) -> alt.Chart:
    """A layer that draws these data."""
    return alt.Chart(alt.InlineData(values=list(values)))


def expr(expression: str) -> alt.ExprRef:
    """A place or a text that Vega works out for each datum."""
    return alt.ExprRef(expr=expression)
