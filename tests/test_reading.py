"""The reader of every file: it gives data with places, or problems, whatever the bytes are."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from assessment.problems import Findings, Problem, Problems
from assessment.reading import (
    EXACT,
    JSON,
    MAX_DEPTH,
    MAX_JSON_BYTES,
    MAX_JSON_VALUES,
    Node,
    Terms,
    build,
    plain,
    read_as,
    read_json,
    read_yaml,
    tree_of,
    without_places,
)


def problems_in(data: bytes) -> Problems:
    with pytest.raises(Problems) as caught:
        read_json(data, "answers.json")[1].raise_any()
    return caught.value


def data_in(data: bytes) -> object:
    root, findings = read_json(data, "a.json")
    findings.raise_any()
    return plain(root)


class Sheet(BaseModel):
    """A model with words, with texts that must be spelt exactly, and with keys of both kinds."""

    words: str = ""
    ratings: dict[Annotated[str, EXACT], object] = {}
    code: Annotated[str, EXACT] = ""
    groups: dict[str, str] = {}


def sheet_problems(text: str) -> tuple[Problem, ...]:
    root, findings = read_json(text.encode(), "a.json")
    build(Sheet, root, findings, Terms(JSON))
    return Problems(findings.problems).problems


@pytest.mark.parametrize(
    ("word", "taken_for"),
    [
        *((word, '"false"') for word in ("No", "no", "off", "False")),
        *((word, '"true"') for word in ("Yes", "ON", "true")),
        *((word, "nothing") for word in ("", "~", "null", "Null")),
        *(
            (word, "a number")
            for word in ("1", "-2", "1.0", "1e5", ".5", "0x1F", "1_000", "12:30", ".inf", ".NaN", "007")
        ),
        *((word, "a date") for word in ("2024-01-31", "2024-01-31T10:00:00Z", "2024-01-31 10:00")),
        *((word, None) for word in ("Nope", "1 to 5", "25 <= x", "ABI03", "v1.0", "-", ".", "+", "1.2.3", "E1")),
    ],
)
def test_bare_words_that_yaml_readers_mistake_for_something_else_are_known(word: str, taken_for: str | None) -> None:
    assert read_as(word) == taken_for


def test_json_is_read_as_plain_data_with_clean_text() -> None:
    text = '\ufeff{"a": [1, -2.5, true, null, "\\u202ex\\ud800\\u0000"], "a\\u030a": "å"}'
    assert data_in(text.encode()) == {"a": (1, -2.5, True, None, "x"), "å": "å"}


@pytest.mark.parametrize(
    ("data", "line", "column", "says"),
    [
        (b"", 1, 1, "no valid value here"),
        (b"{\n  'a': 1}", 2, 3, "key in double quotes"),
        (b'{"a": 1\n "b": 2}', 2, 2, "a comma is missing"),
        (b'{"a" 1}', 1, 6, "a colon is missing"),
        (b'{"a": }', 1, 7, "no valid value here"),
        (b'{"a": 1} x', 1, 10, "follows the end"),
        (b'{"a": "x', 1, 7, "never closed"),
        (b'{"a": "\n"}', 1, 8, "control character"),
        (b'{"a": "\\q"}', 1, 8, "backslash"),
        (b'{"a": 1,\n}', 1, 8, "a comma follows the last entry"),
        (b'["a", "b", ]', 1, 10, "a comma follows the last entry"),
        (b'{"a": [1, 2}', 1, 12, "a comma is missing"),
        (b'[1, {"a": 2', 1, 5, "opened here is never closed"),
        (b'{"a"', 1, 5, "a colon is missing"),
        (b"[1, 2", 1, 1, "opened here is never closed"),
        (b"[1 2]", 1, 4, "a comma is missing"),
        (b"[01]", 1, 2, "no valid value here"),
        (b"[True]", 1, 2, "no valid value here"),
        (b'["a\tb"]', 1, 4, "control character"),
        (b'{"a": "\\u12"}', 1, 8, "backslash"),
        ('{"a":\xa01}'.encode(), 1, 6, "U+00A0 (no-break space)"),
        ('{"a": 1\u200b}'.encode(), 1, 8, "U+200B (zero width space)"),
        ('[\ufeff"a"]'.encode(), 1, 2, "U+FEFF"),
        ('\ufeff\ufeff["a"]'.encode(), 1, 1, "U+FEFF"),
        (b'{"a": 1,\n "b": NaN}', 2, 7, 'found "NaN"'),
        (b"[-Infinity, 1e999]", 1, 2, "ordinary number"),
        (b'{"a": ' + b"9" * 10_000 + b"}", 1, 7, "ordinary number"),
        (b'{"a": {"b": 1,\n"b": 2}}', 2, 1, 'the key "b" is already on line 1'),
        (b'{"a": 1, "\\u0061": 2}', 1, 10, 'the key "a" is already in column 2'),
        (b"[" * 100_000, 1, MAX_DEPTH + 1, "deeper than 12 levels"),
        (b'{"a":' * 100_000, 1, MAX_DEPTH * 5 + 1, "deeper than 12 levels"),
        (b'"' * 1_000_000, 1, 3, "follows the end"),
        (b'["' + b'\\"' * 500_000, 1, 2, "never closed"),
        (b'{"a": "\xff"}', 1, 8, "not UTF-8"),
        (b'{\n"\xc3\xa5": "\xff"}', 2, 7, "not UTF-8"),
        ("[1]".encode("utf-16"), 1, 1, "not UTF-8"),
        (b" " * (MAX_JSON_BYTES + 1), 1, 1, "at most 1,048,576"),
    ],
)
def test_anything_but_plain_json_is_refused_with_its_place(data: bytes, line: int, column: int, says: str) -> None:
    start = time.process_time()
    first = problems_in(data).problems[0]
    assert time.process_time() - start < 2
    assert (first.line, first.column) == (line, column)
    assert says in str(first)
    assert first.remedy


@pytest.mark.parametrize("piece", ['"', "\\", "{", "}", "[", "]", ",", ":", "1", "x", " ", "\n", "\xa0", "true"])
def test_every_reason_given_for_invalid_json_is_our_own(piece: str) -> None:
    """No message comes from Python's reader, and none is missing."""
    whole = '{"a": [1, "b\\n", {}], "c": {"d": null}}'
    for at in range(len(whole) + 1):
        found = outcome(read_json, (whole[:at] + piece + whole[at:]).encode())
        assert "this is not JSON" not in [problem.found for problem in found], at


