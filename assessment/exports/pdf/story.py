"""Page one: the whole story on one page, filled to its foot, so that it can be handed out alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from assessment.advice import Advice
from assessment.exports.pdf.chart import LEAST_ROW, MOST_ROW, box_height, draw_box
from assessment.exports.pdf.shapes import BOTTOM, LEFT, WIDTH
from assessment.exports.pdf.sheet import Sheet
from assessment.exports.pdf.writing import ASIDE, NUMBER, action_height, lines_to_write_on, who_and_when
from assessment.exports.steps import came_of_plan, is_ahead, live_lines, next_words, not_planned, suggested_end
from assessment.plan import DAYS_OF_MILESTONES, PlanLine, day_in
from assessment.sentences.advice import (
    advice_reason,
    advice_title,
    before_headline,
    line_remark,
    open_step,
    waiting_sentence,
)
from assessment.sentences.certainty import one_person_sentence, picture_sentence
from assessment.sentences.comparison import opening
from assessment.sentences.incentives import largest_clash
from assessment.sentences.names import part_name
from assessment.sentences.scores import clearest_sentence
from assessment.sentences.statements import without_answers
from assessment.words import date_text, day_text, say

_MOST_AIR: Final = 9.0
_REASON_LINES: Final = 3
_TOP: Final = 22.0
_WHOSE: Final = 13.0  # The size of the title.
_LEAST_BESIDE_OFFER: Final = 11.5  # The least height of a row of the chart, where there is room.
_AROUND_OFFER: Final = 3.0  # Above and below the offer of a campaign, and inside its box.


class _Action(NamedTuple):
    """An action on page one: its texts, owner, and by when, in words. Without texts it is a blank one.

    `mark` is what is said before the reason even where there is no room for that: that it is not in the plan.
    """

    title: str = ""
    first: str = ""
    mark: str = ""
    reason: str = ""
    owner: str = ""
    due: str = ""


def draw_story(sheet: Sheet) -> None:
    """What holds people back, the scores, what to do first, and how to go on."""
    _headline(sheet)
    foot, reasoned = _foot(sheet, draw=False), _actions(sheet)
    actions = [action._replace(reason="") for action in reasoned]
    height, with_reasons = (sum(_action(sheet, one) for one in each) for each in (actions, reasoned))
    # An offer at the foot displaces sentences rather than the air in the chart.
    least = _LEAST_BESIDE_OFFER if sheet.look.made_with else LEAST_ROW
    room = BOTTOM - sheet.y - foot - box_height(sheet, least) - 14 - height
    # What later pages repeat is left out where long behaviours leave too little room: reasons, then sentences.
    since, (before, waiting) = _since(sheet), around(sheet)
    if sheet.report.holding in sheet.report.done:  # What that leaves stands with the advice.
        waiting = ""
    live, to_do = live_lines(sheet.report), sheet.report.to_do
    if live and not (to_do and live[0] == sheet.report.planned(to_do[0])):  # It says why that comes first.
        before = ""
    waiting = f"{_more(sheet)} {waiting}".strip()
    clash = _clash(sheet)
    kept = _fitting(sheet, room, [since, before, waiting, clash])
    room -= sum(sheet.sentence(sentence, draw=False) for sentence in kept)
    # Room for one more sentence, so that what has changed displaces nothing.
    spare = 0 if since else sheet.sentence("", draw=False)
    clearest = "".join(_fitting(sheet, room - spare, [clearest_sentence(sheet.report, sheet.language)]))
    room -= sheet.sentence(clearest, draw=False) if clearest else 0
    if with_reasons - height <= room - spare:
        actions, room = reasoned, room - (with_reasons - height)
    rows = len(sheet.report.scores.factors)
    row = min(MOST_ROW, max(LEAST_ROW, least + room / rows))
    air = min(_MOST_AIR, max(0.0, room - rows * (row - least)) / (len(actions) + 1))
    draw_box(sheet, row)
    for sentence in (clearest, since, clash):
        if sentence in (clearest, *kept) and sentence:
            sheet.y += sheet.sentence(sentence, draw=True)
    _first(sheet, actions, air, (before if before in kept else "", waiting if waiting in kept else ""))
    sheet.y = BOTTOM - foot + 2
    _foot(sheet, draw=True)
    sheet.y = BOTTOM


def draw_picture(sheet: Sheet) -> None:
    """The scores alone, as the own result of a member of a team."""
    title = say(sheet.language, "round.member.own")
    sheet.set_title(title)
    sheet.start_section(title)
    sheet.y = sheet.paragraph(title, LEFT, _TOP, WIDTH, 23.0, bold=True) + 1
    whose = say(sheet.language, "round.member.pdf.inside")
    sheet.y = sheet.paragraph(whose, LEFT, sheet.y, WIDTH, 13, colour=sheet.colours.quiet) + 4
    draw_box(sheet, MOST_ROW)


def around(sheet: Sheet) -> tuple[str, str]:
    """The texts before and after the recommendations; each may be empty."""
    report, language = sheet.report, sheet.language
    return before_headline(report, language) or "", waiting_sentence(report, language) or ""


def _fitting(sheet: Sheet, room: float, sentences: Sequence[str]) -> list[str]:
    """As many of these sentences as `room` millimetres hold, from the first; empty ones are left out."""
    kept: list[str] = []
    for sentence in filter(None, sentences):
        room -= sheet.sentence(sentence, draw=False)
        if room < 0:
            break
        kept.append(sentence)
    return kept


def _headline(sheet: Sheet) -> None:
    story = opening(sheet.report, sheet.language)
    sheet.start_section(story.title.translate(sheet.printable))
    top = _TOP
    if sheet.report.answers.title:
        whose = picture_sentence(sheet.report, sheet.language)
        top = sheet.paragraph(whose, LEFT, top - 1, WIDTH, _WHOSE, bold=True, limit=2) + 1.6
    size = 26.0 if len(sheet.lines(story.title, WIDTH, 26, bold=True)) == 1 else 23.0
    # Lines of much the same length, so that the two numbers of a change stay together.
    width = sheet.even(story.title, WIDTH, size, bold=True)
    sheet.y = sheet.paragraph(story.title, LEFT, top, width, size, bold=True, limit=3) + 1
    sheet.y = sheet.paragraph(story.consequence, LEFT, sheet.y, WIDTH, 13, colour=sheet.colours.quiet, limit=5) + 4


# What stands below the chart ------------------------------------------------------------------------------------------


def _clash(sheet: Sheet) -> str:
    """The roles that clash most on the incentive map; "" without a map, or where none clash clearly."""
    scores = sheet.report.incentives
    return (largest_clash(scores, sheet.report, sheet.language) if scores else None) or ""


def _since(sheet: Sheet) -> str:
    """How the wanted behaviour has changed since the assessment before, in one line; "" when it has not, or unknown.

    Where headline and chart say what has changed, what has come of the plan instead.
    """
    report, language = sheet.report, sheet.language
    if report.shows_change:
        return came_of_plan(report, language)
    moved = [
        f"{part_name(change.id, report.instrument, language)} {say(language, f'comparison.{change.new.movement}')}"
        for change in report.factor_changes
        if change.new.has_moved
    ]
    if not moved:
        return ""
    since = say(language, "comparison.since", day=date_text(report.earlier[-1].answered_on, language))
    return f"{since} {' · '.join(moved)}"


# What to do first -----------------------------------------------------------------------------------------------------


def _actions(sheet: Sheet) -> list[_Action]:
    """The first lines of the plan that can be gone on with, then the first recommendations that are not in it.

    Their numbers are those of the pages after. Blank ones where there is neither.
    """
    report, most = sheet.report, len(DAYS_OF_MILESTONES)
    advised = {line.source: advice for advice in report.to_do if (line := report.planned(advice))}
    found = [
        _advised(sheet, advised[line.source]) if line.source in advised else _own(sheet, line)
        for line in live_lines(report)
    ]
    found += [_advised(sheet, advice) for advice in not_planned(report)]
    return found[:most] or [_Action(due=sheet.say("step.by_when"))] * most


def _advised(sheet: Sheet, advice: Advice) -> _Action:
    """A recommendation, with what the plan says about it."""
    report, language = sheet.report, sheet.language
    title, reason = advice_title(advice, report, language), advice_reason(advice, report, language)
    line = report.planned(advice)
    mark = sheet.say("not_yet") if report.plan and line is None else ""
    return _Action(
        title, _what(sheet, advice), mark, reason, *who_and_when(sheet, line, suggested_end(advice, report, language))
    )


def _own(sheet: Sheet, line: PlanLine) -> _Action:
    """A line of the plan that no recommendation of today is on: the leader's own, or from advice of another time."""
    report, language = sheet.report, sheet.language
    title = line.title or say(language, "plan_page.untitled")
    step = line.steps[line.first_open or 0].text if line.steps else line.first_step
    step = without_answers(step, report.instrument)
    late = report.late(line)
    if late and late.day and step:
        step = sheet.say("late_step", day=day_text(late.day, language), step=step)
    return _Action(title, step, "", line_remark(line, report, language), *who_and_when(sheet, line, None))


