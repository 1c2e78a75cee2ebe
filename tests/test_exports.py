"""Every download says the same as the report, in both languages, whatever a user has written."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib.resources import files
from itertools import product
from math import inf, prod
from pathlib import Path
from typing import Any, Final

import openpyxl  # type: ignore[import-untyped]  # it has no type information
import pytest
from fpdf import FPDF
from fpdf.fonts import TTFFont
from icalendar import Calendar
from pypdf import PdfReader

from assessment.answering_again import day_to_answer, is_time_to_answer, when_to_answer, with_day_to_answer
from assessment.answers import Answers
from assessment.comparison import compare_clashes
from assessment.exports import SUFFIXES, write_report
from assessment.exports.calendar import to_ics
from assessment.exports.pdf import order, to_map_pdf, to_pdf
from assessment.exports.pdf.chart import draw_box
from assessment.exports.pdf.printable import Printable
from assessment.exports.pdf.shapes import LEFT, RIGHT
from assessment.exports.pdf.sheet import Sheet
from assessment.exports.steps import first_heading, proposed_day
from assessment.exports.tables import to_answers_json, to_csv, to_result, to_result_json, two_decimals
from assessment.exports.workbook import to_xlsx
from assessment.exports.workbook.book import SIGNED, height
from assessment.figures import pull_map
from assessment.incentives import IncentiveMap, read_incentives, story
from assessment.incentives.decisions import line_of_decision, lines_on_rewards
from assessment.instrument import LANGUAGES, Instrument, Language
from assessment.look import LOOK
from assessment.next_up import late_things
from assessment.plan import MOST_STEPS, PlanLine, PlanStep, day_in, last_day, recommended_steps
from assessment.report import Occasion, Report, build_report
from assessment.sentences.advice import advice_first, advice_title, begin_sentence, step_texts
from assessment.sentences.came_of_plan import outcome_texts
from assessment.sentences.causes import fall_sentences, since_sentence
from assessment.sentences.certainty import picture_name
from assessment.sentences.clash_sizes import clash_text, clash_texts
from assessment.sentences.clashes import clash_in_full, clash_legend
from assessment.sentences.comparison import clash_change_sentences, most_moved_heading, movement_text, opening
from assessment.sentences.incentives import group_label, largest_clash, role_sentence, shortcut_sentences
from assessment.sentences.names import pair_name, part_name, role_inside, role_name
from assessment.sentences.proof import proving_answer
from assessment.sentences.proposals import change_title, price_sentence, proposal_sentences, wait_sentence
from assessment.sentences.scores import clearest_sentence, headline, overall_change, shown_factors, weakest_first
from assessment.sentences.since import standing, why_in_order
from assessment.sentences.story import story_rows, story_sentences
from assessment.sentences.team_map import hour_parts
from assessment.words import (
    date_text,
    day_text,
    first_sentence,
    joined,
    lower_first,
    number,
    points_text,
    say,
    score_text,
    upper_first,
)
from assessment.working_days import next_working_day
from tests.amounts import IS_SOAK, sample
from tests.conftest import kept
from tests.extracted import days_whole, one_line
from tests.formulas import foreign_formulas

from .conftest import WORKED, Columns, printed

# Coverage would take as long as these tests; those marked as measured reach all that they do.
pytestmark = [pytest.mark.unmeasured, pytest.mark.in_turns]

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
KINDS: Final = list(HOSTILE)


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
    @cache
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


def assert_has_no_actions(data: bytes) -> None:
    """A PDF has no links and no actions; compressed streams are left out, as any three letters may be in them."""
    objects = re.sub(rb"\bstream\r?\n.*?\nendstream\b", b"", data, flags=re.DOTALL)
    assert b"/Pages" in objects
    for forbidden in (b"/URI", b"/JS", b"/JavaScript", b"/Launch", b"/Annots"):
        assert forbidden not in objects


@cache
def pages_of(data: bytes) -> list[str]:
    return [days_whole(page.extract_text()) for page in PdfReader(io.BytesIO(data)).pages]


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
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(report, language)))
    pages = pages_of(printed(report, language))
    excel = {row[3].value: row[4:] for row in book.worksheets[0].iter_rows() if row[3].value}
    if report.scores.facets:
        facets = book[say(language, "export.sheet.facets")]
        excel |= {row[0].value: row[2:] for row in facets.iter_rows(min_row=4)}
    first_page = " ".join(pages[0].split())
    for entry in (*result["factors"], *result["facets"]):
        cells = table[entry["id"]]
        row = excel[cells[2]]
        for index, column in enumerate(("current", "new")):
            score = entry[column]["score"]
            assert float(cells[3 + index].replace(",", ".")) == score
            assert row[index].value == score
            assert row[index].data_type == "n"
            if entry in result["factors"]:
                assert f" {number(score, language)} " in f" {first_page} "


def test_the_answers_file_opens_again_as_the_same_answers(full: Report, bank: Instrument) -> None:
    again = Answers.from_json(to_answers_json(full), bank)
    assert again.ratings == full.answers.ratings
    assert again.current_behaviour == full.answers.current_behaviour


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_suffix_has_a_writer(worked: Report, suffix: str) -> None:
    assert write_report(worked, suffix, "sv")


def test_an_unknown_suffix_has_no_writer(worked: Report) -> None:
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
@pytest.mark.parametrize("name", KINDS if IS_SOAK else KINDS[::3])
def test_no_text_becomes_a_formula(hostile: Callable[[str], Report], name: str, language: Language) -> None:
    """A spreadsheet set to the other country splits at the other sign: no cell may begin a formula there either."""
    report = hostile(HOSTILE[name])
    text = to_csv(report, language).decode("utf-8-sig")
    for separator in ",;\t":
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            # A number may begin with its minus.
            cells = [cell for cell in row if not cell.replace(",", "").replace(".", "").lstrip("-").isdigit()]
            assert not [cell for cell in cells if cell.lstrip(' "').startswith(("=", "+", "-", "@"))]
    assert foreign_formulas(openpyxl.load_workbook(io.BytesIO(to_xlsx(report, language)))) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_has_plain_sheets_in_order_a_chart_and_a_plan_to_write_in(
    full: Report, language: Language
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(full, language)))
    names = ["Summary", "Plan", "Steps", "Parts of factors", "Answers", "Other answers", "Method"]
    if language == "sv":
        names = ["Sammanfattning", "Plan", "Steg", "Faktorernas delar", "Svar", "Övriga svar", "Metod"]
    assert book.sheetnames == names
    summary, plan, _, facets, answers, others, method = book.worksheets
    # Every column of the table of factors is explained, and all are for a leader; CSV has those for analysts.
    explained = " ".join(str(cell.value) for cell in method["A"]).lower()
    heads = [str(cell.value).split(",")[0].lower() for cell in facets[3][2:] if cell.value]
    assert [head for head in heads if head not in explained] == []
    assert [cell.value for cell in facets["A"]][-2:] == [
        say(language, "export.facets_hint"),
        say(language, "export.read.importance"),
    ]
    assert say(language, "export.read.importance") in [str(cell.value).split("\n")[0] for cell in method["B"]]
    # The answers end with what their numbers mean; what was asked beside the statements is on the next sheet.
    key = " ".join(str(cell.value) for cell in answers["A"][-5:])
    assert all(f"{point.value} = " in key for point in full.instrument.scale.labels)
    beside = {row[0]: row[-1] for row in others.iter_rows(values_only=True)}
    assert beside[say(language, "behaviour.experience.title")] == say(language, "agreement.partly")
    assert beside[say(language, "export.experience")] == "Kunden får hjälp direkt."
    titles = [advice_title(advice, full, language) for advice in full.advice]
    suggested = say(language, "export.state.suggested")
    shown = openpyxl.load_workbook(io.BytesIO(to_xlsx(full, language)), data_only=True)[plan.title]
    rows = list(shown.iter_rows(min_row=4, values_only=True))
    nobody = say(language, "export.no_owner")
    first, last = (
        datetime.combine(day, datetime.min.time()) for day in (day_in(7, full.made_on), day_in(90, full.made_on))
    )
    assert [(row[:2], *row[3:7]) for row in rows[: len(titles)]] == [
        ((number, title), nobody, first, last, suggested) for number, title in enumerate(titles, start=1)
    ], "one row for each action, numbered"
    assert [set(row) for row in rows[-12:]] == [{None}] * 12, "to fill in"
    assert [sheet.freeze_panes for sheet in book.worksheets[1:-1]] == ["C4", "C4", "B4", "B4", "B4"]
    assert all(sheet.page_setup.orientation == "landscape" for sheet in book)
    assert all(sheet.print_area and sheet.page_setup.fitToWidth in (None, 1, "1") for sheet in book)
    assert all(sheet.print_title_rows for sheet in book.worksheets[1:-1]), "the names of the columns on each page"
    assert summary.page_setup.fitToHeight != "0", "on one page"
    (chart,) = summary._charts
    first = next(row[0].row for row in summary.iter_rows() if row[0].value == say(language, "export.first"))
    assert first < chart.anchor._from.row, "what to do first stands above the chart, on the first screen"
    assert first <= 9
    head = next(row[0].row for row in summary.iter_rows() if row[0].value == say(language, "export.column.advice"))
    numbers = [(summary.cell(head + place, 1).value, summary.cell(head + place, 2).value) for place in (1, 2, 3)]
    assert numbers == list(enumerate(titles[:3], start=1)), "numbers of advice, as in the results"
    assert sum(column.width for column in summary.column_dimensions.values()) <= 170, "no wider than a laptop"
    with zipfile.ZipFile(io.BytesIO(to_xlsx(full, language))) as parts:
        chart = parts.read("xl/charts/chart1.xml")
    assert b"8A5A00" in chart
    assert b"0B5CAD" in chart


# PDF ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["quick", "full"])
def test_a_pdf_has_few_pages_and_is_small(worked: Report, full: Report, form: str, language: Language) -> None:
    """At most six, and three more with all 60 answers of the full form."""
    data = printed(worked if form == "quick" else full, language)
    assert 2 <= len(PdfReader(io.BytesIO(data)).pages) <= (6 if form == "quick" else 9)
    assert len(data) <= 60 * 1024


@pytest.mark.parametrize("name", KINDS if IS_SOAK else KINDS[::4])
def test_hostile_text_leaves_the_pages_intact(hostile: Callable[[str], Report], name: str) -> None:
    data = printed(hostile(HOSTILE[name]), "sv")
    pages = pages_of(data)
    assert 2 <= len(pages) <= 9
    assert len(data) <= 60 * 1024
    assert all(f"{index} ({len(pages)})" in page for index, page in enumerate(pages, start=1))
    assert_has_no_actions(data)


@pytest.mark.measured
@pytest.mark.parametrize("name", sample("formula", "script", "places", rest=["picture"]))
def test_a_behaviour_is_shown_as_it_was_written(hostile: Callable[[str], Report], name: str) -> None:
    text = "".join("".join(pages_of(printed(hostile(HOSTILE[name]), "sv"))).split())
    assert "".join(HOSTILE[name].split()) in text


@pytest.mark.parametrize(
    ("written", "shown"),
    sample(
        ("Vi löser det 🎉 direkt 👩🏽‍🚒!", "Vi löser det direkt !"),
        ("你好 हिन्दी 한국 ไทย", "NiHao hindi HanGug aithy"),
        rest=[
            ("１ Ⅷ 𝐀 ‐ ﹘ ƃ ₿ ⓫", "1 VIII A - — b BTC 11"),
            ("s\u00adoft\u200b\u2060 \u202eo\u0328\u0307", "soft ǫ"),
            ("e‑post till kunden", "e-post till kunden"),
            ("A ⇒ B ↔ C ✅ ● ❌", "A → B ←→ C ✓ • ×"),
            ("Größe, Łódź, Ångström, привет, Ελλάδα", "Größe, Łódź, Ångström, привет, Ελλάδα"),
            ("🎉🎉", "–"),
        ],
    ),
)
def test_the_pdf_shows_no_box_for_a_character_its_typeface_lacks(
    hostile: Callable[[str], Report], written: str, shown: str
) -> None:
    page = " ".join(pages_of(to_pdf(hostile(written), "sv"))[0].split())
    assert shown in page
    assert "☐" not in page


def test_the_typeface_has_every_character_that_is_printed() -> None:
    """All of Unicode: words of any script are shown, and nothing comes out that the typeface lacks."""
    paper = FPDF()
    for cut in ("Regular", "Semibold"):
        paper.add_font(cut, fname=str(files("font_source_sans_pro") / "files" / f"SourceSansPro-{cut}.ttf"))
    cuts = []
    for font in paper.fonts.values():
        assert isinstance(font, TTFFont)
        cuts.append(font.cmap)
        font.ttfont.close()
    printable = Printable(cuts)
    assert len(cuts) == 2
    for code in range(0x20000):
        shown = printable[code]
        assert all(ord(sign) in cut for sign in shown for cut in cuts), hex(code)
        assert unicodedata.category(chr(code)) not in ("Lu", "Ll", "Nd") or shown, hex(code)
    for scripts in (range(0x4E00, 0x9FA6), range(0xAC00, 0xD7A4), range(0x5D0, 0x5EB), range(0x904, 0x93A)):
        assert all(printable[code] for code in scripts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_says_which_behaviours_it_is_about(full: Report, language: Language) -> None:
    for page in pages_of(printed(full, language)):
        text = " ".join(page.split())
        assert "Vi avslutar ärendet så fort som möjligt." in text
        assert "Vi löser det vid första kontakten." in text
        assert "2026" in text


@pytest.mark.parametrize("words", [12, 24])
def test_the_behaviours_at_the_head_of_a_page_are_not_cut(full: Report, words: int) -> None:
    """They were one line each, which ended in "…" after forty characters."""
    behaviours = ["Today " + "we wait until somebody calls again " * (words // 6), "Wanted: we call back the same day."]
    answers = replace(full.answers, current_behaviour=behaviours[0].strip(), new_behaviour=behaviours[1])
    pages = pages_of(to_pdf(build_report(full.instrument, answers, made_on=full.made_on), "en"))
    assert len(pages) >= 2
    for page in pages:
        assert all(page.count(word) >= behaviours[0].split().count(word) for word in behaviours[0].split())
        assert behaviours[1] in one_line(page)
        assert "…" not in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_is_as_wide_as_the_page_allows_and_no_line_is_too_long_to_read(full: Report, language: Language) -> None:
    """At most 95 characters; a line is filled until the next word has no room."""
    lines: list[tuple[float, str]] = []

    def collect(text: str, _cm: object, place: list[float], _font: object, _size: float) -> None:
        lines.extend((place[4] / 72 * 25.4, line) for line in text.splitlines() if line.strip())

    for page in PdfReader(io.BytesIO(printed(full, language))).pages[1:]:
        page.extract_text(visitor_text=collect)
    assert max(len(line) for _, line in lines) <= 95
    for advice in full.advice:
        first = " ".join(advice_first(advice, full, language).split())
        sentence = say(language, "export.first_step_in", days=7, step=first)
        begun = [line.strip() for left, line in lines if 30 < left < 32 and sentence.startswith(line.strip())]
        assert begun
        for line in begun:
            word = sentence[len(line) :].strip().partition(" ")[0]
            # Owner and day stand beside it; a last word or two may be kept from standing alone.
            assert line == sentence or len(f"{line} {word}") > 55, line


def test_numbers_at_the_ends_of_the_chart_stay_in_its_frame_and_apart(
    worked: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The number of a factor at 100 lay over the frame, and stuck out of it."""
    drawn: list[tuple[float, float]] = []

    def note(sheet: Sheet, text: str, left: float, _top: float, size: float, *, bold: bool = False, **_: Any) -> None:
        if bold and text.isdecimal():
            drawn.append((left, left + sheet.measure(text, size, bold=bold)))

    monkeypatch.setattr(Sheet, "line_of_text", note)
    near = [0, 4, 10, 50, *range(90, 101)]
    for today, wanted in {*product(near, [0, 50, 100]), *product([0, 50, 100], near), (90, 90), (98, 99)}:
        factors = tuple(
            factor._replace(current=factor.current._replace(score=today), new=factor.new._replace(score=wanted))
            for factor in worked.scores.factors
        )
        report = replace(worked, scores=worked.scores._replace(factors=factors))
        sheet = Sheet(report, "en", LOOK, example=False, address="", is_tried=True)
        sheet.add_page()
        drawn.clear()
        draw_box(sheet, 10)
        assert len(drawn) == 2 * len(factors)
        for (left, end), (right, last) in zip(drawn[::2], drawn[1::2], strict=True):
            assert LEFT + 6 - 1e-9 <= left < end < right < last <= RIGHT - 6 + 1e-9, (today, wanted)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_declares_language_title_and_outline(full: Report, language: Language) -> None:
    reader = PdfReader(io.BytesIO(printed(full, language)))
    assert str(reader.root_object["/Lang"]) == language
    assert reader.metadata is not None
    assert one_line(str(reader.metadata.title)) == picture_name(full, language)
    named = replace(full, answers=replace(full.answers, title="Kundtjänst Väst"))
    assert "Kundtjänst Väst" in str(PdfReader(io.BytesIO(printed(named, language))).metadata)
    assert len(reader.outline) == 9
    # For screen readers: what is a heading and what a chart shows; heads and feet of pages are left out.
    parts = [part.get_object() for part in reader.root_object["/StructTreeRoot"]["/K"][0].get_object()["/K"]]  # type: ignore[index]
    kinds = Counter(str(part["/S"]) for part in parts)
    assert kinds["/H1"] == kinds["/Figure"] == 1
    assert kinds["/H2"] == 9
    (figure,) = (part for part in parts if "/Alt" in part)
    assert part_name("ability", full.instrument, language) in str(figure["/Alt"])
    for page in reader.pages:
        drawn = page.get_contents().get_data()  # type: ignore[union-attr]
        assert drawn.count(b"EMC") == drawn.count(b" BDC") + drawn.count(b"/Artifact BMC")
        assert drawn.count(b"/Artifact BMC") == 3, "its head, its foot and its number"


