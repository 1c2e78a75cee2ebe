from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]  # it has no type information
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from assessment.advice import Advice
from assessment.answers import Answers, Rating
from assessment.exports.workbook import to_xlsx
from assessment.instrument import LANGUAGES, ColumnId, Instrument, Language, load_instrument, read_instrument
from assessment.plan import PlanLine, recommended_steps
from assessment.report import Report, build_report
from assessment.sentences.advice import (
    advice_answers,
    advice_caution,
    advice_first,
    advice_steps,
    advice_title,
    step_texts,
    texts_for_plan,
)
from assessment.sentences.answers import answer_groups, beside_statements
from assessment.sentences.statements import with_statements, without_answers
from assessment.statements import furthest_ahead, least_known_factor, least_supporting, unknown_statements
from assessment.words import say
from tests.conftest import printed

ROOT = Path(__file__).parents[1]
DAY = date(2026, 11, 22)
BANK = load_instrument()
AGREED = {"experience": {"agreed": "yes"}}
# Conditions hold back, internal rewards support, and both behaviours are even.
MIXED = {
    "ability": ([4] * 4, [4] * 4),
    "conditions": ([3, 3, 3, 3], [3, 1, 3, 3]),
    "external_rewards": ([4] * 4, [4] * 4),
    "internal_rewards": ([3] * 6, [4, 4, 2, 3, 2, 4]),
}


def advice_on(report: Report, rule: str) -> Advice:
    return next(one for one in report.advice if one.id == rule)


@pytest.fixture
def advised(bank: Instrument, answers: Callable[..., Answers]) -> Callable[..., Report]:
    def report(columns: Any, form: str = "quick", **more: Any) -> Report:
        return build_report(bank, answers(columns, form, **(AGREED | more)), made_on=DAY)

    return report


def test_advice_on_the_weakest_answer_names_the_statement_and_the_answer(advised: Callable[..., Report]) -> None:
    report = advised(MIXED)
    second = [item for item in report.instrument.form_items("quick") if item.factor == "conditions"][1]
    one = advice_on(report, "F-conditions-holds_back")
    statement = second.text.en.removesuffix(".")
    assert advice_first(one, report, "en") == (
        f"Agree with two colleagues on one change in what gives the wanted behaviour the least support: "
        f"“{statement}” (not at all true)."
    )
    statement = second.text.sv.removesuffix(".")
    assert advice_first(one, report, "sv") == (
        f"Bestäm med två kollegor en ändring i det som ger minst stöd åt det önskade beteendet: "
        f"”{statement}” (stämmer inte alls)."
    )


def test_a_reversed_statement_that_is_fully_true_gives_the_least_support(advised: Callable[..., Report]) -> None:
    report = advised(MIXED | {"internal_rewards": ([3] * 6, [4, 4, 3, 3, 5, 4])})
    found = least_supporting(report.answers, report.instrument, "internal_rewards")
    assert [one.item.reverse for one in found] == [True]
    one = advice_on(report, "F-internal_rewards-supports")
    said = advice_first(one, report, "en")
    assert "(completely true, which counts against it)." in said
    assert "(stämmer helt, vilket talar emot)." in advice_first(one, report, "sv")
    assert "counts against" not in without_answers(said, report.instrument), "a plan keeps it without the answer"


def test_where_answers_support_the_same_though_one_is_reversed_no_answer_stands_out(
    advised: Callable[..., Report],
) -> None:
    """It said “Lowest answers: whatever you can change most easily, since nothing stands out”."""
    report = advised(MIXED | {"internal_rewards": ([3] * 6, [2, 2, 2, 2, 4, 2])})
    said = advice_answers(advice_on(report, "F-internal_rewards-holds_back"), report, "en")
    assert said == "No answer stands out: all give the wanted way the same support."


def test_of_equal_statements_two_or_three_are_named(advised: Callable[..., Report]) -> None:
    two = advised(MIXED | {"conditions": ([3] * 4, [1, 1, 3, 3])})
    said = advice_first(advice_on(two, "F-conditions-holds_back"), two, "en")
    assert said.count("(not at all true)") == 2
    assert "” (not at all true) and “" in said
    four = advised(MIXED | {"conditions": ([3] * 4, [2] * 4)})
    said = advice_first(advice_on(four, "F-conditions-holds_back"), four, "en")
    assert said.endswith("since nothing stands out (all answers: true to a small extent).")
    in_swedish = advice_first(advice_on(four, "F-conditions-holds_back"), four, "sv")
    assert in_swedish.endswith("för inget sticker ut (alla svar: stämmer till liten del).")
    three = advised(MIXED | {"conditions": ([3] * 4, [2, 2, 2, 3])})
    said = advice_first(advice_on(three, "F-conditions-holds_back"), three, "en")
    assert said.count("(true to a small extent)") == 3, "never that there is 1 more"
    assert " more" not in said


