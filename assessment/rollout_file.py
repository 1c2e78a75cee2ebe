"""The file of what all steps of a roll-out say together, for their leader."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from assessment.bank import bank_in
from assessment.file import MEDIA_TYPES, QUESTION_BANK, File, NotWanted, zone_named
from assessment.instrument import LANGUAGES, Language
from assessment.look import LOOK
from assessment.rounds import Leading, together
from assessment.series import Series, Today
from assessment.storage import KeyHash, Store
from assessment.words import say

_KIND: Final = "all_steps"


@dataclass(frozen=True)
class RolloutDownload:
    """The PDF of all steps of the roll-out under a leader's key."""

    language: Language
    series: KeyHash
    zone: str = "UTC"

    @property
    def whose(self) -> str:
        """Whose files are made one after another."""
        return self.series

    def document(self) -> list[object]:
        """All of it in the types of JSON."""
        return [_KIND, self.language, self.series, self.zone]

    @classmethod
    def of(cls, document: object) -> RolloutDownload:
        """The download that document() describes. Raises ValueError for anything else."""
        match document:
            case ["all_steps", str(language), str(series), str(zone)] if language in LANGUAGES:
                return cls(language, KeyHash(series), zone)
        raise ValueError(document)

    def name(self, day: date) -> str:
        """The name a browser saves it under, such as "drivkraft-all-rounds-2026-12-18.pdf"."""
        return f"{LOOK.file_prefix}{say(self.language, 'rollout.together.file.name')}-{day}.pdf"

    def made(
        self, opened: Callable[[], Store], *, is_wanted: Callable[[], bool] = lambda: True, address: str = ""
    ) -> File | None:
        """The file, as Download.made() has it; None before every step has a result, and once they are deleted."""
        today = Today(bank_in(QUESTION_BANK), self.language, datetime.now(zone_named(self.zone)))
        store = opened()
        leading, own = Leading(store, self.series), Series(store, self.series).open(today)
        found = together(leading.rounds(today), leading.talked())
        if own is None or not found.are_all:
            return None
        if not is_wanted():
            raise NotWanted
        from assessment.exports.pdf.all_steps import to_all_steps_pdf  # noqa: PLC0415  # fpdf2 takes a while to load

        data = to_all_steps_pdf(found, own.report, self.language, address=address)
        return File(self.name(today.now.date()), MEDIA_TYPES[".pdf"], data)
