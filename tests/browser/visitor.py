"""What a visitor does and sees, one function each."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Final, cast
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Download, Locator, Page, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from assessment.instrument import Instrument, Language
from assessment.words import say
from tests.browser.server import PATIENCE, Server
from tests.shipped import BANK

MILLISECONDS: Final = PATIENCE * 1000
FACTORS: Final = ("ability", "conditions", "external_rewards", "internal_rewards")
PATHS: Final = (
    "/",
    "/questions",
    "/incentives",
    "/results",
    "/plan",
    "/report",
    "/team",
    "/customers",
    "/privacy",
    "/accessibility",
)
DOWNLOADS: Final = {"pdf": ".pdf", "xlsx": ".xlsx", "csv": ".csv", "json": ".json", "result": ".json"}
# Name, engagement and customers of the method's worked departments.
DEPARTMENTS: Final = [
    ("Kundtjänst", 72, 68),
    ("Fakturering", 65, 64),
    ("Elnät", 58, 55),
    ("Energirådgivning", 80, 74),
    ("Sälj", 61, 60),
    ("Fältservice", 69, 58),
    ("Fjärrvärme", 75, 71),
]

expect.set_options(timeout=MILLISECONDS)

# The element with the focus, also inside the questionnaire's shadow root.
_FOCUSED: Final = """() => {
  let found = document.activeElement
  while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement
  const keyed = (found?.getRootNode().host ?? found)?.closest('[class*="st-key-"]')?.className.match(/st-key-(\\S+)/)
  return {tag: found?.tagName ?? "", name: found?.name ?? "", value: found?.value ?? "",
    key: found?.dataset?.control ?? keyed?.[1] ?? ""}
}"""

# Everything that can be read or heard on the page, piece by piece: text, labels, placeholders, tooltips.
_WORDS: Final = """() => {
  const pieces = []
  const walk = node => {
    if (node.nodeType === Node.TEXT_NODE) { pieces.push(node.data); return }
    if (node.nodeType === Node.ELEMENT_NODE) {
      if (["SCRIPT", "STYLE", "NOSCRIPT"].includes(node.tagName)) return
      const {display, visibility} = getComputedStyle(node)
      if (display === "none" || visibility === "hidden" || node.dataset.testid === "stIconMaterial") return
      const spoken = node.ariaHidden === "true" ? [] : ["aria-label"]
      for (const name of [...spoken, "placeholder", "title", "alt"]) pieces.push(node.getAttribute(name) ?? "")
      for (const child of node.shadowRoot?.childNodes ?? []) walk(child)
    }
    for (const child of node.childNodes) walk(child)
  }
  walk(document.body)
  return pieces
}"""

_STATE_AND_CHOICES: Final = """state => {
  const chosen = [...state.getRootNode().querySelectorAll('input[type="radio"]:checked')]
  return [state.dataset.saveState, Object.fromEntries(chosen.map(({name, value}) => [name, value]))]
}"""

# How far the page scrolls sideways, and what of it is out of reach beyond the right edge, or of the box it stands in.
_SIDEWAYS: Final = """() => {
  const found = []
  const scrollers = document.querySelectorAll('html, [data-testid="stMain"], [data-testid="stBottom"]')
  for (const {tagName, scrollWidth, clientWidth} of scrollers)
    if (scrollWidth > clientWidth) found.push(`${tagName} ${scrollWidth} > ${clientWidth}`)
  const scrolls = node => {
    for (let at = node; at; at = at.parentElement ?? at.getRootNode().host)
      if (["auto", "scroll"].includes(getComputedStyle(at).overflowX) && at.dataset.testid !== "stMain") return true
    return false
  }
  const edge = node => {
    for (let at = node.parentElement; at; at = at.parentElement)
      if (at.matches('[data-testid="stVerticalBlock"], [data-testid="stExpander"] details'))
        if (parseFloat(getComputedStyle(at).borderRightWidth)) return at.getBoundingClientRect().right
    return innerWidth
  }
  const walk = root => {
    for (const node of root.querySelectorAll("*")) {
      if (node.shadowRoot) walk(node.shadowRoot)
const hasText = [...node.childNodes].some(child => child.nodeType === Node.TEXT_NODE && child.data.trim())
if (!hasText && !["INPUT", "BUTTON", "CANVAS", "svg"].includes(node.tagName)) continue
      const box = node.getBoundingClientRect()
      if (!node.checkVisibility() || box.width < 2 || box.right <= edge(node) + 1 || scrolls(node)) continue
      if (node.type !== "radio") found.push(`${node.tagName} ${(node.textContent ?? "").slice(0, 40)}`)
    }
  }
  walk(document.querySelector('[data-testid="stMain"]') ?? document.body)
  return found
}"""


def bank() -> Instrument:
    """The question bank that the server uses."""
    return BANK


def some_ratings(form: str = "quick") -> dict[str, str]:
    """A rating for every control of a form, spread over the scale, with one "don't know" and one "not applicable"."""
    ratings = {}
    for place, item in enumerate(bank().form_items("full" if form == "full" else "quick")):
        ratings[f"{item.id}.current"] = str(1 + (place * 2 + 3) % 5)
        ratings[f"{item.id}.new"] = str(1 + (place * 3 + place // 4) % 5)
    return ratings | {"ABI03.current": "dont_know", "INT14.new": "not_applicable"}


def stored(ratings: Mapping[str, str], **others: object) -> dict[str, object]:
    """Ratings about two behaviours, as the paths and values that the database stores."""
    choices = {f"ratings.{name}": int(value) if value.isdigit() else value for name, value in ratings.items()}
    asked = {"form": "quick", "behaviours.current": "Vi avslutar snabbt.", "behaviours.new": "Vi löser det direkt."}
    return {**asked, **choices, **{path.replace("__", "."): value for path, value in others.items()}}


# Going about --------------------------------------------------------------------------------------------------------


def control(page: Page, key: str) -> Locator:
    """A button, or a link that looks like one, by the stable name of formats.md."""
    return page.locator(f'.st-key-{key} :is(button, a), button[data-control="{key}"]').first


def settled(page: Page) -> None:
    """Wait until the page is drawn and nothing runs any more."""
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
    page.locator('[data-testid="stMain"] h1, [data-testid="stMain"] [data-testid="stAlert"]').first.wait_for()


def open_page(page: Page, server: Server, path: str = "/", **query: str) -> None:
    page.goto(server.url(path, **query))
    settled(page)


def press(page: Page, key: str) -> None:
    """Click a button, by touch on a phone."""
    control(page, key).click()


def unfold(summary: Locator) -> None:
    """Unfold what is folded, and wait until it stands still, so that a click does not end beside where it began."""
    if summary.locator("..").get_attribute("open") is None:
        summary.click()
    summary.locator("..").evaluate("""async fold => {
      for (let height = -1, still = 0; still < 10; await new Promise(requestAnimationFrame)) {
        still = fold.offsetHeight === height ? still + 1 : 0
        height = fold.offsetHeight
      }
    }""")


def unfold_all(page: Page) -> None:
    """Unfold everything that is folded now, and wait until it stands still."""
    folded = page.locator("details:not([open]) > summary").locator("visible=true")
    assert folded.count(), "nothing is folded"
    folded.evaluate_all("""async folds => {
      for (const fold of folds) fold.click()
      const heights = () => folds.map(fold => fold.parentElement.offsetHeight).join()
      for (let before = "", still = 0; still < 10; await new Promise(requestAnimationFrame)) {
        still = heights() === before ? still + 1 : 0
        before = heights()
      }
    }""")
    expect(folded).to_have_count(0)


def follow(page: Page, path: str) -> None:
    """Press the frame's link to a page, at the top or in the foot."""
    page.locator(frame_link(path)).locator("visible=true").first.click()