@pytest.mark.parametrize(
    ("data", "column", "sign"),
    [
        ('{"ratings": {"ABI\xa001": 1}}', 18, "U+00A0 (no-break space)"),
        (r'{"ratings": {"ABI\u00a001": 1}}', 18, "U+00A0 (no-break space)"),
        ('{"ratings": {"ABI01": "dont\u200b_know"}}', 28, "U+200B (zero width space)"),
        ('{"ratings": {"ABI01": "\u202edont_know"}}', 24, "U+202E (right-to-left override)"),
    ],
)
def test_an_invisible_character_is_reported_outside_of_wording(data: str, column: int, sign: str) -> None:
    assert [(problem.column, sign in problem.found) for problem in sheet_problems(data)] == [(column, True)]


@pytest.mark.unmeasured
def test_a_text_full_of_invisible_characters_is_refused_in_time() -> None:
    start = time.process_time()
    assert sheet_problems(f'{{"code": "{chr(0xA0) * 400_000}"}}')
    assert time.process_time() - start < 2


def test_wording_in_json_may_hold_invisible_characters() -> None:
    assert sheet_problems('{"words": "10\xa0%", "groups": {"a\xa0b": "c\xa0d"}}') == ()


def test_values_that_a_model_does_not_read_may_hold_invisible_characters() -> None:
    assert sheet_problems('{"later": {"a\xa0b": "c\xa0d"}}') == ()
    assert [problem.where for problem in sheet_problems('{"la\xa0ter": {"a\xa0b": "c\xa0d"}}')] == ["la\xa0ter"]


def test_all_repeated_keys_and_odd_numbers_are_reported_at_once() -> None:
    assert [problem.line for problem in problems_in(b'{"a": NaN,\n"a": 1,\n"b": [1e999]}').problems] == [1, 2, 3]


