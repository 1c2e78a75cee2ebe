"""Which pages there are, and the one script that each of them begins with."""

from __future__ import annotations

from pathlib import Path
from typing import Final

# The names of the pages, the default one first.
PAGES: Final = (
    "start",
    "questions",
    "incentives",
    "results",
    "plan",
    "report",
    "team",
    "customers",
    "campaigns",
    "privacy",
    "accessibility",
)
SCRIPT: Final = Path(__file__).with_name("first_words.js").read_text(encoding="utf-8")
"""The one script among the first words. The content security policy allows it by its hash."""


def is_page(path: str) -> bool:
    """Whether there is a page at this path, without what is before every route."""
    return path.strip("/") in ("", "index.html", *PAGES[1:])
