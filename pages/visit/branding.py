"""Whose name and mark everything carries: ours, or those of the campaign that the visitor came or began by."""

from __future__ import annotations

from assessment.campaigns import Brand
from assessment.look import LOOK, Look
from pages.visit import address, consulting, memory, saving
from pages.visit.memory import Branded


def learn() -> None:
    """Read the brand of the key or code in the address, once each; before anything that depends on it.

    The last one stays while the database cannot be read.
    """
    whose, key, code = "", address.own_key(), address.campaign_code()
    match address.visitor():
        case address.Viewer(view):
            whose, key, code = f"view={view}", view, None
        case address.TeamMember() | address.MapMember():
            pass
        case _ if key is not None:
            whose = f"r={key}"
        case _ if code is not None:
            whose = f"c={code}"
    if memory.BRAND.value.whose == whose:
        return
    if not whose:
        memory.BRAND.forget()
        return
    with saving.reading():
        memory.BRAND.keep(Branded(whose, _read(key, code)))


def _read(key: str | None, code: str | None) -> Brand | None:
    now, begun = address.now(), memory.BEGUN_HERE.value
    found = saving.contact(key).brand(now) if key is not None else None
    if found is None and code is not None and (key is None or (begun is not None and begun.key == key)):
        # The first click of two may not have begun anything yet, though its key is known.
        found = saving.prospect(code).brand(now) or saving.brand_of(consulting.previewed(code))
    return found


def brand() -> Brand | None:
    """The campaign's brand, as read for this key or code; None without a campaign."""
    return memory.BRAND.value.brand


def look() -> Look:
    """Name, mark and colours of everything that is shown."""
    found = brand()
    return LOOK if found is None else found.look
