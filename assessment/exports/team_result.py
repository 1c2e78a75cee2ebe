"""A team's released result as files, each with the receipt: PDF, Excel, CSV, JSON; and the plan for the talk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final, Literal

from assessment.anonymity import ShownGroup
from assessment.exports.tables import Cell, csv_table
from assessment.instrument import Language
from assessment.look import LOOK, Look
from assessment.report import Report
from assessment.rollout import STEP_NUMBERS, Wave
from assessment.sentences.names import part_name
from assessment.sentences.receipt import receipt_sentence
from assessment.sentences.talk import settled_before
from assessment.sentences.team import (
    agreement_notes,
    agreement_sentences,
    agreement_word,
    department_name,
    department_sentences,
    engagement_sentences,
    groups_apart,
    left_out_sentences,
    reader,
    team_occasion,
    view_text,
    worth_sentence,
)
from assessment.sentences.team_headline import team_headline
from assessment.team_result import TeamResult
from assessment.words import say

TeamFileKind = Literal["team_pdf", "team_talk", "team_xlsx", "team_csv", "team_json"]
_ENDINGS: Final[Mapping[TeamFileKind, str]] = {
    "team_pdf": ".pdf",
    "team_talk": ".pdf",
    "team_xlsx": ".xlsx",
    "team_csv": ".csv",
    "team_json": ".json",
}
# The columns of the table, as they are called among the words.
TEAM_COLUMNS: Final = (
    "file.section",
    "file.id",
    "column.department",
    "column.answers",
    "column.team",
    "file.bound",
    "file.low",
    "file.high",
    "column.agreement",
    "leader",
    "column.view",
)


def team_file_name(
    kind: TeamFileKind,
    language: Language,
    day: date,
    *,
    wave: Wave | None = None,
    is_for_leader: bool = False,
    look: Look = LOOK,
) -> str:
    """The name of a downloaded file, such as "drivkraft-team-result-2026-12-18.pdf".

    With the step of a roll-out, and whether it is the leader's own PDF.
    """
    step = f"-{say(language, 'rollout.in_file', step=STEP_NUMBERS[wave])}" if wave else ""
    whose = f"-{say(language, 'rollout.leaders_file')}" if is_for_leader and kind == "team_pdf" else ""
    return f"{look.file_prefix}{say(language, f'team_result.file.{kind}')}{step}{whose}-{day}{_ENDINGS[kind]}"


def write_team_result(
    result: TeamResult,
    kind: TeamFileKind,
    language: Language,
    *,
    own: Report | None = None,
    look: Look = LOOK,
    address: str = "",
) -> bytes:
    """The result as a file. JSON is what the command line prints.

    `own` is the leader's own report, which a PDF goes on from and which has the experience that is agreed on. For a
    PDF, `address` is where the app is.
    """
    if kind == "team_json":
        return result.report.to_json()
    if kind == "team_csv":
        return csv_table(team_table(result, language), language)
    if kind == "team_xlsx":
        from assessment.exports.workbook.team import to_team_xlsx  # noqa: PLC0415  # heavy, like those below

        return to_team_xlsx(result, language, settled=settled_before(own, language), look=look)
    from assessment.exports.pdf.team import to_team_pdf  # noqa: PLC0415  # as above
    from assessment.exports.pdf.team_talk import to_talk_pdf  # noqa: PLC0415  # as above

    if kind == "team_talk":
        return to_talk_pdf(result, language, settled=settled_before(own, language), look=look, address=address)
    return to_team_pdf(result, language, own=own, look=look, address=address)


def team_heads(result: TeamResult, language: Language) -> list[Cell]:
    """The header of the table."""
    leader = f"column.{reader(result)}"
    return [say(language, f"team_result.{leader if name == 'leader' else name}") for name in TEAM_COLUMNS]


def team_table(result: TeamResult, language: Language) -> Iterator[list[Cell]]:
    """All figures as rows with TEAM_COLUMNS; what is not shown is empty. Last come the sentences, the receipt too."""
    yield team_heads(result, language)
    remarks: list[list[Cell]] = [[name, None, sentence] for name, sentence in team_remarks(result, language)]
    for row in [*team_figure_rows(result, language), *remarks]:
        yield [*row, *[None] * (len(TEAM_COLUMNS) - len(row))]


def team_figure_rows(result: TeamResult, language: Language) -> Iterator[list[Cell]]:
    """The figures: everybody's, factor by factor, then each department's, its engagement last."""
    rows = {row.factor: row for row in result.rows}
    for figure in result.report.factors:
        low, high = figure.interval or (None, None)
        yield [
            part_name(figure.factor, result.instrument, language),
            figure.factor,
            say(language, "team_result.file.whole"),
            figure.n,
            figure.mean,
            _bound(figure.bound, language),
            low,
            high,
            None if figure.agreement is None else agreement_word(figure, result, language),
            figure.leader,
            view_text(rows[figure.factor], result, language),
        ]
    for group in result.departments:
        yield from _group_rows(group, result, language)
    engagement = say(language, "customers.table.engagement")
    for group in result.report.engagement:
        [own] = group.figures
        yield [engagement, own.factor, group.name, own.n, own.mean, _bound(own.bound, language)]


def _group_rows(group: ShownGroup, result: TeamResult, language: Language) -> Iterator[list[Cell]]:
    for figure in group.figures:
        name = department_name(group, result, language)
        part = part_name(figure.factor, result.instrument, language)
        yield [part, figure.factor, name, figure.n, figure.mean, _bound(figure.bound, language)]


def _bound(bound: str | None, language: Language) -> str | None:
    return None if bound is None else say(language, f"team_result.file.{bound}")


def team_remarks(result: TeamResult, language: Language) -> Iterator[tuple[str, str]]:
    """What is said in words, each sentence with its heading; the receipt last."""
    found = team_headline(result, language)
    yield say(language, "team_result.file.kind"), team_occasion(result, language)
    for each in (found.title, *found.findings):
        yield say(language, "export.row.headline"), each
    if result.is_for_leader and not result.is_about_groups and (apart := groups_apart(result, language)):
        yield say(language, "export.row.headline"), apart
    worth = say(language, "team_result.worth.title")
    agreement = say(language, "team_result.agreement.title")
    department = say(language, "team_result.departments.title")
    if result.shows_anything:
        yield worth, worth_sentence(result, language)
        yield from ((worth, sentence) for sentence in left_out_sentences(result, language))
        agreed = (*agreement_sentences(result, language), *agreement_notes(result, language))
        yield from ((agreement, sentence) for sentence in agreed)
    bounds = [say(language, "team_result.departments.bound")] if result.has_bounds else []
    said = (*department_sentences(result, language), *bounds, *engagement_sentences(result, language))
    yield from ((department, sentence) for sentence in said)
    yield say(language, "team_result.receipt.title"), receipt_sentence(result, language)
