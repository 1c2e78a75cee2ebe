"""Removals can be undone, an unfinished assessment hides nothing, one click too many destroys nothing."""

from __future__ import annotations

import re
import time
from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect

from assessment.incentives import IncentiveMap
from assessment.instrument import Language
from assessment.plan import PlanLine, new_line_id
from assessment.words import say
from tests.amounts import sample
from tests.browser import visitor
from tests.browser.conftest import NewVisitor
from tests.browser.server import Server

RATINGS = visitor.some_ratings()
MAP = IncentiveMap.proposed(visitor.bank().incentives, {}).document()
FIRST = {**visitor.stored(RATINGS, language="en"), "incentives": MAP}
BETTER = {**FIRST, **{path: 5 for path in FIRST if path.startswith("ratings.") and path.endswith(".new")}}

# The control that a click on this spot would reach.
_UNDER = """([x, y]) => document.elementFromPoint(x, y)?.closest("button")
  ?.closest('[class*="st-key-"]')?.className.match(/st-key-(\\S+)/)?.[1] ?? ''"""


def finished(server: Server, *more: dict[str, object]) -> str:
    """The key of a series of finished assessments: the first one and these."""
    key = server.begun(FIRST)
    with server.store() as store:
        store.finish(key)
        for after, choices in enumerate(more, 1):
            store.begin(key, choices, instrument_version="1.0", scoring_version="1", after=after)
            store.finish(key)
    return key


def press_and_look(page: Page, button: Locator) -> str:
    """Click a button, wait for the undo bar, and return what a second click on the same spot would press."""
    button.evaluate("element => element.scrollIntoView({block: 'center'})")  # clear of the bar at the foot
    page.evaluate(
        "addEventListener('click', at => { window.spot = [at.clientX, at.clientY] }, {capture: true, once: true})"
    )
    button.click()  # waits until the button rests: what was just unfolded still moves
    spot = page.evaluate("spot")
    expect(visitor.control(page, "undo")).to_be_in_viewport(ratio=1)
    visitor.settled(page)
    page.wait_for_timeout(500)
    return str(page.evaluate(_UNDER, spot))


def undo(page: Page) -> None:
    visitor.press(page, "undo")
    expect(page.locator(".st-key-undo")).to_have_count(0)
    visitor.settled(page)


@pytest.mark.soak
@pytest.mark.parametrize(("language", "width"), [("sv", 390), ("en", 1280)])
def test_a_new_assessment_hides_neither_results_nor_files_nor_the_shared_link(
    server: Server, new_visitor: NewVisitor, language: Language, width: int
) -> None:
    key = finished(server, BETTER)
    owner, colleague = new_visitor(width=width, touch=width < 800), new_visitor(language="sv")
    with server.store() as store:
        view = store.share(key) or ""
    visitor.open_page(owner, server, "/results", lang=language, r=key)
    before = visitor.scores(owner)
    visitor.press(owner, "assess_again")
    visitor.turn(owner, "next", "ABI01.current")
    visitor.rate(owner, "ABI01.current", "3", touch=width < 800)
    visitor.wait_until_saved(owner)

    visitor.open_page(colleague, server, "/results", lang="sv", view=view)
    visitor.wait_for_results(colleague)
    assert visitor.scores(colleague) == before
    assert colleague.locator(".st-key-begun_strip").count() == 0
    visitor.open_page(owner, server, "/results", lang=language, r=key)
    visitor.wait_for_results(owner)
    assert visitor.scores(owner) == before
    assert say(language, "begun.text", answered=1, total=41) in visitor.text_of(owner, "begun_strip")
    assert visitor.beyond_the_edge(owner) == []

    visitor.press(owner, "open_assessment_1")
    owner.wait_for_url(re.compile(r"assessment=1\b"))
    visitor.settled(owner)
    earlier = visitor.scores(owner)
    assert earlier != before
    owner.reload()
    visitor.wait_for_results(owner)
    assert visitor.scores(owner) == earlier
    visitor.press(owner, "to_report")
    owner.wait_for_url(re.compile(r"/report\?.*assessment=1\b"))
    visitor.press(owner, "open_assessment_2")
    expect(owner).not_to_have_url(re.compile("assessment="))

    visitor.press(owner, "discard")
    expect(owner.locator(".st-key-begun_strip")).to_have_count(0)
    undo(owner)
    visitor.press(owner, "continue")
    visitor.wait_for_row(owner, "ABI01.current")
    assert visitor.shown(owner) == {"ABI01.current": "3"}
    assert server.ratings(key) == {"ABI01.current": "3"}


