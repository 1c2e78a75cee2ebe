"""The questionnaire turns its own pages, keeps taps until they are saved, and shows what is still open."""

from __future__ import annotations

import re
from typing import Final, cast

import pytest
from playwright.sync_api import Page, expect

from assessment.instrument import Language
from assessment.words import say
from tests.amounts import sample
from tests.browser import visitor
from tests.browser.conftest import NewVisitor, Recorder
from tests.browser.line import Line
from tests.browser.server import Server
from tests.browser.visitor import FACTORS

RATINGS: Final = visitor.some_ratings()
FIRST, SECOND = (visitor.of_factor(RATINGS, factor) for factor in FACTORS[:2])
# Whether any of the two behaviours is cut off.
_CUT: Final = (
    "head => [...head.querySelectorAll('.column, .behaviour')].some(box => box.scrollHeight > box.clientHeight)"
)
# Whether a row has the focus, and whether head, notice and that row are in sight in this order.
_PARTS: Final = """name => {
  const root = [...document.querySelectorAll(".st-key-questionnaire *")].find(each => each.shadowRoot)?.shadowRoot
  const edges = (part, ...sides) => sides.map(side => part?.getBoundingClientRect()[side])
  const row = root?.activeElement?.name === name && root.activeElement.closest(".card")
"""
IS_FOCUSED: Final = _PARTS + "return Boolean(row) }"
IS_IN_ORDER: Final = (
    _PARTS
    + """
  const notice = root.querySelector(".quietly")
  const head = edges(root.querySelector(".head"), "bottom")
  const places = [...head, ...edges(notice, "top", "bottom"), ...edges(row, "top")]
  return places.every((place, index) => !index || place >= places[index - 1]) && places.at(-1) < innerHeight / 2
}"""
)
FULL: Final = {**visitor.stored(visitor.some_ratings("full")), "form": "full"}


def waiting_in_storage(page: Page) -> list[str]:
    """What the browser's storage holds of taps that are not acknowledged."""
    return cast(
        "list[str]",
        page.evaluate("Object.entries(localStorage).filter(([key]) => key.startsWith('drivkraft')).map(String)"),
    )


def open_questions(page: Page, server: Server, key: str, language: Language = "en", **query: str) -> None:
    visitor.open_page(page, server, "/questions", lang=language, r=key, **query)
    visitor.wait_for_questionnaire(page)


# Turning pages --------------------------------------------------------------------------------------------------------


def test_turning_pages_runs_nothing_on_the_server_and_changes_the_address(
    server: Server, new_visitor: NewVisitor
) -> None:
    page = new_visitor()
    messages = visitor.heard(page)
    open_questions(page, server, server.begun(visitor.stored(RATINGS)), at=FACTORS[0])
    page.wait_for_timeout(500)
    before = len(visitor.pages_run(messages))
    for factor in FACTORS[1:]:
        visitor.turn(page, "next", visitor.first_control(RATINGS, factor))
        expect(page).to_have_url(re.compile(rf"[?&]at={factor}\b"))
        expect(page.locator("h1")).to_have_text(visitor.name_of(factor, "en"))
    visitor.turn(page, "back", visitor.first_control(RATINGS, FACTORS[2]))
    expect(page).to_have_url(re.compile(rf"[?&]at={FACTORS[2]}\b"))
    page.go_back()
    visitor.wait_for_row(page, visitor.first_control(RATINGS, FACTORS[3]))
    page.go_forward()
    visitor.wait_for_row(page, visitor.first_control(RATINGS, FACTORS[2]))
    page.wait_for_timeout(500)
    assert len(visitor.pages_run(messages)) == before


