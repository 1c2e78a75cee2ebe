"""Which requests are let in."""

from __future__ import annotations

import json
import re

import pytest

from server.settings import PublicAddress, Settings, UnsafeSettings
from tests.browser.server import Server
from tests.browser.test_prospect import published
from tests.server.asking import HOST, ask, refusal
from tests.server.conftest import CONTROLLER, PUBLIC, SECRET
from tests.server.test_headers import is_guarded

CLOSED = [
    ("GET", "/_stcore/metrics"),
    ("GET", "/_stcore/metrics?families=session_events"),
    ("OPTIONS", "/_stcore/metrics"),
    ("POST", "/_stcore/agent/interact"),
    ("GET", "/_stcore/agent/interact"),
    ("GET", "/_stcore/agent/openapi.json"),
    ("POST", "/_stcore/agent/mcp"),
    ("POST", "/_stcore/agent/mcp/"),
    ("GET", "/_stcore/script-health-check"),
    ("GET", "/_stcore/stream"),
    ("GET", "/_stcore/of-a-later-version"),
    ("PUT", "/_stcore/upload_file/5f0a0f3e-0000-0000-0000-000000000000/1"),
    ("DELETE", "/_stcore/upload_file/5f0a0f3e-0000-0000-0000-000000000000/1"),
    ("GET", "/oauth2callback"),
    ("GET", "/oauth2callback?code=1&state=2"),
    ("GET", "/auth/login"),
    ("GET", "/auth/logout"),
    ("GET", "/./static/js/index.js"),
    ("GET", "/%2e/static/js/index.js"),
    ("GET", "/results/../static/js/index.js"),
    ("GET", "/component/any.thing/index.html"),
    ("GET", "/app/static/anything"),
    ("GET", "/media/0123456789abcdef.pdf"),
    ("HEAD", "/media/0123456789abcdef.pdf"),
]


@pytest.mark.parametrize(("method", "path"), CLOSED)
def test_routes_that_the_page_does_not_need_are_closed(server: Server, method: str, path: str) -> None:
    answer = ask(server, path, method)
    assert (answer.status, answer.body) == (404, b"" if method == "HEAD" else b"Not found.")
    is_guarded(answer)


@pytest.mark.parametrize(
    "folder", ["", "static", "files", "media", "app/static", "component/a.b", "_stcore/bidi-components"]
)
@pytest.mark.parametrize("up", ["../", "..%2f", "%2e%2e/", "..\\", "..%5c", "%252e%252e%252f", "....//", "/"])
def test_no_path_leads_out_of_the_folders_that_are_served(server: Server, folder: str, up: str) -> None:
    for target in ("etc/passwd", "README.md", "data/secret"):
        answer = ask(server, f"/{folder}/{up * 9}{target}")
        for content in (b"root:x:", b"## Two commands", SECRET.encode()):
            assert content not in answer.body
        is_guarded(answer)


def test_the_page_accepts_messages_from_no_other_host(server: Server) -> None:
    answer = ask(server, "/_stcore/host-config")
    assert json.loads(answer.body)["allowedOrigins"] == []
    assert b"streamlit.app" not in answer.body


def test_a_visitor_from_the_servers_own_page_is_let_in(server: Server, public_server: Server) -> None:
    assert refusal(server) is None
    assert refusal(server, host=f"LOCALHOST:{server.port}", origin=f"http://localhost:{server.port}") is None
    assert refusal(public_server, host=PUBLIC, origin=f"https://{PUBLIC}") is None
    assert refusal(public_server, host=PUBLIC.upper(), origin=f"https://{PUBLIC}") is None
    assert refusal(public_server, host=f"{PUBLIC}:443", origin=f"https://{PUBLIC}") is None


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "null",
        "https://evil.example",
        "http://localhost:1",
        "http://localhost",
        "https://anything.streamlit.app",
        "file://",
        "not an origin",
    ],
)
def test_another_origin_or_none_gets_no_websocket(server: Server, public_server: Server, origin: str | None) -> None:
    refused = refusal(server, origin=origin)
    assert refused is not None
    assert refused.status_code == 403
    assert refused.headers["Referrer-Policy"] == "no-referrer"
    refused = refusal(public_server, host=PUBLIC, origin=origin)
    assert refused is not None
    assert refused.status_code == 403


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("evil.example", "https://evil.example"),
        (f"{PUBLIC}.evil.example", f"https://{PUBLIC}.evil.example"),
        (f"{PUBLIC}:8443", f"https://{PUBLIC}:8443"),
        (f"{HOST}:8501", f"http://{HOST}:8501"),
        ("localhost", f"https://{PUBLIC}"),
    ],
)
def test_with_a_public_address_no_other_host_is_served(public_server: Server, host: str, origin: str) -> None:
    for path in ("/", "/results", "/_stcore/host-config", "/static/nothing.js", "/_stcore/metrics"):
        answer = ask(public_server, path, headers={"Host": host})
        assert answer.status == 400
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    refused = refusal(public_server, host=host, origin=origin)
    assert refused is not None
    assert refused.status_code == 400


