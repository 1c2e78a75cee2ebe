"""A campaign's own questions: what differs from the running ones, how they are tried, who downloads them."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest

from assessment.bank import bank_in
from assessment.campaigns import samples
from assessment.downloads import CampaignDownload, download_of
from assessment.file import NotWanted
from assessment.instrument import FormId, Instrument, Language, differences, excerpts, read_instrument
from assessment.problems import Problems
from assessment.reading import in_language, is_translated
from assessment.sentences.problems import problem_sentence
from assessment.sentences.scores import headline
from assessment.storage import Store
from tests.amounts import IS_SOAK
from tests.own_banks import OWN
from tests.test_campaigns import consultant, published
from tests.test_instrument import MISTAKES, edited, mutated, problems_in

SAFETY, TEACHING, CARE = (bank_in(own.path) for own in OWN)


def changed(text: str, *changes: tuple[str, str]) -> Instrument:
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    return read_instrument(text.encode())


def test_a_bank_that_says_the_same_differs_in_nothing(bank: Instrument) -> None:
    for each in (bank, SAFETY.instrument, TEACHING.instrument, CARE.instrument):
        found = differences(each, each)
        assert not found.are_any
        assert not found.is_same_version


def test_what_differs_is_told_by_statement_and_language() -> None:
    item, other, third, *_ = CARE.instrument.items
    was, spare = item.text["sv"], other.id
    after = changed(CARE.text, (was, f"{was[:-1]} ofta."), (f"id: {spare}\n", "id: NEW99\n"))
    found = differences(CARE.instrument, after)
    assert [(one.language, one.before, one.after) for one in found.reworded] == [("sv", was, f"{was[:-1]} ofta.")]
    assert (found.one_sided("sv"), found.one_sided("en")) == (len(CARE.instrument.languages) - 1, 0)
    assert ([one.id for one in found.added], [one.id for one in found.removed]) == (["NEW99"], [spare])
    assert found.is_same_version
    assert third.id not in {one.id for one in (*found.added, *found.removed, *found.rated_otherwise)}
    assert (found.sections, found.advice_changed, found.languages_added) == ((), (), ())


def test_another_factor_reversed_answers_and_other_names_are_told_as_such() -> None:
    first = CARE.instrument.items[0]
    name = CARE.instrument.factors[0].name["sv"]
    lines = f"id: {first.id}\n    factor: {first.factor}\n"
    after = changed(CARE.text, (lines, f"{lines}    reverse: true\n"), (name, f"{name} i dag"))
    found = differences(CARE.instrument, after)
    assert [one.id for one in found.rated_otherwise] == [first.id]
    assert (found.sections, found.reworded) == (("names",), ())
    assert [(one.section, one.before, one.after) for one in found.texts] == [("names", name, f"{name} i dag")]


def test_of_a_long_text_what_differs_is_shown_with_a_few_words_around_it() -> None:
    words = [f"ord{number}" for number in range(40)]
    before, after = " ".join(words), " ".join([*words[:20], "annat", *words[21:]])
    assert excerpts(before, after) == (
        "… ord16 ord17 ord18 ord19 ord20 ord21 ord22 ord23 ord24 …",
        "… ord16 ord17 ord18 ord19 annat ord21 ord22 ord23 ord24 …",
    )
    assert excerpts("Vi vet.", "Vi kan.") == ("Vi vet.", "Vi kan.")


def test_swedish_has_words_for_a_mistake() -> None:
    found = [problem for row in MISTAKES[::12] for problem in problems_in(edited(row[2], row[3], row[1])[0]).problems]
    assert [str(problem) for problem in found if not is_translated(problem)] == []
    (misspelt,) = problems_in(edited("factor: ability\n", "factor: abillity\n", "facets:")[0]).problems
    assert problem_sentence(in_language(misspelt, "sv"), "sv") == (
        f'Rad {misspelt.line}, delen knowledge, factor: Här står "abillity". '
        'Här ska stå ability, conditions, external_rewards eller internal_rewards. Menade du "ability"?'
    )


# Measured, it would take four times as long, and other tests reach as much.
@pytest.mark.unmeasured
def test_swedish_has_words_for_every_mistake_that_is_known() -> None:
    known = MISTAKES if IS_SOAK else MISTAKES[::24]
    found = [problem for row in known for problem in problems_in(edited(row[2], row[3], row[1])[0]).problems]
    for seed in range(40 if IS_SOAK else 5):
        try:
            read_instrument(mutated(random.Random(seed)))
        except Problems as problems:
            found.extend(problems.problems)
    assert [str(problem) for problem in found if not is_translated(problem)] == []


def test_another_order_and_another_question_on_importance_are_told(bank: Instrument) -> None:
    turned = bank.model_copy(update={"items": bank.items[::-1]})
    assert differences(bank, turned).sections == ("order",)
    without = CARE.text.replace("importance:\n  default: 4\n", "importance:\n  default: 3\n")
    usual = read_instrument(without.encode())
    none = read_instrument(without.replace("importance:\n  default: 3\n", "").encode())
    assert differences(usual, none).sections == ("importance",)


def test_a_wholly_other_bank_has_other_languages_statements_and_advice(bank: Instrument) -> None:
    found = differences(bank, SAFETY.instrument)
    assert (found.languages_added, found.languages_removed) == ((), ("en",))
    assert len(found.added) == len(SAFETY.instrument.items) + len(SAFETY.instrument.context_items)
    assert len(found.removed) == len(bank.items) + len(bank.context_items)
    assert len(found.advice_removed) == len(bank.recommendations)


@pytest.mark.parametrize("form", ["quick", "full"])
def test_of_three_invented_respondents_one_is_for_today_one_for_the_wanted_behaviour_one_between(
    bank: Instrument, form: FormId
) -> None:
    for questions in (bank, *(each.instrument for each in (SAFETY, TEACHING, CARE))):
        if form not in questions.offered_forms:
            continue
        language: Language = questions.languages[0]
        tried = {each.id: each.report for each in samples(questions, form, language, date(2026, 11, 29))}
        verdicts = {
            name: {score.balance.verdict for score in report.scores.factors if score.balance}
            for name, report in tried.items()
        }
        assert verdicts == {"today_wins": {"current"}, "wanted_wins": {"new"}, "mixed": {"current", "new"}}
        assert len({headline(report, language) for report in tried.values()}) == 3
        advises = any(rule.scope == "factor" for rule in questions.recommendations)
        assert bool(tried["today_wins"].to_do) == advises


@pytest.mark.in_turns
def test_a_consultant_downloads_the_questions_that_are_asked_and_nobody_elses(store: Store) -> None:
    desk, other = consultant(store), consultant(store, "Another")
    campaign, _ = published(desk)
    mine = download_of(CampaignDownload("bank", "sv", desk.consultant, campaign).document())
    shipped = mine.made(lambda: store)
    assert shipped is not None
    assert shipped.data == Path("questions.yaml").read_bytes()
    assert desk.set_bank(campaign, CARE.text)
    file = mine.made(lambda: store)
    assert file is not None
    assert read_instrument(file.data) == CARE.instrument
    assert CampaignDownload("bank", "sv", other.consultant, campaign).made(lambda: store) is None
    with pytest.raises(NotWanted):
        mine.made(lambda: store, is_wanted=lambda: False)
    with pytest.raises(ValueError, match="bank"):
        download_of(["bank", "de", desk.consultant, campaign])


@pytest.mark.in_turns
def test_questions_that_cannot_be_used_are_never_those_of_a_campaign(store: Store) -> None:
    desk = consultant(store)
    campaign, _ = published(desk)
    with pytest.raises(Problems, match="conditions"):
        desk.set_bank(campaign, CARE.text.replace("id: conditions", "id: weather"))
