"""The interface's words, and numbers and dates as the language writes them. The language is always an argument.

Sentences that the screen and a download both show are put together here, once. They are plain text: whoever draws them
as Markdown escapes them first, since they may quote a question bank or a user.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple, cast, get_args

import yaml
from babel.dates import format_date
from babel.numbers import format_decimal

from assessment.advice import Advice, Reason, factor_of, misaligned_roles
from assessment.answers import Answers
from assessment.comparison import Cell, Change, compare_maps
from assessment.incentives import (
    Clash,
    ClashKind,
    ElementScore,
    IncentiveMap,
    IncentiveScores,
    RoleScore,
    alignment,
    in_proportion,
)
from assessment.instrument import Instrument, Language, LevelId
from assessment.report import Report
from assessment.scoring import Score, total_verdict

_WORDS: Final = Path(__file__).with_name("words")
_ANY_SIZE: Final = Context(prec=400)  # A weight may have 300 digits before the point.
_LOCALES: Final[Mapping[Language, str]] = {"en": "en_GB", "sv": "sv_SE"}


@cache
def words(language: Language) -> Mapping[str, object]:
    """All words of a language, nested as in words/<language>.yaml."""
    return cast("Mapping[str, object]", yaml.safe_load((_WORDS / f"{language}.yaml").read_bytes()))


def say(language: Language, path: str, **values: object) -> str:
    """The words at a dotted path, with `{name}` places filled in.

    Raises KeyError when the words file lacks the path or a value is missing.
    """
    found: object = words(language)
    for step in path.split("."):
        found = cast("Mapping[str, object]", found)[step]
    return str(found).format_map(values) if values else str(found)


def rounded(value: float, decimals: int) -> Decimal:
    """Round half away from zero, after removing what binary fractions add from the eleventh decimal on.

    What 47.005 has become after some arithmetic, 47.00499999999999, is half; 13.2549999621 is less than half.
    """
    exact = Decimal(str(round(value, 10)))
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=_ANY_SIZE)


def number(value: float, language: Language, decimals: int = 0) -> str:
    """A number as the language writes it: whole on the screen, two decimals in files."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    written = format_decimal(rounded(value, decimals), format=pattern, locale=_LOCALES[language])
    return written.replace("-", "−")


def signed(value: float, language: Language, decimals: int = 0) -> str:
    """A number with its sign, also a plus; nought has none."""
    shown = rounded(value, decimals)
    return f"{'+' if shown > 0 else ''}{number(value, language, decimals)}" if shown else "0"


def score_text(value: float | None, language: Language) -> str:
    """A score as a whole number, or the dash that stands for a withheld one."""
    return "–" if value is None else number(value, language)


def date_text(day: date, language: Language) -> str:
    """A date in full, such as 22 November 2026."""
    return format_date(day, format="long", locale=_LOCALES[language])


def joined(names: list[str], language: Language) -> str:
    """Names in a row, the last one joined with "and"."""
    *first, last = names or [""]
    return f"{', '.join(first)} {say(language, 'and')} {last}" if first else last


def part_name(part_id: str, instrument: Instrument, language: Language) -> str:
    """The name of a factor, facet or context module; the id itself when the instrument has none of that id."""
    part = instrument.factor(part_id) or instrument.facet(part_id)
    named = part or next((module for module in instrument.context_modules if module.id == part_id), None)
    return named.name[language] if named else part_id


def told_in(language: Language, answers: Answers, instrument: Instrument) -> Answers:
    """The answers with behaviours chosen among the examples told in a language; a user's own words stay as they are."""
    current, new = answers.current_behaviour, answers.new_behaviour
    for pair in instrument.behaviour_examples:
        current = pair.current[language] if pair.has("current", current) else current
        new = pair.new[language] if pair.has("new", new) else new
    return replace(answers, current_behaviour=current, new_behaviour=new)


class Headline(NamedTuple):
    """What a report says first: one sentence, and what it means."""

    title: str
    consequence: str


