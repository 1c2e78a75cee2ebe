from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.answers import NAME_LIMIT, TEXT_LIMIT, Answers, tidied
from assessment.instrument import Instrument
from assessment.problems import Problems
from tests.shipped import BANK

EVERYTHING: dict[str, Any] = {
    "format": "drivkraft.answers/1",
    "instrument": {"id": "drivkraft", "version": BANK.version},
    "form": "quick",
    "language": "sv",
    "behaviours": {"current": "We close the case.", "new": "We solve the problem."},
    "experience": {
        "agreed": "partly",
        "statement": "An answer the same day",
        "weights": {"reachable": 5, "promises": 3},
    },
    "planned_reward": True,
    "organisation": "small",
    "leads": "team",
    "ratings": {"ABI01": {"current": 4, "new": 2}, "CON04": {"current": "dont_know", "new": "not_applicable"}},
    "importance": {"ability": 5},
    "context": {"TRU01": 4},
    "incentives": {"roles": [{"id": "sales", "metrics": []}], "cross_effects": []},
    "respondent": {"part": "leader", "groups": {"department": "Sales"}},
}


def problems_of(document: Any) -> list[str]:
    with pytest.raises(Problems) as caught:
        Answers.checked(document, BANK, "a.json")
    return [str(problem) for problem in caught.value.problems]


def test_an_answers_file_is_read_back_unchanged() -> None:
    taken = Answers.checked(EVERYTHING, BANK)
    assert json.loads(taken.to_json(BANK)) == EVERYTHING
    assert taken.ignored == ()


def test_stored_choices_are_read_back_as_the_same_answers() -> None:
    taken = Answers.checked(EVERYTHING, BANK)
    assert Answers.from_choices(taken.choices(), BANK, version=BANK.version) == taken


def test_a_group_may_have_a_dot_in_its_name() -> None:
    """Paths are split at dots; a group "dep.unit" once came back as an object and made the whole file unreadable."""
    document = EVERYTHING | {"respondent": {"groups": {"dep.unit": "a.b"}}}
    taken = Answers.checked(document, BANK)
    assert Answers.from_choices(taken.choices(), BANK, version=BANK.version).groups == {"dep.unit": "a.b"}


def test_only_format_and_ratings_are_required() -> None:
    taken = Answers.checked({"format": "drivkraft.answers/1", "ratings": {}}, BANK)
    assert taken.form == "full"
    assert taken.ratings == {}


@pytest.mark.parametrize(
    ("part", "value", "ignored"),
    [
        ("ratings", {"XYZ99": {"current": 4}}, "ratings.XYZ99.current"),
        ("ratings", {"ABI01": {"later": 4}}, "ratings.ABI01.later"),
        ("ratings", {"ABI01": {"current": "perhaps"}}, "ratings.ABI01.current"),
        ("ratings", {"ABI01": {"current": 6}}, "ratings.ABI01.current"),
        ("ratings", {"ABI01": {"current": 0}}, "ratings.ABI01.current"),
        ("importance", {"ability": 9}, "importance.ability"),
        ("importance", {"bonus": 3}, "importance.bonus"),
        ("context", {"TRU99": 3}, "context.TRU99"),
        ("experience", {"agreed": "maybe"}, "experience.agreed"),
        ("experience", {"weights": {"free_beer": 3}}, "experience.weights.free_beer"),
        ("organisation", "club", "organisation"),
        ("leads", "nobody", "leads"),
    ],
)
def test_a_choice_that_no_longer_fits_is_left_out_and_named(part: str, value: Any, ignored: str) -> None:
    taken = Answers.checked(EVERYTHING | {part: value}, BANK)
    assert taken.ignored == (ignored,)
    assert ignored not in taken.choices()


@pytest.mark.parametrize("wrong", [[], {}, 3.5, True, None])
def test_a_wrong_type_is_a_problem_with_its_place(wrong: Any) -> None:
    (problem,) = problems_of(EVERYTHING | {"ratings": {"ABI01": {"current": wrong}}})
    assert problem.startswith("a.json: ratings.ABI01.current: ")
    assert "1 to 5" in problem


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"form": "quik"}, "form"),
        ({"language": "de"}, "language"),
        ({"planned_reward": "yes"}, "planned_reward"),
        ({"ratings": []}, "ratings"),
        ({"ratings": {"ABI01": 4}}, "ratings.ABI01"),
        ({"behaviours": {"current": 7}}, "behaviours.current"),
        ({"behaviours": {"new": "x" * (TEXT_LIMIT + 1)}}, "behaviours.new"),
        ({"experience": {"weights": {"reachable": "5"}}}, "experience.weights.reachable"),
        ({"experience": {"agreed": 1}}, "experience.agreed"),
        ({"organisation": 1}, "organisation"),
        ({"leads": ["team"]}, "leads"),
        ({"respondent": {"part": "boss"}}, "respondent.part"),
        ({"respondent": {"groups": {"department": "x" * (NAME_LIMIT + 1)}}}, "respondent.groups.department"),
        ({"respondent": {"groups": {"x" * (NAME_LIMIT + 1): "Sales"}}}, f"respondent.groups.{'x' * 59}…"),
        ({"instrument": {"version": "1" * (NAME_LIMIT + 1)}}, "instrument.version"),
        ({"format": "drivkraft.answers/2"}, "format"),
    ],
)
def test_every_part_is_checked(change: dict[str, Any], place: str) -> None:
    (problem,) = problems_of(EVERYTHING | change)
    assert problem.startswith(f"a.json: {place}: ")


