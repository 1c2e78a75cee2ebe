"""Everything stored under one key, as a file to keep and to open again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Final, NamedTuple, cast

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, StrictBool, StrictInt, StringConstraints

from assessment.answers import MOST_ASSESSMENTS, TEXT_LIMIT, Answers
from assessment.bank import Bank
from assessment.incentives import SaidOfMeasure, Way
from assessment.incentives.parts import Effect, MapId
from assessment.instrument import Instrument
from assessment.plan import MOST_LINES, MOST_STEPS, Outcome, PlanLine, PlanState, PlanStep
from assessment.problems import Findings, Problems, quote
from assessment.reading import EXACT, JSON, KeyPath, Node, Terms, TreeChecks, build, read_json, unfit
from assessment.scoring import SCORING_VERSION
from assessment.storage import Restored
from assessment.working_days import read_due

FORMAT: Final = "drivkraft.archive/1"
# Many times what a series of several years holds. Opening a file reads all of it.
MAX_ARCHIVE_BYTES: Final = 8 * 1024 * 1024

_SAVE: Final = "open a file that Drivkraft has saved"
_MOST_VALUES: Final = 1_000_000
_MOST_SAID: Final = 1000  # In one line: about each element and role, for each measure of a role.
_A_DAY: Final = timedelta(days=1)  # How far ahead a clock may be.


class ArchivedAssessment(NamedTuple):
    """One assessment with its times; `saved_at` has the time at which each choice was saved, by its path."""

    answers: Answers
    instrument: Instrument
    scoring_version: str
    begun_at: datetime
    finished_at: datetime | None
    saved_at: Mapping[str, datetime]

    def restored(self, bank: Bank) -> Restored:
        """What is stored when its file is opened on a server with this question bank."""
        version = self.answers.instrument_version or bank.instrument.version
        saved_at = {**dict.fromkeys(self.answers.choices(), self.begun_at), **self.saved_at}
        if self.finished_at is None:
            del saved_at["form"]  # Counts as changed now, so that retention gives it as long as any unfinished one.
        return Restored(
            choices=self.answers.choices(),
            saved_at=saved_at,
            instrument_version=version,
            instrument_text=bank.text if version == bank.instrument.version else None,
            scoring_version=self.scoring_version or SCORING_VERSION,
            begun_at=self.begun_at,
            finished_at=self.finished_at,
        )


class Archive(NamedTuple):
    """What was stored under one key: its assessments, the oldest first, and its plan."""

    assessments: tuple[ArchivedAssessment, ...]
    plan: tuple[PlanLine, ...]


def to_archive_json(
    assessments: Sequence[ArchivedAssessment],
    plan: Sequence[PlanLine],
    *,
    is_shared: bool,
    rounds: Sequence[Mapping[str, object]] = (),
    round_draft: object = None,
) -> bytes:
    """JSON, UTF-8: the assessments with their answers files, the oldest first, the plan, and whether it is shared.

    The team's rounds, and what is typed about the next one, are there to be read: opening the file again leaves them
    out.
    """
    document: dict[str, object] = {
        "format": FORMAT,
        "assessments": [_assessment(number, archived) for number, archived in enumerate(assessments, 1)],
        "plan": [line.document() for line in plan],
        "read_only_address": is_shared,
        **({"rounds": list(rounds)} if rounds else {}),
        **({"round_draft": round_draft} if round_draft else {}),
    }
    readable = json.dumps(document, ensure_ascii=False, indent=2).encode()
    # A file too long to indent must still be short enough for read_archive().
    return readable if len(readable) <= MAX_ARCHIVE_BYTES else json.dumps(document, ensure_ascii=False).encode()


def _assessment(number: int, archived: ArchivedAssessment) -> dict[str, object]:
    left_out = {"left_out": archived.answers.left_out} if archived.answers.left_out else {}
    return {
        "number": number,
        "begun_at": archived.begun_at.isoformat(),
        "finished_at": archived.finished_at.isoformat() if archived.finished_at else None,
        "scoring_version": archived.scoring_version,
        "answers": archived.answers.document(archived.instrument),
        **left_out,
        "saved_at": {path: time.isoformat() for path, time in sorted(archived.saved_at.items())},
    }


def is_archive(data: bytes) -> bool:
    """Whether this is meant as an archive, by its "format", however much of it is invalid."""
    if len(data) > MAX_ARCHIVE_BYTES:
        return False
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return isinstance(document, dict) and document.get("format") == FORMAT


# What an archive may hold ---------------------------------------------------------------------------------------------

_Id = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=32), EXACT]
_Source = Annotated[str, StringConstraints(strict=True, max_length=100), EXACT]
_Version = Annotated[str, StringConstraints(strict=True, max_length=20), EXACT]
_Text = Annotated[str, StringConstraints(strict=True, max_length=TEXT_LIMIT)]


def _time(value: object) -> datetime:
    try:
        time = datetime.fromisoformat(cast("str", value))
        if time.tzinfo is not None and time <= datetime.now(UTC) + _A_DAY:
            return time.astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        pass
    raise unfit("a time with its zone, not in the future, such as 2026-11-28T09:30:00+00:00")


def _day(value: object) -> date | None:
    try:
        return read_due(value if isinstance(value, str) else "" if value is None else "no text")
    except ValueError:
        raise unfit("a day such as 2027-03-31") from None


_Time = Annotated[datetime, PlainValidator(_time)]
_NoTime = Annotated[datetime | None, PlainValidator(lambda value: None if value is None else _time(value))]


class _Part(BaseModel):
    """A part of the file. Unknown keys are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class _AssessmentForm(_Part):
    """An assessment except its answers, which are read like an answers file."""

    begun_at: _Time
    finished_at: _NoTime = None
    scoring_version: _Version | None = None
    left_out: Annotated[StrictInt, Field(ge=0)] = 0
    saved_at: dict[Annotated[str, EXACT], _Time] = Field(default_factory=dict)


