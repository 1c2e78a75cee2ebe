"""README is true: its commands run, its tree matches the disk, its tables name what exists."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from assessment.__main__ import main
from assessment.instrument import Instrument

# These tests read files and run none of the subject.
pytestmark = pytest.mark.unmeasured

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = [block.strip() for block in re.findall(r"^```\n(.*?)^```", README, re.MULTILINE | re.DOTALL)]
COMMANDS = [line for block in BLOCKS for line in block.splitlines() if line.startswith("python -m assessment")]


def section(title: str) -> str:
    return README.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]


def test_the_two_commands_are_shown_alone_and_exist() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert [block for block in BLOCKS if block.startswith("make ")] == ["make run", "make test"]
    assert {"run", "test", "quick", "browser", "soak", "lint"} <= targets


def test_the_gate_runs_everything_the_quickest_first() -> None:
    commands = [line for line in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines() if "make" in line]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert commands == ["make .venv/dev", "make .venv/compiled &", "make lint", "make test", "make hosted"]
    assert re.search(r"^test: quick browser$", makefile, re.MULTILINE)
    assert re.findall(r"(?<!=)(tests/\w+) --numprocesses=\$\(or", makefile) == re.findall(r"--ignore=(\S+)", makefile)


def test_the_commands_without_make_do_what_make_does() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8").replace("$(BIN)", ".venv/bin")
    for command in (
        "streamlit run app.py",
        "-r requirements.txt",
        "-r requirements-dev.txt",
        "playwright install chromium",
        "-m pytest",
    ):
        assert any(command in block for block in BLOCKS), command
        assert command in makefile, command


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_command_line_runs(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """In this process, which has loaded everything; the tests of the command line start processes of their own."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'answers.db'}")
    python, _, package, *words = shlex.split(command)
    assert (python, package) == ("python", "assessment")
    assert main([str(tmp_path / word) if word == "summary.pdf" else word for word in words]) == 0
    assert capfd.readouterr().err == ""
    assert "summary.pdf" not in command or (tmp_path / "summary.pdf").read_bytes().startswith(b"%PDF-")


def test_the_tree_is_the_one_on_disk() -> None:
    tree = next(block for block in BLOCKS if block.startswith("app.py"))
    folders: list[str] = []
    listed: dict[str, set[str]] = {}
    for line in tree.splitlines():
        depth, name = (len(line) - len(line.lstrip())) // 2, line.split()[0]
        path = "/".join([*folders[:depth], name.rstrip("/")])
        assert (ROOT / path).exists(), f"{path} is in the tree and not on disk"
        assert (ROOT / path).is_dir() == name.endswith("/"), path
        listed.setdefault("/".join(folders[:depth]), set()).add(name.rstrip("/"))
        folders[depth:] = [name.rstrip("/")] if name.endswith("/") else []
    ignored = {"__init__.py", "__pycache__", "README.md", "data", "test-results", "node_modules"}
    for folder, names in listed.items():
        on_disk = {entry.name for entry in (ROOT / folder).iterdir() if not entry.name.startswith(".")} - ignored
        assert on_disk == names - ignored, folder or "the root"


def test_the_table_of_changes_names_places_that_exist() -> None:
    rows = [
        row.split("|")[2]
        for row in section("I want to change …").splitlines()
        if row.startswith("| ") and "Open" not in row
    ]
    places = [place for row in rows for place in re.findall(r"`([\w./]+)`", row) if "/" in place or "." in place]
    assert len(places) >= len(rows)
    assert [place for place in places if not (ROOT / place).exists()] == []


def test_the_table_of_settings_names_exactly_what_the_code_reads() -> None:
    listed = re.findall(r"^\| `([A-Z_]+)` \|", section("Settings"), re.MULTILINE)
    code = "".join(
        file.read_text(encoding="utf-8")
        for folder in ("assessment", "pages", "server")
        for file in (ROOT / folder).rglob("*.py")
    )
    assert sorted(listed) == sorted(set(re.findall(r"\benviron(?:ment)?\.get\(\"(\w+)\"", code)))


def test_the_table_of_levels_matches_the_question_bank(bank: Instrument) -> None:
    rows = re.findall(r"^\| (\w[\w ]*) \| (\d+) \|", section("How the scores work"), re.MULTILINE)
    assert rows == [(level.en, f"{level.lowest:g}") for level in bank.levels]


def test_the_pictures_exist() -> None:
    for picture in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README):
        assert (ROOT / picture).read_bytes().startswith(b"\x89PNG")


def test_the_table_of_licences_names_exactly_what_is_installed() -> None:
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    installed = {name.lower() for name in re.findall(r"^([\w.-]+)(?:\[\w,]+\])?==", lock, re.MULTILINE)}
    rows = [row.split("|")[2] for row in section("Licences").splitlines() if row.startswith("| ")][1:]
    listed = ", ".join(re.sub(r"\([^)]*\)", "", row.split(":")[0]).replace(";", ",") for row in rows)
    assert {name.strip().lower() for name in listed.split(",")} == installed


def test_every_test_that_the_page_on_security_names_is_there() -> None:
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:server/|browser/|hosted/|pages/)?test_\w+\.py)(?:::(\w+))?`", page)
    assert len(named) > 50
    assert len(named) == len(re.findall(r"test_\w+\.py", page))
    for file, name in named:
        assert f"\ndef {name or 'test_'}" in (ROOT / "tests" / file).read_text(encoding="utf-8"), (file, name)