@pytest.mark.parametrize(("language", "mark"), sample(("sv", "Exempel"), rest=[("en", "Example")]))
def test_an_example_says_so_on_every_page(full: Report, language: Language, mark: str) -> None:
    assert all(mark in page for page in pages_of(to_pdf(full, language, example=True)))
    assert not any(mark in page for page in pages_of(printed(full, language)))


def test_the_same_report_gives_the_same_bytes(worked: Report) -> None:
    assert to_pdf(worked, "sv") == printed(worked, "sv")
    assert to_xlsx(worked, "sv") == to_xlsx(worked, "sv")


@pytest.mark.soak
def test_whatever_is_tried_to_fill_the_pages_the_text_is_drawn_once_and_the_typeface_is_read_once_for_all(
    over_time: Callable[..., Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The order that was tried first was drawn too, and each document read the fonts: that took half the time."""
    calls: Counter[str] = Counter()

    def counted(name: str) -> Callable[..., Any]:
        original = getattr(Sheet, name)

        def call(*given: Any, **more: Any) -> Any:
            calls[name] += 1
            return original(*given, **more)

        return call

    report = over_time(2, PLAN, "full")
    to_pdf(report, "en")
    for name in ("add_font", "section", "text"):
        monkeypatch.setattr(Sheet, name, counted(name))
    asked: list[Counter[str]] = []
    for room in (inf, -inf):
        monkeypatch.setattr(order, "_LITTLE_ROOM", room)
        calls.clear()
        to_pdf(report, "en")
        asked.append(calls.copy())
    one, all_orders = asked
    assert one["add_font"] == all_orders["add_font"] == 0
    assert all_orders["section"] > one["section"], "others are tried"
    assert all_orders["text"] == pytest.approx(one["text"], rel=0.1), "more or fewer rows and heads of tables"


@pytest.mark.soak
def test_a_bank_with_the_longest_wording_still_makes_pages(bank: Instrument, full: Report) -> None:
    def long(value: object, words: int = 199) -> object:
        if isinstance(value, dict):
            wordy = {"en", "sv"} <= value.keys()
            return {
                key: "Mm " * words + "m"
                if wordy and key in ("en", "sv")
                else long(one, 66 if key in ("elements", "roles", "measures", "cross_effects") else words)
                for key, one in value.items()
            }
        return [long(one, words) for one in value] if isinstance(value, list | tuple) else value

    wordy = Instrument.model_validate(long(bank.model_dump(by_alias=True)))
    data = to_pdf(build_report(wordy, full.answers, made_on=date(2026, 11, 22)), "sv", example=True)
    assert len(data) <= 66 * 1024
    before = build_report(wordy, full.answers, made_on=date(2026, 5, 22))
    report = build_report(wordy, full.answers, made_on=date(2026, 11, 22), earlier=[before, before], plan=PLAN)
    data = to_pdf(report, "en")
    assert len(data) <= 72 * 1024, "three assessments and a plan"
    # Where the actions need the room, page one leaves out what has changed.
    assert "For the wanted behaviour since" not in one_line(pages_of(data)[0])


@pytest.mark.measured
def test_no_answers_still_make_a_report(bank: Instrument, answers: Callable[..., Answers]) -> None:
    for form in ("quick", "full"):
        report = build_report(bank, answers({}, form), made_on=date(2026, 11, 22))
        assert all(write_report(report, suffix, "en") for suffix in SUFFIXES)


# Over time, and the plan ----------------------------------------------------------------------------------------------

TODAY = date(2026, 11, 22)
PLAN = (
    PlanLine(
        "a" * 32,
        title="Let customer service refund up to 50 euros",
        first_step="Decide at the leadership meeting",
        owner="Åsa Öberg",
        success="Cases solved at the first contact rise",
        due=date(2026, 12, 15),
        state="doing",
        outcome="too_early",
        happened="The first three refunds took a minute each",
    ),
    PlanLine("b" * 32, title="Take down the board", first_step="Say why", due=date(2026, 11, 21)),
    PlanLine("c" * 32, title="Ask ten customers", owner="Everyone"),
    PlanLine("d" * 32, title="Move the meeting", due=date(2026, 10, 1), state="done", outcome="helped"),
)


@pytest.fixture(scope="module")
def over_time(bank: Instrument, document: Callable[..., dict[str, Any]]) -> Callable[..., Report]:
    """A report after this many earlier assessments, three months apart, all of one form; with a plan if given."""

    @cache
    def make(earlier: int, plan: tuple[PlanLine, ...] = (), form: str = "quick") -> Report:
        reports: list[Report] = []
        for place in range(earlier + 1):
            day = TODAY - timedelta(days=91 * (earlier - place))
            ratings = {
                item.id: {"current": 1 + (index + place) % 5, "new": 1 + (index * (place + 1)) % 5}
                for index, item in enumerate(bank.form_items("full" if form == "full" else "quick"))
            }
            answers = Answers.checked(document({}, form) | {"ratings": ratings}, bank)
            occasion = Occasion(answered_on=day)
            reports.append(build_report(bank, answers, made_on=TODAY, occasion=occasion, earlier=reports, plan=plan))
        return reports[-1]

    return make


NOW: Final = {**WORKED, "ability": ([4, 5, 3, 4], [4, 4, 3, 3]), "external_rewards": ([5, 5, 5, 5], [2, 1, 2, 2])}


@pytest.fixture(scope="module")
def dated(bank: Instrument, answers: Callable[..., Answers]) -> Report:
    """Two assessments with one movement each way, one withheld score and one that stays."""
    then = {**WORKED, "conditions": ([4, 4, 4, 4], [3, None, None, None])}
    before = build_report(bank, answers(then), made_on=TODAY, occasion=Occasion(answered_on=date(2026, 5, 22)))
    return build_report(
        bank, answers(NOW), made_on=TODAY, occasion=Occasion(answered_on=TODAY), earlier=[before], plan=PLAN
    )


@pytest.mark.measured
@pytest.mark.parametrize("language", LANGUAGES)
def test_neither_earlier_assessments_nor_the_plan_change_the_result_as_json(
    over_time: Callable[..., Report], language: Language
) -> None:
    report = over_time(3, PLAN)
    alone = replace(report, earlier=(), changes=(), plan=())
    assert write_report(report, ".json", language) == write_report(alone, ".json", language)


@pytest.mark.parametrize("suffix", [".pdf", ".xlsx", ".csv"])
def test_without_earlier_assessments_and_plan_no_file_mentions_them(worked: Report, suffix: str) -> None:
    data = write_report(worked, suffix, "en")
    shown = data.decode("utf-8", "replace") if suffix == ".csv" else ""
    if suffix == ".pdf":
        shown = one_line(" ".join(pages_of(data)))
        assert "Write a name and a date for each action." in shown
    if suffix == ".xlsx":
        shown = " ".join(openpyxl.load_workbook(io.BytesIO(data)).sheetnames)
    for words in ("What has moved", "Over time", "Earlier assessment", "For the wanted behaviour since"):
        assert words not in shown


@pytest.mark.measured
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_shows_each_factor_before_and_now(dated: Report, language: Language) -> None:
    pages = pages_of(printed(dated, language))
    title = say(language, "comparison.title")
    changed = next(place for place, page in enumerate(pages) if most_moved_heading(dated, language) in one_line(page))
    assert changed == 1, "why it has changed comes first"
    assert any(say(language, "export.plan") in page for page in pages[1:3])
    of_change = one_line(pages[changed])
    assert "44 63" not in of_change, "the picture of page one"
    for change in dated.factor_changes:
        for moved in (change.current, change.new):
            then, now = (score_text(score, language) for score in (moved.earlier, moved.later))
            assert f"{then} → {now}" in of_change, "both behaviours, whether they have changed or not"
    pages_with_picture = pages_of(printed(replace(dated, opens_with_change=False), language))
    page = one_line(next(page for page in pages_with_picture[1:] if title in page))
    days = [date_text(day, language) for day in (date(2026, 5, 22), TODAY)]
    assert say(language, "comparison.heading", earlier=days[0], later=days[1]) in page
    # Ability: 43.75 then and 62.5 now; conditions were withheld; internal rewards stay where they were.
    assert dated.changes[0].new.movement == "up"
    up, unknown, down, same = (movement_text(change.new, language) for change in dated.changes)
    assert f"44 63 {up}" in page
    assert f"– 63 {unknown}" in page
    assert f"38 19 {down}" in page
    assert f"50 50 {same}" in page
    assert page.index(down) < page.index(up), "the least support first"
    assert say(language, "comparison.series") not in page
    first = one_line(pages[0])
    assert "44 → 63" in first
    assert "38 → 19" in first
    assert why_in_order(dated, language) in first
    order = [part_name(change.id, dated.instrument, language) for change in dated.changed_first]
    places = [first.rindex(name, 0, first.index(say(language, f"export.{first_heading(dated, 3)}"))) for name in order]
    assert places == sorted(places), "in the order of the screen"
    for line in dated.plan:
        assert not line.outcome or say(language, f"plan.outcomes.{line.outcome}") in page, "not only counted"
    since = since_sentence(dated, language)
    assert all(words in since for words in (days[0], "(44 → 63)", "(38 → 19)"))


@pytest.mark.soak
@pytest.mark.parametrize("language", LANGUAGES)
def test_page_one_says_with_the_advice_on_what_has_fallen_from_where(
    dated: Report, bank: Instrument, document: Callable[..., dict[str, Any]], language: Language
) -> None:
    entered = Answers.checked(document(NOW, experience={"agreed": "yes"}), bank)
    occasion = Occasion(answered_on=TODAY)
    agreed = build_report(bank, entered, made_on=TODAY, occasion=occasion, earlier=dated.earlier)
    first = one_line(pages_of(printed(agreed, language))[0])
    assert first_sentence(fall_sentences("external_rewards", agreed, language)) in first
    assert why_in_order(agreed, language) in first


def test_page_one_does_not_give_as_the_reason_what_the_step_above_it_names(
    bank: Instrument, answers: Callable[..., Answers]
) -> None:
    even: dict[str, Columns] = {name: ([4] * len(kept), [4] * len(kept)) for name, (kept, _) in WORKED.items()}
    led = even | {"ability": ([5] * 4, [1] * 4), "external_rewards": ([2] * 4, [3] * 4)}
    report = build_report(bank, answers(led, experience={"agreed": "yes"}), made_on=TODAY)
    advice = report.to_do[0]
    named = proving_answer(advice, report, "en").partition("”")[0]
    assert named in advice_first(advice, report, "en")
    title = advice_title(advice, report, "en")
    first = one_line(pages_of(to_pdf(report, "en"))[0]).partition(title)[2].partition("Owner")[0]
    assert first.count(named) == 1
    assert "The reason:" not in first


def test_page_one_says_when_nothing_has_moved(bank: Instrument, answers: Callable[..., Answers]) -> None:
    before = build_report(bank, answers(WORKED), made_on=date(2026, 5, 22))
    report = build_report(bank, answers(WORKED), made_on=TODAY, earlier=[before])
    said = "Support for the wanted way has not clearly changed since 22\xa0May\xa02026."
    assert said in one_line(pages_of(to_pdf(report, "en"))[0])


@pytest.mark.parametrize("words", sample(799, rest=[0, 40]))
def test_what_has_changed_fits_on_page_one_and_displaces_nothing(
    bank: Instrument, document: Callable[..., dict[str, Any]], words: int
) -> None:
    """The chart takes the room that is left, so that it displaces nothing else."""
    made = document(WORKED, behaviours={"current": "word " * words, "new": "word " * words})
    answers = Answers.checked(made, bank)
    before = build_report(bank, answers, made_on=date(2026, 5, 22))
    now = build_report(bank, answers, made_on=TODAY, earlier=[before])
    first, alone = (pages_of(to_pdf(one, "en"))[0] for one in (now, replace(now, earlier=(), changes=())))
    shown, expected = (one_line(page) for page in (first, alone))
    assert "Support for the wanted way has not clearly changed since 22\xa0May\xa02026." in shown
    for page in (shown, expected):
        actions = page.partition(say("en", "export.first"))[2]
        assert all(advice_title(advice, now, "en") in actions for advice in now.to_do[:3])
        assert say("en", "export.again") in actions


def test_page_one_leaves_out_what_cannot_be_compared(bank: Instrument, answers: Callable[..., Answers]) -> None:
    before = build_report(bank, answers({}), made_on=date(2026, 5, 22))
    report = build_report(bank, answers(WORKED), made_on=TODAY, earlier=[before])
    pages = pages_of(to_pdf(report, "en"))
    assert "since 22\xa0May\xa02026" not in one_line(pages[0])
    assert one_line(" ".join(pages)).count("cannot be compared") == 0
    assert say("en", "comparison.title") not in " ".join(pages[1:]), "page one has all that is known"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", sample("full", rest=["quick"]))
def test_the_pdf_lists_every_day_once_there_are_several(
    over_time: Callable[..., Report], form: str, language: Language
) -> None:
    report = over_time(5, form=form)
    pages = pages_of(to_pdf(report, language))
    text = one_line(next(page for page in pages[1:] if say(language, "comparison.series") in page))
    for day in (*report.earlier, report):
        scores = [number(factor.new.score or 0, language) for factor in day.scores.factors]
        assert f"{date_text(day.answered_on, language)} {' '.join(scores)}" in text
    assert "sv" not in language or "Önskat" in text


@pytest.mark.soak
def test_a_table_of_a_hundred_assessments_repeats_its_head_on_every_page(over_time: Callable[..., Report]) -> None:
    data = to_pdf(over_time(99), "en")
    pages = [one_line(page) for page in pages_of(data)]
    heads = [page for page in pages if "Ability Conditions External rewards Internal rewards" in page]
    assert len(heads) >= 3
    assert sum(len([word for word in page.split() if word in {"2002", "2010", "2020"}]) for page in heads) == 12
    assert len(data) <= 60 * 1024


def plan_kept(language: Language) -> str:
    return say(language, "export.plan_kept", day=date_text(TODAY, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_shows_the_plan_as_it_is(dated: Report, language: Language) -> None:
    whole = one_line(" ".join(pages_of(printed(dated, language))))
    text = whole[whole.index(plan_kept(language)) :]
    for line in PLAN:
        assert line.title in text
        assert line.owner in text
        for words in (line.first_step, line.success, line.happened):
            assert all(word in text for word in words.split())
        assert line.due is None or line.is_all_done or day_text(line.due, language) in text
    # Overdue means not done and past its day: one line of the four.
    assert text.count(upper_first(say(language, "plan.overdue"))) == 1
    for path in ("plan.states.doing", "plan.states.done", "plan.outcomes.too_early", "plan.outcomes.helped"):
        said = say(language, path)
        assert (lower_first(said) if "outcomes" in path else said) in text
    assert text.index(PLAN[1].title) < text.index(PLAN[0].title) < text.index(PLAN[2].title) < text.index(PLAN[3].title)
    assert text.index(PLAN[3].title) < text.index(say(language, "export.own_step"))
    assert say(language, "export.plan_hint", time="").strip() not in text
    assert say(language, "export.plan_cut") not in text


@pytest.mark.parametrize("success", ["", "Cases solved at the first contact rise"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_day_and_no_state_of_the_plan_is_broken_and_steps_are_done_only_where_they_were_ticked(
    over_time: Callable[..., Report], language: Language, success: str
) -> None:
    """“30 september / 2026” and “Öppen, ny / tid” stood on two lines, and every step of a done line was done."""
    due = date(2026, 12, 23)
    put_off = PlanLine("a" * 32, title="Agree", due=due, success=success, outcome="not_done")
    done = PlanLine(
        "b" * 32,
        title="Learn",
        state="done",
        due=due,
        steps=(PlanStep("Meet", due, is_done=True), PlanStep("Tell", due)),
    )
    whole = "\n".join(pages_of(to_pdf(over_time(1, (put_off, done)), language)))
    assert day_text(due, language) in whole
    assert say(language, "plan.outcomes.not_done") in whole
    of_done = whole[whole.index("Learn") :].partition("Drivkraft.")[0]  # Later it stands in what came of it.
    assert of_done.count(say(language, "plan.states.done")) == 1
    assert day_text(due, language) not in of_done, "what is done has no day to keep"
    assert say(language, "plan_page.steps", done=1, count=2) in whole


def test_answering_again_is_suggested_on_a_working_day(dated: Report) -> None:
    """It was on a Saturday, in the calendar and on page one."""
    assert (TODAY + timedelta(days=90)).weekday() == 5
    calendar: Any = Calendar.from_ical(write_report(dated, ".ics", "en"))
    *_, again = calendar.walk("VEVENT")
    assert again["DTSTART"].dt == date(2027, 2, 19)
    assert date_text(date(2027, 2, 19), "en") in one_line(pages_of(to_pdf(dated, "en"))[0])


def test_the_step_that_asks_to_answer_again_comes_into_the_plan_on_the_day_that_everything_says(dated: Report) -> None:
    """Start, results and calendar said a week later than the last step of the advice added last."""
    later = [PlanStep("Tell", day_in(days, TODAY)) for days in (60, 97, 125)]
    planned = replace(dated, plan=(PlanLine("d" * 32, steps=tuple(later)),))
    steps = recommended_steps({7: "Ask", 90: f"{say('sv', 'again.button')}: märks det?"}, TODAY)
    line = with_day_to_answer(PlanLine("c" * 32, due=last_day(steps), steps=steps), planned)
    assert line.steps == (steps[0], replace(steps[1], due=later[-1].due))
    assert line.due == day_to_answer(replace(planned, plan=(*planned.plan, line))) == later[-1].due


@pytest.mark.measured
def test_answering_again_is_in_the_calendar_once(dated: Report) -> None:
    """A step of the bank's advice asked for it, and the reminder once more. A late one is late until it was done."""
    asked = next(each.d90 for each in dated.instrument.recommendations if each.id == "X-today_wins")
    assert asked
    for days, text, events in ((90, asked.en, 1), (90, asked.sv, 1), (120, asked.sv, 1), (-20, asked.sv, 1)):
        line = PlanLine("c" * 32, steps=recommended_steps({days: text}, TODAY))
        assert write_report(replace(dated, plan=(line,)), ".ics", "sv").count(b"BEGIN:VEVENT") == events
    text = f"{asked.sv} {'Säg det till alla. ' * 6}".strip()
    whole = PlanLine("f" * 32, title="Agree", owner="Sara", steps=recommended_steps({7: "Tell", 90: text}, TODAY))
    found: Any = Calendar.from_ical(write_report(replace(dated, plan=(whole,)), ".ics", "sv"))
    *_, again = found.walk("VEVENT")
    assert again["SUMMARY"] == "Svara igen i Drivkraft (Sara)", "a step stood in no event with its owner"
    described = f"{text}\nSteg 2 av 2 i ”Agree”\nAnsvarig: Sara"
    assert again["DESCRIPTION"].startswith(described), "nor whole"
    alone = replace(dated, plan=(line,), earlier=())
    assert write_report(alone, ".ics", "sv").count(b"BEGIN:VEVENT") == 2, "nobody has answered again since"
    moved = PlanLine("c" * 32, steps=recommended_steps({120: asked.sv}, TODAY))
    found = Calendar.from_ical(write_report(replace(dated, plan=(moved,)), ".ics", "sv"))
    assert [event["DTSTART"].dt for event in found.walk("VEVENT")] == [moved.steps[0].due], "the day that the plan says"
    # It was the first of two days, before the rest of the plan was done.
    first, other = (PlanLine("d" * 32, steps=recommended_steps({days: asked.sv}, TODAY)) for days in (60, 80))
    both = replace(dated, plan=(first, other))
    found = Calendar.from_ical(write_report(both, ".ics", "sv"))
    assert [event["DTSTART"].dt for event in found.walk("VEVENT")] == [other.steps[0].due]
    assert first.steps[0].due
    assert is_time_to_answer(both, first.steps[0].due), "it may be done then, and may wait for the rest"
    assert not is_time_to_answer(both, first.steps[0].due - timedelta(days=1))
    unanswered = replace(dated, answers=replace(dated.answers, ratings={}, context={}))
    empty = PlanLine("e", due=day_in(30, TODAY))
    assert b"BEGIN:VEVENT" not in to_ics(replace(unanswered, plan=(empty,)), "en"), "nothing to answer again, or to do"
    assert to_ics(replace(unanswered, plan=(replace(empty, title="Tell"),)), "en").count(b"BEGIN:VEVENT") == 1
    # One of old answers had it not at all.
    for made_on, day in ((TODAY, date(2027, 2, 19)), (date(2027, 6, 5), date(2027, 6, 7))):
        calendar: Any = Calendar.from_ical(to_ics(replace(dated, made_on=made_on, plan=(PlanLine("e"),)), "en"))
        assert [event["DTSTART"].dt for event in calendar.walk("VEVENT")] == [day]


def test_a_later_file_moves_the_event_to_answer_again_and_names_no_later_day_once_it_is_time(dated: Report) -> None:
    """A file from before the answers were given again left its day in the calendar, beside that of the new file."""
    steps = (PlanStep(say("en", "again.button"), TODAY), PlanStep("Tell", day_in(30, TODAY)))
    line = PlanLine("c" * 32, due=steps[1].due, steps=steps)
    before = replace(dated, plan=(line,), earlier=(), occasion=dated.earlier[0].occasion)
    files: list[Any] = [Calendar.from_ical(to_ics(report, "en")) for report in (before, dated)]
    then, now = (file.walk("VEVENT")[-1] for file in files)
    assert then["UID"] == now["UID"] == "again-2026-05-22@drivkraft"
    assert day_to_answer(before) > next_working_day(TODAY)
    assert then["DTSTART"].dt == next_working_day(TODAY), "as every page says"


@pytest.mark.measured
def test_what_is_done_once_a_quarter_returns_in_the_calendar(dated: Report) -> None:
    asked = next(each.d90 for each in dated.instrument.recommendations if each.id == "F-conditions-supports")
    assert asked
    for text in (asked.sv, asked.en):
        line = PlanLine("c" * 32, steps=recommended_steps({60: "Tell", 90: text}, TODAY))
        told, returns = lines_in(to_ics(replace(dated, plan=(line,)), "en"))
        assert "RRULE" not in told
        assert returns["RRULE"].to_ical() == b"FREQ=WEEKLY;INTERVAL=13", "never on a weekend"


STEPS = (
    PlanStep("Gather everybody and decide", date(2026, 12, 7), is_done=True),
    PlanStep("Try it with ten customers", date(2027, 1, 4)),
    PlanStep("Tell the others", date(2027, 2, 8)),
    PlanStep("Look at what came of it", date(2027, 3, 12)),
    PlanStep("Write it down", date(2027, 3, 15)),
)


@pytest.mark.measured
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_of_the_plan_has_its_own_day_in_every_file(
    over_time: Callable[..., Report], language: Language
) -> None:
    line = PlanLine("a" * 32, title="Agree", first_step=STEPS[0].text, owner="Åsa", due=date(2027, 3, 31), steps=STEPS)
    report = over_time(1, (line,))
    text = one_line(" ".join(pages_of(to_pdf(report, language))))
    table_of_plan = text[text.index(plan_kept(language)) :]
    days = [table_of_plan.index(day_text(step.due, language)) for step in STEPS if step.due and not step.is_done]
    assert all(step.text in text or all(word in text for word in step.text.split()) for step in STEPS)
    assert text.count(STEPS[0].text) <= 1
    assert days == sorted(days)
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(report, language)), data_only=True)[
        say(language, "export.sheet.steps")
    ]
    table = to_csv(report, language).decode("utf-8-sig")
    names = [row[1] for row in sheet.iter_rows(min_row=4, values_only=True)]
    assert names.count("Agree") == len(STEPS), "beside each step, so that a filter keeps it"
    rows = [row[3:6] for row in sheet.iter_rows(min_row=4 + names.index("Agree"), values_only=True)][: len(STEPS)]
    assert rows == [
        (step.text, "Åsa", datetime.combine(step.due, datetime.min.time())) for step in STEPS if step.due
    ], "each with its owner and its day"
    assert all(f"{step.text} ({step.due.isoformat()}" in table for step in STEPS if step.due)
    assert table.count(STEPS[0].text) == 1
    events = lines_in(to_ics(report, language))
    assert {step.due for step in STEPS[1:]} <= {event["DTSTART"].dt for event in events}
    whole = say(language, "plan.whose", who="Åsa", what=say(language, "plan.event_last", title="Agree"))
    assert [event["SUMMARY"] for event in events if event["DTSTART"].dt == line.due] == [whole]