def test_a_problem_in_a_file_names_line_and_column() -> None:
    data = b'{"format": "drivkraft.answers/1",\n  "form": "quik",\n  "ratings": {"ABI01": {"current": 2.5}}}'
    with pytest.raises(Problems) as caught:
        Answers.from_json(data, BANK, "a.json")
    assert [str(problem) for problem in caught.value.problems] == [
        'a.json:2:11: form: found "quik", expected "quick" or "full". Did you mean "quick"?',
        (
            "a.json:3:36: ratings.ABI01.current: found 2.5, "
            'expected a whole number from 1 to 5, "dont_know" or "not_applicable"; correct it or leave it out'
        ),
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("\n []", "a.json:2:2: the file: found a list, expected an object in braces"),
        ("7", "a.json:1:1: the file: found 7,"),
        ("null", "a.json:1:1: the file: found null,"),
        (' {"ratings": {}}', "a.json:1:2: format: no format,"),
        ('{"ratings": {"A.B":\n {"x": []}}}', "a.json:2:8: ratings.A.B.x: found a list,"),
        # Both are "ratings.A.B" in words; only the second is wrong.
        ('{"ratings": {"A": {"B": 4},\n "A.B": 3.5}}', "a.json:2:9: ratings.A.B: found 3.5,"),
        ('{"ratings": {"0": {"1": []}}}', "a.json:1:25: ratings.0.1: found a list,"),
        ('{"respondent": {"groups": {"a.b":\n 7}}}', "a.json:2:2: respondent.groups.a.b: found 7, expected a text;"),
        ('{"importance": {".": "x"}}', 'a.json:1:22: importance..: found "x",'),
        (
            '{"incentives": {"roles": [{"id": "r", "metrics": [{"share": 1, "effects": {\n"E.1": 3}}]}]}}',
            "a.json:2:8: incentives.roles.0.metrics.0.effects.E.1: found 3,",
        ),
    ],
)
def test_a_problem_has_its_place_whatever_its_key_and_position(data: str, message: str) -> None:
    with pytest.raises(Problems) as caught:
        Answers.from_json(data.encode(), BANK, "a.json")
    assert any(str(problem).startswith(message) for problem in caught.value.problems), caught.value


def test_all_problems_are_reported_at_once() -> None:
    wrong = EVERYTHING | {"form": "quik", "planned_reward": 1, "ratings": {"ABI01": {"current": [], "new": 2.5}}}
    problems = problems_of(wrong)
    assert len(problems) == 4
    assert any('Did you mean "quick"?' in problem for problem in problems)


def test_a_long_key_is_shortened_in_a_problem() -> None:
    ratings = {"x" * 500_000: {"y" * 500_000: 4}}
    assert Answers.checked(EVERYTHING | {"ratings": ratings}, BANK).ignored == (f"ratings.{'x' * 59}….{'y' * 59}…",)
    role = {"id": "a", "metrics": [{"share": 1, "effects": {"E" * 500_000: 1}}]}
    incentives = {"elements": [{"id": "E1", "weight": 1}], "roles": [role]}
    assert all(len(problem) < 300 for problem in problems_of(EVERYTHING | {"incentives": incentives}))


def test_names_of_200_characters_fit() -> None:
    groups = {"å" * NAME_LIMIT: "ö" * NAME_LIMIT}
    assert Answers.checked(EVERYTHING | {"respondent": {"groups": groups}}, BANK).groups == groups


def test_groups_stored_before_they_had_a_limit_stay_readable() -> None:
    stored = {"respondent": {"part": "leader", "groups": {"a" * 500: "b" * 4000}}}
    assert Answers.from_choices(stored, BANK, version=BANK.version).groups == {"a" * NAME_LIMIT: "b" * NAME_LIMIT}


def test_a_file_without_format_says_what_is_expected() -> None:
    assert any("drivkraft.answers/1" in problem for problem in problems_of({"ratings": {}}))
    assert any("ratings" in problem for problem in problems_of({"format": "drivkraft.answers/1"}))


@pytest.mark.parametrize(
    ("experience", "missing"),
    [
        ({}, True),
        ({"agreed": "no"}, True),
        ({"agreed": "partly", "statement": "We answer the same day"}, True),
        ({"agreed": "yes"}, False),
        ({"statement": "We answer the same day"}, False),
        ({"weights": {"reachable": 3}}, False),
    ],
)
def test_the_experience_is_missing_unless_something_is_agreed(experience: dict[str, Any], missing: bool) -> None:
    assert Answers.checked(EVERYTHING | {"experience": experience}, BANK).experience.is_missing is missing


