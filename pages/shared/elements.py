"""What is drawn on more than one page."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from time import monotonic
from typing import Final, Literal, NoReturn

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assessment.answers import Answers
from assessment.instrument import Language
from assessment.links import LinkedPiece, pieces
from assessment.look import LOOK, Colours
from assessment.problems import Problems
from assessment.report import Report
from assessment.sentences.bank import say_of_bank
from assessment.sentences.certainty import result_name
from assessment.words import date_text, say, shortened, within_quotes
from pages.shared.copy_button import copy_button
from pages.shared.frame import draw_bar, draw_line
from pages.shared.look import dress_page
from pages.visit import (
    address,
    assessments,
    banks,
    beginning,
    branding,
    keeping,
    offered,
    places,
    reminding,
    saving,
    undoing,
)
from pages.visit.address import Example, Owner, Stranger, TeamMember, Viewer
from server.settings import Settings

# Pages with charts, by their addresses.
_NAME: Final = 60  # Letters of what can be undone: two or three lines on a phone.
_QUOTED: Final = ("line", "tick", "untick", "day", "no_day")  # Of these, the name stands in quotation marks.
_WIDE: Final = ("results", "incentives", "plan", "team", "customers", "campaigns")

# The shapes of the two behaviours; the theme gives orange and violet the colours that mean them.
TODAY: Final = ":orange[■]"
WANTED: Final = ":violet[●]"
# The same where they mark the scores of an earlier assessment.
TODAY_BEFORE: Final = ":orange[□]"
WANTED_BEFORE: Final = ":violet[○]"

# On a phone a link is as high as a fingertip.
_REACH: Final = """<style>
.reach { margin: 0; font-size: 1rem; overflow-wrap: anywhere }
.reach a { color: inherit; text-underline-offset: 3px }
.reach a[href^='tel:'] { white-space: nowrap }
@media (max-width: 640px) { .reach { line-height: 2.75rem } .reach a { padding-block: 0.75rem } }
</style>"""
_PAUSE: Final = 4  # Seconds between retries.
_MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]|<>~$&^])")
_BREAKING: Final = re.compile(r"[^\S\u00a0]+")  # Space at which a line can break.
# Special only at the beginning. Escaped elsewhere, screen readers would speak the backslashes of a control's label.
_BEGINNING: Final = re.compile(r"^(\d{0,9})([#+\-.)=])")
# Streamlit turns bare addresses into links and :words: into icons after it has read the Markdown, so a backslash does
# not stop it; an invisible joiner does.
_LIVE: Final = re.compile(r"(:(?=\S)|@(?=\S)|(?<=\b[wW]{3})(?=\.))")


class PageEnds(Exception):
    """Ends a page early; the frame is drawn to its end."""


def end_page() -> NoReturn:
    """End the page here. Unlike st.stop(), this still draws the foot."""
    raise PageEnds


def pressed(
    label: str, *, key: str, kind: Literal["primary", "secondary", "tertiary"] = "secondary", icon: str | None = None
) -> bool:
    """Draw a button; returns whether it was pressed.

    Unlike with st.button alone, a press counts until a run of the page has ended: the one it began may be replaced by
    another before the button is reached, or while the page acts on it. What the page does may so be done twice.
    """
    is_pressed = st.button(label, key=key, on_click=places.note_press, args=(key,), type=kind, icon=icon)
    return is_pressed or places.is_pressed(key)


def way_down(label: str, part: str, *, key: str) -> None:
    """A quiet button to a part further down the page, a container with this key; the label is Markdown."""
    icon = ":material/arrow_downward:"
    st.button(label, key=key, type="tertiary", icon=icon, on_click=places.arrive_at, args=(part,))


def way_up(label: str, part: str, *, key: str) -> None:
    """The same to a part further up."""
    icon = ":material/arrow_upward:"
    st.button(label, key=key, type="tertiary", icon=icon, on_click=places.arrive_at, args=(part,))


def plain(text: str) -> str:
    """Text from outside as Markdown that shows just this text: no formatting, links, images or icons."""
    tame = _MARKDOWN.sub(r"\\\1", _LIVE.sub("\\1\u2060", _in_one_line(text)))
    return _BEGINNING.sub(r"\1\\\2", tame)


def _in_one_line(text: str) -> str:
    """The text without line breaks and repeated spaces; what keeps a day on one line stays."""
    return _BREAKING.sub(" ", text).strip()


def is_wide(page: str) -> bool:
    """Whether a page has charts with something beside them; a member's own result is as narrow as the questions."""
    return page in _WIDE and not (page == "results" and isinstance(address.visitor(), TeamMember))


