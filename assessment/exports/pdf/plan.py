"""The recommendations in full, and the plan as a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from assessment.advice import Advice
from assessment.exports.pdf.cells import CellText, cell_height, draw_cell
from assessment.exports.pdf.method import draw_method, method_height
from assessment.exports.pdf.shapes import BOTTOM, LEFT, WIDTH
from assessment.exports.pdf.sheet import Sheet
from assessment.exports.pdf.story import around
from assessment.exports.steps import next_words
from assessment.plan import PlanLine
from assessment.sentences.advice import (
    advice_caution,
    advice_reason,
    advice_steps,
    advice_title,
    done_sentence,
    step_texts,
    tie_sentence,
)
from assessment.sentences.answers import has_answers
from assessment.sentences.statements import without_answers
from assessment.words import date_text, day_text, say, upper_first

_PLAN_COLUMNS: Final = (("title", 0.0), ("owner", 64.0), ("by_when", 94.0), ("state", 119.0))
_EMPTY_ROW: Final = 12.5
_AROUND_PLAN: Final = 22.5  # Heading, what it is, and the names of the columns, at most.
_BEFORE: Final = 7.0  # From what comes before to the heading.
_FULL_ENOUGH: Final = 205.0  # A page that ends here needs nothing more.
_ROW_TO_WRITE_IN: Final = 17.0  # Where a page has room.
_FEW_ROWS, _ROOM_BELOW = 3, 95.0  # The rows above the answers, and the millimetres that these need at least.
# The leader's plan: the left edge and width of each column.
_LINE_COLUMNS: Final = ((0.0, 88.5), (91.5, 22.0), (117.0, 21.0), (141.5, 24.5))
_LINE_HEADS: Final = ("owner", "due", "state")
# How many lines title, first step, owner and success measure may take; fewer in a long plan, which readers scan.
_FEW: Final = 20
_LIMITS_OF_FEW, _LIMITS_OF_MANY = (3, 6, 8, 6), (2, 2, 3, 2)
_LINE_SIZE: Final = 9.3
_LETTERS: Final = "abcdefghijkl"  # Of the steps, since advice has numbers.
_LINES_OF_STEPS: Final = 36  # What all steps of a line may take together, so that a page holds it.


def draw_steps(sheet: Sheet) -> None:
    """The recommendations that are not in the plan, numbered as on page one, each with all its steps.

    Those in the plan stand there, with owner, days and state.
    """
    report = sheet.report
    if not report.instrument.recommendations:
        return
    if not report.advice:
        sheet.section(sheet.say("steps"), sheet.say("no_advice"), needs=0)
        return
    numbered = [one for one in enumerate(report.to_do, start=1) if report.planned(one[1]) is None]
    heights = [_step(sheet, index, advice, draw=False) for index, advice in numbered]
    before, waiting = around(sheet)
    before = (before or tie_sentence(report, sheet.language) or "") if heights else ""
    done = done_sentence(report, sheet.language)
    # Those that close the advice on screen are at the foot of page one.
    sentences = list(filter(None, [waiting, done]))
    if not heights and sentences:
        sheet.section(sheet.say("steps"), needs=0)
    if heights:
        sheet.section(sheet.say("steps"), needs=heights[0] + (12 if before else 0))
    if before:
        sheet.y += sheet.sentence(before, draw=True)
    for place, ((index, advice), height) in enumerate(zip(numbered, heights, strict=True), start=1):
        # The last one does not stand alone on top of a page: the one before it goes with it.
        sheet.part(height + (heights[place] if place == len(heights) - 1 and _would_be_alone(sheet, heights) else 0))
        _step(sheet, index, advice, draw=True)
    sheet.part(sum(sheet.sentence(sentence, draw=False) for sentence in sentences))
    for sentence in sentences:
        sheet.y += sheet.sentence(sentence, draw=True)


def _would_be_alone(sheet: Sheet, heights: Sequence[float]) -> bool:
    """Whether of the last two actions only the first fits on this page, and both fit on the next."""
    before, last = heights[-2:]
    return sheet.y > sheet.top and sheet.y + before + last > BOTTOM and before + last <= BOTTOM - sheet.top


def _step(sheet: Sheet, index: int, advice: Advice, *, draw: bool) -> float:
    """One recommendation, drawn or only measured. Returns its height."""
    report, language = sheet.report, sheet.language
    put: Callable[..., float] = sheet.paragraph if draw else sheet.measured()
    start = top = sheet.y
    if draw:
        sheet.rule(top)
        sheet.line_of_text(str(index), LEFT, top + 1.8, 15, bold=True, colour=sheet.colours.quiet)
    left, width = LEFT + 9, WIDTH - 9
    top = put(advice_title(advice, report, language), left, top + 2.4, width, 12.5, bold=True, limit=2)
    top = put(next_words(advice, report, language), left, top + 0.4, width, 10.5) + 1.8
    column = (width - 12) / 3
    ends = []
    for place, (name, text) in enumerate(advice_steps(advice, report, language)):
        x = left + place * (column + 6)
        below = put(sheet.say(f"step.{name}"), x, top, column, 9, bold=True, colour=sheet.colours.quiet)
        ends.append(put(text, x, below, column, 9.5))
    top = max(ends, default=top) + 1.6
    if caution := advice_caution(advice, report, language):
        top = put(f"{sheet.say('step.caution')}: {caution}", left, top, width, 9.5)
    top = put(advice_reason(advice, report, language), left, top + 0.4, width, 9, colour=sheet.colours.quiet) + 2.2
    if draw:
        sheet.y = top
    return top - start


def draw_plan_and_method(sheet: Sheet) -> None:
    """What the leader has decided and, below it, how certain the result is, where one page holds both.

    Else the plan comes last, because its empty rows fill the page. So does one that only recommends.
    """
    foot, rows = method_height(sheet), _decided_rows(sheet)
    both = _AROUND_PLAN + sum(height for _, height in rows) + _EMPTY_ROW + foot
    fits = sheet.y + _BEFORE + both <= BOTTOM or (sheet.y > _FULL_ENOUGH and both <= BOTTOM - sheet.top)
    if rows and fits:
        _decided(sheet, rows, foot)
        draw_method(sheet)
        return
    draw_method(sheet)
    draw_plan(sheet)


def draw_plan(sheet: Sheet) -> None:
    """What the leader has decided, or else what is recommended, with rows to write in down to the foot of the page."""
    if rows := _decided_rows(sheet):
        _decided(sheet, rows, 0)
    else:
        _suggested(sheet)


def _decided_rows(sheet: Sheet) -> list[tuple[list[list[CellText]], float]]:
    """The cells of each line of the plan, and their height."""
    rows = [_line_cells(sheet, line) for line in sheet.report.plan]
    return [(cells, max(cell_height(cell) for cell in cells) + 2.6) for cells in rows]


def _decided(sheet: Sheet, rows: Sequence[tuple[list[list[CellText]], float]], foot: float) -> None:
    """The lines of the plan as a table, and empty rows to write in down to `foot` millimetres above the end."""
    heights = [height for _, height in rows]
    kept = sheet.say("plan_kept", day=date_text(sheet.report.made_on, sheet.language))
    if any(text.lines[-1].endswith("…") for cells, _ in rows for cell in cells for text in cell):
        kept += f" {sheet.say('plan_cut')}"
    whole = _AROUND_PLAN - 14 + sum(heights) + _EMPTY_ROW + foot
    fits = whole <= BOTTOM - sheet.top
    needs = whole if foot or fits else min(14 + heights[0] + _EMPTY_ROW, 160)
    sheet.section(sheet.say("plan"), kept, needs=needs)
    _decided_head(sheet)
    for index, (cells, height) in enumerate(rows, start=1):
        # The last line stays on one page with an empty row: no page has empty rows alone.
        if sheet.room(height + (_EMPTY_ROW if index == len(rows) else 0)):
            _decided_head(sheet)
        for (left, _), cell in zip(_LINE_COLUMNS, cells, strict=True):
            draw_cell(sheet, cell, LEFT + left, sheet.y + 1.2)
        _row_borders(sheet, [left for left, _ in _LINE_COLUMNS[1:]], height)
    for empty, height in enumerate(_to_the_foot(sheet, foot)):
        if not empty:
            sheet.line_of_text(sheet.say("own_step"), LEFT, sheet.y + 1.8, 10, colour=sheet.colours.quiet)
        _row_borders(sheet, [left for left, _ in _LINE_COLUMNS[1:]], height)


def _to_the_foot(sheet: Sheet, foot: float = 0) -> list[float]:
    """The heights of empty rows that fill the page down to its last `foot` millimetres.

    Where the answers have room below, a few rows are enough.
    """
    room = BOTTOM - foot - sheet.y
    if not foot and has_answers(sheet.report) and room > _FEW_ROWS * _ROW_TO_WRITE_IN + _ROOM_BELOW:
        return [_ROW_TO_WRITE_IN] * _FEW_ROWS
    count = max(1, int(room / _ROW_TO_WRITE_IN))
    return [room / count] * count


def _decided_head(sheet: Sheet) -> None:
    """The column names, at most two lines each, above a rule."""
    names = [sheet.say("step.title"), *(say(sheet.language, f"plan.{name}") for name in _LINE_HEADS)]
    heads = [
        [CellText(sheet.lines(name, width, 9, bold=True, limit=3), 9, bold=True, colour=sheet.colours.quiet)]
        for name, (_, width) in zip(names, _LINE_COLUMNS, strict=True)
    ]
    height = max(cell_height(head) for head in heads)
    for head, (left, _) in zip(heads, _LINE_COLUMNS, strict=True):
        draw_cell(sheet, head, LEFT + left, sheet.y + height - cell_height(head))
    sheet.y += height + 1.4
    sheet.rule(sheet.y, colour=sheet.colours.ink)


def _line_cells(sheet: Sheet, line: PlanLine) -> list[list[CellText]]:
    """The cells of a line. Texts that would fill a page are cut with "…"; the workbook has them in full.

    Below its title every step stands beside its own day, unless all are done, and then how to see that it helped. What
    is advised has the number that it has on page one, what to keep in mind, and why.
    """
    language, report = sheet.language, sheet.report
    steps = () if all(step.is_done for step in line.steps) else line.steps
    action, owner, due, state = (width for _, width in _LINE_COLUMNS)
    limits = _LIMITS_OF_FEW if len(report.plan) <= _FEW else _LIMITS_OF_MANY

    def text(
        words: str, width: float, limit: int = 4, colour: str | None = None, *, bold: bool = False
    ) -> list[CellText]:
        lines = sheet.lines(words, width, _LINE_SIZE, bold=bold, limit=limit)
        return [CellText(lines, _LINE_SIZE, bold=bold, colour=colour or sheet.colours.ink)] if words else []

    first = [] if line.steps else text(line.first_step, action, limits[1])
    days = text(day_text(line.due, language) if line.due else "", due)
    is_put_off = line.has_new_day(report.made_on)  # That has a new day because it was not done in time.
    outcome = say(language, f"plan.outcomes.{line.outcome}") if line.outcome and not is_put_off else ""
    quiet = sheet.colours.quiet
    went = text(outcome, action, colour=quiet)
    states = text(_state(sheet, line), state, bold=line.is_overdue(report.made_on))
    number, advice = _advised(sheet, line)
    title = text(f"{number}{line.title}", action, limits[0], bold=True)
    beside = [[*title, *went, *first], days, states]
    limit = max(2, min(limits[1], _LINES_OF_STEPS // max(1, len(steps))))
    for place, (step, what) in enumerate(zip(steps, _steps_of(sheet, line, advice), strict=False)):
        day, how = day_text(step.due, language) if step.due else "", _state_of_step(sheet, line, place)
        texts = [text(f"{_LETTERS[place]}. {what}", action, limit), text(day, due), text(how, state, colour=quiet)]
        beside = [[*cell, *text] for cell, text in zip(_level(beside, sheet.colours.ink), texts, strict=True)]
    actions, days, states = beside
    helped = say(language, "export.helped_if", success=line.success) if line.success else ""
    why = _why(sheet, advice) if advice and len(report.plan) <= _FEW else []
    below = [one for words in why for one in text(words, action, limits[3], quiet)]
    return [[*actions, *text(helped, action, limits[3]), *below], text(line.owner, owner, limits[2]), days, states]


def _state(sheet: Sheet, line: PlanLine) -> str:
    """Whether a line is overdue, else its state, and that it has a new day where it was not done in time."""
    language, today = sheet.language, sheet.report.made_on
    words = upper_first(say(language, "plan.overdue" if line.is_overdue(today) else f"plan.states.{line.state}"))
    return say(language, "plan.new_day", state=words) if line.has_new_day(today) else words


def _advised(sheet: Sheet, line: PlanLine) -> tuple[str, Advice | None]:
    """The number on page one of the advice that a line came from, and that advice; "" and None without."""
    for number, advice in enumerate(sheet.report.to_do, start=1):
        if advice.source == line.source:
            return f"{number}. ", advice
    return "", None


def _steps_of(sheet: Sheet, line: PlanLine, advice: Advice | None) -> list[str]:
    """What each step of a line says: of advice in the language of the file, as far as it is unchanged."""
    report, kept = sheet.report, [step.text for step in line.steps]
    found = list(step_texts(advice, report, sheet.language).values()) if advice else []
    return [without_answers(text, report.instrument) for text in (found if len(found) == len(kept) else kept)]


def _state_of_step(sheet: Sheet, line: PlanLine, place: int) -> str:
    """That a step is done or late, or the next one after others that are done; else ""."""
    step, language, today = line.steps[place], sheet.language, sheet.report.made_on
    if step.is_done:
        return say(language, "plan.states.done")
    if step.due and step.due < today and line.state != "done":
        return say(language, "plan_page.step_overdue")
    return sheet.say("next") if place == line.first_open and place else ""


def _why(sheet: Sheet, advice: Advice) -> list[str]:
    """What to keep in mind about advice, and why it is given."""
    report, language = sheet.report, sheet.language
    caution = advice_caution(advice, report, language)
    return [*([f"{sheet.say('step.caution')}: {caution}"] if caution else []), advice_reason(advice, report, language)]


def _level(cells: Sequence[list[CellText]], colour: str) -> list[list[CellText]]:
    """The cells with empty lines below, so that what follows in each stands side by side."""
    counts = [sum(len(text.lines) for text in cell) for cell in cells]
    blank = [[""] * (max(counts) - count) for count in counts]
    return [
        [*cell, *([CellText(lines, _LINE_SIZE, bold=False, colour=colour)] if lines else [])]
        for cell, lines in zip(cells, blank, strict=True)
    ]


def _row_borders(sheet: Sheet, lefts: Sequence[float], height: float) -> None:
    """Hairlines between the columns of a row and below it."""
    sheet.set_draw_color(sheet.colours.hairline)
    sheet.set_line_width(0.2)
    for left in lefts:
        sheet.line(LEFT + left - 2, sheet.y, LEFT + left - 2, sheet.y + height)
    sheet.y += height
    sheet.rule(sheet.y)


def _suggested(sheet: Sheet) -> None:
    """The recommendations as a table with empty cells to write in, and a row for the leader's own action."""
    report, language = sheet.report, sheet.language
    titles = [advice_title(advice, report, language) for advice in report.to_do]
    sheet.section(sheet.say("plan"), sheet.say("plan_hint"), needs=12 + 3 * _EMPTY_ROW)
    _plan_head(sheet)
    for index, title in enumerate(titles, start=1):
        # The last two stay together, with the row for an own action.
        if sheet.room(_EMPTY_ROW * {0: 2, 1: 3}.get(len(titles) - index, 1)):
            _plan_head(sheet)
        _suggested_row(sheet, title, _EMPTY_ROW, known=True)
    for empty, height in enumerate(_to_the_foot(sheet)):
        _suggested_row(sheet, "" if empty else sheet.say("own_step"), height, known=False)


