"""A consultant signs in with a key, makes a campaign with logo and own questions, publishes it, and has its link."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from assessment.bank import bank_in
from assessment.campaigns import Contact, Prospect
from assessment.instrument import LANGUAGES, Language
from assessment.series import Series, Today
from assessment.storage import NewLead, new_key
from assessment.words import say
from tests.browser import visitor
from tests.browser.axe import findings_in_all_looks
from tests.browser.conftest import NewVisitor
from tests.browser.server import Server
from tests.own_banks import BANKS
from tests.shipped import BANK

pytestmark = pytest.mark.in_turns

YEAR = {"sv": "åååå", "en": "yyyy"}
OWN = {"sv": "dina egna frågor", "en": "your own questions"}
TITLE = "Energi och vatten, hösten 2026"


def a_logo() -> bytes:
    drawn = io.BytesIO()
    Image.new("RGBA", (300, 100), (10, 60, 90, 255)).save(drawn, "PNG")
    return drawn.getvalue()


def write(page: Page, name: str, text: str) -> None:
    """Type into a field as people do, and leave it."""
    visitor.settled(page)  # While the page is drawn anew a letter can be lost.
    field = page.locator(f".st-key-campaign_{name} input")
    field.focus()
    page.keyboard.type(text)
    page.keyboard.press("Tab")
    page.locator(".just-saved").wait_for()
    visitor.settled(page)


def try_own_questions(page: Page, language: Language) -> None:
    """Open a file with a mistake, then one without."""
    asked = page.locator(".st-key-campaign_questions")
    file = asked.locator('input[type="file"]')
    file.set_input_files({"name": "mine.yaml", "mimeType": "application/yaml", "buffer": b"id: mine"})
    expect(asked.locator(".st-key-campaign_bank_problems")).to_contain_text(
        say(language, "campaigns.bank.unusable.title")
    )
    file.set_input_files(BANKS / "teaching.yaml")
    expect(asked).to_contain_text(say(language, "campaigns.bank.samples.mixed"))
    expect(asked.locator(".st-key-campaign_bank_problems")).to_have_count(0)
    visitor.settled(page)


def asks_for_contact(server: Server, code: str, language: Language) -> None:
    """A respondent who has answered everything, asks to be contacted, and shows the result."""
    key, now = new_key(), datetime.now(UTC)
    rated = {f"ratings.{item.id}.{c}": 4 for item in BANK.form_items("quick") for c in ("current", "new")}
    with server.store() as store:
        assert Prospect(store, code).begin(key, rated, Today(bank_in(Path("questions.yaml")), language, now))
        Series(store, key).finish()
        lead = NewLead(
            "Karin Ek", "karin@havsnas.example", "Ring mig.", shows_result=True, language=language, phone="070-1234567"
        )
        assert Contact(store, key).agree(lead, "Ja, gärna.", now)


def followed(page: Page, language: Language) -> None:
    """Note with the keyboard alone that somebody was contacted, and open the result that is shown."""
    page.reload()
    visitor.settled(page)
    expect(page.locator("h1")).to_contain_text(say(language, "campaigns.overview.leads.one"))
    expect(page.locator(".lead-reach")).to_have_count(2)
    page.locator('[class*="st-key-lead_state_"] input').first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator('[class*="st-key-kept_lead_state_"]')).to_contain_text(
        say(language, "campaigns.setup.just_saved")
    )
    expect(page.locator("h1")).to_contain_text(say(language, "campaigns.overview.contacted.all_one"))
    page.reload()
    visitor.settled(page)
    contacted = say(language, "campaigns.leads.states.contacted")
    expect(page.get_by_role("radio", name=contacted)).to_be_checked()
    page.locator('[class*="st-key-lead_result_"] button').click()
    expect(page.locator(".st-key-lead_result")).to_be_visible()
    visitor.settled(page)


@pytest.mark.soak
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_consultant_signs_in_makes_a_campaign_with_logo_and_own_questions_and_has_its_link(
    server: Server, new_visitor: NewVisitor, language: Language
) -> None:
    key = new_key()
    with server.store() as store:
        store.add_consultant(f"Havsnäs {language} {key[:4]}", key, datetime.now(UTC).date())
    page = new_visitor(language=language)
    visitor.open_page(page, server, "/campaigns", lang=language)
    page.locator("#sign_in_key").fill(key)
    page.keyboard.press("Enter")
    visitor.control(page, "campaign_new").wait_for()
    visitor.tab_to(page, key="campaign_new")
    page.keyboard.press("Enter")
    visitor.control(page, "campaign_publish").click()
    problems = page.locator(".st-key-campaign_problems")
    expect(problems).to_contain_text(say(language, "campaigns.problems.title_missing").replace("*", ""))
    expect(problems).to_be_focused()
    write(page, "title", TITLE)
    write(page, "contact", "hej@havsnas.example")
    page.locator('.st-key-campaign_logo input[type="file"]').set_input_files(
        {"name": "logo.png", "mimeType": "image/png", "buffer": a_logo()}
    )
    shown = page.locator(f'.st-key-campaign_logo img[alt="{say(language, "campaigns.logo.light")}"]')
    expect(shown).to_be_visible()
    visitor.settled(page)
    expect(page.locator('.st-key-campaign_opens [data-type="year"]')).to_have_text(YEAR[language])
    try_own_questions(page, language)
    assert findings_in_all_looks(page, language) == []
    page.set_viewport_size({"width": 320, "height": 844})
    assert visitor.beyond_the_edge(page) == []
    visitor.press(page, "campaign_use_bank")
    expect(page.locator(".st-key-campaign_questions strong").first).to_have_text(OWN[language])
    page.reload()
    visitor.settled(page)
    expect(page.locator(".st-key-campaign_title input")).to_have_value(TITLE)
    visitor.press(page, "campaign_publish")
    visitor.press(page, "campaign_publish_really")
    link = page.locator(".st-key-campaign_link code")
    expect(link).to_contain_text("c=k")
    expect(page.locator("h1")).to_have_text(say(language, "campaigns.overview.nobody"))
    asks_for_contact(server, link.inner_text().partition("c=")[2][:23], language)
    followed(page, language)
    visitor.unfold_all(page)
    assert findings_in_all_looks(page, language) == []
    page.set_viewport_size({"width": 320, "height": 844})
    assert visitor.beyond_the_edge(page) == []
    visitor.press(page, "campaigns_back")
    visitor.settled(page)
    # The heading of the page that is left stands beside it for a moment.
    expect(page.locator("h1", has_text=say(language, "campaigns.headline"))).to_be_visible()
    expect(page.locator("h1")).to_have_count(1)
    expect(page.get_by_text(f"{say(language, 'campaigns.state.open')} · ")).to_be_visible()
    assert findings_in_all_looks(page, language) == []
    visitor.press(page, "sign_out")
    expect(page.locator("h1")).to_have_text(say(language, "sign_in.title"))
