"""One server and one Chromium for all of these tests, and a fresh browser profile for each visitor."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal, Protocol
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, WebSocket, sync_playwright

from tests.browser.chromium import MISSING, find_chromium
from tests.browser.server import PATIENCE, ROOT, Server

Theme = Literal["light", "dark"]

# Errors in Chromium's console that are harmless.
_HARMLESS: Final = (
    # An unknown path: Streamlit asks for the page's own health first and reports the answer.
    re.compile(r"Failed to load resource.*404.*"),
)
# Further errors that are expected while a test has the server down or offline.
_WHILE_DOWN: Final = re.compile(
    r"ERR_(CONNECTION|CONTENT_LENGTH|SOCKET|EMPTY_RESPONSE|INCOMPLETE)"
    r"|WebSocket|Client [Ee]rror|Fetch|disconnected|not responding"
)


class Recorder:
    """The requests and errors of a test's browsers, and whether its server is down on purpose."""

    def __init__(self) -> None:
        self.elsewhere: list[str] = []
        self.complaints: list[str] = []
        self.requests = 0
        self.is_down = False

    def assert_no_trouble(self) -> None:
        """Fail when a browser has asked another host or logged an error, or when nothing was asked at all."""
        assert self.requests, "the recorder has seen no request"
        assert self.elsewhere == [], "the app asked another host"
        assert self.complaints == [], "the browser's console shows errors"

    def watch(self, context: BrowserContext) -> None:
        context.on("request", lambda request: self._asked(request.url))
        context.on("page", self._watch_sockets)
        context.on("console", lambda message: self._heard(message.text) if message.type == "error" else None)
        context.on("weberror", lambda error: self._heard(str(error.error)))

    def _watch_sockets(self, page: Page) -> None:
        def opened(socket: WebSocket) -> None:
            self._asked(socket.url)

        page.on("websocket", opened)

    def _asked(self, url: str) -> None:
        self.requests += 1
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob", "about") and parts.hostname != "127.0.0.1":
            self.elsewhere.append(url)

    def _heard(self, text: str) -> None:
        known = any(harmless.search(text) for harmless in _HARMLESS)
        if not known and not (self.is_down and _WHILE_DOWN.search(text)):
            self.complaints.append(text)


class Figures(Protocol):
    """Takes the figures to show, one sentence each."""

    def __call__(self, figure: str) -> None: ...


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the many short tests last, so that no worker is left with a long one at the end."""
    items.sort(key=lambda item: item.path.stem == "test_accessibility")


@pytest.fixture
def figures(record_property: Callable[[str, object], None]) -> Figures:
    """Figures given here are shown when all tests have run, whichever process ran them."""
    return lambda figure: record_property("figure", figure)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Show the figures."""
    for report in terminalreporter.stats.get("passed", []):
        for name, figure in report.user_properties:
            if name == "figure":
                terminalreporter.write_line(figure)


class NewVisitor(Protocol):
    """Opens a browser profile of its own, with one empty tab."""

    def __call__(
        self, *, width: int = 1280, language: str = "en", theme: Theme = "light", touch: bool = False
    ) -> Page: ...


class NewServer(Protocol):
    """Makes a server, not started yet, with a database of its own unless one is given.

    `busy_seconds` is how long it waits for a lock.
    """

    def __call__(
        self, root: Path = ROOT, database: Path | str | None = None, *, busy_seconds: int = 30, **options: str
    ) -> Server: ...


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    executable = find_chromium()
    if executable is None:
        pytest.fail(MISSING, pytrace=False)
    with sync_playwright() as playwright:
        # No sandbox, because tests often run as root in a container; other hosts do not resolve.
        nowhere = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
        # A page of a test lives for seconds: optimising its scripts takes longer than running them unoptimised.
        unoptimised = "--js-flags=--no-maglev,--no-opt"
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", nowhere, unoptimised])
        yield browser
        browser.close()


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@contextmanager
def visitors(browser: Browser, recorder: Recorder) -> Iterator[NewVisitor]:
    """The factory of visitors; it closes all of them at the end."""
    contexts: list[BrowserContext] = []

    def make(*, width: int = 1280, language: str = "en", theme: Theme = "light", touch: bool = False) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 844 if width < 800 else 800},
            locale={"en": "en-GB", "sv": "sv-SE"}[language],
            color_scheme=theme,
            has_touch=touch,
            reduced_motion="reduce",
            accept_downloads=True,
        )
        context.set_default_timeout(PATIENCE * 1000)
        recorder.watch(context)
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def new_visitor(browser: Browser, recorder: Recorder) -> Iterator[NewVisitor]:
    """The factory of visitors; the test fails if one of them has asked another host or seen an error."""
    with visitors(browser, recorder) as make:
        yield make
    recorder.assert_no_trouble()


@contextmanager
def servers(folders: pytest.TempPathFactory) -> Iterator[NewServer]:
    """The factory of servers, not started yet; it stops them and fails if one has printed a traceback."""
    made: list[Server] = []

    def make(
        root: Path = ROOT, database: Path | str | None = None, *, busy_seconds: int = 30, **options: str
    ) -> Server:
        folder = folders.mktemp("server")
        place = database or folder / "answers.db"
        made.append(Server(root, place, folder / "server.log", busy_seconds=busy_seconds, **options))
        return made[-1]

    yield make
    for server in made:
        server.stop()
    for server in made:
        output = server.output() if server.log.exists() else ""
        assert "Traceback" not in output, output[-4000:]


@pytest.fixture
def new_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewServer]:
    """Makes the servers of one test."""
    with servers(tmp_path_factory) as make:
        yield make


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server most tests share."""
    with servers(tmp_path_factory) as make:
        server = make()
        server.start()
        yield server
