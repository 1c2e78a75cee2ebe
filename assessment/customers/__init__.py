"""Engagement beside what customers say, department by department: read from a table, and how far they go together.

Numbers such as (3.13) are sections of the method. A dot is a department, never a person.
"""

from assessment.customers.departments import (
    COLUMNS,
    LARGEST,
    LONGEST_NAME,
    MOST_DEPARTMENTS,
    DepartmentFigures,
    DepartmentTable,
    as_text,
    departments_of,
    read_departments,
)
from assessment.customers.farthest import Expectation, expectations
from assessment.customers.form import DepartmentForm
from assessment.customers.from_round import IN_ROUND, RoundEngagement, WhyNothing, with_round
from assessment.customers.promoters import Promoters, promoters
from assessment.customers.relationship import (
    FEWEST,
    RESAMPLES,
    Reading,
    Relationship,
    relationship,
    resampled_interval,
    spearman,
)
from assessment.customers.report import CustomersReport, customers_report
from assessment.customers.since import ColumnMoves, DepartmentChange, EarlierTable

__all__ = [
    "COLUMNS",
    "FEWEST",
    "IN_ROUND",
    "LARGEST",
    "LONGEST_NAME",
    "MOST_DEPARTMENTS",
    "RESAMPLES",
    "ColumnMoves",
    "CustomersReport",
    "DepartmentChange",
    "DepartmentFigures",
    "DepartmentForm",
    "DepartmentTable",
    "EarlierTable",
    "Expectation",
    "Promoters",
    "Reading",
    "Relationship",
    "RoundEngagement",
    "WhyNothing",
    "as_text",
    "customers_report",
    "departments_of",
    "expectations",
    "promoters",
    "read_departments",
    "relationship",
    "resampled_interval",
    "spearman",
    "with_round",
]
