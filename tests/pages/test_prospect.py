"""A consultant's link: its start, its brand all the way, its own questions, and asking for contact below the result."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest
from PIL import Image
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from assessment.answers import Answers
from assessment.bank import bank_in
from assessment.campaigns import CampaignSetup, Contact, Desk, Prospect
from assessment.downloads import Download
from assessment.instrument import Language
from assessment.series import Series, Today
from assessment.storage import KeyHash, Store, new_key
from assessment.words import date_text, say
from pages.shared.elements import plain
from pages.visit.private_link import find_campaign
from server.secret import secret
from tests.pages.conftest import ROOT, Open, files_offered, shown, shows_questions
from tests.shipped import BANK

pytestmark = pytest.mark.in_turns

NOW: Final = datetime.now(UTC)
SENDER: Final = "Havsnäs *Rådgivning*"
SETUP: Final = CampaignSetup(
    title="Only the consultant's own name of it",
    sender=SENDER,
    contact="hej@havsnas.example",
    controller="Havsnäs AB",
    call={"sv": "Boka *en* timme", "en": "Book *an* hour"},
    offer={"sv": "Vi ringer dig.", "en": "We call you."},
    notice={"en": "For our study of energy."},
    retention_days=60,
)


@pytest.fixture
def desk(store: Store) -> Desk:
    key = new_key()
    store.add_consultant("Havsnäs", key, NOW.date())
    who = store.signed_in(store.sign_in(key, NOW) or "", NOW)
    assert who is not None
    return Desk(store, who.id, secret())


def published(desk: Desk, **fields: Any) -> tuple[str, str]:
    """The id and the code of a campaign, with a logo."""
    campaign = desk.make(replace(SETUP, **fields), NOW) or ""
    logo = io.BytesIO()
    Image.new("RGB", (60, 40), "navy").save(logo, "PNG")
    assert desk.set_logo(campaign, logo.getvalue())
    assert desk.publish(campaign, NOW)
    return campaign, desk.code(campaign) or ""


def finished(store: Store, code: str) -> str:
    """The key of a respondent who has answered everything."""
    key, bank = new_key(), bank_in(ROOT / "questions.yaml")
    rated = {f"ratings.{item.id}.{c}": 4 for item in BANK.form_items("quick") for c in ("current", "new")}
    choices = Answers.from_choices({"form": "quick", **rated}, BANK, version=BANK.version).choices()
    assert Prospect(store, code).begin(key, choices, Today(bank, "en", NOW))
    Series(store, key).finish()
    return key


def brand_in(page: AppTest) -> str:
    """What the frame is given to draw: its name and its mark."""
    drawn = [json.loads(each.proto.json) for each in page.get("bidi_component")]
    bar = next(json.loads(each["links"]) for each in drawn if "home" in each.get("links", ""))
    return f"{bar['home']['label']} {bar['mark']}"


def test_a_campaigns_link_says_what_the_consultant_sees_and_begins_under_a_key_of_its_own(
    visit: Open, store: Store, desk: Desk
) -> None:
    campaign, code = published(desk)
    page = visit(c=code)
    seen = " ".join(str(each.proto.body) for each in page.get("html"))
    assert say("en", "prospect.sees.title", name=SENDER) in seen
    assert say("en", "prospect.sees.not") in seen
    assert "Havsnäs AB" in shown(page)
    assert SENDER in brand_in(page)
    assert "image/png" in brand_in(page)
    page.run()
    page.button(key="start_quick").click().run()
    assert shows_questions(page)
    assert "c" not in page.query_params
    key = page.query_params["r"]
    assert Contact(store, key).campaign(NOW)
    again = visit("questions", r=key)
    assert SENDER in brand_in(again)
    for way in (("start_over",), ("delete_my_answers", "delete_really", "start_over")):
        anew = visit("privacy", r=key)
        for button in way:
            anew.button(key=button).click().run()
        assert anew.title[0].value == say("en", "start.headline")
        assert SENDER in brand_in(anew)
        assert anew.query_params["c"] in (code, [code])
    found = desk.campaign(campaign, NOW)
    assert found is not None
    assert (found.opened, found.begun) == (1, 1)


@pytest.mark.parametrize("state", ["unknown", "draft", "waiting", "over"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_link_that_cannot_be_begun_says_so_with_a_way_on_and_others_finish(
    visit: Open, store: Store, desk: Desk, state: str, language: Language
) -> None:
    opens_on = NOW.date() + timedelta(days=3) if state == "waiting" else None
    campaign, code = published(desk, opens_on=opens_on, booking="https://boka.example/mig")
    begun = finished(store, code) if state == "over" else None
    match state:
        case "unknown":
            code = f"k{new_key()}"
        case "draft":
            code = desk.code(desk.make(SETUP, NOW) or "") or ""
        case "over":
            desk.close(campaign, NOW)
    page = visit(lang=language, c=code)
    said = "unknown" if state == "draft" else state
    assert page.title[0].value == say(language, f"prospect.{said}.title")
    assert "start_quick" not in [each.key for each in page.button]
    if begun:
        assert SENDER in brand_in(visit("questions", r=begun))
    keys = [each.key for each in page.button]
    if said == "over":
        reach = plain(say(language, "prospect.over.reach", name=SENDER))
        assert [each.value for each in page.subheader] == [reach, say(language, "prospect.over.alone")]
        (booking,) = [each.proto for each in page.get("link_button")]
        assert (booking.label, booking.url) == (say(language, "lead.given.book"), "https://boka.example/mig")
        for of_a_result in (SETUP.offer[language], plain(SETUP.call[language])):
            assert of_a_result not in shown(page)
        page.button(key="see_example").click().run()
        assert page.button(key="leave_example").label == plain(say(language, "prospect.reach", name=SENDER))
        page.button(key="leave_example").click().run()
        assert page.title[0].value == say(language, "prospect.over.title")
    if said != "unknown":
        assert ("leave_campaign" in keys) == (said == "over"), "as long as it may open, the sender is the way on"
        assert any('href="mailto:hej@havsnas.example"' in str(each.proto.body) for each in page.get("html"))
    if said in ("unknown", "over"):
        page.button(key="leave_campaign").click().run()
        assert page.title[0].value == say(language, "start.headline")


def test_a_campaign_that_closes_between_opening_and_beginning_says_so(visit: Open, desk: Desk) -> None:
    campaign, code = published(desk)
    page = visit(c=code)
    desk.close(campaign, NOW)
    page.button(key="start_quick").click().run()
    assert page.title[0].value == say("en", "prospect.over.title")
    assert "r" not in page.query_params


def test_a_shared_result_carries_the_brand_and_asks_its_readers_for_nothing(
    visit: Open, store: Store, desk: Desk
) -> None:
    _, code = published(desk)
    page = visit("results", view=store.share(finished(store, code)) or "")
    assert SENDER in brand_in(page)
    assert "lead_send" not in [each.key for each in page.button]


def test_a_campaign_asks_its_own_questions_in_its_own_languages(visit: Open, store: Store, desk: Desk) -> None:
    campaign, code = published(desk, languages=("sv",))
    own = (ROOT / "tests" / "banks" / "care.yaml").read_text(encoding="utf-8")
    assert store.set_bank(desk.consultant, campaign, own)
    page = visit(c=code)
    assert [each.key for each in page.radio] == []  # no choice of language
    page.button(key="start_quick").click().run()
    begun = Series(store, page.query_params["r"]).newest(Today(bank_in(ROOT / "questions.yaml"), "sv", NOW))
    assert begun is not None
    assert (begun.instrument.id, begun.answers.form) == ("care", "quick")
    assert begun.answers.language == "sv"


def test_privacy_names_whoever_is_responsible_for_the_campaign(visit: Open, desk: Desk, store: Store) -> None:
    _, code = published(desk)
    for page in (visit("privacy", c=code), visit("privacy", r=finished(store, code))):
        text = shown(page)
        for part in ("Havsnäs AB", "hej@havsnas.example", "For our study of energy.", "60 days"):
            assert part in text, part
        assert "24 months" not in text


def test_contact_is_asked_for_below_the_result_and_taken_back_with_one_tap(
    visit: Open, store: Store, desk: Desk
) -> None:
    campaign, code = published(desk)
    key = finished(store, code)
    page = visit("results", r=key)
    call = plain("Book *an* hour")
    assert call in [each.value for each in page.subheader]
    assert page.button(key="to_lead").label == f"{plain(SENDER)}: {call}"
    assert page.button(key="lead_send").label == say("en", "lead.send"), "what it does"
    assert [each.key for each in page.button if each.proto.type == "primary"] == ["lead_send"]
    assert any('href="mailto:hej@havsnas.example"' in str(each.proto.body) for each in page.get("html"))
    assert not page.checkbox(key="lead_consent").value
    assert not page.checkbox(key="lead_result").value

    page.text_input(key="lead_name").set_value("Karin Ek")
    page.text_input(key="lead_email").set_value("karin@example")
    page.button(key="lead_send").click().run()
    for fault in ("email_unusual", "consent_missing"):
        assert plain(say("en", f"lead.faults.{fault}", sender=SENDER)) in shown(page)
    assert desk.leads(campaign) == []
    assert page.text_input(key="lead_name").value == "Karin Ek"

    page.text_input(key="lead_email").set_value("karin@example.org")
    page.text_input(key="lead_phone").set_value("070-123 45 67")
    page.checkbox(key="lead_consent").check()
    page.button(key="lead_send").click().run()
    (lead,) = desk.leads(campaign)
    assert (lead.name, lead.email, lead.phone) == ("Karin Ek", "karin@example.org", "070-123 45 67")
    assert lead.language == "en"
    assert SENDER in lead.wording
    assert "Havsnäs AB" in lead.wording
    assert say("en", "lead.shows", sender=SENDER) not in lead.wording
    assert desk.results(campaign, Today(bank_in(ROOT / "questions.yaml"), "en", NOW)) == {}
    again = visit("results", r=key)
    for copy in (page, again):
        assert lead.wording in shown(copy)
        for told in ("karin@example.org", "070-123 45 67", date_text(lead.last_day, "en")):
            assert told in shown(copy), told
        assert say("en", "lead.given.hides") in shown(copy)
        assert {"to_given", "to_lead"} & {each.key for each in copy.button} == {"to_given"}
    again.button(key="lead_correct").click().run()
    assert again.checkbox(key="lead_consent").value
    again.text_input(key="lead_email").set_value("ek@example.org")
    again.button(key="lead_send").click().run()
    (corrected,) = desk.leads(campaign)
    assert corrected == replace(lead, email="ek@example.org", given_at=corrected.given_at)
    assert say("en", "lead.correct.saved") in shown(again)
    again.button(key="lead_withdraw").click().run()
    assert desk.leads(campaign) == []
    assert plain(say("en", "lead.withdrawn", sender=SENDER)) in shown(again)
    assert again.text_input(key="lead_email").value == "ek@example.org", "for whoever asks again"
    assert not again.checkbox(key="lead_consent").value


def test_a_booking_page_has_the_main_button_and_asking_for_contact_is_folded_below(
    visit: Open, store: Store, desk: Desk
) -> None:
    _, code = published(desk, booking="https://boka.example/mig", call={})
    page = visit("results", r=finished(store, code))
    (booking,) = [each.proto for each in page.get("link_button") if each.proto.url == "https://boka.example/mig"]
    assert (booking.label, booking.type) == (say("en", "lead.title"), "primary")
    assert [each.key for each in page.button if each.proto.type == "primary"] == []
    assert page.button(key="lead_send").label == say("en", "lead.send")


def test_files_carry_the_senders_name_logo_and_contact(visit: Open, store: Store, desk: Desk) -> None:
    _, code = published(desk, sender="Havsnäs Rådgivning", booking="https://boka.example/mig")
    key = finished(store, code)
    link, _ = files_offered(visit("report", r=key))["pdf"]
    assert "/havsnas-radgivning-summary-" in link
    made = Download("pdf", "en", KeyHash.of(key)).made(lambda: store)
    assert made is not None
    assert made.name.startswith("havsnas-radgivning-")
    pages = PdfReader(io.BytesIO(made.data)).pages
    first = pages[0].extract_text()
    offer = ("Book *an* hour", "We call you.", "Havsnäs Rådgivning · hej@havsnas.example", "https://boka.example/mig")
    for part in (*offer, "Havsnäs Rådgivning · made with Drivkraft"):
        assert first.count(part) == 1, part
    assert all("Havsnäs Rådgivning" in page.extract_text() for page in pages)
    assert len(pages[0].images) == 1


@pytest.mark.soak
def test_what_the_consultant_writes_on_a_factor_stands_once_in_result_and_pdf_as_the_consultants(
    visit: Open, store: Store, desk: Desk
) -> None:
    """Hostile text as text; in the language of the reader, and in no fold."""
    about = {factor.id: f"About {factor.id}: *ask* [us](http://x.y)" for factor in BANK.factors}
    notes = {factor: {"en": text, "sv": "På svenska"} for factor, text in about.items()}
    _, code = published(desk, sender="Havsnäs Rådgivning", notes=notes)
    key = finished(store, code)
    page = visit("results", r=key)
    folded = [each.value for fold in page.expander for each in fold.text]
    in_sight = [each.value for each in page.text if each.value not in folded]
    assert sorted(each for each in in_sight if "About" in each) == sorted(about.values())
    assert "På svenska" not in shown(page)
    assert say("en", "campaigns.notes.writes", name="Havsnäs Rådgivning") in shown(page)
    made = Download("pdf", "en", KeyHash.of(key)).made(lambda: store)
    assert made is not None
    text = " ".join(" ".join(each.extract_text() for each in PdfReader(io.BytesIO(made.data)).pages).split())
    for note in about.values():
        assert text.count(f"Havsnäs Rådgivning writes: {note}") == 1


def test_a_campaigns_code_is_told_from_a_rounds_that_begins_alike(desk: Desk) -> None:
    _, code = published(desk)
    assert find_campaign(f"https://x.example/?lang=sv&c={code}.") == code
    assert find_campaign(f"https://x.example/?c=k{new_key()[1:]}") is None
