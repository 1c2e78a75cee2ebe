"""How certain the result is, and how the scores work."""

from __future__ import annotations

from assessment.exports.pdf.sheet import LEFT, WIDTH, Sheet
from assessment.sentences.certainty import certainty_sentences, limit_sentences, versions_sentence


def draw_method(sheet: Sheet) -> None:
    """How certain the result is and what the wanted column cannot tell; beside it, how the scores work."""
    report, language = sheet.report, sheet.language
    how = [sheet.say(name) for name in ("scale", "levels", "missing", "whole")]
    columns = (
        ("method", [*certainty_sentences(report, language), *limit_sentences(report, language)]),
        ("how", [*how, versions_sentence(report, language)]),
    )
    width, space, size = (WIDTH - 10) / 2, 1.4, 9.5
    heights = [sum(sheet.height(text, width, size) + space for text in sentences) for _, sentences in columns]
    sheet.y += 8
    sheet.part(max(heights) + 10)
    start = end = sheet.y
    for (title, sentences), left in zip(columns, (LEFT, LEFT + width + 10), strict=True):
        sheet.y = start
        sheet.start_section(sheet.say(title))
        top = sheet.paragraph(sheet.say(title), left, start, width, 15, bold=True) + 2
        for sentence in sentences:
            top = sheet.paragraph(sentence, left, top, width, size) + space
        end = max(end, top)
    sheet.y = end
