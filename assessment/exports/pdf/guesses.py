"""What the roles of a management team believed of each other, held against what each says of itself."""

from __future__ import annotations

from typing import Final

from assessment.exports.pdf.shapes import LEFT, WIDTH
from assessment.exports.pdf.sheet import Sheet
from assessment.exports.pdf.typeface import line_height
from assessment.incentives.testimony import ToldByRoles
from assessment.sentences.team_map import guess_sentences, guesses_sentence
from assessment.words import say

_BETWEEN: Final = 1.6
_TOGETHER: Final = 4  # Guesses.


def draw_guesses(sheet: Sheet, told: ToldByRoles, follows: float) -> None:
    """How many guesses are right, and every guess; nothing where nobody has guessed.

    The last guesses share a page with the `follows` millimetres that come below, which would look lost alone.
    """
    report, language = sheet.report, sheet.language
    of = report.answers.incentive_map(report.instrument) or report.map
    guesses = [guess_sentences(each, of, report.instrument, language) for each in told.guesses]
    if not guesses:
        return
    heights = [
        sheet.height(first, WIDTH, 10) + sheet.height(" ".join(more), WIDTH, 10) * bool(more) + _BETWEEN
        for first, *more in guesses
    ]
    count, last = guesses_sentence(told, language), max(len(guesses) - _TOGETHER, 0)
    together = sum(heights[last:]) + follows
    sheet.y += 2
    sheet.part(2 * line_height(12) + _BETWEEN + (heights[0] if last else together))
    sheet.subheading(say(language, "team_map.guesses.title"))
    sheet.y += 0.8
    if count:
        sheet.y = sheet.paragraph(count, LEFT, sheet.y, WIDTH, 10, colour=sheet.colours.quiet) + _BETWEEN
    for place, ((first, *more), height) in enumerate(zip(guesses, heights, strict=True)):
        sheet.room(together if last and place == last else height)
        sheet.y = sheet.paragraph(first, LEFT, sheet.y, WIDTH, 10)
        if more:
            sheet.y = sheet.paragraph(" ".join(more), LEFT, sheet.y, WIDTH, 10, colour=sheet.colours.quiet)
        sheet.y += _BETWEEN
