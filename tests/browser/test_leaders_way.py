"""The leader's way: how far down the first action is, and the example as a whole."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from assessment.instrument import Language
from assessment.plan import PlanLine, new_line_id
from tests.amounts import sample
from tests.browser import visitor
from tests.browser.conftest import NewVisitor
from tests.browser.server import Server

RATINGS: Final = visitor.some_ratings()
SCREEN: Final = 844

# The first element with this selector: where it begins and ends, from the top of the page.
_PLACE: Final = """selector => {
  const main = document.querySelector('[data-testid="stMain"]')
  const { top, bottom } = document.querySelector(selector).getBoundingClientRect()
  return [top + main.scrollTop, bottom + main.scrollTop]
}"""
_HEIGHT: Final = """() => document.querySelector('[data-testid="stMain"]').scrollHeight"""


def finished(server: Server) -> str:
    key = server.begun(visitor.stored(RATINGS))
    with server.store() as store:
        store.finish(key)
    return key


def place(page: Page, selector: str) -> tuple[float, float]:
    top, bottom = page.evaluate(_PLACE, selector)
    return top, bottom


@pytest.mark.parametrize("language", sample("sv", rest=["en"]))
def test_on_a_phone_the_first_action_is_near_the_headline_and_the_page_is_short(
    server: Server, new_visitor: NewVisitor, language: Language
) -> None:
    page = new_visitor(width=390, language=language, touch=True, is_new=True)
    # On a phone the bar for scrolling lies on the page and takes no room.
    page.context.new_cdp_session(page).send("Emulation.setScrollbarsHidden", {"hidden": True})
    visitor.open_page(page, server, "/results", lang=language, r=finished(server))
    visitor.wait_for_results(page)
    page.locator('[class*="st-key-take_"] button').first.wait_for()
    page.wait_for_timeout(1000)  # the chart has its height
    _, headline = place(page, "h1")
    action, _ = place(page, ".st-key-first_advice")
    assert action - headline <= SCREEN, action - headline
    assert page.evaluate(_HEIGHT) <= 4 * SCREEN
    folds = page.locator(".st-key-recommendations summary")
    assert folds.count() in (2, 3)
    assert page.locator(".st-key-recommendations details[open]").count() == 0


@pytest.mark.soak
def test_the_example_is_one_whole_organisation_and_stores_nothing(
    server: Server, new_visitor: NewVisitor, tmp_path: Path
) -> None:
    before = server.rows()
    page = new_visitor(language="sv")
    visitor.open_page(page, server, "/", lang="sv")
    visitor.press(page, "see_example")
    visitor.wait_for_results(page)
    assert all(today.isdigit() and wanted.isdigit() for today, wanted in visitor.scores(page).values())
    assert "Ett exempel." in page.locator('[data-testid="stMain"]').inner_text()
    assert visitor.text_of(page, "changes")
    for path, says in (("/incentives", "Vd"), ("/plan", "delsteg klara"), ("/report", "Pdf och filer")):
        visitor.follow(page, path)
        page.wait_for_url(re.compile(rf"{path}\b"))
        visitor.settled(page)
        expect(page.locator('[data-testid="stMain"]')).to_contain_text(says)
        assert "example=1" in page.url
    assert "Exempel" in PdfReader(visitor.download(page, "pdf", tmp_path)).pages[0].extract_text()
    assert page.locator(visitor.frame_link("/questions")).count() == 0
    assert server.rows() == before


def test_looking_at_the_example_changes_nothing_of_ones_own(server: Server, new_visitor: NewVisitor) -> None:
    key = finished(server)
    line = PlanLine(new_line_id(), title="Own")
    with server.store() as store:
        store.add_line(key, line)
    page = new_visitor(language="sv")
    visitor.open_page(page, server, "/plan", lang="sv", r=key, example="1")
    assert page.locator(":is(.st-key-plan_lines, h1 ~ *) :is(input, textarea)").count() == 0
    assert "Own" not in page.locator('[data-testid="stMain"]').inner_text()
    with server.store() as store:
        assert store.plan(key) == [line]
