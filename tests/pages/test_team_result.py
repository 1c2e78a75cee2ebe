"""A team's released result on the screen, for its leader and for a member."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from assessment.instrument import Language
from assessment.sentences.talk import first_words
from assessment.words import say
from tests.pages.conftest import shown
from tests.shipped import BANK
from tests.test_team_result import result

pytestmark = pytest.mark.in_turns

LANGUAGE = pytest.mark.parametrize("language", ["sv", "en"])


def page(language: str, kind: str, is_for_leader: bool, code: str) -> None:  # what a page is run with
    from dataclasses import replace  # noqa: PLC0415  # the script of a page has its own imports

    from pages.parts.team.result import team_result  # noqa: PLC0415
    from tests.test_team_result import NOTHING, SHOWN, WHOLE, result  # noqa: PLC0415

    bound = replace(
        SHOWN, factors=(WHOLE("ability", 4, leader=50.0), WHOLE("conditions", 24, 80, "over"), *SHOWN.factors[2:])
    )
    hostile = replace(SHOWN, groups=(replace(SHOWN.groups[0], name="[x](https://example.org) **y** :red[z]"),))
    engaged = replace(SHOWN, engagement=(replace(SHOWN.groups[0], figures=SHOWN.groups[0].figures[:1]),))
    kinds = {"nothing": NOTHING, "bound": bound, "hostile": hostile, "engaged": engaged}
    found = result(kinds.get(kind, SHOWN), is_for_leader=is_for_leader, wave="all" if kind == "last" else None)
    team_result(found, language, code)  # type: ignore[arg-type]  # one of two


def visit(language: Language, kind: str = "shown", *, is_for_leader: bool = True, code: str = "") -> AppTest:
    found = AppTest.from_function(page, args=(language, kind, is_for_leader, code), default_timeout=30).run()
    assert not found.exception, found.exception[0].message
    return found


def within(found: AppTest, key: str) -> str:
    """The text of a part of the page."""
    box = found.container(key=key)
    kinds = ("subheader", "markdown", "caption")
    return "\n".join(str(each.value) for kind in kinds for each in box.get(kind))  # type: ignore[union-attr]  # texts


@LANGUAGE
def test_each_row_has_the_teams_figure_then_the_leaders(language: Language) -> None:
    for is_for_leader in (True, False):
        found = visit(language, is_for_leader=is_for_leader)
        for factor, numbers in (("conditions", ["30", "56"]), ("internal_rewards", ["80", "67"])):
            without_range = re.sub(r", \w+ \d+ \w+ \d+", "", within(found, f"team_{factor}"))
            assert re.findall(r"\d+", without_range)[:2] == numbers
    hidden = within(visit(language, "bound"), "team_ability")
    assert "**–**" in hidden
    assert re.findall(r"\d+", hidden) == ["50"]
    bound = within(visit(language, "bound"), "team_conditions")
    assert say(language, "team_result.figure.over", mean=80) in bound
    assert "**–**" in bound


@LANGUAGE
def test_the_leader_gets_questions_a_talk_and_advice_and_a_member_what_happens_now(language: Language) -> None:
    led, followed = visit(language), visit(language, is_for_leader=False)
    assert "1. " in within(led, "talk")
    assert say(language, "team_result.range_means.some") in within(led, "team_factors"), "24 of 33 have answered"
    names = ("meanings", "worth.unsaid", "receipt.exact", "departments.more")
    folded = [say(language, f"team_result.{each}") for each in names]
    assert [each.label for each in followed.expander] == folded
    assert say(language, "round.member.promise.together") in within(followed, "team_receipt")
    assert BANK.factors[0].description is not None
    assert BANK.factors[0].description[language] in str(followed.expander[0].markdown[0].value)
    assert len(led.expander) == len(folded) + len(result().advice)
    assert say(language, "talk.title", who=say(language, "team_result.team.all")) not in shown(led)
    prepared = within(led.button(key="talk_prepare").click().run(), "talk_kit")
    assert first_words(result(), language) in prepared
    assert first_words(result(), language) not in within(led, "talk"), "it stands once on the page"
    assert within(led, "team_advice")
    assert not [each for each in led.button if each.key == "to_customers"], "there is no engagement to compare"
    engaged = [each.label for each in visit(language, "engaged").button if each.key == "to_customers"]
    assert engaged == [say(language, "team_result.departments.customers")]
    assert say(language, "team_result.next_member.text") in within(followed, "team_next")
    for text in (shown(led), shown(followed)):
        assert say(language, "team_result.receipt.title") in text


@LANGUAGE
def test_departments_are_shown_with_others_and_why(language: Language) -> None:
    found = within(visit(language), "team_departments")
    assert "Kundtjänst" in found
    assert "IT" in within(visit(language), "team_department_3")
    figures = re.findall(r"\*\*(\d+|–|\D*25)\*\*", within(visit(language), "team_department_2"))
    assert "–" in figures
    first = within(visit(language, "last"), "team_department_1")
    assert first.startswith("**Kundtjänst**"), "none in front of the others, also where groups are far apart"
    for each in (visit(language, is_for_leader=False), visit(language, "last", is_for_leader=False)):
        found, chart, groups = (
            shown(each),
            *(say(language, f"team_result.{name}") for name in ("only_wanted", "departments.text")),
        )
        assert found.index(chart) < found.index(groups[:20]), "what comes first can be shown to all"


@LANGUAGE
def test_where_nothing_may_be_shown_the_page_says_so_and_has_no_chart(language: Language) -> None:
    found = visit(language, "nothing", code="code")
    assert [each.value for each in found.title] == [say(language, "team_result.headline.nothing.title")]
    assert not found.get("vega_lite_chart")
    assert not found.link_button


@LANGUAGE
def test_files_are_offered_where_there_is_a_code(language: Language) -> None:
    labels = [each.proto.label for each in visit(language, code="code").get("link_button")]
    kinds = ("team_pdf", "team_talk", "team_pdf", "team_xlsx", "team_csv", "team_json")
    own = {"team_pdf": "team_pdf_own"}  # The leader's PDF has what only the leader reads.
    assert labels == [say(language, f"team_result.files.{own.get(kind, kind)}") for kind in kinds]
    told = say(language, "team_result.same_for_all.groups")
    assert all(told in shown(visit(language, is_for_leader=each, code="code")) for each in (True, False)), "to both"
    labels = [each.proto.label for each in visit(language, is_for_leader=False, code="code").get("link_button")]
    assert labels == [say(language, f"team_result.files.{kind}") for kind in ("team_pdf", "team_pdf", "team_xlsx")]
    assert not visit(language).get("link_button")


def test_names_of_departments_are_shown_as_text() -> None:
    hostile = visit("sv", "hostile")
    assert "\\[x\\]" in within(hostile, "team_department_1")
