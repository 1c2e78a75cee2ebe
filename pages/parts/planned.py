"""What is said of a line of the plan: its title with its number, how it stands, and what is next of it."""

from __future__ import annotations

from assessment.instrument import Language
from assessment.plan import PlanLine
from assessment.report import Report
from assessment.words import day_text, first_sentence, lower_first, say, upper_first
from pages.shared.elements import plain
from pages.visit import address, planning


def how_far(line: PlanLine, language: Language) -> list[str]:
    """How many steps of a line are done, as Markdown; before that, what it was to begin with. Empty without either."""
    if line.steps_done:
        return [_steps_done(line, language)]
    first = line.steps[0].text if line.steps else line.first_step
    return [f"{say(language, 'plan.first_step')}: {plain(first_sentence(first))}"] if first else []


def glance(line: PlanLine, language: Language) -> str:
    """How a line stands and what is next of it, as Markdown; how it stands in grey, but for what is late.

    What is next is in a mark of its own, so that an unfolded line, which has its steps below, need not show it.
    """
    stands = head(line, language)
    return "  \n".join([stands if stands.startswith("**") else f":gray[{stands}]", *_next_of(line, language)])


def _next_of(line: PlanLine, language: Language) -> list[str]:
    """What is next of a line that is not done, with its day and owner, as Markdown; empty where none of it is known."""
    if line.is_all_done:
        return []
    what = plain(first_sentence(line.next_step.text if line.next_step else line.first_step))
    day = line.next_step.due if line.next_step else line.due
    asks_who = bool(line.steps) or line.is_late(address.today())
    who = plain(line.owner) or (say(language, "plan_page.no_owner") if asks_who else "")
    when_and_who = " · ".join(filter(None, [day_text(day, language) if day else "", who]))
    if not (what or when_and_who):
        return []
    said = [f"**{when_and_who}{':' if what else ''}**" if when_and_who else "", what]
    return [f":small[{' '.join(filter(None, said))}]"]


def _steps_done(line: PlanLine, language: Language) -> str:
    done, count = line.steps_done, len(line.steps)
    return say(language, "plan_page.all_steps" if done == count else "plan_page.steps", done=done, count=count)


def head(line: PlanLine, language: Language) -> str:
    """The line's state, how it went so far, how many steps are done, and whether it has just been saved."""
    parts, today = [state_text(line, language)], address.today()
    is_begun = line.outcome == "not_done" and any(step.is_done for step in line.steps)
    says_outcome = line.outcome and not line.has_new_day(today)  # "New date" says that it was not done in time.
    if says_outcome and line.state != "done" and not is_begun and (line.due or not line.needs_day(today)):
        parts.append(lower_first(say(language, f"plan.outcomes.{line.outcome}")))
    if line.steps and not line.is_all_done:
        parts.append(_steps_done(line, language))
    if planning.is_just_saved(line):
        parts.append(say(language, "plan_page.saved"))
    return " · ".join(parts)


def state_text(line: PlanLine, language: Language) -> str:
    """The state of a line, as Markdown, in one word: never two that contradict each other.

    How a line went that is done; else whether it or a step of it is late; else whether it is begun.
    """
    today = address.today()
    if line.state == "done":
        done, went = say(language, "plan.states.done"), line.outcome and say(language, f"plan.outcomes.{line.outcome}")
        if line.outcome == "too_early":  # That alone does not say that it is done.
            return f"{done} · {lower_first(went or '')}"
        return went or done
    if line.is_all_done:
        return say(language, "plan_page.all_steps", count=len(line.steps))
    if line.needs_day(today):
        return f"**{upper_first(say(language, 'plan.overdue' if line.due else 'plan.outcomes.not_done'))}**"
    if line.late_step(today) is not None:
        return f"**{say(language, 'plan_page.step_overdue')}**"
    state = say(language, f"plan.states.{line.state}")
    return say(language, "plan.new_day", state=state) if line.has_new_day(today) else state


def numbered(line: PlanLine, report: Report, language: Language) -> str:
    """The title of a line, as Markdown, after the number its advice has in the results."""
    title = line_title(line, language)
    if line.source not in report.ranked:
        return title
    # With a space that does not break, so that it is not the beginning of a list.
    return f"{report.ranked.index(line.source) + 1}.\u00a0{title}"


def line_title(line: PlanLine, language: Language) -> str:
    """The title of a line, as Markdown."""
    return plain(line.title or say(language, "plan_page.untitled"))
