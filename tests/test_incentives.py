"""The incentive map: every worked number of the method's section 4, its invariants, and what is refused."""

from __future__ import annotations

import io
import json
import random
import re
import time
from collections.abc import Callable
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook  # type: ignore[import-untyped]  # it has no type information

from assessment.advice.conditions import CONDITIONS, Evidence
from assessment.answers import Answers
from assessment.exports.tables import to_incentives, to_incentives_json, to_result
from assessment.exports.workbook import to_xlsx
from assessment.figures import pull_description, pull_map
from assessment.incentives import (
    Clash,
    CrossEffect,
    Decision,
    Element,
    Hindrance,
    IncentiveMap,
    IncentiveScores,
    Measure,
    MeasureLibrary,
    Role,
    Shortcut,
    price,
    read_incentives,
    score_incentives,
    story,
)
from assessment.incentives.changes import ExchangeMeasure, RemoveMeasure
from assessment.incentives.map import with_effects_on
from assessment.instrument import MAX_ELEMENTS, MAX_MEASURES, MAX_ROLES, Instrument, Language, Organisation
from assessment.look import LOOK
from assessment.problems import MAX_SHOWN, Problem, Problems
from assessment.reading import MAX_YAML_BYTES
from assessment.report import Report, build_report
from assessment.sentences.clashes import clash_in_full, clash_reasons, clash_sentence, clash_words, typical_effects
from assessment.sentences.incentives import (
    element_sentence,
    map_sentences,
    no_clash,
    nobody_rewarded,
    role_sentence,
    shortcut_sentences,
)
from assessment.sentences.names import measure_names, role_name
from assessment.sentences.proposals import price_sentence
from assessment.sentences.story import story_rows, story_texts, story_told
from assessment.sentences.unsaid import (
    marks_explained,
    new_unsaid_sentences,
    pulls_in_text,
    unsaid_sentence,
    unsaid_shortcuts,
)
from assessment.words import pull_text, say
from tests.amounts import IS_SOAK
from tests.conftest import WORKED, kept

EXAMPLE = (Path(__file__).parents[1] / "assessment" / "example_map.yaml").read_text(encoding="utf-8")
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def example() -> IncentiveScores:
    return score_incentives(read_incentives(EXAMPLE.encode()))


def scored(document: dict[str, Any]) -> IncentiveScores:
    return score_incentives(IncentiveMap.checked(document))


def one_measure(role: str, effects: dict[str, float], **more: Any) -> dict[str, Any]:
    return {"id": role, "metrics": [{"share": 1, "effects": effects, **more}]}


def pair(scores: IncentiveScores, a: str, b: str) -> Clash | None:
    return next((clash for clash in scores.clashes if (clash.a, clash.b) == (a, b)), None)


# The worked example ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "pulls", "alignment"),
    [
        ("ceo", (-1.5, -0.5, -0.5, -0.5, -1.0), -41.25),
        ("sales", (0, 0, -2.0, 1.0, -1.0), -20.00),
        ("hr", (0, 0, 0, 1.0, 0), 7.50),
        ("marketing", (0, 0, -1.0, 0, 0), -10.00),
        ("it", (-2.0, -1.0, 0, -1.0, 0), -45.00),
        ("customer_service", (0.5, -1.0, 0, -1.0, -0.5), -17.50),
        ("warehouse", (0, 0, 0, -1.0, -2.0), -22.50),
    ],
)
def test_each_role_pulls_as_worked_out_by_hand(
    example: IncentiveScores, role: str, pulls: tuple[float, ...], alignment: float
) -> None:
    """By hand for the CEO: -1.5·.25 -.5·.25 -.5·.20 -.5·.15 -1·.15 = -.825, times 50 is -41.25."""
    found = next(score for score in example.roles if score.id == role)
    assert tuple(found.pulls.values()) == pytest.approx(pulls)
    assert found.alignment == pytest.approx(alignment)


def test_the_roles_together_pull_as_worked_out_by_hand(example: IncentiveScores) -> None:
    assert [score.net for score in example.elements] == pytest.approx([-0.43, -0.36, -0.50, -0.21, -0.64], abs=0.005)
    assert [score.roles_pulling for score in example.elements] == [1, 0, 0, 2, 0]
    assert [score.id for score in example.elements if score.orphan] == ["E2", "E3", "E5"]
    assert example.system == pytest.approx(-21.25)


def test_each_role_has_a_direction_and_the_elements_that_contribute_most_to_it(example: IncentiveScores) -> None:
    """By hand for the CEO: -1.5·.25 is more than -.5·.25, -.5·.20, -.5·.15 and -1·.15."""
    assert [(score.id, score.direction, score.pulled_most) for score in example.roles[:3]] == [
        ("ceo", "away", ("E1",)),
        ("sales", "away", ("E3",)),
        ("hr", "towards", ("E4",)),
    ]
    assert [score.id for score in example.misaligned] == [
        score.id for score in example.roles if round(score.alignment, 6) < 0
    ]


def test_the_roles_that_help_an_element_are_listed_strongest_first() -> None:
    roles = [one_measure(name, {"x": pull}) for name, pull in (("a", 1), ("b", 2), ("c", -2), ("d", 1))]
    (element,) = scored({"elements": [{"id": "x", "weight": 1}], "roles": roles}).elements
    assert (element.helped_by, element.roles_pulling) == (("b", "a", "d"), 3)


def test_a_hindrance_of_one_and_a_half_steps_is_strong_and_the_hardest_comes_first() -> None:
    roles = [one_measure(name, {"x": 0}, id="m") for name in "ab"]
    cross = [{"source": "a", "on": "b", "value": -1.4}, {"source": "b", "on": "a", "value": -1.5}]
    scores = scored({"elements": [{"id": "x", "weight": 1}], "roles": roles, "cross_effects": cross})
    assert scores.hindrances(scores.clashes[0]) == (
        Hindrance("b", ("m",), "a", is_strong=True),
        Hindrance("a", ("m",), "b", is_strong=False),
    )


def test_a_matrix_of_many_roles_shows_the_twelve_with_the_largest_clashes() -> None:
    pulls = [2.0 - n / 10 for n in range(7)]
    roles = [one_measure(f"r{way}{n}", {"x": way * pull}) for n, pull in enumerate(pulls) for way in (1, -1)]
    shown = scored({"elements": [{"id": "x", "weight": 1}], "roles": roles}).clashing_roles
    assert shown == tuple(role["id"] for role in roles[:12])
    few = scored({"elements": [{"id": "x", "weight": 1}], "roles": [*roles[:2], one_measure("idle", {})]})
    assert few.clashing_roles == ("r10", "r-10", "idle")
    calm = scored({"elements": [{"id": "x", "weight": 1}], "roles": roles[:1]})
    assert calm.clashing_roles == ()


def test_every_clear_clash_is_told_or_listed_with_those_that_are_clear_as_well() -> None:
    """The sixth of clear clashes was counted among the weaker ones."""
    pulls = [(f"{way}{n}", way * pull) for n, pull in enumerate((1.0, 0.8, 0.4, 0.1)) for way in (1, -1)]
    roles = [one_measure(f"r{name}", {"x": pull}) for name, pull in pulls]
    scores = scored({"elements": [{"id": "x", "weight": 1}], "roles": roles})
    clear = tuple(clash for clash in scores.clashes if clash.severity != "minor")
    assert (scores.told, scores.also_clear) == (clear[:8], clear[8:])
    assert [len(clear), len(scores.clashes)] == [9, 16]
    few = scored({"elements": [{"id": "x", "weight": 1}], "roles": roles[4:]})
    assert ([clash.severity for clash in few.told], few.also_clear) == (["clear", "minor", "minor"], ())


def test_the_tugs_of_war_are_those_worked_out_by_hand(example: IncentiveScores) -> None:
    assert {(c.a, c.b): round(c.tug_of_war, 6) for c in example.clashes if c.tug_of_war} == {
        ("ceo", "sales"): 3.75,
        ("ceo", "hr"): 3.75,
        ("ceo", "customer_service"): 6.25,
        ("sales", "it"): 7.50,
        ("sales", "customer_service"): 7.50,
        ("sales", "warehouse"): 7.50,
        ("hr", "it"): 7.50,
        ("hr", "customer_service"): 7.50,
        ("hr", "warehouse"): 7.50,
        ("it", "customer_service"): 6.25,
    }


def test_the_direct_conflicts_are_those_worked_out_by_hand(example: IncentiveScores) -> None:
    assert {(c.a, c.b): c.direct for c in example.clashes if c.direct} == {
        ("sales", "customer_service"): 75.00,
        ("customer_service", "warehouse"): 50.00,
        ("ceo", "customer_service"): 25.00,
    }
    helped = pair(example, "it", "customer_service")
    assert helped is not None
    assert helped.direct == 0
    assert pair(example, "sales", "marketing") is None


def test_clashes_are_sorted_largest_first_and_then_in_the_order_of_the_roles(example: IncentiveScores) -> None:
    assert [(c.a, c.b, round(c.clash, 6), c.kind, c.severity) for c in example.clashes] == [
        ("sales", "customer_service", 75.0, "direct", "severe"),
        ("customer_service", "warehouse", 50.0, "direct", "severe"),
        ("ceo", "customer_service", 25.0, "direct", "clear"),
        ("sales", "it", 7.5, "tug_of_war", "minor"),
        ("sales", "warehouse", 7.5, "tug_of_war", "minor"),
        ("hr", "it", 7.5, "tug_of_war", "minor"),
        ("hr", "customer_service", 7.5, "tug_of_war", "minor"),
        ("hr", "warehouse", 7.5, "tug_of_war", "minor"),
        ("it", "customer_service", 6.25, "tug_of_war", "minor"),
        ("ceo", "sales", 3.75, "tug_of_war", "minor"),
        ("ceo", "hr", 3.75, "tug_of_war", "minor"),
    ]


RETURNS = {
    "elements": [{"id": f"E{n}", "weight": w} for n, w in enumerate((0.25, 0.25, 0.2, 0.15, 0.15), start=1)],
    "roles": [one_measure("warehouse", {})],
}


def returns(ease: float) -> IncentiveScores:
    shortcut = {"ease": ease, "root_effects": {"E3": 2, "E5": 1}, "shortcut_effects": {"E4": -1, "E5": -2}}
    # The measure has effects of its own, which the shortcut replaces.
    role = one_measure("warehouse", {"E1": 2, "E4": 2}, direction="minimise", shortcut=shortcut)
    return scored(RETURNS | {"roles": [role]})


@pytest.mark.parametrize(
    ("ease", "pulls", "alignment"),
    [
        (0, (2.0, 0.0, 1.0), 27.50),
        (0.2, (1.6, -0.2, 0.4), 17.50),
        (0.5, (1.0, -0.5, -0.5), 2.50),
        (0.8, (0.4, -0.8, -1.4), -12.50),
        (1, (0.0, -1.0, -2.0), -22.50),
        (0.55, (0.9, -0.55, -0.65), 0.0),
    ],
)
def test_the_same_number_of_returns_helps_or_harms_by_the_ease_of_its_shortcut(
    ease: float, pulls: tuple[float, ...], alignment: float
) -> None:
    """The last row is the break-even: above an ease of 0.55 the measure works against the experience."""
    (role,) = returns(ease).roles
    assert [role.pulls[element] for element in ("E3", "E4", "E5")] == pytest.approx(pulls)
    assert role.pulls["E1"] == 0
    assert role.alignment == pytest.approx(alignment, abs=1e-9)


def test_the_roles_and_measures_of_the_question_bank_give_the_worked_numbers(bank: Instrument) -> None:
    scores = score_incentives(IncentiveMap.from_library(bank.incentives))
    assert [role.alignment for role in scores.roles] == pytest.approx([-41.25, -20, 7.5, -10, -45, -17.5, -22.5])
    assert scores.system == pytest.approx(-21.25)
    unrewarded = [element.id for element in scores.elements if element.unrewarded]
    assert unrewarded == ["first_contact", "promises", "fairness"]
    assert [pair.clash for pair in scores.clashes][:3] == [75, 50, 25]


