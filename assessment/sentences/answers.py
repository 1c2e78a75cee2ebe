"""All answers of a respondent in words: by factor with its importance, the context, and what is asked beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from assessment.answers import Rating
from assessment.instrument import Factor, Instrument, Language, Statement
from assessment.progress import PICKED
from assessment.report import Report
from assessment.sentences.names import part_name
from assessment.statements import Answered
from assessment.words import joined, lower_first, say


class AnswerRow(NamedTuple):
    """A statement and its answers; `new` is None for what is answered once. One that is reversed says so.

    What was answered in the assessment before is "" where there is none, or where the answer was the same.
    """

    statement: str
    current: str
    new: str | None
    current_before: str = ""
    new_before: str = ""


class AnswerGroup(NamedTuple):
    """The statements of a factor or of a context module. `importance` is "" where that is not asked."""

    id: str
    name: str
    importance: str
    rows: tuple[AnswerRow, ...]


def answer_name(answer: Rating | None, instrument: Instrument, language: Language) -> str:
    """An answer in the words of the scale, or that there is none."""
    if answer is None:
        return say(language, "answers.none")
    if isinstance(answer, int):
        return next(point[language] for point in instrument.scale.labels if point.value == answer)
    return next(special[language] for special in instrument.scale.special if special.code == answer)


def answer_text(answer: Rating | None, instrument: Instrument, language: Language) -> str:
    """An answer in words and, on the scale, as its number."""
    name = answer_name(answer, instrument, language)
    return say(language, "answers.numbered", name=name, number=answer) if isinstance(answer, int) else name


def _before(then: Rating | None, now: Rating | None, instrument: Instrument, language: Language) -> str:
    """An answer of the assessment before, on the scale as its number; "" where there is none, or the same one now."""
    if then is None or then == now:
        return ""
    return str(then) if isinstance(then, int) else lower_first(answer_name(then, instrument, language))


def has_answers(report: Report) -> bool:
    """Whether any statement is answered, so that there is something to list."""
    return bool(report.answers.ratings or report.answers.context)


def answer_groups(report: Report, language: Language) -> list[AnswerGroup]:
    """Every statement of the form with its answers, by factor in the order of the bank, and then the context."""
    return [*_factors(report, language), *_context(report, language)]


def beside_statements(report: Report, language: Language) -> tuple[AnswerRow, ...]:
    """What is asked on the first page of the questions, apart from the behaviours, and what was answered."""
    bank, answers = report.instrument, report.answers
    planned = {None: None, True: "true", False: "false"}[answers.planned_reward]
    asked = (
        (bank.asks_about_organisation, "organisation", "behaviour.organisation", answers.organisation),
        (bank.asks_about_leading, "leads", "behaviour.leads", answers.leads),
        (bank.asks_about_experience, "experience", "agreement", answers.experience.agreed),
        (bank.asks_about_rewards, "planned_reward", "planned", planned),
    )
    return tuple(
        AnswerRow(
            say(language, f"behaviour.{question}.title"),
            say(language, f"{words}.{answer}" if answer else "answers.none"),
            None,
        )
        for is_asked, question, words, answer in asked
        if is_asked
    )


def _statement(item: Statement, language: Language) -> str:
    """The words of a statement; where agreeing counts against what is measured, that too."""
    words = item.text[language]
    return say(language, "answers.reversed", statement=words) if item.reverse else words


def _factors(report: Report, language: Language) -> Iterator[AnswerGroup]:
    instrument, answered = report.instrument, report.statements
    before = {one.item.id: one for one in report.statements_before}
    for factor in instrument.factors:
        rows = tuple(
            AnswerRow(
                _statement(one.item, language),
                answer_text(one.current, instrument, language),
                answer_text(one.new, instrument, language),
                *_both_before(before.get(one.item.id), one, instrument, language),
            )
            for one in answered
            if one.item.factor == factor.id
        )
        yield AnswerGroup(factor.id, factor.name[language], _importance(factor, report, language), rows)


def _both_before(then: Answered | None, now: Answered, instrument: Instrument, language: Language) -> tuple[str, str]:
    """What was answered for each behaviour in the assessment before, where that differs."""
    if then is None:
        return "", ""
    return _before(then.current, now.current, instrument, language), _before(then.new, now.new, instrument, language)


def _context(report: Report, language: Language) -> Iterator[AnswerGroup]:
    """The statements rated once: those of the form, and others that a file has answers to."""
    instrument, given = report.instrument, report.answers.context
    then = report.earlier[-1].answers.context if report.earlier else {}
    asked = {item.id for item in instrument.form_context(report.answers.form)} | set(given)
    for module in instrument.context_modules:
        rows = tuple(
            AnswerRow(
                _statement(item, language),
                answer_text(given.get(item.id), instrument, language),
                None,
                _before(then.get(item.id), given.get(item.id), instrument, language),
            )
            for item in instrument.context_items
            if item.module == module.id and item.id in asked
        )
        if rows:
            yield AnswerGroup(module.id, part_name(module.id, instrument, language), "", rows)


def _importance(factor: Factor, report: Report, language: Language) -> str:
    """How much a factor matters, or which of its facets are among those that matter most; "" where not known."""
    instrument, chosen = report.instrument, report.answers.importance
    if not instrument.asks_importance:
        return ""
    if report.picks_facets:
        picked = picked_names(instrument, chosen, language, factor.id)
        return say(language, "answers.picked", names=joined(picked, language)) if picked else ""
    answer = importance_text(chosen.get(factor.id), instrument, language)
    return say(language, "answers.importance", answer=answer) if answer else ""


def importance_text(value: int | None, instrument: Instrument, language: Language) -> str:
    """How much something matters, from 1 to 5, in words and as its number; "" for None."""
    if value is None:
        return ""
    name = next(point[language] for point in instrument.importance.labels if point.value == value)
    return say(language, "answers.numbered", name=name, number=value)


def picked_names(
    instrument: Instrument, chosen: Mapping[str, int], language: Language, factor: str | None = None
) -> list[str]:
    """The names of the facets, of one factor or of all, that were picked as what matters most.

    `chosen` is the importance from 1 to 5, by id.
    """
    facets = [facet for facet in instrument.facets if factor in (None, facet.factor)]
    return [facet.name[language] for facet in facets if chosen.get(facet.id) == PICKED]
