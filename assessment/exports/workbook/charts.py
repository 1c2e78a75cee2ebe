"""How the charts of a workbook look, which Excel draws itself."""

from __future__ import annotations

from typing import Any

from assessment.exports.workbook.book import FONT, Book


def chart_of(book: Book, kind: str, title: str) -> Any:  # noqa: ANN401  # xlsxwriter has no type information
    """An empty chart of a kind that Excel has, such as "column", with its title above and the key below."""
    chart = book.file.add_chart({"type": kind})
    chart.set_title({"name": title, "name_font": chart_font(book, 11) | {"bold": True}, "overlay": False})
    chart.set_legend({"position": "bottom", "font": chart_font(book)})
    chart.set_chartarea({"border": {"none": True}})
    return chart


def chart_font(book: Book, size: int = 9) -> dict[str, object]:
    """The font of a chart's words, of so many points."""
    return {"name": FONT["font_name"], "size": size, "color": book.colours.ink}


def gridlines(book: Book) -> dict[str, object]:
    """Hairlines across a chart."""
    return {"visible": True, "line": {"color": book.colours.hairline}}


def of_hundred(book: Book) -> dict[str, object]:
    """The axis of scores, from 0 to 100 in the steps of the levels."""
    scale = {"min": 0, "max": 100, "major_unit": 25, "num_font": chart_font(book), "line": {"none": True}}
    return scale | {"major_gridlines": gridlines(book)}