def headline(report: Report, language: Language) -> Headline:
    """What holds the wanted behaviour back most, in plain words. Factors that lie close together share it."""
    overall, instrument = report.scores.overall, report.instrument
    if overall.minimum is None:
        place, count = "left_out" if report.answers.are_all_left_out else "withheld", report.answers.left_out
        consequence = say(language, f"headline.{place}.consequence", count=count)
        return Headline(say(language, f"headline.{place}.title"), consequence)
    factors = {factor.id: factor for factor in report.scores.factors}
    lowest = factors[overall.named[0]]
    if lowest.new.level == "drives":
        place = "drives"
    elif len(overall.named) == len(factors):
        place = "all_close"
    elif len(overall.named) > 1:
        place = "close"
    elif lowest.new.level == "supports":
        place = "supports"
    else:
        title = say(language, f"headline.weakest.{lowest.id}", name=part_name(lowest.id, instrument, language))
        return Headline(title, _meaning(lowest, instrument, language))
    values = {
        "names": _sentence_case(_named_factors(report, language)),
        "score": number(overall.minimum, language),
        "highest": number(max(factor.new.score or 0.0 for factor in factors.values()), language),
    }
    equal = place == "all_close" and values["score"] == values["highest"]
    consequence = say(language, f"headline.{place}.{'equal' if equal else 'consequence'}", **values)
    # Not all of several factors can be begun with when the advice on one of them waits.
    if place in ("close", "all_close") and not any(
        factor_of(one.target, instrument) in overall.named for one in report.waiting
    ):
        consequence = f"{consequence} {say(language, 'headline.start')}"
    return Headline(say(language, f"headline.{place}.title", **values), consequence)


def _meaning(lowest: Score, instrument: Instrument, language: Language) -> str:
    """What it means that this factor is the lowest; that today's way pays, only where today's behaviour wins in it."""
    meaning = next(factor.holds_back[language] for factor in instrument.factors if factor.id == lowest.id)
    if lowest.id == "external_rewards" and lowest.balance and lowest.balance.verdict == "current":
        return f"{meaning} {say(language, 'headline.today_pays')}"
    return meaning


def _named_factors(report: Report, language: Language) -> str:
    """The factors of the headline inside a sentence, the lowest first."""
    names = [part_name(factor, report.instrument, language) for factor in report.scores.overall.named]
    return joined([_inner(name) for name in names], language)


def weakest_factors(report: Report, language: Language) -> str:
    """The factors that the headline names, the lowest first, or the dash."""
    names = [part_name(factor, report.instrument, language) for factor in report.scores.overall.named]
    return " · ".join(names) or "–"


def before_headline(report: Report, language: Language) -> str | None:
    """Why something comes before the factors of the headline; None when the first advice is on one of them."""
    named = report.scores.overall.named
    if not report.advice or not named or len(named) == len(report.scores.factors):
        return None
    first = report.advice[0]
    if first.recommendation.scope != "cross":
        return None
    known = cast("Mapping[str, str]", cast("Mapping[str, object]", words(language)["steps"])["because"])
    has_reason = first.reason.id in known
    return say(
        language,
        "steps.before" if has_reason else "steps.before_only",
        names=_named_factors(report, language),
        action=_inner(advice_title(first, report, language)),
        because=say(language, f"steps.because.{first.reason.id}") if has_reason else "",
    )


def waiting_sentence(report: Report, language: Language) -> str | None:
    """What waits, and for what; None when nothing does."""
    holding = {suppression.active for suppression in report.instrument.selection.suppression}
    active = next((one for one in report.advice if one.id in holding), None)
    if active is None or not report.waiting:
        return None
    place = "agree_cx_first" if active.recommendation.target == "agree_cx_first" else "other"
    factors_first = sorted(report.waiting, key=lambda one: one.recommendation.scope == "cross")
    what = joined(list(dict.fromkeys(_topic(one, report, language) for one in factors_first)), language)
    return say(language, f"steps.waits.{place}", what=what, title=advice_title(active, report, language))


def _topic(waiting: Advice, report: Report, language: Language) -> str:
    """What advice that waits would change: a factor, or what roles are rewarded for."""
    target, instrument = factor_of(waiting.target, report.instrument), report.instrument
    if waiting.recommendation.scope == "cross":
        if target not in ("clash_quadrant", "idle_quadrant"):
            return say(language, "steps.waits.roles")
        target = "external_rewards"
    return _inner(part_name(target, instrument, language))


