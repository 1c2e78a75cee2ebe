"""The first words of a page: there before any connection, and where the app draws them later."""

from __future__ import annotations

import re
from base64 import b64encode
from typing import Final

import pytest
from playwright.sync_api import Page, Response, expect

from assessment.instrument import Language
from assessment.look import LOOK
from assessment.words import say
from server.floods import AT_ONCE, BYTES_FOR_ONE, COST_OF_A_FILE, COST_OF_ANYTHING_ELSE
from tests.amounts import sample
from tests.browser import visitor
from tests.browser.conftest import NewVisitor, Theme
from tests.browser.server import Server

ANSWERED: Final = visitor.stored(visitor.some_ratings())
# Pages whose first lines are the same for everybody who opens them, with what is in the address; `r` is for answers.
PAGES: Final[list[tuple[str, dict[str, str]]]] = [
    ("/", {}),
    ("/", {"r": ""}),
    ("/privacy", {}),
    ("/accessibility", {}),
    ("/questions", {"at": "behaviour", "r": ""}),
    ("/questions", {"at": "ability", "r": ""}),
    ("/incentives", {"r": ""}),
    ("/customers", {"r": ""}),
    ("/results", {}),
]

# The boxes of brand, links, languages, headline and lines, and how the words of most of them look.
_BOXES: Final = """isOurs => {
  const app = document.querySelector('[data-testid="stMain"]')
  const inside = [...document.querySelectorAll(".st-key-bar *")].map(each => each.shadowRoot?.querySelector("nav"))
  const ours = document.querySelector("#first-words")
  const questionnaire = [...document.querySelectorAll(".st-key-questionnaire *")].find(each => each.shadowRoot)
  const places = {
    brand: [ours, ".brand", inside.find(Boolean), ".brand"],
    links: [ours, ".link", inside.find(Boolean), ".way a"],
    menu: [ours, ".menu", inside.find(Boolean), "button"],
    languages: [ours, ".languages span", app, '.st-key-language [data-testid="stRadioOption"]'],
    headline: [ours, "h1", questionnaire?.shadowRoot ?? app, "h1"],
    lines: [ours, "p", app, ":not(.st-key-language *) > p"],
  }
  const found = {}
  for (const [name, [mine, selector, theirs, other]] of Object.entries(places)) {
    const all = isOurs ? mine.querySelectorAll(selector) : theirs.querySelectorAll(other)
    found[name] = [...all].filter(each => each.getClientRects().length).map(each => {
      const { x, y, width, height } = each.getBoundingClientRect()
      const { fontSize, fontWeight, color } = getComputedStyle(each)
      const style = name === "languages" ? "" : `${fontSize} ${fontWeight} ${color}`
      return { x, y, width, height, style }
    })
  }
  return found
}"""

# The boxes of the notice above results that are not the visitor's own and of what is in it, and where the headline is.
_BELOW_A_NOTICE: Final = """isOurs => {
  const app = document.querySelector('[data-testid="stMain"]')
  const ours = document.querySelector("#first-words")
  const button = app?.querySelector('[class*="st-key-leave_"] button')
  let notice = isOurs ? ours.querySelector(".notice") : button
  while (!isOurs && getComputedStyle(notice).borderStyle !== "solid" || notice === button) notice = notice.parentElement
  const find = (mine, theirs) => isOurs ? ours.querySelector(mine) : theirs
  const box = (each, ...sides) => sides.map(side => each.getBoundingClientRect()[side])
  return {
    notice: box(notice, "x", "y", "width", "height"),
    words: box(find(".notice strong", notice.querySelector("strong")), "x", "y", "width", "height"),
    button: box(find(".button", button), "x", "y", "width", "height"),
    headline: box(find("h1", app?.querySelector("h1")), "x", "y"),
  }
}"""

# How many pixels of the picture for previews look different from the mark on paper, of all.
_DIFFERENT: Final = """async ([preview, mark, paper]) => {
  const pixels = async (address, paint) => {
    const picture = new Image()
    picture.src = address
    await picture.decode()
    const canvas = Object.assign(document.createElement("canvas"), { width: 1200, height: 630 })
    const context = canvas.getContext("2d")
    context.fillStyle = paper
    context.fillRect(0, 0, 1200, 630)
    paint(context, picture)
    return context.getImageData(0, 0, 1200, 630).data
  }
  const theirs = await pixels(preview, (context, picture) => context.drawImage(picture, 0, 0))
  const ours = await pixels(mark, (context, picture) => context.drawImage(picture, 300, 175, 600, 280))
  return ours.filter((value, place) => Math.abs(value - theirs[place]) > 16).length / ours.length
}"""

