"""How an assessment begins: on the start page, from a pasted link, from a file of answers."""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic
from typing import Literal

import streamlit as st

from assessment.answers import Answers, tidied
from assessment.exports.archive import MAX_ARCHIVE_BYTES, Archive, is_archive, read_archive
from assessment.instrument import FormId, Instrument
from assessment.problems import Problem, Problems
from assessment.series import Series
from assessment.storage import new_key
from pages.visit import address, assessments, banks, memory, places, saving, undoing
from pages.visit.limiting import NEW_ASSESSMENTS, count
from pages.visit.map_size import check_size
from pages.visit.memory import BegunHere
from pages.visit.private_link import PrivateLink, find_link, is_cut_short

# Why a link leads nowhere: nothing is stored under it, a part is missing, it is not a link.
LinkTrouble = Literal["unknown_address", "cut_link", "no_link"]


def start_is_drawn(choices: Mapping[str, object], stored: Answers) -> None:
    """Remember what the start page showed before anything was chosen on it."""
    if memory.START_DRAWN.value is None:
        memory.START_DRAWN.keep(_not_chosen(choices, stored))


def has_chosen(choices: Mapping[str, object], stored: Answers) -> bool:
    """Whether any of these differs from what the start page first showed."""
    drawn = memory.START_DRAWN.value or _not_chosen(choices, stored)
    return any(value != drawn.get(path) for path, value in _tidy(choices).items())


def _not_chosen(choices: Mapping[str, object], stored: Answers) -> dict[str, object]:
    """What the start page shows before anything is chosen on it.

    In a session that continues a lost one, the browser still shows what was chosen before, so only what is stored
    counts as shown.
    """
    if not memory.IS_RESUMED.value:
        return _tidy(choices)
    known = stored.choices()
    return {path: known.get(path) for path in choices}


def begin(form: FormId, choices: Mapping[str, object], *, anew: bool = False) -> bool:
    """Begin an assessment, or change form and behaviours of the one this session began; False when nothing was saved.

    A second click finds the key of the first one, so it changes the same rows. Values that the start page only showed
    are not written back: another tab may have changed them since.
    """
    address.leave_example()
    address.leave_view()
    tidy, drawn = _tidy(choices), memory.START_DRAWN.value or {}
    always = {"form": form, "language": address.language()}
    changed = {path: tidy.get(path) for path in {**drawn, **tidy} if tidy.get(path) != drawn.get(path)}
    with saving.trying() as tried:
        key = _key_of_first_click() or (None if anew or not is_begun_here() else address.own_key())
        if key is None or not saving.series(key).change(changed | always):
            _new_series().begin(tidy | always, banks.today())
    if tried.done:
        memory.START_DRAWN.keep(tidy)
    return tried.done


def is_begun_here() -> bool:
    """Whether this session began the key in the address; a key from a link may be another person's."""
    begun = memory.BEGUN_HERE.value
    return begun is not None and begun.key == address.own_key()


def came_by_link() -> bool:
    """Whether the visitor has come with the key in the address, and not gone on in a tab whose session was lost."""
    return not is_begun_here() and not memory.IS_RESUMED.value


def _key_of_first_click() -> str | None:
    """The key that the first click of a double click began; the second one still comes from the address before."""
    begun = memory.BEGUN_HERE.value
    if begun is None or begun.before != address.own_key() or monotonic() - begun.at > undoing.LATE_CLICK:
        return None
    return address.adopt(begun.key)


def _tidy(choices: Mapping[str, object]) -> dict[str, object]:
    return {path: tidied(value) or None if isinstance(value, str) else value for path, value in choices.items()}


def _new_series() -> Series:
    """A series without assessments under a new key. Raises TooMany."""
    if not count(NEW_ASSESSMENTS, st.context.ip_address):
        raise saving.TooMany
    # Known to the session before anything is stored, so that a second click finds the same rows.
    before, key = address.own_key(), new_key()
    memory.BEGUN_HERE.keep(BegunHere(key, before, monotonic()))
    return saving.series(address.adopt(key))


def continue_with(pasted: str) -> str | None:
    """Adopt the key in a pasted link, or a key alone. Returns the page it opens, None when nothing is stored."""
    link = find_link(pasted)
    if link is None:
        return None
    with saving.reading() as tried:
        found = _opened_by(link)
    if not tried.done:
        return None
    assessments.remember(link.key, found=found is not None)
    if found is None:
        return None
    address.leave_example()
    address.leave_view()
    if found == places.RESULTS:
        address.show_results_of(link.key)
    else:
        address.adopt(link.key)
    return found


def _opened_by(link: PrivateLink) -> str | None:
    series = saving.series(link.key)
    if link.opens != "results" and series.is_there():
        return places.QUESTIONS
    if link.opens != "answers" and series.is_view():
        return places.RESULTS
    return None


def link_trouble(pasted: str | None = None) -> LinkTrouble:
    """Why the pasted text, or the key in the address, leads nowhere."""
    match address.visitor():
        case address.Owner(key) | address.Viewer(key):
            link = f"r={key}"
        case _:
            link = "r="
    link = link if pasted is None else pasted
    if find_link(link):
        return "unknown_address"
    return "cut_link" if is_cut_short(link) else "no_link"


def open_answers(data: bytes | None, name: str) -> bool:
    """Store a file of answers, or a whole archive, under a new key; `data` is None for a file that is too large.

    Raises Problems with everything that is wrong in the file. False when the database did not accept it.
    """
    today = banks.today()
    if data is not None and is_archive(data):
        archive = read_archive(data, today.bank.instrument, name)
        for each in archive.assessments:
            check_size(each.answers, name)
        opened: Archive | Answers = archive
    else:
        opened = read_answers(data, name, today.bank.instrument)
    address.leave_example()
    address.leave_view()
    with saving.trying() as tried:
        if isinstance(opened, Answers):
            _new_series().begin(opened.choices(), today, version=opened.instrument_version)
        else:
            _new_series().restore(opened, today)
    if tried.done:
        memory.WERE_OPENED.keep(value=True)
    return tried.done


def were_opened_from_file() -> bool:
    """Whether the results shown were opened from a file a moment ago, which has given them a new link."""
    return memory.WERE_OPENED.value and isinstance(address.visitor(), address.Owner)


def read_answers(data: bytes | None, name: str, bank: Instrument) -> Answers:
    """The answers in a file. Raises Problems with everything that is wrong in the file."""
    if data is None:
        most = f"{MAX_ARCHIVE_BYTES // 1024**2} MiB"
        found, remedy = f"is larger than {most}", "open a file that Drivkraft has saved"
        raise Problems([Problem(name, None, None, "the file", found, f"expected at most {most}", remedy)])
    read = Answers.from_json(data, bank, name)
    check_size(read, name)
    return read