def test_a_deliberately_cheap_experience_turns_the_same_roles_green(bank: Instrument) -> None:
    """The right experience is whatever was agreed; nothing in the model knows what is good."""
    proposed = IncentiveMap.from_library(bank.incentives)
    cheap = proposed.on([Element(id="low_price", weight=1)])
    scores = score_incentives(cheap)
    assert all(role.alignment >= 0 for role in scores.roles)
    assert scores.system > 0
    assert not any(element.orphan for element in scores.elements)


# The rules ------------------------------------------------------------------------------------------------------------

TWO = [{"id": "E1", "weight": 1}, {"id": "E2", "weight": 1}]


def test_a_role_without_measures_pulls_nowhere_and_counts() -> None:
    scores = scored({"elements": TWO, "roles": [one_measure("a", {"E1": 2, "E2": 2}), {"id": "b"}]})
    assert scores.roles[1].pulls == {"E1": 0, "E2": 0}
    assert scores.roles[1].alignment == 0
    assert scores.system == 50
    assert [element.net for element in scores.elements] == [1, 1]
    assert scores.clashes == ()


def test_a_missing_effect_counts_as_0() -> None:
    assert scored({"elements": TWO, "roles": [one_measure("a", {"E2": -2})]}).roles[0].pulls == {"E1": 0, "E2": -2}


def test_influence_weighs_the_roles_and_does_not_hide_who_pulls() -> None:
    roles = [one_measure("a", {"E1": 2}) | {"influence": 0}, one_measure("b", {"E1": -1}) | {"influence": 3}]
    scores = scored({"elements": TWO, "roles": roles})
    assert scores.system == -25
    assert [score.net for score in scores.elements] == [-1, 0]
    assert [score.roles_pulling for score in scores.elements] == [1, 0]


def test_an_element_of_weight_0_is_listed_and_may_be_an_orphan_without_a_warning() -> None:
    elements = [{"id": "E1", "weight": 1}, {"id": "E2", "weight": 0}, {"id": "E3", "weight": 0}]
    scores = scored({"elements": elements, "roles": [one_measure("a", {"E1": -1, "E2": -2, "E3": 1})]})
    assert [(score.net, score.roles_pulling, score.orphan, score.unrewarded) for score in scores.elements] == [
        (-1, 0, True, True),
        (-2, 0, True, False),
        (1, 1, False, False),
    ]
    written: Any = to_incentives(scores)["elements"]
    assert [element["orphan"] for element in written] == [True, True, False]
    assert scores.roles[0].alignment == -50


@pytest.mark.parametrize(("value", "orphan"), [(0.0000004, True), (0.0000006, False)])
def test_a_pull_that_rounds_to_0_leaves_an_orphan(value: float, orphan: bool) -> None:
    scores = scored({"elements": [{"id": "E1", "weight": 1}], "roles": [one_measure("a", {"E1": value})]})
    assert scores.elements[0].orphan is orphan


@pytest.mark.parametrize(
    ("value", "clash", "severity"),
    [
        (0.2, 10, "clear"),
        (0.19999999999, 10, "clear"),
        (0.19, 9.5, "minor"),
        (0.5, 25, "clear"),
        (0.50000000001, 25, "clear"),
        (0.51, 25.5, "severe"),
    ],
)
def test_the_severity_of_a_clash_is_decided_after_rounding_to_six_decimals(
    value: float, clash: float, severity: str
) -> None:
    one = [{"id": "E1", "weight": 1}]
    (found,) = scored(
        {"elements": one, "roles": [one_measure("a", {"E1": 2}), one_measure("b", {"E1": -value})]}
    ).clashes
    assert found.clash == pytest.approx(clash)
    assert (found.kind, found.severity) == ("tug_of_war", severity)


def test_a_clash_that_is_equal_in_both_kinds_is_direct() -> None:
    roles = [one_measure("a", {"E1": 2}), one_measure("b", {"E1": -1, "E2": 0})]
    cross = [{"source": "b", "on": "a", "value": -1}]
    (found,) = scored({"elements": TWO, "roles": roles, "cross_effects": cross}).clashes
    assert (found.tug_of_war, found.direct, found.kind) == (25, 25, "direct")


def test_a_pull_that_is_0_at_six_decimals_clashes_with_no_role() -> None:
    """0.1 + 0.2 - 0.3 is no pull, though floating-point arithmetic leaves a remainder."""
    crumbs = [{"share": share, "effects": {"E1": effect}} for share, effect in ((0.1, 1), (0.2, 1), (0.3, -1))]
    scores = scored({"elements": TWO, "roles": [{"id": "a", "metrics": crumbs}, one_measure("b", {"E1": -2})]})
    assert scores.clashes == ()
    assert scores.elements[0].orphan


# Confirmed and suggested ----------------------------------------------------------------------------------------------


def suggesting(document: dict[str, Any], roles: dict[str, Any]) -> dict[str, Any]:
    """The document with these roles as suggestions, or with a list only these of their measures."""
    found: dict[str, Any] = json.loads(json.dumps(document))
    for role in found["roles"]:
        suggested = roles.get(role["id"], [])
        if suggested is True:
            role["proposed"] = True
        for measure in role["metrics"]:
            if suggested is not True and measure["id"] in suggested:
                measure["proposed"] = True
    return found


def without(document: dict[str, Any], roles: dict[str, Any]) -> dict[str, Any]:
    """The document without these roles, or with a list without these measures, and without their cross effects."""
    found: dict[str, Any] = json.loads(json.dumps(document))
    found["roles"] = [role for role in found["roles"] if roles.get(role["id"]) is not True]
    for role in found["roles"]:
        role["metrics"] = [m for m in role["metrics"] if m["id"] not in roles.get(role["id"], [])]
    measures = {(role["id"], measure["id"]) for role in found["roles"] for measure in role["metrics"]}
    found["cross_effects"] = [
        cross
        for cross in found["cross_effects"]
        if (cross["source"], cross["measure"]) in measures and roles.get(cross["on"]) is not True
    ]
    return found


@pytest.mark.parametrize(
    "roles",
    [
        {"sales": True},
        {"ceo": ["growth"]},
        {"customer_service": ["calls", "cost"]},
        {"customer_service": True, "warehouse": ["returns"], "marketing": ["conv"]},
        dict.fromkeys(("ceo", "sales", "hr", "marketing", "it", "customer_service"), True),
    ],
)
def test_a_map_with_suggestions_is_scored_as_if_they_were_not_there(roles: dict[str, Any]) -> None:
    whole = read_incentives(EXAMPLE.encode()).document()
    suggested, left = scored(suggesting(whole, roles)), scored(without(whole, roles))
    assert to_incentives(suggested) == to_incentives(left)
    assert [role.id for role in suggested.map.roles] == [role.id for role in left.map.roles]


def test_shares_count_in_relation_to_confirmed_measures_only() -> None:
    """By hand: profitability alone, -2·.25 -1·.25 -1·.15 -1·.15 = -1.05, times 50 is -52.5."""
    scores = scored(suggesting(read_incentives(EXAMPLE.encode()).document(), {"ceo": ["growth"]}))
    assert scores.roles[0].alignment == pytest.approx(-52.5)


def test_a_map_with_nothing_confirmed_states_nothing() -> None:
    whole = read_incentives(EXAMPLE.encode()).document()
    nothing = suggesting(whole, {role["id"]: True for role in whole["roles"]})
    found = IncentiveMap.checked(nothing)
    assert not found.counts
    with pytest.raises(ValueError, match="confirmed"):
        score_incentives(found)
    assert json.loads(to_incentives_json(found, None)) == {
        "format": "drivkraft.incentives/1",
        "roles": [],
        "system": None,
        "elements": [{"id": f"E{n}", "net": None, "roles_pulling": 0, "orphan": None} for n in range(1, 6)],
        "clashes": [],
    }


def test_roles_left_without_weight_pull_nowhere() -> None:
    """The shares and influences that remain after the suggestions may all be 0."""
    elements = [{"id": "x", "weight": 1}]
    measures = [{"id": "a", "share": 0, "effects": {"x": 2}}, {"id": "b", "share": 1, "proposed": True}]
    (role,) = scored({"elements": elements, "roles": [{"id": "r", "metrics": measures}]}).roles
    assert (role.pulls, role.alignment) == ({"x": 0}, 0)
    roles = [{"id": "r", "influence": 0}, {"id": "s", "proposed": True}]
    assert not IncentiveMap.checked({"elements": elements, "roles": roles}).counts


def test_a_cross_effect_counts_with_the_share_of_the_measure_it_names() -> None:
    """By hand: (3·-2 + 1·1) / 4 = -1.25, and 100 · 1.25 / 4 is 31.25."""
    measures = [{"id": "a", "share": 3}, {"id": "b", "share": 1}, {"id": "c", "share": 0}]
    roles = [{"id": "r", "metrics": measures}, {"id": "s", "metrics": [{"id": "a", "share": 1}]}]
    named = {"a": -2, "b": 1, "c": -2}
    cross = [{"source": "r", "measure": name, "on": "s", "value": value} for name, value in named.items()]
    document = {"elements": [{"id": "x", "weight": 1}], "roles": roles, "cross_effects": cross}
    (clash,) = scored(document).clashes
    assert clash.direct == 31.25
    (clash,) = scored(document | {"cross_effects": [{"source": "r", "on": "s", "value": -2}]}).clashes
    assert clash.direct == 50, "without a measure it counts in full"


def test_a_clash_ends_with_the_measure_that_causes_it() -> None:
    whole = read_incentives(EXAMPLE.encode())
    sales, service = whole.role("sales"), whole.role("customer_service")
    assert sales is not None
    assert service is not None
    after = score_incentives(whole.with_role(sales.without_measure("sales")))
    assert pair(after, "sales", "customer_service") is None
    assert not [cross for cross in after.map.cross_effects if cross.source == "sales"]
    after = score_incentives(whole.with_role(service.without_measure("calls").without_measure("cost")))
    assert not [clash for clash in after.clashes if "customer_service" in (clash.a, clash.b)]
    assert {role.id: role.alignment for role in after.roles}["customer_service"] == 0


@pytest.mark.parametrize("other", [[], [{"id": "a", "share": 1, "proposed": True}], [{"id": "a", "share": 0},
                                   {"id": "b", "share": 1, "proposed": True}]])  # fmt: skip
def test_a_role_without_confirmed_measures_clashes_with_no_role_and_counts(other: list[dict[str, Any]]) -> None:
    roles = [one_measure("r", {"x": -2}), {"id": "s", "metrics": other}]
    cross = [{"source": "r", "on": "s", "value": -2}, {"source": "s", "on": "r", "value": -2}]
    scores = scored({"elements": [{"id": "x", "weight": 1}], "roles": roles, "cross_effects": cross})
    assert (scores.system, scores.elements[0].net, scores.clashes) == (-50, -1, ())


def test_a_proposal_of_the_question_bank_is_a_suggestion_until_it_is_kept(bank: Instrument) -> None:
    proposed = IncentiveMap.proposed(bank.incentives, {})
    assert all(role.proposed and all(measure.proposed for measure in role.measures) for role in proposed.roles)
    assert not proposed.counts
    assert "proposed" not in json.dumps(kept(proposed).document())
    assert score_incentives(kept(proposed)).system == pytest.approx(-21.25)


@pytest.mark.parametrize(
    ("organisation", "roles"),
    [
        (None, ["ceo", "sales", "hr", "marketing", "it", "customer_service", "warehouse"]),
        ("company", ["ceo", "sales", "hr", "marketing", "it", "customer_service", "warehouse"]),
        ("small", ["owner", "seller", "works_manager", "craftsperson", "service_technician", "receiver", "accounts"]),
        (
            "public",
            [
                "director",
                "hr",
                "it",
                "finance",
                "head_of_administration",
                "unit_manager",
                "case_officer",
                "contact_centre",
            ],
        ),
    ],
)
def test_the_roles_that_fit_the_kind_of_organisation_are_proposed(
    bank: Instrument, organisation: Organisation | None, roles: list[str]
) -> None:
    proposed = IncentiveMap.proposed(bank.incentives, {}, organisation)
    assert [role.id for role in proposed.roles] == roles
    assert all({cross.source, cross.on} <= set(roles) for cross in proposed.cross_effects)
    assert proposed.cross_effects
    assert score_incentives(kept(proposed)).misaligned, "what roles are usually rewarded for harms the experience"


