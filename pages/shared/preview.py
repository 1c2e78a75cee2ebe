"""The notice on every page of a campaign that its consultant tries."""

from __future__ import annotations

import streamlit as st

from assessment.instrument import Language
from assessment.words import say
from pages.shared.elements import pressed, soft_ground
from pages.visit import beginning, places, prospecting


def preview_notice(language: Language) -> None:
    """Say that it does not count, with a way to a result that needs no answers; nothing for respondents."""
    campaign = prospecting.tried_out()
    if campaign is None:
        return
    with soft_ground("preview_notice"):
        st.markdown(say(language, "prospect.preview_published" if campaign.is_open else "prospect.preview"))
        if places.open_now() != places.RESULTS and pressed(
            say(language, "prospect.sample"), key="preview_sample", kind="tertiary"
        ):
            beginning.begin_sample(campaign)
            places.go_to(places.RESULTS)
