"""How many answers a form asks for, and how many are given: what the questionnaire counts.

Two for each statement, one for each of what stands beside them; picking the facets that matter most counts as one. The
result of `score` counts the ratings of the statements only.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from assessment.answers import Answers
from assessment.instrument import FormId, Instrument

PICKED: Final = 5  # The importance of a facet that is picked.
MOST_PICKED: Final = 5  # So many facets may be called the ones that matter most (method, section 5).


def picks_facets(bank: Instrument, form: FormId) -> bool:
    """Whether the facets that matter most are picked in this form; else each factor's importance is rated."""
    return form == "full" and bool(bank.facets)


class FormLength(NamedTuple):
    """How much a form asks, the behaviours aside: statements rated for both of them, and what is answered once."""

    statements: int
    once: int

    @classmethod
    def of(cls, bank: Instrument, form: FormId) -> FormLength:
        """The length of a form of this bank."""
        importance = 1 if picks_facets(bank, form) else len(bank.factors)
        once = (importance if bank.asks_importance else 0) + len(bank.form_context(form))
        return cls(len(bank.form_items(form)), once)

    @property
    def answers(self) -> int:
        """How many answers that is."""
        return 2 * self.statements + self.once


def answers_given(bank: Instrument, answers: Answers) -> int:
    """How many of the form's answers are given."""
    form = answers.form
    ratings = sum(len(answers.ratings.get(item.id, {})) for item in bank.form_items(form))
    context = sum(item.id in answers.context for item in bank.form_context(form))
    if picks_facets(bank, form):
        importance = int(PICKED in answers.importance.values())
    else:
        importance = sum(factor.id in answers.importance for factor in bank.factors)
    return ratings + context + (importance if bank.asks_importance else 0)
