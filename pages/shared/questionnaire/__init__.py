"""The questionnaire: every page of questions of a form, drawn and turned by the browser; the caller saves its taps.

The browser receives the form once, as one JSON string, and then what is stored, after each message it has sent. A
message is one JSON string with all that is not acknowledged yet::

    {"assessment": "5d41….1", "attempt": 7, "finish": false, "anew": null,
     "tabs": [["9f3c…", [[12, "ABI01.new", "4"], [13, "ABI03.new", "3"]]]]}

``assessment`` is the one on screen when it was tapped: another one may be under way by now. A tab is the random id of
one page load, and ``12`` and ``13`` count its taps and never go down. Taps that an earlier page load has left in the
browser come first, under its own id. The browser repeats a tap until a receipt covers it, so the caller applies only
the taps above the highest number it has committed for their tab. ``attempt`` counts the messages of a page load.
``finish`` asks for the result. ``anew`` asks to begin anew, and holds the two behaviours that the answers so far stay
about.

``questionnaire.js`` draws and knows no server, with ``behaviour.js`` for its first page, ``rating.js`` for a rating and
``second_click.js`` against what a double click would press. ``waiting_taps.js`` keeps taps,
``streamlit_host.js`` puts them into a page of Streamlit. The receipts are a component of their own: Streamlit sends a
component's whole script with each drawing, and after a tap only the receipts are drawn.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, TypedDict

import streamlit as st

from assessment.instrument import Language

_HERE: Final = Path(__file__).parent
_IMPORT: Final = re.compile(r'^import \{(?P<names>[^}]+)\} from "\./(?P<file>\w+\.js)"$', re.MULTILINE)
_MOST_TAPS: Final = 2**31 - 1  # The largest whole number every database takes.
_MOST_TABS: Final = 20  # Page loads whose taps one message may bring.


def _script(file: str) -> str:
    """A script with all it imports, each in a scope of its own: Streamlit loads only one per component."""
    script = (_HERE / file).read_text(encoding="utf-8")
    return _IMPORT.sub(lambda found: _as_values(found["names"], found["file"]), script)


def _as_values(names: str, file: str) -> str:
    """What an import gives, without an import."""
    script = _script(file).replace("export function", "function")
    return f"const {{{names}}} = (() => {{\n{script}\nreturn {{{names}}}\n}})()"


_form = st.components.v2.component(
    "questionnaire", js=_script("streamlit_host.js"), css=(_HERE / "questionnaire.css").read_text(encoding="utf-8")
)
_receipts = st.components.v2.component("receipts", js=_script("receipts.js"))
_forgetting = st.components.v2.component("forgetting", js=_script("forgetting.js"))


class Point(TypedDict):
    """A step of the scale. ``value`` is one character, which is also its key on the keyboard."""

    value: str
    label: str


class Special(TypedDict):
    """An answer beside the scale. ``short`` is the text on the button, ``label`` what it means."""

    code: str
    label: str
    short: str


@dataclass(frozen=True)
class QuestionRow:
    """One statement and its scales: a control's name ("ABI01.current") and its column's id, None without columns.

    `group` is the heading it stands below. `points` and `special` are its own scale, if that is not its page's.
    """

    id: str
    text: str
    help: str | None
    scales: tuple[tuple[str, str | None], ...]
    group: str | None = None
    points: tuple[Point, ...] = ()
    special: tuple[Special, ...] = ()


class Option(TypedDict):
    """One of a few choices, as it is stored and in words."""

    value: str
    label: str


class Chips(TypedDict):
    """A choice of one of a few that may be skipped: ``name`` is that of its radios, ``hint`` a line below its title."""

    name: str
    title: str
    hint: str
    options: Sequence[Option]


class Pair(TypedDict):
    """A pair of behaviours to choose, offered to the kinds of organisation in ``fits``, or to all."""

    id: str
    current: str
    new: str
    fits: Sequence[str]


class ExperiencePart(TypedDict):
    """A part of the customer experience."""

    id: str
    label: str


@dataclass(frozen=True)
class Description:
    """What the first page asks: the behaviours, and by `chips` who answers and whether anything is agreed or planned.

    Without examples people write their own. `elements` are asked for, with their weights, where the page `asks_parts`
    and something is said of whether they are agreed. `statement` has the label of the sentence about them, and a hint.
    """

    examples: Sequence[Pair]
    chips: Sequence[Chips]
    asks_parts: bool
    elements: Sequence[ExperiencePart]
    statement: Mapping[str, str]
    most: int
    words: Mapping[str, str]


@dataclass(frozen=True)
class QuestionPage:
    """One page of questions.

    `columns` says whether each statement is rated for both behaviours, and `heads` whether both stand in the head; with
    `most`, up to that many rows are picked instead of rated. `text` is a sentence about the page; `note` is set apart,
    with `more` folded below it. `onward` is on the button to the next page, where it has words of its own, and `ahead`
    above it says what comes. A page with a `description` asks what the statements are about; one with a `choice` asks
    for one of a few, or for none.
    """

    id: str
    title: str
    rows: tuple[QuestionRow, ...]
    points: tuple[Point, ...] = ()
    special: tuple[Special, ...] = ()
    columns: bool = False
    heads: bool = False
    most: int | None = None
    text: str | None = None
    note: str | None = None
    more: str | None = None
    onward: str | None = None
    ahead: str | None = None
    description: Description | None = None
    choice: Chips | None = None


class QuestionColumn(TypedDict):
    """A behaviour that is rated: id "current" or "new", its short name, and what stands for it while none is chosen."""

    id: str
    short: str
    behaviour: str


class Receipt(TypedDict):
    """What has become of the last message, the one of this ``attempt``.

    ``saved`` has the number of the last committed tap by tab; ``failed`` when the latest attempt to save failed.
    """

    attempt: int
    saved: dict[str, int]
    failed: bool


@dataclass(frozen=True)
class QuestionnaireWords:
    """The questionnaire's own words, in the visitor's language."""

    saved: str
    partly: str
    """While a part of the experience is ticked without a number: that tick alone is not saved."""
    saving: str
    failed: str
    answered_of: str
    """Beside the bar of progress, with {done} and {total}: "{done} of {total}"."""
    progress: str
    """What the bar means, for screen readers: "Answers given"."""
    how: str
    """What unfolds how to answer."""
    whole: str
    """What shows the behaviours in full, where the head has no room for all of them."""
    shorter: str
    """What shows only their beginning again."""
    picked: str
    """How many are picked, with {count} and {most}."""
    picked_most: str
    """The same when no more can be picked."""
    back: str
    next: str
    finish: str
    open_title: str
    """How many ratings are still open at the end, with {count}."""
    open_text: str
    """On which {pages} they are, and what that means."""
    open_back: str
    open_finish: str
    done: str = ""
    """On each page but the last, straight to the result; "" offers no such way."""


@dataclass(frozen=True)
class Taps:
    """What one message from the browser holds: by tab, its taps as number, control's name and value, in order."""

    assessment: str
    attempt: int
    finish: bool
    tabs: tuple[tuple[str, tuple[tuple[int, str, str], ...]], ...]
    anew: tuple[str, str] | None = None


