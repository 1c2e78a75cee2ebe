"""A leader fills in the incentive map, changes it, tries something out, and compares it with a colleague's."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest
from playwright.sync_api import Locator, Page, expect

from assessment.incentives import Element, IncentiveMap, Role, Way
from assessment.incentives.changes import AddElement, SetEffect, with_changes
from assessment.instrument import Language
from assessment.words import say
from tests.amounts import sample
from tests.browser import visitor
from tests.browser.conftest import NewVisitor
from tests.browser.server import Server
from tests.conftest import kept

# The method's worked example, as whole numbers.
WORKED = {
    "ceo": "−41",
    "sales": "−20",
    "hr": "+8",
    "marketing": "−10",
    "it": "−45",
    "customer_service": "−18",
    "warehouse": "−23",
    "together": "−21",
}
WEIGHTS = {"reachable": 5, "first_contact": 5, "promises": 4, "friendly": 3, "fairness": 3}
BEGUN = {"form": "quick", **{f"experience.weights.{element}": weight for element, weight in WEIGHTS.items()}}


def proposed() -> IncentiveMap:
    return kept(IncentiveMap.proposed(visitor.bank().incentives, WEIGHTS))


def stored_map(server: Server, key: str) -> IncentiveMap:
    return IncentiveMap.checked(server.choices(key)["incentives"])


def number(page: Page, role: str) -> Locator:
    """The pull of a role, or of all together, on the experience as a whole."""
    rows = page.locator(".st-key-pull_table tbody tr").filter(has=page.locator("strong"))  # other rows are elements
    place = [*(role.id for role in proposed().roles), "together"].index(role)
    return rows.nth(place).locator("td").last


def open_part(page: Page, label: str) -> None:
    """Open an expander by the words on it."""
    visitor.settled(page)  # While the page changes, what it showed before stands there too.
    visitor.unfold(page.locator('[data-testid="stExpander"] summary').filter(has_text=label))


def choose(page: Page, key: str, option: str) -> None:
    label = page.locator(f".st-key-{key} label").filter(has=page.get_by_text(option, exact=True))
    expect(label).to_have_count(1)  # until the run ends, what it draws elsewhere is there twice
    label.click()


@pytest.mark.parametrize(("language", "width"), sample(("sv", 390), rest=[("en", 1280), ("en", 390), ("sv", 1280)]))
def test_seven_roles_take_few_taps_and_give_the_worked_numbers(
    server: Server, new_visitor: NewVisitor, language: Language, width: int
) -> None:
    key = server.begun(BEGUN)
    page = new_visitor(width=width, touch=width < 800)
    visitor.open_page(page, server, "/incentives", lang=language, r=key)
    roles, taps = [role.id for role in proposed().roles], 0
    for role in roles:
        page.locator(f".st-key-role_{role} label").click()
        taps += 1
    begins = say(language, "map_page.begin_with.many", count=7)
    expect(visitor.control(page, "begin_map")).to_have_text(begins)
    visitor.press(page, "begin_map")
    taps += 1
    for place in range(len(roles)):
        expect(page.locator(".st-key-map_role_top")).to_contain_text(
            say(language, "map_page.place", place=place + 1, count=7)
        )
        visitor.settled(page)
        assert visitor.beyond_the_edge(page) == []
        page.locator('.st-key-next_bar [class*="_keep"] button').click()  # keeps all of it and goes on
        taps += 1
        page.wait_for_timeout(600)  # A double click would be over.
    assert taps == 7 + 1 + 7
    visitor.control(page, "on_with_map").wait_for()  # every role is kept
    visitor.settled(page)
    page.locator('[data-testid="stVegaLiteChart"]').filter(visible=True).first.wait_for()
    open_part(page, say(language, "map_page.numbers"))
    for name, worked in WORKED.items():
        expect(number(page, name)).to_have_text(worked)
    found = stored_map(server, key)  # ticked role by role, so cross effects come in that order
    assert found.roles == proposed().roles
    assert sorted(map(repr, found.cross_effects)) == sorted(map(repr, proposed().cross_effects))


def test_a_role_of_ones_own_is_entered_by_keyboard_alone(server: Server, new_visitor: NewVisitor) -> None:
    key = server.begun(BEGUN)
    page = new_visitor(width=390)
    visitor.open_page(page, server, "/incentives", lang="en", r=key)
    since = time.monotonic()
    to_key(page, "own_role")
    page.keyboard.type("Quality manager")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-map_role_rows label")).to_have_count(8)
    visitor.tab_to(page, key="begin_map")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-map_role_top h1")).to_have_text("What is “Quality manager” rewarded for?")
    for place, (name, presses) in enumerate({"Fewer complaints": 5, "Audits passed": 2}.items(), start=1):
        to_key(page, "own_measure")
        page.keyboard.type(name)
        page.keyboard.press("Enter")
        expect(page.locator('[class*="_measure"]:focus')).to_contain_text(name)
        to_key(page, "_effects_promises")
        for _ in range(presses - 1):
            page.keyboard.press("ArrowRight")
        own = server_role(server, key)
        visitor.wait_until(page, lambda own=own: len(own().measures), place)  # type: ignore[misc]
    assert time.monotonic() - since < 90
    effects = [2, -1]
    visitor.wait_until(
        page, lambda: [measure.effects.get("promises") for measure in server_role(server, key)().measures], effects
    )
    more = page.locator('[class*="_more_chips"]')
    visitor.unfold(more.locator("summary"))
    more.locator("input").first.press("Space")
    expect(page.locator('[class*="_chosen"]:focus')).to_have_count(1)
    expect(more.locator("details")).to_have_attribute("open", "")


def server_role(server: Server, key: str) -> Callable[[], Role]:
    """Reads the last role of the stored map."""
    return lambda: stored_map(server, key).roles[-1]


def to_key(page: Page, key: str) -> None:
    """Press Tab until the focus is in a control whose key ends like this."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if visitor.focused(page)["key"].endswith(key):
            return
    raise AssertionError(f"Tab does not lead to {key}; the focus is on {visitor.focused(page)}")


