"""Assessing again, the plan, the read-only link, and the archive, as a visitor meets them."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import text as sql
from streamlit.testing.v1 import AppTest

from assessment.answers import Answers, Experience, Leads
from assessment.exports.tables import to_result_json
from assessment.incentives import IncentiveMap
from assessment.instrument import LANGUAGES, Instrument, Language
from assessment.instrument.parts import Organisation
from assessment.next_up import late_things
from assessment.plan import MOST_LINES, OUTCOMES, PlanLine, PlanStep, day_in, last_day, new_line_id, recommended_steps
from assessment.report import Report, build_report
from assessment.sentences.certainty import whose_sentences
from assessment.storage import Store, Tap, new_key
from assessment.words import (
    date_text,
    day_text,
    first_sentence,
    joined,
    quoted,
    say,
    score_text,
    shortened,
    span_text,
    when_text,
)
from server import limiting
from tests.amounts import sample
from tests.conftest import kept
from tests.pages.conftest import ROOT, Open, files_offered, in_order, locked, questionnaire_of, shown, shows_questions
from tests.shipped import BANK

# Every wanted score of the worked example one step higher, except in conditions.
LATER = {
    "ability": ([4, 5, 3, 4], [4, 4, 3, 4]),
    "conditions": ([4, 4, 4, 4], [3, 4, 4, 3]),
    "external_rewards": ([4, 4, 3, 5], [3, 3, 5, 3]),
    "internal_rewards": ([4, 4, 3, 4, 2, 5], [3, 5, 5, 4, 3, 3]),
}


@pytest.fixture
def finished(store: Store, stored: Callable[[Answers], str], worked: Report) -> str:
    """The key of the worked example, finished."""
    given = replace(worked.answers, current_behaviour="We close quickly.", new_behaviour="We solve it.", language="en")
    key = stored(given)
    store.finish(key)
    return key


@pytest.fixture
def again(store: Store, finished: str, bank: Instrument, answers: Callable[..., Answers]) -> str:
    """The same key after a second assessment."""
    later = replace(answers(LATER), current_behaviour="We close quickly.", new_behaviour="We solve it.", language="en")
    store.begin(finished, later.choices(), instrument_version=bank.version, scoring_version="1", after=1)
    store.finish(finished)
    return finished


def planned(store: Store, key: str, **more: object) -> PlanLine:
    line = replace(PlanLine(new_line_id(), title="Let two people decide"), **more)  # type: ignore[arg-type]
    assert store.add_line(key, line)
    return line


# Assessing again ------------------------------------------------------------------------------------------------------


def test_assessing_again_carries_over_the_behaviours_and_not_the_ratings(
    visit: Open, store: Store, finished: str
) -> None:
    visitor = visit("results", r=finished)
    visitor.button(key="assess_again").click().run()
    assert visitor.title[0].value == "How did the plan go?"
    first, second = store.load_all(finished)
    assert second.number == 2
    assert second.choices["behaviours.current"] == "We close quickly."
    assert not any(path.startswith(("ratings.", "importance.", "context.")) for path in second.choices)
    assert first.finished
    assert not second.finished


def test_a_second_click_on_assess_again_finds_the_assessment_of_the_first(
    visit: Open, store: Store, finished: str
) -> None:
    one, two = visit("results", r=finished), visit("results", r=finished)
    one.button(key="assess_again").click().run()
    two.button(key="assess_again").click().run()
    assert len(store.load_all(finished)) == 2


def test_an_unfinished_assessment_is_continued_instead(
    visit: Open, stored: Callable[[Answers], str], worked: Report
) -> None:
    visitor = visit("results", r=stored(worked.answers))
    assert not [button for button in visitor.button if button.key == "assess_again"]
    assert visitor.button(key="continue")


def test_a_new_assessment_without_an_answer_leaves_the_earlier_results_on_screen(
    visit: Open, store: Store, finished: str, bank: Instrument
) -> None:
    store.begin(finished, {"form": "quick"}, instrument_version=bank.version, scoring_version="1", after=1)
    visitor = visit("results", r=finished)
    assert "External rewards and ability give the least support" in shown(visitor)
    assert not compares(visitor)


def test_results_show_earlier_and_later_side_by_side(visit: Open, again: str) -> None:
    visitor = visit("results", r=again)
    assert compares(visitor)
    rows = {
        name: "\n".join(row.value for row in visitor.container(key=f"change_{name}").markdown)
        for name in ("ability", "conditions", "external_rewards")
    }
    assert "**44 → 69** · 25 points higher" in rows["ability"]
    assert "**75 → 75** · same score" in rows["ability"]
    assert "**63 → 63** · same score" in rows["conditions"]
    assert "**38 → 63** · 25 points higher" in rows["external_rewards"]


@pytest.mark.soak
def test_versions_that_differ_are_marked(visit: Open, store: Store, again: str, bank: Instrument) -> None:
    assert "different versions" not in shown(visit("results", r=again))
    key = new_key()
    text = (
        (ROOT / "questions.yaml").read_text(encoding="utf-8").replace(f'version: "{bank.version}"', 'version: "0.9"', 1)
    )
    assert 'version: "0.9"' in text
    first, second = store.load_all(again)
    store.begin(key, first.choices, instrument_version="0.9", scoring_version="0", instrument_text=text)
    store.begin(key, second.choices, instrument_version=bank.version, scoring_version="1", after=1)
    text = shown(visit("results", r=key))
    assert "different versions of the questions" in text
    assert "another version of the scoring" in text


def test_an_assessment_is_finished_on_the_version_it_was_begun_on(
    visit: Open, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, worked: Report
) -> None:
    """The bank changes during an assessment: one statement is reworded, another one leaves the quick form."""
    own = (ROOT / "questions.yaml").read_text(encoding="utf-8")
    bank = BANK
    first = bank.form_items("quick")[0]
    key = new_key()
    half = {path: value for path, value in worked.answers.choices().items() if not path.startswith("ratings.INT")}
    store.begin(key, half, instrument_version=bank.version, scoring_version="1", instrument_text=own)
    newer = tmp_path / "questions.yaml"
    newer.write_text(own.replace(first.text.en, "Something else altogether."), encoding="utf-8")
    monkeypatch.setattr("pages.visit.offered.QUESTION_BANK", newer)
    visitor = visit("questions", r=key, at=first.factor)
    drawn = json.dumps(questionnaire_of(visitor))
    assert first.text.en in drawn
    assert "Something else altogether." not in drawn
    rest = [(path, value) for path, value in worked.answers.choices().items() if path.startswith("ratings.INT")]
    store.apply(key, "tab", [Tap(number, path, value) for number, (path, value) in enumerate(rest, 1)])
    text = shown(visit("results", r=key))
    assert "The questions have changed since" in text
    for score in worked.scores.factors:
        row = visit("results", r=key).container(key=f"factor_{score.id}").markdown
        assert re.findall(r"\*\*(\d+)\*\*", "".join(part.value for part in row)) == [
            score_text(score.current.score, "en"), score_text(score.new.score, "en")
        ]  # fmt: skip
    stored = store.load(key)
    assert stored is not None
    scored = build_report(
        bank, Answers.from_choices(stored.choices, bank, version=bank.version), made_on=worked.made_on
    )
    assert to_result_json(scored) == to_result_json(worked)


# A finished assessment and an unfinished one --------------------------------------------------------------------------


def begun_beside(store: Store, key: str, bank: Instrument) -> None:
    """Begin a further assessment with one answer."""
    last = store.load(key)
    assert last is not None
    store.begin(key, {"form": "quick"}, instrument_version=bank.version, scoring_version="1", after=last.number)
    store.apply(key, "tab", [Tap(1, "ratings.ABI01.new", 5)])


def scores(visitor: AppTest) -> list[str]:
    rows = [visitor.container(key=f"factor_{name}").markdown for name in LATER]
    return [re.findall(r"\*\*(\d+|–)\*\*", "".join(part.value for part in row)) for row in rows]  # type: ignore[misc]


def titles(visitor: AppTest) -> list[str]:
    """The titles of the plan's lines, in the order they are shown in."""
    ticks = [box for box in visitor.checkbox if str(box.key).startswith("done_")]
    return [box.label for box in ticks]


def heads(visitor: AppTest) -> list[str]:
    """What each fold says, of the plan's lines the state, between the title and what is next, without the day."""
    labels = [more.label.replace("\u00a0·\u00a0", " · ").replace("\u00a0·", " ·") for more in visitor.expander]
    rows = [label.split("  \n")[:2][-1].removeprefix(":gray[").removesuffix("]") for label in labels]
    return [re.sub(r" · complete by [^·]*(?= ·|$)", "", row) for row in rows]


def compares(visitor: AppTest) -> bool:
    """Whether a result opens with what has changed, and how things stand now is folded below."""
    return f"**{say('en', 'results.now')}**" in [each.value for each in visitor.markdown]


def written_in(visitor: AppTest, key: str) -> Any:
    """A field for text, of one line or of several."""
    return next(field for field in (*visitor.text_input, *visitor.text_area) if field.key == key)


def has(visitor: AppTest, key: str) -> bool:
    return any(button.key == key for button in visitor.button)


@pytest.mark.soak
def test_an_unfinished_assessment_does_not_hide_a_finished_one(
    visit: Open, store: Store, again: str, bank: Instrument
) -> None:
    view = store.share(again) or ""
    before = {"r": scores(visit("results", r=again)), "view": scores(visit("results", view=view))}
    begun_beside(store, again, bank)
    own, others = visit("results", r=again), visit("results", view=view)
    assert {"r": scores(own), "view": scores(others)} == before
    assert "New assessment begun, 1 of 41 answers" in shown(own)
    assert compares(own)
    assert "New assessment begun" not in shown(others)
    assert not has(others, "discard")
    files = visit("report", r=again)
    assert "New assessment begun, 1 of 41 answers" in shown(files)
    answering = visit("questions", r=again, at="ability")
    assert shows_questions(answering)
    assert questionnaire_of(answering)["notices"] == [say("en", "questions.by_link")], "one notice at most"
    own.button(key="continue").click().run()
    assert shows_questions(own)


@pytest.mark.parametrize("answered", [0, 1])
def test_with_a_new_assessment_begun_going_on_is_the_main_button_of_the_start_page(
    visit: Open, store: Store, finished: str, bank: Instrument, answered: int
) -> None:
    """Before its first answer, a new assessment hid everything on the start page."""
    planned(store, finished)
    store.begin(finished, {"form": "quick"}, instrument_version=bank.version, scoring_version="1", after=1)
    store.change(finished, {"context.TRU01": 3} if answered else {})
    start = visit("start", r=finished)
    text, main = shown(start), [str(button.key) for button in start.button if button.proto.type == "primary"]
    assert say("en", "waiting.title") in text
    assert "External rewards and ability give the least support" in text
    assert main == ["continue"]
    assert start.button(key="continue").label == f"Go on, {answered} of 41 answers"
    order = [str(button.key) for button in start.button]
    assert order.index("continue") < order.index("discard") < order.index("to_results") < order.index("start_quick")
    assert start.button(key="discard").proto.type == "tertiary"
    assert has(start, "to_plan")
    start.button(key="continue").click().run()
    assert (start.title[0].value == say("en", "since.headline") if start.title else False) == (answered == 0)


def test_a_finished_result_is_not_sold_to_whoever_has_it_and_can_be_assessed_again(
    visit: Open, store: Store, finished: str
) -> None:
    """The start page repeated to everybody what it is for, and sent to another page to assess again."""
    start = visit("start", r=finished)
    assert [title.value for title in start.title] == [say("en", "waiting.title")]
    assert not start.get("vega_lite_chart")
    pitch = (say("en", "start.headline"), say("en", "start.trust"), say("en", "start.is_example"), "5 minutes")
    assert not [words for words in pitch if words in shown(start)]
    kinds = {str(button.key): button.proto.type for button in start.button}
    assert kinds["start_quick"] == kinds["start_full"] == kinds["see_example"] == "tertiary"
    assert not has(start, "to_plan"), "there is no plan yet"
    start.button(key="assess_again").click().run()
    assert [title.value for title in start.title] == [say("en", "since.headline")]
    assert [each.number for each in store.load_all(finished)] == [1, 2]


