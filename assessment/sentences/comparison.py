"""What has moved since the assessment before, and where two maps differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from assessment.comparison import (
    CarriedClash,
    Change,
    ClashChange,
    ClashChanges,
    FactorChange,
    MapComparison,
    SharedCell,
    Turn,
)
from assessment.instrument import Language
from assessment.report import Report
from assessment.sentences.causes import moved_values, since_sentence
from assessment.sentences.clash_sizes import clash_text, clash_texts
from assessment.sentences.names import (
    element_name,
    measure_name,
    pair_name,
    part_name,
    part_names,
    quoted_measures,
    role_name,
)
from assessment.sentences.scores import (
    Headline,
    balance_values,
    headline,
    left_weak,
    overall_change,
    today_wins_everywhere,
    weakest_now,
)
from assessment.words import (
    date_text,
    day_text,
    first_names,
    joined,
    number,
    pull_text,
    quoted,
    say,
    score_text,
)

_MOST_SENTENCES: Final = 2
_COUNTS: Final[Mapping[int, str]] = {1: "one", 2: "two", 3: "three", 4: "all"}


def movement_text(change: Change, language: Language) -> str:
    """Whether a score has moved since the assessment before, and by how many points if that counts.

    Where the numbers beside it differ too little, the change is called small, not none: exactly those drawn in grey.
    """
    if change.movement is None or change.points is None:
        return say(language, "comparison.unknown")
    if not change.is_clear:
        return say(language, f"comparison.{'small' if change.is_small else 'no_change'}")
    movement = say(language, f"comparison.{change.movement}")
    return say(language, "comparison.difference", movement=movement, difference=number(change.points, language))


def opening(report: Report, language: Language, *, is_short: bool = False) -> Headline:
    """What a report opens with, on screen and in every file: what has changed since last time, else the weakest.

    Where it `is_short`, it leaves out the scores that the figure below has, also where nothing has moved.
    """
    if not report.opens_with_change:
        return headline(report, language)
    if turned := turned_headline(report, language, is_short=is_short):
        return turned
    found = headline(report, language)
    moved = since_sentence(report, language) or _nothing_moved(report, language)
    return Headline(found.title, " ".join(filter(None, (found.consequence, moved, _worst_turn(report, language)))))


def _nothing_moved(report: Report, language: Language) -> str:
    """That the wanted behaviour has no more and no less support than last time; "" where nothing can be compared."""
    if _is_incomparable(report):
        return ""
    day = date_text(report.earlier[-1].answered_on, language)
    return say(language, "headline.turned.none", day=day)


def _is_incomparable(report: Report) -> bool:
    """Whether no factor has a score for the wanted behaviour in both assessments."""
    return all(change.new.movement is None for change in report.factor_changes)


def _worst_turn(report: Report, language: Language) -> str:
    """In which factor the wanted behaviour stands worst compared with before, and which wins; "" when in none."""
    turn = next((turn for turn in report.turns if turn.is_worse), None)
    if turn is None:
        return ""
    scores = balance_values(report.scores.factor(turn.id), language)
    what = say(
        language,
        f"comparison.turn.{'even' if turn.now.verdict == 'contested' else 'what'}",
        before=say(language, f"comparison.turn.before.{turn.before}"),
        now=say(language, f"comparison.turn.now.{turn.now.verdict}"),
        first=scores["current"],
        second=scores["new"],
        on_pairs=scores["on_pairs"],
    )
    return say(language, "comparison.turn.sentence", name=part_name(turn.id, report.instrument, language), what=what)


def turned_headline(report: Report, language: Language, *, is_short: bool = False) -> Headline | None:
    """What has changed since the assessment before; None when no score has moved, unless it `is_short`.

    The title says which behaviour wins over all four factors now, and how many factors are better and how many worse.
    The text says what they came to together then and now, which these are in two sentences, or of what has moved only
    one way also which give the least support now. What gives the least support now, or blocks, is always named.
    """
    is_told = bool(report.turned) or (is_short and not _is_incomparable(report))
    if not is_told or report.scores.overall.minimum is None:
        return None
    before, now = report.total_before, report.total_verdict
    total = f"total.{'still' if before == now else 'now'}.{now}" if before and now else "total_unknown"
    if today_wins_everywhere(report.scores):
        total = f"total.{'still' if today_wins_everywhere(report.earlier[-1].scores) else 'now'}.all"
    counts = bool(report.better or report.worse)
    moved = _better_and_worse(report, language, is_short=is_short) or [_slight(report, language)]
    weakest = "" if is_short else weakest_now(report, language)
    parts = [part for part in (*moved, weakest) if part][:_MOST_SENTENCES]
    was = not parts[1:] and before and now and before != now
    if counts:
        parts.insert(0, overall_change(report, language))
    if was:
        parts.insert(0, say(language, f"headline.turned.was.{before}"))
    if is_short or not (weakest and weakest in parts):
        parts.append(left_weak(report, language, names_weakest=is_short))
    title = say(language, f"headline.turned.{total}", how=_how_many(report, language))
    return Headline(title, " ".join(filter(None, parts)))


def _how_many(report: Report, language: Language) -> str:
    """How many factors are better and how many worse, inside a sentence; where none is, how little has changed.

    That no score has changed, or that all changes are small, is said only where all can be compared.
    """
    better, worse = (len(found) for found in (report.better, report.worse))
    if better and worse:
        said = {"better": f"better.{_COUNTS[better]}", "worse": f"and_worse.{_COUNTS[worse]}"}
        counts = {way: say(language, f"headline.turned.{words}") for way, words in said.items()}
        return say(language, "headline.turned.both", **counts)
    if not better and not worse:
        return say(language, f"headline.turned.{_how_little(report)}")
    return say(language, f"headline.turned.{'better' if better else 'worse'}.{_COUNTS[better or worse]}")


def _how_little(report: Report) -> Literal["unchanged", "slightly", "not_clearly"]:
    """How little has changed where no factor is better or worse; today's way may have moved even then."""
    moves = [moved for one in report.factor_changes for moved in (one.current, one.new)]
    if any(moved.points is None or moved.is_clear for moved in moves):
        return "not_clearly"
    if any(moved.points for moved in moves):
        return "slightly"
    return "unchanged" if report.total_before == report.total_verdict else "not_clearly"


