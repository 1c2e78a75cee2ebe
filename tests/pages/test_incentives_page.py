"""The page of the incentive map, as a visitor meets it."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from itertools import takewhile
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from assessment.answers import Answers, Experience
from assessment.figures import factor_dumbbell
from assessment.incentives import MOST_MEASURES, MOST_ROLES, IncentiveMap, score_incentives
from assessment.incentives.changes import AddOwnMeasure
from assessment.incentives.parts import Measure
from assessment.instrument import Instrument
from assessment.look import LOOK
from assessment.problems import Problems
from assessment.report import Report
from assessment.storage import Store
from assessment.words import say
from pages.shared import pictures
from pages.shared.elements import plain
from pages.visit.beginning import read_answers
from pages.visit.undoing import DOUBLE_CLICK
from tests.amounts import sample
from tests.conftest import WORKED, kept
from tests.pages.conftest import Open, locked, shown
from tests.shipped import BANK

WEIGHTS: Mapping[str, int] = {"reachable": 5, "first_contact": 5, "promises": 4, "friendly": 3, "fairness": 3}


@pytest.fixture
def key(stored: Callable[[Answers], str]) -> str:
    return stored(Answers(form="quick", experience=Experience(agreed="yes", weights=WEIGHTS)))


@pytest.fixture
def begun(visit: Open, store: Store, key: str) -> AppTest:
    """The page of a map that has been begun: nothing but suggestions."""
    store.change(key, {"incentives": IncentiveMap.proposed(BANK.incentives, WEIGHTS).document()})
    return visit("incentives", r=key)


@pytest.fixture
def page(visit: Open, store: Store, key: str) -> AppTest:
    """The page with every suggestion kept."""
    store.change(key, {"incentives": kept(IncentiveMap.proposed(BANK.incentives, WEIGHTS)).document()})
    return visit("incentives", r=key)


def stored_map(store: Store, key: str) -> IncentiveMap:
    found = store.load(key)
    assert found is not None
    return IncentiveMap.checked(found.choices["incentives"])


def at(page: AppTest, role: str) -> AppTest:
    """The page with this role open."""
    return page.radio(key="map_role").set_value(role).run()


def keep(page: AppTest, role: str) -> None:
    """Open a suggested role and keep all of it, which leads to the next one."""
    time.sleep(DOUBLE_CLICK)
    at(page, role).button(key=f"map_{role}_keep").click().run()


def see_map(page: AppTest) -> AppTest:
    """The page with the map, and no role."""
    return page.button(key="see_map").click().run() if any(each.key == "see_map" for each in page.button) else page


ROLES: Mapping[str, str] = {
    "ceo": "The CEO",
    "sales": "The head of sales",
    "hr": "The head of HR",
    "marketing": "The head of marketing",
    "it": "The head of IT",
    "customer_service": "The head of customer service",
    "warehouse": "The warehouse manager",
    "together": "All roles together",
}


def row(page: AppTest, key: str) -> list[str]:
    """The numbers of a role on the map, its pull on the whole first."""
    see_map(page)
    table = [(each["Role"], each["Effect"]) for each in page.table[0].value.to_dict("records")]
    (start,) = [place for place, (name, _) in enumerate(table) if name == f"**{ROLES[key]}**"]
    parts = takewhile(lambda each: not each[0].startswith("**"), table[start + 1 :])
    return [table[start][1].strip("*"), *(pull for _, pull in parts)]


def test_typical_roles_give_the_worked_numbers_once_they_are_kept(page: AppTest) -> None:
    assert row(page, "ceo") == ["−41", "−75", "−25", "−25", "−25", "−50"]
    roles = ("ceo", "sales", "hr", "marketing", "it", "customer_service", "warehouse")
    assert [row(page, role)[0] for role in roles] == ["−41", "−20", "+8", "−10", "−45", "−18", "−23"]
    assert row(page, "together") == ["−21", "−21", "−18", "−25", "−11", "−32"]
    together = [each["Role"] for each in page.table[0].value.to_dict("records")][-5:]
    assert ["Nobody is rewarded" in name for name in together] == [False, True, True, False, True]


def test_every_clash_is_listed(page: AppTest) -> None:
    clashes = [list(each.values()) for each in page.table[1].value.to_dict("records")]
    both = "severe, direct conflict, assumed, and tug-of-war (8)"
    assert clashes[:2] == [
        ["The head of sales and the head of customer service", "75", both],
        ["The head of customer service and the warehouse manager", "50", "severe, direct conflict, assumed"],
    ]
    assert len(clashes) == 11  # ten tugs-of-war, two of them weaker than their direct conflict, and one without


def test_the_strongest_clashes_are_sentences_that_say_what_their_number_counts(page: AppTest) -> None:
    """They were a triangle of numbers and letters, which had to be decoded."""
    words = shown(page)
    assert say("en", "map_page.clash_scale") in words
    rows = [f"**{number}**" for number in ("75", "50", "25")]
    assert [each.value for each in page.markdown if each.value in rows] == rows
    assert "**The head of sales and the head of customer service** · severe, assumed\n" in words, "not which way"
    for each in ("clash_which_way", "clash_kinds.direct", "clash_kinds.tug_of_war", "clash_both", "clash_assumed"):
        assert say("en", f"map_page.{each}") in words, "each word is explained, in a fold"
    assert say("en", "map_page.clashes_minor.all", count=8) in words
    assert len(page.get("vega_lite_chart")) == 2, "one for wide pages, one for narrow ones"


def test_the_headline_is_what_the_map_says(begun: AppTest, visit: Open, store: Store, key: str) -> None:
    """It asked who is rewarded for what, and left the answer to the picture."""
    for _ in range(7):  # past every role
        time.sleep(DOUBLE_CLICK)
        begun.button(key="map_next").click().run()
    assert begun.title[0].value == say("en", "map_page.headline"), "suggestions say nothing about the organisation"
    store.change(key, {"incentives": kept(stored_map(store, key)).document()})
    page = begun.run()
    finding = say("en", "incentives.against.many", count=6, roles=7).rstrip(".")
    assert page.title[0].value == say("en", "incentives.against.clearly", finding=finding, count=2)
    assert "Nobody is rewarded for “The problem is solved at the first contact”" in shown(page)
    page.button(key="try_out").click().run()
    assert page.title[0].value == say("en", "map_page.try"), "while something is tried out, the result stands beside it"
    example = visit("incentives", example="1")
    assert example.title[0].value.startswith(finding)


def test_nothing_has_to_be_entered(visit: Open, store: Store, key: str) -> None:
    assert say("en", "map_page.begin_text") in shown(visit("incentives", r=key))
    found = store.load(key)
    assert found is not None
    assert "incentives" not in found.choices


def test_a_map_can_be_made_by_itself_and_asks_which_kind_of_organisation_it_is(visit: Open, store: Store) -> None:
    """The empty page led to the questions only, and a plumber was asked about a head of sales."""
    page = visit("incentives")
    assert say("en", "nothing_begun.map.text") in shown(page)
    page.button(key="start_map").click().run()
    assert say("en", "map_page.exist") in shown(page)
    assert "role_sales" in {one.key for one in page.checkbox}
    page.radio(key="map_organisation").set_value("small").run()
    assert "role_owner" in {one.key for one in page.checkbox}
    assert "role_sales" not in {one.key for one in page.checkbox}
    page.radio(key="map_organisation").set_value("public").run()
    assert "role_owner" not in {one.key for one in page.checkbox}, "until the page is left it can be corrected"
    key = "".join(page.query_params["r"])
    found = store.load(key)
    assert found is not None
    assert found.choices["organisation"] == "public"
    assert "map_organisation" not in {one.key for one in visit("incentives", r=key).radio}


def test_before_it_is_begun_the_page_shows_what_a_map_looks_like_and_then_what_is_suggested(
    visit: Open, store: Store, key: str
) -> None:
    page = visit("incentives", r=key)
    assert say("en", "map_page.sample") in shown(page)
    assert len(page.get("vega_lite_chart")) == 1, "narrow pages have it in words"
    page.button(key="begin_map").click().run()
    assert not page.get("vega_lite_chart")
    assert say("en", "map_page.sample") not in shown(page)
    assert stored_map(store, key) == IncentiveMap.proposed(BANK.incentives, WEIGHTS)
    assert page.radio(key="map_role").value == "ceo"


def test_what_a_map_looks_like_is_shown_with_roles_of_the_same_kind_of_organisation(
    visit: Open, stored: Callable[[Answers], str]
) -> None:
    page = visit("incentives", r=stored(Answers(form="quick", organisation="small")))
    (chart,) = page.get("vega_lite_chart")
    assert "Whoever answers customers" in str(chart.proto)
    assert "The head of HR" not in str(chart.proto)


def test_each_role_that_is_ticked_is_stored_at_once_as_a_suggestion(visit: Open, store: Store, key: str) -> None:
    page = visit("incentives", r=key)
    assert [box.label for box in page.checkbox][:7] == list(ROLES.values())[:-1]
    assert page.button(key="begin_map").label == say("en", "map_page.begin_with.all", count=7)
    for role in ("sales", "customer_service", "warehouse"):
        page.checkbox(key=f"role_{role}").check().run()
    page.checkbox(key="role_warehouse").uncheck().run()
    assert "The warehouse manager was removed." in page.get("html")[-1].proto.body
    page.text_input(key="own_role").set_value(" Quality  manager ")
    page.button(key="add_own_role").click().run()
    assert page.checkbox[7].label == "Quality manager"
    assert page.checkbox[7].value
    assert page.button(key="begin_map").label == "Continue with 3 roles"
    found = stored_map(store, key)
    assert [role.label("en") for role in found.roles] == [ROLES["sales"], ROLES["customer_service"], "Quality manager"]
    assert found.effect_between("sales", "customer_service") == -2, "what one does to the other comes with both"
    assert counted(store, key) == {}
    page.button(key="begin_map").click().run()
    assert page.radio(key="map_role").value == "sales", "the first of them is asked about first"


@pytest.mark.soak
def test_roles_are_added_and_removed_later_on_the_same_screen(page: AppTest, store: Store, key: str) -> None:
    page.button(key="choose_roles").click().run()
    assert [box.value for box in page.checkbox] == [True] * 7 + [False] * 5
    page.checkbox(key="role_hr").uncheck().run()
    assert stored_map(store, key).role("hr") is None
    page.button(key="undo").click().run()
    assert page.checkbox(key="role_hr").value
    page.checkbox(key="role_hr").uncheck().run()
    page.checkbox(key="role_hr").check().run()
    page.button(key="begin_map").click().run()
    assert page.radio(key="map_role").value == "hr", "the one that is a suggestion again"


@pytest.mark.soak
def test_more_roles_are_folded_and_stay_where_they_are_when_they_are_ticked(
    visit: Open, store: Store, key: str
) -> None:
    """One that was ticked moved to the others, and the next tap in the fold hit what closes it."""
    page = visit("incentives", r=key)
    assert say("en", "map_page.more_roles", count=5) in [each.label for each in page.expander]
    page.checkbox(key="role_sales").check().run()
    page.checkbox(key="role_adviser").check().run()
    (fold,) = (each for each in page.expander if each.label == say("en", "map_page.more_roles", count=5))
    assert [each.label for each in fold.checkbox if each.value] == ["The adviser"]
    assert page.button(key="begin_map").label == say("en", "map_page.begin_with.many", count=2)
    page.button(key="begin_map").click().run()
    keep(page, "sales")
    at(page, "adviser")
    assert say("en", "map_page.rewarded_suggested") in shown(page)
    more = next(each.label for each in page.expander if "ore measures" in each.label)
    page.checkbox(key="map_adviser_growth_chosen").check().run()
    assert page.session_state["arrival"][1] == "nearest map_adviser_growth_chosen"
    assert more not in [each.label for each in page.expander], "there is one less to choose from"
    assert f":gray[· {say('en', 'map_page.own_choice')}]" in shown(page)
    page.checkbox(key="map_adviser_adviser_sales_chosen").uncheck().run()
    assert say("en", "map_page.rewarded_chosen") in shown(page), "nothing is left of what the app suggested"
    role = stored_map(store, key).role("adviser")
    assert role is not None
    assert [(measure.id, measure.proposed) for measure in role.measures] == [("growth", True)]


@pytest.mark.soak
def test_a_role_in_own_words_is_asked_whom_it_hinders(page: AppTest, store: Store, key: str) -> None:
    """A typed role has no direct conflict, and nothing said that nobody had been asked."""
    page.button(key="choose_roles").click().run()
    page.text_input(key="own_role").set_value("Mortgage specialist")
    page.button(key="add_own_role").click().run()
    role = stored_map(store, key).roles[-1].id
    assert page.session_state["arrival"][1] == f"nearest role_{role}", "it is in sight at once"
    page.button(key="begin_map").click().run()
    assert page.title[0].value == "What is “Mortgage specialist” rewarded for?"
    held = Counter(each for other in stored_map(store, key).roles for each in other.measures_by_key)
    offered = [str(each.key) for each in page.container(key=f"map_{role}_chips").checkbox]
    assert offered == [f"map_{role}_{each}_chosen" for each, _ in held.most_common(6)], "what others are rewarded for"
    folded = [each.label.casefold() for each in page.container(key=f"map_{role}_folded_chips").checkbox]
    assert len(folded) > 9
    assert folded == sorted(folded), "so many are found by their first letter"
    page.text_input(key="own_measure").set_value("Loans a month").run()
    page.button(key="add_own_measure").click().run()
    labels = [each.label for each in page.expander]
    assert say("en", "map_page.crosses_unsaid") in labels
    page.radio(key=f"map_cross_{role}_sales").set_value(-1).run()
    labels = [each.label for each in page.expander]
    assert say("en", "map_page.crosses_unsaid") not in labels
    assert say("en", "map_page.crosses") in labels
    at(page, "ceo")
    assert say("en", "map_page.crosses_unsaid") not in [each.label for each in page.expander]


@pytest.mark.soak
def test_below_the_clashes_stands_which_own_measures_nobody_has_said_anything_of(
    visit: Open, store: Store, key: str
) -> None:
    """Their clashes were shown as 0, though nobody had been asked."""
    measure = Measure(id="own", en="Loans a month", share=1)
    own = kept(AddOwnMeasure("sales", measure).on(IncentiveMap.proposed(BANK.incentives, WEIGHTS)))
    unsaid = say("en", "map_page.roles_unsaid", measures="“Loans a month”")
    for found, is_unsaid in ((own, True), (own.with_effect_between("sales", "it", -1, "own"), False)):
        store.change(key, {"incentives": found.document()})
        assert (unsaid in shown(visit("incentives", r=key))) == is_unsaid


@pytest.mark.soak
def test_a_behaviour_in_own_words_asks_which_part_of_the_experience_it_is_about(
    visit: Open, store: Store, stored: Callable[[Answers], str], bank: Instrument
) -> None:
    """“We call back within the hour” began with a short waiting time as “Not part of it”, and nothing said why."""
    own = Answers(form="quick", current_behaviour="We call when we can.", new_behaviour="We call back within the hour.")
    page = visit("incentives", r=stored(own))
    page.button(key="begin_map").click().run()
    note = next(each.value for each in page.markdown if "We call back within the hour" in each.value)
    assert "begins with 5 common parts" in note
    assert "such as “Short waiting time”" in note
    assert page.radio(key="map_weight_speed").value == 0
    page.radio(key="map_weight_speed").set_value(5).run()
    assert "We call back within the hour" not in shown(page), "it has been said"

    example = bank.behaviour_examples[0]
    chosen = replace(own, current_behaviour=example.current["en"], new_behaviour=example.new["en"])
    weighed = replace(own, experience=Experience(agreed="yes", weights=WEIGHTS))
    for answers in (chosen, weighed):
        page = visit("incentives", r=stored(answers))
        page.button(key="begin_map").click().run()
        assert "common parts" not in shown(page)


@pytest.mark.soak
def test_what_a_role_does_to_others_is_asked_about_kept_roles_alone(begun: AppTest, store: Store, key: str) -> None:
    keep(begun, "ceo")
    begun.radio(key="map_role").set_value("sales").run()
    asked = [str(radio.key) for radio in begun.radio if str(radio.key).startswith("map_cross_sales")]
    assert asked == ["map_cross_sales_ceo"]
    begun.radio(key="map_cross_sales_ceo").set_value(-1).run()
    assert counted(store, key)["sales"] == ["sales"], "an answer keeps the suggestion"


@pytest.mark.soak
def test_an_own_measure_says_that_it_only_takes_weight_until_it_has_an_effect(page: AppTest) -> None:
    """Nothing is chosen for it before it is answered."""
    page.radio(key="map_role").set_value("sales").run()
    assert say("en", "map_page.weight_alone") not in shown(page)
    page.text_input(key="own_measure").set_value("Kept promises").run()
    page.button(key="add_own_measure").click().run()
    assert say("en", "map_page.weight_alone") in shown(page)
    (effect,) = [str(radio.key) for radio in page.radio if str(radio.key).endswith("_effects_promises")][1:]
    assert page.radio(key=effect).value is None
    every = [str(radio.key) for radio in page.radio if effect.removesuffix("promises") in str(radio.key)]
    for each in every:
        page.radio(key=each).set_value(0).run()
    assert say("en", "map_page.weight_alone") not in shown(page), "it is said that it does nothing"
    assert say("en", "map_page.weight_only") in shown(page)
    page.radio(key=effect).set_value(2).run()
    assert say("en", "map_page.weight_only") not in shown(page)


def test_removing_the_whole_map_is_the_last_control_of_the_page(page: AppTest) -> None:
    keys = [str(button.key) for button in page.main.button if button.key]
    assert keys[-1] == "forget_map"


def test_one_effect_is_changed_and_saved(page: AppTest, store: Store, key: str) -> None:
    page.radio(key="map_role").set_value("sales").run()
    page.radio(key="map_sales_sales_effects_promises").set_value(2).run()
    role = stored_map(store, key).role("sales")
    assert role is not None
    assert role.measures[0].effects["promises"] == 2
    assert row(page, "sales")[3] == "+100"


def test_a_shortcut_makes_the_same_measure_good_or_bad(page: AppTest) -> None:
    page.radio(key="map_role").set_value("warehouse").run()
    (key,) = [str(radio.key) for radio in page.radio if str(radio.key).endswith("_ease")]
    page.radio(key=key).set_value(0.0).run()
    assert row(page, "warehouse")[0] == "+28"


def test_roles_and_measures_are_renamed_added_and_removed(page: AppTest, store: Store, key: str) -> None:
    at(page, "ceo").text_input(key="map_name_ceo").set_value("  <b>Vd</b> ").run()
    page.button(key="choose_roles").click().run()
    assert page.radio(key="map_weight_promises").value, "what the roles are held against is changed where it is named"
    page.text_input(key="own_element").set_value("Good advice").run()
    page.button(key="add_own_element").click().run()
    added = stored_map(store, key).elements[-1]
    assert page.session_state["arrival"][1] == f"nearest map_weight_{added.id}", "its row stands above the field"
    page.radio(key=f"map_weight_{added.id}").set_value(0).run()
    page.text_input(key="own_role").set_value("Quality").run()
    page.button(key="add_own_role").click().run()
    page.button(key="begin_map").click().run()
    assert page.radio(key="map_role").value == stored_map(store, key).roles[-1].id, "the role just added is open"
    chips = {str(box.key) for box in page.checkbox}
    assert {f"map_{page.radio(key='map_role').value}_{key}_chosen" for key in ("meetings", "margin", "uptime")} <= chips
    page.text_input(key="own_measure").set_value("new  Customers").run()
    page.button(key="add_own_measure").click().run()
    (known,) = stored_map(store, key).roles[-1].measures
    assert (known.id, known.proposed, known.is_described) == ("new_customers", True, True), "it is in the library"
    page.checkbox(key=f"map_{stored_map(store, key).roles[-1].id}_new_customers_chosen").uncheck().run()
    page.radio(key="map_role").set_value("ceo").run()
    page.checkbox(key="map_ceo_solved_chosen").check().run()
    page.checkbox(key="map_ceo_growth_chosen").uncheck().run()
    found = stored_map(store, key)
    assert found.roles[0].label("sv") == "<b>Vd</b>"
    assert [measure.id for measure in found.roles[0].measures] == ["profit", "solved"]
    assert (found.roles[-1].label("en"), found.roles[-1].measures) == ("Quality", ())
    page.button(key="remove_role_ceo").click().run()
    assert page.session_state["arrival"][1] == "start map_role", "the page goes on at the list of roles"
    assert stored_map(store, key).role("ceo") is None
    assert page.radio(key="map_role").value is None, "no other role is open, so none can be removed by the next click"
    assert not [button for button in page.button if str(button.key).startswith("remove_role_")]


@pytest.mark.parametrize("what", sample("role", rest=["measure", "element"]))
def test_a_name_is_added_only_once(page: AppTest, store: Store, key: str, what: str) -> None:
    """Two clicks added two roles of one name."""
    before = stored_map(store, key)
    if what == "role":
        page.button(key="choose_roles").click().run()
    if what == "measure":
        at(page, "ceo")
    for _ in range(2):
        page.text_input(key=f"own_{what}").set_value("Quality")
        page.button(key=f"add_own_{what}").click().run()
        assert page.text_input(key=f"own_{what}").value == ""
    after = stored_map(store, key)
    assert len(after.roles) == len(before.roles) + (what == "role")
    assert len(after.elements) == len(before.elements) + (what == "element")
    assert len(after.roles[0].measures) == len(before.roles[0].measures) + (what == "measure")


@pytest.mark.soak
def test_every_measure_can_be_given_a_shortcut(page: AppTest, store: Store, key: str) -> None:
    at(page, "ceo")
    before = stored_map(store, key).roles[0].measures_by_key["growth"]
    assert page.radio(key="map_ceo_growth_ease").value is None
    page.radio(key="map_ceo_growth_ease").set_value(0.5).run()
    after = stored_map(store, key).roles[0].measures_by_key["growth"]
    assert after.shortcut is not None
    assert (after.shortcut.ease, after.shortcut.root_effects, after.shortcut.shortcut_effects) == (
        0.5,
        before.effects,
        before.effects,
    )
    assert row(page, "ceo")[0] == "−41", "easy to meet is no reason to look better"
    at(page, "ceo").radio(key="map_ceo_growth_shortcut_promises").set_value(-2).run()
    assert stored_map(store, key).roles[0].measures_by_key["growth"].effect_on("promises") == (
        before.effects.get("promises", 0) / 2 - 1
    )


# Two tabs -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def tabs(page: AppTest, visit: Open, key: str) -> tuple[AppTest, AppTest]:
    return at(page, "ceo"), at(visit("incentives", r=key), "ceo")


def test_two_tabs_change_one_map_and_both_changes_are_kept(
    tabs: tuple[AppTest, AppTest], store: Store, key: str
) -> None:
    one, other = tabs
    other.radio(key="map_ceo_growth_effects_promises").set_value(2).run()
    one.radio(key="map_ceo_profit_effects_friendly").set_value(1).run()
    measures = stored_map(store, key).roles[0].measures_by_key
    assert (measures["growth"].effects["promises"], measures["profit"].effects["friendly"]) == (2, 1)
    assert one.radio(key="map_ceo_growth_effects_promises").value == 2


def test_keeping_a_draft_leaves_the_changes_of_another_tab(
    tabs: tuple[AppTest, AppTest], store: Store, key: str
) -> None:
    """Keeping used to store the whole map as it was when the draft was begun."""
    one, other = tabs
    see_map(one).button(key="try_out").click().run()
    one.radio(key="map_role").set_value("ceo").run()
    one.radio(key="map_ceo_growth_strength").set_value(1).run()
    other.radio(key="map_ceo_growth_effects_promises").set_value(2).run()
    one.button(key="keep_draft").click().run()
    role = stored_map(store, key).roles[0]
    assert role.measures_by_key["growth"].effects["promises"] == 2
    assert [measure.share for measure in role.measures] == [1, 5]


@pytest.mark.soak
def test_a_measure_that_another_tab_has_removed_is_not_mistaken_for_the_next(
    tabs: tuple[AppTest, AppTest], store: Store, key: str
) -> None:
    """Measures were found by position: the next one's effect changed, or the page ended in an error."""
    one, other = tabs
    other.checkbox(key="map_ceo_growth_chosen").uncheck().run()
    before = stored_map(store, key)
    one.radio(key="map_ceo_growth_effects_promises").set_value(2).run()
    assert not one.exception
    assert stored_map(store, key) == before
    assert "removed in another tab" in shown(one)
    one.run()
    assert "removed in another tab" not in shown(one)


