"""A Report as a PDF: page one is the whole story on one page; what follows is for working on with others.

Everything is drawn with lines, shapes and text at measured places. A font is embedded, so that every language's signs
and the minus are there; what the font lacks is shown by what comes nearest. There are no links and no actions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time
from functools import cache
from importlib.resources import as_file, files
from itertools import groupby, zip_longest
from typing import Final, NamedTuple, cast

from fpdf import FPDF
from fpdf.fonts import TTFFont

from assessment.advice import Advice
from assessment.comparison import Change, FactorChange
from assessment.exports import SEVERITY_TINTS, TODAY_COLOUR, WANTED_COLOUR, tint
from assessment.exports.printable import Printable
from assessment.incentives import Clash, IncentiveScores, RoleScore
from assessment.instrument import Language, LevelId
from assessment.plan import PlanLine
from assessment.report import Report
from assessment.scoring import Score
from assessment.text import (
    advice_reason,
    advice_title,
    balance_sentence,
    before_headline,
    certainty_sentences,
    clash_legend,
    clash_roles,
    clash_sentence,
    closing_sentences,
    comparison_heading,
    comparison_remarks,
    date_text,
    element_name,
    gap_texts,
    headline,
    level_name,
    limit_sentences,
    map_sentences,
    measure_names,
    movement_text,
    number,
    part_name,
    pull_text,
    role_inside,
    role_name,
    roles_left_out,
    say,
    score_text,
    series_remark,
    shortcut_sentences,
    signed,
    verdict_name,
    versions_sentence,
    waiting_sentence,
)

INK, QUIET, HAIRLINE, PAPER = "#111418", "#525B66", "#D9DDE2", "#FFFFFF"
_BANDS: Final = ("#E3E7EC", "#EBEEF2", "#F2F4F7", "#F8F9FA")

# Millimetres. Text is as wide as the page, as long as a line has no more signs than can be read with ease.
_LEFT, _RIGHT, _TOP, _BOTTOM = 22.0, 188.0, 28.0, 275.0
_WIDTH: Final = _RIGHT - _LEFT
_POINT: Final = 25.4 / 72
_LEADING: Final = 1.36
_LONGEST_LINE: Final = 95  # Signs.

_BEHAVIOUR_LINES: Final = 7
_STATEMENT_LINES: Final = 8
_ON_PAGE_ONE: Final = 3
_PLAN_COLUMNS: Final = (("title", 0.0), ("owner", 64.0), ("by_when", 94.0), ("state", 119.0))
_EMPTY_ROW: Final = 12.5

# The plan as the leader has made it: where each column begins and how wide it is, and how many empty rows follow.
_LINE_COLUMNS: Final = ((0.0, 50.0), (54.0, 28.0), (86.0, 27.0), (117.0, 27.0), (148.0, 18.0))
_LINE_HEADS: Final = ("owner", "due", "success", "state")
_EMPTY_ROWS: Final = 3
# How many lines title, first step, owner and success measure may take; a long plan is a list to look through.
_FEW: Final = 20
_LIMITS_OF_FEW, _LIMITS_OF_MANY = (5, 10, 8, 14), (3, 3, 3, 4)

# What has moved: where names of behaviours, the line, both numbers (right-aligned) and the words stand.
_MOVED_ROW, _MOVED_LANE = 13.6, 5.4
_MOVED_LABEL, _MOVED_TRACK, _MOVED_WIDTH, _MOVED_WORDS = 34.0, 50.0, 56.0, 134.0
_MOVED_NUMBERS: Final = (118.0, 129.0)

# The incentive map: the roles' names, the columns of the elements, and the bar of what they make together.
_MAP_ROLE, _MAP_WHOLE, _MAP_WIDEST, _MAP_HEAD, _MAP_UPRIGHT, _MAP_END = 48.0, 34.0, 26.0, 8.5, 34.0, 9.0
_FEW_ROLES: Final = 12
_CLASHES, _CLASHES_AT_LEAST, _MOST_PAIRS = 5, 3, 50
_PAIR_NAME, _PAIR_WIDEST, _PAIR_ROW, _PAIR_LINE, _PAIR_ASIDE = 40.0, 17.0, 7.6, 5.0, 28.0
_BAR_FOR, _BAR_AGAINST = "#3D7FC1", "#C9822B"


def to_pdf(report: Report, language: Language, *, example: bool = False) -> bytes:
    """The report as A4 pages. `example` marks every page as one with invented answers."""
    sheet = _Sheet(report, language, example=example)
    _story(sheet)
    _factors(sheet)
    _facets(sheet)
    _comparison(sheet)
    _incentives(sheet)
    _steps(sheet)
    _plan(sheet)
    _method(sheet)
    sheet.number_pages()
    return bytes(sheet.output())


@cache
def _font_file(weight: str) -> str:
    """Where the font package keeps a weight of Source Sans Pro (SIL Open Font License 1.1; static TrueType)."""
    # The package is installed as files, never as an archive, so the path outlives the context.
    with as_file(files("font_source_sans_pro") / "files" / f"SourceSansPro-{weight}.ttf") as path:
        return str(path)


class _Sheet(FPDF):
    """A4 pages with a running head and foot, text set in lines, and the place where the next thing is drawn (`y`)."""

    def __init__(self, report: Report, language: Language, *, example: bool) -> None:
        super().__init__(format="A4")
        self.report = report
        self.language = language
        self.example = example
        self.set_auto_page_break(False)
        self.add_font("Text", "", _font_file("Regular"))
        self.add_font("Text", "B", _font_file("Semibold"))
        self.fonts_by_weight = {bold: self._font("textB" if bold else "text") for bold in (False, True)}
        self.printable = Printable([font.cmap for font in self.fonts_by_weight.values()])
        self.set_lang(language)
        self.set_title(f"{self.say('product')}: {self.say('kind')}")
        self.set_author(self.say("product"))
        self.set_creator(self.say("product"))
        # The day of the report, not the moment of the download: the same report gives the same bytes.
        self.set_creation_date(datetime.combine(report.made_on, time(), UTC))
        self.add_page()

    def _font(self, key: str) -> TTFFont:
        font = cast("TTFFont", self.fonts[key])
        # Tables for scripts that need shaping: fpdf2 leaves them out of the file, but would parse them first.
        for table in {"GDEF", "GPOS", "GSUB"} & set(font.ttfont.keys()):
            del font.ttfont[table]
        return font

    def say(self, path: str, **values: object) -> str:
        return say(self.language, f"export.{path}", **values)

    def words(self, path: str, **values: object) -> str:
        return say(self.language, f"incentives.{path}", **values)

    def behaviours(self) -> list[tuple[str, str, bool]]:
        """Label in a line at most, behaviour, and whether it is the wanted one."""
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

    # Head and foot of every page; fpdf2 calls both -------------------------------------------------------------------

    def header(self) -> None:
        """Page one says what this is; the others say which two behaviours it is about."""
        top, right = 13.0, _RIGHT
        if self.example:
            label = self.say("example")
            width = self.measure(label, 8.5, bold=True) + 5
            right -= width
            self.box(right, top - 0.9, width, 5.6, INK)
            self.line_of_text(label, right + 2.5, top, 8.5, bold=True, colour=PAPER)
            right -= 4
        if self.page_no() == 1:
            product, day = self.say("product"), date_text(self.report.made_on, self.language)
            self.line_of_text(product, _LEFT, top, 9, bold=True)
            self.line_of_text(self.say("kind"), _LEFT + self.measure(product, 9, bold=True) + 3, top, 9, colour=QUIET)
            self.line_of_text(day, right - self.measure(day, 9), top, 9, colour=QUIET)
        else:
            half = (right - _LEFT) / 2
            for (label, behaviour, wanted), left in zip(self.behaviours(), (_LEFT, _LEFT + half), strict=True):
                self.mark(left + 1, top + 1.8, 2.2, wanted=wanted)
                self.line_of_text(label, left + 3.4, top, 8.5, bold=True)
                indent = 3.4 + self.measure(label, 8.5, bold=True) + 1.6
                shown = self.short(behaviour, half - indent - 4, 8.5)
                self.line_of_text(shown, left + indent, top, 8.5, colour=QUIET)
        self.rule(19.5)
        self.y = _TOP

    def footer(self) -> None:
        self.rule(281)

    def number_pages(self) -> None:
        """Write the feet: versions, and which page of how many it is, which is known when everything is drawn.

        On a page gone back to, text may be added and no shape: fpdf2 takes for granted the colours of the last page.
        """
        for page in range(1, self.pages_count + 1):
            self.page = page
            self.current_font_is_set_on_page = False
            versions = versions_sentence(self.report, self.language)
            self.line_of_text(f"{self.say('product')}. {versions}", _LEFT, 283.5, 8, colour=QUIET)
            text = self.say("page", page=page, pages=self.pages_count)
            self.line_of_text(text, _RIGHT - self.measure(text, 8), 283.5, 8, colour=QUIET)

    # Text -------------------------------------------------------------------------------------------------------------

    def measure(self, text: str, size: float, *, bold: bool = False) -> float:
        """How wide a line of text is, in millimetres."""
        widths = self.fonts_by_weight[bold].cw
        return sum([widths[ord(sign)] for sign in text]) * size * _POINT / 1000

    def lines(self, text: str, width: float, size: float, *, bold: bool = False, limit: int = 40) -> list[str]:
        """Text as lines that fit, at least one and at most `limit`; words too long are broken, the rest ends in "…"."""
        words = self.printable.text(text).split()
        lines: list[str] = []
        line = ""
        while words and len(lines) < limit:
            word = words.pop(0)
            together = f"{line} {word}" if line else word
            if len(together) <= _LONGEST_LINE and self.measure(together, size, bold=bold) <= width:
                line = together
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
        """As much of a text as fits in one line."""
        return self.lines(text, width, size, bold=bold, limit=1)[0]

    def _fitting(self, word: str, width: float, size: float, *, bold: bool) -> int:
        """How many signs of a word fit in a line, at least one."""
        widths, room = self.fonts_by_weight[bold].cw, width * 1000 / _POINT / size
        for index, sign in enumerate(word):
            room -= widths[ord(sign)]
            if room < 0:
                return max(1, index)
        return len(word)

    def line_of_text(
        self, text: str, left: float, top: float, size: float, *, bold: bool = False, colour: str = INK
    ) -> None:
        """One line that is known to fit. `top` is the top of the line, not the baseline."""
        self.set_font("Text", "B" if bold else "", size)
        self.set_text_color(colour)
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
        colour: str = INK,
        limit: int = 40,
    ) -> float:
        """Text in lines from `top` on. Says where it ends."""
        for line in self.lines(text, width, size, bold=bold, limit=limit):
            self.line_of_text(line, left, top, size, bold=bold, colour=colour)
            top += size * _POINT * _LEADING
        return top

    def height(self, text: str, width: float, size: float, *, bold: bool = False, limit: int = 40) -> float:
        """How high paragraph() will be."""
        return len(self.lines(text, width, size, bold=bold, limit=limit)) * size * _POINT * _LEADING

    def even(self, text: str, width: float, size: float, *, bold: bool = False) -> float:
        """The narrowest width, down to two thirds, that takes no more lines: no last line of a single word."""
        fewest = len(self.lines(text, width, size, bold=bold))
        narrow = [width * part / 24 for part in range(16, 24)]
        return next((less for less in narrow if len(self.lines(text, less, size, bold=bold)) == fewest), width)

    def together(self, text: str, width: float, size: float) -> float:
        """The width, or as little less as keeps the last line from being a single word."""
        fewest = len(self.lines(text, width, size))
        for part in range(24, 19, -1):
            lines = self.lines(text, width * part / 24, size)
            if len(lines) == fewest and " " in lines[-1]:
                return width * part / 24
        return width

    # Places -----------------------------------------------------------------------------------------------------------

    def room(self, height: float) -> bool:
        """Make sure that `height` millimetres are left, on a new page if need be. Says whether there is a new page."""
        if self.y + height <= _BOTTOM:
            return False
        self.add_page()
        return True

    def section(self, title: str, hint: str = "", *, needs: float = 40) -> None:
        """A heading, together with at least `needs` millimetres of what it heads; listed in the reader's outline."""
        if self.y > _TOP:
            self.y += 7
        self.room(14 + needs)
        self.start_section(title)
        self.y = self.paragraph(title, _LEFT, self.y, _WIDTH, 17, bold=True) + 0.5
        if hint:
            self.y = self.paragraph(hint, _LEFT, self.y, _WIDTH, 10, colour=QUIET)
        self.y += 3

    # Shapes -----------------------------------------------------------------------------------------------------------

    def box(self, left: float, top: float, width: float, height: float, colour: str) -> None:
        self.set_fill_color(colour)
        self.rect(left, top, width, height, style="F")

    def rule(self, top: float, left: float = _LEFT, right: float = _RIGHT, colour: str = HAIRLINE) -> None:
        self.set_draw_color(colour)
        self.set_line_width(0.2)
        self.line(left, top, right, top)

    def mark(self, x: float, y: float, size: float, *, wanted: bool, hollow: bool = False) -> None:
        """The shape of a behaviour around a point: a brown square is today, a blue circle is wanted."""
        colour = WANTED_COLOUR if wanted else TODAY_COLOUR
        self.set_fill_color(PAPER if hollow else colour)
        if hollow:
            self.set_draw_color(colour)
            self.set_line_width(0.4)
        style = "DF" if hollow else "F"
        if wanted:
            self.circle(x, y, size / 2 * 1.08, style=style)
        else:
            self.rect(x - size / 2, y - size / 2, size, size, style=style)

    def steps_bar(self, left: float, top: float, level: LevelId | None) -> None:
        """A level as a bar of four steps, beside its word."""
        order = [known.id for known in self.report.instrument.levels]
        reached = order.index(level) + 1 if level else 0
        for step in range(len(order)):
            self.box(left + step * 3.3, top, 2.7, 1.5, INK if step < reached else HAIRLINE)


