"""Which answers made a factor better or worse since the assessment before."""

from __future__ import annotations

from typing import Final, NamedTuple

from assessment.advice import Advice
from assessment.comparison import Cause, FactorChange
from assessment.instrument import Language
from assessment.plan import PlanLine
from assessment.report import Report
from assessment.sentences.names import part_name
from assessment.statements import MovedAnswer
from assessment.words import date_text, joined, lower_first, quoted, say, score_text, shortened

_STATEMENT: Final = 90  # Characters of a statement.


class CauseText(NamedTuple):
    """The name of a factor, and what goes on from it: which way it went for each behaviour, and by which answers."""

    name: str
    text: str

    @property
    def sentence(self) -> str:
        """Both as one sentence."""
        return f"{self.name}{self.text}"


def cause_texts(report: Report, language: Language) -> list[CauseText]:
    """Why each factor has changed by more than a small change, in the order of the figure; empty where none has."""
    found = []
    for change in report.changed_first:
        if parts := [_cause(cause, language) for cause in report.causes(change)]:
            text = say(language, "comparison.why.text", parts="; ".join(parts))
            found.append(CauseText(part_name(change.id, report.instrument, language), text))
    return found


def answers_behind(cause: Cause, language: Language) -> str:
    """The answers behind one behaviour's change of cause_texts(), as a sentence for beside its points."""
    answers, how = _answers_of(cause, language, "behind.moved"), _how(cause)
    if cause.named or not cause.most:
        return say(language, f"comparison.why.behind.{how}", **answers)
    answers |= {"way": _behaviour(cause, language)}
    return say(language, f"comparison.why.behind.{how}.{'up' if cause.is_up else 'down'}", **answers)


def moved_values(change: FactorChange, report: Report, language: Language) -> dict[str, str]:
    """The name of a factor inside a sentence, and the wanted behaviour's score before and now."""
    return {
        "name": lower_first(part_name(change.id, report.instrument, language)),
        "earlier": score_text(change.new.earlier, language),
        "later": score_text(change.new.later, language),
    }


def since_sentence(report: Report, language: Language) -> str:
    """Where the wanted behaviour has more support than last time, and where less, with the scores; "" where neither."""
    named: dict[str, str] = {}
    for way in ("up", "down"):
        moved = [one for one in report.turned if one.new.movement == way]
        each = [say(language, "headline.turned.scores", **moved_values(one, report, language)) for one in moved]
        named |= {way: joined(each, language)} if each else {}
    if not named:
        return ""
    which = "both" if named.keys() == {"up", "down"} else next(iter(named))
    day = date_text(report.earlier[-1].answered_on, language)
    return say(language, f"comparison.since.{which}", day=day, **named)


def fall_sentences(factor_id: str, report: Report, language: Language) -> str:
    """By how much a factor's support has clearly fallen since last time, whether none has fallen more, and by what.

    "" where it has not, or where the report does not open with what has changed.
    """
    moved = report.turned if report.shows_change else ()
    fallen = [change for change in moved if change.new.is_clear and change.new.movement == "down"]
    found = next((change for change in fallen if change.id == factor_id), None)
    if found is None:
        return ""
    how = "most" if found == fallen[0] and (not fallen[1:] or found.new.points != fallen[1].new.points) else "too"
    fallen_by = say(language, f"steps.fallen.{how}", **moved_values(found, report, language))
    behind = next((_behind(cause, language) for cause in report.causes(found) if cause.column == "new"), "")
    return f"{fallen_by} {behind}".rstrip()


def fall_answered(advice: Advice, report: Report, language: Language) -> str:
    """fall_sentences() of the factor that a recommendation is on or that its reason names; "" where others answer it.

    What has fallen is the reason for one recommendation: the one to do on the factor itself, else the first that has to
    do with it.
    """
    named = str(advice.reason.values.get("name", ""))
    factor = advice.target if advice.recommendation.scope == "factor" else named
    about = [one for one in report.to_do if factor in (one.target, one.reason.values.get("name"))]
    answers = next((one for one in about if one.target == factor), next(iter(about), advice))
    return fall_sentences(factor, report, language) if answers.source == advice.source else ""


def unmoved_sentence(factor_id: str, report: Report, language: Language) -> str:
    """That the first step on a factor that has fallen is on its lowest answer, though that is as it was; else ""."""
    before = {one.item.id: one.points("new") for one in report.statements_before}
    lowest = report.least_supporting(factor_id)
    if not lowest or any(before.get(one.item.id) != one.points("new") for one in lowest):
        return ""
    return say(language, f"steps.fallen.unmoved.{'many' if lowest[1:] else 'one'}")


