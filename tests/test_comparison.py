"""What counts as moved between two assessments, worked by hand and as properties."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

import openpyxl  # type: ignore[import-untyped]  # it has no type information
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from assessment.advice import Reason
from assessment.answers import FORMS, Answers
from assessment.comparison import (
    Change,
    ClashChange,
    FactorChange,
    SharedCell,
    compare_clashes,
    compare_maps,
    compare_scores,
)
from assessment.exports.pdf import to_pdf
from assessment.exports.workbook import to_xlsx
from assessment.incentives import IncentiveMap, IncentiveScores, score_incentives
from assessment.instrument import LANGUAGES, Instrument, Language
from assessment.plan import PlanLine
from assessment.report import Occasion, Past, Report, build_report
from assessment.scoring import LEAST_RESOLUTION, score_answers
from assessment.sentences.advice import advice_reason
from assessment.sentences.answers import answer_groups
from assessment.sentences.causes import answers_behind, by_today_sentence, cause_texts, fall_sentences, judged_sentence
from assessment.sentences.comparison import (
    comparison_heading,
    comparison_remarks,
    grey_remark,
    map_comparison_sentences,
    movement_text,
    opening,
    series_remark,
    turned_headline,
)
from assessment.sentences.names import part_name, part_names
from assessment.sentences.numbered import numbers_sentence
from assessment.sentences.scores import overall_remark
from assessment.sentences.since import crossed_sentences, rule_sentences, standing, worse_advice, worse_waits_sentence
from assessment.words import number, say
from tests.amounts import IS_SOAK
from tests.conftest import kept
from tests.extracted import one_line
from tests.shipped import BANK

from .conftest import WORKED, Columns

# Ability: for the wanted behaviour one answer two steps up and two one step, today three of four one step down. The
# other factors: all four one step down; two of the three that were answered both times two steps up; nothing.
CAUSED_BEFORE: dict[str, Columns] = {
    "ability": ([4, 4, 4, 3], [3, 2, 3, 3]),
    "conditions": ([4, 4, 3, 4], [4, 4, 4, 4]),
    "external_rewards": ([4, 5, 4, 4], [1, 2, 2, "dont_know"]),
    "internal_rewards": ([3, 4, 3, 3, 4, 3], [4, 4, 5, 4, 4, 4]),
}
CAUSED_NOW: dict[str, Columns] = {
    **CAUSED_BEFORE,
    "ability": ([4, 3, 3, 2], [4, 4, 4, 3]),
    "conditions": ([4, 4, 3, 4], [3, 3, 3, 3]),
    "external_rewards": ([4, 5, 4, 4], [3, 4, 2, 4]),
}
SWAPPED = {"up": "down", "down": "up", "no_change": "no_change", None: None}


@pytest.fixture(scope="module")
def compared(bank: Instrument, answers: Callable[..., Answers]) -> Callable[..., dict[str, FactorChange]]:
    def compare(
        earlier: dict[str, Columns], later: dict[str, Columns], forms: Sequence[str] = ("quick", "quick")
    ) -> dict[str, FactorChange]:
        before, now = (
            score_answers(answers(columns, form), bank) for columns, form in zip((earlier, later), forms, strict=True)
        )
        return {change.id: change for change in compare_scores(before, now)}

    return compare


# Wanted answers then and now on a factor, in the order of the quick form: ability has four statements (one
# answer a step is 6.25 points, resolution 12.5), internal rewards six (4.17 points, resolution 10; the fifth is
# reversed).
@pytest.mark.parametrize(
    ("factor", "then", "now", "difference", "resolution", "movement"),
    [
        ("ability", [3, 3, 3, 3], [3, 3, 3, 3], 0, 12.5, "no_change"),
        ("ability", [3, 3, 3, 3], [4, 3, 3, 3], 6.25, 12.5, "no_change"),
        ("ability", [3, 3, 3, 3], [4, 4, 3, 3], 12.5, 12.5, "up"),  # Exactly at the resolution.
        ("ability", [3, 3, 3, 3], [2, 3, 2, 3], -12.5, 12.5, "down"),
        ("ability", [3, 3, 3, 3], [2, 4, 3, 3], 0, 12.5, "no_change"),  # Answers that moved against each other.
        ("internal_rewards", [3] * 6, [4, 4, 3, 3, 3, 3], 50 / 6, 10, "no_change"),
        ("internal_rewards", [3] * 6, [4, 4, 4, 3, 3, 3], 12.5, 10, "up"),
        ("internal_rewards", [3] * 6, [3, 3, 3, 3, 5, 3], -50 / 6, 10, "no_change"),
        # The assessment with fewer valid answers decides.
        ("ability", [3, 3, None, "dont_know"], [3, 4, 4, 3], 12.5, 25, "no_change"),
        ("ability", [3, 4, 4, 3], [3, 3, None, "dont_know"], -12.5, 25, "no_change"),
        ("ability", [3, 3, None, None], [4, 4, 4, 4], 25, 25, "up"),
        # A third has no finite binary fraction: the boundary holds after rounding to six decimals.
        ("ability", [3, 3, 3, None], [4, 4, 3, None], 50 / 3, 50 / 3, "up"),
        ("ability", [3, 3, 3, None], [2, 2, 3, None], -50 / 3, 50 / 3, "down"),
    ],
)
def test_a_score_has_moved_when_it_differs_by_the_resolution_or_more(
    compared: Callable[..., dict[str, FactorChange]],
    factor: str,
    then: list[Any],
    now: list[Any],
    difference: float,
    resolution: float,
    movement: str,
) -> None:
    today = [4] * len(then)
    change = compared({factor: (today, then)}, {factor: (today, now)})[factor]
    assert change.new.difference == pytest.approx(difference)
    assert change.new.resolution == pytest.approx(resolution)
    answered = min(sum(isinstance(answer, int) for answer in each) for each in (then, now))
    two_answers = 2 * 25 / answered
    assert change.new.is_clear == (movement != "no_change" and abs(difference) > two_answers + 1e-6)
    assert change.new.movement == movement
    assert change.current.movement == "no_change"
    assert change.current.difference == 0


@pytest.mark.parametrize(
    ("then", "now", "earlier", "later"),
    [
        ([3, None, None, None], [3, 3, 3, 3], None, 50.0),
        ([3, 3, 3, 3], ["dont_know", 3, None, None], 50.0, None),
        ([None] * 4, [None] * 4, None, None),
    ],
)
def test_a_score_withheld_then_or_now_cannot_be_compared(
    compared: Callable[..., dict[str, FactorChange]],
    then: list[Any],
    now: list[Any],
    earlier: float | None,
    later: float | None,
) -> None:
    today = [4, 4, 4, 4]
    change = compared({"ability": (today, then)}, {"ability": (today, now)})["ability"]
    assert change.new == Change(earlier, later, None, None, None)
    assert change.current.movement == "no_change"


def test_facets_are_new_when_the_later_form_is_the_full_one(
    bank: Instrument, compared: Callable[..., dict[str, FactorChange]]
) -> None:
    columns = {facet.id: ([4, 4, 4], [2, 2, 2]) for facet in bank.facets}
    changes = compared({"ability": ([4] * 4, [2] * 4)}, columns, ("quick", "full"))
    assert list(changes) == [*(factor.id for factor in bank.factors), *(facet.id for facet in bank.facets)]
    assert changes["ability"].new.movement == "no_change"
    for facet in bank.facets:
        change = changes[facet.id]
        assert change.current.later is not None
        assert change.current == Change(None, change.current.later, None, None, None)
        assert change.new == Change(None, change.new.later, None, None, None)


def test_facets_of_an_earlier_full_form_are_not_carried_over(
    bank: Instrument, compared: Callable[..., dict[str, FactorChange]]
) -> None:
    columns = {facet.id: ([4, 4, 4], [2, 2, 2]) for facet in bank.facets}
    changes = compared(columns, {"ability": ([4] * 4, [2] * 4)}, ("full", "quick"))
    assert list(changes) == [factor.id for factor in bank.factors]


CHOICES = st.one_of(st.none(), st.integers(1, 5), st.just("dont_know"), st.just("not_applicable"))
COLUMN = st.lists(CHOICES, min_size=6, max_size=6)
ASSESSMENT = st.fixed_dictionaries({factor: st.tuples(COLUMN, COLUMN) for factor in WORKED})


@given(earlier=ASSESSMENT, later=ASSESSMENT)
def test_comparing_the_other_way_round_turns_up_into_down(
    compared: Callable[..., dict[str, FactorChange]], earlier: dict[str, Columns], later: dict[str, Columns]
) -> None:
    there, back = compared(earlier, later), compared(later, earlier)
    for factor, change in there.items():
        for way, other in ((change.current, back[factor].current), (change.new, back[factor].new)):
            assert (way.earlier, way.later) == (other.later, other.earlier)
            assert way.movement == SWAPPED[other.movement]
            assert way.resolution == other.resolution
            if way.difference is not None and other.difference is not None:
                assert way.difference == -other.difference


@given(columns=ASSESSMENT)
def test_the_same_answers_count_as_no_change(
    compared: Callable[..., dict[str, FactorChange]], columns: dict[str, Columns]
) -> None:
    for change in compared(columns, columns).values():
        for moved in (change.current, change.new):
            assert moved.movement == (None if moved.later is None else "no_change")
            assert moved.difference == (None if moved.later is None else 0)


# In words ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "language", "text"),
    [
        (Change(50, 62.5, 12.5, 12.5, "up"), "en", "13 points higher"),
        (Change(62.5, 50, -12.5, 12.5, "down"), "en", "13 points lower"),
        (Change(62.5, 50, -12.5, 12.5, "down"), "sv", "13 poäng lägre"),
        (Change(62.5, 75, 12.5, 12.5, "up"), "sv", "12 poäng högre"),  # 63 → 75.
        (Change(37.5, 50, 12.5, 12.5, "up"), "en", "12 points higher"),
        (Change(50, 56.25, 6.25, 12.5, "no_change"), "sv", "liten ändring"),
        (Change(50, 50, 0, 12.5, "no_change"), "sv", "samma poäng"),
        (Change(None, 50, None, None, None), "en", "cannot be compared"),
    ],
)
def test_a_movement_is_described_in_words(change: Change, language: Language, text: str) -> None:
    assert movement_text(change, language) == text


@pytest.mark.in_turns
@pytest.mark.unmeasured
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_verdict_that_has_changed_is_said_the_worse_first(
    bank: Instrument, answers: Callable[..., Answers], language: Language
) -> None:
    """A factor went from even to "today wins", and its row only said that the wanted way had not changed."""
    before = {**WORKED, "external_rewards": ([2, 3, 3, 3], [2, 2, 4, 2])}
    later = {**WORKED, "ability": ([2, 2, 2, 2], [4, 4, 4, 4])}
    earlier = build_report(bank, answers(before), made_on=date(2026, 5, 22))
    report = build_report(bank, answers(later), made_on=date(2026, 8, 22), earlier=[earlier])
    assert earlier.turns == ()
    assert [turn.id for turn in report.turns] == ["external_rewards", "ability"]
    changed = {
        "sv": "Bättre: förmåga (stöd 44 → 75). Sämre: yttre belöningar, där dagens sätt nu vinner.",
        "en": "Better: ability (support 44 → 75). Worse: external rewards, where today’s way now wins.",
    }
    assert changed[language] in opening(report, language).consequence
    text = " ".join(
        " ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(to_pdf(report, language))).pages
    )
    assert [standing(turn.id, report, language).said in text for turn in report.turns] == [True, True]


def test_the_lead_says_what_has_become_worse_where_only_todays_way_has_moved(
    bank: Instrument, answers: Callable[..., Answers]
) -> None:
    before = {**WORKED, "external_rewards": ([2, 3, 3, 3], WORKED["external_rewards"][1])}
    earlier = build_report(bank, answers(before), made_on=date(2026, 5, 22))
    report = build_report(bank, answers(WORKED), made_on=date(2026, 8, 22), earlier=[earlier])
    assert turned_headline(report, "sv") is None
    consequence = opening(report, "sv").consequence
    assert consequence.endswith("Yttre belöningar: förra gången var det oavgjort, nu vinner dagens sätt, 75 mot 38.")
    assert "Sedan den 22\xa0maj\xa02026 har stödet för det önskade sättet inte ändrats tydligt." in consequence


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_verdict_that_turned_while_no_score_moved_is_no_news(
    bank: Instrument, answers: Callable[..., Answers], language: Language
) -> None:
    """The card said that today had won and it is now even, and beside it that nothing had changed."""
    before = {**WORKED, "internal_rewards": ([4, 4, 4, 4, 3, 3], [4, 3, 3, 3, 3, 3])}
    later = {**WORKED, "internal_rewards": ([4, 4, 3, 3, 3, 3], [3, 3, 3, 3, 3, 3])}
    earlier = build_report(bank, answers(before), made_on=date(2026, 5, 22))
    report = build_report(bank, answers(later), made_on=date(2026, 8, 22), earlier=[earlier])
    factor = report.scores.factor("internal_rewards")
    was = earlier.scores.factor("internal_rewards")
    assert factor.balance
    assert was.balance
    assert factor.balance.verdict != was.balance.verdict
    assert {change.new.movement for change in report.factor_changes} == {"no_change"}
    assert report.turns == ()
    assert part_name("internal_rewards", bank, language) + ": " not in opening(report, language).consequence


_BEFORE = "comparison.turn.label.before.new"


def scored(bank: Instrument, answers: Callable[..., Answers], then: list[int], now: list[int]) -> Report:
    """A report in which every statement on the wanted way of each factor is answered so, then and now."""
    sides = [
        answers(
            {
                name: ([3] * len(WORKED[name][0]), [score] * len(WORKED[name][0]))
                for name, score in zip(WORKED, of, strict=True)
            }
        )
        for of in (then, now)
    ]
    earlier = build_report(bank, sides[0], made_on=date(2026, 5, 22))
    return build_report(bank, sides[1], made_on=date(2026, 8, 22), earlier=[earlier])


@pytest.mark.parametrize(
    ("then", "now", "sv", "en"),
    [
        (
            [3, 3, 3, 3],
            [3, 2, 3, 3],
            "Det är fortfarande oavgjort mellan dagens och önskat sätt: en faktor har blivit sämre.",
            "The two ways are still too close to call: one factor is worse.",
        ),
        (
            [4, 4, 4, 4],
            [5, 4, 4, 4],
            "Önskat sätt vinner fortfarande: en faktor har blivit bättre.",
            "The wanted way still wins: one factor is better.",
        ),
        (
            [4, 4, 5, 4],
            [3, 3, 3, 3],
            "Nu är det oavgjort mellan dagens och önskat sätt: alla fyra faktorerna har blivit sämre.",
            "The two ways are now too close to call: all four factors are worse.",
        ),
        (
            [3, 3, 2, 4],
            [2, 1, 5, 5],
            "Det är fortfarande oavgjort mellan dagens och önskat sätt: två faktorer har blivit bättre, två sämre.",
            "The two ways are still too close to call: two factors are better, two are worse.",
        ),
    ],
)
def test_the_headline_says_which_behaviour_wins_now_and_how_many_factors_are_better_and_worse(
    bank: Instrument, answers: Callable[..., Answers], then: list[int], now: list[int], sv: str, en: str
) -> None:
    """It sounded good, while two factors had become worse."""
    report = scored(bank, answers, then, now)
    assert (opening(report, "sv").title, opening(report, "en").title) == (sv, en)


@pytest.mark.parametrize(
    ("now", "how"),
    [
        ({}, "unchanged"),
        ({"ability": ([5, 5, 5, 4], [1, 1, 1, 1])}, "slightly"),
        ({"ability": ([3, 3, 3, 3], [1, 1, 1, 1])}, "not_clearly"),
    ],
)
def test_where_nothing_is_better_or_worse_the_headline_says_how_little_has_changed(
    bank: Instrument, answers: Callable[..., Answers], now: dict[str, Columns], how: str
) -> None:
    """“Only small changes” stood above a chart in which today's way had moved from 100 to 50."""
    same: dict[str, Columns] = {name: ([5] * len(kept), [1] * len(kept)) for name, (kept, _) in WORKED.items()}
    earlier = build_report(bank, answers(same), made_on=date(2026, 5, 22))
    report = build_report(bank, answers(same | now), made_on=date(2026, 8, 22), earlier=[earlier])
    assert (report.better, report.worse) == ((), ())
    title = opening(report, "en", is_short=True).title
    assert title.endswith(f": {say('en', f'headline.turned.{how}')}.")


