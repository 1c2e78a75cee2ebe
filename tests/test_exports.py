"""Every download says the same as the report, in both languages, whatever a user has written."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl  # type: ignore[import-untyped]  # it has no type information
import pytest
from pypdf import PdfReader

from assessment.answers import Answers
from assessment.exports import SUFFIXES, write_report
from assessment.exports.pdf import to_pdf
from assessment.exports.tables import to_answers_json, to_csv, to_result, to_result_json, two_decimals
from assessment.exports.workbook import to_xlsx
from assessment.instrument import LANGUAGES, Instrument, Language
from assessment.report import Report, build_report
from assessment.text import number

from .conftest import WORKED

HOSTILE = {
    "formula": "=1+1",
    "command": '@SUM(1;2)|"cmd"',
    "tab": "\t=1+1",
    "hidden formula": 'a;=1+1;b,"=2+2',
    "script": "<script>alert(1)</script>",
    "picture": "![x](http://evil.example/x.png) [y](javascript:1)",
    "emoji": "😀👨‍👩‍👧",
    "right to left": "שלום مرحبا",
    "one long word": "x" * 4000,
    "many words": "word " * 799,
    "places": "{nb} {name} %s \\( ) <<>>",
    "marks alone": "\u0301\u0301 \u00ad \u2028",
    "nothing": "",
}


@pytest.fixture(scope="module")
def full(bank: Instrument, document: Callable[..., dict[str, Any]]) -> Report:
    """A full form with every statement answered, so that all facets have scores and the report is at its longest."""
    ratings = {
        item.id: {"current": 3 + index % 3, "new": 1 + index % 4} for index, item in enumerate(bank.form_items("full"))
    }
    more = {
        "behaviours": {
            "current": "Vi avslutar ärendet så fort som möjligt.",
            "new": "Vi löser det vid första kontakten.",
        },
        "experience": {"agreed": "partly", "statement": "Kunden får hjälp direkt.", "weights": {"reachable": 5}},
        "context": {item.id: 3 for item in bank.context_items},
        "importance": {facet.id: 4 for facet in bank.facets},
    }
    answers = Answers.checked(document({}, "full", **more) | {"ratings": ratings}, bank)
    return build_report(bank, answers, made_on=date(2026, 11, 22))


@pytest.fixture(scope="module")
def hostile(bank: Instrument, document: Callable[..., dict[str, Any]], full: Report) -> Callable[[str], Report]:
    def make(text: str) -> Report:
        more = {
            "behaviours": {"current": text, "new": text},
            "experience": {"agreed": "no", "statement": text},
            "context": dict(full.answers.context),
        }
        made = document({}, "full", **more) | {"ratings": {key: dict(v) for key, v in full.answers.ratings.items()}}
        return build_report(bank, Answers.checked(made, bank), made_on=date(2026, 11, 22))

    return make


def rows_of(data: bytes, language: Language) -> list[dict[str, str]]:
    text = data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if language == "sv" else ","))


def pages_of(data: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]


# Numbers --------------------------------------------------------------------------------------------------------------


def test_the_result_of_the_worked_example_is_the_published_one(worked: Report) -> None:
    result: Any = to_result(worked)
    ability = result["factors"][0]
    assert ability == {
        "id": "ability",
        "current": {"score": 75.0, "valid": 4, "applicable": 4, "items": 4, "dont_know_rate": 0.0},
        "new": {"score": 43.75, "valid": 4, "applicable": 4, "items": 4, "dont_know_rate": 0.0, "level": "holds_back"},
        "balance": {
            "current": 75.0,
            "new": 43.75,
            "difference": -31.25,
            "pairs": 4,
            "resolution": 12.5,
            "verdict": "current",
            "quadrant": "stuck",
        },
        "priority": {"importance": 3, "gap": 31.25, "score": 18.75},
    }
    assert [factor["new"]["score"] for factor in result["factors"]] == [43.75, 62.5, 37.5, 50.0]
    assert result["overall"]["weakest"] == ["external_rewards"]
    assert result["balance"] == {"total": -26.56, "rewards": -31.25}
    assert result["facets"] == []
    assert result["incentives"] is None
    assert list(result) == [
        "format",
        "scoring_version",
        "instrument",
        "form",
        "progress",
        "factors",
        "facets",
        "overall",
        "balance",
        "context",
        "incentives",
        "recommendations",
        "notes",
        "ignored",
    ]


def test_a_withheld_score_is_null_and_keeps_its_counts(bank: Instrument, answers: Callable[..., Answers]) -> None:
    columns = {**WORKED, "ability": ([4, None, None, None], [3, "dont_know", None, None])}
    result: Any = to_result(build_report(bank, answers(columns), made_on=date(2026, 11, 22)))
    ability = result["factors"][0]
    assert ability["new"] == {
        "score": None,
        "valid": 1,
        "applicable": 4,
        "items": 4,
        "dont_know_rate": 0.75,
        "level": None,
    }
    assert ability["balance"] is None
    assert ability["priority"] is None
    assert result["overall"] == {"score": None, "mean": None, "minimum": None, "weakest": [], "level": None}


@pytest.mark.parametrize(
    ("value", "written"), [(12.345, 12.35), (-12.345, -12.35), (41.666666, 41.67), (-0.001, 0.0), (None, None)]
)
def test_files_round_half_away_from_zero_to_two_decimals(value: float | None, written: float | None) -> None:
    assert two_decimals(value) == written
    assert str(two_decimals(value)) != "-0.0"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["quick", "full"])
def test_all_files_hold_the_same_scores(worked: Report, full: Report, form: str, language: Language) -> None:
    report = worked if form == "quick" else full
    result: Any = json.loads(to_result_json(report))
    table = {row[list(row)[1]]: list(row.values()) for row in rows_of(to_csv(report, language), language)}
    sheets = openpyxl.load_workbook(io.BytesIO(to_xlsx(report, language))).worksheets
    pages = pages_of(to_pdf(report, language))
    excel = {row[0].value: row for sheet in sheets[1:3] for row in sheet.iter_rows(min_row=2)}
    first_page = " ".join(pages[0].split())
    for entry in (*result["factors"], *result["facets"]):
        cells = table[entry["id"]]
        row = excel[cells[2]]
        left = 1 if entry in result["factors"] else 2
        for index, column in enumerate(("current", "new")):
            score = entry[column]["score"]
            assert float(cells[3 + index].replace(",", ".")) == score
            assert row[left + index].value == score
            assert row[left + index].data_type == "n"
            if entry in result["factors"]:
                assert f" {number(score, language)} " in f" {first_page} "


def test_the_answers_file_opens_again_as_the_same_answers(full: Report, bank: Instrument) -> None:
    again = Answers.from_json(to_answers_json(full), bank)
    assert again.ratings == full.answers.ratings
    assert again.current_behaviour == full.answers.current_behaviour


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_suffix_has_a_writer(worked: Report, suffix: str) -> None:
    assert write_report(worked, suffix, "sv")


def test_another_suffix_has_none(worked: Report) -> None:
    with pytest.raises(ValueError, match="doc"):
        write_report(worked, ".doc", "sv")


# CSV and Excel --------------------------------------------------------------------------------------------------------


def test_a_swedish_table_has_semicolons_and_decimal_commas(worked: Report) -> None:
    data = to_csv(worked, "sv")
    assert data.startswith(b"\xef\xbb\xbf")
    assert ";43,75;-31,25;" in data.decode("utf-8-sig")


def test_an_english_table_has_commas_and_decimal_points(worked: Report) -> None:
    assert ",43.75,-31.25," in to_csv(worked, "en").decode("utf-8-sig")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_becomes_a_formula(hostile: Callable[[str], Report], name: str, language: Language) -> None:
    """A reader set to the other country splits at the other sign: there, too, no cell may begin a formula."""
    report = hostile(HOSTILE[name])
    text = to_csv(report, language).decode("utf-8-sig")
    for separator in ",;\t":
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            # A number may begin with its minus.
            cells = [cell for cell in row if not cell.replace(",", "").replace(".", "").lstrip("-").isdigit()]
            assert not [cell for cell in cells if cell.lstrip(' "').startswith(("=", "+", "-", "@"))]
    data = to_xlsx(report, language)
    for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets:
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f" or cell.hyperlink]
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert not [name for name in parts.namelist() if b"<f>" in parts.read(name) and "sheet" in name]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_has_five_sheets_a_chart_and_a_plan_to_write_in(full: Report, language: Language) -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(full, language)))
    names = ["Summary", "Factors", "Parts", "Answers", "Plan"]
    if language == "sv":
        names = ["Sammanfattning", "Faktorer", "Delar", "Svar", "Plan"]
    assert book.sheetnames == names
    _, factors, facets, answers, plan = book.worksheets
    assert (factors.max_row, facets.max_row, answers.max_row) == (5, 27, 49)
    assert plan.max_row == 1 + len(full.advice)
    assert [cell.value for cell in plan[2]][-3:] == [None, None, None]
    assert all(sheet.freeze_panes == "B2" for sheet in book.worksheets[1:])
    assert all(sheet.page_setup.orientation == "landscape" for sheet in book.worksheets)
    with zipfile.ZipFile(io.BytesIO(to_xlsx(full, language))) as parts:
        chart = parts.read("xl/charts/chart1.xml")
    assert b"8A5A00" in chart
    assert b"0B5CAD" in chart


# PDF ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["quick", "full"])
def test_a_pdf_is_two_to_six_pages_and_small(worked: Report, full: Report, form: str, language: Language) -> None:
    data = to_pdf(worked if form == "quick" else full, language)
    assert 2 <= len(PdfReader(io.BytesIO(data)).pages) <= 6
    assert len(data) <= 60 * 1024


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_leaves_the_pages_in_order(hostile: Callable[[str], Report], name: str) -> None:
    data = to_pdf(hostile(HOSTILE[name]), "sv")
    pages = pages_of(data)
    assert 2 <= len(pages) <= 6
    assert len(data) <= 60 * 1024
    assert all(f"{index} ({len(pages)})" in page for index, page in enumerate(pages, start=1))
    for forbidden in (b"/URI", b"/JS", b"/JavaScript", b"/Launch", b"/Annots"):
        assert forbidden not in data


@pytest.mark.parametrize("name", ["formula", "script", "picture", "places"])
def test_a_behaviour_is_shown_as_it_was_written(hostile: Callable[[str], Report], name: str) -> None:
    text = "".join("".join(pages_of(to_pdf(hostile(HOSTILE[name]), "en"))).split())
    assert "".join(HOSTILE[name].split()) in text


def test_signs_the_font_lacks_are_boxes(hostile: Callable[[str], Report]) -> None:
    assert "☐☐☐☐" in pages_of(to_pdf(hostile(HOSTILE["emoji"]), "sv"))[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_says_which_behaviours_it_is_about(full: Report, language: Language) -> None:
    for page in pages_of(to_pdf(full, language)):
        text = " ".join(page.split())
        assert "Vi avslutar ärendet så fort som möjligt." in text
        assert "Vi löser det vid första kontakten." in text
        assert "2026" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_is_told_language_title_and_outline(full: Report, language: Language) -> None:
    reader = PdfReader(io.BytesIO(to_pdf(full, language)))
    assert str(reader.root_object["/Lang"]) == language
    assert reader.metadata is not None
    assert (reader.metadata.title or "").startswith("Drivkraft: ")
    assert len(reader.outline) == 9


@pytest.mark.parametrize(("language", "mark"), [("en", "Example"), ("sv", "Exempel")])
def test_an_example_says_so_on_every_page(full: Report, language: Language, mark: str) -> None:
    assert all(mark in page for page in pages_of(to_pdf(full, language, example=True)))
    assert not any(mark in page for page in pages_of(to_pdf(full, language)))


def test_the_same_report_gives_the_same_bytes(worked: Report) -> None:
    assert to_pdf(worked, "sv") == to_pdf(worked, "sv")
    assert to_xlsx(worked, "sv") == to_xlsx(worked, "sv")


def test_a_bank_with_the_longest_wording_still_makes_pages(bank: Instrument, full: Report) -> None:
    def long(value: object) -> object:
        if isinstance(value, dict):
            wordy = {"en", "sv"} <= value.keys()
            return {
                key: "Mm " * 199 + "m" if wordy and key in ("en", "sv") else long(one) for key, one in value.items()
            }
        return [long(one) for one in value] if isinstance(value, list | tuple) else value

    wordy = Instrument.model_validate(long(bank.model_dump(by_alias=True)))
    data = to_pdf(build_report(wordy, full.answers, made_on=date(2026, 11, 22)), "sv", example=True)
    assert len(data) <= 60 * 1024


def test_nothing_answered_is_still_a_report(bank: Instrument, answers: Callable[..., Answers]) -> None:
    for form in ("quick", "full"):
        report = build_report(bank, answers({}, form), made_on=date(2026, 11, 22))
        assert all(write_report(report, suffix, "en") for suffix in SUFFIXES)
