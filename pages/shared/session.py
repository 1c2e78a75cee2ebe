"""What this visitor has done. The only module that touches st.session_state and st.query_params.

The database is the truth and the session a cache of it, so a reload, a second tab or a restarted server finds the same
answers, under the private key that stays in the address as `r`. Whoever has a read-only key, `view`, sees the results.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, tzinfo
from functools import lru_cache
from math import inf
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any, Final, Literal, NamedTuple, cast, get_args
from urllib.parse import urlencode, urlsplit, urlunsplit
from zoneinfo import ZoneInfo

import streamlit as st

from assessment.answers import SPECIAL_CODES, Answers, tidied
from assessment.exports.archive import (
    MAX_ARCHIVE_BYTES,
    Archive,
    ArchivedAssessment,
    is_archive,
    read_archive,
    to_archive_json,
)
from assessment.incentives import IncentiveMap, NoSuchPart
from assessment.instrument import LANGUAGES, FormId, Instrument, Language, load_instrument, read_instrument
from assessment.plan import PlanLine, first_due, new_line_id, with_field
from assessment.problems import Problem, Problems
from assessment.report import Occasion, Report, build_report
from assessment.scoring import SCORING_VERSION
from assessment.storage.daily import purge_daily
from assessment.storage.store import (
    RemovedLine,
    Restored,
    Store,
    Stored,
    StoreUnavailable,
    Tap,
    Trouble,
    database_url,
    new_key,
    text_hash,
)
from assessment.taking_back import taken_back
from assessment.text import say, told_in
from pages.shared.limiting import NEW_ASSESSMENTS, WRONG_KEYS, count, is_used_up
from pages.shared.private_link import PrivateLink, find_link, is_cut_short
from pages.shared.rating_matrix import Receipt, Taps, read_taps

ROOT: Final = Path(__file__).parents[2]
QUESTION_BANK: Final = ROOT / "questions.yaml"
EXAMPLE: Final = ROOT / "assessment" / "example.json"

PAGES: Final = tuple(
    f"pages/{name}.py" for name in ("start", "questions", "incentives", "results", "plan", "report", "privacy")
)
START, QUESTIONS, INCENTIVES, RESULTS, PLAN, REPORT, PRIVACY = PAGES

_OPENING: Final = Lock()
_NOTHING_RECEIVED: Final = Receipt(tab=None, seq=0, failed=False)
# Seconds in which the second click of a double click may come: to a page just drawn, to a page that the first has left.
_DOUBLE_CLICK: Final = 0.5
_LATE_CLICK: Final = 3.0
# Seconds in which a removal can be undone, and those in which a late click still counts.
UNDO_SECONDS: Final = 10.0
_LATE_UNDO: Final = 3.0
_BREATH: Final = 2.0  # Seconds after saving has failed in which taps are not saved, so that the page can say so.


# What the address may hold, and what each kind of key opens.
_PARAMETERS: Final = ("lang", "r", "view", "at", "example", "c")
_OPENS: Final = {"r": "answers", "view": "results"}

# What is the matter with a link that leads nowhere: nothing is stored under it, a part is missing, it is no link.
LinkTrouble = Literal["unknown_address", "cut_link", "no_link"]

# What makes a map into the one a visitor wants; it may be made anew on a map that has changed meanwhile.
MapChange = Callable[[IncentiveMap], IncentiveMap]
# What becomes of the stored map, None for none.
MapWrite = Callable[[object], object]

# What the visitor must know: trouble with the database, or a limit that is used up.
Hindrance = Literal[Trouble, "too_many_begun", "too_many_wrong_keys"]

# What the session remembers about one key.
_OF_A_KEY: Final = (
    "cached",
    "cached_report",
    "reported",
    "finished_on",
    "receipt",
    "unsaved_taps",
    "unsaved",
    "start_drawn",
    "gaps_are_explained",
    "next_line",
    "line_drawn_at",
    "began_again",
    "open_line",
    "draft",
    "last_removal",
    "removed",
    "undone_at",
    "no_role",
    "map_moved_on",
    "other_map",
)

# What a new assessment takes over from the one before. Ratings are what it asks anew.
_CARRIED_OVER: Final = ("form", "behaviours", "experience", "planned_reward", "incentives", "respondent")


@dataclass(frozen=True)
class Assessment:
    """The newest assessment of the visitor's series, the `number`-th of it, on the question bank it was begun on."""

    answers: Answers
    instrument: Instrument
    occasion: Occasion
    number: int
    is_finished: bool


RemovedKind = Literal["assessment", "map", "role", "measure", "element", "line"]


class Removed(NamedTuple):
    """What was removed a moment ago: of which kind, what it is called, until when that can be undone, and how.

    `is_tried_out` when it was removed from the draft of the map only.
    """

    kind: RemovedKind
    name: str
    until: float
    undo: Callable[[], object]
    is_tried_out: bool = False


class Finished(NamedTuple):
    """A finished assessment of the series, its number and the day of its last answer."""

    number: int
    day: date


class Begun(NamedTuple):
    """An unfinished assessment, its number and how many of its ratings are given."""

    number: int
    answered: int
    total: int


class _Bank(NamedTuple):
    instrument: Instrument
    text: str
    hash: str


# The frame ------------------------------------------------------------------------------------------------------------


def navigation() -> st.Page:
    """Tell Streamlit the pages; the one that is open."""
    shown = language()
    # No icons here: Streamlit would fetch a page's icon from another host, to show it in the browser's tab.
    found = st.navigation(
        [st.Page(path, title=say(shown, f"{name_of(path)}.title"), default=path == START) for path in PAGES],
        position="hidden",  # Its links would forget the key; ours are drawn by frame.py.
    )
    st.session_state["open_page"] = next(page for page in PAGES if name_of(page) == (found.url_path or "start"))
    if open_now() != PRIVACY:
        keep_my_answers()
    return found


def name_of(page: str) -> str:
    """A page's name, which is also its address but for the start page."""
    return Path(page).stem


def open_now() -> str:
    """The page that is open."""
    return cast("str", st.session_state.get("open_page", START))


def way() -> tuple[str, ...]:
    """The pages that can be used, in the order one comes to them."""
    if showing_example() or is_viewing():
        return (RESULTS,)
    return (QUESTIONS, RESULTS, INCENTIVES, PLAN) if has_key() else ()


def aside() -> tuple[str, ...]:
    """The pages that are rarely needed."""
    return (PRIVACY,) if is_viewing() or not (has_key() or showing_example()) else (REPORT, PRIVACY)


