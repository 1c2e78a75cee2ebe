"""What all steps of a roll-out say together, as a PDF to take along: the finding, the figures, and what is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assessment.advice import Advice
from assessment.answering_again import day_to_ask_again
from assessment.decided import Decided, decided
from assessment.exports.pdf.shapes import LEFT, WIDTH
from assessment.exports.pdf.team_groups import draw_groups, groups_height
from assessment.exports.pdf.team_sheet import AIR, CLOSE, LINE_TO_WRITE, TITLE, Piece, TeamSheet, in_rows
from assessment.exports.pdf.team_track import levels_of
from assessment.instrument import Language
from assessment.look import LOOK, Look
from assessment.plan import PlanLine
from assessment.report import Report
from assessment.rollout import STEP_NUMBERS, Wave
from assessment.sentences.names import factor_gist, part_name
from assessment.sentences.planned import line_steps, line_title
from assessment.sentences.rollout import Seen, seen_by, together_headline, together_lead, together_sections
from assessment.sentences.team_advice import team_advice_steps, together_reason
from assessment.sentences.told import changed_sentences, how_it_begins, what_we_do
from assessment.team_result import TeamResult
from assessment.together import Together
from assessment.words import date_text, day_text, lower_first, say, upper_first

# Millimetres.
_WHO: Final = 36.0  # The room for who it is, left of the line.
_HEAD, _ROW, _FOOT = 6.0, 5.0, 2.2  # The height of a factor's name and of each of its lines, and what is below them.
_BESIDE: Final = 3.0  # From the middle of a mark to its number.
_FAR: Final = 80  # Above this a number stands left of its mark.
_END: Final = 100.0
_COLUMNS: Final = (LEFT, LEFT + 94, LEFT + 134)  # What is decided, whose it is, and by when,
_WIDTHS: Final = (90.0, 36.0, WIDTH - 134)  # and their widths.
_BELOW_LINE: Final = 3.0  # From the words of what is decided to those of the next line.
_FEWEST_LINES, _MOST_LINES = 2, 16  # For what is heard.
_MOST_LINES_BELOW: Final = 2  # For what else is decided, where more stands below it.
_MOST_OF_A_PAGE: Final = 120.0  # A table as high as this may go on on the next page.
_BETWEEN: Final = 2.0  # Below the groups, where these stand below the chart.
_LEVELS: Final = 5.0  # The names of the levels.
_READ: Final = 10.5  # Points: of what is decided, and
_SIZE: Final = 9.5  # Points: of all words in the chart but the names of the factors.


class _Sheet(TeamSheet):
    """A4 pages with the steps in their running head."""

    @property
    def whose(self) -> str:
        """What this is, and the day of the last close."""
        what = say(self.language, "rollout.together.file.kind")
        day = date_text(self.result.closed_on, self.language) if self.result.closed_on else ""
        return ", ".join(part for part in (what, day) if part)


def to_all_steps_pdf(
    found: Together, own: Report, language: Language, *, look: Look = LOOK, address: str = ""
) -> bytes:
    """All steps side by side and what is decided, to read out; then how it is done, and what the steps say.

    `own` is the leader's report, with the plan.
    """
    last = list(found.results.values())[-1]
    plan = decided(found, own)
    tried = _drawn(_Sheet(last, language, look, address, is_tried=True), found, own, plan)
    close = _drawn(_Sheet(last, language, look, address, above=CLOSE, draft=tried, is_tried=True), found, own, plan)
    above = CLOSE if close.pages_count < tried.pages_count else AIR
    sheet = _drawn(_Sheet(last, language, look, address, above=above, draft=tried), found, own, plan)
    sheet.set_title(f"{look.name}: {say(language, 'rollout.together.file.kind')}")
    sheet.number_pages()
    return bytes(sheet.output())


def _drawn(sheet: _Sheet, found: Together, own: Report, plan: Decided) -> _Sheet:
    _draw_top(sheet, found)
    last = found.of_groups
    is_first = last is not None and _fit_below(sheet, last, found)
    for factor in found.order:
        _draw_factor(sheet, found, factor)
    _draw_foot(sheet, found)
    if is_first:
        _draw_groups(sheet, found, [wave for wave, each in found.results.items() if each is last])
        sheet.y += _BETWEEN
    _draw_decided(sheet, found, own, plan, most_lines=_MOST_LINES_BELOW if is_first else _MOST_LINES)
    _draw_plan(sheet, found, own, plan)
    _draw_suggested(sheet, found, plan)
    _draw_sections(sheet, found)
    _draw_groups(sheet, found, [wave for wave, each in found.results.items() if not (is_first and each is last)])
    _draw_heard(sheet)
    return sheet


def _fit_below(sheet: _Sheet, last: TeamResult, found: Together) -> bool:
    """Whether the groups of the last step fit on the first page below the chart."""
    lines = (len(found.results) + 1) * _ROW
    chart = len(found.order) * (_HEAD + lines + _FOOT) + _foot_height(sheet, found)
    return groups_height(sheet, last, found.order) + sheet.above + TITLE + _BETWEEN + chart <= sheet.left_below


def _draw_top(sheet: _Sheet, found: Together) -> None:
    """Whom it is for, the finding, what it is about, and when each step was done by how many."""
    language = sheet.language
    has_groups = any(result.departments for result in found.results.values())
    whom = say(language, f"rollout.together.file.for_whom{'_groups' if has_groups else ''}")
    sheet.y = sheet.paragraph(whom, LEFT, sheet.y, WIDTH, 9, colour=sheet.colours.quiet) + 1
    headline = together_headline(found, language)
    sheet.y = sheet.paragraph(headline, LEFT, sheet.y, WIDTH, 20, bold=True) + 2
    if lead := together_lead(found, language):
        sheet.y = sheet.paragraph(" ".join(lead), LEFT, sheet.y, WIDTH, _READ) + 1
    if sheet.result.new_behaviour:
        wanted = say(language, "team_result.file.wanted", behaviour=sheet.result.new_behaviour)
        sheet.mark(LEFT + 1.2, sheet.y + 2.2, 2.4, wanted=True)
        sheet.y = sheet.paragraph(wanted, LEFT + 4, sheet.y, WIDTH - 4, 10.5, limit=4) + 1
    rounds = ". ".join(_round(wave, result, language) for wave, result in found.results.items())
    sheet.y = sheet.paragraph(f"{rounds}.", LEFT, sheet.y, WIDTH, 9, colour=sheet.colours.quiet) + 2


def _draw_factor(sheet: _Sheet, found: Together, factor: str) -> None:
    """The factor's name, and a line each for the leader and for every step; words alone where there is no figure."""
    seen = seen_by(found, factor, sheet.language)
    bank = sheet.result.instrument
    name, gist = part_name(factor, bank, sheet.language), factor_gist(factor, bank, sheet.language)
    needed = _HEAD + len(seen) * _ROW + _FOOT
    sheet.room(needed + (_foot_height(sheet, found) if factor == found.order[-1] else 0))
    sheet.line_of_text(name, LEFT, sheet.y, 11, bold=True)
    after = sheet.measure(name, 11, bold=True) + 3
    said = sheet.short(upper_first(gist), WIDTH - after, 9) if gist else ""
    sheet.line_of_text(said, LEFT + after, sheet.y + 0.5, 9, colour=sheet.colours.quiet)
    sheet.y += _HEAD
    for each in seen:
        middle = sheet.y + _ROW / 2
        sheet.line_of_text(sheet.short(each.who, _WHO - 2, _SIZE), LEFT, middle - 2, _SIZE)
        if each.mean is None:
            left = _x(_END / 2) - sheet.measure(each.said, _SIZE) / 2
            sheet.line_of_text(each.said, left, middle - 2, _SIZE)
        else:
            _draw_mark(sheet, each, each.mean, middle)
        sheet.y += _ROW
    sheet.y += _FOOT


