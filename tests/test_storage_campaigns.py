"""Consultants, campaigns and leads as they are stored: who may what, and how long they are kept."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import select

from assessment.bank import Bank, text_hash
from assessment.campaigns import CampaignSetup, Contact, Desk, Prospect
from assessment.series import Series, Today
from assessment.storage import (
    IDLE_MINUTES,
    LEAD_YEARS,
    MOST_RETENTION_DAYS,
    LastDay,
    NewLead,
    Purged,
    Store,
    Waiting,
    new_key,
)
from assessment.storage.campaigns import Campaigns
from assessment.storage.consultants import Consultants
from assessment.storage.leads import LeadRows
from assessment.storage.releases import CampaignReleases
from assessment.storage.retention import last_day_kept
from assessment.storage.tables import METADATA
from tests.amounts import IS_SOAK
from tests.shipped import BANK
from tests.test_campaigns import picture
from tests.test_storage import backdate, everything, files_with, hashed, how_many
from tests.test_storage_rounds import joined, with_round
from tests.test_visits import at, set_visit

# Measuring takes longer than these tests; those marked as measured reach all that they do.
pytestmark = [pytest.mark.unmeasured, pytest.mark.in_turns]

NOW: Final = datetime.now(UTC)
DAY: Final = NOW.date()
SECRET: Final = "a secret of the server that is long enough"
BANK_TEXT: Final = Path("questions.yaml").read_text(encoding="utf-8")
TODAY: Final = Today(Bank(BANK, BANK_TEXT, text_hash(BANK_TEXT)), "sv", NOW)
SETUP: Final = CampaignSetup(sender="Havsnäs", contact="hej@havsnas.example", controller="Havsnäs AB")
LEAD: Final = NewLead("Karin Ek", "karin@example.org", "Ring mig.", shows_result=True, language="sv")
WORDING: Final = "Havsnäs får kontakta mig."
COUNTED: Final = ("opened", "begun", "finished")


@dataclass(frozen=True)
class Actor:
    """Somebody and the secrets they hold. Whoever is no consultant holds one, and tries it in the place of each."""

    name: str
    key: str
    token: str
    id: str

    @classmethod
    def holding(cls, name: str, secret: str) -> Actor:
        return cls(name, secret, secret, secret)


@dataclass(frozen=True)
class World:
    """The ids of the consultant's campaign and of a respondent's lead in it, which everybody tries to reach.

    `whose` names the owner of what is stored, by the ids of consultants, campaigns and series, and by hashes of keys.
    """

    campaign: str
    lead: str
    actors: Mapping[str, Actor]
    whose: Mapping[object, str]
    marks: Mapping[str, str]
    """Texts that tell whose an answer is."""


def with_campaign(store: Store, name: str) -> tuple[Actor, str]:
    """A consultant who is signed in, and the id of a campaign that is open."""
    key = new_key()
    assert store.add_consultant(f"of {name}", key, DAY)
    token = store.sign_in(key, NOW) or ""
    who = store.signed_in(token, NOW)
    assert who is not None
    desk = Desk(store, who.id, SECRET)
    campaign = desk.make(replace(SETUP, title=f"of {name}"), NOW) or ""
    assert desk.publish(campaign, NOW)
    assert store.set_logo(who.id, campaign, f"of {name}".encode())
    return Actor(name, key, token, who.id), campaign


def answered(store: Store, code: str, name: str = "somebody") -> str:
    """The key of a respondent who has finished, and asks to be contacted."""
    key = new_key()
    assert Prospect(store, code).begin(key, {"form": "quick", "behaviours.current": f"by {name}"}, TODAY)
    Series(store, key).finish()
    assert Contact(store, key).agree(replace(LEAD, name=f"by {name}"), WORDING, NOW)
    return key


def world(store: Store) -> World:
    """Three consultants with a campaign each, two respondents in that of the first, a leader with a member."""
    owners = [with_campaign(store, name) for name in ("consultant", "rival", "revoked")]
    assert store.revoke("of revoked", DAY)
    (consultant, campaign), *_ = owners
    code = Desk(store, consultant.id, SECRET).code(campaign) or ""
    respondent, neighbour = (answered(store, code, name) for name in ("respondent", "neighbour"))
    leader, team = with_round(store)
    others = {
        "nobody": "", "unknown": new_key(), "prospect": code, "respondent": respondent, "neighbour": neighbour,
        "reader": store.share(respondent) or "", "member": joined(store, team), "leader": leader,
    }  # fmt: skip
    whose: dict[object, str] = {each.id: each.name for each, _ in owners}
    whose.update({made: each.name for each, made in owners} | {hashed(key): name for name, key in others.items()})
    with store._reading() as connection:
        series = METADATA.tables["series"]
        whose.update({row.id: whose[row.key_hash] for row in connection.execute(select(series))})
    return World(
        campaign,
        next(each.id for each in store.leads_of(consultant.id, campaign) if each.name == "by respondent"),
        {name: Actor.holding(name, key) for name, key in others.items()} | {each.name: each for each, _ in owners},
        whose,
        {f"of {each.name}": each.name for each, _ in owners}
        | {f"by {name}": name for name in ("respondent", "neighbour")}
        | {code: "consultant"},
    )


Row = tuple[str, dict[str, Any]]


def rows(store: Store) -> dict[str, Row]:
    """Every row with its table, by its text; what is counted of a campaign is a row of its own."""
    with store._reading() as connection:
        found = {each.name: connection.execute(select(each)).mappings().all() for each in METADATA.sorted_tables}
    parted = [(name, dict(row)) for name, each in found.items() for row in each]
    for name, row in list(parted):
        if name == "campaigns":
            counts = {what: row.pop(what) for what in COUNTED}
            parted.append(("counts", {"id": row["id"], "consultant_id": row["consultant_id"], **counts}))
    return {repr(each): each for each in parted}


def owners(changed: Row, it: World) -> set[str | None]:
    """Who may change a row. A series that was begun just now, and texts that several refer to, are anybody's."""
    table, row = changed
    if table in {"consents", "instruments"} or (table == "counts" and row["id"] == it.campaign):
        return set(it.actors)
    if table in {"consultants", "sign_ins", "campaigns", "counts"}:
        return {it.whose.get(row["id" if table == "consultants" else "consultant_id"])}
    if table == "leads":
        return {it.whose[row["campaign_id"]], it.whose.get(row["key_hash"])}
    series = row["id"] if table == "series" else row.get("series_id")
    if series not in it.whose:
        return set(it.actors)
    return {it.whose[series], "consultant" if table == "participants" else None}


