"""A team's released result as a PDF."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assessment.exports.pdf.shapes import LEFT, WIDTH
from assessment.exports.pdf.team_groups import draw_groups, groups_height
from assessment.exports.pdf.team_sheet import AIR, CLOSE, LINE_TO_WRITE, Piece, TeamSheet, in_rows
from assessment.exports.pdf.team_track import FOOT_HEIGHT, draw_team_row, row_height, track_foot
from assessment.instrument import Language
from assessment.look import LOOK, Look
from assessment.report import Report
from assessment.sentences.beside_own import before_advice, beside_own
from assessment.sentences.charts import range_sentence, team_chart_title
from assessment.sentences.receipt import receipt_limits, receipt_sentence
from assessment.sentences.talk import first_questions, first_words, settled_before
from assessment.sentences.team import (
    agreement_notes,
    agreement_sentences,
    asked_sentence,
    department_sentences,
    engagement_sentences,
    factor_meanings,
    groups_apart,
    groups_text,
    left_out_sentences,
    what_happens_next,
    worth_sentence,
)
from assessment.sentences.team_advice import (
    team_advice_opening,
    team_advice_reason,
    team_advice_steps,
    team_begin_in_group,
    team_caution,
    team_on_whom,
)
from assessment.sentences.team_headline import team_headline
from assessment.team_result import TeamResult
from assessment.words import lower_first, say

_MOST_OF_A_PAGE: Final = 200.0  # Millimetres: a higher table goes on over pages.
_FEWEST_HEARD, _HEARD = 2, 5  # The fewest and the most lines for what the team says.
_NOTE: Final = 9.0  # Points: of what is said below the chart.
_CLOSER: Final = 2.5  # Millimetres: how much closer the rows of the chart are where that makes for fewer pages.


def to_team_pdf(
    result: TeamResult, language: Language, *, own: Report | None = None, look: Look = LOOK, address: str = ""
) -> bytes:
    """The whole result: headline, factors, for the leader what to do first, what it rests on, and what was checked.

    Closer together where that makes for fewer pages. `own` is the leader's own report, which the result goes on from.
    """
    tried = _drawn(TeamSheet(result, language, look, address, is_tried=True), own)
    above = AIR
    if tried.pages_count > 1:
        close = _drawn(TeamSheet(result, language, look, address, above=CLOSE, draft=tried, is_tried=True), own)
        above = CLOSE if close.pages_count < tried.pages_count else AIR
    sheet = _drawn(TeamSheet(result, language, look, address, above=above, draft=tried), own)
    sheet.number_pages()
    return bytes(sheet.output())


def _drawn(sheet: TeamSheet, own: Report | None) -> TeamSheet:
    """The sheet with everything but its feet."""
    _draw_headline(sheet, own)
    draw = _draw_for_leader if sheet.result.is_for_leader else _draw_for_member
    draw(sheet, own)
    return sheet


def _draw_for_leader(sheet: TeamSheet, own: Report | None) -> None:
    """The groups first where the result is about them, then the chart, what to say first and what to do about it."""
    result = sheet.result
    if result.is_about_groups:
        _draw_departments(sheet)
    if result.shows_anything:
        _draw_factors(sheet)
        _draw_first(sheet, own)
        _draw_meanings(sheet)
        _draw_advice(sheet, own)
    if not result.is_about_groups:
        _draw_departments(sheet)
    if result.shows_anything:
        _draw_what_it_rests_on(sheet)
    _draw_receipt(sheet)


def _draw_for_member(sheet: TeamSheet, own: Report | None) -> None:
    """The chart and what it rests on; the groups come last, below page one, so that this can be shown to all."""
    if sheet.result.shows_anything:
        _draw_factors(sheet)
        _draw_what_it_rests_on(sheet)
        _draw_first(sheet, own)
    _draw_receipt(sheet)
    if sheet.result.departments and sheet.page == 1:
        sheet.add_page()
    _draw_departments(sheet)


def _draw_headline(sheet: TeamSheet, own: Report | None) -> None:
    result, language = sheet.result, sheet.language
    found = team_headline(result, language)
    title, text = (21.0, 12.0) if sheet.above == AIR else (17.0, 11.0)
    if result.is_for_leader and not result.is_campaign:
        whom = say(language, f"team_result.file.for_leader{'_groups' if result.far_apart else ''}")
        sheet.y = sheet.paragraph(whom, LEFT, sheet.y, WIDTH, 9, colour=sheet.colours.quiet) + 1
    sheet.y = sheet.paragraph(found.title, LEFT, sheet.y, WIDTH, title, bold=True) + 1
    for finding in found.findings:
        sheet.y = sheet.paragraph(finding, LEFT, sheet.y, WIDTH, text) + 2
    if result.is_for_leader and not result.is_about_groups and (apart := groups_apart(result, language)):
        sheet.y = sheet.paragraph(apart, LEFT, sheet.y, WIDTH, text) + 2
    if not result.is_for_leader and result.shows_anything:
        sheet.y = sheet.paragraph(asked_sentence(result, language), LEFT, sheet.y, WIDTH, 10) + 1.5
    if own is not None and result.shows_anything and (beside := beside_own(result, own, language)):
        sheet.y = sheet.paragraph(beside, LEFT, sheet.y, WIDTH, 10) + 1.5
    if result.new_behaviour:
        wanted = say(language, "team_result.file.wanted", behaviour=result.new_behaviour)
        sheet.mark(LEFT + 1.2, sheet.y + 2.2, 2.4, wanted=True)
        sheet.y = sheet.paragraph(wanted, LEFT + 4, sheet.y, WIDTH - 4, 10, limit=4) + 1
    sheet.y += sheet.above / 2


def _draw_factors(sheet: TeamSheet) -> None:
    """The chart, whole on one page, and why a factor has no likely range; a heading where groups have one too."""
    rows = [(row, row.stands_out and place == 0) for place, row in enumerate(sheet.result.in_order)]
    closer = _CLOSER if sheet.above < AIR else 0
    of_range = range_sentence(sheet.result, sheet.language)
    needed = sum(row_height(is_large=is_large) - closer for _, is_large in rows) + closer + FOOT_HEIGHT
    needed += sheet.height(of_range, WIDTH, _NOTE) if of_range else 0
    if sheet.result.departments:
        sheet.section(team_chart_title(sheet.result, sheet.language), needs=needed)
    sheet.room(needed)
    for row, is_large in rows:
        draw_team_row(sheet, row, sheet.result, sheet.language, is_large=is_large)
        sheet.y += row_height(is_large=is_large) - closer
    sheet.y += closer  # The names of the levels stand clear of the last mark.
    track_foot(sheet, sheet.result, sheet.language)
    if of_range:
        sheet.y = sheet.paragraph(of_range, LEFT, sheet.y, WIDTH, _NOTE) + 1


def _draw_departments(sheet: TeamSheet) -> None:
    """A row a department: its name, how many have answered, and a figure a factor; without any, what is not shown.

    Without a table that is words, which stand with what the result rests on where there is any.
    """
    result, language, sentences = sheet.result, sheet.language, _on_departments(sheet)
    if not result.departments and (result.shows_anything or not sentences):
        return
    text, order = groups_text(result, language), [row.factor for row in result.in_order]
    needed = sum(sheet.height(each, WIDTH, 10) + 1.4 for each in (text, *sentences))
    needed += groups_height(sheet, result, order)
    sheet.section(say(language, "team_result.departments.title"), needs=needed if needed < _MOST_OF_A_PAGE else 30)
    if result.departments:
        sheet.sentences([text], 10)
        draw_groups(sheet, result, order)
        sheet.y += 2
    sheet.sentences(sentences, 10)


def _on_departments(sheet: TeamSheet) -> list[str]:
    """What is said of the departments in words."""
    result, language = sheet.result, sheet.language
    return [*department_sentences(result, language), *engagement_sentences(result, language)]


def _draw_first(sheet: TeamSheet, own: Report | None) -> None:
    """In a box what comes first: for the leader what to say and ask, for a member what the leader is asked to do."""
    result, language = sheet.result, sheet.language
    if not result.is_for_leader:
        title = say(language, "team_result.next_member.title")
        sheet.boxed([Piece(title, 13, bold=True), Piece(what_happens_next(result, language))])
        return
    pieces = [
        Piece(say(language, "talk.begin"), 13, bold=True),
        Piece(say(language, "talk.say_first"), bold=True),
        Piece(first_words(result, language)),
        Piece(say(language, "talk.then_ask"), bold=True),
    ]
    for meeting in first_questions(result, language, settled_before(own, language)):
        pieces += [Piece(meeting.title, is_quiet=True)] if meeting.title else []
        pieces += [Piece(question, sign=f"{place}.") for place, question in enumerate(meeting.questions, 1)]
    sheet.boxed([*pieces, Piece(say(language, "team_result.file.next"), is_quiet=True)])


def _draw_advice(sheet: TeamSheet, own: Report | None) -> None:
    """What the leader can do about it, each with what of the own result comes before it."""
    result, language = sheet.result, sheet.language
    opening = team_advice_opening(result, language)
    if not result.advice and not opening:
        return
    blocks = []
    for advice in result.advice:
        begin = team_begin_in_group(advice, result, language)
        before = before_advice(advice, own, language) if own else ""
        block = [
            Piece(advice.recommendation.title[language], 11.5, bold=True),
            Piece(team_advice_reason(advice, result, language), _size(sheet), is_quiet=True),
            *(Piece(each, _size(sheet), bold=True) for each in (begin, before) if each),
            *(Piece(step, _size(sheet), sign="•") for step in team_advice_steps(advice, language)),
        ]
        besides = (team_on_whom(advice, result, language), team_caution(advice, language))
        block += [Piece(each, _size(sheet)) for each in besides if each]
        blocks.append(block)
    first_row = in_rows(blocks)[0] if blocks else []
    needed = sheet.height(opening, WIDTH, 10.5) + sheet.row_height(first_row) + 12
    if needed + sheet.above > sheet.left_below:  # What is left of the page is for what is heard.
        _draw_heard(sheet)
    sheet.section(say(language, "team_result.advice.title"), needs=needed)
    sheet.sentences([opening] if opening else [])
    sheet.side_by_side(blocks, title=say(language, "team_result.advice.title"))


def _draw_heard(sheet: TeamSheet) -> None:
    """Lines for what the team says, under their heading, as many as the page has room for."""
    heading = [Piece(say(sheet.language, "team_result.file.heard"), bold=True)]
    lines = int((sheet.left_below - sheet.above - sheet.block_height(heading, WIDTH)) // LINE_TO_WRITE)
    if lines >= _FEWEST_HEARD:
        sheet.y = sheet.block(heading, LEFT, sheet.y + sheet.above, WIDTH)
        sheet.lines_to_write(min(_HEARD, lines))


def _meanings(sheet: TeamSheet) -> list[str]:
    """What every factor means, and what is measured of it."""
    meanings = factor_meanings(sheet.result, sheet.language)
    only_wanted = say(sheet.language, "team_result.only_wanted")
    return [*(f"{name}: {lower_first(meaning)}" for name, meaning in meanings), only_wanted]


def _draw_meanings(sheet: TeamSheet) -> None:
    """What is measured, below what comes first: as wide as the page it takes what is left of page one."""
    pieces = _titled("meanings", sheet.language, _meanings(sheet), _size(sheet))
    sheet.y += sheet.above
    sheet.room(sheet.block_height(pieces, WIDTH))
    sheet.y = sheet.block(pieces, LEFT, sheet.y, WIDTH)


def _draw_what_it_rests_on(sheet: TeamSheet) -> None:
    """What so many answers are worth, what is hidden, how far the team agrees, and for a member what is measured."""
    result, language = sheet.result, sheet.language
    parts = {
        "worth.title": [
            worth_sentence(result, language, is_counted=result.is_for_leader),
            *left_out_sentences(result, language),
        ],
        "departments.title": [] if result.departments else _on_departments(sheet),
        "agreement.title": [*agreement_sentences(result, language), *agreement_notes(result, language)],
        "meanings": [] if result.is_for_leader else _meanings(sheet),
    }
    sheet.y += sheet.above
    sheet.in_columns([_titled(title, language, texts, _size(sheet)) for title, texts in parts.items() if texts])


def _draw_receipt(sheet: TeamSheet) -> None:
    """In a frame what was checked and what it means; for a member also what the promise does not cover."""
    result, language = sheet.result, sheet.language
    shown = [receipt_sentence(result, language), say(language, "team_result.receipt.deleted")]
    checked = _titled("receipt.title", language, shown, _size(sheet))
    if result.is_for_leader or not result.shows_anything:
        sheet.boxed(checked)
        return
    limits = say(language, "round.member.promise.limits")
    sheet.boxed(
        [
            *checked,
            Piece(limits, _size(sheet), bold=True),
            *(Piece(each, _size(sheet), sign="•") for each in receipt_limits(language)),
            Piece(say(language, "team_result.receipt.exact"), _size(sheet), bold=True),
            Piece(say(language, "team_result.receipt.counted"), _size(sheet)),
        ]
    )


def _size(sheet: TeamSheet) -> float:
    """The size in points of the text on what a result rests on."""
    return 10 if sheet.above == AIR else 9


def _titled(title: str, language: Language, sentences: Sequence[str], size: float) -> list[Piece]:
    return [Piece(say(language, f"team_result.{title}"), 13, bold=True), *(Piece(each, size) for each in sentences)]
