"""No answer is lost, doubled or overwritten, whatever happens to tab, network or server.

The randomised tests repeat as often as tests/amounts.py says, with new choices each time and the same ones in each run.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from assessment.bank import bank_in
from assessment.series import Series, Today
from assessment.storage import new_key
from assessment.words import say
from tests.amounts import IS_SOAK, REPEATS, sample
from tests.browser import visitor
from tests.browser.conftest import Figures, NewServer, NewVisitor, Recorder, servers
from tests.browser.diary import CELLS, Diary
from tests.browser.line import Line
from tests.browser.server import ROOT, Server
from tests.browser.visitor import FACTORS
from tests.conftest import empty_schema

RATINGS = visitor.some_ratings()
FIRST, SECOND = (visitor.of_factor(RATINGS, factor) for factor in FACTORS[:2])
ANSWERED = visitor.stored(RATINGS, behaviours__current="Som i dag.", behaviours__new="Som vi vill.")


@pytest.mark.soak
def test_a_reload_shows_the_answers_of_every_page(server: Server, new_visitor: NewVisitor) -> None:
    page, key = new_visitor(), server.begun(visitor.stored({}))
    open_factor(page, server, key, FACTORS[0])
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
    page, key = new_visitor(), server.begun(visitor.stored({}))
    open_factor(page, server, key, FACTORS[0])
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


@pytest.mark.soak
def test_back_and_next_keep_every_answer(server: Server, new_visitor: NewVisitor) -> None:
    key = server.begun(visitor.stored({}))
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


@pytest.mark.soak
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


@pytest.mark.soak
def test_an_open_tab_stores_only_its_own_taps(server: Server, new_visitor: NewVisitor) -> None:
    one, key = new_visitor(), server.begun(visitor.stored({}))
    open_factor(one, server, key, FACTORS[0])
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


def test_an_answer_changed_in_another_tab_can_be_tapped_again_where_it_is_still_shown(
    server: Server, new_visitor: NewVisitor
) -> None:
    one, key = new_visitor(), server.begun(visitor.stored({}))
    open_factor(one, server, key, FACTORS[0])
    visitor.rate_all(one, {"ABI01.current": "5"})
    two = one.context.new_page()
    two.goto(one.url)
    visitor.wait_for_row(two, "ABI01.current")
    visitor.rate_all(two, {"ABI01.current": "2"})
    assert visitor.shown(one) == {"ABI01.current": "5"}
    visitor.rate_all(one, {"ABI01.current": "5"})
    assert server.ratings(key) == {"ABI01.current": "5"}


@pytest.mark.soak
def test_finishing_with_open_ratings_is_explained_and_possible(server: Server, new_visitor: NewVisitor) -> None:
    some = visitor.stored(visitor.of_factor(RATINGS, "ability") | visitor.of_factor(RATINGS, "conditions"))
    key = server.begun(some)
    before, stored = server.rows(), server.choices(key)
    page = new_visitor()
    visitor.open_page(page, server, "/questions", lang="sv", r=key, at="importance")
    visitor.press(page, "finish")
    visitor.control(page, "finish_anyway").wait_for()
    assert visitor.names_in(visitor.text_of(page, "open_cells"), "sv") == {"external_rewards", "internal_rewards"}
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


def test_a_killed_server_loses_no_answer_what_it_misses_is_shown_as_unsaved_and_the_open_tab_recovers_by_itself(
    new_server: NewServer, new_visitor: NewVisitor, recorder: Recorder
) -> None:
    server = new_server()
    server.start()
    page = new_visitor()
    visitor.open_page(page, server, "/", lang="en")
    key = visitor.begin(page)
    messages = visitor.heard(page)  # from the restarted servers
    recorder.is_down = True
    acknowledged: dict[str, str] = {}
    pairs = list(FIRST.items())
    restarts = 3 if IS_SOAK else 1
    for at in range(0, 2 * restarts, 2):
        visitor.rate_all(page, dict([pairs[at]]))
        acknowledged |= dict([pairs[at]])
        visitor.rate(page, *pairs[at + 1])  # sent or not yet sent
        server.kill()
        assert visitor.missing_from(acknowledged, server.ratings(key)) == {}
        name, value = pairs[at + 1]
        assert visitor.radio(page, name, value).is_checked()
        # By script, because Streamlit disables taps once it notices that the server is gone.
        name, value = pairs[at + 2]
        visitor.radio(page, name, value).evaluate("cell => cell.click()")
        expect(page.locator("[data-save-state]")).not_to_have_attribute("data-save-state", "saved")
        expect(page.locator('[data-save-state="failed"]')).to_have_text(say("en", "questionnaire.failed"))
        server.start()
        visitor.wait_until_saved(page)
        acknowledged |= dict(pairs[at + 1 : at + 3])
        assert visitor.missing_from(acknowledged, visitor.shown(page)) == {}
        assert visitor.missing_from(acknowledged, server.ratings(key)) == {}
    visitor.rate_all(page, dict(pairs[2 * restarts :]))
    visitor.turn(page, "next", next(iter(SECOND)))
    visitor.rate_all(page, SECOND)
    assert server.ratings(key) == FIRST | SECOND
    # A detour by another page would empty this one if a tap was sent during it.
    run = visitor.pages_run(messages)
    assert len(run) > restarts
    assert len(set(run)) == 1


@pytest.mark.parametrize(
    "is_forgotten", sample(True, rest=[False]), ids=lambda value: "for minutes" if value else "for seconds"
)
def test_taps_made_while_the_connection_is_lost_are_saved_when_it_is_back(
    new_server: NewServer, new_visitor: NewVisitor, recorder: Recorder, is_forgotten: bool
) -> None:
    """After some minutes the server has forgotten the tab, here after a second."""
    server = new_server(disconnectedSessionTTL="1") if is_forgotten else new_server()
    server.start()
    key = server.begun(visitor.stored({}))
    page = new_visitor()
    recorder.is_down = True
    with Line(server) as line:
        page.goto(line.url("/questions", lang="en", r=key))
        visitor.wait_for_row(page, "ABI01.current")
        visitor.rate_all(page, {"ABI01.current": "4"})
        line.cut()
        for name in ("ABI01.new", "ABI03.new"):
            visitor.radio(page, name, "2").evaluate("cell => cell.click()")
        expect(page.locator('[data-save-state="failed"]')).to_have_text(say("en", "questionnaire.failed"))
        page.wait_for_timeout(5000)
        assert server.ratings(key) == {"ABI01.current": "4"}
        line.restore()
        visitor.wait_until_saved(page)
        assert server.ratings(key) == {"ABI01.current": "4", "ABI01.new": "2", "ABI03.new": "2"}
        assert visitor.shown(page) == server.ratings(key)


@pytest.mark.soak
def test_a_locked_database_is_reported_and_the_answer_saved_once_it_is_free(
    new_server: NewServer, new_visitor: NewVisitor
) -> None:
    server = new_server(busy_seconds=2)
    server.start()
    page, key = new_visitor(), server.begun(visitor.stored({}))
    open_factor(page, server, key, FACTORS[0])
    visitor.rate_all(page, {"ABI01.current": "4"})
    with server.locked():
        visitor.rate(page, "ABI01.new", "2")
        expect(page.locator("[data-save-state]")).to_have_attribute("data-save-state", "failed")
        assert server.ratings(key) == {"ABI01.current": "4"}
        assert visitor.shown(page) == {"ABI01.current": "4", "ABI01.new": "2"}
    visitor.wait_until_saved(page)
    assert server.ratings(key) == {"ABI01.current": "4", "ABI01.new": "2"}


@pytest.mark.soak
@pytest.mark.parametrize("path", sample("/results", rest=["/questions", "/report"]))
def test_a_deep_link_works_on_a_server_whose_start_page_was_never_opened(
    server: Server, new_server: NewServer, new_visitor: NewVisitor, path: str
) -> None:
    key = server.begun(ANSWERED)
    fresh = new_server(database=server.database)
    fresh.start()
    page = new_visitor(language="en")
    page.goto(fresh.url(path, lang="sv", r=key, **({"at": FACTORS[0]} if path == "/questions" else {})))
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


def test_deleting_leaves_nothing_under_the_address(server: Server, new_visitor: NewVisitor) -> None:
    before = server.rows()
    key = server.begun(ANSWERED)
    page = new_visitor()
    visitor.open_page(page, server, "/privacy", lang="en", r=key)
    whose = hashlib.sha256(key.encode()).hexdigest()[:16]
    for name in (f"{whose}.1.tab", "another.1.tab"):
        page.evaluate(
            "name => localStorage.setItem(`drivkraft.taps.${name}`, JSON.stringify({at: Date.now(), taps: []}))", name
        )
    visitor.press(page, "delete_my_answers")
    visitor.press(page, "delete_really")
    page.locator('[data-testid="stMain"] [data-testid="stAlert"]').first.wait_for()
    page.wait_for_function("Object.keys(localStorage).filter(key => key.startsWith('drivkraft')).length < 2")
    kept = page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('drivkraft'))")
    assert kept == ["drivkraft.taps.another.1.tab"]
    assert server.choices(key) == {}
    assert server.rows() == before
    assert key not in page.url
    for path in sample("/questions", "/report", rest=["/results"]):
        visitor.open_page(page, server, path, lang="en", r=key)
        visitor.control(page, "to_start").wait_for()
        assert page.locator("[data-save-state]").count() == 0
    assert server.rows() == before


@pytest.mark.soak
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


def test_an_unknown_link_leads_nowhere_and_begins_no_assessment(server: Server, new_visitor: NewVisitor) -> None:
    before = server.rows()
    page = new_visitor(language="sv")
    for path in sample("/questions", "/report", rest=["/results"]):
        visitor.open_page(page, server, path, lang="sv", r="nobodyhasthiskey")
        visitor.control(page, "to_start").wait_for()
    visitor.press(page, "to_start")
    visitor.control(page, "start_quick").wait_for()
    visitor.settled(page)
    assert server.rows() == before
    visitor.begin_describing(page)
    page.wait_for_function("new URLSearchParams(location.search).get('r') !== 'nobodyhasthiskey'")
    assert server.choices(visitor.key_of(page))["form"] == "quick"
    assert server.choices("nobodyhasthiskey") == {}


# Again and again ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=sample("postgresql", rest=["sqlite"]))
def either_server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server most tests share, and one on PostgreSQL."""
    if request.param == "sqlite":
        yield request.getfixturevalue("server")
    else:
        with servers(tmp_path_factory) as new_server:
            server = new_server(database=empty_schema(request.getfixturevalue("postgres")))
            server.start()
            yield server


