"""Every page in every state is accessible: axe, narrow screens, the page's language, the focus."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Final

import pytest
import streamlit
from playwright.sync_api import Page, expect

from assessment.bank import bank_in
from assessment.incentives import IncentiveMap
from assessment.instrument import LANGUAGES, QUESTIONS, Language
from assessment.plan import PlanLine, new_line_id, recommended_steps
from assessment.rounds import Department, Leading, Setup, utc_day
from assessment.series import Today
from assessment.storage import new_key
from assessment.words import say
from tests.amounts import sample
from tests.browser import visitor
from tests.browser.axe import LOOKS, SAMPLE, findings, findings_in_all_looks
from tests.browser.conftest import NewVisitor, Profiles, Recorder, visitors
from tests.browser.server import ROOT, Server
from tests.conftest import kept
from tests.libyaml import read_yaml

_QUICK = visitor.stored(
    visitor.some_ratings(),
    behaviours__current="Vi avslutar ärendet så snabbt som möjligt.",
    behaviours__new="Vi löser kundens problem vid första kontakten.",
    experience__agreed="no",
    planned_reward=True,
)
_CONTEXT = {f"context.{item.id}": 1 + place % 5 for place, item in enumerate(visitor.bank().context_items)}
_FULL = {**visitor.stored(visitor.some_ratings("full")), **_CONTEXT, "form": "full"}
_PARTLY_ANSWERED = visitor.stored(visitor.of_factor(visitor.some_ratings(), "ability"))


def _start(page: Page, server: Server, language: Language) -> None:
    visitor.open_page(page, server, "/", lang=language)


def _start_unfolded(page: Page, server: Server, language: Language) -> None:
    """With all that it may have: a result, a plan, another assessment begun."""
    key = _finished(server)
    with server.store() as store:
        store.begin(key, _PARTLY_ANSWERED, instrument_version="1.0", scoring_version="1", after=1)
    visitor.open_page(page, server, "/", lang=language, r=key)
    visitor.control(page, "discard").wait_for()
    visitor.control(page, "to_plan").wait_for()
    visitor.unfold(page.locator("summary").last)
    visitor.settled(page)


def _behaviour(page: Page, server: Server, language: Language) -> None:
    visitor.open_page(page, server, "/questions", lang=language, r=server.begun({"form": "quick"}))
    visitor.wait_for_questionnaire(page)
    visitor.rate(page, "behaviour", "own")
    visitor.rate(page, "agreed", "no")
    visitor.wait_until_saved(page)
    visitor.unfold(page.locator(".parts summary"))
    page.locator('label:has(input[name="element"])').first.click()
    page.locator('input[name^="weight."]').first.wait_for()


def _questions(page: Page, server: Server, language: Language) -> None:
    visitor.open_page(page, server, "/questions", lang=language, r=server.begun(_QUICK), at=visitor.FACTORS[0])
    visitor.wait_for_row(page, "ABI01.current")


def _importance(page: Page, server: Server, language: Language) -> None:
    visitor.open_page(page, server, "/questions", lang=language, r=server.begun(_QUICK), at="importance")
    visitor.wait_for_row(page, "importance.ability")


def _picking(page: Page, server: Server, language: Language) -> None:
    visitor.open_page(page, server, "/questions", lang=language, r=server.begun(_FULL), at="importance")
    picks = page.locator('input[name="importance"]')
    for number in range(5):
        picks.nth(number).check()
    visitor.wait_until_saved(page)


def _context(page: Page, server: Server, language: Language) -> None:
    visitor.open_page(page, server, "/questions", lang=language, r=server.begun(_FULL), at="context")
    visitor.wait_for_row(page, next(iter(_CONTEXT)))


def _open_cells(page: Page, server: Server, language: Language) -> None:
    visitor.open_page(page, server, "/questions", lang=language, r=server.begun(_PARTLY_ANSWERED), at="importance")
    visitor.wait_for_row(page, "importance.ability")
    visitor.press(page, "finish")
    visitor.control(page, "finish_anyway").wait_for()


def _results(page: Page, server: Server, language: Language) -> None:
    visitor.open_page(page, server, "/results", lang=language, r=server.begun(_QUICK))
    visitor.wait_for_results(page)


def _results_full(page: Page, server: Server, language: Language) -> None:
    visitor.open_page(page, server, "/results", lang=language, r=server.begun(_FULL))
    visitor.wait_for_results(page)
    visitor.unfold_all(page)


def _results_with_open_cells(page: Page, server: Server, language: Language) -> None:
    visitor.open_page(page, server, "/results", lang=language, r=server.begun(_PARTLY_ANSWERED))
    visitor.wait_for_results(page)


def _example(page: Page, server: Server, language: Language) -> None:
    visitor.open_page(page, server, "/", lang=language)
    visitor.press(page, "see_example")
    visitor.wait_for_results(page)


def _report(page: Page, server: Server, language: Language) -> None:
    visitor.open_page(page, server, "/report", lang=language, r=server.begun(_QUICK))
    visitor.control(page, "download_result").wait_for()


def _privacy(page: Page, server: Server, language: Language) -> None:
    visitor.open_page(page, server, "/privacy", lang=language, r=server.begun(_QUICK))
    visitor.control(page, "delete_my_answers").wait_for()


def _statement(page: Page, server: Server, language: Language) -> None:
    visitor.open_page(page, server, "/accessibility", lang=language)


def _finished(server: Server) -> str:
    """The key of a finished assessment with a plan of two lines, one of them late."""
    key = server.begun(_QUICK)
    steps = recommended_steps({7: "Bjud in", 30: "Prova", 60: "Bestäm", 90: "Följ upp"}, date(2026, 1, 1))
    late = PlanLine(new_line_id(), title="Enas om upplevelsen", owner="Åsa", due=date(2026, 1, 31), steps=steps)
    with server.store() as store:
        store.finish(key)
        for line in (late, PlanLine(new_line_id(), title="Möten på måndagar", state="done")):
            store.add_line(key, line)
    return key


def _again(server: Server) -> str:
    """The same key with a second assessment."""
    key = _finished(server)
    later = {path: 3 if path.startswith("ratings.ABI") else value for path, value in _QUICK.items()}
    with server.store() as store:
        store.begin(key, later, instrument_version="1.0", scoring_version="1", after=1)
        store.finish(key)
    return key


def _plan(page: Page, server: Server, language: Language) -> None:
    visitor.open_page(page, server, "/plan", lang=language, r=_again(server))
    visitor.unfold_all(page)
    page.locator('[class*="st-key-step_"]').first.wait_for()
    visitor.settled(page)


def _since(page: Page, server: Server, language: Language) -> None:
    key = _finished(server)
    with server.store() as store:
        store.begin(key, {"form": "quick", "experience.agreed": "no"}, instrument_version="1.0", scoring_version="1",
                    after=1)  # fmt: skip
    visitor.open_page(page, server, "/questions", lang=language, r=key, at="since")
    page.locator('[class*="st-key-outcome_"]').first.wait_for()


def _plan_empty(page: Page, server: Server, language: Language) -> None:
    visitor.open_page(page, server, "/plan", lang=language, r=server.begun(_QUICK))
    visitor.control(page, "add_line").wait_for()


def _compared(page: Page, server: Server, language: Language) -> None:
    key = _again(server)
    with server.store() as store:
        store.share(key)
    visitor.open_page(page, server, "/results", lang=language, r=key)
    visitor.wait_for_results(page)
    page.locator(".st-key-changes").wait_for()


def _viewing(page: Page, server: Server, language: Language) -> None:
    with server.store() as store:
        view = store.share(_finished(server)) or ""
    visitor.open_page(page, server, "/results", lang=language, view=view)
    visitor.wait_for_results(page)


def _qr_code(page: Page, server: Server, language: Language) -> None:
    visitor.open_page(page, server, "/report", lang=language, r=server.begun(_QUICK))
    page.locator(".st-key-own_qr label").click()
    page.locator(".st-key-own_link img").wait_for()


def _map_not_begun(page: Page, server: Server, language: Language) -> None:
    visitor.open_page(page, server, "/incentives", lang=language, r=server.begun(_QUICK))
    visitor.control(page, "begin_map").wait_for()


def _map(page: Page, server: Server, language: Language) -> None:
    own = kept(IncentiveMap.proposed(visitor.bank().incentives, {})).document()
    visitor.open_page(page, server, "/incentives", lang=language, r=server.begun({**_QUICK, "incentives": own}))
    page.locator(".st-key-map_role label").last.click()
    page.locator(".st-key-map_role_top").wait_for()
    visitor.settled(page)
    visitor.press(page, "map_next")
    visitor.press(page, "try_out")
    page.locator(".st-key-trying").wait_for()
    page.locator(".st-key-map_role label").last.click()
    page.locator('[class*="_returns_effects"]').wait_for()
    visitor.settled(page)
    visitor.unfold_all(page)


def _map_of_suggestions(page: Page, server: Server, language: Language) -> None:
    proposed = IncentiveMap.proposed(visitor.bank().incentives, {}).document()
    visitor.open_page(page, server, "/incentives", lang=language, r=server.begun({**_QUICK, "incentives": proposed}))
    visitor.control(page, "map_next").wait_for()
    visitor.settled(page)


_DEPARTMENTS: Final = [
    {"name": name, "engagement": engagement, "customers": customers}
    for name, engagement, customers in visitor.DEPARTMENTS
]


def _customers(page: Page, server: Server, language: Language) -> None:
    key = server.begun({**_QUICK, "departments": _DEPARTMENTS})
    visitor.open_page(page, server, "/customers", lang=language, r=key)
    page.locator('[data-testid="stVegaLiteChart"] :is(canvas, svg)').first.wait_for()
    visitor.unfold_all(page)
    visitor.control(page, "show_departments").wait_for()
    visitor.settled(page)


def _customers_empty(page: Page, server: Server, language: Language) -> None:
    visitor.open_page(page, server, "/customers", lang=language, r=server.begun(_QUICK))
    visitor.control(page, "show_departments").wait_for()


def _round(server: Server) -> tuple[str, str]:
    """The key of a leader whose round is open, and the round's public code."""
    key = server.begun(_QUICK)
    with server.store() as store:
        store.finish(key)
        today = Today(bank_in(QUESTIONS), "en", datetime.now(UTC))
        departments = (Department("Kundtjänst", 9), Department("<b>Fält</b>service", 6))
        setup = Setup("Kundservice", 15, utc_day(today.now), departments=departments, are_told=True)
        return key, Leading(store, key).begin(setup, today).code


