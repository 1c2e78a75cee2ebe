"""The parts of the page of the incentive map: the numbers, and one role at a time to be changed."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import Final, cast

import streamlit as st

from assessment import text
from assessment.charts import clash_description, clash_map, pull_description, pull_map
from assessment.incentives import (
    MAX_ELEMENTS,
    MAX_MEASURES,
    MAX_ROLES,
    STRONGEST,
    Element,
    IncentiveMap,
    Measure,
    Role,
    Way,
)
from assessment.instrument import Instrument, Language
from assessment.problems import Problems
from assessment.report import Report
from assessment.text import say
from pages.shared import session
from pages.shared.elements import is_dark, plain, show_problems
from pages.shared.file_opener import file_opener

_EFFECTS: Final = (-2, -1, 0, 1, 2)
_MOST_CLASHES: Final = 5
_MOST_LINES: Final = 50
_EASE: Final = (0.0, 0.2, 0.5, 0.8, 1.0)
_MOST_CHARACTERS: Final = 100


def pulls(report: Report, language: Language, tried: Report | None) -> None:
    """Every number in words: a role's alignment, its pulls on each element, what all roles do together, the clashes.

    While something is tried out, today's alignment stands before the tried one.
    """
    scores, before = (tried or report).incentives, report.incentives
    if scores is None or before is None:
        return
    shown = tried or report
    was = {role.id: role.alignment for role in before.roles} if tried else {}
    names = {element.id: plain(text.element_name(element.id, shown, language)) for element in scores.elements}
    st.caption(say(language, "map_page.how_to_read"))
    for role in scores.roles:
        with st.container(key=f"pull_{role.id}", gap="xxsmall"):
            _alignment(plain(text.role_name(role.id, shown, language)), was.get(role.id), role.alignment, language)
            told = [f"{names[key]} {text.signed(pull, language, 1)}" for key, pull in role.pulls.items() if pull]
            st.caption(" · ".join(told) or say(language, "map_page.nowhere"))
    with st.container(border=True, key="pull_together", gap="xxsmall"):
        _alignment(say(language, "map_page.together"), before.system if tried else None, scores.system, language)
        for element in scores.elements:
            orphan = f" · **{say(language, 'map_page.orphan')}**" if element.unrewarded else ""
            st.caption(f"{names[element.id]} {text.signed(element.net, language, 1)}{orphan}")
    _clashes(shown, language)


def _clashes(report: Report, language: Language) -> None:
    """Every pair of roles that clash: how much, how bad, which way."""
    clashes = report.incentives.clashes if report.incentives else ()
    lines = [f"- {plain(text.clash_line(clash, report, language))}" for clash in clashes[:_MOST_LINES]]
    if lines:
        st.markdown(f"**{say(language, 'incentives.clash.heading')}**")
        st.markdown("\n".join(lines))
    if further := len(clashes) - len(lines):
        st.caption(say(language, "incentives.clash.further", count=further))


def pictures(report: Report, language: Language) -> None:
    """The map as a picture, where it collides as another one, and both in sentences."""
    scores = report.incentives
    if scores is None:
        return
    st.altair_chart(
        pull_map(report, language, dark=is_dark()), alt=pull_description(report, language), theme=None, key="pull_map"
    )
    st.header(say(language, "map_page.clashes"), anchor=False)
    if scores.clashes:
        chart = clash_map(report, language, dark=is_dark())
        st.altair_chart(chart, alt=clash_description(report, language), theme=None, key="clash_map")
    else:
        st.markdown(plain(clash_description(report, language)))
    with st.container(key="clashes", gap="small"):
        for clash in scores.clashes[:_MOST_CLASHES]:
            st.markdown(plain(text.clash_sentence(clash, report, language)))
        for sentence in text.shortcut_sentences(report, language):
            st.markdown(plain(sentence))


def comparing(report: Report, language: Language) -> None:
    """Hold the map against the one that another person has made, from a file of that person's answers."""
    other = session.other_map()
    with st.expander(
        say(language, "map_page.compare"), icon=":material/compare_arrows:", expanded=other is not None, key="compare"
    ):
        st.markdown(say(language, "map_page.compare_text"))
        opened = file_opener(say(language, "map_page.compare_file"), key="open_other_map")
        if opened is not None:
            try:
                session.open_other_map(opened.data, opened.name, report.instrument)
            except Problems as problems:
                show_problems(problems, language, "not_answers")
            other = session.other_map()
        if other is None:
            return
        if other.incentives is None:
            st.warning(say(language, "no_map.text"), title=say(language, "no_map.title"))
            session.close_other_map()
            return
        # One element, because large maps may differ in hundreds of cells.
        st.markdown("\n\n".join(map(plain, text.map_comparison_sentences(report, other, language))))
        st.button(
            say(language, "map_page.compare_close"), key="close_other_map", type="tertiary",
            on_click=session.close_other_map,
        )  # fmt: skip