LAST_PAGE = {"quick": "importance", "full": "context"}


def open_factor(page: Page, server: Server, key: str, factor: str) -> None:
    visitor.open_page(page, server, "/questions", lang="en", r=key, at=factor)
    visitor.wait_for_row(page, CELLS[factor][0])


def test_a_reload_at_any_moment_loses_nothing_acknowledged(
    either_server: Server, new_visitor: NewVisitor, figures: Figures
) -> None:
    dice, page, key = random.Random("reload"), new_visitor(), either_server.begun(visitor.stored({}))
    diary, factor = Diary(either_server, key, dice), FACTORS[0]
    open_factor(page, either_server, key, factor)
    for _ in range(REPEATS):
        if dice.random() < 0.2:
            factor = dice.choice(FACTORS)
            open_factor(page, either_server, key, factor)
        for _ in range(dice.randint(1, 4)):
            diary.tap(page, CELLS[factor])
            page.wait_for_timeout(dice.choice((0, 0, 50, 200)))
        if dice.random() < 0.5:
            visitor.wait_until_saved(page)
        diary.listen(page)
        page.reload()
        visitor.wait_for_row(page, CELLS[factor][0])
        diary.compare(visitor.shown(page), factor)
        diary.compare()
    figures(diary.figure(REPEATS, "reloads"))
    assert diary.wrong == []


