"""One factor at a time, every tap saved at once."""

import streamlit as st

from assessment.words import say
from pages.parts.questions import chosen, explain_open_cells, introduction, matrix, open_cells, steps
from pages.shared import elements
from pages.shared.elements import pressed
from pages.visit import address, answering, assessments, places

address.leave_example()
language, begun = address.language(), assessments.assessment()
if begun is None:
    elements.nothing_here(language)

answered = begun.answers
pages = steps(begun.instrument, answered, language)
number = address.question_page([page.id for page in pages])
page, is_last = pages[number], number == len(pages) - 1

# One container, so that the matrix keeps its place on all pages; otherwise old and new may both show for a moment.
with st.container():
    introduction(page, begun, language, is_first=number == 0)
matrix(page, pages, begun, language)

with st.bottom:
    if is_last and answering.open_cells_are_explained():
        explain_open_cells(pages, chosen(answered), language)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="turning"):
        before, after = pages[max(number - 1, 0)].id, pages[min(number + 1, len(pages) - 1)].id
        st.button(
            say(language, "questions.back"), key="back", disabled=number == 0, on_click=address.turn_to, args=(before,)
        )
        st.caption(say(language, "questions.page_of", number=number + 1, count=len(pages)), width="content")
        if not is_last:
            onward = say(language, "questions.next")
            st.button(onward, key="next", type="primary", on_click=address.turn_to, args=(after,))
        elif pressed(say(language, "questions.finish"), key="finish", kind="primary"):
            if any(open_cells(every, chosen(answered)) for every in pages if every.columns):
                answering.explain_open_cells()
                places.press_is_done()  # the run asked for here would act on it again
                st.rerun()
            answering.finish_and_show()
