"""The sheets on the incentive map: pulls, clashes, and all pairs of roles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from xlsxwriter.format import Format  # type: ignore[import-untyped]  # it has no type information
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it has no type information

from assessment.exports.tables import Cell, two_decimals
from assessment.exports.workbook.book import SIGNED, Book, height
from assessment.incentives import ClashKind, IncentiveScores, Severity, story
from assessment.sentences.clashes import clash_degree, clash_in_full, clash_legend
from assessment.sentences.incentives import (
    element_sentence,
    map_label,
    map_sentences,
    no_clash,
    nobody_label,
    nobody_rewarded,
    role_sentence,
    shortcut_sentences,
)
from assessment.sentences.names import element_name, measure_names, role_name
from assessment.sentences.proposals import proposal_sentences
from assessment.sentences.story import story_sentences
from assessment.sentences.unsaid import TORN, UNSAID, is_partly, marks_explained, pulls_in_text, unsaid_shortcuts
from assessment.words import say, signed

_NAMES, _ELEMENT = 74, 17  # The widths of the two columns before the elements together, and of each element.
_ROLE_OF_MAP: Final = 30  # The width of the first of these two.
_ROLE, _MEANING = 20, 76  # The widths of a role that clashes, and of the sentence on it.
_FIRST: Final = 2  # The column of the first element.
_TOP: Final = 2  # The row of the names of the columns; above it stand the title and what the sheet is for.


def write_map(book: Book, sheet: Worksheet, scores: IncentiveScores) -> None:
    """One row per role with its pulls on tints, all roles together below, and then the map in words."""
    report, language = book.report, book.language
    last, roles = _FIRST + len(scores.elements), [role for group in scores.groups for role in group.roles]
    _write_head(book, sheet, scores)
    share = book.file.add_format(book.base | {"num_format": "0.00", "align": "center"})
    influences = {role.id: role.influence for role in scores.map.roles}
    for row, role in enumerate(roles, start=_TOP + 1):
        name, measures = role_name(role.id, report, language), "; ".join(measure_names(role.id, report, language))
        sheet.write_string(row, 0, name, book.bold)
        book.cell(sheet, row, 1, measures)
        _write_pulls(book, sheet, row, role.id, role.pulls, role.alignment)
        book.cell(sheet, row, last + 1, two_decimals(influences[role.id]))
        sheet.set_row(row, max(height((name, _ROLE_OF_MAP), is_bold=True), height((measures, _NAMES - _ROLE_OF_MAP))))
    row = len(roles) + _TOP + 1
    _write_together(book, sheet, scores, row, share)
    sheet.conditional_format(_TOP + 1, _FIRST, row, last, _tints(book))
    _write_words(book, sheet, scores, row + 4, last)


def _write_pulls(
    book: Book, sheet: Worksheet, row: int, role: str, pulls: Mapping[str, float], alignment: float
) -> None:
    """A role's pulls, or those of all roles for "", and their total: -100 to 100, exact, and to read as on screen."""
    written = pulls_in_text(role, book.report, book.language)
    cells = [(50 * pull, written[element]) for element, pull in pulls.items()]
    for column, (value, text) in enumerate([*cells, (alignment, signed(alignment, book.language))], start=_FIRST):
        book.cell(sheet, row, column, two_decimals(value), _shown_as(book, text))


def _shown_as(book: Book, text: str) -> Format:
    """The format for what a cell says: a whole number with its sign, or a mark; a number may have one behind it."""
    how = f'"{text}"' if text in (UNSAID, TORN) else SIGNED
    if text.partition(" ")[0] == "0":  # A small fraction has no sign.
        how = "0"
    if is_partly(text):
        how = ";".join(f'{part}" {UNSAID}"' for part in how.split(";"))
    return book.file.add_format(book.base | {"num_format": how, "align": "center"})


def _write_words(book: Book, sheet: Worksheet, scores: IncentiveScores, row: int, last: int) -> None:
    """The map in sentences from this row on: what it says, what would change it, and what customers would meet."""
    report, language = book.report, book.language
    told = {
        "": [
            marks_explained(report, language),
            *map_sentences(scores, report, language),
            *(role_sentence(role, report, language) for group in scores.groups for role in group.roles),
            *(element_sentence(element, report, language) for element in scores.elements),
            *shortcut_sentences(report, language),
            *unsaid_shortcuts(report, language).values(),
        ],
        say(language, "incentives.proposal.heading"): proposal_sentences(report, language),
        say(language, "incentives.story.heading"): story_sentences(
            () if scores.is_undescribed else story(scores), report, language
        ),
    }
    lines = [
        (text, book.bold if text == heading else book.text)
        for heading, sentences in told.items()
        for text in filter(None, [heading if sentences else "", *sentences])
    ]
    for place, (text, how) in enumerate([*lines, (map_label(report, language), book.text)], start=row):
        sheet.merge_range(place, 0, place, last, "", how)
        sheet.write_string(place, 0, text, how)
        width = _NAMES + _ELEMENT * len(scores.elements)
        sheet.set_row(place, height((text, width), is_bold=how is book.bold))


def _write_head(book: Book, sheet: Worksheet, scores: IncentiveScores) -> None:
    """The column names: role, measures, each element, alignment and influence."""
    report, language = book.report, book.language
    words = [say(language, f"incentives.{name}") for name in ("role_column", "rewarded_for", "aligned", "influence")]
    columns = [(words[0], _ROLE_OF_MAP), (words[1], _NAMES - _ROLE_OF_MAP)]
    columns += [(element_name(element.id, report, language), _ELEMENT) for element in scores.elements]
    columns += [(f"{words[2]}, {say(language, 'incentives.aligned_scale')}", 16), (words[3], 11)]
    book.top(sheet, book.say("sheet.incentives"), book.say("purpose.incentives"), [width for _, width in columns])
    book.header(sheet, columns, _TOP, numbers=range(_FIRST, len(columns)))


