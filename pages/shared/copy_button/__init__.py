"""A button that copies a text. Streamlit's own appears under a pointer only, covers the text and takes no focus."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import streamlit as st

from assessment.instrument import Language
from assessment.words import say

_HERE: Final = Path(__file__).parent
_button = st.components.v2.component(
    "copy_button",
    html='<button type="button"></button>\n<span role="status"></span>',
    css=(_HERE / "copy.css").read_text(encoding="utf-8"),
    js=(_HERE / "copy.js").read_text(encoding="utf-8"),
)


def copy_button(
    text: str,
    language: Language,
    *,
    key: str,
    on_copied: Callable[[], None] | None = None,
    is_link: bool = True,
    label: str = "",
    is_main: bool = False,
) -> None:
    """Draw the button. It works in the browser alone, and runs the page only for `on_copied`, once it has copied.

    Where a page has more than one, each has a `label` of its own. `is_main`: it looks like the page's main button.
    """
    words = {name: say(language, f"copy.{name}") for name in ("button", "done", "failed")}
    if label:
        words["button"] = label
    elif not is_link:
        words["button"] = say(language, "copy.text")
    data = {"text": text, "tells": on_copied is not None, "main": is_main, **words}
    _button(key=key, data=data, on_copied_change=on_copied or (lambda: None), width="content")
