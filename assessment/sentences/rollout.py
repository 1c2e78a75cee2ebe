"""What the next step of a roll-out waits for, in words, and the released steps side by side."""

from __future__ import annotations

from collections.abc import Mapping

from assessment.instrument import Language
from assessment.report import Report
from assessment.rollout import CLARITY, Condition, Unmet, Wave
from assessment.sentences.names import level_name, part_name, role_name
from assessment.sentences.team import bounded
from assessment.team_result import TeamResult
from assessment.words import lower_first, number, say, upper_first


def completion_sentence(answered: int, size: int, step: int, day: str, language: Language) -> str:
    """`answered` of `size` people were too few in this step, which can be asked again from that day."""
    return say(language, "rollout.unmet.completion", answered=answered, size=size, step=step, day=day)


def unmet_sentence(unmet: Unmet, report: Report, language: Language) -> str:
    """One condition other than completion that is not met; `report` is the leader's own."""
    match unmet.condition:
        case "experience_clarity":
            score = report.scores.context_score(CLARITY)
            if score is None:
                return say(language, "rollout.unmet.clarity_unknown")
            return say(language, "rollout.unmet.experience_clarity", score=number(score, language))
        case "role_alignment":
            name = upper_first(role_name(unmet.about, report, language))
            return say(language, "rollout.unmet.role_alignment", name=name)
        case "factor_blocks":
            name = part_name(unmet.about, report.instrument, language)
            level = lower_first(level_name("blocks", report.instrument, language))
            return say(language, "rollout.unmet.factor_blocks", name=name, level=level)
    return say(language, "rollout.unmet.experience_unsigned")


def met_sentence(
    condition: Condition, report: Report, language: Language, *, answered: int, size: int, step: int
) -> str:
    """A condition that is met; `answered` of `size` people have answered in this step."""
    score = number(report.scores.context_score(CLARITY) or 0, language) if condition == "experience_clarity" else ""
    return say(language, f"rollout.met.{condition}", answered=answered, size=size, step=step, score=score)


def side_by_side(results: Mapping[Wave, TeamResult], language: Language) -> list[dict[str, str]]:
    """A row for each factor, in the order of the bank: its name, and its figure as the result of each step shows it."""
    first = next(iter(results.values()))
    shown = {wave: {figure.factor: figure for figure in result.report.factors} for wave, result in results.items()}
    return [
        {
            say(language, "rollout.levels.factor"): part_name(factor.id, first.instrument, language),
            **{
                say(language, f"rollout.name.{wave}"): bounded(figure.mean, figure.bound, language)
                for wave, figures in shown.items()
                if (figure := figures.get(factor.id)) is not None
            },
        }
        for factor in first.instrument.factors
    ]
