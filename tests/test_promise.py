"""The promise to a team, attacked: nobody's score is narrowed to less than half the scale by anything that is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, product
from random import Random
from statistics import stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.anonymity import (
    AuditReceipt,
    GroupReport,
    audit,
    choice,
    figures,
    protected,
    release,
    remarks,
    with_engagement,
)
from assessment.anonymity.audit import Box, Portion, derives_too_few
from assessment.anonymity.choice import Groups, Tally
from assessment.anonymity.figures import figure_of, sums_of, unknown
from assessment.answers import Answers
from assessment.team import NO_ANSWER, Team, engaged_member_of, engagement_factors
from tests.adversary import HALF, Adversary, SpreadAdversary
from tests.amounts import IS_SOAK, REPEATS, sample
from tests.organisations import KINDS, Kind, organisation, team_of
from tests.shipped import BANK

# Together 2,030 in a long run.
OF_EACH_KIND = 290 if IS_SOAK else 1
# A solver rounds.
NEARLY = HALF - 1e-4


def scores_of(team: Team, place: int) -> dict[str | None, list[Fraction]]:
    scores: dict[str | None, list[Fraction]] = {}
    for member in team.members:
        if (score := member.scores[place]) is not None:
            scores.setdefault(member.department, []).append(score)
    return scores


def narrowest(team: Team, place: int = 0, report: GroupReport | None = None) -> float:
    """The narrowest range for anybody that an adversary finds in the JSON of a result, by real and by whole numbers."""
    factor, document = team.factors[place], (report or protected(team, by_department=True)).document()
    asked = factor.asked["quick"]
    answered = [sum(member.answers[item] != NO_ANSWER for item in asked) for member in team.members]
    grids = {count for count in answered if count} if len(set(answered)) == 1 else set()
    return min(
        Adversary(document, factor.id, scores_of(team, place), grid, len(asked)).narrowest() for grid in [None, *grids]
    )


@pytest.mark.unmeasured
@pytest.mark.parametrize("kind", KINDS)
def test_nobody_is_narrowed_below_half_the_scale(kind: Kind) -> None:
    """By an outsider or any one colleague, who know who answered, how figures are rounded, and their own score.

    And no range is narrower than the receipt says.
    """
    for seed in range(OF_EACH_KIND):
        random = Random(f"{kind} {seed}")
        team = organisation(random, kind)
        report = protected(team, by_department=True)
        found = narrowest(team, random.randrange(len(team.factors)), report)
        assert found >= max(NEARLY, report.receipt.narrowest - 1e-4), seed


@pytest.mark.unmeasured
@pytest.mark.parametrize("seed", range(60 if IS_SOAK else 1))
def test_nobody_is_narrowed_by_mean_and_spread_together(seed: int) -> None:
    """What is said of the spread: no linear program reads that, so another solver searches."""
    random = Random(seed)
    team, size = organisation(random, random.choice(("random", "leaning"))), None
    team = Team(team.factors, team.leader, team.members[:12])
    document = protected(team, by_department=True, size=size).document()
    for place, factor in enumerate(team.factors):
        entry = next(each for each in document["factors"] if each["id"] == factor.id)  # type: ignore[attr-defined]
        if any(entry[said] is not None for said in ("interval", "agreement", "gap_kind")):
            asked = len(factor.asked["quick"])
            adversary = Adversary(document, factor.id, scores_of(team, place), None, asked)
            assert SpreadAdversary(adversary, entry, asked).narrowest() >= NEARLY, factor.id
            if not IS_SOAK:
                break


@pytest.mark.unmeasured
@pytest.mark.parametrize("seed", range(60 if IS_SOAK else 2))
def test_the_engagement_of_departments_keeps_the_promise_too(seed: int, answers: Callable[..., Answers]) -> None:
    """From the answers as they are stored, to the figures as JSON; two statements, all whole answers."""
    random = Random(seed)
    [module] = engagement_factors(BANK)
    lean = {name: random.choice(((1, 1, 1, 1, 1), (1, 0, 0, 2, 40), (0, 1, 8, 1, 0))) for name in "ABCD"}
    people = [
        engaged_member_of(
            replace(
                answers({}, form="full"),
                context={item: random.choices((1, 2, 3, 4, 5), lean[name])[0] for item in module.items},
                groups={"department": name},
            ),
            BANK,
        )
        for name in random.choices("ABCD", (6, 4, 2, 1), k=random.randint(5, 40))
    ]
    team = Team((module,), None, tuple(people))
    nothing = GroupReport(len(people), AuditReceipt(0, 1, 100), ())
    report = with_engagement(nothing, protected(team, by_department=True))
    assert report.receipt.figures == len(report.engagement)
    document = report.document()
    hidden = {"id": module.id, "n": len(people), "mean": None, "interval": None, "gap_kind": None}
    seen = {"factors": [hidden], "groups": document.get("engagement", []), "pooled": None}
    for grid in (None, 2):
        assert Adversary(seen, module.id, scores_of(team, 0), grid).narrowest() >= max(
            NEARLY, report.receipt.narrowest - 1e-4
        )


# As much as possible is shown -----------------------------------------------------------------------------------------


def could_be_shown(scores: Mapping[str | None, Sequence[Fraction]]) -> int:
    """The most figures with which no actual person narrows another, over all choices of departments and pool."""
    names = [name for name, own in scores.items() if name is not None and len(own) >= 5]
    everybody = Tally.of([score for own in scores.values() for score in own])
    most = 1
    for alone in (each for count in range(len(names) + 1) for each in combinations(names, count)):
        rest = [score for name, own in scores.items() if name not in alone for score in own]
        pools = [Tally.of(rest).figure] if len(rest) >= 5 and set(scores) != {None} else []
        for pool in (*pools, None):
            parts = [Portion(len(scores[name]), Tally.of(scores[name]).figure) for name in alone]
            people = [scores[name] for name in alone] + ([rest] if rest else [])
            parts += [Portion(len(rest), pool)] if rest else []
            shown = 1 + len(alone) + (pool is not None)
            if shown > most and not derives_too_few(everybody.figure, parts, 5):
                most = shown if _is_safe(everybody, parts, people) else most
    return most


def _is_safe(everybody: Tally, parts: Sequence[Portion], people: Sequence[Sequence[Fraction]]) -> bool:
    sums = [unknown(part.n) if part.figure is None else sums_of(part.figure) for part in parts]
    boxes = [Box(part.n, each.low, each.high) for part, each in zip(parts, sums, strict=True)]
    low, high = sums_of(everybody.figure)[:2]
    found = [audit._tightened(Box(everybody.n, low, high), boxes)]
    for place, own in enumerate(people):
        for half_points in {int(2 * score) for score in own}:
            others = [audit._without(box, half_points, 200) if i == place else box for i, box in enumerate(boxes)]
            whole = Box(everybody.n - 1, low - half_points, high - half_points)
            found.append(audit._tightened(whole, [box for box in others if box.n]))
    return all(audit._width(box, 200) >= 100 for tight in found for box in tight or ())


@pytest.mark.unmeasured
def test_nine_of_ten_figures_that_could_be_shown_are() -> None:
    shown = possible = 0
    for seed in range(35 * min(REPEATS, 40)):
        random = Random(seed)
        team = organisation(random, KINDS[seed % len(KINDS)])
        place = random.randrange(len(team.factors))
        scores = scores_of(team, place)
        if sum(map(len, scores.values())) >= 5:
            report = protected(team, by_department=True)
            groups = [*report.groups, *([report.pooled] if report.pooled else [])]
            shown += 1 + sum(group.figures[place].mean is not None for group in groups)
            possible += could_be_shown(scores)
    assert shown >= 0.9 * possible


# The choice itself ----------------------------------------------------------------------------------------------------


@pytest.mark.unmeasured
@pytest.mark.parametrize("sizes", sample((12, 7, 3), rest=[(9, 6), (12, 5), (6, 5, 5), (8, 6, 2)]))
def test_what_is_shown_by_department_tells_no_more_than_was_audited(sizes: tuple[int, ...]) -> None:
    """Whoever knows all of these rules and sees departments learns their figures, and nothing from the choice.

    All sums with the same figures of everybody, of the departments of the preview and of the pool have the same
    result. So what fits a result that shows departments is exactly what the audit has allowed for.
    """
    results: dict[object, object] = {}
    names = "ABC"[: len(sizes)]
    steps = range(0, 101, (4 if IS_SOAK else 10) if len(sizes) > 2 else 3)
    for means in product(steps, repeat=len(sizes)):
        tallies = {name: Tally(n, Fraction(n * mean)) for name, n, mean in zip(names, sizes, means, strict=True)}
        groups = Groups(tallies, Tally(0, Fraction(0)), 5)
        told = groups._at_the_middle().most()
        assert told is not None
        rest = Tally.all_of([tally for name, tally in tallies.items() if name not in told.shown])
        seen = (
            Tally.all_of(tallies.values()).figure,
            *(tallies[name].figure for name in told.shown),
            rest.figure if told.pool is not None else None,
        )
        result = groups.choose()
        assert results.setdefault(seen, result) == result


# Each rule is needed --------------------------------------------------------------------------------------------------

# Fifteen people at 90: nine nearly all at 100, six at 74.
OUTSIDER = team_of({"A": [100] * 9, "B": [75] * 5 + [70]})
# The one at 5 would know that the other eight are at 97 or more.
COLLEAGUE = team_of({"A": [100] * 8 + [5], "B": [72] * 4 + [73] * 2})
# A leader at 12.5 sees it brighter, by at least 12.5: so everybody is at 0.
LEADER = team_of({None: [0] * 26}, leader=Fraction(25, 2))
IT_IS_ALONE = team_of({"Sales": [50] * 12, "IT": [50] * 3})


@pytest.mark.parametrize("team", [OUTSIDER, COLLEAGUE, LEADER, IT_IS_ALONE])
def test_with_all_rules_nobody_is_narrowed(team: Team) -> None:
    assert narrowest(team) >= NEARLY


def test_without_the_interval_test_an_outsider_narrows_somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice, "HALF", 0)
    assert narrowest(OUTSIDER) < NEARLY


def test_without_colleagues_in_the_interval_test_one_narrows_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def of_outsiders(whole: Box, boxes: Sequence[Box], top: int) -> int | None:
        tight = audit._tightened(whole, boxes)
        return None if tight is None else min(audit._width(box, top) for box in tight)

    monkeypatch.setattr(audit, "_narrowest", of_outsiders)
    assert narrowest(COLLEAGUE) < NEARLY


def test_without_an_audit_of_the_leaders_word_it_gives_everybody_away(monkeypatch: pytest.MonkeyPatch) -> None:
    assert protected(LEADER).factors[0].distance_kind is None
    monkeypatch.setattr(remarks, "HALF", -1)
    assert protected(LEADER).factors[0].distance_kind == "blind_spot"
    assert narrowest(LEADER) < 1


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("scores", [[10] * 11, [0] * 10 + [100], [0] * 5 + [20] * 6, [12] * 11])
def test_the_leaders_word_is_given_where_the_bound_tells_it_already(scores: list[int], turned: bool) -> None:
    """Eleven people under 15 and a leader at 63: whoever they are, the leader sees it brighter."""
    leader = Fraction(125, 2)
    if turned:
        scores, leader = [100 - score for score in scores], 100 - leader
    team = team_of({None: scores}, leader=leader)
    factor = protected(team).factors[0]
    assert (factor.mean, factor.bound) == ((85, "over") if turned else (15, "under"))
    assert factor.distance_kind == ("hidden_strength" if turned else "blind_spot")
    assert narrowest(team) >= NEARLY


@given(
    st.lists(st.integers(0, 100), min_size=5, max_size=12),
    st.integers(0, 400),
    st.one_of(st.none(), st.integers(12, 20)),
)
def test_a_word_that_a_figure_tells_is_true_of_everybody_it_may_be_of(
    scores: list[int], leader: int, size: int | None
) -> None:
    told = remarks.LeaderScore(leader / 4, 4)
    n, mean = len(scores), sum(scores) / len(scores)
    whole = figures.Sums(2 * max(0, sum(scores) - n), 2 * min(100 * n, sum(scores) + n))
    slope = remarks._slope(n, size)
    half = stdev(scores) / slope
    if remarks._is_implied("blind_spot", told, whole, n, slope):
        assert told.score > mean + half
        assert told.score - mean >= 12.5
    if remarks._is_implied("hidden_strength", told, whole, n, slope):
        assert told.score < mean - half
        assert mean - told.score >= 12.5


def test_without_limits_high_means_could_not_be_shown_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """The interval test alone keeps the promise, by hiding what a bound can show."""
    high = team_of({None: [95] * 5})
    assert protected(high).factors[0].mean == 70
    monkeypatch.setattr(figures, "limits", lambda _: (-1, 101))
    assert protected(high).factors[0].mean is None


def test_with_whole_numbers_for_small_groups_less_could_be_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sharper figures are audited as such: rounding to fives is what lets these two departments be shown together."""
    team = team_of({"A": [10] * 9, "B": [30] * 6})
    assert len(protected(team, by_department=True).groups) == 2
    monkeypatch.setattr(figures, "_step", lambda _: 1)
    assert protected(team, by_department=True).groups == ()


