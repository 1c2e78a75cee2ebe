"""hosting/ is true: what its files name exists, and its settings are ones that the server starts with."""

from __future__ import annotations

import re

import pytest

from assessment.storage.retention import FINISHED_YEARS, LEAD_YEARS, UNFINISHED_DAYS
from server.settings import Settings, UnsafeSettings
from tests.browser.server import ROOT
from tests.hosted.files import HOSTING, command, compose, copied, dockerfile, example

FILLED_IN = {
    "DRIVKRAFT_PUBLIC_URL": "https://example.org",
    "DRIVKRAFT_SECRET": "s" * 64,
    "DATABASE_PASSWORD": "0123456789abcdef",
    "DRIVKRAFT_CONTROLLER": "Example Ltd",
    "DRIVKRAFT_CONTACT": "privacy@example.org",
    "DRIVKRAFT_LEGAL_BASIS": "legitimate interest (GDPR 6.1 f)",
    "CERTIFICATE_FOLDER": "/etc/letsencrypt/live/example.org",
}
NGINX = (HOSTING / "nginx.conf").read_text(encoding="utf-8")
README = (HOSTING / "README.md").read_text(encoding="utf-8")


def replicas(filled_in: dict[str, str]) -> list[dict[str, str]]:
    services = compose(filled_in)["services"]
    return [services[name]["environment"] for name in ("app1", "app2")]


def test_the_example_names_exactly_the_variables_of_the_composition() -> None:
    written = (HOSTING / "compose.yaml").read_text(encoding="utf-8")
    assert set(example()) == set(FILLED_IN) == set(re.findall(r"\$\{(\w+)", written))


def test_both_replicas_start_with_the_same_safe_settings_which_the_server_reads() -> None:
    one, other = replicas(FILLED_IN)
    assert one == other
    settings = Settings.read(one)
    assert settings.public is not None
    assert settings.public.origin == "https://example.org"
    assert list(settings.doubts()) == []
    assert not settings.counts_alone
    table = (ROOT / "README.md").read_text(encoding="utf-8").split("## Settings\n", 1)[1].split("\n## ", 1)[0]
    assert set(one) == set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE))


@pytest.mark.parametrize(
    "unsafe",
    [
        {"DRIVKRAFT_PUBLIC_URL": "http://example.org"},
        {"DRIVKRAFT_PUBLIC_URL": "example.org"},
        {"DRIVKRAFT_SECRET": "short"},
        {"DRIVKRAFT_CONTROLLER": " "},
    ],
)
def test_settings_that_are_unsafe_are_refused(unsafe: dict[str, str]) -> None:
    with pytest.raises(UnsafeSettings):
        Settings.read(replicas({**FILLED_IN, **unsafe})[0])


@pytest.mark.parametrize(
    "name", [name for name in example() if name not in {"DRIVKRAFT_CONTACT", "DRIVKRAFT_LEGAL_BASIS"}]
)
def test_without_a_setting_that_it_needs_nothing_is_started(name: str) -> None:
    with pytest.raises(KeyError, match=name):
        compose({**FILLED_IN, name: ""})


def test_nginx_finds_the_replicas_and_they_trust_nothing_else() -> None:
    composition = compose(FILLED_IN)
    services = composition["services"]
    addresses = {name: services[name]["networks"]["inside"]["ipv4_address"] for name in ("app1", "app2", "nginx")}
    port = dict(dockerfile())["EXPOSE"]
    assert re.findall(r"^ +server ([\d.:]+) ", NGINX, re.MULTILINE) == [
        f"{addresses[n]}:{port}" for n in ("app1", "app2")
    ]
    assert services["app1"]["environment"]["DRIVKRAFT_TRUSTED_PROXIES"] == addresses["nginx"]
    assert f"--server.port={port}" in command("CMD")
    assert {name for name, service in services.items() if "ports" in service} == {"nginx"}, "nothing else is open"
    folders = [volume.rpartition(":")[0] for volume in services["nginx"]["volumes"]]
    assert folders == ["./nginx.conf:/etc/nginx/nginx.conf", f"{FILLED_IN['CERTIFICATE_FOLDER']}:/etc/ssl/drivkraft"]


def test_the_image_gets_what_the_app_needs_and_no_more() -> None:
    wanted = [source for source, _ in copied()]
    assert all((ROOT / source).exists() for source in wanted)
    assert not {"data", "tests", "benchmarks", ".git", ".streamlit"} & set(wanted)
    let_in = re.findall(r"^!(\S+)", (HOSTING / "Dockerfile.dockerignore").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(let_in) == sorted(wanted)
    instructions = dockerfile()
    assert instructions[0] == ("FROM", "python:3.13-slim")
    assert any(rest.startswith("pip install") and "--require-hashes" in rest for _, rest in instructions)
    assert [rest for name, rest in instructions if name == "USER"] == ["10001"]
    assert not {"ARG", "ADD"} & {name for name, _ in instructions}


def test_the_readme_names_files_and_services_that_exist() -> None:
    for place in re.findall(r"\]\(([\w./-]+)\)", README):
        assert (HOSTING / place).exists(), place
    services = compose(FILLED_IN)["services"]
    for words in re.findall(r"^docker compose (?:exec|up|stop|restart) ([^\n<>|]*)", README, re.MULTILINE):
        named = [word for word in words.split() if re.fullmatch(r"app\d|nginx|database|limits", word)]
        assert set(named) <= set(services), words


@pytest.mark.parametrize("language", ["en", "sv"])
def test_the_templates_say_that_they_are_templates_and_promise_what_the_app_keeps(language: str) -> None:
    notice, agreement = (
        (HOSTING / "templates" / f"{name}.{language}.md").read_text(encoding="utf-8")
        for name in ("notice", "agreement")
    )
    marked, checked = {"en": ("(template)", "lawyer"), "sv": ("(mall)", "jurist")}[language]
    for template in (notice, agreement):
        assert marked in template.splitlines()[0]
        assert checked in template.split("\n\n")[1]
    for time in (f" {UNFINISHED_DAYS} da", f" {FINISHED_YEARS * 12} m", f" {LEAD_YEARS * 12} m"):
        assert time in notice
