"""What a person who answered like this reads: cases in which the first real results misled, and one more.

Each file of tests/cases holds answers. What the results page shows of them is in tests/pages/test_cases_on_screen.py.
"""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from pypdf import PdfReader

from assessment.answers import Answers
from assessment.exports.pdf import to_pdf
from assessment.instrument import LANGUAGES, Language
from assessment.report import Report, build_report
from assessment.sentences.advice import advice_reason, advice_title, before_headline, tie_sentence, waiting_sentence
from assessment.sentences.incentives import largest_clash
from assessment.sentences.scores import headline, own_headline
from tests.shipped import BANK

CASES: Final = Path(__file__).with_name("cases")
CHANGES_REWARDS = {"X-role_misaligned", "X-orphan_element", "X-idle_quadrant", "X-clash_quadrant"}


class Read(NamedTuple):
    """What a case says: its headline, the first action, and how the line before that and the one on waiting begin."""

    title: str
    first: str
    before: str | None = None
    waits: str | None = None


AGREE = {
    "en": "Agree on the right customer experience first",
    "sv": "Enas först om rätt kundupplevelse",
}
WAITS = {"en": "Do not change external rewards until", "sv": "Vänta med att ändra yttre belöningar tills"}
ALL_WAITS = {
    "en": "Do not change external rewards and what roles are rewarded for until",
    "sv": "Vänta med att ändra yttre belöningar och det som roller belönas för tills",
}
MUNICIPAL = {
    "en": "Conditions and external rewards give the least support to the wanted way.",
    "sv": "Förutsättningar och yttre belöningar ger minst stöd åt det önskade sättet.",
}
BEFORE_BOTH = {
    "en": "Start with advice 1, because ",
    "sv": "Börja med råd 1, eftersom ",
}
READ: Final[dict[str, dict[Language, Read]]] = {
    "agreed_no_with_map": {
        language: Read(MUNICIPAL[language], AGREE[language], BEFORE_BOTH[language], ALL_WAITS[language])
        for language in LANGUAGES
    },
    "bank": {
        language: Read(MUNICIPAL[language], AGREE[language], BEFORE_BOTH[language], WAITS[language])
        for language in LANGUAGES
    },
    "close_factors_full": {
        "en": Read(
            "Today’s way wins in all four factors.",
            "Move the decision closer to the customer",
            None,
            ALL_WAITS["en"],
        ),
        "sv": Read(
            "Dagens sätt vinner i alla fyra faktorerna.",
            "Flytta beslutet närmare kunden",
            None,
            ALL_WAITS["sv"],
        ),
    },
    "close_factors_quick": {
        "en": Read(MUNICIPAL["en"], "Let clarity, responsibility and authority go together"),
        "sv": Read(MUNICIPAL["sv"], "Låt tydlighet, ansvar och mandat följas åt"),
    },
    "external_lowest_but_wanted_wins": {
        "en": Read("External rewards hold you back the most.", "Make the wanted behaviour worth the effort"),
        "sv": Read("Yttre belöningar håller er tillbaka mest.", "Gör det önskade beteendet värt mödan"),
    },
    "municipal_unit": {
        language: Read(MUNICIPAL[language], AGREE[language], BEFORE_BOTH[language], WAITS[language])
        for language in LANGUAGES
    },
    "municipal_unit_agreed": {
        "en": Read(
            MUNICIPAL["en"],
            "Weaken what keeps today’s behaviour in place",
            BEFORE_BOTH["en"] + "today’s way wins overall: on average over the four factors it has 19 points more ",
        ),
        "sv": Read(
            MUNICIPAL["sv"],
            "Försvaga det som håller kvar dagens beteende",
            BEFORE_BOTH["sv"] + "dagens sätt vinner sammantaget: i snitt över de fyra faktorerna har det 19 poäng mer ",
        ),
    },
    "municipal_unit_with_map": {
        "en": Read(
            MUNICIPAL["en"],
            "Have the executive team lead the way",
            BEFORE_BOTH["en"] + "the top role on your map is rewarded for ",
        ),
        "sv": Read(
            MUNICIPAL["sv"],
            "Låt ledningsgruppen gå före",
            BEFORE_BOTH["sv"] + "den högsta rollen på din karta belönas för ",
        ),
    },
    "nine_person_firm": {
        "en": Read(
            "External rewards and ability give the least support to the wanted way.",
            AGREE["en"],
            "Start with advice 1, because ",
            WAITS["en"],
        ),
        "sv": Read(
            "Yttre belöningar och förmåga ger minst stöd åt det önskade sättet.",
            AGREE["sv"],
            "Börja med råd 1, eftersom ",
            WAITS["sv"],
        ),
    },
}
CLOSING: Final[dict[Language, tuple[str, str]]] = {
    "en": (
        "Change takes time and money. Ninety days are enough to begin, not to finish.",
        "Ask three colleagues to answer on their own, then compare the results.",
    ),
    "sv": (
        "En förändring tar tid och kostar pengar. 90 dagar räcker för att börja, inte för att bli klar.",
        "Låt tre kollegor svara var för sig och jämför resultaten.",
    ),
}
# Claims of the first real results that no answer supported, and things that do not exist.
UNTRUE: Final[dict[Language, tuple[str, ...]]] = {
    "en": ("five answers", "Invite the whole team", "own hypothesis", "any plans for new rewards"),
    "sv": ("fem svar", "Bjud in hela gruppen", "egen hypotes", "eventuella nya belöningar"),
}
TODAY_PAYS: Final[dict[Language, tuple[str, ...]]] = {
    "en": ("Today’s way pays", "paid, praised and promoted for today"),
    "sv": ("Dagens sätt lönar sig", "lönar sig dagens sätt"),
}
PAY: Final[dict[Language, tuple[str, ...]]] = {
    "en": ("pay review", "commission", "bonus", "promoted"),
    "sv": ("lönerevision", "provision", "bonus", "befordr"),
}

