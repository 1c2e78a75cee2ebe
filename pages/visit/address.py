"""Who is here, in which language and time zone: what the address says, and what the session remembers of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Final, Literal, cast, get_args
from urllib.parse import urlencode, urlsplit, urlunsplit
from zoneinfo import ZoneInfo

import streamlit as st

from assessment.instrument import LANGUAGES, Language
from assessment.words import first_language
from pages.visit import memory, offered
from pages.visit.private_link import find_campaign, find_link, find_team_map
from server.sign_in import COOKIE

# What the address may hold, and what each kind of key opens.
_PARAMETERS: Final = ("lang", "r", "view", "at", "for", "example", "c")
_OPENS: Final = {"r": "answers", "view": "results"}

# What a visitor may do with the results on screen: read them, download them, change the answers behind them.
Act = Literal["read", "download", "change"]


class _Visitor:
    def may(self, act: Act) -> bool:
        """Whether this visitor is allowed to do it."""
        return act in _ALLOWED[type(self)]


@dataclass(frozen=True)
class Owner(_Visitor):
    """Came with a private key, or has begun an assessment: everything stored under the key is the visitor's own."""

    key: str


@dataclass(frozen=True)
class Viewer(_Visitor):
    """Came with a read-only key, which shows another person's results."""

    key: str


@dataclass(frozen=True)
class Example(_Visitor):
    """Looks at the invented case."""


@dataclass(frozen=True)
class TeamMember(_Visitor):
    """Came with the public code of a team's round; `key` opens the visitor's own answers in it, once there are any."""

    code: str
    key: str | None


@dataclass(frozen=True)
class CampaignVisitor(_Visitor):
    """Came with the public code of a consultant's campaign, and has not begun; then, they are an Owner."""

    code: str


@dataclass(frozen=True)
class MapMember(_Visitor):
    """Came with the public code of a management team's map; `key` opens what the visitor has told for it."""

    code: str
    key: str | None


@dataclass(frozen=True)
class Stranger(_Visitor):
    """Has no key."""


Visitor = Owner | Viewer | Example | TeamMember | CampaignVisitor | MapMember | Stranger

_ALLOWED: Final[Mapping[type[_Visitor], frozenset[Act]]] = {
    Owner: frozenset({"read", "download", "change"}),
    Viewer: frozenset({"read"}),
    Example: frozenset({"read", "download"}),
    TeamMember: frozenset({"read"}),
    CampaignVisitor: frozenset(),
    MapMember: frozenset(),
    Stranger: frozenset(),
}


def visitor() -> Visitor:
    """Who is here: what the address says, else what the session remembers."""
    here = st.query_params.to_dict()  # once: at each look at it, Streamlit asks whether the run is to end
    if memory.IS_EXAMPLE.value or "example" in here:  # The address says so too, for a reload.
        return Example()
    if view := _view_key(here):
        return Viewer(view)
    key, code = _own_key(here), _public_code(here)
    if code and is_team_map(code):
        return MapMember(code, key)
    if code and not is_campaigns(code):
        return TeamMember(code, key)
    if key is not None:
        return Owner(key)
    return CampaignVisitor(code) if code else Stranger()


def parameters(of: Visitor | None = None) -> dict[str, str]:
    """The query parameters every page keeps, of this visitor or of who is here."""
    kept: dict[str, str] = {"lang": language()}
    match of or visitor():
        case Example():
            kept |= {"example": "1"} | ({"c": code} if (code := campaign_code()) else {})
        case Viewer(key):
            kept["view"] = key
        case Owner(key):
            kept["r"] = key
        case TeamMember(code, own) | MapMember(code, own):
            kept |= {"c": code} | ({"r": own} if own else {})
        case CampaignVisitor(code):
            kept["c"] = code
        case Stranger():
            pass
    return kept


def link_to(query: Mapping[str, str], page: str = "results") -> str:
    """A whole address of a page, by default the results, as far as the browser reports its own address."""
    here = urlsplit(st.context.url or "")
    return urlunsplit((here.scheme, here.netloc, f"{here.path.rpartition('/')[0]}/{page}", urlencode(query), ""))


def keep_address() -> None:
    """Put language and key into the address in their proper form, and remove second copies of a key."""
    kept, here = parameters(), st.query_params.to_dict()
    for name, value in kept.items():
        if here.get(name) != value:
            st.query_params[name] = value
    keys = {kept[name] for name in ("r", "view", "c") if name in kept}
    for name, value in here.items():
        if name not in _PARAMETERS and any(key in f"{name}={value}" for key in keys):
            del st.query_params[name]


def _key_in(here: Mapping[str, str], name: Literal["r", "view"]) -> str | None:
    """The key of this name in the address, without what surrounds it; if it is not a key, as it was written."""
    if written := here.get(name):
        found = find_link(f"{name}={written}")
        return found.key if found else written
    if here.keys() <= set(_PARAMETERS) and here.get("lang", "sv") in LANGUAGES:
        return None
    # Such as "&amp;r=", which a browser turns into a parameter "amp;r".
    found = find_link("&".join(f"{key}={value}" for key, value in here.items()))
    return found.key if found and found.opens == _OPENS[name] else None


def language() -> Language:
    """The language of the address, else the one chosen before, else the browser's, else Swedish; one that we speak.

    We speak those of the question bank.
    """
    spoken, locale, before = offered.languages(), (st.context.locale or "")[:2], memory.CHOSEN_LANGUAGE.value
    known = first_language(st.query_params.get("lang"), before, locale, spoken=spoken)
    if known and known != before:
        memory.CHOSEN_LANGUAGE.keep(known)
    return known or spoken[0]


