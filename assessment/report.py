"""Report: everything there is to say about one respondent.

The only caller of scoring, incentives, comparison and advice, so that the screen and every download agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from typing import Literal

from assessment.advice import Advice, Evidence, comes_before, first_alike, is_agreed, rank_advice
from assessment.answers import Answers
from assessment.comparison import (
    Cause,
    FactorChange,
    OneStep,
    TotalChange,
    Turn,
    causes,
    compare_scores,
    compare_verdicts,
    grouped,
    largest_small,
    one_step,
    total_change,
)
from assessment.customers import CustomersReport, EarlierTable, customers_report
from assessment.incentives import IncentiveMap, IncentiveScores, ProposedChanges, ToldByRoles, propose, score_incentives
from assessment.incentives.decisions import line_of_decision
from assessment.instrument import Instrument
from assessment.next_up import FirstUp, first_up, late_things
from assessment.plan import PlanLine, in_order, said_in
from assessment.planned_rewards import PlannedReward
from assessment.progress import picks_facets
from assessment.quality import NoteId, quality_notes
from assessment.rounding import at_least
from assessment.scoring import (
    SCORING_VERSION,
    Contrast,
    Scores,
    Verdict,
    clearest_contrasts,
    score_answers,
    total_verdict,
    widest_contrasts,
)
from assessment.statements import (
    Answered,
    all_or_none,
    answered_statements,
    are_all_equal,
    clearly_widest,
    furthest_ahead,
    least_known_factor,
    least_supporting,
    unknown_statements,
)

Difference = Literal["bank_differs", "form_differs", "scoring_differs", "other_behaviour"]


@dataclass(frozen=True)
class Occasion:
    """What is known about an assessment besides its answers; the defaults fit answers from a file.

    `answered_on` is the day of the last answer, `seconds_per_rating` the median pace; both are None when unknown.
    `bank_is_current` is whether it was answered on today's question bank, `scoring_version` the scoring version when
    it was begun.
    """

    answered_on: date | None = None
    seconds_per_rating: float | None = None
    bank_is_current: bool = True
    scoring_version: str = SCORING_VERSION


@dataclass(frozen=True, kw_only=True)
class Past:
    """An assessment and its scores, as the report of a later one needs them. `made_on` is the day of scoring."""

    instrument: Instrument
    answers: Answers
    scores: Scores
    advice: tuple[Advice, ...]
    made_on: date
    occasion: Occasion = Occasion()

    @property
    def answered_on(self) -> date:
        """The day of the last answer if known, else the day of scoring."""
        return self.occasion.answered_on or self.made_on


@dataclass(frozen=True, kw_only=True)
class Report(Past):
    """Inputs, outcomes and versions of one assessment.

    `contrasts` are the statements where today and wanted differ most, `clearest` those that show why the headline names
    its factors. `incentives` is None unless the answers have a map with confirmed roles and with elements.
    `waiting` is advice held back until something else is done. `earlier` are the assessments before it, oldest first;
    `changes` are those since the last of them. `is_for_others` when somebody other than the respondent reads it: then
    no sentence says "you answered". It `opens_with_change` unless it is an example. `told` is what roles have said.
    """

    contrasts: tuple[Contrast, ...]
    notes: tuple[NoteId, ...]
    clearest: tuple[Contrast, ...] = ()
    incentives: IncentiveScores | None = None
    waiting: tuple[Advice, ...] = ()
    earlier: tuple[Past, ...] = ()
    changes: tuple[FactorChange, ...] = ()
    plan: tuple[PlanLine, ...] = ()
    scoring_version: str = SCORING_VERSION
    is_for_others: bool = False
    opens_with_change: bool = True
    told: ToldByRoles | None = None

    @property
    def map(self) -> IncentiveMap:
        """The confirmed part of the incentive map, empty where there are no scores."""
        return self.incentives.map if self.incentives else IncentiveMap()

    @cached_property
    def proposals(self) -> ProposedChanges:
        """The smallest changes of the incentive map that fit its roles, from the question bank's measures."""
        found, bank = self.answers.incentive_map(self.instrument) or IncentiveMap(), self.instrument.incentives
        return propose(found, bank, self.answers.organisation, is_fitted=True).with_said(said_in(self.plan))

    @property
    def customers(self) -> CustomersReport:
        """Engagement beside customers by department, compared with the tables of earlier assessments."""
        before = (EarlierTable(past.answered_on, past.answers.departments) for past in self.earlier)
        return customers_report(self.answers.departments, tuple(before))

    def planned(self, advice: Advice) -> PlanLine | None:
        """The line of the plan that came from a recommendation."""
        return next((line for line in self.plan if line.source == advice.source), None)

    def planned_since(self, line: PlanLine) -> date | None:
        """The day of the earlier assessment after which a line was added to the plan; None for this one."""
        return next((before.answered_on for before in self.earlier[line.added_in - 1 : line.added_in]), None)

    def late(self, line: PlanLine) -> FirstUp | None:
        """What is late of a line of the plan: the line as a whole, or a step of it."""
        return next(iter(late_things([line], self.made_on)), None)

    def is_done(self, advice: Advice) -> bool:
        """Whether the plan says that a recommendation has been carried out."""
        return (line := self.planned(advice)) is not None and line.is_all_done

    def risen_with(self, line: PlanLine) -> FactorChange | None:
        """The factor that a line's advice was on, where the wanted behaviour has more support than before the line."""
        target = self.instrument.factor_of(line.target)
        return next((change for change in self.turned if change.id == target and change.new.movement == "up"), None)

    def comes_before(self, line: PlanLine | Advice) -> Advice | None:
        """The advice shown that has to be carried out before a line of the plan, or before other advice; or None."""
        return comes_before(line.source or "", self.advice, self.instrument)

    def needs_day(self, line: PlanLine) -> bool:
        """Whether a line needs a new day, still applies, and does not have to wait for other advice.

        That is one that was not done and has no day ahead, or that is late while it is too early to say how it went.
        """
        is_left = line.outcome == "not_done" and not line.is_all_done and not line.has_new_day(self.made_on)
        is_late = line.outcome == "too_early" and line.is_late(self.made_on)
        return (is_left or is_late) and line.id not in self.dropped and self.comes_before(line) is None

    def is_advised(self, line: PlanLine) -> bool:
        """Whether a line of the plan is the leader's own, or from advice that is given today as well."""
        return not line.source or any(one.source == line.source for one in self.advice)

    def goes_on(self, line: PlanLine) -> bool:
        """Whether a line of which it is too early to say how it went is left to do, and waits for nothing."""
        return line.outcome == "too_early" and not line.is_all_done and self.comes_before(line) is None

    @property
    def to_do(self) -> tuple[Advice, ...]:
        """The recommendations in the order to act on them, without what the plan says is done."""
        return tuple(one for one in self.advice if not self.is_done(one))

    @property
    def ranked(self) -> tuple[str, ...]:
        """The sources of the recommendations to act on, in their order: lines of the plan are from these."""
        return tuple(one.source for one in self.to_do)

    @property
    def alike(self) -> tuple[Advice, ...]:
        """The first recommendations that the scores hardly order: on factors that are equally low, or close."""
        return first_alike(self.to_do, self.scores, self.instrument)

    def is_below_aim(self, advice: Advice) -> bool:
        """Whether advice is on a factor that is not in the headline but has not reached the target either."""
        named = self.scores.overall.named
        if advice.recommendation.scope != "factor" or not named or advice.target in named:
            return False
        score = self.scores.factor(advice.target).new.score
        return score is not None and not at_least(score, self.instrument.target)

    @property
    def done(self) -> tuple[Advice, ...]:
        """The recommendations that the plan says are done."""
        return tuple(one for one in self.advice if self.is_done(one))

    @property
    def holding(self) -> Advice | None:
        """The advice shown that other advice waits for, done or not, whether or not any waits now; None without it."""
        active = {suppression.active for suppression in self.instrument.selection.suppression}
        return next((one for one in self.advice if one.id in active), None)

    @property
    def next_up(self) -> FirstUp | None:
        """What is next in the plan, of all that need not wait, else of what waits; None where nothing is left to do."""
        now, every = (first_up(lines, self.made_on, self.ranked) for lines in (self.plan_now, self.in_force))
        return now or every

    @property
    def plan_now(self) -> tuple[PlanLine, ...]:
        """The lines of the plan that are in force, except those that have to wait for other advice."""
        return tuple(one for one in self.in_force if self.comes_before(one) is None and self.awaited(one) is None)

    @property
    def in_force(self) -> tuple[PlanLine, ...]:
        """The lines of the plan except those that no longer apply: nothing is late there, and no day suggested."""
        return tuple(line for line in self.plan if line.id not in self.dropped)

    @cached_property
    def dropped(self) -> frozenset[str]:
        """The ids of lines of the plan that no longer apply; of what is done, only those in `reopened`."""
        left, agreed = [one for one in self.plan if not one.is_all_done], self.answers.experience.agreed
        gone = {one.id for one in left if (planned := self.planned_reward(one)) and planned.gone}
        return self.reopened | gone | {one.id for one in left if is_agreed(one.source or "", self.advice, agreed)}

    def planned_reward(self, line: PlanLine) -> PlannedReward | None:
        """What a line of the plan that is left changes of what a role is rewarded for; None for any other line."""
        return PlannedReward.of(line, self.map, self.instrument)

    def awaited(self, line: PlanLine) -> Advice | None:
        """The advice that a planned change of rewards waits for, as the map says; None for any other line."""
        first, planned = self.holding, self.planned_reward(line)
        return None if first is None or planned is None or planned.gone or self.is_done(first) else first

    @cached_property
    def reopened(self) -> frozenset[str]:
        """The ids of lines of the plan that tell two roles of a decision which no longer applies."""
        return frozenset(line_of_decision(one.a, one.b) for one in self.map.decisions if one.reopened)

    @property
    def widest(self) -> tuple[Contrast, ...]:
        """The statements where today and wanted differ most, by two steps or more; equally wide ones together."""
        return clearly_widest(self.contrasts)

    @property
    def statements(self) -> tuple[Answered, ...]:
        """All statements of the form with their answers."""
        return answered_statements(self.answers, self.instrument)

    def least_supporting(self, part_id: str) -> tuple[Answered, ...]:
        """The statements of a factor or facet whose answer gives the wanted behaviour the least support."""
        return least_supporting(self.answers, self.instrument, part_id)

    def are_all_equal(self, part_id: str) -> bool:
        """Whether the answers of a factor or facet all give the wanted behaviour the same support."""
        return are_all_equal(self.answers, self.instrument, part_id)

    @property
    def furthest_ahead(self) -> tuple[Answered, ...]:
        """The statements whose answers put today's behaviour furthest ahead of the wanted one."""
        return furthest_ahead(self.answers, self.instrument)

    @property
    def least_known(self) -> tuple[Answered, ...]:
        """The statements without an answer, or with "don't know", of the factor that has most of them."""
        return unknown_statements(self.answers, self.instrument, least_known_factor(self.scores)[0])

    @property
    def picks_facets(self) -> bool:
        """Whether the facets that matter most were picked; else each factor's importance was asked."""
        return picks_facets(self.instrument, self.answers.form)

    @property
    def unknown(self) -> int:
        """How many ratings of the form are "don't know"."""
        ratings = (self.answers.ratings.get(item.id, {}) for item in self.instrument.form_items(self.answers.form))
        return sum(choice == "dont_know" for rating in ratings for choice in rating.values())

    @property
    def factor_changes(self) -> tuple[FactorChange, ...]:
        """The changes of the factors since the assessment before, without those of the facets."""
        return self.changes[: len(self.scores.factors)]

    @property
    def shows_change(self) -> bool:
        """Whether it opens with what has changed since the assessment before, on screen and in files."""
        return bool(self.changes) and self.opens_with_change

    @property
    def changed_first(self) -> tuple[FactorChange, ...]:
        """The changes of the factors as the headline has them: better, worse, then the rest."""
        return grouped(self.factor_changes, self.better, self.worse)

    @property
    def turned(self) -> tuple[FactorChange, ...]:
        """The factors whose score for the wanted behaviour has moved since the assessment before, most first."""
        moved = [change for change in self.factor_changes if change.new.has_moved]
        return tuple(sorted(moved, key=lambda change: -abs(change.new.difference or 0)))

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The factors of which another behaviour wins than in the assessment before, the worse first.

        Only where a score has clearly moved: two small differences can turn a verdict together.
        """
        if not self.earlier:
            return ()
        moved = {change.id for change in self.factor_changes if change.current.is_clear or change.new.is_clear}
        return tuple(turn for turn in compare_verdicts(self.earlier[-1].scores, self.scores) if turn.id in moved)

    @property
    def better(self) -> tuple[str, ...]:
        """The factors where the wanted behaviour stands better: by who wins, else by a clear rise of its score."""
        return self._standing_otherwise(is_worse=False)

    @property
    def worse(self) -> tuple[str, ...]:
        """The factors where the wanted behaviour stands worse: by who wins, else by a clear fall of its score."""
        return self._standing_otherwise(is_worse=True)

    def _standing_otherwise(self, *, is_worse: bool) -> tuple[str, ...]:
        turns, movement = self.turns, "down" if is_worse else "up"
        turned = {turn.id for turn in turns}
        moved = [one.id for one in self.turned if one.new.is_clear and one.new.movement == movement]
        told = [turn.id for turn in turns if turn.is_worse is is_worse]
        return (*told, *(factor for factor in moved if factor not in turned))

    @property
    def total_verdict(self) -> Verdict | None:
        """Which behaviour wins over all four factors; None without all four balances."""
        return total_verdict(self.scores)

    @property
    def total_before(self) -> Verdict | None:
        """Which behaviour won over all four factors in the assessment before; None without one or its balances."""
        return total_verdict(self.earlier[-1].scores) if self.earlier else None

    @property
    def total_change(self) -> TotalChange | None:
        """What all factors together come to and came to in the assessment before; None where either is unknown."""
        return total_change(self.earlier[-1].scores.overall, self.scores.overall, self.small_change)

    @property
    def small_change(self) -> int:
        """The largest change of a factor since the assessment before that is called small, in whole points."""
        return largest_small(self.factor_changes)

    def causes(self, change: FactorChange) -> tuple[Cause, ...]:
        """Which answers have moved a factor clearly since the assessment before; none without one."""
        return causes(change, self.statements_before, self.statements) if self.earlier else ()

    @property
    def moved_one_step(self) -> OneStep | None:
        """Which way most of the answers that have moved went by one step; None without an assessment before."""
        return one_step(self.statements_before, self.statements) if self.earlier else None

    @property
    def statements_before(self) -> tuple[Answered, ...]:
        """All statements of the form with the answers of the assessment before; none without one."""
        return answered_statements(self.answers, self.instrument, self.earlier[-1].answers) if self.earlier else ()

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Why the scores may not be comparable with the assessment before."""
        before = self.earlier[-1]
        behaviours, others = ((of.answers.current_behaviour, of.answers.new_behaviour) for of in (self, before))
        differs: dict[Difference, bool] = {
            "bank_differs": _bank(self) != _bank(before),
            "form_differs": self.answers.form != before.answers.form,
            "scoring_differs": self.occasion.scoring_version != before.occasion.scoring_version,
            "other_behaviour": behaviours != others,
        }
        return tuple(what for what, does in differs.items() if does)

    @property
    def factors_with_other_statements(self) -> tuple[str, ...]:
        """The factors whose statements are not those of the assessment before, though both used the same form."""
        before = self.earlier[-1]
        if self.answers.form != before.answers.form:
            return ()
        asked, asked_before = (_statements(of) for of in (self, before))
        return tuple(factor for factor in asked if asked[factor] != asked_before.get(factor))

    @property
    def other_days(self) -> tuple[date, ...]:
        """The days of earlier assessments that used another question bank or form."""
        now = (_bank(self), self.answers.form)
        return tuple(one.answered_on for one in self.earlier if (_bank(one), one.answers.form) != now)


