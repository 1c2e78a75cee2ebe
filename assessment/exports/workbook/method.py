"""The sheet on the method: how each number is worked out, how sure it is, and on which questions it rests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it has no type information

from assessment.exports.workbook.actions import signs_words
from assessment.exports.workbook.book import Book, height
from assessment.exports.workbook.scores import are_weighed
from assessment.instrument import Language
from assessment.report import Report
from assessment.scoring import FLOOR, Balance, Score, total_resolution
from assessment.sentences.certainty import certainty_sentences, limit_sentences, versions_sentence
from assessment.sentences.comparison import opening
from assessment.sentences.names import level_name, part_name, quadrant_name, verdict_name
from assessment.sentences.scores import overall_change, shown_factors
from assessment.words import date_text, lower_first, number, points_text, quoted, say, signed

_WIDTHS: Final = (26, 78, 62)  # Of what it is, how it is worked out, and the example.
_LINE: Final = sum(_WIDTHS)
_TOP: Final = 2  # The row of the names of the columns; above it stand the title and what the sheet is for.


class _Row(NamedTuple):
    """A number: what it is, how it is worked out, and an example from this result; "" where there is none."""

    what: str
    how: str
    example: str = ""


def write_method(book: Book, sheet: Worksheet) -> None:
    """How to check each number by hand, how to use the plan, how sure the result is, and what it was made from."""
    book.top(sheet, book.say("sheet.method"), book.say("worked.told"), _WIDTHS)
    heads = [(book.say(f"worked.head.{name}"), width) for name, width in zip(_Row._fields, _WIDTHS, strict=True)]
    book.header(sheet, heads, _TOP, is_boxed=True)
    sheet.freeze_panes(_TOP + 1, 0)
    sheet.fit_to_pages(1, 1)
    factor = _example(book.report)
    row = _write_rows(book, sheet, _TOP + 1, [*_numbers(book, factor), *_of_scores(book, factor)])
    book.heading(sheet, row, book.say("using.title"))
    row = _write_rows(book, sheet, row + 1, _using(book))
    book.heading(sheet, row, book.say("method"))
    report, language = book.report, book.language
    sentences = [
        *certainty_sentences(report, language, in_file=not book.is_shared),
        *limit_sentences(report, language),
        _about(book),
        versions_sentence(report, language),
    ]
    for place, sentence in enumerate(sentences, start=row + 1):
        book.across(sheet, place, sentence, _WIDTHS)


def _write_rows(book: Book, sheet: Worksheet, row: int, rows: Sequence[_Row]) -> int:
    """A row of the sheet for each; where none has an example, how it is done goes on below that head.

    Returns the row below.
    """
    has_examples = any(one.example for one in rows)
    for place, (what, how, example) in enumerate(rows, start=row):
        sheet.write_string(place, 0, what, book.rule_bold)
        widths = list(_WIDTHS) if has_examples else [_WIDTHS[0], _LINE - _WIDTHS[0]]
        if not has_examples:
            sheet.merge_range(place, 1, place, len(_WIDTHS) - 1, "", book.rule)
        sheet.write_string(place, 1, how, book.rule)
        if has_examples:
            sheet.write_string(place, 2, example, book.rule)
        named, *texts = ((text, width - 2) for text, width in zip((what, how, example), widths, strict=False))
        sheet.set_row(place, max(height(named, is_bold=True), height(*texts)))
    return row + len(rows)


# How each number is worked out ----------------------------------------------------------------------------------------


def _numbers(book: Book, factor: Score | None) -> Iterator[_Row]:
    """The numbers of a factor: from its answers to their difference and, after an earlier assessment, their change.

    Only what a sheet shows is explained. The examples are from `factor`.
    """
    report, language = book.report, book.language
    known = [one for one in report.statements if factor and one.item.factor == factor.id]
    counted = [(one, points) for one in known if (points := one.points("new")) is not None]
    answer, mean, moved, apart = "", "", "", ""
    if factor and factor.balance:
        name, (first, of_first) = _name(book, factor), counted[0]
        statement = quoted(first.item.text[language].rstrip("."), language)
        answer = _said(book, "points", statement=statement, answer=first.new, points=_exact(of_first, language))
        terms, score = " + ".join(_exact(one, language) for _, one in counted), _exact(factor.new.score, language)
        mean = _said(book, "score", factor=name, sum=terms, count=len(counted), score=score)
        wanted, today = (_exact(side, language) for side in (factor.balance.new, factor.balance.current))
        by = _signed(factor.balance.difference, language)
        apart = _said(book, "difference", factor=name, wanted=wanted, today=today, difference=by)
        moved = _moved(book, factor)
    yield _row(book, "points", answer)
    yield _row(book, "score", mean)
    if report.changes:
        yield _row(book, "moved", moved)
    if report.scores.facets or not report.changes:
        yield _row(book, "difference", apart)


def _moved(book: Book, factor: Score) -> str:
    """How far the wanted score of a factor has moved, as whole numbers; "" where that is not known."""
    change = next((one.new for one in book.report.factor_changes if one.id == factor.id), None)
    if change is None or change.whole_points is None:
        return ""
    before, now = (number(score or 0.0, book.language) for score in (change.earlier, change.later))
    by, points = signed(change.whole_points, book.language), points_text(change.two_answers, book.language)
    name = _name(book, factor)
    return _said(book, "moved", factor=name, now=now, before=before, change=by, count=change.valid, points=points)


def _of_scores(book: Book, factor: Score | None) -> Iterator[_Row]:
    """What is decided by these numbers: who wins, what all four come to, the levels, and what both sides mean.

    Only what a sheet shows is explained.
    """
    report, language = book.report, book.language
    name = _name(book, factor) if factor else ""
    verdict, level, quadrant = "", "", ""
    if factor and factor.balance:
        verdict = _said(book, "verdict", factor=name, **_decided(book, factor, factor.balance))
        score, of_level = _exact(factor.new.score, language), level_name(factor.new.level, report.instrument, language)
        level = _said(book, "level", factor=name, score=score, level=lower_first(of_level))
        meaning = lower_first(quadrant_name(factor, report.instrument, language))
        quadrant = _said(book, "quadrant", factor=name, quadrant=meaning)
    yield _row(book, "verdict", verdict)
    if row := _all_four(book):
        yield row
    if not report.shows_change or _opens_with_total(report, language):
        yield _Row(say(language, "results.overall"), book.say("worked.together.how"), _together(book))
    levels = [
        book.say("level_at", name=each[language], points=number(each.lowest, language))
        for each in report.instrument.levels
    ]
    yield _row(book, "level", level, levels=", ".join(levels))
    if report.scores.facets:
        yield _row(book, "quadrant", quadrant)
    if are_weighed(report, report.scores.facets):
        weighed = next(one for one in report.scores.facets if one.id in report.answers.importance)
        importance = report.answers.importance[weighed.id]
        example = _said(book, "importance", factor=_name(book, weighed), importance=importance)
        yield _Row(book.say("column.importance"), book.say("read.importance"), example)


def _decided(book: Book, factor: Score, balance: Balance) -> dict[str, object]:
    """By how many points the verdict on a factor is decided, how far apart its sides are, and the verdict."""
    return {
        "count": balance.pairs,
        "points": points_text(balance.resolution, book.language),
        "difference": _signed(balance.difference, book.language),
        "verdict": verdict_name(factor, book.language),
    }


def _all_four(book: Book) -> _Row | None:
    """Which way wins over all four factors; None unless that is known."""
    report, language = book.report, book.language
    least, verdict, mean = total_resolution(report.scores), report.total_verdict, report.scores.balance_total
    if least is None or verdict is None or mean is None:
        return None
    found = [one.balance.difference for one in shown_factors(report) if one.balance]
    terms = " + ".join(_exact(one, language) for one in found).replace("+ −", "− ")
    verdict_words = say(language, f"verdict.{verdict}.short")
    example = _said(book, "all", sum=terms, mean=_signed(mean, language), verdict=verdict_words)
    return _row(book, "all", example, points=points_text(least, language))


def _opens_with_total(report: Report, language: Language) -> bool:
    """Whether the first sheet opens with what all four factors came to before and come to now."""
    total = overall_change(report, language)
    return bool(total) and total in opening(report, language).consequence


def _together(book: Book) -> str:
    """What the four wanted scores come to, and came to in an assessment before; "" for what is not known."""
    report, language = book.report, book.language
    said = []
    for of, words in ((report, "together"), *((one, "together_before") for one in report.earlier[-1:])):
        scores = [of.scores.factor(one.id).new.score for one in shown_factors(report)]
        if of.scores.overall.score is not None:
            product = " × ".join(_exact(max(score or 0.0, FLOOR), language) for score in scores)
            said.append(_said(book, words, product=product, score=number(of.scores.overall.score, language)))
    return " ".join(said)


def _example(report: Report) -> Score | None:
    """The factor that the examples are from: the first in the results that has both scores."""
    return next((one for one in shown_factors(report) if one.balance and one.new.score is not None), None)


def _row(book: Book, name: str, example: str, **values: object) -> _Row:
    return _Row(book.say(f"worked.{name}.what"), book.say(f"worked.{name}.how", **values), example)


def _said(book: Book, name: str, **values: object) -> str:
    return book.say(f"worked.{name}.example", **values)


def _name(book: Book, factor: Score) -> str:
    return part_name(factor.id, book.report.instrument, book.language)


def _exact(value: float | None, language: Language) -> str:
    return points_text(value or 0.0, language)


def _signed(value: float, language: Language) -> str:
    return f"{'+' if value > 0 else ''}{_exact(value, language)}"


# The rest -------------------------------------------------------------------------------------------------------------


def _using(book: Book) -> list[_Row]:
    """What to write where, and what numbers, letters and colours mean."""
    names = {name: book.say(f"sheet.{name}") for name in ("plan", "steps")}
    day = date_text(book.report.made_on, book.language)
    return [
        _Row(names["steps"], book.say("using.steps")),
        _Row(names["plan"], book.say("using.plan", **names)),
        _Row(book.say("using.signs.what"), signs_words(book)),
        _Row(book.say("using.colours.what"), book.say("using.colours.how", day=day)),
    ]


def _about(book: Book) -> str:
    """Which form it is, and how many of its answers are given."""
    report = book.report
    parts = [book.say("given", answered=report.scores.answered, total=report.scores.cells)]
    if len(report.instrument.offered_forms) > 1:
        parts.insert(0, f"{book.say('row.form')}: {book.say(f'row.{report.answers.form}')}.")
    if report.instrument.form_context(report.answers.form):
        parts.append(book.say("given_beside"))
    return " ".join(parts)
