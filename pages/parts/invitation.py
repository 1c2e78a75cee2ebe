"""What a member of a team sees before the first question: who asks, what becomes of the answers, the promise."""

from __future__ import annotations

import html
from typing import Final, NoReturn

import streamlit as st

from assessment.anonymity import LEAST_FOR_SPREAD
from assessment.instrument import Instrument, Language
from assessment.look import LOOK
from assessment.rollout import STEP_NUMBERS
from assessment.rounds import Round
from assessment.sentences.names import round_inside
from assessment.sentences.rollout import round_addressed
from assessment.sentences.team import minimum_name
from assessment.sentences.told import told_later
from assessment.team import engagement_factors
from assessment.words import date_text, lower_first, say
from pages.shared import elements
from pages.shared.copy_button import copy_button
from pages.shared.elements import plain, pressed
from pages.shared.questionnaire import forget_taps
from pages.shared.remembered_key import forget_key, remember_key, remembered_key
from pages.visit import address, assessments, banks, deleting, joining, keeping, places, saving
from server.settings import Settings

_EXAMPLE: Final = 30
_STYLES: Final = """
.told { border: 1px solid var(--hairline); border-radius: 12px; padding: 1rem; color: var(--ring); font-size: 1rem }
.told p { margin: 0; font-size: 1rem }
.told .title { margin-bottom: 12px; font-weight: 600 }
.told .row { display: flex; justify-content: space-between; gap: 12px }
.told .row strong { color: var(--wanted); font-weight: 600 }
.told .track { position: relative; height: 5px; margin: 12px 0; background: linear-gradient(90deg, var(--step)
  calc(25% - 2px), transparent 0 25%, var(--step) 0 calc(50% - 2px), transparent 0 50%, var(--step) 0 calc(75% - 2px),
  transparent 0 75%, var(--step) 0); border-radius: 2px }
.told .track i { position: absolute; top: -5px; width: 14px; height: 14px; margin-left: -7px; border-radius: 50%;
  background: var(--wanted); box-shadow: 0 0 0 2px var(--ground) }
.told .quiet { color: var(--quiet) }
.told ul { margin: 0 !important; padding: 0 !important; list-style: none }
.told li { position: relative; margin: 0 0 8px !important; padding-inline-start: 28px; font-size: 1rem }
.told li::before { content: ""; position: absolute; left: 0; top: 11px; width: 13px; height: 2px;
  background: currentColor }
.told .yes li::before { left: 2px; top: 7px; width: 11px; height: 6px; border: solid; border-width: 0 0 2px 2px;
  background: none; rotate: -45deg }
.told .below { margin-top: 8px; padding-top: 16px; border-top: 1px solid var(--hairline) }
.told .quiet + ul { margin-top: 8px !important }
.told .width { position: relative; height: 14px; margin: 16px 0 10px; background: var(--step); border-radius: 2px }
.told .width i { position: absolute; inset: -6px auto -6px 22%; width: 50%; border: 2px solid currentColor;
  border-radius: 4px; background: repeating-linear-gradient(135deg, var(--quiet) 0 2px, var(--ground) 2px 7px) }
.told.promise { border: none; border-inline-start: 3px solid var(--ring); border-radius: 0; padding: 0 0 0 13px }
.told .also { margin-top: 8px }
.promise .title { margin-bottom: 0 } .promise.plainly p { font-weight: 600 }
.st-key-invitation_more .promise { margin-bottom: 1rem }
:is(.st-key-invitation_buttons, .st-key-leaving_buttons) { gap: 8px 16px }
@media (max-width: 640px) {
  :is(.st-key-invitation_buttons, .st-key-leaving_buttons, [class*="st-key-buttons_start"]) {
    & > * { flex: 1 0 100% !important }
    :is(.stButton, button) { width: 100% }
  }
}
:is(.st-key-start_quick, .st-key-start_below) button {
  min-height: 48px; padding-inline: 24px;
  & p { font-size: 1rem; font-weight: 600 }
}
@media (forced-colors: active) {
  .told :is(.track, .width) { background: none; outline: 1px solid CanvasText; forced-color-adjust: none }
  .told i { forced-color-adjust: none; background: CanvasText }
}
"""