# The one line from 0 to 100 ------------------------------------------------------------------------------------------


class _Track:
    """Where a score lies between two ends of a line, with four bands for the levels behind it."""

    def __init__(self, sheet: _Sheet, left: float, width: float) -> None:
        self.sheet = sheet
        self.left = left
        self.width = width

    def x(self, score: float) -> float:
        return self.left + self.width * score / 100

    def bands(self, top: float, height: float) -> None:
        levels = self.sheet.report.instrument.levels
        ends = [*(level.lowest for level in levels[1:]), 100.0]
        for level, end, colour in zip(levels, ends, _BANDS, strict=True):
            gap = 0 if level is levels[-1] else 0.3
            self.sheet.box(self.x(level.lowest), top, self.x(end) - self.x(level.lowest) - gap, height, colour)

    def words(self, top: float) -> None:
        """The names of the levels, each above its band."""
        levels = self.sheet.report.instrument.levels
        ends = [*(level.lowest for level in levels[1:]), 100.0]
        for level, end in zip(levels, ends, strict=True):
            room = self.x(end) - self.x(level.lowest)
            word = self.sheet.short(level[self.sheet.language], room, 8)
            middle = (self.x(level.lowest) + self.x(end) - self.sheet.measure(word, 8)) / 2
            self.sheet.line_of_text(word, middle, top, 8, colour=QUIET)

    def numbers(self, top: float) -> None:
        """0 to 100 below the line."""
        for tick in (0, 25, 50, 75, 100):
            half = self.sheet.measure(str(tick), 8) / 2
            self.sheet.line_of_text(str(tick), self.x(tick) - half, top, 8, colour=QUIET)

    def pair(self, score: Score, middle: float, mark: float, size: float) -> None:
        """Both marks on the line at height `middle`, each with its number on its outer side."""
        sheet, language = self.sheet, self.sheet.language
        shown = [
            (value, wanted)
            for value, wanted in ((score.current.score, False), (score.new.score, True))
            if value is not None
        ]
        if not shown:
            sheet.line_of_text("–", self.x(0) + 2, middle - size * _POINT * 0.68, size, colour=QUIET)
            return
        shown.sort(key=lambda one: one[0])
        xs = [self.x(value) for value, _ in shown]
        # Marks that would cover each other stand one above the other.
        both = len(xs) > 1
        close = both and xs[1] - xs[0] < mark * 1.2
        lift = [-mark * 0.55, mark * 0.55] if close else [0.0] * len(xs)
        if both and not close:
            sheet.set_draw_color(QUIET)
            sheet.set_line_width(0.45)
            sheet.line(xs[0], middle, xs[1], middle)
        for index, (value, wanted) in enumerate(shown):
            sheet.mark(xs[index], middle + lift[index], mark, wanted=wanted)
            text = number(value, language)
            outside = mark * 0.5 + 1.1
            left = xs[index] - outside - sheet.measure(text, size, bold=True) if index == 0 else xs[index] + outside
            colour = WANTED_COLOUR if wanted else TODAY_COLOUR
            sheet.line_of_text(text, left, middle - size * _POINT * 0.68, size, bold=True, colour=colour)

    def moved(self, change: Change, middle: float, mark: float, *, wanted: bool) -> None:
        """The score before as a hollow mark, a little larger, and the score now as a filled one on top of it."""
        sheet = self.sheet
        if change.earlier is not None and change.later is not None:
            sheet.set_draw_color(WANTED_COLOUR if wanted else TODAY_COLOUR)
            sheet.set_line_width(0.45)
            sheet.line(self.x(change.earlier), middle, self.x(change.later), middle)
        if change.earlier is not None:
            sheet.mark(self.x(change.earlier), middle, mark * 1.25, wanted=wanted, hollow=True)
        if change.later is not None:
            sheet.mark(self.x(change.later), middle, mark * 0.9, wanted=wanted)


