"""Three quite different question banks, and answers to them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

from assessment.bank import bank_in
from assessment.instrument import Language
from assessment.series import Series, Today
from assessment.storage import Store, new_key

BANKS: Final = Path(__file__).parent / "banks"


class Own(NamedTuple):
    """A bank, its languages, what Start and Results say with it, and words that are nowhere in it."""

    name: str
    languages: tuple[Language, ...]
    start: str
    headline: str
    nowhere: str

    @property
    def path(self) -> Path:
        return BANKS / f"{self.name}.yaml"


OWN: Final = (
    Own("safety", ("sv",), "16 snabba tryck", "Kunnande är det som fattas mest.", "kund|karta|fullständig|råd"),
    Own("teaching", ("en",), "16 quick taps", "Skills are what is missing most.", "customer| map|importance"),
    Own("care", ("sv", "en"), "21 snabba tryck", "Yrkeskunnande är det som fattas mest.", "fullständig"),
)


def finished(store: Store, path: Path, language: Language) -> str:
    """The key of an assessment in which everything is answered, and the first factor is by far the weakest."""
    bank, key = bank_in(path), new_key()
    weakest = bank.instrument.factors[0].id
    choices: dict[str, object] = {"form": "quick", "behaviours.current": "AAA", "behaviours.new": "BBB"}
    for item in bank.instrument.form_items("quick"):
        low, high = (5, 1) if item.reverse else (1, 5)
        choices[f"ratings.{item.id}.current"] = 3
        choices[f"ratings.{item.id}.new"] = low if item.factor == weakest else high
    series = Series(store, key)
    series.begin(choices, Today(bank, language, datetime.now(UTC)))
    series.finish()
    return key
