"""When cross-cutting advice is shown, and why: one function per condition in questions.yaml.

A condition returns None when it does not hold or cannot be decided: no map, too few answers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import copysign, isclose
from typing import Final, NamedTuple

from assessment.answers import Answers, Rating
from assessment.incentives import Clash, IncentiveMap, IncentiveScores, alignment
from assessment.instrument import ConditionId, Instrument
from assessment.rounding import at_least
from assessment.scoring import REWARDS, Balance, Scores, total_verdict
from assessment.statements import least_known_factor

_HALF: Final = 50.0
_STRONG: Final = 75.0
_LOW_RATING: Final = 2
_MANY_UNKNOWN: Final = 0.30  # Method, section 3.2: above this share, not knowing is itself the finding.
_READY_FACTORS: Final = 3
_EASY_SHORTCUT: Final = 0.5
_HIGH_RATING: Final = 4
# Ids in the question bank's library that the rules refer to: the head of the organisation and, for the vicious circle
# of cost cutting, a role, its measure and the element it harms.
_HEAD, _SERVICE, _COST, _REACHABLE = "ceo", "customer_service", "cost", "reachable"


class Reason(NamedTuple):
    """Why a piece of advice is shown: the id of its sentence and the values in the sentence.

    Scores are 0 to 100, alignments -100 to 100. The parts of an incentive map are named by id: `role`, `a`, `b`, `on`
    are roles, `element` and `elements` elements, `measure` and `measures` are measures of `role` or else of `a`, and
    `others` measures of `b`. `on_map` is what the incentive map adds to advice that does not follow from it.
    """

    id: str
    values: Mapping[str, float | str | tuple[str, ...]] = {}
    on_map: Reason | None = None

    @property
    def listed(self) -> tuple[str, ...]:
        """The parts in the lists among the values: for a team's advice, the factors it follows from."""
        return tuple(part for value in self.values.values() if isinstance(value, tuple) for part in value)


@dataclass(frozen=True)
class Evidence:
    """Everything a condition may look at."""

    instrument: Instrument
    answers: Answers
    scores: Scores
    incentives: IncentiveScores | None = None
    balances: Mapping[str, Balance] = field(init=False)

    def __post_init__(self) -> None:
        balances = {factor.id: factor.balance for factor in self.scores.factors if factor.balance is not None}
        object.__setattr__(self, "balances", balances)


def _agree_cx_first(evidence: Evidence) -> Reason | None:
    """The experience is missing, or the module on it scores below 50."""
    experience = evidence.answers.experience
    if experience.is_missing:
        return Reason(f"agree_cx_first_{experience.agreed or 'missing'}")
    return _below_half(evidence, "cx_agreement", "agree_cx_first_score")


def _map_before_reward(evidence: Evidence) -> Reason | None:
    """A new reward is planned."""
    if evidence.answers.planned_reward:
        return Reason("map_before_reward_planned", on_map=_pulls_away(evidence))
    return None


def _map_todays_rewards(evidence: Evidence) -> Reason | None:
    """Today's behaviour wins in external or internal rewards, no reward is planned, and no map explains it."""
    if evidence.answers.planned_reward or evidence.incentives is not None:
        return None
    for factor in REWARDS:
        balance = evidence.balances.get(factor)
        if balance is not None and balance.verdict == "current":
            return Reason("map_todays_rewards", _sides(factor, balance))
    return None


def _today_wins(evidence: Evidence) -> Reason | None:
    """The mean balance of the four factors is at or below minus its resolution. Names the clearest factor.

    `ahead` is that mean as today's lead, in points.
    """
    balances, total = evidence.balances, evidence.scores.balance_total
    if total is None or total_verdict(evidence.scores) != "current":
        return None
    factor = min(balances, key=lambda known: round(balances[known].difference, 6))
    return Reason("today_wins", _sides(factor, balances[factor]) | {"ahead": -total})


def _clash_quadrant(evidence: Evidence) -> Reason | None:
    """External rewards reward both behaviours, and neither clearly more."""
    balance = evidence.balances.get("external_rewards")
    if balance is None or balance.quadrant != "clash" or balance.verdict != "contested":
        return None
    return Reason("clash_quadrant", _sides("external_rewards", balance))


