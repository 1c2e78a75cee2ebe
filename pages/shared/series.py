"""The assessments of a series, above results and files: dates of the finished ones, and a strip for the one begun."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final, Literal

import streamlit as st

from assessment.answering_again import is_time_to_answer, when_to_answer
from assessment.instrument import Language
from assessment.report import Report
from assessment.rollout import CLARITY
from assessment.sentences.planned import steps_to_answer
from assessment.series import Finished
from assessment.words import date_text, say
from pages.shared.elements import pressed, soft_ground
from pages.visit import address, assessments, leading, places
from pages.visit.assessments import Begun

Kind = Literal["primary", "tertiary"]

_MOST_DATES: Final = 5  # Older ones are in a list to unfold.


def begun_strip(language: Language) -> None:
    """Show quietly that a new assessment is begun and how far it is, with buttons to continue and to discard it."""
    begun = assessments.begun_beside_finished()
    if begun is None:
        return
    with soft_ground("begun_strip"):
        text, onward = ("complete", "result") if begun.is_complete else ("text", "go_on")
        st.markdown(say(language, f"begun.{text}", answered=begun.answered, total=begun.total), width="content")
        with st.container(horizontal=True, gap="medium", width="content"):
            if pressed(say(language, f"begun.{onward}"), key="continue", kind="tertiary"):
                places.go_to(places.QUESTIONS)
            discard_button(begun, language)


def go_on_button(answered: int, total: int, language: Language, kind: Kind = "primary") -> None:
    """On with the answers, of which so many are given; the main button of a page unless it is of another kind."""
    _on(say(language, "waiting.continue", answered=answered, total=total), kind)


def go_on_again_button(begun: Begun, language: Language) -> None:
    """go_on_button() of a new assessment beside a finished one; to its result once everything is answered."""
    if begun.is_complete:
        _on(say(language, "begun.result"))
    else:
        go_on_button(begun.answered, begun.total, language)


def _on(label: str, kind: Kind = "primary") -> None:
    if pressed(label, key="continue", kind=kind):
        places.go_to(places.QUESTIONS)


def discard_button(begun: Begun, language: Language) -> None:
    """The button that removes the new assessment, which can be undone."""
    discard = say(language, "begun.discard")
    st.button(discard, key="discard", type="tertiary", on_click=assessments.discard, args=(begun.number,))


def assess_again_button(
    after: int, language: Language, *, is_early: bool, is_main: bool = False, place: str = ""
) -> None:
    """The button to the next assessment after this one; it begins with what has come of the plan.

    While it is early to answer again, only a link; else the main button of a page where it `is_main`. `place` tells two
    of them on a page apart.
    """
    label, kind = say(language, "again.button"), _kind(is_early=is_early, is_main=is_main)
    is_pressed = pressed(label, key=f"assess_again{place}", kind=kind, icon=":material/update:")
    if is_pressed and assessments.assess_again(after):
        places.go_to(places.QUESTIONS, at=places.SINCE)


def is_time_again(report: Report) -> bool:
    """Whether it is time to answer again, and the visitor may."""
    return assessments.may_assess_again() is not None and is_time_to_answer(report, address.today())


def time_to_answer(report: Report, language: Language, *, is_main: bool) -> bool:
    """Once is_time_again(): that it is, the button for it, and what it takes. Returns whether it is."""
    after = assessments.may_assess_again()
    if after is None or not is_time_again(report):
        return False
    with st.container(gap="xsmall", key="again"):
        st.markdown(f"**{when_to_answer(report, language, address.today())}**")
        assess_again_button(after, language, is_early=False, is_main=is_main)
        asked = any(steps_to_answer(line) for line in report.plan if not line.is_all_done)
        ticks = [say(language, "again.ticks")] if asked else []
        stays = say(language, "again.stays", minutes=report.instrument.minutes(report.answers.form))
        st.caption(" ".join([stays, *ticks]))
    return True


def _kind(*, is_early: bool, is_main: bool) -> Literal["primary", "secondary", "tertiary"]:
    return "tertiary" if is_early else "primary" if is_main else "secondary"


def dates(language: Language) -> bool:
    """List every finished assessment by its date, to open its results and files; nothing while there is only one.

    Where an earlier one is open, it says so. Returns whether it is listed.
    """
    finished, opened = assessments.finished_ones(), assessments.opened_number()
    if len(finished) <= 1:
        return False
    labels = _labels(finished, language)
    st.caption(say(language, "begun.dates"))
    with st.container(horizontal=True, gap="small", key="dates"):
        older, shown = finished[:-_MOST_DATES], finished[-_MOST_DATES:]
        if older:
            with st.popover(say(language, "begun.older"), key="older_dates"):
                for each in older:
                    _date(each, labels[each.number], is_open=each.number == opened)
        for each in shown:
            _date(each, labels[each.number], is_open=each.number == opened)
    _not_the_latest(language)
    return True


def _not_the_latest(language: Language) -> None:
    """Above what is of an earlier assessment: its day, that of the latest, and the way there."""
    if assessments.shows_latest():
        return
    finished, opened = assessments.finished_ones(), assessments.opened_number()
    latest, day = finished[-1], next(each.day for each in finished if each.number == opened)
    with soft_ground("not_the_latest"):
        days = {"day": date_text(day, language), "latest": date_text(latest.day, language)}
        st.markdown(say(language, "begun.not_latest", **days), width="content")
        label = say(language, "begun.show_latest")
        st.button(label, key="open_latest", type="tertiary", on_click=assessments.open_finished, args=(latest.number,))


def _date(finished: Finished, label: str, *, is_open: bool) -> None:
    st.button(
        f"**{label}**" if is_open else label,
        key=f"open_assessment_{finished.number}",
        icon=":material/check:" if is_open else None,
        on_click=assessments.open_finished,
        args=(finished.number,),
    )


def _labels(finished: Sequence[Finished], language: Language) -> dict[int, str]:
    """The day of each, with its place in the series where two have the same day."""
    per_day = Counter(each.day for each in finished)
    days = {each.number: date_text(each.day, language) for each in finished}
    return {
        each.number: f"{days[each.number]} ({place})" if per_day[each.day] > 1 else days[each.number]
        for place, each in enumerate(finished, 1)
    }


def ask_the_team(language: Language, key: str) -> None:
    """The way to the page that asks the whole team, or has its result; on a phone it is in the menu only."""
    if not (places.TEAM in places.way(address.visitor()) and isinstance(address.visitor(), address.Owner)):
        return
    last = leading.shown_round()
    label = "results.see_team" if last is not None and last.state == "released" else f"results.ask_{_whom()}"
    if pressed(say(language, label), key=key, kind="tertiary", icon=":material/groups:"):
        if label in ("results.ask_managers", "results.ask_organisation"):
            leading.ask_in_steps()
        places.go_to(places.TEAM)
    st.html(f"<style>@media (max-width: 640px) {{ .st-key-{key} {{ display: none }} }}</style>")


def _whom() -> str:
    """Whom the visitor leads, as far as the steps of a roll-out reach; the team where the bank has none."""
    report = assessments.report()
    if report is None or not any(module.id == CLARITY for module in report.instrument.context_modules):
        return "team"
    return report.answers.leads or "team"
