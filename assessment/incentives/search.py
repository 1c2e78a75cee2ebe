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
    held: Held, library: Sequence[MeasureWorth], most: int, first: Sequence[Sequence[int]] = ()
) -> tuple[MeasureMove, ...]:
    """One move, or two one after the other, after which the alignment is 0 or more; none where that is not enough.

    Of those, the moves with the highest alignment, and among equals those first in the library. Other measures than
    those at the `first` places of the library come only where these are not enough, set by set. A measure is taken away
    only where no other moves of that number are enough. A role never has more than `most` measures.
    """
    whole = range(len(library))
    for moves in range(1, _MOST_MOVES + 1):
        for places, may_remove in (*((each, False) for each in first if each), (whole, False), (whole, True)):
            found = _Search([library[place] for place in places], most, may_remove=may_remove).best(held, moves)
            if found is not None and found.alignment >= 0:
                return tuple(one if one.new is None else one._replace(new=places[one.new]) for one in found.moves)
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

    def best(self, held: Held, moves: int) -> _Found | None:
        """The moves with the highest alignment, the first of equals; None where there is no move."""
        best: _Found | None = None
        chosen: tuple[MeasureMove, Held] | None = None
        for move in self._moves(held):
            changed = _after(held, move, self.library)
            reached = _alignment(changed) if moves == 1 else self._reach(changed)
            if reached is not None and (best is None or reached > best.alignment):
                best, chosen = _Found(reached, (move,)), (move, changed)
        if best is None or chosen is None or moves == 1:
            return best
        first, changed = chosen
        last = self.best(changed, 1)
        return last and _Found(last.alignment, (first, *last.moves))

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
