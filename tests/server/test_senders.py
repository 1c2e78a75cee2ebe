"""The preview of a consultant's link carries the sender's name, and never waits for a database that is away."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest

from assessment.campaigns import CampaignSetup, Desk
from assessment.look import LOOK
from assessment.opened import close_store, opened_store
from assessment.storage import new_key
from assessment.words import say
from server.headers import streamlits_page
from server.senders import Senders
from server.whole_page import whole_page

NOW: Final = datetime.now(UTC)
SETUP: Final = CampaignSetup(
    title="Energi", sender="Havsnäs & <Co>", languages=("sv",), form="full", contact="x", controller="y"
)


@pytest.fixture
def code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The code of a campaign that is open, in the database of this process."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'answers.db'}")
    store, key = opened_store(), new_key()
    store.add_consultant("Havsnäs", key, NOW.date())
    who = store.signed_in(store.sign_in(key, NOW) or "", NOW)
    assert who is not None
    desk = Desk(store, who.id, "a secret of this test")
    campaign = desk.make(SETUP, NOW) or ""
    assert desk.publish(campaign, NOW)
    yield desk.code(campaign) or ""
    close_store()


def asking(code: str) -> dict[str, Any]:
    return {"type": "http", "path": "/", "query_string": f"lang=en&c={code}".encode(), "headers": []}


def test_a_preview_names_the_sender_in_a_language_of_the_campaign(code: str) -> None:
    campaign = asyncio.run(Senders().campaign(asking(code)))
    page = whole_page(streamlits_page().encode(), asking(code), None, campaign, is_known=True).decode()
    assert '<html lang="sv">' in page
    assert '<meta property="og:site_name" content="Havsnäs &amp; &lt;Co&gt;">' in page
    assert f'content="{say("sv", "start.headline")} Havsnäs &amp; &lt;Co&gt;"' in page
    assert LOOK.name not in page
    assert code not in page


def test_a_page_does_not_wait_for_a_database_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        monkeypatch.setenv("DATABASE_URL", f"postgresql+psycopg://x@127.0.0.1:{silent.getsockname()[1]}/x")
        senders, scope = Senders(), asking(f"k{new_key()}")

        async def asked() -> list[object]:
            return [await senders.campaign(scope) for _ in range(20)]

        loop, begun = asyncio.new_event_loop(), time.monotonic()
        assert loop.run_until_complete(asked()) == [None] * 20
        assert time.monotonic() - begun < 5  # the first waits a quarter of a second, the others not
    loop.close()