# In every frame: what is at the place of the headline, and how many headlines scripts and screen readers find.
_FRAMES: Final = """(() => {
  window.frames_seen = []
  const look = () => {
    const at = document.body && document.elementFromPoint(300, 115)
    const what = at?.closest("#first-words") ? "words" : at?.closest("h1") ? "headline" : at?.tagName ?? "nothing"
    window.frames_seen.push([what, document.querySelectorAll("h1").length])
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
})()"""


def before_any_connection(page: Page) -> None:
    page.route_web_socket(re.compile("/_stcore/stream"), lambda _: None)


@pytest.mark.parametrize(
    ("width", "theme", "language", "pages"),
    sample(
        (390, "dark", "sv", PAGES[::2]),
        rest=[
            (1280, "light", "en", PAGES[1::2]),
            (390, "dark", "sv", PAGES[1::2]),
            (1280, "light", "en", PAGES[::2]),
            (390, "light", "en", PAGES),
            (700, "light", "sv", PAGES),
            (900, "dark", "sv", PAGES),
        ],
    ),
)
def test_the_first_words_are_where_the_app_draws_them_later(
    server: Server,
    new_visitor: NewVisitor,
    width: int,
    theme: Theme,
    language: Language,
    pages: list[tuple[str, dict[str, str]]],
) -> None:
    """At the gate in turns: every second page on the phone, the others on the desktop."""
    key = server.begun(ANSWERED)
    early = new_visitor(width=width, theme=theme, language=language, is_new=True)
    late = new_visitor(width=width, theme=theme, language=language)
    before_any_connection(early)
    for path, query in pages:
        address = server.url(path, lang=language, **query | ({"r": key} if "r" in query else {}))
        early.goto(address)
        expect(early.locator("h1")).to_be_visible()
        early.evaluate("document.fonts.ready")
        first = early.evaluate(_BOXES, True)
        late.goto(address)
        expect(late.locator("#first-words")).to_have_count(0)
        visitor.settled(late)
        drawn = late.evaluate(_BOXES, False)
        assert first["headline"], path
        assert first["lines"] or path == "/questions" or "r" in query
        for name, boxes in first.items():
            assert len(boxes) <= len(drawn[name]), (path, name)
            for box, later in zip(boxes, drawn[name], strict=False):
                assert box.pop("style") == later.pop("style"), (path, name)
                assert box == pytest.approx(later, abs=1), (path, name)


SHARED: Final = (("/results", "example"), ("/report", "example"), ("/results", "view"))


@pytest.mark.soak
@pytest.mark.parametrize(
    ("width", "language", "shared"),
    sample(
        (390, "sv", SHARED[1:]),
        rest=[
            (1280, "en", SHARED[:1]),
            (390, "sv", SHARED[:1]),
            (1280, "en", SHARED[1:]),
            (390, "en", SHARED),
            (700, "sv", SHARED),
            (900, "en", SHARED),
            (1280, "sv", SHARED),
        ],
    ),
)
def test_below_the_notice_of_shared_results_the_headline_does_not_move(
    server: Server, new_visitor: NewVisitor, width: int, language: Language, shared: tuple[tuple[str, str], ...]
) -> None:
    key = server.begun(ANSWERED)
    with server.store() as store:
        store.finish(key)
        view = store.share(key) or ""
    early = new_visitor(width=width, language=language, is_new=True)
    late = new_visitor(width=width, language=language)
    before_any_connection(early)
    for path, name in shared:
        query = {name: {"example": "1", "view": view}[name]}
        address = server.url(path, lang=language, **query)
        early.goto(address)
        expect(early.locator("#first-words .notice")).to_be_visible()
        early.evaluate("document.fonts.ready")
        first = early.evaluate(_BELOW_A_NOTICE, True)
        late.goto(address)
        late.locator('[class*="st-key-leave_"] button').wait_for()
        expect(late.locator("#first-words")).to_have_count(0)
        visitor.settled(late)
        drawn = late.evaluate(_BELOW_A_NOTICE, False)
        for part, box in first.items():
            assert box == pytest.approx(drawn[part], abs=1), (path, query, part)


