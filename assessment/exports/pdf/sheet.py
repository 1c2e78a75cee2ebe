"""A4 pages with a running head and foot, and the shapes drawn on them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time
from functools import cached_property
from typing import Final, Literal, cast

from fpdf.prefs import ViewerPreferences

from assessment.exports.pdf.shapes import BOTTOM, LEFT, RIGHT, WIDTH, Shapes
from assessment.exports.pdf.typeface import line_height
from assessment.exports.steps import live_lines
from assessment.instrument import Language
from assessment.look import Look
from assessment.plan import PlanLine
from assessment.report import Report
from assessment.sentences.certainty import dated_picture_sentence, picture_name, picture_sentence, version_sentence
from assessment.words import lower_first, say

_Kind = Literal["H1", "H2", "H3", "P", "Figure"]  # As PDF names the parts of a document.

# Millimetres.
# From the second page on: where the two behaviours begin, what each line of them takes, and what is below them.
_HEAD, _HEAD_SIZE, _BELOW_HEAD = 17.6, 8.5, 5.2
_HEAD_LINES: Final = 5
_SPLITS: Final = (0.5, 0.45, 0.4, 0.35, 0.55, 0.6, 0.65)  # What the first of the behaviours may have of the width.
_LOGO_HEIGHT: Final = 5.2  # Less than down to the behaviours, with air between.
_MOST_AIR: Final = 11.0  # What may be added between two parts of a page, to fill it to its foot.


class Sheet(Shapes):
    """A4 pages with a running head and foot, text set in lines, and the place where the next thing is drawn (`y`)."""

    plan_page = 0
    """On which page the plan stands, or what is planned on a map; 0 while that is unknown."""

    def __init__(
        self,
        report: Report,
        language: Language,
        look: Look,
        *,
        example: bool,
        address: str,
        draft: Sheet | None = None,
        is_tried: bool = False,
        has_behaviours: bool = True,
    ) -> None:
        """`address` is where the app is, "" when unknown; `has_behaviours`: heads name them. See Typeset, too."""
        super().__init__(look.light, draft, is_tried=is_tried)
        self.address, self._has_behaviours = address, has_behaviours
        # Where a part of this page begins: how many bytes of the page are before it. See spread().
        self._parts: list[int] = []
        self._below_heading = 0.0
        self.left_empty: list[float] = []
        """What is left at the foot of each page so far, before its parts are moved apart to fill it, in millimetres."""
        self.pages_begun = 0
        """How many pages a draft that is only tried would have begun: it has one page."""
        self.tells_pace = False
        """Whether it says how fast the answers were given."""
        self.look = look
        self.report = report
        self.language = language
        self.example = example
        self.set_auto_page_break(False)
        self.set_lang(language)
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)
        # Whether a mark of what is what is open, and whether the next line of text begins one.
        self._is_marked = self._is_to_be_read = False
        self.set_title(picture_name(report, language).translate(self.printable))
        self.set_author(report.answers.title.translate(self.printable) or self.look.name)
        self.set_creator(self.look.name)
        # The day of the report, not the moment of the download: the same report gives the same bytes.
        self.set_creation_date(datetime.combine(report.made_on, time(), UTC))
        self.add_page()

    def say(self, path: str, **values: object) -> str:
        return say(self.language, f"export.{path}", **values)

    def words(self, path: str, **values: object) -> str:
        return say(self.language, f"incentives.{path}", **values)

    def behaviours(self) -> list[tuple[str, str, bool]]:
        """Label, cut to one line, behaviour, and whether it is the wanted one."""
        answers, columns = self.report.answers, self.report.instrument.columns
        behaviours = (answers.current_behaviour, answers.new_behaviour)
        return [
            (
                self.short(column.short[self.language], 30, 10, bold=True),
                behaviour or self.say("not_described"),
                column.id == "new",
            )
            for column, behaviour in zip(columns, behaviours, strict=True)
        ]

    # Head and foot of every page, called by fpdf2 ---------------------------------------------------------------------

    def header(self) -> None:
        """The product, whose picture this is and the day; from the second page on also the two behaviours.

        On page one the title, if there is one, stands in a line of its own; see draw_story().
        """
        self.mark_aside()
        top, right = 12.0, RIGHT
        if self.example:
            label = self.say("example")
            width = self.measure(label, 8.5, bold=True) + 5
            right -= width
            self.box(right, top - 0.7, width, 5.6, self.colours.ink)
            self.line_of_text(label, right + 2.5, top + 0.2, 8.5, bold=True, colour=self.colours.paper)
            right -= 4
        left = self._mark(top)
        name = self.short(self.look.name, WIDTH / 2, 10.5, bold=True) if self.look.made_with else self.look.name
        self.line_of_text(name, left, top, 10.5, bold=True)
        room = right - left - 6 - self.measure(name, 10.5, bold=True)
        is_below = self.page_no() == 1 and self.report.answers.title
        whose = "" if is_below else self._whose(room)
        self.line_of_text(whose, right - self.measure(whose, 9.5), top + 0.2, 9.5, colour=self.colours.quiet)
        if self.page_no() > 1:
            if self._has_behaviours:
                self._behaviours()
            self.rule(self.top - 3.8)
        self.y = self.top
        self._is_to_be_read = True

    def _whose(self, room: float) -> str:
        """Whose picture it is and the day; the day of the plan too, where there is room."""
        dated = dated_picture_sentence(self.report, self.language)
        if self.measure(self.printable.text(dated), 9.5) <= room:
            return self.printable.text(dated)
        return self.short(picture_sentence(self.report, self.language), room, 9.5)

    def _mark(self, top: float) -> float:
        """The product's mark, or the logo in its place, if there is one; returns where the name begins."""
        if not self.look.made_with:
            self.logo(top)
            return LEFT + 8
        width = self.picture(self.look.logo, LEFT, top - 1.0, _LOGO_HEIGHT) if self.look.logo else 0.0
        return LEFT + width + 2.4 if width else LEFT

    def _behaviours(self) -> None:
        for lines, (label, _, wanted), left in zip(
            self._behaviour_lines, self.behaviours(), (LEFT, LEFT + self._split[0]), strict=True
        ):
            self.mark(left + 1, _HEAD + 1.8, 2.2, wanted=wanted)
            self.line_of_text(label, left + 3.4, _HEAD, _HEAD_SIZE, bold=True)
            for place, line in enumerate(lines):
                top = _HEAD + place * line_height(_HEAD_SIZE)
                self.line_of_text(line, left + self._indent(label), top, _HEAD_SIZE, colour=self.colours.quiet)

    def _indent(self, label: str) -> float:
        """From the mark of a behaviour to its words."""
        return 5 + self.measure(label, _HEAD_SIZE, bold=True)

    @cached_property
    def live(self) -> tuple[PlanLine, ...]:
        """The lines of the plan that can be gone on with."""
        return live_lines(self.report)

    @cached_property
    def _split(self) -> tuple[float, float]:
        """The widths of the two behaviours: equal, unless fewer lines are enough otherwise."""

        def lines(widths: tuple[float, float]) -> int:
            return max(
                len(self.lines(behaviour, width - self._indent(label) - 4, _HEAD_SIZE, limit=_HEAD_LINES + 1))
                for (label, behaviour, _), width in zip(self.behaviours(), widths, strict=True)
            )

        return min(((WIDTH * part, WIDTH * (1 - part)) for part in _SPLITS), key=lines)

    @cached_property
    def _behaviour_lines(self) -> list[list[str]]:
        """Both behaviours in whole lines; one that is much longer than a sentence is cut, because page one has it."""
        shown = []
        for (label, behaviour, _), room in zip(self.behaviours(), self._split, strict=True):
            width = room - self._indent(label) - 4
            whole = self.lines(behaviour, width, _HEAD_SIZE, limit=_HEAD_LINES + 1)
            shown.append(whole if len(whole) <= _HEAD_LINES else [self.short(behaviour, width, _HEAD_SIZE)])
        return shown

    @cached_property
    def top(self) -> float:
        """Where the content begins from the second page on: below the two behaviours, however many lines they take."""
        lines = max(len(lines) for lines in self._behaviour_lines) if self._has_behaviours else 0
        return _HEAD + lines * line_height(_HEAD_SIZE) + _BELOW_HEAD

    def footer(self) -> None:
        """Fill the page to its foot, and draw the rule there."""
        self.mark_aside()
        self._spread(BOTTOM - self.y)
        self.rule(281)
        self._end_mark()

    def number_pages(self) -> None:
        """Write the feet: where the app is, version, page and number of pages, known once everything is drawn.

        Only text can be added to an earlier page, not shapes: fpdf2 assumes the drawing colours of the last page.
        """
        self._end_mark()
        self._spread(BOTTOM - self.y)  # The last page, before the words of its foot, which stay where they are.
        for page in range(1, self.pages_count + 1):
            self.page = page
            self.mark_aside()
            self.current_font_is_set_on_page = False
            text = self.say("page", page=page, pages=self.pages_count)
            right = RIGHT - self.measure(text, 8.5)
            foot = self.short(self._where(page), right - LEFT - 4, 8.5)
            self.line_of_text(foot, LEFT, 283.5, 8.5, colour=self.colours.quiet)
            self.line_of_text(text, right, 283.5, 8.5, colour=self.colours.quiet)
            self._end_mark()

    def _where(self, page: int) -> str:
        """Where the app is, and versions; on page one of another's file whose it is, and what it was made with."""
        if page == 1 and self.look.made_with:
            made = say(self.language, "prospect.made_with", name=self.look.made_with)
            return f"{self.look.name} · {lower_first(made)}"
        where = f"{self.address} · " if self.address else f"{self.look.name}. "
        return f"{where}{version_sentence(self.report, self.language)}"

    # What is what, for screen readers ---------------------------------------------------------------------------------

    def mark_as(self, kind: _Kind, words: str = "") -> None:
        """What is drawn from here on is of this kind; of a figure, `words` say what it shows."""
        self._end_mark()
        if not self.is_tried:
            place = self.struct_builder.next_mcid_for_page(self.page)
            self._add_marked_content(struct_type=f"/{kind}", mcid=place, alt_text=words or None)
            self._out(f"/{kind} <</MCID {place}>> BDC")
            self._is_marked = True

    def mark_aside(self) -> None:
        """What is drawn from here on is no part of what is read: the head and the foot of a page."""
        self._end_mark()
        if not self.is_tried:
            self._out("/Artifact BMC")
            self._is_marked = True

    def _end_mark(self) -> None:
        if self._is_marked:
            self._out("EMC")
        self._is_marked = self._is_to_be_read = False

    def line_of_text(
        self, text: str, left: float, top: float, size: float, *, bold: bool = False, colour: str | None = None
    ) -> None:
        """See Typeset. The first one below the head of a page begins what is read there."""
        if self._is_to_be_read:
            self.mark_as("P")
        super().line_of_text(text, left, top, size, bold=bold, colour=colour)

    # Filling pages ----------------------------------------------------------------------------------------------------

    def _begin_part(self) -> None:
        """Note that a part of the page begins here, which may move down to fill the page."""
        if self.y > self.top and self.page_no() > 1:
            self._parts.append(len(self._commands()))

    def _commands(self) -> bytearray:
        """The drawing commands of the page, as far as it is drawn."""
        return cast("bytearray", self.pages[self.page].contents)

    def _spread(self, room: float) -> None:
        """Share what is left of a page among its parts: each moves down a little more than the one before.

        A page is a list of drawing commands; a shift of the origin between two of them moves all that follow.
        """
        parts, self._parts = self._parts, []
        air = min(_MOST_AIR, room / len(parts)) * self.k if parts and room > 0 else 0
        self.left_empty.append(room)
        if air <= 0:
            return
        contents = self._commands()
        for begin in reversed(parts):
            contents[begin:begin] = f"1 0 0 1 0 {-air:.2f} cm\n".encode()
        contents.extend(f"1 0 0 1 0 {air * len(parts):.2f} cm\n".encode())

    def sentence(self, sentence: str, *, draw: bool) -> float:
        """A sentence in a paragraph of its own, drawn or only measured. Returns its height."""
        put: Callable[..., float] = self.paragraph if draw else self.measured()
        return put(sentence, LEFT, self.y, WIDTH, 10) + 2 - self.y

    def measured(self) -> Callable[..., float]:
        """A function like paragraph() that draws nothing and returns where the text would end."""

        def put(
            text: str,
            _left: float,
            top: float,
            width: float,
            size: float,
            *,
            colour: str | None = None,
            **how: bool | int,
        ) -> float:
            del colour
            return top + self.height(text, width, size, **how)  # type: ignore[arg-type]  # bold and limit, by name

        return put

    # Places -----------------------------------------------------------------------------------------------------------

    @property
    def page_here(self) -> int:
        """The number of this page; on a draft that is only tried, as far as its pages are counted."""
        return self.pages_begun + 1 if self.is_tried else self.page_no()

    def room(self, height: float) -> bool:
        """Begin a new page unless `height` millimetres are left on this one. Returns whether it did."""
        if self.y + height <= BOTTOM:
            return False
        if self.is_tried:
            self.left_empty.append(BOTTOM - self.y)
            self.pages_begun, self.y = self.pages_begun + 1, self.top
        else:
            self.add_page()
        return True

    def part(self, height: float) -> bool:
        """Like room(), for a part of the page that may move down to fill it: not for a row of a table."""
        follows_heading = self.y == self._below_heading
        if self.room(height):
            return True
        if not follows_heading:
            self._begin_part()
        return False

    def subheading(self, title: str, size: float = 12) -> None:
        """A heading within a section, on the page where its text begins."""
        self.mark_as("H3")
        self.y = self.paragraph(title, LEFT, self.y, WIDTH, size, bold=True)
        self.mark_as("P")

    def section(self, title: str, hint: str = "", *, needs: float = 40, size: float = 17) -> None:
        """A heading on the same page as the next `needs` millimetres, listed in the document's outline."""
        if self.y > self.top:
            self.y += 7
        self.part(14 + needs)
        self.start_section(title)
        self.mark_as("H2")
        width = self.even(title, WIDTH, size, bold=True)
        self.y = self.paragraph(title, LEFT, self.y, width, size, bold=True) + 0.5
        self.mark_as("P")
        if hint:
            self.y = self.paragraph(hint, LEFT, self.y, WIDTH, 10, colour=self.colours.quiet)
        self.y += 3
        self._below_heading = self.y
