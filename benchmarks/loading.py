"""The first words and the first load of the start page, warm, and cold on a phone.

First words are the browser's own figure, first contentful paint, against a plain HTML page with the same words. Warm,
the server has served and the browser has cached and compiled; a load ends when the page has settled. Cold, each load
has a new browser profile with an empty cache, throttled by Chromium itself as Fast 4G and a processor four times
slower; it ends with the first frame that shows the first tap. The peer is the two-line app with one radio.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.request import Request, urlopen

from playwright.sync_api import Browser, BrowserContext

from benchmarks.measuring import (
    RADIO,
    START,
    Measured,
    Server,
    Tab,
    against,
    chromium,
    file_server,
    in_turns,
    one_radio_server,
    print_figures,
    product_server,
)

LOADS: Final = 9
COLD_LOADS: Final = 5

_PEER: Final = "Streamlit's page with one radio"
# What is tapped first on a phone, and how the page shows that it was.
_BEGIN: Final = (".st-key-start_quick button", "location.search.includes('at=behaviour')")
_CHOOSE: Final = (RADIO, f"document.querySelector('{RADIO} input').checked")
# Chromium's own figures for Fast 4G, in bytes per second and milliseconds.
_FAST_4G: Final = {"downloadThroughput": 1_012_500, "uploadThroughput": 168_750, "latency": 165, "offline": False}
_SLOWER: Final = 4
# Milliseconds for what a page does after its first words, which must not slow down the next page.
_REST: Final = 1000
_PAINTED: Final = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


def measure() -> Sequence[Measured]:
    """The budget's lines on first words and first load."""
    with ExitStack() as stack:
        ours, _ = stack.enter_context(product_server())
        theirs = stack.enter_context(one_radio_server())
        plain = stack.enter_context(_plain_page(ours))
        context = stack.enter_context(chromium())
        words, same = (_Page(context, server.url) for server in (ours, plain))
        in_turns(3, words.painted, same.painted)
        painted, painted_plain = in_turns(LOADS, words.painted, same.painted)
        product, peer = Tab(context.new_page()), Tab(context.new_page())
        first, least = (lambda: product.open(ours.url, START)), (lambda: peer.open(theirs.url, RADIO))
        in_turns(3, first, least)
        loaded, loaded_peer = in_turns(LOADS, first, least)
        assert context.browser is not None
        phone, phone_peer = _Phone(context.browser, ours, *_BEGIN), _Phone(context.browser, theirs, *_CHOOSE)
        cold, cold_peer = in_turns(COLD_LOADS, phone.tapped, phone_peer.tapped)
        early, early_peer = in_turns(COLD_LOADS, phone.painted, phone_peer.painted)
    return (
        against("First words, warm", "a plain HTML page with the same words", 1.5, painted, painted_plain),
        against("First load, warm", _PEER, 1.2, loaded, loaded_peer),
        against("First load, cold, on a phone, until the first tap shows", _PEER, 1.2, cold, cold_peer),
        against("First words, cold, on a phone", _PEER, 1.0, early, early_peer),
        against("Sent for the first load, cold", _PEER, 1.1, phone.kilobytes, phone_peer.kilobytes, "kB"),
    )


@contextmanager
def _plain_page(ours: Server) -> Iterator[Server]:
    """The words of the start page as HTML with nothing else in it."""
    with urlopen(Request(ours.url, headers={"Accept-Language": "en-GB"})) as answer:
        page = answer.read().decode()
    words = re.findall(
        r"<(h1|p)\b[^>]*>(.*?)</", page.partition('<div id="first-words">')[2].partition("<noscript>")[0]
    )
    body = "".join(f"<{tag}>{text}</{tag}>" for tag, text in words)
    with tempfile.TemporaryDirectory() as folder:
        document = (
            f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Words</title><body>{body}</body></html>'
        )
        Path(folder, "index.html").write_text(document, encoding="utf-8")
        with file_server(Path(folder)) as server:
            yield server


class _Page:
    """A page that is loaded again and again in one tab."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.page, self.url = context.new_page(), url

    def painted(self) -> float:
        """Milliseconds from navigation until the first words are painted."""
        self.page.bring_to_front()
        self.page.goto(self.url, wait_until="load")
        self.page.wait_for_function(f"{_PAINTED} !== undefined")
        found = float(self.page.evaluate(_PAINTED))
        self.page.wait_for_timeout(_REST)
        return found


class _Phone:
    """A phone that opens an address for the first time, each time."""

    def __init__(self, browser: Browser, server: Server, control: str, shows: str) -> None:
        self.browser, self.url, self.control, self.shows = browser, server.url, control, shows
        self.kilobytes: list[float] = []

    def tapped(self) -> float:
        """Milliseconds from navigation until a first tap shows."""
        return self._loaded(f"{self.shows} && performance.now()")

    def painted(self) -> float:
        """Milliseconds from navigation until the first words are painted."""
        return self._loaded(_PAINTED)

    def _loaded(self, figure: str) -> float:
        context = self.browser.new_context(
            viewport={"width": 390, "height": 844},
            locale="en-GB",
            has_touch=True,
            reduced_motion="reduce",
            bypass_csp=True,
        )
        page = context.new_page()
        network = context.new_cdp_session(page)
        network.send("Network.enable")
        network.send("Network.emulateNetworkConditions", _FAST_4G)
        network.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
        received: list[float] = []

        def heard(event: dict[str, Any]) -> None:
            received.append(float(event["encodedDataLength"]))

        network.on("Network.loadingFinished", heard)
        page.goto(self.url, wait_until="commit", timeout=120_000)
        page.locator(self.control).first.tap(timeout=120_000)
        found = page.wait_for_function(figure, polling="raf", timeout=120_000).json_value()
        self.kilobytes.append(sum(received) / 1000)
        context.close()
        return float(found)


if __name__ == "__main__":
    print_figures(measure)
