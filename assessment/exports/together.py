"""What all respondents of a campaign answered together, as CSV."""

from __future__ import annotations

from typing import Final

from assessment.exports.tables import csv_table
from assessment.instrument import Language
from assessment.sentences.names import part_name
from assessment.sentences.team import bounded, levels_text, range_text
from assessment.team_result import TeamResult
from assessment.words import say

_COLUMNS: Final = ("factor", "figure", "range", "level", "n", "closed")


def write_together(result: TeamResult, language: Language) -> bytes:
    """A row for each factor, those with the least support first: what the screen shows and nothing else."""
    head = [say(language, f"campaigns.together.column.{column}") for column in _COLUMNS]
    closed = result.closed_on.isoformat() if result.closed_on else None
    rows = (
        [
            part_name(row.factor, result.instrument, language),
            bounded(row.figure.mean, row.figure.bound, language),
            range_text(row, language),
            levels_text(row, result, language),
            result.report.n,
            closed,
        ]
        for row in result.rows
    )
    return csv_table([head, *rows], language)
