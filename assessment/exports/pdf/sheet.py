"""A4 pages with a running head and foot, and the shapes drawn on them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import Final

from assessment.exports.pdf.typeface import Typeset
from assessment.instrument import Language, LevelId
from assessment.look import Look
from assessment.report import Report
from assessment.sentences.certainty import versions_sentence
from assessment.words import date_text, say

# Millimetres. Text is as wide as the page, unless its lines would be too long to read comfortably.
LEFT, RIGHT, TOP, BOTTOM = 22.0, 188.0, 28.0, 275.0
WIDTH: Final = RIGHT - LEFT


class Sheet(Typeset):
    """A4 pages with a running head and foot, text set in lines, and the place where the next thing is drawn (`y`)."""

    def __init__(self, report: Report, language: Language, look: Look, *, example: bool) -> None:
        super().__init__(look.light)
        self.look = look
        self.report = report
        self.language = language
        self.example = example
        self.set_auto_page_break(False)
        self.set_lang(language)
        self.set_title(f"{self.look.name}: {self.say('kind')}")
        self.set_author(self.look.name)
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
        """Page one shows the product and the day, the other pages the two behaviours."""
        top, right = 13.0, RIGHT
        if self.example:
            label = self.say("example")
            width = self.measure(label, 8.5, bold=True) + 5
            right -= width
            self.box(right, top - 0.9, width, 5.6, self.colours.ink)
            self.line_of_text(label, right + 2.5, top, 8.5, bold=True, colour=self.colours.paper)
            right -= 4
        if self.page_no() == 1:
            product, day = self.look.name, date_text(self.report.made_on, self.language)
            self.line_of_text(product, LEFT, top, 9, bold=True)
            self.line_of_text(
                self.say("kind"), LEFT + self.measure(product, 9, bold=True) + 3, top, 9, colour=self.colours.quiet
            )
            self.line_of_text(day, right - self.measure(day, 9), top, 9, colour=self.colours.quiet)
        else:
            half = (right - LEFT) / 2
            for (label, behaviour, wanted), left in zip(self.behaviours(), (LEFT, LEFT + half), strict=True):
                self.mark(left + 1, top + 1.8, 2.2, wanted=wanted)
                self.line_of_text(label, left + 3.4, top, 8.5, bold=True)
                indent = 3.4 + self.measure(label, 8.5, bold=True) + 1.6
                shown = self.short(behaviour, half - indent - 4, 8.5)
                self.line_of_text(shown, left + indent, top, 8.5, colour=self.colours.quiet)
        self.rule(19.5)
        self.y = TOP

    def footer(self) -> None:
        self.rule(281)

    def number_pages(self) -> None:
        """Write the feet: versions, page, and number of pages, which is known once everything is drawn.

        Only text can be added to an earlier page, not shapes: fpdf2 assumes the drawing colours of the last page.
        """
        for page in range(1, self.pages_count + 1):
            self.page = page
            self.current_font_is_set_on_page = False
            versions = versions_sentence(self.report, self.language)
            self.line_of_text(f"{self.look.name}. {versions}", LEFT, 283.5, 8, colour=self.colours.quiet)
            text = self.say("page", page=page, pages=self.pages_count)
            self.line_of_text(text, RIGHT - self.measure(text, 8), 283.5, 8, colour=self.colours.quiet)

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

    def room(self, height: float) -> bool:
        """Begin a new page unless `height` millimetres are left on this one. Returns whether it did."""
        if self.y + height <= BOTTOM:
            return False
        self.add_page()
        return True

    def section(self, title: str, hint: str = "", *, needs: float = 40) -> None:
        """A heading on the same page as the next `needs` millimetres, listed in the document's outline."""
        if self.y > TOP:
            self.y += 7
        self.room(14 + needs)
        self.start_section(title)
        self.y = self.paragraph(title, LEFT, self.y, WIDTH, 17, bold=True) + 0.5
        if hint:
            self.y = self.paragraph(hint, LEFT, self.y, WIDTH, 10, colour=self.colours.quiet)
        self.y += 3

    # Shapes -----------------------------------------------------------------------------------------------------------

    def box(self, left: float, top: float, width: float, height: float, colour: str) -> None:
        self.set_fill_color(colour)
        self.rect(left, top, width, height, style="F")

    def rule(self, top: float, left: float = LEFT, right: float = RIGHT, colour: str | None = None) -> None:
        self.set_draw_color(colour or self.colours.hairline)
        self.set_line_width(0.2)
        self.line(left, top, right, top)

    def mark(self, x: float, y: float, size: float, *, wanted: bool, hollow: bool = False) -> None:
        """The shape of a behaviour around a point: a brown square is today, a blue circle is wanted."""
        colour = self.colours.behaviour(wanted=wanted)
        self.set_fill_color(self.colours.paper if hollow else colour)
        if hollow:
            self.set_draw_color(colour)
            self.set_line_width(0.4)
        style = "DF" if hollow else "F"
        if wanted:
            self.circle(x, y, size / 2 * 1.08, style=style)
        else:
            self.rect(x - size / 2, y - size / 2, size, size, style=style)

    def steps_bar(self, left: float, top: float, level: LevelId | None) -> None:
        """A level as a bar of four steps, drawn beside its name."""
        order = [known.id for known in self.report.instrument.levels]
        reached = order.index(level) + 1 if level else 0
        for step in range(len(order)):
            self.box(left + step * 3.3, top, 2.7, 1.5, self.colours.ink if step < reached else self.colours.hairline)
