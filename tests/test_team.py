"""A team's statistics: the worked numbers of the method, published ones, and properties that hold for any answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from random import Random
from statistics import fmean, median_low, stdev
from typing import Any

import pytest
import scipy  # loads its parts when they are used
from hypothesis import given
from hypothesis import strategies as st

from assessment.answers import FORMS, Answers
from assessment.problems import Problems
from assessment.scoring import score_answers
from assessment.team import (
    FactorStatistics,
    Leader,
    Team,
    answer_counts,
    consensus,
    distance_kind,
    engaged_member_of,
    leader_of,
    mean_interval,
    member_of,
    members_of,
    moments,
    rwg,
    rwg_together,
    team_factors,
    team_statistics,
)
from assessment.team.quantiles import f_quantile, t_quantile
from assessment.team.reliability import (
    alpha_of,
    common_loadings,
    feldt_interval,
    omega_from,
    omega_of,
    reliability_of,
)
from tests.shipped import BANK

DK, NA = "dont_know", "not_applicable"
ANSWERS = st.sampled_from([1, 2, 3, 4, 5, DK, NA, None])
ROWS = st.lists(st.lists(st.integers(1, 5), min_size=4, max_size=4), min_size=2, max_size=40)


def numbers(values: Sequence[float]) -> dict[Fraction, int]:
    return Counter(map(Fraction, values))


def wanted(values: dict[str, Sequence[Any]], form: str = "quick", **more: Any) -> Answers:
    """One respondent's answers about the wanted behaviour, by factor, in the order of the form."""
    ratings: dict[str, dict[str, Any]] = {}
    for factor, column in values.items():
        items = [item.id for item in BANK.form_items(form) if item.factor == factor]  # type: ignore[arg-type]
        ratings |= {item: {"new": value} for item, value in zip(items, column, strict=False) if value is not None}
    return Answers(form=form, ratings=ratings, **more)  # type: ignore[arg-type]


def team_of(members: Sequence[Answers], leader: Answers | None = None) -> Team:
    return Team(
        team_factors(BANK),
        None if leader is None else leader_of(leader, BANK),
        tuple(member_of(answers, BANK) for answers in members),
    )


# Six people's ability in the quick form; their scores are those of the method's example.
SIX = [[4, 3, 4, 3], [3, 3, 3, 3], [4, 4, 4, 4], [3, 3, 3, 4], [3, 2, 3, 3], [4, 4, 4, 3]]
SCORES = [62.5, 50, 75, 56.25, 43.75, 68.75]


def ability(members: Sequence[Sequence[Any]], leader: Sequence[Any] | None = None, size: int | None = None) -> Any:
    own = None if leader is None else wanted({"ability": leader})
    return team_statistics(team_of([wanted({"ability": column}) for column in members], own), size)[0]


# Quantiles ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("freedom", [1, 2, 3, 5, 9, 29, 30, 57, 100, 101, 999, 99_999])
def test_quantiles_of_t_are_those_of_scipy(freedom: int) -> None:
    assert t_quantile(0.975, freedom) == pytest.approx(scipy.stats.t.ppf(0.975, freedom), rel=1e-10)


@pytest.mark.parametrize("probability", [0.025, 0.5, 0.95, 0.975])
@pytest.mark.parametrize("freedom", [(1, 1), (1, 40), (2, 5), (29, 87), (88, 528), (29, 406), (999, 13_986)])
def test_quantiles_of_f_are_those_of_scipy(probability: float, freedom: tuple[int, int]) -> None:
    assert f_quantile(probability, *freedom) == pytest.approx(scipy.stats.f.ppf(probability, *freedom), rel=1e-9)


@given(st.floats(0.001, 0.999), st.floats(0.5, 2000), st.floats(0.5, 2000))
def test_f_stays_below_a_quantile_with_its_probability(probability: float, above: float, below: float) -> None:
    found = f_quantile(probability, above, below)
    assert scipy.stats.f.cdf(found, above, below) == pytest.approx(probability, rel=1e-8)