def test_the_public_address_is_served_and_browsers_stay_with_https(public_server: Server) -> None:
    answer = ask(public_server, "/", headers={"Host": PUBLIC})
    assert answer.status == 200
    assert answer.headers["strict-transport-security"].startswith("max-age=")


def test_the_preview_of_a_link_has_a_picture_at_the_public_address_that_other_pages_may_show(
    public_server: Server,
) -> None:
    with public_server.store() as store:
        _, _, code = published(store)
    ask(public_server, "/healthz")  # Opens the database, for which no page would wait.
    address = re.compile(r'<meta property="og:image" content="([^"]+)">')
    for page, path in (
        ("/", "/preview.png"),
        ("/results?view=AAAAAAAAAAAAAAAAAAAAAA", "/preview.png"),
        (f"/?c={code}", f"/logo/{code}.png"),
    ):
        found = address.findall(ask(public_server, page, headers={"Host": PUBLIC}).body.decode())
        assert found == [f"https://{PUBLIC}{path}"]
        picture = ask(public_server, path, headers={"Host": PUBLIC})
        assert (picture.status, picture.headers["content-type"]) == (200, "image/png")
        assert picture.body.startswith(b"\x89PNG")
        assert picture.headers["cache-control"].startswith("public")
        assert picture.headers["cross-origin-resource-policy"] == "cross-origin"
    own = ask(public_server, "/results", headers={"Host": PUBLIC}).headers
    assert own["cross-origin-resource-policy"] == "same-origin"


def test_over_http_the_origin_is_another_one(public_server: Server) -> None:
    assert refusal(public_server, host=PUBLIC, origin=f"http://{PUBLIC}") is not None


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://example.org", "https://example.org"),
        ("https://Example.org/", "https://example.org"),
        ("https://example.org:443/drivkraft", "https://example.org"),
        ("https://example.org:8443", "https://example.org:8443"),
        ("http://localhost:8501", "http://localhost:8501"),
        ("http://127.0.0.1", "http://127.0.0.1"),
        ("https://[2001:db8::1]:444", "https://[2001:db8::1]:444"),
    ],
)
def test_the_public_address_is_an_origin(url: str, origin: str) -> None:
    safe = {"DRIVKRAFT_SECRET": SECRET, "DRIVKRAFT_CONTROLLER": CONTROLLER}
    settings = Settings.read({"DRIVKRAFT_PUBLIC_URL": url, **safe})
    assert settings.public is not None
    assert settings.public.origin == origin


@pytest.mark.parametrize(
    "url", ["http://example.org", "example.org", "ftp://example.org", "https://", "https://a:b@c.org", "https://a:x"]
)
def test_an_unsafe_public_address_is_refused_with_one_sentence(url: str) -> None:
    with pytest.raises(UnsafeSettings) as refused:
        PublicAddress.of(url)
    sentence = str(refused.value)
    assert "DRIVKRAFT_PUBLIC_URL" in sentence
    assert "\n" not in sentence
    assert sentence.endswith(".")


def test_without_a_public_address_any_host_is_accepted() -> None:
    assert Settings.read({}).public is None
    assert Settings.read({"DRIVKRAFT_PUBLIC_URL": " "}).public is None
