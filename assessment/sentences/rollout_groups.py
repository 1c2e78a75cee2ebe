"""What there is to say and to ask of the groups within each step of a roll-out that are far apart."""

from __future__ import annotations

from collections.abc import Sequence

from assessment.instrument import Language
from assessment.sentences.team import factors_named, groups_apart, named_by_step
from assessment.team_result import TeamResult
from assessment.together import Together
from assessment.words import lower_first, say


def far_groups(found: Together, language: Language) -> list[str]:
    """The groups within a step that are far apart, a sentence a step; once all are done it stands in the lead."""
    said = []
    for wave, result in found.groups_apart.items():
        apart = groups_apart(result, language)
        inside = apart if result.group_alone else lower_first(apart)  # The name of a group stays as it is.
        said.append(say(language, "rollout.together.among", who=named_by_step(wave, language), said=inside))
    return said


def names_apart(results: Sequence[TeamResult], language: Language) -> str:
    """The factors on which groups within these steps are far apart, inside a sentence."""
    factors = tuple(dict.fromkeys(factor for result in results for factor in result.differing))
    is_all = len(factors) == len(results[0].rows)
    return say(language, "team_result.groups.all") if is_all else factors_named(factors, results[0], language)


def to_ask_groups(found: Together, language: Language) -> list[str]:
    """What to ask the groups within a step that are far apart, a sentence a step."""
    said = []
    for wave, result in found.groups_apart.items():
        alone, apart = result.group_alone, result.groups_apart
        if alone is not None:
            how, groups = f"ask_{'lower' if alone.is_lower else 'higher'}", {"group": alone.group.name}
        elif apart is not None:
            how, groups = "ask_groups", {"lower": apart.lower.name, "higher": apart.higher.name}
        said.append(say(language, f"rollout.together.{how}", who=named_by_step(wave, language), **groups))
    return said
