"""What members do in a round: join by its public code, answer under a key of their own, withdraw."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Final

from assessment.answers import SPECIAL_CODES
from assessment.instrument import LANGUAGES
from assessment.rounds.release import close_due
from assessment.rounds.values import Round, Setup, as_round
from assessment.series import Assessment, Finished, Opened, Today, bank_of, read_assessment
from assessment.storage import Store, Stored, StoredMember, StoredRound, Tap
from assessment.team.members import DEPARTMENT

# The name of a member's department among the taps, and the path at which it is stored.
GROUP: Final = "group"
_RESPONDENT: Final = "respondent"
_POINTS: Final = range(1, 6)


@dataclass(frozen=True)
class Invitation:
    """What a round's public code opens: `c=` in the address. Every method raises StoreUnavailable."""

    store: Store
    code: str

    def round(self, today: Today) -> Round | None:
        """The round; None when the code is unknown. One whose last day is over is closed first."""
        close_due(self.store, today.now, today.bank)
        stored = self.store.round_of_code(self.code)
        return None if stored is None else as_round(self.store, stored, today)

    def join(self, key: str, today: Today) -> bool:
        """Begin a member's answers under a new private key; repeated calls begin them once.

        False when the code is unknown. Raises RoundClosed, and RoundFull when far more join than there are people.
        """
        found = self.round(today)
        if found is None:
            return False
        most = 2 * found.setup.size + 20  # Some begin on one device and finish on another.
        return self.store.join(self.code, key, {"language": today.language}, most=most)


@dataclass(frozen=True)
class Membership:
    """What a member's private key opens until the round closes: their own answers, much as a Series opens its own.

    After that the key opens nothing, and the round's code opens the result. Every method raises StoreUnavailable.
    """

    store: Store
    key: str

    def is_there(self) -> bool:
        """Whether the key has answers in a round that has not been released."""
        return self.store.member(self.key) is not None

    def round(self, today: Today) -> Round | None:
        """The round these answers belong to; None when the key opens nothing (any more)."""
        close_due(self.store, today.now, today.bank)
        stored = self.store.member(self.key)
        return None if stored is None else as_round(self.store, stored.round, today)

    def newest(self, today: Today, before: Assessment | None = None) -> Assessment | None:
        """The member's answers, on the question bank of the round; None when the key opens nothing."""
        stored = self.store.member(self.key)
        return None if stored is None else read_assessment(self.store, _as_assessment(stored, today), today, before)

    def open(self, today: Today, number: int | None = None, before: Opened | None = None) -> Opened | None:
        """The member's own result, as far as it is answered; None when the key opens nothing."""
        del number  # There is one.
        found = self.newest(today)
        if found is None or (before and before.made_from == found.made_from):
            return before if found else None
        day = today.now.date()
        finished = (Finished(found.number, day),) if found.is_finished else ()
        return Opened(found, found.report(day), found, finished, is_latest=True, made_from=found.made_from)

    def save_taps(self, tab: str, taps: Sequence[Tap], *, number: int | None = None) -> bool:
        """Save the taps of one open tab; repeated taps are saved once. False when the key opens nothing.

        Only ratings are saved, answers about the context, the language and one of the round's departments (under
        "group"): there is no room for words of one's own.
        """
        del number  # There is one.
        stored = self.store.member(self.key)
        if stored is None:
            return False
        allowed = _allowed(self.store, stored.round)
        return self.store.apply_taps(self.key, tab, [known for tap in taps if (known := allowed(tap))])

    def finish(self) -> None:
        """Record that the answers are complete; only then do they count."""
        self.store.finish_answers(self.key)

    def withdraw(self) -> bool:
        """Delete these answers and all that belongs to them; False when the key opens nothing, or the round closed."""
        return self.store.withdraw(self.key)


def _allowed(store: Store, stored: StoredRound) -> Callable[[Tap], Tap | None]:
    """Turns a tap into one that is stored; None when it must not be."""
    bank = bank_of(store, stored.instrument_hash, None)
    items = () if bank is None else bank.items
    known = {f"ratings.{item.id}.{column}" for item in items for column in ("current", "new")}
    if bank is not None:
        known |= {f"context.{item.id}" for item in bank.context_items}
    departments = {each.name for each in Setup.of(stored).departments}

    def allowed(tap: Tap) -> Tap | None:
        if tap.path == GROUP:
            is_known = isinstance(tap.value, str) and tap.value in departments
            stored_as = {"groups": {DEPARTMENT: tap.value}} if is_known else None
            return replace(tap, path=_RESPONDENT, value=stored_as)
        if tap.path == "language":
            return tap if tap.value in LANGUAGES else None
        return tap if tap.path in known and _is_rating(tap.value) else None

    return allowed


def _is_rating(value: object) -> bool:
    if isinstance(value, str):
        return value in SPECIAL_CODES
    return value is None or (type(value) is int and value in _POINTS)


def _as_assessment(stored: StoredMember, today: Today) -> Stored:
    """A member's answers as an assessment of today, since no day is stored with them."""
    day = datetime.combine(today.now.date(), time(12), today.now.tzinfo)
    return Stored(
        number=1,
        choices={**stored.round.given, **stored.choices},
        instrument_hash=stored.round.instrument_hash,
        instrument_version=stored.round.instrument_version,
        scoring_version=stored.round.scoring_version,
        begun_at=day,
        finished_at=day if stored.is_finished else None,
        saved_at={},
        answered_at=None,
        seconds_per_rating=None,
    )
