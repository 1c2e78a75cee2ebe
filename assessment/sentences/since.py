"""What a result after an earlier one says below its headline, how the plan went, and above each part of its figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from assessment.instrument import Language
from assessment.plan import OUTCOMES, Outcome, PlanLine
from assessment.report import Report
from assessment.sentences.names import verdict_name
from assessment.sentences.planned import line_title
from assessment.words import first_names, quoted, say, shortened

_NAMED: Final = 2  # Lines of the plan named for each way that they went.
_LONGEST: Final = 70  # Characters of a title.


def change_group(factor_id: str, report: Report, language: Language) -> str:
    """Whether a factor is better or worse, or neither, in the headline's words; "" where the headline has neither."""
    if not report.better and not report.worse:
        return ""
    group = "better" if factor_id in report.better else "worse" if factor_id in report.worse else "same"
    return say(language, f"comparison.group.{group}")


class Standing(NamedTuple):
    """Which behaviour wins in a factor, in the few words beside its name in a figure, and whether that is new."""

    words: str
    is_new: bool


def standing(factor_id: str, report: Report, language: Language) -> Standing:
    """Which behaviour wins in a factor now; what has turned since the assessment before, or has not, says so."""
    score = report.scores.factor(factor_id)
    turn = next((turn for turn in report.turns if turn.id == factor_id), None)
    if turn is None:
        verdict = score.balance.verdict if score.balance else None
        was = report.earlier[-1].scores.factor(factor_id).balance if report.earlier else None
        is_same = verdict is not None and was is not None and was.verdict == verdict
        still = say(language, f"comparison.turn.label.still.{verdict}") if is_same else verdict_name(score, language)
        return Standing(still, is_new=False)
    now, before = turn.now.verdict, turn.before
    words = {"now": say(language, f"comparison.turn.label.now.{now}")}
    words["before"] = say(language, f"comparison.turn.label.before.{before}")
    return Standing(say(language, "comparison.turn.label.text", **words), is_new=True)


class ShortLine(NamedTuple):
    """How some lines of the plan went, also in words, and the titles of these."""

    went: Outcome
    about: str
    text: str


def short_lines(report: Report, language: Language) -> list[ShortLine]:
    """How the lines of the plan went that say so, a line for each way; what has helped is first."""
    went = ((outcome, [line for line in report.plan if line.outcome == outcome]) for outcome in OUTCOMES)
    return [
        ShortLine(outcome, say(language, f"headline.short.{outcome}"), _titles(lines, report, language))
        for outcome, lines in went
        if lines
    ]


def _titles(lines: Sequence[PlanLine], report: Report, language: Language) -> str:
    """The first titles, in quotation marks where there are several, and how many more there are."""
    titles = [line_title(line, report.instrument, language) or say(language, "plan_page.untitled") for line in lines]
    named = [shortened(title.rstrip("."), _LONGEST) for title in titles]
    return first_names([quoted(title, language) for title in named] if named[1:] else named, language, most=_NAMED)