def frame_link(path: str) -> str:
    """The selector of the frame's links to a page, by its path."""
    return f'nav a[data-page="{path.strip("/") or "start"}"]'


def heard(page: Page) -> list[ForwardMsg]:
    """A list that grows with every message the server sends on connections opened from now on."""
    found: list[ForwardMsg] = []

    def hear(message: str | bytes) -> None:
        if isinstance(message, bytes):
            found.append(ForwardMsg.FromString(message))

    page.on("websocket", lambda socket: socket.on("framereceived", hear))
    return found


def pages_run(messages: Iterable[ForwardMsg]) -> list[str]:
    """The page of every run of the script, as Streamlit's protocol calls it."""
    return [message.new_session.page_script_hash for message in messages if message.HasField("new_session")]


def press_until_run(page: Page, key: str, messages: list[ForwardMsg]) -> None:
    """Click a button, and wait until the server has run the page for it."""

    def runs() -> int:
        finished = [message for message in messages if message.WhichOneof("type") == "script_finished"]
        return len([message for message in finished if not message.metadata.run.fragment_ids])

    before = runs()
    press(page, key)
    patience = time.monotonic() + PATIENCE
    while runs() == before:
        assert time.monotonic() < patience, f"pressing {key} runs nothing"
        page.wait_for_timeout(50)


