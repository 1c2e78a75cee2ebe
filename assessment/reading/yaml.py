"""YAML read into a tree, with its limits and a place for every value."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

import yaml

from assessment.problems import MAX_SHOWN, Findings, Place, Problems, clean, quote
from assessment.reading.characters import CONTROL, INVISIBLE, named, place_of, spots
from assessment.reading.tree import MAX_DEPTH, MAX_YAML_BYTES, MAX_YAML_VALUES, Node, decoded, meant, reveal
from assessment.reading.yaml_syntax import SURROGATE, Yaml, after_comment, explain_yaml, mark_place

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML without libyaml: the same events, ten times slower
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not been read. `key` is None when the next value is dropped."""

    node: Node
    expects_key: bool
    key: str | None = None
    flow: bool = False  # whether it is written with brackets or braces
    repeats: bool = False


def read_yaml(data: bytes, file: str, most: int = MAX_YAML_VALUES) -> tuple[Node, Findings]:
    """The tree of a YAML file with the place of every value, and the problems that do not stop reading.

    Raises Problems when it cannot be read: not UTF-8, a syntax error, larger than 256 KiB, deeper than 12 levels, more
    than `most` values and keys, more than one document. Anchors, aliases, tags, merge keys, repeated keys and control
    characters are findings.
    """
    findings = Findings(file)
    source = decoded(data, findings, MAX_YAML_BYTES)
    for offset, sign in spots(source, _NOT_YAML):
        findings.add(place_of(source, offset), "the file", f"found {_control(sign)}", remedy="remove it")
        if len(findings.problems) > MAX_SHOWN:
            break
    findings.raise_any()
    root = _YamlReader(source, findings, most).read()
    if root is None:
        raise findings.stop((1, 1), "the file", "the file is empty", remedy="start from the shipped file")
    return root, findings


# Not allowed anywhere in YAML: control characters, and two code points that are not characters.
_NOT_YAML: Final = re.compile(f"{CONTROL.pattern}|[\ufffe\uffff]")


def _control(sign: str) -> str:
    kind = "surrogate" if unicodedata.category(sign) == "Cs" else "control character"
    return f"the {kind} {named(sign)}"


_TOO_DEEP: Final = (f"lists and keys nest deeper than {MAX_DEPTH} levels", "check the indentation and flatten it")


class _YamlReader:
    """Builds the tree from the events of PyYAML's parser."""

    def __init__(self, source: str, findings: Findings, most: int) -> None:
        self.source = source
        # libyaml counts these as line ends and editors do not; places must agree with the editor's.
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
        # PyYAML reads ahead, and newer releases have limits of their own: ours come first.
        if place := self._too_deep(known):
            raise self._stop(place, *_TOO_DEEP)
        place, found, remedy = explain_yaml(known)
        raise self._stop(place, found, remedy)

    def _read(self) -> Node | None:
        self._begin()
        for event in yaml.parse(self.text, Loader=_Loader):
            if isinstance(event, yaml.ScalarEvent):
                self._put(self._scalar(event, self._counted(event)))
            elif isinstance(event, yaml.CollectionEndEvent):
                self._put(self.stack.pop().node)
            elif isinstance(event, yaml.CollectionStartEvent):
                self._open(event, self._counted(event))
            elif isinstance(event, yaml.AliasEvent):
                self._put(Node("", self._counted(event), broken=True))  # _counted() has reported it
            elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
                place = mark_place(event.start_mark)
                raise self._stop(place, 'a second document begins with "---"', "remove that line")
        return self.root

    def _without_surrogates(self, known: Yaml) -> bool:
        """Whether PyYAML stopped at an escaped surrogate. If so, replace all, so that reading again reports them.

        Some releases of PyYAML accept them and some do not.
        """
        begun, end = known.begun, known.offset + len("0000d800")
        if not begun or self.text[begun.index : begun.index + 1] != '"':
            return False
        if not SURROGATE.search(self.text, begun.index, end):
            return False
        # The replacement is as long, and clean() removes it from texts too.
        self.text = SURROGATE.sub(lambda escape: escape[0][:-4] + "202e", self.text)
        return True

    def _too_deep(self, known: Yaml) -> Place | None:
        """Where the text before the place at which PyYAML stopped nests too deep, or None."""
        for end in (known.offset, known.offset - 1):  # PyYAML may have stopped at the bracket, or after it
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
        """Count one more value, report what is forbidden in it, and return its place."""
        place = mark_place(event.start_mark)
        self.values += 1
        _add_forbidden(event, place, self.findings)
        is_many = self.values > self.most
        if is_many or len(self.findings.problems) > 2 * MAX_SHOWN:
            found = f"the file has more than {self.most:,} values" if is_many else "too many problems to continue"
            raise self._stop(place, found, "fix the problems above or shorten the file")
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
        text = clean(event.value)
        node = Node(text, place, text if event.style else meant(text), plain=not event.style)
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


def _offset(mark: Any) -> int:  # noqa: ANN401  # the two parsers' marks share no class
    return mark.index if mark else 0


def _add_forbidden(event: yaml.NodeEvent, place: Place, findings: Findings) -> None:
    quotes = "if it belongs to a text, put the text in quotes; if not, remove it"
    if isinstance(event, yaml.AliasEvent):
        findings.add(place, "the file", f"found the alias {quote(f'*{event.anchor}')}", remedy=quotes)
        return
    if event.anchor is not None:
        findings.add(place, "the file", f"found the anchor {quote('&' + event.anchor)}", remedy=quotes)
    if (tag := getattr(event, "tag", None)) is not None:
        findings.add(place, "the file", f"found the tag {quote(tag)}", remedy=quotes)


def _attach(node: Node, parent: _Open, findings: Findings) -> None:
    """Put a completed value into the list or mapping that contains it."""
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
        reveal(node, "the file", findings)
        if not isinstance(node.value, str):
            findings.add(
                node.place, "the file", "found a list or braces where a key is expected", remedy="write a word"
            )
        elif node.value == "<<" and node.plain:
            findings.add(node.place, "the file", 'found the merge key "<<"', remedy="write the keys out")
        elif node.value in into.keys:
            # When one key repeats, those below it often do too, because a "- " is missing: one finding is enough.
            if not parent.repeats:
                found = f"the key {quote(node.value)} is already on line {into.keys[node.value][0]}"
                missing = "" if parent.flow else '; if a new entry begins here, its "- " is missing'
                findings.add(node.place, "the file", found, remedy=f"keep one of them{missing}")
            parent.repeats = True
        elif not node.broken:
            parent.key = node.value
            into.keys[node.value] = node.place
