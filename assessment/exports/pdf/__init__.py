"""A Report as a PDF: page one is the whole story, the other pages are working material for a group.

Everything is drawn as lines, shapes and text at measured places. The font is embedded, so that the letters of both
languages and the minus sign always print; characters it lacks are replaced by the nearest ones it has. There are no
links and no actions.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from assessment.exports.pdf.answers import answers_take, draw_answers
from assessment.exports.pdf.comparison import draw_comparison
from assessment.exports.pdf.departments import draw_departments
from assessment.exports.pdf.details import draw_around, draw_facets, draw_factors, draw_factors_short
from assessment.exports.pdf.incentives import draw_incentives
from assessment.exports.pdf.method import draw_method
from assessment.exports.pdf.plan import draw_plan
from assessment.exports.pdf.shapes import BOTTOM
from assessment.exports.pdf.sheet import Sheet
from assessment.exports.pdf.story import draw_picture, draw_story
from assessment.instrument import Language
from assessment.look import LOOK, Look
from assessment.report import Report

_Part = Callable[[Sheet], None]

# The parts after page one and the plan with its advice, in the order that reads best, and in others: a part that needs
# a whole page, such as the map, leaves the page before it half empty where nothing else fits there.
_DETAILS: Final[tuple[tuple[_Part, ...], ...]] = (
    (draw_comparison, draw_factors_short, draw_around, draw_facets, draw_incentives, draw_departments),
    (draw_factors_short, draw_comparison, draw_around, draw_facets, draw_incentives, draw_departments),
    (draw_comparison, draw_factors_short, draw_around, draw_incentives, draw_facets, draw_departments),
    (draw_comparison, draw_factors_short, draw_incentives, draw_around, draw_facets, draw_departments),
    (draw_comparison, draw_factors_short, draw_facets, draw_around, draw_incentives, draw_departments),
    (draw_comparison, draw_incentives, draw_factors_short, draw_around, draw_facets, draw_departments),
    (draw_comparison, draw_facets, draw_incentives, draw_factors_short, draw_around, draw_departments),
    (draw_comparison, draw_facets, draw_factors_short, draw_around, draw_incentives, draw_departments),
    (draw_comparison, draw_around, draw_incentives, draw_factors_short, draw_facets, draw_departments),
    (draw_comparison, draw_around, draw_facets, draw_factors_short, draw_incentives, draw_departments),
)
_OWN_ROWS: Final = (2, 1, None)  # To write in below the plan; None fills the page where nothing else fits there.
_LITTLE_ROOM: Final = 45.0  # Millimetres at the foot of a page.


class _Order(NamedTuple):
    """What stands between page one and the method."""

    own_rows: int | None
    parts: tuple[_Part, ...]


def to_pdf(report: Report, language: Language, *, look: Look = LOOK, example: bool = False, address: str = "") -> bytes:
    """The report as A4 pages. `example` marks every page as made from invented answers.

    `address` is where the app is, for the foot of every page.
    """
    enough = _LITTLE_ROOM  # Or what the pages of the plan leave, whatever stands after them.

    def drawn(order: _Order, draft: Sheet | None = None, *, is_tried: bool = False) -> Sheet:
        nonlocal enough
        sheet = Sheet(report, language, look, example=example, address=address, draft=draft, is_tried=is_tried)
        if is_tried:
            sheet.y = BOTTOM  # Page one is always the same, and full.
        else:
            draw_story(sheet)
        draw_plan(sheet, own_rows=order.own_rows)
        enough = max([enough, *sheet.left_empty[1:]])
        for draw in (*order.parts, draw_method):
            draw(sheet)
        return sheet

    orders = _orders(report)
    first = best = _Order(_OWN_ROWS[0], orders[0])
    sheet = drawn(first)
    least = _emptiness(sheet)

    def tried(order: _Order) -> None:
        nonlocal best, least
        if least.most > enough and (left_empty := _emptiness(drawn(order, sheet, is_tried=True))) < least:
            best, least = order, left_empty

    for parts in orders[1:]:
        tried(best._replace(parts=parts))
    for rows in _OWN_ROWS[1:]:
        tried(best._replace(own_rows=rows))
    if best is not first:
        sheet = drawn(best, sheet)
    draw_answers(sheet)
    sheet.number_pages()
    return bytes(sheet.output())


def _orders(report: Report) -> list[tuple[_Part, ...]]:
    """The orders of the parts that this report has between the plan and the method."""
    absent: dict[_Part, bool] = {
        draw_comparison: not report.earlier,
        draw_facets: not report.scores.facets,
        draw_incentives: report.incentives is None,
        draw_departments: not report.customers.departments,
    }
    return list(dict.fromkeys(tuple(part for part in order if not absent.get(part)) for order in _DETAILS))


class _Emptiness(NamedTuple):
    """How many pages there are, and the most that is left empty at the foot of any but the first, in millimetres."""

    pages: int
    most: float


def _emptiness(sheet: Sheet) -> _Emptiness:
    more, left = answers_take(sheet)
    return _Emptiness(sheet.pages_count + more, max([*sheet.left_empty[1:], left]))


def to_own_pdf(report: Report, language: Language, *, look: Look = LOOK, address: str = "") -> bytes:
    """The own result of a member of a team: the scores, what they mean, and the answers to the statements."""
    sheet = Sheet(report, language, look, example=False, address=address)
    draw_picture(sheet)
    draw_factors(sheet, together="together_own")
    draw_answers(sheet, statements_only=True)
    sheet.number_pages()
    return bytes(sheet.output())