def _team_setup(page: Page, server: Server, language: Language) -> None:
    key = server.begun({**_QUICK, "leads": "organisation"})
    with server.store() as store:
        store.finish(key)
    visitor.open_page(page, server, "/team", lang=language, r=key)
    visitor.choose_whom(page, "steps", language)
    visitor.press(page, "rollout_begin")
    page.locator(".st-key-round_size input").fill("12")
    page.keyboard.press("Tab")
    visitor.settled(page)
    visitor.unfold(page.locator(".st-key-round_more summary"))
    page.locator(".st-key-round_group_1 input").fill("Fakturering")
    page.keyboard.press("Tab")
    visitor.settled(page)  # What is typed is kept, and the page drawn anew.
    page.locator(".st-key-round_group_size_1 input").fill("12")
    page.keyboard.press("Tab")
    page.locator('.st-key-round_visible [data-testid="stSlider"]').wait_for()
    visitor.press(page, "round_start")
    page.locator(".st-key-round_problems").wait_for()


def _team_open(page: Page, server: Server, language: Language) -> None:
    key, _ = _round(server)
    visitor.open_page(page, server, "/team", lang=language, r=key)
    visitor.control(page, "round_close").click()
    visitor.control(page, "round_close_really").wait_for()


def _invitation(page: Page, server: Server, language: Language) -> None:
    visitor.open_page(page, server, "/", lang=language, c=_round(server)[1])
    visitor.control(page, "start_quick").wait_for()
    visitor.unfold(page.locator(".st-key-invitation_more summary"))


