from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.advice import Advice
from assessment.advice.conditions import CONDITIONS, Reason
from assessment.answers import LEADS, Answers, Leads
from assessment.comparison import compare_scores
from assessment.exports.pdf import to_pdf
from assessment.incentives import IncentiveMap
from assessment.instrument import LANGUAGES, ORGANISATIONS, ConditionId, Instrument, Language
from assessment.plan import Outcome, PlanLine
from assessment.report import Report, build_report
from assessment.sentences.advice import (
    advice_answers,
    advice_reason,
    advice_title,
    asks_for_agreement,
    before_headline,
    done_sentences,
    in_plan_text,
    line_remark,
    order_sentence,
    waiting_sentence,
    why_first,
)
from assessment.sentences.came_of_plan import outcome_texts
from assessment.sentences.incentives import map_sentences, role_sentence
from assessment.sentences.names import part_name
from assessment.sentences.planned import unadvised_remark
from assessment.words import first_sentence, say
from tests.conftest import WORKED
from tests.shipped import BANK
from tests.test_exports import pages_of

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


def role(role_id: str, reachable: float = 0, promises: float = 0, **more: Any) -> dict[str, Any]:
    measure = {"id": "m", "share": 1, "effects": {"reachable": reachable, "promises": promises}} | more
    return {"id": role_id, "metrics": [measure]}


def test_every_condition_has_its_function_and_its_recommendation() -> None:
    named = set(get_args(ConditionId))
    assert set(CONDITIONS) == named
    # Older question banks have it as advice; it is a line below all advice now.
    assert {rule.target for rule in BANK.recommendations if rule.scope == "cross"} == named - {"single_respondent"}


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


def test_advice_on_reward_facets_waits_too(advised: Callable[..., list[str]]) -> None:
    weak = FULL | {"salary": ([1, 1], [1, 1])}
    importance = {"salary": 5}
    assert "L-salary" not in advised(weak, "full", importance=importance)
    assert "L-salary" in advised(weak, "full", importance=importance, **AGREED)


@pytest.mark.parametrize(
    ("columns", "more", "rule"),
    [
        (NEUTRAL, {"planned_reward": True}, "X-map_before_reward"),
        (NEUTRAL | {"internal_rewards": ([5, 5, 5, 5, 1, 5], [2, 2, 2, 2, 4, 2])}, {}, "X-map_todays_rewards"),
        (NEUTRAL | {"external_rewards": ([4] * 4, [2] * 4)}, {}, "X-map_todays_rewards"),
        (WORKED, {}, "X-today_wins"),
        (NEUTRAL | {"external_rewards": ([4] * 4, [4] * 4)}, {}, "X-clash_quadrant"),
        (NEUTRAL, {"context": {"TRU01": 2, "TRU02": 2}}, "X-low_trust"),
        (NEUTRAL, {"context": {"CXA01": 2, "CXA02": 2}}, "X-agree_cx_first"),
    ],
)
def test_cross_cutting_advice_fires_from_the_answers(
    advised: Callable[..., list[str]], columns: Any, more: dict[str, Any], rule: str
) -> None:
    assert rule in advised(columns, **AGREED, **more)
    assert rule not in advised(NEUTRAL, **AGREED)


IDLE = NEUTRAL | {
    "external_rewards": ([1] * 4, [2] * 4),
    "internal_rewards": ([1, 1, 1, 1, 5, 1], [2, 2, 2, 2, 4, 2]),
}


def test_advice_says_when_nothing_pulls_at_all(advised: Callable[..., list[str]]) -> None:
    assert "X-idle_quadrant" in advised(IDLE, **AGREED)


def test_trying_new_rewards_waits_until_the_experience_is_agreed(advised: Callable[..., list[str]]) -> None:
    """The reason beside it says that advice on rewards waits, so the one rule that suggests trying some must too."""
    assert advised(IDLE, experience={"agreed": "partly"})[0] == "X-agree_cx_first"
    assert "X-idle_quadrant" not in advised(IDLE, experience={"agreed": "partly"})


def test_three_ready_factors_call_for_a_date(advised: Callable[..., list[str]]) -> None:
    ready = {factor: ([2] * 6, [4] * 6) for factor in WORKED}
    assert "X-ready_quadrant" in advised(ready, **AGREED)


def test_many_unknowns_are_a_result_in_themselves(advised: Callable[..., list[str]]) -> None:
    assert "X-many_dont_know" in advised(NEUTRAL | {"ability": ([3, 3, "dont_know", None], [4] * 4)}, **AGREED)
    assert "X-many_dont_know" not in advised(NEUTRAL | {"ability": ([3, 3, 3, "dont_know"], [4] * 4)}, **AGREED)


def roomy_report(bank: Instrument, document: dict[str, Any]) -> Report:
    """A report with room for all advice."""
    roomy = bank.model_copy(update={"selection": bank.selection.model_copy(update={"max_shown": 30})})
    return build_report(roomy, Answers.checked(document, roomy), made_on=date(2026, 11, 22))


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
def test_tools_before_culture_fires_where_structure_lacks_judgement_or_culture(
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
def test_advice_points_out_surveys_that_are_not_compared(bank: Instrument, rating: Any, fires: bool) -> None:
    context = {} if rating is None else {"LNK01": rating}
    document = {"format": "drivkraft.answers/1", "ratings": {}, "context": context, **AGREED}
    assert ("X-link_engagement_customer" in fired(bank, document)) is fires


def context(**items: Any) -> dict[str, Any]:
    return {"format": "drivkraft.answers/1", "ratings": {}, "context": items, **AGREED}


def on_ceo(alignment: float) -> dict[str, Any]:
    """Answers with a map on which the CEO is rewarded for what helps or harms."""
    elements = [{"id": "promises", "weight": 1}, {"id": "reachable", "weight": 0}]
    return context() | {"incentives": {"elements": elements, "roles": [role("ceo", 0, alignment), role("hr", 0, 1)]}}


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (context(CXA03=2, TRU01=2), "executive_first_rewards"),
        (context(CXA03=3, TRU01=2), "executive_first_example"),
        (context(CXA03=3, TRU01=3), None),
        (context(CXA03="dont_know"), None),
        (on_ceo(-1), "executive_first_role"),
        (on_ceo(0), None),
    ],
)
def test_the_executive_team_comes_first_where_it_pulls_away(
    bank: Instrument, document: dict[str, Any], reason: str | None
) -> None:
    found = {one.id: one for one in roomy_report(bank, document).advice}.get("X-executive_first")
    assert (found.reason.id if found else None) == reason


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (context() | {"ratings": rated("CON06", 1, current=4)}, "person_or_system_blame"),
        (context() | {"ratings": rated("CON06", 5, current=3)}, None),
        (context(TRU03=2), "person_or_system_promises"),
        (context(TRU03=3), None),
        (context(TRU03="not_applicable") | {"ratings": rated("CON06", 5, current="dont_know")}, None),
    ],
)
def test_where_departments_blame_one_another_the_system_comes_before_the_person(
    bank: Instrument, document: dict[str, Any], reason: str | None
) -> None:
    found = {one.id: one for one in roomy_report(bank, document).advice}.get("X-person_or_system")
    assert (found.reason.id if found else None) == reason


