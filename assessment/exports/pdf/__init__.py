"""A Report as a PDF: page one is the whole story, the other pages are working material for a group.

Everything is drawn as lines, shapes and text at measured places. The font is embedded, so that the letters of both
languages and the minus sign always print; characters it lacks are replaced by the nearest ones it has. There are no
links and no actions.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from assessment.exports.pdf.answers import answers_begin_here, draw_answers
from assessment.exports.pdf.comparison import draw_comparison
from assessment.exports.pdf.departments import draw_departments
from assessment.exports.pdf.details import draw_around, draw_facets, draw_factors
from assessment.exports.pdf.incentives import draw_incentives
from assessment.exports.pdf.plan import draw_plan_and_method, draw_steps
from assessment.exports.pdf.shapes import BOTTOM
from assessment.exports.pdf.sheet import Sheet
from assessment.exports.pdf.story import draw_picture, draw_story
from assessment.instrument import Language
from assessment.look import LOOK, Look
from assessment.report import Report

_Part = Callable[[Sheet], None]

# The parts after page one, in the order that reads best, and in others: a part that needs a whole page, such as the
# map, leaves the page before it half empty where nothing else fits there. What has changed always comes before the
# factors, and what to do before how certain it is and the plan: whoever has two files finds a thing in its place.
_ORDERS: Final[tuple[tuple[_Part, ...], ...]] = (
    (draw_around, draw_facets, draw_incentives, draw_steps, draw_plan_and_method),
    (draw_facets, draw_around, draw_incentives, draw_steps, draw_plan_and_method),
    (draw_around, draw_facets, draw_steps, draw_incentives, draw_plan_and_method),
    (draw_facets, draw_around, draw_steps, draw_incentives, draw_plan_and_method),
    (draw_steps, draw_around, draw_facets, draw_incentives, draw_plan_and_method),
    (draw_steps, draw_facets, draw_around, draw_incentives, draw_plan_and_method),
)
_LITTLE_ROOM: Final = 45.0  # Millimetres at the foot of a page.


def to_pdf(report: Report, language: Language, *, look: Look = LOOK, example: bool = False, address: str = "") -> bytes:
    """The report as A4 pages. `example` marks every page as made from invented answers.

    `address` is where the app is, for the foot of every page.
    """

    def drawn(order: tuple[_Part, ...], draft: Sheet | None = None, *, is_tried: bool = False) -> Sheet:
        sheet = Sheet(report, language, look, example=example, address=address, draft=draft, is_tried=is_tried)
        for draw in (draw_story, draw_comparison, draw_factors, *order):
            draw(sheet)
        return sheet

    sheet = drawn(_ORDERS[0])
    best, least = _ORDERS[0], _emptiest(sheet)
    for order in _ORDERS[1:]:
        if least <= _LITTLE_ROOM:
            break
        left_empty = _emptiest(drawn(order, sheet, is_tried=True))
        if left_empty < least:
            best, least = order, left_empty
    if best is not _ORDERS[0]:
        sheet = drawn(best, sheet)
    draw_departments(sheet)
    draw_answers(sheet)
    sheet.number_pages()
    return bytes(sheet.output())


def _emptiest(sheet: Sheet) -> float:
    """The most that is left empty at the foot of any page but the first, of the last one unless the answers go there.

    In millimetres.
    """
    on_last = [] if answers_begin_here(sheet) else [BOTTOM - sheet.y]
    return max([*sheet.left_empty[1:], *on_last], default=0.0)


def to_own_pdf(report: Report, language: Language, *, look: Look = LOOK, address: str = "") -> bytes:
    """The own result of a member of a team: the scores, what they mean, and the answers to the statements."""
    sheet = Sheet(report, language, look, example=False, address=address)
    draw_picture(sheet)
    draw_factors(sheet, together="together_own")
    draw_answers(sheet, statements_only=True)
    sheet.number_pages()
    return bytes(sheet.output())
