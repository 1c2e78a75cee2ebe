"""The command line: `python -m assessment COMMAND`.

Exit status 0: done. 1: the input is invalid; each problem is a line on standard error. 2: the command line is invalid.
Modules that only one command needs are imported inside it, so that the other commands start quickly.
"""

from __future__ import annotations

import argparse
import errno
import json
import logging
import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, TextIO

from assessment.answers import Answers
from assessment.exports import SUFFIXES, write_report
from assessment.instrument import LANGUAGES, Instrument, instrument_schema, load_instrument, read_instrument
from assessment.problems import Problem, Problems
from assessment.reading import MAX_JSON_BYTES, MAX_YAML_BYTES
from assessment.report import Report, build_report

if TYPE_CHECKING:
    from assessment.storage import Store
    from assessment.team import Team

_STANDARD_INPUT: Final = "standard input"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
    except Problems as problems:
        print(*problems.problems, sep="\n", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader of our output has closed the pipe. Python would report the rest when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        print(f"standard output: the file: cannot be written ({error.strerror})", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _validate(options: argparse.Namespace) -> None:
    _instrument(options.questions)


def _schema(_options: argparse.Namespace) -> None:
    _print(json.dumps(instrument_schema(), ensure_ascii=False, indent=2).encode() + b"\n")


def _score(options: argparse.Namespace) -> None:
    from assessment.exports.tables import to_result_json  # noqa: PLC0415  # see the module's docstring

    _print(to_result_json(_report(options)))


def _incentives(options: argparse.Namespace) -> None:
    from assessment.exports.tables import to_incentives_json  # noqa: PLC0415  # see the module's docstring
    from assessment.incentives import propose, read_incentives, score_incentives  # noqa: PLC0415  # see the docstring

    name = _STANDARD_INPUT if options.map == "-" else options.map
    incentive_map = read_incentives(_read(options.map, MAX_JSON_BYTES), name)
    scores = score_incentives(incentive_map) if incentive_map.counts else None
    proposed = propose(incentive_map, load_instrument().incentives) if options.propose else None
    _print(to_incentives_json(incentive_map, scores, proposed))


def _team(options: argparse.Namespace) -> None:
    from assessment.anonymity import protected  # noqa: PLC0415  # see the module's docstring
    from assessment.team import read_team  # noqa: PLC0415  # see the module's docstring

    if options.size is not None and not options.unprotected:
        options.error("--size is for --unprotected")
    name = _STANDARD_INPUT if options.answers == "-" else options.answers
    instrument = load_instrument()
    with _opened(options.answers) as lines:
        team = read_team(lines, name, instrument)
    if team.elsewhere:
        found = f"{team.elsewhere} of {team.people} answered another question bank or version"
        print(f"{name}: {found}; what does not fit is left out", file=sys.stderr)
    if options.unprotected:
        _print_statistics(team, options.size, name)
        return
    by_department = options.by == "department"
    _print(protected(team, minimum=options.minimum, by_department=by_department).to_json())


def _customers(options: argparse.Namespace) -> None:
    from assessment.customers import read_departments, relationship  # noqa: PLC0415  # see the module's docstring
    from assessment.exports.customers import to_customers_json  # noqa: PLC0415  # see the module's docstring
    from assessment.reading import MAX_TABLE_BYTES  # noqa: PLC0415  # see the module's docstring
    from assessment.sentences.customers import table_problems  # noqa: PLC0415  # see the module's docstring

    read = read_departments(_read(options.table, MAX_TABLE_BYTES))
    if read.faults:
        name = _STANDARD_INPUT if options.table == "-" else options.table
        raise table_problems(read.faults, name, "en")
    engagement = [department.engagement for department in read.departments]
    customers = [department.customers for department in read.departments]
    _print(to_customers_json(relationship(engagement, customers)))


def _print_statistics(team: Team, size: int | None, name: str) -> None:
    from assessment.exports.team import statistics_remarks, to_team_statistics_json  # noqa: PLC0415  # see there
    from assessment.team import team_statistics  # noqa: PLC0415  # see the module's docstring

    if size is not None and size < len(team.members):
        found, expected = f"{size} members", f"expected at least the {len(team.members)} in {name}"
        remedy = "count those who have not answered as well"
        raise Problems([Problem("--size", None, None, "the team", found, expected, remedy)])
    statistics = team_statistics(team, size)
    for remark in statistics_remarks(team, statistics):
        print(f"{name}: {remark}", file=sys.stderr)
    _print(to_team_statistics_json(team, statistics))


def _write(options: argparse.Namespace) -> None:
    from assessment.answers import translated  # noqa: PLC0415  # see the module's docstring

    report = _report(options)
    spoken = report.instrument.languages
    if options.language and options.language not in spoken:
        found, remedy = (
            f"is in {' and '.join(spoken)}, not in {options.language}",
            "leave out --language, or choose one",
        )
        raise Problems([Problem("--language", None, None, "the question bank", found, remedy=remedy)])
    language = options.language or report.instrument.in_language(report.answers.language or "sv")
    report = replace(report, answers=translated(report.answers, report.instrument, language))
    data = write_report(report, options.output.suffix.lower(), language)
    try:
        options.output.write_bytes(data)
    except OSError as error:
        raise _problem(str(options.output), f"cannot be written ({error.strerror})") from None


def _purge(options: argparse.Namespace) -> None:
    from assessment.campaigns.release import release_due  # noqa: PLC0415  # see the module's docstring
    from assessment.rounds import close_due  # noqa: PLC0415  # see the module's docstring
    from assessment.storage import (  # noqa: PLC0415
        COPY_DAYS,
        FINISHED_YEARS,
        LEAD_YEARS,
        UNFINISHED_DAYS,
        database_url,
        sqlite_file,
    )

    file = sqlite_file(database_url())
    if options.dry_run and file and not Path(file).exists():
        print(f"there is no database {file} yet: nothing would be deleted")
        return
    confirmed, now = options.yes or options.dry_run, datetime.now(UTC)
    with _store() as store:
        # First: what is due may be part of what is released.
        late = len(store.late_campaigns(now, confirmed=confirmed)) if options.dry_run else None
        campaigns = release_due(store, now, confirmed=options.yes) if late is None else late
        purged = store.purge(now, confirmed=confirmed, dry_run=options.dry_run)
        asked = purged if confirmed is options.yes else store.purge(now, confirmed=False, dry_run=True)
        rounds = store.late_rounds(now) if options.dry_run else close_due(store, now, confirmed=options.yes)
    verb = "would be deleted" if options.dry_run else "deleted"
    print(f"unfinished assessments, untouched for {UNFINISHED_DAYS} days: {purged.unfinished} {verb}")
    print(f"finished assessments, not visited for {FINISHED_YEARS * 12} months: {purged.finished} {verb}")
    print(f"assessments begun in a campaign, neither changed nor visited for its days: {purged.respondents} {verb}")
    print(f"leads, {LEAD_YEARS * 12} months after they were given: {purged.leads} {verb}")
    print(f"sign-ins that are over: {purged.sign_ins} {verb}")
    print(f"texts of question banks without an assessment: {purged.instruments} {verb}")
    print(f"copies made before migrations, {COPY_DAYS} days old: {purged.copies} {verb}")
    print(f"rounds whose last day is over: {rounds} {'would be closed' if options.dry_run else 'closed'}")
    print(f"campaigns that are over: {campaigns} {'would be released' if options.dry_run else 'released'}")
    if asked.waiting is not None and options.dry_run:
        print(f"this needs --yes: {asked.waiting}")
    elif asked.waiting is not None:
        raise _no_database(f"{asked.waiting}, so they are not deleted", "if the clock is right, add --yes")


def _key(options: argparse.Namespace) -> None:
    from assessment.storage import new_key  # noqa: PLC0415  # see the module's docstring

    today = datetime.now(UTC).date()
    with _store() as store:
        if options.revoke is not None:
            if not store.revoke(options.revoke, today):
                raise _wrong_name(options.revoke, "is nobody's", "see all names with python -m assessment key")
            print(f"{options.revoke} cannot sign in any more")
        elif options.new is not None:
            key = new_key()
            if not store.add_consultant(options.new, key, today):
                raise _wrong_name(options.new, "has a key", "revoke it first, or choose another name")
            print(
                "This key is shown only now. Send it to nobody else; whoever has it signs in as this consultant.",
                key,
                sep="\n",
            )
        else:
            for each in store.consultants():
                print(f"{each.made_on}  {each.revoked_on or ' ' * len('2026-11-28')}  {each.name}")


def _wrong_name(name: str, found: str, remedy: str) -> Problems:
    return Problems([Problem("NAME", None, None, "the consultant's name", f"{name!r} {found}", remedy=remedy)])


@contextmanager
def _store() -> Iterator[Store]:
    """The database, open. Raises Problems when it cannot be used, also meanwhile."""
    from assessment.storage import Store, StoreUnavailable, database_url, sqlite_file  # noqa: PLC0415

    if sqlite_file(database_url()) == "":
        raise _no_database("is in memory, where nothing is kept", "name a file: sqlite:///data/drivkraft.db")
    logging.getLogger("assessment").addHandler(logging.NullHandler())  # The error is reported below.
    try:
        yield Store(database_url())
    except StoreUnavailable as error:
        # The driver's own message; SQLAlchemy's also quotes the whole statement.
        reason = " ".join(str(getattr(error.__cause__, "orig", None) or error).split())
        raise _no_database(f"cannot be used ({reason})", "check DATABASE_URL and try again") from None


def _report(options: argparse.Namespace) -> Report:
    instrument = _instrument(options.questions)
    name = _STANDARD_INPUT if options.answers == "-" else options.answers
    answers = Answers.from_json(_read(options.answers, MAX_JSON_BYTES), instrument, name)
    return build_report(instrument, answers, made_on=date.today())  # noqa: DTZ011  # the day where the reader is


def _instrument(path: str | None) -> Instrument:
    return read_instrument(_read(path, MAX_YAML_BYTES), _STANDARD_INPUT) if path == "-" else load_instrument(path)


def _read(path: str, most: int) -> bytes:
    """Read a file or standard input: at most `most` + 1 bytes, enough for the parser to report that it is too long."""
    with _opened(path) as file:
        return file.read(most + 1)


@contextmanager
def _opened(path: str) -> Iterator[BinaryIO]:
    """A file or standard input, open for reading. Raises Problems when it cannot be opened or read."""
    with ExitStack() as opened:
        try:
            file = _open(sys.stdin).buffer if path == "-" else opened.enter_context(Path(path).open("rb"))
        except (OSError, ValueError) as error:
            raise _unreadable(path, error) from None
        try:
            yield file
        except OSError as error:
            raise _unreadable(path, error) from None


def _unreadable(path: str, error: Exception) -> Problems:
    missing = isinstance(error, FileNotFoundError)
    found = "there is no such file" if missing else "the file cannot be read"
    return _problem(_STANDARD_INPUT if path == "-" else path, found)


def _problem(file: str, found: str) -> Problems:
    remedy = "check the name and your permissions there"
    return Problems([Problem(file, None, None, "the file", found, remedy=remedy)])


def _no_database(found: str, remedy: str) -> Problems:
    return Problems([Problem("DATABASE_URL", None, None, "the database", found, remedy=remedy)])


def _print(data: bytes) -> None:
    """Write UTF-8, whatever the terminal's own encoding is."""
    stream = _open(sys.stdout)
    stream.buffer.write(data)
    stream.flush()


def _open(stream: TextIO | None) -> TextIO:
    """A standard stream. Raises OSError when the caller has closed it, where Python has None."""
    if stream is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return stream


def _output(name: str) -> Path:
    """An output file whose suffix names a known format."""
    path = Path(name)
    if path.suffix.lower() not in SUFFIXES:
        raise argparse.ArgumentTypeError(f"{name!r} does not end in one of {', '.join(SUFFIXES)}")
    return path


def _whole(text: str) -> int:
    if not re.fullmatch("[0-9]{1,9}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number")
    return int(text)


def _name(text: str) -> str:
    """A consultant's name, on one line."""
    from assessment.answers import NAME_LIMIT, tidied  # noqa: PLC0415  # see the module's docstring

    name = " ".join(tidied(text).split())
    if not name or len(name) > NAME_LIMIT:
        raise argparse.ArgumentTypeError(f"a name has 1 to {NAME_LIMIT} characters")
    return name


def _minimum(text: str) -> int:
    """How many members must be behind a figure: never fewer than the promise says."""
    from assessment.anonymity import LEAST_MINIMUM  # noqa: PLC0415  # see the module's docstring

    minimum = _whole(text)
    if minimum < LEAST_MINIMUM:
        raise argparse.ArgumentTypeError(f"a result for fewer than {LEAST_MINIMUM} would give people away")
    return minimum


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m assessment", description="Drivkraft from the command line.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    validate = commands.add_parser("validate", help="every problem in the question bank, one per line")
    validate.add_argument("questions", nargs="?", help="a question bank; by default the one the app ships with")
    validate.set_defaults(run=_validate)

    schema = commands.add_parser("schema", help="JSON Schema of questions.yaml, for editors")
    schema.set_defaults(run=_schema)

    score = commands.add_parser("score", help="the result of an answers file, as JSON")
    report = commands.add_parser("report", help="the report of an answers file")
    for command in (score, report):
        command.add_argument("answers", help="an answers file; - reads standard input")
        command.add_argument("--questions", help="a question bank; by default the one the app ships with")
    report.add_argument("-o", "--output", required=True, type=_output, help=f"a file ending in {', '.join(SUFFIXES)}")
    report.add_argument("--language", choices=LANGUAGES, help="by default the language of the answers, else sv")
    purge = commands.add_parser("purge", help="delete data past its retention period; the app does this once a day")
    purge.add_argument("--dry-run", action="store_true", help="only count it")
    purge.add_argument("--yes", action="store_true", help="also if that is more than half, or the clock has jumped")
    purge.set_defaults(run=_purge)
    keys = commands.add_parser("key", help="who may make campaigns; by default a list: made, revoked, name")
    which = keys.add_mutually_exclusive_group()
    which.add_argument("--new", type=_name, metavar="NAME", help="make a key, which is printed once, on the last line")
    which.add_argument("--revoke", type=_name, metavar="NAME", help="let this consultant's key open nothing any more")
    keys.set_defaults(run=_key)
    score.set_defaults(run=_score)
    report.set_defaults(run=_write)

    _add_incentives(commands)
    _add_team(commands)
    customers = commands.add_parser("customers", help="how engagement and customers go together, as JSON")
    customers.add_argument("table", help="a table of departments, CSV or .xlsx; - reads standard input")
    customers.set_defaults(run=_customers)
    return parser


def _add_incentives(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    incentives = commands.add_parser("incentives", help="how the roles of an incentive map pull, as JSON")
    incentives.add_argument("map", help="a map in YAML or JSON; - reads standard input")
    incentives.add_argument(
        "--propose", action="store_true", help="also the smallest change for each role, and a story"
    )
    incentives.set_defaults(run=_incentives)


def _add_team(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    team = commands.add_parser("team", help="a team's result, as JSON")
    team.add_argument("answers", help="one answers file on each line; - reads standard input")
    team.add_argument("--minimum", type=_minimum, default="5", metavar="N", help="members behind each figure")
    team.add_argument("--by", choices=["department"], help="also each department that may be shown")
    team.add_argument("--unprotected", action="store_true", help="the statistics themselves, whoever they give away")
    team.add_argument("--size", type=_whole, metavar="N", help="how many members there are, answered or not")
    team.set_defaults(run=_team, error=team.error)


if __name__ == "__main__":
    sys.exit(main())
