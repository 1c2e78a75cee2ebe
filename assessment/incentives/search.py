"""The search for the fewest changes of one role's measures after which it no longer pulls away.

A role's alignment is the mean of what its own measures are worth, weighted by their shares, so the search needs one
number a measure. It is exact: with the same result as trying every change, and every change after every change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import fsum
from typing import Final, Literal, NamedTuple

ChangeKind = Literal["exchange", "add", "counter", "remove"]

_MOST_MOVES: Final = 2
_MOST_COMPARED: Final = 6  # The price of each has to be worked out on the whole map.


class MeasureWorth(NamedTuple):
    """A measure as the search sees it: its key, its share, and its alignment by itself, -100 to 100.

    `gain` is what half the ease of its shortcut would add to that; None where it has none to counter.
    """

    key: str | None
    share: float
    alignment: float
    gain: float | None

    def countered(self) -> MeasureWorth:
        """The measure with half the ease of its shortcut: half of what is left can be gained by the next half."""
        gain = self.gain or 0.0
        return self._replace(alignment=self.alignment + gain, gain=gain / 2)


class MeasureMove(NamedTuple):
    """One change of the measure at this place among the role's; `new` is the place in the library of what comes."""

    kind: ChangeKind
    place: int
    new: int | None = None


Held = tuple[MeasureWorth, ...]


def fewest_moves(
    held: Held, library: Sequence[MeasureWorth], most: int, sets: Sequence[Sequence[int]]
) -> tuple[tuple[MeasureMove, ...], ...]:
    """Up to six ways, each of one move or else of two in a row, that bring a role's alignment to 0 or more.

    The highest alignment comes first, and among equals the first in the library; there are none where two moves are not
    enough. Of each measure only the best way to bring it in counts, as the first of two moves. `sets` are places in the
    library: the measures of a later set come only where those of the earlier ones are not enough. A measure is taken
    away only where no other way of that many moves is enough. A role never has more than `most` measures.
    """
    for moves in range(1, _MOST_MOVES + 1):
        for places, may_remove in (*((each, False) for each in sets), (sets[-1], True)):
            found = _Search([library[place] for place in places], most, may_remove=may_remove).best(held, moves)
            if enough := [one.moves for one in found if one.alignment >= 0]:
                return tuple(
                    tuple(one if one.new is None else one._replace(new=places[one.new]) for one in way)
                    for way in enough
                )
    return ()


class _Found(NamedTuple):
    alignment: float  # Rounded to 6 decimals.
    moves: tuple[MeasureMove, ...]


class _Search:
    """The search among all moves, or among all but those that take a measure away."""

    def __init__(self, library: Sequence[MeasureWorth], most: int, *, may_remove: bool) -> None:
        self.library, self.most, self.may_remove = library, most, may_remove
        # The best that can come is all that counts for how far a role can get.
        self.ranked = sorted(library, key=lambda one: -one.alignment)

    def best(self, held: Held, moves: int) -> list[_Found]:
        """The best way to bring in each measure, or to do without one: the highest alignment first, equals in order."""
        reached = []
        for move in self._moves(held):
            changed = _after(held, move, self.library)
            reach = _alignment(changed) if moves == 1 else self._reach(changed)
            if reach is not None:
                reached.append((reach, move, changed))
        ways: dict[object, tuple[float, MeasureMove, Held]] = {}
        for one in sorted(reached, key=lambda one: -one[0]):
            ways.setdefault(one[1] if one[1].new is None else one[1].new, one)
        best = list(ways.values())[:_MOST_COMPARED]
        if moves == 1:
            return [_Found(reach, (move,)) for reach, move, _ in best]
        # What can be reached is reached by the best second move, so the order stays.
        return [
            _Found(last.alignment, (first, *last.moves))
            for _, first, changed in best
            for last in self.best(changed, 1)[:1]
        ]

    def _moves(self, held: Held) -> Iterator[MeasureMove]:
        """Every move, in the library's order; those that bring nothing new come after the others."""
        keys = {one.key for one in held}
        for new, one in enumerate(self.library):
            if one.key not in keys:
                for place in range(len(held)):
                    yield MeasureMove("exchange", place, new)
                if len(held) < self.most:
                    yield MeasureMove("add", len(held), new)
        for place, one in enumerate(held):
            if one.gain is not None:
                yield MeasureMove("counter", place)
        if self.may_remove:
            for place, one in enumerate(held):
                if any(other.share > 0 for other in held if other is not one):
                    yield MeasureMove("remove", place)

    def _reach(self, held: Held) -> float | None:
        """The highest alignment after one more move, without trying each: only the best that can come is looked at."""
        total, whole = sum(one.share for one in held), sum(one.share * one.alignment for one in held)
        keys = {one.key for one in held}
        top = next((one.alignment for one in self.ranked if one.key not in keys), None)
        reached = []
        for one in held:
            rest = whole - one.share * one.alignment
            if top is not None:
                reached.append((rest + one.share * top) / total)
            if one.gain is not None:
                reached.append((whole + one.share * one.gain) / total)
            if self.may_remove and total > one.share:
                reached.append(rest / (total - one.share))
        if top is not None and len(held) < self.most:
            reached.append((whole + total / len(held) * top) / (total + total / len(held)))
        return round(max(reached), 6) if reached else None


def _after(held: Held, move: MeasureMove, library: Sequence[MeasureWorth]) -> Held:
    before, after = held[: move.place], held[move.place + 1 :]
    if move.kind == "remove":
        return (*before, *after)
    if move.kind == "counter":
        return (*before, held[move.place].countered(), *after)
    new = library[move.new or 0]
    # The same share as the measure that goes; or an equal part of the whole, which is the mean of the others' shares.
    share = held[move.place].share if move.kind == "exchange" else fsum(one.share for one in held) / len(held)
    return (*before, new._replace(share=share), *after)


def _alignment(held: Held) -> float:
    total = fsum(one.share for one in held)
    return round(fsum(one.share * one.alignment for one in held) / total, 6)
