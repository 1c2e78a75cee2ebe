"""A respondent's open page without a browser: it sends what the page's script sends, over Streamlit's websocket.

Many of them share one process, too many for the one thread each that `measuring.Session` needs, so everything here is
asynchronous. Of the server's messages, only the questionnaire, its receipts, the buttons and the end of a run are read.
"""

from __future__ import annotations

import asyncio
import json
import re
import secrets
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.BidiComponent_pb2 import BidiComponent
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Origin

from assessment.storage import Store
from benchmarks.measuring import HOST

_DONE: Final = (
    ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY,
    ForwardMsg.ScriptFinishedStatus.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
)
_KEY: Final = re.compile(r"^\$\$ID-[0-9a-f]+-(\w+)$")
_FORM: Final = "questionnaire"
_RECEIPTS: Final = "receipts"
_PATIENCE: Final = 60.0


def stored_path(control: str) -> str:
    """The path of a control's choice in the database, such as "ratings.ABI01.current" for "ABI01.current"."""
    return control if control.startswith(("importance.", "context.")) else f"ratings.{control}"


def lost(store: Store, key: str, acknowledged: Mapping[str, str]) -> int:
    """How many of the choices that were acknowledged to the owner of this key are not stored."""
    found = store.load(key)
    stored = found.choices if found else {}
    return sum(str(stored.get(path)) != value for path, value in acknowledged.items())


@dataclass(frozen=True)
class Proxy:
    """A proxy on this machine: its address, as browsers know it, and whom they trust."""

    url: str
    context: ssl.SSLContext


class OpenPage:
    """One page load: it keeps its taps until they are acknowledged, over any number of connections.

    Every call waits until the server has drawn what it asked for, and raises OSError when the server goes away.
    """

    def __init__(self, port: int, address: str, client: str = HOST, proxy: Proxy | None = None) -> None:
        """Open nothing yet. `port` is the server's, or that of a proxy in front of it.

        `client` is the network address that the page comes to the proxy from; without one it is the address that a
        proxy on this machine would name, if the server trusts it.
        """
        self.buttons: dict[str, str] = {}
        """The id of each button on the page, by its key."""
        self.controls: list[str] = []
        self.chosen: dict[str, str] = {}
        """All controls of the questionnaire; `chosen` is what they show, without unacknowledged taps."""
        self.pending: list[tuple[int, str, str]] = []
        self.taps = 0
        self._tab = secrets.token_hex(16)
        self._port, self._client, self._proxy = port, client, proxy
        parts = urlsplit(address)
        self._page, self._query = parts.path.strip("/"), parts.query
        self._script = ""
        self._receipts = self._fragment = self._assessment = ""
        self._names: list[str] = []
        self._attempt = 0
        self._message: str | None = None
        self._socket: ClientConnection | None = None

    @property
    def address(self) -> str:
        """The current address, without its host."""
        return f"/{self._page}?{self._query}"

    @property
    def key(self) -> str:
        """The private key in the address."""
        return parse_qs(self._query)["r"][0]

    async def open(self) -> None:
        """Connect and draw the page, for the first time or again."""
        await self.close()
        try:
            self._socket = await connect(**self._way(), max_size=None, ping_interval=None)
        except WebSocketException as error:
            raise ConnectionError(str(error)) from error
        self._script = ""
        await self._run()

    def _way(self) -> dict[str, Any]:
        """Where the page connects to, and as whom."""
        if self._proxy is None:
            return {
                "uri": f"ws://{HOST}:{self._port}/_stcore/stream",
                "origin": Origin(f"http://{HOST}:{self._port}"),
                "additional_headers": {"X-Forwarded-For": self._client},
            }
        return {
            "uri": f"{self._proxy.url.replace('https', 'wss', 1)}/_stcore/stream",
            "origin": Origin(self._proxy.url),
            "ssl": self._proxy.context,
            "host": HOST,
            "port": self._port,
            "local_addr": (self._client, 0),
        }

    async def tap(self, control: str, value: str) -> bool:
        """Choose a value; True when the server has acknowledged it and all taps before it."""
        self.taps += 1
        self.pending.append((self.taps, control, value))
        return await self.save()

    async def save(self) -> bool:
        """Resend what is not acknowledged; True when nothing is left to acknowledge."""
        await self._send()
        return not self.pending

    async def finish(self) -> None:
        """Ask for the result."""
        await self._send(finish=True)

    async def _send(self, *, finish: bool = False) -> None:
        self._attempt += 1
        tabs = [(self._tab, self.pending)]
        self._message = json.dumps(
            {"assessment": self._assessment, "attempt": self._attempt, "finish": finish, "tabs": tabs}
        )
        await self._run(fragment=self._fragment)

    async def press(self, button: str) -> None:
        """Press a button of the page."""
        await self._run(pressed=self.buttons[button])

    async def close(self) -> None:
        """Close the page."""
        if self._socket is not None:
            await self._socket.close()
            self._socket = None

    async def _run(self, *, fragment: str = "", pressed: str | None = None) -> None:
        message = BackMsg()
        run = message.rerun_script
        run.query_string, run.fragment_id = self._query, fragment
        run.page_script_hash, run.page_name = self._script, "" if self._script else self._page
        run.context_info.locale = "en"
        if self._message is not None:  # as a browser does, even when no tap caused this run
            state = run.widget_states.widgets.add()
            state.id, state.json_value = self._receipts, json.dumps({"taps": self._message})
        if pressed is not None:
            state = run.widget_states.widgets.add()
            state.id, state.trigger_value = pressed, True
        assert self._socket is not None
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._socket.send(message.SerializeToString())
                while not self._takes(ForwardMsg.FromString(await self._socket.recv(decode=False))):
                    pass
        except WebSocketException as error:
            raise ConnectionError(str(error)) from error

    def _takes(self, message: ForwardMsg) -> bool:
        """Process a message; True when it is the last of a run that has drawn something to continue with."""
        kind = message.WhichOneof("type")
        if kind == "script_finished":
            return message.script_finished in _DONE and bool(self.buttons or self.controls)
        if kind == "new_session" and not message.metadata.run.fragment_ids:
            self.buttons, self.controls = {}, []
        elif kind == "navigation":
            self._script = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self._query = message.page_info_changed.query_string
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            drawn = element.WhichOneof("type")
            if drawn == "button":
                if key := _KEY.match(element.button.id):
                    self.buttons[key[1]] = element.button.id
            elif drawn == "bidi_component" and element.bidi_component.id.endswith(f"-{_FORM}"):
                form = json.loads(json.loads(element.bidi_component.json)["form"])
                self._names = [name for page in form["pages"] for row in page["rows"] for name, _ in row["scales"]]
            elif drawn == "bidi_component" and element.bidi_component.id.endswith(f"-{_RECEIPTS}"):
                self._fragment = message.delta.fragment_id
                self._show(element.bidi_component)
        return False

    def _show(self, receipts: BidiComponent) -> None:
        self._receipts = receipts.id
        model = json.loads(json.loads(receipts.json)["receipts"])
        self.controls = self._names  # Streamlit does not send a form again that this connection has had.
        self._assessment, self.chosen = model["assessment"], model["chosen"]
        saved = model["receipt"]["saved"].get(self._tab, 0)
        self.pending = [tap for tap in self.pending if tap[0] > saved]