def _suggested_row(sheet: Sheet, title: str, row: float, *, known: bool) -> None:
    """A recommendation, or an empty row, with cells to write in and boxes to tick."""
    if title:
        width = sheet.together(title, _PLAN_COLUMNS[1][1] - 4, 10, bold=known)
        sheet.paragraph(
            title,
            LEFT,
            sheet.y + 1.8,
            width,
            10,
            bold=known,
            colour=sheet.colours.ink if known else sheet.colours.quiet,
            limit=2,
        )
    sheet.set_draw_color(sheet.colours.hairline)
    for _, left in _PLAN_COLUMNS[1:]:
        sheet.line(LEFT + left - 2, sheet.y, LEFT + left - 2, sheet.y + row)
    sheet.set_draw_color(sheet.colours.quiet)
    for place, step in enumerate(("first", "d30", "d60", "d90")):
        left = LEFT + _PLAN_COLUMNS[-1][1] + place % 2 * 25
        top = sheet.y + 2.2 + place // 2 * 5.2
        sheet.rect(left, top, 2.8, 2.8, style="D")
        label = sheet.short(sheet.say(f"step.{step}"), 20, 8)
        sheet.line_of_text(label, left + 4, top - 0.2, 8, colour=sheet.colours.quiet)
    sheet.y += row
    sheet.rule(sheet.y)


def _plan_head(sheet: Sheet) -> None:
    for name, left in _PLAN_COLUMNS:
        sheet.line_of_text(sheet.say(f"step.{name}"), LEFT + left, sheet.y, 9, bold=True, colour=sheet.colours.quiet)
    sheet.y += 6
    sheet.rule(sheet.y, colour=sheet.colours.ink)
