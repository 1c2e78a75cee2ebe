"""The answers of a round's members, without any trace of who answered before whom. Each method is one transaction.

Many members' answers are one row, sorted by the hashes of their keys: every change writes all of them anew. A row is
divided in two when it becomes long, so that there are always many in it, and never so many that a tap takes long.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import SystemRandom
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, delete, func, insert, select, update

from assessment.problems import clean
from assessment.storage.assessments import Tap
from assessment.storage.engine import Database
from assessment.storage.keys import key_hash
from assessment.storage.rounds import StoredRound, is_open, read_rounds
from assessment.storage.rows import now_utc
from assessment.storage.tables import MEMBER_ANSWERS, MEMBERS, ROUNDS
from assessment.storage.upgrade import copies, forget_copies

MOST_IN_A_ROW: Final = 40

_TAB: Final = 40  # Characters of a tab's id that count.
_MOST_TABS: Final = 300  # Of one member: each is remembered by its last tap.
_BITS: Final = 64
_STIRRED: Final = 200
_RANDOM: Final = SystemRandom()

# One member's answers as they are stored: choices by path, the last tap of each tab, and whether they are finished.
_Answers = dict[str, Any]


class RoundClosed(Exception):
    """The round is closed, so nobody can join, answer or withdraw."""


class RoundFull(Exception):
    """Far more people have joined than are in the team."""


@dataclass(frozen=True)
class StoredMember:
    """A member's answers as they are stored, and their round."""

    choices: Mapping[str, object]
    is_finished: bool
    round: StoredRound


class _Row(NamedTuple):
    """The row a member's answers are in, locked: all answers in it, by the hashes of the keys."""

    round_id: str
    bits: str
    answers: dict[str, _Answers]


class Members(Database):
    """Adds, changes, reads and withdraws members' answers."""

    def join(self, code: str, member_key: str, choices: Mapping[str, object], *, most: int) -> bool:
        """Begin a member's answers in the round of this code; repeating it changes nothing.

        False when the code is unknown. Raises RoundClosed, RoundFull when `most` have joined, and ValueError when the
        key is empty.
        """
        if not member_key:
            raise ValueError("the key is empty")
        own = key_hash(member_key)
        with self._writing() as connection:
            found = connection.execute(select(ROUNDS).where(ROUNDS.c.code_hash == key_hash(code))).one_or_none()
            if found is None:
                return False
            row = _lock(connection, found.id, own)
            if row is None or not _is_open(connection, found.id):
                raise RoundClosed
            if own in row.answers:
                return True
            joined = select(func.count()).where(MEMBERS.c.round_id == found.id)
            if connection.execute(joined).scalar_one() >= most:
                raise RoundFull
            row.answers[own] = {"choices": _filled(choices), "tabs": {}, "finished": False}
            _write_keys(connection, row)
            _write(connection, row)
            _stir(connection, row.round_id)
        return True

    def member(self, member_key: str) -> StoredMember | None:
        """A member's answers; None when the key is unknown, has withdrawn, or its round has been released."""
        own = key_hash(member_key)
        with self._reading() as connection:
            round_id = _round_of(connection, own)
            wanted = select(MEMBER_ANSWERS.c.answers).where(_holds(round_id, own))
            answers: Mapping[str, Any] = connection.execute(wanted).scalar() or {}
            found = read_rounds(connection, ROUNDS.c.id == round_id) if own in answers else []
        if not found:
            return None
        return StoredMember(answers[own]["choices"], answers[own]["finished"], found[0])

    def apply_taps(self, member_key: str, tab: str, taps: Sequence[Tap]) -> bool:
        """Save the taps of one open tab, each exactly once however often it is sent.

        False when the key is unknown or its round closed.
        """
        tab = clean(tab)[:_TAB]  # It comes from a browser, so it can be any text.

        def change(mine: _Answers) -> None:
            tabs = mine["tabs"]
            fresh = sorted((tap for tap in taps if tap.number > tabs.get(tab, 0)), key=lambda tap: tap.number)
            if fresh:
                mine["choices"] = _filled(mine["choices"] | {tap.path: tap.value for tap in fresh})
                if tab not in tabs and len(tabs) >= _MOST_TABS:
                    raise ValueError("too many tabs")
                tabs[tab] = fresh[-1].number

        return self._change_member(member_key, change)

    def change_answers(self, member_key: str, choices: Mapping[str, object]) -> bool:
        """Save these choices and leave all others; None removes one. False when unknown or closed."""

        def change(mine: _Answers) -> None:
            mine["choices"] = _filled(mine["choices"] | choices)

        return self._change_member(member_key, change)

    def finish_answers(self, member_key: str) -> bool:
        """Mark the answers as finished; repeating it changes nothing. False when unknown or closed.

        SQLite's write-ahead log, which has earlier versions of the rows one after the other, is cut then.
        """
        is_done = self._change_member(member_key, lambda mine: mine.update(finished=True), stirs=True)
        if is_done:
            self._cut_log()
        return is_done

    def withdraw(self, member_key: str) -> bool:
        """Delete a member's answers and key, from copies of the database too. False when unknown or closed."""
        own = key_hash(member_key)
        with self._writing() as connection:
            row = _find(connection, own)
            if row is None:
                return False
            del row.answers[own]
            connection.execute(delete(MEMBERS).where(MEMBERS.c.key_hash == own))
            _write_keys(connection, row)
            _write(connection, row)
            _stir(connection, row.round_id)
            forget_copies(connection, copies(connection))
        self._cut_log()
        return True

    def _change_member(self, member_key: str, change: Callable[[_Answers], None], *, stirs: bool = False) -> bool:
        own = key_hash(member_key)
        with self._writing() as connection:
            row = _find(connection, own)
            if row is None:
                return False
            change(row.answers[own])
            _write(connection, row)
            if stirs:
                _stir(connection, row.round_id)
        return True