def _what(sheet: Sheet, advice: Advice) -> str:
    """What to do about a recommendation, and by when, or since when it is overdue."""
    report, language = sheet.report, sheet.language
    place, step = open_step(advice, report, language)
    if step.due is None:
        return say(language, "steps.first", step=step.text)
    if not is_ahead(step.due, report):
        return next_words(advice, report, language)
    # Beside it is the day by which the whole action is done.
    return sheet.say("next_step_by" if place else "first_step_by", day=day_text(step.due, language), step=step.text)


def _more(sheet: Sheet) -> str:
    """That the plan goes on with more than page one shows; "" where it does not."""
    more = len(live_lines(sheet.report)) - len(DAYS_OF_MILESTONES)
    return sheet.say(f"more_in_plan.{'one' if more == 1 else 'many'}", count=more) if more > 0 else ""


def _first(sheet: Sheet, actions: Sequence[_Action], air: float, sentences: tuple[str, str]) -> None:
    """The actions with lines to write on, and the sentences before and after them."""
    before, after = sentences
    heading = "first" if actions[0].title else "first_own"
    sheet.y = sheet.paragraph(sheet.say(heading), LEFT, sheet.y + 2.4, WIDTH, 14, bold=True) + 1
    if before:
        sheet.y += sheet.sentence(before, draw=True)
    for number, action in enumerate(actions, start=1):
        sheet.y += _action(sheet, action, number) + air
    sheet.rule(sheet.y)
    if after:
        sheet.y += 1.4
        sheet.sentence(after, draw=True)