def test_turning_pages_back_and_forward_between_taps_loses_nothing(
    server: Server, new_visitor: NewVisitor, figures: Figures
) -> None:
    dice, page, key = random.Random("back and forward"), new_visitor(), server.begun(visitor.stored({}))
    diary = Diary(server, key, dice)
    open_factor(page, server, key, FACTORS[0])
    been, here = [0], 0  # the browser's history as indexes into FACTORS, and the position in it
    for _ in range(REPEATS):
        factor = FACTORS[been[here]]
        visitor.wait_for_row(page, CELLS[factor][0])
        diary.compare(visitor.shown(page), factor)
        for _ in range(dice.randint(0, 3)):
            diary.tap(page, CELLS[factor])
        diary.listen(page)
        ways = ["away and back again"]
        ways += ["next"] * (been[here] < len(FACTORS) - 1) + ["back"] * (been[here] > 0)
        ways += ["browser's back"] * (here > 0) + ["browser's forward"] * (here < len(been) - 1)
        way = dice.choice(ways)
        if way == "away and back again":
            visitor.wait_until_saved(page)
            diary.listen(page)
            page.goto("about:blank")
            page.go_back()
            been = been[: here + 1]
        elif way == "browser's back":
            page.go_back()
            here -= 1
        elif way == "browser's forward":
            page.go_forward()
            here += 1
        else:
            visitor.press(page, way)
            been = [*been[: here + 1], been[here] + (1 if way == "next" else -1)]
            here += 1
    visitor.wait_for_row(page, CELLS[FACTORS[been[here]]][0])
    visitor.wait_until_saved(page)
    diary.acknowledge()
    diary.compare()
    figures(diary.figure(REPEATS, "times back, forward or away"))
    assert diary.wrong == []


