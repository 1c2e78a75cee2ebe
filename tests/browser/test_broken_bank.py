"""A broken question bank is reported by line, without a traceback, and can be fixed without a restart."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assessment.instrument import LANGUAGES
from assessment.words import say
from tests.browser import visitor
from tests.browser.axe import findings_in_all_looks
from tests.browser.conftest import NewServer, NewVisitor
from tests.browser.server import ROOT, Server

_LEFT_OUT = (".*", "data", "tests", "benchmarks")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project, as an author has it before changing the question bank."""
    copy = tmp_path / "project"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*_LEFT_OUT))
    shutil.copytree(ROOT / ".streamlit", copy / ".streamlit")
    return copy


@pytest.fixture
def broken(project: Path, new_server: NewServer) -> Iterator[Server]:
    """A server that was started with two mistakes in its question bank."""
    bank = project / "questions.yaml"
    bank.write_text(with_mistakes(bank.read_text(encoding="utf-8")), encoding="utf-8")
    server = new_server(root=project)
    server.start()
    yield server
    server.stop()


def with_mistakes(text: str) -> str:
    """A misspelt key and an unknown factor."""
    return text.replace("\nversion:", "\nverison:", 1).replace("factor: conditions", "factor: condition", 1)


def place_of(text: str, part: str) -> str:
    """Where a part of a file begins, as line:column."""
    before = text[: text.index(part)]
    return f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def reported(page: Page) -> list[str]:
    page.locator('[data-testid="stCode"]').wait_for()
    return page.locator('[data-testid="stCode"]').inner_text().strip().splitlines()


def check_that_the_page_is_accessible(page: Page, broken: Server) -> None:
    """In both languages, and it leads to the accessibility statement, which needs no usable bank."""
    found = []
    for language in LANGUAGES:
        page.goto(broken.url("/", lang=language))
        reported(page)
        found += findings_in_all_looks(page, language)
        page.set_viewport_size({"width": 320, "height": 640})
        page.wait_for_timeout(300)
        found += [f"320 px, {language}: {finding}" for finding in visitor.beyond_the_edge(page)]
        (link,) = page.locator(".st-key-foot a").all()
        assert link.inner_text() == say(language, "accessibility.title")
        link.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(say(language, "accessibility.headline"))
        assert page.locator('[data-testid="stCode"]').count() == 0
    assert found == []


@pytest.mark.soak
def test_a_broken_bank_is_reported_by_line_can_be_fixed_while_the_app_runs_and_loses_no_answer_when_it_breaks_again(
    broken: Server, new_visitor: NewVisitor
) -> None:
    bank = broken.root / "questions.yaml"
    wrong = bank.read_text(encoding="utf-8")
    page = new_visitor(language="sv")
    for path in ("/", "/questions"):
        page.goto(broken.url(path, lang="sv"))
        lines = reported(page)
        assert all(re.match(r"questions\.yaml(:\d+:\d+)?: ", line) for line in lines)
        assert any(line.startswith(f"questions.yaml:{place_of(wrong, 'verison')}: ") for line in lines)
        line_of_factor = place_of(wrong, "factor: condition\n").partition(":")[0]
        assert any(line.startswith(f"questions.yaml:{line_of_factor}:") for line in lines)
        assert any('"version"' in line for line in lines)
        assert "Traceback" not in page.locator("body").inner_text()
        expect(page.locator("html")).to_have_attribute("lang", "sv")
    check_that_the_page_is_accessible(page, broken)

    bank.write_text((ROOT / "questions.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    visitor.open_page(page, broken, "/", lang="sv")
    key = visitor.begin(page)
    visitor.rate_all(page, {"ABI01.current": "4"})

    bank.write_text(wrong, encoding="utf-8")
    page.reload()
    assert any(line.startswith(f"questions.yaml:{place_of(wrong, 'verison')}: ") for line in reported(page))
    bank.write_text("", encoding="utf-8")
    page.reload()
    assert reported(page)[0].startswith("questions.yaml")
    bank.unlink()
    page.reload()
    assert reported(page)[0].startswith("questions.yaml")

    shutil.copy(ROOT / "questions.yaml", bank)
    page.reload()
    visitor.wait_for_row(page, "ABI01.current")
    assert visitor.shown(page) == broken.ratings(key) == {"ABI01.current": "4"}

    bank.write_text(wrong, encoding="utf-8")
    visitor.rate(page, "ABI01.new", "2")
    page.wait_for_timeout(2000)
    shutil.copy(ROOT / "questions.yaml", bank)
    if page.locator("[data-save-state]").count():
        visitor.wait_until_saved(page)
    else:
        page.reload()
        visitor.wait_for_row(page, "ABI01.current")
        assert visitor.shown(page) == broken.ratings(key)
        visitor.rate_all(page, {"ABI01.new": "2"})
    assert broken.ratings(key) == {"ABI01.current": "4", "ABI01.new": "2"}
