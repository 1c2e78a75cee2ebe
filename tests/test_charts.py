"""The figures on the screen show the report's numbers on one fixed line, and nothing a user wrote."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from assessment.answers import Answers
from assessment.charts import (
    change_description,
    change_dumbbell,
    chart_description,
    facet_description,
    facet_dumbbell,
    factor_dumbbell,
)
from assessment.instrument import LANGUAGES, Instrument, Language
from assessment.report import Report, build_report
from assessment.text import movement_text

from .conftest import WORKED


def figures(report: Report, language: Language) -> Iterator[dict[str, Any]]:
    for dark in (False, True):
        yield factor_dumbbell(report, language, dark=dark).to_dict()
        yield facet_dumbbell(report, language, dark=dark).to_dict()


def marks(figure: dict[str, Any]) -> dict[tuple[str, str], float]:
    """Scores by name and shape, as drawn; Altair gathers the data of all layers in one place."""
    return {(one["name"], one["shape"]): one["score"] for one in data(figure) if "shape" in one}


def data(figure: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for values in figure["datasets"].values() for one in values]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_figure_shows_the_scores_of_the_report(worked: Report, language: Language) -> None:
    drawn = marks(factor_dumbbell(worked, language, dark=False).to_dict())
    for factor in worked.scores.factors:
        name = next(known.name[language] for known in worked.instrument.factors if known.id == factor.id)
        assert drawn[name, "square"] == factor.current.score
        assert drawn[name, "circle"] == factor.new.score


def test_a_withheld_score_has_no_mark(bank: Instrument, answers: Callable[..., Answers]) -> None:
    columns = {**WORKED, "ability": ([4, 4, 4, 4], [3, None, None, None])}
    report = build_report(bank, answers(columns), made_on=date(2026, 11, 22))
    drawn = marks(factor_dumbbell(report, "en", dark=False).to_dict())
    assert ("Ability", "square") in drawn
    assert ("Ability", "circle") not in drawn
    assert "Ability: today 75, wanted –, –." in chart_description(report, "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_layer_has_the_same_line_from_0_to_100(worked: Report, language: Language) -> None:
    for figure in figures(worked, language):
        for layer in figure["layer"]:
            assert layer["encoding"]["x"]["scale"] == {"domain": [0, 100], "zero": False, "nice": False}


@pytest.mark.parametrize(("dark", "today", "wanted"), [(False, "#8A5A00", "#0B5CAD"), (True, "#E0B15A", "#7DB7F5")])
def test_today_is_a_brown_square_and_wanted_a_blue_circle(worked: Report, dark: bool, today: str, wanted: str) -> None:
    figure = factor_dumbbell(worked, "sv", dark=dark).to_dict()
    assert {(one["shape"], one["colour"]) for one in data(figure) if "shape" in one} == {
        ("square", today),
        ("circle", wanted),
    }


def test_what_a_user_wrote_is_in_no_figure(bank: Instrument, document: Callable[..., dict[str, Any]]) -> None:
    made = document(WORKED, behaviours={"current": "SECRET", "new": "SECRET"}, experience={"statement": "SECRET"})
    report = build_report(bank, Answers.checked(made, bank), made_on=date(2026, 11, 22))
    assert all("SECRET" not in json.dumps(figure) for figure in figures(report, "en"))
    assert "SECRET" not in chart_description(report, "en")


def test_facets_stand_under_their_factor(bank: Instrument, document: Callable[..., dict[str, Any]]) -> None:
    ratings = {item.id: {"current": 4, "new": 2} for item in bank.items}
    report = build_report(
        bank, Answers.checked(document({}, "full") | {"ratings": ratings}, bank), made_on=date(2026, 11, 22)
    )
    layers = facet_dumbbell(report, "sv", dark=False).to_dict()["layer"]
    order = next(layer["encoding"]["y"]["sort"] for layer in layers if "sort" in layer["encoding"].get("y", {}))
    assert [row.split("\n")[0] for row in order[:3]] == ["Förmåga", "Kunskap", "Färdighet"]
    assert len(order) == len(bank.facets) + len(bank.factors)
    assert "Kunskap: i dag 75, önskat 25, dagens vinner." in facet_description(report, "sv")


# What has moved -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def moved(bank: Instrument, answers: Callable[..., Answers]) -> Report:
    then = {**WORKED, "conditions": ([4, 4, 4, 4], [3, None, None, None])}
    now = {**WORKED, "ability": ([4, 5, 3, 4], [4, 4, 3, 3]), "external_rewards": ([1, 1, 1, 1], [5, 5, 5, 5])}
    before = build_report(bank, answers(then), made_on=date(2026, 5, 22))
    return build_report(bank, answers(now), made_on=date(2026, 11, 22), earlier=[before])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("dark", [False, True])
def test_the_figure_of_changes_shows_every_score_then_and_now(moved: Report, language: Language, dark: bool) -> None:
    figure = change_dumbbell(moved, language, dark=dark).to_dict()
    drawn = {(one["name"], one["shape"], one["when"]): one["score"] for one in data(figure) if "shape" in one}
    expected = {}
    for factor, change in zip(moved.instrument.factors, moved.changes, strict=True):
        for shape, both in (("square", change.current), ("circle", change.new)):
            expected[factor.name[language], shape, "then"] = both.earlier
            expected[factor.name[language], shape, "now"] = both.later
    # What is withheld has no mark.
    assert drawn == {key: score for key, score in expected.items() if score is not None}
    assert len(drawn) == 15


@pytest.mark.parametrize(("dark", "today", "wanted"), [(False, "#8A5A00", "#0B5CAD"), (True, "#E0B15A", "#7DB7F5")])
def test_before_is_hollow_and_now_is_filled(moved: Report, dark: bool, today: str, wanted: str) -> None:
    figure = change_dumbbell(moved, "sv", dark=dark).to_dict()
    points = [layer for layer in figure["layer"] if layer["mark"]["type"] == "point"]
    for layer in points:
        (when,) = {one["when"] for one in figure["datasets"][layer["data"]["name"]]}
        assert layer["mark"]["filled"] == (when == "now")
    assert len(points) == 2
    assert {(one["shape"], one["colour"]) for one in data(figure) if "shape" in one} == {
        ("square", today),
        ("circle", wanted),
    }


def test_the_figure_of_changes_keeps_the_line_and_is_silent_to_readers(moved: Report) -> None:
    figure = change_dumbbell(moved, "en", dark=False).to_dict()
    for layer in figure["layer"]:
        assert layer["encoding"]["x"]["scale"] == {"domain": [0, 100], "zero": False, "nice": False}
        assert layer["mark"]["aria"] is False
    order = next(
        layer["encoding"]["y"]["sort"] for layer in figure["layer"] if "sort" in layer["encoding"].get("y", {})
    )
    names = [factor.name.en for factor in moved.instrument.factors]
    lines = [movement_text(change.new, "en") for change in moved.changes]
    assert [row.split("\n")[:2] for row in order] == [list(pair) for pair in zip(names, lines, strict=True)]


def test_numbers_stand_outside_their_marks(moved: Report) -> None:
    drawn = [one for one in data(change_dumbbell(moved, "en", dark=False).to_dict()) if "when" in one]
    for one in drawn:
        if one["score"] != one["other"]:
            assert one["side"] == ("left" if one["score"] < one["other"] else "right")
    # No two numbers of one behaviour stand on the same side.
    sides = {(one["name"], one["shape"], one["side"]) for one in drawn}
    assert len(sides) == len({(one["name"], one["shape"], one["when"]) for one in drawn}) == 15


@pytest.mark.parametrize(
    ("language", "begins", "says"),
    [
        ("en", "22 May 2026 beside 22 November 2026: four factors", "the wanted one 44 before and 63 now: higher, 19"),
        ("sv", "22 maj 2026 bredvid 22 november 2026: fyra faktorer", "det önskade 44 förut och 63 nu: högre, 19"),
    ],
)
def test_the_changes_are_described(moved: Report, language: Language, begins: str, says: str) -> None:
    described = change_description(moved, language)
    assert described.startswith(begins)
    assert says in described
    assert described.count("–") == 1


def test_what_a_user_wrote_is_in_no_figure_of_changes(
    bank: Instrument, document: Callable[..., dict[str, Any]]
) -> None:
    made = document(WORKED, behaviours={"current": "SECRET", "new": "SECRET"}, experience={"statement": "SECRET"})
    before = build_report(bank, Answers.checked(made, bank), made_on=date(2026, 5, 22))
    report = build_report(bank, Answers.checked(made, bank), made_on=date(2026, 11, 22), earlier=[before])
    assert "SECRET" not in json.dumps(change_dumbbell(report, "en", dark=False).to_dict())
    assert "SECRET" not in change_description(report, "en")


def test_the_full_form_has_only_its_factors_in_the_figure_of_changes(
    bank: Instrument, document: Callable[..., dict[str, Any]]
) -> None:
    ratings = {item.id: {"current": 4, "new": 2} for item in bank.items}
    answers = Answers.checked(document({}, "full") | {"ratings": ratings}, bank)
    before = build_report(bank, answers, made_on=date(2026, 5, 22))
    report = build_report(bank, answers, made_on=date(2026, 11, 22), earlier=[before])
    names = {one["name"] for one in data(change_dumbbell(report, "en", dark=True).to_dict()) if "when" in one}
    assert names == {factor.name.en for factor in bank.factors}
