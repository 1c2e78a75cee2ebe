from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.incentives import IncentiveMap, Role
from assessment.instrument import MAX_ROLES, Instrument
from assessment.problems import Problems
from assessment.taking_back import taken_back

BEFORE: dict[str, Any] = {
    "elements": [{"id": "promises", "weight": 0.5}, {"id": "reachable", "weight": 0.3}, {"id": "easy", "weight": 0.2}],
    "roles": [
        {"id": "ceo", "influence": 2, "metrics": [
            {"id": "growth", "share": 0.5, "effects": {"promises": -2, "reachable": 1}},
            {"id": "profit", "share": 0.3, "direction": "maximise", "effects": {"promises": -1}},
            {"id": "image", "share": 0.2},
        ]},
        {"id": "sales", "en": "Head of sales", "metrics": [
            {"share": 2, "effects": {"promises": -1}},
            {"share": 1, "shortcut": {"ease": 0.5, "root_effects": {"easy": 2}, "shortcut_effects": {"easy": -2}}},
        ]},
        {"id": "service", "metrics": []},
    ],
    "cross_effects": [
        {"source": "sales", "on": "service", "value": -2},
        {"source": "ceo", "measure": "profit", "on": "sales", "value": 1},
        {"source": "service", "on": "ceo", "value": 1},
    ],
}  # fmt: skip


def found() -> IncentiveMap:
    return IncentiveMap.checked(BEFORE)


def without_measure(role: str, key: str) -> dict[str, Any]:
    known = found().role(role)
    assert known is not None
    return found().with_role(known.without_measure(key)).document()


def role(document: dict[str, Any], role_id: str) -> dict[str, Any]:
    return next(each for each in document["roles"] if each["id"] == role_id)


REMOVALS: dict[str, dict[str, Any] | None] = {
    "a role": found().without_role("sales").document(),
    "the first role": found().without_role("ceo").document(),
    "a measure": without_measure("ceo", "profit"),
    "a measure without id": without_measure("sales", " 1"),
    "an element": found().with_step(found().elements[0], 0, found()).document(),
    "the map": None,
}


@pytest.mark.parametrize("what", REMOVALS)
def test_a_removed_part_is_restored_exactly(what: str) -> None:
    before, after = deepcopy(BEFORE), deepcopy(REMOVALS[what])
    assert taken_back(before, after, deepcopy(after)) == BEFORE
    assert (before, after) == (BEFORE, REMOVALS[what]), "the remembered maps are not changed"


@pytest.mark.parametrize("what", [what for what in REMOVALS if what != "the map"])
def test_changes_made_in_another_tab_meanwhile_stay(what: str) -> None:
    now: dict[str, Any] = deepcopy(REMOVALS[what] or {})
    role(now, "service")["influence"] = 7
    now["roles"].append({"id": "own", "en": "Quality"})
    wanted = deepcopy(BEFORE)
    role(wanted, "service")["influence"] = 7
    wanted["roles"].append({"id": "own", "en": "Quality"})
    assert taken_back(BEFORE, REMOVALS[what], now) == wanted


def test_two_removals_are_undone_in_either_order() -> None:
    one = found().without_role("sales")
    both = one.without_role("ceo").document()
    first_back = taken_back(BEFORE, one.document(), both)
    assert [each["id"] for each in first_back["roles"]] == ["sales", "service"]
    assert first_back["cross_effects"] == [BEFORE["cross_effects"][0]], "the effects on the role that is gone are gone"
    last_back = taken_back(one.document(), both, first_back)
    assert last_back["roles"] == BEFORE["roles"]


def test_effects_on_a_part_that_is_gone_are_not_restored() -> None:
    left = found().without_role("sales")
    now = left.with_step(left.elements[2], 0, left).document()
    sales = role(taken_back(BEFORE, left.document(), now), "sales")
    assert sales["metrics"][1]["shortcut"] == {"ease": 0.5, "root_effects": {}, "shortcut_effects": {}}


