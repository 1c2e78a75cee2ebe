"""A team as values: what each member answered about the wanted behaviour, and the leader's own scores."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from sys import intern
from typing import Final, NamedTuple

from assessment.answers import FORMS, Answers, Rating
from assessment.instrument import FormId, Instrument, Statement
from assessment.scoring import needed, points_by_step

# The group of a respondent that is their department.
DEPARTMENT: Final = "department"
# The context module on how people feel about their work and their customers (3.13).
ENGAGEMENT: Final = "engagement"

STEPS: Final = 5  # Of the scale.
NO_ANSWER: Final = 0  # In Member.answers.

_POINTS: Final = 25  # From one answer of the scale to the next.
# For a factor (3.2). Engagement asks for as many: of a single statement the promise has another rule (3.10, rule 6).
_LEAST_ANSWERS: Final = 2
# The statements of a factor, each with what Member.answers has for its answers.
_Steps = tuple[tuple[str, Mapping[Rating | None, int]], ...]


class TeamFactor(NamedTuple):
    """A factor, or engagement, with all its statements, whichever form asks them.

    In the answers of every member they are from `start` up to `stop`; `asked` has the places of those a form asks.
    """

    id: str
    items: tuple[str, ...]
    start: int
    stop: int
    asked: Mapping[FormId, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Member:
    """One member's answers about the wanted behaviour, without anything else that was said.

    `scores` has the exact score, from 0 to 100, of each factor in the order of Team.factors, None where the
    missing-data rule withholds it (3.2). `answers` has one byte per statement, in the order of Team.factors and their
    items: 1 to 5, turned where the statement is reversed, so that 5 always favours the wanted behaviour; 0 where there
    is no answer on the scale. `form` is the one this member answered.
    """

    department: str | None
    scores: tuple[Fraction | None, ...]
    answers: bytes
    form: FormId


@dataclass(frozen=True, slots=True)
class Leader:
    """The leader's scores as in Member, and the number of valid answers behind each."""

    scores: tuple[Fraction | None, ...]
    valid: tuple[int, ...]
    form: FormId


@dataclass(frozen=True)
class Team:
    """Everybody who answered about one team. The leader is not a member; a team may have none.

    `elsewhere` counts those whose answers were given on another version of the question bank, or fit it in nothing.
    """

    factors: tuple[TeamFactor, ...]
    leader: Leader | None
    members: tuple[Member, ...]
    elsewhere: int = 0

    @property
    def people(self) -> int:
        """How many have answered, the leader included."""
        return len(self.members) + (self.leader is not None)

    def scores(self, place: int) -> Iterator[Fraction]:
        """The members' scores of the factor at this place in `factors`, without those that are withheld."""
        return (score for member in self.members if (score := member.scores[place]) is not None)

    def rows(self, place: int) -> list[bytes]:
        """The answers, as in Member, of each member whose score of this factor is known.

        They have the statements that every form in the team asks: all of them, unless some answered a shorter form.
        """
        asked = [self.factors[place].asked[form] for form in {member.form for member in self.members}]
        common = [item for item in asked[0] if all(item in others for others in asked)] if asked else []
        return [
            bytes(map(member.answers.__getitem__, common))
            for member in self.members
            if member.scores[place] is not None
        ]


@lru_cache(maxsize=16)
def team_factors(instrument: Instrument) -> tuple[TeamFactor, ...]:
    """The factors of an instrument as teams have them."""
    asked = {form: {item.id for item in instrument.form_items(form)} for form in FORMS}
    factors, start = [], 0
    for factor in instrument.factors:
        items = tuple(item.id for item in instrument.items if item.factor == factor.id)
        factors.append(_factor(factor.id, items, start, asked))
        start += len(items)
    return tuple(factors)


@lru_cache(maxsize=16)
def engagement_factors(instrument: Instrument) -> tuple[TeamFactor, ...]:
    """The engagement of a team, as if it were its only factor; none where the bank does not ask enough about it."""
    items = tuple(item.id for item in instrument.context_items if item.module == ENGAGEMENT)
    asked = {form: {item.id for item in instrument.form_context(form)} for form in FORMS}
    return (_factor(ENGAGEMENT, items, 0, asked),) if len(items) >= _LEAST_ANSWERS else ()


