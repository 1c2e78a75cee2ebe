"""Page one: the whole story on one page, filled to its foot, so that it can be handed out alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final, NamedTuple

from assessment.advice import Advice
from assessment.exports.pdf.chart import LEAST_ROW, MOST_ROW, box_height, draw_box
from assessment.exports.pdf.shapes import BOTTOM, LEFT, RIGHT, WIDTH
from assessment.exports.pdf.sheet import Sheet
from assessment.exports.pdf.typeface import line_height
from assessment.exports.steps import came_of_plan, is_ahead, next_words
from assessment.plan import DAYS_OF_MILESTONES, FirstUp, PlanLine, day_in
from assessment.sentences.advice import (
    advice_reason,
    advice_title,
    before_headline,
    open_step,
    waiting_sentence,
)
from assessment.sentences.certainty import one_person_sentence, picture_sentence
from assessment.sentences.comparison import opening
from assessment.sentences.incentives import largest_clash
from assessment.sentences.names import part_name
from assessment.sentences.scores import clearest_sentence
from assessment.sentences.statements import without_answers
from assessment.words import date_text, day_text, first_sentence, say

# An action: its number, and the column for owner and day; the least height of one, to leave room for writing.
_NUMBER, _ASIDE, _LEAST_ACTION = 8.0, 40.0, 16.0
_MOST_AIR: Final = 9.0
_TOP: Final = 22.0
_WHOSE: Final = 13.0  # The size of the title.
_LEAST_BESIDE_OFFER: Final = 11.5  # The least height of a row of the chart, where there is room.
_AROUND_OFFER: Final = 3.0  # Above and below the offer of a campaign, and inside its box.


class _Action(NamedTuple):
    """An action on page one: its number, texts, owner, and by when, in words. Without texts it is a blank one.

    Advice has its place in the advice, as on screen and on the pages after; a leader's own action has none.
    """

    number: str = ""
    title: str = ""
    first: str = ""
    reason: str = ""
    owner: str = ""
    due: str = ""


def draw_story(sheet: Sheet) -> None:
    """What holds people back, the scores, what to do first, and how to go on."""
    _headline(sheet)
    foot, reasoned = _foot(sheet, draw=False), _actions(sheet)
    actions = [action._replace(reason="") for action in reasoned]
    height, with_reasons = (sum(_action(sheet, one, draw=False) for one in each) for each in (actions, reasoned))
    # An offer at the foot displaces sentences rather than the air in the chart.
    least = _LEAST_BESIDE_OFFER if sheet.look.made_with else LEAST_ROW
    room = BOTTOM - sheet.y - foot - box_height(sheet, least) - 14 - height
    # What later pages repeat is left out where long behaviours leave too little room: reasons, then sentences.
    since, (before, waiting) = _since(sheet), around(sheet)
    if sheet.report.holding in sheet.report.done:  # What that leaves stands with the advice.
        waiting = ""
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
    width = sheet.together(story.consequence, WIDTH, 13)
    sheet.y = sheet.paragraph(story.consequence, LEFT, sheet.y, width, 13, colour=sheet.colours.quiet, limit=5) + 4


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
    """What the plan has next and the first recommendations that are not in it, in the order of the advice.

    The leader's own actions come first, the earliest before the others. Blank ones where there is neither.
    """
    report, most = sheet.report, len(DAYS_OF_MILESTONES)
    planned = [line for line in report.plan_now if not line.is_all_done and report.is_advised(line)]
    planned.sort(key=lambda line: _next_day(line) or date.max)
    advised = {line.source: advice for advice in report.to_do if (line := report.planned(advice))}
    found = [
        _advised(sheet, advised[line.source], 0) if line.source in advised else _own(sheet, line)
        for line in planned
        if line.source in advised or not line.source
    ]
    others = [advice for advice in report.to_do if advice not in advised.values()]
    found += [_advised(sheet, advice, days) for advice, days in zip(others, DAYS_OF_MILESTONES, strict=False)]
    if not found:
        return [_Action(str(place + 1), due=sheet.say("step.by_when")) for place in range(most)]
    return sorted(found[:most], key=lambda action: int(action.number or 0))


def _next_day(line: PlanLine) -> date | None:
    """By when the next step of a line that is not done is due, or the line."""
    place = line.first_open or 0
    return (line.steps[place].due if line.steps else None) or line.due


def _advised(sheet: Sheet, advice: Advice, days: int) -> _Action:
    """A recommendation, with what the plan says about it."""
    report, language = sheet.report, sheet.language
    title, reason = advice_title(advice, report, language), advice_reason(advice, report, language)
    number = str(report.to_do.index(advice) + 1)
    return _Action(number, title, _what(sheet, advice), reason, *_who_and_when(sheet, report.planned(advice), days))


def _own(sheet: Sheet, line: PlanLine) -> _Action:
    """A line of the plan that is the leader's own."""
    report, title = sheet.report, line.title or say(sheet.language, "plan_page.untitled")
    step = line.steps[line.first_open or 0].text if line.steps else line.first_step
    late = report.late(line)
    if late and late.day and step:
        step = sheet.say("late_step", day=day_text(late.day, sheet.language), step=step)
    return _Action("", title, step, "", *_who_and_when(sheet, line, 0))


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


