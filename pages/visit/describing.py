"""What the first page of the questions asks: behaviours, experience, planned reward. Saved as it is chosen."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from assessment.answers import Answers, tidied
from assessment.writes import ChangeChoice
from pages.visit import address, beginning, controls, memory, saving


def page_is_drawn(choices: Mapping[str, object], stored: Answers) -> None:
    """Remember what the page showed before anything was chosen on it.

    In a session that continues a lost one, the browser still shows what was chosen before, so only what is stored
    counts as shown.
    """
    if memory.DESCRIPTION_DRAWN.value is None:
        known = stored.choices() if memory.IS_RESUMED.value else _tidy(choices)
        memory.DESCRIPTION_DRAWN.keep({path: known.get(path) for path in choices})


def save(choices: Mapping[str, object], *, except_for: Collection[str] = ()) -> None:
    """Save what was chosen on the page, by path.

    Values that the page only showed are not written back: another tab may have changed them since.
    """
    drawn = memory.DESCRIPTION_DRAWN.value or {}
    tidy = {path: value for path, value in _tidy(choices).items() if path not in except_for}
    waiting = {path: value for path, value in drawn.items() if path in except_for}
    for path in {**drawn, **tidy}:
        if path not in except_for and tidy.get(path) != drawn.get(path):
            saving.save(f"choice {path}", ChangeChoice(path, tidy.get(path)))
    memory.DESCRIPTION_DRAWN.keep(tidy | waiting)


def save_agreement(control: str) -> None:
    """Save whether the right customer experience is agreed, as chosen in a control."""
    if not controls.is_changed(control):
        return
    path = "experience.agreed"
    saving.save(control, ChangeChoice(path, memory.on_screen(control)))
    memory.DESCRIPTION_DRAWN.forget()
    memory.forget_control("experience_agreed")


def begin_anew(choices: Mapping[str, object], answers: Answers) -> bool:
    """Begin another assessment with these choices, since they are about other behaviours; False if not saved."""
    tidy = _tidy(choices)
    started = {"form": answers.form, "language": address.language(), **tidy}
    done = beginning.begin_anew(started)
    if done:
        memory.DESCRIPTION_DRAWN.keep(tidy)
    return done


def asks_for_behaviour(has_one: bool) -> bool:  # noqa: FBT001  # the answer to the question in the name
    """Whether going on has to wait for a behaviour; the page then says so."""
    memory.NO_BEHAVIOUR_IS_CHOSEN.keep(not has_one)
    return not has_one


def lacks_behaviour() -> bool:
    """Whether the visitor has pressed to go on without a behaviour; true only once."""
    return memory.NO_BEHAVIOUR_IS_CHOSEN.take()


def _tidy(choices: Mapping[str, object]) -> dict[str, object]:
    return {path: tidied(value) or None if isinstance(value, str) else value for path, value in choices.items()}
