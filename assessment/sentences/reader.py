"""Who reads a report: the person who answered, or somebody else."""

from __future__ import annotations

from assessment.instrument import Language
from assessment.report import Report
from assessment.words import has_words, say


def say_to_reader(report: Report, language: Language, path: str, **values: object) -> str:
    """The words at a path. For readers other than the respondent, those at the same path under `to_others`, if any."""
    others = has_words(language, f"to_others.{path}") if report.is_for_others else False
    return say(language, f"to_others.{path}" if others else path, **values)
