"""Reading the map: charts, tables, another person's map, and the draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import streamlit as st

from assessment.comparison import compare_maps
from assessment.figures import NARROW, pull_description, pull_map, pull_tall, spare_room
from assessment.incentives import Clash
from assessment.incentives.unsaid import OpenRow
from assessment.instrument import Language, Organisation
from assessment.problems import Problems
from assessment.report import Report
from assessment.sentences.clash_sizes import clash_text
from assessment.sentences.clashes import (
    clash_reasons,
    clash_sentence,
    clash_words,
    clash_words_explained,
    clash_words_with_kind,
    is_decided,
    typical_effects,
)
from assessment.sentences.comparison import map_comparison_sentences
from assessment.sentences.incentives import (
    lead_sentences,
    map_label,
    map_sentences,
    no_clash,
    nobody_label,
    nobody_rewarded,
)
from assessment.sentences.names import element_name, pair_name, role_inside, role_name
from assessment.sentences.team_map import weighed_sentences
from assessment.sentences.unsaid import marks_explained, pulls_in_text, roles_unsaid_sentence
from assessment.words import say, signed
from pages.parts.incentives.deciding import deciding
from pages.parts.incentives.proposing import beside_map, further_changes, smallest_change, story
from pages.parts.incentives.shortcuts import shortcuts
from pages.shared.elements import plain, show_problems
from pages.shared.file_opener import file_opener
from pages.shared.pictures import draw
from pages.visit import assessments, gathering, mapping

_MOST_LINES: Final = 50
_MOST_FOLDED: Final = 4  # Clashes in the fold that can be decided at once; each has five fields, which take time.
_SIZE: Final = 64  # Pixels, for the size of a clash.


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

    def rows(name: str, role: str, then: float | None, now: float) -> Iterator[dict[str, str]]:
        yield {whose: f"**{name}**", pull: moved(then, now, language)}
        written = pulls_in_text(role, shown, language, spoken=True)
        for element, value in zip(names, written.values(), strict=True):
            yield {whose: element, pull: value}

    # Two columns, because a table that scrolls sideways cannot be read with the keyboard on a phone.
    table = [
        row
        for role in scores.roles
        for row in rows(plain(role_name(role.id, shown, language)), role.id, was.get(role.id), role.alignment)
    ]
    together = list(rows(say(language, "incentives.net"), "", before.system if before else None, scores.system))
    nobody = nobody_rewarded(shown)
    for row, element in zip(together[1:], scores.elements, strict=True):
        if element.id in nobody:
            row[whose] += f" · {nobody_label(scores, language, element.id)}"
    st.caption(say(language, "map_page.how_to_read"))
    with st.container(key="pull_table"):
        st.table([*table, *together], border="horizontal", hide_header=False)
    _clash_table(scores.clashes, shown, language, key="clash_table")


def _clash_table(clashes: Sequence[Clash], report: Report, language: Language, *, key: str) -> None:
    """Pairs of roles that clash: how much, which way, how bad."""
    rows = [
        {
            say(language, "incentives.clash.heading"): plain(pair_name(clash.a, clash.b, report, language)),
            say(language, "incentives.clash.column.strength"): clash_text(clash.clash, language),
            # In one column, because a fourth has no room on a phone.
            say(language, "incentives.clash.column.how"): clash_words_with_kind(clash, report, language),
        }
        for clash in clashes[:_MOST_LINES]
    ]
    if rows:
        with st.container(key=key):
            st.table(rows, border="horizontal", hide_header=False)
    if further := len(clashes) - len(rows):
        st.caption(say(language, "incentives.clash.further", count=further))


def wide_map(report: Report, language: Language, before: Report | None = None) -> None:
    """The map as a chart for a wide page, without the room at its top that it does not need on a wide page."""
    width, spare = spare_room(report, language)
    # Where the two widths differ by a rounding, the room is left rather than the chart cut.
    st.html(
        "<style>.st-key-map_picture {container-type: inline-size}"
        f" @media screen {{@container (min-width: {width + 2}px) {{.st-key-map_picture > * {{overflow: clip}}"
        f' .st-key-map_picture [data-testid="stVegaLiteChart"] {{margin-top: -{spare}px}}}}}}</style>'
    )
    with st.container(key="map_picture"):
        draw(pull_map, pull_description, report, language, before=before)


def map_picture(report: Report, language: Language, *, can_change: bool = False) -> None:
    """The map as a chart, and where the page is narrow another with each role's name above its cells.

    Below it stands what its marks mean.
    """
    wrapper = '[data-testid="stLayoutWrapper"]:has(> .st-key-map_'
    st.html(
        "<style>.st-key-map_drawn {container-type: inline-size}"
        f" @container (width < {NARROW}px) {{{wrapper}picture) {{display: none}}}}"
        f" @container (width >= {NARROW}px) {{{wrapper}tall) {{display: none}}}}</style>"
    )
    with st.container(key="map_drawn"):
        wide_map(report, language)
        with st.container(key="map_tall"):
            draw(pull_tall, pull_description, report, language)
        _marks(report, language, can_change=can_change)


def _marks(report: Report, language: Language, *, can_change: bool) -> None:
    """What the marks of the map mean, and the way to the first role that has a question mark."""
    if said := marks_explained(report, language):
        with st.container(key="map_unsaid", gap="xxsmall"):
            st.caption(plain(said))
            first = OpenRow.first(report.map, report.instrument.incentives)
            if can_change and first:
                label = say(language, "map_page.say_unsaid", role=role_inside(first.role, report, language))
                st.button(
                    plain(label),
                    key="say_unsaid",
                    type="tertiary",
                    on_click=mapping.open_measure,
                    args=(report.map, first),
                )


def pictures(report: Report, language: Language, *, can_change: bool = True) -> None:
    """The map with the smallest change and what customers would meet beside it, and below them the clashes."""
    if report.incentives is None:
        return
    st.html(beside_map(report, language))
    with st.container(key="map_top"), st.container(key="map_and_change"):
        map_picture(report, language, can_change=can_change)
        with st.container(key="map_change", gap="small"):
            smallest_change(report, language, can_change=can_change)
        story(report, language)
        further_changes(report, language, can_change=can_change)
    with st.container(key="map_told"), st.container(key="map_clashes"):
        clashes(report, language, can_change=can_change)


def clashes(report: Report, language: Language, *, can_change: bool = True) -> None:
    """The strongest clashes as sentences, each with its size, below what that counts; then the shortcuts."""
    scores = report.incentives
    if scores is None:
        return
    st.header(say(language, "map_page.clashes"), anchor=False)
    with st.container(key="clashes", gap="small"):
        if scores.clashes:
            last = [say(language, "incentives.clash.order.last")] if scores.has_decided else []
            st.caption(" ".join([say(language, "map_page.clash_scale"), *last]))
            with st.expander(say(language, "map_page.clash_words"), type="compact", key="words_for_clashes"):
                for explained in clash_words_explained((*scores.told, *scores.also_clear), report, language):
                    st.caption(explained)
        else:
            st.markdown(no_clash(scores, language))
        also, rest = scores.also_clear[:_MOST_FOLDED], scores.also_clear[_MOST_FOLDED:]
        reasons = clash_reasons([*scores.told, *also], report, language)
        for place, clash in enumerate(scores.told):
            _clash(place, clash, reasons, report, language, can_change=can_change)
        if typically := typical_effects([*scores.told, *also], report, language):
            change = say(language, "map_page.typically_change", more=say(language, "map_page.crosses"))
            st.caption(f"{typically} {change}" if can_change else typically)
        if unsaid := roles_unsaid_sentence(report, language):
            where = say(language, "map_page.roles_unsaid_say")
            st.caption(plain(f"{unsaid} {where}" if can_change else unsaid))
        _further(also, rest, reasons, report, language, can_change=can_change)
        shortcuts(report, language, can_change=can_change)


def _further(
    also: Sequence[Clash],
    rest: Sequence[Clash],
    reasons: Mapping[str, str],
    report: Report,
    language: Language,
    *,
    can_change: bool,
) -> None:
    """Folded, the clashes that are clear, too: some as those above, the `rest` as a table; how many are minor."""
    scores = report.incentives
    if scores is None:
        return
    if also:
        label = say(language, "map_page.clashes_also", count=len(also) + len(rest))
        with st.expander(label, type="compact", key="further_clashes"):
            for place, clash in enumerate(also, start=len(scores.told)):
                _clash(place, clash, reasons, report, language, can_change=can_change)
            if rest and can_change:
                st.caption(say(language, "map_page.clashes_rest"))
            _clash_table(rest, report, language, key="clash_table_rest")
    if minor := len(scores.clashes) - len(scores.told) - len(also) - len(rest):
        which = "further" if any(clash.severity == "minor" for clash in scores.told) else "all"
        st.caption(say(language, f"map_page.clashes_minor.{which}", count=minor))


def _clash(
    place: int, clash: Clash, reasons: Mapping[str, str], report: Report, language: Language, *, can_change: bool
) -> None:
    """Two roles that clash: how much, who, how badly, why, and what is decided about it."""
    with st.container(horizontal=True, gap="small", wrap=False, key=f"clash_{clash.name}"):
        with st.container(key=f"clash_size_{place}", width=_SIZE, gap=None):
            st.markdown(f"**{clash_text(clash.clash, language)}**")
            st.caption(say(language, "map_page.clash_of"))
        with st.container(gap="xxsmall"):
            names = plain(pair_name(clash.a, clash.b, report, language))
            st.markdown(f"**{names}** · {clash_words(clash, report, language)}")
            if not (is_decided(clash, report) and can_change):  # Then it stands in the fold that changes the decision.
                st.markdown(plain(clash_sentence(clash, report, language)))
            if clash.name in reasons:
                st.caption(plain(reasons[clash.name]))
            deciding(clash, report, language, can_change=can_change)


def headline(report: Report, language: Language, *, has_suggestions: bool = False, is_first: bool = True) -> None:
    """What the map says, most important first, and what a map is; without one, what to do with suggestions or begin.

    It is the page's title when it is the first thing there; below what a management team's map told, which begins with
    the finding, it says only which map this is.
    """
    if not is_first and gathering.outcome() and report.incentives:
        st.header(say(language, "team_map.closed.map"), anchor=False)
        label = map_label(gathering.with_told(report), language)
        st.caption(plain(" ".join([label, *weighed_sentences(report.map, report.instrument, language)])))
        return
    title = st.title if is_first else st.header
    if report.incentives is None:
        title(say(language, "map_page.headline"), anchor=False)
        st.markdown(say(language, "map_page.suggestions_text" if has_suggestions else "map_page.text"))
        return
    finding, *others = lead_sentences(report.incentives, report, language)
    title(plain(finding), anchor=False)
    st.markdown(plain(" ".join(others)))
    st.caption(map_label(gathering.with_told(report), language))


def reading(report: Report, language: Language) -> None:
    """A map to read, without anything that changes it."""
    headline(report, language)
    read_map(report, language)


def read_map(report: Report, language: Language) -> None:
    """The map as a chart, its clashes, and every number in a table."""
    pictures(report, language, can_change=False)
    with st.expander(say(language, "map_page.numbers"), icon=":material/table_rows:"):
        tables(report, language, None)


def sample(organisation: Organisation | None, language: Language) -> None:
    """What a map shows, with the roles of this kind of organisation; nothing without an example of a map.

    It is the map itself, pale, or what the map says, where the page is too narrow for names above its columns.
    """
    example = assessments.example_of_map(organisation)
    if example is None or example.incentives is None:
        return
    width, _ = spare_room(example, language)
    wrapper = '[data-testid="stLayoutWrapper"]:has(> .st-key-map_sample_'
    st.html(
        "<style>.st-key-map_sample {container-type: inline-size}"
        f" @container (width < {width + 2}px) {{{wrapper}drawn) {{display: none}}}}"
        f" @container (width >= {width + 2}px) {{{wrapper}said) {{display: none}}}}</style>"
    )
    with st.container(key="map_sample", gap="xsmall"):
        st.subheader(say(language, "map_page.sample"), anchor=False)
        with st.container(key="map_sample_drawn", gap="xsmall"):
            st.markdown(say(language, "map_page.sample_text"))
            wide_map(example, language)
        with st.container(key="map_sample_said", gap="xsmall"):
            st.markdown(say(language, "map_page.sample_says"))
            said = map_sentences(example.incentives, example, language)
            st.markdown("\n".join(f"- {plain(sentence)}" for sentence in said))


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
        if report.incentives is not None:
            comparison = compare_maps(report.incentives, other.incentives)
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


def moved(before: float | None, now: float, language: Language) -> str:
    """A pull as a whole, with today's before it where there is one."""
    written = f"**{signed(now, language)}**"
    return written if before is None else f"{signed(before, language)} → {written}"
