"""After deletion no route serves anything of an assessment, neither to pages that have it open nor to new ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from assessment.plan import PlanLine, new_line_id
from assessment.storage import Store
from tests.browser import visitor
from tests.browser.server import Server
from tests.server.asking import Visit, ask, visit

PAGES = ("", "questions", "incentives", "results", "plan", "report", "team", "customers", "privacy", "accessibility")
# The first page of questions, which only its address opens once there are answers, has a place of its own.
PLACES = {page: (page, "") for page in PAGES} | {"behaviour": ("questions", "&at=behaviour")}
# What nobody else writes: in the behaviours, in the statement, in the plan, in the table of departments.
MARKS = ("Hemligt ett", "Hemligt två", "Hemligt tre", "Hemligt fyra", "Hemligt fem")
_FILE = re.compile(rb"\.?(/(?:media|files)/[\w./%~-]+)")


@pytest.fixture
def key(server: Server) -> str:
    """An assessment with something of its own everywhere."""
    behaviours = {"behaviours.current": MARKS[0], "behaviours.new": MARKS[1], "experience.statement": MARKS[2]}
    departments = {"departments": [{"name": MARKS[4], "engagement": 61.0, "customers": 60.0}]}
    key = server.begun(visitor.stored(visitor.some_ratings()) | {"form": "quick", **behaviours, **departments})
    with server.store() as store:
        store.add_line(key, PlanLine(new_line_id(), title=MARKS[3]))
    return key


@pytest.fixture
def visits(server: Server, key: str) -> Iterator[dict[str, tuple[Visit, bytes]]]:
    """Every page of it, open, and what the server sent there."""
    with ExitStack() as stack:
        opened = {place: stack.enter_context(visit(server)) for place in PLACES}
        yield {place: (each, told(each.open(*at(place, f"r={key}")))) for place, each in opened.items()}


def at(place: str, query: str) -> tuple[str, str]:
    page, more = PLACES[place]
    return page, f"lang=sv&{query}{more}"


def told(messages: Sequence[ForwardMsg]) -> bytes:
    return b"".join(message.SerializeToString() for message in messages)


def marks_in(text: bytes) -> set[str]:
    return {mark for mark in MARKS if mark.encode() in text}


def test_no_route_serves_deleted_answers(server: Server, key: str, visits: dict[str, tuple[Visit, bytes]]) -> None:
    before = {page: marks_in(text) for page, (_, text) in visits.items()}
    assert set().union(*before.values()) == set(MARKS), "there is something to show"
    # A file in memory would not ask the database whether it is still there.
    assert not any(b"/media/" in text for _, text in visits.values())
    files = [found.decode() for _, text in visits.values() for found in _FILE.findall(text)]
    assert files
    assert [ask(server, file).status for file in files] == [200] * len(files)
    with server.store() as store:
        view = store.share(key)
        store.delete(key)

    for file in files:
        answer = ask(server, file)
        assert answer.status >= 400, file
        assert marks_in(answer.body) == set(), file
    for place, (open_before, _) in visits.items():
        assert marks_in(told(open_before.run())) == set(), f"the page {place} that was open"
        for query in (f"r={key}", f"view={view}"):
            with visit(server) as anew:
                assert marks_in(told(anew.open(*at(place, query)))) == set(), f"{place} with {query}"


def test_deleted_answers_are_gone_for_a_page_that_is_open_elsewhere(
    server: Server, key: str, visits: dict[str, tuple[Visit, bytes]]
) -> None:
    """As a visitor deletes them: in one tab, while another one shows them."""
    deleting, results = visits["privacy"][0], visits["results"][0]
    deleting.press("delete_my_answers")
    deleting.press("delete_really")
    assert marks_in(told(results.run())) == set()
    with server.store() as store:
        assert is_gone(store, key)


def is_gone(store: Store, key: str) -> bool:
    return store.load(key) is None and not store.load_all(key) and not store.plan(key)
