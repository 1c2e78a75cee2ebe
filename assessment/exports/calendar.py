"""The plan as a calendar file: one day for each step ahead, and one for all that is late, with reminders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, NamedTuple
from zlib import crc32

from icalendar import Alarm, Calendar, Event

from assessment.answering_again import day_to_answer, is_time_to_answer
from assessment.exports.steps import proposed_day
from assessment.exports.tables import plan_texts
from assessment.instrument import Language
from assessment.look import LOOK, Look
from assessment.plan import PlanLine
from assessment.report import Report
from assessment.sentences.answers import has_answers
from assessment.sentences.planned import asks_to_answer, is_quarterly, waits_remark
from assessment.words import day_text, first_sentence, say, shortened
from assessment.working_days import day_to_remind, next_working_day

# Reminders are at nine in the morning, relative to the start of the day, in any time zone.
_AT_NINE: Final = timedelta(hours=9)
_QUARTERLY: Final = {"freq": "weekly", "interval": 13}  # On the same day of the week, so never on a weekend.
_TITLE: Final = 90  # Characters of a step in the title of an event.


def to_ics(report: Report, language: Language, *, look: Look = LOOK, address: str = "") -> bytes:
    """What is left of the plan as all-day events (RFC 5545): each step and each deadline ahead; then answering again.

    What is late asks for new dates in one event, on the next working day: none is in the past. A line's own
    day is left out when one of its steps has the same. An event is named after what to do, and whose it is where
    somebody has it. What stands at the top of the other files, which may be a name, too, is in its description, for
    those with several calendars of this kind. Its UID comes from its line, so that opening a later file moves the event
    instead of adding another. Answering again stands once, on the day that day_to_answer() gives, or soon once it is
    time: a step ahead that asks for it is in that event, whole and with its owner, and in all files of a series it is
    the same. What is to be done once a quarter returns every thirteen weeks. What is late is counted by line, as on the
    page. What no longer applies is left out, and so is a line that says nothing, and answering again where nothing was
    ever answered.

    `address` is where the app is, "" when unknown. A private link is not in the file: calendars are shared.
    """
    where = f"{look.name} ({address})" if address else look.name
    title = report.answers.title
    name = f"{look.name}: {say(language, 'plan.title')}{f' · {title}' if title else ''}"
    calendar = Calendar()
    calendar.add("prodid", f"-//{look.name}//{look.name}//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    left = [line for line in report.in_force if not line.is_all_done and (line.title or line.first_step or line.steps)]
    tasks = [task for line in left for task in _tasks(line, report, language)]
    tasks = [task for task in tasks if not _is_answered(task, report)]
    late = [task for task in tasks if task.day < report.made_on]
    if late:
        calendar.add_component(_late_event(late, report, language, where))
    ahead = [task for task in tasks if task not in late]
    for task in ahead:
        if not asks_to_answer(task.what):
            calendar.add_component(_task_event(task, report, language, where))
    if report.plan and has_answers(report):
        asking = [task for task in ahead if asks_to_answer(task.what)]
        calendar.add_component(_again_event(asking, report, language, where))
    data: bytes = calendar.to_ical()
    return data


def _task_event(task: _Task, report: Report, language: Language, where: str) -> Event:
    text = f"{task.description}\n{say(language, 'plan.event_where', where=where)}"
    event = _event(task.uid, task.day, _name(task, language), text, report, language)
    if is_quarterly(task.what):
        event.add("rrule", _QUARTERLY)
    return event


def _again_event(asking: Sequence[_Task], report: Report, language: Language, where: str) -> Event:
    """That it is time to answer again, with the steps that ask for it and whose they are; soon, where it is time.

    Its UID comes from the first assessment, so that a file after a later one moves the event.
    """
    soon = next_working_day(report.made_on)
    day = soon if is_time_to_answer(report, report.made_on) else day_to_answer(report)
    name, owners = say(language, "again.event"), dict.fromkeys(task.line.owner for task in asking if task.line.owner)
    if owners:
        name = say(language, "plan.whose", what=name, who=", ".join(owners))
    text = "\n\n".join([*(task.description for task in asking), say(language, "again.event_text", where=where)])
    first = report.earlier[0] if report.earlier else report
    return _event(f"again-{first.answered_on.isoformat()}", day, name, text, report, language, is_soon=day == soon)


def _is_answered(task: _Task, report: Report) -> bool:
    """Whether a task asks to answer again, and that was done after its day."""
    return bool(report.earlier) and asks_to_answer(task.what) and task.day < report.answered_on


class _Task(NamedTuple):
    """Something to do by a day: a step of a line, or the line as a whole; `description` says all of it."""

    uid: str
    day: date
    line: PlanLine
    what: str
    description: str
    is_last: bool = False  # Whether it is the deadline of a line that has steps.


def _tasks(line: PlanLine, report: Report, language: Language) -> Iterator[_Task]:
    """What is left of a line that has a day, with the line's title, which of its steps it is, and what it waits for."""
    title = _title(line, language)
    texts = dict(plan_texts(line, language))
    owner = f"{say(language, 'plan.owner')}: {line.owner}" if line.owner else say(language, "export.no_owner")
    success = [f"{say(language, 'plan.success')}: {line.success}"] if line.success else []
    waits = filter(None, [waits_remark(line, report, language)])
    rest = [*waits, owner, *success]
    left = [(number, step, step.due) for number, step in enumerate(line.steps, 1) if step.due and not step.is_done]
    if line.due is not None and line.due not in {day for _, _, day in left}:
        first = [f"{say(language, 'plan.first_step')}: {texts['first_step']}"] if "first_step" in texts else []
        text = "\n".join([title, *first, *rest])
        yield _Task(line.id, line.due, line, title, text, is_last=bool(line.steps))
    for number, step, day in left:
        place = say(language, "plan.step_of", title=title, number=number, count=len(line.steps))
        text = "\n".join([step.text, place, *rest])
        yield _Task(f"{line.id}.{number}", day, line, _short(step.text) or title, text)


