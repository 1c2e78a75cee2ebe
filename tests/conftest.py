"""What several test files need: the shipped bank, and answers made from columns of numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import settings

from assessment.answers import Answers
from assessment.instrument import Instrument, load_instrument
from assessment.report import Report, build_report

# Machines differ and are shared: how long one example takes says nothing about the product.
settings.register_profile("anywhere", deadline=None)
settings.load_profile("anywhere")

Columns = tuple[Sequence[Any], Sequence[Any]]

# The worked example of the force balance: for each factor today's answers and the wanted ones, in the order of the
# quick form. The fifth statement of internal rewards is reversed.
WORKED: Mapping[str, Columns] = {
    "ability": ([4, 5, 3, 4], [3, 3, 2, 3]),
    "conditions": ([4, 4, 4, 4], [3, 4, 4, 3]),
    "external_rewards": ([4, 4, 3, 5], [2, 2, 4, 2]),
    "internal_rewards": ([4, 4, 3, 4, 2, 5], [2, 5, 4, 3, 4, 2]),
}


@pytest.fixture(scope="session")
def bank() -> Instrument:
    return load_instrument()


@pytest.fixture(scope="session")
def document(bank: Instrument) -> Callable[..., dict[str, Any]]:
    """Makes an answers document: columns of answers by factor or facet, None where a cell is unanswered."""

    def make(columns: Mapping[str, Columns], form: str = "quick", **more: Any) -> dict[str, Any]:
        items = bank.form_items("quick" if form == "quick" else "full")
        ratings: dict[str, dict[str, Any]] = {}
        for part, (current, new) in columns.items():
            own = [item.id for item in items if part in (item.factor, item.facet)]
            for item_id, *pair in zip(own, current, new, strict=False):
                cells = dict(zip(("current", "new"), pair, strict=True))
                ratings[item_id] = {column: value for column, value in cells.items() if value is not None}
        return {"format": "drivkraft.answers/1", "form": form, "ratings": ratings, **more}

    return make


@pytest.fixture(scope="session")
def answers(bank: Instrument, document: Callable[..., dict[str, Any]]) -> Callable[..., Answers]:
    def make(columns: Mapping[str, Columns], form: str = "quick", **more: Any) -> Answers:
        return Answers.checked(document(columns, form, **more), bank)

    return make


@pytest.fixture(scope="session")
def worked(bank: Instrument, answers: Callable[..., Answers]) -> Report:
    """The worked example as a report, nothing said about the experience."""
    return build_report(bank, answers(WORKED), made_on=date(2026, 11, 22))
