"""What is around every page: the bar at the top, the foot."""

from __future__ import annotations

from assessment.instrument import Language
from assessment.text import say
from pages.shared import session
from pages.shared.line import Words, watch_line
from pages.shared.navigation import Link, bar, foot


def draw_bar(language: Language, mark: str) -> None:
    """Mark and name, then the way; a page that is pressed is opened at once."""
    way = [_link(page, language) for page in session.way()]
    pressed = bar(
        _link(session.START, language, "Drivkraft"),
        way,
        mark,
        {"label": say(language, "frame.pages"), "menu": say(language, "frame.menu")},
    )
    session.open_pressed(pressed)


def draw_line(language: Language) -> None:
    """Watch over the line to the server."""
    words: Words = {
        "away": say(language, "line.away"),
        "back": say(language, "line.back"),
        "no_file": say(language, "line.no_file"),
    }
    session.line_is_watched(was_lost=watch_line(words, session.unsaved_controls()))


def draw_foot(language: Language) -> None:
    """What is rarely needed."""
    session.open_pressed(foot([_link(page, language) for page in session.aside()], say(language, "frame.more")))


def _link(page: str, language: Language, label: str | None = None) -> Link:
    name = session.name_of(page)
    return Link(
        name, label or say(language, f"{name}.title"), session.href(page), is_current=page == session.open_now()
    )