def closing_sentences(language: Language) -> list[str]:
    """What stands below all recommendations: that it takes time, and that others should answer, too."""
    return [say(language, "steps.time"), say(language, "steps.colleagues")]


def level_name(level_id: LevelId | None, instrument: Instrument, language: Language) -> str:
    """A level in one word, or the dash of a withheld one."""
    return next((level[language] for level in instrument.levels if level.id == level_id), "–")


def verdict_name(score: Score, language: Language) -> str:
    """Which behaviour wins, in a word or three, or the dash."""
    return "–" if score.balance is None else say(language, f"verdict.{score.balance.verdict}.short")


def balance_sentence(score: Score, instrument: Instrument, language: Language) -> str:
    """The force balance of a factor read out with its numbers, for places where the factor's name stands already."""
    if score.balance is None:
        return say(language, "verdict.withheld")
    balance = score.balance
    # A balance stands on the statements answered for both behaviours. Where that makes other numbers than those of the
    # factor, which stand beside, the sentence says so.
    same = balance.current == score.current.score and balance.new == score.new.score
    sentence = say(
        language,
        f"verdict.{balance.verdict}.{'sentence' if same else 'sentence_on_pairs'}",
        current=number(balance.current, language),
        new=number(balance.new, language),
        pairs=balance.pairs,
    )
    return f"{sentence} {quadrant_remark(score, instrument, language)}".rstrip()


def balance_reading(score: Score, instrument: Instrument, language: Language) -> str:
    """The force balance of a factor in words, for places where its numbers stand already."""
    if score.balance is None:
        return say(language, "verdict.withheld")
    reading = f"{_sentence_case(verdict_name(score, language))}."
    return f"{reading} {quadrant_remark(score, instrument, language)}".rstrip()


def total_sentence(report: Report, language: Language) -> str | None:
    """Which behaviour wins over all four factors, None when that cannot be told."""
    verdict = total_verdict(report.scores)
    return None if verdict is None else say(language, f"verdict.{verdict}.total")


def quadrant_remark(score: Score, instrument: Instrument, language: Language) -> str:
    """What both sides mean together, where the verdict has not said it yet: both pull, or nothing does."""
    told = score.balance is None or score.balance.quadrant in ("stuck", "ready")
    return "" if told else f"{quadrant_name(score, instrument, language)}."


def quadrant_name(score: Score, instrument: Instrument, language: Language) -> str:
    """What both sides of a balance mean together, or the dash."""
    balance = score.balance
    if balance is None:
        return "–"
    return next(quadrant[language] for quadrant in instrument.quadrants if quadrant.id == balance.quadrant)


def advice_title(advice: Advice, report: Report, language: Language) -> str:
    """The title of a recommendation; the general ones for any facet name theirs."""
    name = part_name(advice.target, report.instrument, language)
    return advice.recommendation.title[language].replace("{facet}", name)


def advice_reason(advice: Advice, report: Report, language: Language) -> str:
    """Why a recommendation is shown to this respondent, with the numbers, roles and measures behind it."""
    reasons = [advice.reason, *([advice.reason.on_map] if advice.reason.on_map else [])]
    return " ".join(say(language, f"reasons.{one.id}", **_reason_values(one, report, language)) for one in reasons)


def _reason_values(reason: Reason, report: Report, language: Language) -> dict[str, str]:
    values: dict[str, str] = {}
    for key, value in reason.values.items():
        if isinstance(value, tuple) and key in ("measures", "others"):
            role = str(reason.values["b"] if key == "others" else reason.values.get("role", reason.values.get("a")))
            values[key] = _measures([measure_name(role, name, report, language) for name in value], language)
        elif isinstance(value, tuple):
            values[key] = joined(
                [_quoted(element_name(element, report, language), language) for element in value], language
            )
        elif isinstance(value, str):
            values[key] = _named_inside(key, value, reason, report, language)
        elif key == "alignment":
            values[key] = alignment_text(value, language)
        elif key == "importance":
            labels = {point.value: point[language] for point in report.instrument.importance.labels}
            values[key] = labels[int(value)]
        else:
            values[key] = number(value, language)
    return values


