"""A team as values: what each member answered about the wanted behaviour, and the leader's own scores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache, partial
from operator import itemgetter
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
_REMEMBERED: Final = 4096  # Of each factor.


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
        known = [member.answers for member in self.members if member.scores[place] is not None]
        if len(common) < 2:  # noqa: PLR2004  # itemgetter makes no tuple of a single one
            return [bytes(map(answers.__getitem__, common)) for answers in known]
        return list(map(bytes, map(itemgetter(*common), known)))


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
    scored = _scored(answers, instrument)
    return Member(_department(answers, group), scored.scores, scored.answers, answers.form)


def engaged_member_of(answers: Answers, instrument: Instrument, group: str = DEPARTMENT) -> Member:
    """As member_of(), of the team that has engagement_factors()."""
    scoring = engagement_scoring(instrument, answers.form)
    scored = scoring.of(tuple(map(answers.context.get, scoring.asked)))
    return Member(_department(answers, group), scored.scores, scored.answers, answers.form)


def leader_of(answers: Answers, instrument: Instrument) -> Leader:
    """A respondent as the leader of a team."""
    scored = _scored(answers, instrument)
    return Leader(scored.scores, scored.valid, answers.form)


def _scored(answers: Answers, instrument: Instrument) -> Scored:
    scoring = wanted_scoring(instrument, answers.form)
    wanted = {item: rating.get("new") for item, rating in answers.ratings.items()}
    return scoring.of(tuple(map(wanted.get, scoring.asked)))


def _department(answers: Answers, group: str) -> str | None:
    department = answers.groups.get(group)
    return intern(department) if department else None


class Scored(NamedTuple):
    """Scores and answers as in Member, and the number of valid answers to each factor."""

    scores: tuple[Fraction | None, ...]
    valid: tuple[int, ...]
    answers: bytes


class Scoring:
    """Scores one answer a statement, by the same rule as one respondent's result, but exactly.

    Many people's answers to few statements are alike, so the latest scores of each factor are remembered.
    """

    def __init__(self, factors: Iterable[TeamFactor], statements: Iterable[Statement], form: FormId) -> None:
        by_id = {each.id: each for each in statements}
        self.asked: list[str] = []
        """The statements that the form asks, factor by factor."""
        self._factors = []
        for factor in factors:
            items = [factor.items[place - factor.start] for place in factor.asked[form]]
            steps = [(factor.items.index(item), _turned_steps(by_id[item])) for item in items]
            score = lru_cache(maxsize=_REMEMBERED)(partial(_scored_factor, len(factor.items), steps))
            self._factors.append((slice(len(self.asked), len(self.asked) + len(items)), score))
            self.asked += items

    def of(self, answers: tuple[Rating | None, ...]) -> Scored:
        """The scores of one person's answers to the statements that are asked."""
        if not self._factors:
            return Scored((), (), b"")
        scores, valid, turned = zip(*[score(answers[own]) for own, score in self._factors], strict=True)
        return Scored(scores, valid, b"".join(turned))


@lru_cache(maxsize=8)
def wanted_scoring(instrument: Instrument, form: FormId) -> Scoring:
    """The scoring of the wanted behaviour, made once for each form."""
    return Scoring(team_factors(instrument), instrument.items, form)


@lru_cache(maxsize=8)
def engagement_scoring(instrument: Instrument, form: FormId) -> Scoring:
    """As wanted_scoring(), of engagement_factors()."""
    return Scoring(engagement_factors(instrument), instrument.context_items, form)


def _turned_steps(item: Statement) -> dict[Rating | None, int]:
    """What Member.answers has for the answers to a statement."""
    return {answer: int(points) // _POINTS + 1 for answer, points in points_by_step(item).items()}


def _scored_factor(
    items: int, steps: Sequence[tuple[int, Mapping[Rating | None, int]]], answers: tuple[Rating | None, ...]
) -> tuple[Fraction | None, int, bytes]:
    """A factor's score, the number of its valid answers, and the answers to its items.

    `steps` are those of the items that are asked, each with its place.
    """
    own = bytearray(items)
    for (place, each), answer in zip(steps, answers, strict=True):
        own[place] = each.get(answer, NO_ANSWER)
    valid = items - own.count(NO_ANSWER)
    enough = valid >= needed(len(answers) - answers.count("not_applicable"), _LEAST_ANSWERS)
    return _mean(sum(own) - valid, valid) if enough else None, valid, bytes(own)


@lru_cache(maxsize=4096)
def _mean(steps: int, answers: int) -> Fraction:
    """The mean in points of answers that are this many steps above 1. Few differ, so a large team shares them."""
    return Fraction(_POINTS * steps, answers)
