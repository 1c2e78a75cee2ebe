"""What the first page of the questions asks, as the database stores it: behaviours, experience, planned reward."""

from __future__ import annotations

from typing import Final

from assessment.answers import AGREEMENTS, LEADS, TEXT_LIMIT, tidied
from assessment.instrument import ORGANISATIONS, Instrument, Language
from assessment.writes import ChangeChoice
from pages.visit import controls, memory, saving

# What the page asks, as the first parts of paths.
ASKED: Final = ("behaviours", "experience", "planned_reward", "organisation", "leads")

_WORDS: Final = {
    "organisation": ("organisation", ORGANISATIONS),
    "leads": ("leads", LEADS),
    "agreed": ("experience.agreed", AGREEMENTS),
}
_TEXTS: Final = {
    "behaviour_current": "behaviours.current",
    "behaviour_new": "behaviours.new",
    "experience_statement": "experience.statement",
}


def described(name: str, value: str, bank: Instrument, language: Language) -> dict[str, object] | None:
    """What a tap on the page stores, by path; None removes a value. None for a tap that is not known here."""
    if name == "behaviour":
        return _behaviours(value, bank, language)
    if name in _TEXTS:
        return {_TEXTS[name]: tidied(value)[:TEXT_LIMIT] or None}
    if name == "planned_reward":
        return {name: value == "true"} if value in ("true", "false") else {}
    if name in _WORDS:
        path, words = _WORDS[name]
        return {path: value} if value in words else {}
    first, _, element = name.partition(".")
    if first == "weight" and any(each.id == element for each in bank.incentives.elements):
        weight = int(value) if value in ("1", "2", "3", "4", "5") else None
        return {f"experience.weights.{element}": weight} if weight or not value else {}
    return None


def _behaviours(chosen: str, bank: Instrument, language: Language) -> dict[str, object]:
    """The two sentences of an example; neither until they are written in own words."""
    if chosen == "own":
        return {"behaviours.current": None, "behaviours.new": None}
    example = next((each for each in bank.behaviour_examples if each.id == chosen), None)
    if example is None:
        return {}
    return {"behaviours.current": example.current[language], "behaviours.new": example.new[language]}


def goes_on_asking(order: tuple[str, ...], *, needs_agreement: bool) -> bool:
    """Whether results ask if the right customer experience is agreed: once asked, until the page is left.

    Else the question would go with the answer, and could not be answered again. `order` are the sources of the advice.
    """
    if needs_agreement and memory.ORDER_WHEN_ASKED.value is None:
        memory.ORDER_WHEN_ASKED.keep(order)
    return memory.ORDER_WHEN_ASKED.value is not None


def order_when_asked() -> tuple[str, ...]:
    """The sources of the advice when goes_on_asking() first asked; empty before that."""
    return memory.ORDER_WHEN_ASKED.value or ()


def save_organisation(control: str) -> None:
    """Save which kind of organisation it is, as chosen in a control."""
    chosen = memory.on_screen(control)
    if controls.is_changed(control) and chosen in ORGANISATIONS:
        saving.save(control, ChangeChoice("organisation", chosen))


def save_agreement(control: str) -> None:
    """Save whether the right customer experience is agreed, as chosen in a control; no browser sends other words."""
    chosen = memory.on_screen(control)
    if controls.is_changed(control) and chosen in (None, *AGREEMENTS):
        saving.save(control, ChangeChoice("experience.agreed", chosen))
