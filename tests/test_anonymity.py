"""The promise to a team, rule by rule, on worked cases."""

from __future__ import annotations

from fractions import Fraction
from itertools import chain, combinations
from random import Random

import pytest

from assessment.anonymity import GroupReport, preview, protected
from assessment.anonymity.audit import Portion, derives_too_few, narrowest_range
from assessment.anonymity.choice import narrowest
from assessment.anonymity.figures import ShownMean, figure_of, limits, sums_of
from assessment.team import Team
from tests.amounts import REPEATS
from tests.organisations import team_of

MIDDLE = [50]


def released(team: Team) -> GroupReport:
    return protected(team, by_department=True)


def shown(report: GroupReport) -> dict[str | None, int | None]:
    """The means of the departments that are shown, and of the pool as None."""
    groups = [*report.groups, *([report.pooled] if report.pooled else [])]
    return {group.name: group.figures[0].mean for group in groups}


# Limits and rounding --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("n", "low", "high"), [(5, 30, 70), (8, 20, 80), (12, 15, 85), (29, 10, 90), (30, 5, 95)])
def test_limits_depend_on_the_number_of_people_alone(n: int, low: int, high: int) -> None:
    assert limits(n) == (low, high)


def test_a_bound_leaves_half_the_scale_to_everybody_whatever_a_colleague_has() -> None:
    for n in range(5, 200):
        assert n * (100 - limits(n)[1]) >= 150
        figure = figure_of(Fraction(100 * n), n)
        width = narrowest_range(sums_of(figure), [Portion(n, figure)])
        assert width is not None
        assert width >= 100  # half points
        assert n != 5 or width == 100


def test_everybody_together_can_always_be_shown() -> None:
    """By real numbers and by the multiples that scores are, whatever the mean is."""
    for n in [*range(5, 32), 100, 1000]:
        for step in range(0, 101, 2):
            figure = figure_of(Fraction(step * n), n)
            width = narrowest(sums_of(figure), [Portion(n, figure)], (2, 3, 4, 6, 15))
            assert width is not None
            assert width >= 100  # half points


@pytest.mark.parametrize(
    ("n", "mean", "expected"),
    [
        (10, "52.49", (50, None)),
        (10, "52.5", (55, None)),
        (10, "47.5", (50, None)),
        (29, "61.3", (60, None)),
        (30, "61.3", (61, None)),
        (30, "61.5", (62, None)),
        (5, "69.9", (70, None)),
        (5, "70", (70, "over")),
        (5, "95", (70, "over")),
        (5, "30", (30, "under")),
        (5, "30.1", (30, None)),
        (8, "100", (80, "over")),
        (12, "0", (15, "under")),
    ],
)
def test_means_are_rounded_and_beyond_the_limits_only_bounds(
    n: int, mean: str, expected: tuple[int, str | None]
) -> None:
    figure = figure_of(Fraction(mean) * n, n)
    assert (figure.mean, figure.bound) == expected


def test_what_a_figure_tells_of_a_sum_is_never_wrong() -> None:
    random = Random(1)
    for _ in range(2000):
        n = random.randint(5, 60)
        total = Fraction(random.randint(0, 16 * n), 16) * 100
        sums = sums_of(figure_of(total, n))
        assert sums.low < 2 * total < sums.high or (
            (sums.low == 2 * total and not sums.low_is_open) or (sums.high == 2 * total and not sums.high_is_open)
        )


# Which departments are shown ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sizes", "alone", "pool"),
    [
        ({"Sales": 12, "Support": 7, "IT": 3}, {"Sales"}, 10),
        ({"Sales": 12, "Support": 7, "IT": 4, "HR": 3, "Finance": 5}, {"Sales", "Support", "Finance"}, 7),
        ({"A": 9, "B": 6}, {"A", "B"}, 0),
        ({"A": 2, "B": 2, "C": 6, "D": 8}, {"D"}, 10),
        ({"A": 9, "B": 4}, set(), 13),
    ],
)
def test_the_smallest_departments_are_hidden_so_that_as_much_as_possible_is_shown(
    sizes: dict[str | None, int], alone: set[str], pool: int
) -> None:
    report = released(team_of({name: MIDDLE * size for name, size in sizes.items()}))
    assert {group.name for group in report.groups} == alone
    assert set(report.hidden) == set(sizes) - alone
    assert (report.pooled.n if report.pooled else 0) == pool
    told = preview({str(name): size for name, size in sizes.items()})
    assert (set(told.shown), told.pool, set(told.pooled)) == (alone, pool, set(sizes) - alone if pool else set())


