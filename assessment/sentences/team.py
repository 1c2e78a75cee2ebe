"""A team's result in words, for its leader or for a member."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from assessment.advice import Advice
from assessment.anonymity import Bound, GroupFigure, ShownGroup, WholeFigure
from assessment.instrument import Language
from assessment.plan import DAYS_OF_FIRST_STEP, DAYS_OF_MILESTONES
from assessment.sentences.names import level_name, part_name
from assessment.team_result import TeamResult, TeamRow, View
from assessment.words import date_text, joined, lower_first, number, say, upper_first

Reader = Literal["leader", "member"]
_WITHOUT_VERDICT: Final[tuple[View, ...]] = ("apart", "unclear")
_WORDS_FROM_BEST: Final = ("very_strong", "strong", "moderate", "weak", "none")


class TeamHeadline(NamedTuple):
    """The largest difference in one sentence, and what it means."""

    title: str
    consequence: str


def reader(result: TeamResult) -> Reader:
    """Whom the words speak to."""
    return "leader" if result.is_for_leader else "member"


def team_occasion(result: TeamResult, language: Language) -> str:
    """Whose result it is, and of which day."""
    day = date_text(result.closed_on, language) if result.closed_on else ""
    return ", ".join(part for part in (say(language, "team_result.column.team"), result.name, day) if part)


def team_headline(result: TeamResult, language: Language) -> TeamHeadline:
    """The largest difference with a verdict, or else the largest one shown; without any, what there is to say."""
    if not result.shows_anything:
        found = (say(language, f"team_result.headline.nothing.{part}") for part in ("title", "consequence"))
        return TeamHeadline(*found)
    who = reader(result)
    if result.findings:
        row = result.findings[0]
        return TeamHeadline(
            say(language, f"team_result.headline.{who}.{row.view}", name=_name(row, result, language)),
            _meant(row, result, language),
        )
    if result.standing_out:
        return _far_apart(result.standing_out[0], result, language)
    lowest = result.lowest
    name = _name(lowest, result, language) if lowest else ""
    team = team_figure(lowest.figure, language) if lowest else ""
    if all(row.view == "unseen" for row in result.rows):
        title = say(language, f"team_result.headline.{who}.alone", name=name)
    else:
        title = say(language, f"team_result.headline.{who}.{'same' if result.is_seen_alike else 'unclear'}")
    return TeamHeadline(title, say(language, "team_result.consequence.lowest", name=name, team=team))


def _far_apart(row: TeamRow, result: TeamResult, language: Language) -> TeamHeadline:
    """The two numbers in plain words, and that they are no verdict."""
    who = reader(result)
    direction = "less" if row.is_leader_lower else "more"
    title = say(
        language,
        f"team_result.headline.{who}.{direction}",
        name=_name(row, result, language),
        leader=leader_figure(row.figure, language),
        team=team_figure(row.figure, language),
    )
    return TeamHeadline(title, say(language, f"team_result.consequence.{who}.apart"))


def _meant(row: TeamRow, result: TeamResult, language: Language) -> str:
    """The levels, where they differ and are verbs as in the bank of the app, and the figures."""
    place, bank = f"team_result.consequence.{reader(result)}", result.instrument
    levels = (row.leader_level, row.team_level)
    figures = say(
        language, f"{place}.figures", leader=leader_figure(row.figure, language), team=team_figure(row.figure, language)
    )
    if not bank.is_shipped or levels[0] == levels[1]:
        return figures
    leader, team = (lower_first(level_name(level, bank, language)) for level in levels)
    return f"{say(language, f'{place}.levels', leader=leader, team=team)} {figures}"


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


def range_text(figure: WholeFigure, language: Language) -> str:
    """The likely range, or a dash."""
    if figure.interval is None:
        return "–"
    low, high = figure.interval
    return say(language, "team_result.range", low=low, high=high)


def view_text(row: TeamRow, result: TeamResult, language: Language) -> str:
    """How the leader sees a factor beside the team, in a few words."""
    return say(language, f"team_result.view.{reader(result)}.{row.view}")


def agreement_word(figure: WholeFigure, language: Language) -> str:
    """How far the team agrees in a word, or a dash."""
    return "–" if figure.agreement is None else say(language, f"team_result.agreement.word.{figure.agreement}")


def row_sentence(row: TeamRow, result: TeamResult, language: Language) -> str:
    """A row in words, for alternative texts."""
    return say(
        language,
        "team_result.row",
        name=part_name(row.factor, result.instrument, language),
        team=bounded(row.figure.mean, row.figure.bound, language),
        range=range_text(row.figure, language),
        who=say(language, f"team_result.key.{reader(result)}"),
        leader=leader_figure(row.figure, language),
        view=view_text(row, result, language),
    )


# What is said below the figures ---------------------------------------------------------------------------------------


def worth_sentence(result: TeamResult, language: Language) -> str:
    """How many have answered, and what that is worth."""
    counted = "answered" if result.size is None else "answered_of"
    answered = say(language, f"team_result.worth.{counted}", n=result.report.n, size=result.size)
    return say(language, f"team_result.worth.{result.worth}", answered=answered)


def agreement_sentences(result: TeamResult, language: Language) -> list[str]:
    """How far the team agrees on which factors, the strongest agreement first; or why that is not said."""
    if not result.says_spread:
        return [say(language, "team_result.agreement.too_few")]
    found = [
        say(
            language,
            f"team_result.agreement.sentence.{word}",
            names=factors_named(result.agreements[word], result, language),
        )
        for word in _WORDS_FROM_BEST
        if word in result.agreements
    ]
    if not found:
        return [say(language, "team_result.agreement.none_shown")] if result.shows_anything else []
    return [*found, say(language, "team_result.agreement.compared")]


def left_out_sentences(result: TeamResult, language: Language) -> list[str]:
    """What of the four factors is hidden, or shown as a bound, and why."""
    hidden = [row for row in result.rows if row.figure.mean is None]
    reasons = {
        "too_few": [row for row in hidden if result.has_too_few(row.figure)],
        "telling": [row for row in hidden if not result.has_too_few(row.figure)],
        "no_leader" if result.is_for_leader else "no_leader_member": [
            row for row in result.rows if row.figure.mean is not None and row.figure.leader is None
        ],
    }
    found = [
        say(
            language,
            f"team_result.left_out.{why}",
            names=upper_first(factors_named([row.factor for row in rows], result, language)),
            minimum=_minimum(result, language),
        )
        for why, rows in reasons.items()
        if rows
    ]
    if any(row.figure.bound is not None for row in result.rows):
        found.append(say(language, "team_result.left_out.bound"))
    found.extend(say(language, f"team_result.left_out.{view}") for view in _WITHOUT_VERDICT if _has(view, result))
    return found


def _has(view: View, result: TeamResult) -> bool:
    return any(row.view == view for row in result.rows)


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
    """Which departments are not shown by themselves, and why; and the engagement of those that were asked about it."""
    found = [sentence] if (sentence := not_shown_sentence(result, language)) else []
    if result.has_blanks:
        found.append(say(language, "team_result.departments.blank"))
    if any(figure.bound is not None for group in result.departments for figure in group.figures):
        found.append(say(language, "team_result.departments.bound"))
    if result.report.engagement:
        shown = [
            f"{group.name} {bounded(figure.mean, figure.bound, language)}"
            for group in result.report.engagement
            for figure in group.figures
        ]
        found.append(say(language, "team_result.departments.engagement", shown=joined(shown, language)))
    return found


def not_shown_sentence(result: TeamResult, language: Language) -> str:
    """Which departments are not shown by themselves, with one sentence for every reason; "" when all are."""
    if result.hiding is None:
        return ""
    names = joined(result.report.hidden, language)
    minimum = _minimum(result, language)
    return say(language, f"team_result.departments.{result.hiding}", names=names, minimum=minimum)


def receipt_sentence(result: TeamResult, language: Language) -> str:
    """What was checked before anything was shown."""
    receipt = result.report.receipt
    if not result.shows_anything:
        return say(language, "team_result.receipt.nothing")
    return say(
        language,
        "team_result.receipt.text",
        figures=receipt.figures,
        releases=receipt.releases,
        narrowest=receipt.narrowest,
    )


def receipt_meaning(result: TeamResult, language: Language) -> str:
    """What was tried, and what the narrowest range means."""
    receipt, meaning = result.report.receipt, "meaning_leader" if result.is_for_leader else "meaning"
    return say(language, f"team_result.receipt.{meaning}", figures=receipt.figures, narrowest=receipt.narrowest)


def team_advice_reason(advice: Advice, result: TeamResult, language: Language) -> str:
    """Why a piece of advice follows from the team's result."""
    factors = [name for names in advice.reason.values.values() if isinstance(names, tuple) for name in names]
    return say(language, f"team_result.advice.{advice.reason.id}", names=factors_named(factors, result, language))


def team_advice_steps(advice: Advice, language: Language) -> list[str]:
    """The first step of a piece of advice, and what to do within 30, 60 and 90 days."""
    first, *later = team_step_texts(advice, language).items()
    return [first[1], *(f"{say(language, f'advice.d{days}')}: {text}" for days, text in later)]


def team_step_texts(advice: Advice, language: Language) -> dict[int, str]:
    """The first step of a piece of advice and what follows, by the days until each is due."""
    rule = advice.recommendation
    later = zip(DAYS_OF_MILESTONES, (rule.d30, rule.d60, rule.d90), strict=True)
    return {DAYS_OF_FIRST_STEP: rule.first[language]} | {
        days: text[language] for days, text in later if text is not None
    }


def _name(row: TeamRow, result: TeamResult, language: Language) -> str:
    return factors_named([row.factor], result, language)


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


def _minimum(result: TeamResult, language: Language) -> str:
    return minimum_name(result.minimum, language)


def minimum_name(minimum: int, language: Language) -> str:
    """The fewest of whom anything is shown, in a word where the leader can choose it."""
    known = {5: "five", 7: "seven", 10: "ten"}
    place = known.get(minimum)
    return say(language, f"team_result.minimum.{place}") if place else str(minimum)
