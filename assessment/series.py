"""Everything a private key opens: its assessments, their reports, its plan and its archive. No Streamlit.

Nothing is cached here, and nothing is retried. The caller passes in the database and the key, and for reading and
beginning also today's question bank, the time and the language. A caller that reads again can pass in the earlier
result: it is returned as long as nothing has changed, and nothing is computed.
"""

from __future__ import annotations

import hashlib
import json
from collections import ChainMap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

from assessment.answering_again import kept_lines
from assessment.answers import NAME_LIMIT, Answers, tidied, translated
from assessment.bank import Bank, stored_instrument
from assessment.customers import DepartmentFigures, departments_of
from assessment.exports.archive import Archive, ArchivedAssessment, to_archive_json
from assessment.instrument import Instrument, Language
from assessment.plan import PlanLine
from assessment.progress import FormLength, answers_given
from assessment.report import Occasion, Report, build_report
from assessment.scoring import SCORING_VERSION
from assessment.sentences.planned import steps_to_answer
from assessment.storage import Discarded, LastDay, RemovedLine, Store, Stored, Tap

# What a new assessment takes over from the one before. Ratings are asked again.
_CARRIED_OVER: Final = (
    *("form", "behaviours", "experience", "planned_reward"),
    *("organisation", "leads", "title", "incentives", "departments", "respondent"),
)


# The path at which a leader's choices hold what is typed about a team's round that has not begun; it is no answer.
ROUND_DRAFT: Final = "round_draft"
ROUNDS_TALKED: Final = "rounds_talked"  # The numbers of those whose result has been talked about.


class Today(NamedTuple):
    """Today's question bank, the reader's language, and the time in the reader's time zone."""

    bank: Bank
    language: Language
    now: datetime


@dataclass(frozen=True)
class Assessment:
    """One assessment of a series, numbered from 1, with the question bank it was begun on.

    The bank is in the words for the respondent's kind of organisation.
    """

    answers: Answers
    instrument: Instrument
    occasion: Occasion
    number: int
    is_finished: bool
    made_from: str = field(default="", compare=False, repr=False)

    @property
    def has_answers(self) -> bool:
        """Whether anything is rated."""
        return bool(self.answers.ratings or self.answers.importance or self.answers.context)

    @property
    def is_under_way_again(self) -> bool:
        """Whether it is not finished, but an earlier one of its series is."""
        return self.number > 1 and not self.is_finished

    @property
    def is_any_finished(self) -> bool:
        """Whether it is finished, or an earlier one of its series is."""
        return self.number > 1 or self.is_finished

    @cached_property
    def progress(self) -> tuple[int, int]:
        """How many of the form's answers are given, and how many there are."""
        bank, answers = self.instrument, self.answers
        return answers_given(bank, answers), FormLength.of(bank, answers.form).answers

    def report(self, made_on: date, earlier: Sequence[Report] = (), plan: Sequence[PlanLine] = ()) -> Report:
        """Its report, after the earlier ones of the series."""
        return build_report(
            self.instrument,
            self.answers,
            made_on=made_on,
            occasion=self.occasion,
            earlier=tuple(earlier),
            plan=plan,
        )


class Finished(NamedTuple):
    """A finished assessment of the series, its number and the day of its last answer."""

    number: int
    day: date


class Kept(NamedTuple):
    """How much is stored under a key."""

    assessments: int
    has_map: bool
    has_plan: bool
    is_shared: bool
    has_rounds: bool = False
    has_departments: bool = False
    has_team_map: bool = False


class Opened(NamedTuple):
    """A series as it was read: the assessment whose report is shown, its report, and the rest of the series.

    `is_latest` unless an earlier finished assessment was asked for. `made_from` is the same as long as nothing changes.
    """

    reported: Assessment
    report: Report
    newest: Assessment
    finished: tuple[Finished, ...]
    is_latest: bool
    made_from: str