def test_nothing_is_shown_of_fewer_than_five() -> None:
    report = released(team_of({"Sales": [50, 75, 25, 100]}, leader=60))
    assert report.n == 4
    assert report.factors[0].mean is None
    assert report.factors[0].leader == 60
    assert (report.groups, report.pooled, report.hidden) == ((), None, ("Sales",))
    assert report.receipt.figures == 0
    assert released(team_of({"Sales": [50, 75, 25, 100, 50]})).factors[0].mean == 60


def test_a_round_may_ask_for_more_people_and_never_for_fewer() -> None:
    team = team_of({"A": MIDDLE * 8, "B": MIDDLE * 7})
    assert set(shown(protected(team, by_department=True, minimum=7))) == {"A", "B"}
    assert set(shown(protected(team, by_department=True, minimum=8))) == {None}
    with pytest.raises(ValueError, match="4"):
        protected(team, minimum=4)


def test_people_without_a_department_are_a_hidden_group_without_a_name() -> None:
    report = released(team_of({"Sales": MIDDLE * 12, None: MIDDLE * 6}))
    assert shown(report) == {"Sales": 50, None: 50}
    assert report.hidden == ()
    assert report.pooled is not None
    assert report.pooled.n == 6
    few = released(team_of({"Sales": MIDDLE * 12, "IT": MIDDLE * 9, None: MIDDLE * 3}))
    assert shown(few) == {"Sales": 50, None: 50}  # With IT, the three would follow exactly.


def test_that_nobody_in_a_department_has_answered_does_not_follow_from_the_numbers_of_the_others() -> None:
    asked = ("Sales", "Support", "Service")
    two = protected(team_of({"Sales": MIDDLE * 8, "Support": MIDDLE * 6}), by_department=True, asked=asked)
    assert (shown(two), two.hidden) == ({"Sales": 50, None: 50}, ("Service", "Support"))
    one = protected(team_of({"Sales": MIDDLE * 8}), by_department=True, asked=asked)
    assert (one.groups, one.pooled, one.hidden) == ((), None, tuple(sorted(asked)))
    told = preview({"Sales": 8, "Support": 6, "Service": 0})
    assert (told.people, told.shown, told.pooled, told.pool) == (14, ("Sales",), ("Support", "Service"), 6)
    assert preview({"Sales": 8, "Support": 0}).shown == ()
    alike = protected(team_of({"Sales": MIDDLE * 6, "Claims": MIDDLE * 6}), by_department=True, asked=asked)
    told = preview({"Sales": 6, "Claims": 6, "Support": 0, "Service": 0})
    assert (tuple(group.name for group in alike.groups), told.shown) == (("Sales",), ("Sales",))
    every = protected(team_of({"Sales": MIDDLE * 8, "Support": MIDDLE * 6}), by_department=True, asked=asked[:2])
    assert every.hidden == ()


def test_without_departments_there_is_no_pool() -> None:
    report = protected(team_of({"Sales": MIDDLE * 12, "IT": MIDDLE * 9}))
    assert (report.groups, report.pooled, report.hidden) == ((), None, ())
    assert released(team_of({None: MIDDLE * 12})).pooled is None


def test_departments_that_would_give_anybody_away_together_are_all_hidden() -> None:
    """Fifteen people at 90, nine of them at 80 or more: with six at 75, the nine would be nearly all at 100."""
    report = released(team_of({"A": [100] * 9, "B": [75] * 5 + [70]}))
    assert report.factors[0].mean == 90
    assert (report.groups, report.hidden) == ((), ("A", "B"))


