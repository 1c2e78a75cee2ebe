"""What this visitor has done. The only module that touches st.session_state and st.query_params.

The database is the truth and the session a cache of it, so a reload, a second tab or a restarted server finds the same
answers, under the private key that stays in the address as `r`.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Final, cast
from urllib.parse import urlencode, urlsplit, urlunsplit
from zoneinfo import ZoneInfo

import streamlit as st

from assessment.answers import SPECIAL_CODES, Answers, tidied
from assessment.instrument import LANGUAGES, FormId, Instrument, Language, load_instrument
from assessment.problems import Problem, Problems
from assessment.report import Occasion, Report, build_report
from assessment.scoring import SCORING_VERSION
from assessment.storage.store import Store, StoreUnavailable, Tap, new_key
from assessment.text import told_in
from pages.shared.rating_matrix import Receipt, read_taps

ROOT: Final = Path(__file__).parents[2]
QUESTION_BANK: Final = ROOT / "questions.yaml"
EXAMPLE: Final = ROOT / "assessment" / "example.json"
DATABASE: Final = ROOT / "data" / "drivkraft.db"

START, QUESTIONS, RESULTS, REPORT, PRIVACY = (
    f"pages/{name}.py" for name in ("start", "questions", "results", "report", "privacy")
)

_OPENING: Final = Lock()
_NOTHING_RECEIVED: Final = Receipt(tab=None, seq=0, failed=False)


@dataclass(frozen=True)
class _Cached:
    """The last reading of the database, shown on while the database cannot be read."""

    answers: Answers
    seconds_per_rating: float | None


# The frame ------------------------------------------------------------------------------------------------------------


def open_frame() -> None:
    """Say that app.py has drawn the frame, and go on to the page that was opened without it."""
    wanted = st.session_state.pop("page_without_frame", None)
    if wanted is not None:
        st.switch_page(wanted, query_params=st.query_params.to_dict())
    st.session_state["frame_is_open"] = True


def require_frame(file: str) -> None:
    """Send a page that Streamlit runs alone through app.py and back.

    While a folder called pages exists and nobody has opened "/" since the server started, Streamlit runs a page that is
    opened by its address without the entry script.
    """
    if not st.session_state.pop("frame_is_open", False):
        st.session_state["page_without_frame"] = f"pages/{Path(file).name}"
        st.switch_page("app.py", query_params=st.query_params.to_dict())


def go_to(page: str) -> None:
    """Switch to a page, keeping language and key in the address, and the page of questions that is open."""
    at = {"at": st.session_state.get("at") or instrument().factors[0].id} if page == QUESTIONS else {}
    st.switch_page(page, query_params=address() | at)


def address() -> dict[str, str]:
    """The query parameters every page keeps."""
    kept: dict[str, str] = {"lang": language()}
    if showing_example():
        return kept | {"example": "1"}
    if key := _key():
        kept["r"] = key
    return kept


def own_link() -> str | None:
    """The whole address of the visitor's results, None when nothing is stored or the example is shown."""
    if showing_example() or _cached() is None or st.context.url is None:
        return None
    here = urlsplit(st.context.url)
    return urlunsplit((here.scheme, here.netloc, here.path.rpartition("/")[0] + "/results", urlencode(address()), ""))


def keep_address() -> None:
    """Put language and key back into the address: Streamlit's own navigation drops them."""
    for name, value in address().items():
        if st.query_params.get(name) != value:
            st.query_params[name] = value


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
    try:
        found = QUESTION_BANK.stat()
    except OSError:
        return load_instrument(QUESTION_BANK)  # which says what is the matter
    return _instrument(QUESTION_BANK, found.st_mtime_ns, found.st_size)


# Not Streamlit's cache: that one hashes its arguments anew at each of the many calls of a run.
@lru_cache(maxsize=2)
def _instrument(path: Path, changed: int, size: int) -> Instrument:
    del changed, size  # they tell one state of the file from another
    return load_instrument(path)


# Answers --------------------------------------------------------------------------------------------------------------


def _store() -> Store:
    with _OPENING:
        return _opened(os.environ.get("DATABASE_URL") or f"sqlite:///{DATABASE}")


@lru_cache(maxsize=1)
def _opened(url: str) -> Store:
    return Store(url)


