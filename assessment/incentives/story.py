"""What customers would meet if every role reached its targets: one line per element, from its net pull.

The limits are in docs/method.md, section 4.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from assessment.incentives.scores import IncentiveScores
from assessment.incentives.weights import in_proportion

StoryEffect = Literal["harmed_clearly", "harmed", "untouched", "helped", "helped_clearly"]

_CLEARLY: Final = 0.5


class Puller(NamedTuple):
    """A role that pulls an element up or down, by these measures, largest share first."""

    role: str
    measures: tuple[str, ...]


class StoryLine(NamedTuple):
    """What happens to an element when every role reaches its targets, and through whom, strongest first.

    `net` is the mean pull of all roles on it, -2 to 2. A role whose measures take each other's pull away is in neither
    list.
    """

    element: str
    net: float
    effect: StoryEffect
    harming: tuple[Puller, ...]
    helping: tuple[Puller, ...]


def story(scores: IncentiveScores) -> tuple[StoryLine, ...]:
    """One line per element of the map, in order. Net pulls are compared after rounding to 6 decimals."""
    return tuple(
        StoryLine(
            element.id,
            element.net,
            _effect(element.net),
            harming=_pullers(scores, element.id, -1),
            helping=_pullers(scores, element.id, 1),
        )
        for element in scores.elements
    )


def _effect(net: float) -> StoryEffect:
    rounded = round(net, 6)
    if rounded == 0:
        return "untouched"
    if rounded < 0:
        return "harmed_clearly" if rounded <= -_CLEARLY else "harmed"
    return "helped_clearly" if rounded >= _CLEARLY else "helped"


def _pullers(scores: IncentiveScores, element: str, way: Literal[1, -1]) -> tuple[Puller, ...]:
    """The roles that pull an element this way, the one that counts most first; one without influence pulls nothing."""
    roles = {role.id: role for role in scores.map.roles}
    influences = in_proportion([role.influence for role in scores.map.roles])
    pulls = {
        score.id: round(way * score.pulls[element] * influence, 6)
        for score, influence in zip(scores.roles, influences, strict=True)
    }
    pulling = sorted((role for role, pull in pulls.items() if pull > 0), key=lambda role: -pulls[role])
    return tuple(Puller(role, roles[role].moving((element,), way)) for role in pulling)
