"""All statements of the form; the browser turns the pages, and every tap is saved at once."""

from pages.parts.questions import questions
from pages.shared import elements
from pages.visit import address, assessments

address.leave_example()
language, begun = address.language(), assessments.assessment()
if begun is None:
    elements.nothing_here(language)

questions(begun, language)