def _better_and_worse(report: Report, language: Language, *, is_short: bool) -> list[str]:
    """Which factors are better, in a sentence, and which are worse; empty where none is either.

    Only their names where it `is_short`; else each with its scores, or who wins where only today's way has moved, or a
    single factor has turned.
    """
    groups = [(way, factors) for way, factors in (("better", report.better), ("worse", report.worse)) if factors]
    if is_short:
        shown = [one.id for one in report.changed_first]
        named = {way: [one for one in shown if one in factors] for way, factors in groups}
        return [
            say(language, f"headline.turned.turns.{way}", names=part_names(factors, report.instrument, language))
            for way, factors in named.items()
        ]
    moved = {change.id: change for change in report.turned if change.new.is_clear}
    if len([*report.better, *report.worse]) == 1 and not report.turns:
        return [_moved_but(change, report, language) for change in moved.values()]
    return [
        say(language, f"headline.turned.turns.{way}", names=_each(factors, moved, report, language))
        for way, factors in groups
    ]


def _each(factors: Sequence[str], moved: Mapping[str, FactorChange], report: Report, language: Language) -> str:
    """The names of factors that are all better, or all worse, each with what has changed."""
    is_alone = len([*report.better, *report.worse]) == 1
    turns = [
        turn for turn in report.turns if turn.id in factors and (is_alone or not _moved_so(turn, moved.get(turn.id)))
    ]
    told = {turn.id for turn in turns}
    scores = [change for change in moved.values() if change.id in factors and change.id not in told]
    each = [
        say(
            language,
            f"headline.turned.turns.where.{verdict}",
            names=part_names([turn.id for turn in turns if turn.now.verdict == verdict], report.instrument, language),
        )
        for verdict in dict.fromkeys(turn.now.verdict for turn in turns)
    ]
    named = [_with_scores(scores, report, language), *each] if scores else each
    return say(language, "headline.turned.turns.and").join(named)


def _moved_so(turn: Turn, change: FactorChange | None) -> bool:
    """Whether the wanted behaviour's score has clearly moved the way that its standing has turned."""
    return change is not None and (change.new.movement == "down") is turn.is_worse