@pytest.mark.soak
@pytest.mark.parametrize("width", [390, 1280])
def test_going_on_lands_at_the_top_of_the_next_role(server: Server, new_visitor: NewVisitor, width: int) -> None:
    key = server.begun(BEGUN)
    page = new_visitor(width=width, touch=width < 800)
    visitor.open_page(page, server, "/incentives", lang="en", r=key)
    visitor.press(page, "begin_map")
    for place in (1, 2, 3):
        top = page.locator(".st-key-map_role_top")
        expect(top).to_contain_text(f"Role {place} of 7")
        page.wait_for_timeout(1000)
        visitor.press(page, "map_next")
        expect(top).to_contain_text(f"Role {place + 1} of 7")
        expect(top).to_be_focused()
        visitor.settled(page)
        page.wait_for_timeout(1000)
        box = top.bounding_box()
        assert box
        assert -1 < box["y"] < 130


@pytest.mark.soak
@pytest.mark.parametrize("width", sample(390, rest=[1280]))
def test_what_changes_stays_in_sight_beside_the_controls_that_change_it(
    server: Server, new_visitor: NewVisitor, width: int
) -> None:
    """On a wide page that is the map; on a phone it is the totals, and the map comes once below."""
    key = server.begun(BEGUN | {"incentives": proposed().document()})
    page = new_visitor(width=width, touch=width < 800)
    visitor.open_page(page, server, "/incentives", lang="en", r=key)
    visitor.press(page, "try_out")
    expect(page.locator(".st-key-trying_text")).to_contain_text(say("en", "map_page.trying_how"))
    expect(page.locator(".st-key-trying_text")).to_be_focused()
    choose(page, "map_role", "The warehouse manager")
    choose_ease(page, "No")
    expect(page.locator(".st-key-trying")).to_contain_text("−23 → +28")
    if width < 800:
        expect(page.locator(".st-key-tried_strip")).to_contain_text("−23 → +28")
        expect(page.locator(".st-key-tried_strip")).to_be_in_viewport(ratio=1)
        expect(page.locator(".st-key-tried_map [data-testid=stVegaLiteChart]").filter(visible=True)).to_have_count(1)
    else:
        see_the_map(page)
    assert visitor.beyond_the_edge(page) == []
    visitor.press(page, "drop_draft")
    expect(page.locator(".st-key-map_read")).to_be_focused()