def test_that_nothing_has_clearly_changed_is_not_said_where_a_factor_has_though_another_is_withheld(
    bank: Instrument, answers: Callable[..., Answers]
) -> None:
    earlier = scored(bank, answers, [1, 3, 4, 4], [1, 3, 4, 4])
    columns: dict[str, Columns] = {name: ([3] * len(kept), [5] * len(kept)) for name, (kept, _) in WORKED.items()}
    later = columns | {"ability": ([3, None, None, None], [5, None, None, None])}
    report = build_report(bank, answers(later), made_on=date(2026, 11, 22), earlier=[earlier])
    said = opening(report, "en").consequence
    assert "risen: conditions (50 → 100)" in said
    assert "not clearly changed" not in said


def test_the_result_says_at_once_which_advice_is_on_what_has_become_worse_where_the_first_is_not(
    bank: Instrument, answers: Callable[..., Answers]
) -> None:
    """The headline spoke of conditions, and the first advice of ability, which was as before."""
    report = scored(bank, answers, [1, 5, 4, 4], [1, 3, 4, 4])
    assert report.worse == ("conditions",)
    place = 1 + [one.target for one in report.to_do].index("conditions")
    assert place > 1
    (found,) = worse_advice(report, "en")
    assert found == (report.to_do[place - 1], (place,), f"advice {place} (conditions)")
    assert [one.words for one in worse_advice(report, "sv")] == [f"råd {place} (förutsättningar)"]
    assert worse_waits_sentence(report, "en") == ""
    cross = replace(report.advice[0], reason=Reason("today_wins", {"name": "conditions"}))
    both = replace(report, advice=(report.advice[0], cross, report.to_do[place - 1]))
    assert worse_advice(both, "sv") == [(cross, (2, 3), "råd 2 och 3 (förutsättningar)")], "the one that says what fell"
    numbered = {"sv": "Råd 1 och 2 gäller förutsättningar.", "en": "See advice 1 and 2 on conditions."}
    for language in LANGUAGES:
        assert numbers_sentence(["conditions"], replace(both, advice=both.advice[1:]), language) == numbered[language]
        assert numbers_sentence(["conditions"], replace(both, advice=both.advice[1:], changes=()), language) == ""
    held = replace(report, advice=report.advice[:1], waiting=report.advice[place - 1 : place])
    assert worse_waits_sentence(held, "en") == "Advice on what has become worse (conditions) has to wait."
    first = replace(report, advice=report.advice[place - 1 :])
    for told in (held, first, scored(bank, answers, [1, 3, 3, 3], [1, 5, 3, 3])):
        assert worse_advice(told, "en") == [], "it waits, is the first, or nothing is worse"


