"""The incentive map: what each role's rewards do to each element."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import altair as alt

from assessment.figures.cells import KEY_HEIGHT, ROW, Grid, Written, cells, role_names
from assessment.figures.drawing import Datum, Drawing, box, chart_of, expr, figure, lines_up, text, wrapped
from assessment.incentives import IncentiveScores
from assessment.instrument import Language
from assessment.look import Colours
from assessment.report import Report
from assessment.sentences.incentives import nobody_label, unrewarded_in_words
from assessment.sentences.names import element_name, role_name
from assessment.words import pull_text, say, signed

# Pixels. Places are expressions of the width the page gives, so that one figure fits both a phone and a desktop.
_NAMES: Final = "(width < 520 ? 104 : min(240, width * 0.24))"
_WHOLE: Final = "(width < 520 ? 78 : min(220, width * 0.2))"
_UPRIGHT: Final = 20  # Characters per line of a vertical name.
_LYING: Final = 78  # From this width of a column on, its name is horizontal.
_FEW_ELEMENTS, _HEAD_LINES = 5, 3
_SIGN: Final = 6.2  # The approximate width of a 12-pixel character.
_LOW_ROW, _FEW_ROLES = 34, 15
# The low map: the height of a row at most, and of all together; the width of names and of totals.
_STRIP_ROW, _STRIP, _STRIP_NAMES, _STRIP_WHOLE = 16, 150, 136, 36
# Of a name in the low map: letters of a role's and of an element's, and how high slanting names are.
_STRIP_ROLE, _STRIP_ELEMENT, _STRIP_HEAD = 23, 14, 58


def pull_map(report: Report, language: Language, colours: Colours, before: Report | None = None) -> Drawing:
    """The incentive map: roles by elements, a signed number on a tint in every cell, from -2 to 2 in any map.

    On the right each role's total, from -100 to 100; at the bottom all roles together, and a hollow diamond under each
    element that nobody is rewarded for. With a report `before`, cells that have changed since are framed, with the
    number they had in small. Without a map it is empty.
    """
    scores = report.incentives
    if scores is None:
        return figure([], colours, height=KEY_HEIGHT)
    layout = _layout(scores, report, language)
    rows = _rows(scores, report, language, layout.head, layout.grid.row)
    written = [cell for row in rows for cell in _cells(row, layout.names, report, language, colours, before)]
    role_tip = alt.Tooltip("role:N", title=say(language, "incentives.role_column"))
    element_tip = alt.Tooltip("element:N", title=say(language, "export.column.name"))
    pull_tip = alt.Tooltip("number:N", title=say(language, "incentives.picture.pull"))
    lines = [row.read(report, language) | row.line(language) for row in rows]
    size = f"{layout.grid.column} < 26 ? 10 : {layout.grid.column} < 34 ? 11 : 13"
    weight = "datum.bold || 'normal'"
    orphans = [index for index, element in enumerate(scores.elements) if element.id in scores.unrewarded]
    layers = [
        *_map_key(layout, language, colours),
        _heads(layout, colours).encode(tooltip=[element_tip]),
        *cells(
            written,
            layout.grid,
            [Written("number", size, weight), Written("now", size, "'bold'", 6), Written("was", 10, "'normal'", -9)],
            colours,
            [role_tip, element_tip, pull_tip],
        ),
        *_frames(written, layout.grid, colours),
        role_names(lines, "0", layout.grid.row, colours, role_tip, size="width < 520 ? 12 : 13", weight=weight),
        *_wholes(lines, layout, language, colours),
        *(_orphans(orphans, layout, scores, language, colours) if orphans else ()),
    ]
    return figure(layers, colours, height=round(layout.bottom + (layout.grid.row if orphans else 4)))


def spare_room(report: Report, language: Language) -> tuple[int, int]:
    """From which width on a figure of the map has room to spare at its top, and how many pixels high that is.

    The figure is as high as vertical names need, which are longer than horizontal ones. Whoever shows it cuts that off.
    """
    if report.incentives is None:
        return 0, 0
    count, width = len(report.incentives.elements), 520
    while (width - min(240, width * 0.24) - min(220, width * 0.2)) / count < _LYING:
        width += 1
    return width, int(_layout(report.incentives, report, language).spare)


def pull_strip(report: Report, language: Language, colours: Colours, before: Report | None = None) -> Drawing:
    """The incentive map so low that it stays in sight on a phone: tints and totals, changed cells framed.

    Above the columns are short names, slanting, where the elements are few.
    """
    scores = report.incentives
    if scores is None:
        return figure([], colours, height=_STRIP_ROW)
    row = max(5, min(_STRIP_ROW, _STRIP // (len(scores.roles) + 1)))
    names = [element_name(element.id, report, language) for element in scores.elements]
    grid = Grid(f"{_STRIP_NAMES}", f"((width - {_STRIP_NAMES + _STRIP_WHOLE}) / {len(names)})", row)
    head = _STRIP_HEAD if len(names) <= _FEW_ELEMENTS else 0
    rows = _rows(scores, report, language, head, row)
    tints = [cell for each in rows for cell in _cells(each, names, report, language, colours, before)]
    lines = [each.line(language) | {"top": each.top, "bold": "" if each.role else "bold"} for each in rows]
    for line in lines:
        line["label"] = _cut(" ".join(str(line["label"]).split("\n")), _STRIP_ROLE)
    middle: dict[str, float | str | alt.ExprRef] = {
        "y": expr(f"datum.top + {row / 2}"),
        "baseline": "middle",
        "fontSize": min(12, row - 2),
    }
    bold = expr("datum.bold || 'normal'")
    layers = [
        *cells(tints, grid, [], colours, []),
        *_frames(tints, grid, colours),
        *([_slanting(names, grid, colours)] if head else []),
        text(lines, "label", colours.ink, x=0, align="left", fontWeight=bold, **middle),
        text(lines, "number", colours.ink, x=expr("width"), align="right", fontWeight="bold", **middle),
    ]
    return figure(layers, colours, height=head + row * len(rows) + 2)


def _slanting(names: Sequence[str], grid: Grid, colours: Colours) -> alt.Chart:
    """The names of the elements above the columns of the low map."""
    heads: list[Datum] = [{"index": index, "name": _cut(name, _STRIP_ELEMENT)} for index, name in enumerate(names)]
    x, y = expr(f"{grid.middle} - 4"), _STRIP_HEAD - 3
    return text(heads, "name", colours.ink, x=x, y=y, align="left", baseline="middle", angle=310, fontSize=11)


def _cut(name: str, most: int) -> str:
    """A name in so many letters, ending in "…" if cut, in the middle of a word if need be."""
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"


class _Layout(NamedTuple):
    """The names of the elements, vertical and horizontal, split into lines, and where heading and rows end.

    `spare` is how much lower the heading could be with horizontal names.
    """

    names: list[str]
    upright: list[str]
    lying: list[str]
    grid: Grid
    head: float
    bottom: float
    spare: float

    @property
    def is_narrow(self) -> str:
        """Whether the columns are too narrow for horizontal names, as a Vega expression."""
        return f"({self.grid.column} < {_LYING})"


class _Row(NamedTuple):
    """A role, or all roles together if it has no id: name in lines, pulls, their total, and its place."""

    role: str
    name: str
    pulls: list[float]
    whole: float
    top: float

    def read(self, report: Report, language: Language) -> Datum:
        """The tooltip values of every part of the row."""
        role = role_name(self.role, report, language) if self.role else say(language, "incentives.net")
        return {"role": role, "top": self.top, "bold": "" if self.role else "bold"}

    def line(self, language: Language) -> Datum:
        """The name on the left and the total on the right."""
        return {"label": self.name, "whole": self.whole, "number": signed(self.whole, language)}


def _rows(scores: IncentiveScores, report: Report, language: Language, head: float, row: int) -> list[_Row]:
    """Every row of the map below its head."""
    return [
        _Row(role, name, pulls, whole, head + place * row)
        for place, (role, name, pulls, whole) in enumerate(_map_rows(scores, report, language))
    ]


def _layout(scores: IncentiveScores, report: Report, language: Language) -> _Layout:
    """The heading is as high as the longest name needs, vertical or horizontal; the width decides which is drawn."""
    count = len(scores.elements)
    row = ROW if len(scores.roles) <= _FEW_ROLES else _LOW_ROW
    names = [element_name(element.id, report, language) for element in scores.elements]
    upright = [wrapped(name, _UPRIGHT, _HEAD_LINES if count <= _FEW_ELEMENTS else _HEAD_LINES - 1) for name in names]
    lying = [wrapped(name, 13, 5) for name in names]
    longest = max(len(line) for name in upright for line in name.split("\n"))
    of_upright, of_lying = longest * _SIGN, max(name.count("\n") + 1 for name in lying) * 15.0
    head = KEY_HEIGHT + max(of_upright, of_lying) + 8
    grid = Grid(_NAMES, f"((width - {_NAMES} - {_WHOLE}) / {count})", row)
    bottom = head + (len(scores.roles) + 1) * row
    return _Layout(names, upright, lying, grid, head, bottom, max(0.0, of_upright - of_lying))


def _heads(layout: _Layout, colours: Colours) -> alt.Chart:
    """The names of the elements above their columns, vertical where the columns are narrow."""
    narrow = layout.is_narrow
    heads: list[Datum] = [
        {"index": index, "element": name, "upright": upright, "lying": lying}
        for index, (name, upright, lying) in enumerate(zip(layout.names, layout.upright, layout.lying, strict=True))
    ]
    drawn: alt.Chart = chart_of(heads).mark_text(
        aria=False,
        x=expr(f"{layout.grid.middle} + ({narrow} ? -{lines_up('upright', 6)} : 0)"),
        y=expr(f"{layout.head - 6} - ({narrow} ? 0 : {lines_up('lying', 15)})"),
        angle=expr(f"{narrow} ? 270 : 0"),
        align=expr(f"{narrow} ? 'left' : 'center'"),
        baseline=expr(f"{narrow} ? 'middle' : 'alphabetic'"),
        fontSize=expr(f"{narrow} ? 11 : 12"),
        lineHeight=expr(f"{narrow} ? 12 : 15"),
        text=expr(f"split({narrow} ? datum.upright : datum.lying, '\\n')"),
        color=colours.ink,
    )
    return drawn


def _cells(  # what a cell is made of
    row: _Row, names: Sequence[str], report: Report, language: Language, colours: Colours, before: Report | None
) -> Iterator[Datum]:
    """A row's pull on each element; a cell that has changed has the number it had."""
    known = dict(_pulls_before(row.role, before)) if before else {}
    elements = report.incentives.elements if report.incentives else ()
    for index, (element, name, pull) in enumerate(zip(elements, names, row.pulls, strict=True)):
        number, then = pull_text(pull, language), known.get(element.id)
        is_changed = then is not None and pull_text(then, language) != number
        was = say(language, "incentives.picture.was", value=pull_text(then or 0, language)) if is_changed else ""
        yield row.read(report, language) | {
            "index": index,
            "element": name,
            "pull": pull,
            "number": "" if is_changed else number,
            "now": number if is_changed else "",
            "was": was,
            "colour": colours.tint(pull / 2),
        }


