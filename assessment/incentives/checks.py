"""Checks across the parts of a map: repeated ids, unknown names, amounts that are all 0, and limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from assessment.incentives.parts import MAX_DECISIONS, MapFile, MapParts, Measure, Role
from assessment.instrument import (
    MAX_CROSS_EFFECTS,
    MAX_ELEMENTS,
    MAX_MEASURES,
    MAX_ROLES,
    agrees_with,
    disagreement,
)
from assessment.problems import MAX_SHOWN, Findings, Place, quote
from assessment.reading import JSON, YAML, KeyPath, Node, Terms, TreeChecks, build

_NOUNS: Final = {
    "elements": "element",
    "roles": "role",
    "roles.metrics": "measure",
    "cross_effects": "cross effect",
    "decisions": "decision",
}
_SHAPES: Final = {
    r"^\S(?:.{0,58}\S)?$": "expected 1 to 60 characters on one line, without spaces around them",
}
IN_YAML: Final = Terms(YAML, _NOUNS, _SHAPES)
IN_JSON: Final = Terms(JSON, _NOUNS, _SHAPES)
# Keys that a file may contain for its authors, and that are ignored.
FOR_READERS: Final = ("note", "question", "shortcut_question", "effect_scale")
_MOST_ENTRIES: Final[Mapping[KeyPath, int]] = {
    ("elements",): MAX_ELEMENTS,
    ("roles",): MAX_ROLES,
    ("roles", "metrics"): MAX_MEASURES,
    ("cross_effects",): MAX_CROSS_EFFECTS,
    ("decisions",): MAX_DECISIONS,
}
# The number of values in the largest possible map with every optional part; in YAML, keys count as well.
MAX_VALUES: Final = 60_000
_MOST_KEYS: Final = 50
_MOST_FOUND: Final = 4 * MAX_SHOWN  # Nobody reads more than these.
_KEYS_OF_A_ROLE: Final = {info.alias or name for name, info in Role.model_fields.items()}
_EFFECTS: Final[tuple[KeyPath, ...]] = (("effects",), ("shortcut", "root_effects"), ("shortcut", "shortcut_effects"))


def in_document(within: KeyPath) -> Terms:
    """The terms for a decoded map under these keys of a document: parts are named by dotted paths."""
    return Terms(JSON, None, _SHAPES, within)


def built(root: Node, findings: Findings, terms: Terms, *, is_file: bool = False) -> MapParts | None:
    """The parts of the map in a tree; None with problems in `findings`. A file needs elements and roles."""
    before = len(findings.problems)
    if isinstance(root.value, dict):
        for key in FOR_READERS:
            root.value.pop(key, None)
    if is_file and isinstance(root.value, dict) and not root.keys.keys() & MapParts.model_fields.keys():
        remedy = "start from assessment/example_map.yaml"
        findings.add(root.place, "the file", "found none of the keys of an incentive map", remedy=remedy)
        return None
    checks = MapChecks(root, findings, terms)
    form = build(MapFile if is_file else MapParts, checks.readable(root, ()), findings, terms)
    checks.run()
    return form if len(findings.problems) == before else None


class _Ids(NamedTuple):
    """The ids of a list, and whether all of them could be read: if not, an unknown name may be one of the others."""

    names: Mapping[str, int]
    complete: bool


class MapChecks(TreeChecks):
    """What a model of one part cannot check: repeated ids, unknown names, amounts that are all 0."""

    def __init__(self, root: Node, findings: Findings, terms: Terms) -> None:
        super().__init__(root, findings, terms, MAX_ROLES * MAX_ROLES)

    @property
    def are_enough(self) -> bool:
        """Whether there are more findings than anyone reads."""
        return len(self.findings.problems) >= _MOST_FOUND

    def readable(self, node: Node, path: KeyPath) -> Node:
        """The same tree without entries or keys beyond the limits, which are reported.

        Fifty thousand entries where twelve are allowed would take a second to check, and nobody reads the result.
        """
        value = node.value
        if isinstance(value, list):
            most = _MOST_ENTRIES.get(tuple(step for step in path if isinstance(step, str)), len(value))
            if len(value) > most:
                found = f"found {len(value)} entries"
                self.add(path, node, found, f"expected at most {most}", "remove some")
            entries = [self.readable(entry, (*path, place)) for place, entry in enumerate(value[:most])]
            return replace(node, value=entries)
        if isinstance(value, dict):
            if len(value) > _MOST_KEYS:
                self.add(path, node, f"found {len(value)} keys", f"expected at most {_MOST_KEYS}", "remove some")
                value = {key: value[key] for key in (*MapParts.model_fields, *list(value)[:_MOST_KEYS]) if key in value}
            parts = {key: self.readable(part, (*path, key)) for key, part in value.items()}
            return replace(node, value=parts, keys={key: node.keys[key] for key in parts})
        return node

    def run(self) -> None:
        """Report all problems."""
        elements, roles = self._ids(("elements",)), self._ids(("roles",))
        self.add_all_zero(("elements",), "weight")
        self.add_all_zero(("roles",), "influence")
        for role, _ in self.entries(("roles",)):
            measures: KeyPath = ("roles", role, "metrics")
            self._ids(measures)
            self.add_all_zero(measures, "share")
            for measure, _ in self.entries(measures):
                for effects in _EFFECTS:
                    self._add_unknown_elements((*measures, measure, *effects), elements)
        self._add_odd_cross_effects(roles)
        self._add_odd_decisions(roles)

    def _ids(self, path: KeyPath) -> _Ids:
        names: dict[str, int] = {}
        complete = True
        for index, entry in self.entries(path):
            node = entry.get("id")
            name = self.text_of(node)
            if node is None or name is None:
                complete = False
            elif name in names:
                complete = False
                if self.are_enough:
                    continue
                noun = _NOUNS[".".join(step for step in path if isinstance(step, str))]
                found = f"the id {quote(name)} already belongs to {noun} {names[name] + 1}"
                self.add((*path, index, "id"), node, found, remedy="give this one its own id")
            else:
                names[name] = index
        return _Ids(names, complete)

    def _add_unknown_elements(self, path: KeyPath, elements: _Ids) -> None:
        effects = self.root.at(path)
        if effects is None or not elements.names or not elements.complete:
            return
        for name, place in effects.keys.items():
            if name not in elements.names and not self.findings.has(place) and not self.are_enough:
                self._add_unknown(path, place, ("element", name), elements)

    def _add_unknown(self, path: KeyPath, place: Place, what: tuple[str, str], known: _Ids, role: str = "") -> None:
        noun, name = what
        near = self.findings.suggest(name, known.names)
        few = 0 < len(known.names) <= MAX_ELEMENTS
        owner = f"the role {quote(role)}" if role else "this map"
        choices = f"use one of: {', '.join(known.names)}" if few else f"name a {noun} of {owner}"
        remedy = f"Did you mean {quote(near)}?" if near else f"{choices}; or add it"
        found = f"unknown {noun} {quote(name)}" + (f" of {owner}" if role else "")
        self.findings.add(place, self.where(path), found, remedy=remedy)

    def _add_odd_cross_effects(self, roles: _Ids) -> None:
        seen: dict[tuple[str, str], dict[str | None, int]] = {}
        measures = self._measure_ids()
        for index, entry in self.entries(("cross_effects",)):
            path: KeyPath = ("cross_effects", index)
            pair = [self._role_of((*path, key), roles) for key in ("source", "on")]
            if None in pair or self.are_enough:
                continue
            source, on = map(str, pair)
            if source == on:
                found = f"the role {quote(source)} is on both sides"
                self.add(path, entry, found, 'expected another role under "on"', "correct or remove it")
                continue
            node = entry.get("measure")
            measure = self.text_of(node)
            if node is not None and measure is None:
                continue
            earlier = seen.setdefault((source, on), {})
            if not agrees_with(earlier, measure):
                self.add(path, entry, *disagreement((source, on), measure, earlier))
                continue
            earlier[measure] = index
            known = measures.get(source)
            if node is not None and measure is not None and known and known.complete and measure not in known.names:
                self._add_unknown((*path, "measure"), node.place, ("measure", measure), known, source)

    def _add_odd_decisions(self, roles: _Ids) -> None:
        seen: dict[frozenset[str], int] = {}
        for index, entry in self.entries(("decisions",)):
            path: KeyPath = ("decisions", index)
            pair = frozenset(filter(None, [self._role_of((*path, key), roles) for key in ("a", "b")]))
            if self.are_enough or not all(self.text((*path, key)) for key in ("a", "b")):
                continue
            if len(pair) == 1:
                found = f"the role {quote(next(iter(pair)))} is on both sides"
                self.add(path, entry, found, 'expected another role under "b"', "correct or remove it")
            elif pair in seen:
                found = f"decision {seen[pair] + 1} is already on these two roles"
                self.add(path, entry, found, "expected one decision for two roles", "keep the one that applies")
            else:
                seen[pair] = index

    def _role_of(self, path: KeyPath, roles: _Ids) -> str | None:
        """The role that is named at this path, if it can be read; an unknown one is reported."""
        node = self.root.at(path)
        name = self.text_of(node)
        is_unknown = name is not None and roles.names and roles.complete and name not in roles.names
        if node is not None and name is not None and is_unknown and not self.are_enough:
            self._add_unknown(path, node.place, ("role", name), roles)
        return name

    def _measure_ids(self) -> dict[str, _Ids]:
        """The ids of the measures of each role, by the role's id; incomplete where a key is misspelt."""
        found: dict[str, _Ids] = {}
        for index, role in self.entries(("roles",)):
            name = self.text_of(role.get("id"))
            if name is not None and name not in found:
                measures = [entry for _, entry in self.entries(("roles", index, "metrics"))]
                ids = [self.text_of(entry.get("id")) for entry in measures]
                read = role.keys.keys() <= _KEYS_OF_A_ROLE
                read = read and all(entry.keys.keys() <= Measure.model_fields.keys() for entry in measures)
                read = read and not any(
                    text is None and entry.get("id") for text, entry in zip(ids, measures, strict=True)
                )
                found[name] = _Ids({text: place for place, text in enumerate(ids) if text is not None}, read)
        return found