def test_what_has_no_answer_on_the_scale_is_never_the_least_support(advised: Callable[..., Report]) -> None:
    report = advised(MIXED | {"conditions": ([3] * 4, [2, "dont_know", 3, "not_applicable"])})
    found = least_supporting(report.answers, report.instrument, "conditions")
    assert [one.new for one in found] == [2]
    assert least_supporting(Answers(form="quick"), report.instrument, "conditions") == ()


def test_advice_against_todays_behaviour_names_where_it_is_furthest_ahead(advised: Callable[..., Report]) -> None:
    report = advised(MIXED | {"ability": ([5, 4, 4, 5], [1, 2, 2, 2]), "conditions": ([4] * 4, [2] * 4)})
    found = furthest_ahead(report.answers, report.instrument)
    assert [(one.current, one.new) for one in found] == [(5, 1)]
    said = advice_first(advice_on(report, "X-today_wins"), report, "en")
    statement = found[0].item.text.en.removesuffix(".")
    assert said.endswith(f"Furthest ahead: “{statement}”."), "no other is as far ahead"
    tied = advised(MIXED | {"ability": ([5] * 4, [1] * 4), "conditions": ([4] * 4, [2] * 4)})
    assert len(furthest_ahead(tied.answers, tied.instrument)) == 4
    for language in LANGUAGES:
        step = advice_first(advice_on(tied, "X-today_wins"), tied, language)
        assert step.count("”") == (1 if language == "en" else 2), "one statement, since a long step is not read"
        assert ("among others" if language == "en" else "Störst försprång: bland annat ”") in step, "not the only one"
        assert len(step.split()) <= 28
    ahead_nowhere = advised(MIXED | {"conditions": ([1] * 4, [3] * 4), "internal_rewards": ([3] * 6, [3] * 6)})
    assert furthest_ahead(ahead_nowhere.answers, ahead_nowhere.instrument) == ()


def test_advice_on_what_nobody_knows_names_the_statements(advised: Callable[..., Report]) -> None:
    report = advised(MIXED | {"conditions": ([3, "dont_know", 3, None], [3, 3, 3, 3])})
    factor, share = least_known_factor(report.scores)
    assert (factor, share) == ("conditions", 0.5)
    found = unknown_statements(report.answers, report.instrument, factor)
    one, other = (unknown.item.text.sv.removesuffix(".") for unknown in found)
    said = advice_first(advice_on(report, "X-many_dont_know"), report, "sv")
    assert said == f"Fråga någon som vet om det som saknar svar eller fick ”vet inte”: ”{one}” och ”{other}”."


choice = st.one_of(st.none(), st.integers(1, 5), st.sampled_from(["dont_know", "not_applicable"]))
ratings = st.fixed_dictionaries(
    {item.id: st.fixed_dictionaries({"current": choice, "new": choice}) for item in BANK.items}
)


@given(ratings, st.sampled_from(["quick", "full"]), st.sampled_from(LANGUAGES))
def test_no_text_of_advice_ever_shows_a_placeholder(rated: Any, form: str, language: Language) -> None:
    given_ones = {item: {key: value for key, value in pair.items() if value} for item, pair in rated.items()}
    document = {"format": "drivkraft.answers/1", "form": form, "ratings": given_ones, **AGREED}
    report = build_report(BANK, Answers.checked(document, BANK), made_on=DAY)
    for one in report.advice:
        steps = [text for _, text in advice_steps(one, report, language)]
        first = advice_first(one, report, language)
        for text in (advice_title(one, report, language), first, *steps, advice_caution(one, report, language) or ""):
            assert not re.search(r"[{}]|–\.", text), text


@pytest.mark.in_turns
@pytest.mark.unmeasured
@pytest.mark.parametrize("language", LANGUAGES)
def test_pdf_excel_and_plan_name_the_statement(advised: Callable[..., Report], language: Language) -> None:
    report = advised(MIXED)
    one = advice_on(report, "F-conditions-holds_back")
    said = advice_first(one, report, language)
    assert step_texts(one, report, language)[7] == said
    pages = PdfReader(io.BytesIO(printed(report, language))).pages
    assert said in " ".join(" ".join(page.extract_text() for page in pages).split())
    cells = {
        str(cell.value)
        for sheet in openpyxl.load_workbook(io.BytesIO(to_xlsx(report, language)))
        for row in sheet.iter_rows()
        for cell in row
    }
    assert said in cells