@pytest.mark.parametrize("width", sample(390, rest=[1280]))
def test_going_on_begins_at_the_first_open_statement_with_the_notices_above_it_and_nowhere_else(
    server: Server, new_visitor: NewVisitor, width: int
) -> None:
    """It began at the top of a page that was nearly answered, and every page repeated the notices."""
    page, notices = new_visitor(width=width, touch=width < 800), page_notices(say("en", "questions.by_link"))
    some = FIRST | dict(list(SECOND.items())[:5])  # the wanted behaviour in the third row is open
    key = server.begun(visitor.stored(some))
    visitor.open_page(page, server, "/", lang="en", r=key)
    visitor.press(page, "continue")
    first_open = list(SECOND)[5]
    page.wait_for_function(IS_FOCUSED, arg=first_open)
    shown = page.locator(notices)
    expect(shown).to_have_count(1)
    page.wait_for_function(IS_IN_ORDER, arg=first_open)
    visitor.turn(page, "next", visitor.first_control(RATINGS, FACTORS[2]))
    expect(shown).to_have_count(0)
    visitor.turn(page, "back", next(iter(SECOND)))
    expect(shown).to_have_count(1)


def page_notices(text: str) -> str:
    """The selector of a notice of the questionnaire."""
    return f'.quietly:text-is("{text}")'


def test_a_page_that_the_address_names_begins_at_its_top(server: Server, new_visitor: NewVisitor) -> None:
    page = new_visitor(width=390, touch=True)
    key = server.begun(visitor.stored(FIRST | dict(list(SECOND.items())[:5])))
    open_questions(page, server, key, at=FACTORS[1])
    visitor.wait_for_row(page, next(iter(SECOND)))
    page.wait_for_timeout(700)
    assert page.get_by_test_id("stMain").evaluate("main => main.scrollTop") == 0
    assert visitor.focused(page)["name"] == ""


def test_the_back_button_of_the_browser_leads_out_of_the_questions_and_in_again(
    server: Server, new_visitor: NewVisitor
) -> None:
    """Going back once more while the first step was still run led to the plan, but no way forward was left."""
    page = new_visitor()
    visitor.open_page(page, server, "/plan", lang="en", r=server.begun(visitor.stored(RATINGS)))
    visitor.follow(page, "/questions")
    visitor.wait_for_questionnaire(page)
    at = page.url
    visitor.turn(page, "back", visitor.first_control(RATINGS, FACTORS[3]))
    expect(page).to_have_url(re.compile(rf"[?&]at={FACTORS[3]}\b"))
    page.go_back()
    expect(page).to_have_url(at)
    visitor.wait_for_row(page, "importance.ability")
    page.go_back()
    expect(page).to_have_url(re.compile(r"/plan\?"))
    visitor.control(page, "add_line").wait_for()
    page.go_forward()
    visitor.wait_for_row(page, "importance.ability")
    page.go_forward()
    visitor.wait_for_row(page, visitor.first_control(RATINGS, FACTORS[3]))


def test_the_link_in_the_bar_leads_to_an_open_question_and_without_one_to_the_behaviours(
    server: Server, new_visitor: NewVisitor
) -> None:
    page = new_visitor()
    once = {**{f"importance.{factor}": 4 for factor in FACTORS}, "context.TRU01": 3}
    for answered, at in (({}, "importance"), (once, "behaviour")):
        key = server.begun({**visitor.stored(RATINGS), **answered})
        visitor.open_page(page, server, "/plan", lang="en", r=key)
        visitor.follow(page, "/questions")
        visitor.wait_for_questionnaire(page)
        expect(page).to_have_url(re.compile(rf"[?&]at={at}\b"))


