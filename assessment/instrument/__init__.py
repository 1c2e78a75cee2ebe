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
    Reach,
    Recommendation,
    SpecialCode,
    Statement,
)
from assessment.instrument.parts import (
    LANGUAGES,
    ORGANISATIONS,
    Amount,
    Label,
    Language,
    Organisation,
    Part,
    Share,
    Text,
)
from assessment.instrument.schema import instrument_schema

__all__ = [
    "LANGUAGES",
    "MAX_CROSS_EFFECTS",
    "MAX_ELEMENTS",
    "MAX_MEASURES",
    "MAX_ROLES",
    "ORGANISATIONS",
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
    "Organisation",
    "Part",
    "QuadrantId",
    "Reach",
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
