"""Files read with a place for every value: JSON, YAML, and from there to a pydantic model.

Whatever the bytes are, the outcome is a value or `Problems`, never another error: size, depth and number of values are
limited while reading, and nothing recurses deeper than MAX_DEPTH.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

import yaml
from pydantic import BaseModel, ValidationError

from assessment.characters import CONTROL, INVISIBLE, named, spots
from assessment.problems import MAX_SHOWN, Findings, Place, Problems, clean, quote
from assessment.syntax import (
    CUT,
    SURROGATE,
    Yaml,
    after_comment,
    explain_json,
    explain_yaml,
    invisible,
    mark_place,
    place_of,
)

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML without libyaml: the same events, ten times slower
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

MAX_DEPTH = 12
MAX_YAML_BYTES = 256 * 1024
MAX_JSON_BYTES = 1024 * 1024
# Three times the shipped question bank, and more than 256 KiB of one like it. The bytes alone would allow 250,000
# empty values, which take seconds to check.
MAX_VALUES = 16_000
# A whole number with more digits is no answer or count, and converting it takes quadratic time: it is a fraction then.
_MAX_DIGITS = 18
_MOST_DIGITS = 309  # of a number that is not infinite

Path = tuple[str | int, ...]
M = TypeVar("M", bound=BaseModel)


def _decoded(data: bytes, findings: Findings, most: int) -> str:
    """The text of a file within its size and in UTF-8, with or without byte order mark; or Problems."""
    if len(data) > most:
        found = f"the file has {len(data):,} bytes"
        raise findings.stop((1, 1), "the file", found, f"at most {most:,} are read", "shorten it")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        start = error.start
    line = data.count(b"\n", 0, start) + 1
    before = data[data.rfind(b"\n", 0, start) + 1 : start].decode("utf-8", errors="replace")
    found = f"the byte 0x{data[start]:02X} is not UTF-8"
    raise findings.stop((line, len(before) + 1), "the file", found, remedy="save the file as UTF-8")


# --- JSON -----------------------------------------------------------------------------------------------------------

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
    text = _decoded(data, findings, most)
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
        return int(digits) if len(digits.lstrip("-")) <= _MAX_DIGITS else fraction(digits)

    def fraction(digits: str) -> float:
        return float(digits) if _is_finite(digits) else doubtful(digits)

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
        elif piece[0] in "-0123456789NI" and not _is_finite(piece):
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


def _is_finite(number: str) -> bool:
    """Whether a number of JSON or YAML is one that can be counted with, found without converting endless digits."""
    return (not number.lstrip("+-").isdigit() or len(number) <= _MOST_DIGITS + 1) and math.isfinite(float(number))


# --- YAML -----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Node:
    """One value of a YAML file with its place.

    A scalar's `value` is its text, whatever it looks like; `plain` says that it stands without quotes. `keys` holds
    the place of each key of a mapping. `broken` marks a value that has been reported and stands for nothing. `cut` is
    the place of the comment that follows a scalar without quotes on its line, `hidden` the first invisible character
    in a scalar with its place.
    """

    value: str | list[Node] | dict[str, Node]
    place: Place
    plain: bool = False
    broken: bool = False
    keys: dict[str, Place] = field(default_factory=dict)
    cut: Place | None = None
    hidden: tuple[Place, str] | None = None

    def get(self, step: str | int) -> Node | None:
        """The entry at a key or index, or None."""
        if isinstance(self.value, dict) and isinstance(step, str):
            return self.value.get(step)
        if isinstance(self.value, list) and isinstance(step, int) and step < len(self.value):
            return self.value[step]
        return None

    @property
    def entries(self) -> list[Node]:
        """The entries of a list; nothing for anything else."""
        return self.value if isinstance(self.value, list) else []

    @property
    def text(self) -> str | None:
        """The text of a scalar that is taken for a text by every YAML reader; None for anything else."""
        if isinstance(self.value, str) and not self.broken and not (self.plain and reading(self.value)):
            return self.value
        return None


# What readers of YAML 1.1 take for something other than a text when it stands without quotes.
_TRUE = frozenset({"true", "yes", "on"})
_FALSE = frozenset({"false", "no", "off"})
_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))(?:[eE][-+]?[0-9]+)?")
_DECIMAL_COMMA = re.compile(r"[-+]?[0-9]{1,9},[0-9]{1,9}")
_OTHER_NUMBER = re.compile(
    r"[-+]?(?:0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7]+|[0-9][0-9_]*(?:\.[0-9_]*)?"
    r"|[0-9]+(?::[0-5]?[0-9])+(?:\.[0-9]*)?|\.(?:inf|Inf|INF))|\.(?:nan|NaN|NAN)"
)
_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ].*)?")


def reading(text: str) -> str | None:
    """What YAML readers take the bare word `text` for, as a phrase; None for a text."""
    folded = text[:6].lower()
    if text in {"", "~"} or folded == "null":
        return "nothing"
    if folded in _TRUE:
        return '"true"'
    if folded in _FALSE:
        return '"false"'
    if text[0] not in "+-.0123456789":
        return None
    if _WHOLE.fullmatch(text) or _DECIMAL.fullmatch(text) or _OTHER_NUMBER.fullmatch(text):
        return "a number"
    return "a date" if _DATE.fullmatch(text) else None


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not been read. `key` is None while the coming value is to be dropped."""

    node: Node
    expects_key: bool
    key: str | None = None
    flow: bool = False  # written with brackets or braces
    repeats: bool = False


