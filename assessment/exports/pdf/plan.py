"""The plan as a table, then the advice that is not in it, and room for what is decided next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from assessment.advice import Advice
from assessment.exports.pdf.cells import CellText, cell_height, draw_cell
from assessment.exports.pdf.decisions import is_to_settle
from assessment.exports.pdf.shapes import BOTTOM, LEFT, WIDTH
from assessment.exports.pdf.sheet import Sheet
from assessment.exports.pdf.story import around
from assessment.exports.pdf.writing import ASIDE, LEAST_ACTION, action_height, blank, lines_to_write_on, who_and_when
from assessment.exports.steps import (
    advice_on,
    in_turn,
    lines_in_turn,
    next_words,
    not_planned,
    noted_at,
    suggested_end,
    texts_of_steps,
)
from assessment.plan import PlanLine
from assessment.sentences.advice import (
    advice_caution,
    advice_reason,
    advice_steps,
    advice_title,
    line_remark,
    tie_sentence,
)
from assessment.sentences.statements import without_answers
from assessment.words import date_text, day_text, say, upper_first

# The leader's plan: the left edge and width of each column.
_LINE_COLUMNS: Final = ((0.0, 82.5), (86.5, 27.5), (118.0, 21.0), (142.5, 23.5))
_LINE_HEADS: Final = ("owner", "due", "state")
# How many lines title, first step, owner and success measure may take; fewer in a long plan, which readers scan.
_FEW: Final = 20
_LIMITS_OF_FEW, _LIMITS_OF_MANY = (3, 6, 8, 6), (2, 2, 3, 2)
_LINE_SIZE: Final = 9.3
_ABOVE_STEP: Final = 1.0
_LETTERS: Final = "abcdefghijkl"  # Of the steps, since actions have numbers.
_LINES_OF_STEPS: Final = 36  # What all steps of a line may take together, so that a page holds it.
_MOST_LEFT: Final = 75.0  # Millimetres at the foot of a page.
_LEFT, _BETWEEN = 9.0, 6.0  # Where the texts of advice begin, and what is between its columns.
_HEADING: Final = 21.0  # Of a section, with the air above it.
_ABOVE_SENTENCE: Final = 1.6
_OWN_ROW: Final = LEAST_ACTION + 2
_MOST_OWN, _HIGHEST_OWN = 2, 45.0  # Rows that look like room to write rather than like an empty page.


def draw_plan(sheet: Sheet, *, own_rows: int | None) -> None:
    """The plan, then the advice that is not in it with all its steps, numbered as on page one.

    Below the plan, or else below the advice, there are `own_rows` for what is decided next; None for as many as the
    page has room for.
    """
    report, advice = sheet.report, not_planned(sheet.report)
    if report.plan:
        _decided(sheet)
        room = BOTTOM - sheet.y - (own_rows or 0) * _OWN_ROW
        # Where no advice fits below them, they reach to the foot of the page.
        _own_rows(sheet, None if advice and room < _HEADING + _needs(sheet, advice) else own_rows)
    if advice:
        _advice(sheet, advice, 0 if report.plan else (own_rows or 1) * _OWN_ROW)
    elif report.instrument.recommendations and not report.advice:
        sheet.section(sheet.say("steps"), sheet.say("no_advice"), needs=_OWN_ROW)
    if report.advice and not report.plan:
        _own_rows(sheet, own_rows)


# The advice that is not in the plan -----------------------------------------------------------------------------------


def _advice(sheet: Sheet, found: Sequence[Advice], below: float) -> None:
    """Recommendations under a heading that says whether there is a plan they are not in.

    The last one stays with what follows, which takes `below` millimetres.
    """
    report = sheet.report
    turn = in_turn(report)
    first = turn.index(found[0]) + 1
    before, waiting = around(sheet)[0], _waiting_words(sheet)
    # What is said of the order of all recommendations holds where none of them is in the plan.
    before = (before or tie_sentence(report, sheet.language) or "") if first == 1 else ""
    names = ("not_planned_yet", "not_planned_hint") if report.plan else ("steps", "plan_hint")
    hint = sheet.say(names[1], time="" if report.plan else _time(sheet)).rstrip()
    sheet.section(sheet.say(names[0]), hint, needs=_needs(sheet, found) + (12 if before else 0))
    if before:
        sheet.y += sheet.sentence(before, draw=True)
    below += _waiting(sheet)
    heights = [_height(sheet, advice) for advice in found]
    for place, (advice, height) in enumerate(zip(found, heights, strict=True)):
        rest, number = heights[place + 1 :], turn.index(advice) + 1
        # The last one does not stand alone on top of a page: the one before it goes with it.
        needs = height + (below if not rest else rest[0] + below if _would_be_alone(sheet, height, rest, below) else 0)
        above = sheet.y
        sheet.part(needs if place else height)  # The first one stays below the heading.
        if place and sheet.y < above:  # On a new page.
            goes_on = sheet.say("goes_on", title=sheet.say(names[0]))
            sheet.y = sheet.paragraph(goes_on, LEFT, sheet.y, WIDTH, 10, colour=sheet.colours.quiet) + 2
        sheet.y += height if sheet.is_tried else _step(sheet, number, advice)
    if waiting:
        sheet.part(sheet.sentence(waiting, draw=False))
        sheet.rule(sheet.y)
        sheet.y += _ABOVE_SENTENCE
        sheet.y += sheet.sentence(waiting, draw=True)


def _time(sheet: Sheet) -> str:
    """That change takes time, and money."""
    return say(sheet.language, "steps.time")


def _would_be_alone(sheet: Sheet, height: float, rest: Sequence[float], below: float) -> bool:
    """Whether of the last two only the first fits on this page, and both fit on the next with what is below them."""
    both = height + sum(rest) + below
    # With a plan the heading is repeated above it; the page is not left half empty then.
    is_little = not sheet.report.plan or BOTTOM - sheet.y <= _MOST_LEFT
    return (
        is_little and len(rest) == 1 and sheet.y > sheet.top and sheet.y + both > BOTTOM and both <= BOTTOM - sheet.top
    )


def _needs(sheet: Sheet, found: Sequence[Advice]) -> float:
    """What stands below the heading of recommendations on its page, in millimetres: the first of them."""
    return _height(sheet, found[0]) + (0 if found[1:] else _waiting(sheet))


def _waiting_words(sheet: Sheet) -> str:
    """What is said of advice that waits, unless page one asks what it waits for."""
    return "" if is_to_settle(sheet) else around(sheet)[1]


def _waiting(sheet: Sheet) -> float:
    """The height of what is said of advice that waits."""
    waiting = _waiting_words(sheet)
    return sheet.sentence(waiting, draw=False) + _ABOVE_SENTENCE if waiting else 0.0


def _height(sheet: Sheet, advice: Advice) -> float:
    """The height of a recommendation."""
    return sheet.once(("height of advice", advice.source), lambda: _step(sheet, 0, advice))


def _step(sheet: Sheet, number: int, advice: Advice) -> float:
    """A recommendation with a box for each step and lines for owner and day; without a number only measured.

    Returns its height.
    """
    report, language = sheet.report, sheet.language
    put: Callable[..., float] = sheet.paragraph if number else sheet.measured()
    start = top = sheet.y
    aside = who_and_when(sheet, None, suggested_end(advice, report, language))
    left, width = LEFT + _LEFT, WIDTH - _LEFT
    if number:
        sheet.rule(top)
        sheet.line_of_text(str(number), LEFT, top + 1.8, 14, bold=True)
    beside = width - ASIDE - 5
    top = put(advice_title(advice, report, language), left, top + 2.2, beside, 12, bold=True, limit=2)
    top = put(next_words(advice, report, language), left, top + 0.2, beside, 10)
    if number:
        lines_to_write_on(sheet, aside, start + 2.4)
    top = max(top, start + action_height(sheet, aside.owner)) + 1.4
    column = (width - 2 * _BETWEEN) / 3
    ends = []
    for place, (name, text) in enumerate(advice_steps(advice, report, language)):
        x = left + place * (column + _BETWEEN)
        if number:
            sheet.tick_box(x, top + 0.5)
        below = put(sheet.say(f"step.{name}"), x + 4, top, column - 4, 9, bold=True, colour=sheet.colours.quiet)
        ends.append(put(text, x, below, column, 9.5))
    top = max(ends, default=top) + 1.2
    for text in _why(sheet, advice):
        top = put(text, left, top, width, 9, colour=sheet.colours.quiet)
    if note := _note(sheet, advice):
        above = top + 1.6
        top = put(
            say(language, "campaigns.notes.writes", name=sheet.look.name), left + 4, above, width - 4, 9.5, bold=True
        )
        top = put(note, left + 4, top, width - 4, 9.5)
        if number:
            sheet.box(left, above + 0.6, 0.8, top - above - 0.8, sheet.colours.ink)
    return top + 2.4 - start


def _note(sheet: Sheet, advice: Advice) -> str:
    """What the consultant of a campaign adds about the factor of this advice; "" where it stands elsewhere."""
    factor = sheet.report.instrument.factor_of(advice.target)
    is_here = noted_at(sheet.report).get(factor) == advice.source
    return " ".join(sheet.look.note(factor, sheet.language).split()) if is_here else ""


def _own_rows(sheet: Sheet, count: int | None) -> None:
    """So many rows for actions of one's own; None for as many as fill the page. More than a few count as empty."""
    sheet.part((count or 1) * _OWN_ROW)
    room = BOTTOM - sheet.y
    height = _OWN_ROW
    if count is None:
        count = min(int(room / _OWN_ROW), _MOST_OWN)
        sheet.left_empty.append(room if room > _MOST_OWN * _HIGHEST_OWN else 0.0)
        height = room / count
    for place in range(count):
        sheet.rule(sheet.y)
        if not place:
            label = sheet.say("own_step")
            sheet.line_of_text(label, LEFT + _LEFT, sheet.y + 2.2, 10, colour=sheet.colours.quiet)
        lines_to_write_on(sheet, blank(sheet), sheet.y + 2.4, is_blank=True)
        sheet.y += height


