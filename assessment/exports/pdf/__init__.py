"""A Report as a PDF: page one is the whole story, the other pages are working material for a group.

Everything is drawn as lines, shapes and text at measured places. The font is embedded, so that the letters of both
languages and the minus sign always print; characters it lacks are replaced by the nearest ones it has. There are no
links and no actions.
"""

from __future__ import annotations

from dataclasses import replace

from assessment.exports.pdf.answers import draw_answers
from assessment.exports.pdf.details import draw_factors
from assessment.exports.pdf.incentives import draw_map_alone
from assessment.exports.pdf.order import best_order
from assessment.exports.pdf.sheet import Sheet
from assessment.exports.pdf.story import draw_picture, draw_story
from assessment.instrument import Language
from assessment.look import LOOK, Look
from assessment.report import Report


def to_pdf(report: Report, language: Language, *, look: Look = LOOK, example: bool = False, address: str = "") -> bytes:
    """The report as A4 pages. `example` marks every page as made from invented answers.

    `address` is where the app is, for the foot of every page.
    """
    told = replace(report, is_for_others=True)  # Whoever answered, others read it on paper.
    draft = Sheet(told, language, look, example=example, address=address, is_tried=True)
    sheet = Sheet(told, language, look, example=example, address=address, draft=draft)
    draft.tells_pace = sheet.tells_pace = not report.is_for_others
    draw_story(sheet)
    for draw in best_order(draft):
        draw(sheet)
    draw_answers(sheet)
    sheet.number_pages()
    return bytes(sheet.output())


def to_map_pdf(
    report: Report, language: Language, *, look: Look = LOOK, example: bool = False, address: str = ""
) -> bytes:
    """The incentive map alone, drawn as in to_pdf(); a page with nothing on it where there is none."""
    told = replace(report, is_for_others=True)  # As in to_pdf().
    draft = Sheet(told, language, look, example=example, address=address, is_tried=True, has_behaviours=False)
    sheet = Sheet(told, language, look, example=example, address=address, draft=draft, has_behaviours=False)
    draft.plan_page = 2  # What is planned comes last, and page one says where: any other page is as wide.
    draw_map_alone(draft)
    sheet.plan_page = draft.plan_page
    draw_map_alone(sheet)
    sheet.number_pages()
    return bytes(sheet.output())


def to_own_pdf(report: Report, language: Language, *, look: Look = LOOK, address: str = "") -> bytes:
    """The own result of a member of a team: the scores, what they mean, and the answers to the statements."""
    sheet = Sheet(report, language, look, example=False, address=address)
    draw_picture(sheet)
    draw_factors(sheet)
    draw_answers(sheet, statements_only=True)
    sheet.number_pages()
    return bytes(sheet.output())