# Pages ---------------------------------------------------------------------------------------------------------------


def _story(sheet: _Sheet) -> None:
    """The page one can hand out alone: what holds back, how it looks, what to do first."""
    report, language = sheet.report, sheet.language
    story = headline(report, language)
    sheet.start_section(story.title.translate(sheet.printable))
    width = sheet.even(story.title, _WIDTH, 26, bold=True)
    sheet.y = sheet.paragraph(story.title, _LEFT, sheet.y, width, 26, bold=True, limit=4) + 1.5
    width = sheet.together(story.consequence, _WIDTH, 13)
    sheet.y = sheet.paragraph(story.consequence, _LEFT, sheet.y, width, 13, colour=QUIET, limit=5) + 5
    _legend(sheet)
    actions = [_action(sheet, 0, advice, draw=False) for advice in report.advice[:_ON_PAGE_ONE]]
    foot = " ".join([certainty_sentences(report, language)[0], *(closing_sentences(language) if report.advice else ())])
    below = sheet.height(foot, _WIDTH, 9)
    # The chart takes the room that the rest leaves, within what is easy to read. Where long behaviours leave too
    # little of it, sentences that stand on later pages too give way.
    room, least = _BOTTOM - sheet.y - sum(actions) - below - 38.5, 11.0 * len(report.scores.factors)
    since, (before, waiting) = _since(sheet), _around(sheet)
    told = _fitting(sheet, room - least, [since, before, waiting])
    since = since if since in told else ""
    row = (room - sum(_sentence(sheet, sentence, draw=False) for sentence in told)) / len(report.scores.factors)
    _dumbbell(sheet, min(20.0, max(11.0, row)), since)
    if report.advice:
        sheet.rule(sheet.y)
        sheet.y = sheet.paragraph(sheet.say("first"), _LEFT, sheet.y + 5, _WIDTH, 15, bold=True) + 2
    if before in told:
        sheet.y += _sentence(sheet, before, draw=True)
    for index, (advice, height) in enumerate(zip(report.advice, actions, strict=False), start=1):
        sheet.room(height)
        sheet.y += _action(sheet, index, advice, draw=True)
    if waiting in told:
        sheet.y += _sentence(sheet, waiting, draw=True)
    sheet.paragraph(foot, _LEFT, max(sheet.y + 2, _BOTTOM + 2.3 - below), _WIDTH, 9, colour=QUIET)
    sheet.y = _BOTTOM


def _around(sheet: _Sheet) -> tuple[str, str]:
    """What stands before the recommendations and what after them, each "" where there is nothing to say."""
    before, waiting = before_headline(sheet.report, sheet.language), waiting_sentence(sheet.report, sheet.language)
    return before or "", waiting or ""


def _fitting(sheet: _Sheet, room: float, sentences: Sequence[str]) -> list[str]:
    """The first of these sentences, as many as `room` millimetres hold; empty ones are none."""
    told: list[str] = []
    for sentence in filter(None, sentences):
        room -= _sentence(sheet, sentence, draw=False)
        if room < 0:
            break
        told.append(sentence)
    return told


def _sentence(sheet: _Sheet, sentence: str, *, draw: bool) -> float:
    """A sentence that stands by itself, drawn or only measured. Says how high it is."""
    put: Callable[..., float] = sheet.paragraph if draw else _measured(sheet)
    return put(sentence, _LEFT, sheet.y, _WIDTH, 10) + 2 - sheet.y


def _legend(sheet: _Sheet) -> None:
    """Both behaviours in full: they tell what the two marks in the chart stand for."""
    half, end = _WIDTH / 2, sheet.y
    for (label, behaviour, wanted), left in zip(sheet.behaviours(), (_LEFT, _LEFT + half), strict=True):
        sheet.mark(left + 1.6, sheet.y + 2.1, 3.2, wanted=wanted)
        colour = WANTED_COLOUR if wanted else TODAY_COLOUR
        sheet.line_of_text(label, left + 5, sheet.y, 10, bold=True, colour=colour)
        below = sheet.y + 10 * _POINT * _LEADING
        width = sheet.even(behaviour, half - 5, 10.5)
        end = max(end, sheet.paragraph(behaviour, left + 5, below, width, 10.5, limit=_BEHAVIOUR_LINES))
    sheet.y = end + 5


def _dumbbell(sheet: _Sheet, row: float, below: str) -> None:
    """The four factors, a row each: name and level, both scores on one line, and which behaviour wins."""
    report, language = sheet.report, sheet.language
    top = sheet.y + 4.6
    track = _Track(sheet, _LEFT + 48, 78)
    track.words(sheet.y)
    track.bands(top, row * len(report.scores.factors))
    levels = [sheet.short(_level_words(sheet, factor), 30, 9) for factor in report.scores.factors]
    bars = _LEFT + max(sheet.measure(level, 9) for level in levels) + 2
    for index, factor in enumerate(report.scores.factors):
        middle = top + (index + 0.5) * row
        if index:
            sheet.rule(middle - row / 2)
        name = sheet.short(part_name(factor.id, report.instrument, language), 45, 11.5, bold=True)
        sheet.line_of_text(name, _LEFT, middle - 4.6, 11.5, bold=True)
        sheet.line_of_text(levels[index], _LEFT, middle + 0.5, 9, colour=QUIET)
        if factor.new.level:
            sheet.steps_bar(bars, middle + 1.7, factor.new.level)
        track.pair(factor, middle, 3.8, 11)
        if factor.balance is not None:
            sheet.line_of_text(verdict_name(factor, language), _LEFT + 139, middle - 2.5, 10.5, bold=True)
    sheet.y = top + row * len(report.scores.factors) + 1
    track.numbers(sheet.y)
    axis = sheet.short(say(language, "chart.axis"), 44, 8)
    sheet.line_of_text(axis, track.left - 4 - sheet.measure(axis, 8), sheet.y, 8, colour=QUIET)
    sheet.y += 6.5
    overall = report.scores.overall
    if overall.score is not None:
        level = level_name(overall.level, report.instrument, language)
        sentence = sheet.say("together", score=number(overall.score, language), level=level.lower())
        sheet.y = sheet.paragraph(sentence, _LEFT, sheet.y, _WIDTH, 10, colour=QUIET)
    if below:
        sheet.y = sheet.paragraph(below, _LEFT, sheet.y, _WIDTH, 10)
    sheet.y += 5


def _since(sheet: _Sheet) -> str:
    """What has become of the wanted behaviour since the assessment before, in a line; "" when that cannot be told."""
    report, language = sheet.report, sheet.language
    known = [change for change in _factor_changes(sheet) if change.new.movement is not None]
    if not known:
        return ""
    moved = [
        f"{part_name(change.id, report.instrument, language)} {say(language, f'comparison.{change.new.movement}')}"
        for change in known
        if change.new.movement != "no_change"
    ]
    since = say(language, "comparison.since", day=date_text(report.earlier[-1].answered_on, language))
    return f"{since} {' · '.join(moved) if moved else say(language, 'comparison.no_change')}"


def _action(sheet: _Sheet, index: int, advice: Advice, *, draw: bool) -> float:
    """A recommendation in short, its title and first step, drawn or only measured. Says how high it is."""
    put: Callable[..., float] = sheet.paragraph if draw else _measured(sheet)
    title = advice_title(advice, sheet.report, sheet.language)
    if draw:
        sheet.line_of_text(str(index), _LEFT, sheet.y - 0.8, 15, bold=True, colour=QUIET)
    top = put(title, _LEFT + 9, sheet.y, _WIDTH - 9, 12, bold=True, limit=2)
    first = advice.recommendation.first[sheet.language]
    width = sheet.together(first, _WIDTH - 9, 11)
    return put(first, _LEFT + 9, top, width, 11) + 3.4 - sheet.y


