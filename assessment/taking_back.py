"""Undoes one change of an incentive map and keeps later changes.

A three-way merge of documents: the map before the change, after it, and now. List entries are matched by name, never
by position.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any, Final

from assessment.incentives import Decision, IncentiveMap
from assessment.incentives.decisions import standing_since

_Document = Mapping[str, Any]

_ABSENT: Final = object()


def taken_back(before: Any, after: Any, now: Any) -> Any:  # noqa: ANN401  # JSON
    """The document `now` with the change from `before` to `after` undone.

    If nothing else has changed, the result is exactly `before`. Removed parts return to their place, on the current
    scale of shares and weights, but without effects on parts that no longer exist. None means no map.
    Raises Problems when the map no longer has room for them.
    """
    if now == after:
        return before
    found = _merged(before, after, now)
    if not isinstance(found, dict) or not isinstance(now, dict) or not isinstance(before, dict):
        return found
    found = deepcopy(found)
    _rescale(found, before, after or {}, now)
    left = IncentiveMap.checked(_fitting(found))
    return _with_standing(left, IncentiveMap.checked(before), IncentiveMap.checked(now)).document()


def _with_standing(left: IncentiveMap, before: IncentiveMap, now: IncentiveMap) -> IncentiveMap:
    """The map, with the decisions in force that were made on its measures: in `now`, or in `before` if brought back."""
    in_force = {one.pair for one in now.decisions if not one.reopened}

    def origin(decision: Decision) -> IncentiveMap:
        return now if decision.pair in in_force else before

    return left.model_copy(update={"decisions": standing_since(origin, left)}) if left.decisions else left


def _merged(before: Any, after: Any, now: Any) -> Any:  # noqa: ANN401  # JSON
    if now == after:
        return before
    if before == after:
        return now
    # If something new has taken the place of what was removed, the removed entries are merged into it.
    was = type(before)() if after in (None, _ABSENT) and isinstance(before, (dict, list)) else after
    if isinstance(before, dict) and isinstance(was, dict) and isinstance(now, dict):
        merged = {key: _at(key, before, was, now) for key in [*now, *(key for key in before if key not in now)]}
        return {key: value for key, value in merged.items() if value is not _ABSENT}
    if isinstance(before, list) and isinstance(was, list) and isinstance(now, list):
        return _merged_lists(*(_named(entries) for entries in (before, was, now)))
    return before if after is _ABSENT else now


def _at(key: str, before: Mapping[str, Any], after: Mapping[str, Any], now: Mapping[str, Any]) -> Any:  # noqa: ANN401  # JSON
    return _merged(before.get(key, _ABSENT), after.get(key, _ABSENT), now.get(key, _ABSENT))


def _merged_lists(before: dict[str, Any], after: dict[str, Any], now: dict[str, Any]) -> list[Any]:
    merged = {name: _at(name, before, after, now) for name in {**now, **before}}
    order = [name for name in now if merged[name] is not _ABSENT]
    places = list(before)
    for place, name in enumerate(places):
        if name not in now and merged[name] is not _ABSENT:
            ahead = next((order.index(known) + 1 for known in reversed(places[:place]) if known in order), 0)
            order.insert(ahead, name)
    return [merged[name] for name in order]


def _named(entries: Sequence[Any]) -> dict[str, Any]:
    """The entries of a list by id, or by content when they have none; equal names are numbered."""
    often: Counter[str] = Counter()
    named: dict[str, Any] = {}
    for entry in entries:
        name = _name(entry)
        often[name] += 1
        named[f"{name} {often[name]}"] = entry
    return named


def _name(entry: Any) -> str:  # noqa: ANN401  # JSON
    if isinstance(entry, dict) and "id" in entry:
        return f"id {entry['id']}"
    if isinstance(entry, dict) and "source" in entry:
        return f"from {entry['source']} {entry.get('measure', '')} on {entry['on']}"
    if isinstance(entry, dict) and "day" in entry:
        return f"between {sorted((entry['a'], entry['b']))}"
    return json.dumps(entry, sort_keys=True)


def _rescale(
    found: dict[str, Any], before: Mapping[str, Any], after: Mapping[str, Any], now: Mapping[str, Any]
) -> None:
    """Write restored weights and shares as steps if a later change has turned the others into steps.

    Weights and shares have a meaning only relative to each other.
    """
    was = IncentiveMap.checked(before)
    weights = dict(zip(_named(_entries(before, "elements")), map(was.step, was.elements), strict=True))
    _in_scale("weight", weights, *(_entries(each, "elements") for each in (found, after, now)))
    for role in was.roles:
        then = _entries(_role(before, role.id), "metrics")
        shares = dict(zip(_named(then), map(role.strength, role.measures), strict=True))
        _in_scale("share", shares, *(_entries(_role(each, role.id), "metrics") for each in (found, after, now)))


def _in_scale(
    field: str,
    steps: Mapping[str, int],
    found: Sequence[dict[str, Any]],
    after: Sequence[dict[str, Any]],
    now: Sequence[dict[str, Any]],
) -> None:
    known, current = _named(after), _named(now)
    if all(name in known and known[name][field] == entry[field] for name, entry in current.items()):
        return
    for name, entry in _named(found).items():
        entry[field] = current[name][field] if name in current else steps[name]


def _fitting(found: dict[str, Any]) -> dict[str, Any]:
    """The map without effects and decisions that name elements, measures or roles that no longer exist."""
    if "decisions" in found:
        roles = {role["id"] for role in _entries(found, "roles")}
        found["decisions"] = [one for one in _entries(found, "decisions") if {one["a"], one["b"]} <= roles]
    if "cross_effects" in found:
        found["cross_effects"] = list(_fitting_crosses(found))
    if elements := {element["id"] for element in _entries(found, "elements")}:
        for effects in _all_effects(found):
            for gone in [element for element in effects if element not in elements]:
                del effects[gone]
    return found


def _fitting_crosses(found: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The cross effects between existing roles. Those of a single measure replace those of its whole role."""
    measures = {role["id"]: [m.get("id") for m in _entries(role, "metrics")] for role in _entries(found, "roles")}
    crosses = [cross for cross in found["cross_effects"] if {cross["source"], cross["on"]} <= measures.keys()]
    named = {(cross["source"], cross["on"]) for cross in crosses if "measure" in cross}
    for cross in crosses:
        pair = cross["source"], cross["on"]
        if cross["measure"] in measures[pair[0]] if "measure" in cross else pair not in named:
            yield cross


def _all_effects(found: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for role in _entries(found, "roles"):
        for measure in _entries(role, "metrics"):
            shortcut = measure.get("shortcut") or {}
            yield from (
                effects
                for effects in (
                    measure.get("effects"), shortcut.get("root_effects"), shortcut.get("shortcut_effects"),
                )
                if effects
            )  # fmt: skip


def _role(document: Mapping[str, Any], role_id: str) -> Mapping[str, Any]:
    return next((role for role in _entries(document, "roles") if role["id"] == role_id), {})


def _entries(document: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    return list(document.get(key) or ())
