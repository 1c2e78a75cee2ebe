"""Each factor, the statements, the agreed experience, the context, and the facets."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final, Literal

from assessment.exports.pdf.shapes import BOTTOM, LEFT, RIGHT, WIDTH
from assessment.exports.pdf.sheet import Sheet
from assessment.exports.pdf.track import Track
from assessment.exports.pdf.typeface import line_height
from assessment.exports.steps import noted_at
from assessment.scoring import Score
from assessment.sentences.names import level_name, part_name, part_names, verdict_name
from assessment.sentences.reader import say_to_reader
from assessment.sentences.scores import (
    balance_sentence,
    clearest_sentence,
    contrast_texts,
    quadrant_remark,
    shown_factors,
    together_sentence,
)
from assessment.sentences.statements import support_sentences
from assessment.statements import most_supporting
from assessment.words import lower_first, say, score_text, shortened

_STATEMENT_LINES: Final = 8
# Points of text and of headings that are there to look up, and the millimetres of the names beside them.
_SMALL, _SMALL_HEADING, _NAME = 9.5, 14.0, 42.0
_HEAD_OF_FACTOR: Final = 9.2  # Its name, and its scores below.
_MOST: Final = 240  # Characters of what a factor is.
_MOST_LEFT: Final = 90.0  # At the foot of a page, so that all four stay on one.
_TOGETHER: Final = 8.0  # What all four factors come to, below them.


def draw_factors(sheet: Sheet) -> None:
    """What the two scores of each factor mean together, in the order of page one, and what all four come to.

    For the own result of a member of a team, which has no page that explains the mean. What would be the same for all
    four is left out.
    """
    report, language = sheet.report, sheet.language
    sheet.section(sheet.say("factors"))
    remarks = {quadrant_remark(factor, report.instrument, language) for factor in report.scores.factors}
    for factor in shown_factors(report):
        known = report.instrument.factor(factor.id)
        description = known.description if known else None
        _block(
            sheet,
            part_name(factor.id, report.instrument, language),
            level_words(sheet, factor),
            [
                *([(description[language], sheet.colours.quiet)] if description else []),
                (
                    balance_sentence(factor, report.instrument, language, is_short=len(remarks) == 1),
                    sheet.colours.ink,
                ),
                *([(counted, sheet.colours.quiet)] if (counted := counted_of(sheet, factor)) else []),
                *note_of(sheet, factor.id),
            ],
        )
    _together(sheet, "together_own")


def draw_factors_short(sheet: Sheet) -> None:
    """Each factor with its scores: what it is, which answers support the wanted behaviour most and least.

    And what else page one does not say of it: too few answers, a consultant's note. Below that what all four come to.
    """
    report = sheet.report
    is_told = any(support_of(sheet, factor) for factor in shown_factors(report))
    shown = [(factor, _texts(sheet, factor, is_told=is_told)) for factor in shown_factors(report)]
    heights = [
        3 + max(_HEAD_OF_FACTOR, sum(sheet.height(text, WIDTH - _NAME, _SMALL) for text, _ in texts))
        for _, texts in shown
    ]
    heights[-1] += _TOGETHER
    whole, hint = sum(heights), sheet.say("factors_hint") if is_told else ""
    # The map begins a new page: keeping all four together would leave this one empty at the foot.
    needs = whole if BOTTOM - sheet.y <= _MOST_LEFT and report.incentives is None else sum(heights[:2])
    sheet.section(sheet.say("factors"), hint, needs=needs, size=_SMALL_HEADING)
    for place, (factor, texts) in enumerate(shown):
        # The last one does not stand alone on top of a page.
        sheet.part(sum(heights[place:]) if place == len(shown) - 2 else heights[place])
        sheet.rule(sheet.y)
        top = sheet.y + 1.4
        name = part_name(factor.id, report.instrument, sheet.language)
        below = sheet.paragraph(name, LEFT, top, _NAME - 3, 10, bold=True, limit=2)
        if texts:
            below = _scores(sheet, factor, LEFT, below)
        else:
            top = _scores(sheet, factor, LEFT + _NAME, top)
        for text, colour in texts:
            top = sheet.paragraph(text, LEFT + _NAME, top, WIDTH - _NAME, _SMALL, colour=colour)
        sheet.y = max(top, below) + 1.4
    if is_told:
        sheet.rule(sheet.y)
        draw_remark(sheet, alike_remark(sheet))
    _together(sheet, "together")


def _scores(sheet: Sheet, factor: Score, left: float, top: float) -> float:
    """Both scores of a factor beside their marks, with the level, on one line. Returns where it ends."""
    language = sheet.language
    level = lower_first(level_name(factor.new.level, sheet.report.instrument, language))
    for side, wanted in ((factor.current, False), (factor.new, True)):
        if side.score is not None:
            score = score_text(side.score, language)
            words = sheet.say("wanted_at", score=score, level=level) if wanted else score
            sheet.mark(left + 1.1, top + 1.9, 2.0, wanted=wanted)
            sheet.line_of_text(words, left + 3.6, top, 9)
            left += 8 + sheet.measure(words, 9)
    return top + line_height(9)


def _texts(sheet: Sheet, factor: Score, *, is_told: bool) -> list[tuple[str, str]]:
    """What is said of a factor beside its name, each with its colour.

    Where it `is_told` of others which answers support the wanted behaviour most, also that all of this one do alike.
    """
    known = sheet.report.instrument.factor(factor.id)
    description = shortened(known.description[sheet.language], _MOST) if known and known.description else ""
    support = support_of(sheet, factor)
    if is_told and not support and sheet.report.are_all_equal(factor.id) and not alike_remark(sheet):
        support = (say(sheet.language, "answers.supports.same"),)
    first = " ".join(filter(None, [description, counted_of(sheet, factor)]))
    texts = [(first, sheet.colours.quiet)] if first else []
    return [*texts, *((said, sheet.colours.ink) for said in support), *note_of(sheet, factor.id)]


def support_of(sheet: Sheet, factor: Score) -> tuple[str, ...]:
    """Which answers support the wanted behaviour most and least."""
    report = sheet.report
    most = most_supporting(report.answers, report.instrument, factor.id)
    return support_sentences(most, report.least_supporting(factor.id), report, sheet.language)


def alike_remark(sheet: Sheet) -> str:
    """In which factors all answers support the wanted behaviour alike; "" for fewer than two: one says so itself."""
    report = sheet.report
    alike = [factor.id for factor in shown_factors(report) if report.are_all_equal(factor.id)]
    names = part_names(alike, report.instrument, sheet.language)
    return say(sheet.language, "answers.supports.same_in", names=names) if alike[1:] else ""


def draw_remark(sheet: Sheet, remark: str) -> None:
    """A sentence on several factors, below them; nothing where it is empty."""
    if remark:
        sheet.room(sheet.height(remark, WIDTH, _SMALL) + 1.4)
        sheet.y = sheet.paragraph(remark, LEFT, sheet.y + 1.4, WIDTH, _SMALL, colour=sheet.colours.quiet)


def note_of(sheet: Sheet, factor: str) -> list[tuple[str, str]]:
    """What the consultant of a campaign adds about a factor that no advice before is about, as the consultant's."""
    if factor in noted_at(sheet.report):
        return []
    note, ink = sheet.look.note(factor, sheet.language), sheet.colours.ink
    writes = say(sheet.language, "campaigns.notes.writes", name=sheet.look.name)
    return [(f"{writes} {' '.join(note.split())}", ink)] if note else []


