"""Deleting everything under a key, after asking."""

from __future__ import annotations

from assessment.series import Kept
from pages.visit import address, memory, saving


def delete_my_answers() -> None:
    """Delete everything under the visitor's key, then forget the key."""
    if key := address.own_key():
        with saving.trying() as tried:
            saving.series(key).delete()
        if tried.done:
            address.start_over()
            memory.DELETED.keep(address.fingerprint(key))


def kept() -> Kept | None:
    """How much would be deleted; None when nothing is stored, or it cannot be read now."""
    if key := address.own_key():
        with saving.reading():
            return saving.series(key).kept()
    return None


def ask_before_deleting() -> None:
    """Ask on the page before everything is deleted."""
    memory.ASKS_BEFORE_DELETING.keep(value=True)


def keep_my_answers() -> None:
    """Stop asking."""
    memory.ASKS_BEFORE_DELETING.forget()


def asks_before_deleting() -> bool:
    """Whether the visitor has pressed to delete everything and has not answered yet."""
    return memory.ASKS_BEFORE_DELETING.value


def deleted() -> str | None:
    """The fingerprint of the key whose answers were deleted a moment ago; returned only once."""
    return memory.DELETED.take()
