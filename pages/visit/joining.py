"""A member's way into a team's round and out of it: the round of the code in the address, joining, withdrawing."""

from __future__ import annotations

from time import monotonic

import streamlit as st

from assessment.rounds import Round, RoundClosed, RoundFull
from assessment.storage import new_key
from pages.visit import address, assessments, banks, beginning, memory, saving
from pages.visit.address import TeamMember
from pages.visit.memory import BegunHere
from server.limiting import NEW_ASSESSMENTS, count, count_wrong_key


def invited() -> Round | None:
    """The round of the code in the address, read now; as last read while the database cannot be read.

    None when the code is unknown or there is none.
    """
    visitor = address.visitor()
    if not isinstance(visitor, TeamMember):
        return None
    with saving.reading():
        found = saving.invitation(visitor.code).round(banks.today())
        memory.INVITED.keep(found)
        if found is None and memory.WRONG_KEY.value != visitor.code:  # a page asks more than once
            memory.WRONG_KEY.keep(visitor.code)
            count_wrong_key(st.context.ip_address)
    return memory.INVITED.value


def has_joined() -> bool:
    """Whether the key in the address opens answers in an open round."""
    return isinstance(address.visitor(), TeamMember) and assessments.newest() is not None


def join() -> bool:
    """Begin answers in the round under a new key, or go on with those in the address; False when nothing was saved.

    A second click finds the key of the first one.
    """
    visitor = address.visitor()
    if not isinstance(visitor, TeamMember):
        return False
    with saving.trying() as tried:
        key = beginning.key_of_first_click() or visitor.key
        if key is None or not saving.membership(key).is_there():
            _join(visitor.code)
    if tried.done:
        memory.HAS_WITHDRAWN.forget()
        assessments.assessment()
    return tried.done and memory.NEWEST.value is not None


def _join(code: str) -> None:
    if not count(NEW_ASSESSMENTS, st.context.ip_address):
        raise saving.TooMany
    # Known to the session before anything is stored, as when a leader begins.
    before, key = address.own_key(), new_key()
    memory.BEGUN_HERE.keep(BegunHere(key, before, monotonic()))
    address.adopt(key)
    try:
        saving.invitation(code).join(key, banks.today())
    except RoundFull:
        raise saving.TooMany from None
    except RoundClosed:
        invited()  # the page says so


def go_on(key: str) -> bool:
    """Go on with answers under way that this browser remembers.

    A key that opens none any more, or answers that are handed in, is to be forgotten. False when that is not known.
    """
    with saving.reading() as tried:
        found = saving.membership(key).newest(banks.today())
        if found is None or found.is_finished:
            memory.IS_ANOTHER.keep(value=True)
        else:
            address.adopt(key)
    return tried.done


def join_next() -> None:
    """Let whoever is here now begin anew, and leave the answers in the address as they are, under their own link."""
    address.begin_as_another()
    memory.IS_ANOTHER.keep(value=True)


def is_another() -> bool:
    """Whether what the browser remembers is to be forgotten: it is somebody else's, or handed in."""
    return memory.IS_ANOTHER.value


def is_under_way() -> bool:
    """Whether the key in the address opens answers that are not handed in."""
    begun = assessments.newest() if has_joined() else None
    return begun is not None and not begun.is_finished


def leads_nowhere() -> bool:
    """Whether a key is in the address that opens no answers."""
    visitor = address.visitor()
    is_key = isinstance(visitor, TeamMember) and visitor.key is not None
    return is_key and saving.obstacle() is None and not has_joined()


def ask_before_leaving() -> None:
    """Ask what becomes of the answers under way, before somebody else begins."""
    memory.ASKS_BEFORE_LEAVING.keep(value=True)


def stay() -> None:
    """Stop asking."""
    memory.ASKS_BEFORE_LEAVING.forget()


def asks_before_leaving() -> bool:
    """Whether somebody else wants to begin and has not said what becomes of the answers under way."""
    return memory.ASKS_BEFORE_LEAVING.value


def ask_before_withdrawing() -> None:
    """Ask on the page before the member's answers are deleted."""
    memory.ASKS_BEFORE_WITHDRAWING.keep(value=True)


def keep_answers() -> None:
    """Stop asking."""
    memory.ASKS_BEFORE_WITHDRAWING.forget()


def asks_before_withdrawing() -> bool:
    """Whether the member has pressed to withdraw and has not answered yet."""
    return memory.ASKS_BEFORE_WITHDRAWING.value


def withdraw() -> bool:
    """Delete the member's answers, then forget their key; False when nothing was deleted."""
    key = address.own_key()
    if key is None:
        return False
    with saving.trying() as tried:
        saving.membership(key).withdraw()
    if tried.done:
        join_next()
        memory.HAS_WITHDRAWN.keep(value=True)
        memory.DELETED.keep(address.fingerprint(key))
    return tried.done


def has_withdrawn() -> bool:
    """Whether answers were withdrawn a moment ago in this tab."""
    return memory.HAS_WITHDRAWN.value


def read_again() -> None:
    """Show the notice again after answers were withdrawn."""
    memory.HAS_WITHDRAWN.forget()


def has_just_handed_in() -> bool:
    """Whether answers were handed in a moment ago, and their result has not been left since."""
    return memory.HAS_HANDED_IN.value
