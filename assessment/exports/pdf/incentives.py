"""The incentive map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from assessment.exports.pdf.cells import CellText, cell_height, draw_cell
from assessment.exports.pdf.clashes import draw_clashes, matrix_height
from assessment.exports.pdf.hour import draw_hour
from assessment.exports.pdf.proposals import draw_smallest_change, draw_story, smallest_change_height, story_height
from assessment.exports.pdf.settled import draw_settled, fits_below_clashes
from assessment.exports.pdf.shapes import BOTTOM, LEFT, WIDTH
from assessment.exports.pdf.sheet import Sheet
from assessment.exports.pdf.typeface import line_height
from assessment.incentives import IncentiveScores, RoleGroup, RoleScore
from assessment.sentences.certainty import dated_picture_sentence
from assessment.sentences.charts import map_in_words
from assessment.sentences.incentives import (
    group_label,
    map_label,
    map_sentences,
    nobody_label,
    nobody_rewarded,
    shortcut_sentences,
)
from assessment.sentences.names import element_name, measure_names, role_name
from assessment.sentences.unsaid import UNSAID, marks_explained, pulls_in_text, unsaid_shortcuts
from assessment.words import pull_text, signed

# Millimetres, but the heading's text size in points: widths of names, totals and columns, lengths of vertical names.
_MAP_ROLE, _MAP_WHOLE, _MAP_WIDEST, _MAP_HEAD, _MAP_UPRIGHT, _MAP_END = 48.0, 34.0, 26.0, 8.5, 34.0, 9.0
_FEW_ROLES: Final = 12
_SHORT_LIST: Final = 60.0  # Millimetres.
_BELOW_MAP, _MOST_AIR, _GROUP = 6.0, 9.0, 6.4
_TOP: Final = 22.0
_ABOVE_MARKS: Final = 1.6


class _Grid(NamedTuple):
    """Where the columns of the incentive map are, and its headings split into lines."""

    scores: IncentiveScores
    column: float
    heads: list[list[str]]
    upright: bool
    height: float

    def left(self, place: int) -> float:
        return LEFT + _MAP_ROLE + place * self.column

    @property
    def end(self) -> float:
        return self.left(len(self.scores.elements))


def draw_incentives(sheet: Sheet) -> None:
    """The incentive map as a part of the result."""
    scores = sheet.report.incentives
    if scores is None:
        return
    finding, further = _told(sheet, scores)
    grid = sheet.once("grid of the map", lambda: _grid(sheet, scores))
    needs = sheet.height(finding, WIDTH, 12.5, bold=True) + sheet.height(further, WIDTH - 16, 10) + 12
    needs += grid.height + _height(sheet, scores, grid)
    sheet.section(sheet.words("heading"), needs=min(needs, BOTTOM - sheet.top - 20))
    sheet.y -= 1.5
    _draw_map(sheet, scores)


def draw_map_alone(sheet: Sheet) -> None:
    """The incentive map by itself: what it is, whose and of which day, the same, and what has come of it."""
    scores = sheet.report.incentives
    if scores is None:
        return
    title, whose = sheet.words("heading"), dated_picture_sentence(sheet.report, sheet.language)
    sheet.set_title(f"{title} · {whose}".translate(sheet.printable))
    sheet.start_section(title)
    sheet.mark_as("H1")
    sheet.y = sheet.paragraph(title, LEFT, _TOP, WIDTH, 23.0, bold=True)
    sheet.mark_as("P")
    if sheet.report.answers.title:  # Without one, the head of the page has the day.
        sheet.y = sheet.paragraph(whose, LEFT, sheet.y, WIDTH, 11, colour=sheet.colours.quiet)
    sheet.y += 2.4
    _draw_map(sheet, scores, is_alone=True)


def _told(sheet: Sheet, scores: IncentiveScores) -> tuple[str, str]:
    """What the map says first, and what it says further."""
    report, language = sheet.report, sheet.language
    finding, *further = sheet.once("sentences of the map", lambda: map_sentences(scores, report, language))
    return finding, " ".join([*further, map_label(report, language)])


def _height(sheet: Sheet, scores: IncentiveScores, grid: _Grid) -> float:
    """How high the rows of the map are together, in millimetres."""
    rows = sheet.once("rows of the map", lambda: _row_heights(sheet, grid))
    said = _marks(sheet)
    below = sheet.height(said, WIDTH, 9) + _ABOVE_MARKS if said else 0.0
    return sum(rows.values()) + len(scores.groups) * _GROUP + _ends(sheet) + below


def _marks(sheet: Sheet) -> str:
    """What the marks of the map mean; "" where it has none."""
    return sheet.once("marks of the map", lambda: marks_explained(sheet.report, sheet.language))


def _draw_map(sheet: Sheet, scores: IncentiveScores, *, is_alone: bool = False) -> None:
    """What each role is rewarded for and how that pulls, where roles clash, and which measures have a shortcut.

    If `is_alone`, also what has come of it: last, or below the clashes if that page has room for nothing else.
    """
    report, language = sheet.report, sheet.language
    finding, further = _told(sheet, scores)
    grid = sheet.once("grid of the map", lambda: _grid(sheet, scores))
    high = _height(sheet, scores, grid)
    rows = sheet.once("rows of the map", lambda: _row_heights(sheet, grid))
    sheet.y = sheet.paragraph(finding, LEFT, sheet.y, WIDTH, 12.5, bold=True) + 0.6
    sheet.y = sheet.paragraph(further, LEFT, sheet.y, WIDTH - 16, 10, colour=sheet.colours.quiet) + 3.5
    if not sheet.is_tried:
        sheet.mark_as("Figure", map_in_words(report, language))
    _map_key(sheet)
    _map_head(sheet, grid)
    _map_rows(sheet, grid, rows, _air(sheet, scores, high))
    _map_ends(sheet, grid)
    sheet.mark_as("P")
    if said := _marks(sheet):
        sheet.y += _ABOVE_MARKS
        sheet.room(sheet.height(said, WIDTH, 9))
        sheet.y = sheet.paragraph(said, LEFT, sheet.y, WIDTH, 9, colour=sheet.colours.quiet)
    sheet.y += _BELOW_MAP
    draw_smallest_change(sheet)
    draw_clashes(sheet, scores)
    fills = is_alone and sheet.y + story_height(sheet, scores) > BOTTOM and fits_below_clashes(sheet)
    if fills:
        draw_settled(sheet, is_below_clashes=True)
    draw_story(sheet, scores)
    _shortcuts(sheet, [*shortcut_sentences(report, language), *unsaid_shortcuts(report, language).values()])
    draw_hour(sheet, scores)
    if is_alone and not fills:
        draw_settled(sheet)


def _nobody(sheet: Sheet) -> tuple[str, ...]:
    """The elements that have a diamond: nobody is rewarded for them."""
    return sheet.once("nobody is rewarded", lambda: nobody_rewarded(sheet.report))


def _ends(sheet: Sheet) -> float:
    """How high the rows below the roles are, in millimetres."""
    return (1 + bool(_nobody(sheet))) * _MAP_END


def _row_heights(sheet: Sheet, grid: _Grid) -> dict[str, float]:
    """How high the row of each role is, by its id, in millimetres."""
    return {role.id: _map_row(sheet, grid, role, draw=False) for group in grid.scores.groups for role in group.roles}


def _map_rows(sheet: Sheet, grid: _Grid, heights: Mapping[str, float], air: float) -> None:
    """The roles, group by group, each row of its height and the air it is given."""
    last = grid.scores.groups[-1].roles[-1]
    for group in grid.scores.groups:
        for place, role in enumerate(group.roles):
            # The last role stays on one page with the rows of all roles together, a group's heading with its first.
            around = (0 if place else _GROUP) + (_ends(sheet) if role is last else 0)
            if sheet.room(heights[role.id] + air + around):
                _map_head(sheet, grid)
            if not place:
                _group(sheet, grid, group)
            if sheet.is_tried:
                sheet.y += heights[role.id] + air
            else:
                _map_row(sheet, grid, role, air=air, draw=True)


def _group(sheet: Sheet, grid: _Grid, group: RoleGroup) -> None:
    """The heading of the roles that pull the same way, with a line beside it."""
    label = group_label(group, sheet.language)
    sheet.line_of_text(label, LEFT, sheet.y + 1.4, 9.5, bold=True)
    sheet.rule(sheet.y + 3.6, left=LEFT + sheet.measure(label, 9.5, bold=True) + 3, right=grid.end + _MAP_WHOLE)
    sheet.y += _GROUP


def _air(sheet: Sheet, scores: IncentiveScores, height: float) -> float:
    """How much higher each row of a map of this height is where nothing else fits on its page, in millimetres."""
    left = BOTTOM - sheet.y - height - 0.1  # The sum of the rows is rounded.
    follows = [*filter(None, [smallest_change_height(sheet)]), matrix_height(scores)]
    if left > _BELOW_MAP + follows[0] and len(follows) > 1:  # The change fits on the page as well.
        left -= _BELOW_MAP + follows.pop(0)
    return min(_MOST_AIR, left / len(scores.roles)) if 0 < left < _BELOW_MAP + follows[0] else 0.0


def _shortcuts(sheet: Sheet, sentences: Sequence[str]) -> None:
    """The measures that have a shortcut; a short list stays on one page."""
    if not sentences:
        return
    heights = [sheet.height(sentence, WIDTH, 10) + 1.4 for sentence in sentences]
    sheet.y += 2
    sheet.part(min(sum(heights) + 8, _SHORT_LIST))
    sheet.subheading(sheet.words("shortcut.heading"))
    sheet.y += 0.8
    for sentence, height in zip(sentences, heights, strict=True):
        sheet.room(height)
        sheet.y = sheet.paragraph(sentence, LEFT, sheet.y, WIDTH, 10) + 1.4


def _grid(sheet: Sheet, scores: IncentiveScores) -> _Grid:
    """The names of the elements are horizontal where every word fits in its column, otherwise vertical."""
    column = (WIDTH - _MAP_ROLE - _MAP_WHOLE) / len(scores.elements)
    column = min(column, _MAP_WIDEST)
    names = [element_name(element.id, sheet.report, sheet.language) for element in scores.elements]
    size, room = _MAP_HEAD, column - 2
    lying = all(sheet.measure(word, size) <= room for name in names for word in name.split()[:20])
    if lying:
        heads = [sheet.lines(name, room, size, limit=5) for name in names]
        height = max(len(lines) for lines in heads) * line_height(size, tight=True)
    else:
        limit = int(column / line_height(size, tight=True))
        heads = [sheet.lines(name, _MAP_UPRIGHT, size, limit=limit) for name in names]
        height = max(sheet.measure(line, size) for lines in heads for line in lines)
    return _Grid(scores, column, heads, not lying, max(height, 2 * line_height(size, tight=True)) + 1.6)


def _map_key(sheet: Sheet) -> None:
    """The key to the colours."""
    left, top = LEFT, sheet.y
    sheet.line_of_text(sheet.words("harms"), left, top, 8.5, colour=sheet.colours.quiet)
    left += sheet.measure(sheet.words("harms"), 8.5) + 1.6
    for pull in (-2, -1, 0, 1, 2):
        sheet.box(left, top - 0.3, 9.6, 4.2, sheet.colours.tint(pull / 2))
        text = pull_text(pull, sheet.language)
        sheet.line_of_text(text, left + (9.6 - sheet.measure(text, 8.5)) / 2, top, 8.5)
        left += 10
    sheet.line_of_text(sheet.words("helps"), left + 1.2, top, 8.5, colour=sheet.colours.quiet)
    sheet.y += 7.5


def _map_head(sheet: Sheet, grid: _Grid) -> None:
    """The names of the elements above their columns, at the bottom of the heading."""
    size, leading = _MAP_HEAD, line_height(_MAP_HEAD, tight=True)
    bottom = sheet.y + grid.height - 1.2
    role = f"{sheet.words('role_column')} · {sheet.words('rewarded_for').lower()}"
    sheet.line_of_text(sheet.short(role, _MAP_ROLE - 3, size), LEFT, bottom - leading, size, colour=sheet.colours.quiet)
    for place, lines in enumerate(grid.heads):
        middle = grid.left(place) + grid.column / 2
        for index, line in enumerate(lines):
            if grid.upright:
                x = middle + (index - len(lines) / 2) * leading
                with sheet.rotation(90, x, bottom):
                    sheet.line_of_text(line, x, bottom, size)
            else:
                top = bottom - (len(lines) - index) * leading
                sheet.line_of_text(line, middle - sheet.measure(line, size) / 2, top, size)
    for index, (text, colour) in enumerate(
        ((sheet.words("aligned"), sheet.colours.ink), (sheet.words("aligned_scale"), sheet.colours.quiet))
    ):
        shown = sheet.short(text, _MAP_WHOLE - 3, size)
        sheet.line_of_text(shown, grid.end + 3, bottom - (2 - index) * leading, size, colour=colour)
    sheet.y += grid.height
    sheet.rule(sheet.y, right=grid.end + _MAP_WHOLE, colour=sheet.colours.ink)


def _map_row(sheet: Sheet, grid: _Grid, role: RoleScore, *, air: float = 0.0, draw: bool) -> float:
    """A role, drawn or only measured: its name, what it is rewarded for, its pulls, and their total.

    The row is `air` millimetres higher than it needs.
    """
    many = len(grid.scores.roles) > _FEW_ROLES
    name = sheet.lines(role_name(role.id, sheet.report, sheet.language), _MAP_ROLE - 3, 9.5, bold=True, limit=2)
    measures = ", ".join(measure_names(role.id, sheet.report, sheet.language)) or sheet.words("nothing")
    rewarded = sheet.lines(measures, _MAP_ROLE - 3, 8, limit=1 if many else 2)
    text = [
        CellText(name, 9.5, bold=True, colour=sheet.colours.ink),
        CellText(rewarded, 8, bold=False, colour=sheet.colours.quiet),
    ]
    high = cell_height(text)
    height = max(high + 1.8, 9.0) + air
    if draw:
        draw_cell(sheet, text, LEFT, sheet.y + (height - high) / 2 - 0.3)
        _pulls(sheet, grid, role.id, role.pulls, height, bold=False)
        _whole(sheet, grid, role.alignment, height)
        sheet.y += height
        sheet.rule(sheet.y, right=grid.end + _MAP_WHOLE)
    return height


def _pulls(sheet: Sheet, grid: _Grid, role: str, pulls: Mapping[str, float], height: float, *, bold: bool) -> None:
    """A signed number in every cell, on a tint of matching strength; a quiet mark where nobody has said anything."""
    written = pulls_in_text(role, sheet.report, sheet.language)
    for place, (element, pull) in enumerate(pulls.items()):
        sheet.box(
            grid.left(place) + 0.25, sheet.y + 0.25, grid.column - 0.5, height - 0.5, sheet.colours.tint(pull / 2)
        )
        text = written[element]
        left = grid.left(place) + (grid.column - sheet.measure(text, 10, bold=bold)) / 2
        colour = sheet.colours.ink if text not in ("0", UNSAID) else sheet.colours.quiet
        sheet.line_of_text(text, left, sheet.centred(sheet.y + height / 2, 10), 10, bold=bold, colour=colour)


def _whole(sheet: Sheet, grid: _Grid, alignment: float, height: float) -> None:
    """The total of a row's pulls: a bar from the middle, -100 to 100, and its number on the right."""
    left, width = grid.end + 3, _MAP_WHOLE - 14
    middle, zero = sheet.y + height / 2, left + width / 2
    reach = alignment / 100 * width / 2
    sheet.box(min(zero, zero + reach), middle - 1.6, abs(reach), 3.2, sheet.colours.bar(reach))
    sheet.set_draw_color(sheet.colours.quiet)
    sheet.set_line_width(0.25)
    sheet.line(zero, sheet.y + 0.6, zero, sheet.y + height - 0.6)
    text = signed(alignment, sheet.language)
    right = grid.end + _MAP_WHOLE
    sheet.line_of_text(text, right - sheet.measure(text, 10.5, bold=True), sheet.centred(middle, 10.5), 10.5, bold=True)


