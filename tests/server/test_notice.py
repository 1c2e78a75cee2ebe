"""Who is responsible: what the settings must say, and what the privacy page shows of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.settings import Controller, Settings, UnsafeSettings
from tests.server.asking import refused_start
from tests.server.test_proxies import IN_THE_OPEN

PROXIED = {**IN_THE_OPEN, "DRIVKRAFT_TRUSTED_PROXIES": "10.0.0.1"}


@pytest.mark.parametrize("url", ["https://example.org", "http://localhost:8501"])
@pytest.mark.parametrize("name", ["", " ", "\u202e\n"])
def test_a_public_server_needs_a_controller(url: str, name: str) -> None:
    with pytest.raises(UnsafeSettings) as unsafe:
        Settings.read({**IN_THE_OPEN, "DRIVKRAFT_PUBLIC_URL": url, "DRIVKRAFT_CONTROLLER": name})
    sentence = str(unsafe.value)
    assert "DRIVKRAFT_CONTROLLER" in sentence
    assert "\n" not in sentence
    assert sentence.count(".") == 1


def test_a_server_for_people_nearby_needs_none() -> None:
    assert Settings.read({}).controller == Controller()
    assert not list(Settings.read({}).doubts())


def test_the_controller_is_what_the_settings_say_on_one_line_each() -> None:
    said = {
        "DRIVKRAFT_CONTROLLER": " Example\u202e Ltd,\n556000-0000 ",
        "DRIVKRAFT_CONTACT": "privacy@example.org",
        "DRIVKRAFT_LEGAL_BASIS": "legitimate interest (GDPR 6.1 f)",
    }
    controller = Controller("Example Ltd, 556000-0000", "privacy@example.org", "legitimate interest (GDPR 6.1 f)")
    assert Settings.read(said).controller == controller


@pytest.mark.parametrize("name", ["DRIVKRAFT_CONTACT", "DRIVKRAFT_LEGAL_BASIS"])
def test_what_a_public_notice_lacks_gives_a_warning(name: str) -> None:
    assert not list(Settings.read(PROXIED).doubts())
    (doubt,) = Settings.read({**PROXIED, name: ""}).doubts()
    assert doubt.startswith(f"{name} is not set")
    assert doubt.count(".") == 1


@pytest.mark.soak
def test_a_public_server_without_a_controller_does_not_start(tmp_path: Path) -> None:
    settings = {**IN_THE_OPEN, "DATABASE_URL": f"sqlite:///{tmp_path / 'a.db'}", "DRIVKRAFT_CONTROLLER": ""}
    sentence = refused_start(settings)
    assert sentence.startswith("DRIVKRAFT_CONTROLLER is not set")