def choose_ease(page: Page, word: str) -> None:
    """Say how easily the warehouse manager's measure can be met without helping the customer."""
    fold = page.locator(".st-key-map_warehouse_returns_effects summary")
    fold.wait_for()
    visitor.settled(page)
    visitor.unfold(fold)
    choose(page, "map_warehouse_returns_ease", word)


def see_the_map(page: Page) -> None:
    """The map is in sight together with the choice that has just changed it."""
    chart = page.locator(".st-key-tried_map [data-testid=stVegaLiteChart]").filter(visible=True)
    expect(chart).to_be_in_viewport()
    expect(page.locator(".st-key-map_warehouse_returns_ease")).to_be_in_viewport()
    assert chart.evaluate("chart => chart.offsetHeight") < 640


@pytest.mark.soak
def test_a_change_tried_out_is_shown_beside_today_and_stored_when_it_is_kept(
    server: Server, new_visitor: NewVisitor
) -> None:
    key = server.begun(BEGUN | {"incentives": proposed().document()})
    page = new_visitor()
    visitor.open_page(page, server, "/incentives", lang="en", r=key)
    visitor.press(page, "try_out")
    page.locator(".st-key-trying").wait_for()
    choose(page, "map_role", "The warehouse manager")
    choose_ease(page, "No")
    expect(page.locator(".st-key-trying")).to_contain_text("−23 → +28")
    see_the_map(page)
    assert stored_map(server, key) == proposed()
    visitor.press(page, "drop_draft")
    expect(page.locator(".st-key-trying")).to_have_count(0)
    open_part(page, say("en", "map_page.numbers"))
    expect(number(page, "warehouse")).to_have_text("−23")

    visitor.press(page, "try_out")
    page.locator(".st-key-trying").wait_for()
    choose(page, "map_role", "The warehouse manager")
    choose_ease(page, "No")
    expect(page.locator(".st-key-trying")).to_contain_text("−23 → +28")
    visitor.press(page, "keep_draft")
    expect(page.locator(".st-key-trying")).to_have_count(0)
    expect(page.locator(".st-key-kept_trial")).to_contain_text("the warehouse manager from −23 to +28")
    expect(page.locator(".st-key-kept_trial")).to_be_in_viewport(ratio=1)
    expect(page.locator(".st-key-map_read")).to_be_focused()
    expect(visitor.control(page, "undo")).to_be_in_viewport(ratio=1)
    warehouse = stored_map(server, key).role("warehouse")
    assert warehouse is not None
    assert warehouse.measures[0].shortcut is not None
    assert warehouse.measures[0].shortcut.ease == 0


@pytest.mark.soak
def test_what_is_said_of_a_new_measure_of_a_planned_change_is_there_on_another_day(
    server: Server, new_visitor: NewVisitor
) -> None:
    """The card fell back to the number without it, and said again that nobody has said anything."""
    found = AddElement(Element(id="own", en="Advice", weight=1), proposed()).on(proposed())
    measures = [(role.id, measure) for role in found.roles for measure in role.measures_by_key]
    said = [SetEffect(role, measure, "own", way, -1) for role, measure in measures for way in get_args(Way)[1:]]
    key = server.begun(BEGUN | {"incentives": with_changes(found, said).map.document()})
    page = new_visitor(width=390, touch=True)
    visitor.open_page(page, server, "/incentives", lang="en", r=key)
    page.locator('[class*="st-key-try_proposed_"] button').first.click()
    visitor.control(page, "plan_tried").wait_for()
    visitor.settled(page)  # Until then the fold that is to open would be another one.
    page.locator('[class*="st-key-say_new_"] button').click()
    visitor.settled(page)
    own = page.locator('[class*="st-key-map_"][class*="_own"] [role=radiogroup] label').filter(visible=True)
    own.last.click()
    expect(page.locator('[class*="st-key-say_new_"]')).to_have_count(0)
    visitor.press(page, "plan_tried")
    expect(visitor.control(page, "undo")).to_be_visible()
    was, becomes = re.findall(r"[−+]?\d+", page.locator(".st-key-tried_strip").inner_text())[-2:]

    later = new_visitor()
    visitor.open_page(later, server, "/incentives", lang="en", r=key)
    card = later.locator(".st-key-map_change")
    expect(card).to_contain_text(re.compile(rf"{re.escape(was)}\s*→\s*{re.escape(becomes)}"))


