"""No key is in a log, whoever writes it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.components.v2.bidi_component import serialization
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.state.common import WidgetMetadata
from streamlit.runtime.state.session_state import WStates
from uvicorn.logging import AccessFormatter
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from assessment.storage import new_key
from server.logs import Seldom, keep_keys_out, limit_nonsense, without_keys
from tests.amounts import sample
from tests.browser.server import Server
from tests.server.asking import HOST, ask, refused_start, visit

KEY = "Zx3_k-9QwErTyUiOpAsD4g"
SESSION = "5f0a0f3e-1b2c-4d5e-8f90-0123456789ab"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (f"GET /results?lang=sv&r={KEY} 200", "GET /results?lang=sv&r=… 200"),
        (f"GET /results?view={KEY}&lang=sv 200", "GET /results?view=…&lang=sv 200"),
        (f"url=https%3A%2F%2Fexample.org%2F%3Fr%3D{KEY}", "url=https%3A%2F%2Fexample.org%2F%3Fr%3D…"),
        (f"Session with id {SESSION} is already connected!", "Session with id … is already connected!"),
        ("GET /files/eyJhIjoxfQ.ZzZ.abc-_1/answers.pdf", "GET /files/…/answers.pdf"),
        ("Saved 3 of 4 in 0.2 s, lang=en, at=ability", "Saved 3 of 4 in 0.2 s, lang=en, at=ability"),
    ],
)
def test_a_line_has_everything_but_the_key(text: str, written: str) -> None:
    assert without_keys(text) == written


@pytest.fixture
def _discreet() -> Iterator[None]:
    before = logging.getLogRecordFactory()
    keep_keys_out()
    yield
    logging.setLogRecordFactory(before)


@pytest.mark.usefixtures("_discreet")
def test_the_key_is_left_out_of_messages_arguments_and_tracebacks(caplog: pytest.LogCaptureFixture) -> None:
    log = logging.getLogger("tests.logs")
    log.warning("plain r=%s", 1)
    log.warning(f"in the text ?r={KEY}")  # noqa: G004 - as others write it
    log.warning("as an argument %s of %d", f"/?view={KEY}", 3)
    log.warning("by name %(where)s", {"where": Path(f"/?r={KEY}")})
    try:
        int(f"/results?r={KEY}")
    except ValueError:
        log.exception("in a traceback")
    assert KEY not in caplog.text
    assert "plain r=1" in caplog.text
    assert "/?view=… of 3" in caplog.text
    assert "base 10: '/results?r=…'" in caplog.text
    assert "Traceback" in caplog.text


@pytest.mark.usefixtures("_discreet")
def test_what_no_page_sends_is_one_line_and_an_error_of_a_page_is_logged_whole(
    caplog: pytest.LogCaptureFixture,
) -> None:
    log, states = logging.getLogger("tests.logs"), WStates()
    states.set_widget_from_proto(WidgetState(id="a", json_value='["What nobody chose'))
    states.set_widget_metadata(WidgetMetadata("a", str, str, "json_value"))
    with pytest.raises(ValueError, match="Unterminated string") as crafted:
        states["a"]
    log.error("Uncaught app execution", exc_info=crafted.value)
    assert caplog.text.count("\n") == 1
    assert "A control was set to what no page sends (JSONDecodeError)." in caplog.text
    with pytest.raises(KeyError) as ours:
        states["not on the page"]
    log.error("Uncaught app execution", exc_info=ours.value)
    assert "KeyError: 'not on the page'" in caplog.text
    assert "Traceback" in caplog.text


@pytest.mark.usefixtures("_discreet")
def test_what_no_page_sends_is_one_line_a_minute_whichever_part_of_streamlit_reads_it() -> None:
    logs = [logging.getLogger(f"streamlit.{name}") for name in ("error_util", serialization.__name__.partition(".")[2])]
    before = [log.filters[:] for log in logs]
    states = WStates()
    states.set_widget_from_proto(WidgetState(id="a", json_value="["))
    states.set_widget_metadata(WidgetMetadata("a", str, str, "json_value"))
    with pytest.raises(ValueError, match="Expecting value") as crafted:
        states["a"]
    said = (type(crafted.value), crafted.value, crafted.tb)
    limit_nonsense()
    passed = [log.filter(log.makeRecord(log.name, 30, "", 1, "Failed", (), said)) for log in (*logs, *logs)]
    assert list(map(bool, passed)) == [True, False, False, False]
    for log, own in zip(logs, before, strict=True):
        log.filters[:] = own


def test_what_anyone_can_cause_is_a_line_a_minute_and_says_how_often_it_came(caplog: pytest.LogCaptureFixture) -> None:
    now = [100.0]
    log, seldom = logging.getLogger("tests.logs"), Seldom("Nonsense from %s.", "Other nonsense.", now=lambda: now[0])
    log.addFilter(seldom)
    for seconds in (0, 0, 59, 1, 0, 60):
        now[0] += seconds
        log.warning("Nonsense from %s.", "there")
        log.warning("Not nonsense.")
    log.warning("Other nonsense.")
    log.removeFilter(seldom)
    said = [line for line in caplog.messages if line != "Not nonsense."]
    assert said == [
        "Nonsense from there.",
        "Nonsense from there. Before it, 2 more came.",
        "Nonsense from there. Before it, 1 more came.",
        "Other nonsense.",
    ]
    assert caplog.messages.count("Not nonsense.") == 6


@pytest.mark.usefixtures("_discreet")
def test_an_access_log_has_addresses_without_keys(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The handler is the same for all tests.
    monkeypatch.setattr(
        caplog.handler, "formatter", AccessFormatter("%(request_line)s %(status_code)s", use_colors=False)
    )
    logging.getLogger("uvicorn.access").warning('%s - "%s %s HTTP/%s" %d', "1.2.3.4:5", "GET", f"/?r={KEY}", "1.1", 200)
    assert "GET /?r=… HTTP/1.1 200 OK" in caplog.text


def test_a_server_that_is_provoked_writes_no_key_and_no_session(server: Server) -> None:
    key, before = server.begun({"form": "quick", "ratings.ABI01.new": 3}), len(server.output())
    for path in (f"/?r={key}", f"/results/?r={key}", f"/_stcore/metrics?r={key}", f"/media/{key}", f"//x?r={key}"):
        ask(server, path, headers={"Referer": f"http://{HOST}/?r={key}"})
    with visit(server) as first:
        heard = first.open("questions", f"lang=en&r={key}")
        session = next(m.new_session.initialize.session_id for m in heard if m.WhichOneof("type") == "new_session")
        # Somebody takes the session over, which Streamlit writes about.
        with connect(
            f"ws://{HOST}:{server.port}/_stcore/stream?r={key}",
            origin=Origin(f"http://{HOST}:{server.port}"),
            subprotocols=[Subprotocol("streamlit"), Subprotocol("-"), Subprotocol(session)],
        ) as second:
            second.send(b"\xff")
    for unknown in (new_key(), f"{key}x", "r=" + key):
        with visit(server) as visitor:
            visitor.open("results", f"lang=sv&r={unknown}")
    said = server.output()[before:]
    assert "already connected" in said
    for secret in (key, session):
        assert secret not in said


@pytest.mark.parametrize("url", sample("http://example.org", rest=["nonsense"]))
def test_unsafe_settings_stop_the_start_with_one_sentence(tmp_path: Path, url: str) -> None:
    sentence = refused_start({"DATABASE_URL": f"sqlite:///{tmp_path / 'a.db'}", "DRIVKRAFT_PUBLIC_URL": url})
    assert sentence.startswith("DRIVKRAFT_PUBLIC_URL is ")