def test_a_library_without_roles_for_a_kind_of_organisation_proposes_all_it_has(bank: Instrument) -> None:
    only = tuple(role for role in bank.incentives.roles if "public" in role.fits)
    library = bank.incentives.model_copy(update={"roles": only, "cross_effects": ()})
    assert library.fitting("small").roles == only


@pytest.mark.parametrize(
    ("change", "confirmed"),
    [
        pytest.param(lambda role: role.kept(), ["growth", "profit"], id="kept"),
        pytest.param(lambda role: role.keeping("profit"), ["profit"], id="one measure kept"),
        pytest.param(lambda role: role.with_strength("growth", 2), ["growth"], id="strength"),
        pytest.param(
            lambda role: role.with_measure("growth", role.measure("growth").with_effect("promises", 2)),
            ["growth"],
            id="effect",
        ),
        pytest.param(
            lambda role: role.with_measure("growth", role.measure("growth").with_ease(0.5)), ["growth"], id="shortcut"
        ),
        pytest.param(lambda role: role.named("Founder"), None, id="name"),
        pytest.param(lambda role: role.adding(Measure(id="own", share=1)), ["own"], id="added"),
        pytest.param(lambda role: role.without_measure("growth"), None, id="a suggestion removed"),
    ],
)
def test_changing_a_measure_confirms_it_and_its_role_and_renaming_confirms_nothing(
    bank: Instrument, change: Callable[[Role], Role], confirmed: list[str] | None
) -> None:
    proposed = IncentiveMap.proposed(bank.incentives, {})
    role = proposed.role("ceo")
    assert role is not None
    after = proposed.with_role(change(role)).confirmed()
    if confirmed is None:
        assert not after.roles
    else:
        assert [[measure.id for measure in found.measures] for found in after.roles] == [confirmed]


def test_entering_what_a_measure_makes_harder_for_others_confirms_it(bank: Instrument) -> None:
    proposed = IncentiveMap.proposed(bank.incentives, {})
    after = proposed.with_effect_between("ceo", "hr", -1, "profit")
    assert [(role.id, [measure.id for measure in role.measures]) for role in after.confirmed().roles] == [
        ("ceo", ["profit"])
    ]


def test_an_effect_of_a_whole_role_becomes_one_of_each_measure_once_a_measure_is_named() -> None:
    measures = [{"id": "a", "share": 1}, {"id": "b", "share": 1}]
    roles = [{"id": "r", "metrics": measures}, {"id": "s", "metrics": measures}]
    effects = [{"source": "r", "on": "s", "value": -2}]
    found = IncentiveMap.checked({"elements": [{"id": "x", "weight": 1}], "roles": roles, "cross_effects": effects})
    assert found.effect_between("r", "s") == -2
    changed = found.with_effect_between("r", "s", 0, "b")
    assert changed.document()["cross_effects"] == [{"source": "r", "on": "s", "value": -2, "measure": "a"}]
    assert (changed.effect_between("r", "s"), changed.hindering("r", "s")) == (-1, ("a",))
    assert changed.with_effect_between("r", "s", -1).document()["cross_effects"] == [
        {"source": "r", "on": "s", "value": -1}
    ]


def test_a_measure_of_the_question_bank_brings_along_what_it_makes_harder_for_others(bank: Instrument) -> None:
    whole = IncentiveMap.from_library(bank.incentives)
    sales = whole.role("sales")
    assert sales is not None
    measure = sales.measure("sales")
    gone = whole.with_role(sales.without_measure("sales"))
    assert gone.effect_between("sales", "customer_service") == 0
    assert gone.adding("sales", measure, whole).effect_between("sales", "customer_service") == -2
    assert gone.adding("hr", measure, whole).effect_between("hr", "customer_service") == -1, "one of two measures"
    assert not gone.adding("customer_service", measure, whole).effect_between("customer_service", "customer_service")


def test_a_file_marks_suggestions_and_they_are_read_back() -> None:
    text = EXAMPLE.replace("    influence: 1\n", "    influence: 1\n    proposed: true\n", 1)
    found = read_incentives(text.encode())
    assert [role.id for role in found.roles if role.proposed] == ["ceo"]
    assert IncentiveMap.checked(found.document()) == found
    assert "proposed" not in read_incentives(EXAMPLE.encode()).document()["roles"][0]


# Invariants -----------------------------------------------------------------------------------------------------------

EFFECTS = st.dictionaries(st.sampled_from(["E1", "E2", "E3"]), st.integers(-2, 2), max_size=3)
AMOUNT = st.integers(1, 9).map(float) | st.floats(0.01, 50)


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    def measure() -> dict[str, Any]:
        made: dict[str, Any] = {"share": draw(AMOUNT), "effects": draw(EFFECTS)}
        if draw(st.booleans()):
            sides = {"root_effects": draw(EFFECTS), "shortcut_effects": draw(EFFECTS)}
            made["shortcut"] = {"ease": draw(st.floats(0, 1)), **sides}
        return made

    roles = [
        {"id": name, "influence": draw(AMOUNT), "metrics": [measure() for _ in range(draw(st.integers(0, 3)))]}
        for name in "abcd"[: draw(st.integers(1, 4))]
    ]
    names = [role["id"] for role in roles]
    pairs = draw(st.sets(st.tuples(st.sampled_from(names), st.sampled_from(names)), max_size=5))
    cross = [{"source": s, "on": o, "value": draw(st.integers(-2, 2))} for s, o in sorted(pairs) if s != o]
    elements = [{"id": f"E{n}", "weight": draw(AMOUNT)} for n in (1, 2, 3)]
    return {"elements": elements, "roles": roles, "cross_effects": cross}


def outcome(document: dict[str, Any]) -> dict[str, Any]:
    """The numbers by name, without the order of the roles."""
    found: dict[str, Any] = to_incentives(scored(document))
    clashes = {frozenset((c["a"], c["b"])): [c[k] for k in ("tug_of_war", "direct", "clash")] for c in found["clashes"]}
    alignments = {role["id"]: role["alignment"] for role in found["roles"]}
    nets = {
        element["id"]: (element["net"], element["roles_pulling"], element["orphan"]) for element in found["elements"]
    }
    return {"roles": alignments, "system": found["system"], "elements": nets, "clashes": clashes}


@given(documents(), st.randoms())
def test_the_order_of_the_roles_changes_nothing_but_the_order(document: dict[str, Any], chance: random.Random) -> None:
    """Sums are exact, so that not even the last digit moves; a clash is the same from both sides."""
    shuffled = document | {"roles": chance.sample(document["roles"], len(document["roles"]))}
    one, other = outcome(document), outcome(shuffled)
    assert one == other
    order = [role["id"] for role in shuffled["roles"]]
    assert all(order.index(c.a) < order.index(c.b) for c in scored(shuffled).clashes)


@given(documents(), st.sampled_from(["weight", "share", "influence"]), st.sampled_from([0.1, 0.5, 3.0, 1e200, 1e-200]))
def test_scaling_all_weights_shares_or_influences_changes_nothing(
    document: dict[str, Any], key: str, factor: float
) -> None:
    def scale(part: Any) -> Any:
        if isinstance(part, dict):
            return {name: value * factor if name == key else scale(value) for name, value in part.items()}
        return [scale(entry) for entry in part] if isinstance(part, list) else part

    one, other = scored(document), scored(scale(document))
    assert [role.alignment for role in one.roles] == pytest.approx([role.alignment for role in other.roles])
    assert one.system == pytest.approx(other.system)
    assert [element.net for element in one.elements] == pytest.approx([element.net for element in other.elements])
    assert [element[2:] for element in one.elements] == [element[2:] for element in other.elements]
    assert {(c.a, c.b, c.kind) for c in one.clashes} == {(c.a, c.b, c.kind) for c in other.clashes}
    sizes = [{(c.a, c.b): c.clash for c in scores.clashes} for scores in (one, other)]
    assert sizes[0] == pytest.approx(sizes[1])


@pytest.mark.parametrize("factor", [1e300, 1e200, 2.0**-1000, 5e-324, 10**20])
def test_amounts_of_any_size_give_the_same_exact_numbers(factor: float) -> None:
    """Shares near the smallest number there is, or the largest that is read, neither vanish nor overflow."""
    elements = [{"id": "E1", "weight": factor}, {"id": "E2", "weight": factor}]
    metrics = [{"share": factor, "effects": {"E1": 0.5}}, {"share": factor, "effects": {"E1": 0.5, "E2": -1}}]
    document = {"elements": elements, "roles": [{"id": r, "influence": factor, "metrics": metrics} for r in "ab"]}
    for scores in (scored(document), score_incentives(read_incentives(json.dumps(document).encode()))):
        assert [(role.pulls, role.alignment) for role in scores.roles] == [({"E1": 0.5, "E2": -0.5}, 0)] * 2
        assert [element.net for element in scores.elements] == [0.5, -0.5]
        written = scores.map.document()
        assert IncentiveMap.checked(json.loads(json.dumps(written))) == scores.map
        assert len(json.dumps(written)) < 1000


def test_an_amount_too_large_to_compute_with_is_refused_as_it_was_written() -> None:
    for written, message in [
        ("1e308", "weight: found 1e308, expected at most 1e+300; correct the number"),
        ("-1e308", "weight: found -1e308, expected at least 0; correct the number"),
        ("1e999", 'weight: found "1e999", expected an ordinary number; correct it'),
        ("NaN", 'weight: found "NaN", expected an ordinary number; correct it'),
        ("9" * 400, "expected an ordinary number; correct it"),
    ]:
        (problem,) = problems_in(f'{{"elements": [{{"id": "a", "weight": {written}}}], "roles": [{{"id": "r"}}]}}')
        assert problem.startswith("map.yaml:1:37: ")
        assert message in problem
    for value, message in [(float("inf"), "found .inf"), (float("nan"), "found .nan"), (10**5000, "found 1e5000")]:
        with pytest.raises(Problems, match=message):
            scored({"elements": [{"id": "a", "weight": value}], "roles": [{"id": "r"}]})


@given(documents())
def test_all_numbers_stay_within_their_bounds(document: dict[str, Any]) -> None:
    scores = scored(document)
    for role in scores.roles:
        assert -100 <= role.alignment <= 100
        assert all(-2 <= pull <= 2 for pull in role.pulls.values())
    assert -100 <= scores.system <= 100
    for element in scores.elements:
        assert -2 <= element.net <= 2
        assert element.orphan is (element.roles_pulling == 0)
    for clash in scores.clashes:
        assert 0 < clash.clash <= 100
        assert clash.clash == max(clash.tug_of_war, clash.direct)
    assert [round(c.clash, 6) for c in scores.clashes] == sorted(
        (round(c.clash, 6) for c in scores.clashes), reverse=True
    )


@given(documents())
def test_without_any_effect_every_number_is_0(document: dict[str, Any]) -> None:
    for role in document["roles"]:
        role["metrics"] = [{"share": measure["share"], "effects": {"E1": 0}} for measure in role["metrics"]]
    scores = scored(document | {"cross_effects": []})
    assert {role.alignment for role in scores.roles} == {0}
    assert (scores.system, scores.clashes) == (0, ())
    assert all(element.net == 0 and element.orphan for element in scores.elements)


@given(documents())
def test_a_map_is_read_back_from_its_document_and_from_a_file(document: dict[str, Any]) -> None:
    made = IncentiveMap.checked(document)
    assert made.document() == document
    assert IncentiveMap.checked(made.document()) == made
    assert read_incentives(json.dumps(document).encode()) == made


# Files ----------------------------------------------------------------------------------------------------------------