def _draw_mark(sheet: _Sheet, seen: Seen, mean: float, middle: float) -> None:
    """On its line the leader's stroke, a step's circle, or in a dashed frame what a bound leaves open; its number."""
    for low, high, _ in levels_of(sheet.result, sheet.language):
        sheet.box(_x(low), middle - 0.9, _x(high) - _x(low) - (0 if high == _END else 0.5), 1.8, sheet.colours.step)
    colour = sheet.colours.ink if seen.is_leader else sheet.colours.wanted
    if seen.is_leader:
        sheet.box(_x(mean) - 0.4, middle - 2.2, 0.8, 4.4, colour)
    elif seen.bound is None:
        sheet.mark(_x(mean), middle, 3.2, wanted=True)
    else:
        low, high = (mean, _END) if seen.bound == "over" else (0, mean)
        sheet.dashed_frame(_x(low), middle - 1.6, _x(high) - _x(low), 3.2, colour)
    is_left = seen.bound == "over" or (seen.bound is None and mean > _FAR)
    width = sheet.measure(seen.said, _SIZE, bold=True)
    left = _x(mean) - _BESIDE - width if is_left else _x(mean) + _BESIDE
    sheet.line_of_text(seen.said, left, middle - 2, _SIZE, bold=True, colour=colour)


