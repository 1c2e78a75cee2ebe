"""First what the answers are about, then the statements; every choice is saved at once."""

from pages.parts.invitation import remember
from pages.parts.questions import changing_strip, questions
from pages.parts.since import since_last_time
from pages.parts.team.from_steps import back_to_steps, said_of_steps
from pages.shared import elements
from pages.visit import address, assessments, joining, leading, memory, places

address.leave_example()
language, asked, begun = address.language(), joining.invited(), assessments.assessment()
if isinstance(address.visitor(), address.TeamMember) and (begun is None or asked is None or not asked.is_open):
    places.go_to(places.START)
if begun is None:
    elements.nothing_here(language)
if asked is not None and begun.is_finished:
    changing_strip(language)
if memory.SOUGHT.value is not None:
    leading.rounds()  # Read once; what is sought is judged by what is known then.
said = back_to_steps(language)

# The browser turns the pages of questions; the one before them is drawn here.
if places.is_since_last_time(begun):
    since_last_time(begun, language)
else:
    questions(begun, language, asked, is_stale=lambda: said_of_steps(language) != said)
remember()
