"""A leader's rounds: begun, read, closed and called off under the private key of the leader's series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from assessment.rollout import Wave
from assessment.rounds.draft import Draft
from assessment.rounds.release import close_due
from assessment.rounds.values import DAYS_BETWEEN, LedRound, Setup, as_round, utc_day
from assessment.scoring import SCORING_VERSION
from assessment.series import ROUND_DRAFT, ROUNDS_TALKED, Today
from assessment.storage import NewRound, Store, Stored

# The choices of the leader's assessment that all members' answers begin with.
_GIVEN: Final = ("behaviours.current", "behaviours.new", "organisation")


class CannotBegin(ValueError):
    """A round cannot begin: the setup has problems, no assessment is finished, or the last round was too recent.

    `earliest` is the first day on which it can, None when that depends on something else.
    """

    def __init__(self, reason: Literal["setup", "unfinished", "too_soon"], earliest: date | None = None) -> None:
        super().__init__(reason)
        self.reason, self.earliest = reason, earliest


@dataclass(frozen=True)
class Leading:
    """The rounds that a leader's private key opens. Every method raises StoreUnavailable when the database fails."""

    store: Store
    key: str

    def begin(self, setup: Setup, today: Today) -> LedRound:
        """Begin a round from the latest finished assessment; if one is open already, return that one.

        Raises CannotBegin.
        """
        rounds = self.rounds(today)
        if rounds and rounds[-1].state in ("open", "closed"):
            return rounds[-1]
        if setup.problems(utc_day(today.now)):
            raise CannotBegin("setup")
        finished = self._finished()
        if not finished:
            raise CannotBegin("unfinished")
        earliest = earliest_day(rounds, setup.wave, utc_day(today.now))
        if earliest > utc_day(today.now):
            raise CannotBegin("too_soon", earliest)
        self.store.begin_round(
            self.key, _new(setup.tidied(), finished[-1], today), after=rounds[-1].number if rounds else 0
        )
        self.keep_draft(None)
        rounds = self.rounds(today)
        if not rounds:  # Everything was deleted meanwhile.
            raise CannotBegin("unfinished")
        return rounds[-1]

    def rounds(self, today: Today) -> tuple[LedRound, ...]:
        """All rounds of the series, oldest first. One whose last day is over is closed first."""
        close_due(self.store, today.now, today.bank)
        found = self.store.rounds(self.key)
        return tuple(
            LedRound(**vars(as_round(self.store, stored, today, found)), code=stored.code(self.key)) for stored in found
        )

    def draft(self) -> Draft | None:
        """What is typed about the next round; None when nothing is, or no assessment is finished."""
        return Draft.of(self._kept(ROUND_DRAFT))

    def keep_draft(self, draft: Draft | None) -> None:
        """Store what is typed about the next round in place of what was; None for nothing."""
        self.store.change_with(self.key, ROUND_DRAFT, lambda _: None if draft is None else draft.document())

    def talked(self) -> frozenset[int]:
        """The numbers of the rounds whose result the leader has talked about with those who answered."""
        noted = self._kept(ROUNDS_TALKED)
        return frozenset(each for each in noted if type(each) is int) if isinstance(noted, list) else frozenset()

    def note_talk(self, number: int, *, is_held: bool) -> None:
        """Store whether the leader has talked about the result of this round; False takes it back."""

        def noted(stored: object) -> object:
            others = [each for each in stored if each != number] if isinstance(stored, list) else []
            return [*others, number] if is_held else others

        self.store.change_with(self.key, ROUNDS_TALKED, noted)

    def close(self, number: int, today: Today) -> LedRound | None:
        """Close a round now, once; None when there is no such round."""
        if not self.store.close_round(self.key, number, utc_day(today.now)):
            return None
        return next((each for each in self.rounds(today) if each.number == number), None)

    def call_off(self, number: int, today: Today) -> bool:
        """End a round without a result and delete its answers; False when there is none, or it has ended.

        A result is deleted with everything else under the key.
        """
        return self.store.call_off_round(self.key, number, utc_day(today.now))

    def _finished(self) -> list[Stored]:
        """The finished assessments of the series, oldest first."""
        return [stored for stored in self.store.load_all(self.key) if stored.finished]

    def _kept(self, name: str) -> object:
        """What is kept under this name beside the latest finished assessment; None for nothing."""
        finished = self._finished()
        return finished[-1].choices.get(name) if finished else None


def earliest_day(rounds: Sequence[LedRound], wave: Wave | None, today: date) -> date:
    """The first day (in UTC) on which a round of this wave can begin: the waves of a roll-out are other teams."""
    days = [
        each.closed_on + timedelta(days=DAYS_BETWEEN)
        for each in rounds
        if each.state == "released" and each.closed_on and (wave is None or each.setup.wave in (None, wave))
    ]
    return max([today, *days])


def _new(setup: Setup, begun_from: Stored, today: Today) -> NewRound:
    """The round to store: members answer on the question bank that the leader has answered on."""
    given = {path: value for path, value in begun_from.choices.items() if path in _GIVEN}
    own_hash = begun_from.instrument_hash
    return NewRound(
        assessment=begun_from.number,
        setup=setup.document(),
        minimum=setup.minimum,
        closes_on=setup.closes_on,
        begun_on=utc_day(today.now),
        given=given | {"form": setup.form},
        instrument_version=begun_from.instrument_version if own_hash else today.bank.instrument.version,
        scoring_version=SCORING_VERSION,
        instrument_hash=own_hash,
        instrument_text=today.bank.text,
    )