def build_report(
    instrument: Instrument,
    answers: Answers,
    *,
    made_on: date,
    occasion: Occasion = Occasion(),
    earlier: Sequence[Past] = (),
    plan: Sequence[PlanLine] = (),
) -> Report:
    """Compute everything once, in the words for the respondent's kind of organisation."""
    instrument = instrument.fitted_to(answers.organisation)
    scores = score_answers(answers, instrument)
    incentive_map = answers.incentive_map(instrument)
    incentives = score_incentives(incentive_map) if incentive_map and incentive_map.counts else None
    widest = widest_contrasts(answers, instrument, most=None)
    ranking = rank_advice(Evidence(instrument, answers, scores, incentives))
    return Report(
        instrument=instrument,
        answers=answers,
        scores=scores,
        advice=ranking.shown,
        waiting=ranking.waiting,
        contrasts=all_or_none(widest),
        clearest=clearest_contrasts(widest, scores, instrument),
        notes=quality_notes(answers, instrument, occasion.seconds_per_rating),
        made_on=made_on,
        incentives=incentives,
        occasion=occasion,
        earlier=tuple(_past(before) for before in earlier),
        changes=compare_scores(earlier[-1].scores, scores) if earlier else (),
        plan=in_order(plan, [one.source for one in ranking.shown]),
    )


def _past(of: Past) -> Past:
    """An assessment without the rest of its report, so that a report does not keep all earlier reports in memory."""
    return Past(**{field.name: getattr(of, field.name) for field in fields(Past)})


def _bank(of: Past) -> tuple[Instrument, str, bool]:
    """What identifies the question bank, also when another bank stands in because its own text is lost."""
    return of.instrument.common, of.answers.instrument_version or of.instrument.version, of.occasion.bank_is_current


def _statements(of: Past) -> dict[str, list[str]]:
    """The ids of the statements that were asked, by factor."""
    asked = of.instrument.form_items(of.answers.form)
    return {factor.id: [item.id for item in asked if item.factor == factor.id] for factor in of.instrument.factors}
