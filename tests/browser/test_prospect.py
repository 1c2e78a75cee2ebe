"""A consultant's link on a phone: its name and mark all the way, and a wish to be contacted that is taken back."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from assessment.campaigns import CampaignSetup, Desk
from assessment.storage import Store, new_key
from assessment.words import say
from tests.browser import axe, visitor
from tests.browser.conftest import NewVisitor
from tests.browser.server import Server
from tests.browser.visitor import FACTORS

SENDER: Final = "Havsnäs Rådgivning"
NOW: Final = datetime.now(UTC)
SETUP: Final = CampaignSetup(
    title="Energi",
    sender=SENDER,
    contact="hej@havsnas.example",
    controller="Havsnäs AB",
    call={"sv": "Boka en timme med mig"},
)
RATINGS: Final = visitor.some_ratings()
IMPORTANCE: Final = dict(zip((f"importance.{factor}" for factor in FACTORS), "5342", strict=True))


def test_a_prospect_sees_the_senders_brand_to_the_end_and_asks_for_contact_and_takes_it_back(
    server: Server, new_visitor: NewVisitor, tmp_path: Path
) -> None:
    with server.store() as store:
        desk, campaign, code = published(store)
        page = new_visitor(width=390, language="sv", touch=True)
        preview = page.request.get(server.url("/", c=code)).text()
        assert f'<meta property="og:site_name" content="{SENDER}">' in preview
        visitor.open_page(page, server, "/", lang="sv", c=code)
        expect(brand(page)).to_have_text(SENDER)
        expect(page.locator(".sees")).to_contain_text(say("sv", "prospect.sees.not"))
        expect(page.locator(".made")).to_have_text(say("sv", "prospect.made_with", name="Drivkraft"))
        assert axe.findings(page) == []

        visitor.control(page, "start_quick").dblclick()
        page.wait_for_url(re.compile(r"/questions\b.*\bat=behaviour"))
        assert code not in page.url
        visitor.choose_behaviour(page)
        answer(page)
        visitor.wait_for_results(page)
        expect(brand(page)).to_have_text(SENDER)
        assert counted(desk, campaign) == (1, 1, 1)
        expect(page.locator(".st-key-headline_pdf")).to_be_in_viewport()

        key = visitor.key_of(page)
        first_words = page.request.get(server.url("/results", r=key)).text()
        assert f'<span class="brand">{SENDER}</span>' in first_words
        ask_for_contact(page)
        (lead,) = desk.leads(campaign)
        agreed = say("sv", "lead.wording", sender=SENDER, controller="Havsnäs AB", months=12)
        assert lead.wording == f"{agreed}\n{say('sv', 'lead.receipt')}"
        visitor.open_page(page, server, "/report", lang="sv", r=key)
        assert_pdf_is_the_senders(page, tmp_path)
        visitor.open_page(page, server, "/results", lang="sv", r=key)
        expect(page.locator(".st-key-lead")).to_contain_text(lead.wording)
        visitor.press(page, "lead_withdraw")
        expect(page.locator(".st-key-lead")).to_contain_text(say("sv", "lead.withdrawn", sender=SENDER))
        assert desk.leads(campaign) == []


def published(store: Store) -> tuple[Desk, str, str]:
    """A consultant's desk, and the id and the code of a campaign with a logo."""
    key = new_key()
    store.add_consultant(f"Havsnäs {key}", key, NOW.date())
    who = store.signed_in(store.sign_in(key, NOW) or "", NOW)
    assert who is not None
    desk = Desk(store, who.id, "a secret of this test")
    campaign, logo = desk.make(SETUP, NOW) or "", io.BytesIO()
    Image.new("RGB", (60, 40), "navy").save(logo, "PNG")
    assert desk.set_logo(campaign, logo.getvalue())
    assert desk.publish(campaign, NOW)
    return desk, campaign, desk.code(campaign) or ""


def counted(desk: Desk, campaign: str) -> tuple[int, int, int]:
    found = desk.campaign(campaign, NOW)
    assert found is not None
    return found.opened, found.begun, found.finished


def brand(page: Page) -> Locator:
    """Name and logo at the left of the bar."""
    shown = page.locator("nav.bar .brand:has(img.logo)")
    shown.wait_for()
    assert shown.locator("img").evaluate("async image => { await image.decode(); return image.naturalHeight > 0 }")
    return shown


def answer(page: Page) -> None:
    for number, factor in enumerate((*FACTORS, "")):
        ratings = visitor.of_factor(RATINGS, factor) if factor else IMPORTANCE | {"context.TRU01": "4"}
        visitor.wait_for_row(page, next(iter(ratings)))
        visitor.rate_all(page, ratings, touch=True)
        visitor.press(page, "next" if number < len(FACTORS) else "finish")


def ask_for_contact(page: Page) -> None:
    """Be led to the offer, send with a slip first, which loses nothing, and then as it should be."""
    visitor.press(page, "to_lead")
    expect(page.locator(".st-key-lead")).to_be_focused()
    expect(page.locator(".st-key-lead_consent input")).not_to_be_checked()
    page.locator(".st-key-lead_name input").fill("Karin Ek")
    page.locator(".st-key-lead_message textarea").fill("Ring gärna på tisdag")
    assert "/4000" not in page.inner_text("body"), "how many letters it takes is of no use here"
    page.locator(".st-key-lead_email input").fill("karin@example")
    visitor.press(page, "lead_send")
    expect(page.locator(".st-key-lead_email_fault")).to_contain_text(say("sv", "lead.faults.email_unusual"))
    assert axe.findings(page) == []
    page.locator(".st-key-lead_email input").fill("karin@example.org")
    page.locator(".st-key-lead_consent label").click(position={"x": 10, "y": 10})
    expect(page.locator(".st-key-lead_consent input")).to_be_checked()
    visitor.press(page, "lead_send")
    expect(page.locator(".st-key-lead")).to_contain_text(say("sv", "lead.given.title", sender=SENDER))
    expect(page.locator(".st-key-lead")).to_contain_text("Karin Ek")


def assert_pdf_is_the_senders(page: Page, folder: Path) -> None:
    file = visitor.download(page, "pdf", folder)
    assert file.name.startswith("havsnas-radgivning-")
    text = PdfReader(file).pages[0].extract_text()
    for part in ("Boka en timme med mig", f"{SENDER} · hej@havsnas.example", f"{SENDER} · gjort med Drivkraft"):
        assert part in text
