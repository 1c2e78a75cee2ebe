"""What a consultant says in the results of those who answer: the offer, and a word on each factor."""

from __future__ import annotations

from itertools import permutations

import streamlit as st

from assessment.campaigns import CALL_LIMIT, LINK_LIMIT, Campaign
from assessment.instrument import Language
from assessment.words import joined, lower_first, say
from pages.parts.campaigns.fields import aside, faults, line, required_line, text
from pages.parts.campaigns.trial import language_names
from pages.shared.elements import plain
from pages.visit import preparing as typed


def in_result(campaign: Campaign, language: Language) -> None:
    """The fields of the offer and of the notes, those in words once in each language of the campaign."""
    spoken = typed.setup(campaign).languages
    with st.container(key="campaign_result", gap="small"):
        st.caption(say(language, "campaigns.result.text"))
        _offer(campaign, spoken, language)
        _notes(campaign, spoken, language)
        one_language(campaign, language)


def _notes(campaign: Campaign, spoken: tuple[Language, ...], language: Language) -> None:
    """A word on each factor, folded because few need it."""
    with aside(say(language, "campaigns.notes.title"), "campaign_notes", campaign):
        st.caption(say(language, "campaigns.notes.help"))
        for factor in typed.bank_of(campaign).factors:
            for each, column in zip(spoken, st.columns(len(spoken), gap="large"), strict=True):
                with column:
                    name = plain(factor.name[language])
                    label = say(language, "campaigns.notes.label", factor=name, spoken=_in(each, language))
                    text(f"note_{factor.id}_{each}", label, campaign, language)


def one_language(campaign: Campaign, language: Language) -> None:
    """Warn of the texts that are written in one language of the campaign and empty in another."""
    setup, bank = typed.setup(campaign), typed.bank_of(campaign)
    names = {str(factor.id): lower_first(plain(factor.name[language])) for factor in bank.factors}
    for written, lacking in permutations(setup.languages, 2):
        found = [each for each in setup.one_sided(written, lacking) if each.text != "note" or each.factor in names]
        if found:
            place = "campaigns.setup.one_language"
            spoken = {"written": written, "lacking": lacking}
            said = {name: language_names([each], language) for name, each in spoken.items()}
            listed = [
                say(language, f"campaigns.setup.one_language.{each.text}", factor=names.get(each.factor, ""))
                for each in found
            ]
            st.warning(
                f"**{say(language, f'{place}.title', **said)}:** {joined(listed, language)}. "
                f"{say(language, f'{place}.text', **said)}"
            )


def _offer(campaign: Campaign, spoken: tuple[Language, ...], language: Language) -> None:
    """The call to action with what one gets, where it leads, and how to reach the consultant."""
    for each, column in zip(spoken, st.columns(len(spoken), gap="large"), strict=True):
        with column:
            in_it = _in(each, language)
            label, hint = say(language, "campaigns.setup.call", spoken=in_it), say(each, "campaigns.setup.call_hint")
            line(f"call_{each}", label, campaign, language, hint=hint, longest=CALL_LIMIT)
            hint = say(each, "campaigns.setup.offer_hint")
            text(f"offer_{each}", say(language, "campaigns.setup.offer", spoken=in_it), campaign, language, hint=hint)
    title, send = (say(language, f"lead.{name}") for name in ("title", "send"))
    st.caption(say(language, "campaigns.setup.call_help", title=title, send=send))
    booking, contact = st.columns(2, gap="large")
    with booking, st.container(gap="xxsmall"):
        # Saved when it is left: an address that lacks its https:// gets it then.
        label = say(language, "campaigns.setup.booking")
        line("booking", label, campaign, language, longest=LINK_LIMIT, is_live=False)
        faults("booking", campaign, language)
        st.caption(say(language, "campaigns.setup.booking_help"))
    with contact:
        # Saved when it is left: an address is none until all of it is written.
        required_line("contact", "contact", campaign, language, is_live=False)


def _in(each: Language, language: Language) -> str:
    return say(language, f"campaigns.language.{each}")
