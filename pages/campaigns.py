"""A consultant's campaigns: signing in, the list, and one of them."""

from contextlib import nullcontext

import streamlit as st

from assessment.campaigns import LeadCounts
from assessment.words import say
from pages.parts.campaigns.headline import headline
from pages.parts.campaigns.leads import leads_list
from pages.parts.campaigns.link import link_box, on_own_site
from pages.parts.campaigns.listing import listing
from pages.parts.campaigns.overview import counts
from pages.parts.campaigns.questions import questions
from pages.parts.campaigns.setup import setting_up
from pages.parts.campaigns.steps import steps
from pages.parts.campaigns.together import together
from pages.shared import elements
from pages.shared.sign_in import sign_in_form
from pages.visit import address, consulting, following, saving

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
wishes = () if campaign.is_draft else following.leads(desk, campaign.id)
headline(campaign, LeadCounts.of(wishes), language)
if campaign.refused:
    questions(desk, campaign, language)
if campaign.is_draft:
    setting_up(desk, campaign, language)
else:
    counts(campaign, len(wishes), language)
    if wishes:
        leads_list(desk, campaign, wishes, language)
    if campaign.state == "over":
        together(desk, campaign, language)
    else:
        aside, link = st.columns(2, gap="large") if wishes else (None, None)
        with link or nullcontext():
            link_box(desk, campaign, language)
            on_own_site(desk, campaign, language)
        with aside or nullcontext():
            together(desk, campaign, language)
    setting_up(desk, campaign, language)
steps(desk, campaign, len(wishes), language)
