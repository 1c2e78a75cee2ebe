"""Below the results of a campaign's respondent: asking the consultant for contact, and taking that back."""

from __future__ import annotations

from typing import Final

import streamlit as st

from assessment.answers import NAME_LIMIT, TEXT_LIMIT
from assessment.campaigns import LEAD_MONTHS, WORDING_VERSION, CampaignSetup, StoredLead
from assessment.instrument import Language
from assessment.series import Assessment
from assessment.words import date_text, say
from pages.shared.elements import plain, pressed
from pages.visit import address, branding, contacting, places

_BLOCK: Final = "lead"
_ARRANGED: Final = """<style>
.st-key-lead { max-width: 44rem }
:is(.st-key-lead_consent, .st-key-lead_result) label { align-items: flex-start }
</style>"""


def contact_block(last: Assessment | None, language: Language) -> None:
    """The consultant's offer with what to fill in, or what was agreed to, once anything is finished in a campaign.

    `last` is the visitor's newest assessment.
    """
    brand = branding.brand()
    is_own = isinstance(address.visitor(), address.Owner) and last is not None and last.is_any_finished
    if brand is None or not is_own:
        return
    setup = brand.campaign.setup
    with st.container(border=True, key=_BLOCK, gap="small"):
        st.html(_ARRANGED)
        given = contacting.given()
        if given is not None:
            _given(given, setup, language)
        else:
            _offer(setup, language, is_counted=brand.campaign.is_counted)


def left_block(language: Language) -> None:
    """What was agreed to when the answers are deleted already: withdrawing it works as long as it is kept."""
    brand, given = branding.brand(), contacting.given()
    if brand is None:
        return
    setup = brand.campaign.setup
    if given is not None:
        with st.container(border=True, key=_BLOCK, gap="small"):
            _given(given, setup, language)
    elif contacting.is_withdrawn():
        st.success(plain(say(language, "lead.withdrawn", sender=setup.sender)))


def _offer(setup: CampaignSetup, language: Language, *, is_counted: bool) -> None:
    """What to fill in. Whose result is counted in what is released of all is not asked to show it as well."""
    st.subheader(say(language, "lead.title"), anchor=False)
    if contacting.is_withdrawn():
        st.success(plain(say(language, "lead.withdrawn", sender=setup.sender)))
    if call := setup.call.get(language):
        st.text(call)
    st.text(f"{setup.sender}: {setup.contact}")
    name = _text("lead_name", "name", language)
    email = _text("lead_email", "email", language)
    beside_email = st.container(key="lead_email_fault")
    message = st.text_area(say(language, "lead.message"), max_chars=TEXT_LIMIT, key="lead_message", height=100)
    wording, showing = _wording(setup, language), say(language, "lead.shows", sender=setup.sender)
    agrees = st.checkbox(plain(wording), key="lead_consent")
    beside_box = st.container(key="lead_consent_fault")
    shows_result = not is_counted and st.checkbox(plain(showing), key="lead_result")
    if is_counted:
        st.caption(plain(say(language, "lead.counted", sender=setup.sender)))
    if pressed(say(language, "lead.send"), key="lead_send"):
        agreed = f"{wording}\n{showing}" if shows_result else wording
        if contacting.send(name, email, message or "", agreed, agrees=agrees, shows_result=shows_result):
            places.stay_at(_BLOCK)
            places.go_to(places.RESULTS)
    for fault in contacting.faults(email, agrees=agrees):
        with beside_box if fault == "consent_missing" else beside_email:
            said = plain(say(language, f"lead.faults.{fault}", sender=setup.sender))
            st.markdown(f":material/error: **{said}**")


def _text(key: str, name: str, language: Language) -> str:
    written = st.text_input(say(language, f"lead.{name}"), max_chars=NAME_LIMIT, key=key)
    return written if isinstance(written, str) else ""


def _wording(setup: CampaignSetup, language: Language) -> str:
    """The exact sentence that is agreed to; whoever changes its words raises WORDING_VERSION."""
    return say(
        language,
        "lead.wording",
        sender=setup.sender,
        controller=setup.controller,
        months=LEAD_MONTHS,
        version=WORDING_VERSION,
    )


def _given(given: StoredLead, setup: CampaignSetup, language: Language) -> None:
    """The respondent's copy: what was sent, what was agreed to, when, and taking it back."""
    st.subheader(plain(say(language, "lead.given.title", sender=setup.sender)), anchor=False)
    day = date_text(given.given_at.astimezone(address.now().tzinfo).date(), language)
    st.markdown(say(language, "lead.given.day", day=day))
    st.text("\n".join(filter(None, (given.name, given.email, given.message))))
    st.markdown(f"**{say(language, 'lead.given.agreed')}**")
    st.text(given.wording)
    st.button(say(language, "lead.withdraw"), key="lead_withdraw", on_click=contacting.withdraw)