def test_what_shows_that_an_action_helped_stands_apart_from_its_last_step(over_time: Callable[..., Report]) -> None:
    """It stood right below step d, as if it were a part of that."""
    line = PlanLine("a" * 32, title="Agree", success="Fewer call twice", due=date(2027, 3, 31), steps=STEPS)
    levels: dict[str, float] = {}

    def collect(words: str, _: object, matrix: list[float], *__: object) -> None:
        levels.setdefault(words.strip(), matrix[5])

    for page in PdfReader(io.BytesIO(to_pdf(over_time(1, (line,)), "en"))).pages:
        page.extract_text(visitor_text=collect)
    sign = next(level for words, level in levels.items() if "Fewer call twice" in words)
    *_, before, last = (
        next(level for words, level in levels.items() if words == f"{letter}. {step.text}")
        for letter, step in zip("abcde", STEPS, strict=True)
    )
    assert last - sign > before - last


@pytest.mark.soak
@pytest.mark.parametrize("language", LANGUAGES)
def test_advice_in_the_plan_has_the_plans_days_in_the_pdf(full: Report, language: Language) -> None:
    advice = full.advice[0]
    steps = recommended_steps(step_texts(advice, full, language), TODAY)
    line = PlanLine("a" * 32, title="T", due=last_day(steps), source=f"{advice.id}.{advice.target}", steps=steps)
    pages = [one_line(page) for page in pages_of(to_pdf(replace(full, plan=(line,)), language))]
    for place, step in enumerate(steps):
        assert step.due
        day = day_text(step.due, language)
        assert place or say(language, "export.first_step_by", day=day, step="").strip() in pages[0]
        assert any(day in page for page in pages[1:])
    day, short = day_text(steps[0].due or TODAY, language), first_sentence(steps[0].text)
    assert pages[0].count(say(language, "export.first_step_by", day=day, step=short)) == 1, (
        "the foot does not repeat it"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_says_what_each_factor_is_in_the_order_of_page_one(full: Report, language: Language) -> None:
    first, *others = pages_of(printed(full, language))
    names = [part_name(score.id, full.instrument, language) for score in weakest_first(full)]
    assert names != [factor.name[language] for factor in full.instrument.factors]
    beside = [factor.description for score in weakest_first(full) if (factor := full.instrument.factor(score.id))]
    found = [one_line(" ".join(others)).index(text[language][:40]) for text in beside if text]
    assert found == sorted(found)
    shown = [one_line(first).rindex(name) for name in names]
    assert len(shown) == len(found)


@pytest.mark.soak
@pytest.mark.in_turns
@pytest.mark.parametrize("language", LANGUAGES)
def test_actions_have_the_order_of_page_one_in_the_plan_too(full: Report, language: Language) -> None:
    """What was first was not the same on screen, on page one and in the plan: advice has its number in the results."""
    advised, left = full.advice[1], "Take down the board"
    line = PlanLine("a" * 32, title=advice_title(advised, full, language), due=TODAY, source=advised.source)
    plan = (PlanLine("b" * 32, title=left, source="X-of_another_time.team"), line, replace(PLAN[3], source=None))
    pages = [one_line(page) for page in pages_of(to_pdf(replace(full, plan=plan), language))]
    proposed = [advice_title(advice, full, language) for advice in full.advice if advice is not advised]
    places = [pages[0].index(words) for words in (proposed[0], line.title, left)]
    assert places == sorted(places), "what is advised first, then the plan in its own order"
    number = {place: say(language, "export.advice_number", number=place) for place in (1, 2, 3)}
    assert f"{say(language, 'export.not_yet')} · {number[1]}" in pages[0].replace("\u00a0", " ")
    assert f"{say(language, 'export.next_in_plan')} · {number[2]}" in pages[0].replace("\u00a0", " ")
    assert proposed[1] not in pages[0], "the rest of the advice comes after the plan"
    text = " ".join(pages[1:])
    planned = [f"{line.title} {upper_first(number[2])}", left, PLAN[3].title, say(language, "export.proposals")]
    places = [text.index(words) for words in (*planned, *proposed)]
    assert places == sorted(places), "the plan as a whole, with what is done, then the proposals"
    assert f"{proposed[0]} {upper_first(number[1])}" in text, "in the words of page one"


@pytest.mark.in_turns
@pytest.mark.parametrize("language", LANGUAGES)
def test_page_one_of_the_pdf_says_which_statements_show_most_clearly_why(
    bank: Instrument, document: Callable[..., dict[str, Any]], language: Language
) -> None:
    """Where there is room, as when nothing has to wait; otherwise it is what the first step begins with."""
    answers = Answers.checked(document(WORKED, experience={"agreed": "yes"}), bank)
    report = build_report(bank, answers, made_on=TODAY)
    said = clearest_sentence(report, language)
    assert said
    assert "…" not in said, "a statement is quoted whole"
    assert said in one_line(pages_of(to_pdf(report, language))[0])


@pytest.mark.soak
@pytest.mark.in_turns
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_respondents_own_files_say_that_it_went_fast(worked: Report, language: Language) -> None:
    """It was on the screen only."""
    fast = replace(worked, notes=("single_respondent", "fast_answers"))
    words = say(language, "certainty.fast_answers")
    assert words in one_line(" ".join(pages_of(to_pdf(fast, language))))
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(fast, language)))[say(language, "export.sheet.method")]
    assert [words in str(row[0].value) for row in sheet.iter_rows()].count(True) == 1, "once, below the numbers"
    seen = openpyxl.load_workbook(io.BytesIO(to_xlsx(replace(fast, is_for_others=True), language)))
    assert words not in [cell.value for cell in seen[sheet.title]["A"]], "not told to whoever opens a shared link"


