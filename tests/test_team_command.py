"""The command `team`: reading a file with one answers file on each line, and the statistics it prints."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.__main__ import main
from assessment.problems import MAX_SHOWN, Problem, Problems
from assessment.reading import MAX_JSON_BYTES
from assessment.team import read_team
from tests.shipped import BANK

ROOT = Path(__file__).parent.parent
FORMAT = "drivkraft.answers/1"

# Six people's ability in the quick form, whose scores are those of the method's example, and their leader's.
SIX = [[4, 3, 4, 3], [3, 3, 3, 3], [4, 4, 4, 4], [3, 3, 3, 4], [3, 2, 3, 3], [4, 4, 4, 3]]
LEADER = [5, 4, 4, 4]


def one(ability: list[Any], part: str = "member", form: str = "quick", **more: Any) -> str:
    items = [item.id for item in BANK.form_items(form) if item.factor == "ability"]  # type: ignore[arg-type]
    ratings = {item: {"new": value} for item, value in zip(items, ability, strict=False)}
    return json.dumps({"format": FORMAT, "form": form, "ratings": ratings, "respondent": {"part": part}, **more})


WORKED = [one(LEADER, "leader"), *(one(column) for column in SIX)]


def written(folder: Path, *lines: str) -> Path:
    file = folder / "answers.jsonl"
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return file


def problems_in(data: bytes) -> list[str]:
    with pytest.raises(Problems) as found:
        read_team(io.BytesIO(data), "answers.jsonl", BANK)
    return [str(problem) for problem in found.value.problems]


def unprotected(file: Path, *more: str) -> list[str]:
    return ["team", str(file), "--unprotected", *more]


# What it prints -------------------------------------------------------------------------------------------------------


def test_the_statistics_of_the_worked_example(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    file = written(tmp_path, *WORKED)
    assert main(unprotected(file)) == 0
    printed = capsysbinary.readouterr()
    result = json.loads(printed.out)
    assert (result["format"], result["n"]) == ("drivkraft.team_statistics/1", 6)
    assert result["factors"][0] == {
        "id": "ability",
        "n": 6,
        "mean": 59.38,
        "sd": 11.69,
        "interval": [47.1, 71.65],
        "leader": 81.25,
        "gap": 21.88,
        "gap_kind": "blind_spot",
        "rwg": 0.95,
        "adm": 0.5,
        "alpha": None,
    }
    assert [factor["id"] for factor in result["factors"]] == [factor.id for factor in BANK.factors]
    assert {None} == {value for key, value in result["factors"][1].items() if key not in ("id", "n")}
    (line,) = printed.err.decode().splitlines()
    assert line.startswith(f"{file}: unprotected: ")


@pytest.mark.unmeasured
def test_the_size_of_the_team_narrows_the_interval(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    file = written(tmp_path, *WORKED)
    for size, interval in (("8", [52.82, 65.93]), ("6", [59.38, 59.38])):
        assert main(unprotected(file, "--size", size, "--by", "department", "--minimum", "7")) == 0
        assert json.loads(capsysbinary.readouterr().out)["factors"][0]["interval"] == interval


@pytest.mark.unmeasured
@pytest.mark.parametrize("size", ["5", "0"])
def test_a_team_is_not_smaller_than_the_number_of_its_members_who_answered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], size: str
) -> None:
    assert main(unprotected(written(tmp_path, *WORKED), "--size", size)) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(f"--size: the team: {size} members, expected at least the 6 in ")


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    "more",
    [
        [],
        ["x.jsonl", "y.jsonl"],
        ["x.jsonl", "--minimum", "4"],
        ["x.jsonl", "--minimum", "-5"],
        ["x.jsonl", "--minimum", "5.5"],
        ["x.jsonl", "--minimum", "many"],
        ["x.jsonl", "--unprotected", "--minimum", "0"],
        ["x.jsonl", "--by", "site"],
        ["x.jsonl", "--size", "8"],
        ["x.jsonl", "--unprotected", "--size", "eight"],
        ["x.jsonl", "--unprotected", "--size", "-8"],
    ],
)
def test_a_wrong_command_line_ends_with_2(more: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["team", *more])
    assert end.value.code == 2
    assert "Traceback" not in capsys.readouterr().err


def test_what_has_to_be_known_beside_the_statistics_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    members = [one([level, level, level, max(1, level - 1)]) for level in (2, 3, 4, 4, 5) * 6]
    other = one([3, 3, 3, 3], instrument={"id": "drivkraft", "version": "0.1"})
    strange = json.dumps({"format": FORMAT, "ratings": {"XYZ1": {"new": 4}}})
    assert main(unprotected(written(tmp_path, *members, one(LEADER * 2, "leader", "full")))) == 0
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3
    assert "not everybody answered the same form" in lines[1]
    assert "ability: alpha 1.00, 95 % interval 1.00 to 1.00, from 30 complete answers; uncertain with" in lines[2]
    assert main(unprotected(written(tmp_path, *members * 4, other, strange))) == 0
    lines = capsys.readouterr().err.splitlines()
    assert "2 of 122 answered another question bank or version; what does not fit is left out" in lines[0]
    assert "omega cannot be fitted, so alpha stands in for it" in lines[-1]
    varied = [one([a, b, max(1, a - 1), min(5, b + 1)]) for a in (2, 3, 4, 5) for b in (a, a - 1)] * 13
    assert main(unprotected(written(tmp_path, *varied))) == 0
    assert re.search(r"from 104 complete answers; omega 0\.9\d$", capsys.readouterr().err)


# What it reads --------------------------------------------------------------------------------------------------------


@pytest.mark.unmeasured
def test_blank_lines_windows_line_ends_and_byte_order_marks_mean_nothing() -> None:
    mark = "\ufeff"
    data = f"{mark}{WORKED[0]}\r\n\r\n  \n{mark}\n" + "\n".join(mark + line for line in WORKED[1:])
    command = [sys.executable, "-m", "assessment", "team", "-", "--unprotected"]
    run = subprocess.run(command, input=data.encode(), capture_output=True, cwd=ROOT, check=False)
    assert run.returncode == 0
    assert json.loads(run.stdout)["factors"][0]["gap"] == 21.88
    assert run.stderr.decode().startswith("standard input: unprotected: ")


def test_members_are_everybody_but_the_leader() -> None:
    lines = [*WORKED, json.dumps({"format": FORMAT, "ratings": {}, "respondent": {"groups": {"department": " IT "}}})]
    team = read_team(io.BytesIO("\n".join(lines).encode()), "answers.jsonl", BANK)
    assert (len(team.members), team.people, team.elsewhere) == (7, 8, 0)
    assert team.leader is not None
    assert team.leader.valid == (4, 0, 0, 0)
    assert [member.department for member in team.members] == [None] * 6 + ["IT"]


def test_a_leader_alone_has_a_team_without_members() -> None:
    team = read_team(io.BytesIO(WORKED[0].encode()), "answers.jsonl", BANK)
    assert (team.members, team.people) == ((), 1)


def test_every_problem_is_a_line_with_its_place_and_all_are_reported_at_once() -> None:
    data = "\r\n".join(
        [
            one(LEADER, "leader"),
            '{"format": "drivkraft.answers/1", "ratings": {"ABI01": {"new": 4}, "ABI01": {}}}',
            "",
            '{"format": "drivkraft.answers/1", "ratings": {"ABI01": {"new": [4]}, "ABI02": {"new": 4.5}}}',
            '{"format": "x"}',
            one(LEADER, "leader"),
            '{"format": "drivkraft.answers/1", "ratings": {}, "respondent": {"part": "boss"}}',
            "[]",
            '{"format": "drivkraft.answers/1", "ratings": {}} {}',
        ]
    )
    choices = 'a whole number from 1 to 5, "dont_know" or "not_applicable"; correct it or leave it out'
    assert problems_in(data.encode()) == [
        (
            'answers.jsonl:2:68: ratings: the key "ABI01" is already in column 47; keep one of them; '
            'if a new object begins here, "}, {" is missing before it'
        ),
        f"answers.jsonl:4:64: ratings.ABI01.new: found a list, expected {choices}",
        f"answers.jsonl:4:87: ratings.ABI02.new: found 4.5, expected {choices}",
        (
            "answers.jsonl:5:1: ratings: no ratings, expected an object with a rating for each statement; "
            'add "ratings": {}'
        ),
        (
            'answers.jsonl:5:12: format: the format is "x", expected "drivkraft.answers/1"; '
            "open an answers file that Drivkraft has saved"
        ),
        (
            f"answers.jsonl:6:{WORKED[0].index(chr(34) + 'leader') + 1}: respondent.part: a second leader, "
            'after the one on line 1, expected one at most; leave one out, or write "member"'
        ),
        'answers.jsonl:7:73: respondent.part: found "boss", expected "leader" or "member"; choose one of these',
        'answers.jsonl:8:1: the line: found a list, expected an object in braces; write them in braces: {"key": …}',
        "answers.jsonl:9:50: the line: something follows the end of the JSON value; remove it",
    ]


def test_at_most_fifty_problems_are_reported_and_no_more_lines_read() -> None:
    lines = io.BytesIO(b"null\n" * 10_000)
    with pytest.raises(Problems) as found:
        read_team(lines, "answers.jsonl", BANK)
    assert len(found.value.problems) == MAX_SHOWN
    assert lines.tell() == 5 * MAX_SHOWN


@pytest.mark.parametrize("indent", [2, 0])
@pytest.mark.parametrize("is_list", [True, False])
def test_an_answers_file_over_several_lines_is_one_problem(indent: int, is_list: bool) -> None:
    document = json.loads(WORKED[1])
    data = json.dumps([document, document] if is_list else document, indent=indent).encode()
    assert problems_in(b"\n" + data) == [
        (
            "answers.jsonl:3:1: the file: the JSON begun before goes on here, expected one answers file on each line; "
            "take the line breaks out of each answers file"
        )
    ]


def test_two_lines_that_are_cut_are_two_problems() -> None:
    assert len(problems_in("\n".join(line[:-1] for line in WORKED[:2]).encode())) == 2


def test_more_members_than_the_limit_are_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assessment.team.file.MOST_RESPONDENTS", 5)
    (problem,) = problems_in("\n".join(WORKED).encode())
    assert problem == "answers.jsonl:7:1: the file: one more member, expected at most 5; leave some out"


@pytest.mark.parametrize("data", [b"", b"\n\r\n \n", b"\xef\xbb\xbf"])
def test_a_file_without_anybodys_answers_is_a_problem(data: bytes) -> None:
    (problem,) = problems_in(data)
    assert problem.startswith("answers.jsonl:1:1: the file: nobody's answers, expected one answers file on each line")


@pytest.mark.parametrize("longer", [1, MAX_JSON_BYTES, 3 * MAX_JSON_BYTES])
def test_a_line_that_is_too_long_is_one_problem_and_the_next_line_is_read(longer: int) -> None:
    long = WORKED[0] + " " * (MAX_JSON_BYTES - len(WORKED[0]) + longer)
    assert problems_in(f"{long}\nnull\n".encode()) == [
        "answers.jsonl:1:1: the line: it has too many bytes, expected at most 1,048,576; shorten it",
        'answers.jsonl:2:1: the line: found null, expected an object in braces; write them in braces: {"key": …}',
    ]


def test_the_longest_line_may_have_a_windows_line_end() -> None:
    long = WORKED[0] + " " * (MAX_JSON_BYTES - len(WORKED[0]))
    team = read_team(io.BytesIO(f"{long}\r\n{WORKED[1]}".encode()), "answers.jsonl", BANK)
    assert team.people == 2


@pytest.mark.unmeasured
def test_a_large_file_is_forgotten_line_by_line() -> None:
    """Of 4 kB a line, a member's answers and scores remain."""
    line = one([4, 3, 4, 3], form="full", title="x" * 200, behaviours={"new": "y" * 3000}).encode() + b"\n"
    read_team(io.BytesIO(line), "answers.jsonl", BANK)
    lines = io.BytesIO(line * 200)
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        team = read_team(lines, "answers.jsonl", BANK)
        kept = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert kept < 600 * len(team.members)


