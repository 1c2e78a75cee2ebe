"""How far people have come in a campaign, as counts."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from assessment.campaigns.campaign import Campaign

_FULL: Final = 100


class Count(NamedTuple):
    """How many have come so far, and how large a part of the largest count that is, in hundredths."""

    name: Literal["opened", "begun", "finished", "leads"]
    n: int
    share: int


def counts_of(campaign: Campaign, leads: int) -> tuple[Count, ...]:
    """How many have opened the link, begun, finished, and want to be contacted."""
    found = (("opened", campaign.opened), ("begun", campaign.begun), ("finished", campaign.finished), ("leads", leads))
    most = max(1, *(n for _, n in found))
    return tuple(Count(name, n, _FULL * n // most) for name, n in found)  # type: ignore[arg-type]  # named above
