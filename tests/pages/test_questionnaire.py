"""What a browser may send from the questionnaire, and what is made of it."""

from __future__ import annotations

import json

import pytest

from assessment.answers import FORMS
from assessment.instrument import LANGUAGES, FormId, Instrument, Language, read_instrument
from assessment.words import say
from pages.parts.behaviour import behaviour_page
from pages.parts.questions import all_pages, question_pages
from pages.shared.questionnaire import Taps, read_taps
from pages.visit.describing import described
from tests.pages.conftest import ROOT

MESSAGE = {
    "assessment": "5d41.1",
    "attempt": 7,
    "finish": False,
    "tabs": [["9f3c", [[13, "ABI03.new", "3"], [12, "ABI01.new", "4"]]]],
}


def test_taps_are_read_in_the_order_they_were_tapped() -> None:
    assert read_taps(json.dumps(MESSAGE)) == Taps(
        "5d41.1", 7, False, (("9f3c", ((12, "ABI01.new", "4"), (13, "ABI03.new", "3"))),)
    )


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


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_quick_form_asks_about_trust_beside_importance_and_takes_44_taps_in_all(
    bank: Instrument, language: Language
) -> None:
    pages = question_pages(bank, "quick", language)
    *rated, trust = pages[-1].rows
    assert [row.id for row in (*rated, trust)] == [*(factor.id for factor in bank.factors), "TRU01"]
    assert [point["label"] for point in trust.points] == [label[language] for label in bank.scale.labels]
    assert not any(row.points for row in rated)
    begin, behaviour, to_statements = 1, 1, 1
    ratings = sum(len(row.scales) for page in pages if page.columns for row in page.rows)
    assert begin + behaviour + to_statements + ratings + len(pages) == 44  # one tap leads on from each page


@pytest.mark.parametrize(("form", "total"), [("quick", 41), ("full", 109)])
def test_the_first_page_says_how_many_answers_the_bar_counts_to(bank: Instrument, form: FormId, total: int) -> None:
    first, *others = all_pages(bank, form, "en")
    assert sum(1 if page.most else sum(len(row.scales) for row in page.rows) for page in others) == total
    assert first.ahead
    assert first.ahead.startswith(f"{total} answers")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_says_who_the_customer_is_and_why_it_asks_about_rewards(
    bank: Instrument, language: Language
) -> None:
    asked = behaviour_page(bank, language).description
    assert asked
    hints = {chips["name"]: chips["hint"] for chips in asked.chips if chips["hint"]}
    assert set(hints) == {"agreed", "planned_reward"}
    assert {"sv": "invånare", "en": "resident"}[language] in hints["agreed"]
    assert {"sv": "krocka", "en": "collide"}[language] in hints["planned_reward"]


def test_what_matters_most_is_explained_and_asked_below_both_behaviours(bank: Instrument) -> None:
    for form in FORMS:
        asked = next(page for page in question_pages(bank, form, "sv") if page.id == "importance")
        assert asked.heads
        assert not asked.columns
    *rated, trust = question_pages(bank, "quick", "sv")[-1].rows
    assert [row.help for row in rated] == [factor.description and factor.description.sv for factor in bank.factors]
    assert trust.group == say("sv", "questions.context.today"), "it is not about what matters"
    assert not any(row.group for row in rated)


def test_several_statements_on_the_surroundings_have_a_page_of_their_own(bank: Instrument) -> None:
    assert [page.id for page in question_pages(bank, "full", "en")][-2:] == ["importance", "context"]
    several = tuple(item.model_copy(update={"form": "quick"}) for item in bank.context_items[:2])
    with_several = bank.model_copy(update={"context_items": several, "version": "2"})
    assert [page.id for page in question_pages(with_several, "quick", "en")][-2:] == ["importance", "context"]


@pytest.mark.soak
def test_who_we_are_is_said_in_the_words_of_the_banks_own_instruction() -> None:
    text = (ROOT / "questions.yaml").read_text(encoding="utf-8")
    own = text.replace("i det team du svarar för", "i den grupp du svarar för").replace(
        "“We” means", "“Our people” are"
    )
    first = {
        language: question_pages(read_instrument(own.encode()), "quick", language)[0].note for language in LANGUAGES
    }
    tomorrow = {language: say(language, "questions.tomorrow") for language in LANGUAGES}
    assert first == {"sv": f"”Vi” är medarbetarna i den grupp du svarar för. {tomorrow['sv']}", "en": tomorrow["en"]}


def test_statements_are_in_the_words_of_the_kind_of_organisation(bank: Instrument) -> None:
    trust = [question_pages(bank.fitted_to(kind), "quick", "sv")[-1].rows[-1].text for kind in ("company", "small")]
    assert trust == ["Vår högsta ledning lever som den lär.", "Den som leder vår firma lever som den lär."]


@pytest.mark.parametrize(
    ("name", "value", "stored"),
    [
        ("behaviour", "own", {"behaviours.current": None, "behaviours.new": None}),
        ("behaviour", "unheard_of", {}),
        ("behaviour_current", "  =1+1 \x00 ", {"behaviours.current": "=1+1"}),
        ("behaviour_new", " ", {"behaviours.new": None}),
        ("behaviour_new", "a" * 5000, {"behaviours.new": "a" * 4000}),
        ("organisation", "small", {"organisation": "small"}),
        ("organisation", "huge", {}),
        ("leads", "managers", {"leads": "managers"}),
        ("agreed", "partly", {"experience.agreed": "partly"}),
        ("agreed", "perhaps", {}),
        ("planned_reward", "true", {"planned_reward": True}),
        ("planned_reward", "false", {"planned_reward": False}),
        ("planned_reward", "1", {}),
        ("weight.promises", "5", {"experience.weights.promises": 5}),
        ("weight.promises", "", {"experience.weights.promises": None}),
        ("weight.promises", "6", {}),
        ("weight.unheard_of", "5", None),
        ("ABI01.new", "5", None),
    ],
)
def test_a_tap_on_the_first_page_stores_what_its_control_means_and_nothing_else(
    bank: Instrument, name: str, value: str, stored: dict[str, object] | None
) -> None:
    assert described(name, value, bank, "en") == stored


def test_an_example_stores_both_its_sentences_in_the_language_of_the_page(bank: Instrument) -> None:
    for language in LANGUAGES:
        for example in bank.behaviour_examples:
            pair = {"behaviours.current": example.current[language], "behaviours.new": example.new[language]}
            assert described("behaviour", example.id, bank, language) == pair


def test_the_first_page_asks_only_what_something_depends_on(bank: Instrument) -> None:
    asked = behaviour_page(bank, "en").description
    assert asked
    assert [each["name"] for each in asked.chips] == ["organisation", "leads", "agreed", "planned_reward"]
    bare = bank.model_copy(update={"recommendations": (), "behaviour_examples": (), "version": "2"})
    asked = behaviour_page(bare, "en").description
    assert asked
    assert [each["name"] for each in asked.chips] == ["organisation", "agreed"]
    assert not asked.examples


@pytest.mark.parametrize("anew", [[], ["one"], ["one", 2], ["one", "two", "three"], 5, {"a": 1}])
def test_a_message_to_begin_anew_holds_two_behaviours(anew: object) -> None:
    assert read_taps(json.dumps(MESSAGE | {"anew": anew})) is None
    read = read_taps(json.dumps(MESSAGE | {"anew": ["We close it", ""]}))
    assert read
    assert read.anew == ("We close it", "")