@pytest.mark.unmeasured
@given(st.binary(max_size=200), st.integers(0, 6), st.integers(0, 400))
def test_whatever_is_read_ends_in_a_team_or_in_problems(data: bytes, place: int, offset: int) -> None:
    broken = [line.encode() for line in WORKED]
    broken[place] = broken[place][:offset] + data + broken[place][offset:]
    for lines in (data, b"\n".join(broken)):
        found: tuple[Problem, ...] = ()
        try:
            team = read_team(io.BytesIO(lines), "answers.jsonl", BANK)
        except Problems as problems:
            found, team = problems.problems, None
        assert (team is not None and team.people > 0) or 1 <= len(found) <= MAX_SHOWN
        assert all(str(problem).startswith("answers.jsonl:") for problem in found)


# What may be shown ----------------------------------------------------------------------------------------------------


@pytest.mark.unmeasured
def test_without_unprotected_only_what_may_be_shown_is_printed(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """In the example that ships with the app, IT's three people are too few, and together with Support they are not."""
    file = str(ROOT / "assessment" / "example_team.jsonl")
    assert main(["team", file, "--by", "department"]) == 0
    printed = capsysbinary.readouterr()
    result = json.loads(printed.out)
    assert printed.err == b""
    assert (result["format"], result["n"], result["hidden"]) == ("drivkraft.team/2", 22, ["IT", "Support"])
    assert main(["team", file, "--minimum", "23"]) == 0
    assert {factor["mean"] for factor in json.loads(capsysbinary.readouterr().out)["factors"]} == {None}


def test_answers_to_another_bank_are_counted_beside_what_may_be_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = one([3, 3, 3, 3], instrument={"id": "drivkraft", "version": "0.1"})
    assert main(["team", str(written(tmp_path, *WORKED, other))]) == 0
    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith("1 of 8 answered another question bank or version; what does not fit is left out")