def test_what_gives_the_least_support_is_named_below_the_headline_though_something_else_has_changed(
    bank: Instrument, answers: Callable[..., Answers]
) -> None:
    """External rewards were the large problem, had not moved, and were not mentioned."""
    report = scored(bank, answers, [1, 3, 4, 4], [1, 5, 2, 4])
    name = part_name(next(iter(WORKED)), bank, "en").lower()
    for is_short in (False, True):
        said = opening(report, "en", is_short=is_short).consequence
        assert said.endswith(say("en", "headline.turned.least", names=f"{name} (0)"))
    equal = opening(scored(bank, answers, [1, 3, 4, 4], [1, 3, 1, 4]), "en", is_short=True).consequence
    assert equal.endswith("The least support comes from ability (0) and external rewards (0).")
    moved = opening(scored(bank, answers, [1, 3, 4, 4], [2, 5, 2, 4]), "en", is_short=True).consequence
    assert moved.endswith("The least support comes from ability (25) and external rewards (25)."), "it moved, too"


def test_a_factor_is_said_to_be_worse_because_of_today_s_way_and_a_fallen_score_is_said_once(
    bank: Instrument, answers: Callable[..., Answers]
) -> None:
    """“Worse” stood above a wanted score that was as before, and a reason said “25 out of 100” twice."""
    then: dict[str, Columns] = {name: ([2] * len(kept), [4] * len(kept)) for name, (kept, _) in WORKED.items()}
    now = then | {"ability": ([4] * 4, [4] * 4), "conditions": ([2] * 4, [2] * 4)}
    earlier = build_report(bank, answers(then), made_on=date(2026, 5, 22))
    answered = replace(answers(now), importance={"conditions": 5})
    report = build_report(bank, answered, made_on=date(2026, 8, 22), earlier=[earlier])
    assert set(report.worse) == {"ability", "conditions"}
    assert by_today_sentence("ability", report, "en") == "Ability: worse because today’s way has gained support."
    assert by_today_sentence("conditions", report, "en") == "", "the wanted way has less"
    reason = advice_reason(next(one for one in report.to_do if one.target == "conditions"), report, "en")
    assert reason.count("25 out of 100") == 1
    assert reason.endswith("when asked how much it matters.")
    line = PlanLine("a" * 32, title="Talk to five customers", state="done", outcome="helped")
    planned = replace(report, plan=(line,))
    pages = PdfReader(io.BytesIO(to_pdf(planned, "en"))).pages
    text = one_line(" ".join(page.extract_text() for page in pages))
    assert "Actions in the plan: one helped (“Talk to five customers”)." in text
    assert "worse because today’s way has gained support" in text


