"""A leader comes back: assesses again, plans, shares, and sees what has moved."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from icalendar import Calendar
from playwright.sync_api import Locator, Page, expect

from assessment.incentives import IncentiveMap
from assessment.instrument import LANGUAGES, Language
from assessment.plan import Outcome, PlanLine, PlanStep, new_line_id
from assessment.words import day_text, say
from tests.amounts import IS_SOAK, sample
from tests.browser import visitor
from tests.browser.conftest import NewVisitor
from tests.browser.server import Server
from tests.shipped import BANK

RATINGS = visitor.some_ratings()
FIRST = visitor.of_factor(RATINGS, "ability")
BEFORE = visitor.stored(
    RATINGS, behaviours__current="We close the case.", behaviours__new="We solve the problem.", language="en"
)
# One unit, three months apart: two factors better, two worse, three now as low as each other.
THEN = [4, 4, 4, 3, 4, 4, 3, 4, 4, 5, 4, 4, 3, 4, 3, 3, 4, 3], [3, 2, 3, 3, 4, 4, 4, 4, 2, 1, 2, 2, 4, 4, 5, 4, 4, 4]
NOW = [4, 3, 3, 2, 4, 4, 3, 4, 4, 4, 4, 3, 3, 4, 3, 3, 4, 3], [4, 4, 4, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 4, 3, 4, 3]
# What was done about the advice that came first then.
DONE: dict[str, Outcome] = {
    "X-agree_cx_first": "helped",
    "X-map_todays_rewards": "not_done",
    "X-today_wins": "too_early",
}

# The days with a year that are broken over two lines.
_BROKEN_DAYS = """() => {
  const all = document.createTreeWalker(document.querySelector(".st-key-recommendations"), NodeFilter.SHOW_TEXT)
  const broken = []
  for (let text = all.nextNode(); text; text = all.nextNode())
    for (const day of text.data.matchAll(/\\d+\\s\\S+\\s\\d{4}/g)) {
      const range = document.createRange()
      range.setStart(text, day.index)
      range.setEnd(text, day.index + day[0].length)
      if (new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1) broken.push(day[0])
    }
  return broken
}"""
# What on the page scrolls by itself, up and down.
_SCROLLED_ALONE = """() => [...document.querySelectorAll('[data-testid="stMain"] *')]
  .filter(box => box.clientHeight && box.scrollHeight > box.clientHeight)
  .filter(box => ["auto", "scroll"].includes(getComputedStyle(box).overflowY))
  .map(box => box.textContent.slice(0, 40))"""


def finished(server: Server, choices: dict[str, object] = BEFORE) -> str:
    key = server.begun(choices)
    with server.store() as store:
        store.finish(key)
    return key


def finish_all(page: Page, server: Server, ratings: dict[str, str], *, touch: bool) -> None:
    """Go from the first page of questions to the results; the pages in between are answered already."""
    first, *between, last = (visitor.of_factor(ratings, factor) for factor in visitor.FACTORS)
    with server.store() as store:
        for some in between:
            store.change(visitor.key_of(page), visitor.stored(some))
    for mine in (first, *between, last):
        visitor.wait_for_row(page, next(iter(mine)))
        if mine not in between:
            visitor.rate_all(page, mine, touch=touch)
        visitor.press(page, "next")
    visitor.wait_for_row(page, "importance.ability")
    visitor.press(page, "finish")
    visitor.wait_for_results(page)


@pytest.mark.soak
@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("sv", 390)])
def test_three_months_later_the_leader_sees_what_has_moved(
    server: Server, new_visitor: NewVisitor, language: Language, width: int, tmp_path: Path
) -> None:
    key = finished(server)
    page = new_visitor(width=width, touch=width < 800)
    visitor.open_page(page, server, "/results", lang=language, r=key)
    before = visitor.scores(page)
    page.locator('[class*="st-key-take_"] button').first.click()
    page.locator('[class*="st-key-plan_"] button').first.click()
    page.wait_for_url(re.compile(r"/plan\b"))
    visitor.settled(page)
    owner = page.locator('[class*="st-key-owner_"] input')
    owner.fill("Åsa Öberg")
    owner.press("Tab")
    visitor.settled(page)
    visitor.write_day(page, datetime.now(UTC).date() - timedelta(days=2))  # its outcome is asked from its day on
    page.reload()
    expect(owner).to_have_value("Åsa Öberg")

    visitor.press(page, "to_results")
    visitor.wait_for_results(page)
    visitor.press(page, "assess_again")
    page.locator('[class*="st-key-outcome_"] label:has(input)').first.click()
    visitor.settled(page)
    visitor.press(page, "next")
    visitor.wait_for_row(page, next(iter(FIRST)))
    assert visitor.shown(page) == {}
    better = {name: "5" if name.endswith(".new") else value for name, value in RATINGS.items()}
    finish_all(page, server, better, touch=width < 800)
    after = visitor.scores(page)
    assert after != before
    for factor in visitor.FACTORS:
        moved = visitor.text_of(page, f"change_{factor}")
        for then, now in zip(before[factor], after[factor], strict=True):
            assert f"{then} → {now}" in moved
    assert server.ratings(key) == better
    with server.store() as store:
        first, _ = store.load_all(key)
        (line,) = store.plan(key)
    assert {path: value for path, value in first.choices.items() if path in BEFORE} == BEFORE
    assert (line.owner, line.outcome) == ("Åsa Öberg", "helped")

    visitor.open_page(page, server, "/privacy", lang=language, r=key)
    with visitor.downloading(page) as downloads:
        visitor.press(page, "take_home")
    home = json.loads(visitor.kept(downloads[0], tmp_path).read_bytes())
    assert [len(each["answers"]["ratings"]) for each in home["assessments"]] == [18, 18]
    assert home["plan"][0]["owner"] == "Åsa Öberg"


@pytest.mark.soak
def test_back_from_the_first_page_leads_to_what_came_of_the_plan(server: Server, new_visitor: NewVisitor) -> None:
    """It could not be reached again once it was left."""
    key, asked = finished(server), say("en", "since.headline")
    page = new_visitor()
    visitor.open_page(page, server, "/results", lang="en", r=key)
    visitor.press(page, "assess_again")
    expect(page.locator("h1")).to_have_text(asked)
    visitor.press(page, "next")
    visitor.wait_for_row(page, next(iter(FIRST)))
    visitor.press(page, "back")
    expect(page.locator("h1")).to_have_text(say("en", "behaviour.title"))
    visitor.press(page, "back")
    expect(page.locator("h1")).to_have_text(asked)
    visitor.press(page, "next")
    visitor.wait_for_row(page, next(iter(FIRST)))


@pytest.mark.soak
def test_since_last_time_is_answered_with_chips_by_finger_and_by_keyboard(
    server: Server, new_visitor: NewVisitor
) -> None:
    """They looked like a form, unlike the chips of the questions; they are the same radios as before."""
    page, key = new_visitor(width=390), finished(server)
    visitor.open_page(page, server, "/results", lang="en", r=key)
    visitor.press(page, "assess_again")
    chips = page.locator('.st-key-since_agreed label[data-testid="stRadioOption"]')
    expect(chips).to_have_count(3)
    circle = chips.first.locator("> div > div:first-child")
    expect(circle).to_be_hidden()
    for chip in chips.all():
        box = chip.bounding_box()
        assert box is not None
        assert min(box["height"], box["width"]) >= 44

    def stored() -> object:
        with server.store() as store:
            return store.load_all(key)[-1].choices.get("experience.agreed")

    chips.nth(2).click()
    visitor.wait_until(page, stored, "no")
    ground = "chip => getComputedStyle(chip).backgroundColor"
    assert chips.nth(2).evaluate(ground) != chips.nth(0).evaluate(ground)
    page.keyboard.press("ArrowLeft")
    expect(chips.nth(1).locator("input")).to_be_checked()
    visitor.wait_until(page, stored, "partly")
    page.emulate_media(forced_colors="active")
    expect(circle).to_be_visible()  # there a ground shows nothing


@pytest.mark.parametrize("language", sample("en", rest=["sv"]))
def test_on_a_phone_a_new_result_says_what_to_do_first_on_its_first_screen_and_more_of_it_after_what_has_changed(
    server: Server, new_visitor: NewVisitor, language: Language
) -> None:
    """What to do first was more than two screens down, below two charts, and then stood before what has changed."""
    key = finished(server, _of_all(THEN, language))
    with server.store() as store:
        for rule, outcome in DONE.items():
            source = f"{rule}.{rule.removeprefix('X-')}"
            line = PlanLine(new_line_id(), title=rule, due=date(2026, 1, 9), outcome=outcome, source=source)
            if outcome == "not_done":  # The longest day that there is.
                line = replace(line, steps=tuple(PlanStep(step, date(2127, 9, 24)) for step in "abcd"))
            assert store.add_line(key, replace(line, state="done") if outcome == "helped" else line)
        store.begin(key, _of_all(NOW, language), instrument_version=BANK.version, scoring_version="1", after=1)
        store.finish(key)
    page = new_visitor(width=390, touch=True, is_new=True)
    # On a phone the bar for scrolling lies on the page and takes no room.
    page.context.new_cdp_session(page).send("Emulation.setScrollbarsHidden", {"hidden": True})
    visitor.open_page(page, server, "/results", lang=language, r=key)
    visitor.wait_for_results(page)
    expect(page.locator(".st-key-changes svg.marks, .st-key-changes canvas.marks").first).to_be_visible(timeout=60_000)
    parts = [_edges(page.locator(part), "top")[0] for part in ("h1", ".st-key-changes", ".st-key-first_advice")]
    assert parts == sorted(parts)
    title = page.locator(".st-key-first_advice h3").inner_text().removeprefix("1. ")
    named = page.locator("strong").get_by_text(title, exact=True)
    assert _edges(named, "top")[1] - parts[0] <= 844, "what to do first is in sight on the first screen"
    assert page.locator("[data-testid=stMain]").evaluate("main => main.scrollHeight") <= 4 * 844
    expect(page.locator(".st-key-short_lines li")).to_have_count(3)
    assert page.locator(".st-key-factors").count() == 0
    page.locator(".st-key-first_advice summary").click()  # what comes within 30, 60 and 90 days
    page.locator(".st-key-first_advice details[open]").wait_for()
    assert page.evaluate(_SCROLLED_ALONE) == [], "a swipe that begins there moves its text, not the page"
    page.locator(".st-key-rest_of_advice summary").click()
    expect(page.locator(".st-key-rest_of_advice").get_by_text("2127").last).to_be_visible()
    assert page.evaluate(_BROKEN_DAYS) == []


def _of_all(ratings: tuple[list[int], list[int]], language: Language) -> dict[str, object]:
    """The short form with these answers, in the order of the statements: for today's behaviour, then the wanted one."""
    return {
        "form": "quick",
        "language": language,
        "behaviours.current": "We close the case as fast as possible",
        "behaviours.new": "We solve the customer’s problem at the first contact",
        **{
            f"ratings.{item.id}.{column}": points
            for column, answers in zip(("current", "new"), ratings, strict=True)
            for item, points in zip(BANK.form_items("quick"), answers, strict=True)
        },
    }


