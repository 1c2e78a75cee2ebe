"""What may be shown of a team: GroupReport, to and from JSON.

Pages and files get nothing else of a team. The values hold what has passed the audit, and nothing that was left out.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictFloat, StrictInt, StringConstraints

from assessment.answers import NAME_LIMIT
from assessment.problems import Problems
from assessment.reading import EXACT, JSON, Terms, build, read_json
from assessment.team import Consensus, Distance

GROUP_FORMAT: Final = "drivkraft.team/2"
# Fewer than this many people are never shown, and no round may ask for less (3.10, rule 1).
LEAST_MINIMUM: Final = 5

Bound = Literal["over", "under"]


@dataclass(frozen=True, slots=True)
class GroupFigure:
    """One factor of a group of people. `n` counts valid answers.

    `mean` is rounded, and None when it may not be shown. With a bound the exact mean is `mean` or more ("over"), or
    `mean` or less ("under").
    """

    factor: str
    n: int
    mean: int | None = None
    bound: Bound | None = None


@dataclass(frozen=True, slots=True)
class WholeFigure:
    """One factor of everybody, beside the leader's own score from 0 to 100 (None when there is none).

    `interval` is rounded outwards to fives. `interval` and `agreement` are None below ten people; they and
    `distance_kind` are also None wherever they would tell too much.
    """

    factor: str
    n: int
    mean: int | None = None
    bound: Bound | None = None
    interval: tuple[int, int] | None = None
    agreement: Consensus | None = None
    leader: float | None = None
    distance_kind: Distance | None = None


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """A department, or the pool "Others", whose name is None. `n` counts people, also those without valid answers.

    `figures` are in the order of the question bank. The pool may hold other people for each factor: everybody whose
    department's figure for that factor is not shown, and those without a department. Its `n` counts whoever is in it
    for at least one factor.
    """

    name: str | None
    n: int
    figures: tuple[GroupFigure, ...]


@dataclass(frozen=True, slots=True)
class AuditReceipt:
    """What was checked: how many means and bounds are shown, in how many releases, and the narrowest range.

    `narrowest` is the width, rounded down, to which the best-informed single person can narrow anybody's score.
    """

    figures: int
    releases: int
    narrowest: int


@dataclass(frozen=True, slots=True)
class GroupReport:
    """All that may be shown of a team. `n` counts the members who answered, without the leader.

    `groups` are the departments of which something is shown, by name; `hidden` names the others, for whichever reason.
    `engagement` has one figure of each department whose engagement is shown; empty where it was not asked about.
    """

    n: int
    receipt: AuditReceipt
    factors: tuple[WholeFigure, ...]
    groups: tuple[ShownGroup, ...] = ()
    pooled: ShownGroup | None = None
    hidden: tuple[str, ...] = ()
    engagement: tuple[ShownGroup, ...] = ()

    @property
    def others(self) -> ShownGroup | None:
        """The pool without its figures of everybody: of factors for which no department is shown by itself (3.10).

        They say what the figures of the whole say already, and would be read as people besides the departments'. None
        where nothing else is left. `n` counts whoever is in the pool for one of the factors that are left.
        """
        if self.pooled is None:
            return None
        shown = [{each.factor for each in group.figures if each.mean is not None} for group in self.groups]
        known = {each.factor for each in self.pooled.figures if each.mean is not None}
        kept = known.intersection(*[set().union(*shown)])
        if not kept or kept == known:
            return self.pooled if kept else None
        apart = sum(group.n for group, factors in zip(self.groups, shown, strict=True) if kept <= factors)
        figures = (each if each.factor in kept else GroupFigure(each.factor, 0) for each in self.pooled.figures)
        return ShownGroup(None, self.n - apart, tuple(figures))

    def factor(self, factor_id: str) -> WholeFigure:
        """The figure of a factor; KeyError when there is none."""
        found = next((figure for figure in self.factors if figure.factor == factor_id), None)
        if found is None:
            raise KeyError(factor_id)
        return found

    def document(self) -> dict[str, object]:
        """The report as the JSON object "drivkraft.team/2"."""
        receipt = self.receipt
        engagement = [{"id": group.name, "n": group.n, "factors": _figures(group)} for group in self.engagement]
        return {
            "format": GROUP_FORMAT,
            "n": self.n,
            "receipt": {
                "figures": receipt.figures,
                "releases": receipt.releases,
                "narrowest": receipt.narrowest,
            },
            "factors": [_whole_document(figure) for figure in self.factors],
            "groups": [{"id": group.name, "n": group.n, "factors": _figures(group)} for group in self.groups],
            "pooled": None if self.pooled is None else {"n": self.pooled.n, "factors": _figures(self.pooled)},
            "hidden": list(self.hidden),
            **({"engagement": engagement} if engagement else {}),
        }

    def to_json(self) -> bytes:
        """JSON, UTF-8, as the command line prints it and a release stores it."""
        return json.dumps(self.document(), ensure_ascii=False, indent=2).encode() + b"\n"


def _whole_document(figure: WholeFigure) -> dict[str, object]:
    return {
        "id": figure.factor,
        "n": figure.n,
        "mean": figure.mean,
        "bound": figure.bound,
        "interval": None if figure.interval is None else list(figure.interval),
        "agreement": figure.agreement,
        "leader": figure.leader,
        "gap_kind": figure.distance_kind,
    }


def _figures(group: ShownGroup) -> list[dict[str, object]]:
    return [
        {"id": figure.factor, "n": figure.n, "mean": figure.mean, "bound": figure.bound} for figure in group.figures
    ]


# Reading it back ------------------------------------------------------------------------------------------------------

_Id = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=200), EXACT]
_Name = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=NAME_LIMIT)]
_Count = Annotated[StrictInt, Field(ge=0)]
_Points = Annotated[StrictInt, Field(ge=0, le=100)]
_Score = Annotated[StrictFloat | StrictInt, Field(ge=0, le=100)]


class _Form(BaseModel):
    """A part of the file. Unknown keys are problems: nothing but what may be shown belongs in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class _FigureForm(_Form):
    id: _Id
    n: _Count
    mean: _Points | None
    bound: Bound | None

    def figure(self) -> GroupFigure:
        return GroupFigure(self.id, self.n, self.mean, self.bound)


