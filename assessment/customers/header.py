"""Which columns the first line of a table of departments names, in either language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from assessment.reading.table import TableCell

# What each column may be called, in lower case. Its raw answers, 0 to 10, may stand in place of a customer index.
NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "department": ("department", "departments", "unit", "team", "avdelning", "avdelningar", "enhet"),
    "engagement": ("engagement", "engagemang", "medarbetarnas engagemang", "employee engagement"),
    "customers": (
        *("customers", "customer", "customer satisfaction", "satisfaction", "csat", "nps"),
        *("kunder", "kund", "kundnöjdhet", "kundernas nöjdhet", "nöjda kunder", "nki"),
    ),
    "answers": ("answers", "nps answers", "svar", "nps-svar", "kundsvar"),
}
# What else names one: a word that begins like this, such as "Kundindex" or "NKI 2025".
_BEGINNINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "department": ("department", "dept", "unit", "avdelning", "enhet"),
    "engagement": ("engagement", "engagemang", "medarbetarengagemang"),
    "customers": ("kund", "customer", "nki", "nps", "csat"),
}
# With one of these words, a column has numbers of people or of answers.
_COUNTING: Final = frozenset({"antal", "andel", "number", "count", "share", "n"})
_WORDS: Final = re.compile(r"[^\W_]+")


def named_columns(header: Sequence[TableCell]) -> tuple[dict[str, int], list[tuple[int, str]]]:
    """Where each column stands, and the cells that name one a second time, with its name.

    A cell that has exactly a column's name goes before cells that only begin like one. Capital letters, spaces and
    signs make no difference.
    """
    columns: dict[str, int] = {}
    rivals: list[tuple[int, str]] = []
    exact = [(at, name) for at, cell in enumerate(header) if (name := _exactly(cell.text))]
    known = {name for _, name in exact}
    alike = [
        (at, name)
        for at, cell in enumerate(header)
        if not _exactly(cell.text) and (name := _nearly(cell.text)) and name not in known
    ]
    for at, name in sorted(exact + alike):
        if name in columns:
            rivals.append((at, name))
        else:
            columns[name] = at
    return columns, rivals


def _exactly(text: str) -> str | None:
    written = _only_words(text)
    return next((name for name, names in NAMES.items() if written in map(_only_words, names)), None)


def _nearly(text: str) -> str | None:
    """The one column that a word in the text begins like; None for none, for several, or for a count."""
    words = _only_words(text).split()
    if _COUNTING.intersection(words):
        return None
    found = [name for name, begins in _BEGINNINGS.items() if any(word.startswith(begins) for word in words)]
    return found[0] if len(found) == 1 else None


def _only_words(text: str) -> str:
    return " ".join(_WORDS.findall(text.casefold()))
