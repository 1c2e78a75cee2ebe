"""What is decided about a clash holds until what either role is rewarded for changes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from assessment.answers import Answers
from assessment.exports.calendar import to_ics
from assessment.exports.tables import to_csv, to_incentives
from assessment.incentives import CrossEffect, Element, IncentiveMap, Measure, Role, read_incentives, score_incentives
from assessment.incentives.changes import (
    AddElement,
    AddOwnMeasure,
    AddRole,
    Decide,
    MapChange,
    RemoveMeasure,
    RemoveRole,
    Rename,
    SetEase,
    SetEffect,
    SetEffectBetween,
    SetStep,
    SetStrength,
    Undecide,
)
from assessment.incentives.decisions import line_of_decision
from assessment.instrument import Instrument
from assessment.problems import Problems
from assessment.report import Report, build_report
from assessment.sentences.clashes import clash_in_full, clash_words, clash_words_with_kind, possible_decisions
from assessment.sentences.incentives import map_sentences
from assessment.sentences.settled import decision_line
from assessment.taking_back import taken_back

TODAY = date(2026, 11, 20)
SPEED = Measure(id="speed", share=3, effects={"care": -2})
MAP = IncentiveMap(
    elements=(Element(id="care", weight=3), Element(id="price", weight=2)),
    roles=(
        Role(id="sales", en="Sales", measures=(SPEED, Measure(id="volume", share=3))),
        Role(id="service", measures=(Measure(id="calls", share=1, effects={"care": 2}),)),
        Role(id="it", measures=(SPEED,)),
    ),
    cross_effects=(CrossEffect(source="sales", on="service", measure="volume", value=-2),),
)
WORDS = "Löften går före volymen.  \nAlltid."
DECIDE = Decide("service", "sales", WORDS, date(2026, 11, 28))
DECIDED = DECIDE.on(MAP)
PRICE, CARE = MAP.elements[1], MAP.elements[0]
DOCUMENT: dict[str, Any] = {"a": "service", "b": "sales", "measure": WORDS, "day": "2026-11-28"}


def is_open(found: IncentiveMap) -> bool:
    (decision,) = found.decisions
    return decision.reopened


@pytest.mark.parametrize(
    ("change", "opens"),
    [
        (SetEffect("sales", "speed", "care", "effects", -1), True),
        (SetStrength("sales", "speed", 1), True),
        (SetEase("service", "calls", 0.5), True),
        (AddOwnMeasure("service", Measure(id="x", en="X", share=5)), True),
        (RemoveMeasure("sales", "speed"), True),
        (SetEffectBetween("sales", "service", "volume", -1), True),
        (SetEffectBetween("sales", "it", "volume", -1), False),
        (SetEffect("it", "speed", "care", "effects", 2), False),
        (Rename("sales", "The shop"), False),
        (AddRole(Role(id="new", en="New")), False),
        (RemoveRole("it"), False),
        (SetStep(PRICE, MAP, 5), False),
        (SetStep(CARE, MAP, 0), False),
        (AddElement(Element(id="own", en="Own", weight=1), MAP), False),
    ],
)
def test_a_clash_is_undecided_again_once_what_either_role_is_rewarded_for_changes(
    change: MapChange, *, opens: bool
) -> None:
    changed = change.on(DECIDED)
    assert is_open(changed) is opens
    assert changed.decisions[0].measure == WORDS, "the words are kept for whoever decides anew"
    assert not is_open(DECIDE.on(changed))


def test_a_decision_goes_when_it_is_taken_back_and_with_its_role() -> None:
    assert Undecide("sales", "service").on(DECIDED).document() == MAP.document() | {"decisions": []}
    assert not RemoveRole("sales").on(DECIDED).decisions
    assert Decide("sales", "it", "Both.", TODAY).on(DECIDED).decisions[:1] == DECIDED.decisions


def test_undoing_a_change_puts_what_was_decided_on_its_measures_into_force_again() -> None:
    before, slower = DECIDED.document(), SetEffect("sales", "speed", "care", "effects", -1).on(DECIDED)
    assert taken_back(before, slower.document(), slower.document()) == before
    elsewhere = Rename("it", "Tech").on(slower)
    assert not is_open(IncentiveMap.checked(taken_back(before, slower.document(), elsewhere.document())))
    anew = Decide("sales", "service", "On the new measures.", TODAY).on(slower)
    undone = IncentiveMap.checked(taken_back(before, slower.document(), anew.document()))
    assert [(one.measure, one.reopened) for one in undone.decisions] == [("On the new measures.", True)]
    gone = RemoveRole("sales").on(DECIDED)
    assert IncentiveMap.checked(taken_back(before, gone.document(), Rename("it", "Tech").on(gone).document())).decisions


def test_a_decision_is_kept_word_for_word_through_an_answers_file(bank: Instrument) -> None:
    for more in ({}, {"reopened": True}):
        document = MAP.document() | {"decisions": [DOCUMENT | more]}
        answers = Answers.checked({"format": "drivkraft.answers/1", "ratings": {}, "incentives": document}, bank, "a")
        data = answers.to_json(bank)
        assert json.loads(data)["incentives"] == document
        assert Answers.from_json(data, bank, "a.json").to_json(bank) == data


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"a": "sale"}, 'decision 1: a: unknown role "sale". Did you mean "sales"?'),
        ({"a": "sales"}, 'decision 1: the role "sales" is on both sides, expected another role under "b"; correct'),
        ({"day": "28 November"}, 'decision 1: day: found "28 November", expected a day from 2000-01-01 to 2199-12-31'),
        ({"day": "2026-02-30"}, 'decision 1: day: found "2026-02-30", expected a day from'),
        ({"day": "1999-12-31"}, 'decision 1: day: found "1999-12-31", expected a day from'),
        ({"day": None}, "decision 1: day: found null, expected a day from"),
        ({"measure": ""}, "decision 1: measure: the text is empty"),
        ({"measure": " "}, 'decision 1: measure: found "", expected some words; correct it'),
        ({"measure": "x" * 501}, "decision 1: measure: the text has 501 characters, expected at most 500; shorten it"),
        ({"measure": 5}, "decision 1: measure: found 5, expected a text; put it in quotes"),
        ({"why": "x"}, 'decision 1: unknown key "why"; remove it, or use one of: a, b, measure, day, reopened'),
        ({}, "decision 2: decision 1 is already on these two roles, expected one decision for two roles; keep"),
    ],
)
def test_a_problem_in_a_decision_states_place_finding_expectation_and_remedy(
    change: dict[str, Any], message: str
) -> None:
    decisions = [DOCUMENT | change, *([DOCUMENT | {"a": "sales", "b": "service"}] if not change else [])]
    with pytest.raises(Problems) as caught:
        read_incentives(json.dumps(MAP.document() | {"decisions": decisions}).encode(), "map.json")
    (problem,) = map(str, caught.value.problems)
    assert message in problem


def reported(bank: Instrument, found: IncentiveMap) -> Report:
    document = {"format": "drivkraft.answers/1", "ratings": {}, "incentives": found.document()}
    return build_report(bank, Answers.checked(document, bank, "a.json"), made_on=TODAY)


def test_a_decided_clash_comes_last_and_raises_no_alarm(bank: Instrument) -> None:
    """The clash of service and IT is twice as large as the other."""
    one = Decide("it", "service", "Care first.", TODAY).on(MAP)
    both = DECIDE.on(one)
    told = [[(clash.a, clash.b) for clash in score_incentives(found).told] for found in (MAP, one, both)]
    assert told == [
        [("service", "it"), ("sales", "service")],
        [("sales", "service"), ("service", "it")],
        [("service", "it"), ("sales", "service")],
    ]
    reports = [reported(bank, found) for found in (MAP, one, both)]
    said = [map_sentences(each.incentives, each, "en") for each in reports if each.incentives]
    largest = [[sentence for sentence in sentences if "argest" in sentence] for sentences in said]
    decided = "The largest, service and the head of IT at 60, is already decided."
    assert largest == [
        ["Largest clash: service and the head of IT, 60 out of 100."],
        [f"Largest undecided clash: sales and service, 30 out of 100. {decided}"],
        [],
    ]
    alike = reported(bank, RemoveMeasure("sales", "volume").on(MAP))
    (equal,) = [each for each in map_sentences(score_incentives(alike.map), alike, "en") if "argest" in each]
    assert equal.startswith("The largest clashes are equally large, 60 out of 100: "), "none of them is the largest"
    assert "sales and service" in equal
    assert "service and the head of IT" in equal
    advised = [[a.reason.values["clash"] for a in each.advice if a.id == "X-pairwise_clash"] for each in reports]
    assert advised == [[60], [30], []]


def test_files_say_what_is_decided_and_only_where_it_is_in_force(bank: Instrument) -> None:
    result: Any = to_incentives(score_incentives(DECIDED))
    clashes = {(each["a"], each["b"]): each for each in result["clashes"]}
    assert clashes["sales", "service"]["decided"] == {"measure": WORDS, "day": "2026-11-28"}
    assert "decided" not in clashes["service", "it"]
    report, changed = reported(bank, DECIDED), reported(bank, RemoveMeasure("sales", "speed").on(DECIDED))
    assert report.incentives
    assert changed.incentives
    decided = report.incentives.clashes[1]
    assert clash_words(decided, report, "sv") == "beslutad"
    said = clash_words_with_kind(decided, report, "sv")
    assert said == "beslutad, motsatta håll, och direkt konflikt (25)", "an alarm only until it is decided"
    assert possible_decisions(decided, report, "en") == {
        "Speed first": "Speed comes before calls when they clash.",
        "Calls first": "Calls comes before speed when they clash.",
        "What we promised first": "What we have promised comes before speed and calls when they clash.",
    }, "of sales the measure that the clash comes from, not the other"
    hindering = decided._replace(kind="direct")
    assert report.incentives.causes(hindering) == (("sales", "volume"),)
    before = possible_decisions(hindering, report, "en")["What we promised first"]
    assert before == "What we have promised comes before volume when they clash.", (
        "calls are hindered and hinder nobody"
    )
    said = clash_in_full(decided, report, "sv")
    assert said.endswith("Beslutat, gäller från 28\xa0november\xa02026: ”Löften går före volymen. Alltid.”")
    assert all("Decided" not in clash_in_full(clash, changed, "en") for clash in changed.incentives.clashes)
    assert b"Decided, applies from 28 November 2026" in to_csv(report, "en")
    line = decision_line(DECIDED.decisions[0], report, "en")
    assert (line.title, line.due) == ("Tell both what applies: service and sales", date(2026, 11, 28))
    planned = replace(line, id=line_of_decision("sales", "service"))
    calendars = [to_ics(replace(each, plan=(planned,)), "en") for each in (report, changed)]
    assert [b"Tell both" in each for each in calendars] == [True, False]
