"""A team's rounds: begun by a leader's key, found by a public code, closed once. Each method is one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final, Literal
from uuid import uuid4

from sqlalchemy import Connection, Row, delete, func, select, update

from assessment.storage.assessments import Stored, read_assessments
from assessment.storage.engine import Database
from assessment.storage.keys import key_hash, new_key, view_key
from assessment.storage.retention import trusted_time
from assessment.storage.rows import LONGEST_VERSION, find_series, keep_text
from assessment.storage.tables import INSTRUMENTS, MEMBER_ANSWERS, MEMBERS, ROUNDS, SERIES
from assessment.storage.upgrade import copies, forget_copies

Ending = Literal["released", "too_few", "called_off"]

_ROWS_AT_ONCE: Final = 10  # Of members' answers, with a few hundred members.


@dataclass(frozen=True)
class NewRound:
    """A round that is about to begin, from this assessment of the leader's series.

    `setup` is what the leader decided, `given` the choices that every member's answers begin with. `instrument_hash`
    is that of a text that is stored; without one, `instrument_text` is the text.
    """

    assessment: int
    setup: Mapping[str, object]
    minimum: int
    closes_on: date
    begun_on: date
    given: Mapping[str, object]
    instrument_version: str
    scoring_version: str
    instrument_hash: str | None = None
    instrument_text: str | None = None


@dataclass(frozen=True)
class StoredRound:
    """A round as it is stored. `answering` members have rated something, `finished` have finished; 0 once it closed."""

    id: str
    number: int
    assessment: int
    code_salt: str
    setup: Mapping[str, object]
    minimum: int
    given: Mapping[str, object]
    instrument_hash: str | None
    instrument_version: str
    scoring_version: str
    begun_on: date
    closes_on: date
    closed_on: date | None
    ending: Ending | None
    released: Mapping[str, object] | None
    answering: int
    finished: int

    def code(self, key: str) -> str:
        """The public code; only the leader's own key makes it."""
        return view_key(key, self.code_salt)

    def document(self) -> dict[str, object]:
        """All that is stored of it and says something, as JSON; nothing of its members' answers."""
        days = {"begun_on": self.begun_on, "closes_on": self.closes_on, "closed_on": self.closed_on}
        return {
            "number": self.number,
            **self.setup,
            "minimum": self.minimum,
            "given": dict(self.given),
            **{name: day and day.isoformat() for name, day in days.items()},
            "ending": self.ending,
            "result": self.released,
        }