@pytest.mark.parametrize(("items", "fires"), [({"ENG02": 2}, True), ({"ENG02": 3}, False), ({"CUL02": 2}, True)])
def test_a_helping_culture_is_advised_where_customers_are_disparaged_or_left_alone(
    bank: Instrument, items: dict[str, int], fires: bool
) -> None:
    assert ("X-helping_culture" in fired(bank, context(**items))) is fires


@pytest.mark.parametrize(("trust", "fires"), [(2, True), (3, False), ("dont_know", False), (None, False)])
def test_the_one_question_on_trust_decides_in_the_quick_form(bank: Instrument, trust: Any, fires: bool) -> None:
    items = {} if trust is None else {"TRU01": trust}
    advised_for = fired(bank, context(**items) | {"form": "quick"})
    assert ("X-low_trust" in advised_for) is fires
    assert ("X-executive_first" in advised_for) is fires


SUPPORTED = {factor: ([2] * 6, [4] * 6) for factor in WORKED} | {"internal_rewards": ([2] * 6, [4, 4, 4, 4, 2, 4])}


@pytest.mark.parametrize(
    ("columns", "form", "culture", "reason"),
    [
        (SUPPORTED, "quick", {}, "culture_last_remains"),
        (NEUTRAL, "quick", {}, "culture_last_remains"),
        (NEUTRAL | {"ability": ([2] * 4, [2] * 4)}, "quick", {}, None),
        (NEUTRAL | {"ability": ([5] * 4, [3] * 4)}, "quick", {}, None),
        (SUPPORTED, "quick", {"CUL01": 4, "CUL02": 4}, None),
        (SUPPORTED, "quick", {"CUL01": 3, "CUL02": 4}, "culture_last_remains"),
        (NEUTRAL | {"ability": ([2] * 4, [2] * 4)}, "quick", {"CUL01": 1, "CUL02": 4}, "culture_last_score"),
        (FULL | {"structure": ([3] * 3, [5] * 3)}, "full", {"CUL01": 1}, None),
    ],
)
def test_culture_is_the_last_step_when_it_is_weak_or_all_else_is_in_place(
    bank: Instrument,
    document: Callable[..., dict[str, Any]],
    columns: Any,
    form: str,
    culture: dict[str, int],
    reason: str | None,
) -> None:
    """Where strong structure meets a weak culture, the advice on that says the same more precisely.

    Nothing is in place while today's way wins in a factor.
    """
    report = roomy_report(bank, document(columns, form, context=culture, **AGREED))
    found = {one.id: one for one in report.advice}.get("X-culture_last")
    assert (found.reason.id if found else None) == reason


def test_advice_is_in_the_words_of_the_respondents_kind_of_organisation(
    bank: Instrument, answers: Callable[..., Answers]
) -> None:
    firsts = set()
    for kind in (None, *ORGANISATIONS):
        report = build_report(bank, answers(WORKED, organisation=kind), made_on=date(2026, 11, 22))
        first = report.advice[0]
        assert first.id == "X-agree_cx_first"
        assert first.recommendation in bank.fitted_to(kind).recommendations
        firsts.add(first.recommendation.first.sv)
    assert len(firsts) == 3, "a company reads the common words"


REACHED = {"team": {"team"}, "managers": {"team", "management"}, "organisation": {"team", "management", "organisation"}}


@given(
    st.lists(st.sampled_from([1, 2, 3, 4, 5]), min_size=96, max_size=96),
    st.sampled_from(["quick", "full"]),
    st.sampled_from(["yes", "no"]),
    st.sampled_from(LEADS),
    st.dictionaries(st.sampled_from([item.id for item in BANK.context_items]), st.integers(1, 5)),
)
def test_at_least_two_pieces_of_advice_are_within_reach_and_the_others_say_whom_to_take_them_to(
    values: list[int], form: str, agreed: str, leads: Leads, surroundings: dict[str, int]
) -> None:
    ratings = {
        item.id: {"current": c, "new": n} for item, c, n in zip(BANK.items, values[::2], values[1::2], strict=True)
    }
    document = {"format": "drivkraft.answers/1", "form": form, "ratings": ratings, "context": surroundings}
    more = {"experience": {"agreed": agreed}, "planned_reward": True, "leads": leads}
    report = build_report(BANK, Answers.checked(document | more, BANK), made_on=date(2026, 11, 22))
    without = build_report(BANK, Answers.checked(document | more | {"leads": None}, BANK), made_on=date(2026, 11, 22))
    assert not any(one.is_beyond_reach for one in without.advice)
    assert len(report.advice) == len(without.advice)
    assert report.advice[0].id == without.advice[0].id
    beyond = [one for one in report.advice if one.recommendation.reach not in REACHED[leads]]
    assert [one for one in report.advice if one.is_beyond_reach] == beyond
    assert len(report.advice) - len(beyond) >= 2
    for one in report.advice:
        ends = advice_reason(one, report, "en").rsplit(". ", 1)[-1]
        assert ends.startswith("Raise this with ") is one.is_beyond_reach


@pytest.mark.parametrize(
    ("organisation", "whom"),
    [
        (None, "the executive team: the decision is theirs."),
        ("company", "the executive team: the decision is theirs."),
        ("small", "whoever leads the firm."),
        ("public", "your top management: the decision is theirs."),
    ],
)
def test_advice_beyond_reach_is_taken_to_those_who_decide_there(
    bank: Instrument, answers: Callable[..., Answers], organisation: str | None, whom: str
) -> None:
    report = build_report(bank, answers(WORKED, leads="team", organisation=organisation), made_on=date(2026, 11, 22))
    assert advice_reason(report.advice[0], report, "en").endswith(f" Raise this with {whom}")


def test_a_bank_whose_advice_is_all_beyond_reach_shows_it_all_the_same(
    bank: Instrument, answers: Callable[..., Answers]
) -> None:
    far = tuple(rule.model_copy(update={"reach": "organisation"}) for rule in bank.recommendations)
    report = build_report(
        bank.model_copy(update={"recommendations": far}), answers(WORKED, leads="team"), made_on=date(2026, 11, 22)
    )
    assert len(report.advice) == 5
    assert all(one.is_beyond_reach for one in report.advice)


