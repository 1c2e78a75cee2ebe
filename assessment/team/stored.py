"""A round's members from their stored choices: thousands of them, so plain answers are read without a detour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from sys import intern
from typing import Any, Final

from assessment.answers import NAME_LIMIT, SPECIAL_CODES, Answers, tidied
from assessment.instrument import LANGUAGES, FormId, Instrument
from assessment.problems import Problems
from assessment.team.members import (
    DEPARTMENT,
    STEPS,
    Member,
    engaged_member_of,
    engagement_scoring,
    member_of,
    wanted_scoring,
)

# What everybody in a round is given, besides the form; none of it is of a member.
_GIVEN: Final = frozenset(("form", "behaviours.current", "behaviours.new", "organisation"))
_TYPES: Final = frozenset((int, str))  # True and 1.0 are no ratings, though equal to 1.
_RATINGS: Final = frozenset((*range(1, STEPS + 1), *SPECIAL_CODES))
_LANGUAGES: Final = (None, *LANGUAGES)


def members_of(
    stored: Iterable[Mapping[str, object]], given: Mapping[str, object], instrument: Instrument, version: str
) -> Iterator[tuple[Member, Member]]:
    """The members whose choices by path these are, on top of those that are `given` to all: as such, and by engagement.

    All of it was answered on this version of the instrument. Members whose answers cannot be read are left
    out: the app saves none like that, but whoever writes into the database may do anything.
    """
    plain = _plain(given, instrument, version)
    for choices in stored:
        found = None if plain is None else plain.members(choices)
        if found is None:
            try:
                answers = Answers.from_choices({**given, **choices}, instrument, version=version)
            except Problems:
                continue
            found = member_of(answers, instrument), engaged_member_of(answers, instrument)
        yield found


def _plain(given: Mapping[str, object], instrument: Instrument, version: str) -> _Plain | None:
    """None where what is given to all members is not as expected."""
    try:
        answers = Answers.from_choices(given, instrument, version=version)
    except Problems:
        return None
    return _Plain(instrument, answers.form) if given.keys() <= _GIVEN else None


class _Plain:
    """Reads members who have no more than ratings, a language and a department, with one form of an instrument."""

    def __init__(self, instrument: Instrument, form: FormId) -> None:
        self._form: FormId = form
        self._scoring = wanted_scoring(instrument, form)
        self._engagement = engagement_scoring(instrument, form)
        self._wanted = [f"ratings.{item}.new" for item in self._scoring.asked]
        self._engaged = [f"context.{item}" for item in self._engagement.asked]
        rated = [f"ratings.{item.id}.{column}" for item in instrument.items for column in ("current", "new")]
        self._known = frozenset((*rated, *(f"context.{item.id}" for item in instrument.context_items)))

    def members(self, choices: Mapping[str, object]) -> tuple[Member, Member] | None:
        """The same as by way of Answers; None where that way has to be taken."""
        rated: dict[str, Any] = dict(choices)
        respondent, language = rated.pop("respondent", None), rated.pop("language", None)
        values = rated.values()
        if not (self._known.issuperset(rated) and _TYPES.issuperset(map(type, values)) and _RATINGS.issuperset(values)):
            return None
        name = None if respondent is None else _department(respondent)
        if name == "" or language not in _LANGUAGES:
            return None
        scored = self._scoring.of(tuple(map(rated.get, self._wanted)))
        engaged = self._engagement.of(tuple(map(rated.get, self._engaged)))
        return (
            Member(name, scored.scores, scored.answers, self._form),
            Member(name, engaged.scores, engaged.answers, self._form),
        )


def _department(respondent: object) -> str:
    """The department; "" where it is anything else than a name as it is stored."""
    groups = respondent.get("groups") if isinstance(respondent, dict) and len(respondent) == 1 else None
    name = groups.get(DEPARTMENT) if isinstance(groups, dict) and len(groups) == 1 else None
    return _tidy(name) if isinstance(name, str) else ""


@lru_cache(maxsize=256)
def _tidy(name: str) -> str:
    return intern(name) if tidied(name)[:NAME_LIMIT].strip() == name else ""
