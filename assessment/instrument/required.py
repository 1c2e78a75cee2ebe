"""What a question bank has to have: the parts that the method fixes, and statements for every score."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final, get_args

from assessment.instrument.checks import TERMS
from assessment.instrument.model import FactorId, Instrument, LevelId
from assessment.problems import Findings, quote
from assessment.reading import KeyPath, Node, counted

# Lists of a fixed length: how many entries each has, and what they are.
_FACTORS: Final = get_args(FactorId)
_FIXED: Final[Mapping[KeyPath, tuple[int, str]]] = {
    ("factors",): (len(_FACTORS), f"the four factors {', '.join(_FACTORS[:-1])} and {_FACTORS[-1]}"),
    ("scale", "labels"): (5, "the five points 1 to 5"),
    ("scale", "special"): (2, "the two answers dont_know and not_applicable"),
    ("columns",): (2, "the two columns current and new"),
    ("importance", "labels"): (5, "the five points 1 to 5"),
    ("levels",): (4, f"the four levels {', '.join(get_args(LevelId))}"),
    ("incentives", "effect_scale"): (5, "the five effects -2 to 2"),
}
_BY_METHOD: Final = "the method fixes the four factors and the five points; only their words are yours"

# A factor with fewer valid answers has no score (method, section 3.2).
_FEWEST_ITEMS: Final = 2


def check_fixed_parts(root: Node, findings: Findings) -> None:
    """Report lists whose length the method fixes, and factors it does not know, before anything else about them."""
    for path, (count, expected) in _FIXED.items():
        node = root.at(path)
        if node is not None and isinstance(node.value, list) and len(node.value) != count:
            found = f"found {counted(len(node.value))}"
            findings.add(node.place, TERMS.where(root, path), found, f"expected {expected}", _BY_METHOD)
    factors = root.get("factors")
    for index, entry in enumerate(factors.entries if factors else ()):
        path, node = ("factors", index, "id"), entry.get("id")
        if node is not None and node.text is not None and node.text not in _FACTORS:
            near = findings.suggest(node.text, _FACTORS)
            remedy = f'Did you mean "{near}"?' if near else _BY_METHOD
            expected = f"expected {', '.join(_FACTORS[:-1])} or {_FACTORS[-1]}"
            findings.add(node.place, TERMS.where(root, path), f"found {quote(node.text)}", expected, remedy)


def add_lacking(instrument: Instrument, root: Node, findings: Findings) -> None:
    """Report what a valid question bank may still lack: statements for every score, facet and context module."""
    has_items = {item.facet for item in instrument.items}
    has_context = {item.module for item in instrument.context_items}
    add = partial(_add, root, findings)
    for index, factor in enumerate(instrument.factors):
        for form in instrument.offered_forms:
            count = sum(item.factor == factor.id for item in instrument.form_items(form))
            if count < _FEWEST_ITEMS:
                found = f"the {form} form has {count} of its items, but a score needs at least {_FEWEST_ITEMS}"
                add("factors", index, found, f'add items, or set "form: {form}" in some')
    for index, facet in enumerate(instrument.facets):
        if facet.id not in has_items:
            add("facets", index, "it has no item", "add an item, or remove the facet")
    for index, module in enumerate(instrument.context_modules):
        if module.id not in has_context:
            add("context_modules", index, "it has no item", "add a context item, or remove the module")
    _add_lacking_advice(instrument, add)


def _add_lacking_advice(instrument: Instrument, add: Callable[[str, int, str, str], None]) -> None:
    """Report levels at which some factor or facet lacks advice, in a bank that advises on all of them.

    A bank may leave advice out; but where all have some, a level that only one of them lacks has been forgotten.
    """
    rules = [rule for rule in instrument.recommendations if rule.scope != "cross"]
    used = [level for level in get_args(LevelId) if any(level in rule.levels for rule in rules)]
    for collection, scope, parts in (("factors", "factor", instrument.factors), ("facets", "facet", instrument.facets)):
        advised = [
            {level for rule in rules if rule.scope == scope and rule.target in (part.id, "*") for level in rule.levels}
            for part in parts
        ]
        for index, levels in enumerate(advised if all(advised) else ()):
            lacking = [level for level in used if level not in levels]
            if lacking:
                remedy = "add a recommendation for each" if scope == "factor" else 'add one, for this facet or for "*"'
                add(collection, index, f"no advice for {_listed(lacking)}, which others have", remedy)


def _add(root: Node, findings: Findings, collection: str, index: int, *said: str) -> None:
    """Report what the entry of a list lacks: what was `said` is found and remedy."""
    found, remedy = said
    node = root.get(collection)
    place = node.entries[index].place if node else root.place
    findings.add_missing(place, TERMS.where(root, (collection, index)), found, remedy=remedy)


def _listed(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