def has_key() -> bool:
    """Whether this visitor came with a key or has begun, whatever is stored under it."""
    return _key() is not None


def answers() -> Answers | None:
    """The visitor's answers as stored, or None when nothing is begun or the address leads nowhere.

    When the database cannot be read the last reading is shown on, and storage_is_down() says so.
    """
    key = _key()
    if key is None:
        return None
    try:
        stored = _store().load(key)
    except StoreUnavailable:
        st.session_state["storage_is_down"] = True
        return _last_answers()
    st.session_state["storage_is_down"] = False
    if stored is None:
        st.session_state.pop("cached", None)
        return None
    try:
        bank = instrument()
    except Problems:  # broken while somebody answers: the whole page says so, a tap shows the last reading on
        return _last_answers()
    kept = Answers.from_choices(stored.choices, bank, version=stored.instrument_version)
    told = told_in(language(), kept, bank)
    st.session_state["cached"] = _Cached(told, stored.seconds_per_rating)
    return told


def tab_scope() -> str:
    """Tells one assessment from another without telling the key."""
    return hashlib.sha256((_key() or "").encode("utf-8", "replace")).hexdigest()[:16]


def storage_is_down() -> bool:
    """Whether the last reading or writing of the database failed."""
    return bool(st.session_state.get("storage_is_down", False))


def report() -> Report | None:
    """The visitor's report, or the example's while the example is shown."""
    bank = instrument()
    if showing_example():
        case = Answers.from_json(EXAMPLE.read_bytes(), bank, EXAMPLE.name)
        return build_report(bank, told_in(language(), case, bank), made_on=_today())
    own = answers()
    if own is None:
        return None
    cached = _cached()
    pace = cached.seconds_per_rating if cached else None
    return build_report(bank, own, made_on=_today(), occasion=Occasion(seconds_per_rating=pace))


def begin(form: FormId, choices: Mapping[str, object]) -> bool:
    """Begin an assessment, or change form and behaviours of the one that is going on; False when nothing was saved.

    A second click finds the key of the first one, so it changes the same rows.
    """
    leave_example()
    tidy = {path: tidied(value) or None if isinstance(value, str) else value for path, value in choices.items()}
    tidy |= {"form": form, "language": language()}
    with _saving() as saved:
        key = _key()
        if key is None or not _store().replace(key, tidy):
            # Never under a key that came with an address and is not ours: whoever made the link could read along.
            # Known to the session before anything is stored, so that a second click finds the same rows.
            own, bank = _adopt(new_key()), instrument()
            _store().begin(own, tidy, instrument_version=bank.version, scoring_version=SCORING_VERSION)
    return saved.done


def save_taps(widget: str) -> None:
    """Save what was tapped in this tab since the last receipt, and keep the receipt for the next drawing."""
    message = read_taps(st.session_state[widget].taps)
    key = _key()
    if message is None or key is None:
        return
    try:
        bank = instrument()
    except Problems:  # the whole page says so; the taps are sent again once the file is mended
        st.session_state["receipt"] = Receipt(tab=message.tab, seq=0, failed=True)
        return
    taps = [
        Tap(number, path, value)
        for number, name, chosen in message.taps
        if (path := choice_path(name, bank)) is not None and (value := _choice(chosen, path)) is not None
    ]
    last = max((number for number, _, _ in message.taps), default=0)
    with _saving() as saved:
        if not _store().apply(key, message.tab[:40], taps):
            st.rerun()  # deleted in another tab: the page says so
    st.session_state["receipt"] = Receipt(tab=message.tab, seq=last if saved.done else 0, failed=not saved.done)


def receipt() -> Receipt:
    """What the browser may count as saved."""
    return cast("Receipt", st.session_state.get("receipt", _NOTHING_RECEIVED))


def finish_and_show() -> None:
    """Mark the answers as finished and go to the results; stay when the database does not take it."""
    if key := _key():
        with _saving() as saved:
            _store().finish(key)
        if saved.done:
            st.session_state.pop("gaps_are_explained", None)
            go_to(RESULTS)


def delete_my_answers() -> None:
    """Delete everything under the visitor's key, then forget the key."""
    if key := _key():
        with _saving() as saved:
            _store().delete(key)
        if saved.done:
            start_over()
            st.session_state["were_deleted"] = True