def _write_together(book: Book, sheet: Worksheet, scores: IncentiveScores, row: int, share: Format) -> None:
    """All roles together on each element, each element's share of the weights, and those nobody is rewarded for."""
    elements, nobody = scores.map.elements, nobody_rewarded(book.report)
    total = sum(element.weight for element in elements)
    heads = [
        *(say(book.language, f"incentives.{name}") for name in ("net", "weight")),
        nobody_label(scores, book.language),
    ]
    for below, head in enumerate(heads):
        sheet.write_string(row + below, 0, head, book.bold)
    for column, (element, score) in enumerate(zip(elements, scores.elements, strict=True), start=_FIRST):
        book.cell(sheet, row + 1, column, two_decimals(100 * element.weight / total), share)
        if score.id in nobody:
            sheet.write_string(row + 2, column, "◇", book.centred)
    _write_pulls(book, sheet, row, "", {score.id: score.net for score in scores.elements}, scores.system)


def _tints(book: Book) -> dict[str, str | float]:
    """A scale of tints from orange-brown (against) at -100 through near-white to blue (for) at 100."""
    return {
        "type": "3_color_scale",
        "min_type": "num",
        "mid_type": "num",
        "mid_value": 0,
        "max_type": "num",
        "min_color": book.colours.tint_against,
        "mid_color": book.colours.tint_neutral,
        "max_color": book.colours.tint_for,
        "min_value": -100,
        "max_value": 100,
    }


def write_clashes(book: Book, sheet: Worksheet, scores: IncentiveScores) -> None:
    """One row per pair of roles that work against each other, the largest clash first."""
    report, language = book.report, book.language
    role = say(language, "incentives.role_column")
    names = (("strength", 14), ("how", 18), ("degree", 12), ("points", 15), ("hindrance", 15), ("meaning", _MEANING))
    heads = [(say(language, f"incentives.clash.column.{name}"), width) for name, width in names]
    columns = [(f"{role} 1", _ROLE), (f"{role} 2", _ROLE), *heads]
    book.top(sheet, book.say("sheet.clashes"), book.say("purpose.clashes"), [width for _, width in columns])
    book.header(sheet, columns, _TOP, numbers={2, 5, 6})
    for row, clash in enumerate(scores.clashes, start=_TOP + 1):
        sheet.write_string(row, 0, role_name(clash.a, report, language), book.bold)
        sheet.write_string(row, 1, role_name(clash.b, report, language), book.bold)
        cells: tuple[Cell, ...] = (
            two_decimals(clash.clash),
            say(language, f"incentives.clash.kind.{clash.kind}"),
            clash_degree(clash, report, language),
            two_decimals(clash.tug_of_war),
            two_decimals(clash.direct),
            clash_in_full(clash, report, language),
        )
        for column, cell in enumerate(cells, start=2):
            book.cell(sheet, row, column, cell)
        roles = [(role_name(each, report, language), _ROLE) for each in (clash.a, clash.b)]
        sheet.set_row(
            row, max(height(*roles, is_bold=True), height((clash_in_full(clash, report, language), _MEANING)))
        )
    if scores.clashes:
        sheet.autofilter(_TOP, 0, _TOP + len(scores.clashes), 1 + len(names))
    else:
        sheet.write_string(_TOP + 1, 0, no_clash(scores, language), book.text)


def write_clash_matrix(book: Book, sheet: Worksheet, scores: IncentiveScores) -> None:
    """Each pair of roles once, below the diagonal: the clash as a number with the letter of its kind, on a tint."""
    language, roles = book.language, [role.id for role in scores.roles]
    names = [role_name(role, book.report, language) for role in roles]
    heads = [(say(language, "incentives.role_column"), 30), *((name, 17) for name in names)]
    book.header(sheet, heads, numbers=range(1, len(heads)))
    found = {(clash.a, clash.b): clash for clash in scores.clashes}
    formats = {place: _clash_format(book, *place) for place in {(each.kind, each.severity) for each in scores.clashes}}
    none = book.file.add_format(
        book.base | {"num_format": "0.00", "align": "center", "bg_color": book.colours.clash(None)}
    )
    for row, (role, name) in enumerate(zip(roles, names, strict=True), start=1):
        sheet.write_string(row, 0, name, book.bold)
        for column, other in enumerate(roles[: row - 1], start=1):
            clash = found.get((other, role))
            shown = formats[clash.kind, clash.severity] if clash else none
            book.cell(sheet, row, column, two_decimals(clash.clash if clash else 0.0), shown)
    sheet.merge_range(len(roles) + 2, 0, len(roles) + 2, max(4, len(roles)), "", book.text)
    sheet.write_string(len(roles) + 2, 0, clash_legend(scores, language), book.text)


def _clash_format(book: Book, kind: ClashKind, severity: Severity) -> Format:
    """A number that Excel can calculate with, shown with the letter of its kind."""
    letter = say(book.language, f"incentives.clash.letter.{kind}")
    shown = {"num_format": f'0.00" {letter}"', "align": "center", "bg_color": book.colours.clash(severity)}
    return book.file.add_format(book.base | shown)
