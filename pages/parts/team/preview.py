"""What will be visible of a team, told before it is asked."""

from __future__ import annotations

import html
from typing import Final

import streamlit as st

from assessment.anonymity import LEAST_FOR_SPREAD, Preview, preview
from assessment.instrument import Language
from assessment.rounds import MOST_DEPARTMENTS, Setup
from assessment.sentences.team import minimum_name
from assessment.words import joined, say
from pages.parts.team.setup import fewest
from pages.shared.elements import plain

_SHARES: Final = {"all": (1, 1), "some": (7, 10)}
_MOST_STROKES: Final = 40
_STYLES: Final = """<style>
/* What is typed at the left shows its answer here, also further down the page. */
@media (min-width: 900px) { :has(> .st-key-round_preview_box) { height: 100% }
  .st-key-round_preview_box { position: sticky; top: 4.5rem; flex: none; align-self: start; height: fit-content } }
.st-key-round_preview_box { background: var(--field); border-radius: 8px; padding: 1.75rem }
@media (max-width: 640px) { .st-key-round_preview_box { padding: 1rem } }
.visible { display: grid; gap: 8px; margin: 0 !important; padding: 0 !important; list-style: none; color: var(--ring) }
.visible li { display: grid; grid-template-columns: minmax(0, 3fr) minmax(8rem, 2fr); gap: 4px 16px;
  align-items: center; margin: 0 !important; font-size: 1rem }
.visible .box { border: 1px solid var(--ring); border-radius: 8px; padding: 0 14px; background: var(--ground) }
.visible .hidden .box { border: 1px dashed var(--edge) }
.visible .row { display: flex; gap: 12px; align-items: center; min-height: 48px }
.visible .row + .row { border-top: 1px solid var(--hairline) }
.visible .name { flex: 1; min-width: 0; overflow-wrap: anywhere }
.visible .count { font-weight: 600; min-width: 2ch; text-align: end }
.visible .strokes { display: flex; flex-wrap: wrap; gap: 2px 5px; max-width: 45% }
.visible .five { display: flex; gap: 2px }
.visible .five i { width: 2px; height: 16px; background: currentColor }
.heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
.sees { display: grid; grid-template-columns: repeat(auto-fit, minmax(200px, 1fr)); gap: 16px 32px; color: var(--ring) }
.sees p { margin: 0 0 8px; font-weight: 600 }
.sees ul { margin: 0 !important; padding: 0 !important; list-style: none }
.sees li { position: relative; margin: 0 0 8px !important; padding-inline-start: 28px; font-size: 1rem }
.sees .yes li::before { content: ""; position: absolute; left: 2px; top: 7px; width: 11px; height: 6px; border: solid;
  border-width: 0 0 2px 2px; rotate: -45deg }
.sees .no li::before { content: ""; position: absolute; left: 0; top: 11px; width: 14px; height: 2px;
  background: currentColor }
@media (max-width: 480px) { .visible li { grid-template-columns: minmax(0, 1fr) } }
</style>"""


def preview_box(setup: Setup, language: Language) -> None:
    """The fewest of whom anything is shown; then what will be visible if all answer or seven of ten do."""
    with st.container(key="round_preview_box"):
        st.html(_STYLES)
        fewest(language)
        st.subheader(say(language, "round.preview.title"), anchor=False)
        share = st.radio(
            say(language, "round.preview.which"),
            list(_SHARES),
            key="round_preview",
            format_func=lambda each: say(language, f"round.preview.{each}"),
            horizontal=True,
            label_visibility="collapsed",
        )
        with st.container(key="round_visible", gap="xsmall"):
            answering = _visible(setup, _SHARES[share or "all"], language)
        st.html(_sees(setup.minimum, answering, language))
        st.markdown(say(language, "round.promise"))
        st.caption(say(language, "round.leader_is_known"))