@pytest.mark.soak
@pytest.mark.in_turns
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_chip_moves_when_one_is_chosen(server: Server, new_visitor: NewVisitor, language: Language) -> None:
    """The tick made the chip wider, so that others went into the next row, below the finger."""
    key, line = finished(server), PlanLine(new_line_id(), title="Let two people decide")
    with server.store() as store:
        store.add_line(key, line)
    page = new_visitor(width=390)
    visitor.open_page(page, server, "/results", lang=language, r=key)
    visitor.press(page, "assess_again")
    for control in ("since_agreed", f"outcome_{line.id}"):
        chips = page.locator(f'.st-key-{control} label[data-testid="stRadioOption"]')
        chips.first.wait_for()
        row = page.locator(f'.st-key-{control} [data-testid="stRadioGroup"]')
        boxes = """row => [...row.querySelectorAll('label')].map(chip => {
            const [a, b] = [chip.getBoundingClientRect(), row.getBoundingClientRect()]
            return [a.left - b.left, a.top - b.top, a.width, a.height].map(Math.round)
        })"""
        before = row.evaluate(boxes)
        for chip in chips.all():
            chip.click()
            expect(chip).to_have_attribute("data-selected", "true")
            assert row.evaluate(boxes) == before


@pytest.mark.soak
def test_a_page_opened_from_far_down_another_begins_at_its_top(server: Server, new_visitor: NewVisitor) -> None:
    """What came of the plan began with half a sentence, because the results were scrolled down to the button."""
    page = new_visitor(width=390, language="sv", touch=True)
    for _ in range(2 if IS_SOAK else 1):  # the second time is faster: nothing is imported any more
        key = finished(server)
        with server.store() as store:
            for title in ("Två får besluta själva", "Möten på måndagar"):
                store.add_line(key, PlanLine(new_line_id(), title=title, due=date(2026, 1, 31)))
        visitor.open_page(page, server, "/results", lang="sv", r=key)
        visitor.wait_for_results(page)
        page.wait_for_timeout(1000)  # charts are drawn below the headline
        visitor.press(page, "assess_again")
        expect(page.locator("h1")).to_have_text(say("sv", "since.headline"))
        visitor.settled(page)
        assert page.get_by_test_id("stMain").evaluate("main => main.scrollTop") == 0


