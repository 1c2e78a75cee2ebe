"""What a rerun on a page of questions costs the server, against the two-line app.

Reruns are requested over Streamlit's websocket, one straight after the other; the figure is the processor time of the
whole server process. The peer runs without Streamlit's garbage collection after each run, as the product does:
otherwise it would take several times as long and hide the cost of a rerun.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from typing import Final

from benchmarks.measuring import (
    BANK,
    Measured,
    against,
    begun,
    in_turns,
    one_radio_server,
    print_figures,
    product_server,
)
from benchmarks.sessions import session

RERUNS: Final = 20
ROUNDS: Final = 9

_DRAWN: Final = b"receipts"  # Part of what every run of a page of questions sends.


def measure() -> Sequence[Measured]:
    """The budget's line on the processor time of a rerun."""
    with ExitStack() as stack:
        ours, store = stack.enter_context(product_server())
        theirs = stack.enter_context(one_radio_server(collects=False))
        stack.enter_context(session(ours, "/", b"start_quick"))
        address = begun(store, "quick", rated=len(BANK.form_items("quick")) // 2)
        visitor = stack.enter_context(session(ours, address, _DRAWN))
        other = stack.enter_context(session(theirs, "/", b"How much?"))

        def product() -> float:
            before = ours.processor_seconds()
            for _ in range(RERUNS):
                visitor.run(address, _DRAWN)
            return (ours.processor_seconds() - before) / RERUNS * 1000

        def peer() -> float:
            before = theirs.processor_seconds()
            for _ in range(RERUNS):
                other.run("/", b"How much?")
            return (theirs.processor_seconds() - before) / RERUNS * 1000

        in_turns(2, product, peer)
        mine, least = in_turns(ROUNDS, product, peer)
    return (against("Server CPU of a rerun on a questions page", "a two-line app with one radio", 4.0, mine, least),)


if __name__ == "__main__":
    print_figures(measure)