@pytest.mark.soak
def test_a_map_is_compared_with_the_one_a_colleague_has_made(
    server: Server, new_visitor: NewVisitor, tmp_path: Path
) -> None:
    sales = proposed().role("sales")
    assert sales is not None
    theirs = proposed().with_role(
        sales.model_copy(update={"measures": (sales.measures[0].with_effect("promises", 1),)})
    )
    answers = tmp_path / "answers.json"
    file = {"format": "drivkraft.answers/1", "form": "quick", "ratings": {}, "experience": {"weights": WEIGHTS}}
    answers.write_text(json.dumps(file | {"incentives": theirs.document()}), encoding="utf-8")

    key = server.begun(BEGUN | {"incentives": proposed().document()})
    before = server.choices(key)
    page = new_visitor(width=390)
    visitor.open_page(page, server, "/incentives", lang="en", r=key)
    open_part(page, say("en", "map_page.compare"))
    chosen = page.locator('.st-key-open_other_map input[type="file"]')
    chosen.set_input_files(answers)
    comparison = page.locator(".st-key-compare")
    expect(comparison).to_contain_text("The head of sales, on “Promises are kept”: −100 here, +50 in the other map.")
    expect(comparison).to_contain_text("Places where you differ by 100 or more: 1.")
    visitor.press(page, "close_other_map")
    expect(comparison).not_to_contain_text("Places where you differ")

    document = json.loads(answers.read_bytes())
    document["incentives"]["roles"] *= 30
    for place, role in enumerate(document["incentives"]["roles"]):
        role["id"] = f"role {place}"
    crowd = tmp_path / "crowd.json"
    crowd.write_text(json.dumps(document), encoding="utf-8")
    del document["incentives"]
    without = tmp_path / "without.json"
    without.write_text(json.dumps(document), encoding="utf-8")
    open_part(page, say("en", "map_page.compare"))
    chosen.set_input_files(without)
    expect(comparison).to_contain_text(say("en", "no_map.title"))
    chosen.set_input_files(crowd)
    expect(comparison).to_contain_text(re.compile(r"crowd\.json.*incentives\.roles.*210.*40", re.DOTALL))
    assert server.choices(key) == before


@pytest.mark.soak
@pytest.mark.parametrize("width", [320, 1280])
def test_forty_roles_on_eight_elements_stay_within_the_page(
    server: Server, new_visitor: NewVisitor, width: int
) -> None:
    whole = IncentiveMap.from_library(visitor.bank().incentives).document()
    elements = [
        {"id": f"e{place}", "weight": 1, "en": f"A part of the experience, number {place}"} for place in range(8)
    ]
    roles = [
        {
            **whole["roles"][place % len(whole["roles"])],
            "id": f"role{place}",
            "en": f"Head of department number {place}",
            "metrics": [{"id": "m", "share": 1, "effects": {f"e{place % 8}": place % 5 - 2}}],
        }
        for place in range(40)
    ]
    key = server.begun(BEGUN | {"incentives": {"elements": elements, "roles": roles}})
    page = new_visitor(width=width)
    visitor.open_page(page, server, "/incentives", lang="en", r=key)
    page.locator('[data-testid="stVegaLiteChart"]').filter(visible=True).first.wait_for()
    visitor.settled(page)
    assert visitor.beyond_the_edge(page) == []
    open_part(page, say("en", "map_page.numbers"))
    expect(page.locator(".st-key-pull_table tbody tr").nth(39 * 9)).to_be_visible()


