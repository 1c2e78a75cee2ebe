"""What you get, and one button to begin."""

from typing import Literal

import streamlit as st

from assessment.answers import FORMS
from assessment.sentences.bank import start_sentence
from assessment.words import say
from pages.parts.start import answers_waiting, arrange, responsible, result_waiting, small_result, ways_back
from pages.shared.elements import pressed
from pages.visit import address, assessments, banks, beginning, places

language, last = address.language(), assessments.assessment()
example = assessments.example()
bank = banks.instrument()
# The whole series counts: a new assessment without answers hides nothing that is finished.
result = assessments.report() if last is not None and last.is_any_finished else None
has_result = result is not None and bool(assessments.finished_ones())
has_answers = last is not None and (last.has_answers or has_result)
quick_form, full_form = ({"minutes": bank.minutes(form), "statements": len(bank.form_items(form))} for form in FORMS)

st.title(say(language, "start.headline"), anchor=False)
st.markdown(start_sentence(bank, language))
if result is not None and has_result:
    result_waiting(result, language)
elif has_answers:
    answers_waiting(language)
with st.container(key="landing"):
    if example and not has_result:  # An invented result beside one's own is taken for it.
        small_result(example, language)
    with st.container(key="landing_buttons", horizontal=True, vertical_alignment="center"):
        accent: Literal["primary", "secondary"] = "secondary" if has_answers else "primary"
        quick = pressed(say(language, "start.quick", **quick_form), key="start_quick", kind=accent)
        full = False
        if "full" in bank.offered_forms:
            full = pressed(say(language, "start.full", **full_form), key="start_full", kind="tertiary")
        if example and pressed(say(language, "start.example"), key="see_example", kind="tertiary"):
            address.show_example()
            places.go_to(places.RESULTS)
    if (quick or full) and beginning.begin("quick" if quick else "full"):
        places.go_to(places.QUESTIONS, at=places.BEHAVIOUR)
    st.caption(say(language, "start.trust"))
    responsible(language)
arrange()
ways_back(language)
