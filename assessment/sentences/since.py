"""What a result after an earlier one says below its headline, how the plan went, and with each part of its figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from assessment.advice import Advice
from assessment.comparison import FactorChange
from assessment.instrument import Language
from assessment.plan import OUTCOMES, Outcome, PlanLine
from assessment.report import Report
from assessment.scoring import LEAST_RESOLUTION
from assessment.sentences.advice import before_headline
from assessment.sentences.came_of_plan import how_it_stands, in_few_words, unanswered
from assessment.sentences.names import level_name, part_name, part_names, verdict_name
from assessment.sentences.numbered import numbers_about
from assessment.sentences.planned import shown_title, told_happened
from assessment.sentences.reader import say_to_reader
from assessment.sentences.scores import named_factors, overall_remark
from assessment.words import first_names, joined, lower_first, number, quoted, say, score_text, shortened

_NAMED: Final = 2  # Lines of the plan named for each way that they went.
_LONGEST: Final = 70  # Characters of a title.


def change_group(factor_id: str, report: Report, language: Language) -> str:
    """Whether a factor is better or worse, or neither, in the headline's words; "" where the headline has neither."""
    if not report.better and not report.worse:
        return ""
    group = "better" if factor_id in report.better else "worse" if factor_id in report.worse else "same"
    return say(language, f"comparison.group.{group}")


class WorseAdvice(NamedTuple):
    """The first advice to do about a factor that the headline calls worse; the numbers of all, also in words."""

    advice: Advice
    numbers: tuple[int, ...]
    words: str


def worse_advice(report: Report, language: Language) -> list[WorseAdvice]:
    """The advice about each factor that the headline calls worse, as it is numbered: on it, or shown because of it.

    Empty where the first advice to do is about one of them.
    """
    found = []
    for factor, numbers in _about_worse(report).items():
        name = lower_first(part_name(factor, report.instrument, language))
        listed = joined([str(number) for number in numbers], language)
        words = say(language, "results.worse.each", number=listed, name=name)
        advice = dict(enumerate(report.to_do, start=1))[numbers[0]]
        found.append(WorseAdvice(advice, numbers, words))
    found.sort(key=lambda one: one.numbers)
    return [] if any(1 in one.numbers for one in found) else found


def _about_worse(report: Report) -> dict[str, tuple[int, ...]]:
    """The numbers of the advice about each factor that the headline calls worse, without those that have none."""
    worse = report.worse if report.shows_change else ()
    return {factor: numbers for factor in worse if (numbers := numbers_about(factor, report))}


def worse_waits_sentence(report: Report, language: Language) -> str:
    """That advice on the factors which the headline calls worse has to wait; "" without any, or where some need not."""
    worse, of = report.worse if report.shows_change else (), report.instrument.factor_of
    if not report.to_do or _about_worse(report):
        return ""
    held = {of(one.target) for one in report.waiting}
    waiting = part_names([factor for factor in worse if factor in held], report.instrument, language)
    return say(language, "results.worse.waits", names=waiting) if waiting else ""


def why_in_order(report: Report, language: Language) -> str:
    """Why the advice comes in this order, and which of it is on what has become worse; "" where neither needs words."""
    found, waits = worse_advice(report, language), worse_waits_sentence(report, language)
    before = before_headline(report, language, report.worse if found or waits else ()) or ""
    worse = [say(language, "results.worse.advice"), f"{joined([one.words for one in found], language)}."]
    return " ".join(filter(None, (before, waits, *(worse if found else ()))))


def most_to_know(report: Report, language: Language) -> str:
    """The factor whose support has fallen most since the assessment before, else those that give the least now.

    "" where the headline names factors itself, because it does not tell what has changed, and where none is known.
    """
    if not report.shows_change or not report.scores.overall.named:
        return ""
    fallen = [one for one in report.turned if one.new.is_clear and one.new.movement == "down"]
    if not fallen:
        return say(language, "waiting.least", names=named_factors(report, language))
    name = part_names([fallen[0].id], report.instrument, language)
    was, now = (score_text(score, language) for score in (fallen[0].new.earlier, fallen[0].new.later))
    return say(language, "waiting.fallen", name=name, earlier=was, later=now)


class Standing(NamedTuple):
    """Which behaviour wins in a factor, in the few words beside its name on a phone, and whether its change counts.

    `said` also has which won before, where another did.
    """

    words: str
    is_new: bool
    said: str


