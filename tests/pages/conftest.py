"""The pages driven through frame.py, each test with its own database.

Tests that need a browser are in tests/browser.
"""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, cast
from unittest.mock import Mock

import pytest
from itsdangerous import URLSafeTimedSerializer
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.context import ContextProxy
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.testing.v1 import AppTest, app_test

from assessment.answers import Answers
from assessment.campaigns import Desk
from assessment.downloads import Download
from assessment.instrument import Instrument
from assessment.storage import Store, database_url, new_key, sqlite_file
from server.secret import secret
from server.sign_in import COOKIE

ROOT = Path(__file__).parents[2]
Open = Callable[..., AppTest]
SignIn = Callable[[str], Desk]


@pytest.fixture(scope="package", autouse=True)
def _one_search_for_components() -> Iterator[None]:
    """AppTest looks for components in every installed package at each run, which takes as long as some pages.

    So does making a mock that can also be compared, iterated and so on, in place of Streamlit's runtime. And it
    compiles frame and page anew. Nor does it send any cookies, which Streamlit expects.
    """
    with pytest.MonkeyPatch.context() as once:
        once.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        once.setattr(app_test, "MagicMock", Mock)
        once.setattr(ContextProxy, "cookies", property(lambda _: {}))
        once.setattr(app_test, "ScriptCache", cache(ScriptCache))
        yield


@pytest.fixture(scope="package")
def _opened(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Iterator[tuple[Path, Store]]:
    file = Path(shutil.copy(migrated_file, tmp_path_factory.mktemp("pages")))
    with closing(Store(f"sqlite:///{file}")) as store:
        yield file, store


@pytest.fixture
def store(_opened: tuple[Path, Store], migrated_file: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store as a new one, on the same file for all tests.

    The app opens a database once, and SQLAlchemy turns each kind of statement into SQL once.
    """
    file, store = _opened
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file}")
    with closing(sqlite3.connect(migrated_file)) as new, closing(sqlite3.connect(file)) as used:
        new.backup(used)
    return store


@pytest.fixture
def visit(store: Store) -> Open:
    """Opens a page through the frame, in English by default."""

    def open_page(page: str = "start", **address: str) -> AppTest:
        visitor = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=30)
        for name, value in ({"lang": "en"} | address).items():
            visitor.query_params[name] = value
        if page != "start":
            visitor.switch_page(f"{page}.py")
        visitor.run()
        visitor._page_hash = ""  # otherwise every later run returns to this page
        assert not visitor.exception, visitor.exception[0].message
        return visitor

    return open_page


@pytest.fixture
def stored(store: Store, bank: Instrument) -> Callable[[Answers], str]:
    def keep(answers: Answers) -> str:
        key = new_key()
        store.begin(key, answers.choices(), instrument_version=bank.version, scoring_version="1")
        return key

    return keep


@pytest.fixture
def sign_in(store: Store, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """Signs the browser in as the consultant of this name, new or not; returns that consultant's desk."""
    keys: dict[str, str] = {}

    def with_key(name: str) -> Desk:
        now = datetime.now(UTC)
        if name not in keys:
            keys[name] = new_key()
            store.add_consultant(name, keys[name], now.date())
        token = store.sign_in(keys[name], now) or ""
        monkeypatch.setattr(ContextProxy, "cookies", property(lambda _: {COOKIE: token}))
        who = store.signed_in(token, now)
        assert who is not None
        return Desk(store, who.id, secret())

    return with_key


@contextmanager
def locked() -> Iterator[None]:
    """Another connection holds the database's write lock."""
    with closing(sqlite3.connect(str(sqlite_file(database_url())), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


def files_offered(visitor: AppTest) -> dict[str, tuple[str, Download]]:
    """The links to files on a page with their downloads, by kind of file."""
    links = [str(element.proto.url) for element in visitor.get("link_button")]
    signer = URLSafeTimedSerializer(secret(), salt="files")
    found = [(link, Download.of(signer.loads(link.split("/")[2]))) for link in links if link.startswith("./files/")]
    return {download.kind: (link, download) for link, download in found}


def questionnaire_of(visitor: AppTest) -> dict[str, Any]:
    """What the questionnaire on a page is given to draw; empty when there is none."""
    for each in visitor.get("bidi_component"):
        data = json.loads(each.proto.json)
        if "form" in data:
            return cast("dict[str, Any]", json.loads(data["form"]))
    return {}


def shows_questions(visitor: AppTest) -> bool:
    """Whether the page shows the statements."""
    return bool(questionnaire_of(visitor))


def in_order(visitor: AppTest) -> str:
    """The text of titles, headings and paragraphs from the top of a page to its foot."""
    kinds = ("title", "header", "subheader", "markdown", "caption")
    return "\n".join(str(each.value) for each in visitor.main if each.type in kinds)  # type: ignore[union-attr]


def shown(visitor: AppTest) -> str:
    """All the text on a page."""
    kinds = (
        "title",
        "header",
        "subheader",
        "markdown",
        "caption",
        "text",
        "info",
        "warning",
        "error",
        "success",
        "code",
    )
    texts = [str(element.value) for kind in kinds for element in visitor.get(kind)]  # type: ignore[union-attr]
    texts += [re.sub(r"<style>.*?</style>|<[^>]+>", "", str(each.proto.body)) for each in visitor.get("html")]
    titles = [str(alert.proto.title) for kind in ("info", "warning", "error") for alert in visitor.get(kind)]
    return "\n".join(texts + titles)
