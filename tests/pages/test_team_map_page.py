"""The management team's map on a phone, as whoever answers for a role meets it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from assessment.answers import Answers
from assessment.incentives import IncentiveMap
from assessment.storage import Store, new_key
from assessment.team_map import LedMap, MapSeat
from assessment.words import say
from tests.conftest import kept
from tests.pages.conftest import Open
from tests.shipped import BANK


@pytest.fixture
def led(store: Store, stored: Callable[[Answers], str]) -> LedMap:
    """The open team map of a leader with the library's roles."""
    mine = LedMap(store, stored(Answers(form="quick", incentives=kept(IncentiveMap.proposed(BANK.incentives, {})))))
    assert mine.begin()
    return mine


def seat(led: LedMap, role: str) -> MapSeat:
    mine = MapSeat(led.store, led.code() or "", new_key())
    assert mine.pick(role)
    return mine


def opened(visit: Open, mine: MapSeat) -> AppTest:
    return visit("incentives", c=mine.code, r=mine.key)


def chosen(page: AppTest) -> list[str]:
    return [str(each.key) for each in page.checkbox if each.value]


def test_a_measure_that_was_ticked_by_mistake_is_gone_with_its_tick(visit: Open, led: LedMap) -> None:
    mine = seat(led, "sales")
    page = opened(visit, mine)
    one, other, *_ = [str(each.key) for each in page.checkbox if str(each.key).endswith("_chosen")]
    page.checkbox(key=one).check().run()
    page.checkbox(key=other).check().run()
    assert chosen(page) == [one, other]
    page.checkbox(key=one).uncheck().run()
    assert chosen(page) == [other]
    page = opened(visit, mine)
    assert chosen(page) == [other]
    page.checkbox(key=other).uncheck().run()
    assert chosen(opened(visit, mine)) == []
    assert "undo" not in [each.key for each in page.button], "the next tick brings it back"


def test_closing_leads_to_the_finding_although_a_role_was_added_and_can_be_undone(visit: Open, led: LedMap) -> None:
    mine = seat(led, "sales")
    page = opened(visit, mine)
    page.checkbox(key=next(str(each.key) for each in page.checkbox if str(each.key).endswith("_chosen"))).check().run()
    page.button(key="own_done").click().run()
    leader = visit("incentives", r=led.key)
    leader.button(key="team_map_change").click().run()
    leader.text_input(key="own_role").input("Head of purchasing").run()
    leader.button(key="add_own_role").click().run()
    leader.button(key="team_map_open").click().run()
    leader.button(key="team_map_close").click().run()
    assert not leader.exception
    assert "remove_role" not in str([each.key for each in leader.button]), "no role is open"
    (finding,) = leader.title
    assert "closed" not in finding.value
    assert "The shared map is closed." in " ".join(each.value for each in leader.caption)
    leader.button(key="undo").click().run()
    assert "team_map_close" in [each.key for each in leader.button]


def test_a_measure_in_own_words_says_what_it_does_before_the_row_is_done_and_takes_no_offered_one_away(
    visit: Open, led: LedMap
) -> None:
    page = opened(visit, mine := seat(led, "sales"))
    offered = [each.label for each in page.checkbox if str(each.key).endswith("_chosen")]
    page.text_input(key="own_measure").input("Profit of the quarter").run()
    page.button(key="add_own_measure").click().run()
    assert "Profit of the quarter" in (labels := [each.label for each in page.checkbox])
    assert {*offered} <= {*labels}
    assert say("en", "team_map.tell.own.own_effects") in [each.value for each in page.markdown]
    page.button(key="own_done").click().run()
    assert [each.value for each in page.warning] == [say("en", "team_map.tell.own.not_said")]
    page.button(key="own_done").click().run()
    assert (stored := led.state())
    assert stored.told["sales"]["has_told"]
    assert mine.role() == "sales"
