"""Deleting everything under a key, after asking; and leaving it as it is for a new start."""

from __future__ import annotations

from assessment.series import Kept
from pages.visit import address, memory, saving


def delete_my_answers() -> None:
    """Delete everything under the visitor's key, then forget the key."""
    if key := address.own_key():
        code = saving.code_to_start_over()
        with saving.trying() as tried:
            saving.series(key).delete()
        if tried.done:
            _begin_at(code, is_known_there=True)
            memory.DELETED.keep(address.fingerprint(key))


def start_over() -> None:
    """Forget the key in this browser tab, and stay in its campaign. What is stored stays stored, under its address."""
    is_known_there = memory.IS_COUNTED.value or isinstance(address.visitor(), address.Owner)
    _begin_at(saving.code_to_start_over(), is_known_there=is_known_there)


def _begin_at(code: str | None, *, is_known_there: bool) -> None:
    """Go to where one begins; who has come by the link of a campaign before is not counted once more."""
    address.open_code(code)
    memory.IS_COUNTED.keep(is_known_there)


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
