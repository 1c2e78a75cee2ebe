"""Turns roles that nobody has changed in stored incentive maps into suggestions.

A role is unchanged when a question bank of its series proposes it exactly so: its names, its measures, their effects on
the elements of the map, and what it makes harder for the other roles of the map. Where the bank is unknown, as for
answers opened from a file of another version, all roles stay confirmed.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa
import yaml
from alembic import op

revision, down_revision = "0003", "0002"

_ASSESSMENTS = sa.table("assessments", *map(sa.column, ("id", "series_id", "number", "instrument_hash")))
_CHOICES = sa.table("choices", *map(sa.column, ("assessment_id", "path")), sa.column("value", sa.JSON))
_INSTRUMENTS = sa.table("instruments", *map(sa.column, ("hash", "text")))
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # In Python it takes seven times as long.
_WRONG = (AttributeError, KeyError, TypeError, ValueError)


def upgrade() -> None:
    """Mark unchanged roles, and their measures, as proposed."""
    connection = op.get_bind()
    libraries: dict[str, Mapping[str, Any]] = {}
    for assessment, stored, hashes in list(_maps(connection)):
        for name in hashes - libraries.keys():
            libraries[name] = _library(connection, name)
        marked = _marked(stored, [libraries[name] for name in hashes if libraries[name]])
        if marked is not None:
            own = (_CHOICES.c.assessment_id == assessment) & (_CHOICES.c.path == "incentives")
            connection.execute(sa.update(_CHOICES).where(own).values(value=marked))


def _maps(connection: sa.Connection) -> Iterator[tuple[int, Any, set[str]]]:
    """Each stored map with the banks of its series up to then, since maps are carried over between assessments."""
    earlier = _ASSESSMENTS.alias()
    columns = [_ASSESSMENTS.c[name] for name in ("id", "series_id", "number", "instrument_hash")]
    mapped = _ASSESSMENTS.join(_CHOICES, _CHOICES.c.assessment_id == _ASSESSMENTS.c.id)
    query = sa.select(*columns, _CHOICES.c.value).select_from(mapped).where(_CHOICES.c.path == "incentives")
    for row in connection.execute(query).all():
        assessment, series, number, own, stored = tuple(row)
        if own is not None:
            until = (earlier.c.series_id == series) & (earlier.c.number <= number)
            hashes = connection.execute(sa.select(earlier.c.instrument_hash).where(until)).scalars()
            yield assessment, stored, {name for name in hashes if name is not None}


def _library(connection: sa.Connection, name: str) -> Mapping[str, Any]:
    """The library of a question bank, all values as texts; empty when it cannot be read."""
    kept = connection.execute(sa.select(_INSTRUMENTS.c.text).where(_INSTRUMENTS.c.hash == name)).scalar()
    try:
        library = yaml.load(kept or "", Loader=_LOADER)["incentives"]  # noqa: S506  # makes texts only
    except (yaml.YAMLError, *_WRONG):
        return {}
    return library if isinstance(library, dict) else {}


def _marked(stored: Any, libraries: list[Mapping[str, Any]]) -> Any | None:
    """The map with its unchanged roles as suggestions; None when there are none."""
    try:
        elements = {element["id"] for element in stored["elements"]}
        known = {role["id"] for role in stored["roles"]}
        proposed = [dict(_plain_roles(library, elements, known)) for library in libraries]
        unchanged = {
            role
            for role, plain in _plain_roles(stored, elements, known)
            if any(roles.get(role) == plain for roles in proposed)
        }
        roles = [_suggested(role) if role["id"] in unchanged else role for role in stored["roles"]]
    except _WRONG:
        return None
    return stored | {"roles": roles} if unchanged else None


def _suggested(role: Mapping[str, Any]) -> dict[str, Any]:
    measures = [{**measure, "proposed": True} for measure in role["metrics"]]
    return {**role, "metrics": measures, "proposed": True}


def _plain_roles(found: Mapping[str, Any], elements: set[str], known: set[str]) -> Iterator[tuple[str, Any]]:
    """Each role of a stored map or of a bank in one form, so that they can be compared."""
    for role in found["roles"]:
        if role.get("proposed"):
            continue
        crosses = {
            (cross["on"], cross.get("measure")): float(cross["value"])
            for cross in found.get("cross_effects", ())
            if cross["source"] == role["id"] and cross["on"] in known and float(cross["value"])
        }
        measures = [_plain_measure(measure, elements) for measure in role.get("metrics", ())]
        yield role["id"], (_words(role), float(role.get("influence", 1)), measures, crosses)


def _plain_measure(measure: Mapping[str, Any], elements: set[str]) -> Any:
    shortcut = measure.get("shortcut")
    ways = None
    if shortcut:
        sides = [_plain_effects(shortcut.get(f"{way}_effects", {}), elements) for way in ("root", "shortcut")]
        # A bank keeps a way's wording in both languages together, a map has a key for each.
        words = [
            shortcut.get(f"{way}_{language}") or shortcut.get(way, {}).get(language)
            for way in ("root", "shortcut")
            for language in ("en", "sv")
        ]
        ways = (float(shortcut["ease"]), sides, words)
    effects = {} if shortcut else _plain_effects(measure.get("effects", {}), elements)
    return measure.get("id"), _words(measure), measure.get("direction"), float(measure["share"]), effects, ways


def _plain_effects(effects: Mapping[str, Any], elements: set[str]) -> dict[str, float]:
    return {name: float(value) for name, value in effects.items() if name in elements and float(value)}


def _words(part: Mapping[str, Any]) -> tuple[str | None, str | None]:
    return part.get("en"), part.get("sv")
