"""What is said of a line of the plan: its title with its number, how it stands, and what is next of it."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from assessment.instrument import Language
from assessment.plan import PlanLine
from assessment.report import Report
from assessment.words import dotted, first_sentence, lower_first, say, shortened, upper_first, when_text
from pages.shared.elements import plain
from pages.visit import address, planning

_LONGEST: Final = 110  # Letters of a step in one row of a laptop; on a phone, look.css cuts it.
_END_OF_CLAUSE: Final = re.compile(r"(?<=.{20})(?:[:;] | \()")


def how_far(line: PlanLine, language: Language) -> list[str]:
    """How many steps of a line are done; empty where none is."""
    return [_steps_done(line, language)] if line.steps_done else []


def glance(line: PlanLine, report: Report, language: Language) -> str:
    """A line as it is folded, as Markdown: its title, what is next of it, how it stands, by when and whose it is.

    What an unfolded line has in its fields is in small letters, and look.css then hides it.
    """
    title = numbered(line, report, language)
    rows = [f":gray[{title}]" if line.state == "done" else f"**{title}**"]
    if what := _what_is_left(line, language):
        rows.append(f":small[{what}]")
    stands, more = state_text(line, language), _when_and_who(line, language)
    parts = [f"{stands} :small[{more}]" if more else stands]
    if planning.is_just_saved(line):
        parts.append(say(language, "plan_page.saved"))
    # How it stands is grey, but for what is late.
    return "  \n".join([*rows, f":{'small' if _is_late(line) else 'gray'}[{dotted(parts)}]"])


def _what_is_left(line: PlanLine, language: Language) -> str:
    """The first late step of a line, else its first open one, with its number; without steps, what to begin with."""
    place = _step_in_sight(line)
    if place is not None:
        what = _few_words(line.steps[place].text)
        return say(language, "plan_page.step_of", number=place + 1, count=len(line.steps), what=what)
    if line.first_step and not line.steps and not line.is_all_done:
        return f"{say(language, 'plan.first_step')}: {_few_words(line.first_step)}"
    return ""


def _few_words(text: str) -> str:
    return plain(_in_few_words(first_sentence(text)).rstrip("."))


def _step_in_sight(line: PlanLine) -> int | None:
    late = line.late_step(address.today())
    return (line.first_open if line.steps else None) if late is None else late


def _when_and_who(line: PlanLine, language: Language) -> str:
    """By when what is left of a line is done, or since when it is late, and whose it is; "" for what is done."""
    if line.is_all_done:
        return ""
    today, place = address.today(), _step_in_sight(line)
    since, step = line.late_since(today), line.steps[place].due if place is not None else None
    day = since or step or line.due
    when = whole(when_text(day, language, today)) if day else ""
    who = f"·\u00a0{_who(line, language)}"
    if since:
        return f"{say(language, 'plan_page.since', day=when)} {who}"
    return f"·\u00a0{when} {who}" if when else who


def next_words(line: PlanLine, language: Language) -> str:
    """What is next in the plan, of a line that is not done, who does it and by when, as Markdown."""
    one = line.next_step
    text = one.text if one else line.first_step or line.title or say(language, "plan_page.untitled")
    day = one.due if one else line.due
    when = [_when(day, language)] if day else []
    return say(language, "plan_page.up_next", what=dotted([_few_words(text), _who(line, language), *when]))


def _when(day: date, language: Language) -> str:
    """By when something is done, or when it was to be done."""
    when = whole(when_text(day, language, address.today()))
    return when if day >= address.today() else say(language, "plan_page.late_since", day=when)


def _in_few_words(text: str) -> str:
    """A sentence in at most _LONGEST letters; one that is longer ends with a clause, outside quotes and brackets."""
    if len(text) <= _LONGEST:
        return text
    ends = [text[: each.start()] for each in _END_OF_CLAUSE.finditer(text[:_LONGEST])]
    return next((f"{end} …" for end in reversed(ends) if _is_balanced(end)), shortened(text, _LONGEST))


def _is_balanced(text: str) -> bool:
    quotes = sum(map(text.count, '"“”'))  # In Swedish the same sign begins and ends a quote.
    return quotes % 2 == 0 and text.count("(") == text.count(")")


def _who(line: PlanLine, language: Language) -> str:
    return plain(line.owner) or whole(say(language, "plan_page.no_owner"))


def whole(words: str) -> str:
    """Words that stay on one line."""
    return words.replace(" ", "\u00a0")


def _steps_done(line: PlanLine, language: Language) -> str:
    done, count = line.steps_done, len(line.steps)
    return say(language, "plan_page.all_steps" if done == count else "plan_page.steps", done=done, count=count)


def day_words(due: date, language: Language) -> str:
    """By which day something is to be done, or since when it is late."""
    today = address.today()
    day = whole(when_text(due, language, today))
    return say(language, f"plan_page.{'late_since' if due < today else 'due_by'}", day=day)


def state_text(line: PlanLine, language: Language) -> str:
    """The state of a line, as Markdown, in one word: never two that contradict each other.

    Of one that is done also how the visitor has answered that it went.
    """
    if line.state == "done":
        done = say(language, "plan.states.done")
        return _answered(done, line, language) if line.outcome else done
    if line.is_all_done:
        return _steps_done(line, language)
    if _is_late(line):
        name = "plan.outcomes.not_done" if line.late_since(address.today()) is None else "plan.overdue"
        return f"**{upper_first(say(language, name))}**"
    return say(language, "plan.new_day" if line.has_new_day(address.today()) else f"plan.states.{line.state}")


def _is_late(line: PlanLine) -> bool:
    today = address.today()
    return line.needs_day(today) or line.late_step(today) is not None


def _answered(state: str, line: PlanLine, language: Language) -> str:
    """A state, and how the visitor has answered that it went."""
    went = lower_first(say(language, f"plan.outcomes.{line.outcome}"))
    return say(language, "plan_page.answered", state=state, outcome=went)


def numbered(line: PlanLine, report: Report, language: Language) -> str:
    """The title of a line, as Markdown, after the number its advice has in the results."""
    title = line_title(line, language)
    if line.source not in report.ranked:
        return title
    return say(language, "plan_page.numbered", number=report.ranked.index(line.source) + 1, title=title)


def line_title(line: PlanLine, language: Language) -> str:
    """The title of a line, as Markdown."""
    return plain(line.title or say(language, "plan_page.untitled"))
