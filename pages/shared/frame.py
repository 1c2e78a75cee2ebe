"""What is around every page: the bar at the top, the foot."""

from __future__ import annotations

from collections.abc import Sequence

from assessment.instrument import Language
from assessment.look import LOOK, Look
from assessment.words import say
from pages.shared.line import LineWords, watch_line
from pages.shared.look import mark_of
from pages.shared.navigation import Link, MadeWith, bar, foot
from pages.visit import address, assessments, branding, controls, joining, places, saving
from pages.visit.address import Visitor


def draw_bar(language: Language, look: Look) -> None:
    """Draw mark and name, then the links to the pages; a pressed link opens its page at once."""
    visitor = address.visitor()
    if isinstance(visitor, address.TeamMember):
        joining.invited()
    if isinstance(visitor, address.Owner | address.TeamMember):
        assessments.newest()  # read now, if that has not been done: the way depends on it
    way = places.way(visitor)
    home, *links = _links((places.START, *way, *places.also_in_menu(visitor)), visitor, language)
    pressed = bar(
        home._replace(label=look.name),
        links[: len(way)],
        links[len(way) :],
        mark_of(look),
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
    visitor = address.visitor()
    look, links = branding.look(), _links(places.aside(visitor), visitor, language)
    made_with = (
        MadeWith(say(language, "prospect.made_with", name=look.made_with), mark_of(LOOK)) if look.made_with else None
    )
    places.open_pressed(foot(links, say(language, "frame.more"), run, made_with))


def _title(page: str, visitor: Visitor) -> str:
    """Where the words of a link are; a member of a team has only answers to go to on the page of the questions."""
    is_members = page == places.QUESTIONS and isinstance(visitor, address.TeamMember)
    return "round.member.menu" if is_members else f"{places.name_of(page)}.title"


def _links(pages: Sequence[str], visitor: Visitor, language: Language) -> list[Link]:
    is_open, names = places.open_now(), [places.name_of(page) for page in pages]
    return [
        Link(name, say(language, _title(page, visitor)), href, is_current=page == is_open)
        for page, name, href in zip(pages, names, places.hrefs(pages, visitor), strict=True)
    ]