@pytest.mark.parametrize("form", sample("full", rest=["quick"]))
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_has_every_answer_in_words_and_explains_only_what_a_sheet_shows(
    bank: Instrument, worked: Report, full: Report, form: str, language: Language
) -> None:
    """What matters most was on no sheet, trust stood as a bare 3, and numbers were explained that no sheet shows."""
    picked = bank.facets[:2]
    importance = {"ability": 4} if form == "quick" else {facet.id: 5 for facet in picked}
    was = worked if form == "quick" else full
    answers = replace(was.answers, importance=importance, context={"TRU01": 3})
    report = build_report(bank, answers, made_on=was.made_on)
    later = build_report(bank, answers, made_on=date(2027, 5, 22), earlier=[report])
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(report, language)))
    sheet = book[say(language, "export.sheet.others")]
    assert sheet["A2"].value == say(language, "export.purpose.others"), "below the title, as on every sheet"
    assert sheet["A3"].alignment.indent == sheet["A4"].alignment.indent, "names stand in line with what is below them"
    others = list(sheet.iter_rows(min_row=4, values_only=True))
    labels = {point.value: point[language] for point in bank.importance.labels}
    expected = f"{labels[4]} (4)" if form == "quick" else joined([facet.name[language] for facet in picked], language)
    assert others[0][1:] == (say(language, "questions.importance.title"), expected)
    partly = next(point[language] for point in bank.scale.labels if point.value == 3)
    assert others[1][-1] == f"{partly} (3)"
    for one in (report, later):
        book = openpyxl.load_workbook(io.BytesIO(to_xlsx(one, language)))
        method = book[say(language, "export.sheet.method")]
        cells = [str(cell.value) for sheet in book if sheet != method for row in sheet.iter_rows() for cell in row]
        explained = {str(cell.value) for cell in method["A"]}
        for name in ("difference", "quadrant", "importance"):
            column = say(language, f"export.column.{name}")
            assert (column in explained) is (column in cells), column
        together = say(language, "results.overall")
        assert (together in explained) is any(cell.startswith(together) for cell in cells)


@pytest.mark.soak
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_step_with_a_day_is_not_said_to_be_due_within_so_many_days_too(full: Report, language: Language) -> None:
    advice = full.advice[0]
    steps = recommended_steps(step_texts(advice, full, language), TODAY)
    line = PlanLine("a" * 32, title="T", due=last_day(steps), source=f"{advice.id}.{advice.target}", steps=steps)
    within = say(language, "export.step.d30")
    for planned in (line, line.due_on(TODAY + timedelta(days=55), TODAY)):
        report, due = replace(full, plan=(planned,)), planned.steps[1].due
        assert due
        text = one_line(" ".join(pages_of(to_pdf(report, language))))
        assert f"{within} · " not in text
        assert day_text(due, language) in text
        sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(report, language)), data_only=True)[
            say(language, "export.sheet.steps")
        ]
        second = say(language, "export.step.number_of", number=2)
        (row,) = [row for row in sheet.iter_rows(values_only=True) if row[2:4] == (second, planned.steps[1].text)]
        assert row[5].date() == due


@pytest.mark.soak
def test_a_plan_line_goes_on_on_the_next_page_under_its_name(over_time: Callable[..., Report]) -> None:
    text = "Decide it together with all those who are concerned " * 5
    steps = tuple(PlanStep(f"Part{number}: {text}", TODAY) for number in range(MOST_STEPS))
    plan = (PlanLine("b" * 32, title="Short", steps=steps[:4]), PlanLine("a" * 32, title="Long " * 40, steps=steps))
    report = over_time(1, plan)
    pages = pages_of(to_pdf(report, "en"))
    shown = [page for page in pages if "Part0:" in page or "Part11:" in page]
    assert all(f"Part{number}:" in " ".join(shown) for number in range(MOST_STEPS))
    assert one_line(shown[-1]).count(", continued") == 2, "the table, and then the line"
    assert "The Excel file has the full text." in one_line(" ".join(pages))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_of_fifty_lines_repeats_its_head_and_stays_small(
    over_time: Callable[..., Report], language: Language
) -> None:
    first_step = "Decide at the leadership meeting and write the limit down in one line, where everybody can see it"
    plan = tuple(
        replace(PLAN[index % 4], id=f"{index:032x}", title=f"Number {index} of it", first_step=first_step)
        for index in range(50)
    )
    data = to_pdf(over_time(5, plan, "full"), language)
    pages = [one_line(page) for page in pages_of(data)]
    assert len(data) <= 64 * 1024
    assert all(f"Number {index} of it" in " ".join(pages) for index in range(50))
    owner, done = say(language, "plan.owner"), say(language, "to_others.comparison.done")
    in_plan = [page for page in pages[1:] if "Number" in page and done not in page]
    assert all(f"{owner} {say(language, 'plan.due')}" in page for page in in_plan)
    total = len(pages)
    assert total >= 10  # So that the page numbers have two digits.
    for place, page in enumerate(pages, start=1):
        assert page.endswith(say(language, "export.page", page=place, pages=total))


@pytest.mark.parametrize(
    "names",
    sample(KINDS, rest=[[name] * count for count in (1, 50) for name in KINDS]),
)
def test_hostile_plans_leave_every_file_intact(over_time: Callable[..., Report], names: list[str]) -> None:
    texts = [HOSTILE[name] for name in names]
    plan = tuple(
        PlanLine(f"{index:032x}", title=text, first_step=text, owner=text, success=text, happened=text, due=TODAY)
        for index, text in enumerate(texts)
    )
    report = over_time(2, plan, "full")
    data = to_pdf(report, "sv")
    reader = PdfReader(io.BytesIO(data))
    # A full result has 60 KiB. Each line of hostile text, five times in other signs, may add a little to it.
    assert len(data) <= 60 * 1024 + len(plan) * 300
    assert len(reader.pages) <= 17
    assert_has_no_actions(data)
    assert foreign_formulas(openpyxl.load_workbook(io.BytesIO(to_xlsx(report, "sv")))) == []
    for separator in ",;\t":
        for row in csv.reader(io.StringIO(to_csv(report, "sv").decode("utf-8-sig"), newline=""), delimiter=separator):
            cells = [cell for cell in row if not cell.replace(",", "").replace(".", "").lstrip("-").isdigit()]
            assert not [cell for cell in cells if cell.lstrip(' "').startswith(("=", "+", "-", "@"))]
    named = [line for line in plan if line.title]  # Of some no letter is left, so they say nothing.
    for line, event in zip(named, lines_in(to_ics(report, "sv")), strict=True):
        assert line.title in str(event["SUMMARY"])
        assert line.owner in str(event["DESCRIPTION"])


@pytest.mark.measured
def test_a_text_cut_short_in_the_pdf_says_where_the_whole_text_is(over_time: Callable[..., Report]) -> None:
    words = "decide " * 400
    report = over_time(1, (PlanLine("a" * 32, title="T", first_step=words),))
    assert "The Excel file has the full text." in one_line(" ".join(pages_of(to_pdf(report, "en"))))
    plan = openpyxl.load_workbook(io.BytesIO(to_xlsx(report, "en")), data_only=True)["Plan"]
    assert words.strip() in [cell.value for cell in plan["C"]]


@pytest.mark.soak
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_shows_changes_as_numbers(dated: Report, language: Language) -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(dated, language)))
    assert book.sheetnames.index(say(language, "export.sheet.comparison")) == 3
    sheet = book[say(language, "export.sheet.comparison")]
    rows = list(sheet.iter_rows(min_row=4, max_row=7))
    assert [row[0].value for row in rows] == [
        part_name(change.id, dated.instrument, language) for change in dated.changed_first
    ], "in the order of the screen"
    for change, row in zip(dated.changed_first, rows, strict=True):
        for left, moved in ((1, change.current), (4, change.new)):
            numbers = [cell.value for cell in row[left : left + 3]]
            assert numbers == [two_decimals(moved.earlier), two_decimals(moved.later), moved.whole_points]
    assert [cell.data_type for cell in rows[0][1:4]] == ["n"] * 3
    assert sheet["A1"].value == sheet.title
    assert all(date_text(date(2026, month, 22), language) in sheet["A2"].value for month in (5, 11))
    shown = [row[7].value for row in rows]
    assert shown == [standing(change.id, dated, language).said for change in dated.changed_first], "who wins"
    assert sheet.max_column == 8
    assert opening(dated, language).title in sheet["A2"].value
    assert sheet.freeze_panes == "B4"
    summary, answers = book.worksheets[0], book[say(language, "export.sheet.answers")]
    then = [change.new.earlier for change in dated.changed_first]
    heads = [say(language, f"export.column.{name}") for name in ("today_before", "wanted_before")]
    head = next(row for row in summary.iter_rows() if row[4].value == heads[0])
    shown = [summary.cell(head[0].row + place, 7).value for place in range(1, 5)]
    assert shown == [two_decimals(value) for value in then]
    rows = list(answers.iter_rows(values_only=True))
    top = next(place for place, row in enumerate(rows) if row[0] == say(language, "export.column.statement"))
    columns = [str(name) for name in rows[top]]
    rows = [dict(zip(columns, row, strict=True)) for row in rows[top + 1 : top + 1 + len(dated.statements)]]
    places = {factor.id: place for place, factor in enumerate(shown_factors(dated))}
    pairs = zip(dated.statements, dated.statements_before, strict=True)
    answered = sorted(pairs, key=lambda pair: places[pair[0].item.factor])  # Their factors in the order of the results.
    earlier = [[one.current, one.new] for _, one in answered]
    assert [[row[name] for name in heads] for row in rows] == earlier, "empty where there was no answer"
    signed = [say(language, f"export.column.{name}") for name in ("moved_today", "moved_wanted")]
    for row, (now, old) in zip(rows, answered, strict=True):
        ways = [
            (old.points("current"), now.points("current")),
            (old.points("new"), now.points("new")),
        ]
        steps = [None if start is None or end is None else (end - start) / 25 for start, end in ways]
        assert [row[name] for name in signed] == steps, "in steps of support, also where high is bad"
    with zipfile.ZipFile(io.BytesIO(to_xlsx(dated, language))) as parts:
        found = [name for name in parts.namelist() if "charts/chart" in name]
        assert found == ["xl/charts/chart1.xml", "xl/charts/chart2.xml"]
        second = parts.read("xl/charts/chart2.xml").decode()
        chart = parts.read("xl/charts/chart1.xml")
    bars = re.findall(rb'<c:ser>.*?<a:srgbClr val="(\w+)"/>', chart)
    assert bars == [b"DCC39A", b"8A5A00", b"9CC3EA", b"0B5CAD"], "both ways, each pale for before"
    names = ("today_before", "today", "wanted_before", "wanted")
    shown = [say(language, f"export.column.{name}").encode() for name in names]
    assert all(name in chart for name in shown)
    of_moves = [f"'{sheet.title}'!${column}$4:${column}$7" for column in "DG"]
    assert re.findall(r"<c:val><c:numRef><c:f>(.*?)</c:f>", second) == of_moves, "how far both ways have moved"
    moves = [moved for change in dated.factor_changes for moved in (change.current, change.new)]
    is_told = say(language, "export.chart_moved_grey") in second
    assert is_told == any(moved.is_small and moved.whole_points for moved in moves), "what grey bars are"


