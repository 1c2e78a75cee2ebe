"""What is wrong in a file of questions, a sentence each in the reader's language."""

from __future__ import annotations

from assessment.instrument import Language
from assessment.problems import Problem
from assessment.words import say, upper_first


def problem_sentence(problem: Problem, language: Language) -> str:
    """Line, part, what stands there, what is needed and what to do, of a problem whose words are in this language."""
    where = problem.where.replace(": ", ", ")
    place = say(language, "campaigns.bank.fault.line", line=problem.line or "–", where=where)
    said = [upper_first(text) for text in (problem.found, problem.expected, problem.remedy) if text]
    return f"{place}: {' '.join(each if each.endswith('?') else f'{each}.' for each in said)}"