def _idle_quadrant(evidence: Evidence) -> Reason | None:
    """Neither external nor internal rewards support either behaviour."""
    balances = [evidence.balances.get(factor) for factor in REWARDS]
    return Reason("idle_quadrant") if all(balance and balance.quadrant == "idle" for balance in balances) else None


def _ready_quadrant(evidence: Evidence) -> Reason | None:
    """At least three factors support the wanted behaviour while today's has lost its pull."""
    ready = sum(balance.quadrant == "ready" for balance in evidence.balances.values())
    return Reason("ready_quadrant", {"count": ready}) if ready >= _READY_FACTORS else None


def _cx_role_paper_tiger(evidence: Evidence) -> Reason | None:
    """There is a customer-experience role, and it cannot make other departments move."""
    rating = evidence.answers.ratings.get("CON08", {})
    if not any(isinstance(choice, int) for choice in rating.values()):
        return None
    if _is_low(rating.get("new")):
        return Reason("cx_role_paper_tiger_rating", on_map=_pulls_away(evidence))
    mandate = _facet_score(evidence, "mandate")
    if mandate is None or at_least(mandate, _HALF):
        return None
    return Reason("cx_role_paper_tiger_mandate", {"score": mandate}, _pulls_away(evidence))


def _role_misaligned(evidence: Evidence) -> Reason | None:
    """A role is rewarded for what harms the agreed experience. Names the worst; among equals, the most influential."""
    worst = _worst_role(evidence.incentives)
    return Reason("role_misaligned", worst) if worst else None


def _pulls_away(evidence: Evidence) -> Reason | None:
    """The role that pulls away most, for advice on what today's rewards do; None without such a role or a map."""
    worst = _worst_role(evidence.incentives)
    return Reason("pulls_away", worst) if worst else None


def _worst_role(incentives: IncentiveScores | None) -> dict[str, float | str | tuple[str, ...]] | None:
    """The role that pulls away most, with the measures that contribute most; None when no role pulls away."""
    worst = incentives.furthest_off if incentives else None
    if incentives is None or worst is None:
        return None
    against = {element.id: -element.weight for element in incentives.map.elements}
    return {
        "role": worst.id,
        "measures": _moving_most(worst.id, against, incentives.map),
        "alignment": worst.alignment,
    }


def _moving_most(role_id: str, ways: Mapping[str, float], incentive_map: IncentiveMap) -> tuple[str, ...]:
    """The role's measure that moves these elements most, given a signed weight for each; several when they tie."""
    role = incentive_map.role(role_id)
    moved = {
        name: measure.share * sum(way * measure.effect_on(element) for element, way in ways.items())
        for name, measure in (role.measures_by_key if role else {}).items()
    }
    most = max(moved.values(), default=0.0)
    return tuple(name for name, amount in moved.items() if amount > 0 and isclose(amount, most))


def _pairwise_clash(evidence: Evidence) -> Reason | None:
    """Two roles clash, and not only a little, and nothing is decided about it."""
    incentives = evidence.incentives
    if incentives is None or not incentives.undecided or incentives.undecided[0].severity == "minor":
        return None
    worst = incentives.undecided[0]
    if worst.kind == "tug_of_war":
        return Reason("pairwise_clash_tug_of_war", _pulled_both_ways(worst, incentives))
    harm = {one: incentives.map.effect_between(one, other) for one, other in ((worst.a, worst.b), (worst.b, worst.a))}
    role, on = (worst.a, worst.b) if harm[worst.a] <= harm[worst.b] else (worst.b, worst.a)
    both = harm[role] < 0 and harm[on] < 0
    reason = "pairwise_clash_mutual" if both else "pairwise_clash_direct"
    measures, others = incentives.map.hindering(role, on), incentives.map.hindering(on, role)
    return Reason(reason, {"a": role, "b": on, "measures": measures, "others": others, "clash": worst.clash})