def test_a_fall_is_the_reason_for_the_advice_on_its_factor_and_else_for_the_first_that_has_to_do_with_it(
    bank: Instrument, answers: Callable[..., Answers]
) -> None:
    """It stood below advice to weaken today's way, and not below that to build ability, which answers it."""
    then: dict[str, Columns] = {name: ([4] * len(kept), [4] * len(kept)) for name, (kept, _) in WORKED.items()}
    then |= {"external_rewards": ([2] * 4, [3] * 4)}
    now = then | {"ability": ([5] * 4, [1] * 4)}
    earlier = build_report(bank, answers(then), made_on=date(2026, 5, 22))
    agreed = answers(now, experience={"agreed": "yes"})
    report = build_report(bank, agreed, made_on=date(2026, 8, 22), earlier=[earlier])
    today, ability = report.to_do[:2]
    assert (today.id, today.reason.values["name"], ability.target) == ("X-today_wins", "ability", "ability")
    fall = fall_sentences("ability", report, "en")
    assert fall.startswith("The support from ability has fallen from 75 to 0")
    assert fall not in advice_reason(today, report, "en")
    assert advice_reason(ability, report, "en").startswith(fall)
    done = PlanLine("a" * 32, title="Build the ability", state="done", source=ability.source)
    assert advice_reason(today, replace(report, plan=(done,)), "en").endswith(fall)


@pytest.mark.unmeasured
@pytest.mark.in_turns
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_all_four_factors_come_to_has_its_figures_and_says_why_where_their_mean_goes_another_way(
    bank: Instrument, answers: Callable[..., Answers], language: Language
) -> None:
    """Support was said to have fallen beside 19, 44, 75, 71 that became 75, 75, 0, 63; and 0 counted as 1 unsaid."""
    why, zero = say(language, "headline.turned.overall.why"), say(language, "results.overall_zero")
    for then, now, movement, earlier, later, is_by_weak in (
        ([2, 4, 2, 4], [4, 1, 4, 4], "down", 42, 25, True),
        ([1, 5, 5, 3], [3, 4, 4, 3], "up", 27, 61, True),
        ([4, 4, 4, 4], [4, 1, 4, 4], "down", 73, 25, True),
        ([3, 3, 3, 3], [2, 2, 3, 3], "down", 50, 35, False),
    ):
        report = scored(bank, answers, then, now)
        said = say(
            language, f"headline.turned.overall.{movement}", earlier=earlier, later=later, why=why if is_by_weak else ""
        )
        assert said in opening(report, language).consequence
        rules = rule_sentences(report, language)
        text = one_line(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(to_pdf(report, language))).pages))
        assert all(rule in text for rule in rules[:3]), "what wins, and what “together” is"
        assert (zero in rules[2], zero in text) == ((1 in (*then, *now)),) * 2
        alike = [change.id for change in report.changed_first if report.are_all_equal(change.id)]
        assert text.count(_alike(alike, bank, language)) == len(alike[1:2]) == 1, "said once"
        assert say(language, "answers.supports.same") not in text
    even = {**WORKED, "ability": (WORKED["ability"][0], [4] * 4), "conditions": (WORKED["conditions"][0], [3] * 4)}
    first = build_report(bank, answers(even), made_on=date(2026, 5, 22))
    text = one_line(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(to_pdf(first, language))).pages))
    assert text.count(_alike(["conditions", "ability"], bank, language)) == 1
    assert say(language, "answers.supports.same") not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_what_all_four_factors_come_to_has_not_clearly_changed_the_sentence_has_the_limit(
    bank: Instrument, answers: Callable[..., Answers], language: Language
) -> None:
    """46 before and 33 now stood as no change, below a headline in which three factors were worse."""
    report = scored(bank, answers, [3, 3, 3, 3], [4, 2, 3, 3])
    assert report.total_change is not None
    assert (report.total_change.movement, bool(report.better), bool(report.worse)) == (None, True, True)
    limit = say(language, "headline.turned.overall.small", points=report.small_change)
    assert str(report.small_change) in limit
    assert f"{limit}." in opening(report, language).consequence
    of_all = rule_sentences(report, language)[2]
    assert say(language, "results.overall_change", points=report.small_change) in of_all
    first = build_report(bank, answers(WORKED), made_on=date(2026, 5, 22))
    unsaid = say(language, "results.overall_change", points="{points}").partition("{points}")[0]
    assert unsaid in of_all
    assert unsaid not in overall_remark(first, language)
    for shown, is_said in ((report, True), (first, False)):
        pages = PdfReader(io.BytesIO(to_pdf(shown, language))).pages
        assert (unsaid in one_line(" ".join(page.extract_text() for page in pages))) is is_said


