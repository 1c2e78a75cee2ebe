"""What will be done, by whom, by when, and how it went."""

import streamlit as st

from assessment.next_up import late_things
from assessment.plan import MOST_LINES
from assessment.sentences.bank import say_of_bank
from assessment.words import say
from pages.parts.new_days import move_all
from pages.parts.plan import (
    calendar,
    first_way,
    left_out_first,
    main_way,
    order_of_advice,
    outcome_questions,
    plan_line,
    plan_to_read,
    round_first,
    ways_on,
    when_again,
)
from pages.parts.planned import next_thing
from pages.parts.team.from_steps import back_to_steps
from pages.shared import elements
from pages.shared.series import is_time_again, time_to_answer
from pages.visit import address, assessments, leading, planning

language, begun, report = address.language(), assessments.assessment(), assessments.report()
is_example = isinstance(address.visitor(), address.Example)
if isinstance(address.visitor(), address.TeamMember) or report is None or (begun is None and not is_example):
    elements.nothing_here(language)

leading.rounds()  # Read once; whatever is drawn takes what is known then.
late = {one.line.id: one for one in late_things(report.in_force, address.today(), report.ranked)}
elements.not_own_notice(report, language)
back_to_steps(language)
lines = planning.as_shown(report.plan) if begun else report.plan
with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
    with st.container(width=720):
        st.title(say(language, "plan_page.headline"), anchor=False)
        is_time = begun is not None and is_time_again(report)
        can_plan = begun is not None
        is_elsewhere = can_plan and round_first(report, language)
        is_left_out = not is_elsewhere and left_out_first(report, language, can_plan=can_plan, is_main=not is_time)
        leads = is_left_out and not is_time  # What to do first is the main button, also before what is late.
        st.markdown(next_thing(report, list(late.values()), language))
        if begun is not None:
            move_all(list(late.values()), lines, language, is_main=not leads)
            if not time_to_answer(report, language, is_main=bool(report.plan) and not late):
                when_again(report, language)
    main_way(report.plan, language, is_main=not is_time)
if begun is None:
    plan_to_read(report, language)
    calendar(report.in_force, language, is_main=True)
    elements.end_page()
if begun.is_finished:
    outcome_questions(lines, language)
order_of_advice(report, language)
with st.container(key="plan_lines", gap="small"):
    for line in lines:
        plan_line(line, late.get(line.id), report, language, is_alone=len(late) == 1, is_main=not leads)
    if not report.plan:
        st.info(
            say_of_bank(report.instrument, language, "plan_page.empty.text"),
            title=say(language, "plan_page.empty.title"),
        )
with st.container(horizontal=True, vertical_alignment="top"):
    if not report.plan:
        first_way(begun, language)
    st.button(
        say(language, "plan_page.add"),
        key="add_line",
        icon=":material/add:",
        disabled=len(report.plan) >= MOST_LINES,
        on_click=planning.add_own_line,
    )
    ways_on(begun, report, language, is_main=not late and not is_time and not leads)
if len(report.plan) >= MOST_LINES:
    st.caption(say(language, "plan_page.full", most=MOST_LINES))
