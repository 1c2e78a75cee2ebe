"""The pages, the frame around them, and the page of questions that is open."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from functools import lru_cache
from secrets import token_hex
from typing import Final, NoReturn
from urllib.parse import urlencode

import streamlit as st

from assessment.instrument import LANGUAGES, Language
from assessment.series import Assessment
from assessment.team.members import DEPARTMENT
from assessment.words import say
from pages.visit import address, deleting, memory, offered
from server.pages import PAGES as NAMES

# The scripts of the pages, as seen from frame.py beside them.
PAGES: Final = tuple(f"{name}.py" for name in NAMES)
START, QUESTIONS, INCENTIVES, RESULTS, PLAN, REPORT, TEAM, CUSTOMERS, CAMPAIGNS, PRIVACY, ACCESSIBILITY = PAGES
_PUT_RIGHT: Final = (QUESTIONS, PLAN)  # Where what a step of a roll-out waits for is put right.
BEHAVIOUR: Final = "behaviour"  # The first page of questions.
GROUP: Final = "group"  # The first page of a team's member, where there are departments.
SINCE: Final = "since"  # What comes before it when an earlier assessment is finished.


def navigation() -> st.Page:
    """Register the pages with Streamlit; returns the one that is open."""
    shown = address.language()
    found = st.navigation(
        # Copies, because Streamlit notes in a page whether it may run.
        [copy(page) for page in _pages(shown)],
        position="hidden",  # Its links would forget the key; ours are drawn by frame.py.
    )
    _open(next(page for page in PAGES if name_of(page) == (found.url_path or "start")))
    return found


def _open(page: str) -> None:
    """Note which page is open, and forget what belongs to the page that is left."""
    before = open_now()
    memory.OPEN_PAGE.keep(page)
    if page != before:
        press_is_done()
        memory.ASKS_BEFORE_ENDING.forget()
        memory.ASKS_BEFORE_WITHDRAWING.forget()
        memory.ASKS_BEFORE_LEAVING.forget()
        memory.NOT_BEGUN.forget()
        memory.LEAD_IS_WITHDRAWN.forget()
        memory.forget_campaign()
    if page != PRIVACY:
        deleting.keep_my_answers()
    _see_to_sought(page)
    if page != PLAN:
        memory.PLAN_ORDER.forget()
        memory.OPEN_LINES.forget()
        memory.CHANGED_LINES.forget()
        memory.ASKED_IN_SIGHT.forget()
    if page != INCENTIVES:
        memory.forget_map_on_screen()
        memory.SHOWS_OWN_MAP.forget()
    if page != REPORT:
        memory.IS_TITLED.forget()
    if page != QUESTIONS and memory.LINK_NOTICE.value == "open":
        memory.LINK_NOTICE.keep("over")
    if page != RESULTS:
        memory.HAS_HANDED_IN.forget()
        memory.WERE_OPENED.forget()
        memory.LEAD_IS_TRIED.forget()
        memory.LEAD_IS_CORRECTED.forget()
        memory.LEAD_IS_CHANGED.forget()
        memory.ORDER_WHEN_ASKED.forget()
        if memory.LINK_OFFER.value == "copied":
            memory.LINK_OFFER.keep("over")


def _see_to_sought(page: str) -> None:
    """What a step of a roll-out waits for is put right on two pages; on any other it is no longer looked for.

    The address of those two has it too, so that the way back is still there when the page is loaded anew.
    """
    if page not in _PUT_RIGHT:
        memory.SOUGHT.forget()
    elif not memory.SOUGHT.is_kept and (found := address.sought()) and isinstance(address.visitor(), address.Owner):
        memory.SOUGHT.keep(found)
        memory.WHOM.keep("steps")


@lru_cache(maxsize=len(LANGUAGES))  # Streamlit looks each page up on the disk when it is made.
def _pages(language: Language) -> tuple[st.Page, ...]:
    # No icons: Streamlit would fetch a page's icon from another host to show it in the browser's tab.
    return tuple(st.Page(path, title=say(language, f"{name_of(path)}.title"), default=path == START) for path in PAGES)


def name_of(page: str) -> str:
    """A page's name, which is also its address, except for the start page."""
    return page.removesuffix(".py")


def open_now() -> str:
    """The page that is open."""
    return memory.OPEN_PAGE.value or START


def note_press(button: str) -> None:
    """Remember that a button of the open page was pressed."""
    memory.PRESSED.keep((open_now(), button))


def is_pressed(button: str) -> bool:
    """Whether this button of the open page was pressed and no run has ended since."""
    return memory.PRESSED.value == (open_now(), button)


def press_is_done() -> None:
    """The page has acted on the last press, or no longer has the button."""
    memory.PRESSED.forget()


def way(visitor: address.Visitor) -> tuple[str, ...]:
    """The pages that a visitor can use now, in the order of the work."""
    match visitor:
        case address.Owner():
            # A team is asked by its leader, under our own name: not by a consultant's respondents.
            is_free = memory.BRAND.value.brand is None
            has_team = is_free and (newest := memory.NEWEST.value) is not None and newest.is_any_finished
            may = ((INCENTIVES, offered.has_map()), (PLAN, True), (TEAM, has_team))
            return (QUESTIONS, RESULTS, *(page for page, is_usable in may if is_usable))
        case address.TeamMember(_, key):
            return _way_of_member(key)
        case address.Stranger() if address.sign_in_token():
            return (CAMPAIGNS,)
        case address.Stranger() | address.CampaignVisitor() | address.MapMember():
            return ()
        case address.Example():
            return (RESULTS, INCENTIVES, PLAN)
        case _:
            return (RESULTS,)