def _alike(factors: Sequence[str], bank: Instrument, language: Language) -> str:
    return say(language, "answers.supports.same_in", names=part_names(factors, bank, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_two_numbers_of_a_change_stand_on_one_line_of_the_pdf(
    bank: Instrument, answers: Callable[..., Answers], language: Language
) -> None:
    """Page one broke “(63 / → 81)”."""
    report = scored(bank, answers, [4, 4, 4, 4], [5, 5, 4, 4])
    page = PdfReader(io.BytesIO(to_pdf(report, language))).pages[0].extract_text()
    assert "75 → 100" in opening(report, language).consequence
    assert "75 → 100" in page


@pytest.mark.parametrize(
    ("then", "now"),
    [
        (([3, 3, 3, 3], [5, 4, None, None]), ([3, 3, 1, 1], [4, 3, None, None])),
        (([2, 2, None, None], [4, 4, 1, 1]), ([4, 4, None, None], [4, 4, 5, 5])),
    ],
)
def test_today_s_way_is_not_said_to_have_gained_more_support_where_the_scores_do_not_show_it(
    bank: Instrument, answers: Callable[..., Answers], then: Columns, now: Columns
) -> None:
    """“Worse because today's way has gained support” stood beside a score for today that had gone from 50 to 25."""
    same: dict[str, Columns] = {name: ([3] * len(kept), [3] * len(kept)) for name, (kept, _) in WORKED.items()}
    earlier = build_report(bank, answers(same | {"ability": then}), made_on=date(2026, 5, 22))
    report = build_report(bank, answers(same | {"ability": now}), made_on=date(2026, 8, 22), earlier=[earlier])
    assert report.worse == ("ability",)
    assert by_today_sentence("ability", report, "en") == ""


def test_where_only_today_s_way_has_changed_much_that_is_said(
    bank: Instrument, answers: Callable[..., Answers]
) -> None:
    """“No clear change” stood above a score for today that had gone from 81 to 50, and nothing explained it."""
    same: dict[str, Columns] = {name: ([3] * len(kept), [3] * len(kept)) for name, (kept, _) in WORKED.items()}
    factor = "external_rewards"
    earlier = build_report(bank, answers(same | {factor: ([5] * 4, [1] * 4)}), made_on=date(2026, 5, 22))
    report = build_report(
        bank, answers(same | {factor: ([3] * 4, [1] * 4)}), made_on=date(2026, 8, 22), earlier=[earlier]
    )
    assert factor not in (*report.better, *report.worse)
    said = say("en", "comparison.by_today.neither.down", name=part_name(factor, bank, "en"))
    assert by_today_sentence(factor, report, "en") == said
    assert by_today_sentence("ability", report, "en") == "", "nothing has changed there"


def test_the_lead_tells_better_from_worse_and_calls_a_change_that_two_answers_can_make_small(
    bank: Instrument, answers: Callable[..., Answers]
) -> None:
    """Two answers, one step each, were enough for "now support the wanted way more"."""
    report = scored(bank, answers, [3, 3, 2, 4], [2, 1, 5, 5])
    assert opening(report, "sv").consequence == (
        "Tillsammans ger de fyra faktorerna det önskade sättet mindre stöd, från 45 till 21 av 100: "
        "en svag faktor väger tyngre än en stark. "
        "Bättre: yttre belöningar (stöd 25 → 100) och inre belöningar (67 → 83). "
        "Sämre: förutsättningar (stöd 50 → 0) och förmåga (50 → 25)."
    )
    short = opening(report, "sv", is_short=True).consequence
    assert short == (
        "Tillsammans ger de fyra faktorerna det önskade sättet mindre stöd, från 45 till 21 av 100: "
        "en svag faktor väger tyngre än en stark. Bättre: yttre belöningar och inre belöningar. "
        "Sämre: förutsättningar och förmåga. Minst stöd ger förutsättningar (0)."
    ), "without the scores, which the figure right below has"
    assert [change.id for change in report.changed_first] == [
        "external_rewards",
        "internal_rewards",
        "conditions",
        "ability",
    ], "the figure has them in the same order"
    earlier = build_report(bank, answers(WORKED), made_on=date(2026, 5, 22))
    slightly = {**WORKED, "external_rewards": (WORKED["external_rewards"][0], [3, 3, 4, 2])}
    report = build_report(bank, answers(slightly), made_on=date(2026, 8, 22), earlier=[earlier])
    assert opening(report, "en") == (
        "Today’s way still wins in all four factors: only small changes since last time.",
        (
            "Small change: external rewards (support 38 → 50). Two answers that each moved one step can explain it. "
            "The least support now comes from ability, external rewards and internal rewards, between 44 and 50 out "
            "of 100, against 63 from conditions."
        ),
    )
    assert grey_remark(report, "en") == [say("en", "comparison.grey")]


ALIKE: Final = (
    ([4, 4, 4, 4], [3, 3, 4, 4], "Alla 8 ändrade svar om det önskade sättet ger det ett steg mindre stöd."),
    ([4, 4, 4, 4], [3, 3, 2, 4], "önskade sättet ger det mindre stöd, 8 av dem med ett steg."),
    ([4, 4, 4, 4], [3, 3, 5, 4], "8 av de 12 ändrade svaren om det önskade sättet ger det ett steg mindre stöd, 4"),
    ([3, 3, 3, 3], [4, 4, 1, 3], "ger det ett steg mer stöd, 4 ger det mindre."),
    ([3, 1, 3, 3], [4, 3, 3, 4], "13 av de 14 ändrade svaren"),
    ([3, 1, 3, 3], [4, 3, 3, 4], "ger det mer stöd, 9 av dem med ett steg, och 1 ger det mindre."),
    ([4, 4, 4, 4], [2, 2, 3, 4], ""),
    ([4, 4, 4, 4], [3, 4, 4, 4], ""),
)


@pytest.mark.parametrize(("then", "now", "judged"), ALIKE if IS_SOAK else ALIKE[::3])
def test_so_many_answers_that_move_one_step_alike_may_be_another_way_of_judging(
    bank: Instrument, answers: Callable[..., Answers], then: list[int], now: list[int], judged: str
) -> None:
    """Most of six or more: eight of eight or of twelve, not four of twelve or of four. The numbers said add up."""
    report = scored(bank, answers, then, now)
    said = judged_sentence(report, "sv")
    assert judged in said
    assert bool(said) is bool(judged)
    if report.better or report.worse:
        summary = openpyxl.load_workbook(io.BytesIO(to_xlsx(report, "sv"))).worksheets[0]
        assert (said in [cell.value for cell in summary["A"][:5]]) is bool(said), "below the headline it doubts"


def test_only_answers_about_the_wanted_behaviour_count_as_judged_otherwise(
    bank: Instrument, answers: Callable[..., Answers]
) -> None:
    """“10 of 15 changed answers give more support” mixed in those on today's behaviour, where less is good news."""
    sides = [
        answers({name: ([today] * len(kept), [new] * len(kept)) for name, (kept, _) in WORKED.items()})
        for today, new in ((4, 3), (2, 4))
    ]
    earlier = build_report(bank, sides[0], made_on=date(2026, 5, 22))
    moved = build_report(bank, sides[1], made_on=date(2026, 8, 22), earlier=[earlier]).moved_one_step
    assert moved == ("up", 17, 18, 1), "one statement is reversed"


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        (5, 4, "från 100 till 75, men önskat sätt vinner fortfarande där, 75 mot 50."),
        (4, 5, "från 75 till 100, och önskat sätt vinner fortfarande där, 100 mot 50."),
        (2, 1, "från 25 till 0, och dagens sätt vinner fortfarande där, 50 mot 0."),
        (1, 2, "från 0 till 25, men dagens sätt vinner fortfarande där, 50 mot 25."),
        (5, 3, "Sämre: förmåga, där det nu är oavgjort."),
    ],
)
def test_where_most_has_moved_the_lead_says_which_behaviour_still_wins(
    bank: Instrument, answers: Callable[..., Answers], then: int, now: int, said: str
) -> None:
    report = scored(bank, answers, [then, 3, 3, 3], [now, 3, 3, 3])
    assert said in opening(report, "sv").consequence