def test_text_is_cleaned_when_it_is_read() -> None:
    hostile = "a\x00b\u202ec\ud800d  "
    taken = Answers.checked(EVERYTHING | {"behaviours": {"current": hostile}}, BANK)
    assert taken.current_behaviour == "abcd"
    assert tidied(hostile + "x" * 9000)[:6] == "abcd  "
    assert len(tidied("x" * 9000)) == TEXT_LIMIT


@pytest.mark.parametrize("data", [b"", b"[", b"\xff\xfe", b'{"format":', b"[" * 100_000, b'"x"', b"9" * 5000, b"null"])
def test_a_broken_file_gives_problems_whatever_it_holds(data: bytes) -> None:
    with pytest.raises(Problems) as caught:
        Answers.from_json(data, BANK, "a.json")
    assert all(str(problem).startswith("a.json") for problem in caught.value.problems)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)


@given(st.sampled_from(sorted(EVERYTHING)), JSON)
def test_any_json_in_any_part_is_accepted_or_reported(part: str, value: Any) -> None:
    try:
        taken = Answers.checked(EVERYTHING | {part: value}, BANK, "a.json")
    except Problems as problems:
        messages = [str(problem) for problem in problems.problems]
        assert messages
        assert all(problem.startswith("a.json: ") for problem in messages)
    else:
        again = Answers.checked(json.loads(taken.to_json(BANK)), BANK)
        assert again.ratings == taken.ratings


def test_answers_that_the_bank_does_not_know_are_left_out(
    bank: Instrument, document: Callable[..., dict[str, Any]]
) -> None:
    small = bank.model_copy(update={"items": bank.items[:1]})
    taken = Answers.checked(document({"ability": ([4] * 4, [3] * 4)}), small)
    assert set(taken.ratings) == {"ABI01"}
    assert len(taken.ignored) == 6


@pytest.mark.parametrize(
    ("old", "new", "place", "sign"),
    [
        ('"ABI01"', '"ABI01\xa0"', "ratings.ABI01", "U+00A0 (no-break space)"),
        ('"ABI01"', r'"\u200bABI01"', "ratings", "U+200B (zero width space)"),
        ('"dont_know"', '"dont_know\u2060"', "ratings.CON04.current", "U+2060 (word joiner)"),
        ('"partly"', '"part\xadly"', "experience.agreed", "U+00AD (soft hyphen)"),
        ('"ability"', '"abil\u202eity"', "importance.", "U+202E (right-to-left override)"),
        ('"ratings"', '"rat\ufeffings"', "rat", "U+FEFF"),
        ('"sales"', '"sales\u3000"', "incentives.roles.0.id", "U+3000 (ideographic space)"),
        ('"leader"', '"leader\xa0"', "respondent.part", "U+00A0"),
        ("5}", "5\xa0}", "the file", "U+00A0"),
    ],
)
def test_an_invisible_character_is_named_with_its_place(old: str, new: str, place: str, sign: str) -> None:
    text = json.dumps(EVERYTHING, indent=1)
    changed = text.replace(old, new, 1) if old != "5}" else json.dumps(EVERYTHING).replace("5}", new, 1)
    line = changed.count("\n", 0, changed.index(new)) + 1
    with pytest.raises(Problems) as caught:
        Answers.from_json(changed.encode(), BANK)
    (problem,) = caught.value.problems
    assert (problem.line, sign in problem.found, problem.where.startswith(place)) == (line, True, True)


def test_a_respondents_own_words_may_hold_invisible_characters() -> None:
    own = "10\xa0% \U0001f469\u200d\U0001f467"
    document = EVERYTHING | {
        "behaviours": {"current": own, "new": own},
        "respondent": {"groups": {"de\xa0partment": own}},
        "incentives": {"roles": [{"id": "sales", "sv": own, "metrics": [{"id": "m", "share": 1, "en": own}]}]},
    }
    taken = Answers.from_json(json.dumps(document, ensure_ascii=False).encode(), BANK)
    assert (taken.new_behaviour, taken.groups) == (own, {"de\xa0partment": own})
    assert taken.incentives
    assert taken.incentives.roles[0].sv == own


def test_how_many_choices_were_left_out_stays_known_when_answers_are_stored() -> None:
    ratings = {"ABI01": {"current": 4}, "XYZ01": {"current": 1, "new": 2}}
    taken = Answers.checked({"format": "drivkraft.answers/1", "ratings": ratings}, BANK)
    again = Answers.from_choices(taken.choices(), BANK, version="1.0")
    assert (taken.left_out, again.left_out, again.are_all_left_out) == (2, 2, False)
    assert "left_out" not in again.document()
    none = Answers.checked({"format": "drivkraft.answers/1", "ratings": {"XYZ01": {"current": 1}}}, BANK)
    assert Answers.from_choices(none.choices(), BANK, version="1.0").are_all_left_out
    assert not Answers.checked({"format": "drivkraft.answers/1", "ratings": {}}, BANK).are_all_left_out
