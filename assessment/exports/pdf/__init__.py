"""A Report as a PDF: page one is the whole story, the other pages are working material for a group.

Everything is drawn as lines, shapes and text at measured places. The font is embedded, so that the letters of both
languages and the minus sign always print; characters it lacks are replaced by the nearest ones it has. There are no
links and no actions.
"""

from __future__ import annotations

from assessment.exports.pdf.comparison import draw_comparison
from assessment.exports.pdf.details import draw_details, draw_facets
from assessment.exports.pdf.incentives import draw_incentives
from assessment.exports.pdf.plan import draw_plan_and_method, draw_steps
from assessment.exports.pdf.sheet import Sheet
from assessment.exports.pdf.story import draw_story
from assessment.instrument import Language
from assessment.look import LOOK, Look
from assessment.report import Report


def to_pdf(report: Report, language: Language, *, look: Look = LOOK, example: bool = False, address: str = "") -> bytes:
    """The report as A4 pages. `example` marks every page as made from invented answers.

    `address` is where the app is, for the foot of every page.
    """
    sheet = Sheet(report, language, look, example=example, address=address)
    draw_story(sheet)
    draw_details(sheet)
    draw_facets(sheet)
    draw_comparison(sheet)
    draw_incentives(sheet)
    draw_steps(sheet)
    draw_plan_and_method(sheet)
    sheet.number_pages()
    return bytes(sheet.output())
