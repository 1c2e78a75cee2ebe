"""Engagement and customers as a visitor uses the page: pasting, opening files, mistakes, keys, hostile names."""

from __future__ import annotations

import io
from typing import Any, Final

import openpyxl  # type: ignore[import-untyped]  # it has no type information
import pytest
from playwright.sync_api import Page, expect

from assessment.instrument import Language
from assessment.words import say
from tests.amounts import sample
from tests.browser import visitor
from tests.browser.conftest import NewVisitor
from tests.browser.server import Server
from tests.browser.test_hostile_text import HOSTILE

ANSWERED: Final = visitor.stored(visitor.some_ratings())
HEAD: Final = ("Avdelning", "Engagemang", "Kunder")
PASTED: Final = "\n".join("\t".join(map(str, row)) for row in (HEAD, *visitor.DEPARTMENTS))
STANDS_OUT: Final = {language: say(language, "customers.stands_out", name="Fältservice") for language in ("sv", "en")}


def departments(server: Server, key: str) -> Any:
    return server.choices(key).get("departments")


def open_empty(page: Page, server: Server, language: Language) -> str:
    key = server.begun(ANSWERED)
    visitor.open_page(page, server, "/customers", lang=language, r=key)
    visitor.control(page, "show_departments").wait_for()
    return key


def field(page: Page) -> Any:
    return page.locator(".st-key-departments_text textarea")


def spreadsheet() -> bytes:
    book = openpyxl.Workbook()
    for row in (HEAD, *visitor.DEPARTMENTS):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(("width", "language"), sample((390, "sv"), rest=[(1280, "en"), (320, "en")]))
def test_a_pasted_table_becomes_dots_and_a_visit_in_the_plan(
    server: Server, new_visitor: NewVisitor, width: int, language: Language
) -> None:
    page = new_visitor(width=width, language=language)
    key = open_empty(page, server, language)
    field(page).fill(PASTED)
    visitor.press(page, "show_departments")
    expect(page.locator("h1")).to_have_text(STANDS_OUT[language])
    expect(page.locator("h1")).to_be_in_viewport()
    chart = page.locator('[data-testid="stVegaLiteChart"]')
    expect(chart.locator(":is(canvas, svg)").first).to_be_visible()
    expect(page.locator(".st-key-departments_table tbody tr")).to_have_count(7)
    assert visitor.beyond_the_edge(page) == []
    visitor.press(page, "take_visit")
    expect(page.get_by_text(say(language, "customers.visit.taken"))).to_be_visible()
    visitor.press(page, "to_plan")
    page.wait_for_url("**/plan?*")
    title = say(language, "customers.visit.title", name="Fältservice")
    expect(page.get_by_text(title).first).to_be_visible()
    assert len(departments(server, key)) == 7
    page.go_back()
    expect(page.locator("h1")).to_have_text(STANDS_OUT[language])
    page.reload()
    expect(page.locator("h1")).to_have_text(STANDS_OUT[language])


@pytest.mark.soak
@pytest.mark.parametrize("kind", sample("xlsx", rest=["csv"]))
def test_a_file_is_opened_and_a_wrong_one_explained(server: Server, new_visitor: NewVisitor, kind: str) -> None:
    page = new_visitor(language="sv")
    key = open_empty(page, server, "sv")
    chooser = page.locator('.st-key-open_departments input[type="file"]')
    chooser.set_input_files({"name": "fel.csv", "mimeType": "text/csv", "buffer": b"avdelning;kunder\nA;1\n"})
    expect(page.locator('[data-testid="stAlert"]')).to_contain_text(say("sv", "not_departments.title"))
    said = page.get_by_text('Rad 1: rubrikraden. Kolumnen "engagemang" saknas. Här väntas')
    expect(said).to_be_in_viewport()
    assert departments(server, key) is None
    csv = "\r\n".join(";".join(map(str, row)) for row in (HEAD, *visitor.DEPARTMENTS)).encode("cp1252")
    data = spreadsheet() if kind == "xlsx" else csv
    chooser.set_input_files({"name": f"siffror.{kind}", "mimeType": "application/octet-stream", "buffer": data})
    expect(page.locator("h1")).to_have_text(STANDS_OUT["sv"])
    assert len(departments(server, key)) == 7


@pytest.mark.soak
def test_the_page_is_used_with_the_keyboard_alone(server: Server, new_visitor: NewVisitor) -> None:
    page = new_visitor(language="en")
    open_empty(page, server, "en")
    field(page).focus()
    page.keyboard.insert_text(PASTED)
    page.keyboard.press("Tab")
    expect(page.locator("h1")).to_have_text(STANDS_OUT["en"])
    visitor.settled(page)
    visitor.control(page, "take_visit").focus()
    page.wait_for_timeout(600)  # the page is still being led to its headline, and must not take the focus back
    page.keyboard.press("Enter")
    expect(page.get_by_text(say("en", "customers.visit.taken"))).to_be_visible()


def test_hostile_names_become_neither_links_nor_markup(server: Server, new_visitor: NewVisitor) -> None:
    page = new_visitor(language="en")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    names = list(dict.fromkeys(text[:100] for texts in HOSTILE.values() for text in texts))
    rows = [
        {"name": name, "engagement": 50 + at, "customers": 90 if at == 1 else 50 + at} for at, name in enumerate(names)
    ]
    key = server.begun({**ANSWERED, "departments": rows})
    visitor.open_page(page, server, "/customers", lang="en", r=key)
    expect(page.locator(".st-key-departments_table tbody tr")).to_have_count(len(names))
    assert page.locator("main :is(a, img)[src*=evil], main a[href*=evil], main script, main .katex").count() == 0
    assert [url for url in asked if "evil" in url] == []
    assert visitor.beyond_the_edge(page) == []