@pytest.mark.soak
def test_a_role_that_another_tab_has_removed_stays_removed(
    tabs: tuple[AppTest, AppTest], store: Store, key: str
) -> None:
    one, other = tabs
    other.button(key="remove_role_ceo").click().run()
    before = stored_map(store, key)
    one.radio(key="map_ceo_growth_strength").set_value(1).run()
    assert stored_map(store, key) == before
    one.radio(key="map_role").set_value("sales").run()
    one.radio(key="map_cross_sales_customer_service").set_value(1).run()
    assert stored_map(store, key).effect_between("sales", "customer_service") == 1


# Changes that the database refuses ------------------------------------------------------------------------------------


def refuse(store: Store) -> None:
    """From now on the database refuses every choice."""
    with store._engine.begin() as connection:
        connection.exec_driver_sql("CREATE TRIGGER no BEFORE INSERT ON choices BEGIN SELECT RAISE(ABORT, 'no'); END")


def accept(store: Store) -> None:
    with store._engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER no")


def test_a_change_that_is_not_saved_stays_on_screen_and_is_saved_later(page: AppTest, store: Store, key: str) -> None:
    """The page promised to keep trying, and did not."""
    at(page, "ceo")
    before = stored_map(store, key)
    refuse(store)
    page.radio(key="map_ceo_growth_effects_promises").set_value(2).run()
    assert "We keep trying" in shown(page)
    assert page.radio(key="map_ceo_growth_effects_promises").value == 2
    assert stored_map(store, key) == before
    accept(store)
    page.radio(key="map_ceo_growth_strength").set_value(1).run()
    growth = stored_map(store, key).roles[0].measures_by_key["growth"]
    assert (growth.effects["promises"], growth.share) == (2, 1)
    assert "We keep trying" not in shown(page)


