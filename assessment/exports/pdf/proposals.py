"""Below the incentive map: the smallest change, and what customers would meet if everybody reached their targets."""

from __future__ import annotations

from typing import Final

from assessment.exports.pdf.cells import CellText, cell_height, draw_cell
from assessment.exports.pdf.shapes import LEFT, RIGHT, WIDTH
from assessment.exports.pdf.sheet import Sheet
from assessment.exports.pdf.typeface import line_height
from assessment.incentives import IncentiveScores, ProposedChange, story
from assessment.instrument import Language
from assessment.report import Report
from assessment.sentences.proposals import (
    ChangedNumber,
    also_in_plan,
    as_shown,
    caution,
    change_title,
    changed_numbers,
    given_up,
    money_sentence,
    other_in_plan,
    price_sentence,
    stands_in_plan,
    wait_sentence,
)
from assessment.sentences.story import StoryRow, story_rows, story_told
from assessment.words import upper_first

# Millimetres: around the block, the width of its left part, and where its right part begins.
_AROUND, _TITLE, _NUMBERS = 4.0, 84.0, LEFT + 100.0
_TITLE_SIZE, _SMALL, _ROW, _AIR = 12.5, 9.0, 6.2, 1.4
_BELOW: Final = 6.0
# Millimetres: the columns of the story, around the text of a row, its heading, and what of it stays on one page.
_STORY_WIDTHS: Final = (46.0, 78.0, WIDTH - 124.0)
_STORY_LEFTS: Final = (LEFT, LEFT + 46.0, LEFT + 124.0)
_IN_ROW, _HEAD_ROW, _SHORT_STORY, _ABOVE_STORY = 1.2, 5.4, 115.0, 2.0
_MOST_LINES: Final = 24  # Of who harms or helps an element.


def draw_smallest_change(sheet: Sheet) -> None:
    """The change that helps most: what to do, its price, and what it changes. Nothing where there is none."""
    height = smallest_change_height(sheet)
    if not height:
        return
    sheet.part(height)
    title, numbers, price = _told(sheet)
    top, above = sheet.y, _above(sheet)
    sheet.box(LEFT, top, WIDTH, height - _BELOW, sheet.colours.soft)
    y = top + _AROUND
    if planned := _also_in_plan(sheet):
        y = sheet.paragraph(planned, LEFT + _AROUND, y, WIDTH - 2 * _AROUND, 10, bold=True) + _AIR
    right_top = y
    y = sheet.paragraph(above, LEFT + _AROUND, y, _TITLE, _SMALL, colour=sheet.colours.quiet)
    y = sheet.paragraph(title, LEFT + _AROUND, y + 0.6, _TITLE, _TITLE_SIZE, bold=True)
    if wait := wait_sentence(sheet.report, sheet.language):
        y = sheet.paragraph(wait, LEFT + _AROUND, y + _AIR, _TITLE, _SMALL)
    said = caution(sheet.report, sheet.language)
    sheet.paragraph(said, LEFT + _AROUND, y + _AIR, _TITLE, _SMALL, colour=sheet.colours.quiet)
    right = RIGHT - _AROUND
    y = sheet.paragraph(price, _NUMBERS, right_top, right - _NUMBERS, 10) + _AIR
    for one in numbers:
        sheet.line_of_text(one.after, right - sheet.measure(one.after, 10, bold=True), y, 10, bold=True)
        sheet.line_of_text(f"{one.before} → ", right - _wide(sheet, one), y, 10)
        lines = _name_lines(sheet, one)
        for place, line in enumerate(lines):
            sheet.line_of_text(line, _NUMBERS, y + place * line_height(10), 10)
        y += _ROW + (len(lines) - 1) * line_height(10)
    sheet.y = top + height


def smallest_change_height(sheet: Sheet) -> float:
    """How high the block is, with the air below it, in millimetres; 0 where there is no change to propose."""
    if not sheet.report.proposals.ranked:
        return 0.0
    title, numbers, price = _told(sheet)
    below = filter(None, (wait_sentence(sheet.report, sheet.language), caution(sheet.report, sheet.language)))
    left = (
        sheet.height(_above(sheet), _TITLE, _SMALL)
        + sheet.height(title, _TITLE, _TITLE_SIZE, bold=True)
        + sum(sheet.height(text, _TITLE, _SMALL) + _AIR for text in below)
        + 0.6
    )
    further = sum(len(_name_lines(sheet, one)) - 1 for one in numbers)
    right = len(numbers) * _ROW + further * line_height(10)
    right += sheet.height(price, RIGHT - _AROUND - _NUMBERS, 10) + _AIR
    planned = _also_in_plan(sheet)
    first = sheet.height(planned, WIDTH - 2 * _AROUND, 10, bold=True) + _AIR if planned else 0.0
    return first + max(left, right) + 2 * _AROUND + _BELOW


def _also_in_plan(sheet: Sheet) -> str:
    """What else the plan has, and on which page, and what is decided, without the change that the block is about."""
    where = _where_plan_is(sheet)
    return sheet.once(("also in the plan", where), lambda: _planned(sheet, where))


def _planned(sheet: Sheet, where: str) -> str:
    return also_in_plan(sheet.report, sheet.language, where=where, names_words=False)


def _where_plan_is(sheet: Sheet) -> str:
    """On which page what is planned stands, in brackets after a space; "" where that is this page, or unknown."""
    page = sheet.plan_page
    return sheet.words("proposal.see_page", page=page) if page not in (0, sheet.page_here) else ""


