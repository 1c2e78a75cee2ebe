"""The pages driven through app.py, each test with its own database; tests that need a browser are in tests/browser."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from assessment.answers import Answers
from assessment.instrument import Instrument
from assessment.storage import Store, new_key

ROOT = Path(__file__).parents[2]
Open = Callable[..., AppTest]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Measure no coverage here: Streamlit would take twice as long, and the subject has tests of its own."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("no_cover")


@pytest.fixture
def store(tmp_path: Path, migrated_file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    url = f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'answers.db')}"
    monkeypatch.setenv("DATABASE_URL", url)
    opened = Store(url)
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def _frame_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """While a folder pages/ exists, AppTest would run a page file alone, because it looks at the folder in each run."""
    original = PagesManager.__init__

    def with_navigation(self: PagesManager, *args: Any, **kwargs: Any) -> None:
        original(self, *args, **kwargs)
        monkeypatch.setattr(PagesManager, "uses_pages_directory", False)

    monkeypatch.setattr(PagesManager, "__init__", with_navigation)


@pytest.fixture
def visit(store: Store) -> Open:
    """Opens a page through the frame, in English by default."""

    def open_page(page: str = "start", **address: str) -> AppTest:
        visitor = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
        for name, value in ({"lang": "en"} | address).items():
            visitor.query_params[name] = value
        visitor.run()
        if page != "start":
            visitor.switch_page(f"pages/{page}.py").run()
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
    titles = [str(alert.proto.title) for kind in ("info", "warning", "error") for alert in visitor.get(kind)]
    return "\n".join(texts + titles)