def test_the_rank_test_is_about_sums_and_no_rounded_figure_needs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three people's sum follows from two others'. Rounding blurs it, so no range becomes narrow by it alone.

    The rule stays: nothing is shown of fewer than five, and rounding is no reason to make an exception.
    """
    assert [group.name for group in protected(IT_IS_ALONE, by_department=True).groups] == []
    monkeypatch.setattr(choice, "derives_too_few", lambda *_: False)
    assert [group.name for group in protected(IT_IS_ALONE, by_department=True).groups] == ["Sales"]
    assert narrowest(IT_IS_ALONE) >= NEARLY


@pytest.mark.parametrize("n", [5, 6, 10, 15, 30])
def test_a_mean_on_the_limit_is_beyond_it(n: int) -> None:
    """Above 70 and not on it, five whole scores would leave somebody at 0 less than half the scale for the others."""
    upper = figures.limits(n)[1]
    assert figure_of(Fraction(n * upper), n).bound == "over"
    least_above = n * upper + Fraction(25, 4)
    assert least_above - 100 * (n - 2) > 50


def test_the_minimum_is_promised_in_words_and_no_range_needs_it_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three people's bounds at 50 say so little that the interval test would let them pass."""
    three = team_of({None: [60, 50, 100]})
    assert protected(three).factors[0].mean is None
    monkeypatch.setattr(release, "LEAST_MINIMUM", 3)
    document = protected(three, minimum=3).document()
    assert document["factors"][0]["mean"] == 50  # type: ignore[index]
    assert Adversary(document, "ability", scores_of(three, 0)).narrowest() >= NEARLY