def test_a_press_that_is_not_retried_has_to_be_pressed_again(visit: Open, store: Store) -> None:
    visitor = visit()
    refuse(store)
    visitor.button(key="start_quick").click().run()
    assert "Press it again" in shown(visitor)


# Maps of others -------------------------------------------------------------------------------------------------------


def test_a_map_without_elements_is_edited_on_the_agreed_experience(
    visit: Open, store: Store, stored: Callable[[Answers], str]
) -> None:
    """The answers file of formats.md: pulls were shown, but nothing could be changed."""
    document = {"roles": [{"id": "ceo", "metrics": [{"id": "growth", "share": 1, "effects": {"promises": -2}}]}]}
    weights = {"reachable": 5, "promises": 3}
    key = stored(Answers(experience=Experience(weights=weights), incentives=IncentiveMap.checked(document)))
    page = at(visit("incentives", r=key), "ceo")
    assert page.radio(key="map_weight_promises").value == 3
    page.radio(key="map_ceo_growth_effects_reachable").set_value(1).run()
    found = stored_map(store, key)
    assert {element.id: element.weight for element in found.elements} == weights
    assert found.roles[0].measures[0].effects == {"promises": -2, "reachable": 1}


@pytest.mark.parametrize("ids", sample((None, "1"), rest=[("1", None), (None, "0"), (None, None)]))
def test_measures_with_and_without_an_id_are_shown_side_by_side(
    visit: Open, store: Store, stored: Callable[[Answers], str], ids: tuple[str | None, str | None]
) -> None:
    """A measure without an id was called "1", like one whose author had given it that id."""
    metrics = [{"share": 1, "effects": {"E1": -1}} | ({"id": name} if name else {}) for name in ids]
    document = {"elements": [{"id": "E1", "weight": 1}], "roles": [{"id": "a", "metrics": metrics}]}
    key = stored(Answers(incentives=IncentiveMap.checked(document)))
    page = at(visit("incentives", r=key), "a")
    second = list(stored_map(store, key).roles[0].measures_by_key)[1]
    page.radio(key=f"map_a_{second}_effects_E1").set_value(2).run()
    assert not page.exception
    assert [measure.effects["E1"] for measure in stored_map(store, key).roles[0].measures] == [-1, 2]


