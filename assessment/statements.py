"""The statements of a respondent's form with their answers, and those that stand out.

These are answers, not scores: one statement alone does not measure anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from assessment.answers import Answers, Rating
from assessment.instrument import ColumnId, Instrument, Item
from assessment.scoring import MOST_CONTRASTS, Contrast, Scores, points_by_step

_CLEAR: Final = 50.0  # Points: two steps of the scale.
_MIDDLE: Final = 50.0  # Points of an answer that speaks neither for nor against.


class Answered(NamedTuple):
    """A statement and its answer for each behaviour; None where there is none."""

    item: Item
    current: Rating | None
    new: Rating | None

    def answer(self, column: ColumnId) -> Rating | None:
        """The answer for a behaviour."""
        return self.current if column == "current" else self.new

    def points(self, column: ColumnId) -> float | None:
        """The points of an answer, 0 to 100, reversed for a reversed statement; None without one on the scale."""
        return points_by_step(self.item).get(self.answer(column))

    @property
    def is_against(self) -> bool:
        """Whether a high answer to a reversed statement speaks against the wanted behaviour."""
        points = self.points("new")
        return self.item.reverse and points is not None and points < _MIDDLE

    @property
    def is_unknown(self) -> bool:
        """Whether an answer is missing, or is "don't know"."""
        return any(answer in (None, "dont_know") for answer in (self.current, self.new))


class MovedAnswer(NamedTuple):
    """A statement whose answer for one behaviour differs from the one in the assessment before, both on the scale."""

    item: Item
    column: ColumnId
    before: Rating | None
    now: Rating | None


def answered_statements(answers: Answers, instrument: Instrument, given: Answers | None = None) -> tuple[Answered, ...]:
    """All statements of the form, in its order; with the answers of `given`, if any, as of an earlier assessment."""
    found = []
    for item in instrument.form_items(answers.form):
        rating = (given or answers).ratings.get(item.id, {})
        found.append(Answered(item, rating.get("current"), rating.get("new")))
    return tuple(found)


def least_supporting(answers: Answers, instrument: Instrument, part_id: str) -> tuple[Answered, ...]:
    """The statements of a factor or facet whose answer gives the wanted behaviour the least support.

    Several when they are equal; none when none is answered on the scale.
    """
    scored = _supporting(answers, instrument, part_id)
    least = min((points for points, _ in scored), default=None)
    return tuple(one for points, one in scored if points == least)


def most_supporting(answers: Answers, instrument: Instrument, part_id: str) -> tuple[Answered, ...]:
    """The statements of a factor or facet whose answer gives the wanted behaviour the most support; as above."""
    scored = _supporting(answers, instrument, part_id)
    most = max((points for points, _ in scored), default=None)
    return tuple(one for points, one in scored if points == most)


def are_all_equal(answers: Answers, instrument: Instrument, part_id: str) -> bool:
    """Whether every answer on the scale in a factor or facet gives the wanted behaviour the same support."""
    return len({points for points, _ in _supporting(answers, instrument, part_id)}) == 1


def _supporting(answers: Answers, instrument: Instrument, part_id: str) -> list[tuple[float, Answered]]:
    """The statements of a factor or facet that are answered on the scale, each with its points for the wanted one."""
    return [
        (points, one)
        for one in answered_statements(answers, instrument)
        if part_id in (one.item.factor, one.item.facet) and (points := one.points("new")) is not None
    ]


def furthest_ahead(answers: Answers, instrument: Instrument) -> tuple[Answered, ...]:
    """The statements whose answers put today's behaviour furthest ahead of the wanted one.

    Several when they are equal; none when it is ahead in none.
    """
    leads = [
        (today - wanted, one)
        for one in answered_statements(answers, instrument)
        if (today := one.points("current")) is not None and (wanted := one.points("new")) is not None
    ]
    most = max((lead for lead, _ in leads), default=0.0)
    return tuple(one for lead, one in leads if lead == most > 0)


def all_or_none(widest: Sequence[Contrast]) -> tuple[Contrast, ...]:
    """The first three of these, widest first; of equally wide ones all or none, so that none is named by chance."""
    beyond = {abs(one.difference) for one in widest[MOST_CONTRASTS : MOST_CONTRASTS + 1]}
    return tuple(one for one in widest[:MOST_CONTRASTS] if abs(one.difference) not in beyond)


def clearly_widest(contrasts: Sequence[Contrast]) -> tuple[Contrast, ...]:
    """Of these, widest first, all that are as wide as the first; none where that is less than two steps."""
    widest = max((abs(one.difference) for one in contrasts), default=0.0)
    return tuple(one for one in contrasts if abs(one.difference) == widest >= _CLEAR)


def least_known_factor(scores: Scores) -> tuple[str, float]:
    """The factor with the largest share of missing and "don't know", in either column, and that share, 0 to 1."""
    rates = {
        factor.id: max(factor.current.dont_know_rate or 0.0, factor.new.dont_know_rate or 0.0)
        for factor in scores.factors
    }
    factor = max(rates, key=lambda known: rates[known])
    return factor, rates[factor]


def unknown_statements(answers: Answers, instrument: Instrument, factor_id: str) -> tuple[Answered, ...]:
    """The statements of a factor that lack an answer, or have "don't know" for one."""
    return tuple(
        one for one in answered_statements(answers, instrument) if one.item.factor == factor_id and one.is_unknown
    )
