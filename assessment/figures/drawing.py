"""The parts of every figure: data, places, texts, rectangles and the frame."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any, Final

import altair as alt
from altair.utils import schemapi

from assessment.look import Colours

# Altair compares every part with the rules of Vega-Lite as soon as it is made, which takes longer than drawing. The
# tests compare the finished figures.
schemapi.disable_debug_mode()

Datum = dict[str, str | float]

_FONT: Final = "'Source Sans', 'Source Sans Pro', 'Segoe UI', sans-serif"
_AXIS: Final = {"labelFontSize": 14, "titleFontSize": 12, "titleFontWeight": "normal"}
_VIEW: Final = {"continuousWidth": 300, "continuousHeight": 300}


class Drawing:
    """A finished figure."""

    def __init__(self, spec: dict[str, Any]) -> None:
        self._spec = spec

    def to_dict(self, validate: bool = True) -> dict[str, Any]:  # noqa: FBT001, FBT002  # as Altair's charts have it
        """Its description for Vega-Lite; Altair compares it with the rules of Vega-Lite unless told not to."""
        if validate:
            alt.LayerChart.validate(self._spec)
        return self._spec


def figure(layers: Sequence[alt.Chart], colours: Colours, *, height: float) -> Drawing:
    """The layers as one figure, as wide as the page; `height` in pixels.

    Altair's own layer() copies every layer with its data several times, which takes longer than all the rest.
    """
    context: dict[str, Any] = {"top_level": False, "datasets": {}}
    axis = {"labelColor": colours.ink, "titleColor": colours.quiet, **_AXIS}
    spec: dict[str, Any] = {
        "$schema": alt.SCHEMA_URL,
        "background": "transparent",
        "config": {"axis": axis, "font": _FONT, "view": {**_VIEW, "stroke": None}},
        "height": height,
        "layer": [layer.to_dict(validate=False, context=context) for layer in layers],
        "padding": 0,
        "width": "container",
    }
    if context["datasets"]:
        spec["datasets"] = context["datasets"]
    return Drawing(spec)


def wrapped(text: str, width: int, lines: int) -> str:
    """A name in at most `lines` lines of `width` characters; if cut, it ends in "…"."""
    return "\n".join(textwrap.wrap(text, width, max_lines=lines, placeholder="…", break_on_hyphens=False) or [" "])


def chart_of(values: Sequence[Datum]) -> alt.Chart:
    """A layer with these data."""
    return alt.Chart(alt.InlineData(values=list(values)))


def expr(expression: str) -> alt.ExprRef:
    """A place or a text that Vega works out for each datum."""
    return alt.ExprRef(expr=expression)


def text(values: Sequence[Datum], field: str, colour: str | alt.ExprRef, **how: float | str | alt.ExprRef) -> alt.Chart:
    """A layer that writes a field of each datum. Screen readers skip it, since the page has the same as text."""
    written = expr(f"datum.{field}")
    drawn: alt.Chart = chart_of(values).mark_text(aria=False, tooltip=None, text=written, color=colour, **how)  # type: ignore[arg-type]  # places and sizes, by name
    return drawn


def box(values: Sequence[Datum], **how: float | str | alt.ExprRef) -> alt.Chart:
    """A layer that draws a rectangle for each datum. Without an encoding, Vega-Lite draws rectangles but no rules."""
    drawn: alt.Chart = chart_of(values).mark_rect(aria=False, tooltip=None, **how)  # type: ignore[arg-type]  # as above
    return drawn


def lines_up(field: str, height: float) -> str:
    """How far the first line of a text is above its middle, as a Vega expression in pixels."""
    return f"(length(split(datum.{field}, '\\n')) - 1) * {height:g}"
