"""What a visitor sees: the mark, the focus ring, the labels of fields, charts without a menu."""

from __future__ import annotations

import re
from functools import partial
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from assessment.instrument import Language
from assessment.look import LOOK
from tests.amounts import sample
from tests.browser import visitor
from tests.browser.conftest import NewVisitor, Theme
from tests.browser.server import Server
from tests.browser.test_accessibility import PAGES

_CHARTS = '[data-testid="stVegaLiteChart"]'


def test_the_spoken_label_of_a_field_has_no_markdown(server: Server, new_visitor: NewVisitor) -> None:
    page = new_visitor()
    PAGES["behaviour"](page, server, "en")
    for key, name in (("behaviour_current", "Today"), ("behaviour_new", "Wanted")):
        expect(visitor.text_field(page, key)).to_have_accessible_name(name)


@pytest.mark.soak
def test_a_chart_follows_the_device_into_the_dark(server: Server, new_visitor: NewVisitor) -> None:
    page = new_visitor(theme="light")
    PAGES["example"](page, server, "sv")
    name = page.locator(f"{_CHARTS} svg text").get_by_text("Förutsättningar", exact=True).first
    expect(name).to_have_attribute("fill", LOOK.light.ink)
    page.emulate_media(color_scheme="dark")
    expect(name).to_have_attribute("fill", LOOK.dark.ink)


@pytest.mark.soak
@pytest.mark.parametrize("name", sample("example", rest=["map", "customers"]))
def test_a_chart_has_no_menu(server: Server, new_visitor: NewVisitor, name: str) -> None:
    page = new_visitor()
    PAGES[name](page, server, "sv")
    page.locator(f"{_CHARTS} canvas, {_CHARTS} svg").filter(visible=True).first.wait_for()
    for chart in page.locator(_CHARTS).filter(visible=True).all():
        chart.hover()
        page.wait_for_timeout(300)
        assert page.locator('[data-testid="stElementToolbar"]:visible').count() == 0
        assert page.locator(".vega-actions, details.vega-embed").count() == 0
    assert page.get_by_role("button", name=re.compile("Fullscreen|Show data|Download|Show chart")).count() == 0


@pytest.mark.parametrize(
    ("width", "language"), sample((320, "sv"), rest=[(320, "en"), (390, "sv"), (390, "en"), (1280, "sv"), (1280, "en")])
)
def test_the_words_of_a_chart_do_not_overlap(
    server: Server, new_visitor: NewVisitor, width: int, language: Language
) -> None:
    page = new_visitor(width=width, language=language)
    answered = {**visitor.stored(visitor.some_ratings("full")), "form": "full"}
    visitor.open_page(page, server, "/results", lang=language, r=server.begun(answered))
    visitor.wait_for_results(page)
    charts = page.locator(_CHARTS)
    expect(charts).to_have_count(2)
    levels = {level[language] for level in visitor.bank().levels}
    for chart in charts.all():
        chart.scroll_into_view_if_needed()
        words = chart.locator("svg text").evaluate_all(
            "texts => texts.map(text => ({ text: text.textContent, ...text.getBoundingClientRect().toJSON() }))"
        )
        assert {word["text"] for word in words} >= levels
        edge = chart.bounding_box()
        assert edge is not None
        for word in words:
            assert edge["x"] - 1 <= word["left"] <= word["right"] <= edge["x"] + edge["width"] + 1, word["text"]
        named = sorted((word for word in words if word["text"] in levels), key=lambda word: word["left"])
        for left, right in pairwise(named):
            assert left["right"] + 3 <= right["left"], (left["text"], right["text"])


@pytest.mark.parametrize(("theme", "ring"), sample(("dark", "rgb(242, 244, 247)"), rest=[("light", "rgb(17, 20, 24)")]))
def test_the_focus_ring_is_as_clear_as_text(server: Server, new_visitor: NewVisitor, theme: Theme, ring: str) -> None:
    page = new_visitor(theme=theme)
    visitor.open_page(page, server, "/", lang="sv")
    reached = set()
    for _ in range(16):
        page.keyboard.press("Tab")
        here = visitor.focused(page)
        reached.add(here["tag"])
        if here["tag"] != "BODY":
            visitor.wait_until(page, partial(_ring, page), f"{ring} solid 2px")  # Streamlit's buttons fade into it.
    assert {"A", "INPUT", "BUTTON"} <= reached