def show_language(shown: Language) -> None:
    """Set the frame's control to the language of the address."""
    memory.set_control("language", shown)


def choose_language() -> None:
    """Adopt the language chosen in the frame."""
    chosen = cast("Language", memory.on_screen("language"))
    memory.CHOSEN_LANGUAGE.keep(chosen)
    st.query_params["lang"] = chosen


def question_page() -> str | None:
    """The page of questions in the address; among a consultant's campaigns, the id of the one that is open."""
    return st.query_params.get("at")


def sought() -> tuple[memory.Sought, int] | None:
    """What a step of a roll-out waits for on this page, and the number of that step, by the address."""
    what, _, step = st.query_params.get("for", "").partition(".")
    if what not in get_args(memory.Sought) or step not in ("2", "3"):
        return None
    return cast("memory.Sought", what), int(step)


def turn_to(page_id: str | None) -> None:
    """Open a page of questions, or a campaign; it gets its own address, so the browser's back button works.

    None opens the first page where a question is open, at that question.
    """
    if page_id is None:
        st.query_params.pop("at", None)
    else:
        st.query_params["at"] = page_id


def asked_for() -> int | None:
    """The number in the address of the finished assessment to show."""
    asked = st.query_params.get("assessment", "")
    return int(asked[:9]) if asked.isascii() and asked.isdecimal() else None


def ask_for(number: int | None) -> None:
    """Keep the number of the finished assessment to show in the address, for reloads; None is the latest."""
    if number is None:
        st.query_params.pop("assessment", None)
    else:
        st.query_params["assessment"] = str(number)


def show_example() -> None:
    """Show the invented case on results and report until the visitor goes back to their own."""
    leave_view()
    memory.IS_EXAMPLE.keep(value=True)


def leave_example() -> None:
    """Go back to the visitor's own answers."""
    memory.IS_EXAMPLE.forget()
    if "example" in st.query_params:
        del st.query_params["example"]


def show_results_of(view_key: str) -> None:
    """Show the results that a read-only key opens."""
    memory.VIEW.keep(view_key)


def leave_view() -> None:
    """Go back to the visitor's own answers."""
    memory.VIEW.forget()
    if "view" in st.query_params:
        del st.query_params["view"]


def _view_key(here: Mapping[str, str]) -> str | None:
    """The read-only key in the address, else the session's; Streamlit's own navigation drops it from the address."""
    if in_address := _key_in(here, "view"):
        memory.VIEW.keep(in_address)
    return memory.VIEW.value


def _public_code(here: Mapping[str, str]) -> str | None:
    """The public code of a team's round, a campaign or a team map in the address, else the session's."""
    if written := here.get("c"):
        found = find_link(f"r={written}")
        marked = find_campaign(f"c={written}") or find_team_map(f"c={written}")
        memory.CODE.keep(marked or (found.key if found else written))
    return memory.CODE.value


def is_campaigns(code: str) -> bool:
    """Whether a public code has the form of a campaign's, and not of a round's."""
    return find_campaign(f"c={code}") == code


def is_team_map(code: str) -> bool:
    """Whether a public code has the form of a management team's map's."""
    return find_team_map(f"c={code}") == code


def campaign_code() -> str | None:
    """The public code of a campaign, once the address or the session has one."""
    code = _public_code(st.query_params.to_dict())
    return code if code and is_campaigns(code) else None


def open_code(code: str | None, key: str | None = None) -> None:
    """Leave what is here for a round or a campaign, with the key of a member's answers in a round, if there is one.

    None is a new start without either. What is stored stays stored, under its address.
    """
    language_chosen = language()
    memory.forget_all()
    memory.CHOSEN_LANGUAGE.keep(language_chosen)
    kept = {"lang": language_chosen, "c": code, "r": key}
    st.query_params.from_dict({name: value for name, value in kept.items() if value})


def begin_as_another() -> None:
    """Forget the key of a member's answers in this browser tab, but not the round: somebody else begins here."""
    open_code(memory.CODE.value)


def own_key() -> str | None:
    """The visitor's private key, even while something else is shown.

    It is the one in the address, which a pasted link may have changed, else the session's.
    """
    return _own_key(st.query_params.to_dict())


def _own_key(here: Mapping[str, str]) -> str | None:
    in_address, known = _key_in(here, "r"), memory.KEY.value
    if in_address and in_address != known:
        memory.KEY.keep(in_address)
        memory.forget("key")
        return in_address
    return known


def sign_in_token() -> str:
    """What the browser's cookie signs a consultant in with, as long as it is valid; "" without one."""
    return str(st.context.cookies.get(COOKIE, ""))


def fingerprint(key: str) -> str:
    """Identifies a key in the browser without revealing it."""
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:16]


def adopt(key: str) -> str:
    """Adopt a key for session and address; the one in the address wins at the next read."""
    st.query_params["r"] = key
    return own_key() or key


def now() -> datetime:
    """The moment in the visitor's time zone."""
    return datetime.now(_zone())


def today() -> date:
    """The visitor's day."""
    return now().date()


def zone_name() -> str:
    """The name of the visitor's time zone, as the browser tells it."""
    return st.context.timezone or "UTC"


def _zone() -> tzinfo:
    """The visitor's time zone if the browser reports a known one, else UTC."""
    try:
        return ZoneInfo(zone_name())
    except (KeyError, ValueError, OSError):
        return UTC
