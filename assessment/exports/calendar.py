"""The plan as a calendar file: one day for each line that is not done, with a reminder."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Final

from icalendar import Alarm, Calendar, Event

from assessment.exports.tables import plan_texts
from assessment.instrument import Language
from assessment.look import LOOK, Look
from assessment.plan import PlanLine
from assessment.report import Report
from assessment.words import say

# Relative to the start of the day, in any time zone: nine in the morning the day before.
_REMINDER: Final = timedelta(hours=-15)


def to_ics(report: Report, language: Language, *, look: Look = LOOK) -> bytes:
    """Every line of the plan that has a deadline and is not done, as an all-day event (RFC 5545).

    An event's UID comes from its line, so that opening a later file moves the event instead of adding another.
    """
    name = f"{look.name}: {say(language, 'plan.title')}"
    calendar = Calendar()
    calendar.add("prodid", f"-//{look.name}//{look.name}//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    for line in report.plan:
        if line.due is not None and line.state != "done":
            calendar.add_component(_event(line, report, language))
    data: bytes = calendar.to_ical()
    return data


def _event(line: PlanLine, report: Report, language: Language) -> Event:
    """An all-day event that does not mark anybody as busy: without an end it lasts the whole day."""
    summary = line.title or line.first_step or say(language, "plan.title")
    details = [(name, text) for name, text in plan_texts(line, language) if name in ("first_step", "owner", "success")]
    event = Event()
    event.add("uid", f"{line.id}@drivkraft")
    # The day of the report, not the moment of the download: the same report gives the same bytes.
    event.add("dtstamp", datetime.combine(report.made_on, time(), UTC))
    event.add("dtstart", line.due)
    event.add("summary", summary)
    event.add("description", "\n".join(f"{say(language, f'plan.{name}')}: {text}" for name, text in details))
    event.add("transp", "TRANSPARENT")
    reminder = Alarm()
    reminder.add("action", "DISPLAY")
    reminder.add("trigger", _REMINDER)
    reminder.add("description", summary)
    event.add_component(reminder)
    return event