@dataclass(frozen=True)
class Series:
    """What is stored under one private key. Every method raises StoreUnavailable when the database fails."""

    store: Store
    key: str

    def begin(self, choices: Mapping[str, object], today: Today, *, version: str | None = None) -> None:
        """Begin the first assessment; `version` is the version of the question bank answered, if not today's."""
        bank = today.bank
        self.store.begin(
            self.key,
            choices,
            instrument_version=version or bank.instrument.version,
            scoring_version=SCORING_VERSION,
            instrument_text=bank.text if version in (None, bank.instrument.version) else None,
        )

    def restore(self, archive: Archive, today: Today) -> None:
        """Store everything in an archive; repeated calls store it once."""
        restored = [each.restored(today.bank) for each in archive.assessments]
        self.store.restore(self.key, restored, archive.plan)

    def change(self, choices: Mapping[str, object]) -> bool:
        """Change choices of the newest assessment; False when there is none."""
        return self.store.change(self.key, choices)

    def save_taps(self, tab: str, taps: Sequence[Tap], *, number: int | None = None) -> bool:
        """Save the taps of one open tab; repeated taps are saved once. False when there is no such assessment.

        They belong to the assessment of this number, by default the newest.
        """
        return self.store.apply(self.key, tab, taps, number=number)

    def change_map(self, change: Callable[[object], object]) -> bool:
        """Replace the map's document by `change(document)`, None for no map; False when nothing is stored.

        This changes the map of the latest finished assessment, and then that of the one begun since.
        """
        return self.store.change_with(self.key, "incentives", change)

    def change_title(self, title: str) -> bool:
        """Store what stands at the top of files, "" for nothing; False when nothing is stored.

        This changes the latest finished assessment, and then the one begun since.
        """
        return self.store.change_with(self.key, "title", lambda _: tidied(title)[:NAME_LIMIT] or None)

    def change_departments(self, departments: Sequence[DepartmentFigures]) -> tuple[DepartmentFigures, ...]:
        """Store the table of engagement beside customers, empty for none; returns the one it takes the place of.

        This changes the latest finished assessment, and then the one begun since.
        """
        before: list[object] = []

        def keep(stored: object) -> object:
            before.append(stored)
            return [each.document() for each in departments] or None

        self.store.change_with(self.key, "departments", keep)
        return departments_of(before[0] if before else None)

    def finish(self) -> None:
        """Record that the newest assessment is finished, and that it does the steps of earlier plans which ask for it.

        From then on the steps are done or not as somebody ticks them.
        """
        self.store.finish(self.key)
        number = newest.number if (newest := self.store.load(self.key)) else 0
        told = [line for line in self.store.plan(self.key) if line.added_in < number]
        for name, place in [(line.id, place) for line in told for place in steps_to_answer(line)]:
            self.store.tick_step(self.key, name, place, is_done=True)

    def again(self, before: Assessment, today: Today) -> None:
        """Begin the next assessment on today's bank; repeated calls with the same `before` begin it once.

        Behaviours, experience and map are carried over, ratings are not.
        """
        carried = {
            path: value for path, value in before.answers.choices().items() if path.split(".")[0] in _CARRIED_OVER
        }
        self.store.begin(
            self.key,
            carried | {"language": today.language},
            instrument_version=today.bank.instrument.version,
            scoring_version=SCORING_VERSION,
            instrument_text=today.bank.text,
            after=before.number,
        )

    def discard(self, number: int) -> Discarded | None:
        """Remove the unfinished assessment of this number if an earlier one is finished; else None."""
        return self.store.discard(self.key, number)

    def put_back(self, discarded: Discarded) -> bool:
        """Undo discard(); False when another assessment has been begun since."""
        return self.store.put_back(self.key, discarded)

    def share(self) -> None:
        """Make a read-only key; it stays the same until sharing stops."""
        self.store.share(self.key)

    def stop_sharing(self) -> None:
        """Withdraw the read-only key."""
        self.store.stop_sharing(self.key)

    def shared(self) -> str | None:
        """The read-only key; None unless the series is shared."""
        return self.store.shared(self.key)

    def delete(self) -> None:
        """Delete everything under the key."""
        self.store.delete(self.key)

    def plan(self) -> list[PlanLine]:
        """The lines of the plan, in the order they were added."""
        return self.store.plan(self.key)

    def add_line(self, line: PlanLine) -> bool:
        """Add a line to the plan, once; False when nothing is stored. Raises ValueError when the plan is full."""
        return self.store.add_line(self.key, line)

    def change_line(self, line: PlanLine, *names: str) -> bool:
        """Save the named fields of a line; False when the line is gone."""
        return self.store.change_line(self.key, line, *names)

    def tick_step(self, line_id: str, number: int, *, is_done: bool) -> bool:
        """Save that a step of a line, from 0, is done or not; False when the line is gone."""
        return self.store.tick_step(self.key, line_id, number, is_done=is_done)

    def move_step(self, line_id: str, number: int, day: date | None) -> bool:
        """Save a day for a step of a line, from 0, alone; False when the line is gone."""
        return self.store.move_step(self.key, line_id, number, day)

    def move_line(self, line_id: str, day: date | None, today: date) -> bool:
        """Save another deadline of a line, which its steps follow; False when the line is gone."""
        return self.store.move_line(self.key, line_id, day, today)

    def give_days(self, line: PlanLine) -> bool:
        """Give a line and its steps the days that they have here; False when the line is gone."""
        return self.store.give_days(self.key, line)

    def remove_line(self, line_id: str) -> RemovedLine | None:
        """Remove a line from the plan; None when the plan does not have it."""
        return self.store.remove_line(self.key, line_id)

    def put_back_line(self, removed: RemovedLine) -> bool:
        """Undo remove_line(); False when nothing is stored. Raises ValueError when the plan has become full."""
        return self.store.put_back_line(self.key, removed)

    def kept(self) -> Kept | None:
        """How much would be deleted; None when nothing is stored."""
        series = self.store.load_all(self.key)
        if not series:
            return None
        has_map = any("incentives" in stored.choices for stored in series)
        has_departments = any("departments" in stored.choices for stored in series)
        return Kept(
            len(series),
            has_map,
            bool(self.plan()),
            self.shared() is not None,
            bool(self.store.rounds(self.key)),
            has_departments,
            self.store.team_map(self.key) is not None,
        )

    def visit(self, day: date) -> bool:
        """Record a visit on this day; False when nothing is stored, or when it cannot be recorded now."""
        return self.store.visit(self.key, day)

    def last_day(self) -> LastDay | None:
        """The last day on which the series is kept as things stand; None when nothing is stored."""
        return self.store.last_day(self.key)

    def is_there(self) -> bool:
        """Whether anything is stored under the key."""
        return self.store.load(self.key) is not None

    def is_view(self) -> bool:
        """Whether the key is a read-only one that shows something."""
        return bool(self.store.view_all(self.key))

    def newest(self, today: Today, before: Assessment | None = None) -> Assessment | None:
        """The assessment begun last; None when nothing is stored."""
        stored = self.store.load(self.key)
        return None if stored is None else read_assessment(self.store, stored, today, before)

    def open(self, today: Today, number: int | None = None, before: Opened | None = None) -> Opened | None:
        """The finished assessment of this number, by default the latest, with its report.

        If none is finished, the one that is begun; None when nothing is stored.
        """
        stored = self.store.load_all(self.key)
        return self._opened(stored, self.plan(), today, number, before) if stored else None

    def view(self, today: Today, before: Opened | None = None) -> Opened | None:
        """Open the series by a read-only key: like open(), but without the plan."""
        stored = self.store.view_all(self.key)
        opened = self._opened(stored, [], today, None, before) if stored else None
        if opened is None or opened is before:
            return opened
        return opened._replace(report=replace(opened.report, is_for_others=True))

    def archive(self, today: Today) -> bytes | None:
        """Everything under the key as JSON; None when nothing is stored."""
        series = self.store.load_all(self.key)
        archived = [
            ArchivedAssessment(
                answers=(assessment := read_assessment(self.store, stored, today)).answers,
                instrument=assessment.instrument,
                scoring_version=stored.scoring_version,
                begun_at=stored.begun_at,
                finished_at=stored.finished_at,
                saved_at=dict(stored.saved_at),
            )
            for stored in series
        ]
        if not archived:
            return None
        newest_first = ChainMap(*(dict(each.choices) for each in reversed(series)))
        noted, draft = newest_first.get(ROUNDS_TALKED), newest_first.get(ROUND_DRAFT)
        talked = noted if isinstance(noted, list) else []
        rounds = [
            each.document() | ({"talked": True} if each.number in talked else {})
            for each in self.store.rounds(self.key)
        ]
        is_shared = self.shared() is not None
        return to_archive_json(archived, self.plan(), is_shared=is_shared, rounds=rounds, round_draft=draft)

    def _opened(
        self,
        stored: Sequence[Stored],
        plan: Sequence[PlanLine],
        today: Today,
        number: int | None,
        before: Opened | None,
    ) -> Opened:
        made_from = _made_from(today, *stored, *plan, number)
        if before and before.made_from == made_from:
            return before
        shown = _to_show(stored, number)
        is_latest = shown == _to_show(stored, None)
        assessments = [read_assessment(self.store, each, today) for each in shown]
        reports: list[Report] = []
        last = assessments[-1]
        plan = kept_lines(plan, last.number, last.instrument)
        for each in assessments:
            reports.append(each.report(today.now.date(), reports, plan if is_latest and each is last else ()))
        return Opened(
            last,
            reports[-1],
            read_assessment(self.store, stored[-1], today),
            tuple(Finished(each.number, _day(each, today)) for each in stored if each.finished),
            is_latest,
            made_from,
        )


