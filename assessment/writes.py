"""Changes to what is stored under a key, as frozen values that can be compared, kept until they are saved, and undone.

No Streamlit. A write can be retried after a failure; it then changes what is stored at that time, not what was on
screen.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import NamedTuple, Protocol

from assessment.campaigns import CampaignSetup, Desk
from assessment.customers import DepartmentFigures
from assessment.incentives import Element, IncentiveMap
from assessment.incentives.changes import MapChange, with_changes
from assessment.plan import PlanLine
from assessment.problems import Problems
from assessment.rounds import Draft, Leading
from assessment.series import Series
from assessment.storage import Discarded, LeadState, RemovedLine
from assessment.taking_back import taken_back


class Saved(NamedTuple):
    """The outcome of a write.

    `undo` is the write that undoes it, None when nothing was changed or it cannot be undone. `has_moved_on` when a
    change was left out, because the part of the map it changes is gone or the change no longer fits.
    """

    undo: Write | None = None
    has_moved_on: bool = False


class Write(Protocol):
    """One change to what is stored under a key."""

    def on(self, series: Series) -> Saved:
        """Save it. Raises StoreUnavailable, and ValueError when it can never be saved."""


@dataclass(frozen=True)
class StartSharing:
    """Make a read-only key; it stays the same until sharing stops."""

    def on(self, series: Series) -> Saved:
        """Save it."""
        series.share()
        return Saved()


@dataclass(frozen=True)
class StopSharing:
    """Withdraw the read-only key."""

    def on(self, series: Series) -> Saved:
        """Save it."""
        series.stop_sharing()
        return Saved()


@dataclass(frozen=True)
class ChangeTitle:
    """Store what stands at the top of files; "" for nothing."""

    title: str

    def on(self, series: Series) -> Saved:
        """Save it."""
        series.change_title(self.title)
        return Saved()


@dataclass(frozen=True)
class ChangeDepartments:
    """Store the table of engagement beside customers; an empty one takes it away."""

    departments: tuple[DepartmentFigures, ...]

    def on(self, series: Series) -> Saved:
        """Save it."""
        before = series.change_departments(self.departments)
        return Saved(None if before == self.departments else ChangeDepartments(before))


@dataclass(frozen=True)
class KeepDraft:
    """Store what is typed about a team's round that has not begun."""

    draft: Draft

    def on(self, series: Series) -> Saved:
        """Save it."""
        Leading(series.store, series.key).keep_draft(self.draft)
        return Saved()


@dataclass(frozen=True)
class NoteTalk:
    """Store whether the leader has talked about the result of a round with those who answered."""

    number: int
    is_held: bool

    def on(self, series: Series) -> Saved:
        """Save it."""
        Leading(series.store, series.key).note_talk(self.number, is_held=self.is_held)
        return Saved()


@dataclass(frozen=True)
class OfConsultant(ABC):
    """What a consultant does at the desk, as long as this token of a sign-in is valid; no private key is needed."""

    token: str
    campaign: str

    def on(self, series: Series) -> Saved:
        """Save it; nothing where nobody is signed in with the token any more. Raises what the change raises."""
        who = series.store.signed_in(self.token, datetime.now(UTC))
        # The server's secret makes codes of campaigns alone.
        return Saved() if who is None else self._at(Desk(series.store, who.id, secret=""))

    @abstractmethod
    def _at(self, desk: Desk) -> Saved:
        """Save it at the desk of whoever is signed in."""


@dataclass(frozen=True)
class ChangeCampaign(OfConsultant):
    """Store what a consultant has decided about a campaign."""

    setup: CampaignSetup

    def _at(self, desk: Desk) -> Saved:
        """Raises NotPublished, as Desk.change()."""
        desk.change(self.campaign, self.setup)
        return Saved()


@dataclass(frozen=True)
class ChangeLogo(OfConsultant):
    """Store the logo of a campaign, the picture in a file; None takes it away."""

    picture: bytes | None

    def _at(self, desk: Desk) -> Saved:
        """Raises UnusableLogo."""
        before = desk.logo(self.campaign)
        desk.set_logo(self.campaign, self.picture)
        return Saved(None if before is None else replace(self, picture=before))


