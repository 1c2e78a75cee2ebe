"""A team's result in words, for its leader or for a member."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final, Literal

from assessment.anonymity import Bound, GroupFigure, ShownGroup, WholeFigure
from assessment.group_distances import GroupAlone
from assessment.instrument import Language
from assessment.rollout import STEP_NUMBERS, Wave
from assessment.sentences.names import level_name, part_name, round_inside
from assessment.team import Consensus
from assessment.team_result import TeamResult
from assessment.team_row import TeamRow, View
from assessment.words import date_text, joined, lower_first, number, one_of, say, upper_first

Reader = Literal["leader", "member", "member_of_step"]
_WITHOUT_VERDICT: Final[tuple[View, ...]] = ("apart", "unclear")
_AGREED: Final[tuple[Consensus, ...]] = ("very_strong", "strong", "moderate")
_MOST_NAMED: Final = 3  # Other departments with their figures.
_WORDS_FROM_BEST: Final[tuple[Consensus, ...]] = ("very_strong", "strong", "moderate", "weak", "none")


def reader(result: TeamResult) -> Reader:
    """Whom the words speak to; whoever leads a roll-out is hardly the manager of all who are asked in its steps."""
    if result.is_for_leader:
        return "leader"
    return "member_of_step" if result.wave else "member"


def begins_with_people(result: TeamResult) -> bool:
    """Whether the leader, too, reads first what gets the least support: once more than the executive team is asked."""
    return result.wave in ("leaders", "all") and bool(result.least) and bool(result.standing_out)


def team_occasion(result: TeamResult, language: Language) -> str:
    """Whose result it is, and of which day."""
    day = date_text(result.closed_on, language) if result.closed_on else ""
    step = say(language, "rollout.step_of", step=STEP_NUMBERS[result.wave]) if result.wave else ""
    whose, name = step or say(language, "team_result.column.team"), round_inside(result.name, result.wave, language)
    return ", ".join(part for part in (whose, name, day) if part)


def groups_apart(result: TeamResult, language: Language) -> str:
    """Which department is far from all others, or which two from each other; "" where none are.

    With their figures on one factor, and on which others it is so.
    """
    if alone := result.group_alone:
        return _group_alone(alone, result, language)
    if (apart := result.groups_apart) is None:
        return ""
    first, how, names = _where_apart(apart.factors, result, language)
    low, high = (team_figure(each, language) for each in apart.figures(first))
    groups = {"lower": apart.lower.name, "low": low, "higher": apart.higher.name, "high": high}
    return say(language, f"team_result.groups_apart.{how}", **names, **groups)


def _group_alone(alone: GroupAlone, result: TeamResult, language: Language) -> str:
    """Which department sees far less or more support than all others."""
    first, how, names = _where_apart(alone.factors, result, language)
    own, _ = alone.figures(first)
    theirs = joined([f"{who} {figure}".strip() for who, figure in _others_seen(alone, first, language, "")], language)
    seen = {"group": alone.group.name, "own": team_figure(own, language), "others": theirs}
    place = f"team_result.group_alone.{'less' if alone.is_lower else 'more'}"
    found = say(language, place, **seen, **names)
    return f"{found} {say(language, f'team_result.group_alone.{how}', **names)}" if how != "one" else found


def groups_title(result: TeamResult, language: Language) -> str:
    """On what departments are far apart; none is named in front of the others."""
    names = factors_or_all(result.differing, result, language)
    return say(language, "team_result.groups.title", names=names)


def groups_standing_out(result: TeamResult, language: Language) -> str:
    """Which department stands out from all others, or which of two, and on what."""
    names = factors_or_all(result.apart, result, language)
    return say(language, f"team_result.groups.{_how_apart(result)}", names=names, **_groups_named(result))


def groups_figures(result: TeamResult, language: Language) -> str:
    """What the departments that stand out see of one factor."""
    first = factors_named(_farthest(result), result, language)
    place = "example" if result.apart[1:] else "figures"
    return say(language, f"team_result.groups.{place}", name=first, figures=_groups_seen(result, language))


def groups_reason(result: TeamResult, language: Language) -> str:
    """Why departments are what to begin with, and what to ask which of them."""
    named = _groups_named(result)
    return say(language, f"team_result.groups.reason.{_how_apart(result)}", **named)


def _how_apart(result: TeamResult) -> str:
    alone = result.group_alone
    return "two" if alone is None else "less" if alone.is_lower else "more"


def _groups_named(result: TeamResult) -> dict[str, str]:
    """The names of the department that stands out, or of the two that do."""
    if (alone := result.group_alone) is not None:
        return {"group": alone.group.name or ""}
    apart = result.groups_apart
    return {"group": apart.lower.name or "", "higher": apart.higher.name or ""} if apart else {}


def _farthest(result: TeamResult) -> Sequence[str]:
    """The factor on which the departments that stand out are the farthest apart; none where none are."""
    return result.far_apart.factors[:1] if result.far_apart else ()


def _groups_seen(result: TeamResult, language: Language) -> str:
    """Each department that stands out, or all others, with its figure of the first factor."""
    alone, apart, first = result.group_alone, result.groups_apart, _farthest(result)[0]
    if alone is not None:
        own, _ = alone.figures(first)
        others = _others_seen(alone, first, language, say(language, "team_result.groups.others"))
        seen = [(alone.group.name, team_figure(own, language)), *others]
    else:
        figures = apart.figures(first) if apart else ()
        names = (apart.lower.name, apart.higher.name) if apart else ()
        seen = [(name, team_figure(figure, language)) for name, figure in zip(names, figures, strict=True)]
    return ", ".join(f"{name} {figure}" for name, figure in seen)


def _others_seen(alone: GroupAlone, factor: str, language: Language, together: str) -> list[tuple[str, str]]:
    """Each other department with its figure; many, or those with the same one, `together`."""
    named = [(who, team_figure(each, language)) for who, each in alone.others_named(factor)]
    shown = list(dict.fromkeys(figure for _, figure in named))
    return named if shown[1:] and not named[_MOST_NAMED:] else [(together, joined(shown, language))]


def _where_apart(factors: Sequence[str], result: TeamResult, language: Language) -> tuple[str, str, dict[str, str]]:
    """The factor to give figures of, that of the headline if it can be; on how many it is so; and their names."""
    first, *others = result.apart
    how = "all" if len(factors) == len(result.rows) else "many" if others else "one"
    names = {"name": [first], "names": others}
    return first, how, {which: factors_named(each, result, language) for which, each in names.items()}


def team_named(result: TeamResult, language: Language) -> str:
    """The team inside a sentence, with how many have answered where they are too few to speak for all of it."""
    who = named_by_step(result.wave, language)
    return (
        say(language, "team_result.team.some", who=who, n=result.report.n, size=result.size)
        if result.is_of_some
        else who
    )


def named_by_step(wave: Wave | None, language: Language) -> str:
    """Who is asked in a step of a roll-out, inside a sentence; the team outside one."""
    names = {None: "all", "all": "rest", "executive": "executive", "leaders": "leaders"}
    return say(language, f"team_result.team.{names[wave]}")


# Figures --------------------------------------------------------------------------------------------------------------


def bounded(mean: int | None, bound: Bound | None, language: Language) -> str:
    """A mean as a number, a bound as "over" or "under" it, a hidden figure as a dash."""
    if mean is None:
        return "–"
    return number(mean, language) if bound is None else say(language, f"team_result.figure.{bound}", mean=mean)


def team_figure(figure: WholeFigure | GroupFigure, language: Language) -> str:
    """A figure of a group inside a sentence: about so much, or the bound."""
    if figure.mean is None or figure.bound is not None:
        return bounded(figure.mean, figure.bound, language)
    return say(language, "team_result.figure.near", mean=figure.mean)


def leader_figure(figure: WholeFigure, language: Language) -> str:
    """The leader's score as a whole number, or a dash."""
    return "–" if figure.leader is None else number(figure.leader, language)