def problems_in(data: str | bytes, file: str = "map.yaml") -> list[str]:
    with pytest.raises(Problems) as caught:
        read_incentives(data if isinstance(data, bytes) else data.encode(), file)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "{E1: 0, E2: 0, E3: -2",
            "{E1: 0, E2: 0, E9: -2",
            'role sales: measure sales: effects: unknown element "E9"; use one of: E1, E2, E3',
        ),
        ("E3: -2", "E3: 3", "role sales: measure sales: effects: E3: found 3, expected at most 2; correct the number"),
        ("E3: -2", "E3: -2.5", "role sales: measure sales: effects: E3: found -2.5, expected at least -2;"),
        (
            "E3: -2",
            'E3: "1"',
            'role sales: measure sales: effects: E3: found "1", expected a number; write it in digits',
        ),
        ("E3: -2", "E3: yes", "role sales: measure sales: effects: E3: found yes, expected a number;"),
        ("weight: 0.25", "weight:", "element E1: weight: no value here, expected a number;"),
        (
            "share: 0.5",
            "share: -1",
            "role ceo: measure growth: share: found -1, expected at least 0; correct the number",
        ),
        (
            "share: 0.5",
            "share: 0,5",
            'role ceo: measure growth: share: found "0,5", expected a number; write it in digits, with a point: 0.5',
        ),
        ("weight: 0.25", "weight: .inf", "element E1: weight: found .inf, expected a number;"),
        ("weight: 0.25", "weight: 1e301", "element E1: weight: found 1e301, expected at most 1e+300;"),
        ("weight: 0.25", "weight: 1" + "0" * 400, "element E1: weight: found 1000"),
        ("influence: 1", "influence: -1", "role ceo: influence: found -1, expected at least 0;"),
        ("ease: 1", "ease: 2", "role warehouse: measure returns: shortcut: ease: found 2, expected at most 1;"),
        (
            "  - id: sales\n",
            "  - id: ceo\n",
            'role ceo: id: the id "ceo" already belongs to role 1; give this one its own id',
        ),
        ("- id: profit", "- id: growth", 'measure growth: id: the id "growth" already belongs to measure 1;'),
        ("- id: E2", "- id: E1", 'element E1: id: the id "E1" already belongs to element 1;'),
        (
            "- id: hr",
            "- id: no",
            'role no: id: found the unquoted word no, which YAML reads as "false"; put it in quotes: "no"',
        ),
        (
            "- id: hr",
            "- id: 7",
            'role 7: id: found the unquoted number 7, which YAML reads as a number; put it in quotes: "7"',
        ),
        (
            "- id: hr",
            '- id: " "',
            'role : id: found "", expected 1 to 60 characters on one line, without spaces around them;',
        ),
        (
            "sv: Vd",
            "sv: on",
            'role ceo: found the unquoted word on, which YAML reads as "true"; put it in quotes: "on"',
        ),
        ("sv: Vd", "se: Vd", 'role ceo: unknown key "se"; remove it, or use one of: en, sv, id, influence, metrics'),
        ("metrics:", "metric:", 'role ceo: unknown key "metric". Did you mean "metrics"?'),
        ("effects: {", "efects: {", 'role ceo: measure growth: unknown key "efects". Did you mean "effects"?'),
        (
            "direction: maximise",
            "direction: maximize",
            'found "maximize", expected maximise, minimise or hold. Did you mean',
        ),
        ("        share: 0.5\n", "", 'role ceo: measure growth: the key "share" is missing; add a line "share: …"'),
        ("ease: 1\n", "\n", "shortcut: "),
        ("source: sales", "source: slaes", 'cross effect 1: source: unknown role "slaes". Did you mean "sales"?'),
        (
            "on: customer_service",
            "on: sales",
            'cross effect 1: the role "sales" is on both sides, expected another role',
        ),
        (
            "source: it, measure: auto",
            "source: sales, measure: sales",
            'cross effect 4: "sales", measure "sales", on "customer_service" is already cross effect 1; keep one of',
        ),
        (
            "measure: cost, ",
            "",
            'cross effect 3: "customer_service" on "sales" does not name a measure here, unlike cross effect 2',
        ),
        (
            "measure: calls, ",
            "",
            'cross effect 3: "customer_service" on "sales" names a measure here, unlike cross effect 2,',
        ),
        (
            "measure: auto",
            "measure: atuo",
            'cross effect 4: measure: unknown measure "atuo" of the role "it". Did you mean "auto"?',
        ),
        (
            "measure: auto",
            "measure: sales",
            'cross effect 4: measure: unknown measure "sales" of the role "it"; use one of: auto; or add it',
        ),
        (
            "    influence: 1\n",
            "    influence: 1\n    proposed: perhaps\n",
            'role ceo: proposed: found "perhaps", expected true or false; write true or false',
        ),
        ("value: -2", "value: -3", "cross effect 1: value: found -3, expected at least -2;"),
        ("\ncross_effects:", "\nelements:", 'the key "elements" is already on line 7;'),
        ("\nroles:", "\nrolls:", 'the file: unknown key "rolls". Did you mean "roles"?'),
        ("weight: 0.25", "weight: &w 0.25", 'found the anchor "&w"'),
    ],
)
def test_a_problem_in_a_map_states_place_finding_expectation_and_remedy(old: str, new: str, message: str) -> None:
    broken = EXAMPLE.replace(old, new, 1)
    assert broken != EXAMPLE
    problems = problems_in(broken)
    assert len(problems) <= 2
    place, _, _ = problems[0].partition(" ")
    file, line, column = place.rstrip(":").split(":")
    assert (file, int(column) > 0) == ("map.yaml", True)
    at = next(
        number
        for number, pair in enumerate(zip(EXAMPLE.splitlines(), broken.splitlines(), strict=False), 1)
        if pair[0] != pair[1]
    )
    assert -1 <= at - int(line) <= 8
    assert message in problems[0]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            EXAMPLE.replace("weight: 0.25", "weight: 0")
            .replace("weight: 0.2", "weight: 0")
            .replace("weight: 0.15", "weight: 0"),
            'map.yaml:8:3: elements: every "weight" is 0, expected at least one above 0; correct them',
        ),
        (EXAMPLE.replace("share: 0.5", "share: 0", 2), 'map.yaml:35:7: role ceo: metrics: every "share" is 0'),
        (EXAMPLE.replace("influence: 1", "influence: 0.0"), 'map.yaml:30:3: roles: every "influence" is 0'),
        (
            "elements: [{id: a, weight: 1}]\nroles:\n" + "".join(f" - id: r{n}\n" for n in range(200)),
            f"map.yaml:3:2: roles: found 200 entries, expected at most {MAX_ROLES}; remove some",
        ),
        (
            "roles: [{id: r}]\nelements:\n" + "".join(f" - {{id: e{n}, weight: 1}}\n" for n in range(MAX_ELEMENTS + 1)),
            f"map.yaml:3:2: elements: found 9 entries, expected at most {MAX_ELEMENTS}; remove some",
        ),
        (
            "elements: [{id: a, weight: 1}]\nroles:\n - id: r\n   metrics: ["
            + "{share: 1}, " * (MAX_MEASURES + 1)
            + "]",
            f"map.yaml:4:13: role r: metrics: found 13 entries, expected at most {MAX_MEASURES}; remove some",
        ),
        ("", "map.yaml:1:1: the file: the file is empty; start from"),
        ("# nothing\n", "map.yaml:1:1: the file: the file is empty; start from"),
        ("x" * 2_000_000, "map.yaml:1:1: the file: the file has 2,000,000 bytes, expected at most 262,144; shorten it"),
        ("{" + " " * 2_000_000, "map.yaml:1:1: the file: the file has 2,000,001 bytes, expected at most 1,048,576;"),
        (
            "- a",
            (
                "map.yaml:1:1: the file: found a list, expected the keys elements, roles, cross_effects, decisions; "
                "write each"
            ),
        ),
        (
            "[]",
            (
                "map.yaml:1:1: the file: found a list, expected the keys elements, roles, cross_effects, decisions; "
                "write them"
            ),
        ),
        ("null", "map.yaml:1:1: the file: found null, expected the keys elements, roles, cross_effects, decisions;"),
        ("title: a map", "map.yaml:1:1: the file: found none of the keys of an incentive map; start from"),
        ("elements: [{id: a, weight: 1}]", 'map.yaml:1:1: the file: the key "roles" is missing; add a line "roles: …"'),
        (
            "elements: []\nroles: [{id: a}]",
            "map.yaml:1:11: elements: found 0 entries, expected at least 1; add what is missing",
        ),
        (b"\xff\xfe", "map.yaml:1:1: the file: the byte 0xFF is not UTF-8; save the file as UTF-8"),
        ("elements: [", "map.yaml:1:11: the file: "),
        ('{"elements": [', "map.yaml:1:15: the file: no valid value here;"),
        ("[" * 100_000, "map.yaml:1:13: the file: lists and objects nest deeper than 12 levels; flatten it"),
        (
            '{"roles": [' + "0," * 500_000 + "0]}",
            "map.yaml:1:1: the file: it has more than 60,000 values; shorten it",
        ),
    ],
)
def test_an_impossible_map_is_reported_with_its_place(data: str | bytes, message: str) -> None:
    problems = problems_in(data)
    assert any(problem.startswith(message) for problem in problems), problems


def largest_map() -> dict[str, Any]:
    """A map with the most elements, roles, measures and effects there may be."""

    def named(name: str) -> dict[str, Any]:
        return {"id": name, "en": name, "sv": name}

    effects = {f"E{n}": n % 5 - 2 for n in range(MAX_ELEMENTS)}
    labels = {"root_en": "a", "root_sv": "b", "shortcut_en": "c", "shortcut_sv": "d"}
    shortcut = {"ease": 0.5, "root_effects": effects, "shortcut_effects": effects} | labels
    measure = {"direction": "hold", "share": 1, "effects": effects, "shortcut": shortcut, "proposed": False}
    metrics = [named(f"m{n}") | measure for n in range(MAX_MEASURES)]
    roles = [named(f"r{n}") | {"influence": 1, "metrics": metrics, "proposed": False} for n in range(MAX_ROLES)]
    pairs = permutations([role["id"] for role in roles], 2)
    return {
        "elements": [named(element) | {"weight": 1} for element in effects],
        "roles": roles,
        "cross_effects": [{"source": source, "measure": "m0", "on": on, "value": -1} for source, on in pairs],
    }


@pytest.mark.unmeasured  # It would take twice as long.
def test_the_largest_map_is_read_from_both_forms_and_from_an_answers_file(bank: Instrument) -> None:
    document = largest_map()
    written = json.dumps(document, indent=2).encode()
    # YAML without quotes, as its authors write it
    compact = re.sub(r'"(\w+)"', r"\1", json.dumps(document)).encode()
    assert len(compact) < MAX_YAML_BYTES
    for data in (written, compact):
        made = read_incentives(data)
        assert made.document() == document
    assert len(score_incentives(made).clashes) == MAX_ROLES * (MAX_ROLES - 1) / 2
    assert answered(bank, document).incentives == made


TOO_MUCH: Final = (
    ("elements: [" + "0," * 49_000 + "]", "elements: found 49000 entries, expected at most 8; remove some"),
    ("roles: [" + "{}," * 49_000 + "]", "roles: found 49000 entries, expected at most 40; remove some"),
    ('{"roles": [{"id": "r", "metrics": [' + "{}," * 49_000 + "{}]}]}", "role r: metrics: found 49001 entries"),
    (
        '{"roles": [{"id": "r", "metrics": [{"effects": {' + ",".join(f'"k{n}": 9' for n in range(40_000)) + "}}]}]}",
        "role r: measure 1: effects: found 40000 keys, expected at most 50; remove some",
    ),
    ("roles: 1\n" + "".join(f"k{n}: 1\n" for n in range(24_000)), "the file: found 24001 keys, expected at most"),
    ("roles: [{id: a}]\ncross_effects: [" + "{source: b, on: c}, " * 8_000 + "]", "cross_effects: found 8000 entr"),
    (json.dumps(largest_map()).replace('"E7": ', '"E9": '), 'effects: unknown element "E9"'),
    (json.dumps(largest_map()).replace('"share": 1', '"share": -1'), "share: found -1, expected at least 0"),
)


@pytest.mark.unmeasured  # It would take twice as long.
@pytest.mark.parametrize(("data", "message"), TOO_MUCH if IS_SOAK else TOO_MUCH[::3])
def test_a_map_far_beyond_its_limits_is_reported_quickly(data: str, message: str) -> None:
    start = time.process_time()
    problems = problems_in(data)
    assert time.process_time() - start < 2  # Four times the budget, for a machine that is busy otherwise.
    assert any(message in problem for problem in problems), problems[:3]