@dataclass(frozen=True)
class ChangeBank(OfConsultant):
    """Store the text of a campaign's own questions; None for those the app ships with."""

    text: str | None

    def _at(self, desk: Desk) -> Saved:
        """Raises Problems, as Desk.set_bank()."""
        known = desk.campaign(self.campaign, datetime.now(UTC))
        if known is None:
            return Saved()
        desk.set_bank(self.campaign, self.text)
        before, is_usable = known.own_text, known.refused is None
        return Saved(replace(self, text=before) if is_usable and before != self.text else None)


@dataclass(frozen=True)
class NoteLead(OfConsultant):
    """Note how far a contact has come."""

    lead: str
    state: LeadState

    def _at(self, desk: Desk) -> Saved:
        desk.note(self.lead, self.state)
        return Saved()


@dataclass(frozen=True)
class ChangeChoice:
    """Store one choice of the newest assessment by its path; None removes it."""

    path: str
    value: object

    def on(self, series: Series) -> Saved:
        """Save it."""
        series.change({self.path: self.value})
        return Saved()


@dataclass(frozen=True)
class PutBack:
    """Restore a discarded assessment."""

    discarded: Discarded

    def on(self, series: Series) -> Saved:
        """Save it, unless another assessment has been begun since."""
        series.put_back(self.discarded)
        return Saved()


@dataclass(frozen=True)
class AddLine:
    """Add a line to the plan, unless it is already there."""

    line: PlanLine

    def on(self, series: Series) -> Saved:
        """Save it. Raises ValueError when the plan is full."""
        series.add_line(self.line)
        return Saved()


@dataclass(frozen=True)
class PutLine:
    """Add a line to the plan; where it is there already, save these fields of it and leave the others as stored."""

    line: PlanLine
    names: tuple[str, ...]

    def on(self, series: Series) -> Saved:
        """Save it; a full plan takes no more."""
        known = next((line for line in series.plan() if line.id == self.line.id), None)
        if known is not None:
            return ChangeLine(self.line, self.names, known).on(series)
        try:
            is_added = series.add_line(self.line)
        except ValueError:
            return Saved()
        return Saved(RemoveLine(self.line.id) if is_added else None)


@dataclass(frozen=True)
class ChangeLine:
    """Save the named fields of a line, and leave the others as they are stored; `before` has them as they were."""

    line: PlanLine
    names: tuple[str, ...]
    before: PlanLine | None = None

    def on(self, series: Series) -> Saved:
        """Save it. What undoes it is known where `before` is."""
        series.change_line(self.line, *self.names)
        return Saved(ChangeLine(self.before, self.names) if self.before else None)


@dataclass(frozen=True)
class TickStep:
    """Save that a step of a line, from 0, is done or not, and leave the others as they are stored."""

    line_id: str
    number: int
    is_done: bool

    def on(self, series: Series) -> Saved:
        """Save it."""
        series.tick_step(self.line_id, self.number, is_done=self.is_done)
        return Saved()


@dataclass(frozen=True)
class MoveStep:
    """Save the day of a step of a line, from 0, None for none; it keeps that when the line's deadline moves.

    `before` has the line as it was.
    """

    line_id: str
    number: int
    due: date | None
    before: PlanLine | None = None

    def on(self, series: Series) -> Saved:
        """Save it. What undoes it is known where `before` is."""
        series.move_step(self.line_id, self.number, self.due)
        return Saved(GiveDays(self.before) if self.before else None)


@dataclass(frozen=True)
class MoveLine:
    """Save another deadline of a line, None for none; the steps that are left follow it from `today` on.

    `before` has the line as it was.
    """

    before: PlanLine
    due: date | None
    today: date

    def on(self, series: Series) -> Saved:
        """Save it."""
        series.move_line(self.before.id, self.due, self.today)
        return Saved(GiveDays(self.before))