def test_an_answer_to_an_unknown_item_fires_no_advice(bank: Instrument) -> None:
    few = bank.model_copy(update={"context_items": tuple(i for i in bank.context_items if i.id == "TRU02")})
    assert not fired(few, context(ENG02=1, CUL02=1, CXA03=1, TRU01=1, TRU03=1)) - {"X-many_dont_know"}


WON_BY_TODAY = NEUTRAL | {"external_rewards": ([4] * 4, [2] * 4)}


@pytest.mark.parametrize(
    ("columns", "more", "fires"),
    [
        (WON_BY_TODAY, {}, "X-map_todays_rewards"),
        (WON_BY_TODAY, {"planned_reward": True}, "X-map_before_reward"),
        (NEUTRAL, {"planned_reward": True}, "X-map_before_reward"),
        (NEUTRAL, {"planned_reward": False}, None),
    ],
)
def test_advice_mentions_a_planned_reward_only_where_one_is_planned(
    bank: Instrument, document: Callable[..., dict[str, Any]], columns: Any, more: dict[str, Any], fires: str | None
) -> None:
    found = fired(bank, document(columns, **AGREED, **more))
    assert found & {"X-map_before_reward", "X-map_todays_rewards"} == ({fires} if fires else set())


def test_a_respondent_with_a_map_is_not_advised_to_make_one(
    bank: Instrument, document: Callable[..., dict[str, Any]]
) -> None:
    elements = [{"id": "promises", "weight": 1}, {"id": "reachable", "weight": 0}]
    with_map = {"incentives": {"elements": elements, "roles": [role("a", 0, 1)]}}
    assert "X-map_todays_rewards" not in fired(bank, document(WON_BY_TODAY, **AGREED, **with_map))


@pytest.mark.parametrize(
    ("factor", "current", "new", "fires"),
    [
        ("external_rewards", [4] * 4, [4] * 4, True),
        ("external_rewards", [5] * 4, [3] * 4, False),  # Both have support, and today's has clearly more.
        ("external_rewards", [3] * 4, [5] * 4, False),
        ("internal_rewards", [4, 4, 4, 4, 2, 4], [4, 4, 4, 4, 2, 4], False),
    ],
)
def test_clash_advice_is_for_external_rewards_that_neither_behaviour_wins(
    bank: Instrument, document: Callable[..., dict[str, Any]], factor: str, current: Any, new: Any, fires: bool
) -> None:
    found = fired(bank, document(NEUTRAL | {factor: (current, new)}, **AGREED))
    assert ("X-clash_quadrant" in found) is fires


def test_advice_that_today_wins_does_not_replace_the_advice_of_its_factor(
    bank: Instrument, answers: Callable[..., Answers]
) -> None:
    columns = {factor: ([5] * 6, [2] * 6) for factor in WORKED} | {"conditions": ([5] * 4, [1] * 4)}
    report = build_report(bank, answers(columns, **AGREED), made_on=date(2026, 11, 22))
    wins = next(one for one in report.advice if one.id == "X-today_wins")
    assert (wins.target, wins.reason.values["name"]) == ("today_wins", "conditions")
    assert report.advice[2].id == "F-conditions-blocks"


def test_an_older_question_banks_advice_on_a_single_respondent_never_fires(bank: Instrument) -> None:
    older = next(rule for rule in bank.recommendations if rule.id == "X-many_dont_know")
    older = older.model_copy(update={"id": "X-single_respondent", "target": "single_respondent", "priority": 99})
    with_it = bank.model_copy(update={"recommendations": (*bank.recommendations, older)})
    assert "X-single_respondent" not in fired(with_it, context())


@pytest.mark.parametrize("agreed", ["no", "partly", None, "yes"])
def test_all_advice_that_changes_rewards_waits_for_the_agreement(bank: Instrument, agreed: str | None) -> None:
    """Both kinds of map advice on rewards, the two on external rewards, and external rewards themselves."""
    named = {"X-clash_quadrant", "X-idle_quadrant", "X-role_misaligned", "X-orphan_element"}
    elements = [{"id": "promises", "weight": 1}, {"id": "reachable", "weight": 0}]
    for columns in (IDLE, NEUTRAL | {"external_rewards": ([4] * 4, [4] * 4)}):
        ratings = {
            item.id: {"current": current, "new": new}
            for factor, pair in columns.items()
            for item, current, new in zip(
                [item for item in bank.form_items("quick") if item.factor == factor], *pair, strict=False
            )
        }
        document = context() | {
            "form": "quick",
            "ratings": ratings,
            "experience": {"agreed": agreed} if agreed else {},
            "incentives": {"elements": elements, "roles": [role("sales", 0, -1)]},
        }
        report = roomy_report(bank, document)
        shown, waiting = {one.id for one in report.advice}, {one.id for one in report.waiting}
        assert ("X-agree_cx_first" in shown) is (agreed != "yes")
        waits = {rule for rule in named | {"F-external_rewards"} if any(one.startswith(rule) for one in waiting)}
        stays = {rule for rule in named | {"F-external_rewards"} if any(one.startswith(rule) for one in shown)}
        assert len(waits or stays) == 4
        assert not (waits if agreed == "yes" else stays)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_step_beside_the_advice_to_wait_changes_measures_or_rewards_before_the_agreement(
    bank: Instrument, answers: Callable[..., Answers], language: Language
) -> None:
    """Where today wins, advice asked for a measure to be removed, and for praise, below the line that says to wait.

    A condition (“once you have agreed”) was still said to those who had.
    """
    columns = {factor: ([5] * 6, [2] * 6) for factor in WORKED}
    report = build_report(bank, answers(columns, experience={"agreed": "no"}), made_on=date(2026, 11, 22))
    assert waiting_sentence(report, language)
    assert "X-today_wins" in {one.id for one in report.advice}
    agreed, rewards, changes = {
        "en": (
            r"agreed customer experience|if you agree on",
            r"prais|bonus|salar|commission",
            r"(remove|change|give)\b.*\b(measure|works against)",
        ),
        "sv": (
            r"överenskomna kundupplevelsen|om ni är överens",
            r"beröm|bonus|lön\b|provision",
            r"(ta bort|ändra|ge)\b.*\b(mått|motverkar)",
        ),
    }[language]
    beside = [one.recommendation for one in report.advice]
    others = ("X-ready_quadrant", "X-map_before_reward", "X-pairwise_clash")
    beside += [rule for rule in bank.recommendations if rule.id in others]
    for rule in beside:
        for step in filter(None, (rule.first, rule.d30, rule.d60, rule.d90)):
            text = step[language].lower()
            assert not re.search(rewards, text), text
            assert re.search(agreed, text) or not re.search(changes, text), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_advice_that_can_precede_the_headline_has_its_reason(language: Language) -> None:
    before = {"low_trust", "today_wins", "clash_quadrant", "role_misaligned", "orphan_element", "map_todays_rewards"}
    before |= {f"orphan_element{which}" for which in ("_only_role", "_on_balance", "_only_role_on_balance")}
    before |= {"map_before_reward_planned"} | {f"agree_cx_first_{why}" for why in ("no", "partly", "score")}
    before |= {f"executive_first_{why}" for why in ("rewards", "example", "role")}
    before |= {f"pairwise_clash_{kind}" for kind in ("tug_of_war", "direct", "mutual")}
    first = {r.target for r in BANK.recommendations if r.scope == "cross" and r.priority >= 85}
    assert {target for target in first if not any(known.startswith(target) for known in before)} == set()
    for known in before:
        assert say(language, f"steps.because.{known}")


