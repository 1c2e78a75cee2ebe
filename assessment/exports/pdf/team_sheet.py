"""The A4 pages that a team's result is drawn on, and blocks of text whose height is known before they are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Final, NamedTuple

from assessment.exports.pdf.shapes import BOTTOM, LEFT, RIGHT, WIDTH, Shapes
from assessment.instrument import Language
from assessment.look import Look
from assessment.sentences.team import team_occasion
from assessment.team_result import TeamResult
from assessment.words import say

TOP: Final = 24.0  # Millimetres, from here on down: where the content of a page begins,
AIR, CLOSE = 6.0, 2.0  # what is above a heading, and where that makes for fewer pages,
_BETWEEN: Final = 8.0  # what is between two columns,
_BELOW: Final = 1.1  # below a piece of text,
_INDENT: Final = 4.2  # from the sign before a piece of text to its words,
_INSET, _PADDING = 5.0, 4.0  # from the frame of a box to its text, beside it and above,
LINE_TO_WRITE: Final = 9.0  # from a line to write on to the next,
TITLE: Final = 9.0  # and a heading.


class Piece(NamedTuple):
    """A paragraph of a block: its words, and the sign in front of them if it is one of a list."""

    text: str
    size: float = 10.5
    bold: bool = False
    sign: str = ""
    is_quiet: bool = False


class TeamSheet(Shapes):
    """A4 pages with a running head and foot, and the place where the next thing is drawn (`y`)."""

    longest_line = 120  # Few texts have more than two lines, and all stand on as few pages as can be.

    def __init__(
        self,
        result: TeamResult,
        language: Language,
        look: Look,
        address: str,
        *,
        above: float = AIR,
        draft: TeamSheet | None = None,
        is_tried: bool = False,
    ) -> None:
        """`address` is where the app can be found, "" when unknown; `above` the millimetres above a heading.

        See Typeset for the rest.
        """
        super().__init__(look.light, draft, is_tried=is_tried)
        self.result, self.language, self.look, self.address = result, language, look, address
        self.above = above
        self.set_auto_page_break(False)
        self.set_lang(language)
        self.set_title(f"{look.name}: {say(language, 'team_result.file.kind')}")
        self.set_author(result.name.translate(self.printable) or look.name)
        self.set_creator(look.name)
        if result.closed_on:  # The day of the release: the same result gives the same bytes.
            self.set_creation_date(datetime.combine(result.closed_on, time(), UTC))
        self.y = TOP
        self.add_page()

    @property
    def whose(self) -> str:
        """Whose result this is, and the day."""
        return team_occasion(self.result, self.language)

    def header(self) -> None:
        """The product, whose result this is, and the day. Called by fpdf2 on every page."""
        self.logo(12.0)
        self.line_of_text(self.look.name, LEFT + 8, 12.0, 10.5, bold=True)
        room = WIDTH - 14 - self.measure(self.look.name, 10.5, bold=True)
        whose = self.short(self.whose, room, 9.5)
        self.line_of_text(whose, RIGHT - self.measure(whose, 9.5), 12.2, 9.5, colour=self.colours.quiet)
        self.y = TOP

    def footer(self) -> None:
        """A rule; the words below it follow when all pages are drawn. Called by fpdf2 on every page."""
        self.rule(281)

    def number_pages(self) -> None:
        """Write the foot of every page: where the app is, and the page."""
        for page in range(1, self.pages_count + 1):
            self.page = page
            self.current_font_is_set_on_page = False
            text = say(self.language, "export.page", page=page, pages=self.pages_count)
            right = RIGHT - self.measure(text, 8.5)
            foot = self.short(self.address or self.look.name, right - LEFT - 4, 8.5)
            self.line_of_text(foot, LEFT, 283.5, 8.5, colour=self.colours.quiet)
            self.line_of_text(text, right, 283.5, 8.5, colour=self.colours.quiet)

    @property
    def left_below(self) -> float:
        """What is left of the page, in millimetres."""
        return BOTTOM - self.y

    def room(self, height: float) -> None:
        """Begin a new page unless `height` millimetres are left on this one."""
        if height > self.left_below:
            self.add_page()

    def section(self, title: str, needs: float = 20) -> None:
        """A heading on the same page as the next `needs` millimetres."""
        if self.y > TOP:
            self.y += self.above
        self.room(TITLE + needs)
        self.start_section(title)
        self.y = self.paragraph(title, LEFT, self.y, WIDTH, 14, bold=True) + 1.5

    def sentences(self, sentences: Sequence[str], size: float = 10.5) -> None:
        """Each sentence in a paragraph of its own, as wide as the page."""
        for sentence in sentences:
            self.room(self.height(sentence, WIDTH, size))
            self.y = self.paragraph(sentence, LEFT, self.y, WIDTH, size) + 1.4

    def block_height(self, pieces: Sequence[Piece], width: float) -> float:
        """The height of block()."""
        return sum(
            self.height(each.text, width - (_INDENT if each.sign else 0), each.size, bold=each.bold) + _BELOW
            for each in pieces
        )

    def block(self, pieces: Sequence[Piece], left: float, top: float, width: float) -> float:
        """Draw paragraphs from `top` down. Returns where they end."""
        for each in pieces:
            indent = _INDENT if each.sign else 0
            colour = self.colours.quiet if each.is_quiet else None
            if each.sign:
                self.line_of_text(each.sign, left, top, each.size, colour=colour)
            how = {"size": each.size, "bold": each.bold, "colour": colour}
            top = self.paragraph(each.text, left + indent, top, width - indent, **how) + _BELOW  # type: ignore[arg-type]  # by name
        return top

    def row_height(self, row: Sequence[Sequence[Piece]]) -> float:
        """The height of a row of side_by_side()."""
        width = _column(len(row))
        return max((self.block_height(block, width) for block in row), default=0)

    def side_by_side(self, blocks: Sequence[Sequence[Piece]], below: float = 3.0, title: str = "") -> None:
        """Blocks in rows of two, each row on one page; a last one alone is as wide as the page.

        Where they go on on a new page, so does `title`, the heading they stand under.
        """
        for place, row in enumerate(in_rows(blocks)):
            width, height = _column(len(row)), self.row_height(row)
            if title and place and height > self.left_below:
                self.add_page()
                goes_on = say(self.language, "export.goes_on", title=title)
                self.y = self.paragraph(goes_on, LEFT, self.y, WIDTH, 14, bold=True) + 1.5
            self.room(height)
            for column, block in enumerate(row):
                self.block(block, LEFT + column * (width + _BETWEEN), self.y, width)
            self.y += height + below

    def in_columns(self, blocks: Sequence[Sequence[Piece]]) -> None:
        """Blocks one below the other in two columns as even as can be, on one page; a single one as wide as it."""
        width = _column(min(2, len(blocks)))
        between = self.above + 2
        heights = [self.block_height(block, width) + between for block in blocks]
        split = min(range(len(blocks), -1, -1), key=lambda place: max(sum(heights[:place]), sum(heights[place:])))
        height = max(sum(heights[:split]), sum(heights[split:])) - between
        self.room(height)
        for column, part in enumerate((blocks[:split], blocks[split:])):
            top = self.y
            for block in part:
                top = self.block(block, LEFT + column * (width + _BETWEEN), top, width) + between
        self.y += height

    def boxed(self, pieces: Sequence[Piece]) -> None:
        """A block in a frame."""
        width = WIDTH - 2 * _INSET
        padding = _PADDING if self.above == AIR else _PADDING - 1
        height = self.block_height(pieces, width) + 2 * padding - _BELOW
        self.y += self.above / 2 + 1
        self.room(height)
        self.frame(LEFT, self.y, WIDTH, height)
        self.block(pieces, LEFT + _INSET, self.y + padding, width)
        self.y += height + 1

    def lines_to_write(self, count: int, left: float = LEFT) -> None:
        """So many lines to write on."""
        for _ in range(count):
            self.y += LINE_TO_WRITE
            self.rule(self.y - 1.5, left, RIGHT, self.colours.quiet)


def in_rows(blocks: Sequence[Sequence[Piece]]) -> list[Sequence[Sequence[Piece]]]:
    """Blocks in the rows of side_by_side()."""
    return [blocks[place : place + 2] for place in range(0, len(blocks), 2)]


def _column(count: int) -> float:
    """The width of each of so many columns; of none, that of the page."""
    return WIDTH if count == 0 else (WIDTH - _BETWEEN * (count - 1)) / count
