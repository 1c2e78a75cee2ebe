"""The assessments under the visitor's key, and their reports.

The database is the truth and the session a cache of it, so a reload, a second tab or a restarted server finds the same
answers, under the private key that stays in the address as `r`. A read-only key, `view`, shows the results.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from math import inf
from time import monotonic
from typing import Final, NamedTuple, cast

import streamlit as st

from assessment.answers import Answers, translated
from assessment.exports.archive import ArchivedAssessment, to_archive_json
from assessment.instrument import Instrument
from assessment.plan import PlanLine, new_line_id
from assessment.problems import Problems
from assessment.report import Occasion, Report, build_report
from assessment.scoring import SCORING_VERSION
from assessment.storage import (
    Store,
    Stored,
)
from pages.visit import address, banks, saving, undoing
from pages.visit.limiting import WRONG_KEYS, count, is_used_up

EXAMPLE: Final = banks.ROOT / "assessment" / "example.json"
# What a new assessment takes over from the one before. Ratings are what it asks anew.
_CARRIED_OVER: Final = ("form", "behaviours", "experience", "planned_reward", "incentives", "respondent")


@dataclass(frozen=True)
class Assessment:
    """The newest assessment of the visitor's series, the `number`-th of it, on the question bank it was begun on."""

    answers: Answers
    instrument: Instrument
    occasion: Occasion
    number: int
    is_finished: bool


class Finished(NamedTuple):
    """A finished assessment of the series, its number and the day of its last answer."""

    number: int
    day: date


class Begun(NamedTuple):
    """An unfinished assessment, its number and how many of its ratings are given."""

    number: int
    answered: int
    total: int


def own_link() -> str | None:
    """The whole address of the visitor's results, None when nothing is stored or somebody else's are shown."""
    return None if address.is_looking_on() or cached() is None else address.link_to(address.parameters())


def view_link() -> str | None:
    """The address that shows the results only, None when there is none."""
    key = address.own_key()
    if key is None or address.is_looking_on():
        return None
    with saving.reading() as tried:
        tried.found = saving.store().shared(key)
    return address.link_to({"lang": address.language(), "view": tried.found}) if tried.found else None


def share() -> None:
    """Make an address that shows the results only."""
    saving.save("sharing", Store.share)


def stop_sharing() -> None:
    """Let the address that shows the results only lead nowhere."""
    saving.save("sharing", Store.stop_sharing)


def assessment() -> Assessment | None:
    """The visitor's newest assessment as stored, or None when nothing is begun or the address leads nowhere.

    When the database cannot be read the last reading is shown on, and hindrance() says why.
    """
    key = address.own_key()
    if key is None or address.is_looking_on() or may_not_try(key):
        return None
    # A bank that breaks while somebody answers: the whole page says so, a tap shows the last reading on.
    with suppress(Problems), saving.reading():
        stored = saving.store().load(key)
        remember(key, found=stored is not None)
        if stored is not None:
            st.session_state["cached"] = _assessment(stored)
    return cached()


def _assessment(stored: Stored) -> Assessment:
    """What is stored, told in the visitor's language.

    Raises Problems when today's question bank is broken, StoreUnavailable when that of the assessment cannot be read.
    """
    bank = banks.bank_of(stored.instrument_hash)
    answers = Answers.from_choices(stored.choices, bank, version=stored.instrument_version)
    occasion = Occasion(
        answered_on=_day(stored),
        seconds_per_rating=stored.seconds_per_rating,
        bank_is_current=banks.is_todays(stored.instrument_hash),
        scoring_version=stored.scoring_version,
    )
    return Assessment(translated(answers, bank, address.language()), bank, occasion, stored.number, stored.finished)


def _day(stored: Stored) -> date:
    return (stored.answered_at or stored.begun_at).astimezone(address.zone()).date()


