from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.advice import CONDITIONS, Advice
from assessment.answers import Answers
from assessment.instrument import ConditionId, Instrument, load_instrument
from assessment.report import build_report
from assessment.text import advice_reason, advice_title
from tests.conftest import WORKED

BANK = load_instrument()
AGREED = {"experience": {"agreed": "yes"}}
NEUTRAL = {factor: ([2] * 6, [3] * 6) for factor in WORKED}
FULL = {facet.id: ([3] * 3, [3] * 3) for facet in BANK.facets}


@pytest.fixture
def advised(bank: Instrument, answers: Callable[..., Answers]) -> Callable[..., list[str]]:
    def ids(columns: Any, form: str = "quick", **more: Any) -> list[str]:
        return [one.id for one in build_report(bank, answers(columns, form, **more), made_on=date(2026, 11, 22)).advice]

    return ids


def rated(item_id: str, new: Any, current: Any = 3) -> dict[str, Any]:
    return {item_id: {"current": current, "new": new}}


def test_every_condition_has_its_function_and_its_recommendation() -> None:
    named = set(get_args(ConditionId))
    assert set(CONDITIONS) == named
    assert {rule.target for rule in BANK.recommendations if rule.scope == "cross"} == named


@pytest.mark.parametrize("agreed", ["no", "partly", None])
def test_reward_advice_waits_until_the_experience_is_agreed(
    advised: Callable[..., list[str]], agreed: str | None
) -> None:
    experience = {"agreed": agreed} if agreed else {}
    weak = NEUTRAL | {"external_rewards": ([1] * 4, [1] * 4)}
    shown = advised(weak, experience=experience)
    assert shown[0] == "X-agree_cx_first"
    assert "F-external_rewards-blocks" not in shown
    assert "F-external_rewards-blocks" in advised(weak, **AGREED)


def test_the_reward_facets_wait_too(advised: Callable[..., list[str]]) -> None:
    weak = FULL | {"salary": ([1, 1], [1, 1])}
    importance = {"salary": 5}
    assert "L-salary" not in advised(weak, "full", importance=importance)
    assert "L-salary" in advised(weak, "full", importance=importance, **AGREED)


@pytest.mark.parametrize(
    ("columns", "more", "rule"),
    [
        (NEUTRAL, {"planned_reward": True}, "X-map_before_reward"),
        (NEUTRAL | {"internal_rewards": ([5, 5, 5, 5, 1, 5], [2, 2, 2, 2, 4, 2])}, {}, "X-map_before_reward"),
        (WORKED, {}, "X-today_wins"),
        (NEUTRAL | {"external_rewards": ([4] * 4, [4] * 4)}, {}, "X-clash_quadrant"),
        (NEUTRAL, {"context": {"TRU01": 2, "TRU02": 2}}, "X-low_trust"),
        (NEUTRAL, {"context": {"CXA01": 2, "CXA02": 2}}, "X-agree_cx_first"),
    ],
)
def test_cross_cutting_advice_fires_from_what_was_answered(
    advised: Callable[..., list[str]], columns: Any, more: dict[str, Any], rule: str
) -> None:
    assert rule in advised(columns, **AGREED, **more)
    assert rule not in advised(NEUTRAL, **AGREED)


def test_nothing_pulling_at_all_is_told(advised: Callable[..., list[str]]) -> None:
    idle = NEUTRAL | {
        "external_rewards": ([1] * 4, [2] * 4),
        "internal_rewards": ([1, 1, 1, 1, 5, 1], [2, 2, 2, 2, 4, 2]),
    }
    assert "X-idle_quadrant" in advised(idle, **AGREED)


def test_three_ready_factors_ask_for_a_date(advised: Callable[..., list[str]]) -> None:
    ready = {factor: ([2] * 6, [4] * 6) for factor in WORKED}
    assert "X-ready_quadrant" in advised(ready, **AGREED)


def test_many_unknowns_are_a_result(advised: Callable[..., list[str]]) -> None:
    assert "X-many_dont_know" in advised(NEUTRAL | {"ability": ([3, 3, "dont_know", None], [4] * 4)}, **AGREED)
    assert "X-many_dont_know" not in advised(NEUTRAL | {"ability": ([3, 3, 3, "dont_know"], [4] * 4)}, **AGREED)


def fired(bank: Instrument, document: dict[str, Any]) -> set[str]:
    """All rules that fire, shown or not: with room for everything."""
    roomy = bank.model_copy(update={"selection": bank.selection.model_copy(update={"max_shown": 10})})
    few = roomy.model_copy(update={"recommendations": tuple(r for r in roomy.recommendations if r.scope == "cross")})
    return {one.id for one in build_report(few, Answers.checked(document, few), made_on=date(2026, 11, 22)).advice}


@pytest.mark.parametrize(
    ("ratings", "fires"),
    [
        (rated("CON08", 2), True),
        (rated("CON08", 5) | rated("CON07", 1) | rated("CON09", 5), True),
        (rated("CON08", 5) | rated("CON07", 4) | rated("CON09", 2), False),
        (rated("CON08", "not_applicable", "not_applicable") | rated("CON07", 1) | rated("CON09", 5), False),
        (rated("CON08", "dont_know", 4) | rated("CON07", 1) | rated("CON09", 5), True),
    ],
)
def test_a_customer_experience_role_without_mandate_is_a_paper_tiger(
    bank: Instrument, ratings: dict[str, Any], fires: bool
) -> None:
    document = {"format": "drivkraft.answers/1", "ratings": ratings, **AGREED}
    assert ("X-cx_role_paper_tiger" in fired(bank, document)) is fires


