"""The results: from pressing *See the result* until the headline is painted, and what the largest map costs the server.

The press is a real click at the end of a questionnaire that is answered throughout, with new answers each time, against
a tap on Streamlit with one radio. The largest map is the largest the app accepts, with new answers for each figure,
because a report is worked out once. Meanwhile another visitor's run of a page of questions is timed, against the same
run on the idle server; each lasts until the page is drawn, over Streamlit's own websocket.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Event
from typing import Final
from urllib.request import urlopen

from assessment.incentives import MOST_MEASURES, MOST_ROLES
from assessment.storage import Store, new_key
from benchmarks.measuring import (
    BANK,
    QUESTIONNAIRE,
    RADIO,
    Measured,
    RadioTaps,
    Server,
    Tab,
    against,
    begun,
    chromium,
    in_turns,
    one_radio_server,
    peer_tab,
    print_figures,
    product_server,
    product_tab,
)
from benchmarks.sessions import session

PRESSES: Final = 12
ROUNDS: Final = 5
RUNS: Final = 30

_ALL: Final = len(BANK.form_items("quick"))
_HEADLINE: Final = "document.querySelector('[data-testid=\"stHeading\"] h1')?.textContent"
_FILES: Final = re.compile(rb"files/[\w.\-]+/[\w.\-]+\.(?:pdf|xlsx)")


def measure() -> Sequence[Measured]:
    """The budget's lines on the results and on the largest map."""
    return (*_pressed(), *_largest_map())


def _pressed() -> Sequence[Measured]:
    with ExitStack() as stack:
        ours, store = stack.enter_context(product_server())
        theirs = stack.enter_context(one_radio_server())
        context = stack.enter_context(chromium())
        tab = product_tab(context, ours, begun(store, "quick", rated=_ALL))
        radio = RadioTaps(peer_tab(context, theirs, RADIO))

        def press() -> float:
            return _see_the_result(tab, ours, store)

        in_turns(2, press, radio.settled)
        pressed, settled = in_turns(PRESSES, press, radio.settled)
    what = "Results from pressing *See the result* until the headline is painted"
    return (against(what, "a tap on Streamlit's page with one radio", 3.0, pressed, settled),)


def _see_the_result(tab: Tab, server: Server, store: Store) -> float:
    tab.open(server.url + begun(store, "quick", at="importance", rated=_ALL), QUESTIONNAIRE)
    while tab.page.locator('[data-control="next"]').count():
        tab.page.locator('[data-control="next"]').click()
        tab.settle()
    return tab.tap_until(tab.page.locator('[data-control="finish"]'), f"() => {_HEADLINE}")


def _largest_map() -> Sequence[Measured]:
    with ExitStack() as stack:
        server, store = stack.enter_context(product_server())
        visitor = stack.enter_context(session(server, "/", b"start_quick"))

        def cost(work: Callable[[], object]) -> float:
            before = server.processor_seconds()
            work()
            return (server.processor_seconds() - before) * 1000

        def results() -> float:
            return cost(lambda: visitor.run(_with_a_map(store, "results"), b"to_report"))

        def whole_map() -> float:
            return cost(lambda: visitor.run(_with_a_map(store, "incentives"), b"map_role"))

        def files() -> float:
            sent = visitor.run(_with_a_map(store, "report"), b"download_pdf")
            links = sorted({link.decode() for link in _FILES.findall(sent)})
            assert len(links) == 3, links  # the result as a PDF and as a workbook, and the map as a PDF
            return cost(lambda: [urlopen(f"{server.url}/{link}").read() for link in links])  # our own

        in_turns(1, results, whole_map, files)
        figures = in_turns(ROUNDS, results, whole_map, files)
        idle, meanwhile = _another_visitor(server, store)
    names, budgets = ("Results", "Map", "Both PDFs and workbook"), (1000, 1000, 2000)
    return (
        *(
            Measured(f"{name} of the largest map, server CPU", "a fixed time", max(found), budget, "ms")
            for name, found, budget in zip(names, figures, budgets, strict=True)
        ),
        against("Another visitor's run meanwhile", "the same on the idle server", 2.0, meanwhile, idle),
    )


def _another_visitor(server: Server, store: Store) -> tuple[list[float], list[float]]:
    """Milliseconds of runs of a page of questions: on the idle server, and while a map is opened again and again."""
    address, is_over = begun(store, "quick", rated=_ALL // 2), Event()
    with session(server, address, b"receipts") as visitor, session(server, "/", b"start_quick") as other:

        def run() -> float:
            begun_at = time.perf_counter()
            visitor.run(address, b"receipts")
            time.sleep(0.05)
            return (time.perf_counter() - begun_at - 0.05) * 1000

        def open_maps() -> None:
            while not is_over.is_set():
                other.run(_with_a_map(store, "incentives"), b"map_role")

        idle = [run() for _ in range(RUNS)]
        with ThreadPoolExecutor() as threads:
            opening = threads.submit(open_maps)
            meanwhile = [run() for _ in range(RUNS)]
            is_over.set()
            opening.result()
    return idle, meanwhile


def _with_a_map(store: Store, page: str) -> str:
    """The address of a page of new answers with the largest map that the app accepts."""
    elements = [{"id": f"E{e}", "en": f"Element {e}", "weight": 1} for e in range(6)]
    effects = {each["id"]: 2 - place % 5 for place, each in enumerate(elements)}
    roles = [
        {
            "id": f"r{role}",
            "en": f"Role {role}",
            "influence": 1,
            "metrics": [
                {"id": f"m{role}_{m}", "en": f"Measure {role} {m}", "share": 1, "effects": effects}
                for m in range(MOST_MEASURES)
            ],
        }
        for role in range(MOST_ROLES)
    ]
    ids = [role["id"] for role in roles]
    crosses = [{"source": one, "on": other, "value": -2} for one in ids for other in ids if one != other]
    key = new_key()
    choices: dict[str, object] = {
        "form": "quick",
        "language": "en",
        **{f"ratings.{item.id}.{column}": 3 for item in BANK.form_items("quick") for column in ("current", "new")},
        "incentives": {"elements": elements, "roles": roles, "cross_effects": crosses},
    }
    store.begin(key, choices, instrument_version=BANK.version, scoring_version="1")
    store.finish(key)
    return f"/{page}?lang=en&r={key}"


if __name__ == "__main__":
    print_figures(measure)