# Permissions ----------------------------------------------------------------------------------------------------------

Call = Callable[[Store, Actor, World], object]


def desk(store: Store, who: Actor) -> Desk:
    return Desk(store, who.id, SECRET)


STORED: Final[Mapping[str, Call]] = {
    "sign_in": lambda store, who, _: store.sign_in(who.key, NOW),
    "signed_in": lambda store, who, _: store.signed_in(who.token, NOW),
    "sign_out": lambda store, who, _: store.sign_out(who.token),
    "make_campaign": lambda store, who, _: store.make_campaign(who.id, SETUP.document(), SECRET, DAY),
    "campaigns_of": lambda store, who, _: store.campaigns_of(who.id),
    "campaign_of": lambda store, who, it: store.campaign_of(who.id, it.campaign),
    "change_campaign": lambda store, who, it: store.change_campaign(who.id, it.campaign, {}),
    "set_logo": lambda store, who, it: store.set_logo(who.id, it.campaign, None),
    "set_bank": lambda store, who, it: store.set_bank(who.id, it.campaign, "bank"),
    "take_step": lambda store, who, it: store.take_step(who.id, it.campaign, "closed", DAY),
    "renew_code": lambda store, who, it: store.renew_code(who.id, it.campaign, SECRET),
    "delete_campaign": lambda store, who, it: store.delete_campaign(who.id, it.campaign),
    "campaign_of_code": lambda store, who, _: store.campaign_of_code(who.key),
    "campaign_of_series": lambda store, who, _: store.campaign_of_series(who.key),
    "logo": lambda store, who, _: store.logo(who.key),
    "take_part": lambda store, who, it: store.take_part(who.key, it.campaign, 90),
    "count_opened": lambda store, who, _: store.count_opened(who.key),
    "agree": lambda store, who, _: store.agree(who.key, replace(LEAD, name=f"by {who.name}"), "Ja.", NOW),
    "lead": lambda store, who, _: store.lead(who.key),
    "withdraw_lead": lambda store, who, _: store.withdraw_lead(who.key),
    "leads_of": lambda store, who, it: store.leads_of(who.id, it.campaign),
    "lead_counts": lambda store, who, _: store.lead_counts(who.id),
    "set_state": lambda store, who, it: store.set_state(who.id, it.lead, "met"),
}
AT_THE_DESK: Final[Mapping[str, Call]] = {
    "campaigns": lambda store, who, _: desk(store, who).campaigns(NOW),
    "campaign": lambda store, who, it: desk(store, who).campaign(it.campaign, NOW),
    "preview": lambda store, who, it: desk(store, who).preview(it.actors["prospect"].key, NOW),
    "code": lambda store, who, it: desk(store, who).code(it.campaign),
    "renew_code": lambda store, who, it: desk(store, who).renew_code(it.campaign),
    "make": lambda store, who, _: desk(store, who).make(SETUP, NOW),
    "copy": lambda store, who, it: desk(store, who).copy(it.campaign, "A copy", NOW),
    "change": lambda store, who, it: desk(store, who).change(it.campaign, replace(SETUP, title="Changed")),
    "set_logo": lambda store, who, it: desk(store, who).set_logo(it.campaign, picture()),
    "logo": lambda store, who, it: desk(store, who).logo(it.campaign),
    "set_bank": lambda store, who, it: desk(store, who).set_bank(it.campaign, BANK_TEXT + "\n"),
    "publish": lambda store, who, it: desk(store, who).publish(it.campaign, NOW.replace(year=NOW.year + 1)),
    "close": lambda store, who, it: desk(store, who).close(it.campaign, NOW),
    "archive": lambda store, who, it: desk(store, who).archive(it.campaign, NOW),
    "delete": lambda store, who, it: desk(store, who).delete(it.campaign),
    "leads": lambda store, who, it: desk(store, who).leads(it.campaign),
    "lead_counts": lambda store, who, _: desk(store, who).lead_counts(),
    "countable": lambda store, who, it: desk(store, who).countable(it.campaign),
    "note": lambda store, who, it: desk(store, who).note(it.lead, "met"),
    "results": lambda store, who, it: desk(store, who).results(it.campaign, TODAY),
}
OF_RESPONDENTS: Final[Mapping[str, Call]] = {
    "Prospect.campaign": lambda store, who, _: Prospect(store, who.key).campaign(NOW),
    "Prospect.logo": lambda store, who, _: Prospect(store, who.key).logo(NOW),
    "Prospect.brand": lambda store, who, _: Prospect(store, who.key).brand(NOW),
    "Prospect.came": lambda store, who, _: Prospect(store, who.key).came(),
    "Prospect.begin": lambda store, who, _: Prospect(store, who.key).begin(new_key(), {"form": "quick"}, TODAY),
    "Contact.campaign": lambda store, who, _: Contact(store, who.key).campaign(NOW),
    "Contact.brand": lambda store, who, _: Contact(store, who.key).brand(NOW),
    "Contact.code": lambda store, who, _: Contact(store, who.key).code(SECRET),
    "Contact.given": lambda store, who, _: Contact(store, who.key).given(),
    "Contact.agree": lambda store, who, _: Contact(store, who.key).agree(LEAD, "Ja.", NOW),
    "Contact.withdraw": lambda store, who, _: Contact(store, who.key).withdraw(),
}
CALLS: Final[Mapping[str, Call]] = {
    **{f"Store.{name}": call for name, call in STORED.items()},
    **{f"Desk.{name}": call for name, call in AT_THE_DESK.items()},
    **OF_RESPONDENTS,
}
# For whoever runs the server, on its command line: no page and no route calls these.
OPERATOR: Final = {"add_consultant", "revoke", "consultants"}