def invitation(language: Language) -> NoReturn:
    """The notice before the first question, or that the round is closed. Ends the page.

    Whoever opens the round's link once there is a result, without answers to hear about, is led to it.
    """
    found = joining.invited()
    if found is None:
        _unknown(language)
    if found.state == "released" and not _member().key:
        places.go_to(places.TEAM)
    if not found.is_open:
        _closed(found, language)
    _notice(found, language)
    whose = address.fingerprint(_member().code)
    if joining.has_joined():
        remember()
    elif joining.has_withdrawn() or joining.is_another():
        forget_key(whose)
    elif (kept := remembered_key(whose)) and joining.go_on(kept):
        places.go_to(places.START)
    elements.end_page()


def remember() -> None:
    """Have the browser remember the key of a member of a team until the answers are handed in, and then forget it.

    Nothing for anybody else. Phones are shared: whoever opens the round's link there next finds no trace.
    """
    match address.visitor():
        case address.TeamMember(code, str(key)):
            if joining.is_under_way():
                remember_key(address.fingerprint(code), key)
            else:
                forget_key(address.fingerprint(code))


def _member() -> address.TeamMember:
    visitor = address.visitor()
    if not isinstance(visitor, address.TeamMember):  # start.py asks first
        raise TypeError(visitor)
    return visitor


def _unknown(language: Language) -> NoReturn:
    st.title(say(language, "round.unknown.title"), anchor=False)
    if saving.obstacle() is None:
        st.markdown(say(language, "round.unknown.text"))
        if pressed(say(language, "to_start"), key="to_start", kind="primary"):
            address.open_code(None)
            places.go_to(places.START)
    elements.end_page()


def _closed(found: Round, language: Language) -> NoReturn:
    """The round is closed; what waits in the browser for it is forgotten."""
    with st.container(key="round_closed"):
        place = "round.closed_for_members"
        said = f"{place}.called_off" if found.state == "called_off" else place
        st.title(say(language, f"{said}.title"), anchor=False)
        name = round_inside(found.setup.name, found.setup.wave, language)
        values = {"name": plain(name), "day": closing_day(found, language)}
        st.markdown(say(language, f"{said}.text", **values))
        if _member().key and found.state != "called_off":
            st.markdown(say(language, "round.closed_for_members.own_link"))
        if found.state == "released":
            if pressed(say(language, "round.closed_for_members.result"), key="to_team", kind="primary"):
                places.go_to(places.TEAM)
        elif found.state != "called_off":
            waits = "too_few" if found.state == "too_few" else "waiting"
            st.markdown(say(language, f"round.closed_for_members.{waits}"))
    forget_key(address.fingerprint(_member().code))
    if key := _member().key:
        forget_taps(address.fingerprint(key))
    elements.end_page()


def _notice(found: Round, language: Language) -> None:
    bank, setup = banks.instrument(), found.setup
    statements = len(bank.form_items(setup.form))
    numbers = {"minutes": bank.minutes(setup.form), "statements": statements, "answers": 2 * statements}
    st.html(f"<style>{_colours()}{_STYLES}</style>")
    whom = round_addressed(setup.name, setup.wave, language, or_else="round.member.asks")
    step = STEP_NUMBERS[setup.wave] if setup.wave else None
    st.caption(plain(say(language, "round.member.step", whom=whom, step=step) if step else whom))
    if joining.has_withdrawn():
        _withdrawn(found, language)
        return
    st.title(say(language, "round.member.title"), anchor=False)
    st.markdown(say(language, "round.member.purpose"))
    st.markdown(say(language, "round.member.text", **numbers))
    _compared(found, language)
    if joining.leads_nowhere():
        st.info(say(language, "round.member.no_answers"))
    begun = assessments.newest() if joining.has_joined() else None
    if begun is not None:
        _ways_on(language, is_finished=begun.is_finished)
    plainly = say(language, f"round.member.promise.{'brief_group' if setup.departments else 'brief'}")
    st.html(f"<div class='promise plainly told'><p>{html.escape(plainly)}</p></div>")
    if begun is None:
        _begin(found, say(language, "round.member.start", **numbers), "start_quick")
    with st.expander(say(language, "round.member.more"), key="invitation_more"):
        st.html(_promise(found, language))
        st.html(_sees(found, bank, language))
        st.html(_nobody(found, language))
        facts(found, language)
        if begun is None:
            _begin(found, say(language, "round.member.start", **numbers), "start_below")