def test_amounts_from_a_file_are_shown_unchanged(visit: Open, stored: Callable[[Answers], str]) -> None:
    document = {
        "elements": [{"id": "E1", "weight": 2}, {"id": "E2", "weight": 0}],
        "roles": [{"id": "a", "metrics": [{"id": "x", "share": 2}, {"id": "y", "share": 1}]}],
    }
    page = at(visit("incentives", r=stored(Answers(incentives=IncentiveMap.checked(document)))), "a")
    assert [page.radio(key=f"map_weight_{element}").value for element in ("E1", "E2")] == [2, 0]
    assert [page.radio(key=f"map_a_{measure}_strength").value for measure in ("x", "y")] == [2, 1]


def test_what_is_unsaid_is_opened_where_it_is_asked_and_the_answer_at_another_role_can_be_taken_over(
    visit: Open, stored: Callable[[Answers], str], store: Store
) -> None:
    """The way there ended at the top of the role, and the same question was asked anew at each role."""
    same = {"id": "same", "en": "Sales per adviser", "share": 1}
    roles = [
        {"id": "a", "en": "The adviser", "metrics": [same | {"effects": {"x": 1, "own": -2}}]},
        {"id": "b", "en": "The branch manager", "metrics": [same | {"effects": {"x": 1}}]},
    ]
    elements = [{"id": "x", "weight": 1, "en": "Calls"}, {"id": "own", "weight": 1, "en": "Advice"}]
    key = stored(Answers(form="quick", incentives=IncentiveMap.checked({"elements": elements, "roles": roles})))
    page = visit("incentives", r=key)
    page.button(key="say_unsaid").click().run()
    assert page.radio(key="map_role").value == "b"
    assert page.session_state["arrival"][1] == "start map_b_same_effects_anew", "where it is asked"
    page.button(key="map_b_same_effects_own_as_elsewhere").click().run()
    assert stored_map(store, key).known_role("b").measure("same").effects["own"] == -2
    assert not [each for each in page.button if (each.key or "").endswith("as_elsewhere")], "nothing is left open"


def test_strengths_are_relative(page: AppTest, store: Store, key: str) -> None:
    at(page, "ceo")
    page.radio(key="map_ceo_growth_strength").set_value(1).run()
    role = stored_map(store, key).role("ceo")
    assert role is not None
    assert [measure.share for measure in role.measures] == [1, 5]


def test_effects_on_other_roles_can_be_changed(page: AppTest, store: Store, key: str) -> None:
    page.radio(key="map_role").set_value("sales").run()
    assert page.radio(key="map_cross_sales_customer_service").value == -2
    page.radio(key="map_cross_sales_customer_service").set_value(0).run()
    assert stored_map(store, key).effect_between("sales", "customer_service") == 0


def test_with_a_cheap_experience_the_same_roles_pull_the_right_way(page: AppTest, store: Store, key: str) -> None:
    """The right experience is the agreed one: here only a low price matters, deliberately."""
    page.radio(key="map_weight_low_price").set_value(5).run()
    for element in WEIGHTS:
        page.radio(key=f"map_weight_{element}").set_value(0).run()
    found = stored_map(store, key)
    assert [element.id for element in found.elements] == ["low_price"]
    alignments = {role.id: role.alignment for role in score_incentives(found).roles}
    assert alignments["sales"] > 0
    assert row(page, "sales") == ["+50", "+50"]


def test_a_draft_is_not_stored_until_it_is_kept(page: AppTest, store: Store, key: str) -> None:
    before = stored_map(store, key)
    page.button(key="try_out").click().run()
    page.radio(key="map_role").set_value("ceo").run()
    page.radio(key="map_ceo_growth_strength").set_value(1).run()
    assert stored_map(store, key) == before
    trying = "\n".join(part.value for part in page.container(key="trying").markdown)
    assert "**The CEO**\n−41 → **−49**" in trying
    assert "The head of sales and the head of customer service" not in trying
    page.radio(key="map_role").set_value("sales").run()
    page.radio(key="map_cross_sales_customer_service").set_value(0).run()
    trying = "\n".join(part.value for part in page.container(key="trying").markdown)
    assert "The head of sales and the head of customer service: 75 → 25" in trying
    assert "Clash, out of 100" in [part.value for part in page.container(key="trying").caption]
    page.radio(key="map_role").set_value("ceo").run()
    assert row(page, "ceo")[0] == "−41 → **−49"
    page.button(key="drop_draft").click().run()
    assert row(page, "ceo")[0] == "−41"
    page.button(key="try_out").click().run()
    at(page, "ceo")
    assert page.radio(key="map_ceo_growth_strength").value == 5
    page.radio(key="map_ceo_growth_strength").set_value(1).run()
    page.button(key="keep_draft").click().run()
    role = stored_map(store, key).role("ceo")
    assert role is not None
    assert [measure.share for measure in role.measures] == [1, 5]
    assert row(page, "ceo")[0] == "−49"


