"""What a table of departments says about engagement and customers, how sure that is, and what is wrong with a table."""

from __future__ import annotations

from collections.abc import Iterable

from assessment.customers import DepartmentFigures, Relationship
from assessment.instrument import Language
from assessment.problems import Problem, Problems
from assessment.reading import TableFault
from assessment.words import number, say


def relationship_sentences(found: Relationship, language: Language) -> list[str]:
    """How far engagement and customers go together, and how sure that is."""
    if found.rho is None:
        return [say(language, f"customers.sure.{found.reading}")]
    rho = number(found.rho, language, 2)
    if found.interval is None:
        order = "opposite_order" if rho.startswith("−") else "same_order"
        return [say(language, f"customers.sure.{order}", n=found.n, rho=rho)]
    low, high = (number(end, language, 2) for end in found.interval)
    sentences = [say(language, f"customers.sure.{found.reading}", n=found.n, rho=rho, lo=low, hi=high)]
    if found.compatible_with_none:
        sentences.append(say(language, "customers.sure.compatible"))
    return sentences


def resampled_sentence(interval: tuple[float, float], times: int, language: Language) -> str:
    """Between what the relationship lies when departments are drawn anew."""
    low, high = (number(end, language, 2) for end in interval)
    return say(language, "customers.sure.resampled", times=number(times, language), lo=low, hi=high)


def promoters_sentence(department: DepartmentFigures, language: Language) -> str | None:
    """How sure the net promoter score of a department is; None where its customer index is another."""
    if (found := department.promoters) is None:
        return None
    values = {"name": department.name, "score": number(found.score, language), "n": number(found.n, language)}
    if found.interval is None:
        return say(language, "customers.sure.nps_all_alike", **values)
    low, high = (number(end, language) for end in found.interval)
    return say(language, "customers.sure.nps", **values, lo=low, hi=high)


def table_problems(faults: Iterable[TableFault], file: str, language: Language) -> Problems:
    """What is wrong with a table, in the user's language. `line` and `column` are those of the table."""
    return Problems(_problem(fault, file, language) for fault in faults)


def _problem(fault: TableFault, file: str, language: Language) -> Problem:
    values = dict(fault.values)
    if column := values.get("part"):
        values["name"] = say(language, f"table.columns.{column}")
    found, expected, remedy = (
        say(language, f"table.{fault.kind}.{part}", **values) for part in ("found", "expected", "remedy")
    )
    where = say(language, f"table.where.{fault.where}", **values)
    return Problem(file, *fault.place, where, found, expected, remedy)
