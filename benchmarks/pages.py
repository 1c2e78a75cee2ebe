"""Turning to the next page of questions, loading the start page, and what a rerun costs the server, against Streamlit.

The peer is the two-line app with one radio: a tap on it is the least a rerun can be. Next and Back are real clicks;
both end when nothing changes any more. First load is warm: the server has served, the browser has cached and compiled.
A rerun's processor time is that of the whole server process from the click until half a second after the page is still.
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

TURNS: Final = 16
LOADS: Final = 9

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
        rerun = _Costly(theirs, RadioTaps(peer_tab(context, theirs, RADIO)).settled)
        in_turns(2, turning.done, tapping.done, rerun.done)
        for each in (turning, tapping, rerun):
            each.costs.clear()
        turned, _, settled = in_turns(TURNS, turning.done, tapping.done, rerun.done)
        product, peer = Tab(context.new_page()), Tab(context.new_page())
        first, least = (lambda: product.open(ours.url, START)), (lambda: peer.open(theirs.url, RADIO))
        in_turns(3, first, least)
        loaded, loaded_peer = in_turns(LOADS, first, least)
    return (
        against("Next page of questions", _PEER, 1.0, turned, settled),
        against("First load, warm", _PEER, 1.2, loaded, loaded_peer),
        against("Server CPU of a rerun on a questions page", _PEER, 4.0, turning.costs, rerun.costs),
        against("Server CPU of a tap, saved", _PEER, 4.0, tapping.costs, rerun.costs),
    )


class _Questions:
    """Next and Back by turns, and a tap on a cell that is not chosen yet."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab
        self.turns = 0
        self.taps = 0

    def turned(self) -> float:
        self.turns += 1
        return self.tab.tap_until_settled(
            self.tab.page.get_by_role("button", name="Next" if self.turns % 2 else "Back")
        )

    def tapped(self) -> float:
        self.taps += 1
        cells = self.tab.page.locator(".matrix .scale").first.locator(".cell")
        return self.tab.tap_until_settled(cells.nth(self.taps // 2 % 5))


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