def test_the_picture_of_link_previews_is_the_mark_of_the_look(server: Server, new_visitor: NewVisitor) -> None:
    page = new_visitor(theme="light", is_new=True)
    before_any_connection(page)
    page.goto(server.url("/"))
    mark = f"data:image/svg+xml;base64,{b64encode(LOOK.picture(LOOK.mark).encode()).decode()}"
    assert page.evaluate(_DIFFERENT, [server.url("/preview.png"), mark, LOOK.light.paper]) < 0.005


def test_the_headline_is_in_sight_in_every_frame_and_found_once(server: Server, new_visitor: NewVisitor) -> None:
    page = new_visitor(language="en", is_new=True)
    page.add_init_script(_FRAMES)
    page.goto(server.url("/", lang="en"))
    expect(page.locator("#first-words")).to_have_count(0)
    visitor.settled(page)
    page.wait_for_timeout(500)
    seen = page.evaluate("window.frames_seen")
    order = [what for what, _ in seen]
    order = order[next(place for place, what in enumerate(order) if what == "words") :]
    assert order[-1] == "headline"
    assert order == sorted(order, key=("words", "headline").index), order
    assert max(count for _, count in seen) == 1


# How many frames the page has had when the app's script is put into it.
_BEGINNING: Final = """() => {
  let frames = 0
  requestAnimationFrame(() => frames++)
  new MutationObserver((_, watcher) => {
    if (!document.querySelector('script[type="module"][src]')) return
    watcher.disconnect()
    window.frames_before = frames
  }).observe(document, { childList: true, subtree: true })
}"""
_HIDDEN: Final = """() => {
  Object.defineProperty(document, "hidden", { value: true })
  window.requestAnimationFrame = () => 0
}"""
_PAINTS_NOTHING: Final = "() => { window.requestAnimationFrame = () => 0 }"


def test_the_apps_script_begins_once_the_first_words_are_painted(server: Server, new_visitor: NewVisitor) -> None:
    """Running it takes longer than painting them."""
    page = new_visitor(is_new=True)
    page.add_init_script(f"({_BEGINNING})()")
    page.goto(server.url("/"))
    assert page.wait_for_function("window.frames_before !== undefined && [window.frames_before]").json_value() == [1]
    visitor.settled(page)
    assert page.locator('script[type="module"][src]').count() == 1


@pytest.mark.parametrize("nothing_is_painted", [_HIDDEN, _PAINTS_NOTHING])
def test_the_apps_script_begins_where_nothing_is_painted(
    server: Server, new_visitor: NewVisitor, nothing_is_painted: str
) -> None:
    """A tab that is opened in the background gets no frame."""
    page = new_visitor(is_new=True)
    page.add_init_script(f"({nothing_is_painted})()")
    page.goto(server.url("/"))
    page.locator('script[type="module"][src]').wait_for(state="attached")


@pytest.mark.parametrize("language", sample("sv", rest=["en"]))
def test_without_a_connection_the_first_words_stay(server: Server, new_visitor: NewVisitor, language: Language) -> None:
    page = new_visitor(language=language, is_new=True)
    before_any_connection(page)
    page.goto(server.url("/", lang=language))
    page.locator('[data-testid="stApp"]').wait_for(state="attached")
    page.wait_for_timeout(2500)
    expect(page.locator("h1")).to_have_text(say(language, "start.headline"))
    expect(page.locator("h1")).to_be_visible()


def test_an_office_of_thirty_opens_the_largest_page_at_once_and_nobody_waits(
    server: Server, new_visitor: NewVisitor
) -> None:
    """Counted as the server counts, for a browser that has none of its files."""
    page, costs = new_visitor(is_new=True), list[float]()
    address = server.url("/")

    def count(answer: Response) -> None:
        if answer.url.startswith(address):
            is_file = "/static/" in answer.url
            sent = int(answer.headers.get("content-length", "0"))
            costs.append((COST_OF_A_FILE if is_file else COST_OF_ANYTHING_ELSE) + sent / BYTES_FOR_ONE)

    page.on("response", count)
    page.goto(server.url("/incentives", example="1"))
    visitor.settled(page)
    page.wait_for_timeout(2000)
    assert 100 < sum(costs) <= AT_ONCE / 30, sorted(costs)
