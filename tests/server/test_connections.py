"""How much one address may have open and send, so that others still get a server."""

from __future__ import annotations

import base64
import gzip
import json
import random
import time
from contextlib import ExitStack, suppress

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import StringArray
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import ConnectionClosed, InvalidStatus

from assessment.exports.archive import MAX_ARCHIVE_BYTES
from assessment.instrument import LANGUAGES
from assessment.words import say
from server.connections import MOST_OPEN, Pace
from tests.browser.server import PATIENCE, Server
from tests.server.asking import Visit, ask, visit
from tests.server.conftest import running
from tests.server.test_wire import connected

TOO_BIG = 1009
PROXY = "127.0.0.1"
A_VISITOR, AN_ATTACKER = "203.0.113.7", "198.51.100.66"


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_what_comes_too_fast_waits() -> None:
    clock = Clock()
    pace = Pace(a_second=10, at_once=20, now=clock)
    assert [pace.seconds_to_wait() for _ in range(20)] == [0] * 20
    assert pace.seconds_to_wait() == pytest.approx(0.1)
    assert pace.seconds_to_wait(5) == pytest.approx(0.6)
    assert not pace.is_idle()
    clock.now += 0.6
    assert pace.seconds_to_wait() == pytest.approx(0.1)
    clock.now += 60
    assert pace.is_idle()
    assert pace.seconds_to_wait() == 0


def ends(visitor: Visit) -> int | None:
    """The code with which the server closes a connection."""
    with suppress(ConnectionClosed):
        while True:
            visitor.socket.recv(timeout=PATIENCE)
    return visitor.socket.close_code


def field(text: str) -> WidgetState:
    """A text field with this in it; the server does not ask whether the page has it."""
    return WidgetState(id=f"$$ID-{'0' * 32}-pasted_address", string_value=text)


def test_a_control_is_not_set_to_more_than_it_allows(server: Server) -> None:
    with visit(server) as visitor:
        visitor.open("", "lang=en")
        visitor.run(field("😀" * 4000))
    for widgets in (
        [field("x" * 40_000)],
        [WidgetState(id="a", json_value="x" * 40_000)],
        [WidgetState(id="x" * 40_000, bool_value=True)],
        [WidgetState(id=f"a{number}", string_value="x" * 30_000) for number in range(20)],
        [WidgetState(id="a", string_array_value=StringArray(data=["x"] * 40_000))],
    ):
        with visit(server) as visitor:
            visitor.open("", "lang=en")
            message = BackMsg()
            message.rerun_script.widget_states.widgets.extend(widgets)
            visitor.socket.send(message.SerializeToString())
            assert ends(visitor) == TOO_BIG


def test_a_message_has_no_more_controls_than_a_page_and_names_few_earlier_messages(server: Server) -> None:
    """A message of two megabytes with 150,000 presses kept the server busy for more than a second."""
    controls, known = BackMsg(), BackMsg()
    controls.rerun_script.widget_states.widgets.extend(
        WidgetState(id=f"$$ID-{number:032x}-x", trigger_value=True) for number in range(2001)
    )
    known.rerun_script.cached_message_hashes.extend(f"{number:064x}" for number in range(1001))
    for message in (controls, known):
        with visit(server) as visitor:
            visitor.open("", "lang=en")
            visitor.socket.send(message.SerializeToString())
            assert ends(visitor) == TOO_BIG
    del controls.rerun_script.widget_states.widgets[-1], known.rerun_script.cached_message_hashes[-1]
    for message in (controls, known):
        with visit(server) as visitor:
            visitor.open("", "lang=en")
            assert visitor.say(message)


def test_an_address_longer_than_any_of_ours_is_refused(server: Server) -> None:
    with visit(server) as visitor:
        visitor.open("", "lang=en")
        visitor.query = "lang=en&x=" + "x" * 40_000
        with suppress(ConnectionClosed):
            visitor.run()
        assert ends(visitor) == TOO_BIG


def opened(visitor: Visit, value: object) -> WidgetState:
    """What the button that opens a file sends up."""
    events = json.dumps([{"event": "opened", "value": value}])
    return WidgetState(
        id=f"$$STREAMLIT_INTERNAL_KEY_{visitor.components['open_answers']}__events", json_trigger_value=events
    )


def packed(name: str, data: bytes) -> str:
    return json.dumps({"name": name, "packed": base64.b64encode(gzip.compress(data)).decode()})


def said(heard: list[ForwardMsg]) -> str:
    return "".join(str(each) for each in heard)


