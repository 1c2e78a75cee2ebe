"""Nothing a visitor has answered is lost, doubled or overwritten, whatever happens to tab, network or server."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import visitor
from tests.browser.conftest import NewVisitor, Recorder
from tests.browser.server import Server
from tests.browser.visitor import FACTORS

RATINGS = visitor.some_ratings()
FIRST, SECOND = (visitor.of_factor(RATINGS, factor) for factor in FACTORS[:2])
ANSWERED = visitor.stored(RATINGS, behaviours__current="Som i dag.", behaviours__new="Som vi vill.")


def test_a_reload_shows_what_was_answered_on_every_page(server: Server, new_visitor: NewVisitor) -> None:
    page = new_visitor()
    visitor.open_page(page, server, "/", lang="en")
    key = visitor.begin(page)
    for factor in FACTORS:
        ratings = visitor.of_factor(RATINGS, factor)
        visitor.wait_for_row(page, next(iter(ratings)))
        visitor.rate_all(page, dict(list(ratings.items())[:3]))
        visitor.rate(page, *list(ratings.items())[3])
        visitor.wait_until_saved(page)
        page.reload()
        visitor.wait_for_row(page, next(iter(ratings)))
        assert visitor.shown(page) == dict(list(ratings.items())[:4])
        visitor.press(page, "next")
    expected = {pair: value for f in FACTORS for pair, value in list(visitor.of_factor(RATINGS, f).items())[:4]}
    assert server.ratings(key) == expected
    assert visitor.key_of(page) == key


def test_the_browsers_back_and_forward_keep_every_answer(server: Server, new_visitor: NewVisitor) -> None:
    page = new_visitor()
    visitor.open_page(page, server, "/", lang="en")
    key = visitor.begin(page)
    visitor.rate_all(page, FIRST)
    visitor.turn(page, "next", next(iter(SECOND)))
    visitor.rate_all(page, SECOND)
    for _ in range(3):
        page.go_back()
        visitor.wait_for_row(page, next(iter(FIRST)))
        assert visitor.shown(page) == FIRST
        page.go_forward()
        visitor.wait_for_row(page, next(iter(SECOND)))
        assert visitor.shown(page) == SECOND
    page.goto("about:blank")
    page.go_back()
    visitor.wait_for_row(page, next(iter(SECOND)))
    assert visitor.shown(page) == SECOND
    assert server.ratings(key) == FIRST | SECOND


def test_back_and_next_keep_every_answer(server: Server, new_visitor: NewVisitor) -> None:
    key = server.begun({"form": "quick"})
    page = new_visitor()
    visitor.open_page(page, server, "/questions", lang="en", r=key)
    for number, factor in enumerate(FACTORS):
        ratings = visitor.of_factor(RATINGS, factor)
        visitor.wait_for_row(page, next(iter(ratings)))
        for name, value in ratings.items():
            visitor.rate(page, name, value)
        visitor.press(page, "next")  # at once, without waiting for "saved"
        visitor.wait_for_row(
            page, visitor.first_control(RATINGS, FACTORS[number + 1]) if number < 3 else "importance.ability"
        )
    for factor in reversed(FACTORS):
        visitor.turn(page, "back", visitor.first_control(RATINGS, factor))
        assert visitor.shown(page) == visitor.of_factor(RATINGS, factor)
    visitor.wait_until_saved(page)
    assert server.ratings(key) == RATINGS


def test_a_closed_tab_opens_again_under_its_address(server: Server, new_visitor: NewVisitor) -> None:
    page = new_visitor()
    visitor.open_page(page, server, "/", lang="sv")
    key = visitor.begin(page)
    visitor.rate_all(page, FIRST)
    address = page.url
    page.close()
    assert server.ratings(key) == FIRST

    again = new_visitor(width=390, language="en")
    again.goto(address)
    visitor.wait_for_row(again, next(iter(FIRST)))
    assert visitor.shown(again) == FIRST
    expect(again.locator("html")).to_have_attribute("lang", "sv")


def test_an_open_tab_stores_only_what_was_tapped_in_it(server: Server, new_visitor: NewVisitor) -> None:
    one = new_visitor()
    visitor.open_page(one, server, "/", lang="en")
    key = visitor.begin(one)
    two = one.context.new_page()
    two.goto(one.url)
    visitor.wait_for_row(two, "ABI01.current")

    visitor.rate_all(one, {"ABI01.current": "5", "ABI03.current": "2"})
    visitor.rate_all(two, {"ABI01.new": "1"})
    assert server.ratings(key) == {"ABI01.current": "5", "ABI03.current": "2", "ABI01.new": "1"}
    visitor.rate_all(two, {"ABI03.current": "4"})
    visitor.rate_all(one, {"ABI05.new": "dont_know"})
    last = {"ABI01.current": "5", "ABI03.current": "4", "ABI01.new": "1", "ABI05.new": "dont_know"}
    assert server.ratings(key) == last
    visitor.press(one, "next")
    visitor.wait_for_row(one, "CON01.current")
    visitor.press(two, "next")
    visitor.wait_for_row(two, "CON01.current")
    assert server.ratings(key) == last
    one.reload()
    visitor.turn(one, "back", "ABI01.current")
    assert visitor.shown(one) == last


@pytest.mark.parametrize("form", ["quick", "full"])
def test_a_double_click_on_start_leaves_the_rows_of_one_click(
    server: Server, new_visitor: NewVisitor, form: str
) -> None:
    def added(press: Callable[[Page], None]) -> dict[str, int]:
        before = server.rows()
        page = new_visitor()
        visitor.open_page(page, server, "/", lang="en")
        press(page)
        visitor.wait_for_matrix(page)
        visitor.settled(page)
        page.wait_for_timeout(1000)
        return {table: count - before.get(table, 0) for table, count in server.rows().items()}

    once = added(lambda page: visitor.control(page, f"start_{form}").click())
    twice = added(lambda page: visitor.control(page, f"start_{form}").dblclick())
    assert once["assessments"] == 1
    assert twice == once


def test_a_double_click_on_finish_leaves_the_rows_as_they_are(server: Server, new_visitor: NewVisitor) -> None:
    key = server.begun(ANSWERED)
    before, stored = server.rows(), server.choices(key)
    page = new_visitor()
    visitor.open_page(page, server, "/questions", lang="en", r=key, at="importance")
    visitor.control(page, "finish").dblclick()
    visitor.wait_for_results(page)
    page.wait_for_timeout(1000)
    assert server.rows() == before
    assert server.choices(key) == stored


def test_finishing_with_gaps_is_explained_and_possible(server: Server, new_visitor: NewVisitor) -> None:
    some = visitor.stored(visitor.of_factor(RATINGS, "ability") | visitor.of_factor(RATINGS, "conditions"))
    key = server.begun(some)
    before, stored = server.rows(), server.choices(key)
    page = new_visitor()
    visitor.open_page(page, server, "/questions", lang="sv", r=key, at="importance")
    visitor.press(page, "finish")
    visitor.control(page, "finish_anyway").wait_for()
    assert visitor.names_in(visitor.text_of(page, "gaps"), "sv") == {"external_rewards", "internal_rewards"}
    assert "/questions" in page.url
    visitor.control(page, "finish_anyway").dblclick()
    visitor.wait_for_results(page)
    page.wait_for_timeout(1000)
    assert server.rows() == before
    assert server.choices(key) == stored
    shown = visitor.scores(page)
    assert all(score.isdigit() for score in (*shown["ability"], *shown["conditions"]))
    assert shown["external_rewards"] == shown["internal_rewards"] == ("–", "–")
    assert visitor.text_of(page, "weakest_factor").strip() == "–"


def test_a_killed_server_loses_no_saved_answer_and_the_open_tab_goes_on_by_itself(
    new_server: Callable[..., Server], new_visitor: NewVisitor, recorder: Recorder
) -> None:
    server = new_server()
    server.start()
    page = new_visitor()
    visitor.open_page(page, server, "/", lang="en")
    key = visitor.begin(page)
    recorder.is_down = True
    acknowledged: dict[str, str] = {}
    pairs = list(FIRST.items())
    for at in range(0, 6, 2):
        visitor.rate_all(page, dict([pairs[at]]))
        acknowledged |= dict([pairs[at]])
        visitor.rate(page, *pairs[at + 1])  # perhaps on its way, perhaps not
        server.kill()
        assert visitor.missing_from(acknowledged, server.ratings(key)) == {}
        name, value = pairs[at + 1]
        assert visitor.radio(page, name, value).is_checked()
        server.start()
        visitor.wait_until_saved(page)
        acknowledged |= dict([pairs[at + 1]])
        assert visitor.missing_from(acknowledged, server.ratings(key)) == {}
    visitor.rate_all(page, dict(pairs[6:]))
    visitor.turn(page, "next", next(iter(SECOND)))
    visitor.rate_all(page, SECOND)
    assert server.ratings(key) == FIRST | SECOND


def test_a_tap_while_the_server_is_gone_is_called_unsaved_and_saved_later(
    new_server: Callable[..., Server], new_visitor: NewVisitor, recorder: Recorder
) -> None:
    server = new_server()
    server.start()
    page = new_visitor()
    visitor.open_page(page, server, "/", lang="sv")
    key = visitor.begin(page)
    recorder.is_down = True
    server.kill()
    # By the keys of a program, because Streamlit takes no more taps once it has noticed.
    for name, value in (("ABI01.current", "4"), ("ABI01.new", "2")):
        visitor.radio(page, name, value).evaluate("cell => cell.click()")
        expect(page.locator("[data-save-state]")).not_to_have_attribute("data-save-state", "saved")
    expect(page.locator('[data-save-state="failed"]')).to_have_text("Inte sparat, försöker igen")
    server.start()
    visitor.wait_until_saved(page)
    assert server.ratings(key) == {"ABI01.current": "4", "ABI01.new": "2"}
    assert visitor.shown(page) == {"ABI01.current": "4", "ABI01.new": "2"}


def test_a_locked_database_is_told_and_the_answer_saved_when_it_is_free_again(
    new_server: Callable[..., Server], new_visitor: NewVisitor
) -> None:
    server = new_server()
    server.start()
    page = new_visitor()
    visitor.open_page(page, server, "/", lang="en")
    key = visitor.begin(page)
    visitor.rate_all(page, {"ABI01.current": "4"})
    with server.locked():
        visitor.rate(page, "ABI01.new", "2")
        expect(page.locator("[data-save-state]")).to_have_attribute("data-save-state", "failed")
        assert server.ratings(key) == {"ABI01.current": "4"}
        assert visitor.shown(page) == {"ABI01.current": "4", "ABI01.new": "2"}
    visitor.wait_until_saved(page)
    assert server.ratings(key) == {"ABI01.current": "4", "ABI01.new": "2"}


@pytest.mark.parametrize("path", ["/questions", "/results", "/report"])
def test_a_deep_link_works_on_a_server_whose_start_page_nobody_has_opened(
    server: Server, new_server: Callable[..., Server], new_visitor: NewVisitor, path: str
) -> None:
    key = server.begun(ANSWERED)
    fresh = new_server(database=server.database)
    fresh.start()
    page = new_visitor(language="en")
    page.goto(fresh.url(path, lang="sv", r=key))
    expect(page).to_have_url(re.compile(rf"{path}\?(?=.*\blang=sv\b)(?=.*\br={key})"))
    if path == "/questions":
        visitor.wait_for_row(page, "ABI01.current")
        assert visitor.shown(page) == FIRST
    elif path == "/results":
        visitor.wait_for_results(page)
        assert all(score.isdigit() for pair in visitor.scores(page).values() for score in pair)
    else:
        visitor.control(page, "download_pdf").wait_for()
    visitor.settled(page)
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    expect(page).to_have_url(re.compile(rf"{path}\?(?=.*\blang=sv\b)(?=.*\br={key})"))
    page.reload()
    visitor.settled(page)
    visitor.settled(page)
    expect(page).to_have_url(re.compile(rf"{path}\?(?=.*\blang=sv\b)(?=.*\br={key})"))


def test_language_and_key_stay_in_the_address_of_every_page(server: Server, new_visitor: NewVisitor) -> None:
    key = server.begun(ANSWERED)
    page = new_visitor()
    visitor.open_page(page, server, "/questions", lang="sv", r=key)
    for number, path in enumerate(visitor.PATHS):
        page.locator('[data-testid="stTopNavLink"]').nth(number).click()
        expect(page).to_have_url(re.compile(rf":\d+{path}\?(?=.*\blang=sv\b)(?=.*\br={key})"))
        visitor.settled(page)
        page.reload()
        visitor.settled(page)
        expect(page).to_have_url(re.compile(rf":\d+{path}\?(?=.*\blang=sv\b)(?=.*\br={key})"))
        expect(page.locator("html")).to_have_attribute("lang", "sv")


def test_deleting_leaves_nothing_under_the_address(server: Server, new_visitor: NewVisitor) -> None:
    before = server.rows()
    key = server.begun(ANSWERED)
    page = new_visitor()
    visitor.open_page(page, server, "/privacy", lang="en", r=key)
    visitor.press(page, "delete_my_answers")
    page.locator('[data-testid="stMain"] [data-testid="stAlert"]').first.wait_for()
    assert server.choices(key) == {}
    assert server.rows() == before
    assert key not in page.url
    for path in ("/questions", "/results", "/report"):
        visitor.open_page(page, server, path, lang="en", r=key)
        visitor.control(page, "to_start").wait_for()
        assert page.locator("[data-save-state]").count() == 0
    assert server.rows() == before


def test_starting_over_keeps_what_is_stored_under_its_address(server: Server, new_visitor: NewVisitor) -> None:
    key = server.begun(ANSWERED)
    stored = server.choices(key)
    page = new_visitor()
    visitor.open_page(page, server, "/privacy", lang="en", r=key)
    visitor.press(page, "start_over")
    visitor.control(page, "start_quick").wait_for()
    visitor.settled(page)
    assert key not in page.url
    assert visitor.begin(page) != key
    assert visitor.shown(page) == {}
    assert server.choices(key) == stored


def test_an_unknown_address_leads_nowhere_and_is_not_begun(server: Server, new_visitor: NewVisitor) -> None:
    before = server.rows()
    page = new_visitor(language="sv")
    for path in ("/questions", "/results", "/report"):
        visitor.open_page(page, server, path, lang="sv", r="nobodyhasthiskey")
        visitor.control(page, "to_start").wait_for()
    visitor.press(page, "to_start")
    visitor.control(page, "start_quick").wait_for()
    visitor.settled(page)
    assert server.rows() == before
    visitor.press(page, "start_quick")
    visitor.wait_for_matrix(page)
    page.wait_for_function("new URLSearchParams(location.search).get('r') !== 'nobodyhasthiskey'")
    assert server.choices(visitor.key_of(page))["form"] == "quick"
    assert server.choices("nobodyhasthiskey") == {}
