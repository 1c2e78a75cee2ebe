"""Requests to a running server without a browser: over HTTP, and over Streamlit's own websocket."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from socket import create_connection
from typing import Final

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import InvalidStatus
from websockets.http11 import Response
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from tests.browser.server import PATIENCE, ROOT, Server, free_port

HOST: Final = "127.0.0.1"
_ID: Final = re.compile(r"^\$\$ID-[0-9a-f]+-(\w+)$")
_DONE: Final = ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY


@dataclass(frozen=True)
class Answer:
    """The answer. Names of headers are in lower case; one that is sent twice has both values."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def ask(
    server: Server, path: str, method: str = "GET", headers: Mapping[str, str] | None = None, body: bytes = b""
) -> Answer:
    """Ask over HTTP; `headers` may name another Host."""
    with closing(http.client.HTTPConnection(HOST, server.port, timeout=PATIENCE)) as connection:
        sent = {"Host": f"{HOST}:{server.port}", **(headers or {})}
        return answer_to(connection, path, method, sent, body)


def answer_to(
    connection: http.client.HTTPConnection, path: str, method: str, headers: Mapping[str, str], body: bytes
) -> Answer:
    """Send a request with just these headers and the length of its body; one header sent twice is joined by a comma."""
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    for name, value in {**headers, **({"Content-Length": str(len(body))} if body else {})}.items():
        connection.putheader(name, value)
    connection.endheaders(body or None)
    answer = connection.getresponse()
    found: dict[str, str] = {}
    for name, value in answer.getheaders():
        found[name.lower()] = ", ".join(filter(None, (found.get(name.lower()), value)))
    return Answer(answer.status, found, answer.read())


class Visit:
    """A page open without a browser: it sends what a browser sends, or what an attacker would send."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.query = ""
        self.buttons: dict[str, str] = {}
        """The id of each button on the page by its key."""
        self.components: dict[str, str] = {}
        """The id of each component of our own on the page by its key."""
        self._page = self.script = ""

    def open(self, page: str = "", query: str = "") -> list[ForwardMsg]:
        """Open a page by its address."""
        self._page, self.script, self.query = page, "", query
        return self.run()

    def press(self, key: str, *others: WidgetState) -> list[ForwardMsg]:
        """Press a button of the page; `others` are what its other controls are set to."""
        return self.run(WidgetState(id=self.buttons[key], trigger_value=True), *others)

    def run(self, *widgets: WidgetState) -> list[ForwardMsg]:
        """Run the page; everything that the server sends until that has ended."""
        message = BackMsg()
        run = message.rerun_script
        run.query_string, run.page_script_hash = self.query, self.script
        run.page_name = "" if self.script else self._page
        run.context_info.locale = "en"
        run.widget_states.widgets.extend(widgets)
        return self.say(message)

    def say(self, message: BackMsg) -> list[ForwardMsg]:
        """Send any message; what the server sends until a run has ended."""
        self.socket.send(message.SerializeToString())
        heard: list[ForwardMsg] = []
        while True:
            answer = self.socket.recv(timeout=PATIENCE)
            assert isinstance(answer, bytes)
            heard.append(ForwardMsg.FromString(answer))
            self._takes(heard[-1])
            # What is drawn by way of another page ends early there.
            if heard[-1].WhichOneof("type") == "script_finished" and heard[-1].script_finished == _DONE:
                return heard

    def _takes(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "new_session" and not message.metadata.run.fragment_ids:
            self.buttons, self.components = {}, {}
        elif kind == "navigation":
            self.script = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "delta":
            element = message.delta.new_element
            for known, one in ((self.buttons, element.button), (self.components, element.bidi_component)):
                if found := _ID.match(one.id):
                    known[found[1]] = one.id


@contextmanager
def visit(
    server: Server,
    *,
    origin: str | None = "",
    host: str | None = None,
    forwarded_for: str | None = None,
    cookie: str = "",
    peer: str = HOST,
) -> Iterator[Visit]:
    """A new visit; `origin` is where the page with the script comes from, None to send no origin.

    `forwarded_for` is what a proxy says whom it asks for, `peer` the address that connects.
    """
    more = {"X-Forwarded-For": forwarded_for or "", "Cookie": cookie}
    with connect(
        f"ws://{host or f'{HOST}:{server.port}'}/_stcore/stream",
        sock=create_connection((HOST, server.port), PATIENCE, source_address=(peer, 0)),
        origin=None if origin is None else Origin(origin or f"http://{HOST}:{server.port}"),
        additional_headers={name: value for name, value in more.items() if value},
        max_size=None,
        ping_interval=None,
        open_timeout=PATIENCE,
    ) as socket:
        yield Visit(socket)


def knock(
    server: Server, *more: str, method: str = "GET", query: str = "", without: str = "nothing", forwarded_for: str = ""
) -> bytes:
    """What a browser sends to open a page's websocket, as bytes, so that thousands can be opened or a bad one sent.

    `more` are further lines, and no line is sent that begins like `without`.
    """
    address = f"{HOST}:{server.port}"
    lines = (
        f"{method} /_stcore/stream{query} HTTP/1.1",
        f"Host: {address}",
        f"Origin: http://{address}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        f"Sec-WebSocket-Key: {'A' * 22}==",
        *([f"X-Forwarded-For: {forwarded_for}"] if forwarded_for else []),
    )
    sent = (*(line for line in lines if not line.startswith(without)), *more)
    return "\r\n".join((*sent, "", "")).encode("latin-1")


def refusal(server: Server, *, origin: str | None = "", host: str | None = None) -> Response | None:
    """What the server answers instead of a websocket; None when it lets the visitor in."""
    try:
        with visit(server, origin=origin, host=host):
            return None
    except InvalidStatus as refused:
        return refused.response


def refused_start(settings: Mapping[str, str]) -> str:
    """Start the app with settings that it refuses; what it says then, which is one sentence."""
    done = subprocess.run(
        [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={free_port()}", "--server.headless=true"],
        cwd=ROOT,
        env=os.environ | settings,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode != 0
    assert "Traceback" not in done.stdout
    (sentence,) = [line for line in done.stderr.splitlines() if line.strip()]
    return sentence
