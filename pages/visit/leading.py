"""A leader's rounds: set up in the controls of the page, begun, closed once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from assessment.answers import NAME_LIMIT
from assessment.instrument import FormId, Language
from assessment.rounds import MOST_DAYS, MOST_DEPARTMENTS, CannotBegin, Department, LedRound, Setup, utc_day
from pages.visit import address, banks, memory, places, saving
from pages.visit.address import Owner

DAYS_OPEN: Final = 14
LONGEST_NAME: Final = NAME_LIMIT
_ROWS: Final = 3  # Lines for departments before any is filled in.


def rounds() -> Sequence[LedRound]:
    """All rounds of the visitor's series, oldest first; as last read while the database cannot be read."""
    visitor = address.visitor()
    if isinstance(visitor, Owner):
        with saving.reading():
            memory.LED.keep(saving.leading(visitor.key).rounds(banks.today()))
        return memory.LED.value
    return ()


def earliest() -> date:
    """The first day on which the next round can begin."""
    visitor = address.visitor()
    if isinstance(visitor, Owner):
        with saving.reading():
            return saving.leading(visitor.key).earliest(None, banks.today())
    return today()


def rows() -> int:
    """How many lines for departments are shown: one more than are filled in, and at least three."""
    filled = [number for number in range(1, MOST_DEPARTMENTS + 1) if _department(number) is not None]
    return min(MOST_DEPARTMENTS, max(_ROWS, (filled[-1] if filled else 0) + 1))


def is_filled(number: int) -> bool:
    """Whether a line for a department has anything in it."""
    return _department(number) is not None


def _department(number: int) -> Department | None:
    """The department in a line; None where the line is empty."""
    name, size = memory.on_screen(f"round_group_{number}"), memory.on_screen(f"round_group_size_{number}")
    written = name.strip() if isinstance(name, str) else ""
    people = _people(size)
    return None if people is None and not written else Department(written, people or 0)


def _people(written: object) -> int | None:
    """The number of people in a field; 0 for what is no number, None when nothing is written."""
    text = written.strip() if isinstance(written, str) else ""
    if not text:
        return None
    return int(text) if text.isascii() and text.isdecimal() else 0


def remove_department(number: int) -> None:
    """Empty a line; those below it move up."""
    for row in range(number, rows()):
        for control in ("round_group", "round_group_size"):
            memory.set_control(f"{control}_{row}", memory.on_screen(f"{control}_{row + 1}"))
    memory.set_control(f"round_group_{rows()}", "")
    memory.set_control(f"round_group_size_{rows()}", "")


def setup() -> Setup:
    """What the controls say now. Where the number of people is left empty, it is that of the departments."""
    found = [_department(number) for number in range(1, MOST_DEPARTMENTS + 1)]
    departments = tuple(each for each in found if each is not None)
    size, name, closes = (memory.on_screen(control) for control in ("round_size", "round_name", "round_closes"))
    minimum = memory.on_screen("round_minimum")
    form: FormId = "full" if memory.on_screen("round_form") == "full" else "quick"
    return Setup(
        name=name if isinstance(name, str) else "",
        size=sum(each.size for each in departments) if (people := _people(size)) is None else people,
        closes_on=closes if isinstance(closes, date) else default_day(),
        form=form,
        minimum=minimum if isinstance(minimum, int) else 5,
        departments=departments,
        are_told=memory.on_screen("round_told") is True,
    )


def today() -> date:
    """Today in UTC, by which rounds begin and close."""
    return utc_day(address.now())


def default_day() -> date:
    """The last day of a round that nobody has changed."""
    return today() + timedelta(days=DAYS_OPEN)


def last_possible_day() -> date:
    """The latest last day of a round."""
    return today() + timedelta(days=MOST_DAYS)


def begin() -> None:
    """Begin the round that the controls describe, or remember what is wrong with it; a second click begins no other."""
    visitor, wanted = address.visitor(), setup()
    if not isinstance(visitor, Owner):
        return
    asked = banks.today()
    memory.NOT_BEGUN.keep(wanted.problems(utc_day(asked.now)))
    if memory.NOT_BEGUN.value:
        return
    with saving.trying():
        try:
            saving.leading(visitor.key).begin(wanted, asked)
        except CannotBegin:
            return  # The page shows what there is instead of the setup.
        places.arrive_at("round_headline")


def problems() -> Sequence[str]:
    """What kept the round from beginning at the last press."""
    return memory.NOT_BEGUN.value


def link(led: LedRound, language: Language | None = None) -> str:
    """The address to send to the team, in the reader's language or in this one."""
    return address.link_to({"lang": language or address.language(), "c": led.code}, "")


def ask_before_closing() -> None:
    """Ask on the page before the round is closed."""
    memory.ASKS_BEFORE_CLOSING.keep(value=True)


def keep_open() -> None:
    """Stop asking."""
    memory.ASKS_BEFORE_CLOSING.forget()


def asks_before_closing() -> bool:
    """Whether the leader has pressed to close and has not answered yet."""
    return memory.ASKS_BEFORE_CLOSING.value


def close(number: int) -> None:
    """Close a round now, for good; its result is worked out in the same step."""
    visitor = address.visitor()
    if not isinstance(visitor, Owner):
        return
    with saving.trying() as tried:
        closed = saving.leading(visitor.key).close(number, banks.today())
    if tried.done:
        keep_open()
        is_released = closed is not None and closed.state == "released"
        places.arrive_at("team_headline" if is_released else "round_headline")
