"""The chart of page one, in a frame: both behaviours in full, then a row for each factor."""

from __future__ import annotations

from typing import Final

from assessment.comparison import FactorChange
from assessment.exports.pdf.shapes import LEFT, RIGHT, WIDTH
from assessment.exports.pdf.sheet import Sheet
from assessment.exports.pdf.track import Track
from assessment.exports.pdf.typeface import line_height
from assessment.scoring import Score
from assessment.sentences.charts import changes_in_words, scores_in_words
from assessment.sentences.comparison import compared_days, grey_remark
from assessment.sentences.names import part_name, verdict_name
from assessment.sentences.scores import shown_factors
from assessment.sentences.since import standing
from assessment.words import say, score_text

# The least and the greatest height of a row, in millimetres; the row of the weakest, or all four rows of a chart of
# what has changed together, have so much more.
_LEAST_ROW, _LEAST_OF_CHANGE, MOST_ROW, _LARGER = 9.4, 9.1, 16.0, 13.0
_PAD: Final = 6.0
_AXIS: Final = 12.6  # The names of the levels and of the line, and the foot of the box.
_BEHAVIOUR_LINES: Final = 5
_MOST_OF_LEGEND: Final = 0.58  # Of its width for the longer behaviour.
_NUMBERS: Final = 21.0  # The score before and the score now, left of the line.
_MARK, _NUMBER = 3.4, 10.5  # The marks of a row in millimetres, their numbers in points.
_THEN: Final = 6.5  # Where the score before ends; the arrow is in the middle between it and the score now.


def least_row(sheet: Sheet) -> float:
    """The least height of a row, in millimetres."""
    return _LEAST_OF_CHANGE if sheet.report.shows_change else _LEAST_ROW


def box_height(sheet: Sheet, row: float) -> float:
    """The height of draw_box(), in millimetres, with rows of this height."""
    return _legend(sheet, draw=False) + len(sheet.report.scores.factors) * row + _larger(sheet) + _AXIS


def _larger(sheet: Sheet) -> float:
    """How much higher the row of the weakest factor is; nothing when none is known."""
    return _LARGER if sheet.report.scores.overall.named else 0.0


def draw_box(sheet: Sheet, row: float) -> None:
    """The chart in a frame: both behaviours in full, then a row for each factor, in shown_factors()."""
    sheet.frame(LEFT, sheet.y, WIDTH, box_height(sheet, row))
    sheet.y += _legend(sheet, draw=True)
    report, language = sheet.report, sheet.language
    if report.shows_change:
        sheet.mark_as("Figure", changes_in_words(report, language))
        _changes(sheet, row)
    else:
        sheet.mark_as("Figure", scores_in_words(shown_factors(report), report, language))
        _scores(sheet, row)
    sheet.mark_as("P")


def _scores(sheet: Sheet, row: float) -> None:
    """A row for each factor with both scores, the first one larger."""
    factors = shown_factors(sheet.report)
    large = factors[: 1 if _larger(sheet) else 0]
    track = Track(sheet, LEFT + _PAD, WIDTH - 2 * _PAD).shortened(factors[len(large) :], _MARK, _NUMBER, large=large)
    for place, factor in enumerate(factors):
        larger = _larger(sheet) if place == 0 else 0.0
        _row(sheet, track, factor, row + larger, is_large=larger > 0)
        sheet.y += row + larger
    track.words(sheet.y + 1)
    axis = sheet.short(say(sheet.language, "chart.key"), track.width, 9)
    middle = track.x(50) - sheet.measure(axis, 9) / 2
    sheet.line_of_text(axis, middle, sheet.y + 5.6, 9, colour=sheet.colours.quiet)
    sheet.y += _AXIS + 1.6


# What has changed -----------------------------------------------------------------------------------------------------


def _changes(sheet: Sheet, row: float) -> None:
    """A row for each factor with both behaviours before and now, and below them the two days."""
    changes = sheet.report.changed_first
    height = row + _larger(sheet) / len(changes)
    track = Track(sheet, LEFT + _PAD + _NUMBERS, WIDTH - 2 * _PAD - _NUMBERS)
    for change in changes:
        _changed_row(sheet, track, change, height)
        sheet.y += height
    track.words(sheet.y + 1)
    left = LEFT + _PAD
    for day, hollow in zip(compared_days(sheet.report, sheet.language), (True, False), strict=True):
        for wanted in (False, True):
            sheet.mark(left + 1.2, sheet.y + 7.4, 2.0, wanted=wanted, hollow=hollow)
            left += 3.2
        sheet.line_of_text(day, left + 0.2, sheet.y + 5.6, 9, colour=sheet.colours.quiet)
        left += sheet.measure(day, 9) + 4
    right = LEFT + WIDTH - _PAD
    key = say(sheet.language, "chart.key")
    if grey_remark(sheet.report, sheet.language):
        key = f"{key} · {say(sheet.language, 'chart.grey_key')}"
    axis = sheet.short(key, right - left, 9)
    sheet.line_of_text(axis, right - sheet.measure(axis, 9), sheet.y + 5.6, 9, colour=sheet.colours.quiet)
    sheet.y += _AXIS + 1.6


