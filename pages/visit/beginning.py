"""How an assessment begins: on the start page, from a pasted link, from a file of answers."""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic
from typing import Final, Literal, NamedTuple

import streamlit as st

from assessment.answers import Answers
from assessment.campaigns import Campaign, samples
from assessment.exports.archive import MAX_ARCHIVE_BYTES, Archive, is_archive, read_archive
from assessment.instrument import FormId, Instrument
from assessment.problems import Problem, Problems
from assessment.series import Series
from assessment.storage import new_key
from pages.visit import address, assessments, banks, consulting, memory, places, saving, undoing
from pages.visit.map_size import check_size
from pages.visit.memory import BegunHere
from pages.visit.private_link import (
    PrivateLink,
    find_campaign,
    find_code,
    find_link,
    find_team_map,
    is_cut_short,
    page_in,
)
from server.limiting import NEW_ASSESSMENTS, count

# Why a link leads nowhere: nothing is stored under it, a part is missing, it is not a link.
LinkTrouble = Literal["unknown_address", "cut_link", "no_link"]

# The pages that a link to answers opens itself.
_NAMED_BY_LINK: Final = (places.RESULTS, places.INCENTIVES, places.PLAN, places.REPORT, places.PRIVACY)


def begin(form: FormId) -> bool:
    """Begin an assessment, or change the form of the one this session began; False when nothing was saved.

    A second click finds the key of the first one, so it changes the same rows.
    """
    choices: dict[str, object] = {"form": form, "language": address.language()}
    return _begin(choices, key_of_first_click() or (address.own_key() if goes_on_with_answers() else None))


def goes_on_with_answers() -> bool:
    """Whether beginning goes on with the answers in the address: this session began them, and nothing is finished."""
    newest = assessments.newest()
    return is_begun_here() and not (newest is not None and newest.is_any_finished)


def begin_anew(choices: Mapping[str, object]) -> bool:
    """Begin another assessment with these choices under a new key; False when nothing was saved."""
    return _begin(choices, key_of_first_click())


def begin_sample(campaign: Campaign) -> None:
    """Finish an assessment with invented answers, for the consultant who tries a campaign that is not open."""
    bank, language = banks.instrument(), address.language()
    (*_, mixed) = samples(bank, campaign.forms(bank)[0], language, address.today())
    if begin_anew(mixed.report.answers.choices()) and (key := address.own_key()):
        with saving.trying():
            saving.series(key).finish()


def _begin(choices: Mapping[str, object], key: str | None) -> bool:
    address.leave_example()
    address.leave_view()
    with saving.trying() as tried:
        if key is None or not saving.series(key).change(choices):
            _begin_new(choices)
        elif (code := address.campaign_code()) and is_begun_here() and not consulting.previewed(code):
            # The first click may have ended before the campaign knew of it.
            saving.prospect(code).begin(key, choices, banks.today())
    return tried.done


def _begin_new(choices: Mapping[str, object]) -> None:
    """Begin under a new key, in the campaign of the code in the address if there is one; one that is over says so."""
    code, today = address.campaign_code(), banks.today()
    series = _new_series()
    if code is None or consulting.previewed(code):
        series.begin(choices, today)  # Whoever tries their own campaign takes part in nothing.
    elif not saving.prospect(code).begin(series.key, choices, today):
        address.open_code(code)
        places.go_to(places.START)


def is_begun_here() -> bool:
    """Whether this session began the key in the address; a key from a link may be another person's."""
    begun = memory.BEGUN_HERE.value
    return begun is not None and begun.key == address.own_key()


def is_begun_beside_another() -> bool:
    """Whether this session began the key in the address when another key was there."""
    begun = memory.BEGUN_HERE.value
    return is_begun_here() and begun is not None and begun.before is not None


def came_by_link() -> bool:
    """Whether the visitor has come with the key in the address, and not gone on in a tab whose session was lost."""
    return not is_begun_here() and not memory.IS_RESUMED.value


def key_of_first_click() -> str | None:
    """The key that the first click of a double click began; the second one still comes from the address before."""
    begun = memory.BEGUN_HERE.value
    if begun is None or begun.before != address.own_key() or monotonic() - begun.at > undoing.LATE_CLICK:
        return None
    return address.adopt(begun.key)


def _new_series() -> Series:
    """A series without assessments under a new key. Raises TooMany."""
    if not count(NEW_ASSESSMENTS, st.context.ip_address):
        raise saving.TooMany
    # Known to the session before anything is stored, so that a second click finds the same rows.
    before, key = address.own_key(), new_key()
    memory.BEGUN_HERE.keep(BegunHere(key, before, monotonic()))
    return saving.series(address.adopt(key))


def continue_with(pasted: str) -> str | None:
    """Adopt the key in a pasted link, or a key alone. Returns the page it opens, None when nothing is stored.

    A link to a team's round or to a campaign opens its notice, one to a management team's map that map. A link to the
    visitor's own answers opens the page it names. One to the questions or the start page, and a key alone, open the
    results once there are finished ones, else the questions.
    """
    if code := find_campaign(pasted) or find_team_map(pasted):
        address.open_code(code)
        return places.START
    link = find_link(pasted)
    if link is None:
        return None
    if (code := find_code(pasted)) and _is_round(code):
        address.open_code(code, link.key if link.opens == "answers" else None)
        return places.START
    with saving.reading() as tried:
        found = _opened_by(link, page_in(pasted))
    if not tried.done:
        return None
    assessments.remember(link.key, found=found is not None)
    if found is None:
        return None
    address.leave_example()
    address.leave_view()
    if found.is_own:
        address.adopt(link.key)
    else:
        address.show_results_of(link.key)
    return found.page


def _is_round(code: str) -> bool:
    """Whether this is the public code of a team's round."""
    found = None
    with saving.reading():
        found = saving.invitation(code).round(banks.today())
    return found is not None


class _Opening(NamedTuple):
    """The page that a link opens, and whether it opens the visitor's own answers."""

    page: str
    is_own: bool


def _opened_by(link: PrivateLink, named: str | None) -> _Opening | None:
    series = saving.series(link.key)
    if link.opens != "results" and series.is_there():
        page = next((page for page in _NAMED_BY_LINK if places.name_of(page) == named), None)
        return _Opening(page or _next_page(series), is_own=True)
    if link.opens != "answers" and series.is_view():
        return _Opening(places.RESULTS, is_own=False)
    return None


def _next_page(series: Series) -> str:
    """The results once an assessment of the series is finished, else the questions."""
    newest = series.newest(banks.today())
    return places.RESULTS if newest is not None and newest.is_any_finished else places.QUESTIONS


def link_is_entered(control: str) -> None:
    """Go on with a link as soon as it stands in the field, as if the button beside it had been pressed."""
    if memory.on_screen(control):
        places.note_press("continue_with_address")


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
