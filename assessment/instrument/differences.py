"""What differs between two question banks, for whoever is about to replace one by the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from assessment.instrument.model import ContextItem, Instrument, Item, Recommendation
from assessment.instrument.parts import LANGUAGES, Language

AnyStatement = Item | ContextItem
Section = Literal[
    "names", "scale", "columns", "instruction", "levels", "importance", "behaviours", "forms", "order", "target",
    "selection", "map",
]  # fmt: skip

_SHORT: Final = 25  # Words of a text that is shown whole.
_CONTEXT: Final = 4  # Words on each side of what differs in a longer one.

# What differs besides statements and advice is told by its section, with the texts that differ in it.
_SECTIONS: Final[Mapping[Section, tuple[str, ...]]] = {
    "names": ("factors", "facets", "context_modules"),
    "scale": ("scale",),
    "columns": ("columns",),
    "instruction": ("instruction",),
    "levels": ("levels", "quadrants"),
    "importance": ("importance",),
    "behaviours": ("behaviour_examples",),
    "forms": ("forms",),
    "target": ("target", "consistency_pairs"),
    "selection": ("selection",),
    "map": ("incentives",),
}


@dataclass(frozen=True)
class Reworded:
    """Words that differ in a language; of a statement they are equal where only its help or variants differ.

    `is_alone` when the banks have another language as well, and its words for this are the same in both.
    """

    language: Language
    before: str
    after: str
    is_alone: bool


@dataclass(frozen=True)
class ChangedText(Reworded):
    """A text that is no statement and no advice, with the section it belongs to."""

    section: Section


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
    texts: tuple[ChangedText, ...]
    is_same_version: bool

    @property
    def are_any(self) -> bool:
        """Whether anything differs but the version."""
        return any(value for name, value in vars(self).items() if name != "is_same_version")

    def one_sided(self, language: Language) -> int:
        """How many statements and other texts differ in this language alone."""
        return sum(one.is_alone and one.language == language for one in (*self.reworded, *self.texts))


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
            Reworded(language, was.text[language], one.text[language], is_alone=len(changed) < len(both))
            for language in both
            for was, one in kept
            if language in (changed := [each for each in both if _words(was, each) != _words(one, each)])
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
        texts=tuple(_texts(before, after, both)),
        is_same_version=(before.id, before.version) == (after.id, after.version) and before != after,
    )


def excerpts(before: str, after: str) -> tuple[str, str]:
    """What differs in two texts, with a few words on each side; all of both where they are short."""
    old, new = before.split(), after.split()
    if old == new or max(len(old), len(new)) <= _SHORT:
        return before, after
    shorter = min(len(old), len(new))
    start = next((place for place in range(shorter) if old[place] != new[place]), shorter)
    left = shorter - start
    end = next((place for place in range(left) if old[-1 - place] != new[-1 - place]), left)
    return _cut(old, start, end), _cut(new, start, end)


def _cut(words: Sequence[str], start: int, end: int) -> str:
    first, last = max(0, start - _CONTEXT), min(len(words), len(words) - end + _CONTEXT)
    before, after = "… " if first else "", " …" if last < len(words) else ""
    return f"{before}{' '.join(words[first:last])}{after}"


def _texts(before: Instrument, after: Instrument, languages: Sequence[Language]) -> Iterable[ChangedText]:
    """The texts of the sections that differ and have not moved."""
    for section, fields in _SECTIONS.items():
        old, new = (dict(_leaves(bank.model_dump(include=set(fields)), ())) for bank in (before, after))
        for path, texts in old.items():
            now = new.get(path, {})
            changed = [each for each in languages if texts.get(each) and now.get(each) and texts[each] != now[each]]
            is_alone = len(changed) < len(languages)
            for each in changed:
                yield ChangedText(each, texts[each], now[each], is_alone=is_alone, section=section)


def _leaves(value: object, path: tuple[object, ...]) -> Iterator[tuple[tuple[object, ...], dict[Language, str]]]:
    """Every text of a part of a bank by language, and where it is: by the id of its entry where it has one."""
    if isinstance(value, dict):
        if texts := {each: value[each] for each in LANGUAGES if isinstance(value.get(each), str)}:
            yield path, texts
        for key, each in value.items():
            yield from _leaves(each, (*path, key))
    elif isinstance(value, list | tuple):
        for index, each in enumerate(value):
            own = each.get("id") if isinstance(each, dict) else None
            yield from _leaves(each, (*path, own or index))


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
    return before != after and any(
        _in_language(before, language) != _in_language(after, language) for language in (None, *languages)
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