@pytest.mark.soak
def test_what_is_tried_out_stays_in_sight_while_measures_are_chosen(server: Server, new_visitor: NewVisitor) -> None:
    """The box with the change was screens above the controls."""
    key = server.begun(BEGUN | {"incentives": proposed().document()})
    page = new_visitor()
    visitor.open_page(page, server, "/incentives", lang="en", r=key)
    visitor.press(page, "try_out")
    bar = page.locator(".st-key-trying_bar")
    expect(bar).to_contain_text("All roles together")
    choose(page, "map_role", "The head of sales")
    visitor.unfold(page.locator(".st-key-map_sales_more_chips summary"))
    page.locator(".st-key-own_measure input").fill("Kept promises")
    page.locator(".st-key-add_own_measure button").press("Enter")
    expect(bar).to_contain_text("−20 → −10")
    expect(bar).to_be_in_viewport()
    expect(page.locator(".st-key-trying")).to_contain_text("“Kept promises” (the head of sales) does nothing yet")
    expect(page.locator(".st-key-map_role_card")).to_contain_text(say("en", "map_page.weight_alone"))


@pytest.mark.soak
def test_by_keyboard_one_goes_on_where_a_suggestion_is_kept_and_where_a_measure_is_added(
    server: Server, new_visitor: NewVisitor
) -> None:
    """The focus was lost with the button that had it, and Enter in the field did nothing."""
    key = server.begun(BEGUN | {"incentives": IncentiveMap.proposed(visitor.bank().incentives, WEIGHTS).document()})
    page = new_visitor()
    visitor.open_page(page, server, "/incentives", lang="en", r=key)
    chip = page.locator(".st-key-map_ceo_profit_chosen input")
    chip.press("Space")
    expect(page.locator(".st-key-map_ceo_profit_measure")).to_have_count(0)
    expect(chip).to_be_focused()
    visitor.unfold(page.locator(".st-key-map_ceo_more_chips summary"))
    page.locator(".st-key-own_measure input").press_sequentially("Kept promises")
    page.locator(".st-key-own_measure input").press("Enter")
    own = page.locator('[class*="_measure"]').filter(has_text="Kept promises").last
    expect(own).to_be_focused()
    ceo = stored_map(server, key).role("ceo")
    assert ceo is not None
    assert [measure.label("en") for measure in ceo.confirmed().measures] == ["Kept promises"]
    page.locator(".st-key-map_ceo_keep button").press("Enter")
    expect(page.locator(".st-key-map_role_top")).to_contain_text("Role 2 of 7")
    expect(page.locator(".st-key-map_role_top")).to_be_focused()
    ceo = stored_map(server, key).role("ceo")
    assert ceo is not None
    assert [measure.label("en") for measure in ceo.confirmed().measures] == ["Short-term growth", "Kept promises"]


@pytest.mark.soak
def test_no_room_is_left_above_the_map_on_a_laptop_and_its_key_is_whole(
    server: Server, new_visitor: NewVisitor
) -> None:
    """Eighty pixels between the key and the names of the columns were empty."""
    key = server.begun(BEGUN | {"incentives": proposed().document()})
    page = new_visitor(width=1280)
    visitor.open_page(page, server, "/incentives", lang="en", r=key)
    chart = page.locator(".st-key-map_picture [data-testid=stVegaLiteChart]")
    chart.locator("canvas, svg").first.wait_for(state="attached")
    cut = "chart => chart.offsetHeight - chart.closest('.st-key-map_picture').offsetHeight"
    assert 40 < chart.evaluate(cut) < 100
    page.set_viewport_size({"width": 390, "height": 844})
    expect(chart).to_have_css("margin-top", "0px")
    assert chart.evaluate(cut) == 0


