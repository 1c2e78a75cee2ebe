from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from assessment.bank import Bank, text_hash
from assessment.exports.archive import read_archive
from assessment.instrument import Instrument, load_instrument, read_instrument
from assessment.plan import PlanLine, PlanStep
from assessment.sentences.comparison import comparison_remarks
from assessment.sentences.planned import state_word
from assessment.series import Kept, Series, Today
from assessment.storage import Store, Tap, new_key
from assessment.words import say

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def text() -> str:
    return (ROOT / "questions.yaml").read_text(encoding="utf-8")


@pytest.fixture
def today(text: str, bank: Instrument) -> Today:
    return Today(Bank(bank, text, text_hash(text)), "en", datetime.now(ZoneInfo("Europe/Stockholm")))


@pytest.fixture
def series(sqlite_store: Store) -> Series:
    return Series(sqlite_store, new_key())


def choices(**more: object) -> dict[str, object]:
    return {"form": "quick", "behaviours.current": "discount", "behaviours.new": "listen", **more}


def rate(series: Series, bank: Instrument, value: int) -> None:
    """Answer everything the quick form asks."""
    paths = [f"ratings.{item.id}.{column}" for item in bank.form_items("quick") for column in ("current", "new")]
    taps = [Tap(place, path, value) for place, path in enumerate(paths, 1)]
    assert series.store.apply(series.key, f"tab {value}", taps)


def finished(series: Series, today: Today, value: int) -> None:
    if (newest := series.newest(today)) is None:
        series.begin(choices(), today)
    else:
        series.again(newest, today)
    rate(series, today.bank.instrument, value)
    series.finish()


def test_an_unknown_key_opens_nothing(series: Series, today: Today) -> None:
    assert not series.is_there()
    assert not series.is_view()
    assert (series.newest(today), series.open(today), series.view(today)) == (None, None, None)
    assert (series.archive(today), series.kept(), series.shared()) == (None, None, None)
    assert not series.change(choices())


def test_an_unfinished_assessment_is_shown_until_one_is_finished(series: Series, today: Today) -> None:
    series.begin(choices(), today)
    opened = series.open(today)
    assert opened is not None
    assert (opened.newest.number, opened.newest.is_finished, opened.finished) == (1, False, ())
    assert opened.report.answers.current_behaviour == "discount"
    assert opened.report.made_on == today.now.date()


def test_assessing_again_carries_behaviours_over_and_hides_nothing_until_it_is_finished(
    series: Series, today: Today
) -> None:
    finished(series, today, 3)
    first = series.newest(today)
    assert first is not None
    series.again(first, today)
    series.again(first, today)
    opened = series.open(today)
    assert opened is not None
    assert (opened.newest.number, opened.newest.answers.ratings) == (2, {})
    assert opened.newest.answers.new_behaviour == "listen"
    assert (opened.reported.number, opened.is_latest) == (1, True)
    rate(series, today.bank.instrument, 5)
    series.finish()
    later = series.open(today)
    assert later is not None
    assert later.reported.number == 2
    assert [each.number for each in later.finished] == [1, 2]
    assert len(later.report.earlier) == 1
    assert later.report.changes


def test_an_earlier_finished_assessment_is_opened_by_its_number_without_the_plan(series: Series, today: Today) -> None:
    finished(series, today, 2)
    finished(series, today, 4)
    series.store.add_line(series.key, PlanLine("line", title="call"))
    earlier, latest, unknown = (series.open(today, number) for number in (1, 2, 7))
    assert earlier is not None
    assert latest is not None
    assert unknown is not None
    assert (earlier.reported.number, earlier.is_latest, earlier.report.plan) == (1, False, ())
    assert [line.title for line in latest.report.plan] == ["call"]
    assert unknown.reported.number == 2


def test_a_read_only_key_shows_the_results_without_the_plan_until_sharing_stops(series: Series, today: Today) -> None:
    finished(series, today, 4)
    series.store.add_line(series.key, PlanLine("line", title="call"))
    series.share()
    shared = series.shared()
    assert shared is not None
    view = Series(series.store, shared)
    opened = view.view(today)
    assert opened is not None
    assert opened.report.plan == ()
    assert (view.is_view(), view.is_there()) == (True, False)
    series.stop_sharing()
    assert view.view(today) is None


def test_a_discarded_assessment_can_be_put_back(series: Series, today: Today) -> None:
    finished(series, today, 4)
    first = series.newest(today)
    assert first is not None
    series.again(first, today)
    discarded = series.discard(2)
    assert discarded is not None
    assert series.newest(today) == first
    assert series.put_back(discarded)
    again = series.newest(today)
    assert again is not None
    assert again.number == 2


def test_an_archive_opens_again_under_another_key(series: Series, today: Today) -> None:
    finished(series, today, 2)
    finished(series, today, 4)
    series.store.add_line(series.key, PlanLine("line", title="call"))
    archive = series.archive(today)
    assert archive is not None
    assert len(json.loads(archive)["assessments"]) == 2
    other = Series(series.store, new_key())
    for _ in range(2):
        other.restore(read_archive(archive, today.bank.instrument, "all.json"), today)
    assert other.kept() == Kept(assessments=2, has_map=False, has_plan=True, is_shared=False)
    first, second = series.open(today), other.open(today)
    assert first is not None
    assert second is not None
    assert first.report.scores == second.report.scores


