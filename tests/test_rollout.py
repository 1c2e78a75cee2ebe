from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest

from assessment.rollout import WAVES, Condition, Unmet, WaveResult, next_wave, unmet_conditions

PASSED: Final = WaveResult(
    answered=6,
    size=8,
    is_experience_signed=True,
    clarity=58.33,
    alignments={"ceo": 12.5, "sales": 0.0},
    blocked=(),
)


def test_the_methods_example_is_not_passed_for_exactly_one_reason() -> None:
    example = replace(PASSED, clarity=100 * (3 + 2 + 2) / 12, alignments={"ceo": -41.25})
    assert unmet_conditions(example) == (Unmet("role_alignment", "ceo"),)
    assert unmet_conditions(replace(example, acted_on={"ceo"})) == ()


def test_a_wave_that_meets_everything_lets_the_next_one_begin() -> None:
    assert unmet_conditions(PASSED) == ()
    assert unmet_conditions(replace(PASSED, answered=7, size=10, clarity=50.0)) == ()


@pytest.mark.parametrize(
    ("result", "condition", "about"),
    [
        (replace(PASSED, answered=69, size=100), "completion", ""),
        (replace(PASSED, answered=0, size=0), "completion", ""),
        (replace(PASSED, is_experience_signed=False), "experience_unsigned", ""),
        (replace(PASSED, clarity=None), "experience_clarity", ""),
        (replace(PASSED, clarity=49.99), "experience_clarity", ""),
        (replace(PASSED, alignments={"sales": -0.01}), "role_alignment", "sales"),
        (replace(PASSED, blocked=("ability",)), "factor_blocks", "ability"),
    ],
)
def test_each_condition_alone_holds_the_next_wave(result: WaveResult, condition: Condition, about: str) -> None:
    assert unmet_conditions(result) == (Unmet(condition, about),)


def test_a_dated_action_is_enough_for_a_role_or_a_factor_and_for_no_other() -> None:
    stuck = replace(PASSED, alignments={"ceo": -1.0, "sales": -2.0}, blocked=("ability", "conditions"))
    assert unmet_conditions(replace(stuck, acted_on={"ceo", "conditions"})) == (
        Unmet("role_alignment", "sales"),
        Unmet("factor_blocks", "ability"),
    )


def test_limits_are_compared_after_rounding() -> None:
    assert unmet_conditions(replace(PASSED, clarity=49.9999999, alignments={"ceo": -1e-9})) == ()


def test_the_waves_come_in_order() -> None:
    assert WAVES == ("executive", "leaders", "all")
    assert next_wave(()) == "executive"
    assert next_wave({"executive"}) == "leaders"
    assert next_wave({"leaders"}) == "executive"
    assert next_wave(WAVES) is None