def may_not_try(key: str) -> bool:
    """Whether too many wrong keys came from here; a key that was found in this session is always good."""
    if key == st.session_state.get("found_key") or not is_used_up(WRONG_KEYS, st.context.ip_address):
        return False
    st.session_state["hindrance"] = "too_many_wrong_keys"
    return True


def remember(key: str, *, found: bool) -> None:
    """Remember that a key was found, or forget what is known under it and count a wrong one."""
    if found:
        st.session_state["found_key"] = key
        return
    for forgotten in ("cached", "reported", "finished_on"):
        st.session_state.pop(forgotten, None)
    if st.session_state.get("wrong_key") != key:  # a page asks more than once
        st.session_state["wrong_key"] = key
        count(WRONG_KEYS, st.context.ip_address)


def report() -> Report | None:
    """The visitor's report; the example's while the example is shown, somebody else's under a read-only address.

    It is about the latest finished assessment, so that one begun anew hides nothing. While none is finished, it is
    about what is begun.
    """
    return _report_up_to(None)


def opened_report() -> Report | None:
    """The report for results and files: of the finished assessment whose number is in the address, as `assessment`.

    Without one, or when somebody else's results are shown, it is report().
    """
    return _report_up_to(None if address.is_looking_on() else address.asked_for())


def _report_up_to(number: int | None) -> Report | None:
    if address.showing_example():
        bank = banks.instrument()
        case = Answers.from_json(EXAMPLE.read_bytes(), bank, EXAMPLE.name)
        told = translated(case, bank, address.language())
        return replace(build_report(bank, told, made_on=address.today()), is_for_others=True)
    view = address.view_key()
    key = view or address.own_key()
    if key is None or may_not_try(key):
        return None
    with saving.reading():
        series = saving.store().view_all(key) if view else saving.store().load_all(key)
        plan = saving.store().plan(key) if series and not view else []
        remember(key, found=bool(series))
        _keep_reading(key, number, series, plan, is_own=not view)
    of, last = st.session_state.get("cached_report", (None, None))
    if of == (key, number):
        return cast("Report | None", last)
    begun = None if view else cached()
    return _report(begun) if begun else None


def _keep_reading(
    key: str, number: int | None, series: Sequence[Stored], plan: Sequence[PlanLine], *, is_own: bool
) -> None:
    shown = _to_show(series, number)
    is_latest = shown == _to_show(series, None)
    told = [_assessment(stored) for stored in shown]
    reports: list[Report] = []
    for each in told:
        found = _report(each, reports, plan if is_latest and each is told[-1] else ())
        reports.append(replace(found, is_for_others=not is_own))
    if series and is_own:
        st.session_state["cached"] = _assessment(series[-1])
        st.session_state["finished_on"] = [Finished(each.number, _day(each)) for each in series if each.finished]
        if is_latest:
            st.session_state["reported"] = told[-1]
    st.session_state["cached_report"] = ((key, number), reports[-1] if reports else None)


def _to_show(series: Sequence[Stored], number: int | None) -> Sequence[Stored]:
    """The finished assessments, up to the one of this number if there is such a one; the last of them is shown.

    While none is finished: what is begun, once it has an answer.
    """
    finished = [stored for stored in series if stored.finished]
    if not finished:
        return [stored for stored in series if stored.answered_at is not None] or series[:1]
    up_to = [stored for stored in finished if stored.number <= (number or 0)]
    return up_to if up_to and up_to[-1].number == number else finished


def reported() -> Assessment | None:
    """The assessment that report() is about, the visitor's own; what is changed in the map is changed in it."""
    return cast("Assessment | None", st.session_state.get("reported")) or cached()


def finished_ones() -> Sequence[Finished]:
    """The visitor's finished assessments, the oldest first."""
    return () if address.is_looking_on() else cast("Sequence[Finished]", st.session_state.get("finished_on", ()))


def opened_number() -> int | None:
    """The number of the finished assessment that results and files show; None while none is finished."""
    numbers = [each.number for each in finished_ones()]
    return next((number for number in numbers if number == address.asked_for()), numbers[-1] if numbers else None)


