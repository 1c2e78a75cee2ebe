"""Scores in, ranked next steps out. Wording and priorities are in questions.yaml; the order is worked out here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Final, NamedTuple

from assessment.advice.conditions import CONDITIONS, Evidence, Reason
from assessment.answers import Agreement, Leads
from assessment.instrument import FactorId, Instrument, Reach, Recommendation
from assessment.scoring import Score, Scores

_FIRST: Final = 3  # The best advice on each factor in the headline is within the first three places.
_WITHIN_REACH: Final = 2  # At least so many of those shown can be carried out by the respondent (method, section 5).
_REACHED: Final[Mapping[Leads, tuple[Reach, ...]]] = {
    "team": ("team",),
    "managers": ("team", "management"),
    "organisation": ("team", "management", "organisation"),
}
_TO_AGREE: Final = "agree_cx_first"  # The target of the advice that asks people to agree on the customer experience.
_ENVIRONMENT_FIRST: Final[tuple[FactorId, ...]] = ("conditions", "external_rewards", "ability", "internal_rewards")


@dataclass(frozen=True)
class Advice:
    """One recommendation for this respondent. `target` is the factor, facet or condition it is about.

    `is_beyond_reach` if what the respondent leads is known and does not suffice to carry it out.
    """

    recommendation: Recommendation
    target: str
    reason: Reason
    is_beyond_reach: bool = False

    @property
    def id(self) -> str:
        return self.recommendation.id

    @property
    def source(self) -> str:
        """What a line of the plan that came from it names as its source."""
        return f"{self.id}.{self.target}"


class Ranking(NamedTuple):
    """The advice to show, best first, and the advice that waits until something else that is shown is done."""

    shown: tuple[Advice, ...]
    waiting: tuple[Advice, ...]


def rank_advice(evidence: Evidence) -> Ranking:
    """The recommendations to show, best first, at most `selection.max_shown`.

    Cross-cutting advice from the priority `selection.cross_first_from` up comes first. The rest is ordered by
    priority / 100 * P, where P is importance / 5 * gap (method, section 3.6) of the factor or facet, or for
    cross-cutting advice of the overall score.
    Ties: lower balance, lower wanted score, then conditions, external, ability, internal (Gilbert: environment first).
    The best advice on each factor that the headline names is moved up to the first three places. Where it is known what
    the respondent leads, at least two of those shown are within reach of that, if there are any.
    """
    instrument = evidence.instrument
    found = sorted([*_cross_advice(evidence), *_level_advice(evidence)], key=lambda one: _rank(one, evidence))
    waiting = tuple(one for one in found if comes_before(one.source, found, instrument))
    ranked = _one_per_target(one for one in found if one not in waiting)
    in_order = tuple(_described(one, evidence) for one in _answering_headline(ranked, evidence))
    return Ranking(_some_within_reach(in_order, evidence), waiting)


def _cross_advice(evidence: Evidence) -> Iterable[Advice]:
    for rule in evidence.instrument.recommendations:
        if rule.scope == "cross":
            reason = CONDITIONS[rule.target](evidence)  # type: ignore[index]  # the bank's loader checks the name
            if reason is not None:
                yield Advice(rule, rule.target, reason)


def _level_advice(evidence: Evidence) -> Iterable[Advice]:
    """Factor rules; facet rules replace them where the full form has a score for a facet of that factor."""
    instrument, scores = evidence.instrument, evidence.scores
    factor_of = {facet.id: facet.factor for facet in instrument.facets}
    scored_facets = [facet for facet in scores.facets if facet.new.score is not None]
    replaced = {factor_of[facet.id] for facet in scored_facets}
    scored_factors = [f for f in scores.factors if f.new.score is not None and f.id not in replaced]
    for scope, entries in (("factor", scored_factors), ("facet", scored_facets)):
        for entry in entries:
            rule = _rule_for(entry, scope, instrument)
            if rule is not None:
                yield Advice(rule, entry.id, _level_reason(entry, evidence))


def _rule_for(entry: Score, scope: str, instrument: Instrument) -> Recommendation | None:
    fitting = [r for r in instrument.recommendations if r.scope == scope and entry.new.level in r.levels]
    own = (rule for rule in fitting if rule.target == entry.id)
    general = (rule for rule in fitting if rule.target == "*")
    return next(own, next(general, None))


def _level_reason(entry: Score, evidence: Evidence) -> Reason:
    score = entry.new.score or 0.0
    # How much it matters is a reason only where it moves the advice up.
    importance = evidence.answers.importance.get(entry.id, 0)
    if importance > evidence.instrument.importance.default:
        return Reason("level_and_importance", {"name": entry.id, "score": score, "importance": importance})
    return Reason("level", {"name": entry.id, "score": score})


def comes_before(source: str, advice: Iterable[Advice], instrument: Instrument) -> Advice | None:
    """The advice that has to be carried out before a line of the plan from this source; None where none has.

    Advice on rewards, say, waits until the experience is agreed. `source` is as in Advice.source.
    """
    rule, _, target = source.rpartition(".")
    for suppression in instrument.selection.suppression:
        active = next((one for one in advice if one.id == suppression.active), None)
        if active is not None and (rule in suppression.rules or instrument.factor_of(target) in suppression.hides):
            return active
    return None


def is_agreed(source: str, advice: Iterable[Advice], agreed: Agreement | None) -> bool:
    """Whether a line of the plan from this source seeks the agreement there is already, and nothing advises it now."""
    is_to_agree = source.rpartition(".")[2] == _TO_AGREE
    return is_to_agree and agreed == "yes" and all(one.source != source for one in advice)


def first_alike(to_do: Iterable[Advice], scores: Scores, instrument: Instrument) -> tuple[Advice, ...]:
    """The first recommendations that are each on another factor of the headline, which the scores hardly order.

    Those on factors with one and the same score, else those on factors that are close together; none or several.
    """
    advice = list(to_do)
    factors = ["" if one.recommendation.scope == "cross" else instrument.factor_of(one.target) for one in advice]
    close = list(takewhile(lambda name: name in scores.overall.named, factors))
    known = {name: round(scores.factor(name).new.score or 0.0, 6) for name in close}
    same = list(takewhile(lambda name: known[name] == known[close[0]], close))
    found = same if same[1:] else close
    return tuple(advice[: len(found)]) if len(set(found)) == len(found) > 1 else ()


def _on_headline(ranked: Iterable[Advice], evidence: Evidence) -> list[Advice]:
    """The best advice on each factor that the headline names, the weakest first; none when it names all."""
    named, instrument = evidence.scores.overall.named, evidence.instrument
    if len(named) == len(instrument.factors):
        return []
    best: dict[str, Advice] = {}
    for advice in ranked:
        if advice.recommendation.scope != "cross":
            best.setdefault(instrument.factor_of(advice.target), advice)
    return [best[factor] for factor in named if factor in best]


def _answering_headline(ranked: tuple[Advice, ...], evidence: Evidence) -> tuple[Advice, ...]:
    """Move the best advice on each factor that the headline names up to the first three places, the weakest first."""
    answering, instrument = _on_headline(ranked, evidence), evidence.instrument
    if not answering:
        return ranked
    others = [one for one in ranked if one not in answering]
    first = [one for one in others if _comes_first(one, instrument)][: _FIRST - len(answering)]
    return (*first, *answering, *(one for one in others if one not in first))


def _described(advice: Advice, evidence: Evidence) -> Advice:
    """Advice that says whether it is beyond reach."""
    leads = evidence.answers.leads
    is_beyond = leads is not None and advice.recommendation.reach not in _REACHED[leads]
    return replace(advice, is_beyond_reach=is_beyond)


def _some_within_reach(in_order: tuple[Advice, ...], evidence: Evidence) -> tuple[Advice, ...]:
    """The advice to show. The last ones beyond reach give way to others within reach until there are two of those.

    The first piece of advice stays, and so do the best ones on the factors in the headline.
    """
    most = evidence.instrument.selection.max_shown
    shown, others = in_order[:most], in_order[most:]
    lacking = _WITHIN_REACH - sum(not one.is_beyond_reach for one in shown)
    stay = [*shown[:1], *_on_headline(shown, evidence)]
    can_give_way = [one for one in shown if one.is_beyond_reach and one not in stay]
    instead = [one for one in others if not one.is_beyond_reach][: max(0, min(lacking, len(can_give_way)))]
    give_way = can_give_way[len(can_give_way) - len(instead) :]
    return (*(one for one in shown if one not in give_way), *instead)


def _comes_first(advice: Advice, instrument: Instrument) -> bool:
    rule = advice.recommendation
    return rule.scope == "cross" and rule.priority >= instrument.selection.cross_first_from


def _rank(advice: Advice, evidence: Evidence) -> tuple[float, ...]:
    rule, instrument = advice.recommendation, evidence.instrument
    position = float(instrument.recommendations.index(rule))
    if _comes_first(advice, instrument):
        return (0, -rule.priority, position)
    if rule.scope == "cross":
        overall = evidence.scores.overall.score
        gap = 0.0 if overall is None else max(0.0, instrument.target - overall)
        return (
            1,
            -round(rule.priority / 100 * instrument.importance.default / 5 * gap, 6),
            0,
            0,
            0,
            -rule.priority,
            position,
        )
    entry = evidence.scores.facet(advice.target) or evidence.scores.factor(advice.target)
    priority = entry.priority.score if entry.priority else 0.0
    balance = entry.balance.difference if entry.balance else 0.0
    factor = instrument.factor_of(entry.id)
    order = next((i for i, known in enumerate(_ENVIRONMENT_FIRST) if known == factor), len(_ENVIRONMENT_FIRST))
    return (
        1,
        -round(rule.priority / 100 * priority, 6),
        round(balance, 6),
        round(entry.new.score or 0.0, 6),
        order,
        -rule.priority,
        position,
    )


def _one_per_target(ranked: Iterable[Advice]) -> tuple[Advice, ...]:
    kept: dict[str, Advice] = {}
    for advice in ranked:
        kept.setdefault(advice.target, advice)
    return tuple(kept.values())