def _named_inside(key: str, part_id: str, reason: Reason, report: Report, language: Language) -> str:
    """What an id in a reason stands for, as it is written inside a sentence."""
    if key == "name":
        return _inner(part_name(part_id, report.instrument, language))
    if key in ("role", "a", "b"):
        return role_inside(part_id, report, language)
    if key == "measure":
        return _quoted(measure_name(str(reason.values["role"]), part_id, report, language), language)
    return _quoted(element_name(part_id, report, language), language) if key == "element" else part_id


def _quoted(text: str, language: Language) -> str:
    return say(language, "quoted", text=text)


def role_name(role_id: str, report: Report, language: Language) -> str:
    """The name of a role of the incentive map: its own label, else the question bank's for this id, else the id."""
    role = report.incentives and report.incentives.map.role(role_id)
    known = next((known for known in report.instrument.incentives.roles if known.id == role_id), None)
    return (role and role.label(language)) or (known[language] if known else role_id)


def measure_name(role_id: str, measure_id: str, report: Report, language: Language) -> str:
    """The name of a measure of a role: its own label, else the question bank's for these ids, else the id."""
    role = report.incentives and report.incentives.map.role(role_id)
    measure = role.measures.get(measure_id) if role else None
    known = (measure for role in report.instrument.incentives.roles if role.id == role_id for measure in role.metrics)
    proposed = next((measure[language] for measure in known if measure.id == measure_id), measure_id.strip())
    return (measure and measure.label(language)) or proposed


def element_name(element_id: str, report: Report, language: Language) -> str:
    """The name of an element: the map's own label, else the question bank's for this id, else the id."""
    element = report.incentives and report.incentives.map.element(element_id)
    known = next((known for known in report.instrument.incentives.elements if known.id == element_id), None)
    return (element and element.label(language)) or (known[language] if known else element_id)


def pull_text(pull: float, language: Language) -> str:
    """What a role or all of them do to an element, -2 to 2: as a mean of whole ratings it needs its decimal."""
    return signed(pull, language, 1)


def alignment_text(alignment: float, language: Language) -> str:
    """What a role or all of them do to the agreed experience, -100 to 100, in a sentence that says which way.

    The way is told from the first fraction on, so where a whole number would hide it, the decimals show.
    """
    return signed(alignment, language, 0 if rounded(alignment, 0) else 2)


_NAMED: Final = 3  # A sentence that names more than these is no longer read.
_CHANGES: Final = 8
_IN_MATRIX: Final = 12  # The names and numbers of more roles than these cannot be read side by side.
_MUCH_HARDER: Final = -1.5  # Between two steps of the scale the word is that of the nearer one.


def map_sentences(scores: IncentiveScores, report: Report, language: Language) -> list[str]:
    """What a map says first: how many roles pull away, what nobody is rewarded for, and all roles together."""
    against = len(misaligned_roles(scores))
    how_many = "none" if not against else "one" if against == 1 else "many"
    sentences = [say(language, f"incentives.against.{how_many}", count=against, roles=len(scores.roles))]
    orphans = [_quoted(element_name(e.id, report, language), language) for e in scores.elements if e.unrewarded]
    if orphans:
        sentences.append(say(language, "incentives.orphans", elements=joined(orphans, language)))
    return [*sentences, say(language, "incentives.system", alignment=signed(scores.system, language))]


def role_sentence(score: RoleScore, report: Report, language: Language) -> str:
    """What a role is rewarded for and how that pulls."""
    role, measures = role_name(score.id, report, language), measure_names(score.id, report, language)
    if not measures:
        return say(language, "incentives.role.unrewarded", role=role)
    direction = _direction(score, report, language)
    return say(
        language, "incentives.role.sentence", role=role, measures=_measures(measures, language), direction=direction
    )


