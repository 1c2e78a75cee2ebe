"""A team's released result in Chromium: the same figures for its leader and its members, on screen and in the file."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from assessment.anonymity import GroupReport
from assessment.bank import bank_in
from assessment.instrument import Language
from assessment.rounding import rounded
from assessment.rounds import Department, Invitation, Leading, Membership, Setup
from assessment.series import Today
from assessment.storage import Tap, new_key
from assessment.words import say
from tests.amounts import sample
from tests.browser import visitor
from tests.browser.axe import findings_in_all_looks
from tests.browser.conftest import NewVisitor
from tests.browser.server import ROOT, Server

_HOSTILE = '<b>IT</b> [x](https://example.org) "; alert(1)'


def released(server: Server) -> tuple[str, str, GroupReport]:
    """A round of twelve that has been released: the leader's key, the code, the report."""
    today = Today(bank_in(ROOT / "questions.yaml"), "sv", datetime.now(UTC))
    ratings = visitor.some_ratings()
    brightest = dict.fromkeys(ratings, "5")
    key = server.begun(visitor.stored(brightest, behaviours__new="Vi lyssnar."))
    with server.store() as store:
        store.finish(key)
        leading = Leading(store, key)
        departments = (Department("Support", 6), Department(_HOSTILE, 6))
        closes = datetime.now(UTC).date() + timedelta(days=7)
        led = leading.begin(Setup("Kundservice", 12, closes, departments=departments, are_told=True), today)
        for number in range(12):
            own = Membership(store, new_key())
            assert Invitation(store, led.code).join(own.key, today)
            taps = [(f"ratings.{name}", 1 + (number + place) % 4) for place, name in enumerate(ratings)]
            department = departments[number % 2].name
            own.save_taps("tab", [Tap(at, *tap) for at, tap in enumerate([*taps, ("group", department)], 1)])
            own.finish()
        leading.close(1, today)
        report = leading.rounds(today)[0].report
    assert report is not None
    return key, led.code, report


def scrolled(page: Page) -> list[str | None]:
    """The parts of the page that are scrolled down."""
    parts = "[...document.querySelectorAll('*')].filter(part => part.scrollTop).map(part => part.dataset.testid)"
    found: list[str | None] = page.evaluate(parts)
    return found


def numbers(page: Page, factor: str) -> list[str]:
    """The first two whole numbers in the row of a factor, hidden ones as dashes."""
    text = page.locator(f".st-key-team_{factor}").inner_text()
    return re.findall(r"\d+|–", text)[:2]


@pytest.mark.parametrize("leaders", sample("sv", rest=["en"]))
def test_leader_and_member_see_the_figures_that_were_released_and_no_others_on_an_accessible_page(
    server: Server, new_visitor: NewVisitor, tmp_path: Path, leaders: Language
) -> None:
    """The member reads in the other language."""
    key, code, report = released(server)
    members: Language = "en" if leaders == "sv" else "sv"
    for address, width, language in (({"r": key}, 1280, leaders), ({"c": code}, 390, members)):
        page = new_visitor(width=width, language=language)
        visitor.open_page(page, server, "/team", lang=language, **address)
        visitor.control(page, "download_team_pdf").wait_for()
        expect(page.locator("canvas, svg.marks").first).to_be_visible()
        for figure in report.factors:
            mean = "–" if figure.mean is None else str(figure.mean)
            assert numbers(page, figure.factor) == [mean, str(rounded(figure.leader or 0, 0))]
        visitor.settled(page)
        assert visitor.beyond_the_edge(page) == []
        assert page.locator("b", has_text="IT").count() == 0
        shown = page.locator(".st-key-team_departments").inner_text().replace("\u2060", "")  # see elements.plain()
        assert _HOSTILE in shown
        expect(page.locator(".st-key-talk_prepare")).to_have_count(1 if "r" in address else 0)
        file = visitor.download(page, "team_pdf", tmp_path)
        text = " ".join(part.extract_text() for part in PdfReader(file).pages)
        assert str(report.receipt.narrowest) in text
        assert say(language, "team_result.receipt.title") in text
        if "r" in address:
            page.set_viewport_size({"width": width, "height": 500})  # What only screen readers read is below it.
            visitor.control(page, "talk_prepare").click()
            expect(page.locator(".st-key-talk_kit")).to_be_focused()
            visitor.settled(page)
            assert scrolled(page) == ["stMain"]
        assert findings_in_all_looks(page, language) == []
