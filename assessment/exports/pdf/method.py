"""How certain the result is, and how the scores work."""

from __future__ import annotations

from collections.abc import Sequence

from assessment.exports.pdf.sheet import LEFT, WIDTH, Sheet
from assessment.sentences.certainty import certainty_sentences, limit_sentences, versions_sentence

_BETWEEN, _SIZE, _SPACE = 10.0, 9.5, 1.4  # Millimetres between the columns, points, millimetres between sentences.


def draw_method(sheet: Sheet) -> None:
    """How certain the result is and what the wanted column cannot tell; beside it, how the scores work."""
    report, language = sheet.report, sheet.language
    how = [sheet.say(name) for name in ("scale", "levels", "missing", "whole")]
    columns = (
        ("method", [*certainty_sentences(report, language, in_file=True), *limit_sentences(report, language)]),
        ("how", [*how, versions_sentence(report, language)]),
    )
    widths = min(_widths(), key=lambda each: _height(sheet, columns, each))
    sheet.y += 8
    sheet.part(_height(sheet, columns, widths) + 10)
    start = end = sheet.y
    left = LEFT
    for (title, sentences), width in zip(columns, widths, strict=True):
        sheet.y = start
        sheet.start_section(sheet.say(title))
        top = sheet.paragraph(sheet.say(title), left, start, width, 15, bold=True) + 2
        for sentence in sentences:
            top = sheet.paragraph(sentence, left, top, width, _SIZE) + _SPACE
        end = max(end, top)
        left += width + _BETWEEN
    sheet.y = end


def _widths() -> list[tuple[float, float]]:
    """Ways to share the page between the columns: the longer text gets more, and the section is less high."""
    room = WIDTH - _BETWEEN
    return [(room * part / 20, room * (20 - part) / 20) for part in range(10, 14)]


def _height(sheet: Sheet, columns: Sequence[tuple[str, Sequence[str]]], widths: Sequence[float]) -> float:
    """The height of the higher column, without its heading."""
    return max(
        sum(sheet.height(sentence, width, _SIZE) + _SPACE for sentence in sentences)
        for (_, sentences), width in zip(columns, widths, strict=True)
    )