def _department(page: Page, server: Server, language: Language) -> None:
    _invitation(page, server, language)
    visitor.press(page, "start_quick")
    page.locator('input[name="group"]').first.wait_for(state="attached")
    visitor.settled(page)


def _own_answers(page: Page, server: Server, language: Language) -> None:
    _, code = _round(server)
    key = new_key()
    with server.store() as store:
        store.join(code, key, {}, most=9)
        store.change_answers(key, {path: value for path, value in _QUICK.items() if path.startswith("ratings.")})
        store.finish_answers(key)
    visitor.open_page(page, server, "/results", lang=language, c=code, r=key)
    visitor.press(page, "withdraw")
    visitor.control(page, "withdraw_really").wait_for()


def _unknown_address(page: Page, server: Server, language: Language) -> None:
    visitor.open_page(page, server, "/results", lang=language, r="nobodyhasthiskey")
    visitor.control(page, "to_start").wait_for()


def _nothing_begun(page: Page, server: Server, language: Language) -> None:
    visitor.open_page(page, server, "/questions", lang=language)
    visitor.control(page, "to_start").wait_for()


PAGES: Final[dict[str, Callable[[Page, Server, Language], None]]] = {
    "start": _start,
    "start, unfolded": _start_unfolded,
    "behaviour": _behaviour,
    "since last time": _since,
    "questions": _questions,
    "importance": _importance,
    "picking what matters": _picking,
    "context": _context,
    "open cells explained": _open_cells,
    "results": _results,
    "results of the full form": _results_full,
    "results with open cells": _results_with_open_cells,
    "example": _example,
    "map, not begun": _map_not_begun,
    "map of suggestions": _map_of_suggestions,
    "map": _map,
    "compared": _compared,
    "viewing": _viewing,
    "plan": _plan,
    "plan, empty": _plan_empty,
    "team, setting up": _team_setup,
    "team, open": _team_open,
    "invitation": _invitation,
    "department": _department,
    "own answers": _own_answers,
    "customers": _customers,
    "customers, empty": _customers_empty,
    "report": _report,
    "QR code": _qr_code,
    "privacy": _privacy,
    "accessibility statement": _statement,
    "unknown address": _unknown_address,
    "nothing begun": _nothing_begun,
}