def _moved_but(change: FactorChange, report: Report, language: Language) -> str:
    """By how much support has risen or fallen in a factor of which no other behaviour wins now, and which does."""
    score, before = report.scores.factor(change.id), report.earlier[-1].scores.factor(change.id).balance
    still = score.balance.verdict if score.balance and before else "unknown"
    return say(
        language,
        f"headline.turned.moved.{change.new.movement}.{still}",
        name=part_name(change.id, report.instrument, language),
        earlier=score_text(change.new.earlier, language),
        later=score_text(change.new.later, language),
        **(balance_values(score, language) if score.balance else {}),
    )


def _slight(report: Report, language: Language) -> str:
    """The factors whose change just counts, which two answers can cause; "" for none."""
    slight = [one for one in report.turned if not one.new.is_clear]
    many = "many" if slight[1:] else "one"
    return (
        say(language, f"headline.turned.slight.{many}", names=_with_scores(slight, report, language)) if slight else ""
    )


def _with_scores(moved: Sequence[FactorChange], report: Report, language: Language) -> str:
    """These factors as a list inside a sentence, each with the wanted behaviour's score before and now.

    The first says whose score it is.
    """
    names = [
        say(
            language,
            f"headline.turned.{'scores' if place else 'first_scores'}",
            **moved_values(change, report, language),
        )
        for place, change in enumerate(moved)
    ]
    return joined(names, language)


def comparison_heading(report: Report, language: Language) -> str:
    """The two days that are compared."""
    values = {"earlier": report.earlier[-1].answered_on, "later": report.answered_on}
    days = {name: date_text(day, language) for name, day in values.items()}
    return say(language, f"comparison.{'same_day' if len(set(values.values())) == 1 else 'heading'}", **days)


def most_moved_heading(report: Report, language: Language) -> str:
    """Where the wanted behaviour's support has risen most and where it has fallen most; "" where neither is clear."""
    clear = [change for change in report.turned if change.new.is_clear]
    parts = []
    for way in ("up", "down"):
        moved = [change for change in clear if change.new.movement == way]
        most = [change.id for change in moved if change.new.points == moved[0].new.points]
        if moved:
            how = "most" if moved[len(most) :] else "alone"
            names = part_names(most, report.instrument, language)
            parts.append(say(language, f"comparison.most_moved.{way}.{how}", names=names))
    return say(language, "comparison.most_moved.text", parts=joined(parts, language)) if parts else ""


def compared_days(report: Report, language: Language) -> tuple[str, str]:
    """The two days that are compared, as short as a key to a figure; "before" and "now" where they are the same."""
    days = [day_text(of.answered_on, language) for of in (report.earlier[-1], report)]
    if days[0] == days[1]:
        return say(language, "comparison.earlier"), say(language, "comparison.later")
    return days[0], days[1]


def comparison_remarks(report: Report, language: Language) -> list[str]:
    """How to read the comparison: which changes are small, and whether the two assessments are comparable."""
    return [*grey_remark(report, language), *difference_remarks(report, language)]


def grey_remark(report: Report, language: Language) -> list[str]:
    """Which changes are called small, and grey in a figure, in a sentence; empty where no factor has a small change."""
    moves = [moved for change in report.factor_changes for moved in (change.current, change.new)]
    if not any(moved.is_small for moved in moves):
        return []
    return [say(language, "comparison.grey")]


def difference_remarks(report: Report, language: Language) -> list[str]:
    """Why the two assessments may not be comparable, a sentence for each reason."""
    differences = [say(language, f"comparison.{what}") for what in report.differences]
    if factors := report.factors_with_other_statements:
        names = part_names(factors, report.instrument, language)
        differences.append(say(language, "comparison.other_statements", names=names))
    return differences


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


def carried_clash_sentences(carried: Sequence[CarriedClash], after: Report, language: Language) -> list[str]:
    """The clashes that stay as they were although a measure that caused them is removed, with what causes them now."""
    return [
        say(
            language,
            "incentives.clash.carried",
            pair=pair_name(found.clash.a, found.clash.b, after, language),
            clash=clash_text(found.clash.clash, language),
            measures=quoted_measures([measure_name(*cause, after, language) for cause in found.causes], language),
        )
        for found in carried
    ]


def _clash_change(change: ClashChange, before: Report, after: Report, language: Language) -> str:
    report = after if after.map.role(change.a) and after.map.role(change.b) else before
    then, now = clash_texts(change.before, change.after, language)
    return say(
        language,
        "incentives.clash.changed",
        pair=pair_name(change.a, change.b, report, language),
        before=then,
        after=now,
    )