def _filled(choices: Mapping[str, object]) -> dict[str, object]:
    """The choices by path in the order of the paths, which says nothing about the order of answering."""
    return {path: value for path, value in sorted(choices.items()) if value is not None}


def _round_of(connection: Connection, own: str) -> str | None:
    return connection.execute(select(MEMBERS.c.round_id).where(MEMBERS.c.key_hash == own)).scalar()


def _bits(own: str) -> str:
    """The first bits of a hash, as the rows of answers are named by them."""
    return f"{int(own[: _BITS // 4], 16):0{_BITS}b}"


def _holds(round_id: str | None, own: str) -> Any:
    """The row that holds the answers of this member, whatever it is called by now."""
    names = [_bits(own)[:length] for length in range(_BITS + 1)]
    return (MEMBER_ANSWERS.c.round_id == round_id) & MEMBER_ANSWERS.c.bits.in_(names)


def _lock(connection: Connection, round_id: str, own: str) -> _Row | None:
    """The row for this member's answers, locked until the transaction ends; None when the round has none any more."""
    for _ in range(_BITS):  # Another transaction may be dividing the row; then it has another name.
        wanted = select(MEMBER_ANSWERS.c.bits, MEMBER_ANSWERS.c.answers).where(_holds(round_id, own))
        found = connection.execute(wanted.with_for_update()).one_or_none()
        if found is not None:
            return _Row(round_id, found.bits, dict(found.answers))
        left = select(func.count()).where(MEMBER_ANSWERS.c.round_id == round_id)
        if not connection.execute(left).scalar_one():
            return None
    return None


def _is_open(connection: Connection, round_id: str) -> bool:
    """Whether the round is open; to be asked under the lock of a row of its answers, which closing waits for."""
    found = connection.execute(select(ROUNDS.c.closed_on, ROUNDS.c.closes_on).where(ROUNDS.c.id == round_id))
    row = found.one_or_none()
    return row is not None and is_open(row, now_utc().date())


def _find(connection: Connection, own: str) -> _Row | None:
    """The locked row with a member's answers; None when the key is unknown or the round closed."""
    round_id = _round_of(connection, own)
    row = None if round_id is None else _lock(connection, round_id, own)
    return row if row is not None and own in row.answers and _is_open(connection, row.round_id) else None


def _write(connection: Connection, row: _Row) -> None:
    """Write a row anew, or divide it by the next bit of the hashes when it has become long."""
    own = (MEMBER_ANSWERS.c.round_id == row.round_id) & (MEMBER_ANSWERS.c.bits == row.bits)
    if len(row.answers) <= MOST_IN_A_ROW:
        connection.execute(update(MEMBER_ANSWERS).where(own).values(_columns(row.answers)))
        return
    connection.execute(delete(MEMBER_ANSWERS).where(own))
    for bit in "01":
        bits = row.bits + bit
        part = {each: answers for each, answers in row.answers.items() if _bits(each).startswith(bits)}
        connection.execute(insert(MEMBER_ANSWERS).values(round_id=row.round_id, bits=bits, **_columns(part)))


def _columns(answers: Mapping[str, _Answers]) -> dict[str, Any]:
    return {
        "answers": dict(sorted(answers.items())),
        "answering": sum(any(path.startswith("ratings.") for path in each["choices"]) for each in answers.values()),
        "finished": sum(each["finished"] for each in answers.values()),
    }


def _write_keys(connection: Connection, row: _Row) -> None:
    """Write the keys of those in a row anew in random order, so that their places in the file tell nothing."""
    connection.execute(delete(MEMBERS).where(MEMBERS.c.key_hash.in_(row.answers)))
    shuffled = [{"key_hash": own, "round_id": row.round_id} for own in row.answers]
    _RANDOM.shuffle(shuffled)
    if shuffled:
        connection.execute(insert(MEMBERS), shuffled)


def _stir(connection: Connection, round_id: str) -> None:
    """Write other rows of the round anew as well, unchanged.

    PostgreSQL keeps with each row which transaction has written it, and puts it where there is room: that would tell
    in which row somebody has answered last. Rows that are being written just now are left out, so nobody waits.
    """
    if connection.dialect.name != "postgresql":
        return
    for table, name in ((MEMBER_ANSWERS, MEMBER_ANSWERS.c.bits), (MEMBERS, MEMBERS.c.key_hash)):
        own = table.c.round_id == round_id
        some = select(name).where(own).order_by(func.random()).limit(_STIRRED).with_for_update(skip_locked=True)
        connection.execute(update(table).where(own, name.in_(some)).values(round_id=round_id))
