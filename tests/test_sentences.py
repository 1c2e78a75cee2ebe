from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from assessment.answers import Answers, Leads, translated
from assessment.comparison import carried_clashes, compare_clashes
from assessment.incentives import IncentiveMap, read_incentives
from assessment.instrument import LANGUAGES, Instrument, Language, LevelId, Organisation
from assessment.plan import PlanLine, PlanStep
from assessment.quality import NoteId
from assessment.report import Report, build_report
from assessment.scoring import ColumnScore, Verdict, _level, _overall, _prepared
from assessment.sentences.advice import advice_reason
from assessment.sentences.certainty import certainty_sentences, limit_sentences, whose_sentences
from assessment.sentences.comparison import carried_clash_sentences, clash_change_sentences, opening
from assessment.sentences.names import measure_inside, part_name, role_inside
from assessment.sentences.planned import line_steps, line_title, unchanged_advice
from assessment.sentences.scores import (
    balance_reading,
    balance_sentence,
    clearest_sentence,
    headline,
    total_sentence,
    weakest_factors,
)
from assessment.words import number, say, score_text
from tests.conftest import WORKED

ROOT = Path(__file__).parents[1]
_EVEN: Mapping[str, Any] = {factor: ([3] * 6, [3] * 6) for factor in WORKED}


def test_example_behaviours_follow_the_language_and_own_words_stay_unchanged(bank: Instrument) -> None:
    pair = bank.behaviour_examples[1]
    shown = translated(Answers(current_behaviour=pair.current.en, new_behaviour="Our own words"), bank, "sv")
    assert (shown.current_behaviour, shown.new_behaviour) == (pair.current.sv, "Our own words")
    straight = replace(shown, new_behaviour=bank.behaviour_examples[0].new.en.replace("’", "'"))
    assert "'" in straight.new_behaviour  # As it was written before version 1.1 of the questions.
    assert translated(straight, bank, "sv").new_behaviour == bank.behaviour_examples[0].new.sv
    case = Answers.from_json((ROOT / "assessment" / "example.json").read_bytes(), bank)
    assert translated(case, bank, "sv").new_behaviour == bank.behaviour_examples[0].new.sv


@pytest.mark.parametrize("title", ["Remove the obstacles that are left", "Röj hindren som är kvar"])
def test_a_line_of_advice_under_the_title_that_it_had_before_is_not_in_the_leaders_own_words(
    bank: Instrument, title: str
) -> None:
    line = PlanLine("a" * 32, title=title, source="F-conditions-supports.conditions")
    assert line_title(line, bank, "sv") == "Röj hindren som är i vägen"
    own = replace(line, title=f"{title}!")
    assert unchanged_advice(own, bank) is None
    assert line_title(own, bank, "sv") == own.title


