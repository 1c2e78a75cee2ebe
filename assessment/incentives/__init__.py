"""Roles, measures, elements in; pulls, alignment, clashes out.

An incentive map shows what each role is rewarded for, and what chasing those measures does to the agreed customer
experience. It is a map of ratings somebody entered, not a measurement. The formulas are in docs/method.md, section 4.
"""

from assessment.incentives.differences import RoleDifference, named_differences, role_differences
from assessment.incentives.files import read_incentives
from assessment.incentives.library import MeasureLibrary, measure_library
from assessment.incentives.limits import ShownClash
from assessment.incentives.map import IncentiveMap
from assessment.incentives.parts import (
    FIRST_DAY,
    LAST_DAY,
    LONGEST_DECISION,
    STRONGEST,
    CrossEffect,
    Decision,
    Element,
    Measure,
    NoSuchPart,
    Proposals,
    Role,
    Shortcut,
    Way,
)
from assessment.incentives.prices import Price, RisenClash, most_helped, price
from assessment.incentives.proposals import (
    MeasureStep,
    ProposedChange,
    ProposedChanges,
    propose,
)
from assessment.incentives.said import SaidOfMeasure
from assessment.incentives.scores import (
    FORMAT,
    Clash,
    ClashKind,
    ElementScore,
    Hindrance,
    IncentiveScores,
    Opposition,
    RoleGroup,
    RoleScore,
    Severity,
    ShortcutScore,
    alignment,
    score_incentives,
)
from assessment.incentives.search import ChangeKind
from assessment.incentives.size import MOST_MEASURES, MOST_ROLES, excess
from assessment.incentives.story import Plot, Puller, StoryEffect, StoryLine, Torn, story
from assessment.incentives.testimony import ToldByRoles
from assessment.incentives.unsaid import KnownRoles

__all__ = [
    "FIRST_DAY",
    "FORMAT",
    "LAST_DAY",
    "LONGEST_DECISION",
    "MOST_MEASURES",
    "MOST_ROLES",
    "STRONGEST",
    "ChangeKind",
    "Clash",
    "ClashKind",
    "CrossEffect",
    "Decision",
    "Element",
    "ElementScore",
    "Hindrance",
    "IncentiveMap",
    "IncentiveScores",
    "KnownRoles",
    "Measure",
    "MeasureLibrary",
    "MeasureStep",
    "NoSuchPart",
    "Opposition",
    "Plot",
    "Price",
    "Proposals",
    "ProposedChange",
    "ProposedChanges",
    "Puller",
    "RisenClash",
    "Role",
    "RoleDifference",
    "RoleGroup",
    "RoleScore",
    "SaidOfMeasure",
    "Severity",
    "Shortcut",
    "ShortcutScore",
    "ShownClash",
    "StoryEffect",
    "StoryLine",
    "ToldByRoles",
    "Torn",
    "Way",
    "alignment",
    "excess",
    "measure_library",
    "most_helped",
    "named_differences",
    "price",
    "propose",
    "read_incentives",
    "role_differences",
    "score_incentives",
    "story",
]
