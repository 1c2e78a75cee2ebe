"""The page on files: what stands at their top."""

from __future__ import annotations

from collections.abc import Callable

from assessment.answers import Answers
from assessment.instrument import Instrument
from assessment.series import Series
from assessment.storage import Store
from tests.conftest import WORKED
from tests.pages.conftest import Open


def title_of(store: Store, key: str) -> object:
    stored = store.load(key)
    assert stored is not None
    return stored.choices.get("title")


def test_what_stands_at_the_top_is_kept_with_the_answers(
    visit: Open, stored: Callable[[Answers], str], answers: Callable[..., Answers], store: Store
) -> None:
    key = stored(answers(WORKED))
    visitor = visit("report", r=key)
    visitor.text_input(key="file_title").set_value("  Service, Example Ltd ").run()
    assert title_of(store, key) == "Service, Example Ltd"
    assert visit("report", r=key).text_input(key="file_title").value == "Service, Example Ltd"
    visitor.text_input(key="file_title").set_value("").run()
    assert title_of(store, key) is None


def test_the_next_assessment_keeps_it(bank: Instrument, answers: Callable[..., Answers], store: Store) -> None:
    series = Series(store, "k" * 22)
    store.begin(series.key, answers(WORKED).choices(), instrument_version=bank.version, scoring_version="1")
    series.finish()
    store.begin(series.key, {"form": "quick"}, instrument_version=bank.version, scoring_version="1", after=1)
    assert series.change_title("Service")
    assert [each.choices.get("title") for each in store.load_all(series.key)] == ["Service", "Service"]


def test_the_example_has_no_line_for_it(visit: Open) -> None:
    visitor = visit("report", example="1")
    assert not [each for each in visitor.text_input if each.key == "file_title"]
