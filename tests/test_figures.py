"""The figures on the screen show the report's numbers on one fixed line, and hold nothing a user wrote."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from altair.utils.schemapi import SchemaBase

from assessment.answers import Answers
from assessment.figures import (
    change_description,
    change_dumbbell,
    chart_description,
    facet_description,
    facet_dumbbell,
    factor_dumbbell,
    pull_description,
    pull_map,
    pull_tall,
    spare_room,
)
from assessment.incentives import read_incentives
from assessment.instrument import LANGUAGES, Instrument, Language
from assessment.look import LOOK
from assessment.report import Report, build_report
from assessment.words import pull_text, say, score_text, signed

from .conftest import WORKED

# Coverage would take as long as these tests; those marked as measured reach all that they do.
pytestmark = pytest.mark.unmeasured


def figures(report: Report, language: Language) -> Iterator[dict[str, Any]]:
    for dark in (False, True):
        yield factor_dumbbell(report, language, LOOK.colours(dark=dark)).to_dict()
        yield facet_dumbbell(report, language, LOOK.colours(dark=dark)).to_dict()


def marks(figure: dict[str, Any]) -> dict[tuple[str, str], float]:
    """Scores by name and shape, as drawn; Altair gathers the data of all layers in one place."""
    return {(one["name"], one["shape"]): one["score"] for one in data(figure) if "shape" in one}


def data(figure: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for values in figure["datasets"].values() for one in values]


def labels(figure: dict[str, Any]) -> list[tuple[str, str]]:
    """The labels above each line, from top to bottom: its name and the word at its end."""
    found = {(one["y"], one["label"], one["word"]) for one in data(figure) if "label" in one}
    return [(label, word) for _, label, word in sorted(found)]


def lines(figure: dict[str, Any]) -> Iterator[tuple[float, float, bool, bool]]:
    """Ends, zero and nice of the axis, for every layer that is drawn on the line from 0 to 100."""
    for layer in figure["layer"]:
        if "x" in layer.get("encoding", {}):
            scale = layer["encoding"]["x"]["scale"]
            yield *scale["domain"], scale["zero"], scale["nice"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_figure_shows_the_scores_of_the_report(worked: Report, language: Language) -> None:
    drawn = marks(factor_dumbbell(worked, language, LOOK.light).to_dict())
    for factor in worked.scores.factors:
        name = next(known.name[language] for known in worked.instrument.factors if known.id == factor.id)
        assert drawn[name, "square"] == factor.current.score
        assert drawn[name, "circle"] == factor.new.score


@pytest.mark.measured
def test_a_withheld_score_has_no_mark(bank: Instrument, answers: Callable[..., Answers]) -> None:
    columns = {**WORKED, "ability": ([4, 4, 4, 4], [3, None, None, None])}
    report = build_report(bank, answers(columns), made_on=date(2026, 11, 22))
    drawn = marks(factor_dumbbell(report, "en", LOOK.light).to_dict())
    assert ("Ability", "square") in drawn
    assert ("Ability", "circle") not in drawn
    assert "Ability: today 75, wanted –, –." in chart_description(report, "en")


@pytest.mark.in_turns
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_layer_has_the_same_line_from_0_to_100(worked: Report, language: Language) -> None:
    for figure in figures(worked, language):
        assert set(lines(figure)) == {(0, 100, False, False)}


@pytest.mark.parametrize(("dark", "today", "wanted"), [(False, "#8A5A00", "#0B5CAD"), (True, "#E0B15A", "#7DB7F5")])
def test_today_is_a_brown_square_and_wanted_a_blue_circle(worked: Report, dark: bool, today: str, wanted: str) -> None:
    figure = factor_dumbbell(worked, "sv", LOOK.colours(dark=dark)).to_dict()
    assert {(one["shape"], one["colour"]) for one in data(figure) if "shape" in one} == {
        ("square", today),
        ("circle", wanted),
    }


def test_no_class_of_altairs_is_searched_for_while_a_figure_is_drawn(
    moved: Report, with_map: Callable[..., Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A channel written as text was looked for among its 600 classes, which took longer than all the rest."""

    def searched(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(SchemaBase, "from_dict", searched)
    mapped = with_map()
    for draw in (factor_dumbbell, facet_dumbbell, change_dumbbell):
        assert draw(moved, "en", LOOK.light).to_dict(validate=False)["layer"]
    for draw in (pull_map, pull_tall):
        assert draw(mapped, "en", LOOK.light).to_dict(validate=False)["layer"]


def test_no_figure_holds_a_users_text(bank: Instrument, document: Callable[..., dict[str, Any]]) -> None:
    made = document(WORKED, behaviours={"current": "SECRET", "new": "SECRET"}, experience={"statement": "SECRET"})
    report = build_report(bank, Answers.checked(made, bank), made_on=date(2026, 11, 22))
    assert all("SECRET" not in json.dumps(figure) for figure in figures(report, "en"))
    assert "SECRET" not in chart_description(report, "en")


@pytest.mark.measured
def test_facets_are_listed_under_their_factor(bank: Instrument, document: Callable[..., dict[str, Any]]) -> None:
    ratings = {item.id: {"current": 4, "new": 2} for item in bank.items}
    report = build_report(
        bank, Answers.checked(document({}, "full") | {"ratings": ratings}, bank), made_on=date(2026, 11, 22)
    )
    rows = labels(facet_dumbbell(report, "sv", LOOK.light).to_dict())
    assert [name for name, _ in rows[:3]] == ["Förmåga", "Kunskap", "Färdighet"]
    assert len(rows) == len(bank.facets) + len(bank.factors)
    assert "Kunskap: i dag 75, önskat 25, dagens sätt vinner." in facet_description(report, "sv")


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
    figure = change_dumbbell(moved, language, LOOK.colours(dark=dark)).to_dict()
    drawn = {(one["name"], one["shape"], one["when"]): one["score"] for one in data(figure) if "shape" in one}
    expected = {}
    for factor, change in zip(moved.instrument.factors, moved.changes, strict=True):
        for shape, both in (("square", change.current), ("circle", change.new)):
            expected[factor.name[language], shape, "then"] = both.earlier
            expected[factor.name[language], shape, "now"] = both.later
    # A withheld score has no mark.
    assert drawn == {key: score for key, score in expected.items() if score is not None}
    assert len(drawn) == 15


@pytest.mark.parametrize(("dark", "today", "wanted"), [(False, "#8A5A00", "#0B5CAD"), (True, "#E0B15A", "#7DB7F5")])
def test_before_is_hollow_and_now_is_filled(moved: Report, dark: bool, today: str, wanted: str) -> None:
    figure = change_dumbbell(moved, "sv", LOOK.colours(dark=dark)).to_dict()
    points = [layer for layer in figure["layer"] if layer["mark"]["type"] == "point"]
    for layer in points:
        (when,) = {one["when"] for one in figure["datasets"][layer["data"]["name"]]}
        assert layer["mark"]["filled"] == (when == "now")
    assert len(points) == 2
    assert {(one["shape"], one["colour"]) for one in data(figure) if "shape" in one} == {
        ("square", today),
        ("circle", wanted),
    }


def test_the_figure_of_changes_keeps_the_line_and_its_layers_are_hidden_from_screen_readers(moved: Report) -> None:
    figure = change_dumbbell(moved, "en", LOOK.light).to_dict()
    assert set(lines(figure)) == {(0, 100, False, False)}
    assert {layer["mark"]["aria"] for layer in figure["layer"]} == {False}
    assert labels(figure) == [
        ("External rewards", "wanted way now wins"),
        ("Ability", "today’s way still wins"),
        ("Internal rewards", "today’s way still wins"),
        ("Conditions", "today’s way wins"),
    ]
    groups = [str(one["group"]) for one in data(figure) if "group" in one]
    assert list(dict.fromkeys(groups)) == ["Better", "Wanted: no clear change"], "in the words of the headline"


def test_every_change_has_both_its_numbers_and_what_does_not_count_is_grey(moved: Report) -> None:
    """A mark had visibly moved, and beside it stood that nothing had changed."""
    colours = LOOK.light
    drawn: dict[float, tuple[str, str, str]] = {}
    for one in data(change_dumbbell(moved, "en", colours).to_dict()):
        if "now_number" in one:
            drawn.setdefault(one["y"], (one["then_number"], one["now_number"], one["ink"]))
    expected = [
        (score_text(both.earlier, "en"), score_text(both.later, "en"), colour if both.is_clear else colours.quiet)
        for change in moved.changed_first
        for both, colour in ((change.current, colours.today), (change.new, colours.wanted))
    ]
    assert [drawn[y] for y in sorted(drawn)] == expected
    assert {ink for *_, ink in expected} == {colours.today, colours.wanted, colours.quiet}


@pytest.mark.parametrize(
    ("language", "begins", "says"),
    [
        (
            "en",
            "22\xa0May\xa02026 compared with 22\xa0November\xa02026: four factors",
            "the wanted one 44 before and 63 now: 19 points higher",
        ),
        (
            "sv",
            "22\xa0maj\xa02026 jämfört med 22\xa0november\xa02026: fyra faktorer",
            "det önskade 44 förut och 63 nu: 19 poäng högre",
        ),
    ],
)
def test_the_changes_are_described(moved: Report, language: Language, begins: str, says: str) -> None:
    described = change_description(moved, language)
    assert described.startswith(begins)
    assert says in described
    assert described.count("–") == 1


@pytest.mark.measured
def test_no_figure_of_changes_holds_a_users_text(bank: Instrument, document: Callable[..., dict[str, Any]]) -> None:
    made = document(WORKED, behaviours={"current": "SECRET", "new": "SECRET"}, experience={"statement": "SECRET"})
    before = build_report(bank, Answers.checked(made, bank), made_on=date(2026, 5, 22))
    report = build_report(bank, Answers.checked(made, bank), made_on=date(2026, 11, 22), earlier=[before])
    assert "SECRET" not in json.dumps(change_dumbbell(report, "en", LOOK.light).to_dict())
    assert "SECRET" not in change_description(report, "en")


def test_the_full_form_has_only_its_factors_in_the_figure_of_changes(
    bank: Instrument, document: Callable[..., dict[str, Any]]
) -> None:
    ratings = {item.id: {"current": 4, "new": 2} for item in bank.items}
    answers = Answers.checked(document({}, "full") | {"ratings": ratings}, bank)
    before = build_report(bank, answers, made_on=date(2026, 5, 22))
    report = build_report(bank, answers, made_on=date(2026, 11, 22), earlier=[before])
    names = {one["name"] for one in data(change_dumbbell(report, "en", LOOK.dark).to_dict()) if "when" in one}
    assert names == {factor.name.en for factor in bank.factors}


# The incentive map ----------------------------------------------------------------------------------------------------

EXAMPLE = Path(__file__).parents[1] / "assessment" / "example_map.yaml"


@pytest.fixture(scope="module")
def with_map(bank: Instrument, document: Callable[..., dict[str, Any]]) -> Callable[[dict[str, Any] | None], Report]:
    """A report with this incentive map, or with the worked example."""

    def make(incentives: dict[str, Any] | None = None) -> Report:
        made = document(WORKED, incentives=incentives or read_incentives(EXAMPLE.read_bytes()).document())
        return build_report(bank, Answers.checked(made, bank), made_on=date(2026, 11, 22))

    return make


def large_map(roles: int = 40, elements: int = 8, name: str = "Regional head of operations") -> dict[str, Any]:
    """As large as a map can be; every two roles pull some element both ways."""
    return {
        "elements": [{"id": f"E{n}", "weight": 1, "en": f"{name} {n}"} for n in range(elements)],
        "roles": [
            {
                "id": f"r{n}",
                "en": f"{name} {n}",
                "metrics": [
                    {"en": f"{name} {n}", "share": 1, "effects": {f"E{e}": (n + e) % 5 - 2 for e in range(elements)}}
                ],
            }
            for n in range(roles)
        ],
        "cross_effects": [{"source": "r0", "on": "r1", "value": -2}],
    }


@pytest.mark.in_turns
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("dark", [False, True])
def test_the_map_shows_every_pull_with_its_sign(
    with_map: Callable[..., Report], language: Language, dark: bool
) -> None:
    report = with_map()
    scores = report.incentives
    assert scores is not None
    drawn = data(pull_map(report, language, LOOK.colours(dark=dark)).to_dict())
    cells = [one for one in drawn if "pull" in one]
    ranked = [role for group in scores.groups for role in group.roles]
    pulls = [pull for role in ranked for pull in role.pulls.values()] + [one.net for one in scores.elements]
    assert [one["pull"] for one in cells] == pulls
    assert [one["number"] for one in cells] == [pull_text(pull, language) for pull in pulls]
    assert {"−75", "+25", "0", "−100"} <= {one["number"] for one in cells}
    wholes = [one["number"] for one in drawn if "whole" in one and "top" in one]
    assert wholes == [signed(role.alignment, language) for role in ranked] + ["−21"]
    assert wholes == ["−45", "−41", "−23", "−20", "−18", "−10", "+8", "−21"], "those that pull most come first"
    assert [one["heading"] for one in drawn if "heading" in one] == [
        say(language, f"incentives.group.{kind}", count=count) for kind, count in (("away", 6), ("towards", 1))
    ]
    nobody = [one["index"] for one in drawn if "nobody" in one]
    assert nobody == [1, 2, 4]


def test_the_tints_range_from_minus_2_to_plus_2_in_any_map(with_map: Callable[..., Report]) -> None:
    """A map of weak pulls must not look like one of strong ones."""

    def tints(effects: dict[str, float]) -> list[str]:
        elements = [{"id": name, "weight": 1} for name in effects]
        roles = [{"id": "a", "metrics": [{"share": 1, "effects": effects}]}]
        figure = pull_map(with_map({"elements": elements, "roles": roles}), "en", LOOK.light).to_dict()
        return [one["colour"] for one in data(figure) if "pull" in one][: len(effects)]

    assert tints({"x": -2, "y": 0, "z": 2}) == ["#E6A45C", "#F4F6F8", "#7FB3E6"]
    weak, strong = tints({"x": 0.5}), tints({"x": 2, "y": 0.5})
    assert weak[0] == strong[1] != strong[0]


@pytest.mark.parametrize("dark", [False, True])
def test_the_numbers_are_readable_on_every_tint(with_map: Callable[..., Report], dark: bool) -> None:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    ink = light("#F2F4F7" if dark else "#111418")
    for one in data(pull_map(with_map(), "en", LOOK.colours(dark=dark)).to_dict()):
        if "colour" in one:
            low, high = sorted((ink, light(one["colour"])))
            assert (high + 0.05) / (low + 0.05) >= 4.5, one["colour"]


@pytest.mark.parametrize(
    ("language", "row", "nobody"),
    [
        (
            "en",
            "The CEO: −41 of 100 as a whole; Easy to reach a person who can help −75, The problem",
            "Nobody is rewarded for it: The problem is solved at the first contact, Promises are kept, Fair handling",
        ),
        (
            "sv",
            "Vd: −41 av 100 sammantaget; Lätt att nå en människa som kan hjälpa till −75, Problemet",
            "Ingen belönas för det: Problemet löses vid första kontakten, Löften hålls, Rättvis hantering",
        ),
    ],
)
def test_the_map_is_described(with_map: Callable[..., Report], language: Language, row: str, nobody: str) -> None:
    described = pull_description(with_map(), language)
    assert row in described
    assert nobody in described


def test_on_a_phone_each_role_has_its_name_and_measures_above_its_cells_and_cancelled_ones_are_told_from_idle_ones(
    with_map: Callable[..., Report],
) -> None:
    """A role whose measures cancel showed 0 like a role that is rewarded for nothing."""
    pulls = {"up": {"x": 1}, "down": {"x": -1}, "none": {"x": 0}}
    measures = {name: {"id": name, "en": name, "share": 1, "effects": effects} for name, effects in pulls.items()}
    held = {"a": ["down"], "b": ["up", "down"], "c": [], "d": ["none"], "e": ["up"]}
    roles = [{"id": role, "en": role, "metrics": [measures[name] for name in names]} for role, names in held.items()]
    report = with_map({"elements": [{"id": "x", "weight": 1, "en": "X"}], "roles": roles})
    assert report.incentives is not None
    groups = {group.kind: [role.id for role in group.roles] for group in report.incentives.groups}
    assert groups == {"away": ["a"], "towards": ["e"], "cancelled": ["b"], "idle": ["c", "d"]}
    drawn = data(pull_tall(report, "en", LOOK.light).to_dict())
    rewarded = {one["rewarded"] for one in drawn if "rewarded" in one}
    assert {"up, down", say("en", "incentives.nothing")} <= rewarded
    assert [one["number"] for one in drawn if "pull" in one] == ["−50", "+50", "±0", "0", "0", "0"]


def test_the_largest_map_keeps_its_rows(with_map: Callable[..., Report]) -> None:
    report = with_map(large_map())
    figure = pull_map(report, "en", LOOK.light).to_dict()
    tops = sorted({one["top"] for one in data(figure) if "pull" in one})
    assert len(tops) == 41
    assert min(low - high for high, low in pairwise(tops)) >= 30
    assert figure["height"] > tops[-1]


def test_a_map_says_how_much_room_its_horizontal_names_leave_above_them(with_map: Callable[[], Report]) -> None:
    """A laptop showed 80 empty pixels above the map, which the vertical names of a phone need."""
    report = with_map()
    width, spare = spare_room(report, "en")
    column = (width - min(240, width * 0.24) - min(220, width * 0.2)) / len(report.map.elements)
    assert 78 <= column < 79, "from here on the names are horizontal"
    assert 20 < spare < 100
    drawn = pull_map(report, "en", LOOK.light).to_dict()
    (key,) = [layer for layer in drawn["layer"] if "38" in str(layer["mark"].get("x2")) and layer["mark"].get("y2")]
    assert f"? 0 : {spare}" in key["mark"]["y"]["expr"], "the key is below it"


@pytest.mark.parametrize("draw", [pull_map, pull_tall])
def test_cells_that_have_changed_are_framed_with_what_they_were(
    with_map: Callable[..., Report], draw: Callable[..., Any]
) -> None:
    before = with_map()
    sales = before.map.role("sales")
    assert sales is not None
    changed = before.map.with_role(sales.model_copy(update={"measures": (sales.measures[0].with_effect("E3", 1),)}))
    after = build_report(before.instrument, replace(before.answers, incentives=changed), made_on=before.made_on)
    cells = [one for one in data(draw(after, "en", LOOK.light, before).to_dict()) if one.get("was")]
    assert {(one["role"], one["now"], one["was"]) for one in cells} == {
        ("The head of sales", "+50", "was −100"),
        ("All roles together", "−4", "was −25"),
    }
    assert not [one for one in data(draw(before, "en", LOOK.light, before).to_dict()) if one.get("was")]
    assert not [one for one in data(draw(after, "en", LOOK.light).to_dict()) if one.get("was")]


@pytest.mark.measured
def test_without_a_map_there_is_still_a_figure(worked: Report, with_map: Callable[..., Report]) -> None:
    assert data(pull_map(worked, "en", LOOK.light).to_dict() | {"datasets": {}}) == []
    assert pull_description(worked, "sv") == ""
    alone = with_map({"elements": [{"id": "x", "weight": 1}], "roles": [{"id": "a"}, {"id": "b"}]})
    assert [one for one in data(pull_map(alone, "en", LOOK.dark).to_dict()) if "nobody" in one]


@pytest.mark.parametrize(
    "name", ["datum.x'\"]); alert(1)", "<img src=x onerror=alert(1)>", "https://evil.example/x.png"]
)
def test_a_users_own_names_are_only_data(with_map: Callable[..., Report], name: str) -> None:
    report = with_map(large_map(4, 3, name))
    drawn = pull_map(report, "en", LOOK.light).to_dict()
    assert name in json.dumps(drawn.pop("datasets"), ensure_ascii=False).replace('\\"', '"').replace("\\\\", "\\")
    assert name.split(maxsplit=1)[0] not in json.dumps(drawn, ensure_ascii=False).replace('\\"', '"')
    for layer in drawn["layer"]:
        assert layer["mark"]["aria"] is False
