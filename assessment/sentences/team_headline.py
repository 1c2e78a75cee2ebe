"""What comes first of a team's result in words, for its leader or for a member, and what it means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from assessment.instrument import Language
from assessment.sentences.names import level_name, verbs
from assessment.sentences.team import (
    factors_named,
    groups_figures,
    groups_standing_out,
    groups_title,
    leader_figure,
    named_by_step,
    reader,
    team_figure,
    team_named,
)
from assessment.team_result import TeamResult
from assessment.team_row import TeamRow
from assessment.words import joined, lower_first, say, upper_first

_WITHOUT_VERDICT: Final = ("more", "less")


class TeamHeadline(NamedTuple):
    """What comes first in one sentence, and what it means, in as many paragraphs as there are findings."""

    title: str
    findings: tuple[str, ...]

    @property
    def consequence(self) -> str:
        """What it means, in one text."""
        return " ".join(self.findings)


def team_headline(result: TeamResult, language: Language) -> TeamHeadline:
    """For the leader the largest differences, for a member what gives the least support; then what else to say.

    The order is that of the result: what the leader sees far more support in than the team, where the team sees the
    least, comes first; otherwise differences with a verdict, or else the largest ones shown.
    """
    if not result.shows_anything:
        title, meant = (say(language, f"team_result.headline.nothing.{part}") for part in ("title", "consequence"))
        return TeamHeadline(title, (meant,))
    if result.is_about_groups:
        return _of_groups(result, language)
    return _for_leader(result, language) if result.is_for_leader else _for_member(result, language)


def _of_groups(result: TeamResult, language: Language) -> TeamHeadline:
    """On what departments are far apart, then what they see together; only the leader reads which one stands out."""
    beside = _beside_people if result.is_for_leader else _of_leader
    seen = result.seen_alike_by_groups
    is_seen = bool(seen.standing_out)  # Otherwise the groups, being far apart, do not see it as the leader does.
    which = (groups_standing_out(result, language), groups_figures(result, language)) if result.is_for_leader else ()
    apart = " ".join((*which, _hidden_by_mean(result, language)))
    together = " ".join(filter(None, (_seen_together(result, language), beside(seen, language) if is_seen else "")))
    findings = tuple(filter(None, (apart, together)))
    if not result.is_for_leader:  # Without which one stands out, the first is a short sentence.
        findings = (" ".join(findings),)
    return TeamHeadline(groups_title(result, language), findings)


def _for_leader(result: TeamResult, language: Language) -> TeamHeadline:
    place = "team_result.headline.leader"
    if result.wave in ("leaders", "all") and result.least:
        lead = (_how_little(result, language), _beside_people(result, language), _beside_executive(result, language))
        return TeamHeadline(_least(result, language), (" ".join(each for each in lead if each),))
    if not result.standing_out:
        if all(row.view == "unseen" for row in result.rows):
            title = _least(result, language) if result.least else say(language, f"{place}.none_least")
            return TeamHeadline(title, (_answered(result, language),))
        title = say(language, f"{place}.{_alike_or_not(result)}", who=team_named(result, language))
        said = (_also(None, result, language), _divided(result, language))
        return TeamHeadline(title, (" ".join(each for each in said if each),))
    row, *others = result.headlined
    named = _compared(row, result, language) | {"name": _named(result.headlined, result, language)}
    direction = _direction(row, result)
    if row.is_finding and direction in _WITHOUT_VERDICT:
        direction = f"{direction}_many"  # The figures are in what it means.
    if others:
        meant = [_figures_of_each(result.headlined, result, language)]
        if not row.is_finding:
            direction = f"{direction}_many"
            meant.append(say(language, "team_result.consequence.leader.apart_many"))
    elif row.is_finding:
        meant = [_meant(row, result, language)]
    else:
        meant = [say(language, "team_result.consequence.leader.apart")]
    title = say(language, f"team_result.headline.leader.{direction}", **named)
    else_seen = _else_apart(result, language, "more", "less")
    besides = (*meant, else_seen, _beside_executive(result, language), _also(row, result, language))
    return TeamHeadline(title, (" ".join(each for each in besides if each),))


def _how_little(result: TeamResult, language: Language) -> str:
    """The figure of the least support, and what that means where it is little."""
    team, little = _least_figures(result, language), _little(result, language)
    return say(language, "team_result.consequence.leader.at", team=team, little=little)


def _little(result: TeamResult, language: Language) -> str:
    """After the figure of the least support what that means, a level; "" where it is not low, or no verb."""
    if not (result.instrument.is_shipped and result.is_least_low and result.least_level):
        return ""
    level = lower_first(level_name(result.least_level, result.instrument, language))
    return say(language, "team_result.consequence.little", level=level)


def _hidden_by_mean(result: TeamResult, language: Language) -> str:
    """That the mean of all hides what divides the departments; with the figures where no factor has the least."""
    how = "hidden" if result.least else "hides"
    return say(language, f"team_result.consequence.leader.mean.{how}", team=_least_figures(result, language))


def _seen_together(result: TeamResult, language: Language) -> str:
    """What all departments together see the least support in; "" where no factor has the least."""
    if not result.least:
        return ""
    is_nobodys = any(row.factor in result.differing for row in result.least)
    return say(
        language,
        "team_result.consequence.leader.mean.least",
        names=_named(result.least, result, language),
        team=_least_figures(result, language),
        little="" if is_nobodys else _little(result, language),
    )


def _beside_people(result: TeamResult, language: Language) -> str:
    """How the leader sees it otherwise than all who were asked, or that it is seen alike; "" where it is not known.

    Where that is about one factor, with the leader's figure, and theirs unless it is the least support said before.
    """
    who = named_by_step(result.wave, language)
    if all(row.view == "unseen" for row in result.rows):
        return ""
    if not result.standing_out:
        return say(language, f"team_result.headline.leader.{_alike_or_not(result)}", who=who)
    row, *others = result.headlined
    direction = _direction(row, result)
    direction = f"{direction}_many" if direction in _WITHOUT_VERDICT else direction
    names = _named(result.headlined, result, language)
    said = say(
        language, f"team_result.headline.leader.{direction}", who=who, name=names, **verbs(result.wave, language)
    )
    if not others:
        how = "of_own" if row in result.least else "beside"
        figures = say(language, f"team_result.consequence.leader.{how}", **_compared(row, result, language))
        said = f"{said.rstrip('.')}: {figures}"
    return " ".join(filter(None, [said, _unsure(result.headlined, language), _else_apart(result, language, "more")]))


def _else_apart(result: TeamResult, language: Language, *ways: Literal["more", "less"]) -> str:
    """What else the leader sees far more or less support in, with the figures of both; "" where nothing is.

    What is seen the same way as the headline comes first; last what is not certain, which is said to be so.
    """
    same = "less" if result.headlined[0].is_leader_lower else "more"
    in_order = sorted(ways, key=lambda each: each != same)
    said = []
    for is_sure in (True, False):
        for way in in_order:
            rows = result.beside_headline(is_lower=way == "less", is_sure=is_sure)
            names = joined([_of_both(row, result, language) for row in rows], language)
            how = "unsure" if not is_sure else "also" if way == same else "but"
            if names:
                said.append(say(language, f"team_result.consequence.leader.{how}_{way}", names=names))
    return " ".join(said)


def _unsure(rows: Sequence[TeamRow], language: Language) -> str:
    """That it cannot be said how certain differences are; "" of those with a verdict."""
    how = "many" if rows[1:] else "one"
    return "" if rows[0].is_finding else say(language, f"team_result.consequence.unsure.{how}")


def _of_both(row: TeamRow, result: TeamResult, language: Language) -> str:
    return say(language, "team_result.consequence.leader.of_both", **_compared(row, result, language))


def _figures_of_each(rows: Sequence[TeamRow], result: TeamResult, language: Language) -> str:
    """The leader's and the others' figures of several factors."""
    place = "team_result.consequence.leader"
    each = [_of_both(row, result, language) for row in rows]
    return say(language, f"{place}.of_each", who=named_by_step(result.wave, language), names=joined(each, language))


def _for_member(result: TeamResult, language: Language) -> TeamHeadline:
    names = _named(result.least, result, language)
    title = say(language, f"team_result.headline.member.{'least' if result.least else 'none_least'}", names=names)
    meant = f"{_supported(result, language)} {_of_leader(result, language)}".strip()
    return TeamHeadline(upper_first(title), (meant,))


def _supported(result: TeamResult, language: Language) -> str:
    """How much support the team sees in what gets least of it, and what is as low."""
    if not (little := _little(result, language)):
        return _answered(result, language)
    who, team = team_named(result, language), _least_figures(result, language)
    found = say(language, "team_result.consequence.member.level", who=who, team=team, little=little)
    names, team = _named(result.as_low, result, language), _figures(result.as_low, language)
    also = say(language, "team_result.consequence.member.as_low", names=names, team=team)
    return f"{found} {also}" if names else found


def _of_leader(result: TeamResult, language: Language) -> str:
    """How the leader, or in a step whoever asked, sees it beside the team; "" where the leader has not answered."""
    whose = reader(result)
    if not result.standing_out:
        if all(row.view == "unseen" for row in result.rows):
            return ""
        alike = say(language, f"team_result.consequence.{whose}.{_alike_or_not(result)}")
        return f"{alike} {_divided(result, language)}".strip()
    row = result.standing_out[0]
    values = _compared(row, result, language)
    said = say(language, f"team_result.consequence.{whose}.{_direction(row, result)}", **values)
    return f"{said} {_unsure([row], language)}".strip()


def _alike_or_not(result: TeamResult) -> str:
    """How far alike the leader and the others see it where nothing stands out."""
    if result.is_seen_alike:
        return "same"
    unclear = [row for row in result.rows if row.view == "unclear"]
    return "small" if unclear and all(row.is_small for row in unclear) else "unclear"


def _direction(row: TeamRow, result: TeamResult) -> str:
    """A verdict, or without one, and on few answers, whether the leader sees more or less support than the team."""
    if row.is_finding and result.worth != "indication":
        return row.view
    return "less" if row.is_leader_lower else "more"


def _compared(row: TeamRow, result: TeamResult, language: Language) -> dict[str, str]:
    return {
        "who": team_named(result, language),
        **verbs(result.wave, language),
        "name": _named([row], result, language),
        "leader": leader_figure(row.figure, language),
        "team": team_figure(row.figure, language),
    }


def _meant(row: TeamRow, result: TeamResult, language: Language) -> str:
    """The levels, where they differ and are verbs as in the bank of the app, and the figures."""
    place, bank = "team_result.consequence.leader", result.instrument
    levels = (row.leader_level, row.team_level)
    who = named_by_step(result.wave, language)
    figures = say(language, f"{place}.figures", **(_compared(row, result, language) | {"who": who}))
    if not bank.is_shipped or levels[0] == levels[1]:
        return figures
    leader, team = (lower_first(level_name(level, bank, language)) for level in levels)
    return f"{say(language, f'{place}.levels', who=who, leader=leader, team=team)} {figures}"


def _also(headline: TeamRow | None, result: TeamResult, language: Language) -> str:
    """What both see little support in, or else what the team sees the least in; "" when the headline is about it.

    Nothing has the least where nothing stands out, which is said where there is no other headline.
    """
    who = named_by_step(result.wave, language)
    if len(result.low_for_both) == len(result.rows):
        return say(language, "team_result.consequence.leader.both_low_all", who=who)
    if result.low_for_both:
        both = [_of_both(row, result, language) for row in result.low_for_both]
        return say(language, "team_result.consequence.leader.both_low", who=who, names=joined(both, language))
    team, little = _least_figures(result, language), _little(result, language)
    if not result.least and headline is None:
        return say(language, "team_result.consequence.leader.none_least", who=who, team=team, little=little)
    if headline in result.least or not result.least:
        return ""
    names = _named(result.least, result, language)
    values = {"who": who, "names": names, "team": team, "little": little, **verbs(result.wave, language)}
    return say(language, "team_result.consequence.leader.lowest", **values)


def _beside_executive(result: TeamResult, language: Language) -> str:
    """In which factors the executive team sees less or more support than the other leaders, with the figures of both.

    "" for others than these, where the executive team has released nothing, and where too little is shown to tell.
    """
    if result.wave != "leaders" or result.executive is None:
        return ""
    said = []
    for how in ("less", "more"):
        factors = result.beside_executive(is_lower=how == "less")
        names = joined([_of_executive(each, result, language) for each in factors], language)
        if names:
            said.append(say(language, f"team_result.consequence.leader.executive.{how}", names=names))
    same = say(language, "team_result.consequence.leader.executive.same") if result.is_as_executive else ""
    return " ".join(said) or same


def _of_executive(factor: str, result: TeamResult, language: Language) -> str:
    """A factor with the figure of the executive team and that of the others."""
    row = next(row for row in result.rows if row.factor == factor)
    theirs = result.of_executive(factor)
    compared = _compared(row, result, language) | {"leader": team_figure(theirs, language) if theirs else ""}
    return say(language, "team_result.consequence.leader.executive.each", **compared)


def _least(result: TeamResult, language: Language) -> str:
    values = {"names": _named(result.least, result, language), "who": team_named(result, language)}
    return upper_first(say(language, "team_result.headline.leader.alone", **values, **verbs(result.wave, language)))


def _answered(result: TeamResult, language: Language) -> str:
    who, team = team_named(result, language), _least_figures(result, language)
    return say(language, "team_result.consequence.figures", who=who, team=team, little=_little(result, language))


def _divided(result: TeamResult, language: Language) -> str:
    """On which factors the mean hides that the team does not see it alike; "" on none."""
    names = factors_named(result.divided, result, language)
    return say(language, "team_result.consequence.divided", names=names) if names else ""


def _least_figures(result: TeamResult, language: Language) -> str:
    """The figure of what gives the least support, or of all where none stands out; several where they differ."""
    return _figures(result.least_or_all, language)


def _figures(rows: Sequence[TeamRow], language: Language) -> str:
    return joined(list(dict.fromkeys(team_figure(row.figure, language) for row in rows)), language)


def _named(rows: Sequence[TeamRow], result: TeamResult, language: Language) -> str:
    return factors_named([row.factor for row in rows], result, language)