def href(page: str) -> str:
    """The address of a page as seen from any other, which are all in one folder, with what every page keeps."""
    return f"./{'' if page == START else name_of(page)}?{urlencode(address())}"


def open_pressed(name: str | None) -> None:
    """Open the page whose link in the frame was pressed; stay on an open one."""
    page = next((page for page in PAGES if name_of(page) == name), None)
    if page is not None and page != open_now():
        go_to(page)


def open_frame() -> None:
    """Say that app.py has drawn the frame."""
    st.session_state["frame_is_open"] = True


def line_is_watched(*, was_lost: bool) -> None:
    """Remember, when this session is new, whether it goes on where another one was lost."""
    st.session_state.setdefault("is_resumed", was_lost)


def require_frame() -> None:
    """Have a page that Streamlit runs alone run again inside app.py.

    While a folder called pages exists and no `st.navigation` has run since the server started, Streamlit runs a page
    that is opened by its address without the entry script. Not by way of another page: a tap sent in between would
    belong to that one, and answering it would empty this one.
    """
    if not st.session_state.pop("frame_is_open", False):
        navigation()
        st.rerun()


def go_to(page: str) -> None:
    """Switch to a page, keeping language and key in the address, and the page of questions that is open."""
    at = {"at": st.session_state.get("at") or instrument().factors[0].id} if page == QUESTIONS else {}
    of_one = page in (RESULTS, REPORT) and open_now() in (RESULTS, REPORT)
    opened = {"assessment": str(number)} if of_one and (number := _asked_for()) else {}
    st.switch_page(page, query_params=address() | at | opened)


def address() -> dict[str, str]:
    """The query parameters every page keeps."""
    kept: dict[str, str] = {"lang": language()}
    if showing_example():
        return kept | {"example": "1"}
    if view := _view_key():
        return kept | {"view": view}
    if key := _key():
        kept["r"] = key
    return kept


def own_link() -> str | None:
    """The whole address of the visitor's results, None when nothing is stored or somebody else's are shown."""
    return None if is_looking_on() or _cached() is None else _link(address())


def view_link() -> str | None:
    """The address that shows the results only, None when there is none."""
    key = _key()
    if key is None or is_looking_on():
        return None
    with _reading() as tried:
        tried.found = _store().shared(key)
    return _link({"lang": language(), "view": tried.found}) if tried.found else None


def share() -> None:
    """Make an address that shows the results only."""
    _save("sharing", Store.share)


def stop_sharing() -> None:
    """Let the address that shows the results only lead nowhere."""
    _save("sharing", Store.stop_sharing)


def _link(query: Mapping[str, str]) -> str:
    """A whole address of the results, as far as the browser tells where it is."""
    here = urlsplit(st.context.url or "")
    return urlunsplit((here.scheme, here.netloc, here.path.rpartition("/")[0] + "/results", urlencode(query), ""))


def keep_address() -> None:
    """Leave language and key in the address as they should stand there, and no second copy of a key."""
    kept = address()
    for name, value in kept.items():
        if st.query_params.get(name) != value:
            st.query_params[name] = value
    keys = {kept[name] for name in ("r", "view") if name in kept}
    for name, value in st.query_params.to_dict().items():
        if name not in _PARAMETERS and any(key in f"{name}={value}" for key in keys):
            del st.query_params[name]


def _in_address(name: Literal["r", "view"]) -> str | None:
    """The key of this name in the address, without what stands around it; what is no key as it was written."""
    written = st.query_params.get(name)
    if written:
        found = find_link(f"{name}={written}")
        return found.key if found else written
    if set(st.query_params) <= set(_PARAMETERS) and st.query_params.get("lang", "sv") in LANGUAGES:
        return None
    # Such as "&amp;r=", of which a browser makes a parameter "amp;r".
    found = find_link("&".join(f"{key}={value}" for key, value in st.query_params.to_dict().items()))
    return found.key if found and found.opens == _OPENS[name] else None


# Language and question bank -------------------------------------------------------------------------------------------


def language() -> Language:
    """The language of the address, else the one chosen before, else the browser's if we speak it, else Swedish."""
    locale = (st.context.locale or "")[:2]
    for wish in (st.query_params.get("lang"), st.session_state.get("chosen_language"), locale):
        if wish in LANGUAGES:
            st.session_state["chosen_language"] = wish
            return cast("Language", wish)
    return "sv"


def show_language(shown: Language) -> None:
    """Let the frame's control show the language of the address."""
    st.session_state["language"] = shown


def choose_language() -> None:
    """Take over the language chosen in the frame."""
    chosen = st.session_state["language"]
    st.session_state["chosen_language"] = chosen
    st.query_params["lang"] = chosen


def instrument() -> Instrument:
    """The question bank as it lies on disk now. Raises Problems when it cannot be used."""
    return _todays_bank().instrument


def _todays_bank() -> _Bank:
    try:
        found = QUESTION_BANK.stat()
    except OSError:
        load_instrument(QUESTION_BANK)  # which says what is the matter
        raise
    return _bank(QUESTION_BANK, found.st_mtime_ns, found.st_size)


# Not Streamlit's cache: that one hashes its arguments anew at each of the many calls of a run.
@lru_cache(maxsize=2)
def _bank(path: Path, changed: int, size: int) -> _Bank:
    del changed, size  # they tell one state of the file from another
    loaded = load_instrument(path)
    text = path.read_text(encoding="utf-8")
    return _Bank(loaded, text, text_hash(text))


def _bank_of(wanted_hash: str | None) -> Instrument:
    """The question bank an assessment was begun on; today's when its text is not kept or no longer understood."""
    if wanted_hash is None or wanted_hash == _todays_bank().hash:
        return instrument()
    return _kept_bank(wanted_hash) or instrument()


def _is_todays(bank_hash: str | None) -> bool:
    return bank_hash in (None, _todays_bank().hash) or _kept_bank(bank_hash or "") == instrument()


@lru_cache(maxsize=8)
def _kept_bank(wanted_hash: str) -> Instrument | None:
    text = _store().instrument_text(wanted_hash)
    try:
        return read_instrument(text.encode(), QUESTION_BANK.name) if text else None
    except Problems:
        return None


# Answers --------------------------------------------------------------------------------------------------------------


def _store() -> Store:
    with _OPENING:
        return _opened(database_url())


@lru_cache(maxsize=1)
def _opened(url: str) -> Store:
    opened = Store(url)
    purge_daily(opened)
    return opened


def has_key() -> bool:
    """Whether this visitor came with a key or has begun, whatever is stored under it."""
    return _key() is not None or _view_key() is not None