def _factors(sheet: _Sheet) -> None:
    """What the two scores of each factor mean together, the agreed experience, and what surrounds it all."""
    report, language = sheet.report, sheet.language
    sheet.section(sheet.say("factors"))
    for factor in report.scores.factors:
        known = report.instrument.factor(factor.id)
        _block(
            sheet,
            part_name(factor.id, report.instrument, language),
            _level_words(sheet, factor),
            [
                (known.description[language] if known else "", QUIET),
                (balance_sentence(factor, report.instrument, language), INK),
                (_counted(sheet, factor), QUIET),
            ],
        )
    _gaps(sheet)
    experience, agreed = report.answers.experience, report.answers.experience.agreed or "missing"
    sheet.section(sheet.say("experience"), needs=20)
    sheet.y = sheet.paragraph(sheet.say(f"agreed.{agreed}"), _LEFT, sheet.y, _WIDTH, 10.5)
    if experience.statement:
        top = sheet.y + 2
        limit = min(_STATEMENT_LINES, max(1, int((_BOTTOM - top) / (10.5 * _POINT * _LEADING))))
        sheet.y = sheet.paragraph(experience.statement, _LEFT + 5, top, _WIDTH - 5, 10.5, limit=limit)
        sheet.box(_LEFT, top + 0.6, 0.8, sheet.y - top - 1, HAIRLINE)
        sheet.y += 1
    chosen = [
        f"{element[language]} ({experience.weights[element.id]})"
        for element in report.instrument.incentives.elements
        if element.id in experience.weights
    ]
    if chosen:
        sentence = sheet.say("weights", elements="; ".join(chosen))
        sheet.room(sheet.height(sentence, _WIDTH, 10))
        sheet.y = sheet.paragraph(sentence, _LEFT, sheet.y + 1, _WIDTH, 10, colour=QUIET)
    known_modules = [module for module in report.scores.context if module.score is not None]
    if known_modules:
        descriptions = {module.id: module.description[language] for module in report.instrument.context_modules}
        sheet.section(sheet.say("context"), sheet.say("context_hint"), needs=20)
        for module in known_modules:
            sheet.room(11)
            sheet.rule(sheet.y)
            top = sheet.y + 1.8
            name = part_name(module.id, report.instrument, language)
            left = sheet.paragraph(name, _LEFT, top, 42, 10, bold=True, limit=2)
            right = sheet.paragraph(descriptions[module.id], _LEFT + 46, top, 106, 10, colour=QUIET, limit=3)
            score = score_text(module.score, language)
            sheet.line_of_text(score, _RIGHT - sheet.measure(score, 11.5, bold=True), top, 11.5, bold=True)
            sheet.y = max(left, right) + 1.2


def _gaps(sheet: _Sheet) -> None:
    """The statements answered most differently for the two behaviours; the full form has its facets for that."""
    report, language = sheet.report, sheet.language
    if not report.gaps or report.scores.facets:
        return
    sheet.section(say(language, "results.gaps"), needs=24)
    (today, _, _), (wanted, _, _) = sheet.behaviours()
    for gap in gap_texts(report, language):
        sheet.room(sheet.height(gap.statement, _WIDTH, 10.5) + 7)
        sheet.y = sheet.paragraph(gap.statement, _LEFT, sheet.y, _WIDTH, 10.5)
        answered = f"{today}: {gap.current}. {wanted}: {gap.new}."
        sheet.y = sheet.paragraph(answered, _LEFT, sheet.y, _WIDTH, 10, colour=QUIET) + 1.6


def _level_words(sheet: _Sheet, score: Score) -> str:
    level = level_name(score.new.level, sheet.report.instrument, sheet.language)
    return level if score.new.level else sheet.say("withheld")


def _counted(sheet: _Sheet, score: Score) -> str:
    """How many answers a score stands on."""
    return sheet.say(
        "counts",
        today=score.current.valid,
        today_of=score.current.applicable,
        wanted=score.new.valid,
        wanted_of=score.new.applicable,
    )


def _block(sheet: _Sheet, title: str, aside: str, paragraphs: Sequence[tuple[str, str]]) -> None:
    """A part with its name at the left, and what there is to say beside it."""
    left, width, size = _LEFT + 46, _WIDTH - 46, 10.0
    height = sum(sheet.height(text, width, size) for text, _ in paragraphs) + 7
    sheet.room(height)
    sheet.rule(sheet.y)
    top = sheet.y + 2.4
    below = sheet.paragraph(title, _LEFT, top, 42, 11.5, bold=True, limit=2)
    sheet.line_of_text(sheet.short(aside, 42, 10), _LEFT, below, 10, colour=QUIET)
    for text, colour in paragraphs:
        top = sheet.paragraph(text, left, top, width, size, colour=colour) + 0.4
    sheet.y = max(top, below + 6) + 1.6


def _facets(sheet: _Sheet) -> None:
    """The full form's facets under their factor, each a row of the same line."""
    report, language = sheet.report, sheet.language
    if not report.scores.facets:
        return
    row, track = 6.6, _Track(sheet, _LEFT + 66, 64)
    # On one page if it can be, since facets are read against each other.
    groups = len(report.scores.factors)
    needs = min(row * len(report.scores.facets) + 9 * groups + 12, _BOTTOM - _TOP - 20)
    sheet.section(sheet.say("facets"), sheet.say("facets_hint"), needs=needs)
    track.words(sheet.y)
    sheet.y += 5
    factor_of = {facet.id: facet.factor for facet in report.instrument.facets}
    for factor, group in groupby(report.scores.facets, key=lambda facet: factor_of[facet.id]):
        if sheet.room(7 + 2 * row):
            track.words(sheet.y)
            sheet.y += 5
        name = sheet.short(part_name(factor, report.instrument, language), _WIDTH, 10.5, bold=True)
        sheet.line_of_text(name, _LEFT, sheet.y + 0.6, 10.5, bold=True)
        sheet.y += 6.2
        for facet in group:
            if sheet.room(row):
                track.words(sheet.y)
                sheet.y += 5
            sheet.rule(sheet.y)
            track.bands(sheet.y + 0.1, row - 0.2)
            top = sheet.y + row / 2 - 10 * _POINT * 0.68
            name = sheet.short(part_name(facet.id, report.instrument, language), 60, 10)
            sheet.line_of_text(name, _LEFT, top, 10)
            track.pair(facet, sheet.y + row / 2, 2.6, 9)
            if facet.balance is not None:
                sheet.line_of_text(verdict_name(facet, language), _LEFT + 141, top, 9.5, colour=QUIET)
            sheet.y += row
        sheet.y += 2.4
    track.numbers(sheet.y - 1.4)
    sheet.y += 3


def _comparison(sheet: _Sheet) -> None:
    """What has moved since the assessment before, factor by factor, and the way here when there were several."""
    report, language = sheet.report, sheet.language
    if not report.earlier:
        return
    changes, remarks = _factor_changes(sheet), comparison_remarks(report, language)
    needs = 6 + len(changes) * _MOVED_ROW + 5 + sum(sheet.height(remark, _WIDTH, 10) for remark in remarks)
    sheet.section(say(language, "comparison.title"), comparison_heading(report, language), needs=min(needs, 160))
    track = _Track(sheet, _LEFT + _MOVED_TRACK, _MOVED_WIDTH)
    _moved_head(sheet, track)
    for change in changes:
        _moved_row(sheet, track, change)
    track.numbers(sheet.y + 1)
    sheet.y += 7
    for remark in remarks:
        sheet.room(sheet.height(remark, _WIDTH, 10))
        sheet.y = sheet.paragraph(remark, _LEFT, sheet.y, _WIDTH, 10, colour=QUIET) + 0.6
    if len(report.earlier) > 1:
        _days(sheet)


def _factor_changes(sheet: _Sheet) -> tuple[FactorChange, ...]:
    return sheet.report.changes[: len(sheet.report.scores.factors)]


