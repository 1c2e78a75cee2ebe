"""The figures on the screen show the report's numbers on one fixed line, and nothing a user wrote."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from assessment.answers import Answers
from assessment.charts import chart_description, facet_description, facet_dumbbell, factor_dumbbell
from assessment.instrument import LANGUAGES, Instrument, Language
from assessment.report import Report, build_report

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
