"""The plan as a calendar file: one day for each line and each step that is not done, with reminders."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from icalendar import Alarm, Calendar, Event

from assessment.exports.tables import plan_texts
from assessment.instrument import LANGUAGES, Language
from assessment.look import LOOK, Look
from assessment.plan import DAYS_OF_MILESTONES, PlanLine, day_in
from assessment.report import Report
from assessment.words import say

# Relative to the start of the day, in any time zone: nine in the morning the day before.
_REMINDER: Final = timedelta(hours=-15)
# When to answer again: early enough to remember, late enough for something to have changed.
DAYS_UNTIL_AGAIN: Final = DAYS_OF_MILESTONES[-1]


def to_ics(report: Report, language: Language, *, look: Look = LOOK) -> bytes:
    """Every line of the plan that is not done, and its steps, as all-day events (RFC 5545); then answering again.

    A line's own day is left out when one of its steps has the same. An event says who does what: it is named after who
    does it, after its line, not a whole step, and after what stands at the top of the other files, for those with
    several calendars of this kind. Its description begins with what to do then. Its UID comes from its line, so that
    opening a later file moves the event instead of adding another. Answering again is left out where a step that is
    left asks for it.
    """
    name = _of(f"{look.name}: {say(language, 'plan.title')}", report)
    calendar = Calendar()
    calendar.add("prodid", f"-//{look.name}//{look.name}//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    for line in report.plan:
        if line.state != "done":
            for event in _events(line, report, language):
                calendar.add_component(event)
    again = day_in(DAYS_UNTIL_AGAIN, report.answered_on)
    if report.plan and again >= report.made_on and not _asks_again(report):
        day = report.answered_on.isoformat()
        text = say(language, "again.event_text")
        calendar.add_component(_event(f"again-{day}", again, say(language, "again.event"), text, report))
    data: bytes = calendar.to_ical()
    return data


def _asks_again(report: Report) -> bool:
    """Whether a step that is left, with its day ahead, asks to answer again: it begins with what the button says."""
    names = tuple(say(language, "again.button") for language in LANGUAGES)
    left = [step for line in report.plan if line.state != "done" for step in line.steps if not step.is_done]
    return any(step.text.startswith(names) and step.due is not None and step.due >= report.made_on for step in left)


def _events(line: PlanLine, report: Report, language: Language) -> Iterator[Event]:
    title = line.title or line.first_step or say(language, "plan.title")
    wanted = ("owner", "success") if line.steps else ("first_step", "owner", "success")
    details = [f"{say(language, 'export.step.title')}: {line.title}"] if line.title else []
    details += [
        f"{say(language, f'plan.{name}')}: {text}" for name, text in plan_texts(line, language) if name in wanted
    ]
    steps = [(number, step, step.due) for number, step in enumerate(line.steps, 1) if step.due and not step.is_done]
    if line.due is not None and line.due not in {day for _, _, day in steps}:
        whole = say(language, "plan.event_done", title=title) if line.steps else title
        yield _event(line.id, line.due, _who(line, whole, language), "\n".join(details) or title, report)
    for number, step, day in steps:
        summary = say(language, "plan.step", title=title, number=number, count=len(line.steps))
        yield _event(
            f"{line.id}.{number}", day, _who(line, summary, language), "\n".join([step.text, *details]), report
        )


def _who(line: PlanLine, what: str, language: Language) -> str:
    """What to do after the name of who does it, where that is known."""
    return say(language, "plan.event", owner=line.owner, what=what) if line.owner else what


def _of(name: str, report: Report) -> str:
    """A name, and whose it is if that is known."""
    return f"{name} · {report.answers.title}" if report.answers.title else name


def _event(uid: str, day: date, name: str, description: str, report: Report) -> Event:
    """An all-day event that does not mark anybody as busy: without an end it lasts the whole day."""
    event, summary = Event(), _of(name, report)
    event.add("uid", f"{uid}@drivkraft")
    # The day of the report, not the moment of the download: the same report gives the same bytes.
    event.add("dtstamp", datetime.combine(report.made_on, time(), UTC))
    event.add("dtstart", day)
    event.add("summary", summary)
    event.add("description", description)
    event.add("transp", "TRANSPARENT")
    reminder = Alarm()
    reminder.add("action", "DISPLAY")
    reminder.add("trigger", _REMINDER)
    reminder.add("description", summary)
    event.add_component(reminder)
    return event
