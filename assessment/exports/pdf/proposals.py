"""Below the incentive map: the smallest change, and what customers would meet if everybody reached their targets."""

from __future__ import annotations

from typing import Final

from assessment.exports.pdf.shapes import LEFT, RIGHT, WIDTH
from assessment.exports.pdf.sheet import Sheet
from assessment.exports.pdf.typeface import line_height
from assessment.incentives import IncentiveScores, story
from assessment.sentences.proposals import (
    ChangedNumber,
    StoryText,
    caution,
    change_title,
    changed_numbers,
    price_sentence,
    story_in_short,
    story_texts,
)

# Millimetres: around the block, the width of its left part, and where its right part begins.
_AROUND, _TITLE, _NUMBERS = 4.0, 84.0, LEFT + 100.0
_TITLE_SIZE, _SMALL, _ROW = 12.5, 9.0, 6.2
_BELOW: Final = 6.0


def draw_smallest_change(sheet: Sheet) -> None:
    """The change that helps most: what to do, what it changes, and its price. Nothing where there is none."""
    height = smallest_change_height(sheet)
    if not height:
        return
    sheet.part(height)
    title, numbers, price = _told(sheet)
    top = sheet.y
    sheet.box(LEFT, top, WIDTH, height - _BELOW, sheet.colours.soft)
    y = sheet.paragraph(sheet.words("proposal.heading"), LEFT + _AROUND, top + _AROUND, _TITLE, _SMALL,
                        colour=sheet.colours.quiet)  # fmt: skip
    y = sheet.paragraph(title, LEFT + _AROUND, y + 0.6, _TITLE, _TITLE_SIZE, bold=True)
    said = caution(sheet.report, sheet.language)
    sheet.paragraph(said, LEFT + _AROUND, y + 1.4, _TITLE, _SMALL, colour=sheet.colours.quiet)
    y, right = top + _AROUND, RIGHT - _AROUND
    for one in numbers:
        sheet.line_of_text(one.after, right - sheet.measure(one.after, 10, bold=True), y, 10, bold=True)
        sheet.line_of_text(f"{one.before} → ", right - _wide(sheet, one), y, 10)
        lines = _name_lines(sheet, one)
        for place, line in enumerate(lines):
            sheet.line_of_text(line, _NUMBERS, y + place * line_height(10), 10)
        y += _ROW + (len(lines) - 1) * line_height(10)
    sheet.paragraph(price, _NUMBERS, y, right - _NUMBERS, 10)
    sheet.y = top + height


def smallest_change_height(sheet: Sheet) -> float:
    """How high the block is, with the air below it, in millimetres; 0 where there is no change to propose."""
    if not sheet.report.proposals.ranked:
        return 0.0
    title, numbers, price = _told(sheet)
    left = (
        line_height(_SMALL)
        + sheet.height(title, _TITLE, _TITLE_SIZE, bold=True)
        + sheet.height(caution(sheet.report, sheet.language), _TITLE, _SMALL)
        + 2
    )
    further = sum(len(_name_lines(sheet, one)) - 1 for one in numbers)
    right = len(numbers) * _ROW + further * line_height(10) + sheet.height(price, RIGHT - _AROUND - _NUMBERS, 10)
    return max(left, right) + 2 * _AROUND + _BELOW


def _wide(sheet: Sheet, one: ChangedNumber) -> float:
    """How wide both numbers are, in millimetres."""
    return sheet.measure(f"{one.before} → ", 10) + sheet.measure(one.after, 10, bold=True)


def _name_lines(sheet: Sheet, one: ChangedNumber) -> list[str]:
    """What the numbers are of, in the room they leave."""
    return sheet.lines(one.name, RIGHT - _AROUND - _wide(sheet, one) - _NUMBERS - 2, 10, limit=2)


def _told(sheet: Sheet) -> tuple[str, list[ChangedNumber], str]:
    report, language = sheet.report, sheet.language

    def told() -> tuple[str, list[ChangedNumber], str]:
        first = report.proposals.ranked[0]
        price = f"{sheet.words('proposal.price_is')} {price_sentence(first.price, report, language)}"
        return change_title(first, report, language), changed_numbers(first, report, language), price

    return sheet.once("smallest change", told)


def draw_story(sheet: Sheet, scores: IncentiveScores) -> None:
    """What customers would meet if everybody reached their targets, an element each."""
    if scores.is_undescribed:
        return
    lines = sheet.once("story", lambda: story_texts(story(scores), sheet.report, sheet.language))
    heights = [line_height(10.5) + sheet.height(line.reason, WIDTH, 10) + 1.6 for line in lines]
    sheet.y += 2
    sheet.part(14 + sum(heights[:2]))
    sheet.y = sheet.paragraph(sheet.words("story.heading"), LEFT, sheet.y, WIDTH, 12, bold=True)
    short = sheet.once("story in short", lambda: story_in_short(story(scores), sheet.report, sheet.language))
    sheet.y = sheet.paragraph(short, LEFT, sheet.y, WIDTH, 10) + 1.6
    for line, height in zip(lines, heights, strict=True):
        sheet.room(height)
        _story_line(sheet, line)
        sheet.y += height


def _story_line(sheet: Sheet, line: StoryText) -> None:
    room = WIDTH - sheet.measure(line.fares, _SMALL) - 3
    name = sheet.short(line.element, room, 10.5, bold=True)
    sheet.line_of_text(name, LEFT, sheet.y, 10.5, bold=True)
    left = LEFT + sheet.measure(name, 10.5, bold=True) + 3
    sheet.line_of_text(line.fares, left, sheet.y + 0.5, _SMALL, colour=sheet.colours.quiet)
    sheet.paragraph(line.reason, LEFT, sheet.y + line_height(10.5), WIDTH, 10)
