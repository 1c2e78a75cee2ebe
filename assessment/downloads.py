"""Files to download: which one, of which series, and its content when it is asked for."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal, get_args
from urllib.parse import parse_qs, urlsplit

from assessment.answers import NAME_LIMIT
from assessment.bank import bank_in
from assessment.campaigns import Contact, Desk, Prospect, brand_of
from assessment.example import example_report
from assessment.exports import FileKind, file_name, write_map, write_own_result, write_report
from assessment.exports.leads import LeadFileKind, lead_file_name, write_leads
from assessment.exports.tables import to_answers_json
from assessment.exports.team_result import TeamFileKind, team_file_name, write_team_result
from assessment.exports.together import write_together
from assessment.file import MEDIA_TYPES, QUESTION_BANK, File, NotWanted, zone_named
from assessment.instrument import LANGUAGES, Language
from assessment.look import LOOK, Look
from assessment.report import Report
from assessment.rollout_file import RolloutDownload
from assessment.rounds import Invitation, Membership
from assessment.series import Series, Today
from assessment.storage import KeyHash, Store
from assessment.team_map import LedMap
from assessment.words import say

CampaignFileKind = Literal["bank", "together"]

_DOTS: Final = 20  # The width of each square of a QR code in pixels, enough for print.


@dataclass(frozen=True)
class Download:
    """A file of a series, or of a member's answers in a round; `series` is None for the invented case.

    `number` is that of the finished assessment it is about, None for the latest. `zone` is the name of the reader's
    time zone, which decides the date.
    """

    kind: FileKind
    language: Language
    series: KeyHash | None
    number: int | None = None
    zone: str = "UTC"

    @property
    def whose(self) -> str:
        """Whose files are made one after another; "" for anybody's."""
        return self.series or ""

    def document(self) -> list[object]:
        """All of it in the types of JSON."""
        return [self.kind, self.language, self.series, self.number, self.zone]

    @classmethod
    def of(cls, document: object) -> Download:
        """The download that document() describes. Raises ValueError for anything else."""
        match document:
            case [str(kind), str(language), str() | None as series, int() | None as number, str(zone)] if (
                kind in get_args(FileKind) and language in LANGUAGES
            ):
                whose = None if series is None else KeyHash(series)
                return cls(kind, language, whose, number, zone)  # type: ignore[arg-type]  # looked up above
        raise ValueError(document)

    def made(
        self, opened: Callable[[], Store], *, is_wanted: Callable[[], bool] = lambda: True, address: str = ""
    ) -> File | None:
        """The file, from what is stored now; None when nothing is. `address` is where the app is.

        Raises StoreUnavailable, Problems when the question bank cannot be used, and NotWanted.
        """
        today = _today(self.language, self.zone)
        look, today = self._in_campaign(opened, today)
        if self.kind == "archive":
            data, own = self._archive(opened(), today), False
        else:
            data, own = self._of_report(opened, today, is_wanted, address, look)
        if data is None:
            return None
        name = file_name(self.kind, self.language, today.now.date(), look=look, example=self.series is None, own=own)
        return File(name, MEDIA_TYPES[Path(name).suffix], data)

    def _in_campaign(self, opened: Callable[[], Store], today: Today) -> tuple[Look, Today]:
        """The look of the campaign that the series was begun in, or ours, and today with what that campaign asks."""
        brand = None if self.series is None else Contact(opened(), self.series).brand(today.now)
        return (LOOK, today) if brand is None else (brand.look, brand.campaign.asked(today))

    def _archive(self, store: Store, today: Today) -> bytes | None:
        if self.series is None:
            return None
        return Series(store, self.series).archive(today)

    def _of_report(
        self, opened: Callable[[], Store], today: Today, is_wanted: Callable[[], bool], address: str, look: Look
    ) -> tuple[bytes | None, bool]:
        """The file's bytes, and whether it is of a member's answers in a round."""
        report, is_members = (example_report(today), False) if self.series is None else self._report(opened(), today)
        if report is None:
            return None, is_members
        if not is_wanted():
            raise NotWanted
        if self.kind == "json":
            return to_answers_json(report), is_members
        if self.kind == "pdf" and is_members:
            return write_own_result(report, self.language, address=address), True
        if self.kind == "map":
            example = self.series is None
            return write_map(report, self.language, look=look, example=example, address=address), is_members
        suffix = {"result": ".json", "plan": ".ics"}.get(self.kind, f".{self.kind}")
        written = write_report(report, suffix, self.language, look=look, example=self.series is None, address=address)
        return written, is_members

    def _report(self, store: Store, today: Today) -> tuple[Report | None, bool]:
        """The report, and whether it is of a member's answers in a round."""
        key = self.series or KeyHash()
        if opened := Series(store, key).open(today, self.number):
            return replace(opened.report, told=LedMap(store, key).told(today)), False
        own = Membership(store, key).open(today)
        return (own.report if own else None), True


