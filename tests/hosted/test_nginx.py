"""The server behind nginx, as docs/nginx.conf puts it there: encrypted, for visitors from anywhere."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from server.connections import MOST_OPEN
from tests.browser.server import PATIENCE, Server
from tests.hosted.nginx import Nginx, nginx
from tests.server.asking import HOST, Answer, Visit, knock
from tests.server.conftest import CONTROLLER, running
from tests.server.test_deletion import told
from tests.server.test_files import RATINGS

A_VISITOR, AN_ATTACKER = "127.0.0.2", "127.0.0.3"


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    with nginx(tmp_path_factory.mktemp("nginx")) as found:
        if found is None:
            pytest.skip("nginx is missing: install Debian's nginx-light to run these")
        yield found


@pytest.fixture(scope="module")
def behind(proxy: Nginx, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server, to which the proxy passes everything on."""
    environment = {
        "DRIVKRAFT_PUBLIC_URL": proxy.url,
        "DRIVKRAFT_TRUSTED_PROXIES": HOST,
        "DRIVKRAFT_CONTROLLER": CONTROLLER,
    }
    with running(tmp_path_factory, environment) as server:
        proxy.start(server.port)
        yield server


def ask(proxy: Nginx, path: str, headers: Mapping[str, str] | None = None) -> Answer:
    """Ask over HTTPS; `headers` may name another Host."""
    with closing(http.client.HTTPConnection(HOST, proxy.port)) as connection:
        connection.sock = proxy.connected(A_VISITOR)
        connection.putrequest("GET", path, skip_host=True, skip_accept_encoding=True)
        for name, value in {"Host": proxy.host, **(headers or {})}.items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())


@contextmanager
def visit(proxy: Nginx, *, origin: str | None = None, peer: str = A_VISITOR) -> Iterator[Visit]:
    """A page open without a browser."""
    with connect(
        f"ws://{proxy.host}/_stcore/stream",  # the line is encrypted already
        sock=proxy.connected(peer),
        origin=Origin(origin or proxy.url),
        max_size=None,
        open_timeout=PATIENCE,
    ) as socket:
        yield Visit(socket)


@pytest.mark.usefixtures("behind")
def test_pages_come_through_with_their_headers_under_their_address_alone(proxy: Nginx) -> None:
    answer = ask(proxy, "/results?lang=en")
    assert answer.status == 200
    assert answer.headers["strict-transport-security"].startswith("max-age=")
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["server"] == "nginx", "no version"
    assert ask(proxy, "/", {"Host": "elsewhere.example"}).status == 400


@pytest.mark.usefixtures("behind")
def test_a_page_is_connected_through_it_and_one_of_another_origin_is_not(proxy: Nginx) -> None:
    with visit(proxy) as visitor:
        assert "start_quick" in str(visitor.open("", "lang=en"))
    with pytest.raises(InvalidStatus) as refused, visit(proxy, origin="https://elsewhere.example"):
        pass
    assert refused.value.response.status_code == 403


def test_whoever_claims_other_addresses_counts_as_the_one_they_come_from(proxy: Nginx, behind: Server) -> None:
    def opening(number: int) -> bytes:
        asked = knock(behind, forwarded_for=f"198.51.{number // 250}.{number % 250}").decode()
        return (
            asked.replace(f"http://{HOST}:{behind.port}", proxy.url)
            .replace(f"{HOST}:{behind.port}", proxy.host)
            .encode()
        )

    with ExitStack() as lines:
        for number in range(MOST_OPEN + 1):
            line = lines.enter_context(proxy.connected(AN_ATTACKER))
            line.sendall(opening(number))
            assert line.recv(12) == (b"HTTP/1.1 101" if number < MOST_OPEN else b"HTTP/1.1 429")
        with visit(proxy) as visitor:
            assert visitor.open("", "lang=en")
    assert "count as one" not in behind.output()


def test_its_log_has_no_key_and_no_link_to_a_file(proxy: Nginx, behind: Server) -> None:
    key = behind.begun({"form": "quick", **RATINGS})
    assert ask(proxy, f"/results?lang=sv&r={key}").status == 200
    with visit(proxy) as visitor:
        pdf = re.search(rb"/files/[\w.-]+/[\w%.-]+\.pdf", told(visitor.open("report", f"lang=sv&r={key}")))
    assert pdf is not None
    file = ask(proxy, pdf[0].decode())
    assert file.status == 200
    assert file.body.startswith(b"%PDF")
    behind.stop()
    assert ask(proxy, f"/plan?lang=sv&r={key}").status == 502
    behind.start()
    logged = proxy.log.read_text(encoding="utf-8")
    for page in ("/results", "/files/", "/plan"):
        assert f'"GET {page}"' in logged
    assert proxy.everything_logged().count("GET") == logged.count("GET")
    for secret in (key, pdf[0].split(b"/")[2].decode()):
        assert secret not in proxy.everything_logged()
