"""A tap on a rating: until it is painted, against SurveyJS and Streamlit; until it is saved, against Streamlit.

Painted is the first frame that shows the choice and its words; for the peers it is when the page has settled. SurveyJS
(from npm) draws the same statements with the same five steps and two special answers as two matrices, today and wanted,
so with as many radios. Streamlit draws the two-line app. A page of as many radios without any script shows the least a
tap can take: on a fast machine that is the wait for the next frame, whoever draws it. So the first line is measured
once more with a processor four times slower, like a phone's. All run in the same Chromium, tapped in turns.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from playwright.sync_api import Locator

from benchmarks.measuring import (
    BANK,
    RADIO,
    Measured,
    RadioTaps,
    Server,
    Tab,
    against,
    begun,
    chromium,
    file_server,
    in_turns,
    one_radio_server,
    peer_tab,
    print_figures,
    product_server,
    product_tab,
)
from benchmarks.surveyjs import survey

TAPS: Final = 16

_SLOWER: Final = 4

_FACTOR: Final = BANK.factors[0].id
_ITEMS: Final = [item for item in BANK.form_items("quick") if item.factor == _FACTOR]


def measure() -> Sequence[Measured]:
    """The lines of the budget on a tap."""
    with ExitStack() as stack:
        ours, store = stack.enter_context(product_server())
        streamlit = stack.enter_context(one_radio_server())
        peer = stack.enter_context(survey([_FACTOR]))
        floor = stack.enter_context(_radios())
        context = stack.enter_context(chromium())
        painting = _Product(product_tab(context, ours, begun(store, "quick", at=_FACTOR)))
        radio = RadioTaps(peer_tab(context, streamlit, RADIO))
        js = _Survey(peer_tab(context, peer, "td input"))
        plain = _Radios(peer_tab(context, floor, "input"))
        in_turns(3, painting.painted, js.settled, radio.settled, plain.painted)
        painted, settled, rerun, least = in_turns(TAPS, painting.painted, js.settled, radio.settled, plain.painted)
        saved, rerun_again = in_turns(TAPS, painting.saved, radio.settled)
        for tab in (painting.tab, js.tab):
            context.new_cdp_session(tab.page).send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
        slowly, slowly_settled = in_turns(TAPS, painting.painted, js.settled)
    items = f"{len(_ITEMS)} statements in both columns"
    return (
        against("Tap until painted", f"SurveyJS with as many items, {items}", 0.6, painted, settled),
        against("Tap until painted", "as many radios without any script", 1.2, painted, least),
        against("Tap until painted, on a processor four times slower", "SurveyJS", 0.6, slowly, slowly_settled),
        against("Tap until painted", "Streamlit's page with one radio", 0.2, painted, rerun),
        against("Tap until saved", "Streamlit's page with one radio", 0.8, saved, rerun_again),
    )


class _Product:
    """Taps on one cell after the other, each time with a new choice."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab
        self.taps = 0

    def painted(self) -> float:
        name, value = self._next()
        shown = f'root.querySelector(\'input[name="{name}"][value="{value}"]\')'
        words = f"{shown}?.closest('.scale').querySelector('.chosen').textContent"
        return self.tab.tap_until(self._cell(name, value), f"() => {_in_questionnaire(f'{shown}?.checked && {words}')}")

    def saved(self) -> float:
        name, value = self._next()
        state = "root.querySelector('[data-save-state]')?.dataset.saveState === 'saved'"
        shown = f'root.querySelector(\'input[name="{name}"][value="{value}"]\')?.checked'
        return self.tab.tap_until(self._cell(name, value), f"() => {_in_questionnaire(f'{shown} && {state}')}")

    def _cell(self, name: str, value: int) -> Locator:
        return self.tab.page.locator(f'input[name="{name}"][value="{value}"]')

    def _next(self) -> tuple[str, int]:
        names = [f"{item.id}.{column}" for item in _ITEMS for column in ("current", "new")]
        around, place = divmod(self.taps, len(names))
        self.taps += 1
        return names[place], around % 5 + 1


def _in_questionnaire(expression: str) -> str:
    """A JavaScript expression evaluated on the shadow root that the questionnaire draws into."""
    return f"stopwatch.roots.some(root => {expression})"


class _Survey:
    """Taps on one cell after the other of both matrices."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab
        self.taps = 0

    def settled(self) -> float:
        rows = self.tab.page.locator("tr:has(input[type=radio])")
        around, place = divmod(self.taps, 2 * len(_ITEMS))
        self.taps += 1
        return self.tab.tap_until_settled(rows.nth(place).locator("td:has(input)").nth(around % 5))


class _Radios:
    """Taps on the radios of the page without a script."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab
        self.taps = 0

    def painted(self) -> float:
        around, place = divmod(self.taps, 2 * len(_ITEMS))
        self.taps += 1
        radio = f'input[name="{place}"][value="{around % 5 + 1}"]'
        return self.tab.tap_until(self.tab.page.locator(radio), f"() => document.querySelector('{radio}').checked")


@contextmanager
def _radios() -> Iterator[Server]:
    """A server whose only page has as many radios as the product's."""
    steps = [*(label["en"] for label in BANK.scale.labels), *(special["en"] for special in BANK.scale.special)]
    rows = [
        "".join(
            f'<label><input type="radio" name="{row}" value="{step}">{text}</label>'
            for step, text in enumerate(steps, 1)
        )
        for row in range(2 * len(_ITEMS))
    ]
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "index.html").write_text("<!DOCTYPE html>" + "<br>".join(rows), encoding="utf-8")
        with file_server(Path(folder)) as server:
            yield server


if __name__ == "__main__":
    print_figures(measure)
