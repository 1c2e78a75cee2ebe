"""How many answers a form asks for, and how many are given: what the questionnaire counts.

Two for each statement, one for each of what stands beside them; picking the facets that matter most counts as one. The
result of `score` counts the ratings of the statements only.
"""

from __future__ import annotations

from typing import Final

from assessment.answers import Answers
from assessment.instrument import FormId, Instrument

_PICKED: Final = 5  # The importance of a facet that is picked.


def picks_facets(bank: Instrument, form: FormId) -> bool:
    """Whether the facets that matter most are picked in this form; else each factor's importance is rated."""
    return form == "full" and bool(bank.facets)


def answers_asked(bank: Instrument, form: FormId) -> int:
    """How many answers a form asks for, the behaviours aside."""
    return 2 * len(bank.form_items(form)) + answers_beside(bank, form)


def answers_beside(bank: Instrument, form: FormId) -> int:
    """How many of them are not about the statements rated for both behaviours."""
    importance = 1 if picks_facets(bank, form) else len(bank.factors)
    return (importance if bank.asks_importance else 0) + len(bank.form_context(form))


def answers_given(bank: Instrument, answers: Answers) -> int:
    """How many of the form's answers are given."""
    form = answers.form
    ratings = sum(len(answers.ratings.get(item.id, {})) for item in bank.form_items(form))
    context = sum(item.id in answers.context for item in bank.form_context(form))
    if picks_facets(bank, form):
        importance = int(_PICKED in answers.importance.values())
    else:
        importance = sum(factor.id in answers.importance for factor in bank.factors)
    return ratings + context + (importance if bank.asks_importance else 0)