def test_the_key_of_the_chart_of_changes_names_no_bars_that_are_not_there(
    bank: Instrument, answers: Callable[..., Answers]
) -> None:
    before = build_report(bank, answers(WORKED), made_on=date(2026, 5, 22))
    now = answers({**WORKED, "ability": (WORKED["ability"][0], [5] * 4)})
    report = build_report(bank, now, made_on=TODAY, earlier=[before])
    with zipfile.ZipFile(io.BytesIO(to_xlsx(report, "en"))) as parts:
        chart = parts.read("xl/charts/chart2.xml").decode()
    assert re.findall(r"<c:val><c:numRef><c:f>.*?!\$(\w)", chart) == ["G"], "only the wanted way has moved"
    now = answers({**WORKED, "ability": ([5, 5, 3, 4], [5] * 4)})
    report = build_report(bank, now, made_on=TODAY, earlier=[before])
    (small,) = (one.current for one in report.factor_changes if one.current.whole_points)
    assert small.is_small
    with zipfile.ZipFile(io.BytesIO(to_xlsx(report, "en"))) as parts:
        chart = parts.read("xl/charts/chart2.xml").decode()
    fills = re.findall(r"</c:tx><c:spPr><a:solidFill><a:srgbClr val=\"(\w+)\"", chart)
    assert fills == [LOOK.light.today[1:], LOOK.light.wanted[1:]], "the key has the colour of each way"
    points = re.findall(r"<c:dPt>.*?<a:srgbClr val=\"(\w+)\"", chart)
    assert "B4BAC2" in points, "a small change is grey by itself"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_works_out_the_total_that_it_opens_with(
    bank: Instrument, answers: Callable[..., Answers], language: Language
) -> None:
    unrewarded = answers({**WORKED, "external_rewards": (WORKED["external_rewards"][0], [1] * 4)})
    before = build_report(bank, unrewarded, made_on=date(2026, 5, 22))
    report = build_report(bank, answers(WORKED), made_on=TODAY, earlier=[before])
    total = overall_change(report, language)
    assert total
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(report, language)))
    first, *_, method = book.worksheets
    assert any(total in str(cell.value) for cell in first["A"])
    rows = {row[0]: row[2] for row in method.iter_rows(values_only=True)}
    example = rows[say(language, "results.overall")]
    for one, words in ((report, "together"), (before, "together_before")):
        scores = [one.scores.factor(factor.id).new.score or 0 for factor in shown_factors(report)]
        product = " × ".join(points_text(max(score, 1), language) for score in scores)
        score = number(prod(max(score, 1) for score in scores) ** (1 / 4), language)
        assert say(language, f"export.worked.{words}.example", product=product, score=score) in example


@pytest.mark.parametrize("form", ["quick", "full"])
def test_the_workbook_has_facets_and_all_days_when_there_are_any(over_time: Callable[..., Report], form: str) -> None:
    report = over_time(2, form=form)
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(report, "en")))["Over time"]
    days = [date_text(day.answered_on, "en") for day in (*report.earlier, report)]
    assert [cell.value.split(",\n")[1] for cell in sheet[3][8:]] == days
    moved, of_days = sheet._charts
    assert of_days.anchor._from.col > moved.anchor.to.col, "side by side, the changes and the wanted score on each day"
    assert of_days.anchor.to.col < 8, "printed although the scores of many days are not"
    order = [*report.changed_first, *report.changes[len(report.factor_changes) :]]
    for index, change in enumerate(order):
        row = sheet[4 + index]
        parts = [(*day.scores.factors, *day.scores.facets) for day in (*report.earlier, report)]
        entries = [next(entry for entry in of_day if entry.id == change.id) for of_day in parts]
        assert [cell.value for cell in row[8:]] == [two_decimals(entry.new.score) for entry in entries]
        quiet = [row[column].font.color.rgb[-6:] == LOOK.light.quiet[1:] for column in (3, 6)]
        assert quiet == [change.current.is_small, change.new.is_small], "grey as in the chart"
    assert sheet.max_row >= 3 + len(report.changes) + 2


def test_facets_that_only_one_assessment_has_are_not_compared_in_the_files(
    bank: Instrument, answers: Callable[..., Answers], full: Report
) -> None:
    before = build_report(bank, answers(WORKED), made_on=date(2026, 5, 22))
    report = build_report(bank, full.answers, made_on=TODAY, earlier=[before])
    assert len(report.changes) == 30
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(report, "en")))["Over time"]
    assert {cell.value for cell in sheet["A"][3:7]} == {factor.name.en for factor in bank.factors}
    assert sheet["A8"].value is None, "all four together have no winner to show"
    moved = [row for row in rows_of(to_csv(report, "en"), "en") if row["Section"] == say("en", "comparison.title")]
    assert len(moved) == 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_has_the_plan_with_its_days_as_dates(dated: Report, language: Language) -> None:
    data = io.BytesIO(to_xlsx(dated, language))
    book = openpyxl.load_workbook(data, data_only=True)
    sheet = book[say(language, "export.sheet.plan")]
    rows = list(sheet.iter_rows(min_row=4, values_only=True))
    untitled = say(language, "plan_page.untitled")
    texts = [row[3] for row in book[say(language, "export.sheet.steps")].iter_rows(values_only=True)]
    for line in dated.plan:
        (row,) = [row for row in rows if row[1] == (line.title or untitled)]
        due = None if line.due is None else datetime.combine(line.due, datetime.min.time())
        outcome = say(language, f"plan.outcomes.{line.outcome}") if line.outcome else None
        kept = "ended" if line.made_no_difference else line.state
        state = say(language, f"export.state.{'late' if line.is_late(dated.made_on) else kept}")
        owner = line.owner or (None if line.is_all_done else say(language, "export.no_owner"))
        due_next = None if line.is_all_done else due  # Where all is done no step is next.
        assert row[3:10] == (owner, due_next, due, state, outcome, line.happened or None, line.success or None)
        assert not line.first_step or texts.count(line.first_step) == 1
    first = [cell for row in book.worksheets[0].iter_rows(values_only=True) for cell in row]
    went = outcome_texts(replace(dated, is_for_others=True), language)
    assert went, "it was said how some of it went"
    assert {one.how_it_went for one in went if one.kind} <= set(first), (
        "each answer is on the first sheet, also of what goes on"
    )
    assert when_to_answer(dated, language, dated.made_on) in first
    assert len({cell.number_format for cell in sheet["E"][3:]}) == 1  # also where a day is still to be written
    rules = [rule for found in sheet.conditional_formatting for rule in found.rules]
    done, ended, proposed = (say(language, f"export.state.{state}") for state in ("done", "ended", "suggested"))
    over = f'OR($G4="{done}",$G4="{ended}")'
    said_late = f'$G4="{say(language, "export.state.late")}"'
    late = f'OR({said_late},AND(ISNUMBER($E4),$E4<TODAY(),NOT({over}),$G4<>"{proposed}"))'
    assert [rule.formula for rule in rules] == [[over], [over], [over], [late]]
    areas = [str(found.sqref) for found in sheet.conditional_formatting]
    last = sheet.max_row
    assert areas == [f"C4:C{last}", f"E4:E{last}", f"A4:J{last}"], "no next step of what is over, and no day of one"
    # By the number of the action the plan finds its next step, and the other sheets its owner, day and state.
    for name in ("summary", "plan", "steps"):
        formulas = openpyxl.load_workbook(data)[say(language, f"export.sheet.{name}")].iter_rows(values_only=True)
        assert [cell for row in formulas for cell in row if str(cell).startswith("=IFERROR(INDEX(")], name


def test_every_row_of_the_workbook_is_high_enough_for_its_bold_text_and_what_is_done_is_not_in_bold(
    dated: Report, with_map: Callable[..., Report]
) -> None:
    """Whatever step is next is in bold, by a rule: a long one lost its last line."""
    for report in (dated, with_map()):
        book = openpyxl.load_workbook(io.BytesIO(to_xlsx(report, "en")), data_only=True)
        for sheet in book:
            spans = {area.start_cell.coordinate: area for area in sheet.merged_cells.ranges}
            widths = {  # Without what a file adds to each for its edges.
                column: int(each.width)
                for each in sheet.column_dimensions.values()
                for column in range(each.min, each.max + 1)
            }
            step = "D" if sheet.title == say("en", "export.sheet.steps") else ""
            for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)):
                is_bold = cell.font.b or (cell.column_letter == step and cell.row > 3)
                high = sheet.row_dimensions[cell.row].height  # In whole pixels; None: Excel finds it itself.
                if not is_bold or not cell.alignment.wrap_text or high is None:
                    continue
                area = spans.get(cell.coordinate)
                columns = range(area.min_col, area.max_col + 1) if area else [cell.column]
                wide = sum(widths[column] for column in columns)
                indent = 1.5 if cell.alignment.indent else 0
                assert high > -1 + height((cell.value, wide - indent), is_bold=True), (sheet.title, cell.coordinate)
    steps = openpyxl.load_workbook(io.BytesIO(to_xlsx(dated, "en")))[say("en", "export.sheet.steps")]
    bold = {str(row[1].value) for row in steps.iter_rows(min_row=4) if row[1].font.b}
    assert "Move the meeting" not in bold
    assert any(line.title in bold for line in dated.plan)


@pytest.mark.soak
def test_a_late_action_that_nobody_has_begun_is_not_in_progress_once_it_has_a_new_day(dated: Report) -> None:
    """Every action has a next step, in the files as on the page: the plan takes for begun what is begun or done."""
    whole = PlanLine("e" * 32, due=TODAY - timedelta(days=1), steps=(PlanStep("Ask", TODAY - timedelta(days=9)),) * 2)
    late, following = (f'"{say("en", f"export.state.{stage}")}"' for stage in ("late", "open"))
    for line in (whole, whole.with_step(0, is_done=True)):
        book = openpyxl.load_workbook(io.BytesIO(to_xlsx(replace(dated, plan=(line,)), "en")))
        steps = book[say("en", "export.sheet.steps")].iter_rows(min_row=4, values_only=True)
        state = next(str(row[6]) for row in steps if row[3] == "Ask" and str(row[6]).startswith("="))
        assert f"{late},{following})" in state
        plan = book[say("en", "export.sheet.plan")]
        begun = f'"{say("en", "export.state.doing")}",{following}'
        assert begun in str(plan["G4"].value), "which follows the states of the steps"
        assert f"IF(MATCH($A4,'{say('en', 'export.sheet.steps')}'!" in str(plan["E4"].value), "no day once all is done"


@pytest.mark.soak
def test_a_step_without_a_day_has_that_of_its_action_on_page_one_only_where_it_is_late(dated: Report) -> None:
    """The day by which the whole action is to be done stood as that of its first step."""
    for due, how in ((TODAY + timedelta(days=60), ""), (TODAY - timedelta(days=60), "late_step")):
        line = PlanLine("e" * 32, title="Agree", due=due, steps=(PlanStep("Ask all"), PlanStep("Say so")))
        page = one_line(pages_of(to_pdf(replace(dated, advice=(), plan=(line,)), "en"))[0])
        assert "Ask all" in page
        for said in ("first_step_by", "late_step"):
            dated_step = say("en", f"export.{said}", day=day_text(due, "en"), step="Ask all")
            assert (dated_step in page) == (said == how)


@pytest.mark.soak
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_not_done_and_has_a_new_day_has_one_state_in_the_pdf_and_the_workbook(
    over_time: Callable[..., Report], language: Language
) -> None:
    """The PDF and the page said “New date”, the workbook “Not begun”."""
    report = over_time(0, (PlanLine("a" * 32, title="Anew", due=date(2099, 1, 8), outcome="not_done"),))
    said = {say(language, "plan.states.open"), say(language, "plan.outcomes.not_done")}
    text = one_line(" ".join(pages_of(printed(report, language))))
    assert all(words.lower() in text.lower() for words in said)
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(report, language)), data_only=True)[
        say(language, "export.sheet.plan")
    ]
    assert [said <= set(row) for row in sheet.iter_rows(values_only=True) if "Anew" in row] == [True]


@pytest.mark.soak
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_made_no_difference_is_ended_in_every_file_and_not_done(
    over_time: Callable[..., Report], language: Language
) -> None:
    """The page and the PDF said “Ended”, the workbook “Done”, also of the step that nobody did."""
    steps = (PlanStep("Ask", is_done=True), PlanStep("Tell"))
    vain = PlanLine("a" * 32, title="Vain", state="done", outcome="no_difference", steps=steps)
    report = over_time(0, (vain,))
    ended, done = (say(language, f"plan.states.{state}") for state in ("ended", "done"))
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(report, language)), data_only=True)
    plan, taken = (book[say(language, f"export.sheet.{name}")].values for name in ("plan", "steps"))
    assert [row[6] for row in plan if row[1] == "Vain"] == [ended]
    assert [row[6] for row in taken if row[1] == "Vain"] == [done, ended]
    counts = say(language, "export.status.counted", done=1, all=1, late=0, suggested=len(report.to_do))
    assert counts in [cell for row in book.worksheets[0].values for cell in row]
    assert f"{say(language, 'plan.state')}: {ended}" in to_csv(report, language).decode("utf-8-sig")
    assert ended in one_line(" ".join(pages_of(printed(report, language))))


def test_in_the_workbook_an_action_without_steps_is_late_on_the_sheet_of_steps_too(
    over_time: Callable[..., Report],
) -> None:
    """Its step had neither day nor tint there, and no day written there reached the plan."""
    due = TODAY - timedelta(days=60)
    data = io.BytesIO(to_xlsx(over_time(0, (PlanLine("a" * 32, title="Meet", first_step="Book it", due=due),)), "en"))
    shown, formulas = (openpyxl.load_workbook(data, data_only=data_only) for data_only in (True, False))
    late, day = say("en", "export.state.late"), datetime.combine(due, datetime.min.time())
    (step,) = [row for row in shown["Steps"].values if row[1] == "Meet"]
    assert step[3] == "Book it"
    assert step[5:7] == (day, late)
    (line,) = [row for row in shown["Plan"].values if row[1] == "Meet"]
    assert line[4:7] == (day, day, late)
    (line,) = [row for row in formulas["Plan"].values if row[1] == "Meet"]
    assert "MAXIFS('Steps'!$F" in str(line[5]), "the plan follows the day on the sheet of steps"