def range_text(row: TeamRow, language: Language) -> str:
    """The likely range, or a dash."""
    return "–" if row.likely is None else say(language, "team_result.range", low=row.likely[0], high=row.likely[1])


def likely_figure(row: TeamRow, language: Language) -> str:
    """The team's figure, with its likely range where there is one; of a range that ends at it, the other end."""
    shown, mean = bounded(row.figure.mean, row.figure.bound, language), row.figure.mean
    if row.likely is None or row.likely == (mean, mean):
        return shown
    low, high = row.likely
    how = "likely_up" if mean == low else "likely_down" if mean == high else "likely"
    return say(language, f"team_result.figure.{how}", figure=shown, low=low, high=high)


def levels_text(row: TeamRow, result: TeamResult, language: Language) -> str:
    """The level of a team's figure, or all that its bound leaves open; a dash without a figure."""
    first, *others = result.open_levels(row) or (None,)
    names = [level_name(first, result.instrument, language)]
    return one_of([*names, *(lower_first(level_name(each, result.instrument, language)) for each in others)], language)


def view_text(row: TeamRow, result: TeamResult, language: Language) -> str:
    """How the leader sees a factor beside the team, in a few words; in a campaign, the level of all."""
    if result.is_campaign:
        return levels_text(row, result, language)
    if _is_hidden(row, result):
        return say(language, "team_result.agreement.word.groups")
    return say(language, f"team_result.view.{'small' if row.is_small else f'{reader(result)}.{row.view}'}")


