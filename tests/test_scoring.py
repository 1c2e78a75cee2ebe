from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.answers import Answers
from assessment.instrument import Instrument
from assessment.quality import quality_notes
from assessment.report import Report
from assessment.rounding import at_least
from assessment.scoring import Scores, _level, _prepared, points_by_step, resolution, score_answers, widest_contrasts
from tests.conftest import WORKED
from tests.shipped import BANK

DK, NA = "dont_know", "not_applicable"
RATINGS = st.sampled_from([1, 2, 3, 4, 5, DK, NA, None])


def scored(answers: Callable[..., Answers], bank: Instrument, columns: Any, form: str = "quick", **more: Any) -> Scores:
    return score_answers(answers(columns, form, **more), bank)


@pytest.mark.parametrize(
    ("given_answer", "plain", "reversed_"), [(1, 0, 100), (2, 25, 75), (3, 50, 50), (4, 75, 25), (5, 100, 0)]
)
def test_an_answer_becomes_percent_of_maximum_possible(
    bank: Instrument, answers: Callable[..., Answers], given_answer: int, plain: float, reversed_: float
) -> None:
    habits = scored(answers, bank, {"habits": ([], [])}, "full", ratings={})
    assert habits.facet("habits") is not None
    plain_item = score_answers(Answers(ratings={"INT14": {"new": given_answer}}), bank).facet("habits")
    reversed_item = score_answers(Answers(ratings={"INT15": {"new": given_answer}}), bank).facet("habits")
    assert plain_item is not None
    assert reversed_item is not None
    assert plain_item.new.score == plain
    assert reversed_item.new.score == reversed_


@pytest.mark.parametrize(
    ("factor", "given_answers", "counts", "rate", "score"),
    [
        ("ability", [4, 3, 2, 5], (4, 4), 0.0, 62.5),
        ("ability", [4, DK, 2, NA], (2, 3), 1 / 3, 50.0),
        ("ability", [4, DK, DK, NA], (1, 3), 2 / 3, None),
        ("internal_rewards", [2, 4, 4, 3, 4, 1], (6, 6), 0.0, 250 / 6),
    ],
)
def test_a_score_needs_half_of_what_applies(
    bank: Instrument,
    answers: Callable[..., Answers],
    factor: str,
    given_answers: list[Any],
    counts: tuple[int, int],
    rate: float,
    score: float | None,
) -> None:
    """Cases A to D of the method's missing-data rule."""
    column = scored(answers, bank, {factor: (given_answers, given_answers)}).factor(factor).new
    assert (column.valid, column.applicable) == counts
    assert column.dont_know_rate == pytest.approx(rate)
    assert column.score == (None if score is None else pytest.approx(score))


def test_a_factor_with_one_valid_answer_is_withheld_even_when_only_one_applies(
    bank: Instrument, answers: Callable[..., Answers]
) -> None:
    column = scored(answers, bank, {"ability": ([], [4, NA, NA, NA])} | {"ability": ([1] * 4, [4, NA, NA, NA])})
    assert column.factor("ability").new.score is None


def test_a_facet_needs_only_one_valid_answer(bank: Instrument, answers: Callable[..., Answers]) -> None:
    scores = scored(answers, bank, {"salary": ([4, NA], [4, NA])}, "full")
    salary = scores.facet("salary")
    assert salary is not None
    assert salary.new.score == 75
    assert salary.balance is not None
    assert salary.balance.pairs == 1


def test_without_applicable_statements_there_is_no_rate(bank: Instrument, answers: Callable[..., Answers]) -> None:
    column = scored(answers, bank, {"ability": ([NA] * 4, [NA] * 4)}).factor("ability").new
    assert (column.score, column.applicable, column.dont_know_rate) == (None, 0, None)


@pytest.mark.parametrize(
    ("wanted", "mean", "minimum", "index", "level"),
    [
        ((60, 60, 60, 60), 60, 60, 60.00, "supports"),
        ((80, 70, 30, 60), 60, 30, 56.35, "supports"),
        ((90, 90, 90, 5), 68.75, 5, 43.69, "holds_back"),
        ((90, 90, 90, 0), 67.5, 0, 29.22, "holds_back"),
        ((95, 95, 95, 24), 77.25, 24, 67.35, "holds_back"),
        ((62.5, 50, 37.5, 125 / 3), 47.92, 37.5, 47.01, "holds_back"),
    ],
)
def test_the_overall_index_is_a_geometric_mean_capped_by_the_weakest(
    bank: Instrument, wanted: tuple[float, ...], mean: float, minimum: float, index: float, level: str
) -> None:
    from assessment.scoring import ColumnScore, Score, _overall  # noqa: PLC0415

    column = [ColumnScore(score, 4, 4, 4, 0.0, None) for score in wanted]
    factors = [Score(f.id, c, c, None, None) for f, c in zip(bank.factors, column, strict=True)]
    overall = _overall(factors, _prepared(bank, "full"))
    assert overall.mean == pytest.approx(mean, abs=0.005)
    assert overall.minimum == minimum
    assert overall.score == pytest.approx(index, abs=0.005)
    assert overall.level == level