def test_problems_in_json_name_its_lines_in_the_terms_of_json() -> None:
    data = """{"elements": [{"id": "a", "weight": true}],
 "roles": [{"id": "r", "metrics": {"x": 1}, "influence": null},
  {"id": 3, "metrics": [{"effects": {"a": 9}}]}]}"""
    assert problems_in(data, "map.json") == [
        "map.json:1:37: element a: weight: found true, expected a number; write it in digits, without quotes",
        "map.json:2:35: role r: metrics: found keys with values, expected a list; write them in brackets: [ … ]",
        "map.json:2:58: role r: influence: no value here, expected a number; write a value, or remove the key",
        'map.json:3:10: role 3: id: found 3, expected a text; put it in quotes: "3"',
        'map.json:3:25: role 3: measure 1: the key "share" is missing; add "share": …',
        "map.json:3:43: role 3: measure 1: effects: a: found 9, expected at most 2; correct the number",
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            """{"elements": [{"id": "a", "weight": 1}],
 "roles": [{"id": "r", "influence": 1, "metrics": [],
            "id": "s", "influence": 1, "metrics": []}]}""",
            (
                'map.json:3:13: roles.0: the key "id" is already on line 2; keep one of them; '
                'if a new object begins here, "}, {" is missing before it'
            ),
        ),
        (
            """{"elements": [{"id": "a", "weight": 1}],
 "elements": [{"id": "b", "weight": 1}], "roles": [{"id": "r"}]}""",
            (
                'map.json:2:2: the file: the key "elements" is already on line 1; keep one of them; '
                'if a new object begins here, "}, {" is missing before it'
            ),
        ),
        # Not JSON because of its last comma, but YAML that was written with braces.
        (
            "{elements: [{id: a, weight: 1, id: b}], roles: [{id: r}],}",
            'map.json:1:32: the file: the key "id" is already on line 1; keep one of them',
        ),
    ],
)
def test_a_repeated_key_in_json_is_one_problem_in_the_terms_of_json(data: str, message: str) -> None:
    assert problems_in(data, "map.json") == [message]


def test_all_problems_are_reported_at_once_and_at_most_fifty() -> None:
    broken = EXAMPLE.replace("share: 1", "share: -1").replace("source: sales", "source: nobody")
    assert len(problems_in(broken)) == 5
    assert len(problems_in("elements: []\nroles:\n" + " - x: 1\n" * 39)) == MAX_SHOWN


def test_json_and_yaml_hold_the_same_map() -> None:
    read = read_incentives(EXAMPLE.encode())
    for indent in (None, 1, "\t"):
        written = json.dumps(read.document(), indent=indent)
        assert read_incentives(written.encode()) == read
    assert read_incentives(EXAMPLE.replace(" on:", ' "on":').encode()) == read
    assert read_incentives(b"\xef\xbb\xbf" + EXAMPLE.replace("\n", "\r\n").encode()) == read
    assert read_incentives(b"{elements: [{id: a, weight: 1}], roles: [{id: r}]}").roles == (Role(id="r"),)


def test_keys_meant_for_a_files_readers_are_not_a_problem() -> None:
    along = (
        "note: Ours.\neffect_scale: [{value: -2, en: Harms}]\nquestion: {en: What happens?}\nshortcut_question: {}\n"
    )
    assert read_incentives((along + EXAMPLE).encode()) == read_incentives(EXAMPLE.encode())


def test_ids_and_numbers_are_read_as_programs_and_people_write_them() -> None:
    """A share of 0.30000000000000004 was once refused for its length."""
    written = {
        "elements": [{"id": "nöjd kund 😀", "weight": 0.1 + 0.2}],
        "roles": [{"id": "kundtjänst", "metrics": [{"share": 1e-7, "effects": {"nöjd kund 😀": -0.1 - 0.2}}]}],
    }
    for ascii_only in (True, False):
        read = read_incentives(json.dumps(written, ensure_ascii=ascii_only).encode())
        assert read.roles[0].measures[0].effects == {"nöjd kund 😀": -0.30000000000000004}
    yaml = b"elements: [{id: a, weight: 0.30000000000000004}]\nroles: [{id: b}]\n"
    assert read_incentives(yaml).elements[0].weight == 0.30000000000000004


def problems_of(data: bytes) -> tuple[Problem, ...]:
    """The problems of a map, none when it can be scored; any other exception fails the test."""
    try:
        score_incentives(read_incentives(data, "f"))
    except Problems as problems:
        return problems.problems
    return ()


def test_any_damage_to_a_map_gives_a_map_or_problems() -> None:
    forms = (EXAMPLE.encode(), json.dumps(read_incentives(EXAMPLE.encode()).document(), indent=1).encode())
    for seed in range(150):
        chance, whole = random.Random(seed), forms[seed % 2]
        at = chance.randrange(len(whole))
        odd = chance.choice([b"", b"{", b"]", b'"', b"\\", b",", b"- ", b": ", b"\xc3", b"\0", b"99", b"\n  "])
        message = problems_of(whole[:at] + odd + whole[at + chance.randrange(9) :])
        assert all(str(problem).startswith("f:") and problem.remedy for problem in message)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: Element(id="a", weight=-1), "weight"),
        (lambda: Element(id="a", weight=float("nan")), "weight"),
        (lambda: Element(id="", weight=1), "id"),
        (lambda: Measure(share=1, effects={"a": 3}), "effects"),
        (lambda: Shortcut(ease=1.1), "ease"),
        (lambda: CrossEffect(source="a", on="b", value=-3), "value"),
        (lambda: IncentiveMap(roles=(Role(id="a"), Role(id="a"))), 'the id "a" already belongs to role 1'),
        (lambda: IncentiveMap(elements=(Element(id="a", weight=0),)), 'the only "weight" is 0'),
        (
            lambda: IncentiveMap(roles=(Role(id="a"),), cross_effects=(CrossEffect(source="a", on="b", value=1),)),
            'unknown role "b"',
        ),
        (lambda: score_incentives(IncentiveMap(roles=(Role(id="a"),))), "needs elements and roles"),
    ],
)
def test_values_are_checked_when_they_are_made(make: Callable[[], object], says: str) -> None:
    with pytest.raises(ValueError, match=r"(?s).*") as caught:
        make()
    assert says in str(caught.value)


def test_a_name_is_shown_in_the_readers_language_or_else_in_the_other() -> None:
    assert Role(id="a", en="CEO", sv="Vd").label("sv") == "Vd"
    assert Role(id="a", en="CEO").label("sv") == "CEO"
    assert Role(id="a").label("en") is None


# In an answers file ---------------------------------------------------------------------------------------------------


def answered(bank: Instrument, incentives: Any, weights: dict[str, int] | None = None) -> Answers:
    document: dict[str, Any] = {"format": "drivkraft.answers/1", "ratings": {}, "incentives": incentives}
    if weights:
        document["experience"] = {"weights": weights}
    return Answers.checked(document, bank, "a.json")


WEIGHTS = {"reachable": 5, "first_contact": 5, "promises": 4, "friendly": 3, "fairness": 3}


def proposed(bank: Instrument) -> dict[str, Any]:
    document = IncentiveMap.from_library(bank.incentives).document()
    del document["elements"]
    return document


def test_a_map_without_elements_of_its_own_uses_the_agreed_experience(bank: Instrument) -> None:
    """Weights 5, 5, 4, 3, 3 are those of the worked example; what has no weight is not part of the experience."""
    taken = answered(bank, proposed(bank), WEIGHTS)
    assert taken.ignored == ()
    result: Any = to_result(build_report(bank, taken, made_on=TODAY))["incentives"]
    assert result["format"] == "drivkraft.incentives/1"
    assert [role["alignment"] for role in result["roles"]] == [-41.25, -20.0, 7.5, -10.0, -45.0, -17.5, -22.5]
    assert result["system"] == -21.25
    assert [element["id"] for element in result["elements"]] == list(WEIGHTS)
    assert [element["net"] for element in result["elements"]] == [-0.43, -0.36, -0.5, -0.21, -0.64]
    assert [element["id"] for element in result["elements"] if element["orphan"]] == [
        "first_contact",
        "promises",
        "fairness",
    ]
    assert result["clashes"][0] == {
        "a": "sales", "b": "customer_service", "tug_of_war": 7.5, "direct": 75.0, "clash": 75.0, "kind": "direct",
        "severity": "severe",
    }  # fmt: skip


def test_a_maps_own_elements_replace_those_of_the_experience(bank: Instrument) -> None:
    own = {"elements": [{"id": "E1", "weight": 1}], "roles": [one_measure("a", {"E1": 2})]}
    report = build_report(bank, answered(bank, own, WEIGHTS), made_on=TODAY)
    assert report.incentives is not None
    assert report.incentives.system == 100


@pytest.mark.parametrize("incentives", [None, {}, {"roles": []}, {"elements": [{"id": "E1", "weight": 1}]}])
def test_without_a_map_the_result_has_none(bank: Instrument, incentives: Any) -> None:
    assert to_result(build_report(bank, answered(bank, incentives, WEIGHTS), made_on=TODAY))["incentives"] is None


def test_a_map_without_an_agreed_experience_is_kept_and_not_scored(bank: Instrument) -> None:
    """Roles are entered before the experience is weighted, and weights may be removed again; all stays readable."""
    taken = answered(bank, proposed(bank))
    assert taken.incentive_map(bank) is None
    assert build_report(bank, taken, made_on=TODAY).incentives is None
    assert Answers.from_choices(taken.choices(), bank, version="1.0").incentives == taken.incentives


def test_an_effect_on_an_element_the_bank_no_longer_has_is_left_out_and_named(bank: Instrument) -> None:
    shortcut = {"ease": 1, "shortcut_effects": {"free_beer": 2}}
    metrics = [{"share": 1, "effects": {"promises": 1, "free_beer": 2}}, {"share": 1, "shortcut": shortcut}]
    taken = answered(bank, {"roles": [{"id": "a", "metrics": metrics}]}, WEIGHTS)
    assert taken.ignored == (
        "incentives.roles.0.metrics.0.effects.free_beer",
        "incentives.roles.0.metrics.1.shortcut.shortcut_effects.free_beer",
    )
    assert "free_beer" not in json.dumps(taken.document())
    kept = [{"share": 1, "effects": {"promises": 1}}, {"share": 1, "shortcut": {"ease": 1, "shortcut_effects": {}}}]
    assert taken.document()["incentives"] == {"roles": [{"id": "a", "metrics": kept}]}


@pytest.mark.parametrize(
    ("incentives", "place"),
    [
        ([], "incentives"),
        ("x", "incentives"),
        ({"roles": {}}, "incentives.roles"),
        ({"roles": [7]}, "incentives.roles.0"),
        ({"roles": [{"id": "a", "metrics": [{"share": 1}, {"share": "1"}]}]}, "incentives.roles.0.metrics.1.share"),
        ({"roles": [{"id": "a", "metrics": [{"share": -1}]}]}, "incentives.roles.0.metrics.0.share"),
        ({"roles": [{"id": "a", "metrics": [{"share": 0}]}]}, "incentives.roles.0.metrics"),
        ({"roles": [{"id": "a", "influence": True}]}, "incentives.roles.0.influence"),
        (
            {"roles": [{"id": "a", "metrics": [{"share": 1, "effects": {"promises": 3}}]}]},
            "incentives.roles.0.metrics.0.effects.promises",
        ),
        ({"roles": [{"id": "a"}, {"id": "a"}]}, "incentives.roles.1.id"),
        (
            {"roles": [{"id": "a"}], "cross_effects": [{"source": "a", "on": "b", "value": 1}]},
            "incentives.cross_effects.0.on",
        ),
        (
            {"elements": [{"id": "E1", "weight": 1}], "roles": [one_measure("a", {"E2": 1})]},
            "incentives.roles.0.metrics.0.effects",
        ),
        ({"elements": [{"id": "E1", "weight": 0}]}, "incentives.elements"),
        ({"roles": [{"id": f"r{n}"} for n in range(200)]}, "incentives.roles"),
        ({"roles": [[[[[[[[[[[[[[]]]]]]]]]]]]]]}, "incentives"),
        ({"roles": [{"id": "a", "metrics": [0] * 20_000}]}, "incentives.roles.0.metrics"),
        ({"roles": [{"id": "a", "metrics": [0] * 60_000}]}, "incentives.roles.0.metrics"),
        ({"roles": [{"id": "a", "metrics": [0] * 100_000}]}, "incentives"),
        ({"elements": [{"id": "E1", "weight": 10**400}]}, "incentives.elements.0.weight"),
    ],
)
def test_a_map_in_an_answers_file_is_checked_with_its_place(bank: Instrument, incentives: Any, place: str) -> None:
    with pytest.raises(Problems) as caught:
        answered(bank, incentives)
    assert caught.value.problems[0].where in (place, f"{place}.E2")
    assert all(problem.remedy and problem.line is None for problem in caught.value.problems)


