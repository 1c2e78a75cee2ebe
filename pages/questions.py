"""First what the answers are about, then the statements; every choice is saved at once."""

from pages.parts.behaviour import describe
from pages.parts.questions import questions
from pages.parts.since import since_last_time
from pages.shared import elements
from pages.visit import address, assessments, places

address.leave_example()
language, begun = address.language(), assessments.assessment()
if begun is None:
    elements.nothing_here(language)

# The browser turns the pages of statements; the two pages before them are drawn here.
match places.page_before_statements(begun):
    case places.SINCE:
        since_last_time(begun, language)
    case places.BEHAVIOUR:
        describe(begun, language)
    case _:
        questions(begun, language)