@pytest.mark.parametrize(
    ("rule", "earlier", "said"),
    [
        (
            "F-conditions-holds_back",
            "Börja med det som ger minst stöd åt det önskade beteendet: ”Det är tydligt”.",
            "Bestäm med två kollegor en ändring i det som ger minst stöd åt det önskade beteendet: ”Det är tydligt”.",
        ),
        (
            "F-ability-drives",
            "Hold a short monthly practice session so that the skill stays fresh.",
            "Boka ett kort övningspass i månaden så att ni inte tappar färdigheten.",
        ),
        ("F-ability-drives", "Hold a short session!", "Hold a short session!"),
        (
            "X-today_wins",
            (
                "Gå igenom två aktuella ärenden med gruppen, och notera vad som gjorde dagens beteende till det enkla "
                "valet, där det har störst försprång: ”Vi kan det”, ”Vi övar” och ”Vi klarar det”."
            ),
            (
                "Gå igenom två aktuella ärenden med gruppen. Vad gjorde dagens beteende enklast? "
                "Störst försprång: ”Vi kan det”."
            ),
        ),
        (
            "X-agree_cx_first",
            "Låt ledningen skriva under. Titta på belöningarna först därefter.",
            "Låt ledningen skriva under. Ändra belöningar först därefter.",
        ),
        (
            "X-today_wins",
            (
                "Remove one thing that tempts or forces people into today’s behaviour: a routine, an expectation, or a "
                "measure that works against the agreed customer experience."
            ),
            (
                "Ta bort en sak som lockar eller tvingar fram dagens beteende: en rutin, en förväntan eller, om ni är "
                "överens om kundupplevelsen, ett mått som motverkar den."
            ),
        ),
        (
            "X-pairwise_clash",
            "Give them one shared measure for the handover.",
            "Ge dem ett gemensamt mått för överlämningen, om ni är överens om upplevelsen.",
        ),
        (
            "X-gameable_metric",
            (
                "Once you agree on the experience: replace it with a measure of causes, for example the share of "
                "return causes removed."
            ),
            (
                "Byt det mot ett mått på orsaker som gynnar det ni har enats om, till exempel andelen returorsaker som "
                "har åtgärdats."
            ),
        ),
    ],
)
def test_a_step_that_advice_had_before_is_said_as_it_is_now(
    bank: Instrument, rule: str, earlier: str, said: str
) -> None:
    title = next(each for each in bank.recommendations if each.id == rule).title["sv"]
    line = PlanLine("a" * 32, title=title, source=f"{rule}.x", steps=(PlanStep(earlier),))
    assert line_steps(line, bank, "sv") == [said]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_limits_of_the_answers_mention_the_wanted_column_too(worked: Report, language: Language) -> None:
    limits = limit_sentences(worked, language)
    assert len(limits) == len(set(limits)) == 5
    assert say(language, "export.limits.wanted") in limits


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_verdict_level_and_note_has_its_words(language: Language) -> None:
    for verdict in get_args(Verdict):
        for part in ("short", "sentence", "total"):
            assert say(language, f"verdict.{verdict}.{part}")
    for note in set(get_args(NoteId)) - {"single_respondent"}:
        assert say(language, f"notes.{note}")


def test_the_headline_names_the_weakest_factor_and_what_it_means(
    bank: Instrument, answers: Callable[..., Answers]
) -> None:
    columns = {**WORKED, "ability": ([4, 5, 3, 4], [3, 3, 3, 3])}
    report = build_report(bank, answers(columns), made_on=date(2026, 11, 22))
    assert headline(report, "en").title.endswith("External rewards hold you back the most.")
    assert headline(report, "sv").title.endswith("Yttre belöningar håller er tillbaka mest.")
    assert headline(report, "sv").consequence.startswith((bank.factors[2].holds_back or bank.factors[2].name).sv)
    assert weakest_factors(report, "sv") == "Yttre belöningar"


@pytest.mark.parametrize(
    ("current", "pays"), [([4, 4, 3, 5], True), ([3, 3, 3, 3], True), ([3, 3, 3, 2], False), ([1] * 4, False)]
)
def test_todays_way_is_said_to_pay_only_where_todays_behaviour_wins_in_rewards(
    bank: Instrument, answers: Callable[..., Answers], current: list[int], pays: bool
) -> None:
    """The wanted score is 37.5, and a difference below 12.5 does not count."""
    columns = {**WORKED, "ability": ([4] * 4, [3] * 4), "external_rewards": (current, [2, 2, 4, 2])}
    report = build_report(bank, answers(columns), made_on=date(2026, 11, 22))
    everywhere = "Today’s way wins in all four factors. " if pays else ""
    assert headline(report, "en").title == f"{everywhere}External rewards hold you back the most."
    assert ("Today’s way pays better." in headline(report, "en").consequence) is pays
    assert ("Dagens sätt lönar sig bättre." in headline(report, "sv").consequence) is pays


@pytest.mark.parametrize(
    ("current", "language", "why"),
    [
        (
            [4, 4, 3, 5],
            "en",
            "wanted behaviour reaches 38 out of 100, the lowest of the four factors, against 75 for today’s.",
        ),
        (
            [4, 4, 3, 5],
            "sv",
            "Här får det önskade beteendet 38 av 100 möjliga, lägst av de fyra faktorerna, mot 75 för dagens.",
        ),
        (
            [None] * 4,
            "en",
            "Here the wanted behaviour reaches 38 out of 100, the lowest of the four factors.",
        ),
    ],
)
def test_the_headline_says_by_which_scores_the_factor_is_the_lowest(
    bank: Instrument, answers: Callable[..., Answers], current: list[int | None], language: Language, why: str
) -> None:
    columns = {**WORKED, "ability": ([4] * 4, [3] * 4), "external_rewards": (current, [2, 2, 4, 2])}
    report = build_report(bank, answers(columns), made_on=date(2026, 11, 22))
    assert headline(report, language).consequence.endswith(why)


