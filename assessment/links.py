"""What a link may be made of in texts from outside: e-mail addresses, telephone numbers and https addresses."""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from urllib.parse import urlsplit

# What needs no quoting anywhere; rarer addresses are shown as text.
_PLAIN_MAIL: Final = (
    r"[A-Za-z0-9][A-Za-z0-9_+-]*(?:\.[A-Za-z0-9_+-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}"
)
# The part before the @, and a name in the domain, in any letters.
_BEFORE_AT: Final = re.compile(r"[^\s@.,;:<>()\[\]\\\"]+(?:\.[^\s@.,;:<>()\[\]\\\"]+)*")
_LABEL: Final = r"[^\W_](?:(?:[^\W_]|-)*[^\W_])?"
_DOMAIN: Final = re.compile(rf"(?:{_LABEL}\.)+(?:[^\W\d_]{{2,}}|xn--[a-z0-9-]+)")
_NOT_IN_AN_ADDRESS: Final = re.compile(r"[\s<>\"'\\^`{|}]")
_ENDS: Final = ".,;:!?)"
_AROUND: Final = f"{_ENDS}(<>[]\"'"
_FOUND: Final = re.compile(
    r"(?P<web>(?:https://|\bwww\.)[^\s<>\"']+)"
    # A bare domain, in small letters and not after one letter alone: neither a name nor "t.ex".
    r"|(?P<bare>(?<![\w@./:-])(?:[a-z0-9-]+\.)*[a-z0-9-]{2,}\.[a-z]{2,24}(?:/[^\s<>\"']*)?(?![\w@]))"
    rf"|(?P<mail>(?<![\w.+-]){_PLAIN_MAIL}(?![\w@]))"
    r"|(?P<phone>(?<![\w+./-])\+?\(?[0-9](?:[ \u00a0()/–-]{0,2}[0-9]){6,14}(?![\w]))"
)


class LinkedPiece(NamedTuple):
    """A piece of a text, and where it leads; "" for what is only text."""

    text: str
    href: str = ""


def pieces(text: str) -> tuple[LinkedPiece, ...]:
    """A text with its addresses and numbers as links: mailto:, tel: and https: alone. Together they are the text."""
    found, end = [], 0
    for match in _FOUND.finditer(text):
        shown = match[0].rstrip(_ENDS) if match["web"] or match["bare"] else match[0]
        if href := _href(shown, match):
            found += [LinkedPiece(text[end : match.start()]), LinkedPiece(shown, href)]
            end = match.start() + len(shown)
    return tuple(piece for piece in (*found, LinkedPiece(text[end:])) if piece.text)


def _href(shown: str, match: re.Match[str]) -> str:
    if match["mail"]:
        return f"mailto:{shown}"
    if match["phone"]:
        return f"tel:{re.sub('[^+0-9]', '', shown)}"
    address = shown if shown.startswith("https:") else f"https://{shown}"
    return address if is_web_address(address) else ""


def is_web_address(text: str) -> bool:
    """Whether this is an https address and nothing else, without a user's name in it."""
    if _NOT_IN_AN_ADDRESS.search(text) or not text.isprintable():
        return False
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018  # raises ValueError for what is no port
    except ValueError:
        return False
    return parts.scheme == "https" and "@" not in parts.netloc and bool(_DOMAIN.fullmatch(parts.hostname or ""))


def is_mail_address(text: str) -> bool:
    """Whether this is the form of an e-mail address, its domain with a dot. Only a mail tells whether it exists."""
    before, _, domain = text.rpartition("@")
    return bool(_BEFORE_AT.fullmatch(before) and _DOMAIN.fullmatch(domain.lower()))


def cut_mail_address(text: str) -> str | None:
    """The first thing in a text that looks like an e-mail address and is none; None without one.

    An @ that begins a word, or stands in a web address, is a name elsewhere.
    """
    words = (word.strip(_AROUND).rpartition(":")[2] for word in re.split(r"[\s,;]+", text) if "/" not in word)
    return next((word for word in words if "@" in word[1:] and not is_mail_address(word)), None)


def phone_link(text: str) -> str | None:
    """The tel: address of a telephone number; None for what is more than one, or something else."""
    (first, *more) = pieces(text) or (LinkedPiece(""),)
    return first.href if not more and first.href.startswith("tel:") else None


def is_plain_address(email: str) -> bool:
    """Whether this is an e-mail address and nothing else, so that a link may be made of it."""
    return re.fullmatch(_PLAIN_MAIL, email) is not None
