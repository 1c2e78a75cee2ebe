"""Files as they are handed out: whose picture it is, pages filled to their foot, what to do next, rows to write in."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]  # it has no type information
import pytest
from pypdf import PageObject, PdfReader

from assessment.answers import Answers
from assessment.exports.pdf import to_pdf
from assessment.exports.pdf.shapes import BOTTOM
from assessment.exports.steps import proposed_day
from assessment.exports.tables import to_csv
from assessment.exports.workbook import to_xlsx
from assessment.incentives import IncentiveMap
from assessment.instrument import LANGUAGES, Instrument, Language, load_instrument
from assessment.plan import PlanLine, PlanStep, last_day, recommended_steps
from assessment.report import Occasion, Report, build_report
from assessment.sentences.advice import advice_first, advice_reason, advice_title, step_texts
from assessment.sentences.comparison import opening
from assessment.sentences.context import context_sentences
from assessment.sentences.names import part_name
from assessment.sentences.scores import headline, weakest_first
from assessment.words import date_text, day_text, first_sentence, quoted, say, upper_first
from tests.amounts import IS_SOAK, sample
from tests.extracted import one_line

from .conftest import WORKED, kept, printed

# Coverage would take as long as these tests; those marked as measured reach all that they do.
pytestmark = [pytest.mark.unmeasured, pytest.mark.in_turns]

DAY = date(2026, 11, 28)
TITLE = "Kundservice på Älvsala Energi"
BANKS = Path(__file__).parent / "banks"
_POINT = 25.4 / 72
_HEIGHT = 297.0


@pytest.fixture(scope="module")
def titled(bank: Instrument, document: Callable[..., dict[str, Any]]) -> Report:
    behaviours = {"current": "Vi avslutar fort.", "new": "Vi löser det direkt."}
    made = document(WORKED, title=TITLE, behaviours=behaviours, experience={"agreed": "yes"})
    return build_report(bank, Answers.checked(made, bank), made_on=DAY)


@pytest.fixture(scope="module")
def reports(bank: Instrument, document: Callable[..., dict[str, Any]], titled: Report) -> dict[str, Report]:
    """Results of quite different lengths."""
    full = {i.id: {"current": 3 + at % 3, "new": 1 + at % 4} for at, i in enumerate(bank.form_items("full"))}
    library = kept(IncentiveMap.from_library(bank.incentives))
    long = {"current": "We do what we always did. " * 20, "new": "We do something quite different. " * 20}
    made = {
        "quick": document(WORKED),
        "full": document({}, "full") | {"ratings": full, "context": {item.id: 2 for item in bank.context_items}},
        "map": document(WORKED, incentives=library.document()),
        "planned": document(WORKED, planned_reward=True),
        "long": document(WORKED, behaviours=long, experience={"agreed": "no", "statement": "All of it. " * 60}),
        "nothing": document({}),
    }
    found = {name: build_report(bank, Answers.checked(each, bank), made_on=DAY) for name, each in made.items()}
    for path in BANKS.glob("*.yaml"):
        own = load_instrument(path)
        ratings = {item.id: {"current": 4, "new": 2} for item in own.items}
        answers = Answers.checked({"format": "drivkraft.answers/1", "ratings": ratings}, own)
        found[path.stem] = build_report(own, answers, made_on=DAY)
    plan = tuple(PlanLine(f"{number:032x}", title=f"Line {number}", owner="Eva") for number in range(7))
    before = replace(found["quick"], made_on=date(2026, 8, 1))
    again = build_report(bank, found["full"].answers, made_on=DAY, earlier=[before], plan=plan)
    return found | {"again": again, "titled": titled}


class Page:
    """A page as it can be read; reading it takes as long as drawing it, so it is done once."""

    def __init__(self, drawn: PageObject) -> None:
        self._drawn = drawn

    @property
    def line(self) -> str:
        """Its text on one line."""
        return self._read[0]

    @property
    def lowest(self) -> float:
        """How far down its text reaches, in millimetres, without its foot."""
        return max(place for place in self._read[1] if place < BOTTOM + 4)

    @cached_property
    def _read(self) -> tuple[str, list[float]]:
        """Its text, and how far down each piece of it stands."""
        found: list[float] = []

        def collect(text: str, cm: list[float], tm: list[float], _font: object, _size: float) -> None:
            if text.strip():
                found.append(_HEIGHT - (tm[5] + cm[5]) * _POINT)

        return one_line(self._drawn.extract_text(visitor_text=collect)), found


@cache
def pages_of(data: bytes) -> list[Page]:
    return [Page(page) for page in PdfReader(io.BytesIO(data)).pages]


# Whose picture it is --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "words", "whose"),
    [
        ("en", f"Snapshot of {TITLE}, 28\xa0November\xa02026", "One person’s answers, 28\xa0November\xa02026"),
        ("sv", f"Lägesbild: {TITLE}, 28\xa0november\xa02026", "En persons svar, 28\xa0november\xa02026"),
    ],
)
def test_the_title_and_the_day_stand_at_the_top_of_every_page_and_of_the_workbook(
    titled: Report, language: Language, words: str, whose: str
) -> None:
    assert all(words in page.line for page in pages_of(printed(titled, language)))
    summary = openpyxl.load_workbook(io.BytesIO(to_xlsx(titled, language))).worksheets[0]
    assert f"{TITLE} · {whose}" in [row[0] for row in summary.iter_rows(max_row=4, values_only=True)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_page_one_the_title_stands_above_the_headline_and_larger_than_on_later_pages(
    titled: Report, language: Language
) -> None:
    sizes: list[float] = []

    def collect(text: str, _cm: list[float], _tm: list[float], _font: object, size: float) -> None:
        if TITLE in text:
            sizes.append(size)

    pages = PdfReader(io.BytesIO(printed(titled, language))).pages
    for page in pages:
        page.extract_text(visitor_text=collect)
    assert len(sizes) == len(pages)
    assert all(sizes[0] > later for later in sizes[1:])
    first = pages_of(printed(titled, language))[0].line
    assert first.index(TITLE) < first.index(headline(titled, language).title)


@pytest.mark.measured
def test_without_a_title_the_day_stands_there_alone(reports: dict[str, Report]) -> None:
    page = pages_of(printed(reports["quick"], "en"))[0].line
    assert "Snapshot of" not in page
    assert "28\xa0November\xa02026" in page


def test_every_page_and_the_workbook_and_the_table_have_the_day_of_the_answers_not_of_the_download(
    reports: dict[str, Report],
) -> None:
    report = replace(reports["quick"], occasion=Occasion(answered_on=date(2026, 8, 3)))
    for page in pages_of(to_pdf(report, "en")):
        assert page.line.count("3\xa0August\xa02026") >= 2, "at its head and at its foot"
    assert "28\xa0November\xa02026" not in " ".join(page.line for page in pages_of(to_pdf(report, "en")))
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(report, "en")))
    whose = "One person’s answers, 3\xa0August\xa02026"
    assert whose in [row[0] for row in book.worksheets[0].iter_rows(max_row=4, values_only=True)]
    assert all(whose in sheet.oddFooter.left.text for sheet in book.worksheets)
    assert "2026-08-03" in to_csv(report, "en").decode("utf-8-sig").splitlines()[-1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_after_a_second_assessment_every_file_opens_with_the_headline_of_the_screen(
    bank: Instrument, document: Callable[..., dict[str, Any]], reports: dict[str, Report], language: Language
) -> None:
    columns = {**WORKED, "external_rewards": ([4, 4, 3, 5], [5, 5, 5, 5])}
    answers = Answers.checked(document(columns), bank)
    report = build_report(bank, answers, made_on=DAY, earlier=[reports["quick"]])
    story = opening(report, language)
    assert story.title != headline(report, language).title
    page = pages_of(to_pdf(report, language))[0].line
    assert story.title in page
    assert story.consequence in page
    assert headline(report, language).title not in page
    assert "38 → 100" in PdfReader(io.BytesIO(to_pdf(report, language))).pages[0].extract_text(), "on one line"
    summary = openpyxl.load_workbook(io.BytesIO(to_xlsx(report, language))).worksheets[0]
    assert [row[0] for row in summary.iter_rows(max_row=3, values_only=True)][::2] == list(story)
    assert story.title in to_csv(report, language).decode("utf-8-sig").splitlines()[1]


def test_the_title_is_part_of_the_answers_file(bank: Instrument, titled: Report) -> None:
    document = titled.answers.document(bank)
    assert document["title"] == TITLE
    assert Answers.checked(document, bank).title == TITLE
    assert Answers.from_choices(titled.answers.choices(), bank, version=bank.version).title == TITLE


@pytest.mark.parametrize(("written", "title"), [("  Service \n  desk ", "Service desk"), ("", ""), (None, "")])
def test_a_title_is_one_line(bank: Instrument, written: str | None, title: str) -> None:
    document: dict[str, object] = {"format": "drivkraft.answers/1", "ratings": {}, "title": written}
    assert Answers.checked(document, bank).title == title


@pytest.mark.measured
def test_a_title_of_the_greatest_length_leaves_the_pages_intact(titled: Report) -> None:
    long = replace(titled, answers=replace(titled.answers, title="x" * 100 + " " + "y" * 99))
    pages = pages_of(to_pdf(long, "en", example=True))
    assert all("Drivkraft" in page.line and "Example" in page.line for page in pages)


# Pages ----------------------------------------------------------------------------------------------------------------

NAMES = ["quick", "full", "map", "planned", "long", "nothing", "safety", "teaching", "care", "again", "titled"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES if IS_SOAK else NAMES[1::2])
def test_every_page_is_filled_to_its_foot(reports: dict[str, Report], name: str, language: Language) -> None:
    report = reports[name]
    ends = [page.lowest for page in pages_of(printed(report, report.instrument.in_language(language)))]
    assert all(end > 0.72 * BOTTOM for end in ends), [round(end) for end in ends]
    assert all(end <= BOTTOM + 3 for end in ends), [round(end) for end in ends]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["quick", "full", "map", "planned", "long"])
def test_no_action_stands_alone_on_top_of_a_page(reports: dict[str, Report], name: str, language: Language) -> None:
    report = reports[name]
    titles = [advice_title(advice, report, language) for advice in report.advice]
    last = say(language, "advice.d90")
    pages = [page.line for page in pages_of(printed(report, language))[1:]]
    on_page = [sum(title in page and last in page for title in titles) for page in pages]
    steps = [count for page, count in zip(pages, on_page, strict=True) if last in page and count]
    assert sum(count for count in steps if count) >= len(titles)
    assert steps[-1] != 1 or len(titles) == 1 or say(language, "export.plan") in pages[-1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_one_has_for_each_action_the_owner_and_the_day_of_its_last_step_and_how_to_go_on(
    titled: Report, language: Language
) -> None:
    page = pages_of(printed(titled, language))[0].line
    assert page.count(say(language, "export.step.owner")) == 3
    all_done = say(language, "export.done_by", day=day_text(date(2027, 2, 26), language))
    assert page.count(all_done) == 3, "the day of the last step, within 90 days"
    for words in ("method", "others", "again"):
        assert say(language, f"export.{words}") in page
    assert say(language, "steps.colleagues") in page


def test_page_one_has_the_owner_and_the_day_of_the_plan(titled: Report) -> None:
    first = titled.advice[0]
    line = PlanLine("a" * 32, source=f"{first.id}.{first.target}", owner="Åsa Öberg", due=date(2026, 12, 24))
    page = pages_of(to_pdf(replace(titled, plan=(line,)), "en"))[0].line
    assert "Åsa Öberg" in page
    assert "Complete by 24\xa0Dec\xa02026" in page


def test_page_one_leaves_the_day_of_what_is_not_in_the_plan_to_be_written(titled: Report) -> None:
    """A day that is in no plan stood beside those of the plan, and the same beside all that was proposed."""
    first = titled.advice[0]
    line = PlanLine("a" * 32, source=f"{first.id}.{first.target}", due=date(2026, 12, 24))
    page = pages_of(to_pdf(replace(titled, plan=(line,)), "en"))[0].line
    assert re.findall(r"Complete by(?: \d\d\s\w+\s\d{4}\??)?", page) == [
        "Complete by 24\xa0Dec\xa02026",
        *["Complete by"] * 2,
    ]


def in_plan(report: Report, place: int, language: Language, *, done: int, **more: Any) -> Report:
    """The report with one of its recommendations in the plan, and so many of its steps done."""
    advice = report.advice[place]
    steps = recommended_steps(step_texts(advice, report, language), DAY)
    ticked = tuple(replace(step, is_done=number < done) for number, step in enumerate(steps))
    line = PlanLine("a" * 32, title="T", source=advice.source, steps=ticked, due=last_day(steps), **more)
    return replace(report, plan=(line,))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_next_step_of_an_action_is_the_first_one_that_is_not_done(titled: Report, language: Language) -> None:
    """A first step that was ticked in the plan still stood as what to do first."""
    report = in_plan(titled, 0, language, done=1, state="doing")
    (line,) = report.plan
    next_one, last = line.steps[1], line.steps[-1]
    assert next_one.due
    assert last.due
    first = say(language, "export.next_step_by", day=day_text(next_one.due, language), step=next_one.text)
    one, *others = pages_of(to_pdf(report, language))
    assert first in one.line
    assert line.steps[0].text not in one.line
    rest = " ".join(page.line for page in others)
    done, following = say(language, "plan.states.done"), say(language, "export.next")
    assert all(rest.count(first_sentence(step.text)) == 1 for step in line.steps), "only in the plan, not as advice too"
    plan = rest[rest.index(f"T {upper_first(say(language, 'export.advice_number', number=1))}") :]
    assert plan.index(done) < plan.index(following), plan
    summary = openpyxl.load_workbook(io.BytesIO(to_xlsx(report, language)), data_only=True).worksheets[0]
    due = datetime.combine(next_one.due, datetime.min.time())
    assert (next_one.text, due) in [(row[2], row[9]) for row in summary.iter_rows(values_only=True)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_opens_with_who_does_each_action_by_when(titled: Report, language: Language) -> None:
    report = in_plan(titled, 0, language, done=1, state="doing", owner="Anna Lindström-Öberg")
    summary = openpyxl.load_workbook(io.BytesIO(to_xlsx(report, language)), data_only=True).worksheets[0]
    paths = (
        "export.column.advice",
        "export.step.title",
        "export.next",
        "plan.owner",
        "export.next_by",
        "export.step.state",
    )
    heads = [say(language, path) for path in paths]
    rows = list(summary.iter_rows(max_row=30))
    head = next(row for row in rows if row[0].value == heads[0])
    assert [cell.value for cell in head if cell.value] == heads
    (first, second) = rows[head[0].row : head[0].row + 2]
    assert [first[0].value, second[0].value] == [1, 2], "numbers of advice, as in the results"
    assert first[7].value == "Anna Lindström-Öberg"
    assert first[9].is_date
    assert first[9].value.date() == report.plan[0].steps[1].due, "of the step, not of the line"
    assert first[10].value == say(language, "export.state.doing")
    suggested = say(language, "export.state.suggested")
    nobody = say(language, "export.no_owner")
    unplanned = say(language, "export.not_planned")
    assert [second[column].value for column in (7, 9, 10)] == [nobody, unplanned, suggested]
    widths = summary.column_dimensions
    assert widths["H"].width + widths["I"].width >= len("Anna Lindström-Öberg") - 2
    assert widths["J"].width >= len("24 september 2026")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_sheet_has_advice_in_its_order_and_what_is_not_in_the_plan_its_suggested_days(
    titled: Report, language: Language
) -> None:
    """The numbers of advice stood as 1, 3, –, 2, 4, and no step beside a plan had a day."""
    report = in_plan(titled, 1, language, done=0)
    own = PlanLine("b" * 32, title="Own", due=DAY)
    report = replace(report, plan=(*report.plan, own))
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(report, language)), data_only=True)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    top = [row[0] for row in rows].index(say(language, "export.column.advice"))
    assert say(language, "export.first_by_advice") in [row[0] for row in rows[:top]]
    count = len(report.to_do)
    assert [row[0] for row in rows[top + 1 : top + 2 + count]] == [*range(1, count + 1), None]
    assert rows[top + 1 + count][1] == "Own"
    steps = book[say(language, "export.sheet.steps")]
    state = say(language, "export.state.suggested")
    days = [row[5] for row in steps.iter_rows(min_row=4, values_only=True) if row[6] == state]
    first = recommended_steps(step_texts(report.to_do[2], report, language), DAY)[0].due
    assert first
    assert f"{date_text(first + timedelta(days=7), language)}?" in days, "a week after what the plan has ahead of it"
    assert all(str(day).endswith("?") for day in days), "a text, which no formula takes for a day"
    assert say(language, "export.purpose.suggested") in steps["A2"].value


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_one_begins_with_what_the_plan_has_next_and_names_no_step_twice(
    titled: Report, language: Language
) -> None:
    """What was planned, with owner and day, was left out for advice that nobody had chosen."""
    assert say(language, "export.next") not in pages_of(to_pdf(titled, language))[0].line, "it is number one above"
    report = in_plan(titled, 1, language, done=2, state="doing")
    (line,) = report.plan
    step = line.steps[2]
    assert step.due
    words, day = first_sentence(step.text), day_text(step.due, language)
    page = pages_of(to_pdf(report, language))[0].line
    assert page.count(say(language, "export.next")) == 1, "above, not at the foot"
    assert page.count(words) == 1
    above = first_sentence(advice_first(report.to_do[0], report, language))
    assert page.count(above) == 1
    assert day in page
    first, second = (page.index(advice_title(titled.advice[place], report, language)) for place in (0, 1))
    assert first < second, "what the results advise first, though it is not in the plan, then the plan"
    lines = [replace(line, id=sign * 32, source=titled.to_do[place].source) for place, sign in enumerate("abc")]
    for some, heading in ((lines[1:2], "first_of_advice"), (lines[:1], "first_of_plan"), (lines, "first")):
        page = pages_of(to_pdf(replace(titled, plan=tuple(some)), language))[0].line
        assert f"{say(language, f'export.{heading}')} " in page, "of what stands below it"
    own = replace(line, id="b" * 32, source=None, due=step.due - timedelta(days=1), title="Own", steps=())
    late_own = replace(line, source=None, owner="Karin")
    page = pages_of(to_pdf(replace(report, advice=(), plan=(late_own, own)), language))[0].line
    assert page.index("Own") < page.index("Karin"), "the leader's own, the earlier first"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_day_that_has_passed_is_never_what_to_do(titled: Report, language: Language) -> None:
    """“By 4 Sept” stood as advice in a file of 29 November, and “Done by” beside what was late."""
    report = replace(in_plan(titled, 0, language, done=0, outcome="not_done"), made_on=date(2027, 6, 1))
    (line,) = report.plan
    first = line.steps[0]
    assert first.due
    day, last = (day_text(due, language) for due in (first.due, line.due) if due)
    proposed = proposed_day(line, report)
    assert proposed
    assert proposed >= report.made_on
    page = pages_of(to_pdf(report, language))[0].line
    assert first.text in page
    assert last not in page
    assert say(language, "export.late_step", day=day, step=first.text) in page
    assert f"{say(language, 'export.new_day')} {day_text(proposed, language)}" in page
    assert page.count(first_sentence(first.text)) == 1
    said = say(language, "export.late_step", day=day, step=first.text)
    assert said in " ".join(page.line for page in pages_of(to_pdf(report, language)))
    summary = openpyxl.load_workbook(io.BytesIO(to_xlsx(report, language)), data_only=True).worksheets[0]
    (row,) = [row for row in summary.iter_rows(values_only=True) if row[2] == first.text]
    assert (row[9].date(), row[10]) == (first.due, say(language, "export.state.late"))
    suggested = len(report.to_do) - 1
    counted = say(language, "export.status.counted", done=0, all=1, late=1, suggested=suggested)
    assert summary["A2"].value == counted
    page = pages_of(to_pdf(replace(report, advice=()), language))[0].line
    assert f" {line.title} " in page, "what no advice is on any more is still to be done"
    assert say(language, "export.first_of_plan") not in page


@pytest.mark.measured
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_plan_has_as_done_is_no_longer_advised(titled: Report, language: Language) -> None:
    """It stood as the last advice, with a reason that what was done contradicted."""
    report = in_plan(titled, 0, language, done=4, state="done", outcome="helped")
    first, second, *_ = titled.advice
    assert report.to_do == titled.advice[1:]
    one, *others = pages_of(to_pdf(report, language))
    assert advice_title(first, report, language) not in one.line
    assert advice_title(second, report, language) in one.line
    done = say(language, "steps.in_plan_done", titles=quoted("T", language))
    rest = " ".join(page.line for page in others)
    assert done not in rest, "the plan above says so"
    assert rest.index(advice_title(second, report, language)) < rest.index(say(language, "plan.states.done"))
    assert advice_title(first, report, language) not in rest
    summary = openpyxl.load_workbook(io.BytesIO(to_xlsx(report, language))).worksheets[0]
    rows = [(row[0], row[1]) for row in summary.iter_rows(values_only=True)]
    assert (1, advice_title(second, report, language)) in rows
    assert "T" in [row[0] for row in rows], "what is done stands below, and has no number"
    assert advice_title(first, report, language) not in [title for _, title in rows]


@pytest.mark.measured
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_has_changed_says_what_has_come_of_the_plan(reports: dict[str, Report], language: Language) -> None:
    """The answers to whether it helped were in the table of the plan only."""
    plan = (
        PlanLine("a" * 32, title="Forgotten", outcome="not_done", happened="Nobody had the time"),
        PlanLine("b" * 32, title="Useful", state="done", outcome="helped"),
        PlanLine("c" * 32, title="Going on"),
    )
    report = replace(reports["again"], plan=plan)
    heading = say(language, "comparison.title")
    text = " ".join(page.line for page in pages_of(to_pdf(report, language)))
    section = text[text.rindex(heading) :]
    said = section[section.index(say(language, "to_others.comparison.done")) :]
    helped, not_done = (say(language, f"plan.outcomes.{outcome}") for outcome in ("helped", "not_done"))
    assert f"Useful {helped} Forgotten {say(language, 'export.needs_day')} {not_done} Nobody had the time" in said
    assert "Going on" not in said.partition(not_done)[0]


@pytest.mark.measured
@pytest.mark.parametrize(("asked", "is_one"), [({"TRU01": 2}, True), ({"TRU01": 2, "TRU02": 2}, False)])
def test_a_score_of_the_context_that_rests_on_one_answer_says_so(
    bank: Instrument, document: Callable[..., dict[str, Any]], asked: dict[str, int], is_one: bool
) -> None:
    form = "quick" if is_one else "full"
    parts = WORKED if is_one else [facet.id for facet in bank.facets]
    columns = {part: ([3] * 6, [5] * 6) for part in parts}
    made = document(columns, form, context=asked, experience={"agreed": "yes"})
    report = build_report(bank, Answers.checked(made, bank), made_on=DAY)
    text = " ".join(page.line for page in pages_of(to_pdf(report, "en")))
    assert ("The number rests on a single answer." in text) is is_one
    (sentence,) = [one for one in context_sentences(report, "en") if one.startswith("Trust")]
    assert sentence.startswith("Trust: 25 out of 100, based on a single answer.") is is_one
    (advice,) = [one for one in report.advice if one.id == "X-low_trust"]
    assert advice_reason(advice, report, "sv").startswith(
        "”Förtroende” når 25 av 100 möjliga" + (", enligt ett enda svar." if is_one else ".")
    )


@pytest.mark.measured
def test_page_one_has_the_whole_name_of_an_owner(titled: Report) -> None:
    first, owner = titled.advice[0], "Anna Lindström-Öberg, head of sales"
    line = PlanLine("a" * 32, source=f"{first.id}.{first.target}", owner=owner)
    data = to_pdf(replace(titled, plan=(line,)), "en")
    assert owner in pages_of(data)[0].line
    assert pages_of(data)[0].lowest <= BOTTOM + 3


@pytest.mark.parametrize("count", sample(*range(1, 12, 5), 40, rest=[n for n in range(1, 15) if n % 5 != 1]))
def test_no_page_has_the_names_of_the_columns_of_the_plan_alone(titled: Report, count: int) -> None:
    first_step = "Gather those who affect the customer, and decide together. " * (count % 4)
    *others, last = [PlanLine(f"{n:032x}", title=f"Line {n}", first_step=first_step) for n in range(count)]
    plan = (*others, replace(last, state="done", outcome="helped"))
    pages = pages_of(to_pdf(replace(titled, plan=plan), "en"))
    heads = " ".join(say("en", path) for path in ("plan.owner", "plan.due", "plan.state"))
    of_plan = [page for page in pages if heads in page.line]
    rows = [page.line for page in of_plan]
    titles = ["Line ", *(advice_title(advice, titled, "en") for advice in titled.advice)]
    assert all(any(title in page for title in titles) for page in rows)
    assert not others or len(set(re.findall(r"Line \d+", rows[-1]))) > 1, "what is done is not alone"
    has_room = say("en", "export.own_step") in " ".join(page.line for page in pages)
    assert has_room or of_plan[-1].lowest > BOTTOM - 25, "room for an action of one's own, where there is any"


SHORT = [(name, count) for count in (1, 2, 3) for name in ("titled", "map", "full", "planned")]


@pytest.mark.parametrize(
    ("name", "count", "language"),
    sample(
        *((*each, LANGUAGES[at // 2 % 2]) for at, each in enumerate(SHORT) if sum(divmod(at, 4)) % 2 == 0),
        rest=[
            *((*each, LANGUAGES[at // 2 % 2 - 1]) for at, each in enumerate(SHORT) if sum(divmod(at, 4)) % 2 == 0),
            *((*each, language) for at, each in enumerate(SHORT) if sum(divmod(at, 4)) % 2 for language in LANGUAGES),
        ],
    ),
)
def test_pages_with_a_short_plan_are_filled_and_the_plan_is_on_at_most_two_of_them(
    reports: dict[str, Report], name: str, count: int, language: Language
) -> None:
    first_step = "Gather those who affect the customer, and decide together. " * 3
    plan = tuple(PlanLine(f"{n:032x}", title=f"Line {n}", first_step=first_step) for n in range(count))
    pages = pages_of(to_pdf(replace(reports[name], plan=plan), language))
    # Empty rows have no text.
    full = [page for page in pages if say(language, "export.own_step") not in page.line]
    assert all(page.lowest > 0.72 * BOTTOM for page in full), [round(page.lowest) for page in full]
    heads = " ".join(say(language, path) for path in ("plan.owner", "plan.due", "plan.state"))
    assert 1 <= sum(heads in page.line for page in pages) <= 2  # with the advice beside it


@pytest.mark.parametrize("name", sample(*NAMES[::2], rest=[name for name in NAMES[1::2] if name != "again"]))
def test_no_page_has_rows_of_a_suggested_plan_alone(reports: dict[str, Report], name: str) -> None:
    pages = [page.line for page in pages_of(printed(reports[name], "en"))]
    rows = [page for page in pages if f"{say('en', 'export.step.owner')} {say('en', 'export.step.by_when')}" in page]
    titles = [advice_title(advice, reports[name], "en") for advice in reports[name].advice]
    assert all(any(title in page for title in titles) for page in rows[1:] if titles)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_file_speaks_to_the_respondent_of_how_fast_the_answers_were(titled: Report, language: Language) -> None:
    """The PDF for one's boss said "You answered quickly"; it says so of the answers."""
    fast = replace(titled, notes=("single_respondent", "fast_answers"))
    note = say(language, "notes.fast_answers")
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(fast, language)))
    assert note not in " ".join(page.line for page in pages_of(to_pdf(fast, language)))
    assert note not in [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_begins_with_what_belongs_to_the_map(reports: dict[str, Report], language: Language) -> None:
    label = say(language, "to_others.incentives.label")
    page = next(page for page in pages_of(printed(reports["map"], language)) if label in page.line)
    assert say(language, "incentives.heading") in page.line


@pytest.mark.measured
def test_without_advice_page_one_has_lines_to_write_on(reports: dict[str, Report]) -> None:
    page = pages_of(printed(reports["safety"], "sv"))[0].line
    assert say("sv", "export.first_own") in page
    assert page.count(say("sv", "export.step.owner")) == 3


def test_every_page_says_where_the_app_is_when_that_is_known(titled: Report) -> None:
    assert all("drivkraft.example" in page.line for page in pages_of(to_pdf(titled, "en", address="drivkraft.example")))


def test_the_weakest_factor_comes_first_on_page_one(titled: Report) -> None:
    page = pages_of(printed(titled, "en"))[0].line.partition("What to do first")[0]
    page = page.partition(headline(titled, "en").consequence)[2]
    names = [factor.name.en for factor in titled.instrument.factors]
    order = sorted(names, key=page.index)
    assert order == ["External rewards", "Internal rewards", "Ability", "Conditions"] or order[0] == "External rewards"


# Workbook -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_opens_with_the_headline_and_the_actions_then_the_factors(
    titled: Report, language: Language
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(titled, language)))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert rows[0][0] == headline(titled, language).title
    factors = [part_name(score.id, titled.instrument, language) for score in weakest_first(titled)]
    actions = [advice_title(advice, titled, language) for advice in titled.advice]
    of_factors, of_actions = [row[3] for row in rows], [row[1] for row in rows]
    places = [of_actions.index(title) for title in actions] + [of_factors.index(name) for name in factors]
    assert places == sorted(places)
    assert [row[0] for row in rows].index(say(language, "export.first")) < places[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plan_has_a_list_of_states_milestones_and_rows_to_fill_in(
    reports: dict[str, Report], language: Language
) -> None:
    report = reports["quick"]
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(report, language)))
    sheet, steps = (book[say(language, f"export.sheet.{name}")] for name in ("plan", "steps"))
    lists = [rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"]
    states = ("open", "doing", "done", "ended")
    assert f'"{",".join(say(language, f"export.state.{state}") for state in states)}"' in lists
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    first = report.advice[0].recommendation
    assert first.d30 is not None
    within = datetime(2027, 1, 11)  # noqa: DTZ001  # Excel knows no zones
    assert first.d30[language] in next(row for row in steps.iter_rows(values_only=True) if row[5] == within)
    assert sum(row[1] is None for row in rows) >= 10


@pytest.mark.measured
def test_the_milestones_of_a_planned_line_are_those_of_its_advice(reports: dict[str, Report]) -> None:
    first = reports["quick"].advice[0]
    line = PlanLine("a" * 32, title="Ours", source=f"{first.id}.{first.target}")
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(replace(reports["quick"], plan=(line,)), "en")))
    assert first.recommendation.d60 is not None
    ours = [row[3].value for row in book["Steps"]][[row[1].value for row in book["Steps"]].index("Ours") :]
    assert first.recommendation.d60.en in ours[:5]


