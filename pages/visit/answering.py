"""Taps on the pages of questions: saved as they come, then finished."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from time import monotonic

import streamlit as st

from assessment.answers import SPECIAL_CODES, TEXT_LIMIT, tidied
from assessment.instrument import Instrument
from assessment.rounds import GROUP
from assessment.series import Assessment
from assessment.storage import Tap
from pages.shared.questionnaire import Receipt, Taps, read_taps
from pages.visit import address, assessments, beginning, describing, memory, places, saving


def tab_scope(of: Assessment) -> str:
    """Identifies an assessment without revealing its key, such as "5d41….1"."""
    return f"{address.fingerprint(address.own_key() or '')}.{of.number}"


def save_taps(widget: str) -> None:
    """Save the taps since the last receipt, and keep the new receipt for the next drawing.

    When the message also asks for the result, or to begin anew, all is left to do_what_was_asked(), which can show it.
    """
    message = read_taps(memory.taps_of(widget))
    if message is None:
        return
    memory.TAPS.keep(message)
    # The browser sends taps again while a busy database is waited for; before the next try the page must show that
    # saving failed.
    may_save = not receipt()["failed"] or monotonic() - memory.FAILED_AT.value >= saving.BREATH
    if may_save and not (message.finish or message.anew):
        _save_unsaved_taps()


def do_what_was_asked() -> None:
    """Mark the answers as finished and go to the results, or begin anew, when the last message asked for it.

    When the database does not accept everything, the page is drawn again and says why.
    """
    message = memory.TAPS.value
    key = address.own_key()
    if message is None or not (message.finish or message.anew):
        return
    memory.TAPS.keep(replace(message, finish=False, anew=None))
    _save_unsaved_taps()
    if key and memory.TAPS.value is None and not receipt()["failed"] and _is_about_newest(message):
        _begin_anew(key, message.anew) if message.anew else _finish()
    st.rerun()


def _finish() -> None:
    before = assessments.newest()
    with saving.trying() as tried:
        saving.own().finish()
    if tried.done:
        memory.HAS_HANDED_IN.keep(before is not None and not before.is_finished)
        assessments.assessment()  # so that the frame knows of it already
        places.go_to(places.RESULTS)


def _begin_anew(key: str, before: tuple[str, str]) -> None:
    """Begin another assessment about the behaviours as they are now; the answers stay, about those `before`."""
    begun = assessments.assessment()
    if begun is None:
        return
    said = {path: value for path, value in begun.answers.choices().items() if path.split(".")[0] in describing.ASKED}
    if not beginning.begin_anew({**said, "form": begun.answers.form, "language": address.language()}):
        return
    with saving.trying():
        current, new = (tidied(text)[:TEXT_LIMIT] or None for text in before)
        saving.series(key).change({"behaviours.current": current, "behaviours.new": new})
    address.turn_to(begun.instrument.factors[0].id)


def _is_about_newest(message: Taps) -> bool:
    """Whether a message is about the assessment that would be finished."""
    newest = assessments.newest()
    return newest is not None and message.assessment == tab_scope(newest)


def _save_unsaved_taps() -> None:
    key, message = address.own_key(), memory.TAPS.value
    if message is None or key is None:
        return
    whose, _, number = message.assessment.partition(".")
    if whose != address.fingerprint(key) or not number.isdecimal():
        memory.TAPS.forget()  # tapped under another key, which this session has left
        return
    begun = assessments.newest()
    if begun is None:  # the whole page says why; the taps are sent again
        memory.RECEIPT.keep(Receipt(attempt=message.attempt, saved={}, failed=True))
        return
    with saving.trying() as tried:
        for tab, taps in message.tabs:
            if not saving.own().save_taps(tab[:40], _stored(taps, begun.instrument), number=int(number[:9])):
                st.rerun()  # deleted in another tab: the page says so
    saved = {tab: taps[-1][0] for tab, taps in message.tabs if taps} if tried.done else {}
    memory.RECEIPT.keep(Receipt(attempt=message.attempt, saved=saved, failed=not tried.done))
    if tried.done:
        memory.TAPS.forget()


def _stored(taps: Sequence[tuple[int, str, str]], bank: Instrument) -> list[Tap]:
    """Taps as the store takes them, without those that the question bank does not know."""
    return [
        Tap(number, path, stored)
        for number, name, value in taps
        for path, stored in _choices(name, value, bank).items()
    ]


def _choices(name: str, value: str, bank: Instrument) -> dict[str, object]:
    """What one tap stores, by path; None removes a value."""
    if name == GROUP:
        return {GROUP: value or None} if isinstance(address.visitor(), address.TeamMember) else {}
    said = describing.described(name, value, bank, address.language())
    if said is not None:
        return said
    path = choice_path(name, bank)
    if path is None or (value and _choice(value, path) is None):
        return {}
    return {path: _choice(value, path)}


def receipt() -> Receipt:
    """What the browser may count as saved."""
    return memory.RECEIPT.value


def choice_path(name: str, bank: Instrument) -> str | None:
    """The stored path of a control, such as "ratings.ABI01.current" for "ABI01.current"; None for anything else."""
    first, _, second = name.partition(".")
    if first == "importance" and (bank.factor(second) or bank.facet(second)):
        return name
    if first == "context" and any(item.id == second for item in bank.context_items):
        return name
    if second in ("current", "new") and bank.item(first):
        return f"ratings.{name}"
    return None


def _choice(value: str, path: str) -> int | str | None:
    """A value as it is stored; None for one that is taken back or unknown."""
    if value in ("1", "2", "3", "4", "5"):
        return int(value)
    return value if value in SPECIAL_CODES and not path.startswith("importance.") else None
