"""The management team's map: begun and closed by a leader, and told into by everybody with its public code."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Final, Literal

import streamlit as st

from assessment.incentives.changes import AddMeasure, MapChange
from assessment.incentives.testimony import ToldByRoles
from assessment.instrument import Language
from assessment.report import Report
from assessment.storage import StoreUnavailable, new_key
from assessment.team_map import MapSeat, RoleTaken, Row, TeamMap, TeamMapClosed
from assessment.telling import ChangeRow, CloseTeamMap, FreeRole, TakeBackRow
from pages.visit import address, banks, memory, places, saving, undoing
from pages.visit.address import MapMember, Owner
from server.limiting import NEW_ASSESSMENTS, count, count_wrong_key

# The control in which a role is picked.
ROLES: Final = "team_map_roles"

# What a member of the management team does next.
MapStep = Literal["pick", "own", "guess", "done"]


def asked() -> TeamMap | None:
    """The map of the code in the address, read now; as last read while the database cannot be read.

    None when the code is unknown, or the map is gone.
    """
    visitor = address.visitor()
    if not isinstance(visitor, MapMember):
        return None
    with saving.reading():
        seat = saving.map_seat(visitor.code, visitor.key or "")
        stored = seat.state()
        memory.MAP_STATE.keep(stored)
        found = seat.found(stored, banks.today())
        memory.TEAM_MAP.keep(found)
        memory.SEAT_ROLE.keep(seat.role() if found and visitor.key else None)
        if found is None and memory.WRONG_KEY.value != visitor.code:  # a page asks more than once
            memory.WRONG_KEY.keep(visitor.code)
            count_wrong_key(st.context.ip_address)
    return known()


def known() -> TeamMap | None:
    """The map of the code in the address, as last read."""
    return memory.TEAM_MAP.value


def role() -> str | None:
    """The role that the visitor answers for in the map, as last read; None without one."""
    found = known()
    return memory.SEAT_ROLE.value if found and memory.SEAT_ROLE.value in found.taken else None


def step() -> MapStep:
    """What the visitor does next."""
    found, own = known(), role()
    mine = found.of(own) if found else None
    if mine is None:
        return "pick"
    if not mine.has_told or mine.before is not None:
        return "own"
    return "guess" if mine.about and not mine.has_guessed else "done"


def leads_nowhere() -> bool:
    """Whether a key is in the address that answers for no role."""
    visitor = address.visitor()
    is_key = isinstance(visitor, MapMember) and visitor.key is not None
    return is_key and saving.obstacle() is None and role() is None


def has_changed() -> bool:
    """Whether anything is told, taken back, closed, or then decided, since the page was drawn."""
    visitor, state = address.visitor(), memory.MAP_STATE.value
    with saving.reading():
        match visitor:
            case MapMember(code, key):
                seat = saving.map_seat(code, key or "")
                state = seat.state()
                if state is not None and state.is_closed and state == memory.MAP_STATE.value:
                    found, before = seat.found(state, banks.today()), known()
                    return found is not None and before is not None and found.map != before.map
            case Owner(key):
                state = saving.led_map(key).state()
    return state != memory.MAP_STATE.value


def role_is_picked() -> None:
    """Answer for the role that was picked in its control."""
    picked = getattr(memory.on_screen(ROLES), "picked", None)
    if isinstance(picked, str):
        pick(picked)


def pick(picked: str) -> None:
    """Answer for this role, under a new key unless the visitor has one; one that somebody else took says so."""
    visitor, found = address.visitor(), known()
    if not isinstance(visitor, MapMember) or found is None or picked not in found.roles:
        return
    memory.ROLE_IS_TAKEN.forget()
    memory.TAKEN_BACK.forget()
    with saving.trying() as tried:
        key = visitor.key if role() else None
        if key is None and not count(NEW_ASSESSMENTS, st.context.ip_address):
            raise saving.TooMany
        try:
            seat = saving.map_seat(visitor.code, key or new_key())
            if seat.pick(picked):
                address.adopt(seat.key)  # Not before: a key that answers for no role is one whose row is gone.
        except RoleTaken:
            memory.ROLE_IS_TAKEN.keep(picked)
        except TeamMapClosed:
            pass  # the page says so
    if tried.done and memory.ROLE_IS_TAKEN.value is None:
        places.arrive_at("team_map_row")


def taken_role() -> str | None:
    """The role that the visitor has picked although somebody else answers for it; None once it is free."""
    found, taken = known(), memory.ROLE_IS_TAKEN.value
    if found and taken not in found.taken:
        memory.ROLE_IS_TAKEN.forget()  # Whoever picks it next is not in this visitor's way.
    return memory.ROLE_IS_TAKEN.value


def go_on(key: str) -> None:
    """Go on with what this browser has told before; a key that answers for nothing is to be forgotten."""
    address.adopt(key)


def writing(change: MapChange) -> ChangeRow | None:
    """How a change to the row that the visitor is entering is stored; None when there is none."""
    visitor, found, now = address.visitor(), known(), step()
    if not isinstance(visitor, MapMember) or found is None or now not in ("own", "guess"):
        return None
    row: Row = "own" if now == "own" else "guess"
    if isinstance(change, AddMeasure):  # The row is confirmed as a whole, when it is done.
        change = replace(change, measure=change.measure.kept())
    return ChangeRow(visitor.code, row, change, found)


def row_report() -> Report | None:
    """A report about the role whose row the visitor is entering, alone; None while there is none."""
    found, own = known(), role()
    mine = found.of(own) if found else None
    if found is None or mine is None:
        return None
    if step() == "guess":
        return found.row_report(mine.about or "", mine.guess, banks.today())
    return found.row_report(mine.role, mine.own, banks.today())


def told() -> None:
    """The own row is done; one without a measure, or with one nothing is said of, only when that is pressed twice."""
    if _says_nothing_yet():
        return
    if _seated(lambda seat, found: seat.tell(found)):
        places.arrive_at("team_map_top")


def _says_nothing_yet() -> bool:
    """Whether the row, or a measure of it, says nothing, and is to be done for the first time."""
    if says_nothing() is None or memory.HAS_NO_MEASURE.value:
        return False
    memory.HAS_NO_MEASURE.keep(value=True)
    return True


def says_nothing() -> Literal["no_measure", "not_said"] | None:
    """What a row lacks to say anything: a measure, or, of the own row, what one in own words does; None if nothing."""
    report = row_report()
    alone = report.answers.incentives if report else None
    if alone is None:
        return None
    if not alone.roles[0].measures:
        return "no_measure"
    is_said = step() == "guess" or all(measure.is_described for measure in alone.roles[0].measures)
    return None if is_said else "not_said"


def lacks() -> Literal["no_measure", "not_said"] | None:
    """What a row that was to be done lacks still, which has been said once."""
    return says_nothing() if memory.HAS_NO_MEASURE.value else None


def guessed(*, is_skipped: bool = False) -> None:
    """The guess is done, or left out; one without a measure is done only when that is pressed twice."""
    if not is_skipped and _says_nothing_yet():
        return
    if _seated(lambda seat, found: seat.guess(found, is_skipped=is_skipped)):
        places.arrive_at("team_map_top")


def guess_again() -> None:
    """Change the guess, or guess after all."""
    if _seated(lambda seat, found: seat.guess_again(found)):
        places.arrive_at("team_map_row")


def open_again() -> None:
    """Change the own row once more."""
    if _seated(lambda seat, found: seat.open_again(found)):
        places.arrive_at("team_map_row")


def other_role() -> None:
    """Pick another role. Nothing that was said is lost by it: where something is, it is taken back, with its undo."""
    found, own = known(), role()
    mine = found.of(own) if found else None
    if mine is None or mine.has_told or mine.own:
        take_back()
    elif _seated(lambda seat, found: seat.take_back(found) is not None):
        memory.SEAT_ROLE.forget()
        memory.TAKEN_BACK.keep("nothing")
        places.arrive_at("team_map_top")


def take_back() -> None:
    """Delete what the visitor has told, and let somebody else pick the role; for some seconds that can be undone."""
    visitor, found = address.visitor(), known()
    if not isinstance(visitor, MapMember) or found is None or undoing.is_second_click("withdraw"):
        return
    memory.HAS_NO_MEASURE.forget()
    mine = found.of(role())
    has_guess = bool(mine and mine.guess_is_in)
    kind: Literal["told_both", "told_row"] = "told_both" if has_guess else "told_row"
    if undoing.save(kind, "", "withdraw", TakeBackRow(visitor.code, found)):
        memory.SEAT_ROLE.forget()
        memory.TAKEN_BACK.keep("both" if has_guess else "row")
        places.arrive_at("team_map_top")


def taken_back() -> Literal["nothing", "row", "both"] | None:
    """What was taken back a moment ago in this tab: the own row, or the guess with it, or a role without a word."""
    return memory.TAKEN_BACK.value


def _seated(act: Callable[[MapSeat, TeamMap], bool]) -> bool:
    """Whether what the visitor's key opens in the map, read anew, was acted on."""
    visitor, found = address.visitor(), asked()
    if not isinstance(visitor, MapMember) or visitor.key is None or found is None:
        return False
    memory.HAS_NO_MEASURE.forget()
    is_acted_on = False
    with saving.trying() as tried:
        is_acted_on = act(saving.map_seat(visitor.code, visitor.key), found)
    return tried.done and is_acted_on


