"""Links to files. Each works for ten minutes, so an open page makes new ones every five."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import streamlit as st

from assessment.exports import FileKind, file_name
from assessment.instrument import Language
from assessment.look import LOOK
from pages.visit import address, assessments, branding
from server.files import SECONDS_GOOD, link_to

_HALF: Final = SECONDS_GOOD / 2


@dataclass(frozen=True)
class FileLink:
    """A link to a file, as a button: the control's name, its label, and the title and text beside it."""

    kind: FileKind
    key: str
    label: str
    icon: str = ":material/download:"
    type: Literal["primary", "secondary", "tertiary"] = "secondary"
    title: str = ""
    text: str = ""


def file_links(links: Sequence[FileLink], language: Language) -> None:
    """Links to files of what is on screen."""
    st.fragment(_draw, run_every=_HALF)(links, language)


def _draw(links: Sequence[FileLink], language: Language) -> None:
    for link in links:
        if link.title:
            # On a phone the text has a row of its own in every card; see look.css.
            with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"card_{link.key}"):
                with st.container(gap="xxsmall"):
                    st.markdown(f"**{link.title}**")
                    st.caption(link.text)
                _button(link, language)
        else:
            _button(link, language)


def _button(link: FileLink, language: Language) -> None:
    download = assessments.download(link.kind)
    if download is None:
        return
    own = isinstance(address.visitor(), address.TeamMember)
    is_example = download.series is None
    look = LOOK if is_example else branding.look()
    name = file_name(link.kind, language, address.today(), look=look, example=is_example, own=own)
    st.link_button(link.label, link_to(download, name), key=link.key, type=link.type, icon=link.icon)
