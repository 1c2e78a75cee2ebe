"""Taps on the pages of questions: saved as they come, then finished."""

from __future__ import annotations

import hashlib
from math import inf
from time import monotonic

import streamlit as st

from assessment.answers import SPECIAL_CODES
from assessment.instrument import Instrument
from assessment.series import Assessment
from assessment.storage import Tap
from pages.shared.rating_matrix import Receipt, read_taps
from pages.visit import address, assessments, memory, places, saving, undoing


def tab_scope(of: Assessment) -> str:
    """Identifies an assessment without revealing its key, such as "5d41….1"."""
    return f"{_fingerprint()}.{of.number}"


def _fingerprint() -> str:
    return hashlib.sha256((address.own_key() or "").encode("utf-8", "replace")).hexdigest()[:16]


def save_taps(widget: str) -> None:
    """Save the taps of this tab since the last receipt, and keep the new receipt for the next drawing."""
    message = read_taps(memory.taps_of(widget))
    if message is None:
        return
    memory.TAPS.keep(message)
    # The browser sends taps again while a busy database is waited for; before the next try the page must show that
    # saving failed.
    if not receipt()["failed"] or monotonic() - memory.FAILED_AT.value >= saving.BREATH:
        _save_unsaved_taps()


def _save_unsaved_taps() -> None:
    key, message = address.own_key(), memory.TAPS.value
    if message is None or key is None:
        return
    fingerprint, _, number = message.assessment.partition(".")
    if fingerprint != _fingerprint() or not number.isdecimal():
        memory.TAPS.forget()  # tapped under another key, which this session has left
        return
    begun = assessments.newest()
    if begun is None:  # the whole page says why; the taps are sent again
        memory.RECEIPT.keep(Receipt(tab=message.tab, seq=0, failed=True))
        return
    bank = begun.instrument
    taps = [
        Tap(number, path, value)
        for number, name, chosen in message.taps
        if (path := choice_path(name, bank)) is not None and (value := _choice(chosen, path)) is not None
    ]
    last = max((number for number, _, _ in message.taps), default=0)
    with saving.trying() as tried:
        if not saving.series(key).save_taps(message.tab[:40], taps, number=int(number[:9])):
            st.rerun()  # deleted in another tab: the page says so
    memory.RECEIPT.keep(Receipt(tab=message.tab, seq=last if tried.done else 0, failed=not tried.done))
    if tried.done:
        memory.TAPS.forget()


def receipt() -> Receipt:
    """The taps that the browser may count as saved."""
    return memory.RECEIPT.value


def finish_and_show() -> None:
    """Mark the answers as finished and go to the results; stay when the database does not accept everything."""
    _save_unsaved_taps()
    key = address.own_key()
    if key and memory.TAPS.value is None:
        with saving.trying() as tried:
            saving.series(key).finish()
        if tried.done:
            if open_cells_are_explained():
                memory.OPEN_CELLS_EXPLAINED_UNTIL.keep(monotonic() + undoing.LATE_CLICK)
            places.go_to(places.RESULTS)


def explain_open_cells() -> None:
    """Keep the explanation of open answers on screen until the page is left."""
    memory.OPEN_CELLS_EXPLAINED_UNTIL.keep(inf)


def open_cells_are_explained() -> bool:
    """Whether the visitor has asked to finish with open cells."""
    return monotonic() < memory.OPEN_CELLS_EXPLAINED_UNTIL.value


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
    if value in ("1", "2", "3", "4", "5"):
        return int(value)
    return value if value in SPECIAL_CODES and not path.startswith("importance.") else None