def trying_out(report: Report, tried: Report | None, language: Language) -> None:
    """What if: begin to try things out, see what it moves, keep what was tried, or go back."""
    if session.draft_map() is None:
        st.button(say(language, "map_page.try"), key="try_out", icon=":material/science:", on_click=session.try_out)
        return
    with st.container(border=True, key="trying"):
        st.markdown(f":material/science: **{say(language, 'map_page.trying')}**")
        if tried is not None and tried.incentives is not None and report.incentives is not None:
            was = {role.id: role.alignment for role in report.incentives.roles}
            for role in tried.incentives.roles:
                if role.alignment != was.get(role.id):
                    _alignment(
                        plain(text.role_name(role.id, tried, language)), was.get(role.id), role.alignment, language
                    )
            together = say(language, "map_page.together")
            _alignment(together, report.incentives.system, tried.incentives.system, language)
        with st.container(horizontal=True):
            st.button(say(language, "map_page.keep"), key="keep_map", type="primary", on_click=session.keep_draft)
            st.button(say(language, "map_page.drop"), key="drop_map", on_click=session.drop_draft)


def _alignment(name: str, before: float | None, now: float, language: Language) -> None:
    number = f"**{text.signed(now, language)}**"
    if before is not None:
        number = f"{text.signed(before, language)} → {number}"
    with st.container(horizontal=True, horizontal_alignment="distribute", gap="medium"):
        st.markdown(f"**{name}**", width="content")
        st.markdown(number, width="content")


def elements_editor(incentive_map: IncentiveMap, bank: Instrument, report: Report, language: Language) -> None:
    """What belongs to the agreed experience, and how much each part matters; own words can be added."""
    library = {element.id: element for element in IncentiveMap.from_library(bank.incentives).elements}
    with st.expander(say(language, "map_page.elements"), icon=":material/checklist:", key="map_elements"):
        st.caption(say(language, "map_page.elements_text", most=MAX_ELEMENTS))
        for element_id in dict.fromkeys([*(element.id for element in incentive_map.elements), *library]):
            known = incentive_map.element(element_id)
            element = known or library[element_id]
            _weight(element, 0 if known is None else _steps(element, incentive_map), bank, report, language)
        if len(incentive_map.elements) < MAX_ELEMENTS:
            _own(
                "element",
                lambda name: (
                    lambda found: found.with_element(
                        Element(id=_new_id(), en=name, sv=name, weight=bank.importance.default), _library(bank)
                    )
                ),
                language,
            )


def role_editor(incentive_map: IncentiveMap, bank: Instrument, report: Report, language: Language) -> None:
    """One role at a time: its name, its measures and how strongly each is rewarded, and what each does."""
    names = {role.id: plain(text.role_name(role.id, report, language)) for role in incentive_map.roles}
    chosen = st.radio(
        say(language, "map_page.choose"), list(names), format_func=lambda role: names[role], key="map_role",
        horizontal=True,
    )  # fmt: skip
    role = incentive_map.role(chosen or "")
    if role is not None:
        with st.container(border=True, key="map_role_card"):
            _name(role, report, language)
            for place, measure in enumerate(role.metrics):
                _measure(role, place, measure, incentive_map, report, language)
            if not role.metrics:
                st.caption(say(language, "map_page.no_measures"))
            _add_measure(role, incentive_map, bank, language)
            _crosses(role, names, incentive_map, language)
            st.button(
                say(language, "map_page.remove_role"),
                key="remove_role",
                type="tertiary",
                icon=":material/delete:",
                on_click=session.change_map,
                args=(lambda found: found.without_role(role.id),),
            )
    if len(incentive_map.roles) < MAX_ROLES:
        _own("role", lambda name: lambda found: found.with_role(Role(id=_new_id(), en=name, sv=name)), language)


