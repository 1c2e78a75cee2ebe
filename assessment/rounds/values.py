"""A round as values: what a leader decides before it, and what may be seen of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, Literal

from assessment.anonymity import LEAST_MINIMUM, GroupReport, read_group_report
from assessment.answers import NAME_LIMIT, Answers, tidied, translated
from assessment.customers import RoundEngagement, WhyNothing
from assessment.instrument import FormId, Instrument
from assessment.rollout import WAVES, Wave
from assessment.series import Today, bank_of
from assessment.storage import Store, StoredRound
from assessment.team_result import TeamResult

# All that anybody may know of how many have answered while a round is open.
Band = Literal["fewer_than_5", "at_least_5", "at_least_10"]
# Closed until the result is there, which takes a moment; "too_few" and "called_off" are closed without a result.
State = Literal["open", "closed", "released", "too_few", "called_off"]

# How many have answered at the least in each band, from the lowest up.
_LEAST: Final[dict[Band, int]] = {"fewer_than_5": 0, "at_least_5": LEAST_MINIMUM, "at_least_10": 10}

MOST_PEOPLE: Final = 100_000
MOST_DEPARTMENTS: Final = 100
MOST_DAYS: Final = 180
DAYS_BETWEEN: Final = 30

SetupProblem = Literal[
    "name_missing",
    "size_too_small",
    "size_too_large",
    "minimum_too_small",
    "minimum_above_size",
    "closes_too_early",
    "closes_too_late",
    "department_without_name",
    "departments_alike",
    "department_without_people",
    "departments_too_many",
    "departments_above_size",
    "nobody_told",
]


@dataclass(frozen=True)
class Department:
    """A department of the team, and how many people are in it."""

    name: str
    size: int


@dataclass(frozen=True)
class Setup:
    """What a leader decides before a round begins.

    `size` is the number of people who may answer, the leader not included. The round is open until the end of
    `closes_on`, in UTC. `wave` is its place in a roll-out, if it is one. `are_told` is the leader's confirmation that
    HR and unions know. `promised` names the advice that the message tells is planned, as the plan was when it began.
    """

    name: str
    size: int
    closes_on: date
    form: FormId = "quick"
    minimum: int = LEAST_MINIMUM
    departments: tuple[Department, ...] = ()
    wave: Wave | None = None
    are_told: bool = False
    promised: tuple[str, ...] = ()

    def tidied(self) -> Setup:
        """The setup with its names as they are stored."""
        departments = (replace(each, name=tidied(each.name)[:NAME_LIMIT].strip()) for each in self.departments)
        return replace(self, name=tidied(self.name)[:NAME_LIMIT].strip(), departments=tuple(departments))

    def problems(self, today: date) -> tuple[SetupProblem, ...]:
        """What keeps a round from beginning on this day (in UTC); empty when it may begin."""
        names = [each.name.casefold() for each in self.tidied().departments]
        sizes = [each.size for each in self.departments]
        found: dict[SetupProblem, bool] = {
            "name_missing": not self.tidied().name,
            "size_too_small": self.size < LEAST_MINIMUM,
            "size_too_large": self.size > MOST_PEOPLE,
            "minimum_too_small": self.minimum < LEAST_MINIMUM,
            "minimum_above_size": self.minimum > max(self.size, LEAST_MINIMUM),
            "closes_too_early": self.closes_on < today,
            "closes_too_late": self.closes_on > today + timedelta(days=MOST_DAYS),
            "department_without_name": "" in names,
            "departments_alike": len(set(names)) < len(names),
            "department_without_people": any(size < 1 for size in sizes),
            "departments_too_many": len(sizes) > MOST_DEPARTMENTS,
            "departments_above_size": sum(sizes) > self.size,
            "nobody_told": not self.are_told,
        }
        return tuple(problem for problem, is_there in found.items() if is_there)

    def document(self) -> dict[str, object]:
        """What is stored of it as JSON: all but what has a column of its own, and an empty `promised`."""
        columns = ("closes_on", "minimum", *([] if self.promised else ["promised"]))
        return {name: value for name, value in asdict(self).items() if name not in columns}

    @classmethod
    def of(cls, stored: StoredRound) -> Setup:
        """The setup of a stored round."""
        document: dict[str, Any] = dict(stored.setup)
        departments = tuple(Department(**each) for each in document.pop("departments"))
        document["promised"] = tuple(document.get("promised", ()))
        return cls(**document, departments=departments, closes_on=stored.closes_on, minimum=stored.minimum)


@dataclass(frozen=True)
class Round:
    """A round as whoever has its code may see it.

    `number` counts the rounds of the leader's series from 1. The behaviours are the leader's, the same for all.
    `answered` is how many have finished, as far as anybody may know; None once it is closed. `report` is there from
    the release on; `leader` in it is what the leader answered. `executive` is what the step of the executive team has
    released before, for a step of a roll-out that follows it; `is_followed` whether a later step has begun.
    `instrument` is the bank that was answered on, in the words for the leader's kind of organisation.
    """

    number: int
    setup: Setup
    begun_on: date
    state: State
    current_behaviour: str
    new_behaviour: str
    answered: Band | None
    closed_on: date | None
    report: GroupReport | None
    instrument: Instrument
    executive: GroupReport | None
    is_followed: bool

    def result(self, *, is_for_leader: bool) -> TeamResult | None:
        """What is released, for its leader or for a member; None before the release, and when too few answered."""
        if self.report is None:
            return None
        return TeamResult(
            report=self.report,
            instrument=self.instrument,
            is_for_leader=is_for_leader,
            name=self.setup.name,
            closed_on=self.closed_on,
            size=self.setup.size,
            group_sizes={each.name: each.size for each in self.setup.departments},
            minimum=self.setup.minimum,
            current_behaviour=self.current_behaviour,
            new_behaviour=self.new_behaviour,
            wave=self.setup.wave,
            executive=self.executive,
            is_followed=self.is_followed,
        )

    @property
    def engagement(self) -> RoundEngagement | None:
        """What is shown of its departments' engagement, and why nothing is; None before the release."""
        if self.report is None:
            return None
        figures = {group.name: group.figures[0] for group in self.report.engagement if group.name is not None}
        numbers = {n: each.mean for n, each in figures.items() if each.mean is not None and each.bound is None}
        bounds = {n: (each.bound, each.mean) for n, each in figures.items() if each.mean is not None and each.bound}
        why: WhyNothing = (
            "quick" if self.setup.form == "quick" else "hidden" if self.setup.departments else "no_departments"
        )
        return RoundEngagement(
            self.setup.name,
            self.closed_on,
            numbers,
            bounds,
            tuple(each.name for each in self.setup.departments if each.name not in figures),
            None if numbers else why,
        )

    @property
    def is_open(self) -> bool:
        """Whether one can join, answer and withdraw."""
        return self.state == "open"