def _direction(score: RoleScore, report: Report, language: Language) -> str:
    """Where a role pulls as a whole, and the part of the agreed experience that makes the most of it."""
    exact, written = round(score.alignment, 6), alignment_text(score.alignment, language)
    elements = _map_of(report).elements
    weights = in_proportion([element.weight for element in elements])
    parts = {e.id: round(score.pulls[e.id] * weight, 6) for e, weight in zip(elements, weights, strict=True)}
    if exact == 0:
        return say(language, f"incentives.role.{'both' if any(parts.values()) else 'neither'}", alignment=written)
    most = max(parts.values()) if exact > 0 else min(parts.values())
    pulled_most = _elements([element for element, part in parts.items() if part == most], report, language)
    kind = "towards" if exact > 0 else "away"
    return say(language, f"incentives.role.{kind}", alignment=written, elements=pulled_most)


def element_sentence(score: ElementScore, report: Report, language: Language) -> str:
    """What all roles together do to an element, and who helps it."""
    element = _quoted(element_name(score.id, report, language), language)
    net = pull_text(score.net, language)
    if score.unrewarded:
        return say(language, "incentives.element.orphan", element=element, net=net)
    roles = report.incentives.roles if report.incentives else ()
    helping = sorted((r for r in roles if round(r.pulls[score.id], 6) > 0), key=lambda role: -role.pulls[score.id])
    if not helping:
        return say(language, "incentives.element.outside", element=element, net=net)
    names = _some([role_inside(role.id, report, language) for role in helping], language)
    return say(language, "incentives.element.helped", element=element, net=net, roles=names)


def clash_roles(scores: IncentiveScores) -> list[str]:
    """The roles that a matrix of clashes shows, in their order: all where there is room, else the largest clashes'."""
    if not scores.clashes:
        return []
    if len(scores.roles) <= _IN_MATRIX:
        return [role.id for role in scores.roles]
    chosen: dict[str, None] = {}
    for clash in scores.clashes:
        if len(chosen | {clash.a: None, clash.b: None}) <= _IN_MATRIX:
            chosen |= {clash.a: None, clash.b: None}
    return [role.id for role in scores.roles if role.id in chosen]


def roles_left_out(scores: IncentiveScores, language: Language) -> str:
    """How many of the roles clash_roles() gives, where that is not all of them; else nothing."""
    shown, roles = len(clash_roles(scores)), len(scores.roles)
    return say(language, "incentives.picture.left_out", shown=shown, roles=roles) if 0 < shown < roles else ""


def clash_legend(language: Language) -> str:
    """What the letters in a matrix of clashes stand for."""
    letters = {kind: say(language, f"incentives.clash.letter.{kind}") for kind in get_args(ClashKind)}
    return say(language, "incentives.clash.legend", **letters)


def pair_name(one: str, other: str, report: Report, language: Language) -> str:
    """Two roles, as the head of what is between them."""
    return say(
        language, "incentives.clash.pair", a=role_name(one, report, language), b=role_inside(other, report, language)
    )


def clash_line(clash: Clash, report: Report, language: Language) -> str:
    """Two roles that work against each other: how much, how bad, which way."""
    return say(
        language,
        "incentives.picture.pair",
        a=role_name(clash.a, report, language),
        b=role_inside(clash.b, report, language),
        clash=number(clash.clash, language),
        severity=say(language, f"incentives.clash.severity.{clash.severity}"),
        kind=say(language, f"incentives.clash.kind.{clash.kind}"),
    )


def clash_sentence(clash: Clash, report: Report, language: Language) -> str:
    """Two roles that work against each other: who makes what harder for whom, or what is pulled both ways."""
    told = _direct_conflict if clash.kind == "direct" else _tug_of_war
    return " ".join(told(clash, report, language))


def _direct_conflict(clash: Clash, report: Report, language: Language) -> Iterator[str]:
    """Whose measures make whose harder to reach, the hardest first."""
    found = _map_of(report)
    ways = [(found.effect_between(one, on), one, on) for one, on in ((clash.a, clash.b), (clash.b, clash.a))]
    for value, one, on in sorted(ways, key=lambda way: way[0]):
        if value < 0:
            yield say(
                language,
                f"incentives.clash.{'much_harder' if value <= _MUCH_HARDER else 'harder'}",
                a=role_name(one, report, language),
                measures=_measures(
                    [measure_name(one, key, report, language) for key in found.hindering(one, on)], language
                ),
                b=role_inside(on, report, language),
                goals=_measures(measure_names(on, report, language), language),
            )


