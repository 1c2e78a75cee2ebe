"""Where the steps of a roll-out are far apart, and what to say and to ask of groups within one that are."""

from __future__ import annotations

from collections.abc import Sequence

from assessment.instrument import Language
from assessment.rollout import WAVES, Wave
from assessment.sentences.team import factors_named, groups_apart, named_by_step, team_figure
from assessment.together import Together
from assessment.words import joined, lower_first, say


def names_inside(factors: Sequence[str], found: Together, language: Language) -> str:
    """Factors for use inside a sentence; "" without any."""
    return factors_named(factors, list(found.results.values())[-1], language)


def far_groups(found: Together, language: Language) -> list[str]:
    """The groups within a step that are far apart, a sentence a step; once all are done it stands in the lead."""
    said = []
    for wave, result in found.groups_apart.items():
        apart = groups_apart(result, language)
        inside = apart if result.group_alone else lower_first(apart)  # The name of a group stays as it is.
        said.append(say(language, "rollout.together.among", who=named_by_step(wave, language), said=inside))
    return said


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


def but_divided(
    factors: Sequence[str], found: Together, language: Language, among: Sequence[Wave | None] = WAVES
) -> str:
    """Within which of these steps groups are far apart on a factor, after what the means say of it; "" within none."""
    divided = [
        wave for wave in found.results if wave in among and not all(found.is_of_all(each, wave) for each in factors)
    ]
    who = joined([named_by_step(wave, language) for wave in divided], language)
    return say(language, "rollout.together.but_divided", who=who) if who else ""


def farthest_sentence(found: Together, language: Language) -> str:
    """The factors on which the steps are the farthest apart, with the figures where these are the same on each.

    "" where nothing is far apart.
    """
    if not found.farthest:
        return ""
    names = names_inside([each.low.factor for each in found.farthest], found, language)
    first, *others = (
        {
            "lower": joined([_people(wave, language) for wave in each.lower], language),
            "low": team_figure(each.low.figure, language),
            "higher": joined([_people(wave, language) for wave in each.higher], language),
            "high": team_figure(each.high.figure, language),
        }
        for each in found.farthest
    )
    if any(other != first for other in others):
        return say(language, "rollout.together.apart_several", names=names)
    return say(language, "rollout.together.apart", name=names, **first)


def _people(wave: Wave, language: Language) -> str:
    return lower_first(say(language, f"rollout.name.{wave}"))