def shows_latest() -> bool:
    """Whether results and files are not those of an earlier finished assessment."""
    return not finished_ones() or opened_number() == finished_ones()[-1].number


def open_finished(number: int) -> None:
    """Show results and files of this finished assessment; the address keeps it, so that a reload does."""
    if number == finished_ones()[-1].number:
        st.query_params.pop("assessment", None)
    else:
        st.query_params["assessment"] = str(number)


def begun_beside_finished() -> Begun | None:
    """The unfinished assessment of the visitor's series, when another one is finished."""
    begun = None if address.is_looking_on() else cached()
    if begun is None or begun.is_finished or not finished_ones():
        return None
    scores = _report(begun).scores
    return Begun(begun.number, scores.answered, scores.cells)


def _report(of: Assessment, earlier: Sequence[Report] = (), plan: Sequence[PlanLine] = ()) -> Report:
    return build_report(
        of.instrument, of.answers, made_on=address.today(), occasion=of.occasion, earlier=tuple(earlier), plan=plan
    )


def everything() -> bytes | None:
    """All that is stored under the visitor's key, as JSON; None when nothing is, or it cannot be read now."""
    key = address.own_key()
    if key is None:
        return None
    with saving.reading() as tried:
        archived = [
            ArchivedAssessment(
                answers=(told := _assessment(stored)).answers,
                instrument=told.instrument,
                scoring_version=stored.scoring_version,
                begun_at=stored.begun_at,
                finished_at=stored.finished_at,
                saved_at=dict(stored.saved_at),
            )
            for stored in saving.store().load_all(key)
        ]
        plan, is_shared = saving.store().plan(key), saving.store().shared(key) is not None
    if not tried.done or not archived:
        return None
    return to_archive_json(archived, plan, is_shared=is_shared)


def assess_again(after: int) -> bool:
    """Begin the next assessment of the series, on today's question bank; False when nothing was saved.

    Behaviours and experience are carried over, ratings are not. A second click finds the assessment of the first one.
    """
    key, before = address.own_key(), assessment()
    if key is None or before is None:
        return False
    choices = before.answers.choices()
    if before.number == after:
        bank = banks.todays_bank()
        with saving.trying() as tried:
            saving.store().begin(
                key,
                {path: value for path, value in choices.items() if path.split(".")[0] in _CARRIED_OVER}
                | {"language": address.language()},
                instrument_version=bank.instrument.version,
                scoring_version=SCORING_VERSION,
                instrument_text=bank.text,
                after=after,
            )
        if not tried.done:
            return False
    for forgotten in ("at", "receipt", "unsaved_taps", "gaps_are_explained", "open_line"):
        st.session_state.pop(forgotten, None)
    st.session_state["began_again"] = (after, monotonic())
    return assessment() is not None


def discard(number: int) -> None:
    """Take the unfinished assessment of this number away, beside a finished one; that can be undone."""
    key = address.own_key()
    if key is None or undoing.is_second_click(f"discard {number}"):
        return
    with saving.trying() as tried:
        discarded = saving.store().discard(key, number)
    if not tried.done or discarded is None:
        return
    for forgotten in ("at", "receipt", "unsaved_taps", "gaps_are_explained", "began_again"):
        st.session_state.pop(forgotten, None)
    undoing.keep_undo(
        "assessment",
        "",
        lambda: saving.save(f"undo {new_line_id()}", lambda store, key: store.put_back(key, discarded)),
    )


def may_assess_again() -> int | None:
    """The number of the finished assessment after which the next one may begin; None while one is going on.

    A second click still finds the one that the first click found.
    """
    last = assessment()
    if last is None or last.is_finished:
        return last.number if last else None
    after, at = st.session_state.get("began_again", (0, -inf))
    return after if last.number == after + 1 and monotonic() - at < undoing.LATE_CLICK else None


def cached() -> Assessment | None:
    """The visitor's newest assessment as last read."""
    return cast("Assessment | None", st.session_state.get("cached"))
