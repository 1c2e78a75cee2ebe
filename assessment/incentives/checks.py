"""What no part of a map can see alone: ids that repeat, names of nothing, amounts that are all 0; and limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from assessment.incentives.parts import (
    MAX_ELEMENTS,
    MAX_MEASURES,
    MAX_ROLES,
    FileForm,
    Form,
    Measure,
    Role,
)
from assessment.instrument import may_stand_beside, said_twice
from assessment.problems import MAX_SHOWN, Findings, Place, quote
from assessment.reading import Node, Path, build, where_is

NOUNS: Final = {
    "elements": "element",
    "roles": "role",
    "roles.metrics": "measure",
    "cross_effects": "cross effect",
}
_SHAPES: Final = {
    r"^\S(?:.{0,58}\S)?$": "expected 1 to 60 characters on one line, without spaces around them",
}
# What a file may carry along for those who fill it in.
FOR_READERS: Final = ("note", "question", "shortcut_question", "effect_scale")
_MOST_ENTRIES: Final[Mapping[Path, int]] = {
    ("elements",): MAX_ELEMENTS,
    ("roles",): MAX_ROLES,
    ("roles", "metrics"): MAX_MEASURES,
    ("cross_effects",): MAX_ROLES * (MAX_ROLES - 1),
}
_MOST_KEYS: Final = 50
_MOST_FOUND: Final = 4 * MAX_SHOWN  # Nobody reads on beyond these.
_EFFECTS: Final[tuple[Path, ...]] = (("effects",), ("shortcut", "root_effects"), ("shortcut", "shortcut_effects"))


def built(root: Node, findings: Findings, *, is_file: bool = False) -> Form | None:
    """The parts of the map in a tree; or None, with what is wrong in `findings`. A file needs elements and roles."""
    if isinstance(root.value, dict):
        for key in FOR_READERS:
            root.value.pop(key, None)
    if is_file and isinstance(root.value, dict) and not root.keys.keys() & Form.model_fields.keys():
        remedy = "start from assessment/example_map.yaml"
        findings.add(root.place, "the file", "none of the keys of an incentive map stands here", remedy=remedy)
        return None
    readable = _readable(root, (), root, findings)
    form = build(FileForm if is_file else Form, readable, findings, NOUNS, _SHAPES)
    add_contradictions(root, findings)
    return None if findings.problems else form


def _readable(node: Node, path: Path, root: Node, findings: Findings) -> Node:
    """The same tree without what stands beyond the limits of a list, or of keys in one place; `findings` tells it.

    Fifty thousand entries where twelve may stand would take a second to check, and nobody reads the outcome.
    """
    value = node.value
    if isinstance(value, list):
        most = _MOST_ENTRIES.get(tuple(step for step in path if isinstance(step, str)), len(value))
        if len(value) > most:
            found = f"found {len(value)} entries"
            findings.add(node.place, where_is(root, path, NOUNS), found, f"expected at most {most}", "remove some")
        entries = [_readable(entry, (*path, place), root, findings) for place, entry in enumerate(value[:most])]
        return replace(node, value=entries)
    if isinstance(value, dict):
        if len(value) > _MOST_KEYS:
            where = where_is(root, path, NOUNS)
            findings.add(node.place, where, f"found {len(value)} keys", f"at most {_MOST_KEYS} are read", "remove some")
            value = {key: value[key] for key in (*Form.model_fields, *list(value)[:_MOST_KEYS]) if key in value}
        parts = {key: _readable(part, (*path, key), root, findings) for key, part in value.items()}
        return replace(node, value=parts, keys={key: node.keys[key] for key in parts})
    return node


def add_contradictions(root: Node, findings: Findings) -> None:
    """What no part of a map can see alone: ids that repeat, names of nothing, amounts that are all 0.

    Works on the tree, so that a mistake in one part does not hide those in others.
    """
    elements, roles = _ids(root, ("elements",), findings), _ids(root, ("roles",), findings)
    _add_all_zero(root, ("elements",), "weight", findings)
    _add_all_zero(root, ("roles",), "influence", findings)
    for role in range(len(_entries(root, ("roles",)))):
        metrics: Path = ("roles", role, "metrics")
        _ids(root, metrics, findings)
        _add_all_zero(root, metrics, "share", findings)
        for measure in range(len(_entries(root, metrics))):
            for effects in _EFFECTS:
                _add_unknown_elements(root, (*metrics, measure, *effects), elements, findings)
    _add_odd_cross_effects(root, roles, findings)


class _Ids(NamedTuple):
    """The ids of a list, and whether all of them could be read: if not, an unknown name may be one of those."""

    names: Mapping[str, int]
    complete: bool


def _at(root: Node, path: Path) -> Node | None:
    node: Node | None = root
    for step in path:
        node = node.get(step) if node else None
    return node


def _entries(root: Node, path: Path) -> list[Node]:
    """The entries of a list, as far as a map may have any."""
    node = _at(root, path)
    return node.entries[: MAX_ROLES * MAX_ROLES] if node else []


def _text(node: Node | None, findings: Findings) -> str | None:
    """The text of a value, unless it is absent or has been found wrong."""
    return node.text if node and not findings.has(node.place) else None


def _ids(root: Node, path: Path, findings: Findings) -> _Ids:
    names: dict[str, int] = {}
    complete = True
    for index, entry in enumerate(_entries(root, path)):
        node = entry.get("id")
        name = _text(node, findings)
        if node is None or name is None:
            complete = False
        elif name in names:
            complete = False
            if len(findings.problems) >= _MOST_FOUND:
                continue
            noun = NOUNS[".".join(step for step in path if isinstance(step, str))]
            found = f"the id {quote(name)} is that of {noun} {names[name] + 1} already"
            where = where_is(root, (*path, index, "id"), NOUNS)
            findings.add(node.place, where, found, remedy="give this one its own id")
        else:
            names[name] = index
    return _Ids(names, complete)


def _add_all_zero(root: Node, path: Path, key: str, findings: Findings) -> None:
    node, entries = _at(root, path), _entries(root, path)
    if node and entries and all(_is_zero(entry.get(key)) for entry in entries):
        found = f'every "{key}" is 0' if len(entries) > 1 else f'the only "{key}" is 0'
        findings.add(node.place, where_is(root, path, NOUNS), found, "expected at least one above 0", "correct them")


def _is_zero(node: Node | None) -> bool:
    try:
        return node is not None and isinstance(node.value, str) and node.plain and float(node.value) == 0
    except ValueError:
        return False


def _add_unknown_elements(root: Node, path: Path, elements: _Ids, findings: Findings) -> None:
    effects = _at(root, path)
    if effects is None or not elements.names or not elements.complete:
        return
    for name, place in effects.keys.items():
        if name not in elements.names and not findings.has(place) and len(findings.problems) < _MOST_FOUND:
            _add_unknown(place, where_is(root, path, NOUNS), ("element", name), elements, findings)


def _add_unknown(
    place: Place, where: str, what: tuple[str, str], known: _Ids, findings: Findings, role: str = ""
) -> None:
    noun, name = what
    near = findings.suggest(name, known.names)
    few = 0 < len(known.names) <= MAX_ELEMENTS
    owner = f"the role {quote(role)}" if role else "this map"
    choices = f"use one of: {', '.join(known.names)}" if few else f"name a {noun} of {owner}"
    remedy = f"Did you mean {quote(near)}?" if near else f"{choices}; or add it"
    found = f"unknown {noun} {quote(name)}" + (f" of {owner}" if role else "")
    findings.add(place, where, found, remedy=remedy)


def _add_odd_cross_effects(root: Node, roles: _Ids, findings: Findings) -> None:
    seen: dict[tuple[str, str], dict[str | None, int]] = {}
    measures = _measure_ids(root, findings)
    for index, entry in enumerate(_entries(root, ("cross_effects",))):
        pair = [_role_of(root, index, key, roles, findings) for key in ("source", "on")]
        if None in pair or len(findings.problems) >= _MOST_FOUND:
            continue
        source, on = map(str, pair)
        where = where_is(root, ("cross_effects", index), NOUNS)
        if source == on:
            found = f"the role {quote(source)} stands on both sides"
            findings.add(entry.place, where, found, 'another role is expected under "on"', "correct or remove it")
            continue
        node = entry.get("measure")
        measure = _text(node, findings)
        if node is not None and measure is None:
            continue
        said = seen.setdefault((source, on), {})
        if not may_stand_beside(measure, said):
            findings.add(entry.place, where, *said_twice((source, on), measure, said))
            continue
        said[measure] = index
        known = measures.get(source)
        if node is not None and measure is not None and known and known.complete and measure not in known.names:
            _add_unknown(node.place, f"{where}: measure", ("measure", measure), known, findings, source)


def _role_of(root: Node, index: int, key: str, roles: _Ids, findings: Findings) -> str | None:
    """The role a cross effect names under this key, as far as it can be read; an unknown one is a problem."""
    node = _at(root, ("cross_effects", index, key))
    name = _text(node, findings)
    is_unknown = name is not None and roles.names and roles.complete and name not in roles.names
    if node is not None and name is not None and is_unknown and len(findings.problems) < _MOST_FOUND:
        where = where_is(root, ("cross_effects", index, key), NOUNS)
        _add_unknown(node.place, where, ("role", name), roles, findings)
    return name


def _measure_ids(root: Node, findings: Findings) -> dict[str, _Ids]:
    """The ids of the measures of each role, by the role's id; incomplete where a key is misspelt."""
    found: dict[str, _Ids] = {}
    for index, role in enumerate(_entries(root, ("roles",))):
        name = _text(role.get("id"), findings)
        if name is not None and name not in found:
            metrics = _entries(root, ("roles", index, "metrics"))
            ids = [_text(entry.get("id"), findings) for entry in metrics]
            read = role.keys.keys() <= Role.model_fields.keys()
            read = read and all(entry.keys.keys() <= Measure.model_fields.keys() for entry in metrics)
            read = read and not any(text is None and entry.get("id") for text, entry in zip(ids, metrics, strict=True))
            found[name] = _Ids({text: place for place, text in enumerate(ids) if text is not None}, read)
    return found
