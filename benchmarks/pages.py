"""Turning to the next page of questions, loading the start page, and what a rerun costs the server, against Streamlit.

The peer is the two-line app with one radio: a tap on it is the least a rerun can be. Next and Back are real clicks and end
with the first frame that shows the new page's statements, the peer's taps when nothing changes any more. First load is
warm (the server has served, the browser has cached and compiled) and ends on both sides when nothing changes any more.
A rerun's processor time is that of the whole server process from the click until half a second after the page is still;
for it the peer runs without Streamlit's garbage collection after each run, as the product does: with it, it takes far more.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import Final

from benchmarks.measuring import (
    BANK,
    RADIO,
    START,
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
    product_server,
    product_tab,
    tell,
)

_LEAN: Final = "one radio, without Streamlit's garbage collection"

TURNS: Final = 16
LOADS: Final = 9

# How the controls' names begin on each page of the quick form.
_PAGES: Final = [
    *(next(item.id for item in BANK.form_items("quick") if item.factor == factor.id) for factor in BANK.factors),
    "importance.",
]
_PEER: Final = "Streamlit's page with one radio"


def measure() -> Sequence[Measured]:
    """The budget's lines on next page, first load and processor time."""
    with ExitStack() as stack:
        ours, store = stack.enter_context(product_server())
        theirs = stack.enter_context(one_radio_server())
        context = stack.enter_context(chromium())
        questions = _Questions(product_tab(context, ours, begun(store, "quick", at=BANK.factors[0].id, rated=9)))
        turning = _Costly(ours, questions.turned)
        tapping = _Costly(ours, questions.tapped)
        rerun = RadioTaps(peer_tab(context, theirs, RADIO))
        lean = stack.enter_context(one_radio_server(collects=False))
        least_run = _Costly(lean, RadioTaps(peer_tab(context, lean, RADIO)).settled)
        actions = (turning.done, tapping.done, rerun.settled, least_run.done)
        in_turns(2, *actions)
        for each in (turning, tapping, least_run):
            each.costs.clear()
        turned, _, settled, _ = in_turns(TURNS, *actions)
        product, peer = Tab(context.new_page()), Tab(context.new_page())
        first, least = (lambda: product.open(ours.url, START)), (lambda: peer.open(theirs.url, RADIO))
        in_turns(3, first, least)
        loaded, loaded_peer = in_turns(LOADS, first, least)
    return (
        against("Next page of questions", _PEER, 1.0, turned, settled),
        against("First load, warm", _PEER, 1.2, loaded, loaded_peer),
        against("Server CPU of a rerun on a questions page", _LEAN, 4.0, turning.costs, least_run.costs),
        against("Server CPU of a tap, saved", _LEAN, 4.0, tapping.costs, least_run.costs),
    )


class _Questions:
    """Next to the last page and Back to the first, and a tap on a cell that is not chosen yet."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab
        self.page = 0
        self.step = 1
        self.taps = 0

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

    def tapped(self) -> float:
        self.taps += 1
        cells = self.tab.page.locator(".matrix .scale").first.locator(".cell:not(:has(:checked))")
        return self.tab.tap_until_settled(cells.nth(self.taps % 4))


class _Costly:
    """An action of a visitor and what it costs the server, in milliseconds of processor time."""

    def __init__(self, server: Server, action: Callable[[], float]) -> None:
        self.server = server
        self.action = action
        self.costs: list[float] = []

    def done(self) -> float:
        before = self.server.processor_seconds()
        figure = self.action()
        self.costs.append((self.server.processor_seconds() - before) * 1000)
        return figure


if __name__ == "__main__":
    tell(measure)
