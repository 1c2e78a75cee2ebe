"""In the results of a campaign's respondent: the consultant's offer, asking for contact, and taking that back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

import streamlit as st

from assessment.answers import NAME_LIMIT, TEXT_LIMIT
from assessment.campaigns import LEAD_MONTHS, CampaignSetup, NewLead, StoredLead
from assessment.instrument import Language
from assessment.series import Assessment
from assessment.words import date_text, say
from pages.shared.elements import plain, pressed, reach
from pages.shared.taking import Accent
from pages.visit import address, branding, contacting, places

_BLOCK: Final = "lead"
_ARRANGED: Final = """<style>
.st-key-lead { max-width: 44rem }
@media (max-width: 640px) {
  .st-key-lead_booking, .st-key-lead_booking :is([data-testid="stLinkButton"], a) { width: 100% !important }
}
:is(.st-key-lead_consent, .st-key-lead_result) label { align-items: flex-start }
:is(.st-key-to_lead, .st-key-to_given) :is(button, button p) { text-align: start !important }
</style>"""


@dataclass(frozen=True)
class Offer:
    """What the consultant offers in the results: `given` is what the visitor has agreed to already.

    Nobody whose result `is_counted` in what is released of all is asked to show it as well.
    """

    setup: CampaignSetup
    given: StoredLead | None
    is_counted: bool

    def call(self, language: Language) -> str:
        """The call to action, or a question in our words where the consultant has none."""
        return self.setup.call.get(language) or say(language, "lead.title")


def offer(last: Assessment | None) -> Offer | None:
    """The offer to a campaign's respondent who has finished anything; None for all others.

    `last` is the visitor's newest assessment.
    """
    brand = branding.brand()
    is_own = isinstance(address.visitor(), address.Owner) and last is not None and last.is_any_finished
    if brand is None or not is_own:
        return None
    return Offer(brand.campaign.setup, contacting.given(), brand.campaign.is_counted)


def way_to_offer(found: Offer | None, language: Language) -> None:
    """Below the headline: a quiet line that leads to the offer, or to what was sent once it is accepted."""
    if found is None:
        return
    if found.given:
        label, key, icon = say(language, "lead.given.way", sender=found.setup.sender), "to_given", ":material/check:"
    else:
        label, key, icon = f"{found.setup.sender}: {found.call(language)}", "to_lead", ":material/arrow_downward:"
    st.button(plain(label), key=key, type="tertiary", icon=icon, on_click=places.arrive_at, args=(_BLOCK,))


def contact_block(found: Offer | None, language: Language, accent: Accent) -> None:
    """The offer with what to fill in, or what was agreed to. Its main button has the page's `accent`."""
    if found is None:
        return
    with st.container(border=True, key=_BLOCK, gap="small"):
        st.html(_ARRANGED)
        if found.given is None:
            _offer(found, language, accent)
        elif contacting.is_corrected():
            st.subheader(say(language, "lead.correct.title"), anchor=False)
            _form(found, language, "secondary", say(language, "lead.correct.save"))
            st.button(say(language, "lead.correct.keep"), key="lead_keep", on_click=contacting.keep)
        else:
            _given(found.given, found.setup, language)
            _steps(found.given, found.setup, language, can_correct=True)


def late_offer(setup: CampaignSetup, language: Language) -> None:
    """To somebody who comes when nobody can begin any more: how to reach the consultant.

    Call and offer are about a result, and whoever comes now has none.
    """
    with st.container(border=True, key=_BLOCK, gap="small"):
        st.html(_ARRANGED)
        st.subheader(plain(say(language, "prospect.over.reach", name=setup.sender)), anchor=False)
        reach(setup.contact, "")
        if setup.booking:
            _booking(setup, say(language, "lead.given.book"), "primary")


def left_block(language: Language) -> None:
    """What was agreed to, once the answers are deleted: it can be withdrawn for as long as it is kept."""
    brand, given = branding.brand(), contacting.given()
    if brand is None:
        return
    setup = brand.campaign.setup
    if given is not None:
        with st.container(border=True, key=_BLOCK, gap="small"):
            _given(given, setup, language)
            _steps(given, setup, language, can_correct=False)
    elif contacting.is_withdrawn():
        _taken_back(setup, language)


def _offer(found: Offer, language: Language, accent: Accent) -> None:
    """What is offered, how to reach the consultant, and the way to ask for contact: below a booking page, folded."""
    setup, call = found.setup, found.call(language)
    if contacting.is_withdrawn():
        _withdrawn(found, call, language)
        return
    st.subheader(plain(call), anchor=False)
    if offered := setup.offer.get(language):
        st.text(offered)
    reach(setup.contact, f"{setup.sender}: ")
    if not setup.booking:
        _form(found, language, accent, say(language, "lead.send"))
        return
    _booking(setup, call, accent)
    instead = plain(say(language, "lead.instead", sender=setup.sender))
    with st.expander(instead, key="lead_instead", expanded=contacting.is_tried()):
        _form(found, language, "secondary", say(language, "lead.send"))


def _withdrawn(found: Offer, call: str, language: Language) -> None:
    """That it is taken back, and quietly the ways to ask again."""
    setup = found.setup
    _taken_back(setup, language)
    st.markdown(say(language, "lead.withdrawn_yours"))
    if setup.booking:
        _booking(setup, call, "secondary")
    with st.expander(plain(say(language, "lead.again", sender=setup.sender)), expanded=contacting.is_tried()):
        _form(found, language, "secondary", say(language, "lead.send"))