class _StepForm(_Part):
    text: _Text
    due: Annotated[date | None, PlainValidator(_day)] = None
    done: StrictBool = False
    own_day: StrictBool = False


class _SaidForm(_Part):
    role: MapId
    measure: MapId
    value: Effect
    element: MapId | None = None
    way: Way = "effects"
    on: MapId | None = None

    def said(self) -> SaidOfMeasure:
        return SaidOfMeasure(self.role, self.measure, self.value, self.element or "", self.way, self.on or "")


class _LineForm(_Part):
    id: _Id
    title: _Text | None = None
    first_step: _Text | None = None
    owner: _Text | None = None
    success: _Text | None = None
    due: Annotated[date | None, PlainValidator(_day)] = None
    state: PlanState | None = None
    outcome: Outcome | None = None
    happened: _Text | None = None
    source: _Source | None = None
    added_in: Annotated[StrictInt, Field(ge=1)] = 1
    steps: Annotated[tuple[_StepForm, ...], Field(max_length=MOST_STEPS)] = ()
    first_due: Annotated[date | None, PlainValidator(_day)] = None
    said: Annotated[tuple[_SaidForm, ...], Field(max_length=_MOST_SAID)] = ()

    def line(self) -> PlanLine:
        return PlanLine(
            self.id,
            title=self.title or "",
            first_step=self.first_step or "",
            owner=self.owner or "",
            success=self.success or "",
            due=self.due,
            state=self.state or "open",
            outcome=self.outcome,
            happened=self.happened or "",
            source=self.source or None,
            added_in=self.added_in,
            steps=tuple(PlanStep(step.text, step.due, step.done, step.own_day) for step in self.steps),
            first_due=self.first_due,
            said=tuple(each.said() for each in self.said),
        )


class _Form(_Part):
    assessments: Annotated[tuple[_AssessmentForm, ...], Field(min_length=1, max_length=MOST_ASSESSMENTS)]
    plan: Annotated[tuple[_LineForm, ...], Field(max_length=MOST_LINES)] = ()


_TERMS: Final = Terms(JSON)


def read_archive(data: bytes, instrument: Instrument, file: str) -> Archive:
    """Read a file that to_archive_json() has written and anybody may have changed since.

    Choices that no longer fit the question bank are left out, as from an answers file. Raises Problems, all at once,
    each with its place.
    """
    root, findings = read_json(data, file, _MOST_VALUES, MAX_ARCHIVE_BYTES)
    for name, most in (("assessments", MOST_ASSESSMENTS), ("plan", MOST_LINES)):
        node = root.get(name)
        if node and len(node.entries) > most:  # Checking all of them would only take time.
            found, expected = f"found {len(node.entries)} entries", f"expected at most {most}"
            raise findings.stop(node.place, name, found, expected, "leave some out")
    form = build(_Form, root, findings, _TERMS)
    answers = _answers(root, findings, instrument)
    if form is not None:
        _ArchiveChecks(root, findings, _TERMS, MOST_LINES).run(len(form.assessments))
    if form is None or findings.problems:
        raise Problems(findings.problems)
    assessments = (
        ArchivedAssessment(
            replace(each, left_out=each.left_out + part.left_out),
            instrument,
            part.scoring_version or "",
            part.begun_at,
            part.finished_at,
            part.saved_at,
        )
        for each, part in zip(answers, form.assessments, strict=True)
    )
    return Archive(tuple(assessments), tuple(line.line() for line in form.plan))


def _answers(root: Node, findings: Findings, instrument: Instrument) -> list[Answers]:
    """The answers of all assessments; those with problems are missing."""
    assessments = root.get("assessments")
    found: list[Answers] = []
    for number, entry in enumerate(assessments.entries[:MOST_ASSESSMENTS] if assessments else ()):
        path: KeyPath = ("assessments", number, "answers")
        node = entry.get("answers")
        if node is not None:
            read = Answers.read(node, findings, instrument, path)
            found += [] if read is None else [read]
        elif isinstance(entry.value, dict):
            where = _TERMS.where(root, path)
            findings.add_missing(entry.place, where, "found none", "expected an answers file", _SAVE)
    return found


class _ArchiveChecks(TreeChecks):
    """Checks across the lines of the plan."""

    def run(self, assessments: int) -> None:
        """Report repeated ids, and lines added in assessments that do not exist."""
        seen: set[str] = set()
        for index, line in self.entries(("plan",)):
            for name in ("id", "source"):
                node, value = line.get(name), self.text(("plan", index, name))
                if node and value and f"{name} {value}" in seen:
                    found = f"found {quote(value)} again"
                    self.add(("plan", index, name), node, found, "expected a different one", "leave one line out")
                if value:
                    seen.add(f"{name} {value}")
            added = line.get("added_in")
            if added and isinstance(added.data, int) and added.data > assessments:
                expected = f"expected a whole number from 1 to {assessments}"
                self.add(("plan", index, "added_in"), added, f"found {added.value}", expected, "correct it")