@pytest.mark.soak
def test_without_a_page_in_the_address_the_first_one_with_an_open_choice_is_shown(
    server: Server, new_visitor: NewVisitor
) -> None:
    page = new_visitor()
    for answered, first in (
        ({}, "ABI01.current"),
        (FIRST, next(iter(SECOND))),
        (RATINGS, "importance.ability"),
        (RATINGS | {f"importance.{factor}": "4" for factor in FACTORS}, "importance.ability"),
        (RATINGS | {f"importance.{factor}": "4" for factor in FACTORS} | {"context.TRU01": "3"}, "importance.ability"),
    ):
        rated_once = {
            name: int(value) for name, value in answered.items() if name.startswith(("importance.", "context."))
        }
        ratings = {name: value for name, value in answered.items() if name not in rated_once}
        open_questions(page, server, server.begun({**visitor.stored(ratings), **rated_once}))
        visitor.wait_for_row(page, first)
        expect(page).to_have_url(re.compile(r"[?&]at=\w+"))


def test_a_change_of_language_keeps_the_open_page(server: Server, new_visitor: NewVisitor) -> None:
    page = new_visitor()
    open_questions(page, server, server.begun(visitor.stored(FIRST)), at="ability")
    visitor.turn(page, "next", next(iter(SECOND)))
    page.locator(".st-key-language label").filter(has_text="SV").click()
    expect(page.locator("h1")).to_have_text(visitor.name_of("conditions", "sv"))
    expect(page).to_have_url(re.compile(r"(?=.*lang=sv)(?=.*at=conditions)"))
    visitor.rate_all(page, dict([next(iter(SECOND.items()))]))
    page.reload()
    visitor.wait_for_row(page, next(iter(SECOND)))


@pytest.mark.soak
@pytest.mark.parametrize("width", sample(390, rest=[1280]))
def test_the_head_shows_both_behaviours_in_full_when_they_are_long_only_when_asked_to(
    server: Server, new_visitor: NewVisitor, width: int
) -> None:
    short, page = "Vi ringer inte tillbaka till kunden när ett jobb blir försenat.", new_visitor(width=width)
    button, long = visitor.control(page, "whole_behaviours"), short + " Vi väntar tills kunden hör av sig." * 3
    choices = visitor.stored(FIRST, behaviours__current=short, behaviours__new=short)
    open_questions(page, server, server.begun(choices), at="ability")
    head = page.locator(".columns")
    expect(head).to_contain_text(short)
    expect(button).to_be_hidden()
    assert not head.evaluate(_CUT)
    open_questions(page, server, server.begun({**choices, "behaviours.current": long}), at="ability")
    expect(button).to_have_text(say("en", "questionnaire.whole"))
    assert head.evaluate(_CUT)
    visitor.tab_to(page, key="whole_behaviours")
    page.keyboard.press("Enter")
    expect(button).to_have_text(say("en", "questionnaire.shorter"))
    assert not head.evaluate(_CUT)
    visitor.radio(page, "ABI07.new", "1").focus()
    for _ in range(6):
        page.keyboard.press("Shift+Tab")
        covers, covered = page.locator(".head").bounding_box(), page.locator(".radio:focus").bounding_box()
        assert covers
        assert covered
        assert covers["y"] + covers["height"] <= covered["y"], "the head covers what has the focus"
    visitor.press(page, "whole_behaviours")
    assert head.evaluate(_CUT)


def test_the_second_click_of_a_double_click_chooses_nothing_on_the_next_page(
    server: Server, new_visitor: NewVisitor
) -> None:
    key = server.begun({"form": "quick"})
    page = new_visitor(width=390)
    open_questions(page, server, key, at=FACTORS[0])
    visitor.control(page, "next").dblclick()
    visitor.wait_for_row(page, next(iter(SECOND)))
    page.wait_for_timeout(1000)
    assert visitor.shown(page) == {}
    assert server.ratings(key) == {}
    visitor.rate_all(page, SECOND)
    assert server.ratings(key) == SECOND


