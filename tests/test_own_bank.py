"""An author's own question bank: what it needs, what it may leave out, and that this is then nowhere."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]  # it comes without types
from pypdf import PdfReader

from assessment.answers import Answers
from assessment.exports import SUFFIXES, write_report
from assessment.exports.tables import to_csv
from assessment.instrument import Instrument, Language, instrument_schema, load_instrument, read_instrument
from assessment.problems import Problems
from assessment.report import Report, build_report
from assessment.sentences.scores import headline
from tests.amounts import IS_SOAK
from tests.libyaml import read_yaml, yaml_of

ROOT = Path(__file__).parent.parent
BANKS = Path(__file__).parent / "banks"
SAFETY, TEACHING, CARE = (BANKS / f"{name}.yaml" for name in ("safety", "teaching", "care"))
GUIDE = (ROOT / "docs" / "own-bank.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def answered(bank: Instrument, rating: int = 2, **more: Any) -> Report:
    """Every statement of a bank answered alike, except that the first factor's wanted behaviour is at the bottom."""
    weakest = bank.factors[0].id
    ratings = {i.id: {"current": 4, "new": 1 if i.factor == weakest else rating} for i in bank.items}
    document = {"format": "drivkraft.answers/1", "ratings": ratings, **more}
    return build_report(bank, Answers.checked(document, bank), made_on=date(2026, 11, 28))


def problems_of(text: str) -> list[str]:
    with pytest.raises(Problems) as caught:
        read_instrument(text.encode())
    return [str(problem) for problem in caught.value.problems]


def words_in_files(report: Report, language: Language) -> str:
    """Every text in the PDF, the workbook and the table."""
    pages = PdfReader(io.BytesIO(write_report(report, ".pdf", language))).pages
    book = load_workbook(io.BytesIO(write_report(report, ".xlsx", language)))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    texts = [*(page.extract_text() for page in pages), *book.sheetnames, *cells, to_csv(report, language).decode()]
    return " ".join(" ".join(texts).split())


# What a bank needs ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bank", [SAFETY, TEACHING, CARE], ids=lambda path: path.stem)
def test_three_quite_different_banks_have_no_problem(bank: Path) -> None:
    load_instrument(bank)


def test_a_bank_of_eight_items_has_at_most_60_lines() -> None:
    text = SAFETY.read_text(encoding="utf-8")
    assert len(load_instrument(SAFETY).items) == 8
    assert len(text.splitlines()) <= 60


@pytest.mark.parametrize("section", ["id", "version", "languages", "factors", "items"])
def test_what_is_required_is_reported_when_it_is_missing(section: str) -> None:
    bank = read_yaml(SAFETY.read_text(encoding="utf-8"))
    del bank[section]
    assert any(f'"{section}" is missing' in line for line in problems_of(yaml_of(bank)))


def test_nothing_else_is_required() -> None:
    bank = read_yaml(SAFETY.read_text(encoding="utf-8"))
    assert set(bank) == {"id", "version", "languages", "factors", "items"}
    assert {key for factor in bank["factors"] for key in factor} == {"id", "name"}
    assert {key for item in bank["items"] for key in item} == {"id", "factor", "text"}


SECTIONS = sorted(set(Instrument.model_fields) - {"id", "version", "languages", "factors", "items"})


@pytest.mark.unmeasured
@pytest.mark.parametrize("section", SECTIONS if IS_SOAK else SECTIONS[::3])
def test_each_other_section_of_the_shipped_bank_may_be_left_out_with_what_refers_to_it(section: str) -> None:
    bank = read_yaml((ROOT / "questions.yaml").read_text(encoding="utf-8"))
    del bank[section]
    match section:
        case "facets":
            bank["items"] = [{k: v for k, v in item.items() if k != "facet"} for item in bank["items"]]
            bank["recommendations"] = [r for r in bank["recommendations"] if r["scope"] != "facet"]
        case "context_modules":
            del bank["context_items"]
        case "context_items":
            del bank["context_modules"]
        case "recommendations":
            del bank["selection"]
    read_instrument(yaml_of(bank).encode())


def test_a_reference_to_a_section_that_is_left_out_is_reported_once() -> None:
    text = TEACHING.read_text(encoding="utf-8")
    start, end = text.index("facets:"), text.index("items:")
    (line,) = problems_of(text[:start] + text[end:])
    assert 'facet "subject", but this bank has no facet; add the list "facets", or remove what refers to it' in line


def test_a_factor_needs_two_items() -> None:
    text = SAFETY.read_text(encoding="utf-8").replace("factor: internal_rewards", "factor: ability", 1)
    (line,) = problems_of(text)
    assert "factor internal_rewards: the quick form has 1 of its items, but a score needs at least 2" in line


# What the method fixes ------------------------------------------------------------------------------------------------


def test_three_factors_are_answered_with_what_the_method_fixes() -> None:
    bank = read_yaml(SAFETY.read_text(encoding="utf-8"))
    bank["factors"].pop()
    first = problems_of(yaml_of(bank))[0]
    assert "found 3 entries, expected the four factors ability, conditions, external_rewards and" in first
    assert "the method fixes the four factors and the five points; only their words are yours" in first


