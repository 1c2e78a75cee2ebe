"""A team's released result: what its leader and its members read, on screen and in files."""

from __future__ import annotations

import ast
import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any, Final, Literal

import openpyxl  # type: ignore[import-untyped]  # it has no type information
import pytest
from pypdf import PageObject, PdfReader

from assessment.anonymity import AuditReceipt, Bound, GroupFigure, GroupReport, ShownGroup, WholeFigure, protected
from assessment.answering_again import day_to_ask_again
from assessment.decided import decided
from assessment.downloads import Download, TeamDownload, download_of
from assessment.exports.pdf.all_steps import to_all_steps_pdf
from assessment.exports.pdf.team_sheet import Piece, TeamSheet
from assessment.exports.team_result import TEAM_COLUMNS, TeamFileKind, team_file_name, team_remarks, write_team_result
from assessment.figures import receipt_strip, rows_in_words, team_chart, team_description, together_chart
from assessment.instrument import LANGUAGES, Language
from assessment.look import LOOK
from assessment.plan import PlanLine, PlanStep
from assessment.report import Occasion, Report
from assessment.rollout import WAVES, Wave
from assessment.sentences.beside_own import before_advice, beside_own
from assessment.sentences.charts import range_sentence
from assessment.sentences.names import part_name, round_inside
from assessment.sentences.receipt import receipt_sentence
from assessment.sentences.rollout import (
    advice_sentences,
    round_addressed,
    together_headline,
    together_lead,
    together_sections,
)
from assessment.sentences.talk import (
    first_questions,
    first_words,
    settled_before,
    talk_of_many,
    talk_steps,
    what_to_avoid,
)
from assessment.sentences.team import (
    agreement_notes,
    agreement_sentences,
    agreement_word,
    dash_sentence,
    department_name,
    department_sentences,
    factors_named,
    groups_apart,
    groups_text,
    left_out_sentences,
    likely_figure,
    named_by_step,
    same_for_all,
    view_text,
    worth_sentence,
)
from assessment.sentences.team_advice import (
    team_advice_opening,
    team_advice_reason,
    team_advice_steps,
    team_begin_in_group,
    team_caution,
)
from assessment.sentences.team_headline import team_headline
from assessment.sentences.told import (
    in_message,
    told_figures,
    told_headline,
    told_lacks,
    told_meanings,
    told_promises,
    told_text,
)
from assessment.series import Series, Today
from assessment.storage import KeyHash, Store
from assessment.team_result import TeamResult, Worth
from assessment.team_row import View
from assessment.together import Together
from assessment.words import date_text, lower_first, say, score_text
from tests.amounts import IS_SOAK, REPEATS
from tests.organisations import KINDS, organisation
from tests.shipped import BANK
from tests.test_cases import report_of
from tests.test_rounds import DAY, DEPARTMENTS, begin, leader, led, member, today

__all__ = ["today"]  # The fixture of rounds, used here as well.

ROOT: Final = Path(__file__).parents[1]
FACTORS: Final = tuple(factor.id for factor in BANK.factors)
WHOLE: Final = WholeFigure
SHOWN: Final = GroupReport(
    n=24,
    receipt=AuditReceipt(figures=14, releases=1, narrowest=62),
    factors=(
        WHOLE("ability", 24, 55, None, (45, 65), "moderate", 50.0),
        WHOLE("conditions", 24, 30, None, (20, 40), "strong", 56.25, "blind_spot"),
        WHOLE("external_rewards", 24, 20, None, (10, 30), "weak", 18.75),
        WHOLE("internal_rewards", 24, 80, None, (70, 90), "strong", 66.67, "hidden_strength"),
    ),
    groups=(
        ShownGroup("Kundtjänst", 11, tuple(GroupFigure(each, 11, 60) for each in FACTORS)),
        ShownGroup(
            "Sales", 7, (*(GroupFigure(each, 7, 25, "under") for each in FACTORS[:3]), GroupFigure(FACTORS[3], 4))
        ),
    ),
    pooled=ShownGroup(None, 6, tuple(GroupFigure(each, 6, 40) for each in FACTORS)),
    hidden=("IT", "Support"),
)
NOTHING: Final = GroupReport(5, AuditReceipt(0, 1, 100), tuple(WHOLE(each, 5, leader=50.0) for each in FACTORS))


def result(report: GroupReport = SHOWN, *, is_for_leader: bool = True, **fields: Any) -> TeamResult:
    how: dict[str, Any] = {
        "name": "Kundservice",
        "closed_on": date(2026, 12, 18),
        "size": 33,
        "new_behaviour": "Vi lyssnar.",
    } | fields
    return TeamResult(report=report, instrument=BANK, is_for_leader=is_for_leader, **how)


def said_first(found: TeamResult, language: Language) -> str:
    """The headline and what it means, in one text."""
    first = team_headline(found, language)
    return f"{first.title} {first.consequence}"


@pytest.mark.parametrize(
    ("mean", "bound", "told"),
    [
        (30, "under", "Blocks or holds back"),
        (25, "under", "Blocks"),
        (70, "over", "Supports or drives"),
        (75, "over", "Drives"),
        (30, None, "Holds back"),
        (None, None, "–"),
    ],
)
def test_in_a_campaign_a_bound_has_every_level_that_it_leaves_open(
    mean: int | None, bound: Bound | None, told: str
) -> None:
    of = replace(with_figure(mean=mean, bound=bound), is_campaign=True)
    (row,) = (row for row in of.rows if row.factor == "conditions")
    assert view_text(row, of, "en") == told


def with_figure(**fields: Any) -> TeamResult:
    """A result in which conditions have this figure."""
    factors = (SHOWN.factors[0], WHOLE("conditions", **({"n": 24} | fields)), *SHOWN.factors[2:])
    return result(replace(SHOWN, factors=factors))


def released_teams() -> Iterator[TeamResult]:
    """Results of invented organisations of every kind, for their leader and for members."""
    random = Random(1306)
    for _ in range(3 * REPEATS if IS_SOAK else 1):
        for kind in KINDS:
            team = organisation(random, kind)
            report = protected(team, by_department=True)
            yield result(report, is_for_leader=True, size=len(team.members) + 2)
            yield result(report, is_for_leader=False, size=None)


def all_said(of: TeamResult, language: Language) -> list[str]:
    """Every sentence that screen or files have of a result."""
    said = [sentence for _, sentence in team_remarks(of, language)]
    said += [team_description(of, language), *(department_name(group, of, language) for group in of.departments)]
    if of.is_for_leader:
        said += [team_advice_reason(advice, of, language) for advice in of.advice]
        said += [text for step in talk_steps(of, language)[:1] for text in step.texts]
        meetings = [meeting for step in talk_steps(of, language) for meeting in step.meetings]
        said += [text for each in meetings for text in (each.said, *(asked.heading for asked in each.asked))]
    return said


# What follows from the figures ----------------------------------------------------------------------------------------


def test_what_is_seen_clearly_differently_comes_first_then_by_distance() -> None:
    assert [(row.factor, row.view, row.distance) for row in result().rows] == [
        ("conditions", "brighter", 26.25),
        ("internal_rewards", "darker", pytest.approx(-13.33)),
        ("ability", "same", -5.0),
        ("external_rewards", "same", -1.25),
    ]


@pytest.mark.parametrize(
    ("fields", "view"),
    [
        ({"mean": 50, "leader": 90.0, "distance_kind": "blind_spot"}, "brighter"),
        ({"mean": 50, "leader": 20.0, "distance_kind": "hidden_strength"}, "darker"),
        ({"mean": 50, "leader": 59.9}, "same"),
        ({"mean": 50, "leader": 60.0}, "unclear"),
        ({"mean": 50, "interval": (10, 90), "leader": 85.0}, "unclear"),
        ({"mean": 50, "interval": (35, 65), "leader": 62.0}, "same"),
        ({"mean": 50, "interval": (35, 65), "leader": 65.0}, "unclear"),
        ({"mean": 50, "leader": 95.0}, "apart"),
        ({"mean": 50, "leader": 5.0}, "apart"),
        ({"mean": 15, "bound": "under", "leader": 62.5}, "apart"),
        ({"mean": 80, "bound": "over", "leader": 80.0}, "same"),
        ({"mean": 80, "bound": "over", "leader": 79.0}, "unclear"),
        ({"mean": 20, "bound": "under", "leader": 12.5}, "same"),
        ({"mean": 20, "bound": "under", "leader": 90.0, "distance_kind": "blind_spot"}, "brighter"),
        ({"leader": 50.0}, "unseen"),
        ({"mean": 50}, "unseen"),
    ],
)
def test_the_difference_is_the_verdict_or_what_the_shown_figures_say_by_themselves(
    fields: dict[str, Any], view: View
) -> None:
    row = next(row for row in with_figure(**fields).rows if row.factor == "conditions")
    assert row.view == view
    assert row.is_finding == (view in ("brighter", "darker"))
    assert row.stands_out == (view in ("brighter", "darker", "apart"))


@pytest.mark.parametrize(
    ("n", "size", "worth"),
    [(5, 5, "indication"), (9, None, "indication"), (10, 12, "picture"), (29, 30, "picture"), (30, None, "picture"),
     (30, 51, "picture"), (30, 50, "solid"), (30, 30, "solid"), (30, 29, "picture")],
)  # fmt: skip
def test_the_number_of_answers_makes_an_indication_a_picture_or_a_basis_and_too_many_are_pointed_out(
    n: int, size: int | None, worth: Worth
) -> None:
    found = result(replace(SHOWN, n=n), size=size)
    assert found.worth == worth
    assert ("more than once" in worth_sentence(found, "en")) is (size == 29)


def test_the_talk_is_about_the_largest_difference_then_what_both_see_little_support_in_or_the_next_difference() -> None:
    assert [row.factor for row in result().themes] == ["conditions", "external_rewards"]
    apart = tuple(replace(each, distance_kind=None) for each in SHOWN.factors)
    assert [row.factor for row in result(replace(SHOWN, factors=apart)).themes] == ["conditions", "external_rewards"]
    not_low = replace(SHOWN, factors=(*SHOWN.factors[:2], replace(SHOWN.factors[2], leader=55.0), SHOWN.factors[3]))
    assert [row.factor for row in result(not_low).themes] == ["external_rewards", "conditions"], (
        "seen least by the team"
    )
    alike = result(
        replace(SHOWN, factors=tuple(replace(each, leader=each.mean, distance_kind=None) for each in SHOWN.factors))
    )
    assert [row.factor for row in alike.themes] == ["external_rewards", "conditions"], "both see little support"
    assert result(NOTHING).themes == ()