def assessment() -> Assessment | None:
    """The visitor's newest assessment as stored, or None when nothing is begun or the address leads nowhere.

    When the database cannot be read the last reading is shown on, and hindrance() says why.
    """
    key = _key()
    if key is None or is_looking_on() or _may_not_try(key):
        return None
    # A bank that breaks while somebody answers: the whole page says so, a tap shows the last reading on.
    with suppress(Problems), _reading():
        stored = _store().load(key)
        _remember(key, found=stored is not None)
        if stored is not None:
            st.session_state["cached"] = _assessment(stored)
    return _cached()


def _assessment(stored: Stored) -> Assessment:
    """What is stored, told in the visitor's language.

    Raises Problems when today's question bank is broken, StoreUnavailable when that of the assessment cannot be read.
    """
    bank = _bank_of(stored.instrument_hash)
    answers = Answers.from_choices(stored.choices, bank, version=stored.instrument_version)
    occasion = Occasion(
        answered_on=_day(stored),
        seconds_per_rating=stored.seconds_per_rating,
        bank_is_current=_is_todays(stored.instrument_hash),
        scoring_version=stored.scoring_version,
    )
    return Assessment(told_in(language(), answers, bank), bank, occasion, stored.number, stored.finished)


def _day(stored: Stored) -> date:
    return (stored.answered_at or stored.begun_at).astimezone(_zone()).date()


def _may_not_try(key: str) -> bool:
    """Whether too many wrong keys came from here; a key that was found in this session is always good."""
    if key == st.session_state.get("found_key") or not is_used_up(WRONG_KEYS, st.context.ip_address):
        return False
    st.session_state["hindrance"] = "too_many_wrong_keys"
    return True


def _remember(key: str, *, found: bool) -> None:
    if found:
        st.session_state["found_key"] = key
        return
    for forgotten in ("cached", "reported", "finished_on"):
        st.session_state.pop(forgotten, None)
    if st.session_state.get("wrong_key") != key:  # a page asks more than once
        st.session_state["wrong_key"] = key
        count(WRONG_KEYS, st.context.ip_address)


def tab_scope(of: Assessment) -> str:
    """Tells one assessment from another without telling the key, such as "5d41….1"."""
    return f"{_fingerprint()}.{of.number}"


def _fingerprint() -> str:
    return hashlib.sha256((_key() or "").encode("utf-8", "replace")).hexdigest()[:16]


def hindrance() -> Hindrance | None:
    """What goes wrong with reading, or went wrong with what was to be saved: until it is saved, or told once."""
    found = st.session_state.get("hindrance") or st.session_state.get("not_saved")
    return cast("Hindrance | None", found)


def hindrance_is_told() -> None:
    """Remember what the page says. Of what was pressed and did not succeed it is said once."""
    st.session_state["told"] = hindrance()
    if not _has_unsaved():
        st.session_state.pop("not_saved", None)


def is_to_be_told() -> bool:
    """Whether the page says something else about what goes wrong than it should by now."""
    return hindrance() != st.session_state.get("told")


def keeps_trying() -> bool:
    """Whether to try again without being asked; what was tapped is sent again by the browser."""
    return st.session_state.get("hindrance") in get_args(Trouble) or bool(_unsaved())


def _has_unsaved() -> bool:
    """Whether something is tried again, by the server or the browser, until the database has taken it."""
    return bool(_unsaved()) or _unsaved_taps() is not None


def has_to_press_again() -> bool:
    """Whether what could not be done is left undone until the visitor does it again."""
    return st.session_state.get("not_saved") in get_args(Trouble) and not _has_unsaved()


def try_again() -> bool:
    """Save and read what could not be saved and read before; True when the page has something else to show."""
    if not _save_unsaved():
        return False
    with _reading() as read:
        _store().shared(_key() or "")
    return read.done


class _Unsaved(NamedTuple):
    """What is to be written under a key, and what it changes in the map that is on screen."""

    write: Callable[[Store, str], object]
    changes: tuple[MapChange, ...] = ()


def _save(what: str, write: Callable[[Store, str], object], *changes: MapChange) -> bool:
    """Write under the visitor's key, after all that could not be written before; kept and tried again until it is.

    A later write of the same kind, `what`, takes the place of an earlier one that is still to be done.
    """
    if _key() is None:
        return False
    _unsaved().pop(what, None)
    st.session_state.setdefault("unsaved", {})[what] = _Unsaved(write, changes)
    return _save_unsaved()


def _save_unsaved() -> bool:
    key, unsaved = _key() or "", _unsaved()
    for what, each in list(unsaved.items()):
        # A ValueError is nothing that another try would mend: a plan that has become full in another tab.
        with _trying() as tried, suppress(ValueError):
            each.write(_store(), key)
        if not tried.done:
            return False
        unsaved.pop(what, None)
    return True


def _unsaved() -> dict[str, _Unsaved]:
    """What the database did not take yet, in the order it was done."""
    return cast("dict[str, _Unsaved]", st.session_state.get("unsaved", {}))


def unsaved_controls() -> list[str]:
    """The controls whose values the database did not take yet."""
    return list(_unsaved())


def report() -> Report | None:
    """The visitor's report; the example's while the example is shown, somebody else's under a read-only address.

    It is about the latest finished assessment, so that one begun anew hides nothing. While none is finished, it is
    about what is begun.
    """
    return _report_up_to(None)


def opened_report() -> Report | None:
    """The report for results and files: of the finished assessment whose number is in the address, as `assessment`.

    Without one, or when somebody else's results are shown, it is report().
    """
    return _report_up_to(None if is_looking_on() else _asked_for())


def _report_up_to(number: int | None) -> Report | None:
    if showing_example():
        bank = instrument()
        case = Answers.from_json(EXAMPLE.read_bytes(), bank, EXAMPLE.name)
        return build_report(bank, told_in(language(), case, bank), made_on=today())
    view = _view_key()
    key = view or _key()
    if key is None or _may_not_try(key):
        return None
    with _reading():
        series = _store().view_all(key) if view else _store().load_all(key)
        plan = _store().plan(key) if series and not view else []
        _remember(key, found=bool(series))
        _keep_reading(key, number, series, plan, is_own=not view)
    of, last = st.session_state.get("cached_report", (None, None))
    if of == (key, number):
        return cast("Report | None", last)
    begun = None if view else _cached()
    return _report(begun) if begun else None


