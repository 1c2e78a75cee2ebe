"""The line from 0 to 100 on which scores are marked."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Final, NamedTuple

from assessment.comparison import Change
from assessment.exports.pdf.sheet import Sheet
from assessment.scoring import Score
from assessment.words import number

_LARGE_MARK, _LARGE_NUMBER, _SPACE = 5.6, 22.0, 3.0  # Millimetres, points, and millimetres between two numbers.
_AWAY: Final = 1.1  # Millimetres between a mark and the number beside it.
_SHORTEST: Final = 0.75  # Of a line that is shortened at both ends.


class _Marked(NamedTuple):
    """A mark on the line, and where its number is."""

    x: float
    wanted: bool
    text: str
    left: float
    width: float


class Track:
    """A line from 0 to 100 at a given place, with four bands for the levels behind it."""

    def __init__(self, sheet: Sheet, left: float, width: float) -> None:
        self.sheet = sheet
        self.left = left
        self.width = width

    def x(self, score: float) -> float:
        return self.left + self.width * score / 100

    def shortened(self, scores: Iterable[Score], mark: float, size: float, *, large: Iterable[Score] = ()) -> Track:
        """Return this line so much shorter that no number of pair() or large_pair() is beyond where it ends now."""
        least = Track(self.sheet, self.left, self.width * _SHORTEST)
        rows = (*map(least._large, large), *(least._beside(score, mark, size) for score in scores))
        marked = [*chain.from_iterable(rows)]
        before = max([0.0, *(least.left - one.left for one in marked)])
        after = max([0.0, *(one.left + one.width - least.left - least.width for one in marked)])
        return Track(self.sheet, self.left + before, self.width - before - after)

    def _marked(self, score: Score, size: float) -> list[_Marked]:
        """The scores that are known, the lower one first, each with its number where its mark is."""
        known = ((score.current.score, False), (score.new.score, True))
        shown = sorted((value, wanted) for value, wanted in known if value is not None)
        texts = [number(value, self.sheet.language) for value, _ in shown]
        return [
            _Marked(self.x(value), wanted, text, self.x(value), self.sheet.measure(text, size, bold=True))
            for (value, wanted), text in zip(shown, texts, strict=True)
        ]

    def _large(self, score: Score) -> list[_Marked]:
        """The numbers above their marks; beside each other where these are close."""
        marked = self._marked(score, _LARGE_NUMBER)
        lefts = [one.x - one.width / 2 for one in marked]
        if len(marked) > 1 and lefts[0] + marked[0].width + _SPACE > lefts[1]:
            first, second = marked
            lefts = [first.x - first.width, second.x + (_SPACE if second.x - first.x < _SPACE else 0)]
        return [one._replace(left=left) for one, left in zip(marked, lefts, strict=True)]

    def _beside(self, score: Score, mark: float, size: float) -> list[_Marked]:
        """Each number on the outer side of its mark; one that is alone on the left."""
        away = mark * 0.5 + _AWAY
        return [
            one._replace(left=one.x + away if place else one.x - away - one.width)
            for place, one in enumerate(self._marked(score, size))
        ]

    def bands(self, top: float, height: float) -> None:
        levels = self.sheet.report.instrument.levels
        ends = [*(level.lowest for level in levels[1:]), 100.0]
        for level, end, colour in zip(levels, ends, self.sheet.look.bands, strict=True):
            slit = 0 if level is levels[-1] else 0.3
            self.sheet.box(self.x(level.lowest), top, self.x(end) - self.x(level.lowest) - slit, height, colour)

    def thin(self, middle: float, height: float) -> None:
        """The line itself: four steps, one for each level."""
        levels = self.sheet.report.instrument.levels
        ends = [*(level.lowest for level in levels[1:]), 100.0]
        for level, end in zip(levels, ends, strict=True):
            slit = 0 if level is levels[-1] else 0.5
            width = self.x(end) - self.x(level.lowest) - slit
            self.sheet.box(self.x(level.lowest), middle - height / 2, width, height, self.sheet.colours.step)

    def large_pair(self, score: Score, middle: float) -> None:
        """Both marks in large on the line, their numbers above them; beside each other where they are close."""
        sheet, mark, marked = self.sheet, _LARGE_MARK, self._large(score)
        if len(marked) > 1 and marked[1].x - marked[0].x > mark:
            sheet.box(marked[0].x, middle - 0.5, marked[1].x - marked[0].x, 1.0, sheet.colours.ink)
        for one in marked:
            sheet.mark(one.x, middle, mark, wanted=one.wanted)
            colour, top = sheet.colours.behaviour(wanted=one.wanted), middle - mark / 2 - 9.0
            sheet.line_of_text(one.text, one.left, top, _LARGE_NUMBER, bold=True, colour=colour)

    def words(self, top: float) -> None:
        """The names of the levels, each above its band."""
        levels = self.sheet.report.instrument.levels
        ends = [*(level.lowest for level in levels[1:]), 100.0]
        for level, end in zip(levels, ends, strict=True):
            room = self.x(end) - self.x(level.lowest)
            word = self.sheet.short(level[self.sheet.language], room, 8.5)
            middle = (self.x(level.lowest) + self.x(end) - self.sheet.measure(word, 8.5)) / 2
            self.sheet.line_of_text(word, middle, top, 8.5, colour=self.sheet.colours.quiet)

    def numbers(self, top: float) -> None:
        """0 to 100 below the line."""
        for tick in (0, 25, 50, 75, 100):
            half = self.sheet.measure(str(tick), 8.5) / 2
            self.sheet.line_of_text(str(tick), self.x(tick) - half, top, 8.5, colour=self.sheet.colours.quiet)

    def pair(self, score: Score, middle: float, mark: float, size: float) -> None:
        """Both marks on the line, at height `middle`, each with its number on its outer side."""
        sheet, marked = self.sheet, self._beside(score, mark, size)
        if not marked:
            sheet.line_of_text("–", self.x(0) + 2, sheet.centred(middle, size), size, colour=sheet.colours.quiet)
            return
        # Marks that would cover each other are drawn one above the other.
        both = len(marked) > 1
        close = both and marked[1].x - marked[0].x < mark * 1.2
        lift = [-mark * 0.55, mark * 0.55] if close else [0.0] * len(marked)
        if both and not close:
            sheet.box(marked[0].x, middle - 0.3, marked[1].x - marked[0].x, 0.6, sheet.colours.ink)
        for one, up in zip(marked, lift, strict=True):
            sheet.mark(one.x, middle + up, mark, wanted=one.wanted)
            colour = sheet.colours.behaviour(wanted=one.wanted)
            sheet.line_of_text(one.text, one.left, sheet.centred(middle, size), size, bold=True, colour=colour)

    def moved(self, change: Change, middle: float, mark: float, *, wanted: bool) -> None:
        """The score before as a slightly larger hollow mark, and the score now as a filled one on top.

        The line between them is grey where the change is small.
        """
        sheet = self.sheet
        if change.earlier is not None and change.later is not None:
            is_clear = change.is_clear
            sheet.set_draw_color(sheet.colours.behaviour(wanted=wanted) if is_clear else sheet.colours.quiet)
            sheet.set_line_width(0.45)
            sheet.line(self.x(change.earlier), middle, self.x(change.later), middle)
        if change.earlier is not None:
            around = 1.55 if change.earlier == change.later else 1.25  # A score that is as before is not covered.
            sheet.mark(self.x(change.earlier), middle, mark * around, wanted=wanted, hollow=True)
        if change.later is not None:
            sheet.mark(self.x(change.later), middle, mark * 0.9, wanted=wanted)