def draw_around(sheet: Sheet) -> None:
    """The widest differences, the agreed experience, and the conditions around it."""
    _contrasts(sheet)
    _experience(sheet)
    _context(sheet)


def _together(sheet: Sheet, words: Literal["together", "together_own"]) -> None:
    """What all four factors come to, where it is known."""
    if sentence := together_sentence(sheet.report, sheet.language, words):
        sheet.part(_TOGETHER)
        sheet.rule(sheet.y)
        sheet.y = sheet.paragraph(sentence, LEFT, sheet.y + 2.0, WIDTH, 10)


def _experience(sheet: Sheet) -> None:
    """Whether the right customer experience is agreed, its wording, and the weight of each element.

    Nothing where only the first is known: one line is no chapter, and it is among the answers.
    """
    report, language = sheet.report, sheet.language
    is_more = report.answers.experience.statement or report.answers.experience.weights
    if not report.instrument.asks_about_experience or not is_more:
        return
    experience, agreed = report.answers.experience, report.answers.experience.agreed or "missing"
    sheet.section(sheet.say("experience"), needs=20, size=_SMALL_HEADING)
    sheet.y = sheet.paragraph(
        say_to_reader(report, sheet.language, f"export.agreed.{agreed}"), LEFT, sheet.y, WIDTH, 10.5
    )
    if experience.statement:
        top = sheet.y + 2
        limit = min(_STATEMENT_LINES, max(1, int((BOTTOM - top) / line_height(10.5))))
        sheet.y = sheet.paragraph(experience.statement, LEFT + 5, top, WIDTH - 5, 10.5, limit=limit)
        sheet.box(LEFT, top + 0.6, 0.8, sheet.y - top - 1, sheet.colours.hairline)
        sheet.y += 1
    chosen = [
        f"{element[language]} ({experience.weights[element.id]})"
        for element in report.instrument.incentives.elements
        if element.id in experience.weights
    ]
    if chosen:
        sentence = sheet.say("weights", elements="; ".join(chosen))
        sheet.room(sheet.height(sentence, WIDTH, 10))
        sheet.y = sheet.paragraph(sentence, LEFT, sheet.y + 1, WIDTH, 10, colour=sheet.colours.quiet)