@pytest.mark.parametrize(
    ("score", "level"),
    [
        (0, "blocks"),
        (24.9999999, "holds_back"),
        (24.99, "blocks"),
        (25, "holds_back"),
        (50, "supports"),
        (75, "drives"),
    ],
)
def test_levels_are_compared_after_rounding_to_six_decimals(bank: Instrument, score: float, level: str) -> None:
    assert _level(score, _prepared(bank, "full").levels) == level


@given(st.floats(0, 100), st.sampled_from([25.0, 50.0, 75.0]), st.floats(-2e-6, 2e-6))
def test_a_threshold_is_reached_exactly_when_the_rounded_score_reaches_it(far: float, cut: float, near: float) -> None:
    names = {0.0: "blocks", 25.0: "holds_back", 50.0: "supports", 75.0: "drives"}
    for score in (far, cut + near):
        expected = max(lowest for lowest in names if round(score, 6) >= lowest)
        assert _level(score, _prepared(BANK, "full").levels) == names[expected]


@pytest.mark.parametrize(
    ("factor", "current", "new", "difference", "tau", "verdict", "quadrant"),
    [
        ("external_rewards", 75.0, 37.5, -37.5, 12.5, "current", "stuck"),
        ("internal_rewards", 75.0, 50.0, -25.0, 10.0, "current", "clash"),
        ("ability", 75.0, 43.75, -31.25, 12.5, "current", "stuck"),
        ("conditions", 75.0, 62.5, -12.5, 12.5, "current", "clash"),
    ],
)
def test_the_force_balance_of_the_worked_example(
    worked: Report,
    factor: str,
    current: float,
    new: float,
    difference: float,
    tau: float,
    verdict: str,
    quadrant: str,
) -> None:
    """Conditions are exactly at minus the resolution: the boundary belongs to today."""
    balance = worked.scores.factor(factor).balance
    assert balance is not None
    assert (balance.current, balance.new, balance.difference) == (current, new, difference)
    assert (balance.resolution, balance.verdict, balance.quadrant) == (tau, verdict, quadrant)


def test_granularity_follows_the_balance_with_the_fewest_pairs(
    bank: Instrument, answers: Callable[..., Answers]
) -> None:
    """With 2 pairs one step of 25 points moves a factor by 12.5, and two of them by 25."""
    fewer = {**WORKED, "ability": ([4, 5, "dont_know", None], [3, 3, 3, 3])}
    scores = scored(answers, bank, fewer)
    assert scores.granularity == (12.5, 25.0)
    assert scores.open_cells == 1
    assert scores.highest == max(factor.new.score or 0 for factor in scores.factors)
    empty = scored(answers, bank, {})
    assert (empty.granularity, empty.highest, empty.open_cells) == (None, None, empty.cells)


def test_the_balances_of_the_worked_example_add_up(worked: Report) -> None:
    assert worked.scores.balance_total == pytest.approx(-26.5625)
    assert worked.scores.balance_rewards == pytest.approx(-31.25)


def test_a_balance_needs_pairs_not_only_two_columns(bank: Instrument, answers: Callable[..., Answers]) -> None:
    """Both columns are half answered, but on different statements."""
    ability = scored(answers, bank, {"ability": ([4, 4, None, None], [None, None, 4, 4])}).factor("ability")
    assert ability.current.score == ability.new.score == 75
    assert ability.balance is None


@pytest.mark.parametrize(("pairs", "smallest"), [(1, 50), (4, 12.5), (5, 10), (15, 10)])
def test_two_answers_one_step_apart_do_not_flip_the_verdict(pairs: int, smallest: float) -> None:
    assert resolution(pairs) == smallest


@pytest.mark.parametrize(
    ("facet", "support", "importance", "gap", "priority"),
    [
        ("mandate", [2, 2, 4], 5, 50, 50.0),
        ("habits", [1, 5], 2, 75, 30.0),
        ("salary", [2, 3], 3, 37.5, 22.5),
        ("community", [3, 3], 4, 25, 20.0),
        ("clarity", [5, 4, 1], 5, 0, 0.0),
    ],
)
def test_priority_is_importance_times_gap(
    bank: Instrument,
    answers: Callable[..., Answers],
    facet: str,
    support: list[int],
    importance: int,
    gap: float,
    priority: float,
) -> None:
    scores = scored(answers, bank, {facet: (support, support)}, "full", importance={facet: importance})
    found = scores.facet(facet)
    assert found is not None
    assert found.priority is not None
    assert found.priority.gap == pytest.approx(gap)
    assert found.priority.score == pytest.approx(priority)


