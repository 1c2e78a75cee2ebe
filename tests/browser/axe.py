"""What axe finds on a page, and what is too small on a phone, as readable lines."""

from __future__ import annotations

from typing import Any, Final, cast

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.amounts import IS_SOAK
from tests.browser.visitor import settled

_TAGS: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_OPTIONS: Final = {"runOnly": {"type": "tag", "values": _TAGS}, "resultTypes": ["violations"]}
_MOST_ROUNDS: Final = 4
_PHONE: Final = 640  # Pixels; narrower than that is a phone.
# Links in running text are as high as the text; the parts of a field count as the field. Charts are tested elsewhere.
_TOO_SMALL: Final = """() => {
  const found = new Set()
  const isShown = one => {
    const {width, height} = one.getBoundingClientRect()
    return width > 2 && height > 2 && one.checkVisibility({opacityProperty: true, visibilityProperty: true})
  }
  for (const one of document.querySelectorAll('button, a, input:not([type]), input[type="text"], textarea, summary')) {
    const whole = one.closest('[data-testid$="RootElement"], [data-testid="stDateInputField"]') ?? one
    if (!isShown(one) || one.closest('p, li, td, [data-testid="stVegaLiteChart"]')) continue
    const {width, height} = whole.getBoundingClientRect()
    if (height < 43.5) found.add(`${Math.round(width)} x ${Math.round(height)} px: ${one.outerHTML.slice(0, 160)}`)
  }
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const words = texts.currentNode.textContent.trim(), where = texts.currentNode.parentElement
    if (!words || where.closest('[data-testid="stVegaLiteChart"]') || !isShown(where)) continue
    const size = parseFloat(getComputedStyle(where).fontSize)
    if (size < 15.9) found.add(`text of ${size} px: ${words.slice(0, 60)}`)
  }
  return [...found]
}"""

LOOKS: Final = ((1280, "light"), (1280, "dark"), (390, "light"), (390, "dark"))
# Each width and each theme once, since what a theme changes is the same on every width and in both languages.
SAMPLE: Final = {"sv": LOOKS[0], "en": LOOKS[3]}


def findings_in_all_looks(page: Page, language: str) -> list[str]:
    """What axe finds wide and narrow, light and dark; at the gate in one of these looks per language."""
    found = []
    for width, theme in LOOKS if IS_SOAK else [SAMPLE[language]]:
        show_whole(page, width, theme)
        found += [f"{width} px, {theme}: {finding}" for finding in findings(page)]
        if width < _PHONE:
            found += [f"{width} px: {finding}" for finding in too_small(page)]
    return found


def too_small(page: Page) -> list[str]:
    """Text below 16 px, and what is pressed or filled in below 44 px in height."""
    return cast("list[str]", page.evaluate(_TOO_SMALL))


def show_whole(page: Page, width: int, theme: str) -> None:
    """Make the window as tall as the page: axe looks only at what is in view of Streamlit's own scroller."""
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    height = 844
    for _ in range(_MOST_ROUNDS):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(150)
        settled(page)
        needed = page.evaluate(
            """() => {
              const main = document.querySelector('[data-testid="stMain"]')
              return innerHeight + main.scrollHeight - main.clientHeight
            }"""
        )
        if needed <= height:
            return
        height = needed


def findings(page: Page) -> list[str]:
    """Rule, element and reason of every violation of WCAG 2.2 A and AA that axe finds on the page as it is now."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(Axe().axe_script)
    found = cast(
        "list[dict[str, Any]]", page.evaluate("options => axe.run(document, options).then(r => r.violations)", _OPTIONS)
    )
    return [
        f"{rule['id']}: {node['html'][:160]} {' '.join(node.get('failureSummary', '').split())[:260]}"
        for rule in found
        for node in rule["nodes"]
    ]
