"""The management team's map: the leader's side, and that of everybody who answers."""

from assessment.instrument import Language
from pages.parts.team_map.leading import (
    again,
    closed,
    gathering_screen,
    instead,
    is_closed,
    is_offered,
    offer,
    to_finding,
    way_to_map,
)
from pages.parts.team_map.telling import telling
from pages.visit import address

__all__ = [
    "again",
    "closed",
    "instead",
    "is_closed",
    "is_offered",
    "offer",
    "team_map",
    "to_finding",
    "way_to_map",
]


def team_map(language: Language) -> None:
    """The whole page for whoever came by the map's code, and for its leader as long as it is open."""
    if isinstance(address.visitor(), address.MapMember):
        telling(language)
    gathering_screen(language)