@dataclass(frozen=True)
class AllOf:
    """Save several writes as one; each can be saved again, so it does not matter where an attempt ended."""

    writes: tuple[Write, ...]

    def on(self, series: Series) -> Saved:
        """Save them, one after another; what undoes them begins with the last."""
        saved = [write.on(series) for write in self.writes]
        undone = tuple(one.undo for one in reversed(saved) if one.undo)
        return Saved(AllOf(undone) if undone else None, any(one.has_moved_on for one in saved))


@dataclass(frozen=True)
class GiveDays:
    """Give a line and its steps the days that it has here, and leave everything else of them as it is stored.

    `before` has the line as it was.
    """

    line: PlanLine
    before: PlanLine | None = None

    def on(self, series: Series) -> Saved:
        """Save it. What undoes it is known where `before` is."""
        series.give_days(self.line)
        return Saved(GiveDays(self.before) if self.before else None)


@dataclass(frozen=True)
class RemoveLine:
    """Remove a line from the plan."""

    line_id: str

    def on(self, series: Series) -> Saved:
        """Save it."""
        removed = series.remove_line(self.line_id)
        return Saved(PutBackLine(removed) if removed else None)


@dataclass(frozen=True)
class RemoveEmptyLine:
    """Remove a line of the leader's own that has at most the day it came with; one in which anything else is stays."""

    line_id: str

    def on(self, series: Series) -> Saved:
        """Save it."""
        found = next((line for line in series.plan() if line.id == self.line_id), None)
        if found is not None and found == PlanLine(self.line_id, due=found.due, added_in=found.added_in):
            series.remove_line(self.line_id)
        return Saved()


@dataclass(frozen=True)
class PutBackLine:
    """Restore a removed line."""

    removed: RemovedLine

    def on(self, series: Series) -> Saved:
        """Save it. Raises ValueError when the plan is full."""
        series.put_back_line(self.removed)
        return Saved()


@dataclass(frozen=True)
class ProposeMap:
    """Begin with this map, unless there is one already."""

    proposed: IncentiveMap

    def on(self, series: Series) -> Saved:
        """Save it."""
        series.change_map(lambda stored: stored or self.proposed.document())
        return Saved()


@dataclass(frozen=True)
class ChangeMap:
    """Make these changes to the stored map; without a map, to the one it is to `begin` with, if any.

    A map without elements of its own gets the `agreed` ones first.
    """

    changes: tuple[MapChange, ...]
    agreed: tuple[Element, ...]
    begin: IncentiveMap | None = None

    def on(self, series: Series) -> Saved:
        """Save what fits."""
        return _save_map(series, self._changed)

    def _changed(self, stored: object) -> tuple[object, bool]:
        known = self.begin if stored is None else IncentiveMap.checked(stored)
        if known is None:
            return None, False
        found = with_changes(known.on_own_or(self.agreed), self.changes)
        return found.map.document(), found.has_moved_on


@dataclass(frozen=True)
class ForgetMap:
    """Remove the map."""

    def on(self, series: Series) -> Saved:
        """Save it."""
        return _save_map(series, lambda _: (None, False))


@dataclass(frozen=True)
class TakeBack:
    """Undo the change that led from one document of the map to another, whatever else has changed since."""

    before: object
    after: object

    def on(self, series: Series) -> Saved:
        """Save it, unless the map no longer has room for it."""
        return _save_map(series, lambda stored: (taken_back(self.before, self.after, stored), False))


def _save_map(series: Series, change: Callable[[object], tuple[object, bool]]) -> Saved:
    """Change the stored map; `change` returns its new document, and whether something was left out."""
    saved = Saved()

    def keep(stored: object) -> object:
        nonlocal saved
        try:
            left, has_moved_on = change(stored)
        except Problems:
            left, has_moved_on = stored, True
        # The finished assessment comes first and is on screen; the one begun since may not have this part.
        undo = saved.undo or (None if left == stored else TakeBack(stored, left))
        saved = Saved(undo, saved.has_moved_on or has_moved_on)
        return left

    series.change_map(keep)
    return saved