def read_yaml(data: bytes, file: str, most: int = MAX_VALUES) -> tuple[Node, Findings]:
    """The tree of a YAML file with the place of every value, and what is wrong in it but can be read past.

    Raises Problems when it cannot be read at all: not UTF-8, a syntax error, larger than 256 KiB, deeper than 12
    levels, more than `most` values and keys, more than one document. Anchors, aliases, tags, merge keys, repeated keys
    and control characters are findings.
    """
    findings = Findings(file)
    source = _decoded(data, findings, MAX_YAML_BYTES)
    for offset, sign in spots(source, _NOT_YAML):
        findings.add(place_of(source, offset), "the file", f"found {_control(sign)}", remedy="remove it")
        if len(findings.problems) > MAX_SHOWN:
            break
    findings.raise_any()
    root = _YamlReader(source, findings, most).read()
    if root is None:
        raise findings.stop((1, 1), "the file", "the file is empty", remedy="start from the shipped file")
    return root, findings


# What YAML admits nowhere: control characters, and two that are no characters at all.
_NOT_YAML = re.compile(f"{CONTROL.pattern}|[\ufffe\uffff]")


def _control(sign: str) -> str:
    kind = "surrogate" if unicodedata.category(sign) == "Cs" else "control character"
    return f"the {kind} {named(sign)}"


_TOO_DEEP = (f"lists and keys nest deeper than {MAX_DEPTH} levels", "check the indentation and flatten it")


