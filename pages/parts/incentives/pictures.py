"""Reading the map: charts, tables, another person's map, and the draft."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import streamlit as st

from assessment.figures import pull_description, pull_map
from assessment.incentives import Clash
from assessment.instrument import Language
from assessment.problems import Problems
from assessment.report import Report
from assessment.sentences.comparison import clash_change_sentences, map_comparison_sentences
from assessment.sentences.incentives import (
    clash_sentence,
    map_label,
    no_clash,
    shortcut_sentences,
    weight_alone_sentences,
)
from assessment.sentences.names import element_name, pair_name, role_name
from assessment.words import number, pull_text, say, signed
from pages.shared.elements import plain, show_problems
from pages.shared.file_opener import file_opener
from pages.shared.pictures import draw
from pages.visit import assessments, drafting, mapping

_LEAST_CLASHES, _MOST_CLASHES = 3, 5
_MOST_LINES: Final = 50
_SIZE: Final = 64  # Pixels, for the size of a clash.
_MOST_MOVED: Final = 2  # In the bar; the box at the top has all.


def tables(report: Report, language: Language, tried: Report | None) -> None:
    """The charts as tables: every pull with the pull on the whole, and every pair of roles that clash.

    While something is tried out, today's pull on the whole is shown before the tried one.
    """
    scores, before = (tried or report).incentives, report.incentives if tried else None
    if scores is None:
        return
    shown = tried or report
    was = {role.id: role.alignment for role in before.roles} if before else {}
    names = [plain(element_name(element.id, shown, language)) for element in scores.elements]
    whose, pull = say(language, "incentives.role_column"), say(language, "incentives.picture.pull")

    def rows(name: str, pulls: Iterable[float], then: float | None, now: float) -> Iterator[dict[str, str]]:
        yield {whose: f"**{name}**", pull: _moved(then, now, language)}
        for element, value in zip(names, pulls, strict=True):
            yield {whose: element, pull: pull_text(value, language)}

    # Two columns, because a table that scrolls sideways cannot be read with the keyboard on a phone.
    table = [
        row
        for role in scores.roles
        for row in rows(
            plain(role_name(role.id, shown, language)), role.pulls.values(), was.get(role.id), role.alignment
        )
    ]
    nets = [element.net for element in scores.elements]
    together = list(rows(say(language, "incentives.net"), nets, before.system if before else None, scores.system))
    for row, element in zip(together[1:], scores.elements, strict=True):
        if element.id in scores.unrewarded:
            row[whose] += f" · {say(language, 'incentives.orphan')}"
    st.caption(say(language, "map_page.how_to_read"))
    with st.container(key="pull_table"):
        st.table([*table, *together], border="horizontal", hide_header=False)
    _clashes(shown, language)


def _clashes(report: Report, language: Language) -> None:
    """Every pair of roles that clash: how much, which way, how bad."""
    clashes = report.incentives.clashes if report.incentives else ()
    rows = [
        {
            say(language, "incentives.clash.heading"): plain(pair_name(clash.a, clash.b, report, language)),
            say(language, "incentives.clash.column.strength"): number(clash.clash, language),
            # In one column, because a fourth has no room on a phone.
            say(language, "incentives.clash.column.how"): ", ".join(
                say(language, f"incentives.clash.{what}")
                for what in (f"kind.{clash.kind}", f"severity.{clash.severity}")
            ),
        }
        for clash in clashes[:_MOST_LINES]
    ]
    if rows:
        with st.container(key="clash_table"):
            st.table(rows, border="horizontal", hide_header=False)
    if further := len(clashes) - len(rows):
        st.caption(say(language, "incentives.clash.further", count=further))


def pictures(report: Report, language: Language) -> None:
    """The map as a chart, and its clashes in sentences."""
    if report.incentives is not None:
        draw(pull_map, pull_description, report, language)
        clashes(report, language)


def clashes(report: Report, language: Language) -> None:
    """The strongest clashes as sentences, each with its size, below what that counts; then the shortcuts."""
    scores = report.incentives
    if scores is None:
        return
    st.header(say(language, "map_page.clashes"), anchor=False)
    with st.container(key="clashes", gap="small"):
        if scores.clashes:
            st.caption(f"{say(language, 'map_page.clash_scale')}  \n{say(language, 'map_page.clash_kinds')}")
        else:
            st.markdown(no_clash(scores, language))
        strong = [clash for clash in scores.clashes if clash.severity != "minor"]
        count = min(_MOST_CLASHES, max(len(strong), _LEAST_CLASHES))  # Minor ones only where there is little else.
        for place, clash in enumerate(scores.clashes[:count]):
            _clash(place, clash, report, language)
        if further := len(scores.clashes[count:]):
            st.caption(say(language, "map_page.clashes_more", count=further))
        for sentence in shortcut_sentences(report, language):
            st.markdown(plain(sentence))


def _clash(place: int, clash: Clash, report: Report, language: Language) -> None:
    """Two roles that clash: how much, who, how badly and how."""
    severity, kind = (
        say(language, f"incentives.clash.{word}") for word in (f"severity.{clash.severity}", f"kind.{clash.kind}")
    )
    with st.container(horizontal=True, gap="small", wrap=False):
        with st.container(key=f"clash_size_{place}", width=_SIZE, gap=None):
            st.markdown(f"**{number(clash.clash, language)}**")
            st.caption(say(language, "map_page.clash_of"))
        with st.container(gap="xxsmall"):
            names = plain(pair_name(clash.a, clash.b, report, language))
            st.markdown(f"**{names}** · {severity}, {kind}")
            st.markdown(plain(clash_sentence(clash, report, language)))


def reading(report: Report, language: Language) -> None:
    """A map to read, without anything that changes it."""
    st.title(say(language, "map_page.headline"), anchor=False)
    st.markdown(say(language, "map_page.text"))
    st.caption(map_label(report, language))
    pictures(report, language)
    with st.expander(say(language, "map_page.numbers"), icon=":material/table_rows:"):
        tables(report, language, None)


def sample(language: Language) -> None:
    """What a map shows, as the one of the example, pale; nothing where the question bank has no example of a map."""
    example = assessments.example()
    if example is None or example.incentives is None:
        return
    with st.container(key="map_sample", gap="xsmall"):
        st.subheader(say(language, "map_page.sample"), anchor=False)
        st.markdown(say(language, "map_page.sample_text"))
        draw(pull_map, pull_description, example, language)


def comparing(report: Report, language: Language) -> None:
    """Compare the map with another person's, from a file of that person's answers."""
    other = mapping.other_map()
    with st.expander(
        say(language, "map_page.compare"), icon=":material/compare_arrows:", expanded=other is not None, key="compare"
    ):
        st.markdown(say(language, "map_page.compare_text"))
        opened = file_opener(say(language, "map_page.compare_file"), key="open_other_map")
        if opened is not None:
            try:
                mapping.open_other_map(opened.data, opened.name, report.instrument)
            except Problems as problems:
                show_problems(problems, language, "not_answers")
            other = mapping.other_map()
        if other is None:
            return
        if other.incentives is None:
            st.warning(say(language, "no_map.text"), title=say(language, "no_map.title"))
            mapping.close_other_map()
            return
        # One element, because large maps may differ in hundreds of cells.
        if comparison := report.map_compared_with(other):
            st.markdown("\n\n".join(map(plain, map_comparison_sentences(comparison, report, other, language))))
        st.button(
            say(language, "map_page.compare_close"), key="close_other_map", type="tertiary",
            on_click=mapping.close_other_map,
        )  # fmt: skip


def forgetting(language: Language) -> None:
    """Offer to remove the whole map; folded, and far from the page's main button."""
    with st.expander(say(language, "map_page.forget"), icon=":material/delete:", key="forgetting"):
        st.markdown(say(language, "map_page.forget_text"))
        st.button(say(language, "map_page.forget"), key="forget_map", on_click=mapping.forget_map)


