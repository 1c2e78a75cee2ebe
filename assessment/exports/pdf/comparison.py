"""What has moved since the assessment before, and the scores on each day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from assessment.comparison import FactorChange
from assessment.exports.pdf.changes import draw_changes, height_of_first
from assessment.exports.pdf.shapes import LEFT, WIDTH
from assessment.exports.pdf.sheet import Sheet
from assessment.exports.pdf.track import Track
from assessment.exports.pdf.typeface import line_height
from assessment.exports.steps import proposed_day
from assessment.report import Report
from assessment.sentences.came_of_plan import done_heading, outcome_texts
from assessment.sentences.causes import cause_texts, judged_sentence
from assessment.sentences.comparison import (
    comparison_heading,
    difference_remarks,
    grey_remark,
    most_moved_heading,
    movement_text,
    series_remark,
)
from assessment.sentences.names import part_name
from assessment.sentences.scores import shown_factors
from assessment.words import date_text, day_text, say, score_text

# The left edges of behaviour names, line, both numbers (right-aligned) and words.
_MOVED_ROW, _MOVED_LANE = 12.4, 5.2
_MOVED_LABEL, _MOVED_TRACK, _MOVED_WIDTH, _MOVED_WORDS = 34.0, 50.0, 56.0, 134.0
_DONE_WIDTH, _OUTCOME = 86.0, 74.0  # The widths of what was planned, and of how it went, beside it.
_LEAST_LINE: Final = 22.0  # To write a day on.
_BESIDE: Final = 3.0  # Between a title and what is said of it on the same line.
_MOST_DONE: Final = 8  # The plan has all of them.
_MOST_LINES: Final = 4  # Of a title, and of what happened; the plan has more of it.
_WHOLE_SERIES: Final = 12  # So many days stay on one page.
_MOVED_NUMBERS: Final = (118.0, 129.0)


def has_factors(report: Report) -> bool:
    """Whether draw_comparison() says of each factor what there is to say beside its scores."""
    return report.shows_change and any(report.causes(change) for change in report.factor_changes)


def draw_comparison(sheet: Sheet) -> None:
    """What has moved since the assessment before, and the earlier scores when there are several.

    Factor by factor: the answers behind it where page one shows the scores, else the scores.
    """
    report, language = sheet.report, sheet.language
    if not report.earlier:
        return
    changes = [change for score in shown_factors(report) for change in report.factor_changes if change.id == score.id]
    has_picture, tells = not report.shows_change, has_factors(report)
    remarks = [*(grey_remark(report, language) if has_picture else ()), *difference_remarks(report, language)]
    why = [cause.sentence for cause in cause_texts(report, language)] if has_picture else []
    judged, rows = judged_sentence(report, language), _rows(sheet)
    if not (has_picture or tells or judged or remarks or rows or report.earlier[1:]):
        return
    needs = 11 + len(changes) * _MOVED_ROW if has_picture else height_of_first(sheet) if tells else 0.0
    needs += 0.0 if tells else sum(sheet.height(text, WIDTH, 10.5) for text in (*why, judged, *remarks) if text)
    needs += _above_rows(rows) if rows and not tells else 0
    days = comparison_heading(report, language)
    title = most_moved_heading(report, language) if tells else ""
    hint = sheet.say("changed_hint", days=days) if tells else days
    sheet.section(title or say(language, "comparison.title"), hint, needs=min(needs, 160))
    if has_picture:
        _moved(sheet, changes)
    elif tells:
        draw_changes(sheet)
    for text in filter(None, (*why, judged)):
        sheet.room(sheet.height(text, WIDTH, 10.5))
        sheet.y = sheet.paragraph(text, LEFT, sheet.y, WIDTH, 10.5) + 1.4
    for remark in remarks:
        sheet.room(sheet.height(remark, WIDTH, 10))
        sheet.y = sheet.paragraph(remark, LEFT, sheet.y, WIDTH, 10, colour=sheet.colours.quiet) + 0.6
    _outcomes(sheet, rows)
    if len(report.earlier) > 1:
        _days(sheet)


def _moved(sheet: Sheet, changes: Sequence[FactorChange]) -> None:
    """Each factor before and now on a line."""
    track = Track(sheet, LEFT + _MOVED_TRACK, _MOVED_WIDTH)
    _moved_head(sheet, track)
    for change in changes:
        _moved_row(sheet, track, change)
    track.numbers(sheet.y + 1)
    sheet.y += 7


class _Done(NamedTuple):
    """A line of the plan in what came of it: its texts, whether it needs a new day, and how its row is set.

    `happened` is what happened, below how it went.
    """

    title: str
    remark: str  # What it may have to do with, or how it goes on, or that it needs a new day.
    outcome: str
    happened: str
    needs_day: bool
    is_beside: bool  # Whether the remark stands on the line of the title.
    height: float


def _rows(sheet: Sheet) -> list[_Done]:
    """What has come of the plan: each line, how it went or stands, and the day proposed where it needs a new one."""
    found = outcome_texts(sheet.report, sheet.language)
    shown = found if len(found) <= _MOST_DONE else found[: _MOST_DONE - 1]
    lines = {line.id: line for line in sheet.report.plan}
    rows = []
    for one in shown:
        proposed = proposed_day(lines[one.line], sheet.report) if one.needs_day else None
        remark = sheet.say("proposed_day", day=day_text(proposed, sheet.language)) if proposed else one.remark
        outcome = say(sheet.language, f"plan.outcomes.{one.kind}") if one.kind else one.outcome
        needs_day = one.needs_day and proposed is None
        rows.append(_row(sheet, one.title, remark, outcome, lines[one.line].happened, needs_day=needs_day))
    if more := len(found) - len(shown):
        rows.append(_row(sheet, sheet.words("more", count=more)))
    return rows


def _row(
    sheet: Sheet, title: str, remark: str = "", outcome: str = "", happened: str = "", *, needs_day: bool = False
) -> _Done:
    """A row; the remark is beside the title where both fit, with a line to write a new day on where it needs one."""
    if needs_day:
        remark = sheet.say("needs_day")
    wide = sheet.measure(title, 10) + _BESIDE + sheet.measure(remark, 10) + (_LEAST_LINE + 2 if needs_day else 0.0)
    is_beside = bool(remark) and wide <= _DONE_WIDTH
    below = [remark] if remark and not is_beside else []
    planned = sheet.height(title, _DONE_WIDTH, 10, limit=_MOST_LINES)
    planned += sum(sheet.height(text, _DONE_WIDTH, 10) for text in below)
    went = sheet.height(outcome, _OUTCOME, 10, bold=True)
    went += sheet.height(happened, _OUTCOME, 10, limit=_MOST_LINES) if happened else 0.0
    return _Done(title, remark, outcome, happened, needs_day, is_beside, max(planned, went) + 1.8)


def _above_rows(rows: Sequence[_Done]) -> float:
    """The height of their heading and the first few rows, which stay together."""
    return 11 + sum(row.height for row in rows[:4])


def _outcomes(sheet: Sheet, rows: Sequence[_Done]) -> None:
    """What has come of the plan, as a table; nothing where nothing is known."""
    if not rows:
        return
    sheet.y += 4
    sheet.part(_above_rows(rows) - 4)
    heading = sheet.say("came_of", planned=done_heading(sheet.report, sheet.language))
    sheet.y = sheet.paragraph(heading, LEFT, sheet.y, WIDTH, 11, bold=True) + 1.4
    for title, remark, outcome, happened, needs_day, is_beside, height in rows:
        if sheet.room(height):
            sheet.y += 1
        sheet.rule(sheet.y)
        below = sheet.paragraph(title, LEFT, sheet.y + 0.8, _DONE_WIDTH, 10, limit=_MOST_LINES)
        if is_beside:
            left = LEFT + sheet.measure(title, 10) + _BESIDE
            sheet.line_of_text(remark, left, sheet.y + 0.8, 10, colour=sheet.colours.quiet)
        elif remark:
            sheet.paragraph(remark, LEFT, below, _DONE_WIDTH, 10, colour=sheet.colours.quiet)
        if needs_day:  # A line to write it on.
            left = LEFT + sheet.measure(remark, 10) + 2 + (sheet.measure(title, 10) + _BESIDE if is_beside else 0)
            if left < LEFT + _DONE_WIDTH - _LEAST_LINE:
                sheet.rule(sheet.y + height - 1.4, left, LEFT + _DONE_WIDTH, sheet.colours.quiet)
        right = LEFT + WIDTH - _OUTCOME
        below = sheet.paragraph(outcome, right, sheet.y + 0.8, _OUTCOME, 10, bold=True)
        if happened:
            sheet.paragraph(happened, right, below, _OUTCOME, 10, limit=_MOST_LINES)
        sheet.y += height
    sheet.rule(sheet.y)


def _moved_head(sheet: Sheet, track: Track) -> None:
    """The key to hollow and filled marks, the levels above their bands, and the headings of the numbers."""
    left = LEFT
    heads = [say(sheet.language, f"comparison.{name}") for name in ("earlier", "later")]
    for head, right, hollow in zip(heads, _MOVED_NUMBERS, (True, False), strict=True):
        for wanted in (False, True):
            sheet.mark(left + 1.2, sheet.y + 1.6, 2.0, wanted=wanted, hollow=hollow)
            left += 3.2
        sheet.line_of_text(head, left + 0.2, sheet.y, 8.5, bold=True)
        left += sheet.measure(head, 8.5, bold=True) + 4
        sheet.line_of_text(head, LEFT + right - sheet.measure(head, 8.5), sheet.y, 8.5, colour=sheet.colours.quiet)
    track.words(sheet.y)
    sheet.y += 4.6


def _moved_row(sheet: Sheet, track: Track, change: FactorChange) -> None:
    """A factor: today's behaviour above, the wanted one below, each before and now."""
    report, language = sheet.report, sheet.language
    if sheet.room(_MOVED_ROW):
        _moved_head(sheet, track)
    sheet.rule(sheet.y)
    track.bands(sheet.y + 0.1, _MOVED_ROW - 0.2)
    middle, size = sheet.y + _MOVED_ROW / 2, 9.5
    name = sheet.lines(part_name(change.id, report.instrument, language), _MOVED_LABEL - 2, 11, bold=True, limit=2)
    top = middle - len(name) * line_height(11) / 2
    for line in name:
        sheet.line_of_text(line, LEFT, top, 11, bold=True)
        top += line_height(11)
    lanes = zip(report.instrument.columns, (change.current, change.new), (-0.5, 0.5), strict=True)
    for column, moved, lane in lanes:
        wanted, at, is_clear = column.id == "new", middle + lane * _MOVED_LANE, moved.is_clear
        top, colour = sheet.centred(at, size), sheet.colours.behaviour(wanted=wanted)
        label = sheet.short(column.short[language], _MOVED_TRACK - _MOVED_LABEL - 2, size)
        sheet.line_of_text(label, LEFT + _MOVED_LABEL, top, size, colour=colour)
        track.moved(moved, at, 2.8, wanted=wanted)
        for value, right, now in zip((moved.earlier, moved.later), _MOVED_NUMBERS, (False, True), strict=True):
            text = score_text(value, language)
            is_news = now and is_clear
            left = LEFT + right - sheet.measure(text, 10.5, bold=is_news)
            ink = colour if is_news else sheet.colours.quiet
            sheet.line_of_text(text, left, sheet.centred(at, 10.5), 10.5, bold=is_news, colour=ink)
        words = sheet.short(movement_text(moved, language), WIDTH - _MOVED_WORDS, size, bold=is_clear)
        sheet.line_of_text(
            words,
            LEFT + _MOVED_WORDS,
            top,
            size,
            bold=is_clear,
            colour=sheet.colours.ink if is_clear else sheet.colours.quiet,
        )
    sheet.y += _MOVED_ROW


