"""A consultant sets a campaign up, publishes it, and has its link; nobody else sees anything of it."""

from __future__ import annotations

import io
import json
import os
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from assessment.bank import Bank, bank_in, text_hash
from assessment.campaigns import CampaignSetup, Desk
from assessment.instrument import LANGUAGES, Language, read_instrument
from assessment.problems import Problem, Problems
from assessment.storage import Store, new_key
from assessment.words import say
from assessment.writes import ChangeLogo
from pages.parts.campaigns.own_site import button_html, card_html
from pages.shared.elements import plain
from tests.own_banks import BANKS
from tests.pages.conftest import Open, SignIn, locked, shown
from tests.shipped import BANK

pytestmark = pytest.mark.in_turns

SV_ALONE = {"written": "sv", "lacking": "en"}
HOSTILE = '"><script>alert(1)</script> **IT** [x](http://x.y)'
SETUP = CampaignSetup(
    title="Energy, autumn 2026",
    sender="Harbour Advice",
    contact="hello@harbour.example",
    controller="Harbour Advice Ltd",
)


def press(page: AppTest, key: str) -> AppTest:
    page.button(key=key).click().run()
    assert not page.exception, page.exception[0].message
    return page


def keys(page: AppTest) -> set[str | None]:
    return {each.key for each in page.button}


def needed(page: AppTest, language: Language) -> dict[str, bool]:
    """What a draft is said to need, by field: whether it is there."""
    labels = {each.key: each.label for each in page.button}
    words = {"title": "name"} | {each: each for each in ("sender", "controller", "contact")}
    return {
        field: labels[f"needed_{field}"] == say(language, f"campaigns.setup.{word}") for field, word in words.items()
    }


def made(desk: Desk, setup: CampaignSetup = SETUP, *, is_published: bool = False) -> str:
    campaign = desk.make(setup, datetime.now(UTC))
    assert campaign is not None
    if is_published:
        desk.publish(campaign, datetime.now(UTC))
    return campaign


def setup_of(desk: Desk, campaign: str) -> CampaignSetup:
    found = desk.campaign(campaign, datetime.now(UTC))
    assert found is not None
    return found.setup


def logo(kind: str = "PNG") -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (300, 200), "navy").save(drawn, kind)
    return drawn.getvalue()


