"""What all steps of a roll-out say together, as a PDF to take along: the finding, the figures, and what is done."""

from __future__ import annotations

from datetime import date
from typing import Final

from assessment.advice import Advice
from assessment.exports.pdf.shapes import LEFT, RIGHT, WIDTH
from assessment.exports.pdf.team_sheet import TOP, Piece, TeamSheet
from assessment.instrument import Language
from assessment.look import LOOK, Look
from assessment.report import Report
from assessment.rollout import STEP_NUMBERS, Wave
from assessment.sentences.names import part_name
from assessment.sentences.rollout import Seen, next_sentence, seen_by, together_headline, together_sentences
from assessment.sentences.team_advice import team_advice_reason, team_advice_steps
from assessment.team_result import TeamResult
from assessment.together import Together
from assessment.words import date_text, say

# Millimetres.
_WHO: Final = 36.0  # The room for who it is, left of the line.
_HEAD, _ROW, _FOOT = 6.0, 5.4, 2.6  # The height of a factor's name and of each of its lines, and what is below them.
_BESIDE: Final = 3.0  # From the middle of a mark to its number.
_FAR: Final = 80  # Above this a number stands left of its mark.
_END: Final = 100.0
_SIZE: Final = 9.5  # Points: of all words in the chart but the names of the factors.


class _Sheet(TeamSheet):
    """A4 pages with the steps in their running head."""

    def header(self) -> None:
        """The product, what this is, and the day of the last close. Called by fpdf2 on every page."""
        self.logo(12.0)
        self.line_of_text(self.look.name, LEFT + 8, 12.0, 10.5, bold=True)
        what = say(self.language, "rollout.together.file.kind")
        day = date_text(self.result.closed_on, self.language) if self.result.closed_on else ""
        whose = ", ".join(part for part in (what, day) if part)
        self.line_of_text(whose, RIGHT - self.measure(whose, 9.5), 12.2, 9.5, colour=self.colours.quiet)
        self.y = TOP


def to_all_steps_pdf(
    found: Together, own: Report, again_from: date, language: Language, *, look: Look = LOOK, address: str = ""
) -> bytes:
    """All steps side by side with what they say and what is done about it. `own` is the leader's report, with the plan.

    `again_from` is the first day on which the first step can be asked again.
    """
    last = list(found.results.values())[-1]
    tried = _drawn(_Sheet(last, language, look, address, is_tried=True), found, own, again_from)
    sheet = _drawn(_Sheet(last, language, look, address, draft=tried), found, own, again_from)
    sheet.set_title(f"{look.name}: {say(language, 'rollout.together.file.kind')}")
    sheet.number_pages()
    return bytes(sheet.output())


def _drawn(sheet: _Sheet, found: Together, own: Report, again_from: date) -> _Sheet:
    language = sheet.language
    sheet.y = sheet.paragraph(together_headline(found, language), LEFT, sheet.y, WIDTH, 20, bold=True) + 2
    if sheet.result.new_behaviour:
        wanted = say(language, "team_result.file.wanted", behaviour=sheet.result.new_behaviour)
        sheet.mark(LEFT + 1.2, sheet.y + 2.2, 2.4, wanted=True)
        sheet.y = sheet.paragraph(wanted, LEFT + 4, sheet.y, WIDTH - 4, 10, limit=4) + 2
    for factor in found.order:
        _draw_factor(sheet, found, factor)
    _draw_foot(sheet)
    sheet.sentences(together_sentences(found, language))
    _draw_rounds(sheet, found)
    _draw_actions(sheet, found, own, again_from)
    return sheet


def _draw_factor(sheet: _Sheet, found: Together, factor: str) -> None:
    """The factor's name, and a line each for the leader and for every step."""
    seen = seen_by(found, factor, sheet.language)
    sheet.room(_HEAD + len(seen) * _ROW + _FOOT)
    sheet.line_of_text(part_name(factor, sheet.result.instrument, sheet.language), LEFT, sheet.y, 11, bold=True)
    sheet.y += _HEAD
    for each in seen:
        middle = sheet.y + _ROW / 2
        sheet.line_of_text(sheet.short(each.who, _WHO - 2, _SIZE), LEFT, middle - 2, _SIZE)
        for low, high, _ in _levels(sheet):
            sheet.box(_x(low), middle - 0.9, _x(high) - _x(low) - (0 if high == _END else 0.5), 1.8, sheet.colours.step)
        _draw_mark(sheet, each, middle)
        sheet.y += _ROW
    sheet.y += _FOOT


