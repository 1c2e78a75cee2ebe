"""What is said of a line of the plan: its title, how it stands, and what is next of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final, Literal

from assessment.instrument import Language
from assessment.plan import OUTCOMES, FirstUp, Outcome, PlanLine, first_up
from assessment.report import Report
from assessment.words import dotted, first_sentence, is_whole, lower_first, say, shortened, upper_first, when_text
from pages.shared.elements import plain
from pages.visit import address, assessments, planning

_LONGEST: Final = 110  # Letters of a step in one row: three lines on a phone.
_FOLDED: Final = 56  # Of one in a folded line, with its owner and its day: three lines there.
_END_OF_CLAUSE: Final = re.compile(r"(?<=.{20})(?:[:;,] | \()")


def is_over(lines: Sequence[PlanLine]) -> bool:
    """Whether everything in the plan is done, and there are results that say what comes next."""
    has_result = isinstance(address.visitor(), address.Example) or bool(assessments.finished_ones())
    return has_result and bool(lines) and all(line.is_all_done for line in lines)


def next_thing(report: Report, late: Sequence[FirstUp], language: Language) -> str:
    """What is late in the plan, else what is next, who does it and when, and why it is not number 1.

    The step that is late stands below, at its line. What a plan is where nothing is ahead.
    """
    up = report.next_up
    if up is None:
        return say(language, "plan_page.all_done" if is_over(report.plan) else "plan_page.text")
    following = next_words(up.line, language, name="up_next")
    late_now = _late_words(late, language)
    if late and up.line.id in {one.line.id for one in late}:
        return late_now
    return "  \n".join(filter(None, [following, late_now, _first_comes_later(report, language)]))


def _late_words(late: Sequence[FirstUp], language: Language) -> str:
    """The title of the only line that is late, or how many are, in one sentence; "" for none."""
    if not late:
        return ""
    title, day = line_title(late[0].line, language).rstrip("."), late[0].day
    name = f"{'many' if late[1:] else 'one'}{'' if day else '_no_day'}"
    since = when_text(day, language, address.today()) if day else ""
    return say(language, f"plan_page.late.{name}", count=len(late), title=title, day=since)


def how_far(line: PlanLine, language: Language) -> list[str]:
    """How many steps of a line are done, as Markdown; before that, what it was to begin with. Empty without either."""
    if line.steps_done:
        return [_steps_done(line, language)]
    first = line.steps[0].text if line.steps else line.first_step
    return [f"{say(language, 'plan.first_step')}: {plain(first_sentence(first))}"] if first else []


def glance(line: PlanLine, language: Language, number: str = "") -> str:
    """A line as it is folded, as Markdown: its title, how it stands, what is next of it, and what tells that it helped.

    Before the title stands the `number` it has in the results, if it has one.
    How it stands is grey, but for what is late. What an unfolded line has in its fields is in small letters, and
    look.css then hides it.
    """
    title, stands = numbered(line, language, number), head(line, language)
    rows = [f":gray[{title}]" if line.state == "done" else f"**{title}**"]
    rows.append(stands if stands.startswith("**") else f":gray[{stands}]")
    return "  \n".join([*rows, *(f":small[{row}]" for row in _more_of(line, language))])


def _more_of(line: PlanLine, language: Language) -> list[str]:
    if line.is_ended_early:
        return [f":gray[{say(language, 'plan_page.ended_early')}]"]
    rows: list[str] = []
    if not line.is_all_done:
        if line.steps or line.first_step:
            rows.append(next_words(line, language, name="next_step"))
        elif line.owner or line.is_late(address.today()):
            rows.append(_who(line, language))
    return [*rows, *([say(language, "plan_page.sign", sign=plain(line.success))] if line.success else [])]


def next_words(line: PlanLine, language: Language, *, name: Literal["up_next", "next_step"]) -> str:
    """What is next of a line that is not done, who does it and by when, as Markdown; `name` says what it is called."""
    place = line.due_first
    one = line.steps[place] if line.steps and place is not None else None
    text = one.text if one else line.first_step or line.title or say(language, "plan_page.untitled")
    what = _in_few_words(first_sentence(text), _LONGEST if name == "up_next" else _FOLDED).rstrip(".")
    day, of_all = (one.due, False) if one else (line.due, bool(line.first_step))
    if of_all and name == "next_step":  # A first step has no day of its own, and the line says that of the whole.
        day = None
    since = "late_since" if name == "up_next" else "since"  # A folded line says above it that it is late.
    when = [_when(day, language, since=since, of_all=of_all)] if day else []
    return say(language, f"plan_page.{name}", what=dotted([plain(what), _who(line, language), *when]))


def _when(day: date, language: Language, *, since: str, of_all: bool) -> str:
    """By when something is done, a step or a line as a whole, or when it was to be done."""
    when = when_text(day, language, address.today())
    if day < address.today():
        return say(language, f"plan_page.{since}", day=when)
    return say(language, "plan_page.complete_by", day=when) if of_all else when


def _first_comes_later(report: Report, language: Language) -> str:
    """Why what is next in the plan is not number 1 of the results, where that is in the plan too; "" where it is."""
    up, first = report.next_up, next(iter(report.to_do), None)
    line = report.planned(first) if first else None
    if up is None or up.is_late or line is None or up.line == line:
        return ""
    later = first_up([line], address.today())
    if later is None or later.day is None:
        return say(language, "plan_page.first_later.no_day")
    return say(language, "plan_page.first_later.day", day=when_text(later.day, language, address.today()))


def is_undated(line: PlanLine) -> bool:
    """Whether a line that is left has no day at all, so that no calendar knows it."""
    return not line.is_all_done and line.due is None and not any(step.due for step in line.steps if not step.is_done)


def _in_few_words(text: str, most: int) -> str:
    """A sentence in at most so many letters; one that is longer ends with a clause, outside quotes and brackets."""
    if len(text) <= most:
        return text
    ends = [text[: each.start()] for each in _END_OF_CLAUSE.finditer(text[:most])]
    return next((f"{end} …" for end in reversed(ends) if is_whole(end)), shortened(text, most))


def _who(line: PlanLine, language: Language) -> str:
    return plain(line.owner) or say(language, "plan_page.no_owner")


def _steps_done(line: PlanLine, language: Language) -> str:
    done, count = line.steps_done, len(line.steps)
    return say(language, "plan_page.all_steps" if done == count else "plan_page.steps", done=done, count=count)


def outcomes_of(line: PlanLine) -> Sequence[Outcome]:
    """How a line may have gone: not that it was not done if all its steps are; no answer takes an answer away."""
    is_done = 0 < len(line.steps) == line.steps_done
    return [one for one in OUTCOMES if one != "not_done" or one == line.outcome or not is_done]


def step_stands(line: PlanLine, number: int, language: Language) -> str:
    """That the tick of a step has just been saved, with how many are done; else that it is done, or "". As Markdown."""
    if planning.is_just_ticked(line, number):
        return f":gray[{dotted([say(language, 'plan_page.saved'), _steps_done(line, language)])}]"
    return f":gray[{say(language, 'plan_page.step_done')}]" if line.steps[number].is_done else ""


def head(line: PlanLine, language: Language) -> str:
    """The line's state, how many steps are done, else its day, and whether it has just been saved."""
    parts = [state_text(line, language)]
    if line.steps and not line.is_all_done:
        parts.append(_steps_done(line, language))
    elif line.due and not line.is_all_done:
        parts.append(say(language, "plan_page.complete_by", day=when_text(line.due, language, address.today())))
    if planning.is_just_saved(line):
        parts.append(say(language, "plan_page.saved"))
    return dotted(parts)


