"""Advice that compares a leader with a team, or people in a team with each other. It needs a team's result."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from assessment.advice.conditions import Reason
from assessment.advice.ranking import Advice
from assessment.anonymity import GroupReport, WholeFigure
from assessment.instrument import Instrument

_FAR_APART: Final = ("none", "weak")


def team_advice(report: GroupReport, instrument: Instrument) -> tuple[Advice, ...]:
    """What a leader does about a team's result, by priority; only from what may be shown of the team.

    A reason has the ids of the factors it is about, as `names`.
    """
    found = dict(_reasons(report))
    rules = [rule for rule in instrument.recommendations if rule.scope == "cross" and rule.target in found]
    ranked = sorted(rules, key=lambda rule: -rule.priority)
    return tuple(Advice(rule, rule.target, found[rule.target]) for rule in ranked)


def _reasons(report: GroupReport) -> Iterator[tuple[str, Reason]]:
    """The conditions that hold, each with its reason (3.9, 3.11)."""
    figures = report.factors
    yield from _reason("leader_more_positive", [each for each in figures if each.distance_kind == "blind_spot"])
    yield from _reason("team_more_positive", [each for each in figures if each.distance_kind == "hidden_strength"])
    yield from _reason("two_camps", [each for each in figures if each.agreement in _FAR_APART])


def _reason(condition: str, figures: list[WholeFigure]) -> Iterator[tuple[str, Reason]]:
    if figures:
        yield condition, Reason(condition, {"names": tuple(figure.factor for figure in figures)})