def _who_and_when(sheet: Sheet, line: PlanLine | None, days: int) -> tuple[str, str]:
    """The owner, and the day the plan gives; "" for what it leaves open. Without a plan, a day to begin with.

    A day that has passed leaves a new one to be written.
    """
    report, language = sheet.report, sheet.language
    day: date | None = day_in(days, report.made_on)
    if report.plan:
        day = line.due if line else None
    due = sheet.say("step.by_when")
    if day:
        due = sheet.say("done_by", day=day_text(day, language)) if is_ahead(day, report) else sheet.say("new_day")
    return line.owner if line else "", due


def _first(sheet: Sheet, actions: Sequence[_Action], air: float, sentences: tuple[str, str]) -> None:
    """The actions with lines to write on, and the sentences before and after them."""
    before, after = sentences
    heading = "first" if actions[0].title else "first_own"
    sheet.y = sheet.paragraph(sheet.say(heading), LEFT, sheet.y + 2.4, WIDTH, 14, bold=True) + 1
    if before:
        sheet.y += sheet.sentence(before, draw=True)
    for action in actions:
        sheet.y += _action(sheet, action, draw=True) + air
    sheet.rule(sheet.y)
    if after:
        sheet.y += 1.4
        sheet.sentence(after, draw=True)


def _action(sheet: Sheet, action: _Action, *, draw: bool) -> float:
    """An action, drawn or only measured: its texts, with owner and day beside them. Returns its height."""
    put: Callable[..., float] = sheet.paragraph if draw else sheet.measured()
    left, width, start = LEFT + _NUMBER, WIDTH - _NUMBER - _ASIDE - 5, sheet.y
    if draw:
        sheet.rule(start)
        sheet.line_of_text(action.number, LEFT, start + 1.6, 14, bold=True)
    top = start + 2.2
    if action.title:
        top = put(action.title, left, top, width, 12, bold=True, limit=2)
        top = put(action.first, left, top, width, 10, limit=5)
    if action.reason:
        top = put(action.reason, left, top, width, 9.5, colour=sheet.colours.quiet, limit=3)
    if draw:
        _lines_to_write_on(sheet, action, start + 2.4)
    return max(top + 1.8 - start, _LEAST_ACTION + line_height(10) * len(_below_label(sheet, action.owner)))


def _below_label(sheet: Sheet, owner: str) -> list[str]:
    """The lines of an owner who does not fit beside the label."""
    if sheet.measure(sheet.printable.text(owner), 10) <= _beside(sheet, sheet.say("step.owner")):
        return []
    return sheet.lines(owner, _ASIDE, 10, limit=2)


def _beside(sheet: Sheet, label: str) -> float:
    """The room beside a label."""
    return max(8.0, _ASIDE - sheet.measure(label, 9) - 3)


def _lines_to_write_on(sheet: Sheet, action: _Action, top: float) -> None:
    """Owner and day, each above a line; an action without texts has a line for itself, too."""
    left, quiet = RIGHT - _ASIDE, sheet.colours.quiet
    if not action.title:
        sheet.rule(top + 12.4, LEFT + _NUMBER, left - 5, quiet)
    below = _below_label(sheet, action.owner)
    for label, written in ((sheet.say("step.owner"), below or [action.owner]), (action.due, [])):
        sheet.line_of_text(sheet.short(label, _ASIDE, 9), left, top, 9, colour=quiet)
        at = left if below else RIGHT - _beside(sheet, label)
        for line in written:
            top += line_height(10) if below else 0
            sheet.line_of_text(line, at, top - 0.2, 10)
        sheet.rule(top + 5.2, left, RIGHT, quiet)
        top += 7.2


# How to go on ---------------------------------------------------------------------------------------------------------


def _next(sheet: Sheet, up: FirstUp) -> str:
    """What the plan has next, in short."""
    report, language = sheet.report, sheet.language
    what = first_sentence(without_answers(up.text, report.instrument))
    if up.day is None or not is_ahead(up.day, report):
        return sheet.say("next_new_day", step=what)
    return say(language, "steps.first_by", day=day_text(up.day, language), step=what)


def _foot(sheet: Sheet, *, draw: bool) -> float:
    """How sure it is, the next step, and when to answer again, side by side; below, an offer. Returns the height.

    Where an action above is the next step, here it is whom else to ask.
    """
    report, language = sheet.report, sheet.language
    up = None if _actions(sheet)[0].title else report.next_up
    put: Callable[..., float] = sheet.paragraph if draw else sheet.measured()
    again = day_in(DAYS_OF_MILESTONES[-1], max(report.answered_on, report.made_on))
    columns = (
        (sheet.say("method"), one_person_sentence(report, language)),
        (sheet.say("next"), _next(sheet, up)) if up else (sheet.say("others"), say(language, "steps.colleagues")),
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