def _texts(document: object, language: Language | None) -> Iterator[str]:
    """Every text of a YAML document; with a language, only the texts under that language."""
    if isinstance(document, str):
        if language is None:
            yield document
    elif isinstance(document, list):
        for part in document:
            yield from _texts(part, language)
    elif isinstance(document, dict):
        for key, part in document.items():
            yield from _texts(part, None if key == language else language)


def _spoken(language: Language) -> set[str]:
    """All our words in a language, except names that are the same in both."""
    own = read_yaml((ROOT / "assessment" / "words" / f"{language}.yaml").read_text(encoding="utf-8"))
    whole = read_yaml((ROOT / "questions.yaml").read_text(encoding="utf-8"))
    return {" ".join(text.split()) for text in (*_texts(own, None), *_texts(whole, language))}


_OURS: Final = {language: _spoken(language) for language in LANGUAGES}
# Streamlit's own words, which cannot be translated: no widget that shows them may be used. Its main menu is not
# among them; the one on a chart is never shown.
_STREAMLITS: Final = (
    "Press Enter",
    "Choose an option",
    "Choose options",
    "Select all",
    "Drag and drop",
    "Browse files",
    "Upload",
    "Limit ",
    "Clear all",
    "Clear value",
    "Loading",
    "Running",
    "Show password",
    "Page not found",
    "Skip to main content",
    "Traceback",
)


def _streamlits_labels() -> frozenset[str]:
    """What Streamlit's own code calls its parts for screen readers, all in English."""
    scripts = (Path(streamlit.__file__).parent / "static" / "static" / "js").glob("*.js")
    found = {
        label
        for script in scripts
        for label in re.findall(r'"aria-label":[^,{}]*?`([^`$]+)', script.read_text(encoding="utf-8"))
    }
    assert {"Clear date", "Choose date", "Next month"} <= found
    return frozenset(found | {"Copy to clipboard", "Help", "year", "month", "day"})


