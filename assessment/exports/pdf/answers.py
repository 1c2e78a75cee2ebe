"""The appendix: every statement with its answers, as a table that fills its pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from assessment.exports.pdf.shapes import BOTTOM, LEFT, WIDTH
from assessment.exports.pdf.sheet import Sheet
from assessment.exports.pdf.typeface import line_height
from assessment.sentences.answers import AnswerGroup, AnswerRow, answer_groups, beside_statements, has_answers
from assessment.words import say

# The left edge and width of each column, and where the answers of the assessment before stand beside those of now.
_COLUMNS: Final = ((0.0, 84.0), (87.0, 39.0), (127.0, 39.0))
_WITH_BEFORE: Final = ((0.0, 73.5), (76.5, 43.3), (122.7, 43.3))
_SIZES: Final = (8.5, 9.0)
_SIZES_OF_LONG: Final = (7.5, 8.0, *_SIZES)  # Of the full form, whose table takes two pages or more.
_STATEMENT_LINES, _ANSWER_LINES = 3, 2  # Some 150 characters of a statement; more is cut with "…".
_PADDING: Final = 0.9  # Above and below the text of a row.
_AIR: Final = 0.25  # What is added to every row at a time, to fill the last page, and at most:
_MOST_AIR: Final = 10.0
_LITTLE_AIR: Final = 5.0  # With which a table still looks full.
_ABOVE, _HEADING, _HEAD = 7.0, 14.2, 6.0  # Above the heading, the heading, and the names of the columns.
_LEAST: Final = 90.0  # What stands below the heading on its page, at least: more than a few stray rows.
_HEADING_SIZE: Final = 12.0
_GROUP, _GROUP_SIZE = 8.4, 10.0


class _Block(NamedTuple):
    """What stays together on a page: the cells of a row, and before the first of a group the name of the group."""

    cells: tuple[tuple[list[str], float, bool], ...]  # The lines of each cell, its left edge, and whether it is bold.
    group: AnswerGroup
    is_first: bool
    height: float


class _Table(NamedTuple):
    """The table in one size of text."""

    size: float
    blocks: list[_Block]


def smallest_table(sheet: Sheet) -> _Table | None:
    """All answers in the smallest text; None where none is given."""
    if not has_answers(sheet.report):
        return None
    return _smallest(sheet, _answered(sheet)[0])


def answers_take(table: _Table | None, top: float, y: float) -> tuple[int, float]:
    """How many more pages draw_answers() would begin from `y` on, and the millimetres it would leave on the last one.

    Without those that its rows take up as air. The content of a page begins at `top`.
    """
    if table is None:
        return 0, BOTTOM - y
    begun = y + _ABOVE + _HEADING + _LEAST > BOTTOM
    pages, end = _pages((top if begun else y + _ABOVE) + _HEADING + _HEAD, table, 0, top)
    return begun + pages, max(BOTTOM - y if begun else 0.0, BOTTOM - end - _LITTLE_AIR * len(table.blocks))


def draw_answers(sheet: Sheet, *, statements_only: bool = False) -> None:
    """All answers, below the heading of this appendix; nothing where none is given.

    `statements_only` leaves out what a team's members are not asked: how much a factor matters, and the context.
    """
    if not has_answers(sheet.report):
        return
    sheet.room(_ABOVE + _HEADING + _LEAST)
    above = _ABOVE if sheet.y > sheet.top else 0
    groups, unanswered = _answered(sheet)
    if statements_only:
        asked = {factor.id for factor in sheet.report.instrument.factors}
        groups, unanswered = [group._replace(importance="") for group in groups if group.id in asked], 0
    left_out = say(sheet.language, "answers.left_out", count=unanswered) if unanswered else ""
    is_moved = any(row.current_before or row.new_before for group in groups for row in group.rows)
    bold = say(sheet.language, "results.bold") if is_moved else ""
    hint = " ".join(filter(None, [say(sheet.language, "results.this_way"), bold, left_out]))
    heading = _HEADING - line_height(10) + sheet.height(hint, WIDTH, 10)
    table, air = _fitting(sheet, groups, sheet.y + above + heading + _HEAD)
    sheet.section(say(sheet.language, "answers.title"), hint, size=_HEADING_SIZE)
    _head(sheet)
    for block in table.blocks:
        is_on_top = sheet.room(block.height + air)
        if is_on_top:
            _head(sheet)
        if block.is_first:
            _name(sheet, block.group.name, block.group.importance)
        elif is_on_top:
            _name(sheet, sheet.say("goes_on", title=block.group.name))
        _draw(sheet, block, table.size, air)


def _answered(sheet: Sheet) -> tuple[list[AnswerGroup], int]:
    """The answers in groups without unanswered questions beside the factors, and how many these are."""
    report, language = sheet.report, sheet.language
    beside = AnswerGroup("", say(language, "answers.beside"), "", beside_statements(report, language))
    none, groups, left_out = say(language, "answers.none"), [], 0
    for group in (*answer_groups(report, language), beside):
        rows = tuple(row for row in group.rows if row.new is not None or row.current != none)
        left_out += len(group.rows) - len(rows)
        if rows:
            groups.append(group._replace(rows=rows))
    return groups, left_out


def _fitting(sheet: Sheet, groups: Sequence[AnswerGroup], start: float) -> tuple[_Table, float]:
    """The table in the largest text, with the most air in each row, with which it takes no page more."""
    table = _smallest(sheet, groups)
    (fewest, _), air = _pages(start, table, 0, sheet.top), 0.0
    for size in _sizes(sheet)[1:]:
        larger = _table(sheet, groups, size)
        if _pages(start, larger, 0, sheet.top)[0] > fewest:
            break
        table = larger
    while air + _AIR <= _MOST_AIR and _pages(start, table, air + _AIR, sheet.top)[0] == fewest:
        air += _AIR
    return table, air


def _pages(start: float, table: _Table, air: float, top: float) -> tuple[int, float]:
    """How many pages the table goes on to, each from `top`, and where it ends on the last."""
    y, pages = start, 0
    for block in table.blocks:
        if y + block.height + air > BOTTOM:
            y, pages = top + _HEAD + (0 if block.is_first else _GROUP), pages + 1
        y += block.height + air
    return pages, y


def _smallest(sheet: Sheet, groups: Sequence[AnswerGroup]) -> _Table:
    return sheet.once("smallest table", lambda: _table(sheet, groups, _sizes(sheet)[0]))


def _sizes(sheet: Sheet) -> tuple[float, ...]:
    """The sizes of the text, in points, the smallest first."""
    return _SIZES_OF_LONG if sheet.report.answers.form == "full" else _SIZES


def _table(sheet: Sheet, groups: Sequence[AnswerGroup], size: float) -> _Table:
    answers: dict[tuple[str, float], list[str]] = {}  # Few different ones, so each is set in lines once.
    blocks = []
    statement = _columns(sheet)[0]
    for group in groups:
        for row in group.rows:
            given = _given(sheet, row)
            for text, (_, width), is_changed in given:
                if (text, width) not in answers:
                    answers[text, width] = sheet.lines(text, width, size, bold=is_changed, limit=_ANSWER_LINES)
            cells = (
                (sheet.lines(row.statement, statement[1], size, limit=_STATEMENT_LINES), statement[0], False),
                *((answers[text, width], left, is_changed) for text, (left, width), is_changed in given),
            )
            height = max(len(lines) for lines, _, _ in cells) * line_height(size) + 2 * _PADDING
            is_first = row is group.rows[0]
            blocks.append(_Block(cells, group, is_first, height + (_GROUP if is_first else 0)))
    return _Table(size, blocks)


def _columns(sheet: Sheet) -> tuple[tuple[float, float], ...]:
    """The left edge and width of each column."""
    return _WITH_BEFORE if sheet.report.earlier else _COLUMNS


def _given(sheet: Sheet, row: AnswerRow) -> list[tuple[str, tuple[float, float], bool]]:
    """The answers of a row, each with that of the assessment before where it differs; their columns; if it does."""

    def with_before(answer: str, before: str) -> str:
        return say(sheet.language, "answers.before", answer=answer, before=before) if before else answer

    _, today, wanted = _columns(sheet)
    current = with_before(row.current, row.current_before)
    if row.new is None:
        return [(current, (today[0], wanted[0] + wanted[1] - today[0]), bool(row.current_before))]
    new = with_before(row.new, row.new_before)
    return [(current, today, bool(row.current_before)), (new, wanted, bool(row.new_before))]


def _head(sheet: Sheet) -> None:
    """The names of the columns, those of the behaviours with their marks, above a rule."""
    today, wanted = (label for label, _, _ in sheet.behaviours())
    for name, (left, _), is_wanted in zip((today, wanted), _columns(sheet)[1:], (False, True), strict=True):
        sheet.mark(LEFT + left + 1.2, sheet.y + 1.8, 2.2, wanted=is_wanted)
        sheet.line_of_text(name, LEFT + left + 3.8, sheet.y, 9, bold=True, colour=sheet.colours.quiet)
    sheet.y += _HEAD - 0.6
    sheet.rule(sheet.y, colour=sheet.colours.ink)
    sheet.y += 0.6


def _draw(sheet: Sheet, block: _Block, size: float, air: float) -> None:
    end = sheet.y + block.height - (_GROUP if block.is_first else 0) + air
    top = sheet.y + _PADDING + air / 2
    for lines, left, is_bold in block.cells:
        for place, line in enumerate(lines):
            sheet.line_of_text(line, LEFT + left, top + place * line_height(size), size, bold=is_bold)
    sheet.y = end
    sheet.rule(sheet.y)


def _name(sheet: Sheet, title: str, importance: str = "") -> None:
    """The name of a group and, at the right, how much it matters."""
    top = sheet.y + 3
    aside = sheet.short(importance, WIDTH / 2, 9) if importance else ""
    name = sheet.short(title, WIDTH - sheet.measure(aside, 9) - 6, _GROUP_SIZE, bold=True)
    sheet.line_of_text(name, LEFT, top, _GROUP_SIZE, bold=True)
    right = LEFT + WIDTH - sheet.measure(aside, 9)
    sheet.line_of_text(aside, right, top + 0.6, 9, colour=sheet.colours.quiet)
    sheet.y += _GROUP
    sheet.rule(sheet.y)
