"""What is decided about two roles that clash, in the map and in the plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from assessment.answers import tidied
from assessment.incentives import Clash, Decision
from assessment.incentives.changes import Decide, Undecide
from assessment.incentives.decisions import line_of_decision
from assessment.plan import PlanLine
from assessment.writes import AllOf, PutLine, RemoveLine
from pages.visit import assessments, mapping, memory, places, undoing

# What a new decision says anew in its line of the plan; what tells that it helped stays as it is.
_DECIDED_ANEW: Final = ("title", "first_step", "owner", "due", "state", "outcome", "happened")


def begin(clash: Clash) -> None:
    """Show a clash with the form in which it is decided about open."""
    mapping.unfold(fold_of(clash))
    places.arrive_at(f"clash_{clash.name}")


def fold_of(clash: Clash) -> str:
    """The key of the fold with the form for a clash that is not decided, once something has led to it."""
    return f"deciding_{clash.name}_anew"


def decide(clash: Clash, pair: str, *, line_of: Callable[[Decision], PlanLine]) -> None:
    """Decide about a clash as its fields say it, when and who sees to it, and put a line into the plan.

    Two roles have one such line, however often they are decided about. Without words nothing is decided, and the page
    says so.
    """
    words = " ".join(tidied(str(memory.on_screen(f"decision_{clash.name}") or "")).split())
    day, begun, newest = memory.on_screen(f"decision_day_{clash.name}"), assessments.reported(), assessments.newest()
    memory.DECISION_WITHOUT_WORDS.keep(None if words else clash.name)
    if not words or not isinstance(day, date) or begun is None or newest is None:
        return
    decision = Decision(a=clash.a, b=clash.b, measure=words, day=day)
    owner = str(memory.on_screen(f"decision_owner_{clash.name}") or "")
    line = replace(
        line_of(decision), owner=owner, id=line_of_decision(clash.a, clash.b), due=day, added_in=newest.number
    )
    writes = (mapping.writing(begun, Decide(clash.a, clash.b, words, day)), PutLine(line, _DECIDED_ANEW))
    undoing.save("decision", pair, f"decide {clash.name}", AllOf(writes))
    places.stay_at(f"clash_{clash.name}")


def write(clash: Clash, words: str) -> None:
    """Write these words into the field of what is decided about a clash."""
    memory.set_control(f"decision_{clash.name}", words)
    places.stay_at(f"decision_{clash.name}")


def undecide(clash: Clash, pair: str) -> None:
    """Take back what is decided about a clash, and its line in the plan."""
    control = f"undecide {clash.name}"
    begun = assessments.reported()
    if begun is None or undoing.is_second_click(control):
        return
    writes = (mapping.writing(begun, Undecide(clash.a, clash.b)), RemoveLine(line_of_decision(clash.a, clash.b)))
    undoing.save("undecided", pair, control, AllOf(writes))
    places.stay_at(f"clash_{clash.name}")


def is_without_words(clash: Clash) -> bool:
    """Whether the visitor has just tried to decide without a word about this clash; reported once."""
    if memory.DECISION_WITHOUT_WORDS.value != clash.name:
        return False
    memory.DECISION_WITHOUT_WORDS.forget()
    return True