class _YamlReader:
    """Builds the tree from what PyYAML takes the text apart into."""

    def __init__(self, source: str, findings: Findings, most: int) -> None:
        self.source = source
        # libyaml counts these as line ends and editors do not; a place must be where the editor says it is.
        self.text = re.sub("[\u2028\u2029]", " ", source)
        self.findings = findings
        self.most = most
        self.has_odd = "\\" in source or INVISIBLE.search(source) is not None
        self._begin()

    def _begin(self) -> None:
        self.root: Node | None = None
        self.stack: list[_Open] = []
        self.last: yaml.ScalarEvent | None = None
        self.values = 0

    def read(self) -> Node | None:
        """The root; None when there is nothing but comments."""
        try:
            return self._read()
        except yaml.YAMLError as error:
            known = Yaml(self.text, self.source, error, self.last, self._bracket())
        if self._without_surrogates(known):
            return self.read()
        # PyYAML reads ahead, and has limits of its own from some release on: ours come first.
        if place := self._too_deep(known):
            raise self._stop(place, *_TOO_DEEP)
        place, found, remedy = explain_yaml(known)
        raise self._stop(place, found, remedy)

    def _read(self) -> Node | None:
        self._begin()
        for event in yaml.parse(self.text, Loader=_Loader):
            if isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
                place = mark_place(event.start_mark)
                raise self._stop(place, 'a second document begins with "---"', "remove that line")
            if isinstance(event, yaml.CollectionEndEvent):
                self._put(self.stack.pop().node)
            elif isinstance(event, yaml.CollectionStartEvent):
                self._open(event, self._counted(event))
            elif isinstance(event, yaml.ScalarEvent):
                self._put(self._scalar(event, self._counted(event)))
            elif isinstance(event, yaml.AliasEvent):
                self._put(Node("", self._counted(event), broken=True))  # which has been reported
        return self.root

    def _without_surrogates(self, known: Yaml) -> bool:
        """Whether an escaped half of a pair is what stopped PyYAML. If so, it is read past, and a finding, from now on.

        Some of its releases take them and some do not.
        """
        begun, end = known.begun, known.offset + len("0000d800")
        if not begun or self.text[begun.index : begun.index + 1] != '"':
            return False
        if not SURROGATE.search(self.text, begun.index, end):
            return False
        # In its place comes one as long that no text keeps either.
        self.text = SURROGATE.sub(lambda escape: escape[0][:-4] + "202e", self.text)
        return True

    def _too_deep(self, known: Yaml) -> Place | None:
        """Where what stands before the place PyYAML stopped at nests too deep."""
        for end in (known.offset, known.offset - 1):  # at or behind the bracket that was too much for it
            depth = 0
            with suppress(yaml.YAMLError):
                for event in yaml.parse(self.text[:end], Loader=_Loader):
                    depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
                    if depth > MAX_DEPTH:
                        return mark_place(event.start_mark)
        return None

    def _stop(self, place: Place, found: str, remedy: str) -> Problems:
        return self.findings.stop(place, "the file", found, remedy=remedy)

    def _counted(self, event: yaml.NodeEvent) -> Place:
        """The place of one more value."""
        place = mark_place(event.start_mark)
        self.values += 1
        _add_forbidden(event, place, self.findings)
        is_many = self.values > self.most
        if is_many or len(self.findings.problems) > 2 * MAX_SHOWN:
            found = f"the file holds more than {self.most:,} values" if is_many else "too many problems to read on"
            raise self._stop(place, found, "mend the problems above or shorten the file")
        return place

    def _open(self, event: yaml.CollectionStartEvent, place: Place) -> None:
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        self.stack.append(_Open(Node({} if is_mapping else [], place), is_mapping, flow=bool(event.flow_style)))
        if len(self.stack) > MAX_DEPTH:
            raise self._stop(place, *_TOO_DEEP)

    def _put(self, node: Node) -> None:
        if self.stack:
            _attach(node, self.stack[-1], self.findings)
        else:
            self.root = node

    def _scalar(self, event: yaml.ScalarEvent, place: Place) -> Node:
        self.last = event
        node = Node(clean(event.value), place, plain=not event.style)
        begin, end = _offset(event.start_mark), _offset(event.end_mark)
        if node.plain and node.value:
            sign = after_comment(self.text, end)
            node.cut = None if sign is None else place_of(self.source, sign)
        if self.has_odd:
            piece, escapes = self.source[begin:end], event.style == '"'
            if escapes and "\\" in piece:
                for offset, sign_ in islice(spots(piece, CONTROL, escapes=True), MAX_SHOWN):
                    at = place_of(self.source, begin + offset)
                    self.findings.add(at, "the file", f"found {_control(sign_)} in a text", remedy="remove it")
            hidden = next(spots(piece, INVISIBLE, escapes=escapes), None)
            node.hidden = hidden and (place_of(self.source, begin + hidden[0]), hidden[1])
        return node

    def _bracket(self) -> Place | None:
        return next((part.node.place for part in reversed(self.stack) if part.flow), None)


def _offset(mark: Any) -> int:  # noqa: ANN401 - the two parsers' marks share no class
    return mark.index if mark else 0


