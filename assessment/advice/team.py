"""Advice that compares a leader with a team, or people in a team with each other. It needs a team's result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from assessment.advice.conditions import Reason
from assessment.advice.ranking import Advice
from assessment.anonymity import GroupReport, WholeFigure
from assessment.instrument import Instrument, LevelId

_FAR_APART: Final = ("none", "weak")
_LITTLE: Final[tuple[LevelId, ...]] = ("blocks", "holds_back")
_VIEWS: Final = {
    "blind_spot": "leader_more_positive",
    "hidden_strength": "team_more_positive",
}


def team_advice(
    report: GroupReport, instrument: Instrument, verdict: str | None, apart: tuple[str, ...] = ()
) -> tuple[Advice, ...]:
    """What a leader does about how the team sees it (3.9, 3.11); only from what may be shown of the team.

    `verdict` is the kind of distance of which advice is given, the other is left out; None for neither. `apart` are the
    factors on which departments are far apart: that is the reason then, rather than the spread of the answers. A reason
    has the ids of the factors it is about, as `names`.
    """
    spread = _named(report, lambda each: each.agreement in _FAR_APART)
    found = {"two_camps": Reason("groups_apart", {"names": apart}) if apart else Reason("two_camps", {"names": spread})}
    if verdict is not None:
        seen = _named(report, lambda each: each.distance_kind == verdict)
        found[_VIEWS[verdict]] = Reason(_VIEWS[verdict], {"names": seen})
    return tuple(
        Advice(rule, rule.target, found[rule.target])
        for rule in instrument.recommendations
        if rule.scope == "cross" and rule.target in found and found[rule.target].listed
    )


def executive_advice(instrument: Instrument) -> tuple[Advice, ...]:
    """What comes before all else in a step of a roll-out while the executive team has no result of its own (S2)."""
    rules = (rule for rule in instrument.recommendations if (rule.scope, rule.target) == ("cross", "executive_first"))
    return tuple(Advice(rule, rule.target, Reason("executive_first_missing")) for rule in rules)


def advice_on_levels(
    levels: Mapping[str, LevelId | None], instrument: Instrument, least: tuple[str, ...]
) -> tuple[Advice, ...]:
    """The bank's advice on factors at the levels that the team sees them at; `least` are those with the least support.

    The reason is that there is little support, or else that none of the others has less.
    """
    return tuple(
        Advice(rule, rule.target, _on_level(rule.target, levels[rule.target], least))
        for rule in instrument.recommendations
        if rule.scope == "factor" and levels.get(rule.target) in rule.levels
    )


def in_order_of(factors: Sequence[str], advice: Iterable[Advice]) -> tuple[Advice, ...]:
    """Each piece of advice where the first of its factors stands; what is about several factors before one's own."""
    places = {factor: place for place, factor in enumerate(factors)}

    def rank(one: Advice) -> tuple[int, bool, int]:
        is_of_one = one.recommendation.scope == "factor"
        names = (one.target,) if is_of_one else one.reason.values["names"]
        return min(places[name] for name in names), is_of_one, -one.recommendation.priority  # type: ignore[union-attr]  # names are a tuple of ids

    return tuple(sorted(advice, key=rank))


def _on_level(factor: str, level: LevelId | None, least: tuple[str, ...]) -> Reason:
    return (
        Reason("team_sees_little", {"names": (factor,)})
        if level in _LITTLE
        else Reason("team_sees_least", {"names": least})
    )


def _named(report: GroupReport, is_meant: Callable[[WholeFigure], bool]) -> tuple[str, ...]:
    return tuple(each.factor for each in report.factors if is_meant(each))