# Mean, spread, interval (3.8) -----------------------------------------------------------------------------------------


def test_mean_spread_and_interval_of_the_worked_example() -> None:
    scores = moments(numbers(SCORES))
    assert (scores.n, scores.mean) == (6, Fraction("59.375"))
    assert scores.sd == pytest.approx(11.69, abs=0.005)
    assert scores.sd is not None
    assert scores.sd / 6**0.5 == pytest.approx(4.77, abs=0.005)
    assert t_quantile(0.975, 5) == pytest.approx(2.571, abs=0.0005)
    assert mean_interval(scores) == pytest.approx((47.10, 71.65), abs=0.005)
    assert mean_interval(scores, 8) == pytest.approx((52.82, 65.93), abs=0.005)
    assert pytest.approx(0.5345, abs=0.00005) == ((8 - 6) / (8 - 1)) ** 0.5


def test_an_interval_is_not_cut_at_the_ends_of_the_scale_and_shrinks_to_a_point_when_everybody_has_answered() -> None:
    scores = moments(numbers([100, 100, 75]))
    interval = mean_interval(scores)
    assert interval is not None
    assert interval[1] > 100
    assert mean_interval(scores, 3) == pytest.approx((275 / 3, 275 / 3))
    assert mean_interval(scores, 2) == mean_interval(scores)


@pytest.mark.parametrize("values", [[], [50.0], [50.0, 50.0], [0.0, 100.0]])
def test_a_mean_needs_one_score_and_a_spread_two(values: list[float]) -> None:
    found = moments(numbers(values))
    assert found.n == len(values)
    assert (found.mean is not None) == (len(values) >= 1)
    assert (found.sd is not None) == (found.deviation is not None) == (len(values) >= 2)
    assert (mean_interval(found) is not None) == (len(values) >= 2)


@given(st.lists(st.integers(0, 400), min_size=2, max_size=60))
def test_moments_are_those_of_the_standard_library_but_exact(quarters: list[int]) -> None:
    values = [Fraction(each, 4) for each in quarters]
    found = moments(Counter(values))
    assert found.mean == sum(values) / len(values)
    assert found.sd == pytest.approx(stdev(map(float, values)))
    assert found.deviation == sum(abs(each - found.mean) for each in values) / len(values)


# Members --------------------------------------------------------------------------------------------------------------


@given(st.sampled_from(["quick", "full"]), st.lists(ANSWERS, min_size=48, max_size=48))
def test_a_member_and_a_leader_have_the_scores_of_their_own_results(form: Any, column: list[Any]) -> None:
    ratings = {item.id: {"new": value} for item, value in zip(BANK.items, column, strict=True) if value is not None}
    answers = Answers(form=form, ratings=ratings)  # type: ignore[arg-type]
    member, leader = member_of(answers, BANK), leader_of(answers, BANK)
    own = [factor.new for factor in score_answers(answers, BANK).factors]
    assert [s is None for s in member.scores] == [column.score is None for column in own]
    assert [float(s) for s in member.scores if s is not None] == [c.score for c in own if c.score is not None]
    assert leader == Leader(member.scores, tuple(column.valid for column in own), form)


def test_a_members_score_is_exact_and_answers_are_turned() -> None:
    """Case D of the missing-data rule: the fifth statement is reversed."""
    member = member_of(wanted({"internal_rewards": [2, 4, 4, 3, 4, 1]}), BANK)
    assert member.scores == (None, None, None, Fraction(250, 6))
    factor = team_factors(BANK)[3]
    quick = [member.answers[place] for place in factor.asked["quick"]]
    assert quick == [2, 4, 4, 3, 2, 1]
    assert sum(member.answers) == sum(quick)


def test_a_members_department_is_their_group_and_an_empty_one_none() -> None:
    for groups, department in (({"department": "Sales"}, "Sales"), ({"department": ""}, None), ({"site": "X"}, None)):
        assert member_of(wanted({}, groups=groups), BANK).department == department


