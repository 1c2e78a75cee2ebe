"""A tap on a rating: until it is painted, against SurveyJS and Streamlit; until it is saved, against Streamlit.

Painted is the first frame that shows the choice and its words; for the peers it is when the page has settled. SurveyJS
(from npm) draws the same statements with the same five steps and two special answers as two matrices, today and wanted,
so with as many radios. Streamlit draws the two-line app. All run in the same Chromium, tapped in turns.
"""

from __future__ import annotations

import json
import shutil
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
    npm_packages,
    one_radio_server,
    peer_tab,
    print_figures,
    product_server,
    product_tab,
)

TAPS: Final = 16

_FACTOR: Final = BANK.factors[0].id
_ITEMS: Final = [item for item in BANK.form_items("quick") if item.factor == _FACTOR]


def measure() -> Sequence[Measured]:
    """The three lines of the budget on a tap."""
    with ExitStack() as stack:
        ours, store = stack.enter_context(product_server())
        streamlit = stack.enter_context(one_radio_server())
        survey = stack.enter_context(_survey())
        context = stack.enter_context(chromium())
        painting = _Product(product_tab(context, ours, begun(store, "quick", at=_FACTOR)))
        radio = RadioTaps(peer_tab(context, streamlit, RADIO))
        js = _Survey(peer_tab(context, survey, "td input"))
        in_turns(3, painting.painted, js.settled, radio.settled)
        painted, settled, rerun = in_turns(TAPS, painting.painted, js.settled, radio.settled)
        saved, rerun_again = in_turns(TAPS, painting.saved, radio.settled)
    items = f"{len(_ITEMS)} statements in both columns"
    return (
        against("Tap until painted", f"SurveyJS with as many items, {items}", 0.6, painted, settled),
        against("Tap until painted", "Streamlit's page with one radio", 0.2, painted, rerun),
        against("Tap until saved", "Streamlit's page with one radio", 1.0, saved, rerun_again),
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
        return self.tab.tap_until(self._cell(name, value), f"() => {_in_matrix(f'{shown}?.checked && {words}')}")

    def saved(self) -> float:
        name, value = self._next()
        state = "root.querySelector('[data-save-state]')?.dataset.saveState === 'saved'"
        shown = f'root.querySelector(\'input[name="{name}"][value="{value}"]\')?.checked'
        return self.tab.tap_until(self._cell(name, value), f"() => {_in_matrix(f'{shown} && {state}')}")

    def _cell(self, name: str, value: int) -> Locator:
        return self.tab.page.locator(f'input[name="{name}"][value="{value}"]')

    def _next(self) -> tuple[str, int]:
        names = [f"{item.id}.{column}" for item in _ITEMS for column in ("current", "new")]
        around, place = divmod(self.taps, len(names))
        self.taps += 1
        return names[place], around % 5 + 1


def _in_matrix(expression: str) -> str:
    """A JavaScript expression evaluated on the shadow root that the rating matrix draws into."""
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


@contextmanager
def _survey() -> Iterator[Server]:
    with npm_packages("survey-core", "survey-js-ui") as folder:
        modules = folder / "node_modules"
        for file in (
            "survey-core/survey.core.min.js",
            "survey-core/survey-core.min.css",
            "survey-js-ui/survey-js-ui.min.js",
        ):
            shutil.copy(modules / file, folder / Path(file).name)
        (folder / "index.html").write_text(_survey_page(), encoding="utf-8")
        with file_server(folder) as server:
            yield server


def _survey_page() -> str:
    choices = [{"value": label.value, "text": label["en"]} for label in BANK.scale.labels]
    choices += [{"value": special.code, "text": special["en"]} for special in BANK.scale.special]
    rows = [{"value": item.id, "text": item.text["en"]} for item in _ITEMS]
    matrices = [
        {"type": "matrix", "name": column.id, "title": column.short["en"], "columns": choices, "rows": rows}
        for column in BANK.columns
    ]
    return f"""<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Peer</title>
<link rel="stylesheet" href="survey-core.min.css">
<script src="survey.core.min.js"></script><script src="survey-js-ui.min.js"></script>
<div id="survey"></div>
<script>new Survey.Model({json.dumps({"elements": matrices})}).render(document.getElementById("survey"))</script>
"""


if __name__ == "__main__":
    print_figures(measure)
