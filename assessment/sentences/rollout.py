"""What the next step of a roll-out waits for, in words."""

from __future__ import annotations

from assessment.instrument import Language
from assessment.report import Report
from assessment.rollout import CLARITY, Unmet
from assessment.sentences.names import level_name, part_name, role_name
from assessment.words import lower_first, number, say, upper_first


def unmet_sentence(unmet: Unmet, report: Report, language: Language, *, answered: int, size: int, step: int) -> str:
    """One condition that is not met; `answered` of `size` people have answered in the step before, number `step`."""
    match unmet.condition:
        case "completion":
            return say(language, "rollout.unmet.completion", answered=answered, size=size, step=step)
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
    return say(language, f"rollout.unmet.{unmet.condition}")
