"""What will be visible of a team, told before it is asked: an invented sample, and whose answers can be shown."""

from __future__ import annotations

import html
from dataclasses import replace
from typing import Final

import streamlit as st

from assessment.anonymity import LEAST_FOR_SPREAD, Preview, preview, shown_from
from assessment.example import sample_of_team
from assessment.figures import team_chart, team_description
from assessment.instrument import Instrument, Language
from assessment.rounds import MOST_DEPARTMENTS, Setup
from assessment.sentences.receipt import receipt_limits
from assessment.sentences.team import minimum_name
from assessment.team_result import TeamResult
from assessment.words import joined, say
from pages.parts.team.result import chart_key
from pages.shared.elements import plain
from pages.shared.pictures import draw

_WHAT_WIDTH: Final = 190  # Pixels.
_STYLES: Final = """<style>
/* What is typed at the left shows its answer here, also further down the page. */
@media (min-width: 900px) { :has(> .st-key-round_preview_box) { height: 100% }
  .st-key-round_preview_box { position: sticky; top: 4.5rem; flex: none; align-self: start; height: fit-content } }
.st-key-round_preview_box { background: var(--field); border-radius: 8px; padding: 1.75rem }
@media (max-width: 640px) { .st-key-round_preview_box { padding: 1rem } }
/* The sliders' own fields cannot be seen, but are so wide that they reach beyond the edge of a narrow phone. */
.st-key-round_visible input[type="range"] { width: 1px }
.sees { display: grid; grid-template-columns: repeat(auto-fit, minmax(200px, 1fr)); gap: 16px 32px; color: var(--ring) }
.sees p { margin: 0 0 8px; font-weight: 600 }
.sees ul { margin: 0 !important; padding: 0 !important; list-style: none }
.sees li { position: relative; margin: 0 0 8px !important; padding-inline-start: 28px; font-size: 1rem }
.sees .yes li::before { content: ""; position: absolute; left: 2px; top: 7px; width: 11px; height: 6px; border: solid;
  border-width: 0 0 2px 2px; rotate: -45deg }
.sees .no li::before { content: ""; position: absolute; left: 0; top: 11px; width: 14px; height: 2px;
  background: currentColor }
</style>"""


def preview_box(setup: Setup, bank: Instrument, language: Language) -> None:
    """A sample of the result, whose answers can be shown if so many answer, and what nobody gets to see."""
    with st.container(key="round_preview_box"):
        st.html(_STYLES)
        st.subheader(say(language, "round.preview.title"), anchor=False)
        with st.container(key="round_sample", gap="xsmall", border=True):
            sample = _sample(setup, bank)
            st.markdown(f"**{say(language, 'round.preview.sample')}**")
            st.html(chart_key(sample, language))
            draw(team_chart, team_description, sample, language)
        with st.container(key="round_visible", gap="xsmall"):
            _visible(setup, language)
        st.html(_sees(setup, language))
        st.markdown(f"{say(language, 'round.promise')} {say(language, 'round.leader_is_known')}")
        with st.expander(say(language, "round.member.promise.limits"), type="compact"):
            st.markdown("\n".join(f"- {each}" for each in receipt_limits(language)))


def _sample(setup: Setup, bank: Instrument) -> TeamResult:
    """The invented result without likely ranges: whether there are any depends on how many answer."""
    sample = sample_of_team(bank, setup.wave)
    figures = tuple(replace(each, interval=None, agreement=None) for each in sample.report.factors)
    return replace(sample, report=replace(sample.report, factors=figures))


def _may_show_spread(setup: Setup) -> bool:
    """Whether so many are asked, as far as is typed, that likely ranges and agreement may be shown."""
    return setup.size == 0 or setup.size >= LEAST_FOR_SPREAD


