"""What three invented respondents would be told: how a question bank is tried before anybody answers on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from assessment.answers import Answers, Experience, Rating
from assessment.instrument import ColumnId, FactorId, FormId, Instrument, Item, Language
from assessment.report import Report, build_report

SampleId = Literal["today_wins", "wanted_wins", "mixed"]
# How much the answers of each factor support today's and the wanted behaviour, from 1 to 5.
_SUPPORT: Final[Mapping[SampleId, Mapping[FactorId, tuple[int, int]]]] = {
    "today_wins": {"ability": (5, 2), "conditions": (4, 1), "external_rewards": (4, 2), "internal_rewards": (5, 3)},
    "wanted_wins": {"ability": (2, 4), "conditions": (1, 4), "external_rewards": (2, 5), "internal_rewards": (3, 5)},
    "mixed": {"ability": (3, 4), "conditions": (4, 3), "external_rewards": (4, 2), "internal_rewards": (2, 5)},
}
_AROUND: Final[Mapping[SampleId, int]] = {"today_wins": 2, "wanted_wins": 4, "mixed": 3}
_ADDS_UP: Final = 6  # An answer and the reversed one.


@dataclass(frozen=True)
class Sample:
    """An invented respondent, and the report of their answers."""

    id: SampleId
    report: Report


def samples(bank: Instrument, form: FormId, language: Language, day: date) -> tuple[Sample, ...]:
    """Those who answer everything in a form: for today's behaviour, for the wanted one, and differently by factor.

    Their behaviours are the bank's first example, if it has one.
    """
    return tuple(
        Sample(each, build_report(bank, _answers(each, bank, form, language), made_on=day)) for each in _SUPPORT
    )


def _answers(sample: SampleId, bank: Instrument, form: FormId, language: Language) -> Answers:
    example = next(iter(bank.behaviour_examples), None)
    return Answers(
        form=form,
        language=language,
        current_behaviour=example.current[language] if example else "",
        new_behaviour=example.new[language] if example else "",
        experience=Experience(agreed="yes") if bank.asks_about_experience else Experience(),
        ratings={item.id: _rating(item, sample) for item in bank.form_items(form)},
        context={item.id: _answer(_AROUND[sample], is_reversed=item.reverse) for item in bank.form_context(form)},
    )


def _rating(item: Item, sample: SampleId) -> Mapping[ColumnId, Rating]:
    current, new = (_answer(support, is_reversed=item.reverse) for support in _SUPPORT[sample][item.factor])
    return {"current": current, "new": new}


def _answer(support: int, *, is_reversed: bool) -> int:
    return _ADDS_UP - support if is_reversed else support
