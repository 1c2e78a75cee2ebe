"""Text from outside is shown as text: it never becomes a link, an image, a request or a formula."""

from __future__ import annotations

import csv
import json
import time
from pathlib import Path
from typing import Final

import openpyxl  # type: ignore[import-untyped]  # it has no type information
import pytest
from playwright.sync_api import Dialog, Page, expect
from pypdf import PdfReader

from tests.amounts import sample
from tests.browser import visitor
from tests.browser.conftest import NewVisitor
from tests.browser.server import PATIENCE, Server
from tests.formulas import foreign_formulas

LONG: Final = "ab" * 2000
# Today's behaviour, the wanted one, the statement on the customer experience.
HOSTILE: Final = {
    "formula and markup": (
        '=HYPERLINK("http://evil.example")',
        "<img src=http://evil.example/x.png onerror=alert(1)>",
        "@SUM(1+1)*cmd|' /C calc'!A0",
    ),
    "formula": ("=1+1", '=HYPERLINK("http://evil.example")', "@SUM(1+1)*cmd|' /C calc'!A0"),
    "markup": ("<script>alert(1)</script>", "<img src=http://evil.example/x.png onerror=alert(1)>", "<b>fat</b> &amp;"),
    "markdown": (
        "![x](http://evil.example/x.png)",
        "[x](http://evil.example) http://evil.example",
        "# www.evil.example",
    ),
    "signs": (":smile: :material/delete: $x$", ":red[x] **x** _x_ `x`", "me@evil.example $$\\frac{1}{2}$$ {0} %s"),
    "letters": ("🎉👩‍👩‍👧‍👦 é ẞ 漢字", "שלום עולם, مرحبا بالعالم", "﷽ ½ ‹›"),
    "length": (LONG, "W" * 4000, "🎉" * 2000),
}

_NAME: Final = 60  # letters: a name as long as one that somebody would give

_ALIVE: Final = """() => {
  const found = []
  const walk = root => {
    for (const node of root.querySelectorAll("*")) {
      if (node.shadowRoot) walk(node.shadowRoot)
      const address = node.getAttribute("href") ?? node.getAttribute("src") ?? node.getAttribute("srcset") ?? ""
      if (/evil|mailto|javascript:/.test(address)) found.push(node.outerHTML.slice(0, 200))
      if (node.tagName === "SCRIPT" && node.textContent.includes("alert")) found.push("a script")
      const drawn = node.matches(".katex, [data-testid=stMarkdownContainer] img, [onerror]")
      if (drawn) found.push(node.outerHTML.slice(0, 200))
    }
  }
  walk(document)
  return found
}"""


@pytest.mark.parametrize(
    "kind", sample("formula and markup", rest=["formula", "markup", "markdown", "signs", "letters", "length"])
)
def test_hostile_text_is_shown_as_text_and_leaves_every_file_intact(
    server: Server, new_visitor: NewVisitor, tmp_path: Path, kind: str
) -> None:
    current, new, statement = HOSTILE[kind]
    page = new_visitor(language="en")
    dialogs: list[str] = []

    def close(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", close)
    visitor.open_page(page, server, "/", lang="en")
    key = visitor.begin_describing(page)
    visitor.rate(page, "behaviour", "own")
    visitor.text_field(page, "behaviour_current").fill(current)
    visitor.text_field(page, "behaviour_new").fill(new)
    visitor.rate(page, "agreed", "no")
    visitor.unfold(page.locator(".parts summary"))
    visitor.text_field(page, "experience_statement").fill(statement)
    visitor.wait_until_saved(page)
    visitor.press(page, "next")
    visitor.wait_for_questionnaire(page)
    stored = server.choices(key)
    entered = {
        "behaviours.current": current.strip(),
        "behaviours.new": new.strip(),
        "experience.statement": statement.strip(),
    }
    assert {path: stored.get(path) for path in entered} == entered
    assert_is_text(page, current, new)
    visitor.rate_all(page, dict(list(visitor.some_ratings().items())[:4]))

    rated = server.begun({**visitor.stored(visitor.some_ratings()), **stored, "incentives": named(current, new)})
    visitor.open_page(page, server, "/results", lang="en", r=rated)
    visitor.wait_for_results(page)
    assert_is_text(page, current, new)
    visitor.open_page(page, server, "/incentives", lang="en", r=rated)
    visitor.settled(page)
    expect(page.locator(".st-key-foot")).to_be_visible()
    assert_is_text(page, current[:_NAME], new[:_NAME])
    visitor.open_page(page, server, "/questions", lang="en", r=rated, at="behaviour")
    expect(visitor.text_field(page, "behaviour_current")).to_have_value(current)
    assert_is_text(page)
    visitor.open_page(page, server, "/report", lang="en", r=rated)
    assert_files_are_intact(page, tmp_path, entered)
    assert dialogs == []


def named(role: str, element: str) -> dict[str, object]:
    """An incentive map with these names of a role and of an element, which two roles pull in different directions."""
    return {
        "elements": [{"id": "e", "en": element[:_NAME], "weight": 3}],
        "roles": [
            {"id": one, "en": name, "metrics": [{"id": f"m{one}", "en": name, "share": 1, "effects": {"e": effect}}]}
            for one, name, effect in (("a", role[:_NAME], 2), ("b", "Sales", -2))
        ],
    }


def _whole(page: Page) -> str:
    return " ".join(visitor.words(page))


def assert_is_text(page: Page, *texts: str) -> None:
    """The texts are shown, at the latest a while after the rest of their page, and do nothing."""
    patience = time.monotonic() + PATIENCE
    while missing := {" ".join(text.split()) for text in texts if " ".join(text.split()) not in _whole(page)}:
        assert time.monotonic() < patience, missing
        page.wait_for_timeout(100)
    assert page.evaluate(_ALIVE) == []
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_timeout(300)
        assert visitor.beyond_the_edge(page) == [], f"at {width} px"


def assert_files_are_intact(page: Page, folder: Path, entered: dict[str, str]) -> None:
    visitor.control(page, "download_pdf").wait_for()
    answers = json.loads(visitor.download(page, "json", folder).read_bytes())
    assert answers["behaviours"] == {"current": entered["behaviours.current"], "new": entered["behaviours.new"]}
    assert answers["experience"]["statement"] == entered["experience.statement"]
    json.loads(visitor.download(page, "result", folder).read_bytes())

    pdf = PdfReader(visitor.download(page, "pdf", folder))
    assert len(pdf.pages) >= 2
    assert all(sheet.extract_text().strip() for sheet in pdf.pages)
    links = [note for sheet in pdf.pages for note in sheet.get("/Annots") or [] if "/URI" in str(note.get_object())]
    assert links == []

    workbook = openpyxl.load_workbook(visitor.download(page, "xlsx", folder))
    assert foreign_formulas(workbook) == []

    with visitor.download(page, "csv", folder).open(encoding="utf-8-sig", newline="") as lines:
        table = list(csv.reader(lines))
    assert len({len(row) for row in table}) == 1
    assert [cell for row in table for cell in row if cell[:1] in "=+@\t\r" and cell[:1] and not _is_number(cell)] == []


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