def _draw_mark(sheet: _Sheet, seen: Seen, middle: float) -> None:
    """The leader's stroke, a step's circle, or in a dashed frame what a bound leaves open; the number beside it."""
    if seen.mean is None:
        sheet.line_of_text(seen.said, _x(0) + _BESIDE, middle - 2, _SIZE)
        return
    colour = sheet.colours.ink if seen.is_leader else sheet.colours.wanted
    if seen.is_leader:
        sheet.box(_x(seen.mean) - 0.4, middle - 2.2, 0.8, 4.4, colour)
    elif seen.bound is None:
        sheet.mark(_x(seen.mean), middle, 3.2, wanted=True)
    else:
        low, high = (seen.mean, _END) if seen.bound == "over" else (0, seen.mean)
        sheet.dashed_frame(_x(low), middle - 1.6, _x(high) - _x(low), 3.2, colour)
    is_left = seen.bound == "over" or (seen.bound is None and seen.mean > _FAR)
    width = sheet.measure(seen.said, _SIZE, bold=True)
    left = _x(seen.mean) - _BESIDE - width if is_left else _x(seen.mean) + _BESIDE
    sheet.line_of_text(seen.said, left, middle - 2, _SIZE, bold=True, colour=colour)


def _draw_foot(sheet: _Sheet) -> None:
    """The names of the levels below their steps, and what the numbers are."""
    for low, high, name in _levels(sheet):
        word = sheet.short(name, _x(high) - _x(low), _SIZE)
        left = (_x(low) + _x(high) - sheet.measure(word, _SIZE)) / 2
        sheet.line_of_text(word, left, sheet.y - 1, _SIZE, colour=sheet.colours.quiet)
    sheet.y += 5
    text = say(sheet.language, "rollout.together.text")
    sheet.y = sheet.paragraph(text, LEFT, sheet.y, WIDTH, 9, colour=sheet.colours.quiet) + 3


def _draw_rounds(sheet: _Sheet, found: Together) -> None:
    """When each step was done, and how many answered."""
    pieces = [Piece(_round(wave, result, sheet.language)) for wave, result in found.results.items()]
    sheet.section(say(sheet.language, "rollout.together.file.rounds"), needs=sheet.block_height(pieces, WIDTH))
    sheet.y = sheet.block(pieces, LEFT, sheet.y, WIDTH)


def _round(wave: Wave, result: TeamResult, language: Language) -> str:
    day = date_text(result.closed_on, language) if result.closed_on else ""
    state = say(language, "rollout.state.released", day=day, answered=result.report.n, size=result.size)
    return f"{STEP_NUMBERS[wave]}. {say(language, f'rollout.name.{wave}')}: {state}"


def _draw_actions(sheet: _Sheet, found: Together, own: Report, again_from: date) -> None:
    """What is done about each factor of the headline, as the plan has it or as it is advised; then what comes next."""
    language = sheet.language
    blocks = [_action(result, advice, own, language) for result, advice in found.advised]
    after = next_sentence(found, own, date_text(again_from, language), language)
    height = sheet.row_height(blocks) + sheet.height(after, WIDTH, 10.5)
    sheet.section(say(language, "rollout.together.file.do"), needs=height + 4)
    sheet.side_by_side(blocks)
    sheet.sentences([after])


def _action(result: TeamResult, advice: Advice, own: Report, language: Language) -> list[Piece]:
    """A piece of advice with its steps; in the plan whose it is and by when, otherwise that it is a suggestion."""
    line = own.planned(advice)
    place = "rollout.together.file"
    if line is None:
        state = say(language, f"{place}.suggested")
    else:
        owner = say(language, f"{place}.owner", owner=line.owner) if line.owner else ""
        by = say(language, f"{place}.by", day=date_text(line.due, language)) if line.due else ""
        state = ". ".join(part for part in (by, owner) if part)
    steps = team_advice_steps(advice, language) if line is None or not line.steps else [s.text for s in line.steps]
    return [
        Piece(line.title if line and line.title else advice.recommendation.title[language], 11.5, bold=True),
        Piece(team_advice_reason(advice, result, language), 10, is_quiet=True),
        *([Piece(state, 10, bold=True)] if state else []),
        *(Piece(step, 10, sign="•") for step in steps),
    ]


def _x(score: float) -> float:
    return LEFT + _WHO + (WIDTH - _WHO) * score / _END


def _levels(sheet: _Sheet) -> list[tuple[float, float, str]]:
    """The lower and the upper end of each level, and its name."""
    levels = sheet.result.instrument.levels
    ends = [*(level.lowest for level in levels[1:]), _END]
    return [(level.lowest, end, level[sheet.language]) for level, end in zip(levels, ends, strict=True)]