def _moved_head(sheet: _Sheet, track: _Track) -> None:
    """What hollow and filled marks are, the levels above their bands, and the heads of the numbers."""
    left = _LEFT
    heads = [say(sheet.language, f"comparison.{name}") for name in ("earlier", "later")]
    for head, right, hollow in zip(heads, _MOVED_NUMBERS, (True, False), strict=True):
        for wanted in (False, True):
            sheet.mark(left + 1.2, sheet.y + 1.6, 2.0, wanted=wanted, hollow=hollow)
            left += 3.2
        sheet.line_of_text(head, left + 0.2, sheet.y, 8.5, bold=True)
        left += sheet.measure(head, 8.5, bold=True) + 4
        sheet.line_of_text(head, _LEFT + right - sheet.measure(head, 8), sheet.y, 8, colour=QUIET)
    track.words(sheet.y)
    sheet.y += 4.6


def _moved_row(sheet: _Sheet, track: _Track, change: FactorChange) -> None:
    """A factor: today's behaviour above, the wanted one below, before beside now."""
    report, language = sheet.report, sheet.language
    if sheet.room(_MOVED_ROW):
        _moved_head(sheet, track)
    sheet.rule(sheet.y)
    track.bands(sheet.y + 0.1, _MOVED_ROW - 0.2)
    middle, size = sheet.y + _MOVED_ROW / 2, 9.5
    name = sheet.lines(part_name(change.id, report.instrument, language), _MOVED_LABEL - 2, 11, bold=True, limit=2)
    top = middle - len(name) * 11 * _POINT * _LEADING / 2
    for line in name:
        sheet.line_of_text(line, _LEFT, top, 11, bold=True)
        top += 11 * _POINT * _LEADING
    lanes = zip(report.instrument.columns, (change.current, change.new), (-0.5, 0.5), strict=True)
    for column, moved, lane in lanes:
        wanted, at = column.id == "new", middle + lane * _MOVED_LANE
        top, colour = at - size * _POINT * 0.68, WANTED_COLOUR if column.id == "new" else TODAY_COLOUR
        label = sheet.short(column.short[language], _MOVED_TRACK - _MOVED_LABEL - 2, size)
        sheet.line_of_text(label, _LEFT + _MOVED_LABEL, top, size, colour=colour)
        track.moved(moved, at, 2.8, wanted=wanted)
        for value, right, now in zip((moved.earlier, moved.later), _MOVED_NUMBERS, (False, True), strict=True):
            text = score_text(value, language)
            left = _LEFT + right - sheet.measure(text, 10.5, bold=now)
            sheet.line_of_text(text, left, at - 10.5 * _POINT * 0.68, 10.5, bold=now, colour=colour if now else QUIET)
        has_moved = moved.movement in ("up", "down")
        words = sheet.short(movement_text(moved, language), _WIDTH - _MOVED_WORDS, size, bold=has_moved)
        sheet.line_of_text(words, _LEFT + _MOVED_WORDS, top, size, bold=has_moved, colour=INK if has_moved else QUIET)
    sheet.y += _MOVED_ROW


def _days(sheet: _Sheet) -> None:
    """The wanted score of each factor on the day of each assessment, the oldest first."""
    report, language = sheet.report, sheet.language
    row, size = 6.4, 10.0
    sheet.y += 4
    sheet.room(12 + min(4, len(report.earlier) + 1) * row)
    sheet.mark(_LEFT + 1.6, sheet.y + 2.3, 3.2, wanted=True)
    sheet.line_of_text(say(language, "comparison.series"), _LEFT + 5, sheet.y, 11, bold=True)
    sheet.y += 7
    factors = [factor.id for factor in report.scores.factors]
    first = 46.0
    column = (_WIDTH - first) / len(factors)

    def head() -> None:
        for place, factor in enumerate(factors):
            name = sheet.short(part_name(factor, report.instrument, language), column - 2, 9, bold=True)
            right = _LEFT + first + (place + 1) * column
            sheet.line_of_text(name, right - sheet.measure(name, 9, bold=True), sheet.y, 9, bold=True, colour=QUIET)
        sheet.y += 5.4
        sheet.rule(sheet.y, colour=INK)

    head()
    for day in (*report.earlier, report):
        if sheet.room(row):
            head()
        now, top = day is report, sheet.y + row / 2 - size * _POINT * 0.68
        sheet.line_of_text(date_text(day.answered_on, language), _LEFT, top, size, bold=now)
        scores = {factor.id: factor.new.score for factor in day.scores.factors}
        for place, factor in enumerate(factors):
            text = score_text(scores.get(factor), language)
            right = _LEFT + first + (place + 1) * column
            sheet.line_of_text(text, right - sheet.measure(text, size, bold=now), top, size, bold=now)
        sheet.y += row
        sheet.rule(sheet.y)
    if remark := series_remark(report, language):
        sheet.room(sheet.height(remark, _WIDTH, 10) + 2)
        sheet.y = sheet.paragraph(remark, _LEFT, sheet.y + 2, _WIDTH, 10, colour=QUIET)


class _Grid(NamedTuple):
    """Where the columns of the incentive map stand, and its heads in lines."""

    scores: IncentiveScores
    column: float
    heads: list[list[str]]
    upright: bool
    height: float

    def left(self, place: int) -> float:
        return _LEFT + _MAP_ROLE + place * self.column

    @property
    def end(self) -> float:
        return self.left(len(self.scores.elements))


def _incentives(sheet: _Sheet) -> None:
    """What each role is rewarded for and how that pulls, where roles clash, and which measures have a shortcut."""
    report, language, scores = sheet.report, sheet.language, sheet.report.incentives
    if scores is None:
        return
    finding, *further = map_sentences(scores, report, language)
    grid = _grid(sheet, scores)
    rows = [_map_row(sheet, grid, role, draw=False) for role in scores.roles]
    ends = (1 + any(element.unrewarded for element in scores.elements)) * _MAP_END
    needs = sheet.height(finding, _WIDTH, 12.5, bold=True) + sheet.height(" ".join(further), _WIDTH, 10) + 12
    sheet.section(sheet.words("heading"), needs=min(needs + grid.height + sum(rows) + ends, _BOTTOM - _TOP - 20))
    sheet.y = sheet.paragraph(finding, _LEFT, sheet.y - 1.5, _WIDTH, 12.5, bold=True) + 0.6
    sheet.y = sheet.paragraph(" ".join(further), _LEFT, sheet.y, _WIDTH - 16, 10, colour=QUIET) + 3.5
    _map_key(sheet)
    _map_head(sheet, grid)
    for index, (role, height) in enumerate(zip(scores.roles, rows, strict=True), start=1):
        # The last role takes the rows of all roles together along.
        if sheet.room(height + (ends if index == len(rows) else 0)):
            _map_head(sheet, grid)
        _map_row(sheet, grid, role, draw=True)
    _map_ends(sheet, grid)
    sheet.y += 6
    _clashes(sheet, scores)
    for index, sentence in enumerate(shortcut_sentences(report, language)):
        height = sheet.height(sentence, _WIDTH, 10)
        if not index:
            sheet.y += 2
            sheet.room(height + 8)
            sheet.y = sheet.paragraph(sheet.words("shortcut.heading"), _LEFT, sheet.y, _WIDTH, 12, bold=True) + 0.8
        sheet.room(height)
        sheet.y = sheet.paragraph(sentence, _LEFT, sheet.y, _WIDTH, 10) + 1.4
    label = sheet.words("label")
    sheet.room(sheet.height(label, _WIDTH, 10) + 1.5)
    sheet.y = sheet.paragraph(label, _LEFT, sheet.y + 1.5, _WIDTH, 10, colour=QUIET)


def _grid(sheet: _Sheet, scores: IncentiveScores) -> _Grid:
    """The names of the elements lie where every word fits in its column, else they stand upright."""
    column = (_WIDTH - _MAP_ROLE - _MAP_WHOLE) / len(scores.elements)
    column = min(column, _MAP_WIDEST)
    names = [element_name(element.id, sheet.report, sheet.language) for element in scores.elements]
    size, room = _MAP_HEAD, column - 2
    lying = all(sheet.measure(word, size) <= room for name in names for word in name.split()[:20])
    if lying:
        heads = [sheet.lines(name, room, size, limit=5) for name in names]
        height = max(len(lines) for lines in heads) * size * _POINT * 1.2
    else:
        limit = int(column / (size * _POINT * 1.2))
        heads = [sheet.lines(name, _MAP_UPRIGHT, size, limit=limit) for name in names]
        height = max(sheet.measure(line, size) for lines in heads for line in lines)
    return _Grid(scores, column, heads, not lying, max(height, 2 * size * _POINT * 1.2) + 1.6)