@pytest.mark.soak
@pytest.mark.parametrize("width", [390, 1280])
def test_after_a_role_is_removed_the_page_goes_on_at_the_list_of_roles(
    server: Server, new_visitor: NewVisitor, width: int
) -> None:
    """What was below the role moved up, and one was somewhere in the middle of it, with the focus nowhere."""
    key = server.begun(BEGUN | {"incentives": proposed().document()})
    page = new_visitor(width=width, touch=width < 800)
    visitor.open_page(page, server, "/incentives", lang="sv", r=key)
    choose(page, "map_role", "Vd")
    page.locator(".st-key-map_ceo_more summary").wait_for()
    visitor.settled(page)
    visitor.unfold(page.locator(".st-key-map_ceo_more summary"))
    visitor.press(page, "remove_role_ceo")
    roles = page.locator(".st-key-map_role")
    expect(roles).not_to_contain_text("Vd")
    expect(roles).to_be_focused()
    page.locator('[data-testid="stVegaLiteChart"] :is(canvas, svg)').first.wait_for(state="attached")
    visitor.settled(page)
    page.wait_for_timeout(1000)  # What is drawn above has its height.
    expect(roles).to_be_in_viewport(ratio=1)
    expect(visitor.control(page, "undo")).to_be_in_viewport(ratio=1)


@pytest.mark.soak
def test_what_is_unfolded_stays_so_when_a_measure_gets_a_second_way(server: Server, new_visitor: NewVisitor) -> None:
    """The open fold became two closed ones in its place."""
    key = server.begun(BEGUN | {"incentives": proposed().document()})
    page = new_visitor()
    visitor.open_page(page, server, "/incentives", lang="en", r=key)
    choose(page, "map_role", "The CEO")
    fold = page.locator(".st-key-map_ceo_growth_effects")
    fold.wait_for()
    visitor.settled(page)
    visitor.unfold(fold.locator("summary"))
    choose(page, "map_ceo_growth_ease", "Partly")
    expect(fold.locator("details[open]")).to_have_count(1)
    visitor.unfold(page.locator(".st-key-map_ceo_growth_shortcut summary"))
    page.locator(".st-key-map_ceo_growth_shortcut_promises label:has(input)").nth(2).click()
    expect(fold).not_to_contain_text(say("en", "map_page.ways_alike"))
    expect(fold.locator("details[open]")).to_have_count(1)


# Of each button of the bar: whether it is 44 px high, shows its words whole, and has nothing on top of it.
PRESSABLE = """bar => [...bar.querySelectorAll("button")].map(button => {
  const box = button.getBoundingClientRect(), words = button.querySelector("p")
  const range = document.createRange()
  range.selectNodeContents(words)
  const text = range.getBoundingClientRect()
  const inside = text.left >= box.left && text.right <= box.right && text.top >= box.top && text.bottom <= box.bottom
  const corners = [[text.left, text.top], [text.right, text.top], [text.left, text.bottom], [text.right, text.bottom]]
  const uncovered = corners.every(([x, y]) => button.contains(document.elementFromPoint(x, y)))
  return box.height >= 44 && inside && uncovered && text.width > 20
})"""


@pytest.mark.soak
@pytest.mark.parametrize(("language", "width"), sample(("sv", 320), rest=[("en", 390)]))
def test_the_bar_that_leads_from_role_to_role_fits_a_phone(
    server: Server, new_visitor: NewVisitor, language: Language, width: int
) -> None:
    key = server.begun(BEGUN | {"incentives": IncentiveMap.proposed(visitor.bank().incentives, WEIGHTS).document()})
    page = new_visitor(width=width, touch=True)
    visitor.open_page(page, server, "/incentives", lang=language, r=key)
    for control in ("map_next", "previous_role"):
        expect(visitor.control(page, control)).to_be_in_viewport(ratio=1)
    onward, back = (visitor.control(page, control).bounding_box() for control in ("map_next", "previous_role"))
    assert onward
    assert back
    assert abs(onward["y"] - back["y"]) < 2, "side by side"
    for wide in (width, 320, 390):
        page.set_viewport_size({"width": wide, "height": 800})
        assert page.locator(".st-key-next_bar").evaluate(PRESSABLE) == [True, True, True], wide
    assert visitor.beyond_the_edge(page) == []
    visitor.press(page, "map_next")
    top = page.locator(".st-key-map_role_top")
    expect(top).to_contain_text(say(language, "map_page.place", place=2, count=7))
    expect(top).to_be_focused()
    assert stored_map(server, key).confirmed().roles == ()