def test_seven_points_are_answered_with_what_the_method_fixes() -> None:
    bank = read_yaml(TEACHING.read_text(encoding="utf-8"))
    bank["scale"]["labels"] += [{"value": value, "en": f"Point {value}"} for value in (6, 7)]
    first = problems_of(yaml_of(bank))[0]
    assert "found 7 entries, expected the five points 1 to 5; the method fixes the four factors and the five" in first


def test_a_factor_of_ones_own_is_answered_with_what_the_method_fixes() -> None:
    text = SAFETY.read_text(encoding="utf-8").replace("id: conditions", "id: workplace", 1)
    first = problems_of(text)[0]
    assert 'found "workplace", expected ability, conditions, external_rewards or internal_rewards' in first
    assert "the method fixes the four factors" in first


def test_a_file_without_anything_of_a_bank_is_answered_with_what_one_needs() -> None:
    (line,) = problems_of("questions: []\n")
    assert "at least id, version, languages, factors (the four that the method fixes" in line
    assert "docs/own-bank.md" in line


def test_readme_and_schema_say_what_is_fixed() -> None:
    for text in (README, str(instrument_schema()["description"]), GUIDE):
        assert re.search(r"fixe[sd]", text), text[:80]
        assert "four factors" in text
        assert "five points" in text
    assert "docs/own-bank.md" in README


def test_every_part_and_every_key_of_the_schema_is_described() -> None:
    schema = instrument_schema()
    parts = {"the bank": schema, **schema["$defs"]}
    assert [name for name, part in parts.items() if not part.get("description")] == []
    keys = {f"{name}.{key}": value for name, part in parts.items() for key, value in part.get("properties", {}).items()}
    assert [name for name, key in keys.items() if not key.get("description")] == []


def test_the_guide_begins_with_a_whole_bank() -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
    bank = read_instrument(blocks[0].encode())
    assert len(bank.items) == 8
    assert len(blocks[0].splitlines()) <= 60


def test_the_guide_has_every_section_that_may_be_left_out() -> None:
    for section in Instrument.model_fields:
        assert re.search(rf"`{section}\b|^{section}:", GUIDE, re.MULTILINE), section


# Languages ------------------------------------------------------------------------------------------------------------


def test_one_language_is_enough_and_shown_whatever_is_wished_for() -> None:
    bank = load_instrument(SAFETY)
    assert bank.languages == ("sv",)
    assert [bank.in_language(wish) for wish in ("sv", "en")] == ["sv", "sv"]


def test_a_text_without_the_only_language_is_reported_in_that_language_alone() -> None:
    text = SAFETY.read_text(encoding="utf-8").replace("      sv: Kunnande\n", "      {}\n", 1)
    lines = problems_of(text)
    assert lines
    assert all("English" not in line for line in lines)


def test_two_languages_need_every_text_in_both() -> None:
    text = SAFETY.read_text(encoding="utf-8").replace("[sv]", "[sv, en]")
    lines = problems_of(text)
    assert len(lines) == 12
    assert all("the English wording (en) is missing" in line for line in lines)


def test_without_languages_only_that_is_reported() -> None:
    text = SAFETY.read_text(encoding="utf-8").replace("languages: [sv]\n", "")
    (line,) = problems_of(text)
    assert 'the key "languages" is missing' in line


def test_a_language_named_twice_is_reported() -> None:
    (line,) = problems_of(SAFETY.read_text(encoding="utf-8").replace("[sv]", "[sv, sv]"))
    assert "sv" in line


def test_a_mistake_in_a_bank_with_one_language_is_reported_once() -> None:
    text = SAFETY.read_text(encoding="utf-8").replace("sv: Vi har tid att arbeta så här.", "sv: No", 1)
    (line,) = problems_of(text)
    assert 'put it in quotes: "No"' in line


def test_a_bank_stored_before_banks_named_their_languages_has_both() -> None:
    text = (ROOT / "questions.yaml").read_text(encoding="utf-8").replace("languages: [sv, en]\n", "")
    assert read_instrument(text.encode(), is_stored=True).languages == ("sv", "en")


# What is left out is nowhere ------------------------------------------------------------------------------------------

OF_OTHERS = {
    "sv": re.compile(r"kund(?!a)|belöningskart|kartan|fullständig|\bråd\b|delar|sammanhang", re.IGNORECASE),
    "en": re.compile(r"customer|external rewards|internal rewards|\bmap\b|\brole", re.IGNORECASE),
}


def test_the_files_of_the_smallest_bank_have_no_word_about_what_it_leaves_out() -> None:
    report = answered(load_instrument(SAFETY))
    found = words_in_files(report, "sv")
    assert OF_OTHERS["sv"].findall(found) == []


@pytest.mark.unmeasured
def test_the_files_of_a_bank_without_a_map_do_not_mention_one() -> None:
    report = answered(load_instrument(TEACHING), form="full")
    assert OF_OTHERS["en"].findall(words_in_files(report, "en")) == []


