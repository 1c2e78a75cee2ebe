"""Memory per session on a page of questions, against Streamlit's page with one radio.

Sessions are opened over Streamlit's websocket, as its browser code does, and kept open. Memory per session is the
growth of the server's memory (proportional set size), after a few sessions have warmed it up, divided by the number of
sessions.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from typing import Final

from benchmarks.measuring import (
    BANK,
    STATEMENT,
    Measured,
    against,
    begun,
    in_turns,
    one_radio_server,
    print_figures,
    product_server,
)
from benchmarks.sessions import session

WARM_UP: Final = 40
SESSIONS: Final = 40
ROUNDS: Final = 4


def measure() -> Sequence[Measured]:
    """The budget's line on memory."""
    with ExitStack() as stack:
        ours, store = stack.enter_context(product_server())
        theirs = stack.enter_context(one_radio_server())

        def product(sessions: int = SESSIONS) -> float:
            before = ours.proportional_kib()
            for _ in range(sessions):
                stack.enter_context(session(ours, begun(store, "quick", at=BANK.factors[0].id), STATEMENT))
            return (ours.proportional_kib() - before) / sessions

        def peer(sessions: int = SESSIONS) -> float:
            before = theirs.proportional_kib()
            for _ in range(sessions):
                stack.enter_context(session(theirs, "/", b"How much?"))
            return (theirs.proportional_kib() - before) / sessions

        stack.enter_context(session(ours, "/", b"start_quick"))
        product(WARM_UP)
        peer(WARM_UP)
        mine, other = in_turns(ROUNDS, product, peer)
    return (against("Memory per session", "Streamlit's page with one radio", 2.0, mine, other, "KiB"),)


if __name__ == "__main__":
    print_figures(measure)
