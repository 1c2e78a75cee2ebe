"""Setting a round up: who is asked, how much, until when, and what has to be told before."""

from __future__ import annotations

from typing import Final, Literal

import streamlit as st

from assessment.instrument import Instrument, Language
from assessment.rounds import MOST_DAYS, MOST_PEOPLE
from assessment.sentences.team import minimum_name, named_by_step
from assessment.words import joined, say
from pages.parts.team.message import message, promised_in_message, told
from pages.parts.team.preview import preview_box
from pages.shared.copy_button import copy_button
from pages.shared.elements import plain
from pages.shared.taking import Accent
from pages.visit import leading
from pages.visit import setting_up as typed

# What is told follows what is typed at once, however long the preview beside both is.
_BESIDE: Final = """<style>
@media (min-width: 900px) {
  .st-key-round_setup { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); column-gap: 4rem;
    grid-template-rows: auto 1fr; align-items: start }
  .st-key-round_setup > [data-testid="stLayoutWrapper"]:has(> [data-testid="stHorizontalBlock"]),
  .st-key-round_setup > [data-testid="stLayoutWrapper"] > [data-testid="stHorizontalBlock"] { display: contents }
  .st-key-round_setup > * > [data-testid="stHorizontalBlock"] > [data-testid="stColumn"] { width: auto; min-width: 0 }
  .st-key-round_setup > * > [data-testid="stHorizontalBlock"] > [data-testid="stColumn"]:last-child {
    grid-area: 1 / 2 / 3 / 3; height: 100% }
}
</style>"""
_UNTICKED: Final = """<style>
.st-key-round_told label > div:first-of-type { outline: 3px solid currentColor; outline-offset: 2px }
</style>"""


def round_form(bank: Instrument, behaviours: tuple[str, str], language: Language, accent: Accent) -> None:
    """All that describes a round, what will be visible of it, and the button that begins it."""
    with st.container(key="round_setup"):
        st.html(_BESIDE)
        left, right = st.columns(2, gap="large")
        with left:
            _described(bank, language)
        with right:
            preview_box(typed.setup(), bank, language)
        _beginning(bank, behaviours, language, accent)


def _described(bank: Instrument, language: Language) -> None:
    """The controls that describe a round; what most leave as it is stands in a fold."""
    typed.show(bank.offered_forms)
    with st.container(key="round_controls", gap="small"):
        st.text_input(
            say(language, "rollout.round_name" if typed.wave() else "round.name"),
            key="round_name",
            placeholder=say(language, "round.name_hint"),
            max_chars=typed.LONGEST_NAME,
            on_change=typed.keep,
            args=("round_name",),
        )
        _people(language)
        _closes(language)
        is_used = any(typed.is_filled(number) for number in range(1, typed.rows() + 1))
        may_have_groups = typed.may_have_departments()
        title = say(language, f"round.more.{'groups' if may_have_groups else 'no_groups'}")
        with st.expander(title, expanded=is_used, key="round_more"):
            with st.container(key="round_groups", gap="small"):
                if may_have_groups:
                    _departments(language)
                else:
                    st.caption(_no_groups(language))
            _fewest(language)
            _form(bank, language)


def _people(language: Language) -> None:
    """How many are asked, and what is said about it where it matters: their groups, and who was asked before.

    In a container, like all that comes and goes here: it would move the fields below, and the browser would draw these
    anew, without what is being typed in one of them.
    """
    with st.container(key="round_people", gap="small"):
        _how_many(language)


def _how_many(language: Language) -> None:
    described = typed.setup()
    together = sum(each.size for each in described.departments)
    _number(say(language, "round.size"), "round_size", width="stretch", hint=str(together or ""))
    if 0 < described.size < together:
        who = named_by_step(typed.wave(), language)
        st.error(say(language, "round.groups_above", count=together, who=who, size=described.size))
        return
    said = [say(language, "round.size_sum", count=together)] if together else []
    if described.size == described.minimum:
        said.append(say(language, "round.minimum_all", minimum=minimum_name(described.minimum, language)))
    if asked := leading.asked_before(typed.wave()):
        said.append(say(language, "rollout.asked_before", count=asked))
    if said:
        st.caption(" ".join(said))


def _beginning(bank: Instrument, behaviours: tuple[str, str], language: Language, accent: Accent) -> None:
    """What is told before and sent then, and the button that begins the round; below the preview on a phone."""
    with st.container(key="round_beginning", gap="small", width=560):
        _telling(bank, language)
        promised_in_message(typed.setup(), language)
        with st.expander(say(language, "round.message.title"), key="round_message_before"):
            link = say(language, "round.message.link")
            text = message("message", typed.setup().tidied(), bank, behaviours, link, language)
            st.text(text)
            st.caption(say(language, "round.open.sign"))
        they_know = f"{say(language, 'round.told')} {say(language, 'round.told_help')}"
        st.checkbox(they_know, key="round_told", on_change=typed.keep, args=("round_told",))
        _problems(language)
        st.button(say(language, "round.start"), key="round_start", type=accent, on_click=typed.begin)