def open_page(title: str, *, wide: bool, language: Language, run: str) -> None:
    """Begin a page: title, width, the frame's bar, the choice of language, and the language set in the browser.

    `run` is the id of this run of the page.
    """
    st.set_page_config(page_title=f"{title} · {branding.look().name}", layout="wide" if wide else "centered")
    address.show_language(language)
    with st.container(horizontal=True, vertical_alignment="center", wrap=False, key="frame_bar"):
        draw_bar(language, branding.look())
        draw_line(language, run)
        dress_page(language, places.open_now(), places.arrival())
        if len(languages := offered.languages()) > 1:
            st.radio(
                say(language, "frame.language"),
                languages,
                format_func=lambda known: say(known, "language_code"),
                key="language",
                on_change=address.choose_language,
                horizontal=True,
                label_visibility="collapsed",
                width="content",
            )


def show_problems(problems: Problems, language: Language, kind: str = "problems") -> None:
    """What is wrong in a file, a line each, in place of a traceback."""
    st.error(say(language, f"{kind}.text"), title=say(language, f"{kind}.title"))
    st.code("\n".join(str(problem) for problem in problems.problems), language=None, wrap_lines=True)


def bottom(language: Language) -> None:
    """Draw the bar that is always in sight, after everything else: what can be undone, and the current problem."""
    # While st.bottom holds anything, Streamlit scrolls the page with what changes. The lines of the plan have to stay.
    with nullcontext() if places.open_now() == places.PLAN else st.bottom:
        undo_bar(language)
    with st.bottom:
        obstacle_notice(language)
    undoing.page_is_drawn()


def soft_ground(key: str, *, wrap: bool = True) -> DeltaGenerator:
    """A row on a soft grey background, for quiet messages."""
    st.html(
        f"<style>.st-key-{key} {{background: color-mix(in srgb, currentColor 5%, transparent);"
        f" border-radius: 8px; padding: 8px 16px; row-gap: 0}} .st-key-{key} > :first-child"
        " {flex: 0 1 auto; min-width: 0; overflow-wrap: anywhere}</style>"
    )
    return st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=wrap, key=key)


@contextmanager
def for_screen_readers(key: str) -> Iterator[None]:
    """Text that only screen readers get, because a chart beside it shows the same."""
    wrapper = f'[data-testid="stLayoutWrapper"]:has(> .st-key-{key})'
    st.html(
        f"<style>{wrapper} {{position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);"
        " white-space: nowrap}</style>"
    )
    with st.container(key=key):
        yield


def first_run() -> Iterator[bool]:
    """For a fragment: `next(…, False)` is True when the page draws it, and False when it runs by itself."""
    return iter([True])


def undo_bar(language: Language) -> None:
    """Show what was removed a moment ago, with the button to undo it, for as long as that is possible."""
    removed = undoing.undoable()
    if removed is None:
        return
    name = _in_one_line(removed.name or say(language, "plan_page.untitled"))
    if removed.kind != "moved":  # That is all told.
        name = shortened(name, _NAME)
    if removed.kind in _QUOTED:
        name = within_quotes(name)
    with soft_ground("undo_bar", wrap=False):
        text = html.escape(say(language, f"undo.{removed.kind}", name=name).replace("….", "…"))
        st.html(f'<span role="status">{text}</span>', width="content")
        st.button(say(language, "undo.button"), key="undo", icon=":material/undo:", on_click=undoing.undo)
        if undoing.is_change(removed):  # On the plan it lies over its lines.
            st.button(say(language, "undo.close"), key="undo_close", type="tertiary", on_click=undoing.offer_no_changes)
    st.fragment(_take_the_bar_away, run_every=max(0.1, removed.until - monotonic()))(first_run())


def _take_the_bar_away(with_page: Iterator[bool]) -> None:
    if not next(with_page, False):
        st.rerun()


