"""What is decided about clashes: which measure applies when. Some tensions are meant to be.

A decision holds for as long as the two roles are rewarded for the same, with the same effects.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Final

from assessment.incentives.parts import Decision, MapParts

_OF_LINE: Final = 32  # Digits of the id of a line of a plan,
_OF_ROLE: Final = 12  # and of these the ones that tell whose rewards are changed.


def line_of_decision(a: str, b: str) -> str:
    """The id of the line of a plan that tells these two roles, in any order, what is decided about them."""
    return sha256(f"decision {sorted((a, b))}".encode()).hexdigest()[:_OF_LINE]


def lines_on_rewards(role: str) -> str:
    """How the ids of all lines of a plan begin that change what this role is rewarded for."""
    return sha256(f"rewards of {role}".encode()).hexdigest()[:_OF_ROLE]


def is_on_rewards(line: str, roles: Iterable[str]) -> bool:
    """Whether a line of a plan with this id changes what one of these roles is rewarded for."""
    return line.startswith(tuple(lines_on_rewards(role) for role in roles))


def line_on_rewards(role: str, change: str) -> str:
    """The id of the line of a plan with this change of what a role is rewarded for, the same at every click."""
    return lines_on_rewards(role) + sha256(change.encode()).hexdigest()[: _OF_LINE - _OF_ROLE]


def standing(before: MapParts, after: MapParts) -> tuple[Decision, ...]:
    """The decisions of a map that was changed: open again where what either role is rewarded for has changed.

    Those on a role that is gone are left out.
    """
    return standing_since(lambda _: before, after)


def standing_since(origin: Callable[[Decision], MapParts], after: MapParts) -> tuple[Decision, ...]:
    """As standing(), where each decision may come from a map of its own."""
    roles = {role.id for role in after.roles}
    return tuple(
        one if one.reopened or _are_rewarded_alike(origin(one), after, one) else one.opened_again()
        for one in after.decisions
        if one.pair <= roles
    )


def _are_rewarded_alike(before: MapParts, after: MapParts, decision: Decision) -> bool:
    """Whether what the two roles are rewarded for is the same in both maps, seen on the elements of both."""
    elements = {element.id for element in before.elements} & {element.id for element in after.elements}
    return _rewards(before, decision, elements) == _rewards(after, decision, elements)


def _rewards(of: MapParts, decision: Decision, elements: set[str]) -> object:
    """The confirmed measures of the two roles: the share of each, what it does to these elements and to the other role.

    Names are left out, and so are the roles' influence and the weights of the elements: these are no measures.
    """
    roles = {role.id: role.confirmed() for role in of.roles if role.id in decision.pair}
    shares = {role.id: sum(measure.share for measure in role.measures) for role in roles.values()}
    return (
        {
            (role.id, key): (round(measure.share / shares[role.id], 6), *measure.moves(elements))
            for role in roles.values()
            for key, measure in role.rewarded.items()
        },
        {
            (cross.source, cross.on, cross.measure): cross.value
            for cross in of.cross_effects
            if {cross.source, cross.on} == decision.pair and cross.value
        },
    )
