"""The page on files: what stands at their top."""

from __future__ import annotations

from collections.abc import Callable

from assessment.answers import Answers
from assessment.instrument import Instrument
from assessment.plan import PlanLine, new_line_id
from assessment.series import Series
from assessment.storage import Store
from assessment.words import say
from tests.conftest import WORKED
from tests.pages.conftest import Open, shown


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


def test_the_card_of_the_pdf_says_what_is_in_it(
    visit: Open, stored: Callable[[Answers], str], answers: Callable[..., Answers], store: Store
) -> None:
    key = stored(answers(WORKED))
    plan, to_write = (say("en", f"downloads.pdf.parts.{part}") for part in ("plan", "plan_to_write"))
    before = shown(visit("report", r=key))
    assert to_write in before
    assert plan not in before
    store.add_line(key, PlanLine(new_line_id(), title="Meet"))
    after = shown(visit("report", r=key))
    assert plan in after
    assert to_write not in after
    assert "A summary, your plan and all answers." in after, "a list, of Excel"
    example = shown(visit("report", example="1"))
    assert say("en", "downloads.pdf.parts.map") in example
    assert say("en", "downloads.pdf.parts.since") in example


def test_only_the_owner_is_offered_links(
    visit: Open, stored: Callable[[Answers], str], answers: Callable[..., Answers]
) -> None:
    own = visit("report", r=stored(answers(WORKED)))
    assert [button.key for button in own.button if button.key == "share"]
    assert not [button for button in visit("report", example="1").button if button.key == "share"]
