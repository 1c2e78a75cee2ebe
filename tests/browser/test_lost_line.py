"""The connection is lost and comes back, perhaps to a server that has forgotten the tab: no input is lost."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Final, Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from assessment.incentives import IncentiveMap
from assessment.instrument import Language
from assessment.plan import PlanLine, new_line_id
from assessment.words import say
from assessment.working_days import read_due
from server.connections import MOST_OPEN
from tests.amounts import REPEATS, sample
from tests.browser import visitor
from tests.browser.conftest import NewServer, NewVisitor, Recorder
from tests.browser.line import Line
from tests.browser.server import PATIENCE, Server
from tests.server.asking import knock

RATINGS: Final = visitor.some_ratings()
ANSWERED: Final = visitor.stored(RATINGS, behaviours__current="Som i dag.", behaviours__new="Som vi vill.")

Way = Literal["server started anew", "forgotten by the server", "away for seconds"]
WAYS: Final[tuple[Way, ...]] = ("server started anew", "forgotten by the server", "away for seconds")
# A server forgets a tab after two minutes; a long run waits for that.
IS_LONG: Final = REPEATS >= 100


# Whether a button could not be pressed when the connection was back and the page had not yet run.
_WATCH_WHAT_IS_HELD: Final = """() => new MutationObserver(() => {
  const {testConnectionState: line} = document.querySelector('[data-testid="stApp"]').dataset
  if (line === "CONNECTED" && window.held === undefined) setTimeout(() => {
    window.held = document.querySelector(".st-key-add_line button").matches("[inert] *")
  })
}).observe(document.body, {subtree: true, attributeFilter: ["data-test-connection-state"]})"""


class Away:
    """A server behind a line, both of which can go away and come back, with the visitors' tabs."""

    def __init__(self, way: Way, server: Server, recorder: Recorder) -> None:
        self.way, self.server, self._recorder = way, server, recorder
        self.line = Line(server)

    def key(self, **others: object) -> str:
        """The key of a finished assessment with a plan of one line."""
        key = self.server.begun(ANSWERED | others)
        with self.server.store() as store:
            store.finish(key)
            store.add_line(key, PlanLine(new_line_id(), title="Möte", due=read_due("2127-01-31")))
        return key

    def plan(self, key: str) -> tuple[PlanLine, ...]:
        with self.server.store() as store:
            return tuple(store.plan(key))

    def open_page(self, page: Page, path: str, **query: str) -> None:
        goes_by_line = self.way != "server started anew"
        page.goto((self.line if goes_by_line else self.server).url(path, lang="sv", **query))
        visitor.settled(page)
        # Streamlit fetches the code of a control when it first draws one; until then a skeleton stands in its place.
        page.wait_for_load_state("networkidle")
        expect(page.locator('[data-testid="stSkeleton"]')).to_have_count(0)

    def go(self) -> None:
        self._recorder.is_down = True
        if self.way == "server started anew":
            self.server.kill()
        else:
            self.line.cut()

    def come_back(self, page: Page) -> None:
        if self.way == "server started anew":
            self.server.start()
        else:
            page.wait_for_timeout({"away for seconds": 3000}.get(self.way, 200_000 if IS_LONG else 8000))
            self.line.restore()


@pytest.fixture(params=WAYS)
def away(request: pytest.FixtureRequest, new_server: NewServer, recorder: Recorder) -> Iterator[Away]:
    is_short = request.param == "forgotten by the server" and not IS_LONG
    server = new_server(disconnectedSessionTTL="1") if is_short else new_server()
    server.start()
    away = Away(request.param, server, recorder)
    with away.line:
        yield away


def connected(page: Page) -> None:
    """Wait only until the connection is back."""
    page.locator('[data-testid="stApp"][data-test-connection-state="CONNECTED"]').wait_for()


def field(page: Page, name: str) -> Locator:
    return page.locator(f'[class*="st-key-{name}"] input').first


def downloaded(page: Page, key: str, folder: Path) -> bytes:
    with visitor.downloading(page) as downloads:
        visitor.press(page, key)
    return visitor.kept(downloads[0], folder).read_bytes()