@pytest.mark.parametrize(("wave", "n"), [(None, 12), ("executive", 6), ("leaders", 8)])
def test_where_the_team_sees_the_least_and_the_leader_far_more_comes_first_everywhere(
    wave: Wave | None, n: int
) -> None:
    shown: dict[str, tuple[int, Bound | None, float]] = {
        "ability": (75, "over", 44.0),
        "conditions": (30, None, 75.0),
        "external_rewards": (75, "over", 19.0),
        "internal_rewards": (60, None, 60.0),
    }
    factors = tuple(
        WholeFigure(name, n, mean, bound, leader=leader, distance_kind=None, agreement=None, interval=None)
        for name, (mean, bound, leader) in shown.items()
    )
    groups = () if wave == "leaders" else SHOWN.groups  # Where they are far apart, nothing is compared with the mean.
    found = result(replace(SHOWN, n=n, factors=factors, groups=groups), wave=wave, size=n)
    assert [row.factor for row in found.rows][:2] == ["conditions", "external_rewards"]
    headline = said_first(found, "sv")
    if wave == "leaders":
        assert "Du ser mer stöd i förutsättningarna än övriga chefer gör: dina svar gav 75." in headline
    else:
        assert "Du ser mer stöd i förutsättningarna" in headline
        assert "75 mot ungefär 30" in headline
        also = (
            "Du ser mindre stöd i de yttre belöningarna (19 och över 75) och förmågan (44 och över 75), "
            "men det är osäkert."
        )
        assert also in headline
        kinds = ("hidden_strength", "blind_spot", None, None)
        sure = tuple(
            replace(each, distance_kind=kind)  # type: ignore[arg-type]  # one of the kinds
            for each, kind in zip(factors, kinds, strict=True)
        )
        both = result(replace(SHOWN, n=n, factors=sure, groups=()), wave=wave, size=n)
        consequence = team_headline(both, "sv").consequence
        assert "Däremot ser du mindre stöd i förmågan (44 och över 75)." in consequence
        assert "Du ser mindre stöd i de yttre belöningarna (19 och över 75), men det är osäkert." in consequence
        later = say("sv", "talk.ask.later", names="de yttre belöningarna")
        assert not any(later in text for each in talk_steps(both, "sv") for text in each.texts), "nor in the talk"
    assert "Mina svar om förutsättningar gav 75 av 100, era ungefär 30." in first_words(found, "sv")
    of_member = team_headline(replace(found, is_for_leader=False), "sv").consequence
    assert "ser mer stöd i förutsättningarna: 75 mot" in of_member
    unsure = "Hur säker skillnaden är går inte att säga här"
    assert [unsure in said for said in (of_member, headline)] == [True, True], "the same caution for both"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_levels_are_those_of_the_shown_figures(language: Language) -> None:
    low, high = ({"en": ("blocks", "drives"), "sv": ("blockerar", "driver på")})[language]
    under = with_figure(mean=25, bound="under", leader=75.0, distance_kind="blind_spot")
    consequence = team_headline(under, language).consequence
    assert low in consequence
    assert high in consequence


def test_advice_follows_from_what_may_be_shown() -> None:
    assert [(advice.id, advice.reason.values["names"]) for advice in result().advice] == [
        ("X-leader_more_positive", ("conditions",)),
        ("X-two_camps", ("conditions", "ability", "external_rewards")),
        ("F-conditions-holds_back", ("conditions",)),
        ("F-external_rewards-blocks", ("external_rewards",)),
    ]
    assert result(is_for_leader=False).advice == ()
    assert result(NOTHING).advice == ()
    for language in LANGUAGES:
        for advice in result().advice:
            assert len(team_advice_steps(advice, language)) == 4
            assert team_advice_reason(advice, result(), language)


def team_at(*figures: tuple[int, float, str | None], n: int = 12) -> TeamResult:
    """A team of fourteen by its figure, the leader's score and the verdict, factor by factor."""
    factors = tuple(
        WHOLE(factor, n, mean, None, None, None, leader, kind)  # type: ignore[arg-type]  # one of two kinds, or none
        for factor, (mean, leader, kind) in zip(FACTORS, figures, strict=True)
    )
    return result(replace(SHOWN, n=n, factors=factors, groups=()), size=14)


ALIKE: Final = ((50, 50.0, None),) * 4
BOTH_WAYS: Final = ((70, 30.0, "hidden_strength"), (50, 75.0, "blind_spot"), (60, 60.0, None), (55, 55.0, None))


@pytest.mark.parametrize(
    ("team", "advice"),
    [
        (team_at(*ALIKE), []),
        (team_at((30, 30.0, None), *ALIKE[1:]), ["F-ability-holds_back"]),
        (team_at((75, 75.0, None), (70, 70.0, None), *((75, 75.0, None),) * 2), ["F-conditions-supports"]),
        (team_at(*((30, 30.0, None),) * 4), ["F-ability-holds_back", "F-conditions-holds_back"]),
        (team_at(*BOTH_WAYS), ["X-team_more_positive", "F-conditions-supports"]),
        (
            team_at(
                *((100 - mean, 100 - leader, None) for mean, leader, _ in ALIKE[:2]), (20, 70.0, "blind_spot"), ALIKE[0]
            ),
            ["X-leader_more_positive", "F-external_rewards-blocks"],
        ),
    ],
)
def test_advice_follows_the_headline_and_only_the_lowest_factor_has_the_least_support(
    team: TeamResult, advice: list[str]
) -> None:
    assert [each.id for each in team.advice] == advice
    reasons = [team_advice_reason(each, team, "sv") for each in team.advice]
    assert len([reason for reason in reasons if "minst stöd" in reason]) <= 1
    headline, opening = said_first(team, "sv"), team_advice_opening(team, "sv")
    assert ("sticker ut" in opening) == (not team.least)
    assert team.least or "minst stöd" not in headline.lower()
    for view, other in (("ljusare", "mörkare"), ("mörkare", "ljusare")):
        if f"Du ser {view}" in headline:
            assert not any(f"du såg {other}" in each.recommendation.title["sv"] for each in team.advice)


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_few_of_the_team_have_answered_every_headline_and_the_talk_say_how_many(language: Language) -> None:
    some = {"en": "the team (5 of 14)", "sv": "teamet (5 av 14)"}[language]
    for figures in (ALIKE, BOTH_WAYS, ((30, 30.0, None), *ALIKE[1:]), ((30, 62.5, None), *ALIKE[1:])):
        few, many = team_at(*figures, n=5), team_at(*figures, n=12)
        for found in (few, replace(few, is_for_leader=False)):
            assert some in said_first(found, language).lower()
        assert "(" not in team_headline(many, language).title
        assert "14" in first_words(few, language)
        assert "14" not in first_words(many, language)
        assert worth_sentence(few, language).endswith(say(language, "team_result.worth.of_some"))


def test_the_executive_team_comes_first_until_it_has_a_result_and_then_it_is_said_what_it_sees_otherwise() -> None:
    def first(executive: GroupReport | None, **fields: Any) -> TeamResult:
        return result(replace(SHOWN, groups=()), executive=executive, **fields)

    def lower(**fields: Any) -> GroupReport:
        return replace(SHOWN, factors=(*SHOWN.factors[:3], replace(SHOWN.factors[3], **fields)))

    for wave in ("leaders", "all"):
        of = first(None, wave=wave)
        assert of.advice[0].id == "X-executive_first", "it has the highest priority"
        assert not any(each.id == "X-executive_first" for each in first(lower(mean=70), wave=wave).advice)
        for language in LANGUAGES:
            assert team_advice_reason(of.advice[0], of, language)
            said = [say(language, f"team_result.advice.{each}") for each in ("after_talk", "groundwork")]
            assert team_advice_opening(of, language) == " ".join(said)
            assert team_advice_opening(of, language, is_prepared=True) == said[0]
    for fields in ({}, {"wave": "executive"}, {"wave": "all", "is_for_leader": False}):
        assert not any(each.id == "X-executive_first" for each in first(None, **fields).advice)
    assert "än ledningsgruppen" in team_headline(result(wave="executive"), "sv").title, "a step's people by their name"

    conditions = replace(SHOWN.factors[1], mean=20)  # Ten points, which one answer can explain there.
    lower_conditions = replace(SHOWN, factors=(SHOWN.factors[0], conditions, *SHOWN.factors[2:]))
    less = "Ledningsgruppen ser mindre stöd i de inre belöningarna (ungefär 70 mot ungefär 80)."
    alike = "Ledningsgruppen ser i stort sett detsamma som övriga chefer."
    for executive, told in (
        (lower(mean=70), less),
        (lower(mean=70, bound="under"), less.replace("ungefär 70", "under 70")),
        (lower(mean=90), "Ledningsgruppen ser mer stöd i de inre belöningarna (ungefär 90 mot ungefär 80)."),
        *((near, alike) for near in (lower(mean=75), SHOWN, lower_conditions)),
    ):
        assert team_headline(first(executive, wave="leaders"), "sv").consequence.endswith(f" {told}")
        assert "edningsgruppen" not in team_headline(first(executive, wave="all"), "sv").consequence
    withheld = first(lower(mean=None), wave="leaders")
    assert alike not in team_headline(withheld, "sv").consequence, "nobody knows what is not shown"


# Sentences ------------------------------------------------------------------------------------------------------------


def test_the_headline_is_the_largest_difference_and_its_consequence_the_figures() -> None:
    title, (consequence,) = team_headline(result(), "sv")
    assert title == "Du ser klart mer stöd i förutsättningarna än teamet gör."
    assert consequence == (
        "Där du ser något som stödjer ser teamet något som bromsar. "
        "Dina svar gav 56 och svaren från teamet ungefär 30 av 100 möjliga. "
        "Däremot ser du mindre stöd i de inre belöningarna (67 och ungefär 80). "
        "Både du och teamet ser lite stöd i de yttre belöningarna (19 och ungefär 20)."
    )
    assert groups_apart(result(), "sv") == (
        "Grupperna ser mycket olika på förutsättningarna: Sales under 25, Kundtjänst ungefär 60. "
        "Så är det också med förmågan och de yttre belöningarna."
    ), "in a sentence of its own"


