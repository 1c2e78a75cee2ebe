"""How certain the result is, and how the scores work."""

from __future__ import annotations

from collections.abc import Sequence

from assessment.exports.pdf.comparison import has_factors
from assessment.exports.pdf.shapes import LEFT, WIDTH
from assessment.exports.pdf.sheet import Sheet
from assessment.sentences.certainty import certainty_sentences, limit_sentences, versions_sentence
from assessment.sentences.scores import overall_remark
from assessment.sentences.since import win_sentences
from assessment.words import score_text

_Column = tuple[str, Sequence[str]]  # Its title and its sentences.

_ABOVE, _HEADING, _HEADING_SIZE = 7.0, 7.4, 12.0
_BETWEEN, _SIZE, _SPACE = 10.0, 8.5, 1.0  # Millimetres between the columns, points, millimetres between sentences.


def draw_method(sheet: Sheet) -> None:
    """How certain the result is and what the wanted column cannot tell; beside it, how the scores work."""
    columns = sheet.once("method", lambda: _columns(sheet))
    widths = sheet.once("widths of the method", lambda: _best_widths(sheet, columns))
    sheet.y += _ABOVE if sheet.y > sheet.top else 0
    sheet.part(_height(sheet, columns, widths) + _HEADING)
    start = end = sheet.y
    left = LEFT
    for (title, sentences), width in zip(columns, widths, strict=True):
        sheet.y = start
        sheet.start_section(sheet.say(title))
        sheet.mark_as("H2")
        top = sheet.paragraph(sheet.say(title), left, start, width, _HEADING_SIZE, bold=True) + 1.2
        sheet.mark_as("P")
        for sentence in sentences:
            top = sheet.paragraph(sentence, left, top, width, _SIZE) + _SPACE
        end = max(end, top)
        left += width + _BETWEEN
    sheet.y = end


def _columns(sheet: Sheet) -> tuple[_Column, _Column]:
    report, language = sheet.report, sheet.language
    # Where each factor's changes are told, nothing says which level all four come to.
    names = ("scale", "levels", "missing", *(() if has_factors(report) else ("whole_level",)), "whole")
    how = [sheet.say(name, target=score_text(report.instrument.target, language)) for name in names]
    how = [*filter(None, [*how, overall_remark(report, language)]), *win_sentences(language)]
    certainty = [*certainty_sentences(report, language, in_file=sheet.tells_pace), *limit_sentences(report, language)]
    return ("method", certainty), ("how", [*how, versions_sentence(report, language)])


def _best_widths(sheet: Sheet, columns: Sequence[_Column]) -> tuple[float, float]:
    return min(_widths(), key=lambda each: _height(sheet, columns, each))


def _widths() -> list[tuple[float, float]]:
    """Ways to share the page between the columns: the longer text gets more, and the section is less high."""
    room = WIDTH - _BETWEEN
    return [(room * part / 20, room * (20 - part) / 20) for part in range(10, 14)]


def _height(sheet: Sheet, columns: Sequence[_Column], widths: Sequence[float]) -> float:
    """The height of the higher column, without its heading."""
    return max(
        sum(sheet.height(sentence, width, _SIZE) + _SPACE for sentence in sentences)
        for (_, sentences), width in zip(columns, widths, strict=True)
    )
