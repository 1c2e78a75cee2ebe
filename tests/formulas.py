"""Which formulas of a workbook are its own: they refer to cells and hold nothing that anybody has written."""

from __future__ import annotations

import re
from typing import Any, Final

from assessment.instrument import LANGUAGES
from assessment.words import say

_OWN_WORDS: Final = sorted(
    {say(language, "export.sheet.plan") for language in LANGUAGES}
    | {say(language, f"export.state.{state}") for language in LANGUAGES for state in ("open", "doing", "done", "late")},
    key=len,
    reverse=True,
)
_OWN: Final = re.compile(
    r"=(?:(?:IFERROR|INDEX|MATCH|IF|AND|ISNUMBER|TODAY|DATE)\(|\$?[A-Z]\$?\d+|'(?:W)'!|\"(?:W)?\"|\d+|[(),:&<>=])+".replace(
        "W", "|".join(map(re.escape, _OWN_WORDS))
    )
)


def foreign_formulas(book: Any) -> list[str]:
    """The formulas and links of a workbook that are not its own."""
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    found = [str(cell.value) for cell in cells if cell.data_type == "f" and not _OWN.fullmatch(str(cell.value))]
    return [*found, *(cell.hyperlink.ref for cell in cells if cell.hyperlink)]