@pytest.mark.soak
def test_the_last_element_cannot_be_removed(page: AppTest, store: Store, key: str) -> None:
    for element in WEIGHTS:
        page.radio(key=f"map_weight_{element}").set_value(0).run()
    assert len(stored_map(store, key).elements) == 1


def test_an_element_in_the_visitors_own_words_is_part_of_the_map(
    page: AppTest, store: Store, key: str, bank: Instrument
) -> None:
    page.text_input(key="own_element").set_value("Same person each time").run()
    page.button(key="add_own_element").click().run()
    assert stored_map(store, key).elements[-1].label("en") == "Same person each time"
    assert "Same person each time" in list(page.table[0].value["Role"])
    assert bank.incentives.elements[-1].id == "low_price"


@pytest.mark.parametrize(
    ("removal", "message"),
    sample(
        ("map_ceo_growth_chosen", "Short-term growth was removed."),
        rest=[("remove_role_ceo", "CEO was removed."), ("forget_map", "The map was removed.")],
    ),
)
def test_every_removal_from_the_map_can_be_undone(
    page: AppTest, store: Store, key: str, removal: str, message: str
) -> None:
    before = stored_map(store, key).document()
    if removal != "forget_map":
        at(page, "ceo")
    (page.checkbox(key=removal).uncheck() if removal.endswith("_chosen") else page.button(key=removal).click()).run()
    assert message in page.get("html")[-1].proto.body
    assert store.load(key).choices.get("incentives") != before  # type: ignore[union-attr]
    page.button(key="undo").click().run()
    assert stored_map(store, key).document() == before
    assert not [button for button in page.button if button.key == "undo"]


@pytest.mark.soak
def test_an_element_taken_out_of_the_experience_is_restored_with_its_effects(
    page: AppTest, store: Store, key: str
) -> None:
    before = stored_map(store, key).document()
    page.radio(key="map_weight_promises").set_value(0).run()
    assert stored_map(store, key).element("promises") is None
    page.button(key="undo").click().run()
    assert stored_map(store, key).document() == before
    assert page.radio(key="map_weight_promises").value == WEIGHTS["promises"]


@pytest.mark.soak
def test_undoing_keeps_the_changes_of_another_tab(visit: Open, page: AppTest, store: Store, key: str) -> None:
    other = visit("incentives", r=key)
    at(page, "ceo").button(key="remove_role_ceo").click().run()
    at(other, "sales").text_input(key="map_name_sales").set_value("Selling").run()
    page.button(key="undo").click().run()
    found = stored_map(store, key)
    assert [role.id for role in found.roles][:1] == ["ceo"]
    assert found.role("sales").label("en") == "Selling"  # type: ignore[union-attr]