def _keep_reading(
    key: str, number: int | None, series: Sequence[Stored], plan: Sequence[PlanLine], *, is_own: bool
) -> None:
    shown = _to_show(series, number)
    is_latest = shown == _to_show(series, None)
    told = [_assessment(stored) for stored in shown]
    reports: list[Report] = []
    for each in told:
        reports.append(_report(each, reports, plan if is_latest and each is told[-1] else ()))
    if series and is_own:
        st.session_state["cached"] = _assessment(series[-1])
        st.session_state["finished_on"] = [Finished(each.number, _day(each)) for each in series if each.finished]
        if is_latest:
            st.session_state["reported"] = told[-1]
    st.session_state["cached_report"] = ((key, number), reports[-1] if reports else None)


def _to_show(series: Sequence[Stored], number: int | None) -> Sequence[Stored]:
    """The finished assessments, up to the one of this number if there is such a one; the last of them is shown.

    While none is finished: what is begun, once it has an answer.
    """
    finished = [stored for stored in series if stored.finished]
    if not finished:
        return [stored for stored in series if stored.answered_at is not None] or series[:1]
    up_to = [stored for stored in finished if stored.number <= (number or 0)]
    return up_to if up_to and up_to[-1].number == number else finished


def reported() -> Assessment | None:
    """The assessment that report() is about, the visitor's own; what is changed in the map is changed in it."""
    return cast("Assessment | None", st.session_state.get("reported")) or _cached()


def finished_ones() -> Sequence[Finished]:
    """The visitor's finished assessments, the oldest first."""
    return () if is_looking_on() else cast("Sequence[Finished]", st.session_state.get("finished_on", ()))


def opened_number() -> int | None:
    """The number of the finished assessment that results and files show; None while none is finished."""
    numbers = [each.number for each in finished_ones()]
    return next((number for number in numbers if number == _asked_for()), numbers[-1] if numbers else None)


def shows_latest() -> bool:
    """Whether results and files are not those of an earlier finished assessment."""
    return not finished_ones() or opened_number() == finished_ones()[-1].number


def open_finished(number: int) -> None:
    """Show results and files of this finished assessment; the address keeps it, so that a reload does."""
    if number == finished_ones()[-1].number:
        st.query_params.pop("assessment", None)
    else:
        st.query_params["assessment"] = str(number)


def _asked_for() -> int | None:
    asked = st.query_params.get("assessment", "")
    return int(asked[:9]) if asked.isascii() and asked.isdecimal() else None


def begun_beside_finished() -> Begun | None:
    """The unfinished assessment of the visitor's series, when another one is finished."""
    begun = None if is_looking_on() else _cached()
    if begun is None or begun.is_finished or not finished_ones():
        return None
    scores = _report(begun).scores
    return Begun(begun.number, scores.answered, scores.cells)


def _report(of: Assessment, earlier: Sequence[Report] = (), plan: Sequence[PlanLine] = ()) -> Report:
    return build_report(
        of.instrument, of.answers, made_on=today(), occasion=of.occasion, earlier=tuple(earlier), plan=plan
    )


def everything() -> bytes | None:
    """All that is stored under the visitor's key, as JSON; None when nothing is, or it cannot be read now."""
    key = _key()
    if key is None:
        return None
    with _reading() as tried:
        archived = [
            ArchivedAssessment(
                answers=(told := _assessment(stored)).answers,
                instrument=told.instrument,
                scoring_version=stored.scoring_version,
                begun_at=stored.begun_at,
                finished_at=stored.finished_at,
                saved_at=dict(stored.saved_at),
            )
            for stored in _store().load_all(key)
        ]
        plan, is_shared = _store().plan(key), _store().shared(key) is not None
    if not tried.done or not archived:
        return None
    return to_archive_json(archived, plan, is_shared=is_shared)


def start_is_drawn(choices: Mapping[str, object], stored: Answers) -> None:
    """Remember what the start page showed before anything was chosen on it."""
    st.session_state.setdefault("start_drawn", _not_chosen(choices, stored))


def has_chosen(choices: Mapping[str, object], stored: Answers) -> bool:
    """Whether one of these is another one than the start page showed before anything was chosen on it."""
    drawn = st.session_state.get("start_drawn") or _not_chosen(choices, stored)
    return any(value != drawn.get(path) for path, value in _tidy(choices).items())


def _not_chosen(choices: Mapping[str, object], stored: Answers) -> dict[str, object]:
    """What the start page shows as long as nothing is chosen on it.

    In a session that goes on where another one was lost, the browser already shows what was chosen before. There it is
    what is stored.
    """
    if not st.session_state.get("is_resumed"):
        return _tidy(choices)
    known = stored.choices()
    return {path: known.get(path) for path in choices}


def begin(form: FormId, choices: Mapping[str, object]) -> bool:
    """Begin an assessment, or change form and behaviours of the one that is going on; False when nothing was saved.

    A second click finds the key of the first one, so it changes the same rows. What the start page merely showed is
    not written back: another tab may have changed it since.
    """
    leave_example()
    leave_view()
    tidy, drawn = _tidy(choices), st.session_state.get("start_drawn", {})
    always = {"form": form, "language": language()}
    changed = {path: tidy.get(path) for path in {**drawn, **tidy} if tidy.get(path) != drawn.get(path)}
    with _trying() as tried:
        key = _key()
        if key is None or not _store().change(key, changed | always):
            # Never under a key that came with an address and is not ours: whoever made the link could read along.
            _begin_anew(tidy | always)
    if tried.done:
        st.session_state["start_drawn"] = tidy
    return tried.done


def _tidy(choices: Mapping[str, object]) -> dict[str, object]:
    return {path: tidied(value) or None if isinstance(value, str) else value for path, value in choices.items()}


def _begin_anew(choices: Mapping[str, object], version: str | None = None) -> None:
    """Begin the first assessment of a new series; `version` when it was answered on another bank than today's.

    Raises StoreUnavailable, and _TooMany.
    """
    if not count(NEW_ASSESSMENTS, st.context.ip_address):
        raise _TooMany
    bank = _todays_bank()
    # Known to the session before anything is stored, so that a second click finds the same rows.
    _store().begin(
        _adopt(new_key()),
        choices,
        instrument_version=version or bank.instrument.version,
        scoring_version=SCORING_VERSION,
        instrument_text=bank.text if version in (None, bank.instrument.version) else None,
    )