def _answered(state: str, line: PlanLine, language: Language) -> str:
    """A state, and how the visitor has answered that it went."""
    went = lower_first(say(language, f"plan.outcomes.{line.outcome}"))
    return say(language, "plan_page.answered", state=state, outcome=went)


def day_words(due: date, language: Language) -> str:
    """By which day a step is to be done, or since when it is late."""
    today = address.today()
    day = when_text(due, language, today)
    return say(language, f"plan_page.{'late_since' if due < today else 'due_by'}", day=day)


def state_text(line: PlanLine, language: Language) -> str:
    """The state of a line, as Markdown, in one word: never two that contradict each other.

    How a line went that is done or ended; else whether it or a step of it is late; else whether it is begun.
    """
    today = address.today()
    if line.made_no_difference:
        return say(language, "plan_page.ended")
    if line.state == "done":
        done = say(language, "plan.states.done")
        return _answered(done, line, language) if line.outcome else done
    if line.is_all_done:
        return _steps_done(line, language)
    if line.needs_day(today):
        return f"**{upper_first(say(language, 'plan.overdue' if line.due else 'plan.outcomes.not_done'))}**"
    if line.late_step(today) is not None:
        return f"**{say(language, 'plan_page.step_overdue')}**"
    return say(language, f"plan.states.{line.state}")


def numbered(line: PlanLine, language: Language, number: str) -> str:
    """The title of a line with its number in the results, if it has one."""
    title = line_title(line, language)
    return f"{number}. {title}" if number else title


def line_title(line: PlanLine, language: Language) -> str:
    """The title of a line, as Markdown; one without asks for it."""
    return plain(line.title) or say(language, "plan_page.ask_title")