def begin(page: Page, form: str = "quick") -> str:
    """Go from the start page to the first statements; returns the private key of the new answers."""
    key = begin_describing(page, form)
    choose_behaviour(page)
    return key


def begin_describing(page: Page, form: str = "quick") -> str:
    """Go from the start page to the page about the behaviours; returns the private key of the new answers."""
    press(page, f"start_{form}")
    page.wait_for_url(re.compile(r"/questions\b.*\bat=behaviour"))
    return key_of(page)


def choose_behaviour(page: Page) -> None:
    """Choose the first of the behaviours, or write one where the bank has none; go on to the first statements."""
    wait_for_questionnaire(page)
    pairs = page.locator('label:has(input[name="behaviour"])')
    if pairs.count():
        pairs.first.click()
    else:
        text_field(page, "behaviour_new").fill("We solve it.")
    press(page, "next")
    page.locator('input[name$=".current"]').first.wait_for(state="attached")


def choose_whom(page: Page, whom: str, language: Language) -> None:
    """Choose whom a round asks: a single team, or the whole organisation in steps."""
    name = say(language, f"rollout.choice.{'organisation' if whom == 'steps' else whom}")
    page.locator(".st-key-round_whom").get_by_text(name, exact=True).click()
    settled(page)


def text_field(page: Page, key: str) -> Locator:
    """A text of the questionnaire, by the stable name of its control."""
    return page.locator(f'textarea[data-control="{key}"]')


def key_of(page: Page) -> str:
    """The private key in the address."""
    page.wait_for_function("new URLSearchParams(location.search).get('r')")
    return parse_qs(urlsplit(page.url).query)["r"][0]


def wait_for_questionnaire(page: Page) -> None:
    page.locator("[data-save-state]").wait_for()


def wait_for_row(page: Page, name: str) -> None:
    """Wait for the page of questions with this control."""
    page.locator(f'input[name="{name}"]').first.wait_for(state="attached")
    settled(page)


def turn(page: Page, key: str, name: str) -> None:
    """Press "next" or "back" and wait for the page with this control."""
    press(page, key)
    wait_for_row(page, name)


# Answering ----------------------------------------------------------------------------------------------------------


def radio(page: Page, name: str, value: str) -> Locator:
    return page.locator(f'input[name="{name}"][value="{value}"]')


def rate(page: Page, name: str, value: str, *, touch: bool = False) -> None:
    """Tap one cell, where a finger or a mouse would: on its label."""
    cell = radio(page, name, value).locator("xpath=ancestor::label")
    if touch:
        cell.tap()
    else:
        cell.click()


def rate_all(page: Page, ratings: Mapping[str, str], *, touch: bool = False) -> None:
    for name, value in ratings.items():
        rate(page, name, value, touch=touch)
    wait_until_saved(page)


def wait_until_saved(page: Page) -> None:
    expect(page.locator("[data-save-state]")).to_have_attribute("data-save-state", "saved")


def wait_until(page: Page, read: Callable[[], object], expected: object) -> None:
    """Wait until what `read` returns, from the database for instance, is as expected."""
    patience = time.monotonic() + PATIENCE
    while (found := read()) != expected and time.monotonic() < patience:
        page.wait_for_timeout(100)
    assert found == expected


def shown(page: Page) -> dict[str, str]:
    """Every choice the page of questions shows, by the name of its control."""
    wait_for_questionnaire(page)
    pairs = page.locator('[data-testid="stMain"] input[type="radio"]:checked').evaluate_all(
        'inputs => inputs.filter(input => input.name.includes(".")).map(input => [input.name, input.value])'
    )
    return dict(cast("list[tuple[str, str]]", pairs))


def state_and_choices(page: Page) -> tuple[str, dict[str, str]]:
    """The saving state and every choice that the page of questions shows, both at the same moment."""
    found = page.locator("[data-save-state]").evaluate(_STATE_AND_CHOICES)
    return cast("tuple[str, dict[str, str]]", tuple(found))


def of_factor(ratings: Mapping[str, str], factor: str) -> dict[str, str]:
    """The part of the ratings that is on one page of questions."""
    ids = {item.id for item in bank().items if item.factor == factor}
    return {name: value for name, value in ratings.items() if name.partition(".")[0] in ids}


def name_of(factor: str, language: Language) -> str:
    """A factor's name."""
    return next(each.name[language] for each in bank().factors if each.id == factor)


def first_control(ratings: Mapping[str, str], factor: str) -> str:
    return next(iter(of_factor(ratings, factor)))


# The plan -----------------------------------------------------------------------------------------------------------


