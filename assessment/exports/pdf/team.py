"""A team's released result as a PDF, and the plan for talking about it on one page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Final

from assessment.anonymity import ShownGroup
from assessment.exports.pdf.shapes import BOTTOM, LEFT, RIGHT, WIDTH, Shapes
from assessment.exports.pdf.team_track import draw_team_row, row_height, track_foot
from assessment.instrument import Language
from assessment.look import LOOK, Look
from assessment.sentences.names import part_name
from assessment.sentences.talk import TalkStep, talk_steps, what_to_avoid
from assessment.sentences.team import (
    agreement_sentences,
    bounded,
    department_name,
    department_sentences,
    left_out_sentences,
    receipt_meaning,
    receipt_sentence,
    team_advice_opening,
    team_advice_reason,
    team_advice_steps,
    team_headline,
    team_occasion,
    worth_sentence,
)
from assessment.team_result import TeamResult
from assessment.words import say

_TOP: Final = 24.0  # Millimetres, from here on down: where the content of a page begins,
_NAME, _COUNT = 48.0, 13.0  # the columns of a department's name and of its answers,
_ABOVE, _CLOSE = 6.0, 2.0  # what is above a heading, and where that fits on one page,
_CLOSER: Final = 2.0  # how much closer the rows of the chart are then,
_LINE_TO_WRITE: Final = 8.0  # and the height of a line to write on.
_TO_WRITE: Final = 3  # The step of the meeting in which actions are written down.


class TeamSheet(Shapes):
    """A4 pages with a running head and foot, and the place where the next thing is drawn (`y`)."""

    def __init__(
        self,
        result: TeamResult,
        language: Language,
        look: Look,
        address: str,
        *,
        above: float = _ABOVE,
        draft: TeamSheet | None = None,
    ) -> None:
        """`address` is where the app can be found, "" when unknown; `above` the millimetres above a heading.

        See Typeset for `draft`.
        """
        super().__init__(look.light, draft)
        self.result, self.language, self.look, self.address = result, language, look, address
        self.above = above
        self.set_auto_page_break(False)
        self.set_lang(language)
        self.set_title(f"{look.name}: {say(language, 'team_result.file.kind')}")
        self.set_author(result.name.translate(self.printable) or look.name)
        self.set_creator(look.name)
        if result.closed_on:  # The day of the release: the same result gives the same bytes.
            self.set_creation_date(datetime.combine(result.closed_on, time(), UTC))
        self.y = _TOP
        self.add_page()

    def header(self) -> None:
        """The product, whose result this is, and the day. Called by fpdf2 on every page."""
        self.logo(12.0)
        self.line_of_text(self.look.name, LEFT + 8, 12.0, 10.5, bold=True)
        room = WIDTH - 14 - self.measure(self.look.name, 10.5, bold=True)
        whose = self.short(team_occasion(self.result, self.language), room, 9.5)
        self.line_of_text(whose, RIGHT - self.measure(whose, 9.5), 12.2, 9.5, colour=self.colours.quiet)
        self.y = _TOP

    def footer(self) -> None:
        """A rule; the words below it follow when all pages are drawn. Called by fpdf2 on every page."""
        self.rule(281)

    def number_pages(self) -> None:
        """Write the foot of every page: where the app is, the receipt, and the page."""
        where = self.address or self.look.name
        for page in range(1, self.pages_count + 1):
            self.page = page
            self.current_font_is_set_on_page = False
            text = say(self.language, "export.page", page=page, pages=self.pages_count)
            right = RIGHT - self.measure(text, 8)
            foot = self.short(f"{where} · {receipt_sentence(self.result, self.language)}", right - LEFT - 4, 8)
            self.line_of_text(foot, LEFT, 283.5, 8, colour=self.colours.quiet)
            self.line_of_text(text, right, 283.5, 8, colour=self.colours.quiet)

    def room(self, height: float) -> None:
        """Begin a new page unless `height` millimetres are left on this one."""
        if self.y + height > BOTTOM:
            self.add_page()

    def section(self, title: str, needs: float = 20) -> None:
        """A heading on the same page as the next `needs` millimetres."""
        self.y += self.above
        self.room(12 + needs)
        self.start_section(title)
        self.y = self.paragraph(title, LEFT, self.y, WIDTH, 14, bold=True) + 1.5

    def sentences(self, sentences: Sequence[str], size: float = 10) -> None:
        """Each sentence in a paragraph of its own."""
        for sentence in sentences:
            self.room(self.height(sentence, WIDTH, size))
            self.y = self.paragraph(sentence, LEFT, self.y, WIDTH, size) + 1.4

    def listed(self, items: Sequence[str], size: float = 10, left: float = LEFT) -> None:
        """Each item after a dot."""
        for item in items:
            width = RIGHT - left - 4
            self.room(self.height(item, width, size))
            self.line_of_text("•", left, self.y, size)
            self.y = self.paragraph(item, left + 4, self.y, width, size) + 0.8


def to_team_pdf(result: TeamResult, language: Language, *, look: Look = LOOK, address: str = "") -> bytes:
    """The whole result: headline, factors, how sure it is, departments, advice, what happens now, receipt.

    Closer together where that makes it fit on one page.
    """
    sheet = _drawn(TeamSheet(result, language, look, address))
    if sheet.pages_count > 1:
        close = _drawn(TeamSheet(result, language, look, address, above=_CLOSE, draft=sheet))
        sheet = close if close.pages_count == 1 else sheet
    sheet.number_pages()
    return bytes(sheet.output())


def _drawn(sheet: TeamSheet) -> TeamSheet:
    """The sheet with everything but its feet."""
    result, language = sheet.result, sheet.language
    _draw_headline(sheet)
    if result.shows_anything:
        _draw_factors(sheet)
    _draw_receipt(sheet)
    if result.shows_anything:
        sheet.section(say(language, "team_result.worth.title"))
        sheet.sentences([worth_sentence(result, language), *left_out_sentences(result, language)])
        if sentences := agreement_sentences(result, language):
            sheet.section(say(language, "team_result.agreement.title"))
            sheet.sentences(sentences)
    _draw_departments(sheet)
    _draw_advice(sheet)
    _draw_next(sheet)
    return sheet


def to_talk_pdf(result: TeamResult, language: Language, *, look: Look = LOOK, address: str = "") -> bytes:
    """The plan of a meeting of sixty minutes, with room to write down two actions: one page."""
    sheet = TeamSheet(result, language, look, address)
    sheet.y = sheet.paragraph(say(language, "talk.title"), LEFT, sheet.y, WIDTH, 18, bold=True) + 0.5
    sheet.y = sheet.paragraph(say(language, "talk.for_whom"), LEFT, sheet.y, WIDTH, 9, colour=sheet.colours.quiet) + 2
    for place, step in enumerate(talk_steps(result, language)):
        _draw_step(sheet, step)
        if place == _TO_WRITE:
            _draw_lines(sheet)
    sheet.room(12)
    sheet.y = sheet.paragraph(say(language, "talk.avoid.title"), LEFT, sheet.y + 1, WIDTH, 12, bold=True) + 0.4
    sheet.listed(what_to_avoid(language), 9)
    sheet.number_pages()
    return bytes(sheet.output())


def _draw_headline(sheet: TeamSheet) -> None:
    result, language = sheet.result, sheet.language
    found = team_headline(result, language)
    sheet.y = sheet.paragraph(found.title, LEFT, sheet.y, WIDTH, 21, bold=True) + 1
    sheet.y = sheet.paragraph(found.consequence, LEFT, sheet.y, WIDTH, 12) + 2
    if result.new_behaviour:
        wanted = say(language, "team_result.file.wanted", behaviour=result.new_behaviour)
        sheet.mark(LEFT + 1.2, sheet.y + 2.2, 2.4, wanted=True)
        sheet.y = sheet.paragraph(wanted, LEFT + 4, sheet.y, WIDTH - 4, 10, limit=4) + 1
    sheet.y += 3


def _draw_factors(sheet: TeamSheet) -> None:
    for place, row in enumerate(sheet.result.rows):
        is_large = row.stands_out and place == 0
        draw_team_row(sheet, row, sheet.result, sheet.language, is_large=is_large)
        sheet.y += row_height(is_large=is_large) - (_CLOSER if sheet.above < _ABOVE else 0)
    track_foot(sheet, sheet.result, sheet.language)


def _draw_receipt(sheet: TeamSheet) -> None:
    """What was checked, in a frame."""
    result, language = sheet.result, sheet.language
    texts = [receipt_sentence(result, language), receipt_meaning(result, language)][: 1 + result.shows_anything]
    texts.append(say(language, "team_result.receipt.deleted"))
    height = 13 + sum(sheet.height(text, WIDTH - 10, 10) + 0.6 for text in texts)
    sheet.room(height + 4)
    top = sheet.y + 4
    sheet.frame(LEFT, top, WIDTH, height)
    y = sheet.paragraph(say(language, "team_result.receipt.title"), LEFT + 5, top + 4, WIDTH - 10, 12, bold=True) + 0.6
    for text in texts:
        y = sheet.paragraph(text, LEFT + 5, y, WIDTH - 10, 10) + 0.6
    sheet.y = top + height


def _draw_departments(sheet: TeamSheet) -> None:
    """A row a department: its name, how many have answered, and a figure a factor."""
    result, language = sheet.result, sheet.language
    sentences = department_sentences(result, language)
    if not result.departments and not sentences:
        return
    sheet.section(say(language, "team_result.departments.title"), needs=30)
    if result.departments:
        sheet.sentences([say(language, "team_result.departments.text")], 9)
        heads = [say(language, f"team_result.column.{column}") for column in ("department", "answers")]
        heads += [part_name(factor.id, result.instrument, language) for factor in result.instrument.factors]
        _draw_cells(sheet, heads, bold=True)
        for group in result.departments:
            _draw_cells(sheet, _cells(group, result, language), bold=False)
        sheet.y += 2
    sheet.sentences(sentences, 9.5)


def _cells(group: ShownGroup, result: TeamResult, language: Language) -> list[str]:
    figures = {figure.factor: figure for figure in group.figures}
    shown = [figures[factor.id] for factor in result.instrument.factors]
    texts = [bounded(figure.mean, figure.bound, language) for figure in shown]
    return [department_name(group, result, language), str(group.n), *texts]


def _draw_cells(sheet: TeamSheet, cells: Sequence[str], *, bold: bool) -> None:
    """A row of the table; a long name takes up to three lines."""
    width = (WIDTH - _NAME - _COUNT) / (len(cells) - 2)
    widths = [_NAME, _COUNT, *[width] * (len(cells) - 2)]
    size = 8.5 if bold else 9.5
    height = max(
        sheet.height(cell, room - 2, size, bold=bold, limit=3) for cell, room in zip(cells, widths, strict=True)
    )
    sheet.room(height + 2)
    left = LEFT
    for cell, room in zip(cells, widths, strict=True):
        sheet.paragraph(cell, left, sheet.y, room - 2, size, bold=bold or left == LEFT, limit=3)
        left += room
    sheet.y += height + 1
    sheet.rule(sheet.y)
    sheet.y += 1.4


def _draw_advice(sheet: TeamSheet) -> None:
    """What the leader can do about it."""
    result, language = sheet.result, sheet.language
    opening = team_advice_opening(result, language) if result.is_for_leader else ""
    if not result.advice and not opening:
        return
    sheet.section(say(language, "team_result.advice.title"), needs=34 if result.advice else 8)
    if opening:
        sheet.sentences([opening])
    for advice in result.advice:
        sheet.room(36)
        sheet.y = sheet.paragraph(advice.recommendation.title[language], LEFT, sheet.y, WIDTH, 11.5, bold=True) + 0.3
        reason = team_advice_reason(advice, result, language)
        sheet.y = sheet.paragraph(reason, LEFT, sheet.y, WIDTH, 9.5, colour=sheet.colours.quiet) + 0.6
        sheet.listed(team_advice_steps(advice, language))
        sheet.y += 2


def _draw_next(sheet: TeamSheet) -> None:
    """What happens now: to a member what the leader is asked to do, to the leader where the plan of the talk is."""
    result, language = sheet.result, sheet.language
    if not result.shows_anything:
        return
    text = say(language, f"team_result.{'file.next' if result.is_for_leader else 'next_member.text'}")
    sheet.section(say(language, "team_result.next_member.title"), needs=sheet.height(text, WIDTH, 10) - 2)
    sheet.sentences([text])


def _draw_step(sheet: TeamSheet, step: TalkStep) -> None:
    """A part of the meeting: its minutes, its title, what to do and what to ask."""
    sheet.room(16)
    sheet.y += 1.0
    minutes = sheet.measure(step.minutes, 9.5)
    sheet.line_of_text(step.minutes, RIGHT - minutes, sheet.y + 0.5, 9.5, colour=sheet.colours.quiet)
    sheet.y = sheet.paragraph(step.title, LEFT, sheet.y, WIDTH - minutes - 4, 12, bold=True) + 0.4
    sheet.sentences(step.texts, 9)
    for asked in step.asked:
        sheet.room(20)
        sheet.y = sheet.paragraph(asked.heading, LEFT, sheet.y, WIDTH, 10, bold=True) + 0.4
        sheet.listed(asked.questions, 9.5)
        sheet.y += 0.8


def _draw_lines(sheet: TeamSheet) -> None:
    """Two actions to write down: when, then, who begins, on which day."""
    labels = [say(sheet.language, f"talk.when_then.{part}") for part in ("when", "then", "who", "day")]
    shares = (0.25, 0.35, 0.22, 0.18)
    for _ in range(2):
        left = LEFT
        for label, share in zip(labels, shares, strict=True):
            width = WIDTH * share
            begins = left + sheet.measure(label, 9) + 1.5
            sheet.line_of_text(label, left, sheet.y + 3.4, 9, colour=sheet.colours.quiet)
            sheet.rule(sheet.y + 7, begins, left + width - 3, sheet.colours.quiet)
            left += width
        sheet.y += _LINE_TO_WRITE