@pytest.mark.parametrize(("days", "is_time"), sample((80, False), (110, True), rest=[(0, False)]))
def test_until_the_day_to_answer_again_that_is_a_quiet_link_and_then_what_start_and_plan_are_for(
    visit: Open, store: Store, finished: str, days: int, *, is_time: bool
) -> None:
    """Start, result and plan had two rules for it, so that they contradicted each other for a month."""
    today = datetime.now(UTC).date()
    with store._engine.begin() as database:
        database.execute(sql("update choices set saved_at = :at"), {"at": datetime.now(UTC) - timedelta(days=days)})

    def main(page: AppTest) -> list[str]:
        return [str(button.key) for button in page.button if button.proto.type == "primary"]

    kind = "secondary" if is_time else "tertiary"
    for lines in range(2):
        assert visit("results", r=finished).button(key="assess_again").proto.type == kind
        start = visit("start", r=finished)
        assert main(start) == ["assess_again" if is_time else "to_results"], lines
        assert start.button(key="assess_again").label == "Answer again"
        assert (
            (say("en", "again.stays", minutes=5) in shown(start)) == is_time == (say("en", "again.now") in shown(start))
        )
        if not lines:
            ahead = planned(store, finished, title="Ahead", due=today + timedelta(days=70))
    plan = visit("plan", r=finished)
    assert has(plan, "assess_again") == is_time == (say("en", "again.now") in shown(plan))
    assert main(plan) == ["assess_again"] if is_time else main(plan)[0].startswith("take_")
    store.change_line(finished, replace(ahead, due=today - timedelta(days=2)), "due")
    start = visit("start", r=finished)
    assert main(start) == ["to_plan"], "that comes first"
    assert start.button(key="assess_again").proto.type == kind
    if is_time:
        store.change_line(finished, replace(ahead, due=today + timedelta(days=4)), "due")
        start = visit("start", r=finished)
        assert main(start) == ["assess_again"], "no new day takes it away"
        for page in (start, visit("results", r=finished), visit("plan", r=finished)):
            assert say("en", "again.now") in shown(page), "without a day that moves with the plan"


def test_the_start_page_says_what_is_late_in_the_plan_and_what_is_next(
    visit: Open, store: Store, finished: str
) -> None:
    today = datetime.now(UTC).date()
    steps = tuple(PlanStep(text, today - timedelta(days=days)) for text, days in (("Ask ten.", 9), ("Tell *all*", 3)))
    late = planned(store, finished, title="Ask *them*. Often.", due=steps[-1].due, steps=steps)
    ahead = planned(store, finished, title="Measure. Then think.", due=today + timedelta(days=40))

    def said() -> list[str]:
        return [each.value for each in visit("start", r=finished).container(key="plan_waiting").markdown]

    def overdue(*listed: str) -> str:
        return "\n- ".join(["**Overdue in the plan**", *listed])

    def due(what: str, days: int) -> str:
        return f"Since {day_text(today - timedelta(days=days), 'en')}: {what}"

    day = today + timedelta(days=40)
    following = say("en", "plan_page.next.ahead", day=day_text(day, "en"), what="Measure.")

    ask, write = due(r"Ask \*them\*", 9), due("Write it down", 5)
    assert said() == [overdue(ask)], "its line once, not each step, since the first day that has passed, as in the plan"
    other = planned(store, finished, title="Write it down", due=today - timedelta(days=5))
    third = planned(store, finished, title="Third", due=today - timedelta(days=5))
    assert said() == [overdue(ask, due("“Write it down” and “Third”", 5))]
    fourth = planned(store, finished, title="Fourth", outcome="not_done")
    assert said() == [overdue(ask, write, "and 2 more")]
    for line in (third, late):
        store.change_line(finished, replace(line, state="done"), "state")
    assert said() == [overdue(write, "Has no new date: Fourth")]
    for line in (fourth, other):
        store.change_line(finished, replace(line, state="done"), "state")
    assert said() == [following]
    same = planned(store, finished, title="Meet. Then talk.", owner="Åsa", due=day)
    planned(store, finished, title="Later", due=day + timedelta(days=1))
    assert said() == [f"{following}  \n**On the same day:** Meet\xa0· Åsa"], "of two on one day only one was named"
    assert "**On the same day:** Meet\xa0· Åsa" in shown(visit("plan", r=finished))
    for line in (same, store.plan(finished)[-1]):
        store.change_line(finished, replace(line, state="done"), "state")
    store.change_line(finished, replace(ahead, state="done"), "state")
    assert said() == []
    assert has(visit("start", r=finished), "to_plan")


def test_the_page_about_the_time_since_comes_back_until_something_is_rated(
    visit: Open, store: Store, finished: str, bank: Instrument
) -> None:
    store.begin(finished, {"form": "quick"}, instrument_version=bank.version, scoring_version="1", after=1)
    assert [title.value for title in visit("questions", r=finished).title] == [say("en", "since.headline")]
    questions = visit("questions", r=finished, at="behaviour")
    assert shows_questions(questions)
    assert questionnaire_of(questions)["before"] == "since"
    store.change(finished, {"ratings.ABI01.new": 3})
    assert shows_questions(visit("questions", r=finished))


@pytest.mark.soak
def test_what_came_of_the_plan_is_there_to_change_in_a_later_visit(
    visit: Open, store: Store, finished: str, bank: Instrument
) -> None:
    """Whoever left after answering and came back found only "One question first", without the lines of the plan."""
    line = planned(store, finished)
    store.begin(finished, {"form": "quick"}, instrument_version=bank.version, scoring_version="1", after=1)
    visitor = visit("questions", r=finished)
    visitor.radio(key=f"outcome_{line.id}").set_value("helped").run()
    later = visit("questions", r=finished)
    assert later.radio(key=f"outcome_{line.id}").value == "helped"
    assert say("en", "since.text.planned") in shown(later)
    later.radio(key=f"outcome_{line.id}").set_value("too_early").run()
    assert store.plan(finished)[0].outcome == "too_early"


def test_lines_answered_for_an_earlier_assessment_come_back_only_where_something_was_left(
    visit: Open, store: Store, again: str, bank: Instrument
) -> None:
    line = planned(store, again, outcome="helped", added_in=1)
    store.begin(again, {"form": "quick"}, instrument_version=bank.version, scoring_version="1", after=2)
    early = planned(store, again, title="Early", outcome="too_early", added_in=1)
    missed = planned(store, again, title="Missed", outcome="not_done", state="doing", added_in=1)
    ahead = planned(store, again, title="Ahead", outcome="not_done", due=date(2127, 3, 31), added_in=1)
    visitor = visit("questions", r=again)
    assert not {f"outcome_{line.id}", f"outcome_{ahead.id}"} & radios(visitor)
    assert visitor.radio(key=f"outcome_{early.id}").value == "too_early", "what was left then may have changed"
    assert visitor.radio(key=f"outcome_{missed.id}").value == "not_done"


@pytest.mark.soak
def test_a_new_assessment_with_everything_answered_leads_to_its_result(
    visit: Open, store: Store, finished: str, worked: Report, bank: Instrument
) -> None:
    """It said "Go on, 41 of 41 answers"."""
    choices = worked.answers.choices()
    choices |= {f"importance.{factor.id}": 4 for factor in bank.factors}
    choices |= {f"context.{item.id}": 4 for item in bank.form_context("quick")}
    store.begin(finished, choices, instrument_version=bank.version, scoring_version="1", after=1)
    for page, label in (("start", "See the new result"), ("results", "See the new result")):
        visitor = visit(page, r=finished)
        assert visitor.button(key="continue").label == label
        assert say("en", "begun.complete") in shown(visitor)
        assert visitor.button(key="discard").label == "Discard the new assessment"
        visitor.button(key="continue").click().run()
        assert questionnaire_of(visitor)["complete"] == questionnaire_of(visitor)["pages"][-1]["id"]


def test_from_what_came_of_the_plan_one_goes_on_where_a_statement_is_open(
    visit: Open, store: Store, finished: str, bank: Instrument
) -> None:
    store.begin(finished, {"form": "quick"}, instrument_version=bank.version, scoring_version="1", after=1)
    store.change(finished, {"behaviours.new": "We solve it."})
    for said, at in (({}, "ability"), ({"ratings.ABI01.current": 3}, None)):
        store.change(finished, said)
        visitor = visit("questions", r=finished, at="since")
        visitor.button(key="next").click().run()
        assert shows_questions(visitor)
        assert visitor.query_params.get("at") == at


def test_what_is_complete_opens_where_the_way_on_is(
    visit: Open, stored: Callable[[Answers], str], finished: str
) -> None:
    """All was answered, and going on led to the first factor instead of the button to the result."""
    begun = questionnaire_of(visit("questions", r=stored(Answers())))
    assert begun["complete"] == begun["pages"][-1]["id"]
    assert begun["before"] is None
    assert questionnaire_of(visit("questions", r=finished))["complete"] == "ability"


@pytest.mark.soak
def test_results_name_first_what_has_helped(visit: Open, store: Store, again: str) -> None:
    """“What you did” began with what was not done."""
    for title, outcome in (("Forgotten", "not_done"), ("Useful", "helped")):
        planned(store, again, title=title, outcome=outcome, happened=f"What made it {title.lower()}")
    assert ":gray[What happened: What made it useful]" in shown(visit("results", r=again))
    planned(store, again, title="Other", outcome="helped")
    results = visit("results", r=again)
    (said,) = [one.value for one in results.container(key="short_lines").markdown if "Useful" in one.value]
    assert said.index("Useful") < said.index("“Useful”: What made it useful") < said.index("Forgotten")
    assert len([one for one in results.container(key="planned").markdown if "Forgotten" in one.value]) == 1
    assert [one.label for one in results.container(key="planned").button] == [say("en", "comparison.new_day")]


@pytest.mark.soak
def test_the_result_has_one_main_button_a_new_day_where_its_first_advice_is_late(
    visit: Open, store: Store, again: str
) -> None:
    """With the first advice in the plan, nothing on the page stood out."""
    before = [f"{button.key}" for button in visit("results", r=again).button if button.proto.type == "primary"]
    assert [key.partition("_")[0] for key in before] == ["take"]
    other = planned(store, again, title="Other", outcome="not_done")
    late = planned(store, again, title="Late", outcome="not_done", source=before[0].removeprefix("take_"))
    gone = planned(store, again, title="Gone", outcome="too_early", due=date(2020, 1, 2), source="no_longer.advised")

    def main() -> list[str]:
        return [str(one.key) for one in visit("results", r=again).button if one.proto.type == "primary"]

    assert main() == [f"new_day_{late.id}"]
    assert titles(visit("plan", r=again))[0] == "Late", "what the plan opens with"
    assert store.change_line(again, replace(late, due=date(2150, 1, 2)), "due")
    assert store.change_line(again, replace(other, due=date(2150, 1, 2)), "due")
    assert main() == [], "never the day of a line about which nothing is advised"
    led = visit("results", r=again)
    led.button(key=f"new_day_{gone.id}").click().run()
    (opened,) = (more for more in led.expander if more.proto.expanded)
    assert opened.button[0].key == f"move_{gone.id}", "it was below all fields, out of sight"


@pytest.mark.soak
def test_what_was_not_done_leads_to_its_line_in_the_plan_for_a_new_day(visit: Open, store: Store, again: str) -> None:
    """There were two buttons of the same name, a black one and a link, and a new day only for what was not done."""
    planned(store, again, title="Forgotten", outcome="not_done", due=date(2020, 1, 2))
    ahead = planned(store, again, title="Put off", outcome="not_done", due=date(2150, 1, 2))
    slow = planned(store, again, title="Slow", outcome="too_early", due=date(2020, 1, 2), state="doing")
    waited = planned(store, again, title="Waited", outcome="too_early", state="done")
    gone = planned(store, again, title="Gone", outcome="too_early", due=date(2020, 1, 2), source="no_longer.advised")
    moved = planned(store, again, title="Moved", outcome="too_early", due=date(2150, 1, 2), source="nor_is.this")
    visitor = visit("results", r=again)
    (fold,) = visitor.container(key="planned").expander
    said = "\n".join(each.value for each in fold.markdown)
    assert "Forgotten. :gray[By the plan, it should have been done by now.]" in said, "only the other one was named"
    assert "Put off. :gray[New date: by 2\xa0Jan\xa02150.]" in said
    assert "Slow. :gray[By the plan, it should have been done by now.]" in said
    assert "Waited" not in said, "nothing follows from it"
    assert "it should have been done by now, but the advice in the newest results begins with other things.]" in said
    assert "Moved. :gray[It is still in the plan, due by 2\xa0Jan\xa02150, but" in said, "not: keep at it"
    assert say("en", "results.left.unadvised", titles="“Gone” and “Moved”") in fold.label, "in sight while it is folded"
    assert say("en", "results.left.own", titles="“Slow”") in fold.label
    (_, source, *_) = [str(one.key).removeprefix("take_") for one in visitor.button if str(one.key).startswith("take_")]
    advised = planned(store, again, title="Goes on", outcome="too_early", due=date(2150, 1, 2), source=source)
    visitor = visit("results", r=again)
    said = "\n".join(each.value for each in visitor.container(key="planned").markdown)
    assert "Goes on. :gray[Keep at it: due by 2\xa0Jan\xa02150.]" in said
    new = [one for one in visitor.button if str(one.key).startswith("new_day_") and one.key != f"new_day_{gone.id}"]
    assert [(one.key, one.label) for one in new] == [(f"new_day_{slow.id}", say("en", "comparison.new_days"))]
    assert visitor.button(key=f"new_day_{gone.id}").label == say("en", "comparison.end_or_new_day")
    assert not [one.title for one in (ahead, waited, moved, advised) if has(visitor, f"new_day_{one.id}")]
    visitor.button(key=f"new_day_{slow.id}").click().run()
    assert say("en", "plan_page.headline") in shown(visitor)
    assert has(visitor, "move_all")
    assert not [more for more in visitor.expander if more.proto.expanded], "that button is in sight"