@pytest.mark.parametrize(
    ("new", "title"),
    [
        (dict.fromkeys(WORKED, 5), "All four factors drive the wanted behaviour, according to your answers."),
        (dict.fromkeys(WORKED, 4) | {"ability": 3}, "Ability: this is where there is most to gain."),
        (
            dict.fromkeys(WORKED, 4) | {"ability": 2, "conditions": 2},
            "Ability and conditions give the least support to the wanted way.",
        ),
        (dict.fromkeys(WORKED, 3), "The four factors are close together."),
        ({"ability": 3}, "More answers are needed for the whole picture."),
    ],
)
def test_the_headline_fits_what_was_found(
    bank: Instrument, answers: Callable[..., Answers], new: dict[str, int], title: str
) -> None:
    columns = {factor: ([3] * 6, [value] * 6) for factor, value in new.items()}
    if "internal_rewards" in columns:
        wanted = new["internal_rewards"]
        columns["internal_rewards"] = ([3] * 6, [wanted] * 4 + [6 - wanted, wanted])
    report = build_report(bank, answers(columns), made_on=date(2026, 11, 22))
    assert headline(report, "en").title == title


@pytest.mark.parametrize(
    ("wanted", "title", "consequence"),
    [
        ([1, 3, 3, 3], "Förmåga är det som fattas mest.", "mot 100 för dagens."),
        ([2, 2, 3, 3], "Förmåga och förutsättningar ger minst stöd.", "De når 25 av 100 möjliga var."),
        (
            [2, 2, 2, 3],
            "",
            "Förmåga, förutsättningar och yttre belöningar ger minst stöd. De når 25 av 100 möjliga var.",
        ),
        ([2, 2, 2, 2], "", "Det önskade får 25 av 100 möjliga i var och en."),
        ([3, 4, 4, 4], "Förmåga: här finns mest att vinna.", "minst 50 av 100 möjliga, men dagens sätt får mer."),
        ([4, 4, 4, 4], "", "minst 75 av 100 möjliga, men dagens sätt får mer."),
    ],
)
def test_where_todays_way_wins_in_all_four_factors_the_headline_says_that_first(
    bank: Instrument, answers: Callable[..., Answers], wanted: list[int], title: str, consequence: str
) -> None:
    """It named one factor, as if the other three did not hold back, or said no more than that they are close."""
    columns = {
        factor: ([5] * 4 + [1, 5], [value] * 4 + [6 - value, value])
        if factor == "internal_rewards"
        else ([5] * 6, [value] * 6)
        for factor, value in zip(WORKED, wanted, strict=True)
    }
    found = headline(build_report(bank, answers(columns), made_on=date(2026, 11, 22)), "sv")
    assert found.title == f"Dagens sätt vinner i alla fyra faktorerna. {title}".rstrip()
    assert found.consequence.endswith(consequence)


def _with_scores(bank: Instrument, wanted: Mapping[str, tuple[float, int]]) -> Report:
    """A report on these wanted scores, each of as many valid answers."""
    report = build_report(bank, Answers(), made_on=date(2026, 11, 22))
    plan = _prepared(bank, "full")
    columns = {
        factor: ColumnScore(score, k, k, k, 0.0, _level(score, plan.levels)) for factor, (score, k) in wanted.items()
    }
    factors = tuple(factor._replace(new=columns[factor.id]) for factor in report.scores.factors)
    overall = _overall(factors, plan)
    return replace(report, scores=report.scores._replace(factors=factors, overall=overall))


GOLDEN = {
    "ability": (44.0, 8),
    "conditions": (42.0, 12),
    "external_rewards": (47.0, 13),
    "internal_rewards": (43.0, 15),
}


