"""One factor at a time, every tap saved at once."""

import streamlit as st

from assessment.answers import Answers
from assessment.words import say
from pages.parts.questions import chosen, explain_gaps, introduction, matrix_words, open_cells, progress, steps
from pages.shared import elements
from pages.shared.rating_matrix import rating_matrix
from pages.visit import address, answering, assessments, places, saving

places.require_frame()
address.leave_example()
language, begun = address.language(), assessments.assessment()
if begun is None:
    elements.nothing_here(language)

# Known to be there, also inside the fragment below.
drawn: assessments.Assessment = begun
answered: Answers = begun.answers
pages = steps(begun.instrument, answered, language)
number = places.question_page([page.id for page in pages])
page, is_last = pages[number], number == len(pages) - 1
unread = [answered]


@st.fragment
def matrix() -> None:
    """Only this part runs again after a tap."""
    # Drawn with the page it shows what was read for the page; after a tap it reads anew.
    after_tap = not unread
    again = assessments.assessment() if after_tap else None
    choices = chosen(unread.pop() if unread else again.answers if again else answered)
    rating_matrix(
        assessment=answering.tab_scope(again or drawn),
        rows=page.rows,
        points=page.points,
        special=page.special,
        columns=page.columns,
        words=matrix_words(language),
        chosen=choices,
        progress=progress(pages, page, choices),
        receipt=answering.receipt(),
        seek=places.sought_control(),
        key="ratings",
        on_taps=lambda: answering.save_taps("ratings"),
    )
    if after_tap and saving.is_to_be_told():
        st.rerun()


# One container, so that the matrix has one place on all pages: else the old one may stand beside the new for a moment.
with st.container():
    introduction(page, begun, language, is_first=number == 0)
matrix()

with st.bottom:
    if is_last and answering.gaps_are_explained():
        explain_gaps(pages, chosen(answered), language)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="turning"):
        before, after = pages[max(number - 1, 0)].id, pages[min(number + 1, len(pages) - 1)].id
        st.button(
            say(language, "questions.back"), key="back", disabled=number == 0, on_click=places.turn_to, args=(before,)
        )
        st.caption(say(language, "questions.page_of", number=number + 1, count=len(pages)), width="content")
        if not is_last:
            onward = say(language, "questions.next")
            st.button(onward, key="next", type="primary", on_click=places.turn_to, args=(after,))
        elif st.button(say(language, "questions.finish"), key="finish", type="primary"):
            if any(open_cells(every, chosen(answered)) for every in pages if every.columns):
                answering.explain_gaps()
                st.rerun()
            answering.finish_and_show()
