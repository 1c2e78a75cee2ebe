"""Scores in, ranked next steps out.

Wording and order of advice stand in questions.yaml. What a cross-cutting rule depends on is a function here, one a
condition; a condition that needs what this respondent cannot tell yet (a map, a team, departments) says not_known,
and its advice does not fire.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from math import copysign, isclose
from typing import Final, Literal, NamedTuple

from assessment.answers import Answers, Rating
from assessment.incentives import Clash, IncentiveMap, IncentiveScores, RoleScore, alignment
from assessment.instrument import ConditionId, FactorId, Instrument, Recommendation
from assessment.scoring import REWARDS, Balance, Score, Scores, total_verdict

_HALF: Final = 50.0
_STRONG: Final = 75.0
_LOW_RATING: Final = 2
_MANY_UNKNOWN: Final = 0.30  # Method 3.2: above this share, not knowing is itself the finding.
_READY_FACTORS: Final = 3
_CLEAR_CLASH: Final = 10.0
_EASY_SHORTCUT: Final = 0.5
_HIGH_RATING: Final = 4
_FIRST: Final = 3  # How far down the advice on a factor that the headline names may stand.
# What rules are about by the ids of the question bank's library: the head of the whole, and for the vicious circle of
# cost cutting a role, its measure and what it harms.
_HEAD, _SERVICE, _COST, _REACHABLE = "ceo", "customer_service", "cost", "reachable"


class Reason(NamedTuple):
    """Why a piece of advice is shown: the id of its sentence and what the sentence tells.

    Scores are 0 to 100, alignments -100 to 100. The parts of an incentive map are named by id: `role`, `a`, `b`, `on`
    are roles, `element` and `elements` elements, `measure` and `measures` are measures of `role` or else of `a`, and
    `others` measures of `b`. `on_map` is what the map has to say on advice that does not follow from it.
    """

    id: str
    values: Mapping[str, float | str | tuple[str, ...]] = {}
    on_map: Reason | None = None


Finding = Reason | Literal["no", "not_known"]


@dataclass(frozen=True)
class Advice:
    """One recommendation for this respondent. `target` is the factor, facet or condition it is about."""

    recommendation: Recommendation
    target: str
    reason: Reason

    @property
    def id(self) -> str:
        return self.recommendation.id


@dataclass(frozen=True)
class Evidence:
    """All that conditions may look at."""

    instrument: Instrument
    answers: Answers
    scores: Scores
    incentives: IncentiveScores | None = None
    balances: Mapping[str, Balance] = field(init=False)

    def __post_init__(self) -> None:
        balances = {factor.id: factor.balance for factor in self.scores.factors if factor.balance is not None}
        object.__setattr__(self, "balances", balances)


class Ranking(NamedTuple):
    """What to show, best first, and what would be shown if it did not wait for something else that is shown."""

    shown: tuple[Advice, ...]
    waiting: tuple[Advice, ...]


def rank_advice(
    answers: Answers, scores: Scores, instrument: Instrument, incentives: IncentiveScores | None = None
) -> Ranking:
    """The recommendations to show, best first, at most `selection.max_shown`.

    Cross-cutting advice from priority 85 on comes first, by priority. The rest is ordered by priority / 100 * P, where
    P is importance / 5 * gap of the factor or facet (method 3.6) and, for cross-cutting advice, of the overall score.
    Ties: lower balance, lower wanted score, then conditions, external, ability, internal (Gilbert: environment first).
    The best advice on each factor that the headline names is moved up to the first three places.
    """
    evidence = Evidence(instrument, answers, scores, incentives)
    found = sorted([*_cross_advice(evidence), *_level_advice(evidence)], key=lambda one: _rank(one, evidence))
    held_back = _held_back(found, instrument)
    waiting = tuple(one for one in found if one.id in held_back or one.target in held_back)
    ranked = _one_per_target(one for one in found if one not in waiting)
    return Ranking(_answering_headline(ranked, evidence)[: instrument.selection.max_shown], waiting)


def _cross_advice(evidence: Evidence) -> Iterable[Advice]:
    for rule in evidence.instrument.recommendations:
        if rule.scope == "cross":
            finding = CONDITIONS[rule.target](evidence)  # type: ignore[index]  # the bank's loader checks the name
            if isinstance(finding, Reason):
                yield Advice(rule, rule.target, finding)


def _level_advice(evidence: Evidence) -> Iterable[Advice]:
    """Factor rules, replaced by facet rules wherever the full form has a facet score of that factor."""
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
    if entry.id in evidence.answers.importance:
        importance = evidence.answers.importance[entry.id]
        return Reason("level_and_importance", {"name": entry.id, "score": score, "importance": importance})
    return Reason("level", {"name": entry.id, "score": score})


def _held_back(found: Iterable[Advice], instrument: Instrument) -> set[str]:
    """What waits, such as all that changes rewards until the experience is agreed: ids of factors, facets and rules."""
    firing = {one.id for one in found}
    waiting: set[str] = set()
    for suppression in instrument.selection.suppression:
        if suppression.active in firing:
            waiting.update(suppression.hides, suppression.rules)
            waiting.update(facet.id for facet in instrument.facets if facet.factor in suppression.hides)
    return waiting


def _answering_headline(ranked: tuple[Advice, ...], evidence: Evidence) -> tuple[Advice, ...]:
    """Ranked advice, and among the first three the best on each factor that the headline names, the weakest's first."""
    named, instrument = evidence.scores.overall.named, evidence.instrument
    if len(named) == len(instrument.factors):
        return ranked
    best: dict[str, Advice] = {}
    for advice in ranked:
        if advice.recommendation.scope != "cross":
            best.setdefault(factor_of(advice.target, instrument), advice)
    answering = [best[factor] for factor in named if factor in best]
    others = [one for one in ranked if one not in answering]
    first = [one for one in others if _stands_first(one, instrument)][: _FIRST - len(answering)]
    return (*first, *answering, *(one for one in others if one not in first))


