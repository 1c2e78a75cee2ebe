"""What has moved since the assessment before, and where two maps differ."""

from __future__ import annotations

from assessment.comparison import Change, ClashChange, ClashChanges, MapComparison, SharedCell, Turn
from assessment.instrument import Language
from assessment.plan import OUTCOMES
from assessment.report import Report
from assessment.sentences.names import element_name, measure_name, pair_name, part_name, quoted_measures, role_name
from assessment.sentences.reader import say_to_reader
from assessment.sentences.scores import Headline, headline, highest_named, named_factors
from assessment.words import (
    date_text,
    first_names,
    joined,
    lower_first,
    number,
    pull_text,
    quoted,
    say,
    score_text,
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


def wanted_movement_text(change: Change, language: Language) -> str:
    """movement_text() of the wanted behaviour, in the few words beside a factor's name in a figure."""
    if change.movement is None or change.points is None:
        return movement_text(change, language)
    moved = say(language, f"comparison.{change.movement}")
    if change.movement != "no_change":
        moved = say(language, "comparison.by", movement=moved, difference=number(change.points, language))
    return say(language, "comparison.wanted", moved=moved)


def opening(report: Report, language: Language) -> Headline:
    """What a report opens with, on screen and in every file: what has turned most since last time, else the weakest."""
    if not report.opens_with_change:
        return headline(report, language)
    if turned := turned_headline(report, language):
        return turned
    found, worse = headline(report, language), _worst_turn(report, language)
    return Headline(found.title, f"{found.consequence} {worse}".rstrip())


def turn_sentences(report: Report, language: Language) -> list[str]:
    """Each factor of which another behaviour wins than in the assessment before, a sentence each, the worse first."""
    return [_turn_sentence(turn, report, language) for turn in report.turns]


def _turn_sentence(turn: Turn, report: Report, language: Language) -> str:
    scores = turn.now.current, turn.now.new
    first, second = reversed(scores) if turn.now.verdict == "new" else scores  # whichever wins
    return say(
        language,
        "comparison.turn.sentence",
        name=part_name(turn.id, report.instrument, language),
        before=say(language, f"comparison.turn.before.{turn.before}"),
        now=say(language, f"comparison.turn.now.{turn.now.verdict}"),
        first=score_text(first, language),
        second=score_text(second, language),
    )


def _worst_turn(report: Report, language: Language, *, besides: str | None = None) -> str:
    """The sentence about the factor that has turned worst for the wanted behaviour; "" when none has."""
    worse = (turn for turn in report.turns if turn.is_worse and turn.id != besides)
    return next((_turn_sentence(turn, report, language) for turn in worse), "")


def turned_headline(report: Report, language: Language) -> Headline | None:
    """What has moved most since the assessment before, and what is weakest now; None when nothing has moved."""
    most = report.turned_most
    if most is None or report.scores.overall.minimum is None:
        return None
    title = say(
        language,
        f"headline.turned.{most.new.movement}",
        name=lower_first(part_name(most.id, report.instrument, language)),
        earlier=score_text(most.new.earlier, language),
        later=score_text(most.new.later, language),
    )
    names = upper_first(named_factors(report, language))
    score, highest = number(report.scores.overall.minimum, language), highest_named(report, language)
    spread = "equal" if score == highest else "between"
    weakest = say(language, f"headline.turned.{spread}", names=names, score=score, highest=highest)
    balance = report.scores.factor(most.id).balance
    is_fallen = most.new.movement == "down" and balance is not None and balance.verdict == "current"
    verdict = "fallen" if is_fallen else balance.verdict if balance else None
    stands = say(language, f"headline.turned.{verdict}") if verdict else ""
    parts = (stands, _worst_turn(report, language, besides=most.id), weakest)
    return Headline(title, " ".join(part for part in parts if part))


def comparison_heading(report: Report, language: Language) -> str:
    """The two days that are compared."""
    values = {"earlier": report.earlier[-1].answered_on, "later": report.answered_on}
    days = {name: date_text(day, language) for name, day in values.items()}
    return say(language, f"comparison.{'same_day' if len(set(values.values())) == 1 else 'heading'}", **days)


def done_heading(report: Report, language: Language) -> str:
    """The heading above what has come of the plan."""
    return say_to_reader(report, language, "comparison.done")


def outcome_texts(report: Report, language: Language) -> list[tuple[str, str]]:
    """What has come of the plan: the title of each line that says so, and how it went. What has helped is first."""
    known = [(line, line.outcome) for line in report.plan if line.outcome]
    in_order = sorted(known, key=lambda one: OUTCOMES.index(one[1]))
    return [
        (line.title or say(language, "plan_page.untitled"), say(language, f"plan.outcomes.{outcome}"))
        for line, outcome in in_order
    ]


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
