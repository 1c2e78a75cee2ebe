"""Turning to the next page of questions, against Streamlit.

The peer is the two-line app with one radio: a tap on it is the smallest possible rerun. Next and Back are real clicks
and end with the first frame that shows the new page's statements; the peer's taps end when the page has settled.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from typing import Final

from benchmarks.measuring import (
    BANK,
    RADIO,
    Measured,
    RadioTaps,
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

TURNS: Final = 16

# The beginning of the controls' names on each page of the quick form.
_PAGES: Final = [
    *(next(item.id for item in BANK.form_items("quick") if item.factor == factor.id) for factor in BANK.factors),
    "importance.",
]
_PEER: Final = "Streamlit's page with one radio"


def measure() -> Sequence[Measured]:
    """The budget's line on the next page."""
    with ExitStack() as stack:
        ours, store = stack.enter_context(product_server())
        theirs = stack.enter_context(one_radio_server())
        context = stack.enter_context(chromium())
        questions = _Questions(product_tab(context, ours, begun(store, "quick", at=BANK.factors[0].id, rated=9)))
        rerun = RadioTaps(peer_tab(context, theirs, RADIO))
        in_turns(3, questions.turned, rerun.settled)
        turned, settled = in_turns(TURNS, questions.turned, rerun.settled)
    return (against("Next page of questions", _PEER, 1.0, turned, settled),)


class _Questions:
    """Turns pages: Next to the last page, then Back to the first."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab
        self.page = 0
        self.step = 1

    def turned(self) -> float:
        """Milliseconds until the first frame with the new page's statements."""
        if self.page + self.step not in range(len(_PAGES)):
            self.step = -self.step
        self.page += self.step
        button = self.tab.page.get_by_role("button", name="Next" if self.step > 0 else "Back")
        there = f"() => stopwatch.roots.some(root => root.querySelector('input[name^=\"{_PAGES[self.page]}\"]'))"
        figure = self.tab.tap_until(button, there)
        self.tab.settle()
        return figure


if __name__ == "__main__":
    print_figures(measure)
