"""What a page and Streamlit may send to each other: only what the app needs, and nothing about the machine."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import Final

from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketDisconnected
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

# What a page may send. Streamlit also accepts messages that empty its caches, report its repository or write files.
_TAKEN: Final = ("rerun_script", "stop_script", "app_heartbeat")
# How Streamlit names controls, and the parts of a page that run alone. It logs any other at length.
_CONTROLS: Final = ("$$ID", "$$STREAMLIT_INTERNAL_KEY")
_FRAGMENT: Final = re.compile(r"[0-9a-f]{0,64}")

_PROTOCOL_ERROR: Final = 1002


class Messages:
    """Drops messages that no page of ours sends, closes on anything else, and removes details of the machine."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on everything else."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        is_closed = False

        async def take() -> Message:
            nonlocal is_closed
            while True:
                message = await receive()
                if message["type"] != "websocket.receive":
                    return message
                try:
                    if _is_taken(message.get("bytes")):
                        return message
                except DecodeError:
                    # Otherwise anyone could make Streamlit write tracebacks into the log, as often as they like.
                    await send({"type": "websocket.close", "code": _PROTOCOL_ERROR})
                    is_closed = True
                    return {"type": "websocket.disconnect", "code": _PROTOCOL_ERROR}

        async def send_discreetly(message: Message) -> None:
            if is_closed:
                return
            if message["type"] == "websocket.send":
                message = {**message, "bytes": discreet(message["bytes"])}
            await send(message)

        # Streamlit closes what a visitor who vanished has already closed, which would be logged at length.
        with suppress(WebSocketDisconnected):
            await self._app(scope, take, send_discreetly)


def _is_taken(data: bytes | None) -> bool:
    """Whether a page may send this. Raises DecodeError when no page can have made it, for example of text."""
    if data is None:
        raise DecodeError
    message = BackMsg.FromString(data)
    run = message.rerun_script
    if not _FRAGMENT.fullmatch(run.fragment_id) or any(
        not control.id.startswith(_CONTROLS) for control in run.widget_states.widgets
    ):
        raise DecodeError
    return message.WhichOneof("type") in _TAKEN


def discreet(message: bytes) -> bytes:
    """A message of Streamlit without paths, versions and ids of this machine; a page needs only Streamlit's version."""
    changed = ForwardMsg.FromString(message)
    if changed.WhichOneof("type") != "new_session":
        return message
    session = changed.new_session
    session.main_script_path = Path(session.main_script_path).name
    session.initialize.environment_info.python_version = ""
    session.initialize.environment_info.server_os = ""
    for name in ("installation_id", "installation_id_v3", "installation_id_v4"):
        session.initialize.user_info.ClearField(name)
    result: bytes = changed.SerializeToString()
    return result
