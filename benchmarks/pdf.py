"""The PDF of a full result, warm, against reportlab writing a similar report.

The similar report has every word of the product's PDF, line by line as pypdf reads it, set by reportlab's layout engine
(paragraphs in the same embedded fonts), the two charts as drawings with as many rows, bands and marks, and the plan as
a table. So reportlab does not have to find sentences or plan pages; the product does both.
"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from datetime import date
from importlib.resources import files
from io import BytesIO
from typing import Any, Final
from xml.sax.saxutils import escape

from pypdf import PdfReader
from reportlab.graphics.shapes import Circle, Drawing, Line, Rect
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from assessment.answers import Answers
from assessment.exports.pdf import to_pdf
from assessment.instrument import ColumnId
from assessment.report import Report, build_report
from benchmarks.measuring import BANK, PART_IDS, Measured, against, in_turns, print_figures

ROUNDS: Final = 15

_FONT: Final = "font_source_sans_pro"
_TEXT: Final = ParagraphStyle("text", fontName="Peer", fontSize=9.5, leading=12)
_HEAD: Final = ParagraphStyle("head", fontName="PeerBold", fontSize=13, leading=18, spaceBefore=6)


def measure() -> Sequence[Measured]:
    """Both halves of the budget's line on the PDF."""
    report = _full_report()
    ours = to_pdf(report, "en")
    pages = [page.extract_text().splitlines() for page in PdfReader(BytesIO(ours)).pages]
    _register_fonts()

    def product() -> float:
        begun = time.thread_time()
        to_pdf(report, "en")
        return (time.thread_time() - begun) * 1000

    def peer() -> float:
        begun = time.thread_time()
        _similar_report(pages, report)
        return (time.thread_time() - begun) * 1000

    in_turns(2, product, peer)
    mine, theirs = in_turns(ROUNDS, product, peer)
    pages_of_peer = len(PdfReader(BytesIO(_similar_report(pages, report))).pages)
    return (
        against(
            f"PDF of a full result, {len(pages)} pages",
            f"reportlab, a similar report of {pages_of_peer} pages",
            4.0,
            mine,
            theirs,
        ),
        Measured("Size of the PDF of a full result", "a fixed size", len(ours) / 1024, 60, "KiB"),
    )


def _full_report() -> Report:
    """The report of a full form with every statement answered."""
    chance = random.Random(2)
    columns: tuple[ColumnId, ColumnId] = ("current", "new")
    pair = BANK.behaviour_examples[0]
    answers = Answers(
        form="full",
        current_behaviour=pair.current["en"],
        new_behaviour=pair.new["en"],
        ratings={item.id: {column: chance.randint(1, 5) for column in columns} for item in BANK.form_items("full")},
        importance={part: chance.randint(1, 5) for part in PART_IDS},
        context={item.id: chance.randint(1, 5) for item in BANK.context_items},
    )
    return build_report(BANK, answers, made_on=date(2026, 11, 22))


def _register_fonts() -> None:
    for name, weight in (("Peer", "Regular"), ("PeerBold", "Semibold")):
        pdfmetrics.registerFont(TTFont(name, str(files(_FONT) / "files" / f"SourceSansPro-{weight}.ttf")))


def _similar_report(pages: Sequence[Sequence[str]], report: Report) -> bytes:
    """A similar report, with the same words, charts and plan."""
    story: list[Any] = []
    for number, lines in enumerate(pages):
        for place, line in enumerate(lines):
            story.append(Paragraph(escape(line), _TEXT if place else _HEAD))
        if number == 0:
            story.append(_chart(len(report.scores.factors), 30))
    story += [_chart(len(report.scores.facets), 14), _plan(report)]
    out = BytesIO()
    SimpleDocTemplate(out, pagesize=A4, title="Peer", leftMargin=62, rightMargin=62).build(story)
    return out.getvalue()


def _chart(rows: int, height: float) -> Drawing:
    """Rows of two marks on a line, with four bands behind them."""
    drawing = Drawing(460, rows * height)
    for band in range(4):
        drawing.add(Rect(100 + band * 80, 0, 79, rows * height))
    for row in range(rows):
        middle = (row + 0.5) * height
        drawing.add(Line(140, middle, 300, middle))
        drawing.add(Rect(136, middle - 4, 8, 8))
        drawing.add(Circle(300, middle, 4))
    return drawing


def _plan(report: Report) -> Table:
    rows = [["", "", "", ""] for _ in range(len(report.advice) + 1)]
    return Table(rows, colWidths=[170, 80, 70, 140], rowHeights=35, style=[("GRID", (0, 0), (-1, -1), 0.25, "#D9DDE2")])


if __name__ == "__main__":
    print_figures(measure)
