"""A leader's rounds: read, closed once or called off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from assessment.advice import Advice
from assessment.downloads import TeamDownload
from assessment.exports.team_result import TeamFileKind
from assessment.instrument import Language
from assessment.report import Report
from assessment.rollout import WAVES, Wave
from assessment.rollout_file import RolloutDownload
from assessment.rounds import LedRound, Whom, earliest_day, promised_in, together, utc_day
from assessment.storage import KeyHash
from assessment.together import ON_VIEWS
from assessment.writes import NoteTalk
from pages.visit import address, banks, controls, memory, places, saving
from pages.visit.address import Owner
from pages.visit.memory import WayToEnd


def rounds() -> Sequence[LedRound]:
    """All rounds of the visitor's series, oldest first; as last read while the database cannot be read."""
    visitor = address.visitor()
    if isinstance(visitor, Owner):
        with saving.reading():
            memory.LED.keep(saving.leading(visitor.key).rounds(banks.today()))
            memory.ADVISED_BY_ROUNDS.forget()
        return known()
    return ()


def read_talked() -> None:
    """Read which results have been talked about; has_talked() takes what is known then."""
    visitor = address.visitor()
    if isinstance(visitor, Owner):
        with saving.reading():
            memory.TALKED.keep(saving.leading(visitor.key).talked())


def known() -> Sequence[LedRound]:
    """The rounds as last read: a page reads them once, before its parts are drawn."""
    return memory.LED.value


def promised() -> Mapping[str, Sequence[Wave]]:
    """What the messages of the steps have told is planned, as promised_in() has it."""
    return promised_in(known())


def advised() -> frozenset[str]:
    """The sources of what the results of the rounds advise, and of what they have on any factor."""
    if not memory.ADVISED_BY_ROUNDS.is_kept:
        found = [result for led in known() if (result := led.result(is_for_leader=True))]
        about = (one for each in found for one in (*each.advice, *(each.advice_about(row.factor) for row in each.rows)))
        memory.ADVISED_BY_ROUNDS.keep(frozenset(each.source for each in about if each is not None))
    return memory.ADVISED_BY_ROUNDS.value


def advises_first(report: Report) -> tuple[LedRound, Advice] | None:
    """What the newest result of a round, later than the leader's own, advises to begin with, where that differs.

    It is about another factor than what the leader's own result begins with; what the plan says is done is passed over.
    """
    led = next((each for each in reversed(known()) if each.report), None)
    result = led.result(is_for_leader=True) if led else None
    if led is None or result is None or (led.closed_on or date.min) < report.answered_on:
        return None
    steps = together(known()) if led.setup.wave else None
    found = [one for _, one in steps.to_decide] if steps and steps.are_all else result.advice
    first = next((one for one in found if one.target not in ON_VIEWS and not report.is_done(one)), None)
    own = next(iter(report.to_do), None)
    is_same = first is not None and own is not None and report.instrument.factor_of(own.target) == first.target
    return None if first is None or is_same else (led, first)


def latest_released(wave: Wave) -> LedRound | None:
    """The latest round of a step that has a result; None before there is one."""
    return next((led for led in reversed(known()) if led.setup.wave == wave and led.report), None)


def earliest(wave: Wave | None) -> date:
    """The first day on which the next round of this wave can begin, by the rounds as last read."""
    return earliest_day(known(), wave, utc_day(address.now()))


def open_round(number: int | None) -> None:
    """Show this round on the page, or its result; None for the last round, or for what all steps say together."""
    memory.OPENED_ROUND.keep(number)
    led = next((each for each in known() if each.number == number), None)
    if led is not None:
        places.arrive_at(_top_of(led))


def _top_of(led: LedRound) -> str:
    """What a round begins with: the result of a step with the way to the others."""
    if led.state != "released":
        return "round_headline"
    return "team_headline" if led.setup.wave is None else "rollout_way"


def show_all_steps() -> None:
    """Show what all steps say together in place of the result of one."""
    open_round(None)
    places.arrive_at("rollout_levels")


def is_asked_for() -> bool:
    """Whether the visitor has asked for the round that the page shows."""
    return any(each.number == memory.OPENED_ROUND.value for each in known())


def shown_number() -> int | None:
    """The number of the round the page shows, as last read."""
    shown = shown_round()
    return shown.number if shown else None


def shown_round() -> LedRound | None:
    """The round the page shows, as last read: the one that was asked for, else the last.

    None while a step of a roll-out is chosen: its form is shown in place of the result before it.
    """
    led, draft = known(), memory.ROUND_DRAFT.value
    asked = next((each for each in led if each.number == memory.OPENED_ROUND.value), None)
    last = led[-1] if led else None
    is_over = last is not None and last.state not in ("open", "closed")
    return asked or (None if is_over and draft is not None and draft.wave is not None else last)


