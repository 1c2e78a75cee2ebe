"""What has been changed and decided about rewards, below the incentive map: a row each."""

from __future__ import annotations

from typing import Final

from assessment.exports.pdf.shapes import LEFT, WIDTH
from assessment.exports.pdf.sheet import Sheet
from assessment.exports.pdf.typeface import line_height
from assessment.incentives.decisions import line_of_decision, lines_on_rewards
from assessment.instrument import Language
from assessment.report import Report
from assessment.sentences.settled import SettledReward, changed_reward, decided_clash

_SIZE, _SMALL = 10.5, 9.5
_BETWEEN: Final = 2.4  # Millimetres.


def draw_settled(sheet: Sheet) -> None:
    """The changes of rewards in the plan and the decisions about clashes; nothing where there are none."""
    rows = _rows(sheet.report, sheet.language)
    if not rows:
        return
    sheet.y += 2
    sheet.part(line_height(12) + _height(sheet, rows[0]) + 1)
    sheet.subheading(sheet.words("settled"))
    sheet.y += 1
    for row in rows:
        sheet.room(_height(sheet, row))
        sheet.y = sheet.paragraph(row.title, LEFT, sheet.y, WIDTH, _SIZE, bold=True)
        if row.text:
            sheet.y = sheet.paragraph(row.text, LEFT, sheet.y, WIDTH, 10)
        if row.stands:
            sheet.y = sheet.paragraph(row.stands, LEFT, sheet.y, WIDTH, _SMALL, colour=sheet.colours.quiet)
        sheet.y += _BETWEEN


def _rows(report: Report, language: Language) -> list[SettledReward]:
    """The changes of rewards in the plan, those that are done first, then the decisions that are in force."""
    begins, scores = tuple(lines_on_rewards(role.id) for role in report.map.roles), report.incentives
    changes = sorted((line for line in report.plan if line.id.startswith(begins)), key=lambda one: not one.is_all_done)
    rows = [changed_reward(line, language) for line in changes]
    for clash in scores.clashes if scores else ():
        if scores and scores.decision(clash):
            told = next((line for line in report.plan if line.id == line_of_decision(clash.a, clash.b)), None)
            rows.append(decided_clash(clash, told, report, language))
    return rows


def _height(sheet: Sheet, row: SettledReward) -> float:
    """How high a row is, with the air below it, in millimetres."""
    high = sheet.height(row.title, WIDTH, _SIZE, bold=True) + _BETWEEN
    high += sheet.height(row.text, WIDTH, 10) if row.text else 0
    return high + (sheet.height(row.stands, WIDTH, _SMALL) if row.stands else 0)
