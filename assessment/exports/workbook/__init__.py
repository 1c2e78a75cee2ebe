"""A Report as an Excel workbook: typed cells, native charts, ready to print."""

from __future__ import annotations

import io
from datetime import datetime

from assessment.exports.workbook.actions import actions
from assessment.exports.workbook.answers import write_answers
from assessment.exports.workbook.book import Book, new_file
from assessment.exports.workbook.departments import write_departments
from assessment.exports.workbook.incentives import write_clash_matrix, write_clashes, write_map
from assessment.exports.workbook.method import write_method
from assessment.exports.workbook.other import has_others, write_others
from assessment.exports.workbook.over_time import write_over_time
from assessment.exports.workbook.plan import write_plan
from assessment.exports.workbook.scores import write_facets
from assessment.exports.workbook.steps import write_steps
from assessment.exports.workbook.summary import write_summary
from assessment.instrument import Language
from assessment.look import LOOK, Look
from assessment.report import Report
from assessment.sentences.certainty import versions_sentence


def to_xlsx(report: Report, language: Language, *, look: Look = LOOK) -> bytes:
    """Summary with a chart, plan, steps, facets, answers and method, and more where there is more.

    Scores have two decimals.
    """
    file = io.BytesIO()
    with new_file(file) as book:
        _write(Book(book, report, language, look))
    return file.getvalue()


def _write(book: Book) -> None:
    report, language = book.report, book.language
    # The day of the report, not of the download: the same report gives the same bytes.
    made_on = datetime(report.made_on.year, report.made_on.month, report.made_on.day)  # noqa: DTZ001  # Excel knows no zones
    book.file.set_properties(
        {
            "title": f"{book.look.name}: {book.say('kind')}",
            "author": report.answers.title or book.look.name,
            "comments": versions_sentence(report, language),
            "created": made_on,
        }
    )
    book.file.set_custom_property("Language", language)
    has_plan = bool(report.plan)
    found = actions(book)
    write_summary(book, book.sheet("summary", is_of_plan=has_plan), found)
    write_plan(book, book.sheet("plan", is_of_plan=has_plan), found)
    if found:
        write_steps(book, book.sheet("steps", is_of_plan=has_plan), found)
    if report.scores.facets:
        write_facets(book, book.sheet("facets"))
    if report.earlier:
        write_over_time(book, book.sheet("comparison"))
    if report.incentives is not None:
        write_map(book, book.sheet("incentives"), report.incentives)
        write_clashes(book, book.sheet("clashes"), report.incentives)
        # On a sheet of its own: the list has columns and rows as wide and high as sentences.
        write_clash_matrix(book, book.sheet("clash_matrix"), report.incentives)
    if report.answers.departments:
        write_departments(book, book.sheet("departments"))
    write_answers(book, book.sheet("answers"))
    if has_others(book):
        write_others(book, book.sheet("others"))
    write_method(book, book.sheet("method"))
    book.close()