def has_strong_view(row: TeamRow, result: TeamResult) -> bool:
    """Whether `view_text` is in bold: what is far apart, be it the leader and all, or the departments."""
    return row.stands_out or _is_hidden(row, result)


def agreement_word(figure: WholeFigure, result: TeamResult, language: Language) -> str:
    """How far the team agrees in a word, or a dash; where departments are far apart all the same, that they are."""
    if figure.agreement in _AGREED and figure.factor in result.differing:
        return say(language, "team_result.agreement.word.groups")
    return "–" if figure.agreement is None else say(language, f"team_result.agreement.word.{figure.agreement}")


def row_sentence(row: TeamRow, result: TeamResult, language: Language) -> str:
    """A row in words, for alternative texts."""
    of_all = bounded(row.figure.mean, row.figure.bound, language)
    return say(
        language,
        "campaigns.together.row" if result.is_campaign else "team_result.row",
        name=part_name(row.factor, result.instrument, language),
        asked=say(language, f"team_result.short.{result.wave or 'team'}"),
        team=(of_all if result.is_campaign else likely_figure(row, language)),
        range=range_text(row, language),
        who=say(language, f"team_result.key.{reader(result)}"),
        leader=leader_figure(row.figure, language),
        view=view_text(row, result, language),
    )


# What is said below the figures ---------------------------------------------------------------------------------------


def asked_sentence(result: TeamResult, language: Language) -> str:
    """For a member who asked whom about what, and how many have answered."""
    who, answered = named_by_step(result.wave, language), _counted(result, language)
    return say(language, f"team_result.asked.{reader(result)}", who=who, answered=answered)


def same_for_all(result: TeamResult, language: Language) -> str:
    """That all who got the link see the same figures at once, those of groups too; what only the leader reads."""
    which = "in_words" if result.is_for_leader and result.far_apart else "groups" if result.departments else "whole"
    return say(language, f"team_result.same_for_all.{which}")


def what_happens_next(result: TeamResult, language: Language) -> str:
    """For a member what follows from the result."""
    return say(language, f"team_result.next_member.text{'_of_step' if result.wave else ''}")


