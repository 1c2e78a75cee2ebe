"""What to do first, why, and what waits for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal, NamedTuple, get_args

from assessment.advice import Advice, Reason
from assessment.instrument import Language, Text
from assessment.plan import DAYS_OF_FIRST_STEP, DAYS_OF_MILESTONES, PlanLine, PlanStep
from assessment.report import Report
from assessment.scoring import Score
from assessment.sentences.answers import answer_name
from assessment.sentences.causes import fall_answered, unmoved_sentence
from assessment.sentences.names import part_name, part_names
from assessment.sentences.numbered import numbers_about, numbers_sentence
from assessment.sentences.planned import dropped_remark, line_title, step_of_now, waits_remark
from assessment.sentences.reader import say_to_reader
from assessment.sentences.reasons import reason_values
from assessment.sentences.scores import named_factors, weakest_first
from assessment.sentences.statements import AHEAD, LOWEST, ahead_with_answers, with_statements, without_answers
from assessment.words import (
    day_text,
    dotted,
    has_words,
    joined,
    lower_first,
    number,
    one_of,
    quoted,
    say,
    score_text,
    upper_first,
)

Days = Literal["d30", "d60", "d90"]

_DAYS: Final[Mapping[Days, int]] = dict(zip(get_args(Days), DAYS_OF_MILESTONES, strict=True))


def before_headline(report: Report, language: Language, told: Sequence[str] = ()) -> str | None:
    """Why other advice comes before the factors in the headline, and which advice is on each, or that it waits.

    The advice on factors `told` elsewhere is left out. None when the first advice is on a factor in the headline.
    """
    before = begin_sentence(report, language)
    named = [one for one in report.scores.overall.named if one not in told]
    if before is None:
        return None
    return " ".join(filter(None, (before, numbers_sentence(named, report, language), _held(named, report, language))))


def _held(factors: Sequence[str], report: Report, language: Language) -> str:
    """That the advice on these factors waits for an agreement; "" where it does not, or other advice is on them."""
    if report.holding is None or _left(report.holding) not in ("no", "partly"):
        return ""
    held = {report.instrument.factor_of(one.target) for one in report.waiting}
    waiting = [one for one in factors if one in held and not numbers_about(one, report)]
    names = part_names(waiting, report.instrument, language)
    return say(language, "steps.answers.waits", names=names) if waiting else ""


def begin_sentence(report: Report, language: Language) -> str | None:
    """Why to begin with the first advice, the sentence that before_headline() begins with; None where it is None."""
    named = report.scores.overall.named
    if not report.to_do or not named or len(named) == len(report.scores.factors):
        return None
    first = report.to_do[0]
    if first.recommendation.scope != "cross":
        return None
    place = f"steps.because.{first.reason.id}"
    if _left(first) == "missing":
        return say(language, "steps.before_unanswered")
    if has_words(language, place):
        values = reason_values(first.reason, report, language)
        return say(language, "steps.before", because=say_to_reader(report, language, place, **values))
    names = named_factors(report, language)  # In the headline, unless that is about what has changed.
    return None if report.shows_change else say(language, "steps.before_only", names=names)


def order_sentence(report: Report, language: Language) -> str | None:
    """That groundwork comes first, or tie_sentence(); None without either, or where before_headline() says enough."""
    if not report.to_do[1:] or before_headline(report, language):
        return None
    first = report.to_do[0]
    if first.recommendation.scope != "cross":
        return tie_sentence(report, language)
    return say(language, f"steps.{'before_unanswered' if _left(first) == 'missing' else 'order'}")


def tie_sentence(report: Report, language: Language) -> str | None:
    """Which of the first recommendations to begin with, where the factors they are on have the same score, or close.

    None where they have not, or where advice on one of the factors in the headline waits: it cannot come first. Nor
    where the same scores stand in the figure of what has changed: the result has said where to begin.
    """
    first = report.alike
    if not first:
        return None
    numbers = [str(place) for place, _ in enumerate(first, start=1)]
    factors = [report.instrument.factor_of(one.target) for one in first]
    scores = list(dict.fromkeys(score_text(report.scores.factor(factor).new.score, language) for factor in factors))
    waits = any(report.instrument.factor_of(one.target) in report.scores.overall.named for one in report.waiting)
    if (scores[1:] and waits) or (report.shows_change and not scores[1:]):
        return None
    as_low = [] if scores[1:] else _as_low(factors, report, language)
    said = say(
        language,
        f"steps.{'close' if scores[1:] else 'tie'}",
        numbers=joined(numbers, language),
        others=one_of(numbers[1:], language),
        names=upper_first(part_names(factors, report.instrument, language)),
        score=scores[0],
    )
    ways = ((name, number, "advice" if number else "waits") for name, number in as_low)
    return " ".join([said, *(say(language, f"steps.as_low.{how}", name=name, number=n) for name, n, how in ways)])


def _as_low(told: Sequence[str], report: Report, language: Language) -> list[tuple[str, int | None]]:
    """The other factors in the headline shown as low as those `told`: their names, and the number of advice on each."""
    lowest = score_text(report.scores.factor(told[0]).new.score, language)
    others = [factor for factor in report.scores.overall.named if factor not in told]
    alike = [one for one in others if score_text(report.scores.factor(one).new.score, language) == lowest]
    about = [next(iter(numbers_about(one, report)), None) for one in alike]
    return [(lower_first(part_name(one, report.instrument, language)), n) for one, n in zip(alike, about, strict=True)]


def waiting_sentence(report: Report, language: Language) -> str | None:
    """Which advice waits, and for what; None when none does.

    Where the plan says that what it waits for is done, what is left: often only to answer so.
    """
    active = report.holding
    if active is None:
        return None
    factors_first = sorted(report.waiting, key=lambda one: one.recommendation.scope == "cross")
    what = joined(list(dict.fromkeys(_topic(one, report, language) for one in factors_first)), language)
    left = _left(active)
    if report.is_done(active):
        done = _after_done(active, report, language)
        then = {"missing": "answered", "partly": "agreed", "no": "agreed"}.get(left, "other")
        return f"{done} {say(language, f'steps.after_done.then.{then}', what=what)}" if what else done
    place = {"missing": "unanswered", "score": "score", "other": "other"}.get(left, "agree_cx_first")
    title = advice_title(active, report, language)
    return say(language, f"steps.waits.{place}", what=what, title=title) if what else None


def _after_done(active: Advice, report: Report, language: Language) -> str:
    """That advice which other advice waits for is done, or is ended since it made no difference, and what is left."""
    line = report.planned(active)
    how = "ended" if line and line.made_no_difference else "done"
    did, title = say(language, f"steps.after_done.did.{how}"), planned_title(active, report, language)
    return say_to_reader(report, language, f"steps.after_done.{_left(active)}", did=did, title=title)


def line_remark(line: PlanLine, report: Report, language: Language) -> str:
    """What is said of a line that is dropped, done while answers leave something, late though unadvised, or waits.

    Not what is left where a line of the plan goes on with it.
    """
    dropped, active = dropped_remark(line, report, language), report.holding
    if dropped:
        return dropped
    if active is not None and line.source == active.source and report.is_done(active):
        goes_on = _left(active) in ("partly", "no") and any(one.id == line.goes_on_as for one in report.plan)
        return "" if goes_on else _after_done(active, report, language)
    if not report.is_advised(line) and report.late(line) is not None:
        if not report.to_do or report.comes_before(line) is not None:
            return say(language, "comparison.unadvised")
        title = advice_title(report.to_do[0], report, language)
        return say_to_reader(report, language, "plan_page.unadvised", title=title)
    return waits_remark(line, report, language)


def order_changed_sentence(before: Sequence[str], report: Report, language: Language) -> str:
    """What comes first now, or is new, where the advice to do differs from its sources `before`; "" where it does not.

    For whoever has just answered what the advice follows from.
    """
    if not report.to_do or report.ranked == tuple(before):
        return ""
    first = report.to_do[0]
    if report.ranked[:1] != tuple(before[:1]):
        title = quoted(advice_title(first, report, language), language)
        return say(language, "steps.order_changed.first", title=title)
    new = [quoted(advice_title(one, report, language), language) for one in report.to_do if one.source not in before]
    return say(language, "steps.order_changed.new", titles=joined(new, language)) if new else ""


def _left(active: Advice) -> str:
    """What is left where advice is done that other advice waits for: as the answers say, or another assessment."""
    answer = active.reason.id.removeprefix("agree_cx_first_")
    return answer if active.reason.id.startswith("agree_cx_first_") else "other"


def planned_title(advice: Advice, report: Report, language: Language) -> str:
    """The title of a recommendation as its line in the plan has it."""
    line = report.planned(advice)
    return (line_title(line, report.instrument, language) if line else "") or advice_title(advice, report, language)


def in_plan_text(advice: Advice, report: Report, language: Language) -> str:
    """That a recommendation is in the plan, since when if it went on, that it was not done, and its day.

    Where it, or a step of it, is late, by which day it should have been done. "" where it is not in the plan.
    """
    line = report.planned(advice)
    if line is None:
        return ""
    is_left = line.outcome == "not_done" and not line.is_all_done
    since = None if is_left else report.planned_since(line)
    day = day_text(since, language) if since else ""
    parts = [say(language, f"results.in_plan.{'since' if day else 'now'}", day=day)]
    if is_left:
        parts.append(say(language, "results.in_plan.not_done"))
    late = report.late(line)
    due = late.day if late else line.due
    if due is not None and not line.is_all_done:
        parts.append(say(language, f"results.in_plan.{'late' if late else 'due'}", day=day_text(due, language)))
    return dotted(parts)


def done_sentences(report: Report, language: Language) -> list[str]:
    """Which of the recommendations the plan says are done, and which it has ended because they made no difference.

    Those that waiting_sentence() names are left out.
    """
    named: dict[str, list[str]] = {"done": [], "ended": []}
    for one in report.done:
        line = report.planned(one)
        if line is not None and one != report.holding:
            title = quoted(planned_title(one, report, language), language)
            named["ended" if line.made_no_difference else "done"].append(title)
    return [
        say(language, f"steps.in_plan_{how}", titles=joined(titles, language))
        for how, titles in named.items()
        if titles
    ]


def _topic(waiting: Advice, report: Report, language: Language) -> str:
    """The subject of advice that waits: a factor, or what roles are rewarded for."""
    instrument = report.instrument
    target = instrument.factor_of(waiting.target)
    if waiting.recommendation.scope == "cross":
        if target not in ("clash_quadrant", "idle_quadrant"):
            return say(language, "steps.waits.roles")
        target = "external_rewards"
    return lower_first(part_name(target, instrument, language))


def closing_sentences(language: Language, *, is_shared: bool = False) -> list[str]:
    """The words below the first advice: that change takes time and, unless `is_shared`, to let others answer too."""
    return [say(language, f"steps.{name}") for name in ("time", *(() if is_shared else ("colleagues",)))]


def advice_title(advice: Advice, report: Report, language: Language) -> str:
    """The title of a recommendation; general advice for any facet names the facet."""
    return _filled(advice.recommendation.title, advice, report, language)


def advice_first(advice: Advice, report: Report, language: Language) -> str:
    """The first step of a recommendation."""
    return step_texts(advice, report, language)[DAYS_OF_FIRST_STEP]


def advice_steps(advice: Advice, report: Report, language: Language) -> list[tuple[Days, str]]:
    """What to do within 30, 60 and 90 days, as far as the question bank says it."""
    texts = step_texts(advice, report, language)
    return [(days, texts[number]) for days, number in _DAYS.items() if number in texts]


def advice_caution(advice: Advice, report: Report, language: Language) -> str | None:
    """What to keep in mind, if the question bank says it."""
    caution = advice.recommendation.caution
    return None if caution is None else _filled(caution, advice, report, language)


def _filled(text: Text, advice: Advice, report: Report, language: Language) -> str:
    """A text of a recommendation, with the statements it names."""
    return with_statements(text[language], advice.target, report, language)


def asks_for_agreement(report: Report) -> bool:
    """Whether advice is shown because it is not said, or not true, that the right customer experience is agreed.

    A later assessment has asked already, before its statements, so it asks only where that was not answered, or where
    the plan says that they have agreed.
    """
    is_done = report.holding is not None and report.is_done(report.holding)
    answers = ("missing",) if report.earlier and not is_done else ("missing", "no", "partly")
    open_answers = {f"agree_cx_first_{answer}" for answer in answers}
    return report.instrument.asks_about_experience and any(one.reason.id in open_answers for one in report.advice)


def step_texts(advice: Advice, report: Report, language: Language) -> dict[int, str]:
    """The first step of a recommendation and what follows, by the days until each is due.

    Of one in the plan they are the steps of its line, as they were taken in, without the answers of that time.
    """
    texts, line = _rule_texts(advice, report, language), report.planned(advice)
    if line is None:
        return texts
    kept = [step.text for step in line.steps] or [line.first_step]
    if len(kept) not in (1, len(texts)) or not all(kept):
        return texts
    own = {days: _kept(text, days, advice, report, language) for days, text in zip(texts, kept, strict=False)}
    return texts | own


def texts_for_plan(advice: Advice, report: Report, language: Language) -> dict[int, str]:
    """The steps as step_texts(), as a plan keeps them: without answers, which others will follow."""
    texts = step_texts(advice, report, language)
    return {days: without_answers(text, report.instrument) for days, text in texts.items()}


def _rule_texts(advice: Advice, report: Report, language: Language) -> dict[int, str]:
    """The steps in the words of the question bank, filled in from the answers of the report."""
    rule = advice.recommendation
    steps = {DAYS_OF_FIRST_STEP: rule.first} | {number: getattr(rule, days) for days, number in _DAYS.items()}
    return {number: _filled(text, advice, report, language) for number, text in steps.items() if text is not None}


def _kept(text: str, days: int, advice: Advice, report: Report, language: Language) -> str:
    """A step as the plan has it. A line keeps the language in which it was added; what is unchanged is translated."""
    bank = report.instrument
    kept = without_answers(step_of_now(text, advice.recommendation, bank), bank)
    same = [each for each in bank.languages if kept == without_answers(_rule_texts(advice, report, each)[days], bank)]
    return without_answers(_rule_texts(advice, report, language)[days], bank) if same else kept


class OpenStep(NamedTuple):
    """The first step of a recommendation that is not done: its place from 0, and the step with its day if planned."""

    place: int
    step: PlanStep


def open_step(advice: Advice, report: Report, language: Language) -> OpenStep:
    """The first step that is open of a recommendation that is not done, of the plan where it is in it."""
    texts, line = list(step_texts(advice, report, language).values()), report.planned(advice)
    if line is None or not line.steps:
        return OpenStep(0, PlanStep(texts[0]))
    place = line.first_open or 0
    step = line.steps[place]
    return OpenStep(place, PlanStep(texts[place], step.due) if len(line.steps) == len(texts) else step)


def advice_reason(advice: Advice, report: Report, language: Language) -> str:
    """Why a recommendation is shown to this respondent, with the numbers, roles and measures behind it.

    If it is beyond reach of what the respondent leads, also whom to take it to.
    """
    reasons = [advice.reason, *([advice.reason.on_map] if advice.reason.on_map else [])]
    fallen = fall_answered(advice, report, language)
    if fallen:  # Then its score is in the sentence before.
        reasons = [_without_score(one) for one in reasons if one.id != "level"]
    why = [
        say_to_reader(report, language, f"reasons.{one.id}", **reason_values(one, report, language)) for one in reasons
    ]
    if fallen:
        why.insert(0 if advice.recommendation.scope != "cross" else len(why), fallen)
    why.extend([*_aim(advice, report, language), *_last_time(advice, report, language)])
    experience = report.answers.experience
    if advice.recommendation.target == "agree_cx_first" and (experience.weights or experience.statement):
        why.append(say_to_reader(report, language, "reasons.experience_entered"))
    if advice.is_beyond_reach:
        kind = report.answers.organisation or "company"
        why.append(say_to_reader(report, language, f"steps.take_to.{advice.recommendation.reach}.{kind}"))
    return " ".join(why)


def advice_answers(advice: Advice, report: Report, language: Language) -> str:
    """The statements behind the score of a factor that advice is on, or that none stands out.

    "" for advice that has another reason than the score of a factor, where the steps name them, and where that score
    has fallen: then the reason says by which answers. Where the steps name others than these, that they do.
    """
    rule, has_fallen = advice.recommendation, bool(fall_answered(advice, report, language))
    names_lowest = LOWEST in rule.first[language]
    if rule.scope == "factor" and names_lowest and has_fallen:
        return unmoved_sentence(advice.target, report, language)
    if rule.scope != "factor" or names_lowest or has_fallen:
        return ""
    answers = [one.answer("new") for one in report.least_supporting(advice.target)]
    if report.are_all_equal(advice.target):
        names = list(dict.fromkeys(lower_first(answer_name(one, report.instrument, language)) for one in answers))
        return say(language, "answers.supports.same" if names[1:] else "steps.all_equal", answer=names[0])
    lowest = with_statements(LOWEST, advice.target, report, language)
    return say(language, f"steps.lowest.{'many' if answers[1:] else 'one'}", lowest=lowest) if answers else ""


def _without_score(reason: Reason) -> Reason:
    """The reason in words that leave out the score of its factor, where they have others beside it."""
    return reason._replace(id="importance") if reason.id == "level_and_importance" else reason


def why_first(advice: Advice, report: Report, language: Language) -> str:
    """More on why the first recommendation comes first, for below its reason: what else speaks for it, on what basis.

    Of advice on a factor, or on one where today's way wins. "" for advice that follows from other answers.
    """
    name, rule = advice.reason.values.get("name"), advice.recommendation
    parts = (*report.scores.factors, *report.scores.facets)
    part = next((score for score in parts if score.id == name), None)
    if part is None or ("score" not in advice.reason.values and "current" not in advice.reason.values):
        return ""
    said, is_told = [], AHEAD in rule.first[language] or bool(fall_answered(advice, report, language))
    if rule.scope != "cross":
        said.append(_lowest_of_all(part, report, language))
        if part.balance and part.balance.verdict == "current":
            said.append(say(language, "steps.why_first.today", current=score_text(part.current.score, language)))
    elif not is_told and {one.item.factor for one in report.furthest_ahead} == {part.id}:
        ahead = ahead_with_answers(advice.target, report, language)
        said.append(say(language, "steps.why_first.ahead", ahead=ahead))
    if not report.shows_change:
        many = "one" if part.new.valid == 1 else "many"
        said.append(say_to_reader(report, language, f"steps.why_first.basis.{many}", count=part.new.valid))
    return " ".join(filter(None, said))


def _lowest_of_all(part: Score, report: Report, language: Language) -> str:
    """That a factor, or that of a facet, is the lowest of the four and by how much; "" where it shares that place."""
    lowest = report.instrument.factor_of(part.id)
    if report.scores.overall.named != (lowest,):
        return ""
    how, about = ("lowest", weakest_first(report)[1]) if part.id == lowest else ("facet", report.scores.factor(lowest))
    name, score = part_name(about.id, report.instrument, language), score_text(about.new.score, language)
    return say(language, f"steps.why_first.{how}", name=lower_first(name), score=score)


def _aim(advice: Advice, report: Report, language: Language) -> list[str]:
    """Why advice is shown on a factor that is not among the weakest: it has not reached the aim."""
    if not report.is_below_aim(advice):
        return []
    highest = score_text(report.scores.highest, language)
    strongest = [one.id for one in report.scores.factors if score_text(one.new.score, language) == highest]
    place = "strongest" if strongest == [advice.target] else "other"
    return [say(language, f"steps.aim.{place}", target=number(report.instrument.target, language))]


def _last_time(advice: Advice, report: Report, language: Language) -> list[str]:
    """What the score behind advice was last time, where it has moved; nothing where the report opens with changes."""
    moved = next((one.new for one in report.changes if one.id == advice.reason.values.get("name")), None)
    if report.shows_change or moved is None or not moved.has_moved or "score" not in advice.reason.values:
        return []
    return [say(language, "steps.last_time", score=score_text(moved.earlier, language))]
