"""The management team's map on a phone, as whoever answers for a role meets it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from streamlit.testing.v1 import AppTest

from assessment.answers import Answers
from assessment.bank import Bank
from assessment.incentives import IncentiveMap
from assessment.report import build_report
from assessment.series import Series, Today
from assessment.storage import Store, new_key
from assessment.team_map import LedMap, MapSeat
from assessment.words import lower_first, say
from tests.conftest import kept
from tests.pages.conftest import ROOT, Open
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


@pytest.mark.soak
def test_the_map_can_be_made_together_after_roles_were_only_ticked_and_the_page_was_read_again(
    visit: Open, store: Store, stored: Callable[[Answers], str]
) -> None:
    key = stored(Answers(form="quick", incentives=IncentiveMap.proposed(BANK.incentives, {})))
    page = visit("incentives", r=key)
    assert "What is the CEO rewarded for?" in [each.value for each in page.title]
    assert page.button(key="to_together").label == say("en", "team_map.start.link")
    page.button(key="team_map_start").click().run()
    assert not page.exception
    assert LedMap(store, key).code()
    page.button(key="team_map_leave").click().run()
    page.radio(key="map_role").set_value("sales").run()
    assert "team_map_start" not in [each.key for each in page.button]
    page.button(key="team_map_open").click().run()
    assert [each.value for each in page.title] == [say("en", "team_map.led.none")]
    counting = stored(Answers(form="quick", incentives=kept(IncentiveMap.proposed(BANK.incentives, {}))))
    solo = visit("incentives", r=counting)
    solo.radio(key="map_role").set_value("sales").run()
    assert "team_map_start" not in [each.key for each in solo.button], "it is offered below the map"


def map_roles() -> list[str]:
    """The roles of the library's map, in their order."""
    return [role.id for role in IncentiveMap.proposed(BANK.incentives, {}).roles]


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


def test_a_card_says_that_an_assumed_shortcut_counts_until_the_answer_is_the_members_own(
    visit: Open, led: LedMap
) -> None:
    """The card showed harm, and the answers right below it, about the way it is meant, none."""
    page = opened(visit, seat(led, "hr"))
    page.checkbox(key="map_hr_hiring_time_chosen").check().run()
    counts = "The shortcut counts: take the first who applies."
    assumed = say("en", "map_page.way.assumed_answer")
    captions = [each.value for each in page.caption]
    assert f"{counts} We have assumed that the measure can be met that way: partly." in captions
    assert assumed in captions
    page.radio(key="map_hr_hiring_time_ease").set_value(1.0).run()
    captions = [each.value for each in page.caption]
    assert f"Only {lower_first(counts)} {say('en', 'map_page.way.source.said')}: yes, easily." in captions
    assert assumed not in captions


@pytest.mark.soak
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
    leader.button(key="to_finding").click().run()
    assert not leader.exception
    assert "to_results" not in [each.key for each in leader.button], "the finding is that of the map"
    leader.button(key="undo").click().run()
    assert "team_map_close" in [each.key for each in leader.button]