def test_a_problem_of_a_map_in_an_answers_file_names_line_and_column(bank: Instrument) -> None:
    data = b"""{"format": "drivkraft.answers/1", "ratings": {},
 "incentives": {"roles": [{"id": "a"}, {"id": "b",
  "metrics": [{"share": 1}, {"share": "x"}]}]}}"""
    with pytest.raises(Problems) as caught:
        Answers.from_json(data, bank, "a.json")
    (problem,) = map(str, caught.value.problems)
    assert problem.startswith('a.json:3:39: incentives.roles.1.metrics.1.share: found "x", expected a number;')


def test_problems_of_a_map_are_reported_with_all_others(
    bank: Instrument, document: Callable[..., dict[str, Any]]
) -> None:
    wrong = document(WORKED, language="de", incentives={"roles": [{"id": 1}]}, planned_reward="yes")
    with pytest.raises(Problems) as caught:
        Answers.checked(wrong, bank)
    assert {problem.where for problem in caught.value.problems} == {
        "language",
        "incentives.roles.0.id",
        "planned_reward",
    }


# In words -------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def report_with(bank: Instrument, document: Callable[..., dict[str, Any]]) -> Callable[..., Report]:
    """A report with this map, or with the worked example."""

    def make(incentives: dict[str, Any] | None = None) -> Report:
        made = document(WORKED, incentives=incentives or read_incentives(EXAMPLE.encode()).document())
        return build_report(bank, Answers.checked(made, bank), made_on=TODAY)

    return make


def scores_of(report: Report) -> IncentiveScores:
    assert report.incentives is not None
    return report.incentives


@pytest.mark.parametrize(
    ("language", "role", "element", "orphan", "shortcut"),
    [
        (
            "en",
            (
                "The head of sales is rewarded for “Sales volume”. "
                "−20 of 100: works against the experience you want to give, most of all “Promises are kept”."
            ),
            ("“Friendly and respectful treatment”: −11 of 100. Helped by the head of sales and the head of HR."),
            "“Promises are kept”: −25 of 100. Nobody is rewarded for it.",
            (
                "“Number of returns” (the warehouse manager) can be met in two ways. “Refuse returns” works against "
                "the experience: −23 of 100. “Remove the causes of returns” supports it: +28 of 100."
            ),
        ),
        (
            "sv",
            (
                "Säljchefen belönas för ”Försäljningsvolym”. "
                "−20 av 100: motverkar den upplevelse ni vill ge, mest ”Löften hålls”."
            ),
            ("”Vänligt och respektfullt bemötande”: −11 av 100. Stöds av säljchefen och HR-chefen."),
            "”Löften hålls”: −25 av 100. Ingen belönas för det.",
            (
                "”Antal returer” (lagerchefen) kan nås på två sätt. ”Neka returer” motverkar upplevelsen: "
                "−23 av 100. ”Åtgärda orsakerna till returer” stödjer den: +28 av 100."
            ),
        ),
    ],
)
def test_the_worked_example_is_described_in_sentences(
    report_with: Callable[..., Report], language: Language, role: str, element: str, orphan: str, shortcut: str
) -> None:
    report = report_with()
    scores = scores_of(report)
    assert role_sentence(scores.roles[1], report, language) == role
    assert element_sentence(scores.elements[3], report, language) == element
    assert element_sentence(scores.elements[2], report, language) == orphan
    assert shortcut_sentences(report, language) == [shortcut]


def test_a_map_is_summed_up_in_sentences(report_with: Callable[..., Report]) -> None:
    report = report_with()
    assert map_sentences(scores_of(report), report, "en") == [
        "6 of 7 roles work against the experience you want to give, 2 of them clearly.",
        (
            "Nobody is rewarded for “The problem is solved at the first contact”, “Promises are kept” and "
            "“Fair handling when something goes wrong”."
        ),
        "Largest clash: the head of sales and the head of customer service, 75 out of 100.",
        "All roles together: −21 of 100.",
    ]
    good = report_with({"elements": [{"id": "x", "weight": 1}], "roles": [one_measure("a", {"x": 1}), {"id": "b"}]})
    sentences = map_sentences(scores_of(good), good, "sv")
    assert sentences == ["Ingen roll motverkar den upplevelse ni vill ge.", "Alla roller tillsammans: +25 av 100."]


def test_where_every_role_works_against_the_experience_the_map_says_so(report_with: Callable[..., Report]) -> None:
    """It said “4 of 4 roles”."""
    elements = [{"id": "x", "weight": 1, "en": "Calls"}]
    report = report_with({"elements": elements, "roles": [one_measure("a", {"x": -1}), one_measure("b", {"x": -2})]})
    assert map_sentences(scores_of(report), report, "en")[0].startswith("Every role on the map works against")


def unsaid(role: str) -> dict[str, Any]:
    """A role with a measure of which nobody has said what it does."""
    return {"id": role, "en": role.upper(), "sv": role.upper(), "metrics": [{"id": "own", "share": 5}]}


def test_a_role_whose_measures_have_no_effects_yet_is_no_finding(report_with: Callable[..., Report]) -> None:
    """A measure of one's own on a suggestion made the map say that nobody is rewarded for any part."""
    elements = [{"id": "x", "weight": 1, "en": "Calls"}, {"id": "y", "weight": 1, "en": "Post"}]
    for roles in ([unsaid("a")], [unsaid("a"), unsaid("b")]):
        report = report_with({"elements": elements, "roles": roles})
        assert map_sentences(scores_of(report), report, "en") == [
            say("en", "incentives.not_said.all"),
            say("en", "incentives.not_said.more"),
            "All roles together: 0 of 100.",
        ]
    assert no_clash(scores_of(report), "en") == say("en", "incentives.not_said.clashes")
    some = report_with({"elements": elements, "roles": [one_measure("a", {"x": 1}), unsaid("b")]})
    assert map_sentences(scores_of(some), some, "en") == [
        "No role works against the experience you want to give.",
        say("en", "incentives.not_said.some", roles="B"),
        "All roles together: +13 of 100.",
    ]
    others = [one_measure("a", {"x": 1, "y": 0}), one_measure("c", {"x": 1, "y": 0})]
    more = report_with({"elements": elements, "roles": [*others, unsaid("b")]})
    assert map_sentences(scores_of(more), more, "en")[0] == "Nobody is rewarded for “Post”."
    silent = [one_measure("a", {"x": 1}), one_measure("c", {"x": 1})]
    little = report_with({"elements": elements, "roles": [*silent, one_measure("b", {"x": 1, "y": 0})]})
    assert "Post" not in " ".join(map_sentences(scores_of(little), little, "en")), "it is unknown of most roles"
    assert "do to “Post”" in unsaid_sentence(little, "en")
    assert say("en", "incentives.orphan.at_all") not in pull_description(little, "en")
    assert nobody_rewarded(little) == ()
    assert nobody_rewarded(more) == ("y",)


def test_a_measure_that_is_said_to_do_nothing_is_a_finding(report_with: Callable[..., Report]) -> None:
    elements = [{"id": "x", "weight": 1, "en": "Calls"}]
    report = report_with({"elements": elements, "roles": [one_measure("a", {"x": 0}), one_measure("b", {"x": 0})]})
    assert map_sentences(scores_of(report), report, "en")[0] == "Nobody is rewarded for “Calls”."
    assert no_clash(scores_of(report), "en") == say("en", "incentives.clash.nowhere")


def test_where_no_role_works_against_the_experience_what_nobody_is_rewarded_for_comes_first(
    report_with: Callable[..., Report],
) -> None:
    """The most important sentence is the headline of the map, on screen and in the PDF."""
    elements = [{"id": "x", "weight": 1, "en": "Calls"}, {"id": "y", "weight": 1, "en": "Post"}]
    report = report_with({"elements": elements, "roles": [one_measure("a", {"x": 1}), {"id": "b"}]})
    assert map_sentences(scores_of(report), report, "en") == [
        "Nobody is rewarded for “Post”.",
        "No role works against the experience you want to give.",
        "All roles together: +13 of 100.",
    ]


@pytest.mark.parametrize(
    ("language", "summary", "label", "of_element"),
    [
        (
            "en",
            [
                "Nobody is rewarded for “Post”.",
                "On balance, nobody is rewarded for “Calls”: what one measure gives, another takes away.",
            ],
            "On balance, nobody rewarded",
            ("“Calls”: 0 of 100. On balance, nobody is rewarded for it: what one measure gives, another takes away."),
        ),
        (
            "sv",
            [
                "Ingen belönas för ”Post”.",
                "I slutändan belönas ingen för ”Calls”: det som ett mått ger tar ett annat tillbaka.",
            ],
            "Ingen belönas i slutändan",
            ("”Calls”: 0 av 100. I slutändan belönas ingen för det: det som ett mått ger tar ett annat tillbaka."),
        ),
    ],
)
def test_a_reward_that_another_measure_cancels_out_is_not_called_none(
    report_with: Callable[..., Report], language: Language, summary: list[str], label: str, of_element: str
) -> None:
    """Two measures of a role cancelled each other out, and the map said that nobody is rewarded for the element."""
    elements = [{"id": "x", "weight": 1, "en": "Calls"}, {"id": "y", "weight": 1, "en": "Post"}]
    given, taken = {"id": "m", "share": 1, "effects": {"x": 2}}, {"id": "n", "share": 1, "effects": {"x": -2, "y": -1}}
    both = {"id": "a", "metrics": [given, taken]}
    report = report_with({"elements": elements, "roles": [both, {"id": "b"}]})
    scores = scores_of(report)
    assert [element.orphan for element in scores.elements] == [True, True]
    assert [element.cancelled for element in scores.elements] == [True, False]
    assert map_sentences(scores, report, language)[1:3] == summary
    assert element_sentence(scores.elements[0], report, language) == of_element
    assert label not in element_sentence(scores.elements[1], report, language)
    at_all = say(language, "incentives.orphan.at_all")
    assert f"{at_all}: Post. {label}: Calls." in pull_description(report, language)
    drawn = json.dumps(pull_map(report, language, LOOK.colours(dark=False)).to_dict(), ensure_ascii=False)
    assert f'"nobody": "{label}"' in drawn
    assert f'"nobody": "{at_all}"' in drawn


def test_the_story_agrees_with_the_number_shown_and_says_of_a_role_whose_measures_cancel_that_they_do(
    report_with: Callable[..., Report],
) -> None:
    """It said that nobody was rewarded for the opposite, and "a little better" where the map shows 0."""
    elements = [{"id": "x", "weight": 1, "en": "Calls"}, {"id": "y", "weight": 1, "en": "Post"}]
    cancelling = {
        "id": "a",
        "metrics": [{"id": "m", "share": 1, "effects": {"x": 2}}, {"id": "n", "share": 1, "effects": {"x": -2}}],
    }
    other = {"id": "b", "metrics": [{"id": "o", "en": "Volume", "share": 1, "effects": {"x": -1, "y": 0.016}}]}
    report = report_with({"elements": elements, "roles": [cancelling, other | {"en": "Sales"}]})
    scores = scores_of(report)
    assert [line.effect for line in story(scores)] == ["harmed_clearly", "helped"]
    assert story_texts(story(scores), report, "en") == [
        ("Calls", "clearly worse (−25)", "Harmed by Sales (volume). Helped and harmed equally by a: “m” against “n”."),
        ("Post", "almost unchanged, known of 1 of 2 roles", "Helped by Sales (volume)."),
    ]
    assert story_rows(story(scores), report, "en")[0][2:] == ("Sales (volume); a (n)", "A (m)")
    assert story_told(story(scores), report, "en") == (
        "Customers notice it most in “Calls”, for the worse. “Calls” is harmed by Sales, rewarded for “Volume”."
    )
    assert pulls_in_text("a", report, "en")["x"] == "±0"
    assert marks_explained(report, "en").endswith(say("en", "incentives.torn.means"))
    assert "Calls 0, helps and harms equally" in pull_description(report, "en")
    before = score_incentives(RemoveMeasure("a", "n").on(report.map))
    lost = price_sentence(price(before, scores), report, "en")
    assert "on balance, nobody is rewarded for “Calls” any longer" in lost