def write_day(page: Page, day: date) -> None:
    """Write a day into the first date field of the plan, digit by digit."""
    page.locator('[class*="st-key-due_"] [role="spinbutton"]').first.click()
    page.keyboard.type(f"{day:%Y%m%d}", delay=30)
    page.keyboard.press("Tab")  # to the button that opens the calendar
    page.keyboard.press("Tab")  # Streamlit sends the day when the focus leaves the field
    settled(page)


def wait_for_day(page: Page, day: str) -> None:
    """Wait until the first date field of the plan holds this day, such as 2127-03-31."""
    segments = page.locator('[class*="st-key-due_"]').first.locator('[role="spinbutton"]')
    expect(segments).to_have_text(day.split("-"))


# Keyboard -----------------------------------------------------------------------------------------------------------


def focused(page: Page) -> dict[str, str]:
    """Tag, name, value and key of the element that has the focus."""
    return cast("dict[str, str]", page.evaluate(_FOCUSED))


def tab_to(page: Page, *, key: str = "", name: str = "", at_most: int = 60) -> None:
    """Press Tab until the focus is on a button or link with this key, or on a choice with this name."""
    for _ in range(at_most):
        page.keyboard.press("Tab")
        here = focused(page)
        if (key and here["key"] == key and here["tag"] in ("BUTTON", "A")) or (name and here["name"] == name):
            return
    raise AssertionError(
        f"pressing Tab {at_most} times does not lead to {key or name}; the focus is on {focused(page)}"
    )


# Reading ------------------------------------------------------------------------------------------------------------


def text_of(page: Page, key: str) -> str:
    """The text of a container with a stable name, without the joiners that keep user text inert."""
    return page.locator(f'.st-key-{key}, [data-control="{key}"]').first.inner_text().replace("\u2060", "")


def scores(page: Page) -> dict[str, tuple[str, str]]:
    """Today's and the wanted score of each factor as the results page shows them."""
    numbers = {}
    for factor in FACTORS:
        found = re.findall(r"\d+|–", text_of(page, f"factor_{factor}"))
        numbers[factor] = (found[0], found[1])
    return numbers


def names_in(text: str, language: Language) -> set[str]:
    """Which factors a text names, by their ids."""
    return {factor.id for factor in bank().factors if factor.name[language].casefold() in text.casefold()}


def wait_for_results(page: Page) -> None:
    page.wait_for_url(re.compile(r"/results\b"))
    page.locator(".st-key-weakest_factor").wait_for()
    settled(page)


def words(page: Page) -> list[str]:
    """Every piece of text, label, placeholder and tooltip a visitor can see or hear."""
    pieces = cast("list[str]", page.evaluate(_WORDS))
    return [tidy for piece in pieces if (tidy := " ".join(piece.replace("\u2060", "").split()))]


def beyond_the_edge(page: Page) -> list[str]:
    """What makes the page scroll sideways, or lies beyond its right edge.

    A chart is drawn anew some time after the window has become narrower: waits for it.
    """
    patience = time.monotonic() + PATIENCE
    while (found := cast("list[str]", page.evaluate(_SIDEWAYS))) and time.monotonic() < patience:
        page.wait_for_timeout(100)
    return found


def download(page: Page, name: str, folder: Path) -> Path:
    """Click one of the downloads of the report page; the file as it arrived."""
    with downloading(page) as downloads:
        press(page, f"download_{name}")
    return kept(downloads[0], folder)


@contextmanager
def downloading(page: Page) -> Iterator[list[Download]]:
    """Wait until what happens meanwhile has begun a download.

    Its link opens a new tab. When the server is slow, the browser counts the download as one of that tab.
    """
    found: list[Download] = []
    tabs: list[Page] = []

    def keep(download: Download) -> None:
        found.append(download)

    def watch(tab: Page) -> None:
        tabs.append(tab)
        tab.on("download", keep)

    watch(page)
    page.on("popup", watch)
    yield found
    patience = time.monotonic() + PATIENCE
    while not found:
        assert time.monotonic() < patience, (
            "no download",
            [tab.inner_text("body") for tab in tabs if not tab.is_closed()],
        )
        page.wait_for_timeout(50)
    page.remove_listener("popup", watch)
    page.remove_listener("download", keep)


def kept(download: Download, folder: Path) -> Path:
    path = folder / download.suggested_filename
    download.save_as(path)
    return path


def missing_from(wanted: Mapping[str, str], found: Mapping[str, str]) -> dict[str, str]:
    """The choices that are missing or different."""
    return {name: value for name, value in wanted.items() if found.get(name) != value}


def holds_any(texts: Iterable[str], unwanted: Iterable[str]) -> set[str]:
    whole = set(texts)
    return {word for word in unwanted if any(word in text for text in whole)}
