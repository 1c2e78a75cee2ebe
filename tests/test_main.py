"""The command line: what it prints, how it ends, and that it never shows a traceback."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest
from pypdf import PdfReader

from assessment.__main__ import main
from assessment.bank import Bank, text_hash
from assessment.incentives import read_incentives
from assessment.instrument import LANGUAGES, Instrument, Language, load_instrument
from assessment.rounds import Leading, Setup
from assessment.series import Series, Today
from assessment.storage import Store, new_key
from tests.amounts import IS_SOAK

from .conftest import WORKED
from .test_storage_campaigns import answered, kept_for

# Coverage would take as long as these tests; those marked as measured reach all that they do.
pytestmark = pytest.mark.unmeasured

ROOT = Path(__file__).parent.parent


@pytest.fixture
def answers_file(tmp_path: Path, document: Callable[..., dict[str, Any]]) -> Path:
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(document(WORKED)), encoding="utf-8")
    return file


def test_score_prints_the_worked_example(answers_file: Path) -> None:
    command = [sys.executable, "-m", "assessment", "score", "-"]
    run = subprocess.run(command, input=answers_file.read_bytes(), capture_output=True, cwd=ROOT, check=False)
    assert (run.returncode, run.stderr) == (0, b"")
    result = json.loads(run.stdout)
    assert [factor["balance"]["difference"] for factor in result["factors"]] == [-31.25, -12.5, -37.5, -25.0]
    assert [factor["balance"]["verdict"] for factor in result["factors"]] == ["current"] * 4
    assert result["balance"] == {"total": -26.56, "rewards": -31.25}


@pytest.mark.measured
def test_incentives_states_nothing_about_an_unconfirmed_map(
    capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    file = tmp_path / "map.yaml"
    suggested = (
        (ROOT / "assessment" / "example_map.yaml")
        .read_text(encoding="utf-8")
        .replace("    influence: 1\n", "    proposed: true\n")
    )
    file.write_text(suggested, encoding="utf-8")
    assert main(["incentives", str(file)]) == 0
    result = json.loads(capsysbinary.readouterr().out)
    assert (result["roles"], result["system"], result["clashes"]) == ([], None, [])
    assert {(element["net"], element["orphan"]) for element in result["elements"]} == {(None, None)}


@pytest.mark.parametrize("indent", ["yaml", None, 2])
def test_incentives_prints_the_worked_example(indent: Any, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    data = (ROOT / "assessment" / "example_map.yaml").read_bytes()
    if indent != "yaml":
        data = json.dumps(read_incentives(data).document(), indent=indent).encode()
    command = [sys.executable, "-m", "assessment", "incentives", "-"]
    run = subprocess.run(command, input=data, capture_output=True, cwd=ROOT, check=False)
    assert (run.returncode, run.stderr) == (0, b"")
    result = json.loads(run.stdout)
    assert list(result) == ["format", "roles", "system", "elements", "clashes"]
    assert result["format"] == "drivkraft.incentives/1"
    pulls = {"E1": -1.5, "E2": -0.5, "E3": -0.5, "E4": -0.5, "E5": -1.0}
    assert result["roles"][0] == {"id": "ceo", "pulls": pulls, "alignment": -41.25}
    assert result["system"] == -21.25
    assert result["elements"][0] == {"id": "E1", "net": -0.43, "roles_pulling": 1, "orphan": False}
    assert result["clashes"][0] == {
        "a": "sales",
        "b": "customer_service",
        "tug_of_war": 7.5,
        "direct": 75.0,
        "clash": 75.0,
        "kind": "direct",
        "severity": "severe",
    }
    assert not any(str(pull) == "-0.0" for role in result["roles"] for pull in role["pulls"].values())


def test_a_reader_that_stops_early_causes_no_error(answers_file: Path) -> None:
    command = f"{sys.executable} -m assessment score {answers_file} | head -c 1 > /dev/null; exit ${{PIPESTATUS[0]}}"
    run = subprocess.run(["bash", "-c", command], capture_output=True, cwd=ROOT, check=False)
    assert (run.returncode, run.stderr) == (0, b"")


def test_validating_the_shipped_bank_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["validate"]) == 0
    assert capfd.readouterr() == ("", "")


@pytest.mark.measured
def test_the_schema_is_json(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsysbinary.readouterr().out)["properties"]["factors"]


def test_problems_of_a_bank_are_a_line_each_and_at_most_fifty(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    bank = tmp_path / "bank.yaml"
    bank.write_text(
        (ROOT / "questions.yaml").read_text(encoding="utf-8").replace("    reverse:", "    revers:"), "utf-8"
    )
    assert main(["validate", str(bank)]) == 1
    lines = capfd.readouterr().err.splitlines()
    assert 2 <= len(lines) <= 50
    assert all(line.startswith(f"{bank}:") and "revers" in line for line in lines)


@pytest.mark.parametrize(
    ("suffix", "start"), [(".pdf", b"%PDF-"), (".xlsx", b"PK"), (".csv", b"\xef\xbb\xbfAvsnitt;"), (".json", b"{")]
)
def test_report_writes_the_format_of_its_suffix(answers_file: Path, tmp_path: Path, suffix: str, start: bytes) -> None:
    output = tmp_path / f"summary{suffix}"
    assert main(["report", str(answers_file), "-o", str(output)]) == 0
    assert output.read_bytes().startswith(start)


def test_a_report_as_json_is_what_score_prints(
    answers_file: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    output = tmp_path / "summary.json"
    assert main(["report", str(answers_file), "-o", str(output)]) == 0
    assert main(["score", str(answers_file)]) == 0
    assert capsysbinary.readouterr().out == output.read_bytes()


@pytest.mark.parametrize(
    ("spoken", "asked", "head"), [(None, [], "Avsnitt"), ("en", [], "Section"), ("en", ["--language", "sv"], "Avsnitt")]
)
def test_the_language_is_the_given_one_else_that_of_the_answers_else_swedish(
    tmp_path: Path, document: Callable[..., dict[str, Any]], spoken: str | None, asked: list[str], head: str
) -> None:
    file, output = tmp_path / "answers.json", tmp_path / "out.csv"
    file.write_text(json.dumps(document(WORKED, language=spoken)), encoding="utf-8")
    assert main(["report", str(file), "-o", str(output), *asked]) == 0
    assert output.read_text(encoding="utf-8-sig").startswith(head)


@pytest.mark.in_turns
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_shows_example_behaviours_in_its_own_language(tmp_path: Path, language: Language) -> None:
    """In the example that ships with the app they are in English."""
    output = tmp_path / "report.pdf"
    example = ROOT / "assessment" / "example.json"
    assert main(["report", str(example), "-o", str(output), "--language", language]) == 0
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(output).pages).split())
    pair = load_instrument().behaviour_examples[0]
    other: Language = "en" if language == "sv" else "sv"
    for column in (pair.current, pair.new):
        assert column[language] in text
        assert column[other] not in text


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nonsense"],
        ["report", "answers.json"],
        ["report", "answers.json", "-o", "x.doc"],
        ["report", "answers.json", "-o", "x"],
        ["report", "answers.json", "-o", "x.pdf", "--language", "de"],
        ["score"],
        ["incentives"],
        ["incentives", "a.yaml", "b.yaml"],
    ],
)
def test_a_wrong_command_line_ends_with_2(arguments: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    assert "Traceback" not in capfd.readouterr().err


WRONG: Final = {
    "empty": b"",
    "binary": b"\x00\xff\xfe" * 100,
    "list": b"[]",
    "cut": b"{",
    "null": b"null",
    "other": b'{"format": "other", "ratings": []}',
    "deep": b"[" * 100_000,
    "wrong type": b'{"format": "drivkraft.answers/1", "ratings": {"ABI01": {"current": [1]}}}',
    "huge number": b'{"a":' + b"9" * 5000 + b"}",
    "huge file": b" " * 2_000_000,
}


@pytest.mark.parametrize("data", WRONG if IS_SOAK else ("binary", "cut", "wrong type"))
@pytest.mark.parametrize("command", ["score", "report", "validate", "incentives", "team"])
def test_wrong_input_ends_with_1_and_a_line_per_problem(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], data: str, command: str
) -> None:
    file = tmp_path / "input"
    file.write_bytes(WRONG[data])
    output = ["-o", str(tmp_path / "x.pdf")] if command == "report" else []
    assert main([command, str(file), *output]) == 1
    printed = capfd.readouterr()
    assert printed.out == ""
    assert 1 <= len(printed.err.splitlines()) <= 50
    assert all(line.startswith(str(file)) for line in printed.err.splitlines())


@pytest.mark.measured
def test_a_file_that_cannot_be_opened_or_written_ends_with_1(
    tmp_path: Path, answers_file: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["score", str(tmp_path)]) == 1
    assert main(["score", str(tmp_path / "missing.json")]) == 1
    assert main(["score", str(answers_file), "--questions", str(tmp_path)]) == 1
    assert main(["report", str(answers_file), "-o", str(tmp_path / "missing" / "x.pdf")]) == 1
    assert main(["validate", str(tmp_path / "missing.yaml")]) == 1
    assert main(["incentives", str(tmp_path / "missing.yaml")]) == 1
    assert main(["team", str(tmp_path)]) == 1
    lines = capfd.readouterr().err.splitlines()
    assert len(lines) == 7
    assert all(line.startswith(str(tmp_path)) for line in lines)


@pytest.mark.measured
def test_purge_counts_deletes_and_has_nothing_left_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "answers.db"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file}")
    store = Store(f"sqlite:///{file}")
    for _ in range(3):
        store.begin(new_key(), {"form": "quick"}, instrument_version="1.0", scoring_version="1")
    store.close()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE choices SET saved_at = '2020-01-01 00:00:00.000000'")
    begins = "unfinished assessments, untouched for 30 days: "
    for command, status, found in (
        (["purge", "--dry-run"], 0, "3 would be deleted"),
        (["purge"], 1, "0 deleted"),
        (["purge", "--yes", "--dry-run"], 0, "3 would be deleted"),
        (["purge", "--yes"], 0, "3 deleted"),
        (["purge"], 0, "0 deleted"),
    ):
        assert main(command) == status
        printed = capsys.readouterr()
        assert printed.out.splitlines()[0] == f"{begins}{found}"
        more_than_half = (
            f"3 of its 3 assessments and leads are due on {datetime.now(UTC).date()}, more than half of all"
        )
        assert printed.out.endswith(f"this needs --yes: {more_than_half}\n") == (command == ["purge", "--dry-run"])
        assert printed.err == (
            f"DATABASE_URL: the database: {more_than_half}, so they are not deleted; if the clock is right, add --yes\n"
            if status
            else ""
        )


@pytest.mark.measured
def test_purge_counts_finished_assessments_that_nobody_visits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "answers.db"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file}")
    with closing(Store(f"sqlite:///{file}")) as store:
        for key in (new_key(), new_key()):
            store.begin(key, {"form": "quick"}, instrument_version="1.0", scoring_version="1")
            store.finish(key)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE series SET visited_on = '2020-01-01' WHERE id = 1")
    for command, done in ((["purge", "--dry-run"], "1 would be deleted"), (["purge"], "1 deleted")):
        assert main(command) == 0
        line = f"finished assessments, not visited for 24 months: {done}"
        assert line in capsys.readouterr().out.splitlines()


@pytest.mark.measured
def test_purge_counts_what_is_left_of_campaigns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "answers.db"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file}")
    with closing(Store(f"sqlite:///{file}")) as store:
        _, _, code = kept_for(store, 14)
        answered(store, code)
    with closing(sqlite3.connect(file)) as connection, connection:
        for table, column in (
            *(("series", "visited_on"), ("assessments", "begun_at"), ("assessments", "finished_at")),
            *(("choices", "saved_at"), ("leads", "given_at"), ("sign_ins", "used_at")),
        ):
            connection.execute(f"UPDATE {table} SET {column} = replace({column}, substr({column}, 1, 4), '2020')")
    for command, done in ((["purge", "--dry-run"], "1 would be deleted"), (["purge", "--yes"], "1 deleted")):
        assert main(command) == 0
        lines = {
            f"assessments begun in a campaign, neither changed nor visited for its days: {done}",
            f"leads, 12 months after they were given: {done}",
            f"sign-ins that are over: {done}",
        }
        assert lines <= set(capsys.readouterr().out.splitlines())


@pytest.mark.measured
def test_purge_closes_rounds_whose_last_day_is_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], bank: Instrument
) -> None:
    file = tmp_path / "answers.db"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file}")
    text = (Path(__file__).parents[1] / "questions.yaml").read_text(encoding="utf-8")
    today = Today(Bank(bank, text, text_hash(text)), "sv", datetime.now(UTC))
    with closing(Store(f"sqlite:///{file}")) as store:
        series = Series(store, new_key())
        series.begin({"form": "quick"}, today)
        series.finish()
        Leading(store, series.key).begin(Setup("Team", 8, today.now.date(), are_told=True), today)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE rounds SET closes_on = date('now', '-1 day')")
    for command, done in (
        (["purge", "--dry-run"], "1 would be closed"),
        (["purge"], "1 closed"),
        (["purge"], "0 closed"),
    ):
        assert main(command) == 0
        assert f"rounds whose last day is over: {done}" in capsys.readouterr().out.splitlines()


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "sqlite:///file:x?mode=memory&uri=true"])
@pytest.mark.parametrize("command", [["purge"], ["purge", "--dry-run"]])
def test_a_database_in_memory_has_nothing_to_purge(
    url: str, command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    assert main(command) == 1
    assert capsys.readouterr().err == (
        "DATABASE_URL: the database: is in memory, where nothing is kept; name a file: sqlite:///data/drivkraft.db\n"
    )


@pytest.mark.measured
@pytest.mark.parametrize("url", ["sqlite:///{}", "sqlite:///file:{}?uri=true"])
def test_a_dry_run_creates_no_database(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "data" / "answers.db"
    monkeypatch.setenv("DATABASE_URL", url.format(file))
    assert main(["purge", "--dry-run"]) == 0
    assert capsys.readouterr().out == f"there is no database {file} yet: nothing would be deleted\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.measured
def test_a_file_that_is_not_a_database_is_reported_without_the_sql_statement(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "answers.db").write_bytes(b"no database, " * 1000)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'answers.db'}")
    assert main(["purge"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line == (
        "DATABASE_URL: the database: cannot be used (file is not a database); check DATABASE_URL and try again"
    )


@pytest.mark.measured
@pytest.mark.parametrize("url", ["nonsense", "sqlite:////proc/none/x.db", "postgresql://127.0.0.1:1/none"])
def test_purge_without_a_database_is_reported_in_one_line(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    assert main(["purge"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("DATABASE_URL: the database: cannot be used")


# Keys of consultants --------------------------------------------------------------------------------------------------


@pytest.fixture
def consultants(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The database of the command line, beside it."""
    url = f"sqlite:///{tmp_path / 'answers.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    with closing(Store(url)) as store:
        yield store


