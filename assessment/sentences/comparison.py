"""What has moved since the assessment before, and where two maps differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assessment.comparison import Change, ClashChange, ClashChanges, FactorChange, MapComparison, SharedCell, Turn
from assessment.instrument import Language
from assessment.plan import OUTCOMES, PlanLine
from assessment.report import Report
from assessment.sentences.names import element_name, measure_name, pair_name, part_name, quoted_measures, role_name
from assessment.sentences.reader import say_to_reader
from assessment.sentences.scores import Headline, balance_values, headline, highest_named, named_factors
from assessment.words import (
    date_text,
    day_text,
    first_names,
    joined,
    lower_first,
    number,
    pull_text,
    quoted,
    say,
    score_text,
    signed,
    upper_first,
)


def movement_text(change: Change, language: Language) -> str:
    """Whether a score has moved since the assessment before, and by how many points."""
    if change.movement is None or change.points is None:
        return say(language, "comparison.unknown")
    movement = say(language, f"comparison.{change.movement}")
    if change.movement == "no_change":
        return movement
    return say(language, "comparison.difference", movement=movement, difference=number(change.points, language))


def both_movements_text(change: FactorChange, language: Language) -> str:
    """How both behaviours have moved, in the few words beside a factor's name in a figure."""
    if change.current.has_moved and change.new.has_moved:
        points = [signed(moved.whole_points or 0, language) for moved in (change.current, change.new)]
        return say(language, "comparison.both", today=points[0], wanted=points[1])
    column, moved = ("today", change.current) if change.current.has_moved else ("wanted", change.new)
    if moved.movement is None or moved.points is None:
        return movement_text(moved, language)
    if not moved.has_moved:
        return say(language, "comparison.no_change")
    how = say(language, f"comparison.{moved.movement}")
    by = say(language, "comparison.by", movement=how, difference=number(moved.points, language))
    return say(language, f"comparison.of.{column}", moved=by)


def opening(report: Report, language: Language) -> Headline:
    """What a report opens with, on screen and in every file: what has turned most since last time, else the weakest."""
    if not report.opens_with_change:
        return headline(report, language)
    if turned := turned_headline(report, language):
        return turned
    found = headline(report, language)
    parts = (found.consequence, _nothing_moved(report, language), _worst_turn(report, language))
    return Headline(found.title, " ".join(part for part in parts if part))


def _nothing_moved(report: Report, language: Language) -> str:
    """That the wanted behaviour has no more and no less support than last time; "" where nothing can be compared."""
    if all(change.new.movement is None for change in report.factor_changes):
        return ""
    day = date_text(report.earlier[-1].answered_on, language)
    return say(language, "headline.turned.none", day=day)


def turn_sentences(report: Report, language: Language) -> list[str]:
    """Each factor of which another behaviour wins than in the assessment before, a sentence each, the worse first."""
    return [_turn_sentence(turn, report, language) for turn in report.turns]


def _turn_sentence(turn: Turn, report: Report, language: Language) -> str:
    values = balance_values(report.scores.factor(turn.id), language)
    scores = values["current"], values["new"]
    first, second = reversed(scores) if turn.now.verdict == "new" else scores  # whichever wins
    return say(
        language,
        "comparison.turn.sentence",
        name=part_name(turn.id, report.instrument, language),
        before=say(language, f"comparison.turn.before.{turn.before}"),
        now=say(language, f"comparison.turn.now.{turn.now.verdict}"),
        first=first,
        second=second,
        on_pairs=values["on_pairs"],
    )


def _worst_turn(report: Report, language: Language, *, besides: str | None = None) -> str:
    """The sentence about the factor that has turned worst for the wanted behaviour; "" when none has."""
    worse = (turn for turn in report.turns if turn.is_worse and turn.id != besides)
    return next((_turn_sentence(turn, report, language) for turn in worse), "")


