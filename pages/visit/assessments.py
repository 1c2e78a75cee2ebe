"""The assessments under the visitor's key, and their reports.

The database is the truth and the session a cache of it, so a reload, a second tab or a restarted server finds the same
answers, under the private key that stays in the address as `r`. A read-only key, `view`, shows the results.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from time import monotonic
from typing import NamedTuple

import streamlit as st

from assessment import example as examples
from assessment.downloads import Download
from assessment.exports import FileKind
from assessment.instrument import Organisation
from assessment.problems import Problems
from assessment.report import Report
from assessment.series import Assessment, Finished, Opened
from assessment.storage import KeyHash
from assessment.writes import PutBack, StartSharing, StopSharing
from pages.visit import address, banks, memory, places, saving, undoing
from pages.visit.address import Example, Owner, TeamMember, Viewer
from pages.visit.keeping import count_visit
from server.limiting import count_wrong_key


class Begun(NamedTuple):
    """An unfinished assessment, its number and how many of its answers are given."""

    number: int
    answered: int
    total: int

    @property
    def is_complete(self) -> bool:
        """Whether everything is answered, so that only the result is left to see."""
        return self.answered == self.total


def own_link() -> str | None:
    """The whole address of the visitor's results, None when nothing is stored or another person's are shown."""
    is_stored = _shown_key() is not None and memory.NEWEST.value is not None
    return address.link_to(address.parameters()) if is_stored else None


def view_link() -> str | None:
    """The address that shows only the results, None when there is none."""
    if key := _shown_key():
        with saving.reading():
            view = saving.series(key).shared()
            return address.link_to({"lang": address.language(), "view": view}) if view else None
    return None


def share() -> None:
    """Make an address that shows only the results."""
    saving.save("sharing", StartSharing())
    places.stay_at("view_link")


def stop_sharing() -> None:
    """Disable the address that shows only the results."""
    saving.save("sharing", StopSharing())
    places.stay_at("view_link")


def assessment() -> Assessment | None:
    """The visitor's newest assessment as stored, or None when nothing is begun or the address leads nowhere.

    When the database cannot be read, the last reading stays on screen and obstacle() says why.
    """
    key = _shown_key()
    if key is None:
        return None
    # If the bank breaks during an assessment, the whole page says so, and after a tap the last reading stays on screen.
    with suppress(Problems), saving.reading():
        newest = saving.own().newest(banks.today(), memory.NEWEST.value)
        remember(key, found=newest is not None)
        if newest is not None:
            memory.NEWEST.keep(newest)
            _count_visit(key)
    return memory.NEWEST.value


def newest() -> Assessment | None:
    """The visitor's newest assessment as last read; it is read now if that has not been done."""
    return memory.NEWEST.value or assessment()


def _shown_key() -> str | None:
    """The key of what is shown, None unless it is the visitor's own."""
    visitor = address.visitor()
    return visitor.key if isinstance(visitor, Owner | TeamMember) else None


def _count_visit(key: str) -> None:
    """Record a visit; none is recorded of a team's members."""
    if isinstance(address.visitor(), Owner):
        count_visit(key)


def remember(key: str, *, found: bool) -> None:
    """Remember that a key was found; otherwise forget what was read and count a wrong key.

    The key is always looked up first, so a right one is never refused.
    """
    if found:
        return
    if key == memory.KEY.value and memory.NEWEST.is_kept:
        # Deleted meanwhile, perhaps in another tab. Texts in fields belong to it.
        memory.forget("key")
        memory.forget_controls()
    for read in (memory.NEWEST, memory.REPORTED, memory.FINISHED):
        read.forget()
    # A page asks more than once, and the keys of members open nothing once their round is released.
    if memory.WRONG_KEY.value != key and not isinstance(address.visitor(), TeamMember):
        memory.WRONG_KEY.keep(key)
        count_wrong_key(st.context.ip_address)


def report() -> Report | None:
    """The visitor's report, the example's, or under a read-only address another person's.

    It is about the latest finished assessment, so that a new one hides nothing. While none is finished, it is about the
    unfinished one.
    """
    return _report(None)


def example() -> Report | None:
    """The report of the invented case; None where it belongs to another question bank."""
    return examples.example_report(banks.today())


def example_of_map(organisation: Organisation | None) -> Report | None:
    """The invented case with a map for this kind of organisation; None where it has no map."""
    return examples.example_of_map(banks.today(), organisation)


def opened_report() -> Report | None:
    """The report for results and files: of the finished assessment whose number is in the address, as `assessment`.

    Without a number, or when another person's results are shown, it is report().
    """
    return _report(address.asked_for())


def _report(number: int | None) -> Report | None:
    match address.visitor():
        case Example():
            return example()
        case Viewer(key):
            return _viewed_report(key)
        case Owner(key):
            return _own_report(key, number)
        case TeamMember(_, str(key)):
            return _own_report(key, None)
        case _:
            return None