@pytest.mark.soak
def test_what_helped_is_set_beside_a_rise_only_where_its_advice_was_on_what_rose(
    visit: Open, store: Store, again: str
) -> None:
    planned(store, again, title="Train", outcome="helped", source="ability_practise.ability")
    planned(store, again, title="Clear up", outcome="helped", source="conditions_together.conditions")
    planned(store, again, title="Own idea", outcome="helped")
    planned(store, again, title="Pay", outcome="no_difference", source="external_rewards_x.external_rewards")
    said = [each.value for each in visit("results", r=again).container(key="planned").markdown]
    assert "Train. :gray[This may be linked to the rise in ability.]" in said
    more = [each for each in said if ":gray[" in each]
    assert not [title for title in ("Clear up", "Own idea", "Pay") if title in "".join(more)]


@pytest.mark.soak
def test_what_was_not_done_is_not_given_a_day_while_the_advice_says_to_wait_with_it(
    visit: Open, store: Store, again: str
) -> None:
    """A reward that was not tried led to a new date, beside advice to wait with rewards."""
    source, due = "F-external_rewards-blocks.external_rewards", date(2026, 1, 9)
    pay = planned(store, again, title="Pay", outcome="not_done", source=source, due=due)
    train = planned(store, again, title="Train", outcome="not_done", source="F-ability-holds_back.ability")
    for agreed, waits in (("no", True), ("yes", False)):
        store.change(again, {"experience.agreed": agreed})
        visitor = visit("results", r=again)
        said = "\n".join(each.value for each in visitor.container(key="planned").markdown)
        assert (say("en", "comparison.waits.agree_cx_first") in said) == waits
        assert has(visitor, f"new_day_{pay.id}") != waits
        overdue = "\n".join(each.value for each in visit("start", r=again).container(key="plan_waiting").markdown)
        assert ("Pay" in overdue) != waits, "nor is it called overdue"
        assert has(visitor, f"new_day_{train.id}")


@pytest.mark.soak
@pytest.mark.parametrize(("agreed", "is_asked"), [("no", False), ("partly", False), (None, True)])
@pytest.mark.measured
def test_a_later_result_does_not_ask_what_was_asked_before_its_statements(
    visit: Open, store: Store, again: str, agreed: str | None, is_asked: bool
) -> None:
    store.change(again, {"experience.agreed": agreed})
    keys = {group.key for group in visit("results", r=again).radio}
    assert ("results_agreed" in keys) == is_asked


def test_what_has_changed_stands_before_the_advice_and_what_came_of_the_plan_after_it(
    visit: Open, store: Store, again: str
) -> None:
    planned(store, again, title="Useful", outcome="helped")
    planned(store, again, title="Forgotten", outcome="not_done")
    visitor = visit("results", r=again)
    text = in_order(visitor)
    order = [
        ":orange[□]",
        say("en", "results.advice"),
        f"**{say('en', 'comparison.outcomes.helped')}:** Useful",
        f"**{say('en', 'comparison.outcomes.not_done')}:** Forgotten",
    ]
    assert sorted(text.index(each) for each in order) == [text.index(each) for each in order]
    assert text.count(say("en", "results.now")) == 1
    marks = [each.value for each in visitor.container(key="changes").markdown]
    assert ":orange[■] **Today**" in marks, "what they are about"
    (days,) = [each for each in marks if ":orange[□] :violet[○]" in each]
    assert days.endswith(f":orange[■] :violet[●] :gray[{say('en', 'comparison.later')}]"), "both on the same day"
    assert visitor.container(key="printed_day").caption[0].value.startswith("Result, "), "its button says it on screen"


@pytest.mark.soak
def test_advice_down_to_that_on_what_has_become_worse_has_rows_of_its_own_and_a_press_opens_that_one(
    visit: Open, store: Store, again: str, bank: Instrument, answers: Callable[..., Answers]
) -> None:
    """It was folded with the rest, and the line below the headline was mere text."""
    fallen = LATER | {"conditions": ([4, 3, 4, 4], [2, 1, 1, 2])}
    later = replace(answers(fallen, agreed="partly"), language="en")
    assert say("en", "waiting.least", names="").partition(".")[0] in shown(visit("start", r=again))
    store.begin(again, later.choices(), instrument_version=bank.version, scoring_version="1", after=2)
    store.finish(again)
    visitor = visit("results", r=again)
    rows = [row.label.partition("  \n")[0] for row in visitor.container(key="recommendations").expander]
    numbers = [label.removeprefix("**").partition(".")[0] for label in rows if label[2:3].isdigit()]
    assert numbers == ["2", "3", "4", "5"], "in the order of their numbers, none of them in the fold of the rest"
    (way,) = visitor.container(key="worse_advice").button
    assert way.label == "advice 3 and 4 (conditions)"
    assert not way.click().run().exception
    opened = [row.label[2:3] for row in visitor.container(key="recommendations").expander if row.proto.expanded]
    assert opened == ["3"]
    scores = {"name": "conditions", "earlier": 63, "later": 13}
    assert say("en", "waiting.fallen", **scores) in shown(visit("start", r=again)), "the headline only counts"


def test_beside_a_new_assessment_the_plan_still_leads_to_the_result(
    visit: Open, store: Store, finished: str, bank: Instrument
) -> None:
    store.begin(finished, {"form": "quick"}, instrument_version=bank.version, scoring_version="1", after=1)
    plan = visit("plan", r=finished)
    assert [has(plan, key) for key in ("to_results", "to_questions")] == [True, True]


def test_the_first_assessment_is_shown_while_it_is_unfinished(
    visit: Open, stored: Callable[[Answers], str], worked: Report
) -> None:
    visitor = visit("results", r=stored(worked.answers))
    assert "External rewards and ability give the least support" in shown(visitor)
    assert not has(visitor, "discard")


def test_a_discarded_assessment_can_be_restored(visit: Open, store: Store, again: str, bank: Instrument) -> None:
    begun_beside(store, again, bank)
    before = store.load_all(again)
    visitor = visit("results", r=again)
    visitor.button(key="discard").click().run()
    assert store.load_all(again) == before[:2]
    assert not has(visitor, "discard")
    assert "The new assessment was discarded." in visitor.get("html")[-1].proto.body
    visitor.button(key="undo").click().run()
    assert store.load_all(again) == before
    assert "New assessment begun, 1 of 41 answers" in shown(visitor)


def test_every_finished_assessment_opens_by_its_date_and_stays_open_on_a_reload(
    visit: Open, store: Store, finished: str, again: str, bank: Instrument
) -> None:
    begun_beside(store, again, bank)
    visitor = visit("results", r=again)
    latest = scores(visitor)
    visitor.button(key="open_assessment_1").click().run()
    first = scores(visitor)
    assert first != latest
    assert visitor.query_params["assessment"] == "1"
    assert not compares(visitor)
    assert not [button for button in visitor.button if str(button.key).startswith("take_")]
    assert scores(visit("results", r=again, assessment="1")) == first
    assert "This is the result of" in shown(visitor)
    visitor.button(key="open_latest").click().run()
    assert scores(visitor) == latest
    assert "This is the result of" not in shown(visitor)
    assert "assessment" not in visitor.query_params
    for odd in ("0", "3", "99", "x", "-1", "²", "9" * 40):
        assert scores(visit("results", r=again, assessment=odd)) == latest, odd


def test_changes_of_the_map_meanwhile_reach_both_the_results_and_the_new_assessment(
    visit: Open, store: Store, finished: str, bank: Instrument
) -> None:
    visitor = visit("incentives", r=finished)
    visitor.button(key="begin_map").click().run()
    visit("results", r=finished).button(key="assess_again").click().run()
    visitor = visit("incentives", r=finished)
    visitor.button(key="remove_role_ceo").click().run()
    maps = [each.choices["incentives"] for each in store.load_all(finished)]
    assert maps[0] == maps[1]
    assert "ceo" not in str(maps[0])
    visitor.button(key="undo").click().run()
    maps = [each.choices["incentives"] for each in store.load_all(finished)]
    assert maps[0] == maps[1]
    assert "ceo" in str(maps[0])


# The plan -------------------------------------------------------------------------------------------------------------


def test_a_recommendation_goes_into_the_plan_only_once(visit: Open, store: Store, finished: str) -> None:
    one, two = visit("results", r=finished), visit("results", r=finished)
    (key, *_) = [str(button.key) for button in one.button if str(button.key).startswith("take_")]
    one.button(key=key).click().run()
    two.button(key=key).click().run()
    (line,) = store.plan(finished)
    assert line.source == key.removeprefix("take_")
    assert line.first_step == line.steps[0].text
    assert line.due == last_day(line.steps)
    assert "In your plan" in shown(one)


@pytest.mark.soak
def test_advice_in_the_plan_shows_the_first_step_that_is_open(visit: Open, store: Store, finished: str) -> None:
    visitor = visit("results", r=finished)
    (key, *_) = [str(button.key) for button in visitor.button if str(button.key).startswith("take_")]
    visitor.button(key=key).click().run()
    (line,) = store.plan(finished)
    card = "\n".join(each.value for each in visitor.container(key="first_advice").markdown)
    assert line.steps[0].due
    day = when_text(line.steps[0].due, "en", datetime.now(UTC).date()).replace(" ", "\xa0")
    by = f"In your plan\xa0· by {day_text(line.due or date.max, 'en')}\u00a0· first step {day}"
    assert f":material/check: {by}\u00a0· no owner yet" in card
    visitor.button(key=next(str(one.key) for one in visitor.button if str(one.key).startswith("take_"))).click().run()
    following = store.plan(finished)[1].steps[0].due
    assert following == day_in(7, line.steps[0].due), "one next step a week"
    then = when_text(following, "en", datetime.now(UTC).date())
    title = quoted(shortened(line.title, 40), "en")
    assert say("en", "results.in_plan.first_week", day=then, title=title) in shown(visitor), "why not within a week"
    store.remove_line(finished, store.plan(finished)[1].id)
    assert f"**Next step, due {day}:** {line.steps[0].text}" in card
    assert store.tick_step(finished, line.id, 0, is_done=True)
    card = "\n".join(each.value for each in visit("results", r=finished).container(key="first_advice").markdown)
    assert f":** {line.steps[1].text}" in card
    assert line.steps[0].text not in card
    assert card.count(line.steps[1].text) == 1
    assert line.steps[2].text in card


def test_the_plan_has_the_order_of_the_advice_and_says_what_is_next_of_which_line_and_what_is_left_out(
    visit: Open, store: Store, finished: str
) -> None:
    """Lines stood by their deadlines; what was next named no line, and what was not in the plan looked forgotten."""
    keys = [str(one.key) for one in visit("results", r=finished).button if str(one.key).startswith("take_")]
    for key in keys[::-1]:
        visit("results", r=finished).button(key=key).click().run()
    plan = visit("plan", r=finished)
    lines = store.plan(finished)
    sources = {line.title: line.source for line in lines}
    assert [f"take_{sources[title]}" for title in titles(plan)] == keys
    assert say("en", "plan.order") not in shown(plan), "by date it is the same"
    assert plan.button(key="to_results").label == say("en", "waiting.results")
    first = next(line for line in lines if line.title == titles(plan)[0])
    day = when_text(first.steps[0].due or date.max, "en", datetime.now(UTC).date()).replace(" ", "\xa0")
    title, stands, following, who = plan.expander[0].label.split("  \n")
    assert (title, heads(plan)[0]) == (f"**{titles(plan)[0]}**", "Not begun · 0 of 4 steps done")
    assert stands == ":gray[Not begun\xa0· 0 of 4 steps done]", "the steps have their days"
    assert following.startswith(f":small[**Next step:** {first.steps[0].text.partition('.')[0][:40]}")
    days = f"{day}–{span_text(first.due or date.max, first.due or date.max, 'en')}"
    assert who == f":small[:gray[no owner yet\xa0· {days}\xa0· advice 1 in the results]]"
    last = next(line for line in lines if line.title == titles(plan)[-1])
    store.tick_step(finished, first.id, 0, is_done=True)
    store.change_line(finished, replace(last, owner="Åsa", due=(last.steps[0].due or date.max)), "owner", "due")
    for line in lines:
        if line.id not in (first.id, last.id):
            store.remove_line(finished, line.id)
    plan = visit("plan", r=finished)
    assert say("en", "plan.order") in shown(plan), "the second is due first"
    assert plan.button(key="to_results").label == f"{len(lines) - 2} pieces of advice are not in the plan"
    start = visit("start", r=finished).container(key="plan_waiting").markdown
    due_first = f": {first_sentence(last.steps[0].text)}"
    assert [each.value.endswith(due_first) for each in start] == [True], "though it is of later advice"
    following = first_sentence(first.steps[1].text)
    assert f"**Next step:** {following[:30]}" in plan.expander[0].label
    plan.button(key="to_results").click().run()
    assert plan.session_state["arrival"][1] == "start left_out"
    left_out = plan.container(key="left_out")
    assert left_out.expander[0].label.startswith("**2. "), "the first that is not in the plan"


