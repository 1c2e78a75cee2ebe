"""The engagement of departments as a team's released round shows it, put into a table of departments by their names.

Here is only what a round shows: where it gives a bound, or hides a department so that nobody can be recognised, the
table gets no number, and the sentence about the empty cell says why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final, Literal

from assessment.customers.departments import DepartmentFigures, rows_as_text
from assessment.customers.header import named_columns
from assessment.problems import quote
from assessment.reading.table import TableCell, read_text

# Why a round shows no department's engagement.
WhyNothing = Literal["quick", "no_departments", "hidden"]
# The faults that why_empty() finds, beside "empty".
IN_ROUND: Final = ("not_in_round", "over_in_round", "under_in_round", "hidden_in_round")
_MOST_NAMED: Final = 5


@dataclass(frozen=True)
class RoundEngagement:
    """What a released round shows of its departments' engagement, from 0 to 100.

    `bounds` has the departments of which only "over" or "under" so much is shown, `hidden` those of which nothing is.
    `why_nothing` is None where at least one number is shown.
    """

    round: str
    closed_on: date | None
    numbers: Mapping[str, int]
    bounds: Mapping[str, tuple[Literal["over", "under"], int]]
    hidden: tuple[str, ...]
    why_nothing: WhyNothing | None = None

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {name.casefold(): number for name, number in self.numbers.items()}

    def of(self, name: str) -> int | None:
        """The number of a department; None where none is shown. Capital letters make no difference."""
        return self._places.get(name.casefold())

    def why_empty(self, name: str) -> tuple[str, Mapping[str, str]]:
        """Why a department in a table has no engagement from this round: the kind of fault, and what it names."""
        if self.of(name) is not None:
            return "empty", {}
        bound = next((said for other, said in self.bounds.items() if other.casefold() == name.casefold()), None)
        if bound is not None:
            return f"{bound[0]}_in_round", {"mean": str(bound[1])}
        if name.casefold() in map(str.casefold, self.hidden):
            return "hidden_in_round", {}
        named = [quote(other) for other in self.numbers][:_MOST_NAMED]
        more = ", …" if len(self.numbers) > _MOST_NAMED else ""
        return "not_in_round", {"names": ", ".join(named) + more}

    def is_source_of(self, departments: Sequence[DepartmentFigures]) -> bool:
        """Whether all of these have the engagement that the round shows."""
        return bool(departments) and all(self.of(each.name) == each.engagement for each in departments)


def with_round(text: str, found: RoundEngagement, names: Mapping[str, str]) -> str:
    """A pasted table with the engagement of a round in place of its own, and a row for each further department.

    Who is not in the round has an empty cell: figures that are measured otherwise are not mixed in. `names` are those
    of the columns department, engagement, customers and answers. A table without readable columns stays as it is.
    """
    rows = read_text(text).rows
    columns, _ = named_columns(rows[0] if rows else ())
    index = "answers" if "answers" in columns and "customers" not in columns else "customers"
    if rows and not {"department", index} <= set(columns):
        return text
    head = (names["department"], names["engagement"], names[index])
    own = [(_text(row, columns["department"]), _text(row, columns[index])) for row in rows[1:]]
    # A row that was added before, and now stands a second time under a name that has been corrected.
    filled = {name.casefold() for name, customers in own if customers}
    own = [(name, customers) for name, customers in own if customers or name.casefold() not in filled]
    known = {name.casefold() for name, _ in own}
    own += [(name, "") for name in found.numbers if name.casefold() not in known]
    numbers = ((name, found.of(name), customers) for name, customers in own)
    return rows_as_text([head, *((name, "" if n is None else str(n), customers) for name, n, customers in numbers)])


def _text(row: Sequence[TableCell], at: int) -> str:
    return row[at].text if at < len(row) else ""
