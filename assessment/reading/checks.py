"""The base of checks that compare several parts of a file."""

from __future__ import annotations

from collections.abc import Iterator

from assessment.problems import Findings
from assessment.reading.tree import KeyPath, Node
from assessment.reading.words import Terms


class TreeChecks:
    """Checks a tree, so that a mistake in one part does not hide those in others.

    `most` is how many entries of each list are checked.
    """

    def __init__(self, root: Node, findings: Findings, terms: Terms, most: int) -> None:
        self.root = root
        self.findings = findings
        self.terms = terms
        self.most = most

    def where(self, path: KeyPath) -> str:
        """The part that a path leads to, in the author's words."""
        return self.terms.where(self.root, path)

    def entries(self, path: KeyPath) -> Iterator[tuple[int, Node]]:
        """The entries of a list with their indices; none when it is absent or not a list."""
        node = self.root.at(path)
        return enumerate(node.entries[: self.most] if node else ())

    def text(self, path: KeyPath) -> str | None:
        """The text at a path; None when it is absent or has a problem already."""
        return self.text_of(self.root.at(path))

    def text_of(self, node: Node | None) -> str | None:
        """The text of a value; None when it is absent or has a problem already."""
        return node.text if node and not self.findings.has(node.place) else None

    def add_all_zero(self, path: KeyPath, key: str) -> None:
        """Report a list whose entries all have 0 under a key, so that nothing is left to weigh by."""
        node, entries = self.root.at(path), [entry for _, entry in self.entries(path)]
        if node and entries and all(_is_zero(entry.get(key)) for entry in entries):
            found = f'every "{key}" is 0' if len(entries) > 1 else f'the only "{key}" is 0'
            self.add(path, node, found, "expected at least one above 0", "correct them")

    def add(self, path: KeyPath, node: Node, found: str, expected: str = "", remedy: str = "") -> None:
        """Report a problem with the value at a path."""
        self.findings.add(node.place, self.where(path), found, expected, remedy)


def _is_zero(node: Node | None) -> bool:
    return node is not None and not isinstance(node.data, bool) and node.data == 0