def _visible(setup: Setup, share: tuple[int, int], language: Language) -> int | None:
    """What can be shown; returns how many then answer, 0 where nothing can be shown, None before there is a number."""
    named = {
        each.name: each.size for each in setup.tidied().departments[:MOST_DEPARTMENTS] if each.name and each.size > 0
    }
    people = max(setup.size, sum(named.values()))
    if not people:
        st.caption(say(language, "round.preview.empty"))
        return None
    if people < setup.minimum:
        st.markdown(say(language, "round.preview.too_few_people", minimum=minimum_name(setup.minimum, language)))
        return 0
    found = preview(named, people, minimum=setup.minimum, share=share)
    if share != _SHARES["all"]:
        st.caption(say(language, "round.preview.count", count=found.people, people=people))
    if not found.is_shown:
        st.markdown(say(language, "round.preview.nothing", minimum=setup.minimum))
        return 0
    st.html(f"<ul class='visible'>{_rows(found, named, people, share, language)}</ul>")
    st.caption(say(language, "round.preview.if_safe"))
    if exact := [name for name in found.shown if share == _SHARES["all"] and named[name] == setup.minimum]:
        minimum = minimum_name(setup.minimum, language)
        st.caption(plain(say(language, "round.preview.exact", names=joined(exact, language), minimum=minimum)))
    if named and (found.pooled or found.hidden):
        st.caption(say(language, "round.preview.why", minimum=setup.minimum))
    return found.people


def _rows(found: Preview, named: dict[str, int], people: int, share: tuple[int, int], language: Language) -> str:
    part, of = share
    answering = {name: size * part // of for name, size in named.items()}
    alone = (
        {name: answering[name] for name in found.shown}
        if named
        else {say(language, "round.preview.whole"): found.people}
    )
    rows = [
        _group({name: count}, "shown", say(language, "round.preview.shown"), language) for name, count in alone.items()
    ]
    together = {name: answering[name] for name in (*found.pooled, *found.hidden)}
    if others := (people - sum(named.values())) * part // of if named else 0:
        together[say(language, "round.preview.others")] = others
    if together:
        what = "hidden" if not found.pool else "pooled_whole" if found.pool == found.people else "pooled"
        rows.append(_group(together, what, say(language, f"round.preview.{what}", count=found.pool), language))
    return "".join(rows)


def _group(sizes: dict[str, int], what: str, said: str, language: Language) -> str:
    """Those that are shown together, with a stroke for each answer; screen readers get a sentence."""
    rows = "".join(
        f"<div class='row' aria-hidden='true'><span class='name' dir='auto'>{html.escape(name)}</span>"
        f"{_strokes(count)}<span class='count'>{count}</span></div>"
        for name, count in sizes.items()
    )
    spoken = ". ".join(
        say(language, "round.preview.row", name=name, count=count, what=said) for name, count in sizes.items()
    )
    return (
        f"<li class='{what}'><span class='heard'>{html.escape(spoken)}</span><div class='box'>{rows}</div>"
        f"<div class='what' aria-hidden='true'>{html.escape(said)}</div></li>"
    )


def _strokes(count: int) -> str:
    if count > _MOST_STROKES:
        return ""
    fives = [f"<span class='five'>{'<i></i>' * min(5, count - start)}</span>" for start in range(0, count, 5)]
    return f"<span class='strokes'>{''.join(fives)}</span>"


def _sees(minimum: int, answering: int | None, language: Language) -> str:
    """What is seen and what is not, where so many answer: as many as needed while nothing is known."""
    seen = ["nothing"] if answering == 0 else ["figures"]
    if answering is None or answering >= LEAST_FOR_SPREAD:
        seen.append("agreement")
    lists = {"you_see": seen, "nobody_sees": ["list"]}
    parts = []
    for look, place in (("yes", "you_see"), ("no", "nobody_sees")):
        said = (say(language, f"round.{place}.{part}", minimum=minimum) for part in lists[place])
        listed = "".join(f"<li>{html.escape(line)}</li>" for lines in said for line in lines.split("\n"))
        title = html.escape(say(language, f"round.{place}.title"))
        parts.append(f"<div class='{look}'><p>{title}</p><ul>{listed}</ul></div>")
    return f"<div class='sees'>{''.join(parts)}</div>"
