"""The line from 0 to 100 on which scores are marked."""

from __future__ import annotations

from assessment.comparison import Change
from assessment.exports.pdf.sheet import Sheet
from assessment.scoring import Score
from assessment.words import number


class Track:
    """A line from 0 to 100 at a given place, with four bands for the levels behind it."""

    def __init__(self, sheet: Sheet, left: float, width: float) -> None:
        self.sheet = sheet
        self.left = left
        self.width = width

    def x(self, score: float) -> float:
        return self.left + self.width * score / 100

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
        sheet, size, mark, space = self.sheet, 22.0, 5.6, 3.0
        known = ((score.current.score, False), (score.new.score, True))
        shown = sorted((value, wanted) for value, wanted in known if value is not None)
        xs = [self.x(value) for value, _ in shown]
        if len(xs) > 1 and xs[1] - xs[0] > mark:
            sheet.box(xs[0], middle - 0.5, xs[1] - xs[0], 1.0, sheet.colours.ink)
        texts = [number(value, sheet.language) for value, _ in shown]
        widths = [sheet.measure(text, size, bold=True) for text in texts]
        lefts = [x - width / 2 for x, width in zip(xs, widths, strict=True)]
        if len(xs) > 1 and lefts[0] + widths[0] + space > lefts[1]:
            lefts = [xs[0] - widths[0], xs[1] + (space if xs[1] - xs[0] < space else 0)]
        for (_, wanted), x, text, left, width in zip(shown, xs, texts, lefts, widths, strict=True):
            sheet.mark(x, middle, mark, wanted=wanted)
            inside = min(max(left, self.left), self.left + self.width - width)
            colour = sheet.colours.behaviour(wanted=wanted)
            sheet.line_of_text(text, inside, middle - mark / 2 - 9.0, size, bold=True, colour=colour)

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
        sheet, language = self.sheet, self.sheet.language
        shown = [
            (value, wanted)
            for value, wanted in ((score.current.score, False), (score.new.score, True))
            if value is not None
        ]
        if not shown:
            sheet.line_of_text("–", self.x(0) + 2, sheet.centred(middle, size), size, colour=sheet.colours.quiet)
            return
        shown.sort(key=lambda one: one[0])
        xs = [self.x(value) for value, _ in shown]
        # Marks that would cover each other are drawn one above the other.
        both = len(xs) > 1
        close = both and xs[1] - xs[0] < mark * 1.2
        lift = [-mark * 0.55, mark * 0.55] if close else [0.0] * len(xs)
        if both and not close:
            sheet.box(xs[0], middle - 0.3, xs[1] - xs[0], 0.6, sheet.colours.ink)
        for index, (value, wanted) in enumerate(shown):
            sheet.mark(xs[index], middle + lift[index], mark, wanted=wanted)
            text = number(value, language)
            outside = mark * 0.5 + 1.1
            left = xs[index] - outside - sheet.measure(text, size, bold=True) if index == 0 else xs[index] + outside
            colour = sheet.colours.behaviour(wanted=wanted)
            sheet.line_of_text(text, left, sheet.centred(middle, size), size, bold=True, colour=colour)

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
