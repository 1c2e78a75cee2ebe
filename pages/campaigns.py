"""A consultant's campaigns: signing in, the list, and one of them."""

import streamlit as st

from assessment.words import say
from pages.parts.campaigns.headline import headline
from pages.parts.campaigns.link import link_box, on_own_site
from pages.parts.campaigns.listing import listing
from pages.parts.campaigns.setup import publishing, setting_up
from pages.parts.campaigns.steps import steps
from pages.shared import elements
from pages.shared.sign_in import sign_in_form
from pages.visit import address, consulting, saving

language, who = address.language(), consulting.signed_in()
if who is None:
    is_unknown = saving.obstacle() is not None  # The foot of the page says that the database does not answer.
    st.title(say(language, "campaigns.headline" if is_unknown else "sign_in.title"), anchor=False)
    if not is_unknown:
        st.markdown(say(language, "sign_in.text"))
        sign_in_form(language)
    elements.end_page()
desk = consulting.desk(who)
campaign = consulting.opened(desk)
if campaign is None:
    listing(desk, who.name, language)
    elements.end_page()
headline(campaign, language)
if campaign.is_draft:
    setting_up(desk, campaign, language)
    publishing(desk, campaign, language)
else:
    link_box(desk, campaign, language)
    on_own_site(desk, campaign, language)
    with st.expander(say(language, "campaigns.setup.title"), key="campaign_setup"):
        setting_up(desk, campaign, language)
steps(desk, campaign, language)
