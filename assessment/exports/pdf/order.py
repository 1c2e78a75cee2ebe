"""In which order the parts between page one and the answers fill their pages best.

How high a part is depends only on where it begins. So each is measured once for every place where it can begin, and the
orders are compared by arithmetic.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple

from assessment.exports.pdf.answers import answers_take, smallest_table
from assessment.exports.pdf.comparison import draw_comparison, has_factors
from assessment.exports.pdf.departments import draw_departments
from assessment.exports.pdf.details import draw_around, draw_facets, draw_factors_short
from assessment.exports.pdf.incentives import draw_incentives
from assessment.exports.pdf.method import draw_method
from assessment.exports.pdf.plan import draw_plan
from assessment.exports.pdf.shapes import BOTTOM
from assessment.exports.pdf.sheet import Sheet
from assessment.exports.steps import has_proposals
from assessment.report import Report

_Part = Callable[[Sheet], None]

# The parts after page one and the plan with its advice, in the order that reads best, and in others: a part that needs
# a whole page, such as the map, leaves the page before it half empty where nothing else fits there. How certain the
# result is comes last, unless only it does.
_DETAILS: Final[tuple[tuple[_Part, ...], ...]] = (
    (draw_comparison, draw_factors_short, draw_around, draw_facets, draw_incentives, draw_departments, draw_method),
    (draw_factors_short, draw_comparison, draw_around, draw_facets, draw_incentives, draw_departments, draw_method),
    (draw_comparison, draw_factors_short, draw_around, draw_incentives, draw_facets, draw_departments, draw_method),
    (draw_comparison, draw_factors_short, draw_incentives, draw_around, draw_facets, draw_departments, draw_method),
    (draw_comparison, draw_factors_short, draw_facets, draw_around, draw_incentives, draw_departments, draw_method),
    (draw_comparison, draw_incentives, draw_factors_short, draw_around, draw_facets, draw_departments, draw_method),
    (draw_comparison, draw_facets, draw_incentives, draw_factors_short, draw_around, draw_departments, draw_method),
    (draw_comparison, draw_facets, draw_factors_short, draw_around, draw_incentives, draw_departments, draw_method),
    (draw_comparison, draw_around, draw_incentives, draw_factors_short, draw_facets, draw_departments, draw_method),
    (draw_comparison, draw_around, draw_facets, draw_factors_short, draw_incentives, draw_departments, draw_method),
    (draw_method, draw_comparison, draw_facets, draw_factors_short, draw_around, draw_incentives, draw_departments),
    (draw_method, draw_comparison, draw_factors_short, draw_around, draw_incentives, draw_facets, draw_departments),
)
# The plan with so many rows to write in below it; None fills the page where nothing else fits there.
_PLANS: Final[tuple[_Part, ...]] = tuple(partial(draw_plan, own_rows=rows) for rows in (2, 1, None))
# The same with these rows between what is left of a plan and the advice beside it.
_PLANS_FIRST: Final[tuple[_Part, ...]] = tuple(partial(draw_plan, own_rows=rows, own_first=True) for rows in (2, None))
# The same with all of that advice on one page, which is tried first.
_PLANS_WHOLE: Final[tuple[_Part, ...]] = tuple(
    partial(draw_plan, own_rows=rows, own_first=is_first, is_whole=True)
    for rows, is_first in ((2, True), (None, True), (2, False), (1, False))
)
_LITTLE_ROOM: Final = 45.0  # Millimetres at the foot of a page.


class _Order(NamedTuple):
    """What stands between page one and the answers."""

    plan: _Part
    details: tuple[_Part, ...]


class _Taken(NamedTuple):
    """What parts take: how many pages they begin, and what these leave empty at their feet, in millimetres.

    Fewer pages are better, then less empty room on the emptiest page, then less on all of them: the sum of the
    squares.
    """

    pages: int
    empty: float
    squares: float


_MOST_EMPTY: Final = 70.0  # Millimetres at the foot of a page, so that what belongs together stands on one page.


def best_order(draft: Sheet) -> tuple[_Part, ...]:
    """The parts between page one and the answers with the fewest pages and the least empty room.

    Orders are tried until little room is left, or no more than the pages of the plan leave whatever stands after them.
    `draft` is only measured on.
    """
    return _Trial(draft).best()


class _Trial:
    """Orders of the parts of a report, on a draft of which nothing is drawn."""

    def __init__(self, draft: Sheet) -> None:
        self._draft = draft
        self._answers = smallest_table(draft)
        self._known: dict[tuple[_Part, float], tuple[_Taken, float]] = {}
        self._enough = _LITTLE_ROOM

    def best(self) -> tuple[_Part, ...]:
        orders = _orders(self._draft.report)
        best = _Order(_PLANS[0], orders[0])
        least = self._taken(best)

        def tried(order: _Order, enough: float = 0.0) -> None:
            nonlocal best, least
            if least.empty > (enough or self._enough) and (taken := self._taken(order)) < least:
                best, least = order, taken

        for details in orders[1:]:
            tried(best._replace(details=details))
        for plan in _PLANS[1:]:
            tried(best._replace(plan=plan))
        for plan in _PLANS_FIRST if has_proposals(self._draft.report) else ():
            tried(best._replace(plan=plan), _LITTLE_ROOM)
        # Advice that would go on on another page rather stands whole, where that takes no page more.
        for plan in _PLANS_WHOLE if has_proposals(self._draft.report) else ():
            for details in orders:
                whole = _Order(plan, details)
                taken = self._taken(whole)
                if taken.pages <= least.pages and taken.empty <= max(least.empty, _MOST_EMPTY):
                    return self._parts(whole)
        return self._parts(best)

    def _parts(self, order: _Order) -> tuple[_Part, ...]:
        """The parts in their order; where page one opens with what has changed, why it has comes before the plan."""
        if not self._draft.report.shows_change:
            return order.plan, *order.details
        details = (part for part in order.details if part is not draw_comparison)
        return draw_comparison, order.plan, *details

    def _taken(self, order: _Order) -> _Taken:
        """What the pages of an order take after page one, which is always full."""
        pages, empty, squares, end = 0, 0.0, 0.0, BOTTOM
        for part in self._parts(order):
            taken, end = self._measured(part, end)
            pages, empty, squares = pages + taken.pages, max(empty, taken.empty), squares + taken.squares
            if part is order.plan:
                self._enough = max(self._enough, taken.empty)
        more, left = answers_take(self._answers, self._draft.top, end)
        return _Taken(pages + more, max(empty, left), squares + left**2)

    def _measured(self, part: _Part, top: float) -> tuple[_Taken, float]:
        """What a part takes that begins at `top`, and where it ends."""
        if (part, top) not in self._known:
            draft = self._draft
            draft.y, draft.left_empty, draft.pages_begun = top, [], 0
            part(draft)
            squares = sum(left**2 for left in draft.left_empty)
            taken = _Taken(draft.pages_begun, max(draft.left_empty, default=0.0), squares)
            self._known[part, top] = taken, draft.y
        return self._known[part, top]


def _orders(report: Report) -> list[tuple[_Part, ...]]:
    """The orders of the parts that this report has between the plan and the answers."""
    absent: dict[_Part, bool] = {
        draw_factors_short: has_factors(report),
        draw_comparison: not report.earlier,
        draw_facets: not report.scores.facets,
        draw_incentives: report.incentives is None,
        draw_departments: not report.customers.departments,
    }
    return list(dict.fromkeys(tuple(part for part in order if not absent.get(part)) for order in _DETAILS))
