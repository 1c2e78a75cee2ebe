"""The parts of the page on engagement and customers."""

from __future__ import annotations

from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assessment.customers import FEWEST, CustomersReport, Expectation, RoundEngagement
from assessment.figures.departments import department_dots, departments_description
from assessment.figures.strokes import bar_stroke
from assessment.instrument import Language
from assessment.problems import Problems
from assessment.report import Report
from assessment.sentences.customers import (
    ask_title,
    change_text,
    customers_name,
    detail_sentences,
    figure_of,
    offer_text,
    problem_text,
    since_sentence,
    source_text,
    sureness_sentences,
    visit_questions,
    visit_steps,
    visit_title,
)
from assessment.words import date_text, say
from pages.shared.elements import colours, plain, pressed
from pages.shared.file_opener import file_opener
from pages.shared.pictures import beside, draw
from pages.visit import departments, leading, places

_KINDS: Final = ".csv,.tsv,.txt,.xlsx,text/csv,text/plain"
_MOST_SIGNS: Final = 100_000


def dots(report: Report, found: CustomersReport, language: Language) -> None:
    """The departments as dots."""
    with st.container(border=True, gap="xsmall"):
        draw(department_dots, departments_description, report, language)
        if found.standout is not None and found.standout.expected is not None:
            st.caption(say(language, "customers.chart.key"))
        if found.earlier is not None:
            st.caption(say(language, "customers.chart.since", day=date_text(found.earlier.day, language)))


def visit(report: Report, found: CustomersReport, language: Language) -> None:
    """What to ask in the department that stands out, and the way of the visit into the plan."""
    if found.standout is None:
        return
    with st.container(border=True, key="visit", gap="small"):
        st.subheader(plain(ask_title(found, language)), anchor=False)
        st.markdown("\n".join(f"- {question}" for question in visit_questions(found, language)))
        if departments.is_visit_planned(report, found):
            st.markdown(f":material/check: {say(language, 'customers.visit.taken')}")
            if pressed(say(language, "customers.visit.open"), key="to_plan"):
                places.go_to(places.PLAN)
            return
        st.button(
            say(language, "customers.visit.take"),
            key="take_visit",
            type="secondary" if found.is_uncertain else "primary",
            on_click=departments.take_visit,
            args=(visit_title(found, language), visit_steps(found, language), found),
        )


def sureness(found: CustomersReport, language: Language) -> None:
    """How sure it is that the two go together."""
    with st.container(key="departments_sureness", gap="small"):
        st.subheader(say(language, "customers.sure.title"), anchor=False)
        st.markdown("\n\n".join(sureness_sentences(found, language, "dots")))
        if details := detail_sentences(found, language):
            with st.expander(say(language, "customers.sure.more"), type="compact"):
                st.markdown("\n".join(f"- {plain(sentence)}" for sentence in details))


def table(found: CustomersReport, language: Language) -> None:
    """Every figure as text, with a small bar and what has moved, in the order of the distances."""
    st.subheader(say(language, "customers.table.title"), anchor=False)
    if since := since_sentence(found, language):
        st.markdown(since)
    with st.container(key="departments_table", gap="xsmall"):
        st.table([_row(each, found, language) for each in found.expectations], border="horizontal", hide_header=False)
        order = say(language, "customers.table.farthest") if found.relationship.rho is not None else ""
        source = source_text(departments.source(found.departments), language)
        st.caption(f"{order} {plain(source)}".strip())


def _row(each: Expectation, found: CustomersReport, language: Language) -> dict[str, str]:
    """One department: its name, below it what has moved since the earlier table, and both figures with their bars."""
    department, (engaged, satisfied) = each.department, found.tops
    name = f"**{plain(department.name)}**" if each is found.standout else plain(department.name)
    moved = f"  \n:gray[{change_text(department, found, language)}]" if found.earlier else ""
    return {
        say(language, "customers.table.department"): f"{name}{moved}",
        say(language, "customers.table.engagement"): _figure(
            department.engagement, found.decimals[0], engaged, colours().ink, language
        ),
        customers_name(found, language): _figure(
            department.customers, found.decimals[1], satisfied, colours().quiet, language
        ),
    }


