"""Checks across the parts of a question bank: ids, references, order, placeholders."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Final, get_args

from assessment.instrument.library import ANY_ROLE
from assessment.instrument.library_checks import EFFECTS, LibraryChecks
from assessment.instrument.model import ColumnId, ConditionId, LevelId
from assessment.instrument.parts import LANGUAGES
from assessment.problems import Findings, quote
from assessment.reading import YAML, KeyPath, Node, Terms

NOUNS: Final = {
    "scale.labels": "scale label",
    "scale.special": "special answer",
    "columns": "column",
    "importance.labels": "importance label",
    "behaviour_examples": "behaviour example",
    "factors": "factor",
    "facets": "facet",
    "items": "item",
    "context_modules": "context module",
    "context_items": "context item",
    "consistency_pairs": "consistency pair",
    "levels": "level",
    "quadrants": "quadrant",
    "recommendations": "recommendation",
    "selection.suppression": "suppression",
    "incentives.effect_scale": "effect label",
    "incentives.elements": "element",
    "incentives.roles": "role",
    "incentives.roles.metrics": "measure",
    "incentives.measures": "measure",
    "incentives.cross_effects": "cross effect",
}

SHAPES: Final = {
    r"^[A-Za-z][A-Za-z0-9_]{0,39}$": "expected a letter and then at most 39 letters a to z, digits or _",
    r"^[FLX]-[A-Za-z0-9_-]{1,60}$": "expected F-, L- or X- and then letters a to z, digits, _ or -",
    r"^(\*|[a-z][a-z0-9_]{0,39})$": 'expected a name in small letters a to z, digits and _, or "*" in quotes',
    r"^[0-9A-Za-z][0-9A-Za-z.\-]{0,19}$": "expected at most 20 digits, letters a to z, points or -",
}

TERMS: Final = Terms(YAML, NOUNS, SHAPES)

# The key that identifies the entries of each list. Those of measures are unique within their role.
_IDENTIFIED_BY: Final = {
    ("scale", "special"): "code",
    ("columns",): "id",
    ("behaviour_examples",): "id",
    ("factors",): "id",
    ("facets",): "id",
    ("items",): "id",
    ("context_modules",): "id",
    ("context_items",): "id",
    ("levels",): "id",
    ("quadrants",): "id",
    ("recommendations",): "id",
    ("incentives", "elements"): "id",
    ("incentives", "roles"): "id",
    ("incentives", "measures"): "id",
}

# Lists that may not share ids: importance and advice refer to factors and facets alike, results and choices to
# statements of both kinds. One id for two things would give each the other's answers.
_MEETING: Final[tuple[tuple[str, ...], ...]] = (("factors", "facets", "context_modules"), ("items", "context_items"))

# Which key of which list refers to which other list; targets, pairs and effects have their own rules.
_REFERENCES: Final[tuple[tuple[KeyPath, str, str], ...]] = (
    (("items",), "facet", "facets"),
    (("context_items",), "module", "context_modules"),
    (("selection", "suppression"), "active", "recommendations"),
    (("incentives", "cross_effects"), "source", "roles"),
    (("incentives", "cross_effects"), "on", "roles"),
)

# The entries whose values and order are fixed: only their words may change.
_STEPS: Final = {
    ("scale", "labels"): range(1, 6),
    ("importance", "labels"): range(1, 6),
    ("incentives", "effect_scale"): range(-2, 3),
}

# No list may be longer, so entries beyond this are not checked.
_MOST_ENTRIES: Final = 300

_BRACES: Final = re.compile(r"\{[^{}]*\}|[{}]")


class BankChecks(LibraryChecks):
    """What a model of one part cannot check: repeated ids, unknown references, order and placeholders.

    Values that already have a finding are skipped, and references to an id that is itself invalid are not reported.
    """

    def __init__(self, root: Node, findings: Findings) -> None:
        super().__init__(root, findings, TERMS, _MOST_ENTRIES)
        self.named: dict[str, dict[str, KeyPath]] = {}  # collection: id: where it is defined
        self.doubtful: Counter[str] = Counter()  # collection: number of ids missing, malformed or used twice
        self.used: dict[str, dict[str, list[tuple[KeyPath, Node]]]] = defaultdict(lambda: defaultdict(list))

    def run(self) -> None:
        for path, key in _IDENTIFIED_BY.items():
            self.named[path[-1]] = self._ids(path, key)
        for index, _ in self.entries(("incentives", "roles")):
            self._ids(("incentives", "roles", index, "metrics"), "id")
        for collections in _MEETING:
            self._check_apart(collections)
        self._check_taken_words()
        self._collect_references()
        for collection in self.used:
            self._check_references(collection)
        self._check_facets_of_items()
        self.check_library()
        self._check_conditions()
        self._check_languages()
        self._check_order()
        self._check_rule_levels()
        self._check_placeholders()

    def _ids(self, path: KeyPath, key: str) -> dict[str, KeyPath]:
        """The ids of a collection, and where each is first defined; repeated ones are reported."""
        first: dict[str, KeyPath] = {}
        for index, entry in self.entries(path):
            own = (*path, index, key)
            node, text = entry.get(key), self.text(own)
            if node is None or text is None:
                self.doubtful[str(path[-1])] += 1
            elif text in first:
                self.doubtful[str(path[-1])] += 1
                there = self.root.at(first[text])
                line = there.place[0] if there else 0
                self.add(
                    own,
                    node,
                    f"the {key} {quote(text)} is already used on line {line}",
                    remedy=f"give this one its own {key}",
                )
            else:
                first[text] = own
        return first

    def _check_apart(self, collections: tuple[str, ...]) -> None:
        """Report ids that two lists share."""
        owners: dict[str, tuple[str, KeyPath]] = {}
        for collection in collections:
            for name, path in self.named[collection].items():
                noun, first = owners.setdefault(name, (_SINGULAR[collection], path))
                node, there = self.root.at(path), self.root.at(first)
                if first != path and node and there:
                    self.doubtful[collection] += 1
                    found = f"the id {quote(name)} already belongs to the {noun} on line {there.place[0]}"
                    self.add(path, node, found, remedy="give this one its own id")

    def _check_taken_words(self) -> None:
        """Report ids that have another meaning where they are used: advice conditions, and "own"."""
        conditions = frozenset(get_args(ConditionId))
        for collection, words, meaning in (
            ("facets", conditions, "the name of an advice condition"),
            ("context_modules", conditions, "the name of an advice condition"),
            ("behaviour_examples", frozenset({"own"}), "reserved for behaviours in the user's own words"),
        ):
            for name in words & self.named[collection].keys():
                path = self.named[collection][name]
                if node := self.root.at(path):
                    self.doubtful[collection] += 1
                    self.add(path, node, f"the id {quote(name)} is {meaning}", remedy="give this one its own id")

    def _refer(self, collection: str, path: KeyPath, word: str | None = None) -> None:
        """Record the text at a path, if there is one other than this word, as a reference to a collection."""
        node, text = self.root.at(path), self.text(path)
        if node is not None and text not in (None, word):
            self.used[collection][text].append((path, node))

    def _collect_references(self) -> None:  # noqa: C901  # one loop per kind of reference
        for path, key, collection in _REFERENCES:
            for index, _ in self.entries(path):
                self._refer(collection, (*path, index, key))
        for index, pair in self.entries(("consistency_pairs",)):
            for side in range(len(pair.entries)):
                self._refer("items", ("consistency_pairs", index, side))
        for index, _ in self.entries(("selection", "suppression")):
            rules: KeyPath = ("selection", "suppression", index, "rules")
            for place, _ in self.entries(rules):
                self._refer("recommendations", (*rules, place))
        for index, _ in self.entries(("recommendations",)):
            scope, path = self.text(("recommendations", index, "scope")), ("recommendations", index, "target")
            if scope == "factor":
                self._refer("factors", path)
            elif scope == "facet" and self.text(path) != "*":
                self._refer("facets", path)
        for path, measure in self.measures():
            for effects in EFFECTS:
                self._refer_by_keys("elements", (*path, *effects))
            named = ((key, measure.get(key)) for key in ("roles", "suits"))
            for role in ((*path, key, place) for key, node in named if node for place in range(len(node.entries))):
                self._refer("roles", role, ANY_ROLE if "suits" in role else None)

    def _refer_by_keys(self, collection: str, path: KeyPath) -> None:
        node = self.root.at(path)
        for key, place in node.keys.items() if node else ():
            if not self.findings.has(place):
                self.used[collection][key].append((path, Node(key, place)))

    def _check_references(self, collection: str) -> None:
        """Report unknown references; once, at the definition, when the definition is misspelt."""
        noun, named, used = _SINGULAR[collection], self.named[collection], self.used[collection]
        unknown = {name: places for name, places in used.items() if name not in named}
        if not named:
            self._add_nothing_to_refer_to(collection)
            return
        # A doubtful id may be the one that is referred to: its own finding is enough.
        if len(unknown) <= self.doubtful[collection]:
            return
        unused = [name for name in named if name not in used]
        for name, places in unknown.items():
            near = self.findings.suggest(name, unused) if len(places) > 1 else None
            definition = self.root.at(named[near]) if near else None
            if near and definition:
                found = f"nothing refers to {noun} {quote(near)}, but {len(places)} places refer to {quote(name)}"
                self.add(named[near], definition, found, remedy=f"Did you mean {quote(name)}?")
                continue
            for path, node in places:
                near = self.findings.suggest(name, named)
                remedy = f"Did you mean {quote(near)}?" if near else "use one that this file has, or add it"
                self.add(path, node, f"unknown {noun} {quote(name)}", remedy=remedy)

    def _add_nothing_to_refer_to(self, collection: str) -> None:
        """Report, once, references to a list that the bank leaves out; one that cannot be read has been reported."""
        section = (*_WITHIN.get(collection, ()), collection)
        if self.root.at(section) is None:
            noun, used = _SINGULAR[collection], self.used[collection]
            name, ((path, node), *_) = next(iter(used.items()))
            remedy = f'add the list "{collection}", or remove what refers to it'
            self.add(path, node, f"{noun} {quote(name)}, but this bank has no {noun}", remedy=remedy)

    def _check_facets_of_items(self) -> None:
        facets = self.named["facets"]
        for index, _ in self.entries(("items",)):
            path: KeyPath = ("items", index, "facet")
            node, facet, factor = self.root.at(path), self.text(path), self.text(("items", index, "factor"))
            if node is None or facet not in facets or factor is None:
                continue
            owner = self.text((*facets[facet][:-1], "factor"))
            if owner is not None and owner != factor:
                own = [name for name, at in facets.items() if self.text((*at[:-1], "factor")) == factor]
                found = f"facet {quote(facet)} belongs to factor {quote(owner)}, but this item to {quote(factor)}"
                remedy = f"change the factor, or choose one of: {', '.join(own)}" if own else "change one of them"
                self.add(path, node, found, remedy=remedy)

    def _check_conditions(self) -> None:
        """A cross-cutting rule needs a condition that advice/conditions.py has a function for."""
        known = get_args(ConditionId)
        for index, _ in self.entries(("recommendations",)):
            path: KeyPath = ("recommendations", index, "target")
            node, target = self.root.at(path), self.text(path)
            cross = self.text(("recommendations", index, "scope")) == "cross"
            if cross and node is not None and target is not None and target not in known:
                near = self.findings.suggest(target, known)
                remedy = f"Did you mean {quote(near)}?" if near else f"choose one of: {', '.join(known)}"
                self.add(path, node, f"unknown condition {quote(target)}", remedy=remedy)

    def _check_languages(self) -> None:
        """A language is named once."""
        seen: set[str] = set()
        for index, node in self.entries(("languages",)):
            language = self.text(("languages", index))
            if language in seen:
                self.add(("languages", index), node, f"found {quote(language)} again", remedy="name it once")
            seen.update([language] if language else [])

    def _check_order(self) -> None:
        for path, values in _STEPS.items():
            for index, value in zip(range(len(values)), values, strict=True):
                self._check_is((*path, index, "value"), str(value))
        for index, level in enumerate(get_args(LevelId)):
            self._check_is(("levels", index, "id"), level)
        for index, column in enumerate(get_args(ColumnId)):
            self._check_is(("columns", index, "id"), column)
        below: float | None = None
        for index, level_node in self.entries(("levels",)):
            node = level_node.get("from")
            if node is None or self.findings.has(node.place) or not isinstance(node.value, str):
                return
            lowest = float(node.value)  # It has no finding, so it is a number.
            if below is None and lowest != 0:
                self.add(
                    ("levels", index, "from"), node, f"found {node.value}", "the lowest level begins at 0", "write 0"
                )
            elif below is not None and lowest <= below:
                expected = f"expected more than {below:g}, where the level before begins"
                self.add(
                    ("levels", index, "from"), node, f"found {node.value}", expected, "put the levels in rising order"
                )
            below = lowest

    def _check_is(self, path: KeyPath, expected: str) -> None:
        node = self.root.at(path)
        if node is None or self.findings.has(node.place) or not isinstance(node.value, str):
            return
        if node.value.removeprefix("+") != expected:
            found = f"found {quote(node.value)[1:-1]}"
            self.add(path, node, found, f"expected {expected}", "the order is fixed; change only the words")

    def _check_rule_levels(self) -> None:
        for index, entry in self.entries(("recommendations",)):
            levels = entry.get("levels")
            if self.text(("recommendations", index, "scope")) in ("factor", "facet") and "levels" not in entry.keys:
                where = self.where(("recommendations", index))
                self.findings.add_missing(entry.place, where, *_NO_LEVELS)
            elif levels and not levels.value and self.text(("recommendations", index, "scope")) in ("factor", "facet"):
                self.add(("recommendations", index, "levels"), levels, *_NO_LEVELS)

    def _check_placeholders(self) -> None:
        """Only the placeholders that belong there; a text may always do without."""
        stack: list[tuple[KeyPath, Node]] = [((), self.root)]
        while stack:
            path, node = stack.pop()
            if isinstance(node.value, dict):
                stack.extend(
                    ((*path, key), entry)
                    for key, entry in node.value.items()
                    if key in LANGUAGES or not isinstance(entry.value, str)
                )
            elif isinstance(node.value, list):
                stack.extend(((*path, index), entry) for index, entry in enumerate(node.value))
            elif path and path[-1] in LANGUAGES:
                self._check_braces(path, node, node.value)

    def _check_braces(self, path: KeyPath, node: Node, text: str) -> None:
        allowed = self._placeholders_of(path)
        odd = next((match[0] for match in _BRACES.finditer(text) if match[0] not in allowed), None)
        if odd is None:
            return
        if odd in _PLACES_OF:
            self.add(path, node, f"found {quote(odd)}", f"it belongs in {_PLACES_OF[odd]}", "say it without")
            return
        listed = " and ".join(quote(each) for each in allowed)
        near = self.findings.suggest(odd, allowed)
        expected = f"only {listed} {'is' if len(allowed) == 1 else 'are'} allowed here"
        expected = expected if allowed else "no placeholder is allowed here"
        remedy = f"Did you mean {quote(near)}?" if near else "remove the braces"
        self.add(path, node, f"unknown placeholder {quote(odd)}", expected, remedy)

    def _placeholders_of(self, path: KeyPath) -> tuple[str, ...]:
        if path[:2] == ("importance", "text"):
            return ("{name}",)
        if path[0] != "recommendations":
            return ()
        scope, target = (self.text((*path[:2], key)) for key in ("scope", "target"))
        found = ("{facet}",) if target == "*" else ()
        if path[-2] == "title":
            return found
        if scope in ("factor", "facet"):
            return (*found, "{lowest}")
        return (*found, *(place for place, about in _ABOUT_STATEMENTS.items() if target == about))


# Placeholders for statements of the respondent's, and the condition whose advice may have them.
_ABOUT_STATEMENTS: Final[Mapping[str, ConditionId]] = {"{ahead}": "today_wins", "{unknown}": "many_dont_know"}
# Where each of the placeholders for statements belongs, for whoever puts one elsewhere.
_PLACES_OF: Final = {
    "{lowest}": "the steps and the caution of advice on a factor or facet",
    **{
        place: f'the steps and the caution of advice with the target "{target}"'
        for place, target in _ABOUT_STATEMENTS.items()
    },
}

_NO_LEVELS: Final = (
    "no level is given",
    "advice on a factor or facet needs at least one",
    'add "levels:" and a list of levels',
)

# The section that a list is part of, if it is not one itself.
_WITHIN: Final[Mapping[str, KeyPath]] = {"roles": ("incentives",), "elements": ("incentives",)}

_SINGULAR: Final = {
    "factors": "factor",
    "facets": "facet",
    "items": "item",
    "context_modules": "context module",
    "context_items": "context item",
    "recommendations": "recommendation",
    "roles": "role",
    "elements": "element",
}