def test_the_steps_of_a_planned_line_are_its_milestones(reports: dict[str, Report]) -> None:
    steps = (PlanStep("Ask"), PlanStep("Try", date(2026, 12, 28), is_done=True), PlanStep("Spread", date(2027, 1, 27)))
    line = PlanLine("a" * 32, title="Ours", steps=steps)
    data = io.BytesIO(to_xlsx(replace(reports["quick"], plan=(line,)), "en"))
    book = openpyxl.load_workbook(data, data_only=True)
    assert [(row[2], row[6]) for row in book["Plan"].iter_rows(values_only=True) if row[1] == "Ours"] == [
        ("Spread", "In progress")
    ], "one row for the action, with what is due first"
    *table, before_last, last = book["Steps"].iter_rows(values_only=True)
    assert not any((*before_last, *last)), "to fill in"
    table = [row for row in table if row[0]][2:]  # Below the title and what the sheet is for.
    top = [row[1] for row in table].index("Ours")
    rows = table[top : top + 3]
    assert [(row[2], row[3], (row[5] and row[5].date()) or None, row[6]) for row in rows] == [
        ("Step 1", "Ask", None, "Not begun"),
        ("Step 2", "Try", date(2026, 12, 28), "Done"),
        ("Step 3", "Spread", date(2027, 1, 27), "Not begun"),
    ]
    assert all(row[0] and str(row[2]).startswith("Step ") for row in table[1:]), "nothing but steps"
    assert all(row[1] for row in table[1:]), "each beside its action, so that a filter keeps it"
    of_advice = [(row[2] == "Step 1", bool(row[7])) for row in (*table[1:top], *table[top + 3 :])]
    assert of_advice, "there is advice beside the plan"
    assert all(is_first == is_told for is_first, is_told in of_advice), "each action says once why it is advised"


@pytest.mark.parametrize("name", ["full", "again"])
def test_the_workbook_shows_no_raw_codes(reports: dict[str, Report], name: str) -> None:
    report = reports[name]
    bank = report.instrument
    codes = {item.id for item in bank.items} | {facet.id for facet in bank.facets}
    codes |= {factor.id for factor in bank.factors} | {rule.id for rule in bank.recommendations}
    codes |= {"dont_know", "not_applicable", "holds_back"}
    codes = {code for code in codes if re.search(r"[\d_-]", code)} | {"contested"}  # The others may be words.
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(report, "sv")))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [cell for cell in cells if codes & set(re.findall(r"[\w-]+", cell))] == []