@dataclass(frozen=True)
class TeamDownload:
    """A file of a team's released result, found by the round's public code, in the words for its leader or a member.

    `series` is the leader's own, whose result what is read goes on from; None for a member, and for data.
    """

    kind: TeamFileKind
    language: Language
    code: str
    is_for_leader: bool
    zone: str = "UTC"
    series: KeyHash | None = None

    @property
    def whose(self) -> str:
        """Whose files are made one after another: those of one round."""
        return self.code

    def document(self) -> list[object]:
        """All of it in the types of JSON."""
        return [self.kind, self.language, self.code, self.is_for_leader, self.zone, self.series]

    @classmethod
    def of(cls, document: object) -> TeamDownload:
        """The download that document() describes. Raises ValueError for anything else."""
        match document:
            case [str(kind), str(language), str(code), bool(is_for_leader), str(zone), str() | None as series] if (
                kind in get_args(TeamFileKind) and language in LANGUAGES
            ):
                whose = None if series is None else KeyHash(series)
                return cls(kind, language, code, is_for_leader, zone, whose)  # type: ignore[arg-type]  # as above
        raise ValueError(document)

    def made(
        self, opened: Callable[[], Store], *, is_wanted: Callable[[], bool] = lambda: True, address: str = ""
    ) -> File | None:
        """The file, as Download.made() has it; None before the release, and once the round is deleted."""
        today = _today(self.language, self.zone)
        store = opened()
        found = Invitation(store, self.code).round(today)
        result = None if found is None else found.result(is_for_leader=self.is_for_leader)
        if result is None:
            return None
        if not is_wanted():
            raise NotWanted
        day, is_for_leader = today.now.date(), self.is_for_leader
        name = team_file_name(self.kind, self.language, day, wave=result.wave, is_for_leader=is_for_leader)
        own = Series(store, self.series).open(today) if self.series else None
        report = own.report if own else None
        data = write_team_result(result, self.kind, self.language, own=report, address=address)
        return File(name, MEDIA_TYPES[Path(name).suffix], data)


@dataclass(frozen=True)
class PosterDownload:
    """The poster of an open round, with its `link`, which everybody may have.

    `controller` is for whom the server is run, "" where nobody is named.
    """

    language: Language
    link: str
    zone: str = "UTC"
    controller: str = ""

    @property
    def whose(self) -> str:
        """Whose files are made one after another: those of one round."""
        return _code_in(self.link)

    @property
    def name(self) -> str:
        """The name a browser saves it under."""
        return f"{LOOK.file_prefix}{say(self.language, 'round.poster.kind')}.pdf"

    def document(self) -> list[object]:
        """All of it in the types of JSON."""
        return ["poster", self.language, self.link, self.zone, self.controller]

    @classmethod
    def of(cls, document: object) -> PosterDownload:
        """The download that document() describes. Raises ValueError for anything else."""
        match document:
            case ["poster", str(language), str(link), str(zone), str(controller)] if language in LANGUAGES:
                return cls(language, link, zone, controller)
        raise ValueError(document)

    def made(
        self, opened: Callable[[], Store], *, is_wanted: Callable[[], bool] = lambda: True, address: str = ""
    ) -> File | None:
        """The file, as Download.made() has it; None once the round is closed."""
        del address  # The link names it.
        today = _today(self.language, self.zone)
        found = Invitation(opened(), self.whose).round(today)
        if found is None or not found.is_open:
            return None
        if not is_wanted():
            raise NotWanted
        from assessment.exports.pdf.poster import Poster, to_poster  # noqa: PLC0415  # fpdf2 takes a while to load

        setup = found.setup
        asked = Poster(
            name=setup.name,
            current=found.current_behaviour,
            new=found.new_behaviour,
            link=self.link,
            closes_on=setup.closes_on,
            form=setup.form,
            has_departments=bool(setup.departments),
            controller=self.controller,
            wave=setup.wave,
        )
        data = to_poster(asked, today.bank.instrument, self.language)
        return File(self.name, MEDIA_TYPES[".pdf"], data)


