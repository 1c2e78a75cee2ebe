"""Server start until HTTP answers, against the two-line app; and the heavy libraries that must not be loaded yet.

Our answer begins before the first words of the page are loaded, so the time until it is whole is shown as well.

A second server logs every module it loads while Chromium uses the start page and goes through every page of questions
in the full form, tapping on each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median
from time import perf_counter
from typing import Final
from urllib.request import urlopen

from benchmarks.measuring import (
    BANK,
    Measured,
    against,
    begun,
    chromium,
    empty_product_server,
    in_turns,
    one_radio_server,
    print_figures,
    product_server,
    product_tab,
)

STARTS: Final = 9
HEAVY: Final = ("pandas", "numpy", "pyarrow", "altair", "fpdf", "scipy")


def measure() -> Sequence[Measured]:
    """Both halves of the budget's line on server start."""
    ours, theirs, whole = in_turns(STARTS, _until_our_answer, _until_their_answer, _until_our_whole_page)
    start = against("Server start until HTTP answers", "a two-line app", 1.1, ours, theirs, "s")
    loaded = _heavy_libraries_loaded()
    return (
        replace(start, detail=f"{start.detail}; until the start page is whole, {median(whole):.3g} s"),
        Measured(
            f"Loaded after start page and questions pages, of {', '.join(HEAVY)}",
            "none of them",
            len(loaded),
            0,
            "libraries",
            ", ".join(loaded),
        ),
    )


def _until_our_answer() -> float:
    with empty_product_server() as (server, _):
        return server.seconds_to_answer


def _until_their_answer() -> float:
    with one_radio_server() as server:
        return server.seconds_to_answer


def _until_our_whole_page() -> float:
    begun = perf_counter()
    with empty_product_server() as (server, _), urlopen(server.url) as page:
        page.read()
        return perf_counter() - begun


def _heavy_libraries_loaded() -> list[str]:
    """The libraries in HEAVY that the server has loaded after all questions."""
    with product_server({"PYTHONPROFILEIMPORTTIME": "1"}) as (server, store), chromium() as context:
        tab = product_tab(context, server, begun(store, "full", at=BANK.factors[0].id))
        for _ in range(len(BANK.factors) + 1):
            tab.page.locator(".questionnaire :is(.cell, label)").first.click()
            tab.settle()
            tab.page.get_by_role("button", name="Next").click()
            tab.settle()
        log = server.log.read_text(encoding="utf-8", errors="replace")
    names = {line.rpartition("|")[2].strip() for line in log.splitlines() if line.startswith("import time:")}
    assert "pages.shared.questionnaire" in names, "the list of loaded modules is not what it should be"
    return [name for name in HEAVY if name in names]


if __name__ == "__main__":
    print_figures(measure)
