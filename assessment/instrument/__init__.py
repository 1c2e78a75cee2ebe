"""What questions.yaml may contain, and load_instrument()."""

from assessment.instrument.checks import agrees_with, disagreement
from assessment.instrument.files import QUESTIONS, load_instrument, read_instrument
from assessment.instrument.library import (
    MAX_CROSS_EFFECTS,
    MAX_ELEMENTS,
    MAX_MEASURES,
    MAX_ROLES,
    IncentiveLibrary,
    MeasureDirection,
)
from assessment.instrument.model import (
    ColumnId,
    ConditionId,
    Factor,
    FactorId,
    FormId,
    Instrument,
    LevelId,
    QuadrantId,
    Recommendation,
    SpecialCode,
    Statement,
)
from assessment.instrument.parts import LANGUAGES, Amount, Label, Language, Part, Share, Text
from assessment.instrument.schema import instrument_schema

__all__ = [
    "LANGUAGES",
    "MAX_CROSS_EFFECTS",
    "MAX_ELEMENTS",
    "MAX_MEASURES",
    "MAX_ROLES",
    "QUESTIONS",
    "Amount",
    "ColumnId",
    "ConditionId",
    "Factor",
    "FactorId",
    "FormId",
    "IncentiveLibrary",
    "Instrument",
    "Label",
    "Language",
    "LevelId",
    "MeasureDirection",
    "Part",
    "QuadrantId",
    "Recommendation",
    "Share",
    "SpecialCode",
    "Statement",
    "Text",
    "agrees_with",
    "disagreement",
    "instrument_schema",
    "load_instrument",
    "read_instrument",
]