def test_a_bank_may_name_statements_in_any_step_and_caution_or_nowhere() -> None:
    """With the bank and the sentence of docs/own-bank.md, which say what it then reads."""
    guide = (ROOT / "docs" / "own-bank.md").read_text(encoding="utf-8")
    [smallest] = re.findall(r"```yaml\n(# yaml-.*?)```", guide, re.DOTALL)
    [(written, read)] = re.findall(r'`"(Start with [^`]*)"` reads \*([^*]*)\*', guide)
    rules = f"""
recommendations:
  - id: F-conditions
    scope: factor
    target: conditions
    levels: [blocks, holds_back]
    title:
      en: Look again
    first:
      en: "{written}"
    d30:
      en: "First {{lowest}}, then {{lowest}}."
    caution:
      en: "Mind {{lowest}}."
  - id: F-ability
    scope: factor
    target: ability
    levels: [supports]
    title:
      en: Look here
    first:
      en: Look.
"""
    bank = read_instrument((smallest + rules).encode())
    rated: dict[str, dict[ColumnId, Rating]] = {item.id: {"current": 3, "new": 3} for item in bank.items}
    rated["SAF4"]["new"] = 1
    report = build_report(bank, Answers(form="quick", ratings=rated), made_on=DAY)
    named = "“We have the time to work this way” (not at all true)"
    one = advice_on(report, "F-conditions")
    assert advice_first(one, report, "en") == " ".join(read.split())
    assert advice_steps(one, report, "en") == [("d30", f"First {named}, then {named}.")]
    assert advice_caution(one, report, "en") == f"Mind {named}."
    assert advice_first(advice_on(report, "F-ability"), report, "en") == "Look."


def test_a_line_of_the_plan_from_before_there_were_steps_names_the_statement_in_excel_too(
    advised: Callable[..., Report],
) -> None:
    """Such a line has no texts for 30, 60 and 90 days of its own: they come from the bank."""
    report = advised(MIXED)
    rules = tuple(
        rule.model_copy(update={"d30": rule.first}) if rule.id == "F-conditions-holds_back" else rule
        for rule in report.instrument.recommendations
    )
    bank = report.instrument.model_copy(update={"recommendations": rules})
    line = PlanLine("a", title="Begin", source="F-conditions-holds_back.conditions")
    data = to_xlsx(replace(report, instrument=bank, plan=(line,)), "en")
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    texts = {str(cell.value) for row in book["Plan"].iter_rows() for cell in row}
    said = advice_first(advice_on(report, "F-conditions-holds_back"), report, "en")
    assert said in texts
    assert with_statements("{lowest}", "nothing", report, "en") == "–"


# All answers ----------------------------------------------------------------------------------------------------------


def test_all_answers_are_listed_by_factor_in_words_and_number(advised: Callable[..., Report]) -> None:
    gaps = MIXED | {"conditions": ([5, "dont_know", "not_applicable", None], [1, 2, 3, None])}
    report = advised(gaps, importance={"conditions": 5}, context={"TRU01": 2})
    groups = answer_groups(report, "en")
    assert [group.name for group in groups] == [
        *(factor.name.en for factor in BANK.factors),
        next(module.name.en for module in BANK.context_modules if module.id == "trust"),
    ]
    assert [len(group.rows) for group in groups] == [4, 4, 4, 6, 1]
    assert [(row.current, row.new) for row in groups[1].rows] == [
        ("Completely true (5)", "Not at all true (1)"),
        ("Don’t know", "True to a small extent (2)"),
        ("Not relevant here", "Partly true (3)"),
        ("No answer", "No answer"),
    ]
    assert groups[1].importance == "How much it matters: Decisive (5)"
    assert groups[0].importance == ""
    assert [(row.current, row.new) for row in groups[4].rows] == [("True to a small extent (2)", None)]


def test_the_full_form_lists_what_was_picked_and_all_of_the_context(advised: Callable[..., Report]) -> None:
    report = advised(MIXED, "full", importance={"clarity": 5, "mandate": 5})
    groups = answer_groups(report, "sv")
    assert sum(len(group.rows) for group in groups) == len(BANK.items) + len(BANK.context_items)
    assert [group.importance for group in groups if group.importance] == [
        "Bland det som betyder mest: Tydlighet och Mandat"
    ]


@pytest.mark.parametrize(("language", "mark"), [("sv", "(högt talar emot)"), ("en", "(high counts against it)")])
def test_a_reversed_statement_says_that_high_is_bad(
    advised: Callable[..., Report], language: Language, mark: str
) -> None:
    rows = [row.statement for group in answer_groups(advised(MIXED, "full"), language) for row in group.rows]
    items = [*BANK.items, *BANK.context_items]
    assert {row for row in rows if mark in row} == {f"{item.text[language]} {mark}" for item in items if item.reverse}
    assert sum(mark in row for row in rows) >= 1


