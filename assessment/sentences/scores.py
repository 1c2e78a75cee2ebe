"""Sentences on the scores: the headline, the force balances, the statements answered most differently."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from assessment.instrument import Instrument, Item, Language
from assessment.report import Report
from assessment.scoring import Score, Scores
from assessment.sentences.names import level_name, part_name, part_names, quadrant_name, verdict_name
from assessment.sentences.reader import say_to_reader
from assessment.words import first_names, joined, lower_first, number, quoted, say, score_text, shortened, upper_first

_SHORT: Final = 90  # Characters of a statement that is named beside others.


class Headline(NamedTuple):
    """The beginning of a report: one sentence, and what it means."""

    title: str
    consequence: str


def headline(report: Report, language: Language) -> Headline:
    """What holds the wanted behaviour back most, in plain words. Factors that lie close together share it.

    Where today's way wins in all four, it says that first.
    """
    overall = report.scores.overall
    if overall.minimum is None:
        place, count = "left_out" if report.answers.are_all_left_out else "withheld", report.answers.left_out
        consequence = say_to_reader(report, language, f"headline.{place}.consequence", count=count)
        return Headline(say(language, f"headline.{place}.title"), consequence)
    by_place = _by_place(report, language)
    return _all_today(by_place, report, language) if today_wins_everywhere(report.scores) else by_place


def today_wins_everywhere(scores: Scores) -> bool:
    """Whether today's way has clearly more support than the wanted one in every factor."""
    return all(score.balance is not None and score.balance.verdict == "current" for score in scores.factors)


def _by_place(report: Report, language: Language) -> Headline:
    """Which factors give the wanted behaviour the least support, and what that means."""
    lowest = report.scores.factor(report.scores.overall.named[0])
    place = _place(lowest, report)
    if place == "weakest":
        return Headline(_weakest(lowest.id, report.instrument, language), _meaning(lowest, report.instrument, language))
    values = _named_values(report, language) | {"names": upper_first(named_factors(report, language))}
    equal = place in ("close", "all_close") and values["score"] == values["highest"]
    if place == "close":
        count = "three" if report.scores.overall.named[2:] else "two"
        values |= {"scores": say(language, f"headline.close.{count}", **values)}
    consequence = say_to_reader(report, language, f"headline.{place}.{'equal' if equal else 'consequence'}", **values)
    return Headline(say_to_reader(report, language, f"headline.{place}.title", **values), consequence)


def _named_values(report: Report, language: Language) -> dict[str, str]:
    """The lowest score of the factors in the headline, and the highest of them."""
    return {
        "score": score_text(report.scores.overall.minimum, language),
        "highest": highest_named(report, language),
    }


def _all_today(by_place: Headline, report: Report, language: Language) -> Headline:
    """That today's way wins in all four factors, then what the headline says without that, as far as it still holds."""
    title, values = say(language, "headline.all_today.title"), _named_values(report, language)
    place = _place(report.scores.factor(report.scores.overall.named[0]), report)
    if place == "close":
        least = say(language, "headline.all_today.least", names=upper_first(named_factors(report, language)))
        if report.scores.overall.named[2:]:  # Three names would make the title too long.
            return Headline(title, f"{least} {by_place.consequence}")
        return Headline(f"{title} {least}", by_place.consequence)
    if place == "weakest":
        return Headline(f"{title} {by_place.title}", by_place.consequence)
    if place == "supports":
        title = f"{title} {by_place.title}"
    how = "supported" if place != "all_close" else "equal" if values["score"] == values["highest"] else "close"
    return Headline(title, say(language, f"headline.all_today.{how}", **values))


def own_headline(report: Report, language: Language) -> tuple[str, str]:
    """For a member of a team: which factors support the wanted way least, and their scores with where today's wins.

    The answers of one person say nothing of what holds the team back. The second is "" where scores are withheld.
    """
    named = report.scores.overall.named
    first = (_by_place(report, language) if named else headline(report, language)).title
    if len(named) in (1, 2, 3) and report.scores.factor(named[0]).new.level != "drives":
        place = "few" if len(named) in (1, 2) else "many"  # of four
        first = say(language, f"round.member.lowest.{place}", names=named_factors(report, language))
    return first, " ".join(filter(None, (_named_scores(report, language), _where_today_wins(report, language))))


def _named_scores(report: Report, language: Language) -> str:
    """The scores of the factors in the headline, from the lowest to the highest; empty where they are withheld."""
    if report.scores.overall.minimum is None:
        return ""
    values = _named_values(report, language)
    place = "score" if values["score"] == values["highest"] else "scores"
    return say(language, f"round.member.lowest.{place}", **values)


