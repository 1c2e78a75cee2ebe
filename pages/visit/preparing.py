"""What a consultant decides about a campaign: kept as it is typed, checked when it is to be published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final, Literal

from assessment.answers import NAME_LIMIT, TEXT_LIMIT
from assessment.campaigns import (
    MOST_RETENTION_DAYS,
    Campaign,
    CampaignForm,
    CampaignProblem,
    CampaignSetup,
    Desk,
    LogoFault,
    UnusableLogo,
    read_logo,
)
from assessment.instrument import LANGUAGES, Instrument, Language
from assessment.writes import ChangeCampaign, ChangeLogo
from pages.visit import address, banks, consulting, controls, memory, places, saving, undoing

LONGEST_LINE: Final = NAME_LIMIT
LONGEST_TEXT: Final = TEXT_LIMIT
REMOVE_LOGO: Final = "campaign_remove_logo"
BOTH: Final = "both"
_FIELDS: Final[Mapping[CampaignProblem, str]] = {
    "title_missing": "title",
    "sender_missing": "sender",
    "language_missing": "languages",
    "closes_before_opening": "closes",
    "closes_too_early": "closes",
    "controller_missing": "controller",
    "retention_too_short": "retention",
    "retention_too_long": "retention",
    "booking_unusable": "booking",
    "contact_missing": "contact",
    "contact_unusual": "contact",
    "questions_refused": "questions",
}
_REQUIRED: Final = ("title", "sender", "controller", "contact")  # In the order of the page.
_DAYS: Final = ("campaign_opens", "campaign_closes")
_FORMS: Final[Mapping[object, CampaignForm]] = {"quick": "quick", "full": "full", BOTH: "both"}
_LANGUAGES: Final[Mapping[object, tuple[Language, ...]]] = {**{each: (each,) for each in LANGUAGES}, BOTH: LANGUAGES}


def show(campaign: Campaign) -> None:
    """Set the controls to what was typed before, in this tab, in another, or before a reload."""
    known = setup(campaign)
    for name in ("title", "sender", "contact", "controller", "booking"):
        _show_text(f"campaign_{name}", getattr(known, name))
    for language in LANGUAGES:
        for name in ("call", "offer", "notice"):
            _show_text(f"campaign_{name}_{language}", getattr(known, name).get(language, ""))
        for factor in bank_of(campaign).factors:
            _show_text(f"campaign_note_{factor.id}_{language}", known.notes.get(factor.id, {}).get(language, ""))
    chosen = known.languages[0] if len(known.languages) == 1 else BOTH
    controls.show("campaign_languages", chosen)
    controls.show("campaign_form", known.form)
    # What is no number is stored as none, and stays on screen as it is written.
    no_number = not known.retention_days
    days = str(known.retention_days or "")
    controls.show("campaign_retention", days, is_unfinished=lambda text: no_number and not _number(text))
    controls.show("campaign_opens", known.opens_on)
    controls.show("campaign_closes", known.closes_on)


def bank_of(campaign: Campaign) -> Instrument:
    """The questions that a campaign asks now."""
    return campaign.own_bank.instrument if campaign.own_bank else banks.instrument()


def _show_text(control: str, text: str) -> None:
    """Show a text; an empty field is left as it is, because something may just be typed into it."""
    on_screen = memory.on_screen(control)
    is_empty = isinstance(on_screen, str) and not on_screen.strip()
    controls.show(control, text or ("" if is_empty else None))


def setup(campaign: Campaign) -> CampaignSetup:
    """What is decided, or typed and not saved yet."""
    pending, refused = memory.WAITING.value.get(_write_of(campaign.id)), memory.REFUSED_SETUP.value
    if isinstance(pending, ChangeCampaign):
        return pending.setup
    return refused[1] if refused and refused[0] == campaign.id else campaign.setup


def keep(campaign: str, control: str) -> None:
    """Save what stands in a field that has changed, and nothing of the others, which may not be drawn yet.

    What respondents read already is replaced only by what can be published.
    """
    known = memory.OPEN_CAMPAIGN.value
    if known is None or known.id != campaign or not controls.is_changed(control, may_be_empty=control in _DAYS):
        return
    before = setup(known)
    typed = _changed(before, control, memory.on_screen(control)).tidied()
    if known.is_draft and before.controller == before.sender and control == "campaign_sender":
        typed = replace(typed, controller=typed.sender)  # Until another is written, they are the same organisation.
    if not known.is_draft and typed.problems(known.made_on):
        memory.REFUSED_SETUP.keep((campaign, typed))
        memory.SAVED_FIELD.forget()
        return
    memory.REFUSED_SETUP.forget()
    memory.OPEN_CAMPAIGN.keep(replace(known, setup=typed))  # Another field may have changed in the same moment.
    saved = saving.save(_write_of(campaign), ChangeCampaign(consulting.token(), campaign, typed))
    field = control.removeprefix("campaign_")
    is_faulty = any(_FIELDS[each] == field for each in typed.problems(today()))
    memory.SAVED_FIELD.keep(None if saved is None or is_faulty else control)


def is_just_saved(control: str) -> bool:
    """Whether this field was the last to be saved."""
    return memory.SAVED_FIELD.value == control


def problems(campaign: Campaign) -> Sequence[CampaignProblem]:
    """What keeps a campaign from being published, once that was tried, or what is typed from being saved."""
    if campaign.is_draft:
        typed = replace(campaign, setup=setup(campaign))
        return typed.problems(today()) if memory.LACKS_SOMETHING.value else ()
    return setup(campaign).problems(campaign.made_on)


def faults(name: str, campaign: Campaign) -> Sequence[CampaignProblem]:
    """What is wrong with what stands in a field; that it is empty, once publishing was tried."""
    found = setup(campaign).problems(today() if campaign.is_draft else campaign.made_on)
    tried = not campaign.is_draft or memory.LACKS_SOMETHING.value
    return [each for each in found if _FIELDS[each] == name and (tried or not each.endswith("_missing"))]


def needed(campaign: Campaign) -> Mapping[str, Literal["done", "missing", "wrong"]]:
    """How far a draft is from being published, by the fields that are required and others that are wrong."""
    found: dict[str, Literal["done", "missing", "wrong"]] = dict.fromkeys(_REQUIRED, "done")
    for problem in replace(campaign, setup=setup(campaign)).problems(today()):
        found[_FIELDS[problem]] = "missing" if problem.endswith("_missing") else "wrong"
    return found


def go_to(problem: CampaignProblem) -> None:
    """Lead to the field that a problem is about."""
    go_to_field(_FIELDS[problem])


def go_to_field(field: str) -> None:
    """Lead to a field."""
    places.stay_at(f"campaign_{field}")


def moment(name: Literal["opens", "closes"], campaign: Campaign) -> datetime | None:
    """When a campaign opens or closes where the visitor is; None without a day."""
    known = setup(campaign)
    day = known.opens_on if name == "opens" else known.closes_on
    if day is None or day == date.max:
        return None
    begins = day if name == "opens" else day + timedelta(days=1)
    return datetime.combine(begins, time(), UTC).astimezone(address.now().tzinfo)


def today() -> date:
    """Today in UTC, by which campaigns open and close."""
    return datetime.now(UTC).date()


def open_logo(campaign: str, data: bytes | None) -> None:
    """Make the picture in a file the logo, or remember why it cannot be; None is a file too large to arrive."""
    memory.LOGO_FAULT.forget()
    if data is None:
        memory.LOGO_FAULT.keep("too_large")
        return
    try:
        read_logo(data)
    except UnusableLogo as unusable:
        memory.LOGO_FAULT.keep(unusable.fault)
        return
    saving.save(f"logo {campaign}", ChangeLogo(consulting.token(), campaign, data))


def remove_logo(campaign: str) -> None:
    """Take the logo away; that can be undone."""
    memory.LOGO_FAULT.forget()
    if not undoing.is_second_click(REMOVE_LOGO):
        undoing.save("logo", "", REMOVE_LOGO, ChangeLogo(consulting.token(), campaign, None))


def logo_fault() -> LogoFault | None:
    """Why the file chosen last is no logo."""
    return memory.LOGO_FAULT.value


def logo(at: Desk, campaign: str) -> bytes | None:
    """The logo as a PNG; None without one."""
    with saving.reading() as read:
        found = at.logo(campaign)
    return found if read.done else None


def _changed(known: CampaignSetup, control: str, value: object) -> CampaignSetup:
    """What is decided once a control is set to this; the same where that is nothing it can be set to."""
    name, _, of = control.removeprefix("campaign_").partition("_")
    changed: dict[str, Any] = {}
    match name, value:
        case (("title" | "sender" | "contact" | "controller" | "booking"), str()):
            changed[name] = value
        case (("call" | "offer" | "notice"), str()):
            changed[name] = {**getattr(known, name), of: value}
        case "note", str():
            factor, _, language = of.rpartition("_")
            changed["notes"] = {**known.notes, factor: {**known.notes.get(factor, {}), language: value}}
        case (("opens" | "closes"), (None | date())):
            changed[f"{name}_on"] = value
        case "retention", str():
            changed["retention_days"] = _number(value)
        case "languages", _:
            changed["languages"] = _LANGUAGES.get(value, known.languages)
        case "form", _:
            changed["form"] = _FORMS.get(value, known.form)
    return replace(known, **changed)


def _number(written: object) -> int:
    """The number of days in the field; 0 for what is none."""
    text = written.strip() if isinstance(written, str) else ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= len(str(MOST_RETENTION_DAYS)) + 1 else 0


def _write_of(campaign: str) -> str:
    return f"campaign {campaign}"
