"""Everybody who wants to be contacted by a consultant, as CSV and Excel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, tzinfo
from typing import Final, Literal

from assessment.exports.tables import Cell, csv_table
from assessment.instrument import Language
from assessment.look import LOOK, in_file_name
from assessment.report import Report
from assessment.sentences.scores import weakest_factors
from assessment.storage import StoredLead
from assessment.words import say

LeadFileKind = Literal["leads_csv", "leads_xlsx", "lead_pdf"]
_ENDINGS: Final[Mapping[LeadFileKind, str]] = {"leads_csv": ".csv", "leads_xlsx": ".xlsx", "lead_pdf": ".pdf"}
# The columns, and how wide each is in Excel.
_COLUMNS: Final[Mapping[str, int]] = {
    "name": 24, "email": 30, "phone": 18, "message": 50, "holds_back": 30, "state": 14, "given": 18, "language": 12,
    "last_day": 14, "wording": 80, "may_see": 14,
}  # fmt: skip


def lead_file_name(kind: LeadFileKind, language: Language, day: date, title: str) -> str:
    """The name of a file of those who want to be contacted in the campaign of this title, or of a result shown."""
    name = say(language, "downloads.pdf.file" if kind == "lead_pdf" else "campaigns.leads.file")
    named = f"{in_file_name(title)}-" if in_file_name(title) else ""
    return f"{LOOK.file_prefix}{name}-{named}{day}{_ENDINGS[kind]}"


LeadCell = Cell | date


def write_leads(
    leads: Sequence[StoredLead],
    results: Mapping[str, Report],
    kind: LeadFileKind,
    language: Language,
    zone: tzinfo | None,
) -> bytes:
    """All leads as a table with a header row; `results` are those that are shown. No text becomes a formula."""
    rows = list(_rows(leads, results, language, zone))
    if kind == "leads_csv":
        return csv_table([[_as_text(cell) for cell in row] for row in rows], language)
    from assessment.exports.workbook.leads import to_leads_xlsx  # noqa: PLC0415  # it takes a while to load

    return to_leads_xlsx(rows, list(_COLUMNS.values()), say(language, "campaigns.leads.sheet"))


def _rows(
    leads: Sequence[StoredLead], results: Mapping[str, Report], language: Language, zone: tzinfo | None
) -> Iterator[Sequence[LeadCell]]:
    yield [say(language, f"campaigns.leads.column.{column}") for column in _COLUMNS]
    for lead in leads:
        report = results.get(lead.id)
        yield [
            lead.name,
            lead.email,
            lead.phone,
            lead.message,
            None if report is None else weakest_factors(report, language),
            say(language, f"campaigns.leads.states.{lead.state}"),
            lead.given_at.astimezone(zone).replace(second=0, microsecond=0, tzinfo=None),
            say(language, f"campaigns.language.{lead.language}"),
            lead.last_day,
            lead.wording,
            say(language, f"campaigns.leads.may_see.{'true' if lead.shows_result else 'false'}"),
        ]


def _as_text(cell: LeadCell) -> Cell:
    """A cell as CSV has it."""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    return cell.isoformat() if isinstance(cell, date) else cell