def _context(sheet: Sheet) -> None:
    """The conditions around the behaviour that were answered, each as a row with its score."""
    report, language = sheet.report, sheet.language
    known = [module for module in report.scores.context if module.score is not None]
    if not known:
        return
    described = {module.id: module.description for module in report.instrument.context_modules if module.description}
    sheet.section(sheet.say("context"), sheet.say("context_hint"), needs=20, size=_SMALL_HEADING)
    for module in known:
        sheet.part(11)
        sheet.rule(sheet.y)
        top = sheet.y + 1.8
        name = part_name(module.id, report.instrument, language)
        left = sheet.paragraph(name, LEFT, top, 42, 10, bold=True, limit=2)
        about = described[module.id][language] if module.id in described else ""
        words = " ".join(filter(None, [about, sheet.say("one_answer") if module.valid == 1 else ""]))
        right = sheet.paragraph(words, LEFT + 46, top, 106, 10, colour=sheet.colours.quiet, limit=3)
        score = score_text(module.score, language)
        sheet.line_of_text(score, RIGHT - sheet.measure(score, 11.5, bold=True), top, 11.5, bold=True)
        sheet.y = max(left, right) + 1.2


def _contrasts(sheet: Sheet) -> None:
    """The statements answered most differently for the two behaviours; the full form shows its facets instead."""
    report, language = sheet.report, sheet.language
    named = clearest_sentence(report, language)  # On page one.
    is_named = all(contrast.statement.rstrip(".") in named for contrast in contrast_texts(report, language))
    if not report.contrasts or report.scores.facets or is_named:
        return
    sheet.section(say(language, "results.contrasts"), needs=24, size=_SMALL_HEADING)
    (today, _, _), (wanted, _, _) = sheet.behaviours()
    for contrast, found in zip(contrast_texts(report, language), report.contrasts, strict=True):
        sheet.part(sheet.height(contrast.statement, WIDTH, 10.5) + 7)
        sheet.y = sheet.paragraph(contrast.statement, LEFT, sheet.y, WIDTH, 10.5)
        leans = sheet.say(f"leans.{'new' if found.difference > 0 else 'current'}")
        answered = f"{today}: {contrast.current}. {wanted}: {contrast.new}. {leans}"
        sheet.y = sheet.paragraph(answered, LEFT, sheet.y, WIDTH, 10) + 1.6