def _withdrawn(found: Round, language: Language) -> None:
    """What withdrawing has done; nobody is pressed to begin again."""
    st.title(say(language, "round.member.withdrawn_title"), anchor=False)
    st.markdown(say(language, "round.member.withdrawn", day=last_day(found, language)))
    if gone := deleting.deleted():
        forget_taps(gone)
    if pressed(say(language, "round.member.read_again"), key="read_again", kind="tertiary"):
        joining.read_again()
        places.go_to(places.START)


def _compared(found: Round, language: Language) -> None:
    """The two behaviours that every statement is answered for, in the leader's words."""
    sides = ((elements.TODAY, "today", found.current_behaviour), (elements.WANTED, "wanted", found.new_behaviour))
    said = [f"{shape} **{say(language, f'columns.{side}')}:** {plain(text)}" for shape, side, text in sides if text]
    if said:
        with st.container(key="compared", gap="xxsmall"):
            for line in said:
                st.markdown(line)


def _promise(found: Round, language: Language) -> str:
    """The promise in its fixed words, with half a scale as a picture."""
    text = "promise.text_of_step" if found.setup.wave else "promise.text"
    title, fixed, half = (
        html.escape(say(language, f"round.member.{part}")) for part in ("promise.title", text, "nobody.half")
    )
    return (
        f"<div class='promise told'><p class='title'>{title}</p><p>{fixed}</p><div class='width'><i></i></div>"
        f"<div class='row'><span>0</span><strong style='color:inherit'>{half}</strong><span>100</span></div></div>"
    )


def who_can_read(found: Round | None, language: Language) -> str:
    """Who can read single answers until the close, and whether with the group."""
    return say(language, f"round.member.{'server_group' if found and found.setup.departments else 'server'}")


def _begin(found: Round, label: str, key: str) -> None:
    """The button that begins: below the promise, where a phone shows it at once, and below all that is folded."""
    with st.container(key=f"buttons_{key}", horizontal=True, vertical_alignment="center"):
        if pressed(label, key=key, kind="primary") and joining.join():
            places.go_to(places.QUESTIONS, at=places.GROUP if found.setup.departments else None)


def _ways_on(language: Language, *, is_finished: bool) -> None:
    """The address has a key to answers: go on with them, or begin as somebody else."""
    if joining.asks_before_leaving() and not is_finished:
        _leaving(language)
        return
    with st.container(border=True, key="invitation_begun", gap="small"):
        st.markdown(say(language, f"round.member.{'answered_here' if is_finished else 'begun_here'}"))
        with st.container(key="invitation_buttons", horizontal=True, vertical_alignment="center"):
            on = say(language, f"round.member.{'see_own' if is_finished else 'go_on'}")
            if pressed(on, key="start_quick", kind="primary"):
                if is_finished:
                    places.go_to(places.RESULTS)
                places.go_to(places.QUESTIONS, at=places.first_open_of_member())
            if pressed(say(language, "round.member.other"), key="start_as_another", kind="tertiary"):
                if is_finished:
                    joining.join_next()
                else:
                    joining.ask_before_leaving()
                places.go_to(places.START)


def _leaving(language: Language) -> None:
    """What becomes of the answers under way when somebody else begins."""
    with st.container(border=True, key="leaving", gap="small"):
        st.markdown(f"**{say(language, 'round.member.leaving.title')}**")
        st.markdown(say(language, "round.member.leaving.text"))
        if link := assessments.own_link():
            st.code(link, language=None, wrap_lines=True)
            copy_button(link, language, key="copy_begun_link", label=say(language, "round.member.leaving.copy"))
        with st.container(key="leaving_buttons", horizontal=True, vertical_alignment="center"):
            if pressed(say(language, "round.member.leaving.delete"), key="delete_begun") and joining.withdraw():
                places.go_to(places.START)
            if pressed(say(language, "round.member.leaving.keep"), key="keep_begun"):
                joining.join_next()
                places.go_to(places.START)
            st.button(say(language, "round.member.leaving.stay"), key="stay", type="tertiary", on_click=joining.stay)


