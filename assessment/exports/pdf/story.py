"""Page one: the whole story on one page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from assessment.advice import Advice
from assessment.exports.pdf.comparison import factor_changes
from assessment.exports.pdf.details import level_words
from assessment.exports.pdf.sheet import BOTTOM, LEFT, WIDTH, Sheet
from assessment.exports.pdf.track import Track
from assessment.exports.pdf.typeface import line_height
from assessment.sentences.advice import advice_title, before_headline, closing_sentences, waiting_sentence
from assessment.sentences.certainty import certainty_sentences
from assessment.sentences.names import level_name, part_name, verdict_name
from assessment.sentences.scores import headline
from assessment.words import date_text, number, say

_BEHAVIOUR_LINES: Final = 7
_ON_PAGE_ONE: Final = 3


def draw_story(sheet: Sheet) -> None:
    """A page that can be handed out alone: what holds people back, the scores, what to do first."""
    report, language = sheet.report, sheet.language
    story = headline(report, language)
    sheet.start_section(story.title.translate(sheet.printable))
    width = sheet.even(story.title, WIDTH, 26, bold=True)
    sheet.y = sheet.paragraph(story.title, LEFT, sheet.y, width, 26, bold=True, limit=4) + 1.5
    width = sheet.together(story.consequence, WIDTH, 13)
    sheet.y = sheet.paragraph(story.consequence, LEFT, sheet.y, width, 13, colour=sheet.colours.quiet, limit=5) + 5
    _legend(sheet)
    actions = [_action(sheet, 0, advice, draw=False) for advice in report.advice[:_ON_PAGE_ONE]]
    foot = " ".join([certainty_sentences(report, language)[0], *(closing_sentences(language) if report.advice else ())])
    below = sheet.height(foot, WIDTH, 9)
    # The chart takes the remaining room, within limits that are easy to read. Where long behaviours leave too little,
    # sentences that later pages repeat are left out.
    room, least = BOTTOM - sheet.y - sum(actions) - below - 38.5, 11.0 * len(report.scores.factors)
    since, (before, waiting) = _since(sheet), around(sheet)
    kept = _fitting(sheet, room - least, [since, before, waiting])
    since = since if since in kept else ""
    row = (room - sum(sheet.sentence(sentence, draw=False) for sentence in kept)) / len(report.scores.factors)
    _dumbbell(sheet, min(20.0, max(11.0, row)), since)
    if report.advice:
        sheet.rule(sheet.y)
        sheet.y = sheet.paragraph(sheet.say("first"), LEFT, sheet.y + 5, WIDTH, 15, bold=True) + 2
    if before in kept:
        sheet.y += sheet.sentence(before, draw=True)
    for index, (advice, height) in enumerate(zip(report.advice, actions, strict=False), start=1):
        sheet.room(height)
        sheet.y += _action(sheet, index, advice, draw=True)
    if waiting in kept:
        sheet.y += sheet.sentence(waiting, draw=True)
    sheet.paragraph(foot, LEFT, max(sheet.y + 2, BOTTOM + 2.3 - below), WIDTH, 9, colour=sheet.colours.quiet)
    sheet.y = BOTTOM


def around(sheet: Sheet) -> tuple[str, str]:
    """The texts before and after the recommendations; each may be empty."""
    before, waiting = before_headline(sheet.report, sheet.language), waiting_sentence(sheet.report, sheet.language)
    return before or "", waiting or ""


def _fitting(sheet: Sheet, room: float, sentences: Sequence[str]) -> list[str]:
    """As many of these sentences as `room` millimetres hold, from the first; empty ones are left out."""
    kept: list[str] = []
    for sentence in filter(None, sentences):
        room -= sheet.sentence(sentence, draw=False)
        if room < 0:
            break
        kept.append(sentence)
    return kept


def _legend(sheet: Sheet) -> None:
    """Both behaviours in full, as the key to the two marks in the chart."""
    half, end = WIDTH / 2, sheet.y
    for (label, behaviour, wanted), left in zip(sheet.behaviours(), (LEFT, LEFT + half), strict=True):
        sheet.mark(left + 1.6, sheet.y + 2.1, 3.2, wanted=wanted)
        colour = sheet.colours.behaviour(wanted=wanted)
        sheet.line_of_text(label, left + 5, sheet.y, 10, bold=True, colour=colour)
        below = sheet.y + line_height(10)
        width = sheet.even(behaviour, half - 5, 10.5)
        end = max(end, sheet.paragraph(behaviour, left + 5, below, width, 10.5, limit=_BEHAVIOUR_LINES))
    sheet.y = end + 5


def _dumbbell(sheet: Sheet, row: float, below: str) -> None:
    """One row per factor: name and level, both scores on one line, and which behaviour wins."""
    report, language = sheet.report, sheet.language
    top = sheet.y + 4.6
    track = Track(sheet, LEFT + 48, 78)
    track.words(sheet.y)
    track.bands(top, row * len(report.scores.factors))
    levels = [sheet.short(level_words(sheet, factor), 30, 9) for factor in report.scores.factors]
    bars = LEFT + max(sheet.measure(level, 9) for level in levels) + 2
    for index, factor in enumerate(report.scores.factors):
        middle = top + (index + 0.5) * row
        if index:
            sheet.rule(middle - row / 2)
        name = sheet.short(part_name(factor.id, report.instrument, language), 45, 11.5, bold=True)
        sheet.line_of_text(name, LEFT, middle - 4.6, 11.5, bold=True)
        sheet.line_of_text(levels[index], LEFT, middle + 0.5, 9, colour=sheet.colours.quiet)
        if factor.new.level:
            sheet.steps_bar(bars, middle + 1.7, factor.new.level)
        track.pair(factor, middle, 3.8, 11)
        if factor.balance is not None:
            sheet.line_of_text(verdict_name(factor, language), LEFT + 139, middle - 2.5, 10.5, bold=True)
    sheet.y = top + row * len(report.scores.factors) + 1
    track.numbers(sheet.y)
    axis = sheet.short(say(language, "chart.axis"), 44, 8)
    sheet.line_of_text(axis, track.left - 4 - sheet.measure(axis, 8), sheet.y, 8, colour=sheet.colours.quiet)
    sheet.y += 6.5
    overall = report.scores.overall
    if overall.score is not None:
        level = level_name(overall.level, report.instrument, language)
        sentence = sheet.say("together", score=number(overall.score, language), level=level.lower())
        sheet.y = sheet.paragraph(sentence, LEFT, sheet.y, WIDTH, 10, colour=sheet.colours.quiet)
    if below:
        sheet.y = sheet.paragraph(below, LEFT, sheet.y, WIDTH, 10)
    sheet.y += 5


def _since(sheet: Sheet) -> str:
    """How the wanted behaviour has changed since the assessment before, in one line; "" when unknown."""
    report, language = sheet.report, sheet.language
    known = [change for change in factor_changes(sheet) if change.new.movement is not None]
    if not known:
        return ""
    moved = [
        f"{part_name(change.id, report.instrument, language)} {say(language, f'comparison.{change.new.movement}')}"
        for change in known
        if change.new.movement != "no_change"
    ]
    since = say(language, "comparison.since", day=date_text(report.earlier[-1].answered_on, language))
    return f"{since} {' · '.join(moved) if moved else say(language, 'comparison.no_change')}"


def _action(sheet: Sheet, index: int, advice: Advice, *, draw: bool) -> float:
    """A recommendation's title and first step, drawn or only measured. Returns its height."""
    put: Callable[..., float] = sheet.paragraph if draw else sheet.measured()
    title = advice_title(advice, sheet.report, sheet.language)
    if draw:
        sheet.line_of_text(str(index), LEFT, sheet.y - 0.8, 15, bold=True, colour=sheet.colours.quiet)
    top = put(title, LEFT + 9, sheet.y, WIDTH - 9, 12, bold=True, limit=2)
    first = advice.recommendation.first[sheet.language]
    width = sheet.together(first, WIDTH - 9, 11)
    return put(first, LEFT + 9, top, width, 11) + 3.4 - sheet.y
