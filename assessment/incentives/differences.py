"""How the roles of two maps differ in what they are rewarded for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assessment.incentives.map import IncentiveMap
from assessment.incentives.parts import Measure, Role
from assessment.incentives.search import ChangeKind


class RoleDifference(NamedTuple):
    """How a role's measures differ on two maps: what is exchanged for `new`, added, countered or removed.

    `kind` and the measures are None where more than one of these, or something else, differs. `weighs` are the measures
    on both maps that weigh more or less on the second, as they are there.
    """

    role: str
    kind: ChangeKind | None
    measure: Measure | None
    new: Measure | None
    weighs: tuple[Measure, ...] = ()


def role_differences(before: IncentiveMap, after: IncentiveMap) -> tuple[RoleDifference, ...]:
    """How the roles that are on both maps differ in their measures, in the order of the second; none of those alike."""
    pairs = [(then, now) for now in after.roles if (then := before.role(now.id))]
    return tuple(difference for then, now in pairs if (difference := _difference(then, now)))


def named_differences(found: Sequence[RoleDifference], after: IncentiveMap) -> str:
    """What tells these differences from all others, the same in every language; `after` is the map that has them."""
    return " ".join(_named(one, after.known_role(one.role)) for one in found)


def _named(found: RoleDifference, role: Role) -> str:
    if found.kind is None:
        return " ".join([found.role, *(m.model_dump_json(exclude={"proposed"}) for m in role.measures)])
    names = (measure and (measure.en or measure.sv or measure.id) for measure in (found.measure, found.new))
    weighs = (f"{one.en or one.sv or one.id} {role.strength(one)}" for one in found.weighs)
    return " ".join([found.role, found.kind, *(name or "-" for name in names), *weighs])


def _difference(then: Role, now: Role) -> RoleDifference | None:
    was, becomes = then.measures_by_key, now.measures_by_key
    gone = [measure for key, measure in was.items() if key not in becomes]
    come = [measure for key, measure in becomes.items() if key not in was]
    moved = bool(gone or come)  # Then the weights of the others may follow.
    changed = [key for key in was if key in becomes and not _is_alike(was[key], becomes[key], ignores_share=moved)]
    weighs = tuple(becomes[key] for key in was if key in becomes and _weighs_anew(key, then, now))
    match gone, come, changed:
        case [], [], []:
            return None
        case [old], [new], []:
            return RoleDifference(now.id, "exchange", old, new, weighs)
        case [], [new], []:
            return RoleDifference(now.id, "add", new, None, weighs)
        case [old], [], []:
            return RoleDifference(now.id, "remove", old, None, weighs)
        case [], [], [key] if (ways := was[key].shortcut) and was[key].with_ease(ways.ease / 2) == becomes[key]:
            return RoleDifference(now.id, "counter", was[key], None)
    return RoleDifference(now.id, None, None, None, weighs)


def _weighs_anew(key: str, then: Role, now: Role) -> bool:
    """Whether a measure has another strength on purpose, not only in proportion to one that has come or gone."""
    was, becomes = then.measures_by_key[key], now.measures_by_key[key]
    return was.share != becomes.share and then.strength(was) != now.strength(becomes)


def _is_alike(one: Measure, other: Measure, *, ignores_share: bool) -> bool:
    leaves_out = {"proposed", *(["share"] if ignores_share else [])}
    return one.model_dump(exclude=leaves_out) == other.model_dump(exclude=leaves_out)