def _where_today_wins(report: Report, language: Language) -> str:
    """In which factors today's way has more support than the wanted one; empty if in none."""
    named, instrument = report.scores.overall.named, report.instrument
    won = [score.id for score in weakest_first(report) if score.balance and score.balance.verdict == "current"]
    if not won:
        return ""
    is_all = today_wins_everywhere(report.scores)
    if is_all or set(won) == set(named):
        where = "all" if is_all else "there"
        return say(language, f"round.member.lowest.today_wins_{where}")
    names = part_names(won, instrument, language)
    return say(language, "round.member.lowest.today_wins", names=names)


def _place(lowest: Score, report: Report) -> Literal["drives", "all_close", "close", "supports", "weakest"]:
    """Which headline fits: how high the lowest factor is, and how many factors share its place."""
    named = report.scores.overall.named
    if lowest.new.level == "drives":
        return "drives"
    if len(named) == len(report.scores.factors):
        return "all_close"
    if len(named) != 1:
        return "close"
    return "supports" if lowest.new.level == "supports" else "weakest"


def _weakest(factor_id: str, instrument: Instrument, language: Language) -> str:
    """That this factor holds back most, or is missing most, with the verb that its name takes."""
    factor = instrument.factor(factor_id)
    how = "missing" if factor_id == "ability" else "holds_back"
    number_of = "many" if factor and factor.name.is_plural else "one"
    return say(language, f"headline.weakest.{how}.{number_of}", name=part_name(factor_id, instrument, language))


def about_named(report: Report, language: Language) -> str:
    """What the factors are, where two share the headline; "" for one or more, and where the question bank is silent."""
    factors = [report.instrument.factor(factor) for factor in report.scores.overall.named]
    described = [one.description[language] for one in factors if one and one.description]
    if len(factors) != len(described) or report.shows_change:
        return ""
    # What comes before a colon says it; what comes after explains that.
    match [lower_first(text.partition(":")[0].removesuffix(".")) for text in described]:
        case [one, other]:
            return say(language, "headline.close.about", one=one, other=other)
    return ""


def _meaning(lowest: Score, instrument: Instrument, language: Language) -> str:
    """What it means that this factor is lowest, and by which scores it is.

    Says that today's way pays only where today's behaviour wins in it.
    """
    factor, score = instrument.factor(lowest.id), score_text(lowest.new.score, language)
    if factor is None or factor.holds_back is None:
        return say(language, "headline.weakest.unexplained", score=score)
    today_pays = lowest.id == "external_rewards" and lowest.balance and lowest.balance.verdict == "current"
    why = "lowest_alone" if lowest.current.score is None else "lowest"
    current = score_text(lowest.current.score, language)
    sentences = (
        factor.holds_back[language],
        say(language, "headline.today_pays") if today_pays else "",
        say(language, f"headline.weakest.{why}", score=score, current=current),
    )
    return " ".join(filter(None, sentences))


def before_text(report: Report, language: Language) -> str:
    """What all factors together came to in the assessment before, in brackets behind what they come to now; or ""."""
    before = report.earlier[-1].scores.overall.score if report.earlier else None
    return "" if before is None else f" ({say(language, 'comparison.earlier').lower()} {score_text(before, language)})"


def today_together(report: Report, language: Language) -> str:
    """What all four factors come to for today's way, and before; "" if unknown."""
    today, before = (of.scores.overall.today for of in (report, report.earlier[-1] if report.earlier else report))
    if today is None:
        return ""
    was = "" if before is None or not report.earlier else score_text(before, language)
    how = "again" if was else "first"
    return say(language, f"results.overall_today.{how}", score=score_text(today, language), before=was)


def together_sentence(report: Report, language: Language, words: Literal["together", "together_own"]) -> str:
    """What all four factors come to in a file, and before, in the words for all or for one's own; "" if unknown."""
    overall = report.scores.overall
    if overall.score is None:
        return ""
    level = level_name(overall.level, report.instrument, language).lower()
    score, before = number(overall.score, language), before_text(report, language)
    return say(language, f"export.{words}", score=score, before=before, level=level)


def overall_change(report: Report, language: Language) -> str:
    """Which way the support of all four factors together has gone, from what to what; why, where that needs words.

    That it has not clearly changed where some are better and some worse and the same behaviour wins, and from which
    change on it would; else "".
    """
    change = report.total_change
    is_even = bool(report.better and report.worse) and report.total_before == report.total_verdict is not None
    how = (change.movement or ("same" if is_even else "")) if change else ""
    if change is None or not how:
        return ""
    earlier, later = (score_text(score, language) for score in (change.earlier, change.later))
    why = say(language, "headline.turned.overall.why") if change.is_by_weak else ""
    if how == "same" and earlier != later:
        why = say(language, "headline.turned.overall.small", points=report.small_change)
    return say(language, f"headline.turned.overall.{how}", earlier=earlier, later=later, why=why)