# A prospect holds the public link, a neighbour answers in the same campaign, a rival is another consultant.
ACTORS: Final = (
    *("nobody", "unknown", "prospect", "respondent", "neighbour", "reader", "member", "leader"),
    *("rival", "revoked", "consultant"),
)
# "changes" changes the actor's own rows and no others, "reads" returns something of the actor's own and changes
# nothing, "counts" returns only how many there are. Everything else is what anybody gets for what does not exist, or
# for a campaign in which nobody can be counted. Whoever takes part already does so again: True.
# A logo is found by the id of its campaign, which is in no address: none of what these hold opens it.
MATRIX: Final = """
                          nobody  unknown  prospect  respondent  neighbour  reader  member  leader   rival    revoked  consultant
Store.sign_in             None    None     None      None        None       None    None    None     changes  None     changes
Store.signed_in           None    None     None      None        None       None    None    None     reads    None     reads
Store.sign_out            None    None     None      None        None       None    None    None     changes  None     changes
Store.make_campaign       None    None     None      None        None       None    None    None     changes  None     changes
Store.campaigns_of        []      []       []        []          []         []      []      []       reads    []       reads
Store.campaign_of         None    None     None      None        None       None    None    None     None     None     reads
Store.change_campaign     False   False    False     False       False      False   False   False    False    False    changes
Store.set_logo            False   False    False     False       False      False   False   False    False    False    changes
Store.set_bank            False   False    False     False       False      False   False   False    False    False    changes
Store.take_step           False   False    False     False       False      False   False   False    False    False    changes
Store.renew_code          False   False    False     False       False      False   False   False    False    False    changes
Store.delete_campaign     False   False    False     False       False      False   False   False    False    False    changes
Store.campaign_of_code    None    None     reads     None        None       None    None    None     None     None     None
Store.campaign_of_series  None    None     None      reads       reads      reads   None    None     None     None     None
Store.logo                None    None     None      None        None       None    None    None     None     None     None
Store.take_part           False   False    False     True        True       False   False   changes  False    False    False
Store.count_opened        None    None     changes   None        None       None    None    None     None     None     None
Store.agree               False   False    False     changes     changes    False   False   False    False    False    False
Store.lead                None    None     None      reads       reads      None    None    None     None     None     None
Store.withdraw_lead       False   False    False     changes     changes    False   False   False    False    False    False
Store.leads_of            []      []       []        []          []         []      []      []       []       []       reads
Store.lead_counts         {}      {}       {}        {}          {}         {}      {}      {}       {}       {}       counts
Store.set_state           False   False    False     False       False      False   False   False    False    False    changes
Desk.campaigns            []      []       []        []          []         []      []      []       reads    []       reads
Desk.campaign             None    None     None      None        None       None    None    None     None     None     reads
Desk.preview              None    None     None      None        None       None    None    None     None     None     reads
Desk.code                 None    None     None      None        None       None    None    None     None     None     reads
Desk.renew_code           False   False    False     False       False      False   False   False    False    False    changes
Desk.make                 None    None     None      None        None       None    None    None     changes  None     changes
Desk.copy                 None    None     None      None        None       None    None    None     None     None     changes
Desk.change               False   False    False     False       False      False   False   False    False    False    changes
Desk.set_logo             False   False    False     False       False      False   False   False    False    False    changes
Desk.logo                 None    None     None      None        None       None    None    None     None     None     reads
Desk.set_bank             False   False    False     False       False      False   False   False    False    False    changes
Desk.publish              False   False    False     False       False      False   False   False    False    False    changes
Desk.close                False   False    False     False       False      False   False   False    False    False    changes
Desk.archive              False   False    False     False       False      False   False   False    False    False    changes
Desk.delete               False   False    False     False       False      False   False   False    False    False    changes
Desk.leads                []      []       []        []          []         []      []      []       []       []       reads
Desk.lead_counts          {}      {}       {}        {}          {}         {}      {}      {}       {}       {}       counts
Desk.countable            0       0        0         0           0          0       0       0        0        0        0
Desk.note                 False   False    False     False       False      False   False   False    False    False    changes
Desk.results              {}      {}       {}        {}          {}         {}      {}      {}       {}       {}       reads
Prospect.campaign         None    None     reads     None        None       None    None    None     None     None     None
Prospect.logo             None    None     reads     None        None       None    None    None     None     None     None
Prospect.brand            None    None     reads     None        None       None    None    None     None     None     None
Prospect.came             None    None     changes   None        None       None    None    None     None     None     None
Prospect.begin            False   False    changes   False       False      False   False   False    False    False    False
Contact.campaign          None    None     None      reads       reads      reads   None    None     None     None     None
Contact.brand             None    None     None      reads       reads      reads   None    None     None     None     None
Contact.code              None    None     None      reads       reads      reads   None    None     None     None     None
Contact.given             None    None     None      reads       reads      None    None    None     None     None     None
Contact.agree             False   False    False     changes     changes    False   False   False    False    False    False
Contact.withdraw          False   False    False     changes     changes    False   False   False    False    False    False
"""  # noqa: E501  # a row is a line
ALLOWED: Final = {
    (name, actor): allowed
    for name, *row in (line.split() for line in MATRIX.strip().splitlines()[1:])
    for actor, allowed in zip(ACTORS, row, strict=True)
}
# Whose marks somebody's own answers may bear: a campaign has respondents, who see which campaign it is, as do those
# whom they show their result.
SEES: Final = {
    "consultant": {"consultant", "respondent", "neighbour"},
    "rival": {"rival"},
    "prospect": {"consultant"},
    "respondent": {"consultant", "respondent"},
    "neighbour": {"consultant", "neighbour"},
    "reader": {"consultant"},
}


