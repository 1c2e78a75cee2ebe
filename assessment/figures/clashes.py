"""The roles that clash."""

from __future__ import annotations

import altair as alt

from assessment.figures.drawing import Datum, chart_of, expr, figure, wrapped
from assessment.figures.pulls import KEY_HEIGHT, ROW
from assessment.incentives import Clash
from assessment.instrument import Language
from assessment.look import Colours
from assessment.report import Report
from assessment.sentences.incentives import clash_legend, clash_line, clash_roles, clash_sentence, roles_left_out
from assessment.sentences.names import pair_name, role_name
from assessment.words import number, say


def clash_map(report: Report, language: Language, colours: Colours) -> alt.LayerChart:
    """Roles against roles as a road atlas shows distances: a role's line leads left from its name, its column down.

    Every pair that clashes has its number, 0 to 100, a letter for the kind and a tint for how much that is. Of many
    roles those that clash most are shown.
    """
    scores = report.incentives
    roles = clash_roles(scores) if scores else []
    if scores is None or not roles:
        return figure([], colours, height=KEY_HEIGHT)
    found = {(clash.a, clash.b): clash for clash in scores.clashes}
    last = max(1, len(roles) - 1)
    column = f"min(96, (width - 118) / {last})"
    head, row = KEY_HEIGHT + 8, ROW
    cells: list[Datum] = []
    for below, other in enumerate(roles):
        for index, one in enumerate(roles[:below]):
            cells.append(
                _clash_cell(found.get((one, other)), one, other, report, language, colours)
                | {
                    "index": index,
                    "top": head + below * row,
                }
            )
    labels: list[Datum] = [
        {
            "index": place,
            "top": head + place * row,
            "label": wrapped(role_name(role, report, language), 17, 2),
            "role": role_name(role, report, language),
        }
        for place, role in enumerate(roles)
    ]
    middle = f"(datum.index + 0.5) * {column}"
    layers = [
        chart_of([{"legend": clash_legend(language)}]).mark_text(
            aria=False,
            tooltip=None,
            x=0,
            y=12,
            align="left",
            baseline="middle",
            fontSize=12,
            text=expr("datum.legend"),
            color=colours.quiet,
        ),
        chart_of(cells)
        .mark_rect(
            aria=False,
            x=expr(f"datum.index * {column} + 1"),
            x2=expr(f"(datum.index + 1) * {column} - 1"),
            y=expr("datum.top + 1"),
            y2=expr(f"datum.top + {row - 1}"),
        )
        .encode(
            color=alt.Color("colour:N", scale=None),
            tooltip=[
                alt.Tooltip("pair:N", title=say(language, "incentives.role_column")),
                alt.Tooltip("read:N", title=say(language, "incentives.clash.column.strength")),
                alt.Tooltip("sentence:N", title=say(language, "incentives.clash.column.meaning")),
            ],
        ),
        *(
            chart_of([cell for cell in cells if cell["letter"]]).mark_text(
                aria=False,
                tooltip=None,
                x=expr(middle),
                y=expr(f"datum.top + {row / 2 + shift}"),
                baseline="middle",
                fontSize=size,
                fontWeight="bold" if field == "number" else "normal",
                text=expr(f"datum.{field}"),
                color=colours.ink,
            )
            for field, shift, size in (("number", -6, 14), ("letter", 9, 11))
        ),
        chart_of(labels)
        .mark_text(
            aria=False,
            x=expr(f"datum.index * {column} + 6"),
            y=expr(f"datum.top + {row / 2} - (length(split(datum.label, '\\n')) - 1) * 7"),
            align="left",
            baseline="middle",
            fontSize=12,
            lineHeight=14,
            text=expr("split(datum.label, '\\n')"),
            color=colours.ink,
        )
        .encode(tooltip=[alt.Tooltip("role:N", title=say(language, "incentives.role_column"))]),
    ]
    return figure(layers, colours, height=head + len(roles) * row + 4)


def clash_description(report: Report, language: Language) -> str:
    """The figure of the clashes in words."""
    scores = report.incentives
    if scores is None:
        return ""
    shown = set(clash_roles(scores))
    sentences = [
        clash_line(clash, report, language) for clash in scores.clashes if clash.a in shown and clash.b in shown
    ]
    if not sentences:
        return say(language, "incentives.clash.nowhere")
    opening = f"{say(language, 'incentives.picture.clashes')} {roles_left_out(scores, language)}".rstrip()
    return " ".join([opening, *sentences])


def _clash_cell(
    clash: Clash | None, one: str, other: str, report: Report, language: Language, colours: Colours
) -> Datum:
    """A pair of roles: what stands in its cell and what can be read of it."""
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
