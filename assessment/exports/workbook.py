"""A Report as an Excel workbook: typed cells, one native chart, ready to print."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it has no type information
from xlsxwriter.format import Format  # type: ignore[import-untyped]  # as above
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # as above

from assessment.answers import Rating
from assessment.exports.tables import Cell, comparable, plan_texts, score_cells, two_decimals
from assessment.incentives import ClashKind, IncentiveScores, Severity
from assessment.instrument import Language
from assessment.look import LOOK, Look
from assessment.report import Report
from assessment.scoring import Score
from assessment.sentences.advice import advice_reason, advice_title
from assessment.sentences.certainty import certainty_sentences, versions_sentence
from assessment.sentences.comparison import comparison_heading, comparison_remarks, movement_text, series_remark
from assessment.sentences.incentives import (
    clash_legend,
    clash_sentence,
    element_sentence,
    map_sentences,
    role_sentence,
    shortcut_sentences,
)
from assessment.sentences.names import element_name, measure_names, part_name, role_name
from assessment.sentences.scores import headline
from assessment.words import say

# Text stays text: nothing a user wrote becomes a formula, a link or a number.
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
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
# What stands for a line of the plan that the leader has made, by the names of its fields, with widths.
_PLAN: Final = (("first_step", 40), ("owner", 20), ("due", 13), ("success", 36), ("state", 12), ("outcome", 26))
# A sheet is printed as wide as its table; with more days than these it would be too small to read, so none is printed.
_DAYS_ON_PAPER: Final = 8
# Before this day Excel has no dates.
_FIRST_DATE: Final = date(1900, 3, 1)


def to_xlsx(report: Report, language: Language, *, look: Look = LOOK) -> bytes:
    """Summary with a chart, factors, facets, answers and the plan; over time and the incentive map where there are any.

    Scores have two decimals.
    """
    file = io.BytesIO()
    with Workbook(file, _OPTIONS) as book:
        _Book(book, report, language, look).write()
    return file.getvalue()


class _Book:
    def __init__(self, book: Workbook, report: Report, language: Language, look: Look) -> None:
        self.book = book
        self.look = look
        self.colours = look.light
        self.report = report
        self.language = language
        base = {
            "font_name": "Calibri",
            "font_size": 11,
            "font_color": self.colours.ink,
            "valign": "top",
            "text_wrap": True,
        }
        self.base = base
        self.text = book.add_format(base)
        self.centred = book.add_format(base | {"align": "center"})
        self.bold = book.add_format(base | {"bold": True})
        self.title = book.add_format(base | {"bold": True, "font_size": 18, "text_wrap": False})
        self.head = book.add_format(
            base | {"bold": True, "bg_color": self.colours.soft, "bottom": 1, "bottom_color": self.colours.hairline}
        )
        self.score = book.add_format(base | {"num_format": "0.00"})
        self.count = book.add_format(base | {"num_format": "0"})
        self.day = book.add_format(base | {"num_format": "yyyy-mm-dd", "align": "left"})
        self.box = book.add_format(base | {"border": 1, "border_color": self.colours.hairline})

    def write(self) -> None:
        report, language = self.report, self.language
        # The day of the report, not of the download: the same report gives the same bytes.
        made_on = datetime(report.made_on.year, report.made_on.month, report.made_on.day)  # noqa: DTZ001  # Excel knows no zones
        self.book.set_properties(
            {
                "title": f"{self.look.name}: {self.say('kind')}",
                "author": self.look.name,
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
        if report.earlier:
            self.over_time(self.sheet("comparison"))
        if report.incentives is not None:
            self.incentives(self.sheet("incentives"), report.incentives)
            self.clashes(self.sheet("clashes"), report.incentives)
            # Not beside the list: its columns and rows are as wide and high as sentences.
            self.clash_matrix(self.sheet("clash_matrix"), report.incentives)
        self.answers(self.sheet("answers"))
        if report.plan:
            self.plan(self.sheet("plan"))
        else:
            self.suggestions(self.sheet("plan"))

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
        sheet.set_footer(f"&L{self.look.name} · {self.report.made_on.isoformat()}&R&P / &N")
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
        left = self.book.add_format(
            {"num_format": "0.00", "align": "left", "valign": "top", "font_color": self.colours.ink}
        )
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
        for column, colour in ((1, self.colours.today), (2, self.colours.wanted)):
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
        chart.set_title(
            {"name": self.say("chart"), "name_font": {"size": 12, "color": self.colours.ink}, "overlay": False}
        )
        chart.set_x_axis(
            {
                "min": 0,
                "max": 100,
                "major_unit": 25,
                "major_gridlines": {"visible": True, "line": {"color": self.colours.hairline}},
            }
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

    def over_time(self, sheet: Worksheet) -> None:
        """A row a factor or facet: both scores before and now, how they have moved, and the wanted one on each day."""
        report, language = self.report, self.language
        before, now = report.earlier[-1].answered_on.isoformat(), report.answered_on.isoformat()
        today, wanted = (column.short[language] for column in report.instrument.columns)
        columns = [(self.say("column.factor"), 30)]
        for name in (today, wanted):
            columns += [
                (f"{name}, {say(language, 'comparison.earlier').lower()} {before}", 14),
                (f"{name}, {say(language, 'comparison.later').lower()} {now}", 14),
                (f"{name}, {self.say('column.difference').lower()}", 14),
                (f"{name}, {self.say('column.movement').lower()}", 24),
            ]
        days = [*report.earlier, report] if len(report.earlier) > 1 else []
        columns += [(f"{wanted}, {day.answered_on.isoformat()}", 13) for day in days]
        self.header(sheet, columns)
        on_days = [(*day.scores.factors, *day.scores.facets) for day in days]
        row = 0
        for row, change in enumerate(comparable(report), start=1):
            sheet.write_string(row, 0, part_name(change.id, report.instrument, language), self.bold)
            cells: list[Cell] = []
            for moved in (change.current, change.new):
                numbers = (moved.earlier, moved.later, moved.difference)
                cells += [*(two_decimals(value) for value in numbers), movement_text(moved, language)]
            for scores in on_days:
                found = next((score.new.score for score in scores if score.id == change.id), None)
                cells.append(two_decimals(found))
            for column, cell in enumerate(cells, start=1):
                self.cell(sheet, row, column, cell)
        remarks = [comparison_heading(report, language), *comparison_remarks(report, language)]
        remarks += [series_remark(report, language)] if series_remark(report, language) else []
        for place, remark in enumerate(remarks, start=row + 2):
            sheet.merge_range(place, 0, place, 8, "", self.text)
            sheet.write_string(place, 0, remark, self.text)
        if len(days) > _DAYS_ON_PAPER:
            sheet.print_area(0, 0, row + 1 + len(remarks), 8)

    def incentives(self, sheet: Worksheet, scores: IncentiveScores) -> None:
        """A row a role with its pulls on tints, all roles together below them, and then the map in words."""
        report, language = self.report, self.language
        words = [
            say(language, f"incentives.{name}") for name in ("role_column", "rewarded_for", "aligned", "influence")
        ]
        elements, first = scores.map.elements, 2
        last = first + len(elements)
        columns = [(words[0], 30), (words[1], 44)]
        columns += [(element_name(element.id, report, language), 17) for element in elements]
        self.header(sheet, [*columns, (f"{words[2]}, {say(language, 'incentives.aligned_scale')}", 16), (words[3], 11)])
        pull = self.book.add_format(self.base | {"num_format": '+0.00;"−"0.00;0.00', "align": "center"})
        share = self.book.add_format(self.base | {"num_format": "0.00", "align": "center"})
        influences = {role.id: role.influence for role in scores.map.roles}
        for row, role in enumerate(scores.roles, start=1):
            sheet.write_string(row, 0, role_name(role.id, report, language), self.bold)
            self.cell(sheet, row, 1, "; ".join(measure_names(role.id, report, language)))
            numbers = [*(role.pulls[element.id] for element in elements), role.alignment]
            for column, value in enumerate(numbers, start=first):
                self.cell(sheet, row, column, two_decimals(value), pull)
            self.cell(sheet, row, last + 1, two_decimals(influences[role.id]))
        row = len(scores.roles) + 1
        total = sum(element.weight for element in elements)
        sheet.write_string(row, 0, say(language, "incentives.net"), self.bold)
        sheet.write_string(row + 1, 0, say(language, "incentives.weight"), self.bold)
        sheet.write_string(row + 2, 0, say(language, "incentives.orphan"), self.bold)
        for column, (element, score) in enumerate(zip(elements, scores.elements, strict=True), start=first):
            self.cell(sheet, row, column, two_decimals(score.net), pull)
            self.cell(sheet, row + 1, column, two_decimals(100 * element.weight / total), share)
            if score.unrewarded:
                sheet.write_string(row + 2, column, "◇", self.centred)
        self.cell(sheet, row, last, two_decimals(scores.system), pull)
        for left, right, end in ((first, last - 1, 2), (last, last, 100)):
            sheet.conditional_format(1, left, row, right, self.tints(end))
        told = [
            *map_sentences(scores, report, language),
            *(role_sentence(role, report, language) for role in scores.roles),
            *(element_sentence(element, report, language) for element in scores.elements),
            *shortcut_sentences(report, language),
            say(language, "incentives.label"),
        ]
        for place, sentence in enumerate(told, start=row + 4):
            sheet.merge_range(place, 0, place, last, "", self.text)
            sheet.write_string(place, 0, sentence, self.text)
            sheet.set_row(place, 32)

    def tints(self, end: float) -> dict[str, str | float]:
        """From orange-brown against at -`end` over almost white to blue for at `end`, in any map."""
        return {
            "type": "3_color_scale",
            "min_type": "num",
            "mid_type": "num",
            "mid_value": 0,
            "max_type": "num",
            "min_color": self.colours.tint_against,
            "mid_color": self.colours.tint_neutral,
            "max_color": self.colours.tint_for,
            "min_value": -end,
            "max_value": end,
        }

    def clashes(self, sheet: Worksheet, scores: IncentiveScores) -> None:
        """A row a pair of roles that work against each other, the largest clash first."""
        report, language = self.report, self.language
        role = say(language, "incentives.role_column")
        names = (("strength", 12), ("how", 18), ("degree", 14), ("points", 16), ("hindrance", 16), ("meaning", 90))
        heads = [(say(language, f"incentives.clash.column.{name}"), width) for name, width in names]
        self.header(sheet, [(f"{role} 1", 28), (f"{role} 2", 28), *heads])
        for row, clash in enumerate(scores.clashes, start=1):
            sheet.write_string(row, 0, role_name(clash.a, report, language), self.bold)
            sheet.write_string(row, 1, role_name(clash.b, report, language), self.bold)
            cells: tuple[Cell, ...] = (
                two_decimals(clash.clash),
                say(language, f"incentives.clash.kind.{clash.kind}"),
                say(language, f"incentives.clash.severity.{clash.severity}"),
                two_decimals(clash.tug_of_war),
                two_decimals(clash.direct),
                clash_sentence(clash, report, language),
            )
            for column, cell in enumerate(cells, start=2):
                self.cell(sheet, row, column, cell)
        if scores.clashes:
            sheet.autofilter(0, 0, len(scores.clashes), 1 + len(names))
        else:
            sheet.write_string(1, 0, say(language, "incentives.clash.nowhere"), self.text)

    def clash_matrix(self, sheet: Worksheet, scores: IncentiveScores) -> None:
        """Every two roles once, below the diagonal: the clash as a number with its kind's letter on a tint."""
        language, roles = self.language, [role.id for role in scores.roles]
        names = [role_name(role, self.report, language) for role in roles]
        self.header(sheet, [(say(language, "incentives.role_column"), 30), *((name, 15) for name in names)])
        found = {(clash.a, clash.b): clash for clash in scores.clashes}
        formats = {
            place: self.clash_format(*place) for place in {(each.kind, each.severity) for each in scores.clashes}
        }
        none = self.book.add_format(
            self.base | {"num_format": "0.00", "align": "center", "bg_color": self.colours.clash(None)}
        )
        for row, (role, name) in enumerate(zip(roles, names, strict=True), start=1):
            sheet.write_string(row, 0, name, self.bold)
            for column, other in enumerate(roles[: row - 1], start=1):
                clash = found.get((other, role))
                shown = formats[clash.kind, clash.severity] if clash else none
                self.cell(sheet, row, column, two_decimals(clash.clash if clash else 0.0), shown)
        sheet.merge_range(len(roles) + 2, 0, len(roles) + 2, max(4, len(roles)), "", self.text)
        sheet.write_string(len(roles) + 2, 0, clash_legend(language), self.text)

    def clash_format(self, kind: ClashKind, severity: Severity) -> Format:
        """A number that stays one for Excel, with the kind's letter behind it."""
        letter = say(self.language, f"incentives.clash.letter.{kind}")
        shown = {"num_format": f'0.00" {letter}"', "align": "center", "bg_color": self.colours.clash(severity)}
        return self.book.add_format(self.base | shown)

    def plan(self, sheet: Worksheet) -> None:
        """A row a line of the plan, its day as a date."""
        language = self.language
        labels = [(say(language, f"plan.{name}"), width) for name, width in _PLAN]
        self.header(sheet, [(self.say("step.title"), 36), *labels, (self.say("column.overdue"), 12)])
        for row, line in enumerate(self.report.plan, start=1):
            sheet.write_string(row, 0, line.title, self.bold)
            texts = dict(plan_texts(line, language))
            for column, (name, _) in enumerate(_PLAN, start=1):
                if name == "due" and line.due is not None and line.due >= _FIRST_DATE:
                    sheet.write_datetime(row, column, line.due, self.day)
                else:
                    self.cell(sheet, row, column, texts.get(name))
            if line.is_overdue(self.report.made_on):
                sheet.write_string(row, len(_PLAN) + 1, say(language, "plan.overdue"), self.text)
        sheet.autofilter(0, 0, len(self.report.plan), len(_PLAN) + 1)

    def suggestions(self, sheet: Worksheet) -> None:
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
