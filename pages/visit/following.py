"""What a consultant does with those who want to be contacted: how far each has come, and whose result is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from assessment.campaigns import Campaign, Desk, LeadState, StoredLead
from assessment.instrument import Instrument
from assessment.report import Report
from assessment.team_result import TeamResult
from assessment.writes import NoteLead
from pages.visit import banks, consulting, controls, memory, places, saving

STATES: Final[tuple[LeadState, ...]] = ("new", "contacted", "met", "ended")


def leads(at: Desk, campaign: str) -> Sequence[StoredLead]:
    """Everybody who has asked to be contacted; none while the database cannot be read.

    First come those who waited when the campaign was opened, the newest first, then the others: a row whose state is
    changed stays where it is.
    """
    with saving.reading() as read:
        found = at.leads(campaign)
    if not read.done:
        return ()
    of, contacted = memory.CONTACTED_BEFORE.value
    if of != campaign:
        contacted = frozenset(each.id for each in found if not each.is_waiting)
        memory.CONTACTED_BEFORE.keep((campaign, contacted))
    return sorted(found, key=lambda each: each.id in contacted)


def results(at: Desk, campaign: str, shown: Sequence[StoredLead]) -> Mapping[str, Report]:
    """The results, by lead, of those of them who show theirs."""
    with saving.reading() as read:
        found = at.results(campaign, banks.today(), {each.id for each in shown})
    return found if read.done else {}


def show_state(lead: StoredLead) -> str:
    """Set a lead's control to how far it has come; the control's key."""
    control = _control(lead.id)
    controls.show(control, lead.state)
    return control


def note(campaign: str, lead: str) -> None:
    """Save how far a contact has come."""
    control = _control(lead)
    if controls.is_changed(control) and (chosen := memory.on_screen(control)) in STATES:
        saved = saving.save(control, NoteLead(consulting.token(), campaign, lead, chosen))
        memory.SAVED_FIELD.keep(None if saved is None else control)


def turn(lead: str) -> None:
    """Open the result of a lead in its row, or close it."""
    memory.OPENED_LEAD.keep(None if opened() == lead else lead)
    places.stay_at(f"lead_row_{lead}")


def opened() -> str | None:
    """The lead whose result is open."""
    return memory.OPENED_LEAD.value


def show_all() -> None:
    """Show all of them, and not the first alone."""
    memory.SHOWS_ALL_LEADS.keep(value=True)


def shows_all() -> bool:
    """Whether all of them are shown."""
    return memory.SHOWS_ALL_LEADS.value


def together(campaign: Campaign, bank: Instrument) -> TeamResult | None:
    """What all answered together; the same object as long as it is, so that its figures are drawn once."""
    of, known = memory.TOGETHER.value
    found = campaign.together(bank)
    if of == campaign.id and known == found:
        return known
    memory.TOGETHER.keep((campaign.id, found))
    return found


def _control(lead: str) -> str:
    return f"lead_state_{lead}"