def test_without_a_sign_in_there_is_only_the_form(visit: Open) -> None:
    page = visit("campaigns")
    assert say("en", "sign_in.text") in shown(page)
    assert "campaign_new" not in keys(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_saved_as_it_is_typed_and_what_is_missing_is_said_at_once(
    visit: Open, sign_in: SignIn, language: Language
) -> None:
    desk = sign_in("Harbour Advice")
    page = press(visit("campaigns", lang=language), "campaign_new")
    (campaign,) = desk.campaigns(datetime.now(UTC))
    assert page.query_params["at"] in (campaign.id, [campaign.id])
    assert needed(page, language) == {"title": False, "sender": True, "controller": True, "contact": False}
    press(page, "campaign_publish")
    for problem in ("title_missing", "contact_missing"):
        assert say(language, f"campaigns.problems.{problem}") in shown(page)
    first = setup_of(desk, campaign.id)
    assert (first.controller, set(first.call), set(first.offer)) == (first.sender, set(LANGUAGES), set(LANGUAGES))
    page.text_input(key="campaign_sender").set_value("Harbour").run()
    assert page.text_input(key="campaign_controller").value == "Harbour", "the same until another is written"
    page.text_input(key="campaign_sender").set_value(SETUP.sender).run()
    day = datetime.now(UTC).date() + timedelta(days=30)
    for name in ("title", "contact", "controller"):
        page.text_input(key=f"campaign_{name}").set_value(getattr(SETUP, name)).run()
    page.text_input(key="campaign_call_sv").set_value("Boka en timme").run()
    page.text_area(key="campaign_offer_sv").set_value("Vi ringer.").run()
    page.text_input(key="campaign_call_en").set_value("").run()
    page.text_area(key="campaign_offer_en").set_value("").run()
    assert all(needed(page, language).values())
    page.text_area(key="campaign_note_external_rewards_sv").set_value("Se på bonusen.").run()
    assert say(language, "campaigns.setup.just_saved") in "".join(each.proto.body for each in page.get("html"))
    spoken = {name: say(language, f"campaigns.bank.languages.{each}") for name, each in SV_ALONE.items()}
    (warning,) = page.warning
    for part in ("title", "text", "call", "offer"):
        values = spoken if part in ("title", "text") else {}
        assert say(language, f"campaigns.setup.one_language.{part}", **values) in warning.value
    for name, wrong, problem in (
        ("booking", "http://boka.example", "booking_unusable"),
        ("contact", "eva@harbour", "contact_unusual"),
    ):
        page.text_input(key=f"campaign_{name}").set_value(wrong).run()
        assert say(language, f"campaigns.problems.{problem}") in shown(page)
        assert "just-saved" not in "".join(each.proto.body for each in page.get("html"))
    page.text_input(key="campaign_contact").set_value(SETUP.contact).run()
    page.text_input(key="campaign_booking").set_value("boka.example/mig").run()
    assert page.text_input(key="campaign_booking").value == "https://boka.example/mig"
    page.text_input(key="campaign_retention").set_value("91").run()
    page.date_input(key="campaign_closes").set_value(day).run()
    page.radio(key="campaign_languages").set_value("sv").run()
    typed = replace(
        SETUP,
        languages=("sv",),
        call={"sv": "Boka en timme"},
        offer={"sv": "Vi ringer."},
        notes={"external_rewards": {"sv": "Se på bonusen."}},
        booking="https://boka.example/mig",
        retention_days=91,
        closes_on=day,
    )
    assert setup_of(desk, campaign.id) == typed
    assert say(language, "campaigns.problems.retention_too_long", most=90) in shown(press(page, "campaign_publish"))
    page.text_input(key="campaign_retention").set_value("two").run()
    assert page.text_input(key="campaign_retention").value == "two"
    page.text_input(key="campaign_retention").set_value("30").run()
    again = visit("campaigns", lang=language, at=campaign.id)
    assert again.text_input(key="campaign_title").value == SETUP.title
    press(again, "campaign_publish")
    assert say(language, "campaigns.setup.publishing.now") in shown(again)
    assert f"c={desk.code(campaign.id)}" not in shown(again)
    press(again, "campaign_publish_really")
    assert f"c={desk.code(campaign.id)}" in shown(again)
    assert "campaign_publish" not in keys(again)


def test_a_new_campaign_that_nothing_is_written_into_is_made_once(visit: Open, sign_in: SignIn) -> None:
    desk = sign_in("Harbour Advice")
    page = press(press(visit("campaigns"), "campaign_new"), "campaigns_back")
    press(page, "campaign_new")
    assert len(desk.campaigns(datetime.now(UTC))) == 1


def test_what_respondents_read_is_replaced_only_by_what_can_be_published(visit: Open, sign_in: SignIn) -> None:
    desk = sign_in("Harbour Advice")
    campaign = made(desk, is_published=True)
    page = visit("campaigns", at=campaign)
    page.text_input(key="campaign_controller").set_value(" ").run()
    page.text_input(key="campaign_sender").set_value("Harbour").run()
    assert say("en", "campaigns.problems.controller_missing") in shown(page)
    assert setup_of(desk, campaign) == SETUP
    page.text_input(key="campaign_controller").set_value("Harbour plc").run()
    assert say("en", "campaigns.problems.title_live") not in shown(page)
    assert setup_of(desk, campaign) == replace(SETUP, controller="Harbour plc", sender="Harbour")


def test_what_is_typed_while_the_database_is_busy_is_saved_later(
    visit: Open, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"{os.environ['DATABASE_URL']}?timeout=0.1")
    desk = sign_in("Harbour Advice")
    campaign = made(desk)
    page = visit("campaigns", at=campaign)
    with locked():
        page.text_input(key="campaign_title").set_value("Water").run()
        assert say("en", "obstacle.busy.title") in shown(page)
        assert page.text_input(key="campaign_title").value == "Water"
    page.text_input(key="campaign_contact").set_value("+46 8 123").run()
    assert setup_of(desk, campaign) == replace(SETUP, title="Water", contact="+46 8 123")


def test_another_consultants_campaign_looks_like_none(visit: Open, sign_in: SignIn) -> None:
    campaign = made(sign_in("Harbour Advice"), is_published=True)
    other = sign_in("Another")
    page = visit("campaigns", at=campaign)
    assert say("en", "campaigns.gone") in shown(page)
    assert SETUP.title not in shown(page)
    for missing in (campaign, "unknown"):
        assert other.preview(missing, datetime.now(UTC)) is None


def test_a_draft_opens_for_its_consultant_alone_who_can_try_all_of_it_and_is_never_counted(
    visit: Open, store: Store, sign_in: SignIn
) -> None:
    desk = sign_in("Harbour Advice")
    campaign = made(desk)
    code = desk.code(campaign) or ""
    page = visit("start", c=code)
    assert say("en", "prospect.preview") in shown(page)
    press(page, "start_quick")
    assert say("en", "prospect.preview") in shown(page)
    key = page.query_params["r"]
    assert store.load(key if isinstance(key, str) else key[0]) is not None
    found = desk.campaign(campaign, datetime.now(UTC))
    assert found is not None
    assert (found.opened, found.begun) == (0, 0)
    seen = press(visit("start", c=code), "preview_sample")
    assert say("en", "prospect.preview") in shown(seen)
    assert say("en", "lead.send") in [each.label for each in seen.button]
    assert desk.publish(campaign, datetime.now(UTC))
    live = press(visit("start", c=code), "start_quick")
    press(live, "preview_sample")
    assert say("en", "prospect.preview_published") in shown(live)
    found = desk.campaign(campaign, datetime.now(UTC))
    assert found is not None
    assert (found.opened, found.begun, found.finished) == (0, 0, 0)
    assert list(store.finished_in(campaign)) == []
    desk.store.take_step(desk.consultant, campaign, "published", None)
    sign_in("Another")
    assert say("en", "prospect.unknown.title") in shown(visit("start", c=code))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_says_the_state_of_each_and_folds_those_put_aside(
    visit: Open, sign_in: SignIn, language: Language
) -> None:
    desk, today = sign_in("Harbour Advice"), datetime.now(UTC).date()
    made(desk, replace(SETUP, title="First"), is_published=True)
    made(desk, replace(SETUP, title="Second", opens_on=today + timedelta(days=2)), is_published=True)
    over = made(desk, replace(SETUP, title=HOSTILE), is_published=True)
    made(desk)
    page = press(visit("campaigns", lang=language, at=over), "campaign_close")
    assert say(language, "campaigns.steps.close.too_few.nobody") in shown(page)
    press(press(page, "campaign_close_really"), "campaign_archive")
    titles = [each.label for each in page.button if (each.key or "").startswith("open_")]
    assert [re.sub(r"\W", "", each)[:6] for each in titles] == ["Energy", "Second", "First", "script"]
    for state in ("draft", "open", "over"):
        assert say(language, f"campaigns.state.{state}") in shown(page)
    assert say(language, "campaigns.state.waiting", day="")[:-1] in shown(page)
    for words in ("wishes.none", "our_questions"):
        assert say(language, f"campaigns.{words}") in shown(page)
    assert [each.label for each in page.expander] == [say(language, "campaigns.archived", count=1)]
    press(page, f"open_{over}")
    assert "campaign_archive" not in keys(press(press(page, "campaign_archive"), "campaign_delete"))
    press(page, "campaign_delete_really")
    assert over not in [each.id for each in desk.campaigns(datetime.now(UTC))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_that_this_release_refuses_are_said_at_their_campaign_with_what_to_do_and_the_others_work(
    visit: Open, store: Store, sign_in: SignIn, language: Language
) -> None:
    desk = sign_in("Harbour Advice")
    campaign, other = made(desk, is_published=True), made(desk, is_published=True)
    assert store.set_bank(desk.consultant, campaign, "id: mine\nlanguages: [xx]\n")
    page = visit("campaigns", lang=language)
    assert {f"open_{campaign}", f"open_{other}"} <= keys(page)
    ((listed,), (opened,)) = page.error, press(visit("campaigns", lang=language), f"open_{campaign}").error
    for said, remedy in ((listed, "open"), (opened, "lines")):
        paths = ("published", remedy)
        assert said.value == " ".join(say(language, f"campaigns.refused.{each}") for each in paths)
    press(page, f"open_{campaign}")
    page.session_state["bank_fault"] = Problems(
        [Problem("x", 1, None, "the file", "found this", "expected that", "do that")]
    )
    (still, fault) = page.run().error
    assert still.value == say(language, "campaigns.refused.published")
    assert say(language, "campaigns.refused.lines") in fault.value
    assert say(language, "prospect.paused.title") in shown(visit(lang=language, c=desk.code(campaign) or ""))
    press(page, "campaign_shipped_bank")
    assert not page.error
    found = desk.campaign(campaign, datetime.now(UTC))
    assert found is not None
    assert found.is_open


def test_a_new_link_is_asked_about_and_a_copy_is_a_draft(visit: Open, sign_in: SignIn) -> None:
    desk = sign_in("Harbour Advice")
    campaign = made(desk, is_published=True)
    desk.set_logo(campaign, logo())
    before = desk.code(campaign)
    page = press(visit("campaigns", at=campaign), "campaign_renew")
    press(page, "campaign_keep")
    assert desk.code(campaign) == before
    press(press(page, "campaign_renew"), "campaign_renew_really")
    assert desk.code(campaign) != before
    assert f"c={desk.code(campaign)}" in shown(page)
    press(page, "campaign_copy")
    copied = next(each for each in desk.campaigns(datetime.now(UTC)) if each.id != campaign)
    title = say("en", "campaigns.copied", title=SETUP.title)
    assert (copied.is_draft, copied.has_logo, copied.setup) == (True, True, replace(SETUP, title=title))
    assert "campaign_publish" in keys(page)


def test_a_removed_logo_comes_back_when_that_is_undone(visit: Open, sign_in: SignIn) -> None:
    desk = sign_in("Harbour Advice")
    campaign = made(desk)
    desk.set_logo(campaign, logo("JPEG"))
    before = desk.logo(campaign)
    page = press(visit("campaigns", at=campaign), "campaign_remove_logo")
    assert desk.logo(campaign) is None
    press(page, "undo")
    assert desk.logo(campaign) == before


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.measured
def test_questions_on_trial_are_told_as_text_used_at_a_press_and_given_back_at_another(
    visit: Open, sign_in: SignIn, language: Language
) -> None:
    desk = sign_in("Harbour Advice")
    campaign = made(desk, is_published=True)
    own = bank_in(BANKS / "teaching.yaml")
    first = own.instrument.items[0].text["en"]
    text = own.text.replace(first, json.dumps(f"{HOSTILE} :material/home:"), 1)
    page = visit("campaigns", lang=language, at=campaign)
    page.session_state["tried_bank"] = Bank(read_instrument(text.encode()), text, text_hash(text))
    page.run()
    spoken = {
        name: say(language, f"campaigns.bank.languages.{each}") for name, each in (("lacking", "sv"), ("left", "en"))
    }
    assert say(language, "campaigns.bank.lacks_language", **spoken) in shown(page)
    assert plain(HOSTILE) in shown(page)
    assert HOSTILE not in shown(page)
    assert ":material/home:" not in shown(page)
    for kind in ("today_wins", "wanted_wins", "mixed"):
        assert say(language, f"campaigns.bank.samples.{kind}") in shown(page)

    def asked() -> str | None:
        found = desk.campaign(campaign, datetime.now(UTC))
        return found.own_bank.text if found and found.own_bank else None

    press(page, "campaign_use_bank")
    assert asked() == text
    assert say(language, "campaigns.bank.lacks_language", **spoken) in shown(page)
    press(page, "campaign_shipped_bank")
    assert asked() is None
    press(page, "undo")
    assert asked() == text


@pytest.mark.parametrize("language", LANGUAGES)
def test_publishing_while_questions_are_only_tried_says_so_and_offers_to_use_them(
    visit: Open, sign_in: SignIn, language: Language
) -> None:
    desk = sign_in("Harbour Advice")
    campaign = made(desk)
    page = visit("campaigns", lang=language, at=campaign)
    page.session_state["tried_bank"] = own = bank_in(BANKS / "teaching.yaml")
    press(page.run(), "campaign_publish")
    trial = say(language, "campaigns.setup.publishing.trial.shipped")
    assert trial in shown(page)
    press(page, "campaign_use_tried")
    assert trial not in shown(page)
    press(page, "campaign_publish_really")
    found = desk.campaign(campaign, datetime.now(UTC))
    assert found is not None
    assert found.is_open
    assert found.own_text == own.text


def test_a_write_that_waited_is_not_saved_once_its_sign_in_is_over(store: Store, sign_in: SignIn) -> None:
    from assessment.series import Series  # noqa: PLC0415

    desk = sign_in("Harbour Advice")
    campaign = made(desk)
    ChangeLogo("a token that is over", campaign, logo()).on(Series(store, new_key()))
    assert desk.logo(campaign) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_html_for_another_site_is_a_link_without_scripts_and_every_text_in_it_is_escaped(language: Language) -> None:
    link = "https://drivkraft.example/?lang=sv&c=kABC"
    setup = replace(SETUP, sender=HOSTILE)
    for piece in (button_html(link, BANK, language), card_html(link, setup, BANK, language)):
        assert piece.count("<a ") == piece.count("</a>") == 1
        assert 'href="https://drivkraft.example/?lang=sv&amp;c=kABC"' in piece
        assert "<script" not in piece
        assert "<iframe" not in piece
    assert "&quot;&gt;&lt;script&gt;" in card_html(link, setup, BANK, language)
