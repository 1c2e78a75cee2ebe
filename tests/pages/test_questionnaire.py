"""What a browser may send from the questionnaire, and what is made of it."""

from __future__ import annotations

import json

import pytest

from pages.shared.questionnaire import Taps, read_taps

MESSAGE = {
    "assessment": "5d41.1",
    "attempt": 7,
    "finish": False,
    "tabs": [["9f3c", [[13, "ABI03.new", "3"], [12, "ABI01.new", "4"]]]],
}


def test_taps_are_read_in_the_order_they_were_tapped() -> None:
    read = read_taps(json.dumps(MESSAGE))
    assert read == Taps("5d41.1", 7, False, (("9f3c", ((12, "ABI01.new", "4"), (13, "ABI03.new", "3"))),))
    assert read.are_there
    assert not Taps("5d41.1", 7, True, ()).are_there


@pytest.mark.parametrize(
    "changed",
    [
        {"assessment": 1},
        {"attempt": 0},
        {"attempt": "7"},
        {"finish": 1},
        {"tabs": {"9f3c": []}},
        {"tabs": [[1, []]]},
        {"tabs": [["9f3c", [[0, "ABI01.new", "4"]]]]},
        {"tabs": [["9f3c", [[2**31, "ABI01.new", "4"]]]]},
        {"tabs": [["9f3c", [[True, "ABI01.new", "4"]]]]},
        {"tabs": [["9f3c", [[1, "ABI01.new", 4]]]]},
        {"tabs": [["9f3c", [[1, "ABI01.new"]]]]},
        {"tabs": [["9f3c", 1]]},
        {"tabs": [[f"{number}", []] for number in range(21)]},
    ],
)
def test_a_malformed_message_is_ignored(changed: dict[str, object]) -> None:
    assert read_taps(json.dumps(MESSAGE | changed)) is None


@pytest.mark.parametrize("message", [None, 3, "", "{", "[]", '{"tabs": []}', "[" * 100_000])
def test_anything_else_is_ignored(message: object) -> None:
    assert read_taps(message) is None
