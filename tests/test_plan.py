"""A line of the plan: its day, its texts, its state, and its place among the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.next_up import first_up, late_things, steps_in_turn
from assessment.plan import (
    OUTCOMES,
    STATES,
    TEXT_FIELDS,
    Outcome,
    PlanLine,
    PlanState,
    PlanStep,
    day_in,
    in_order,
    last_day,
    left_to_do,
    new_line_id,
    recommended_steps,
    with_field,
)
from assessment.working_days import LAST_DAY, day_to_remind, read_due

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
    ],
)
def test_a_day_is_read_as_files_write_it(written: str, day: date | None) -> None:
    assert read_due(written) == day


@pytest.mark.parametrize(
    "written",
    [
        "2027-02-30",
        "2027-02-29",
        "2027-13-01",
        "2027-00-10",
        "tomorrow",
        "31/1",
        "31.1.2027",
        "1 January 2027",
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
        read_due(written)


@given(st.text(max_size=12))
def test_any_text_is_a_day_nothing_or_refused(written: str) -> None:
    try:
        day = read_due(written)
    except ValueError:
        return
    assert (day is None) == (not written.strip())
    assert day is None or day.year < 2200


@given(st.sampled_from([30, 60, 90]), st.dates(max_value=date(2199, 1, 1)))
def test_a_day_to_choose_is_a_working_day_close_to_what_its_button_says(days: int, today: date) -> None:
    """On 29 November 2026, "90 days" gave a Saturday."""
    day = day_in(days, today)
    assert day.weekday() < 5
    assert (day.month, day.day) < (12, 24), "most are away from Christmas to Epiphany"
    assert (day.month, day.day) > (1, 6)
    assert -6 <= (day - today).days - days <= (18 if day.month == 1 else 6)


@given(st.dates(max_value=date(2199, 12, 31)))
def test_a_day_is_read_back(day: date) -> None:
    assert read_due(day.isoformat()) == day


@pytest.mark.parametrize(
    ("outcome", "state"),
    [("helped", "done"), ("no_difference", "done"), ("too_early", "doing"), ("not_done", "open")],
)
def test_an_outcome_sets_the_state_it_means(outcome: Outcome, state: PlanState) -> None:
    """ "It helped · Doing" contradicted itself."""
    line = PlanLine(new_line_id(), state="doing")
    assert with_field(line, "outcome", outcome) == replace(line, outcome=outcome, state=state)


@pytest.mark.parametrize(
    ("outcome", "state", "left"),
    [
        ("helped", "open", "helped"),
        ("no_difference", "doing", "no_difference"),
        ("not_done", "done", None),
        ("too_early", "done", "too_early"),
        ("helped", "done", "helped"),
        ("not_done", "open", "not_done"),
    ],
)
def test_only_a_tick_removes_an_outcome_namely_that_it_was_not_done(
    outcome: Outcome, state: PlanState, left: Outcome | None
) -> None:
    line = PlanLine(new_line_id(), outcome=outcome)
    assert with_field(line, "state", state) == replace(line, outcome=left, state=state)


# Steps ----------------------------------------------------------------------------------------------------------------

STEPS = recommended_steps({7: "This week", 30: "In a month", 60: "In two", 90: "In three"}, TODAY)


def test_a_recommendation_has_four_steps_each_with_its_day() -> None:
    assert [step.due for step in STEPS] == [
        date(2026, 11, 27),
        date(2026, 12, 22),
        date(2027, 1, 21),
        date(2027, 2, 19),
    ]
    assert [step.text for step in STEPS] == ["This week", "In a month", "In two", "In three"]
    assert not any(step.is_done for step in STEPS)


def test_the_first_step_that_is_done_means_that_the_line_is_being_done() -> None:
    line = PlanLine("a", steps=STEPS)
    begun = line.with_step(1, is_done=True)
    assert [step.is_done for step in begun.steps] == [False, True, False, False]
    assert begun.state == "doing"
    assert begun.with_step(1, is_done=False) == line
    assert replace(begun, state="done").with_step(1, is_done=False).state == "done"
    assert line.with_step(9, is_done=True) == line


def test_what_comes_next_is_what_is_due_first_of_all_that_is_left() -> None:
    line = PlanLine("a", title="All of it", due=TODAY + timedelta(days=30), steps=STEPS)
    assert left_to_do([line])[0] == (date(2026, 11, 27), "This week")
    assert left_to_do([line.with_step(0, is_done=True)])[0] == (TODAY + timedelta(days=30), "In a month")
    assert left_to_do([replace(line, state="done"), PlanLine("b")]) == ()
    assert left_to_do([PlanLine("b", title="Own", due=TODAY), line])[0] == (TODAY, "Own")


def test_a_line_with_steps_is_not_left_to_do_beside_its_own_steps() -> None:
    line = PlanLine("a", title="All of it", due=TODAY, steps=(PlanStep("Ask", TODAY), PlanStep("Tell", TODAY)))
    assert [text for _, text in left_to_do([line])] == ["Ask", "Tell"]
    asked = line.with_step(0, is_done=True)
    assert [text for _, text in left_to_do([asked])] == ["Tell"]
    assert left_to_do([asked.with_step(1, is_done=True)]) == ()


@given(
    st.builds(
        PlanStep,
        st.text(max_size=20),
        st.one_of(st.none(), st.dates(max_value=LAST_DAY)),
        st.booleans(),
        st.booleans(),
    )
)
def test_a_step_is_read_back_from_json(step: PlanStep) -> None:
    assert PlanStep.of(step.document()) == step


def is_off(day: date) -> bool:
    return day.isoformat()[5:] in {"05-01", "06-06"} or not (1, 6) < (day.month, day.day) < (12, 24)


def without_pause(day: date, days: int) -> date:
    """The day so many days later, from 7 January where it is in the pause around Christmas, whose days do not count."""
    following = (day + timedelta(days=more) for more in range(60))
    counted = [each for each in following if (1, 6) < (each.month, each.day) < (12, 24)]
    return counted[days]


def test_no_step_is_due_on_a_weekend_or_when_most_are_away_and_only_for_that_later_than_its_days_say() -> None:
    for begun in (TODAY + timedelta(days=days) for days in range(0, 1100, 3)):
        steps = recommended_steps(dict.fromkeys((7, 30, 60, 90), "a"), begun)
        dues = [step.due for step in steps if step.due]
        assert dues == sorted(dues)
        for due, days in zip(dues, (7, 30, 60, 90), strict=True):
            assert due.weekday() < 5
            assert not is_off(due)
            asked = begun + timedelta(days=days) if days != 30 else without_pause(begun + timedelta(days=7), 23)
            between = [asked - timedelta(days=2) + timedelta(days=more) for more in range(18)]
            free = [day for day in between if day < due]
            assert asked - timedelta(days=2) <= due
            assert due <= asked or all(is_off(day) or day.weekday() > 4 or day < asked for day in free)


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2026, 12, 1), date(2026, 11, 30)),
        (date(2026, 12, 7), date(2026, 12, 4)),
        (date(2027, 1, 7), date(2027, 1, 5)),
        (date(2030, 1, 2), date(2029, 12, 28)),
        (date(2029, 5, 2), date(2029, 4, 30)),
    ],
)
def test_a_reminder_is_for_the_working_day_before_and_never_for_a_holiday(day: date, before: date) -> None:
    assert day_to_remind(day) == before


def test_what_would_be_due_between_christmas_and_epiphany_is_due_on_the_next_working_day() -> None:
    """“4 January” was proposed for what a whole organisation was to begin with."""
    for begun in (date(2026, 11, 24), date(2026, 12, 5)):
        assert day_in(30, begun) == date(2027, 1, 7)
    assert day_in(30, date(2026, 11, 23)) == date(2026, 12, 23)


def test_a_step_keeps_a_day_of_its_own_when_the_others_follow_the_deadline() -> None:
    line = PlanLine("a", due=last_day(STEPS), steps=STEPS).with_step_due(1, date(2026, 12, 10))
    assert days_of(line) == [STEPS[0].due, date(2026, 12, 10), STEPS[2].due, STEPS[3].due]
    assert line.due == STEPS[3].due
    later = line.due_on(date(2027, 5, 21), TODAY)
    assert days_of(later)[1] == date(2026, 12, 10)
    assert all(
        day and before and day > before for day, before in zip(days_of(later)[2:], days_of(line)[2:], strict=True)
    )
    assert days_of(later)[-1] == later.due
    cleared = line.with_step_due(2, None).due_on(date(2027, 5, 21), TODAY)
    assert days_of(cleared)[2] is None


def test_no_deadline_is_before_a_day_that_is_set_for_a_step() -> None:
    line = PlanLine("a", due=last_day(STEPS), steps=STEPS).with_step_due(3, date(2027, 6, 1))
    assert line.due == date(2027, 6, 1)
    assert PlanLine("a", steps=STEPS).with_step_due(2, date(2027, 6, 1)).due is None


def test_a_step_that_moves_pushes_those_after_it_that_would_come_before_it() -> None:
    """Step 2 was moved to a day after step 3, without a word."""
    line = PlanLine("a", due=last_day(STEPS), steps=STEPS)
    day = date(2027, 1, 29)
    moved = line.with_step_due(1, day)
    assert days_of(moved) == [STEPS[0].due, day, date(2027, 2, 26), date(2027, 3, 29)]
    assert moved.due == date(2027, 3, 29)
    assert days_of(line.with_step(2, is_done=True).with_step_due(1, day)) == [STEPS[0].due, day, *days_of(line)[2:]]
    assert days_of(line.with_step_due(3, TODAY)) == [*days_of(line)[:3], TODAY], "no earlier step is moved"
    assert line.with_step_due(0, LAST_DAY).due == LAST_DAY


def test_the_steps_before_a_last_one_with_a_day_of_its_own_stay_before_the_deadline() -> None:
    line = PlanLine("a", due=last_day(STEPS), steps=STEPS).with_step_due(3, STEPS[3].due)
    moved = line.due_on(date(2027, 5, 21), TODAY)
    assert all(day and day < date(2027, 5, 21) for day in days_of(moved))


def test_a_line_with_steps_is_due_with_the_last_of_them() -> None:
    assert last_day(STEPS) == date(2027, 2, 19)
    assert last_day([PlanStep("a")]) is None


def days_of(line: PlanLine) -> list[date | None]:
    return [step.due for step in line.steps]


def test_the_steps_that_are_left_follow_the_deadline_of_their_line() -> None:
    line = PlanLine("a", due=last_day(STEPS), steps=STEPS).with_step(0, is_done=True)
    sooner = line.due_on(date(2026, 12, 22), TODAY)
    assert sooner.due == date(2026, 12, 22)
    assert days_of(sooner) == [STEPS[0].due, date(2026, 12, 2), date(2026, 12, 11), date(2026, 12, 22)]
    assert sooner.due_on(sooner.due, TODAY) == sooner, "a repeated save moves nothing"
    assert days_of(line.due_on(None, TODAY)) == days_of(line)
    on_a_sunday = line.due_on(date(2027, 3, 21), TODAY)
    assert days_of(on_a_sunday)[-1] == on_a_sunday.due == date(2027, 3, 21), "the day that was chosen is kept"


def test_however_near_the_deadline_no_step_is_moved_to_the_same_day_or_a_weekend() -> None:
    saturday = date(2026, 11, 28)
    line = PlanLine("a", steps=recommended_steps(dict.fromkeys((7, 30, 60, 90), "a"), saturday))
    assert days_of(line.due_on(date(2026, 12, 11), saturday))[0] == date(2026, 11, 30)
    assert days_of(line.due_on(date(2026, 11, 29), saturday)) == [date(2026, 11, 29)] * 4, "the chosen day is kept"


def test_steps_that_are_late_end_with_their_line_too() -> None:
    line, then = PlanLine("a", due=last_day(STEPS), steps=STEPS), date(2027, 4, 1)
    assert days_of(line.due_on(date(2027, 5, 1), then))[-1] == date(2027, 5, 1)
    half = line.due_on(date(2027, 3, 31), date(2027, 1, 1))
    assert days_of(half)[:2] == [STEPS[0].due, STEPS[1].due], "what is late already stays so"
    assert days_of(half)[-1] == half.due


def test_steps_that_are_all_late_are_spread_over_the_time_to_the_new_day() -> None:
    """A new day in 30 days left all but the last of them late."""
    line, then = PlanLine("a", due=last_day(STEPS), steps=STEPS).with_step(0, is_done=True), date(2027, 3, 1)
    moved = line.due_on(date(2027, 3, 31), then)
    assert days_of(moved) == [STEPS[0].due, date(2027, 3, 11), date(2027, 3, 19), date(2027, 3, 31)]
    assert moved.due_on(moved.due, then) == moved, "a repeated save moves nothing"


@given(st.dates(max_value=LAST_DAY), st.dates(max_value=LAST_DAY), st.lists(st.dates(max_value=LAST_DAY), max_size=5))
def test_no_step_is_due_after_its_line_once_the_day_is_chosen(day: date, today: date, days: list[date]) -> None:
    line = PlanLine("a", steps=tuple(PlanStep("b", due) for due in sorted(days))).due_on(day, today)
    left = [due for due in days_of(line) if due]
    assert max(left, default=day) == day
    assert left == sorted(left)


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


def test_what_is_next_is_what_is_due_first_whichever_advice_it_comes_from() -> None:
    """The start page named a step due on 18 December while one was due on the 7th."""
    soon = PlanLine("soon", title="Soon", due=TODAY + timedelta(days=2))
    late = PlanLine("late", title="Late", due=TODAY - timedelta(days=1), source="now")
    step = PlanLine("step", due=TODAY + timedelta(days=9), steps=(PlanStep("Ask", TODAY - timedelta(days=3)),))
    gone = PlanLine("gone", title="Gone", outcome="not_done")
    lines = (soon, gone, late, step)

    def first(lines: Sequence[PlanLine], *ranked: str) -> tuple[object, ...]:
        return (first_up(lines, TODAY, ranked) or ())[:5]

    assert first(lines, "now") == (step, 0, TODAY - timedelta(days=3), "Ask", True), "overdue longest"
    moved = PlanLine("moved", steps=(PlanStep("Now", soon.due), PlanStep("Tell", TODAY + timedelta(days=1))))
    assert first((soon, moved)) == (moved, 1, TODAY + timedelta(days=1), "Tell", False), "not in their order"
    same = replace(soon, id="same", source="now")
    assert first((gone, soon, same), "now") == (same, None, soon.due, "Soon", False), "on the same day"
    assert first((gone,)) == (gone, None, None, "Gone", True), "it has no day any more"
    assert first((soon, step.with_step(0, is_done=True))) == (soon, None, soon.due, "Soon", False)
    assert first_up((step.with_step(0, is_done=True), PlanLine("b")), TODAY) is None


def test_what_is_late_is_proposed_a_next_step_a_week_in_the_order_of_the_plan_however_many_steps_are_done() -> None:
    """With new dates for all, the second advice came before the first; a tick turned ninety days into thirty."""
    late = tuple(replace(step, due=step.due - timedelta(days=100)) for step in STEPS if step.due)
    lines = [PlanLine(name, due=last_day(late), steps=late, source=name) for name in ("second", "first")]
    begun = replace(lines[0].with_step(0, is_done=True).with_step(1, is_done=True), title="Begun")
    own = PlanLine("own", title="Own", due=TODAY - timedelta(days=200))
    for second in (lines[0], begun):
        found = {one.line.id: one for one in late_things([own, second, lines[1]], TODAY, ["first", "second"])}
        moved = {name: one.proposed(TODAY) for name, one in found.items()}
        assert {name: left_to_do([line])[0].day for name, line in moved.items()} == {
            "first": day_in(7, TODAY),
            "second": day_in(14, TODAY),
            "own": day_in(30, TODAY),
        }
        assert found["second"].moved_along(TODAY)[-1] == moved["second"].due == last_day(moved["second"].steps)
        assert not any(line.is_late(TODAY) for line in moved.values())
        up = first_up(list(moved.values()), TODAY, ["first", "second"])
        assert up
        assert up.line.id == "first"
    assert found["own"].moved_along(TODAY) == []


def test_a_next_step_gets_its_day_in_the_order_of_the_results_beside_days_that_are_set() -> None:
    """The second advice got a day before the first, so that it was next in the plan."""
    ranked = ("first", "second", "third")

    def planned(name: str, day: date, *, days: int = 90) -> PlanLine:
        steps = (PlanStep("Ask", day), PlanStep("Tell", TODAY + timedelta(days=days)))
        return PlanLine(name, title=name, due=last_day(steps), steps=steps, source=name)

    def begun(name: str, *lines: PlanLine) -> date | None:
        texts = dict.fromkeys((7, 30, 60, 90), "a")
        first, *later = steps_in_turn(texts, name, lines, TODAY, ranked)
        assert later == list(recommended_steps(texts, TODAY)[1:])
        return first.due

    week, soon, later = day_in(7, TODAY), TODAY + timedelta(days=3), TODAY + timedelta(days=18)
    assert begun("second", planned("first", soon)) == week == begun("own", planned("first", later))
    assert begun("second", planned("first", later)) == later, "within three weeks, also where the first has that day"
    assert begun("second", planned("first", week)) == day_in(14, TODAY), "two first steps got the same day"
    next_day = later + timedelta(days=1)
    assert begun("second", planned("first", later), planned("third", next_day)) == later, "before the third"
    just_before = TODAY + timedelta(days=24)
    assert begun("second", planned("first", just_before)) == week, "the first step waits for nothing after that"
    before = soon - timedelta(days=1)
    assert begun("first", planned("second", soon)) == before, "two next steps on one day is one too many"
    assert begun("first", planned("second", week)) == date(2026, 11, 26), "the last working day before it"
    assert begun("second", planned("first", later), planned("third", soon)) == later
    assert begun("first", planned("second", TODAY)) == TODAY + timedelta(days=1)
    assert begun("second", planned("first", TODAY - timedelta(days=1))) == week, "what is late gets another day"
    late = planned("second", TODAY - timedelta(days=9), days=-2)
    (one,) = late_things([late, planned("first", later), planned("third", soon)], TODAY, ranked)
    assert one.new_day == left_to_do([one.proposed(TODAY)])[0].day == later
    (alone,) = late_things([late, planned("third", soon)], TODAY, ranked)
    assert alone.new_day == before
    # After advice was added behind two that are late, both got the day before it.
    both = [late, replace(late, id="first", source="first"), planned("third", week)]
    (one,) = (found for found in late_things(both, TODAY, ranked) if found.line.id == "first")
    (other,) = (found for found in late_things(both, TODAY, ranked) if found.line.id == "second")
    assert (one.new_day, other.new_day) == (date(2026, 11, 26), day_in(14, TODAY)), "one a week"
    once = [late, one.proposed(TODAY), planned("third", week)]
    assert [found.new_day for found in late_things(once, TODAY, ranked)] == [other.new_day], "one after another as well"


def test_the_first_step_of_advice_comes_within_three_weeks_also_before_christmas() -> None:
    """Beside a next step on 7 January, first steps got that very day, 38 days away, as did the steps after them."""
    today, ranked = date(2026, 11, 30), ["first", "second", "third", "fourth"]
    lines = [PlanLine("first", source="first", steps=(PlanStep("Sign", date(2027, 1, 7)),))]
    for source in ranked[1:]:
        steps = steps_in_turn(dict.fromkeys((7, 30, 60, 90), "a"), source, lines, today, ranked)
        lines.append(PlanLine(source, source=source, steps=steps))
    assert [line.steps[0].due for line in lines[1:]] == [date(2026, 12, day) for day in (7, 14, 21)]
    assert all(len({*days_of(line)}) == len(line.steps) for line in lines)


def test_no_two_steps_that_a_moved_one_takes_along_share_a_day_after_christmas() -> None:
    days = (date(2026, 12, 1), date(2026, 12, 3), date(2026, 12, 4), date(2027, 1, 7))
    moved = PlanLine("a", steps=tuple(PlanStep("a", day) for day in days)).with_step_due(0, date(2026, 12, 23))
    assert days_of(moved) == [date(2026, 12, 23), date(2027, 1, 7), date(2027, 1, 8), date(2027, 1, 29)]


def test_the_step_after_the_first_has_as_much_time_as_without_christmas_between_them() -> None:
    """Whoever was to choose a situation by 22 December was to train a group in it two working days later."""
    today, ranked = date(2026, 12, 1), ["first", "second", "third"]
    planned: list[PlanLine] = []
    for source in ranked:
        steps = steps_in_turn(dict.fromkeys((7, 30, 60, 90), "a"), source, planned, today, ranked)
        planned.append(PlanLine(source, source=source, steps=steps))
    found = [(first, second) for first, second, *_ in map(days_of, planned) if first and second]
    assert found == [
        (date(2026, 12, 8), date(2027, 1, 14)),
        (date(2026, 12, 15), date(2027, 1, 15)),
        (date(2026, 12, 22), date(2027, 1, 18)),
    ]
    asked = today + timedelta(days=30)
    assert all(second >= without_pause(first, (asked - first).days) for first, second in found)
    assert {(line.steps[2].due, line.steps[3].due) for line in planned} == {(day_in(60, today), day_in(90, today))}


def test_steps_of_several_actions_do_not_meet_on_the_first_working_day_after_christmas() -> None:
    """In a plan made at the end of November, a step of each action came on 7 January."""
    ranked, texts = ["first", "second", "third"], dict.fromkeys((7, 30, 60, 90), "a")
    pause = date(2027, 1, 7), date(2027, 1, 20)
    planned: list[PlanLine] = []

    def with_steps(name: str, steps: Sequence[PlanStep]) -> PlanLine:
        return PlanLine(name, due=last_day(steps), source=name, steps=tuple(steps))

    for today, found in ((date(2026, 11, 30), [13, 14, 15]), (date(2026, 12, 17), [7, 8, 11])):
        planned = []
        for name in ranked:
            planned.append(with_steps(name, steps_in_turn(texts, name, planned, today, ranked)))
        after = [[day.day for day in days_of(line) if day and pause[0] <= day <= pause[1]] for line in planned]
        assert after == [[day] for day in found]
        assert all(days_of(line) == sorted(filter(None, days_of(line))) for line in planned)
    second = with_steps("second", steps_in_turn(texts, "second", [], today, ranked))
    first = steps_in_turn(texts, "first", [second], today, ranked)
    assert first[0].due == second.steps[0].due == pause[0], "the second does not come before the first"
    late = [with_steps(name, recommended_steps(texts, date(2026, 8, 31))) for name in ranked]
    own = PlanLine("own", title="Own", due=date(2026, 10, 1))
    for today in (date(2026, 11, 30), date(2026, 12, 10)):
        moved = [one.proposed(today) for one in late_things([*late, own], today, ranked)]
        days = [day for line in moved for day in days_of(line) or [line.due] if day and day <= pause[1]]
        assert days.count(pause[0]) == 1
        assert all(days_of(line) == sorted(filter(None, days_of(line))) for line in moved)
        assert all(line.due == last_day(line.steps) for line in moved if line.steps)


# Order ----------------------------------------------------------------------------------------------------------------


def test_open_lines_come_before_done_ones_those_of_advice_by_its_rank_and_others_by_what_is_due_next() -> None:
    soon, later = date(2026, 12, 1), date(2027, 1, 1)
    lines = [
        PlanLine("done soon", due=soon, state="done"),
        PlanLine("no day"),
        PlanLine("later", due=later),
        PlanLine("done without day", state="done"),
        PlanLine("soon, begun", due=soon, state="doing"),
        PlanLine("soon", due=soon),
        PlanLine("no day either"),
        PlanLine("second advice", due=soon, source="second"),
        PlanLine("first advice", due=later, source="first"),
        PlanLine("by its first step", due=later, steps=(PlanStep("Ask", date(2026, 11, 30)), PlanStep("Tell", later))),
    ]
    assert [line.id for line in in_order(lines, ["first", "second"])] == [
        "first advice",
        "second advice",
        "by its first step",
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
        (TODAY + timedelta(days=1), "doing", True),
        (TODAY + timedelta(days=1), "done", True),
        (TODAY, "open", True),
        (TODAY - timedelta(days=1), "doing", True),
        (None, "open", True),
    ],
)
def test_the_outcome_is_not_asked_before_the_line_is_begun_or_its_day_has_come(
    due: date | None, state: PlanState, asks: bool
) -> None:
    assert PlanLine("a", due=due, state=state).asks_for_outcome(2, TODAY) == asks


@pytest.mark.parametrize("steps", [(), (PlanStep("Ask", TODAY - timedelta(days=9)), PlanStep("Tell", TODAY))])
def test_the_outcome_is_asked_of_what_was_due_also_once_it_is_put_off(steps: tuple[PlanStep, ...]) -> None:
    """New dates for all that was late left out of the follow-up what nobody had begun."""
    before = PlanLine("a", due=TODAY, steps=steps)
    day = TODAY + timedelta(days=9)
    late = before.with_step_due(0, day) if steps else before.due_on(day, TODAY)
    assert late.due is not None
    assert late.due > TODAY
    assert late.first_due == TODAY
    assert late.asks_for_outcome(2, TODAY)
    assert not late.asks_for_outcome(2, TODAY - timedelta(days=1)), "nor before its day had come"
    assert late.due_on(late.due + timedelta(days=9), TODAY).first_due == TODAY, "the first of them counts"
    assert late.with_days_of(before) == before
    assert replace(before, outcome="not_done").due_on(day, TODAY).first_due is None, "it was answered before"


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
        "steps": [],
    }
    stepped = PlanLine("a", steps=(PlanStep("Ask", date(2027, 1, 31), is_done=True),))
    assert stepped.document()["steps"] == [{"text": "Ask", "due": "2027-01-31", "done": True}]
    assert PlanLine("a").document()["due"] is None
    assert PlanLine("a", happened="Nobody\ncalled ").document()["happened"] == "Nobody called"
    assert PlanLine("a", first_due=date(2027, 1, 31)).document()["first_due"] == "2027-01-31"


def test_two_lines_never_get_the_same_id() -> None:
    ids = {new_line_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert all(len(one) == 32 for one in ids)