def zero_remark(report: Report, language: Language) -> str:
    """That 0 counts as 1 in what all four factors come to, where the wanted way has 0 in one now or had; else ""."""
    scores = [score.new.score for of in (*report.earlier[-1:], report) for score in of.scores.factors]
    return say(language, "results.overall_zero") if 0 in scores else ""


def overall_remark(report: Report, language: Language) -> str:
    """zero_remark(), and from which change on what all four factors come to has changed; "" where neither applies."""
    change = report.total_change if report.earlier else None
    counts = say(language, "results.overall_change", points=report.small_change) if change else ""
    return " ".join(filter(None, (zero_remark(report, language), counts)))


def named_factors(report: Report, language: Language) -> str:
    """The factors in the headline, for use inside a sentence, lowest first."""
    return part_names(report.scores.overall.named, report.instrument, language)


def highest_named(report: Report, language: Language) -> str:
    """The highest score of the factors in the headline, which come lowest first."""
    return score_text(report.scores.factor(report.scores.overall.named[-1]).new.score, language)


def weakest_now(report: Report, language: Language) -> str:
    """Which factors give the wanted behaviour the least support now, where others did before; of three, and the fourth.

    They are close to each other: a couple of answers could change their order.
    """
    if set(report.scores.overall.named) == set(report.earlier[-1].scores.overall.named):
        return ""
    names = named_factors(report, language)
    score, highest = score_text(report.scores.overall.minimum, language), highest_named(report, language)
    spread = "equal" if score == highest else "between"
    others = [one for one in report.scores.factors if one.id not in report.scores.overall.named]
    other, against = "", ""
    if report.scores.overall.named[2:]:
        spread = f"{'three' if others else 'all'}.{spread}"
        other = part_names([one.id for one in others], report.instrument, language)
        against = score_text(others[0].new.score, language) if others else ""
    values = {"names": names, "score": score, "highest": highest, "other": other, "against": against}
    return say(language, f"headline.turned.{spread}", **values)


def left_weak(report: Report, language: Language, *, names_weakest: bool = False) -> str:
    """What gives the least support now, or blocks, of all that has not moved, which nothing else names; "" for none.

    Where it `names_weakest`, also what has moved, unless more than two are close to the weakest.
    """
    lowest = score_text(report.scores.overall.minimum, language)
    shown = {score.id: score_text(score.new.score, language) for score in weakest_first(report)}
    named = report.scores.overall.named
    first = named if names_weakest and not named[2:] else ()
    told = {*report.better, *report.worse, *(change.id for change in report.turned), *first}
    blocks = {score.id for score in report.scores.factors if score.new.level == "blocks"}
    left = [factor for factor in shown if factor not in told and (factor in blocks or shown[factor] == lowest)]
    how = "also_weak" if lowest in [shown[factor] for factor in told] else "least"
    return " ".join(filter(None, (_weak("least", first, report, language), _weak(how, left, report, language))))


def _weak(how: str, factors: Sequence[str], report: Report, language: Language) -> str:
    """That these factors give the least support, or are weak as well, each with its score; "" without any."""
    names = [
        say(
            language,
            "headline.turned.with_score",
            name=lower_first(part_name(factor, report.instrument, language)),
            score=score_text(report.scores.factor(factor).new.score, language),
        )
        for factor in factors
    ]
    return say(language, f"headline.turned.{how}", names=joined(names, language)) if names else ""


def weakest_factors(report: Report, language: Language) -> str:
    """The factors in the headline, lowest first, or a dash."""
    names = [part_name(factor, report.instrument, language) for factor in report.scores.overall.named]
    return " · ".join(names) or "–"


def weakest_first(report: Report) -> list[Score]:
    """The factors, those with the lowest score for the wanted behaviour first; as in the bank when one is withheld."""
    factors = list(report.scores.factors)
    if not report.scores.overall.named:
        return factors
    return sorted(factors, key=lambda score: score.new.score or 0)


def shown_factors(report: Report) -> list[Score]:
    """The factors in the order of the report: the most moved first where it opens with that, else the weakest."""
    if report.shows_change:
        return [report.scores.factor(change.id) for change in report.changed_first]
    return weakest_first(report)