def begins_with_step() -> bool:
    """Whether the page begins with the result of a step, beside which the others stand."""
    shown = shown_round()
    return shown is not None and shown.state == "released" and shown.setup.wave is not None


def asked_before(wave: Wave | None) -> int:
    """How many people were asked in the steps before this one; 0 outside the steps."""
    earlier = WAVES[: WAVES.index(wave)] if wave is not None else ()
    asked = {led.setup.wave: led.setup.size for led in known() if led.state == "released"}
    return sum(asked.get(each, 0) for each in earlier)


def link(led: LedRound, language: Language | None = None) -> str:
    """The address to send to the team, in the reader's language or in this one."""
    return address.link_to({"lang": language or address.language(), "c": led.code}, "")


def download(kind: TeamFileKind, code: str, language: Language, *, is_for_leader: bool) -> TeamDownload:
    """A file of the result of the round with this public code; the leader's go on from the own result, data do not."""
    key = address.own_key() if is_for_leader and kind in ("team_pdf", "team_talk", "team_xlsx") else None
    whose = KeyHash.of(key) if key else None
    return TeamDownload(kind, language, code, is_for_leader, address.zone_name(), whose)


def rollout_download(language: Language) -> RolloutDownload:
    """The file of all steps of the visitor's roll-out together."""
    return RolloutDownload(language, KeyHash.of(address.own_key() or ""), address.zone_name())


def ask_before(way: WayToEnd) -> None:
    """Ask on the page before the round is closed or called off."""
    memory.ASKS_BEFORE_ENDING.keep(way)
    places.arrive_at("round_closing")


def keep_open() -> None:
    """Stop asking."""
    memory.ASKS_BEFORE_ENDING.forget()


def asks_before() -> WayToEnd | None:
    """How the leader has pressed to end the round, without having answered yet."""
    return memory.ASKS_BEFORE_ENDING.value


def close(number: int) -> None:
    """Close a round now, for good; its result is worked out in the same step."""
    visitor = address.visitor()
    if not isinstance(visitor, Owner):
        return
    with saving.trying() as tried:
        closed = saving.leading(visitor.key).close(number, banks.today())
    if tried.done:
        keep_open()
        if closed is None or closed.state != "released":
            places.arrive_at("round_headline")
            return
        memory.OPENED_ROUND.keep(closed.number)  # Its own result comes first, also where all steps are done now.
        places.arrive_at(_top_of(closed))


def call_off(number: int) -> None:
    """End a round without a result, and delete its answers."""
    visitor = address.visitor()
    if not isinstance(visitor, Owner):
        return
    with saving.trying() as tried:
        saving.leading(visitor.key).call_off(number, banks.today())
    if tried.done:
        keep_open()
        places.arrive_at("round_headline")


def turn_talk() -> None:
    """Show the plan for the talk with the team below what to say first, or put it away."""
    memory.IS_TALK_OPEN.keep(not talk_is_open())
    if talk_is_open():
        places.arrive_at("talk_kit")


def open_talk(number: int) -> None:
    """Show the plan for the talk about the result of this round."""
    memory.OPENED_ROUND.keep(number)
    if not talk_is_open():
        turn_talk()
    places.arrive_at("talk_kit")


def whom() -> Whom | None:
    """Whom the next round is for: as chosen, as what is typed about one tells, or as the one called off was for.

    None before any of these.
    """
    typed, last = memory.ROUND_DRAFT.value, next(reversed(known()), None)
    is_team_typed = typed is not None and typed.wave is None and bool(typed.name or typed.size or typed.departments)
    is_called_off = last is not None and last.state == "called_off" and last.setup.wave is None
    chosen = memory.WHOM.value or (typed.whom if typed is not None else None)
    return chosen or ("team" if is_team_typed or is_called_off else None)


def ask_in_steps() -> None:
    """Choose the three steps beforehand, for whoever comes by a way that names them."""
    memory.WHOM.keep("steps")


def has_talked(number: int) -> bool:
    """Whether the leader has noted that the result of this round is talked about, saved or about to be."""
    waiting = memory.WAITING.value.get(f"talk_{number}")
    return waiting.is_held if isinstance(waiting, NoteTalk) else number in memory.TALKED.value


def talked() -> list[int]:
    """The numbers of the rounds whose result has been talked about, as has_talked() takes it."""
    return [led.number for led in known() if has_talked(led.number)]


def note_talk(number: int) -> None:
    """Keep whether the result of this round is talked about, as ticked in its control."""
    if controls.is_changed(f"rollout_talked_{number}"):
        is_held = memory.on_screen(f"rollout_talked_{number}") is True
        saving.save(f"talk_{number}", NoteTalk(number, is_held=is_held))


def talk_is_open() -> bool:
    """Whether the plan for the talk is shown."""
    return memory.IS_TALK_OPEN.value