def factor_of(target: str, instrument: Instrument) -> str:
    """The factor that level advice is about, its target or that of a facet; of cross-cutting advice the condition."""
    facet = instrument.facet(target)
    return facet.factor if facet else target


def _stands_first(advice: Advice, instrument: Instrument) -> bool:
    rule = advice.recommendation
    return rule.scope == "cross" and rule.priority >= instrument.selection.cross_first_from


_ENVIRONMENT_FIRST: Final[tuple[FactorId, ...]] = ("conditions", "external_rewards", "ability", "internal_rewards")


def _rank(advice: Advice, evidence: Evidence) -> tuple[float, ...]:
    rule, instrument = advice.recommendation, evidence.instrument
    position = float(instrument.recommendations.index(rule))
    if _stands_first(advice, instrument):
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
    entry = _entry(advice.target, evidence.scores)
    priority = entry.priority.score if entry.priority else 0.0
    balance = entry.balance.difference if entry.balance else 0.0
    factor = factor_of(entry.id, instrument)
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


def _entry(target: str, scores: Scores) -> Score:
    return next(entry for entry in (*scores.factors, *scores.facets) if entry.id == target)


def _one_per_target(ranked: Iterable[Advice]) -> tuple[Advice, ...]:
    kept: dict[str, Advice] = {}
    for advice in ranked:
        kept.setdefault(advice.target, advice)
    return tuple(kept.values())


# The conditions of cross-cutting advice, a function each -----------------------------------------------------------


def _agree_cx_first(evidence: Evidence) -> Finding:
    """The experience is missing, or the module on it scores below 50."""
    experience = evidence.answers.experience
    if experience.is_missing:
        return Reason(f"agree_cx_first_{experience.agreed or 'missing'}")
    return _below_half(evidence, "cx_agreement", "agree_cx_first_score")


def _map_before_reward(evidence: Evidence) -> Finding:
    """A new reward is planned."""
    if evidence.answers.planned_reward:
        return Reason("map_before_reward_planned", on_map=_pulls_away(evidence))
    return "no"


def _map_todays_rewards(evidence: Evidence) -> Finding:
    """Today's behaviour wins in external or internal rewards, no reward is planned, and no map tells why."""
    if evidence.answers.planned_reward or evidence.incentives is not None:
        return "no"
    for factor in REWARDS:
        balance = evidence.balances.get(factor)
        if balance is not None and balance.verdict == "current":
            return Reason("map_todays_rewards", _sides(factor, balance))
    return "no"


def _today_wins(evidence: Evidence) -> Finding:
    """The mean balance of the four factors is at or below minus its resolution. Told is where it wins most clearly."""
    verdict, balances = total_verdict(evidence.scores), evidence.balances
    if verdict != "current":
        return "not_known" if verdict is None else "no"
    factor = min(balances, key=lambda known: round(balances[known].difference, 6))
    return Reason("today_wins", _sides(factor, balances[factor]))


