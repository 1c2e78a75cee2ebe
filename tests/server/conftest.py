"""Servers as operators start them, used without a browser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest

from server.secret import secret
from tests.browser.server import ROOT, Server
from tests.server.asking import HOST

SECRET = "links of tests are signed with this one"
CONTROLLER = "Example Ltd"
PUBLIC = "customers.example.org"


@contextmanager
def running(
    folders: pytest.TempPathFactory, environment: Mapping[str, str] | None = None, **options: str
) -> Iterator[Server]:
    """A server on its own database; it must have logged no traceback when it ends. `options` are Streamlit's."""
    folder = folders.mktemp("server")
    settings = {"DRIVKRAFT_SECRET": SECRET, **(environment or {})}
    server = Server(ROOT, folder / "answers.db", folder / "server.log", settings, busy_seconds=30, **options)
    try:
        server.start()
        yield server
    finally:
        server.stop()
    assert "Traceback" not in server.output(), server.output()[-4000:]


@pytest.fixture
def signs_links(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Links are signed here as the servers sign them."""
    monkeypatch.setenv("DRIVKRAFT_SECRET", SECRET)
    secret.cache_clear()
    yield
    secret.cache_clear()


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for people nearby: no public address is set."""
    with running(tmp_path_factory) as started:
        yield started


@pytest.fixture(scope="package")
def behind_a_proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that trusts what this machine forwards, so that visitors may come from anywhere."""
    with running(tmp_path_factory, {"DRIVKRAFT_TRUSTED_PROXIES": HOST}) as started:
        yield started


@pytest.fixture(scope="package")
def public_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A public server, behind a proxy with https that passes the host on."""
    environment = {"DRIVKRAFT_PUBLIC_URL": f"https://{PUBLIC}", "DRIVKRAFT_CONTROLLER": CONTROLLER}
    with running(tmp_path_factory, environment) as started:
        yield started
