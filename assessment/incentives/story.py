"""What customers would meet if every role reached its targets: one line per element, from its net pull.

The limits are in docs/method.md, section 4.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, Literal, NamedTuple

from assessment.incentives.scores import IncentiveScores
from assessment.incentives.weights import in_proportion

StoryEffect = Literal["harmed_clearly", "harmed", "untouched", "helped", "helped_clearly"]

_CLEARLY: Final = 0.5


class Puller(NamedTuple):
    """A role that pulls an element up or down, by these measures, largest share first."""

    role: str
    measures: tuple[str, ...]


class Torn(NamedTuple):
    """A role whose measures take each other's pull on an element away: those that help it, and those that harm it."""

    role: str
    helping: tuple[str, ...]
    harming: tuple[str, ...]


class StoryLine(NamedTuple):
    """What happens to an element when every role reaches its targets, and through whom, strongest first.

    `net` is the mean pull of all roles on it, -2 to 2. A role whose measures take each other's pull away is in neither
    of the first two lists, but in `torn`.
    """

    element: str
    net: float
    effect: StoryEffect
    harming: tuple[Puller, ...]
    helping: tuple[Puller, ...]
    torn: tuple[Torn, ...] = ()


class Plot(NamedTuple):
    """One role's measures, the element of the agreed experience that they harm, and the other role that they meet.

    `meets` is whether they make it harder for that role, or harm what that role's `others` help; None without one.
    `tied` are the other roles that harm the element as much.
    """

    line: StoryLine
    role: str
    measures: tuple[str, ...]
    meets: Literal["hinders", "opposes"] | None = None
    other: str = ""
    others: tuple[str, ...] = ()
    tied: tuple[Puller, ...] = ()

    @classmethod
    def of(cls, scores: IncentiveScores, among: Collection[str] | None = None) -> Plot | None:
        """The story of the agreed element that gets worse most, by the role that harms it most.

        Only of elements in `among`, where it is given. None where no such element gets worse.
        """
        agreed = {each.id for each in scores.elements if each.agreed and (among is None or each.id in among)}
        worse = [line for line in story(scores) if line.element in agreed and line.effect.startswith("harmed")]
        line = min(worse, key=lambda one: one.net, default=None)
        if line is None:
            return None
        pulls, (first, *others) = _pulls(scores, line.element, -1), line.harming
        tied = tuple(one for one in others if pulls[one.role] == pulls[first.role])
        return _plot(scores, line, first)._replace(tied=tied)


def _plot(scores: IncentiveScores, line: StoryLine, puller: Puller) -> Plot:
    """What a role's measures that harm an element do to another role: hinder it most, else harm what it helps most."""
    found, role, measures = scores.map, puller.role, puller.measures
    hindered = [other for other in found.hindered(role, measures) if other.rewarded]
    if hindered:
        other = min(hindered, key=lambda one: found.effect_between(role, one.id))
        return Plot(line, role, measures, "hinders", other.id, tuple(other.rewarded))
    if line.helping:
        return Plot(line, role, measures, "opposes", *line.helping[0])
    return Plot(line, role, measures)


def story(scores: IncentiveScores) -> tuple[StoryLine, ...]:
    """One line per element of the map, in order. Net pulls are compared after rounding to 6 decimals."""
    return tuple(
        StoryLine(
            element.id,
            element.net,
            _effect(element.net),
            harming=_pullers(scores, element.id, -1),
            helping=_pullers(scores, element.id, 1),
            torn=_torn(scores, element.id),
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
    pulls = _pulls(scores, element, way)
    pulling = sorted((role for role, pull in pulls.items() if pull > 0), key=lambda role: -pulls[role])
    return tuple(Puller(role, roles[role].moving((element,), way)) for role in pulling)


def _pulls(scores: IncentiveScores, element: str, way: Literal[1, -1]) -> dict[str, float]:
    """How much each role pulls an element this way, in proportion to its influence, rounded to 6 decimals."""
    influences = in_proportion([role.influence for role in scores.map.roles])
    return {
        score.id: round(way * score.pulls[element] * influence, 6)
        for score, influence in zip(scores.roles, influences, strict=True)
    }


def _torn(scores: IncentiveScores, element: str) -> tuple[Torn, ...]:
    """The roles with influence whose measures pull an element both ways, equally, in the order of the map."""
    pulls = {score.id: round(score.pulls[element], 6) for score in scores.roles}
    torn = (
        Torn(role.id, role.moving((element,), 1), role.moving((element,), -1))
        for role in scores.map.roles
        if role.influence and not pulls[role.id]
    )
    return tuple(one for one in torn if one.helping)