def test_a_newer_effect_of_a_measure_replaces_an_older_one_of_its_role() -> None:
    before = deepcopy(BEFORE)
    before["cross_effects"] = [{"source": "ceo", "on": "sales", "value": 1}]
    after = IncentiveMap.checked(before).without_role("sales")
    again = after.with_role(Role(id="sales")).with_effect_between("ceo", "sales", -1, "growth").document()
    assert taken_back(before, after.document(), again)["cross_effects"] == [
        {"source": "ceo", "measure": "growth", "on": "sales", "value": -1}
    ]


def test_a_suggestion_is_restored_as_one_and_a_part_kept_meanwhile_stays_kept() -> None:
    before = deepcopy(BEFORE)
    for part in (role(before, "ceo"), *role(before, "ceo")["metrics"]):
        part["proposed"] = True
    left = IncentiveMap.checked(before)
    ceo = left.roles[0].without_measure("profit")
    now = left.with_role(ceo.kept()).document()
    back = IncentiveMap.checked(taken_back(before, left.with_role(ceo).document(), now)).roles[0]
    assert (back.proposed, {measure.id: measure.proposed for measure in back.measures}) == (
        False,
        {"growth": False, "profit": True, "image": False},
    )


def test_a_measure_is_restored_in_the_current_scale_of_shares() -> None:
    """Another tab has made all shares steps of 1 to 5: a share of 30 in 100 must not become 0.3 beside 5."""
    after = IncentiveMap.checked(without_measure("ceo", "profit"))
    ceo = after.role("ceo")
    assert ceo is not None
    now = after.with_role(ceo.with_strength("image", 4)).document()
    shares = {each["id"]: each["share"] for each in role(taken_back(BEFORE, after.document(), now), "ceo")["metrics"]}
    assert shares == {"growth": 5, "profit": 3, "image": 4}


def test_a_part_is_restored_in_the_current_scale_of_weights() -> None:
    after = found().with_step(found().elements[0], 0, found())
    now = after.with_step(after.elements[1], 5, after).document()
    weights = {each["id"]: each["weight"] for each in taken_back(BEFORE, after.document(), now)["elements"]}
    assert list(weights) == ["promises", "reachable", "easy"]
    assert (weights["promises"], weights["easy"]) == (5, 5)
    assert weights["reachable"] == after.step(after.elements[0])


def test_a_restored_map_replaces_a_newly_begun_one_and_keeps_its_additions() -> None:
    now = {
        "elements": BEFORE["elements"],
        "roles": [{"id": "ceo", "metrics": []}, {"id": "hr", "metrics": [{"id": "x", "share": 1}]}],
    }
    back = taken_back(BEFORE, None, now)
    assert role(back, "ceo")["metrics"] == role(BEFORE, "ceo")["metrics"]
    assert {each["id"] for each in back["roles"]} == {"ceo", "sales", "service", "hr"}


def test_restoring_into_a_full_map_is_reported() -> None:
    left = found().without_role("sales")
    for number in range(MAX_ROLES - 2):
        left = left.with_role(Role(id=f"r{number}"))
    with pytest.raises(Problems):
        taken_back(BEFORE, found().without_role("sales").document(), left.document())


@given(st.data())
def test_any_role_of_the_question_bank_is_restored_beside_any_other_change(
    bank: Instrument, data: st.DataObject
) -> None:
    library = IncentiveMap.from_library(bank.incentives)
    ids = [each.id for each in library.roles]
    gone, other = data.draw(st.permutations(ids))[:2]
    after = library.without_role(gone)
    changed = after.role(other)
    assert changed is not None
    now = after.with_role(changed.named("Renamed"))
    back = IncentiveMap.checked(taken_back(library.document(), after.document(), now.document()))
    was = library.role(other)
    assert was is not None
    assert back == library.with_role(was.named("Renamed"))