@pytest.mark.measured
def test_once_it_is_closed_the_page_leads_to_a_decision_and_everybody_sees_it(visit: Open, led: LedMap) -> None:
    today, mine = Today(Bank.load(ROOT / "questions.yaml"), "en", datetime.now(UTC)), dict[str, MapSeat]()
    for role in ("sales", "customer_service"):
        mine[role] = seat(led, role)
        of = led.found(led.state(), today)
        assert of
        assert mine[role].put("own", of.map.known_role(role).measures, of)
        assert mine[role].tell(of)
    page, phone = visit("incentives", r=led.key), opened(visit, mine["sales"])
    page.button(key="team_map_close").click().run()
    phone.run()
    assert page.button(key="to_finding").label == say("en", "team_map.closed.way.clash")
    clause = "what was promised too freely comes back as questions and complaints"
    why = f"“Sales volume” makes it harder because {clause}."
    assert [why in [each.value for each in seen.markdown] for seen in (page, phone)] == [True, True]
    whence = f"Severe: a clash is clear from 10 and severe above 25. {say('en', 'team_map.led.clash_from.direct')}"
    assert [whence in [each.value for each in seen.caption] for seen in (page, phone)] == [True, True]
    decide = say("en", "map_page.decision.decide")
    page.button(key="to_finding").click().run()
    assert [each.proto.expanded for each in page.expander if each.label == decide].count(True) == 1, "the form is open"
    assert {"team_map_to_map", "team_map_to_clashes"} <= {str(each.key) for each in page.button}
    page.radio(key="map_agreed").set_value("yes").run()
    newest = Series(led.store, led.key).newest(today)
    assert newest is not None
    assert newest.answers.experience.agreed == "yes"
    words = next(each for each in page.text_area if str(each.key).startswith("decision_"))
    words.input("What we have promised comes first.")
    pair = str(words.key).removeprefix("decision_")
    page.text_input(key=f"decision_owner_{pair}").input("Anna")
    page.button(key=f"decide_{pair}").click().run()
    assert not page.exception
    headings = [each.value for each in page.subheader]
    assert say("en", "team_map.closed.decided") in headings
    assert say("en", "team_map.guide.now") not in headings
    assert [line.owner for line in Series(led.store, led.key).plan()] == ["Anna"]
    assert "What we have promised comes first." in " ".join(each.value for each in page.markdown)
    first = "You have decided: “What we have promised comes first.” (the head of sales and the head of customer service"
    assert next(each.value for each in phone.run().markdown if "promised" in each.value).startswith(f"**{first}, from ")


@pytest.mark.parametrize("is_suggested", [True, False])
def test_once_it_is_closed_one_button_is_the_main_one_and_a_role_that_is_left_is_named(
    visit: Open, store: Store, stored: Callable[[Answers], str], *, is_suggested: bool
) -> None:
    """Nothing but "Go on with what is left" stood beside the way to decide, both of them pale."""
    found = IncentiveMap.proposed(BANK.incentives, {})
    kept_roles = [role if is_suggested and role.id == "ceo" else role.kept() for role in found.roles]
    led = LedMap(store, stored(Answers(form="quick", incentives=found.model_copy(update={"roles": (*kept_roles,)}))))
    assert led.begin()
    today, mine = Today(Bank.load(ROOT / "questions.yaml"), "en", datetime.now(UTC)), seat(led, "sales")
    of = led.found(led.state(), today)
    assert of
    assert mine.put("own", of.map.known_role("sales").measures, of)
    assert mine.tell(of)
    page = visit("incentives", r=led.key)
    page.button(key="team_map_close").click().run()
    main = [str(each.key) for each in page.button if each.proto.type == "primary"]
    assert len(main) == 1
    assert (main == ["to_finding"]) is is_suggested
    left = [each.label for each in page.button if each.key == "map_next"]
    assert left == (["Answer for the CEO"] if is_suggested else [])


@pytest.mark.parametrize(
    ("others", "share", "heading", "said"),
    [
        ("b", 1, ["The largest clash"], "**A and B, 50 of 100**"),
        ("bc", 1, ["The largest clashes"], "The largest clashes are equally large, 50 out of 100: A and B; A and C."),
        ("b", 0.1, [], "No clear clash. The largest: A and B, 5 of 100."),
        ("bc", 0.1, [], "No clear clash. The largest clashes are equally large, 5 out of 100: A and B; A and C."),
    ],
)
def test_of_clashes_that_are_equally_large_heading_and_sentence_name_none_the_largest(
    others: str, share: float, heading: list[str], said: str
) -> None:
    measures = [{"id": "p", "en": "P", "share": share}, {"id": "q", "en": "Q", "share": 1 - share}]
    made = IncentiveMap.checked(
        {
            "elements": [{"id": "x", "weight": 1}],
            "roles": [{"id": role, "en": role.upper(), "metrics": measures} for role in "abc"],
            "cross_effects": [{"source": "a", "on": other, "value": -2, "measure": "p"} for other in others],
        }
    )
    report = build_report(BANK, Answers(form="quick", incentives=made), made_on=date(2026, 11, 30))
    page = AppTest.from_function(_largest_clash, args=(report,), default_timeout=30).run()
    assert not page.exception
    assert [each.value for each in page.subheader] == heading
    assert said in [each.value for each in page.markdown]