def _action(sheet: Sheet, action: _Action, number: int = 0) -> float:
    """An action, with owner and day beside its texts; without a number only measured. Returns its height."""
    put: Callable[..., float] = sheet.paragraph if number else sheet.measured()
    left, width, start = LEFT + NUMBER, WIDTH - NUMBER - ASIDE - 5, sheet.y
    if number:
        sheet.rule(start)
        sheet.line_of_text(str(number), LEFT, start + 1.6, 14, bold=True)
    top = start + 2.2
    if action.title:
        top = put(action.title, left, top, width, 12, bold=True, limit=2)
        top = put(action.first, left, top, width, 10, limit=5)
    why = f"{action.mark} {action.reason}".strip()
    if len(sheet.lines(why, width, 9.5)) > _REASON_LINES:  # The pages after have it in full.
        why = action.mark
    if why:
        top = put(why, left, top, width, 9.5, colour=sheet.colours.quiet)
    if number:
        lines_to_write_on(sheet, action.owner, action.due, start + 2.4, is_blank=not action.title)
    return max(top + 1.8 - start, action_height(sheet, action.owner))


# How to go on ---------------------------------------------------------------------------------------------------------


def _foot(sheet: Sheet, *, draw: bool) -> float:
    """How sure it is, whom else to ask, and when to answer again, side by side; below, an offer. Returns the height."""
    report, language = sheet.report, sheet.language
    put: Callable[..., float] = sheet.paragraph if draw else sheet.measured()
    again = day_in(DAYS_OF_MILESTONES[-1], max(report.answered_on, report.made_on))
    columns = (
        (sheet.say("method"), one_person_sentence(report, language)),
        (sheet.say("others"), say(language, "steps.colleagues")),
        (sheet.say("again"), sheet.say("again_on", day=date_text(again, language), time=say(language, "steps.time"))),
    )
    width, top, end = (WIDTH - 12) / 3, sheet.y, sheet.y
    for place, (title, text) in enumerate(columns):
        left = LEFT + place * (width + 6)
        below = put(sheet.short(title, width, 10, bold=True), left, top, width, 10, bold=True)
        end = max(end, put(text, left, below, width, 9, colour=sheet.colours.quiet, limit=5))
    return _offer(sheet, end, draw=draw) - top + 3


def _offer(sheet: Sheet, top: float, *, draw: bool) -> float:
    """What the sender of a campaign offers, and how to reach them, in a box; returns where it ends."""
    look, language = sheet.look, sheet.language
    if not look.made_with:
        return top
    call = look.call(language) or say(language, "lead.title")
    offered = " ".join(look.offer(language).split())
    left, width = LEFT + _AROUND_OFFER, WIDTH - 2 * _AROUND_OFFER
    reached = " · ".join(filter(None, (look.name, look.contact, look.booking)))
    in_one = len(sheet.lines(reached, width, 10)) == 1
    reach = (reached,) if in_one else (f"{look.name} · {look.contact}", look.booking)
    lines = [*filter(None, (offered, *reach))]
    top += _AROUND_OFFER
    height = sheet.height(call, width, 11.5, bold=True) + sum(sheet.height(one, width, 10, limit=3) for one in lines)
    if draw:
        sheet.box(LEFT, top, WIDTH, height + 2 * _AROUND_OFFER, sheet.colours.soft)
        below = sheet.paragraph(call, left, top + _AROUND_OFFER, width, 11.5, bold=True)
        for one in lines:
            below = sheet.paragraph(one, left, below, width, 10, limit=3)
    return top + height + 2 * _AROUND_OFFER
