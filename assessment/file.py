"""A file that is made when it is asked for, and what all kinds of them need."""

from __future__ import annotations

from datetime import UTC, tzinfo
from pathlib import Path
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

QUESTION_BANK: Final = Path(__file__).parents[1] / "questions.yaml"
MEDIA_TYPES: Final = {
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".ics": "text/calendar; charset=utf-8",
    ".yaml": "application/yaml",
    ".png": "image/png",
}


class NotWanted(Exception):
    """The file is no longer wanted."""


class File(NamedTuple):
    """A file: its name, media type and content."""

    name: str
    media_type: str
    data: bytes


def zone_named(name: str) -> tzinfo:
    """The time zone of this name; UTC where there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return UTC
