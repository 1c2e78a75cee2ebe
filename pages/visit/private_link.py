"""Finds a key in any text: an address, a mail, a link that a mail scanner has wrapped in its own.

A key has 22 characters of A-Z, a-z, 0-9, _ and -. Whatever surrounds it was added by mail programs and is ignored.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple
from urllib.parse import unquote

from assessment.storage import MAP_MARK, MARK

KEY_LENGTH: Final = 22
_LONGEST: Final = 20_000  # Characters looked at: more than any mail with a link in it.
_LAYERS: Final = 5  # How often a link may have been wrapped or encoded.

_ALPHABET: Final = "A-Za-z0-9_-"
_KEY: Final = f"[{_ALPHABET}]{{{KEY_LENGTH}}}"
# Quoted-printable writes "=3D" for "=".
_EQUALS: Final = rf"\s*=(?:3D(?={_KEY}(?![{_ALPHABET}])))?\s*"
_NAMED: Final = re.compile(rf"(?<![{_ALPHABET}])(?P<name>r|view){_EQUALS}[\"'<]?(?P<key>{_KEY})")
_CODE: Final = re.compile(rf"(?<![{_ALPHABET}])c{_EQUALS}[\"'<]?(?P<key>{_KEY})")
_CAMPAIGN: Final = re.compile(rf"(?<![{_ALPHABET}])c{_EQUALS}[\"'<]?(?P<key>{MARK}{_KEY})(?![{_ALPHABET}])")
_TEAM_MAP: Final = re.compile(rf"(?<![{_ALPHABET}])c{_EQUALS}[\"'<]?(?P<key>{MAP_MARK}{_KEY})(?![{_ALPHABET}])")
_ALONE: Final = re.compile(rf"(?<![{_ALPHABET}])(?P<key>{_KEY})(?![{_ALPHABET}])")
_MARKED: Final = re.compile(rf"(?<![{_ALPHABET}])[_-]+(?P<key>{_KEY})[_-]+(?![{_ALPHABET}])")  # _KEY_, as in Markdown
_PAGE: Final = re.compile(r"/(?P<page>[a-z]+)/?\?[^\s/?]*$")  # What is before the key: "…/results?lang=sv&".
_CUT: Final = re.compile(rf"(?<![{_ALPHABET}])(?:r|view)\s*=\s*[\"'<]?[{_ALPHABET}]+")

_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
# A line break that mail programs insert, with the "=" of quoted-printable or the ">" of a quotation.
_LINE_BREAK: Final = re.compile(r"=?[ \t]*[\r\n]+[> \t]*")
_PROOFPOINT: Final = re.compile(r"urldefense\.(?:proofpoint\.)?com/v2/url\?u=([^&\s]+)")


class PrivateLink(NamedTuple):
    """A key as it was found. `opens` is what its link opens, None for a key without a link."""

    key: str
    opens: Literal["answers", "results"] | None


def find_link(text: str) -> PrivateLink | None:
    """The first key in a text, preferably one named `r` or `view`, else one on its own; None when there is none."""
    readings = list(_readings(text[:_LONGEST]))
    for reading in readings:
        if found := _NAMED.search(reading):
            return PrivateLink(found["key"], "answers" if found["name"] == "r" else "results")
    for reading in readings:
        if found := _ALONE.search(reading) or _MARKED.search(reading):
            return PrivateLink(found["key"], None)
    return None


def find_code(text: str) -> str | None:
    """The public code of a team's round in a text, named `c`; None when there is none."""
    found = (_CODE.search(reading) for reading in _readings(text[:_LONGEST]))
    return next((each["key"] for each in found if each), None)


def find_campaign(text: str) -> str | None:
    """The public code of a campaign in a text, named `c`; None when there is none.

    It is told from a round's by the sign it begins with, and by being one longer.
    """
    found = (_CAMPAIGN.search(reading) for reading in _readings(text[:_LONGEST]))
    return next((each["key"] for each in found if each), None)


def find_team_map(text: str) -> str | None:
    """The public code of a management team's map in a text, named `c`; None when there is none."""
    found = (_TEAM_MAP.search(reading) for reading in _readings(text[:_LONGEST]))
    return next((each["key"] for each in found if each), None)


def page_in(text: str) -> str | None:
    """The last part of the path in front of the key, which names a page; None for a key without one."""
    for reading in _readings(text[:_LONGEST]):
        if (found := _NAMED.search(reading)) and (named := _PAGE.search(reading[: found.start()])):
            return named["page"]
    return None


def is_cut_short(text: str) -> bool:
    """Whether a link has lost a part of its key, or the text is a short piece that may be one."""
    if find_link(text) is not None:
        return False
    piece = text.strip()
    alone = re.fullmatch(f"[{_ALPHABET}]{{4,{KEY_LENGTH - 1}}}", piece) is not None
    return alone or any(_CUT.search(reading) for reading in _readings(text[:_LONGEST]))


def _readings(text: str) -> Iterator[str]:
    """The text as it is and with its layers removed one by one; each also with broken lines joined."""
    for _ in range(_LAYERS):
        shown = _INVISIBLE.sub("", text)
        yield shown
        if (joined := _LINE_BREAK.sub("", shown)) != shown:
            yield joined
        if wrapped := _PROOFPOINT.search(text):
            # This scanner writes "-3D" for "%3D" and "_" for "/".
            inner = unquote(wrapped[1].replace("-", "%").replace("_", "/"))
        else:
            inner = html.unescape(unquote(text))
        if inner == text:
            return
        text = inner
