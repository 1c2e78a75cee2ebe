"""Reminds whoever has begun answers to save the link that opens them, and whoever came by it who else can use it."""

from __future__ import annotations

from pages.visit import beginning, memory


def says_who_has_link() -> bool:
    """Whether the questions say who can use the link this visitor came by: until they are left for the first time."""
    if not beginning.came_by_link() or memory.LINK_NOTICE.value == "over":
        return False
    memory.LINK_NOTICE.keep("open")
    return True


def offers_link() -> bool:
    """Whether results offer the own link: until that is closed, or their page is left once the link is copied.

    Whoever came by the link has it.
    """
    return beginning.is_begun_here() and memory.LINK_OFFER.value != "over"


def link_is_copied() -> None:
    """The own link is saved somewhere; the offer stays where it is until the page is left."""
    if memory.LINK_OFFER.value is None:
        memory.LINK_OFFER.keep("copied")


def close_link_offer() -> None:
    """The link is saved, or not wanted."""
    memory.LINK_OFFER.keep("over")