def standing(factor_id: str, report: Report, language: Language) -> Standing:
    """Which behaviour wins in a factor now; whether another did in the assessment before, or the same, is said."""
    score = report.scores.factor(factor_id)
    now, was = score.balance, report.earlier[-1].scores.factor(factor_id).balance if report.earlier else None
    if now is None or was is None:
        words = verdict_name(score, language)
        return Standing(words, is_new=False, said=words)
    if now.verdict == was.verdict:
        words = say(language, f"comparison.turn.label.still.{now.verdict}")
        return Standing(words, is_new=False, said=words)
    words = say(language, f"comparison.turn.label.now.{now.verdict}")
    said_before = say(language, f"comparison.turn.label.before.{was.verdict}")
    said = say(language, "comparison.turn.label.text", now=words, before=said_before)
    return Standing(words, is_new=any(turn.id == factor_id for turn in report.turns), said=said)


def crossed_sentences(report: Report, language: Language) -> list[str]:
    """Where a factor has another level or winner than before though its change is small, and what to make of that.

    Empty where none has. Those that the headline calls better or worse are left out: there the change counts.
    """
    rest = [one for one in report.changed_first if one.id not in (*report.better, *report.worse)]
    crossed = (_level_crossed, _verdict_crossed)
    found = [said for how in crossed for one in rest if (said := how(one, report, language))]
    return [*found, say(language, "comparison.crossed.chance")] if found else []


def _level_crossed(change: FactorChange, report: Report, language: Language) -> str:
    now, was = (of.scores.factor(change.id).new.level for of in (report, report.earlier[-1]))
    if not change.new.is_small or None in (now, was) or now == was:
        return ""
    return say(
        language,
        "comparison.crossed.level",
        name=part_name(change.id, report.instrument, language),
        level=level_name(now, report.instrument, language),
        earlier=score_text(change.new.earlier, language),
        later=score_text(change.new.later, language),
    )


def _verdict_crossed(change: FactorChange, report: Report, language: Language) -> str:
    now, was = (of.scores.factor(change.id).balance for of in (report, report.earlier[-1]))
    if now is None or was is None or now.verdict == was.verdict:
        return ""
    return say(
        language,
        "comparison.crossed.verdict",
        name=part_name(change.id, report.instrument, language),
        before=say(language, f"comparison.turn.before.{was.verdict}"),
        now=say(language, f"comparison.turn.now.{now.verdict}"),
    )


def rule_sentences(report: Report, language: Language) -> list[str]:
    """What counts as a win in a factor and over all four, what these come to, and what is a change (method, 3.5)."""
    whole = " ".join(filter(None, (say(language, "export.whole"), overall_remark(report, language))))
    return [*win_sentences(language), whole, say(language, "comparison.rules.change", points=_least(language))]


def win_sentences(language: Language) -> list[str]:
    """When a way wins in a factor, and over all four."""
    return [say(language, f"comparison.rules.{what}", points=_least(language)) for what in ("factor", "total")]


def _least(language: Language) -> str:
    return number(LEAST_RESOLUTION, language)


class ShortLine(NamedTuple):
    """How some lines of the plan went, also in words, the titles of these, and what happened with those that say so.

    `went` is None where that is not said, and then the words are how they stand.
    """

    went: Outcome | None
    about: str
    text: str
    happened: tuple[str, ...]


def short_lines(report: Report, language: Language) -> list[ShortLine]:
    """How the lines of the plan went that say so, a line for each way; what has helped is first.

    Last are those of earlier assessments that do not say so, a line for each way they stand.
    """
    stands: dict[str, list[PlanLine]] = {}
    for line in unanswered(report):
        stands.setdefault(how_it_stands(line, report, language), []).append(line)
    went = ((outcome, [line for line in report.plan if line.outcome == outcome]) for outcome in OUTCOMES)
    found: list[tuple[Outcome | None, str, list[PlanLine]]] = [
        (outcome, say_to_reader(report, language, f"comparison.outcomes.{outcome}"), lines)
        for outcome, lines in went
        if lines
    ]
    found.extend((None, words, lines) for words, lines in stands.items())
    return [
        ShortLine(outcome, words, _titles(lines, report, language), tuple(_happened(lines, report, language)))
        for outcome, words, lines in found
    ]


def _happened(lines: Sequence[PlanLine], report: Report, language: Language) -> Iterator[str]:
    """What happened with the first lines that say so, each after its title where there are several lines."""
    for line in [line for line in lines if line.happened][:_NAMED]:
        if lines[1:]:
            yield f"{quoted(_title(line, report, language), language)}: {in_few_words(line)}"
        else:
            yield told_happened(in_few_words(line), language)


def _title(line: PlanLine, report: Report, language: Language) -> str:
    return shortened(shown_title(line, report.instrument, language).rstrip("."), _LONGEST)


def _titles(lines: Sequence[PlanLine], report: Report, language: Language) -> str:
    """The first titles, in quotation marks where there are several, and how many more there are."""
    named = [_title(line, report, language) for line in lines]
    return first_names([quoted(title, language) for title in named] if named[1:] else named, language, most=_NAMED)