def _add_forbidden(event: yaml.NodeEvent, place: Place, findings: Findings) -> None:
    quotes = "if it belongs to a text, put the text in quotes; if not, remove it"
    if isinstance(event, yaml.AliasEvent):
        findings.add(place, "the file", f"found the alias {quote(f'*{event.anchor}')}", remedy=quotes)
        return
    if event.anchor is not None:
        findings.add(place, "the file", f"found the anchor {quote('&' + event.anchor)}", remedy=quotes)
    if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag is not None:
        findings.add(place, "the file", f"found the tag {quote(event.tag)}", remedy=quotes)


def _reveal(node: Node, where: str, findings: Findings) -> None:
    """Report the invisible character in a scalar that may have none, and go on without any."""
    if node.hidden and isinstance(node.value, str):
        (place, sign), node.hidden = node.hidden, None
        found, remedy = invisible(sign)
        findings.add(place, where, found, remedy=remedy)
        node.value = INVISIBLE.sub("", node.value)


def _attach(node: Node, parent: _Open, findings: Findings) -> None:
    """Put a value that has been read to its end into the list or mapping it stands in."""
    into = parent.node
    if isinstance(into.value, list):
        into.value.append(node)
    elif isinstance(into.value, dict) and not parent.expects_key:
        if parent.key is not None:
            into.value[parent.key] = node
        parent.expects_key = True
    elif isinstance(into.value, dict):
        parent.expects_key = False
        parent.key = None
        _reveal(node, "the file", findings)
        if not isinstance(node.value, str):
            findings.add(
                node.place, "the file", "found a list or braces where a key is expected", remedy="write a word"
            )
        elif node.value == "<<" and node.plain:
            findings.add(node.place, "the file", 'found the merge key "<<"', remedy="write the keys out")
        elif node.value in into.keys:
            # Where one key stands twice all those below it often do, because a "- " is missing: one finding will do.
            if not parent.repeats:
                found = f"the key {quote(node.value)} stands here again, after line {into.keys[node.value][0]}"
                missing = "" if parent.flow else '; if a new entry begins here, its "- " is missing'
                findings.add(node.place, "the file", found, remedy=f"keep one of them{missing}")
            parent.repeats = True
        elif not node.broken:
            parent.key = node.value
            into.keys[node.value] = node.place


# --- From what was read to a model ----------------------------------------------------------------------------------


class _Bare:
    """Stands for a bare word YAML readers take for something else: no type accepts it, so its place reports it."""


_BARE = _Bare()
_LANGUAGES = {"en": "English", "sv": "Swedish"}


def _plain(node: Node) -> object:  # noqa: PLR0911 - one a kind of value
    """The data of a tree. Recurses no deeper than read_yaml lets trees be.

    Only here do plain scalars become numbers and truth values; everything else stays text.
    """
    value = node.value
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return tuple(_plain(entry) for entry in value)
    if node.broken:
        return _BARE
    if not node.plain or not (taken_for := reading(value)):
        return value
    if value in ("true", "false"):
        return value == "true"
    if taken_for == "a number":
        whole = _WHOLE.fullmatch(value)
        if whole and len(value) <= _MAX_DIGITS:
            return int(value)
        if (whole or _DECIMAL.fullmatch(value)) and _is_finite(value):
            return float(value)
    return _BARE