def _map_ends(sheet: Sheet, grid: _Grid) -> None:
    """All roles together, on each element and in total, and the elements nobody is rewarded for."""
    scores = grid.scores
    sheet.rule(sheet.y, right=grid.end + _MAP_WHOLE, colour=sheet.colours.ink)
    middle = sheet.y + _MAP_END / 2
    net = sheet.short(sheet.words("net"), _MAP_ROLE - 3, 9.5, bold=True)
    sheet.line_of_text(net, LEFT, sheet.centred(middle, 9.5), 9.5, bold=True)
    _pulls(sheet, grid, "", {element.id: element.net for element in scores.elements}, _MAP_END, bold=True)
    _whole(sheet, grid, scores.system, _MAP_END)
    sheet.y += _MAP_END
    without = _nobody(sheet)
    orphans = [place for place, element in enumerate(scores.elements) if element.id in without]
    if orphans:
        middle += _MAP_END
        nobody = sheet.short(nobody_label(scores, sheet.language), _MAP_ROLE - 3, 8.5)
        sheet.line_of_text(nobody, LEFT, sheet.centred(middle, 8.5), 8.5)
        for place in orphans:
            _diamond(sheet, grid.left(place) + grid.column / 2, middle)
        sheet.y += _MAP_END


def _diamond(sheet: Sheet, x: float, y: float, half: float = 1.5) -> None:
    sheet.set_draw_color(sheet.colours.ink)
    sheet.set_line_width(0.35)
    sheet.polygon([(x - half, y), (x, y - half), (x + half, y), (x, y + half)], style="D")
