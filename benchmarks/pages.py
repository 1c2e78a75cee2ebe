"""Turning to the next page of questions, against Streamlit and SurveyJS.

The two-line app with one radio is the smallest possible rerun. SurveyJS turns its own pages, with as many statements on
each. Next and Back are real clicks, and end with the first frame that shows the new page's statements; the radio's taps
end when its page has settled. All run in the same Chromium, pressed in turns.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import ExitStack
from typing import Final

from benchmarks.measuring import (
    BANK,
    RADIO,
    Measured,
    RadioTaps,
    Tab,
    against,
    begun,
    chromium,
    in_turns,
    one_radio_server,
    peer_tab,
    print_figures,
    product_server,
    product_tab,
)
from benchmarks.surveyjs import survey

TURNS: Final = 24

# The beginning of the controls' names on each page of the quick form.
_PAGES: Final = [
    *(next(item.id for item in BANK.form_items("quick") if item.factor == factor.id) for factor in BANK.factors),
    "importance.",
]
_PEER: Final = "Streamlit's page with one radio"


def measure() -> Sequence[Measured]:
    """The budget's line on the next page."""
    with ExitStack() as stack:
        ours, store = stack.enter_context(product_server())
        theirs = stack.enter_context(one_radio_server())
        surveys = stack.enter_context(survey([factor.id for factor in BANK.factors]))
        context = stack.enter_context(chromium())
        questions = _Questions(product_tab(context, ours, begun(store, "quick", at=BANK.factors[0].id, rated=9)))
        rerun = RadioTaps(peer_tab(context, theirs, RADIO))
        js = _Survey(peer_tab(context, surveys, "td input"))
        in_turns(3, questions.turned, rerun.settled, js.turned)
        turned, settled, turned_js = in_turns(TURNS, questions.turned, rerun.settled, js.turned)
    return (
        against("Next page of questions", _PEER, 0.3, turned, settled),
        against("Next page of questions", "SurveyJS with as many statements on each page", 0.6, turned, turned_js),
    )


class _Turns:
    """Turns pages: on to the last one, then back to the first."""

    def __init__(self, tab: Tab, pages: int, on: str, back: str) -> None:
        self.tab = tab
        self._pages, self._names = pages, {1: on, -1: back}
        self._page, self._step = 0, 1

    def turned(self) -> float:
        """Milliseconds until the first frame with the new page's statements."""
        if self._page + self._step not in range(self._pages):
            self._step = -self._step
        self._page += self._step
        button = self.tab.page.get_by_role("button", name=self._names[self._step])
        figure = self.tab.tap_until(button, f"() => {self.shows(self._page)}")
        self.tab.settle()
        return figure

    def shows(self, page: int) -> str:
        """A JavaScript expression: whether this page's statements are there."""
        raise NotImplementedError


class _Questions(_Turns):
    def __init__(self, tab: Tab) -> None:
        super().__init__(tab, len(_PAGES), "Next", "Back")

    def shows(self, page: int) -> str:
        return f"stopwatch.roots.some(root => root.querySelector('input[name^=\"{_PAGES[page]}\"]'))"


class _Survey(_Turns):
    def __init__(self, tab: Tab) -> None:
        super().__init__(tab, len(BANK.factors), "Next", "Previous")

    def shows(self, page: int) -> str:
        statement = next(item for item in BANK.form_items("quick") if item.factor == BANK.factors[page].id)
        return f"document.querySelector('#survey').innerText.includes({json.dumps(statement.text['en'])})"


if __name__ == "__main__":
    print_figures(measure)