def worth_sentence(result: TeamResult, language: Language, *, is_counted: bool = True) -> str:
    """How many have answered, unless that is said already (`is_counted`), and what that is worth.

    With more answers than people who were asked, that somebody may have answered more than once.
    """
    answered = _counted(result, language) if is_counted else ""
    worth = say(language, f"team_result.worth.{result.worth}", answered=answered).strip()
    return f"{worth} {say(language, 'team_result.worth.of_some')}" if result.is_of_some else worth


def _counted(result: TeamResult, language: Language) -> str:
    counted = "answered" if result.size is None else "more" if result.are_too_many else "answered_of"
    return say(language, f"team_result.worth.{counted}", n=result.report.n, size=result.size)


def agreement_sentences(result: TeamResult, language: Language) -> list[str]:
    """How far the team agrees on which factors, the strongest first; [] on none."""
    return [each for word in _WORDS_FROM_BEST for each in _agreed(word, result, language)]


def agreement_notes(result: TeamResult, language: Language) -> list[str]:
    """For the leader why nothing is said of some factors, and what agreement means; [] where none is said."""
    if not agreement_sentences(result, language):
        return []
    place, found = "team_result.agreement", list[str]()
    without = [row for row in result.rows if row.figure.mean is not None and row.figure.agreement is None]
    reasons = {
        "too_few": [row for row in without if row.has_few_answers],
        "telling": [row for row in without if not row.has_few_answers],
    }
    for why, rows in reasons.items():
        if rows and result.is_for_leader:
            found.append(say(language, f"{place}.left_out.{why}", names=_named(rows, result, language)))
    found.append(say(language, f"{place}.compared"))
    return found


def _agreed(word: Consensus, result: TeamResult, language: Language) -> Iterator[str]:
    """How far all agree on factors; not on those whose groups are far apart all the same."""
    place, factors = "team_result.agreement", result.agreements.get(word, ())
    apart = result.differing if word in _AGREED else ()
    if names := factors_named([each for each in factors if each not in apart], result, language):
        yield say(language, f"{place}.sentence.{word}", names=names)


def _is_hidden(row: TeamRow, result: TeamResult) -> bool:
    """Whether departments far apart on a factor are said in place of how the leader sees it beside the mean of all.

    So where these see it much alike, and wherever the headline says that the mean hides the departments.
    """
    is_told = row.view in ("same", "unclear") or (result.is_about_groups and row.view != "unseen")
    return is_told and row.factor in result.differing


def left_out_sentences(result: TeamResult, language: Language) -> list[str]:
    """What of the four factors is hidden, or shown as a bound, and why."""
    hidden = [row for row in result.rows if row.figure.mean is None]
    reasons = {
        "too_few": [row for row in hidden if result.has_too_few(row.figure)],
        "telling": [row for row in hidden if not result.has_too_few(row.figure)],
        "no_leader" if result.is_for_leader else f"no_leader_{reader(result)}": [
            row for row in result.rows if row.figure.mean is not None and row.figure.leader is None
        ],
    }
    found = [
        say(
            language,
            f"team_result.left_out.{why}",
            names=upper_first(_named(rows, result, language)),
            minimum=minimum_name(result.minimum, language),
        )
        for why, rows in reasons.items()
        if rows
    ]
    if any(row.figure.bound is not None for row in result.rows):
        found.append(say(language, "team_result.left_out.bound"))
    found.extend(say(language, f"team_result.left_out.{view}") for view in _WITHOUT_VERDICT if _has(view, result))
    if any(row.is_small and not _is_hidden(row, result) for row in result.rows):
        found.append(say(language, "team_result.left_out.small"))
    if not result.agreements:
        found.append(say(language, f"team_result.agreement.{'none_shown' if result.says_spread else 'too_few'}"))
    return found


def _has(view: View, result: TeamResult) -> bool:
    return any(row.view == view and not row.is_small and not _is_hidden(row, result) for row in result.rows)