def _ring(page: Page) -> str:
    """The outline of the focused element, or of the label around it."""
    outline = """() => {
      let here = document.activeElement
      while (here.shadowRoot?.activeElement) here = here.shadowRoot.activeElement
      const at = getComputedStyle(here.closest("label") ?? here)
      return `${at.outlineColor} ${at.outlineStyle} ${at.outlineWidth}`
    }"""
    return str(page.evaluate(outline))


@pytest.mark.soak
@pytest.mark.parametrize("language", sample("sv", rest=["en"]))
def test_mark_and_name_lead_to_the_start_and_keep_the_answers(
    server: Server, new_visitor: NewVisitor, language: Language
) -> None:
    page = new_visitor(width=390, language=language)
    key = server.begun(visitor.stored(visitor.some_ratings()))
    visitor.open_page(page, server, "/results", lang=language, r=key)
    brand = page.get_by_role("link", name="Drivkraft")
    expect(brand).to_be_in_viewport()
    assert brand.locator("img").evaluate("mark => mark.complete && mark.naturalWidth > 0")
    brand.click()
    expect(page).to_have_url(re.compile(rf"127\.0\.0\.1:\d+/\?.*r={key}"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    visitor.settled(page)
    assert visitor.key_of(page) == key
    expect(page.locator("html")).to_have_attribute("lang", language)


@pytest.mark.soak
def test_on_a_laptop_each_column_of_the_results_goes_on_where_its_first_part_ends(
    server: Server, new_visitor: NewVisitor
) -> None:
    page = new_visitor(width=1280)
    answered = {**visitor.stored(visitor.some_ratings("full")), "form": "full"}
    visitor.open_page(page, server, "/results", lang="sv", r=server.begun(answered))
    visitor.wait_for_results(page)
    visitor.wait_until(page, lambda: 0 < below(page, "pictures", "rewards") < 40, True)  # once the pictures are drawn
    for fold in page.locator(".st-key-rewards summary").all():
        visitor.unfold(fold)
    assert below(page, "story", "rewards") < 0
    assert 0 < below(page, "story", "sureness") < 40
    PAGES["example"](page, server, "sv")  # with two charts, longer than the story
    assert 0 < below(page, "story", "rewards") < 40
    assert 0 < below(page, "rewards", "sureness") < 40


def below(page: Page, part: str, other: str) -> float:
    """How far another part of the results is below the end of this one."""
    upper, lower = (page.locator(f".st-key-{each}").bounding_box() for each in (part, other))
    assert upper is not None
    assert lower is not None
    return lower["y"] - (upper["y"] + upper["height"])


@pytest.mark.parametrize(
    ("path", "key", "margin"), [("/", "start_quick", 16), ("/plan", "to_results", 16), ("/report", "download_pdf", 32)]
)
def test_on_a_phone_the_main_button_is_as_wide_as_the_page(
    server: Server, new_visitor: NewVisitor, path: str, key: str, margin: int
) -> None:
    page = new_visitor(width=390)
    finished = server.begun(visitor.stored(visitor.some_ratings()))
    with server.store() as store:
        store.finish(finished)
    visitor.open_page(page, server, path, lang="sv", **({} if path == "/" else {"r": finished}))
    box = visitor.control(page, key).locator("visible=true").first.bounding_box()
    assert box is not None
    assert box["width"] == pytest.approx(390 - 2 * margin, abs=2)


@pytest.mark.parametrize("name", sample("example", rest=["map", "plan"]))
def test_keys_scroll_a_page_at_once_and_tab_still_begins_at_its_top(
    server: Server, new_visitor: NewVisitor, name: str
) -> None:
    """The page scrolls inside Streamlit's main part, so keys did nothing until something in it had the focus."""
    page = new_visitor()
    PAGES[name](page, server, "en")
    page.goto(page.url)
    visitor.settled(page)
    page.wait_for_load_state("networkidle")  # charts come last, and move what is below them
    page.wait_for_selector("html[data-shown]", state="attached")  # the script that hears keys has come
    page.set_viewport_size({"width": 1280, "height": 500})
    scrolled = """() => document.querySelector('[data-testid="stMain"]').scrollTop"""
    places = [page.evaluate(scrolled)]
    for key in ("ArrowDown", "Space", "PageDown", "End"):
        page.keyboard.press(key)
        page.wait_for_function(f"before => ({scrolled})() > before", arg=places[-1])
        places.append(page.evaluate(scrolled))
    for key in ("PageUp", "Home"):
        page.keyboard.press(key)
    page.wait_for_function("""() => document.querySelector('[data-testid="stMain"]').scrollTop === 0""")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.testid") == "stSkipToContent"
