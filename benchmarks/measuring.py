"""Shared parts of the benchmarks: servers, Chromium with a stopwatch, processor time, medians and verdicts.

Product and peer are always measured in turns (A B A B) in one run, so that other load on the machine affects both. Only
ratios of medians count.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import median
from typing import Final

from playwright.sync_api import BrowserContext, Locator, Page, sync_playwright

from assessment.instrument import load_instrument
from assessment.storage import Store, new_key
from tests.browser.chromium import MISSING, find_chromium

ROOT: Final = Path(__file__).parents[1]
HOST: Final = "127.0.0.1"
BANK: Final = load_instrument(ROOT / "questions.yaml")
PART_IDS: Final = [*(factor.id for factor in BANK.factors), *(facet.id for facet in BANK.facets)]

# Streamlit's empty page with one radio: the least that a rerun, a tap and a page can cost.
ONE_RADIO: Final = 'import streamlit as st\nst.radio("How much?", ["1", "2", "3", "4", "5"], index=None)\n'

_FIRST_PORT: Final = 8900
PATIENCE: Final = 60.0
# Our modules are compiled once, at the first start, as the packages are; an environment may forbid it.
_AS_USERS: Final = {"PYTHONDONTWRITEBYTECODE": ""}

# Part of what a page of questions sends when it is drawn, here the first page.
STATEMENT: Final = BANK.form_items("quick")[0].text["en"].encode()

# What a page shows when it is drawn: the radios of the start page, of the two-line app and of the questionnaire.
START: Final = '[data-testid="stButton"]'
RADIO: Final = '[data-testid="stRadioOption"]'
QUESTIONNAIRE: Final = ".questionnaire input"


# Verdicts -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Measured:
    """A figure of the product against a peer or a floor: `value` may be at most `budget`, both in `unit`.

    With `at_least`, it must be at least `budget`.
    """

    what: str
    compared_with: str
    value: float
    budget: float
    unit: str = "×"
    detail: str = ""
    at_least: bool = False

    @property
    def is_kept(self) -> bool:
        """Whether the budget is kept."""
        return self.value >= self.budget if self.at_least else self.value <= self.budget

    @property
    def limit(self) -> str:
        """The budget as a phrase."""
        return f"at {'least' if self.at_least else 'most'} {self.shown(self.budget)}"

    @property
    def verdict(self) -> str:
        """The word for whether the budget is kept."""
        return "kept" if self.is_kept else "MISSED"

    def __str__(self) -> str:
        detail = f" ({self.detail})" if self.detail else ""
        return f"{self.verdict}: {self.what}: {self.shown(self.value)}, {self.limit}, {self.compared_with}{detail}"

    def shown(self, value: float) -> str:
        """A figure with its unit."""
        return f"{value:.2f} {self.unit}" if self.unit in ("×", "ms") else f"{value:,.0f} {self.unit}"


def against(
    what: str, peer: str, budget: float, ours: Sequence[float], theirs: Sequence[float], unit: str = "ms"
) -> Measured:
    """The ratio of two medians, with the medians as detail."""
    mine, other = median(ours), median(theirs)
    return Measured(what, peer, mine / other, budget, detail=f"{mine:.3g} against {other:.3g} {unit}")


def in_turns(rounds: int, *actions: Callable[[], float]) -> list[list[float]]:
    """The measurements of each action, with the actions taking turns in each round."""
    figures: list[list[float]] = [[] for _ in actions]
    for _ in range(rounds):
        for action, own in zip(actions, figures, strict=True):
            own.append(action())
    return figures


def print_figures(measure: Callable[[], Sequence[Measured]]) -> None:
    """Print the figures of a benchmark; exit with status 1 when a budget is missed."""
    found = measure()
    for each in found:
        sys.stdout.write(f"{each}\n")
    sys.exit(not all(each.is_kept for each in found))


# Servers --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Server:
    """A running server: its address, its process and its output; and how long it took until HTTP answered."""

    url: str
    port: int
    pid: int
    log: Path
    seconds_to_answer: float

    def processor_seconds(self) -> float:
        """The process's processor time so far, in seconds, over all threads, including ended ones."""
        return time.clock_gettime((~self.pid << 3) | 2)  # the clock of another process, see clock_getcpuclockid(3)

    def proportional_kib(self) -> int:
        """The process's proportional set size in KiB: pages shared with other processes count in proportion."""
        lines = Path(f"/proc/{self.pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


@contextmanager
def product_server(environment: Mapping[str, str] | None = None) -> Iterator[tuple[Server, Store]]:
    """Drivkraft as everybody starts it, with its own database, which is returned too."""
    with empty_product_server(environment) as (server, url):
        store = Store(url)
        yield server, store
        store.close()


@contextmanager
def empty_product_server(environment: Mapping[str, str] | None = None) -> Iterator[tuple[Server, str]]:
    """The same, before anybody has opened the database, with its URL."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/answers.db"
        with _streamlit(ROOT, ROOT / "app.py", {"DATABASE_URL": url, **(environment or {})}) as server:
            yield server, url


@contextmanager
def one_radio_server(*, collects: bool = True) -> Iterator[Server]:
    """Streamlit with its defaults and the two-line app; or without garbage collection after each run, like ours."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "app.py"
        script.write_text(ONE_RADIO, encoding="utf-8")
        with _streamlit(Path(folder), script, {"STREAMLIT_RUNNER_POST_SCRIPT_GC": str(collects).lower()}) as server:
            yield server


@contextmanager
def file_server(folder: Path) -> Iterator[Server]:
    """A folder over HTTP."""
    with _running([sys.executable, "-m", "http.server", "{port}", "--bind", HOST], folder, {}, "/") as server:
        yield server


@contextmanager
def _streamlit(folder: Path, script: Path, environment: Mapping[str, str]) -> Iterator[Server]:
    # Only what a server without a browser and without telemetry needs; the rest is each app's own configuration.
    options = ["--server.headless=true", "--browser.gatherUsageStats=false", f"--server.address={HOST}"]
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port={port}", *options]
    with _running(command, folder, environment, "/") as server:
        yield server


@contextmanager
def _running(command: Sequence[str], folder: Path, environment: Mapping[str, str], path: str) -> Iterator[Server]:
    """A server that answers HTTP while the block runs."""
    port = _free_port()
    begun = time.perf_counter()
    with tempfile.NamedTemporaryFile(suffix=".log") as log:
        process = subprocess.Popen(
            [part.format(port=port) for part in command],
            cwd=folder,
            env={**os.environ, **_AS_USERS, **environment},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_for_answer(port, path, process)
            yield Server(f"http://{HOST}:{port}", port, process.pid, Path(log.name), time.perf_counter() - begun)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _free_port() -> int:
    for port in range(_FIRST_PORT, _FIRST_PORT + 100):
        with socket.socket() as probe, suppress(OSError):
            probe.bind((HOST, port))
            return port
    raise RuntimeError("no free port")


def _wait_for_answer(port: int, path: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        connection = HTTPConnection(HOST, port, timeout=5)
        with suppress(OSError, HTTPException):
            connection.request("GET", path)
            if connection.getresponse().status == 200 and process.poll() is None:
                return
        connection.close()
        time.sleep(0.002)
    raise RuntimeError("the server did not answer")


def begun(store: Store, form: str, *, at: str = "", rated: int = 0) -> str:
    """The address of an English assessment, at a page, with its first `rated` statements answered."""
    key = new_key()
    items = BANK.form_items("quick" if form == "quick" else "full")[:rated]
    choices: dict[str, object] = {
        "form": form,
        "language": "en",
        **{f"ratings.{item.id}.{column}": 3 for item in items for column in ("current", "new")},
    }
    store.begin(key, choices, instrument_version=BANK.version, scoring_version="1")
    return f"/questions?lang=en&r={key}" + (f"&at={at}" if at else "")


# Chromium with a stopwatch --------------------------------------------------------------------------------------------

# Runs before any of the page's own scripts. `observe` includes shadow roots, which components draw into. A change
# counts once the next frame has been handed over for painting, as the message after the frame's callback indicates.
_STOPWATCH: Final = """
(() => {
  const watch = (window.stopwatch = { begun: null, changed: null, when: null, reached: null, frame: false, roots: [] })
  const painted = () => new Promise(resolve => requestAnimationFrame(() => {
    const channel = new MessageChannel()
    channel.port1.onmessage = () => resolve(performance.now())
    channel.port2.postMessage(0)
  }))
  const changed = () => {
    watch.seen = performance.now()
    if (!watch.frame) {
      watch.frame = true
      painted().then(now => { watch.frame = false; watch.changed = now })
    }
    check()
  }
  const check = () => {
    if (watch.begun === null || watch.reached !== null || watch.pending || !watch.when?.()) return
    watch.pending = true
    painted().then(now => { watch.reached = now; watch.pending = false })
  }
  const observe = root => new MutationObserver(changed).observe(
    root, { subtree: true, childList: true, attributes: true, characterData: true })
  observe(document)
  const attach = Element.prototype.attachShadow
  Element.prototype.attachShadow = function (...how) {
    const root = attach.apply(this, how)
    observe(root)
    watch.roots.push(root)
    return root
  }
  // A short run of a Streamlit page may change nothing in sight; its last message is its end.
  const Line = WebSocket
  window.WebSocket = class extends Line {
    constructor(...how) {
      super(...how)
      this.addEventListener("message", () => { watch.seen = watch.heard = performance.now() })
    }
  }
  addEventListener("pointerup", event => { if (watch.begun === null) watch.begun = event.timeStamp }, true)
  addEventListener("change", () => check())
  watch.arm = when => Object.assign(
    watch, { begun: null, changed: null, heard: null, reached: null, pending: false, when })
})()
"""

_QUIET: Final = 500.0  # Milliseconds without a change after which a page counts as settled.


class Tab:
    """A page in Chromium with its stopwatch. Taps are real mouse clicks; time starts at the browser's event."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.add_init_script(_STOPWATCH)

    def open(self, url: str, shows: str) -> float:
        """Open an address that shows an element; milliseconds from navigation until the page has settled."""
        self.page.bring_to_front()
        self.page.goto(url, wait_until="load")
        self.page.locator(shows).first.wait_for()
        self._quiet("watch => watch.changed !== null")
        return float(self.page.evaluate("stopwatch.changed"))

    def tap_until_settled(self, target: Locator) -> float:
        """Milliseconds from a tap until the page has settled and the server has sent its last message."""
        self._click(target, "null")
        self._quiet("watch => watch.begun !== null && watch.changed !== null")
        return float(self.page.evaluate("Math.max(stopwatch.changed, stopwatch.heard ?? 0) - stopwatch.begun"))

    def tap_until(self, target: Locator, condition: str) -> float:
        """Milliseconds from a tap until the first frame for which the condition, a JavaScript function, holds."""
        self._click(target, condition)
        self.page.wait_for_function("() => stopwatch.reached !== null", timeout=PATIENCE * 1000)
        return float(self.page.evaluate("stopwatch.reached - stopwatch.begun"))

    def settle(self) -> None:
        """Wait until the page has settled."""
        self._quiet("() => true")

    def _click(self, target: Locator, condition: str) -> None:
        self.page.bring_to_front()  # A tab in the background draws one frame per second.
        target.scroll_into_view_if_needed()
        box = target.bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.page.mouse.move(x, y)
        self.settle()
        self.page.evaluate(f"stopwatch.arm({condition})")
        self.page.mouse.click(x, y)

    def _quiet(self, begun: str) -> None:
        self.page.wait_for_function(
            f"() => ({begun})(stopwatch) && !stopwatch.frame && performance.now() - (stopwatch.seen ?? 0) > {_QUIET}"
            " && (document.querySelector('.stApp')?.dataset.testScriptState ?? 'notRunning') === 'notRunning'",
            polling=100,
            timeout=PATIENCE * 1000,
        )


@contextmanager
def chromium() -> Iterator[BrowserContext]:
    """One Chromium, 1280 by 900, English, with one cache for all its pages."""
    path = find_chromium()
    if path is None:
        raise RuntimeError(MISSING)
    with sync_playwright() as playwright:
        # The sandbox cannot start when the browser runs as root; it opens only pages of this machine.
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        # Conditions are scripts of our own, which the product's policy would not let run.
        context = browser.new_context(
            viewport={"width": 1280, "height": 900}, locale="en-GB", reduced_motion="reduce", bypass_csp=True
        )
        context.set_default_timeout(PATIENCE * 1000)
        yield context
        context.close()
        browser.close()


def product_tab(context: BrowserContext, server: Server, address: str = "/") -> Tab:
    """A tab that has opened the product's start page, then an address, and has settled."""
    tab = Tab(context.new_page())
    tab.open(server.url, START)
    if address != "/":
        tab.open(server.url + address, QUESTIONNAIRE)
    return tab


def peer_tab(context: BrowserContext, server: Server, shows: str) -> Tab:
    """A tab that has opened a peer's page and has settled."""
    tab = Tab(context.new_page())
    tab.open(server.url, shows)
    return tab


class RadioTaps:
    """Taps on the options of the two-line app, one after the other; each is a rerun."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab
        self.taps = 0

    def settled(self) -> float:
        """Milliseconds from a tap until the page has settled."""
        self.taps += 1
        return self.tab.tap_until_settled(self.tab.page.locator(RADIO).nth(self.taps % 5))