def test_a_clash_that_becomes_clear_is_named_however_little_it_grows(report_with: Callable[..., Report]) -> None:
    """The page said that no clash grows noticeably, and called it clear below."""
    elements = [{"id": name, "weight": 1, "en": name.upper()} for name in "xy"]

    def with_effect(effect: float) -> Report:
        return report_with(
            {"elements": elements, "roles": [one_measure("a", {"x": 2}), one_measure("b", {"x": effect})]}
        )

    report, after = with_effect(-0.1), with_effect(-0.44)
    cost = price(scores_of(report), scores_of(after))
    assert cost.is_little
    assert not cost.is_nothing
    assert cost.harm == (0, 1, 0)
    told = (
        "for customers and the other roles, only a little, "
        "but the clash between a and b grows from 3 to 11 and becomes clear."
    )
    assert price_sentence(cost, after, "en") == told
    one_role = report_with({"elements": elements, "roles": [one_measure("a", {"x": 2})]})
    alone = price_sentence(cost._replace(passing=()), one_role, "sv")
    assert alone.startswith("för kunderna bara lite. "), "there are no other roles"


def test_the_story_calls_nothing_better_that_is_unknown_of_most_roles(report_with: Callable[..., Report]) -> None:
    elements = [{"id": name, "weight": 1, "en": name.upper()} for name in "xyz"]
    roles = [one_measure("a", {"x": -1, "y": 2}), one_measure("b", {"x": -2}), one_measure("c", {"x": 0})]
    report = report_with({"elements": elements, "roles": roles})
    lines = story(scores_of(report))
    assert [each[1:] for each in story_texts(lines, report, "en")] == [
        ("clearly worse (−50)", "Harmed by b (1) and a (1)."),
        ("so far +33, known of only 1 of 3 roles", "Helped by a (1)."),
        ("not said yet", ""),
    ]
    assert story_told(lines, report, "en") == (
        "Customers notice it most in “X”, for the worse. "
        "Too little is known of “Y” and “Z”: for most roles nobody has said it yet. "
        "“X” is harmed most by b, rewarded for “1”."
    )
    alike = report_with({"elements": elements, "roles": [*roles, one_measure("d", {"x": -2})]})
    told = story_told(story(scores_of(alike)), alike, "en")
    assert told.endswith("“X” is harmed most, and equally, by b (1) and d (1)."), "no role stands for another as bad"
    many = report_with({"elements": elements, "roles": [one_measure(name, {"x": -1}) for name in "abcdefg"]})
    reasons = [each.reason for each in story_texts(story(scores_of(many)), many, "en")]
    assert "a (1), b (1), c (1), d (1), e (1), f (1) and g (1)" in reasons[0], "part by part, every role is named"
    assert "and 4 more" in story_told(story(scores_of(many)), many, "en")
    hindering = {"cross_effects": [{"source": "b", "on": "a", "value": -2}]}
    met = "What b is rewarded for also makes it harder for a, who is rewarded for “1”."
    decided = "What applies between b and a is decided."
    for reopened, said in ((None, met), (False, f"{met} {decided}"), (True, met)):
        decision = {"a": "a", "b": "b", "measure": "X first", "day": "2026-11-20", "reopened": bool(reopened)}
        decisions = [] if reopened is None else [decision]
        one = report_with(alike.map.document() | hindering | {"decisions": decisions})
        assert story_told(story(scores_of(one)), one, "en").endswith(f"b (1) and d (1). {said}")


def test_a_reward_of_weight_0_or_only_suggested_cancels_nothing(report_with: Callable[..., Report]) -> None:
    elements = [{"id": "x", "weight": 1}]
    cases: list[dict[str, object]] = [{"share": 0}, {"proposed": True}]
    for unpaid in cases:
        given = {"id": "m", "share": 1, "effects": {"x": 2}} | unpaid
        one = {"id": "a", "metrics": [given, {"id": "n", "share": 1, "effects": {"x": -2}}]}
        report = report_with({"elements": elements, "roles": [one, {"id": "b"}]})
        assert [element.cancelled for element in scores_of(report).elements] == [False]


@pytest.mark.parametrize(
    ("language", "effect", "said"),
    [
        (
            "en",
            -1,
            [
                "The only role on the map, Founder, works against the experience you want to give.",
                (
                    "One role shows only what it is rewarded for itself. To see where roles clash and what nobody is "
                    "rewarded for, you need at least one more."
                ),
                "The role’s pull: −25 of 100.",
            ],
        ),
        (
            "sv",
            1,
            [
                "Den enda rollen på kartan, Founder, motverkar inte den upplevelse ni vill ge.",
                (
                    "En roll visar bara vad den själv belönas för. För att se var roller krockar och vad ingen "
                    "belönas för behövs minst en till."
                ),
                "Rollens påverkan: +25 av 100.",
            ],
        ),
    ],
)
def test_a_map_of_one_role_says_nothing_of_the_roles_it_lacks(
    report_with: Callable[..., Report], language: Language, effect: int, said: list[str]
) -> None:
    """It said that 1 of 1 roles works against the experience, and that nobody is rewarded for the rest."""
    elements = [{"id": "x", "weight": 1, "en": "Calls"}, {"id": "y", "weight": 1, "en": "Post"}]
    founder = one_measure("founder", {"x": effect}) | {"en": "Founder"}
    report = report_with({"elements": elements, "roles": [founder]})
    scores = scores_of(report)
    assert map_sentences(scores, report, language) == said
    assert (scores.unrewarded, scores.elements[1].orphan) == ((), True)
    nobody = say(language, "incentives.orphan.at_all")
    everything = [
        pull_description(report, language),
        *(element_sentence(element, report, language) for element in scores.elements),
    ]
    assert nobody not in " ".join(everything)
    assert no_clash(scores, language) == say(language, "incentives.only_role.clashes")
    more = report_with({"elements": elements, "roles": [founder, {"id": "b"}]})
    assert "y" in scores_of(more).unrewarded
    assert nobody in pull_description(more, language)


@pytest.mark.parametrize(
    ("a", "b", "language", "sentence"),
    [
        (
            "sales",
            "customer_service",
            "en",
            (
                "The head of sales is rewarded for “Sales volume”, which typically makes it much harder for the head "
                "of customer service to succeed. Conversely, being rewarded for “Number of calls handled” and “Cost "
                "per call” typically makes it harder for the head of sales."
            ),
        ),
        (
            "customer_service",
            "warehouse",
            "sv",
            (
                "Lagerchefen belönas för ”Antal returer”, vilket brukar göra det mycket svårare för kundtjänstchefen "
                "att lyckas."
            ),
        ),
        # Of the CEO's two measures only one harms what sales helps; the other leaves it alone.
        (
            "ceo",
            "sales",
            "en",
            (
                "“Friendly and respectful treatment”: helped by the head of sales (sales volume), "
                "harmed by the CEO (short-term profitability)."
            ),
        ),
        (
            "it",
            "customer_service",
            "sv",
            (
                "”Lätt att nå en människa som kan hjälpa till”: stöds av kundtjänstchefen (antal hanterade samtal), "
                "motverkas av it-chefen (automatiserade ärenden)."
            ),
        ),
    ],
)
def test_a_clash_is_described_with_roles_measures_and_elements(
    report_with: Callable[..., Report], a: str, b: str, language: Language, sentence: str
) -> None:
    report = report_with()
    clash = pair(scores_of(report), a, b)
    assert clash is not None
    assert clash_sentence(clash, report, language) == sentence


@pytest.mark.parametrize(
    ("language", "value", "said", "is_typical"),
    [
        ("en", -1, "“Cost per call” typically makes it harder for the head of sales.", True),
        ("en", -2, "which makes it much harder for the head of sales to succeed.", False),
        (
            "sv",
            -1,
            "och ”Kostnad per samtal” göra det svårare för säljchefen.",
            True,
        ),
        (
            "sv",
            -2,
            "vilket gör det mycket svårare för säljchefen att lyckas.",
            False,
        ),
    ],
)
def test_an_effect_between_roles_is_called_typical_until_somebody_changes_it_and_names_no_measure_it_was_not_said_of(
    report_with: Callable[..., Report], bank: Instrument, language: Language, value: int, said: str, is_typical: bool
) -> None:
    """It said that customer service made it harder for sales to do well on a measure that was added by hand."""
    whole = kept(IncentiveMap.proposed(bank.incentives, {}))
    sales = whole.role("sales")
    assert sales is not None
    whole = whole.with_role(sales.adding(Measure(id="own", en="Own", sv="Own", share=1)))
    for measure in ("calls", "cost"):
        whole = whole.with_effect_between("customer_service", "sales", value, measure)
    report = report_with(whole.document())
    clash = pair(scores_of(report), "sales", "customer_service")
    assert clash is not None
    assert said in clash_sentence(clash, report, language)
    assert "Own" not in clash_sentence(clash, report, language)
    (hindered,) = (one for one in scores_of(report).hindrances(clash) if one.on == "sales")
    assert report.map.is_as_proposed("customer_service", "sales", hindered.measures, bank.incentives) is is_typical
    assert typical_effects([clash], report, language)  # of sales on customer service


def test_a_clash_says_why_in_words_on_this_pair_and_on_the_map_until_it_is_decided(
    report_with: Callable[..., Report],
) -> None:
    """It said how a measure can be met without helping anybody, which explained no pair."""
    report = report_with()
    clashes = scores_of(report).clashes
    reasons = clash_reasons(clashes, report, "en")
    clause = "what was promised too freely comes back as questions and complaints"
    first = f"“Sales volume” makes it harder because {clause}."
    assert reasons[clashes[0].name] == first, "three measures cause it, so the sentence says which it is about"
    assert clash_in_full(clashes[0], report, "en").endswith(first)
    returns = pair(scores_of(report), "customer_service", "warehouse")
    assert returns is not None
    assert reasons[returns.name] == "That is because whoever is refused a return rings to complain."
    ways = [each for each in reasons.values() if "without helping" in each]
    assert ways
    assert all("“Number of returns”" in each for each in ways), "no other shortcut counts on this map"
    decided = report.map.deciding(Decision(a="sales", b="customer_service", measure="Promises first", day=TODAY))
    after = report_with(decided.document())
    assert clashes[0].name not in clash_reasons(clashes, after, "en")
    told = clash_in_full(clashes[0], after, "en")
    assert told.index(first) < told.index("Decided"), "a file is read by those who were not there"


def test_no_reason_is_given_for_roles_or_measures_it_was_not_written_for(
    report_with: Callable[..., Report], bank: Instrument
) -> None:
    library = bank.incentives
    assert library.why_harder("hr", "savings", "it", "en") == "what would make the systems better is put off"
    for source, measure, on in (("sales", "sales", "it"), ("sales", "own", "customer_service"), ("it", "auto", "hr")):
        assert library.why_harder(source, measure, on, "sv") is None
    assert library.why_harder("it", "auto", "customer_service", "en") is None, "it makes that easier"
    roles = [one_measure("sales", {"x": 1}), one_measure("customer_service", {"x": 1})]
    cross = [{"source": "sales", "on": "customer_service", "value": -2}]
    report = report_with({"elements": [{"id": "x", "weight": 1}], "roles": roles, "cross_effects": cross})
    assert clash_reasons(scores_of(report).clashes, report, "en") == {}