@pytest.mark.soak
@pytest.mark.parametrize("away", sample(WAYS[0], rest=WAYS[1:]), indirect=True)
def test_the_first_press_counts_on_every_page_and_none_is_possible_before_it_has_run(
    away: Away, new_visitor: NewVisitor, tmp_path: Path
) -> None:
    """At the gate on the two pages that change most."""
    proposed = IncentiveMap.proposed(visitor.bank().incentives, {})
    keys = {path: away.key() for path in sample("/questions", "/plan", rest=visitor.PATHS)}
    if IS_LONG:
        keys["/incentives"] = away.key(incentives=proposed.document())
    first = new_visitor(language="sv")
    pages = {path: first.context.new_page() for path in keys}
    for path, page in pages.items():
        away.open_page(page, path, r=keys[path], **({"at": "ability"} if path == "/questions" else {}))
    if IS_LONG:
        pages["calendar"] = first.context.new_page()
        away.open_page(pages["calendar"], "/plan", r=keys["/results"])
        visitor.unfold(pages["/incentives"].locator(".st-key-map_ceo_more summary"))
        pages["/incentives"].locator(".st-key-map_ceo_growth_strength").wait_for()
    pages["/plan"].evaluate(_WATCH_WHAT_IS_HELD)
    away.go()
    first.wait_for_timeout(2000)
    away.come_back(first)
    for page in pages.values():
        connected(page)

    if IS_LONG:
        first_strength = pages["/incentives"].locator(".st-key-map_ceo_growth_strength label:has(input)").nth(1)
        first_strength.click()
        visitor.press(pages["/"], "start_full")
        pages["/results"].locator('[class*="st-key-take_"] button').first.click()
    visitor.press(pages["/plan"], "add_line")
    visitor.press(pages["/questions"], "next")
    if IS_LONG:
        assert downloaded(pages["/report"], "download_pdf", tmp_path).startswith(b"%PDF-")
        assert json.loads(downloaded(pages["/privacy"], "take_home", tmp_path))["plan"]
        assert b"BEGIN:VCALENDAR" in downloaded(pages["calendar"], "download_ics", tmp_path)

    visitor.wait_for_row(pages["/questions"], visitor.first_control(RATINGS, "conditions"))
    expect(pages["/plan"].locator('[class*="st-key-line_"]')).to_have_count(2)
    if IS_LONG:
        expect(pages["/results"].locator('[class*="st-key-plan_"] button')).to_have_count(1)
        pages["/"].wait_for_url(re.compile(r"\bat=behaviour"))
        own = visitor.key_of(pages["/"])
        assert own != keys["/"], "this session has not begun it"
        assert away.server.choices(own)["form"] == "full"
        expect(first_strength.locator("input")).to_be_checked()
        changed = proposed.with_role(proposed.roles[0].with_strength("growth", 2))
        mapped = keys["/incentives"]
        visitor.wait_until(first, lambda: IncentiveMap.checked(away.server.choices(mapped)["incentives"]), changed)
    for page in pages.values():
        visitor.settled(page)
    if away.way == "server started anew":
        assert pages["/plan"].evaluate("window.held") is True
    assert pages["/plan"].locator("[data-held]").count() == 0
    planned = [keys[path] for path in ("/plan", "/results") if path in keys]
    visitor.wait_until(first, lambda: [len(away.plan(key)) for key in planned], [2] * len(planned))


@pytest.mark.parametrize("away", sample(WAYS[1], rest=[WAYS[0], WAYS[2]]), indirect=True)
def test_everything_typed_and_chosen_without_a_connection_is_saved(away: Away, new_visitor: NewVisitor) -> None:
    proposed = IncentiveMap.proposed(visitor.bank().incentives, {}).document()
    planned, mapped = away.key(), away.key(incentives=proposed)
    starting = away.server.begun({"form": "quick", "behaviours.new": "Som vi vill."})
    plan = new_visitor(language="sv")
    rewards, start = plan.context.new_page(), plan.context.new_page()
    away.open_page(plan, "/plan", r=planned)
    visitor.unfold(plan.locator("summary"))
    plan.locator('[class*="st-key-state_"] label').nth(2).click()
    visitor.settled(plan)
    away.open_page(rewards, "/incentives", r=mapped)
    visitor.unfold(rewards.locator(".st-key-map_ceo_more summary"))
    field(rewards, "map_name_ceo").wait_for()
    away.open_page(start, "/questions", r=starting, at="behaviour")
    visitor.wait_for_questionnaire(start)

    field(plan, "owner_").press_sequentially("Åsa")  # sent or not yet sent
    away.go()
    plan.keyboard.type(" Öberg", delay=60)
    field(rewards, "map_name_ceo").fill("Högsta chefen")
    visitor.text_field(start, "behaviour_new").fill("Vi löser det på en gång.")
    expect(plan.locator(".st-key-line")).to_contain_text(say("sv", "line.away"))
    expect(plan.locator('[data-testid="stDialog"]')).to_have_count(0)
    away.come_back(plan)
    plan.keyboard.type(", och Bo", delay=60)
    for page in (plan, rewards, start):
        connected(page)

    expect(field(plan, "owner_")).to_have_value("Åsa Öberg, och Bo")
    expect(rewards.locator(".st-key-map_role_top")).to_contain_text("Högsta chefen")
    expect(plan.locator(".st-key-line")).to_have_text("")
    visitor.wait_until_saved(start)
    saved = [("Åsa Öberg, och Bo", "doing", read_due("2127-01-31"))]
    visitor.wait_until(plan, lambda: [(line.owner, line.state, line.due) for line in away.plan(planned)], saved)
    assert away.server.choices(starting)["behaviours.new"] == "Vi löser det på en gång."