def turned_headline(report: Report, language: Language) -> Headline | None:
    """What has moved most since the assessment before, and what is weakest now; None when nothing has moved."""
    if not report.turned or report.scores.overall.minimum is None:
        return None
    way = report.turned[0].new.movement
    same, other = ([one for one in report.turned if (one.new.movement == way) is is_same] for is_same in (True, False))
    besides = same[0].id if len(same) == 1 else None
    worse = _worst_turn(report, language, besides=besides)
    said = {turn.id for turn in report.turns if _turn_sentence(turn, report, language) == worse}
    names = upper_first(named_factors(report, language))
    score, highest = number(report.scores.overall.minimum, language), highest_named(report, language)
    spread = "equal" if score == highest else "between"
    weakest = say(language, f"headline.turned.{spread}", names=names, score=score, highest=highest)
    stands = _stands(same[0], report, language) if len(same) == 1 else ""
    back = _moved_back([one for one in other if one.id not in said], report, language)
    parts = (stands, back, worse, weakest)
    return Headline(_moved_title(same, report, language), " ".join(part for part in parts if part))


def _moved_title(moved: Sequence[FactorChange], report: Report, language: Language) -> str:
    """That these factors, most moved first, now give the wanted behaviour more support, or that they give it less."""
    most, *others = moved
    if not others:
        factor = report.instrument.factor(most.id)
        how = "many" if factor and factor.name.is_plural else "one"
    else:
        how = {2: "two", 3: "three"}.get(len(moved), "all")
    name = part_name(most.id, report.instrument, language)
    return say(
        language,
        f"headline.turned.{most.new.movement}.{how}",
        name=name if not others else lower_first(name),
        names=upper_first(_with_scores(moved, report, language)),
        earlier=score_text(most.new.earlier, language),
        later=score_text(most.new.later, language),
    )


def _moved_back(moved: Sequence[FactorChange], report: Report, language: Language) -> str:
    """The factors that have moved the other way than the one in the headline; "" when none has."""
    if not moved:
        return ""
    names = _with_scores(moved, report, language)
    return say(language, f"headline.turned.other.{moved[0].new.movement}", names=names)


def _with_scores(moved: Sequence[FactorChange], report: Report, language: Language) -> str:
    """These factors as a list inside a sentence, each with the wanted behaviour's score before and now."""
    names = [
        say(
            language,
            "headline.turned.scores",
            name=lower_first(part_name(change.id, report.instrument, language)),
            earlier=score_text(change.new.earlier, language),
            later=score_text(change.new.later, language),
        )
        for change in moved
    ]
    return joined(names, language)


def _stands(most: FactorChange, report: Report, language: Language) -> str:
    """Which behaviour has more support in the factor of the headline, and whether that is new; "" when unknown."""
    now, before = (of.scores.factor(most.id).balance for of in (report, report.earlier[-1]))
    if now is None:
        return ""
    is_new = before is None or before.verdict != now.verdict
    how = "fallen" if most.new.movement == "down" else "risen"
    return say(language, f"headline.turned.{how}.{now.verdict}.{'turned' if is_new else 'still'}")


def comparison_heading(report: Report, language: Language) -> str:
    """The two days that are compared."""
    values = {"earlier": report.earlier[-1].answered_on, "later": report.answered_on}
    days = {name: date_text(day, language) for name, day in values.items()}
    return say(language, f"comparison.{'same_day' if len(set(values.values())) == 1 else 'heading'}", **days)


def done_heading(report: Report, language: Language) -> str:
    """The heading above what has come of the plan."""
    return say_to_reader(report, language, "comparison.done")


class OutcomeText(NamedTuple):
    """What has come of a line of the plan: its id and title, how it went, and what that may have to do with.

    `needs_day` when it was not done and no new day is ahead.
    """

    line: str
    title: str
    outcome: str
    remark: str
    needs_day: bool


def outcome_texts(report: Report, language: Language) -> list[OutcomeText]:
    """What has come of each line of the plan that says so. What has helped is first."""
    known = [(line, line.outcome) for line in report.plan if line.outcome]
    return [
        OutcomeText(
            line.id,
            line.title or say(language, "plan_page.untitled"),
            say(language, f"plan.outcomes.{outcome}"),
            _outcome_remark(line, report, language),
            outcome == "not_done" and not line.is_all_done and not line.has_new_day(report.made_on),
        )
        for line, outcome in sorted(known, key=lambda one: OUTCOMES.index(one[1]))
    ]


