"""What a result after an earlier one says in short below its headline: what is weakest, the plan, what to do first."""

from __future__ import annotations

from typing import NamedTuple

from assessment.instrument import Language
from assessment.report import Report
from assessment.sentences.advice import advice_title
from assessment.sentences.causes import fall_sentence, linked_sentence
from assessment.sentences.reader import say_to_reader
from assessment.sentences.scores import highest_named, named_factors
from assessment.words import say, score_text


class ShortLine(NamedTuple):
    """What a line is about, and what it says of that."""

    about: str
    text: str


def short_lines(report: Report, language: Language) -> list[ShortLine]:
    """The weakest factors now, what has come of the plan, and the first advice; without what is not known."""
    found = {"weakest": _weakest(report, language), "plan": _plan(report, language), "first": _first(report, language)}
    return [ShortLine(say(language, f"headline.short.{name}.about"), text) for name, text in found.items() if text]


def _weakest(report: Report, language: Language) -> str:
    """The factors that give the least support, and how much; "" where the headline names them."""
    overall = report.scores.overall
    if not report.turned or overall.minimum is None:
        return ""
    score, highest = score_text(overall.minimum, language), highest_named(report, language)
    how = "one" if not overall.named[1:] else "equal" if score == highest else "between"
    names = named_factors(report, language)
    return say(language, f"headline.short.weakest.{how}", names=names, score=score, highest=highest)


def _plan(report: Report, language: Language) -> str:
    """How many lines of the plan are done, how many are said to have helped, and what that may have to do with."""
    known = [line for line in report.plan if line.outcome]
    if not known:
        return ""
    done = len([line for line in report.plan if line.is_all_done])
    helped = [line for line in known if line.outcome == "helped"]
    how = "none" if not helped else "it" if len(helped) == done == 1 else "some"
    counts = {"done": done, "count": len(report.plan), "helped": len(helped)}
    said = say_to_reader(report, language, f"headline.short.plan.{how}", **counts)
    linked = next((text for line in helped if (text := linked_sentence(line, report, language))), "")
    return f"{said} {linked}".rstrip()


def _first(report: Report, language: Language) -> str:
    """The title of the first advice, and that support has fallen in the factor it is on."""
    if not report.to_do:
        return ""
    first = report.to_do[0]
    title = say(language, "headline.short.first.title", title=advice_title(first, report, language))
    why = ""
    if first.recommendation.scope != "cross":
        why = fall_sentence(report.instrument.factor_of(first.target), report, language, is_short=True)
    return f"{title} {why}".rstrip()
