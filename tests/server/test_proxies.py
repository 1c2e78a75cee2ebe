"""Who sent a request, with and without proxies in front of the server."""

from __future__ import annotations

import asyncio
import logging

import pytest
from starlette.types import Message, Receive, Scope, Send

from server.proxies import Proxies
from server.settings import Settings, UnsafeSettings

IN_THE_OPEN = {
    "DRIVKRAFT_PUBLIC_URL": "https://example.org",
    "DRIVKRAFT_SECRET": "s" * 32,
    "DRIVKRAFT_CONTROLLER": "Example Ltd",
    "DRIVKRAFT_CONTACT": "privacy@example.org",
    "DRIVKRAFT_LEGAL_BASIS": "legitimate interest",
}
TRUSTED = "10.0.0.0/8, 2001:db8:ffff::1"


async def _nothing() -> Message:
    return {"type": "websocket.disconnect"}


async def _to_nobody(message: Message) -> None:
    """Send nothing."""


def counted_as(proxies: str, peer: str | None, *forwarded: str, kind: str = "websocket") -> str | None:
    """The address that a request counts as, to the app behind the layer."""
    found: list[Scope] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        found.append(scope)

    layer = Proxies(app, trusted=Settings.read({"DRIVKRAFT_TRUSTED_PROXIES": proxies}).trusted_proxies)
    scope = {
        "type": kind,
        "client": (peer, 1234) if peer else None,
        "headers": [(b"x-forwarded-for", each.encode()) for each in forwarded],
    }
    asyncio.run(layer(scope, _nothing, _to_nobody))
    client = found[0]["client"]
    return client[0] if client else None


@pytest.mark.parametrize(
    ("peer", "forwarded", "counted"),
    [
        # Nobody in between.
        ("203.0.113.7", [], "203.0.113.7"),
        ("::ffff:203.0.113.7", [], "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", [], "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::", [], "2001:db8:1:2::"),
        ("2001:db8:1:3::", [], "2001:db8:1:3::"),
        ("::1", [], "::1"),
        ("::ffff:127.0.0.1", [], "127.0.0.1"),
        # A visitor who would like to be somebody else.
        ("203.0.113.7", ["198.51.100.1"], "203.0.113.7"),
        ("10.1.2.3", ["198.51.100.1, 203.0.113.7"], "203.0.113.7"),
        ("10.1.2.3", ["198.51.100.1", "203.0.113.7"], "203.0.113.7"),
        ("10.1.2.3", ["10.9.9.9, 203.0.113.7"], "203.0.113.7"),
        # Proxies.
        ("10.1.2.3", ["203.0.113.7"], "203.0.113.7"),
        ("::ffff:10.1.2.3", ["203.0.113.7"], "203.0.113.7"),
        ("10.1.2.3", ["203.0.113.7, 10.5.5.5"], "203.0.113.7"),
        ("2001:db8:ffff::1", ["2001:db8:1:2:3:4:5:6"], "2001:db8:1:2::"),
        ("10.1.2.3", ["203.0.113.7:5555"], "203.0.113.7"),
        ("10.1.2.3", ["[2001:db8:1:2::9]:5555"], "2001:db8:1:2::"),
        ("10.1.2.3", ["10.4.4.4"], "10.4.4.4"),
        # Proxies that say nothing, or nothing one can read.
        ("10.1.2.3", [], "10.1.2.3"),
        ("10.1.2.3", [""], "10.1.2.3"),
        ("10.1.2.3", ["203.0.113.7, unknown"], "10.1.2.3"),
        ("10.1.2.3", ["203.0.113.7, <script>, 10.5.5.5"], "10.5.5.5"),
        (None, ["203.0.113.7"], None),
    ],
)
def test_a_visitor_counts_as_the_last_address_before_the_trusted_proxies(
    peer: str | None, forwarded: list[str], counted: str
) -> None:
    assert counted_as(TRUSTED, peer, *forwarded) == counted
    assert counted_as(TRUSTED, peer, *forwarded, kind="http") == counted


def test_no_proxy_is_trusted_unless_it_is_set() -> None:
    for peer in ("127.0.0.1", "10.1.2.3", "203.0.113.7"):
        assert counted_as("", peer, "198.51.100.1") == peer


def test_a_proxy_that_is_not_named_or_forwards_no_address_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        """Answer nothing."""

    layer = Proxies(app, trusted=Settings.read({"DRIVKRAFT_TRUSTED_PROXIES": "10.0.0.1"}).trusted_proxies)
    with caplog.at_level(logging.WARNING):
        for peer in ("192.0.2.1", "192.0.2.2"):
            scope = {"type": "http", "client": (peer, 1), "headers": [(b"x-forwarded-for", b"203.0.113.7")]}
            asyncio.run(layer(scope, _nothing, _to_nobody))
        for _ in range(2):
            scope = {"type": "websocket", "client": ("10.0.0.1", 1), "headers": []}
            asyncio.run(layer(scope, _nothing, _to_nobody))
    told = [record.getMessage() for record in caplog.records]
    assert len(told) == 2
    assert "DRIVKRAFT_TRUSTED_PROXIES" in told[0]
    assert "192.0.2.1" in told[0]
    assert "10.0.0.1 sends no X-Forwarded-For" in told[1]
    assert "203.0.113.7" not in "".join(told), "visitors are not in the log"


@pytest.mark.parametrize("written", ["0.0.0.0/0", "::/0", "*", "proxy.example.org", "10.0.0.0/33", "10.0.0.1;10.0.0.2"])
def test_trusted_proxies_that_are_no_network_or_every_address_stop_the_start_with_one_sentence(written: str) -> None:
    with pytest.raises(UnsafeSettings, match="DRIVKRAFT_TRUSTED_PROXIES has") as refused:
        Settings.read({"DRIVKRAFT_TRUSTED_PROXIES": f"10.0.0.1, {written}"})
    assert "\n" not in str(refused.value)


def test_a_public_address_without_a_proxy_gives_a_warning() -> None:
    (doubt,) = Settings.read(IN_THE_OPEN).doubts()
    assert "DRIVKRAFT_TRUSTED_PROXIES does not name it" in doubt
    assert not list(Settings.read({**IN_THE_OPEN, "DRIVKRAFT_TRUSTED_PROXIES": "10.0.0.1 10.0.0.2"}).doubts())
    assert not list(Settings.read({**IN_THE_OPEN, "DRIVKRAFT_PUBLIC_URL": "http://localhost:8501"}).doubts())
    assert not list(Settings.read({}).doubts())


@pytest.mark.parametrize("url", ["memcached://a", "redis", "redis://", "http://localhost", "async+redis://a"])
def test_an_unknown_storage_for_limits_stops_the_start_with_one_sentence(url: str) -> None:
    with pytest.raises(UnsafeSettings, match="LIMITS_STORAGE begins with"):
        Settings.read({"LIMITS_STORAGE": url})


def test_public_servers_that_share_one_sqlite_file_are_refused() -> None:
    shared = {"LIMITS_STORAGE": "redis://localhost:6379/1"}
    public = {**IN_THE_OPEN, **shared}
    for database in ({}, {"DATABASE_URL": "sqlite:////data/answers.db"}):
        with pytest.raises(UnsafeSettings, match="SQLite"):
            Settings.read({**public, **database})
    assert not Settings.read({**public, "DATABASE_URL": "postgresql://a/b"}).counts_alone
    assert not Settings.read(shared).counts_alone
    for url in ("", "memory://"):
        assert Settings.read({"LIMITS_STORAGE": url}).counts_alone
