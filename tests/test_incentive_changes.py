"""Changes of a map are values: what each does, what it leaves alone, and its error when its part is gone."""

from __future__ import annotations

import pickle

import pytest

from assessment.incentives import CrossEffect, Element, IncentiveMap, Measure, NoSuchPart, Role
from assessment.incentives.changes import (
    AddElement,
    AddMeasure,
    AddOwnMeasure,
    AddRole,
    KeepMeasure,
    KeepRole,
    MapChange,
    ProposeRole,
    RemoveMeasure,
    RemoveRole,
    Rename,
    SetEase,
    SetEffect,
    SetEffectBetween,
    SetStep,
    SetStrength,
)

SPEED = Measure(id="speed", share=5, effects={"care": -1}, proposed=True)
CALLS = Measure(id="calls", share=3)
FIRST = IncentiveMap(
    elements=(Element(id="care", weight=3), Element(id="price", weight=2)),
    roles=(Role(id="sales", en="Sales", measures=(SPEED, CALLS), proposed=True), Role(id="it", measures=(CALLS,))),
    cross_effects=(CrossEffect(source="sales", on="it", measure="speed", value=-1),),
)
RETURNS = Measure(id="returns", share=1, effects={"care": 1})
LIBRARY = IncentiveMap(
    elements=(Element(id="care", weight=1), Element(id="price", weight=1)),
    roles=(Role(id="sales", measures=(RETURNS,)), Role(id="it")),
    cross_effects=(CrossEffect(source="sales", on="it", measure="returns", value=-2),),
)


def role(found: IncentiveMap, role_id: str) -> Role:
    known = found.role(role_id)
    assert known
    return known


def measure(found: IncentiveMap, role_id: str, key: str) -> Measure:
    return role(found, role_id).measure(key)


def test_each_change_does_what_it_says() -> None:
    own = Element(id="own", en="Ours", sv="Vår", weight=3)
    assert AddElement(own, LIBRARY).on(FIRST).element("own") == own
    assert getattr(SetStep(FIRST.elements[0], LIBRARY, 5).on(FIRST).element("care"), "weight", None) == 5
    assert SetStep(FIRST.elements[0], LIBRARY, 0).on(FIRST).element("care") is None
    assert AddRole(Role(id="new", en="Board", sv="Styrelse")).on(FIRST).role("new")
    assert RemoveRole("sales").on(FIRST).role("sales") is None
    assert not RemoveRole("sales").on(FIRST).cross_effects
    assert role(Rename("it", "Technology").on(FIRST), "it").sv == "Technology"
    assert not role(KeepRole("sales").on(FIRST), "sales").has_suggestions
    kept = KeepMeasure("sales", "calls").on(FIRST)
    assert (role(kept, "sales").proposed, measure(kept, "sales", "speed").proposed) == (False, True)
    assert measure(AddMeasure("sales", RETURNS, LIBRARY).on(FIRST), "sales", "returns").effects == {"care": 1}
    assert AddMeasure("sales", RETURNS, LIBRARY).on(FIRST).cross_effect("sales", "it", "returns") == -2
    assert measure(AddOwnMeasure("it", Measure(id="x", en="Ours", share=5)).on(FIRST), "it", "x").share == 5
    assert list(role(RemoveMeasure("sales", "speed").on(FIRST), "sales").measures_by_key) == ["calls"]
    assert measure(SetStrength("sales", "speed", 1).on(FIRST), "sales", "speed").share == 1
    eased = SetEase("sales", "speed", 0.5).on(FIRST)
    assert getattr(measure(eased, "sales", "speed").shortcut, "ease", None) == 0.5
    assert measure(SetEffect("sales", "speed", "price", "effects", 2).on(FIRST), "sales", "speed").effects == {
        "care": -1, "price": 2
    }  # fmt: skip
    shortcut = measure(SetEffect("sales", "speed", "price", "shortcut", 2).on(eased), "sales", "speed").shortcut
    assert shortcut
    assert (shortcut.root_effects, shortcut.shortcut_effects) == ({"care": -1}, {"care": -1, "price": 2})
    assert SetEffectBetween("sales", "it", "calls", 2).on(FIRST).cross_effect("sales", "it", "calls") == 2


def test_a_role_is_proposed_with_the_effects_between_it_and_the_others_and_only_once() -> None:
    alone = FIRST.without_role("sales")
    proposed = ProposeRole("sales", FIRST).on(alone)
    assert role(proposed, "sales") == role(FIRST, "sales")
    assert proposed.cross_effects == FIRST.cross_effects
    assert ProposeRole("sales", FIRST).on(proposed) == proposed
    without = FIRST.without_role("it").without_role("sales")
    assert not ProposeRole("sales", FIRST).on(without).cross_effects


def test_a_measure_that_is_only_proposed_stays_a_suggestion() -> None:
    suggested = RETURNS.model_copy(update={"proposed": True})
    added = AddMeasure("sales", suggested, LIBRARY).on(FIRST)
    assert role(added, "sales").proposed
    assert measure(added, "sales", "returns").proposed
    assert added.cross_effect("sales", "it", "returns") == -2
    assert not role(AddMeasure("it", suggested, LIBRARY).on(FIRST), "it").proposed, "it was confirmed before"


def test_a_name_that_is_taken_and_an_empty_one_change_nothing() -> None:
    named = AddElement(Element(id="own", en="Ours", weight=1), LIBRARY).on(FIRST)
    for change in (
        AddElement(Element(id="other", en="Ours", weight=1), LIBRARY),
        AddRole(Role(id="other", en="Sales")),
        Rename("sales", ""),
    ):
        assert change.on(named) == named
    own = AddOwnMeasure("it", Measure(id="x", en="Ours", share=5))
    assert AddOwnMeasure("it", Measure(id="y", en="Ours", share=5)).on(own.on(FIRST)) == own.on(FIRST)


@pytest.mark.parametrize(
    "change",
    [
        Rename("gone", "x"),
        KeepRole("gone"),
        KeepMeasure("it", "gone"),
        ProposeRole("gone", LIBRARY),
        AddMeasure("gone", CALLS, LIBRARY),
        AddOwnMeasure("gone", CALLS),
        RemoveMeasure("it", "gone"),
        SetStrength("it", "gone", 3),
        SetEase("it", "gone", 0.5),
        SetEffect("it", "gone", "care", "effects", 1),
        SetEffectBetween("it", "gone", None, 1),
    ],
)
def test_changing_a_part_that_is_gone_raises_an_error(change: MapChange) -> None:
    with pytest.raises(NoSuchPart):
        change.on(FIRST)


def test_a_change_can_be_compared_and_carried_to_another_process() -> None:
    change = SetEffect("sales", "speed", "price", "effects", 2)
    assert (
        change == SetEffect("sales", "speed", "price", "effects", 2) != SetEffect("sales", "speed", "price", "root", 2)
    )
    for each in (change, AddMeasure("it", CALLS, LIBRARY), SetStep(FIRST.elements[0], LIBRARY, 5)):
        assert pickle.loads(pickle.dumps(each)) == each  # what was written a moment ago
