"""A private link opens what it should, whatever a mail program has put around it."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser import visitor
from tests.browser.conftest import NewVisitor
from tests.browser.server import Server

ANSWERED = visitor.stored(visitor.some_ratings())


def test_the_browser_gets_no_cookie(server: Server, new_visitor: NewVisitor) -> None:
    """The privacy notice says so."""
    page, key = new_visitor(language="sv"), server.begun(ANSWERED)
    for path in visitor.PATHS:
        visitor.open_page(page, server, path, lang="sv", r=key)
    assert page.context.cookies() == []
    assert page.evaluate("document.cookie") == ""
    kept = page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    assert [name for name in kept if not name.startswith("stActiveTheme-")] == [], "only light or dark is remembered"


AROUND = ("lang=sv&r={key}.", "lang=sv&r={key})%3E", "lang=sv&amp;r={key}", "lang=sv%26r%3D{key}", "lang=sv&r=%3C{key}")


def test_an_address_with_extra_characters_around_its_key_is_cleaned(server: Server, new_visitor: NewVisitor) -> None:
    page = new_visitor(language="sv")
    for query in AROUND:
        key = server.begun(ANSWERED)
        page.goto(server.url("/report") + "?" + query.format(key=key))
        visitor.control(page, "download_pdf").wait_for()
        expect(page).to_have_url(re.compile(rf"/report\?(lang=sv&r={key}|r={key}&lang=sv)$"))