def _tug_of_war(clash: Clash, report: Report, language: Language) -> Iterator[str]:
    """What one role helps and the other harms, and the other way round."""
    pulls = {role.id: role.pulls for role in report.incentives.roles} if report.incentives else {}
    agreed = [element.id for element in _map_of(report).elements if element.weight > 0]
    for up, down in ((clash.a, clash.b), (clash.b, clash.a)):
        both = [element for element in agreed if round(pulls[up][element], 6) > 0 > round(pulls[down][element], 6)]
        if both:
            yield say(
                language,
                "incentives.clash.opposed",
                a=role_name(up, report, language),
                measures=_measures(measure_names(up, report, language, both, 1), language),
                elements=_elements(both, report, language),
                b=role_name(down, report, language),
                others=_measures(measure_names(down, report, language, both, -1), language),
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
    report = after if all(_map_of(after).role(role) for role in pair) else before
    one, other = (role.id for role in _map_of(report).roles if role.id in pair)
    names = pair_name(one, other, report, language)
    old, new = (number(value, language) for value in values)
    return say(language, "incentives.clash.changed", pair=names, before=old, after=new)


def shortcut_sentences(report: Report, language: Language) -> list[str]:
    """The measures that can be met at the customer's expense, the easiest and most harmful first."""
    elements, found = _map_of(report).elements, []
    for role in _map_of(report).roles:
        for name, measure in role.measures.items():
            ways = measure.shortcut
            if ways is None or not measure.share or not ways.ease or not elements:
                continue
            harm = alignment(ways.shortcut_effects, elements)
            if round(harm, 6) < 0:
                values = {
                    "measure": _quoted(measure_name(role.id, name, report, language), language),
                    "role": role_inside(role.id, report, language),
                    "shortcut": _way(ways.shortcut_en, ways.shortcut_sv, "way", language),
                    "harm": signed(harm, language),
                    "root": _way(ways.root_en, ways.root_sv, "root", language),
                    "help": signed(alignment(ways.root_effects, elements), language),
                }
                found.append((round(ways.ease * harm, 6), say(language, "incentives.shortcut.sentence", **values)))
    return [sentence for _, sentence in sorted(found, key=lambda one: one[0])]


def _way(english: str | None, swedish: str | None, unnamed: str, language: Language) -> str:
    """One of the two ways to meet a measure, quoted, or what it is called when it has no name."""
    name = (swedish or english) if language == "sv" else (english or swedish)
    return _quoted(name, language) if name else say(language, f"incentives.shortcut.{unnamed}")


def measure_names(
    role_id: str, report: Report, language: Language, elements: Sequence[str] = (), way: int = 0
) -> list[str]:
    """What a role is rewarded for, the largest share first; with elements only what moves one of them that way."""
    role = _map_of(report).role(role_id)
    return [
        measure_name(role_id, name, report, language)
        for name, measure in (role.rewarded if role else {}).items()
        if not elements or any(way * measure.effect_on(element) > 0 for element in elements)
    ]


def _map_of(report: Report) -> IncentiveMap:
    return report.incentives.map if report.incentives else IncentiveMap()


def _measures(names: Sequence[str], language: Language) -> str:
    quoted = [_quoted(name, language) for name in names]
    return _some(quoted, language) if quoted else say(language, "incentives.own_goals")


def _elements(ids: Sequence[str], report: Report, language: Language) -> str:
    return _some([_quoted(element_name(element, report, language), language) for element in ids], language)


def _some(names: list[str], language: Language) -> str:
    """The first names and how many more there are; one more is named, too."""
    more = len(names) - _NAMED
    return joined([*names[:_NAMED], say(language, "incentives.more", count=more)] if more > 1 else names, language)


def role_inside(role_id: str, report: Report, language: Language) -> str:
    """A role within a sentence. The bank's words may take a small letter; a user's own words stay as they are.

    A stored map keeps the words the bank had when it was made. A role of the bank whose name is part of today's, as
    "Head of sales" is of "The head of sales", has not been renamed.
    """
    name = role_name(role_id, report, language)
    known = next((role[language] for role in report.instrument.incentives.roles if role.id == role_id), "")
    return _inner(name) if name.casefold() in known.casefold() else name


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
    days = _some([date_text(day.answered_on, language) for day in others], language)
    return say(language, "comparison.series_differs", days=days)


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
        role = f"{role}, {_quoted(measure_name(cell.role, cell.measure, report, language), language)}"
    return say(
        language,
        "map_comparison.cell",
        role=role,
        element=_quoted(element_name(cell.element, report, language), language),
        one=pull_text(cell.one, language),
        other=pull_text(cell.other, language),
    )


class GapText(NamedTuple):
    """A statement and how it was answered for each behaviour, in the words of the scale."""

    statement: str
    current: str
    new: str


def gap_texts(report: Report, language: Language) -> list[GapText]:
    """The statements answered most differently for the two behaviours, widest first."""
    instrument = report.instrument
    labels = {point.value: point[language] for point in instrument.scale.labels}
    statements = {item.id: item.text[language] for item in instrument.items}
    return [GapText(statements[gap.item_id], labels[gap.current], labels[gap.new]) for gap in report.gaps]


def limit_sentences(language: Language) -> list[str]:
    """What no answers of one person can tell, however many there are."""
    return [say(language, f"export.limits.{name}") for name in ("tomorrow", "wanted", "contrast", "others", "team")]


def certainty_sentences(report: Report, language: Language) -> list[str]:
    """What one person's answers can and cannot say, and what to know about how they came about."""
    pairs = [factor.balance.pairs for factor in report.scores.factors if factor.balance is not None]
    sentences = [say(language, "certainty.one_person")]
    if pairs:
        few = min(pairs)
        step, small = number(25 / few, language), number(50 / few, language)
        sentences.append(say(language, "certainty.granularity", step=step, difference=small))
    open_cells = report.scores.cells - report.scores.answered
    if open_cells:
        sentences.append(say(language, "certainty.open", count=open_cells, total=report.scores.cells))
    unknown = sum(
        choice == "dont_know"
        for item in report.instrument.form_items(report.answers.form)
        for choice in report.answers.ratings.get(item.id, {}).values()
    )
    if unknown:
        sentences.append(say(language, "certainty.dont_know", count=unknown))
    sentences.extend(say(language, f"notes.{note}") for note in report.notes if note != "single_respondent")
    if not report.occasion.bank_is_current:
        sentences.append(say(language, "certainty.bank_changed"))
    if report.occasion.scoring_version != report.scoring_version:
        sentences.append(say(language, "certainty.scoring_changed", version=report.occasion.scoring_version))
    if left_out := left_out_sentence(report, language):
        sentences.append(left_out)
    return sentences


def left_out_sentence(report: Report, language: Language) -> str | None:
    """That some choices of the file do not fit the question bank; None when all do, or none, as the headline says."""
    answers = report.answers
    is_said = not answers.left_out or answers.are_all_left_out
    return None if is_said else say(language, "certainty.ignored", count=answers.left_out)


def versions_sentence(report: Report, language: Language) -> str:
    """Which instrument, which scoring, which day."""
    return say(
        language,
        "certainty.versions",
        instrument=report.instrument.version,
        scoring=report.scoring_version,
        day=date_text(report.made_on, language),
    )


def _bank(report: Report) -> tuple[Instrument, str, bool]:
    """The question bank and what tells it from another one that is shown in its place, when its own text is lost."""
    version = report.answers.instrument_version or report.instrument.version
    return report.instrument, version, report.occasion.bank_is_current


def _behaviours(report: Report) -> tuple[str, str]:
    return report.answers.current_behaviour, report.answers.new_behaviour


def _inner(name: str) -> str:
    """A name inside a sentence. All capitals (an abbreviation) stay."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]
