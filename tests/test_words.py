from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assessment.instrument import LANGUAGES, Instrument, Language
from assessment.rounding import rounded
from assessment.words import date_text, first_names, in_alphabet, joined, number, score_text, words
from tests.spoken import Code

ROOT = Path(__file__).parents[1]


def paths(found: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(found, Mapping):
        for key, inner in found.items():
            assert isinstance(key, str), f"{path}.{key} must be quoted"
            yield from paths(inner, f"{path}.{key}" if path else key)
    else:
        assert isinstance(found, str), f"{path} is not a text"
        yield path, found


def test_both_languages_have_the_same_words_with_the_same_places() -> None:
    def places(language: Language) -> dict[str, set[str]]:
        return {path: set(re.findall(r"\{\w*\}", found)) for path, found in paths(words(language))}

    assert places("sv") == places("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_for_other_readers_replace_those_for_the_respondent(language: Language) -> None:
    known = dict(paths(words(language)))
    others = {path.removeprefix("to_others."): found for path, found in known.items() if path.startswith("to_others.")}
    assert others
    for path, found in others.items():
        assert set(re.findall(r"\{\w*\}", found)) == set(re.findall(r"\{\w*\}", known[path])), path
        assert not re.search(r"\b([Dd]u|[Dd]in|[Dd]ina|[Dd]itt|you answered|your answers|your map)\b", found), path
        assert not re.search(r"\b([Ee]r ledning|your management)\b", found), path
    for path in ("steps.waits.agree_cx_first", "steps.waits.other"):
        assert "You will see" not in known[path], "read by everybody"


def test_every_sentence_on_a_result_that_speaks_to_the_respondent_has_words_for_other_readers() -> None:
    """Told by the Swedish ones: there, "du" is the respondent and "ni" the organisation."""
    known = dict(paths(words("sv")))
    on_results = re.compile(
        r"(headline|verdict|reasons|steps|certainty|notes|comparison|incentives|export\.(limits|agreed))\."
    )
    spoken_to = [
        path
        for path, found in known.items()
        if on_results.match(path) and re.search(r"\b([Dd]u|[Dd]ig|[Dd]in|[Dd]ina|[Dd]itt)\b", found)
    ]
    assert spoken_to
    assert [path for path in spoken_to if f"to_others.{path}" not in known] == []


@pytest.fixture(scope="module")
def code(bank: Instrument) -> Code:
    """All code of the product, with the names a question bank gives: factors, advice and the states of an agreement."""
    read = Code(names={*(each.id for each in bank.factors), *(each.id for each in bank.recommendations)})
    for file in (
        ROOT / "app.py",
        *(file for folder in ("assessment", "pages", "server") for file in (ROOT / folder).rglob("*.py")),
    ):
        read.read(file)
    return read


@pytest.mark.unmeasured
def test_no_words_are_left_unused(code: Code) -> None:
    assert code.unused(path for path, _ in paths(words("en"))) == []


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    "path",
    [
        "nowhere.text",
        "nowhere.title",
        "nowhere.column",
        "results.label",
        "headline.nonsense",
        "headline.weakest.nonsense",
        "export.nonsense",
        "export.column.nonsense",
        "plan.states.nonsense",
    ],
)
def test_unused_words_are_found(code: Code, path: str) -> None:
    assert code.unused([path]) == [path]


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_never_say_per_cent_or_your_score(language: Language) -> None:
    promise = "round.member.promise.text"  # The method fixes its words.
    texts = [found.lower() for path, found in paths(words(language)) if path != promise]
    # An interval is named by how often it holds the truth.
    text = " ".join(texts).replace("95 % interval", "")
    for never in ("per cent", "percent", "procent", "your score", "din poäng", "%", "!"):
        assert never not in text


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (62.5, 0, "63"),
        (-12.5, 0, "-13"),
        (0.5, 0, "1"),
        (46.875, 2, "46.88"),
        (-26.5625, 2, "-26.56"),
        (2.675, 2, "2.68"),
        (13.2549999621, 2, "13.25"),
        (-13.2549999621, 2, "-13.25"),
        (62.49999962, 0, "62"),
        (47.005, 2, "47.01"),
        (47.00499999999999, 2, "47.01"),
        (-47.00499999999999, 2, "-47.01"),
        (0.1 + 0.2 - 0.295, 2, "0.01"),
        (1e300, 2, f"1{'0' * 300}.00"),
    ],
)
def test_numbers_are_rounded_half_away_from_zero(value: float, decimals: int, expected: str) -> None:
    assert str(rounded(value, decimals)) == expected


def test_numbers_and_dates_are_written_as_the_language_does() -> None:
    assert number(-1234.5, "sv", 2) == "−1\u00a0234,50"
    assert number(-1234.5, "en", 2) == "−1,234.50"
    assert date_text(date(2026, 11, 22), "sv") == "22\xa0november\xa02026"
    assert date_text(date(2026, 11, 22), "en") == "22\xa0November\xa02026"
    assert score_text(None, "sv") == "–"
    names = ["Öl", "ärlig", "Zebra", "École", "efter", "åt"]
    assert sorted(names, key=lambda name: in_alphabet(name, "sv")) == ["École", "efter", "Zebra", "åt", "ärlig", "Öl"]
    assert sorted(names, key=lambda name: in_alphabet(name, "en")) == ["ärlig", "åt", "École", "efter", "Öl", "Zebra"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_asked_speaks_of_no_columns_which_a_phone_does_not_have(bank: Instrument, language: Language) -> None:
    texts = [bank.instruction, *(item.text for item in bank.items), *(item.help for item in bank.items if item.help)]
    texts += [each.help for each in bank.context_items if each.help]
    asked = [text[language] for text in texts]
    asked += [found for path, found in paths(words(language)) if path.startswith(("questions", "behaviour", "results"))]
    assert [
        text for text in asked if re.search(r"(?i)column|kolumn|spalt|\b(left|right-hand|vänster|höger)\b", text)
    ] == []


def test_english_apostrophes_are_typographic_everywhere(bank: Instrument) -> None:
    texts = [found for _, found in paths(words("en"))]
    assert [text for text in texts if "'" in text] == []
    assert "'" not in json.dumps(bank.model_dump(), ensure_ascii=False)


@pytest.mark.parametrize(
    ("names", "english", "swedish"),
    [
        ([], "", ""),
        (["a"], "a", "a"),
        (["a", "b"], "a and b", "a och b"),
        (["a", "b", "c"], "a, b and c", "a, b och c"),
        (["a", "b", "c", "d"], "a, b, c and d", "a, b, c och d"),
    ],
)
def test_a_list_of_names_has_and_before_the_last_one(names: list[str], english: str, swedish: str) -> None:
    assert (joined(names, "en"), joined(names, "sv")) == (english, swedish)


def test_only_three_of_more_than_four_names_are_listed() -> None:
    assert first_names(["a", "b", "c", "d"], "en") == "a, b, c and d"
    assert first_names(["a", "b", "c", "d", "e"], "en") == "a, b, c and 2 more"
