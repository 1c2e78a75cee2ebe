"""What stands at the top of files, saved as it is typed."""

from __future__ import annotations

from assessment.writes import ChangeTitle
from pages.visit import controls, memory, saving


def save_title(control: str) -> None:
    """Save what was typed in a control; "" takes it away. What is no text, which no browser sends, is left out."""
    written = memory.on_screen(control)
    if controls.is_changed(control) and isinstance(written, str | None):
        saving.save(control, ChangeTitle(written or ""))
        memory.IS_TITLED.keep(value=True)


def is_just_saved(control: str) -> bool:
    """Whether what was typed on this page is saved."""
    return memory.IS_TITLED.value and control not in saving.unsaved_controls()
