"""The consultant who is signed in, their campaigns, and the steps these take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from assessment.campaigns import Campaign, CampaignSetup, Desk, LeadCounts, NotPublished
from assessment.instrument import LANGUAGES, Language
from assessment.opened import opened_store
from assessment.storage import StoredConsultant
from assessment.words import say
from pages.visit import address, memory, places, saving
from pages.visit.memory import FinalStep
from server.secret import secret


def signed_in() -> StoredConsultant | None:
    """Whoever is signed in with the browser's cookie, asked anew at each run; None when nobody is."""
    found = None
    if token():
        with saving.reading():
            found = opened_store().signed_in(token(), datetime.now(UTC))
    return found


def token() -> str:
    """What a consultant's writes are signed with; "" when nobody has signed in."""
    return address.sign_in_token()


def desk(who: StoredConsultant) -> Desk:
    """What a consultant who is signed in may do. Raises StoreUnavailable."""
    return Desk(opened_store(), who.id, secret())


def sign_out() -> None:
    """End the sign-in on the server; the cookie opens nothing from then on."""
    with saving.trying():
        opened_store().sign_out(token())


def campaigns(at: Desk) -> Sequence[Campaign]:
    """All campaigns, the newest first; none while the database cannot be read."""
    with saving.reading() as read:
        found = at.campaigns(_now())
    return found if read.done else ()


def opened(at: Desk) -> Campaign | None:
    """The campaign in the address; None without one, or when it is another consultant's or gone."""
    asked, found = address.question_page(), None
    if asked:
        with saving.reading():
            found = at.campaign(asked, _now())
    memory.OPEN_CAMPAIGN.keep(found)
    return found


def open_campaign(campaign: str | None) -> None:
    """Show a campaign, which then is in the address; None for the list of all."""
    memory.forget_campaign()
    address.turn_to(campaign)
    places.arrive_at("campaign_headline" if campaign else "campaigns_headline")


def make() -> None:
    """Make a campaign and show it; one that nothing is written into yet is shown instead of another."""
    who = signed_in()
    if who is None:
        return
    with saving.trying():
        at, empty = desk(who), _at_first(who.name)
        unused = (each.id for each in at.campaigns(_now()) if each.is_draft and each.setup == empty)
        _show_made(next(unused, None) or at.make(empty, _now()))


def _at_first(consultant: str) -> CampaignSetup:
    """What a new campaign says until its consultant writes something else, in every language."""
    call, offer = (
        {language: say(language, f"campaigns.setup.{name}_at_first") for language in LANGUAGES}
        for name in ("call", "offer")
    )
    return CampaignSetup(sender=consultant, controller=consultant, call=call, offer=offer).tidied()


def copy(campaign: str, title: str) -> None:
    """Make a draft like a campaign, with this title, and show it."""
    if at := _acting():
        with saving.trying():
            _show_made(at.copy(campaign, title, _now()))


def _show_made(campaign: str | None) -> None:
    if campaign is not None:
        open_campaign(campaign)
    memory.HAS_TOO_MANY.keep(campaign is None)


def has_too_many() -> bool:
    """Whether another campaign could not be made because there are too many."""
    return memory.HAS_TOO_MANY.value


def ask_to_publish(campaign: str) -> None:
    """Ask before a campaign is published, or have the page say what is missing."""
    if not (at := _acting()):
        return
    with saving.trying():
        found = at.campaign(campaign, _now())
        if found is not None and found.problems(_now().date()):
            _lacks_something()
        else:
            ask_before("publish")


def _publish(at: Desk, campaign: str) -> None:
    try:
        at.publish(campaign, _now())
    except NotPublished:
        _lacks_something()
    else:
        open_campaign(campaign)


def _lacks_something() -> None:
    memory.ASKS_BEFORE_STEP.forget()
    memory.LACKS_SOMETHING.keep(value=True)
    places.arrive_at("campaign_problems")


def archive(campaign: str, *, undo: bool = False) -> None:
    """Put a campaign aside, or take it out again."""
    if at := _acting():
        with saving.trying() as tried:
            at.archive(campaign, _now(), undo=undo)
        if tried.done:
            open_campaign(campaign if undo else None)


def ask_before(step: FinalStep | None) -> None:
    """Ask on the page before a step that cannot be taken back; None to stop asking."""
    if step is None:
        places.stay_at("campaign_publishing" if asks_before() == "publish" else "campaign_steps")
        memory.ASKS_BEFORE_STEP.forget()
    else:
        memory.ASKS_BEFORE_STEP.keep(step)
        places.stay_at("campaign_asks")


def asks_before() -> FinalStep | None:
    """The step that the consultant has pressed, without having answered yet."""
    return memory.ASKS_BEFORE_STEP.value


def take(step: FinalStep, campaign: str) -> None:
    """Take a step that was asked about."""
    if not (at := _acting()):
        return
    if step == "publish":
        with saving.trying():
            _publish(at, campaign)
        return
    with saving.trying() as tried:
        match step:
            case "renew":
                at.renew_code(campaign)
            case "close":
                at.close(campaign, _now())
            case "delete":
                at.delete(campaign)
    if tried.done:
        open_campaign(None if step == "delete" else campaign)


def link(at: Desk, campaign: Campaign, language: Language | None = None) -> str | None:
    """The address for respondents; None when it cannot be made.

    It is in this language, else in the only one of the campaign, else in that of the respondent's browser.
    """
    code: str | None = None
    with saving.reading():
        code = at.code(campaign.id)
    if code is None:
        return None
    spoken = language or (campaign.languages[0] if len(campaign.languages) == 1 else None)
    return address.link_to({**({"lang": spoken} if spoken else {}), "c": code}, "")


def lead_counts(at: Desk) -> Mapping[str, LeadCounts]:
    """How many have asked to be contacted, by campaign; none while the database cannot be read."""
    with saving.reading() as read:
        found = at.lead_counts()
    return found if read.done else {}


def countable(at: Desk, campaign: str) -> int | None:
    """How many would be counted if the campaign closed now; None while the database cannot be read."""
    with saving.reading() as read:
        found = at.countable(campaign)
    return found if read.done else None


def previewed(code: str) -> Campaign | None:
    """The campaign with this code, a draft as well, where it belongs to whoever is signed in; None otherwise.

    So a draft's link opens in the browser of its consultant, and nowhere else.
    """
    who, found = signed_in(), None
    if who is not None:
        with saving.reading():
            found = desk(who).preview(code, _now())
    return found


def _acting() -> Desk | None:
    """What the visitor may do at this moment; None when nobody is signed in any more."""
    who = signed_in()
    return None if who is None else desk(who)


def _now() -> datetime:
    return datetime.now(UTC)