def whole_report(found: TeamMap) -> Report:
    """A report about the map so far; made anew only when somebody has told something."""
    before, language = memory.TEAM_MAP_REPORT.value, address.language()
    if before is not None and before[0] == (found, language):
        return before[1]
    report = found.report(banks.today())
    memory.TEAM_MAP_REPORT.keep(((found, language), report))
    return report


def begin() -> None:
    """Begin the management team's map with the roles of the leader's own, whose roles are chosen then."""
    visitor = address.visitor()
    if not isinstance(visitor, Owner):
        return
    with saving.trying() as tried:
        saving.led_map(visitor.key).begin()
    if tried.done:
        undoing.offer_no_more("team_map")  # Those answers are gone: undoing would only take them out of the map.
        memory.LOOKS_AT_MAP.forget()
        memory.set_control("map_role", None)
        memory.NO_ROLE_IS_OPEN.keep(value=True)
        show_team_map()


def show_team_map() -> None:
    """Show the management team's map in place of the leader's own, as long as it is open."""
    memory.SHOWS_OWN_MAP.forget()
    for each in (memory.CHOOSES_ROLES, memory.TAKEN):  # What was open before would be there once the map is closed.
        each.forget()
    places.arrive_at("team_map")


def show_own_map() -> None:
    """Show the leader's own map although the management team's is open, until the page is left."""
    memory.SHOWS_OWN_MAP.keep(value=True)