def _pulled_both_ways(clash: Clash, incentives: IncentiveScores) -> dict[str, float | str | tuple[str, ...]]:
    """Two roles, each with the measure that pulls hardest on the elements that the two pull in opposite directions."""
    pulls = {role.id: role.pulls for role in incentives.roles if role.id in (clash.a, clash.b)}
    weights = {element.id: element.weight for element in incentives.map.elements}
    contested = {e: w for e, w in weights.items() if round(pulls[clash.a][e], 6) * round(pulls[clash.b][e], 6) < 0}
    measures, others = (
        _moving_most(one, {e: copysign(w, pulls[one][e]) for e, w in contested.items()}, incentives.map)
        for one in (clash.a, clash.b)
    )
    return {"a": clash.a, "b": clash.b, "measures": measures, "others": others, "clash": clash.clash}


def _orphan_element(evidence: Evidence) -> Reason | None:
    """No role is rewarded for something that improves a part of the agreed experience."""
    incentives = evidence.incentives
    orphans = tuple(element.id for element in incentives.elements if element.unrewarded) if incentives else ()
    if incentives is None or not orphans:
        return None
    on_balance = any(element.cancelled for element in incentives.elements)
    if role := incentives.only_role:
        reason = "orphan_element_only_role_on_balance" if on_balance else "orphan_element_only_role"
        return Reason(reason, {"role": role.id, "elements": orphans})
    return Reason("orphan_element_on_balance" if on_balance else "orphan_element", {"elements": orphans})


def _gameable_measure(evidence: Evidence) -> Reason | None:
    """A measure is easily met by a shortcut that harms the agreed experience. Names the most harmful one."""
    incentives = evidence.incentives
    if incentives is None:
        return None
    shortcuts = {
        (role.id, name): (measure.shortcut.ease, alignment(measure.shortcut.shortcut_effects, incentives.map.elements))
        for role in incentives.map.roles
        for name, measure in role.measures_by_key.items()
        if measure.shortcut is not None and measure.shortcut.is_told_apart and measure.share > 0
    }
    easy = {at: pull for at, (ease, pull) in shortcuts.items() if at_least(ease, _EASY_SHORTCUT)}
    role, measure = min(easy, key=lambda at: round(easy[at], 6), default=("", ""))
    if not role or at_least(easy[role, measure], 0):
        return None
    return Reason("gameable_metric", {"role": role, "measure": measure, "alignment": easy[role, measure]})


def _cost_spiral(evidence: Evidence) -> Reason | None:
    """Customer service is rewarded on cost while the roles together make it harder to reach a person."""
    incentives = evidence.incentives
    if incentives is None:
        return None
    service, score = incentives.map.role(_SERVICE), incentives.element(_REACHABLE)
    element = incentives.map.element(_REACHABLE)
    cost = service.measures_by_key.get(_COST) if service else None
    if cost is None or cost.share == 0 or score is None or element is None or element.weight == 0:
        return None
    if at_least(score.net, 0):
        return None
    return Reason("cost_spiral", {"role": _SERVICE, "measure": _COST, "element": _REACHABLE})


def _tools_before_culture(evidence: Evidence) -> Reason | None:
    """Structure is strong while judgement, safety or the culture beyond the checklist is weak."""
    structure = _facet_score(evidence, "structure")
    if structure is None or not at_least(structure, _STRONG):
        return None
    carriers = {
        "judgement": _facet_score(evidence, "judgement"),
        "safety": _facet_score(evidence, "safety"),
        "culture": evidence.scores.context_score("culture"),
    }
    weak = {name: score for name, score in carriers.items() if score is not None and not at_least(score, _HALF)}
    if not weak:
        return None
    name = min(weak, key=lambda known: weak[known])
    return Reason("tools_before_culture", {"structure": structure, "name": name, "score": weak[name]})


def _low_trust(evidence: Evidence) -> Reason | None:
    """The module on trust scores below 50."""
    return _below_half(evidence, "trust", "low_trust")


def _link_engagement_customer(evidence: Evidence) -> Reason | None:
    """The two surveys are not compared today."""
    return Reason("link_engagement_customer") if _is_low(evidence.answers.context.get("LNK01")) else None