def assess_again(after: int) -> bool:
    """Begin the next assessment of the series, on today's question bank; False when nothing was saved.

    Behaviours and experience are carried over, ratings are not. A second click finds the assessment of the first one.
    """
    key, before = _key(), assessment()
    if key is None or before is None:
        return False
    choices = before.answers.choices()
    if before.number == after:
        bank = _todays_bank()
        with _trying() as tried:
            _store().begin(
                key,
                {path: value for path, value in choices.items() if path.split(".")[0] in _CARRIED_OVER}
                | {"language": language()},
                instrument_version=bank.instrument.version,
                scoring_version=SCORING_VERSION,
                instrument_text=bank.text,
                after=after,
            )
        if not tried.done:
            return False
    for forgotten in ("at", "receipt", "unsaved_taps", "gaps_are_explained", "open_line"):
        st.session_state.pop(forgotten, None)
    st.session_state["began_again"] = (after, monotonic())
    return assessment() is not None


def discard(number: int) -> None:
    """Take the unfinished assessment of this number away, beside a finished one; that can be undone."""
    key = _key()
    if key is None or _is_second_click(f"discard {number}"):
        return
    with _trying() as tried:
        discarded = _store().discard(key, number)
    if not tried.done or discarded is None:
        return
    for forgotten in ("at", "receipt", "unsaved_taps", "gaps_are_explained", "began_again"):
        st.session_state.pop(forgotten, None)
    _keep_undo(
        "assessment",
        "",
        lambda: _save(f"undo {new_line_id()}", lambda store, key: store.put_back(key, discarded)),
    )


def may_assess_again() -> int | None:
    """The number of the finished assessment after which the next one may begin; None while one is going on.

    A second click still finds the one that the first click found.
    """
    last = assessment()
    if last is None or last.is_finished:
        return last.number if last else None
    after, at = st.session_state.get("began_again", (0, -inf))
    return after if last.number == after + 1 and monotonic() - at < _LATE_CLICK else None


def save_taps(widget: str) -> None:
    """Save what was tapped in this tab since the last receipt, and keep the receipt for the next drawing."""
    message = read_taps(st.session_state[widget].taps)
    if message is None:
        return
    st.session_state["unsaved_taps"] = message
    # Sent again while a busy database was waited for: first the page says that it was in vain.
    if not receipt()["failed"] or monotonic() - st.session_state.get("failed_at", 0.0) >= _BREATH:
        _save_unsaved_taps()


def _save_unsaved_taps() -> None:
    key, message = _key(), _unsaved_taps()
    if message is None or key is None:
        return
    fingerprint, _, number = message.assessment.partition(".")
    if fingerprint != _fingerprint() or not number.isdecimal():
        st.session_state.pop("unsaved_taps")  # tapped under another key, which this session has left
        return
    begun = _cached() or assessment()
    if begun is None:  # the whole page says why; the taps are sent again
        st.session_state["receipt"] = Receipt(tab=message.tab, seq=0, failed=True)
        return
    bank = begun.instrument
    taps = [
        Tap(number, path, value)
        for number, name, chosen in message.taps
        if (path := choice_path(name, bank)) is not None and (value := _choice(chosen, path)) is not None
    ]
    last = max((number for number, _, _ in message.taps), default=0)
    with _trying() as tried:
        if not _store().apply(key, message.tab[:40], taps, number=int(number[:9])):
            st.rerun()  # deleted in another tab: the page says so
    st.session_state["receipt"] = Receipt(tab=message.tab, seq=last if tried.done else 0, failed=not tried.done)
    if tried.done:
        st.session_state.pop("unsaved_taps")


def _unsaved_taps() -> Taps | None:
    """The last message from the browser, which holds all that is not saved, while it is not."""
    return cast("Taps | None", st.session_state.get("unsaved_taps"))


def receipt() -> Receipt:
    """What the browser may count as saved."""
    return cast("Receipt", st.session_state.get("receipt", _NOTHING_RECEIVED))


def finish_and_show() -> None:
    """Mark the answers as finished and go to the results; stay when the database does not take all of it."""
    _save_unsaved_taps()
    key = _key()
    if key and _unsaved_taps() is None:
        with _trying() as tried:
            _store().finish(key)
        if tried.done:
            if gaps_are_explained():
                st.session_state["gaps_are_explained"] = monotonic() + _LATE_CLICK
            go_to(RESULTS)


def delete_my_answers() -> None:
    """Delete everything under the visitor's key, then forget the key."""
    if key := _key():
        with _trying() as tried:
            _store().delete(key)
        if tried.done:
            start_over()
            st.session_state["were_deleted"] = True


def forget_key() -> None:
    """Let the next assessment begin under a key of its own; what is stored stays under its link."""
    for forgotten in ("key", "at", *_OF_A_KEY):
        st.session_state.pop(forgotten, None)
    if "r" in st.query_params:
        del st.query_params["r"]


def start_over() -> None:
    """Forget the key in this browser tab. What is stored stays stored, under its address."""
    language_chosen = language()
    st.session_state.clear()
    st.session_state["chosen_language"] = language_chosen
    st.query_params.from_dict({"lang": language_chosen})


class Kept(NamedTuple):
    """What is stored under the visitor's key."""

    assessments: int
    has_map: bool
    has_plan: bool
    is_shared: bool


def kept() -> Kept | None:
    """What would go if everything were deleted; None when nothing is stored, or it cannot be read now."""
    key, found = _key(), None
    with _reading():
        series = _store().load_all(key) if key else []
        if key and series:
            has_map = any("incentives" in stored.choices for stored in series)
            found = Kept(len(series), has_map, bool(_store().plan(key)), _store().shared(key) is not None)
    return found


def ask_before_deleting() -> None:
    """Ask on the page whether everything is to be deleted."""
    st.session_state["asks_before_deleting"] = True


def keep_my_answers() -> None:
    """Ask no longer."""
    st.session_state.pop("asks_before_deleting", None)


def asks_before_deleting() -> bool:
    """Whether the visitor has pressed to delete everything and has not answered yet."""
    return bool(st.session_state.get("asks_before_deleting", False))


def were_deleted() -> bool:
    """Whether the answers were deleted a moment ago; says so once."""
    return bool(st.session_state.pop("were_deleted", False))


def continue_with(pasted: str) -> str | None:
    """Take the key in a pasted link, or a key alone; the page it opens, None when nothing is stored under it."""
    link = find_link(pasted)
    if link is None or _may_not_try(link.key):
        return None
    with _reading() as tried:
        found = _opened_by(link)
    if not tried.done:
        return None
    _remember(link.key, found=found is not None)
    if found is None:
        return None
    leave_example()
    leave_view()
    if found == RESULTS:
        st.session_state["view"] = link.key
    else:
        _adopt(link.key)
    return found


