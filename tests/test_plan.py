"""A line of the plan: its day, its texts, its state, and its place among the others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.plan import (
    OUTCOMES,
    STATES,
    TEXT_FIELDS,
    Outcome,
    PlanLine,
    PlanState,
    first_due,
    in_order,
    new_line_id,
    read_due,
    understand_due,
    with_field,
)

TODAY = date(2026, 11, 22)


# Days -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2027-01-31", date(2027, 1, 31)),
        ("  2027-01-31\n", date(2027, 1, 31)),
        ("2028-02-29", date(2028, 2, 29)),
        ("2199-12-31", date(2199, 12, 31)),
        ("", None),
        ("   ", None),
        ("15/1 2027", date(2027, 1, 15)),
        ("15/1/2027", date(2027, 1, 15)),
        ("31.1.2027", date(2027, 1, 31)),
        ("3-4-2027", date(2027, 4, 3)),
        ("15 januari 2027", date(2027, 1, 15)),
        ("den 1 maj 2027", date(2027, 5, 1)),
        ("1 January 2027", date(2027, 1, 1)),
        ("1st of October, 2027", date(2027, 10, 1)),
        ("15 jan", date(2027, 1, 15)),
        ("15 Jan.", date(2027, 1, 15)),
        ("31/1", date(2027, 1, 31)),
        ("22 nov", date(2026, 11, 22)),  # It can still be done today.
        ("29 feb", date(2028, 2, 29)),
    ],
)
def test_a_day_is_read_as_people_write_it(written: str, day: date | None) -> None:
    assert understand_due(written, TODAY) == day


@pytest.mark.parametrize(
    "written",
    [
        "2027-02-30",
        "2027-02-29",
        "2027-13-01",
        "2027-00-10",
        "tomorrow",
        "1/15 2027",
        "31/2",
        "30 feb",
        "15/1-2027",
        "15 ja",
        "15 janes",
        "15 ju 2027",
        "January 2027",
        "2027-1-31",
        "20270131",
        "2027-W05-1",
        "2027-01",
        "27-01-31",
        "9999-12-31",
        "2200-01-01",
        "0000-01-01",
        "-2027-01-31",
        "2027-01-31T10:00",
        "2027-01-31 10:00",
        "２０２７-01-31",
        "٢٠٢٧-٠١-٣١",
        "2027-01-3¹",
        "2027‑01‑31",
        "2027−01−31",
        "2027-01-31\u200b",
        "2027-01-31; DROP TABLE",
        "0x7EB-01-31",
    ],
)
def test_an_invalid_day_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        understand_due(written, TODAY)


@pytest.mark.parametrize("written", ["31/1", "31.1.2027", "1 January 2027", "20270131", "2027-01-31T10:00"])
def test_a_file_accepts_only_one_way_of_writing_a_day(written: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_due(written)


@given(st.text(max_size=12))
def test_any_text_is_a_day_nothing_or_refused(written: str) -> None:
    try:
        day = understand_due(written, TODAY)
    except ValueError:
        return
    assert (day is None) == (not written.strip())
    assert day is None or day.year < 2200


@given(st.dates(max_value=date(2199, 12, 31)))
def test_a_day_is_read_back(day: date) -> None:
    assert read_due(day.isoformat()) == understand_due(day.isoformat(), TODAY) == day


@pytest.mark.parametrize(
    ("outcome", "state"),
    [("helped", "done"), ("no_difference", "done"), ("too_early", "doing"), ("not_done", "doing")],
)
def test_a_line_that_helped_or_made_no_difference_is_done(outcome: Outcome, state: PlanState) -> None:
    """ "It helped · Doing" contradicted itself."""
    line = PlanLine(new_line_id(), state="doing")
    assert with_field(line, "outcome", outcome, TODAY) == replace(line, outcome=outcome, state=state)


def test_a_line_from_a_recommendation_is_due_in_a_month() -> None:
    assert first_due(TODAY) == date(2026, 12, 22)


@pytest.mark.parametrize(
    ("due", "state", "overdue"),
    [
        (date(2026, 11, 21), "open", True),
        (date(2026, 11, 21), "doing", True),
        (date(2026, 11, 21), "done", False),
        (date(2026, 11, 22), "open", False),  # It can still be done today.
        (date(2026, 11, 23), "open", False),
        (None, "open", False),
    ],
)
def test_a_line_is_overdue_the_day_after(due: date | None, state: PlanState, overdue: bool) -> None:
    assert PlanLine("a", due=due, state=state).is_overdue(TODAY) == overdue


# Order ----------------------------------------------------------------------------------------------------------------


def test_open_lines_come_before_done_ones_and_the_earliest_first() -> None:
    soon, later = date(2026, 12, 1), date(2027, 1, 1)
    lines = [
        PlanLine("done soon", due=soon, state="done"),
        PlanLine("no day"),
        PlanLine("later", due=later),
        PlanLine("done without day", state="done"),
        PlanLine("soon, begun", due=soon, state="doing"),
        PlanLine("soon", due=soon),
        PlanLine("no day either"),
    ]
    assert [line.id for line in in_order(lines)] == [
        "soon, begun",
        "soon",
        "later",
        "no day",
        "no day either",
        "done soon",
        "done without day",
    ]


LINES = st.lists(
    st.builds(PlanLine, id=st.uuids().map(str), due=st.one_of(st.none(), st.dates()), state=st.sampled_from(STATES)),
    max_size=20,
)


@given(LINES)
def test_ordering_loses_nothing_and_is_stable(lines: list[PlanLine]) -> None:
    ordered = in_order(lines)
    assert sorted(line.id for line in ordered) == sorted(line.id for line in lines)
    assert in_order(ordered) == ordered


# Texts, states, outcomes ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TEXT_FIELDS)
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Anna  ", "Anna"),
        ("two\nlines\r\nand\ta tab", "two lines and a tab"),
        ("bell\x07 and null\x00", "bell and null"),
        ("\ud800half a sign", "half a sign"),
        ("\u202eturned round\u202c", "turned round"),
        ("x" * 5000, "x" * 4000),
        ("=1+1", "=1+1"),
        ("👩‍🚒 <b>", "👩‍🚒 <b>"),
        ("", ""),
    ],
)
def test_texts_are_cleaned_into_one_line(name: str, typed: str, kept: str) -> None:
    line = PlanLine("a", **cast("dict[str, Any]", {name: typed}))
    assert getattr(line, name) == kept


@pytest.mark.parametrize("state", ["", "Open", "gone", None, "done "])
def test_an_unknown_state_is_refused(state: Any) -> None:
    with pytest.raises(ValueError, match="not a plan state"):
        PlanLine("a", state=cast("PlanState", state))
    with pytest.raises(ValueError, match="not a plan state"):
        replace(PlanLine("a"), state=cast("PlanState", state))


@pytest.mark.parametrize("outcome", ["", "Helped", "worse"])
def test_an_unknown_outcome_is_refused(outcome: str) -> None:
    with pytest.raises(ValueError, match="not a plan outcome"):
        PlanLine("a", outcome=cast("Outcome", outcome))


def test_every_state_and_outcome_is_accepted() -> None:
    assert [PlanLine("a", state=state).state for state in STATES] == list(STATES)
    assert [PlanLine("a", outcome=outcome).outcome for outcome in OUTCOMES] == list(OUTCOMES)


@pytest.mark.parametrize(
    ("added_in", "outcome", "assessment", "asks"),
    [(1, None, 1, False), (1, None, 2, True), (1, "helped", 2, False), (2, None, 2, False), (2, None, 3, True)],
)
def test_the_outcome_is_asked_from_the_next_assessment_on(
    added_in: int, outcome: Outcome | None, assessment: int, asks: bool
) -> None:
    assert PlanLine("a", added_in=added_in, outcome=outcome).asks_for_outcome(assessment, TODAY) == asks


@pytest.mark.parametrize(
    ("due", "state", "asks"),
    [
        (TODAY + timedelta(days=1), "open", False),
        (TODAY + timedelta(days=1), "doing", False),
        (TODAY + timedelta(days=1), "done", True),
        (TODAY, "open", True),
        (TODAY - timedelta(days=1), "doing", True),
        (None, "open", True),
    ],
)
def test_the_outcome_is_not_asked_before_the_line_is_done_or_its_day_has_come(
    due: date | None, state: PlanState, asks: bool
) -> None:
    assert PlanLine("a", due=due, state=state).asks_for_outcome(2, TODAY) == asks


def test_a_line_as_json_has_its_day_as_text() -> None:
    line = PlanLine("a", title="T", due=date(2027, 1, 31), outcome="too_early", source="X-1", added_in=2)
    assert line.document() == {
        "id": "a",
        "title": "T",
        "first_step": "",
        "owner": "",
        "success": "",
        "due": "2027-01-31",
        "state": "open",
        "outcome": "too_early",
        "source": "X-1",
        "added_in": 2,
    }
    assert PlanLine("a").document()["due"] is None


def test_two_lines_never_get_the_same_id() -> None:
    ids = {new_line_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert all(len(one) == 32 for one in ids)
