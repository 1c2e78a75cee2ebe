"""From a tree to a pydantic model: build(), and a sentence for everything that does not fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ValidationError

from assessment.problems import MAX_SHOWN, Findings, quote
from assessment.reading.characters import INVISIBLE
from assessment.reading.tree import DECIMAL, DECIMAL_COMMA, MAX_DIGITS, WHOLE, Node, Path, is_finite, reading, reveal
from assessment.reading.yaml_syntax import CUT

M = TypeVar("M", bound=BaseModel)


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
        whole = WHOLE.fullmatch(value)
        if whole and len(value) <= MAX_DIGITS:
            return int(value)
        if (whole or DECIMAL.fullmatch(value)) and is_finite(value):
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
            reveal(node, where, findings)
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
        if isinstance(node.value, str) and DECIMAL_COMMA.fullmatch(node.value):
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
