"""Who reads a report: the person who answered, or somebody else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from assessment.instrument import Language
from assessment.report import Report
from assessment.words import say, words


def say_to_reader(report: Report, language: Language, path: str, **values: object) -> str:
    """The words at a path. For readers other than the respondent, those at the same path under `to_others`, if any."""
    others = _has(language, f"to_others.{path}") if report.is_for_others else False
    return say(language, f"to_others.{path}" if others else path, **values)


def _has(language: Language, path: str) -> bool:
    found: object = words(language)
    for step in path.split("."):
        if not isinstance(found, Mapping) or step not in found:
            return False
        found = cast("Mapping[str, object]", found)[step]
    return True
