"""The advice that follows from a team's result, in words."""

from __future__ import annotations

from typing import Final

from assessment.advice import Advice
from assessment.instrument import Language
from assessment.plan import DAYS_OF_FIRST_STEP, DAYS_OF_MILESTONES
from assessment.sentences.names import verbs
from assessment.sentences.statements import LOWEST
from assessment.sentences.team import factors_named, groups_reason, named_by_step, team_figure
from assessment.team_result import TeamResult
from assessment.together import ON_VIEWS, Together
from assessment.words import joined, say

_ON_GROUPS: Final = "groups_apart"  # The reason of advice on departments that are far apart.


def team_advice_reason(advice: Advice, result: TeamResult, language: Language) -> str:
    """Why a piece of advice follows from the team's result."""
    if advice.reason.id == _ON_GROUPS:
        return groups_reason(result, language)
    names, who = _reasons_named(advice, result, language), named_by_step(result.wave, language)
    said = say(language, f"team_result.advice.{advice.reason.id}", names=names, who=who, **verbs(result.wave, language))
    is_hidden = result.is_about_groups and advice.target in result.apart
    lower = result.far_apart.lower if is_hidden and result.far_apart else None
    return f"{said} {say(language, 'team_result.groups.there', group=lower.name)}" if lower else said


def _reasons_named(advice: Advice, result: TeamResult, language: Language) -> str:
    """The factors that advice follows from; of those seen otherwise than by the leader, not where groups differ."""
    divided = result.differing if result.is_about_groups and advice.reason.id in ON_VIEWS else ()
    listed = [factor for factor in advice.reason.listed if factor not in divided]
    return factors_named(listed or advice.reason.listed, result, language)


def together_reason(found: Together, result: TeamResult, advice: Advice, language: Language) -> str:
    """Why advice follows from all steps, naming each that says so."""
    if advice.reason.id == _ON_GROUPS:
        return groups_reason(result, language)
    waves = found.those_behind(advice, result)
    return say(
        language,
        f"team_result.advice.{advice.reason.id}",
        names=_reasons_named(advice, result, language),
        who=joined([named_by_step(wave, language) for wave in waves], language),
        **verbs("all" if waves[1:] else result.wave, language),
    )


def team_advice_opening(result: TeamResult, language: Language, *, is_prepared: bool = False) -> str:
    """That the talk comes before the advice; why it does not begin with the headline; that no factor stands out.

    `is_prepared`: what comes before the factor of the headline is done.
    """
    holds = {
        "after_talk": bool(result.advice),
        "groundwork": result.has_groundwork and not is_prepared,
        "none_least": result.shows_anything and not result.least,
    }
    return " ".join(say(language, f"team_result.advice.{each}") for each, is_so in holds.items() if is_so)


def team_advice_steps(advice: Advice, language: Language) -> list[str]:
    """The first step of a piece of advice, and what to do within 30, 60 and 90 days."""
    first, *later = team_step_texts(advice, language).items()
    return [first[1], *(f"{say(language, f'advice.d{days}')}: {text}" for days, text in later)]


def team_step_texts(advice: Advice, language: Language) -> dict[int, str]:
    """The first step of a piece of advice and what follows, by the days until each is due."""
    rule = advice.recommendation
    later = zip(DAYS_OF_MILESTONES, (rule.d30, rule.d60, rule.d90), strict=True)
    steps = {DAYS_OF_FIRST_STEP: rule.first} | {days: text for days, text in later if text is not None}
    return {days: _told(text[language], language) for days, text in steps.items()}


def team_begin_in_group(advice: Advice, result: TeamResult, language: Language) -> str:
    """Where to begin when departments are far apart: in the one with less support, with its figure.

    "" for other advice, where one sees more than all, and where the bank advises nothing on the level of the figure.
    """
    in_group, far = result.advice_in_group, result.far_apart
    group = far.lower if far and advice.reason.id == _ON_GROUPS else None
    if in_group is None or group is None:
        return ""
    figure = next(each for each in group.figures if each.factor == in_group.target)
    return say(
        language,
        "team_result.groups.begin",
        group=group.name,
        name=factors_named([in_group.target], result, language),
        figure=team_figure(figure, language),
    )


def team_on_whom(advice: Advice, result: TeamResult, language: Language) -> str:
    """For the executive team: that such advice is written for those who meet customers; "" elsewhere."""
    is_for_others = result.wave == "executive" and advice.target == "ability" and advice.recommendation.reach == "team"
    return say(language, "team_result.advice.for_teams") if is_for_others else ""


def team_caution(advice: Advice, language: Language) -> str:
    """What to keep in mind with a piece of advice; "" where nothing is."""
    caution = advice.recommendation.caution
    return "" if caution is None else f"{say(language, 'advice.caution')}: {_told(caution[language], language)}"


def _told(text: str, language: Language) -> str:
    """A text of advice for a team, of which no statement is known to have the least support: the talk tells."""
    return text.replace(LOWEST, say(language, "team_result.advice.lowest"))
