"""What both figures of the incentive map share: its rows in groups, its cells, frames around changes, and the key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import altair as alt

from assessment.figures.cells import Grid, Written
from assessment.figures.drawing import Datum, box, expr, text, wrapped
from assessment.incentives import IncentiveScores
from assessment.instrument import Language
from assessment.look import Colours
from assessment.report import Report
from assessment.sentences.incentives import group_label
from assessment.sentences.names import measures_inside, role_name
from assessment.sentences.unsaid import pulls_in_text
from assessment.words import pull_text, say, shortened, signed

# Pixels: the room of a group's heading, and the approximate width of a 12-pixel character.
GROUP_HEIGHT: Final = 28
SIGN: Final = 6.2


class MapRow(NamedTuple):
    """A role, or all roles together if it has no id: name and measures, pulls, their total, and its place."""

    role: str
    name: str
    measures: str
    pulls: list[float]
    whole: float
    top: float

    def read(self, report: Report, language: Language) -> Datum:
        """The tooltip values of every part of the row."""
        role = role_name(self.role, report, language) if self.role else say(language, "incentives.net")
        return {"role": role, "top": self.top, "bold": "bold"}

    def line(self, language: Language) -> Datum:
        """The name and what is rewarded on the left, and the total on the right."""
        return {"label": self.name, "rewarded": self.measures, "whole": self.whole,
                "number": signed(self.whole, language)}  # fmt: skip


class MapRows(NamedTuple):
    """The rows of a map with the headings of their groups; `bottom` is where they end."""

    rows: list[MapRow]
    headings: list[Datum]
    bottom: float


def placed_rows(
    report: Report, language: Language, *, head: float, row: float, before: Report | None = None,
    name: tuple[int, int] = (24, 2), measures: int = 0,
) -> MapRows:  # fmt: skip
    """Every row of the map below its head, in groups, and last all roles together.

    Beside an earlier map the roles stay in its order, without groups. `name` is the letters of a line of a name and how
    many lines it may have, `measures` the letters of what is rewarded, 0 to leave that out.
    """
    scores = report.incentives
    if scores is None:
        return MapRows([], [], head)
    rows, headings, top = list[MapRow](), list[Datum](), head
    for heading, roles in _in_order(scores, before, language):
        if heading:
            headings.append({"heading": heading, "top": top})
            top += GROUP_HEIGHT
        for role in roles:
            score = next(each for each in scores.roles if each.id == role)
            rewarded = ", ".join(measures_inside(role, report, language))
            rewarded = rewarded or say(language, "incentives.nothing")
            pulls = [score.pulls[element.id] for element in scores.elements]
            label = wrapped(role_name(role, report, language), *name)
            small = shortened(rewarded, measures) if measures else ""
            rows.append(MapRow(role, label, small, pulls, score.alignment, top))
            top += row
    net = wrapped(say(language, "incentives.net"), *name)
    nets = [element.net for element in scores.elements]
    rows.append(MapRow("", net, "", nets, scores.system, top + (8 if headings else 0)))
    return MapRows(rows, headings, rows[-1].top + row)


def _in_order(
    scores: IncentiveScores, before: Report | None, language: Language
) -> Iterator[tuple[str, Sequence[str]]]:
    """The ids of the roles group by group, each with its heading; one group without a heading beside an earlier map."""
    if before is None or before.incentives is None:
        for group in scores.groups:
            yield group_label(group, language), [role.id for role in group.roles]
        return
    now = {role.id for role in scores.roles}
    then = [role.id for group in before.incentives.groups for role in group.roles if role.id in now]
    yield "", [*then, *(role.id for role in scores.roles if role.id not in then)]


def group_headings(headings: Sequence[Datum], colours: Colours) -> list[alt.Chart]:
    """The heading of each group, with a line beside it to the right edge."""
    if not headings:
        return []
    middle, line = f"datum.top + {GROUP_HEIGHT / 2}", colours.hairline
    start = expr(f"length(datum.heading) * {SIGN + 0.4} + 14")
    at: dict[str, float | str | alt.ExprRef] = {"x": 0, "y": expr(middle), "align": "left", "baseline": "middle"}
    return [
        text(headings, "heading", colours.ink, fontSize=13, fontWeight="bold", **at),
        box(headings, x=start, x2=expr("width"), y=expr(middle), y2=expr(f"{middle} + 1"), color=line),
    ]


def row_cells(  # what a cell is made of
    row: MapRow, names: Sequence[str], report: Report, language: Language, colours: Colours, before: Report | None
) -> Iterator[Datum]:
    """A row's pull on each element; a cell that has changed has the number it had."""
    known = pulls_in_text(row.role, before, language) if before else {}
    written = pulls_in_text(row.role, report, language)
    elements = report.incentives.elements if report.incentives else ()
    for index, (element, name, pull) in enumerate(zip(elements, names, row.pulls, strict=True)):
        number, then = written[element.id], known.get(element.id)
        is_changed = then is not None and then != number
        was = say(language, "incentives.picture.was", value=then) if is_changed else ""
        yield row.read(report, language) | {
            "index": index,
            "element": name,
            "pull": pull,
            "number": "" if is_changed else number,
            "now": number if is_changed else "",
            "was": was,
            "colour": colours.tint(pull / 2),
        }


def numbers_in_cells(size: str) -> list[Written]:
    """The numbers in a cell, the one now in this size, a Vega expression; above it in small what a changed one was."""
    return [
        Written("number", size, "datum.pull ? 'bold' : 'normal'"),
        Written("now", size, "'bold'", 6),
        Written("was", 10, "'normal'", -9),
    ]


def frames(tints: Sequence[Datum], grid: Grid, colours: Colours) -> list[alt.Chart]:
    """A frame in ink around every cell that has changed."""
    changed = [cell for cell in tints if cell["was"]]
    if not changed:
        return []
    left = f"{grid.left} + datum.index * {grid.column}"
    edges = {"x": f"{left} + 2", "x2": f"{left} + {grid.column} - 2", "y": "datum.top + 2"}
    places = {name: expr(place) for name, place in edges.items()} | {"y2": expr(f"datum.top + {grid.row - 2}")}
    return [box(changed, fillOpacity=0, stroke=colours.ink, strokeWidth=1.6, **places)]


def map_key(top: str, language: Language, colours: Colours) -> list[alt.Chart]:
    """The key to the tints: five steps between two words, from this height on."""
    harms, helps = say(language, "incentives.harms"), say(language, "incentives.helps")
    left = round(len(harms) * SIGN) + 8
    steps: list[Datum] = [
        {"place": left + index * 40, "colour": colours.tint(pull / 2), "number": pull_text(pull, language)}
        for index, pull in enumerate((-2, -1, 0, 1, 2))
    ]
    words: list[Datum] = [{"place": 0, "word": harms}, {"place": left + 5 * 40 + 6, "word": helps}]
    y, y2 = expr(f"{top} + 2"), expr(f"{top} + 22")
    tints = box(steps, x=expr("datum.place"), x2=expr("datum.place + 38"), y=y, y2=y2)
    middle: dict[str, float | str | alt.ExprRef] = {"y": expr(f"{top} + 12"), "baseline": "middle", "fontSize": 12}
    return [
        tints.encode(color=alt.Color("colour:N", scale=None)),
        text(steps, "number", colours.ink, x=expr("datum.place + 19"), **middle),
        text(words, "word", colours.quiet, x=expr("datum.place"), align="left", **middle),
    ]
