"""The promise to a team: nothing shown narrows anybody's score to less than half the scale (3.10)."""

from assessment.anonymity.preview import Preview, preview, shown_from
from assessment.anonymity.release import protected, with_engagement
from assessment.anonymity.remarks import LEAST_FOR_SPREAD
from assessment.anonymity.report import (
    GROUP_FORMAT,
    LEAST_MINIMUM,
    AuditReceipt,
    Bound,
    GroupFigure,
    GroupReport,
    ShownGroup,
    WholeFigure,
    read_group_report,
)

__all__ = [
    "GROUP_FORMAT",
    "LEAST_FOR_SPREAD",
    "LEAST_MINIMUM",
    "AuditReceipt",
    "Bound",
    "GroupFigure",
    "GroupReport",
    "Preview",
    "ShownGroup",
    "WholeFigure",
    "preview",
    "protected",
    "read_group_report",
    "shown_from",
    "with_engagement",
]
