"""Reading and writing the database: its problems, pending writes, and what the visitor must be shown."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from time import monotonic
from typing import Final, get_args

from assessment.campaigns import Brand, Campaign, Contact, Prospect
from assessment.campaigns import brand_of as read_brand
from assessment.opened import opened_store
from assessment.rounds import Invitation, Leading, Membership
from assessment.series import Series
from assessment.storage import StoreUnavailable, Trouble
from assessment.team_map import LedMap, MapSeat
from assessment.writes import OfConsultant, Saved, Write
from pages.visit import address, memory
from pages.visit.memory import Obstacle, Removed
from server.secret import secret

BREATH: Final = 2.0  # Seconds after a failed save without saving taps, so that the page can report the failure.


def series(key: str) -> Series:
    """What is stored under a key. Raises StoreUnavailable when the database cannot be opened."""
    return Series(opened_store(), key)


def own() -> Series | Membership:
    """What the visitor's own key opens: their assessments, or a member's answers in a team's round.

    Raises StoreUnavailable.
    """
    key = address.own_key() or ""
    is_member = isinstance(address.visitor(), address.TeamMember)
    return Membership(opened_store(), key) if is_member else Series(opened_store(), key)


def membership(key: str) -> Membership:
    """A member's answers under a key. Raises StoreUnavailable."""
    return Membership(opened_store(), key)


def invitation(code: str) -> Invitation:
    """What the public code of a round opens. Raises StoreUnavailable."""
    return Invitation(opened_store(), code)


def prospect(code: str) -> Prospect:
    """What the public code of a campaign opens. Raises StoreUnavailable."""
    return Prospect(opened_store(), code)


def brand_of(campaign: Campaign | None) -> Brand | None:
    """The brand of a campaign; None without one. Raises StoreUnavailable."""
    return read_brand(opened_store(), campaign)


def contact(key: str) -> Contact:
    """What a key whose answers were begun in a campaign has agreed to there. Raises StoreUnavailable."""
    return Contact(opened_store(), key)


def code_to_start_over() -> str | None:
    """The public code of the campaign that the visitor's answers, or those they see, were begun in; None without one.

    Answers that a consultant tries belong to none: then it is the one the visitor came by.
    """
    found, visitor = None, address.visitor()
    if isinstance(visitor, address.Owner | address.Viewer):
        with reading():
            found = contact(visitor.key).code(secret())
    return found or address.campaign_code()


def leading(key: str) -> Leading:
    """The rounds that a leader's key opens. Raises StoreUnavailable."""
    return Leading(opened_store(), key)


def led_map(key: str) -> LedMap:
    """The management team's map of a leader's key. Raises StoreUnavailable."""
    return LedMap(opened_store(), key)


def map_seat(code: str, key: str) -> MapSeat:
    """What the public code of a team map opens, and a key for one role in it. Raises StoreUnavailable."""
    return MapSeat(opened_store(), code, key)


def obstacle() -> Obstacle | None:
    """The current problem, if any: a failed read, or a failed save that is pending or not yet shown."""
    return memory.NOT_READ.value or memory.NOT_SAVED.value


def obstacle_is_shown() -> None:
    """Record what the page has shown; a failed button press is shown only once."""
    memory.SHOWN_OBSTACLE.keep(obstacle())
    if not _is_pending():
        memory.NOT_SAVED.forget()


def obstacle_has_changed() -> bool:
    """Whether the message on screen is out of date."""
    return obstacle() != memory.SHOWN_OBSTACLE.value


def keeps_trying() -> bool:
    """Whether the server tries again by itself; taps are sent again by the browser."""
    return memory.NOT_READ.value in get_args(Trouble) or bool(memory.WAITING.value)


def _is_pending() -> bool:
    """Whether the server or the browser keeps trying until the save succeeds."""
    return bool(memory.WAITING.value) or memory.TAPS.value is not None


def has_to_press_again() -> bool:
    """Whether the visitor has to repeat the failed action."""
    return memory.NOT_SAVED.value in get_args(Trouble) and not _is_pending()


def try_again() -> bool:
    """Repeat the failed saves and the failed read; True when the page has something else to show."""
    _save_waiting()
    if memory.WAITING.value:
        return False
    with reading() as read:
        series(address.own_key() or "").shared()
    return read.done


def save(what: str, write: Write) -> Saved | None:
    """Write under the visitor's key, after all pending writes; it is kept and tried again until it succeeds.

    A consultant needs no key: such a write has the sign-in with it.

    A later write of the same kind, `what`, takes the place of an earlier one that is still pending. Returns the
    result, None while it is pending.
    """
    if address.own_key() is None and not isinstance(write, OfConsultant):
        return Saved()
    drop(what)
    memory.WAITING.keep({**memory.WAITING.value, what: write})
    return _save_waiting().get(what)


def drop(what: str) -> None:
    """Drop a write that is still pending."""
    if what in memory.WAITING.value:
        memory.WAITING.keep({other: each for other, each in memory.WAITING.value.items() if other != what})


def _save_waiting() -> dict[str, Saved]:
    """Save the pending writes until one fails; the results of those that were saved."""
    key, done = address.own_key() or "", dict[str, Saved]()
    for what, write in memory.WAITING.value.items():
        saved = Saved()
        # Another try would not help against a ValueError: a plan that has become full in another tab.
        with trying() as tried, suppress(ValueError):
            saved = write.on(series(key))
        if not tried.done:
            break
        drop(what)
        _remember(what, saved)
        done[what] = saved
    return done


def _remember(what: str, saved: Saved) -> None:
    """Remember what a write reported; a removal that was pending can be undone if it removed anything."""
    if saved.has_moved_on:
        memory.MAP_HAS_MOVED_ON.keep(value=True)
    removed: list[Removed] = []
    for each in memory.REMOVED.value:
        if each.undo is not None or each.control != what:
            removed.append(each)
        elif saved.undo:
            removed.append(each._replace(undo=saved.undo))
    memory.REMOVED.keep(removed)


def unsaved_controls() -> list[str]:
    """The controls whose values are not saved yet."""
    return list(memory.WAITING.value)


class TooMany(Exception):
    """More new assessments from one network address than the limit allows."""


@dataclass
class Attempt:
    """An attempt to use the database, and whether it succeeded."""

    done: bool = False


@contextmanager
def trying() -> Iterator[Attempt]:
    """Write to the database; a failure is recorded for the page, not raised."""
    tried = Attempt()
    try:
        yield tried
        tried.done = True
        memory.NOT_SAVED.forget()
    except StoreUnavailable as error:
        memory.NOT_SAVED.keep(error.trouble)
        memory.FAILED_AT.keep(monotonic())
    except TooMany:
        memory.NOT_SAVED.keep("too_many_begun")


@contextmanager
def reading() -> Iterator[Attempt]:
    """Read the database; a failure is recorded for the page, not raised.

    Apart from the failure to write: on a full disk, for instance, reading often still works.
    """
    tried = Attempt()
    try:
        yield tried
        tried.done = True
        memory.NOT_READ.forget()
    except StoreUnavailable as error:
        memory.NOT_READ.keep(error.trouble)