def dash_sentence(result: TeamResult, language: Language) -> str:
    """Why a cell of the table of factors is a dash; "" when none is."""
    shown = [row.figure for row in result.rows if row.figure.mean is not None]
    if not any(figure.interval is None or figure.agreement is None for figure in shown):
        return ""
    return say(language, f"team_result.dash.{'telling' if result.says_spread else 'too_few'}")


def department_name(group: ShownGroup, result: TeamResult, language: Language) -> str:
    """The name of a department; of the pool, whom it holds."""
    if group.name is not None:
        return group.name
    if not result.report.hidden:
        return say(language, "team_result.departments.others")
    without = say(language, "team_result.departments.without")
    return say(language, "team_result.departments.with", names=joined([*result.report.hidden, without], language))


def department_sentences(result: TeamResult, language: Language) -> list[str]:
    """Which departments are not shown by themselves, and why; and what blanks mean."""
    found = [sentence] if (sentence := not_shown_sentence(result, language)) else []
    if result.has_blanks:
        found.append(say(language, "team_result.departments.blank"))
    return found


def groups_text(result: TeamResult, language: Language) -> str:
    """What the figures of groups are, the line that each stands on, and what bounds mean where there are any."""
    levels = joined([lower_first(level[language]) for level in result.instrument.levels], language)
    said = [
        say(language, "team_result.departments.text"),
        say(language, "team_result.departments.lines", levels=levels),
    ]
    if result.has_bounds:
        said.append(say(language, "rollout.together.file.frame"))
        said.append(say(language, "team_result.departments.bound"))
    return " ".join(said)


def engagement_sentences(result: TeamResult, language: Language) -> list[str]:
    """The engagement of the departments that were asked about it, in a sentence; [] without any."""
    shown = [
        f"{group.name} {bounded(figure.mean, figure.bound, language)}"
        for group in result.report.engagement
        for figure in group.figures
    ]
    return [say(language, "team_result.departments.engagement", shown=joined(shown, language))] if shown else []


def not_shown_sentence(result: TeamResult, language: Language) -> str:
    """Which departments are not shown by themselves, with one sentence for every reason; "" when all are."""
    if result.hiding is None:
        return ""
    names, minimum = joined(result.report.hidden, language), minimum_name(result.minimum, language)
    return say(language, f"team_result.departments.{result.hiding}", names=names, minimum=minimum)


def factor_meanings(
    result: TeamResult, language: Language, only: Collection[str] | None = None
) -> list[tuple[str, str]]:
    """All factors, or `only` these, by name and meaning in a line, in the order shown; [] where the bank is silent."""
    factors = (result.instrument.factor(row.factor) for row in result.in_order if only is None or row.factor in only)
    return [(each.name[language], each.description[language]) for each in factors if each and each.description]


def _named(rows: Sequence[TeamRow], result: TeamResult, language: Language) -> str:
    return factors_named([row.factor for row in rows], result, language)


def factors_named(factors: Sequence[str], result: TeamResult, language: Language) -> str:
    """Factors for use inside a sentence; "" without any. Those of the app’s own bank have the form it needs."""
    bank = result.instrument
    names = [
        say(language, f"team_result.factor.{factor}")
        if bank.is_shipped
        else lower_first(part_name(factor, bank, language))
        for factor in factors
    ]
    return joined(names, language)


def factors_or_all(factors: Sequence[str], result: TeamResult, language: Language) -> str:
    """Factors for use inside a sentence; where these are all there are, that word."""
    is_all = len(factors) == len(result.rows)
    return say(language, "team_result.groups.all") if is_all else factors_named(factors, result, language)


def minimum_name(minimum: int, language: Language) -> str:
    """The fewest of whom anything is shown, in a word where the leader can choose it."""
    place = {5: "five", 7: "seven", 10: "ten"}.get(minimum)
    return say(language, f"team_result.minimum.{place}") if place else str(minimum)
