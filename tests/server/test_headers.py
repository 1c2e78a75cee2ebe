"""The headers of every answer, which protect the key and the page."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping

import pytest
from starlette.types import Message, Receive, Scope, Send

from server.headers import SecurityHeaders, content_security_policy
from tests.browser.server import Server
from tests.server.asking import Answer, ask, visit

# Pages, Streamlit's own routes, its files, files of components, and what is not there or not allowed.
ROUTES = [
    ("GET", "/"),
    ("HEAD", "/"),
    ("POST", "/"),
    ("GET", "/results?r=AAAAAAAAAAAAAAAAAAAAAA"),
    ("GET", "/results/?r=AAAAAAAAAAAAAAAAAAAAAA"),
    ("GET", "/nowhere"),
    ("GET", "/favicon.png"),
    ("GET", "/_stcore/health"),
    ("OPTIONS", "/_stcore/health"),
    ("GET", "/_stcore/host-config"),
    ("GET", "/_stcore/bidi-components/nothing/here.js"),
    ("GET", "/media/0123.pdf"),
    ("GET", "/files/0123/a.pdf"),
    ("GET", "/logo/kAAAAAAAAAAAAAAAAAAAAAA.png"),
    ("GET", "/healthz"),
    ("GET", "/livez"),
    ("GET", "/sign-in"),
    ("POST", "/sign-in"),
    ("GET", "/static/nothing.js"),
    ("GET", "//elsewhere.example/x"),
    ("GET", "/..%2f..%2fetc/passwd"),
]


def file_of_streamlit(server: Server, headers: Mapping[str, str] | None = None) -> str:
    found = re.search(rb'href="\.(/static/js/[\w.-]+\.js)"', ask(server, "/", headers=headers).body)
    assert found is not None
    return found[1].decode()


def is_guarded(answer: Answer) -> None:
    headers = answer.headers
    policy = headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-eval" not in policy
    assert not re.search(r"https?:|\*|//", policy), "no other host"
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert not any(name.startswith("access-control-") for name in headers)
    assert "server" not in headers
    assert "x-powered-by" not in headers
    assert "strict-transport-security" not in headers, "over http it means nothing"


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_no_answer_can_be_framed_or_reveals_its_address(server: Server, method: str, path: str) -> None:
    answer = ask(server, path, method, {"Origin": "https://evil.example"})
    is_guarded(answer)


@pytest.mark.parametrize(("method", "path"), [route for route in ROUTES if route[1] != "/favicon.png"])
def test_no_cache_keeps_an_answer(server: Server, method: str, path: str) -> None:
    assert ask(server, path, method).headers["cache-control"] == "no-store"


def test_caches_may_keep_what_is_the_same_for_everyone(server: Server) -> None:
    answer = ask(server, file_of_streamlit(server))
    is_guarded(answer)
    assert answer.status == 200
    assert "immutable" in answer.headers["cache-control"]


def test_an_accepted_websocket_has_the_headers_and_no_name_of_the_server(server: Server) -> None:
    with visit(server) as visitor:
        assert visitor.socket.response is not None
        headers = visitor.socket.response.headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert not {"server", "x-powered-by"} & {name.lower() for name in headers}


def test_the_policy_names_the_scripts_in_the_page_by_their_hashes() -> None:
    policy = content_security_policy(["\n  window.prerenderReady = false\n"])
    assert policy.count("'sha256-") == 1
    assert policy != content_security_policy(["\n  window.prerenderReady = true\n"])


def test_no_cookie_is_set(server: Server) -> None:
    for method, path in ROUTES:
        assert "set-cookie" not in ask(server, path, method).headers, path


def test_an_error_of_the_server_has_the_headers_and_reveals_nothing(caplog: pytest.LogCaptureFixture) -> None:
    async def faulty(scope: Scope, receive: Receive, send: Send) -> None:
        raise RuntimeError("of nobody's business")

    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    scope = {"type": "http", "method": "GET", "path": "/", "headers": []}
    asyncio.run(SecurityHeaders(faulty, is_encrypted=True)(scope, receive, send))
    started, body = sent
    headers = {name.decode(): value.decode() for name, value in started["headers"]}
    assert started["status"] == 500
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["strict-transport-security"].startswith("max-age=")
    assert headers["cache-control"] == "no-store"
    assert body["body"] == b"Internal Server Error"
    assert "of nobody's business" in caplog.text, "the operator can read it"