def _pulls_before(role: str, before: Report) -> Iterator[tuple[str, float]]:
    """The pulls of a role, or of all together without one, in an earlier map; none of a role that it did not have."""
    scores = before.incentives
    if scores is not None and not role:
        yield from ((element.id, element.net) for element in scores.elements)
    for each in scores.roles if scores else ():
        if each.id == role:
            yield from each.pulls.items()


def _frames(tints: Sequence[Datum], grid: Grid, colours: Colours) -> list[alt.Chart]:
    """A frame in ink around every cell that has changed."""
    changed = [cell for cell in tints if cell["was"]]
    if not changed:
        return []
    left = f"{grid.left} + datum.index * {grid.column}"
    edges = {"x": f"{left} + 2", "x2": f"{left} + {grid.column} - 2", "y": "datum.top + 2"}
    places = {name: expr(place) for name, place in edges.items()} | {"y2": expr(f"datum.top + {grid.row - 2}")}
    return [box(changed, fillOpacity=0, stroke=colours.ink, strokeWidth=1.6, **places)]


def _wholes(lines: Sequence[Datum], layout: _Layout, language: Language, colours: Colours) -> list[alt.Chart]:
    """The totals: bars around a line at zero, their numbers at the right edge, and a heading above them."""
    row, bottom, head = layout.grid.row, layout.bottom, layout.head
    zero, reach = f"(width - {_WHOLE} + 8 + ({_WHOLE} - 46) / 2)", f"(({_WHOLE} - 46) / 2)"
    aligned: list[Datum] = [
        {
            "whole": wrapped(say(language, "incentives.aligned"), 12, 2),
            "scale": say(language, "incentives.aligned_scale"),
        }
    ]
    edge = expr("width")
    return [
        box(
            lines,
            x=expr(f"{zero} + min(0, datum.whole) / 100 * {reach}"),
            x2=expr(f"{zero} + max(0, datum.whole) / 100 * {reach}"),
            y=expr(f"datum.top + {row / 2 - 7}"),
            y2=expr(f"datum.top + {row / 2 + 7}"),
            color=expr(f"datum.whole < 0 ? '{colours.bar_against}' : '{colours.bar_for}'"),
        ),
        box([{}], x=expr(zero), x2=expr(f"{zero} + 1"), y=head, y2=bottom, color=colours.quiet),
        box([{}], x=0, x2=edge, y=bottom - row - 0.5, y2=bottom - row + 0.5, color=colours.ink),
        text(
            lines,
            "number",
            colours.ink,
            x=edge,
            y=expr(f"datum.top + {row / 2}"),
            align="right",
            baseline="middle",
            fontSize=13,
            fontWeight="bold",
        ),
        text(aligned, "whole", colours.ink, x=edge, y=head - 20, align="right", fontSize=12),
        text(aligned, "scale", colours.quiet, x=edge, y=head - 6, align="right", fontSize=11),
    ]


