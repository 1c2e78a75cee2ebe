"""A map from its file, YAML or JSON."""

from __future__ import annotations

from dataclasses import replace

from assessment.incentives.checks import FOR_READERS, built
from assessment.incentives.documents import MAX_VALUES, Tree
from assessment.incentives.map import IncentiveMap
from assessment.incentives.parts import FileForm
from assessment.problems import Problems
from assessment.reading import NotJson, Path, holds_wording, json_places, read_json, read_yaml


def read_incentives(data: bytes, file: str = "map.yaml") -> IncentiveMap:
    """The map in a YAML or JSON file; `file` is what its problems call it.

    Raises Problems with everything that is wrong in it: place, finding, expectation and remedy.
    """
    not_json: NotJson | None = None
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        try:
            document = read_json(data, file, map_wording)
        except NotJson as problems:
            not_json = problems  # unless it is YAML that begins with a brace
        else:
            return _from_json(document, data, file)
    try:
        root, findings = read_yaml(data, file, MAX_VALUES)
    except Problems:
        if not_json:
            raise not_json from None
        raise
    found = built(root, findings, is_file=True)
    if found is None or findings.problems:
        raise Problems(findings.problems)
    return IncentiveMap.of(found)


def map_wording(path: Path, is_key: bool) -> bool:  # noqa: FBT001 - as JSON has it
    """Whether people's own words stand at a path of a map in JSON, as a text or as a key."""
    return (len(path) > 0 and path[0] in FOR_READERS) or (not is_key and holds_wording(FileForm, path))


def _from_json(document: object, data: bytes, file: str) -> IncentiveMap:
    tree = Tree(document, file)
    found = built(tree.root, tree.findings, is_file=True)
    if found is None or tree.findings.problems:
        problems = tree.problems()
        places = json_places(data, {path for _, path in problems})
        raise Problems(replace(problem, line=places[path][0], column=places[path][1]) for problem, path in problems)
    return IncentiveMap.of(found)
