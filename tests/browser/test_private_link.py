"""A private link opens what it should, whatever a mail program has put around it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.amounts import sample
from tests.browser import visitor
from tests.browser.conftest import NewVisitor
from tests.browser.server import Server

ANSWERED = visitor.stored(visitor.some_ratings())


AROUND = ("lang=sv&r={key}.", "lang=sv&r={key})%3E", "lang=sv&amp;r={key}", "lang=sv%26r%3D{key}", "lang=sv&r=%3C{key}")


@pytest.mark.parametrize("around", sample(AROUND[3], rest=[*AROUND[:3], AROUND[4]]))
def test_an_address_with_extra_characters_around_its_key_is_cleaned(
    server: Server, new_visitor: NewVisitor, around: str
) -> None:
    page, key = new_visitor(language="sv"), server.begun(ANSWERED)
    page.goto(server.url("/report") + "?" + around.format(key=key))
    visitor.control(page, "download_pdf").wait_for()
    expect(page).to_have_url(re.compile(rf"/report\?(lang=sv&r={key}|r={key}&lang=sv)$"))
