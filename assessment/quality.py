"""Notes on how the answers came about: haste, one answer throughout, contradictions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, Literal

from assessment.answers import Answers, Rating
from assessment.instrument import ColumnId, Instrument
from assessment.scoring import points_by_step

NoteId = Literal[
    "single_respondent", "identical_answers", "long_run", "inconsistent_pair", "fast_answers", "other_instrument"
]

_UNRATED: Final[Mapping[ColumnId, Rating]] = {}
_FEW_RATINGS: Final = 8  # Below this a run of equal answers means nothing; our choice, the method gives no figure.
_LONG_RUN: Final = 0.8
_INCONSISTENT: Final = 75.0
_FAST_SECONDS: Final = 2.0


def quality_notes(
    answers: Answers, instrument: Instrument, seconds_per_rating: float | None = None
) -> tuple[NoteId, ...]:
    """What a reader should know about how the answers came about (method, section 3.7). No answer is excluded.

    `seconds_per_rating` is the median time between two ratings, None when it was not measured.
    """
    values = list(_in_reading_order(answers, instrument))
    notes: list[NoteId] = ["single_respondent"]
    if len(values) >= _FEW_RATINGS and len(set(values)) == 1:
        notes.append("identical_answers")
    elif len(values) >= _FEW_RATINGS and _longest_run(values) >= _LONG_RUN * len(values):
        notes.append("long_run")
    if any(_differs(answers, instrument, pair) for pair in instrument.consistency_pairs):
        notes.append("inconsistent_pair")
    if seconds_per_rating is not None and seconds_per_rating < _FAST_SECONDS:
        notes.append("fast_answers")
    if answers.instrument_version not in (None, instrument.version):
        notes.append("other_instrument")
    return tuple(notes)


def _in_reading_order(answers: Answers, instrument: Instrument) -> Iterator[int]:
    """Ratings on the scale, down one column and then down the other.

    Reading across both columns would hide a run when each column has one answer throughout, but not the same one.
    """
    columns: tuple[ColumnId, ColumnId] = ("current", "new")
    for column in columns:
        for item in instrument.form_items(answers.form):
            value = answers.ratings.get(item.id, _UNRATED).get(column)
            if isinstance(value, int):
                yield value


def _longest_run(values: Sequence[int]) -> int:
    longest = run = 1
    for before, value in pairwise(values):
        run = run + 1 if value == before else 1
        longest = max(longest, run)
    return longest


def _differs(answers: Answers, instrument: Instrument, pair: tuple[str, str]) -> bool:
    """Whether the two statements of a consistency pair, after reversal, lie 75 points or more apart in a column."""
    columns: tuple[ColumnId, ColumnId] = ("current", "new")
    asked = {item.id: item for item in instrument.form_items(answers.form)}
    if pair[0] not in asked or pair[1] not in asked:
        return False
    for column in columns:
        points = [
            points_by_step(asked[item_id]).get(answers.ratings.get(item_id, _UNRATED).get(column)) for item_id in pair
        ]
        if points[0] is not None and points[1] is not None and abs(points[0] - points[1]) >= _INCONSISTENT:
            return True
    return False
