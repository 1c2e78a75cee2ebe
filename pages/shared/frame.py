"""What is around every page: the bar at the top, the foot."""

from __future__ import annotations

from assessment.instrument import Language
from assessment.look import Look
from assessment.words import say
from pages.shared.line import LineWords, watch_line
from pages.shared.look import picture
from pages.shared.navigation import Link, bar, foot
from pages.visit import controls, places, saving


def draw_bar(language: Language, look: Look) -> None:
    """Draw mark and name, then the links to the pages; a pressed link opens its page at once."""
    way, also = ([_link(page, language) for page in pages] for pages in (places.way(), places.also_in_menu()))
    pressed = bar(
        _link(places.START, language, look.name),
        way,
        also,
        picture(look, look.mark),
        {"label": say(language, "frame.pages"), "menu": say(language, "frame.menu")},
    )
    places.open_pressed(pressed)


def draw_line(language: Language, run: str) -> None:
    """Watch the connection to the server; `run` is the id of this run of the page."""
    words: LineWords = {
        "away": say(language, "line.away"),
        "back": say(language, "line.back"),
        "saving": say(language, "questionnaire.saving"),
    }
    places.line_is_watched(watch_line(run, words, saving.unsaved_controls(), controls.heard()))


def draw_foot(language: Language, run: str) -> None:
    """Draw the links that are rarely needed, after everything else; `run` is the id of this run of the page."""
    places.open_pressed(foot([_link(page, language) for page in places.aside()], say(language, "frame.more"), run))


def _link(page: str, language: Language, label: str | None = None) -> Link:
    name = places.name_of(page)
    return Link(name, label or say(language, f"{name}.title"), places.href(page), is_current=page == places.open_now())