def test_in_the_workbook_an_action_written_by_hand_is_late_by_either_of_its_days(
    over_time: Callable[..., Report],
) -> None:
    """One past the day by which it should be complete was “Not begun”: only the day of its next step counted."""
    own = PlanLine("a" * 32, title="Meet", due=TODAY - timedelta(days=1))
    plan = openpyxl.load_workbook(io.BytesIO(to_xlsx(over_time(0, (own,)), "en")))["Plan"]
    late, following = (say("en", f"export.state.{stage}") for stage in ("late", "open"))
    rows = {str(plan[f"B{row}"].value): row for row in range(4, plan.max_row + 1)}
    for row in (rows["Meet"], plan.max_row):  # Of the plan, and the last one to fill in.
        passed = ",".join(f"AND(ISNUMBER(${column}{row}),${column}{row}<TODAY())" for column in "EF")
        assert f'IF(OR({passed}),"{late}","{following}")' in str(plan[f"G{row}"].value)
        same = f'IF(ISNUMBER($F{row}),$F{row},"")'
        assert same in str(plan[f"E{row}"].value), "unless somebody writes another day"
    done, ended = (say("en", f"export.state.{stage}") for stage in ("done", "ended"))
    helped, vain = (say("en", f"plan.outcomes.{outcome}") for outcome in ("helped", "no_difference"))
    for row in range(4, plan.max_row + 1):  # How it went comes before days and steps, as on the page.
        state = str(plan[f"G{row}"].value)
        assert f'IF($H{row}="{helped}","{done}",IF($H{row}="{vain}","{ended}",IF(' in state, plan[f"B{row}"].value
        assert f',"{ended}")>0,"{ended}","{done}")' in state, "ended where all steps are"


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_the_workbook_the_step_due_first_is_next_and_an_action_that_is_ended_has_none(
    over_time: Callable[..., Report], language: Language
) -> None:
    """The first open step was next, whatever its day, and stayed so once the answer to how it went had ended it."""
    steps = (PlanStep("Later", TODAY + timedelta(days=60)), PlanStep("Sooner", TODAY + timedelta(days=9)))
    line = PlanLine("a" * 32, title="Meet", due=TODAY + timedelta(days=60), steps=(*steps, PlanStep("Some day")))
    data = io.BytesIO(to_xlsx(over_time(0, (line,)), language))
    shown, formulas = (openpyxl.load_workbook(data, data_only=data_only) for data_only in (True, False))
    plan, taken = (say(language, f"export.sheet.{name}") for name in ("plan", "steps"))
    (row,) = [row for row in shown[plan].values if row[1] == "Meet"]
    assert (row[2], row[4]) == ("Sooner", datetime.combine(steps[1].due or TODAY, datetime.min.time()))
    ended, helped, vain = (
        say(language, path) for path in ("export.state.ended", "plan.outcomes.helped", "plan.outcomes.no_difference")
    )
    sheet = formulas[taken]
    last, first = sheet.max_row, sheet.max_row - 11  # The rows to fill in work as those of the plan do.
    for at in (4, 5, 6, first, last):
        went = f"INDEX('{plan}'!$H$4:$H${formulas[plan].max_row},MATCH($A{at},'{plan}'!$A$4:"
        assert str(sheet[f"I{at}"].value).startswith(f"=IFERROR(OR({went}"), "ended by the answer on the plan"
        assert all(f'="{answer}"' in str(sheet[f"I{at}"].value) for answer in (helped, vain))
        assert f'IF($I{at},"{ended}",IF(' in str(sheet[f"G{at}"].value), "and then no step is open or overdue"
        assert str(sheet[f"J{at}"].value).startswith(f'=IF(OR($A{at}="",$I{at},'), "nor left"
        earlier = f'COUNTIFS($J$4:$J${last},$J{at},$F$4:$F${last},"<"&IF(ISNUMBER($F{at}),$F{at},2958466))'
        assert sheet[f"K{at}"].value == f'=IF($J{at}="","",IF({earlier}=0,$J{at},""))', "next is what is due first"
    assert [sheet[f"D{at}"].value for at in (first, last)] == [None, None]
    place = f"MATCH($A{{}},'{taken}'!$K$4:$K${last},0)"
    own = formulas[plan].max_row  # An action written by hand follows the steps that are written for it.
    for at in (4, own):
        assert all(place.format(at) in str(formulas[plan][f"{column}{at}"].value) for column in "CE")
        assert f"COUNTIF('{taken}'!$J$4:$J${last},$A{at})=0" in str(formulas[plan][f"G{at}"].value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_written_by_hand_in_the_workbook_has_room_and_is_counted_and_found(
    over_time: Callable[..., Report], language: Language
) -> None:
    """An action written by hand was missing from the first sheet, and a step for no action was taken without a word."""
    due = TODAY + timedelta(days=9)
    line = PlanLine("a" * 32, title="Meet", due=due, steps=(PlanStep("Ask", due),))
    undated = PlanLine("b" * 32, title="Undated", due=due, steps=(PlanStep("Tell"), PlanStep("Show", due)))
    report = over_time(0, (line, undated))
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(report, language)))
    summary, plan, steps = book.worksheets[:3]
    on_plan, last, count = say(language, "export.sheet.plan"), plan.max_row, plan.max_row - 3 - 12
    more = f"(COUNTIF('{on_plan}'!$B$4:$B${last},\"?*\")-{count})"
    one, many = (say(language, f"export.more_by_hand.{n}", sheet=on_plan, count=f'"&{more}&"') for n in ("one", "many"))
    formulas = [row[0].value for row in summary.iter_rows()]
    assert f'=IF({more}<1,"",IF({more}=1,"{one}","{many}"))' in formulas
    assert all(plan[f"B{row}"].font.b for row in range(4, last + 1)), "titles, also those to be written"
    at = steps.max_row
    title = f"INDEX('{on_plan}'!$B$4:$B${last},MATCH($A{at},'{on_plan}'!$A$4:$A${last},0))"
    unknown = say(language, "export.not_on_sheet", sheet=on_plan)
    assert steps[f"B{at}"].value == f'=IF($A{at}="","",IFERROR({title}&"","{unknown}"))'
    assert min(sheet.row_dimensions[row].height for sheet, row in ((plan, last), (steps, at))) > 50, "four lines"
    letters, signs = (say(language, f"export.sign_of_action.{one}") for one in ("letters", "signs"))
    assert f" {letters}" in steps["A2"].value
    assert signs not in steps["A2"].value
    alone = openpyxl.load_workbook(io.BytesIO(to_xlsx(over_time(0), language))).worksheets[2]
    assert signs in alone["A2"].value, "proposals have numbers, and what is written by hand letters"
    assert say(language, "plan_page.outcomes.ends") in plan["A2"].value
    # The day by which all is done waits until every step has one, unless the plan had it without.
    waits = '=IF(COUNTIF({left},$A{at})>COUNTIFS({left},$A{at},{due},"<"&2958466),"",IFERROR('
    left, days = (f"'{steps.title}'!${column}$4:${column}${at}" for column in "JF")
    for row in range(4, last + 1):
        name, formula = plan[f"B{row}"].value, str(plan[f"F{row}"].value)
        waiting = waits.format(left=left, due=days, at=row)[1:]
        assert (waiting in formula) == (name != "Undated"), name
    # A day written over one that is only proposed looks like every other.
    looks = {(cell.number_format, cell.font.color.rgb) for (cell,) in steps[f"F4:F{at}"]}
    assert any(str(cell.value).endswith("?") for (cell,) in steps[f"F4:F{at}"])
    assert len({number for number, _ in looks}) == 1
    assert "General" not in {number for number, _ in looks}
    assert len({colour for _, colour in looks}) == 1
    state = say(language, "export.state.suggested")
    rules = [
        rule.formula for sheet in (summary, steps) for found in sheet.conditional_formatting for rule in found.rules
    ]
    assert ['RIGHT($F4)="?"'] in rules
    (row,) = [row for row in range(1, 20) if summary[f"A{row}"].value == say(language, "export.column.advice")]
    assert [f'K{row + 1}="{state}"'] in rules, "grey as long as it is only proposed"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_sheet_says_which_advice_is_next_once_the_first_is_over(
    bank: Instrument, answers: Callable[..., Answers], language: Language
) -> None:
    """“Start with advice 1” stayed when it was done."""
    report = build_report(bank, answers(WORKED, experience={"agreed": "no"}), made_on=TODAY)
    data = io.BytesIO(to_xlsx(report, language))
    shown, sheet = (openpyxl.load_workbook(data, data_only=one).worksheets[0] for one in (True, False))
    (row,) = [row for row in range(1, 12) if str(sheet[f"A{row}"].value).startswith("=IF(COUNT($L")]
    before, last = why_in_order(report, language), row + 1 + len(report.to_do)
    assert before.startswith(begin_sentence(report, language) or "-")
    assert shown[f"A{row}"].value == sheet[f"L{row}"].value == before
    assert sheet.column_dimensions["L"].hidden
    left, none = f"$L{row + 2}:$L{last}", say(language, "export.advice_left.none")
    following = say(language, "export.advice_left.next", number=f'"&MIN({left})&"')
    words = f'=IF(COUNT({left})=0,"{none}",IF(MIN({left})=1,$L{row},"{following}"))'
    assert sheet[f"A{row}"].value == words
    done, ended = (say(language, f"export.state.{state}") for state in ("done", "ended"))
    for place, at in enumerate(range(row + 2, last + 1), start=1):
        assert sheet[f"A{at}"].value == place == shown[f"L{at}"].value
        assert sheet[f"L{at}"].value == f'=IF(OR($K{at}="{done}",$K{at}="{ended}"),"",$A{at})'


def test_a_day_before_excels_first_one_is_a_text(over_time: Callable[..., Report]) -> None:
    report = over_time(0, (PlanLine("a" * 32, title="Old", due=date(1066, 10, 14)),))
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(report, "en")))["Plan"]
    assert [row[4] for row in sheet.iter_rows(values_only=True) if row[1] == "Old"] == ["14\xa0October\xa01066"]


@pytest.mark.measured
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_holds_earlier_scores_changes_and_the_plan(dated: Report, language: Language) -> None:
    rows = [list(row.values()) for row in rows_of(to_csv(dated, language), language)]
    sections = [say(language, path) for path in ("export.section.earlier", "comparison.title", "plan.title")]
    earlier, moved, plan = ([row for row in rows if row[0] == section] for section in sections)
    assert [row[1] for row in earlier] == [row[1] for row in moved] == [f.id for f in dated.scores.factors]
    assert earlier[0][2].startswith("2026-05-22: ")
    point = "," if language == "sv" else "."
    assert earlier[0][3:5] == [f"75{point}00", f"43{point}75"]
    assert moved[0][3:5] == [f"0{point}00", f"18{point}75"]
    assert moved[1][3:5] == [f"0{point}00", ""]
    assert movement_text(dated.changes[0].new, language) in moved[0][2]
    assert [row[1] for row in plan] == [line.id for line in dated.plan]
    assert f"{say(language, 'plan.owner')}: Åsa Öberg" in plan[1][2]
    assert f"{say(language, 'plan.due')}: 2026-12-15" in plan[1][2]
    assert f"{say(language, 'plan.happened')}: The first three refunds took a minute each" in plan[1][2]
    assert all(len(row) == len(rows[0]) for row in rows)


# The incentive map ----------------------------------------------------------------------------------------------------

EXAMPLE = Path(__file__).parents[1] / "assessment" / "example_map.yaml"


@pytest.fixture(scope="module")
def with_map(bank: Instrument, document: Callable[..., dict[str, Any]]) -> Callable[..., Report]:
    """A report with this incentive map, or with the worked example."""

    def of(incentives: dict[str, Any]) -> Report:
        return build_report(bank, Answers.checked(document(WORKED, incentives=incentives), bank), made_on=TODAY)

    example = of(read_incentives(EXAMPLE.read_bytes()).document())
    return lambda incentives=None: of(incentives) if incentives else example


def map_of(name: str, roles: int, elements: int) -> dict[str, Any]:
    """A map in which everything has this name; every two roles clash."""
    named = {"en": name, "sv": name} if name.strip() else {}
    return {
        "elements": [{"id": f"E{n}", "weight": 1, **named} for n in range(elements)],
        "roles": [
            {
                "id": f"r{n}",
                **named,
                "metrics": [
                    {"share": 1, "effects": {f"E{e}": (n + e) % 5 - 2 for e in range(elements)}, **named},
                    {
                        "share": 1,
                        "shortcut": {
                            "ease": 1,
                            "shortcut_effects": {"E0": -2},
                            **({"root_en": name, "shortcut_sv": name} if named else {}),
                        },
                    },
                ],
            }
            for n in range(roles)
        ],
        "cross_effects": [{"source": f"r{n}", "on": f"r{(n + 1) % roles}", "value": -1} for n in range(roles)],
    }


@pytest.mark.parametrize(("roles", "parts"), sample((8, 5), rest=[(5, 7), (8, 6), (6, 6)]))
def test_no_row_of_the_story_stands_alone_on_a_page(bank: Instrument, roles: int, parts: int) -> None:
    """The last one stood below a repeated heading, above a third of a page of nothing."""
    ids = [f"e{number}" for number in range(parts)]

    def role(place: int) -> dict[str, object]:
        effects = {name: 1 if (number + place) % 2 else -2 for number, name in enumerate(ids)}
        measure = {"id": f"m{place}", "en": f"Number of finished cases {place}", "share": 1, "effects": effects}
        return {"id": f"r{place}", "en": f"The regional head of operations {place}", "metrics": [measure]}

    elements = [{"id": name, "en": f"Part {name}", "weight": 1} for name in ids]
    document = {"elements": elements, "roles": [role(place) for place in range(roles)]}
    answers = Answers(form="quick", incentives=IncentiveMap.checked(document))
    pages = pages_of(to_map_pdf(build_report(bank, answers, made_on=date(2026, 11, 30)), "en"))
    head = say("en", "incentives.story.column.element")
    below = [page.partition(head)[2] for page in pages if head in page]
    rows = [{name for name in ids if f"Part {name}" in page} for page in below]
    assert set().union(*rows) == set(ids)
    assert [page for page in rows if len(page) < 2] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_figure_of_a_clash_is_rounded_over_a_limit_that_is_told(bank: Instrument, language: Language) -> None:
    """One of 9.6 was shown as 10 and called minor, and a rise to it as one of 10 that is not noticeable."""

    def of(*crosses: dict[str, object]) -> Report:
        metrics = [{"id": f"m{share}", "share": share, "effects": {"own": 1}} for share in (48, 77)]
        document = {
            "elements": [{"id": "own", "en": "Advice", "weight": 1}],
            "roles": [{"id": each, "en": each, "metrics": metrics} for each in ("one", "two")],
            "cross_effects": list(crosses),
        }
        answers = Answers(form="quick", incentives=IncentiveMap.checked(document))
        return build_report(bank, answers, made_on=date(2026, 11, 30))

    before, after = of(), of({"source": "one", "on": "two", "value": -1, "measure": "m48"})
    size = number(9.6, language, 1)
    assert after.incentives is not None
    assert [clash.severity for clash in after.incentives.clashes] == ["minor"]
    changes = compare_clashes(before.incentives, after.incentives)
    (change,) = clash_change_sentences(changes, before, after, language)
    assert change.endswith(f": 0 → {size}")
    text = one_line(" ".join(pages_of(to_map_pdf(after, language))))
    assert f"{size} {say(language, 'incentives.clash.letter.direct')}" in text
    decimals = {0.0: 0, 9.4: 0, 9.96: 2, 10.0: 0, 24.9: 0, 25.0: 0, 25.3: 1}
    assert [clash_text(each, language) for each in decimals] == [
        number(*each) for each in ((value, language, places) for value, places in decimals.items())
    ]
    assert clash_texts(15.2, 24.9, language) == tuple(number(each, language, 1) for each in (15.2, 24.9))
    assert clash_texts(15.2, 24.2, language) == ("15", "24")
    assert clash_texts(4.2, 9.8, language) == tuple(number(each, language, 1) for each in (4.2, 9.8)), "both alike"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_shows_the_incentive_map_of_the_worked_example(
    with_map: Callable[..., Report], language: Language
) -> None:
    report = with_map()
    scores = report.incentives
    assert scores is not None
    pages = pages_of(printed(report, language))
    page = one_line(next(page for page in pages[1:] if say(language, "incentives.heading") in page))
    found = {"en": "6 of 7 roles work against", "sv": "6 av 7 roller motverkar"}[language]
    assert found in page
    assert found[1:] in one_line(pages[0]), "page one says so as well"
    for row in ("−75 −25 −25 −25 −50 −41", "0 0 −100 +50 −50 −20", "0 0 0 +50 0 +8", "−21 −18 −25 −11 −32 −21"):
        assert row in page
    assert page.index(group_label(scores.groups[0], language)) < page.index(group_label(scores.groups[1], language))
    text = one_line(" ".join(pages[2:]))
    for clash in scores.clashes[:3]:
        assert one_line(clash_in_full(clash, report, language)) in text
    assert one_line(shortcut_sentences(report, language)[0]) in text
    first = report.proposals.ranked[0]
    assert one_line(change_title(first, report, language)) in text
    assert one_line(price_sentence(first.price, report, language)) in text
    for element, fares, harming, helping in story_rows(story(scores), report, language):
        assert one_line(f"{element} {fares} {harming or '–'} {helping or '–'}") in text
    alone = one_line(" ".join(pages_of(to_map_pdf(report, language))))
    inside = [say(language, "incentives.heading"), found, one_line(price_sentence(first.price, report, language))]
    assert sorted(inside, key=alone.index) == inside
    assert all(one_line(f"{when} {what}") in text for when, what in hour_parts(language))
    assert one_line(say(language, "to_others.incentives.label")) in text
    assert say(language, "export.steps") in pages[1], "what to do comes before the map"


