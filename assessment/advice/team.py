"""Advice that compares a leader with a team, or people in a team with each other. It needs a team's result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from assessment.advice.conditions import Reason
from assessment.advice.ranking import Advice
from assessment.anonymity import GroupReport, WholeFigure
from assessment.instrument import Instrument, LevelId

_FAR_APART: Final = ("none", "weak")
_LITTLE: Final[tuple[LevelId, ...]] = ("blocks", "holds_back")
_LOWER_BY: Final = 10  # Points between the figures of two rounds, which are rounded to fives.


def team_advice(
    report: GroupReport, instrument: Instrument, *, follows: bool = False, executive: GroupReport | None = None
) -> tuple[Advice, ...]:
    """What a leader does about a team's result, by priority; only from what may be shown of the team.

    A reason has the ids of the factors it is about, as `names`. `follows` for a step of a roll-out that comes after
    the executive team's; `executive` is what that one has released, None when there is nothing.
    """
    found = dict(_reasons(report))
    if follows:
        found |= dict(_executive_first(report, executive))
    rules = [rule for rule in instrument.recommendations if rule.scope == "cross" and rule.target in found]
    ranked = sorted(rules, key=lambda rule: -rule.priority)
    return tuple(Advice(rule, rule.target, found[rule.target]) for rule in ranked)


def advice_on_levels(levels: Mapping[str, LevelId], instrument: Instrument) -> tuple[Advice, ...]:
    """The bank's advice on factors at the levels that the team sees them at, by priority."""
    rules = [
        rule for rule in instrument.recommendations if rule.scope == "factor" and levels.get(rule.target) in rule.levels
    ]
    ranked = sorted(rules, key=lambda rule: -rule.priority)
    return tuple(Advice(rule, rule.target, _on_level(rule.target, levels[rule.target])) for rule in ranked)


def _on_level(factor: str, level: LevelId) -> Reason:
    return Reason(f"team_sees_{'little' if level in _LITTLE else 'least'}", {"names": (factor,)})


def _reasons(report: GroupReport) -> Iterator[tuple[str, Reason]]:
    """The conditions that hold, each with its reason (3.9, 3.11)."""
    figures = report.factors
    yield from _reason("leader_more_positive", [each for each in figures if each.distance_kind == "blind_spot"])
    yield from _reason("team_more_positive", [each for each in figures if each.distance_kind == "hidden_strength"])
    yield from _reason("two_camps", [each for each in figures if each.agreement in _FAR_APART])


def _executive_first(report: GroupReport, executive: GroupReport | None) -> Iterator[tuple[str, Reason]]:
    """The executive team has no result before this one, or sees clearly less support than those who follow it (S2)."""
    if executive is None:
        yield "executive_first", Reason("executive_first_missing")
        return
    theirs = {figure.factor: figure for figure in executive.factors}
    lower = [each for each in report.factors if each.factor in theirs and _is_lower(theirs[each.factor], each)]
    for _, reason in _reason("executive_first_lower", lower):
        yield "executive_first", reason


def _is_lower(one: WholeFigure, other: WholeFigure) -> bool:
    """Whether a figure is lower than another, whatever a bound leaves open."""
    if one.mean is None or other.mean is None or one.bound == "over" or other.bound == "under":
        return False
    return other.mean - one.mean >= _LOWER_BY


def _reason(condition: str, figures: list[WholeFigure]) -> Iterator[tuple[str, Reason]]:
    if figures:
        yield condition, Reason(condition, {"names": tuple(figure.factor for figure in figures)})
