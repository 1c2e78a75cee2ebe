"""The table of engagement beside customers: read from a field or a file, stored with the answers, taken away again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Final

from assessment.customers import (
    COLUMNS,
    IN_ROUND,
    MOST_DEPARTMENTS,
    CustomersReport,
    DepartmentFigures,
    DepartmentTable,
    RoundEngagement,
    as_text,
    read_departments,
    with_round,
)
from assessment.instrument import Language
from assessment.problems import Problems
from assessment.reading import MAX_TABLE_BYTES
from assessment.report import Report
from assessment.rounds import utc_day
from assessment.sentences.customers import table_problems
from assessment.team import engagement_factors
from assessment.words import say
from assessment.writes import ChangeDepartments
from pages.visit import address, assessments, controls, leading, memory, places, planning, saving, undoing

FIELD: Final = "departments_text"
HEADLINE: Final = "departments_headline"  # The part of the page that says what the table shows.
PROBLEMS: Final = "departments_problems"  # The part of the page that says what is wrong in the field.
_POINTS: Final[Mapping[Language, str]] = {"en": ".", "sv": ","}


def show_in_field(departments: tuple[DepartmentFigures, ...], language: Language) -> None:
    """Set the field to the stored table, unless it holds the same in other words, or something that cannot be read yet.

    Of net promoter scores the answers are not stored, so the field stays empty for them.
    """
    header = [say(language, f"table.columns.{column}") for column in COLUMNS]
    is_rewritten = departments and not any(each.promoters for each in departments)
    written = as_text(departments, header, _POINTS[language]) if is_rewritten else ""

    def is_own(text: object) -> bool:
        if not isinstance(text, str) or not text.strip():
            return False
        found = _read(text)
        return bool(found.faults) or found.departments == departments

    controls.show(FIELD, written, is_unfinished=is_own)


def save_typed() -> None:
    """Store what was typed or pasted, once it is a table of departments."""
    written = memory.on_screen(FIELD)
    if controls.is_changed(FIELD) and isinstance(written, str):
        found = _read(written)
        if found.departments:
            _save(found.departments)
        elif found.faults and written.strip():
            places.stay_at(PROBLEMS)


def may_come_from_rounds(report: Report) -> bool:
    """Whether the question bank asks a team about engagement."""
    return bool(engagement_factors(report.instrument))


def rounds_engagement() -> RoundEngagement | None:
    """What the visitor's last released round shows of engagement; the last of them that shows any, if one does."""
    found = [each.engagement for each in leading.known() if each.engagement is not None]
    return next((each for each in reversed(found) if each.why_nothing is None), found[-1] if found else None)


def can_ask() -> bool:
    """Whether a round can begin today, with a question about engagement."""
    return leading.earliest(None) <= utc_day(address.now())


def source(departments: tuple[DepartmentFigures, ...]) -> RoundEngagement | None:
    """The round that the engagement of all these departments is from; None where it is from elsewhere."""
    offered = rounds_engagement()
    return offered if offered is not None and offered.is_source_of(departments) else None


def take_engagement(language: Language) -> None:
    """Put the engagement that the last released round shows into the table in the field; store it once it is whole."""
    offered, written = rounds_engagement(), memory.on_screen(FIELD)
    if offered is None or offered.why_nothing is not None:
        return
    names = {name: say(language, f"table.columns.{name}") for name in (*COLUMNS, "answers")}
    text = with_round(written if isinstance(written, str) else "", offered, names)
    memory.set_control(FIELD, text)
    memory.IS_FROM_ROUND.keep(value=True)
    if departments := _read(text).departments:
        _save(departments)


def waits_for_customers() -> bool:
    """Whether the field has the engagement of a round, and customers are all that is missing, everywhere."""
    written = memory.on_screen(FIELD)
    if not memory.IS_FROM_ROUND.value or not isinstance(written, str):
        return False
    faults = _read(written).faults
    lines = len(written.strip().splitlines()) - 1
    return lines == len(faults) and all(fault.where == "customers" and fault.kind == "empty" for fault in faults)


def lacks_cells() -> bool:
    """Whether the field has the engagement of a round, and single cells are all that is missing."""
    written = memory.on_screen(FIELD)
    if not memory.IS_FROM_ROUND.value or not isinstance(written, str):
        return False
    return all(fault.kind in ("empty", "empty_answers") or fault.kind in IN_ROUND for fault in _read(written).faults)


def _read(written: str) -> DepartmentTable:
    """The table in the field; once engagement is taken from a round, an empty cell is explained by that round."""
    offered = rounds_engagement() if memory.IS_FROM_ROUND.value else None
    return read_departments(written, MOST_DEPARTMENTS, offered.why_empty if offered else None)


def problems_in_field(language: Language) -> Problems | None:
    """What is wrong in the field, if anything stands there."""
    written = memory.on_screen(FIELD)
    if not isinstance(written, str) or not written.strip():
        return None
    faults = _read(written).faults
    return table_problems(faults, say(language, "customers.enter.field"), language) if faults else None


def open_file(data: bytes | None, name: str, language: Language) -> None:
    """Store the table in a file; `data` is None for one that is too large. Raises Problems."""
    found = read_departments(b" " * (MAX_TABLE_BYTES + 1) if data is None else data, MOST_DEPARTMENTS)
    if found.faults:
        raise table_problems(found.faults, name, language)
    _save(found.departments)


def remove() -> None:
    """Take the stored table away, which can be undone."""
    if not undoing.is_second_click("departments"):
        undoing.save("departments", "", "departments", ChangeDepartments(()))


def _save(departments: tuple[DepartmentFigures, ...]) -> None:
    """Store a table, and show what the first one says from its headline on."""
    report = assessments.report()
    if report is not None and not report.customers.departments:
        places.arrive_at(HEADLINE)
    saving.save("departments", ChangeDepartments(departments))


def is_saved() -> bool:
    """Whether the table on screen is stored."""
    return "departments" not in saving.unsaved_controls()


def take_visit(title: str, steps: Mapping[int, str], found: CustomersReport) -> None:
    """Add the visit to the department that stands out to the plan, once."""
    if source := _source(found):
        planning.take_into_plan(source, title, steps)


def is_visit_planned(report: Report, found: CustomersReport) -> bool:
    """Whether the plan already has that visit."""
    return any(line.source is not None and line.source == _source(found) for line in report.plan)


def _source(found: CustomersReport) -> str | None:
    """What tells the visit to a department from others in a plan; None where no department stands out."""
    standout = found.standout
    if standout is None or not address.visitor().may("change"):
        return None
    return f"visit {hashlib.sha256(standout.department.name.encode('utf-8', 'replace')).hexdigest()[:16]}"
