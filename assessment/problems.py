"""What is wrong in a file, as lines an author can act on: place, found, expected, remedy."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

MAX_SHOWN: Final = 50
_MAX_QUOTED: Final = 60
# One suggestion costs up to a millisecond; a file made of misspelt keys must not cost seconds.
_MAX_SUGGESTIONS: Final = 60

Place = tuple[int, int]

# Control characters except newline and tab, bidi embeddings, overrides and isolates, lone surrogates.
_UNWANTED: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def clean(text: str) -> str:
    """`text` without characters that hide, reorder or break what is shown and stored, normalised to NFC."""
    wanted = _UNWANTED.sub("", text)
    return wanted if wanted.isascii() else unicodedata.normalize("NFC", wanted)


def quote(text: str) -> str:
    """`text` from a file, safe for a message: cleaned, on one line, at most 60 characters, in quotes."""
    # Cut first: cleaning 256 KiB to show 60 characters would be wasteful.
    line = " ".join(clean(text[: 4 * _MAX_QUOTED]).split())
    return f'"{line}"' if len(line) <= _MAX_QUOTED else f'"{line[: _MAX_QUOTED - 1]}…"'


def dotted(path: Iterable[str | int]) -> str:
    """A path for a message: "ratings.ABI01.current", no step longer than 60 characters."""
    steps = map(str, path)
    return ".".join(step if len(step) <= _MAX_QUOTED else f"{step[: _MAX_QUOTED - 1]}…" for step in steps)


def suggest(word: str, choices: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The choice that `word` most likely misspells, ignoring case; None when nothing is close."""
    by_folded = {choice.casefold(): choice for choice in choices}
    nearest = difflib.get_close_matches(word[:_MAX_QUOTED].casefold(), by_folded, n=1, cutoff=cutoff)
    return by_folded[nearest[0]] if nearest else None


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in a file.

    `line` and `column` count from 1, and are None where the format has none. `where` names the part in the author's
    words ("item ABI03"). `str()` is one line: `file:line:column: where: found, expected; remedy`. `path` leads to the
    value in a decoded document, when the problem was found in one.
    """

    file: str
    line: int | None
    column: int | None
    where: str
    found: str
    expected: str = ""
    remedy: str = ""

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        sentence = f"{self.found}, {self.expected}" if self.expected else self.found
        if self.remedy:
            sentence += (". " if self.remedy[0].isupper() else "; ") + self.remedy
        return " ".join(clean(f"{place}: {self.where}: {sentence}").split())


class Problems(Exception):
    """Everything that is wrong in a file, sorted by place.

    `problems` holds the first 50, `more` says how many there are beyond them.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        ordered = sorted(problems, key=lambda problem: (problem.file, problem.line or 0, problem.column or 0))
        self.problems = tuple(ordered[:MAX_SHOWN])
        self.more = len(ordered) - len(self.problems)
        super().__init__(self.problems)

    def without_places(self) -> Problems:
        """The same problems in the same order, without lines and columns."""
        bare = Problems(replace(problem, line=None, column=None) for problem in self.problems)
        bare.more = self.more
        return bare

    def __str__(self) -> str:
        lines = [str(problem) for problem in self.problems]
        if self.more:
            lines.append(f"{self.more} more problems are not shown; fix these first.")
        return "\n".join(lines)


class Findings:
    """The problems found in one file so far. At most one is kept per place, so that no mistake is reported twice."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self._places: set[Place] = set()
        self._suggestions_left = _MAX_SUGGESTIONS

    def add(self, place: Place, where: str, found: str, expected: str = "", remedy: str = "") -> None:
        """Record a problem, unless this place already has one."""
        if place not in self._places:
            self._places.add(place)
            self.add_missing(place, where, found, expected, remedy)

    def add_missing(self, place: Place, where: str, found: str, expected: str = "", remedy: str = "") -> None:
        """Record a problem about something absent: it has no place of its own, so it shares its parent's."""
        self.problems.append(Problem(self.file, *place, where, found, expected, remedy))

    def has(self, place: Place) -> bool:
        """Whether a problem has been found at exactly this place."""
        return place in self._places

    def suggest(self, word: str, choices: Iterable[str], cutoff: float = 0.6) -> str | None:
        """`suggest`, until this file has used up its share of suggestions."""
        self._suggestions_left -= 1
        return suggest(word, choices, cutoff) if self._suggestions_left >= 0 else None

    def raise_any(self) -> None:
        """Raise Problems if there are any."""
        if self.problems:
            raise Problems(self.problems)

    def stop(self, place: Place, where: str, found: str, expected: str = "", remedy: str = "") -> Problems:
        """The exception for a file that cannot be read any further: this problem and all before it."""
        self.add(place, where, found, expected, remedy)
        return Problems(self.problems)
