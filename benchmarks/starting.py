"""Server start until HTTP answers, against the two-line app; and the heavy libraries that must not be loaded by then.

A second server writes down every module it loads, as it loads it, while Chromium uses the start page and goes through
every page of questions of the full form, tapping on each.
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
    product_server,
    product_tab,
    seconds_to_answer,
    tell,
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
    """Those of HEAVY that the server has loaded when the questions have been gone through."""
    with product_server({"PYTHONPROFILEIMPORTTIME": "1"}) as (server, store), chromium() as context:
        tab = product_tab(context, server, begun(store, "full", at=BANK.factors[0].id))
        for _ in range(len(BANK.factors) + 1):
            tab.page.locator(".matrix .cell").first.click()
            tab.settle()
            tab.page.get_by_role("button", name="Next").click()
            tab.settle()
        said = server.log.read_text(encoding="utf-8", errors="replace")
    names = {line.rpartition("|")[2].strip() for line in said.splitlines() if line.startswith("import time:")}
    assert "pages.shared.rating_matrix" in names, "the list of loaded modules is not what it should be"
    return [name for name in HEAVY if name in names]


if __name__ == "__main__":
    tell(measure)