def _factor(name: str, items: tuple[str, ...], start: int, asked: Mapping[FormId, set[str]]) -> TeamFactor:
    stop = start + len(items)
    places = {form: tuple(p for p, i in enumerate(items, start) if i in ids) for form, ids in asked.items()}
    return TeamFactor(name, items, start, stop, places)


def member_of(answers: Answers, instrument: Instrument, group: str = DEPARTMENT) -> Member:
    """A respondent as a member of a team; `group` names the group that is their department."""
    wanted = {item_id: rating.get("new") for item_id, rating in answers.ratings.items()}
    scored = _scored(wanted, _turned_steps(instrument, answers.form))
    return Member(_department(answers, group), scored.scores, scored.answers, answers.form)


def engaged_member_of(answers: Answers, instrument: Instrument, group: str = DEPARTMENT) -> Member:
    """As member_of(), of the team that has engagement_factors()."""
    scored = _scored(answers.context, _engagement_steps(instrument, answers.form))
    return Member(_department(answers, group), scored.scores, scored.answers, answers.form)


def leader_of(answers: Answers, instrument: Instrument) -> Leader:
    """A respondent as the leader of a team."""
    wanted = {item_id: rating.get("new") for item_id, rating in answers.ratings.items()}
    scored = _scored(wanted, _turned_steps(instrument, answers.form))
    return Leader(scored.scores, scored.valid, answers.form)


def _department(answers: Answers, group: str) -> str | None:
    department = answers.groups.get(group)
    return intern(department) if department else None


class _Scored(NamedTuple):
    scores: tuple[Fraction | None, ...]
    valid: tuple[int, ...]
    answers: bytes


def _scored(given: Mapping[str, Rating | None], factors: tuple[_Steps, ...]) -> _Scored:
    """One answer a statement, scored by the same rule as one respondent's result, but exactly."""
    scores: list[Fraction | None] = []
    valid: list[int] = []
    turned = bytearray()
    for items in factors:
        own = bytearray()
        asked = skipped = 0
        for item_id, steps in items:
            answer = given.get(item_id) if steps else None
            own.append(steps.get(answer, NO_ANSWER))
            asked += bool(steps)
            skipped += answer == "not_applicable"
        count = len(own) - own.count(NO_ANSWER)
        enough = count >= needed(asked - skipped, _LEAST_ANSWERS)
        scores.append(_mean(sum(own) - count, count) if enough else None)
        valid.append(count)
        turned += own
    return _Scored(tuple(scores), tuple(valid), bytes(turned))


@lru_cache(maxsize=4096)
def _mean(steps: int, answers: int) -> Fraction:
    """The mean in points of answers that are this many steps above 1. Few differ, so a large team shares them."""
    return Fraction(_POINTS * steps, answers)


@lru_cache(maxsize=16)
def _turned_steps(instrument: Instrument, form: FormId) -> tuple[_Steps, ...]:
    """Each factor's statements with what Member.answers has for their answers; nothing where the form does not ask."""
    by_id = {item.id: item for item in instrument.items}
    asked = {item.id for item in instrument.form_items(form)}
    return tuple(_steps(factor, by_id, asked) for factor in team_factors(instrument))


@lru_cache(maxsize=16)
def _engagement_steps(instrument: Instrument, form: FormId) -> tuple[_Steps, ...]:
    """As _turned_steps(), of engagement_factors()."""
    by_id = {item.id: item for item in instrument.context_items}
    asked = {item.id for item in instrument.form_context(form)}
    return tuple(_steps(factor, by_id, asked) for factor in engagement_factors(instrument))


def _steps(factor: TeamFactor, by_id: Mapping[str, Statement], asked: set[str]) -> _Steps:
    return tuple(
        (
            item_id,
            {answer: int(points) // _POINTS + 1 for answer, points in points_by_step(by_id[item_id]).items()}
            if item_id in asked
            else {},
        )
        for item_id in factor.items
    )