def test_what_helps_in_everybodys_eyes_is_nothing_on_which_groups_are_far_apart() -> None:
    alike = result(replace(SHOWN, groups=()))
    assert Together({"all": alike}).good == ("ability", "internal_rewards")
    assert Together({"executive": alike, "all": result()}).good == ("internal_rewards",), (
        "Sales are under 25 on ability"
    )
    others = tuple(
        ShownGroup(name, 12, tuple(GroupFigure(each, 12, mean) for each, mean in zip(FACTORS, means, strict=True)))
        for name, means in (("A", (20, 20, 50, 65)), ("B", (80, 80, 50, 65)), ("C", (50, 50, 50, 90)))
    )
    differing = result(replace(SHOWN, groups=others))
    assert (differing.apart, differing.differing) == (FACTORS[3:], (*FACTORS[:2], FACTORS[3])), "not of one pair alone"
    assert Together({"executive": alike, "all": differing}).good == ()


def test_a_department_far_from_all_others_has_a_sentence_of_its_own() -> None:
    def group(name: str, conditions: int, ability: int, bound: Bound | None = None) -> ShownGroup:
        figures = (GroupFigure("conditions", 12, conditions, bound), GroupFigure("ability", 12, ability, None))
        return ShownGroup(name, 12, figures)

    def said(*groups: ShownGroup) -> str:
        return groups_apart(result(replace(SHOWN, groups=groups)), "en")

    far = group("Support", 15, 45, "under")
    assert said(group("Sales", 60, 70), far, group("Stock", 55, 65)) == (
        "Support sees far less support from conditions than the other groups:"
        " under 15 against Stock about 55 and Sales about 60. The same goes for ability."
    )
    assert said(group("Sales", 80, 50), far, group("Stock", 45, 50)).startswith("The groups are far apart on"), (
        "where the others are far apart as well"
    )
    assert said(group("Sales", 60, 50), far).startswith("The groups are far apart on"), "of two, neither is alone"


@pytest.mark.parametrize("wave", ["leaders", "all"])
def test_after_the_executive_team_the_lead_is_the_least_support_and_how_the_leader_sees_it(wave: Wave) -> None:
    title, (consequence,) = team_headline(result(replace(SHOWN, groups=()), wave=wave), "sv")
    who = {"leaders": "övriga chefer", "all": "övriga medarbetare"}[wave]
    assert title.lower() == f"{who} ser minst stöd i de yttre belöningarna."
    assert consequence == (
        "Stödet där är ungefär 20 av 100 möjliga, och så lite stöd blockerar det önskade sättet. "
        f"Du ser klart mer stöd i förutsättningarna än {who} gör: 56 mot ungefär 30 av 100 möjliga."
    )


def test_a_group_of_more_than_fifteen_meets_in_parts_as_all_do() -> None:
    found = result(wave="all")
    in_order = "först varje grupp för sig, i flera möten om den är större än 15, sedan möten där grupperna blandas"
    assert in_order in talk_of_many(found, "sv")
    assert "minst 7 timmar för dig" in talk_of_many(found, "sv"), "four groups on their own, then three for all 33"
    sized = replace(found, size=60, group_sizes={"Kundtjänst": 16, "Sales": 15, "IT": 20, "Support": 9})
    assert sized.meetings == 10, "two each with the groups of 16 and of 20, then four for all 60"


@pytest.mark.parametrize("lines", range(1, 5) if IS_SOAK else [2])
def test_below_the_groups_the_chart_is_whole_above_the_foot_of_its_page(lines: int) -> None:
    """The foot of the page went through the key of the chart."""
    long = result(wave="all", new_behaviour="Vi lyssnar på kunden. " * 5 * lines)
    below = []
    for page in PdfReader(io.BytesIO(write_team_result(long, "team_pdf", "sv"))).pages:
        height = float(page.mediabox.height)

        def note(text: str, _: Any, at: list[float], *__: Any, height: float = height) -> None:
            if text.strip():
                below.append((height - at[5]) * 25.4 / 72)

        page.extract_text(visitor_text=note)
    assert [place for place in below if 279 < place < 284] == [], "millimetres from the top"
    assert max(below) > 284, "the foot itself"


def test_in_a_step_the_headline_is_that_groups_are_far_apart_and_only_the_leader_reads_which() -> None:
    found = result(wave="all")
    read = replace(found, is_for_leader=False)
    title, (apart, together) = team_headline(found, "sv")
    assert title == "Grupperna ser mycket olika på förmågan, förutsättningarna och de yttre belöningarna."
    assert apart == (
        "Sales ser mycket mindre stöd än Kundtjänst i förutsättningarna, förmågan och de yttre belöningarna. "
        "Till exempel förmågan: Sales under 25, Kundtjänst ungefär 60 av 100 möjliga. "
        "Medelvärdet av allas svar döljer det."
    )
    of_all = "Tillsammans visar svaren minst stöd i de yttre belöningarna, ungefär 20. "
    assert together == (
        f"{of_all}Du ser klart mindre stöd i de inre belöningarna än övriga medarbetare gör:"
        " 67 mot ungefär 80 av 100 möjliga."
    )
    only_you = "Bara du läser i ord vilka grupper som skiljer sig."
    assert [only_you in same_for_all(each, "sv") for each in (found, read)] == [True, False], "said once, at the head"
    first = team_headline(read, "sv")
    assert first.title == title, "whoever reads it"
    assert first.consequence.startswith(f"Medelvärdet av allas svar döljer det. {of_all}")
    assert "Sales" not in first.consequence, "members read of no group in front of the others"


def test_groups_that_are_far_apart_are_in_the_chart_the_first_advice_and_the_talk() -> None:
    found = result(wave="all")
    read = replace(found, is_for_leader=False)
    assert [each.name for each in read.departments] == ["Kundtjänst", "Sales", None], "nor does it stand there"
    told = {row.factor: view_text(row, read, "sv") for row in read.rows}
    assert {told[each] for each in FACTORS[:3]} == {"grupperna är långt isär"}, "the mean that is compared is nobody's"
    words = [row["word"] for row in drawn(found, "sv") if row["weight"] == 600]
    assert sorted(words) == ["du ser det mörkare", *["grupperna är långt isär"] * 3]
    advice = replace(found, executive=SHOWN).advice[0]
    assert (advice.id, set(advice.reason.listed)) == ("X-two_camps", set(FACTORS[:3]))
    assert team_advice_reason(advice, found, "en").startswith("Sales sees far less support than Kundtjänst: ask")
    begin, other = (team_begin_in_group(each, found, "sv") for each in found.advice[1:3])
    assert begin == "Börja i Sales, där stödet i förutsättningarna är under 25."
    assert other == "", "of other advice"
    said = "”Grupperna ser mycket olika på förmågan, förutsättningarna och de yttre belöningarna. Mina svar"
    to_group = "Säg när du bara träffar Sales: ”Hos er är stödet i förutsättningarna under 25, i andra grupper högre."
    apart, joint = talk_steps(found, "sv")[1].meetings
    assert (apart.title, joint.title) == ("På gruppernas egna möten", "På mötena där grupperna blandas")
    few, no_groups = replace(found, size=15), replace(SHOWN, groups=(), pooled=None, hidden=())
    assert talk_steps(few, "sv")[1].meetings[-1].title == "På det gemensamma mötet", "where all fit in one"
    assert to_group in apart.said, "with a question about what divides the groups"
    names = "Förmågan, förutsättningarna och de yttre belöningarna"
    assert [each.heading for each in apart.asked] == [f"{names}: grupperna ser mycket olika"]
    first = "Hur är det hos er en vanlig dag, när det gäller förmågan, förutsättningarna och de yttre belöningarna?"
    assert (apart.questions[0], first in joint.questions) == (first, False), "it names what the talk begins with"
    assert say("sv", "talk.ask.groups_mixed") in joint.questions
    assert not any("Sales" in each for each in joint.questions), "no group is named in front of the others"
    shown, whole = (talk_steps(each, "sv")[0].texts[0] for each in (found, replace(found, report=no_groups)))
    assert "Visa bara det översta på deras sida" in shown, "no group is pointed out before the others"
    assert whole.startswith("Visa resultatet.")
    assert "Streckad ram" in groups_text(found, "sv")
    assert "blockerar, bromsar" in groups_text(found, "sv").lower()
    assert [each.title for each in talk_steps(result(), "sv")[1].meetings] == [""], "otherwise there is one meeting"
    assert (said in first_words(found, "sv"), said in first_words(result(), "sv")) == (True, False)
    brighter = tuple(WHOLE(each, 24, 50, None, None, None, 90.0, "blind_spot") for each in FACTORS)
    divided = result(replace(SHOWN, factors=brighter), wave="all")
    view = next(each for each in divided.advice if each.id == "X-leader_more_positive")
    assert (len(view.reason.listed), team_advice_reason(view, divided, "en")) == (
        4,
        "Because you see more support from internal rewards than the other employees do.",
    ), "of the others the mean tells nothing"
    heard = {agreement_word(each, found, "en") for each in SHOWN.factors}
    assert heard == {"groups far apart", "weak", "strong"}, "nobody hears of agreement where groups are far apart"
    alone = tuple(ShownGroup(each, 8, tuple(GroupFigure(part, 8, 40) for part in FACTORS)) for each in "AB")
    more = ShownGroup("C", 8, tuple(GroupFigure(part, 8, 80, "over") for part in FACTORS))
    ahead = result(replace(SHOWN, groups=(*alone, more)), wave="all")
    title, lead = team_headline(ahead, "en")
    assert title == "The groups are far apart on every factor."
    assert lead[0] == (
        "C sees far more support than the other groups from every factor."
        " For example ability: C over 80, the others about 40 out of 100. The mean of all answers hides it."
    )
    assert team_begin_in_group(ahead.advice[1], ahead, "en") == "", "what works there is asked"


def test_the_headline_names_every_factor_that_is_seen_in_the_same_way_with_its_figures() -> None:
    brighter = WHOLE("ability", 24, 30, leader=80)
    both = replace(SHOWN, factors=(replace(brighter, distance_kind="blind_spot"), *SHOWN.factors[1:]))
    title, (consequence,) = team_headline(result(both), "sv")
    assert title == "Du ser klart mer stöd i förmågan och förutsättningarna än teamet gör."
    figures = "förmågan (80 och ungefär 30) och förutsättningarna (56 och ungefär 30)"
    assert consequence.startswith(f"Dina svar och svaren från teamet, av 100 möjliga: {figures}.")


UNDER: Final = tuple(replace(each, mean=20, bound="under") for each in SHOWN.factors[:2])