@pytest.mark.soak
def test_advice_that_is_done_is_only_named(visit: Open, store: Store, finished: str) -> None:
    """What had been done, and had helped, still stood among what to do."""
    visitor = visit("results", r=finished)
    (key, *_) = [str(button.key) for button in visitor.button if str(button.key).startswith("take_")]
    visitor.button(key=key).click().run()
    (line,) = store.plan(finished)
    assert store.change_line(finished, replace(line, state="done", outcome="helped"), "state", "outcome")
    visitor = visit("results", r=finished)
    advice = in_order(visitor).partition(say("en", "results.advice"))[2]
    assert f". {line.title}" not in advice
    did = say("en", "steps.after_done.did.done")
    assert say("en", "steps.after_done.missing", did=did, title=line.title) in advice
    assert not has(visitor, "open_agreement")
    plan = visit("plan", r=finished)
    assert not has(plan, f"go_on_{line.id}"), "first comes the answer"
    plan.button(key=f"answer_{line.id}").click().run()
    assert plan.radio(key="results_agreed").value is None
    visitor.radio(key="results_agreed").set_value("partly").run()
    visitor.button(key="open_agreement").click().run()
    (opened,) = [more for more in visitor.expander if more.proto.expanded]
    assert opened.text_area(key=f"title_{line.id}")
    assert visitor.session_state["arrival"][1] == f"nearest line_{line.id}"
    offer = say("en", "steps.after_done.partly", did=did, title=line.title)
    assert offer in shown(visitor)
    visitor.button(key=f"go_on_{line.id}").click().run()
    assert not has(visitor, f"go_on_{line.id}")
    left = next(one for one in store.plan(finished) if one.id != line.id)
    assert (left.title, left.state, left.source) == ("Decide what applies where you differ", "open", None)
    assert left.due
    assert left.first_step.startswith("Write down where you differ")
    assert titles(visitor) == [left.title, line.title], "among what is left, not below what is done"
    assert offer not in shown(visitor)


def test_a_new_line_is_saved_field_by_field(visit: Open, store: Store, finished: str) -> None:
    visitor = visit("plan", r=finished)
    assert "The plan is empty" in shown(visitor)
    for _ in range(2):  # As long as nothing is filled in, the second press leads to the same line.
        visitor.button(key="add_line").click().run()
    (line,) = store.plan(finished)
    for name, written in (("title", "Meet on\nMondays"), ("owner", "Åsa"), ("success", "  Yes ")):
        written_in(visitor, f"{name}_{line.id}").set_value(written).run()
    visitor.date_input(key=f"due_{line.id}").set_value(date(2027, 3, 31)).run()
    visitor.radio(key=f"state_{line.id}").set_value("doing").run()
    assert written_in(visitor, f"title_{line.id}").value == "Meet on Mondays", "a heading is one line"
    (saved,) = store.plan(finished)
    assert (saved.title, saved.owner, saved.due, saved.success, saved.state) == (
        "Meet on Mondays", "Åsa", date(2027, 3, 31), "Yes", "doing"
    )  # fmt: skip
    visitor.button(key="add_line").click().run()
    assert len(store.plan(finished)) == 2


def test_no_field_of_the_plan_is_emptied_by_being_drawn_late_and_no_heading_by_hand(
    visit: Open, store: Store, finished: str
) -> None:
    """A heading behind a button was gone once another line was ticked before that button was pressed."""
    day = date(2127, 3, 31)
    steps = (PlanStep("a", day, is_done=True), PlanStep("b", day))
    line = planned(store, finished, title="Meet", owner="Åsa", success="Calm", due=day, steps=steps, state="doing")
    other = planned(store, finished, title="Ask", first_step="Call", outcome="too_early", state="done")
    visitor = visit("plan", r=finished)
    visitor.checkbox(key=f"done_{other.id}").uncheck().run()  # What the session sets is sent once, with the first run.
    fields = [written_in(visitor, f"{name}_{line.id}") for name in ("title", "owner", "success")]
    fields.append(written_in(visitor, f"first_step_{other.id}"))
    assert [field.proto.default for field in fields] == ["Meet", "Åsa", "Calm", "Call"]
    days = [visitor.date_input(key=f"{name}_{line.id}").proto.default[0] for name in ("due", "when_1")]
    assert days == ["2127-03-31"] * 2
    assert not has(visitor, f"when_0_{line.id}"), "what is done has no day"
    assert [visitor.checkbox(key=f"step_{place}_{line.id}").proto.default for place in (0, 1)] == [True, False]
    assert visitor.radio(key=f"outcome_{other.id}").proto.default == OUTCOMES.index("too_early")
    visitor.text_area(key=f"title_{line.id}").set_value(" ").run()
    assert say("en", "plan_page.keeps_title", title="Meet") in shown(visitor)
    assert [one.title for one in store.plan(finished)] == ["Meet", "Ask"]
    assert visit("plan", r=finished).text_area(key=f"title_{line.id}").value == "Meet"


def test_a_day_is_set_in_30_60_or_90_days_and_taken_away_by_its_sign_alone(
    visit: Open, store: Store, finished: str
) -> None:
    """A field that was drawn late came back empty, and with it went the day."""
    line = planned(store, finished, steps=(PlanStep("Ask ten", date(2127, 3, 31)), PlanStep("Decide")))
    visitor = visit("plan", r=finished)
    assert [has(visitor, f"no_{name}_{line.id}") for name in ("due", "when_0", "when_1")] == [False, True, False]
    for days in (30, 60, 90):
        visitor.button(key=f"in_{days}_{line.id}").click().run()
        due = day_in(days, datetime.now(UTC).date())
        assert store.plan(finished)[0].due == visitor.date_input(key=f"due_{line.id}").value == due
        assert has(visitor, "undo")
        visitor.button(key=f"in_{days}_{line.id}").click().run()
        assert not has(visitor, "undo"), "nothing has changed"
    for name, title in (("due", line.title), ("when_0", "Ask ten")):
        (before,) = store.plan(finished)
        visitor.date_input(key=f"{name}_{line.id}").set_value(None).run()
        assert store.plan(finished) == [before]
        assert visitor.date_input(key=f"{name}_{line.id}").value
        visitor.button(key=f"no_{name}_{line.id}").click().run()
        assert visitor.date_input(key=f"{name}_{line.id}").value is None
        assert not has(visitor, f"no_{name}_{line.id}")
        assert say("en", "undo.no_day", name=title) in shown(visitor)
    (without,) = store.plan(finished)
    assert [without.due, *(step.due for step in without.steps)] == [None] * 3
    visitor.button(key="undo").click().run()
    assert store.plan(finished) == [before]