# Agreement (3.9) ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_answers", "mean", "variance", "raw", "deviation", "word"),
    [
        ([4, 4, 3, 4, 5, 4], 4.00, 0.40, 0.80, 0.33, "strong"),
        ([2, 3, 4, 3, 5, 2], 3.17, 1.37, 0.32, 0.89, "weak"),
        ([1, 1, 1, 5, 5, 5], 3.00, 4.80, -1.40, 2.00, "none"),
    ],
)
def test_agreement_on_one_statement(
    given_answers: list[int], mean: float, variance: float, raw: float, deviation: float, word: str
) -> None:
    found = moments(Counter(given_answers))
    assert found.mean == pytest.approx(mean, abs=0.005)
    assert found.variance == pytest.approx(variance, abs=0.005)
    assert found.deviation == pytest.approx(deviation, abs=0.005)
    assert found.variance is not None
    assert rwg(found.variance) == pytest.approx(raw, abs=0.005)
    assert rwg_together([found.variance]) == pytest.approx(max(raw, 0), abs=0.005)
    assert consensus(rwg(found.variance)) == word


def test_agreement_on_several_statements() -> None:
    assert rwg_together([Fraction(n, 10) for n in (4, 8, 6, 10)]) == pytest.approx(2.6 / 2.95)
    rows = [[4, 4, 3, 4], [4, 4, 4, 4], [3, 4, 3, 4], [4, 5, 4, 4], [5, 4, 4, 3], [4, 3, 3, 5]]
    found = [moments(counts) for counts in answer_counts([bytes(row) for row in rows])]
    assert [item.variance for item in found] == [Fraction(n, 10) for n in (4, 4, 3, 4)]
    statistics = ability(rows)
    assert statistics.rwg == pytest.approx(0.95, abs=0.005)
    assert statistics.adm == Fraction(3, 8)


@pytest.mark.parametrize(
    ("agreement", "word"),
    [
        ("-1.4", "none"),
        ("0.3", "none"),
        ("0.31", "weak"),
        ("0.5", "weak"),
        ("0.51", "moderate"),
        ("0.7", "moderate"),
        ("0.7000001", "moderate"),
        ("0.71", "strong"),
        ("0.9", "strong"),
        ("0.91", "very_strong"),
        ("1", "very_strong"),
    ],
)
def test_the_words_for_agreement(agreement: str, word: str) -> None:
    assert consensus(Fraction(agreement)) == word


@given(ROWS)
def test_agreement_is_between_0_and_1_and_complete_when_all_answer_alike(rows: list[list[int]]) -> None:
    variances = [moments(Counter(column)).variance or Fraction() for column in zip(*rows, strict=True)]
    agreement = rwg_together(variances)
    assert agreement is not None
    assert 0 <= agreement <= 1
    assert (agreement == 1) == (len({tuple(row) for row in rows}) == 1)
    assert rwg_together([]) is None


def test_agreement_leaves_out_members_whose_score_is_withheld_and_statements_that_one_has_answered() -> None:
    withheld = [1, None, None, None]
    assert ability([[4, 4, 4, None], [4, 4, DK, NA], withheld]).rwg == 1
    assert ability([[4, 4, 4, None], [4, 4, DK, NA], withheld]).n == 2


# Leader and team (3.11) -----------------------------------------------------------------------------------------------


def test_the_worked_leader_has_a_blind_spot() -> None:
    found: FactorStatistics = ability(SIX, [5, 4, 4, 4])
    assert found.leader == Fraction("81.25")
    assert found.distance == Fraction("21.875")
    assert found.sd is not None
    assert found.distance / found.sd == pytest.approx(1.87, abs=0.005)
    assert all(score < found.leader for score in SCORES)
    assert found.distance_kind == "blind_spot"