def _orphans(
    orphans: Sequence[int], layout: _Layout, scores: IncentiveScores, language: Language, colours: Colours
) -> list[alt.Chart]:
    """A row below the map: a hollow diamond under each element that nobody is rewarded for."""
    y = layout.bottom + layout.grid.row / 2
    label = wrapped(f"◇ {nobody_label(scores, language)}", 16, 2)
    marks: list[Datum] = [
        {
            "index": index,
            "element": layout.names[index],
            "nobody": nobody_label(scores, language, scores.elements[index].id),
        }
        for index in orphans
    ]
    tooltip = alt.Tooltip("element:N", title=say(language, "export.column.name"))
    diamonds = chart_of(marks).mark_point(
        aria=False,
        shape="diamond",
        filled=False,
        opacity=1,
        size=90,
        strokeWidth=1.6,
        color=colours.ink,
        x=expr(layout.grid.middle),
        y=y,
    )
    words = chart_of([{"label": label}]).mark_text(
        aria=False,
        tooltip=None,
        x=0,
        y=y - label.count("\n") * 7,
        align="left",
        baseline="middle",
        fontSize=12,
        lineHeight=14,
        text=expr("split(datum.label, '\\n')"),
        color=colours.quiet,
    )
    return [diamonds.encode(tooltip=[tooltip, alt.Tooltip("nobody:N", title=" ")]), words]


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
    sentences += unrewarded_in_words(scores, report, language)
    return " ".join([say(language, "incentives.picture.pulls"), *sentences])