@pytest.mark.parametrize(
    ("factors", "title", "consequence"),
    [
        (
            SHOWN.factors,
            "De yttre belöningarna ger minst stöd åt det önskade sättet.",
            (
                "Så svarade teamet: ungefär 20 av 100 möjliga, och så lite stöd blockerar det önskade sättet. "
                "Din chef ser klart mer stöd i förutsättningarna: 56 mot teamets ungefär 30."
            ),
        ),
        (
            (*UNDER, *SHOWN.factors[2:]),
            "Förmågan och förutsättningarna ger minst stöd åt det önskade sättet.",
            (
                "Så svarade teamet: under 20 av 100 möjliga, och så lite stöd blockerar det önskade sättet. "
                "Det gäller även de yttre belöningarna: "
                "ungefär 20. "
                "Din chef ser klart mer stöd i förutsättningarna: 56 mot teamets under 20."
            ),
        ),
        (
            tuple(replace(each, mean=50, leader=None) for each in SHOWN.factors),
            "Ingen faktor ger tydligt minst stöd åt det önskade sättet.",
            "Så svarade teamet: ungefär 50 av 100 möjliga.",
        ),
    ],
)
def test_a_member_reads_first_what_gives_the_least_support_then_how_the_leader_sees_it(
    factors: tuple[WholeFigure, ...], title: str, consequence: str
) -> None:
    assert team_headline(result(replace(SHOWN, factors=factors), is_for_leader=False), "sv") == (title, (consequence,))


def test_without_a_clear_difference_the_headline_says_so() -> None:
    alike = result(
        replace(SHOWN, factors=tuple(replace(each, leader=each.mean, distance_kind=None) for each in SHOWN.factors))
    )
    assert team_headline(alike, "en").title == "You and the team see much the same picture."
    near = replace(SHOWN.factors[0], mean=50, bound=None, interval=None, leader=60.0, distance_kind=None)
    unclear = result(replace(SHOWN, factors=(near, *alike.report.factors[1:]), groups=()))
    assert "clear enough" in team_headline(unclear, "en").title
    assert any("a few answers can explain it" in each for each in left_out_sentences(unclear, "en"))
    alone = result(
        replace(SHOWN, factors=tuple(replace(each, leader=None, distance_kind=None) for each in SHOWN.factors))
    )
    assert team_headline(alone, "en").title == "The team sees the least support from external rewards."
    assert "Too few" in team_headline(result(NOTHING), "en").title


FAR_APART: Final = WHOLE("conditions", 24, 15, "under", leader=62.5)


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_far_apart_are_the_headline_the_word_and_the_talk_also_without_a_verdict(language: Language) -> None:
    others = [
        replace(each, leader=each.mean, distance_kind=None) for each in SHOWN.factors if each.factor != "conditions"
    ]
    found = result(replace(SHOWN, factors=(FAR_APART, *others)))
    titles = {
        "en": "You see more support from conditions than the team does: 63 against under 15.",
        "sv": "Du ser mer stöd i förutsättningarna än teamet gör: 63 mot under 15.",
    }
    assert team_headline(found, language).title == titles[language]
    assert (
        view_text(found.rows[0], found, language)
        == {
            "en": "different, but not certain",
            "sv": "skiljer sig, men osäkert",
        }[language]
    ), "a difference that may be small has no stronger word than a verdict"
    assert [row.factor for row in found.themes] == ["conditions", "external_rewards"]
    said = first_words(found, language)
    assert "63" in said
    assert "under 15" in said
    assert {"en": "conditions", "sv": "förutsättningar"}[language] in said
    assert say(language, "talk.first.unsure") not in said
    lower = result(replace(SHOWN, factors=(replace(FAR_APART, mean=80, bound="over", leader=12.5), *others)))
    assert {"en": "less support", "sv": "mindre stöd"}[language] in team_headline(lower, language).title
    asked = talk_steps(lower, language)[1].meetings[0].questions
    assert asked[0] == say(language, "talk.questions.conditions.darker.1")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_leader_says_three_sentences_and_the_rest_stands_under_its_questions(language: Language) -> None:
    shown, said, _ = talk_steps(result(), language)[0].texts
    assert re.findall(r"\d+", said) == ["56", "100", "30"], "the scale is told in passing"
    assert len(re.findall(r"\.", said)) == 3
    assert "”Vi lyssnar.”" in shown.replace("“", "”")
    ask = talk_steps(result(), language)[1]
    assert re.findall(r"\d+", ask.meetings[0].asked[1].heading) == ["19", "20"]
    assert factors_named(["internal_rewards"], result(), language) in ask.texts[-1]


def test_a_headline_about_another_factor_than_the_leaders_own_result_says_why() -> None:
    said = {case: beside_own(result(), report_of(case), "sv") for case in ("nine_person_firm", "bank")}
    assert said["nine_person_firm"].startswith("Ditt eget resultat började med de yttre belöningarna och förmågan.")
    assert said["nine_person_firm"].endswith("gäller det som du ser mer stöd i än teamet gör.")
    assert said["bank"] == "", "both begin with the conditions"


def test_a_bound_of_a_department_beside_that_of_all_is_explained() -> None:
    assert "a limit does not say" in groups_text(result(), "en"), "beside the groups, not folded"
    exact = replace(SHOWN, groups=SHOWN.groups[:1])
    assert "a limit does not say" not in groups_text(result(exact), "en")


def test_a_factor_without_a_likely_range_has_its_reason_below_the_chart() -> None:
    few = replace(SHOWN.factors[0], n=9, interval=None)
    telling = replace(SHOWN.factors[1], interval=None)
    found = result(replace(SHOWN, factors=(few, telling, *SHOWN.factors[2:])))
    said = range_sentence(found, "en")
    assert "No range is shown for ability: fewer than ten have answered about it." in said
    assert "No range is shown for conditions: it would tell too much about somebody." in said
    assert said in " ".join(pdf_text(write_team_result(found, "team_pdf", "en")).split()), "on paper as on screen"


def test_advice_that_goes_on_on_another_page_has_its_heading_there_too() -> None:
    sheet = TeamSheet(result(), "sv", LOOK, "")
    sheet.y += 235
    sheet.side_by_side([[Piece("Råd")] * 2] * 3, title="Vad du gör åt det")
    first, second = (page.extract_text() for page in PdfReader(io.BytesIO(bytes(sheet.output()))).pages)
    assert "Vad du gör åt det, fortsättning" not in first
    assert "Vad du gör åt det, fortsättning" in second


@pytest.mark.parametrize("n", [7, 24])
def test_a_dash_in_the_table_of_factors_has_its_reason(n: int) -> None:
    blank = replace(SHOWN, n=n, factors=tuple(replace(each, interval=None) for each in SHOWN.factors))
    assert ("ten answers" in dash_sentence(result(blank), "en")) == (n < 10)
    assert "–" in dash_sentence(result(blank), "sv")
    assert dash_sentence(result(), "en") == "" or any(
        each.interval is None or each.agreement is None for each in SHOWN.factors
    )


def test_the_receipt_is_the_one_of_the_method() -> None:
    assert receipt_sentence(result(), "en") == (
        "Anonymity has been checked: all figures (14) were tested before anything was shown, and from them neither you"
        " nor any one colleague, even with their own answers, can work out anybody else’s result on a factor more"
        " closely than a range of 62 of 100 points. The promise is at least 50."
    )
    assert "varken din chef eller" in receipt_sentence(result(is_for_leader=False), "sv")
    whole = result(replace(SHOWN, receipt=replace(SHOWN.receipt, narrowest=100)))
    assert "tell nothing about any one person" in receipt_sentence(whole, "en"), "a range 100 wide is no range"


@pytest.mark.parametrize(
    ("hidden", "pooled", "groups", "expected"),
    [
        (("IT", "Support"), True, True, "IT and Support: not shown separately, but counted in Others."),
        (("IT", "HR"), True, False, "IT and HR: not shown. "),
        (("IT",), False, True, "IT: not shown. "),
        ((), False, True, ""),
    ],
)
def test_what_is_hidden_is_said_and_why(hidden: tuple[str, ...], pooled: bool, groups: bool, expected: str) -> None:
    shown = SHOWN.groups[:1] if groups else ()
    found = result(replace(SHOWN, hidden=hidden, groups=shown, pooled=SHOWN.pooled if pooled else None))
    assert (expected and " ".join(department_sentences(found, "en"))).startswith(expected)
    assert not any("not shown" in text for text in talk_steps(found, "en")[0].texts), "nobody reads it aloud"
    assert all(name in " ".join(department_sentences(found, "en")) for name in hidden)
    assert [group.name for group in found.departments] == ["Kundtjänst", None][: groups + (groups and pooled)]


def test_others_who_are_everybody_are_not_shown_as_people_besides_the_departments() -> None:
    def group(name: str | None, n: int, *means: int | None) -> ShownGroup:
        return ShownGroup(name, n, tuple(GroupFigure(each, n, m) for each, m in zip(FACTORS, means, strict=True)))

    groups = (group("Kundtjänst", 16, None, 45, 20, 50), group("Lager", 14, None, 70, 30, 65))
    everybody = replace(SHOWN, n=30, groups=groups, pooled=group(None, 30, 15, None, None, None), hidden=())
    assert [each.name for each in result(everybody).departments] == ["Kundtjänst", "Lager"]
    some = replace(everybody, n=36, pooled=group(None, 36, 15, 40, 40, 40), hidden=("IT",))
    others = result(some).departments[-1]
    assert (others.n, [each.mean for each in others.figures]) == (6, [None, 40, 40, 40])


def test_the_minimum_of_the_round_is_the_one_that_is_named() -> None:
    assert "at least seven in it" in department_sentences(result(minimum=7), "en")[0]
    assert "at least 8 in it" in department_sentences(result(minimum=8), "en")[0]


