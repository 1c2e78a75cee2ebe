"""Page one: the whole story on one page, filled to its foot, so that it can be handed out alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, Literal, NamedTuple

from assessment.answering_again import day_to_answer, is_time_to_answer
from assessment.answers import AGREEMENTS
from assessment.exports.pdf.chart import MOST_ROW, box_height, draw_box, least_row
from assessment.exports.pdf.decisions import FirstAction, also_in_plan, first_actions, is_to_settle
from assessment.exports.pdf.shapes import BOTTOM, LEFT, RIGHT, WIDTH
from assessment.exports.pdf.sheet import Sheet
from assessment.exports.pdf.writing import ASIDE, action_height, indent, lines_to_write_on
from assessment.exports.steps import came_of_plan, first_heading
from assessment.instrument import LANGUAGES
from assessment.sentences.advice import waiting_sentence
from assessment.sentences.causes import judged_sentence, since_sentence
from assessment.sentences.certainty import dated_picture_sentence, one_person_sentence
from assessment.sentences.comparison import opening
from assessment.sentences.incentives import largest_clash, map_sentences
from assessment.sentences.scores import clearest_sentence
from assessment.sentences.since import why_in_order
from assessment.words import date_text, first_sentence, lower_first, say

_MOST_AIR: Final = 9.0
_REASON_LINES: Final = 2
_HEADING: Final = 10.6  # Of the actions, with what is around it.
_TOP: Final = 22.0
_FOOT_BETWEEN, _BELOW_FOOT = 4.0, 2.0
_BESIDE_TITLE: Final = 3.0
_WHOSE: Final = 13.0  # The size of the title.
_LEAST_BESIDE_OFFER: Final = 11.5  # The least height of a row of the chart, where there is room.
_AROUND_OFFER: Final = 3.0  # Above and below the offer of a campaign, and inside its box.


class _Said(NamedTuple):
    """A sentence of page one: where it stands, and its text."""

    place: Literal["above", "before", "after"]
    text: str
    shorter: str = ""  # Where there is no room for the whole.


def draw_story(sheet: Sheet) -> None:
    """What holds people back, the scores, what to do first, and how to go on; the same parts in both languages."""
    _headline(sheet)
    actions = first_actions(sheet)
    said, reasons, room = _kept(sheet, actions)
    shown = [one if place in reasons else one._replace(reason="") for place, one in enumerate(actions)]
    rows, least = len(sheet.report.scores.factors), _least(sheet)
    row = min(MOST_ROW, max(least_row(sheet), least + room / rows))
    air = min(_MOST_AIR, max(0.0, room - rows * (row - least)) / (len(actions) + 1))
    draw_box(sheet, row)
    for one in said:
        if one.place == "above":
            sheet.y += sheet.sentence(one.text, draw=True)
    _first(sheet, shown, air, said)
    sheet.y = BOTTOM - _foot(sheet, draw=False) + _BELOW_FOOT
    _foot(sheet, draw=True)
    sheet.y = BOTTOM


def _least(sheet: Sheet) -> float:
    """The least height of a row. An offer at the foot displaces sentences rather than the air in the chart."""
    return _LEAST_BESIDE_OFFER if sheet.look.made_with else least_row(sheet)


def _in_other_language(sheet: Sheet) -> Sheet:
    """The same page in the other language, only to be measured."""
    (language,) = (one for one in LANGUAGES if one != sheet.language)
    return Sheet(
        sheet.report, language, sheet.look, example=sheet.example, address=sheet.address, draft=sheet, is_tried=True
    )


class _Fit(NamedTuple):
    """What there is room for below the headline: sentences, places of actions with their reasons, millimetres left."""

    said: list[_Said]
    reasons: set[int]
    room: float


def _kept(sheet: Sheet, actions: Sequence[FirstAction]) -> _Fit:
    """What of _sentences() both languages have room for, so that both say the same.

    What later pages repeat is left out where long behaviours leave too little room: sentences, then reasons.
    """
    other = _in_other_language(sheet)
    _headline(other)
    others = first_actions(other)
    left, left_of_other = _room(sheet, actions), _room(other, others)
    found = _Fit([], set(), 0.0)
    for here, there in zip(_sentences(sheet, actions), _sentences(other, others), strict=True):
        takes, said = _fitting(sheet, actions, here, left)
        takes_there, _ = _fitting(other, others, there, left_of_other)
        if takes > left or takes_there > left_of_other:
            continue
        left, left_of_other = left - takes, left_of_other - takes_there
        if isinstance(said, int):
            found.reasons.add(said)
        elif said.text:
            found.said.append(said)
    return found._replace(room=left)


def _room(sheet: Sheet, actions: Sequence[FirstAction]) -> float:
    """What is left below the headline for _sentences(), in millimetres."""
    room = BOTTOM - sheet.y - _foot(sheet, draw=False) - box_height(sheet, _least(sheet)) - _HEADING
    return room - _settle(sheet, draw=False) - sum(_action(sheet, one._replace(reason="")) for one in actions)


def _fitting(sheet: Sheet, actions: Sequence[FirstAction], said: _Said | int, room: float) -> tuple[float, _Said | int]:
    """What one of _sentences() takes, in millimetres, in the words that fit the room, if any do."""
    if isinstance(said, int):
        return _action(sheet, actions[said]) - _action(sheet, actions[said]._replace(reason="")), said
    texts = [text for text in (said.text, said.shorter) if text]
    if not texts:
        return 0.0, said
    heights = [sheet.sentence(text, draw=False) for text in texts]
    fits = next((place for place, height in enumerate(heights) if height <= room), len(heights) - 1)
    return heights[fits], said._replace(text=texts[fits])


def _sentences(sheet: Sheet, actions: Sequence[FirstAction]) -> Iterator[_Said | int]:
    """What page one may say around chart and actions, the weightiest first; an action's place for its reason."""
    report, language = sheet.report, sheet.language
    clearest = clearest_sentence(report, language)
    is_said = bool(actions[0].proof) and actions[0].proof in clearest and not report.clearest[1:]
    before, waiting = around(sheet)
    is_again = report.shows_change
    weak = _Said("above", "" if is_said else clearest)
    judged = _Said("above", judged_sentence(report, language) if is_again else "")
    also = _Said("after", also_in_plan(sheet), also_in_plan(sheet, is_short=True))
    since = _Said("above", _since(sheet), _since(sheet, is_short=True))
    on_map = _Said("above", _map(sheet), _map(sheet, is_short=True))
    reasons = [*range(len(actions)), _Said("before", before)]
    # Whoever comes back has read in headline and chart which factors are weak.
    yield from [judged, also, *reasons, since, weak, on_map] if is_again else [weak, also, since, on_map, *reasons]
    yield _Said("after", "" if is_to_settle(sheet) else waiting)


