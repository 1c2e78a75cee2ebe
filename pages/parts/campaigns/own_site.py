"""HTML that a consultant copies into their own website: links alone, without scripts, with every text escaped."""

from __future__ import annotations

import html
from typing import Final

from assessment.campaigns import CampaignSetup
from assessment.instrument import Instrument, Language
from assessment.look import LOOK
from assessment.sentences.bank import start_sentence
from assessment.words import say

# With a space after each declaration, so that a narrow column does not break one in two.
_BUTTON: Final = (
    f"display:inline-block; padding:14px 24px; border-radius:8px; background:{LOOK.light.accent}; "
    f"color:{LOOK.light.paper}; font:600 16px/1.25 sans-serif; text-decoration:none"
)
_CARD: Final = (
    f"display:block; max-width:480px; padding:16px 20px; border:1px solid {LOOK.light.hairline}; border-radius:8px; "
    f"background:{LOOK.light.paper}; color:{LOOK.light.ink}; font:16px/1.5 sans-serif; text-decoration:none"
)


def button_html(link: str, bank: Instrument, language: Language) -> str:
    """A link that looks like a button and says how long it takes."""
    minutes = bank.minutes("quick")
    return _link(link, _BUTTON, html.escape(say(language, "campaigns.site.button_text", minutes=minutes)), language)


def card_html(link: str, setup: CampaignSetup, bank: Instrument, language: Language) -> str:
    """A link with the headline and the description that its preview has elsewhere, and the sender."""
    headline, described, sender = (
        html.escape(text)
        for text in (
            say(language, "start.headline"),
            start_sentence(bank, language),
            say(language, "campaigns.site.card_from", sender=setup.sender),
        )
    )
    return _link(link, _CARD, f"<strong>{headline}</strong><br>{described}<br>{sender}", language)


def _link(link: str, style: str, inside: str, language: Language) -> str:
    return f'<a href="{html.escape(link)}" lang="{language}" style="{style}">{inside}</a>'
