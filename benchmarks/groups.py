"""A group's result, and that of all groups, against pandas over the same rows of the same database.

The groups are rounds of a thousand members, in databases of 1,000 to 100,000 members, and one round of 100,000. The
product reads the members and works out the statistics of each factor; pandas reads the same rows and works out the same
numbers, which are first checked to agree. The product's are exact, and it adds intervals, omega and the leader's
distance, which pandas is spared.
"""

from __future__ import annotations

import json
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from math import isclose
from typing import Any, Final

import pandas as pd  # type: ignore[import-untyped]

from assessment.storage import NewRound, Store, new_key
from assessment.storage.members import MOST_IN_A_ROW
from assessment.team import FactorStatistics, Team, members_of, team_factors, team_statistics
from assessment.team.reliability import LEAST_ROWS
from benchmarks.measuring import BANK, Measured, against, in_turns, print_figures

# How many members, and how often all their groups are measured.
MEMBERS: Final = {1_000: 20, 10_000: 7, 100_000: 3}
IN_A_GROUP: Final = 1_000
LARGEST_GROUP: Final = 100_000
# How often one group is measured, and the largest.
ONE: Final = 20
LARGEST: Final = 3

_ITEMS: Final = BANK.form_items("quick")
_FACTORS: Final = [factor.id for factor in BANK.factors]
_VERSIONS: Final[dict[str, Any]] = {"instrument_version": BANK.version, "scoring_version": "1"}
_GIVEN: Final = {"form": "quick", "behaviours.current": "We pass it on.", "behaviours.new": "We solve it at once."}
# mean, sd, rwg, adm and alpha of a factor, after n.
Figures = tuple[float | None, ...]


def measure() -> Sequence[Measured]:
    """All lines of the budget on a group's result."""
    with tempfile.TemporaryDirectory() as folder:
        stored = [_Stored(f"{folder}/{members}.db", members, IN_A_GROUP) for members in MEMBERS]
        large = _Stored(f"{folder}/large.db", LARGEST_GROUP, LARGEST_GROUP)
        for each in (stored[0], stored[1]):
            _check(each)
        ones = in_turns(ONE, *(action for each in stored for action in (each.one, each.one_by_pandas)))
        times = (*MEMBERS.values(), LARGEST)
        databases = zip(times, (*stored, large), strict=True)
        alls = [in_turns(rounds, each.all, each.all_by_pandas) for rounds, each in databases]
        for each in (*stored, large):
            each.close()
    return [*_of_one(ones), *_of_all(alls)]


def _of_one(figures: Sequence[Sequence[float]]) -> Iterator[Measured]:
    smallest, largest = figures[0], figures[-2]
    what = f"Result of one group of {IN_A_GROUP:,} among {max(MEMBERS):,} members"
    yield against(what, f"the same among {min(MEMBERS):,}", 1.1, largest, smallest)
    for members, mine, theirs in zip(MEMBERS, figures[::2], figures[1::2], strict=True):
        yield against(f"Result of one group of {IN_A_GROUP:,} among {members:,} members", "pandas", 1.0, mine, theirs)


def _of_all(figures: Sequence[Sequence[Sequence[float]]]) -> Iterator[Measured]:
    before: tuple[int, Sequence[float]] | None = None
    for members, (mine, theirs) in zip(MEMBERS, figures, strict=False):
        what = f"Results of all groups, {members:,} members"
        yield against(what, "pandas", 1.0, mine, theirs)
        if before:
            yield against(what, f"the same of {before[0]:,} members", 12.0, mine, before[1])
        before = members, mine
    mine, theirs = figures[-1]
    yield against(f"Result of one group of {LARGEST_GROUP:,} members", "pandas", 1.0, mine, theirs)


