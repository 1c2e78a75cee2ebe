"""The first page of a new assessment after a finished one: what has come of the plan, and whether you have agreed."""

from __future__ import annotations

import streamlit as st

from assessment.answers import AGREEMENTS
from assessment.instrument import Language
from assessment.plan import PlanLine
from assessment.series import Assessment
from assessment.words import date_text, say
from pages.parts.plan import line_title, outcome_choice
from pages.shared.elements import plain
from pages.visit import address, assessments, controls, describing, places, planning


def since_last_time(begun: Assessment, language: Language) -> None:
    """Draw the page. Each answer is saved at once, and none is needed to go on."""
    finished = assessments.last_finished()
    if finished is not None:
        st.caption(say(language, "since.day", day=date_text(finished.day, language)))
    st.title(say(language, "since.headline"), anchor=False)
    asked = planning.asked_about(begun.number)
    st.markdown(say(language, f"since.text.{'planned' if asked else 'nothing'}"))
    for line in asked:
        _outcome(line, language)
    if begun.instrument.asks_about_experience:
        _agreed(begun, language)
    st.caption(say(language, "since.earlier_stays"))
    with st.bottom:
        minutes = begun.instrument.minutes(begun.answers.form)
        onward = say(language, "since.next", minutes=minutes)
        st.button(onward, key="next", type="primary", on_click=address.turn_to, args=(_next_page(begun),))


def _next_page(begun: Assessment) -> str:
    """The statements, or the behaviours when none is chosen."""
    has_behaviour = begun.answers.current_behaviour or begun.answers.new_behaviour
    return begun.instrument.factors[0].id if has_behaviour else places.BEHAVIOUR


def _outcome(line: PlanLine, language: Language) -> None:
    owner = plain(line.owner) if line.owner else say(language, "plan_page.nobody")
    with st.container(border=True, key=f"since_{line.id}", gap="xsmall"):
        st.markdown(f"**{line_title(line, language)}**")
        st.caption(" · ".join([owner, *([date_text(line.due, language)] if line.due else [])]))
        outcome_choice(line, language, is_titled=False)


def _agreed(begun: Assessment, language: Language) -> None:
    """Ask again whether the right customer experience is agreed; the answer before is chosen already."""
    before = begun.answers.experience.agreed
    key = "since_agreed"
    controls.show(key, before)
    st.subheader(say(language, f"since.agreed.{'still' if before == 'yes' else 'now'}"), anchor=False)
    st.radio(
        say(language, "behaviour.experience.title"),
        AGREEMENTS,
        index=None,
        format_func=lambda code: say(language, f"agreement.{code}"),
        horizontal=True,
        key=key,
        on_change=describing.save_agreement,
        args=(key,),
        label_visibility="collapsed",
    )