@dataclass(frozen=True)
class LedRound(Round):
    """A round as its leader sees it: with its public code."""

    code: str

    @property
    def lacks_answers(self) -> Literal["surely", "perhaps"] | None:
        """Whether fewer than the minimum have answered an open round, as far as anybody may know."""
        if self.answered == "fewer_than_5":
            return "surely"
        return None if self.answered is None or self.setup.minimum <= self.least_answered else "perhaps"

    @property
    def least_answered(self) -> int:
        """How many have answered an open round at the least, as far as anybody may know."""
        return 0 if self.answered is None else _LEAST[self.answered]

    @property
    def have_all_answered(self) -> bool:
        """Whether all who were asked have answered an open round, as far as anybody may know."""
        return 0 < self.least_answered == self.setup.size


def utc_day(now: datetime) -> date:
    """The day in UTC, by which rounds begin and close for everybody alike."""
    return now.astimezone(UTC).date()


def as_round(store: Store, stored: StoredRound, today: Today, beside: Sequence[StoredRound] | None = None) -> Round:
    """A stored round as whoever has its code may see it, in the reader's language.

    `beside` are all rounds of its series, oldest first; without them they are read where they are needed.
    """
    bank = bank_of(store, stored.instrument_hash, today.bank) or today.bank.instrument
    aim = Answers.from_choices(stored.given, bank, version=stored.instrument_version)
    shown = translated(aim, bank, today.language)
    state = _state(stored, today)
    if beside is None:
        beside = store.rounds_beside(stored.id) if stored.setup.get("wave") else ()
    return Round(
        number=stored.number,
        setup=Setup.of(stored),
        begun_on=stored.begun_on,
        state=state,
        current_behaviour=shown.current_behaviour,
        new_behaviour=shown.new_behaviour,
        answered=_band(stored.finished) if state == "open" else None,
        closed_on=stored.closed_on,
        report=_report(stored),
        instrument=bank.fitted_to(aim.organisation),
        executive=_executive(stored, beside),
        is_followed=_is_followed(stored, beside),
    )


def _state(stored: StoredRound, today: Today) -> State:
    if stored.ending is not None:
        return stored.ending
    return "closed" if stored.closed_on is not None or stored.closes_on < utc_day(today.now) else "open"


def _band(finished: int) -> Band:
    return next(band for band, least in reversed(_LEAST.items()) if finished >= least)


def _executive(stored: StoredRound, beside: Sequence[StoredRound]) -> GroupReport | None:
    """What the executive team's round, the latest before this one, has released; `beside` are all of the series."""
    if stored.setup.get("wave") not in ("leaders", "all"):
        return None
    earlier = [each for each in beside if each.number < stored.number]
    reports = [_report(each) for each in earlier if each.setup.get("wave") == "executive"]
    return next((report for report in reversed(reports) if report is not None), None)


def _is_followed(stored: StoredRound, beside: Sequence[StoredRound]) -> bool:
    """Whether those who are asked after this step of a roll-out have been asked since, by all rounds of the series."""
    wave = stored.setup.get("wave")
    later = WAVES[WAVES.index(wave) + 1 :] if wave in WAVES else ()
    return any(each.number > stored.number and each.setup.get("wave") in later for each in beside)


def _report(stored: StoredRound) -> GroupReport | None:
    return None if stored.released is None else read_group_report(json.dumps(stored.released).encode())