def _map_key(sheet: _Sheet) -> None:
    """What the colours mean."""
    left, top = _LEFT, sheet.y
    sheet.line_of_text(sheet.words("harms"), left, top, 8.5, colour=QUIET)
    left += sheet.measure(sheet.words("harms"), 8.5) + 1.6
    for pull in (-2, -1, 0, 1, 2):
        sheet.box(left, top - 0.3, 7.6, 4.2, tint(pull / 2))
        text = signed(pull, sheet.language)
        sheet.line_of_text(text, left + (7.6 - sheet.measure(text, 8.5)) / 2, top, 8.5)
        left += 8
    sheet.line_of_text(sheet.words("helps"), left + 1.2, top, 8.5, colour=QUIET)
    sheet.y += 7.5


def _map_head(sheet: _Sheet, grid: _Grid) -> None:
    """The names of the elements above their columns, at the bottom of the head."""
    size, leading = _MAP_HEAD, _MAP_HEAD * _POINT * 1.2
    bottom = sheet.y + grid.height - 1.2
    role = f"{sheet.words('role_column')} · {sheet.words('rewarded_for').lower()}"
    sheet.line_of_text(sheet.short(role, _MAP_ROLE - 3, size), _LEFT, bottom - leading, size, colour=QUIET)
    for place, lines in enumerate(grid.heads):
        middle = grid.left(place) + grid.column / 2
        for index, line in enumerate(lines):
            if grid.upright:
                x = middle + (index - len(lines) / 2) * leading
                with sheet.rotation(90, x, bottom):
                    sheet.line_of_text(line, x, bottom, size)
            else:
                top = bottom - (len(lines) - index) * leading
                sheet.line_of_text(line, middle - sheet.measure(line, size) / 2, top, size)
    for index, (text, colour) in enumerate(((sheet.words("aligned"), INK), (sheet.words("aligned_scale"), QUIET))):
        shown = sheet.short(text, _MAP_WHOLE - 3, size)
        sheet.line_of_text(shown, grid.end + 3, bottom - (2 - index) * leading, size, colour=colour)
    sheet.y += grid.height
    sheet.rule(sheet.y, right=grid.end + _MAP_WHOLE, colour=INK)


def _map_row(sheet: _Sheet, grid: _Grid, role: RoleScore, *, draw: bool) -> float:
    """A role, drawn or only measured: its name, what it is rewarded for, its pulls, and what they make together."""
    many = len(grid.scores.roles) > _FEW_ROLES
    name = sheet.lines(role_name(role.id, sheet.report, sheet.language), _MAP_ROLE - 3, 9.5, bold=True, limit=2)
    measures = ", ".join(measure_names(role.id, sheet.report, sheet.language)) or "–"
    rewarded = sheet.lines(measures, _MAP_ROLE - 3, 8, limit=1 if many else 2)
    text = [_Text(name, 9.5, bold=True, colour=INK), _Text(rewarded, 8, bold=False, colour=QUIET)]
    high = _cell_height(text)
    height = max(high + 1.8, 9.0)
    if draw:
        _draw_cell(sheet, text, _LEFT, sheet.y + (height - high) / 2 - 0.3)
        _pulls(sheet, grid, [role.pulls[element.id] for element in grid.scores.elements], height, bold=False)
        _whole(sheet, grid, role.alignment, height)
        sheet.y += height
        sheet.rule(sheet.y, right=grid.end + _MAP_WHOLE)
    return height


def _pulls(sheet: _Sheet, grid: _Grid, pulls: Sequence[float], height: float, *, bold: bool) -> None:
    """A number in every cell, with its sign, on a tint of its own strength."""
    for place, pull in enumerate(pulls):
        sheet.box(grid.left(place) + 0.25, sheet.y + 0.25, grid.column - 0.5, height - 0.5, tint(pull / 2))
        text = pull_text(pull, sheet.language)
        left = grid.left(place) + (grid.column - sheet.measure(text, 10, bold=bold)) / 2
        colour = INK if text != "0" else QUIET
        sheet.line_of_text(text, left, sheet.y + height / 2 - 10 * _POINT * 0.68, 10, bold=bold, colour=colour)


def _whole(sheet: _Sheet, grid: _Grid, alignment: float, height: float) -> None:
    """What pulls make together: a bar from the middle, -100 to 100, and its number at the right."""
    left, width = grid.end + 3, _MAP_WHOLE - 14
    middle, zero = sheet.y + height / 2, left + width / 2
    reach = alignment / 100 * width / 2
    sheet.box(min(zero, zero + reach), middle - 1.6, abs(reach), 3.2, _BAR_FOR if reach > 0 else _BAR_AGAINST)
    sheet.set_draw_color(QUIET)
    sheet.set_line_width(0.25)
    sheet.line(zero, sheet.y + 0.6, zero, sheet.y + height - 0.6)
    text = signed(alignment, sheet.language)
    right = grid.end + _MAP_WHOLE
    sheet.line_of_text(
        text, right - sheet.measure(text, 10.5, bold=True), middle - 10.5 * _POINT * 0.68, 10.5, bold=True
    )


def _map_ends(sheet: _Sheet, grid: _Grid) -> None:
    """All roles together on each element and on the whole, and which elements nobody is rewarded for."""
    scores = grid.scores
    sheet.rule(sheet.y, right=grid.end + _MAP_WHOLE, colour=INK)
    middle = sheet.y + _MAP_END / 2
    net = sheet.short(sheet.words("net"), _MAP_ROLE - 3, 9.5, bold=True)
    sheet.line_of_text(net, _LEFT, middle - 9.5 * _POINT * 0.68, 9.5, bold=True)
    _pulls(sheet, grid, [element.net for element in scores.elements], _MAP_END, bold=True)
    _whole(sheet, grid, scores.system, _MAP_END)
    sheet.y += _MAP_END
    orphans = [place for place, element in enumerate(scores.elements) if element.unrewarded]
    if orphans:
        middle += _MAP_END
        nobody = sheet.short(sheet.words("orphan"), _MAP_ROLE - 3, 8.5)
        sheet.line_of_text(nobody, _LEFT, middle - 8.5 * _POINT * 0.68, 8.5)
        for place in orphans:
            _diamond(sheet, grid.left(place) + grid.column / 2, middle)
        sheet.y += _MAP_END


def _diamond(sheet: _Sheet, x: float, y: float, half: float = 1.5) -> None:
    sheet.set_draw_color(INK)
    sheet.set_line_width(0.35)
    sheet.polygon([(x - half, y), (x, y - half), (x + half, y), (x, y + half)], style="D")


def _clashes(sheet: _Sheet, scores: IncentiveScores) -> None:
    """Every two roles as a matrix, the strongest clashes as sentences, and all of them in a row each."""
    # Minor ones are told only where there is little else.
    strong = [clash for clash in scores.clashes if clash.severity != "minor"][:_CLASHES]
    told = scores.clashes[: max(len(strong), _CLASHES_AT_LEAST)]
    roles = clash_roles(scores)
    sheet.room(16 + max(1, len(roles)) * _PAIR_ROW)
    sheet.y = sheet.paragraph(sheet.words("clash.heading"), _LEFT, sheet.y, _WIDTH, 12, bold=True) + 1.6
    if not told:
        sheet.y = sheet.paragraph(sheet.words("clash.nowhere"), _LEFT, sheet.y, _WIDTH, 10) + 1.6
        return
    _clash_matrix(sheet, scores, roles)
    for clash in told:
        _told_clash(sheet, clash)
    if len(scores.clashes) > len(told):
        _clash_rows(sheet, scores.clashes)


def _clash_matrix(sheet: _Sheet, scores: IncentiveScores, roles: Sequence[str]) -> None:
    """Roles against roles as a road atlas shows distances: a role's line leads left from its name, its column down."""
    report, language = sheet.report, sheet.language
    if left_out := roles_left_out(scores, language):
        sheet.y = sheet.paragraph(left_out, _LEFT, sheet.y, _WIDTH, 9, colour=QUIET) + 0.6
    _clash_key(sheet)
    found = {(clash.a, clash.b): clash for clash in scores.clashes}
    column = min(_PAIR_WIDEST, (_WIDTH - _PAIR_NAME) / max(1, len(roles) - 1))
    for place, role in enumerate(roles):
        for index, other in enumerate(roles[:place]):
            _clash_cell(sheet, found.get((other, role)), _LEFT + index * column, column)
        left = _LEFT + place * column
        name = sheet.short(role_name(role, report, language), _RIGHT - left - 1.5, 9.5, bold=True)
        sheet.line_of_text(name, left + 1.5, sheet.y + _PAIR_ROW / 2 - 9.5 * _POINT * 0.68, 9.5, bold=True)
        sheet.y += _PAIR_ROW
    sheet.y += 4