def test_a_tab_left_open_on_the_earlier_assessment_saves_there(server: Server, new_visitor: NewVisitor) -> None:
    key = finished(server)
    old = new_visitor()
    visitor.open_page(old, server, "/questions", lang="en", r=key, at=visitor.FACTORS[0])
    visitor.wait_for_row(old, "ABI01.current")
    with server.store() as store:
        store.begin(key, {"form": "quick"}, instrument_version="1.0", scoring_version="1", after=1)
    other = "2" if RATINGS["ABI01.current"] != "2" else "3"
    visitor.rate(old, "ABI01.current", other)
    visitor.wait_until_saved(old)
    assert server.ratings(key) == {}, "the new assessment holds answers that were not tapped in it"
    with server.store() as store:
        assert store.load_all(key)[0].choices["ratings.ABI01.current"] == int(other)
    visitor.settled(old)
    assert visitor.shown(old) == {}, "the tab now shows the unfinished assessment"


def test_the_plan_is_written_saved_and_exported_to_a_calendar(
    server: Server, new_visitor: NewVisitor, tmp_path: Path
) -> None:
    key = finished(server)
    page = new_visitor(language="sv")
    visitor.open_page(page, server, "/plan", lang="sv", r=key)

    def control(name: str) -> Locator:
        return page.locator(f'[class*="st-key-{name}_"] :is(input, textarea)').first

    visitor.press(page, "add_line")
    heading = "Två får besluta själva om allt som kostar mindre än fem tusen kronor, var som helst i landet"
    control("title").fill(heading.replace(" ", "\n", 1))
    expect(page.locator('[class*="st-key-more_"] summary')).to_contain_text(heading)  # sent at a pause
    control("title").press("Enter")
    expect(control("title")).to_have_value(heading)
    assert control("title").evaluate("field => field.clientHeight >= field.scrollHeight"), "it is seen whole"
    control("owner").fill("Åsa")
    control("owner").press("Tab")
    visitor.settled(page)
    visitor.write_day(page, date(2127, 3, 31))
    expect(page.locator('[data-testid="stMain"]')).to_contain_text(f"Härnäst i planen: {heading} · Åsa · mån")
    expect(page.locator('[class*="st-key-more_"] summary')).to_contain_text(say("sv", "plan_page.saved"))
    with visitor.downloading(page) as downloads:
        visitor.press(page, "download_ics")
    calendar = Calendar.from_ical(visitor.kept(downloads[0], tmp_path).read_bytes())
    event, again = calendar.walk("VEVENT")
    assert (str(event["SUMMARY"]), event.decoded("DTSTART")) == (f"{heading} (Åsa)", date(2127, 3, 31))
    assert str(again["SUMMARY"]) == say("sv", "again.event")
    assert str(again["DESCRIPTION"]) == say("sv", "again.event_text", where="Drivkraft")
    assert key not in str(again["DESCRIPTION"]), "a calendar is often shared"
    with server.store() as store:
        (line,) = store.plan(key)
    assert (line.title, line.owner, line.due) == (heading, "Åsa", date(2127, 3, 31))