def test_without_a_map_no_file_mentions_one(worked: Report) -> None:
    """Apart from the advice to make one."""
    pages = one_line(" ".join(pages_of(printed(worked, "en"))))
    advised = next(one.recommendation for one in worked.advice if one.id == "X-map_todays_rewards")
    assert advised.d30
    assert "incentive map" not in pages.lower().replace(advised.d30.en.lower(), "")
    assert "Incentive map" not in openpyxl.load_workbook(io.BytesIO(to_xlsx(worked, "en"))).sheetnames
    assert "The incentive map" not in to_csv(worked, "en").decode("utf-8-sig")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_has_the_map_as_numbers_on_tints(with_map: Callable[..., Report], language: Language) -> None:
    report = with_map()
    scores = report.incentives
    assert scores is not None
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(report, language)))
    sheet, pairs = (book[say(language, f"export.sheet.{name}")] for name in ("incentives", "clashes"))
    rows = list(sheet.iter_rows(min_row=4, max_col=9, values_only=True))
    roles = [role for group in scores.groups for role in group.roles]
    assert [row[0] for row in rows[:7]] == [role_name(role.id, report, language) for role in roles]
    for row, role in zip(rows, roles, strict=False):
        pulls = (50 * pull for pull in role.pulls.values())
        assert row[2:8] == tuple(two_decimals(value) for value in (*pulls, role.alignment))
        assert row[8] == 1
    assert rows[7][2:8] == (-21.43, -17.86, -25, -10.71, -32.14, -21.25)
    looks = {cell.number_format for row in sheet["C4:H11"] for cell in row}
    assert looks == {SIGNED, "0"}, "whole numbers, as on screen"
    assert rows[8][2:8] == (25, 25, 20, 15, 15, None)
    assert rows[9][2:8] == (None, "◇", "◇", None, "◇", None)
    (tinted,) = sheet.conditional_formatting
    assert str(tinted.sqref) == "C4:H11"
    assert [float(point.val) for point in tinted.rules[0].colorScale.cfvo] == [-100, 0, 100]
    cells = [row[0].value for row in sheet.iter_rows(min_row=14)]
    assert role_sentence(scores.roles[0], report, language) in cells
    told = [*proposal_sentences(report, language), *story_sentences(story(scores), report, language)]
    assert set(told) <= set(cells)
    assert say(language, "to_others.incentives.label") in cells, "others read it too"
    first = next(pairs.iter_rows(min_row=4, values_only=True))
    assert (first[2], *first[5:]) == (75, 7.5, 75, clash_in_full(scores.clashes[0], report, language))
    assert pairs.max_row == 3 + len(scores.clashes)


def test_the_story_of_seven_elements_is_on_one_page(bank: Instrument) -> None:
    """Two of its rows began a page that was empty below them."""
    weights = {element.id: 3 for element in bank.incentives.elements[:7]}
    whole = kept(IncentiveMap.proposed(bank.incentives, weights, "small"))
    roles = {"owner", "seller", "service_technician", "receiver"}
    firm = whole.model_copy(
        update={
            "roles": tuple(role for role in whole.roles if role.id in roles),
            "cross_effects": tuple(each for each in whole.cross_effects if {each.source, each.on} <= roles),
        }
    )
    answers = Answers(form="quick", organisation="small", incentives=firm)
    pages = pages_of(to_map_pdf(build_report(bank, answers, made_on=date(2026, 11, 30)), "sv"))
    column = say("sv", "incentives.story.column.element")
    assert sum(column in page for page in pages) == 1, "its head stands once"


WORKED_CLASHES = {
    ("ceo", "sales"): (3.75, "T"),
    ("ceo", "hr"): (3.75, "T"),
    ("sales", "it"): (7.5, "T"),
    ("sales", "warehouse"): (7.5, "T"),
    ("hr", "it"): (7.5, "T"),
    ("hr", "customer_service"): (7.5, "T"),
    ("hr", "warehouse"): (7.5, "T"),
    ("it", "customer_service"): (6.25, "T"),
    ("sales", "customer_service"): (75, "D"),
    ("customer_service", "warehouse"): (50, "D"),
    ("ceo", "customer_service"): (25, "D"),
}


@pytest.mark.measured
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_has_the_roles_by_roles_of_the_worked_example(
    with_map: Callable[..., Report], language: Language
) -> None:
    """Numbers that a spreadsheet can use, each with its letter, and every pair once."""
    report = with_map()
    scores = report.incentives
    assert scores is not None
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(report, language)))[say(language, "export.sheet.clash_matrix")]
    names = [role_name(role.id, report, language) for role in scores.roles]
    assert [cell.value for cell in sheet[1]][1:] == names
    for row, role in enumerate(scores.roles, start=2):
        assert sheet.cell(row, 1).value == names[row - 2]
        assert [cell.value for cell in sheet[row]][row - 1 :] == [None] * (9 - row)
        for column, other in enumerate(scores.roles[: row - 2], start=2):
            clash, letter = WORKED_CLASHES.get((other.id, role.id), (0, ""))
            cell = sheet.cell(row, column)
            assert cell.value == clash
            letter = letter.replace("T", "M") if language == "sv" else letter
            assert cell.number_format == (f'0.00" {letter}"' if letter else "0.00")
    assert sheet.cell(10, 1).value == clash_legend(scores, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_has_the_roles_by_roles_of_the_worked_example(
    with_map: Callable[..., Report], language: Language
) -> None:
    report = with_map()
    scores = report.incentives
    assert scores is not None
    text = one_line(" ".join(pages_of(printed(report, language))[2:]))
    matrix = text[text.index(one_line(clash_legend(scores, language))) :]
    ids, expected = [role.id for role in scores.roles], []
    for place, role in enumerate(ids):
        for other in ids[:place]:
            strength, letter = WORKED_CLASHES.get((other, role), (0, ""))
            letter = letter.replace("T", "M") if language == "sv" else letter
            expected.append(f"{number(strength, language)} {letter}".strip())
        expected.append(role_name(role, report, language))
    assert " ".join(expected) in matrix
    assert say(language, "incentives.clash.all") not in matrix, "all roles are in it"


@pytest.mark.soak
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_names_a_larger_clash_that_is_decided_and_says_where_its_change_stands(
    with_map: Callable[..., Report], language: Language
) -> None:
    """It called a smaller clash the largest, and listed one of 75 below as decided."""
    made = with_map().map.document()
    decided = {"a": "sales", "b": "customer_service", "measure": "Löftet först", "day": "2026-11-20"}
    report = with_map(made | {"decisions": [decided]})
    assert report.incentives is not None
    said = largest_clash(report.incentives, report, language) or ""
    pair = [role_inside(role, report, language) for role in ("sales", "customer_service")]
    assert all(each in said for each in ("50", "75", *pair))
    title = change_title(report.proposals.ranked[0], report, "sv").rstrip(".")
    changed = PlanLine(lines_on_rewards(report.proposals.ranked[0].role) + "0" * 20, title=title, owner="Karin")
    planned = replace(report, plan=(changed,))
    for each, stands in ((report, False), (planned, True)):
        pages = [one_line(page) for page in pages_of(to_map_pdf(each, language))]
        text = " ".join(pages)
        _, come_of_it = text.split(say(language, "incentives.settled"))
        assert ("Karin" in come_of_it, "Löftet först" in text) == (stands, True)
        assert said in text
        assert one_line(wait_sentence(replace(each, is_for_others=True), language)) in text
        (last,) = [page for page, its in enumerate(pages, start=1) if say(language, "incentives.settled") in its]
        where = (
            f"{say(language, 'incentives.proposal.in_plan')}{say(language, 'incentives.proposal.see_page', page=last)}"
        )
        assert (where in text) is stands


def test_what_is_decided_fills_the_page_of_the_clashes_and_its_words_stand_there_once(bank: Instrument) -> None:
    """It had a last page almost to itself, and the words of the decision stood on one page twice."""
    parts = range(6)

    def role(place: int) -> dict[str, object]:
        effects = {f"e{part}": 1 if (part + place) % 2 else -2 for part in parts}
        measure = {"id": f"m{place}", "en": f"Number of finished cases {place}", "share": 1, "effects": effects}
        return {"id": f"r{place}", "en": f"The head of department {place}", "metrics": [measure]}

    found = {
        "elements": [{"id": f"e{part}", "en": f"A part of the experience {part}", "weight": 1} for part in parts],
        "roles": [role(place) for place in range(4)],
        "decisions": [{"a": "r0", "b": "r1", "measure": "Promises first", "day": "2026-12-07"}],
    }
    answers = Answers(form="quick", incentives=IncentiveMap.checked(found))
    told = PlanLine(line_of_decision("r0", "r1"), title="Tell both", owner="Karin")
    report = replace(build_report(bank, answers, made_on=date(2026, 11, 30)), plan=(told,))
    first, clashes, last = [one_line(page) for page in pages_of(to_map_pdf(report, "en"))]
    assert say("en", "incentives.settled") in clashes
    assert "Karin" in clashes, "who tells both stands there, too"
    assert [page.count("Promises first") for page in (first, clashes, last)] == [0, 1, 0]


@pytest.mark.measured
@pytest.mark.parametrize("language", LANGUAGES)
def test_below_the_map_stands_what_its_changes_wait_for_and_which_decision_no_longer_applies(
    with_map: Callable[..., Report], language: Language
) -> None:
    """“Decided … Not started” stood there as one, and a decision that no longer applied was gone."""
    decided = {"a": "sales", "b": "customer_service", "measure": "Promise first", "day": "2026-11-20"}
    other = {"a": "sales", "b": "warehouse", "measure": "Stock first", "day": "2026-11-20", "reopened": True}
    report = with_map(with_map().map.document() | {"decisions": [decided, other]})
    change, first = PlanLine(lines_on_rewards(report.map.roles[0].id) + "0" * 20, title="Change"), report.holding
    assert first is not None
    waits = PlanLine("1" * 20, title="Agree", source=first.source, due=date(2026, 12, 1))
    told = PlanLine(line_of_decision("sales", "customer_service"), title="Tell")
    pages = pages_of(to_map_pdf(replace(report, plan=(change, waits, told)), language))
    text = one_line(" ".join(pages))
    above, below = text.split(say(language, "incentives.settled"))
    pair = joined([role_inside(role, report, language) for role in ("sales", "customer_service")], language)
    decided_first = one_line(say(language, "incentives.proposal.plan_decided_below", what=pair))
    where = say(language, "incentives.proposal.see_page", page=len(pages))
    assert say(language, "incentives.proposal.plan_has", what="Change", where=where) in above
    assert decided_first in above[: above.index(say(language, "incentives.proposal.heading"))], "above the proposal"
    stands = say(language, "incentives.decision.stands", stands=lower_first(say(language, "plan.states.open")))
    lapsed = one_line(say(language, "map_page.decision.reopened"))
    places = [below.index(each) for each in ("Agree", "Change", "Promise first", stands, lapsed)]
    assert places == sorted(places)
    text = " ".join(pages_of(to_map_pdf(replace(report, plan=(waits,)), language)))
    assert "Agree" not in text.split(say(language, "incentives.settled"))[1], "nothing waits for it"


def test_a_map_of_two_roles_has_one_cell_and_one_sentence_and_no_list(with_map: Callable[..., Report]) -> None:
    report = with_map(map_of("Teller", 2, 2))
    text = one_line(" ".join(pages_of(to_pdf(report, "en"))))
    assert say("en", "incentives.clash.all") not in text
    assert report.incentives is not None
    (kind,) = {clash.kind for clash in report.incentives.clashes}
    signs = {each: f"= {say('en', f'incentives.clash.legend.{each}')}" for each in ("tug_of_war", "direct")}
    assert [each for each, sign in signs.items() if sign in text] == [kind], "no letter that the matrix does not have"


@pytest.mark.measured
@pytest.mark.parametrize(("roles", "told"), sample((2, "clash.nowhere"), rest=[(1, "only_role.clashes")]))
def test_a_map_without_clashes_says_so_and_has_no_matrix(
    with_map: Callable[..., Report], roles: int, told: str
) -> None:
    report = with_map(map_of("Teller", roles, 2) | {"cross_effects": []})
    text = one_line(" ".join(pages_of(to_pdf(report, "en"))))
    assert say("en", f"incentives.{told}") in text
    assert (say("en", "incentives.orphan.at_all") in text) is (roles > 1)
    assert say("en", "incentives.clash.legend.direct") not in text
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(report, "en")))
    assert book[say("en", "export.sheet.clashes")]["A4"].value == say("en", f"incentives.{told}")
    assert book[say("en", "export.sheet.clash_matrix")].max_row == 3 + roles


@pytest.mark.soak
def test_of_forty_roles_the_pdf_shows_those_that_clash_most_and_lists_fifty_pairs(
    with_map: Callable[..., Report],
) -> None:
    made = map_of("", 40, 8)
    for place, role in enumerate(made["roles"], start=1):
        role["en"] = f"Regional head of operations {place}"
    report = with_map(made)
    scores = report.incentives
    assert scores is not None
    data = to_pdf(report, "en")
    text = one_line(" ".join(pages_of(data)))
    assert "The 12 of 40 roles that clash most are shown." in text
    rows = text[text.index(say("en", "incentives.clash.all")) : text.index("Further pairs")]
    for clash in scores.clashes[:50]:
        one, other = role_name(clash.a, report, "en"), role_name(clash.b, report, "en")
        assert f"{one} and {other}" in rows
    assert say("en", "incentives.clash.further", count=len(scores.clashes) - 50) in text
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(report, "en")))[say("en", "export.sheet.clash_matrix")]
    assert (sheet.max_row, sheet.max_column) == (43, 41)


