"""How far people have come in a campaign, as counts."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from assessment.anonymity import LEAST_MINIMUM
from assessment.campaigns.campaign import Campaign

_FULL: Final = 100


class Count(NamedTuple):
    """How many have come so far, and how large a part of the largest count that is, in hundredths."""

    name: Literal["opened", "begun", "finished", "leads"]
    n: int
    share: int


class Counted(NamedTuple):
    """How many are, or would be, counted in what all of a campaign answered together, of those who have `finished`."""

    n: int
    finished: int

    @property
    def left_out(self) -> int:
        """How many have finished and are not counted."""
        return max(0, self.finished - self.n)

    @property
    def missing(self) -> int:
        """How many more have to be counted before anything can be shown."""
        return max(0, LEAST_MINIMUM - self.n)

    @property
    def who(self) -> Literal["nobody", "only", "all", "not_the_only", "none", "one", "many"]:
        """How many that is of those who have finished, for a sentence."""
        if not self.left_out:
            return "only" if self.n == 1 else "all" if self.n else "nobody"
        if not self.n:
            return "not_the_only" if self.finished == 1 else "none"
        return "one" if self.n == 1 else "many"


def counts_of(campaign: Campaign, leads: int) -> tuple[Count, ...]:
    """How often the link was opened, and how many have begun, finished, and asked to be contacted."""
    found = (("opened", campaign.opened), ("begun", campaign.begun), ("finished", campaign.finished), ("leads", leads))
    most = max(1, *(n for _, n in found))
    return tuple(Count(name, n, _FULL * n // most) for name, n in found)  # type: ignore[arg-type]  # named above
