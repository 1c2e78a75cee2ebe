"""A team's answers from a file with one answers file on each line, read one line at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, Final

from assessment.answers import Answers
from assessment.instrument import Instrument
from assessment.problems import MAX_SHOWN, Place, Problem, Problems
from assessment.reading import MAX_JSON_BYTES, NotJson, read_json
from assessment.team.members import Leader, Member, Team, leader_of, member_of, team_factors

# More would be a mistake, and members are kept in memory.
MOST_RESPONDENTS: Final = 1_000_000

_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


def read_team(lines: BinaryIO, file: str, instrument: Instrument) -> Team:
    """Read a team. Raises Problems, of all lines at once; after 50 of them no more lines are read.

    Blank lines, Windows line ends and a byte order mark on any line mean nothing. Each line is forgotten once its
    member has been made of it.
    """
    reading = _TeamReading(file, instrument)
    for number, line in _numbered(lines):
        if len(line) > MAX_JSON_BYTES:
            found, expected = "it has too many bytes", f"expected at most {MAX_JSON_BYTES:,}"
            reading.add(Problem(file, number, 1, "the line", found, expected, "shorten it"))
        elif line.removeprefix(_BYTE_ORDER_MARK).strip():
            reading.take(number, line)
        if len(reading.problems) >= MAX_SHOWN:
            break
    return reading.team()


def _numbered(lines: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines without their ends, counted from 1; of a line that is too long, one byte more than is allowed."""
    number = 0
    while piece := lines.readline(MAX_JSON_BYTES + 2):
        number += 1
        line = piece.rstrip(b"\r\n")
        while not piece.endswith(b"\n") and piece:
            piece = lines.readline(MAX_JSON_BYTES)  # What follows in a line that is too long.
        yield number, line


class _TeamReading:
    """What has been read of a team so far."""

    def __init__(self, file: str, instrument: Instrument) -> None:
        self.file = file
        self.instrument = instrument
        self.problems: list[Problem] = []
        self.members: list[Member] = []
        self.leader: tuple[int, Leader] | None = None
        self.elsewhere = 0
        self.lines = 0  # That were not blank.
        self.opening = b""  # The first of them, if its JSON does not end there.

    def add(self, problem: Problem) -> None:
        self.problems.append(problem)

    def take(self, number: int, line: bytes) -> None:
        """Read the answers file on a line that is not blank."""
        self.lines += 1
        try:
            root, findings = read_json(line, self.file)
            answers = Answers.read(root, findings, self.instrument)
        except Problems as problems:
            if isinstance(problems, NotJson):
                self._expect_one_line(number, line.removeprefix(_BYTE_ORDER_MARK).strip())
            self._add_on(number, problems.problems)
            return
        if answers is None or findings.problems:
            self._add_on(number, findings.problems)
            return
        version = answers.instrument_version
        self.elsewhere += answers.are_all_left_out or version not in (None, self.instrument.version)
        if answers.part == "leader":
            part = root.at(("respondent", "part"))
            self._lead(answers, number, root.place if part is None else part.place)
        elif len(self.members) < MOST_RESPONDENTS:
            self.members.append(member_of(answers, self.instrument))
        else:
            found, expected = "one more member", f"expected at most {MOST_RESPONDENTS:,}"
            raise Problems([Problem(self.file, number, 1, "the file", found, expected, "leave some out")])

    def team(self) -> Team:
        """The team. Raises Problems if there are any, or nobody has answered."""
        if not self.problems and not self.members and self.leader is None:
            found, expected = "nobody's answers", "expected one answers file on each line"
            remedy = "join the files that Drivkraft has saved, each on one line"
            self.problems.append(Problem(self.file, 1, 1, "the file", found, expected, remedy))
        if self.problems:
            raise Problems(self.problems)
        leader = self.leader[1] if self.leader else None
        return Team(team_factors(self.instrument), leader, tuple(self.members), self.elsewhere)

    def _lead(self, answers: Answers, number: int, place: Place) -> None:
        if self.leader is None:
            self.leader = number, leader_of(answers, self.instrument)
            return
        found, expected = f"a second leader, after the one on line {self.leader[0]}", "expected one at most"
        remedy = 'leave one out, or write "member"'
        self.add(Problem(self.file, number, place[1], "respondent.part", found, expected, remedy))

    def _add_on(self, number: int, problems: tuple[Problem, ...] | list[Problem]) -> None:
        for problem in problems:
            where = "the line" if problem.where == "the file" else problem.where
            self.problems.append(replace(problem, line=number, where=where))

    def _expect_one_line(self, number: int, text: bytes) -> None:
        """Raise one problem, in place of many, for answers files with line breaks, as the app itself saves them."""
        if self.lines == 1 and text.startswith((b"{", b"[")):
            self.opening = text
        elif self.lines == 2 and self.opening and (self.opening == b"[" or not text.startswith(b"{")):  # noqa: PLR2004
            found, expected = "the JSON begun before goes on here", "expected one answers file on each line"
            remedy = "take the line breaks out of each answers file"
            raise Problems([Problem(self.file, number, 1, "the file", found, expected, remedy)])
