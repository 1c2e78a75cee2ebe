"""Which words of the interface the code asks for, according to its syntax tree."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import product
from pathlib import Path
from typing import Final

_NAMED: Final = "(.+)"  # Known only at run time; it has to be a text of the code, or a given name.
_MOST_CALLS: Final = 3  # The most functions that may pass a path on to each other.

_Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass
class Code:
    """What the code asks for: a text in quotes, or an f-string with its places filled.

    A parameter stands for whatever its function is called with. Anything else may be any of the texts in
    quotes, or one of the `names` that files give, such as the ids of a question bank.
    """

    names: Collection[str]
    _calls: dict[str, list[ast.Call]] = field(default_factory=dict)
    _owners: dict[ast.AST, tuple[_Function, ...]] = field(default_factory=dict)
    _texts: list[ast.expr] = field(default_factory=list)

    def read(self, file: Path) -> None:
        """Add a module."""
        self._walk(ast.parse(file.read_text(encoding="utf-8")), ())

    def unused(self, paths: Iterable[str]) -> list[str]:
        """Those of these paths that the code never asks for."""
        known = {str(text.value) for text in self._texts if isinstance(text, ast.Constant)} | {*self.names}
        exact, patterns = self._asked_for

        @cache
        def is_asked_for(text: str) -> bool:
            if re.escape(text) in exact:
                return True
            found = (pattern.fullmatch(text) for pattern in patterns)
            return any(all(part in known or is_asked_for(part) for part in match.groups()) for match in found if match)

        return [path for path in paths if not is_asked_for(path)]

    @cached_property
    def _asked_for(self) -> tuple[set[str], list[re.Pattern[str]]]:
        """What is asked for, escaped where all of it is known, otherwise as patterns."""
        found = {pattern for text in self._texts for pattern in self._patterns(text, _MOST_CALLS)}
        said = {pattern for pattern in found if re.search(r"\w", pattern.replace(_NAMED, ""))}
        exact = {pattern for pattern in said if _NAMED not in pattern}
        return exact, [re.compile(pattern) for pattern in said - exact]

    def _walk(self, node: ast.AST, owners: tuple[_Function, ...]) -> None:
        self._owners[node] = owners
        if isinstance(node, ast.Call):
            self._calls.setdefault(_name(node.func), []).append(node)
        if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str)):
            self._texts.append(node)
        inner = (*owners, node) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else owners
        for child in ast.iter_child_nodes(node):
            # Docstrings and the pieces of an f-string are not texts of their own; its values may hold some.
            if isinstance(node, ast.Expr) and isinstance(child, ast.Constant):
                continue
            if isinstance(node, ast.JoinedStr) and isinstance(child, ast.Constant):
                continue
            self._walk(child, inner)

    def _patterns(self, text: ast.expr, calls: int) -> Iterator[str]:
        """The patterns of what an expression may be."""
        if isinstance(text, ast.Constant):
            yield re.escape(str(text.value))
        elif isinstance(text, ast.IfExp):
            yield from self._patterns(text.body, calls)
            yield from self._patterns(text.orelse, calls)
        elif isinstance(text, ast.BoolOp):
            for value in text.values:
                yield from self._patterns(value, calls)
        elif isinstance(text, ast.JoinedStr):
            for parts in product(*(set(self._patterns(part, calls)) for part in text.values)):
                yield "".join(parts)
        elif isinstance(text, ast.FormattedValue):
            yield from self._patterns(text.value, calls)
        elif isinstance(text, ast.Name) and calls and (given := self._given(text)) is not None:
            for argument in given:
                yield from self._patterns(argument, calls - 1)
        else:
            yield _NAMED

    def _given(self, name: ast.Name) -> Sequence[ast.expr] | None:
        """What a parameter is given where its function is called; None when it is not one, or is never given."""
        for owner in reversed(self._owners[name]):
            places = [*owner.args.posonlyargs, *owner.args.args]
            names = [place.arg for place in places if place.arg not in ("self", "cls")]
            if name.id in (*names, *(place.arg for place in owner.args.kwonlyargs)):
                is_method = len(names) < len(places)
                given = [
                    argument
                    for call in self._calls.get(owner.name, [])
                    if isinstance(call.func, ast.Attribute) >= is_method
                    for argument in _argument(call, names, name.id)
                ]
                return given or None
        return None


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _argument(call: ast.Call, names: Sequence[str], wanted: str) -> Iterator[ast.expr]:
    yield from (keyword.value for keyword in call.keywords if keyword.arg == wanted)
    if wanted in names and len(call.args) > (place := names.index(wanted)):
        yield call.args[place]