def _opened_by(link: PrivateLink) -> str | None:
    if link.opens != "results" and _store().load(link.key) is not None:
        return QUESTIONS
    if link.opens != "answers" and _store().view_all(link.key):
        return RESULTS
    return None


def link_trouble(pasted: str | None = None) -> LinkTrouble:
    """What is the matter with what was pasted, or with the key in the address, when it leads nowhere."""
    link = pasted if pasted is not None else f"r={_view_key() or _key() or ''}"
    if find_link(link):
        return "unknown_address"
    return "cut_link" if is_cut_short(link) else "no_link"


def open_answers(data: bytes | None, name: str) -> bool:
    """Store a file of answers, or everything that was taken home, under a new key; None stands for a file too large.

    Raises Problems with everything that is wrong in the file. False when the database did not take it.
    """
    bank = instrument()
    if data is not None and is_archive(data):
        archive = read_archive(data, bank, name)
        opened = None
    else:
        opened = _read_answers(data, name, bank)
    leave_example()
    leave_view()
    with _trying() as tried:
        if opened is not None:
            _begin_anew(opened.choices(), opened.instrument_version)
        else:
            _restore(archive)
    return tried.done


def _restore(archive: Archive) -> None:
    """Store a whole series under a new key. Raises StoreUnavailable, and _TooMany."""
    if not count(NEW_ASSESSMENTS, st.context.ip_address):
        raise _TooMany
    _store().restore(_adopt(new_key()), [_restored(each) for each in archive.assessments], archive.plan)


def _restored(archived: ArchivedAssessment) -> Restored:
    bank, answers = _todays_bank(), archived.answers
    version = answers.instrument_version or bank.instrument.version
    saved_at = {**dict.fromkeys(answers.choices(), archived.begun_at), **archived.saved_at}
    if archived.finished_at is None:
        del saved_at["form"]  # changed now, so that it is kept as long as any that is not finished
    return Restored(
        choices=answers.choices(),
        saved_at=saved_at,
        instrument_version=version,
        instrument_text=bank.text if version == bank.instrument.version else None,
        scoring_version=archived.scoring_version or SCORING_VERSION,
        begun_at=archived.begun_at,
        finished_at=archived.finished_at,
    )


def _read_answers(data: bytes | None, name: str, bank: Instrument) -> Answers:
    if data is None:
        most = f"{MAX_ARCHIVE_BYTES // 1024**2} MiB"
        found, remedy = f"is larger than {most}", "open a file that Drivkraft has saved"
        raise Problems([Problem(name, None, None, "the file", found, f"expected at most {most}", remedy)])
    return Answers.from_json(data, bank, name)


# The incentive map ----------------------------------------------------------------------------------------------------


def propose_map() -> None:
    """Begin the incentive map with the question bank's roles and measures, on the agreed experience."""
    if begun := reported() or assessment():
        proposed = IncentiveMap.proposed(begun.instrument.incentives, begun.answers.experience.weights).document()
        _save("map", lambda store, key: store.change_with(key, "incentives", lambda stored: stored or proposed))


def change_map(control: str, making: Callable[[Any], MapChange]) -> None:
    """Change the map to what a control was set to, or the draft while something is tried out.

    A change that does not fit the map is left out; that what it changes is gone meanwhile is told once.
    """
    begun, change = reported() or assessment(), making(st.session_state.get(control))
    if begun is None:
        return
    if is_trying_out():
        drafted = st.session_state["draft"]
        drafted.pop(control, None)
        drafted[control] = change
    else:
        _save(control, _changing_map(_writing([change], begun)), change)


def remove_from_map(control: str, kind: RemovedKind, name: str, change: MapChange) -> None:
    """Take a role or a measure away, which can be undone; the second click of a double click takes nothing more."""
    begun = reported() or assessment()
    if begun is None or _is_second_click(control):
        return
    if is_trying_out():
        _remove_tried_out(control, kind, name, change)
    else:
        _remove_stored(control, kind, name, _writing([change], begun), change)
    if kind == "role":
        st.session_state["no_role"] = True


def weigh_in_map(control: str, name: str, making: Callable[[Any], MapChange]) -> None:
    """Change how much a part of the experience matters; one that is no part of it any more can be brought back."""
    if st.session_state.get(control) == 0:
        remove_from_map(control, "element", name, making(0))
    else:
        change_map(control, making)


def _remove_tried_out(control: str, kind: RemovedKind, name: str, change: MapChange) -> None:
    before = _draft().get(control)
    change_map(control, lambda _: change)

    def undo() -> None:
        _draft().pop(control, None)
        if before is not None:
            _draft()[control] = before

    _keep_undo(kind, name, undo, is_tried_out=True)


def _remove_stored(control: str, kind: RemovedKind, name: str, write: MapWrite, *changes: MapChange) -> None:
    """Remove from the stored map by this write, and remember how that is taken back; not when it was gone already."""
    taken: list[tuple[object, object]] = []

    def removing(stored: object) -> object:
        left = write(stored)
        if not taken and left != stored:
            taken.append((stored, left))
        return left

    def undo() -> None:
        _unsaved().pop(control, None)  # if the database has not taken it yet
        if taken:
            _save(f"undo {new_line_id()}", _changing_map(lambda stored: taken_back(*taken[0], stored)))

    is_saved = _save(control, _changing_map(removing), *changes)
    if taken or not is_saved:
        _keep_undo(kind, name, undo)


def _changing_map(change: MapWrite) -> Callable[[Store, str], object]:
    def changed(stored: object) -> object:
        try:
            return change(stored)
        except Problems:  # there is no room for it any more
            st.session_state["map_moved_on"] = True
            return stored

    return lambda store, key: store.change_with(key, "incentives", changed)


def no_role_is_chosen() -> bool:
    """Whether a role was removed a moment ago, so that no other one is open before it is chosen; told once."""
    return bool(st.session_state.pop("no_role", False))


def on_screen(stored: IncentiveMap, begun: Assessment) -> IncentiveMap:
    """The stored map with what is to be saved yet and with what is tried out."""
    unsaved = [change for each in _unsaved().values() for change in each.changes]
    return _changed(stored, [*unsaved, *_draft().values()], begun)


def map_has_moved_on() -> bool:
    """Whether what was changed last has been taken away in another tab; says so once."""
    return bool(st.session_state.pop("map_moved_on", False))


def _writing(changes: Sequence[MapChange], begun: Assessment) -> MapWrite:
    """Change the map as it is stored by then, so that what another tab has changed stays changed."""
    return lambda stored: None if stored is None else _changed(IncentiveMap.checked(stored), changes, begun).document()


