"""By which numbers the advice to do is on a factor."""

from __future__ import annotations

from collections.abc import Sequence

from assessment.instrument import Language
from assessment.report import Report
from assessment.sentences.names import part_name
from assessment.words import joined, lower_first, say


def numbers_sentence(factors: Sequence[str], report: Report, language: Language) -> str:
    """Which advice is on each of these factors, by its numbers; not where the first is, which says so itself.

    But in a later result also where other advice is on the same factor as the first. "" without any.
    """
    about = [(numbers, factor) for factor in factors if (numbers := numbers_about(factor, report))]
    told = [(numbers, factor) for numbers, factor in about if numbers[0] != 1 or (report.shows_change and numbers[1:])]
    each = []
    for place, (numbers, factor) in enumerate(sorted(told)):
        name = lower_first(part_name(factor, report.instrument, language))
        listed = joined([str(number) for number in numbers], language)
        each.append(say(language, f"steps.answers.{'other' if place else 'first'}", number=listed, name=name))
    return say(language, "steps.answers.all", each=joined(each, language)) if each else ""


def numbers_about(factor: str, report: Report) -> tuple[int, ...]:
    """The numbers of the advice to do that is on a factor, or shown because of its score."""
    of, numbered = report.instrument.factor_of, enumerate(report.to_do, start=1)
    return tuple(n for n, one in numbered if factor in (of(one.target), one.reason.values.get("name")))
