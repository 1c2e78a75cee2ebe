"""Server start until HTTP answers, against the two-line app; and the heavy libraries that must not be loaded yet.

A second server logs every module it loads while Chromium uses the start page and goes through every page of questions
in the full form, tapping on each.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from benchmarks.measuring import (
    BANK,
    Measured,
    against,
    begun,
    chromium,
    in_turns,
    one_radio_server,
    print_figures,
    product_server,
    product_tab,
    seconds_to_answer,
)

STARTS: Final = 9
HEAVY: Final = ("pandas", "numpy", "pyarrow", "altair", "fpdf", "scipy")


def measure() -> Sequence[Measured]:
    """Both halves of the budget's line on server start."""
    ours, theirs = in_turns(
        STARTS, lambda: seconds_to_answer(product_server), lambda: seconds_to_answer(one_radio_server)
    )
    loaded = _heavy_libraries_loaded()
    return (
        against("Server start until HTTP answers", "a two-line app", 1.1, ours, theirs, "s"),
        Measured(
            f"Loaded after start page and questions pages, of {', '.join(HEAVY)}",
            "none of them",
            len(loaded),
            0,
            "libraries",
            ", ".join(loaded),
        ),
    )


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