def test_a_question_bank_with_another_order_still_says_what_comes_first(
    bank: Instrument, document: Callable[..., dict[str, Any]]
) -> None:
    rules = tuple(
        rule.model_copy(update={"priority": 100}) if rule.id == "X-many_dont_know" else rule
        for rule in bank.recommendations
    )
    other = bank.model_copy(update={"recommendations": rules})
    columns = NEUTRAL | {"ability": ([3] * 4, [1, 1, None, None]), "external_rewards": ([3] * 4, [4] * 4)}
    report = build_report(other, Answers.checked(document(columns, **AGREED), other), made_on=date(2026, 11, 22))
    assert before_headline(report, "en") == "Start with advice 1 before you turn to ability."


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_a_map_leaves_no_advice_on_the_headline_it_says_that_this_advice_waits(
    bank: Instrument, document: Callable[..., dict[str, Any]], language: Language
) -> None:
    """The headline spoke of external rewards, and no advice on screen did."""
    elements = [{"id": "promises", "weight": 1}, {"id": "reachable", "weight": 0}]
    with_map = {"incentives": {"elements": elements, "roles": [role("a", 0, 1)]}}
    waits = {
        "en": "The advice on external rewards waits until you have agreed on the customer experience.",
        "sv": "Rådet om yttre belöningar väntar tills ni är överens om kundupplevelsen.",
    }[language]
    said = []
    for more in ({}, with_map):
        given = document(WON_BY_TODAY, experience={"agreed": "partly"}, **more)
        report = build_report(bank, Answers.checked(given, bank), made_on=date(2026, 11, 22))
        assert report.scores.overall.named == ("external_rewards",)
        said.append(before_headline(report, language) or "")
    assert waits not in said[0], "advice to map what is rewarded is on it"
    assert said[1].endswith(waits)


PAY = re.compile(r"\b(lön|lönen|löner|löne\w+|provision\w*|bonus\w*|rörlig\w* ersättning\w*)\b", re.IGNORECASE)


def test_every_step_on_pay_commission_or_bonuses_warns_of_contracts() -> None:
    touching = [
        rule
        for rule in BANK.recommendations
        if any(PAY.search(step.sv) for step in (rule.title, rule.first, rule.d30, rule.d60, rule.d90) if step)
    ]
    assert len(touching) >= 4
    for rule in (*touching, next(rule for rule in BANK.recommendations if rule.id == "X-role_misaligned")):
        assert rule.caution is not None, rule.id
        assert re.search("contract|union|HR", rule.caution.en), rule.id
        assert re.search("avtal|facket", rule.caution.sv), rule.id


def test_advice_that_needs_unknown_facts_does_not_fire(bank: Instrument) -> None:
    unknown = FROM_A_MAP | {
        "X-leader_more_positive", "X-team_more_positive", "X-two_camps", "X-executive_first", "X-helping_culture",
    }  # fmt: skip
    document = {"format": "drivkraft.answers/1", "ratings": {item.id: {"current": 5, "new": 1} for item in bank.items}}
    assert not fired(bank, document) & unknown


# What follows from the incentive map ----------------------------------------------------------------------------------

FROM_A_MAP = {"X-role_misaligned", "X-pairwise_clash", "X-orphan_element", "X-gameable_metric", "X-cost_spiral"}


def mapped(bank: Instrument, roles: list[Any], *, cross: list[Any] | None = None, **weights: float) -> Report:
    """A report on a map whose elements have these weights; room for all cross-cutting advice."""
    elements = [{"id": name, "weight": weight} for name, weight in (weights or {"reachable": 1, "promises": 1}).items()]
    document = {
        "format": "drivkraft.answers/1",
        "ratings": {},
        "incentives": {"elements": elements, "roles": roles, "cross_effects": cross or []},
        **AGREED,
    }
    selection = bank.selection.model_copy(update={"max_shown": 10})
    roomy = bank.model_copy(update={"selection": selection})
    return build_report(roomy, Answers.checked(document, roomy), made_on=date(2026, 11, 22))


def on_map(report: Report) -> dict[str, Advice]:
    return {one.id: one for one in report.advice if one.id in FROM_A_MAP}


def test_a_map_without_problems_gives_no_advice(bank: Instrument) -> None:
    assert on_map(mapped(bank, [role("a", 1, 1), role("b", 2, 0)])) == {}


def test_the_role_that_is_rewarded_most_against_the_experience_is_named(bank: Instrument) -> None:
    """Of two that are equally far off, the one with more influence, often at the top."""
    roles = [role("sales", -1), role("ceo", -1) | {"influence": 3}, role("hr", 2, 2)]
    reason = on_map(mapped(bank, roles))["X-role_misaligned"].reason
    assert reason.values == {"role": "ceo", "measures": ("m",), "alignment": -25}
    barely = [role("sales", 1, -0.9999999)]
    assert "X-role_misaligned" not in on_map(mapped(bank, barely))