def build(
    model: type[M], root: Node, findings: Findings, nouns: Mapping[str, str], shapes: Mapping[str, str]
) -> M | None:
    """The tree as a `model`; or None, with everything that does not fit added to `findings`.

    `nouns` says what an entry of a list is called, by the dotted keys that lead to the list ("scale.labels" is a
    "scale label"). `shapes` says in words what each pattern of the model asks for.
    """
    _check_characters(model, root, findings, nouns)
    try:
        return model.model_validate(_plain(root), strict=True, by_alias=True, by_name=False)
    except ValidationError as error:
        # Nobody reads on beyond these, and making sentences of 20,000 takes seconds.
        errors = error.errors(include_url=False, include_input=False, include_context=True)[: 4 * MAX_SHOWN]
    missing = {
        (path[:-1], path[-1])
        for path in (e["loc"] for e in errors if e["type"] == "missing")
        if isinstance(path[-1], str)
    }
    unknown = [e["loc"] for e in errors if e["type"] == "extra_forbidden"]
    explained = _add_unknown_keys(model, root, findings, nouns, unknown, missing)
    for details in errors:
        path = details["loc"]
        if details["type"] == "extra_forbidden" or (path[:-1], path[-1:]) in explained:
            continue
        node, where = follow(root, path), where_is(root, path, nouns)
        if details["type"] == "too_short" and len(node.entries) >= details["ctx"]["min_length"]:
            continue  # pydantic counts valid entries only, and the others have been reported
        if details["type"] == "missing":
            _add_missing_part(root, path, findings, nouns)
        elif path and path[-1] == "[key]":
            parent = follow(root, path[:-2])
            expected = shapes.get(details["ctx"]["pattern"], "expected another word") if "ctx" in details else ""
            place = parent.keys.get(str(path[-2]), parent.place)
            findings.add(
                place, where_is(root, path[:-2], nouns), f"found {quote(str(path[-2]))}", expected, "rename it"
            )
        elif not node.broken:
            context: dict[str, Any] = details.get("ctx", {})
            found, expected, remedy = _explain(details["type"], context, node, model, path, findings, shapes)
            findings.add(node.place, where, found, expected, remedy)
    return None


def _check_characters(model: type[BaseModel], root: Node, findings: Findings, nouns: Mapping[str, str]) -> None:
    """Report words that a comment cuts off, and invisible characters where no words stand.

    A # after a space always begins a comment. After an id, a number or true nothing is lost by it; of words written
    without quotes nobody knows whether they were to go on.
    """
    for path, node in _odd_scalars(root, ()):
        where = where_is(root, path, nouns)
        if not holds_wording(model, path) or _hides_a_sign(node):
            _reveal(node, where, findings)
        elif node.cut:
            found, remedy = CUT
            findings.add(node.cut, where, found, remedy=f"{remedy}, or the comment on a line of its own")
        if len(findings.problems) > 2 * MAX_SHOWN:
            return


def _odd_scalars(node: Node, path: Path) -> Iterator[tuple[Path, Node]]:
    """Path and node of each scalar with a comment behind or an invisible character in it."""
    if isinstance(node.value, dict):
        for key, entry in node.value.items():
            yield from _odd_scalars(entry, (*path, key))
    elif isinstance(node.value, list):
        for index, entry in enumerate(node.value):
            yield from _odd_scalars(entry, (*path, index))
    elif node.cut or node.hidden:
        yield path, node


def _hides_a_sign(node: Node) -> bool:
    """Whether an invisible character keeps a quote or bracket from being what it looks like, the first of a text."""
    begins = node.plain and node.hidden is not None and node.hidden[0] == node.place
    return begins and isinstance(node.value, str) and INVISIBLE.sub("", node.value)[:1] in tuple("\"'|>[{&*!")


def holds_wording(model: type[BaseModel], path: Path) -> bool:
    """Whether people's own words stand at a path of a model."""
    return _is_wording(_annotation_of(model, path))


def _is_wording(annotation: Any) -> bool:  # noqa: ANN401
    """Whether people's own words stand where a model has this annotation: a text that need not have a certain form."""
    if get_origin(annotation) in (Union, UnionType):
        return any(_is_wording(argument) for argument in get_args(annotation))
    if get_origin(annotation) is not Annotated:
        return annotation is str
    kind, *constraints = get_args(annotation)
    return _is_wording(kind) and all(getattr(constraint, "pattern", None) is None for constraint in constraints)