def test_deleting_leaves_nothing(series: Series, today: Today) -> None:
    finished(series, today, 4)
    assert series.kept() == Kept(assessments=1, has_map=False, has_plan=False, is_shared=False)
    series.delete()
    assert not series.is_there()
    assert series.kept() is None


@pytest.mark.unmeasured
def test_an_assessment_keeps_the_question_bank_it_was_begun_on(series: Series, today: Today, text: str) -> None:
    series.begin(choices(), today)
    newer_text = text.replace("sv:", "sv: ", 1) + "\n# another\n"
    newer = today._replace(bank=Bank(today.bank.instrument, newer_text, text_hash(newer_text)))
    same = series.newest(newer)
    assert same is not None
    assert same.instrument == load_instrument()
    assert same.occasion.bank_is_current, "only its text differs"


def test_the_day_of_an_assessment_is_that_of_the_readers_time_zone(series: Series, today: Today) -> None:
    series.begin(choices(), today)
    now = datetime.now(UTC)
    days = {
        zone: opened.reported.occasion.answered_on
        for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago")
        if (opened := series.open(today._replace(now=now.astimezone(ZoneInfo(zone))))) is not None
    }
    assert days["Pacific/Kiritimati"] is not None
    assert days["Pacific/Pago_Pago"] is not None
    assert days["Pacific/Kiritimati"] - days["Pacific/Pago_Pago"] >= timedelta(days=1)


def earlier_bank(text: str) -> Bank:
    """A question bank in which the quick form still asks about a career, and not about avoided reprimands."""
    asked_now, asked_then = "EXT14\n    factor: external_rewards", "EXT10\n    factor: external_rewards"
    at = text.index("- id: EXT05")
    career = text[at : text.index("- id: ", at + 1)]
    edited = text.replace(career, career.replace("form: full", "form: quick"))
    at = edited.index(asked_now)
    edited = edited[:at] + edited[at:].replace(asked_now, asked_then, 1).replace("form: quick", "form: full", 1)
    edited = edited.replace('version: "1.3"', 'version: "1.1"')
    return Bank(read_instrument(edited.encode()), edited, text_hash(edited))


def test_answers_on_an_earlier_bank_are_scored_on_it_and_the_comparison_names_what_was_replaced(
    series: Series, today: Today, text: str
) -> None:
    then = today._replace(bank=earlier_bank(text))
    finished(series, then, 4)
    before = series.open(today)
    assert before is not None
    assert before.report.answers.ratings["EXT05"] == {"current": 4, "new": 4}
    assert before.report.scores.answered == before.report.scores.cells == 36
    external = before.report.scores.factor("external_rewards")
    assert (external.new.score, external.new.items) == (75, 4)
    finished(series, today, 2)
    opened = series.open(today)
    assert opened is not None
    assert opened.report.earlier[0].scores.factor("external_rewards") == external
    assert opened.report.differences == ("bank_differs",)
    assert opened.report.factors_with_other_statements == ("external_rewards",)
    assert comparison_remarks(opened.report, "en")[-2:] == [
        "The two assessments used different versions of the questions. Compare them with care.",
        "Statements on external rewards have been replaced since then. A difference there may be due to that.",
    ]
    assert comparison_remarks(opened.report, "sv")[-1].startswith("Påståenden om yttre belöningar har bytts ut")


def test_answering_again_does_the_step_that_asks_for_it_and_older_answers_leave_the_plan(
    series: Series, today: Today
) -> None:
    finished(series, today, 3)
    quoting = 'Start with "Our managers praise those who work this way" (today: completely true, wanted: partly true).'
    steps = (PlanStep(quoting), PlanStep(f"{say('sv', 'again.button')}: vilket beteende vinner nu?"))
    assert series.add_line(PlanLine("a" * 32, title="Then", steps=steps))
    assert series.add_line(PlanLine("b" * 32, title="Not done", steps=steps, outcome="not_done"))
    first = series.open(today)
    assert first is not None
    assert first.report.plan[0].steps == steps
    finished(series, today, 4)
    opened = series.open(today)
    assert opened is not None
    line, undone = opened.report.plan
    assert [step.is_done for step in line.steps] == [False, True]
    assert undone.steps_done == 1, "also of what was not done: the new answers are that step"
    assert state_word(undone, "en") == say("en", "plan.states.doing")
    assert line.steps[0].text == 'Start with "Our managers praise those who work this way".'
    assert series.tick_step(line.id, 1, is_done=False), "it can be ticked off again"
    opened = series.open(today)
    assert opened is not None
    assert opened.report.plan[0].steps_done == 0


def test_the_kind_of_organisation_and_what_one_leads_are_kept_and_change_only_words(
    series: Series, today: Today
) -> None:
    series.begin(choices(organisation="small", leads="team"), today)
    rate(series, today.bank.instrument, 2)
    series.finish()
    first = series.newest(today)
    assert first is not None
    assert first.instrument == today.bank.instrument.fitted_to("small")
    series.again(first, today)
    assert series.change({"organisation": "public"})
    rate(series, today.bank.instrument, 4)
    series.finish()
    opened = series.open(today)
    assert opened is not None
    assert (opened.report.answers.organisation, opened.report.answers.leads) == ("public", "team")
    assert opened.report.instrument == today.bank.instrument.fitted_to("public")
    assert opened.report.differences == ()
    assert opened.report.factors_with_other_statements == ()