@pytest.mark.soak
@pytest.mark.parametrize("width", sample(390, rest=[1280]))
def test_day_and_owner_are_readable_and_stand_alike_in_every_line(
    server: Server, new_visitor: NewVisitor, width: int
) -> None:
    """The sign that clears a day covered its last digit, and owners stood beside short titles but below long ones."""
    key = finished(server)
    with server.store() as store:
        for title in ("Kort", "En rubrik som är så lång att den inte får plats på en rad i telefonen. " * 3):
            store.add_line(key, PlanLine(new_line_id(), title=title, due=date(2126, 12, 28)))
    page = new_visitor(width=width, language="sv")
    visitor.open_page(page, server, "/plan", lang="sv", r=key)
    days = page.locator('[class*="st-key-due_"]')
    expect(days).to_have_count(2)
    expect(days.first).to_be_hidden()
    expect(page.locator('[class*="st-key-more_"] summary').first).to_contain_text("28\xa0dec\xa02126")
    for heading in page.locator('[class*="st-key-more_"] summary strong').all():
        visitor.unfold(heading)
    expect(page.locator('[class*="st-key-done_"] input:checked')).to_have_count(0)
    for day in days.all():
        parts = day.locator('[role="spinbutton"]')
        expect(parts).to_have_count(3)
        assert max(_edges(part)[1] for part in parts.all()) < min(
            _edges(sign)[0] for sign in day.locator("button").all()
        )
    rows = [
        (_edges(owner), _edges(day))
        for owner, day in zip(page.locator('[class*="st-key-owner_"]').all(), days.all(), strict=True)
    ]
    assert rows[0] == rows[1]
    for shown in page.locator('[class*="st-key-more_"] summary p').all():
        assert shown.evaluate("p => p.parentElement.scrollWidth <= p.parentElement.clientWidth"), "it is not cut"
    calendar, lines = visitor.control(page, "download_ics"), page.locator(".st-key-plan_lines")
    assert _edges(calendar, "top")[0] > _edges(lines, "top")[1]


