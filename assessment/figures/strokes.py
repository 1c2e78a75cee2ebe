"""Small pictures beside a number in a table, as SVG: where it lies on the line from 0 to 100, or how long it is.

They say nothing that the number beside them does not, so screen readers skip them.
"""

from __future__ import annotations

from typing import Final

from assessment.anonymity import Bound
from assessment.look import Colours

_WIDE, _LONG, _HIGH = 72, 120, 14  # Pixels: of a bar, of a line, and how high both are.
_FULL: Final = 100
_STEPS: Final = 4  # The levels.
_BREAK: Final = 2  # Between two of them.
_TRACK: Final = 4  # How thick the line is,
_BAR: Final = 7  # and a bar.
_RADIUS: Final = 5


def line_stroke(mean: float, bound: Bound | None, colours: Colours) -> str:
    """The wanted behaviour on the line from 0 to 100 in its four levels: a circle; of a bound, the open part."""
    step = (_LONG - (_STEPS - 1) * _BREAK) / _STEPS
    parts = [_box(place * (step + _BREAK), step, _TRACK, f'fill="{colours.step}"') for place in range(_STEPS)]
    if bound is None:
        x = _RADIUS + mean / _FULL * (_LONG - 2 * _RADIUS)
        parts.append(f'<circle cx="{x:.1f}" cy="{_HIGH / 2:g}" r="{_RADIUS}" fill="{colours.wanted}"/>')
    else:
        start, end = (mean, _FULL) if bound == "over" else (0, mean)
        left, width = start / _FULL * _LONG + 0.5, (end - start) / _FULL * _LONG - 1
        how = f'fill="{colours.wanted}" fill-opacity="0.15" stroke="{colours.wanted}" stroke-dasharray="3 2"'
        parts.append(_box(left, width, 2 * _RADIUS, how))
    return _picture(parts, _LONG)


def bar_stroke(share: float, colour: str) -> str:
    """A bar of this share, 0 to 1, of the width."""
    return _picture([_box(0, max(2.0, share * _WIDE), _BAR, f'rx="1" fill="{colour}"')], _WIDE)


def _box(left: float, width: float, height: float, how: str) -> str:
    return f'<rect x="{left:.1f}" y="{(_HIGH - height) / 2:.1f}" width="{width:.1f}" height="{height:g}" {how}/>'


def _picture(parts: list[str], wide: int) -> str:
    size = f'width="{wide}" height="{_HIGH}" viewBox="0 0 {wide} {_HIGH}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(parts)}</svg>'