def test_a_file_of_eight_megabytes_is_opened_and_a_larger_one_rejected(server: Server) -> None:
    with visit(server) as visitor:
        visitor.open("", "lang=en")
        noise = random.Random(7).randbytes(500_000).hex().encode()  # packs to more than half
        filler = b" " * (MAX_ARCHIVE_BYTES - len(noise) - 100)
        answers = b'{"format": "drivkraft.answers/1", "ratings": {}, "x": "' + noise + b'"' + filler + b"}"
        heard = said(visitor.run(opened(visitor, packed("mine.json", answers))))
        assert "mine.json" in heard
        assert "is larger than 8 MiB" not in heard
        for too_much in (answers + filler, b" " * 100_000_000):
            assert "is larger than 8 MiB" in said(visitor.run(opened(visitor, packed("mine.json", too_much))))


@pytest.mark.parametrize(
    "value",
    [
        "",
        "{",
        "[" * 100_000,
        "3",
        "[]",
        '{"name": 3, "packed": "x"}',
        '{"name": "a", "packed": 3}',
        '{"name": "a", "packed": "å"}',
        '{"name": "a", "packed": "AAAA"}',
        '{"name": "a"}',
        {"name": "a"},
        17,
    ],
)
def test_messages_that_no_button_sends_break_nothing(server: Server, value: object) -> None:
    with visit(server) as visitor:
        visitor.open("", "lang=en")
        heard = visitor.run(opened(visitor, value))
        assert heard[-1].script_finished == ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY
    assert "Error" not in server.output()


def test_one_address_has_at_most_as_many_connections_as_a_lecture_hall(behind_a_proxy: Server) -> None:
    with ExitStack() as open_lines:
        for _ in range(MOST_OPEN):
            open_lines.enter_context(connected(behind_a_proxy, opens_a_page=True, forwarded_for=AN_ATTACKER))
        for _ in range(3):
            with pytest.raises(InvalidStatus) as refused, visit(behind_a_proxy, forwarded_for=AN_ATTACKER):
                pass
            assert refused.value.response.status_code == 429
            assert refused.value.response.headers["X-Content-Type-Options"] == "nosniff"
            assert refused.value.response.headers["Retry-After"] == "5"
            assert refused.value.response.body is not None
            told = refused.value.response.body.decode()
            assert all(say(language, "too_many_pages.title") in told for language in LANGUAGES)
        for language in LANGUAGES:
            page = {"X-Forwarded-For": AN_ATTACKER, "Accept-Language": language}
            assert say(language, "too_many_pages.text").encode() in ask(behind_a_proxy, "/", headers=page).body
            page = {"X-Forwarded-For": A_VISITOR, "Accept-Language": language}
            assert say(language, "no_line.text").encode() in ask(behind_a_proxy, "/", headers=page).body
        with visit(behind_a_proxy, forwarded_for=A_VISITOR) as visitor:
            assert visitor.open("", "lang=en")
    patience = time.monotonic() + PATIENCE
    while True:
        with suppress(InvalidStatus), visit(behind_a_proxy, forwarded_for=AN_ATTACKER) as visitor:
            assert visitor.open("", "lang=en"), "those that are closed count no more"
            return
        assert time.monotonic() < patience
        time.sleep(0.2)


@pytest.mark.soak
def test_no_proxy_is_trusted_without_the_setting(tmp_path_factory: pytest.TempPathFactory) -> None:
    """uvicorn trusts what the machine itself forwards, when it listens on that only."""
    with running(tmp_path_factory, address=PROXY) as server:
        with visit(server, forwarded_for=AN_ATTACKER) as visitor:
            visitor.open("", "lang=en")
        assert f"the first was {PROXY}." in server.output()
        assert AN_ATTACKER not in server.output()


def test_a_visitor_who_sends_without_pause_waits_and_no_other_does(behind_a_proxy: Server) -> None:
    heartbeat = BackMsg(app_heartbeat=True).SerializeToString()
    with (
        visit(behind_a_proxy, forwarded_for=AN_ATTACKER) as attacker,
        visit(behind_a_proxy, forwarded_for=A_VISITOR) as visitor,
    ):
        attacker.open("", "lang=en")
        visitor.open("", "lang=en")
        started = time.monotonic()
        for _ in range(420):
            attacker.socket.send(heartbeat)
        visitor.run()
        took = time.monotonic() - started
        attacker.run()
        assert time.monotonic() - started > 3, "120 of them wait for the pace of 30 a second"
        assert took < time.monotonic() - started