def _days(sheet: Sheet) -> None:
    """The wanted score of each factor on the day of each assessment, oldest first."""
    report, language = sheet.report, sheet.language
    row, size = 6.4, 10.0
    sheet.y += 4
    sheet.room(12 + min(_WHOLE_SERIES, len(report.earlier) + 1) * row)
    sheet.mark(LEFT + 1.6, sheet.y + 2.3, 3.2, wanted=True)
    sheet.line_of_text(say(language, "comparison.series"), LEFT + 5, sheet.y, 11, bold=True)
    sheet.y += 7
    factors = [factor.id for factor in report.scores.factors]
    first = 46.0
    column = (WIDTH - first) / len(factors)

    def head() -> None:
        for place, factor in enumerate(factors):
            name = sheet.short(part_name(factor, report.instrument, language), column - 2, 9, bold=True)
            right = LEFT + first + (place + 1) * column
            sheet.line_of_text(
                name, right - sheet.measure(name, 9, bold=True), sheet.y, 9, bold=True, colour=sheet.colours.quiet
            )
        sheet.y += 5.4
        sheet.rule(sheet.y, colour=sheet.colours.ink)

    head()
    for day in (*report.earlier, report):
        if sheet.room(row):
            head()
        now, top = day is report, sheet.centred(sheet.y + row / 2, size)
        sheet.line_of_text(date_text(day.answered_on, language), LEFT, top, size, bold=now)
        scores = {factor.id: factor.new.score for factor in day.scores.factors}
        for place, factor in enumerate(factors):
            text = score_text(scores.get(factor), language)
            right = LEFT + first + (place + 1) * column
            sheet.line_of_text(text, right - sheet.measure(text, size, bold=now), top, size, bold=now)
        sheet.y += row
        sheet.rule(sheet.y)
    if remark := series_remark(report, language):
        sheet.room(sheet.height(remark, WIDTH, 10) + 2)
        sheet.y = sheet.paragraph(remark, LEFT, sheet.y + 2, WIDTH, 10, colour=sheet.colours.quiet)