@pytest.mark.soak
def test_the_pdf_lists_every_clear_clash_that_it_does_not_tell(with_map: Callable[..., Report]) -> None:
    report = with_map(map_of("", 10, 8))
    scores = report.incentives
    assert scores is not None
    text = one_line(" ".join(pages_of(to_pdf(report, "en"))))
    rows = text[text.index(say("en", "incentives.clash.also")) :]
    assert [clash for clash in scores.also_clear[:50] if pair_name(clash.a, clash.b, report, "en") not in rows] == []
    assert scores.also_clear


def test_a_pair_with_long_names_shows_both(with_map: Callable[..., Report]) -> None:
    made = map_of("", 5, 8)
    for place, role in enumerate(made["roles"], start=1):
        role["en"] = f"{place} regional head of operations and development in the northern part of the country"
    text = one_line(" ".join(pages_of(to_pdf(with_map(made), "en"))))
    assert re.search(r"1 regional head [^…]*… and 2 regional head [^…]*…", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_result_with_its_map_stays_small(
    bank: Instrument, full: Report, with_map: Callable[..., Report], language: Language
) -> None:
    made = full.answers.document() | {"incentives": with_map().incentives.map.document()}  # type: ignore[union-attr]
    report = build_report(bank, Answers.checked(made, bank), made_on=TODAY)
    assert report.scores.facets
    assert report.incentives
    assert len(to_pdf(report, language)) <= 60 * 1024


@pytest.mark.measured
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_describes_the_map_in_sentences(with_map: Callable[..., Report], language: Language) -> None:
    report = with_map()
    scores = report.incentives
    assert scores is not None
    rows = [list(row.values()) for row in rows_of(to_csv(report, language), language)]
    sentences = {row[1]: row[2] for row in rows if row[0] == say(language, "incentives.heading")}
    assert len(sentences) == 7 + 5 + 11
    assert sentences["ceo"] == role_sentence(scores.roles[0], report, language)
    assert sentences["sales × customer_service"] == clash_in_full(scores.clashes[0], report, language)


@pytest.mark.parametrize("name", KINDS if IS_SOAK else KINDS[2::6])
def test_hostile_names_in_a_map_stay_text_on_intact_pages(with_map: Callable[..., Report], name: str) -> None:
    report = with_map(map_of(HOSTILE[name][:200].strip(), 5, 7))
    data = to_pdf(report, "sv")
    pages = pages_of(data)
    assert all(f"{index} ({len(pages)})" in page for index, page in enumerate(pages, start=1))
    assert_has_no_actions(data)
    assert foreign_formulas(openpyxl.load_workbook(io.BytesIO(to_xlsx(report, "en")))) == []
    for row in csv.reader(io.StringIO(to_csv(report, "sv").decode("utf-8-sig"), newline=""), delimiter=";"):
        cells = [cell for cell in row if not cell.replace(",", "").lstrip("-").isdigit()]
        assert not [cell for cell in cells if cell.lstrip(' "').startswith(("=", "+", "-", "@"))]


@pytest.mark.measured
def test_the_largest_map_has_its_heads_on_every_page(with_map: Callable[..., Report]) -> None:
    report = with_map(map_of("Regional head of operations and development in the northern part", 40, 8))
    data = to_pdf(report, "en")
    pages = [one_line(page) for page in pages_of(data)]
    heads = [page for page in pages if "Role · rewarded for" in page]
    assert 2 <= len(heads) <= 4
    assert all("As a whole" in page for page in heads)
    assert sum(page.count("Regional head of operations and development") for page in heads) >= 40
    assert "All roles together" in heads[-1]
    assert len(data) <= 100 * 1024


# Calendar -------------------------------------------------------------------------------------------------------------


def lines_in(calendar: bytes) -> list[Any]:
    """The events of a plan's lines; after them comes the day for answering again."""
    *lines, again = Calendar.from_ical(calendar).walk("VEVENT")
    assert str(again["UID"]).startswith("again-")
    return lines


@pytest.mark.measured
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_calendar_has_a_day_for_each_open_line(dated: Report, language: Language) -> None:
    data = write_report(dated, ".ics", language)
    calendar: Any = Calendar.from_ical(data)
    assert str(calendar["PRODID"]).startswith("-//Drivkraft//")
    assert str(calendar["VERSION"]) == "2.0"
    assert str(calendar["X-WR-CALNAME"]) == str(calendar["NAME"]) == "Drivkraft: Plan"
    # The third has no day, the fourth is done.
    events = {str(event["UID"]): event for event in lines_in(data)}
    late = "late-2026-11-22-00000000@drivkraft"  # The second was due the day before.
    assert set(events) == {f"{'a' * 32}@drivkraft", late}
    event = events[f"{'a' * 32}@drivkraft"]
    assert event["SUMMARY"] == f"{PLAN[0].title} (Åsa Öberg)", "a calendar shows the first words"
    assert event["DTSTART"].dt == date(2026, 12, 15)
    assert type(event["DTSTART"].dt) is date
    assert event["DTSTAMP"].dt == datetime(2026, 11, 22, tzinfo=UTC)
    assert str(event["DESCRIPTION"]).splitlines() == [
        PLAN[0].title,
        f"{say(language, 'plan.first_step')}: Decide at the leadership meeting",
        f"{say(language, 'plan.owner')}: Åsa Öberg",
        f"{say(language, 'plan.success')}: Cases solved at the first contact rise",
        say(language, "plan.event_where", where="Drivkraft"),
    ]
    (alarm,) = event.walk("VALARM")
    assert alarm["ACTION"] == "DISPLAY"
    assert alarm["DESCRIPTION"] == event["SUMMARY"]
    # At nine in the morning of the day before, as the event's day begins at midnight in every time zone.
    assert datetime(2026, 12, 15) + alarm["TRIGGER"].dt == datetime(2026, 12, 14, 9)  # noqa: DTZ001  # calendars write the time of the place


@pytest.mark.measured
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_step_in_the_calendar_is_named_after_what_to_do_and_whose_it_is(dated: Report, language: Language) -> None:
    """Titles were two whole sentences, and nothing said which of several clients' plans they belonged to.

    Then a name at the top of the files stood there as if it were a second owner.
    """
    steps = (PlanStep("Gather everybody. Then decide.", date(2026, 12, 7)), PlanStep("Sign it.", date(2027, 2, 19)))
    line = PlanLine("e" * 32, title="Agree first", owner="Åsa", due=date(2027, 2, 19), steps=steps)
    client = replace(dated, plan=(line,), answers=replace(dated.answers, title="Maria Holm"))
    word = {"sv": "Steg 1 av 2 i ”Agree first”", "en": "Step 1 of 2 in “Agree first”"}[language]
    calendar: Any = Calendar.from_ical(to_ics(client, language))
    first, last, again = calendar.walk("VEVENT")
    assert [first["SUMMARY"], last["SUMMARY"]] == ["Gather everybody (Åsa)", "Sign it (Åsa)"]
    of = say(language, "plan.event_of", title="Maria Holm")
    assert {str(event["DESCRIPTION"]).splitlines()[-1] for event in (first, last, again)} == {of}
    assert str(first["DESCRIPTION"]).splitlines()[:2] == ["Gather everybody. Then decide.", word]
    assert last["DTSTART"].dt == line.due, "the line's own day is that of its last step"
    assert str(calendar["X-WR-CALNAME"]) == "Drivkraft: Plan · Maria Holm"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_late_asks_for_new_dates_in_one_event_and_none_is_in_the_past(
    dated: Report, language: Language
) -> None:
    steps = (PlanStep("Talk to six: what do they gain?", date(2026, 9, 4)), PlanStep("Sign it", date(2026, 12, 7)))
    late = PlanLine("e" * 32, title="Find out", owner="Johan", due=date(2026, 11, 20), steps=steps)
    own = PlanLine("f" * 32, title="Call them", due=date(2026, 11, 20))
    sunday = replace(dated, made_on=date(2026, 11, 29), plan=(late, own))
    first, ahead = lines_in(to_ics(sunday, language))
    assert first["DTSTART"].dt == date(2026, 11, 30), "the next working day"
    assert first["SUMMARY"] == say(language, "plan.late_event.many", count=2), "actions, as on the page"
    other = replace(sunday, answers=replace(sunday.answers, title="Hartley Shops"))
    assert first["UID"] != lines_in(to_ics(other, language))[0]["UID"], "of another client"
    days = [day_text(day, language) for day in (date(2026, 9, 4), date(2026, 11, 20))]
    listed = [
        say(language, "plan.late_item", what=what, day=day)
        for what, day in zip(("Talk to six: what do they gain?", "Call them"), days, strict=True)
    ]
    assert datetime(2026, 11, 30) + first.walk("VALARM")[0]["TRIGGER"].dt == datetime(2026, 11, 30, 9)  # noqa: DTZ001  # calendars write the time of the place
    passed, where = say(language, "plan.late_passed"), say(language, "plan.late_where", where="Drivkraft")
    # The days that the plan's own buttons give.
    step, whole = (
        say(language, f"plan.late_proposed.{of}", day=day_text(day, language))
        for of, day in (("step", date(2026, 12, 4)), ("line", date(2027, 1, 7)))
    )
    assert str(first["DESCRIPTION"]).splitlines() == [
        passed,
        "",
        "Find out (Johan)",
        listed[0],
        step,
        "",
        listed[1],
        whole,
        "",
        where,
    ]
    assert (ahead["UID"], ahead["DTSTART"].dt) == (f"{'e' * 32}.2@drivkraft", date(2026, 12, 7))
    friday = datetime(2026, 12, 7) + ahead.walk("VALARM")[0]["TRIGGER"].dt  # noqa: DTZ001  # calendars write the time of the place
    assert friday == datetime(2026, 12, 4, 9), "not on the Sunday before a Monday"  # noqa: DTZ001  # as above


def test_the_day_proposed_for_a_late_step_is_the_one_that_the_button_gives_it(dated: Report) -> None:
    """Files proposed a day within a week for each; the plan spread the steps over thirty or ninety days.

    However many steps are done, it is the same.
    """
    days = (date(2026, 9, 4), date(2026, 9, 29), date(2026, 10, 29), date(2026, 11, 20))
    steps = tuple(PlanStep(f"Step {number}", day) for number, day in enumerate(days))
    whole = PlanLine("e" * 32, due=days[-1], steps=steps)
    begun = whole.with_step(0, is_done=True)
    for line in (whole, begun):
        report = replace(dated, made_on=TODAY, plan=(line,))
        (late,) = late_things(report.plan, TODAY)
        assert proposed_day(line, report) == late.new_day == day_in(7, TODAY)


@pytest.mark.measured
def test_the_calendar_follows_the_standard(dated: Report) -> None:
    text = 'Ö😀; comma, back\\slash "quoted" BEGIN:VEVENT' * 20
    line = PlanLine("e" * 32, title=text, first_step="END:VCALENDAR", owner=text, due=TODAY)
    report = replace(dated, plan=(line,))
    data = to_ics(report, "sv")
    assert data == to_ics(report, "sv")
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert all(len(row) <= 75 for row in data.split(b"\r\n"))
    assert data.decode() == data.decode("utf-8", "strict")
    (event,) = lines_in(data)
    assert event["SUMMARY"] == f"{line.title} ({line.owner})"
    assert str(event["DESCRIPTION"]).splitlines()[1:3] == ["Första steg: END:VCALENDAR", f"Ansvarig: {line.owner}"]


@pytest.mark.measured
def test_a_line_without_a_title_is_named_in_the_calendar_after_its_first_step_or_left_out(dated: Report) -> None:
    lines = (PlanLine("e" * 32, first_step="Call them", due=TODAY), PlanLine("f" * 32, due=TODAY))
    events = lines_in(to_ics(replace(dated, plan=lines), "en"))
    assert [str(event["SUMMARY"]) for event in events] == ["Call them"], "a day called “Plan” says nothing"
    assert all(str(event["DESCRIPTION"]) for event in events)


def test_a_plan_without_days_makes_an_empty_calendar(worked: Report) -> None:
    assert Calendar.from_ical(to_ics(worked, "en")).walk("VEVENT") == []


def test_the_latest_possible_day_makes_an_event(dated: Report) -> None:
    (event,) = lines_in(to_ics(replace(dated, plan=(PlanLine("e", title="Ask", due=date.max),)), "en"))
    assert event["DTSTART"].dt == date.max


@pytest.mark.measured
def test_the_command_line_offers_no_calendar(worked: Report) -> None:
    assert SUFFIXES == (".pdf", ".xlsx", ".csv", ".json")
    assert write_report(worked, ".ics", "sv")


# Suggestions ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("own", sample(True, rest=[False]), ids="own {}".format)
def test_suggestions_change_nothing_in_any_file_advice_or_chart(
    bank: Instrument, document: Callable[..., dict[str, Any]], language: Language, own: bool
) -> None:
    """Only the answers file, which holds what was entered, has them."""
    weights = {"reachable": 5, "promises": 4}
    entered = document(WORKED, planned_reward=True, experience={"agreed": "yes", "weights": weights})
    proposed = IncentiveMap.proposed(bank.incentives, weights)
    kept = proposed.roles[1].keeping("sales")
    with_suggestions = proposed.with_role(kept) if own else proposed
    begun, before = (
        build_report(
            bank,
            Answers.checked(entered | ({"incentives": found.document()} if found else {}), bank),
            made_on=date(2026, 11, 22),
        )
        for found in (with_suggestions, with_suggestions.confirmed() if own else None)
    )
    assert (begun.incentives is None) == (not own)
    assert begun.incentives == before.incentives
    assert begun.advice == before.advice
    figures = [pull_map(each, language, LOOK.light).to_dict() for each in (begun, before)]
    assert figures[0] == figures[1]
    assert to_result_json(begun) == to_result_json(before)
    assert to_csv(begun, language) == to_csv(before, language)
    assert pages_of(to_pdf(begun, language)) == pages_of(to_pdf(before, language))
    sheets, sheets_before = (
        {
            sheet.title: list(sheet.iter_rows(values_only=True))
            for sheet in openpyxl.load_workbook(io.BytesIO(to_xlsx(each, language)))
        }
        for each in (begun, before)
    )
    assert sheets == sheets_before
    assert to_answers_json(begun) != to_answers_json(before)


@pytest.mark.parametrize("language", LANGUAGES)
def test_when_no_answer_fits_the_bank_every_file_says_so_in_its_headline(bank: Instrument, language: Language) -> None:
    ratings = {f"XYZ{number:02}": {"current": 4, "new": 2} for number in range(18)}
    answers = Answers.checked({"format": "drivkraft.answers/1", "ratings": ratings}, bank)
    report = build_report(bank, answers, made_on=date(2026, 11, 28))
    title, consequence = headline(report, language)
    assert ("36" in consequence, title != say(language, "headline.withheld.title")) == (True, True)
    assert title in " ".join(pages_of(to_pdf(report, language))[0].split())
    assert title in to_csv(report, language).decode("utf-8-sig")
