"""How an assessment begins: on the start page, from a pasted link, from a file of answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import streamlit as st

from assessment.answers import Answers, tidied
from assessment.exports.archive import MAX_ARCHIVE_BYTES, Archive, ArchivedAssessment, is_archive, read_archive
from assessment.instrument import FormId, Instrument
from assessment.problems import Problem, Problems
from assessment.scoring import SCORING_VERSION
from assessment.storage import Restored, new_key
from pages.visit import address, assessments, banks, places, saving
from pages.visit.limiting import NEW_ASSESSMENTS, count
from pages.visit.private_link import PrivateLink, find_link, is_cut_short

# What is the matter with a link that leads nowhere: nothing is stored under it, a part is missing, it is no link.
LinkTrouble = Literal["unknown_address", "cut_link", "no_link"]


def start_is_drawn(choices: Mapping[str, object], stored: Answers) -> None:
    """Remember what the start page showed before anything was chosen on it."""
    st.session_state.setdefault("start_drawn", _not_chosen(choices, stored))


def has_chosen(choices: Mapping[str, object], stored: Answers) -> bool:
    """Whether one of these is another one than the start page showed before anything was chosen on it."""
    drawn = st.session_state.get("start_drawn") or _not_chosen(choices, stored)
    return any(value != drawn.get(path) for path, value in _tidy(choices).items())


def _not_chosen(choices: Mapping[str, object], stored: Answers) -> dict[str, object]:
    """What the start page shows as long as nothing is chosen on it.

    In a session that goes on where another one was lost, the browser already shows what was chosen before. There it is
    what is stored.
    """
    if not st.session_state.get("is_resumed"):
        return _tidy(choices)
    known = stored.choices()
    return {path: known.get(path) for path in choices}


def begin(form: FormId, choices: Mapping[str, object]) -> bool:
    """Begin an assessment, or change form and behaviours of the one that is going on; False when nothing was saved.

    A second click finds the key of the first one, so it changes the same rows. What the start page merely showed is
    not written back: another tab may have changed it since.
    """
    address.leave_example()
    address.leave_view()
    tidy, drawn = _tidy(choices), st.session_state.get("start_drawn", {})
    always = {"form": form, "language": address.language()}
    changed = {path: tidy.get(path) for path in {**drawn, **tidy} if tidy.get(path) != drawn.get(path)}
    with saving.trying() as tried:
        key = address.own_key()
        if key is None or not saving.store().change(key, changed | always):
            # Never under a key that came with an address and is not ours: whoever made the link could read along.
            _begin_anew(tidy | always)
    if tried.done:
        st.session_state["start_drawn"] = tidy
    return tried.done


def _tidy(choices: Mapping[str, object]) -> dict[str, object]:
    return {path: tidied(value) or None if isinstance(value, str) else value for path, value in choices.items()}


def _begin_anew(choices: Mapping[str, object], version: str | None = None) -> None:
    """Begin the first assessment of a new series; `version` when it was answered on another bank than today's.

    Raises StoreUnavailable, and _TooMany.
    """
    if not count(NEW_ASSESSMENTS, st.context.ip_address):
        raise saving.TooMany
    bank = banks.todays_bank()
    # Known to the session before anything is stored, so that a second click finds the same rows.
    saving.store().begin(
        address.adopt(new_key()),
        choices,
        instrument_version=version or bank.instrument.version,
        scoring_version=SCORING_VERSION,
        instrument_text=bank.text if version in (None, bank.instrument.version) else None,
    )


def continue_with(pasted: str) -> str | None:
    """Take the key in a pasted link, or a key alone; the page it opens, None when nothing is stored under it."""
    link = find_link(pasted)
    if link is None or assessments.may_not_try(link.key):
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
        st.session_state["view"] = link.key
    else:
        address.adopt(link.key)
    return found


def _opened_by(link: PrivateLink) -> str | None:
    if link.opens != "results" and saving.store().load(link.key) is not None:
        return places.QUESTIONS
    if link.opens != "answers" and saving.store().view_all(link.key):
        return places.RESULTS
    return None


def link_trouble(pasted: str | None = None) -> LinkTrouble:
    """What is the matter with what was pasted, or with the key in the address, when it leads nowhere."""
    link = pasted if pasted is not None else f"r={address.view_key() or address.own_key() or ''}"
    if find_link(link):
        return "unknown_address"
    return "cut_link" if is_cut_short(link) else "no_link"


def open_answers(data: bytes | None, name: str) -> bool:
    """Store a file of answers, or everything that was taken home, under a new key; None stands for a file too large.

    Raises Problems with everything that is wrong in the file. False when the database did not take it.
    """
    bank = banks.instrument()
    if data is not None and is_archive(data):
        archive = read_archive(data, bank, name)
        opened = None
    else:
        opened = read_answers(data, name, bank)
    address.leave_example()
    address.leave_view()
    with saving.trying() as tried:
        if opened is not None:
            _begin_anew(opened.choices(), opened.instrument_version)
        else:
            _restore(archive)
    return tried.done


def _restore(archive: Archive) -> None:
    """Store a whole series under a new key. Raises StoreUnavailable, and saving.TooMany."""
    if not count(NEW_ASSESSMENTS, st.context.ip_address):
        raise saving.TooMany
    restored = [_restored(each) for each in archive.assessments]
    saving.store().restore(address.adopt(new_key()), restored, archive.plan)


def _restored(archived: ArchivedAssessment) -> Restored:
    bank, answers = banks.todays_bank(), archived.answers
    version = answers.instrument_version or bank.instrument.version
    saved_at = {**dict.fromkeys(answers.choices(), archived.begun_at), **archived.saved_at}
    if archived.finished_at is None:
        del saved_at["form"]  # changed now, so that it is kept as long as any that is not finished
    return Restored(
        choices=answers.choices(),
        saved_at=saved_at,
        instrument_version=version,
        instrument_text=bank.text if version == bank.instrument.version else None,
        scoring_version=archived.scoring_version or SCORING_VERSION,
        begun_at=archived.begun_at,
        finished_at=archived.finished_at,
    )


def read_answers(data: bytes | None, name: str, bank: Instrument) -> Answers:
    """The answers in a file. Raises Problems with everything that is wrong in it."""
    if data is None:
        most = f"{MAX_ARCHIVE_BYTES // 1024**2} MiB"
        found, remedy = f"is larger than {most}", "open a file that Drivkraft has saved"
        raise Problems([Problem(name, None, None, "the file", found, f"expected at most {most}", remedy)])
    return Answers.from_json(data, bank, name)
