"""Forced colours, 400 % zoom, paper, and a browser that translates."""

from __future__ import annotations

from typing import Final, cast

import pytest
from playwright.sync_api import Page, expect

from assessment.words import say
from tests.amounts import sample
from tests.browser import visitor
from tests.browser.conftest import NewVisitor
from tests.browser.server import Server

ANSWERED: Final = visitor.stored(visitor.some_ratings())

# What has the focus and is not in sight: beyond the window, or with something else on top at each of its points.
_COVERED: Final = """() => {
  let here = document.activeElement
  while (here?.shadowRoot?.activeElement) here = here.shadowRoot.activeElement
  if (!here || here === document.body) return ""
  const whole = here.closest("label") ?? here
  const named = `${here.tagName} ${here.getAttribute("aria-label") ?? whole.textContent}`.slice(0, 60)
  const { left, top, right, bottom } = whole.getBoundingClientRect()
  for (const x of [0.1, 0.5, 0.9]) for (const y of [0.1, 0.5, 0.9]) {
    let seen = document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y)
    while (seen?.shadowRoot) {
      const inner = seen.shadowRoot.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y)
      if (!inner || inner === seen) break
      seen = inner
    }
    for (let at = seen; at; at = at.parentNode ?? at.host) if (at === whole) return ""
  }
  return named
}"""


def show_forced(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    page.wait_for_timeout(200)


def test_forced_colours_show_what_is_chosen_and_the_marks_of_the_small_result(
    server: Server, new_visitor: NewVisitor
) -> None:
    page = new_visitor()
    show_forced(page)
    visitor.open_page(page, server, "/", lang="sv")
    circle = '.st-key-language label[data-testid="stRadioOption"] > div > div:first-child'
    page.locator(circle).first.wait_for()
    grounds = page.locator(circle).evaluate_all("all => all.map(each => getComputedStyle(each).backgroundColor)")
    assert len(set(grounds)) == 2, grounds
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    for mark in (".small-result .today", ".small-result .wanted", ".small-result .between"):
        assert page.locator(mark).first.evaluate("mark => getComputedStyle(mark).backgroundColor") != paper, mark
    visitor.open_page(page, server, "/questions", lang="sv", r=server.begun(ANSWERED), at="ability")
    visitor.wait_for_questionnaire(page)
    cells = page.locator("label.cell").evaluate_all(
        "cells => cells.map(cell => [!!cell.querySelector(':checked'), getComputedStyle(cell).backgroundColor])"
    )
    chosen, others = ({ground for is_chosen, ground in cells if is_chosen == wanted} for wanted in (True, False))
    assert chosen
    assert not chosen & others


@pytest.mark.parametrize(
    ("path", "at"),
    sample(("/questions", "ability"), rest=[("/questions", "behaviour"), ("/", ""), ("/plan", "")]),
)
def test_at_400_per_cent_the_focus_is_never_covered(
    server: Server, new_visitor: NewVisitor, path: str, at: str
) -> None:
    page = new_visitor()
    page.set_viewport_size({"width": 320, "height": 256})
    visitor.open_page(page, server, path, lang="sv", r=server.begun(ANSWERED), **({"at": at} if at else {}))
    if at == "ability":
        visitor.wait_for_questionnaire(page)
    assert visitor.beyond_the_edge(page) == []
    hidden, reached = [], set()
    for _ in range(30):
        page.keyboard.press("Tab")
        page.wait_for_timeout(30)
        hidden.append(page.evaluate(_COVERED))
        reached.add(str(visitor.focused(page)))
    assert [each for each in hidden if each] == []
    assert len(reached) > 5


def test_results_are_printed_whole_dark_on_white_and_without_the_private_link(
    server: Server, new_visitor: NewVisitor
) -> None:
    page = new_visitor(theme="dark")
    key = server.begun(ANSWERED)
    visitor.open_page(page, server, "/results", lang="sv", r=key)
    visitor.wait_for_results(page)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    page.wait_for_timeout(500)
    assert page.locator("details").count() > 0
    assert page.locator("details:not([open])").count() == 0
    assert pressable(page) == []
    assert key not in page.inner_text("body")
    assert say("sv", "map_page.headline") not in page.inner_text("body")  # there is no map to show
    colours = cast(
        "list[str]",
        page.locator("h1, h2, h3, p, summary").evaluate_all("all => all.map(each => getComputedStyle(each).color)"),
    )
    assert set(colours) == {"rgb(17, 20, 24)"}
    grounds = page.locator("html, body, [data-testid=stApp], [data-testid=stMain]").evaluate_all(
        "all => all.map(each => getComputedStyle(each).backgroundColor)"
    )
    assert set(grounds) == {"rgb(255, 255, 255)"}
    for chart in page.locator('[data-testid="stVegaLiteChart"]').all():
        box = chart.bounding_box()
        assert box is not None
        assert box["x"] >= 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details[open]").count() < page.locator("details").count()


def test_the_example_is_printed_without_what_can_only_be_pressed(server: Server, new_visitor: NewVisitor) -> None:
    page = new_visitor()
    visitor.open_page(page, server, "/results", lang="sv", example="1")
    visitor.wait_for_results(page)
    expect(page.locator(".st-key-headline_pdf")).to_be_visible()
    page.emulate_media(media="print")
    page.wait_for_timeout(500)
    assert pressable(page) == []
    assert say("sv", "example.title") in page.inner_text("body")
    assert say("sv", "results.share") not in page.inner_text("body")


def pressable(page: Page) -> list[str]:
    """What is in sight and useless on paper."""
    buttons = ('[data-testid="stButton"]', '[data-testid="stLinkButton"]')
    parts = (".st-key-language", ".st-key-sharing", ".st-key-own_link", "nav .way", "nav.foot", *buttons)
    return [each for each in parts if page.locator(each).locator("visible=true").count()]


def translate(page: Page) -> None:
    """As a browser's translator does: every text is put into two <font> elements, also inside components."""
    page.evaluate(
        """() => {
          const wrap = root => {
            for (const node of [...root.childNodes]) {
              if (node.nodeType === Node.TEXT_NODE && node.data.trim()) {
                const outer = document.createElement("font"), inner = document.createElement("font")
                node.replaceWith(outer)
                outer.append(inner)
                inner.textContent = node.data
              } else if (node.nodeType === Node.ELEMENT_NODE && !/^(SCRIPT|STYLE|NOSCRIPT)$/.test(node.tagName)) {
                wrap(node)
                if (node.shadowRoot) wrap(node.shadowRoot)
              }
            }
          }
          wrap(document.body)
        }"""
    )


def test_a_translated_page_shows_the_next_page_and_the_other_language(server: Server, new_visitor: NewVisitor) -> None:
    page = new_visitor()
    key = server.begun(ANSWERED)
    visitor.open_page(page, server, "/questions", lang="en", r=key, at="ability")
    visitor.wait_for_questionnaire(page)
    headline = page.locator('[data-testid="stMain"] h1').first
    for factor in visitor.FACTORS[1:3]:
        translate(page)
        visitor.press(page, "next")
        expect(headline).to_have_text(visitor.name_of(factor, "en"))
    translate(page)
    visitor.follow(page, "/privacy")
    expect(headline).to_have_text(say("en", "privacy.headline"))
    visitor.settled(page)
    translate(page)
    page.locator(".st-key-language label").filter(has_text="SV").click()
    expect(headline).to_have_text(say("sv", "privacy.headline"))
    assert visitor.key_of(page) == key
