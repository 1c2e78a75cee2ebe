"""The width of an A4 page, and the shapes drawn on it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import Concatenate, Final, ParamSpec

from assessment.exports.pdf.typeface import Typeset, device_colour

# Millimetres. Text is as wide as the page, unless its lines would be too long to read comfortably.
LEFT, RIGHT, BOTTOM = 22.0, 188.0, 275.0
WIDTH: Final = RIGHT - LEFT

_Place = ParamSpec("_Place")


def _unless_tried(draw: Callable[Concatenate[Shapes, _Place], None]) -> Callable[Concatenate[Shapes, _Place], None]:
    """Draws nothing on a draft that is only tried."""

    @wraps(draw)
    def drawn(shapes: Shapes, /, *place: _Place.args, **how: _Place.kwargs) -> None:
        if not shapes.is_tried:
            draw(shapes, *place, **how)

    return drawn


class Shapes(Typeset):
    """A PDF with text and shapes in the colours of a look."""

    @_unless_tried
    def box(self, left: float, top: float, width: float, height: float, colour: str) -> None:
        self.set_fill_color(device_colour(colour))
        self.rect(left, top, width, height, style="F")

    @_unless_tried
    def frame(self, left: float, top: float, width: float, height: float) -> None:
        """A hairline around a part of the page, with round corners."""
        self.set_draw_color(device_colour(self.colours.hairline))
        self.set_line_width(0.25)
        self.rect(left, top, width, height, style="D", round_corners=True, corner_radius=2.1)

    @_unless_tried
    def dashed_frame(self, left: float, top: float, width: float, height: float, colour: str) -> None:
        """A dashed line around a part of a figure."""
        self.set_draw_color(device_colour(colour))
        self.set_line_width(0.35)
        self.set_dash_pattern(dash=1.2, gap=0.8)
        self.rect(left, top, width, height, style="D")
        self.set_dash_pattern()

    @_unless_tried
    def tick_box(self, left: float, top: float) -> None:
        """A box to tick by hand."""
        self.set_draw_color(device_colour(self.colours.quiet))
        self.set_line_width(0.25)
        self.rect(left, top, 2.8, 2.8, style="D")

    @_unless_tried
    def rule(self, top: float, left: float = LEFT, right: float = RIGHT, colour: str | None = None) -> None:
        self.set_draw_color(device_colour(colour or self.colours.hairline))
        self.set_line_width(0.2)
        self.line(left, top, right, top)

    @_unless_tried
    def mark(self, x: float, y: float, size: float, *, wanted: bool, hollow: bool = False) -> None:
        """The shape of a behaviour around a point: a brown square is today, a blue circle is wanted."""
        colour = self.colours.behaviour(wanted=wanted)
        self.set_fill_color(device_colour(self.colours.paper if hollow else colour))
        if hollow:
            self.set_draw_color(device_colour(colour))
            self.set_line_width(0.4)
        style = "DF" if hollow else "F"
        if wanted:
            self.circle(x, y, size / 2 * 1.08, style=style)
        else:
            self.rect(x - size / 2, y - size / 2, size, size, style=style)

    def picture(self, data: bytes, left: float, top: float, height: float) -> float:
        """A picture, PNG, of this height; returns its width, 0 on a draft that is only tried."""
        if self.is_tried:
            return 0.0
        drawn = self.image(BytesIO(data), left, top, h=height)
        return float(drawn.rendered_width)

    def logo(self, top: float) -> None:
        """The mark of the product: today's square and the wanted circle, joined."""
        middle = top + 2.3
        self.box(LEFT + 1.4, middle - 0.25, 4, 0.5, self.colours.ink)
        self.mark(LEFT + 1.4, middle, 2.6, wanted=False)
        self.mark(LEFT + 5.4, middle, 2.6, wanted=True)