@dataclass(frozen=True)
class CampaignDownload:
    """A file of a campaign, for its consultant, by whose id it is found.

    It has the questions that the campaign asks now, or what all its respondents answered together.
    """

    kind: CampaignFileKind
    language: Language
    consultant: str
    campaign: str

    @property
    def whose(self) -> str:
        """Whose files are made one after another: those of one consultant."""
        return self.consultant

    @property
    def name(self) -> str:
        """The name a browser saves it under."""
        if self.kind == "bank":
            return QUESTION_BANK.name
        return f"{LOOK.file_prefix}{say(self.language, 'campaigns.together.file')}.csv"

    def document(self) -> list[object]:
        """All of it in the types of JSON."""
        return [self.kind, self.language, self.consultant, self.campaign]

    @classmethod
    def of(cls, document: object) -> CampaignDownload:
        """The download that document() describes. Raises ValueError for anything else."""
        match document:
            case [("bank" | "together") as kind, str(language), str(consultant), str(campaign)] if (
                language in LANGUAGES
            ):
                return cls(kind, language, consultant, campaign)
        raise ValueError(document)

    def made(
        self, opened: Callable[[], Store], *, is_wanted: Callable[[], bool] = lambda: True, address: str = ""
    ) -> File | None:
        """The file, as Download.made() has it; None once the campaign is gone, or its consultant's key is revoked."""
        del address
        found = Desk(opened(), self.consultant, secret="").campaign(self.campaign, datetime.now(UTC))
        shipped = bank_in(QUESTION_BANK)
        together = None if found is None or self.kind == "bank" else found.together(shipped.instrument)
        if found is None or (self.kind == "together" and not (together and together.shows_anything)):
            return None
        if not is_wanted():
            raise NotWanted
        text = found.own_text or shipped.text
        data = text.encode() if together is None else write_together(together, self.language)
        return File(self.name, MEDIA_TYPES[Path(self.name).suffix], data)


@dataclass(frozen=True)
class LeadsDownload:
    """A file of everybody who wants to be contacted by a consultant, or of a result that one of them shows.

    It is made for the consultant with this id and from what that one may see: a link made for another gives nothing.
    `lead` is whose result it is, "" for the table of all.
    """

    kind: LeadFileKind
    language: Language
    consultant: str
    campaign: str
    lead: str = ""
    zone: str = "UTC"

    @property
    def whose(self) -> str:
        """Whose files are made one after another: those of one consultant."""
        return self.consultant

    def document(self) -> list[object]:
        """All of it in the types of JSON."""
        return ["leads", self.kind, self.language, self.consultant, self.campaign, self.lead, self.zone]

    @classmethod
    def of(cls, document: object) -> LeadsDownload:
        """The download that document() describes. Raises ValueError for anything else."""
        match document:
            case ["leads", str(kind), str(language), str(consultant), str(campaign), str(lead), str(zone)] if (
                kind in get_args(LeadFileKind) and language in LANGUAGES
            ):
                return cls(kind, language, consultant, campaign, lead, zone)  # type: ignore[arg-type]  # looked up
        raise ValueError(document)

    def made(
        self, opened: Callable[[], Store], *, is_wanted: Callable[[], bool] = lambda: True, address: str = ""
    ) -> File | None:
        """The file, as Download.made() has it; None for what this consultant may not see, or not any more."""
        today = _today(self.language, self.zone)
        store = opened()
        desk = Desk(store, self.consultant, secret="")
        campaign = desk.campaign(self.campaign, today.now)
        brand = brand_of(store, campaign)
        results = desk.results(self.campaign, today, {self.lead} if self.lead else None)
        leads = desk.leads(self.campaign)
        name = next((each.name for each in leads if each.id == self.lead), "")
        if campaign is None or brand is None or (self.lead and self.lead not in results):
            return None
        if not is_wanted():
            raise NotWanted
        if self.kind == "lead_pdf":
            report = _named(results[self.lead], name)
            data = write_report(report, ".pdf", self.language, look=brand.look, address=address)
        else:
            data = write_leads(leads, results, self.kind, self.language, today.now.tzinfo)
        file = lead_file_name(self.kind, self.language, today.now.date(), campaign.setup.title)
        return File(file, MEDIA_TYPES[Path(file).suffix], data)