def _title(line: PlanLine, language: Language) -> str:
    return line.title or line.first_step or say(language, "plan_page.untitled")


def _short(text: str) -> str:
    """What a step is about, short enough for the title of an event."""
    return shortened(first_sentence(text), _TITLE).rstrip(".")


def _name(task: _Task, language: Language) -> str:
    """What to do, and whose it is. A calendar shows the first words only."""
    return _whose(say(language, "plan.event_last", title=task.what) if task.is_last else task.what, task.line, language)


def _whose(what: str, line: PlanLine, language: Language) -> str:
    """A text with the owner of a line behind it, where it has one."""
    return say(language, "plan.whose", what=what, who=line.owner) if line.owner else what


def _late_event(late: Sequence[_Task], report: Report, language: Language, where: str) -> Event:
    """That what is late needs new dates, on the next working day at nine: by line, the longest overdue first."""
    listed: dict[str, list[str]] = {}
    late_by_step = {task.line.id for task in late if not task.is_last}
    for task in sorted(late, key=lambda task: task.day):
        if task.is_last and task.line.id in late_by_step:
            continue  # Its steps say it.
        line, day = task.line, day_text(task.day, language)
        # A line without steps is named once, with its owner.
        whose = _whose(_title(line, language), line, language)
        item = say(language, "plan.late_item", what=task.what if line.steps else whose, day=day)
        listed.setdefault(line.id, [whose] if line.steps else []).append(item)
    title = say(language, f"plan.late_event.{'many' if len(listed) > 1 else 'one'}", count=len(listed))
    # Of whom it is keeps those of two clients apart in the same calendar.
    uid = f"late-{report.answered_on.isoformat()}-{crc32(report.answers.title.encode()):08x}"
    for line in report.plan:
        if line.id in listed and (proposed := proposed_day(line, report)):
            of = "step" if line.next_step else "line"
            listed[line.id].append(say(language, f"plan.late_proposed.{of}", day=day_text(proposed, language)))
    blocks = ["\n".join(lines) for lines in listed.values()]
    text = "\n\n".join([say(language, "plan.late_passed"), *blocks, say(language, "plan.late_where", where=where)])
    return _event(uid, next_working_day(report.made_on), title, text, report, language, is_soon=True)


def _event(
    uid: str, day: date, name: str, description: str, report: Report, language: Language, *, is_soon: bool = False
) -> Event:
    """An all-day event that does not mark anybody as busy: without an end it lasts the whole day.

    It is remembered on the working day before; on the same day where it `is_soon`, so that the day before may be past.
    """
    event, title = Event(), report.answers.title
    of = [say(language, "plan.event_of", title=title)] if title else []
    event.add("uid", f"{uid}@drivkraft")
    # The day of the report, not the moment of the download: the same report gives the same bytes.
    event.add("dtstamp", datetime.combine(report.made_on, time(), UTC))
    event.add("dtstart", day)
    event.add("summary", name)
    event.add("description", "\n".join([description, *of]))
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", _AT_NINE - (timedelta() if is_soon else day - day_to_remind(day)))
    alarm.add("description", name)
    event.add_component(alarm)
    return event