@pytest.mark.parametrize(
    ("changed", "names"),
    [
        ({}, "Conditions, internal rewards and ability"),
        ({"ability": (48.249999, 8)}, "Conditions, internal rewards and ability"),
        ({"ability": (48.25, 8)}, "Conditions and internal rewards"),  # 50 / 8 above the weakest is no longer close.
        ({"ability": (60.0, 8), "internal_rewards": (60.0, 15)}, "Conditions"),
        ({"external_rewards": (46.0, 13)}, "Conditions, internal rewards, ability and external rewards"),
        # With fewer answers two of them can change more, whichever factor has the fewer.
        ({"external_rewards": (47.0, 9)}, "Conditions, internal rewards, ability and external rewards"),
        ({"conditions": (42.0, 9)}, "Conditions, internal rewards, ability and external rewards"),
        ({"conditions": (43.0, 12)}, "Conditions, internal rewards, ability and external rewards"),
    ],
)
def test_factors_that_two_answers_could_put_in_another_order_share_the_headline(
    bank: Instrument, changed: dict[str, tuple[float, int]], names: str
) -> None:
    """The golden of the method: 44, 42, 47 and 43 on 8, 12, 13 and 15 answers."""
    report = _with_scores(bank, GOLDEN | changed)
    lowest = min(score for score, _ in (GOLDEN | changed).values())
    assert report.scores.overall.weakest == tuple(f for f, (s, _) in (GOLDEN | changed).items() if s == lowest)
    head, shown = headline(report, "en"), weakest_factors(report, "en")
    assert shown.lower().split(" · ") == re.split(", | and ", names.lower())
    if names.count(" ") == 0:
        assert head.title == "Conditions hold you back the most."
    elif len(report.scores.overall.named) == len(WORKED):
        assert head.title == "The four factors are close together."
        assert f"from {lowest:.0f} to " in head.consequence
        assert "may come down to a couple of answers" in head.consequence
    else:
        assert head.title == f"{names} give the least support to the wanted way."
        highest = max(report.scores.factor(name).new.score or 0 for name in report.scores.overall.named)
        between = "between " if report.scores.overall.named[2:] else ""
        assert f" {between}42 and {highest:.0f} out of 100, that their order may come" in head.consequence


def test_factors_that_reach_the_same_are_not_said_to_lie_between_two_numbers(bank: Instrument) -> None:
    report = _with_scores(
        bank, GOLDEN | {"ability": (60.0, 8), "conditions": (42.0, 12), "internal_rewards": (42.0, 15)}
    )
    assert headline(report, "sv").consequence.startswith("De når 42 av 100 möjliga var.")
    assert headline(report, "en").consequence.startswith("Each of them reaches 42 out of 100.")