def test_a_facet_does_not_inherit_the_importance_of_its_factor(
    bank: Instrument, answers: Callable[..., Answers]
) -> None:
    scores = scored(answers, bank, {"salary": ([1, 1], [1, 1])}, "full", importance={"external_rewards": 5})
    salary = scores.facet("salary")
    assert salary is not None
    assert salary.priority is not None
    assert salary.priority.importance == 3


def test_all_factors_that_tie_are_weakest(bank: Instrument, answers: Callable[..., Answers]) -> None:
    columns = {factor: ([3] * 6, [3] * 6) for factor in WORKED}
    assert set(scored(answers, bank, columns).overall.weakest) == set(WORKED)


def test_without_all_four_factors_there_is_no_overall_index(bank: Instrument, answers: Callable[..., Answers]) -> None:
    scores = scored(
        answers, bank, {factor: WORKED[factor] for factor in ("ability", "external_rewards", "internal_rewards")}
    )
    assert scores.overall == (None, None, None, (), (), None, None)
    assert scores.balance_total is None
    assert scores.balance_rewards == pytest.approx(-31.25)


@pytest.mark.parametrize(
    ("context", "expected"),
    [
        ({"CXA01": 4, "CXA02": 3, "CXA03": 3}, 175 / 3),
        ({"CXA01": 4, "CXA02": DK}, None),
        ({"CXA01": 4, "CXA02": NA, "CXA03": NA}, 75),
        ({}, None),
    ],
)
def test_a_context_module_is_a_plain_mean_with_half_answered(
    bank: Instrument, answers: Callable[..., Answers], context: dict[str, Any], expected: float | None
) -> None:
    """The first row is the method's rollout example: 58.33."""
    found = scored(answers, bank, WORKED, context=context).context_score("cx_agreement")
    assert found == (None if expected is None else pytest.approx(expected))


@pytest.mark.parametrize(
    ("form", "context", "expected"),
    [
        ("quick", {"TRU01": 2}, ("trust", 25.0, 1, 1, 1)),
        ("quick", {"TRU01": 2, "TRU02": 5, "TRU03": 5}, ("trust", 25.0, 1, 1, 1)),
        ("full", {"TRU01": 2}, ("trust", None, 1, 4, 4)),
        ("full", {"TRU01": 2, "TRU02": 5}, ("trust", 62.5, 2, 4, 4)),
        ("quick", {"CXA01": 4, "CXA02": 3, "CXA03": 3}, ("cx_agreement", pytest.approx(175 / 3), 3, 3, 3)),
    ],
)
def test_a_context_module_counts_the_items_its_form_asks_and_all_where_it_asks_none(
    bank: Instrument, answers: Callable[..., Answers], form: str, context: dict[str, Any], expected: tuple[Any, ...]
) -> None:
    found = score_answers(answers({}, form, context=context), bank).context
    assert next(module for module in found if module.id == expected[0]) == expected


def test_the_quick_form_has_no_facets_and_counts_its_own_cells(
    bank: Instrument, answers: Callable[..., Answers]
) -> None:
    scores = scored(answers, bank, {"ability": ([4, DK, NA, None], [4, 4, None, None])})
    assert scores.facets == ()
    assert (scores.answered, scores.cells) == (5, 36)


@given(st.lists(RATINGS, min_size=48, max_size=48), st.lists(RATINGS, min_size=48, max_size=48))
def test_scores_stay_within_bounds_and_missing_is_not_zero(current: list[Any], new: list[Any]) -> None:
    ratings: dict[str, Any] = {
        item.id: {column: value for column, value in (("current", c), ("new", n)) if value is not None}
        for item, c, n in zip(BANK.items, current, new, strict=True)
    }
    scores = score_answers(Answers(ratings=ratings), BANK)
    for score in (*scores.factors, *scores.facets):
        for column in (score.current, score.new):
            assert column.score is None or 0 <= column.score <= 100
            assert 0 <= column.valid <= column.applicable <= column.items
            assert column.valid or column.score is None
        assert score.balance is None or -100 <= score.balance.difference <= 100
        assert score.priority is None or 0 <= score.priority.score <= 75
    overall = scores.overall
    if overall.score is not None and overall.mean is not None and overall.minimum is not None:
        assert min(overall.minimum, 1) <= overall.score <= max(overall.mean, 1) + 1e-9


@given(st.lists(st.integers(1, 4), min_size=4, max_size=4), st.integers(0, 3))
def test_a_better_answer_never_lowers_a_score(column: list[int], place: int) -> None:
    better = [value + (index == place) for index, value in enumerate(column)]
    items = [item.id for item in BANK.form_items("quick") if item.factor == "ability"]

    def score(values: list[int]) -> float:
        ratings = {item: {"new": value} for item, value in zip(items, values, strict=True)}
        found = score_answers(Answers(form="quick", ratings=ratings), BANK).factor("ability").new.score  # type: ignore[arg-type]
        assert found is not None
        return found

    assert score(better) > score(column)