def _taken_back(setup: CampaignSetup, language: Language) -> None:
    st.subheader(say(language, "lead.taken_back"), anchor=False)
    st.success(plain(say(language, "lead.withdrawn", sender=setup.sender)), icon=":material/check:")
    st.markdown(plain(say(language, "lead.withdrawn_files", sender=setup.sender)))


def _booking(setup: CampaignSetup, call: str, accent: Literal["primary", "secondary"]) -> None:
    """The button that opens the consultant's booking page in another tab."""
    icon = ":material/open_in_new:"
    st.link_button(plain(call), setup.booking, key="lead_booking", type=accent, icon=icon, icon_position="right")


def _form(found: Offer, language: Language, accent: Accent, send: str) -> None:
    """What to fill in, and the button that sends it."""
    setup = found.setup
    name = _text("lead_name", "name", "name", language)
    left, right = st.columns(2)
    with left:
        email = _text("lead_email", "email", "email", language)
        beside_email = st.container(key="lead_email_fault")
    with right:
        phone = _text("lead_phone", "phone", "tel", language)
    message = st.text_area(say(language, "lead.message"), max_chars=TEXT_LIMIT, key="lead_message", height=100)
    wording, showing = _wording(setup, language), say(language, "lead.shows", sender=setup.sender)
    agrees = st.checkbox(plain(wording), key="lead_consent")
    beside_box = st.container(key="lead_consent_fault")
    shows_result = not found.is_counted and st.checkbox(plain(showing), key="lead_result")
    if found.is_counted:
        st.caption(plain(say(language, "lead.counted", sender=setup.sender)))
    receipt = say(language, "lead.receipt")
    st.caption(receipt)
    if pressed(plain(send), key="lead_send", kind=accent):
        agreed = "\n".join([wording, *([showing] if shows_result else []), receipt])
        lead = NewLead(name, email, message or "", shows_result, language, phone)
        if contacting.send(lead, agreed, agrees=agrees):
            places.stay_at(_BLOCK)
            places.go_to(places.RESULTS)
        for fault in contacting.faults(email, agrees=agrees)[:1]:
            places.stay_at("lead_consent" if fault == "consent_missing" else "lead_email")
            places.press_is_done()
            st.rerun()  # The frame, which says where the page shows, is drawn before this.
    for fault in contacting.faults(email, agrees=agrees):
        with beside_box if fault == "consent_missing" else beside_email:
            said = plain(say(language, f"lead.faults.{fault}", sender=setup.sender))
            st.markdown(f":material/error: **{said}**")


def _text(key: str, name: str, filled_by: str, language: Language) -> str:
    """A line of text; `filled_by` says what the browser may fill it with."""
    label = say(language, f"lead.{name}")
    written = st.text_input(label, max_chars=NAME_LIMIT, key=key, autocomplete=filled_by)
    return written if isinstance(written, str) else ""


def _wording(setup: CampaignSetup, language: Language) -> str:
    """The exact sentence that is agreed to, which is kept as it was read."""
    return say(language, "lead.wording", sender=setup.sender, controller=setup.controller, months=LEAD_MONTHS)


def _given(given: StoredLead, setup: CampaignSetup, language: Language) -> None:
    """What happens next, the respondent's copy of what was sent and agreed to, until when, and how to reach them."""
    if contacting.is_changed():
        st.success(say(language, "lead.correct.saved"), icon=":material/check:")
    st.subheader(f":material/check: {plain(say(language, 'lead.given.title', sender=setup.sender))}", anchor=False)
    day = date_text(given.given_at.astimezone(address.now().tzinfo).date(), language)
    then = "next_call" if given.phone else "next"
    st.text(say(language, f"lead.given.{then}", day=day))
    with st.container(gap="xxsmall"):
        st.markdown(f"**{say(language, 'lead.given.sent')}**")
        st.text("\n".join(_sent(given, language)))
    until = date_text(given.last_day, language)
    st.text(say(language, "lead.given.kept", controller=setup.controller, until=until))
    with st.container(gap="xxsmall"):
        st.markdown(f"**{say(language, 'lead.given.reach')}**")
        reach(setup.contact, f"{setup.sender}: ")
    if setup.booking:
        _booking(setup, setup.call.get(language) or say(language, "lead.given.book"), "secondary")
    with st.expander(say(language, "lead.given.agreed"), type="compact", key="lead_agreed"):
        st.text(given.wording)


def _sent(given: StoredLead, language: Language) -> Iterator[str]:
    """What the consultant has, a line each, and whether the result is part of it."""
    sent = {"name": given.name, "email": given.email, "phone": given.phone, "message": given.message}
    named = {say(language, f"campaigns.leads.column.{what}"): value for what, value in sent.items() if value}
    seen = say(language, f"lead.given.{'shows' if given.shows_result else 'hides'}")
    for name, value in {**named, say(language, "lead.given.result"): seen}.items():
        yield say(language, "lead.given.line", name=name, value=value)


def _steps(given: StoredLead, setup: CampaignSetup, language: Language, *, can_correct: bool) -> None:
    """Correcting what was sent, and taking it back."""
    with st.container(horizontal=True, horizontal_alignment="distribute", key="lead_steps"):
        if can_correct:
            correct, is_same = say(language, "lead.correct.button"), given.wording.startswith(_wording(setup, language))
            st.button(
                correct, key="lead_correct", on_click=contacting.correct, args=(given,), kwargs={"agrees": is_same}
            )
        withdraw = say(language, "lead.withdraw")
        st.button(withdraw, key="lead_withdraw", type="tertiary", on_click=contacting.withdraw, args=(given,))