@pytest.mark.soak
def test_two_removals_are_undone_one_by_one_and_a_double_click_undoes_one(
    page: AppTest, store: Store, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pages.visit.undoing.UNDO_SECONDS", 300.0)
    before = stored_map(store, key).document()
    for role in ("ceo", "sales"):
        at(page, role).button(key=f"remove_role_{role}").click().run()
    page.button(key="undo").click().run()
    page.button(key="undo").click().run()
    found = stored_map(store, key)
    assert found.role("sales") is not None
    assert found.role("ceo") is None, "the second click of a double click undoes nothing more"
    time.sleep(2 * DOUBLE_CLICK)
    page.button(key="undo").click().run()
    assert stored_map(store, key).document() == before


@pytest.mark.soak
def test_a_removal_while_the_database_is_busy_can_be_undone_before_and_after_it_is_saved(
    page: AppTest, store: Store, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pages.visit.undoing.UNDO_SECONDS", 300.0)
    monkeypatch.setenv("DATABASE_URL", f"{os.environ['DATABASE_URL']}?timeout=0.1")
    before = stored_map(store, key).document()
    page.radio(key="map_role").set_value("ceo").run()
    with locked():
        page.button(key="remove_role_ceo").click().run()
        assert "The CEO" not in page.radio(key="map_role").options
        page.button(key="undo").click().run()
        assert "The CEO" in page.radio(key="map_role").options
        time.sleep(2 * DOUBLE_CLICK)
        page.button(key="forget_map").click().run()
    assert stored_map(store, key).document() == before
    page.radio(key="map_weight_promises").set_value(5).run()
    assert "incentives" not in store.load(key).choices  # type: ignore[union-attr]
    time.sleep(2 * DOUBLE_CLICK)
    page.button(key="undo").click().run()
    assert stored_map(store, key).document() == before


def test_after_ten_seconds_nothing_can_be_undone(
    page: AppTest, store: Store, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pages.visit.undoing.UNDO_SECONDS", 0.0)
    at(page, "ceo").button(key="remove_role_ceo").click().run()
    assert not [button for button in page.button if button.key == "undo"]
    assert stored_map(store, key).role("ceo") is None


@pytest.mark.soak
def test_a_removal_from_a_draft_is_undone_in_the_draft(page: AppTest, store: Store, key: str) -> None:
    before = stored_map(store, key).document()
    page.button(key="try_out").click().run()
    page.radio(key="map_role").set_value("ceo").run()
    page.button(key="remove_role_ceo").click().run()
    assert "The CEO" not in page.radio(key="map_role").options
    page.button(key="undo").click().run()
    assert "The CEO" in page.radio(key="map_role").options
    page.radio(key="map_role").set_value("ceo").run()
    page.button(key="remove_role_ceo").click().run()
    page.button(key="drop_draft").click().run()
    assert not [button for button in page.button if button.key == "undo"], (
        "the draft is gone, and so is what it removed"
    )
    assert stored_map(store, key).document() == before


def test_the_whole_map_can_be_removed(page: AppTest, store: Store, key: str) -> None:
    page.button(key="forget_map").click().run()
    assert page.button(key="begin_map")
    found = store.load(key)
    assert found is not None
    assert "incentives" not in found.choices


@pytest.mark.soak
def test_without_weights_the_question_banks_own_are_proposed(
    visit: Open, store: Store, stored: Callable[[Answers], str]
) -> None:
    key = stored(replace(Answers(), form="full"))
    visitor = visit("incentives", r=key)
    visitor.button(key="begin_map").click().run()
    store.change(key, {"incentives": kept(stored_map(store, key)).document()})
    assert row(visitor.run(), "together")[0] == "−21"


# Suggestions ----------------------------------------------------------------------------------------------------------


def counted(store: Store, key: str) -> dict[str, list[str | None]]:
    """The confirmed roles with their confirmed measures."""
    return {role.id: [measure.id for measure in role.measures] for role in stored_map(store, key).confirmed().roles}


def test_no_group_of_radios_is_read_out_with_a_colour_in_its_name(begun: AppTest) -> None:
    """Streamlit hands a label to screen readers as it is written, `:gray[…]` included."""
    labels = [radio.label for radio in begun.radio]
    assert say("en", "map_page.strength", measure="Short-term growth") in labels
    assert [label for label in labels if ":gray" in label] == []


def test_typical_roles_are_marked_as_suggestions_and_count_nowhere(begun: AppTest, store: Store, key: str) -> None:
    text = shown(begun)
    assert begun.title[0].value == "What is the CEO rewarded for?"
    assert "Role 1 of 7" in text
    assert say("en", "map_page.untouched") in text
    assert all("· not on the map yet" in option for option in begun.radio(key="map_role").options)
    assert not begun.table, "no number"
    assert not begun.get("vega_lite_chart")
    assert "of 100" not in text
    assert counted(store, key) == {}


def test_one_press_keeps_all_that_is_suggested_of_a_role_and_leads_to_the_next_one(
    begun: AppTest, store: Store, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each measure had a yes of its own, and after the last one *Next* was still to be pressed."""
    monkeypatch.setattr("pages.visit.undoing.DOUBLE_CLICK", 300.0)

    def accent() -> list[str]:
        return [str(each.key) for each in begun.button if each.proto.type == "primary"]

    assert accent() == ["map_ceo_keep"]
    assert begun.button(key="map_ceo_keep").label == say("en", "map_page.keep_measures.both")
    begun.button(key="map_ceo_keep").click().run()
    assert counted(store, key) == {"ceo": ["growth", "profit"]}
    assert begun.radio(key="map_role").value == "sales"
    assert begun.session_state["arrival"][1] == "start map_role_top"
    begun.button(key="map_sales_keep").click().run()
    assert counted(store, key) == {"ceo": ["growth", "profit"]}, "a double click keeps nothing unseen"
    monkeypatch.setattr("pages.visit.undoing.DOUBLE_CLICK", 0.0)
    begun.button(key="previous_role").click().run()
    assert accent() == ["map_next"]
    assert begun.button(key="map_next").label == "Next: the head of sales"
    assert "On the experience as a whole: **−41**" in shown(begun), "the row as it is on the map"
    begun.button(key="map_next").click().run()
    assert begun.radio(key="map_role").value == "sales"
    monkeypatch.setattr("pages.visit.undoing.DOUBLE_CLICK", 300.0)
    begun.button(key="map_next").click().run()
    assert begun.radio(key="map_role").value == "sales", "the second click of a double click passes over no role"


def test_going_on_keeps_nothing_and_leads_past_what_is_kept_to_the_map(begun: AppTest, store: Store, key: str) -> None:
    keep(begun, "sales")
    at(begun, "ceo")
    for role in ("hr", "marketing", "it", "customer_service", "warehouse", None):
        time.sleep(DOUBLE_CLICK)
        begun.button(key="map_next").click().run()
        assert begun.radio(key="map_role").value == role
    assert begun.session_state["arrival"][1] == "start map_read"
    assert counted(store, key) == {"sales": ["sales"]}
    assert begun.title[0].value == say("en", "incentives.only_role.away", role="the head of sales")
    assert "to_results" not in [each.key for each in begun.button], "no question is answered"
    begun.button(key="on_with_map").click().run()
    assert begun.session_state["arrival"][1] == "start smallest_change"
    assert say("en", "map_page.done", done=1, count=7) in shown(begun)
    assert begun.button(key="map_next").label == "Answer for the CEO"
    time.sleep(DOUBLE_CLICK)
    begun.button(key="map_next").click().run()
    assert begun.radio(key="map_role").value == "ceo"


@pytest.mark.soak
def test_a_measure_that_is_ticked_is_a_suggestion_and_a_kept_one_that_is_unticked_can_be_undone(
    begun: AppTest, store: Store, key: str
) -> None:
    begun.checkbox(key="map_ceo_growth_chosen").uncheck().run()
    assert counted(store, key) == {}, "removing a suggestion keeps nothing"
    begun.checkbox(key="map_ceo_solved_chosen").check().run()
    assert counted(store, key) == {}, "nor does a tick"
    assert [measure.id for measure in stored_map(store, key).roles[0].measures] == ["profit", "solved"]
    assert "undo" not in [button.key for button in begun.button], "a tick brings it back, and no bar lies over the card"
    keep(begun, "ceo")
    assert counted(store, key) == {"ceo": ["profit", "solved"]}
    at(begun, "ceo").checkbox(key="map_ceo_profit_chosen").uncheck().run()
    begun.button(key="undo").click().run()
    assert counted(store, key) == {"ceo": ["profit", "solved"]}
    assert "It counts only" not in shown(begun), "about the role on screen"
    assert say("en", "map_page.on_map") in shown(begun)
    for measure in ("profit", "solved"):
        begun.checkbox(key=f"map_ceo_{measure}_chosen").uncheck().run()
    begun.checkbox(key="map_ceo_growth_chosen").check().run()
    assert counted(store, key) == {"ceo": []}
    assert say("en", "map_page.on_map") not in shown(begun), "no row of zeros before a measure counts"


@pytest.mark.soak
def test_a_role_that_is_not_rewarded_for_anything_is_kept_as_such(begun: AppTest, store: Store, key: str) -> None:
    at(begun, "hr").checkbox(key="map_hr_esat_chosen").uncheck().run()
    begun.button(key="keep_role_hr").click().run()
    assert counted(store, key) == {"hr": []}
    assert begun.radio(key="map_role").value == "marketing"


@pytest.mark.soak
def test_the_effects_on_other_roles_are_shown_where_a_measure_is_kept(begun: AppTest) -> None:
    """Keeping a measure used to start a clash that the visitor had not been shown."""
    keep(begun, "customer_service")
    at(begun, "sales")
    effects = "Being rewarded for “Sales volume” makes it harder for the head of customer service."
    assert begun.container(key="map_sales_sales_keep_place").caption[0].value == effects
    assert shown(begun).count(effects) == 1
    assert f":gray[{say('en', 'map_page.crosses')} · suggestion]" in [each.label for each in begun.expander]
    begun.radio(key="map_sales_sales_effects_promises").set_value(-1).run()
    assert shown(begun).count(effects) == 1, "it stays listed once the measure is kept"
    assert say("en", "map_page.untouched") not in shown(begun)


@pytest.mark.soak
@pytest.mark.parametrize(
    "change",
    [
        lambda page: page.radio(key="map_sales_sales_effects_promises").set_value(1),
        lambda page: page.text_input(key="map_name_sales").set_value("Founder"),
    ],
    ids=["kept", "renamed"],
)
def test_the_open_role_stays_selected_when_its_label_changes(begun: AppTest, change: Callable[[AppTest], Any]) -> None:
    """The browser kept the old name, which is no longer an option."""
    begun.radio(key="map_role").set_value("sales").run()
    change(begun).run()
    radio = begun.radio(key="map_role")
    assert radio.value == "sales"
    assert radio.proto.set_value, "the browser gets the value"
    assert radio.proto.raw_value == radio.options[1]
    begun.run()
    assert not begun.radio(key="map_role").proto.set_value, "and once only"


@pytest.mark.parametrize(
    ("change", "keeps"),
    sample(
        pytest.param(
            lambda page: page.radio(key="map_ceo_growth_effects_promises").set_value(2), ["growth"], id="effect"
        ),
        pytest.param(lambda page: page.checkbox(key="map_ceo_solved_chosen").check(), None, id="ticked"),
        pytest.param(lambda page: page.text_input(key="map_name_ceo").set_value("Founder"), None, id="name"),
        rest=[
            pytest.param(
                lambda page: page.radio(key="map_ceo_profit_strength").set_value(1), ["profit"], id="strength"
            ),
            pytest.param(lambda page: page.radio(key="map_ceo_growth_ease").set_value(0.5), ["growth"], id="shortcut"),
            pytest.param(lambda page: page.radio(key="map_weight_promises").set_value(1), None, id="only the elements"),
        ],
    ),
)
def test_changing_a_suggestion_keeps_it(
    begun: AppTest, store: Store, key: str, change: Callable[[AppTest], Any], keeps: list[str] | None
) -> None:
    change(begun).run()
    assert not begun.exception
    assert counted(store, key) == ({} if keeps is None else {"ceo": keeps})


@pytest.mark.soak
def test_suggestions_can_be_tried_out_like_everything_else(begun: AppTest, store: Store, key: str) -> None:
    proposed = IncentiveMap.proposed(BANK.incentives, WEIGHTS)
    ceo = proposed.roles[0].kept()
    store.change(key, {"incentives": proposed.with_role(ceo).document()})
    see_map(begun.run())
    begun.button(key="try_out").click().run()
    begun.radio(key="map_role").set_value("sales").run()
    begun.button(key="map_sales_sales_keep").click().run()
    trying = "\n".join(part.value for part in begun.container(key="trying").markdown)
    assert "**The head of sales**\n**−20**" in trying
    assert counted(store, key) == {"ceo": ["growth", "profit"]}
    begun.button(key="keep_draft").click().run()
    assert counted(store, key) == {"ceo": ["growth", "profit"], "sales": ["sales"]}


@pytest.mark.soak
def test_trying_begins_with_the_role_that_works_most_against_the_experience(page: AppTest) -> None:
    """It began with the role that happened to be open, the one kept last."""
    page.button(key="try_out").click().run()
    assert page.radio(key="map_role").value == "it"
    page.radio(key="map_role").set_value("warehouse").run()
    page.button(key="drop_draft").click().run()
    assert page.radio(key="map_role").value is None, "the map is shown, and no role"


def test_a_change_that_is_kept_says_what_it_has_changed_and_can_be_undone(
    page: AppTest, store: Store, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Today's map was replaced without a trace, and without a way back."""
    monkeypatch.setattr("pages.visit.undoing.UNDO_SECONDS", 0.0)
    before = stored_map(store, key).document()
    page.button(key="try_out").click().run()
    page.radio(key="map_role").set_value("warehouse").run()
    page.radio(key="map_warehouse_returns_ease").set_value(0.0).run()
    page.button(key="keep_draft").click().run()
    said = (
        "Today’s map is changed: all roles together from −21 to −14 and the warehouse manager from −23 to +28. "
        f"It now shows the change as made. {say('en', 'map_page.kept_not_yet')}"
    )
    assert [each.value for each in page.info] == [said]
    page.run()
    assert [each.value for each in page.info] == [said], "it stays until the map changes again"
    page.switch_page("plan.py").run()
    page.switch_page("incentives.py").run()
    assert said in [each.value for each in page.info], "also after another page"
    page.button(key="undo").click().run()
    assert stored_map(store, key).document() == before, "long after the ten seconds of the bar"
    assert not page.info
    assert row(page, "warehouse")[0] == "−23"
    assert not [button for button in page.button if button.key in ("undo", "undo_trial")]

    page.button(key="try_out").click().run()
    assert not [button for button in page.button if button.key == "keep_draft"], "nothing is tried out"


def test_undoing_a_kept_trial_leaves_what_another_tab_has_changed(
    tabs: tuple[AppTest, AppTest], store: Store, key: str
) -> None:
    one, other = tabs
    see_map(one).button(key="try_out").click().run()
    one.radio(key="map_role").set_value("ceo").run()
    one.radio(key="map_ceo_growth_effects_promises").set_value(2).run()
    one.button(key="keep_draft").click().run()
    other.radio(key="map_ceo_profit_effects_friendly").set_value(1).run()
    one.button(key="undo").click().run()
    measures = stored_map(store, key).roles[0].measures_by_key
    assert (measures["growth"].effects["promises"], measures["profit"].effects["friendly"]) == (-1, 1)


@pytest.mark.soak
def test_saying_how_easy_a_measure_is_met_asks_at_once_what_the_easy_way_does(page: AppTest) -> None:
    """One fold silently became two other ones, both of them closed."""
    at(page, "ceo")
    assert "For example: take on more than can be looked after." in shown(page)
    assert "map_ceo_growth_shortcut_promises" not in {radio.key for radio in page.radio}
    assert "take on more than can be looked after. The map does not count it, because nobody has said" in shown(page)
    assert "Say so under “Change”." in shown(page)
    page.radio(key="map_ceo_growth_ease").set_value(1.0).run()
    assert page.radio(key="map_ceo_growth_shortcut_promises").value == -1
    assert say("en", "map_page.ways_alike") in shown(page)
    page.radio(key="map_ceo_growth_shortcut_promises").set_value(-2).run()
    assert say("en", "map_page.ways_alike") not in shown(page)
    assert "Only the shortcut counts: take on more than can be looked after. The answer below says" in shown(page)
    page.radio(key="map_ceo_growth_ease").set_value(0.5).run()
    assert "met that way: partly." in shown(page)
    page.radio(key="map_ceo_growth_ease").set_value(0.0).run()
    assert "map_ceo_growth_shortcut_promises" not in {radio.key for radio in page.radio}


def test_how_easy_a_suggestion_is_met_is_assumed_until_it_is_kept(begun: AppTest) -> None:
    assumed = "We have assumed that the measure can be met that way"
    assert assumed in shown(at(begun, "warehouse"))
    keep(begun, "warehouse")
    kept_card = shown(at(begun, "warehouse"))
    assert assumed not in kept_card
    assert "The answer below says that the measure can be met that way" in kept_card


def test_what_a_shortcut_does_is_asked_in_an_open_fold_and_below_the_map_until_it_is_said(page: AppTest) -> None:
    """A leader said "Yes, easily" of a measure in own words, and the question that this asks stayed folded."""
    at(page, "ceo").radio(key="map_ceo_growth_ease").set_value(1.0).run()
    fold = "If it is met without helping: Take on more than can be looked after"
    assert [each.proto.expanded for each in page.expander if each.label == fold] == [True]
    open_one = "can easily be met without anybody being better off; nobody has said what that does."
    assert open_one in shown(see_map(page))
    page.button(key="say_shortcut_ceo_growth").click().run()
    assert [each.proto.expanded for each in page.expander if each.label == fold] == [True]
    page.radio(key="map_ceo_growth_shortcut_promises").set_value(-2).run()
    assert open_one not in shown(see_map(page))


def test_a_decided_clash_is_shown_last_stands_in_the_plan_and_returns_when_a_measure_changes(
    page: AppTest, visit: Open, store: Store, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pages.visit.undoing.UNDO_SECONDS", 300.0)
    pair = "sales__customer_service"
    page.button(key=f"decide_{pair}").click().run()
    assert say("en", "map_page.decision.no_words") in shown(page)
    offered = [each.label for each in page.button if f"_{pair}" in str(each.key) and str(each.key).startswith("first_")]
    assert offered == [
        "Sales volume first",
        "Number of calls handled first",
        "Cost per call first",
        "What we promised first",
    ]
    page.button(key=f"first_1_{pair}").click().run()
    chosen = page.text_area(key=f"decision_{pair}").value
    assert chosen == "Number of calls handled comes before sales volume when they clash."
    page.text_area(key=f"decision_{pair}").set_value(" Promises  first. ")
    page.date_input(key=f"decision_day_{pair}").set_value(date(2026, 12, 7))
    page.text_input(key=f"decision_owner_{pair}").set_value("Karin")
    page.button(key=f"decide_{pair}").click().run()
    (decision,) = stored_map(store, key).document()["decisions"]
    assert decision == {"a": "sales", "b": "customer_service", "measure": "Promises first.", "day": "2026-12-07"}
    sizes = [each.value for each in page.markdown if each.value in ("**75**", "**50**", "**25**")]
    assert sizes == ["**50**", "**25**", "**75**"]
    assert "Decided, applies from 7\xa0December\xa02026: “Promises first.” Karin sees to it." in shown(page)
    (line,) = store.plan(key)
    assert (line.due, line.first_step) == (date(2026, 12, 7), "Tell both: “Promises first.”")
    page.text_area(key=f"decision_{pair}").set_value("Sales first.")
    page.button(key=f"decide_{pair}").click().run()
    assert [line.first_step for line in store.plan(key)] == ["Tell both: “Sales first.”"]
    page.button(key="undo").click().run()
    assert store.plan(key) == [line]
    assert stored_map(store, key).document()["decisions"] == [decision]

    page.radio(key="map_role").set_value("sales").run()
    page.radio(key="map_sales_sales_effects_friendly").set_value(2).run()
    assert stored_map(store, key).decisions[0].reopened
    assert f"{say('en', 'map_page.decision.reopened')} It said: “Promises first.”" in shown(see_map(page))
    assert page.text_area(key=f"decision_{pair}").value == "", "it may name a measure that is gone"
    plan = visit("plan", r=key)
    assert plain(say("en", "plan_page.reopened")) in " ".join(fold.label for fold in plan.expander)
    assert say("en", "plan_page.text") in shown(plan), "it is not what is next"
    assert f"again_{line.id}" in {button.key for button in plan.button}
    store.change_line(key, replace(line, due=date(2020, 1, 1)), "due")
    plan = visit("plan", r=key)
    assert f"move_{line.id}" not in {button.key for button in plan.button}, "it gets no new day"
    assert [each.value for each in page.markdown if each.value in sizes] == ["**75**", "**50**", "**25**"]
    page.button(key=f"first_0_{pair}").click().run()
    page.button(key=f"decide_{pair}").click().run()
    time.sleep(DOUBLE_CLICK)
    page.button(key=f"undecide_{pair}").click().run()
    assert not stored_map(store, key).decisions
    assert not store.plan(key)


@pytest.mark.soak
def test_a_clash_ends_with_the_measure_that_causes_it(page: AppTest) -> None:
    """It belonged to the role: removing its only measure left the clash as it was."""
    page.button(key="try_out").click().run()
    page.radio(key="map_role").set_value("sales").run()
    page.checkbox(key="map_sales_sales_chosen").uncheck().run()
    trying = "\n".join(part.value for part in page.container(key="trying").markdown)
    assert "The head of sales and the head of customer service: 75 → 0" in trying
    page.checkbox(key="map_sales_sales_chosen").check().run()
    assert not page.session_state["draft"], "it is back as it was"
    assert not page.exception


@pytest.mark.parametrize("name", sample("results", "report", rest=["plan", "privacy"]))
def test_suggestions_change_no_other_page(
    visit: Open, store: Store, stored: Callable[[Answers], str], answers: Callable[..., Answers], name: str
) -> None:
    given = answers(WORKED, experience={"agreed": "yes", "weights": dict(WEIGHTS)}, planned_reward=True)
    key = stored(given)
    before = everything_on(visit(name, r=key))
    assert store.change(key, {"incentives": IncentiveMap.proposed(BANK.incentives, WEIGHTS).document()})
    assert everything_on(visit(name, r=key)) == before


def everything_on(page: AppTest) -> list[str]:
    """Everything a page shows, except the time it was made."""
    return [str(element.proto) for element in page.main if element.type not in ("bidi_component", "link_button")]


# How large a map may be -----------------------------------------------------------------------------------------------


def large(roles: int, measures: int) -> IncentiveMap:
    """A map with so many roles and so many measures each."""
    return IncentiveMap.checked(
        {
            "elements": [{"id": "promises", "weight": 1}],
            "roles": [
                {
                    "id": f"role{r}",
                    "en": f"Role {r}",
                    "influence": 1,
                    "metrics": [{"id": f"m{r}_{m}", "en": f"M {m}", "share": 1} for m in range(measures)],
                }
                for r in range(roles)
            ],
        }
    )


@pytest.mark.parametrize(("roles", "measures"), [(MOST_ROLES + 1, 1), (1, MOST_MEASURES + 1), (40, 12)])
def test_a_file_with_a_larger_map_is_rejected_with_one_sentence(bank: Instrument, roles: int, measures: int) -> None:
    data = replace(Answers(), incentives=large(roles, measures)).to_json(bank)
    assert Answers.from_json(data, bank, "answers.json").incentives is not None, "the command line takes it"
    with pytest.raises(Problems) as refused:
        read_answers(data, "answers.json", bank)
    assert str(refused.value) == (
        f"answers.json: incentives: found {roles} roles with up to {measures} measures, expected at most 20 roles with"
        " 6 measures each, since all visitors share the app; use a smaller map, or the command line"
    )


def test_the_largest_map_is_opened_and_gets_no_more_roles_and_measures(
    visit: Open, store: Store, bank: Instrument, stored: Callable[[Answers], str]
) -> None:
    answers = replace(Answers(form="quick"), incentives=large(MOST_ROLES, MOST_MEASURES))
    read_answers(answers.to_json(bank), "answers.json", bank)
    key = stored(answers)
    page = at(visit("incentives", r=key), "role0")
    assert say("en", "map_page.full.measures", most=MOST_MEASURES) in shown(page)
    assert "own_measure" not in {each.key for each in page.text_input}
    page.button(key="choose_roles").click().run()
    assert say("en", "map_page.full.roles", most=MOST_ROLES) in shown(page)
    assert "own_role" not in {each.key for each in page.text_input}


def test_of_very_many_clashes_only_the_largest_have_fields_to_decide_them(
    visit: Open, stored: Callable[[Answers], str]
) -> None:
    """Fields for all 190 of the largest map took three seconds."""
    roles = large(MOST_ROLES, 1).roles
    crosses = [{"source": one.id, "on": other.id, "value": -2} for one in roles for other in roles if one != other]
    largest = IncentiveMap.checked({**large(MOST_ROLES, 1).document(), "cross_effects": crosses})
    clear = len(score_incentives(largest).clashes)
    page = visit("incentives", r=stored(replace(Answers(form="quick"), incentives=largest)))
    assert clear == 190
    assert len([each for each in page.text_area if (each.key or "").startswith("decision_")]) == 8 + 4
    assert say("en", "map_page.clashes_also", count=clear - 8) in {each.label for each in page.expander}
    assert len(page.container(key="clash_table_rest").table[0].value) == 50
    assert say("en", "incentives.clash.further", count=clear - 8 - 4 - 50) in shown(page)


@pytest.mark.soak
def test_a_role_is_not_added_when_another_tab_has_used_the_room(
    visit: Open, store: Store, stored: Callable[[Answers], str]
) -> None:
    key = stored(replace(Answers(form="quick"), incentives=large(MOST_ROLES - 1, 1)))
    page = visit("incentives", r=key)
    page.button(key="choose_roles").click().run()
    page.text_input(key="own_role").set_value("Quality").run()
    store.change(key, {"incentives": large(MOST_ROLES, 1).document()})
    page.button(key="add_own_role").click().run()
    assert len(stored_map(store, key).roles) == MOST_ROLES
    assert say("en", "map_page.moved_on") in shown(page)


# Computed once per change --------------------------------------------------------------------------------------


def spec_count() -> int:
    return len(pictures._specs)


def test_numbers_and_pictures_are_computed_once_per_change(page: AppTest, store: Store, key: str) -> None:
    opened, drawn = page.session_state["opened"][1], spec_count()
    page.run()
    page.run()
    assert page.session_state["opened"][1] is opened
    assert page.session_state["newest"] is opened.newest
    assert spec_count() == drawn
    store.change(key, {"ratings.ABI01.current": 1})
    page.run()
    assert page.session_state["opened"][1] is not opened
    assert page.session_state["opened"][1].report.answers.ratings["ABI01"]["current"] == 1


@pytest.mark.soak
def test_a_draft_is_computed_once_per_change(page: AppTest) -> None:
    page.button(key="try_out").click().run()
    page.radio(key="map_role").set_value("ceo").run()
    page.radio(key="map_ceo_growth_strength").set_value(5).run()
    drafted = page.session_state["drafted"][2]
    page.run()
    assert page.session_state["drafted"][2] is drafted
    page.radio(key="map_ceo_growth_strength").set_value(1).run()
    assert page.session_state["drafted"][2] is not drafted


def test_a_picture_belongs_to_its_report_language_and_theme(worked: Report) -> None:
    specs = pictures.Specs(most=3)
    report = replace(worked)
    first = specs.of(factor_dumbbell, report, "en", LOOK.light)
    assert specs.of(factor_dumbbell, report, "en", LOOK.light) is first
    assert specs.of(factor_dumbbell, report, "en", LOOK.dark) != first
    assert specs.of(factor_dumbbell, report, "sv", LOOK.light) != first
    assert len(specs) == 3
    specs.of(factor_dumbbell, worked, "en", LOOK.light)
    assert len(specs) == 3, "the oldest makes room"
    del report
    specs.of(factor_dumbbell, worked, "sv", LOOK.light)
    assert len(specs) == 2


def test_start_says_how_far_the_map_has_come_and_leads_to_it(
    visit: Open, stored: Callable[[Answers], str], answers: Callable[..., Answers]
) -> None:
    proposed = IncentiveMap.proposed(BANK.incentives, WEIGHTS)
    begun = proposed.with_role(proposed.roles[0].kept())
    start = visit("start", r=stored(answers(WORKED, incentives=begun.document())))
    assert [part.value for part in start.container(key="map_waiting").markdown] == ["1 of 7 roles are on the map."]
    start.button(key="to_incentives").click().run()
    assert start.session_state["open_page"] == "incentives.py"
    assert not [each for each in visit("start", r=stored(answers(WORKED))).button if each.key == "to_incentives"]


@pytest.mark.soak
def test_a_change_that_makes_something_worse_says_so_and_is_not_the_main_thing_to_plan(page: AppTest) -> None:
    page.button(key="try_out").click().run()
    page.radio(key="map_role").set_value("warehouse").run()
    page.radio(key="map_warehouse_returns_ease").set_value(0.0).run()
    assert page.button(key="plan_tried").proto.type == "primary"
    page.radio(key="map_warehouse_returns_ease").set_value(1.0).run()
    page.radio(key="map_warehouse_returns_shortcut_promises").set_value(-2).run()
    assert page.button(key="plan_tried").proto.type == "secondary"
    trying = [part.value for part in page.container(key="trying").markdown]
    (worse,) = [each for each in trying if "Worse: " in each]
    assert "the warehouse manager from −23 to " in worse
    page.button(key="keep_draft").click().run()
    (said,) = [each.value for each in page.info]
    assert said.startswith("Today’s map is changed: all roles together from −21 to ")
    assert said.count("(worse)") == 2


@pytest.mark.soak
def test_a_measure_of_ones_own_on_a_suggestion_is_no_finding_and_its_effects_are_open(begun: AppTest) -> None:
    begun.text_input(key="own_measure").set_value("Kept promises")
    begun.button(key="add_own_measure").click().run()
    opened = [each.label for each in begun.expander if each.proto.expanded]
    assert opened == [say("en", "map_page.say_effects")]
    see_map(begun)
    assert begun.title[0].value == say("en", "incentives.not_said.all")
    assert "Nobody is rewarded" not in "".join(part.value for part in begun.container(key="map_read").markdown)