def test_a_whole_number_of_many_digits_is_read_as_a_float_and_reported_when_it_is_infinite() -> None:
    assert data_in(b"[999999999999999999, 1000000000000000000, 1" + b"0" * 300 + b"]") == (
        999999999999999999, 1e18, 1e300
    )  # fmt: skip
    assert [problem.column for problem in problems_in(b"[1, 1" + b"0" * 309 + b", -" + b"9" * 310 + b"]").problems] == [
        5, 317
    ]  # fmt: skip


def test_nesting_inside_a_text_does_not_count() -> None:
    assert data_in(json.dumps(["[" * 50]).encode()) == ("[" * 50,)


def test_every_value_of_a_json_file_has_its_place() -> None:
    root, _ = read_json(b'{"ratings": {\n  "ABI01": {"current": 4,\n    "new": [1, 2]}}}', "a.json")
    places = {
        path: node.place for path in ((), ("ratings",), ("ratings", "ABI01", "new", 1)) if (node := root.at(path))
    }
    assert places == {(): (1, 1), ("ratings",): (1, 13), ("ratings", "ABI01", "new", 1): (3, 16)}
    assert root.at(("ratings", "ABI02")) is None


@pytest.mark.unmeasured
def test_json_of_too_many_values_is_refused() -> None:
    (problem,) = problems_in(b"[" + b"0," * MAX_JSON_VALUES + b"0]").problems
    assert problem.found == "it has more than 100,000 values"


def test_decoded_data_has_the_same_tree_as_its_json() -> None:
    data: dict[str, object] = {"a": [1, -2.5, True, None, "x\u202e", 10**30, {}], "a\u030a": {"b": "å"}}
    findings = Findings("a.json")
    grown, (read, _) = tree_of(data, findings), read_json(json.dumps(data).encode(), "a.json")
    assert plain(grown) == plain(read) == {"a": (1, -2.5, True, None, "x", 1e30, {}), "å": {"b": "å"}}
    assert not findings.problems


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ([[[[[[[[[[[[[]]]]]]]]]]]]], "a.json: the file: it has more than 12 levels; shorten it"),
        ({"map": [0] * 200}, "a.json: map: it has more than 100 values; shorten it"),
    ],
)
def test_decoded_data_beyond_its_limits_is_refused_without_a_line(data: object, message: str) -> None:
    findings = Findings("a.json")
    assert tree_of(data, findings, 100).broken
    assert [str(problem) for problem in without_places(findings).problems] == [message]


def outcome(read: Callable[[bytes, str], tuple[Node, Findings]], data: bytes) -> tuple[Problem, ...]:
    """The problems a reader raises, or none; any other exception fails the test."""
    try:
        _, findings = read(data, "file")
        findings.raise_any()
    except Problems as problems:
        return problems.problems
    return ()


@given(st.binary(max_size=300))
def test_any_bytes_give_data_or_problems(data: bytes) -> None:
    for read in (read_json, read_yaml):
        assert all(problem.line and problem.remedy for problem in outcome(read, data))


@pytest.mark.unmeasured
def test_any_damage_to_a_json_file_gives_data_or_problems() -> None:
    whole = json.dumps({"ratings": {f"ABI{n:02}": {"current": 4, "new": "dont_know"} for n in range(20)}}).encode()
    for seed in range(1000):
        chance = random.Random(seed)
        at = chance.randrange(len(whole))
        odd = chance.choice([b"", b"{", b"]", b'"', b"\\", b",", b"1e999", b"\xc3", b"\0"])
        assert all(
            problem.line and problem.remedy for problem in outcome(read_json, whole[:at] + odd + whole[at + 1 :])
        )


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.floats(allow_nan=False, allow_infinity=False),
        lambda part: st.lists(part, max_size=4) | st.dictionaries(st.text("abcåß", max_size=5), part, max_size=4),
        max_leaves=20,
    )
)
def test_json_is_read_back_as_it_was_written(value: object) -> None:
    assert data_in(json.dumps(value).encode()) == plain(tree_of(value, Findings("a.json")))