@pytest.mark.parametrize(("ease", "root", "is_told"), [(0.5, 0, True), (0, 0, False), (0.9, -1, False)])
def test_roles_that_pull_apart_are_told_the_shortcut_only_where_it_alone_does_the_harm(
    report_with: Callable[..., Report], ease: float, root: int, *, is_told: bool
) -> None:
    elements = [{"id": "x", "weight": 1}]
    ways = {"ease": ease, "shortcut_en": "Refuse them", "root_effects": {"x": root}, "shortcut_effects": {"x": -2}}
    count = {"id": "count", "en": "Count", "share": 1, "shortcut": ways}
    harming = {"id": "b", "metrics": [count, {"id": "rest", "share": 0.2, "effects": {"x": -1}}]}
    report = report_with({"elements": elements, "roles": [one_measure("a", {"x": 2}), harming]})
    clashes = scores_of(report).clashes
    told = "That is because “Count” can be met without helping anybody: refuse them."
    assert clash_reasons(clashes, report, "en") == ({clashes[0].name: told} if is_told else {})


@pytest.mark.parametrize(
    ("ease", "harm", "words"), [(0.5, -1, "clear, assumed"), (0.4, -1, "clear"), (0.5, -2, "severe")]
)
def test_a_clash_that_only_an_unchanged_shortcut_of_the_bank_causes_is_assumed(
    report_with: Callable[..., Report], bank: Instrument, ease: float, harm: int, words: str
) -> None:
    measure = with_effects_on({"promises"}, MeasureLibrary.of(bank.incentives).measures["hiring_time"])
    measure = measure.with_effect("promises", harm, "shortcut").with_ease(ease)
    hr: Any = IncentiveMap(roles=(Role(id="hr", measures=(measure,)),)).document()["roles"]
    report = report_with(
        {"elements": [{"id": "promises", "weight": 1}], "roles": [one_measure("a", {"promises": 2}), *hr]}
    )
    (clash,) = scores_of(report).clashes
    assert clash_words(clash, report, "en") == words


def test_every_reason_of_the_bank_is_a_short_clause_that_names_no_role(bank: Instrument) -> None:
    names = {name.lower() for role in bank.incentives.roles for name in (role.en.removeprefix("The "), role.sv)}
    for cross in bank.incentives.cross_effects:
        assert (cross.because is not None) == (cross.value < 0), cross
        for clause in (cross.because.en, cross.because.sv) if cross.because else ():
            assert len(clause) <= 90
            assert clause[0].islower()
            assert clause[-1].isalpha()
            assert not [name for name in names if name in clause.lower()], clause


def test_a_tug_of_war_names_the_elements_of_both_ways(report_with: Callable[..., Report]) -> None:
    elements = [{"id": name, "weight": weight} for name, weight in (("x", 1), ("y", 2), ("z", 0))]
    roles = [one_measure("a", {"x": 2, "y": -1, "z": 2}), one_measure("b", {"x": -1, "y": 2, "z": -2})]
    report = report_with({"elements": elements, "roles": roles})
    (clash,) = scores_of(report).clashes
    assert clash_sentence(clash, report, "en") == (
        "“x”: helped by a (1), harmed by b (1). “y”: helped by b (1), harmed by a (1)."
    )


def test_a_role_that_pulls_nowhere_or_both_ways_is_described_so(report_with: Callable[..., Report]) -> None:
    elements = [{"id": "x", "weight": 1}, {"id": "y", "weight": 1}, {"id": "z", "weight": 0}]
    roles = [
        one_measure("both", {"x": 1, "y": -1}),
        one_measure("neither", {}),
        {"id": "unrewarded"},
        one_measure("towards", {"x": 1, "y": 1, "z": -2}),
    ]
    report = report_with({"elements": elements, "roles": roles})
    sentences = [role_sentence(role, report, "en") for role in scores_of(report).roles]
    assert sentences == [
        (
            "both is rewarded for “1”. 0 of 100: "
            "helps some parts of the experience you want to give as much as it harms others."
        ),
        "neither is rewarded for “1”. 0 of 100: pulls neither way.",
        "unrewarded is not rewarded for anything here and therefore pulls neither way.",
        "towards is rewarded for “1”. +50 of 100: supports the experience you want to give, most of all “x” and “y”.",
    ]
    outside = element_sentence(scores_of(report).elements[2], report, "en")
    assert outside == "“z”: −25 of 100. It is not part of the experience you want to give."


def test_sentences_name_a_few_and_count_the_rest(report_with: Callable[..., Report]) -> None:
    metrics = [{"id": f"m{n}", "share": n, "effects": {"x": -1}} for n in range(6)]
    report = report_with({"elements": [{"id": "x", "weight": 1}], "roles": [{"id": "a", "metrics": metrics}]})
    assert measure_names("a", report, "en") == ["m5", "m4", "m3", "m2", "m1"]
    (role,) = scores_of(report).roles
    assert role_sentence(role, report, "en").startswith("a is rewarded for “m5”, “m4”, “m3” and 2 more. −50 of 100")


def test_a_shortcut_without_names_is_described_and_one_that_harms_nothing_is_not(
    report_with: Callable[..., Report],
) -> None:
    def shortcut(ease: float, effect: float) -> dict[str, Any]:
        return {"share": 1, "shortcut": {"ease": ease, "shortcut_effects": {"x": effect}}}

    metrics = [shortcut(0.2, -2), shortcut(1, 0), shortcut(0, -2), shortcut(1, -1)]
    report = report_with({"elements": [{"id": "x", "weight": 1}], "roles": [{"id": "a", "metrics": metrics}]})
    assert shortcut_sentences(report, "en") == [
        (
            "“4” (a) can be met in two ways. A shortcut works against the experience: −50 of 100. "
            "Meeting it as intended does not affect it."
        ),
        (
            "“1” (a) can be met in two ways. A shortcut works against the experience: −100 of 100. "
            "Meeting it as intended does not affect it."
        ),
    ]


def test_a_shortcut_is_described_only_once_it_differs_and_as_its_numbers_say(
    report_with: Callable[..., Report],
) -> None:
    """Only its ease gave "A shortcut works against …: −44 of 100. Removing the cause supports it: −44 of 100"."""
    harmful = Measure(en="Sales volume", share=1, effects={"x": -1})

    def of(measure: Measure) -> Report:
        role = {"id": "a", "metrics": [measure.model_dump(exclude_none=True)]}
        return report_with({"elements": [{"id": "x", "weight": 1}], "roles": [role]})

    def open_of(measure: Measure) -> list[str]:
        return list(unsaid_shortcuts(of(measure), "en").values())

    def said(measure: Measure) -> list[str]:
        report = of(measure)
        evidence = Evidence(report.instrument, report.answers, report.scores, report.incentives)
        assert bool(CONDITIONS["gameable_metric"](evidence)) is bool(shortcut_sentences(report, "en"))
        return shortcut_sentences(report, "en")

    easy = harmful.with_ease(0.8)
    assert said(easy) == []
    assert open_of(easy) == [
        "“Sales volume” (a) can partly be met without anybody being better off; nobody has said what that does."
    ]
    assert open_of(harmful.with_ease(1)) == [
        "“Sales volume” (a) can easily be met without anybody being better off; nobody has said what that does."
    ]
    way = "“Sales volume” (a) can be met in two ways. A shortcut works against the experience: −100 of 100. "
    worse = easy.with_effect("x", -2, "shortcut")
    assert open_of(worse) == open_of(harmful) == []
    assert said(worse) == [f"{way}Meeting it as intended works against it, too: −50 of 100."]
    assert said(worse.with_effect("x", -1.9, "root")) == [
        f"{way}Meeting it as intended works against it about as much."
    ]
    assert said(worse.with_effect("x", 0, "root")) == [f"{way}Meeting it as intended does not affect it."]
    assert said(worse.with_effect("x", 1, "root")) == [f"{way}Meeting it as intended supports it: +50 of 100."]


@pytest.mark.parametrize(("pull", "text"), [(-1.25, "−63"), (0.009, "0"), (-0.009, "0"), (2, "+100")])
def test_a_pull_is_written_with_its_sign(pull: float, text: str) -> None:
    assert pull_text(pull, "sv") == text


@pytest.mark.parametrize(
    ("old", "new", "sign"),
    [
        ("id: ceo", "id: ceo\u200b", "U+200B (zero width space)"),
        ("id: ceo", "id:\xa0ceo", "U+00A0 (no-break space)"),
        ("influence: ", "influence: \u2009", "U+2009 (thin space)"),
        ("share: ", "sh\u202eare: ", "U+202E (right-to-left override)"),
        ("E1: -", "E1\xa0: -", "U+00A0 (no-break space)"),
        ("\n    weight:", "\n\xa0   weight:", "U+00A0 (no-break space)"),
    ],
)
def test_an_invisible_character_in_a_map_is_named_with_its_place(old: str, new: str, sign: str) -> None:
    text = EXAMPLE.replace(old, new, 1)
    line = text.count("\n", 0, re.search(r"[\xa0\u2009\u200b\u202e]", text).start()) + 1  # type: ignore[union-attr]
    first, *more = problems_in(text)
    assert (first.split(":")[1], sign in first, more) == (str(line), True, [])


@pytest.mark.parametrize(("old", "new"), [('"ceo"', '"ceo\\u200b"'), ('"share":', '"share\xa0":'), (": ", ":\xa0")])
def test_an_invisible_character_in_a_map_in_json_is_named_with_its_place(old: str, new: str) -> None:
    document = json.dumps({"elements": [{"id": "E1", "weight": 1}], "roles": [one_measure("ceo", {"E1": 1})]})
    first = problems_in(document.replace(old, new, 1))[0]
    assert re.match(r"map\.yaml:1:\d+: .*found the invisible character U\+", first), first


def test_a_label_cut_off_by_a_comment_is_reported() -> None:
    text = EXAMPLE.replace("sv: Löften hålls", "sv: Löften #1 hålls", 1)
    (report_with,) = problems_in(text)
    assert "element E3" in report_with
    assert "put the text in quotes" in report_with


def test_what_nobody_has_said_is_told_from_no_effect_and_counts_as_it(bank: Instrument) -> None:
    """One tap on a suggestion left a part in own words at 0, as if that had been said."""
    library = bank.incentives
    own = Element(id="advice", weight=5, en="Advice that fits", sv="Råd som passar")
    whole = kept(IncentiveMap.from_library(library))
    found = whole.on(whole.elements[:3]).with_element(own, MeasureLibrary.of(library))
    growth = found.roles[0].measure("growth").with_effect("advice", 0)
    said = found.with_role(found.roles[0].with_measure("growth", growth))
    said = said.with_role(Role(id="porter", en="The porter"))
    assert score_incentives(said).roles[1].pulls["advice"] == 0
    unsaid = score_incentives(said).unsaid(library)
    assert list(unsaid) == [role.id for role in said.roles if role.id not in ("ceo", "porter")]
    assert {*unsaid.values()} == {("advice",)}, "what the library leaves out has no effect"
    assert score_incentives(found).unsaid(library)[""] == ("advice",)
    report = build_report(bank, Answers(incentives=said), made_on=TODAY)
    written = pulls_in_text("hr", report, "en")
    assert written["advice"] == "?"
    assert pulls_in_text("ceo", report, "en")["advice"] == "0 ?", "its other measure says nothing"
    assert not [each for each in pulls_in_text("porter", report, "en").values() if "?" in each]
    assert f"what the rewards of {len(unsaid)} roles do to “Advice that fits”" in unsaid_sentence(report, "en")
    assert "Advice that fits not said yet" in pull_description(report, "en")
    assert pulls_in_text("ceo", report, "en", spoken=True)["advice"] == "0 so far, not all said"
    assert say("en", "incentives.unsaid.means_partly") in marks_explained(report, "en")
    sheet = load_workbook(io.BytesIO(to_xlsx(report, "en")))[say("en", "export.sheet.incentives")]
    shown = {row[0].value: (row[5].value, row[5].number_format) for row in sheet.iter_rows(min_row=4)}
    assert [shown[role_name(role, report, "en")] for role in ("hr", "ceo")] == [(0, '"?"'), (0, '0" ?"')], (
        "as on screen"
    )
    assert marks_explained(report, "en") in shown
    fewer = ExchangeMeasure(
        "ceo", "growth", Measure(id="new", en="Time to decision", share=1), MeasureLibrary.of(library)
    )
    assert new_unsaid_sentences(fewer.on(said), report, "en")[0].startswith(
        "Not said: what “Time to decision” does to"
    ), "a change does not profit from what nobody has said"
    assert new_unsaid_sentences(said, report, "en") == []
