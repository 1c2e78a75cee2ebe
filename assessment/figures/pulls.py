"""The incentive map: what each role's rewards do to each element."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import altair as alt

from assessment.figures.drawing import Datum, chart_of, expr, figure, wrapped
from assessment.incentives import IncentiveScores
from assessment.instrument import Language
from assessment.look import Colours
from assessment.report import Report
from assessment.sentences.names import element_name, role_name
from assessment.words import pull_text, say, signed

# Pixels. Places are expressions of the width the page gives, so that one figure serves a phone and a desk.
_NAMES: Final = "(width < 520 ? 104 : min(240, width * 0.24))"
_WHOLE: Final = "(width < 520 ? 78 : min(220, width * 0.2))"
KEY_HEIGHT: Final = 30
_UPRIGHT: Final = 20  # Signs in a line of a name that stands upright.
_FEW_ELEMENTS, _HEAD_LINES = 5, 3
_SIGN: Final = 6.2  # About how wide a sign of 12 pixels is.
ROW, _LOW_ROW, _FEW_ROLES = 40, 34, 15


def pull_map(report: Report, language: Language, colours: Colours) -> alt.LayerChart:
    """The incentive map: roles by elements, a signed number on a tint in every cell, from -2 to 2 in any map.

    At the right what a role's pulls make together, from -100 to 100; below all roles together, and a hollow diamond
    under each element that nobody is rewarded for. Without a map it is empty.
    """
    scores = report.incentives
    if scores is None:
        return figure([], colours, height=KEY_HEIGHT)
    count = len(scores.elements)
    row = ROW if len(scores.roles) <= _FEW_ROLES else _LOW_ROW
    names = [element_name(element.id, report, language) for element in scores.elements]
    upright = [wrapped(name, _UPRIGHT, _HEAD_LINES if count <= _FEW_ELEMENTS else _HEAD_LINES - 1) for name in names]
    lying = [wrapped(name, 13, 5) for name in names]
    longest = max(len(line) for name in upright for line in name.split("\n"))
    head = KEY_HEIGHT + max(longest * _SIGN, max(name.count("\n") + 1 for name in lying) * 15.0) + 8
    bottom = head + (len(scores.roles) + 1) * row
    column = f"((width - {_NAMES} - {_WHOLE}) / {count})"
    narrow = f"({column} < 78)"
    cells: list[Datum] = []
    lines: list[Datum] = []
    net = say(language, "incentives.net")
    for place, (role_id, label, pulls, whole) in enumerate(_map_rows(scores, report, language)):
        top = head + place * row
        role = role_name(role_id, report, language) if role_id else net
        read: Datum = {"role": role, "top": top, "bold": "" if role_id else "bold"}
        lines.append(read | {"label": label, "whole": whole, "number": signed(whole, language)})
        for index, (name, pull) in enumerate(zip(names, pulls, strict=True)):
            written = pull_text(pull, language)
            cells.append(
                read
                | {"index": index, "element": name, "pull": pull, "number": written, "colour": colours.tint(pull / 2)}
            )
    heads: list[Datum] = [
        {"index": index, "element": name, "upright": upright[index], "lying": lying[index]}
        for index, name in enumerate(names)
    ]
    orphans: list[Datum] = [
        {"index": index, "element": names[index], "nobody": say(language, "incentives.orphan")}
        for index, element in enumerate(scores.elements)
        if element.unrewarded
    ]
    left, middle = f"{_NAMES} + datum.index * {column}", f"{_NAMES} + (datum.index + 0.5) * {column}"
    zero, reach = f"(width - {_WHOLE} + 8 + ({_WHOLE} - 46) / 2)", f"(({_WHOLE} - 46) / 2)"
    role_tip = alt.Tooltip("role:N", title=say(language, "incentives.role_column"))
    element_tip = alt.Tooltip("element:N", title=say(language, "export.column.name"))
    ink, quiet = colours.ink, colours.quiet
    size = {"expr": f"{column} < 26 ? 10 : {column} < 34 ? 11 : 13"}
    weight = {"expr": "datum.bold || 'normal'"}
    layers = [
        *_map_key(language, colours),
        chart_of(heads)
        .mark_text(
            aria=False,
            x=expr(f"{middle} + ({narrow} ? -(length(split(datum.upright, '\\n')) - 1) * 6 : 0)"),
            y=expr(f"{head - 6} - ({narrow} ? 0 : (length(split(datum.lying, '\\n')) - 1) * 15)"),
            angle=expr(f"{narrow} ? 270 : 0"),
            align=expr(f"{narrow} ? 'left' : 'center'"),
            baseline=expr(f"{narrow} ? 'middle' : 'alphabetic'"),
            fontSize=expr(f"{narrow} ? 11 : 12"),
            lineHeight=expr(f"{narrow} ? 12 : 15"),
            text=expr(f"split({narrow} ? datum.upright : datum.lying, '\\n')"),
            color=ink,
        )
        .encode(tooltip=[element_tip]),
        chart_of(cells)
        .mark_rect(
            aria=False,
            x=expr(f"{left} + 1"),
            x2=expr(f"{left} + {column} - 1"),
            y=expr("datum.top + 1"),
            y2=expr(f"datum.top + {row - 1}"),
        )
        .encode(
            color=alt.Color("colour:N", scale=None),
            tooltip=[role_tip, element_tip, alt.Tooltip("number:N", title=say(language, "incentives.picture.pull"))],
        ),
        chart_of(cells).mark_text(
            aria=False,
            tooltip=None,
            x=expr(middle),
            y=expr(f"datum.top + {row / 2}"),
            fontSize=size,
            fontWeight=weight,
            text=expr("datum.number"),
            color=ink,
        ),
        chart_of(lines)
        .mark_text(
            aria=False,
            x=0,
            y=expr(f"datum.top + {row / 2} - (length(split(datum.label, '\\n')) - 1) * 7"),
            align="left",
            baseline="middle",
            fontSize=expr("width < 520 ? 12 : 13"),
            lineHeight=14,
            fontWeight=weight,
            text=expr("split(datum.label, '\\n')"),
            color=ink,
        )
        .encode(tooltip=[role_tip]),
        chart_of(lines).mark_rect(
            aria=False,
            tooltip=None,
            x=expr(f"{zero} + min(0, datum.whole) / 100 * {reach}"),
            x2=expr(f"{zero} + max(0, datum.whole) / 100 * {reach}"),
            y=expr(f"datum.top + {row / 2 - 7}"),
            y2=expr(f"datum.top + {row / 2 + 7}"),
            color=expr(f"datum.whole < 0 ? '{colours.bar_against}' : '{colours.bar_for}'"),
        ),
        # Vega-Lite draws no rule without an encoding, but a rectangle.
        chart_of([{}]).mark_rect(
            aria=False, tooltip=None, x=expr(zero), x2=expr(f"{zero} + 1"), y=head, y2=bottom, color=quiet
        ),
        chart_of([{}]).mark_rect(
            aria=False, tooltip=None, x=0, x2=expr("width"), y=bottom - row - 0.5, y2=bottom - row + 0.5, color=ink
        ),
        chart_of(lines).mark_text(
            aria=False,
            tooltip=None,
            x=expr("width"),
            y=expr(f"datum.top + {row / 2}"),
            align="right",
            baseline="middle",
            fontSize=13,
            fontWeight="bold",
            text=expr("datum.number"),
            color=ink,
        ),
        chart_of([{"whole": wrapped(say(language, "incentives.aligned"), 12, 2)}]).mark_text(
            aria=False,
            tooltip=None,
            x=expr("width"),
            y=head - 6,
            align="right",
            fontSize=12,
            text=expr("datum.whole"),
            color=ink,
        ),
    ]
    if orphans:
        nobody = wrapped(say(language, "incentives.orphan"), 16, 2)
        layers += [
            chart_of(orphans)
            .mark_point(
                aria=False,
                shape="diamond",
                filled=False,
                opacity=1,
                size=90,
                strokeWidth=1.6,
                color=ink,
                x=expr(middle),
                y=bottom + row / 2,
            )
            .encode(tooltip=[element_tip, alt.Tooltip("nobody:N", title=" ")]),
            chart_of([{"label": nobody}]).mark_text(
                aria=False,
                tooltip=None,
                x=0,
                y=bottom + row / 2 - nobody.count("\n") * 7,
                align="left",
                baseline="middle",
                fontSize=12,
                lineHeight=14,
                text=expr("split(datum.label, '\\n')"),
                color=quiet,
            ),
        ]
    return figure(layers, colours, height=round(bottom + (row if orphans else 4)))


def pull_description(report: Report, language: Language) -> str:
    """The incentive map in words, for its alternative text."""
    scores = report.incentives
    if scores is None:
        return ""
    names = [element_name(element.id, report, language) for element in scores.elements]
    sentences = [
        say(
            language,
            "incentives.picture.row",
            role=role_name(role, report, language) if role else say(language, "incentives.net"),
            alignment=signed(whole, language),
            pulls=", ".join(f"{name} {pull_text(pull, language)}" for name, pull in zip(names, pulls, strict=True)),
        )
        for role, _, pulls, whole in _map_rows(scores, report, language)
    ]
    orphans = [name for name, element in zip(names, scores.elements, strict=True) if element.unrewarded]
    if orphans:
        sentences.append(f"{say(language, 'incentives.orphan')}: {', '.join(orphans)}.")
    return " ".join([say(language, "incentives.picture.pulls"), *sentences])


def _map_rows(
    scores: IncentiveScores, report: Report, language: Language
) -> Iterator[tuple[str, str, list[float], float]]:
    """Role, its name in lines, its pulls and what they make together; last, without an id, all roles together."""
    ids = [element.id for element in scores.elements]
    for role in scores.roles:
        name = wrapped(role_name(role.id, report, language), 16, 2)
        yield role.id, name, [role.pulls[element] for element in ids], role.alignment
    net = wrapped(say(language, "incentives.net"), 15, 2)
    yield "", net, [element.net for element in scores.elements], scores.system


def _map_key(language: Language, colours: Colours) -> list[alt.Chart]:
    """What the tints mean: five steps between two words."""
    harms, helps = say(language, "incentives.harms"), say(language, "incentives.helps")
    left = round(len(harms) * _SIGN) + 8
    steps: list[Datum] = [
        {"place": left + index * 34, "colour": colours.tint(pull / 2), "number": signed(pull, language)}
        for index, pull in enumerate((-2, -1, 0, 1, 2))
    ]
    words: list[Datum] = [{"place": 0, "word": harms}, {"place": left + 5 * 34 + 8, "word": helps}]
    return [
        chart_of(steps)
        .mark_rect(aria=False, tooltip=None, x=expr("datum.place"), x2=expr("datum.place + 32"), y=2, y2=22)
        .encode(color=alt.Color("colour:N", scale=None)),
        chart_of(steps).mark_text(
            aria=False,
            tooltip=None,
            x=expr("datum.place + 16"),
            y=12,
            baseline="middle",
            fontSize=12,
            text=expr("datum.number"),
            color=colours.ink,
        ),
        chart_of(words).mark_text(
            aria=False,
            tooltip=None,
            x=expr("datum.place"),
            y=12,
            align="left",
            baseline="middle",
            fontSize=12,
            text=expr("datum.word"),
            color=colours.quiet,
        ),
    ]
