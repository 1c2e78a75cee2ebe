"""The messages for values that do not fit: one catalogue for all files, in the words of their syntax."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from assessment.problems import Findings, dotted, quote
from assessment.reading.tree import KeyPath, Node, read_as

LANGUAGE_NAMES: Final = {"en": "English", "sv": "Swedish"}


class Message(NamedTuple):
    """What was found, what was expected and what to do."""

    found: str
    expected: str = ""
    remedy: str = ""


class Words(NamedTuple):
    """The parts of messages that differ between the syntaxes.

    `add` has the placeholder {key}; `bare` has {noun}, {word} and {taken_for}. `choice` is the format of a word to
    choose from.
    """

    mapping: str
    write_mapping: str
    write_list: str
    add: str
    write: str
    fill: str
    bare: str
    bare_expected: str
    choice: str


YAML: Final = Words(
    mapping="keys with values",
    write_mapping='write each as a line "key: value" below this one',
    write_list='begin each entry on its own line with "- "',
    add='add a line "{key}: …"',
    write="write it, or remove the line if it is optional",
    fill="write a value, or remove the line if it is optional",
    bare="found the unquoted {noun} {word}, which YAML reads as {taken_for}",
    bare_expected="",
    choice="{}",
)
JSON: Final = Words(
    mapping="an object in braces",
    write_mapping='write them in braces: {"key": …}',
    write_list="write them in brackets: [ … ]",
    add='add "{key}": …',
    write="write it, or remove the key",
    fill="write a value, or remove the key",
    bare="found {word}",
    bare_expected="expected a text",
    choice='"{}"',
)


class Terms(NamedTuple):
    """The vocabulary of messages to the author of a file.

    `nouns` are the names for list entries, by the dotted keys that lead to the list ("scale.labels" has "scale label").
    Without them a value is named by its path, which begins with `within`. `shapes` describes in words what each pattern
    of a model expects.
    """

    words: Words
    nouns: Mapping[str, str] | None = None
    shapes: Mapping[str, str] = {}
    within: KeyPath = ()

    def where(self, root: Node, path: KeyPath) -> str:
        """The part of the file a path leads to."""
        if self.nouns is None:
            return dotted((*self.within, *path)) or "the file"
        return _in_nouns(root, path, self.nouns)


def _in_nouns(root: Node, path: KeyPath, nouns: Mapping[str, str]) -> str:
    """A path in the author's words: "role ceo: measure growth: effects"."""
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
    if keys and keys[-1] in LANGUAGE_NAMES:
        keys.pop()
    return ": ".join([*named, *(quote(key)[1:-1] for key in keys)]) or "the file"


class Misfit(NamedTuple):
    """A value that does not fit: pydantic's name for the error, its context, and what the model accepts there."""

    kind: str
    context: Mapping[str, Any]
    node: Node
    choices: Sequence[str]
    keys: Sequence[str]


def explain(misfit: Misfit, terms: Terms, findings: Findings) -> Message:
    """The message for one value."""
    if misfit.kind == "literal_error":
        return _choice(misfit, terms.words, findings)
    for look in (_nothing, _text, _size, _number, _other):
        if message := look(misfit, terms):
            return message
    return Message(_found(misfit.node), "expected a different value here", "compare it with the entries around it")


_SCALAR_KINDS: Final = {
    "string_type": "expected a text",
    "bool_type": "expected true or false",
    "int_type": "expected a whole number",
    "float_type": "expected a number",
}
_BOUNDS: Final = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
_DECIMAL_COMMA: Final = re.compile(r"[-+]?[0-9]{1,9},[0-9]{1,9}")


def _nothing(misfit: Misfit, terms: Terms) -> Message | None:
    node = misfit.node
    expected = _SCALAR_KINDS.get(misfit.kind, "")
    if node.plain and (node.value == "" or (node.data is None and expected)):
        return Message("no value here", expected, terms.words.fill)
    return None