@pytest.mark.soak
@pytest.mark.in_turns
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_day_of_the_plan_is_written_in_one_way_until_it_is_changed(
    server: Server, new_visitor: NewVisitor, language: Language
) -> None:
    """The field had 2026-09-28 beside steps whose days were written out."""
    key, day = finished(server), date(2127, 9, 28)
    with server.store() as store:
        steps = (PlanStep("Ask ten customers", day),)
        store.add_line(key, PlanLine(new_line_id(), title="Ask", due=day, steps=steps))
    page = new_visitor(width=390, language=language)
    visitor.open_page(page, server, "/plan", lang=language, r=key)
    written, text = page.locator('[class*="st-key-day_due_"] .written-day'), day_text(day, language)
    expect(written).to_have_text(text)
    expect(page.locator('[class*="st-key-day_when_"] .written-day')).to_have_text(text)
    assert written.evaluate("day => day.parentElement.scrollWidth <= day.parentElement.clientWidth"), "it fits"
    expect(page.locator(".st-key-plan_lines")).to_contain_text(text)
    following = say(language, "plan_page.up_next", what="Ask ten customers").replace("*", "")
    expect(page.locator('[data-testid="stMain"]')).to_contain_text(following)
    field = page.locator('[class*="st-key-due_"] [role="spinbutton"]').first
    assert _is_covered(field)
    field.click()
    expect(written).to_be_hidden()
    assert not _is_covered(field)
    page.keyboard.press("Escape")
    visitor.write_day(page, date(2127, 3, 31))
    expect(written).to_have_text(day_text(date(2127, 3, 31), language))
    expect(written).to_be_visible()
    page.get_by_role("button", name=say(language, "plan_page.clear_day"), exact=True).click()
    expect(written).to_have_text(say(language, "plan_page.no_day"))
    visitor.press(page, "undo")
    expect(written).to_have_text(day_text(date(2127, 3, 31), language))


