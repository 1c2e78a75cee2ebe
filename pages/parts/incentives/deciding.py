"""Deciding what applies where two roles clash: in words, from a day on, and as a line of the plan."""

from __future__ import annotations

from functools import partial
from typing import Final

import streamlit as st

from assessment.answers import TEXT_LIMIT
from assessment.incentives import FIRST_DAY, LAST_DAY, LONGEST_DECISION, Clash
from assessment.incentives.decisions import line_of_decision
from assessment.instrument import Language
from assessment.plan import DAYS_OF_FIRST_STEP, PlanLine, day_in
from assessment.report import Report
from assessment.sentences.clashes import clash_sentence, decided_words, decision_sentence, possible_decisions
from assessment.sentences.names import pair_name
from assessment.sentences.settled import decision_line
from assessment.words import day_text, say, upper_first
from pages.shared.elements import plain, pressed
from pages.visit import address, decisions, drafting, gathering, mapping, places, planning

_DAY_WIDTH: Final = 172  # Pixels: a whole day, with the sign to choose it.
_WORDS: Final = 560  # Pixels.


def deciding(clash: Clash, report: Report, language: Language, *, can_change: bool) -> None:
    """What is decided about a clash, with the way to its line in the plan; the fold in which that is decided anew."""
    decided, can_decide = decision_sentence(clash, report, language), can_change and not drafting.is_trying_out()
    known = report.map.decision(clash.a, clash.b)
    if decided:
        st.markdown(plain(" ".join([decided, *_sees_to_it(clash, report, language)])))
    elif known:
        was = say(language, "map_page.decision.was", measure=decided_words(known, language))
        st.caption(plain(f"{say(language, 'map_page.decision.reopened')} {was}"))
    if decided and can_decide:
        _to_plan(clash, report, language)
    if not can_decide or (clash.severity == "minor" and not decided):
        return
    # Another fold, so that it is closed again once it is decided.
    name, key = ("change", "decided") if decided else ("decide", "deciding")
    is_led_to = not decided and mapping.is_unfolded(decisions.fold_of(clash))
    fold = decisions.fold_of(clash) if is_led_to else f"{key}_{clash.name}"
    label = say(language, f"map_page.decision.{name}")
    with st.expander(label, type="compact", key=fold, expanded=is_led_to):
        if decided:
            st.markdown(plain(clash_sentence(clash, report, language)))
        _fields(clash, report, language)
        _buttons(clash, report, language, is_decided=bool(decided))


def _to_plan(clash: Clash, report: Report, language: Language) -> None:
    line = _line(clash, report)
    if line and pressed(say(language, "map_page.decision.in_plan"), key=f"plan_{clash.name}", kind="tertiary"):
        planning.open_line(line.id)
        places.go_to(places.PLAN)


def _sees_to_it(clash: Clash, report: Report, language: Language) -> list[str]:
    """Who tells both roles, as the plan has it, or that nobody does yet; nothing where the plan has no such line."""
    line = _line(clash, report)
    if line is None or line.is_all_done:
        return []
    if not line.owner:
        return [f"{upper_first(say(language, 'plan_page.no_owner'))}."]
    return [say(language, "map_page.decision.sees_to_it", owner=line.owner)]


def _line(clash: Clash, report: Report) -> PlanLine | None:
    """The line of the plan that tells both roles; None without one."""
    return next((line for line in report.plan if line.id == line_of_decision(clash.a, clash.b)), None)


def _fields(clash: Clash, report: Report, language: Language) -> None:
    """The words, the day and who sees to it, with sentences to choose between; words that no longer apply are gone."""
    known = report.map.decision(clash.a, clash.b)
    if possible := possible_decisions(clash, report, language):
        st.markdown(say(language, "map_page.decision.first"))
        with st.container(horizontal=True, gap="small"):
            for place, (label, words) in enumerate(possible.items()):
                key = f"first_{place}_{clash.name}"
                st.button(plain(label), key=key, on_click=decisions.write, args=(clash, words))
    st.text_area(
        say(language, "map_page.decision.words"),
        known.measure if known and not known.reopened else "",
        height="content",
        width=_WORDS,
        max_chars=LONGEST_DECISION,
        key=f"decision_{clash.name}",
        placeholder=say(language, "map_page.decision.placeholder"),
    )
    if decisions.is_without_words(clash):
        st.markdown(f":material/error: {say(language, 'map_page.decision.no_words')}")
    _day_and_owner(clash, report, language)
    seen = [say(language, "map_page.decision.seen")] if gathering.outcome() else []
    st.caption(" ".join([say(language, "map_page.decision.planned"), *seen]))


def _day_and_owner(clash: Clash, report: Report, language: Language) -> None:
    # The day before the owner: a field for a day opens its calendar whenever the focus comes to it.
    known, line = report.map.decision(clash.a, clash.b), _line(clash, report)
    day = known.day if known and not known.reopened else day_in(DAYS_OF_FIRST_STEP, address.today())
    with st.container(key=f"day_due_{clash.name}", width=_DAY_WIDTH, gap=None):
        chosen = st.date_input(
            say(language, "map_page.decision.day"),
            day,
            min_value=FIRST_DAY,
            max_value=LAST_DAY,
            format="YYYY-MM-DD",
            key=f"decision_day_{clash.name}",
        )
        # As on the plan: the field writes days in figures only; until it has the focus, this covers that.
        written = day_text(chosen or day, language)
        st.html(f'<span class="written-day always-a-day" aria-hidden="true">{written}</span>')
    st.text_input(
        say(language, "map_page.decision.owner"),
        line.owner if line else "",
        width=_WORDS,
        max_chars=TEXT_LIMIT,
        key=f"decision_owner_{clash.name}",
    )


def _buttons(clash: Clash, report: Report, language: Language, *, is_decided: bool) -> None:
    pair = plain(pair_name(clash.a, clash.b, report, language))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            say(language, "map_page.decision.save"),
            key=f"decide_{clash.name}",
            on_click=decisions.decide,
            args=(clash, pair),
            kwargs={"line_of": partial(decision_line, report=report, language=language)},
        )
        if is_decided:
            st.button(
                say(language, "map_page.decision.take_back"),
                key=f"undecide_{clash.name}",
                type="tertiary",
                on_click=decisions.undecide,
                args=(clash, pair),
            )
