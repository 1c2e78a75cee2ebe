"""What has moved since the assessment before, and where two maps differ."""

from __future__ import annotations

from typing import Final

from assessment.comparison import Cell, Change, compare_maps
from assessment.instrument import Instrument, Language
from assessment.report import Report
from assessment.sentences.names import element_name, map_of, measure_name, pair_name, role_name
from assessment.words import date_text, first_names, joined, number, pull_text, quoted, rounded, say

_CHANGES: Final = 8


def movement_text(change: Change, language: Language) -> str:
    """Whether a score has moved since the assessment before, with the points of a real change."""
    if change.movement is None or change.difference is None:
        return say(language, "comparison.unknown")
    movement = say(language, f"comparison.{change.movement}")
    if change.movement == "no_change":
        return movement
    return say(
        language, "comparison.difference", movement=movement, difference=number(abs(change.difference), language)
    )


def comparison_heading(report: Report, language: Language) -> str:
    """The two days that are compared."""
    values = {"earlier": report.earlier[-1].answered_on, "later": report.answered_on}
    days = {name: date_text(day, language) for name, day in values.items()}
    return say(language, f"comparison.{'same_day' if len(set(values.values())) == 1 else 'heading'}", **days)


def comparison_remarks(report: Report, language: Language) -> list[str]:
    """How to read the comparison: what is no change, and whether the two can stand beside each other at all."""
    before, now = report.earlier[-1], report
    factors = [change for change in report.changes if now.instrument.factor(change.id)]
    smallest = [change.new.resolution for change in factors if change.new.resolution is not None]
    remarks = []
    if smallest:
        ends = dict.fromkeys(number(end, language) for end in (min(smallest), max(smallest)))
        remarks.append(say(language, "comparison.resolution", resolution="–".join(ends)))
    differs = {
        "bank_differs": _bank(before) != _bank(now),
        "form_differs": before.answers.form != now.answers.form,
        "scoring_differs": before.occasion.scoring_version != now.occasion.scoring_version,
        "other_behaviour": _behaviours(before) != _behaviours(now),
    }
    return remarks + [say(language, f"comparison.{what}") for what, does in differs.items() if does]


def series_remark(report: Report, language: Language) -> str:
    """Which days of a series of several stand on another question bank or form than the latest; else nothing."""
    others = [day for day in report.earlier if (_bank(day), day.answers.form) != (_bank(report), report.answers.form)]
    if not others or len(report.earlier) <= 1:
        return ""
    days = first_names([date_text(day.answered_on, language) for day in others], language)
    return say(language, "comparison.series_differs", days=days)


def _bank(report: Report) -> tuple[Instrument, str, bool]:
    """The question bank and what tells it from another one that is shown in its place, when its own text is lost."""
    version = report.answers.instrument_version or report.instrument.version
    return report.instrument, version, report.occasion.bank_is_current


def _behaviours(report: Report) -> tuple[str, str]:
    return report.answers.current_behaviour, report.answers.new_behaviour


def map_comparison_sentences(report: Report, other: Report, language: Language) -> list[str]:
    """Where two people's maps differ: how often, each cell, and the roles that only one of them has."""
    if report.incentives is None or other.incentives is None:
        return []
    found = compare_maps(report.incentives, other.incentives)
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


def _cell_sentence(cell: Cell, report: Report, language: Language) -> str:
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


def clash_changes(before: Report, after: Report, language: Language) -> list[str]:
    """What becomes of the clashes in another map: a line for each pair of roles whose whole number differs.

    The largest change first, at most 8, then how many more there are. A role that one of the maps lacks clashes with
    nobody there; names are those of `after` where it has both roles.
    """
    then, now = _whole_clashes(before), _whole_clashes(after)
    values = {pair: (then.get(pair, 0), now.get(pair, 0)) for pair in then | now}
    changed = sorted(
        (pair for pair, (old, new) in values.items() if old != new),
        key=lambda pair: -abs(values[pair][1] - values[pair][0]),
    )
    lines = [_clash_change(pair, values[pair], before, after, language) for pair in changed[:_CHANGES]]
    further = len(changed) - len(lines)
    return [*lines, say(language, "incentives.clash.changed_further", count=further)] if further else lines


def _whole_clashes(report: Report) -> dict[frozenset[str], int]:
    """The clashes as the screen shows them, by their two roles."""
    clashes = report.incentives.clashes if report.incentives else ()
    return {frozenset((clash.a, clash.b)): int(rounded(clash.clash, 0)) for clash in clashes}


def _clash_change(
    pair: frozenset[str], values: tuple[int, int], before: Report, after: Report, language: Language
) -> str:
    report = after if all(map_of(after).role(role) for role in pair) else before
    one, other = (role.id for role in map_of(report).roles if role.id in pair)
    names = pair_name(one, other, report, language)
    old, new = (number(value, language) for value in values)
    return say(language, "incentives.clash.changed", pair=names, before=old, after=new)
