"""What a consultant decides about a campaign, and what keeps it from being published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, Final, Literal, NamedTuple

from assessment.answers import NAME_LIMIT, tidied
from assessment.instrument import LANGUAGES, Language
from assessment.links import cut_mail_address, is_web_address
from assessment.storage import MOST_RETENTION_DAYS

CALL_LIMIT: Final = 60
"""Characters of a call to action: it becomes the label of a button."""
LINK_LIMIT: Final = 1000

CampaignForm = Literal["quick", "full", "both"]

CampaignProblem = Literal[
    "title_missing",
    "sender_missing",
    "language_missing",
    "closes_before_opening",
    "closes_too_early",
    "controller_missing",
    "retention_too_short",
    "retention_too_long",
    "booking_unusable",
    "contact_missing",
    "contact_unusual",
    "questions_refused",
]


class OneSided(NamedTuple):
    """A text that a language lacks; a note is on a `factor`."""

    text: Literal["call", "offer", "notice", "note"]
    factor: str = ""


@dataclass(frozen=True)
class CampaignSetup:
    """All that a consultant decides but logo and questions; texts are by language.

    `sender` is the name that respondents see, `title` only the consultant's own. Below the advice stands the `call`
    to action, one line, with what one gets in the `offer`, and a button that leads to `booking`, an https address, or
    asks to be contacted. `notice` is added to the privacy notice, which names the `controller`. `notes` are by factor
    and then by language: what the consultant adds to the advice on it, marked as the consultant's.
    Answers are deleted `retention_days` after the last change or visit, as it was decided when they were begun. The
    campaign is open from `opens_on` to the end of `closes_on`, in UTC; where they are None, at once and for good.
    """

    title: str = ""
    sender: str = ""
    languages: tuple[Language, ...] = LANGUAGES
    form: CampaignForm = "quick"
    contact: str = ""
    call: Mapping[Language, str] = field(default_factory=dict)
    offer: Mapping[Language, str] = field(default_factory=dict)
    booking: str = ""
    controller: str = ""
    notice: Mapping[Language, str] = field(default_factory=dict)
    notes: Mapping[str, Mapping[Language, str]] = field(default_factory=dict)
    retention_days: int = MOST_RETENTION_DAYS
    opens_on: date | None = None
    closes_on: date | None = None

    def tidied(self) -> CampaignSetup:
        """The setup with its texts as they are stored."""
        return replace(
            self,
            title=as_line(self.title),
            sender=as_line(self.sender),
            contact=as_line(self.contact),
            controller=as_line(self.controller),
            call=_texts({language: as_line(text)[:CALL_LIMIT] for language, text in self.call.items()}),
            offer=_texts(self.offer),
            booking=_address(self.booking),
            notice=_texts(self.notice),
            notes={factor: texts for factor, written in self.notes.items() if (texts := _texts(written))},
        )

    def problems(self, today: date) -> tuple[CampaignProblem, ...]:
        """What keeps a campaign from being published on this day (in UTC), in the order of the fields; or nothing."""
        tidy = self.tidied()
        found: dict[CampaignProblem, bool] = {
            "title_missing": not tidy.title,
            "sender_missing": not tidy.sender,
            "language_missing": not tidy.languages,
            "closes_before_opening": bool(tidy.opens_on and tidy.closes_on and tidy.closes_on < tidy.opens_on),
            "closes_too_early": bool(tidy.closes_on and tidy.closes_on < today),
            "controller_missing": not tidy.controller,
            "retention_too_short": tidy.retention_days < 1,
            "retention_too_long": tidy.retention_days > MOST_RETENTION_DAYS,
            "booking_unusable": bool(tidy.booking) and not is_web_address(tidy.booking),
            "contact_missing": not tidy.contact,
            "contact_unusual": cut_mail_address(tidy.contact) is not None,
        }
        return tuple(problem for problem, is_there in found.items() if is_there)

    def one_sided(self, written: Language, lacking: Language) -> tuple[OneSided, ...]:
        """The texts that are written in a language and empty in another, those on factors last."""
        tidy = self.tidied()
        texts: list[tuple[OneSided, Mapping[Language, str]]] = [
            (OneSided("call"), tidy.call),
            (OneSided("offer"), tidy.offer),
            (OneSided("notice"), tidy.notice),
            *((OneSided("note", factor), found) for factor, found in tidy.notes.items()),
        ]
        return tuple(text for text, found in texts if found.get(written) and not found.get(lacking))

    def document(self) -> dict[str, object]:
        """All of it as JSON."""
        days = {
            name: day and day.isoformat() for name, day in (("opens_on", self.opens_on), ("closes_on", self.closes_on))
        }
        return {**asdict(self), "languages": list(self.languages), **days}

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> CampaignSetup:
        """The inverse of document()."""
        known = dict(document)
        for name in ("opens_on", "closes_on"):
            known[name] = date.fromisoformat(known[name]) if known[name] else None
        return cls(**known | {"languages": tuple(known["languages"])})


def as_line(written: str) -> str:
    """A user's text as it is stored where it is one line: a name, or an address."""
    return " ".join(tidied(written).split())[:NAME_LIMIT]


def _address(written: str) -> str:
    """An address as it is written; one that only lacks its https:// gets it."""
    address = tidied(written).strip()[:LINK_LIMIT]
    return f"https://{address}" if is_web_address(f"https://{address}") else address


def _texts(written: Mapping[Language, str]) -> dict[Language, str]:
    tidy = {key: tidied(text).strip() for key, text in written.items()}
    return {key: text for key, text in tidy.items() if text}
