"""Text in Source Sans Pro: how wide it is, where its lines end, and how it is set.

Lines are broken here, not by fpdf2: for 500 characters this takes 0.4 ms, fpdf2's multi_cell(dry_run=True) 8 ms.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import as_file, files
from typing import Final, cast

from fpdf import FPDF
from fpdf.fonts import TTFFont

from assessment.exports.pdf.printable import Printable
from assessment.look import Colours

_POINT: Final = 25.4 / 72  # Millimetres.
_LEADING, _TIGHT = 1.36, 1.2
# Parts of a width, and of the narrowest that is tried; how long a last line is at least, compared with the longest.
_FULL, _NARROWEST, _LAST_LINE = 24, 15, 0.25
_CHANGE: Final = re.compile(r"(\S+) → (\S+)")
_KEPT: Final = re.compile(r"(?<=\S) (?=%|\(\d\))")


@cache
def font_file(weight: str) -> str:
    """The path of a weight of Source Sans Pro in the font package (SIL Open Font License 1.1; static TrueType)."""
    # The package is installed as files, never as a zip archive, so the path outlives the context.
    with as_file(files("font_source_sans_pro") / "files" / f"SourceSansPro-{weight}.ttf") as path:
        return str(path)


def line_height(size: float, *, tight: bool = False) -> float:
    """The distance from one line of text to the next, in millimetres, for a size in points."""
    return size * _POINT * (_TIGHT if tight else _LEADING)


def _words(text: str) -> list[str]:
    """The words of a text. Numbers with an arrow between them are one, and so is what stays with a % or "(4)"."""
    joined = _KEPT.sub("\n", _CHANGE.sub(r"\1\n→\n\2", " ".join(text.split())))
    return [word.replace("\n", " ") for word in joined.split(" ")] if joined else []


class Typeset(FPDF):
    """A PDF in one typeface that can measure text before it sets it."""

    longest_line: int = 95  # Characters.

    def __init__(self, colours: Colours, draft: Typeset | None = None, *, is_tried: bool = False) -> None:
        """`draft` is an earlier draft of the same document: what it has read and measured need not be done again.

        Only one of them may be output. One that is only tried, to see how full its pages are, has no text and no
        shapes.
        """
        super().__init__(format="A4")
        self.colours, self.is_tried = colours, is_tried
        self.fonts_by_weight: dict[bool, TTFFont]
        self.printable: Printable
        self._word_units: dict[tuple[str, bool], float]
        self._broken: dict[tuple[str, float, float, bool, int], tuple[str, ...]]
        if draft is not None:
            self.fonts.update(draft.fonts)
            self.fonts_by_weight, self.printable = draft.fonts_by_weight, draft.printable
            self._word_units, self._broken = draft._word_units, draft._broken  # noqa: SLF001  # of the same class
            return
        self.add_font("Text", "", font_file("Regular"))
        self.add_font("Text", "B", font_file("Semibold"))
        self.fonts_by_weight = {bold: self._font("textB" if bold else "text") for bold in (False, True)}
        self.printable = Printable([font.cmap for font in self.fonts_by_weight.values()])
        self._word_units, self._broken = {}, {}

    def _font(self, key: str) -> TTFFont:
        font = cast("TTFFont", self.fonts[key])
        # Tables for scripts that need shaping: fpdf2 would parse them, only to leave them out of the file.
        for table in {"GDEF", "GPOS", "GSUB"} & set(font.ttfont.keys()):
            del font.ttfont[table]
        # The boxes around glyphs are as the font has them: working them out again takes most of the time of a font.
        font.ttfont.recalcBBoxes = False
        return font

    def measure(self, text: str, size: float, *, bold: bool = False) -> float:
        """The width of a line of text, in millimetres."""
        return self._units(text, bold=bold) * size * _POINT / 1000

    def _units(self, text: str, *, bold: bool) -> float:
        """The width of a text in thousandths of its size."""
        widths = self.fonts_by_weight[bold].cw
        return sum([widths[ord(sign)] for sign in text])

    def _units_of_word(self, word: str, *, bold: bool) -> float:
        """The same, measured once for each word: most stand in many lines, and lines are tried in many widths."""
        found = self._word_units.get((word, bold))
        if found is None:
            found = self._word_units[word, bold] = self._units(word, bold=bold)
        return found

    def lines(self, text: str, width: float, size: float, *, bold: bool = False, limit: int = 40) -> list[str]:
        """Text as 1 to `limit` lines that fit. Words that are too long are broken; the last line ends in "…" if cut."""
        known = self._broken.get((text, width, size, bold, limit))
        if known is None:
            known = tuple(self._balanced(text, width, size, bold=bold, limit=limit))
            self._broken[text, width, size, bold, limit] = known
        return list(known)

    def _balanced(self, text: str, width: float, size: float, *, bold: bool, limit: int) -> list[str]:
        """The lines, in less width where that keeps a word or two from standing alone on the last one."""
        lines = self._lines(text, width, size, bold=bold, limit=limit)
        least = max(self.measure(line, size, bold=bold) for line in lines) * _LAST_LINE
        for part in range(_FULL - 1, _NARROWEST, -1):
            if len(lines) == 1 or lines[-1].endswith("…") or self.measure(lines[-1], size, bold=bold) >= least:
                break
            tried = self._lines(text, width * part / _FULL, size, bold=bold, limit=limit)
            is_whole = len(tried) == len(lines) and " ".join(tried) == " ".join(lines)  # No word is broken.
            if is_whole and self.measure(tried[-1], size, bold=bold) >= least:
                return tried
        return lines

    def _lines(self, text: str, width: float, size: float, *, bold: bool, limit: int) -> list[str]:
        words = _words(self.printable.text(text))
        lines: list[str] = []
        line, wide, space = "", 0.0, self.fonts_by_weight[bold].cw[ord(" ")]
        while words and len(lines) < limit:
            word = words.pop(0)
            together = f"{line} {word}" if line else word
            units = self._units_of_word(word, bold=bold) + (wide + space if line else 0)
            if len(together) <= self.longest_line and units * size * _POINT / 1000 <= width:
                line, wide = together, units
            elif line:
                lines.append(line)
                line, words = "", [word, *words]
            else:
                fitting = self._fitting(word, width, size, bold=bold)
                lines.append(word[:fitting])
                words.insert(0, word[fitting:])
        if len(lines) < limit:
            return [*lines, line] if line or not lines else lines
        if line or words:
            last = lines[-1]
            while last and self.measure(last + "…", size, bold=bold) > width:
                last = last[:-1]
            lines[-1] = last.rstrip(" ,;:–-") + "…"
        return lines

    def short(self, text: str, width: float, size: float, *, bold: bool = False) -> str:
        """As much of a text as fits on one line."""
        return self.lines(text, width, size, bold=bold, limit=1)[0]

    def _fitting(self, word: str, width: float, size: float, *, bold: bool) -> int:
        """How many characters of a word fit on a line, at least one."""
        widths, room = self.fonts_by_weight[bold].cw, width * 1000 / _POINT / size
        for index, sign in enumerate(word):
            room -= widths[ord(sign)]
            if room < 0:
                return max(1, index)
        return len(word)

    def centred(self, middle: float, size: float) -> float:
        """The top of a line of text whose letters are centred on `middle`."""
        return middle - size * _POINT * 0.68

    def line_of_text(
        self, text: str, left: float, top: float, size: float, *, bold: bool = False, colour: str | None = None
    ) -> None:
        """Draw one line that is known to fit. `top` is the top of the line, not the baseline."""
        if self.is_tried:
            return
        self.set_font("Text", "B" if bold else "", size)
        self.set_text_color(colour or self.colours.ink)
        self.text(left, top + size * _POINT, self.printable.text(text))

    def paragraph(
        self,
        text: str,
        left: float,
        top: float,
        width: float,
        size: float,
        *,
        bold: bool = False,
        colour: str | None = None,
        limit: int = 40,
    ) -> float:
        """Draw text in lines from `top` down. Returns where it ends, in millimetres."""
        for line in self.lines(text, width, size, bold=bold, limit=limit):
            self.line_of_text(line, left, top, size, bold=bold, colour=colour)
            top += line_height(size)
        return top

    def height(self, text: str, width: float, size: float, *, bold: bool = False, limit: int = 40) -> float:
        """The height of paragraph()."""
        return len(self.lines(text, width, size, bold=bold, limit=limit)) * line_height(size)

    def even(self, text: str, width: float, size: float, *, bold: bool = False) -> float:
        """The narrowest width, down to two thirds, with the same number of lines: avoids a single word on the last."""
        fewest = len(self.lines(text, width, size, bold=bold))
        narrow = [width * part / 24 for part in range(16, 24)]
        return next((less for less in narrow if len(self.lines(text, less, size, bold=bold)) == fewest), width)