def draw_picture(sheet: Sheet) -> None:
    """The scores alone, as the own result of a member of a team."""
    title = say(sheet.language, "round.member.own")
    sheet.set_title(title)
    sheet.start_section(title)
    sheet.mark_as("H1")
    sheet.y = sheet.paragraph(title, LEFT, _TOP, WIDTH, 23.0, bold=True) + 1
    sheet.mark_as("P")
    whose = say(sheet.language, "round.member.pdf.inside")
    sheet.y = sheet.paragraph(whose, LEFT, sheet.y, WIDTH, 13, colour=sheet.colours.quiet) + 4
    draw_box(sheet, MOST_ROW)


def around(sheet: Sheet) -> tuple[str, str]:
    """The texts before and after the recommendations; each may be empty."""
    report, language = sheet.report, sheet.language
    return why_in_order(report, language), waiting_sentence(report, language) or ""


def _headline(sheet: Sheet) -> None:
    story = opening(sheet.report, sheet.language)
    sheet.start_section(story.title.translate(sheet.printable))
    top = _TOP
    if sheet.report.answers.title:
        whose = dated_picture_sentence(sheet.report, sheet.language)
        top = sheet.paragraph(whose, LEFT, top - 1, WIDTH, _WHOSE, bold=True, limit=2) + 1.6
    is_one = len(sheet.lines(story.title, WIDTH, 26, bold=True)) == 1
    size, below = (26.0, 13.0) if is_one else (22.0, 12.0)
    # Lines of much the same length, so that the two numbers of a change stay together.
    width = sheet.even(story.title, WIDTH, size, bold=True)
    sheet.mark_as("H1")
    sheet.y = sheet.paragraph(story.title, LEFT, top, width, size, bold=True, limit=3) + 1
    sheet.mark_as("P")
    sheet.y = sheet.paragraph(story.consequence, LEFT, sheet.y, WIDTH, below, colour=sheet.colours.quiet, limit=5) + 3.4


# What stands below the chart ------------------------------------------------------------------------------------------


def _map(sheet: Sheet, *, is_short: bool = False) -> str:
    """What the incentive map says, and the roles that clash most, if any do clearly; "" without a map."""
    report, language, scores = sheet.report, sheet.language, sheet.report.incentives
    if scores is None:
        return ""
    finding = sheet.say("map", finding=lower_first(map_sentences(scores, report, language)[0]))
    clash = "" if is_short else largest_clash(scores, report, language)
    return " ".join(filter(None, (finding, clash)))


def _since(sheet: Sheet, *, is_short: bool = False) -> str:
    """How the wanted behaviour has changed since the assessment before, in one line; "" when it has not, or unknown.

    Where headline and chart say what has changed, what has come of the plan instead.
    """
    report, language = sheet.report, sheet.language
    if report.shows_change:
        return came_of_plan(report, language, is_short=is_short)
    return since_sentence(report, language)


# What to do first -----------------------------------------------------------------------------------------------------