class Rounds(Database):
    """Begins, reads, closes and releases rounds."""

    def begin_round(self, key: str, new: NewRound, *, after: int) -> bool:
        """Begin the round that follows number `after` of the series, 0 for none; repeating it changes nothing.

        False when the key has no series, and when round `after` is not the last one or not over.
        """
        with self._writing() as connection:
            series = find_series(connection, key)
            if series is None:
                return False
            last, is_over = _last_of(connection, series)
            if last != after or not is_over:
                return last > after >= 0
            salt, round_id = new_key(), uuid4().hex
            connection.execute(ROUNDS.insert().values(_columns(connection, new) | {
                "id": round_id, "series_id": series, "number": after + 1,
                "code_salt": salt, "code_hash": key_hash(view_key(key, salt)),
            }))  # fmt: skip
            empty = {"round_id": round_id, "bits": "", "answers": {}, "answering": 0, "finished": 0}
            connection.execute(MEMBER_ANSWERS.insert().values(empty))
        return True

    def rounds(self, key: str) -> list[StoredRound]:
        """Every round of the series of this key, oldest first."""
        with self._reading() as connection:
            return read_rounds(
                connection, ROUNDS.c.series_id.in_(select(SERIES.c.id).where(_is(SERIES.c.key_hash, key)))
            )

    def round_of_code(self, code: str) -> StoredRound | None:
        """The round with this public code; None when it is unknown."""
        with self._reading() as connection:
            return next(iter(read_rounds(connection, _is(ROUNDS.c.code_hash, code))), None)

    def close_round(self, key: str, number: int, day: date) -> bool:
        """Let nobody join, answer or withdraw any more, from this day; repeating it changes nothing.

        False when the key has no such round.
        """
        with self._writing() as connection:
            found = _locked(connection, key, number)
            if found is None:
                return False
            _close(connection, found.id, day)
        return True

    def late_rounds(self, now: datetime) -> int:
        """How many rounds are past their last day, or closed, and wait for their release."""
        with self._reading() as connection:
            return connection.execute(select(func.count()).select_from(ROUNDS).where(_is_late(now))).scalar_one()

    def close_due_rounds(self, now: datetime, *, confirmed: bool = False) -> list[str]:
        """Close the rounds whose last day is over, and return the ids of all that wait for their release.

        Unless it is `confirmed`, a clock far ahead of the last day on which the database was in use closes nothing.
        """
        if not self.late_rounds(now):  # Every page asks, and a round is seldom late.
            return []
        with self._writing() as connection:
            today = (now if confirmed else trusted_time(connection, now)).astimezone(UTC).date()
            due = ROUNDS.c.ending.is_(None) & ROUNDS.c.closed_on.is_(None) & (ROUNDS.c.closes_on < today)
            late = select(ROUNDS.c.id).where(due).order_by(ROUNDS.c.id).with_for_update(key_share=True)
            for round_id in connection.execute(late).scalars().all():
                _close(connection, round_id, today)
            closed = ROUNDS.c.ending.is_(None) & ROUNDS.c.closed_on.is_not(None)
            return list(connection.execute(select(ROUNDS.c.id).where(closed).order_by(ROUNDS.c.id)).scalars())

    def round_by_id(self, round_id: str) -> StoredRound | None:
        """The round with this id, for those who work out its release."""
        with self._reading() as connection:
            return next(iter(read_rounds(connection, ROUNDS.c.id == round_id)), None)

    def rounds_beside(self, round_id: str) -> list[StoredRound]:
        """Every round of the series that the round with this id belongs to, oldest first; its own included."""
        with self._reading() as connection:
            own = select(ROUNDS.c.series_id).where(ROUNDS.c.id == round_id)
            return read_rounds(connection, ROUNDS.c.series_id.in_(own))

    def leader_of(self, round_id: str) -> Stored | None:
        """The leader's assessment that a round was begun from; None when it is gone."""
        with self._reading() as connection:
            row = connection.execute(select(ROUNDS).where(ROUNDS.c.id == round_id)).one_or_none()
            if row is None:
                return None
            stored = read_assessments(connection, SERIES.c.id == row.series_id)
            return next((each for each in stored if each.number == row.assessment), None)

    def finished_answers(self, round_id: str) -> Iterator[Mapping[str, object]]:
        """The choices of each member of a closed round who has finished, a few at a time."""
        bits, own = MEMBER_ANSWERS.c.bits, MEMBER_ANSWERS.c.round_id == round_id
        wanted = select(bits, MEMBER_ANSWERS.c.answers).where(own).order_by(bits).limit(_ROWS_AT_ONCE)
        further, found = wanted, _ROWS_AT_ONCE
        while found == _ROWS_AT_ONCE:
            found, last = 0, ""
            with self._reading() as connection:
                for row in connection.execute(further):  # Each is read when it is its turn, which saves memory.
                    found, last = found + 1, row.bits
                    yield from (each["choices"] for each in row.answers.values() if each["finished"])
            further = wanted.where(bits > last)

    def release(self, round_id: str, ending: Ending, released: Mapping[str, object] | None = None) -> bool:
        """Store what is left of a closed round and delete its answers and its members' keys, in one step.

        Copies of the database lose them too. Only the first time counts; False when the round is not waiting for it.
        """
        with self._writing(takes_long=True) as connection:
            own = (ROUNDS.c.id == round_id) & ROUNDS.c.closed_on.is_not(None) & ROUNDS.c.ending.is_(None)
            if connection.execute(select(ROUNDS.c.id).where(own).with_for_update(key_share=True)).scalar() is None:
                return False
            _end(connection, round_id, ending, released)
        self._cut_log()
        return True

    def call_off_round(self, key: str, number: int, day: date) -> bool:
        """End a round of this key without a result, and delete its answers and its members' keys, in one step.

        Copies of the database lose them too. The round stays, so that its link can say what has become of it. False
        when there is none, or it has ended already.
        """
        with self._writing(takes_long=True) as connection:
            found = _locked(connection, key, number)
            if found is None or found.ending is not None:
                return False
            _close(connection, found.id, day)
            _end(connection, found.id, "called_off", None)
        self._cut_log()
        return True


