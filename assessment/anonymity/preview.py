"""What will be visible, told before a round starts from how many answer in each department alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from assessment.anonymity.choice import Groups, Tally, hidden_as_well
from assessment.anonymity.report import LEAST_MINIMUM

_MIDDLE: Final = 50


@dataclass(frozen=True, slots=True)
class Preview:
    """What will be visible if so many people answer and nobody's mean is very high or very low.

    `people` answer in all; `is_shown` says whether anything is. `shown` are the departments with figures of their
    own, `pooled` those that are shown together as "Others", with whoever has no department, `pool` how many people that
    is (0 without a pool). `hidden` have no figures at all. All names in the order they were given.
    """

    people: int
    is_shown: bool
    shown: tuple[str, ...]
    pooled: tuple[str, ...]
    pool: int
    hidden: tuple[str, ...]


def preview(departments: Mapping[str, int], without: int = 0, *, minimum: int = LEAST_MINIMUM) -> Preview:
    """What will be visible if so many people answer: of each department by its name, and `without` a department.

    Nobody is the leader. The code is the one of the release, with every mean at 50.
    """
    tallies = {name: Tally(n, Fraction(_MIDDLE * n)) for name, n in departments.items()}
    choice = Groups(tallies, Tally(without, Fraction(_MIDDLE * without)), minimum).choose()
    shown = tuple(name for name in departments if choice is not None and name in choice.shown)
    rest = tuple(name for name in departments if name not in shown)
    people = dict[str | None, int](departments.items()) | {None: without}
    if (apart := hidden_as_well(shown, departments, people)) is not None:
        return preview({**departments, apart: 0}, departments[apart], minimum=minimum)
    pool = 0 if choice is None or choice.pool is None else choice.pool.n
    return Preview(
        people=sum(departments.values()) + without,
        is_shown=choice is not None,
        shown=shown,
        pooled=rest if pool else (),
        pool=pool,
        hidden=() if pool else rest,
    )


def shown_from(
    name: str, size: int, departments: Mapping[str, int], without: int = 0, *, minimum: int = LEAST_MINIMUM
) -> int | None:
    """How many of a hidden department's `size` people have to answer for it to be shown; None if not even all do.

    Of the other departments, and of those `without` one, as many answer as in preview().
    """
    tried = range(max(minimum, departments[name] + 1), size + 1)
    return next((n for n in tried if name in preview({**departments, name: n}, without, minimum=minimum).shown), None)