def test_which_departments_are_shown_depends_on_numbers_of_people_and_not_on_answers() -> None:
    """Either those of the preview are shown, or none: hiding one by one would tell something of each hidden one."""
    random = Random(3)
    for _ in range(100 * REPEATS):
        sizes: dict[str | None, int] = {name: random.randint(1, 12) for name in "ABCDE"}
        answers = random.choice([(0, 100), (0, 25, 50), (100,), (0, 25, 50, 75, 100)])
        report = released(team_of({name: random.choices(answers, k=size) for name, size in sizes.items()}))
        told = preview({str(name): size for name, size in sizes.items()})
        assert set(shown(report)) in ({*told.shown, *([None] if told.pool else [])}, {None})


def test_the_order_of_members_and_the_names_of_departments_change_nothing() -> None:
    random = Random(4)
    for _ in range(20 * REPEATS):
        scores: dict[str | None, list[int]] = {
            name: [random.choice([0, 25, 50, 75, 100]) for _ in range(random.randint(2, 9))] for name in "ABCD"
        }
        team = team_of(scores)
        mixed = Team(team.factors, team.leader, tuple(random.sample(team.members, len(team.members))))
        assert released(mixed) == released(team)


def test_exact_scores_that_no_figure_shows_change_nothing() -> None:
    """Two organisations with the same figures have the same result: what is hidden depends on figures alone."""
    one = released(team_of({"A": [50] * 9, "B": [40, 60, 50, 50, 50, 50]}))
    other = released(team_of({"A": [49] * 9, "B": [0, 100, 50, 50, 50, 51]}))
    assert (one.groups, one.pooled, one.hidden) == (other.groups, other.pooled, other.hidden)
    assert one.factors[0].mean == other.factors[0].mean


# The tests themselves -------------------------------------------------------------------------------------------------


def rank(rows: list[list[Fraction]]) -> int:
    rows, found = [list(row) for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((i for i in range(found, len(rows)) if rows[i][column]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        for i in range(found + 1, len(rows)):
            factor = rows[i][column] / rows[found][column]
            rows[i] = [a - factor * b for a, b in zip(rows[i], rows[found], strict=True)]
        found += 1
    return found


def test_the_rank_test_is_the_exact_one_over_all_groups_of_parts() -> None:
    """No group of fewer than five, made of whole parts, is a linear combination of published sums."""
    random = Random(2)
    for _ in range(400):
        sizes = [random.randint(1, 8) for _ in range(random.randint(1, 5))]
        published = [size >= 5 and random.random() < 0.7 for size in sizes]
        parts = [
            Portion(size, ShownMean(size, 50, random.choice([None, None, "over"])) if is_shown else None)
            for size, is_shown in zip(sizes, published, strict=True)
        ]
        whole = ShownMean(sum(sizes), 50, random.choice([None, None, "over"]))
        rows = [[Fraction(1)] * len(sizes)] if whole.bound is None else []
        for place, part in enumerate(parts):
            if part.figure is not None and part.figure.bound is None:
                rows.append([Fraction(int(i == place)) for i in range(len(sizes))])
        groups = chain.from_iterable(combinations(range(len(sizes)), k) for k in range(1, len(sizes) + 1))
        small = [group for group in groups if sum(sizes[i] for i in group) < 5]
        follows = any(
            rank([*rows, [Fraction(int(i in group)) for i in range(len(sizes))]]) == rank(rows)
            for group in small
            if rows
        )
        assert derives_too_few(whole, parts, 5) == follows


# The preview ----------------------------------------------------------------------------------------------------------


def test_the_preview_hides_both_groups_where_one_answer_of_the_smaller_is_missing() -> None:
    told = preview({"Sales": 8, "Support": 5, "IT": 2}, 1)
    assert (told.people, told.shown, told.pooled, told.pool) == (16, ("Sales",), ("Support", "IT"), 8)
    assert preview({"Phone": 7, "Chat": 5}).shown == ("Phone", "Chat")
    told = preview({"Phone": 7, "Chat": 4})
    assert (told.people, told.is_shown, told.shown) == (11, True, ())


def test_the_preview_says_when_nothing_will_be_shown() -> None:
    told = preview({"Sales": 2}, 2)
    assert (told.people, told.is_shown, told.hidden) == (4, False, ("Sales",))
