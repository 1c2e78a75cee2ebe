"""Invented organisations of all kinds, as teams: what the promise to a team is tried on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from random import Random
from typing import Final, Literal, get_args

from assessment.team import NO_ANSWER, Leader, Member, Team, TeamFactor, team_factors
from tests.shipped import BANK

Kind = Literal["random", "unanimous", "extreme", "camps", "leaning", "apart", "dont_know"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

_ANSWERS: Final = (1, 2, 3, 4, 5)
_ALIKE: Final = (1, 1, 1, 1, 1)
_HIGH: Final = (1, 0, 0, 2, 40)

# A factor of four statements, for organisations that are made of scores.
FACTOR: Final = TeamFactor("ability", ("1", "2", "3", "4"), 0, 4, {"quick": (0, 1, 2, 3), "full": (0, 1, 2, 3)})


def team_of(scores: Mapping[str | None, Sequence[Fraction | int]], leader: Fraction | int | None = None) -> Team:
    """A team by the members' scores of one factor and their departments; nothing is known of single answers."""
    members = [
        Member(name, (Fraction(score),), bytes([NO_ANSWER] * 4), "quick")
        for name, own in scores.items()
        for score in own
    ]
    leading = None if leader is None else Leader((Fraction(leader),), (4,), "quick")
    return Team((FACTOR,), leading, tuple(members))


def organisation(random: Random, kind: Kind) -> Team:
    """5 to 60 members with a leader, in one to six departments, some perhaps in none; the quick form, all factors."""
    factors = team_factors(BANK)
    names = "ABCDEF"[: random.randint(1, 6)]
    shares = [random.random() + 0.05 for _ in names]
    places = random.choices([*names, None], [*shares, random.choice((0, 0, 0.5))], k=random.randint(5, 60))
    same = random.choice(_ANSWERS)
    leaning = {name: [random.random() ** 3 for _ in _ANSWERS] for name in [*names, None]}
    if kind == "apart":  # Nearly everybody in a department gives one answer.
        for weights in leaning.values():
            weights[:] = [0.02] * len(_ANSWERS)
            weights[random.choice((0, 3, 4))] = 1
    missing = random.random() / 2 if kind == "dont_know" else 0.0
    is_low = random.random() < 0.5
    members = []
    for name in places:
        camp = random.choice((1, 5))
        answers = bytearray(sum(len(factor.items) for factor in factors))
        for factor in factors:
            for place in factor.asked["quick"]:
                if kind == "unanimous":
                    answer = same
                elif kind == "camps":
                    answer = camp
                else:
                    chances = {"extreme": _HIGH, "leaning": leaning[name], "apart": leaning[name]}.get(kind, _ALIKE)
                    answer = random.choices(_ANSWERS, chances)[0]
                    answer = 6 - answer if kind == "extreme" and is_low else answer
                answers[place] = NO_ANSWER if random.random() < missing else answer
        members.append(_member(factors, name, bytes(answers)))
    leads = _member(factors, None, bytes(random.choices(_ANSWERS, k=len(members[0].answers))))
    return Team(factors, Leader(leads.scores, tuple(len(f.asked["quick"]) for f in factors), "quick"), tuple(members))


def _member(factors: Sequence[TeamFactor], name: str | None, answers: bytes) -> Member:
    scores: list[Fraction | None] = []
    for factor in factors:
        own = [answers[place] for place in factor.asked["quick"]]
        valid = [answer for answer in own if answer != NO_ANSWER]
        enough = len(valid) >= max(2, (len(own) + 1) // 2)
        scores.append(Fraction(25 * sum(answer - 1 for answer in valid), len(valid)) if enough else None)
    return Member(name, tuple(scores), answers, "quick")