def trying_out(report: Report, tried: Report | None, language: Language) -> None:
    """What if: begin to try things out, and see everything that changes."""
    if not drafting.is_trying_out():
        st.button(say(language, "map_page.try"), key="try_out", icon=":material/science:", on_click=drafting.try_out)
        return
    with st.container(border=True, key="trying"):
        st.markdown(f":material/science: **{say(language, 'map_page.trying')}**")
        if tried is not None:
            for name, moved in (*_roles_moved(report, tried, language), *_together_moved(report, tried, language)):
                with st.container(horizontal=True, horizontal_alignment="distribute", gap="medium"):
                    st.markdown(f"**{name}**", width="content")
                    st.markdown(moved, width="content")
            for change in clash_change_sentences(tried.clash_changes_since(report), report, tried, language):
                st.markdown(plain(change))
            for sentence in weight_alone_sentences(tried, language):
                st.caption(plain(sentence))


def trying_bar(report: Report, tried: Report, language: Language) -> None:
    """What the draft changes, in sight beside the controls that change it, with the buttons to keep it or go back."""
    moved = [*_together_moved(report, tried, language), *_roles_moved(report, tried, language)[:_MOST_MOVED]]
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="trying_bar"):
        st.markdown(" · ".join(f"{name}\u00a0{numbers}" for name, numbers in moved), width="content")
        with st.container(horizontal=True, gap="small", wrap=False, width="content", key="keep_or_drop"):
            st.button(say(language, "map_page.keep"), key="keep_draft", type="primary", on_click=mapping.keep_draft)
            st.button(say(language, "map_page.drop"), key="drop_draft", on_click=drafting.drop_draft)


def _roles_moved(report: Report, tried: Report, language: Language) -> list[tuple[str, str]]:
    """The roles whose pull as a whole the draft changes, with the pull today and the tried one."""
    was = {role.id: role.alignment for role in report.incentives.roles} if report.incentives else {}
    return [
        (plain(role_name(role.id, tried, language)), _moved(was.get(role.id), role.alignment, language))
        for role in (tried.incentives.roles if tried.incentives else ())
        if role.alignment != was.get(role.id)
    ]


def _together_moved(report: Report, tried: Report, language: Language) -> list[tuple[str, str]]:
    """All roles together, today and tried; nothing without a map."""
    before, now = report.incentives, tried.incentives
    name = say(language, "incentives.net")
    return [(name, _moved(before.system if before else None, now.system, language))] if now else []


def _moved(before: float | None, now: float, language: Language) -> str:
    written = f"**{signed(now, language)}**"
    return written if before is None else f"{signed(before, language)} → {written}"
