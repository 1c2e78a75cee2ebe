"""One server and one Chromium for all of these tests, and a browser profile without any data for each visitor."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, Literal, Protocol
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, WebSocket, sync_playwright
from playwright.sync_api import Error as ChromiumError

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
        self.ports: set[int | None] = set()
        self.requests = 0
        self.is_down = False

    def assert_no_trouble(self) -> None:
        """Fail when a browser has asked another host or logged an error, or when nothing was asked at all."""
        assert self.requests, "the recorder has seen no request"
        assert self.elsewhere == [], "the app asked another host"
        assert self.complaints == [], "the browser's console shows errors"

    def asked(self, url: str) -> None:
        self.requests += 1
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob", "about"):
            self.ports.add(parts.port)
            if parts.hostname != "127.0.0.1":
                self.elsewhere.append(url)

    def heard(self, text: str) -> None:
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
    """Opens a browser profile without any data, with one tab.

    Unless `is_new`, Chromium may have the files of the app from an earlier visitor. A script, a route or a debugger can
    only be added to a new one, since they cannot be removed.
    """

    def __call__(
        self,
        *,
        width: int = 1280,
        language: str = "en",
        theme: Theme = "light",
        touch: bool = False,
        is_new: bool = False,
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


class Profile:
    """A browser profile with one tab, which one visitor after another uses.

    A tab that has shown the app has its files compiled, which is half of the work. What a visitor has left is removed.
    """

    def __init__(self, browser: Browser, language: str, *, touch: bool) -> None:
        self.kind = (language, touch)
        self.context = browser.new_context(
            viewport={"width": 1280, "height": 800},
            locale={"en": "en-GB", "sv": "sv-SE"}[language],
            has_touch=touch,
            reduced_motion="reduce",
            accept_downloads=True,
        )
        self.context.set_default_timeout(PATIENCE * 1000)
        self.recorder: Recorder | None = None
        self.context.on("request", lambda request: self._asked(request.url))
        self.context.on("page", lambda page: page.on("websocket", self._opened))
        self.context.on("console", lambda message: self._heard(message.text) if message.type == "error" else None)
        self.context.on("weberror", lambda error: self._heard(str(error.error)))
        self.page = self.context.new_page()
        self._heard_by: list[tuple[Any, Any]] = []

    def keep_listeners(self) -> None:
        """From now on listeners are removed when the visitor leaves, and what could not be removed is refused."""

        def refuse(*_: object, **__: object) -> None:
            raise AssertionError("ask for a visitor who is_new: this would reach the next one")

        def listen(event: Any, listener: Any) -> None:
            self._heard_by.append((event, listener))
            Page.on(self.page, event, listener)

        for place, name in (
            (self.page, "add_init_script"),
            (self.page, "route"),
            (self.page, "route_web_socket"),
            (self.context, "new_cdp_session"),
        ):
            setattr(place, name, refuse)
        setattr(self.page, "on", listen)  # noqa: B010  # A type checker would take it for a mistake.

    def prepare(self, recorder: Recorder, width: int, theme: Theme) -> Page:
        """The tab for a new visitor."""
        self.recorder = recorder
        self.page.set_viewport_size({"width": width, "height": 844 if width < 800 else 800})
        self.page.emulate_media(media="null", color_scheme=theme, reduced_motion="reduce", forced_colors="null")
        return self.page

    def clear(self, server: Server) -> bool:
        """Remove what the visitor has left; whether another one may come."""
        mine = self.recorder
        self.recorder = None
        if self.page.is_closed() or mine is None or mine.ports != {server.port}:
            return False
        with suppress(ChromiumError):
            for other in self.context.pages:
                if other != self.page:
                    other.close()
            for event, listener in self._heard_by:
                with suppress(KeyError):
                    self.page.remove_listener(event, listener)
            self._heard_by.clear()
            self.context.clear_permissions()
            self.page.mouse.move(0, 0)
            # On a page of the same server the process stays, and with it what has been compiled.
            self.page.goto(server.url("/_stcore/health"))
            self.page.evaluate("() => { localStorage.clear(); sessionStorage.clear() }")
            return not self.context.cookies()
        return False

    def _opened(self, socket: WebSocket) -> None:
        self._asked(socket.url)

    def _asked(self, url: str) -> None:
        if self.recorder:
            self.recorder.asked(url)

    def _heard(self, text: str) -> None:
        if self.recorder:
            self.recorder.heard(text)


class Profiles:
    """The profiles that are free."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self._browser, self._server = browser, server
        self._free: list[Profile] = []

    def take(self, language: str, *, touch: bool, is_new: bool) -> Profile:
        """One that somebody has left, if there is one."""
        free = [] if is_new else [each for each in self._free if each.kind == (language, touch)]
        if not free:
            profile = Profile(self._browser, language, touch=touch)
            if not is_new:
                profile.keep_listeners()
            return profile
        self._free.remove(free[0])
        return free[0]

    def give_back(self, profile: Profile) -> None:
        if profile.clear(self._server):
            self._free.append(profile)
        else:
            profile.context.close()


@contextmanager
def visitors(profiles: Profiles, recorder: Recorder) -> Iterator[NewVisitor]:
    """The factory of visitors; all of them have left at the end."""
    here: list[Profile] = []
    strangers: list[Profile] = []

    def make(
        *,
        width: int = 1280,
        language: str = "en",
        theme: Theme = "light",
        touch: bool = False,
        is_new: bool = False,
    ) -> Page:
        profile = profiles.take(language, touch=touch, is_new=is_new)
        (strangers if is_new else here).append(profile)
        return profile.prepare(recorder, width, theme)

    yield make
    for profile in strangers:
        profile.context.close()
    for profile in here:
        profiles.give_back(profile)


@pytest.fixture(scope="package")
def profiles(browser: Browser, server: Server) -> Profiles:
    return Profiles(browser, server)


@pytest.fixture
def new_visitor(profiles: Profiles, recorder: Recorder) -> Iterator[NewVisitor]:
    """The factory of visitors; the test fails if one of them has asked another host or seen an error."""
    with visitors(profiles, recorder) as make:
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
        with server.store():
            pass  # The tables are there before any test counts rows.
        server.start()
        yield server
