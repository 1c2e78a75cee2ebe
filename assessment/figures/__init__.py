"""Altair figures made from a Report, for the screen.

Their text comes from the words and the question bank only; of what a user wrote, only the names in an incentive map are
shown, as data and never within an expression. Colours and shapes carry the meaning they have everywhere: today is a
brown square, wanted a blue circle, pulls are blue for and orange-brown against. Draw them with `theme=None`; each has
a description for its alternative text, and the page shows the same numbers as text or table beside it.
"""

from __future__ import annotations

# Streamlit loads pandas with the first chart. Altair fails while another visitor has it half loaded, so it comes first.
import pandas as pd  # type: ignore[import-untyped]  # noqa: F401

from assessment.figures.change import change_description, change_dumbbell
from assessment.figures.clashes import clash_description, clash_map
from assessment.figures.dumbbell import chart_description, facet_description, facet_dumbbell, factor_dumbbell
from assessment.figures.pulls import pull_description, pull_map

__all__ = [
    "change_description",
    "change_dumbbell",
    "chart_description",
    "clash_description",
    "clash_map",
    "facet_description",
    "facet_dumbbell",
    "factor_dumbbell",
    "pull_description",
    "pull_map",
]