@pytest.mark.parametrize("touch", sample(True, rest=[False]))
def test_a_second_press_at_the_same_place_turns_one_page_and_asks_for_nothing(
    server: Server, new_visitor: NewVisitor, touch: bool
) -> None:
    page = new_visitor(width=390, touch=touch)
    open_questions(page, server, server.begun(visitor.stored(RATINGS)), at=FACTORS[-1])
    onward = visitor.control(page, "next")
    onward.scroll_into_view_if_needed()
    box = onward.bounding_box()
    assert box is not None
    at = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    for _ in range(2):
        if touch:
            page.touchscreen.tap(*at)
        else:
            page.mouse.click(*at)
    visitor.wait_for_row(page, "importance.ability")
    page.wait_for_timeout(1000)
    expect(page).to_have_url(re.compile(r"/questions\b.*at=importance"))
    assert [name for name in visitor.shown(page) if name.startswith("importance")] == []


@pytest.mark.parametrize("touch", sample(True, rest=[False]))
def test_a_press_on_what_a_turned_page_has_brought_counts_however_soon(
    server: Server, new_visitor: NewVisitor, touch: bool
) -> None:
    page = new_visitor(width=390, touch=touch)
    open_questions(page, server, server.begun(visitor.stored(RATINGS)), at=FACTORS[-2])
    for key in ("next", "next", "finish"):
        control = visitor.control(page, key)
        if touch:
            control.tap()
        else:
            control.click()
    visitor.wait_for_results(page)


# The head -------------------------------------------------------------------------------------------------------------


def test_one_bar_counts_all_choices_of_the_form_and_nothing_is_shown_as_saved_before_it_is(
    server: Server, new_visitor: NewVisitor
) -> None:
    page = new_visitor()
    open_questions(page, server, server.begun({"form": "quick"}), at=FACTORS[0])
    count, state = page.locator(".count"), page.locator("[data-save-state]")
    expect(count).to_have_text("0 of 41 answers")
    expect(state).to_have_attribute("data-save-state", "saved")
    expect(state).to_have_text("")
    at_once = "cell => (cell.click(), cell.getRootNode().querySelector('[data-save-state]').dataset.saveState)"
    assert visitor.radio(page, "ABI01.current", "4").evaluate(at_once) == "saving"
    visitor.wait_until_saved(page)
    expect(count).to_have_text("1 of 41 answers")
    expect(state).to_have_text(say("en", "questionnaire.saved"))
    open_questions(page, server, server.begun(FULL))
    expect(count).to_have_text("96 of 109 answers")


@pytest.mark.soak
def test_the_one_statement_on_trust_has_its_own_scale_beside_importance(
    server: Server, new_visitor: NewVisitor
) -> None:
    key = server.begun(visitor.stored(RATINGS))
    page = new_visitor(width=390)
    open_questions(page, server, key, at="importance")
    labels = {control: visitor.bank().scale.labels if "TRU" in control else visitor.bank().importance.labels
              for control in ("importance.ability", "context.TRU01")}  # fmt: skip
    for control, points in labels.items():
        expect(visitor.radio(page, control, "2")).to_have_attribute("aria-label", re.compile(rf"2 · {points[1].en}$"))
    expect(visitor.radio(page, "context.TRU01", "dont_know")).to_be_visible()
    expect(page.locator('input[name="importance.ability"][value="dont_know"]')).to_have_count(0)
    visitor.radio(page, "context.TRU01", "3").focus()
    page.keyboard.press("2")
    visitor.wait_until_saved(page)
    expect(page.locator(".chosen").last).to_have_text(labels["context.TRU01"][1].en)
    for end in page.locator(".ends").last.locator("span").all():
        expect(end, "what the ends mean can still be read").to_be_in_viewport()
    visitor.press(page, "finish")
    visitor.wait_for_results(page)
    with server.store() as store:
        stored = store.load(key)
    assert stored is not None
    assert stored.choices["context.TRU01"] == 2