@given(st.integers(1, 5))
def test_reversing_twice_gives_the_answer_itself(answer: int) -> None:
    straight, turned = (points_by_step(next(i for i in BANK.items if i.reverse is way)) for way in (False, True))
    assert turned[6 - answer] == straight[answer]
    assert straight[answer] + turned[answer] == 100


@given(st.lists(st.sampled_from([1, 2, 3, 4, 5, DK, NA]), min_size=18, max_size=18), st.randoms())
def test_the_order_of_answering_changes_nothing(values: list[Any], random: Any) -> None:
    pairs = [
        (item.id, {"current": value, "new": value})
        for item, value in zip(BANK.form_items("quick"), values, strict=True)
    ]
    shuffled = list(pairs)
    random.shuffle(shuffled)
    assert score_answers(Answers("quick", ratings=dict(pairs)), BANK) == score_answers(  # type: ignore[arg-type]
        Answers("quick", ratings=dict(shuffled)),  # type: ignore[arg-type]
        BANK,
    )


def test_the_widest_contrasts_of_the_worked_example(worked: Report, bank: Instrument) -> None:
    """EXT11 and INT14 fall from 5 to 2; the reversed INT11 rises from 2 to 4, which is a fall of 50 points."""
    assert [(one.item_id, one.difference) for one in widest_contrasts(worked.answers, bank)] == [
        ("EXT11", -75.0),
        ("INT14", -75.0),
        ("ABI03", -50.0),
    ]


def test_a_statement_in_favour_of_the_wanted_behaviour_is_shown_where_today_and_wanted_differ_most(
    bank: Instrument,
) -> None:
    ratings: Any = {
        "EXT11": {"current": 4, "new": 3},
        "INT14": {"current": 2, "new": 4},
        "ABI01": {"current": 1, "new": 5},
        "ABI03": {"current": 4, "new": 2},
        "CON01": {"current": 3, "new": 3},
    }
    found = [(one.item_id, one.difference) for one in widest_contrasts(Answers("full", ratings=ratings), bank)]
    assert found == [("ABI01", 100.0), ("ABI03", -50.0), ("INT14", 50.0)]


def test_statements_answered_alike_for_both_behaviours_are_not_contrasts(bank: Instrument) -> None:
    assert widest_contrasts(Answers(ratings={"ABI01": {"current": 4, "new": 4}}), bank) == ()


@given(st.floats(-200, 200), st.sampled_from([-50.0, 0.0, 10.0, 12.5, 50 / 7, 50 / 3]), st.floats(-3e-6, 3e-6))
def test_a_limit_is_reached_exactly_when_the_rounded_value_reaches_it_rounded(
    far: float, limit: float, near: float
) -> None:
    for value in (far, limit, limit + near, round(limit, 6)):
        assert at_least(value, limit) == (round(value, 6) >= round(limit, 6))


@pytest.mark.parametrize(
    ("columns", "pace", "note"),
    [
        ({factor: ([3] * 6, [3] * 6) for factor in WORKED}, None, "identical_answers"),
        ({factor: ([4] * 6, [4] * 5 + [2]) for factor in WORKED}, None, "long_run"),
        (WORKED, 1.9, "fast_answers"),
    ],
)
def test_notes_say_how_the_answers_came_about(
    bank: Instrument, answers: Callable[..., Answers], columns: Any, pace: float | None, note: str
) -> None:
    assert note in quality_notes(answers(columns), bank, pace)


def test_a_careful_respondent_gets_only_the_note_on_a_single_respondent(worked: Report, bank: Instrument) -> None:
    assert worked.notes == ("single_respondent",)
    assert quality_notes(worked.answers, bank, 2.0) == ("single_respondent",)


def test_two_statements_that_contradict_each_other_are_noted(bank: Instrument, answers: Callable[..., Answers]) -> None:
    """ABI03 says we can, ABI04 (reversed) that skills are missing: 5 and 5 are 100 points apart."""
    contradiction = answers({"skill": ([5, 5], [5, 5])}, "full")
    agreement = answers({"skill": ([5, 1], [4, 1])}, "full")
    assert "inconsistent_pair" in quality_notes(contradiction, bank)
    assert "inconsistent_pair" not in quality_notes(agreement, bank)


def test_answers_of_another_version_of_the_bank_are_noted(
    bank: Instrument, document: Callable[..., dict[str, Any]]
) -> None:
    older = Answers.checked(document(WORKED) | {"instrument": {"id": "drivkraft", "version": "0.9"}}, bank)
    assert "other_instrument" in quality_notes(older, bank)
