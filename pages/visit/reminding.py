"""Reminds whoever has begun answers in this session to save the link that opens them."""

from __future__ import annotations

from pages.visit import beginning, memory


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