def _largest_clash(report: object) -> None:  # This runs as a page of its own.
    from assessment.report import Report  # noqa: PLC0415
    from pages.parts.team_map.shown import largest_clash  # noqa: PLC0415

    assert isinstance(report, Report)
    largest_clash(report, "en", is_last=True)


@pytest.mark.soak
def test_once_it_is_made_together_again_closing_the_one_before_cannot_be_undone(visit: Open, led: LedMap) -> None:
    mine = seat(led, "sales")
    page = opened(visit, mine)
    page.checkbox(key=next(str(each.key) for each in page.checkbox if str(each.key).endswith("_chosen"))).check().run()
    page.button(key="own_done").click().run()
    leader = visit("incentives", r=led.key)
    leader.button(key="team_map_close").click().run()
    assert "undo" in [each.key for each in leader.button]
    leader.button(key="team_map_start").click().run()
    assert not leader.exception
    assert "undo" not in [each.key for each in leader.button], "it would only take the answers out of the map"
    assert led.code() != mine.code


def test_a_picked_role_is_no_longer_said_to_be_taken_once_it_is_free(visit: Open, led: LedMap) -> None:
    mine = seat(led, "sales")
    page = visit("incentives", c=mine.code)
    page.session_state["role_is_taken"] = "sales"  # It was picked in a component, which AppTest does not draw.
    page.run()
    assert "already taken" in page.warning[0].value
    assert mine.store.take_back_role(mine.key, lambda _: ())
    page.run()
    assert list(page.warning) == []