def _clash_key(sheet: _Sheet) -> None:
    """What the letters and the tints mean."""
    legend = clash_legend(sheet.language)
    sheet.line_of_text(legend, _LEFT, sheet.y, 8.5, colour=QUIET)
    left = _LEFT + sheet.measure(legend, 8.5) + 6
    for severity, share in SEVERITY_TINTS.items():
        word = sheet.words(f"clash.severity.{severity}")
        sheet.box(left, sheet.y - 0.3, 7.6, 4.2, tint(-share))
        sheet.line_of_text(word, left + 9, sheet.y, 8.5, colour=QUIET)
        left += 13 + sheet.measure(word, 8.5)
    sheet.y += 6.4


def _clash_cell(sheet: _Sheet, clash: Clash | None, left: float, width: float) -> None:
    """Two roles: how much they clash, the letter of its kind, and a tint for how much that is."""
    share = -SEVERITY_TINTS[clash.severity] if clash else 0.0
    sheet.box(left + 0.25, sheet.y + 0.25, width - 0.5, _PAIR_ROW - 0.5, tint(share))
    strength = number(clash.clash if clash else 0, sheet.language)
    letter = sheet.words(f"clash.letter.{clash.kind}") if clash else ""
    wide, gap = sheet.measure(strength, 10, bold=clash is not None), 0.7 if clash else 0.0
    left += (width - wide - gap - sheet.measure(letter, 7.5)) / 2
    base = sheet.y + _PAIR_ROW / 2
    colour = INK if clash else QUIET
    sheet.line_of_text(strength, left, base - 10 * _POINT * 0.68, 10, bold=clash is not None, colour=colour)
    if clash:
        sheet.line_of_text(letter, left + wide + gap, base - 6.6 * _POINT * 0.68, 7.5)


def _told_clash(sheet: _Sheet, clash: Clash) -> None:
    """A clash as a sentence, with its number, its kind and how much that is."""
    language, left = sheet.language, _LEFT + 15
    sentence = clash_sentence(clash, sheet.report, language)
    height = max(sheet.height(sentence, _WIDTH - 15, 10) + 8.6, 12)
    sheet.room(height)
    sheet.box(_LEFT, sheet.y + 0.4, 11, 9, tint(-SEVERITY_TINTS[clash.severity]))
    strength = number(clash.clash, language)
    half = sheet.measure(strength, 13, bold=True) / 2
    sheet.line_of_text(strength, _LEFT + 5.5 - half, sheet.y + 1.6, 13, bold=True)
    kinds = f"{sheet.words(f'clash.severity.{clash.severity}')}, {sheet.words(f'clash.kind.{clash.kind}')}"
    names = _pair(sheet, clash, _WIDTH - 19 - sheet.measure(kinds, 9), 10.5, bold=True)
    sheet.line_of_text(names, left, sheet.y, 10.5, bold=True)
    sheet.line_of_text(kinds, left + sheet.measure(names, 10.5, bold=True) + 3, sheet.y + 0.4, 9, colour=QUIET)
    sheet.paragraph(sentence, left, sheet.y + 5.2, _WIDTH - 15, 10)
    sheet.y += height


def _pair(sheet: _Sheet, clash: Clash, width: float, size: float, *, bold: bool = False) -> str:
    """The names of two roles in a line; where they do not fit, each is cut for itself."""
    one, other = role_name(clash.a, sheet.report, sheet.language), role_inside(clash.b, sheet.report, sheet.language)
    whole = sheet.words("clash.pair", a=one, b=other)
    if sheet.short(whole, width, size, bold=bold).endswith("…"):
        half = (width - sheet.measure(sheet.words("clash.pair", a="", b=""), size, bold=bold)) / 2
        one, other = (sheet.short(name, half, size, bold=bold) for name in (one, other))
        whole = sheet.words("clash.pair", a=one, b=other)
    return sheet.short(whole, width, size, bold=bold)


def _clash_rows(sheet: _Sheet, clashes: Sequence[Clash]) -> None:
    """All clashes, the largest first, as many as a page may hold: in two columns where no name has to be cut."""
    shown = clashes[:_MOST_PAIRS]
    half, size = (_WIDTH - 8) / 2, 9.0
    lying = all(not _pair(sheet, clash, half - _PAIR_ASIDE, size).endswith("…") for clash in shown)
    rows = (len(shown) + 1) // 2 if lying else len(shown)
    sheet.y += 2
    sheet.room(14 + (rows if lying else 3) * _PAIR_LINE)
    sheet.y = sheet.paragraph(sheet.words("clash.all"), _LEFT, sheet.y, _WIDTH, 10.5, bold=True) + 1
    for beside in zip_longest(shown[:rows], shown[rows:]):
        sheet.room(_PAIR_LINE)
        for clash, left in zip(beside, (_LEFT, _LEFT + half + 8), strict=True):
            if clash:
                _clash_row(sheet, clash, left, half if lying else _WIDTH)
        sheet.y += _PAIR_LINE
    sheet.y += 1.4
    if further := len(clashes) - len(shown):
        sheet.room(6)
        sentence = sheet.words("clash.further", count=further)
        sheet.y = sheet.paragraph(sentence, _LEFT, sheet.y, _WIDTH, 9, colour=QUIET) + 2


def _clash_row(sheet: _Sheet, clash: Clash, left: float, width: float) -> None:
    """A clash in a line: its number on its tint, the letter of its kind, the two roles, and how much that is."""
    size, top = 9.0, sheet.y + 0.6
    strength = number(clash.clash, sheet.language)
    sheet.box(left, sheet.y + 0.25, 8, _PAIR_LINE - 0.5, tint(-SEVERITY_TINTS[clash.severity]))
    sheet.line_of_text(strength, left + 7 - sheet.measure(strength, size, bold=True), top, size, bold=True)
    sheet.line_of_text(sheet.words(f"clash.letter.{clash.kind}"), left + 9.4, top, size)
    sheet.line_of_text(_pair(sheet, clash, width - _PAIR_ASIDE, size), left + 13.5, top, size)
    degree = sheet.words(f"clash.severity.{clash.severity}")
    sheet.line_of_text(degree, left + width - sheet.measure(degree, size), top, size, colour=QUIET)


def _steps(sheet: _Sheet) -> None:
    """Every recommendation with what to do first and within 30, 60 and 90 days."""
    report = sheet.report
    if not report.advice:
        sheet.section(sheet.say("steps"), sheet.say("no_advice"), needs=0)
        return
    heights = [_step(sheet, index, advice, draw=False) for index, advice in enumerate(report.advice, start=1)]
    before, waiting = _around(sheet)
    sheet.section(sheet.say("steps"), needs=heights[0] + (12 if before else 0))
    if before:
        sheet.y += _sentence(sheet, before, draw=True)
    for index, (advice, height) in enumerate(zip(report.advice, heights, strict=True), start=1):
        sheet.room(height)
        _step(sheet, index, advice, draw=True)
    for sentence in filter(None, [waiting, *closing_sentences(sheet.language)]):
        sheet.room(_sentence(sheet, sentence, draw=False))
        sheet.y += _sentence(sheet, sentence, draw=True)


def _step(sheet: _Sheet, index: int, advice: Advice, *, draw: bool) -> float:
    """One recommendation, drawn or only measured. Says how high it is."""
    report, language, rule = sheet.report, sheet.language, advice.recommendation
    put: Callable[..., float] = sheet.paragraph if draw else _measured(sheet)
    start = top = sheet.y
    if draw:
        sheet.rule(top)
        sheet.line_of_text(str(index), _LEFT, top + 1.8, 15, bold=True, colour=QUIET)
    left, width = _LEFT + 9, _WIDTH - 9
    top = put(advice_title(advice, report, language), left, top + 2.4, width, 12.5, bold=True, limit=2)
    top = put(rule.first[language], left, top + 0.4, width, 10.5) + 1.8
    column = (width - 12) / 3
    ends = []
    for place, (name, text) in enumerate((("d30", rule.d30), ("d60", rule.d60), ("d90", rule.d90))):
        x = left + place * (column + 6)
        below = put(sheet.say(f"step.{name}"), x, top, column, 9, bold=True, colour=QUIET)
        ends.append(put(text[language], x, below, column, 9.5))
    top = max(ends) + 1.6
    if rule.caution is not None:
        top = put(f"{sheet.say('step.caution')}: {rule.caution[language]}", left, top, width, 9.5)
    top = put(advice_reason(advice, report, language), left, top + 0.4, width, 9, colour=QUIET) + 3
    if draw:
        sheet.y = top
    return top - start


