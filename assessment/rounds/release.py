"""Closes the rounds whose time has come, and works out what is left of them: what may be shown, and nothing else."""

from __future__ import annotations

from datetime import datetime

from assessment.anonymity import protected, with_engagement
from assessment.answers import Answers
from assessment.bank import Bank
from assessment.instrument import Instrument
from assessment.rounds.values import Setup
from assessment.series import bank_of
from assessment.storage import Store, StoredRound
from assessment.team import (
    Leader,
    Team,
    engagement_factors,
    leader_of,
    members_of,
    team_factors,
)


def close_due(store: Store, now: datetime, today: Bank | None = None, *, confirmed: bool = False) -> int:
    """Close every round whose last day is over, and release all that are closed; how many were released here.

    Repeated and simultaneous calls release each round once. `today` is today's question bank, for rounds whose own is
    not stored. Unless it is `confirmed`, a clock far ahead of the last day in use closes nothing.
    """
    return sum(release(store, round_id, today) for round_id in store.close_due_rounds(now, confirmed=confirmed))


def release(store: Store, round_id: str, today: Bank | None = None) -> bool:
    """Work out what is left of a closed round and delete its answers; False when that is done already."""
    stored = store.round_by_id(round_id)
    if stored is None or stored.closed_on is None or stored.ending is not None:
        return False
    instrument = bank_of(store, stored.instrument_hash, today) or (today and today.instrument)
    if instrument is None:
        return False  # The next visitor brings today's question bank.
    team, engaged = _teams(store, stored, instrument)
    if len(team.members) < stored.minimum:
        return store.release(round_id, "too_few")
    setup = Setup.of(stored)
    by_department = bool(setup.departments)
    names = [each.name for each in setup.departments]
    report = protected(team, minimum=stored.minimum, by_department=by_department, size=setup.size, asked=names)
    if by_department and engaged.factors:
        found = protected(engaged, minimum=stored.minimum, by_department=True, size=setup.size, asked=names)
        report = with_engagement(report, found)
    return store.release(round_id, "released", report.document())


def _teams(store: Store, stored: StoredRound, instrument: Instrument) -> tuple[Team, Team]:
    """The members who have finished, and the leader as the assessment is now; then the members by their engagement."""
    found = store.leader_of(stored.id)
    leader: Leader | None = None
    if found is not None:
        answers = Answers.from_choices(found.choices, instrument, version=found.instrument_version)
        leader = leader_of(answers, instrument)
    finished = store.finished_answers(stored.id)
    people = list(members_of(finished, stored.given, instrument, stored.instrument_version))
    members, engaged = (tuple(each[place] for each in people) for place in (0, 1))
    return Team(team_factors(instrument), leader, members), Team(engagement_factors(instrument), None, engaged)
