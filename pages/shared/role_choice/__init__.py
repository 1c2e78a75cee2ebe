"""The roles of a management team's map as native radios, each with a word on whether it can still be picked.

Streamlit's own radios cannot say that about one of them, and choose with every arrow key.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import streamlit as st

_HERE: Final = Path(__file__).parent
_choice = st.components.v2.component(
    "role_choice",
    html='<div role="radiogroup" aria-describedby="hint"></div>\n<p id="hint"></p>',
    css=(_HERE / "choice.css").read_text(encoding="utf-8"),
    js=(_HERE / "choice.js").read_text(encoding="utf-8"),
)


class RoleOption(NamedTuple):
    """A role to pick: its id, its name, and the word beside it, "" for none."""

    id: str
    name: str
    state: str


def role_choice(
    label: str, hint: str, roles: Sequence[RoleOption], on_picked: Callable[[], None], *, key: str, refused: str
) -> None:
    """Draw the radios; `on_picked` runs once one is picked. The role picked is the control's `picked`.

    `refused` is another text after each pick that was refused, and every radio is empty then.
    """
    data = {"label": label, "hint": hint, "roles": [each._asdict() for each in roles], "refused": refused}
    _choice(key=key, data=data, on_picked_change=on_picked)