def test_the_balance_is_read_out_in_words(worked: Report) -> None:
    external = worked.scores.factor("external_rewards")
    assert balance_sentence(external, worked.instrument, "sv") == ("Dagens sätt vinner, 75 mot 38 av 100 möjliga.")
    assert balance_reading(external, worked.instrument, "en") == "Today’s way wins."
    assert total_sentence(worked, "sv") == "Sammantaget vinner dagens sätt."


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_factor_has_the_same_scores_everywhere_and_a_clause_says_what_a_verdict_compares(
    bank: Instrument, answers: Callable[..., Answers], language: Language
) -> None:
    """17 against 88 on page one was 17 against 92 on page two."""
    # One statement is answered for the wanted behaviour only; in the last case that moves no number.
    for current, new, is_said in (
        ([5, 5, 4, None], [2, 2, 3, 2], True),
        ([5, 5, 4, 4], [2, 2, 3, 2], False),
        ([5, 5, 5, None], [2, 2, 2, 2], False),
    ):
        columns = {**WORKED, "external_rewards": (current, new)}
        report = build_report(bank, answers(columns), made_on=date(2026, 11, 22))
        factor = report.scores.factor("external_rewards")
        assert factor.balance
        apart = number(abs(factor.balance.difference), language)
        words = say(language, "verdict.on_pairs", pairs=factor.balance.pairs, difference=apart)
        advice = next(one for one in report.advice if one.reason.values.get("name") == "external_rewards")
        assert "current" in advice.reason.values
        for sentence in (balance_sentence(factor, bank, language), advice_reason(advice, report, language)):
            assert (words in sentence) == is_said
            shown = [score_text(side.score, language) for side in (factor.current, factor.new)]
            assert all(score in sentence for score in shown)
        name = part_name("external_rewards", bank, language)
        clause = say(language, "certainty.on_pairs", name=name, pairs=factor.balance.pairs, difference=apart)
        assert (clause in certainty_sentences(report, language)) == is_said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_turn_has_the_scores_of_the_chart(
    bank: Instrument, answers: Callable[..., Answers], language: Language
) -> None:
    before = answers({**WORKED, "external_rewards": ([2, 2, 2, None], [2, 2, 3, 2])})
    now = answers({**WORKED, "external_rewards": ([5, 5, 4, None], [2, 2, 3, 2])})
    earlier = build_report(bank, before, made_on=date(2026, 8, 22))
    report = build_report(bank, now, made_on=date(2026, 11, 22), earlier=[earlier])
    name = part_name("external_rewards", bank, language)
    _, _, sentence = opening(report, language).consequence.partition(f"{name}: ")
    factor = report.scores.factor("external_rewards")
    for side in (factor.current, factor.new):
        assert score_text(side.score, language) in sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_statements_that_put_today_furthest_ahead_in_the_weakest_factor_are_named(
    bank: Instrument, answers: Callable[..., Answers], language: Language
) -> None:
    """What showed most clearly why was folded far below."""
    columns = {**_EVEN, "conditions": ([5, 4, 5, 2], [1, 2, 2, 2])}
    report = build_report(bank, answers(columns), made_on=date(2026, 11, 22))
    assert report.scores.overall.named == ("conditions",)
    items = [item for item in bank.form_items("quick") if item.factor == "conditions"]
    said = clearest_sentence(report, language)
    beginnings = [item.text[language][:30] for item in items]
    assert [place in said for place in beginnings] == [True, False, True, False]
    assert said.index(beginnings[0]) < said.index(beginnings[2])
    today, wanted = (column.short[language].lower() for column in bank.columns)
    assert f"({today} 5, {wanted} 1)" in said
    for text in re.findall("[“”](.+?)”", said):
        whole = next(item.text[language] for item in items if item.text[language].startswith(text.split("\xa0…")[0]))
        assert text in (whole.removesuffix("."), f"{whole[: len(text) - 2]}\xa0…")
    alike = build_report(bank, answers({**_EVEN, "conditions": ([5] * 4, [1] * 4)}), made_on=date(2026, 11, 22))
    said = clearest_sentence(alike, language)
    assert said.endswith(f" {say(language, 'incentives.more', count=2)}."), "as far as those named"
    assert said.count("(") == 2


def test_no_statement_is_named_where_none_puts_today_clearly_ahead(
    bank: Instrument, answers: Callable[..., Answers]
) -> None:
    for conditions in (([3, 3, 3, 3], [2, 2, 2, 2]), ([1, 1, 1, 1], [1, 3, 1, 1]), ([5, 5, 5, 5], [5, 5, 5, 5])):
        report = build_report(bank, answers({**_EVEN, "conditions": conditions}), made_on=date(2026, 11, 22))
        assert clearest_sentence(report, "en") == ""


def test_certainty_reports_granularity_open_ratings_and_unknowns(
    bank: Instrument, answers: Callable[..., Answers]
) -> None:
    columns = {**WORKED, "ability": ([4, 5, "dont_know", None], [3, 3, 3, 3])}
    report = build_report(bank, answers(columns), made_on=date(2026, 11, 22))
    sentences = " ".join(certainty_sentences(report, "en"))
    assert "not a measurement of the organisation." in sentences
    assert "up to 12.5 points; if two do, by up to 25." in sentences
    assert "1 of 36 answers to the statements are missing" in sentences
    assert "“don’t know”: 1." in sentences


def test_the_pace_of_answering_is_shown_only_to_the_respondent(worked: Report) -> None:
    own = replace(worked, notes=("single_respondent", "fast_answers", "long_run"))
    others = replace(own, is_for_others=True)
    assert say("en", "notes.fast_answers") in certainty_sentences(own, "en")
    sentences = certainty_sentences(others, "en")
    assert say("en", "to_others.notes.long_run") in sentences
    assert not any("quickly" in sentence for sentence in sentences)


