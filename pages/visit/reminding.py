"""Reminds whoever has begun answers in this session, once, to save the link that opens them."""

from __future__ import annotations

from pages.visit import beginning, memory


def offers_link() -> bool:
    """Whether results offer the own link: until it is closed or their page is left for the first time.

    Whoever came by the link has it.
    """
    if not beginning.is_begun_here() or memory.LINK_OFFER.value == "over":
        return False
    memory.LINK_OFFER.keep("open")
    return True


def close_link_offer() -> None:
    """The link is saved, or not wanted."""
    memory.LINK_OFFER.keep("over")
