"""Consultants and their campaigns: who is signed in, what they may do, what respondents agree to."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]  # it has no type information
from PIL import Image
from pypdf import PdfReader
from sqlalchemy import select

from assessment.bank import Bank, text_hash
from assessment.campaigns import (
    CampaignProblem,
    CampaignSetup,
    Contact,
    Counted,
    Desk,
    LeadCounts,
    NotPublished,
    OneSided,
    Prospect,
    UnusableLogo,
    is_plain_address,
    lead_faults,
    release_due,
)
from assessment.campaigns.logo import HEIGHT, logo_preview, read_logo
from assessment.downloads import CampaignDownload, Download, LeadsDownload, QrDownload, download_of
from assessment.instrument import LANGUAGES, Instrument, Language, read_instrument
from assessment.links import cut_mail_address, phone_link, pieces
from assessment.series import Series, Today
from assessment.storage import IDLE_MINUTES, MOST_HOURS, KeyHash, NewLead, Store, new_key
from assessment.storage.tables import CONSENTS, CONSULTANTS, LEADS, SIGN_INS
from assessment.words import say

pytestmark = pytest.mark.in_turns

NOW: Final = datetime(2026, 11, 29, 12, tzinfo=UTC)
TODAY: Final = NOW.date()
SECRET: Final = "a secret of the server that is long enough"
SETUP: Final = CampaignSetup(
    title="Energi och vatten, hösten 2026",
    sender="Havsnäs Rådgivning",
    contact="hej@havsnas.example",
    controller="Havsnäs Rådgivning AB",
    call={"sv": "Boka en timme med mig", "en": "Book an hour with me"},
    offer={"sv": "Vi går igenom resultatet med dig.", "en": "We go through the result with you."},
    booking="https://havsnas.example/boka",
    notes={"ability": {"sv": "Vi har en kurs.", "en": "We have a course."}},
)
LEAD: Final = NewLead(
    "Karin Ek", "karin@example.org", "Ring mig.", shows_result=True, language="sv", phone="+46 70 123 45 67"
)
WORDING: Final = "Havsnäs Rådgivning får kontakta mig."


@pytest.fixture
def today(bank: Instrument) -> Today:
    text = Path("questions.yaml").read_text(encoding="utf-8")
    return Today(Bank(bank, text, text_hash(text)), "sv", NOW)


def consultant(store: Store, name: str = "Havsnäs") -> Desk:
    key = new_key()
    assert store.add_consultant(name, key, TODAY)
    token = store.sign_in(key, NOW)
    found = store.signed_in(token or "", NOW)
    assert found is not None
    return Desk(store, found.id, SECRET)


def published(desk: Desk, **fields: Any) -> tuple[str, str]:
    """The id and the code of a campaign that is open."""
    campaign = desk.make(replace(SETUP, **fields), NOW)
    assert campaign is not None
    assert desk.publish(campaign, NOW)
    return campaign, desk.code(campaign) or ""


def answered(store: Store, code: str, today: Today) -> str:
    """The key of a respondent who has begun and finished in a campaign."""
    key = new_key()
    assert Prospect(store, code).begin(key, {"form": "quick", "ratings.ABI01.new": 2}, today)
    Series(store, key).finish()
    return key


def picture(kind: str = "PNG", *, size: tuple[int, int] = (300, 200), comment: bytes = b"") -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, "navy").save(made, kind, **({"comment": comment} if comment else {}))
    return made.getvalue()


def test_only_the_hashes_of_keys_and_tokens_are_stored(store: Store) -> None:
    key = new_key()
    store.add_consultant("Havsnäs", key, TODAY)
    token = store.sign_in(key, NOW) or ""
    with store._reading() as connection:
        rows = [*connection.execute(select(CONSULTANTS)).all(), *connection.execute(select(SIGN_INS)).all()]
    assert hashlib.sha256(key.encode()).hexdigest() in str(rows)
    assert hashlib.sha256(token.encode()).hexdigest() in str(rows)
    assert key not in str(rows)
    assert token not in str(rows)


def test_a_key_signs_in_until_it_is_revoked_and_revoking_signs_out_at_once(store: Store) -> None:
    key = new_key()
    store.add_consultant("Havsnäs", key, TODAY)
    assert store.sign_in(new_key(), NOW) is None
    token = store.sign_in(key, NOW) or ""
    found = store.signed_in(token, NOW)
    assert found is not None
    assert found.name == "Havsnäs"
    assert store.revoke("Havsnäs", TODAY)
    assert store.signed_in(token, NOW) is None
    assert store.sign_in(key, NOW) is None
    assert not store.revoke("Nobody", TODAY)


def test_a_new_key_of_a_revoked_consultant_opens_the_same_campaigns(store: Store) -> None:
    desk = consultant(store)
    campaign, _ = published(desk)
    assert not store.add_consultant("Havsnäs", new_key(), TODAY)
    store.revoke("Havsnäs", TODAY)
    assert [each.id for each in consultant(store).campaigns(NOW)] == [campaign]


@pytest.mark.parametrize(
    ("minutes", "stays"),
    [
        ([IDLE_MINUTES - 1] * 3, True),
        ([IDLE_MINUTES + 1], False),
        ([IDLE_MINUTES - 1] * (MOST_HOURS * 60 // 29 + 1), False),
    ],
)
def test_a_sign_in_ends_when_it_is_idle_and_in_any_case(store: Store, minutes: list[int], stays: bool) -> None:
    key, now = new_key(), NOW
    store.add_consultant("Havsnäs", key, TODAY)
    token, found = store.sign_in(key, now) or "", None
    for each in minutes:
        now += timedelta(minutes=each)
        found = store.signed_in(token, now)
    assert (found is not None) is stays


def test_whoever_signs_out_has_to_sign_in_again(store: Store) -> None:
    key = new_key()
    store.add_consultant("Havsnäs", key, TODAY)
    first, second = store.sign_in(key, NOW) or "", store.sign_in(key, NOW) or ""
    store.sign_out(first)
    assert store.signed_in(first, NOW) is None
    assert store.signed_in(second, NOW)


def test_a_setup_is_stored_and_read_as_it_was(store: Store) -> None:
    desk, setup = (
        consultant(store),
        replace(SETUP, opens_on=TODAY, closes_on=TODAY + timedelta(days=9), languages=("sv",)),
    )
    made = desk.make(setup, NOW) or ""
    found = desk.campaign(made, NOW)
    assert found is not None
    assert found.setup == setup
    assert found.state == "draft"


PROBLEMS: Final[dict[CampaignProblem, dict[str, Any]]] = {
    "title_missing": {"title": " "},
    "sender_missing": {"sender": ""},
    "language_missing": {"languages": ()},
    "contact_missing": {"contact": "\n"},
    "contact_unusual": {"contact": "Eva, eva@havsnas"},
    "booking_unusable": {"booking": "javascript:alert(1)"},
    "controller_missing": {"controller": ""},
    "retention_too_short": {"retention_days": 0},
    "retention_too_long": {"retention_days": 91},
    "closes_before_opening": {"opens_on": TODAY + timedelta(days=3), "closes_on": TODAY + timedelta(days=2)},
    "closes_too_early": {"closes_on": TODAY - timedelta(days=1)},
}


@pytest.mark.parametrize("problem", PROBLEMS)
def test_what_is_missing_keeps_a_campaign_from_being_published(store: Store, problem: CampaignProblem) -> None:
    desk = consultant(store)
    made = desk.make(replace(SETUP, **PROBLEMS[problem]), NOW) or ""
    with pytest.raises(NotPublished) as refused:
        desk.publish(made, NOW)
    assert refused.value.problems == (problem,)
    assert Prospect(store, desk.code(made) or "").campaign(NOW) is None


def test_a_text_that_one_language_lacks_is_named_and_one_that_both_lack_is_not() -> None:
    notes: dict[str, dict[Language, str]] = {"ability": {"en": "Ask."}, "conditions": {"en": "Ask.", "sv": "Fråga."}}
    setup = replace(SETUP, call={"en": "Talk"}, offer={"en": "An hour", "sv": " "}, notice={}, notes=notes)
    assert setup.one_sided("en", "sv") == (OneSided("call"), OneSided("offer"), OneSided("note", "ability"))
    assert setup.one_sided("sv", "en") == ()


def test_one_can_begin_from_the_first_day_to_the_last_and_until_it_is_closed(store: Store, today: Today) -> None:
    desk = consultant(store)
    opens, closes = TODAY + timedelta(days=2), TODAY + timedelta(days=4)
    campaign, code = published(desk, opens_on=opens, closes_on=closes)
    states = {}
    for days in range(6):
        moment = NOW + timedelta(days=days)
        began = Prospect(store, code).begin(new_key(), {"form": "quick"}, today._replace(now=moment))
        found = Prospect(store, code).campaign(moment)
        assert found is not None
        assert began is found.is_open
        states[days] = found.state
    assert states == {0: "waiting", 1: "waiting", 2: "open", 3: "open", 4: "open", 5: "over"}
    desk.close(campaign, NOW)
    assert not Prospect(store, code).begin(new_key(), {}, today._replace(now=NOW + timedelta(days=3)))


def test_those_who_open_begin_and_finish_are_counted_once_each(store: Store, today: Today) -> None:
    desk = consultant(store)
    campaign, code = published(desk)
    prospect, key = Prospect(store, code), new_key()
    found = prospect.campaign(NOW)
    assert found is not None
    prospect.came()
    prospect.came()
    for _ in range(2):  # a double click
        prospect.begin(key, {"form": "quick"}, today)
    for _ in range(2):
        Series(store, key).finish()
    counted = desk.campaign(campaign, NOW)
    assert counted is not None
    assert (counted.opened, counted.begun, counted.finished) == (2, 1, 1)


def test_a_link_can_be_renewed_and_stops_showing_when_the_secret_changes(store: Store) -> None:
    desk = consultant(store)
    campaign, code = published(desk)
    assert Prospect(store, code).campaign(NOW)
    assert Desk(store, desk.consultant, "another secret").code(campaign) is None
    assert Prospect(store, code).campaign(NOW)
    assert desk.renew_code(campaign)
    assert Prospect(store, code).campaign(NOW) is None
    assert Prospect(store, desk.code(campaign) or "").campaign(NOW)


def test_the_link_is_a_code_for_print_as_long_as_it_leads_to_the_questions(store: Store) -> None:
    desk = consultant(store)
    campaign, code = published(desk)
    made = QrDownload("sv", f"https://drivkraft.example/?lang=sv&c={code}")
    assert download_of(made.document()) == made
    file = made.made(lambda: store)
    assert file is not None
    with Image.open(io.BytesIO(file.data)) as drawn:
        assert (drawn.format, drawn.size[0] == drawn.size[1]) == ("PNG", True)
    desk.close(campaign, NOW)
    assert made.made(lambda: store) is None


def test_a_copy_has_everything_but_the_days_and_the_link(store: Store) -> None:
    desk = consultant(store)
    campaign, code = published(desk, closes_on=TODAY)
    desk.set_logo(campaign, picture())
    copied = desk.copy(campaign, "Energi (kopia)", NOW) or ""
    found = desk.campaign(copied, NOW)
    assert found is not None
    assert found.setup == replace(SETUP, title="Energi (kopia)")
    assert found.state == "draft"
    assert desk.logo(copied) == desk.logo(campaign)
    assert desk.code(copied) != code


@pytest.mark.unmeasured
def test_those_who_began_on_the_old_questions_finish_on_them(store: Store, today: Today) -> None:
    desk = consultant(store)
    campaign, code = published(desk)
    first, second = new_key(), new_key()
    assert Prospect(store, code).begin(first, {"form": "quick"}, today)
    own = today.bank.text.replace('version: "', 'version: "9', 1)
    assert own != today.bank.text
    assert store.set_bank(desk.consultant, campaign, own)
    assert Prospect(store, code).begin(second, {"form": "quick"}, today)
    newest = [Series(store, key).newest(today) for key in (first, second)]
    versions = [each.instrument.version if each else None for each in newest]
    assert versions == [today.bank.instrument.version, read_instrument(own.encode(), "own").version]
    assert versions[0] != versions[1]


@pytest.mark.unmeasured
def test_only_a_file_on_what_the_campaign_asked_before_says_that_the_questions_have_changed(
    store: Store, today: Today
) -> None:
    desk = consultant(store)
    campaign, code = published(desk)
    before = rated(store, code, today, 4)
    assert store.set_bank(desk.consultant, campaign, today.bank.text.replace('version: "', 'version: "9', 1))
    after = rated(store, code, today, 4)
    for key in (before, after):
        assert Contact(store, key).agree(LEAD, WORDING, NOW)
    shown = [Contact(store, key).given() for key in (before, after)]
    said = []
    for key, lead in zip((before, after), shown, strict=True):
        own = Download("pdf", "sv", KeyHash.of(key)).made(lambda: store)
        seen = LeadsDownload("lead_pdf", "sv", desk.consultant, campaign, lead.id if lead else "").made(lambda: store)
        assert own is not None
        assert seen is not None
        for file in (own, seen):
            text = " ".join(each.extract_text() for each in PdfReader(io.BytesIO(file.data)).pages)
            said.append("Frågorna har ändrats" in " ".join(text.split()))
    assert said == [True, True, False, False]


def test_own_questions_that_a_release_no_longer_accepts_stop_their_campaign_alone_until_others_are_used(
    store: Store, today: Today
) -> None:
    desk = consultant(store)
    stopped, code = published(desk)
    other, _ = published(desk)
    begun = answered(store, code, today)
    refused = "id: mine\nlanguages: [xx]\n"  # as if an earlier release had accepted it
    assert store.set_bank(desk.consultant, stopped, refused)
    assert {each.id: each.cannot_begin for each in desk.campaigns(NOW)} == {stopped: "paused", other: ""}
    assert not Prospect(store, code).begin(new_key(), {"form": "quick"}, today)
    brand = Contact(store, begun).brand(NOW)
    assert brand is not None
    assert brand.campaign.refused is not None
    assert brand.campaign.refused.problems.problems
    copy = desk.copy(stopped, "A copy", NOW) or ""
    with pytest.raises(NotPublished) as unpublished:
        desk.publish(copy, NOW)
    assert unpublished.value.problems == ("questions_refused",)
    file = CampaignDownload("bank", "sv", desk.consultant, stopped).made(lambda: store)
    assert file is not None
    assert file.data.decode() == refused
    assert desk.set_bank(stopped, None)
    assert Prospect(store, code).begin(new_key(), {"form": "quick"}, today)


def test_what_was_agreed_to_is_kept_with_its_wording_language_and_time(store: Store, today: Today) -> None:
    desk = consultant(store)
    campaign, code = published(desk)
    key = answered(store, code, today)
    assert Contact(store, key).given() is None
    assert Contact(store, key).agree(LEAD, WORDING, NOW)
    (lead,) = desk.leads(campaign)
    assert (lead.name, lead.email, lead.message, lead.language) == ("Karin Ek", "karin@example.org", "Ring mig.", "sv")
    assert lead.phone == "+46 70 123 45 67"
    assert desk.lead_counts() == {campaign: LeadCounts(1, 0)} == {campaign: LeadCounts.of([lead])}
    assert (lead.wording, lead.given_at, lead.state) == (WORDING, NOW, "new")
    assert Contact(store, key).given() == lead
    with store._reading() as connection:
        (consent,) = connection.execute(select(CONSENTS)).all()
    assert consent.hash == hashlib.sha256(WORDING.encode()).hexdigest()
    assert desk.note(lead.id, "met")
    assert [each.state for each in desk.leads(campaign)] == ["met"]
    assert (desk.lead_counts(), consultant(store, "Rival").lead_counts()) == ({campaign: LeadCounts(0, 1)}, {})


def test_a_result_is_shown_only_to_whom_it_was_allowed(store: Store, today: Today) -> None:
    desk = consultant(store)
    campaign, code = published(desk)
    shown, hidden = answered(store, code, today), answered(store, code, today)
    Contact(store, shown).agree(LEAD, WORDING, NOW)
    Contact(store, hidden).agree(replace(LEAD, name="Per", shows_result=False), WORDING, NOW)
    leads = {lead.name: lead for lead in desk.leads(campaign)}
    assert desk.results(campaign, today).keys() == {leads["Karin Ek"].id}
    assert desk.results(campaign, today, {leads["Per"].id}) == {}
    assert leads["Per"].series is None


@pytest.mark.parametrize("way", ["withdrawn", "deleted", "campaign deleted"])
def test_what_is_taken_back_is_gone_at_once(store: Store, today: Today, way: str) -> None:
    desk = consultant(store)
    campaign, code = published(desk)
    key = answered(store, code, today)
    Contact(store, key).agree(LEAD, WORDING, NOW)
    if way == "withdrawn":
        assert Contact(store, key).withdraw()
        assert not Contact(store, key).withdraw()
    elif way == "deleted":
        Series(store, key).delete()
    else:
        assert desk.delete(campaign)
    assert desk.leads(campaign) == []
    assert (Series(store, key).newest(today) is None) is (way == "deleted")
    with store._reading() as connection:
        assert connection.execute(select(LEADS)).all() == []


def test_the_preview_of_a_link_has_the_whole_logo_on_white_with_room_around_it() -> None:
    for size in ((600, 100), (100, 600), (1, 1)):
        with Image.open(io.BytesIO(logo_preview(read_logo(picture(size=size))))) as drawn:
            assert (drawn.format, drawn.size, drawn.mode) == ("PNG", (1200, 630), "RGB")
            assert (drawn.getpixel((0, 0)), drawn.getpixel((600, 315))) == ((255, 255, 255), (0, 0, 128))
            left, top, right, bottom = Image.eval(drawn.convert("L"), lambda value: 255 - value).getbbox() or (0,) * 4
        assert min(left, 1200 - right) >= 200
        assert min(top, 630 - bottom) >= 165


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo_is_drawn_anew_without_what_else_the_file_holds(kind: str) -> None:
    secret = b"location: 59.3293, 18.0686"
    data = picture(kind, comment=secret if kind == "JPEG" else b"") + secret
    logo = read_logo(data)
    with Image.open(io.BytesIO(logo)) as drawn:
        assert (drawn.format, drawn.height, drawn.info) == ("PNG", HEIGHT, {})
    assert secret not in logo


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "no_picture"),
        (b"<svg onload='alert(1)'/>", "no_picture"),
        (picture("GIF"), "no_picture"),
        (picture()[:60], "no_picture"),
        (picture(size=(3000, 2000)), "too_many_pixels"),
        (picture(size=(2000, 100)), "too_wide"),
        (b"\x89PNG" + bytes(200 * 1024), "too_large"),
    ],
)
def test_what_is_no_logo_is_refused_with_the_reason(data: bytes, fault: str) -> None:
    with pytest.raises(UnusableLogo) as refused:
        read_logo(data)
    assert refused.value.fault == fault


def rated(store: Store, code: str, today: Today, answer: int) -> str:
    """The key of a respondent who has answered all of the short form alike, and finished."""
    key = new_key()
    ratings = {f"ratings.{item.id}.new": answer for item in today.bank.instrument.form_items("quick")}
    assert Prospect(store, code).begin(key, {"form": "quick", **ratings}, today)
    Series(store, key).finish()
    return key


def test_what_all_answered_is_worked_out_once_at_the_close_and_below_five_nothing(store: Store, today: Today) -> None:
    desk = consultant(store)
    found = []
    for n in (4, 12):
        campaign, code = published(desk)
        for number in range(n):
            rated(store, code, today, 2 + number % 3)
        before = desk.campaign(campaign, NOW)
        assert before is not None
        assert before.released is None
        assert desk.close(campaign, NOW)
        after = desk.campaign(campaign, NOW)
        assert after is not None
        assert after.released is not None
        found.append(after.released)
    few, many = found
    assert (few.n, [figure.mean for figure in few.factors]) == (4, [None] * 4)
    assert (many.n, [figure.mean for figure in many.factors]) == (12, [50] * 4)
    asked = CampaignDownload("together", "sv", desk.consultant, campaign)
    file = download_of(asked.document()).made(lambda: store)
    assert file is not None
    head, *rows = csv.reader(io.StringIO(file.data.decode("utf-8-sig")), delimiter=";")
    assert (head[0], [row[1] for row in rows]) == ("Faktor", ["50"] * 4)
    assert replace(asked, consultant=consultant(store, "Rival").consultant).made(lambda: store) is None
    assert release_due(store, NOW) == 0


def test_whoever_shows_their_result_is_not_counted_and_whoever_is_counted_shows_it_to_nobody(
    store: Store, today: Today
) -> None:
    """With the results of all but one, a mean of all tells that of the last."""
    desk = consultant(store)
    campaign, code = published(desk)
    keys = [rated(store, code, today, 2 + number % 3) for number in range(8)]
    seen, taken_back, counted = keys[0], keys[1], keys[2]
    for key in (seen, taken_back):
        Contact(store, key).agree(LEAD, WORDING, NOW)
    Contact(store, taken_back).withdraw()
    assert (desk.countable(campaign), consultant(store, "Rival").countable(campaign)) == (6, 0)
    desk.close(campaign, NOW)
    closed = desk.campaign(campaign, NOW)
    assert closed is not None
    assert closed.released is not None
    assert closed.released.n == 6
    for key in (seen, taken_back, counted):
        assert Contact(store, key).agree(LEAD, WORDING, NOW)
    shows = {key: getattr(Contact(store, key).given(), "shows_result", None) for key in (seen, taken_back, counted)}
    assert list(shows.values()) == [True, True, False]
    shown = desk.results(campaign, today)
    assert sorted(each.id in shown for each in desk.leads(campaign)) == [False, True, True]
    own = [Contact(store, key).campaign(NOW) for key in (seen, counted)]
    assert [each is not None and each.is_counted for each in own] == [False, True]


def test_a_campaign_is_released_on_the_first_look_after_its_last_day_and_stays_closed(
    store: Store, today: Today
) -> None:
    desk = consultant(store)
    campaign, code = published(desk, closes_on=TODAY)
    for number in range(6):
        rated(store, code, today, 2 + number % 3)
    found = desk.campaign(campaign, NOW)
    assert found is not None
    assert found.released is None
    later = desk.campaign(campaign, NOW + timedelta(days=1))
    assert later is not None
    assert later.released is not None
    assert (later.released.n, later.state, later.closed_on) == (6, "over", TODAY + timedelta(days=1))
    desk.change(campaign, replace(SETUP, closes_on=TODAY + timedelta(days=30)))
    again = desk.campaign(campaign, NOW + timedelta(days=1))
    assert again is not None
    assert again.state == "over"


def test_files_of_leads_are_made_for_their_consultant_alone_and_have_no_formula(store: Store, today: Today) -> None:
    desk, rival = consultant(store), consultant(store, "Rival")
    campaign, code = published(desk)
    shows, hides = (rated(store, code, today, answer) for answer in (2, 4))
    Contact(store, shows).agree(replace(LEAD, name="=1+1", message="@SUM(A1)"), WORDING, NOW)
    Contact(store, hides).agree(replace(LEAD, name="Per", shows_result=False), WORDING, NOW)
    leads = {each.name: each.id for each in desk.leads(campaign)}
    made = LeadsDownload("leads_csv", "sv", desk.consultant, campaign)
    assert download_of(made.document()) == made
    table = made.made(lambda: store)
    assert table is not None
    head, *rows = csv.reader(io.StringIO(table.data.decode("utf-8-sig")), delimiter=";")
    assert table.name.startswith("drivkraft-kontakter-energi-"), "the campaign's title"
    assert (head[0], head[-1]) == ("Namn", "Du får se resultatet")
    assert {row[0]: row[-1] for row in rows} == {"'=1+1": "Ja", "Per": "Nej"}
    assert {row[0]: row[4] != "" for row in rows} == {"'=1+1": True, "Per": False}
    assert {row[2] for row in rows} == {"'+46 70 123 45 67"}
    assert {row[3] for row in rows} == {"'@SUM(A1)", LEAD.message}
    book = replace(made, kind="leads_xlsx").made(lambda: store)
    assert book is not None
    cells = [cell for row in load_workbook(io.BytesIO(book.data)).active.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value} == {"s", "d"}
    days = {cell.value.date() for cell in cells if cell.data_type == "d"}
    assert days == {TODAY, desk.leads(campaign)[0].last_day}
    shown = replace(made, kind="lead_pdf", lead=leads["=1+1"])
    found = shown.made(lambda: store)
    assert found is not None
    first = PdfReader(io.BytesIO(found.data)).pages[0].extract_text()
    assert re.search(r"=1\+1, \d+ \w+ \d{4}", " ".join(first.split())), "whose result it is"
    assert replace(shown, lead=leads["Per"]).made(lambda: store) is None
    for each in (made, shown):
        assert replace(each, consultant=rival.consultant).made(lambda: store) is None
    assert Contact(store, shows).withdraw()
    assert shown.made(lambda: store) is None, "a link made before it was taken back"
    assert store.revoke("Havsnäs", TODAY)
    assert made.made(lambda: store) is None


@pytest.mark.parametrize(
    ("email", "is_mail", "is_plain"),
    [
        ("karin.ek+q@havsnas.example", True, True),
        ("åsa@havsnäs.example", True, False),
        ("ann@smith", False, False),
        ("ann@smith.", False, False),
        ("ann@smith.c", False, False),
        ("ann@-smith.se", False, False),
        ("ann..ek@smith.se", False, False),
        ("ann@ek@smith.se", False, False),
        ("a@b.example?bcc=x@y.example", False, False),
        ('a"onclick=@b.example', False, False),
        ("a@b.example\nx", False, False),
    ],
)
def test_an_address_has_a_domain_with_a_dot_and_only_a_plain_one_becomes_a_link(
    email: str, is_mail: bool, is_plain: bool
) -> None:
    assert lead_faults(email, agrees=True) == (() if is_mail else ("email_unusual",))
    assert is_plain_address(email) == is_plain


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("+46 (0)70-123 45 67", "tel:+460701234567"),
        ("", None),
        ("ring https://x.example", None),
        ("070-123 45 67, helst efter 17", None),
    ],
)
def test_only_a_telephone_number_alone_becomes_a_link_that_calls(text: str, href: str | None) -> None:
    assert phone_link(text) == href


@pytest.mark.parametrize(
    ("text", "links"),
    [
        (
            "anna@havsnas.example, 070-123 45 67, www.havsnas.example.",
            ["mailto:anna@havsnas.example", "tel:0701234567", "https://www.havsnas.example"],
        ),
        (
            "+46 (0)8 123 456 · https://havsnas.example/boka?tid=1",
            ["tel:+4608123456", "https://havsnas.example/boka?tid=1"],
        ),
        (
            "havsnas.example/boka, anna.ek@havsnas.example",
            ["https://havsnas.example/boka", "mailto:anna.ek@havsnas.example"],
        ),
        (
            "Skriv till (åsa@havsnäs.example) eller @havsnas, https://social.example/@havsnas",
            ["https://social.example/@havsnas"],
        ),
        ("Anna.Ek, t.ex. på Storgatan 12, 123 45 Ort", []),
        ("javascript:alert(1) http://x.example data:text/html,x <b>", []),
        ("https://user:secret@x.example https://localhost/x https://x.example:port", []),
    ],
)
def test_only_addresses_and_numbers_in_a_contact_become_links(text: str, links: list[str]) -> None:
    found = pieces(text)
    assert [piece.href for piece in found if piece.href] == links
    assert "".join(piece.text for piece in found) == text
    assert cut_mail_address(text) is None


@pytest.mark.parametrize(
    ("n", "finished", "who", "missing"),
    [
        (0, 0, "nobody", 5),
        (1, 1, "only", 4),
        (4, 4, "all", 1),
        (0, 1, "not_the_only", 5),
        (0, 3, "none", 5),
        (1, 3, "one", 4),
        (2, 3, "many", 3),
        (6, 8, "many", 0),
    ],
)
def test_how_many_are_counted_together_and_are_missing_is_told_apart(
    n: int, finished: int, who: str, missing: int
) -> None:
    counted = Counted(n, finished)
    assert (counted.who, counted.missing, counted.left_out) == (who, missing, finished - n)
    for language in LANGUAGES:
        assert say(language, f"campaigns.steps.close.too_few.{who}", counted=n, finished=finished)
