"""A decoded map as the tree that files are read into."""

from __future__ import annotations

import re
from dataclasses import replace
from math import log10
from typing import Final

from assessment.problems import Findings, Place, Problem, clean
from assessment.reading import MAX_DEPTH, Node, Path

# What the largest map holds when it says all that can be said of everything in it; in YAML keys count as well.
MAX_VALUES: Final = 60_000
_TOO_LARGE: Final = 10**308


class _TooMuchError(Exception):
    """A document beyond the limits of a file; says which."""


class Tree:
    """A decoded JSON document as the tree that files are read into, so that the same code checks both.

    A value has no place until one looks for it, so its line here is its number among `paths`.
    """

    def __init__(self, document: object, file: str) -> None:
        self.findings = Findings(file)
        self.paths: list[Path] = []
        try:
            self.root = self._node(document, ())
        except _TooMuchError as error:
            self.paths = [()]
            self.root = Node("", (1, 1), broken=True)
            self.findings.add((1, 1), "the file", f"it holds more than {error}", remedy="shorten it")

    def problems(self) -> list[tuple[Problem, Path]]:
        """What was found, in the words of JSON, with the path of each value in place of its line."""
        return [
            (_in_json(replace(problem, line=None, column=None)), self.paths[(problem.line or 1) - 1])
            for problem in sorted(self.findings.problems, key=lambda problem: (problem.line or 0, problem.column or 0))
        ]

    def _node(self, value: object, path: Path) -> Node:
        self.paths.append(path)
        place = (len(self.paths), 1)
        if len(self.paths) > MAX_VALUES:
            raise _TooMuchError(f"{MAX_VALUES:,} values")
        if not isinstance(value, dict | list | tuple):
            return _scalar(value, place)
        if len(path) >= MAX_DEPTH:
            raise _TooMuchError(f"{MAX_DEPTH} levels")
        if not isinstance(value, dict):
            return Node([self._node(entry, (*path, index)) for index, entry in enumerate(value)], place)
        node = Node({}, place)
        entries: dict[str, Node] = {}
        for key, entry in value.items():
            name = clean(str(key))
            entries[name] = self._node(entry, (*path, name))
            node.keys[name] = (entries[name].place[0], 2)
        node.value = entries
        return node


def _scalar(value: object, place: Place) -> Node:
    if value is None:
        return Node("", place, plain=True)
    if isinstance(value, bool):
        return Node("true" if value else "false", place, plain=True)
    if isinstance(value, int):
        # Converting a whole number of thousands of digits takes long; its size is enough to refuse it by.
        return Node(str(value) if abs(value) < _TOO_LARGE else f"1e{log10(abs(value)):.0f}", place, plain=True)
    if isinstance(value, float):
        # As people write it and YAML spells it: 1e308, .inf, .nan
        return Node(re.sub("(?=inf|nan)", ".", repr(value).replace("e+", "e")), place, plain=True)
    return Node(clean(str(value)), place)


_YAML_WORDS: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (re.compile(r'^write each as a line "key: value" below this one$'), 'write them in braces: {"key": …}'),
    (re.compile(r'^begin each entry on its own line with "- "$'), "write them in brackets: [ … ]"),
    (re.compile(r'^add a line "(.+): …"$'), r'add "\1": …'),
    (re.compile(r"^found the bare \w+ (.+), which YAML reads as .+$"), r"found \1, which is no text"),
    (re.compile(r"^write it, or remove the line if it may be absent$"), "write it, or remove the key"),
    (re.compile(r"^write what belongs here, or remove the line if it may be absent$"), "write it, or remove the key"),
)


def _in_json(problem: Problem) -> Problem:
    """The same problem in words for those who write JSON."""
    found, remedy = problem.found, problem.remedy
    for pattern, words in _YAML_WORDS:
        found, remedy = pattern.sub(words, found), pattern.sub(words, remedy)
    return replace(problem, found=found, remedy=remedy)
