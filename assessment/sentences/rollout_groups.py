"""Where the steps of a roll-out are far apart or see little, and what to say and ask of groups within one."""

from __future__ import annotations

from collections.abc import Sequence

from assessment.instrument import Language, LevelId
from assessment.rollout import WAVES, Wave
from assessment.sentences.names import level_name
from assessment.sentences.team import factors_named, groups_apart, named_by_step, team_figure
from assessment.team_row import LOW
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


def farthest_sentences(found: Together, language: Language) -> list[str]:
    """The farthest_sentence(); of a single factor also how little the lower steps see, unless it gets the least."""
    said = [farthest_sentence(found, language)]
    if len(found.farthest) == 1 and found.farthest[0].low.factor not in found.least:
        (only,) = found.farthest
        said.append(so_little_sentence([only.low.factor], found, language, among=only.lower))
    return said


def so_little_sentence(
    factors: Sequence[str], found: Together, language: Language, *, among: Sequence[Wave] = WAVES
) -> str:
    """What so little support does to the wanted way, at which level and by whose answers of these steps.

    "" where it is not little, where another sentence says that it blocks, and of a bank whose levels are no verbs.
    """
    bank = next(iter(found.results.values())).instrument
    if not bank.is_shipped or any(_is_said_to_block(factor, found) for factor in factors):
        return ""
    said: list[str] = []
    for level in LOW:
        waves = [wave for wave in found.results if wave in among and _level(factors, wave, found) == level]
        named = [named_by_step(wave, language) for wave in waves]
        who = say(language, "rollout.together.all_three") if len(waves) == len(WAVES) else joined(named, language)
        place = f"rollout.together.so_little{'_also' if said else ''}"
        if who:
            said.append(say(language, place, level=lower_first(level_name(level, bank, language)), who=who))
    return " ".join(said)


def _level(factors: Sequence[str], wave: Wave, found: Together) -> LevelId | None:
    """The level at which a step surely sees all of these factors; None where groups are far apart on one of them."""
    rows = [found.rows_of_all(factor).get(wave) for factor in factors]
    levels = {row.team_level if row and row.figure.bound != "over" else None for row in rows}
    return levels.pop() if len(levels) == 1 else None


def _is_said_to_block(factor: str, found: Together) -> bool:
    """Whether the headline says that a factor blocks, or a sentence of those who are far from all others on it."""
    whose = found.blocked_for(factor)
    others = [each for each in (None, *found.results) if each not in whose]
    is_headline = found.finding.about == "blocking" and factor in found.finding.factors
    return is_headline or (bool(whose) and found.sets_apart(factor, whose, others))


def _people(wave: Wave, language: Language) -> str:
    return lower_first(say(language, f"rollout.name.{wave}"))