def _sees(found: Round, bank: Instrument, language: Language) -> str:
    """When the manager sees something, and all that may be seen, with an invented figure."""
    setup = found.setup
    lines = say(language, "round.member.sees.list").split("\n")
    if setup.size >= LEAST_FOR_SPREAD:  # Of fewer it is never shown.
        lines[:0] = [say(language, "round.member.sees.agreement")]
    if setup.departments:
        of_group = ["groups", "engagement"] if setup.form == "full" and engagement_factors(bank) else ["groups"]
        lines[:0] = [
            say(language, f"round.member.sees.{what}", minimum=minimum_name(setup.minimum, language))
            for what in of_group
        ]
    listed = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
    day, example = last_day(found, language), lower_first(bank.factors[0].name[language])
    title, when, about, below, beside = (
        html.escape(say(language, f"round.member.sees.{part}", day=day, example=example))
        for part in ("title", "when", "about", "example", "leader")
    )
    later = html.escape(told_later(setup.wave, language))
    name = html.escape(bank.factors[min(1, len(bank.factors) - 1)].name[language])
    return (
        f"<div class='told'><p class='title'>{title}</p><p>{when}</p>"
        f"<div class='row below'><span>{name}</span><span>{about} <strong>{_EXAMPLE}</strong></span></div>"
        f"<div class='track'><i style='left:{_EXAMPLE}%'></i></div><p class='quiet'>{below}</p>"
        f"<ul class='yes'>{listed}</ul><p class='below'>{beside} {later}</p></div>"
    )


def _nobody(found: Round, language: Language) -> str:
    """What nobody sees, and how that is checked."""
    lines = say(language, "round.member.nobody.list", minimum=minimum_name(found.setup.minimum, language)).split("\n")
    listed = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
    title, how, in_short, limits, once, together = (
        html.escape(say(language, f"round.member.{part}"))
        for part in ("nobody.title", *(f"promise.{each}" for each in ("how", "in_short", "limits", "once", "together")))
    )
    return (
        f"<div class='told'><p class='title'>{title}</p><ul>{listed}</ul>"
        f"<p class='below'><strong>{how}:</strong> {in_short}</p>"
        f"<p class='below'><strong>{limits}:</strong> {once} {together}</p></div>"
    )


def facts(found: Round, language: Language) -> None:
    """Until when answers can be changed or withdrawn, what becomes of them, who can read them, and what for."""
    controller = Settings.read().controller
    values = {
        "day": last_day(found, language),
        "server": who_can_read(found, language),
        "months": keeping.MONTHS_FINISHED,
        "controller": plain(responsible(language)),
    }
    with st.container(key="invitation_facts", gap="small"):
        for part in ("change", "who", "rights"):
            place = f"round.member.facts.{part}"
            st.markdown(f"**{say(language, f'{place}.title')}**  \n{say(language, f'{place}.text', **values)}")
        if controller.contact:
            elements.contact_line(controller.contact, language)
        if controller.legal_basis:
            st.text(say(language, "privacy.who.legal_basis", ground=controller.legal_basis))


def responsible(language: Language) -> str:
    """Whose server it is, or whom to ask: never the manager."""
    place, name = "round.member.facts.who", Settings.read().controller.name
    return say(language, f"{place}.controller", name=name) if name else say(language, f"{place}.ask")


def last_day(found: Round, language: Language) -> str:
    """A round is open until the end of this day."""
    return date_text(found.setup.closes_on, language)


def closing_day(found: Round, language: Language) -> str:
    """The day on which a round was closed or called off."""
    return date_text(found.closed_on or found.setup.closes_on, language)


def _colours() -> str:
    """The colours that the page has no names for, in both themes: the browser's scheme may change at any time."""
    light, dark = (
        f"--wanted:{LOOK.colours(dark=is_dark).wanted};--step:{LOOK.colours(dark=is_dark).step}"
        for is_dark in (False, True)
    )
    return f".told{{{light}}}@media (prefers-color-scheme:dark){{.told{{{dark}}}}}"