def test_a_tab_closed_right_after_a_saved_tap_loses_nothing(
    server: Server, new_visitor: NewVisitor, figures: Figures
) -> None:
    dice, context, key = random.Random("closed tab"), new_visitor().context, server.begun(visitor.stored({}))
    diary = Diary(server, key, dice)
    for _ in range(REPEATS):
        factor = dice.choice(FACTORS)
        tab = context.new_page()
        open_factor(tab, server, key, factor)
        diary.compare(visitor.shown(tab), factor)
        for _ in range(dice.randint(1, 3)):
            diary.tap(tab, CELLS[factor])
        visitor.wait_until_saved(tab)
        diary.listen(tab)
        if dice.random() < 0.3:
            diary.tap(tab, CELLS[factor])  # not waited for
        tab.close()
        diary.leave()
        diary.compare()
    figures(diary.figure(REPEATS, "closed tabs"))
    assert diary.wrong == []


def test_two_tabs_tapping_in_turn_store_only_their_own_taps(
    either_server: Server, new_visitor: NewVisitor, figures: Figures
) -> None:
    dice, one, key = random.Random("two tabs"), new_visitor(), either_server.begun(visitor.stored({}))
    diary = Diary(either_server, key, dice)
    at = {one: FACTORS[0], one.context.new_page(): FACTORS[0]}
    for tab, factor in at.items():
        open_factor(tab, either_server, key, factor)
    for _ in range(REPEATS):
        cells = {factor: dice.sample(CELLS[factor], len(CELLS[factor])) for factor in FACTORS}
        for tab in dice.sample(list(at), 2):
            for _ in range(dice.randint(1, 2)):
                diary.tap(tab, [cells[at[tab]].pop()])  # never the same cell at the same time
        for tab in at:
            visitor.wait_until_saved(tab)
        diary.acknowledge()
        diary.compare()
        tab = dice.choice(list(at))
        at[tab] = dice.choice(FACTORS[:2])
        open_factor(tab, either_server, key, at[tab])
        diary.compare(visitor.shown(tab), at[tab])
    figures(diary.figure(REPEATS, "turns of two tabs"))
    assert diary.wrong == []


def store_bank(server: Server) -> None:
    """Begin an assessment as the app does: the first one also stores the question bank."""
    with server.store() as store:
        today = Today(bank_in(ROOT / "questions.yaml"), "en", datetime.now(UTC))
        Series(store, new_key()).begin({"form": "quick"}, today)


class Doubled:
    """Clicks twice, quickly or slowly, and counts the rows that are added."""

    def __init__(self, server: Server, page: Page, dice: random.Random) -> None:
        self.clicks = 0
        self._server, self._page, self._dice = server, page, dice

    def adds(self, target: Locator, then: Locator) -> dict[str, int]:
        """The number of rows that two clicks on a place add; `then` is what they make appear."""
        before = self._server.rows()
        target.click()
        self._page.wait_for_timeout(self._dice.choice((0, 40, 80, 120)))
        self._page.mouse.down()  # where the first click was, whatever is there now
        self._page.mouse.up()
        self.clicks += 1
        then.wait_for(state="attached")
        for _ in range(2):
            visitor.settled(self._page)
            self._page.wait_for_timeout(300)
        after = self._server.rows()
        return {name: more for name in after if (more := after[name] - before.get(name, 0))}

    @property
    def figure(self) -> str:
        return f"{self.clicks} double clicks: 0 rows too many"


