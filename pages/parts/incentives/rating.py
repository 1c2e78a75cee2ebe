"""The rating row of the map: five steps from harming to helping, each with its mark and its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any, Final

import streamlit as st

from assessment.instrument import Instrument, Language
from assessment.sentences.unsaid import TORN, UNSAID
from assessment.words import say
from pages.shared.elements import plain
from pages.visit import controls

EFFECTS: Final = (-2, -1, 0, 1, 2)
_SPOKEN: Final = {UNSAID: "incentives.unsaid.cell", TORN: "incentives.torn.cell"}
_MARKS: Final = {-2: "−−", -1: "−", 0: "0", 1: "+", 2: "++"}


def ends_of_scale(words: Mapping[int, str]) -> None:
    """The words at both ends of the rows below."""
    with st.container(horizontal=True, horizontal_alignment="distribute", gap="small"):
        for end in (EFFECTS[0], EFFECTS[-1]):
            st.caption(f"**{plain(_MARKS[end])}** {plain(words[end])}", width="content")


def rating_row(
    label: str,
    value: float | None,
    control: str,
    words: Mapping[int, str],
    *,
    on_change: Callable[..., None],
    args: tuple[Any, ...],
) -> None:
    """A row of five native radios, in a container whose key ends in `_rating`; `value` None leaves it open.

    The browser shows the `words` of the chosen step beside the label, and all of them are read aloud.
    """
    controls.show(control, None if value is None else round(value))
    st.radio(
        label,
        EFFECTS,
        index=None,
        format_func=lambda step: f"{plain(_MARKS[step])} *{plain(words[step])}*",
        horizontal=True,
        key=control,
        on_change=on_change,
        args=args,
    )


def effect_words(bank: Instrument, language: Language) -> dict[int, str]:
    """The question bank's words for the steps of what a measure does to the experience."""
    return {round(point.value): point[language].lower() for point in bank.incentives.effect_scale}


def hindrance_words(language: Language) -> dict[int, str]:
    """The words for the steps of what a measure does to another role's chances."""
    names = ("much_harder", "harder", "nothing", "easier", "much_easier")
    return {step: say(language, f"map_page.much.{name}") for step, name in zip(EFFECTS, names, strict=True)}


def effects_in_short(effects: Iterable[tuple[str, float]], language: Language) -> str:
    """What a measure does to the parts of the experience, as HTML: a tinted mark and the name of each that it moves."""
    moved = [(name, effect) for name, effect in effects if effect]
    if not moved:
        return f'<p class="effects">{escape(say(language, "map_page.moves_nothing"))}</p>'
    lines = (_cell(name, effect, _mark(effect), language, says_which=True) for name, effect in moved)
    return f'<ul class="effects">{"".join(lines)}</ul>'


def row_on_map(pulls: Iterable[tuple[str, float, str]], language: Language) -> str:
    """A role's row of the map, as HTML: for each part of the experience a tint, what its cell says, and its name."""
    cells = (_cell(name, pull, text, language) for name, pull, text in pulls)
    return f'<ul class="map_row">{"".join(cells)}</ul>'


def _cell(name: str, effect: float, text: str, language: Language, *, says_which: bool = False) -> str:
    """A tinted number or mark and what it is of; with `says_which` also the word for it, in sight."""
    if text in _SPOKEN:
        spoken = escape(say(language, _SPOKEN[text]))
        how = "moves_nothing unsaid" if text == UNSAID else "moves_nothing"
        mark = f'<span class="pull {how}" role="img" aria-label="{spoken}">{text}</span>'
        return f"<li>{mark} {escape(name)}</li>"
    way = "helps" if effect > 0 else "harms" if effect < 0 else "moves_nothing"
    is_clear = says_which and text in (_MARKS[EFFECTS[0]], _MARKS[EFFECTS[-1]])
    word = say(language, f"map_page.{way}{'_clearly' if is_clear else ''}")
    spoken = f"{text.replace(UNSAID, say(language, 'incentives.unsaid.partly'))} {word}".strip()
    return (
        f'<li><span class="pull {way}" style="--pull: {abs(effect)}" role="img" aria-label="{escape(spoken)}">'
        f"{escape(text)}</span> {_said(name, word if says_which else '')}</li>"
    )


def _said(name: str, word: str) -> str:
    """The name in one element, so that the word stands after it."""
    return f'<span>{escape(name)}<span aria-hidden="true"> · {escape(word)}</span></span>' if word else escape(name)


def _mark(effect: float) -> str:
    """The nearest mark of an effect other than 0, which is none for no effect."""
    return _MARKS[round(effect) or (1 if effect > 0 else -1)]