@pytest.mark.parametrize(
    ("leader", "valid", "kind"),
    [
        ("81.25", 4, "blind_spot"),
        ("37.5", 4, "hidden_strength"),
        ("71.875", 4, "blind_spot"),
        ("71.8749", 4, None),  # 12.5 is the smallest difference that counts with four answers.
        ("71.875", 3, None),
        ("71.64", 8, None),  # Within the interval.
        ("71.7", 8, "blind_spot"),
        ("47.11", 8, None),
        ("47.0", 8, "hidden_strength"),
    ],
)
def test_a_leader_is_far_from_the_team_beyond_the_interval_and_the_resolution(
    leader: str, valid: int, kind: str | None
) -> None:
    scores = moments(numbers(SCORES))
    interval = mean_interval(scores)
    assert interval is not None
    assert scores.mean is not None
    assert distance_kind(Fraction(leader), valid, scores.mean, interval) == kind


def test_a_leader_at_the_end_of_the_interval_is_within_it_after_rounding_to_six_decimals() -> None:
    for leader, kind in (("60.0000004", None), ("60.000001", "blind_spot")):
        assert distance_kind(Fraction(leader), 8, Fraction(40), (20, 60)) == kind


def test_without_a_leader_or_without_members_nobody_is_far_from_anybody() -> None:
    found = ability(SIX)
    assert (found.leader, found.distance, found.distance_kind) == (None, None, None)
    alone = ability([], [5, 5, 5, 5])
    assert (alone.n, alone.mean, alone.leader, alone.distance, alone.distance_kind) == (0, None, 100, None, None)
    with_one = ability(SIX[:1], [5, 5, 5, 5])
    assert (with_one.n, with_one.distance, with_one.distance_kind, with_one.rwg) == (1, Fraction("37.5"), None, None)


def test_the_size_of_the_team_narrows_the_interval_by_which_a_leader_is_judged() -> None:
    leader = [4, 4, 4, 4]  # 75: 15.6 above the mean.
    assert ability(SIX, leader).distance_kind == "blind_spot"
    spread = [[5, 5, 5, 5], [1, 1, 1, 1], *SIX]
    assert ability(spread, leader).distance_kind is None
    assert ability(spread, leader, size=8).distance_kind == "blind_spot"


# From stored choices --------------------------------------------------------------------------------------------------

GIVEN: dict[str, object] = {"form": "quick", "behaviours.new": "We solve it at once.", "organisation": "public"}
ITEM = BANK.form_items("quick")[0].id
RATED: dict[str, object] = {f"ratings.{item.id}.new": 4 for item in BANK.form_items("quick")}


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {"language": "sv", f"ratings.{ITEM}.current": 2, f"context.{BANK.context_items[0].id}": DK},
        {"respondent": {"groups": {"department": "Sales"}}},
        {"respondent": {"groups": {"department": " Sales\u200b "}}},
        {"respondent": {"groups": {"department": "Sales", "site": "Lund"}, "part": "leader"}},
        {"respondent": {"groups": ["Sales"]}},
        *({f"ratings.{ITEM}.new": value} for value in (DK, NA, 9, 2.0, 2.5, True, "", "no such answer", [1])),
        {"ratings.XYZ01.new": 3},
        {"ratings": 3},
        {"language": "no such language"},
        {"form": "full"},
        {"title": "A text"},
        {"nonsense": "\x00"},
    ],
    ids=str,
)
def test_members_from_stored_choices_are_the_ones_that_answers_make(odd: dict[str, object]) -> None:
    people = [RATED, RATED | odd, dict.fromkeys(RATED, DK) | odd, odd]
    whole = []
    for choices in people:
        with suppress(Problems):
            answers = Answers.from_choices({**GIVEN, **choices}, BANK, version=BANK.version)
            whole.append((member_of(answers, BANK), engaged_member_of(answers, BANK)))
    assert list(members_of(people, GIVEN, BANK, BANK.version)) == whole
    assert whole


def test_nobody_is_a_member_when_what_all_are_given_cannot_be_read() -> None:
    assert list(members_of([RATED], {"form": 3}, BANK, BANK.version)) == []


# Alpha and omega (3.12) -----------------------------------------------------------------------------------------------


