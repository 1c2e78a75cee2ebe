"""A Report as bytes: pdf/, workbook/ (Excel), tables.py (CSV, JSON) and calendar.py, with the numbers of the screen.

The libraries behind a format are heavy, so each writer is imported only when its file is requested.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, Literal

from assessment.instrument import Language
from assessment.look import LOOK, Look
from assessment.report import Report
from assessment.words import say

# The formats of the command line's `report`; an answers file has no plan, so there is no calendar.
SUFFIXES: Final = (".pdf", ".xlsx", ".csv", ".json")

# The suffix of each file that the app offers for download.
FileKind = Literal["pdf", "map", "xlsx", "csv", "json", "result", "plan", "archive"]
_ENDINGS: Final[Mapping[FileKind, str]] = {
    "pdf": ".pdf",
    "map": ".pdf",
    "xlsx": ".xlsx",
    "csv": ".csv",
    "json": ".json",
    "result": ".json",
    "plan": ".ics",
    "archive": ".json",
}


def file_name(
    kind: FileKind, language: Language, day: date, *, look: Look = LOOK, example: bool = False, own: bool = False
) -> str:
    """The name of a downloaded file, such as "drivkraft-summary-2026-11-22.pdf"; the example's name says so.

    The PDF of a team's member, `own`, is named after what it is.
    """
    of_example = f"{say(language, 'example.file')}-" if example else ""
    name = say(language, "round.member.own_file" if own and kind == "pdf" else f"downloads.{kind}.file")
    return f"{look.file_prefix}{of_example}{name}-{day}{_ENDINGS[kind]}"


def write_report(
    report: Report,
    suffix: str,
    language: Language,
    *,
    look: Look = LOOK,
    example: bool = False,
    address: str = "",
) -> bytes:
    """The report in the format of a file name's suffix. A PDF of the example says so on each page.

    `address` is where the app is; a PDF and a calendar name it.

    Accepts SUFFIXES and ".ics" (the deadlines of the plan). Raises ValueError for any other suffix.
    """
    if suffix == ".pdf":
        from assessment.exports.pdf import to_pdf  # noqa: PLC0415  # see the module's docstring

        return to_pdf(report, language, look=look, example=example, address=address)
    if suffix == ".xlsx":
        from assessment.exports.workbook import to_xlsx  # noqa: PLC0415  # see the module's docstring

        return to_xlsx(report, language, look=look)
    if suffix == ".ics":
        from assessment.exports.calendar import to_ics  # noqa: PLC0415  # see the module's docstring

        return to_ics(report, language, look=look, address=address)
    from assessment.exports.tables import to_csv, to_result_json  # noqa: PLC0415  # see the module's docstring

    if suffix == ".csv":
        return to_csv(report, language)
    if suffix == ".json":
        return to_result_json(report)
    raise ValueError(suffix)


def write_map(
    report: Report, language: Language, *, look: Look = LOOK, example: bool = False, address: str = ""
) -> bytes | None:
    """The incentive map alone as a PDF, as write_report() has it; None where there is none."""
    if report.incentives is None:
        return None
    from assessment.exports.pdf import to_map_pdf  # noqa: PLC0415  # see the module's docstring

    return to_map_pdf(report, language, look=look, example=example, address=address)


def write_own_result(report: Report, language: Language, *, look: Look = LOOK, address: str = "") -> bytes:
    """The own result of a member of a team as a PDF: no advice, no plan, nothing about importance."""
    from assessment.exports.pdf import to_own_pdf  # noqa: PLC0415  # see the module's docstring

    return to_own_pdf(report, language, look=look, address=address)