def functions_of(kind: type) -> dict[str, inspect.Signature]:
    """The public functions of a class itself."""
    return {
        name: inspect.signature(function)
        for name, function in vars(kind).items()
        if inspect.isfunction(function) and not name.startswith("_")
    }


def test_the_table_of_permissions_has_every_function_of_consultants_campaigns_and_leads() -> None:
    stored = {name for kind in (Consultants, Campaigns, LeadRows) for name in functions_of(kind)} - OPERATOR
    rooms = {f"{kind.__name__}.{name}" for kind in (Desk, Prospect, Contact) for name in functions_of(kind)}
    assert {f"Store.{name}" for name in stored} | rooms == set(CALLS)
    assert set(ALLOWED) == {(function, actor) for function in CALLS for actor in ACTORS}


def test_what_is_for_the_operator_is_called_by_the_command_line_alone() -> None:
    called = re.compile(rf"\.({'|'.join(sorted(OPERATOR))})\(")
    callers = {
        str(file)
        for folder in ("assessment", "pages", "server")
        for file in Path(folder).rglob("*.py")
        if called.search(file.read_text(encoding="utf-8"))
    }
    assert callers == {"assessment/__main__.py"}


def test_what_reads_all_answers_of_a_campaign_is_called_by_its_release_alone() -> None:
    called = re.compile(rf"\.({'|'.join(sorted(functions_of(CampaignReleases)))})\(")
    callers = {
        str(file)
        for folder in ("assessment", "pages", "server")
        for file in Path(folder).rglob("*.py")
        if called.search(file.read_text(encoding="utf-8"))
    }
    # The others only ask which campaigns are over.
    assert callers == {"assessment/campaigns/release.py", "assessment/opened.py", "assessment/__main__.py"}