@pytest.mark.parametrize("bank", [SAFETY, TEACHING, CARE], ids=lambda path: path.stem)
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_file_is_made_for_every_bank(bank: Path, suffix: str) -> None:
    instrument = load_instrument(bank)
    for language in instrument.languages:
        assert write_report(answered(instrument), suffix, language)


def test_choices_of_what_a_bank_leaves_out_are_ignored() -> None:
    bank = load_instrument(SAFETY)
    roles = [{"id": "ceo", "metrics": []}]
    report = answered(bank, importance={"ability": 5}, incentives={"roles": roles}, context={"T1": 3})
    assert report.answers.ignored == ("importance.ability", "context.T1", "incentives")
    assert report.answers.importance == {}
    assert report.incentives is None


def test_a_bank_with_one_form_knows_no_other() -> None:
    bank = load_instrument(SAFETY)
    assert bank.offered_forms == ("quick",)
    assert answered(bank, form="full").answers.form == "quick"


def test_a_bank_without_advice_gives_none_and_says_nothing_about_it() -> None:
    report = answered(load_instrument(SAFETY))
    assert (report.advice, report.waiting) == ((), ())


@pytest.mark.unmeasured
def test_advice_may_be_as_short_as_a_title_and_a_first_step() -> None:
    report = answered(load_instrument(CARE))
    assert [advice.id for advice in report.advice] == ["X-agree"]
    assert "Enas om vad de boende ska möta" in words_in_files(report, "sv")


def test_a_bank_may_have_advice_for_low_levels_or_for_one_factor_alone() -> None:
    bank = read_yaml(SAFETY.read_text(encoding="utf-8"))
    rules = [
        {"id": f"F-{factor}", "scope": "factor", "target": factor, "levels": ["blocks"], "title": {"sv": "Öva"},
         "first": {"sv": "I dag"}}
        for factor in ("ability", "conditions", "external_rewards", "internal_rewards")
    ]  # fmt: skip
    for some in (rules, rules[:1]):
        read_instrument(yaml_of(bank | {"recommendations": some}).encode())
    rules[0]["levels"] = ["blocks", "holds_back"]
    lines = problems_of(yaml_of(bank | {"recommendations": rules}))
    assert len(lines) == 3
    assert all("no advice for holds_back, which others have" in line for line in lines)


@pytest.mark.unmeasured
def test_what_depends_on_the_experience_decides_whether_it_is_asked_about() -> None:
    asks = {path.stem: load_instrument(path).asks_about_experience for path in (SAFETY, TEACHING, CARE)}
    assert asks == {"safety": False, "teaching": False, "care": True}
    assert load_instrument().asks_about_rewards
    assert not load_instrument(CARE).asks_about_rewards


# Numbers and grammar come from the bank -------------------------------------------------------------------------------


@pytest.mark.unmeasured
def test_minutes_are_worked_out_where_the_bank_does_not_give_them() -> None:
    assert load_instrument(CARE).minutes("quick") == 3
    assert {form: load_instrument(TEACHING).minutes(form) for form in ("quick", "full")} == {"quick": 3, "full": 3}
    assert load_instrument(SAFETY).minutes("quick") == 3
    assert load_instrument().minutes("quick") == load_instrument().forms.quick.minutes  # type: ignore[union-attr]


@pytest.fixture
def weakest_title() -> Callable[[Path, str, Language], str]:
    def title(path: Path, factor: str, language: Language) -> str:
        bank = load_instrument(path)
        ratings = {i.id: {"current": 3, "new": 1 if i.factor == factor else 4} for i in bank.items}
        for item in bank.items:
            if item.reverse:
                ratings[item.id]["new"] = 6 - int(ratings[item.id]["new"])
        answers = Answers.checked({"format": "drivkraft.answers/1", "ratings": ratings}, bank)
        return headline(build_report(bank, answers, made_on=date(2026, 11, 28)), language).title

    return title


@pytest.mark.parametrize(
    ("bank", "factor", "language", "title"),
    [
        (TEACHING, "ability", "en", "Skills are what is missing most."),
        (TEACHING, "conditions", "en", "Workplace holds you back the most."),
        (TEACHING, "internal_rewards", "en", "Classroom bliss holds you back the most."),
        (CARE, "ability", "en", "Craft is what is missing most."),
        (CARE, "external_rewards", "en", "Pay and praise hold you back the most."),
        (CARE, "external_rewards", "sv", "Lön och lov håller er tillbaka mest."),
        (SAFETY, "conditions", "sv", "Arbetsplatsen håller er tillbaka mest."),
        (ROOT / "questions.yaml", "conditions", "en", "Conditions hold you back the most."),
        (ROOT / "questions.yaml", "ability", "en", "Ability is what is missing most."),
    ],
)
def test_the_verb_of_a_headline_agrees_with_the_name_of_the_factor(
    weakest_title: Callable[[Path, str, Language], str], bank: Path, factor: str, language: Language, title: str
) -> None:
    assert weakest_title(bank, factor, language) == title


def test_a_factor_without_an_explanation_is_explained_by_its_score() -> None:
    report = answered(load_instrument(SAFETY), rating=4)
    assert headline(report, "sv").consequence.startswith("Med 0 av 100 möjliga ger det här minst stöd")
