"""Controls show what is stored, unless the visitor's own change still waits to be saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from assessment.answers import tidied
from pages.visit import memory

_MOST_HEARD: Final = 4  # More fields are hardly typed in while one run of a page is under way.


def show(control: str, value: object, *, is_unfinished: Callable[[object], bool] = lambda _: False) -> None:
    """Set a control to the stored value, unless the visitor's own change is still unsaved or cannot be saved as it is.

    Another tab may have changed what is stored since the control was drawn. A control that saves its value needs this:
    in a new session Streamlit would take its value over from the browser without a callback, and it would never be
    stored.
    """
    on_screen = memory.on_screen(control)
    if control in memory.WAITING.value or is_unfinished(on_screen):
        return
    # Text still being typed may end in a space that is not stored.
    if (tidied(on_screen) if isinstance(on_screen, str) else on_screen) != value:
        memory.set_control(control, value)
    _note(control, value)


def is_changed(control: str, *, may_be_empty: bool = False) -> bool:
    """Whether the visitor has set this control to something else; asked once for each of its callbacks.

    A callback does not tell: when a page is drawn anew before its last drawing has reached the browser, Streamlit also
    calls it for a control that has only appeared, empty or with the value it was given. A button or another control
    without a stored value always counts; nothing chosen counts where that can be chosen.
    """
    drawn, on_screen = memory.DRAWN_VALUES.value, memory.on_screen(control)
    if control not in drawn:
        return True
    # Streamlit runs a page of its own for a tab that the server has forgotten. When the line asks for a run before the
    # browser has drawn that one, its message still has what the lost session showed.
    asked = memory.line_asks()
    if asked and memory.SESSION.value not in asked:
        return False
    if on_screen == drawn[control] or (on_screen is None and not may_be_empty):
        return False
    _note(control, on_screen)
    if isinstance(on_screen, str):
        others = {other: text for other, text in memory.HEARD.value.items() if other != control}
        memory.HEARD.keep(dict([*others.items(), (control, on_screen)][-_MOST_HEARD:]))
    return True


def heard() -> Mapping[str, str]:
    """The texts that arrived last, by control, as they were typed."""
    return memory.HEARD.value


def _note(control: str, value: object) -> None:
    drawn = memory.DRAWN_VALUES.value
    if control not in drawn or drawn[control] != value:  # a large map draws a hundred controls at each run
        memory.DRAWN_VALUES.keep({**drawn, control: value})


def keep_choice(control: str, labels: Mapping[Any, str]) -> None:
    """Let a radio keep its choice when its label has changed: the browser knows a choice only by its label."""
    chosen, drawn = memory.on_screen(control), memory.DRAWN_LABELS.value
    if chosen in labels and drawn.get(control, {}).get(chosen, labels[chosen]) != labels[chosen]:
        memory.set_control(control, chosen)
    memory.DRAWN_LABELS.keep({**drawn, control: dict(labels)})


def take(control: str) -> object:
    """Return a text field's value and clear it."""
    written = memory.on_screen(control)
    memory.set_control(control, "")
    memory.TAKEN.keep({control: written})
    return written
