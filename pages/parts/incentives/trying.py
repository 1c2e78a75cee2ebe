"""Trying something out on the map: what changes, in sight beside the controls that change it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

import streamlit as st

from assessment.comparison import carried_clashes, compare_clashes
from assessment.figures import pull_description, pull_tall
from assessment.incentives import IncentiveMap, Role
from assessment.incentives.unsaid import NewlyUnsaid, OpenRow
from assessment.instrument import Language
from assessment.report import Report
from assessment.sentences.comparison import carried_clash_sentences, clash_change_sentences
from assessment.sentences.incentives import map_sentences, weight_alone_sentences
from assessment.sentences.names import pair_name, role_inside, role_name
from assessment.sentences.proposals import caution
from assessment.sentences.unsaid import new_unsaid_sentences
from assessment.words import first_names, joined, say, signed
from pages.parts.incentives.pictures import moved, wide_map
from pages.parts.incentives.proposing import kept_change, name_tried, reward_change, take_tried, tried_price
from pages.parts.incentives.suggestions import suggestions
from pages.shared.elements import plain, way_down
from pages.shared.pictures import draw
from pages.shared.taking import Accent
from pages.visit import drafting, mapping, undoing

_MOST_MOVED: Final = 2  # In short; the box beside the controls has all.
# On a laptop the map stays in sight left of the controls. On a phone what changes stays in sight in short, and the map
# comes once, last; what changes in full is below the controls, except for a proposal, which is there to be read.
_ARRANGED: Final = """<style>
@media (max-width: 899px) {
  .st-key-tried_map > :has(> .st-key-tried_whole) { display: none }
  .st-key-trying_parts > :has(> .st-key-tried), .st-key-tried { display: contents }
  .st-key-tried > :has(> .st-key-tried_strip) { position: sticky; top: 0; z-index: 2; background: var(--ground);
    padding-block: 10px; border-bottom: 1px solid var(--hairline) }
  .st-key-tried > :has(> .st-key-trying):not(:has(.st-key-tried_proposal)) { order: 1 }
  .st-key-tried > :has(> .st-key-tried_map) { order: 2 }
  [data-testid="stMain"]:has(.st-key-trying_parts) { scroll-padding-block: 8rem 10rem }
  .st-key-trying_bar > :first-child,
  .st-key-trying_bar .st-key-take_change [data-testid="stElementContainer"]:has([data-testid="stCaptionContainer"]) {
    display: none }
}
@media (min-width: 900px) {
  .st-key-tried > :has(> .st-key-tried_strip), .st-key-tried_map > :has(> .st-key-tried_tall) { display: none }
  .st-key-trying_parts { display: grid !important; grid-template-columns: 5fr 4fr; gap: 2rem; align-items: start }
  .st-key-trying_parts > :has(> .st-key-tried) { position: sticky; top: 1rem }
  .st-key-trying_parts > * { min-width: 0; width: auto !important }
}
@media (max-height: 30rem) {
  .st-key-trying_parts :has(> :is(.st-key-tried, .st-key-tried_strip)) { position: static !important }
}
@media print {
  .st-key-tried_strip { display: none }
}
</style>"""


def trying_out(
    report: Report,
    tried: Report,
    language: Language,
    *,
    drawn: IncentiveMap,
    controls: Callable[[IncentiveMap, Report], Role | None],
) -> None:
    """What to do; then the map as it would be beside the controls that change it, and what they change."""
    st.html(_ARRANGED)
    with st.container(key="trying_text", gap="xsmall"):
        st.title(say(language, "map_page.try"), anchor=False)
        st.markdown(say(language, "map_page.trying"))
        st.caption(say(language, "map_page.trying_how"))
        suggestions(drawn, language)
    with st.container(key="trying_parts"):
        with st.container(key="tried"):
            with st.container(key="tried_strip", gap=None):
                _better_and_worse(report, tried, language)
            _tried_map(report, tried, language)
            _what_changes(report, tried, language)
        with st.container(key="tried_controls"):
            controls(drawn, tried)


def _tried_map(report: Report, tried: Report, language: Language) -> None:
    with st.container(key="tried_map", gap=None):
        if tried.incentives is None:
            return
        if drafting.draft():
            st.caption(say(language, "map_page.framed"))
        with st.container(key="tried_whole"):
            wide_map(tried, language, before=report)
        with st.container(key="tried_tall"):
            draw(pull_tall, pull_description, tried, language, before=report)


def _what_changes(report: Report, tried: Report, language: Language) -> None:
    """The result as a sentence, then every number that changes; before the first change, that nothing does."""
    kind = "proposal" if mapping.is_from_proposal() else "own"
    with st.container(border=True, key="trying", gap="xsmall"), st.container(key=f"tried_{kind}", gap="xsmall"):
        if not drafting.draft():
            st.markdown(say(language, "map_page.trying_nothing"))
            return
        change = reward_change(report, tried, language)
        name_tried(change, report, language)
        _new_unsaid(report, tried, language)
        if worse := _worse(report, tried, language):
            st.markdown(f"**{plain(say(language, 'map_page.worse', changes=first_names(worse, language)))}**")
        if tried.incentives is not None:
            st.markdown(f"**{plain(map_sentences(tried.incentives, tried, language)[0])}**")
            tried_price(report, tried, language)
        for name, numbers in (*_roles_moved(report, tried, language), *_together_moved(report, tried, language)):
            with st.container(horizontal=True, horizontal_alignment="distribute", gap="medium"):
                st.markdown(f"**{name}**", width="content")
                st.markdown(numbers, width="content")
        clashes = compare_clashes(report.incentives, tried.incentives)
        if changes := clash_change_sentences(clashes, report, tried, language):
            st.caption(say(language, "incentives.clash.column.strength"))
            for each in changes:
                st.markdown(plain(each))
        for sentence in (
            *carried_clash_sentences(carried_clashes(report.incentives, tried.incentives), tried, language),
            *weight_alone_sentences(tried, language),
        ):
            st.caption(plain(sentence))
        st.caption(caution(report, language))
        planned = change.planned(report.plan) if change else None
        st.markdown(say(language, f"map_page.{'keep_planned' if planned else 'keep_means'}"))
        if dropped := _dropped(report, tried, language):
            st.markdown(f"**{plain(say(language, 'map_page.decision.would_drop', pairs=joined(dropped, language)))}**")
        st.button(say(language, "map_page.keep"), key="keep_draft", on_click=mapping.keep_draft, args=(planned,))


def _new_unsaid(report: Report, tried: Report, language: Language) -> None:
    """What nobody has said of the measures that are tried out, and the way to say it."""
    open_ones = NewlyUnsaid.of(report.map, tried.map, report.instrument.incentives)
    for sentence, new in zip(new_unsaid_sentences(tried.map, report, language), open_ones, strict=True):
        st.markdown(plain(sentence))
        st.button(
            say(language, "map_page.say_effects"),
            key=f"say_new_{new.role}_{new.measure}",
            type="tertiary",
            on_click=mapping.open_measure,
            args=(tried.map, OpenRow(new.role, new.measure, new.elements[0])),
        )


def _dropped(report: Report, tried: Report, language: Language) -> list[str]:
    """The pairs of roles about which a decision of today would no longer apply."""
    today = {one.pair for one in report.map.decisions if not one.reopened}
    return [
        pair_name(one.a, one.b, report, language) for one in tried.map.decisions if one.reopened and one.pair in today
    ]


def kept(report: Report, shown: IncentiveMap, language: Language) -> None:
    """What has changed on the map with what was tried out and kept, until it changes again."""
    trial = mapping.kept_trial(report, shown)
    if trial is None or trial.before.incentives is None or report.incentives is None:
        return
    changes = [
        f"{change} ({say(language, 'map_page.is_worse')})" if is_worse else change
        for change, is_worse in _changes(trial.before, report, language)
    ]
    said = say(language, "map_page.kept_unmoved")
    if changes:
        said = plain(say(language, "map_page.kept", changes=first_names(changes, language)))
    with st.container(key="kept_trial", gap="xsmall"):
        st.info(f"{said} {say(language, 'map_page.kept_not_yet')}" if trial.undo else said)
        # One below the other: beside each other they have no room on a phone.
        if trial.undo:  # The one way back, but where the bar is about something else.
            st.button(
                say(language, "map_page.undo_trial"),
                key="undo_trial" if undoing.undoable() else "undo",
                icon=":material/undo:",
                on_click=mapping.undo_trial,
            )
        kept_change(trial.before, trial.proposed, report, language)


def _better_and_worse(report: Report, tried: Report, language: Language) -> None:
    """What the draft makes better and what worse, with the way to the map; before the first change today's total."""
    if not drafting.draft():
        st.markdown(_in_short(report, tried, language))
        return
    changes = _changes(report, tried, language, how="tried_change")
    ways = {
        "better": [change for change, is_worse in changes if not is_worse],
        "worse": [change for change, is_worse in changes if is_worse],
    }
    if NewlyUnsaid.of(report.map, tried.map, report.instrument.incentives):
        ways = {"better_so_far": ways["better"], "worse": ways["worse"]}
    told = [
        say(language, f"map_page.{way}", changes=first_names(found, language, most=_MOST_MOVED))
        for way, found in ways.items()
        if found
    ]
    st.markdown(plain(" ".join(told) or say(language, "map_page.moves_no_role")))
    way_down(say(language, "map_page.to_tried_map"), "tried_map", key="to_tried_map")


