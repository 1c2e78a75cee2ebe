"""The frame's links carry the key wherever they are opened, and each has a label."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from playwright.sync_api import Page, expect

from assessment.instrument import Language
from assessment.look import LOOK
from assessment.words import date_text, say
from tests.amounts import IS_SOAK, sample
from tests.browser import visitor
from tests.browser.conftest import NewVisitor
from tests.browser.server import Server

ANSWERED: Final = visitor.stored(visitor.some_ratings())


def links(page: Page) -> dict[str, dict[str, list[str]]]:
    """The query of every link of the frame by the path it leads to."""
    found = page.locator("nav a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    whole = [urlsplit(urljoin(page.url, address)) for address in found]
    return {parts.path: parse_qs(parts.query) for parts in whole}


def test_language_and_key_stay_in_every_address_and_link_of_the_frame_and_in_no_cookie(
    server: Server, new_visitor: NewVisitor
) -> None:
    """Privacy says that whoever answers gets no cookie. Over all pages; at the gate every fifth is loaded again."""
    key = server.begun(ANSWERED)
    with server.store() as store:
        store.finish(key)  # from then on there is a team to ask
    page = new_visitor()
    visitor.open_page(page, server, "/questions", lang="sv", r=key)
    for place, path in enumerate(visitor.PATHS):
        address = re.compile(rf":\d+{path}\?(?=.*\blang=sv\b)(?=.*\br={key})")
        visitor.follow(page, path)
        expect(page).to_have_url(address)
        visitor.settled(page)
        if IS_SOAK or place % 5 == 0:
            page.reload()
            visitor.settled(page)
            expect(page).to_have_url(address)
        expect(page.locator("html")).to_have_attribute("lang", "sv")
        page.locator(visitor.frame_link("/privacy")).wait_for()
        assert links(page) == {each: {"lang": ["sv"], "r": [key]} for each in visitor.PATHS}, path
    assert page.context.cookies() == []
    assert page.evaluate("document.cookie") == ""
    kept = page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    assert [name for name in kept if not name.startswith("stActiveTheme-")] == [], "only light or dark is remembered"


@pytest.mark.soak
def test_links_of_the_example_and_of_a_shared_result_stay_within_it(server: Server, new_visitor: NewVisitor) -> None:
    with server.store() as store:
        view = store.share(server.begun(ANSWERED)) or ""
    page = new_visitor()
    for name, value, paths in (
        ("example", "1", {"/", "/results", "/incentives", "/plan", "/report", "/privacy", "/accessibility"}),
        ("view", view, {"/", "/results", "/privacy", "/accessibility"}),
    ):
        visitor.open_page(page, server, "/results", lang="en", **{name: value})
        page.locator(visitor.frame_link("/privacy")).wait_for()
        assert links(page) == {each: {"lang": ["en"], name: [value]} for each in paths}


def test_a_shared_result_is_called_what_stands_at_the_top_of_its_files(server: Server, new_visitor: NewVisitor) -> None:
    page, day = new_visitor(), date_text(datetime.now(UTC).date(), "en")
    for choices, name, notice in (
        ({**ANSWERED, "title": "Nordkust Ltd."}, "Nordkust Ltd.", "Shared result: Nordkust Ltd. Only the person"),
        (ANSWERED, f"Result, {day}", "Shared result. Only the person"),
    ):
        with server.store() as store:
            view = store.share(server.begun(choices)) or ""
        visitor.open_page(page, server, "/results", lang="en", view=view)
        expect(page.get_by_text(notice)).to_be_visible()
        expect(page).to_have_title(f"{name} · {LOOK.name}")


@pytest.mark.soak
@pytest.mark.parametrize("how", sample("middle", rest=["Control"]))
def test_a_page_opened_in_a_new_tab_finds_the_answers(server: Server, new_visitor: NewVisitor, how: str) -> None:
    key = server.begun(ANSWERED)
    page = new_visitor()
    visitor.open_page(page, server, "/plan", lang="sv", r=key)
    for path, sign in (("/report", ".st-key-download_pdf"), ("/", ".st-key-answers_waiting")):
        link = page.locator(visitor.frame_link(path)).locator("visible=true").first
        with page.context.expect_page() as coming:
            if how == "middle":
                link.click(button="middle")
            else:
                link.click(modifiers=["Control"])
        coming.value.locator(sign).wait_for()
        expect(coming.value).to_have_url(re.compile(rf":\d+{path}\?(?=.*\blang=sv\b)(?=.*\br={key})"))
    assert "/plan" in page.url


def test_a_newcomer_sees_only_usable_links(server: Server, new_visitor: NewVisitor) -> None:
    page = new_visitor()
    visitor.open_page(page, server, "/", lang="en")
    page.locator(visitor.frame_link("/privacy")).wait_for()
    assert set(links(page)) == {"/", "/privacy", "/accessibility"}


@pytest.mark.soak
@pytest.mark.parametrize("language", sample("sv", rest=["en"]))
def test_the_menu_of_a_phone_has_a_label(server: Server, new_visitor: NewVisitor, language: Language) -> None:
    key = server.begun(ANSWERED)
    page = new_visitor(width=390, touch=True)
    visitor.open_page(page, server, "/plan", lang=language, r=key)
    button = page.locator("nav button")
    expect(button).to_have_text(say(language, "frame.menu"))
    expect(button).to_have_attribute("aria-expanded", "false")
    assert visitor.beyond_the_edge(page) == []
    button.tap()
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(page.locator("nav .menu a[aria-current]")).to_have_text(say(language, "plan.title"))
    pages = ("questions", "results", "incentives", "plan", "customers", "report")
    expect(page.locator("nav .menu a")).to_have_text([say(language, f"{name}.title") for name in pages])
    for link in page.locator("nav .menu a").all():
        box = link.bounding_box()
        assert box is not None
        assert box["height"] >= 44
    beside = visitor.control(page, "add_line")
    beside.scroll_into_view_if_needed()
    box = beside.bounding_box()
    assert box is not None
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(button).to_have_attribute("aria-expanded", "false")
    page.wait_for_timeout(500)
    with server.store() as store:
        assert store.plan(key) == [], "a press beside the menu only closes it"
    button.tap()
    page.locator("nav .menu").locator('[data-page="results"]').tap()
    visitor.wait_for_results(page)
    assert visitor.key_of(page) == key


def test_a_key_press_is_not_lost_after_a_finger_has_closed_the_menu_by_scrolling(
    server: Server, new_visitor: NewVisitor
) -> None:
    key = server.begun(ANSWERED)
    page = new_visitor(width=390, touch=True)
    visitor.open_page(page, server, "/plan", lang="sv", r=key)
    page.locator("nav button").tap()
    page.locator("nav .menu").wait_for()
    page.locator("body").dispatch_event("pointerdown")  # No click follows.
    page.keyboard.press("Escape")
    visitor.control(page, "add_line").focus()
    page.keyboard.press("Enter")
    with server.store() as store:
        visitor.wait_until(page, lambda: len(store.plan(key)), 1)


def test_the_closed_menu_of_a_phone_takes_no_focus(server: Server, new_visitor: NewVisitor) -> None:
    page = new_visitor(width=390)
    visitor.open_page(page, server, "/plan", lang="sv", r=server.begun(ANSWERED))
    page.locator("nav button").wait_for()
    for _ in range(8):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => {
              let found = document.activeElement
              while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement
              return found === document.body || found.checkVisibility()
            }"""
        )
        assert seen, visitor.focused(page)
