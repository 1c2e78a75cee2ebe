"""Everything stored under one key, as a file to keep and to open again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Final, NamedTuple, TypeVar, cast

from assessment.answers import MOST_ASSESSMENTS, TEXT_LIMIT, Answers, is_wording, with_places
from assessment.instrument import Instrument
from assessment.plan import MOST_LINES, OUTCOMES, STATES, TEXT_FIELDS, PlanLine, read_due
from assessment.problems import Problem, Problems, dotted, quote
from assessment.reading import Path, read_json

FORMAT: Final = "drivkraft.archive/1"
# Many times what a series of years has; all of it is read by whoever opens it.
MAX_ARCHIVE_BYTES: Final = 8 * 1024 * 1024

_SAVE: Final = "Open a file that Drivkraft has saved"
_MOST_OF_AN_ID: Final = 32
_MOST_OF_A_SOURCE: Final = 100
_MOST_OF_A_VERSION: Final = 20
_Code = TypeVar("_Code", bound=str)
_A_DAY: Final = timedelta(days=1)  # A clock may be wrong by that much.


class ArchivedAssessment(NamedTuple):
    """One assessment with its times; `saved_at` has the time at which each choice was saved, by its path."""

    answers: Answers
    instrument: Instrument
    scoring_version: str
    begun_at: datetime
    finished_at: datetime | None
    saved_at: Mapping[str, datetime]


class Archive(NamedTuple):
    """What was stored under one key: its assessments, the oldest first, and its plan."""

    assessments: tuple[ArchivedAssessment, ...]
    plan: tuple[PlanLine, ...]


def to_archive_json(assessments: Sequence[ArchivedAssessment], plan: Sequence[PlanLine], *, is_shared: bool) -> bytes:
    """JSON, UTF-8: the assessments with their answers files, the oldest first, the plan, and whether it is shared."""
    document = {
        "format": FORMAT,
        "assessments": [_assessment(number, archived) for number, archived in enumerate(assessments, 1)],
        "plan": [line.document() for line in plan],
        "read_only_address": is_shared,
    }
    readable = json.dumps(document, ensure_ascii=False, indent=2).encode()
    # What is too long to be read by people must at least be read by us.
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
    """Whether this says of itself that it is everything somebody took home, however much is wrong in it."""
    if len(data) > MAX_ARCHIVE_BYTES:
        return False
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return isinstance(document, dict) and document.get("format") == FORMAT


def read_archive(data: bytes, instrument: Instrument, file: str) -> Archive:
    """What to_archive_json has written, whatever became of it since.

    Choices that no longer fit the question bank are left out, as from a file of answers. Raises Problems, all at once,
    each with its place.
    """
    document = read_json(data, file, _is_wording, most=MAX_ARCHIVE_BYTES)
    reader = _Reader(instrument, file)
    found = reader.read(document)
    if reader.problems:
        raise with_places(Problems(reader.problems), data)
    return found


def _is_wording(path: Path, is_key: bool) -> bool:  # noqa: FBT001 - as read_json has it
    match path:
        case ("assessments", int(), "answers", _, *_):
            return is_wording(path[3:], is_key)
        case ("plan", int(), str() as name):
            return name in TEXT_FIELDS and not is_key
        case _:
            return False


class _Reader:
    """Walks one document and gathers what is wrong in it."""

    def __init__(self, instrument: Instrument, file: str) -> None:
        self.instrument, self.file = instrument, file
        self.now = datetime.now(UTC)
        self.problems: list[Problem] = []

    def read(self, document: object) -> Archive:
        whole = self.object(document, ())
        assessments = self.list(whole.get("assessments"), ("assessments",), MOST_ASSESSMENTS)
        if not assessments and not self.problems:
            self.problem(("assessments",), "found none", f"1 to {MOST_ASSESSMENTS}", _SAVE)
        plan = self.list(whole.get("plan", []), ("plan",), MOST_LINES)
        archive = Archive(
            tuple(self.assessment(each, ("assessments", place)) for place, each in enumerate(assessments)),
            tuple(self.line(each, ("plan", place), len(assessments)) for place, each in enumerate(plan)),
        )
        for name in ("id", "source"):
            self.unique([getattr(line, name) for line in archive.plan], name)
        return archive

    def assessment(self, value: object, place: Path) -> ArchivedAssessment:
        whole = self.object(value, place)
        begun_at = self.time(whole.get("begun_at"), (*place, "begun_at")) or self.now
        finished_at = None
        if whole.get("finished_at") is not None:
            finished_at = self.time(whole["finished_at"], (*place, "finished_at"))
        answers = self.answers(whole.get("answers"), (*place, "answers"))
        left_out = whole.get("left_out", 0)
        if type(left_out) is not int or left_out < 0:
            self.problem((*place, "left_out"), f"found {quote(str(left_out))}", "a whole number", "Correct it")
            left_out = 0
        saved_at = self.object(whole.get("saved_at", {}), (*place, "saved_at"))
        return ArchivedAssessment(
            replace(answers, left_out=answers.left_out + left_out),
            self.instrument,
            self.text(whole, "scoring_version", place, _MOST_OF_A_VERSION),
            begun_at,
            finished_at,
            {
                path: time
                for path, written in saved_at.items()
                if (time := self.time(written, (*place, "saved_at", path))) is not None
            },
        )

    def answers(self, value: object, place: Path) -> Answers:
        try:
            return Answers.checked(value, self.instrument, self.file)
        except Problems as found:
            for problem in found.problems:
                path = (*place, *(problem.path or ()))
                self.problems.append(replace(problem, where=dotted(path), path=path))
            return Answers()

    def line(self, value: object, place: Path, assessments: int) -> PlanLine:
        whole = self.object(value, place)
        texts = {name: self.text(whole, name, place, TEXT_LIMIT) for name in TEXT_FIELDS}
        line_id = self.text(whole, "id", place, _MOST_OF_AN_ID)
        if not line_id and isinstance(value, dict):
            self.problem((*place, "id"), "found none", "a text", _SAVE)
        added_in = whole.get("added_in", 1)
        if type(added_in) is not int or not 1 <= added_in <= max(assessments, 1):
            found = f"found {quote(str(added_in))}"
            self.problem((*place, "added_in"), found, f"a whole number from 1 to {assessments}", "Correct it")
            added_in = 1
        state = self.one_of(whole, "state", STATES, place)
        return PlanLine(
            line_id,
            **texts,
            due=self.due(whole.get("due"), (*place, "due")),
            state=state or "open",
            outcome=self.one_of(whole, "outcome", OUTCOMES, place),
            source=self.text(whole, "source", place, _MOST_OF_A_SOURCE) or None,
            added_in=added_in,
        )

    def due(self, value: object, place: Path) -> date | None:
        try:
            return read_due(value if isinstance(value, str) else "" if value is None else "no text")
        except ValueError:
            self.problem(place, f"found {quote(str(value))}", "a day such as 2027-03-31", "Correct it or leave it out")
            return None

    def time(self, value: object, place: Path) -> datetime | None:
        try:
            time = datetime.fromisoformat(cast("str", value))
            if time.tzinfo is not None and time <= self.now + _A_DAY:
                return time.astimezone(UTC)
        except (TypeError, ValueError, OverflowError):
            pass
        expected = "a time with its zone, not in the future, such as 2026-11-28T09:30:00+00:00"
        self.problem(place, f"found {quote(str(value))}", expected, "Correct it")
        return None

    def one_of(self, whole: Mapping[str, object], name: str, choices: tuple[_Code, ...], place: Path) -> _Code | None:
        value = whole.get(name)
        if value is None or value in choices:
            return value
        expected = " or ".join(f'"{choice}"' for choice in choices)
        self.problem((*place, name), f"found {quote(str(value))}", expected, "Correct it or leave it out")
        return None

    def text(self, whole: Mapping[str, object], name: str, place: Path, most: int) -> str:
        value = whole.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.problem((*place, name), f"found {quote(str(value))}", "a text", "Put it in quotes")
            return ""
        if len(value) > most:
            self.problem((*place, name), f"found a text of {len(value)} characters", f"at most {most}", "Shorten it")
            return ""
        return value

    def unique(self, found: Sequence[str | None], name: str) -> None:
        seen: set[str] = set()
        for place, value in enumerate(found):
            if value and value in seen:
                self.problem(("plan", place, name), f"found {quote(value)} again", "another one", "Leave one line out")
            seen.add(value or "")

    def list(self, value: object, place: Path, most: int) -> Sequence[object]:
        if not isinstance(value, list):
            self.problem(place, "found none" if value is None else f"found {quote(str(value))}", "a list", _SAVE)
            return []
        if len(value) > most:
            self.problem(place, f"found {len(value)} entries", f"at most {most}", "Leave some out")
            return []
        return value

    def object(self, value: object, place: Path) -> Mapping[str, object]:
        if isinstance(value, dict):
            return cast("dict[str, object]", value)
        self.problem(place, f"found {quote(str(value))}", "an object in braces { }", _SAVE)
        return {}

    def problem(self, path: Path, found: str, expected: str, remedy: str) -> None:
        where = dotted(path) or "the file"
        self.problems.append(Problem(self.file, None, None, where, found, f"expected {expected}", remedy, path))