def is_valid(store: Store, key: str) -> bool:
    return store.sign_in(key, datetime.now(UTC)) is not None


@pytest.mark.measured
def test_a_new_key_is_printed_once_alone_on_the_last_line_and_signs_in_until_it_is_revoked(
    consultants: Store, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    assert main(["key", "--new", " Havsnäs \t Rådgivning "]) == 0
    printed = capfd.readouterr()
    said, key = printed.out.splitlines()
    assert "shown only now" in said
    assert is_valid(consultants, key)
    assert main(["key"]) == 0
    today, shown = datetime.now(UTC).date(), capfd.readouterr()
    assert shown.out == f"{today}              Havsnäs Rådgivning\n"
    assert main(["key", "--revoke", "Havsnäs Rådgivning"]) == 0
    assert capfd.readouterr().out == "Havsnäs Rådgivning cannot sign in any more\n"
    assert not is_valid(consultants, key)
    assert main(["key"]) == 0
    assert capfd.readouterr().out == f"{today}  {today}  Havsnäs Rådgivning\n"
    assert main(["key", "--new", "Havsnäs Rådgivning"]) == 0
    assert is_valid(consultants, capfd.readouterr().out.splitlines()[-1])
    for told in (printed.err, shown.err, caplog.text):
        assert key not in told


@pytest.mark.measured
def test_a_name_that_is_taken_or_nobodys_is_reported_and_changes_nothing(
    consultants: Store, capfd: pytest.CaptureFixture[str]
) -> None:
    main(["key", "--new", "Havsnäs"])
    key = capfd.readouterr().out.splitlines()[-1]
    for command, found in (
        (["key", "--new", "Havsnäs"], "'Havsnäs' has a key; revoke it first, or choose another name"),
        (["key", "--revoke", "Nobody"], "'Nobody' is nobody's; see all names with python -m assessment key"),
    ):
        assert main(command) == 1
        assert capfd.readouterr() == ("", f"NAME: the consultant's name: {found}\n")
    assert is_valid(consultants, key)
    assert [each.name for each in consultants.consultants()] == ["Havsnäs"]


@pytest.mark.parametrize("name", ["", " \t\n", "x" * 201])
def test_a_name_has_1_to_200_characters(consultants: Store, capfd: pytest.CaptureFixture[str], name: str) -> None:
    for way in ("--new", "--revoke"):
        with pytest.raises(SystemExit) as end:
            main(["key", way, name])
        assert end.value.code == 2
        assert "a name has 1 to 200 characters" in capfd.readouterr().err
    assert consultants.consultants() == []


@pytest.mark.measured
def test_without_a_database_no_key_is_printed(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for url in ("sqlite:///:memory:", "sqlite:////proc/none/x.db"):
        monkeypatch.setenv("DATABASE_URL", url)
        for command in (["key"], ["key", "--new", "Havsnäs"], ["key", "--revoke", "Havsnäs"]):
            assert main(command) == 1
            printed = capfd.readouterr()
            assert printed.out == ""
            (line,) = printed.err.splitlines()
            assert line.startswith("DATABASE_URL: the database: ")