def _figure(value: float, decimals: int, top: float | None, colour: str, language: Language) -> str:
    bar = beside(bar_stroke(value / top, colour)) if top else ""
    return f"{figure_of(value, decimals, language)}{bar}"


def enter(report: Report, found: CustomersReport, language: Language) -> None:
    """The field to paste a table in, the button for a file, and what is wrong with either."""
    if not found.departments:
        st.subheader(say(language, "customers.enter.title"), anchor=False)
        _entry(report, found, language)
        return
    with st.expander(say(language, "customers.enter.change"), icon=":material/edit:", key="change_departments"):
        _entry(report, found, language)
        st.button(
            say(language, "customers.enter.remove"),
            key="remove_departments",
            type="tertiary",
            icon=":material/delete:",
            on_click=departments.remove,
        )


def _entry(report: Report, found: CustomersReport, language: Language) -> None:
    with st.container(width=720, gap="xsmall"):
        st.markdown(say(language, "customers.enter.text"))
        st.caption(say(language, "customers.enter.answers"))
        st.caption(say(language, "customers.enter.few"))
    departments.show_in_field(found.departments, language)
    offered = departments.rounds_engagement()
    if offered is not None and offered.numbers:
        _round(offered, language)
    place_of_problems = st.container(key=departments.PROBLEMS, width=720)
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
    if departments.waits_for_customers():
        st.info(say(language, "customers.round.fill"), icon=":material/edit:")
    elif problems := departments.problems_in_field(language):
        with place_of_problems:
            _problems(problems, language, "round_departments" if departments.lacks_cells() else "not_departments")
    elif found.departments and departments.is_saved():
        st.caption(say(language, "customers.enter.saved"))
    _open(language, place_of_problems)
    if departments.may_come_from_rounds(report) and not (offered and offered.numbers):
        _way_to_a_round(offered, language)


def _round(offered: RoundEngagement, language: Language) -> None:
    """The engagement of the team's last released round, to be taken into the table."""
    with st.container(border=True, key="departments_round", gap="small", width=720):
        with st.container(gap="xsmall"):
            st.markdown(f"**{say(language, 'customers.round.title')}**")
            st.markdown(plain(offer_text(offered, language)))
            if (count := len(offered.numbers)) < FEWEST:
                st.markdown(say(language, "customers.round.few", n=count, least=FEWEST))
        st.button(
            say(language, "customers.round.take"),
            key="take_engagement",
            icon=":material/groups:",
            on_click=departments.take_engagement,
            args=(language,),
        )


def _way_to_a_round(offered: RoundEngagement | None, language: Language) -> None:
    """Why no round has engagement for the table, and the way to one that has."""
    with st.container(key="departments_round", gap="xsmall", width=720):
        st.caption(say(language, "customers.round.ask") if offered is None else plain(offer_text(offered, language)))
        if departments.can_ask() and pressed(
            say(language, "customers.round.to_team"), key="to_team", kind="tertiary", icon=":material/groups:"
        ):
            places.go_to(places.TEAM)


def way_to_team(language: Language) -> None:
    """The way back to the team's result, where there is one."""
    shown = leading.shown_round()
    is_there = shown is not None and shown.state == "released"
    if is_there and pressed(say(language, "customers.to_team"), key="to_team_result", kind="tertiary"):
        places.go_to(places.TEAM)


def _problems(problems: Problems, language: Language, kind: str) -> None:
    """What is wrong in a table, each with its row, above the field where it is put right."""
    texts = (problem_text(problem, language) for problem in problems.problems)
    lines = "\n".join(f"- **{plain(place)}.** {plain(said)}" for place, said in texts)
    st.error(f"{say(language, f'{kind}.text')}\n\n{lines}", title=say(language, f"{kind}.title"))


def _open(language: Language, place_of_problems: DeltaGenerator) -> None:
    opened = file_opener(say(language, "customers.enter.file"), key="open_departments", accept=_KINDS)
    if opened is None:
        return
    try:
        departments.open_file(opened.data, opened.name, language)
    except Problems as problems:
        with place_of_problems:
            _problems(problems, language, "not_departments")
        return
    st.rerun()
