"""What a button saves is a value: it takes effect once however often it is tried, and can be undone later."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date

import pytest

from assessment.incentives import Element, IncentiveMap, Measure, Role
from assessment.incentives.changes import AddMeasure, Decide, RemoveRole, Rename, SetStep
from assessment.plan import MOST_LINES, PlanLine, PlanStep
from assessment.series import Series
from assessment.storage import Store, new_key
from assessment.writes import (
    AddLine,
    AllOf,
    ChangeLine,
    ChangeMap,
    ForgetMap,
    MoveLine,
    ProposeMap,
    PutBack,
    PutLine,
    RemoveLine,
    Saved,
    StartSharing,
    StopSharing,
    TakeBack,
    TickStep,
    Write,
)

TODAY = date(2026, 11, 28)
LINE = PlanLine("a", title="call", owner="Åsa")
CARE = Element(id="care", weight=3)
ROLES = (
    Role(id="sales", en="Sales", measures=(Measure(id="speed", share=1),)),
    Role(id="it", en="IT", measures=(Measure(id="uptime", share=1, effects={"care": 1}),)),
)
MAP = IncentiveMap(elements=(CARE, Element(id="price", weight=2)), roles=ROLES)


@pytest.fixture
def series(sqlite_store: Store) -> Series:
    begun = Series(sqlite_store, new_key())
    _begin(begun)
    return begun


def _begin(series: Series, after: int = 0, **choices: object) -> None:
    series.store.begin(
        series.key, {"form": "quick"} | choices, instrument_version="1", scoring_version="1", after=after
    )


def _map(series: Series, number: int = 1) -> IncentiveMap | None:
    document = series.store.load_all(series.key)[number - 1].choices.get("incentives")
    return None if document is None else IncentiveMap.checked(document)


def _lines(series: Series) -> list[str]:
    return [line.id for line in series.plan()]


WRITES: tuple[Write, ...] = (
    StartSharing(),
    StopSharing(),
    AddLine(LINE),
    ChangeLine(LINE, ("title",)),
    RemoveLine("a"),
    ProposeMap(MAP),
    ChangeMap((RemoveRole("sales"), Rename("it", "Tech")), (CARE,)),
    ForgetMap(),
    TakeBack(MAP.document(), None),
    PutLine(LINE, ("title",)),
    AllOf(
        (ChangeMap((Decide("sales", "it", "Speed gives way.", TODAY),), (CARE,)), PutLine(PlanLine("b"), ("title",)))
    ),
)


@pytest.mark.parametrize("write", WRITES, ids=lambda write: type(write).__name__)
def test_a_write_can_be_compared_and_carried_to_another_process(write: Write) -> None:
    assert pickle.loads(pickle.dumps(write)) == write
    assert [other for other in WRITES if other == write] == [write]


@pytest.mark.parametrize("write", WRITES, ids=lambda write: type(write).__name__)
def test_a_write_tried_twice_has_the_effect_of_one(series: Series, write: Write) -> None:
    for prepare in (AddLine(LINE), ProposeMap(MAP)):
        prepare.on(series)
    write.on(series)
    once = series.store.load_all(series.key)[0].choices, series.plan(), series.shared()
    write.on(series)
    assert (series.store.load_all(series.key)[0].choices, series.plan(), series.shared()) == once


@pytest.mark.parametrize("write", WRITES, ids=lambda write: type(write).__name__)
def test_a_write_under_an_unknown_key_changes_nothing(sqlite_store: Store, write: Write) -> None:
    nobody = Series(sqlite_store, new_key())
    assert write.on(nobody) == Saved()
    assert not nobody.is_there()


def test_a_decision_has_one_line_in_the_plan_and_both_are_undone_together(series: Series) -> None:
    ProposeMap(MAP).on(series)
    done = replace(LINE, title="Speed waits.", state="open")
    first, second = (
        AllOf((ChangeMap((Decide("it", "sales", line.title, TODAY),), (CARE,)), PutLine(line, ("title", "state"))))
        for line in (replace(LINE, title="Uptime waits.", state="done"), done)
    )
    undone = [write.on(series).undo for write in (first, second)]
    assert series.plan() == [done]
    for words in ("Uptime waits.", None):
        undo = undone.pop()
        assert undo
        undo.on(series)
        found = _map(series)
        assert found
        assert [decision.measure for decision in found.decisions] == ([words] if words else [])
        assert [line.title for line in series.plan()] == ([words] if words else [])


def test_a_removed_line_is_restored_in_its_place(series: Series) -> None:
    for line in (LINE, PlanLine("b")):
        AddLine(line).on(series)
    undo = RemoveLine("a").on(series).undo
    assert _lines(series) == ["b"]
    assert undo is not None
    assert undo.on(series) == Saved()
    assert series.plan()[0] == LINE
    RemoveLine("a").on(series)
    assert RemoveLine("a").on(series) == Saved(), "it was already gone"


def test_only_the_named_fields_of_a_line_are_saved(series: Series) -> None:
    AddLine(LINE).on(series)
    ChangeLine(PlanLine("a", title="write", owner="Bo"), ("owner",)).on(series)
    assert [(line.title, line.owner) for line in series.plan()] == [("call", "Bo")]


def test_undoing_a_new_day_leaves_a_step_ticked_that_was_ticked_meanwhile(series: Series) -> None:
    steps = (PlanStep("Ask", date(2027, 1, 8)), PlanStep("Act", date(2027, 2, 5)))
    line = PlanLine("a", due=date(2027, 2, 5), steps=steps)
    AddLine(line).on(series)
    undo = MoveLine(line, date(2027, 3, 5), date(2027, 1, 4)).on(series).undo
    assert [step.due for step in series.plan()[0].steps] != [step.due for step in steps]
    TickStep("a", 0, is_done=True).on(series)
    assert undo is not None
    assert undo.on(series) == Saved()
    assert series.plan() == [line.with_step(0, is_done=True)]


def test_a_line_beyond_the_limit_of_a_plan_is_never_saved(series: Series) -> None:
    for number in range(MOST_LINES):
        AddLine(PlanLine(f"line {number}")).on(series)
    with pytest.raises(ValueError, match="at most"):
        AddLine(LINE).on(series)


def test_sharing_starts_and_stops(series: Series) -> None:
    StartSharing().on(series)
    assert series.shared() is not None
    StopSharing().on(series)
    assert series.shared() is None


def test_a_discarded_assessment_is_put_back_unless_another_one_was_begun(series: Series) -> None:
    series.finish()
    _begin(series, after=1)
    discarded = series.discard(2)
    assert discarded is not None
    PutBack(discarded).on(series)
    PutBack(discarded).on(series)
    assert [stored.number for stored in series.store.load_all(series.key)] == [1, 2]


def test_a_map_is_begun_once(series: Series) -> None:
    ProposeMap(MAP).on(series)
    ProposeMap(IncentiveMap(elements=(CARE,), roles=ROLES)).on(series)
    assert _map(series) == MAP


def test_a_removed_part_of_the_map_is_restored_whatever_else_has_changed(series: Series) -> None:
    ProposeMap(MAP).on(series)
    undo = ChangeMap((RemoveRole("sales"),), ()).on(series).undo
    ChangeMap((Rename("it", "Tech"),), ()).on(series)
    assert undo is not None
    undo.on(series)
    found = _map(series)
    assert found is not None
    assert [(role.id, role.en) for role in found.roles] == [("sales", "Sales"), ("it", "Tech")]


def test_a_forgotten_map_can_be_restored(series: Series) -> None:
    assert ForgetMap().on(series) == Saved(), "there was none"
    ProposeMap(MAP).on(series)
    undo = ForgetMap().on(series).undo
    assert _map(series) is None
    assert undo is not None
    undo.on(series)
    assert _map(series) == MAP


def test_undoing_restores_the_map_of_the_finished_assessment_when_the_next_one_has_another_map(
    series: Series,
) -> None:
    ProposeMap(MAP).on(series)
    series.finish()
    _begin(series, after=1)
    undo = ChangeMap((RemoveRole("sales"),), ()).on(series).undo
    assert undo is not None, "the assessment begun since has no map, and does not prevent undoing"
    undo.on(series)
    assert _map(series) == MAP


def test_changes_that_fit_are_saved_and_parts_that_are_gone_are_reported(series: Series) -> None:
    ProposeMap(MAP).on(series)
    saved = ChangeMap((Rename("ceo", "Boss"), Rename("it", "Tech")), ()).on(series)
    assert saved.has_moved_on
    found = _map(series)
    assert found is not None
    assert [role.en for role in found.roles] == ["Sales", "Tech"]


def test_a_change_that_does_not_fit_is_left_out(series: Series) -> None:
    ProposeMap(MAP).on(series)
    twice = AddMeasure("it", Measure(id="uptime", share=2), MAP)
    assert ChangeMap((twice,), ()).on(series) == Saved()
    assert _map(series) == MAP


def test_a_map_without_elements_gets_the_agreed_ones_with_its_first_change(series: Series) -> None:
    ProposeMap(IncentiveMap(roles=ROLES)).on(series)
    ChangeMap((SetStep(CARE, MAP, 5),), (CARE,)).on(series)
    found = _map(series)
    assert found is not None
    assert [element.id for element in found.elements] == ["care"]


def test_without_a_map_a_change_changes_nothing(series: Series) -> None:
    assert ChangeMap((RemoveRole("sales"),), (CARE,)).on(series) == Saved()
    assert _map(series) is None
