"""The plan for a leader's talk with the team, on two pages with room to write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assessment.exports.pdf.shapes import LEFT, RIGHT, WIDTH
from assessment.exports.pdf.team_sheet import LINE_TO_WRITE, Piece, TeamSheet, in_rows
from assessment.instrument import Language
from assessment.look import LOOK, Look
from assessment.sentences.talk import (
    NOTHING_SETTLED,
    Meeting,
    Settled,
    TalkStep,
    has_later,
    if_time_sentence,
    talk_of_many,
    talk_purpose,
    talk_steps,
    talk_title,
    what_to_avoid,
)
from assessment.team_result import TeamResult
from assessment.words import say

_SIZES: Final = (11.5, 11.0, 10.5, 10.0)  # Points, the largest that fits; smaller text is not read in a meeting.
# What is written down of an action, with two words a line, so that there is room for a hand.
_OF_ACTION: Final = (("when_then.when", "when_then.then"), ("when_then.who", "when_then.day"))
_FIELD: Final = 10.0  # Millimetres of a line with words in front,
_AIR: Final = 2.0  # and what stays empty at the foot.
_HEARD, _CHOSEN, _DECIDED = 1, 2, 3  # The steps of the meeting in which something is written down.
_MOST_LINES, _FEWEST_LINES = 12, 2
_PAGES: Final = 2


def to_talk_pdf(
    result: TeamResult, language: Language, *, settled: Settled = NOTHING_SETTLED, look: Look = LOOK, address: str = ""
) -> bytes:
    """The plan of a meeting of sixty minutes: a page to speak and to listen from, and a page to decide on.

    The text is as large as leaves two lines for what is heard. `settled` is what the talk goes on from.
    """
    steps = talk_steps(result, language, settled)
    sheet = TeamSheet(result, language, look, address, is_tried=True)
    size, lines = _SIZES[-1], 0
    for size in _SIZES:
        sheet = TeamSheet(result, language, look, address, draft=sheet, is_tried=True)
        left = _draw(sheet, steps, size, 0)
        lines = max(0, min(_MOST_LINES, int((left - _AIR) // LINE_TO_WRITE)))
        if sheet.pages_count == _PAGES and lines >= _FEWEST_LINES:
            break
    sheet = TeamSheet(result, language, look, address, draft=sheet)
    _draw(sheet, steps, size, lines)
    sheet.number_pages()
    return bytes(sheet.output())


def _draw(sheet: TeamSheet, steps: Sequence[TalkStep], size: float, lines: int) -> float:
    """All of the plan, with so many lines for what is heard. Returns the millimetres left below these."""
    language, left = sheet.language, 0.0
    sheet.y = sheet.paragraph(talk_title(sheet.result, language), LEFT, sheet.y, WIDTH, 20, bold=True) + 0.5
    above = (talk_purpose(sheet.result, language), talk_of_many(sheet.result, language))
    if told := " ".join(each for each in above if each):
        sheet.y = sheet.paragraph(told, LEFT, sheet.y, WIDTH, min(size, 10.5), colour=sheet.colours.quiet) + 2
    for place, step in enumerate(steps):
        _draw_step(sheet, step._replace(texts=step.texts[:1]) if place == _DECIDED else step, size)
        if place == _HEARD:
            sheet.lines_to_write(lines)
            left = sheet.left_below
            sheet.add_page()
        if place == _CHOSEN:
            _draw_fields(sheet, ("choose.ours",))
        if place == _DECIDED:
            for labels in _OF_ACTION * 2:
                _draw_fields(sheet, labels)
    _draw_fields(sheet, ("end.later", "end.again") if has_later(sheet.result) else ("end.again",))
    _draw_avoided(sheet, size)
    return left


def _draw_avoided(sheet: TeamSheet, size: float) -> None:
    """What the leader does not do, in two columns."""
    title = Piece(say(sheet.language, "talk.avoid.title"), size + 1, bold=True)
    texts = [Piece(text, size, sign="•") for text in what_to_avoid(sheet.result, sheet.language)]
    middle = (len(texts) + 1) // 2
    columns = [texts[:middle], texts[middle:]]
    _ruled(sheet, sheet.block_height([title], WIDTH) + sheet.row_height(columns))
    sheet.y = sheet.block([title], LEFT, sheet.y, WIDTH)
    sheet.side_by_side(columns, below=0)


def _ruled(sheet: TeamSheet, height: float) -> None:
    """A rule above the next `height` millimetres."""
    sheet.room(height + 4)
    sheet.rule(sheet.y + 1.5)
    sheet.y += 3.5


def _draw_step(sheet: TeamSheet, step: TalkStep, size: float) -> None:
    """A part of the meeting: its title and minutes, what to do and what to ask."""
    title = Piece(step.title, size + 1.5, bold=True)
    pieces = [title, *(_text(text, size, step, sheet.language) for text in step.texts)]
    _ruled(sheet, sheet.block_height(pieces, WIDTH))
    minutes = RIGHT - sheet.measure(step.minutes, size)
    sheet.line_of_text(step.minutes, minutes, sheet.y + 0.5, size, colour=sheet.colours.quiet)
    sheet.y = sheet.block(pieces, LEFT, sheet.y, WIDTH)
    for meeting in step.meetings:
        _draw_meeting(sheet, meeting, size)
    if if_time := if_time_sentence(step, sheet.language):
        sheet.y = sheet.block([Piece(if_time, size)], LEFT, sheet.y, WIDTH)


def _draw_meeting(sheet: TeamSheet, meeting: Meeting, size: float) -> None:
    """What is said and asked at a meeting, under its title where there are several."""
    title = [Piece(meeting.title, size + 0.5, bold=True)] if meeting.title else []
    said = [Piece(meeting.said, size)] if meeting.said else []
    blocks = [
        [Piece(asked.heading, size, bold=True), *(Piece(text, size, sign="•") for text in asked.questions)]
        for asked in meeting.asked
    ]
    if title:
        sheet.y += 1
    sheet.room(sheet.block_height([*title, *said], WIDTH) + (sheet.row_height(in_rows(blocks)[0]) if blocks else 0))
    sheet.y = sheet.block([*title, *said], LEFT, sheet.y, WIDTH)
    sheet.side_by_side(blocks, below=0)


def _text(text: str, size: float, step: TalkStep, language: Language) -> Piece:
    """A paragraph of a step; what the leader says aloud stands out, with what to do about it in front."""
    if text != step.said:
        return Piece(text, size)
    return Piece(f"{say(language, 'talk.say_first')} {text}", size, bold=True)


def _draw_fields(sheet: TeamSheet, labels: tuple[str, ...]) -> None:
    """Words with a line to write on behind each, side by side."""
    sheet.room(_FIELD)
    left, width = LEFT, WIDTH / len(labels)
    for path in labels:
        label = say(sheet.language, f"talk.{path}")
        sheet.line_of_text(label, left, sheet.y + 3.4, _SIZES[-1], colour=sheet.colours.quiet)
        begins = left + sheet.measure(label, _SIZES[-1]) + 1.5
        left += width
        sheet.rule(sheet.y + 7.4, begins, min(RIGHT, left - (0 if path == labels[-1] else 2.5)), sheet.colours.quiet)
    sheet.y += _FIELD
