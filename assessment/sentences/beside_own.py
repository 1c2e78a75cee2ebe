"""A team's result beside the leader's own: how their headlines go together, and what of the own comes first."""

from __future__ import annotations

from collections.abc import Sequence

from assessment.advice import Advice
from assessment.instrument import Language
from assessment.plan import PlanLine
from assessment.report import Report
from assessment.sentences.advice import advice_title
from assessment.sentences.names import verbs
from assessment.sentences.planned import line_title
from assessment.sentences.team import begins_with_people, factors_named, named_by_step
from assessment.team_result import TeamResult
from assessment.words import joined, quoted, say


def before_advice(advice: Advice, report: Report, language: Language) -> str:
    """What of the leader's own result comes before a piece of advice; "" where nothing does, or that is done."""
    first = report.comes_before(advice)
    if first is None or report.is_done(first):
        return ""
    return say(language, "team_result.advice.after", title=advice_title(first, report, language))


def instead_sentence(planned: Sequence[PlanLine], report: Report, language: Language) -> str:
    """Which of two holds: advice, or what the plan has from other advice on the same factor; "" without any."""
    named = named_lines(planned, report, language)
    return say(language, "team_result.advice.instead", title=named) if named else ""


def named_lines(lines: Sequence[PlanLine], report: Report, language: Language) -> str:
    """The titles of lines of the plan inside a sentence; "" without any."""
    titles = [line_title(line, report.instrument, language) for line in lines]
    return joined([quoted(title, language) for title in titles if title], language)


def beside_own(result: TeamResult, report: Report, language: Language) -> str:
    """Why the headline is about another factor than that of the leader's own result; "" where it is not.

    A headline that names more than two factors begins with none.
    """
    overall = report.scores.overall
    if (
        not result.standing_out
        or begins_with_people(result)
        or overall.minimum is None
        or len(overall.named) not in (1, 2)
    ):
        return ""
    factors = [row.factor for row in result.headlined]
    if any(factor in overall.named for factor in factors) or result.instrument != report.instrument:
        return ""
    return say(
        language,
        f"team_result.beside_own.{'less' if result.headlined[0].is_leader_lower else 'more'}",
        own=factors_named(overall.named, result, language),
        who=named_by_step(result.wave, language),
        **verbs(result.wave, language),
    )