def test_alpha_of_the_worked_example() -> None:
    rows = [(4, 4, 3, 4), (3, 3, 2, 3), (5, 4, 4, 5), (2, 3, 2, 2), (4, 5, 4, 4)]
    variances = [moments(Counter(column)).variance for column in zip(*rows, strict=True)]
    assert variances == [Fraction(n, 10) for n in (13, 7, 10, 13)]
    assert moments(Counter(map(sum, rows))).variance == 15
    assert alpha_of(rows) == pytest.approx(0.95, abs=0.005)


@pytest.mark.parametrize(
    ("alpha", "statements", "rows", "interval"),
    [(0.85, 7, 89, (0.7971, 0.8932)), (0.80, 4, 30, (0.65, 0.90))],
)
def test_feldts_interval(alpha: float, statements: int, rows: int, interval: tuple[float, float]) -> None:
    """The first is that of the R package statpsych, ci.cronbach(.05, .85, 7, 89)."""
    assert feldt_interval(alpha, statements, rows) == pytest.approx(interval, abs=0.005 if rows == 30 else 0.00005)


# The data set "attitude" of R (Chatterjee and Price, 1977): 30 departments, 7 questions.
ATTITUDE = """
43 51 30 39 61 92 45  63 64 51 54 63 73 47  71 70 68 69 76 86 48  61 63 45 47 54 84 35  81 78 56 66 71 83 47
43 55 49 44 54 49 34  58 67 42 56 66 68 35  71 75 50 55 70 66 41  72 82 72 67 71 83 31  67 61 45 47 62 80 41
64 53 53 58 58 67 34  67 60 47 39 59 74 41  69 62 57 42 55 63 25  68 83 83 45 59 77 35  77 77 54 72 79 77 46
81 90 50 72 60 54 36  74 85 64 69 79 79 63  65 60 65 75 55 80 60  65 70 46 57 75 85 46  50 58 68 54 64 78 52
50 40 33 34 43 64 33  64 61 52 62 66 80 41  53 66 52 50 63 80 37  40 37 42 58 50 57 49  63 54 42 48 66 75 33
66 77 66 63 88 76 72  78 75 58 74 80 78 49  48 57 44 45 51 83 38  85 85 71 71 77 74 55  82 82 39 59 64 78 39
"""


def test_alpha_of_the_attitude_data_is_the_published_one() -> None:
    """0.84, and Feldt's interval of 0.74 to 0.92: alpha(attitude) in the "overview" of the R package psychTools.

    That is Revelle, An introduction to the psych package, part II (2022), page 43.
    """
    values = [int(each) for each in ATTITUDE.split()]
    found = reliability_of([values[start : start + 7] for start in range(0, len(values), 7)])
    assert found is not None
    assert (found.rows, found.is_certain, found.omega) == (30, False, None)
    assert found.alpha == pytest.approx(0.84, abs=0.005)
    assert found.interval == pytest.approx((0.74, 0.92), abs=0.005)
    ends = [1 - (1 - found.alpha) * scipy.stats.f.ppf(end, 29, 29 * 6) for end in (0.975, 0.025)]
    assert found.interval == pytest.approx(ends)


def test_alpha_of_neuroticism_in_the_bfi_data_is_the_published_one() -> None:
    """0.812: scoreItems(keys.list, bfi) there, page 52, which puts the median where an answer is missing.

    Without those who have not answered all five, as here, it is 0.81 as well.
    """
    lines = Path(__file__).with_name("bfi_neuroticism.txt").read_text(encoding="ascii").splitlines()
    people = [said for line in lines if not line.startswith("#") for said in line.split()]
    assert len(people) == 2800
    medians = [median_low([int(said) for said in column if said != "-"]) for column in zip(*people, strict=True)]
    filled = [[mid if said == "-" else int(said) for said, mid in zip(own, medians, strict=True)] for own in people]
    assert alpha_of(filled) == pytest.approx(0.812, abs=0.0005)
    found = reliability_of([[int(said) for said in own] for own in people if "-" not in own])
    assert found is not None
    assert (found.rows, found.is_certain) == (2694, True)
    assert found.alpha == pytest.approx(0.81, abs=0.005)


