"""What is said of a line of the plan: its title, how it stands, and what is next of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from assessment.instrument import Language
from assessment.next_up import FirstUp, first_up
from assessment.plan import OUTCOMES, Outcome, PlanLine
from assessment.report import Report
from assessment.sentences.advice import line_remark
from assessment.sentences.answers import has_answers
from assessment.sentences.planned import (
    asks_to_answer,
    dropped_remark,
    how_it_shows,
    number_in_results,
    outcome_words,
    state_word,
)
from assessment.words import dotted, first_sentence, is_whole, say, shortened, span_text, upper_first, when_text
from pages.shared.elements import plain
from pages.visit import address, asking, assessments, planning

_LONGEST: Final = 140  # Letters of a step in two rows; one in a folded line has two lines of any width: see look.css.
_END_OF_CLAUSE: Final = re.compile(r"(?<=.{20})(?:[:;,] | \()")


def is_over(lines: Sequence[PlanLine]) -> bool:
    """Whether everything in the plan is done, and there are results that say what comes next."""
    has_result = isinstance(address.visitor(), address.Example) or bool(assessments.finished_ones())
    return has_result and bool(lines) and all(line.is_all_done for line in lines)


def next_thing(report: Report, late: Sequence[FirstUp], language: Language) -> str:
    """What is late in the plan, else what is next, who does it and when.

    The step that is late stands below, at its line. What a plan is where nothing is ahead.
    """
    up = report.next_up
    if up is None:
        return say(language, "plan_page.all_done" if is_over(report.plan) else "plan_page.text")
    late_now = _late_words(late, language)
    if late and up.line.id in {one.line.id for one in late}:
        return late_now
    return "  \n".join(filter(None, [next_words(up.line, language), *same_day(report, language), late_now]))


def same_day(report: Report, language: Language) -> list[str]:
    """What else is due on the day of what is next in the plan, and who does it if anybody, one by one, as Markdown.

    The first two; nothing where what is next is late or has no day.
    """
    up = report.next_up
    if up is None or up.day is None or up.is_late:
        return []
    others = [one for line in report.plan_now if line.id != up.line.id and (one := first_up([line], report.made_on))]
    found = [one.line for one in others if one.day == up.day][:2]
    said = (_next(line, language, is_folded=False)[: 2 if line.owner else 1] for line in found)
    return [say(language, "plan_page.same_day", what=dotted(what)) for what in said]


def _late_words(late: Sequence[FirstUp], language: Language) -> str:
    """The title of the only line that is late, or how many are, in one sentence; "" for none."""
    if not late:
        return ""
    title, day = line_title(late[0].line, language).rstrip("."), late[0].day
    name = f"{'many' if late[1:] else 'one'}{'' if day else '_no_day'}"
    since = when_text(day, language, address.today()) if day else ""
    return say(language, f"plan_page.late.{name}", count=len(late), title=title, day=since)


def how_far(line: PlanLine, language: Language) -> list[str]:
    """That a line is done or ended, and how many of its steps are; before that, what it was to begin with. As Markdown.

    Of one that is done with all its steps they are not counted. Empty where there is nothing to say.
    """
    if line.steps_done or line.is_all_done:
        state = [state_word(line, language)] if line.is_all_done else []
        is_counted = line.steps_done and (line.is_ended_early or not line.is_all_done)
        return [*state, *([steps_words(line, language)] if is_counted else [])]
    first = line.steps[0].text if line.steps else line.first_step
    return [f"{say(language, 'plan.first_step')}: {plain(first_sentence(first))}"] if first else []


def glance(line: PlanLine, report: Report, language: Language) -> str:
    """A line as it is folded, as Markdown: its title, how it stands, what is next of it, and what tells that it helped.

    What is next ends with its number in the results. How it stands is grey, except what is late. What an unfolded line
    has in its fields is in small letters, and look.css then hides it.
    """
    title, stands = line_title(line, language), head(line, language)
    if is_dropped(line, report):
        stands = f"**{plain(line_remark(line, report, language))}**"
    rows = [f":gray[{title}]" if line.is_all_done else f"**{title}**"]
    rows.append(stands if stands.startswith("**") else f":gray[{stands}]")
    return "  \n".join([*rows, *(f":small[{row}]" for row in _more_of(line, report, language))])


def _more_of(line: PlanLine, report: Report, language: Language) -> list[str]:
    happened = "" if asks_how_it_went(line) or asks_above(line) else line.happened  # Else that field is in sight.
    told = [say(language, "plan_page.happened", happened=plain(happened))] if happened else []
    if line.is_ended_early:
        return [f":gray[{say(language, 'plan_page.ended_early')}]", *told]
    rows: list[str] = []
    if not line.is_all_done:
        rest = [_who(line, language)] if line.owner or line.is_late(address.today()) else []
        if (line.steps or line.first_step) and not is_dropped(line, report):
            what, *rest = _next(line, language, is_folded=True)
            rows.append(say(language, "plan_page.next_step", what=what))
        rest += advised(line, report, language)
        rows += [f":gray[{dotted(rest)}]"] if rest else []
    if line.success and not asks_how_it_went(line):  # Else that is in its field, which is in sight.
        rows.append(say(language, f"plan_page.sign.{how_it_shows(line)}", sign=plain(line.success)))
    return [*rows, *told]


def next_words(line: PlanLine, language: Language) -> str:
    """That this is next in the plan: what of a line that is not done, who does it and by when, as Markdown."""
    what, *rest = _next(line, language, is_folded=False)
    return say(language, "plan_page.up_next", what=dotted([what, *rest]))


def _next(line: PlanLine, language: Language, *, is_folded: bool) -> list[str]:
    """What is next of a line, who does it, and by when if it has a day; a folded line says above it that it is late."""
    place = line.due_first
    one = line.steps[place] if line.steps and place is not None else None
    text = one.text if one else line.first_step or line.title or say(language, "plan_page.untitled")
    day, of_all = (one.due, False) if one and one.due else (line.due, bool(one or line.first_step))
    if of_all and is_folded:  # What has no day of its own: the line says that of the whole.
        day = None
    when = [_when(day, language, since="since" if is_folded else "late_since", of_all=of_all)] if day else []
    last = line.due
    if is_folded and one and one.due and last and address.today() <= one.due < last:
        when = [f"{when[0]}–{span_text(last, last, language)}"]  # From its day to that of the whole.
    said = first_sentence(text) if is_folded else _in_few_words(first_sentence(text))
    return [plain(said.rstrip(".")), _who(line, language), *when]


def _when(day: date, language: Language, *, since: str, of_all: bool) -> str:
    """By when something is done, a step or a line as a whole, or when it was to be done."""
    when = when_text(day, language, address.today())
    if day < address.today():
        return say(language, f"plan_page.{since}", day=when)
    return say(language, "plan_page.complete_by", day=when) if of_all else when


def is_dropped(line: PlanLine, report: Report) -> bool:
    """Whether a line that is left no longer applies, because the map has changed."""
    return bool(dropped_remark(line, report, address.language()))


def is_undated(line: PlanLine) -> bool:
    """Whether a line that is left has no day at all, so that no calendar knows it."""
    return not line.is_all_done and line.due is None and not any(step.due for step in line.steps if not step.is_done)


def _in_few_words(text: str) -> str:
    """A sentence in two rows; one that is longer ends with a clause, outside quotes and brackets."""
    if len(text) <= _LONGEST:
        return text
    ends = [text[: each.start()] for each in _END_OF_CLAUSE.finditer(text[:_LONGEST])]
    return next((f"{end}\u00a0…" for end in reversed(ends) if is_whole(end)), shortened(text, _LONGEST))


def _who(line: PlanLine, language: Language) -> str:
    return plain(line.owner) or say(language, "plan_page.no_owner")


def steps_words(line: PlanLine, language: Language) -> str:
    """How many steps of a line that has some are done."""
    done, count = line.steps_done, len(line.steps)
    return say(language, "plan_page.all_steps" if done == count else "plan_page.steps", done=done, count=count)


def outcomes_of(line: PlanLine) -> Sequence[Outcome]:
    """How a line may have gone: not that it was not done if it was, or all its steps; no answer takes one away."""
    is_done = asking.was_done(line) or 0 < len(line.steps) == line.steps_done
    return [one for one in OUTCOMES if one != "not_done" or one == line.outcome or not is_done]


def sign_label(line: PlanLine, language: Language) -> str:
    """The label of what tells that a line helped, in the tense of how it went."""
    shows = how_it_shows(line)
    return say(language, "plan.success" if shows == "ahead" else f"plan_page.showed.{shows}")


def asks_how_it_went(line: PlanLine) -> bool:
    """Whether a line itself asks how it went: once it is done, until that is answered, unless it is asked above it.

    The answer stays in sight until another line is changed, also that it was not done, which takes the tick away.
    """
    if asking.asked_at(line) == "below" and line.outcome is not None:
        return planning.is_just_saved(line)
    return line.is_all_done and line.outcome is None and not asks_above(line)


def asks_above(line: PlanLine) -> bool:
    """Whether it is asked above all lines how this one of an earlier assessment went.

    Those that have just been ticked ask it themselves; the others stay there with their answers until the plan is left.
    """
    newest, where = assessments.assessment(), asking.asked_at(line)
    if newest is None or not newest.is_finished or where == "below":
        return False
    return where == "above" or line.asks_for_outcome(newest.number, address.today())


def step_stands(line: PlanLine, number: int, language: Language) -> str:
    """That the tick of a step has just been saved; else that it is done, or "". As Markdown.

    Answering again has ticked the step that asks for it, which that says.
    """
    step, newest = line.steps[number], next(reversed(assessments.finished_ones()), None)
    if planning.is_just_ticked(line, number):
        return f":gray[{say(language, 'plan_page.saved')}]"
    if step.is_done and asks_to_answer(step.text) and newest is not None and newest.number > line.added_in:
        return f":gray[{say(language, 'plan_page.answered_again')}]"
    return f":gray[{say(language, 'plan_page.step_done')}]" if step.is_done else ""


def head(line: PlanLine, language: Language) -> str:
    """The line's state, how many steps are done, its day, how it went, and whether it has just been saved.

    Where steps that are left have days of their own, those say by when. Of a step's tick, which says so itself, it is
    not said twice that it is saved.
    """
    parts = [state_text(line, language)]
    if line.steps and not line.is_all_done:
        parts.append(steps_words(line, language))
    if line.due and not line.is_all_done and not any(step.due for step in line.steps if not step.is_done):
        parts.append(say(language, "plan_page.complete_by", day=when_text(line.due, language, address.today())))
    went = outcome_words(line, language)
    if went and line.state != "done" and not (line.outcome == "not_done" and is_undated(line)):  # Its state says that.
        parts.append(say(language, "plan_page.you_answered", outcome=went))
    if planning.is_just_saved(line) and not any(planning.is_just_ticked(line, each) for each in range(len(line.steps))):
        saved = say(language, "plan_page.saved")
        parts[-1] = f"{parts[-1]}\u00a0·\u00a0{saved}"  # It does not stand alone on a line of a phone.
    return dotted(parts)


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
        went = outcome_words(line, language)
        return say(language, "plan_page.answered", state=done, outcome=went) if went else done
    if line.is_all_done:
        return steps_words(line, language)
    if line.needs_day(today):
        return f"**{upper_first(say(language, 'plan.overdue' if line.due else 'plan.outcomes.not_done'))}**"
    if line.late_step(today) is not None:
        return f"**{say(language, 'plan_page.step_overdue')}**"
    return state_word(line, language)


def advised(line: PlanLine, report: Report, language: Language) -> list[str]:
    """Which number a line has in the results; nothing where it has none, or where only the map was made."""
    number = number_in_results(line, report) if has_answers(report) else ""
    return [say(language, "plan_page.advised", number=number)] if number else []


def line_title(line: PlanLine, language: Language) -> str:
    """The title of a line, as Markdown; one without asks for it."""
    return plain(line.title) or say(language, "plan_page.ask_title")
