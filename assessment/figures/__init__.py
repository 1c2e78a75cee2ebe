"""Altair figures made from a Report or a TeamResult, for the screen.

Their text comes only from the words and the question bank; of a user's own texts, only the names in an incentive map
are shown, as data and never within an expression. Colours and shapes have the same meaning everywhere: today is a
brown square, wanted a blue circle, pulls are blue for and orange-brown against. Draw them with `theme=None`. Each has a
description for its alternative text, and the page shows the same numbers beside it as text or a table.
"""

from __future__ import annotations

# Streamlit loads pandas with the first chart, and Altair fails if it meets pandas half loaded, so pandas comes first.
import pandas as pd  # type: ignore[import-untyped]  # noqa: F401  # see above

from assessment.figures.change import change_dumbbell
from assessment.figures.dumbbell import facet_dumbbell, factor_dumbbell
from assessment.figures.pulls import NARROW, pull_description, pull_map, spare_room
from assessment.figures.tall import pull_tall
from assessment.figures.team import receipt_description, receipt_strip, team_chart, team_description
from assessment.figures.together import rows_in_words, together_chart, together_description
from assessment.sentences.charts import change_description, chart_description, facet_description

__all__ = [
    "NARROW",
    "change_description",
    "change_dumbbell",
    "chart_description",
    "facet_description",
    "facet_dumbbell",
    "factor_dumbbell",
    "pull_description",
    "pull_map",
    "pull_tall",
    "receipt_description",
    "receipt_strip",
    "rows_in_words",
    "spare_room",
    "team_chart",
    "team_description",
    "together_chart",
    "together_description",
]