def drawn_form(
    pages: Sequence[QuestionPage], columns: Sequence[QuestionColumn], words: QuestionnaireWords, language: Language
) -> str:
    """A form as ``questionnaire`` takes it: what is the same for everybody who answers it, so the caller keeps it."""
    model = {
        "language": language,
        "columns": columns,
        "words": asdict(words),
        "pages": [asdict(page) for page in pages],
    }
    return json.dumps(model, ensure_ascii=False)


def questionnaire(
    assessment: str,
    form: str,
    notices: Sequence[str],
    *,
    before: str | None = None,
    complete: str | None = None,
    finished: bool = False,
    seeks: bool = False,
) -> None:
    """Draw the pages of a form: the one in the address (``at=``), else from the first open choice on.

    Once no choice is open, the page ``complete`` is shown instead. ``before`` is what the first page leads back to: a
    value of ``at=`` that is not one of the pages, so the caller draws it. Where the answers are ``finished`` and
    ratings are open, whoever comes has come to answer those: the last of them leads to the result. Whoever
    ``seeks`` has come for the customer experience: the first page then opens at it.

    ``assessment`` identifies whose answers these are, and with a number after a point which ones. ``notices`` stand
    on the page that is shown first. Nothing is shown until ``receipts`` is drawn too.
    """
    own = {"assessment": assessment, "notices": notices, "before": before, "complete": complete, "finished": finished}
    own |= {"seeks": seeks}
    # One object of both. One string, because a list or a dict inside `data` makes Streamlit load numpy, pandas and
    # pyarrow.
    both = f"{json.dumps(own, ensure_ascii=False)[:-1]}, {form[1:]}"
    _form(key="questionnaire", data={"form": both})


def receipts(
    assessment: str, chosen: Mapping[str, str], receipt: Receipt, *, key: str, on_taps: Callable[[], None]
) -> None:
    """Tell the questionnaire what is stored; ``on_taps`` is called when it has sent a message.

    ``on_taps`` finds the message in ``st.session_state[key].taps`` and reads it with ``read_taps``. ``chosen`` and
    ``receipt`` must come from the same reading of the store: the browser trusts every value that it has no unsaved tap
    for.
    """
    model = {"assessment": assessment, "chosen": chosen, "receipt": receipt}
    _receipts(
        key=key, data={"receipts": json.dumps(model, ensure_ascii=False)}, on_taps_change=on_taps, width="content"
    )


def forget_taps(whose: str) -> None:
    """Remove from the browser what waits there for deleted answers; ``whose`` is the part before the number in ids."""
    _forgetting(key="forgetting", data={"whose": whose}, width="content")


def read_taps(message: object) -> Taps | None:
    """The message as taps, or None when it is malformed: it comes from a browser and may be anything."""
    try:
        sent = json.loads(message)  # type: ignore[arg-type]  # anything but text raises TypeError, which is caught
        assessment, attempt, finish = sent["assessment"], sent["attempt"], sent["finish"]
        anew = None if sent.get("anew") is None else tuple(sent["anew"])
        tabs = tuple((tab, tuple((number, name, value) for number, name, value in taps)) for tab, taps in sent["tabs"])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    if not (isinstance(assessment, str) and _is_number(attempt) and isinstance(finish, bool)):
        return None
    if len(tabs) > _MOST_TABS or not all(isinstance(tab, str) and all(map(_is_tap, taps)) for tab, taps in tabs):
        return None
    if anew is not None and not (len(anew) == len(("current", "new")) and all(isinstance(text, str) for text in anew)):
        return None
    return Taps(assessment, attempt, finish, tuple((tab, tuple(sorted(taps))) for tab, taps in tabs), anew)


def _is_tap(tap: tuple[object, object, object]) -> bool:
    number, name, value = tap
    return _is_number(number) and isinstance(name, str) and isinstance(value, str)


def _is_number(value: object) -> bool:
    return type(value) is int and 0 < value <= _MOST_TAPS