@pytest.mark.soak
def test_a_plan_fits_the_narrowest_phone_its_days_are_large_enough_for_a_finger_and_a_box_stands_at_its_first_line(
    server: Server, new_visitor: NewVisitor
) -> None:
    key, due = finished(server), date(2127, 9, 28)
    with server.store() as store:
        steps = (PlanStep("Ask each of those who answer customers what stops them, and write down what they say", due),)
        store.add_line(key, PlanLine(new_line_id(), title="Ask", due=due, steps=steps))
    page = new_visitor(width=320, touch=True)
    visitor.open_page(page, server, "/plan", lang="en", r=key)
    step = page.locator('[class*="st-key-step_"] label')
    (box_top, box_bottom), (top, bottom) = (_edges(step.locator(part), "top") for part in ("> span + div", "p"))
    assert bottom - top > 2 * (box_bottom - box_top), "the step has several lines"
    assert abs((box_top + box_bottom) / 2 - top) < box_bottom - box_top
    page.locator('[data-testid="stDateInputCalendarButton"]').first.click()
    calendar = page.locator('[data-testid="stDateInputCalendar"]')
    calendar.wait_for()
    days = calendar.locator('td > [role="button"]')
    expect(days.first).to_be_visible()
    boxes = [box for day in (*days.all(), *calendar.locator("header > button").all()) if (box := day.bounding_box())]
    assert len(boxes) >= 30
    assert min(min(box["width"], box["height"]) for box in boxes) >= 40
    assert min(box["x"] for box in boxes) >= 0
    assert max(box["x"] + box["width"] for box in boxes) <= 320


def _is_covered(part: Locator) -> bool:
    """Whether something that is drawn later lies on a part of the page; it may let clicks through."""
    covered: bool = part.evaluate("""part => {
      const { left, top, width, height } = part.getBoundingClientRect()
      const written = part.closest('[class*="st-key-day_"]').querySelector(".written-day")
      const box = written.closest('[data-testid="stElementContainer"]').getBoundingClientRect()
      return box.width > 0 && box.left <= left + width / 2 && box.right >= left + width / 2
        && box.top <= top + height / 2 && box.bottom >= top + height / 2
    }""")
    return covered


def _edges(part: Locator, side: str = "left") -> tuple[float, float]:
    """Where a part of the page begins and ends, across or, with "top", from the top."""
    box = part.bounding_box()
    assert box is not None
    start, size = (box["x"], box["width"]) if side == "left" else (box["y"], box["height"])
    return start, start + size


def test_a_shared_link_shows_the_results_until_it_is_revoked(server: Server, new_visitor: NewVisitor) -> None:
    key = finished(server)
    owner, colleague = new_visitor(), new_visitor(language="sv")
    visitor.open_page(owner, server, "/results", lang="en", r=key)
    owner.get_by_text(say("en", "view_link.title")).click()
    visitor.press(owner, "share")
    link = owner.locator(".st-key-view_link code").inner_text()
    assert key not in link
    colleague.goto(link.replace("lang=en", "lang=sv"))
    visitor.wait_for_results(colleague)
    assert visitor.scores(colleague) == visitor.scores(owner)
    assert key not in colleague.content()
    for path in sample("/report", rest=["/questions", "/incentives", "/plan"]):
        assert colleague.locator(visitor.frame_link(path)).count() == 0
        colleague.goto(link.replace("/results", path))
        visitor.control(colleague, "to_results").wait_for()
    visitor.press(owner, "stop_sharing")
    visitor.control(owner, "share").wait_for()
    colleague.goto(link)
    visitor.control(colleague, "to_start").wait_for()
    assert colleague.locator(".st-key-weakest_factor").count() == 0


@pytest.mark.soak
def test_a_downloaded_archive_opens_again_under_a_link_of_its_own(
    server: Server, new_visitor: NewVisitor, tmp_path: Path
) -> None:
    key = finished(server, BEFORE | {"incentives": IncentiveMap.proposed(visitor.bank().incentives, {}).document()})
    later = {**BEFORE, "ratings.ABI01.new": 5}
    with server.store() as store:
        store.begin(key, later, instrument_version=visitor.bank().version, scoring_version="1", after=1)
        store.finish(key)
        store.add_line(key, PlanLine(new_line_id(), title="Möten på måndagar", owner="Åsa", due=date(2127, 1, 31)))
        store.share(key)
    page = new_visitor()

    def archive(name: str) -> dict[str, Any]:
        with visitor.downloading(page) as downloads:
            visitor.press(page, "take_home")
        (tmp_path / name).mkdir()
        home = json.loads(visitor.kept(downloads[0], tmp_path / name).read_bytes())
        return cast("dict[str, Any]", home)

    visitor.open_page(page, server, "/privacy", lang="en", r=key)
    before = archive("before")
    (file,) = (tmp_path / "before").iterdir()
    visitor.open_page(page, server, "/", lang="en", r=key)
    visitor.unfold(page.locator("summary").last)
    page.locator('.st-key-open_answers input[type="file"]').set_input_files(file)
    visitor.wait_for_results(page)
    again = visitor.key_of(page)
    assert again != key
    told = page.get_by_text(say("en", "opened_file"))
    expect(told).to_be_visible()
    page.get_by_role("link", name=say("en", "plan.title")).click()
    page.wait_for_url(re.compile(r"/plan\b"))
    visitor.settled(page)
    visitor.press(page, "to_results")
    visitor.wait_for_results(page)
    expect(told).to_have_count(0)
    with server.store() as store:
        assert len(store.load_all(key)) == len(store.load_all(again)) == 2
    visitor.open_page(page, server, "/privacy", lang="en", r=again)
    assert archive("after") == before | {"read_only_address": False}
    assert len(before["assessments"]) == 2
    assert before["plan"][0]["owner"] == "Åsa"