def level_words(sheet: Sheet, score: Score) -> str:
    """The name of the level, and that it is that of the wanted behaviour; or why there is none."""
    level = level_name(score.new.level, sheet.report.instrument, sheet.language)
    return sheet.say("level_of", level=lower_first(level)) if score.new.level else sheet.say("withheld")


def counted_of(sheet: Sheet, score: Score) -> str:
    """How many answers a score is based on; "" where that is all of them."""
    if all(side.valid == side.applicable for side in (score.current, score.new)):
        return ""
    return sheet.say(
        "counts",
        today=score.current.valid,
        today_of=score.current.applicable,
        wanted=score.new.valid,
        wanted_of=score.new.applicable,
    )


def _block(sheet: Sheet, title: str, aside: str, paragraphs: Sequence[tuple[str, str]]) -> None:
    """A part of the page with its title on the left and its paragraphs beside it."""
    left, width, size = LEFT + 46, WIDTH - 46, 10.0
    height = sum(sheet.height(text, width, size) for text, _ in paragraphs) + 7
    sheet.part(height)
    sheet.rule(sheet.y)
    top = sheet.y + 2.4
    below = sheet.paragraph(title, LEFT, top, 42, 11.5, bold=True, limit=2)
    sheet.line_of_text(sheet.short(aside, 42, 10), LEFT, below, 10, colour=sheet.colours.quiet)
    for text, colour in paragraphs:
        top = sheet.paragraph(text, left, top, width, size, colour=colour) + 0.4
    sheet.y = max(top, below + 6) + 1.6


def draw_facets(sheet: Sheet) -> None:
    """The full form's facets under their factor, each as a row on the same line."""
    report, language = sheet.report, sheet.language
    if not report.scores.facets:
        return
    row, track = 6.6, Track(sheet, LEFT + 66, 64)
    # On one page if possible, since facets are compared with each other.
    groups = len(report.scores.factors)
    needs = min(row * len(report.scores.facets) + 9 * groups + 12, BOTTOM - sheet.top - 20)
    sheet.section(sheet.say("facets"), sheet.say("facets_hint"), needs=needs)
    track.words(sheet.y)
    sheet.y += 5
    factor_of = {facet.id: facet.factor for facet in report.instrument.facets}
    for factor, group in groupby(report.scores.facets, key=lambda facet: factor_of[facet.id]):
        if sheet.room(7 + 2 * row):
            track.words(sheet.y)
            sheet.y += 5
        name = sheet.short(part_name(factor, report.instrument, language), WIDTH, 10.5, bold=True)
        sheet.line_of_text(name, LEFT, sheet.y + 0.6, 10.5, bold=True)
        sheet.y += 6.2
        for facet in group:
            if sheet.room(row):
                track.words(sheet.y)
                sheet.y += 5
            sheet.rule(sheet.y)
            track.bands(sheet.y + 0.1, row - 0.2)
            top = sheet.centred(sheet.y + row / 2, 10)
            name = sheet.short(part_name(facet.id, report.instrument, language), 60, 10)
            sheet.line_of_text(name, LEFT, top, 10)
            track.pair(facet, sheet.y + row / 2, 2.6, 9)
            if facet.balance is not None:
                sheet.line_of_text(verdict_name(facet, language), LEFT + 141, top, 9.5, colour=sheet.colours.quiet)
            sheet.y += row
        sheet.y += 2.4
    track.numbers(sheet.y - 1.4)
    sheet.y += 3
