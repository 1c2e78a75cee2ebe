"""Trouble with the database is reported in a clear sentence, loses nothing, and ends by itself."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Locator, Page, expect

from assessment.incentives import IncentiveMap
from assessment.instrument import Language
from assessment.plan import PlanLine, new_line_id
from assessment.storage import Trouble
from assessment.words import say
from tests.browser import visitor
from tests.browser.conftest import NewServer, NewVisitor, Recorder
from tests.browser.server import Server
from tests.browser.visitor import FACTORS
from tests.conftest import kept
from tests.postgres import Postgres

RATINGS = visitor.some_ratings()
FIRST, SECOND = (visitor.of_factor(RATINGS, factor) for factor in FACTORS[:2])
ANSWERED = visitor.stored(RATINGS, behaviours__current="Som i dag.", behaviours__new="Som vi vill.")
BEFORE, MEANWHILE = {"ABI01.current": "4"}, {"ABI01.new": "2"}

# The longest lock that the app promises to survive.
LOCKED_SECONDS = 60


def proposed() -> IncentiveMap:
    return kept(IncentiveMap.proposed(visitor.bank().incentives, {}))


class People:
    """Visitors on different pages, three of them in Swedish: what each does and sees during trouble.

    Those of one language are tabs of one browser, which takes less time than browsers of their own.

    They may load a page during the trouble, but never reload one to get out of it.
    """

    def __init__(self, server: Server, new_visitor: NewVisitor) -> None:
        self.server = server
        english, swedish = new_visitor().context, new_visitor(language="sv").context
        self.answering, self.planning, self.arriving, self.mapping = (english.new_page() for _ in range(4))
        self.starting, self.finishing, self.reading = (swedish.new_page() for _ in range(3))
        self.answers = server.begun(visitor.stored({}))
        self.mapped = server.begun({"form": "quick", "incentives": proposed().document()})
        self.finished = server.begun(ANSWERED)
        self.unfinished = server.begun(ANSWERED)
        self.line = PlanLine(new_line_id(), title="Meet on Mondays")
        with server.store() as store:
            store.finish(self.finished)
            store.add_line(self.finished, self.line)

    def begin_to_answer(self) -> None:
        visitor.open_page(self.answering, self.server, "/questions", lang="en", r=self.answers)
        visitor.rate_all(self.answering, BEFORE)

    def open_the_others(self) -> None:
        visitor.open_page(self.starting, self.server, "/", lang="sv")
        visitor.open_page(self.finishing, self.server, "/questions", lang="sv", r=self.unfinished, at="importance")
        visitor.wait_for_row(self.finishing, "importance.ability")
        visitor.open_page(self.planning, self.server, "/plan", lang="en", r=self.finished)
        self.owner.wait_for()
        visitor.open_page(self.mapping, self.server, "/incentives", lang="en", r=self.mapped)
        visitor.unfold(self.mapping.locator(".st-key-map_ceo_more summary"))
        self.strengths.first.wait_for()

    def act(self) -> None:
        """Answer, start, finish, plan, change the map, look at results and statements, all at the same time."""
        for name, value in MEANWHILE.items():
            visitor.rate(self.answering, name, value)
        visitor.press(self.starting, "start_full")
        visitor.press(self.finishing, "finish")
        self.owner.fill("Åsa Öberg")
        self.owner.press("Tab")
        self.strengths.nth(1).click()
        self.reading.goto(self.server.url("/results", lang="sv", r=self.finished))
        self.arriving.goto(self.server.url("/questions", lang="en", r=self.finished, at=FACTORS[0]))

    def see_the_trouble(self, trouble: Trouble, *, can_read: bool) -> None:
        expect(self.answering.locator('[data-save-state="failed"]')).to_have_text(say("en", "questionnaire.failed"))
        expect(sentence(self.answering, trouble, "en")).to_be_in_viewport()
        assert visitor.shown(self.answering) == BEFORE | MEANWHILE
        expect(sentence(self.starting, trouble, "sv", pressed=True)).to_be_in_viewport()
        expect(visitor.control(self.starting, "start_full")).to_be_enabled()
        expect(sentence(self.finishing, trouble, "sv", pressed=True)).to_be_in_viewport()
        assert "/questions" in self.finishing.url
        expect(sentence(self.planning, trouble, "en")).to_be_in_viewport()
        expect(self.owner).to_have_value("Åsa Öberg")
        expect(sentence(self.mapping, trouble, "en")).to_be_in_viewport()
        expect(self.strengths.nth(1).locator("input")).to_be_checked()
        if can_read:
            self.see_what_is_stored()
        else:
            expect(sentence(self.reading, trouble, "sv")).to_be_visible()
            expect(sentence(self.arriving, trouble, "en")).to_be_visible()
        self.see_no_traceback()

    def go_on(self) -> None:
        """Pending writes are saved and pages shown without help; failed presses are pressed again."""
        self.see_what_is_stored()
        visitor.wait_until_saved(self.answering)
        assert self.server.ratings(self.answers) == BEFORE | MEANWHILE
        expect(self.owner).to_have_value("Åsa Öberg")
        visitor.wait_until(self.planning, self._owners, ["Åsa Öberg"])
        expect(self.mapping.locator('[data-testid="stAlert"]')).to_have_count(0)
        changed = proposed().with_role(proposed().roles[0].with_strength("growth", 2))
        visitor.wait_until(self.mapping, self._map, changed)
        for page in (self.answering, self.planning, self.reading, self.arriving):
            expect(page.locator('[data-testid="stAlert"]')).to_have_count(0)
        visitor.press(self.finishing, "finish")
        visitor.wait_for_results(self.finishing)
        key = visitor.begin(self.starting, "full")
        assert self.server.choices(key)["form"] == "full"
        visitor.rate_all(self.answering, FIRST)
        visitor.turn(self.answering, "next", next(iter(SECOND)))
        visitor.rate_all(self.answering, SECOND)
        assert self.server.ratings(self.answers) == FIRST | SECOND
        self.see_no_traceback()

    @property
    def owner(self) -> Locator:
        return self.planning.locator(f".st-key-owner_{self.line.id} input")

    @property
    def strengths(self) -> Locator:
        return self.mapping.locator(".st-key-map_ceo_growth_strength label:has(input)")

    def see_what_is_stored(self) -> None:
        visitor.wait_for_results(self.reading)
        visitor.wait_for_row(self.arriving, "ABI01.current")
        assert visitor.shown(self.arriving) == FIRST

    def _owners(self) -> list[str]:
        with self.server.store() as store:
            return [line.owner for line in store.plan(self.finished)]

    def _map(self) -> IncentiveMap:
        return IncentiveMap.checked(self.server.choices(self.mapped)["incentives"])

    def see_no_traceback(self) -> None:
        everybody = (self.answering, self.starting, self.finishing, self.planning, self.reading, self.arriving)
        for page in (*everybody, self.mapping):
            expect(page.locator('[data-testid="stException"]')).to_have_count(0)
            assert "Traceback" not in page.locator("body").inner_text()
        assert "Traceback" not in self.server.output()


def sentence(page: Page, trouble: Trouble, language: Language, *, pressed: bool = False) -> Locator:
    """The message about this trouble; after a failed press, the one that asks to press again."""
    alert = page.locator('[data-testid="stAlert"]').filter(has_text=say(language, f"obstacle.{trouble}.title"))
    return alert.filter(has_text=say(language, "obstacle.press_again" if pressed else f"obstacle.{trouble}.text"))


@contextmanager
def stopped(postgres: Postgres) -> Iterator[None]:
    postgres.stop()
    try:
        yield
    finally:
        postgres.start()


@pytest.fixture
def people(new_server: NewServer, new_visitor: NewVisitor) -> People:
    """Visitors of a server of their own, one of them answering already."""
    server = new_server()
    server.start()
    people = People(server, new_visitor)
    people.begin_to_answer()
    return people


@pytest.mark.soak
def test_a_database_locked_for_a_minute_is_reported_and_everything_recovers(people: People) -> None:
    people.open_the_others()
    with people.server.locked():
        until = time.monotonic() + LOCKED_SECONDS
        people.act()
        people.see_the_trouble("busy", can_read=True)
        people.answering.wait_for_timeout(max(until - time.monotonic(), 0) * 1000)
    people.go_on()


@pytest.mark.soak
def test_a_full_disk_is_reported_and_everything_recovers(people: People) -> None:
    people.open_the_others()
    with people.server.without_room():
        people.act()
        people.see_the_trouble("full", can_read=False)
    people.go_on()


def test_finishing_right_after_trouble_also_saves_the_pending_taps(server: Server, new_visitor: NewVisitor) -> None:
    key = server.begun(ANSWERED)
    page = new_visitor()
    messages = visitor.heard(page)
    visitor.open_page(page, server, "/questions", lang="en", r=key, at="importance")
    visitor.wait_for_row(page, "importance.ability")
    with server.without_room():
        visitor.rate(page, "importance.ability", "5")
        expect(sentence(page, "full", "en")).to_be_in_viewport()
        visitor.press_until_run(page, "finish", messages)
        visitor.settled(page)
        assert "/questions" in page.url
    assert "importance.ability" not in server.choices(key)
    visitor.press(page, "finish")
    visitor.wait_for_results(page)
    assert server.choices(key)["importance.ability"] == 5


def test_a_failed_deletion_is_reported_beside_the_button(server: Server, new_visitor: NewVisitor) -> None:
    key = server.begun(ANSWERED)
    page = new_visitor(language="sv", width=390)
    visitor.open_page(page, server, "/privacy", lang="sv", r=key)
    visitor.press(page, "delete_my_answers")
    with server.without_room():
        visitor.press(page, "delete_really")
        expect(sentence(page, "full", "sv", pressed=True)).to_be_in_viewport()
    assert server.ratings(key) == RATINGS
    visitor.press(page, "delete_really")
    alerts = page.locator('[data-testid="stMain"] [data-testid="stAlert"]')
    expect(alerts.filter(has_text=say("sv", "privacy.deleted"))).to_be_visible()
    expect(alerts).to_have_count(1)
    assert server.choices(key) == {}


@pytest.mark.soak
def test_a_read_only_database_is_reported_and_everything_recovers(people: People, recorder: Recorder) -> None:
    recorder.is_down = True
    people.server.kill()
    with people.server.write_protected():
        people.server.start(as_anybody=True)
        people.open_the_others()
        people.act()
        people.see_the_trouble("read_only", can_read=True)
    people.go_on()


@pytest.mark.soak
def test_a_stopped_postgresql_is_reported_and_everything_recovers(
    new_server: NewServer, new_visitor: NewVisitor, postgres: Postgres, postgresql_url: str
) -> None:
    server = new_server(database=postgresql_url)
    server.start()
    people = People(server, new_visitor)
    people.begin_to_answer()
    people.open_the_others()
    with stopped(postgres):
        people.act()
        people.see_the_trouble("away", can_read=False)
    people.go_on()
