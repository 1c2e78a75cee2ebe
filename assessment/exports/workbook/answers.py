"""The sheet on answers: every statement, how its answers differ and have moved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it has no type information

from assessment.answers import Rating
from assessment.exports.tables import Cell
from assessment.exports.workbook.book import Book, height
from assessment.instrument import Item
from assessment.sentences.answers import answer_name
from assessment.sentences.names import part_name
from assessment.sentences.scores import shown_factors
from assessment.statements import Answered
from assessment.words import lower_first

_STATEMENT: Final = 56
_ON_ONE_PAGE: Final = 24  # Statements.
_FACTOR: Final = 18
_FACET: Final = 22
_RATING: Final = 11
# The columns beside each statement, without and with an assessment before.
_NOW: Final = (("today", _RATING), ("wanted", _RATING), ("difference", 11), ("favours", 18))
_MOVED: Final = (
    ("today_before", _RATING),
    ("today", _RATING),
    ("moved_today", 11),
    ("wanted_before", _RATING),
    ("wanted", _RATING),
    ("moved_wanted", 11),
)
_SIGNED: Final = ("difference", "moved_today", "moved_wanted")
_LEAST: Final = 2  # Steps of the scale that are worth marking.
_RATED: Final = ("today_before", "today", "wanted_before", "wanted")


class _Line(NamedTuple):
    """A statement with its answers, and with those of the assessment before where there is one."""

    now: Answered
    before: Answered | None

    @property
    def difference(self) -> int | None:
        return _steps(self.now.item, self.now.current, self.now.new)

    @property
    def moved_today(self) -> int | None:
        return _steps(self.now.item, self.before.current, self.now.current) if self.before else None

    @property
    def moved_wanted(self) -> int | None:
        return _steps(self.now.item, self.before.new, self.now.new) if self.before else None


def _steps(item: Item, start: Rating | None, end: Rating | None) -> int | None:
    """How many steps of the scale one answer gives more support than another; None unless both are on it."""
    if not isinstance(start, int) or not isinstance(end, int):
        return None
    return start - end if item.reverse else end - start


def write_answers(book: Book, sheet: Worksheet) -> None:
    """One row per statement: 1 to 5 as a number, other answers in words; below them how to read the numbers.

    After an earlier assessment each answer has that of last time before it, and how far it has moved.
    """
    report, lines = book.report, _lines(book)
    columns = [
        ("statement", _STATEMENT),
        ("factor", _FACTOR),
        *([("facet", _FACET)] if report.instrument.facets else []),
    ]
    columns += _MOVED if report.earlier else _NOW
    if any(line.now.item.reverse for line in lines):
        columns.append(("reversed", 13))
    told = book.say("purpose.answers_moved" if report.earlier else "purpose.answers")
    book.top(sheet, book.say("sheet.answers"), told, [width for _, width in columns])
    top = 2
    numbers = {place for place, (name, _) in enumerate(columns) if name in (*_RATED, *_SIGNED)}
    book.header(sheet, [(book.say(f"column.{name}"), width) for name, width in columns], top, numbers=numbers)
    row, most = top, _most(lines)
    marks = ("moved_today", "moved_wanted") if report.earlier else ("difference",)
    for row, line in enumerate(lines, start=top + 1):
        cells = _cells(book, line)
        for column, (name, _) in enumerate(columns):
            if name in _RATED:
                write_rating(book, sheet, row, column, cells[name])
            else:
                value = cells[name]
                is_most = name in marks and isinstance(value, int) and abs(value) == most
                book.cell(sheet, row, column, value, book.marked if is_most else book.signed)
    # All rows alike, as high as the highest needs.
    shown = [_cells(book, line) for line in lines]
    high = max((height((str(cells[name] or ""), width)) for cells in shown for name, width in columns), default=0.0)
    for place in range(top + 1, row + 1):
        sheet.set_row(place, high)
    sheet.autofilter(top, 0, row, len(columns) - 1)
    if len(lines) <= _ON_ONE_PAGE:
        sheet.fit_to_pages(1, 1)
    _key(book, sheet, row + 2, [width for _, width in columns], is_marked=most is not None)


def _key(book: Book, sheet: Worksheet, top: int, widths: Sequence[int], *, is_marked: bool) -> None:
    """What the numbers mean, and the mark where there is one, in sentences across these columns, from this row on."""
    report, language = book.report, book.language
    labels = report.instrument.scale.labels
    points = ", ".join(f"{point.value} = {lower_first(point[language])}" for point in labels)
    sentences = [book.say("read.scale", points=points), book.say("read.moved" if report.earlier else "read.answers")]
    if is_marked:
        sentences.append(book.say("most_moved" if report.earlier else "most_differ"))
    if any(one.item.reverse for one in report.statements):
        sentences.append(book.say("read.reversed"))
    for row, sentence in enumerate(sentences, start=top):
        book.across(sheet, row, sentence, widths)


def _lines(book: Book) -> list[_Line]:
    """The statements, their factors in the order of the results."""
    before = {one.item.id: one for one in book.report.statements_before}
    places = {factor.id: place for place, factor in enumerate(shown_factors(book.report))}
    lines = [_Line(one, before.get(one.item.id)) for one in book.report.statements]
    return sorted(lines, key=lambda line: places[line.now.item.factor])


def _compared(line: _Line) -> tuple[int | None, ...]:
    """What is marked where it is most: how far an answer has moved, else how the two answers differ."""
    return (line.moved_today, line.moved_wanted) if line.before else (line.difference,)


def _most(lines: Sequence[_Line]) -> int | None:
    """So many steps is the most that an answer has moved, or two differ; None where that is too little to mark."""
    has_before = any(line.before for line in lines)
    found = [abs(steps) for line in lines if bool(line.before) == has_before for steps in _compared(line) if steps]
    return max(found) if max(found, default=0) >= _LEAST else None


def _cells(book: Book, line: _Line) -> dict[str, Cell]:
    """What stands in each column, by its name."""
    report, language, (item, today, wanted), before = book.report, book.language, line.now, line.before
    return {
        "statement": item.text[language],
        "factor": part_name(item.factor, report.instrument, language),
        "facet": part_name(item.facet, report.instrument, language) if item.facet else None,
        "today_before": earlier_rating(book, before.current) if before else None,
        "today": rating(book, today),
        "moved_today": line.moved_today,
        "wanted_before": earlier_rating(book, before.new) if before else None,
        "wanted": rating(book, wanted),
        "moved_wanted": line.moved_wanted,
        "difference": line.difference,
        "favours": _favours(book, line.difference),
        "reversed": book.say("reversed") if item.reverse else None,
    }


def rating(book: Book, answer: Rating | None) -> Cell:
    """An answer on the scale as its number, others in words."""
    return answer if isinstance(answer, int) else answer_name(answer, book.report.instrument, book.language)


def earlier_rating(book: Book, answer: Rating | None) -> Cell:
    """As rating(); nothing where there was no answer, which only matters now."""
    return None if answer is None else rating(book, answer)


def write_rating(book: Book, sheet: Worksheet, row: int, column: int, cell: Cell) -> None:
    """An answer as its number, another as a grey word."""
    if isinstance(cell, str):
        sheet.write_string(row, column, cell, book.quiet_centred)
    else:
        book.cell(sheet, row, column, cell, book.points)


def _favours(book: Book, steps: int | None) -> Cell:
    """Which behaviour a difference favours, in a word; nothing where there is none."""
    if steps is None:
        return None
    return book.say(f"favours.{'new' if steps > 0 else 'current' if steps < 0 else 'even'}")