def free(role: str, name: str) -> None:
    """Free a role that somebody has picked, and delete what was told for it; for some seconds that can be undone."""
    found, control = known_led(), f"free_{role}"
    row = found.of(role) if found else None
    if found is None or row is None or undoing.is_second_click(control):
        return
    undoing.save("freed_row" if row.has_told or row.own else "freed", name, control, FreeRole(role, found))
    places.stay_at("team_map_roles")  # Its button is gone, and the focus would be lost with it.


def show_all_rows() -> None:
    """Show everybody the rows that wait for a guess too."""
    visitor = address.visitor()
    if isinstance(visitor, Owner):
        with saving.trying() as tried:
            saving.led_map(visitor.key).show()
        if tried.done:
            memory.LOOKS_AT_MAP.keep(value=True)


def is_looking(found: TeamMap) -> bool:
    """Whether the map is looked at: all have answered, or the leader has shown every row without waiting for more."""
    return found.is_complete or (memory.LOOKS_AT_MAP.value and bool(found.shown))


def shows_own_map() -> bool:
    """Whether the leader's own map is shown although the management team's is open."""
    return memory.SHOWS_OWN_MAP.value


def led() -> TeamMap | None:
    """The leader's team map, read now; as last read while the database cannot be read. None without one."""
    visitor = address.visitor()
    if not isinstance(visitor, Owner):
        return None
    with saving.reading():
        mine = saving.led_map(visitor.key)
        stored = mine.state()
        found = mine.found(stored, banks.today())
        if found and found.is_shown_anew:  # The leader has removed a role: now all may have answered.
            with suppress(StoreUnavailable):  # The next run tries again.
                mine.keep_shown(found)
        memory.MAP_STATE.keep(stored)
        memory.LED_MAP.keep((None if stored is None else stored.code(visitor.key), found))
    return known_led()


def known_led() -> TeamMap | None:
    """The leader's team map as last read."""
    return memory.LED_MAP.value[1]


def outcome() -> ToldByRoles | None:
    """What came of the leader's team map, as last read, once it is closed; None where nobody has answered."""
    found = known_led() if isinstance(address.visitor(), Owner) else None
    return found.outcome if found and not found.is_open and found.answered else None


def with_told(report: Report) -> Report:
    """The leader's report with what came of the team map, once that is closed."""
    return replace(report, told=outcome())


def link(language: Language | None = None) -> str:
    """The address to show to the management team, in the reader's language or in this one."""
    code = memory.LED_MAP.value[0] or ""
    return address.link_to({"lang": language or address.language(), "c": code}, "incentives")


def close() -> None:
    """Close the map: what its roles have told of themselves becomes the leader's own map, which can be undone."""
    found = known_led()
    if found is None or undoing.is_second_click("team_map_close"):
        return
    agreed = found.answers.agreed_elements(found.instrument)
    undoing.save("team_map", "", "team_map_close", CloseTeamMap(found, agreed))
