"""Which formulas of a workbook are its own: they refer to cells and hold nothing that anybody has written."""

from __future__ import annotations

import re
from typing import Any, Final

from assessment.instrument import LANGUAGES
from assessment.words import say

_SHEETS: Final = {"sheet": "plan", "steps": "steps"}
_MARK: Final = "\0"
_OWN_WORDS: Final = sorted(
    {
        part
        for language in LANGUAGES
        for part in (
            "<",
            *(say(language, f"export.sheet.{name}") for name in ("plan", "steps")),
            *(say(language, f"export.state.{one}") for one in ("open", "doing", "done", "ended", "late", "suggested")),
            *(say(language, f"plan.outcomes.{one}") for one in ("helped", "no_difference")),
            *(say(language, f"export.{name}") for name in ("no_owner", "no_day", "not_planned", "no_outcome")),
            say(language, "export.step.number_of", number=""),
            say(language, "export.advice_left.none"),
            *say(language, "export.advice_left.next", number=_MARK).split(_MARK),
            say(
                language,
                "export.status.none",
                **{name: say(language, f"export.sheet.{sheet}") for name, sheet in _SHEETS.items()},
            ),
            *say(
                language,
                "export.status.counted",
                **dict.fromkeys(("done", "all", "late", "suggested"), _MARK),
            ).split(_MARK),
            say(language, "export.not_on_sheet", sheet=say(language, "export.sheet.plan")),
            *(
                part
                for number in ("one", "many")
                for part in say(
                    language,
                    f"export.more_by_hand.{number}",
                    sheet=say(language, "export.sheet.plan"),
                    count=_MARK,
                ).split(_MARK)
            ),
        )
        if part
    },
    key=len,
    reverse=True,
)
_OWN: Final = re.compile(
    r"=(?:(?:IFERROR|_xlfn\.MAXIFS|INDEX|MATCH|COUNTIFS?|COUNT|MIN|IF|AND|OR|ISNUMBER|TODAY)\(|FALSE|\$?[A-Z]\$?\d+|'(?:W)'!|\"(?:W|[A-Z]{1,2}|\?\*)?\"|\d+|[(),:&<>=+-])+".replace(
        "W", "|".join(map(re.escape, _OWN_WORDS))
    )
)


def foreign_formulas(book: Any) -> list[str]:
    """The formulas and links of a workbook that are not its own."""
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    found = [str(cell.value) for cell in cells if cell.data_type == "f" and not _OWN.fullmatch(str(cell.value))]
    return [*found, *(cell.hyperlink.ref for cell in cells if cell.hyperlink)]
