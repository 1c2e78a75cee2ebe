"""Reads a map from its file, YAML or JSON."""

from __future__ import annotations

from typing import Final

from assessment.incentives.checks import IN_JSON, IN_YAML, MAX_VALUES, built
from assessment.incentives.map import IncentiveMap
from assessment.problems import Findings, Problems
from assessment.reading import Node, NotJson, Terms, read_json, read_yaml

_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


def read_incentives(data: bytes, file: str = "map.yaml") -> IncentiveMap:
    """The map in a YAML or JSON file; `file` is its name in problems.

    Raises Problems with all problems at once.
    """
    root, findings, terms = _read(data, file)
    found = built(root, findings, terms, is_file=True)
    if found is None or findings.problems:
        raise Problems(findings.problems)
    return IncentiveMap.of(found)


def _read(data: bytes, file: str) -> tuple[Node, Findings, Terms]:
    not_json: NotJson | None = None
    if data.removeprefix(_BYTE_ORDER_MARK).lstrip()[:1] in (b"{", b"["):
        try:
            return *read_json(data, file, MAX_VALUES), IN_JSON
        except NotJson as problems:
            not_json = problems  # It may still be YAML that begins with a brace.
    try:
        return *read_yaml(data, file, MAX_VALUES), IN_YAML
    except Problems:
        if not_json:
            raise not_json from None
        raise
