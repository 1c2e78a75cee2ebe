"""The quick form from the first tap to the downloads, in both languages, on phone and desktop."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import zipfile
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any, cast

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from assessment.instrument import Language
from tests.amounts import sample
from tests.browser import visitor
from tests.browser.conftest import NewVisitor
from tests.browser.server import ROOT, Server
from tests.browser.visitor import DOWNLOADS, FACTORS

RATINGS = visitor.some_ratings()
IMPORTANCE = dict(zip((f"importance.{factor}" for factor in FACTORS), "5342", strict=True))
TRUST = {"context.TRU01": "4"}
MOST_TAPS = 44  # from the start to the headline of the results, without the choices that may stay open
_COUNT_TAPS = """addEventListener("pointerdown", event => {
  if (event.isTrusted) sessionStorage.taps = 1 + Number(sessionStorage.taps ?? 0)
}, true)"""
PAGES = [*(visitor.of_factor(RATINGS, factor) for factor in FACTORS), IMPORTANCE | TRUST]


@pytest.mark.parametrize(("language", "width"), sample(("sv", 390), rest=[("en", 1280), ("sv", 1280), ("en", 390)]))
def test_the_quick_form_leads_by_mouse_or_finger_to_results_and_files_with_the_same_numbers(
    server: Server, new_visitor: NewVisitor, tmp_path: Path, language: Language, width: int
) -> None:
    touch = width == 390
    page = new_visitor(width=width, language=language, touch=touch, is_new=True)
    page.add_init_script(_COUNT_TAPS)
    visitor.open_page(page, server, "/", lang=language)
    key = visitor.begin(page)
    for number, ratings in enumerate(PAGES):
        visitor.wait_for_row(page, next(iter(ratings)))
        visitor.rate_all(page, ratings, touch=touch)
        visitor.press(page, "next" if number < len(PAGES) - 1 else "finish")
    assert_results_are_shown(page, server, key, language)
    taps = int(page.evaluate("sessionStorage.taps")) - len(IMPORTANCE | TRUST)
    assert taps <= MOST_TAPS, taps

    visitor.press(page, "to_report")
    page.wait_for_url(re.compile(r"/report\b"))
    result, downloaded = assert_files_say(page, tmp_path, language)
    page.go_back()
    visitor.wait_for_results(page)
    assert_screen_says(page, result, language)
    assert result == downloaded


@pytest.mark.parametrize(("language", "width"), sample(("en", 1280), rest=[("sv", 390)]))
def test_the_quick_form_leads_by_keyboard_alone_to_results_and_files(
    server: Server, new_visitor: NewVisitor, tmp_path: Path, language: Language, width: int
) -> None:
    page = new_visitor(width=width, language=language)
    visitor.open_page(page, server, "/", lang=language)
    visitor.tab_to(page, key="start_quick")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"\bat=behaviour"))
    key = visitor.key_of(page)
    visitor.wait_for_questionnaire(page)
    visitor.tab_to(page, name="behaviour")
    page.keyboard.press("Space")
    visitor.tab_to(page, key="next")
    page.keyboard.press("Enter")
    visitor.wait_for_questionnaire(page)
    by_digits = {name: value for name, value in RATINGS.items() if value.isdigit()}
    for number, ratings in enumerate(PAGES):
        visitor.wait_for_row(page, next(iter(ratings)))
        for place, (name, value) in enumerate(ratings.items()):
            # A single Tab leads from one row to the next; only the first may be further away.
            visitor.tab_to(page, name=name, at_most=40 if place == 0 else 1)
            if value.isdigit():
                page.keyboard.press(value)
            else:
                page.keyboard.press("5")
                for _ in range(("dont_know", "not_applicable").index(value) + 1):
                    page.keyboard.press("ArrowRight")
            assert visitor.focused(page) == {"tag": "INPUT", "name": name, "value": value, "key": "questionnaire"}
        visitor.wait_until_saved(page)
        assert visitor.focused(page)["name"] == name, "saving moves the focus"
        forward = "next" if number < len(PAGES) - 1 else "finish"
        visitor.tab_to(page, key=forward)
        page.keyboard.press("Enter")
    assert_results_are_shown(page, server, key, language)
    assert visitor.missing_from(by_digits, server.ratings(key)) == {}

    visitor.tab_to(page, key="to_report")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/report\b"))
    visitor.settled(page)
    visitor.tab_to(page, key="download_json")
    with visitor.downloading(page) as downloads:
        page.keyboard.press("Enter")
    file = json.loads(visitor.kept(downloads[0], tmp_path).read_bytes())
    assert visitor.missing_from(RATINGS, flat(file["ratings"])) == {}


def assert_results_are_shown(page: Page, server: Server, key: str, language: Language) -> None:
    visitor.wait_for_results(page)
    assert visitor.key_of(page) == key
    assert visitor.missing_from(RATINGS, server.ratings(key)) == {}
    assert visitor.missing_from(IMPORTANCE, {p: str(v) for p, v in server.choices(key).items()}) == {}
    assert all(today.isdigit() and wanted.isdigit() for today, wanted in visitor.scores(page).values())
    assert visitor.names_in(visitor.text_of(page, "weakest_factor"), language)
    expect(page.locator("html")).to_have_attribute("lang", language)


def assert_files_say(page: Page, folder: Path, language: Language) -> tuple[dict[str, Any], dict[str, Any]]:
    """All five files arrive and open; returns the command line's result for the answers, and the downloaded one."""
    visitor.settled(page)
    files = {name: visitor.download(page, name, folder) for name in DOWNLOADS}
    assert {name: file.suffix for name, file in files.items()} == DOWNLOADS
    assert len({file.name for file in files.values()}) == len(DOWNLOADS)
    pdf = PdfReader(files["pdf"])
    assert 2 <= len(pdf.pages) <= 6
    with zipfile.ZipFile(files["xlsx"]) as workbook:
        assert workbook.testzip() is None
        assert "xl/workbook.xml" in workbook.namelist()
    with files["csv"].open(encoding="utf-8-sig", newline="") as lines:
        table = list(csv.reader(lines, delimiter=";" if language == "sv" else ","))
    assert len({len(row) for row in table}) == 1
    assert visitor.missing_from(RATINGS, flat(json.loads(files["json"].read_bytes())["ratings"])) == {}

    command = [sys.executable, "-m", "assessment", "score", str(files["json"])]
    scored = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert scored.returncode == 0, scored.stderr.decode()
    scored_there, downloaded = json.loads(scored.stdout), json.loads(files["result"].read_bytes())
    return cast("dict[str, Any]", scored_there), cast("dict[str, Any]", downloaded)


def assert_screen_says(page: Page, result: dict[str, Any], language: Language) -> None:
    expected = {
        factor["id"]: (whole(factor["current"]["score"]), whole(factor["new"]["score"])) for factor in result["factors"]
    }
    assert visitor.scores(page) == expected
    assert visitor.names_in(visitor.text_of(page, "weakest_factor"), language) == close_to_weakest(result)


def close_to_weakest(result: dict[str, Any]) -> set[str]:
    """The factors that two answers could bring down to the level of the weakest."""
    wanted = {factor["id"]: factor["new"] for factor in result["factors"]}
    weakest = [wanted[factor] for factor in result["overall"]["weakest"]]
    return {
        factor
        for factor, score in wanted.items()
        if any(score["score"] - low["score"] < 50 / min(score["valid"], low["valid"]) for low in weakest)
    }


def whole(score: float | None) -> str:
    """A score as the screen writes it: whole, halves away from zero, a dash when withheld."""
    return "–" if score is None else str(Decimal(str(score)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def flat(ratings: dict[str, dict[str, object]]) -> dict[str, str]:
    return {f"{item}.{column}": str(value) for item, columns in ratings.items() for column, value in columns.items()}