def _clash_quadrant(evidence: Evidence) -> Finding:
    """External rewards reward both behaviours, and neither clearly more."""
    balance = evidence.balances.get("external_rewards")
    if balance is None:
        return "not_known"
    if balance.quadrant != "clash" or balance.verdict != "contested":
        return "no"
    return Reason("clash_quadrant", _sides("external_rewards", balance))


def _idle_quadrant(evidence: Evidence) -> Finding:
    """Neither external nor internal rewards reward either behaviour."""
    balances = [evidence.balances.get(factor) for factor in REWARDS]
    if any(balance is None for balance in balances):
        return "not_known"
    return Reason("idle_quadrant") if all(balance and balance.quadrant == "idle" for balance in balances) else "no"


def _ready_quadrant(evidence: Evidence) -> Finding:
    """At least three factors support the wanted behaviour while today's has lost its pull."""
    ready = sum(balance.quadrant == "ready" for balance in evidence.balances.values())
    return Reason("ready_quadrant", {"count": ready}) if ready >= _READY_FACTORS else "no"


def _cx_role_paper_tiger(evidence: Evidence) -> Finding:
    """There is a customer-experience role, and it cannot make other departments move."""
    rating = evidence.answers.ratings.get("CON08", {})
    if not any(isinstance(choice, int) for choice in rating.values()):
        return "no"
    if _is_low(rating.get("new")):
        return Reason("cx_role_paper_tiger_rating", on_map=_pulls_away(evidence))
    mandate = _facet_score(evidence, "mandate")
    if mandate is None:
        return "not_known"
    if round(mandate, 6) >= _HALF:
        return "no"
    return Reason("cx_role_paper_tiger_mandate", {"score": mandate}, _pulls_away(evidence))


def misaligned_roles(incentives: IncentiveScores) -> tuple[RoleScore, ...]:
    """The roles that are rewarded for what harms the agreed experience (alignment below 0), in their order."""
    return tuple(role for role in incentives.roles if round(role.alignment, 6) < 0)


def _role_misaligned(evidence: Evidence) -> Finding:
    """A role is rewarded for what harms the agreed experience. Told is the worst, of equals the most influential."""
    if evidence.incentives is None:
        return "not_known"
    worst = _worst_role(evidence.incentives)
    return Reason("role_misaligned", worst) if worst else "no"


def _pulls_away(evidence: Evidence) -> Reason | None:
    """The role that pulls away most, for advice on what the rewards of today do; None where no map tells of one."""
    worst = _worst_role(evidence.incentives) if evidence.incentives else None
    return Reason("pulls_away", worst) if worst else None


def _worst_role(incentives: IncentiveScores) -> dict[str, float | str | tuple[str, ...]] | None:
    """The role that pulls away most, and the measure that makes most of it; None when no role pulls away."""
    misaligned = misaligned_roles(incentives)
    if not misaligned:
        return None
    influence = {role.id: role.influence for role in incentives.map.roles}
    worst = min(misaligned, key=lambda role: (round(role.alignment, 6), -influence[role.id]))
    against = {element.id: -element.weight for element in incentives.map.elements}
    return {
        "role": worst.id,
        "measures": _moving_most(worst.id, against, incentives.map),
        "alignment": worst.alignment,
    }


def _moving_most(role_id: str, ways: Mapping[str, float], incentive_map: IncentiveMap) -> tuple[str, ...]:
    """The measure of a role that moves these elements most, each with its weight and way; all of those that tie."""
    role = incentive_map.role(role_id)
    moved = {
        name: measure.share * sum(way * measure.effect_on(element) for element, way in ways.items())
        for name, measure in (role.measures if role else {}).items()
    }
    most = max(moved.values(), default=0.0)
    return tuple(name for name, amount in moved.items() if amount > 0 and isclose(amount, most))