@pytest.mark.unmeasured
@pytest.mark.in_turns
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_change_is_the_difference_of_the_two_numbers_beside_it(
    bank: Instrument, answers: Callable[..., Answers], language: Language
) -> None:
    """The chart showed 63 → 75 and beside it 13 higher, and one change was called 12 here and 13 there."""
    before = {
        **WORKED,
        "ability": (WORKED["ability"][0], [4, 4, 3, 3]),
        "conditions": ([2, 3, 2, 3], WORKED["conditions"][1]),
    }
    later = {
        **WORKED,
        "ability": (WORKED["ability"][0], [4, 4, 4, 4]),
        "conditions": ([4, 4, 4, 4], WORKED["conditions"][1]),
    }
    earlier = build_report(bank, answers(before), made_on=date(2026, 5, 22))
    report = build_report(bank, answers(later), made_on=date(2026, 8, 22), earlier=[earlier])
    wanted, todays = report.factor_changes[0].new, report.factor_changes[1].current
    assert (wanted.earlier, wanted.later, wanted.difference) == (62.5, 75, 12.5)
    assert (wanted.whole_points, todays.earlier, todays.later, todays.whole_points) == (12, 37.5, 75, 37)
    assert movement_text(wanted, language) == say(language, "comparison.small"), "two answers make as much"
    assert " 37 " in f" {movement_text(todays, language)} ".replace(",", " ")
    pdf = to_pdf(replace(report, opens_with_change=False), language)
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert movement_text(todays, language) in " ".join(text.split())
    flat = build_report(bank, answers({**before, "ability": (WORKED["ability"][0], [3] * 4)}), made_on=earlier.made_on)
    now = answers({**before, "conditions": later["conditions"]})
    risen = build_report(bank, now, made_on=report.made_on, earlier=[flat])
    assert (risen.factor_changes[0].new.whole_points, risen.factor_changes[0].new.is_small) == (13, True)
    shown = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(to_pdf(risen, language))).pages)
    assert f"+{number(12.5, language, 1)}" in shown, "13 is more than two answers make, and was called a small change"
    (rule,) = comparison_remarks(report, language)
    assert not re.findall(r"\d+", rule), "as much as two answers make is shown as 12 or as 13"
    assert rule in " ".join(text.split())
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(report, language)))[say(language, "export.sheet.comparison")]
    assert [12 in [cell.value for cell in sheet["G"]], 37 in [cell.value for cell in sheet["D"]]] == [True, True]
    assert rule in [cell.value for cell in sheet["A"]]


def test_the_remarks_say_what_makes_two_assessments_hard_to_compare(
    bank: Instrument, answers: Callable[..., Answers]
) -> None:
    def report(day: date, *, earlier: Sequence[Report] = (), behaviour: str = "", scoring: str = "1") -> Report:
        return build_report(
            bank,
            answers(WORKED, behaviours={"current": behaviour, "new": behaviour}),
            made_on=day,
            occasion=Occasion(answered_on=day, scoring_version=scoring),
            earlier=earlier,
        )

    before = report(date(2026, 5, 22))
    same = report(date(2026, 11, 22), earlier=[before])
    assert comparison_heading(same, "en") == "22\xa0May\xa02026 compared with 22\xa0November\xa02026"
    assert comparison_heading(report(before.made_on, earlier=[before]), "en") == "Twice on 22\xa0May\xa02026"
    assert comparison_remarks(same, "en") == [], "nothing is called small"
    other = report(date(2026, 11, 22), earlier=[before], behaviour="Something else")
    assert comparison_remarks(other, "en") == [
        "The two assessments are about different behaviours. Compare them with care.",
    ]
    old = report(date(2026, 5, 22), scoring="0")
    remarks = comparison_remarks(report(date(2026, 11, 22), earlier=[old]), "en")
    assert [remark.split()[:2] for remark in remarks] == [["The", "earlier"]]


def test_a_report_keeps_earlier_assessments_without_their_own_reports(
    bank: Instrument, answers: Callable[..., Answers]
) -> None:
    first = build_report(bank, answers(WORKED), made_on=date(2026, 5, 22))
    second = build_report(bank, answers(WORKED), made_on=date(2026, 8, 22), earlier=[first])
    third = build_report(bank, answers(WORKED), made_on=date(2026, 11, 22), earlier=[first, second])
    assert [type(before) for before in third.earlier] == [Past, Past]
    assert [(before.answered_on, before.scores) for before in third.earlier] == [
        (before.made_on, before.scores) for before in (first, second)
    ]


NOW = BANK.version
BANKS_DIFFER = "The two assessments used different versions of the questions. Compare them with care."


def stamped(report: Report, version: str | None, *, is_current: bool = True) -> Report:
    """The report with answers begun on this version; if its text is lost, they are shown on today's."""
    return replace(
        report,
        answers=replace(report.answers, instrument_version=version),
        occasion=replace(report.occasion, bank_is_current=is_current),
    )


@pytest.mark.parametrize(
    ("earlier", "earlier_is_current", "version", "is_current", "differ"),
    [
        (NOW, True, NOW, True, False),
        (None, True, NOW, True, False),
        ("0.9", False, NOW, True, True),
        (NOW, False, NOW, True, True),
        ("0.9", False, "0.8", False, True),
        ("0.9", False, "0.9", False, False),
    ],
)
def test_another_version_is_marked_even_when_its_text_is_lost(
    worked: Report, earlier: str | None, earlier_is_current: bool, version: str, is_current: bool, differ: bool
) -> None:
    """A bank whose text is lost is replaced by today's, so the two instruments were equal."""
    before = stamped(worked, earlier, is_current=earlier_is_current)
    now = replace(stamped(worked, version, is_current=is_current), earlier=(before,))
    assert (BANKS_DIFFER in comparison_remarks(now, "en")) is differ


@pytest.mark.unmeasured
def test_another_bank_is_marked_and_so_is_another_version_in_every_file(worked: Report) -> None:
    other = replace(worked, instrument=worked.instrument.model_copy(update={"version": "0.9"}))
    assert BANKS_DIFFER in comparison_remarks(replace(worked, earlier=(other,)), "en")
    before = stamped(worked, "0.9", is_current=False)
    now = build_report(worked.instrument, worked.answers, made_on=worked.made_on, earlier=[before])
    pdf = one_line(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(to_pdf(now, "en"))).pages))
    assert BANKS_DIFFER in pdf
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(now, "en")))["Over time"]
    assert BANKS_DIFFER in [row[0] for row in sheet.iter_rows(values_only=True)]