def forget_key() -> None:
    """Let the next assessment begin under a key of its own; what is stored stays under its link."""
    for forgotten in ("key", "cached", "receipt", "at", "gaps_are_explained"):
        st.session_state.pop(forgotten, None)
    if "r" in st.query_params:
        del st.query_params["r"]


def start_over() -> None:
    """Forget the key in this browser tab. What is stored stays stored, under its address."""
    language_chosen = language()
    st.session_state.clear()
    st.session_state["chosen_language"] = language_chosen
    st.query_params.from_dict({"lang": language_chosen})


def were_deleted() -> bool:
    """Whether the answers were deleted a moment ago; says so once."""
    return bool(st.session_state.pop("were_deleted", False))


def continue_with(address_or_key: str) -> bool:
    """Take a pasted address, or its key alone; False when nothing is stored under it."""
    _, _, after = address_or_key.strip().partition("r=")
    key = (after or address_or_key.strip()).partition("&")[0]
    try:
        found = bool(key) and _store().load(key) is not None
    except StoreUnavailable:
        st.session_state["storage_is_down"] = True
        return False
    if found:
        leave_example()
        _adopt(key)
    return found


def open_answers(data: bytes | None, name: str) -> bool:
    """Store the answers of a file under a new key; None stands for a file too large to be one.

    Raises Problems with everything that is wrong in the file. False when the database did not take it.
    """
    if data is None:
        found, remedy = "is larger than 1 MiB", "open an answers file that Drivkraft has saved"
        raise Problems([Problem(name, None, None, "the file", found, "expected at most 1 MiB", remedy)])
    opened = Answers.from_json(data, instrument(), name)
    leave_example()
    with _saving() as saved:
        _store().begin(
            _adopt(new_key()),
            opened.choices(),
            instrument_version=opened.instrument_version or instrument().version,
            scoring_version=SCORING_VERSION,
        )
    return saved.done


# Example --------------------------------------------------------------------------------------------------------------


def show_example() -> None:
    """Show the invented case on results and report until the visitor goes back to their own."""
    st.session_state["showing_example"] = True


def leave_example() -> None:
    """Go back to the visitor's own answers."""
    st.session_state.pop("showing_example", None)
    if "example" in st.query_params:
        del st.query_params["example"]


def showing_example() -> bool:
    """Whether results and report show the invented case; the address tells it, so a reload keeps it."""
    return bool(st.session_state.get("showing_example", False)) or "example" in st.query_params


# Pages of questions ---------------------------------------------------------------------------------------------------


def question_page(ids: list[str]) -> int:
    """Which page of questions is open: the one in the address, else the one last open, else the first."""
    for wish in (st.query_params.get("at"), st.session_state.get("at")):
        if wish in ids:
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
    """Keep the explanation of open answers on screen."""
    st.session_state["gaps_are_explained"] = True


def gaps_are_explained() -> bool:
    """Whether the visitor has asked to finish with gaps."""
    return bool(st.session_state.get("gaps_are_explained", False))


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
    in_address = st.query_params.get("r")
    if in_address and in_address != st.session_state.get("key"):
        st.session_state["key"] = in_address
        for forgotten in ("cached", "receipt", "gaps_are_explained"):
            st.session_state.pop(forgotten, None)
    return cast("str | None", st.session_state.get("key"))


def _today() -> date:
    """The visitor's day, as far as the browser tells a time zone we know."""
    try:
        zone = ZoneInfo(st.context.timezone or "UTC")
    except (KeyError, ValueError, OSError):
        zone = ZoneInfo("UTC")
    return datetime.now(zone).date()


def _adopt(key: str) -> str:
    """Take a key for session and address alike: the one in the address wins at the next reading."""
    st.query_params["r"] = key
    return _key() or key


def _last_answers() -> Answers | None:
    cached = _cached()
    return cached.answers if cached else None


def _cached() -> _Cached | None:
    return cast("_Cached | None", st.session_state.get("cached"))


@dataclass
class _Saved:
    done: bool = False


@contextmanager
def _saving() -> Iterator[_Saved]:
    """Run one transaction; trouble with the database is remembered, not raised."""
    saved = _Saved()
    try:
        yield saved
        saved.done = True
    except StoreUnavailable:
        pass
    st.session_state["storage_is_down"] = not saved.done
