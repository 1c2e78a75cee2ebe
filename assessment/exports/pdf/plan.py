"""The plan as a table, then the advice that is not in it with all its steps, and room for more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from assessment.advice import Advice
from assessment.exports.pdf.cells import CellText, cell_height, draw_cell
from assessment.exports.pdf.decisions import is_to_settle, number_beside
from assessment.exports.pdf.shapes import BOTTOM, LEFT, WIDTH
from assessment.exports.pdf.sheet import Sheet
from assessment.exports.pdf.story import around
from assessment.exports.pdf.typeface import line_height
from assessment.exports.pdf.writing import (
    ASIDE,
    OWN_ROW,
    action_height,
    draw_own_rows,
    indent,
    lines_to_write_on,
    titled,
    who_and_when,
)
from assessment.exports.steps import (
    advice_on,
    has_proposals,
    left_to_do,
    lines_in_turn,
    not_planned,
    noted_at,
    notes_of,
    suggested_end,
    texts_of_steps,
)
from assessment.plan import DAYS_OF_FIRST_STEP, PlanLine, is_by_day
from assessment.sentences.advice import (
    advice_caution,
    advice_first,
    advice_reason,
    advice_steps,
    advice_title,
    tie_sentence,
)
from assessment.sentences.planned import (
    dropped_remark,
    how_it_shows,
    how_it_went,
    line_title,
    number_in_results,
    state_word,
    told_happened,
)
from assessment.sentences.statements import without_answers
from assessment.words import date_text, day_text, dotted, say, upper_first

# The leader's plan: the left edge and width of each column.
_LINE_COLUMNS: Final = ((0.0, 88.0), (90.5, 26.0), (118.5, 21.5), (143.0, 23.0))
_LINE_HEADS: Final = ("owner", "due", "state")
# How many lines title, first step, owner or reason, and success measure may take; fewer in a long plan.
_FEW: Final = 20
_LIMITS_OF_FEW, _LIMITS_OF_MANY = (3, 6, 8, 6), (2, 2, 3, 2)
_LINE_SIZE: Final = 9.3
# Millimetres above a step, above what is said below the steps of a line as a whole, and below that.
_ABOVE_STEP, _ABOVE_WHOLE, _BELOW_LINE = 1.0, 2.4, 2.6
_LETTERS: Final = "abcdefghijkl"  # Of the steps, since actions have numbers.
_LINES_OF_STEPS: Final = 36  # What all steps of a line may take together, so that a page holds it.
_MOST_LEFT: Final = 120.0  # Millimetres at the foot of a page, so that the steps of a line stay together.
_HEAD: Final = 19.5  # That the table goes on, and the names of the columns, where they take two lines.
_LEFT, _BETWEEN = 9.0, 6.0  # Where the texts of advice begin, and what is between its columns.
_ABOVE_SENTENCE: Final = 1.6


def draw_plan(sheet: Sheet, *, own_rows: int | None, own_first: bool = False, is_whole: bool = False) -> None:
    """The plan, and the advice that is not in it with all its steps; first the plan where anything of it is left.

    Advice has its number in the results in both. Below there are `own_rows` for what is decided next; None for as many
    as the page has room for. They stand above the advice beside a plan where they are to come `own_first`, and all of
    that advice on one page where it `is_whole`.
    """
    report, advice = sheet.report, not_planned(sheet.report)
    parts: list[Callable[[], None]] = [lambda: _decided(sheet)] if report.plan else []
    if advice:
        below = (own_rows or 1) * OWN_ROW if not report.plan else 0.0
        parts.insert(1 if has_proposals(report) else 0, lambda: _advice(sheet, advice, below, is_whole=is_whole))
    if parts or report.advice:
        parts.insert(1 if own_first else len(parts), lambda: draw_own_rows(sheet, own_rows))
    if not report.plan and not advice and report.instrument.recommendations and not report.advice:
        sheet.section(sheet.say("steps"), sheet.say("no_advice"), needs=OWN_ROW)
    for draw in parts:
        draw()


# The advice that is not in the plan -----------------------------------------------------------------------------------


def _advice(sheet: Sheet, found: Sequence[Advice], below: float, *, is_whole: bool) -> None:
    """Recommendations with all their steps. The last one stays with what follows, which takes `below` millimetres."""
    is_beside = has_proposals(sheet.report)
    before, title = _before_words(sheet), sheet.say("proposals" if is_beside else "steps")
    time = say(sheet.language, "steps.time")
    hint = sheet.say("proposals_hint") if is_beside else sheet.say("plan_hint", time=time).rstrip()
    sheet.section(title, hint, needs=_needs(sheet, found, is_whole=is_whole) + (12 if before else 0))
    if before:
        sheet.y += sheet.sentence(before, draw=True)
    below += _waiting(sheet)
    heights = [_height(sheet, advice) for advice in found]
    for place, (advice, height) in enumerate(zip(found, heights, strict=True)):
        rest = heights[place + 1 :]
        # The last one does not stand alone on top of a page: the one before it goes with it.
        needs = height + (below if not rest else rest[0] + below if _would_be_alone(sheet, height, rest, below) else 0)
        above = sheet.y
        sheet.part(needs if place else height)  # The first one stays below the heading.
        if place and sheet.y < above:  # On a new page.
            goes_on = sheet.say("goes_on", title=title)
            sheet.y = sheet.paragraph(goes_on, LEFT, sheet.y, WIDTH, 10, colour=sheet.colours.quiet) + 2
        sheet.y += height if sheet.is_tried else _step(sheet, advice, number_in_results(advice, sheet.report))
    _say_what_waits(sheet)


def _say_what_waits(sheet: Sheet) -> None:
    """Below the advice, under a heading, what waits for it, unless page one asks that."""
    if waiting := _waiting_words(sheet):
        sheet.part(_waiting(sheet))
        sheet.rule(sheet.y)
        sheet.y = sheet.paragraph(sheet.say("waits"), LEFT, sheet.y + _ABOVE_SENTENCE, WIDTH, 12, bold=True)
        sheet.y += sheet.sentence(waiting, draw=True)


def _before_words(sheet: Sheet) -> str:
    """What is said of the order of all recommendations; nothing beside a plan, which has its own order."""
    if has_proposals(sheet.report):
        return ""
    return around(sheet)[0] or tie_sentence(sheet.report, sheet.language) or ""


def _would_be_alone(sheet: Sheet, height: float, rest: Sequence[float], below: float) -> bool:
    """Whether of the last two only the first fits on this page, and both fit on the next with what is below them."""
    both = height + sum(rest) + below
    return len(rest) == 1 and sheet.y > sheet.top and sheet.y + both > BOTTOM and both <= BOTTOM - sheet.top


def _needs(sheet: Sheet, found: Sequence[Advice], *, is_whole: bool) -> float:
    """What stands below the heading of recommendations on its page, in millimetres: the first, or the whole."""
    whole = sum(_height(sheet, advice) for advice in found) + _waiting(sheet)
    if is_whole and whole <= BOTTOM - sheet.top - _HEAD:
        return whole
    return _height(sheet, found[0]) + (0 if found[1:] else _waiting(sheet))


def _waiting_words(sheet: Sheet) -> str:
    """What is said of advice that waits, unless page one asks what it waits for."""
    return "" if is_to_settle(sheet) else around(sheet)[1]


def _waiting(sheet: Sheet) -> float:
    """The height of what is said of advice that waits, with its heading."""
    waiting, heading = _waiting_words(sheet), sheet.height(sheet.say("waits"), WIDTH, 12, bold=True)
    return sheet.sentence(waiting, draw=False) + heading + _ABOVE_SENTENCE if waiting else 0.0


def _height(sheet: Sheet, advice: Advice) -> float:
    """The height of a recommendation."""
    return sheet.once(("height of advice", advice.source), lambda: _step(sheet, advice))


def _step(sheet: Sheet, advice: Advice, sign: str = "") -> float:
    """A recommendation with a box for each step and lines for owner and day; without a sign only measured.

    Returns its height.
    """
    report, language = sheet.report, sheet.language
    put: Callable[..., float] = sheet.paragraph if sign else sheet.measured()
    start = top = sheet.y
    aside = who_and_when(sheet, None, suggested_end(advice, report, language))
    left, width = LEFT + indent(sheet, _LEFT), WIDTH - indent(sheet, _LEFT)
    if sign:
        sheet.rule(top)
        sheet.line_of_text(sign if left > LEFT else "", LEFT, top + 1.8, 14, bold=True)
    beside = width - ASIDE - 5
    mark = " ".join(map(upper_first, number_beside(sheet, advice)))
    top = titled(sheet, (advice_title(advice, report, language), mark), (left, top + 2.2, beside), put)
    top = put(_first(sheet, advice), left, top + 0.2, beside, 10)
    if sign:
        lines_to_write_on(sheet, aside, start + 2.4)
    top = max(top, start + action_height(sheet, aside.owner)) + 1.4
    column = (width - 2 * _BETWEEN) / 3
    ends = []
    for place, (name, text) in enumerate(advice_steps(advice, report, language)):
        x = left + place * (column + _BETWEEN)
        if sign:
            sheet.tick_box(x, top + 0.5)
        below = put(sheet.say(f"step.{name}"), x + 4, top, column - 4, 9, bold=True, colour=sheet.colours.quiet)
        ends.append(put(text, x, below, column, 9.5))
    top = max(ends, default=top) + 1.2
    for text in (*_caution(sheet, advice), advice_reason(advice, report, language)):
        top = put(text, left, top, width, 9, colour=sheet.colours.quiet)
    if note := _note(sheet, advice):
        above = top + 1.6
        top = put(
            say(language, "campaigns.notes.writes", name=sheet.look.name), left + 4, above, width - 4, 9.5, bold=True
        )
        top = put(note, left + 4, top, width - 4, 9.5)
        if sign:
            sheet.box(left, above + 0.6, 0.8, top - above - 0.8, sheet.colours.ink)
    return top + 2.4 - start


def _first(sheet: Sheet, advice: Advice) -> str:
    """The first step of a recommendation, and within how many days it is to be done."""
    step = advice_first(advice, sheet.report, sheet.language)
    return sheet.say("first_step_in", days=DAYS_OF_FIRST_STEP, step=step)


def _note(sheet: Sheet, advice: Advice) -> str:
    """What the consultant of a campaign adds about the factor of this advice; "" where it stands elsewhere."""
    factor = sheet.report.instrument.factor_of(advice.target)
    is_here = noted_at(sheet.report).get(factor) == advice.source
    return " ".join(sheet.look.note(factor, sheet.language).split()) if is_here else ""


# The plan -------------------------------------------------------------------------------------------------------------


def _decided(sheet: Sheet) -> None:
    """The lines of the plan as a table."""
    rows = sheet.once("rows of the plan", lambda: _decided_rows(sheet))
    heading, counted = sheet.say("plan"), left_to_do(sheet.report, sheet.language)
    title = f"{heading}: {counted}" if counted else heading
    sheet.section(title, _decided_hint(sheet, rows), needs=min(14 + _stays_whole(sheet, rows[0]), 160))
    sheet.plan_page = sheet.page_here
    _decided_head(sheet)
    for number, row in enumerate(rows):
        for place, (cells, height) in enumerate(row):
            is_next = not place and number > 0
            # The first one stays below the heading.
            if sheet.room(_stays_together(sheet, rows, number, place) if place or is_next else height):
                goes_on = sheet.say("goes_on", title=heading)
                sheet.y = sheet.paragraph(goes_on, LEFT, sheet.y, WIDTH, 12, bold=True) + 2
                _decided_head(sheet)
                if place:
                    _say_that_it_goes_on(sheet, row)
            elif is_next:
                sheet.rule(sheet.y)
            for (left, _), cell in zip(_LINE_COLUMNS, cells, strict=True):
                draw_cell(sheet, cell, LEFT + left, sheet.y + 1.2)
            sheet.y += height
    sheet.rule(sheet.y)
    sheet.y += 3
    if not not_planned(sheet.report):
        _say_what_waits(sheet)


_Block = tuple[list[list[CellText]], float]  # Cells that stay together on a page, and their height.
_Row = list[_Block]  # A line: what it is with its first step, then each other step.


def _stays_whole(sheet: Sheet, row: _Row) -> float:
    """What of a line stays on one page, in millimetres: all of it, unless that leaves much of the page empty."""
    whole = sum(height for _, height in row)
    leaves_little = min(whole, BOTTOM - sheet.y) <= _MOST_LEFT and whole <= BOTTOM - sheet.top - _HEAD
    return whole if leaves_little or sheet.y + whole <= BOTTOM else row[0][1]


def _stays_together(sheet: Sheet, rows: Sequence[_Row], number: int, place: int) -> float:
    """What stays on one page from a step of a line on, in millimetres: with the last line if that would be alone."""
    row = rows[number]
    needs = row[place][1] if place else _stays_whole(sheet, row)
    if number == len(rows) - 2 and lines_in_turn(sheet.report)[-1].is_all_done:
        goes_whole = not place and BOTTOM - sheet.y <= _MOST_LEFT  # Else its last step goes with it.
        if goes_whole or place == len(row) - 1:
            needs = sum(height for _, height in [*row[place:], *rows[-1]])
    return min(needs, BOTTOM - sheet.top - _HEAD)


def _decided_hint(sheet: Sheet, rows: Sequence[_Row]) -> str:
    """The day of the plan, and how to read and use the table."""
    day, time = date_text(sheet.report.made_on, sheet.language), say(sheet.language, "steps.time")
    order = [] if is_by_day(sheet.report.plan, sheet.report.ranked) else [say(sheet.language, "plan.order")]
    said = [sheet.say("plan_kept", day=day), *order, time]
    texts = (text for row in rows for cells, _ in row for cell in cells for text in cell)
    if any(text.lines[-1:] and text.lines[-1].endswith("…") for text in texts):
        said.append(sheet.say("plan_cut"))
    return " ".join(said)


def _decided_rows(sheet: Sheet) -> list[_Row]:
    """The rows of the table: what is left to do, then what waits, then what is done."""
    cells = [_line_blocks(sheet, line) for line in lines_in_turn(sheet.report)]
    heights = [[max(cell_height(cell) for cell in block) for block in blocks] for blocks in cells]
    for found in heights:
        found[-1] += _BELOW_LINE
    return [list(zip(*one, strict=True)) for one in zip(cells, heights, strict=True)]


def _say_that_it_goes_on(sheet: Sheet, row: _Row) -> None:
    """Whose steps those on top of a page are."""
    title = next((line for text in row[0][0][0] for line in text.lines if line), "")  # As far as one line goes.
    words = sheet.short(sheet.say("goes_on", title=title), WIDTH, _LINE_SIZE)
    sheet.line_of_text(words, LEFT, sheet.y + 1.2, _LINE_SIZE, colour=sheet.colours.quiet)
    sheet.y += line_height(_LINE_SIZE) + _ABOVE_STEP


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


def _line_blocks(sheet: Sheet, line: PlanLine) -> list[list[list[CellText]]]:
    """The cells of a line: what it is, why it is advised and its first step, then each other step, which may part.

    Every step that is left stands beside its own day, unless the line is done. Texts that would fill a page are cut
    with "…"; the workbook has them in full.
    """
    action, owner, _, state = (width for _, width in _LINE_COLUMNS)
    limits, quiet = _limits(sheet), sheet.colours.quiet
    actions, days, states = _head_cells(sheet, line)
    who = line.owner or (sheet.say("no_owner") if line in sheet.live else "")
    blocks = [[actions, _text(sheet, who, owner, limits[2]), days, states]]
    steps = () if line.is_all_done else line.steps
    air = CellText([], _LINE_SIZE, bold=False, colour=quiet, above=_ABOVE_STEP)
    limit = max(2, min(limits[1], _LINES_OF_STEPS // max(1, len(steps))))
    for place, (step, what) in enumerate(zip(steps, _steps_of(sheet, line), strict=False)):
        told = _text(sheet, _state_of_step(sheet, line, place), state, colour=quiet if step.is_done else None)
        words = _text(sheet, f"{_LETTERS[place]}. {what}", action, limit)
        block = [[air, *words], [], [air, *_step_day(sheet, line, place)], [air, *told]]
        if place:
            blocks.append(block)
        else:  # What a line is does not stand alone at the foot of a page.
            level = _level(blocks[0], sheet.colours.ink)
            blocks[0] = [[*cell, *text] for cell, text in zip(level, block, strict=True)]
    sign = sheet.say(f"shows.{how_it_shows(line)}", success=line.success) if line.success else ""
    whole = _text(sheet, sign, action, limits[3])
    whole += [one for words in _notes(sheet, line) for one in _text(sheet, words, action, limits[3], quiet)]
    blocks[-1][0] += [air._replace(above=_ABOVE_WHOLE), *whole] if whole else []
    return blocks


def _head_cells(sheet: Sheet, line: PlanLine) -> list[list[CellText]]:
    """What a line is, how it went and why it is advised; its day while it is left; and how it stands."""
    language, limits, quiet = sheet.language, _limits(sheet), sheet.colours.quiet
    action, state = _LINE_COLUMNS[0][1], _LINE_COLUMNS[3][1]
    outcome = how_it_went(line, sheet.report, sheet.language)
    steps = say(language, "plan_page.steps", done=line.steps_done, count=len(line.steps))
    about = dotted([*map(upper_first, number_beside(sheet, line)), *filter(None, [outcome])])
    what = [
        *_text(sheet, line_title(line, sheet.report.instrument, language), action, limits[0], bold=True),
        *_text(sheet, about, action, colour=quiet),
        *(_text(sheet, steps, action, colour=quiet) if line.is_ended_early else []),  # Then they are not listed.
        *_text(sheet, told_happened(line.happened, language), action, limits[3]),
        *(one for words in _reasons(sheet, line) for one in _text(sheet, words, action, limits[2], quiet)),
        *([] if line.steps or line.is_all_done else _text(sheet, line.first_step, action, limits[1])),
    ]
    day = [] if line.is_all_done else _on_day(sheet, line.due)
    return [what, day, _text(sheet, _state(sheet, line), state)]


def _limits(sheet: Sheet) -> tuple[int, int, int, int]:
    return _LIMITS_OF_FEW if len(sheet.report.plan) <= _FEW else _LIMITS_OF_MANY


def _text(
    sheet: Sheet, words: str, width: float, limit: int = 4, colour: str | None = None, *, bold: bool = False
) -> list[CellText]:
    """A text of a cell in at most `limit` lines; nothing without words."""
    if not words:
        return []
    lines = sheet.lines(words, width, _LINE_SIZE, bold=bold, limit=limit)
    return [CellText(lines, _LINE_SIZE, bold=bold, colour=colour or sheet.colours.ink)]


def _on_day(sheet: Sheet, day: date | None) -> list[CellText]:
    return _text(sheet, day_text(day, sheet.language) if day else "", _LINE_COLUMNS[2][1])


def _step_day(sheet: Sheet, line: PlanLine, place: int) -> list[CellText]:
    """The day of a step that is left; of the next one that it has none yet."""
    step = line.steps[place]
    if step.is_done:
        return []
    if step.due is None and place == line.first_open:
        return _text(sheet, sheet.say("no_day"), _LINE_COLUMNS[2][1], colour=sheet.colours.quiet)
    return _on_day(sheet, step.due)


def _state(sheet: Sheet, line: PlanLine) -> str:
    """Whether a line that is in force is overdue, else its state."""
    is_late = line.is_overdue(sheet.report.made_on) and not dropped_remark(line, sheet.report, sheet.language)
    return upper_first(say(sheet.language, "plan.overdue")) if is_late else state_word(line, sheet.language)


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
        return sheet.say("step_late")
    return sheet.say("next") if place == line.first_open else ""


def _reasons(sheet: Sheet, line: PlanLine) -> list[str]:
    """Why a line is advised, that it no longer applies, or what remains of one to go on with; none in a long plan."""
    report, language = sheet.report, sheet.language
    if len(report.plan) > _FEW:
        return []
    if advice := advice_on(line, report):
        return [advice_reason(advice, report, language)]
    return [notes_of(line, report, language)] if line in sheet.live or line not in report.in_force else []


def _notes(sheet: Sheet, line: PlanLine) -> list[str]:
    """What to keep in mind about a line that is advised, and a consultant's note; nothing in a long plan."""
    advice = advice_on(line, sheet.report)
    if advice is None or len(sheet.report.plan) > _FEW:
        return []
    note, writes = _note(sheet, advice), say(sheet.language, "campaigns.notes.writes", name=sheet.look.name)
    return [*_caution(sheet, advice), *([f"{writes} {note}"] if note else [])]


def _caution(sheet: Sheet, advice: Advice) -> list[str]:
    """What to keep in mind about advice, if anything."""
    caution = advice_caution(advice, sheet.report, sheet.language)
    return [f"{sheet.say('step.caution')}: {caution}"] if caution else []


def _level(cells: Sequence[list[CellText]], colour: str) -> list[list[CellText]]:
    """The cells with empty lines below, so that what follows in each stands side by side."""
    counts = [sum(len(text.lines) for text in cell) for cell in cells]
    blank = [[""] * (max(counts) - count) for count in counts]
    return [
        [*cell, *([CellText(lines, _LINE_SIZE, bold=False, colour=colour)] if lines else [])]
        for cell, lines in zip(cells, blank, strict=True)
    ]