def _changed(found: IncentiveMap, changes: Sequence[MapChange], begun: Assessment) -> IncentiveMap:
    """The map with these changes, on the elements of the agreed experience when it has none of its own."""
    found = replace(begun.answers, incentives=found).incentive_map(begun.instrument) or found
    for change in changes:
        try:
            found = change(found)
        except NoSuchPart:
            st.session_state["map_moved_on"] = True
        except Problems:  # such as one measure twice
            continue
    return found


def is_trying_out() -> bool:
    """Whether changes are tried out; they live in this browser tab only."""
    return "draft" in st.session_state


def _draft() -> dict[str, MapChange]:
    """The changes that are tried out, by their control, in the order they were made."""
    return cast("dict[str, MapChange]", st.session_state.get("draft", {}))


def try_out() -> None:
    """Begin to try something out on the stored map."""
    st.session_state["draft"] = {}


def keep_draft() -> None:
    """Store what was tried out."""
    if begun := reported() or assessment():
        changes = list(_draft().values())
        _save(f"map kept {new_line_id()}", _changing_map(_writing(changes, begun)), *changes)
    drop_draft()


def drop_draft() -> None:
    """Go back to the stored map."""
    st.session_state.pop("draft", None)
    st.session_state["removed"] = [each for each in _removed() if not each.is_tried_out]


def draft_report(stored: Report, draft: IncentiveMap) -> Report | None:
    """The stored report with the map that is tried out in the place of the stored one; None while nothing is."""
    if not is_trying_out():
        return None
    return build_report(stored.instrument, replace(stored.answers, incentives=draft), made_on=stored.made_on)


def open_other_map(data: bytes | None, name: str, bank: Instrument) -> None:
    """Hold the stored map against the one in another person's file of answers, in this browser tab only.

    Raises Problems with everything that is wrong in the file.
    """
    opened = _read_answers(data, name, bank)
    st.session_state["other_map"] = build_report(bank, opened, made_on=today())


def other_map() -> Report | None:
    """The answers with the other person's map; they may lack one. None while no file has been opened."""
    return cast("Report | None", st.session_state.get("other_map"))


def close_other_map() -> None:
    """Look at one's own map alone again."""
    st.session_state.pop("other_map", None)


def forget_map() -> None:
    """Take the map away, which can be undone."""
    if not _is_second_click("map"):
        _remove_stored("map", "map", "", lambda _: None)


def show(control: str, value: object, *, is_unfinished: Callable[[object], bool] = lambda _: False) -> None:
    """Let a control show what is stored, which another tab may have changed since it was drawn.

    What the visitor has set it to and the database has not taken yet stays, and so does what cannot be saved as it is.
    A control that saves what it is set to needs this: in a new session Streamlit would take over from the browser what
    it showed and call nobody, and nobody would notice that it is not stored.
    """
    on_screen = st.session_state.get(control)
    if control in _unsaved() or is_unfinished(on_screen):
        return
    # What is being written may end in a space that is not stored.
    if (tidied(on_screen) if isinstance(on_screen, str) else on_screen) != value:
        st.session_state[control] = value


def take(control: str) -> object:
    """What was written in a control, which is empty from then on."""
    written = st.session_state.get(control)
    st.session_state[control] = ""
    st.session_state["taken"] = {control: written}
    return written


def added_role() -> str | None:
    """The name of the role that was added a moment ago; told once."""
    return cast("str | None", st.session_state.pop("taken", {}).get("own_role"))


# The plan -------------------------------------------------------------------------------------------------------------


def take_into_plan(source: str, title: str, first_step: str) -> None:
    """Take a recommendation into the plan, once however often it is clicked; `source` names it."""
    _add_line(PlanLine(new_line_id(), title=title, first_step=first_step, due=first_due(today()), source=source))


def add_own_line() -> None:
    """Add an empty line; the second click of a double click finds the line of the first one."""
    if monotonic() - st.session_state.pop("line_drawn_at", inf) > _DOUBLE_CLICK:
        st.session_state.pop("next_line", None)
    line = cast("str", st.session_state.setdefault("next_line", new_line_id()))
    _add_line(PlanLine(line))
    st.session_state["open_line"] = line


def _add_line(line: PlanLine) -> None:
    if begun := _cached() or assessment():
        added = replace(line, added_in=begun.number)
        _save(f"take {line.source or line.id}", lambda store, key: store.add_line(key, added))


def asks_for_outcomes() -> bool:
    """Whether the plan has lines of an earlier assessment of which it is not known what became of them."""
    key, begun = _key(), _cached()
    with _reading() as tried:
        lines = _store().plan(key) if key else []
    return tried.done and begun is not None and any(line.asks_for_outcome(begun.number) for line in lines)


def lines_are_drawn() -> None:
    """Let the next own line be another one than those on screen, once a double click is over."""
    if "next_line" in st.session_state:
        st.session_state.setdefault("line_drawn_at", monotonic())


def opened_line() -> str | None:
    """The line to show open: the one just added."""
    return cast("str | None", st.session_state.get("open_line"))


def save_line(line: PlanLine, name: str, control: str) -> None:
    """Save one field of a line as it was typed or chosen; a day that is none is kept on screen and not saved."""
    try:
        changed = with_field(line, name, st.session_state.get(control) or "")
    except ValueError:
        return
    _save(control, lambda store, key: store.change_line(key, changed, name))


def remove_line(line: PlanLine) -> None:
    """Remove a line from the plan, which can be undone; the others are shown folded from then on."""
    control, taken = f"remove {line.id}", list[RemovedLine]()
    if _is_second_click(control):
        return

    def remove(store: Store, key: str) -> None:
        if removed := store.remove_line(key, line.id):
            taken.append(removed)

    def undo() -> None:
        _unsaved().pop(control, None)  # if the database has not taken it yet
        if taken:
            _save(f"undo {new_line_id()}", lambda store, key: store.put_back_line(key, taken[0]))

    _save(control, remove)
    _keep_undo("line", line.title, undo)
    st.session_state.pop("open_line", None)
    st.session_state["folded"] = folded() + 1


def folded() -> int:
    """How often the lines of the plan were folded, all at once."""
    return cast("int", st.session_state.get("folded", 0))


# Undoing --------------------------------------------------------------------------------------------------------------


def undoable() -> Removed | None:
    """What was removed last and can still be brought back."""
    removed = [each for each in _removed() if monotonic() < each.until]
    st.session_state["removed"] = removed
    return removed[-1] if removed else None