def test_a_role_that_was_taken_by_mistake_is_freed_by_the_leader_and_given_back_with_what_was_told(
    visit: Open, led: LedMap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pages.visit.undoing.DOUBLE_CLICK", 0.0)
    mine = seat(led, "sales")
    phone = opened(visit, mine)
    own = next(str(each.key) for each in phone.checkbox if str(each.key).endswith("_chosen"))
    phone.checkbox(key=own).check().run()
    phone.button(key="own_done").click().run()
    before = led.state()
    leader = visit("incentives", r=led.key)
    leader.button(key="free_sales").click().run()
    assert (state := led.state())
    assert state.told == {}
    phone.run()
    assert [each.value for each in phone.info] == [say("en", "team_map.tell.freed")]
    leader.button(key="undo").click().run()
    assert led.state() == before
    phone.run()
    assert not list(phone.info)
    assert phone.button(key="guess_done"), "the phone goes on where it was"
    leader.button(key="free_sales").click().run()
    other = seat(led, "sales")
    leader.button(key="undo").click().run()
    assert [each.value for each in leader.warning] == [say("en", "team_map.led.moved_on")]
    assert other.role() == "sales"


def test_whoever_picks_another_role_before_a_word_reads_of_no_row(visit: Open, led: LedMap) -> None:
    page = opened(visit, mine := seat(led, "sales"))
    page.button(key="other_role").click().run()
    assert mine.role() is None
    assert list(page.info) == []


@pytest.mark.soak
def test_what_takes_the_guess_along_says_so_and_the_guesses_are_announced_above_the_map(
    visit: Open, led: LedMap
) -> None:
    mine = seat(led, "sales")
    page = opened(visit, mine)
    own = next(str(each.key) for each in page.checkbox if str(each.key).endswith("_chosen"))
    page.checkbox(key=own).check().run()
    page.button(key="own_done").click().run()
    about = (state := led.state()) and state.told["sales"]["about"]
    page.button(key="guess_done").click().run()
    page.button(key="guess_done").click().run()
    assert page.button(key="withdraw").label == say("en", "team_map.tell.done.withdraw_both")
    assert "to_guesses" not in [each.key for each in page.button], "no guess is shown yet"
    other = opened(visit, seat(led, str(about)))
    other.button(key="own_done").click().run()
    other.button(key="own_done").click().run()
    leader = visit("incentives", r=led.key)
    assert "Has answered, and is shown once somebody has guessed about it: the head of sales." in " ".join(
        each.value for each in leader.markdown
    )
    other.button(key="guess_skip").click().run()
    leader.run()
    assert say("en", "team_map.led.not_judged") in [each.value for each in leader.caption], "no role is judged alone"
    assert not [each.value for each in leader.subheader if "against the experience" in each.value]
    assert other.button(key="withdraw").label == say("en", "team_map.tell.done.withdraw")
    last = opened(visit, seat(led, next(role for role in map_roles() if role not in ("sales", about))))
    last.button(key="own_done").click().run()
    last.button(key="own_done").click().run()
    leader.run()
    look = f"**{say('en', 'team_map.guide.look.when')}.** {say('en', 'team_map.guide.look.what')}"
    assert [each.value for each in leader.markdown].count(look) == 1, "only in the whole hour"
    leader.button(key="team_map_show").click().run()
    assert next(each.value for each in leader.subheader).startswith("So far, of 3 rows shown: ")
    assert [each.value for each in leader.markdown].count(look) == 2
    assert [each.label for each in leader.expander].count(say("en", "team_map.led.code")) == 1
    assert page.run().button(key="to_guesses").label == say("en", "team_map.guesses.title")
    page.button(key="change_row").click().run()
    assert page.button(key="other_role").label == say("en", "team_map.tell.done.withdraw_both")


def test_the_map_can_be_looked_at_as_soon_as_two_rows_are_shown_and_others_can_still_join(
    visit: Open, led: LedMap
) -> None:
    """Once every row that was told was shown there was no way to look, but to wait for those who were not there."""
    today = Today(Bank.load(ROOT / "questions.yaml"), "en", datetime.now(UTC))
    for count, role in enumerate(("sales", "customer_service"), start=1):
        mine, of = seat(led, role), led.found(led.state(), today)
        assert of
        assert mine.tell(of)
        assert led.show()
        page = visit("incentives", r=led.key)
        assert [each.key for each in page.button].count("team_map_show") == count - 1, "nobody looks at one row"
    assert page.button(key="team_map_show").label == say("en", "team_map.led.look_now")
    look = f"**{say('en', 'team_map.guide.look.when')}.** {say('en', 'team_map.guide.look.what')}"
    assert [each.value for each in page.markdown].count(look) == 1, "only in the whole hour"
    page.button(key="team_map_show").click().run()
    assert [each.value for each in page.markdown].count(look) == 2
    assert "team_map_show" not in [each.key for each in page.button]
    assert [each.label for each in page.expander].count(say("en", "team_map.led.code")) == 1, "the way to join"
    late, of = seat(led, "hr"), led.found(led.state(), today)
    assert of
    assert late.tell(of)
    assert page.run().button(key="team_map_show").label == say("en", "team_map.led.show_now")


@pytest.mark.soak
def test_a_closed_map_does_not_say_that_it_grows(visit: Open, led: LedMap) -> None:
    mine = seat(led, "sales")
    page = opened(visit, mine)
    page.button(key="own_done").click().run()
    page.button(key="own_done").click().run()
    page.button(key="guess_skip").click().run()
    assert led.close()
    page.run()
    assert say("en", "team_map.led.empty") not in [each.value for each in page.caption]


@pytest.mark.soak
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