def _annotation_at(annotation: Any, step: str | int) -> Any:  # noqa: ANN401
    """The annotation of an entry of what has this annotation; None where there is none."""
    annotation = _bare_type(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _annotations_of(annotation).get(str(step))
    arguments = [argument for argument in get_args(annotation) if argument is not Ellipsis]
    return arguments[-1] if arguments else None


def _annotation_of(model: type[BaseModel], path: Path) -> Any:  # noqa: ANN401
    annotation: Any = model
    for step in path:
        annotation = _annotation_at(annotation, step)
    return annotation


@cache
def _annotations_of(model: type[BaseModel]) -> dict[str, Any]:
    """The annotations of a model as they are written, by the keys of a file."""
    hints = get_type_hints(model, include_extras=True)
    return {info.alias or name: hints[name] for name, info in model.model_fields.items()}


def follow(root: Node, path: Path) -> Node:
    """The value at `path`, or the last one on the way there."""
    node = root
    for step in path:
        entry = node.get(step)
        if entry is None:
            break
        node = entry
    return node


def where_is(root: Node, path: Path, nouns: Mapping[str, str]) -> str:
    """The part of the file a path leads to, in the author's words: "role ceo: measure growth: effects"."""
    named: list[str] = []
    keys: list[str] = []  # since the last named entry
    collection: list[str] = []
    node: Node | None = root
    for step in path:
        node = node.get(step) if node else None
        if isinstance(step, str):
            keys.append(step)
            collection.append(step)
        elif keys:
            # A step of a scale has no id; its value names it.
            own = ("value",) if keys[-1] in ("labels", "effect_scale") else ("id", "code")
            names = (node.get(key) for key in own) if node else iter(())
            name = next((str(n.value) for n in names if n and isinstance(n.value, str) and n.value), str(step + 1))
            noun = nouns.get(".".join(collection))
            named.append(f"{noun} {quote(name)[1:-1]}" if noun else ": ".join([*keys[:-1], f"{keys[-1]} {step + 1}"]))
            keys = []
    if keys and keys[-1] in _LANGUAGES:
        keys.pop()
    return ": ".join([*named, *(quote(key)[1:-1] for key in keys)]) or "the file"


def _add_unknown_keys(
    model: type[BaseModel],
    root: Node,
    findings: Findings,
    nouns: Mapping[str, str],
    unknown: list[Path],
    missing: set[tuple[Path, str]],
) -> set[tuple[Path, Path]]:
    """Report unknown keys, and return the missing keys they turn out to be misspellings of."""
    explained: set[tuple[Path, Path]] = set()
    for path in unknown:
        parent, key = path[:-1], str(path[-1])
        node = follow(root, parent)
        known = _keys_at(model, parent)
        lacking = [name for name in known if (parent, name) in missing]
        # With one key too many and one too few, even a faint likeness will do: "se" for "sv".
        strays = sum(other not in known for other in node.keys)
        near = findings.suggest(key, lacking, 0.3 if strays == len(lacking) == 1 else 0.6)
        if near:
            explained.add((parent, (near,)))
        else:
            near = findings.suggest(key, known)
        remedy = f'Did you mean "{near}"?' if near else "remove it, or use one of: " + ", ".join(known)
        place = node.keys.get(key, node.place)
        findings.add(place, where_is(root, parent, nouns), f"unknown key {quote(key)}", remedy=remedy)
    return explained


def _add_missing_part(root: Node, path: Path, findings: Findings, nouns: Mapping[str, str]) -> None:
    parent, key = path[:-1], path[-1]
    node, where = follow(root, parent), where_is(root, parent, nouns)
    if node.broken:
        return
    if isinstance(key, int):
        findings.add(
            node.place, where, f"found {_counted(len(node.entries))}", "more are expected", "add the missing one"
        )
    elif key in _LANGUAGES:
        found = f"the {_LANGUAGES[key]} wording ({key}) is missing"
        findings.add_missing(node.place, where, found, remedy=f'add a line "{key}: …"')
    else:
        findings.add_missing(node.place, where, f'the key "{key}" is missing', remedy=f'add a line "{key}: …"')


def _keys_at(model: type[BaseModel], path: Path) -> list[str]:
    """The keys the model has at a path; none where it has a mapping of free keys, or no mapping."""
    annotation = _bare_type(_annotation_of(model, path))
    is_model = isinstance(annotation, type) and issubclass(annotation, BaseModel)
    return list(_annotations_of(annotation)) if is_model else []


def _bare_type(annotation: Any) -> Any:  # noqa: ANN401 - annotations have no type
    """The type inside Annotated[…] and … | None."""
    while get_origin(annotation) in (Annotated, Union, UnionType):
        annotation = next(argument for argument in get_args(annotation) if argument is not type(None))
    return annotation


def _explain(  # noqa: C901, PLR0911, PLR0912 - a list of sentences
    kind: str,
    context: Mapping[str, Any],
    node: Node,
    model: type[BaseModel],
    path: Path,
    findings: Findings,
    shapes: Mapping[str, str],
) -> tuple[str, str, str]:
    """Found, expected and remedy for one error of pydantic's at a value that exists."""
    taken_for = reading(node.value) if isinstance(node.value, str) and node.plain else None
    found = f"found {_described(node)}"
    if node.value == "" and node.plain:
        expected = _SCALAR_KINDS.get(kind, "")
        return "nothing stands here", expected, "write what belongs here, or remove the line if it may be absent"
    if kind == "string_type" and taken_for and isinstance(node.value, str):
        noun = {"a number": "number", "a date": "date"}.get(taken_for, "word")
        shown = quote(node.value)
        return f"found the bare {noun} {shown[1:-1]}, which YAML reads as {taken_for}", "", f"put it in quotes: {shown}"
    if kind == "string_type":
        return found, "expected a text", "write one text, in quotes if it begins with a bracket or brace"
    if kind == "bool_type":
        remedy = "write " + {'"true"': "true", '"false"': "false"}.get(taken_for or "", "true or false")
        return found, "expected true or false", remedy
    if kind in ("int_type", "int_from_float", "float_type", "finite_number"):
        expected = "expected a number" if kind == "float_type" else "expected a whole number"
        if isinstance(node.value, str) and _DECIMAL_COMMA.fullmatch(node.value):
            return found, expected, f"write it in digits, with a point: {node.value.replace(',', '.')}"
        return found, expected, "write it in digits, without quotes"
    if kind == "literal_error":
        choices = _choices(model, path)
        near = findings.suggest(node.value, choices) if isinstance(node.value, str) else None
        expected = "expected " + " or ".join([", ".join(choices[:-1]), choices[-1]] if choices[1:] else choices)
        return found, expected, f'Did you mean "{near}"?' if near else "choose one of these"
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        keys = _keys_at(model, path)
        expected = "expected the keys " + ", ".join(keys) if keys else "expected keys with values"
        return found, expected, 'write each as a line "key: value" below this one'
    if kind == "tuple_type":
        return found, "expected a list", 'begin each entry on its own line with "- "'
    if kind in ("too_short", "too_long"):
        number = context.get("min_length") if kind == "too_short" else context.get("max_length")
        remedy = "add what is missing" if kind == "too_short" else "remove some"
        bound = "at least" if kind == "too_short" else "at most"
        return f"found {_counted(len(node.value))}", f"expected {bound} {number}", remedy
    if kind == "string_too_short":
        return "the text is empty", "", "write it, or remove the line if it may be absent"
    if kind == "string_too_long":
        length, most = len(node.value), context["max_length"]
        return f"the text has {length} characters", f"at most {most} fit", "shorten it"
    if kind == "string_pattern_mismatch":
        return found, shapes.get(context["pattern"], "expected another form"), "rename it"
    for bound, phrase in _BOUNDS.items():
        if bound in context:
            return found, f"expected {phrase} {context[bound]:g}", "correct the number"
    return found, "expected something else here", "compare it with the entries around it"


def _choices(model: type[BaseModel], path: Path) -> list[str]:
    """The words a model admits at a path."""
    return [str(choice) for choice in get_args(_bare_type(_annotation_of(model, path)))]


_BOUNDS = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
_SCALAR_KINDS = {
    "string_type": "expected a text",
    "bool_type": "expected true or false",
    "int_type": "expected a whole number",
    "float_type": "expected a number",
}


def _counted(entries: int) -> str:
    return f"{entries} {'entry' if entries == 1 else 'entries'}"


def _described(node: Node) -> str:
    if isinstance(node.value, str):
        return quote(node.value)[1:-1] if node.plain and reading(node.value) else quote(node.value)
    return "a list" if isinstance(node.value, list) else "keys with values"
