"""A line of the plan in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from assessment.advice import Advice
from assessment.instrument import LANGUAGES, Instrument, Language, Recommendation
from assessment.plan import PlanLine
from assessment.report import Report
from assessment.words import say

# Titles that advice of the question bank had before, by its id: a line that still has one is unchanged.
_EARLIER_TITLES: Final[Mapping[str, tuple[str, ...]]] = {
    "F-conditions-supports": ("Remove the obstacles that are left", "Röj hindren som är kvar"),
}


def line_title(line: PlanLine, bank: Instrument, language: Language) -> str:
    """The title of a line. It keeps the language in which it was added; that of advice, unchanged, is translated."""
    rule = unchanged_advice(line, bank)
    return rule.title[language] if rule else line.title


def number_in_results(one: PlanLine | Advice, report: Report) -> str:
    """The number that advice to do has in the results, wherever it stands; "" for everything else in the plan."""
    numbers = {source: str(number) for number, source in enumerate(report.ranked, start=1)}
    return numbers.get(one.source or "", "")


def state_word(line: PlanLine, language: Language) -> str:
    """The state of a line in a word. One that made no difference is ended, not done; with a step done, one is begun."""
    begun = "doing" if line.state == "open" and line.steps_done else line.state
    return say(language, f"plan.states.{'ended' if line.made_no_difference else begun}")


def line_steps(line: PlanLine, bank: Instrument, language: Language) -> list[str]:
    """The steps of a line, each translated where it is still that of the advice."""
    rule = unchanged_advice(line, bank)
    texts = [each for each in (rule.first, rule.d30, rule.d60, rule.d90) if each] if rule else []
    known = {text[name]: text[language] for text in texts for name in bank.languages}
    return [known.get(step.text, step.text) for step in line.steps]


def asks_to_answer(step: str) -> bool:
    """Whether a step begins with what the button to answer again says, in any language."""
    return step.startswith(tuple(say(language, "again.button") for language in LANGUAGES))


def is_quarterly(step: str) -> bool:
    """Whether a step says that it is done once a quarter, in any language."""
    said = [say(language, f"plan.quarterly.{how}") for how in ("once", "every") for language in LANGUAGES]
    return any(words in step.lower() for words in said)


def steps_to_answer(line: PlanLine) -> list[int]:
    """The places of the steps of a line that ask to answer again and are not done, from 0."""
    return [place for place, step in enumerate(line.steps) if not step.is_done and asks_to_answer(step.text)]


def unchanged_advice(line: PlanLine, bank: Instrument) -> Recommendation | None:
    """The advice whose title a line still has, of now or before, in any language; None for a title of its own."""
    rule = next((each for each in bank.recommendations if each.id == line.rule), None)
    if rule is None:
        return None
    titles = (*(rule.title[name] for name in bank.languages), *_EARLIER_TITLES.get(rule.id, ()))
    return rule if line.title in titles else None
