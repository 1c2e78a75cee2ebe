"""The promise: what may be shown of a team so that nobody's score can be narrowed to less than half the scale (3.10)."""

from assessment.anonymity.preview import Preview, preview
from assessment.anonymity.report import (
    GROUP_FORMAT,
    LEAST_MINIMUM,
    AgreementLevel,
    AuditReceipt,
    Bound,
    GroupFigure,
    GroupReport,
    LeaderView,
    ShownGroup,
    WholeFigure,
    read_group_report,
)

__all__ = [
    "GROUP_FORMAT",
    "LEAST_MINIMUM",
    "AgreementLevel",
    "AuditReceipt",
    "Bound",
    "GroupFigure",
    "GroupReport",
    "LeaderView",
    "Preview",
    "ShownGroup",
    "WholeFigure",
    "preview",
    "read_group_report",
]
