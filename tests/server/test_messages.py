"""Messages between page and server: nothing about the machine, and nothing that the app does not need."""

from __future__ import annotations

import asyncio
import sys
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

import pytest
from google.protobuf.json_format import MessageToDict
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import ConnectionClosed

from server.messages import Messages
from tests.browser.server import PATIENCE, ROOT, Server
from tests.server.asking import visit

OTHERS: Final = (
    "clear_cache",
    "load_git_info",
    "debug_disconnect_websocket",
    "debug_shutdown_runtime",
    "set_run_on_save",
    "file_urls_request",
    "install_skills",
    "dismiss_skills_nudge",
    "dataframe_chunk",
)


def message(kind: str) -> BackMsg:
    made = BackMsg()
    if kind in {"clear_cache", "load_git_info", "debug_disconnect_websocket", "debug_shutdown_runtime"}:
        setattr(made, kind, True)
    elif kind == "file_urls_request":
        made.file_urls_request.file_names.append("a.pdf")
    elif kind == "set_run_on_save":
        made.set_run_on_save = True
    else:
        getattr(made.backend_operation_request, kind).SetInParent()
    return made


def test_no_page_learns_where_and_on_what_the_server_runs(server: Server) -> None:
    with visit(server) as visitor:
        heard = visitor.open("results", "lang=en")
    told = b"".join(each.SerializeToString() for each in heard)
    python = ".".join(map(str, sys.version_info[:3]))
    for secret in (str(ROOT), "site-packages", python, "Linux", "Darwin", "Windows"):
        assert secret.encode() not in told, secret
    for each in heard:
        if each.WhichOneof("type") == "new_session":
            assert each.new_session.initialize.user_info.ByteSize() == 0, "the machine's number"


def passed_on(*sent: BackMsg) -> list[str]:
    """The kinds of messages that reach Streamlit."""
    found: list[str] = []
    coming: list[Message] = [{"type": "websocket.receive", "bytes": each.SerializeToString()} for each in sent]
    coming.append({"type": "websocket.disconnect"})

    async def streamlit(scope: Scope, receive: Receive, send: Send) -> None:
        while (received := await receive())["type"] == "websocket.receive":
            found.append(str(BackMsg.FromString(received["bytes"]).WhichOneof("type")))

    async def receive() -> Message:
        return coming.pop(0)

    async def send(_: Message) -> None:
        """Send nothing."""

    asyncio.run(Messages(streamlit)({"type": "websocket"}, receive, send))
    return found


def test_only_what_a_page_of_ours_sends_reaches_streamlit() -> None:
    """Some of the others change something without a word."""
    assert passed_on(*map(message, OTHERS), BackMsg(app_heartbeat=True), *map(message, OTHERS)) == ["app_heartbeat"]


@pytest.mark.parametrize("kind", OTHERS)
def test_messages_that_no_page_of_ours_sends_are_ignored(server: Server, kind: str) -> None:
    before = server.output()
    with visit(server) as visitor:
        visitor.open("", "lang=en")
        visitor.socket.send(message(kind).SerializeToString())
        heard = visitor.run()
    answers = {"git_info_changed", "file_urls_response", "backend_operation_response"}
    assert not answers & {str(each.WhichOneof("type")) for each in heard}
    assert server.output()[len(before) :] == ""


@pytest.mark.parametrize("garbage", [b"\xff\xff\xff", b"\x0a", "text"])
def test_anything_but_a_message_closes_the_connection_and_fills_no_log(server: Server, garbage: bytes | str) -> None:
    before = server.output()
    with visit(server) as visitor:
        visitor.open("", "lang=en")
        visitor.socket.send(garbage)
        with suppress(ConnectionClosed):
            while True:
                visitor.socket.recv(timeout=PATIENCE)
        assert visitor.socket.close_code == 1002
    assert len(server.output()) - len(before) < 300, server.output()[len(before) :]


def crafted() -> Iterator[tuple[str, BackMsg]]:
    """Runs that no page asks for: of a control or of a part of the page that Streamlit cannot have named."""
    for what, control in {
        "text": WidgetState(id="x", string_value="y"),
        "press": WidgetState(id="x", trigger_value=True),
        "event": WidgetState(id="x\nERROR", json_trigger_value="{}"),
        "nothing": WidgetState(id="x"),
        "no name": WidgetState(bool_value=True),
    }.items():
        made = BackMsg()
        made.rerun_script.widget_states.widgets.append(control)
        yield what, made
    for what, fragment in {"part": "x", "line in the log": "x\nERROR: all is lost", "long part": "x" * 20_000}.items():
        made = BackMsg()
        made.rerun_script.fragment_id = fragment
        yield what, made


@pytest.mark.parametrize(("what", "sent"), list(crafted()))
def test_a_run_of_what_streamlit_cannot_have_named_closes_the_connection_and_fills_no_log(
    server: Server, what: str, sent: BackMsg
) -> None:
    """Each such message was fifty lines in the log, or a line that the visitor wrote, thirty times a second."""
    before = server.output()
    with visit(server) as visitor:
        visitor.open("", "lang=en")
        visitor.socket.send(sent.SerializeToString())
        with suppress(ConnectionClosed):
            while True:
                visitor.socket.recv(timeout=PATIENCE)
        assert visitor.socket.close_code == 1002, what
    assert server.output() == before


def test_a_page_still_runs_and_learns_what_it_needs(server: Server) -> None:
    with visit(server) as visitor:
        heard = visitor.open("", "lang=en")
    session = next(each.new_session for each in heard if each.WhichOneof("type") == "new_session")
    assert session.initialize.session_id
    assert session.initialize.environment_info.streamlit_version
    assert session.main_script_path == "frame.py"
    assert heard[-1].script_finished == ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY


def test_every_run_sends_the_whole_theme_of_the_configuration(server: Server) -> None:
    configured = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    with visit(server) as visitor:
        heard = [*visitor.open("", "lang=en"), *visitor.open("privacy", "lang=en")]
    sent = [MessageToDict(each.new_session.custom_theme) for each in heard if each.HasField("new_session")]
    assert len(sent) >= 2
    assert all(each == configured for each in sent)