_LABELS: Final = _streamlits_labels()


def _is_streamlits(piece: str) -> bool:
    """Whether it is one of Streamlit's labels, or begins with one, such as "year, Deadline"."""
    return piece.split(", ", maxsplit=1)[0] in _LABELS or piece.startswith("Help for ") or piece.endswith(" icon")


def foreign_words(page: Page, language: Language) -> list[str]:
    """Words on the page in the other language; the language choice, which names each in its own, is allowed."""
    # The server's HTML says the language before the page's own script has translated Streamlit's words.
    expect(page.locator("html")).to_have_attribute("data-shown", re.compile(f" {language}$"))
    other: Language = "en" if language == "sv" else "sv"
    unwanted = _OURS[other] - _OURS[language] - {"SV", "EN"}
    shown = visitor.words(page)
    streamlits: set[str] = set()
    if language == "sv":
        streamlits = visitor.holds_any(shown, _STREAMLITS) | set(filter(_is_streamlits, shown))
    return sorted({piece for piece in shown if piece in unwanted} | streamlits)


@pytest.fixture(scope="module")
def strangers(profiles: Profiles) -> Iterator[Callable[[Language], tuple[Page, Recorder]]]:
    """A visitor for each language, with the other one in the browser, who goes from page to page.

    Fresh visitors would spend more time loading Streamlit than the checks take.
    """
    with ExitStack() as until_the_end:

        @cache
        def of_language(language: Language) -> tuple[Page, Recorder]:
            recorder = Recorder()
            new_visitor = until_the_end.enter_context(visitors(profiles, recorder))
            return new_visitor(language="en" if language == "sv" else "sv"), recorder

        yield of_language


_FIELDS: Final = (
    "input:not([type=radio], [type=checkbox], [type=file], [type=hidden]), textarea, select, [role=spinbutton]"
)
# Some of the pages with fields, so that the fields are found at all.
_WITH_FIELDS: Final = ("start, unfolded", "map", "plan")

# Each of these has little that is on no other page.
_ALIKE: Final = (
    "start",
    "importance",
    "results",
    "results with open cells",
    "map of suggestions",
    "viewing",
    "plan, empty",
    "customers, empty",
    "QR code",
    "nothing begun",
    "since last time",
    "picking what matters",
    "open cells explained",
    "map, not begun",
    "department",
    "own answers",
    "accessibility statement",
)
# At the gate every other page once, in turns of language and look.
_EVERY: Final = [(name, language) for name in PAGES for language in LANGUAGES]
_IN_TURNS: Final = [
    (name, LANGUAGES[place % 2]) for place, name in enumerate(name for name in PAGES if name not in _ALIKE)
]
_OTHER_TURNS: Final = [each for each in _EVERY if each not in _IN_TURNS]


@pytest.mark.parametrize(
    ("name", "language"),
    sample(*_IN_TURNS, rest=_OTHER_TURNS),
)
def test_every_page_is_accessible_in_one_language_and_fits_narrow_screens(
    server: Server, strangers: Callable[[Language], tuple[Page, Recorder]], name: str, language: Language
) -> None:
    """axe in light and dark, wide and narrow; 320 px without sideways scroll; one language from <html> to tooltip.

    A phone zooms into no field.
    """
    page, recorder = strangers(language)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 800})
    PAGES[name](page, server, language)
    expect(page.locator("html")).to_have_attribute("lang", language)
    found = [f"{language}: {piece}" for piece in foreign_words(page, language)]
    found += findings_in_all_looks(page, language)
    page.set_viewport_size({"width": 320, "height": 640})
    page.wait_for_timeout(300)
    found += [f"320 px: {finding}" for finding in visitor.beyond_the_edge(page)]
    fields = page.locator(_FIELDS).evaluate_all("fields => fields.map(field => getComputedStyle(field).fontSize)")
    assert fields or name not in _WITH_FIELDS
    found += [f"a phone zooms into {size}" for size in fields if float(size.removesuffix("px")) < 16]
    assert found == []
    recorder.assert_no_trouble()


