"""Other words for small firms and public organisations: what a statement or a piece of advice says to them.

What a variant leaves out is as in the common text, and ids and rules are the same for all kinds of organisation.
"""

from __future__ import annotations

from typing import Self

from assessment.instrument.parts import Organisation, Part, Text


class Variants(Part):
    """Other words for some kinds of organisation."""

    def of(self, organisation: Organisation | None) -> Part | None:
        """The other words for this kind of organisation; None where the common text is for it too."""
        return None if organisation is None else getattr(self, organisation, None)


class Varied(Part):
    """A part of the bank that may have `variants` of its texts."""

    variants: Variants | None = None

    def fitted_to(self, organisation: Organisation | None) -> Self:
        """The part in the words for a kind of organisation; itself where the common text is for it too."""
        words = self.variants.of(organisation) if self.variants else None
        given = {name: getattr(words, name) for name in words.model_fields_set} if words else {}
        other = {name: text for name, text in given.items() if text is not None}
        return self.model_copy(update=other) if other else self


class StatementWords(Part):
    """Other words for a statement, with the same meaning."""

    text: Text | None = None
    help: Text | None = None


class StatementVariants(Variants):
    """A statement in the words of small firms and of public organisations."""

    small: StatementWords | None = None
    public: StatementWords | None = None


class AdviceWords(Part):
    """Other words for a piece of advice."""

    title: Text | None = None
    first: Text | None = None
    d30: Text | None = None
    d60: Text | None = None
    d90: Text | None = None
    caution: Text | None = None


class AdviceVariants(Variants):
    """A piece of advice as small firms and public organisations can carry it out."""

    small: AdviceWords | None = None
    public: AdviceWords | None = None
