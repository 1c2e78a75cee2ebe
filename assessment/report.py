"""One Report holding everything there is to say about one respondent.

The only caller of scoring and advice: screen and every download draw a Report, so their numbers are the same by
construction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assessment.advice import Advice, rank_advice
from assessment.answers import Answers
from assessment.instrument import Instrument
from assessment.scoring import SCORING_VERSION, Gap, NoteId, Scores, quality_notes, score_answers, widest_gaps


@dataclass(frozen=True)
class Report:
    """Inputs, outcomes and versions of one assessment. `made_on` is the day it was computed."""

    instrument: Instrument
    answers: Answers
    scores: Scores
    advice: tuple[Advice, ...]
    gaps: tuple[Gap, ...]
    notes: tuple[NoteId, ...]
    made_on: date
    scoring_version: str = SCORING_VERSION


def build_report(
    instrument: Instrument, answers: Answers, *, made_on: date, seconds_per_rating: float | None = None
) -> Report:
    """Compute everything once. `seconds_per_rating` is the median pace of answering, None when not measured."""
    scores = score_answers(answers, instrument)
    return Report(
        instrument=instrument,
        answers=answers,
        scores=scores,
        advice=rank_advice(answers, scores, instrument),
        gaps=widest_gaps(answers, instrument),
        notes=quality_notes(answers, instrument, seconds_per_rating),
        made_on=made_on,
    )
