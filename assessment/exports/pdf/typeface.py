"""Text in Source Sans Pro: how wide it is, where its lines end, and how it is set.

Lines are broken here, not by fpdf2: for 500 characters this takes 0.4 ms, fpdf2's multi_cell(dry_run=True) 8 ms.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from copy import copy
from functools import cache
from importlib.resources import as_file, files
from io import BytesIO
from typing import Any, Final, TypeVar, cast

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from fpdf import FPDF
from fpdf.drawing_primitives import DeviceGray, DeviceRGB, color_from_hex_string
from fpdf.fonts import SubsetMap, TTFFont
from fpdf.output import OutputProducer
from fpdf.syntax import PDFContentStream, PDFObject

from assessment.exports.pdf.printable import Printable
from assessment.look import Colours

_POINT: Final = 25.4 / 72  # Millimetres.
_LEADING, _TIGHT = 1.36, 1.2
# Parts of a width, and of the narrowest that is tried; how long a last line is at least, compared with the longest.
_FULL, _NARROWEST, _LAST_LINE = 24, 15, 0.25
_CHANGE: Final = re.compile(r"(?:\(\w+ )?\S+ → \S+")
_Found = TypeVar("_Found")
_KEPT: Final = re.compile(r"(?<=\S) (?=%|\(\d\))")


@cache
def font_file(weight: str) -> str:
    """The path of a weight of Source Sans Pro in the font package (SIL Open Font License 1.1; static TrueType)."""
    # The package is installed as files, never as a zip archive, so the path outlives the context.
    with as_file(files("font_source_sans_pro") / "files" / f"SourceSansPro-{weight}.ttf") as path:
        return str(path)


@cache
def device_colour(colour: str) -> DeviceGray | DeviceRGB:
    """A colour of a look as fpdf2 keeps it, which would read it again for every line and shape."""
    return color_from_hex_string(colour)


@cache
def _typeface() -> tuple[TTFFont, ...]:
    """Both weights without their files: which characters they have, and how wide these are, is read once for all."""
    pdf = FPDF()
    for style, weight in (("", "Regular"), ("B", "Semibold")):
        pdf.add_font("Text", style, font_file(weight))
    fonts = tuple(cast("TTFFont", font) for font in pdf.fonts.values())
    for font in fonts:
        font.ttfont.close()
        del font.ttfont
    return fonts


@cache
def _printable() -> Printable:
    return Printable([font.cmap for font in _typeface()])


def _fresh(read: TTFFont) -> TTFFont:
    """A weight for a new document: it notes the characters that are used, and its file is cut down to them."""
    font = copy(read)
    font.desc, font.missing_glyphs, font.subset = copy(read.desc), [], SubsetMap(font)
    # The boxes around glyphs are as the font has them: working them out again takes most of the time of a font.
    font.ttfont = TTFont(BytesIO(_plain(str(read.ttffile))), recalcBBoxes=False, recalcTimestamp=False, lazy=True)
    return font


@cache
def _plain(path: str) -> bytes:
    """A weight without what print does not need, which would be a tenth of a document.

    That is how to fit letters to the pixels of a coarse screen, and the tables for scripts that need shaping.
    """
    font = TTFont(path, recalcBBoxes=False, recalcTimestamp=False)
    for glyph in font["glyf"].glyphs.values():
        glyph.trim(remove_hinting=True)
    for table in {"GDEF", "GPOS", "GSUB", "cvt ", "fpgm", "prep"} & set(font.keys()):
        del font[table]
    file = BytesIO()
    font.save(file)
    return file.getvalue()


def line_height(size: float, *, tight: bool = False) -> float:
    """The distance from one line of text to the next, in millimetres, for a size in points."""
    return size * _POINT * (_TIGHT if tight else _LEADING)


def _words(text: str) -> list[str]:
    """The words of a text. One is what stays with a % or "(4)", and numbers with an arrow: "(support 5 → 7"."""
    whole = _CHANGE.sub(lambda found: found[0].replace(" ", "\n"), " ".join(text.split()))
    joined = _KEPT.sub("\n", whole)
    return [word.replace("\n", " ") for word in joined.split(" ")] if joined else []


class _Packed(OutputProducer):
    """Writes every stream compressed; fpdf2 leaves as they are those that say which letters its glyphs are."""

    def _add_pdf_obj(self, pdf_obj: PDFObject, trace_label: str | None = None) -> int:
        if isinstance(pdf_obj, PDFContentStream) and pdf_obj.filter is None:
            packed = PDFContentStream(pdf_obj.content_stream(), compress=True)
            pdf_obj._contents = packed.content_stream()  # noqa: SLF001  # others refer to this very object
            pdf_obj.filter, pdf_obj.length = packed.filter, packed.length
        return super()._add_pdf_obj(pdf_obj, trace_label)


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
        self._widths: dict[tuple[str, bool], float]
        self._measured_words: dict[tuple[str, bool], list[tuple[str, float]]]
        self._found: dict[Hashable, Any]
        self._broken: dict[tuple[str, float, float, bool, int], tuple[str, ...]]
        if draft is not None:
            self.fonts.update(draft.fonts)
            self.fonts_by_weight, self.printable = draft.fonts_by_weight, draft.printable
            self._measured_words, self._broken = draft._measured_words, draft._broken  # noqa: SLF001  # of the same class
            self._widths, self._found = draft._widths, draft._found  # noqa: SLF001
            return
        regular, bold = (_fresh(font) for font in _typeface())
        self.fonts.update({font.fontkey: font for font in (regular, bold)})
        self.fonts_by_weight = {False: regular, True: bold}
        self.printable = _printable()
        self._widths, self._measured_words, self._broken, self._found = {}, {}, {}, {}

    def output(self) -> bytearray:  # type: ignore[override]  # it is never written to a file here
        """The document."""
        return super().output(output_producer_class=_Packed)

    def once(self, key: Hashable, find: Callable[[], _Found]) -> _Found:
        """What `find` returns, asked once for a document with all its drafts: the key says what it is.

        A draft in another language shares it: of what such a draft draws too, the key has to name the language.
        """
        if key not in self._found:
            self._found[key] = find()
        return cast("_Found", self._found[key])

    def measure(self, text: str, size: float, *, bold: bool = False) -> float:
        """The width of a line of text, in millimetres."""
        return self._units(text, bold=bold) * size * _POINT / 1000

    def _units(self, text: str, *, bold: bool) -> float:
        """The width of a text in thousandths of its size, added up once: most words stand in many lines."""
        found = self._widths.get((text, bold))
        if found is None:
            widths = self.fonts_by_weight[bold].cw
            found = self._widths[text, bold] = sum([widths[ord(sign)] for sign in text])
        return found

    def _words(self, text: str, *, bold: bool) -> list[tuple[str, float]]:
        """The words of a text as it is printed, each with its width: measured once, since many widths are tried."""
        found = self._measured_words.get((text, bold))
        if found is None:
            found = [(word, self._units(word, bold=bold)) for word in _words(self.printable.text(text))]
            self._measured_words[text, bold] = found
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
        words = self._words(text, bold=bold)[::-1]
        lines: list[str] = []
        line, wide, space = "", 0.0, self.fonts_by_weight[bold].cw[ord(" ")]
        while words and len(lines) < limit:
            word, units = words.pop()
            together = f"{line} {word}" if line else word
            total = wide + space + units if line else units
            if len(together) <= self.longest_line and total * size * _POINT / 1000 <= width:
                line, wide = together, total
            elif line:
                lines.append(line)
                line = ""
                words.append((word, units))
            else:
                fitting = self._fitting(word, width, size, bold=bold)
                lines.append(word[:fitting])
                words.append((word[fitting:], self._units(word[fitting:], bold=bold)))
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
        self.set_text_color(device_colour(colour or self.colours.ink))
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
