"""What you get, and the few things worth entering before the first question."""

import streamlit as st

from assessment.answers import Answers
from assessment.words import say
from pages.parts.start import (
    about_other_behaviours,
    answers_waiting,
    behaviour_choices,
    experience_choices,
    responsible,
    ways_back,
)
from pages.shared.elements import pressed
from pages.visit import address, assessments, banks, beginning, places

language, last = address.language(), assessments.assessment()
begun, bank = (last.answers, last.instrument) if last else (None, banks.instrument())

st.title(say(language, "start.headline"), anchor=False)
quick_form = {"minutes": bank.forms.quick.minutes, "statements": len(bank.form_items("quick"))}
st.markdown(say(language, "start.below", **quick_form))
st.caption(say(language, "start.trust"))
responsible(language)
has_answers = begun is not None and bool(begun.ratings or begun.importance or begun.context)
if has_answers:
    answers_waiting(language, is_finished=last is not None and last.is_finished)

with st.container(border=True, key="behaviour_card"):
    st.subheader(say(language, "start.behaviour.title"), anchor=False)
    behaviours = behaviour_choices(bank, begun or Answers(), language)
    anew = (
        has_answers
        and beginning.is_begun_here()
        and beginning.has_chosen(behaviours, begun or Answers())
        and about_other_behaviours(begun or Answers(), behaviours, language)
    )

with st.container(border=True, key="experience_card"):
    st.subheader(say(language, "start.experience.title"), anchor=False)
    experience = experience_choices(bank, begun or Answers(), language)
    planned = st.toggle(
        say(language, "start.planned_reward"),
        value=bool(begun and begun.planned_reward),
        key="planned_reward",
        persist_state="session",
    )

choices = {**behaviours, **experience, "planned_reward": planned or None}
beginning.start_is_drawn(choices, begun or Answers())
if pressed(say(language, "start.example"), key="see_example", kind="tertiary", icon=":material/science:"):
    address.show_example()
    places.go_to(places.RESULTS)
ways_back(language)

with st.bottom:
    with st.container(horizontal=True, key="start_buttons"):
        quick = pressed(
            say(language, "start.quick", minutes=bank.forms.quick.minutes), key="start_quick", kind="primary"
        )
        full = pressed(say(language, "start.full", minutes=bank.forms.full.minutes), key="start_full")
    if (quick or full) and beginning.begin("quick" if quick else "full", choices, anew=anew):
        places.go_to(places.QUESTIONS)