def _weight(element: Element, steps: int, bank: Instrument, report: Report, language: Language) -> None:
    key = f"map_weight_{element.id}"

    def change(found: IncentiveMap) -> IncentiveMap:
        chosen = cast("int", session.chosen(key))
        # Weights are relative: once one is chosen in steps of 1 to 5, the others stand in the same steps.
        for known in found.elements:
            found = found.with_element(known.model_copy(update={"weight": _steps(known, found)}), found)
        return found.with_element(element.model_copy(update={"weight": chosen}), _library(bank))

    st.radio(
        plain(text.element_name(element.id, report, language) if report.incentives else element.label(language) or ""),
        [0, 1, 2, 3, 4, 5],
        index=steps,
        format_func=lambda step: str(step) if step else say(language, "map_page.not_agreed"),
        horizontal=True,
        key=key,
        on_change=session.change_map,
        args=(change,),
    )


def _steps(element: Element, incentive_map: IncentiveMap) -> int:
    """A weight in steps of 1 to 5 beside the largest one."""
    return max(1, round(STRONGEST * element.weight / max(known.weight for known in incentive_map.elements)))


def _name(role: Role, report: Report, language: Language) -> None:
    key = f"map_name_{role.id}"

    def change(found: IncentiveMap) -> IncentiveMap:
        written = " ".join(str(session.chosen(key) or "").split())
        return found.with_role(_of(found, role).model_copy(update={"en": written, "sv": written})) if written else found

    st.text_input(
        say(language, "map_page.role_name"),
        text.role_name(role.id, report, language),
        max_chars=_MOST_CHARACTERS,
        key=key,
        on_change=session.change_map,
        args=(change,),
    )


def _measure(
    role: Role, place: int, measure: Measure, incentive_map: IncentiveMap, report: Report, language: Language
) -> None:
    key = f"map_{role.id}_{measure.id or place}"
    name = plain(text.measure_name(role.id, list(role.measures)[place], report, language))

    def strength(found: IncentiveMap) -> IncentiveMap:
        return found.with_role(_of(found, role).with_strength(place, cast("int", session.chosen(f"{key}_strength"))))

    def ease(found: IncentiveMap) -> IncentiveMap:
        now = _of(found, role).metrics[place]
        assert now.shortcut is not None  # noqa: S101  # drawn only for a measure with a shortcut
        easy = now.shortcut.model_copy(update={"ease": cast("float", session.chosen(f"{key}_ease"))})
        return _with_measure(found, role, place, now.model_copy(update={"shortcut": easy}))

    with st.container(border=True):
        st.radio(
            f"**{name}** · {say(language, 'map_page.strength')}",
            list(range(1, STRONGEST + 1)),
            index=role.strength(measure) - 1,
            horizontal=True,
            key=f"{key}_strength",
            on_change=session.change_map,
            args=(strength,),
        )
        if measure.shortcut is not None:
            steps = sorted({*_EASE, measure.shortcut.ease})
            st.radio(
                plain(report.instrument.incentives.shortcut_question[language]),
                steps,
                index=steps.index(measure.shortcut.ease),
                format_func=lambda step: text.number(step, language, 1),
                horizontal=True,
                key=f"{key}_ease",
                on_change=session.change_map,
                args=(ease,),
            )
        sides: Mapping[Way, Mapping[str, float]] = (
            {"root": measure.shortcut.root_effects, "shortcut": measure.shortcut.shortcut_effects}
            if measure.shortcut
            else {"effects": measure.effects}
        )
        for way, effects in sides.items():
            with st.expander(say(language, f"map_page.way.{way}", measure=name), key=f"{key}_{way}"):
                st.caption(plain(report.instrument.incentives.question[language]))
                st.caption(_scale_words(report, language))
                for element in incentive_map.elements:
                    _effect(role, place, way, element.id, effects.get(element.id, 0), key, report, language)
        st.button(
            say(language, "map_page.remove_measure"),
            key=f"{key}_remove",
            type="tertiary",
            on_click=session.change_map,
            args=(
                lambda found: found.with_role(
                    _of(found, role).model_copy(
                        update={"metrics": tuple(m for at, m in enumerate(_of(found, role).metrics) if at != place)}
                    )
                ),
            ),
        )