def test_days_of_a_series_on_another_version_or_form_are_named_in_the_files(
    bank: Instrument, answers: Callable[..., Answers]
) -> None:
    def at(month: int, form: str = "quick", version: str = NOW, *earlier: Report) -> Report:
        day = date(2026, month, 1)
        occasion = Occasion(answered_on=day)
        report = build_report(bank, answers(WORKED, form=form), made_on=day, occasion=occasion, earlier=earlier)
        return stamped(report, version)

    first, second, third = at(1, "full"), at(2), at(3, "quick", "0.9")
    remark = series_remark(at(4, "quick", NOW, first, second, third), "en")
    assert remark.endswith("than the latest: 1\xa0January\xa02026 and 1\xa0March\xa02026.")
    assert series_remark(at(4, "quick", NOW, second, second), "en") == ""
    assert series_remark(at(4, "quick", NOW, first), "en") == ""  # With only two, the remarks say it.
    now = at(4, "quick", NOW, first, second)
    pdf = one_line(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(to_pdf(now, "en"))).pages))
    assert series_remark(now, "en") in pdf
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(now, "en")))["Over time"]
    assert series_remark(now, "en") in [row[0] for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_quick_form_beside_a_full_one_is_marked(
    bank: Instrument, answers: Callable[..., Answers], language: Language
) -> None:
    quick, full = (build_report(bank, answers(WORKED, form=form), made_on=date(2026, 5, 22)) for form in FORMS)
    for before, now, differ in ((quick, full, True), (full, quick, True), (full, full, False)):
        remarks = comparison_remarks(replace(now, earlier=(before,)), language)
        assert (say(language, "comparison.form_differs") in remarks) is differ


# Two maps -------------------------------------------------------------------------------------------------------------


def a_map(**roles: dict[str, dict[str, float]]) -> IncentiveScores:
    """Roles by their id, each with measures of equal share by their id, each with its effects."""
    return score_incentives(
        IncentiveMap.checked(
            {
                "elements": [{"id": "E1", "weight": 1, "en": "Reach"}, {"id": "E2", "weight": 1, "en": "Promise"}],
                "roles": [
                    {
                        "id": role,
                        "en": role.title(),
                        "metrics": [{"id": name, "share": 1, "effects": effects} for name, effects in measures.items()],
                    }
                    for role, measures in roles.items()
                ],
            }
        )
    )


def test_cells_of_two_maps_that_differ_by_two_or_more_are_found_widest_first() -> None:
    one = a_map(sales={"volume": {"E1": 1, "E2": -2}}, it={"cases": {"E1": -2, "E2": 0}})
    other = a_map(sales={"volume": {"E1": -1, "E2": 1}}, it={"cases": {"E1": -1, "E2": 1.9}})
    found = compare_maps(one, other)
    assert found.compared == 4
    assert found.differing == (SharedCell("sales", None, "E2", -2, 1), SharedCell("sales", None, "E1", 1, -1))
    assert found.only_one == found.only_other == ()


def test_a_differing_rating_is_found_even_when_the_roles_pull_is_the_same() -> None:
    one = a_map(ceo={"growth": {"E1": -2}, "profit": {"E1": 1}})
    other = a_map(ceo={"growth": {"E1": 1}, "profit": {"E1": -2}})
    assert compare_maps(one, other).differing == (
        SharedCell("ceo", "growth", "E1", -2, 1),
        SharedCell("ceo", "profit", "E1", 1, -2),
    )


def test_other_measures_show_in_the_pull_and_own_roles_are_matched_by_name() -> None:
    one = a_map(sales={"volume": {"E1": -2}}, a1b2={"x": {"E2": 2}}, hr={})
    other = a_map(sales={"returning customers": {"E1": 1}}, it={})
    named = IncentiveMap.checked(
        {
            **other.map.document(),
            "roles": [*other.map.document()["roles"], {"id": "c3d4", "en": "a1B2", "metrics": []}],
        }
    )
    found = compare_maps(one, score_incentives(named))
    assert found.differing == (SharedCell("sales", None, "E1", -2, 1), SharedCell("a1b2", None, "E2", 2, 0))
    assert (found.only_one, found.only_other) == (("hr",), ("it",))


def test_a_map_compared_with_itself_differs_nowhere_and_swapping_two_maps_swaps_the_cells(
    bank: Instrument,
) -> None:
    proposed = score_incentives(kept(IncentiveMap.proposed(bank.incentives, {})))
    same = compare_maps(proposed, proposed)
    assert same.compared == len(proposed.roles) * len(proposed.elements)
    assert (same.differing, same.only_one, same.only_other) == ((), (), ())
    other = score_incentives(proposed.map.with_role(proposed.map.roles[1].model_copy(update={"measures": ()})))
    there, back = compare_maps(proposed, other), compare_maps(other, proposed)
    assert len(there.differing) == 1
    assert back.differing == tuple(cell._replace(one=cell.other, other=cell.one) for cell in there.differing)


def test_clashes_are_compared_as_whole_numbers_and_in_the_order_of_the_later_map() -> None:
    before = a_map(sales={"volume": {"E1": 2}}, it={"cases": {"E1": -1}})
    after = a_map(it={"cases": {"E1": -2}}, sales={"volume": {"E1": 2}})
    assert compare_clashes(before, after) == ((ClashChange("it", "sales", 25, 50),), 0)
    assert compare_clashes(after, None) == ((ClashChange("it", "sales", 50, 0),), 0)
    assert compare_clashes(None, None) == compare_clashes(before, before) == ((), 0)


@pytest.mark.parametrize("language", ["en", "sv"])
def test_the_differences_between_two_maps_are_described_in_words(bank: Instrument, language: Language) -> None:
    proposed = kept(IncentiveMap.proposed(bank.incentives, {}))
    sales = proposed.role("sales")
    assert sales is not None
    harmless = sales.measures[0].with_effect("promises", 1)
    changed = proposed.without_role("it").with_role(sales.model_copy(update={"measures": (harmless,)}))
    mine, theirs = (
        build_report(bank, Answers(form="quick", incentives=each), made_on=date(2026, 11, 22))
        for each in (proposed, changed)
    )
    assert mine.incentives is not None
    assert theirs.incentives is not None
    found = compare_maps(mine.incentives, theirs.incentives)
    assert found is not None
    sentences = map_comparison_sentences(found, mine, theirs, language)
    assert (
        sentences
        == {
            "en": [
                "30 pairs of a role and a part were compared. Places where you differ by 100 or more: 1.",
                "The head of sales, on “Promises are kept”: −100 here, +50 in the other map.",
                "Only in this map: The head of IT.",
            ],
            "sv": [
                "30 par av roll och del har jämförts. Ställen där det skiljer 100 eller mer: 1.",
                "Säljchefen, för ”Löften hålls”: −100 här, +50 i den andra kartan.",
                "Bara i den här kartan: It-chefen.",
            ],
        }[language]
    )


@pytest.mark.in_turns
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_factor_that_has_changed_says_which_answers_moved_it_most(
    bank: Instrument, answers: Callable[..., Answers], language: Language
) -> None:
    """Why a factor was better or worse was told nowhere: all answers had to be read line by line."""
    before = build_report(bank, answers(CAUSED_BEFORE), made_on=date(2026, 5, 22))
    report = build_report(bank, answers(CAUSED_NOW), made_on=date(2026, 8, 22), earlier=[before])
    found = {change.id: report.causes(change) for change in report.factor_changes}
    steps = {
        factor: [(one.column, one.is_up, one.steps, one.most, one.others, one.of) for one in causes]
        for factor, causes in found.items()
    }
    assert steps == {
        "ability": [("new", True, 2, 1, 2, 4), ("current", False, 1, 3, 0, 4)],
        "conditions": [("new", False, 1, 4, 0, 4)],
        "external_rewards": [("new", True, 2, 2, 0, 3)],
        "internal_rewards": [],
    }
    assert [(one.before, one.now) for one in found["ability"][0].named] == [(2, 4)]
    said = {one.name: one.text for one in cause_texts(report, language)}
    names = {factor: part_name(factor, bank, language) for factor in steps}
    assert set(said) == set(names.values()) - {names["internal_rewards"]}
    asked = {factor: [one.item for one in report.statements if one.item.factor == factor] for factor in steps}
    ability, external = said[names["ability"]], said[names["external_rewards"]]
    assert asked["ability"][1].text[language].removesuffix(".")[:40] in ability
    moved = {"sv": ("från 2 till 4", "från 1 till 3", "från"), "en": ("from 2 to 4", "from 1 to 3", "from")}
    steps_of = moved[language]
    assert steps_of[0] in ability
    assert (external.count(steps_of[1]), external.count(steps_of[2])) == (1, 2), "two that moved as far are both named"
    whole = {
        "sv": ": det önskade sättet har fått mindre stöd, eftersom alla 4 svar ger det ett\u00a0steg mindre stöd.",
        "en": ": the wanted way has less support, because all 4 answers give it one\u00a0step less support.",
    }
    assert said[names["conditions"]] == whole[language]
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(to_pdf(report, language))).pages)
    behind = [answers_behind(cause, language) for causes in found.values() for cause in causes]
    assert all(" ".join(sentence.split()) in " ".join(text.split()) for sentence in behind)
    assert cause_texts(before, language) == []


