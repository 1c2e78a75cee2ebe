"""A poster that invites a team to answer: one A4 page with a code for phones, to be printed and put up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final

from assessment.exports.pdf.shapes import BOTTOM, LEFT, WIDTH, Shapes
from assessment.exports.pdf.typeface import line_height
from assessment.instrument import FormId, Instrument, Language
from assessment.look import LOOK, Look
from assessment.rollout import STEP_NUMBERS, Wave
from assessment.sentences.rollout import round_addressed
from assessment.words import date_text, say

_CODE_WIDTH: Final = 90.0  # Millimetres: the code,
_APART: Final = 10.0  # and from it to what stands beside it.
_PROMISE: Final = 14.0  # Points.


@dataclass(frozen=True)
class Poster:
    """What a poster says of its round: whom it asks about which two behaviours, where, and until when.

    `controller` is for whom the server is run, "" where nobody is named. `wave` is a step of a roll-out.
    """

    name: str
    current: str
    new: str
    link: str
    closes_on: date
    form: FormId
    has_departments: bool = False
    controller: str = ""
    wave: Wave | None = None


def to_poster(asked: Poster, bank: Instrument, language: Language, *, look: Look = LOOK) -> bytes:
    """The poster of a round: whom and what it asks, the link as a code and in letters, and the promise."""
    sheet = Shapes(look.light)
    sheet.set_auto_page_break(False)
    sheet.set_lang(language)
    sheet.set_title(f"{look.name}: {say(language, 'round.poster.kind')}")
    sheet.set_creator(look.name)
    sheet.set_creation_date(datetime.combine(asked.closes_on, time(), UTC))  # the same round gives the same bytes
    sheet.add_page()
    sheet.logo(16.0)
    sheet.line_of_text(look.name, LEFT + 8, 16.0, 10.5, bold=True)
    day = date_text(asked.closes_on, language)
    facts = say(language, "round.poster.facts", minutes=bank.minutes(asked.form), day=day)
    step = say(language, "rollout.step_of", step=STEP_NUMBERS[asked.wave]) if asked.wave else ""
    whom = ". ".join(part for part in (step, round_addressed(asked.name, asked.wave, language)) if part)
    top = sheet.paragraph(whom, LEFT, 30.0, WIDTH, 16, limit=2)
    top = sheet.paragraph(say(language, "round.poster.title"), LEFT, top + 2, WIDTH, 30, bold=True, limit=2)
    top = sheet.paragraph(facts, LEFT, top + 3, WIDTH, 20, bold=True, limit=2)
    aims = say(language, "round.poster.behaviours", current=asked.current, new=asked.new)
    for line in aims.splitlines():
        top = sheet.paragraph(line, LEFT, top + 3, WIDTH, 17, limit=2)
    text = say(language, "round.poster.text", statements=len(bank.form_items(asked.form)))
    top = sheet.paragraph(text, LEFT, top + 4, WIDTH, 15, limit=3)
    _draw_code(sheet, asked.link, top + 8)
    _draw_beside_code(sheet, asked, language, top + 8)
    promise = f"{say(language, 'round.member.promise.plain')} {_reads(asked, language)}"
    height = sheet.height(promise, WIDTH, _PROMISE) + line_height(_PROMISE)
    sheet.rule(BOTTOM - height - 4)
    title = say(language, "round.member.promise.title")
    below = sheet.paragraph(title, LEFT, BOTTOM - height, WIDTH, _PROMISE, bold=True)
    sheet.paragraph(promise, LEFT, below, WIDTH, _PROMISE)
    return bytes(sheet.output())


def _draw_beside_code(sheet: Shapes, asked: Poster, language: Language, top: float) -> None:
    """What to do with the code, until when, and the link in letters."""
    left = LEFT + _CODE_WIDTH + _APART
    width = WIDTH - _CODE_WIDTH - _APART
    top = sheet.paragraph(say(language, "round.poster.scan"), left, top, width, 20, bold=True, limit=3)
    day = date_text(asked.closes_on, language)
    until = say(language, "round.poster.until", day=day)
    top = sheet.paragraph(until, left, top + 4, width, 15, limit=6)
    sheet.paragraph(asked.link, left, top + 4, width, 11, limit=4, colour=sheet.colours.quiet)


def _reads(asked: Poster, language: Language) -> str:
    """Who can read single answers until the close, as far as it is known."""
    named = "controller" if asked.controller else "who"
    who = say(language, f"round.server.{named}", name=asked.controller)
    return say(language, f"round.server.{'group' if asked.has_departments else 'alone'}", who=who)


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