def obstacle_notice(language: Language) -> None:
    """Show the current problem: the database does not answer, or a limit is used up."""
    found = saving.obstacle()
    if found is not None:
        # A failed press has to be repeated; taps and written text are saved again without the visitor.
        has_to_press = saving.has_to_press_again()
        text = say(language, "obstacle.press_again" if has_to_press else f"obstacle.{found}.text")
        st.warning(text, title=say(language, f"obstacle.{found}.title"))
    saving.obstacle_is_shown()
    if saving.keeps_trying():
        _keep_trying(first_run())


@st.fragment(run_every=_PAUSE)
def _keep_trying(with_page: Iterator[bool]) -> None:
    """Try again every few seconds, and draw the page again when it succeeds."""
    if not next(with_page, False) and saving.try_again():
        st.rerun()


def nothing_here(language: Language) -> NoReturn:
    """Draw an empty page with a way on: nothing is begun yet, or the link leads nowhere. Ends the page."""
    visitor, page = address.visitor(), places.name_of(places.open_now())
    is_shared = isinstance(visitor, Viewer) and assessments.report() is not None
    begins_map = isinstance(visitor, Stranger) and page == places.name_of(places.INCENTIVES)
    st.title(say(language, f"{page}.title"), anchor=False)
    st.markdown(say(language, f"nothing_begun.shows.{page}"))
    if saving.obstacle() is None:
        empty = beginning.link_trouble() if isinstance(visitor, Owner | Viewer) else "nothing_begun"
        place = "results_only" if is_shared else "nothing_begun.map" if begins_map else empty
        minutes = banks.instrument().minutes("quick")
        st.info(say(language, f"{place}.text", minutes=minutes), title=say(language, f"{place}.title"))
    if begins_map:
        begin = pressed(say(language, "nothing_begun.map.begin"), kind="primary", key="start_map")
        if begin and beginning.begin("quick"):
            places.go_to(places.INCENTIVES)
    if is_shared and pressed(say(language, "waiting.results"), kind="primary", key="to_results"):
        places.go_to(places.RESULTS)
    if pressed(say(language, "to_start"), kind="secondary" if is_shared or begins_map else "primary", key="to_start"):
        address.leave_view()
        places.go_to(places.START)
    end_page()


def contact_line(contact: str, language: Language) -> None:
    """How to reach whoever is responsible, as it was set."""
    reach(contact, say(language, "privacy.responsible.contact", contact=""))


def reach(contact: str, before: str) -> None:
    """How to reach somebody, with links where it has addresses or numbers, and the words `before` it.

    Not Markdown: plain() would put an invisible character into an e-mail address, which people copy.
    """
    found = pieces(contact)
    if not any(piece.href for piece in found):
        st.text(f"{before}{contact}")
        return
    st.html(f"{_REACH}<p class='reach'>{html.escape(before)}{''.join(_piece(piece) for piece in found)}</p>")


def _piece(piece: LinkedPiece) -> str:
    if not piece.href:
        return html.escape(piece.text)
    tab = ' target="_blank" rel="noopener noreferrer"' if piece.href.startswith("https:") else ""
    return f'<a href="{html.escape(piece.href)}"{tab}>{html.escape(piece.text)}</a>'


def left_out(language: Language) -> NoReturn:
    """Say that the question bank leaves out what this page is for, with the way on. Ends the page."""
    st.title(say(language, "left_out.title"), anchor=False)
    st.markdown(say(language, "left_out.text"))
    if pressed(say(language, "to_start"), key="to_start"):
        places.go_to(places.START)
    end_page()


def not_own_notice(report: Report, language: Language) -> None:
    """Mark results that are not the visitor's own, the example or those of a read-only link, with the way out."""
    match address.visitor():
        case Example():
            what, icon = "example", "science"
        case Viewer():
            what, icon = "viewing", "visibility"
            name_page(result_name(report, language))
        case _:
            return
    with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        title = _shared_name(report, language) if what == "viewing" else say(language, f"{what}.title")
        text = say_of_bank(report.instrument, language, f"{what}.text")
        st.markdown(f":material/{icon}: **{plain(title)}** {text}", width="stretch")
        if pressed(_way_out(what, language), key=f"leave_{what}"):
            if _may_begin_here() and beginning.begin("quick"):
                places.go_to(places.QUESTIONS, at=places.BEHAVIOUR)
            address.leave_example()
            address.leave_view()
            places.go_to(places.START)