@pytest.mark.soak
@pytest.mark.parametrize("width", sample(390, rest=[1280]))
def test_lines_of_the_plan_are_removed_and_restored_and_the_next_click_removes_nothing(
    server: Server, new_visitor: NewVisitor, width: int
) -> None:
    key = finished(server)
    lines = [
        PlanLine(
            new_line_id(),
            title=f"Line {number} with a title that is longer than a phone is wide " + "o" * 60,
            owner="Åsa",
            due=date(2127, 1, 31),
            state="doing",
        )
        for number in range(3)
    ]
    with server.store() as store:
        for line in lines:
            store.add_line(key, line)
    page = new_visitor(width=width)
    visitor.open_page(page, server, "/plan", lang="en", r=key)
    for number in sample(2, 0, rest=[1]):
        for summary in page.locator('[data-testid="stExpander"] summary').all():
            visitor.unfold(summary)
        remove = page.locator(f".st-key-remove_{lines[number].id} button")
        assert not press_and_look(page, remove).startswith("remove_"), number
        assert f"Line {number}" in visitor.text_of(page, "undo_bar")
        assert page.locator('[data-testid="stBottom"]').count() == 0, "it would scroll the lines when the bar goes"
        with server.store() as store:
            assert len(store.plan(key)) == 2
        undo(page)
        with server.store() as store:
            assert store.plan(key) == lines


@pytest.mark.soak
@pytest.mark.parametrize("width", [1280, 390])
def test_parts_of_the_map_are_removed_and_restored_and_the_next_click_removes_nothing(
    server: Server, new_visitor: NewVisitor, width: int
) -> None:
    key = finished(server)
    page = new_visitor(width=width)
    visitor.open_page(page, server, "/incentives", lang="en", r=key)

    def comes_back(button: Locator) -> None:
        pressed = press_and_look(page, button)
        assert not pressed.startswith("remove_"), pressed
        assert "_remove" not in pressed, pressed
        assert pressed != "forget_map"
        assert server.choices(key).get("incentives") != MAP
        undo(page)
        assert server.choices(key)["incentives"] == MAP

    visitor.unfold(page.locator(".st-key-map_ceo_more summary"))
    comes_back(page.locator(".st-key-remove_role_ceo button"))
    visitor.unfold(page.locator(".st-key-forgetting summary"))
    comes_back(page.locator(".st-key-forget_map button"))


@pytest.mark.soak
def test_undo_is_offered_for_ten_seconds_and_read_aloud(server: Server, new_visitor: NewVisitor) -> None:
    key = finished(server)
    page = new_visitor(language="sv")
    visitor.open_page(page, server, "/incentives", lang="sv", r=key)
    since = time.monotonic()
    visitor.press(page, "previous_role")  # before the first of them, which exist
    page.locator(".st-key-role_ceo label").click()
    visitor.control(page, "undo").wait_for()
    expect(page.locator('[role="status"]').filter(has_text="borttagen")).to_be_visible()
    page.wait_for_timeout(8_000)
    assert visitor.control(page, "undo").is_visible()
    expect(page.locator(".st-key-undo")).to_have_count(0)
    assert time.monotonic() - since > 9
    assert "ceo" not in str(server.choices(key)["incentives"])


@pytest.mark.parametrize(("language", "width"), sample(("en", 1280), rest=[("sv", 390)]))
def test_deleting_everything_asks_and_a_double_click_deletes_nothing(
    server: Server, new_visitor: NewVisitor, language: Language, width: int
) -> None:
    key = finished(server, BETTER)
    page = new_visitor(width=width)
    visitor.open_page(page, server, "/privacy", lang=language, r=key)
    visitor.control(page, "delete_my_answers").dblclick()
    visitor.control(page, "delete_really").wait_for()
    visitor.settled(page)
    asked = visitor.text_of(page, "deletion_asked")
    assert say(language, "privacy.ask.assessments.many", count=2) in asked
    assert say(language, "privacy.ask.map") in asked
    assert page.locator(".st-key-take_home").count() == 1
    assert page.locator(".st-key-deletion_asked .st-key-take_home").count() == 1
    assert server.choices(key) != {}
    assert visitor.beyond_the_edge(page) == []
    visitor.press(page, "keep_my_answers")
    visitor.press(page, "delete_my_answers")
    visitor.press(page, "delete_really")
    expect(page.locator('[data-testid="stAlert"]')).to_contain_text(say(language, "privacy.deleted"))
    assert server.choices(key) == {}