def _above(sheet: Sheet) -> str:
    """What the block is, and that the change stands in the plan, where it does, or what does for the same role."""
    first, report, language = as_shown(sheet.report)[0], sheet.report, sheet.language
    where = _where_plan_is(sheet)
    in_plan = sheet.once(("change in the plan", where), lambda: _in_plan(first, report, language, where))
    return " · ".join(filter(None, (sheet.words("proposal.heading"), in_plan)))


def _in_plan(proposed: ProposedChange, report: Report, language: Language, where: str) -> str:
    stands = stands_in_plan(proposed, report, language)
    return f"{stands}{where}" if stands else other_in_plan(proposed, report, language)


def _wide(sheet: Sheet, one: ChangedNumber) -> float:
    """How wide both numbers are, in millimetres."""
    return sheet.measure(f"{one.before} → ", 10) + sheet.measure(one.after, 10, bold=True)


def _name_lines(sheet: Sheet, one: ChangedNumber) -> list[str]:
    """What the numbers are of, in the room they leave."""
    return sheet.lines(one.name, RIGHT - _AROUND - _wide(sheet, one) - _NUMBERS - 2, 10, limit=2)


def _told(sheet: Sheet) -> tuple[str, list[ChangedNumber], str]:
    report, language = sheet.report, sheet.language

    def told() -> tuple[str, list[ChangedNumber], str]:
        first = as_shown(report)[0]
        gone = given_up(first, report, language)
        costs = [("price_first", gone)] if gone else []
        costs.append(("price_is", price_sentence(first.price, report, language)))
        price = [f"{sheet.words(f'proposal.{label}')} {said}" for label, said in costs]
        told = " ".join([*price, money_sentence(first, report, language)])
        return change_title(first, report, language), changed_numbers(first, report, language), told

    return sheet.once("smallest change", told)


def draw_story(sheet: Sheet, scores: IncentiveScores) -> None:
    """What customers would meet if everybody reached their targets: a row an element, with who harms and helps it.

    The elements that nobody harms or helps stand below, in one line for each way they fare.
    """
    if scores.is_undescribed:
        return
    told, short = _story(sheet, scores)
    rows = [row for row in told if row.is_moved]
    rest = [row for row in told if not row.is_moved]
    cells = [_story_cells(sheet, row) for row in rows]
    heights = [max(map(cell_height, row)) + 2 * _IN_ROW for row in cells]
    sheet.y += _ABOVE_STORY
    sheet.part(story_height(sheet, scores) - _ABOVE_STORY)
    sheet.subheading(sheet.words("story.heading"))
    sheet.y = sheet.paragraph(short, LEFT, sheet.y, WIDTH, 10) + 3
    if rows:
        _story_head(sheet)
    for place, (row, height) in enumerate(zip(cells, heights, strict=True)):
        if sheet.room(sum(heights[place:]) if place == len(rows) - 2 else height):  # None is alone.
            _story_head(sheet)
        for cell, left in zip(row, _STORY_LEFTS, strict=True):
            draw_cell(sheet, cell, left, sheet.y + _IN_ROW)
        sheet.y += height
        sheet.rule(sheet.y)
    sheet.y += _IN_ROW
    for fares in dict.fromkeys(row.fares for row in rest):
        names = f"{upper_first(fares)}: {', '.join(row.element for row in rest if row.fares == fares)}."
        sheet.room(sheet.height(names, WIDTH, _SMALL))
        sheet.y = sheet.paragraph(names, LEFT, sheet.y, WIDTH, _SMALL, colour=sheet.colours.quiet)
    sheet.y += 3


def _story(sheet: Sheet, scores: IncentiveScores) -> tuple[list[StoryRow], str]:
    """What customers would meet, a row an element, and the same in short."""
    told = sheet.once("story", lambda: story_rows(story(scores), sheet.report, sheet.language))
    return told, sheet.once("story in short", lambda: story_told(story(scores), sheet.report, sheet.language))


def story_height(sheet: Sheet, scores: IncentiveScores) -> float:
    """What draw_story() needs on the page where it begins, in millimetres; 0 where it draws nothing."""
    if scores.is_undescribed:
        return 0.0
    told, short = _story(sheet, scores)
    cells = (_story_cells(sheet, row) for row in told if row.is_moved)
    heights = [max(map(cell_height, row)) + 2 * _IN_ROW for row in cells]
    above = _ABOVE_STORY + line_height(12) + sheet.height(short, WIDTH, 10) + 3 + _HEAD_ROW
    return above + max(min(sum(heights), _SHORT_STORY), sum(heights[:2]))


def _story_head(sheet: Sheet) -> None:
    for column, left in zip(("element", "harming", "helping"), _STORY_LEFTS, strict=True):
        words = sheet.words(f"story.column.{column}")
        sheet.line_of_text(words, left, sheet.y, _SMALL, colour=sheet.colours.quiet)
    sheet.y += _HEAD_ROW
    sheet.rule(sheet.y, colour=sheet.colours.ink)


def _story_cells(sheet: Sheet, row: StoryRow) -> list[list[CellText]]:
    """The cells of a row: the element and how it fares, who harms it, and who helps it; none fills a page."""
    element, pullers = _STORY_WIDTHS[0] - 4, (row.harming, row.helping)
    named = CellText(sheet.lines(row.element, element, 9.5, bold=True), 9.5, bold=True, colour=sheet.colours.ink)
    fares = CellText(sheet.lines(row.fares, element, _SMALL), _SMALL, bold=False, colour=sheet.colours.quiet)
    return [
        [named, fares],
        *(
            [
                CellText(
                    sheet.lines(text or "–", width - 4, _SMALL, limit=_MOST_LINES),
                    _SMALL,
                    bold=False,
                    colour=sheet.colours.ink,
                )
            ]
            for text, width in zip(pullers, _STORY_WIDTHS[1:], strict=True)
        ),
    ]
