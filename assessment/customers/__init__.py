"""Engagement beside what customers say, department by department: read from a table, and how far they go together.

Numbers such as (3.13) are sections of the method. A dot is a department, never a person.
"""

from assessment.customers.departments import COLUMNS, DepartmentFigures, DepartmentTable, read_departments
from assessment.customers.farthest import Expectation, expectations
from assessment.customers.promoters import Promoters, promoters
from assessment.customers.relationship import Reading, Relationship, relationship, resampled_interval, spearman

__all__ = [
    "COLUMNS",
    "DepartmentFigures",
    "DepartmentTable",
    "Expectation",
    "Promoters",
    "Reading",
    "Relationship",
    "expectations",
    "promoters",
    "read_departments",
    "relationship",
    "resampled_interval",
    "spearman",
]
