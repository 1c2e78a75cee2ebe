"""What is wrong in a file with questions, a sentence each in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from assessment.instrument import Language
from assessment.problems import Problem
from assessment.sentences.problem_phrases import EXPECTED, FOUND, NOUNS, REMEDY, WORDINGS
from assessment.words import say, upper_first

_PLACEHOLDER: Final = re.compile(r"\\\{(\w+)\\\}")
_ANY_NOUN: Final = "|".join(sorted(map(re.escape, NOUNS), key=len, reverse=True))
_NAMED: Final = re.compile(rf"^(?:the file$|(?:{_ANY_NOUN})(?= ))")


def problem_sentence(problem: Problem, language: Language) -> str:
    """Line, part, what stands there, what is needed and what to do. What Swedish has no words for stays English."""
    place = say(language, "campaigns.bank.fault.line", line=problem.line or 1, where=_where(problem.where, language))
    parts = ((problem.found, FOUND), (problem.expected, EXPECTED), (problem.remedy, REMEDY))
    said = [upper_first(_said(text, phrases, language)) for text, phrases in parts if text]
    return f"{place}: {' '.join(each if each.endswith('?') else f'{each}.' for each in said)}"


def is_translated(problem: Problem) -> bool:
    """Whether Swedish has words for all of it."""
    parts = ((problem.found, FOUND), (problem.expected, EXPECTED), (problem.remedy, REMEDY))
    return all(not text or _translated(text, phrases) is not None for text, phrases in parts)


def _said(text: str, phrases: Mapping[str, str], language: Language) -> str:
    return text if language == "en" else _translated(text, phrases) or text


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


def _where(where: str, language: Language) -> str:
    """A part of the file: "item ABI03: text" is "påståendet ABI03, text"; a key stays as it is written."""
    parts = where.split(": ")
    if language == "sv":
        parts = [_NAMED.sub(lambda noun: NOUNS[noun[0]], part) for part in parts]
    return ", ".join(parts)
