"""The first page of a new assessment after a finished one: what has come of the plan, and whether you have agreed."""

from __future__ import annotations

from contextlib import nullcontext

import streamlit as st

from assessment.instrument import Language
from assessment.plan import PlanLine
from assessment.series import Assessment
from assessment.words import date_text, dotted, joined, quoted, say, upper_first
from pages.parts.agreement import agreement_choice
from pages.parts.plan_fields import ends_words, happened, outcome_choice
from pages.parts.planned import how_far, line_title, sign_label, steps_words
from pages.shared.elements import plain
from pages.visit import address, asking, assessments, places


def since_last_time(begun: Assessment, language: Language) -> None:
    """Draw the page. Each answer is saved at once, and none is needed to go on."""
    finished = assessments.last_finished()
    if finished is not None:
        st.caption(say(language, "since.day", day=date_text(finished.day, language)))
    st.title(say(language, "since.headline"), anchor=False)
    asked, left = asking.asked_about(begun.number)
    text = "planned" if asked else "not_yet" if asking.is_anything_ahead() else "nothing"
    st.markdown(" ".join([say(language, f"since.text.{text}"), *ends_words(asked, language)]))
    for line in asked:
        _outcome(line, language)
    if left:
        named = [_named(line, language) for line in left]
        name = "since.left.many" if left[1:] else "since.left.one"
        st.caption(say(language, name, lines=joined(named, language)))
    if begun.instrument.asks_about_experience:
        _agreed(begun, language)
    # Always in sight where the page may be longer than the screen, else right below the last answer.
    with st.bottom if asked else nullcontext():
        minutes = begun.instrument.minutes(begun.answers.form)
        onward = say(language, "since.next", minutes=minutes)
        st.button(onward, key="next", type="primary", on_click=address.turn_to, args=(_next_page(begun),))
    st.caption(say(language, "since.earlier_stays"))


def _next_page(begun: Assessment) -> str | None:
    """The statements, where they are open, or the behaviours when none is chosen."""
    if begun.has_answers:
        return None
    has_behaviour = begun.answers.current_behaviour or begun.answers.new_behaviour
    return begun.instrument.factors[0].id if has_behaviour else places.BEHAVIOUR


def _outcome(line: PlanLine, language: Language) -> None:
    owner = plain(line.owner) if line.owner else upper_first(say(language, "plan_page.no_owner"))
    due = None if line.is_all_done else line.due
    day = [say(language, "results.in_plan.due", day=date_text(due, language))] if due else []
    with st.container(border=True, key=f"since_{line.id}", gap="xsmall"):
        st.markdown(f"**{line_title(line, language)}**")
        st.caption(dotted([owner, *day, *how_far(line, language)]))
        if line.success:
            st.markdown(f"{sign_label(line, language)}: {plain(line.success)}")
        outcome_choice(line, language, is_titled=False)
        happened(line, language)


def _named(line: PlanLine, language: Language) -> str:
    """The title of a line that is left, how many of its steps are done, and whether it is late."""
    steps = steps_words(line, language) if line.steps else ""
    late = say(language, "plan.overdue") if line.is_overdue(address.today()) else ""
    stands = ", ".join(filter(None, [steps, late]))
    title = quoted(line_title(line, language), language)
    return f"{title} ({stands})" if stands else title


def _agreed(begun: Assessment, language: Language) -> None:
    """Ask again whether the right customer experience is agreed; the answer before is chosen already.

    The question follows from the answer before, so it stays the same whatever is answered now.
    """
    finished = assessments.reported()
    before = finished.answers.experience.agreed if finished else None
    st.subheader(say(language, f"since.agreed.{'still' if before == 'yes' else 'now'}"), anchor=False)
    agreement_choice("since_agreed", begun.answers.experience.agreed, language)