# What matters most ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", sample(390, rest=[1280]))
def test_up_to_five_facets_are_picked_in_the_full_form(server: Server, new_visitor: NewVisitor, width: int) -> None:
    key = server.begun({"form": "full"})
    page = new_visitor(width=width)
    open_questions(page, server, key, at="importance")
    picks = page.locator('input[type="checkbox"][name="importance"]')
    for number in range(5):
        picks.nth(number * 3).check()
    expect(picks.nth(1)).to_be_disabled()
    visitor.wait_until_saved(page)
    picked = {path: value for path, value in server.choices(key).items() if path.startswith("importance.")}
    assert list(picked.values()) == [5] * 5
    assert set(picked) == {f"importance.{picks.nth(number * 3).get_attribute('value')}" for number in range(5)}
    picks.nth(0).uncheck()
    expect(picks.nth(1)).to_be_enabled()
    visitor.wait_until_saved(page)
    gone = f"importance.{picks.nth(0).get_attribute('value')}"
    assert {path for path in server.choices(key) if path.startswith("importance.")} == set(picked) - {gone}
    page.reload()
    visitor.wait_for_questionnaire(page)
    expect(page.locator('input[name="importance"]:checked')).to_have_count(4)


# Open ratings ---------------------------------------------------------------------------------------------------------


def test_open_ratings_are_outlined_and_the_result_is_where_the_last_one_closes(
    server: Server, new_visitor: NewVisitor
) -> None:
    missing = {"ABI03.new": "2", next(iter(SECOND)): "4", list(SECOND)[3]: "5"}
    key = server.begun(visitor.stored({name: value for name, value in RATINGS.items() if name not in missing}))
    page = new_visitor(language="sv")
    open_questions(page, server, key, "sv", at="importance")
    visitor.press(page, "finish")
    expect(page.locator('[data-control="open_cells"]')).to_contain_text(
        say("sv", "questionnaire.open_title", count=len(missing))
    )
    expect(visitor.control(page, "finish")).to_be_hidden()
    visitor.press(page, "to_first_open_cell")
    visitor.wait_for_row(page, "ABI03.new")
    assert visitor.focused(page)["name"] == "ABI03.new"
    outlined = page.locator(".open")
    expect(outlined).to_have_count(1)
    visitor.rate(page, "ABI03.new", "2")
    expect(outlined).to_have_count(0)
    visitor.press(page, "to_next_open_cell")
    visitor.wait_for_row(page, next(iter(SECOND)))
    expect(outlined).to_have_count(2)
    frames = [box for row in outlined.all() if (box := row.locator(".cells").bounding_box())]
    assert (
        frames[0]["y"] + frames[0]["height"] + 8 < frames[1]["y"]
        or frames[0]["x"] + frames[0]["width"] + 8 < frames[1]["x"]
    )
    for name in list(missing)[1:]:
        expect(page.locator('[data-control="finish_now"]')).to_have_count(0)
        visitor.rate(page, name, missing[name])
    expect(page.locator("button.main")).to_have_count(1)
    expect(visitor.control(page, "next")).to_have_count(0)
    expect(visitor.control(page, "finish")).to_have_text(say("sv", "questionnaire.finish"))
    visitor.press(page, "finish_now")
    visitor.wait_for_results(page)
    assert visitor.missing_from(missing, server.ratings(key)) == {}


@pytest.mark.soak
def test_whoever_goes_on_from_a_result_is_led_back_to_it_by_the_last_open_rating(
    server: Server, new_visitor: NewVisitor
) -> None:
    """The button still said Next, although nothing was open any more."""
    *_, last = FIRST
    key = server.begun(visitor.stored({name: value for name, value in RATINGS.items() if name != last}))
    with server.store() as store:
        store.finish(key)
    page = new_visitor(width=390, language="sv", touch=True)
    visitor.open_page(page, server, "/results", lang="sv", r=key)
    visitor.press(page, "continue")
    visitor.wait_for_row(page, last)
    expect(page.locator(".open")).to_have_count(1)
    expect(visitor.control(page, "next")).to_have_count(1)
    visitor.rate(page, last, "4", touch=True)
    expect(page.locator("button.main")).to_have_count(1)
    expect(page.locator("button.main")).to_have_text(say("sv", "questionnaire.finish"))
    visitor.press(page, "finish")
    visitor.wait_for_results(page)
    assert server.ratings(key)[last] == "4"


