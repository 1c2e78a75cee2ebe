"""The privacy notice: who is responsible, until when answers are kept, and which visits extend that."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from assessment.answers import Answers
from assessment.instrument import Language
from assessment.report import Report
from assessment.storage import Store
from assessment.storage.retention import last_day_kept
from assessment.words import date_text, say
from tests.amounts import sample
from tests.pages.conftest import Open, shown
from tests.test_storage_campaigns import answered, kept_for
from tests.test_visits import at, set_visit, visited_on

LONG_AGO = date(2026, 1, 2)
pytestmark = pytest.mark.in_turns

LANGUAGE = pytest.mark.parametrize("language", ["sv", "en"])


def today() -> date:
    return datetime.now(UTC).date()


@pytest.fixture
def key(store: Store, stored: Callable[[Answers], str], worked: Report) -> str:
    """Finished answers that nobody has visited for a while."""
    key = stored(worked.answers)
    store.finish(key)
    set_visit(store, key, LONG_AGO)
    return key


# Who is responsible ---------------------------------------------------------------------------------------------------


@LANGUAGE
def test_the_notice_names_what_the_settings_say(
    visit: Open, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    monkeypatch.setenv("DRIVKRAFT_CONTROLLER", "Havsnäs *Rådgivning* AB")
    monkeypatch.setenv("DRIVKRAFT_CONTACT", "integritet@example.org")
    monkeypatch.setenv("DRIVKRAFT_LEGAL_BASIS", "berättigat intresse [1](https://example.org)")
    page = visit("privacy", lang=language)
    assert [str(element.value) for element in page.text] == [
        "Havsnäs *Rådgivning* AB",
        say(language, "privacy.who.legal_basis", ground="berättigat intresse [1](https://example.org)"),
    ]
    assert say(language, "privacy.responsible.contact", contact="integritet@example.org") in shown(page)


@LANGUAGE
def test_start_says_who_is_responsible_what_for_and_how_long_before_the_first_question(
    visit: Open, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    line = say(language, "start.responsible", name="Havsnäs AB", months=24)
    assert line not in shown(visit(lang=language))
    monkeypatch.setenv("DRIVKRAFT_CONTROLLER", "Havsnäs AB")
    assert line in shown(visit(lang=language))


@LANGUAGE
def test_without_settings_whoever_runs_it_is_responsible(visit: Open, language: Language) -> None:
    visitor = visit("privacy", lang=language)
    assert say(language, "privacy.responsible.nobody") in shown(visitor)
    assert not visitor.text


@LANGUAGE
def test_the_notice_says_who_what_why_how_long_and_which_rights(visit: Open, language: Language) -> None:
    found = shown(visit("privacy", lang=language))
    parts = ("what", "responsible", "who", "where", "how_long", "cookies", "rights")
    titles = [say(language, f"privacy.{part}.title") for part in parts]
    assert [line for line in found.splitlines() if line in titles] == titles
    periods = re.findall(r"\b(30|24)\b \w+", say(language, "privacy.how_long.text", days=30, months=24))
    assert periods == ["30", "24", "24"]
    assert say(language, "privacy.how_long.text", days=30, months=24) in found
    assert "IMY" in found
    assert {"en": "the heading of your files", "sv": "rubriken på dina filer"}[language] in found


# Until when -----------------------------------------------------------------------------------------------------------


@LANGUAGE
@pytest.mark.parametrize("page", ["privacy", "results", "report"])
def test_the_last_day_of_finished_answers_is_shown(visit: Open, key: str, page: str, language: Language) -> None:
    day = date_text(last_day_kept(today()), language)
    assert say(language, "kept_until.finished", day=day) in shown(visit(page, r=key, lang=language))


def test_unfinished_answers_are_shown_their_own_last_day(
    visit: Open, store: Store, stored: Callable[[Answers], str], worked: Report
) -> None:
    key = stored(worked.answers)
    last = store.last_day(key)
    assert last is not None
    line = say("en", "kept_until.unfinished", day=date_text(last.day, "en"))
    for page in ("privacy", "results"):
        assert line in shown(visit(page, r=key)), page
    store.finish(key)
    assert line not in shown(visit("privacy", r=key))


def test_answers_in_a_campaign_are_shown_the_last_of_its_days(visit: Open, store: Store) -> None:
    _, _, code = kept_for(store, 14)
    key = answered(store, code)
    line = say("en", "kept_until.finished", day=date_text(today() + timedelta(days=14), "en"))
    assert line in shown(visit("privacy", r=key))


def test_whoever_asked_to_be_contacted_can_take_that_back_when_the_answers_are_deleted_already(
    visit: Open, store: Store
) -> None:
    mine, campaign, code = kept_for(store, 14)
    key = answered(store, code)
    assert store.purge(at(today() + timedelta(days=15))).respondents == 1
    page = visit("privacy", r=key)
    assert "karin@example.org" in shown(page)
    page.button(key="lead_withdraw").click().run()
    assert mine.leads(campaign) == []
    assert say("en", "lead.withdrawn", sender="Havsnäs") in shown(page)
    assert "karin@example.org" not in shown(page)


def test_where_there_are_no_own_answers_no_day_is_shown(visit: Open, store: Store, key: str) -> None:
    begin = say("en", "kept_until.finished", day="\0").partition("\0")[0]
    view = store.share(key)
    for address in ({}, {"view": view}, {"example": "1"}, {"r": "unknown-key-of-nobody"}):
        assert begin not in shown(visit("privacy", **address)), address


# Visits ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "page",
    sample("start", "questions", "results", rest=["incentives", "plan", "report", "team", "privacy", "accessibility"]),
)
def test_whichever_page_is_opened_with_the_own_link_that_is_a_visit(
    visit: Open, store: Store, key: str, page: str
) -> None:
    visit(page, r=key)
    assert visited_on(store, key) == today()


@pytest.mark.parametrize("name", ["view", "example", "nothing"])
def test_reading_a_shared_link_or_the_example_is_no_visit(visit: Open, store: Store, key: str, name: str) -> None:
    address = {"view": {"view": store.share(key) or ""}, "example": {"example": "1"}, "nothing": {}}[name]
    for page in ("start", "results", "privacy"):
        visit(page, **address)
    assert visited_on(store, key) == LONG_AGO


def test_a_session_records_its_visit_once_a_day(visit: Open, store: Store, key: str) -> None:
    def drawn_again(visitor: AppTest) -> date | None:
        visitor.switch_page("privacy.py").run()
        return visited_on(store, key)

    visitor = visit("results", r=key)
    set_visit(store, key, LONG_AGO)
    assert drawn_again(visitor) == LONG_AGO, "it was recorded a moment ago"
    visitor.session_state["visited_on"] = today() - timedelta(days=1)
    assert drawn_again(visitor) == today()


def test_a_pasted_link_is_a_visit(visit: Open, store: Store, key: str) -> None:
    visitor = visit()
    visitor.text_input(key="pasted_address").set_value(f"https://example.org/results?r={key}").run()
    assert visited_on(store, key) == today()


def test_the_page_works_while_the_visit_cannot_be_recorded(visit: Open, store: Store, key: str) -> None:
    with store._engine.connect().execution_options(writes=True) as other, other.begin():
        found = shown(visit("privacy", r=key))
        assert say("en", "kept_until.finished", day=date_text(last_day_kept(LONG_AGO), "en")) in found
        assert say("en", "obstacle.busy.title") not in found
    visit("privacy", r=key)
    assert visited_on(store, key) == today()