def _draw_foot(sheet: _Sheet, found: Together) -> None:
    """The names of the levels below their steps, and what the numbers and dashed frames are."""
    for low, high, name in levels_of(sheet.result, sheet.language):
        word = sheet.short(name, _x(high) - _x(low), _SIZE)
        left = (_x(low) + _x(high) - sheet.measure(word, _SIZE)) / 2
        sheet.line_of_text(word, left, sheet.y - 1, _SIZE, colour=sheet.colours.quiet)
    sheet.y += _LEVELS
    text = _foot_text(found, sheet.language)
    sheet.y = sheet.paragraph(text, LEFT, sheet.y, WIDTH, 9, colour=sheet.colours.quiet) + 3


def _foot_text(found: Together, language: Language) -> str:
    """What the numbers are, and dashed frames where there are any."""
    text = say(language, "rollout.together.text")
    has_frames = any(row.figure.bound for factor in found.order for row in found.rows(factor).values())
    return f"{text} {say(language, 'rollout.together.file.frame')}" if has_frames else text


def _foot_height(sheet: _Sheet, found: Together) -> float:
    return _LEVELS + sheet.height(_foot_text(found, sheet.language), WIDTH, 9)


def _draw_sections(sheet: _Sheet, found: Together) -> None:
    """What there is to say below the headline, side by side; last how far all of it carries."""
    sections = together_sections(found, sheet.language)
    _draw_blocks(
        sheet,
        "says",
        [
            [Piece(each.heading, 11.5, bold=True), *(Piece(text, 10) for text in each.sentences)]
            for each in sections
            if each.heading
        ],
    )
    sheet.sentences([text for each in sections if not each.heading for text in each.sentences], 10)


def _round(wave: Wave, result: TeamResult, language: Language) -> str:
    day = date_text(result.closed_on, language) if result.closed_on else ""
    state = say(language, "rollout.state.released", day=day, answered=result.report.n, size=result.size)
    return f"{STEP_NUMBERS[wave]} {say(language, f'rollout.name.{wave}')}: {state}"