def _way_of_member(key: str | None) -> tuple[str, ...]:
    """The questions and the own result while the round is open, and the team's result from its release on."""
    invited = memory.INVITED.value
    if invited is not None and not invited.is_open:
        return (TEAM,)
    return (QUESTIONS, RESULTS) if key and memory.NEWEST.value is not None else ()


def also_in_menu(visitor: address.Visitor) -> tuple[str, ...]:
    """The pages that a phone's menu has besides those of way(): the files, because a phone's foot is far away."""
    return (*_of_departments(visitor), REPORT) if offered.is_usable() and visitor.may("download") else ()


def aside(visitor: address.Visitor) -> tuple[str, ...]:
    """The pages that are rarely needed; without a usable question bank, the only one that does without it.

    Departments belong to the team's page, and stand in a phone's menu: everywhere else they would take a second line.
    """
    if not offered.is_usable():
        return (ACCESSIBILITY,)
    departments = _of_departments(visitor) if open_now() in (TEAM, CUSTOMERS) else ()
    return (*departments, *((REPORT,) if visitor.may("download") else ()), PRIVACY, ACCESSIBILITY)


def _of_departments(visitor: address.Visitor) -> tuple[str, ...]:
    """The page of engagement beside customers, which is about the visitor's own organisation only."""
    return (CUSTOMERS,) if isinstance(visitor, address.Owner) and offered.has_customers() else ()


def hrefs(pages: Sequence[str], visitor: address.Visitor) -> list[str]:
    """The addresses of pages relative to any other, with the parameters every page keeps for this visitor."""
    kept = urlencode(address.parameters(visitor))
    return [f"./{'' if page == START else name_of(page)}?{kept}" for page in pages]


def open_pressed(name: str | None) -> None:
    """Open the page whose link in the frame was pressed; stay on an open one."""
    page = next((page for page in PAGES if name_of(page) == name), None)
    if page is not None and page != open_now():
        go_to(page, at=_at(page))


def _at(page: str) -> str | None:
    """The page of questions that the frame's link opens: the behaviours, as it says, once no question is open.

    Before that, none: the questions open where something is.
    """
    newest = memory.NEWEST.value
    if page != QUESTIONS or newest is None:
        return None
    if isinstance(address.visitor(), address.TeamMember):
        return first_open_of_member()
    given, asked = newest.progress
    return BEHAVIOUR if given == asked else None


def first_open_of_member() -> str | None:
    """The page of questions on which a member of a team goes on: the department's until it is passed.

    None is the first page with an open statement.
    """
    found, begun = memory.INVITED.value, memory.NEWEST.value
    if found is None or begun is None or begun.is_finished or not found.setup.departments:
        return None
    return None if DEPARTMENT in begun.answers.groups or begun.has_answers else GROUP


def new_run() -> str:
    """The id of a run of a page: the browser tells one from another, and the server those of another session."""
    if not memory.SESSION.is_kept:
        memory.SESSION.keep(token_hex(4))
    return f"{memory.SESSION.value}{token_hex(4)}"


def line_is_watched(asked: object) -> None:
    """Remember, in a new session, whether it continues a lost one, and the last time the line asked for a run."""
    if not memory.IS_RESUMED.is_kept:
        memory.IS_RESUMED.keep(asked is not None)
    memory.LINE_ASKED.keep(asked)


def go_to(page: str, *, at: str | None = None) -> NoReturn:
    """Switch to a page, keeping language and key in the address; `at` is the page of questions to open."""
    of_one = page in (RESULTS, REPORT) and open_now() in (RESULTS, REPORT)
    opened = {"assessment": str(number)} if of_one and (number := address.asked_for()) else {}
    sought = memory.SOUGHT.value if page in _PUT_RIGHT else None
    kept = {"for": f"{sought[0]}.{sought[1]}"} if sought else {}
    st.switch_page(page, query_params=address.parameters() | ({"at": at} if at else {}) | kept | opened)


def seek(what: memory.Sought, step: int) -> None:
    """Remember that a step of a roll-out waits for something that the next page puts right."""
    memory.SOUGHT.keep((what, step))


def is_sought(what: memory.Sought) -> bool:
    """Whether a page was opened because a step of a roll-out waits for this."""
    return memory.SOUGHT.value is not None and memory.SOUGHT.value[0] == what


def arrive_at(part: str) -> None:
    """Once the page is drawn again, show this container of it from its top, with the focus on it."""
    _arrive(f"start {part}")


def stay_at(part: str) -> None:
    """Once the page is drawn again, have the focus on this container; the page moves only if it is out of sight."""
    _arrive(f"nearest {part}")


def look_at(part: str) -> None:
    """Once the page is drawn again, show this container in the middle of what is in sight, with the focus on it."""
    _arrive(f"center {part}")


def _arrive(how_and_part: str) -> None:
    memory.ARRIVAL.keep((memory.ARRIVAL.value[0] + 1, how_and_part))


def is_led_to(part: str) -> bool:
    """Whether this container is the one that was arrived at last."""
    return memory.ARRIVAL.value[1] == f"start {part}"


def arrival() -> str:
    """Which arrival at a part of the page was the last one, how, and at what; the browser acts once on each."""
    count, part = memory.ARRIVAL.value
    return f"{count} {part}".strip()


def is_since_last_time(begun: Assessment) -> bool:
    """Whether the page is open that comes before the questions of a later assessment.

    While nothing is rated it is where the questions go on, unless the address names one of their pages.
    """
    asked = address.question_page()
    is_first = asked is None and begun.is_under_way_again and not begun.has_answers
    return is_first or (asked == SINCE and begun.number > 1)
