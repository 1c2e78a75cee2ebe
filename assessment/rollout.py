"""The order of a roll-out: the executive team, all leaders, everybody, and what each step waits for (3.14)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

Wave = Literal["executive", "leaders", "all"]
WAVES: Final[tuple[Wave, ...]] = ("executive", "leaders", "all")
STEP_NUMBERS: Final[Mapping[Wave, int]] = {wave: number for number, wave in enumerate(WAVES, 1)}

Condition = Literal["completion", "experience_unsigned", "experience_clarity", "role_alignment", "factor_blocks"]

# The context module with the statements about an agreed customer experience (CXA).
CLARITY: Final = "cx_agreement"

_LEAST_COMPLETION: Final = 0.7
_LEAST_CLARITY: Final = 50.0
CONDITIONS: Final[tuple[Condition, ...]] = (
    "completion",
    "experience_unsigned",
    "experience_clarity",
    "role_alignment",
    "factor_blocks",
)
FROM_ANSWERS: Final[frozenset[Condition]] = frozenset({"completion", "factor_blocks"})
_DECIMALS: Final = 6  # Thresholds are compared after rounding to these.


@dataclass(frozen=True)
class Unmet:
    """A condition that is not met yet. `about` is the role or the factor it is about, "" for the others."""

    condition: Condition
    about: str = ""


@dataclass(frozen=True)
class WaveResult:
    """What is known after a wave.

    `answered` of `size` people have answered. `is_experience_signed` when the elements of the customer experience are
    recorded and agreed on. `clarity` is the score of the statements about it (CXA), None when it is withheld; the short
    form does not ask them, and then nothing waits for it (`is_clarity_asked`). `alignments` are by role, `blocked` are
    the factors at "blocks". `acted_on` are the roles and factors for which the plan has an action with a date.
    """

    answered: int
    size: int
    is_experience_signed: bool
    clarity: float | None
    alignments: Mapping[str, float]
    blocked: Sequence[str]
    acted_on: Collection[str] = frozenset()
    is_clarity_asked: bool = True


# Before anything is answered, agreed on or planned.
NOTHING_KNOWN: Final = WaveResult(
    answered=0, size=0, is_experience_signed=False, clarity=None, alignments={}, blocked=()
)


def unmet_conditions(result: WaveResult) -> tuple[Unmet, ...]:
    """What the next wave waits for; empty when it may begin."""
    unmet: list[Unmet] = []
    if not have_most_answered(result.answered, result.size):
        unmet.append(Unmet("completion"))
    if not result.is_experience_signed:
        unmet.append(Unmet("experience_unsigned"))
    if result.is_clarity_asked and (result.clarity is None or _below(result.clarity, _LEAST_CLARITY)):
        unmet.append(Unmet("experience_clarity"))
    misaligned = [role for role, alignment in result.alignments.items() if _below(alignment, 0)]
    unmet += [Unmet("role_alignment", role) for role in misaligned if role not in result.acted_on]
    unmet += [Unmet("factor_blocks", factor) for factor in result.blocked if factor not in result.acted_on]
    return tuple(unmet)


def unmet_beforehand(result: WaveResult) -> tuple[Unmet, ...]:
    """What can be settled before anybody has answered: all but completion and what the answers say blocks."""
    return tuple(each for each in unmet_conditions(result) if each.condition not in FROM_ANSWERS)


def have_most_answered(answered: int, size: int) -> bool:
    """Whether so many of those who were asked have answered that a step is complete: at least seven in ten."""
    return bool(size) and not _below(answered / size, _LEAST_COMPLETION)


def judged(result: WaveResult) -> tuple[Condition, ...]:
    """The conditions that can be judged, met or not: clarity where it is asked, alignment where the map has roles."""
    known = {"experience_clarity": result.is_clarity_asked, "role_alignment": bool(result.alignments)}
    return tuple(condition for condition in CONDITIONS if known.get(condition, True))


def next_wave(released: Collection[Wave]) -> Wave | None:
    """The first wave without a result; None when all have one."""
    return next((wave for wave in WAVES if wave not in released), None)


def _below(value: float, limit: float) -> bool:
    return round(value, _DECIMALS) < limit
