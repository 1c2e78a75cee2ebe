"""The roles that clash: as a matrix, the strongest as sentences, and as a list what the matrix has no room for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Final, get_args

from assessment.exports.pdf.shapes import LEFT, RIGHT, WIDTH
from assessment.exports.pdf.sheet import Sheet
from assessment.incentives import Clash, IncentiveScores, Severity
from assessment.sentences.clash_sizes import clash_text
from assessment.sentences.clashes import clash_degree, clash_in_full, clash_legend, clash_words
from assessment.sentences.incentives import no_clash
from assessment.sentences.names import pair_name, role_inside, role_name
from assessment.sentences.unsaid import roles_unsaid_sentence

_MOST_PAIRS: Final = 50
_PAIR_NAME, _PAIR_WIDEST, _PAIR_ROW, _PAIR_LINE, _PAIR_ASIDE = 40.0, 17.0, 7.6, 5.0, 28.0
_BESIDE_NAMES: Final = 16.0  # Millimetres: what stands before the names in a row, and a space after them.
_WORDS: Final = 4.4  # Millimetres: a line for how much two roles clash, in words.


def draw_clashes(sheet: Sheet, scores: IncentiveScores) -> None:
    """A matrix of all pairs of roles, and the strongest clashes as sentences; below, what nobody has rated yet.

    One row for every clash only where the matrix has no room for all roles.
    """
    _clashes_told(sheet, scores)
    if unsaid := roles_unsaid_sentence(sheet.report, sheet.language):
        sheet.room(sheet.height(unsaid, WIDTH, 9))
        sheet.y = sheet.paragraph(unsaid, LEFT, sheet.y, WIDTH, 9, colour=sheet.colours.quiet) + 1.6


def _clashes_told(sheet: Sheet, scores: IncentiveScores) -> None:
    described = scores.told
    roles = scores.clashing_roles
    sheet.part(matrix_height(scores))
    sheet.subheading(sheet.words("clash.heading"))
    sheet.y += 1.6
    if not described:
        sheet.y = sheet.paragraph(no_clash(scores, sheet.language), LEFT, sheet.y, WIDTH, 10) + 1.6
        return
    _clash_matrix(sheet, scores, roles)
    if scores.has_decided:
        order = sheet.words("clash.order.decided")
        sheet.room(_sentence_height(sheet, described[0]) + 6)  # It does not stand alone at the foot of a page.
        sheet.y = sheet.paragraph(order, LEFT, sheet.y, WIDTH, 9, colour=sheet.colours.quiet) + 1.6
    for clash in described:
        _clash_sentence(sheet, clash)
    if _roles_left_out(sheet, scores):
        _clash_rows(sheet, scores.clashes, sheet.words("clash.all"))
    elif scores.also_clear:
        _clash_rows(sheet, scores.also_clear, sheet.words("clash.also"))


def matrix_height(scores: IncentiveScores) -> float:
    """What draw_clashes() needs on one page: its heading and the matrix."""
    return 16 + max(1, len(scores.clashing_roles)) * _PAIR_ROW


def _clash_matrix(sheet: Sheet, scores: IncentiveScores, roles: Sequence[str]) -> None:
    """Roles against roles, like the distance table of a road atlas: a row runs left from its role, a column down."""
    report, language = sheet.report, sheet.language
    if left_out := _roles_left_out(sheet, scores):
        sheet.y = sheet.paragraph(left_out, LEFT, sheet.y, WIDTH, 9, colour=sheet.colours.quiet) + 0.6
    _clash_key(sheet, scores)
    found = {(clash.a, clash.b): clash for clash in scores.clashes}
    column = min(_PAIR_WIDEST, (WIDTH - _PAIR_NAME) / max(1, len(roles) - 1))
    for place, role in enumerate(roles):
        for index, other in enumerate(roles[:place]):
            _clash_cell(sheet, found.get((other, role)), LEFT + index * column, column)
        left = LEFT + place * column
        name = sheet.short(role_name(role, report, language), RIGHT - left - 1.5, 9.5, bold=True)
        sheet.line_of_text(name, left + 1.5, sheet.centred(sheet.y + _PAIR_ROW / 2, 9.5), 9.5, bold=True)
        sheet.y += _PAIR_ROW
    sheet.y += 4


def _roles_left_out(sheet: Sheet, scores: IncentiveScores) -> str:
    """How many roles the matrix shows when it does not show all; else empty."""
    shown, roles = len(scores.clashing_roles), len(scores.roles)
    return sheet.words("picture.left_out", shown=shown, roles=roles) if shown not in (0, roles) else ""


def _clash_key(sheet: Sheet, scores: IncentiveScores) -> None:
    """What the letters and the tints mean."""
    legend = clash_legend(scores, sheet.language, with_decided=True)
    sheet.line_of_text(legend, LEFT, sheet.y, 8.5, colour=sheet.colours.quiet)
    left = LEFT + sheet.measure(legend, 8.5) + 6
    for severity in get_args(Severity):
        word = sheet.words(f"clash.severity.{severity}")
        sheet.box(left, sheet.y - 0.3, 7.6, 4.2, sheet.colours.clash(severity))
        sheet.line_of_text(word, left + 9, sheet.y, 8.5, colour=sheet.colours.quiet)
        left += 13 + sheet.measure(word, 8.5)
    sheet.y += 6.4


def _clash_cell(sheet: Sheet, clash: Clash | None, left: float, width: float) -> None:
    """Two roles: their clash as a number, the letter of its kind, that it is decided, and a tint for its severity."""
    sheet.box(
        left + 0.25,
        sheet.y + 0.25,
        width - 0.5,
        _PAIR_ROW - 0.5,
        sheet.colours.clash(clash.severity if clash else None),
    )
    strength = clash_text(clash.clash if clash else 0, sheet.language)
    letter = sheet.words(f"clash.letter.{clash.kind}") if clash else ""
    scores = sheet.report.incentives
    if clash and scores and scores.decision(clash):
        letter += f" {sheet.words('clash.letter.decided')}"
    wide, space = sheet.measure(strength, 10, bold=clash is not None), 0.7 if clash else 0.0
    left += (width - wide - space - sheet.measure(letter, 7.5)) / 2
    base = sheet.y + _PAIR_ROW / 2
    colour = sheet.colours.ink if clash else sheet.colours.quiet
    sheet.line_of_text(strength, left, sheet.centred(base, 10), 10, bold=clash is not None, colour=colour)
    if clash:
        sheet.line_of_text(letter, left + wide + space, sheet.centred(base, 6.6), 7.5)


def _in_full(sheet: Sheet, clash: Clash) -> str:
    return sheet.once(("clash", clash.a, clash.b), lambda: clash_in_full(clash, sheet.report, sheet.language))


def _sentence_height(sheet: Sheet, clash: Clash) -> float:
    """How high a clash as a sentence is, in millimetres."""
    return max(sheet.height(_in_full(sheet, clash), WIDTH - 15, 10) + 8.6 + _words_below(sheet, clash), 12)


def _words_below(sheet: Sheet, clash: Clash) -> float:
    """How much lower the sentence begins, in millimetres, where the words for a clash have no room beside the names."""
    words = sheet.measure(clash_words(clash, sheet.report, sheet.language), 9)
    names = sheet.measure(pair_name(clash.a, clash.b, sheet.report, sheet.language), 10.5, bold=True)
    return 0.0 if names <= WIDTH - 19 - words else _WORDS


def _clash_sentence(sheet: Sheet, clash: Clash) -> None:
    """A clash as a sentence, with its number and severity."""
    language, left = sheet.language, LEFT + 15
    sentence, height = _in_full(sheet, clash), _sentence_height(sheet, clash)
    if sheet.part(height):
        goes_on = sheet.say("goes_on", title=sheet.words("clash.heading"))
        sheet.y = sheet.paragraph(goes_on, LEFT, sheet.y, WIDTH, 10, colour=sheet.colours.quiet) + 2
    if sheet.is_tried:
        sheet.y += height
        return
    sheet.box(LEFT, sheet.y + 0.4, 11, 9, sheet.colours.clash(clash.severity))
    strength = clash_text(clash.clash, language)
    half = sheet.measure(strength, 13, bold=True) / 2
    sheet.line_of_text(strength, LEFT + 5.5 - half, sheet.y + 1.6, 13, bold=True)
    words = clash_words(clash, sheet.report, language)
    below = _words_below(sheet, clash)
    names = _pair(sheet, clash, WIDTH - (15 if below else 19 + sheet.measure(words, 9)), 10.5, bold=True)
    sheet.line_of_text(names, left, sheet.y, 10.5, bold=True)
    beside = 0.0 if below else sheet.measure(names, 10.5, bold=True) + 3
    sheet.line_of_text(words, left + beside, sheet.y + 0.4 + below, 9, colour=sheet.colours.quiet)
    sheet.paragraph(sentence, left, sheet.y + 5.2 + below, WIDTH - 15, 10)
    sheet.y += height


def _pair(sheet: Sheet, clash: Clash, width: float, size: float, *, bold: bool = False) -> str:
    """The names of two roles on one line; where they do not fit, each is shortened."""
    one, other = role_name(clash.a, sheet.report, sheet.language), role_inside(clash.b, sheet.report, sheet.language)
    whole = sheet.words("clash.pair", a=one, b=other)
    if sheet.short(whole, width, size, bold=bold).endswith("…"):
        half = (width - sheet.measure(sheet.words("clash.pair", a="", b=""), size, bold=bold)) / 2
        one, other = (sheet.short(name, half, size, bold=bold) for name in (one, other))
        whole = sheet.words("clash.pair", a=one, b=other)
    return sheet.short(whole, width, size, bold=bold)


def _clash_rows(sheet: Sheet, clashes: Sequence[Clash], heading: str) -> None:
    """Clashes below a heading, largest first, as many as a page holds; in two columns if no name is shortened."""
    shown = clashes[:_MOST_PAIRS]
    half, size = (WIDTH - 8) / 2, 9.0
    lying = all(not _pair(sheet, clash, _name_room(sheet, clash, half), size).endswith("…") for clash in shown)
    rows = (len(shown) + 1) // 2 if lying else len(shown)
    sheet.y += 2
    sheet.room(14 + (rows if lying else 3) * _PAIR_LINE)
    sheet.y = sheet.paragraph(heading, LEFT, sheet.y, WIDTH, 10.5, bold=True) + 1
    for beside in zip_longest(shown[:rows], shown[rows:]):
        sheet.room(_PAIR_LINE)
        for clash, left in zip(beside, (LEFT, LEFT + half + 8), strict=True):
            if clash:
                _clash_row(sheet, clash, left, half if lying else WIDTH)
        sheet.y += _PAIR_LINE
    sheet.y += 1.4
    if further := len(clashes) - len(shown):
        sheet.room(6)
        sentence = sheet.words("clash.further", count=further)
        sheet.y = sheet.paragraph(sentence, LEFT, sheet.y, WIDTH, 9, colour=sheet.colours.quiet) + 2


def _name_room(sheet: Sheet, clash: Clash, width: float) -> float:
    """The room for the names of two roles in a row of this width, in millimetres; less where the clash is decided."""
    degree = sheet.measure(clash_degree(clash, sheet.report, sheet.language), 9)
    return width - max(_PAIR_ASIDE, degree + _BESIDE_NAMES)


def _clash_row(sheet: Sheet, clash: Clash, left: float, width: float) -> None:
    """A clash on one line: its number on its tint, the letter of its kind, the two roles, and its severity."""
    size, top = 9.0, sheet.y + 0.6
    strength = clash_text(clash.clash, sheet.language)
    sheet.box(left, sheet.y + 0.25, 8, _PAIR_LINE - 0.5, sheet.colours.clash(clash.severity))
    sheet.line_of_text(strength, left + 7 - sheet.measure(strength, size, bold=True), top, size, bold=True)
    sheet.line_of_text(sheet.words(f"clash.letter.{clash.kind}"), left + 9.4, top, size)
    sheet.line_of_text(_pair(sheet, clash, _name_room(sheet, clash, width), size), left + 13.5, top, size)
    degree = clash_degree(clash, sheet.report, sheet.language)
    sheet.line_of_text(degree, left + width - sheet.measure(degree, size), top, size, colour=sheet.colours.quiet)
