"""What a page says first and the preview of its link are the sender's, and wait for no database that is away."""

from __future__ import annotations

import asyncio
import html
import io
import re
import socket
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest
from PIL import Image
from starlette.responses import Response
from starlette.types import Scope

from assessment.bank import bank_in
from assessment.campaigns import CampaignSetup, Desk, Prospect
from assessment.look import LOOK
from assessment.opened import close_store, opened_store
from assessment.series import Today
from assessment.storage import new_key
from assessment.words import say
from server.headers import streamlits_page
from server.senders import Senders, preview_of
from server.whole_page import whole_page

NOW: Final = datetime.now(UTC)
SETUP: Final = CampaignSetup(
    title="Energi", sender="Havsnäs & <Co>", languages=("sv",), form="full", contact="x", controller="y"
)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A consultant's desk, in the database of this process."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'answers.db'}")
    store, key = opened_store(), new_key()
    store.add_consultant("Havsnäs", key, NOW.date())
    who = store.signed_in(store.sign_in(key, NOW) or "", NOW)
    assert who is not None
    yield Desk(store, who.id, "a secret of this test")
    close_store()


def published(desk: Desk) -> tuple[str, str]:
    """The id and the code of a campaign that is open."""
    campaign = desk.make(SETUP, NOW) or ""
    assert desk.publish(campaign, NOW)
    return campaign, desk.code(campaign) or ""


def asking(query: str, path: str = "/") -> Scope:
    return {"type": "http", "path": path, "query_string": f"lang=en&{query}".encode(), "headers": []}


def page_of(scope: Scope) -> str:
    campaign = asyncio.run(Senders().campaign(scope))
    return whole_page(streamlits_page().encode(), scope, None, campaign, is_known=True).decode()


def test_the_first_words_and_the_preview_of_a_link_name_the_sender_in_a_language_of_the_campaign(desk: Desk) -> None:
    _, code = published(desk)
    page, named = page_of(asking(f"c={code}")), "Havsnäs &amp; &lt;Co&gt;"
    assert '<html lang="sv">' in page
    assert f'<meta property="og:site_name" content="{named}">' in page
    assert f'content="{say("sv", "start.headline")} {named}"' in page
    key, bank = new_key(), bank_in(Path("questions.yaml"))
    assert Prospect(desk.store, code).begin(key, {"form": "quick"}, Today(bank, "sv", NOW))
    pages = [page, *(page_of(asking(f"r={key}", f"/{path}")) for path in ("", "questions", "results", "privacy"))]
    pages.append(page_of(asking(f"view={desk.store.share(key)}", "/results")))
    for each in pages:
        assert f'<span class="brand">{named}</span>' in each
        assert LOOK.name not in each
        assert not {code, key} & set(re.findall(r"[\w-]{22,23}", each))
    assert html.escape(say("sv", "prospect.privacy.what")) in pages[4]
    round_of_a_team = page_of(asking(f"c={new_key()}&r={key}"))
    assert named not in round_of_a_team


def test_the_preview_of_a_campaigns_link_shows_its_logo_to_whoever_asks_and_no_other_link_does(desk: Desk) -> None:
    campaign, code = published(desk)
    drawn = io.BytesIO()
    Image.new("RGB", (60, 40), "navy").save(drawn, "PNG")

    def preview(query: str) -> str | None:
        found = asyncio.run(Senders().campaign(asking(query)))
        assert found is not None
        return preview_of(found, query)

    def logo(code: str) -> Response:
        return asyncio.run(Senders().logo(code))

    assert preview(f"c={code}") is None
    assert logo(code).status_code == 404
    assert desk.set_logo(campaign, drawn.getvalue())
    assert preview(f"lang=en&c={code}") == f"logo/{code}.png"
    answer = logo(code)
    assert (answer.status_code, answer.media_type, bytes(answer.body)[:4]) == (200, "image/png", b"\x89PNG")
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    key, draft = new_key(), desk.code(desk.copy(campaign, "A draft", NOW) or "") or ""
    assert Prospect(desk.store, code).begin(key, {}, Today(bank_in(Path("questions.yaml")), "sv", NOW))
    assert preview(f"r={key}") is None
    assert preview(f"r={key}&c={code}") is None
    for unknown in (draft, f"k{new_key()}", key, f"{code}x"):
        assert logo(unknown).status_code == 404


def test_a_page_does_not_wait_for_a_database_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        monkeypatch.setenv("DATABASE_URL", f"postgresql+psycopg://x@127.0.0.1:{silent.getsockname()[1]}/x")
        senders, scope = Senders(), asking(f"c=k{new_key()}&r={new_key()}")

        async def asked() -> list[object]:
            return [await senders.campaign(scope) for _ in range(20)]

        loop, begun = asyncio.new_event_loop(), time.monotonic()
        assert loop.run_until_complete(asked()) == [None] * 20
        assert time.monotonic() - begun < 5  # the first waits a quarter of a second, the others not
    loop.close()