def _way_out(what: str, language: Language) -> str:
    """The way to an assessment of one's own, or to the sender of a campaign in which nobody can begin."""
    brand = branding.brand()
    if what == "example" and brand and brand.campaign.cannot_begin:
        return plain(say(language, "prospect.reach", name=brand.look.name))
    return say(language, f"{what}.leave")


def _shared_name(report: Report, language: Language) -> str:
    """What a shared result is called in the notice above it; the day of one without a name is above its headline."""
    name = report.answers.title
    return say(language, "viewing.named", name=name.rstrip(".")) if name else say(language, "viewing.title")


def name_page(name: str) -> None:
    """Another title of the page than in the frame: in the browser's tab, a bookmark, a print."""
    st.set_page_config(page_title=f"{name} · {branding.look().name}")


def _may_begin_here() -> bool:
    """Whether an assessment may begin without the start page: it says who is responsible, and shows earlier answers."""
    is_noted = Settings.read().controller.name or address.campaign_code()
    return address.own_key() is None and not is_noted


def own_link(language: Language) -> None:
    """The link that opens the visitor's answers: to copy, as a QR code, and who can use it."""
    link = assessments.own_link()
    if link is None:
        return
    with st.container(border=True, key="own_link", gap="xsmall"):
        st.markdown(f":material/link: **{say(language, 'own_link.title')}**")
        st.caption(say(language, "own_link.text"))
        if until := kept_until(language):
            st.caption(until)
        _link_to_copy(link, "copy_own_link", language, on_copied=reminding.link_is_copied)
        # Below the link, not in a popover: one opened at the foot of a page has no room for the picture.
        if st.toggle(say(language, "own_link.qr"), key="own_qr"):
            # As our own picture, because st.image would load numpy.
            st.html(qr_code(link, say(language, "own_link.qr_alt")), width="content")


def behaviours(answers: Answers, language: Language) -> None:
    """The two behaviours side by side, each with its shape; user text is shown as text."""
    with st.container(horizontal=True, gap="medium", wrap=False):
        for shape, column, behaviour in (
            (TODAY, "today", answers.current_behaviour),
            (WANTED, "wanted", answers.new_behaviour),
        ):
            with st.container(gap="xxsmall"):
                st.markdown(f"{shape} **{say(language, f'columns.{column}')}**")
                if behaviour:
                    st.text(behaviour)


def kept_until(language: Language) -> str:
    """Until when the visitor's answers are kept, and what extends that; empty when there are none."""
    last = keeping.last_day()
    if last is None:
        return ""
    # In a campaign visits extend it, finished or not.
    state = "finished" if last.is_finished or branding.brand() else "unfinished"
    return say(language, f"kept_until.{state}", day=date_text(last.day, language))


def view_link(language: Language, *, is_folded: bool = False) -> None:
    """A second link that shows only the results: made on request, and revoked on request.

    Where it `is_folded`, it stands open only while there is a link.
    """
    if assessments.own_link() is None:
        return
    link, title = assessments.view_link(), say(language, "view_link.title")
    fold = st.expander(title, icon=":material/visibility:", expanded=link is not None) if is_folded else nullcontext()
    with fold, st.container(border=not is_folded, key="view_link", gap="xsmall"):
        if not is_folded:
            st.markdown(f":material/visibility: **{title}**")
        st.caption(say_of_bank(banks.instrument(), language, "view_link.text"))
        if link is None:
            st.button(say(language, "view_link.make"), key="share", on_click=assessments.share)
            return
        _link_to_copy(link, "copy_view_link", language)
        st.button(
            say(language, "view_link.stop"), key="stop_sharing", type="tertiary", on_click=assessments.stop_sharing
        )


def _link_to_copy(link: str, key: str, language: Language, on_copied: Callable[[], None] | None = None) -> None:
    st.code(link, language=None, wrap_lines=True)
    copy_button(link, language, key=key, on_copied=on_copied)


def qr_code(link: str, spoken: str) -> str:
    """A QR code, dark on light in both themes because cameras expect that; `spoken` describes it."""
    import segno  # noqa: PLC0415  # only when a link is shown, so that the first page appears sooner

    drawn = segno.make_qr(link).svg_data_uri(dark=LOOK.light.ink, light=LOOK.light.paper, scale=5)
    return f'<img src="{html.escape(drawn)}" alt="{html.escape(spoken)}">'


def colours() -> Colours:
    """The colours of the theme that the visitor sees."""
    return LOOK.colours(dark=st.context.theme.type == "dark")