def _changed_row(sheet: Sheet, track: Track, change: FactorChange, height: float) -> None:
    """A factor: its name and who wins; below, today's behaviour and then the wanted one, each before and now."""
    report, language, size = sheet.report, sheet.language, 10.5
    stands, top = standing(change.id, report, language), sheet.y + 1.2
    right = LEFT + WIDTH - _PAD
    words = sheet.short(stands.said, track.width / 2, size, bold=stands.is_new)
    has_changed = stands.is_new or change.new.is_clear or change.current.is_clear
    colour = sheet.colours.ink if has_changed else sheet.colours.quiet
    left = right - sheet.measure(words, size, bold=stands.is_new)
    sheet.line_of_text(words, left, top, size, bold=stands.is_new, colour=colour)
    name = sheet.short(part_name(change.id, report.instrument, language), left - LEFT - _PAD - 3, 11, bold=True)
    sheet.line_of_text(name, LEFT + _PAD, top, 11, bold=True)
    lane = (height - 6.4) / 2
    for moved, wanted, place in ((change.current, False, 0.5), (change.new, True, 1.5)):
        middle = sheet.y + 6.0 + lane * place
        track.thin(middle, 1.6)
        track.moved(moved, middle, 2.3, wanted=wanted)
        then, now = (score_text(value, language) for value in (moved.earlier, moved.later))
        ink = sheet.colours.behaviour(wanted=wanted) if moved.is_clear else sheet.colours.quiet
        top, at = sheet.centred(middle, 10), LEFT + _PAD
        for text, end, bold in ((then, _THEN, False), ("→", _THEN + 4.6, False), (now, _THEN + 10.6, moved.is_clear)):
            left = at + end - sheet.measure(text, 10, bold=bold)
            sheet.line_of_text(text, left, top, 10, bold=bold, colour=ink if text is now else sheet.colours.quiet)


# Where things stand ---------------------------------------------------------------------------------------------------


def _legend(sheet: Sheet, *, draw: bool) -> float:
    """Both behaviours in full, as the key to the two marks, drawn or only measured. Returns the height."""
    behaviours, inner, top = sheet.behaviours(), WIDTH - 2 * _PAD, sheet.y + 3.6
    end = top
    # The longer of the two gets more room.
    lengths = [sheet.measure(sheet.printable.text(behaviour), 10.5) for _, behaviour, _ in behaviours]
    first = inner * min(_MOST_OF_LEGEND, max(1 - _MOST_OF_LEGEND, lengths[0] / (sum(lengths) or 1)))
    places = ((LEFT + _PAD, first - 4), (LEFT + _PAD + first, inner - first - 4))
    for (label, behaviour, wanted), (left, width) in zip(behaviours, places, strict=True):
        below = top + line_height(10)
        if draw:
            colour = sheet.colours.behaviour(wanted=wanted)
            sheet.mark(left + 1.6, top + 2.1, 3.2, wanted=wanted)
            sheet.line_of_text(label, left + 5, top, 10, bold=True, colour=colour)
            sheet.paragraph(behaviour, left, below, width, 10.5, limit=_BEHAVIOUR_LINES)
        end = max(end, below + sheet.height(behaviour, width, 10.5, limit=_BEHAVIOUR_LINES))
    if draw:
        sheet.rule(end + 2, LEFT + _PAD, RIGHT - _PAD)
    return end + 3 - sheet.y


def _row(sheet: Sheet, track: Track, factor: Score, height: float, *, is_large: bool) -> None:
    """A factor: its name, who wins, and both scores on the line below."""
    report, language = sheet.report, sheet.language
    size, top = (13.0, sheet.y + 2.2) if is_large else (11.0, sheet.y + max(0.7, height * 0.11))
    word = verdict_name(factor, language) if factor.balance else ""
    word = word if factor.new.level else sheet.say("withheld")
    half = WIDTH / 2 - _PAD
    word = sheet.short(word, half - 4, size - 0.5, bold=is_large)
    colour = sheet.colours.ink if is_large else sheet.colours.quiet
    right = RIGHT - _PAD - sheet.measure(word, size - 0.5, bold=is_large)
    sheet.line_of_text(word, right, top, size - 0.5, bold=is_large, colour=colour)
    name = sheet.short(part_name(factor.id, report.instrument, language), half, size, bold=True)
    sheet.line_of_text(name, LEFT + _PAD, top, size, bold=True)
    middle = sheet.y + height - (4.6 if is_large else 2.3)
    track.thin(middle, 3.4 if is_large else 2.0)
    if is_large:
        track.large_pair(factor, middle)
    else:
        track.pair(factor, middle, _MARK, _NUMBER)