def _visible(setup: Setup, language: Language) -> None:
    """How many of each group answer, for the leader to try, and what can then be shown of whom."""
    departments = setup.tidied().departments[:MOST_DEPARTMENTS]
    sizes = {each.name: each.size for each in departments if each.name and each.size > 0}
    people, minimum = max(setup.size, sum(sizes.values())), minimum_name(setup.minimum, language)
    if people and people < setup.minimum:
        st.markdown(say(language, "round.preview.too_few_people", minimum=minimum))
    if people < setup.minimum or not sizes:
        return
    st.markdown(f"**{say(language, 'round.preview.try')}**")
    lines = {name: st.container(horizontal=True, vertical_alignment="bottom") for name in sizes}
    answering = {name: _answers(line, name, sizes[name], language) for name, line in lines.items()}
    without = people - sum(sizes.values())
    others = st.container(horizontal=True, vertical_alignment="bottom")
    name = say(language, "round.preview.others")
    unassigned = _answers(others, name, without, language) if without else 0
    found = preview(answering, unassigned, minimum=setup.minimum)
    for department, line in lines.items():
        line.markdown(_what(department, found, language), width=_WHAT_WIDTH)
    if without:
        others.markdown(_what(None, found, language), width=_WHAT_WIDTH)
    hidden = (*found.pooled, *found.hidden) if found.is_shown else ()
    needed = {each: shown_from(each, sizes[each], answering, unassigned, minimum=setup.minimum) for each in hidden}
    _why(sizes, found, needed, setup.minimum, language)


def _answers(line: st.delta_generator.DeltaGenerator, name: str, size: int, language: Language) -> int:
    """How many of so many people answer: all of them, until the leader tries another number."""
    label = say(language, "round.preview.answers", name=plain(name), size=size)
    return line.slider(label, 0, size, size, key=f"round_answers_{name}_{size}")


def _what(name: str | None, found: Preview, language: Language) -> str:
    """What can be shown of a department; without a name, of whoever has none, or of everybody."""
    rest = (*found.pooled, *found.hidden)
    if not found.is_shown or (name in found.hidden):
        return f":material/remove: {say(language, 'round.preview.hidden')}"
    if name in found.shown or (name is None and not (found.shown or rest)):
        kind = "may_be_shown" if name in found.shown else "shown"
        return f":material/check: **{say(language, f'round.preview.{kind}')}**"
    if not found.pool:
        return f":material/remove: {say(language, 'round.preview.hidden')}"
    pooled = "pooled_whole" if found.pool == found.people else "pooled"
    return f":material/group: {say(language, f'round.preview.{pooled}', count=found.pool)}"


def _why(
    sizes: dict[str, int], found: Preview, needed: dict[str, int | None], minimum: int, language: Language
) -> None:
    """Why each hidden group is not shown, with how many are `needed`, or which would not be with one answer less."""
    fewest = minimum_name(minimum, language)
    for name, count in needed.items():
        why = "too_small" if sizes[name] < minimum else "given_away" if count is None else "needs"
        values = {"name": name, "needed": count, "size": sizes[name], "minimum": fewest}
        st.markdown(plain(say(language, f"round.preview.{why}", **values)))
    if not found.is_shown:
        st.markdown(say(language, "round.preview.nothing", minimum=fewest))
    elif not needed and (exact := [name for name in found.shown if sizes[name] == minimum]):
        st.markdown(plain(say(language, "round.preview.exact", names=joined(exact, language), minimum=fewest)))
    st.caption(say(language, "round.preview.if_safe"))


def _sees(setup: Setup, language: Language) -> str:
    """What is seen and what is not."""
    said = {"minimum": minimum_name(setup.minimum, language), "many": minimum_name(LEAST_FOR_SPREAD, language)}
    agreement = ["agreement"] if _may_show_spread(setup) else []
    lists = {"you_see": ("yes", ["figures", *(["groups"] if setup.departments else []), *agreement])}
    lists["nobody_sees"] = ("no", ["list", *(["groups"] if setup.departments else [])])
    parts = []
    for place, (look, names) in lists.items():
        lines = [line for name in names for line in say(language, f"round.{place}.{name}", **said).split("\n")]
        listed = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
        title = html.escape(say(language, f"round.{place}.title"))
        parts.append(f"<div class='{look}'><p>{title}</p><ul>{listed}</ul></div>")
    return f"<div class='sees'>{''.join(parts)}</div>"
