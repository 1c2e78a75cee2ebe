"""A campaign's respondent asks to be contacted, and takes that back."""

from __future__ import annotations

from assessment.campaigns import LeadFault, lead_faults
from assessment.storage import NewLead, StoredLead
from pages.visit import address, branding, memory, places, saving


def given() -> StoredLead | None:
    """What the visitor has agreed to, read now; None when nothing was, it was withdrawn, or it cannot be read."""
    key = address.own_key()
    if key is not None and branding.brand() is not None:
        with saving.reading():
            return saving.contact(key).given()
    return None


def is_tried() -> bool:
    """Whether sending was tried with something wrong in it, or not stored."""
    return memory.LEAD_IS_TRIED.value


def correct(given: StoredLead, *, agrees: bool) -> None:
    """Show what was sent in the fields again, to be corrected; `agrees` when its wording still holds as it is."""
    _show(given, agrees=agrees, shows_result=given.shows_result)
    memory.LEAD_IS_CORRECTED.keep(value=True)
    memory.LEAD_IS_CHANGED.forget()
    places.stay_at("lead")


def _show(given: StoredLead, *, agrees: bool, shows_result: bool) -> None:
    """Set the fields to what was sent."""
    for name in ("name", "email", "phone", "message"):
        memory.set_control(f"lead_{name}", getattr(given, name))
    for control, value in {"lead_consent": agrees, "lead_result": shows_result}.items():
        memory.set_control(control, value)


def keep() -> None:
    """Leave what was sent as it is."""
    memory.LEAD_IS_CORRECTED.forget()
    memory.LEAD_IS_TRIED.forget()
    places.stay_at("lead")


def is_corrected() -> bool:
    """Whether what was sent is shown in the fields, to be corrected."""
    return memory.LEAD_IS_CORRECTED.value


def is_changed() -> bool:
    """Whether a correction was stored a moment ago."""
    return memory.LEAD_IS_CHANGED.value


def faults(email: str, *, agrees: bool) -> tuple[LeadFault, ...]:
    """What is wrong with what is filled in, from the first try to send it on."""
    return lead_faults(email, agrees=agrees) if memory.LEAD_IS_TRIED.value else ()


def send(lead: NewLead, wording: str, *, agrees: bool) -> bool:
    """Ask to be contacted, having agreed to this wording; False when something is wrong, or nothing was stored."""
    memory.LEAD_IS_TRIED.keep(value=True)
    key = address.own_key()
    if key is None or lead_faults(lead.email, agrees=agrees):
        return False
    is_kept = False
    with saving.trying() as tried:
        is_kept = saving.contact(key).agree(lead, wording, address.now())
    if tried.done and is_kept:
        memory.LEAD_IS_CHANGED.keep(value=is_corrected())
        for each in (memory.LEAD_IS_TRIED, memory.LEAD_IS_WITHDRAWN, memory.LEAD_IS_CORRECTED):
            each.forget()
    return tried.done and is_kept


def withdraw(given: StoredLead) -> None:
    """Take the wish to be contacted back; it is deleted at once.

    Until this page is closed its fields show again what was written, for whoever asks again; its boxes are not ticked.
    """
    if key := address.own_key():
        with saving.trying() as tried:
            saving.contact(key).withdraw()
        if tried.done:
            memory.LEAD_IS_WITHDRAWN.keep(value=True)
            _show(given, agrees=False, shows_result=False)
            places.stay_at("lead")


def is_withdrawn() -> bool:
    """Whether it was taken back a moment ago."""
    return memory.LEAD_IS_WITHDRAWN.value