def _text(misfit: Misfit, terms: Terms) -> Message | None:
    node, value = misfit.node, misfit.node.value
    if misfit.kind == "string_type":
        taken_for = _taken_for(node)
        if not taken_for or not isinstance(value, str):
            return Message(
                _found(node), "expected a text", "write one text, in quotes if it begins with a bracket or brace"
            )
        noun, shown = {"a number": "number", "a date": "date"}.get(taken_for, "word"), quote(value)
        found = terms.words.bare.format(noun=noun, word=shown[1:-1], taken_for=taken_for)
        return Message(found, terms.words.bare_expected, f"put it in quotes: {shown}")
    if misfit.kind == "string_too_short":
        return Message("the text is empty", remedy=terms.words.write)
    if misfit.kind == "string_too_long":
        return Message(
            f"the text has {len(value)} characters", f"expected at most {misfit.context['max_length']}", "shorten it"
        )
    if misfit.kind == "string_pattern_mismatch":
        return Message(
            _found(node), terms.shapes.get(misfit.context["pattern"], "expected a different form"), "rename it"
        )
    return None


def _size(misfit: Misfit, _: Terms) -> Message | None:
    found = f"found {counted(len(misfit.node.value))}"
    if misfit.kind == "too_short":
        return Message(found, f"expected at least {misfit.context.get('min_length')}", "add what is missing")
    if misfit.kind == "too_long":
        return Message(found, f"expected at most {misfit.context.get('max_length')}", "remove some")
    return None


def _number(misfit: Misfit, _: Terms) -> Message | None:
    node, found = misfit.node, _found(misfit.node)
    if misfit.kind in ("int_type", "int_from_float", "float_type", "finite_number"):
        expected = "expected a number" if misfit.kind == "float_type" else "expected a whole number"
        if isinstance(node.value, str) and _DECIMAL_COMMA.fullmatch(node.value):
            return Message(found, expected, f"write it in digits, with a point: {node.value.replace(',', '.')}")
        return Message(found, expected, "write it in digits, without quotes")
    for bound, phrase in _BOUNDS.items():
        if bound in misfit.context:
            return Message(found, f"expected {phrase} {misfit.context[bound]:g}", "correct the number")
    return None


def _other(misfit: Misfit, terms: Terms) -> Message | None:
    node, words = misfit.node, terms.words
    found = _found(node)
    if misfit.kind == "bool_type":
        right = {'"true"': "true", '"false"': "false"}.get(_taken_for(node) or "", "true or false")
        return Message(found, "expected true or false", f"write {right}")
    if misfit.kind in ("model_type", "model_attributes_type", "dict_type"):
        expected = "the keys " + ", ".join(misfit.keys) if misfit.keys else words.mapping
        return Message(found, f"expected {expected}", words.write_mapping)
    if misfit.kind == "tuple_type":
        return Message(found, "expected a list", words.write_list)
    if misfit.kind == UNFIT:
        return Message(found, f"expected {misfit.context['expected']}", "correct it or leave it out")
    return None


# The kind of the errors from unfit(), whose context has what is `expected`.
UNFIT: Final = "unfit"


def _choice(misfit: Misfit, words: Words, findings: Findings) -> Message:
    value = misfit.node.value
    near = findings.suggest(value, misfit.choices) if isinstance(value, str) else None
    shown = [words.choice.format(choice) for choice in misfit.choices]
    expected = "expected " + " or ".join([", ".join(shown[:-1]), shown[-1]] if shown[1:] else shown)
    return Message(_found(misfit.node), expected, f'Did you mean "{near}"?' if near else "choose one of these")


def counted(entries: int) -> str:
    """A count of entries as a phrase: "1 entry", "2 entries"."""
    return f"{entries} {'entry' if entries == 1 else 'entries'}"


def _taken_for(node: Node) -> str | None:
    return read_as(node.value) if isinstance(node.value, str) and node.plain else None


def _found(node: Node) -> str:
    if isinstance(node.value, str):
        return f"found {quote(node.value)[1:-1] if _taken_for(node) else quote(node.value)}"
    return "found a list" if isinstance(node.value, list) else "found keys with values"