@pytest.mark.parametrize(
    ("organisation", "leads", "said"),
    [
        (None, None, []),
        ("small", None, ["The answers are about {small}."]),
        (None, "team", ["The respondent leads a team or unit."]),
        ("small", "team", ["The respondent leads a team or unit in {small}."]),
    ],
)
def test_readers_of_a_shared_result_are_told_what_it_is_about_and_who_answered(
    worked: Report, organisation: Organisation | None, leads: Leads | None, said: list[str]
) -> None:
    answers = replace(worked.answers, current_behaviour="We close.", new_behaviour="We solve.")
    report = replace(worked, answers=replace(answers, organisation=organisation, leads=leads))
    small = say("en", "behaviour.organisation.small")
    day, about, *rest = whose_sentences(report, "en")
    assert day == "One person’s answers from 22\xa0November\xa02026."
    assert about == "They are about going from “We close” to “We solve”."
    assert rest == [sentence.format(small=small) for sentence in said]


def test_levels_have_a_word_that_fits_both_columns(bank: Instrument) -> None:
    assert [level.id for level in bank.levels] == list(get_args(LevelId))
    assert [level.pull.sv for level in bank.levels] == [
        "Ingen dragkraft",
        "Viss dragkraft",
        "Tydlig dragkraft",
        "Stark dragkraft",
    ]


# What a change to the incentive map does to its clashes --------------------------------------------------------------


@pytest.fixture(scope="module")
def worked_map() -> IncentiveMap:
    return read_incentives((ROOT / "assessment" / "example_map.yaml").read_bytes())


def clash_changes(before: Report, after: Report, language: Language) -> list[str]:
    return clash_change_sentences(compare_clashes(before.incentives, after.incentives), before, after, language)


@pytest.fixture(scope="module")
def on_map(bank: Instrument, document: Callable[..., dict[str, Any]]) -> Callable[[IncentiveMap | None], Report]:
    def make(incentives: IncentiveMap | None) -> Report:
        made = document(WORKED, **({"incentives": incentives.document()} if incentives else {}))
        return build_report(bank, Answers.checked(made, bank), made_on=date(2026, 11, 22))

    return make


def test_a_clash_that_a_removed_measure_shared_says_which_other_measure_causes_it_now(
    on_map: Callable[..., Report],
) -> None:
    """Nothing was said, and so the removal seemed not to have worked."""
    measures = [{"id": key, "en": key.upper(), "share": 1, "effects": {"x": 1}} for key in ("p", "q")]
    roles = [{"id": "a", "en": "A", "metrics": measures}, {"id": "b", "en": "B", "metrics": measures}]
    crosses = [{"source": "a", "on": "b", "value": -1, "measure": key} for key in ("p", "q")]
    found = {"elements": [{"id": "x", "weight": 1}], "roles": roles, "cross_effects": crosses}
    both = IncentiveMap.checked(found)
    one = both.with_role(both.roles[0].without_measure("p"))
    assert clash_changes(on_map(both), on_map(one), "en") == []
    said = ["A and B: still 25 of 100. What causes it now: “Q”."]
    for before, after, told in ((both, one, said), (both, both, []), (one, both, [])):
        was, becomes = on_map(before), on_map(after)
        carried = carried_clashes(was.incentives, becomes.incentives)
        assert carried_clash_sentences(carried, becomes, "en") == told


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "The head of sales and the head of customer service: 75 → 50"),
        ("sv", "Säljchefen och kundtjänstchefen: 75 → 50"),
    ],
)
def test_a_clash_that_changes_shows_both_numbers(
    worked_map: IncentiveMap, on_map: Callable[..., Report], language: Language, line: str
) -> None:
    eased = worked_map.with_effect_between("sales", "customer_service", -1)
    assert clash_changes(on_map(worked_map), on_map(eased), language) == [line]
    assert clash_changes(on_map(eased), on_map(eased), language) == []
    turned = line.replace("75 → 50", "50 → 75")
    assert clash_changes(on_map(eased), on_map(worked_map), language) == [turned]