@pytest.mark.in_turns
def test_everybody_reads_their_own_and_what_is_denied_looks_like_what_is_not_there(store: Store) -> None:
    it = world(store)
    before = rows(store)
    for (function, name), allowed in ALLOWED.items():
        if allowed == "changes":
            continue
        answer = CALLS[function](store, it.actors[name], it)
        seen = {owner for mark, owner in it.marks.items() if mark in repr(answer)}
        assert bool(seen) == (allowed == "reads"), (function, name)
        assert seen <= SEES.get(name, set()), (function, name)
        assert answer if allowed == "counts" else allowed == "reads" or str(answer) == allowed, (function, name)
        if name == ACTORS[-1]:
            assert rows(store) == before, function


CHANGES: Final = [each for each in CALLS if any(ALLOWED[each, name] == "changes" for name in ACTORS)]


@pytest.mark.in_turns
@pytest.mark.parametrize("function", CHANGES if IS_SOAK else CHANGES[::4])
def test_everybody_changes_their_own_and_nothing_else(store: Store, function: str) -> None:
    it = world(store)
    after = rows(store)
    for name in ACTORS:
        if ALLOWED[function, name] == "changes":
            before = after
            assert CALLS[function](store, it.actors[name], it) is not False, (function, name)
            after = rows(store)
            changed = [(before | after)[row] for row in before.keys() ^ after.keys()]
            assert changed, (function, name)
            assert [row for row in changed if name not in owners(row, it)] == [], (function, name)


@pytest.mark.in_turns
@pytest.mark.parametrize("missing", ["campaign", "lead"])
def test_what_a_consultant_gets_for_what_is_not_there_is_what_a_rival_gets_for_what_is(
    store: Store, missing: str
) -> None:
    it = world(store)
    gone = replace(it, campaign="unknown") if missing == "campaign" else replace(it, lead="unknown")
    reaching = [
        f"{room}.{name}"
        for room, kind in (("Store", Campaigns), ("Store", LeadRows), ("Desk", Desk))
        for name, signature in functions_of(kind).items()
        if missing in signature.parameters and (kind is Desk or "consultant" in signature.parameters)
    ]
    assert len(reaching) > 1
    before = rows(store)
    for function in reaching:
        answer = CALLS[function](store, it.actors["consultant"], gone)
        assert str(answer) == ALLOWED[function, "rival"], function
    assert rows(store) == before


