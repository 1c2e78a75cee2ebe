"""The audit of what is said about the spread: the interval, the agreement, how the leader sees it (3.10, rule 6).

Each of them tells something about the mean and the standard deviation together, and so about a sum and a sum of
squares. How far can one person then be from the others? Of n people with a given mean, nobody is further from it than
sqrt(Q (n - 1) / n), Q being the sum of the squared distances, and only if everybody else has one and the same score.

The range of a person is shown by examples: scores of everybody that agree with all that is said, once with this person
low and once with this person high. An example leaves the sum of each part as it is, and gives everybody else in a part
the same score. There may be wider ranges, so the width found is never too great.

A colleague's own score uses up some of the squares. Not every score from 0 to 100 can be allowed for, or nothing could
ever be said. The test takes all scores in a window of half the scale around the part's mean, and beyond it as far as
the scores there are. That something is said tells then only that everybody is in a range at least this wide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from math import ceil, floor, inf, sqrt
from typing import Final, NamedTuple

from assessment.anonymity.audit import Portion
from assessment.anonymity.figures import Sums, sums_of, unknown

_TOP: Final = 100.0
_HALF_WINDOW: Final = 25.0
_HALVINGS: Final = 60
_NOISE: Final = 1e-6
# Where in the range of the whole's sum the examples are.
_PLACES: Final = (0.125, 0.5, 0.875)


class Remark(NamedTuple):
    """What something that is said tells: a range of the mean, and for each mean a range of the deviation.

    The deviation is at most `most`, `slope` * (mean - `above`) and `slope` * (`below` - mean), and at least `slope` *
    (mean - `short`) and `slope` * (`past` - mean). With half an interval, h = deviation / `slope`: mean - h is from
    `above` to `short`, and mean + h from `past` to `below`.
    """

    slope: float = 1.0
    lowest: float = -inf
    highest: float = inf
    above: float = -inf
    short: float = inf
    past: float = -inf
    below: float = inf
    most: float = inf

    def deviations(self, mean: float) -> tuple[float, float]:
        least = max(0.0, self.slope * (mean - self.short), self.slope * (self.past - mean))
        return least, min(self.most, self.slope * (mean - self.above), self.slope * (self.below - mean))


class People(NamedTuple):
    """A part, with the lowest and the highest score that somebody of it has."""

    part: Portion
    lowest: float
    highest: float


def sums_with(whole: Sums, n: int, remarks: Sequence[Remark]) -> Sums | None:
    """What is known of everybody's sum once this is said too; None when nothing is left."""
    low = max([whole.low, *(ceil(2 * n * each.lowest - _NOISE) for each in remarks if each.lowest > -inf)])
    high = min([whole.high, *(floor(2 * n * each.highest + _NOISE) for each in remarks if each.highest < inf)])
    low_is_open = whole.low_is_open and low == whole.low
    return Sums(low, high, low_is_open, whole.high_is_open and high == whole.high) if low <= high else None


