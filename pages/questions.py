"""First what the answers are about, then the statements; every choice is saved at once."""

from pages.parts.questions import questions
from pages.parts.since import since_last_time
from pages.shared import elements
from pages.visit import address, assessments, places

address.leave_example()
language, begun = address.language(), assessments.assessment()
if begun is None:
    elements.nothing_here(language)

# The browser turns the pages of questions; the one before them is drawn here.
if places.is_since_last_time(begun):
    since_last_time(begun, language)
else:
    questions(begun, language)