def _pairwise_clash(evidence: Evidence) -> Finding:
    """Two roles clash by 10 of 100 or more."""
    incentives = evidence.incentives
    if incentives is None:
        return "not_known"
    if not incentives.clashes or round(incentives.clashes[0].clash, 6) < _CLEAR_CLASH:
        return "no"
    worst = incentives.clashes[0]
    if worst.kind == "tug_of_war":
        return Reason("pairwise_clash_tug_of_war", _pulled_both_ways(worst, incentives))
    harm = {one: incentives.map.effect_between(one, other) for one, other in ((worst.a, worst.b), (worst.b, worst.a))}
    role, on = (worst.a, worst.b) if harm[worst.a] <= harm[worst.b] else (worst.b, worst.a)
    both = harm[role] < 0 and harm[on] < 0
    reason = "pairwise_clash_mutual" if both else "pairwise_clash_direct"
    goals = incentives.map.role(on)
    measures, others = incentives.map.hindering(role, on), tuple(goals.rewarded if goals else ())
    return Reason(reason, {"a": role, "b": on, "measures": measures, "others": others, "clash": worst.clash})


def _pulled_both_ways(clash: Clash, incentives: IncentiveScores) -> dict[str, float | str | tuple[str, ...]]:
    """Two roles, and of each the measure that pulls most its own way on what the other pulls the other way."""
    pulls = {role.id: role.pulls for role in incentives.roles if role.id in (clash.a, clash.b)}
    weights = {element.id: element.weight for element in incentives.map.elements}
    contested = {e: w for e, w in weights.items() if round(pulls[clash.a][e], 6) * round(pulls[clash.b][e], 6) < 0}
    measures, others = (
        _moving_most(one, {e: copysign(w, pulls[one][e]) for e, w in contested.items()}, incentives.map)
        for one in (clash.a, clash.b)
    )
    return {"a": clash.a, "b": clash.b, "measures": measures, "others": others, "clash": clash.clash}


def _orphan_element(evidence: Evidence) -> Finding:
    """No role is rewarded for something that improves a part of the agreed experience."""
    incentives = evidence.incentives
    if incentives is None:
        return "not_known"
    orphans = tuple(element.id for element in incentives.elements if element.unrewarded)
    return Reason("orphan_element", {"elements": orphans}) if orphans else "no"


def _gameable_metric(evidence: Evidence) -> Finding:
    """A measure is easily met by a shortcut that harms the agreed experience. Told is the one that harms most."""
    incentives = evidence.incentives
    if incentives is None:
        return "not_known"
    shortcuts = {
        (role.id, name): (measure.shortcut.ease, alignment(measure.shortcut.shortcut_effects, incentives.map.elements))
        for role in incentives.map.roles
        for name, measure in role.measures.items()
        if measure.shortcut is not None and measure.share > 0
    }
    easy = {at: pull for at, (ease, pull) in shortcuts.items() if round(ease, 6) >= _EASY_SHORTCUT}
    role, measure = min(easy, key=lambda at: round(easy[at], 6), default=("", ""))
    if not role or round(easy[role, measure], 6) >= 0:
        return "no"
    return Reason("gameable_metric", {"role": role, "measure": measure, "alignment": easy[role, measure]})


def _cost_spiral(evidence: Evidence) -> Finding:
    """Customer service is rewarded on cost while the roles together make it harder to reach a person."""
    incentives = evidence.incentives
    if incentives is None:
        return "not_known"
    service, score = incentives.map.role(_SERVICE), incentives.element(_REACHABLE)
    element = incentives.map.element(_REACHABLE)
    cost = service.measures.get(_COST) if service else None
    if cost is None or cost.share == 0 or score is None or element is None or element.weight == 0:
        return "no"
    if round(score.net, 6) >= 0:
        return "no"
    return Reason("cost_spiral", {"role": _SERVICE, "measure": _COST, "element": _REACHABLE})


def _tools_before_culture(evidence: Evidence) -> Finding:
    """Structure is strong while judgement, safety or the culture beyond the checklist is weak."""
    structure = _facet_score(evidence, "structure")
    if structure is None:
        return "not_known"
    if round(structure, 6) < _STRONG:
        return "no"
    carriers = {
        "judgement": _facet_score(evidence, "judgement"),
        "safety": _facet_score(evidence, "safety"),
        "culture": evidence.scores.context_score("culture"),
    }
    weak = {name: score for name, score in carriers.items() if score is not None and round(score, 6) < _HALF}
    if not weak:
        return "no"
    name = min(weak, key=lambda known: weak[known])
    return Reason("tools_before_culture", {"structure": structure, "name": name, "score": weak[name]})


def _low_trust(evidence: Evidence) -> Finding:
    """The module on trust scores below 50."""
    return _below_half(evidence, "trust", "low_trust")