@pytest.mark.parametrize(
    ("structure", "judgement", "culture", "fires"),
    [(5, 2, None, True), (5, 4, 2, True), (5, 4, 4, False), (3, 1, 1, False)],
)
def test_tools_in_place_without_the_culture_to_carry_the_rest(
    bank: Instrument, structure: int, judgement: int, culture: int | None, fires: bool
) -> None:
    items = {item.id: item.facet for item in bank.items}
    ratings = {
        item: {"new": structure if facet == "structure" else judgement}
        for item, facet in items.items()
        if facet in ("structure", "judgement")
    }
    context = {"CUL01": culture} if culture else {}
    document = {"format": "drivkraft.answers/1", "ratings": ratings, "context": context, **AGREED}
    assert ("X-tools_before_culture" in fired(bank, document)) is fires


@pytest.mark.parametrize(("rating", "fires"), [(1, True), (2, True), (3, False), ("dont_know", False), (None, False)])
def test_surveys_that_are_not_compared_are_told(bank: Instrument, rating: Any, fires: bool) -> None:
    context = {} if rating is None else {"LNK01": rating}
    document = {"format": "drivkraft.answers/1", "ratings": {}, "context": context, **AGREED}
    assert ("X-link_engagement_customer" in fired(bank, document)) is fires


def test_what_cannot_be_known_yet_does_not_fire(bank: Instrument) -> None:
    unknown = {
        "X-role_misaligned", "X-pairwise_clash", "X-orphan_element", "X-gameable_metric", "X-cost_spiral",
        "X-executive_first", "X-leader_more_positive", "X-team_more_positive", "X-two_camps", "X-person_or_system",
    }  # fmt: skip
    document = {"format": "drivkraft.answers/1", "ratings": {item.id: {"current": 5, "new": 1} for item in bank.items}}
    assert not fired(bank, document) & unknown


def test_strong_cross_cutting_advice_stands_first_by_priority(advised: Callable[..., list[str]]) -> None:
    assert advised(WORKED) == [
        "X-agree_cx_first",
        "X-map_before_reward",
        "X-today_wins",
        "X-clash_quadrant",
        "F-ability-holds_back",
    ]


def test_the_rest_is_ordered_by_priority_times_gap_and_importance(advised: Callable[..., list[str]]) -> None:
    weak = {
        "ability": ([2] * 4, [2] * 4),
        "conditions": ([2] * 4, [2] * 4),
        "external_rewards": ([1] * 4, [2] * 4),
        "internal_rewards": ([2, 2, 2, 2, 4, 2], [4, 4, 4, 4, 2, 4]),
    }
    shown = [rule for rule in advised(weak, **AGREED, importance={"ability": 5}) if rule.startswith("F-")]
    assert shown[:3] == ["F-ability-holds_back", "F-conditions-holds_back", "F-external_rewards-holds_back"]


def test_facet_advice_takes_the_place_of_factor_advice_in_the_full_form(advised: Callable[..., list[str]]) -> None:
    shown = advised(FULL | {"mandate": ([3] * 3, [1, 1, 5])}, "full", importance={"mandate": 5}, **AGREED)
    assert "L-mandate" in shown
    assert not any(rule.startswith("F-") for rule in shown)


def test_advice_for_any_facet_names_its_facet(bank: Instrument, answers: Callable[..., Answers]) -> None:
    report = build_report(
        bank, answers({"clarity": ([3] * 3, [4, 4, 2])}, "full", **AGREED), made_on=date(2026, 11, 22)
    )
    general = next(one for one in report.advice if one.id == "L-any-drives")
    assert advice_title(general, report, "sv").startswith("Tydlighet")
    assert general.target == "clarity"


@given(
    st.lists(st.sampled_from([1, 2, 3, 4, 5, "dont_know", "not_applicable"]), min_size=96, max_size=96),
    st.sampled_from(["quick", "full"]),
    st.sampled_from([None, "yes", "no", "partly"]),
)
def test_advice_is_short_unique_and_always_has_its_reason(values: list[Any], form: str, agreed: str | None) -> None:
    ratings = {
        item.id: {"current": c, "new": n} for item, c, n in zip(BANK.items, values[::2], values[1::2], strict=True)
    }
    document = {"format": "drivkraft.answers/1", "form": form, "ratings": ratings, "experience": {"agreed": agreed}}
    report = build_report(BANK, Answers.checked(document, BANK), made_on=date(2026, 11, 22))
    assert len(report.advice) <= BANK.selection.max_shown
    assert len({one.target for one in report.advice}) == len(report.advice)
    for one in report.advice:
        assert isinstance(one, Advice)
        for language in ("en", "sv"):
            assert advice_reason(one, report, language).endswith(".")
            assert "{" not in advice_title(one, report, language) + advice_reason(one, report, language)


def test_the_same_answers_give_the_same_advice_in_the_same_order(advised: Callable[..., list[str]]) -> None:
    assert all(advised(WORKED) == advised(WORKED) for _ in range(20))