def _changes(
    before: Report, now: Report, language: Language, *, how: Literal["kept_change", "tried_change"] = "kept_change"
) -> list[tuple[str, bool]]:
    """The pulls as a whole that are not shown as before, all roles together first; and whether each is worse."""
    if before.incentives is None or now.incentives is None:
        return []
    was = {role.id: role.alignment for role in before.incentives.roles}
    moved_roles = (
        (role_inside(role.id, now, language), was[role.id], role.alignment)
        for role in now.incentives.roles
        if role.id in was
    )
    together = (say(language, "map_page.together"), before.incentives.system, now.incentives.system)
    return [
        (say(language, f"map_page.{how}", name=name, before=shown[0], now=shown[1]), after < then)
        for name, then, after in (together, *moved_roles)
        if (shown := (signed(then, language), signed(after, language)))[0] != shown[1]
    ]


def _worse(before: Report, now: Report, language: Language) -> list[str]:
    """The changes that make a role, or all roles together, worse."""
    return [change for change, is_worse in _changes(before, now, language) if is_worse]


def trying_bar(report: Report, tried: Report, language: Language) -> None:
    """What the draft changes, in sight beside the controls that change it, with the way into the plan and back.

    The plan is the main way, unless the change makes something worse; today's map stays as it is.
    """
    kind: Accent = "secondary" if _worse(report, tried, language) else "primary"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="trying_bar"):
        st.markdown(_in_short(report, tried, language), width="content")
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key="plan_or_drop"):
            take_tried(reward_change(report, tried, language), report, language, kind)
            st.button(say(language, "map_page.drop"), key="drop_draft", on_click=mapping.drop_draft)


def _in_short(report: Report, tried: Report, language: Language) -> str:
    """All roles together and the first roles that the draft changes, with today's pull and the tried one."""
    found = [*_together_moved(report, tried, language), *_roles_moved(report, tried, language)[:_MOST_MOVED]]
    return " · ".join(f"{name} {numbers}".replace(" → ", "\u00a0→\u00a0") for name, numbers in found)


def _roles_moved(report: Report, tried: Report, language: Language) -> list[tuple[str, str]]:
    """The roles whose pull as a whole the draft changes, with the pull today and the tried one."""
    was = {role.id: role.alignment for role in report.incentives.roles} if report.incentives else {}
    return [
        (plain(role_name(role.id, tried, language)), moved(was.get(role.id), role.alignment, language))
        for role in (tried.incentives.roles if tried.incentives else ())
        if role.alignment != was.get(role.id)
    ]


def _together_moved(report: Report, tried: Report, language: Language) -> list[tuple[str, str]]:
    """All roles together, today and tried; nothing without a map."""
    before, now = report.incentives, tried.incentives
    name = say(language, "incentives.net")
    then = before.system if before and drafting.draft() else None
    return [(name, moved(then, now.system, language))] if now else []
