"""Owner and day beside an action, each above a line to write on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final, NamedTuple

from assessment.exports.pdf.shapes import BOTTOM, LEFT, RIGHT
from assessment.exports.pdf.sheet import Sheet
from assessment.exports.pdf.typeface import line_height
from assessment.exports.steps import is_ahead, proposed_day
from assessment.plan import PlanLine
from assessment.words import day_text

# Millimetres: the numbers of actions, the column of owner and day, and the least height of an action with them.
NUMBER, ASIDE, LEAST_ACTION = 8.0, 40.0, 16.0
OWN_ROW: Final = LEAST_ACTION + 2
_MOST_OWN, _HIGHEST_OWN = 2, 45.0  # Rows that look like room to write rather than like an empty page.
_OWNER_LINES: Final = 2
_BESIDE_TITLE: Final = 3.0


def indent(sheet: Sheet, wide: float = NUMBER) -> float:
    """The room for numbers of actions, in millimetres: none beside a plan, which has an order of its own."""
    return 0.0 if sheet.live else wide


class Aside(NamedTuple):
    """Owner and day beside an action: what is known, and the labels of the lines.

    `proposed` is a day to accept, with a question mark.
    """

    owner: str
    owner_label: str
    due_label: str
    proposed: str = ""


def blank(sheet: Sheet) -> Aside:
    """Lines to write owner and day on beside an action that is to be written too."""
    return Aside("", sheet.say("step.owner"), sheet.say("step.by_when"))


def who_and_when(sheet: Sheet, line: PlanLine | None, suggested: date | None) -> Aside:
    """The owner, and the day the plan gives; lines to write on for what it leaves open.

    Without a plan, the `suggested` day. A step whose day has passed has a new one proposed. What is not in the plan has
    lines for both.
    """
    report, language = sheet.report, sheet.language
    if line is None and report.plan:
        return blank(sheet)
    day = line.due if line else suggested
    due = sheet.say("step.by_when")
    proposed = proposed_day(line, report) if line else None
    if proposed or (day and not is_ahead(day, report)):
        due = sheet.say("new_day")
    elif day:
        due = sheet.say("done_by", day=day_text(day, language))
    label = sheet.say("no_owner" if line and not line.owner else "step.owner")
    mark = f"{day_text(proposed, language)}?" if proposed else ""
    return Aside(line.owner if line else "", label, due, mark)


def action_height(sheet: Sheet, owner: str) -> float:
    """The least height of an action with this owner beside it, in millimetres."""
    return LEAST_ACTION + line_height(10) * len(_below_label(sheet, owner))


def lines_to_write_on(sheet: Sheet, aside: Aside, top: float, *, is_blank: bool = False) -> None:
    """Owner and day, each above a line; what `is_blank` has a line for the action itself, too."""
    left, quiet = RIGHT - ASIDE, sheet.colours.quiet
    if is_blank:
        sheet.rule(top + 12.4, LEFT + indent(sheet), left - 5, quiet)
    below = _below_label(sheet, aside.owner)
    known: tuple[tuple[str, list[str], list[str], str], ...] = (
        (aside.owner_label, below or [aside.owner], below, sheet.colours.ink),
        (aside.due_label, [aside.proposed], [], quiet),
    )
    for label, written, under, colour in known:
        sheet.line_of_text(sheet.short(label, ASIDE, 9), left, top, 9, colour=quiet)
        at = left if under else RIGHT - _beside(sheet, label)
        for line in written:
            top += line_height(10) if under else 0
            sheet.line_of_text(line, at, top - 0.2, 10, colour=colour)
        sheet.rule(top + 5.2, left, RIGHT, quiet)
        top += 7.2


def _below_label(sheet: Sheet, owner: str) -> list[str]:
    """The lines of an owner who does not fit beside the label."""
    if sheet.measure(sheet.printable.text(owner), 10) <= _beside(sheet, sheet.say("step.owner")):
        return []
    return sheet.lines(owner, ASIDE, 10, limit=_OWNER_LINES)


def _beside(sheet: Sheet, label: str) -> float:
    """The room beside a label."""
    return max(8.0, ASIDE - sheet.measure(label, 9) - 3)


def draw_own_rows(sheet: Sheet, count: int | None) -> None:
    """So many rows for actions of one's own; None for as many as fill the page. More than a few count as empty."""
    # Rather one row below the table than two alone on top of the next page, and below a plan rather none.
    fits = int((BOTTOM - sheet.y) / OWN_ROW)
    if sheet.report.plan and not fits:
        return
    count = min(count, fits) if count and fits else count
    sheet.part((count or 1) * OWN_ROW)
    room = BOTTOM - sheet.y
    height = OWN_ROW
    if count is None:
        count = min(int(room / OWN_ROW), _MOST_OWN)
        sheet.left_empty.append(room if room > _MOST_OWN * _HIGHEST_OWN else 0.0)
        height = room / count
    for _ in range(count):
        sheet.rule(sheet.y)
        left = LEFT + indent(sheet)
        sheet.line_of_text(sheet.say("own_step"), left, sheet.y + 2.2, 10, colour=sheet.colours.quiet)
        lines_to_write_on(sheet, blank(sheet), sheet.y + 2.4, is_blank=True)
        sheet.y += height


def titled(sheet: Sheet, words: tuple[str, str], at: tuple[float, float, float], put: Callable[..., float]) -> float:
    """The title of an action, and after it a mark in grey, or below where both do not fit on a line.

    `words` are both, `at` is the left edge, the top and the width. Returns where it ends.
    """
    (title, mark), (left, top, width), quiet = words, at, sheet.colours.quiet
    below = put(title, left, top, width, 12, bold=True, limit=2)
    used = sheet.measure(sheet.printable.text(title), 12, bold=True) + _BESIDE_TITLE
    if not mark:
        return below
    if used + sheet.measure(mark, 9) > width:
        return put(mark, left, below, width, 9, colour=quiet)
    put(mark, left + used, top + 1.0, width - used, 9, colour=quiet)
    return below