def _link_engagement_customer(evidence: Evidence) -> Finding:
    """The two surveys are not compared today."""
    rating = evidence.answers.context.get("LNK01")
    if rating is None:
        return "not_known"
    return Reason("link_engagement_customer") if _is_low(rating) else "no"


def _many_dont_know(evidence: Evidence) -> Finding:
    """More than 30 % of what applies in a factor is unknown or unanswered, in either column."""
    rates = {
        factor.id: max(factor.current.dont_know_rate or 0.0, factor.new.dont_know_rate or 0.0)
        for factor in evidence.scores.factors
    }
    factor = max(rates, key=lambda known: rates[known])
    if round(rates[factor], 6) <= _MANY_UNKNOWN:
        return "no"
    return Reason("many_dont_know", {"name": factor, "share": 100 * rates[factor]})


def _executive_first(evidence: Evidence) -> Finding:
    """The executive team is not rewarded for the experience or does not do as it says, or its head works against it."""
    context, incentives = evidence.answers.context, evidence.incentives
    if _is_low(context.get("CXA03")):
        return Reason("executive_first_rewards")
    if _is_low(context.get("TRU01")):
        return Reason("executive_first_example")
    head = next((role for role in misaligned_roles(incentives) if role.id == _HEAD), None) if incentives else None
    return Reason("executive_first_role", {"role": head.id, "alignment": head.alignment}) if head else "no"


def _person_or_system(evidence: Evidence) -> Finding:
    """Departments blame one another today, or do not keep what they promise one another."""
    blame = evidence.answers.ratings.get("CON06", {}).get("current")
    if isinstance(blame, int) and blame >= _HIGH_RATING:
        return Reason("person_or_system_blame")
    return Reason("person_or_system_promises") if _is_low(evidence.answers.context.get("TRU03")) else "no"


def _helping_culture(evidence: Evidence) -> Finding:
    """Customers are not spoken of with respect, or not helped when their case belongs to someone else."""
    for item, reason in (("ENG02", "helping_culture_talk"), ("CUL02", "helping_culture_others")):
        if _is_low(evidence.answers.context.get(item)):
            return Reason(reason)
    return "no"


def _never(_evidence: Evidence) -> Finding:
    """What older question banks had as advice and is a line of its own now."""
    return "no"


def _not_known(_evidence: Evidence) -> Finding:
    """Needs a team or departments, which these answers do not hold."""
    return "not_known"


CONDITIONS: Final[Mapping[ConditionId, Callable[[Evidence], Finding]]] = {
    "agree_cx_first": _agree_cx_first,
    "map_before_reward": _map_before_reward,
    "map_todays_rewards": _map_todays_rewards,
    "today_wins": _today_wins,
    "clash_quadrant": _clash_quadrant,
    "idle_quadrant": _idle_quadrant,
    "ready_quadrant": _ready_quadrant,
    "role_misaligned": _role_misaligned,
    "pairwise_clash": _pairwise_clash,
    "orphan_element": _orphan_element,
    "gameable_metric": _gameable_metric,
    "cx_role_paper_tiger": _cx_role_paper_tiger,
    "tools_before_culture": _tools_before_culture,
    "executive_first": _executive_first,
    "leader_more_positive": _not_known,
    "team_more_positive": _not_known,
    "low_trust": _low_trust,
    "link_engagement_customer": _link_engagement_customer,
    "many_dont_know": _many_dont_know,
    "two_camps": _not_known,
    "single_respondent": _never,
    "cost_spiral": _cost_spiral,
    "person_or_system": _person_or_system,
    "helping_culture": _helping_culture,
}


def _sides(factor: str, balance: Balance) -> dict[str, float | str]:
    return {"name": factor, "current": balance.current, "new": balance.new}


def _below_half(evidence: Evidence, module: str, reason: str) -> Finding:
    score = evidence.scores.context_score(module)
    if score is None:
        return "not_known"
    return Reason(reason, {"name": module, "score": score}) if round(score, 6) < _HALF else "no"


def _facet_score(evidence: Evidence, facet_id: str) -> float | None:
    facet = next((facet for facet in evidence.scores.facets if facet.id == facet_id), None)
    return facet.new.score if facet else None


def _is_low(rating: Rating | None) -> bool:
    return isinstance(rating, int) and rating <= _LOW_RATING