each_case = pytest.mark.parametrize("case", sorted(READ))
each_language = pytest.mark.parametrize("language", LANGUAGES)


@cache
def report_of(case: str) -> Report:
    document = json.loads((CASES / f"{case}.json").read_bytes())
    return build_report(BANK, Answers.checked(document, BANK), made_on=date(2026, 11, 28))


@cache
def pages_of(case: str, language: Language) -> list[str]:
    pages = PdfReader(io.BytesIO(to_pdf(report_of(case), language))).pages
    return [" ".join(page.extract_text().split()) for page in pages]


def test_every_case_file_is_tested() -> None:
    assert {file.stem for file in CASES.glob("*.json")} == set(READ)


@pytest.mark.in_turns
@each_language
@each_case
@pytest.mark.unmeasured
def test_page_one_of_the_pdf_answers_its_own_headline(case: str, language: Language) -> None:
    read, page = READ[case][language], pages_of(case, language)[0]
    report = report_of(case)
    assert headline(report, language).title == read.title
    assert read.title in page
    assert advice_title(report.advice[0], report, language) == read.first
    assert (before_headline(report, language) or "").startswith(read.before or "")
    assert (waiting_sentence(report, language) or "").startswith(read.waits or "")
    assert (before_headline(report, language) is None) is (read.before is None)
    assert (waiting_sentence(report, language) is None) is (read.waits is None)
    told = replace(report, is_for_others=True)  # A PDF is read by others.
    parts = [part for part in (before_headline(told, language), read.first, waiting_sentence(told, language)) if part]
    parts = [part for part in parts if part in page]
    assert read.first in parts
    assert [page.index(part) for part in parts] == sorted(page.index(part) for part in parts)
    takes_time, colleagues = CLOSING[language]
    assert colleagues in page
    assert takes_time in pages_of(case, language)[1]


@pytest.mark.unmeasured
@pytest.mark.in_turns
@each_language
@each_case
def test_the_steps_of_the_pdf_say_what_comes_first_and_what_waits(case: str, language: Language) -> None:
    told, steps = replace(report_of(case), is_for_others=True), " ".join(pages_of(case, language)[1:])
    for part in (before_headline(told, language), waiting_sentence(told, language)):
        assert part is None or part in steps


@each_case
def test_each_factor_of_the_headline_has_advice_among_the_first_three_unless_that_waits(case: str) -> None:
    report = report_of(case)
    for factor in report.scores.overall.named:
        waits = any(BANK.factor_of(one.target) == factor for one in report.waiting)
        assert waits or factor in {BANK.factor_of(one.target) for one in report.advice[:3]}


