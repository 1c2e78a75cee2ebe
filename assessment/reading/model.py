"""Turns a tree into a pydantic model: build()."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import UnionType
from typing import Annotated, Any, Final, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticCustomError

from assessment.problems import MAX_SHOWN, Findings, quote
from assessment.reading.characters import INVISIBLE, invisible
from assessment.reading.tree import BARE, KeyPath, Node, reveal
from assessment.reading.words import LANGUAGE_NAMES, UNFIT, Misfit, Terms, counted, explain
from assessment.reading.yaml_syntax import CUT

M = TypeVar("M", bound=BaseModel)


class Exact:
    """Marks a text that works only when it is spelt exactly, such as an id, though the model accepts any text."""


EXACT: Final = Exact()


def unfit(expected: str) -> PydanticCustomError:
    """The error for a model's validator to raise when a value is not `expected`."""
    return PydanticCustomError(UNFIT, "expected {expected}", {"expected": expected})


def plain(node: Node) -> object:
    """The data of a tree, with tuples for lists. Recurses no deeper than MAX_DEPTH."""
    value = node.value
    if isinstance(value, dict):
        return {key: plain(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return tuple(plain(entry) for entry in value)
    return BARE if node.broken else node.data


def build(model: type[M], root: Node, findings: Findings, terms: Terms) -> M | None:
    """The tree as a `model`; None if anything does not fit, with the problems added to `findings`."""
    _check_characters(model, root, findings, terms)
    try:
        return model.model_validate(plain(root), strict=True, by_alias=True, by_name=False)
    except ValidationError as error:
        # Nobody reads more than these, and explaining 20,000 takes seconds.
        errors = error.errors(include_url=False, include_input=False, include_context=True)[: 4 * MAX_SHOWN]
    _Explainer(model, root, findings, terms).explain(errors)
    return None


class _Explainer:
    """Turns pydantic's errors into problems."""

    def __init__(self, model: type[BaseModel], root: Node, findings: Findings, terms: Terms) -> None:
        self.model = model
        self.root = root
        self.findings = findings
        self.terms = terms

    def explain(self, errors: Sequence[Any]) -> None:
        missing = {(e["loc"][:-1], e["loc"][-1]) for e in errors if e["type"] == "missing"}
        unknown = [e["loc"] for e in errors if e["type"] == "extra_forbidden"]
        explained = self._add_unknown_keys(unknown, missing)
        for details in errors:
            kind, path = details["type"], details["loc"]
            if kind == "extra_forbidden" or (path[:-1], path[-1:]) in explained:
                continue
            node, context = follow(self.root, path), details.get("ctx", {})
            if kind == "too_short" and len(node.entries) >= context["min_length"]:
                continue  # pydantic counts only valid entries; the others have been reported
            if kind == "missing":
                self._add_missing_part(path)
            elif path and path[-1] == "[key]":
                self._add_wrong_key(path[:-1], context)
            elif not node.broken:
                choices, keys = _choices(self.model, path), _closed_keys_at(self.model, path)
                message = explain(Misfit(kind, context, node, choices, keys), self.terms, self.findings)
                self.findings.add(node.place, self.terms.where(self.root, path), *message)

    def _add_wrong_key(self, path: KeyPath, context: Mapping[str, Any]) -> None:
        parent, key = follow(self.root, path[:-1]), str(path[-1])
        place = parent.keys.get(key, parent.place)
        if "max_length" in context:
            found, expected = f"the key has {len(key)} characters", f"expected at most {context['max_length']}"
            self.findings.add(place, self.terms.where(self.root, path), found, expected, "shorten it")
            return
        expected = (
            self.terms.shapes.get(context["pattern"], "expected a different word") if "pattern" in context else ""
        )
        where = self.terms.where(self.root, path[:-1] if self.terms.nouns is not None else path)
        self.findings.add(place, where, f"found {quote(key)}", expected, "rename it")

    def _add_unknown_keys(
        self, unknown: list[KeyPath], missing: set[tuple[KeyPath, Any]]
    ) -> set[tuple[KeyPath, KeyPath]]:
        """Report unknown keys, and return the missing keys that they most likely misspell."""
        explained: set[tuple[KeyPath, KeyPath]] = set()
        for path in unknown:
            parent, key = path[:-1], str(path[-1])
            node = follow(self.root, parent)
            known = _keys_at(self.model, parent)
            lacking = [name for name in known if (parent, name) in missing]
            # With one unknown key and one missing, a faint likeness is enough: "se" for "sv".
            strays = sum(other not in known for other in node.keys)
            near = self.findings.suggest(key, lacking, 0.3 if strays == len(lacking) == 1 else 0.6)
            if near:
                explained.add((parent, (near,)))
            else:
                near = self.findings.suggest(key, known)
            remedy = f'Did you mean "{near}"?' if near else "remove it, or use one of: " + ", ".join(known)
            place = node.keys.get(key, node.place)
            self.findings.add(place, self.terms.where(self.root, parent), f"unknown key {quote(key)}", remedy=remedy)
        return explained

    def _add_missing_part(self, path: KeyPath) -> None:
        parent, key = path[:-1], path[-1]
        node, where = follow(self.root, parent), self.terms.where(self.root, parent)
        if node.broken:
            return
        if isinstance(key, int):
            found = f"found {counted(len(node.entries))}"
            self.findings.add(node.place, where, found, "expected more", "add the missing one")
            return
        found = f"the {LANGUAGE_NAMES[key]} wording ({key})" if key in LANGUAGE_NAMES else f'the key "{key}"'
        self.findings.add_missing(node.place, where, f"{found} is missing", remedy=self.terms.words.add.format(key=key))


def _check_characters(model: type[BaseModel], root: Node, findings: Findings, terms: Terms) -> None:
    """Report words that a comment cuts off, and invisible characters outside people's own words.

    A # after a space always begins a comment. After an id, a number or true, nothing is lost; unquoted words may have
    been meant to continue.
    """
    for path, node in list(_odd_parts(root, ())):
        if _is_ignored(model, path):
            continue
        where = terms.where(root, path)
        if node.hidden_keys:
            _reveal_keys(model, path, root, findings, terms)
        elif not _is_wording(_annotation_of(model, path)) or _hides_a_sign(node):
            reveal(node, where, findings)
        elif node.cut:
            found, remedy = CUT
            findings.add(node.cut, where, found, remedy=f"{remedy}, or the comment on a line of its own")
        if len(findings.problems) > 2 * MAX_SHOWN:
            return


def _odd_parts(node: Node, path: KeyPath) -> Iterator[tuple[KeyPath, Node]]:
    """Path and node of each scalar with a comment after it or an invisible character in it, and of such keys."""
    if isinstance(node.value, dict):
        if node.hidden_keys:
            yield path, node
        for key, entry in node.value.items():
            yield from _odd_parts(entry, (*path, key))
    elif isinstance(node.value, list):
        for index, entry in enumerate(node.value):
            yield from _odd_parts(entry, (*path, index))
    elif node.cut or node.hidden:
        yield path, node


def _is_ignored(model: type[BaseModel], path: KeyPath) -> bool:
    """Whether a path leads through a key that the model ignores."""
    annotation: Any = model
    for step in path:
        below = _annotation_at(annotation, step)
        if below is None and _is_open(annotation):
            return True
        annotation = below
    return False


def _reveal_keys(model: type[BaseModel], path: KeyPath, root: Node, findings: Findings, terms: Terms) -> None:
    """Report the invisible characters in keys that may not have any, and remove them."""
    node = follow(root, path)
    annotation = _bare_type(_annotation_of(model, path))
    if get_origin(annotation) is dict and _is_wording(get_args(annotation)[0]):
        return
    for key, (place, sign) in (node.hidden_keys or {}).items():
        found, remedy = invisible(sign)
        findings.add(place, terms.where(root, (*path, key)), found, remedy=remedy)
        revealed = INVISIBLE.sub("", key)
        if isinstance(node.value, dict) and key in node.value and revealed not in node.value:
            node.value = {revealed if known == key else known: entry for known, entry in node.value.items()}
            node.keys[revealed] = node.keys.pop(key)


def _hides_a_sign(node: Node) -> bool:
    """Whether an invisible character keeps the quote or bracket after it from being syntax."""
    begins = node.plain and node.hidden is not None and node.hidden[0] == node.place
    return begins and isinstance(node.value, str) and INVISIBLE.sub("", node.value)[:1] in tuple("\"'|>[{&*!")


def _is_wording(annotation: Any) -> bool:  # noqa: ANN401  # annotations have no type
    """Whether this annotation is for people's own words: a text of any form."""
    if get_origin(annotation) in (Union, UnionType):
        return any(_is_wording(argument) for argument in get_args(annotation))
    if get_origin(annotation) is not Annotated:
        return annotation is str
    kind, *constraints = get_args(annotation)
    exact = any(constraint is EXACT or getattr(constraint, "pattern", None) is not None for constraint in constraints)
    return _is_wording(kind) and not exact


def _annotation_at(annotation: Any, step: str | int) -> Any:  # noqa: ANN401  # annotations have no type
    """The annotation of an entry, given its parent's; None where there is none."""
    annotation = _bare_type(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _annotations_of(annotation).get(str(step))
    arguments = [argument for argument in get_args(annotation) if argument is not Ellipsis]
    return arguments[-1] if arguments else None


def _annotation_of(model: type[BaseModel], path: KeyPath) -> Any:  # noqa: ANN401  # annotations have no type
    annotation: Any = model
    for step in path:
        annotation = _annotation_at(annotation, step)
    return annotation


@cache
def _annotations_of(model: type[BaseModel]) -> dict[str, Any]:
    """The annotations of a model as written, by the keys in a file."""
    hints = get_type_hints(model, include_extras=True)
    return {info.alias or name: hints[name] for name, info in model.model_fields.items()}


def parts_of(root: Node, model: type[BaseModel], kind: type[BaseModel]) -> Iterator[Node]:
    """Every mapping in a tree that the model reads as this kind of part."""
    stack: list[tuple[Node, Any]] = [(root, model)]
    while stack:
        node, annotation = stack.pop()
        annotation = _bare_type(annotation)
        steps: Iterable[tuple[str | int, Node]] = enumerate(node.entries)
        if isinstance(node.value, dict):
            if isinstance(annotation, type) and issubclass(annotation, kind):
                yield node
            steps = node.value.items()
        # Three in four values are texts, in which there are no parts.
        stack.extend(
            (entry, _annotation_at(annotation, step)) for step, entry in steps if not isinstance(entry.value, str)
        )


def follow(root: Node, path: KeyPath) -> Node:
    """The value at `path`, or the last one on the way there."""
    node = root
    for step in path:
        entry = node.get(step)
        if entry is None:
            break
        node = entry
    return node


def _keys_at(model: type[BaseModel], path: KeyPath) -> list[str]:
    """The keys the model defines at a path; none where keys are free, or where there is no mapping."""
    annotation = _bare_type(_annotation_of(model, path))
    is_model = isinstance(annotation, type) and issubclass(annotation, BaseModel)
    return list(_annotations_of(annotation)) if is_model else []


def _closed_keys_at(model: type[BaseModel], path: KeyPath) -> list[str]:
    """The keys of a model that accepts no others; none for anything else."""
    return [] if _is_open(_annotation_of(model, path)) else _keys_at(model, path)


def _is_open(annotation: Any) -> bool:  # noqa: ANN401  # annotations have no type
    """Whether the annotation is a model that ignores unknown keys."""
    annotation = _bare_type(annotation)
    is_model = isinstance(annotation, type) and issubclass(annotation, BaseModel)
    return is_model and annotation.model_config.get("extra") != "forbid"


def _bare_type(annotation: Any) -> Any:  # noqa: ANN401  # annotations have no type
    """The type inside Annotated[…] and … | None."""
    while get_origin(annotation) in (Annotated, Union, UnionType):
        annotation = next(argument for argument in get_args(annotation) if argument is not type(None))
    return annotation


def _choices(model: type[BaseModel], path: KeyPath) -> list[str]:
    """The words a model allows at a path."""
    return [str(choice) for choice in get_args(_bare_type(_annotation_of(model, path)))]