@pytest.mark.parametrize(
    ("language", "label", "inside"),
    [
        ("en", "Head of sales", "head of sales"),
        ("sv", "Säljchef", "säljchef"),
        ("en", "The head of sales", "the head of sales"),
        ("sv", "Säljchefen", "säljchefen"),
        ("sv", "Anna Svensson", "Anna Svensson"),
        ("en", "Sales and marketing", "Sales and marketing"),
        ("sv", "Anna", "Anna"),
        ("sv", "Per", "Per"),
        ("sv", "De Geer", "De Geer"),
        ("sv", "De nya säljarna", "de nya säljarna"),
        ("sv", "Lärlingen", "lärlingen"),
        ("sv", "Butikschefer", "butikschefer"),
        ("sv", "Rörmokarna", "rörmokarna"),
        ("sv", "Receptionisten", "receptionisten"),
        ("sv", "Karen", "Karen"),
        ("sv", "Annas chef", "Annas chef"),
        ("sv", "VD", "VD"),
        ("en", "Marketing Manager", "Marketing Manager"),
    ],
)
def test_a_stored_role_reads_well_inside_a_sentence_and_a_users_own_name_as_the_language_writes_it(
    worked_map: IncentiveMap, on_map: Callable[..., Report], language: Language, label: str, inside: str
) -> None:
    role = worked_map.role("sales")
    assert role is not None
    report = on_map(worked_map.with_role(role.model_copy(update={"en": label, "sv": label})))
    assert role_inside("sales", report, language) == inside


@pytest.mark.parametrize(
    ("key", "name", "inside"),
    [
        ("own", "Godkända moment", "godkända moment"),
        ("own", "Index hos Volvo", "Index hos Volvo"),
        ("own", "Antal klagomål", "antal klagomål"),
        ("cost", "Kostnad per samtal", "kostnad per samtal"),
        ("own", "NPS", "NPS"),
    ],
)
def test_a_measure_begins_with_a_small_letter_inside_a_sentence_unless_it_has_other_capitals(
    bank: Instrument, key: str, name: str, inside: str
) -> None:
    assert measure_inside(name, key, bank) == inside


def test_clashes_that_end_or_begin_show_0_and_the_largest_change_comes_first(
    worked_map: IncentiveMap, on_map: Callable[..., Report]
) -> None:
    changed = worked_map.with_effect_between("warehouse", "customer_service", 0)
    changed = changed.with_effect_between("it", "marketing", -2).with_effect_between("ceo", "customer_service", 0)
    assert clash_changes(on_map(worked_map), on_map(changed), "en") == [
        "The head of customer service and the warehouse manager: 50 → 0",
        "The head of marketing and the head of IT: 0 → 50",
        "The CEO and the head of customer service: 25 → 6",  # What is left is their tug-of-war.
    ]


def test_the_clashes_of_a_role_that_one_map_lacks_end_or_begin(
    worked_map: IncentiveMap, on_map: Callable[..., Report]
) -> None:
    without = worked_map.without_role("sales")
    assert clash_changes(on_map(worked_map), on_map(without), "en") == [
        "The head of sales and the head of customer service: 75 → 0",
        "The head of sales and the head of IT: 8 → 0",
        "The head of sales and the warehouse manager: 8 → 0",
        "The CEO and the head of sales: 4 → 0",
    ]
    assert clash_changes(on_map(without), on_map(worked_map), "en")[0].endswith("customer service: 0 → 75")


def test_eight_of_many_changed_clashes_are_shown_and_the_rest_counted(
    worked_map: IncentiveMap, on_map: Callable[..., Report]
) -> None:
    sentences = clash_changes(on_map(worked_map), on_map(None), "en")
    assert len(sentences) == 9
    assert sentences[0] == "The head of sales and the head of customer service: 75 → 0"
    assert sentences[-1] == "Further pairs that change, each by no more than these: 3."


def test_a_change_that_rounding_hides_is_not_listed(bank: Instrument, on_map: Callable[..., Report]) -> None:
    def pair(effect: float) -> IncentiveMap:
        roles = [
            {"id": name, "metrics": [{"share": 1, "effects": {"x": value}}]}
            for name, value in (("a", effect), ("b", -1.0))
        ]
        return IncentiveMap.checked({"elements": [{"id": "x", "weight": 1}], "roles": roles})

    assert clash_changes(on_map(pair(0.5)), on_map(pair(0.508)), "en") == []
    assert clash_changes(on_map(pair(0.5)), on_map(pair(0.51)), "en") == ["a and b: 25 → 26"]
