"""The page on engagement and customers: what is typed is kept, what cannot be read is explained."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

import openpyxl  # type: ignore[import-untyped]  # it has no type information
import pytest
from pypdf import PdfReader

from assessment.answers import Answers
from assessment.bank import Bank
from assessment.customers import MOST_DEPARTMENTS, DepartmentFigures, Promoters
from assessment.exports.archive import read_archive
from assessment.exports.pdf import to_pdf
from assessment.exports.workbook import to_xlsx
from assessment.instrument import LANGUAGES, FormId, Instrument, Language
from assessment.report import build_report
from assessment.rounds import Department, Invitation, Leading, Membership, Setup, utc_day
from assessment.sentences.customers import since_sentence
from assessment.series import Kept, Series, Today
from assessment.storage import Store, Tap, new_key
from assessment.words import date_text, say
from tests.amounts import sample
from tests.conftest import WORKED
from tests.extracted import one_line
from tests.pages.conftest import ROOT, Open, shown
from tests.test_customers import WORKED as DEPARTMENTS
from tests.test_customers import csv

# Tables, sentences and files of departments are reached from here alone.
pytestmark = pytest.mark.measured

Begun = Callable[[Answers], str]
TABLE = csv(";", ",")


def departments_of(store: Store, key: str) -> object:
    stored = store.load(key)
    assert stored is not None
    return stored.choices.get("departments")


@pytest.fixture
def key(stored: Begun, answers: Callable[..., Answers]) -> str:
    return stored(answers(WORKED))


@pytest.fixture
def full(stored: Begun, answers: Callable[..., Answers]) -> str:
    """A key with the worked table."""
    return stored(replace(answers(WORKED), departments=DEPARTMENTS))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_headline_names_the_department_that_stands_out(visit: Open, full: str, language: Language) -> None:
    visitor = visit("customers", r=full, lang=language)
    assert visitor.title[0].value == say(language, "customers.stands_out", name="Fältservice")
    text = shown(visitor)
    assert say(language, "customers.differs.below") in text
    assert say(language, "customers.sure.dot") in text
    assert ("0,89" if language == "sv" else "0.89") in text
    assert say(language, "customers.ask.below.first") in text
    rows = visitor.table[0].value
    assert [cell.split("\N{EN SPACE}")[0] for cell in rows.iloc[0]] == ["**Fältservice**", "69", "58"]
    assert "](data:image/svg+xml" in rows.iloc[0].iloc[1]
    assert len(rows) == 7


def test_an_empty_page_says_what_to_do_and_has_no_dots(visit: Open, key: str) -> None:
    visitor = visit("customers", r=key)
    assert visitor.title[0].value == say("en", "customers.headline")
    assert say("en", "customers.enter.text") in shown(visitor)
    assert not visitor.table
    assert not visitor.get("vega_lite_chart")


def test_a_pasted_table_is_kept_and_shown(visit: Open, key: str, store: Store) -> None:
    visitor = visit("customers", r=key)
    visitor.text_area(key="departments_text").set_value(TABLE).run()
    assert len(visitor.table[0].value) == 7
    assert visitor.title[0].value == say("en", "customers.stands_out", name="Fältservice")
    kept = departments_of(store, key)
    assert isinstance(kept, list)
    assert kept[0] == {"name": "Kundtjänst", "engagement": 72.5, "customers": 68.0}
    again = visit("customers", r=key, lang="sv")
    field = str(again.text_area(key="departments_text").value)
    assert field.splitlines()[:2] == ["avdelning;engagemang;kunder", "Kundtjänst;72,5;68"]
    again.text_area(key="departments_text").set_value(field.replace("72,5", "90")).run()
    changed = departments_of(store, key)
    assert isinstance(changed, list)
    assert changed[0]["engagement"] == 90


def test_what_cannot_be_read_is_explained_and_changes_nothing(visit: Open, full: str, store: Store) -> None:
    before = departments_of(store, full)
    visitor = visit("customers", r=full, lang="sv")
    visitor.text_area(key="departments_text").set_value("avdelning;engagemang;kunder\nSälj;;60\nElnät;x;1").run()
    text = shown(visitor)
    assert say("sv", "not_departments.title") in text
    assert '**Rad 2: "Sälj", engagemang.** Cellen är tom. Här väntas ett tal. Skriv det, eller ta bort raden.' in text
    assert '**Rad 3: "Elnät", engagemang.** Här står "x".' in text
    assert not visitor.code
    assert departments_of(store, full) == before
    rows = "\n".join(f"D{at};1;2" for at in range(MOST_DEPARTMENTS + 1))
    visitor.text_area(key="departments_text").set_value(f"avdelning;engagemang;kunder\n{rows}").run()
    assert "högst 100 avdelningar" in shown(visitor)
    assert departments_of(store, full) == before


def test_raw_answers_become_counts_and_nothing_more_is_kept(visit: Open, key: str, store: Store) -> None:
    visitor = visit("customers", r=key)
    visitor.text_area(key="departments_text").set_value(
        "department;engagement;answers\nSales;61;10 9 8 7 6 3 10 9 5 8\nGrid;50;1 2 3\n"
    ).run()
    assert departments_of(store, key) == [
        {"name": "Sales", "engagement": 61.0, "customers": 10.0, "answers": [4, 3, 3]},
        {"name": "Grid", "engagement": 50.0, "customers": -100.0, "answers": [0, 0, 3]},
    ]
    assert "Sales: NPS 10, anything from −41 to 61 fits the 10 answers." in shown(visitor).replace("\u2060", "")
    assert visit("customers", r=key).text_area(key="departments_text").value == ""


def test_taking_the_visit_into_the_plan_happens_once(visit: Open, full: str, store: Store) -> None:
    visitor = visit("customers", r=full)
    visitor.button(key="take_visit").click().run()
    assert say("en", "customers.visit.taken") in shown(visitor)
    [line] = store.plan(full)
    assert line.title == say("en", "customers.visit.title", name="Fältservice")
    assert len(line.steps) == 3
    assert say("en", "customers.ask.below.second") in line.steps[1].text
    assert not [each for each in visitor.button if each.key == "take_visit"]


def test_removing_the_figures_can_be_undone(visit: Open, full: str, store: Store) -> None:
    before = departments_of(store, full)
    visitor = visit("customers", r=full)
    visitor.button(key="remove_departments").click().run()
    assert departments_of(store, full) is None
    assert visitor.title[0].value == say("en", "customers.headline")
    visitor.button(key="undo").click().run()
    assert departments_of(store, full) == before


@pytest.mark.parametrize(
    "name", sample("<script>alert(1)</script>", "=1+1 | **x**", rest=["[x](http://evil.example)", "#1 :smile:"])
)
def test_hostile_names_are_shown_as_text(
    visit: Open, stored: Begun, answers: Callable[..., Answers], name: str
) -> None:
    departments = tuple(replace(each, name=name) if each.name == "Fältservice" else each for each in DEPARTMENTS)
    visitor = visit("customers", r=stored(replace(answers(WORKED), departments=departments)))
    title = visitor.title[0].value
    assert title != say("en", "customers.stands_out", name=name)
    plain = title.replace("\\", "").replace("\u2060", "")
    assert plain == say("en", "customers.stands_out", name=name)


def test_who_has_no_answers_of_their_own_finds_no_departments(visit: Open, full: str, store: Store) -> None:
    store.finish(full)
    view = store.share(full) or ""
    for visitor in (visit("customers"), visit("customers", view=view), visit("customers", example="1")):
        assert not visitor.table
        assert not visitor.text_area
        assert "Fältservice" not in shown(visitor)


@pytest.mark.unmeasured
@pytest.mark.parametrize("language", LANGUAGES)
def test_pdf_and_excel_have_the_departments(
    bank: Instrument, answers: Callable[..., Answers], language: Language
) -> None:
    kept = replace(answers(WORKED), departments=(*DEPARTMENTS, DepartmentFigures("=1+1", 60, 59)))
    report = build_report(bank, kept, made_on=datetime.now(UTC).date())
    sheet = openpyxl.load_workbook(BytesIO(to_xlsx(report, language)))[say(language, "export.sheet.departments")]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[1][:3] == ("Fältservice", 69, 58)
    assert {row[0] for row in rows[1:9]} == {each.name for each in kept.departments}
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    said = say(language, "customers.differs.below")
    assert said in {row[0] for row in rows[9:]}
    pages = [page.extract_text() for page in PdfReader(BytesIO(to_pdf(report, language))).pages]
    [page] = [text for text in pages if said in " ".join(text.split())]
    assert say(language, "customers.stands_out", name="Fältservice") in " ".join(page.split())
    without = build_report(bank, answers(WORKED), made_on=datetime.now(UTC).date())
    names = openpyxl.load_workbook(BytesIO(to_xlsx(without, language))).sheetnames
    assert say(language, "export.sheet.departments") not in names


# From a team's round, and since last time -----------------------------------------------------------------------------


def asked(store: Store, key: str, form: FormId, departments: tuple[str, ...]) -> None:
    """Ask the team of a leader in a round of so many departments of eight, and close it."""
    today = Today(Bank.load(ROOT / "questions.yaml"), "en", datetime.now(UTC))
    store.finish(key)
    leading = Leading(store, key)
    sizes = tuple(Department(name, 8) for name in departments)
    day = utc_day(today.now) + timedelta(days=7)
    found = leading.begin(Setup("Spring", 40, day, form=form, departments=sizes, are_told=True), today)
    items = [f"context.{item.id}" for item in today.bank.instrument.context_items if item.module == "engagement"]
    for each in range(8 * max(1, len(departments))):
        member = Membership(store, new_key())
        Invitation(store, found.code).join(member.key, today)
        group = [Tap(9, "group", departments[each % len(departments)])] if departments else []
        member.save_taps("tab", [*(Tap(number, path, 3 + each % 2) for number, path in enumerate(items, 1)), *group])
        member.finish()
    leading.close(found.number, today)


def test_engagement_is_taken_from_the_teams_round_and_customers_are_added(visit: Open, key: str, store: Store) -> None:
    asked(store, key, "full", ("Sales", "Grid"))
    visitor = visit("customers", r=key)
    visitor.button(key="take_engagement").click().run()
    field = visitor.text_area(key="departments_text")
    assert field.value == "department;engagement;customers\nGrid;75;\nSales;50;"
    assert say("en", "customers.round.fill") in shown(visitor)
    assert say("en", "not_departments.title") not in shown(visitor)
    field.set_value("department;customers\nGrid;60\nDepot;61\nSales;62").run()
    visitor.button(key="take_engagement").click().run()
    text = shown(visitor)
    assert say("en", "round_departments.title") in text
    assert '**Row 3: "Depot", engagement.** The round shows no department of this name.' in text
    assert departments_of(store, key) is None
    field = visitor.text_area(key="departments_text")
    field.set_value(str(field.value).replace("Depot;;61\n", "")).run()
    assert [list(each.values()) for each in departments_of(store, key)] == [["Grid", 75, 60], ["Sales", 50, 62]]  # type: ignore[attr-defined]  # documents
    day = date_text(utc_day(datetime.now(UTC)), "en")
    assert say("en", "customers.table.from_round", round=f"“Spring”, {day}") in shown(visitor)


@pytest.mark.parametrize(
    ("form", "departments", "why"),
    sample(("quick", ("Sales",), "quick"), rest=[("full", (), "no_departments"), ("full", ("Sales",), None)]),
)
def test_a_round_without_engagement_says_why_and_leads_on(
    visit: Open, key: str, store: Store, form: FormId, departments: tuple[str, ...], why: str | None
) -> None:
    before = visit("customers", r=key)
    assert say("en", "customers.round.ask") in shown(before)
    assert [each for each in before.button if each.key == "to_team"]
    asked(store, key, form, departments)
    visitor = visit("customers", r=key)
    day = date_text(utc_day(datetime.now(UTC)), "en")
    text = say("en", f"customers.round.{why or 'text'}", round=f"“Spring”, {day}")
    assert text in shown(visitor)
    ways = [each.key for each in visitor.button if each.key in ("take_engagement", "to_team")]
    assert ways == ([] if why else ["take_engagement"]), "no round can begin so soon after the last"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_has_moved_since_the_table_of_an_earlier_assessment_is_told_on_the_page_and_in_files(
    visit: Open, full: str, store: Store, language: Language
) -> None:
    today = Today(Bank.load(ROOT / "questions.yaml"), language, datetime.now(UTC))
    series = Series(store, full)
    series.finish()
    newest = series.newest(today)
    assert newest is not None
    series.again(newest, today)
    series.finish()
    assert say(language, "customers.since.same") not in str(visit("customers", r=full).table[0].value)
    series.change_departments(
        [replace(each, customers=each.customers + 3 * (each.name == "Sälj")) for each in DEPARTMENTS]
    )
    visitor = visit("customers", r=full, lang=language)
    rows = {str(row.iloc[0]): row for _, row in visitor.table[0].value.iterrows()}
    up = say(language, "customers.since.customers.up", by="3")
    assert f"Sälj  \n:gray[{up}]" in rows
    opened = series.open(today)
    assert opened is not None
    said = since_sentence(opened.report.customers, language)
    assert said in shown(visitor)
    assert said in one_line(
        " ".join(p.extract_text() for p in PdfReader(BytesIO(to_pdf(opened.report, language))).pages)
    )
    sheet = openpyxl.load_workbook(BytesIO(to_xlsx(opened.report, language)))[say(language, "export.sheet.departments")]
    assert ("Sälj", 61, 63, 61, 60, up) in {(*row[:3], *row[4:]) for row in sheet.iter_rows(values_only=True)}


# Kept with the series -------------------------------------------------------------------------------------------------


def test_departments_are_in_the_archive_and_carried_over_and_go_with_everything(
    bank: Instrument, full: str, store: Store
) -> None:
    today = Today(Bank.load(ROOT / "questions.yaml"), "sv", datetime.now(UTC))
    series = Series(store, full)
    series.finish()
    archive = series.archive(today)
    assert archive is not None
    [restored] = read_archive(archive, bank, "all.json").assessments
    assert restored.answers.departments == DEPARTMENTS
    newest = series.newest(today)
    assert newest is not None
    series.again(newest, today)
    assert [each.choices.get("departments") for each in store.load_all(full)] == [
        [each.document() for each in DEPARTMENTS]
    ] * 2
    assert series.kept() == Kept(2, has_map=False, has_plan=False, is_shared=False, has_departments=True)
    series.delete()
    assert series.kept() is None


def test_departments_survive_the_answers_file(bank: Instrument, answers: Callable[..., Answers]) -> None:
    table = (*DEPARTMENTS, DepartmentFigures("NPS", 50, 10, Promoters(4, 3, 3)))
    kept = replace(answers(WORKED), departments=table)
    assert Answers.from_json(kept.to_json(bank), bank).departments == table
    assert "departments" not in answers(WORKED).document()
