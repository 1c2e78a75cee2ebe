"""What a page and Streamlit say to each other: no more than the app needs, and nothing of the machine."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

# What a page may say. Streamlit knows more: to empty its caches, to tell the state of its repository, to write files.
_TAKEN: Final = ("rerun_script", "stop_script", "app_heartbeat")

_PROTOCOL_ERROR: Final = 1002


class Messages:
    """Drops what no page of ours says, closes on what is no message, and leaves out what is nobody's business."""

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
                    # Streamlit would write a traceback into the log, for anybody as often as they like.
                    await send({"type": "websocket.close", "code": _PROTOCOL_ERROR})
                    is_closed = True
                    return {"type": "websocket.disconnect", "code": _PROTOCOL_ERROR}

        async def say(message: Message) -> None:
            if is_closed:
                return
            if message["type"] == "websocket.send":
                message = {**message, "bytes": discreet(message["bytes"])}
            await send(message)

        await self._app(scope, take, say)


def _is_taken(data: bytes | None) -> bool:
    """Whether a page may say this. Raises DecodeError when it is no message, but words for instance."""
    if data is None:
        raise DecodeError
    return BackMsg.FromString(data).WhichOneof("type") in _TAKEN


def discreet(message: bytes) -> bytes:
    """A message of Streamlit without paths, versions and numbers of this machine; its own version a page needs."""
    told = ForwardMsg.FromString(message)
    if told.WhichOneof("type") != "new_session":
        return message
    session = told.new_session
    session.main_script_path = Path(session.main_script_path).name
    session.initialize.environment_info.python_version = ""
    session.initialize.environment_info.server_os = ""
    for name in ("installation_id", "installation_id_v3", "installation_id_v4"):
        session.initialize.user_info.ClearField(name)
    said: bytes = told.SerializeToString()
    return said
