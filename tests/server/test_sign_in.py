"""POST /sign-in: a consultant's key for a cookie, and nothing else for anything else."""

from __future__ import annotations

import http.client
import statistics
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from http.cookies import SimpleCookie
from itertools import count
from typing import Final
from urllib.parse import urlencode

import pytest

from assessment.storage import MOST_HOURS, Store, new_key
from assessment.words import say
from server.sign_in import COOKIE
from tests.browser.server import PATIENCE, Server
from tests.server.asking import HOST, Answer, ask, visit
from tests.server.conftest import PUBLIC
from tests.server.test_deletion import told
from tests.server.test_headers import is_guarded

NAMES: Final = (f"Consultant {number}" for number in count())
# Each asks from a network of its own: an address has ten tries in a quarter of an hour.
ADDRESSES: Final = (f"198.51.100.{number}" for number in range(1, 255))


def added(store: Store, name: str) -> str:
    key = new_key()
    assert store.add_consultant(name, key, datetime.now(UTC).date())
    return key


@pytest.fixture
def name() -> str:
    return next(NAMES)


@pytest.fixture
def key(behind_a_proxy: Server, name: str) -> Iterator[str]:
    """The key of a consultant, which the server must not have logged at the end."""
    with behind_a_proxy.store() as store:
        key = added(store, name)
    yield key
    assert key not in behind_a_proxy.output()


def send(
    server: Server, body: bytes, *, method: str = "POST", address: str = "", headers: Mapping[str, str] | None = None
) -> Answer:
    """Send a form from a page of the server, as its proxy passes it on."""
    known = {
        "Origin": f"http://{HOST}:{server.port}",
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Forwarded-For": address or next(ADDRESSES),
    }
    return ask(server, "/sign-in", method, {**known, **(headers or {})}, body)


def form(key: str, language: str = "en") -> bytes:
    return urlencode({"key": key, "lang": language}).encode()


def test_a_right_key_signs_in_with_a_cookie_that_no_script_and_no_other_site_can_use(
    behind_a_proxy: Server, key: str, name: str
) -> None:
    answer = send(behind_a_proxy, form(f" {key}\n", "sv"))
    assert (answer.status, answer.headers["location"]) == (303, "/campaigns?lang=sv")
    is_guarded(answer)
    assert answer.headers["cache-control"] == "no-store"
    cookie = SimpleCookie(answer.headers["set-cookie"])[COOKIE]
    assert cookie["httponly"]
    assert not cookie["secure"], "over http it would not be sent back"
    assert (cookie["samesite"], cookie["path"], cookie["max-age"]) == ("strict", "/", str(MOST_HOURS * 3600))
    with behind_a_proxy.store() as store:
        who = store.signed_in(cookie.value, datetime.now(UTC))
    assert who is not None
    assert who.name == name
    assert cookie.value not in behind_a_proxy.output()


def test_where_browsers_use_https_the_cookie_is_sent_over_nothing_else(public_server: Server) -> None:
    with public_server.store() as store:
        key = added(store, "Consultant")
    answer = send(public_server, form(key), headers={"Host": PUBLIC, "Origin": f"https://{PUBLIC}"})
    assert answer.status == 303
    assert SimpleCookie(answer.headers["set-cookie"])[COOKIE]["secure"]
    assert answer.headers["strict-transport-security"]
    assert key not in public_server.output()


def test_a_page_that_is_open_asks_anew_at_each_run_who_is_signed_in(
    behind_a_proxy: Server, key: str, name: str
) -> None:
    token = SimpleCookie(send(behind_a_proxy, form(key)).headers["set-cookie"])[COOKIE].value
    asks_for_a_key = say("en", "sign_in.text").encode()
    with visit(behind_a_proxy, cookie=f"{COOKIE}={token}") as visitor:
        assert asks_for_a_key not in told(visitor.open("campaigns", "lang=en"))
        with behind_a_proxy.store() as store:
            assert store.revoke(name, datetime.now(UTC).date())
        assert asks_for_a_key in told(visitor.run())