def _behind(cause: Cause, language: Language) -> str:
    """The answers behind a fall, after a sentence that says which factor has fallen."""
    return say(language, f"steps.fallen.answers.{_how(cause)}", **_answers_of(cause, language))


def by_today_sentence(factor_id: str, report: Report, language: Language) -> str:
    """That a factor counts as better or worse because of today's way, not of the wanted one; "" where it does not.

    Also "" where the scores do not show it: who wins follows only from statements that are answered for both ways. Of a
    factor that counts as neither: that today's way has clearly more or less support all the same.
    """
    turn = next((turn for turn in report.turns if turn.id == factor_id), None)
    change = next(change for change in report.factor_changes if change.id == factor_id)
    if factor_id not in (*report.better, *report.worse) and change.current.is_clear:
        name = part_name(factor_id, report.instrument, language)
        return say(language, f"comparison.by_today.neither.{change.current.movement}", name=name)
    wanted, (way, moved) = change.new, ("worse", "up") if turn and turn.is_worse else ("better", "down")
    if turn is None or change.current.movement != moved:
        return ""
    if wanted.is_clear and (wanted.movement != moved or not change.moves_today_more):
        return ""
    many, name = "both" if wanted.is_clear else "alone", part_name(factor_id, report.instrument, language)
    return say(language, f"comparison.by_today.{way}.{many}", name=name)


def linked_sentence(line: PlanLine, report: Report, language: Language) -> str:
    """Which rise may have to do with a line of the plan that helped; "" where none may."""
    risen = report.risen_with(line) if line.outcome == "helped" else None
    if risen is None:
        return ""
    return say(language, "comparison.linked", name=lower_first(part_name(risen.id, report.instrument, language)))


def judged_beside_headline(report: Report, language: Language) -> str:
    """judged_sentence() where the headline says what it casts doubt on: that factors are worse, or better; else ""."""
    moved = report.moved_one_step
    is_said = report.worse if moved and moved.way == "down" else report.better
    return judged_sentence(report, language) if is_said else ""


def judged_sentence(report: Report, language: Language) -> str:
    """How many answers on the wanted behaviour moved alike, and how many against; "" where most have not.

    The numbers add up to all that moved. Another way of judging explains that as well, so it asks which it is.
    """
    moved = report.moved_one_step
    if moved is None:
        return ""
    if moved.against:
        many = "others" if moved.alike == moved.moved else "mixed"
    else:
        many = "all" if moved.alike == moved.of else "further"
    ways = (moved.way, "up" if moved.way == "down" else "down")
    way, other = (say(language, f"comparison.judged.{each}") for each in ways)
    ask = say(language, "comparison.judged.ask")
    return say(
        language,
        f"comparison.judged.{many}",
        **moved._asdict() | {"moved": moved.moved, "way": way, "other": other, "ask": ask},
    )


def _cause(cause: Cause, language: Language) -> str:
    """Which way a behaviour's score went, and by which answers."""
    column = _behaviour(cause, language)
    way = say(language, f"comparison.why.{'up' if cause.is_up else 'down'}")
    towards = say(language, f"comparison.why.towards.{'up' if cause.is_up else 'down'}")
    values = _answers_of(cause, language) | {"towards": towards}
    return say(language, f"comparison.why.{_how(cause)}", column=column, way=way, **values)


def _behaviour(cause: Cause, language: Language) -> str:
    """The behaviour whose score went, inside a sentence."""
    return say(language, f"comparison.why.{'today' if cause.column == 'current' else 'wanted'}")


def _answers_of(cause: Cause, language: Language, moved: str = "moved") -> dict[str, str | int]:
    """What the words for each way of _how() have places for: the answers that moved a score, or how many did.

    `moved` names the words for an answer before and now.
    """
    steps = "one" if cause.steps == 1 else "many"
    return {
        "answers": joined([_moved(one, language, moved) for one in cause.named], language),
        "count": cause.most,
        "of": cause.of,
        "steps": say(language, f"comparison.why.steps.{steps}", steps=cause.steps),
        "others": cause.others,
    }


def _how(cause: Cause) -> str:
    """Which words fit: the answers are named, or counted, or it is others that count now."""
    if not cause.most:
        return "other_answers"
    if cause.named:
        return f"named.{'alone' if not cause.others else 'and_one' if cause.others == 1 else 'and_others'}"
    return f"counted.{'all' if cause.most == cause.of else 'some'}"


def _moved(one: MovedAnswer, language: Language, words: str) -> str:
    """A statement with its answer before and now."""
    statement = quoted(shortened(one.item.text[language].removesuffix("."), _STATEMENT), language)
    if one.item.reverse:
        statement = say(language, "answers.reversed", statement=statement)
    return say(language, f"comparison.why.{words}", statement=statement, before=one.before, now=one.now)
