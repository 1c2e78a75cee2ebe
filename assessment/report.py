"""One Report holding everything there is to say about one respondent.

The only caller of scoring, incentives, comparison and advice: screen and every download draw a Report, so their
numbers are the same by construction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assessment.advice import Advice, rank_advice
from assessment.answers import Answers
from assessment.comparison import FactorChange, compare_scores
from assessment.incentives import IncentiveScores, score_incentives
from assessment.instrument import Instrument
from assessment.plan import PlanLine, in_order
from assessment.scoring import SCORING_VERSION, Gap, NoteId, Scores, quality_notes, score_answers, widest_gaps


@dataclass(frozen=True)
class Occasion:
    """What is known of an assessment besides its answers; the defaults hold for answers from a file.

    `answered_on` is the day of the last answer, `seconds_per_rating` the median pace, both None when nobody measured
    them. `bank_is_current` tells whether the question bank in use today is the one it was answered on,
    `scoring_version` which scoring was in use when it was begun.
    """

    answered_on: date | None = None
    seconds_per_rating: float | None = None
    bank_is_current: bool = True
    scoring_version: str = SCORING_VERSION


@dataclass(frozen=True)
class Report:
    """Inputs, outcomes and versions of one assessment. `made_on` is the day it was computed.

    `incentives` is None unless the answers hold a map with confirmed roles, and elements to hold them against.
    `waiting` is the advice that would be shown if it did not wait for something else, as rewards do for an agreement.
    `earlier` are the assessments before it in the series, the oldest first, `changes` the way from the last of them.
    """

    instrument: Instrument
    answers: Answers
    scores: Scores
    advice: tuple[Advice, ...]
    gaps: tuple[Gap, ...]
    notes: tuple[NoteId, ...]
    made_on: date
    incentives: IncentiveScores | None = None
    occasion: Occasion = Occasion()
    waiting: tuple[Advice, ...] = ()
    earlier: tuple[Report, ...] = ()
    changes: tuple[FactorChange, ...] = ()
    plan: tuple[PlanLine, ...] = ()
    scoring_version: str = SCORING_VERSION

    @property
    def answered_on(self) -> date:
        """The day of the last answer, as far as known; else the day of the report."""
        return self.occasion.answered_on or self.made_on


def build_report(
    instrument: Instrument,
    answers: Answers,
    *,
    made_on: date,
    occasion: Occasion = Occasion(),
    earlier: Sequence[Report] = (),
    plan: Sequence[PlanLine] = (),
) -> Report:
    """Compute everything once."""
    scores = score_answers(answers, instrument)
    incentive_map = answers.incentive_map(instrument)
    incentives = score_incentives(incentive_map) if incentive_map and incentive_map.counts else None
    ranking = rank_advice(answers, scores, instrument, incentives)
    return Report(
        instrument=instrument,
        answers=answers,
        scores=scores,
        advice=ranking.shown,
        waiting=ranking.waiting,
        gaps=widest_gaps(answers, instrument),
        notes=quality_notes(answers, instrument, occasion.seconds_per_rating),
        made_on=made_on,
        incentives=incentives,
        occasion=occasion,
        earlier=tuple(earlier),
        changes=compare_scores(earlier[-1].scores, scores) if earlier else (),
        plan=in_order(plan),
    )
