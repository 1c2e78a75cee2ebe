"""Which lines of the plan are asked about how they went, and where that is in sight."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from assessment.plan import PlanLine
from pages.visit import address, assessments, memory, saving
from pages.visit.memory import AskedAt


def asked_about(newest: int) -> tuple[list[PlanLine], list[PlanLine]]:
    """The lines of which the assessment with this number asks how they went, and the others that are left.

    Those already answered are asked about too: whoever comes back to the page finds them with the answers chosen.
    """
    key = address.own_key()
    with saving.reading() as tried:
        lines = saving.series(key).plan() if key else []
    if not tried.done:
        return [], []
    today, known = address.today(), memory.ASKED_ABOUT.value
    asked = [
        line
        for line in lines
        if line.id in known or line.asks_for_outcome(newest, today) or _is_answered_for(line, newest, today)
    ]
    memory.ASKED_ABOUT.keep([line.id for line in asked])
    is_late = any(line.is_late(today) for line in lines)
    memory.IS_ANYTHING_AHEAD.keep(not is_late and any(line.outcome is None for line in lines))
    report = assessments.report()
    dropped = report.dropped if report else ()
    left = [line for line in lines if not line.is_all_done and line.id not in dropped and line not in asked]
    return asked, left


def _is_answered_for(line: PlanLine, newest: int, today: date) -> bool:
    """Whether a line says how it went, which may have changed by the assessment with this number.

    A line of the assessment before; of earlier ones, what was too early or not done then and is left, once it is asked.
    """
    is_left = line.outcome in ("too_early", "not_done") and not line.is_all_done
    is_asked = is_left and replace(line, outcome=None, first_due=None).asks_for_outcome(newest, today)
    return line.outcome is not None and (line.added_in == newest - 1 or is_asked)


def was_done(line: PlanLine) -> bool:
    """Whether a line is done, and not by saying in this visit how it went: an answer that ends a line does not count.

    Nor does one that is ended before its last step.
    """
    known = memory.DONE_BEFORE_ASKED.value
    is_done = line.is_all_done and not line.is_ended_early
    if line.id not in known or (is_done and line.outcome is None):
        known = {**known, line.id: is_done}
        memory.DONE_BEFORE_ASKED.keep(known)
    return line.is_all_done and known[line.id]


def is_anything_ahead() -> bool:
    """Whether the plan, as last read by asked_about(), has lines that are asked about later, and none that is late."""
    return memory.IS_ANYTHING_AHEAD.value


def note(line: PlanLine, where: AskedAt | None) -> None:
    """Remember where a line asks in sight how it went, so that an answer leaves the question where it is."""
    others = {each: at for each, at in memory.ASKED_IN_SIGHT.value.items() if each != line.id}
    memory.ASKED_IN_SIGHT.keep({**others, line.id: where} if where else others)


def asked_at(line: PlanLine) -> AskedAt | None:
    """Where a line asks in sight how it went, since this page was opened; None where it does not."""
    return memory.ASKED_IN_SIGHT.value.get(line.id)
