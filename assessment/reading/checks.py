"""A base for checks on a tree: what no part of a file can see alone."""

from __future__ import annotations

from collections.abc import Iterator

from assessment.problems import Findings
from assessment.reading.tree import KeyPath, Node
from assessment.reading.words import Terms


class TreeChecks:
    """Looks around in a tree, so that a mistake in one part does not hide those in others.

    `most` is how many entries of a list are looked at.
    """

    def __init__(self, root: Node, findings: Findings, terms: Terms, most: int) -> None:
        self.root = root
        self.findings = findings
        self.terms = terms
        self.most = most

    def where(self, path: KeyPath) -> str:
        """What the author calls the part a path leads to."""
        return self.terms.where(self.root, path)

    def entries(self, path: KeyPath) -> Iterator[tuple[int, Node]]:
        """The entries of a list with their indices; none when it is absent or no list."""
        node = self.root.at(path)
        return enumerate(node.entries[: self.most] if node else ())

    def text(self, path: KeyPath) -> str | None:
        """The text at a path, unless it is absent or a problem has been found there."""
        return self.text_of(self.root.at(path))

    def text_of(self, node: Node | None) -> str | None:
        """The text of a value, unless it is absent or a problem has been found there."""
        return node.text if node and not self.findings.has(node.place) else None

    def add(self, path: KeyPath, node: Node, found: str, expected: str = "", remedy: str = "") -> None:
        """Report a problem of the value at a path."""
        self.findings.add(node.place, self.where(path), found, expected, remedy)
