"""Three quite different question banks in Chromium: what a bank leaves out is on no page and in no file."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from assessment.instrument import Instrument, Language, load_instrument
from assessment.words import say
from tests.browser import visitor
from tests.browser.conftest import NewServer, NewVisitor
from tests.browser.server import ROOT, Server
from tests.own_banks import OWN, Own, finished

_LEFT_OUT: Final = (".*", "data", "tests", "benchmarks")


@pytest.fixture
def own_server(request: pytest.FixtureRequest, tmp_path: Path, new_server: NewServer) -> Server:
    """A server of a copy of the project in which questions.yaml is the bank of this name."""
    copy = tmp_path / "project"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*_LEFT_OUT))
    shutil.copytree(ROOT / ".streamlit", copy / ".streamlit")
    shutil.copy(request.param.path, copy / "questions.yaml")
    server = new_server(root=copy)
    server.start()
    return server


def said(page: Page) -> str:
    return " ".join(visitor.words(page))


@pytest.mark.soak
@pytest.mark.parametrize(
    ("own_server", "own"), [(own, own) for own in OWN], indirect=["own_server"], ids=[own.name for own in OWN]
)
def test_an_own_bank_runs_asks_its_own_questions_and_says_nowhere_what_it_leaves_out(
    own_server: Server, own: Own, new_visitor: NewVisitor, tmp_path: Path
) -> None:
    bank, language = load_instrument(own.path), own.languages[0]
    page, nowhere = new_visitor(), re.compile(own.nowhere, re.IGNORECASE)
    other: Language = "en" if language == "sv" else "sv"
    # Asked for in the other language, a bank with one language is shown in its own.
    visitor.open_page(page, own_server, "/", lang=other if len(own.languages) == 1 else language)
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator(".st-key-language input")).to_have_count(2 if len(own.languages) > 1 else 0)
    start = said(page)
    assert own.start in start
    assert nowhere.findall(start) == []
    expect(visitor.control(page, "see_example")).to_have_count(0)
    expect(visitor.control(page, "start_full")).to_have_count(1 if "full" in bank.offered_forms else 0)
    visitor.press(page, "start_quick")
    page.wait_for_url(re.compile(r"/questions\b.*\bat=behaviour"))
    visitor.settled(page)
    visitor.wait_for_questionnaire(page)
    expect(page.locator('input[name="planned_reward"]')).to_have_count(2 if bank.asks_about_rewards else 0)
    expect(page.locator('input[name="behaviour"]')).to_have_count(2 if bank.behaviour_examples else 0)
    assert nowhere.findall(said(page)) == []

    with own_server.store() as store:
        key = finished(store, own.path, language)
    for path in visitor.PATHS[1:]:
        visitor.open_page(page, own_server, path, lang=language, r=key)
        is_there = {"/incentives": bank.has_map, "/customers": bank.asks_about_experience}
        if not is_there.get(path, True):
            assert_says_it_is_left_out(page, language)
            continue
        words = said(page)
        assert nowhere.findall(words) == [], path
        # In the bar and in the phone's menu.
        expect(page.locator(visitor.frame_link("/incentives"))).to_have_count(2 if bank.has_map else 0)
    if not bank.has_map:
        visitor.open_page(page, own_server, "/incentives", lang=language)
        assert_says_it_is_left_out(page, language)
    visitor.open_page(page, own_server, "/questions", lang=language, r=key, at=bank.factors[0].id)
    assert_asks_what_is_in_the_bank(page, bank, language)
    visitor.open_page(page, own_server, "/results", lang=language, r=key)
    expect(page.locator("h1")).to_have_text(own.headline)
    visitor.open_page(page, own_server, "/report", lang=language, r=key)
    for name in visitor.DOWNLOADS:
        file = visitor.download(page, name, tmp_path)
        assert file.stat().st_size > 0
        if name == "pdf":
            text = " ".join(" ".join(p.extract_text() for p in PdfReader(file).pages).split())
            assert own.headline in text
            assert nowhere.findall(text) == []


def assert_says_it_is_left_out(page: Page, language: Language) -> None:
    expect(page.locator("h1")).to_have_text(say(language, "left_out.title"))
    assert not re.search("kund|customer", said(page), re.IGNORECASE)


def assert_asks_what_is_in_the_bank(page: Page, bank: Instrument, language: Language) -> None:
    """From the first page of statements to the last."""
    for factor in bank.factors:
        items = [item for item in bank.form_items("quick") if item.factor == factor.id]
        visitor.wait_for_row(page, f"{items[0].id}.current")
        words = said(page)
        assert all(item.text[language] in words for item in items)
        if factor != bank.factors[-1]:
            visitor.press(page, "next")
