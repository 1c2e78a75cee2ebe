"""A downloaded archive can be opened again, and every problem in one is reported with its place."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from assessment.answers import Answers
from assessment.exports.archive import (
    MAX_ARCHIVE_BYTES,
    ArchivedAssessment,
    is_archive,
    read_archive,
    to_archive_json,
)
from assessment.incentives import IncentiveMap, SaidOfMeasure
from assessment.instrument import Instrument
from assessment.plan import PlanLine, PlanStep
from assessment.problems import Problems

THEN = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
PLAN = (
    PlanLine("a" * 32, title="Möten på måndagar", owner="Åsa", due=date(2027, 1, 31), source="R-1.ability"),
    PlanLine("b" * 32, success="Färre klagomål", state="done", outcome="helped", happened="Alla ringde", added_in=2),
    PlanLine("c" * 32, steps=(PlanStep("Fråga", date(2027, 1, 8), has_own_day=True), PlanStep("Mät", is_done=True))),
    PlanLine("d" * 32, due=date(2027, 3, 1), first_due=date(2027, 1, 31)),
    PlanLine(
        "e" * 32,
        said=(
            SaidOfMeasure("sales", "kept", -1.5, "own", "root"),
            SaidOfMeasure("sales", "kept", 2, on="it"),
            SaidOfMeasure("sales", "kept", 0.5),
        ),
    ),
)


@pytest.fixture
def series(bank: Instrument) -> list[ArchivedAssessment]:
    proposed = IncentiveMap.proposed(bank.incentives, {"reachable": 5})
    answers = Answers(
        form="quick",
        language="sv",
        current_behaviour="Vi avslutar snabbt.",
        new_behaviour="Vi löser det.",
        ratings={"ABI01": {"current": 4, "new": "dont_know"}},
        importance={"ability": 5},
        instrument_version=bank.version,
    )
    first = ArchivedAssessment(answers, bank, "1", THEN, THEN + timedelta(hours=1), times(answers))
    second = replace(answers, incentives=proposed, left_out=2)
    return [first, ArchivedAssessment(second, bank, "1", THEN + timedelta(days=90), None, times(second))]


def times(answers: Answers) -> dict[str, datetime]:
    """When each choice was saved, one second apart."""
    return {path: THEN + timedelta(seconds=number) for number, path in enumerate(answers.choices())}


def test_an_archive_is_read_back_unchanged(series: list[ArchivedAssessment], bank: Instrument) -> None:
    taken = to_archive_json(series, PLAN, is_shared=True)
    assert is_archive(taken)
    found = read_archive(taken, bank, "all.json")
    assert found.plan == PLAN
    assert list(found.assessments) == series
    assert to_archive_json(found.assessments, found.plan, is_shared=True) == taken
    has_it = ["happened" in line for line in json.loads(taken)["plan"]]
    assert has_it == [False, True, False, False, False], (
        "only where it is written, so that other files stay as they were"
    )
    assert ["first_due" in line for line in json.loads(taken)["plan"]] == [False, False, False, True, False]
    *others, said = json.loads(taken)["plan"]
    assert not any("said" in line for line in others)
    assert said["said"][1] == {"role": "sales", "measure": "kept", "value": 2, "on": "it"}


def test_a_file_of_answers_is_not_an_archive(series: list[ArchivedAssessment], bank: Instrument) -> None:
    for data in (series[0].answers.to_json(bank), b"", b"[]", b"{", b"\xff", b" " * (MAX_ARCHIVE_BYTES + 1)):
        assert not is_archive(data)


def test_choices_that_no_longer_fit_are_left_out(series: list[ArchivedAssessment], bank: Instrument) -> None:
    document = json.loads(to_archive_json(series, PLAN, is_shared=False))
    document["assessments"][0]["answers"]["ratings"]["XYZ99"] = {"new": 3}
    found = read_archive(json.dumps(document).encode(), bank, "all.json")
    assert found.assessments[0].answers.left_out == 1
    assert found.assessments[0].answers.ratings == series[0].answers.ratings


def _set(path: str, value: object) -> Callable[[dict[str, Any]], None]:
    def change(document: dict[str, Any]) -> None:
        inner: Any = document
        *steps, last = [int(step) if step.isdecimal() else step for step in path.split(".")]
        for step in steps:
            inner = inner[step]
        inner[last] = value

    return change


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("assessments", [], "assessments: found 0 entries, expected at least 1"),
        ("assessments", {}, "assessments: found"),
        ("assessments", [{}] * 101, "found 101 entries, expected at most 100"),
        ("assessments.0", 3, "assessments.0: found"),
        ("assessments.0.begun_at", "yesterday", 'assessments.0.begun_at: found "yesterday", expected a time'),
        ("assessments.0.begun_at", "2026-01-01T00:00:00", "with its zone"),
        ("assessments.0.begun_at", "9999-12-31T23:59:59+00:00", "not in the future"),
        ("assessments.0.finished_at", 5, "assessments.0.finished_at"),
        ("assessments.0.saved_at.form", None, "assessments.0.saved_at.form"),
        ("assessments.0.scoring_version", "1" * 21, "at most 20"),
        ("assessments.1.left_out", -1, "assessments.1.left_out"),
        ("assessments.0.answers", None, "assessments.0.answers"),
        ("assessments.0.answers.format", "x", "assessments.0.answers.format"),
        ("assessments.0.answers.ratings.ABI01.new", [], "assessments.0.answers.ratings.ABI01.new"),
        ("assessments.1.answers.incentives.roles", 7, "roles"),
        ("plan", None, "plan: found null, expected a list"),
        ("plan.0.id", "", "plan.0.id: the text is empty"),
        ("plan.1.id", "a" * 32, "again, expected a different one"),
        ("plan.0.id", "a" * 33, "plan.0.id: the text has 33 characters, expected at most 32"),
        ("plan.0.title", 5, "plan.0.title"),
        ("plan.0.title", "x" * 4001, "at most 4000"),
        ("plan.0.due", "2027-02-30", "plan.0.due"),
        ("plan.0.due", 20270131, "plan.0.due"),
        ("plan.0.state", "finished", "plan.0.state"),
        ("plan.1.outcome", [], "plan.1.outcome"),
        ("plan.1.added_in", 3, "expected a whole number from 1 to 2"),
        ("plan.1.added_in", True, "plan.1.added_in"),
    ],
)
def test_every_problem_is_reported_with_its_place(
    series: list[ArchivedAssessment], bank: Instrument, path: str, value: object, message: str
) -> None:
    document = json.loads(to_archive_json(series, PLAN, is_shared=False))
    _set(path, value)(document)
    with pytest.raises(Problems) as found:
        read_archive(json.dumps(document, indent=2).encode(), bank, "all.json")
    assert message in str(found.value)
    assert all(problem.line and problem.column for problem in found.value.problems)


def test_all_problems_of_an_archive_are_reported_at_once(series: list[ArchivedAssessment], bank: Instrument) -> None:
    document = json.loads(to_archive_json(series, PLAN, is_shared=False))
    for path in ("assessments.0.begun_at", "assessments.1.answers.importance.ability", "plan.0.state", "plan.1.due"):
        _set(path, "x")(document)
    with pytest.raises(Problems) as found:
        read_archive(json.dumps(document, indent=2).encode(), bank, "all.json")
    assert len(found.value.problems) == 4


@pytest.mark.unmeasured
def test_a_long_series_of_full_maps_fits_in_an_archive(series: list[ArchivedAssessment], bank: Instrument) -> None:
    taken = to_archive_json([series[1]] * 100, PLAN, is_shared=False)
    assert len(taken) <= MAX_ARCHIVE_BYTES
    assert len(read_archive(taken, bank, "all.json").assessments) == 100