# Retention ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where all files of the SQLite database are."""
    return tmp_path / "data"


def kept_for(store: Store, days: int) -> tuple[Desk, str, str]:
    """A desk, and the id and code of a campaign in which answers are kept for so many days."""
    who, campaign = with_campaign(store, "consultant")
    mine = desk(store, who)
    assert mine.change(campaign, replace(SETUP, title="Hösten", retention_days=days))
    return mine, campaign, mine.code(campaign) or ""


@pytest.mark.measured
def test_answers_in_a_campaign_are_deleted_its_days_after_the_last_change_or_visit_and_their_lead_stays(
    store: Store,
) -> None:
    mine, campaign, code = kept_for(store, 14)
    visited, left = answered(store, code), answered(store, code)
    set_visit(store, left, DAY - timedelta(days=50))  # The answers were changed since.
    last = DAY + timedelta(days=14)
    for key in (visited, left):
        assert store.last_day(key) == LastDay(last, is_finished=True)
    assert store.purge(at(last, 23)) == Purged(0, 0, 0, sign_ins=1)
    assert store.visit(visited, last)
    assert store.last_day(visited) == LastDay(last + timedelta(days=14), is_finished=True)
    assert store.purge(at(last + timedelta(days=1))) == Purged(0, 0, 0, respondents=1)
    assert [store.load(key) is None for key in (visited, left)] == [False, True]
    assert how_many(store, "series", "assessments", "participants", "leads") == (1, 1, 1, 2)
    shown = mine.results(campaign, TODAY)
    assert sorted(lead.id in shown for lead in mine.leads(campaign)) == [False, True]
    asked = Contact(store, left).campaign(NOW)
    assert asked is not None
    assert asked.id == campaign
    assert Contact(store, left).withdraw(), "also when the answers are gone"
    assert Contact(store, left).campaign(NOW) is None
    assert store.purge(at(last + timedelta(days=14), 23)).respondents == 0
    assert store.purge(at(last + timedelta(days=15))).respondents == 1


@pytest.mark.measured
def test_beginning_changing_and_finishing_are_changes(store: Store) -> None:
    _, _, code = kept_for(store, 14)
    begun, changed, finished, neither = (new_key() for _ in range(4))
    for key in (begun, changed, finished, neither):
        assert Prospect(store, code).begin(key, {}, TODAY)
        set_visit(store, key, DAY - timedelta(days=50))
        if key != begun:
            backdate(store, key, 50)
    store.change(changed, {"form": "quick"})
    store.finish(finished)
    last = DAY + timedelta(days=14)
    for key in (begun, changed, finished):
        assert store.last_day(key) == LastDay(last, is_finished=key == finished)
    assert store.last_day(neither) == LastDay(DAY - timedelta(days=36), is_finished=False)
    assert store.purge(at(last, 23)).respondents == 1
    assert store.load(neither) is None
    assert store.purge(at(last + timedelta(days=1))).respondents == 3


def test_unfinished_answers_in_a_campaign_are_kept_for_its_days_and_not_for_thirty(store: Store) -> None:
    _, _, code = kept_for(store, 90)
    key = new_key()
    Prospect(store, code).begin(key, {"form": "quick"}, TODAY)
    assert store.purge(at(DAY + timedelta(days=90), 23)).respondents == 0
    assert store.purge(at(DAY + timedelta(days=91))) == Purged(0, 1, 0, respondents=1)


def test_the_days_that_were_promised_hold_whatever_becomes_of_the_campaign(store: Store) -> None:
    mine, campaign, code = kept_for(store, 14)
    first = answered(store, code)
    store.change_campaign(mine.consultant, campaign, replace(SETUP, retention_days=4000).document())
    second = answered(store, code)
    asked = Contact(store, first).campaign(NOW)
    assert asked is not None
    assert asked.setup.retention_days == 14
    for _ in range(2):
        assert store.last_day(first) == LastDay(DAY + timedelta(days=14), is_finished=True)
        assert store.last_day(second) == LastDay(DAY + timedelta(days=MOST_RETENTION_DAYS), is_finished=True)
        mine.delete(campaign)
    assert Contact(store, first).campaign(NOW) is None
    assert not Contact(store, first).agree(LEAD, WORDING, NOW)
    assert store.purge(at(DAY + timedelta(days=15))).respondents == 1