@pytest.mark.parametrize(
    ("alignment", "pulls_away"), [(-0.25, True), (-5, True), (-0.0000001, False), (0, False), (0.25, False)]
)
def test_a_role_that_pulls_away_a_little_counts_for_advice_and_in_words_only_from_5_points(
    bank: Instrument, alignment: float, pulls_away: bool
) -> None:
    """A role at −1 of 100 stood among those that "work against the experience"; words call it about zero."""
    report = mapped(bank, [role("sales", alignment / 25), role("hr", 2, 2)])
    scores = report.incentives
    assert scores is not None
    assert [one.id for one in scores.misaligned] == ["sales"] * pulls_away
    is_slight = pulls_away and alignment > -5
    finding = "No role works noticeably against" if is_slight else "1 of 2 roles works" if pulls_away else "No role"
    assert map_sentences(scores, report, "en")[0].startswith(finding)
    assert ("works against" in role_sentence(scores.roles[0], report, "en")) is (pulls_away and not is_slight)
    away = [role.id for group in scores.groups for role in group.roles if group.kind == "away"]
    assert away == (["sales"] if pulls_away and not is_slight else [])
    advice = on_map(report).get("X-role_misaligned")
    assert (advice is not None) is pulls_away
    if advice:
        written = {-0.25: "−0.25", -5: "−5"}[alignment]
        assert f"{written} on a scale" in advice_reason(advice, report, "en")
        assert f"{written} of 100" in role_sentence(scores.roles[0], report, "en")


def measured(role_id: str, **measures: tuple[float, float, float]) -> dict[str, Any]:
    """A role with measures: the share of each, and its effects on two elements."""
    return {
        "id": role_id,
        "metrics": [
            {"id": name, "share": share, "effects": {"reachable": one, "promises": other}}
            for name, (share, one, other) in measures.items()
        ],
    }


@pytest.mark.parametrize(
    ("measures", "named"),
    [
        ({"sales": (1, 0, -2), "visits": (1, -1, 0)}, ("sales",)),
        ({"sales": (1, 0, -2), "visits": (4, -1, 0)}, ("visits",)),  # The share counts, too.
        ({"sales": (1, 0, -2), "visits": (2, -1, 0), "good": (1, 1, 0)}, ("sales", "visits")),
        ({"sales": (1e-7, 0, -2)}, ("sales",)),  # Shares are relative to one another.
        ({"good": (9, 0.1, 0), "bad": (1, -2, 0)}, ("bad",)),
    ],
)
def test_the_measure_that_pulls_most_against_the_experience_is_named(
    bank: Instrument, measures: dict[str, Any], named: tuple[str, ...]
) -> None:
    report = mapped(bank, [measured("a", **measures), measured("b", fine=(1, 2, 2))])
    advice = on_map(report)["X-role_misaligned"]
    assert advice.reason.values["measures"] == named
    listed = " and ".join(f"“{name}”" for name in named)
    assert advice_reason(advice, report, "en").endswith(f"What harms it most: {listed}.")


def test_a_tug_of_war_names_the_measures_that_pull_on_what_is_pulled_both_ways(bank: Instrument) -> None:
    """A measure's effects on other parts of the experience make no tug-of-war, however large they are."""
    first = measured("first", help=(1, 2, 0), elsewhere=(1, 0, -2))
    second = measured("second", harm=(1, -2, 0), elsewhere=(1, 0, -2))
    report = mapped(bank, [first, second])
    advice = on_map(report)["X-pairwise_clash"]
    assert advice.reason.values == {
        "a": "first",
        "b": "second",
        "measures": ("help",),
        "others": ("harm",),
        "clash": 25,
    }
    sentence = advice_reason(advice, report, "en")
    assert "opposite things: first for “help”, second for “harm”. Of the 100 points" in sentence


@pytest.mark.parametrize(("measure", "causes", "clash"), [(None, ("two", "one"), 50), ("one", ("one",), 17)])
def test_the_measures_that_cause_a_direct_clash_are_named(
    bank: Instrument, measure: str | None, causes: tuple[str, ...], clash: int
) -> None:
    """Where the map names no measure, all that the role is rewarded for are named."""
    roles = [measured("first", one=(1, 1, 1), two=(2, 1, 1), none=(0, 1, 1)), measured("second", goal=(1, 1, 1))]
    cross = {"source": "first", "on": "second", "value": -2} | ({"measure": measure} if measure else {})
    report = mapped(bank, roles, cross=[cross])
    advice = on_map(report)["X-pairwise_clash"]
    assert (advice.reason.values["measures"], advice.reason.values["others"]) == (causes, ())
    named = " and ".join(f"“{cause}”" for cause in causes)
    assert f"first, rewarded for {named}, stands in the way of second. Strength: {clash}" in (
        advice_reason(advice, report, "en")
    )


NO_MANDATE = {"ratings": {"CON08": {"new": 1}}}


@pytest.mark.parametrize("advice_id", ["X-map_before_reward", "X-cx_role_paper_tiger"])
@pytest.mark.parametrize(
    ("roles", "addition"),
    [
        (None, ""),
        ([role("b", 1, 1)], ""),
        (
            [role("b", 1, 1), measured("shop", returns=(1, -2, 0), sales=(1, 1, 0))],
            (
                " On your map, shop is the role that works most against the experience you want to give, −13 on a "
                "scale from −100 to 100, above all through “returns”."
            ),
        ),
    ],
)
def test_advice_on_rewards_and_mandate_names_the_maps_worst_role_and_fires_without_a_map(
    bank: Instrument, advice_id: str, roles: list[Any] | None, addition: str
) -> None:
    elements = [{"id": "reachable", "weight": 1}, {"id": "promises", "weight": 1}]
    document = {"format": "drivkraft.answers/1", "planned_reward": True, **NO_MANDATE, **AGREED}
    if roles is not None:
        document["incentives"] = {"elements": elements, "roles": roles}
    selection = bank.selection.model_copy(update={"max_shown": 10})
    roomy = bank.model_copy(update={"selection": selection})
    report = build_report(roomy, Answers.checked(document, roomy), made_on=date(2026, 11, 22))
    advice = next(one for one in report.advice if one.id == advice_id)
    for language in LANGUAGES:
        first = say(language, f"reasons.{advice.reason.id}")
        sentence = advice_reason(advice, report, language)
        assert sentence.startswith(first)
        assert ("shop" in sentence) is bool(addition)
    assert advice_reason(advice, report, "en") == say("en", f"reasons.{advice.reason.id}") + addition


def test_an_element_nobody_is_rewarded_for_is_named_unless_it_has_no_weight(bank: Instrument) -> None:
    roles = [role("a", 1), role("b")]
    found = on_map(mapped(bank, roles, reachable=1, promises=2, friendly=0, speed=1))
    assert found["X-orphan_element"].reason == Reason("orphan_element", {"elements": ("promises", "speed")})
    assert "X-orphan_element" not in on_map(mapped(bank, roles, reachable=1, promises=0))


