"""An assessment continues on the question bank it was begun on, even when the bank changes meanwhile."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any, cast

import pytest
from playwright.sync_api import Page, expect

from assessment.words import say
from tests.browser import visitor
from tests.browser.conftest import NewServer, NewVisitor, Recorder
from tests.browser.server import ROOT, Server
from tests.browser.visitor import FACTORS
from tests.libyaml import read_yaml, yaml_of

RATINGS = visitor.some_ratings()
# A statement answered before the change, one that is not, and a new one that is the first of its page.
REWORDED, REMOVED, ADDED = "ABI01", "EXT14", "INT00"
NEW_WORDING, NEW_STATEMENT = "We know everything there is to know.", "This statement was not there before."


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project, as an author has it."""
    copy = tmp_path / "project"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*", "data", "tests", "benchmarks"))
    shutil.copytree(ROOT / ".streamlit", copy / ".streamlit")
    return copy


def change(bank: Path) -> None:
    """Reword a statement, remove one, add one, raise the version."""
    document = read_yaml(bank.read_text(encoding="utf-8"))
    items: list[dict[str, Any]] = document["items"]
    at = {item["id"]: place for place, item in enumerate(items)}
    items[at[REWORDED]]["text"]["en"] = NEW_WORDING
    first = items[at["INT01"]]
    items.insert(at["INT01"], {**first, "id": ADDED, "text": {"en": NEW_STATEMENT, "sv": "Detta påstående är nytt."}})
    document["items"] = [item for item in items if item["id"] != REMOVED]
    document["version"] = "2.0"
    bank.write_text(yaml_of(document), encoding="utf-8")


def statements(page: Page) -> list[str]:
    """What a page of questions asks, in order."""
    return [text.strip() for text in page.locator(".statement").all_inner_texts()]


def answer_page(page: Page, factor: str) -> list[str]:
    """Rate everything on a page that is not rated yet; returns what the page asked."""
    ratings = visitor.of_factor(RATINGS, factor)
    visitor.wait_for_row(page, next(iter(ratings)))
    asked = statements(page)
    visitor.rate_all(page, visitor.missing_from(ratings, visitor.shown(page)))
    visitor.press(page, "next")
    return asked


def answer_beforehand(server: Server, page: Page, *factors: str) -> None:
    """Answer these pages of an assessment that has been begun, without tapping, and show the first."""
    with server.store() as store:
        for factor in factors:
            store.change(visitor.key_of(page), visitor.stored(visitor.of_factor(RATINGS, factor)))
    page.reload()
    visitor.wait_for_row(page, visitor.first_control(RATINGS, FACTORS[0]))


def finish(page: Page, server: Server, folder: Path) -> tuple[object, dict[str, Any]]:
    """From the last page to the scores on screen and the result as a file."""
    visitor.wait_for_row(page, "importance.ability")
    visitor.press(page, "finish")
    visitor.wait_for_results(page)
    scores = visitor.scores(page)
    visitor.press(page, "to_report")
    visitor.control(page, "download_result").wait_for()
    return scores, cast("dict[str, Any]", json.loads(visitor.download(page, "result", folder).read_bytes()))


@pytest.mark.soak
@pytest.mark.parametrize(
    "is_restarted",
    [True, False],
    ids=lambda value: "the server is restarted" if value else "the server keeps running",
)
def test_an_assessment_is_finished_on_the_question_bank_it_was_begun_on(
    project: Path,
    new_server: NewServer,
    new_visitor: NewVisitor,
    recorder: Recorder,
    tmp_path: Path,
    is_restarted: bool,
) -> None:
    server = new_server(root=project)
    server.start()
    page = new_visitor()
    visitor.open_page(page, server, "/", lang="en")
    visitor.begin(page)
    answer_beforehand(server, page, *FACTORS)
    asked_before = [answer_page(page, factor) for factor in FACTORS]
    result_before = finish(page, server, tmp_path)

    visitor.open_page(page, server, "/", lang="en")
    key = visitor.begin(page)
    answer_beforehand(server, page, FACTORS[1], FACTORS[3])
    asked = [answer_page(page, factor) for factor in FACTORS[:2]]
    visitor.wait_for_row(page, visitor.first_control(RATINGS, FACTORS[2]))
    recorder.is_down = is_restarted
    if is_restarted:
        server.kill()
    change(project / "questions.yaml")
    if is_restarted:
        server.start()
        page.reload()
    asked += [answer_page(page, factor) for factor in FACTORS[2:]]
    assert asked == asked_before
    assert finish(page, server, tmp_path) == result_before
    assert server.ratings(key) == RATINGS
    page.go_back()
    visitor.wait_for_results(page)
    expect(page.locator('[data-testid="stMain"]')).to_contain_text(say("en", "certainty.bank_changed"))

    visitor.open_page(page, server, "/", lang="en")
    assert visitor.begin(page) != key
    assert statements(page)[0] == NEW_WORDING
    for factor in FACTORS[1:3]:
        visitor.turn(page, "next", visitor.first_control(RATINGS, factor))
    visitor.turn(page, "next", f"{ADDED}.current")
    assert statements(page)[0] == NEW_STATEMENT