@pytest.mark.soak
def test_each_link_has_a_button_that_copies_it_and_the_one_to_send_on_comes_first(
    server: Server, new_visitor: NewVisitor
) -> None:
    """The sign to copy a link was seen under a pointer only and was not in the tab order."""
    key = finished(server)
    page = new_visitor(language="sv")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.open_page(page, server, "/report", lang="sv", r=key)
    visitor.press(page, "share")
    visitor.control(page, "stop_sharing").wait_for()
    to_send, own = page.locator(".st-key-view_link"), page.locator(".st-key-own_link")
    expect(to_send).to_be_focused()  # so that Tab leads to what copies this link, not the own one
    assert _edges(to_send, "top")[1] <= _edges(own, "top")[0]
    for box, name in ((to_send, "copy_view_link"), (own, "copy_own_link")):
        button = box.get_by_role("button", name=say("sv", "copy.button"))
        expect(button).to_be_visible()
        visitor.tab_to(page, key=name)
        page.keyboard.press("Enter")
        expect(box.get_by_role("status")).to_have_text(say("sv", "copy.done"))
        assert page.evaluate("navigator.clipboard.readText()") == box.locator("code").inner_text()


@pytest.mark.soak
def test_the_reminder_to_save_the_link_goes_once_it_is_copied_and_the_page_is_left(
    server: Server, new_visitor: NewVisitor
) -> None:
    """It had gone for somebody who came back to the result without having saved the link."""
    page = new_visitor()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.open_page(page, server, "/", lang="en")
    key = visitor.begin(page)
    with server.store() as store:
        store.change(key, {f"ratings.{name}": int(value) for name, value in FIRST.items() if value.isdigit()})
        store.finish(key)
    reminder = page.locator(".st-key-keep_link")
    visitor.follow(page, "/results")
    expect(reminder).to_be_visible()
    visitor.settled(page)
    visitor.follow(page, "/plan")
    expect(reminder).to_have_count(0)
    visitor.follow(page, "/results")
    reminder.get_by_role("button", name=say("en", "copy.button")).click()
    expect(reminder.get_by_role("status")).to_have_text(say("en", "copy.done"))
    visitor.settled(page)
    expect(reminder).to_be_visible()
    visitor.follow(page, "/plan")
    expect(reminder).to_have_count(0)
    visitor.follow(page, "/results")
    visitor.wait_for_results(page)
    visitor.settled(page)
    expect(reminder).to_have_count(0)


@pytest.mark.soak
def test_the_own_link_opens_the_answers_on_another_device(server: Server, new_visitor: NewVisitor) -> None:
    laptop, phone = new_visitor(), new_visitor(width=390, touch=True)
    visitor.open_page(laptop, server, "/", lang="sv")
    key = visitor.begin(laptop)
    visitor.rate_all(laptop, dict(list(FIRST.items())[:3]))
    visitor.follow(laptop, "/report")
    link = laptop.locator(".st-key-own_link code").inner_text()
    laptop.locator(".st-key-own_qr label").click()
    code = laptop.locator(".st-key-own_link img")
    code.wait_for()
    assert code.evaluate("image => image.naturalWidth > 150 && image.alt !== ''")
    phone.goto(link.replace("/results", "/questions"))
    visitor.wait_for_row(phone, "ABI01.current")
    assert visitor.shown(phone) == dict(list(FIRST.items())[:3])
    assert visitor.key_of(phone) == key