@pytest.mark.soak
def test_a_double_click_on_the_way_to_the_results_is_one_click(
    server: Server, new_visitor: NewVisitor, figures: Figures
) -> None:
    dice, page = random.Random("double click"), new_visitor()
    doubled = Doubled(server, page, dice)
    # The previous page may still be there while the next one is drawn.
    saved, results = page.locator('[data-save-state="saved"]').first, page.locator(".st-key-weakest_factor")
    store_bank(server)
    for _ in range(REPEATS):
        visitor.open_page(page, server, "/", lang="en")
        form = dice.choice(("quick", "full"))
        added = doubled.adds(visitor.control(page, f"start_{form}"), saved)
        assert (added.pop("series"), added.pop("assessments"), set(added)) == (1, 1, {"choices"})
        key = visitor.key_of(page)
        assert server.choices(key)["form"] == form
        visitor.choose_behaviour(page)
        visitor.wait_until_saved(page)
        answered = {name: dice.choice("12345") for name in dice.sample(CELLS["ability"], 2)}
        for name, value in answered.items():
            added = doubled.adds(visitor.radio(page, name, value).locator("xpath=ancestor::label"), saved)
            assert added == {"choices": 1}  # choosing the behaviour has stored the tab
        assert visitor.shown(page) == server.ratings(key) == answered
        assert doubled.adds(visitor.control(page, "next"), saved) == {}
        assert doubled.adds(visitor.control(page, "back"), saved) == {}
        open_factor(page, server, key, "ability")
        assert visitor.shown(page) == answered
        visitor.open_page(page, server, "/questions", lang="en", r=key, at=LAST_PAGE[form])
        assert doubled.adds(visitor.control(page, "finish"), visitor.control(page, "finish_anyway")) == {}
        assert doubled.adds(visitor.control(page, "finish_anyway"), results) == {}
        assert server.ratings(key) == answered
    figures(doubled.figure)


def test_a_double_click_on_finish_plan_and_assess_again_adds_no_more_than_one_click(
    server: Server, new_visitor: NewVisitor, figures: Figures
) -> None:
    dice, page = random.Random("double click"), new_visitor()
    doubled = Doubled(server, page, dice)
    results, taken, lines, outcomes = (
        page.locator(place)
        for place in (
            ".st-key-weakest_factor",
            '[class*="st-key-plan_"] button',
            '[class*="st-key-line_"]',
            ".st-key-since_agreed",
        )
    )
    store_bank(server)
    for _ in range(REPEATS):
        key = server.begun(ANSWERED)
        visitor.open_page(page, server, "/questions", lang="en", r=key, at="importance")
        assert doubled.adds(visitor.control(page, "finish"), results) == {}
        assert server.choices(key) == ANSWERED
        take = page.locator('[class*="st-key-take_"] button').locator("visible=true")
        assert doubled.adds(take.nth(dice.randrange(take.count())), taken) == {"plan_lines": 1}
        visitor.open_page(page, server, "/plan", lang="en", r=key)
        assert doubled.adds(visitor.control(page, "add_line"), lines.nth(1)) == {"plan_lines": 1}
        visitor.open_page(page, server, "/results", lang="en", r=key)
        added = doubled.adds(visitor.control(page, "assess_again"), outcomes)
        assert (added.pop("assessments"), set(added)) == (1, {"choices"})
        assert server.ratings(key) == {}
        with server.store() as store:
            first = store.load_all(key)[0].choices
        assert {path: first[path] for path in ANSWERED} == ANSWERED
    figures(doubled.figure)


# Killed halfway -----------------------------------------------------------------------------------------------------


def results_and_file(page: Page, folder: Path) -> tuple[object, bytes]:
    """From the results page: the scores on screen, and the result as a file."""
    visitor.wait_for_results(page)
    scores = visitor.scores(page)
    visitor.press(page, "to_report")
    visitor.control(page, "download_result").wait_for()
    return scores, visitor.download(page, "result", folder).read_bytes()


@pytest.mark.soak
@pytest.mark.parametrize("kind", ["postgresql", "sqlite"])
def test_the_result_is_the_same_when_the_server_is_killed_half_way(
    server: Server,
    new_server: NewServer,
    new_visitor: NewVisitor,
    recorder: Recorder,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    kind: str,
) -> None:
    page = new_visitor()
    visitor.open_page(page, server, "/results", lang="en", r=server.begun(ANSWERED))
    uninterrupted = results_and_file(page, tmp_path)

    killed = new_server(database=request.getfixturevalue(f"{kind}_url"))
    killed.start()
    on_last_page = visitor.of_factor(RATINGS, FACTORS[3])
    *before, last, very_last = on_last_page.items()
    key = killed.begun(
        {path: value for path, value in ANSWERED.items() if path.removeprefix("ratings.") not in on_last_page}
    )
    visitor.open_page(page, killed, "/questions", lang="en", r=key, at=FACTORS[3])
    visitor.wait_for_row(page, last[0])
    visitor.rate_all(page, dict(before))
    recorder.is_down = True
    visitor.rate(page, *last)
    killed.kill()  # The last tap may or may not have been sent.
    killed.start()
    visitor.wait_until_saved(page)
    visitor.rate_all(page, dict([very_last]))
    visitor.turn(page, "next", "importance.ability")
    visitor.press(page, "finish")
    assert results_and_file(page, tmp_path) == uninterrupted
    assert killed.ratings(key) == RATINGS
