"""A Report as bytes: pdf.py, workbook.py (Excel), tables.py (CSV, JSON) and calendar.py. The numbers are the screen's.

The libraries behind a format are heavy, so a writer is imported when its file is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from assessment.incentives import Severity
from assessment.instrument import Language
from assessment.report import Report

# What the command line's `report` promises to write; an answers file has no plan, so it makes no calendar.
SUFFIXES: Final = (".pdf", ".xlsx", ".csv", ".json")

# The two colours with a meaning, the same on paper and on the screen: today is a brown square, wanted a blue circle.
TODAY_COLOUR: Final = "#8A5A00"
WANTED_COLOUR: Final = "#0B5CAD"
# What pulls for and against the agreed experience: tints that ink stays readable on, up to these at the ends.
FOR_COLOUR: Final = "#7FB3E6"
AGAINST_COLOUR: Final = "#E6A45C"
NEUTRAL_COLOUR: Final = "#F4F6F8"
# How far towards AGAINST_COLOUR a clash is tinted in a file.
SEVERITY_TINTS: Final[Mapping[Severity, float]] = {"minor": 0.2, "clear": 0.55, "severe": 1.0}


def tint(share: float) -> str:
    """The colour of a pull, -1 to 1: from orange-brown against over almost white to blue for."""
    towards = FOR_COLOUR if share > 0 else AGAINST_COLOUR
    mixed = [
        round(int(NEUTRAL_COLOUR[at : at + 2], 16) * (1 - abs(share)) + int(towards[at : at + 2], 16) * abs(share))
        for at in (1, 3, 5)
    ]
    return "#" + "".join(f"{part:02X}" for part in mixed)


def write_report(report: Report, suffix: str, language: Language, *, example: bool = False) -> bytes:
    """The report in the format that a file name's suffix tells; a PDF of an example says so on each page.

    Beside SUFFIXES there is ".ics", the days of the plan. Raises ValueError for any other suffix.
    """
    if suffix == ".pdf":
        from assessment.exports.pdf import to_pdf  # noqa: PLC0415  # see the module's docstring

        return to_pdf(report, language, example=example)
    if suffix == ".xlsx":
        from assessment.exports.workbook import to_xlsx  # noqa: PLC0415  # see the module's docstring

        return to_xlsx(report, language)
    if suffix == ".ics":
        from assessment.exports.calendar import to_ics  # noqa: PLC0415  # see the module's docstring

        return to_ics(report, language)
    from assessment.exports.tables import to_csv, to_result_json  # noqa: PLC0415  # see the module's docstring

    if suffix == ".csv":
        return to_csv(report, language)
    if suffix == ".json":
        return to_result_json(report)
    raise ValueError(suffix)