def _many_dont_know(evidence: Evidence) -> Reason | None:
    """More than 30 % of what applies in a factor is unknown or unanswered, in either column."""
    factor, share = least_known_factor(evidence.scores)
    if round(share, 6) <= _MANY_UNKNOWN:
        return None
    columns = [one for score in evidence.scores.factors if score.id == factor for one in (score.current, score.new)]
    asked = sum(one.applicable for one in columns)
    missing = asked - sum(one.valid for one in columns)
    return Reason("many_dont_know", {"name": factor, "missing": missing, "asked": asked})


def _executive_first(evidence: Evidence) -> Reason | None:
    """The executives are not rewarded for the experience, do not do what they say, or their head works against it."""
    context, incentives = evidence.answers.context, evidence.incentives
    if _is_low(context.get("CXA03")):
        return Reason("executive_first_rewards")
    if _is_low(context.get("TRU01")):
        return Reason("executive_first_example")
    head = next((role for role in incentives.misaligned if role.id == _HEAD), None) if incentives else None
    return Reason("executive_first_role", {"role": head.id, "alignment": head.alignment}) if head else None


def _person_or_system(evidence: Evidence) -> Reason | None:
    """Departments blame one another today, or break their promises to one another."""
    blame = evidence.answers.ratings.get("CON06", {}).get("current")
    if isinstance(blame, int) and blame >= _HIGH_RATING:
        return Reason("person_or_system_blame")
    return Reason("person_or_system_promises") if _is_low(evidence.answers.context.get("TRU03")) else None


def _helping_culture(evidence: Evidence) -> Reason | None:
    """Customers are spoken of without respect, or not helped when their case belongs to someone else."""
    for item, reason in (("ENG02", "helping_culture_talk"), ("CUL02", "helping_culture_others")):
        if _is_low(evidence.answers.context.get(item)):
            return Reason(reason)
    return None


def _culture_last(evidence: Evidence) -> Reason | None:
    """The culture beyond the checklist is weak, or it remains: all four factors give support and today wins in none."""
    if _tools_before_culture(evidence):
        return None  # It is about the same, and names what is weak.
    culture, lowest = evidence.scores.context_score("culture"), evidence.scores.overall.minimum
    if culture is not None and not at_least(culture, _HALF):
        return Reason("culture_last_score", {"name": "culture", "score": culture})
    is_strong = culture is not None and at_least(culture, _STRONG)
    if is_strong or lowest is None or not at_least(lowest, _HALF):
        return None
    today_wins = any(balance.verdict == "current" for balance in evidence.balances.values())
    return None if today_wins else Reason("culture_last_remains")


def _never(_evidence: Evidence) -> Reason | None:
    """Conditions that one respondent cannot meet: they compare people, or only older question banks use them."""
    return None


CONDITIONS: Final[Mapping[ConditionId, Callable[[Evidence], Reason | None]]] = {
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
    "gameable_metric": _gameable_measure,
    "cx_role_paper_tiger": _cx_role_paper_tiger,
    "tools_before_culture": _tools_before_culture,
    "executive_first": _executive_first,
    "leader_more_positive": _never,
    "team_more_positive": _never,
    "low_trust": _low_trust,
    "link_engagement_customer": _link_engagement_customer,
    "many_dont_know": _many_dont_know,
    "two_camps": _never,
    "single_respondent": _never,
    "cost_spiral": _cost_spiral,
    "person_or_system": _person_or_system,
    "helping_culture": _helping_culture,
    "culture_last": _culture_last,
}


def _sides(factor: str, balance: Balance) -> dict[str, float | str]:
    return {"name": factor, "current": balance.current, "new": balance.new}


def _below_half(evidence: Evidence, module: str, reason: str) -> Reason | None:
    score = evidence.scores.context_score(module)
    if score is None or at_least(score, _HALF):
        return None
    return Reason(reason, {"name": module, "score": score})


def _facet_score(evidence: Evidence, facet_id: str) -> float | None:
    facet = evidence.scores.facet(facet_id)
    return facet.new.score if facet else None


def _is_low(rating: Rating | None) -> bool:
    return isinstance(rating, int) and rating <= _LOW_RATING
