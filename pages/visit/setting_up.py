"""What a leader types about a round before it begins: kept as it is typed, checked when it is to begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from assessment.answers import NAME_LIMIT
from assessment.decided import decided_before
from assessment.instrument import FormId
from assessment.rollout import WAVES, Wave
from assessment.rounds import (
    MOST_DAYS,
    MOST_DEPARTMENTS,
    CannotBegin,
    Department,
    Draft,
    Setup,
    Whom,
    together,
    utc_day,
)
from assessment.sentences.told import promised_sources
from assessment.writes import KeepDraft
from pages.visit import address, assessments, banks, controls, leading, memory, places, saving
from pages.visit.address import Owner

DAYS_OPEN: Final = 14
WEEKS_OF_STEPS: Final = DAYS_OPEN * len(WAVES) // 7
LONGEST_NAME: Final = NAME_LIMIT
MINIMA: Final = (5, 7, 10)
_ROWS: Final = 3  # Lines for departments before any is filled in.
_DRAFT: Final = "round_draft"  # What is saved, among the writes that wait.


def show(forms: Sequence[FormId]) -> None:
    """Set the controls to what was typed before, in this tab, in another, or before a reload, as last read."""
    known = _known()
    form = known.form if known.form in forms else forms[0]
    controls.show("round_name", known.name)
    controls.show("round_size", known.size)
    for number in range(1, min(MOST_DEPARTMENTS, max(_ROWS, len(known.departments) + 1)) + 1):
        lines = known.departments[number - 1 : number] or (("", ""),)
        controls.show(f"round_group_{number}", lines[0][0])
        controls.show(f"round_group_size_{number}", lines[0][1])
    controls.show("round_form", form)
    controls.show("round_closes", _possible(known.closes_on))
    controls.show("round_minimum", known.minimum if known.minimum in MINIMA else MINIMA[0])
    controls.show("round_told", known.are_told)


def read() -> None:
    """Read what is typed about the next round, saved or about to be."""
    visitor, pending = address.visitor(), memory.WAITING.value.get(_DRAFT)
    if isinstance(pending, KeepDraft):
        memory.ROUND_DRAFT.keep(pending.draft)
    elif isinstance(visitor, Owner):
        with saving.reading():
            memory.ROUND_DRAFT.keep(saving.leading(visitor.key).draft())


def _known() -> Draft:
    """What is typed, as last read; without any, what follows from the rounds before."""
    return _typed_before() or Draft.after(leading.known())


def _typed_before() -> Draft | None:
    """What is typed, as last read; None where no more than whom to ask is chosen."""
    typed = memory.ROUND_DRAFT.value
    return None if typed is None or replace(typed, whom=None) == Draft() else typed


def keep(control: str) -> None:
    """Keep what stands in the fields, once one of them has changed."""
    if controls.is_changed(control):
        _keep(_typed())


def choose_whom() -> None:
    """Keep whom the next round is for, as chosen in its control."""
    if controls.is_changed("round_whom"):
        chosen: Whom = "steps" if memory.on_screen("round_whom") == "steps" else "team"
        memory.WHOM.keep(chosen)
        _keep(replace(memory.ROUND_DRAFT.value or Draft(), whom=chosen))


def choose_wave(wave: Wave | None, name: str = "") -> None:
    """Make the next round a step of a roll-out, None for no step; it has this name where nothing is typed.

    With no step it loses the name again. The fields are not on screen while the step may not begin yet.
    """
    typed = _typed_before()
    if wave is None:
        is_on_screen = memory.on_screen("round_name") is not None
        known = _typed() if is_on_screen else _known()
        _keep(replace(known, wave=None, name="" if known.name == name else known.name))
    else:
        known = typed or Draft.after(leading.known(), wave)
        _keep(replace(known, wave=wave, name=known.name or name, whom="steps"))
        leading.open_round(None)
    memory.WHOM.keep("steps")
    places.arrive_at("rollout" if wave is None else "round_top")


def wave() -> Wave | None:
    """The step of a roll-out that the next round is, as last read."""
    return _known().wave


def is_typed() -> bool:
    """Whether anything is typed about a round that is no step of a roll-out, as last read."""
    typed = memory.ROUND_DRAFT.value
    return typed is not None and typed.wave is None and bool(typed.name or typed.size or typed.departments)


def _keep(typed: Draft) -> None:
    saving.save(_DRAFT, KeepDraft(typed))
    memory.ROUND_DRAFT.keep(typed)


def _typed() -> Draft:
    """The fields as they are on screen."""
    name, size, closes = (memory.on_screen(control) for control in ("round_name", "round_size", "round_closes"))
    minimum = memory.on_screen("round_minimum")
    lines = [_line(number) for number in range(1, MOST_DEPARTMENTS + 1)]
    last = max((number for number, line in enumerate(lines, 1) if any(line)), default=0)
    return Draft(
        name=name if isinstance(name, str) else "",
        size=size if isinstance(size, str) else "",
        departments=tuple(lines[:last]),
        closes_on=closes if isinstance(closes, date) else None,
        form="full" if memory.on_screen("round_form") == "full" else "quick",
        minimum=minimum if isinstance(minimum, int) else None,
        are_told=memory.on_screen("round_told") is True,
        wave=wave(),
        whom=leading.whom(),
    )


def _line(number: int) -> tuple[str, str]:
    """The name and the number in a line for a department, as they are on screen."""
    found = (memory.on_screen(f"{control}_{number}") for control in ("round_group", "round_group_size"))
    name, size = (text.strip() if isinstance(text, str) else "" for text in found)
    return name, size


def _possible(day: date | None) -> date:
    return day if day is not None and today() <= day <= last_possible_day() else default_day()


def rows() -> int:
    """How many lines for departments are shown: one more than are filled in, and at least three."""
    filled = [number for number in range(1, MOST_DEPARTMENTS + 1) if is_filled(number)]
    return min(MOST_DEPARTMENTS, max(_ROWS, (filled[-1] if filled else 0) + 1))


def is_filled(number: int) -> bool:
    """Whether a line for a department has anything in it."""
    return any(_line(number))


def fewest_with_departments() -> int:
    """How many people must be asked before a department can be shown: it and everybody else are two groups."""
    return 2 * setup().minimum


def may_have_departments() -> bool:
    """Whether any department could be shown, as far as is typed, or is described already.

    The executive team is asked without, unless so many are in it.
    """
    described = setup()
    least = 1 if described.size == 0 and described.wave == "executive" else described.size
    return bool(described.departments) or not 0 < least < fewest_with_departments()


def remove_department(number: int) -> None:
    """Empty a line; those below it move up."""
    for row in range(number, rows()):
        for control in ("round_group", "round_group_size"):
            memory.set_control(f"{control}_{row}", memory.on_screen(f"{control}_{row + 1}"))
    memory.set_control(f"round_group_{rows()}", "")
    memory.set_control(f"round_group_size_{rows()}", "")
    _keep(_typed())


def setup() -> Setup:
    """What the fields say now. Where the number of people is left empty, it is that of the departments."""
    typed = _typed()
    departments = tuple(Department(name, _people(size) or 0) for name, size in typed.departments if name or size)
    people = _people(typed.size)
    return Setup(
        name=typed.name,
        size=sum(each.size for each in departments) if people is None else people,
        closes_on=typed.closes_on or default_day(),
        form=typed.form or "quick",
        minimum=typed.minimum or MINIMA[0],
        departments=departments,
        wave=typed.wave,
        are_told=typed.are_told,
    )


def _people(written: str) -> int | None:
    """The number of people in a field; 0 for what is no number, None when nothing is written."""
    text = written.strip()
    if not text:
        return None
    return int(text) if text.isascii() and text.isdecimal() else 0


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
    """Begin the round that the fields describe, or remember what is wrong with it; a second click begins no other."""
    visitor, wanted = address.visitor(), setup()
    if not isinstance(visitor, Owner):
        return
    asked = banks.today()
    memory.NOT_BEGUN.keep(wanted.problems(utc_day(asked.now)))
    if memory.NOT_BEGUN.value:
        return
    with saving.trying():
        try:
            saving.leading(visitor.key).begin(replace(wanted, promised=_promised(wanted.wave)), asked)
        except CannotBegin:
            return  # The page shows what there is instead of the setup.
        saving.drop(_DRAFT)
        memory.ROUND_DRAFT.forget()
        leading.open_round(None)
        places.arrive_at("round_headline")


def _promised(wave: Wave | None) -> tuple[str, ...]:
    """The sources of the advice that the message of a step tells is planned."""
    own = assessments.report()
    if own is None or wave is None:
        return ()
    return promised_sources(decided_before(together(leading.known()), wave, own), own.instrument)


def problems() -> Sequence[str]:
    """What kept the round from beginning at the last press and has not been put right since."""
    found = memory.NOT_BEGUN.value
    return [each for each in setup().problems(today()) if each in found] if found else ()