LOADED = (0.9, 0.8, 0.7, 0.6, 0.5)


def standardised(loadings: Sequence[float]) -> list[list[float]]:
    return [[1.0 if a is b else a * b for b in loadings] for a in loadings]


def alpha_from(correlations: Sequence[Sequence[float]]) -> float:
    size = len(correlations)
    return size / (size - 1) * (1 - size / sum(map(sum, correlations)))


def test_omega_of_five_loadings() -> None:
    correlations = standardised(LOADED)
    assert omega_from(LOADED) == pytest.approx(0.83, abs=0.005)
    assert alpha_from(correlations) == pytest.approx(0.82, abs=0.005)
    assert common_loadings(correlations) == pytest.approx(LOADED, abs=1e-8)


def test_alpha_and_omega_agree_when_all_correlations_are_equal() -> None:
    equal = [[1.0 if a == b else 0.5 for b in range(4)] for a in range(4)]
    loadings = common_loadings(equal)
    assert loadings is not None
    assert omega_from(loadings) == pytest.approx(0.8)
    assert alpha_from(equal) == pytest.approx(0.8)


def test_omega_of_three_statements_has_a_closed_form() -> None:
    correlations = [[1, 0.48, 0.4], [0.48, 1, 0.3], [0.4, 0.3, 1]]
    loadings = common_loadings(correlations)
    assert loadings == pytest.approx([(0.48 * 0.4 / 0.3) ** 0.5, 0.6, 0.5], abs=1e-8)
    assert omega_from(loadings or []) == pytest.approx(0.67, abs=0.005)
    assert alpha_from(correlations) == pytest.approx(0.66, abs=0.005)


