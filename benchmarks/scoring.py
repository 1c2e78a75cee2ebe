"""Scoring one respondent, against a hand-written loop over plain numbers.

The loop takes lists of numbers (1 to 5, 0 for unanswered or don't know, -1 for not applicable) and returns every number
that `score_answers` returns for factors and facets: both scores by the missing-data rule, counts, rates, balance,
priority, and the overall figures. It returns no names, levels or verdicts, nor which factors are close to the weakest.
First both are checked to agree.
"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from math import isclose, prod
from typing import Final, NamedTuple

from assessment.answers import Answers, Rating
from assessment.instrument import ColumnId, FormId
from assessment.scoring import Score, Scores, score_answers
from benchmarks.measuring import BANK, PART_IDS, Measured, against, in_turns, print_figures

RESPONDENTS: Final = 100
ROUNDS: Final = 60

Number = float | None
Numbers = list[tuple[Number, ...]]


class Plain(NamedTuple):
    """One respondent as plain numbers. `parts` are the (index, reversed) of their items and the least valid answers."""

    current: list[int]
    new: list[int]
    parts: list[tuple[list[tuple[int, bool]], int]]
    importance: list[int]
    target: float


def score_plainly(plain: Plain) -> tuple[Numbers, tuple[Number, ...]]:  # noqa: C901, PLR0915  # one loop is the point
    """The figures of each part, and the overall ones, computed in a bare loop."""
    current, new, parts, importance, target = plain
    scored: Numbers = []
    for (members, least), weight in zip(parts, importance, strict=True):
        sum_c = sum_n = pair_c = pair_n = 0.0
        valid_c = valid_n = skipped_c = skipped_n = pairs = skipped_pairs = 0
        for index, is_reversed in members:
            c = current[index]
            n = new[index]
            if c > 0:
                points_c = 125.0 - 25.0 * c if is_reversed else 25.0 * c - 25.0
                sum_c += points_c
                valid_c += 1
            if n > 0:
                points_n = 125.0 - 25.0 * n if is_reversed else 25.0 * n - 25.0
                sum_n += points_n
                valid_n += 1
                if c > 0:
                    pair_c += points_c
                    pair_n += points_n
                    pairs += 1
            if c < 0 or n < 0:
                skipped_pairs += 1
                if c < 0:
                    skipped_c += 1
                if n < 0:
                    skipped_n += 1
        items = len(members)
        asked_c = items - skipped_c
        asked_n = items - skipped_n
        score_c = sum_c / valid_c if valid_c >= max(least, (asked_c + 1) // 2) else None
        score_n = sum_n / valid_n if valid_n >= max(least, (asked_n + 1) // 2) else None
        rate_c = (asked_c - valid_c) / asked_c if asked_c else None
        rate_n = (asked_n - valid_n) / asked_n if asked_n else None
        mean_c: Number = None
        mean_n: Number = None
        difference: Number = None
        smallest: Number = None
        if score_c is not None and score_n is not None and pairs >= max(least, (items - skipped_pairs + 1) // 2):
            mean_c = pair_c / pairs
            mean_n = pair_n / pairs
            difference = mean_n - mean_c
            smallest = max(10.0, 50 / pairs)
        gap: Number = None
        priority: Number = None
        if score_n is not None:
            gap = max(0.0, target - score_n)
            priority = weight / 5 * gap
        columns = (score_c, valid_c, asked_c, rate_c, score_n, valid_n, asked_n, rate_n)
        scored.append((*columns, mean_c, mean_n, difference, smallest, gap, priority))
    wanted = [part[4] for part in scored[:4] if part[4] is not None]
    differences = [part[10] for part in scored[:4] if part[10] is not None]
    today = [part[0] for part in scored[:4] if part[0] is not None]
    overall: tuple[Number, ...] = (None, None, None, None)
    if len(wanted) == 4:
        together = prod([max(score, 1.0) for score in today]) ** 0.25 if len(today) == 4 else None
        overall = (prod([max(score, 1.0) for score in wanted]) ** 0.25, sum(wanted) / 4, min(wanted), together)
    total = sum(differences) / 4 if len(differences) == 4 else None
    external, internal = scored[2][10], scored[3][10]
    rewards = None if external is None or internal is None else (external + internal) / 2
    return scored, (*overall, total, rewards)


def measure() -> Sequence[Measured]:
    """Measure both forms, with a hundred respondents each and 3 % of the answers missing."""
    chance = random.Random(1)
    found = []
    for form in ("quick", "full"):
        respondents = [_respondent(chance, "quick" if form == "quick" else "full") for _ in range(RESPONDENTS)]
        plain = [_plain(each) for each in respondents]
        for answers, numbers in zip(respondents, plain, strict=True):
            _check(score_answers(answers, BANK), *score_plainly(numbers))

        def ours(respondents: list[Answers] = respondents) -> float:
            begun = time.thread_time()
            for answers in respondents:
                score_answers(answers, BANK)
            return (time.thread_time() - begun) / RESPONDENTS * 1e6

        def theirs(plain: list[Plain] = plain) -> float:
            begun = time.thread_time()
            for numbers in plain:
                score_plainly(numbers)
            return (time.thread_time() - begun) / RESPONDENTS * 1e6

        mine, loop = in_turns(ROUNDS, ours, theirs)
        what = f"Scoring one respondent, {form} form"
        found.append(against(what, "a hand-written loop over plain numbers", 4.0, mine, loop, "µs"))
    return found


def _respondent(chance: random.Random, form: FormId) -> Answers:
    """One respondent with random answers."""

    def rating() -> Rating | None:
        missing: list[Rating | None] = ["dont_know", "not_applicable", None]
        return chance.choice(missing) if chance.random() < 0.03 else chance.randint(1, 5)

    columns: tuple[ColumnId, ColumnId] = ("current", "new")
    return Answers(
        form=form,
        ratings={
            item.id: {column: value for column in columns if (value := rating()) is not None}
            for item in BANK.form_items(form)
        },
        importance={part: chance.randint(1, 5) for part in PART_IDS},
    )


def _plain(answers: Answers) -> Plain:
    items = BANK.form_items(answers.form)
    facets = BANK.facets if answers.form == "full" else ()
    asked = list(enumerate(items))
    return Plain(
        [_coded(answers, item.id, "current") for item in items],
        [_coded(answers, item.id, "new") for item in items],
        [([(at, item.reverse) for at, item in asked if item.factor == factor.id], 2) for factor in BANK.factors]
        + [([(at, item.reverse) for at, item in asked if item.facet == facet.id], 1) for facet in facets],
        [answers.importance[part] for part in PART_IDS[: len(BANK.factors) + len(facets)]],
        BANK.target,
    )


def _coded(answers: Answers, item: str, column: ColumnId) -> int:
    rating = answers.ratings[item].get(column)
    if isinstance(rating, int):
        return rating
    return -1 if rating == "not_applicable" else 0


def _check(scores: Scores, parts: Numbers, overall: tuple[Number, ...]) -> None:
    """Both must return the same figures, or the comparison is meaningless."""
    ours = [_figures(score) for score in (*scores.factors, *scores.facets)]
    ours.append(
        (
            scores.overall.score,
            scores.overall.mean,
            scores.overall.minimum,
            scores.overall.today,
            scores.balance_total,
            scores.balance_rewards,
        )
    )
    for mine, theirs in zip(ours, [*parts, overall], strict=True):
        for one, other in zip(mine, theirs, strict=True):
            same = one is other if one is None or other is None else isclose(one, other, abs_tol=1e-9)
            assert same, (mine, theirs)


def _figures(score: Score) -> tuple[Number, ...]:
    current, new, balance, priority = score.current, score.new, score.balance, score.priority
    return (
        *(current.score, current.valid, current.applicable, current.dont_know_rate),
        *(new.score, new.valid, new.applicable, new.dont_know_rate),
        *((balance.current, balance.new, balance.difference, balance.resolution) if balance else (None,) * 4),
        *((priority.gap, priority.score) if priority else (None,) * 2),
    )


if __name__ == "__main__":
    print_figures(measure)
