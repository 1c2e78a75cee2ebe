"""The parts of the page on engagement and customers."""

from __future__ import annotations

from typing import Final

import streamlit as st

from assessment.customers import CustomersReport
from assessment.figures.departments import department_dots, departments_description
from assessment.instrument import Language
from assessment.problems import Problems
from assessment.report import Report
from assessment.sentences.customers import (
    customers_name,
    detail_sentences,
    figure_of,
    sureness_sentences,
    visit_questions,
    visit_steps,
    visit_title,
)
from assessment.words import say
from pages.shared.elements import plain, pressed, show_problems
from pages.shared.file_opener import file_opener
from pages.shared.pictures import draw
from pages.visit import departments, places

_KINDS: Final = ".csv,.tsv,.txt,.xlsx,text/csv,text/plain"
_MOST_SIGNS: Final = 100_000


def dots(report: Report, found: CustomersReport, language: Language) -> None:
    """The departments as dots."""
    with st.container(border=True, gap="xsmall"):
        draw(department_dots, departments_description, report, language)
        if found.standout is not None:
            st.caption(say(language, "customers.chart.key"))


def visit(report: Report, found: CustomersReport, language: Language) -> None:
    """What to ask in the department that stands out, and the way of the visit into the plan."""
    if found.standout is None:
        return
    with st.container(border=True, key="visit", gap="small"):
        st.subheader(plain(say(language, "customers.ask.title", name=found.standout.department.name)), anchor=False)
        st.markdown("\n".join(f"- {question}" for question in visit_questions(found, language)))
        if departments.is_visit_planned(report, found):
            st.markdown(f":material/check: {say(language, 'customers.visit.taken')}")
            if pressed(say(language, "customers.visit.open"), key="to_plan"):
                places.go_to(places.PLAN)
            return
        st.button(
            say(language, "customers.visit.take"),
            key="take_visit",
            type="primary",
            on_click=departments.take_visit,
            args=(visit_title(found, language), visit_steps(found, language), found),
        )


def sureness(found: CustomersReport, language: Language) -> None:
    """How sure it is that the two go together."""
    with st.container(key="departments_sureness", gap="small"):
        st.subheader(say(language, "customers.sure.title"), anchor=False)
        st.markdown("\n\n".join(sureness_sentences(found, language)))
        if details := detail_sentences(found, language):
            with st.expander(say(language, "customers.sure.more"), type="compact"):
                st.markdown("\n".join(f"- {plain(sentence)}" for sentence in details))


def table(found: CustomersReport, language: Language) -> None:
    """Every figure as text, in the order of the distances."""
    named = {name: say(language, f"customers.table.{name}") for name in ("department", "engagement")}
    rows = [
        {
            named["department"]: f"**{plain(each.department.name)}**"
            if each is found.standout
            else plain(each.department.name),
            named["engagement"]: figure_of(each.department.engagement, found.decimals[0], language),
            customers_name(found, language): figure_of(each.department.customers, found.decimals[1], language),
        }
        for each in found.expectations
    ]
    st.subheader(say(language, "customers.table.title"), anchor=False)
    with st.container(key="departments_table", gap="xsmall"):
        st.table(rows, border="horizontal", hide_header=False)
        st.caption(say(language, "customers.table.farthest"))


def enter(found: CustomersReport, language: Language) -> None:
    """The field to paste a table in, the button for a file, and what is wrong with either."""
    if not found.departments:
        st.subheader(say(language, "customers.enter.title"), anchor=False)
        _entry(found, language)
        return
    with st.expander(say(language, "customers.enter.change"), icon=":material/edit:", key="change_departments"):
        _entry(found, language)
        st.button(
            say(language, "customers.enter.remove"),
            key="remove_departments",
            type="tertiary",
            icon=":material/delete:",
            on_click=departments.remove,
        )


def _entry(found: CustomersReport, language: Language) -> None:
    with st.container(width=720, gap="xsmall"):
        st.markdown(say(language, "customers.enter.text"))
        st.caption(say(language, "customers.enter.few"))
    departments.show_in_field(found.departments, language)
    st.text_area(
        say(language, "customers.enter.field"),
        key=departments.FIELD,
        placeholder="\n".join(
            say(language, f"customers.enter.example.{line}") for line in ("header", "first", "second")
        ),
        max_chars=_MOST_SIGNS,
        height=220,
        on_change=departments.save_typed,
    )
    # The field is also read when it is left, so a press has nothing left to do; without the button nobody knows how.
    st.button(
        say(language, "customers.enter.show"),
        key="show_departments",
        type="secondary" if found.departments else "primary",
        on_click=departments.save_typed,
    )
    if problems := departments.problems_in_field(language):
        show_problems(problems, language, "not_departments")
    elif found.departments and departments.is_saved():
        st.caption(say(language, "customers.enter.saved"))
    _open(language)


def _open(language: Language) -> None:
    opened = file_opener(say(language, "customers.enter.file"), key="open_departments", accept=_KINDS)
    if opened is None:
        return
    try:
        departments.open_file(opened.data, opened.name, language)
    except Problems as problems:
        show_problems(problems, language, "not_departments")
        return
    st.rerun()
