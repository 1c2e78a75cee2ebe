"""What questions.yaml may say, and load_instrument()."""

from assessment.instrument.checks import may_stand_beside, said_twice
from assessment.instrument.files import QUESTIONS, instrument_schema, load_instrument, read_instrument
from assessment.instrument.model import (
    LANGUAGES,
    Amount,
    ColumnId,
    ConditionId,
    ContextItem,
    Factor,
    FactorId,
    FormId,
    IncentiveLibrary,
    Instrument,
    Item,
    Language,
    LevelId,
    Part,
    QuadrantId,
    Recommendation,
    SpecialCode,
)

__all__ = [
    "LANGUAGES",
    "QUESTIONS",
    "Amount",
    "ColumnId",
    "ConditionId",
    "ContextItem",
    "Factor",
    "FactorId",
    "FormId",
    "IncentiveLibrary",
    "Instrument",
    "Item",
    "Language",
    "LevelId",
    "Part",
    "QuadrantId",
    "Recommendation",
    "SpecialCode",
    "instrument_schema",
    "load_instrument",
    "may_stand_beside",
    "read_instrument",
    "said_twice",
]