def test_an_unknown_and_a_revoked_key_have_the_same_answer_after_the_same_time(
    behind_a_proxy: Server, key: str, name: str
) -> None:
    with behind_a_proxy.store() as store:
        assert store.revoke(name, datetime.now(UTC).date())
    answers: list[Answer] = []
    took: tuple[list[float], list[float]] = ([], [])
    for _ in range(7):
        for tried, times in zip((key, new_key()), took, strict=True):
            started = time.perf_counter()
            answers.append(send(behind_a_proxy, form(tried)))
            times.append(time.perf_counter() - started)
    assert {(each.status, each.body) for each in answers} == {(403, answers[0].body)}
    assert say("en", "sign_in.wrong").encode() in answers[0].body
    assert not any("set-cookie" in each.headers for each in answers)
    is_guarded(answers[0])
    revoked, unknown = (statistics.median(times) for times in took)
    assert abs(revoked - unknown) < 0.02 + max(revoked, unknown) / 2


@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
def test_no_page_of_another_site_signs_a_browser_in(behind_a_proxy: Server, key: str, origin: str) -> None:
    answer = send(behind_a_proxy, form(key), headers={"Origin": origin})
    assert (answer.status, answer.body) == (403, b"For pages of this server only.")
    assert "set-cookie" not in answer.headers
    is_guarded(answer)


def test_an_address_has_ten_tries_in_a_quarter_of_an_hour_and_others_have_theirs(
    behind_a_proxy: Server, key: str
) -> None:
    address = next(ADDRESSES)
    statuses = [send(behind_a_proxy, form(new_key()), address=address).status for _ in range(10)]
    assert statuses == [403] * 10
    refused = send(behind_a_proxy, form(key, "sv"), address=address)
    assert refused.status == 429
    assert say("sv", "sign_in.too_many").encode() in refused.body
    assert "set-cookie" not in refused.headers
    is_guarded(refused)
    assert send(behind_a_proxy, form(key)).status == 303


@pytest.mark.parametrize("body", [b"", b"\xff%%%;=&&key", b"key=", b"key", b"lang=xx&key=%00"])
def test_what_is_no_form_signs_nobody_in(behind_a_proxy: Server, body: bytes) -> None:
    answer = send(behind_a_proxy, body)
    assert answer.status == 403
    assert "set-cookie" not in answer.headers
    is_guarded(answer)


def test_a_form_that_is_longer_than_any_of_ours_is_not_read_to_its_end(behind_a_proxy: Server, key: str) -> None:
    answer = send(behind_a_proxy, form(key) + b"&more=" + b"x" * 3000)
    assert answer.status == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE"])
def test_only_posting_signs_in(behind_a_proxy: Server, key: str, method: str) -> None:
    answer = send(behind_a_proxy, form(key), method=method)
    assert answer.status != 303
    assert "set-cookie" not in answer.headers
    is_guarded(answer)


def test_a_form_that_breaks_off_harms_nobody(behind_a_proxy: Server, key: str) -> None:
    with closing(http.client.HTTPConnection(HOST, behind_a_proxy.port, timeout=PATIENCE)) as connection:
        connection.putrequest("POST", "/sign-in")
        connection.putheader("Origin", f"http://{HOST}:{behind_a_proxy.port}")
        connection.putheader("Content-Length", "60")
        connection.endheaders(form(key)[:20])
    assert send(behind_a_proxy, form(key)).status == 303


def test_while_the_database_is_away_nobody_is_signed_in_and_a_sentence_says_so(
    behind_a_proxy: Server, key: str
) -> None:
    file = behind_a_proxy.database
    away = file.rename(file.with_name("away.db"))
    try:
        answer = send(behind_a_proxy, form(key, "sv"))
    finally:
        away.rename(file)
    assert answer.status == 503
    assert say("sv", "sign_in.trouble").encode() in answer.body
    assert answer.headers["retry-after"] == "5"
    assert "set-cookie" not in answer.headers
    is_guarded(answer)
    assert send(behind_a_proxy, form(key)).status == 303
