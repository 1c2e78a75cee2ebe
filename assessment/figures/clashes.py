"""The roles that clash."""

from __future__ import annotations

from typing import Final, get_args

import altair as alt

from assessment.figures.cells import KEY_HEIGHT, ROW, Grid, Written, cells, role_names
from assessment.figures.drawing import Datum, box, expr, figure, text, wrapped
from assessment.incentives import Clash, Severity
from assessment.instrument import Language
from assessment.look import Colours
from assessment.report import Report
from assessment.sentences.incentives import clash_legend, clash_line, clash_sentence, no_clash, roles_left_out
from assessment.sentences.names import pair_name, role_name
from assessment.words import number, say

_HEAD: Final = 2 * KEY_HEIGHT + 8
_LETTER: Final = 6.2  # The approximate width of a 12-pixel character.
_WRITTEN: Final = (Written("number", 14, "'bold'", -6), Written("letter", 11, "'normal'", 9))


def clash_map(report: Report, language: Language, colours: Colours) -> alt.LayerChart:
    """Roles against roles, like the distance table of a road atlas: a row runs left from its role, a column down.

    Every pair that clashes has its number, 0 to 100, a letter for its kind and a tint for its severity. If there are
    many roles, only those that clash most are shown.
    """
    scores = report.incentives
    roles = scores.clashing_roles if scores else ()
    if scores is None or not roles:
        return figure([], colours, height=KEY_HEIGHT)
    found = {(clash.a, clash.b): clash for clash in scores.clashes}
    grid = Grid("0", f"min(96, (width - 118) / {max(1, len(roles) - 1)})", ROW)
    tops = [_HEAD + place * ROW for place in range(len(roles))]
    pairs: list[Datum] = [
        _clash_cell(found.get((one, other)), one, other, report, language, colours) | {"index": index, "top": top}
        for below, (other, top) in enumerate(zip(roles, tops, strict=True))
        for index, one in enumerate(roles[:below])
    ]
    names = [role_name(role, report, language) for role in roles]
    labels: list[Datum] = [
        {"index": place, "top": top, "label": wrapped(name, 17, 2), "role": name}
        for place, (name, top) in enumerate(zip(names, tops, strict=True))
    ]
    legend: list[Datum] = [{"legend": clash_legend(language)}]
    role_tip = alt.Tooltip("role:N", title=say(language, "incentives.role_column"))
    x = f"datum.index * {grid.column} + 6"
    layers = [
        text(legend, "legend", colours.quiet, x=0, y=12, align="left", baseline="middle", fontSize=12),
        *_severities(language, colours),
        *cells(pairs, grid, _WRITTEN, colours, _pair_tips(language)),
        role_names(labels, x, ROW, colours, role_tip, size="12", weight="'normal'"),
    ]
    return figure(layers, colours, height=_HEAD + len(roles) * ROW + 4)


def _severities(language: Language, colours: Colours) -> list[alt.Chart]:
    """The key to numbers and tints: what the numbers count, and a tint for each severity."""
    steps: list[Datum] = []
    left = 0.0
    for severity in get_args(Severity):
        word = say(language, f"incentives.clash.severity.{severity}")
        steps.append({"left": left, "colour": colours.clash(severity), "word": word})
        left += 20 + _LETTER * len(word) + 14
    y = KEY_HEIGHT + 8
    unit: list[Datum] = [{"left": left, "word": say(language, "of_100")}]
    tints = box(steps, x=expr("datum.left"), x2=expr("datum.left + 14"), y=y - 7, y2=y + 7)
    written: dict[str, float | str | alt.ExprRef] = {"y": y, "align": "left", "baseline": "middle", "fontSize": 12}
    return [
        tints.encode(color=alt.Color("colour:N", scale=None)),
        text(steps, "word", colours.quiet, x=expr("datum.left + 20"), **written),
        text(unit, "word", colours.quiet, x=expr("datum.left"), **written),
    ]


def _pair_tips(language: Language) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("pair:N", title=say(language, "incentives.role_column")),
        alt.Tooltip("read:N", title=say(language, "incentives.clash.column.strength")),
        alt.Tooltip("sentence:N", title=say(language, "incentives.clash.column.meaning")),
    ]


def clash_description(report: Report, language: Language) -> str:
    """The figure of the clashes in words, for its alternative text."""
    scores = report.incentives
    if scores is None:
        return ""
    shown = set(scores.clashing_roles)
    sentences = [
        clash_line(clash, report, language) for clash in scores.clashes if clash.a in shown and clash.b in shown
    ]
    if not sentences:
        return no_clash(scores, language)
    opening = f"{say(language, 'incentives.picture.clashes')} {roles_left_out(scores, language)}".rstrip()
    return " ".join([opening, *sentences])


def _clash_cell(
    clash: Clash | None, one: str, other: str, report: Report, language: Language, colours: Colours
) -> Datum:
    """A pair of roles: the text in its cell and in its tooltip."""
    pair = pair_name(one, other, report, language)
    if clash is None:
        quiet = {"number": "", "letter": "", "read": "0", "sentence": "–"}
        return {"pair": pair, "colour": colours.tint_neutral, **quiet}
    severity = say(language, f"incentives.clash.severity.{clash.severity}")
    kind = say(language, f"incentives.clash.kind.{clash.kind}")
    return {
        "pair": pair,
        "colour": colours.clash(clash.severity),
        "number": number(clash.clash, language),
        "letter": say(language, f"incentives.clash.letter.{clash.kind}"),
        "read": f"{number(clash.clash, language)}, {severity}, {kind}",
        "sentence": clash_sentence(clash, report, language),
    }
