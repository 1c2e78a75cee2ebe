"""Private and read-only links under attack: guessed, prepared for somebody else, used for more than they allow."""

from __future__ import annotations

import asyncio
import random
import statistics
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from assessment.plan import PlanLine, new_line_id
from assessment.storage import new_key
from assessment.words import say
from benchmarks.respondent import OpenPage
from server.limiting import SECONDS_FOR_WRONG_KEYS
from tests.amounts import IS_SOAK, sample
from tests.browser import visitor as people
from tests.browser.server import Server
from tests.server.asking import visit
from tests.server.test_deletion import PAGES, told

ANSWERED: Final = people.stored(people.some_ratings())
NOT_FOUND: Final = "does not lead to any answers"
# The machine itself may try without limit, so an attacker without a proxy needs another address.
AFAR, FARTHER, PROXY = "127.0.0.2", "127.0.0.3", "127.0.0.1"
# How a visitor's connection reaches which server. Each way has its own address, whose tries are used up.
WAYS: Final = {
    "nobody in between": ({"peer": AFAR}, "server"),
    "a proxy": ({"peer": PROXY, "forwarded_for": "203.0.113.8"}, "behind_a_proxy"),
    "a proxy that is not named": ({"peer": FARTHER, "forwarded_for": "203.0.113.8"}, "server"),
}
TRIES: Final = 10_000 if IS_SOAK else 60
AT_ONCE: Final = 20


@pytest.mark.soak
@pytest.mark.parametrize("between", sample(*list(WAYS)[:1], rest=list(WAYS)[1:]))
def test_after_ten_thousand_wrong_keys_from_one_address_a_right_one_works_at_once(
    request: pytest.FixtureRequest, between: str
) -> None:
    """After 31 of them nobody behind the same proxy could open their answers for a quarter of an hour."""
    way, asked = WAYS[between]
    server: Server = request.getfixturevalue(asked)
    key = server.begun(ANSWERED)

    def opens(key: str) -> tuple[bool, float]:
        """Whether a key leads to answers, and how long that takes to show."""
        with visit(server, **way) as visitor:
            visitor.open("privacy", "lang=en")
            asked_at = time.monotonic()
            heard = told(visitor.open("questions", f"lang=en&r={key}"))
            return NOT_FOUND.encode() not in heard, time.monotonic() - asked_at

    def tries(times: int) -> int:
        """How many of so many guessed keys lead to answers."""
        with visit(server, **way) as visitor:
            visitor.open("privacy", "lang=en")
            guesses = (told(visitor.open("questions", f"lang=en&r={new_key()}")) for _ in range(times))
            return sum(NOT_FOUND.encode() not in heard for heard in guesses)

    before = statistics.median(opens(key)[1] for _ in range(5))
    with ThreadPoolExecutor(AT_ONCE) as attackers:
        found = list(attackers.map(tries, [TRIES // AT_ONCE] * AT_ONCE))
        is_found, _ = opens(key)
    assert is_found
    assert sum(found) == 0
    is_found, took = opens(new_key())
    assert not is_found
    assert took >= SECONDS_FOR_WRONG_KEYS, "the address has used up its tries"
    found_and_took = [opens(key) for _ in range(5)]
    assert all(is_found for is_found, _ in found_and_took)
    assert statistics.median(took for _, took in found_and_took) < min(2 * before + 0.2, SECONDS_FOR_WRONG_KEYS)


def said(heard: Sequence[ForwardMsg]) -> list[str]:
    """The texts of a page."""
    elements = [each.delta.new_element for each in heard if each.WhichOneof("type") == "delta"]
    return [each.alert.body or each.markdown.body or each.heading.body for each in elements]


def test_a_link_that_was_deleted_never_existed_or_no_longer_shows_results_says_the_same(server: Server) -> None:
    deleted, stopped = server.begun(ANSWERED), server.begun(ANSWERED)
    with server.store() as store:
        store.share(deleted)
        view = store.share(stopped)
        store.stop_sharing(stopped)
        store.delete(deleted)
    for page in PAGES if IS_SOAK else PAGES[1::3]:
        for one, other in ((f"r={deleted}", f"r={new_key()}"), (f"view={view}", f"view={new_key()}")):
            texts = []
            for query in (one, other):
                with visit(server) as visitor:
                    texts.append(said(visitor.open(page, f"lang=en&{query}")))
            assert texts[0] == texts[1], page
            assert any(texts[0]), page


@pytest.mark.parametrize("known", [{}, {"behaviours.new": "We solve it."}, ANSWERED])
def test_whoever_begins_from_a_prepared_link_answers_under_a_key_of_their_own(
    server: Server, known: dict[str, object]
) -> None:
    """Whoever had prepared it could read, change and delete the answers."""
    prepared = server.begun({"form": "quick", **known})
    before = server.choices(prepared)

    async def answers() -> str:
        page = OpenPage(server.port, f"/?lang=en&r={prepared}")
        await page.open()
        await page.press("start_quick")
        await page.close()
        statements = OpenPage(server.port, f"/questions?lang=en&r={page.key}&at={people.FACTORS[0]}")
        await statements.open()
        assert await statements.tap(statements.controls[0], "4")
        await statements.close()
        return page.key

    own = asyncio.run(answers())
    assert own != prepared
    assert server.choices(prepared) == before
    assert len(server.ratings(own)) == 1


def test_whoever_answers_where_a_prepared_link_leads_is_told_whose_answers_they_are(server: Server) -> None:
    with visit(server) as visitor:
        heard = visitor.open("questions", f"lang=en&r={server.begun(ANSWERED)}")
    assert say("en", "questions.by_link").encode() in told(heard)


def test_a_read_only_link_changes_nothing_whatever_is_pressed(server: Server) -> None:
    """The controls of the owner's pages have the same ids in a reader's session."""
    key = server.begun(ANSWERED)
    with server.store() as store:
        store.finish(key)
        store.add_line(key, PlanLine(new_line_id(), title="Meet on Mondays"))
        view = store.share(key)
        before = store.load_all(key), store.plan(key), store.shared(key)
    buttons: dict[str, str] = {}
    with visit(server) as owner:
        for page in PAGES:
            owner.open(page, f"lang=en&r={key}")
            buttons |= owner.buttons
    presses = [(page, button) for page in PAGES for button in sorted(buttons)]
    for page, button in presses if IS_SOAK else random.Random(11).sample(presses, 8):
        with visit(server) as reader:
            heard = told(reader.open(page, f"lang=en&view={view}"))
            reader.buttons[button] = buttons[button]
            heard += told(reader.press(button))
        assert key.encode() not in heard
        assert b"Meet on Mondays" not in heard
    with server.store() as store:
        assert (store.load_all(key), store.plan(key), store.shared(key)) == before
