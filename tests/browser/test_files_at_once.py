"""A file that is opened right after something was typed or chosen holds it, however slow the way to the server is."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from assessment.plan import PlanLine, new_line_id
from assessment.words import say
from assessment.working_days import read_due
from tests.amounts import sample
from tests.browser import visitor
from tests.browser.conftest import NewVisitor
from tests.browser.line import Line
from tests.browser.server import Server

ANSWERED = visitor.stored(visitor.some_ratings())
LATE = 2.5  # Seconds.


@pytest.fixture
def line(server: Server) -> Iterator[Line]:
    with Line(server) as line:
        yield line


@pytest.fixture
def key(server: Server) -> str:
    key = server.begun(ANSWERED)
    with server.store() as store:
        store.finish(key)
        store.add_line(key, PlanLine(new_line_id(), title="Möte", due=read_due("2127-01-31")))
    return key


def at_once(page: Page, link: str, folder: Path) -> bytes:
    """Press a link without waiting for anything; the file."""
    with visitor.downloading(page) as downloads:
        page.locator(f".st-key-{link} a").click()
    return visitor.kept(downloads[0], folder).read_bytes()


@pytest.mark.soak
@pytest.mark.parametrize("late", sample(LATE, rest=[0.0]))
def test_what_is_typed_at_the_top_is_in_the_pdf_that_is_opened_at_once(
    line: Line, key: str, late: float, new_visitor: NewVisitor, tmp_path: Path
) -> None:
    page = new_visitor(language="sv")
    page.goto(line.url("/report", lang="sv", r=key))
    visitor.settled(page)
    line.late = late
    field = page.locator(".st-key-file_title input")
    field.press_sequentially("Kundservice Brukets Rör")
    pdf = at_once(page, "download_pdf", tmp_path)
    assert "Kundservice Brukets Rör" in PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    expect(
        page.locator('[data-testid="stCaptionContainer"]').get_by_text(say("sv", "questionnaire.saved"))
    ).to_be_visible()
    expect(page.locator(".st-key-line")).to_have_text("")

    field.press_sequentially("x")
    field.press("Backspace")
    assert at_once(page, "download_pdf", tmp_path), "a text that was not changed holds nothing up"


@pytest.mark.soak
@pytest.mark.parametrize("late", [LATE, 0.0])
def test_the_calendar_that_is_opened_at_once_has_what_was_typed_and_chosen_in_the_plan(
    line: Line, key: str, late: float, new_visitor: NewVisitor, tmp_path: Path
) -> None:
    page = new_visitor(language="sv")
    page.goto(line.url("/plan", lang="sv", r=key))
    visitor.settled(page)
    visitor.unfold(page.locator("summary"))
    line.late = late
    page.locator('[class*="st-key-owner_"] input').press_sequentially("Åsa Öberg")
    assert "Åsa Öberg" in at_once(page, "download_ics", tmp_path).decode().replace("\r\n ", "")
    visitor.settled(page)
    page.locator('[class*="st-key-in_30_"] button').click()
    assert "DTSTART;VALUE=DATE:21270131" not in at_once(page, "download_ics", tmp_path).decode()
