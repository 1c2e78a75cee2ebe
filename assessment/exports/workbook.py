"""A Report as an Excel workbook: typed cells, one native chart, ready to print."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it has no type information
from xlsxwriter.format import Format  # type: ignore[import-untyped]  # as above
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # as above

from assessment.answers import Rating
from assessment.exports import TODAY_COLOUR, WANTED_COLOUR
from assessment.exports.tables import Cell, score_cells, two_decimals
from assessment.instrument import Language
from assessment.report import Report
from assessment.scoring import Score
from assessment.text import (
    advice_reason,
    advice_title,
    certainty_sentences,
    headline,
    part_name,
    say,
    versions_sentence,
)

# Text stays text: nothing a user wrote becomes a formula, a link or a number.
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_INK, _HAIRLINE, _QUIET = "#111418", "#D9DDE2", "#F3F5F7"
_SCORE_COLUMNS: Final = (
    ("today", 10),
    ("wanted", 10),
    ("difference", 11),
    ("verdict", 17),
    ("level", 13),
    ("quadrant", 30),
    ("valid_today", 14),
    ("valid_wanted", 14),
    ("asked", 13),
    ("importance", 12),
    ("gap", 10),
    ("priority", 10),
)
_COUNTS: Final = ("valid_today", "valid_wanted", "asked", "importance")
_STEPS: Final = ("title", "first", "d30", "d60", "d90", "caution", "reason", "owner", "by_when", "state")


def to_xlsx(report: Report, language: Language) -> bytes:
    """Five sheets: summary with a chart, factors, facets, answers and a plan to write in. Scores have two decimals."""
    file = io.BytesIO()
    with Workbook(file, _OPTIONS) as book:
        _Book(book, report, language).write()
    return file.getvalue()


class _Book:
    def __init__(self, book: Workbook, report: Report, language: Language) -> None:
        self.book = book
        self.report = report
        self.language = language
        base = {"font_name": "Calibri", "font_size": 11, "font_color": _INK, "valign": "top", "text_wrap": True}
        self.text = book.add_format(base)
        self.bold = book.add_format(base | {"bold": True})
        self.title = book.add_format(base | {"bold": True, "font_size": 18, "text_wrap": False})
        self.head = book.add_format(base | {"bold": True, "bg_color": _QUIET, "bottom": 1, "bottom_color": _HAIRLINE})
        self.score = book.add_format(base | {"num_format": "0.00"})
        self.count = book.add_format(base | {"num_format": "0"})
        self.box = book.add_format(base | {"border": 1, "border_color": _HAIRLINE})

    def write(self) -> None:
        report, language = self.report, self.language
        # The day of the report, not of the download: the same report gives the same bytes.
        made_on = datetime(report.made_on.year, report.made_on.month, report.made_on.day)  # noqa: DTZ001  # Excel knows no zones
        self.book.set_properties(
            {
                "title": f"{self.say('product')}: {self.say('kind')}",
                "author": self.say("product"),
                "comments": versions_sentence(report, language),
                "created": made_on,
            }
        )
        self.book.set_custom_property("Language", language)
        summary = self.sheet("summary")
        factors = self.sheet("factors")
        self.summary(summary)
        self.scores(factors, report.scores.factors, within=False)
        facets = self.sheet("facets")
        self.scores(facets, report.scores.facets, within=True)
        if not report.scores.facets:
            facets.write_string(1, 0, self.say("facets_quick"), self.text)
        self.answers(self.sheet("answers"))
        self.plan(self.sheet("plan"))

    def say(self, path: str) -> str:
        return say(self.language, f"export.{path}")

    def sheet(self, name: str) -> Worksheet:
        """A new sheet, set up to be printed on landscape A4 pages as wide as the table."""
        sheet = self.book.add_worksheet(self.say(f"sheet.{name}"))
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.set_footer(f"&L{self.say('product')} · {self.report.made_on.isoformat()}&R&P / &N")
        return sheet

    def header(self, sheet: Worksheet, columns: Sequence[tuple[str, int]]) -> None:
        """Labels in the first row, which stays in view and is repeated on each printed page."""
        for index, (label, width) in enumerate(columns):
            sheet.set_column(index, index, width)
            sheet.write_string(0, index, label, self.head)
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)

    def cell(self, sheet: Worksheet, row: int, column: int, value: Cell, number: Format | None = None) -> None:
        """Numbers as numbers, text as text, nothing where there is nothing."""
        if isinstance(value, str):
            sheet.write_string(row, column, value, self.text)
        elif value is not None:
            sheet.write_number(row, column, value, number or self.score)

    def summary(self, sheet: Worksheet) -> None:
        report, language = self.report, self.language
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 1, 74)
        story = headline(report, language)
        today, wanted = report.instrument.columns
        sheet.write_string(0, 0, story.title, self.title)
        sheet.set_row(0, 30)
        sheet.merge_range(1, 0, 1, 1, "", self.text)
        sheet.write_string(1, 0, story.consequence, self.text)
        sheet.set_row(1, 34)
        rows: list[tuple[str, Cell]] = [
            (today.short[language], report.answers.current_behaviour or self.say("not_described")),
            (wanted.short[language], report.answers.new_behaviour or self.say("not_described")),
            (self.say("row.overall"), two_decimals(report.scores.overall.score)),
            (self.say("row.mean"), two_decimals(report.scores.overall.mean)),
            (self.say("row.minimum"), two_decimals(report.scores.overall.minimum)),
            (self.say("row.total"), two_decimals(report.scores.balance_total)),
            (self.say("row.rewards"), two_decimals(report.scores.balance_rewards)),
            (self.say("row.form"), self.say(f"row.{report.answers.form}")),
            (self.say("row.answered"), f"{report.scores.answered} / {report.scores.cells}"),
        ]
        left = self.book.add_format({"num_format": "0.00", "align": "left", "valign": "top", "font_color": _INK})
        for row, (label, value) in enumerate(rows, start=3):
            sheet.write_string(row, 0, label, self.bold)
            self.cell(sheet, row, 1, value, left)
        sheet.insert_chart(13, 0, self.chart(), {"object_position": 2, "description": self.say("chart")})
        for row, sentence in enumerate([*certainty_sentences(report, language), versions_sentence(report, language)]):
            sheet.merge_range(31 + row, 0, 31 + row, 1, "", self.text)
            sheet.write_string(31 + row, 0, sentence, self.text)
            sheet.set_row(31 + row, 32)

    def chart(self) -> Any:  # noqa: ANN401  # xlsxwriter has no type information
        """Today's and the wanted score of each factor as native bars, drawn by Excel from the sheet of factors."""
        chart = self.book.add_chart({"type": "bar"})
        names, last = self.say("sheet.factors"), len(self.report.scores.factors)
        for column, colour in ((1, TODAY_COLOUR), (2, WANTED_COLOUR)):
            chart.add_series(
                {
                    "name": [names, 0, column],
                    "categories": [names, 1, 0, last, 0],
                    "values": [names, 1, column, last, column],
                    "fill": {"color": colour},
                    "gap": 60,
                    "data_labels": {"value": True, "num_format": "0"},
                }
            )
        chart.set_title({"name": self.say("chart"), "name_font": {"size": 12, "color": _INK}, "overlay": False})
        chart.set_x_axis(
            {"min": 0, "max": 100, "major_unit": 25, "major_gridlines": {"visible": True, "line": {"color": _HAIRLINE}}}
        )
        chart.set_y_axis({"reverse": True})
        chart.set_legend({"position": "bottom"})
        chart.set_size({"width": 760, "height": 340})
        return chart

    def scores(self, sheet: Worksheet, entries: Sequence[Score], *, within: bool) -> None:
        """A row a factor; for facets a second column names the factor they are within."""
        report, language = self.report, self.language
        columns = [(self.say("column.facet" if within else "column.factor"), 40 if within else 24)]
        columns += [(self.say("column.factor"), 20)] if within else []
        self.header(sheet, [*columns, *((self.say(f"column.{name}"), width) for name, width in _SCORE_COLUMNS)])
        for row, entry in enumerate(entries, start=1):
            cells = score_cells(entry, report, language)
            sheet.write_string(row, 0, str(cells["name"]), self.bold)
            facet = report.instrument.facet(entry.id)
            if within and facet is not None:
                self.cell(sheet, row, 1, part_name(facet.factor, report.instrument, language))
            for column, (name, _) in enumerate(_SCORE_COLUMNS, start=len(columns)):
                self.cell(sheet, row, column, cells[name], self.count if name in _COUNTS else self.score)

    def answers(self, sheet: Worksheet) -> None:
        """A row a statement, with 1 to 5 as a number and the other answers in words; an open one is empty."""
        report, language = self.report, self.language
        labels = ("id", "factor", "facet", "statement", "today", "wanted", "reversed")
        widths = (9, 20, 30, 70, 16, 16, 10)
        self.header(sheet, [(self.say(f"column.{label}"), width) for label, width in zip(labels, widths, strict=True)])
        special = {answer.code: answer[language] for answer in report.instrument.scale.special}
        for row, item in enumerate(report.instrument.form_items(report.answers.form), start=1):
            rating = report.answers.ratings.get(item.id, {})

            def written(choice: Rating | None) -> Cell:
                return special[choice] if isinstance(choice, str) else choice

            cells = (
                item.id,
                part_name(item.factor, report.instrument, language),
                part_name(item.facet, report.instrument, language),
                item.text[language],
                written(rating.get("current")),
                written(rating.get("new")),
                self.say("reversed") if item.reverse else None,
            )
            for column, value in enumerate(cells):
                self.cell(sheet, row, column, value, self.count)

    def plan(self, sheet: Worksheet) -> None:
        """A row a recommendation; owner, date and state are left open to be filled in."""
        report, language = self.report, self.language
        widths = (30, 36, 30, 30, 30, 30, 34, 18, 14, 18)
        self.header(sheet, [(self.say(f"step.{step}"), width) for step, width in zip(_STEPS, widths, strict=True)])
        for row, advice in enumerate(report.advice, start=1):
            rule = advice.recommendation
            texts = (
                advice_title(advice, report, language),
                rule.first[language],
                rule.d30[language],
                rule.d60[language],
                rule.d90[language],
                rule.caution[language] if rule.caution else "",
                advice_reason(advice, report, language),
            )
            for column, text in enumerate(texts):
                sheet.write_string(row, column, text, self.box)
            for column in range(len(texts), len(_STEPS)):
                sheet.write_blank(row, column, None, self.box)