@dataclass(frozen=True)
class QrDownload:
    """The link of a campaign as a QR code, for print."""

    language: Language
    link: str

    @property
    def whose(self) -> str:
        """Whose files are made one after another: those of one campaign."""
        return _code_in(self.link)

    @property
    def name(self) -> str:
        """The name a browser saves it under."""
        return f"{LOOK.file_prefix}{say(self.language, 'campaigns.link.qr_file')}.png"

    def document(self) -> list[object]:
        """All of it in the types of JSON."""
        return ["qr", self.language, self.link]

    @classmethod
    def of(cls, document: object) -> QrDownload:
        """The download that document() describes. Raises ValueError for anything else."""
        match document:
            case ["qr", str(language), str(link)] if language in LANGUAGES:
                return cls(language, link)
        raise ValueError(document)

    def made(
        self, opened: Callable[[], Store], *, is_wanted: Callable[[], bool] = lambda: True, address: str = ""
    ) -> File | None:
        """The file, as Download.made() has it; None once the link no longer leads to the questions."""
        del address  # The link names it.
        found = Prospect(opened(), self.whose).campaign(datetime.now(UTC))
        if found is None or found.state == "over":
            return None
        if not is_wanted():
            raise NotWanted
        import segno  # noqa: PLC0415  # only for a code

        drawn = io.BytesIO()
        segno.make_qr(self.link).save(drawn, kind="png", scale=_DOTS, dark=LOOK.light.ink, light=LOOK.light.paper)
        return File(self.name, MEDIA_TYPES[".png"], drawn.getvalue())


AnyDownload = QrDownload | Download | TeamDownload | RolloutDownload | PosterDownload | CampaignDownload | LeadsDownload


# Those that say first what they are; the others are known by what follows.
_NAMED: Final[Mapping[str, type[AnyDownload]]] = {
    "poster": PosterDownload,
    "qr": QrDownload,
    "bank": CampaignDownload,
    "together": CampaignDownload,
    "all_steps": RolloutDownload,
    "leads": LeadsDownload,
}


def download_of(document: object) -> AnyDownload:
    """The download that a document() describes. Raises ValueError for anything else."""
    match document:
        case [str(name), *_] if name in _NAMED:
            return _NAMED[name].of(document)
        case [_, _, _, bool(), *_]:
            return TeamDownload.of(document)
        case _:
            return Download.of(document)


def _today(language: Language, zone: str) -> Today:
    """Today in the time zone of this name, with the questions of the app."""
    return Today(bank_in(QUESTION_BANK), language, datetime.now(zone_named(zone)))


def _code_in(link: str) -> str:
    """The public code in the link of a round or a campaign; "" without one."""
    return parse_qs(urlsplit(link).query).get("c", [""])[0]


def _named(report: Report, name: str) -> Report:
    """The result of somebody who wants to be contacted, with their name before that of the result, as far as given."""
    title = ", ".join(filter(None, (name, report.answers.title)))
    return replace(report, answers=replace(report.answers, title=title[:NAME_LIMIT]))
