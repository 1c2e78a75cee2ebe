"""A page of another origin gets neither the app nor the key: not by a frame, a window or a referrer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, Request

from tests.browser import visitor
from tests.browser.conftest import NewVisitor
from tests.browser.server import PATIENCE, Server

ANSWERED: Final = visitor.stored(visitor.some_ratings())

# Records every message from another window.
TRAP: Final = """<!doctype html><title>Trap</title>
<script>
  window.told = []
  addEventListener("message", event => told.push(JSON.stringify(event.data)))
  window.lure = address => { window.lured = open(address) }
</script>
"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Log no request."""


@contextmanager
def trap(folder: Path, html: str) -> Iterator[str]:
    """The address of a foreign page: another port is another origin."""
    (folder / "index.html").write_text(TRAP + html, encoding="utf-8")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as elsewhere:
        threading.Thread(target=elsewhere.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{elsewhere.server_address[1]}/"
        elsewhere.shutdown()


@pytest.fixture
def lured(browser: Browser) -> Iterator[Page]:
    """A visitor on a foreign page; its console shows errors, as it should."""
    context = browser.new_context(locale="en-GB")
    context.set_default_timeout(PATIENCE * 1000)
    yield context.new_page()
    context.close()


def test_no_route_is_shown_in_a_frame_or_sends_messages(server: Server, lured: Page, tmp_path: Path) -> None:
    key = server.begun(ANSWERED)
    routes = (*visitor.PATHS, "/nowhere", "/_stcore/health", "/_stcore/host-config", "/favicon.png", "/media/x.pdf")
    addresses = [server.url(path, lang="en", r=key) for path in routes]
    frames = "".join(f'<iframe src="{address.replace("&", "&amp;")}"></iframe>' for address in addresses)
    with trap(tmp_path, frames) as address:
        lured.goto(address)
        lured.wait_for_timeout(3000)
        assert [frame.url for frame in lured.frames[1:]] == ["chrome-error://chromewebdata/"] * len(routes)
        assert lured.evaluate("told") == []


def test_a_page_that_opens_the_app_in_a_window_learns_nothing(server: Server, lured: Page, tmp_path: Path) -> None:
    with trap(tmp_path, "") as address:
        lured.goto(address)
        with lured.context.expect_page() as opening:
            lured.evaluate("address => lure(address)", server.url("/", lang="en"))
        opened = opening.value
        assert visitor.begin_describing(opened)
        assert opened.evaluate("opener") is None
        assert lured.evaluate("lured.closed"), "the page that opened it has no access to it"
        assert lured.evaluate("told") == []


def test_no_request_of_a_page_carries_its_address_as_a_referrer(server: Server, new_visitor: NewVisitor) -> None:
    page, key = new_visitor(), server.begun(ANSWERED)
    asked: list[Request] = []

    def keep(request: Request) -> None:
        asked.append(request)

    page.on("request", keep)
    visitor.open_page(page, server, "/results", lang="en", r=key)
    visitor.wait_for_results(page)
    page.reload()
    visitor.wait_for_results(page)
    assert len(asked) > 50
    for request in asked:
        assert key not in request.all_headers().get("referer", ""), request.url
        assert key not in request.url or request.is_navigation_request(), request.url