def test_a_reward_that_is_cancelled_out_is_named_so_in_the_reason(bank: Instrument) -> None:
    measures = [{"id": name, "share": 1, "effects": {"reachable": way}} for name, way in (("m", 1), ("n", -1))]
    both = {"id": "a", "metrics": measures}
    alone = mapped(bank, [both], reachable=1)
    assert advice_reason(on_map(alone)["X-orphan_element"], alone, "en") == (
        "On balance, the only role on your map, a, is not rewarded for "
        "“Easy to reach a person who can help”. Where one measure helps, another takes that away."
    )
    together = on_map(mapped(bank, [both, {"id": "b"}], reachable=1))
    assert together["X-orphan_element"].reason.id == "orphan_element_on_balance"


def test_a_map_of_one_role_names_that_role_as_not_rewarded_instead_of_nobody(bank: Instrument) -> None:
    report = mapped(bank, [role("a", 1)], reachable=1, promises=2)
    found = on_map(report)["X-orphan_element"]
    assert advice_reason(found, report, "en") == (
        "The only role on your map, a, is not rewarded for anything that improves “Promises are kept”."
    )


@pytest.mark.parametrize(
    ("roles", "cross", "reason"),
    [
        ([role("a", 2), role("b", -2, 2)], [], "pairwise_clash_tug_of_war"),
        ([role("a", 2), role("b", -0.3, 2)], [], None),
        ([role("a", 1), role("b", 1)], [{"source": "b", "on": "a", "value": -1}], "pairwise_clash_direct"),
        (
            [role("a", 1), role("b", 1)],
            [{"source": "a", "on": "b", "value": -1}, {"source": "b", "on": "a", "value": -2}],
            "pairwise_clash_mutual",
        ),
    ],
)
def test_two_roles_that_clash_by_ten_points_are_named(
    bank: Instrument, roles: list[Any], cross: list[Any], reason: str | None
) -> None:
    """A tug-of-war of 7.5 is minor and gives no advice. The role that hinders the other more is named first."""
    found = on_map(mapped(bank, roles, cross=cross)).get("X-pairwise_clash")
    assert (found.reason.id if found else None) == reason
    if found and cross:
        assert (found.reason.values["a"], found.reason.values["b"]) == ("b", "a")


@pytest.mark.parametrize(
    ("ease", "harm", "share", "fires"), [(0.5, -1, 1, True), (0.49, -2, 1, False), (1, 0, 1, False), (1, -2, 0, False)]
)
def test_a_measure_that_is_easily_met_at_the_customers_expense_is_named(
    bank: Instrument, ease: float, harm: float, share: float, fires: bool
) -> None:
    shortcut = {"ease": ease, "root_effects": {"promises": 2}, "shortcut_effects": {"promises": harm}}
    measures = [{"id": "returns", "share": share, "shortcut": shortcut}, {"share": 1, "effects": {"reachable": 1}}]
    found = on_map(mapped(bank, [{"id": "warehouse", "metrics": measures}])).get("X-gameable_metric")
    assert (found is not None) is fires
    if found:
        assert found.reason.values == {"role": "warehouse", "measure": "returns", "alignment": -25}


@pytest.mark.parametrize(
    ("measure", "effect", "weight", "fires"),
    [("cost", -1, 1, True), ("cost", 0, 1, False), ("cost", -1, 0, False), ("calls", -1, 1, False)],
)
def test_cost_cutting_in_service_that_makes_people_hard_to_reach_is_a_spiral(
    bank: Instrument, measure: str, effect: float, weight: float, fires: bool
) -> None:
    """Where being reachable is not part of the agreed experience, a long wait is a deliberate choice."""
    roles = [role("customer_service", effect, id=measure), role("hr", 0, 1)]
    assert ("X-cost_spiral" in on_map(mapped(bank, roles, reachable=weight, promises=1))) is fires


def test_the_proposed_roles_give_all_advice_with_names_in_both_languages(bank: Instrument) -> None:
    """Own words stay as they are; those of the question bank begin with a small letter inside a sentence."""
    document = IncentiveMap.from_library(bank.incentives).document()
    del document["elements"]
    weights = {"reachable": 5, "first_contact": 5, "promises": 4, "friendly": 3, "fairness": 3}
    document["roles"][4]["sv"] = "Digitalt"
    report = roomy_report(
        bank,
        {
            "format": "drivkraft.answers/1",
            "ratings": {},
            "experience": {"agreed": "yes", "weights": weights},
            "incentives": document,
        },
    )
    assert {one.id for one in report.advice} - {"X-many_dont_know"} == FROM_A_MAP | {"X-executive_first"}
    reasons = {one.id: advice_reason(one, report, "sv") for one in report.advice}
    assert (
        "Den roll på din karta som mest motverkar den kundupplevelse ni vill ge är Digitalt: "
        in reasons["X-role_misaligned"]
    )
    assert reasons["X-role_misaligned"].endswith("Mest skadar ”Automatiserade ärenden”.")
    assert reasons["X-pairwise_clash"].endswith(
        "säljchefen, som belönas för ”Försäljningsvolym”, och kundtjänstchefen, som belönas för ”Antal hanterade "
        "samtal” och ”Kostnad per samtal”. Styrka: 75 av 100 möjliga."
    )
    assert reasons["X-gameable_metric"].startswith("Ett mått är lätt att nå på kundens bekostnad: ”Antal retu")
    english = {one.id: advice_reason(one, report, "en") for one in report.advice}
    assert (
        "The role on your map that works most against the experience you want to give is the head of IT: "
        in english["X-role_misaligned"]
    )
    assert "“Promises are kept” and “Fair handling when something goes wrong”." in english["X-orphan_element"]
    for sentence in (*reasons.values(), *english.values()):
        assert sentence.endswith(".")
        assert "{" not in sentence


def test_parts_of_a_map_without_labels_are_named_by_the_bank_or_by_their_ids(bank: Instrument) -> None:
    shortcut = {"ease": 1, "shortcut_effects": {"promises": -2}}
    measure = {"share": 1, "shortcut": shortcut}
    report = mapped(bank, [{"id": "vår butik", "metrics": [measure]}, role("hr", 1)])
    reasons = {one.id: advice_reason(one, report, "en") for one in report.advice}
    assert "“1” (vår butik)" in reasons["X-gameable_metric"]
    assert "“Promises are kept”" in reasons["X-orphan_element"]


def test_strong_cross_cutting_advice_comes_first_by_priority(advised: Callable[..., list[str]]) -> None:
    """The headline names external rewards, whose advice waits, and ability, whose advice comes third."""
    assert advised(WORKED) == [
        "X-agree_cx_first",
        "X-map_todays_rewards",
        "F-ability-holds_back",
        "X-today_wins",
        "F-internal_rewards-supports",
    ]
    assert advised(WORKED, **AGREED, planned_reward=True) == [
        "X-map_before_reward",
        "F-external_rewards-holds_back",
        "F-ability-holds_back",
        "X-today_wins",
        "F-internal_rewards-supports",
    ]


