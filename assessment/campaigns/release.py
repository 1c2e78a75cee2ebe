"""What all respondents of a campaign answered together: worked out once, when it is over (3.10).

Those whose results the consultant could see are left out: whoever knows some of the results would learn more of the
others from a mean of all. For the same reason nobody who is counted can show the consultant their result any more.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Final

from assessment.anonymity import protected
from assessment.answers import Answers
from assessment.bank import Bank
from assessment.instrument import Instrument
from assessment.problems import Problems
from assessment.series import bank_of
from assessment.storage import Store, Stored
from assessment.team import Member, Team, member_of, team_factors

_TRIES: Final = 3  # Somebody may delete their answers, or show them, in the same moment.


def release_due(store: Store, now: datetime, today: Bank | None = None, *, confirmed: bool = False) -> int:
    """Release every campaign that is over; how many were released here.

    Repeated and simultaneous calls release each once. `today` is today's question bank, for answers whose own is not
    stored. Unless it is `confirmed`, a clock far ahead of the last day in use ends no campaign.
    """
    return sum(release(store, campaign, now, today) for campaign in store.late_campaigns(now, confirmed=confirmed))


def release(store: Store, campaign: str, now: datetime, today: Bank | None = None) -> bool:
    """Work out what may be shown of a campaign and close it for good; False when that is done already.

    Below five respondents, nothing may.
    """
    for _ in range(_TRIES):
        people = dict(store.finished_in(campaign))
        team, counted = _team(store, people, today)
        report = protected(team)
        is_anything_shown = any(figure.mean is not None for figure in report.factors)
        if store.release_campaign(campaign, report.document(), counted if is_anything_shown else (), now):
            return True
    return False


def countable(store: Store, campaign: str, today: Bank | None = None) -> int:
    """How many would be counted if the campaign were released now, of whom nothing is shown below five."""
    return len(_team(store, dict(store.finished_in(campaign)), today)[1])


def _team(store: Store, people: dict[int, Stored], today: Bank | None) -> tuple[Team, list[int]]:
    """The respondents as a team without a leader, and their series.

    Each is scored on the bank they answered. Where banks differ in statements, those of the one that most answered on
    are taken.
    """
    banks = {each.instrument_hash: bank_of(store, each.instrument_hash, today) for each in people.values()}
    used = Counter(each.instrument_hash for each in people.values() if banks[each.instrument_hash])
    main = banks[used.most_common(1)[0][0]] if used else None
    if main is None:
        return Team((), None, ()), []
    factors = team_factors(main)
    members: dict[int, Member] = {}
    for series, each in people.items():
        bank = banks[each.instrument_hash]
        member = _member(each, bank) if bank and team_factors(bank) == factors else None
        if member is not None:
            members[series] = member
    return Team(factors, None, tuple(members.values())), list(members)


def _member(stored: Stored, bank: Instrument) -> Member | None:
    """None where the answers cannot be read: the app saves none like that."""
    try:
        return member_of(Answers.from_choices(stored.choices, bank, version=stored.instrument_version), bank)
    except Problems:
        return None