def _measured(sheet: _Sheet) -> Callable[..., float]:
    """Stand in for paragraph() without ink: where would it end."""

    def put(
        text: str, _left: float, top: float, width: float, size: float, *, colour: str = INK, **how: bool | int
    ) -> float:
        del colour
        return top + sheet.height(text, width, size, **how)  # type: ignore[arg-type]  # bold and limit, by name

    return put


def _plan(sheet: _Sheet) -> None:
    """What the leader has decided; as long as that is nothing, what is recommended."""
    if sheet.report.plan:
        _decided(sheet)
    else:
        _suggested(sheet)


class _Text(NamedTuple):
    """Lines of a cell."""

    lines: list[str]
    size: float
    bold: bool
    colour: str


def _decided(sheet: _Sheet) -> None:
    """The lines of the plan as a table, and a few empty rows to write in."""
    rows = [_line_cells(sheet, line) for line in sheet.report.plan]
    heights = [max(_cell_height(cell) for cell in cells) + 3.4 for cells in rows]
    kept = sheet.say("plan_kept", day=date_text(sheet.report.made_on, sheet.language))
    if any(text.lines[-1].endswith("…") for cells in rows for cell in cells for text in cell):
        kept += f" {sheet.say('plan_cut')}"
    sheet.section(sheet.say("plan"), kept, needs=min(14 + sum(heights) + _EMPTY_ROWS * _EMPTY_ROW, 160))
    _decided_head(sheet)
    for cells, height in zip(rows, heights, strict=True):
        if sheet.room(height):
            _decided_head(sheet)
        for (left, _), cell in zip(_LINE_COLUMNS, cells, strict=True):
            _draw_cell(sheet, cell, _LEFT + left, sheet.y + 1.6)
        _row_borders(sheet, [left for left, _ in _LINE_COLUMNS[1:]], height)
    for empty in range(_EMPTY_ROWS):
        if sheet.room(_EMPTY_ROW if empty else _EMPTY_ROW * _EMPTY_ROWS):
            _decided_head(sheet)
        if not empty:
            sheet.line_of_text(sheet.say("own_step"), _LEFT, sheet.y + 1.8, 10, colour=QUIET)
        _row_borders(sheet, [left for left, _ in _LINE_COLUMNS[1:]], _EMPTY_ROW)


def _decided_head(sheet: _Sheet) -> None:
    """The names of the columns, which may take two lines, above a rule."""
    names = [sheet.say("step.title"), *(say(sheet.language, f"plan.{name}") for name in _LINE_HEADS)]
    heads = [
        [_Text(sheet.lines(name, width, 9, bold=True, limit=3), 9, bold=True, colour=QUIET)]
        for name, (_, width) in zip(names, _LINE_COLUMNS, strict=True)
    ]
    height = max(_cell_height(head) for head in heads)
    for head, (left, _) in zip(heads, _LINE_COLUMNS, strict=True):
        _draw_cell(sheet, head, _LEFT + left, sheet.y + height - _cell_height(head))
    sheet.y += height + 1.4
    sheet.rule(sheet.y, colour=INK)


def _line_cells(sheet: _Sheet, line: PlanLine) -> list[list[_Text]]:
    """What stands in the columns of a line. Texts that would fill a page end in "…"; the workbook has them whole."""
    language, report = sheet.language, sheet.report
    action, owner, due, success, state = (width for _, width in _LINE_COLUMNS)
    limits = _LIMITS_OF_FEW if len(report.plan) <= _FEW else _LIMITS_OF_MANY

    def text(words: str, width: float, limit: int = 4, colour: str = INK, *, bold: bool = False) -> list[_Text]:
        lines = sheet.lines(words, width, 9.5, bold=bold, limit=limit)
        return [_Text(lines, 9.5, bold=bold, colour=colour)] if words else []

    return [
        [*text(line.title, action, limits[0], bold=True), *text(line.first_step, action, limits[1])],
        text(line.owner, owner, limits[2]),
        [
            *text(date_text(line.due, language) if line.due else "", due),
            *text(say(language, "plan.overdue") if line.is_overdue(report.made_on) else "", due, bold=True),
        ],
        text(line.success, success, limits[3]),
        [
            *text(say(language, f"plan.states.{line.state}"), state),
            *text(say(language, f"plan.outcomes.{line.outcome}") if line.outcome else "", state, colour=QUIET),
        ],
    ]


def _cell_height(cell: Sequence[_Text]) -> float:
    return sum(len(text.lines) * text.size * _POINT * _LEADING for text in cell)


def _draw_cell(sheet: _Sheet, cell: Sequence[_Text], left: float, top: float) -> None:
    for text in cell:
        for line in text.lines:
            sheet.line_of_text(line, left, top, text.size, bold=text.bold, colour=text.colour)
            top += text.size * _POINT * _LEADING


def _row_borders(sheet: _Sheet, lefts: Sequence[float], height: float) -> None:
    """Hairlines between the columns of a row and below it; the next row begins there."""
    sheet.set_draw_color(HAIRLINE)
    sheet.set_line_width(0.2)
    for left in lefts:
        sheet.line(_LEFT + left - 2, sheet.y, _LEFT + left - 2, sheet.y + height)
    sheet.y += height
    sheet.rule(sheet.y)


def _suggested(sheet: _Sheet) -> None:
    """The recommendations as a table with empty cells to write in, and a row for an action of one's own."""
    report, language = sheet.report, sheet.language
    titles = [advice_title(advice, report, language) for advice in report.advice]
    rows = [(title, True) for title in titles] + [(sheet.say("own_step"), False)]
    row = _EMPTY_ROW
    sheet.section(sheet.say("plan"), sheet.say("plan_hint"), needs=min(12 + len(rows) * row, 160))
    _plan_head(sheet)
    for title, known in rows:
        if sheet.room(row):
            _plan_head(sheet)
        width = sheet.even(title, _PLAN_COLUMNS[1][1] - 4, 10, bold=known)
        sheet.paragraph(title, _LEFT, sheet.y + 1.8, width, 10, bold=known, colour=INK if known else QUIET, limit=2)
        sheet.set_draw_color(HAIRLINE)
        for _, left in _PLAN_COLUMNS[1:]:
            sheet.line(_LEFT + left - 2, sheet.y, _LEFT + left - 2, sheet.y + row)
        sheet.set_draw_color(QUIET)
        for place, step in enumerate(("first", "d30", "d60", "d90")):
            left = _LEFT + _PLAN_COLUMNS[-1][1] + place % 2 * 25
            top = sheet.y + 2.2 + place // 2 * 5.2
            sheet.rect(left, top, 2.8, 2.8, style="D")
            label = sheet.short(sheet.say(f"step.{step}"), 20, 8)
            sheet.line_of_text(label, left + 4, top - 0.2, 8, colour=QUIET)
        sheet.y += row
        sheet.rule(sheet.y)


def _plan_head(sheet: _Sheet) -> None:
    for name, left in _PLAN_COLUMNS:
        sheet.line_of_text(sheet.say(f"step.{name}"), _LEFT + left, sheet.y, 9, bold=True, colour=QUIET)
    sheet.y += 6
    sheet.rule(sheet.y, colour=INK)


def _method(sheet: _Sheet) -> None:
    """How sure this is and what the wanted column cannot know; beside it, how the scores work."""
    report, language = sheet.report, sheet.language
    how = [sheet.say(name) for name in ("scale", "levels", "missing", "whole")]
    columns = (
        ("method", [*certainty_sentences(report, language), *limit_sentences(language)]),
        ("how", [*how, versions_sentence(report, language)]),
    )
    width, gap, size = (_WIDTH - 10) / 2, 1.4, 9.5
    heights = [sum(sheet.height(text, width, size) + gap for text in sentences) for _, sentences in columns]
    sheet.y += 8
    sheet.room(max(heights) + 10)
    start = sheet.y
    for (title, sentences), left in zip(columns, (_LEFT, _LEFT + width + 10), strict=True):
        sheet.y = start
        sheet.start_section(sheet.say(title))
        top = sheet.paragraph(sheet.say(title), left, start, width, 15, bold=True) + 2
        for sentence in sentences:
            top = sheet.paragraph(sentence, left, top, width, size) + gap