# Taps that wait -------------------------------------------------------------------------------------------------------


def test_a_tap_without_a_line_survives_the_closed_tab_and_is_removed_once_saved(
    server: Server, new_visitor: NewVisitor, recorder: Recorder
) -> None:
    key = server.begun({"form": "quick"})
    page = new_visitor()
    context = page.context
    recorder.is_down = True
    with Line(server) as line:
        page.goto(line.url("/questions", lang="en", r=key, at=FACTORS[0]))
        visitor.wait_for_row(page, "ABI01.current")
        visitor.rate_all(page, {"ABI01.current": "4", "ABI05.current": "1"})
        assert waiting_in_storage(page) == []
        line.cut()
        for name, value in (("ABI01.new", "2"), ("ABI03.new", "dont_know"), ("ABI05.current", "3")):
            visitor.radio(page, name, value).evaluate("cell => cell.click()")
        visitor.control(page, "next").evaluate("button => button.click()")
        visitor.radio(page, next(iter(SECOND)), "5").evaluate("cell => cell.click()")
        (kept,) = waiting_in_storage(page)
        assert key not in kept
        page.close()
        line.restore()
        assert server.ratings(key) == {"ABI01.current": "4", "ABI05.current": "1"}

        again = context.new_page()
        again.goto(line.url("/questions", lang="en", r=key, at=FACTORS[0]))
        visitor.wait_for_row(again, "ABI01.current")
        late = {"ABI01.current": "4", "ABI01.new": "2", "ABI03.new": "dont_know", "ABI05.current": "3"}
        assert visitor.shown(again) == late
        visitor.wait_until_saved(again)
        assert server.ratings(key) == late | {next(iter(SECOND)): "5"}
        assert waiting_in_storage(again) == []


def test_pages_are_turned_and_answered_without_a_line(
    server: Server, new_visitor: NewVisitor, recorder: Recorder
) -> None:
    key = server.begun({"form": "quick"})
    page = new_visitor()
    recorder.is_down = True
    with Line(server) as line:
        page.goto(line.url("/questions", lang="en", r=key, at=FACTORS[0]))
        visitor.wait_for_row(page, "ABI01.current")
        line.cut()
        for factor in FACTORS:
            visitor.wait_for_row(page, visitor.first_control(RATINGS, factor))
            for name, value in list(visitor.of_factor(RATINGS, factor).items())[:3]:
                visitor.rate(page, name, value)
            visitor.press(page, "next")
        line.restore()
        visitor.wait_until_saved(page)
    expected = {name: value for f in FACTORS for name, value in list(visitor.of_factor(RATINGS, f).items())[:3]}
    assert server.ratings(key) == expected


def test_taps_of_another_assessment_wait_for_their_own(server: Server, new_visitor: NewVisitor) -> None:
    page = new_visitor()
    key, other = server.begun({"form": "quick"}), server.begun({"form": "quick"})
    open_questions(page, server, key, at=FACTORS[0])
    page.evaluate(
        """() => {
          const taps = [[1, "ABI01.new", "3"]]
          for (const [days, name] of [[0, "none.1.left"], [50, "none.1.old"]]) {
            const at = Date.now() - days * 86400000
            localStorage.setItem(`drivkraft.taps.${name}`, JSON.stringify({ at, taps }))
          }
          localStorage.setItem("drivkraft.taps.none.1.broken", "{")
        }"""
    )
    open_questions(page, server, other, at=FACTORS[0])
    page.wait_for_timeout(1500)
    assert visitor.shown(page) == {}
    assert [entry.partition(",")[0] for entry in waiting_in_storage(page)] == ["drivkraft.taps.none.1.left"]
    assert server.ratings(other) == server.ratings(key) == {}
