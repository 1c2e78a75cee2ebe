"""Problems in a question bank in Swedish, from the catalogue in swedish_phrases.py."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Final

from assessment.problems import Problem
from assessment.reading.swedish_phrases import EXPECTED, FOUND, NOUNS, REMEDY, WORDINGS

_PLACEHOLDER: Final = re.compile(r"\\\{(\w+)\\\}")
_ANY_NOUN: Final = "|".join(sorted(map(re.escape, NOUNS), key=len, reverse=True))
_NAMED: Final = re.compile(rf"^(?:the file$|(?:{_ANY_NOUN})(?= ))")


def in_language(problem: Problem, language: str) -> Problem:
    """The same problem in the reader's language; what Swedish has no words for stays English."""
    if language != "sv":
        return problem
    return replace(
        problem,
        where=": ".join(_NAMED.sub(lambda noun: NOUNS[noun[0]], part) for part in problem.where.split(": ")),
        found=_translated(problem.found, FOUND) or problem.found,
        expected=_translated(problem.expected, EXPECTED) or problem.expected,
        remedy=_translated(problem.remedy, REMEDY) or problem.remedy,
    )


def is_translated(problem: Problem) -> bool:
    """Whether the catalogue has words for all of it."""
    parts = ((problem.found, FOUND), (problem.expected, EXPECTED), (problem.remedy, REMEDY))
    return all(not text or _translated(text, phrases) is not None for text, phrases in parts)


def _translated(text: str, phrases: Mapping[str, str]) -> str | None:
    for english, swedish in phrases.items():
        if match := _pattern(english).fullmatch(text):
            return swedish.format(**{name: _value(name, found) for name, found in match.groupdict().items()})
    return None


def _value(name: str, found: str) -> str:
    match name:
        case "noun":
            return NOUNS.get(found, found)
        case "wording":
            return WORDINGS.get(found, found)
        case "choices":
            return found.replace(" or ", " eller ").replace(" and ", " och ")
        case _:
            return found


@cache
def _pattern(english: str) -> re.Pattern[str]:
    return re.compile(_PLACEHOLDER.sub(_group, re.escape(english)), re.DOTALL)


def _group(placeholder: re.Match[str]) -> str:
    name = placeholder[1]
    kind = _ANY_NOUN if name.startswith("noun") else "|".join(WORDINGS) if name == "wording" else ".+?"
    return f"(?P<{name}>{kind})"