@pytest.mark.soak
@pytest.mark.parametrize("away", sample(WAYS[1], rest=[WAYS[0]]), indirect=True)
def test_values_that_a_tab_only_showed_are_not_written_back(away: Away, new_visitor: NewVisitor) -> None:
    """Another tab has changed the plan while the connection was lost."""
    key = away.key()
    page = new_visitor(language="sv")
    away.open_page(page, "/plan", r=key)
    visitor.unfold(page.locator("summary"))
    field(page, "owner_").fill("Åsa")
    field(page, "owner_").press("Tab")
    page.locator('[class*="st-key-state_"] label').nth(2).click()
    page.wait_for_timeout(8000)  # long enough for all of it to be saved
    away.go()
    (line,) = away.plan(key)
    assert (line.owner, line.state) == ("Åsa", "doing")
    later = PlanLine(line.id, owner="Bo", due=read_due("2127-02-01"), state="done")
    with away.server.store() as store:
        store.change_line(key, later, "owner", "due", "state")
    away.come_back(page)
    connected(page)
    expect(field(page, "owner_")).to_have_value("Bo")
    visitor.wait_for_day(page, "2127-02-01")
    visitor.settled(page)
    page.wait_for_timeout(3000)
    (line,) = away.plan(key)
    assert (line.owner, line.due, line.state) == ("Bo", read_due("2127-02-01"), "done")


@pytest.mark.soak
@pytest.mark.parametrize("language", sample("sv", rest=["en"]))
def test_where_a_network_stops_websockets_the_page_says_so_in_the_language_shown(
    server: Server, new_visitor: NewVisitor, language: Language
) -> None:
    """There were only grey bars, then a dialog for programmers, in English."""
    page = new_visitor(language=language, is_new=True)
    page.route_web_socket(re.compile("/_stcore/stream"), lambda line: line.close(code=1006))
    page.goto(server.url("/", lang=language))
    told = page.locator("#no-line")
    page.wait_for_timeout(3000)
    expect(told).not_to_be_visible()
    expect(told).to_be_visible(timeout=30_000)
    expect(told).to_contain_text(say(language, "no_line.title"))
    page.wait_for_timeout(15_000)  # by then Streamlit says it in its own words
    expect(page.locator('[data-testid="stDialog"]').locator("visible=true")).to_have_count(0)
    expect(told).to_be_visible()


@pytest.mark.soak
@pytest.mark.parametrize("language", ["sv", "en"])
def test_where_too_many_pages_are_open_the_page_says_so_and_opens_by_itself(
    new_server: NewServer, new_visitor: NewVisitor, recorder: Recorder, language: Language
) -> None:
    """The other pages of the same network keep their connection, and this one asks again until there is room."""
    server = new_server()
    server.start()
    page = new_visitor(language=language, width=390)
    recorder.is_down = True
    with ExitStack() as others:
        for _ in range(MOST_OPEN):
            line = others.enter_context(socket.create_connection(("127.0.0.1", server.port), PATIENCE))
            line.sendall(knock(server))
            assert line.recv(12) == b"HTTP/1.1 101"
        page.goto(server.url("/", lang=language))
        told = page.locator("#no-line")
        expect(told).to_be_visible()
        expect(told).to_contain_text(say(language, "too_many_pages.title"))
        expect(told).to_contain_text(say(language, "too_many_pages.text"))
        page.wait_for_timeout(15_000)  # by then Streamlit would say it in its own words
        expect(page.locator('[data-testid="stDialog"]').locator("visible=true")).to_have_count(0)
        expect(told).to_be_visible()
        assert visitor.beyond_the_edge(page) == []
    connected(page)
    visitor.settled(page)
    expect(told).not_to_be_visible()
    expect(page.locator(".st-key-start_quick")).to_be_visible()


@pytest.mark.soak
def test_a_page_that_is_or_was_connected_does_not_say_that_it_is_not(
    server: Server, new_visitor: NewVisitor, recorder: Recorder
) -> None:
    away = Away("away for seconds", server, recorder)
    with away.line:
        page = new_visitor(language="sv")
        away.open_page(page, "/results", r=away.key())
        away.go()
        expect(page.locator(".st-key-line")).to_contain_text(say("sv", "line.away"))
        page.wait_for_timeout(12_000)
        expect(page.locator("#no-line")).not_to_be_visible()
        expect(page.locator(".st-key-line")).to_contain_text(say("sv", "line.away"))
        away.come_back(page)
        connected(page)