def balance_sentence(score: Score, instrument: Instrument, language: Language, *, is_short: bool = False) -> str:
    """The force balance of a factor with its numbers, for places that already show the factor's name.

    With quadrant_remark(), unless `is_short`.
    """
    if score.balance is None:
        return say(language, "verdict.withheld")
    balance = score.balance
    sentence = say(language, f"verdict.{balance.verdict}.sentence", **balance_values(score, language))
    if is_short:
        return sentence
    return f"{sentence} {quadrant_remark(score, instrument, language)}".rstrip()


def balance_values(score: Score, language: Language) -> dict[str, str]:
    """The scores of a part for a sentence on its force balance, and `on_pairs`, which says what that counts if needed.

    The scores are the same as everywhere else. Raises ValueError for a score without a balance.
    """
    if score.balance is None:
        raise ValueError(f"{score.id} has no balance")
    current, new = (score_text(side.score, language) for side in (score.current, score.new))
    return {"current": current, "new": new, "on_pairs": on_pairs(score, "verdict.on_pairs", language)}


def on_pairs(score: Score, path: str, language: Language, **values: str) -> str:
    """What a verdict compares, in the words at a path; "" where the two scores say the same."""
    if score.balance is None or score.apart_on_pairs is None:
        return ""
    apart = number(score.apart_on_pairs, language)
    return say(language, path, pairs=score.balance.pairs, difference=apart, **values)


def balance_reading(score: Score, instrument: Instrument, language: Language) -> str:
    """The force balance of a factor in words, for places that already show its numbers."""
    if score.balance is None:
        return say(language, "verdict.withheld")
    reading = f"{upper_first(verdict_name(score, language))}."
    return f"{reading} {quadrant_remark(score, instrument, language)}".rstrip()


def total_sentence(report: Report, language: Language) -> str | None:
    """Which behaviour wins over all four factors; None when unknown."""
    verdict = report.total_verdict
    return None if verdict is None else say(language, f"verdict.{verdict}.total")


def quadrant_remark(score: Score, instrument: Instrument, language: Language) -> str:
    """The meaning of both sides together where the verdict does not show it: both pull, or neither does."""
    is_said = score.balance is None or score.balance.quadrant in ("stuck", "ready")
    return "" if is_said else f"{quadrant_name(score, instrument, language)}."


class ContrastText(NamedTuple):
    """A statement and its answer for each behaviour, in the words of the scale."""

    statement: str
    current: str
    new: str


def clearest_sentence(report: Report, language: Language) -> str:
    """The statements that put today furthest ahead in the factors of the headline, and how many more do; or ""."""
    instrument = report.instrument
    items = {item.id: item for item in instrument.items}
    said, factors = [], []
    for found in report.clearest:
        item = items[found.item_id]
        said.append(statement_with_answers(item, (found.current, found.new), instrument, language))
        factors.append(lower_first(part_name(item.factor, instrument, language)))
    names, statements = joined(list(dict.fromkeys(factors)), language), first_names(said, language, most=2)
    return say(language, "results.clearest", names=names, statements=statements) if said else ""


def statement_with_answers(
    item: Item, answers: tuple[object, object], instrument: Instrument, language: Language
) -> str:
    """A statement and its answers on the scale for today and wanted, inside a sentence."""
    statement = quoted(shortened(item.text[language].removesuffix("."), _SHORT), language)
    if item.reverse:
        statement = say(language, "answers.reversed", statement=statement)
    names = (lower_first(column.short[language]) for column in instrument.columns)
    values = dict(zip(("today", "wanted", "current", "new"), (*names, *answers), strict=True))
    return say(language, "results.clearest_statement", statement=statement, **values)


def widest_contrast_sentence(report: Report, language: Language) -> str | None:
    """The statements answered most differently for the two behaviours, or that none stands out; None without scores."""
    if report.scores.overall.minimum is None:
        return None
    if not report.widest:
        return say(language, "results.none_stands_out")
    texts = {item.id: item.text[language] for item in report.instrument.items}
    found = [texts[one.item_id] for one in report.widest]
    if found[1:]:
        found = [shortened(text.removesuffix("."), _SHORT) for text in found]
    named = joined([quoted(text, language) for text in found], language)
    return say(language, "results.widest", statement=named)


def contrast_texts(report: Report, language: Language) -> list[ContrastText]:
    """The statements answered most differently for the two behaviours, widest first."""
    instrument = report.instrument
    labels = {point.value: point[language] for point in instrument.scale.labels}
    statements = {item.id: item.text[language] for item in instrument.items}
    return [
        ContrastText(statements[found.item_id], labels[found.current], labels[found.new]) for found in report.contrasts
    ]
