"""The parts of the plan page: the lines of the plan, each field saved as it is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from assessment.answers import TEXT_LIMIT
from assessment.instrument import Language
from assessment.plan import OUTCOMES, STATES, TEXT_FIELDS, PlanLine, understand_due
from assessment.series import Assessment
from assessment.words import date_text, say
from pages.shared.elements import plain
from pages.visit import address, controls, planning

_LONG: Final = ("first_step", "success")
_LONGEST_DAY: Final = 40  # Characters: "15th of September, 2027" and some room.
_PAUSE: Final = "0.5s"  # Text is saved when the typing pauses.
_LONG_PAUSE: Final = "4s"  # Half a date is not valid yet, and shows no error while it is being typed.


def outcome_questions(lines: Sequence[PlanLine], newest: Assessment, language: Language) -> None:
    """Ask how each line of an earlier assessment went, before or after the statements are answered again."""
    asked = [line for line in lines if line.asks_for_outcome(newest.number, address.today())]
    if not asked:
        return
    with st.container(border=True, key="outcomes"):
        st.subheader(say(language, "plan_page.outcomes.title"), anchor=False)
        st.caption(say(language, f"plan_page.outcomes.{'after' if newest.is_finished else 'before'}"))
        for line in asked:
            _choice(line, "outcome", OUTCOMES, language, label=_title(line, language))


def plan_line(line: PlanLine, language: Language) -> None:
    """One line: what, who, when and its state in the heading, the rest to unfold."""
    with st.expander(
        _head(line, language),
        expanded=planning.opened_line() == line.id,
        # A new key folds it, so that after a removal no other line's remove button lies under the pointer.
        key=f"line_{line.id}_{planning.folded()}",
        icon=_icon(line),
    ):
        _field(line, "title", language)
        with st.container(horizontal=True):
            _field(line, "owner", language)
            _due(line, language)
        _choice(line, "state", STATES, language)
        for name in _LONG:
            _field(line, name, language)
        if line.outcome is not None:
            _choice(line, "outcome", OUTCOMES, language)
        remove = say(language, "plan_page.remove")
        st.button(
            remove,
            key=f"remove_{line.id}",
            type="tertiary",
            icon=":material/delete:",
            on_click=planning.remove_line,
            args=(line,),
        )


def _head(line: PlanLine, language: Language) -> str:
    parts = [line.owner or say(language, "plan_page.nobody")]
    if line.due is not None:
        parts.append(date_text(line.due, language))
    is_overdue = line.is_overdue(address.today())
    if line.outcome is not None:
        parts.append(say(language, f"plan.outcomes.{line.outcome}"))
    parts.append(say(language, "plan.overdue" if is_overdue else f"plan.states.{line.state}"))
    *first, last = (plain(part) for part in parts)
    last = f"**{last}**" if is_overdue else last
    return f"**{_title(line, language)}**  \n{' · '.join([*first, last])}"


def _icon(line: PlanLine) -> str:
    if line.is_overdue(address.today()):
        return ":material/event_busy:"
    return {"open": ":material/circle:", "doing": ":material/clock_loader_40:", "done": ":material/check_circle:"}[
        line.state
    ]


def _title(line: PlanLine, language: Language) -> str:
    return plain(line.title or say(language, "plan_page.untitled"))


def _field(line: PlanLine, name: str, language: Language) -> None:
    assert name in TEXT_FIELDS, name  # noqa: S101  # a programming error, never a visitor's
    key = f"{name}_{line.id}"
    controls.show(key, getattr(line, name))
    st.text_input(
        say(language, "plan_page.what" if name == "title" else f"plan.{name}"),
        max_chars=TEXT_LIMIT,
        placeholder=say(language, f"plan_page.placeholder.{name}"),
        key=key,
        live=_PAUSE,
        on_change=planning.save_line,
        args=(line, name, key),
    )


def _due(line: PlanLine, language: Language) -> None:
    key = f"due_{line.id}"
    controls.show(key, line.due.isoformat() if line.due else "", is_unfinished=_is_bad_day)
    with st.container(gap="xxsmall"):
        written = st.text_input(
            say(language, "plan.due"),
            max_chars=_LONGEST_DAY,
            placeholder=say(language, "plan_page.placeholder.due"),
            key=key,
            live=_LONG_PAUSE,
            on_change=planning.save_line,
            args=(line, "due", key),
        )
        if _is_bad_day(written):
            st.error(say(language, "plan_page.bad_due", written=plain(written or "")))


def _is_bad_day(written: object) -> bool:
    try:
        understand_due(str(written or ""), address.today())
    except ValueError:
        return True
    return False


def _choice(line: PlanLine, name: str, options: Sequence[str], language: Language, label: str | None = None) -> None:
    key = f"{name}_{line.id}"
    controls.show(key, getattr(line, name))  # answering one may have changed the other
    st.radio(
        label or say(language, f"plan.{name}"),
        options,
        index=None,
        format_func=lambda option: say(language, f"plan.{name}s.{option}"),
        horizontal=True,
        key=key,
        on_change=planning.save_line,
        args=(line, name, key),
    )
