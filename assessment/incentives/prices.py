"""What gets worse with a change of a map: its price."""

from __future__ import annotations

from typing import Final, NamedTuple

from assessment.incentives.scores import IncentiveScores, Severity, severity
from assessment.incentives.unsaid import NewlyUnsaid
from assessment.instrument import IncentiveLibrary

_FALL: Final = 0.25
_RISE: Final = 10.0


class RisenClash(NamedTuple):
    """Two roles that clash more after a change than before it, 0 to 100."""

    a: str
    b: str
    before: float
    after: float

    @property
    def becomes(self) -> Severity | None:
        """How severe the clash becomes; None where that is as before."""
        return severity(self.after) if severity(self.after) != severity(self.before) else None


class Price(NamedTuple):
    """What gets worse with a change.

    `orphans` are the elements that lose the last role that pulls them up, `elements` those whose net pull falls by 0.25
    or more, `clashes` those that rise by 10 or more. `cancelled` are the orphans that a measure still improves, though
    the other measures of its role take that away. `passing` are the clashes that rise by less than 10, but become clear
    or severe.
    """

    orphans: tuple[str, ...]
    elements: tuple[str, ...]
    clashes: tuple[RisenClash, ...]
    cancelled: tuple[str, ...] = ()
    passing: tuple[RisenClash, ...] = ()

    @property
    def newly_severe(self) -> tuple[RisenClash, ...]:
        """The clashes that become severe."""
        return self._becoming("severe")

    @property
    def newly_clear(self) -> tuple[RisenClash, ...]:
        """The clashes that become clear, and not severe."""
        return self._becoming("clear")

    @property
    def is_little(self) -> bool:
        """Whether what gets worse does so only a little, even where that makes a clash clear or severe."""
        return not (self.orphans or self.elements or self.clashes)

    @property
    def is_nothing(self) -> bool:
        """Whether nothing notable gets worse, and no clash becomes clear or severe."""
        return self.is_little and not self.passing

    @property
    def harm(self) -> tuple[int, int, int]:
        """What the change does to others, to compare prices by.

        The clashes that become severe, then those that become clear, then those that rise by 10 or more.
        """
        return len(self.newly_severe), len(self.newly_clear), len(self.clashes)

    def _becoming(self, severity: Severity) -> tuple[RisenClash, ...]:
        return tuple(one for one in (*self.clashes, *self.passing) if one.becomes == severity)


def price(before: IncentiveScores, after: IncentiveScores) -> Price:
    """What is worse on one map than on another. An element or role that only one of them has is left out."""
    pairs = [(then, now) for then in before.elements if (now := after.element(then.id))]
    roles = {role.id for role in before.roles}
    clashed = {frozenset((clash.a, clash.b)): clash.clash for clash in before.clashes}
    now_clashing = ((clash, clashed.get(frozenset((clash.a, clash.b)), 0.0)) for clash in after.clashes)
    clashes = [
        RisenClash(clash.a, clash.b, was, clash.clash)
        for clash, was in now_clashing
        if {clash.a, clash.b} <= roles and clash.clash > was
    ]
    risen = tuple(clash for clash in clashes if rises_noticeably(clash.before, clash.after))
    lost = [now for then, now in pairs if now.orphan and not then.orphan]
    return Price(
        orphans=tuple(now.id for now in lost),
        elements=tuple(then.id for then, now in pairs if round(then.net - now.net, 6) >= _FALL),
        clashes=risen,
        cancelled=tuple(now.id for now in lost if now.has_helping_measure),
        passing=tuple(clash for clash in clashes if clash.becomes and clash not in risen),
    )


def most_helped(before: IncentiveScores, after: IncentiveScores, library: IncentiveLibrary) -> str | None:
    """The agreed element that a change of rewards helps most; None where none gets better.

    One that a new measure helps comes before the others; among those, the highest weight times rise counts. An element
    is left out where nobody has said what a new measure does to it.
    """
    unsaid = {each for one in NewlyUnsaid.of(before.map, after.map, library) for each in one.elements}
    new = [
        measure
        for role in after.map.roles
        for key, measure in role.measures_by_key.items()
        if key not in (held.measures_by_key if (held := before.map.role(role.id)) else {})
    ]
    gains = {}
    for element in after.map.elements:
        then, now = before.element(element.id), after.element(element.id)
        gain = round(element.weight * (now.net - then.net), 6) if then and now else 0.0
        if gain > 0 and element.id not in unsaid:
            gains[element.id] = any(measure.effect_on(element.id) > 0 for measure in new), gain
    return max(gains, key=lambda each: gains[each], default=None)


def rises_noticeably(before: float, after: float) -> bool:
    """Whether a clash, 0 to 100, grows by so much that it is noticed."""
    return round(after - before, 6) >= _RISE