def _draw_decided(sheet: _Sheet, found: Together, own: Report, plan: Decided, *, most_lines: int) -> None:
    """What the plan has left to do, whose it is and by when; then lines to write on, and when it is asked again."""
    language = sheet.language
    again = say(language, "rollout.together.file.again", day=date_text(day_to_ask_again(found, own), language))
    said = [*changed_sentences(plan, own.instrument, language), again]
    below = sum(sheet.height(each, WIDTH, _READ) for each in said) + LINE_TO_WRITE / 2
    needed = _HEAD + sum(_line_height(sheet, line, plan, own) for line in plan.lines)
    needed += _FEWEST_LINES * LINE_TO_WRITE + below
    sheet.section(say(language, "rollout.together.file.decided"), needs=min(needed, _MOST_OF_A_PAGE))
    for left, column in zip(_COLUMNS, ("what", "who", "when"), strict=True):
        head = say(language, f"rollout.together.file.{column}")
        sheet.line_of_text(head, left, sheet.y, 9, colour=sheet.colours.quiet)
    sheet.y += _HEAD
    for line in plan.lines:
        _draw_line(sheet, line, plan, own)
    for _ in range(min(most_lines, max(0, int((sheet.left_below - below) // LINE_TO_WRITE)))):
        sheet.y += LINE_TO_WRITE
        _draw_cells(sheet, sheet.y - 2)
    sheet.y += LINE_TO_WRITE / 3
    sheet.sentences(said, _READ)


def _line_cells(line: PlanLine, plan: Decided, own: Report, language: Language) -> tuple[str, str, str]:
    """What is done, whose it is and by when; "" for what the plan lacks, and for a day that has passed."""
    due, bank = plan.ahead(line.due), own.instrument
    what = what_we_do(line, bank, language) or line_title(line, bank, language)
    return what, line.owner, date_text(due, language) if due else ""


def _line_height(sheet: _Sheet, line: PlanLine, plan: Decided, own: Report) -> float:
    """The height of _draw_line()."""
    cells = _line_cells(line, plan, own, sheet.language)
    sized = zip(cells, _WIDTHS, (True, False, False), strict=True)
    return max(sheet.height(cell, width, _READ, bold=bold) for cell, width, bold in sized) + _BELOW_LINE


def _draw_line(sheet: _Sheet, line: PlanLine, plan: Decided, own: Report) -> None:
    """A line of the plan; what it lacks is a line to write on."""
    height = _line_height(sheet, line, plan, own)
    sheet.room(height)
    cells = _line_cells(line, plan, own, sheet.language)
    for left, width, cell in zip(_COLUMNS, _WIDTHS, cells, strict=True):
        sheet.paragraph(cell, left, sheet.y, width, _READ, bold=left == LEFT)
    sheet.y += height
    _draw_cells(sheet, sheet.y - _BELOW_LINE / 2)


def _draw_cells(sheet: _Sheet, y: float) -> None:
    """A rule below each cell of a row."""
    for left, width in zip(_COLUMNS, _WIDTHS, strict=True):
        sheet.rule(y, left, left + width, sheet.colours.quiet)


def _draw_plan(sheet: _Sheet, found: Together, own: Report, plan: Decided) -> None:
    """How what is planned is done: why, and what is left of it with the days that have not passed."""
    reasons = {
        advice.source: together_reason(found, result, advice, sheet.language) for result, advice in found.advised
    }
    planned = (_planned(line, plan, own, reasons.get(line.source or "", ""), sheet.language) for line in plan.lines)
    _draw_blocks(sheet, "do", [block for block in planned if len(block) > 1])


def _draw_suggested(sheet: _Sheet, found: Together, plan: Decided) -> None:
    """What is advised about each factor of the headline and is not in the plan."""
    blocks = [_suggested(found, result, advice, sheet.language) for result, advice in plan.open]
    _draw_blocks(sheet, "suggested", blocks)


def _draw_blocks(sheet: _Sheet, what: str, blocks: list[list[Piece]]) -> None:
    """Blocks under their heading; nothing where there are none."""
    if blocks:
        first = sheet.row_height(in_rows(blocks)[0])
        title = say(sheet.language, f"rollout.together.file.{what}")
        sheet.section(title, needs=first)
        sheet.side_by_side(blocks, title=title)


def _planned(line: PlanLine, plan: Decided, own: Report, reason: str, language: Language) -> list[Piece]:
    """A line of the plan, why, and how it is done; of our advice what all will see: its steps are the leader's."""
    why = [Piece(reason, 10, is_quiet=True)] if reason else []
    if what := what_we_do(line, own.instrument, language):
        begins = how_it_begins(line, plan, own.instrument, language)
        return [
            Piece(what, 11.5, bold=True),
            *why,
            *([Piece(f"{begins.rstrip('.')}.", 10, sign="•")] if begins else []),
        ]
    steps = zip(line.steps, line_steps(line, own.instrument, language), strict=True)
    left = [(text, plan.ahead(step.due)) for step, text in steps if not step.is_done]
    if line.first_step and not line.steps:
        left = [(line.first_step, None)]
    return [
        Piece(line_title(line, own.instrument, language), 11.5, bold=True),
        *why,
        *(Piece(f"{day_text(due, language)}: {text}" if due else text, 10, sign="•") for text, due in left),
    ]


def _suggested(found: Together, result: TeamResult, advice: Advice, language: Language) -> list[Piece]:
    reason = together_reason(found, result, advice, language)
    return [
        Piece(advice.recommendation.title[language], 11.5, bold=True),
        Piece(reason, 10, is_quiet=True),
        Piece(say(language, "rollout.together.first_step", step=team_advice_steps(advice, language)[0]), 10),
    ]


def _draw_groups(sheet: _Sheet, found: Together, waves: Sequence[Wave]) -> None:
    """A table of the groups that are shown for each of these steps, with the factors in the order of the chart."""
    for wave in waves:
        result = found.results[wave]
        if result.departments:
            title = say(sheet.language, "team_result.departments.title")
            step = lower_first(say(sheet.language, "rollout.step_of", step=STEP_NUMBERS[wave]))
            sheet.section(f"{title}, {step}", needs=min(groups_height(sheet, result, found.order), _MOST_OF_A_PAGE))
            draw_groups(sheet, result, found.order)


def _draw_heard(sheet: _Sheet) -> None:
    """As far as the page goes, but not for ever, lines for what is said in the talks."""
    heading = [Piece(say(sheet.language, "rollout.together.file.heard"), 11.5, bold=True)]
    lines = int((sheet.left_below - sheet.above - sheet.block_height(heading, WIDTH)) // LINE_TO_WRITE)
    if lines >= _FEWEST_LINES:
        sheet.y = sheet.block(heading, LEFT, sheet.y + sheet.above, WIDTH)
        sheet.lines_to_write(min(lines, _MOST_LINES))


def _x(score: float) -> float:
    return LEFT + _WHO + (WIDTH - _WHO) * score / _END