@pytest.mark.in_turns
@each_language
@each_case
def test_no_file_promises_or_presupposes_what_does_not_exist(case: str, language: Language) -> None:
    text = " ".join(pages_of(case, language))
    assert not [words for words in UNTRUE[language] if words in text]
    planned = {"en": "the planned reward", "sv": "den planerade belöningen"}[language]
    assert (planned in text) is bool(report_of(case).answers.planned_reward)


@each_language
def test_where_the_wanted_behaviour_wins_nothing_says_that_todays_way_pays(language: Language) -> None:
    text = " ".join(pages_of("external_lowest_but_wanted_wins", language))
    assert not [words for words in TODAY_PAYS[language] if words in text]
    assert {"en": "wanted way wins", "sv": "önskat sätt vinner"}[language] in text


@each_language
def test_a_firm_that_cannot_give_pay_gets_no_advice_on_pay(language: Language) -> None:
    """Pay and career were answered with "not relevant"."""
    text = " ".join(pages_of("nine_person_firm", language))
    assert not [words for words in (*TODAY_PAYS[language], *PAY[language]) if words in text]


@pytest.mark.unmeasured
@each_language
def test_a_unit_whose_conditions_block_gets_advice_on_clearing_the_way(language: Language) -> None:
    for case in ("municipal_unit", "municipal_unit_agreed", "municipal_unit_with_map"):
        report, page = report_of(case), pages_of(case, language)[0]
        conditions = next(one for one in report.advice[:3] if one.target == "conditions")
        assert conditions.id == "F-conditions-blocks"
        assert advice_title(conditions, report, language) in page


@each_language
def test_without_an_agreement_no_advice_changes_rewards_or_measures(language: Language) -> None:
    """The map is confirmed and full of conflicts; with an agreement it gives advice on both."""
    report, text = report_of("agreed_no_with_map"), " ".join(pages_of("agreed_no_with_map", language))
    assert {one.id for one in report.waiting} >= {"X-role_misaligned", "X-orphan_element"}
    assert not {one.id for one in report.advice} & CHANGES_REWARDS
    assert not [one for one in report.advice if BANK.factor_of(one.target) == "external_rewards"]
    for one in report.waiting:
        assert advice_title(one, report, language) not in text
        assert advice_reason(one, report, language) not in text
    agreed = report_of("municipal_unit_with_map")
    assert not agreed.waiting
    assert "X-role_misaligned" in {one.id for one in agreed.advice}


@each_language
def test_of_factors_that_are_close_the_first_is_to_be_begun_with_unless_advice_waits(language: Language) -> None:
    """The headline left it open where to begin, above advice with numbers."""
    first = {"en": "Start with advice 1. The factors behind", "sv": "Börja med råd 1. Faktorerna bakom"}
    for case, free in (("close_factors_quick", True), ("close_factors_full", True), ("municipal_unit", False)):
        assert (tie_sentence(report_of(case), language) or "").startswith(first[language]) is free


def test_a_members_own_result_says_which_factors_are_lowest_by_what_scores_and_where_todays_way_has_more_support() -> (
    None
):
    said = {case: own_headline(report_of(case), "en") for case in ("close_factors_full", "nine_person_firm")}
    assert said == {
        "close_factors_full": (
            "No factor stands out. Lowest support for the wanted way: conditions, internal rewards and ability.",
            "42 to 44 of 100. Today’s way has more support than the wanted one in all four factors.",
        ),
        "nine_person_firm": (
            "Least support for the wanted way: external rewards and ability.",
            "25 to 44 of 100. Today’s way has more support than the wanted one in ability.",
        ),
    }
    assert own_headline(report_of("external_lowest_but_wanted_wins"), "en")[1] == "25 of 100."


@each_language
def test_page_one_of_the_pdf_names_the_roles_that_clash_most(language: Language) -> None:
    report = report_of("municipal_unit_with_map")
    assert report.incentives is not None
    sentence = largest_clash(report.incentives, report, language)
    assert sentence
    assert sentence in " ".join(pages_of("municipal_unit_with_map", language)[0].split())