def _outcome_remark(line: PlanLine, report: Report, language: Language) -> str:
    """Which rise may have to do with a line that helped, or the new day of one that was not done; "" for neither."""
    risen = report.risen_with(line) if line.outcome == "helped" else None
    if risen is not None:
        return say(
            language,
            "comparison.linked",
            name=lower_first(part_name(risen.id, report.instrument, language)),
            earlier=score_text(risen.new.earlier, language),
            later=score_text(risen.new.later, language),
        )
    if line.due is not None and line.has_new_day(report.made_on):
        return say(language, "comparison.has_new_day", day=day_text(line.due, language))
    return ""


def comparison_remarks(report: Report, language: Language) -> list[str]:
    """How to read the comparison: what counts as a change, and whether the two assessments are comparable."""
    ends = dict.fromkeys(number(resolution, language) for resolution in report.resolutions)
    resolution = [say(language, "comparison.resolution", resolution="–".join(ends))] if ends else []
    differences = [say(language, f"comparison.{what}") for what in report.differences]
    if factors := report.factors_with_other_statements:
        names = joined([lower_first(part_name(factor, report.instrument, language)) for factor in factors], language)
        differences.append(say(language, "comparison.other_statements", names=names))
    return [*resolution, *differences]


def series_remark(report: Report, language: Language) -> str:
    """The days of a series that used another question bank or form than the latest; "" when there are none."""
    if not report.other_days or len(report.earlier) == 1:
        return ""
    days = first_names([date_text(day, language) for day in report.other_days], language)
    return say(language, "comparison.series_differs", days=days)


def map_comparison_sentences(found: MapComparison, report: Report, other: Report, language: Language) -> list[str]:
    """Where two people's maps differ: the number of cells, each cell, and the roles that only one of them has."""
    how_many = "some" if found.differing else "none"
    sentences = [
        say(language, f"map_comparison.{how_many}", compared=found.compared, count=len(found.differing)),
        *(_cell_sentence(cell, report, language) for cell in found.differing),
    ]
    for whose, roles, of in (("one", found.only_one, report), ("other", found.only_other, other)):
        if roles:
            names = joined([role_name(role, of, language) for role in roles], language)
            sentences.append(say(language, f"map_comparison.only_{whose}", roles=names))
    return sentences


def _cell_sentence(cell: SharedCell, report: Report, language: Language) -> str:
    role = role_name(cell.role, report, language)
    if cell.measure is not None:
        role = f"{role}, {quoted(measure_name(cell.role, cell.measure, report, language), language)}"
    return say(
        language,
        "map_comparison.cell",
        role=role,
        element=quoted(element_name(cell.element, report, language), language),
        one=pull_text(cell.one, language),
        other=pull_text(cell.other, language),
    )


def clash_change_sentences(changes: ClashChanges, before: Report, after: Report, language: Language) -> list[str]:
    """One line per pair of roles whose clash changes, the largest change first, then how many more there are."""
    lines = [_clash_change(change, before, after, language) for change in changes.largest]
    if not changes.further:
        return lines
    return [*lines, say(language, "incentives.clash.changed_further", count=changes.further)]


def carried_clash_sentences(before: Report, after: Report, language: Language) -> list[str]:
    """The clashes that stay as they were although a measure that caused them is removed, with what causes them now."""
    return [
        say(
            language,
            "incentives.clash.carried",
            pair=pair_name(found.clash.a, found.clash.b, after, language),
            clash=number(found.clash.clash, language),
            measures=quoted_measures([measure_name(*cause, after, language) for cause in found.causes], language),
        )
        for found in after.carried_clashes_since(before)
    ]


def _clash_change(change: ClashChange, before: Report, after: Report, language: Language) -> str:
    report = after if after.map.role(change.a) and after.map.role(change.b) else before
    return say(
        language,
        "incentives.clash.changed",
        pair=pair_name(change.a, change.b, report, language),
        before=number(change.before, language),
        after=number(change.after, language),
    )