def undo() -> None:
    """Bring back what was removed last; the second click of a double click brings back nothing more."""
    undone_at = st.session_state.get("undone_at", -inf)
    removed = [each for each in _removed() if monotonic() < each.until + _LATE_UNDO]
    if removed and undone_at is not None and monotonic() - undone_at > _DOUBLE_CLICK:
        st.session_state["removed"] = removed[:-1]
        st.session_state["undone_at"] = None
        removed[-1].undo()


def page_is_drawn() -> None:
    """Let the next click on the same place count again, once a double click is over."""
    control, at = st.session_state.get("last_removal", ("", -inf))
    st.session_state["last_removal"] = (control, monotonic() if at is None else at)
    if st.session_state.get("undone_at", 0) is None:
        st.session_state["undone_at"] = monotonic()


def _is_second_click(control: str) -> bool:
    """Whether this removes what the first click of a double click has removed; if not, it is the first one."""
    last, drawn_at = st.session_state.get("last_removal", ("", -inf))
    if last == control and (drawn_at is None or monotonic() - drawn_at <= _DOUBLE_CLICK):
        return True
    st.session_state["last_removal"] = (control, None)
    return False


def _keep_undo(kind: RemovedKind, name: str, undo: Callable[[], object], *, is_tried_out: bool = False) -> None:
    st.session_state["removed"] = [*_removed(), Removed(kind, name, monotonic() + UNDO_SECONDS, undo, is_tried_out)]


def _removed() -> Sequence[Removed]:
    return cast("Sequence[Removed]", st.session_state.get("removed", ()))


# Example --------------------------------------------------------------------------------------------------------------


def show_example() -> None:
    """Show the invented case on results and report until the visitor goes back to their own."""
    leave_view()
    st.session_state["showing_example"] = True


def leave_example() -> None:
    """Go back to the visitor's own answers."""
    st.session_state.pop("showing_example", None)
    if "example" in st.query_params:
        del st.query_params["example"]


def showing_example() -> bool:
    """Whether results and report show the invented case; the address tells it, so a reload keeps it."""
    return bool(st.session_state.get("showing_example", False)) or "example" in st.query_params


# Looking on -----------------------------------------------------------------------------------------------------------


def is_viewing() -> bool:
    """Whether the visitor came with an address that shows somebody's results only."""
    return _view_key() is not None


def is_looking_on() -> bool:
    """Whether what is shown is not the visitor's own: the example, or results under a read-only address."""
    return showing_example() or is_viewing()


def leave_view() -> None:
    """Go back to the visitor's own answers."""
    st.session_state.pop("view", None)
    if "view" in st.query_params:
        del st.query_params["view"]


def _view_key() -> str | None:
    """The read-only key in the address, else the session's; Streamlit's own navigation drops it from the address."""
    in_address = _in_address("view")
    if in_address:
        st.session_state["view"] = in_address
    return cast("str | None", st.session_state.get("view"))


# Pages of questions ---------------------------------------------------------------------------------------------------


def question_page(ids: list[str]) -> int:
    """Which page of questions is open: the one in the address, else the one last open, else the first."""
    for wish in (st.query_params.get("at"), st.session_state.get("at")):
        if wish in ids:
            st.session_state["at"] = wish
            return ids.index(wish)
    return 0


def turn_to(page_id: str) -> None:
    """Open a page of questions; it gets its own address, so the browser's back button works."""
    st.session_state["at"] = page_id
    st.query_params["at"] = page_id
    st.session_state.pop("gaps_are_explained", None)


def seek(page_id: str, control: str) -> None:
    """Open a page of questions at one of its controls."""
    turn_to(page_id)
    st.session_state["sought_control"] = control


def sought_control() -> str | None:
    """The control to go to, told once."""
    return cast("str | None", st.session_state.pop("sought_control", None))


def explain_gaps() -> None:
    """Keep the explanation of open answers on screen until the page is left."""
    st.session_state["gaps_are_explained"] = inf


def gaps_are_explained() -> bool:
    """Whether the visitor has asked to finish with gaps."""
    return bool(monotonic() < st.session_state.get("gaps_are_explained", -inf))


def choice_path(name: str, bank: Instrument) -> str | None:
    """The stored path of a control, such as "ratings.ABI01.current" for "ABI01.current"; None when it is no control."""
    first, _, second = name.partition(".")
    if first == "importance" and (bank.factor(second) or bank.facet(second)):
        return name
    if first == "context" and any(item.id == second for item in bank.context_items):
        return name
    if second in ("current", "new") and bank.item(first):
        return f"ratings.{name}"
    return None


def _choice(value: str, path: str) -> int | str | None:
    if value in ("1", "2", "3", "4", "5"):
        return int(value)
    return value if value in SPECIAL_CODES and not path.startswith("importance.") else None


def _key() -> str | None:
    """The key in the address, which another tab or a pasted link may have changed, else the session's."""
    in_address = _in_address("r")
    if in_address and in_address != st.session_state.get("key"):
        st.session_state["key"] = in_address
        for forgotten in _OF_A_KEY:
            st.session_state.pop(forgotten, None)
    return cast("str | None", st.session_state.get("key"))


def today() -> date:
    """The visitor's day."""
    return datetime.now(_zone()).date()


def _zone() -> tzinfo:
    """The visitor's time zone, as far as the browser tells one we know."""
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (KeyError, ValueError, OSError):
        return UTC


def _adopt(key: str) -> str:
    """Take a key for session and address alike: the one in the address wins at the next reading."""
    st.query_params["r"] = key
    return _key() or key


def _cached() -> Assessment | None:
    return cast("Assessment | None", st.session_state.get("cached"))


class _TooMany(Exception):
    """More new assessments from one network address than a crowded office begins."""


@dataclass
class _Tried:
    done: bool = False
    found: str | None = None


@contextmanager
def _trying() -> Iterator[_Tried]:
    """Write to the database; what hindered it is remembered, not raised."""
    tried = _Tried()
    try:
        yield tried
        tried.done = True
        st.session_state.pop("not_saved", None)
    except StoreUnavailable as error:
        st.session_state["not_saved"] = error.trouble
        st.session_state["failed_at"] = monotonic()
    except _TooMany:
        st.session_state["not_saved"] = "too_many_begun"


@contextmanager
def _reading() -> Iterator[_Tried]:
    """Read the database; what hindered it is remembered, not raised. What takes no changes can often still be read."""
    tried = _Tried()
    try:
        yield tried
        tried.done = True
        st.session_state.pop("hindrance", None)
    except StoreUnavailable as error:
        st.session_state["hindrance"] = error.trouble