@pytest.mark.parametrize("importance", [1, 2, 3, 4, 5])
def test_how_much_a_factor_matters_is_a_reason_only_where_it_moves_the_advice_up(
    bank: Instrument, answers: Callable[..., Answers], importance: int
) -> None:
    """That something matters a little is no reason to do it."""
    given = answers(NEUTRAL | {"ability": ([1] * 6, [1] * 6)}, importance={"ability": importance}, **AGREED)
    report = build_report(bank, given, made_on=date(2026, 11, 22))
    (advice,) = (one for one in report.advice if one.target == "ability")
    label = next(point["en"] for point in bank.importance.labels if point.value == importance)
    is_said = f"“{label}”" in advice_reason(advice, report, "en")
    assert is_said == (importance > bank.importance.default)


def test_the_rest_is_ordered_by_priority_times_gap_and_importance(advised: Callable[..., list[str]]) -> None:
    """All four factors are close together, so the headline names none."""
    close = {
        "ability": ([2] * 4, [2] * 4),
        "conditions": ([2] * 4, [2] * 4),
        "external_rewards": ([1] * 4, [2] * 4),
        "internal_rewards": ([2, 2, 2, 2, 4, 2], [2, 2, 2, 2, 4, 3]),
    }
    shown = [rule for rule in advised(close, **AGREED, importance={"ability": 5}) if rule.startswith("F-")]
    assert shown == [
        "F-ability-holds_back",
        "F-conditions-holds_back",
        "F-external_rewards-holds_back",
        "F-internal_rewards-holds_back",
    ]


def test_the_weakest_factors_advice_comes_first_however_unimportant_it_was_rated(
    advised: Callable[..., list[str]],
) -> None:
    one = NEUTRAL | {"conditions": ([2] * 4, [1, 2, 2, 2]), "ability": ([2] * 4, [2, 2, 3, 3])}
    importance = {"conditions": 1, "ability": 5}
    assert advised(one, **AGREED, importance=importance)[0] == "F-conditions-blocks"
    two = one | {"ability": ([2] * 4, [2, 2, 2, 2])}
    assert advised(two, **AGREED, importance=importance)[:2] == ["F-conditions-blocks", "F-ability-holds_back"]


def test_cross_cutting_rules_come_first_in_the_room_that_the_headlines_factors_leave(
    advised: Callable[..., list[str]],
) -> None:
    """With three factors named, their advice fills the first three places, and all else follows."""
    columns = {factor: ([4] * 6, [2] * 6) for factor in ("ability", "conditions", "external_rewards")}
    columns["internal_rewards"] = ([4] * 6, [5, 5, 5, 5, 1, 5])
    three = ["F-conditions-holds_back", "F-external_rewards-holds_back", "F-ability-holds_back"]
    assert sorted(advised(columns, **AGREED)[:3]) == sorted(three)
    assert advised(columns, **AGREED)[3:] == ["X-map_todays_rewards", "X-today_wins"]
    columns["external_rewards"] = ([4] * 6, [5] * 6)
    assert advised(columns, planned_reward=True)[:4] == [
        "X-agree_cx_first",
        "F-ability-holds_back",
        "F-conditions-holds_back",
        "X-map_before_reward",
    ]


def test_facet_advice_replaces_factor_advice_in_the_full_form(advised: Callable[..., list[str]]) -> None:
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plan_says_which_advice_the_latest_result_no_longer_gives(
    bank: Instrument, answers: Callable[..., Answers], language: Language
) -> None:
    """It stayed in the plan without a word. What is done, late, one's own or from a team's round has other words."""
    before = build_report(bank, answers(WORKED), made_on=date(2026, 8, 22))
    strong = answers({factor: ([2] * 6, [5] * 6) for factor in WORKED}, experience={"agreed": "yes"})
    gone = next(one for one in before.advice if one.recommendation.scope == "factor")
    line = PlanLine("a" * 32, title="Gone", due=date(2027, 1, 8), source=gone.source)
    report = build_report(bank, strong, made_on=date(2026, 11, 22), earlier=[before], plan=[line])
    said = unadvised_remark(line, report, language)
    assert said == say(language, "plan_page.no_longer_advised")
    assert line_remark(line, report, language) == "", "said once"
    text = " ".join(" ".join(pages_of(to_pdf(report, language))).split())
    assert first_sentence(said) in text
    others = [
        replace(line, state="done"),
        replace(line, due=date(2026, 11, 1)),
        replace(line, source=None),
        replace(line, source="F-ability-supports.never_advised"),
        replace(line, source=report.advice[0].source),
    ]
    assert [unadvised_remark(one, replace(report, plan=(one,)), language) for one in others] == [""] * len(others)
    first = replace(report, earlier=())
    assert unadvised_remark(line, first, language) == "", "no result before this one gave it"


@pytest.mark.parametrize("language", LANGUAGES)
def test_agreeing_that_is_done_is_not_advised_again_and_what_is_left_is_said(
    bank: Instrument, answers: Callable[..., Answers], language: Language
) -> None:
    """Below "It helped" stood to wait until they have agreed, and "You agree only in part"."""
    columns = {factor: ([5] * 6, [2] * 6) for factor in WORKED}
    source = "X-agree_cx_first.agree_cx_first"
    done = PlanLine("a" * 32, title="Agree", state="done", outcome="helped", source=source)
    pay = PlanLine("b" * 32, title="Pay", outcome="not_done", source="F-external_rewards-blocks.external_rewards")
    rewards = part_name("external_rewards", bank, language).lower()
    for agreed, waits in (("missing", "answer"), ("partly", "agree_cx_first_done"), ("no", "agree_cx_first_done")):
        experience = {} if agreed == "missing" else {"agreed": agreed}
        given = answers(columns, experience=experience)
        past = [build_report(bank, given, made_on=date(2026, 8, 22))]
        report = build_report(bank, given, made_on=date(2026, 11, 22), earlier=past, plan=[done, pay])
        assert source not in {one.source for one in report.to_do}
        assert "X-agree_cx_first" not in (before_headline(report, language) or "")
        said = waiting_sentence(report, language) or ""
        did = say(language, "steps.after_done.did.done")
        assert said.startswith(say(language, f"steps.after_done.{agreed}", did=did, title="Agree"))
        ended = replace(report, plan=(replace(done, outcome="no_difference"), pay))
        assert say(language, "steps.after_done.did.ended") in (waiting_sentence(ended, language) or "")
        assert rewards in said
        assert said.startswith(line_remark(done, report, language)), "its line in the plan says so too"
        assert line_remark(pay, report, language) == say(language, "comparison.unadvised")
        assert done_sentences(report, language) == [], "said once"
        assert (
            in_plan_text(report.done[0], report, language)
            == {
                "sv": "Finns i planen sedan 22\xa0aug\xa02026",
                "en": "In your plan since 22\xa0Aug\xa02026",
            }[language]
        )
        assert asks_for_agreement(report)
        (remark,) = [one.remark for one in outcome_texts(report, language) if one.title == "Pay"]
        assert remark == say(language, f"comparison.waits.{waits}")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("due", [date(2026, 11, 1), date(2026, 12, 8)])