def _end(connection: Connection, round_id: str, ending: Ending, released: Mapping[str, object] | None) -> None:
    for table in (MEMBER_ANSWERS, MEMBERS):
        connection.execute(delete(table).where(table.c.round_id == round_id))
    connection.execute(update(ROUNDS).where(ROUNDS.c.id == round_id).values(ending=ending, released=released))
    forget_copies(connection, copies(connection))


def is_open(found: Any, day: date) -> bool:
    """Whether one can join, answer and withdraw on this day."""
    return found.closed_on is None and day <= found.closes_on


def _is_late(now: datetime) -> Any:
    return ROUNDS.c.ending.is_(None) & (
        (ROUNDS.c.closes_on < now.astimezone(UTC).date()) | ROUNDS.c.closed_on.is_not(None)
    )


def _is(column: Any, key: str) -> Any:
    return column == key_hash(key)


def _columns(connection: Connection, new: NewRound) -> dict[str, Any]:
    kept = select(INSTRUMENTS.c.hash).where(INSTRUMENTS.c.hash == new.instrument_hash)
    known = connection.execute(kept.with_for_update(read=True, key_share=True)).scalar()
    return {
        "assessment": new.assessment,
        "setup": dict(new.setup),
        "minimum": new.minimum,
        "given": dict(new.given),
        "instrument_hash": known or keep_text(connection, new.instrument_text),
        "instrument_version": new.instrument_version[:LONGEST_VERSION],
        "scoring_version": new.scoring_version[:LONGEST_VERSION],
        "begun_on": new.begun_on,
        "closes_on": new.closes_on,
    }


def _last_of(connection: Connection, series: int) -> tuple[int, bool]:
    """The number of a series' last round, 0 without one, and whether it is over."""
    wanted = select(ROUNDS.c.number, ROUNDS.c.ending).where(ROUNDS.c.series_id == series)
    found = connection.execute(wanted.order_by(ROUNDS.c.number.desc()).limit(1)).one_or_none()
    return (0, True) if found is None else (found.number, found.ending is not None)


def read_rounds(connection: Connection, which: Any) -> list[StoredRound]:
    """The rounds that meet this condition, by their numbers."""
    columns = [column for column in ROUNDS.c if column.name not in ("series_id", "code_hash")]
    wanted = select(*columns).where(which).order_by(ROUNDS.c.number)
    found = []
    for row in connection.execute(wanted).mappings().all():
        own = MEMBER_ANSWERS.c.round_id == row["id"]
        sums = (
            func.coalesce(func.sum(column), 0) for column in (MEMBER_ANSWERS.c.answering, MEMBER_ANSWERS.c.finished)
        )
        answering, finished = connection.execute(select(*sums).where(own)).one()
        found.append(StoredRound(**row, answering=answering, finished=finished))
    return found


def _locked(connection: Connection, key: str, number: int) -> Row[Any] | None:
    """A round of this key, locked until the transaction ends; not against members, who refer to it."""
    series = find_series(connection, key)
    own = (ROUNDS.c.series_id == series) & (ROUNDS.c.number == number)
    return connection.execute(select(ROUNDS).where(own).with_for_update(key_share=True)).one_or_none()


def _lock_answers(connection: Connection, round_id: str) -> None:
    """Wait for those who are writing their answers, and keep all others waiting."""
    own = MEMBER_ANSWERS.c.round_id == round_id
    locked = select(MEMBER_ANSWERS.c.bits).where(own).order_by(MEMBER_ANSWERS.c.bits).with_for_update()
    connection.execute(locked).all()


def _close(connection: Connection, round_id: str, day: date) -> None:
    _lock_answers(connection, round_id)
    own = (ROUNDS.c.id == round_id) & ROUNDS.c.closed_on.is_(None)
    connection.execute(update(ROUNDS).where(own).values(closed_on=day))
