"""A poster that invites a team to answer: one A4 page with a code for phones, to be printed and put up."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Final

from assessment.exports.pdf.shapes import BOTTOM, LEFT, WIDTH, Shapes
from assessment.exports.pdf.typeface import line_height
from assessment.instrument import FormId, Instrument, Language
from assessment.look import LOOK, Look
from assessment.words import date_text, say

_CODE_WIDTH: Final = 92.0  # Millimetres.


def to_poster(
    link: str, name: str, closes_on: date, bank: Instrument, form: FormId, language: Language, *, look: Look = LOOK
) -> bytes:
    """The poster of a round: the team's name, what is asked, the link as a code and in letters, and the promise."""
    sheet = Shapes(look.light)
    sheet.set_auto_page_break(False)
    sheet.set_lang(language)
    sheet.set_title(f"{look.name}: {say(language, 'round.poster.kind')}")
    sheet.set_creator(look.name)
    sheet.set_creation_date(datetime.combine(closes_on, time(), UTC))  # the same round gives the same bytes
    sheet.add_page()
    sheet.logo(16.0)
    sheet.line_of_text(look.name, LEFT + 8, 16.0, 10.5, bold=True)
    numbers = {"minutes": bank.minutes(form), "statements": len(bank.form_items(form))}
    top = sheet.paragraph(say(language, "round.member.asks", name=name), LEFT, 34.0, WIDTH, 16, limit=2)
    top = sheet.paragraph(say(language, "round.member.title"), LEFT, top + 2, WIDTH, 30, bold=True, limit=3)
    top = sheet.paragraph(say(language, "round.member.text", **numbers), LEFT, top + 3, WIDTH, 15, limit=3)
    _draw_code(sheet, link, top + 8)
    top = sheet.paragraph(
        say(language, "round.poster.scan"), LEFT, top + 12 + _CODE_WIDTH, WIDTH, 15, bold=True, limit=2
    )
    top = sheet.paragraph(link, LEFT, top + 1, WIDTH, 11, limit=3, colour=sheet.colours.quiet)
    day = date_text(closes_on, language)
    top = sheet.paragraph(say(language, "round.poster.until", day=day), LEFT, top + 3, WIDTH, 15, limit=1)
    sheet.paragraph(say(language, "round.poster.nobody"), LEFT, top + 2, WIDTH, 13, limit=3)
    promise = say(language, "round.member.promise.text")
    height = sheet.height(promise, WIDTH, 11) + line_height(11)
    sheet.rule(BOTTOM - height - 4)
    below = sheet.paragraph(say(language, "round.member.promise.title"), LEFT, BOTTOM - height, WIDTH, 11, bold=True)
    sheet.paragraph(promise, LEFT, below, WIDTH, 11)
    return bytes(sheet.output())


def _draw_code(sheet: Shapes, link: str, top: float) -> None:
    """The link as a QR code in squares, each row of dark ones in a piece."""
    import segno  # noqa: PLC0415  # only for a poster

    rows = [bytes(row) for row in segno.make_qr(link).matrix]
    size = _CODE_WIDTH / len(rows)
    for number, row in enumerate(rows):
        start = 0
        while start < len(row):
            end = start
            while end < len(row) and row[end]:
                end += 1
            if end > start:
                sheet.box(LEFT + start * size, top + number * size, (end - start) * size, size, sheet.colours.ink)
            start = end + 1