def test_what_is_too_small_to_mean_anything_is_said() -> None:
    bare = tuple(replace(each, interval=None, agreement=None) for each in SHOWN.factors)
    small, large = (result(replace(SHOWN, n=n, factors=bare)) for n in (8, 24))
    for found, why in ((small, "With fewer than ten answers"), (large, "could give away somebody’s answer")):
        assert agreement_sentences(found, "en") == [], "nor a heading without a word below it"
        assert why in left_out_sentences(found, "en")[-1]
    assert "an indication" in worth_sentence(small, "en")
    few = with_figure(n=4, leader=50.0)
    assert "fewer than five have answered enough" in left_out_sentences(few, "en")[0]
    assert "tell too much" in left_out_sentences(with_figure(leader=50.0), "en")[0]
    assert "you have not answered enough" in left_out_sentences(with_figure(mean=50), "en")[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_agreement_is_said_in_words_of_factors_strongest_first(language: Language) -> None:
    said = agreement_sentences(result(), language)
    assert factors_named(["internal_rewards"], result(), language) in said[0]
    assert factors_named(["external_rewards"], result(), language) in said[1]
    assert len(said) == 2, "nothing of agreement where the groups are far apart all the same"
    for n, why in ((9, "too_few"), (10, "telling")):
        bare = replace(SHOWN, factors=(replace(SHOWN.factors[0], n=n, agreement=None), *SHOWN.factors[1:]))
        left_out, _ = agreement_notes(result(bare), language)
        names = factors_named(["ability"], result(), language)
        assert left_out == say(language, f"team_result.agreement.left_out.{why}", names=names), "only what is true"


def test_every_number_that_is_said_is_one_that_may_be_shown() -> None:
    """Whoever reads sentences, charts and files learns no figure that the audited report does not have."""
    for found in released_teams():
        document = json.dumps(found.report.document())
        known = set(re.findall(r"\d+", document)) | {
            "0",
            "100",
            "50",
            str(found.size),
            "18",
            "2026",
            str(found.minimum),
        }
        known |= {score_text(figure.leader, "en") for figure in found.report.factors}
        for language in LANGUAGES:
            for sentence in all_said(found, language):
                assert set(re.findall(r"\d+", sentence)) <= known, sentence


def test_whoever_draws_a_result_reaches_no_answers() -> None:
    """Screen, files and sentences import of a team only words for what is in a GroupReport."""
    names = (
        "assessment/team_result.py",
        "assessment/advice/team.py",
        *(f"assessment/{room}" for room in ("sentences/team.py", "sentences/talk.py", "figures/team.py")),
        *(
            f"assessment/exports/{room}"
            for room in (
                "team_result.py",
                "workbook/team.py",
                "pdf/team.py",
                "pdf/team_track.py",
                "pdf/team_sheet.py",
                "pdf/team_talk.py",
            )
        ),
        "pages/parts/team/result.py",
    )
    for name in names:
        nodes = ast.walk(ast.parse((ROOT / name).read_text(encoding="utf-8")))
        found = {(node.module, each.name) for node in nodes if isinstance(node, ast.ImportFrom) for each in node.names}
        of_teams = {each for module, each in found if module == "assessment.team"}
        assert of_teams <= {"Consensus"}, name
        assert not any((module or "").startswith(("assessment.storage", "assessment.team.")) for module, _ in found), (
            name
        )
        assert "protected" not in {each for _, each in found}, name


# The talk -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_factor_has_questions_of_its_own_in_both_directions(language: Language) -> None:
    asked = []
    for factor in FACTORS:
        for kind in ("blind_spot", "hidden_strength"):
            figures = (WHOLE(factor, 24, 50, None, None, None, 70.0, kind),)
            asked.append(first_questions(result(replace(SHOWN, factors=figures)), language)[0].questions)
    assert {len(questions) for questions in asked} == {4}, (
        "three on the factor, and one on the groups that are far apart"
    )
    assert len({question for questions in asked for question in questions[:3]}) == 24


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_talk_takes_sixty_minutes_without_a_break_and_begins_with_what_the_leader_saw(language: Language) -> None:
    steps = talk_steps(result(), language)
    times = [[int(each) for each in re.findall(r"\d+", step.minutes)] for step in steps]
    assert times[0][0] == 0
    assert times[-1][1] == 60
    assert [ends for _, ends in times[:-1]] == [begins for begins, _ in times[1:]]
    assert steps[0].texts[1] == first_words(result(), language), "once the result is shown"
    assert [len(asked.questions) for asked in steps[1].meetings[0].asked] == [2, 2]
    assert {"en": "Guess who", "sv": "Gissar vem"}[language] in what_to_avoid(result(), language)[0]
    of_groups = say(language, "talk.avoid.split")
    assert [of_groups in what_to_avoid(each, language) for each in (result(), result(replace(SHOWN, groups=())))] == [
        True,
        False,
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_round_of_a_rollout_has_a_talk_of_its_own_with_the_experience_that_is_agreed_on(
    language: Language,
) -> None:
    own = report_of("nine_person_firm")
    settled = settled_before(with_experience(own, "yes"), language)
    assert settled.experience == "We listen. First."
    assert settled_before(with_experience(own, "partly"), language).experience == ""
    steps = [talk_steps(result(wave=wave, executive=SHOWN), language, settled) for wave in WAVES]
    asked = [of_step[1].meetings[-1].asked for of_step in steps]
    assert all(sum(len(each.questions) for each in of_step) <= 4 for of_step in asked), "in twenty-five minutes"
    talks = [of_step[-1] for of_step in asked]
    assert all("We listen" in each.questions[-1] for each in talks)
    in_short = [first_questions(result(wave=wave, executive=SHOWN), language, settled) for wave in WAVES]
    assert all("We listen" in each[-1].questions[-1] for each in in_short), "what was agreed is not asked"
    assert len({each.questions[0] for each in talks}) == len({each.heading for each in talks}) == len(WAVES)
    assert len({each[0].texts for each in steps}) == len(WAVES), "the later ones tell what the earlier led to"
    followed = talk_steps(result(wave="executive", is_followed=True), language)[-1].texts[0]
    assert followed == say(language, "talk.end.how"), "nobody is told that those are asked next who have been asked"
    assert steps[0][-1].texts[0] == f"{followed} {say(language, 'talk.end.then.executive')}"
    executive = replace(SHOWN, factors=(SHOWN.factors[0], WHOLE("conditions", 24, 70), *SHOWN.factors[2:]))
    beside = talk_steps(result(wave="leaders", executive=executive), language)[1].meetings[-1].asked[-1]
    assert (beside.questions[0], "70" in beside.heading) == (say(language, "talk.own.beside.lower"), True)
    team = say(language, "team_result.short.executive")
    for wave in ("leaders", "all"):
        said = first_words(result(replace(SHOWN, groups=()), wave=wave, executive=executive), language)
        assert team not in said.lower(), "what a round has shown is told in the letter, once all are done"
    line = PlanLine("one", title="Listen", owner="Per", due=date(2027, 1, 4))
    done = replace(line, id="two", title="Phone", state="done")
    days = [replace(own, plan=(line, done), made_on=day) for day in (date(2027, 1, 4), date(2027, 1, 5))]
    of_own = replace(line, id="three", title="Write", source=own.advice[0].source)
    assert settled_before(replace(own, plan=(of_own,), made_on=date(2027, 1, 4)), language).under_way == ""
    under_way = [settled_before(each, language).under_way for each in days]
    assert ("Listen" in under_way[0], "Phone" in under_way[0], under_way[1]) == (True, False, ""), (
        "nothing that is past"
    )
    why = say(language, "talk.ask.why", who=named_by_step("all", language))
    far = tuple(
        WHOLE(each, 24, 50, leader=leader, distance_kind="blind_spot" if leader > 50 else None)
        for each, leader in zip(FACTORS, (90, 80, 50, 50), strict=True)
    )
    both, least = (
        replace(SHOWN, factors=each) for each in (far, (*far[:2], replace(far[2], mean=20, leader=25), far[3]))
    )
    alike = (replace(both, groups=()), replace(least, groups=()))
    told = [talk_steps(result(each, wave="all"), language)[1].texts[0] for each in (*alike, both)]
    assert [why in each for each in told] == [True, False, False], "nothing of least support, nor where groups differ"
    found = result(both, wave="all")
    of_groups = talk_steps(found, language)[1].meetings[0].asked[0]
    names = factors_named(found.differing, found, language)
    assert of_groups.questions[0] == say(language, "talk.questions.groups.1", names=names)
    one = tuple(replace(each, figures=each.figures[:1]) for each in SHOWN.groups)
    found = result(replace(SHOWN, groups=one), wave="all")
    began = [say(language, f"talk.first.{each}", said="") for each in ("of_groups", "besides", "brighter")]
    said = first_words(found, language)
    assert sorted(began, key=said.index) == began, "first on the groups, which is asked first, then on all"


def with_experience(own: Report, agreed: Literal["yes", "partly"], statement: str = "We listen. First.") -> Report:
    experience = replace(own.answers.experience, agreed=agreed, statement=statement)
    return replace(own, answers=replace(own.answers, experience=experience))


# The chart ------------------------------------------------------------------------------------------------------------


def drawn(found: TeamResult, language: Language = "en") -> list[dict[str, Any]]:
    """The data of the chart, a row each."""
    chart = team_chart(found, language, LOOK.light).to_dict()
    data = {json.dumps(each): each for values in chart["datasets"].values() for each in values if "top" in each}
    return sorted(data.values(), key=lambda row: float(row["top"]))


def test_the_chart_shows_the_figures_sorted_with_the_words_of_the_text() -> None:
    rows = drawn(result())
    assert [(row["label"], row["team"], row["leader"], row["low"], row["high"]) for row in rows] == [
        ("Conditions", 30, 56.25, 20, 40),
        ("Internal rewards", 80, 66.67, 70, 90),
        ("Ability", 55, 50, 45, 65),
        ("External rewards", 20, 18.75, 10, 30),
    ]
    assert [row["word"] for row in rows] == [view_text(row, result(), "en") for row in result().rows]


@pytest.mark.parametrize(
    ("mean", "bound", "said", "low", "high"), [(80, "over", "over", 80, 100), (20, "under", "under", 0, 20)]
)
def test_a_bound_is_what_it_leaves_open_and_never_a_point(
    mean: int, bound: str, said: str, low: int, high: int
) -> None:
    row = next(row for row in drawn(with_figure(mean=mean, bound=bound, leader=50.0)) if row["label"] == "Conditions")
    assert "team" not in row
    assert (row["low"], row["high"]) == (low, high)
    assert row["team_label"] == f"team {said} {mean}"


def test_what_is_hidden_has_no_mark_and_a_dash() -> None:
    row = next(row for row in drawn(with_figure(leader=50.0)) if row["label"] == "Conditions")
    assert {"team", "low"} & set(row) == set()
    assert row["team_label"] == "team –"
    assert "Conditions: team –" in team_description(with_figure(leader=50.0), "en")


@pytest.mark.unmeasured
@pytest.mark.parametrize("is_for_leader", [True, False])
def test_the_charts_are_valid_in_both_themes_and_on_one_fixed_line(is_for_leader: bool) -> None:
    for dark in (False, True):
        for draw in (team_chart, receipt_strip):
            chart = draw(result(is_for_leader=is_for_leader), "sv", LOOK.colours(dark=dark)).to_dict()
            scales = [layer["encoding"]["x"]["scale"] for layer in chart["layer"] if "x" in layer.get("encoding", {})]
            assert scales
            assert all(scale == {"domain": [0, 100], "zero": False, "nice": False} for scale in scales)


# Files ----------------------------------------------------------------------------------------------------------------


def pdf_text(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["team_pdf", "team_xlsx", "team_csv"])
def test_every_file_of_figures_has_the_receipt(kind: TeamFileKind, language: Language) -> None:
    data = write_team_result(result(), kind, language)
    sentence = receipt_sentence(result(), language)
    if kind == "team_csv":
        text = data.decode("utf-8-sig")
    elif kind == "team_xlsx":
        book = openpyxl.load_workbook(io.BytesIO(data))
        text = "\n".join(str(cell.value) for sheet in book for row in sheet for cell in row)
    else:
        text = " ".join(pdf_text(data).split())
    assert sentence in text


def test_json_is_what_the_command_line_prints() -> None:
    assert write_team_result(result(), "team_json", "sv") == SHOWN.to_json()


def test_csv_has_every_figure_and_no_cell_where_none_is_shown() -> None:
    found = with_figure(mean=80, bound="over", leader=50.0)
    rows = list(csv.reader(io.StringIO(write_team_result(found, "team_csv", "sv").decode("utf-8-sig")), delimiter=";"))
    assert {len(row) for row in rows} == {len(TEAM_COLUMNS)}
    by_place = {(row[1], row[2]): row for row in rows}
    assert by_place["conditions", "Alla"][3:10] == ["24", "80", "över", "", "", "", "50,00"]
    assert by_place["ability", "Alla"][3:9] == ["24", "55", "", "45", "65", "grupperna är långt isär"]
    assert by_place["internal_rewards", "Sales"][3:6] == ["4", "", ""]
    assert by_place["ability", "Övriga: IT, Support och de som inte har valt grupp"][3:5] == ["6", "40"]


def test_excel_has_figures_as_numbers_and_names_never_as_formulas() -> None:
    groups = (ShownGroup("=1+1", 11, SHOWN.groups[0].figures),)
    data = write_team_result(result(replace(SHOWN, groups=groups)), "team_xlsx", "en")
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Figures"]
    cells = {(row[0].value, row[1].value): row for row in sheet.iter_rows(min_row=2)}
    assert cells["Conditions", "Everybody"][3].value == 30
    assert cells["Conditions", "Everybody"][8].value == 56.25
    assert cells["Ability", "=1+1"][1].data_type == "s"
    assert not [row for row in sheet.iter_rows(values_only=True) if "external_rewards" in row], "no raw codes"


def sizes_of_text(page: PageObject) -> list[float]:
    """The sizes of all that is written between the running head and the foot of a page, in points."""
    found: list[float] = []

    def note(text: str, _: Any, matrix: Sequence[float], __: Any, size: float) -> None:
        if text.strip() and 45 < matrix[5] < 790:
            found.append(size)

    page.extract_text(visitor_text=note)
    return found


@pytest.mark.in_turns
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_talk_is_large_enough_to_read_in_a_meeting_on_two_pages(language: Language) -> None:
    own = with_experience(report_of("nine_person_firm"), "yes", "Kunden får hjälp vid första kontakten " * 9)
    longest = result(name="Ö" * 200, new_behaviour="Vi lyssnar på kunden. " * 99, wave="leaders", executive=SHOWN)
    for found in (result(), result(NOTHING), longest):
        data = write_team_result(found, "team_talk", language, own=own)
        pages = PdfReader(io.BytesIO(data)).pages
        assert len(pages) == 2
        assert min(size for page in pages for size in sizes_of_text(page)) >= 10
        assert receipt_sentence(found, language) not in pdf_text(data), "it is a paper for a meeting"


@pytest.mark.in_turns
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_has_every_figure_department_and_piece_of_advice(language: Language) -> None:
    own = report_of("nine_person_firm")
    text = " ".join(pdf_text(write_team_result(result(), "team_pdf", language, own=own)).split())
    assert beside_own(result(), own, language) in text
    assert [before_advice(advice, own, language) != "" for advice in result().advice] == [False, False, False, True]
    for advice in result().advice:
        assert before_advice(advice, own, language) in text
        assert advice.recommendation.title[language] in text
        assert team_caution(advice, language) in text
    for name in ("Kundtjänst", "Sales", "IT", "Kundservice", "Vi lyssnar."):
        assert name in text
    assert say(language, "team_result.chart_title.leader") in text, "beside the heading of the groups"
    for row in result().rows:
        assert view_text(row, result(), language) in text
    for said in (first_words(result(), language), *first_questions(result(), language)[0].questions):
        assert said in text, "what to say first, on paper too"
    assert "{lowest}" not in text
    assert say(language, "team_result.advice.lowest") in text, "of a team no statement is known"
    whose = say(language, "team_result.file.for_leader_groups")
    assert text.index(whose) < text.index(team_headline(result(), language).title), "whose it is stands above it"
    of_member = pdf_text(write_team_result(result(is_for_leader=False), "team_pdf", language))
    assert whose not in " ".join(of_member.split())
    for of_all in (result(is_for_leader=False), result(is_for_leader=False, wave="all")):
        first, *others = PdfReader(io.BytesIO(write_team_result(of_all, "team_pdf", language))).pages
        groups = say(language, "team_result.departments.title")
        assert groups not in first.extract_text(), "page one can be shown to all"
        assert any(groups in each.extract_text() for each in others)


@pytest.mark.in_turns
@pytest.mark.parametrize("language", LANGUAGES)
def test_page_one_of_a_members_pdf_explains_its_marks_and_says_how_many_answered(language: Language) -> None:
    """Nobody knew what a dashed frame was; what was checked is said with what the promise does not cover."""
    factors = (*(WHOLE(each, 8, 55, leader=50.0) for each in FACTORS[:3]), WHOLE(FACTORS[3], 8, 35, "under", leader=60))
    few = result(
        replace(SHOWN, n=8, factors=factors, groups=(), pooled=None, hidden=()), is_for_leader=False, size=None
    )
    data = write_team_result(few, "team_pdf", language)
    first, second = (" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages)
    for words in ("key.team", "key.bound", "key.member", "worth.title", "meanings"):
        assert say(language, f"team_result.{words}", who=named_by_step(None, language)) in first
    assert say(language, "team_result.worth.answered", n=8) in first
    assert say(language, "team_result.key.range") not in first.partition(say(language, "team_result.worth.title"))[0]
    for words in ("team_result.next_member.text", "team_result.receipt.title", "round.member.promise.together"):
        assert say(language, words) in first + second


def test_files_can_be_made_of_every_team() -> None:
    for place, found in enumerate(released_teams()):
        kinds: tuple[TeamFileKind, ...] = ("team_csv", "team_pdf", "team_xlsx", "team_talk")
        assert write_team_result(found, kinds[place % len(kinds)], "sv")


def test_many_departments_with_long_names_go_on_on_another_page() -> None:
    groups = tuple(ShownGroup(f"{number} {'Avdelning ' * 15}", 6, SHOWN.pooled.figures) for number in range(40))  # type: ignore[union-attr]  # it has a pool
    data = write_team_result(result(replace(SHOWN, groups=groups)), "team_pdf", "sv")
    assert len(PdfReader(io.BytesIO(data)).pages) > 2


def test_everybody_is_asked_again_once_what_is_decided_is_done_and_not_before_the_leader_answers() -> None:
    found, answered = Together({"all": result()}), Occasion(answered_on=date(2026, 12, 1))
    own = replace(report_of("nine_person_firm"), made_on=date(2027, 1, 1), occasion=answered, plan=())
    assert day_to_ask_again(found, own) == date(2027, 3, 18)
    line = PlanLine("one", title="Listen", due=date(2027, 4, 1))
    assert day_to_ask_again(found, replace(own, plan=(line,))) == date(2027, 4, 1)
    asks = PlanLine("two", title="Again", steps=(PlanStep(say("en", "again.button"), date(2027, 4, 9)),))
    assert day_to_ask_again(found, replace(own, plan=(asks,))) == date(2027, 4, 9)


def sentences_of(found: Together, language: Language) -> list[str]:
    """All that is said below the headline of the steps."""
    return [each for section in together_sections(found, language) for each in section.sentences]


def test_what_single_answers_can_explain_is_told_as_no_difference_between_rounds() -> None:
    def step(mean: int, n: int) -> TeamResult:
        same = (replace(each, mean=60, leader=60, distance_kind=None) for each in SHOWN.factors[:3])
        return result(replace(SHOWN, n=n, factors=(*same, WHOLE(FACTORS[3], n, mean, leader=60)), groups=()))

    few, fewer = step(60, n=7), step(70, n=6)
    small = Together({"executive": few, "leaders": fewer, "all": step(60, n=24)})
    assert (small.farthest, small.growing, small.alike) == ((), (), "alike")
    assert together_headline(small, "en") == say("en", "rollout.together.alike")
    beside = replace(fewer, wave="leaders", executive=few.report)
    assert (beside.beside_executive(is_lower=True), Together.beside_executive(beside)) == ((), None)
    assert Together({"executive": few, "all": step(80, n=6)}).farthest, "as far as groups"
    assert Together({"executive": step(60, n=24), "all": step(75, n=24)}).farthest


def test_the_steps_of_a_rollout_say_together_what_all_see_and_where_they_are_far_apart() -> None:
    others = tuple(
        replace(each, leader=each.mean, distance_kind=None) for each in SHOWN.factors if each.factor != "conditions"
    )

    def step(conditions: int, bound: Bound | None = None, n: int = 24, leader: float = 52) -> TeamResult:
        kind = "blind_spot" if leader - conditions > 20 else None
        apart = WHOLE("conditions", n, conditions, bound, leader=leader, distance_kind=kind)  # type: ignore[arg-type]
        return result(replace(SHOWN, n=n, factors=(others[0], apart, *others[1:]), groups=()))

    found = Together({"executive": step(30), "leaders": step(65), "all": step(55, n=12)})
    assert (found.are_all, found.least, found.few) == (True, ("external_rewards",), ("all",))
    (apart,) = found.farthest
    assert (apart.lower, apart.higher, apart.low.factor) == (("executive",), ("leaders",), "conditions")
    assert [
        [
            whom
            for whom in ("leader_ask", "ask_both")
            if say("en", f"rollout.together.{whom}") in sentences_of(each, "en")
        ]
        for each in (found, Together({"executive": step(40, leader=47), "leaders": step(55, leader=47)}))
    ] == [["leader_ask"], ["ask_both"]], "once, whoever differs"
    assert Together({"executive": step(30), "all": step(30)}).farthest == ()
    open_ended = Together({"executive": step(30, "over"), "all": step(70, "under")})
    assert open_ended.farthest == (), "either may be the higher one"
    away = Together({"executive": step(45), "leaders": step(45), "all": step(10, "under")})
    assert (away.fading, away.growing, away.order[0]) == (("conditions",), (), "external_rewards")
    assert together_headline(away, "en") == (
        "The wanted way is blocked by external rewards, according to you and the answers of all three rounds."
    ), "what people say comes before how the leader sees it"
    falling = Together({"executive": step(50), "leaders": step(45), "all": step(10)})
    assert told_headline(falling, "en") == [
        "What gets in the way most is external rewards. Your answers in all three rounds show that."
    ]
    rewards, conditions = told_figures(falling, "en")
    assert conditions.startswith("Conditions: the executive team about 50,")
    meant = "and conditions (clarity, responsibility, authority and structure)."
    assert told_meanings(falling, "en").endswith(meant), "before either is named"
    assert "the other employees about 10 and my own answers 52." in conditions
    assert conditions.endswith("That gets in the way, according to the other employees.")
    assert "in the way" not in rewards, "the line above it says so"
    mixed = Together({"executive": step(60, leader=10), "all": step(10, leader=10)})
    blocked = "The wanted way is blocked by conditions, according to you and the other employees."
    assert blocked in sentences_of(mixed, "en")
    blocking = {("all",): ("conditions",), (None, "executive", "leaders", "all"): ("external_rewards",)}
    assert falling.blocking == blocking
    assert together_headline(falling, "sv").startswith("De yttre belöningarna blockerar det önskade sättet, enligt dig")
    assert [advice.target for _, advice in falling.advised] == ["external_rewards", "conditions"], "what blocks first"
    assert (away.least, falling.least) == (("external_rewards",), ("external_rewards",))
    assert "under 10" in rows_in_words(away, "en")[1]
    assert "The wanted way is blocked by conditions, according to the other employees." in sentences_of(away, "en")
    assert together_chart(away, "en", LOOK.light).to_dict(), "the chart follows the rules of Vega-Lite"
    whose = "The wanted way is blocked by conditions, according to the executive team and the other managers."
    two = Together({"executive": step(10, leader=60), "leaders": step(10, leader=60)})
    assert whose in dict(together_sections(two, "en"))[say("en", "rollout.together.sees.alike")], "the rounds agree"
    back = Together({"executive": step(60, "under"), "leaders": step(45), "all": step(40)})
    assert back.fading == (), "nobody knows how much less than 60 the first is"
    alone = Together({"executive": step(50, leader=90), "leaders": step(35, leader=90), "all": step(25, leader=90)})
    more = "You see more support from conditions than those who answered do, in all three rounds."
    assert more in sentences_of(alone, "en")
    near = Together({"executive": step(30), "leaders": step(65), "all": step(15, n=12)})
    assert say("en", "rollout.together.least_among", names="external rewards") in sentences_of(near, "en")
    tied = Together({"executive": step(70), "leaders": step(45), "all": step(45)})
    assert (
        "The rounds are furthest apart on conditions: other managers and other employees about 45,"
        " the executive team about 70."
    ) in sentences_of(tied, "en"), "all that are equally far apart"
    assert "The further from you, the less support from conditions." in sentences_of(alone, "en")
    _, view = told_headline(alone, "en")
    assert view.startswith("My answers show more help from conditions than yours do, in all three rounds.")


def test_a_direction_and_the_level_of_the_least_support_are_said_by_one_rule_for_one_round_and_for_all() -> None:
    def steps(*conditions: int, others: int = 60) -> Together:
        def of(mean: int) -> tuple[WholeFigure, ...]:
            return tuple(WHOLE(each, 24, mean if each == "conditions" else others, leader=60) for each in FACTORS)

        shown = [
            result(replace(SHOWN, factors=of(mean), groups=()), wave=wave)
            for wave, mean in zip(WAVES, conditions, strict=True)
        ]
        return Together(dict(zip(WAVES, shown, strict=True)))

    found = steps(30, 25, 15)
    assert (found.fading, found.is_steady) == (("conditions",), False), "five points mean nothing, and no direction"
    assert not any("The further from you" in each for each in sentences_of(found, "en"))
    assert (
        "The rounds are furthest apart on conditions: other employees about 15, the executive team about 30."
    ) in sentences_of(found, "en")
    assert "The further from you, the less support from conditions." in sentences_of(steps(40, 25, 15), "en")
    assert together_headline(found, "sv") == "Alla omgångar visar minst stöd i förutsättningarna."
    assert " ".join(together_lead(found, "sv")) == (
        "Så lite stöd blockerar det önskade sättet, enligt övriga medarbetare."
        " Enligt ledningsgruppen och övriga chefer bromsar det."
    )
    one = "Så lite stöd bromsar det önskade sättet, enligt svaren i alla tre omgångarna."
    assert together_lead(steps(30, 30, 30), "sv") == [one]
    assert together_lead(steps(55, 55, 55, others=80), "sv") == [], "of no low level"
    assert "so little support blocks" in team_headline(found.results["all"], "en").consequence
    both = replace(SHOWN, groups=tuple(replace(each, figures=each.figures[2:]) for each in SHOWN.groups))
    divided = result(replace(both, factors=found.results["all"].report.factors), wave="all")
    assert (divided.is_about_groups, "conditions" in divided.differing) == (True, False)
    for reader in (divided, replace(divided, is_for_leader=False)):
        assert "minst stöd i förutsättningarna, ungefär 15, och så lite stöd blockerar" in (
            team_headline(reader, "sv").consequence
        )


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (70, 80, "75, troligen 70 till 80"),
        (75, 80, "75, troligen upp till 80"),
        (70, 75, "75, troligen ner till 70"),
        (75, 75, "75"),
    ],
)
def test_a_likely_range_that_ends_at_the_figure_says_the_other_end_only(low: int, high: int, said: str) -> None:
    row = result(replace(SHOWN, factors=(WHOLE("ability", 24, 75, None, (low, high)),))).rows[0]
    assert likely_figure(row, "sv") == said


def test_the_letter_says_in_one_sentence_what_the_leader_sees_more_and_less_support_in() -> None:
    wide = tuple(WHOLE(each, 24, 50, leader=leader) for each, leader in zip(FACTORS, (95, 50, 50, 5), strict=True))
    either = Together({wave: result(replace(SHOWN, factors=wide, groups=()), wave=wave) for wave in WAVES})
    (said,) = told_headline(either, "sv")
    assert said.startswith(
        "Mina svar visar mer hjälp av förmågan än era gör. Om de inre belöningarna är det tvärtom: där visar era svar"
    )


def test_all_steps_begin_with_groups_far_apart_and_name_a_round_only_where_it_is_far_from_the_others() -> None:
    def step(conditions: int, **fields: Any) -> TeamResult:
        others = tuple(replace(each, leader=each.mean, distance_kind=None) for each in SHOWN.factors)
        factors = (others[0], WHOLE("conditions", 24, conditions, None, leader=27), *others[2:])
        return result(replace(SHOWN, factors=factors, **fields), wave="all")

    close: dict[Wave, TeamResult] = {"executive": step(25), "leaders": step(25), "all": step(24, groups=())}
    found = Together(close)
    assert found.finding == ("blocking", ("external_rewards",))
    assert not any("blocked by conditions" in each for each in sentences_of(found, "en")), "24 is not far from 25"
    of_groups = Together(close | {"all": step(24)})
    assert together_headline(of_groups, "en") == "The groups are far apart on ability, conditions and external rewards."
    assert together_lead(of_groups, "en")[1].startswith("Sales sees far less support than Kundtjänst from")
    away = tuple(WHOLE(each, 24, 50, leader=5, distance_kind="hidden_strength") for each in FACTORS)
    seen = [
        result(replace(SHOWN, factors=away, groups=each), wave=wave)
        for each, wave in (((), "executive"), ((), "leaders"), (SHOWN.groups, "all"))
    ]
    differ = Together(dict(zip(WAVES, seen, strict=True)))
    assert differ.leader_less == ("internal_rewards",), "not what groups are far apart on"
    assert differ.away["ability"] == ("executive", "leaders")
    assert any(
        "blocked by ability, conditions and external rewards, according to you and Sales." in each
        for each in sentences_of(differ, "en")
    )
    assert [each.name for each in differ.results["all"].as_the_leader("ability")] == ["Sales"]
    assert "I see it much as you do." in talk_steps(differ.results["all"], "en")[1].meetings[0].said
    assert told_headline(of_groups, "en")[0].endswith("the other employees, the groups are far apart on this.")
    lower: dict[Wave, TeamResult] = {"executive": step(60, groups=()), "leaders": step(55, groups=()), "all": step(24)}
    assert (Together(lower).farthest, Together(lower).fading) == ((), ()), "24 is what none of its groups sees"
    assert Together(lower | {"all": step(24, groups=())}).farthest
    ability = next(each for each in told_figures(differ, "en") if each.startswith("Ability"))
    assert "other employees" not in ability
    within = tuple(
        ShownGroup(name, 12, (*(GroupFigure(each, 12, 50) for each in FACTORS[:3]), GroupFigure(FACTORS[3], 12, mean)))
        for name, mean in (("A", 20), ("B", 80))
    )
    both, own = Together({**differ.results, "leaders": step(24, groups=within)}), report_of("bank")
    letter = told_text(both, decided(both, own), own, "en", again_on="", behaviour="")
    findings, _ = letter.split(say("en", "rollout.together.tell.decided"))
    assert findings.count("\n•") <= 6
    assert [set(each.differing) for each in both.groups_apart.values()] == [{FACTORS[3]}, set(FACTORS[:3])]
    for wave, each in both.groups_apart.items():
        values = {"who": named_by_step(wave, "en"), "names": factors_named(each.differing, each, "en")}
        assert say("en", "rollout.together.tell.groups", **values) in letter, "what divides its own groups"
    _, advice = of_groups.to_decide[0]
    begin, first_step, *_ = advice_sentences(of_groups, of_groups.results["all"], advice, report_of("bank"), "en")
    assert begin.startswith("Begin in Sales, where support from"), "what is first decided is about the headline"
    assert first_step.endswith(advice.recommendation.first["en"]), "as in the plan, the PDF and the letter"
    first, _ = PdfReader(io.BytesIO(to_all_steps_pdf(of_groups, report_of("bank"), "en"))).pages
    text = first.extract_text()
    assert say("en", "rollout.together.text")[-20:] in text, "with what is below the chart"
    assert say("en", "rollout.together.file.for_whom_groups") in text
    assert say("en", "team_result.agreement.word.groups") in text, "a mean that hides what divides groups is left out"
    assert all(" ".join(each.split()) in " ".join(text.split()) for each in together_lead(of_groups, "en"))
    assert "Sales and Sales" not in " ".join(together_lead(of_groups, "en")), "each group once"
    start = text.index(say("en", "team_result.column.answers"))
    places = [text.index(part_name(factor, BANK, "en"), start) for factor in of_groups.order]
    assert places == sorted([text.index(say("en", "rollout.together.text")[:20]), *places])[1:], (
        "the groups stand on the page whose headline is about them, below the chart and in its order"
    )
    withheld = replace(SHOWN, factors=tuple(replace(each, mean=None) for each in SHOWN.factors), groups=())
    for hidden, said in ((step(25, groups=()), "alike_as_shown"), (result(withheld, wave="leaders"), "not_comparable")):
        few = {"executive": result(replace(withheld, factors=(SHOWN.factors[0], *withheld.factors[1:]))), "all": hidden}
        assert Together(few).alike == said  # type: ignore[arg-type]  # the waves
    assert say("en", "rollout.together.alike") not in [*sentences_of(of_groups, "en"), *told_headline(of_groups, "en")]


def test_what_all_steps_say_stands_under_a_heading_that_promises_it() -> None:
    two = Together({"executive": result(replace(SHOWN, groups=())), "leaders": result()})
    (said,) = dict(together_sections(two, "en"))[say("en", "rollout.together.sees.groups")]
    assert said.startswith("Among the other managers: "), "not where the rounds differ"
    withheld = replace(SHOWN, factors=tuple(replace(each, mean=None) for each in SHOWN.factors), groups=())
    one = replace(withheld, factors=(SHOWN.factors[0], *withheld.factors[1:]))
    unknown = Together({"executive": result(one), "leaders": result(withheld)})
    assert say("en", "rollout.together.not_comparable") in dict(together_sections(unknown, "en"))[""]


def test_a_mean_that_hides_what_divides_groups_is_not_drawn_on_the_page_of_all_steps() -> None:
    alone = replace(SHOWN, groups=())
    rounds: dict[Wave, GroupReport] = {"executive": alone, "leaders": alone, "all": SHOWN}
    found = Together({wave: result(report, wave=wave) for wave, report in rounds.items()})
    apart = say("en", "team_result.agreement.word.groups")
    ability = next(each for each in rows_in_words(found, "en") if each.startswith("Ability"))
    assert (f"other employees {apart}" in ability, f"executive team {apart}" in ability) == (True, False)
    assert apart in str(together_chart(found, "en", LOOK.light).to_dict())


def test_what_is_decided_names_each_factor_once_and_counts_nothing_that_is_done() -> None:
    steps = Together({"executive": result(), "leaders": result(), "all": result()})
    today, (_, advice) = date(2027, 1, 4), steps.to_decide[0]
    assert advice.target == "external_rewards"

    def line(name: str, source: str, day: date | None = None, owner: str = "", *, is_done: bool = False) -> PlanLine:
        return PlanLine(name, title=name, source=source, due=day, owner=owner, state="done" if is_done else "open")

    first = line("first", "X-map_todays_rewards.map_todays_rewards", date(2026, 12, 1))
    plan = (
        first,
        line("second", "F-external_rewards-supports.external_rewards", date(2027, 2, 1)),
        line("done", "F-conditions-blocks.conditions", today, is_done=True),
        *(line(name, "", date(2027, 2, 1)) for name in ("third", "fourth", "fifth")),
    )
    found = decided(steps, replace(report_of("bank"), plan=plan, made_on=today))
    assert [[each.id for each in lines] for lines in (found.lines, found.twice, found.rest)] == [
        ["third", "fourth", "first"], ["second"], ["fifth"],
    ]  # fmt: skip
    assert advice not in [each for _, each in found.open], "the plan has an action on it already"
    lowest = say("en", "rollout.together.tell.lacks.lowest", names="external rewards")
    for lines, is_lacking in ((plan, False), (plan[2:], True)):
        own = replace(report_of("bank"), plan=lines, made_on=today)
        assert (lowest in told_lacks(steps, decided(steps, own), own, "en")) == is_lacking
    owned = decided(steps, replace(report_of("bank"), plan=(replace(first, owner="Per"),), made_on=today))
    assert [late.line.id for late in owned.late] == ["first"]
    assert (owned.ahead(first.due), owned.one_day) == (None, None)


def test_the_letter_says_what_becomes_of_what_a_message_promised_once_the_plan_has_something_else() -> None:
    gone, kept = "F-conditions-holds_back.conditions", "F-ability-supports.ability"
    promised: dict[str, tuple[Wave, ...]] = {gone: ("leaders", "all"), kept: ("all",)}
    found = Together({"executive": result(), "leaders": result(), "all": result()}, promised)
    instead = PlanLine("2", title="Clear the way", source="own")
    before = [PlanLine(str(place), title="any", source=source) for place, source in enumerate(promised)]

    def letter(*plan: PlanLine) -> str:
        own = replace(report_of("bank"), plan=plan)
        assert to_all_steps_pdf(found, own, "en")
        return told_text(found, decided(found, own), own, "en", again_on="", behaviour="")

    assert "in the message" not in letter(*before)
    what = "rounds 2 and 3, “We let clarity, responsibility and authority go together”"
    assert f"What we wrote in the message of {what}, is no longer in the plan." in letter(before[1])
    other = replace(instead, source="F-conditions-blocks.conditions")
    assert f"What we wrote in the message of {what}, is replaced by “Clear the way”." in letter(other, before[1])
    (swap,) = in_message(before[:1], promised, "en")
    assert swap.startswith("The message of rounds 2 and 3 says: “We let clarity")
    assert in_message([instead], promised, "en") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_letter_promises_no_talk_that_is_held_but_what_follows_it(language: Language) -> None:
    groups = Together({"executive": result(), "leaders": result(), "all": result(wave="all")})
    advice = next(each for each in groups.results["all"].advice if each.target == "two_camps")
    rule, days = advice.recommendation, (date(2027, 1, 11), date(2027, 2, 3))
    assert rule.d30 is not None
    ours = tuple(map(PlanStep, (rule.first[language], rule.d30[language]), days))
    own = (ours[0], PlanStep("Visit Lund", days[1]))
    place = "rollout.together.tell"
    talk = say(language, f"{place}.see.X-two_camps")
    then = say(language, f"{place}.then.X-two_camps")
    goes_on = say(language, f"{place}.goes_on", day=date_text(days[1], language))
    for talked, steps, told in (((), ours, talk), (WAVES[:2], ours, talk), (WAVES, ours, then), (WAVES, own, goes_on)):
        line = PlanLine("1", title=rule.title[language], source=advice.source, owner="Per", due=days[1], steps=steps)
        report = replace(report_of("bank"), plan=(line,), made_on=date(2027, 1, 4))
        found = replace(groups, talked=talked)
        plan = decided(found, report)
        letter = told_text(found, plan, report, language, again_on="", behaviour="")
        (begins, *_) = told_promises(plan, report, language, again_on="")
        assert all(told in each for each in (letter, begins))
        assert (talk in letter) == (told == talk)
        if told == then:
            assert say(language, f"{place}.next", day=date_text(days[1], language), step=then) in letter
        pages = PdfReader(io.BytesIO(to_all_steps_pdf(found, report, language))).pages
        text = " ".join(page.extract_text() for page in pages)
        assert " ".join(told.split()) in " ".join(text.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_step_is_named_as_its_people_unless_the_leader_has_named_it(language: Language) -> None:
    name = say("en", "rollout.name.leaders")
    assert round_inside(name, "leaders", language) == lower_first(say(language, "rollout.name.leaders"))
    assert round_addressed(name, "leaders", language) == say(language, "rollout.addressed.leaders")
    assert round_inside("Support", "leaders", language) == "Support"
    assert round_addressed("Support", None, language) == say(language, "round.poster.to", name="Support")


# Downloads ------------------------------------------------------------------------------------------------------------


def test_a_link_names_a_file_of_a_series_or_of_a_team() -> None:
    names = [team_file_name("team_pdf", "en", date(2026, 12, 18), wave=wave) for wave in (None, "leaders")]
    assert names == ["drivkraft-team-result-2026-12-18.pdf", "drivkraft-team-result-round-2-2026-12-18.pdf"]
    own = [team_file_name(kind, "en", date(2026, 12, 18), is_for_leader=True) for kind in ("team_pdf", "team_csv")]
    assert own == ["drivkraft-team-result-for-you-only-2026-12-18.pdf", "drivkraft-team-table-2026-12-18.csv"]
    whose = KeyHash.of("the key of the leader")
    of_team = TeamDownload("team_pdf", "sv", "code", is_for_leader=True, series=whose)
    of_series = Download("csv", "sv", None)
    assert [download_of(each.document()) for each in (of_team, of_series)] == [of_team, of_series]
    with pytest.raises(ValueError, match="team"):
        download_of(["team_csv", "sv", "code", "yes", "UTC", None])


def test_the_files_of_a_round_are_there_from_its_release_until_it_is_deleted(sqlite_store: Store, today: Today) -> None:
    leading = leader(sqlite_store, today, 5)
    code = begin(
        leading, today, departments=(*DEPARTMENTS, replace(DEPARTMENTS[0], name="Ingen svarar", size=1)), size=13
    ).code
    for number in range(6):
        member(leading, code, today, 1 + number % 2, "Support")

    def made(kind: TeamFileKind = "team_json", *, is_for_leader: bool = True) -> bytes | None:
        file = TeamDownload(kind, "sv", code, is_for_leader).made(lambda: sqlite_store)
        return file and file.data

    assert made() is None
    leading.close(1, today)
    found = led(leading, today)
    assert found.report is not None
    hidden = ("Försäljning", "Ingen svarar", "Support")
    assert found.report.hidden == hidden, "which of them nobody has answered in is not told, nor follows from the count"
    assert made() == found.report.to_json()
    for is_for_leader in (True, False):
        said = found.result(is_for_leader=is_for_leader)
        assert said is not None
        assert said.name == "Kundtjänst"
        assert said.size == 13
        assert sorted(said.group_sizes) == sorted(hidden)
        assert said.closed_on == DAY
        assert (made("team_csv", is_for_leader=is_for_leader) or b"").startswith(b"\xef\xbb\xbf")
        assert said.instrument.common == BANK.common
    Series(sqlite_store, leading.key).delete()
    assert made() is None