def _no_groups(language: Language) -> str:
    """Why there are no groups."""
    who = "executive" if typed.wave() == "executive" else "few"
    return say(language, f"rollout.no_groups.{who}", fewest=minimum_name(typed.fewest_with_departments(), language))


def _departments(language: Language) -> None:
    with st.container(gap="xxsmall"):
        st.markdown(say(language, "round.groups"))
        st.caption(say(language, "round.groups_help"))
    for number in range(1, typed.rows() + 1):
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key=f"round_row_{number}"):
            st.text_input(
                say(language, "round.group", number=number),
                key=f"round_group_{number}",
                max_chars=typed.LONGEST_NAME,
                width="stretch",
                on_change=typed.keep,
                args=(f"round_group_{number}",),
            )
            _number(say(language, "round.group_size", number=number), f"round_group_size_{number}", width=140)
            if typed.is_filled(number):
                st.button(
                    say(language, "round.remove", number=number),
                    key=f"round_remove_{number}",
                    type="tertiary",
                    on_click=typed.remove_department,
                    args=(number,),
                )
    setup = typed.setup().tidied()
    if exact := [each.name for each in setup.departments if each.name and each.size == setup.minimum]:
        fewest = minimum_name(setup.minimum, language)
        st.caption(plain(say(language, "round.groups_exact", names=joined(exact, language), minimum=fewest)))


def _fewest(language: Language) -> None:
    """The smallest group of which anything is shown, and which number to choose; without groups it is the result."""
    setup = typed.setup().tidied()
    place = "round.minimum" if setup.departments else "rollout.no_groups.minimum"
    offered = [each for each in typed.MINIMA if each <= setup.size or not setup.size or each == setup.minimum]
    with st.container(gap="xxsmall", key="round_fewest"):
        st.radio(
            say(language, place),
            offered or typed.MINIMA,
            key="round_minimum",
            horizontal=True,
            width="content",
            on_change=typed.keep,
            args=("round_minimum",),
        )
        if len(offered) == 1 and setup.size > setup.minimum:
            st.caption(say(language, "round.minimum_only", minimum=minimum_name(setup.minimum, language)))
        elif setup.size != setup.minimum:
            st.caption(say(language, f"{place}_help"))


def _number(label: str, key: str, *, width: int | Literal["stretch"], hint: str = "") -> None:
    """A number of people, written as text: Streamlit's field for numbers has buttons that speak English only."""
    most = len(str(MOST_PEOPLE))
    st.text_input(label, key=key, max_chars=most, width=width, placeholder=hint, on_change=typed.keep, args=(key,))


def _form(bank: Instrument, language: Language) -> None:
    labels = {
        form: say(language, f"round.form.{form}", statements=len(bank.form_items(form)), minutes=bank.minutes(form))
        for form in bank.offered_forms
    }
    if len(labels) > 1:
        st.radio(
            say(language, "round.form.title"),
            list(labels),
            key="round_form",
            format_func=labels.__getitem__,
            on_change=typed.keep,
            args=("round_form",),
        )
    st.caption(say(language, "round.form.twice"))


def _closes(language: Language) -> None:
    st.date_input(
        say(language, "round.closes"),
        min_value=typed.today(),
        max_value=typed.last_possible_day(),
        key="round_closes",
        format="YYYY-MM-DD",
        width=180,
        on_change=typed.keep,
        args=("round_closes",),
    )


def _problems(language: Language) -> None:
    """What kept the round from beginning at the last press, all at once; a box that is not ticked has a frame."""
    described, problems = typed.setup(), typed.problems()
    empty = joined([each.name for each in described.departments if not each.size and each.name], language)
    which = [
        "size_missing" if each == "size_too_small" and described.size == 0 else each
        for each in problems
        if each != "department_without_people" or empty  # One without a name lacks that first.
    ]
    found = [say(language, f"round.problems.{each}", most=MOST_PEOPLE, days=MOST_DAYS, names=empty) for each in which]
    if "nobody_told" in problems:
        st.html(_UNTICKED)
    if found:
        with st.container(key="round_problems"):
            if len(found) == 1:
                st.error(plain(found[0]))
            else:
                st.error("\n".join(f"- {plain(each)}" for each in found), title=say(language, "round.wrong"))


def _telling(bank: Instrument, language: Language) -> None:
    """What to tell HR and the union before the team is asked, as a text to copy, and when the union comes first."""
    with st.expander(say(language, "round.tell.title"), key="round_tell"):
        text = told(typed.setup().tidied(), bank, language)
        st.text(text)
        copy_button(text, language, key="copy_round_tell", is_link=False)
        st.caption(say(language, "round.tell.union_first"))