@pytest.mark.measured
def test_a_lead_is_deleted_a_year_after_it_was_given_and_its_wording_with_the_last_one(store: Store) -> None:
    mine, campaign, code = kept_for(store, 90)
    first, second = answered(store, code), answered(store, code)
    assert Contact(store, second).agree(LEAD, "Ja.", NOW + timedelta(days=3))
    last = last_day_kept(DAY, LEAD_YEARS)
    assert store.purge(at(last, 23)).leads == 0
    assert store.purge(at(last + timedelta(days=1))) == Purged(0, 0, 0, leads=1)
    assert Contact(store, first).given() is None
    assert [each.wording for each in mine.leads(campaign)] == ["Ja."]
    assert how_many(store, "consents") == (1,)
    Contact(store, second).withdraw()
    store.purge(at(last + timedelta(days=1)))
    assert how_many(store, "leads", "consents") == (0, 0)


def test_sign_ins_are_deleted_when_they_are_over(store: Store) -> None:
    with_campaign(store, "consultant")
    assert store.purge(NOW + timedelta(minutes=IDLE_MINUTES)).sign_ins == 0
    assert store.purge(NOW + timedelta(minutes=IDLE_MINUTES, seconds=1)) == Purged(0, 0, 0, sign_ins=1)


def test_a_dry_purge_counts_what_is_left_of_campaigns_and_changes_nothing(store: Store) -> None:
    _, _, code = kept_for(store, 14)
    answered(store, code)
    before, later = everything(store), at(last_day_kept(DAY, LEAD_YEARS) + timedelta(days=1))
    counted = store.purge(later, dry_run=True)
    assert counted == Purged(0, 1, 0, respondents=1, leads=1, sign_ins=1)
    assert everything(store) == before
    assert store.purge(later) == counted


def test_what_is_left_of_campaigns_waits_when_the_clock_has_jumped_or_it_is_more_than_half(store: Store) -> None:
    _, _, code = kept_for(store, 14)
    key = answered(store, code)
    store.purge_daily(NOW)
    day_before, far = (NOW + timedelta(days=days) for days in (399, 400))
    jumped = store.purge_daily(day_before)
    assert jumped is not None
    assert jumped.waiting == Waiting(2, 2, day_before.date(), DAY)
    goes_on = store.purge(far, confirmed=False)
    assert goes_on.waiting == Waiting(2, 2, far.date(), None)
    for purged in (jumped, goes_on):
        assert (purged.respondents, purged.leads) == (0, 0)
    assert store.load(key)
    confirmed = store.purge(far)
    assert (confirmed.respondents, confirmed.leads) == (1, 1)


@pytest.mark.measured
def test_the_question_bank_of_a_campaign_is_kept_until_nothing_uses_it(store: Store) -> None:
    mine, campaign, _ = kept_for(store, 14)
    store.set_bank(mine.consultant, campaign, "bank")
    assert store.purge(NOW).instruments == 0
    assert store.instrument_text(text_hash("bank")) == "bank"
    store.set_bank(mine.consultant, campaign, None)
    assert store.purge(NOW).instruments == 1


@pytest.mark.parametrize("way", ["withdraw", "delete", "delete without answers", "delete campaign", "purge"])
def test_a_lead_that_is_gone_leaves_no_byte_in_the_files_and_their_copies(
    sqlite_store: Store, folder: Path, way: str
) -> None:
    store, day = sqlite_store, last_day_kept(DAY, LEAD_YEARS) + timedelta(days=1)
    mine, campaign, code = kept_for(store, 14)
    key = answered(store, code)
    Contact(store, key).agree(NewLead("Åsa Ängel", "oförglömlig@example.org", "Öring", True, "sv"), WORDING, NOW)
    if way == "delete without answers":
        store.purge(at(DAY + timedelta(days=15)))
    (folder / "answers.db.copy_before_0009").touch()
    words = ["Ängel", "oförglömlig", "Öring"]
    assert all(files_with(folder, word) for word in words)
    if way == "withdraw":
        assert Contact(store, key).withdraw()
    elif way == "delete campaign":
        assert mine.delete(campaign)
    elif way == "purge":
        assert store.purge(at(day)).leads == 1
    else:
        Series(store, key).delete()
    assert files_with(folder, *words) == []
    assert not list(folder.glob("*copy_before*"))
