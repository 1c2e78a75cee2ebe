"""What is installed is the same every day: exact versions with hashes, made from ranges with reasons."""

from __future__ import annotations

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

# These tests read files and run none of the subject.
pytestmark = pytest.mark.unmeasured

ROOT = Path(__file__).parents[1]
NAMES = ("requirements", "requirements-dev")
OWN = {"app", "assessment", "pages", "server", "tests", "benchmarks"}


def text_of(file: str) -> str:
    return (ROOT / file).read_text(encoding="utf-8")


def ranges(name: str) -> dict[str, Requirement]:
    """The requirements of an .in file by name, including those of the files it includes."""
    found: dict[str, Requirement] = {}
    for line in text_of(f"{name}.in").splitlines():
        if included := re.fullmatch(r"-r (\S+)\.in", line):
            found |= ranges(included[1])
        elif line and not line.startswith(("#", "-c ")):
            requirement = Requirement(line)
            found[canonicalize_name(requirement.name)] = requirement
    return found


def entries(name: str) -> list[str]:
    """The entries of a lock, each on one line, without comments."""
    joined = text_of(f"{name}.txt").replace("\\\n", " ")
    return [line for line in joined.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def locked(name: str) -> dict[str, Requirement]:
    found = [Requirement(entry.split(" --hash=")[0]) for entry in entries(name)]
    return {canonicalize_name(requirement.name): requirement for requirement in found}


def version(requirement: Requirement) -> str:
    (only,) = requirement.specifier
    return only.version


@pytest.mark.parametrize("name", NAMES)
def test_each_locked_version_is_exact_and_has_hashes(name: str) -> None:
    for entry in entries(name):
        exact = r"[\w.-]+==[\w.!+]+( ; [^#]+?)?( +--hash=sha256:[0-9a-f]{64})+"
        assert re.fullmatch(exact, entry), entry.split(" --hash=")[0]
    assert len(locked(name)) == len(entries(name)), "a package is locked twice"


@pytest.mark.parametrize("name", NAMES)
def test_a_lock_holds_every_range(name: str) -> None:
    exact = locked(name)
    for package, requirement in ranges(name).items():
        assert package in exact, f"{package} is not locked: run make lock"
        assert requirement.specifier.contains(version(exact[package]), prereleases=True), f"{package}: run make lock"


@pytest.mark.parametrize("name", NAMES)
def test_a_lock_names_no_registry_and_no_local_path(name: str) -> None:
    assert [entry for entry in entries(name) if entry.startswith("-")] == []
    assert re.findall(r"https?:|file:|index-url|find-links|trusted-host|(?<![\w.])/\w", text_of(f"{name}.txt")) == []


def test_the_tests_run_on_the_versions_the_app_runs_on() -> None:
    dev = {package: str(requirement) for package, requirement in locked("requirements-dev").items()}
    app = {package: str(requirement) for package, requirement in locked("requirements").items()}
    assert app.items() <= dev.items()


@pytest.mark.parametrize("name", NAMES)
def test_every_group_of_ranges_has_its_reason(name: str) -> None:
    for group in text_of(f"{name}.in").strip().split("\n\n"):
        assert group.startswith("# "), group
    lines = [line for line in text_of(f"{name}.in").splitlines() if line and not line.startswith(("#", "-"))]
    assert [line for line in lines if not Requirement(line).specifier] == []


def imported(folders: tuple[str, ...]) -> set[str]:
    """The third-party modules that these Python files, or those of these folders, import."""
    files = [
        file for folder in folders for file in ([ROOT / folder] if "." in folder else (ROOT / folder).rglob("*.py"))
    ]
    found: set[str] = set()
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
    return found - sys.stdlib_module_names - OWN


def test_every_imported_package_is_a_requirement_of_our_own() -> None:
    makers = packages_distributions()
    folders = {"requirements": ("app.py", "assessment", "pages", "server"), "requirements-dev": ("tests", "benchmarks")}
    for name in NAMES:
        named = ranges(name)
        unnamed = {
            module
            for module in imported(folders[name])
            if not any(canonicalize_name(maker) in named for maker in makers.get(module, [module]))
        }
        assert unnamed == set(), name