@pytest.mark.soak
def test_screen_readers_hear_swedish_in_the_calendar_of_a_day(server: Server, new_visitor: NewVisitor) -> None:
    page = new_visitor(language="sv")
    _plan(page, server, "sv")
    page.locator('[data-testid="stDateInputCalendarButton"]').first.click()
    page.locator('[data-testid="stDateInputCalendar"]').wait_for()
    page.wait_for_timeout(300)
    labels = visitor.words(page)
    assert {"Nästa månad", say("sv", "frame.streamlit.calendar_keys")} <= set(labels)
    assert set(foreign_words(page, "sv")) <= {"T"}, "the first letter of a Tuesday is the same"


def test_the_sampled_looks_cover_every_width_and_theme() -> None:
    sampled = [set(each) for each in zip(*(SAMPLE[language] for language in LANGUAGES), strict=True)]
    assert sampled == [set(each) for each in zip(*LOOKS, strict=True)]


def test_the_menu_of_a_phone_is_accessible(server: Server, new_visitor: NewVisitor) -> None:
    page = new_visitor(width=390, language="sv", theme="dark", touch=True)
    visitor.open_page(page, server, "/", lang="sv", r=server.begun(_QUICK))
    page.locator("nav button").tap()
    page.locator("nav .menu a").first.wait_for()
    assert findings(page) == []
    page.locator("nav .menu").locator('[data-page="plan"]').tap()
    expect(page).to_have_url(re.compile(r"/plan\?.*lang=sv"))
    expect(page.locator("html")).to_have_attribute("lang", "sv")


def test_a_tap_never_moves_the_focus(server: Server, new_visitor: NewVisitor) -> None:
    page = new_visitor()
    _behaviour(page, server, "en")
    visitor.rate(page, "agreed", "yes")
    expect(page.locator("[data-save-state]")).to_have_text(say("en", "questionnaire.partly"))  # A tick has no number.
    assert visitor.focused(page)["name"] == "agreed"
    page.locator(".st-key-language label").last.click()
    visitor.settled(page)
    page.wait_for_timeout(500)
    assert visitor.focused(page)["key"] == "language"
    _questions(page, server, "en")
    for name, value in (("ABI01.current", "2"), ("ABI03.new", "dont_know"), ("ABI05.new", "5")):
        visitor.rate(page, name, value)
        visitor.wait_until_saved(page)
        page.wait_for_timeout(300)
        assert visitor.focused(page)["name"] == name
        assert visitor.focused(page)["value"] == value


def test_the_next_page_begins_at_its_top_for_eye_and_keyboard(server: Server, new_visitor: NewVisitor) -> None:
    page = new_visitor(width=390)
    _questions(page, server, "en")
    page.locator('[data-testid="stMain"]').evaluate("main => main.scrollTo(0, main.scrollHeight)")
    visitor.turn(page, "next", "CON01.current")
    expect(page.locator("h1")).to_be_in_viewport()
    page.keyboard.press("Tab")
    assert visitor.focused(page)["name"] == "CON01.current"


def test_the_language_changes_in_place_and_keeps_the_answers(server: Server, new_visitor: NewVisitor) -> None:
    page = new_visitor(language="sv")
    _questions(page, server, "sv")
    before = visitor.shown(page)
    page.locator(".st-key-language label").last.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_url(re.compile(r"/questions\?.*lang=en"))
    expect(page.locator("[data-save-state]")).to_have_text("Saved")
    visitor.settled(page)
    assert foreign_words(page, "en") == []
    assert visitor.shown(page) == before
    page.reload()
    visitor.wait_for_row(page, "ABI01.current")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_the_browsers_language_is_the_first_choice(server: Server, new_visitor: NewVisitor) -> None:
    for language in LANGUAGES:
        page = new_visitor(language=language)
        visitor.open_page(page, server, "/")
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page).to_have_url(re.compile(f"lang={language}"))
