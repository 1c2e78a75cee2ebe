"""The audit: what the figures of one factor, all taken together, tell about any one person (3.10, rules 2 and 3).

What is published are sums over groups of people: everybody, each department that is shown, and the pool. The parts do
not overlap and make up the whole, so no solver is needed:

- The rank test. Sums of parts that are published add up to nothing smaller than a part. The only other group whose sum
  follows exactly is the whole without such parts. A bound or a hidden figure is no sum.
- The interval test. Given a range for the sum of each part and of the whole, the sum of a part ranges from what the
  others at their highest leave of the whole's lowest, to what they leave of its highest at their lowest. Somebody among
  n people whose sum is from `low` to `high` has a score from max(0, low - 100 (n - 1)) to min(100, high).
- A colleague knows one more sum, their own score x, and leaves their part and the whole smaller by it. The ends of
  another person's range fall with x, the upper one as a concave function and the lower one as a convex function, so its
  width is concave in x, and least where x is lowest or highest. Those are the ends of the colleague's own range.

The test takes every score that a colleague may have by what is published, not only the scores there are: otherwise the
mere fact that a figure is shown would tell that nobody has a score with which it would fail.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assessment.anonymity.figures import FULL, ShownMean, Sums, sums_of, unknown


class Portion(NamedTuple):
    """People whose scores are published together or not at all; `figure` is None when nothing is shown of them."""

    n: int
    figure: ShownMean | None


class Box(NamedTuple):
    """The least and the greatest sum of n people, in units that the caller chooses."""

    n: int
    low: int
    high: int


def derives_too_few(whole: ShownMean, parts: Sequence[Portion], minimum: int) -> bool:
    """The rank test: whether the sum of fewer than `minimum` people follows exactly from those published."""
    sums = [part.n for part in parts if part.figure is not None and part.figure.bound is None]
    rest = whole.n - sum(sums)
    return any(n < minimum for n in sums) or (whole.bound is None and 0 < rest < minimum)


def narrowest_range(whole: Sums, parts: Sequence[Portion], grid: int | None = None) -> int | None:
    """The interval test: the width in half points of the narrowest range for anybody's score.

    That is as an outsider sees it who knows who is in which part, or any one colleague, whatever their own score. With
    a `grid`, whoever looks also knows that everybody has answered so many statements, so that scores are multiples of
    25 / grid. None when the figures do not fit together.
    """
    boxes = [
        _box(part.n, unknown(part.n) if part.figure is None else sums_of(part.figure), grid) for part in parts if part.n
    ]
    top = _units(FULL, grid)
    width = _narrowest(_box(sum(part.n for part in parts), whole, grid), boxes, top)
    return None if width is None else width * FULL // top


def _units(half_points: int, grid: int | None) -> int:
    """Half points as steps of the grid; without a grid they are the unit."""
    return half_points if grid is None else half_points * grid // 50


def _box(n: int, sums: Sums, grid: int | None) -> Box:
    if grid is None:
        return Box(n, sums.low, sums.high)
    low, low_rest = divmod(sums.low * grid, 50)
    high, high_rest = divmod(sums.high * grid, 50)
    low += 1 if low_rest or sums.low_is_open else 0
    high -= 1 if sums.high_is_open and not high_rest else 0
    return Box(n, low, high)


def _narrowest(whole: Box, boxes: Sequence[Box], top: int) -> int | None:
    """The narrowest range for an outsider and for every colleague, a person's score being from 0 to `top`."""
    tight = _tightened(whole, boxes)
    if tight is None:
        return None
    width = min((_width(box, top) for box in tight), default=top)
    for place in {box: place for place, box in enumerate(boxes)}.values():  # Equal parts give equal answers.
        for own in set(_range(tight[place], top)):
            rest = [_without(box, own, top) if i == place else box for i, box in enumerate(boxes)]
            others = _tightened(Box(whole.n - 1, whole.low - own, whole.high - own), [box for box in rest if box.n])
            width = min([width, *(_width(box, top) for box in others or ())])
    return width


def _without(box: Box, own: int, top: int) -> Box:
    """The others of a part, for somebody of it with this score."""
    return Box(box.n - 1, max(0, box.low - own), min(top * (box.n - 1), box.high - own))


def _tightened(whole: Box, boxes: Sequence[Box]) -> list[Box] | None:
    """The range of each part's sum, given those of all others; None when there is no such sum."""
    least, most = sum(box.low for box in boxes), sum(box.high for box in boxes)
    if least > whole.high or most < whole.low or any(box.low > box.high for box in boxes) or whole.low > whole.high:
        return None
    return [
        Box(box.n, max(box.low, whole.low - most + box.high), min(box.high, whole.high - least + box.low))
        for box in boxes
    ]


def _range(box: Box, top: int) -> tuple[int, int]:
    """The least and the greatest score of somebody in a part."""
    return max(0, box.low - top * (box.n - 1)), min(top, box.high)


def _width(box: Box, top: int) -> int:
    least, most = _range(box, top)
    return most - least
