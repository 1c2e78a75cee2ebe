"""The problems of a file, as lines an author can act on."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.problems import MAX_SHOWN, Problem, Problems, clean, quote, suggest


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (
            Problem("q.yaml", 12, 9, "item ABI03", 'unknown key "revers"', remedy='Did you mean "reverse"?'),
            'q.yaml:12:9: item ABI03: unknown key "revers". Did you mean "reverse"?',
        ),
        (
            Problem("q.yaml", 1, 2, "target", "found 101", "expected at most 100", "correct the number"),
            "q.yaml:1:2: target: found 101, expected at most 100; correct the number",
        ),
        (Problem("a.csv", None, None, "the file", "it is empty"), "a.csv: the file: it is empty"),
        (Problem("a\nb\u202e.csv", 1, None, "x\ty", "z\x1b[0m"), "a b.csv:1: x y: z[0m"),
    ],
)
def test_a_problem_is_one_line_of_place_found_expected_and_remedy(problem: Problem, line: str) -> None:
    assert str(problem) == line


def test_problems_are_sorted_by_place_and_at_most_fifty_are_kept() -> None:
    many = [Problem("f", line, 1, "here", "wrong") for line in range(60, 0, -1)]
    problems = Problems(many)
    assert [problem.line for problem in problems.problems] == list(range(1, MAX_SHOWN + 1))
    assert problems.more == 10
    assert str(problems).splitlines()[-1] == "10 more problems are not shown; fix these first."
    assert "more" not in str(Problems(many[:3]))


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\0b\x07c\x7fd\x9be", "abcde"),
        ("line\n\ttab\r", "line\n\ttab"),
        ("\u202aa\u202bb\u202cc\u202dd\u202ee\u2066f\u2067g\u2068h\u2069", "abcdefgh"),
        ("\ud800x\udfff", "x"),
        ("a\u030a", "å"),
        ("👩‍👩‍👧 – ”så”", "👩‍👩‍👧 – ”så”"),
    ],
)
def test_text_is_cleaned_of_characters_that_hide_reorder_or_break_it(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(st.text(st.characters(codec=None, exclude_categories=[])))
def test_clean_text_stays_as_it_is_and_fits_every_database(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert "\0" not in once
    assert unicodedata.is_normalized("NFC", once)
    once.encode("utf-8")


def test_quoted_text_is_one_line_of_at_most_sixty_characters() -> None:
    assert quote("a\n b\u202e") == '"a b"'
    assert quote("x" * 60) == f'"{"x" * 60}"'
    assert quote("x" * 1_000_000) == f'"{"x" * 59}…"'


@pytest.mark.parametrize(
    ("word", "choices", "meant"),
    [
        ("revers", ["reverse", "text", "form"], "reverse"),
        ("TEXT", ["reverse", "text"], "text"),
        ("abi03", ["ABI03", "ABI04"], "ABI03"),
        ("banana", ["reverse", "text"], None),
        ("", ["a"], None),
        ("x", [], None),
    ],
)
def test_a_suggestion_is_the_nearest_choice_or_none(word: str, choices: list[str], meant: str | None) -> None:
    assert suggest(word, choices) == meant
