"""Several servers that share what they count, in a Redis."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from server import limiting
from tests.amounts import sample
from tests.browser.server import Server
from tests.hosted.redis import PASSWORD, Redis, redis
from tests.server.asking import visit
from tests.server.conftest import running

VISITOR, ANOTHER = "203.0.113.7", "203.0.113.8"
WRONG, NOT_FOUND = "AAAAAAAAAAAAAAAAAAAAAA", "does not lead to any answers"


@pytest.fixture(scope="module")
def storage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Redis]:
    with redis(tmp_path_factory.mktemp("redis")) as started:
        if started is None:
            pytest.skip("redis-server is missing: make hosted installs it")
        yield started


@pytest.fixture(params=sample("valkey", rest=["redis"]))
def replica(request: pytest.FixtureRequest, storage: Redis, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """This process counts as one of several servers; the setting that makes others do."""
    setting = f"{request.param}://{storage.address}"
    storage.client.flushall()
    monkeypatch.setenv("LIMITS_STORAGE", setting)
    for each in (limiting._shared, limiting._own):
        each.cache_clear()
    yield setting
    for each in (limiting._shared, limiting._own):
        each.cache_clear()


def looks(server: Server, address: str, key: str) -> tuple[str, float]:
    """What a visitor who opens a link reads, and how long it takes."""
    with visit(server, forwarded_for=address) as visitor:
        visitor.open("", "lang=en")
        started = time.monotonic()
        heard = visitor.open("results", f"lang=en&r={key}")
        return str(heard), time.monotonic() - started


def begins(server: Server, address: str) -> str:
    """What a visitor who begins an assessment reads."""
    with visit(server, forwarded_for=address) as visitor:
        visitor.open("", "lang=en")
        return str(visitor.press("start_quick"))


def test_what_one_server_counts_all_count(
    replica: str, storage: Redis, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = {"LIMITS_STORAGE": replica, "DRIVKRAFT_TRUSTED_PROXIES": "127.0.0.1"}
    with running(tmp_path_factory, environment) as other:
        key = other.begun({"form": "quick", "ratings.ABI01.new": 3})
        assert all(limiting.count(limiting.NEW_ASSESSMENTS, VISITOR) for _ in range(300))
        assert all(limiting.count(limiting.WRONG_KEYS, VISITOR) for _ in range(29))
        assert "Many new assessments" in begins(other, VISITOR)
        assert "Many new assessments" not in begins(other, ANOTHER)
        assert NOT_FOUND in looks(other, VISITOR, WRONG)[0]
        assert not limiting.count(limiting.WRONG_KEYS, VISITOR), "the thirtieth was counted by the other server"
        said, took = looks(other, VISITOR, WRONG)
        assert NOT_FOUND in said
        assert took >= limiting.SECONDS_FOR_WRONG_KEYS
        assert NOT_FOUND not in looks(other, VISITOR, key)[0]
        assert "LIMITS_STORAGE" not in other.output()
    names = list(storage.client.scan_iter())
    assert names
    assert all(0 < int(str(storage.client.ttl(name))) <= 3600 for name in names), "whoever came is soon forgotten"


def test_while_the_storage_is_away_each_server_counts_alone_and_no_visitor_is_stopped(
    replica: str, storage: Redis, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limiting, "SECONDS_BETWEEN_TRIES", 0.0)
    environment = {"LIMITS_STORAGE": replica, "DRIVKRAFT_TRUSTED_PROXIES": "127.0.0.1"}
    with running(tmp_path_factory, environment) as server:
        assert limiting.count(limiting.WRONG_KEYS, VISITOR)
        storage.stop()
        try:
            for _ in range(3):
                assert "Many new assessments" not in begins(server, VISITOR)
            assert all(limiting.count(limiting.WRONG_KEYS, VISITOR) for _ in range(30))
            assert not limiting.count(limiting.WRONG_KEYS, VISITOR)
        finally:
            storage.start()
        assert limiting.count(limiting.WRONG_KEYS, VISITOR), "what was lost with it is counted anew"
        assert server.output().count("LIMITS_STORAGE cannot be reached") == 1
        assert PASSWORD not in server.output()