def test_what_was_said_beside_the_statements_is_listed_as_well(advised: Callable[..., Report]) -> None:
    report = advised(MIXED, organisation="public", leads="managers", planned_reward=True)
    assert [(row.statement, row.current, row.new) for row in beside_statements(report, "en")] == [
        ("We are", "a public organisation", None),
        ("I lead", "several managers", None),
        ("Have you agreed on the right customer experience?", "Yes", None),
        ("Is a new reward being planned?", "Yes", None),
    ]
    safety = load_instrument(ROOT / "tests" / "banks" / "safety.yaml")
    bare = build_report(safety, Answers(form="quick"), made_on=DAY)
    assert {row.current for row in beside_statements(bare, "sv")} <= {"Inget svar"}


def test_answers_beyond_the_form_are_listed_where_they_count(advised: Callable[..., Report]) -> None:
    """A file of the quick form may answer the context of the full one, and it is scored then."""
    beyond = next(item for item in BANK.context_items if item.form == "full" and item.module != "trust")
    [*_, last] = answer_groups(advised(MIXED, context={beyond.id: 4}), "en")
    assert [(row.statement, row.current) for row in last.rows] == [(beyond.text.en, "Largely true (4)")]


def test_without_the_question_nothing_is_said_about_importance() -> None:
    bank = load_instrument(ROOT / "tests" / "banks" / "safety.yaml")
    report = build_report(bank, Answers(form="quick"), made_on=DAY)
    assert {group.importance for group in answer_groups(report, "sv")} == {""}


def _unanswered(report: Report, language: Language) -> int:
    """How many questions beside the factors have no answer."""
    rows = [row for group in answer_groups(report, language) for row in group.rows]
    none = say(language, "answers.none")
    return sum(row.new is None and row.current == none for row in (*rows, *beside_statements(report, language)))


@pytest.mark.in_turns
@pytest.mark.unmeasured
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["quick", "full"])
def test_the_pdf_ends_with_all_answers(advised: Callable[..., Report], form: str, language: Language) -> None:
    report = advised(MIXED | {"conditions": ([5, "dont_know", "not_applicable", None], [1, 2, 3, 4])}, form)
    text = " ".join(
        " ".join(page.extract_text() for page in PdfReader(io.BytesIO(printed(report, language))).pages).split()
    )
    appendix = text.rpartition(say(language, "answers.title"))[2]
    assert say(language, "answers.left_out", count=_unanswered(report, language)) in appendix
    for group in answer_groups(report, language):
        for row in group.rows:
            if row.new is None and row.current == say(language, "answers.none"):
                assert row.statement not in appendix
                continue
            for said in (row.statement, row.current, row.new or ""):
                # The cells of a row stand side by side, so lines of one text may lie apart.
                assert all(word in appendix for word in said.split()), said
    if form == "quick":
        assert answer_groups(report, language)[1].rows[0].current in appendix


@pytest.mark.unmeasured
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pdf_without_answers_has_no_appendix(language: Language) -> None:
    report = build_report(BANK, Answers(form="quick"), made_on=DAY)
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(printed(report, language))).pages)
    assert say(language, "answers.title") not in text


def test_the_workbook_has_the_answers_on_the_context_too(advised: Callable[..., Report]) -> None:
    report = advised(MIXED, "full", context={"TRU01": 2, "TRU02": "dont_know"})
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(report, "en")))["Other answers"]
    trust = [row for row in sheet.iter_rows(values_only=True) if row[1] == "Trust"]
    assert [row[2] for row in trust] == ["True to a small extent (2)", "Don’t know"], "only what was answered"


@pytest.mark.parametrize("language", LANGUAGES)
def test_advice_in_the_plan_keeps_its_own_steps_without_the_answers_of_then(
    advised: Callable[..., Report], language: Language
) -> None:
    """A step done in August was shown with the statements and answers of November."""
    then, now = advised(MIXED), advised(MIXED | {"conditions": ([3] * 4, [3, 3, 3, 1])})
    one = advice_on(now, "F-conditions-holds_back")
    taken = texts_for_plan(advice_on(then, one.id), then, language)
    assert "(" not in taken[7]
    for stored in (taken, step_texts(advice_on(then, one.id), then, language)):
        line = PlanLine("a" * 32, source=one.source, steps=recommended_steps(stored, DAY))
        report = replace(now, plan=(line,))
        assert step_texts(one, report, language) == taken
        other: Language = "sv" if language == "en" else "en"
        later = step_texts(one, report, other)
        assert later[7] == taken[7], "it names another statement than today"
        assert later[30] == step_texts(one, now, other)[30], "what is unchanged is in the language of the reader"