def test_a_factor_of_which_other_statements_are_answered_says_so(
    bank: Instrument, answers: Callable[..., Answers]
) -> None:
    """With 5, 5 and two left out the mean is 100; with 5, 5, 1, 1 it is 50, though no answer has moved."""
    then = {**WORKED, "ability": (WORKED["ability"][0], [5, 5, "dont_know", "dont_know"])}
    now = {**WORKED, "ability": (WORKED["ability"][0], [5, 5, 1, 1])}
    before = build_report(bank, answers(then), made_on=date(2026, 5, 22))
    report = build_report(bank, answers(now), made_on=date(2026, 8, 22), earlier=[before])
    (cause,) = report.causes(report.factor_changes[0])
    assert (cause.most, cause.of, cause.named) == (0, 2, ())
    assert [one.sentence for one in cause_texts(report, "sv")] == [
        "Förmåga: det önskade sättet har fått mindre stöd, eftersom andra påståenden är besvarade nu."
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_changed_answer_says_what_it_was(
    bank: Instrument, answers: Callable[..., Answers], language: Language
) -> None:
    now: dict[str, Columns] = {
        **WORKED,
        "ability": ([4, 2, 3, 4], [3, 3, 5, 3]),
        "external_rewards": ([4, 4, 3, 5], [3, 2, 4, "dont_know"]),
    }
    before = build_report(bank, answers(WORKED), made_on=date(2026, 5, 22))
    report = build_report(bank, answers(now), made_on=date(2026, 8, 22), earlier=[before])
    rows = [row for group in answer_groups(report, language) for row in group.rows]
    assert [(row.current_before, row.new_before) for row in rows if row.current_before or row.new_before] == [
        ("5", ""), ("", "2"), ("", "2"), ("", "2")
    ]  # fmt: skip
    assert not [row for group in answer_groups(before, language) for row in group.rows if row.current_before]


def test_of_three_or_four_factors_that_are_equally_low_the_headline_names_them_and_the_other(
    bank: Instrument, answers: Callable[..., Answers]
) -> None:
    """Three of the four were "now lowest", which said neither which nor compared with what."""
    before = build_report(bank, answers(WORKED), made_on=date(2026, 5, 22))
    three = (
        "Minst stöd ger nu förutsättningar, yttre belöningar och inre belöningar, 50 av 100 möjliga var, "
        "mot 100 från förmåga."
    )
    for ability, said in ((5, three), (3, "Alla fyra faktorerna ger nu lika mycket stöd, 50 av 100 möjliga.")):
        later = {factor: ([3] * 6, [3] * 6) for factor in WORKED} | {"ability": ([3] * 4, [ability] * 4)}
        report = build_report(bank, answers(later), made_on=date(2026, 8, 22), earlier=[before])
        assert opening(report, "sv").consequence.endswith(said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_that_turns_on_a_small_change_is_said_to_and_the_rules_have_the_limit_that_always_holds(
    bank: Instrument, answers: Callable[..., Answers], language: Language
) -> None:
    """44 to 56 stood as no clear change although the level was another; +12 won beside a limit of 13, which is 12.5."""
    before = {**WORKED, "ability": ([3, 3, 3, 3], [3, 3, 3, 2]), "conditions": ([4, 4, 3, 3], [3, 3, 3, 3])}
    later = {**before, "ability": ([3, 3, 3, 3], [3, 3, 3, 4]), "external_rewards": ([1, 1, 1, 1], [5, 5, 5, 5])}
    earlier = build_report(bank, answers(before), made_on=date(2026, 5, 22))
    report = build_report(bank, answers(later), made_on=date(2026, 8, 22), earlier=[earlier])
    level = next(one for one in bank.levels if one.id == report.scores.factor("ability").new.level)
    crossed = " ".join(crossed_sentences(report, language))
    assert level[language] in crossed
    assert crossed.endswith(say(language, "comparison.crossed.chance"))
    in_factor, in_all, _, of_change = rule_sentences(report, language)
    assert all(number(LEAST_RESOLUTION, language) in rule for rule in (in_factor, in_all, of_change))
    sides = [answers({**WORKED, "ability": ([3] * 4, new)}) for new in ([4, 4, 3, 3], [4, 3, 3, 3])]
    earlier, now = (build_report(bank, side, made_on=date(2026, 5, 22)) for side in sides)
    stands = standing("ability", replace(now, earlier=(earlier,), changes=()), language)
    turned = {"now": say(language, "comparison.turn.label.now.contested"), "before": say(language, _BEFORE)}
    assert stands == (turned["now"], False, say(language, "comparison.turn.label.text", **turned)), "as the fold says"
