"""Everything the session remembers, with its type and lifetime. Only this module uses st.session_state.

The database is the truth. The session holds a cache of it, pending writes, and the state of the screen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf
from typing import Any, Final, Generic, Literal, NamedTuple, TypeVar, cast

import streamlit as st

from assessment.bank import Bank
from assessment.campaigns import Brand, Campaign, CampaignSetup, LogoFault
from assessment.incentives import IncentiveMap, ProposedChange
from assessment.incentives.changes import MapChange
from assessment.instrument import Language
from assessment.problems import Problems
from assessment.report import Report
from assessment.rounds import Draft, LedRound, Round, SetupProblem, Whom
from assessment.series import Assessment, Finished, Opened
from assessment.storage import StoredTeamMap, Trouble
from assessment.team_map import TeamMap
from assessment.team_result import TeamResult
from assessment.writes import Write
from pages.shared.questionnaire import Receipt, Taps

# How long a thing is remembered: as long as the browser tab is open, until another key is in the address, or until
# another assessment of the series is begun.
Scope = Literal["visit", "key", "assessment"]

# The current problem: trouble with the database, or a limit that is used up.
Obstacle = Literal[Trouble, "too_many_begun"]

# How a leader ends a round that is open.
WayToEnd = Literal["close", "call_off"]

# What a consultant does to a campaign that cannot be taken back.
FinalStep = Literal["publish", "renew", "close", "delete"]

# Where what a step of a roll-out waits for is put right.
Sought = Literal["experience", "answers", "plan"]

# Where a line of the plan asks in sight how it went: above all lines, or below its own title.
AskedAt = Literal["above", "below"]

# What can be undone for some seconds: removals, what the plan has moved, what was tried out and kept ("trial"), what
# was taken from there into the plan ("planned"), what a management team has made of the map ("team_map"), what one of
# its roles had told ("told_row"), with its guess ("told_both"), and that somebody has a role ("freed"), with what they
# have told ("freed_row").
RemovedKind = Literal[
    "assessment",
    "map",
    "role",
    "measure",
    "element",
    "line",
    "tick",
    "untick",
    "day",
    "moved",
    "no_day",
    "trial",
    "decision",
    "undecided",
    "planned",
    "team_map",
    "told_row",
    "told_both",
    "freed",
    "freed_row",
    "departments",
    "logo",
    "bank",
]


class Undraft(NamedTuple):
    """Undo what a control has removed from the draft of the map, by the change it had made `before`, if any."""

    before: MapChange | None


class Removed(NamedTuple):
    """Something removed or kept a moment ago: kind and name, until when that can be undone, by which control, and how.

    `undo` is None while that is pending.
    """

    kind: RemovedKind
    name: str
    until: float
    control: str
    undo: Write | Undraft | None


class KeptTrial(NamedTuple):
    """What was tried out and kept: the report before it, the map with it, and the proposal it was, if it was one.

    `undo` is None where it was not saved at once.
    """

    before: Report
    map: IncentiveMap
    proposed: ProposedChange | None
    undo: Write | None


class Branded(NamedTuple):
    """The brand of the campaign that a key or a code in the address belongs to, None without one, and which it is."""

    whose: str = ""
    brand: Brand | None = None


class BegunHere(NamedTuple):
    """The key that this session began, the key in the address before, and when."""

    key: str
    before: str | None
    at: float


_Value = TypeVar("_Value")


@dataclass(frozen=True)
class Memory(Generic[_Value]):
    """One thing the session remembers, under a name of its own; `default` while it remembers nothing."""

    name: str
    scope: Scope
    default: _Value

    @property
    def value(self) -> _Value:
        """What is remembered."""
        return cast("_Value", st.session_state.get(self.name, self.default))

    @property
    def is_kept(self) -> bool:
        """Whether anything is remembered."""
        return self.name in st.session_state

    def keep(self, value: _Value) -> None:
        """Remember this instead."""
        st.session_state[self.name] = value

    def take(self) -> _Value:
        """Return what is remembered, and forget it."""
        return cast("_Value", st.session_state.pop(self.name, self.default))

    def forget(self) -> None:
        """Remember nothing."""
        st.session_state.pop(self.name, None)


# Where the visitor is.
KEY: Final = Memory[str | None]("key", "visit", None)
# A session begins only under its own key: the person who made another key could read the answers.
BEGUN_HERE: Final = Memory[BegunHere | None]("begun_here", "visit", None)
VIEW: Final = Memory[str | None]("view", "visit", None)
CODE: Final = Memory[str | None]("code", "visit", None)
IS_EXAMPLE: Final = Memory[bool]("is_example", "visit", default=False)
CHOSEN_LANGUAGE: Final = Memory[Language | None]("chosen_language", "visit", None)
OPEN_PAGE: Final = Memory[str | None]("open_page", "visit", None)
# Whether this session continues a lost one.
IS_RESUMED: Final = Memory[bool]("is_resumed", "visit", default=False)
# The beginning of the ids of this session's runs, and what the line last sent when it asked for a run.
SESSION: Final = Memory[str]("session", "visit", "")
LINE_ASKED: Final = Memory[object]("line_asked", "visit", None)
# The page and the button last pressed on it, until a run of a page has ended.
PRESSED: Final = Memory[tuple[str, str] | None]("pressed", "visit", None)

# The last wrong key, which is counted only once.
WRONG_KEY: Final = Memory[str | None]("wrong_key", "visit", None)

# The problem with reading, the problem with saving, when saving last failed, and the problem the page has shown.
NOT_READ: Final = Memory[Obstacle | None]("not_read", "visit", None)
NOT_SAVED: Final = Memory[Obstacle | None]("not_saved", "visit", None)
FAILED_AT: Final = Memory[float]("failed_at", "visit", 0.0)
SHOWN_OBSTACLE: Final = Memory[Obstacle | None]("shown_obstacle", "visit", None)

# What was read last.
NEWEST: Final = Memory[Assessment | None]("newest", "key", None)
REPORTED: Final = Memory[Assessment | None]("reported", "key", None)
FINISHED: Final = Memory[Sequence[Finished]]("finished", "key", ())
# What was opened last, with the key and the number in the address that it belongs to.
OPENED: Final = Memory[tuple[tuple[str, int | None] | None, Opened | None]]("opened", "key", (None, None))

# The last day on which a visit was recorded.
VISITED_ON: Final = Memory[date | None]("visited_on", "key", None)

# Pending writes by control, in order; the last message of taps, and its receipt.
WAITING: Final = Memory[Mapping[str, Write]]("waiting", "key", {})
TAPS: Final = Memory[Taps | None]("taps", "assessment", None)
RECEIPT: Final = Memory[Receipt]("receipt", "assessment", Receipt(attempt=0, saved={}, failed=False))

# Whether the answers were opened from a file, until the page that says so is left.
WERE_OPENED: Final = Memory[bool]("were_opened", "key", default=False)
# Whether the questions say who else can use the link, until they are left for the first time.
LINK_NOTICE: Final = Memory[Literal["open", "over"] | None]("link_notice", "key", None)
# Whether the own link was copied, or the offer on results to save it is over.
LINK_OFFER: Final = Memory[Literal["copied", "over"] | None]("link_offer", "key", None)
# The sources of the advice when results began to ask if the right customer experience is agreed, until they are left.
ORDER_WHEN_ASKED: Final = Memory[tuple[str, ...] | None]("order_when_asked", "assessment", None)
# After which assessment another one was begun, and when.
BEGUN_AGAIN: Final = Memory[tuple[int, float]]("begun_again", "key", (0, -inf))

# Whether what stands at the top of files was changed, until the page is left.
IS_TITLED: Final = Memory[bool]("is_titled", "key", default=False)

# The plan: the own line added last while nothing of it is filled in, which is not kept when the plan is left; the lines
# shown open, how often all were folded.
EMPTY_LINE: Final = Memory[str | None]("empty_line", "key", None)
OPEN_LINES: Final = Memory[Sequence[str]]("open_lines", "assessment", ())
FOLDED: Final = Memory[int]("folded", "key", 0)
# The source of the advice that the line below the headline has led to.
ADVICE_LED_TO: Final = Memory[str | None]("advice_led_to", "assessment", None)
CHANGED_LINES: Final = Memory[Sequence[str]]("changed_lines", "assessment", ())
# Its id and the number of the step, where the last change was the tick of one.
TICKED_STEP: Final = Memory[str | None]("ticked_step", "assessment", None)
# Where each line asks in sight, not folded, how it went, until the plan is left.
ASKED_IN_SIGHT: Final = Memory[Mapping[str, AskedAt]]("asked_in_sight", "assessment", {})
# The lines whose outcomes a new assessment asks for.
ASKED_ABOUT: Final = Memory[Sequence[str]]("asked_about", "assessment", ())
# Whether each line was done before it said in this visit how it went.
DONE_BEFORE_ASKED: Final = Memory[Mapping[str, bool]]("done_before_asked", "assessment", {})
# Whether the plan, as last read, has lines whose outcomes are not known.
IS_ANYTHING_AHEAD: Final = Memory[bool]("is_anything_ahead", "assessment", default=False)
# The lines in the order they are shown in, and whether the top names what is next, until the page is left.
PLAN_ORDER: Final = Memory[Sequence[str]]("plan_order", "key", ())

# The map: what is tried out, by control; another person's; what the page has to show once.
DRAFT: Final = Memory[Mapping[str, MapChange] | None]("draft", "key", None)
# Whether the page of the map was left, until it is open again.
MAP_WAS_LEFT: Final = Memory[bool]("map_was_left", "key", default=False)
# The report of the last draft, with the report and the map it was made from.
DRAFTED: Final = Memory[tuple[Report, IncentiveMap, Report] | None]("drafted", "key", None)
OTHER_MAP: Final = Memory[Report | None]("other_map", "key", None)
MAP_HAS_MOVED_ON: Final = Memory[bool]("map_has_moved_on", "key", default=False)
# What was tried out and kept last.
KEPT_TRIAL: Final = Memory[KeptTrial | None]("kept_trial", "key", None)
# Whether no role is open although some are suggestions, until one is opened or the page is left.
NO_ROLE_IS_OPEN: Final = Memory[bool]("no_role_is_open", "key", default=False)
# The clash about which the visitor has tried to decide without a word.
DECISION_WITHOUT_WORDS: Final = Memory[str | None]("decision_without_words", "key", None)
# Whether the roles are being chosen although there is a map, until the page goes on to the first of them or is left.
CHOOSES_ROLES: Final = Memory[bool]("chooses_roles", "key", default=False)
# The controls that have opened the fold below them, until the page is left.
UNFOLDED: Final = Memory[Sequence[str]]("unfolded", "key", ())
# How often a press has led to another part of its page, and to which: the key of a container, and whether it is shown
# from its top or only as far as it is out of sight.
ARRIVAL: Final = Memory[tuple[int, str]]("arrival", "key", (0, ""))
# The labels of choices as they were drawn, by control.
DRAWN_LABELS: Final = Memory[Mapping[str, Mapping[Any, str]]]("drawn_labels", "key", {})
# What controls that save their value were last set to, by control.
DRAWN_VALUES: Final = Memory[Mapping[str, object]]("drawn_values", "key", {})
# The texts that arrived last, by control.
HEARD: Final = Memory[Mapping[str, str]]("heard", "key", {})
TAKEN: Final = Memory[Mapping[str, object]]("taken", "key", {})

# Removals; the last one and when the page was drawn without it; when a removal was last undone. Both times are None
# until the page is drawn.
REMOVED: Final = Memory[Sequence[Removed]]("removed", "key", ())
LAST_REMOVAL: Final = Memory[tuple[str, float | None]]("last_removal", "key", ("", -inf))
UNDONE_AT: Final = Memory[float | None]("undone_at", "key", -inf)

# A team's round: the one whose code is in the address, as last read; the leader's own, and which of them was asked for;
# whether the page asks if the open one is to be closed or called off, and if the member's answers are to be withdrawn;
# whether they were handed in or withdrawn a moment ago; whether what the browser remembers is to be forgotten, and
# whether the page asks what becomes of it; whom the next one is for, and which results have been talked about; what is
# typed about the next one, what kept it from beginning, and whether a minimum could not be raised any more.
INVITED: Final = Memory[Round | None]("invited", "visit", None)
LED: Final = Memory[Sequence[LedRound]]("led", "key", ())
# The sources of what their results advise; worked out when first asked for.
ADVISED_BY_ROUNDS: Final = Memory[frozenset[str]]("advised_by_rounds", "key", frozenset())
OPENED_ROUND: Final = Memory[int | None]("opened_round", "key", None)
ASKS_BEFORE_ENDING: Final = Memory[WayToEnd | None]("asks_before_ending", "key", None)
ASKS_BEFORE_WITHDRAWING: Final = Memory[bool]("asks_before_withdrawing", "key", default=False)
HAS_HANDED_IN: Final = Memory[bool]("has_handed_in", "key", default=False)
HAS_WITHDRAWN: Final = Memory[bool]("has_withdrawn", "visit", default=False)
ASKS_BEFORE_LEAVING: Final = Memory[bool]("asks_before_leaving", "key", default=False)
IS_ANOTHER: Final = Memory[bool]("is_another", "visit", default=False)
IS_TALK_OPEN: Final = Memory[bool]("is_talk_open", "key", default=False)
WHOM: Final = Memory[Whom | None]("whom", "key", None)
TALKED: Final = Memory[frozenset[int]]("talked", "key", frozenset())
# What a step of a roll-out waits for, while it is put right on another page, and the number of that step.
SOUGHT: Final = Memory[tuple[Sought, int] | None]("sought", "key", None)
ROUND_DRAFT: Final = Memory[Draft | None]("round_draft", "key", None)
NOT_BEGUN: Final = Memory[Sequence[SetupProblem]]("not_begun", "key", ())

# A management team's map: the one whose code is in the address and the visitor's role in it, as last read; the role
# that somebody else answers for although it was picked; whether a row without measures was to be done, or a row was
# taken back a moment ago; the last report about a map; the leader's own with its code, and whether the page shows the
# leader's map in its place; all that was told when the page was drawn.
MAP_STATE: Final = Memory[StoredTeamMap | None]("map_state", "visit", None)
TEAM_MAP: Final = Memory[TeamMap | None]("team_map", "visit", None)
SEAT_ROLE: Final = Memory[str | None]("seat_role", "visit", None)
ROLE_IS_TAKEN: Final = Memory[str | None]("role_is_taken", "visit", None)
HAS_NO_MEASURE: Final = Memory[bool]("has_no_measure", "visit", default=False)
TAKEN_BACK: Final = Memory[Literal["nothing", "row", "both"] | None]("taken_back", "visit", None)
TEAM_MAP_REPORT: Final = Memory[tuple[tuple[TeamMap, Language], Report] | None]("team_map_report", "visit", None)
LED_MAP: Final = Memory[tuple[str | None, TeamMap | None]]("led_map", "key", (None, None))
LOOKS_AT_MAP: Final = Memory[bool]("looks_at_map", "key", default=False)
SHOWS_OWN_MAP: Final = Memory[bool]("shows_own_map", "key", default=False)

# Whether the engagement in the table of departments was taken from a round, so that what is missing is explained by it.
IS_FROM_ROUND: Final = Memory[bool]("is_from_round", "key", default=False)

# A consultant's campaigns: the one that is open, as last read; what is typed about a published one but cannot be saved
# as it is, with its id; whether one was to be published that cannot be yet; why a file is no logo; whether the page
# asks before a step that cannot be taken back; whether no more campaigns can be made; the lead whose result is open,
# whether all leads are shown and not the first alone, which had been contacted when the campaign was opened, and what
# all answered together, both with the campaign they are of.
OPEN_CAMPAIGN: Final = Memory[Campaign | None]("open_campaign", "visit", None)
REFUSED_SETUP: Final = Memory[tuple[str, CampaignSetup] | None]("refused_setup", "visit", None)
SAVED_FIELD: Final = Memory[str | None]("saved_field", "visit", None)
LACKS_SOMETHING: Final = Memory[bool]("lacks_something", "visit", default=False)
LOGO_FAULT: Final = Memory[LogoFault | None]("logo_fault", "visit", None)
# The questions in the file opened last, which no campaign asks yet; why there are none in it.
TRIED_BANK: Final = Memory[Bank | None]("tried_bank", "visit", None)
BANK_FAULT: Final = Memory[Problems | Literal["too_large"] | None]("bank_fault", "visit", None)
ASKS_BEFORE_STEP: Final = Memory[FinalStep | None]("asks_before_step", "visit", None)
HAS_TOO_MANY: Final = Memory[bool]("has_too_many", "visit", default=False)
OPENED_LEAD: Final = Memory[str | None]("opened_lead", "visit", None)
SHOWS_ALL_LEADS: Final = Memory[bool]("shows_all_leads", "visit", default=False)
CONTACTED_BEFORE: Final = Memory[tuple[str, frozenset[str]]]("contacted_before", "visit", ("", frozenset()))
TOGETHER: Final = Memory[tuple[str, TeamResult | None]]("together", "visit", ("", None))

# A campaign's respondents: how everything looks; whether the opening is counted; whether the wish to be contacted was
# sent with something wrong in it, is being corrected, was changed, or was withdrawn, until the page is left.
BRAND: Final = Memory[Branded]("brand", "visit", Branded())
IS_COUNTED: Final = Memory[bool]("is_counted", "visit", default=False)
LEAD_IS_TRIED: Final = Memory[bool]("lead_is_tried", "key", default=False)
LEAD_IS_CORRECTED: Final = Memory[bool]("lead_is_corrected", "key", default=False)
LEAD_IS_CHANGED: Final = Memory[bool]("lead_is_changed", "key", default=False)
LEAD_IS_WITHDRAWN: Final = Memory[bool]("lead_is_withdrawn", "key", default=False)

# Deleting: whether the question is on screen, and whose answers were deleted a moment ago.
ASKS_BEFORE_DELETING: Final = Memory[bool]("asks_before_deleting", "key", default=False)
DELETED: Final = Memory[str | None]("deleted", "visit", None)


def everything() -> Iterator[Memory[object]]:
    """All of the above."""
    return (each for each in globals().values() if isinstance(each, Memory))


def forget(scope: Literal["key", "assessment"]) -> None:
    """Forget what belongs to one key, its assessments included, or what belongs to one assessment."""
    for each in everything():
        if each.scope in {"assessment", scope}:
            each.forget()


def forget_campaign() -> None:
    """Forget what belongs to the campaign that was open."""
    set_up = (REFUSED_SETUP, SAVED_FIELD, LACKS_SOMETHING, LOGO_FAULT, TRIED_BANK, BANK_FAULT)
    for each in (*set_up, ASKS_BEFORE_STEP, HAS_TOO_MANY, OPENED_LEAD, SHOWS_ALL_LEADS, CONTACTED_BEFORE, TOGETHER):
        each.forget()


def forget_map_on_screen() -> None:
    """Forget what the page of the map shows, once it is left."""
    MAP_WAS_LEFT.keep(value=True)
    for each in (NO_ROLE_IS_OPEN, CHOOSES_ROLES, UNFOLDED):
        each.forget()


def forget_controls() -> None:
    """Forget what the controls show."""
    remembered = {each.name for each in everything()}
    for control in [name for name in st.session_state if name not in remembered]:
        del st.session_state[control]


def forget_all() -> None:
    """Forget everything, including the values of controls."""
    st.session_state.clear()


def on_screen(control: str) -> object:
    """What a control is set to, None when it is not on the page."""
    return st.session_state.get(control)


def set_control(control: str, value: object) -> None:
    """Set a control to a value."""
    st.session_state[control] = value


def line_asks() -> str | None:
    """What the line sends in this message to ask for a run; None when the message is about something else."""
    asked = getattr(st.session_state.get("line"), "again", None)
    return asked if isinstance(asked, str) and asked != LINE_ASKED.value else None


def taps_of(widget: str) -> object:
    """The message the questionnaire has sent."""
    return st.session_state[widget].taps