@pytest.mark.parametrize(
    "correlations",
    [
        [[1, 0.9, 0.9], [0.9, 1, 0.5], [0.9, 0.5, 1]],  # The first loading would be 1.27.
        [[1, 0.5], [0.5, 1]],
        [[1, -0.5, -0.5], [-0.5, 1, -0.5], [-0.5, -0.5, 1]],
        [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    ],
    ids=["Heywood", "two statements", "opposites", "nothing in common"],
)
def test_where_no_factor_can_be_fitted_there_is_no_omega(correlations: list[list[float]]) -> None:
    assert common_loadings(correlations) is None


def many(rows: int, seed: int = 1) -> list[bytes]:
    """Rows of four statements that have something in common."""
    chance = Random(seed)
    made = []
    for _ in range(rows):
        level = chance.choice([2, 3, 4])
        made.append(bytes(level + chance.choice([-1, 0, 0, 1]) for _ in range(4)))
    return made


def test_omega_is_near_alpha_for_statements_made_alike_and_needs_a_hundred_rows() -> None:
    found = reliability_of(many(100))
    assert found is not None
    assert found.omega is not None
    assert found.is_certain
    assert found.omega == pytest.approx(found.alpha, abs=0.02)
    assert found.interval[0] < found.alpha < found.interval[1]
    fewer = reliability_of(many(99))
    assert fewer is not None
    assert (fewer.omega, fewer.is_certain) == (None, False)
    assert reliability_of(many(29)) is None


def test_omega_of_rows_is_the_one_of_their_covariances() -> None:
    """Turned in another unit, a statement weighs more in the sum, and in omega as in alpha."""
    rows = [tuple(row) for row in many(200)]
    wide = [(3 * row[0], *row[1:]) for row in rows]
    plain, other = omega_of(rows), omega_of(wide)
    assert plain is not None
    assert other is not None
    assert abs(plain - other) > 0.01
    assert omega_of([(3 * a, 3 * b, 3 * c, 3 * d) for a, b, c, d in rows]) == pytest.approx(plain)


def test_rows_without_any_spread_have_no_reliability() -> None:
    assert alpha_of([]) is None
    assert alpha_of([(3,), (4,)]) is None
    assert alpha_of([(3, 4)] * 40) is None
    assert reliability_of([(3, 4, 4)] * 120) is None
    assert omega_of([(3, 4, 4)] * 120) is None
    one_constant = reliability_of([(*row[:3], 5) for row in many(120)])
    assert one_constant is not None
    assert one_constant.omega is None


@given(ROWS)
def test_alpha_is_what_the_standard_library_computes(rows: list[list[int]]) -> None:
    totals = [sum(row) for row in rows]
    alpha = alpha_of(rows)
    if len(set(totals)) == 1:
        assert alpha is None
    else:
        single = sum(stdev(column) ** 2 for column in zip(*rows, strict=True))
        assert alpha == pytest.approx(4 / 3 * (1 - single / stdev(totals) ** 2))


def test_alpha_counts_only_members_who_answered_every_statement_of_the_form() -> None:
    rows = [list(row) for row in many(30)]
    found = ability(rows).reliability
    assert found.rows == 30
    assert found.alpha == alpha_of(rows)
    assert ability([*rows, [5, 5, DK, 1]]).reliability == found
    assert ability([*rows[1:], [5, 5, DK, 1]]).reliability is None


# The team -------------------------------------------------------------------------------------------------------------


def test_a_team_with_both_forms_is_compared_on_the_statements_all_were_asked() -> None:
    """The means are of each member's own form; what is asked in one form only has no part in the agreement."""
    factor = team_factors(BANK)[0]
    quick = wanted({"ability": [4, 4, 4, 4]})
    full = wanted({"ability": [2] * 8}, "full")
    for place, item in enumerate(item.id for item in BANK.items if item.factor == "ability"):
        if place in factor.asked["quick"]:
            full.ratings[item]["new"] = quick.ratings[item]["new"]  # type: ignore[index]
    team = team_of([quick, full])
    found = team_statistics(team)[0]
    assert team.rows(0) == [bytes([4, 4, 4, 4])] * 2
    assert found.rwg == 1
    assert found.mean == fmean(score_answers(each, BANK).factors[0].new.score or 0 for each in (quick, full))


@given(st.lists(st.lists(ANSWERS, min_size=18, max_size=18), max_size=8), st.randoms())
def test_the_order_of_members_changes_nothing(columns: list[list[Any]], chance: Any) -> None:
    items = [item.id for item in BANK.form_items("quick")]
    members = [
        Answers("quick", ratings={i: {"new": v} for i, v in zip(items, column, strict=True) if v is not None})
        for column in columns
    ]
    turned = chance.sample(members, len(members))
    assert team_statistics(team_of(members)) == team_statistics(team_of(turned))


@given(st.lists(st.lists(ANSWERS, min_size=18, max_size=18), min_size=1, max_size=8))
def test_a_mean_lies_between_the_lowest_and_the_highest_score(columns: list[list[Any]]) -> None:
    items = [item.id for item in BANK.form_items("quick")]
    members = [
        Answers("quick", ratings={i: {"new": v} for i, v in zip(items, column, strict=True) if v is not None})
        for column in columns
    ]
    for place, found in enumerate(team_statistics(team_of(members))):
        own = [score_answers(each, BANK).factors[place].new.score for each in members]
        scores = [score for score in own if score is not None]
        assert found.n == len(scores)
        if found.mean is not None:
            assert min(scores) - 1e-9 <= found.mean <= max(scores) + 1e-9
            assert float(found.mean) == pytest.approx(fmean(scores))


def test_the_statements_of_a_team_are_those_of_the_bank_factor_by_factor() -> None:
    factors = team_factors(BANK)
    assert [factor.id for factor in factors] == [factor.id for factor in BANK.factors]
    assert [factor.start for factor in factors] == [0, *(factor.stop for factor in factors[:-1])]
    assert {item for factor in factors for item in factor.items} == {item.id for item in BANK.items}
    for form in FORMS:
        assert sum(len(factor.asked[form]) for factor in factors) == len(BANK.form_items(form))
