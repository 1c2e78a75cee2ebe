"""JSON read with its limits, and the places of its values."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator
from itertools import islice

from assessment.problems import MAX_SHOWN, Findings, Place, Problems, clean, quote
from assessment.reading.characters import INVISIBLE, invisible, place_of, spots
from assessment.reading.json_syntax import explain_json
from assessment.reading.tree import MAX_DEPTH, MAX_DIGITS, MAX_JSON_BYTES, Path, decoded, is_finite

# A string that is never closed runs to the end; possessive, so that no input makes matching go back.
_JSON_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{},:]|[^\s"\[\]{},:]++', re.DOTALL)
_JSON_OPENING = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{}]', re.DOTALL)


class NotJson(Problems):
    """What was read is not JSON at all; perhaps it is something else."""


def read_json(  # noqa: C901 - one reading, with what it lets through
    data: bytes, file: str, is_wording: Callable[[Path, bool], bool] | None = None, *, most: int = MAX_JSON_BYTES
) -> object:
    """The plain data of a JSON file: dict, list, str, int, float, bool or None, with every text cleaned.

    Raises NotJson for anything that is not JSON, and Problems for what has more than `most` bytes, nests deeper than
    12 levels, repeats a key or holds NaN or an infinite number. A whole number of more than 18 digits is a float.
    With `is_wording`, which says of the path of a key (True) or a text (False) whether people's own words stand there,
    invisible characters are problems in all others.
    """
    findings = Findings(file)
    text = decoded(data, findings, most)
    depth = 0
    for match in _JSON_OPENING.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(match[0], 0)
        if depth > MAX_DEPTH:
            found = f"lists and objects nest deeper than {MAX_DEPTH} levels"
            raise findings.stop(place_of(text, match.start()), "the file", found, remedy="flatten it")
    doubts: list[str] = []  # what json.loads lets through; its place is looked for only if there is any

    def doubtful(token: str) -> int:
        doubts.append(token)
        return 0

    def whole(digits: str) -> int | float:
        return int(digits) if len(digits.lstrip("-")) <= MAX_DIGITS else fraction(digits)

    def fraction(digits: str) -> float:
        return float(digits) if is_finite(digits) else doubtful(digits)

    def unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
        entries = {clean(key): value for key, value in pairs}
        if len(entries) < len(pairs):
            doubtful("key")
        return entries

    try:
        value = json.loads(
            text, parse_int=whole, parse_float=fraction, parse_constant=doubtful, object_pairs_hook=unique
        )
    except json.JSONDecodeError as error:
        place, found, remedy = explain_json(text, error.pos)
        raise NotJson(findings.stop(place, "the file", found, remedy=remedy).problems) from None
    if doubts:
        _add_json_problems(text, findings)
        findings.raise_any()
    # Escapes can bring in what the raw text has not, so only plain ASCII without any is known to be clean.
    if text.isascii() and "\\" not in text and "\x7f" not in text:
        return value
    if is_wording:
        _add_invisible(text, findings, is_wording)
        findings.raise_any()
    return _cleaned(value)


def json_places(data: bytes, wanted: Collection[Path]) -> dict[Path, Place]:
    """Line and column, from 1, of the values at these paths in JSON that read_json accepts, where there are any.

    For checks after reading: nothing is located until something is wrong.
    """
    text, missing = data.decode("utf-8-sig"), set(wanted)
    places: dict[Path, Place] = {}
    for path, offset, _, is_key in _json_walk(text):
        if path in missing and not is_key:
            places[path] = place_of(text, offset)
            missing.remove(path)
            if not missing:
                break
    return places


def _cleaned(value: object) -> object:
    """The same data with every text cleaned. Recurses no deeper than read_json lets data be."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(entry) for entry in value]
    if isinstance(value, dict):
        return {key: _cleaned(entry) for key, entry in value.items()}
    return value


def _json_walk(text: str) -> Iterator[tuple[Path, int, str, bool]]:
    """Path, offset and piece of each key (True) and of each value (False) of valid JSON, in the order of the file."""
    steps: list[str | int] = []  # one per open list or object: the index or key the next value has
    expects_key = False
    for match in _JSON_TOKEN.finditer(text):
        piece = match[0]
        if piece in "]}":
            steps.pop()
            expects_key = False
        elif piece == ",":
            if isinstance(steps[-1], int):
                steps[-1] += 1
            else:
                expects_key = True
        elif piece == ":":
            expects_key = False
        elif expects_key:
            steps[-1] = clean(json.loads(piece))
            yield tuple(steps), match.start(), piece, True
        else:
            yield tuple(steps), match.start(), piece, False
            if piece in "[{":
                steps.append(0 if piece == "[" else "")
                expects_key = piece == "{"


def _add_json_problems(text: str, findings: Findings) -> None:
    """Name the place of what json.loads lets through and read_json refuses. `text` is valid JSON in Python's eyes."""
    keys: dict[Path, dict[str, int]] = {}  # of each object that is being read, with their offsets
    repeating: set[Path] = set()
    for path, offset, piece, is_key in _json_walk(text):
        if len(findings.problems) > MAX_SHOWN:
            return
        if is_key:
            key, seen = str(path[-1]), keys[path[:-1]]
            first = seen.setdefault(key, offset)
            # Where one key stands twice all those below it often do, because a brace is missing: one finding will do.
            if first != offset and path[:-1] not in repeating:
                repeating.add(path[:-1])
                found = f"the key {quote(key)} stands here again, after line {place_of(text, first)[0]}"
                remedy = 'keep one of them; if a new object begins here, "}, {" is missing before it'
                findings.add(place_of(text, offset), _json_where(path[:-1]), found, remedy=remedy)
        elif piece == "{":
            keys[path] = {}
            repeating.discard(path)
        elif piece[0] in "-0123456789NI" and not is_finite(piece):
            found = f"found {quote(piece)}"
            findings.add(place_of(text, offset), _json_where(path), found, "expected an ordinary number", "correct it")


def _add_invisible(text: str, findings: Findings, is_wording: Callable[[Path, bool], bool]) -> None:
    for path, offset, piece, is_key in _json_walk(text):
        if piece[0] != '"' or (piece.isascii() and "\\" not in piece) or is_wording(path, is_key):
            continue
        for at, sign in islice(spots(piece, INVISIBLE, escapes=True), MAX_SHOWN):
            found, remedy = invisible(sign)
            findings.add(place_of(text, offset + at), _json_where(path), found, remedy=remedy)
        if len(findings.problems) > MAX_SHOWN:
            return


def _json_where(path: Path) -> str:
    return ".".join(quote(str(step)).strip('"') for step in path) or "the file"
