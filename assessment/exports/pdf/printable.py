"""Turns any text into characters that the PDF's typeface has.

Other characters are replaced by one with the same meaning, by the letters they consist of, or by Latin letters. Those
that mean nothing without a picture, such as emoji, are left out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Sequence
from typing import Final

from anyascii import anyascii

# Replacements for characters people use that the typeface lacks. Arrows keep their direction.
_INSTEAD: Final = {
    ord(sign): shown
    for signs, shown in (
        ("⇒⟶⟹➔➙➜➝➞➡⇨►▶⮕", "→"),
        ("⇐⟵⟸⬅⇦◄◀", "←"),
        ("⇑⬆⇧▲△", "↑"),
        ("⇓⬇⇩▼▽", "↓"),
        ("↔⇔⟷⬌", "←→"),
        ("✔✅☑🗸", "✓"),
        ("✕✖✗✘❌❎⨯", "×"),
        ("‣⁃●○◦◉∘∙■□▪▫◼◻◾◽⬛⬜◆◇❖★☆⚫⚪➢➤", "•"),
        ("∗✱＊", "*"),
        ("∶", ":"),
        ("∖", "\\"),
        ("∣", "|"),
        ("∼", "~"),
        ("❗", "!"),
        ("❓", "?"),
        ("❤♥", "♥"),
        ("⚠", "!"),
    )
    for sign in signs
}
# Marks above and below a Latin, Greek or Cyrillic letter; the letter is read without them.
_MARKS: Final = ((0x300, 0x370), (0x1AB0, 0x1B00), (0x1DC0, 0x1E00), (0x20D0, 0x2100), (0xFE00, 0xFE30))
_NOTHING: Final = ("Cc", "Cf", "Cs", "Co", "Cn")


class Printable(dict[int, str]):
    """What to print for each character, for str.translate(). `available` has the characters of each weight."""

    def __init__(self, available: Sequence[Container[int]]) -> None:
        super().__init__()
        self.available = available

    def text(self, text: str) -> str:
        """A text as it is printed; a dash when none of it can be printed."""
        shown = unicodedata.normalize("NFC", text).translate(self)
        return shown if shown.strip() or not text.strip() else "–"

    def __missing__(self, code: int) -> str:
        self[code] = shown = self._shown(chr(code))
        return shown

    def _shown(self, sign: str) -> str:
        category = unicodedata.category(sign)
        if sign.isspace():
            return " "
        if category in _NOTHING or any(first <= ord(sign) < end for first, end in _MARKS):
            return ""
        return next((shown for shown in (sign, *self._likenesses(sign, category)) if self._has(shown)), "")

    def _likenesses(self, sign: str, category: str) -> list[str]:
        parts = "".join(part for part in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(part))
        likenesses = [_INSTEAD.get(ord(sign), ""), parts]
        if category == "Pd":
            likenesses.append("-")
        # For signs other than letters this would spell out their name: nothing is better than ":grinning:".
        if category[0] in "LMNP" or category == "Sc":
            likenesses.append(anyascii(sign))
        return likenesses

    def _has(self, text: str) -> bool:
        return bool(text) and all(ord(sign) in signs for sign in text for signs in self.available)
