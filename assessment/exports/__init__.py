"""A Report as bytes: pdf.py, workbook.py (Excel) and tables.py (CSV, JSON). The numbers are the screen's, all of them.

The libraries behind a format are heavy, so a writer is imported when its file is asked for.
"""

from __future__ import annotations

from typing import Final

from assessment.instrument import Language
from assessment.report import Report

SUFFIXES: Final = (".pdf", ".xlsx", ".csv", ".json")

# The two colours with a meaning, the same on paper and on the screen: today is a brown square, wanted a blue circle.
TODAY_COLOUR: Final = "#8A5A00"
WANTED_COLOUR: Final = "#0B5CAD"


def write_report(report: Report, suffix: str, language: Language, *, example: bool = False) -> bytes:
    """The report in the format that a file name's suffix tells; a PDF of an example says so on each page.

    Raises ValueError for a suffix not in SUFFIXES.
    """
    if suffix == ".pdf":
        from assessment.exports.pdf import to_pdf  # noqa: PLC0415  # see the module's docstring

        return to_pdf(report, language, example=example)
    if suffix == ".xlsx":
        from assessment.exports.workbook import to_xlsx  # noqa: PLC0415  # see the module's docstring

        return to_xlsx(report, language)
    from assessment.exports.tables import to_csv, to_result_json  # noqa: PLC0415  # see the module's docstring

    if suffix == ".csv":
        return to_csv(report, language)
    if suffix == ".json":
        return to_result_json(report)
    raise ValueError(suffix)