# The plan -------------------------------------------------------------------------------------------------------------


def _decided(sheet: Sheet) -> None:
    """The lines of the plan as a table; nothing without a plan."""
    rows = sheet.once("rows of the plan", lambda: _decided_rows(sheet))
    if not rows:
        return
    kept = sheet.say("plan_kept", day=date_text(sheet.report.made_on, sheet.language), time=_time(sheet))
    if any(text.lines[-1:] and text.lines[-1].endswith("…") for cells, _ in rows for cell in cells for text in cell):
        kept += f" {sheet.say('plan_cut')}"
    sheet.section(sheet.say("plan"), kept, needs=min(14 + rows[0][1], 160))
    _decided_head(sheet)
    for place, (cells, height) in enumerate(rows, start=1):
        # The last line stays with a row to write in.
        if sheet.room(height + (_OWN_ROW if place == len(rows) else 0)):
            _decided_head(sheet)
        for (left, _), cell in zip(_LINE_COLUMNS, cells, strict=True):
            draw_cell(sheet, cell, LEFT + left, sheet.y + 1.2)
        _row_borders(sheet, [left for left, _ in _LINE_COLUMNS[1:]], height)
    sheet.y += 3


def _decided_rows(sheet: Sheet) -> list[tuple[list[list[CellText]], float]]:
    """The cells of each line of the plan, and their height; what can be gone on with has the number of page one."""
    turn = in_turn(sheet.report)
    left = [one for one in turn if isinstance(one, PlanLine)]
    rest = [line for line in lines_in_turn(sheet.report) if line not in left]
    rows = [_line_cells(sheet, line, f"{turn.index(line) + 1}. " if line in left else "") for line in (*left, *rest)]
    return [(cells, max(cell_height(cell) for cell in cells) + 2.6) for cells in rows]


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