@pytest.mark.soak
def test_thirty_days_count_from_the_press_and_say_why_they_end_after_the_pause_around_christmas(
    visit: Open, store: Store, finished: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They counted from when the page was drawn, and became 7 January without a word."""
    line, late = planned(store, finished), planned(store, finished, due=date(2026, 12, 1))
    monkeypatch.setattr("pages.visit.address.today", lambda: date(2026, 12, 1))
    visitor = visit("plan", r=finished)
    paused = say("en", "plan_page.pause_days", days=30, day=day_text(date(2027, 1, 7), "en"))
    assert shown(visitor).count(paused) == 2
    visitor.button(key=f"in_90_{line.id}").click().run()
    assert shown(visitor).count(paused) == 1, "not beside other days that are chosen"
    monkeypatch.setattr("pages.visit.address.today", lambda: date(2027, 12, 9))
    friday = day_in(30, date(2027, 12, 9))
    assert friday == date(2028, 1, 7)
    said = say("en", "plan_page.pause_days", days=30, day=day_text(friday, "en"))
    assert said not in shown(visit("plan", r=finished)), "it is Friday because of the weekend, not of the pause"
    monkeypatch.setattr("pages.visit.address.today", lambda: date(2027, 1, 11))
    visitor.button(key=f"in_30_{line.id}").click().run()
    assert store.plan(finished)[0].due == date(2027, 2, 10)
    assert say("en", "plan_page.pause") not in shown(visitor)
    monkeypatch.setattr("pages.visit.address.today", lambda: date(2026, 12, 4))
    assert day_in(30, date(2026, 12, 4)) == date(2027, 1, 7)
    visitor = visit("plan", r=finished)
    seventh = day_text(date(2027, 1, 7), "en")
    assert visitor.button(key=f"move_{late.id}").label == say("en", "plan_page.move", day=seventh)
    assert say("en", "plan_page.pause") in shown(visitor)


@pytest.mark.soak
def test_the_steps_follow_the_day_of_their_line_and_the_line_says_that_it_is_saved(
    visit: Open, store: Store, finished: str
) -> None:
    today = datetime.now(UTC).date()
    steps = recommended_steps({7: "a", 30: "b", 60: "c", 90: "d"}, today)
    line = planned(store, finished, steps=steps, due=last_day(steps))
    other = planned(store, finished, title="Stop “calls”")
    visitor = visit("plan", r=finished)
    assert heads(visitor) == ["Not begun · 0 of 4 steps done", "Not begun"]
    visitor.button(key=f"in_30_{line.id}").click().run()
    moved = store.plan(finished)[0]
    assert moved.due == moved.steps[-1].due == day_in(30, today)
    assert heads(visitor) == ["Not begun · 0 of 4 steps done · Saved", "Not begun"]
    days = [when_text(step.due, "en", today) for step in moved.steps if step.due]
    assert say("en", "plan_page.moved_steps", title=line.title, days=joined(days, "en")) in shown(visitor)
    visitor.button(key=f"remove_{other.id}").click().run()
    removed = say("en", "undo.line", name="Stop ‘calls’")
    assert removed in shown(visitor)
    visitor.checkbox(key=f"step_0_{line.id}").check().run()
    assert removed in shown(visitor), "what was written in it is not lost"
    visitor.button(key="undo").click().run()
    assert not has(visitor, "undo"), "something else was changed since the steps had moved"
    assert store.plan(finished) == [moved.with_step(0, is_done=True), other]
    visitor.text_input(key=f"owner_{other.id}").set_value("Åsa").run()
    assert heads(visitor) == ["In progress · 1 of 4 steps done", "Not begun · Saved"]
    visitor.button(key="to_results").click().run()
    assert not has(visitor, "add_line")


@pytest.mark.soak
def test_the_day_of_a_step_is_changed_in_place_and_kept_when_the_deadline_moves(
    visit: Open, store: Store, finished: str
) -> None:
    """A step could be moved only together with all others."""
    today = datetime.now(UTC).date()
    steps = recommended_steps({7: "a", 30: "b", 60: "c", 90: "d"}, today)
    line = planned(store, finished, steps=steps, due=last_day(steps))
    visitor, own = visit("plan", r=finished), today + timedelta(days=11)
    assert [visitor.date_input(key=f"when_{place}_{line.id}").value for place in range(4)] == [
        step.due for step in steps
    ]
    visitor.date_input(key=f"when_1_{line.id}").set_value(own).run()
    (moved,) = store.plan(finished)
    assert [step.due for step in moved.steps] == [steps[0].due, own, steps[2].due, steps[3].due]
    visitor.button(key=f"in_60_{line.id}").click().run()
    (moved,) = store.plan(finished)
    assert moved.steps[1].due == visitor.date_input(key=f"when_1_{line.id}").value == own
    assert moved.steps[3].due == moved.due == today + timedelta(days=60)
    assert moved.steps[2].due != steps[2].due
    far = today + timedelta(days=400)
    visitor.date_input(key=f"when_2_{line.id}").set_value(far).run()
    (pushed,) = store.plan(finished)
    assert pushed.due == pushed.steps[3].due == visitor.date_input(key=f"due_{line.id}").value
    days = [when_text(day, "en", today) for day in (far, pushed.due or date.max)]
    said = (
        ("moved", {"title": line.title, "step": "c", "day": days[0]}),
        ("moved_later.one", {"day": days[1]}),
    )
    assert " ".join(say("en", f"plan_page.{name}", **values) for name, values in said) in shown(visitor)
    visitor.button(key="undo").click().run()
    assert store.plan(finished) == [moved]
    visitor.date_input(key=f"when_2_{line.id}").set_value(today + timedelta(days=1)).run()
    assert say("en", "plan_page.moved_early") in shown(visitor)


@pytest.mark.soak
def test_whoever_moves_a_day_that_answering_again_waits_for_is_told_when_that_is_now(
    visit: Open, store: Store, finished: str
) -> None:
    today = datetime.now(UTC).date()
    line = planned(store, finished, due=day_in(90, today))
    visitor, day = visit("plan", r=finished), day_in(90, today) + timedelta(days=5)

    same_day, sooner = say("en", "plan_page.again_same_day"), date_text(day_in(90, today), "en")
    assert say("en", "again.later", day=sooner) in shown(visitor)
    visitor.date_input(key=f"due_{line.id}").set_value(day).run()
    assert same_day in shown(visitor), "one thing is said once"
    assert say("en", "again.later_or_sooner", day=date_text(day, "en")) in shown(visitor), "one day, not two"
    visitor.button(key="undo").click().run()
    assert store.plan(finished) == [line]
    visitor.date_input(key=f"due_{line.id}").set_value(today + timedelta(days=8)).run()
    assert say("en", "plan_page.moved_again", day="").rstrip(".") not in shown(visitor), "it waits for nothing else"
    with store._engine.begin() as database:
        database.execute(sql("update choices set saved_at = :at"), {"at": datetime.now(UTC) - timedelta(days=110)})
    visitor = visit("plan", r=finished)
    visitor.date_input(key=f"due_{line.id}").set_value(today + timedelta(days=20)).run()
    assert same_day not in shown(visitor), "it is time already"


@pytest.mark.soak
def test_a_step_that_answering_again_has_ticked_says_so_and_the_plan_from_when_to_answer_next(
    visit: Open, store: Store, again: str
) -> None:
    """It stood as done, two of four, and no day to answer again was left in the plan."""
    asks = PlanStep("Answer again. Look at what has moved.", is_done=True)
    due = datetime.now(UTC).date() + timedelta(days=40)
    line = planned(store, again, due=due, steps=(PlanStep("Ask", is_done=True), asks, PlanStep("Tell")))
    plan = visit("plan", r=again)
    assert f":gray[{say('en', 'plan_page.answered_again')}]" in shown(plan)
    assert say("en", "again.later", day=date_text(day_in(90, datetime.now(UTC).date()), "en")) in shown(plan)
    assert "· complete by" in plan.expander[0].label.replace("\xa0·", "·"), "no step that is left says by when"
    with store._engine.begin() as database:
        database.execute(sql("update choices set saved_at = :at"), {"at": datetime.now(UTC) - timedelta(days=110)})
    assert say("en", "again.ticks") not in shown(visit("plan", r=again))
    store.change_line(again, replace(line, steps=(replace(asks, is_done=False),)), "steps")
    assert say("en", "again.ticks") in shown(visit("plan", r=again))


def test_an_opened_action_says_that_the_latest_result_no_longer_advises_it(
    visit: Open, store: Store, again: str, worked: Report, bank: Instrument, answers: Callable[..., Answers]
) -> None:
    now = {one.source for one in build_report(bank, answers(LATER), made_on=worked.made_on).advice}
    (source, *_) = [one.source for one in worked.advice if one.source not in now]
    gone = planned(store, again, title="Gone", source=source, due=date(2150, 1, 2))
    planned(store, again, title="Own", due=date(2150, 1, 2))
    said = say("en", "plan_page.no_longer_advised")
    captions = [[one.value for one in fold.caption] for fold in visit("plan", r=again).expander]
    assert sorted(said in each for each in captions) == [False, True]
    assert store.change_line(again, replace(gone, state="done"), "state")
    assert said not in shown(visit("plan", r=again))


@pytest.mark.soak
def test_the_plan_says_what_has_no_day(visit: Open, store: Store, finished: str) -> None:
    today = datetime.now(UTC).date()
    visitor = visit("plan", r=finished)
    visitor.button(key="add_line").click().run()
    own = store.plan(finished)[-1]
    assert own.due == day_in(30, today), "the calendar knows it from the start"
    assert say("en", "plan_page.undated") not in shown(visitor)
    visitor.button(key=f"no_due_{own.id}").click().run()
    assert say("en", "plan_page.undated") in shown(visitor)
    assert not has(visitor, f"first_{own.id}"), "nothing is written in it"
    visitor.text_area(key=f"title_{own.id}").set_value("Let two decide").run()
    visitor.text_area(key=f"first_step_{own.id}").set_value("Ask them").run()
    (before,) = store.plan(finished)
    visitor.button(key=f"first_{own.id}").click().run()
    steps = (PlanStep("Ask them", day_in(7, today)), PlanStep("Let two decide"))
    assert store.plan(finished) == [replace(before, steps=steps)]
    assert not has(visitor, f"first_{own.id}")
    visitor.button(key="undo").click().run()
    assert store.plan(finished) == [before]


def test_a_day_from_a_file_may_be_long_ago_or_far_away(visit: Open, store: Store, finished: str) -> None:
    for day in (date(1, 1, 1), date(2199, 12, 31)):
        planned(store, finished, due=day)
    assert [field.value for field in visit("plan", r=finished).date_input] == [date(1, 1, 1), date(2199, 12, 31)]


def asked_below(visitor: AppTest, line: PlanLine) -> bool:
    """Whether a line asks how it went without being unfolded."""
    return f"outcome_{line.id}" in radios(visitor) - {radio.key for more in visitor.expander for radio in more.radio}


def test_what_is_done_asks_how_it_went_until_that_is_answered_and_each_question_stands_once(
    visit: Open, store: Store, finished: str, bank: Instrument
) -> None:
    """Ticking an action asked nothing; how it went was asked only before the next statements."""
    steps = (PlanStep("Ask", is_done=True), PlanStep("Tell"))
    line = planned(store, finished, steps=steps, state="doing", due=date(2127, 3, 31), success="Calm")
    visitor = visit("plan", r=finished)
    visitor.checkbox(key=f"step_1_{line.id}").check().run()
    assert asked_below(visitor, line), "with its last step"
    visitor.radio(key=f"outcome_{line.id}").set_value("helped").run()
    (answered,) = store.plan(finished)
    assert (answered.outcome, answered.state) == ("helped", "done")
    assert asked_below(visitor, line), "it can be changed"
    assert not asked_below(visit("plan", r=finished), line), "folded in a later visit"
    store.begin(finished, {"form": "quick"}, instrument_version=bank.version, scoring_version="1", after=1)
    before = visit("questions", r=finished)
    assert before.radio(key=f"outcome_{line.id}").value == "helped", "the same answer"
    assert f"{say('en', 'plan_page.showed.helped')}: Calm" in shown(before)
    later = planned(store, finished, title="Later", due=date(2127, 3, 31))
    store.finish(finished)
    visitor = visit("plan", r=finished)
    visitor.checkbox(key=f"done_{later.id}").check().run()
    assert asked_below(visitor, later)
    assert say("en", "plan_page.outcomes.after.one") not in shown(visitor), "not above it, too"
    assert say("en", "plan_page.outcomes.after.one") in shown(visit("plan", r=finished)), "in a later visit, above all"


@pytest.mark.soak
def test_answering_how_it_went_leaves_the_question_in_place_and_asks_in_the_right_tense_what_shows_it(
    visit: Open, store: Store, finished: str
) -> None:
    """Another answer in an open line moved the question below it, and "It was not done" below a line removed it."""
    steps = (PlanStep("Ask", is_done=True), PlanStep("Tell"))
    line = planned(store, finished, steps=steps, state="done", outcome="helped", success="Calm")
    visitor = visit("plan", r=finished)

    def shows() -> tuple[str, bool]:
        return visitor.text_area(key=f"success_{line.id}").label, asked_below(visitor, line)

    would = say("en", "plan_page.showed.not_helped")
    assert shows() == (say("en", "plan_page.showed.helped"), False)
    for outcome in ("no_difference", "not_done"):
        visitor.radio(key=f"outcome_{line.id}").set_value(outcome).run()
        assert shows() == (would, False), "in the open line, where it was"
    assert say("en", "plan_page.sign.not_helped", sign="Calm") in visitor.expander[0].label
    visitor.checkbox(key=f"done_{line.id}").check().run()
    assert shows() == (say("en", "plan.success"), True)
    for outcome in ("not_done", "too_early", "not_done"):
        visitor.radio(key=f"outcome_{line.id}").set_value(outcome).run()
        assert visitor.radio(key=f"outcome_{line.id}").value == outcome
        assert shows()[1], "and not a question that vanishes as it is answered"
    assert shows()[0] == would


def test_what_happened_is_asked_beside_each_answer_to_how_it_went_and_is_never_lost(
    visit: Open, store: Store, again: str, bank: Instrument
) -> None:
    """How a line went was a word to choose, and why it went so had no place."""
    line, other = planned(store, again, title="Call back"), planned(store, again, title="Meet")
    visitor, field = visit("plan", r=again), f"happened_{line.id}"
    (fold,) = visitor.container(key="outcomes").expander
    assert (fold.label, fold.proto.expanded) == ("Meet", False), "all but the first are folded"
    assert say("en", "plan_page.outcomes.after.many", count=2) in shown(visitor)
    assert field not in [each.key for each in visitor.text_area], "how it went comes first"
    visitor.radio(key=f"outcome_{line.id}").set_value("no_difference").run()
    visitor.container(key="outcomes").text_area(key=field).set_value("Nobody\nhad the time").run()
    visitor.radio(key=f"outcome_{other.id}").set_value("helped").run()
    above = visitor.container(key="outcomes").text_area(key=field)
    assert above.value == "Nobody had the time", "it stays where it was, also after others"
    assert above.placeholder == say("en", "plan_page.placeholder.happened.not_helped")
    assert [one.happened for one in store.plan(again)] == ["Nobody had the time", ""]
    visitor = visit("plan", r=again)
    assert "**What happened:** Nobody had the time" in visitor.expander[0].label, "folded in a later visit"
    assert f"success_{line.id}" not in [each.key for each in visitor.text_area], "nor how it would have shown"
    visitor.checkbox(key=f"done_{line.id}").uncheck().run()
    visitor.button(key=f"remove_{line.id}").click().run()
    visitor.button(key="undo").click().run()
    assert store.plan(again)[0].happened == "Nobody had the time"
    later = planned(store, again, title="Ask", added_in=2)
    store.begin(again, {"form": "quick"}, instrument_version=bank.version, scoring_version="1", after=2)
    before = visit("questions", r=again)
    before.radio(key=f"outcome_{later.id}").set_value("not_done").run()
    before.text_area(key=f"happened_{later.id}").set_value("We began too late").run()
    assert store.plan(again)[-1].happened == "We began too late"


def test_steps_are_ticked_one_by_one_and_the_state_follows(visit: Open, store: Store, finished: str) -> None:
    visitor = visit("results", r=finished)
    next(button for button in visitor.button if str(button.key).startswith("take_")).click().run()
    (line,) = store.plan(finished)
    visitor = visit("plan", r=finished)
    assert len(line.steps) == 4
    assert shown(visitor).count("**Next in the plan:** ") == 1
    visitor.checkbox(key=f"step_1_{line.id}").check().run()
    (ticked,) = store.plan(finished)
    assert ([step.is_done for step in ticked.steps], ticked.state) == ([False, True, False, False], "doing")
    assert heads(visitor) == ["In progress · 1 of 4 steps done"], "the step itself says that it is saved"
    assert f":gray[{say('en', 'plan_page.saved')}]" in shown(visitor).splitlines()
    visitor.checkbox(key=f"done_{line.id}").check().run()
    assert store.plan(finished)[0].state == "done"
    assert heads(visitor) == ["Done · Saved"]
    assert asked_below(visitor, line), "how it went is asked at once, in sight"
    visitor.checkbox(key=f"done_{line.id}").uncheck().run()
    assert store.plan(finished)[0].state == "doing"
    assert not asked_below(visitor, line)


def test_a_line_is_ticked_with_its_last_step_and_leads_to_how_it_went(visit: Open, store: Store, again: str) -> None:
    """All its steps were done, and its own tick was not set; how it went was asked below all that is unfolded."""
    steps = (PlanStep("Ask", is_done=True), PlanStep("Tell", is_done=True))
    line = planned(store, again, steps=steps, state="doing", added_in=2)
    planned(store, again)
    before = planned(store, again, steps=steps, state="doing")
    visitor, (tick, way) = visit("plan", r=again), (f"done_{line.id}", f"to_outcome_{line.id}")
    assert visitor.checkbox(key=tick).value
    visitor.container(key="plan_lines").expander[0].button(key=way).click().run()
    assert visitor.session_state["arrival"][1] == f"start went_{line.id}"
    visitor.button(key=f"to_outcome_{before.id}").click().run()
    assert visitor.session_state["arrival"][1] == f"start asked_{before.id}", "it is asked above all lines"
    assert [fold.proto.expanded for fold in visitor.container(key="outcomes").expander] == [True], "and unfolded there"
    visitor.checkbox(key=tick).uncheck().run()
    left = replace(line, steps=(steps[0], PlanStep("Tell")))
    assert store.plan(again)[0] == left
    assert not has(visitor, way)
    visitor.button(key="undo").click().run()
    assert store.plan(again)[0] == line
    visitor.checkbox(key=f"step_1_{line.id}").uncheck().run()
    assert (store.plan(again)[0], visitor.checkbox(key=tick).value) == (left, False)


def test_a_step_ticked_in_another_tab_stays_ticked(visit: Open, store: Store, finished: str) -> None:
    steps = recommended_steps({7: "a", 30: "b", 60: "c", 90: "d"}, date(2026, 11, 28))
    line = planned(store, finished, steps=steps)
    one, two = visit("plan", r=finished), visit("plan", r=finished)
    one.checkbox(key=f"step_0_{line.id}").check().run()
    two.checkbox(key=f"step_3_{line.id}").check().run()
    assert [step.is_done for step in store.plan(finished)[0].steps] == [True, False, False, True]


# A browser can send a control's value again, though the page has only drawn it.
_REPEATED = """
import streamlit as st
from pages.visit import address, planning, saving

(line,) = saving.series(address.own_key()).plan()
st.checkbox("Step", line.steps[0].is_done, key="step")
st.checkbox("Line", line.state == "done", key="line")
planning.tick_step(line, 0, "step")
planning.tick_line(line, "line")
"""


def test_a_tick_that_only_repeats_what_was_drawn_changes_nothing(store: Store, finished: str) -> None:
    steps = recommended_steps({7: "a", 30: "b"}, date(2026, 11, 28))
    line = planned(store, finished, steps=steps, state="doing")
    browser = AppTest.from_string(_REPEATED)
    browser.query_params["r"] = finished
    browser.run()
    assert not browser.exception
    assert store.plan(finished) == [line]


def test_a_tick_taken_back_while_the_database_is_busy_is_not_saved(
    visit: Open, store: Store, finished: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"{os.environ['DATABASE_URL']}?timeout=0.1")
    line = planned(store, finished, steps=recommended_steps({7: "a", 30: "b"}, date(2026, 11, 28)))
    visitor = visit("plan", r=finished)
    ticks = (f"step_0_{line.id}", f"done_{line.id}")
    with locked():
        for tick in ticks:
            visitor.checkbox(key=tick).check().run()
        for tick in ticks:
            visitor.checkbox(key=tick).uncheck().run()
        assert store.plan(finished) == [line]
    visitor.checkbox(key=f"step_1_{line.id}").check().run()
    (saved,) = store.plan(finished)
    assert ([step.is_done for step in saved.steps], saved.state) == ([False, True], "doing")


@pytest.mark.soak
def test_a_late_line_is_called_overdue_and_what_it_lacks_and_a_done_one_offers_no_day(
    visit: Open, store: Store, finished: str
) -> None:
    """The heading spoke of one late line where two were, and a line that was done could be done in 30 days."""
    today = datetime.now(UTC).date()
    yesterday = today - timedelta(days=2)
    planned(store, finished, title="Late", due=yesterday)
    done = planned(store, finished, title="Done", due=yesterday, state="done")
    plan = visit("plan", r=finished)
    assert heads(plan) == ["**Overdue**", "Done"]
    since = when_text(yesterday, "en", datetime.now(UTC).date())
    assert say("en", "plan_page.late.one", title="Late", day=since) in shown(plan).splitlines()
    assert "**Next in the plan" not in shown(plan), "told once"
    left_out = say("en", "plan_page.first_left_out", title="").partition("“")[0]
    assert left_out in shown(plan)
    (take,) = (button for button in plan.container(key="first_left_out").button)
    take.click().run()
    added = [line for line in store.plan(finished) if line.source]
    assert [line.source for line in added] == [(take.key or "").removeprefix("take_")]
    assert left_out not in shown(plan)
    store.remove_line(finished, added[0].id)
    assert not has(plan, f"in_30_{done.id}")
    planned(store, finished, title="Late too", due=yesterday, owner="Åsa")
    plan = visit("plan", r=finished)
    day = day_text(day_in(30, datetime.now(UTC).date()), "en")
    assert say("en", "plan_page.move_all_same", day=day) in shown(plan), "not one a week"
    for number in range(3):
        planned(store, finished, title=f"Begun {number}", due=date(2127, 3, 31), steps=(PlanStep("Ask", yesterday),))
        told = visit("plan", r=finished)
        (listed,) = (one.value for one in told.caption if say("en", "plan_page.move_all_how") in one.value)
        named = [line.partition(":")[0].removeprefix("- ") for line in listed.splitlines()[2:]]
        assert named == [title for title in titles(told) if title != "Done"], "as the plan has them"
        assert f"- Late: {span_text(day_in(30, today), day_in(30, today), 'en')}" in listed, "only a deadline"
        assert say("en", "plan_page.move_all_same", day=day) not in shown(told)
        folds = [one.label for one in told.expander if one.label == say("en", "plan_page.move_all_days", count=5)]
        assert len(folds) == (number == 2), "only many are folded"
    for line in store.plan(finished)[-3:]:
        store.remove_line(finished, line.id)
    assert say("en", "plan_page.late.many", count=2, day=since) in shown(plan)
    assert heads(plan) == ["**Overdue**", "**Overdue**", "Done"]
    assert say("en", "plan_page.outcomes.ends") not in shown(plan)
    vain = planned(store, finished, title="Vain", outcome="too_early", steps=(PlanStep("Ask"),))
    plan = visit("plan", r=finished)
    assert say("en", "plan_page.outcomes.ends") in shown(plan), "before it is answered"
    plan.radio(key=f"outcome_{vain.id}").set_value("no_difference").run()
    assert "Ended: it made no difference" in " ".join(heads(plan))


def test_a_late_line_comes_first_is_open_and_its_new_day_is_the_main_button(
    visit: Open, store: Store, finished: str
) -> None:
    """The days were behind a small "Overdue ›", and the main button was the calendar."""
    today = datetime.now(UTC).date()
    steps = recommended_steps({7: "Ask.", 90: "Tell."}, today - timedelta(days=9))
    late_step = planned(store, finished, title="Begun", due=steps[-1].due, steps=steps)
    ahead = planned(store, finished, title="Ahead", due=today + timedelta(days=9))
    late = planned(store, finished, title="Late", due=today - timedelta(days=30))
    plan = visit("plan", r=finished)

    def first(line: PlanLine, *, is_alone: bool = False) -> None:
        """No line fills the page. One button sets all days; before it, number 1 of the results comes into the plan."""
        unfolded = [title for title, more in zip(titles(plan), plan.expander, strict=True) if more.proto.expanded]
        assert unfolded == []
        assert titles(plan)[0] == line.title
        (main,) = (str(button.key) for button in plan.button if button.proto.type == "primary")
        assert main.startswith("take_")
        in_fold = any(str(button.key) == f"move_{line.id}" for more in plan.expander for button in more.button)
        assert (has(plan, f"move_{line.id}"), in_fold, has(plan, "move_all")) == (True, not is_alone, not is_alone)
        assert plan.get("link_button")[0].proto.type == "secondary"

    assert titles(plan)[0] == "Late"
    first(late)
    folded = {str(button.key) for more in plan.expander for button in more.button}
    assert {f"in_{days}_{line.id}" for days in (30, 60, 90) for line in (ahead, late)} <= folded, "always the same"
    plan.button(key=f"move_{late.id}").click().run()
    assert store.plan(finished)[2].due == day_in(30, today)
    assert titles(plan)[0] == "Late", "nothing moves while one works in it"
    plan = visit("plan", r=finished)
    first(late_step, is_alone=True)
    whole = recommended_steps({7: "a", 30: "b", 60: "c", 90: "d"}, today - timedelta(days=120))
    missed = planned(store, finished, title="Missed", due=last_day(whole), steps=whole)
    plan = visit("plan", r=finished)
    first(missed)
    last = late_things(store.plan(finished), today)[0].moved_along(today)
    assert len(last) > 1
    day = day_text(last[-1], "en").replace(" ", "\xa0")
    assert say("en", "plan_page.moves_rest.many", count=len(last), day=day) in shown(plan)
    store.change_line(finished, replace(missed, steps=(replace(whole[0], is_done=True), *whole[1:])), "steps")
    plan = visit("plan", r=finished)
    first(missed)
    store.remove_line(finished, missed.id)
    plan = visit("plan", r=finished)
    assert heads(plan)[0].startswith(f"**{say('en', 'plan_page.step_overdue')}**")
    assert steps[0].due
    day = when_text(steps[0].due, "en", today).replace(" ", "\xa0")
    assert plan.expander[0].label.endswith(
        f":small[**Next step:** Ask]  \n:small[:gray[no owner yet\xa0· since {day}]]"
    )
    assert shown(plan).splitlines().count(f"**{say('en', 'plan_page.late_step')}**") == 1
    plan.button(key=f"move_{late_step.id}").click().run()
    assert [step.due for step in store.plan(finished)[0].steps] == [day_in(7, today), steps[1].due]
    for line in store.plan(finished):
        store.change_line(finished, replace(line, state="done"), "state")
    plan = visit("plan", r=finished)
    assert say("en", "plan_page.all_done") in shown(plan)
    assert plan.button(key="to_results").proto.type == "primary"


@pytest.mark.soak
def test_all_that_is_late_gets_its_days_at_one_press_which_can_be_undone(
    visit: Open, store: Store, finished: str, worked: Report
) -> None:
    """The first late line was offered a new day, the second nothing but to be ticked off."""
    today = datetime.now(UTC).date()
    steps = recommended_steps({7: "Ask.", 90: "Tell."}, today - timedelta(days=9))
    planned(store, finished, title="Begun", due=steps[-1].due, steps=steps, source=worked.to_do[0].source)
    planned(store, finished, title="Late", due=today - timedelta(days=9), source="no_longer.advised")
    last = PlanStep("Answer again.", today - timedelta(days=1))
    planned(store, finished, title="Again", due=last.due, steps=(last,))
    before, plan = store.plan(finished), visit("plan", r=finished)
    told = shown(plan)
    assert "First tick what is done." in shown(plan)
    assert plan.button(key="move_all").proto.type == "primary"
    plan.button(key="move_all").click().run()
    assert plan.get("link_button")[0].proto.type == "primary", "nothing is late any more"
    day = when_text(day_in(30, today), "en", today)  # The last of the plan in the month after the step that asks.
    assert say("en", "plan_page.moves_again", day=day) in told
    assert say("en", "plan_page.moved_again", day=day) in shown(plan)
    begun, late, _ = store.plan(finished)
    assert (begun.due, begun.steps[0].due, late.due) == (steps[-1].due, day_in(7, today), day_in(30, today))
    plan.button(key="undo").click().run()
    assert store.plan(finished) == before


@pytest.mark.soak
def test_a_line_that_was_not_done_is_open_for_its_new_day(visit: Open, store: Store, finished: str) -> None:
    """Its state was “It was not done”, as if nothing had been decided since; then “New date”, unlike the workbook."""
    today = datetime.now(UTC).date()
    for days in (-2, 10):
        planned(store, finished, title=f"In {days}", due=today + timedelta(days=days), outcome="not_done")
    planned(store, finished, title="No day", outcome="not_done")
    planned(store, finished, title="Wait", outcome="too_early")
    assert heads(visit("plan", r=finished)) == [
        "**Overdue** · you answered: it was not done",
        "Not begun · you answered: it was not done",
        "**It was not done**",
        "Not begun · you answered: too early to say",
    ]


def test_a_line_that_is_done_does_not_count_steps(visit: Open, store: Store, finished: str) -> None:
    steps = recommended_steps({7: "a", 30: "b"}, date(2026, 11, 28))
    planned(store, finished, steps=steps, state="done", outcome="helped")
    assert heads(visit("plan", r=finished)) == ["Done. You answered: it helped"]


def test_the_ticks_of_a_plan_have_plain_names(visit: Open, store: Store, finished: str) -> None:
    """A screen reader spoke the signs of Markdown."""
    planned(store, finished, title="Let the desk decide", steps=recommended_steps({7: "Ask ten"}, date(2026, 11, 28)))
    labels = [box.label for box in visit("plan", r=finished).checkbox]
    assert len(labels) == 2
    assert not [label for label in labels if "*" in label or ":small" in label]


def test_what_comes_next_is_said_in_one_sentence(visit: Open, store: Store, finished: str) -> None:
    due = datetime.now(UTC).date() + timedelta(days=9)
    planned(store, finished, title="Choose a rule, e.g. the oldest. Write it down. Show it.", due=due)
    day = when_text(due, "en", datetime.now(UTC).date()).replace(" ", "\xa0")
    said = f"**Next in the plan:** Choose a rule, e.g. the oldest\xa0· no owner yet\xa0· {day}"
    assert said in map(str.strip, shown(visit("plan", r=finished)).splitlines())


def test_what_comes_next_ends_with_a_clause_outside_quotes_where_it_is_too_long(
    visit: Open, store: Store, finished: str
) -> None:
    """One of two rows is whole, also where its question comes last."""
    quote = "“Managers praise (in public): whoever ends a call soon, not whoever solves what the customer called about”"
    line = planned(store, finished, title=f"Start where today is furthest ahead: {quote}", due=date(2127, 1, 31))
    assert "**Next in the plan:** Start where today is furthest ahead\xa0…\xa0· " in shown(visit("plan", r=finished))
    asks = (
        "Talk one-to-one with six to eight employees, or all if you are fewer: what do you gain, and what do you avoid?"
    )
    assert store.change_line(finished, replace(line, title=asks), "title")
    assert f"**Next in the plan:** {asks}\xa0· " in shown(visit("plan", r=finished))


def test_text_from_a_visitor_is_shown_as_text(visit: Open, store: Store, finished: str) -> None:
    planned(store, finished, title="![x](http://evil) **bold** :smile:", owner="<script>")
    (head,) = titles(visit("plan", r=finished))
    assert "![x]" not in head
    assert "**bold**" not in head
    assert ":smile:" not in head


@pytest.mark.soak
def test_a_full_plan_says_so(visit: Open, store: Store, finished: str) -> None:
    for number in range(MOST_LINES):
        planned(store, finished, title=f"Line {number}")
    visitor = visit("plan", r=finished)
    assert visitor.button(key="add_line").disabled
    assert f"room for {MOST_LINES} actions" in shown(visitor)
    assert all(b.disabled for b in visit("results", r=finished).button if str(b.key).startswith("take_"))


def test_assessing_again_begins_with_what_has_come_of_the_plan(visit: Open, store: Store, finished: str) -> None:
    line = planned(store, finished, owner="Åsa", first_step="Ask. Then tell.")
    steps = tuple(PlanStep(text, date(2026, 1, 9), is_done=text == "Ask") for text in ("Ask", "Tell"))
    planned(store, finished, steps=steps)
    booked = planned(store, finished, title="Meet", owner="Bo", first_step="Book the room.", state="done")
    planned(store, finished, title="Enough", owner="Cy", steps=steps, state="done")
    visitor = visit("results", r=finished)
    visitor.button(key="assess_again").click().run()
    assert visitor.query_params["at"] == "since"
    assert visitor.title[0].value == "How did the plan go?"
    about = [caption.value for caption in visitor.caption]
    assert {"Åsa\xa0· First step: Ask.", "No owner yet\xa0· 1 of 2 steps done", "Bo\xa0· Done"} <= set(about)
    assert "Cy\xa0· Done\xa0· 1 of 2 steps done" in about, "done as it was ticked, though a step is left"
    not_done = say("en", "plan.outcomes.not_done")
    assert not_done not in visitor.radio(key=f"outcome_{booked.id}").options, "it was done"
    visitor.radio(key=f"outcome_{line.id}").set_value("helped").run()
    assert (store.plan(finished)[0].outcome, store.plan(finished)[0].state) == ("helped", "done")
    assert visitor.radio(key=f"outcome_{line.id}").value == "helped", "it stays in sight"
    assert not_done in visitor.radio(key=f"outcome_{line.id}").options, "an answer takes none away"
    visitor.radio(key=f"outcome_{booked.id}").set_value("helped").run()
    later = visit("questions", r=finished)
    assert not_done not in later.radio(key=f"outcome_{booked.id}").options, "the same in a later visit"
    visitor.button(key="next").click().run()
    assert shows_questions(visitor)
    first = questionnaire_of(visitor)["pages"][0]
    assert (first["id"], first["note"]) == ("behaviour", say("en", "behaviour.again"))
    assert "agreed" not in [chips["name"] for chips in first["description"]["chips"]], "that has been asked already"
    visitor.switch_page("plan.py").run()
    assert "Done. You answered: it helped" in heads(visitor)


@pytest.mark.soak
def test_assessing_again_asks_whether_the_experience_is_agreed_by_now(visit: Open, store: Store, finished: str) -> None:
    """The results went on to begin with "Agree on the right customer experience first"."""
    store.change(finished, {"experience.agreed": "partly"})
    visitor = visit("results", r=finished)
    visitor.button(key="assess_again").click().run()
    assert "Do you now agree on the right customer experience?" in [each.value for each in visitor.subheader]
    assert visitor.radio(key="since_agreed").value == "partly"
    visitor.radio(key="since_agreed").set_value("yes").run()
    assert "Do you now agree on the right customer experience?" in [each.value for each in visitor.subheader]
    first, second = store.load_all(finished)
    assert (first.choices["experience.agreed"], second.choices["experience.agreed"]) == ("partly", "yes")


def radios(visitor: AppTest) -> set[str | None]:
    return {radio.key for radio in visitor.radio}


def test_results_ask_what_the_first_advice_follows_from_and_go_on_asking_until_they_are_left(
    visit: Open, store: Store, finished: str
) -> None:
    """The advice spoke of a question that could be skipped, and there was no way to answer it."""
    visitor, title = visit("results", r=finished), "Agree on the right customer experience first"
    assert title in shown(visitor)
    assert visitor.radio(key="results_agreed").value is None
    for answer, is_advised in (("no", True), ("yes", False), ("partly", True), ("yes", False)):
        visitor.radio(key="results_agreed").set_value(answer).run()
        assert store.load_all(finished)[0].choices["experience.agreed"] == answer
        assert visitor.radio(key="results_agreed").value == answer
        assert (title in shown(visitor)) == is_advised, answer
        assert ("The order has changed: " in shown(visitor)) != is_advised, "no line said that it had"
    assert "results_agreed" not in radios(visit("results", r=finished))


def test_only_who_may_change_the_results_on_screen_is_asked_on_them(
    visit: Open, store: Store, again: str, bank: Instrument
) -> None:
    assert "results_agreed" in radios(visit("results", r=again))
    assert "results_agreed" not in radios(visit("results", view=store.share(again) or ""))
    assert "results_agreed" not in radios(visit("results", r=again, assessment="1"))
    begun_beside(store, again, bank)
    assert "results_agreed" not in radios(visit("results", r=again))


@pytest.mark.soak
def test_a_line_whose_day_has_not_come_is_not_asked_about(visit: Open, store: Store, finished: str) -> None:
    """The page asked about advice that had only just been added."""
    visitor = visit("results", r=finished)
    next(button for button in visitor.button if str(button.key).startswith("take_")).click().run()
    (line,) = store.plan(finished)
    assert line.due is not None
    visitor.button(key="assess_again").click().run()
    assert not [radio for radio in visitor.radio if str(radio.key).startswith("outcome_")]
    assert say("en", "since.text.not_yet") in shown(visitor)
    left = f"“{line.title}” ({say('en', 'plan_page.steps', done=0, count=4)})"
    assert say("en", "since.left.one", lines=left) in shown(visitor), "nor forgotten"
    assert say("en", "plan_page.outcomes.title") not in shown(visit("plan", r=finished))
    planned(store, finished, title="Late", outcome="not_done", due=date(2026, 1, 9))
    page = shown(visit("questions", r=finished))
    assert say("en", "since.text.not_yet") not in page, "what is late is not called not due yet"


def places_of_days(page: AppTest, lines: Sequence[PlanLine]) -> list[int]:
    """Where in the row of each step the field for its day stands."""
    rows = [page.container(key=f"row_{step}_{line.id}") for line in lines for step in range(len(line.steps))]
    found = [[place for place, each in row.children.items() if str(each.key).startswith("day_")] for row in rows]
    return [place for (place,) in found]


@pytest.mark.soak
def test_what_was_late_is_asked_about_also_with_a_new_date_and_the_result_says_how_it_stands(
    visit: Open, store: Store, finished: str, bank: Instrument, answers: Callable[..., Answers]
) -> None:
    """New dates for all that was late left one action out of three of what came of the plan, and of the result."""
    today = datetime.now(UTC).date()
    due = today - timedelta(days=3)
    lines = [
        planned(store, finished, title=title, due=due, steps=(PlanStep("Ask", step), PlanStep("Tell", due)))
        for title, step in (("Nobody began", today - timedelta(days=19)), ("Nor this", today - timedelta(days=18)))
    ]
    plan = visit("plan", r=finished)
    beside = shown(plan)
    days_before = places_of_days(plan, lines)
    plan.button(key="move_all").click().run()
    assert places_of_days(plan, lines) == days_before, "in another place a field may report its old day as a change"
    moved, heads_now = store.plan(finished), "".join(one.label for one in plan.expander)
    for line in moved:
        assert line.steps[0].due
        assert line.due
        days = span_text(line.steps[0].due, line.due, "en")
        assert say("en", "plan_page.move_each", title=line.title, days=days) in beside, "how far it reaches"
        assert f"{when_text(line.steps[0].due, 'en', today)}–{days.partition('–')[2]}" in heads_now
    last = when_text(max(line.due for line in moved if line.due), "en", today)
    assert say("en", "plan_page.moved_all", count=2, day=last) in shown(plan)
    visitor = visit("results", r=finished)
    visitor.button(key="assess_again").click().run()
    assert {f"outcome_{line.id}" for line in lines} <= radios(visitor)
    store.discard(finished, 2)
    later = replace(answers(LATER), language="en")
    store.begin(finished, later.choices(), instrument_version=bank.version, scoring_version="1", after=1)
    store.finish(finished)
    (said,) = [one.value for one in visit("results", r=finished).container(key="short_lines").markdown]
    for line in moved:
        assert line.steps[0].due
        day = when_text(line.steps[0].due, "en", today)
        assert f"**Not begun, new date {day}:** {line.title}" in said


def test_an_outcome_that_is_still_open_after_the_next_assessment_is_not_asked_before_it(
    visit: Open, store: Store, finished: str, bank: Instrument
) -> None:
    planned(store, finished)
    store.begin(finished, {"form": "quick"}, instrument_version=bank.version, scoring_version="1", after=1)
    store.finish(finished)
    text = shown(visit("plan", r=finished))
    assert say("en", "plan_page.outcomes.after.one") in text


@pytest.mark.soak
def test_no_line_moves_while_it_is_changed_and_the_next_visit_sorts_them(
    visit: Open, store: Store, finished: str
) -> None:
    """A line that was open jumped away from under the pointer as soon as its day was set."""
    first, second, third = (planned(store, finished, title=f"Line {number}") for number in "123")
    visitor = visit("plan", r=finished)
    visitor.date_input(key=f"due_{third.id}").set_value(date(2027, 3, 31)).run()
    visitor.radio(key=f"state_{first.id}").set_value("done").run()
    assert titles(visitor) == ["Line 1", "Line 2", "Line 3"]
    visitor.button(key="add_line").click().run()
    empty = say("en", "plan_page.ask_title")
    assert titles(visitor) == ["Line 1", "Line 2", "Line 3", empty]
    visitor.button(key=f"remove_{second.id}").click().run()
    visitor.button(key="undo").click().run()
    assert titles(visitor) == ["Line 1", "Line 2", "Line 3", empty]
    visitor.button(key="to_results").click().run()
    visitor.switch_page("plan.py").run()
    assert titles(visitor) == ["Line 3", "Line 2", "Line 1"], "nothing was filled in"
    assert len(store.plan(finished)) == 3
    visitor.button(key="add_line").click().run()
    added = store.plan(finished)[-1]
    visitor.text_input(key=f"owner_{added.id}").set_value("Åsa").run()
    visitor.button(key="to_results").click().run()
    visitor = visit("plan", r=finished)
    assert empty in titles(visitor), "what is written is kept"
    assert added.id in next(str(more.key) for more in visitor.expander if more.proto.expanded)


def test_a_tap_on_a_done_line_loses_no_answer_and_can_be_undone(visit: Open, store: Store, again: str) -> None:
    """One stray tap on a title had erased "It helped"."""
    line = planned(store, again, title="Useful", state="done", outcome="helped")
    visitor = visit("plan", r=again)
    visitor.checkbox(key=f"done_{line.id}").uncheck().run()
    assert store.plan(again) == [replace(line, state="open")]
    assert f"**{say('en', 'comparison.outcomes.helped')}:** Useful" in shown(visit("results", r=again))
    visitor.button(key="undo").click().run()
    assert store.plan(again) == [line]
    assert visitor.checkbox(key=f"done_{line.id}").value
    assert heads(visitor) == ["Done. You answered: it helped · Saved"]
    visitor.checkbox(key=f"done_{line.id}").uncheck().run()
    visitor.checkbox(key=f"done_{line.id}").check().run()
    assert store.plan(again) == [line]
    steps = tuple(PlanStep(text, date(2020, 1, 2), is_done=text == "a") for text in "ab")
    old = planned(store, again, title="Old", outcome="too_early", source="no.longer", steps=steps, due=date(2020, 1, 2))
    visitor = visit("plan", r=again)
    assert "but the advice now begins with “" in shown(visitor)
    visitor.checkbox(key=f"done_{old.id}").check().run()
    assert "Old. :gray[Ended with 1 of 2 steps done.]" in shown(visit("results", r=again))
    store.remove_line(again, old.id)
    late = planned(store, again, title="Left", outcome="not_done")
    visitor = visit("plan", r=again)
    visitor.checkbox(key=f"done_{late.id}").check().run()
    assert store.plan(again)[1] == replace(late, state="done", outcome=None)
    visitor.button(key="undo").click().run()
    assert store.plan(again)[1] == late
    assert store.change_line(again, replace(late, state="open", outcome="too_early"), "state", "outcome")
    visitor = visit("plan", r=again)
    visitor.checkbox(key=f"done_{late.id}").check().run()
    assert "Done. You answered: too early to say · Saved" in heads(visitor)
    visitor.button(key="undo").click().run()
    assert not visitor.checkbox(key=f"done_{late.id}").value


def test_a_removed_line_is_restored_unchanged(visit: Open, store: Store, finished: str) -> None:
    line = planned(store, finished, owner="Åsa", due=date(2027, 3, 31), state="doing", outcome="too_early")
    other = planned(store, finished, title="Stays")
    visitor = visit("plan", r=finished)
    visitor.button(key=f"remove_{line.id}").click().run()
    assert store.plan(finished) == [other]
    store.change_line(finished, replace(other, owner="Bo"), "owner")
    visitor.button(key="undo").click().run()
    assert store.plan(finished) == [line, replace(other, owner="Bo")]
    assert not has(visitor, "undo")


def test_a_removed_line_is_gone(visit: Open, store: Store, finished: str) -> None:
    line, other = planned(store, finished), planned(store, finished, title="Stays")
    visit("plan", r=finished).button(key=f"remove_{line.id}").click().run()
    assert [left.id for left in store.plan(finished)] == [other.id]


# The read-only address ------------------------------------------------------------------------------------------------


def test_a_read_only_address_shows_the_results_and_nothing_else(visit: Open, store: Store, finished: str) -> None:
    planned(store, finished, title="Secret plan")
    view = store.share(finished)
    assert view is not None
    visitor = visit("results", view=view)
    assert "External rewards and ability give the least support" in shown(visitor)
    assert "Shared result. Only the person who answered can change it." in shown(visitor).replace("*", "")
    assert f"Result, {date_text(datetime.now(UTC).date(), 'en')}" in shown(visitor)
    assert {str(button.key) for button in visitor.button} == {"leave_viewing"}
    assert finished not in shown(visitor)
    for page in ("questions", "plan", "report"):
        other = visit(page, view=view)
        assert "shows the results only" in shown(other)
        assert "Secret plan" not in shown(other)
        assert not files_offered(other)
    privacy = visit("privacy", view=view)
    assert not [button for button in privacy.button if button.key in ("delete_my_answers", "delete_really")]
    assert not files_offered(privacy)


@pytest.fixture
def mapped(bank: Instrument) -> Answers:
    """Answers with a map, from a leader of whom the kind of organisation is known."""
    library = kept(IncentiveMap.from_library(bank.incentives))
    given = Answers(incentives=library, organisation="company", leads="managers", experience=Experience(agreed="yes"))
    return replace(given, current_behaviour="We close quickly.", new_behaviour="We solve it.")


def test_a_shared_link_shows_the_map_its_clashes_and_every_number_but_nothing_to_change(
    visit: Open, store: Store, stored: Callable[[Answers], str], mapped: Answers
) -> None:
    """The owner's results had a map, and those of the link had none."""
    key = stored(mapped)
    planned(store, key, title="Secret plan", owner="Secret owner")
    visitor = visit("results", view=store.share(key) or "")
    box = visitor.container(key="shared_map")
    assert len(box.get("vega_lite_chart")) == 2, "one for wide pages, one for narrow ones"
    said = "\n".join(each.value for each in (*box.markdown, *box.caption))
    assert "The head of sales and the head of customer service" in said
    assert "roles work against the experience you want to give" in shown(visitor)
    assert say("en", "map_page.numbers") in {each.label for each in box.expander}
    assert {str(button.key) for button in visitor.button} == {"leave_viewing"}
    assert "Secret" not in shown(visitor)
    assert "shows the results only" in shown(visit("incentives", view=store.share(key) or ""))
    with pytest.raises(KeyError):
        visit("results", r=key).container(key="shared_map")


def test_a_shared_link_says_whose_results_it_shows_and_from_when(
    visit: Open, store: Store, stored: Callable[[Answers], str], mapped: Answers
) -> None:
    today = date_text(datetime.now(UTC).date(), "en")
    text = shown(visit("results", view=store.share(stored(mapped)) or ""))
    assert (
        f"One person’s answers from {today}. They are about going from “We close quickly” to “We solve it”. "
        "The respondent leads several managers in a company with departments."
    ) in text
    swedish = shown(visit("results", view=store.share(stored(mapped)) or "", lang="sv"))
    assert "Den som svarade leder flera chefer i ett företag med avdelningar." in swedish


@pytest.mark.parametrize(
    ("organisation", "leads", "said"),
    [
        (None, "team", "The respondent leads a team or unit."),
        ("public", None, "The answers are about a public organisation."),
        ("small", "organisation", "The respondent leads the whole organisation, a small firm."),
        (None, None, ""),
    ],
)
def test_of_the_respondent_a_shared_link_says_what_is_known(
    bank: Instrument, organisation: Organisation | None, leads: Leads | None, said: str
) -> None:
    report = build_report(bank, Answers(organisation=organisation, leads=leads), made_on=date(2026, 11, 28))
    assert whose_sentences(report, "en") == ["One person’s answers from 28\xa0November\xa02026.", *filter(None, [said])]


@pytest.mark.in_turns
@pytest.mark.parametrize("language", LANGUAGES)
def test_who_shares_is_told_that_the_map_the_heading_and_the_kind_of_organisation_are_shown(
    visit: Open, finished: str, language: Language
) -> None:
    text = shown(visit("results", r=finished, lang=language))
    named = {
        "en": ("incentive map", "heading of your files", "kind of organisation"),
        "sv": ("belöningskartan", "rubriken på dina filer", "sorts organisation"),
    }
    for words in named[language]:
        assert words in say(language, "view_link.text")
    assert say(language, "view_link.text") in text


@pytest.mark.parametrize("address", [{}, {"example": "1"}], ids=["shared link", "example"])
def test_other_readers_see_words_about_the_respondent(
    visit: Open, store: Store, finished: str, address: dict[str, str]
) -> None:
    own = shown(visit("results", r=finished))
    others = shown(visit("results", **(address or {"view": store.share(finished) or ""})))
    assert "This is your picture" in own
    assert "This is one person’s picture" in others
    for about_the_reader in ("your picture", "your answers", "your map", "You chose", "you answered"):
        assert about_the_reader not in others


@pytest.mark.soak
def test_under_a_shared_link_nobody_is_asked_to_let_colleagues_answer(visit: Open, store: Store, finished: str) -> None:
    colleagues, takes_time = say("en", "steps.colleagues"), say("en", "steps.time")
    assert colleagues in shown(visit("results", r=finished))
    assert colleagues not in shown(visit("results", example="1")), "who has done something has read it"
    shared = shown(visit("results", view=store.share(finished) or ""))
    assert colleagues not in shared
    assert takes_time in shared


def test_a_shared_link_that_leads_nowhere_offers_no_results(visit: Open) -> None:
    visitor = visit("results", view=new_key())
    assert not has(visitor, "to_results")
    assert has(visitor, "to_start")


@pytest.mark.parametrize("page", ["questions", "results", "incentives", "plan", "report"])
def test_an_empty_page_has_a_heading_and_says_what_it_will_show(visit: Open, page: str) -> None:
    visitor = visit(page)
    assert [title.value for title in visitor.title] == [say("en", f"{page}.title")]
    assert say("en", f"nothing_begun.shows.{page}") in shown(visitor)


def test_continuing_is_the_main_button_until_somebody_asks_for_the_result(
    visit: Open, store: Store, stored: Callable[[Answers], str], finished: str, worked: Report
) -> None:
    ratings = {item: dict(row) for item, row in worked.answers.ratings.items()}
    del ratings["ABI03"]["new"]
    finished_without_one = stored(replace(worked.answers, ratings=ratings))
    store.finish(finished_without_one)

    def kinds(visitor: AppTest) -> dict[str, str]:
        return {str(b.key).partition("_")[0]: b.proto.type for b in visitor.button if b.proto.type == "primary"}

    assert kinds(visit("results", r=stored(Answers()))) == {"continue": "primary"}
    assert kinds(visit("results", r=finished)) == {"take": "primary"}
    seen_anyway = visit("results", r=finished_without_one)
    assert seen_anyway.button(key="continue").proto.type == "tertiary"
    assert kinds(seen_anyway) == {"take": "primary"}, "whoever asked for the result all the same has come to read it"
    assert kinds(visit("start", r=stored(replace(Answers(), context={"TRU01": 3})))) == {"continue": "primary"}
    assert kinds(visit("start", r=finished)) == {"to": "primary"}, "what is finished is read first"


def test_a_viewer_can_make_an_assessment_of_their_own(visit: Open, store: Store, finished: str) -> None:
    visitor = visit("results", view=store.share(finished) or "")
    visitor.button(key="leave_viewing").click().run()
    own = visitor.query_params["r"]
    assert "view" not in visitor.query_params
    assert own != finished
    assert store.load(own) is not None
    assert len(store.load_all(finished)) == 1


def test_the_owner_starts_and_stops_sharing(visit: Open, store: Store, finished: str) -> None:
    visitor = visit("results", r=finished)
    assert store.shared(finished) is None
    visitor.button(key="share").click().run()
    links = [code.value for code in visitor.code if "view=" in code.value]
    (view,) = parse_qs(urlsplit(links[0]).query)["view"]
    assert view == store.shared(finished)
    visitor.button(key="stop_sharing").click().run()
    assert "does not lead to any answers" in shown(visit("results", view=view))


# Downloading everything and deleting ----------------------------------------------------------------------------------


def test_everything_under_the_key_is_downloaded(visit: Open, store: Store, again: str) -> None:
    planned(store, again, owner="Åsa", due=date(2027, 3, 31))
    visitor = visit("privacy", r=again)
    assert "every assessment under your link, the incentive map and the plan" in shown(visitor)
    assert say("en", "privacy.start_over_help") in shown(visitor)
    _, download = files_offered(visitor)["archive"]
    file = download.made(lambda: store)
    assert file is not None
    bank, home = BANK, json.loads(file.data)
    assert home["format"] == "drivkraft.archive/1"
    assert [each["number"] for each in home["assessments"]] == [1, 2]
    for archived, each in zip(home["assessments"], store.load_all(again), strict=True):
        assert Answers.checked(archived["answers"], bank).choices() == each.choices
        assert set(archived["saved_at"]) == set(each.choices)
    assert home["plan"][0]["owner"] == "Åsa"
    assert home["plan"][0]["due"] == "2027-03-31"


def test_deleting_removes_every_assessment_and_the_plan(visit: Open, store: Store, again: str) -> None:
    planned(store, again)
    view = store.share(again) or ""
    visitor = visit("privacy", r=again)
    visitor.button(key="delete_my_answers").click().run()
    assert "Delete 2 assessments, the plan and the shared link?" in shown(visitor)
    assert list(files_offered(visitor)) == ["archive"]
    visitor.button(key="keep_my_answers").click().run()
    assert len(store.load_all(again)) == 2
    visitor.button(key="delete_my_answers").click().run()
    visitor.button(key="delete_really").click().run()
    assert "are deleted" in shown(visitor)
    assert say("en", "privacy.start_over_help") not in shown(visitor), "there are no answers it could leave"
    assert visitor.button(key="start_over")
    assert store.load_all(again) == []
    assert store.plan(again) == []
    assert store.view_all(view) == []


# Limits ---------------------------------------------------------------------------------------------------------------


def test_assessments_and_wrong_keys_are_limited_per_network_address(nothing_counted: None) -> None:
    for limit, most in ((limiting.NEW_ASSESSMENTS, 300), (limiting.WRONG_KEYS, 30)):
        assert all(limiting.count(limit, "203.0.113.7") for _ in range(most))
        assert not limiting.count(limit, "203.0.113.7")
        assert limiting.count(limit, "203.0.113.8"), "another address is not affected"
        assert all(limiting.count(limit, None) for _ in range(most + 1)), "the server itself has no limit"


@pytest.fixture
def nothing_counted() -> Iterator[None]:
    limiting._own.cache_clear()
    yield
    limiting._own.cache_clear()


@pytest.fixture
def from_afar(nothing_counted: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The visitor comes from a public network address, with nothing counted yet."""
    from streamlit.runtime.context import ContextProxy  # noqa: PLC0415  # Streamlit's own

    monkeypatch.setattr(ContextProxy, "ip_address", property(lambda _: "203.0.113.9"))


@pytest.mark.usefixtures("from_afar")
def test_too_many_new_assessments_are_reported_and_nothing_is_stored(visit: Open, store: Store, finished: str) -> None:
    for _ in range(300):
        limiting.count(limiting.NEW_ASSESSMENTS, "203.0.113.9")
    visitor = visit()
    visitor.button(key="start_quick").click().run()
    assert "Many new assessments have been started from your network" in shown(visitor)
    assert "r" not in visitor.query_params
    assert "give the least support" in shown(visit("results", r=finished))


@pytest.mark.usefixtures("from_afar")
def test_after_ten_thousand_wrong_keys_a_right_one_works_at_once_and_wrong_ones_take_a_while(
    visit: Open, finished: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(10_000):
        limiting.count(limiting.WRONG_KEYS, "203.0.113.9")
    started = monotonic()
    assert "does not lead to any answers" in shown(visit("results", r="wrong-key-of-full-leng"))
    assert monotonic() - started >= limiting.SECONDS_FOR_WRONG_KEYS
    monkeypatch.setattr(limiting, "SECONDS_FOR_WRONG_KEYS", 3600.0)  # Waiting now would take longer than the test.
    for page in ("start", "questions", "results", "report", "plan", "privacy"):
        assert "does not lead to any answers" not in shown(visit(page, r=finished))
    assert "give the least support" in shown(visit("results", r=finished))


def test_who_else_can_use_a_link_is_said_in_one_calm_sentence_and_once(visit: Open, finished: str) -> None:
    """It stood above the statements of the visitor's own answers, each time."""
    visitor = visit("questions", r=finished, at="ability")
    for _ in range(2):
        assert questionnaire_of(visitor)["notices"] == [say("en", "questions.by_link")], "until the page is left"
        visitor.run()
    visitor.switch_page("plan.py").run()
    visitor.switch_page("questions.py").run()
    assert questionnaire_of(visitor)["notices"] == []