class _Stored:
    """A database of rounds, and the time of working out their results, in milliseconds of the processor."""

    def __init__(self, path: str, members: int, in_a_group: int) -> None:
        chance = random.Random(members)
        self.store, self.rounds = Store(f"sqlite:///{path}"), list[str]()
        self.connection = sqlite3.connect(path)
        for _ in range(members // in_a_group):
            self.rounds.append(_begun(self.store))
            rows = [(self.rounds[-1], *row) for row in _rows(_answers(chance, in_a_group))]
            with self.connection:
                self.connection.execute("DELETE FROM member_answers WHERE round_id = ?", self.rounds[-1:])
                self.connection.executemany("INSERT INTO member_answers VALUES (?, ?, ?, ?, ?)", rows)

        self.middle = self.rounds[len(self.rounds) // 2]

    def close(self) -> None:
        self.connection.close()
        self.store.close()

    def of(self, round_id: str) -> tuple[FactorStatistics, ...]:
        """The product's statistics of one round."""
        members = members_of(self.store.finished_answers(round_id), _GIVEN, BANK, BANK.version)
        return team_statistics(Team(team_factors(BANK), None, tuple(member for member, _ in members)))

    def one(self) -> float:
        return _milliseconds(lambda: self.of(self.middle))

    def one_by_pandas(self) -> float:
        return _milliseconds(lambda: by_pandas(self.connection, self.middle))

    def all(self) -> float:
        return _milliseconds(lambda: [self.of(round_id) for round_id in self.rounds])

    def all_by_pandas(self) -> float:
        return _milliseconds(lambda: by_pandas(self.connection))


def _milliseconds(action: Callable[[], object]) -> float:
    begun = time.thread_time()
    action()
    return (time.thread_time() - begun) * 1000


# The same by pandas ---------------------------------------------------------------------------------------------------


def by_pandas(connection: sqlite3.Connection, round_id: str | None = None) -> dict[str, pd.DataFrame]:
    """n, mean, sd, rwg, adm and alpha of each factor, a line for each round; of one round, or of all."""
    only = "" if round_id is None else " WHERE round_id = ?"
    query = f"SELECT round_id, answers FROM member_answers{only}"
    stored = pd.read_sql_query(query, connection, params=None if round_id is None else (round_id,))
    members = [
        (own, each["choices"])
        for own, answers in zip(stored["round_id"], stored["answers"], strict=True)
        for each in json.loads(answers).values()
        if each["finished"]
    ]
    paths = [f"ratings.{item.id}.new" for item in _ITEMS]
    said = pd.DataFrame([[choices.get(path) for path in paths] for _, choices in members], columns=paths)
    rounds = pd.Series([own for own, _ in members], name="round", dtype="category")
    return {factor: _of_factor(factor, said, rounds) for factor in _FACTORS}


def _of_factor(factor: str, said: pd.DataFrame, rounds: pd.Series[str]) -> pd.DataFrame:
    items = [item for item in _ITEMS if item.factor == factor]
    answers = pd.DataFrame(index=said.index)
    for item in items:
        steps = pd.to_numeric(said[f"ratings.{item.id}.new"], errors="coerce")
        answers[item.id] = 6 - steps if item.reverse else steps
    skipped = (said[[f"ratings.{item.id}.new" for item in items]] == "not_applicable").sum(axis=1)
    enough = answers.notna().sum(axis=1) >= ((len(items) - skipped + 1) // 2).clip(lower=2)
    answers, groups = answers[enough], rounds[enough]
    scores = ((answers.mean(axis=1) - 1) * 25).groupby(groups, observed=False)
    by_item = answers.groupby(groups, observed=False)
    noise = (by_item.var().mean(axis=1) / 2).clip(upper=1)
    apart = (answers - by_item.transform("mean")).abs().groupby(groups, observed=False).mean()
    complete = answers.dropna()
    of_complete = complete.groupby(groups, observed=False)
    sums = complete.sum(axis=1).groupby(groups, observed=False)
    alpha = len(items) / (len(items) - 1) * (1 - of_complete.var().sum(axis=1) / sums.var())
    return pd.DataFrame(
        {
            "n": scores.count(),
            "mean": scores.mean(),
            "sd": scores.std(),
            "rwg": len(items) * (1 - noise) / (len(items) * (1 - noise) + noise),
            "adm": apart.mean(axis=1),
            "alpha": alpha.where(sums.count() >= LEAST_ROWS),
        }
    )


def _check(stored: _Stored) -> None:
    """Both must return the same numbers, or the comparison is meaningless."""
    everybody = by_pandas(stored.connection)
    alone = by_pandas(stored.connection, stored.rounds[0])
    for place, round_id in enumerate(stored.rounds):
        for own in stored.of(round_id):
            mine: tuple[Any, ...] = (
                own.n,
                own.mean,
                own.sd,
                own.rwg,
                own.adm,
                own.reliability and own.reliability.alpha,
            )
            for theirs in (everybody, alone)[: 1 + (place == 0)]:
                for one, other in zip(mine, theirs[own.id].loc[round_id], strict=True):
                    assert pd.isna(other) if one is None else isclose(one, other, rel_tol=1e-9), (own, theirs[own.id])


# What is stored -------------------------------------------------------------------------------------------------------


def _begun(store: Store) -> str:
    """A round of the leader of its own."""
    key, day = new_key(), datetime.now(UTC).date()
    store.begin(key, {"form": "quick"}, **_VERSIONS)
    store.finish(key)
    setup = {"name": "A team", "size": LARGEST_GROUP, "form": "quick", "departments": [], "are_told": True}
    new = NewRound(
        assessment=1, setup=setup, minimum=5, closes_on=day + timedelta(7), begun_on=day, given=_GIVEN, **_VERSIONS
    )
    assert store.begin_round(key, new, after=0)
    return store.rounds(key)[0].id


def _answers(chance: random.Random, members: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each member's hash and answers: of a hundred one has not finished, of a hundred statements three are left out."""
    for _ in range(members):
        level = chance.choice((2, 3, 4))
        choices: dict[str, Any] = {"language": "sv", "respondent": {"groups": {"department": chance.choice("ABC")}}}
        for path in sorted(f"ratings.{item.id}.{column}" for item in _ITEMS for column in ("current", "new")):
            choices[path] = level + chance.choice((-1, 0, 1))
            if chance.random() < 0.03:
                choices[path] = chance.choice(("dont_know", "not_applicable", None))
        said = {path: value for path, value in choices.items() if value is not None}
        yield f"{chance.getrandbits(256):064x}", {"choices": said, "tabs": {}, "finished": chance.random() > 0.01}


def _rows(answers: Iterator[tuple[str, Mapping[str, Any]]]) -> Iterator[tuple[str, int, int, str]]:
    """The rows in which the product keeps members' answers: all whose hashes begin with the same bits, not too many."""
    rows = [("", dict(answers))]
    while rows:
        bits, own = rows.pop()
        if len(own) <= MOST_IN_A_ROW:
            yield bits, len(own), sum(each["finished"] for each in own.values()), json.dumps(dict(sorted(own.items())))
            continue
        for bit in "01":
            longer = bits + bit
            part = {name: each for name, each in own.items() if f"{int(name, 16):0256b}".startswith(longer)}
            rows.append((longer, part))


if __name__ == "__main__":
    print_figures(measure)