def read_assessment(store: Store, stored: Stored, today: Today, before: Assessment | None = None) -> Assessment:
    """A stored assessment, in the reader's language, with the question bank it was begun on.

    `before` is an earlier result, which is returned when nothing has changed.
    """
    made_from = _made_from(today, stored)
    if before is not None and before.made_from == made_from:
        return before
    own_bank = bank_of(store, stored.instrument_hash, today.bank)
    bank = own_bank or today.bank.instrument
    answers = Answers.from_choices(stored.choices, bank, version=stored.instrument_version)
    occasion = Occasion(
        answered_on=_day(stored, today),
        seconds_per_rating=stored.seconds_per_rating,
        bank_is_current=own_bank == today.bank.instrument,
        scoring_version=stored.scoring_version,
    )
    in_language = translated(answers, bank, today.language)
    fitted = bank.fitted_to(answers.organisation)
    return Assessment(in_language, fitted, occasion, stored.number, stored.finished, made_from)


def bank_of(store: Store, own_hash: str | None, today: Bank | None) -> Instrument | None:
    """The bank something was begun on; None when its text is not stored or can no longer be read."""
    if today is not None and own_hash in (None, today.hash):
        return today.instrument
    return None if own_hash is None else _stored_bank(store, own_hash)


def _made_from(today: Today, *inputs: object) -> str:
    """A hash that is the same for the same inputs, day, language and question bank.

    The time of the last choice covers the times at which each was saved.
    """
    plain = [vars(each) | {"saved_at": None} if isinstance(each, Stored) else each for each in inputs]
    reader = [today.bank.hash, today.language, today.now.date(), today.now.tzinfo]
    written = json.dumps([reader, plain], sort_keys=True, default=str)
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=8)
def _stored_bank(store: Store, wanted_hash: str) -> Instrument | None:
    text = store.instrument_text(wanted_hash)
    return stored_instrument(text) if text else None


def _to_show(series: Sequence[Stored], number: int | None) -> Sequence[Stored]:
    """The finished assessments, up to the one of this number if there is one; the last is shown.

    If none is finished: the one that is begun, once it has an answer.
    """
    finished = [stored for stored in series if stored.finished]
    if not finished:
        return [stored for stored in series if stored.answered_at is not None] or series[:1]
    up_to = [stored for stored in finished if stored.number <= (number or 0)]
    return up_to if up_to and up_to[-1].number == number else finished


def _day(stored: Stored, today: Today) -> date:
    return (stored.answered_at or stored.begun_at).astimezone(today.now.tzinfo).date()