def _effect(  # what one radio stands for
    role: Role, place: int, way: Way, element: str, value: float, key: str, report: Report, language: Language
) -> None:
    control = f"{key}_{way}_{element}"

    def change(found: IncentiveMap) -> IncentiveMap:
        now = _of(found, role).metrics[place]
        return _with_measure(found, role, place, now.with_effect(element, cast("int", session.chosen(control)), way))

    st.radio(
        plain(text.element_name(element, report, language)),
        _EFFECTS,
        index=_EFFECTS.index(round(value)),
        format_func=lambda effect: text.signed(effect, language),
        horizontal=True,
        key=control,
        on_change=session.change_map,
        args=(change,),
    )


def _add_measure(role: Role, incentive_map: IncentiveMap, bank: Instrument, language: Language) -> None:
    if len(role.metrics) >= MAX_MEASURES:
        return
    used = {measure.id for measure in role.metrics}
    known = {element.id for element in incentive_map.elements}
    proposals = _library(bank).with_effects_on(known)
    with st.popover(say(language, "map_page.add_measure"), icon=":material/add:", key="add_measure"):
        for owner in sorted(proposals.roles, key=lambda each: each.id != role.id):
            for measure in owner.metrics:
                if measure.id not in used:
                    st.button(
                        plain(measure.label(language) or measure.id or ""),
                        key=f"add_{role.id}_{measure.id}",
                        type="tertiary",
                        on_click=session.change_map,
                        args=(_adding(role, measure.model_copy(update={"share": STRONGEST})),),
                    )
        _own("measure", lambda name: _adding(role, Measure(id=_new_id(), en=name, sv=name, share=STRONGEST)), language)


def _adding(role: Role, measure: Measure) -> Callable[[IncentiveMap], IncentiveMap]:
    def change(found: IncentiveMap) -> IncentiveMap:
        now = _of(found, role)
        steps = tuple(m.model_copy(update={"share": now.strength(m)}) for m in now.metrics)
        return found.with_role(now.model_copy(update={"metrics": (*steps, measure)}))

    return change


def _crosses(role: Role, names: Mapping[str, str], incentive_map: IncentiveMap, language: Language) -> None:
    others = {other: name for other, name in names.items() if other != role.id}
    if not others:
        return
    with st.expander(say(language, "map_page.crosses", role=names[role.id]), key="map_crosses"):
        st.caption(say(language, "map_page.crosses_text"))
        for other, name in others.items():
            key = f"map_cross_{role.id}_{other}"
            st.radio(
                name,
                _EFFECTS,
                index=_EFFECTS.index(round(incentive_map.effect_between(role.id, other))),
                format_func=lambda effect: text.signed(effect, language),
                horizontal=True,
                key=key,
                on_change=session.change_map,
                args=(
                    lambda found, other=other, key=key: found.with_effect_between(
                        role.id, other, cast("int", session.chosen(key))
                    ),
                ),
            )


def _own(what: str, change: Callable[[str], Callable[[IncentiveMap], IncentiveMap]], language: Language) -> None:
    """A name and a button to add an element, a role or a measure of one's own."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        key = f"own_{what}"
        written = st.text_input(
            say(language, f"map_page.own.{what}"), max_chars=_MOST_CHARACTERS, key=key, live=True, on_change="ignore"
        )

        def add() -> None:
            if name := " ".join(str(session.chosen(key) or written or "").split()):
                session.change_map(change(name))

        st.button(say(language, "map_page.own.add"), key=f"add_own_{what}", on_click=add)


def _with_measure(found: IncentiveMap, role: Role, place: int, measure: Measure) -> IncentiveMap:
    now = _of(found, role)
    return found.with_role(
        now.model_copy(update={"metrics": tuple(measure if at == place else m for at, m in enumerate(now.metrics))})
    )


def _of(found: IncentiveMap, role: Role) -> Role:
    """The role as it is stored now; another tab may have changed it since it was drawn."""
    return found.role(role.id) or role


def _library(bank: Instrument) -> IncentiveMap:
    return IncentiveMap.from_library(bank.incentives)


def _scale_words(report: Report, language: Language) -> str:
    points = report.instrument.incentives.effect_scale
    return " · ".join(f"{text.signed(point.value, language)} {plain(point[language].lower())}" for point in points)


def _new_id() -> str:
    return secrets.token_hex(6)