def _first(sheet: Sheet, actions: Sequence[FirstAction], air: float, said: Sequence[_Said]) -> None:
    """The actions with lines to write on, what is to be settled, and the sentences before and after them."""
    heading = sheet.say(first_heading(sheet.report, len(actions)) if actions[0].title else "first_own")
    top = sheet.y + 1.6
    sheet.mark_as("H2")
    sheet.y = sheet.paragraph(heading, LEFT, top, WIDTH, 14, bold=True) + 1
    sheet.mark_as("P")
    if any(action.aside.proposed for action in actions):
        left = LEFT + sheet.measure(heading, 14, bold=True) + 5
        hint = sheet.short(sheet.say("proposed"), RIGHT - left, 9)
        sheet.line_of_text(hint, RIGHT - sheet.measure(hint, 9), top + 1.7, 9, colour=sheet.colours.quiet)
    for one in said:
        if one.place == "before":
            sheet.y += sheet.sentence(one.text, draw=True)
    for action in actions:
        sheet.y += _action(sheet, action, draw=True) + air
    sheet.y += _settle(sheet, draw=True)
    sheet.rule(sheet.y)
    sheet.y += 1.4
    for one in said:
        if one.place == "after":
            sheet.y += sheet.sentence(one.text, draw=True)


def _action(sheet: Sheet, action: FirstAction, *, draw: bool = False) -> float:
    """An action, with owner and day beside its texts; drawn or only measured. Returns its height."""
    put: Callable[..., float] = sheet.paragraph if draw else sheet.measured()
    left, width, start = LEFT + indent(sheet), WIDTH - indent(sheet) - ASIDE - 5, sheet.y
    if draw:
        sheet.rule(start)
        sheet.line_of_text(action.sign, LEFT, start + 1.6, 14, bold=True)
    top = start + 2.2
    mark, used = action.mark, sheet.measure(sheet.printable.text(action.title), 12, bold=True) + _BESIDE_TITLE
    is_beside = bool(mark) and used + sheet.measure(mark, 9) <= width
    if action.title:
        below = put(action.title, left, top, width, 12, bold=True, limit=2)
        if draw and is_beside:
            sheet.line_of_text(mark, left + used, top + 1.0, 9, colour=sheet.colours.ink)
        top = below
        top = put(action.first, left, top, width, 10, limit=5)
    # The pages after have it in full.
    known = (action.reason, first_sentence(action.reason), "")
    before = f"{mark}. " if mark and not is_beside else ""
    whys = [f"{before}{reason}".strip() for reason in known]
    why = next((why for why in whys if len(sheet.lines(why, width, 9.5)) <= _REASON_LINES), whys[-1])
    if why:
        top = put(why, left, top, width, 9.5, colour=sheet.colours.quiet)
    if draw:
        lines_to_write_on(sheet, action.aside, start + 2.4, is_blank=not action.title)
    return max(top + 1.8 - start, action_height(sheet, action.aside.owner))


def _settle(sheet: Sheet, *, draw: bool) -> float:
    """The question that is open, what waits for it, and boxes to answer it; returns its height, 0 where it is not."""
    if not is_to_settle(sheet):
        return 0.0
    put: Callable[..., float] = sheet.paragraph if draw else sheet.measured()
    left, width, start = LEFT + indent(sheet), WIDTH - indent(sheet) - ASIDE - 5, sheet.y
    top = put(sheet.say("settle.title"), left, start + 2.2, width, 12, bold=True, limit=2)
    top = put(around(sheet)[1], left, top, width, 9.5, colour=sheet.colours.quiet)
    if draw:
        sheet.rule(start)
        at = RIGHT - ASIDE
        for answer in AGREEMENTS:
            sheet.tick_box(at, start + 3.4)
            words = say(sheet.language, f"agreement.{answer}")
            sheet.line_of_text(words, at + 4, start + 2.7, 10)
            at += 7 + sheet.measure(words, 10)
    return top + 1.8 - start


# How to go on ---------------------------------------------------------------------------------------------------------


def _foot(sheet: Sheet, *, draw: bool) -> float:
    """How sure it is, whom else to ask, and when to answer again, side by side; below, an offer. Returns the height."""
    report, language = sheet.report, sheet.language
    put: Callable[..., float] = sheet.paragraph if draw else sheet.measured()
    is_now = is_time_to_answer(report, report.made_on)
    day = date_text(day_to_answer(report), language)
    when = say(language, "again.now") if is_now else sheet.say("again_on", day=day)
    columns = (
        (sheet.say("method"), one_person_sentence(report, language), 0.52),
        (sheet.say("others"), say(language, "steps.colleagues"), 0.325),
        (sheet.say("again"), when, 0.155),
    )
    left, top, end = LEFT - _FOOT_BETWEEN, sheet.y, sheet.y
    for title, text, part in columns:
        left, width = left + _FOOT_BETWEEN, (WIDTH - 2 * _FOOT_BETWEEN) * part
        below = put(sheet.short(title, width, 10, bold=True), left, top, width, 10, bold=True)
        end = max(end, put(text, left, below, width, 9, colour=sheet.colours.quiet, limit=5))
        left += width
    return _offer(sheet, end, draw=draw) - top + 1


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