def test_the_bar_at_the_foot_covers_nothing_that_has_the_focus(server: Server, new_visitor: NewVisitor) -> None:
    key = server.begun(BEGUN | {"incentives": proposed().document()})
    page = new_visitor()
    visitor.open_page(page, server, "/incentives", lang="en", r=key)
    visitor.control(page, "on_with_map").wait_for()
    assert page.locator('[data-testid="stBottom"]').evaluate("bar => bar.offsetHeight") <= 72
    visitor.tab_to(page, key="try_out")
    for _ in range(30):
        page.keyboard.press("Tab")
        covered = page.evaluate("""() => {
          const bar = document.querySelector('[data-testid="stBottom"]').getBoundingClientRect()
          const here = document.activeElement, end = here.getBoundingClientRect().bottom
          return here.tagName !== "MAIN" && !here.closest('[data-testid="stBottom"]') && end > bar.top
        }""")
        assert not covered, visitor.focused(page)


@pytest.mark.soak
@pytest.mark.parametrize(("width", "organisation"), sample((390, "public"), rest=[(390, "company"), (1280, "public")]))
def test_the_example_of_a_map_is_said_on_a_phone_and_drawn_on_a_laptop(
    server: Server, new_visitor: NewVisitor, width: int, organisation: str
) -> None:
    """On a phone it was a pale grid with vertical names of some ten pixels."""
    page = new_visitor(width=width, language="sv")
    key = server.begun({**BEGUN, "language": "sv", "organisation": organisation})
    visitor.open_page(page, server, "/incentives", lang="sv", r=key)
    drawn, said = (
        page.locator('.st-key-map_sample [data-testid="stVegaLiteChart"]'),
        page.locator(".st-key-map_sample li"),
    )
    expect(said.first).to_be_attached()
    if width == 390:
        expect(said.first).to_be_visible()
        expect(drawn).to_be_hidden()
        assert said.first.evaluate("line => Number.parseFloat(getComputedStyle(line).fontSize)") >= 14
        # As wide as a laptop's, it is drawn after all.
        page.set_viewport_size({"width": 1280, "height": 800})
    expect(drawn.locator("canvas, svg").first).to_be_visible()
    expect(said.first).to_be_hidden()
    box = drawn.bounding_box()
    assert box is not None
    assert box["width"] > 600


@pytest.mark.parametrize(("width", "language"), sample((320, "en"), rest=[(390, "sv")]))
def test_on_a_phone_the_five_steps_stand_in_one_row_with_whole_words(
    server: Server, new_visitor: NewVisitor, width: int, language: Language
) -> None:
    """The last of them wrapped, so that the scale could not be seen as one."""
    page = new_visitor(width=width, language=language, touch=True)
    key = server.begun({**BEGUN, "incentives": IncentiveMap.proposed(visitor.bank().incentives, WEIGHTS).document()})
    visitor.open_page(page, server, "/incentives", lang=language, r=key)
    folds = page.locator(":is(.st-key-map_ceo_growth_effects, .st-key-map_ceo_more) summary")
    for fold in folds.all():
        visitor.unfold(fold)
    for row in ("map_ceo_growth_effects_promises", "map_ceo_growth_strength"):
        group = page.locator(f'.st-key-{row} [data-testid="stRadioGroup"]')
        options = group.locator('[data-testid="stRadioOption"]')
        expect(options).to_have_count(5)  # what is unfolded comes with the next run
        tops = options.evaluate_all("all => all.map(one => one.getBoundingClientRect().y)")
        assert max(tops) - min(tops) < 1, row
        assert options.evaluate_all("all => all.every(one => one.scrollWidth <= one.clientWidth + 1)"), row
    chosen = page.locator('.st-key-map_ceo_growth_effects_promises [data-testid="stRadioOption"][data-selected] em')
    chosen.scroll_into_view_if_needed()
    expect(chosen).to_be_in_viewport(ratio=1)
    assert visitor.beyond_the_edge(page) == []