class _WholeForm(_FigureForm):
    interval: tuple[_Points, _Points] | None
    agreement: Consensus | None
    leader: _Score | None
    kind: Annotated[Distance | None, Field(alias="gap_kind")]

    def whole(self) -> WholeFigure:
        leader = None if self.leader is None else float(self.leader)
        return WholeFigure(self.id, self.n, self.mean, self.bound, self.interval, self.agreement, leader, self.kind)


class _PoolForm(_Form):
    n: _Count
    factors: tuple[_FigureForm, ...]

    def group(self, name: str | None) -> ShownGroup:
        return ShownGroup(name, self.n, tuple(form.figure() for form in self.factors))


class _GroupForm(_PoolForm):
    id: _Name


class _ReceiptForm(_Form):
    figures: _Count
    releases: _Count
    narrowest: _Points


class _ReportForm(_Form):
    format: Literal["drivkraft.team/2"]
    n: _Count
    receipt: _ReceiptForm
    factors: tuple[_WholeForm, ...]
    groups: tuple[_GroupForm, ...]
    pooled: _PoolForm | None
    hidden: tuple[_Name, ...]
    engagement: tuple[_GroupForm, ...] = ()

    def report(self) -> GroupReport:
        receipt = self.receipt
        return GroupReport(
            self.n,
            AuditReceipt(receipt.figures, receipt.releases, receipt.narrowest),
            tuple(form.whole() for form in self.factors),
            tuple(form.group(form.id) for form in self.groups),
            None if self.pooled is None else self.pooled.group(None),
            self.hidden,
            tuple(form.group(form.id) for form in self.engagement),
        )


_TERMS: Final = Terms(JSON)
# Many times what the largest round has.
_MOST_BYTES: Final = 8 * 1024 * 1024
_MOST_VALUES: Final = 1_000_000


def read_group_report(data: bytes, file: str = "the team's result") -> GroupReport:
    """Read what GroupReport.to_json() has written. Raises Problems, all at once, each with its place."""
    root, findings = read_json(data, file, _MOST_VALUES, _MOST_BYTES)
    form = build(_ReportForm, root, findings, _TERMS)
    if form is None or findings.problems:
        raise Problems(findings.problems)
    return form.report()
