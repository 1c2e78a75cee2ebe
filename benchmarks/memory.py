"""Memory per session on a page of questions, against Streamlit's page with one radio.

Sessions are opened over Streamlit's own websocket, as its browser side opens them, and kept open. What a session takes is
the growth of the server's memory (proportional set size) from when the first sessions have warmed it up, divided by the
number of sessions.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from typing import Final
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from benchmarks.measuring import (
    BANK,
    Measured,
    Server,
    against,
    begun,
    in_turns,
    one_radio_server,
    product_server,
    tell,
)

WARM_UP: Final = 40
SESSIONS: Final = 40
ROUNDS: Final = 4

_STATEMENT: Final = BANK.form_items("quick")[0].text["en"].encode()


def measure() -> Sequence[Measured]:
    """The budget's line on memory."""
    with ExitStack() as stack:
        ours, store = stack.enter_context(product_server())
        theirs = stack.enter_context(one_radio_server())

        def product(sessions: int = SESSIONS) -> float:
            before = ours.proportional_kib()
            for _ in range(sessions):
                _open(stack, ours, begun(store, "quick", at=BANK.factors[0].id), _STATEMENT)
            return (ours.proportional_kib() - before) / sessions

        def peer(sessions: int = SESSIONS) -> float:
            before = theirs.proportional_kib()
            for _ in range(sessions):
                _open(stack, theirs, "/", b"How much?")
            return (theirs.proportional_kib() - before) / sessions

        _open(stack, ours, "/", b"start_quick")
        product(WARM_UP)
        peer(WARM_UP)
        mine, other = in_turns(ROUNDS, product, peer)
    return (against("Memory per session", "Streamlit's page with one radio", 2.0, mine, other, "KiB"),)


def _open(stack: ExitStack, server: Server, address: str, shows: bytes) -> None:
    """Open a session at an address of the app and wait until its page is drawn; `shows` is something of that page."""
    parts = urlsplit(address)
    socket = stack.enter_context(
        connect(f"ws://{urlsplit(server.url).netloc}/_stcore/stream", origin=server.url, max_size=None, ping_interval=None)
    )
    run = BackMsg()
    run.rerun_script.query_string = parts.query
    run.rerun_script.page_name = parts.path.strip("/")
    run.rerun_script.context_info.locale = "en"
    socket.send(run.SerializeToString())
    drawn = False
    while True:
        answer = socket.recv(timeout=60)
        assert isinstance(answer, bytes)
        message = ForwardMsg.FromString(answer)
        if message.script_finished == ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY and drawn:
            return
        drawn = drawn or shows in answer


if __name__ == "__main__":
    tell(measure)