def _line_cells(sheet: Sheet, line: PlanLine, number: str) -> list[list[CellText]]:
    """The cells of a line. Texts that would fill a page are cut with "…"; the workbook has them in full.

    Below its title every step stands beside its own day, unless all are done, and then how to see that it helped. What
    is advised has what to keep in mind, and why.
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
    advice = advice_on(line, report)
    title = text(f"{number}{line.title}", action, limits[0], bold=True)
    beside = [[*title, *went, *first], days, states]
    air = CellText([], _LINE_SIZE, bold=False, colour=quiet, above=_ABOVE_STEP)
    limit = max(2, min(limits[1], _LINES_OF_STEPS // max(1, len(steps))))
    for place, (step, what) in enumerate(zip(steps, _steps_of(sheet, line), strict=False)):
        day, how = day_text(step.due, language) if step.due else "", _state_of_step(sheet, line, place)
        is_next = place == line.first_open and bool(how)
        told = text(how, state, colour=None if is_next else quiet, bold=is_next)
        texts = [text(f"{_LETTERS[place]}. {what}", action, limit), text(day, due), told]
        level = _level(beside, sheet.colours.ink)
        beside = [[*cell, air, *text] for cell, text in zip(level, texts, strict=True)]
    actions, days, states = beside
    helped = text(say(language, "export.helped_if", success=line.success), action, limits[3]) if line.success else []
    below = [one for words in _below(sheet, line, advice) for one in text(words, action, limits[3], quiet)]
    return [[*actions, *helped, *below], text(_who(sheet, line), owner, limits[2]), days, states]


def _who(sheet: Sheet, line: PlanLine) -> str:
    """Who has a line; of one that can be gone on with also that nobody has."""
    return line.owner or (sheet.say("no_owner") if line in in_turn(sheet.report) else "")


def _state(sheet: Sheet, line: PlanLine) -> str:
    """That a line has a new day, where it was not done in time; else whether it is overdue, else its state."""
    language, today = sheet.language, sheet.report.made_on
    if line.has_new_day(today):
        return say(language, "plan.new_day")
    return upper_first(say(language, "plan.overdue" if line.is_overdue(today) else f"plan.states.{line.state}"))


def _steps_of(sheet: Sheet, line: PlanLine) -> list[str]:
    """What each step of a line says, without the answers of the time it was planned."""
    report = sheet.report
    return [without_answers(text, report.instrument) for text in texts_of_steps(line, report, sheet.language)]


def _state_of_step(sheet: Sheet, line: PlanLine, place: int) -> str:
    """That a step is done or late, or the one that is next; else ""."""
    step, language, today = line.steps[place], sheet.language, sheet.report.made_on
    if step.is_done:
        return say(language, "plan.states.done")
    if step.due and step.due < today and line.state != "done":
        return say(language, "plan_page.step_overdue")
    return sheet.say("next") if place == line.first_open else ""


def _below(sheet: Sheet, line: PlanLine, advice: Advice | None) -> list[str]:
    """What stands below a line that can be gone on with; nothing in a long plan."""
    if len(sheet.report.plan) > _FEW:
        return []
    if advice:
        return _why(sheet, advice)
    return [line_remark(line, sheet.report, sheet.language)] if line in in_turn(sheet.report) else []


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
