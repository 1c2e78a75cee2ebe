"""What has come of the plan: how each line went or stands, what happened, and what that may have to do with."""

from __future__ import annotations

from typing import Final, NamedTuple

from assessment.instrument import Language
from assessment.plan import OUTCOMES, Outcome, PlanLine
from assessment.report import Report
from assessment.sentences.advice import advice_title
from assessment.sentences.causes import linked_sentence
from assessment.sentences.planned import dropped_remark, shown_title, state_word, told_happened
from assessment.sentences.reader import say_to_reader
from assessment.words import day_text, say, shortened, when_text, with_stop

_LONGEST: Final = 200  # Letters of what happened; the plan has all of it.


def done_heading(report: Report, language: Language) -> str:
    """The heading above what has come of the plan."""
    return say_to_reader(report, language, "comparison.done")


class OutcomeText(NamedTuple):
    """What has come of a line of the plan: its id and title, how it went, and what that may have to do with.

    `kind` is how it went, for the sign in front; None where that is not said, and then `outcome` is how it stands.
    `needs_day` when it was not done and no new day is ahead, or it is late while it is too early to say, and today's
    advice does not say to wait with it; not `is_advised` when that no longer says to do it. `happened` is what
    happened, as a sentence in a few words; "" where that is not written. `is_dropped` when it is left but no longer
    applies: `remark` says so, as the plan does.
    """

    line: str
    title: str
    kind: Outcome | None
    outcome: str
    remark: str
    needs_day: bool
    is_advised: bool = True
    happened: str = ""
    is_dropped: bool = False

    @property
    def what(self) -> str:
        """The title as a sentence."""
        return with_stop(self.title)

    @property
    def how_it_went(self) -> str:
        """The outcome, what happened and the remark as sentences."""
        return " ".join(filter(None, [f"{self.outcome}.", self.happened, self.remark]))


def outcome_texts(report: Report, language: Language) -> list[OutcomeText]:
    """What has come of each line of the plan that says so; what has helped is first.

    Last are those that were planned in an earlier assessment and do not say so, with how they stand.
    """
    known = [(line, line.outcome) for line in report.plan if line.outcome]
    answered = [
        _outcome_text(
            line,
            outcome,
            say_to_reader(report, language, f"comparison.outcomes.{outcome}"),
            report,
            language,
            remark=dropped_remark(line, report, language) or _outcome_remark(line, report, language),
            needs_day=report.needs_day(line),
        )
        for line, outcome in sorted(known, key=lambda one: OUTCOMES.index(one[1]))
    ]
    left = ((line, how_it_stands(line, report, language)) for line in unanswered(report))
    return [*answered, *(_outcome_text(line, None, stands, report, language) for line, stands in left)]


def _outcome_text(
    line: PlanLine,
    kind: Outcome | None,
    outcome: str,
    report: Report,
    language: Language,
    *,
    remark: str = "",
    needs_day: bool = False,
) -> OutcomeText:
    return OutcomeText(
        line.id,
        shown_title(line, report.instrument, language),
        kind,
        outcome,
        remark,
        needs_day,
        report.is_advised(line),
        with_stop(told_happened(in_few_words(line), language)),
        bool(dropped_remark(line, report, language)),
    )


def unanswered(report: Report) -> list[PlanLine]:
    """The lines of the plan of earlier assessments that do not say how they went, except those that no longer apply."""
    return [line for line in report.in_force if not line.outcome and report.planned_since(line)]


def how_it_stands(line: PlanLine, report: Report, language: Language) -> str:
    """The state of a line, and the day of what is next of it: since when it is late, or whether it has been put off."""
    state, late, place = state_word(line, language), report.late(line), line.due_first
    following = line.steps[place].due if line.steps and place is not None else None
    day = late.day if late else following or line.due
    if day is None or line.is_all_done:
        return state
    how = "late" if late else "new_day" if line.first_due else "by"
    return say(language, f"comparison.stands.{how}", state=state, day=when_text(day, language, report.made_on))


def in_few_words(line: PlanLine) -> str:
    """What happened with a line, as it is written, but cut where it is long."""
    return shortened(line.happened, _LONGEST)


def _outcome_remark(line: PlanLine, report: Report, language: Language) -> str:
    """Which rise may have to do with a line that helped; of one that was not done, why to wait with it or its new day.

    That one goes on which is too early to judge, and until when; that its time is over; or with how many of its steps
    it was ended. "" for none of these.
    """
    if line.outcome == "too_early" and (line.is_ended_early or line.is_overdue(report.made_on)):
        counts = {"done": line.steps_done, "count": len(line.steps)}
        return say(language, "comparison.ended", **counts) if line.is_ended_early else _ran_out(line, report, language)
    if report.goes_on(line):
        day = day_text(line.due, language) if line.due else ""
        how = "goes_on" if report.is_advised(line) else "unadvised"
        return say(language, f"comparison.{how}{'_until' if day else ''}", day=day)
    if linked := linked_sentence(line, report, language):
        return linked
    first = report.comes_before(line) if line.outcome == "not_done" and not line.is_all_done else None
    if first is not None:
        place = "agree_cx_first" if first.recommendation.target == "agree_cx_first" else "other"
        if first.reason.id == "agree_cx_first_score":  # They have answered that they have agreed.
            place = "score"
        elif report.is_done(first):
            place = "answer" if first.reason.id == "agree_cx_first_missing" else f"{place}_done"
        return say(language, f"comparison.waits.{place}", title=advice_title(first, report, language))
    if line.due is not None and line.has_new_day(report.made_on):
        return say(language, "comparison.has_new_day", day=day_text(line.due, language))
    return _ran_out(line, report, language) if report.needs_day(line) and line.due else ""


def _ran_out(line: PlanLine, report: Report, language: Language) -> str:
    """That the time of a line is over, and whether today's advice still says to do it."""
    return say(language, f"comparison.{'ran_out' if report.is_advised(line) else 'ran_out_unadvised'}")