def _map_rows(
    scores: IncentiveScores, report: Report, language: Language
) -> Iterator[tuple[str, str, list[float], float]]:
    """One row per role, and last, without an id, one for all roles together."""
    ids = [element.id for element in scores.elements]
    for role in scores.roles:
        name = wrapped(role_name(role.id, report, language), 16, 2)
        yield role.id, name, [role.pulls[element] for element in ids], role.alignment
    net = wrapped(say(language, "incentives.net"), 15, 2)
    yield "", net, [element.net for element in scores.elements], scores.system


def _map_key(layout: _Layout, language: Language, colours: Colours) -> list[alt.Chart]:
    """The key to the tints: five steps between two words. It is below the room that horizontal names leave."""
    top = f"({layout.is_narrow} ? 0 : {layout.spare:g})"
    harms, helps = say(language, "incentives.harms"), say(language, "incentives.helps")
    left = round(len(harms) * _SIGN) + 8
    steps: list[Datum] = [
        {"place": left + index * 34, "colour": colours.tint(pull / 2), "number": signed(pull, language)}
        for index, pull in enumerate((-2, -1, 0, 1, 2))
    ]
    words: list[Datum] = [{"place": 0, "word": harms}, {"place": left + 5 * 34 + 8, "word": helps}]
    tints = box(steps, x=expr("datum.place"), x2=expr("datum.place + 32"), y=expr(f"{top} + 2"), y2=expr(f"{top} + 22"))
    middle: dict[str, float | str | alt.ExprRef] = {"y": expr(f"{top} + 12"), "baseline": "middle", "fontSize": 12}
    return [
        tints.encode(color=alt.Color("colour:N", scale=None)),
        text(steps, "number", colours.ink, x=expr("datum.place + 16"), **middle),
        text(words, "word", colours.quiet, x=expr("datum.place"), align="left", **middle),
    ]