def _viewed_report(key: str) -> Report | None:
    with saving.reading():
        opened = saving.series(key).view(banks.today(), _opened_before(key, None))
        remember(key, found=opened is not None)
        memory.OPENED.keep(((key, None), opened))
    last = _opened_before(key, None)
    return last.report if last else None


def _own_report(key: str, number: int | None) -> Report | None:
    with saving.reading():
        opened = saving.own().open(banks.today(), number, _opened_before(key, number))
        remember(key, found=opened is not None)
        memory.OPENED.keep(((key, number), opened))
        if opened:
            memory.NEWEST.keep(opened.newest)
            memory.FINISHED.keep(opened.finished)
            if opened.is_latest:
                memory.REPORTED.keep(opened.reported)
            _count_visit(key)
    of, last = memory.OPENED.value
    if of == (key, number):
        return last.report if last else None
    begun = memory.NEWEST.value
    return begun.report(address.today()) if begun else None


def _opened_before(key: str, number: int | None) -> Opened | None:
    of, last = memory.OPENED.value
    return last if of == (key, number) else None


def reported() -> Assessment | None:
    """The visitor's own assessment that report() is about, as last read; a change of the map changes it."""
    return memory.REPORTED.value or newest()


def finished_ones() -> Sequence[Finished]:
    """The visitor's finished assessments, the oldest first."""
    return memory.FINISHED.value if address.visitor().may("change") else ()


def last_finished() -> Finished | None:
    """The latest finished assessment under the visitor's own key, read now."""
    _report(None)
    return finished_ones()[-1] if finished_ones() else None


def opened_number() -> int | None:
    """The number of the finished assessment that results and files show; None while none is finished."""
    numbers = [each.number for each in finished_ones()]
    return next((number for number in numbers if number == address.asked_for()), numbers[-1] if numbers else None)


def shows_latest() -> bool:
    """Whether results and files are not those of an earlier finished assessment."""
    return not finished_ones() or opened_number() == finished_ones()[-1].number


def open_finished(number: int) -> None:
    """Show results and files of this finished assessment; its number stays in the address, for a reload."""
    address.ask_for(None if number == finished_ones()[-1].number else number)


def begun_beside_finished() -> Begun | None:
    """The unfinished assessment of the visitor's series, when another one is finished."""
    begun = memory.NEWEST.value
    if begun is None or begun.is_finished or not finished_ones():
        return None
    return Begun(begun.number, *begun.progress)


def download(kind: FileKind) -> Download | None:
    """A file about what is on screen; None for visitors who may not download it."""
    zone, language, visitor = address.zone_name(), address.language(), address.visitor()
    match visitor:
        case Example() if kind != "archive":
            return Download(kind, language, None, zone=zone)
        case Owner(key):
            return Download(kind, language, KeyHash.of(key), address.asked_for(), zone)
        case TeamMember(_, str(key)):
            return Download(kind, language, KeyHash.of(key), None, zone)
        case _:
            return None


def assess_again(after: int) -> bool:
    """Begin the next assessment of the series, on today's question bank; False when nothing was saved.

    Behaviours and experience are carried over, ratings are not. A second click finds the assessment of the first one.
    """
    before, key = assessment(), _shown_key()
    if key is None or before is None:
        return False
    # Known to the session before anything is stored: a second click may end this run at any moment after that.
    memory.BEGUN_AGAIN.keep((after, monotonic()))
    if before.number == after:
        with saving.trying() as tried:
            saving.series(key).again(before, banks.today())
        if not tried.done:
            memory.BEGUN_AGAIN.forget()
            return False
    memory.forget("assessment")
    return assessment() is not None


def is_begun_again(begun: Assessment) -> bool:
    """Whether this session began the assessment, as the next one of its series."""
    return memory.BEGUN_AGAIN.is_kept and begun.number == memory.BEGUN_AGAIN.value[0] + 1


def discard(number: int) -> None:
    """Remove the unfinished assessment of this number beside a finished one; that can be undone."""
    key, control, discarded = address.own_key(), f"discard {number}", None
    if key is None or undoing.is_second_click(control):
        return
    with saving.trying():
        discarded = saving.series(key).discard(number)
    if discarded is None:
        return
    memory.forget("assessment")
    undoing.offer("assessment", "", control, PutBack(discarded))


def may_assess_again() -> int | None:
    """The number of the finished assessment after which the next one may begin; None while one is unfinished.

    A second click still finds the one that the first click found.
    """
    last = assessment()
    if last is None or last.is_finished:
        return last.number if last else None
    after, at = memory.BEGUN_AGAIN.value
    return after if last.number == after + 1 and monotonic() - at < undoing.LATE_CLICK else None
