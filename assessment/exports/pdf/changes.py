"""How each factor has changed: both behaviours' scores before and now, and the answers behind that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from assessment.comparison import Change, FactorChange
from assessment.exports.pdf.details import alike_remark, counted_of, draw_remark, note_of, support_of
from assessment.exports.pdf.shapes import LEFT, WIDTH
from assessment.exports.pdf.sheet import Sheet
from assessment.exports.pdf.typeface import line_height
from assessment.scoring import Score
from assessment.sentences.causes import answers_behind, by_today_sentence
from assessment.sentences.comparison import movement_text
from assessment.sentences.names import part_name
from assessment.words import say, score_text, shortened, signed, upper_first

# Millimetres: the names of the factors, where the scores and the texts begin, where the points between them end, and
# the room for a group's name.
_NAME, _SCORES, _POINTS, _TEXT, _GROUP = 43.0, 46.0, 77.0, 81.0, 7.4
_MOST: Final = 120  # Characters of what a factor is.
_SIZE, _LARGE = 10.5, 14.0  # Points of text: of the scores, and of a change that counts.


def draw_changes(sheet: Sheet) -> None:
    """The factors that are better, those that are worse and the rest, as on page one, each with what is behind it."""
    for group, changes in _groups(sheet):
        for change in changes:
            is_first = change is changes[0]
            sheet.part(_row(sheet, change, draw=False) + (_GROUP if is_first else 0))
            if is_first:
                name = say(sheet.language, f"comparison.group.{group}")
                sheet.line_of_text(name, LEFT, sheet.y + 1.0, 10.5, bold=True, colour=sheet.colours.quiet)
                sheet.y += _GROUP
            sheet.y += _row(sheet, change, draw=True)
    sheet.rule(sheet.y)
    draw_remark(sheet, alike_remark(sheet))
    sheet.y += 3


def height_of_first(sheet: Sheet) -> float:
    """What stands below the heading on its page, in millimetres: the first factor with the name of its group."""
    return _GROUP + _row(sheet, sheet.report.changed_first[0], draw=False)


def _groups(sheet: Sheet) -> Iterator[tuple[str, list[FactorChange]]]:
    """The name of each group that is not empty, and its factors."""
    report = sheet.report
    for group, factors in (("better", report.better), ("worse", report.worse)):
        if found := [change for change in report.changed_first if change.id in factors]:
            yield group, found
    told = {*report.better, *report.worse}
    if found := [change for change in report.changed_first if change.id not in told]:
        yield "same", found


def _row(sheet: Sheet, change: FactorChange, *, draw: bool) -> float:
    """A factor with what it is; beside it each behaviour's scores, the answers behind, and where support is least now.

    Drawn or only measured. Returns its height.
    """
    report, language, quiet = sheet.report, sheet.language, sheet.colours.quiet
    put: Callable[..., float] = sheet.paragraph if draw else sheet.measured()
    start, left, width = sheet.y, LEFT + _TEXT, WIDTH - _TEXT
    score, known = report.scores.factor(change.id), report.instrument.factor(change.id)
    name = part_name(change.id, report.instrument, language)
    below = put(name, LEFT, start + 2.4, _NAME, 12, bold=True, limit=2)
    if known and known.description:
        below = put(shortened(known.description[language], _MOST), LEFT, below, _NAME, 9, colour=quiet)
    top = start + 2.6
    causes = {cause.column: cause for cause in report.causes(change)}
    for moved, wanted in ((change.current, False), (change.new, True)):
        if draw:
            _scores(sheet, moved, top, wanted=wanted)
        if cause := causes.get("new" if wanted else "current"):
            top = put(answers_behind(cause, language), left, top, width, _SIZE) + 1.2
        else:
            said = sheet.say("small_change") if moved.is_small else f"{upper_first(movement_text(moved, language))}."
            top = put(said, left, top, width, _SIZE, colour=quiet) + 1.2
    if by_today := by_today_sentence(change.id, report, language):
        top = put(by_today, left, top, width, _SIZE) + 1.2
    for text in filter(None, (*_support(sheet, score), counted_of(sheet, score))):
        top = put(text, left, top, width, 9.5, colour=quiet) + 0.4
    for text, colour in note_of(sheet, change.id):
        top = put(text, left, top, width, 9.5, colour=colour)
    if draw:
        sheet.rule(start)
    return max(top, below) + 2.2 - start


def _scores(sheet: Sheet, moved: Change, top: float, *, wanted: bool) -> None:
    """A behaviour's mark, its scores before and now, and the points between; grey where these are too few to count."""
    middle, size = top + line_height(_SIZE) / 2, _LARGE if moved.is_clear else _SIZE
    colour = sheet.colours.behaviour(wanted=wanted) if moved.is_clear else sheet.colours.quiet
    sheet.mark(LEFT + _SCORES + 1.5, middle, 3.0, wanted=wanted)
    scores = " → ".join(score_text(score, sheet.language) for score in (moved.earlier, moved.later))
    sheet.line_of_text(scores, LEFT + _SCORES + 4.8, top, _SIZE, colour=colour)
    if moved.whole_points is not None and moved.difference is not None:
        # 13 of whole numbers would be more than the 12.5 that two answers can give.
        is_rounded_up = moved.is_small and abs(moved.whole_points) > moved.two_answers
        words = signed(moved.difference if is_rounded_up else moved.whole_points, sheet.language, int(is_rounded_up))
        left = LEFT + _POINTS - sheet.measure(words, size, bold=moved.is_clear)
        sheet.line_of_text(words, left, sheet.centred(middle, size), size, bold=moved.is_clear, colour=colour)


def _support(sheet: Sheet, score: Score) -> tuple[str, ...]:
    """Which answers support the wanted behaviour most and least now; that all do alike, unless that is said below."""
    if sheet.report.are_all_equal(score.id):
        return () if alike_remark(sheet) else (say(sheet.language, "answers.supports.same"),)
    return support_of(sheet, score)
