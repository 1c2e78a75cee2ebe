"""Two replicas behind nginx as hosting/ sets them up: encrypted, for visitors from anywhere."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime
from http.cookies import SimpleCookie
from statistics import quantiles
from typing import Final

import pytest
from playwright.sync_api import expect, sync_playwright
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from assessment.storage import new_key
from benchmarks.replicas import LIMIT, Course, answered
from server.connections import MOST_OPEN
from server.sign_in import COOKIE
from tests.amounts import IS_SOAK
from tests.browser.chromium import find_chromium
from tests.browser.server import PATIENCE
from tests.hosted.files import command
from tests.hosted.nginx import A_VISITOR, NAME, Nginx
from tests.hosted.replicas import Replicas, replicas
from tests.server.asking import HOST, Answer, Visit, ask, knock
from tests.server.test_deletion import told
from tests.server.test_files import RATINGS
from tests.server.test_headers import ROUTES, file_of_streamlit

AN_ATTACKER: Final = "127.0.0.3"
# What every answer has, beside how long it may be kept.
GUARDS: Final = {
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "strict-transport-security": "max-age=31536000",
}


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replicas]:
    with replicas(tmp_path_factory.mktemp("replicas")) as found:
        if found is None:
            pytest.skip("nginx or Redis is missing: install Debian's nginx-light and redis-server to run these")
        yield found
        for server in found.servers:
            assert "Traceback" not in server.output()
            assert "denied" not in server.output(), "it needs to write nothing in the image"


@pytest.fixture
def hosted(started: Replicas) -> Replicas:
    """Both replicas running."""
    started.start()
    return started


@pytest.fixture
def proxy(hosted: Replicas) -> Nginx:
    return hosted.proxy


@contextmanager
def visit(proxy: Nginx, *, origin: str | None = None, peer: str = A_VISITOR, cookie: str = "") -> Iterator[Visit]:
    """A page open without a browser."""
    with connect(
        f"ws://{proxy.host}/_stcore/stream",  # the line is encrypted already
        sock=proxy.connected(peer),
        origin=Origin(origin or proxy.url),
        additional_headers={"Cookie": cookie} if cookie else None,
        max_size=None,
        open_timeout=PATIENCE,
    ) as socket:
        yield Visit(socket)


def consultant(hosted: Replicas, name: str) -> str:
    """The key of a new consultant."""
    key = new_key()
    with hosted.servers[0].store() as store:
        assert store.add_consultant(name, key, date(2026, 11, 29))
    return key


def signs_in(proxy: Nginx, key: str, peer: str) -> Answer:
    return proxy.ask("/sign-in", "POST", {"Origin": proxy.url}, f"key={key}&lang=en".encode(), peer=peer)


def is_guarded(answer: Answer) -> None:
    assert {name: answer.headers[name] for name in GUARDS} == GUARDS, "each of them once"
    assert answer.headers["content-security-policy"].count("frame-ancestors 'none'") == 1
    assert re.fullmatch(r"no-store|public,( immutable,)? max-age=\d+", answer.headers["cache-control"])
    assert answer.headers["server"] == "nginx", "no version"


def test_every_answer_from_outside_has_the_headers(hosted: Replicas, proxy: Nginx) -> None:
    routes = [*ROUTES, ("GET", file_of_streamlit(hosted.servers[0], {"Host": proxy.host})), ("POST", "/sign-in")]
    for method, path in routes:
        is_guarded(proxy.ask(path, method))
    for refused, status in (
        (proxy.ask("/", headers={"Host": "elsewhere.example"}), 400),
        (signs_in(proxy, "", A_VISITOR), 403),
        (proxy.ask("/sign-in", "POST", {"Origin": proxy.url}, b"key=" + b"A" * 3000), 413),  # by nginx itself
        (proxy.ask("/", headers={"Content-Length": "nonsense"}), 400),
        (proxy.ask("/" + "a" * 10_000), 414),
    ):
        assert refused.status == status
        is_guarded(refused)
    plain = proxy.asked_plainly("/plan?lang=sv")
    assert (plain.status, plain.headers["location"]) == (301, f"https://{NAME}/plan?lang=sv")


def test_a_page_is_connected_through_it_and_one_of_another_origin_is_not(proxy: Nginx) -> None:
    with visit(proxy) as visitor:
        assert "start_quick" in str(visitor.open("", "lang=en"))
    with pytest.raises(InvalidStatus) as refused, visit(proxy, origin="https://elsewhere.example"):
        pass
    assert refused.value.response.status_code == 403


def test_whoever_claims_other_addresses_counts_as_the_one_they_come_from(hosted: Replicas, proxy: Nginx) -> None:
    server = hosted.servers[0]

    def opening(number: int) -> bytes:
        asked = knock(server, forwarded_for=f"198.51.{number // 250}.{number % 250}").decode()
        return (
            asked.replace(f"http://{HOST}:{server.port}", proxy.url)
            .replace(f"{HOST}:{server.port}", proxy.host)
            .encode()
        )

    with ExitStack() as lines:
        for number in range(MOST_OPEN + 1):
            line = lines.enter_context(proxy.connected(AN_ATTACKER))
            line.sendall(opening(number))
            assert line.recv(12) == (b"HTTP/1.1 101" if number < MOST_OPEN else b"HTTP/1.1 429")
        with visit(proxy) as visitor:
            assert visitor.open("", "lang=en")
    assert "count as one" not in "".join(each.output() for each in hosted.servers)


def test_whoever_signs_in_on_one_replica_is_known_on_the_other_until_the_key_is_revoked(
    hosted: Replicas, proxy: Nginx
) -> None:
    here, there = hosted.addresses()
    key = consultant(hosted, "Havsnäs Rådgivning")
    answer = signs_in(proxy, key, here)
    assert (answer.status, answer.headers["location"]) == (303, "/campaigns?lang=en")
    (given,) = SimpleCookie(answer.headers["set-cookie"]).values()
    assert (given.key, given["httponly"], given["secure"], given["samesite"]) == (COOKIE, True, True, "strict")
    cookie = f"{COOKIE}={given.value}"
    for peer in (there, here):
        with visit(proxy, peer=peer, cookie=cookie) as visitor:
            visitor.open("campaigns", "lang=en")
            assert "sign_in_form" not in visitor.components
    with hosted.servers[1].store() as store:
        assert store.signed_in(given.value, datetime.now(UTC)) is not None
        assert store.revoke("Havsnäs Rådgivning", date(2026, 11, 29))
    for peer in (there, here):
        with visit(proxy, peer=peer, cookie=cookie) as visitor:
            visitor.open("campaigns", "lang=en")
            assert "sign_in_form" in visitor.components
    for secret in (key, given.value):
        assert secret not in proxy.everything_logged()


def test_both_replicas_count_the_same_tries_to_sign_in(hosted: Replicas, proxy: Nginx) -> None:
    here, _ = hosted.addresses()
    other = hosted.servers[1]
    assert [signs_in(proxy, "AAAAAAAAAAAAAAAAAAAAAA", here).status for _ in range(12)][-1] == 429
    sent = {"Host": proxy.host, "Origin": proxy.url, "X-Forwarded-For": here}
    assert ask(other, "/sign-in", "POST", sent, b"key=AAAAAAAAAAAAAAAAAAAAAA").status == 429
    sent["X-Forwarded-For"] = "203.0.113.9"
    assert ask(other, "/sign-in", "POST", sent, b"key=AAAAAAAAAAAAAAAAAAAAAA").status == 403


def test_a_page_in_chromium_signs_in_through_it(hosted: Replicas, proxy: Nginx) -> None:
    path = find_chromium()
    if path is None:
        pytest.skip("Chromium is missing: make browser installs it")
    key = consultant(hosted, "Chromium")
    options = ["--no-sandbox", f"--host-resolver-rules=MAP {NAME} {HOST}", "--ignore-certificate-errors"]
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=path, args=options) as browser:
        page = browser.new_context(locale="sv-SE").new_page()
        page.goto(f"{proxy.url}/campaigns?lang=sv")
        page.locator(".st-key-sign_in_key input").fill(key)
        page.locator(".st-key-sign_in button").click()
        expect(page.locator(".st-key-sign_in_key")).to_have_count(0, timeout=PATIENCE * 1000)
        expect(page.locator("h1").first).to_be_visible(timeout=PATIENCE * 1000)
        assert [each["name"] for each in page.context.cookies()] == [COOKIE]


def test_the_health_check_of_the_image_says_whether_a_replica_runs(hosted: Replicas) -> None:
    _, *words = command("HEALTHCHECK")
    here = [word.replace("8501", str(hosted.servers[0].port)) for word in words]
    assert here != words
    assert subprocess.run([sys.executable, *here], check=False).returncode == 0
    nowhere = [word.replace("8501", "9") for word in words]
    assert subprocess.run([sys.executable, *nowhere], check=False, capture_output=True).returncode == 1


def test_a_file_comes_from_either_replica_and_no_log_has_its_link_or_a_key(hosted: Replicas, proxy: Nginx) -> None:
    here, there = hosted.addresses()
    key = hosted.servers[0].begun({"form": "quick", **RATINGS})
    assert proxy.ask(f"/results?lang=sv&r={key}", peer=here).status == 200
    with visit(proxy, peer=here) as visitor:
        pdf = re.search(rb"/files/[\w.-]+/[\w%.-]+\.pdf", told(visitor.open("report", f"lang=sv&r={key}")))
    assert pdf is not None
    for peer in (here, there):
        file = proxy.ask(pdf[0].decode(), peer=peer)
        assert file.status == 200
        assert file.body.startswith(b"%PDF")
    assert proxy.logged('"GET /results"')
    assert proxy.logged('"GET /files/"')
    for secret in (key, pdf[0].split(b"/")[2].decode(), here, there):
        assert secret not in proxy.everything_logged().replace(f'"GET /{secret}"', "")
        assert secret not in "".join(each.output() for each in hosted.servers)


def test_a_replica_is_killed_and_started_again_and_no_acknowledged_answer_is_lost(hosted: Replicas) -> None:
    short = Course(respondents=10, every=0.5, before=1.5, away=0, disturbed=3, after=1.5)
    fate = answered(hosted, Course() if IS_SOAK else short)
    assert fate.lost == 0
    assert 0 < fate.moved < (200 if IS_SOAK else 10), "those on the other replica notice nothing"
    assert fate.acknowledged > (1000 if IS_SOAK else 50)
    # At the gate other tests run beside, on the same processors.
    assert not IS_SOAK or quantiles(fate.calm, n=20)[-1] < LIMIT


def test_while_no_replica_answers_people_read_so_and_no_log_has_a_key(hosted: Replicas, proxy: Nginx) -> None:
    for server in hosted.servers:
        server.stop()
    key = new_key()
    away = proxy.ask(f"/plan?lang=sv&r={key}")
    assert away.status == 502
    assert "Försök igen om en stund" in away.body.decode()
    assert "Try again in a while" in away.body.decode()
    is_guarded(away)
    assert proxy.logged('"GET /plan"')
    assert proxy.everything_logged().count("GET") == proxy.log.read_text(encoding="utf-8").count("GET")
    assert key not in proxy.everything_logged()
