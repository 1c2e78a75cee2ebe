"""Sessions without a browser, over Streamlit's websocket."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from benchmarks.measuring import HOST, PATIENCE, Server


class Session:
    """A visitor's session over Streamlit's websocket, opened as its browser code does."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self._kept: dict[str, int] = {}  # Hashes of large messages, with the run in which each came last.
        self._runs = self._longest = 0

    def run(self, address: str, shows: bytes) -> bytes:
        """Run the page at an address and wait until it is drawn; `shows` is something the page sends.

        Returns all that was sent.
        """
        parts = urlsplit(address)
        message = BackMsg()
        message.rerun_script.query_string = parts.query
        message.rerun_script.page_name = parts.path.strip("/")
        message.rerun_script.context_info.locale = "en"
        message.rerun_script.cached_message_hashes.extend(self._kept)  # The server only refers to these.
        self.socket.send(message.SerializeToString())
        answers = b""
        while True:
            answer = self.socket.recv(timeout=PATIENCE)
            assert isinstance(answer, bytes)
            answers += answer
            sent = ForwardMsg.FromString(answer)
            self._keep(sent)
            finished = sent.WhichOneof("type") == "script_finished"
            if (
                finished
                and shows in answers
                and sent.script_finished == ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY
            ):
                return answers

    def _keep(self, sent: ForwardMsg) -> None:
        """Keep what Streamlit's browser code keeps: large elements, as long as one of the last runs has shown them."""
        if sent.HasField("new_session"):
            self._longest = sent.new_session.config.max_cached_message_age
        elif sent.HasField("script_finished"):
            self._runs += 1
            self._kept = {kept: run for kept, run in self._kept.items() if self._runs - run <= self._longest}
        elif sent.metadata.cacheable:
            self._kept[sent.hash] = self._runs
        elif sent.HasField("ref_hash"):
            self._kept[sent.ref_hash] = self._runs


@contextmanager
def session(server: Server, address: str, shows: bytes) -> Iterator[Session]:
    """A session that has drawn the page at an address."""
    url = f"ws://{HOST}:{server.port}/_stcore/stream"
    with connect(url, origin=Origin(server.url), max_size=None, ping_interval=None) as socket:
        opened = Session(socket)
        opened.run(address, shows)
        yield opened