@pytest.mark.parametrize("outcome", ["too_early", "not_done"])
def test_agreeing_that_is_left_is_not_needed_once_they_agree_and_the_result_says_so_as_the_plan_does(
    bank: Instrument, answers: Callable[..., Answers], language: Language, due: date, outcome: Outcome
) -> None:
    """The result said that it is still in the plan though the advice begins with other things."""
    given = answers({factor: ([5] * 6, [2] * 6) for factor in WORKED}, experience={"agreed": "yes"})
    line = PlanLine(
        "a" * 32, title="Agree", state="doing", outcome=outcome, due=due, source="X-agree_cx_first.agree_cx_first"
    )
    past = [build_report(bank, given, made_on=date(2026, 8, 22))]
    report = build_report(bank, given, made_on=date(2026, 11, 22), earlier=past, plan=[line])
    (went,) = outcome_texts(report, language)
    assert went.remark == line_remark(line, report, language) == say(language, "plan_page.agreed")
    assert (went.is_dropped, went.needs_day) == (True, False)
    done = replace(report, plan=(replace(line, state="done"),))
    assert not outcome_texts(done, language)[0].is_dropped


def test_advice_does_not_wait_until_they_have_agreed_where_the_answer_is_that_they_have(
    bank: Instrument, answers: Callable[..., Answers]
) -> None:
    columns = {factor: ([5] * 6, [2] * 6) for factor in WORKED}
    context = dict.fromkeys(("CXA01", "CXA02", "CXA03"), 1)
    report = build_report(bank, answers(columns, context=context, **AGREED), made_on=date(2026, 11, 22))
    assert report.holding
    assert report.holding.reason.id == "agree_cx_first_score"
    said = waiting_sentence(report, "en") or ""
    assert "until everybody sees the right customer experience the same way" in said
    assert "have agreed" not in said


def test_advice_says_which_answers_are_behind_it_and_what_decides_a_tie(answers: Callable[..., Answers]) -> None:
    """Three factors had 50, nothing said why one came first, and the strongest was called a reason."""
    wanted = {
        "ability": [4, 4, 4, 3],
        "conditions": [3, 3, 3, 3],
        "external_rewards": [3, 3, 3, 3],
        "internal_rewards": [3, 3, 4, 3, 4, 3],
    }
    columns = {factor: ([3] * len(scores), scores) for factor, scores in wanted.items()}
    report = build_report(BANK, answers(columns), made_on=date(2026, 11, 22))
    level = {one.target: one for one in report.to_do if one.recommendation.scope == "factor"}
    tied = replace(report, advice=(level["conditions"], level["internal_rewards"]))
    assert order_sentence(tied, "en") == (
        "Start with advice 1. Conditions and internal rewards give equal support, 50 out of 100 each. "
        "Take 2 first only if that is easier to change. "
        "As little support comes from external rewards, but the advice on that has to wait."
    )
    agreed = answers(columns, experience={"agreed": "yes"})
    three = build_report(BANK, agreed, made_on=date(2026, 11, 22))
    assert order_sentence(three, "sv") == (
        "Börja med råd 1. Förutsättningar, yttre belöningar och inre belöningar ger lika mycket stöd, 50 av 100 "
        "möjliga var. Ta 2 eller 3 först bara om det är lättare att ändra."
    )
    again = replace(three, earlier=(three,), changes=compare_scores(three.scores, three.scores))
    assert order_sentence(again, "sv") is None, "the figure has the scores, and the result says where to begin"
    assert not replace(report, advice=(level["conditions"], level["ability"])).alike
    assert advice_reason(level["ability"], report, "sv") == (
        "Stödet från förmåga är 69 av 100 möjliga. Den faktorn är starkast nu, men målet är 75."
    )
    alike = columns | {"internal_rewards": ([3] * 6, [4, 4, 3, 4, 2, 4])}
    assert advice_reason(level["ability"], build_report(BANK, answers(alike), made_on=report.made_on), "sv") == (
        "Stödet från förmåga är 69 av 100 möjliga. Målet är 75."
    ), "another one is as strong"
    assert "målet" not in advice_reason(level["conditions"], report, "sv"), "it is among the lowest"
    assert (
        advice_answers(level["conditions"], report, "en") == "No statement stands out: every answer is “partly true”."
    )
    assert advice_answers(level["internal_rewards"], report, "en") == "", "its first step names the lowest"
    assert why_first(level["conditions"], report, "sv") == (
        "Det bygger på dina svar på 4 påståenden och blir säkrare när fler svarar."
    )


def test_the_first_advice_says_what_else_speaks_for_it_and_on_how_many_answers_it_rests(
    answers: Callable[..., Answers],
) -> None:
    """That a factor reached 19 was all that was said of why to begin there."""
    columns = {
        "ability": ([3] * 4, [4] * 4),
        "conditions": ([3] * 4, [2] * 4),
        "external_rewards": ([5, 3, 3, 3], [2, 3, 3, 3]),
        "internal_rewards": ([3] * 6, [4] * 6),
    }
    report = build_report(BANK, answers(columns, experience={"agreed": "yes"}), made_on=date(2026, 11, 22))
    advice = {one.id: one for one in report.advice}
    assert why_first(advice["F-conditions-holds_back"], report, "en") == (
        "It is the lowest of the four factors; next comes external rewards, at 44. Today’s way has "
        "more support: 50. This rests on your answers to 4 statements, and becomes more certain as more people "
        "answer."
    )
    assert why_first(advice["X-map_todays_rewards"], replace(report, is_for_others=True), "en") == (
        "Today’s way is furthest ahead on “Working this way leads to better pay progression” (today: completely "
        "true, wanted: true to a small extent). This rests on one person’s answers to 4 statements, and "
        "becomes more certain as more people answer."
    )