def narrowest_with(whole: Sums, people: Sequence[People], remarks: Sequence[Remark], grids: Sequence[int]) -> float:
    """The width, in points, of the narrowest range for anybody's score by the figures and these remarks together.

    `whole` is what sums_with() says. 0 when no examples are found.
    """
    step = 25 / min(grids) if grids else 0.0
    examples = list(_examples(whole, [each.part for each in people], remarks, step))
    if not examples:
        return 0.0
    middle = examples[len(examples) // 2]
    alike: dict[Portion, list[int]] = {}
    for place, each in enumerate(people):
        alike.setdefault(each.part, []).append(place)
    some = [place for places in alike.values() for place in places[:2]]  # Equal parts have equal ranges.
    width = _TOP
    for place, each in enumerate(people):
        own = {None, *_owns(each, middle.sums[place] / each.part.n)}
        for target, score in product({place, *some}, own):
            width = min(width, _width(examples, place, score, target, step))
    return width


def _owns(people: People, mean: float) -> tuple[float, float]:
    """The lowest and the highest score that a colleague of this part may have."""
    low = min(max(0.0, mean - _HALF_WINDOW), _TOP - 2 * _HALF_WINDOW)
    return min(low, people.lowest), max(low + 2 * _HALF_WINDOW, people.highest)


class _Example:
    """Sums of the parts that fit what is known, and the least and the most that the squares of all scores can be."""

    def __init__(self, sizes: Sequence[int], sums: Sequence[float], least: float, most: float) -> None:
        self.sizes, self.sums = sizes, sums
        self.least, self.most = least, most
        self.squares = tuple(total * total / n for n, total in zip(sizes, sums, strict=True))
        self.peaks = tuple(map(_most_squares, sizes, sums))
        self.all_squares, self.all_peaks = sum(self.squares), sum(self.peaks)

    def range(self, place: int, own: float | None, target: int) -> tuple[float, float] | None:
        """From where to where the score of somebody in the part `target` can be; None without an example.

        A colleague in the part `place` has the score `own`; None for an outsider.
        """
        n, total = self.sizes[target], self.sums[target]
        squares, peaks = self.all_squares - self.squares[target], self.all_peaks - self.peaks[target]
        if own is not None:
            others, rest = self.sizes[place] - 1, self.sums[place] - own
            if not 0 <= rest <= _TOP * others:
                return None
            squares, peaks = squares + own * own, peaks + own * own
            if place == target:
                n, total = others, rest
            else:
                squares += (rest * rest / others if others else 0) - self.squares[place]
                peaks += _most_squares(others, rest) - self.peaks[place]
        spare = self.most - squares - total * total / n
        if spare < 0:
            return None
        reach = sqrt(spare * (n - 1) / n)
        ends = max(0.0, total - _TOP * (n - 1), total / n - reach), min(_TOP, total, total / n + reach)
        fits = all(peaks + end * end + _most_squares(n - 1, total - end) >= self.least for end in ends)
        return ends if fits else None


def _most_squares(n: int, total: float) -> float:
    """The greatest sum of squares of n scores with this sum: all but one are at an end of the scale."""
    full = min(n, floor(total / _TOP))
    return full * _TOP**2 + (total - full * _TOP) ** 2


def _width(examples: Sequence[_Example], place: int, own: float | None, target: int, step: float) -> float:
    """The width of one person's range over all examples, on the multiples that scores are."""
    if own is not None and place == target and examples[0].sizes[place] == 1:
        return _TOP  # There is nobody else in this part.
    low, high = _TOP, 0.0
    for example in examples:
        found = example.range(place, own, target)
        if found is not None:
            low, high = min(low, found[0]), max(high, found[1])
        if high - low >= _TOP:
            return _TOP
    if step:
        low, high = step * ceil(low / step - _NOISE), step * floor(high / step + _NOISE)
    return max(0.0, high - low)


def _examples(whole: Sums, parts: Sequence[Portion], remarks: Sequence[Remark], step: float) -> Iterator[_Example]:
    """Up to three sums of everybody, each shared out so that all parts are as close to one mean as they can be."""
    sizes = tuple(part.n for part in parts)
    known = [unknown(part.n) if part.figure is None else sums_of(part.figure) for part in parts]
    lows, highs = [sums.low / 2 for sums in known], [sums.high / 2 for sums in known]
    low, high = max(whole.low / 2, sum(lows)), min(whole.high / 2, sum(highs))
    n = sum(sizes)
    if low > high:
        return
    for place in _PLACES:
        total = low + place * (high - low)
        mean = total / n
        ranges = [remark.deviations(mean) for remark in remarks]
        least, most = max(low for low, _ in ranges), min(high for _, high in ranges)
        if most == inf:
            most = _TOP
        if 0 <= least <= most:
            centre = mean * total
            # Moving everybody else to multiples of the step adds at most this to the squares.
            moved = n * step * step / 4
            sums = _shared_out(sizes, lows, highs, total)
            yield _Example(sizes, sums, centre + (n - 1) * least**2, centre + (n - 1) * most**2 - moved)


def _shared_out(sizes: Sequence[int], lows: Sequence[float], highs: Sequence[float], total: float) -> tuple[float, ...]:
    """Sums of the parts within their ranges, adding up to the total, at one common mean where the ranges allow it."""
    below, above = 0.0, _TOP
    for _ in range(_HALVINGS):
        mean = (below + above) / 2
        if sum(map(_within, sizes, lows, highs, [mean] * len(sizes))) < total:
            below = mean
        else:
            above = mean
    return tuple(map(_within, sizes, lows, highs, [above] * len(sizes)))


def _within(n: int, low: float, high: float, mean: float) -> float:
    return min(max(low, n * mean), high)
