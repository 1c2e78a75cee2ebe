"""What differs between two question banks, for whoever is about to replace one by the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from assessment.instrument.model import ContextItem, Instrument, Item, Recommendation
from assessment.instrument.parts import LANGUAGES, Language

AnyStatement = Item | ContextItem
Section = Literal["names", "scale", "importance", "behaviours", "forms", "order", "target", "selection", "map"]

# What differs besides statements and advice is told by its section alone.
_SECTIONS: Final[Mapping[Section, tuple[str, ...]]] = {
    "names": ("factors", "facets", "context_modules"),
    "scale": ("scale", "columns", "instruction", "levels", "quadrants"),
    "importance": ("importance",),
    "behaviours": ("behaviour_examples",),
    "forms": ("forms",),
    "target": ("target", "consistency_pairs"),
    "selection": ("selection",),
    "map": ("incentives",),
}


@dataclass(frozen=True)
class Reworded:
    """A statement whose words differ in a language; `before` and `after` are equal where its help or variants do."""

    language: Language
    before: str
    after: str


@dataclass(frozen=True)
class BankDifferences:
    """What differs, each in the order of the files.

    Words are compared in the languages that both banks have. `rated_otherwise` are statements that keep their id but
    belong to another factor, facet, module or form, or are reversed. `is_same_version` when id and version are the
    same although something differs.
    """

    languages_added: tuple[Language, ...]
    languages_removed: tuple[Language, ...]
    added: tuple[AnyStatement, ...]
    removed: tuple[AnyStatement, ...]
    reworded: tuple[Reworded, ...]
    rated_otherwise: tuple[AnyStatement, ...]
    advice_added: tuple[Recommendation, ...]
    advice_removed: tuple[Recommendation, ...]
    advice_changed: tuple[Recommendation, ...]
    sections: tuple[Section, ...]
    is_same_version: bool

    @property
    def are_any(self) -> bool:
        """Whether anything differs but the version."""
        return any(value for name, value in vars(self).items() if name != "is_same_version")


def differences(before: Instrument, after: Instrument) -> BankDifferences:
    """What replacing one bank by another changes."""
    both = [language for language in before.languages if language in after.languages]
    old, new = _statements(before), _statements(after)
    kept = [(old[name], one) for name, one in new.items() if name in old]
    advice_old, advice_new = ({one.id: one for one in bank.recommendations} for bank in (before, after))
    return BankDifferences(
        languages_added=tuple(each for each in after.languages if each not in before.languages),
        languages_removed=tuple(each for each in before.languages if each not in after.languages),
        added=tuple(one for name, one in new.items() if name not in old),
        removed=tuple(one for name, one in old.items() if name not in new),
        reworded=tuple(
            Reworded(language, was.text[language], one.text[language])
            for language in both
            for was, one in kept
            if _words(was, language) != _words(one, language)
        ),
        rated_otherwise=tuple(one for was, one in kept if _rated(was) != _rated(one)),
        advice_added=tuple(one for name, one in advice_new.items() if name not in advice_old),
        advice_removed=tuple(one for name, one in advice_old.items() if name not in advice_new),
        advice_changed=tuple(
            one
            for name, one in advice_new.items()
            if name in advice_old and _differ(advice_old[name].model_dump(), one.model_dump(), both)
        ),
        sections=tuple(_sections(before, after, both)),
        is_same_version=(before.id, before.version) == (after.id, after.version) and before != after,
    )


def _statements(bank: Instrument) -> dict[str, AnyStatement]:
    found: tuple[AnyStatement, ...] = (*bank.items, *bank.context_items)
    return {one.id: one for one in found}


def _rated(statement: AnyStatement) -> tuple[object, ...]:
    part = statement.factor if isinstance(statement, Item) else statement.module
    return type(statement), part, statement.facet, statement.form, statement.reverse


def _words(statement: AnyStatement, language: Language) -> object:
    return _in_language(statement.model_dump(include={"text", "help", "variants"}), language)


def _sections(before: Instrument, after: Instrument, languages: Iterable[Language]) -> Iterable[Section]:
    for section, fields in _SECTIONS.items():
        if _differ(before.model_dump(include=set(fields)), after.model_dump(include=set(fields)), languages) or (
            section == "importance" and before.asks_importance != after.asks_importance
        ):
            yield section
    old, new = _statements(before), _statements(after)
    if [name for name in old if name in new] != [name for name in new if name in old]:
        yield "order"


def _differ(before: object, after: object, languages: Iterable[Language]) -> bool:
    """Whether two parts differ in one of these languages, or in what is no text."""
    return _in_language(before, None) != _in_language(after, None) or any(
        _in_language(before, language) != _in_language(after, language) for language in languages
    )


def _in_language(value: object, language: Language | None) -> object:
    """A part of a bank with the texts of one language, None for none of them."""
    if isinstance(value, dict):
        return {
            key: _in_language(each, language) for key, each in value.items() if key not in LANGUAGES or key == language
        }
    if isinstance(value, list | tuple):
        return [_in_language(each, language) for each in value]
    return value
