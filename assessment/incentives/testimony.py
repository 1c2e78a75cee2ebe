"""What each role of a management team tells for its map: its own measures, and a guess at those of another role.

People do what they believe they are rewarded for. Own rows make the map; guesses are held against them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, cast

from assessment.incentives.changes import MapChange, with_changes
from assessment.incentives.decisions import standing
from assessment.incentives.map import IncentiveMap
from assessment.incentives.parts import CrossEffect, Element, Measure, Proposals, Role, keep
from assessment.incentives.weights import mean

APART: Final = 2.0
"""A guess differs from what the role itself says where its pull on an element is this far away."""


@dataclass(frozen=True)
class Testimony:
    """What one role has told: its own measures, and those that it believes the role `about` is rewarded for.

    `has_told` once its own row is done, `has_guessed` once the guess is. Until then the measures are those so far.
    `before` are those that stay on the map while a row that was done is changed; None when it is not. `is_shown` once
    its row is to be shown whatever becomes of the guesses about it.
    """

    role: str
    own: tuple[Measure, ...] = ()
    has_told: bool = False
    about: str | None = None
    guess: tuple[Measure, ...] = ()
    has_guessed: bool = False
    before: tuple[Measure, ...] | None = None
    is_shown: bool = False

    @property
    def guess_is_in(self) -> bool:
        """Whether the guess is done, and was not left out."""
        return self.about is not None and self.has_guessed

    @property
    def on_map(self) -> tuple[Measure, ...]:
        """The own measures as they stand on the map."""
        return self.own if self.before is None else self.before

    def document(self) -> dict[str, object]:
        """What is stored of it, as JSON."""
        changing = {} if self.before is None else {"before": _document(self.before)}
        shown = {"is_shown": True} if self.is_shown else {}
        return {
            "own": _document(self.own),
            "has_told": self.has_told,
            "about": self.about,
            "guess": _document(self.guess),
            "has_guessed": self.has_guessed,
            **changing,
            **shown,
        }

    @classmethod
    def of(cls, role: str, told: Mapping[str, Any], elements: Collection[str]) -> Testimony:
        """The inverse of document(), without effects on what are no elements of the map (any more)."""
        return cls(
            role,
            _measures(told.get("own", ()), elements),
            bool(told.get("has_told")),
            cast("str | None", told.get("about")),
            _measures(told.get("guess", ()), elements),
            bool(told.get("has_guessed")),
            _measures(told["before"], elements) if "before" in told else None,
            bool(told.get("is_shown")),
        )


class FarApart(NamedTuple):
    """An element on which a guess and what the role itself says are far apart, as pulls of -2 to 2."""

    element: str
    guessed: float
    said: float


class HeldGuess(NamedTuple):
    """What the role `by` believes of the role `about`, held against what that role says itself.

    `shared` are the measures that both name, in the role's own words; `guessed` those that only the guess names, `said`
    those that only the role itself names. No element is `apart` where a guess has a measure in own words: whoever
    guesses is not asked what that does.
    """

    by: str
    about: str
    shared: tuple[Measure, ...]
    guessed: tuple[Measure, ...]
    said: tuple[Measure, ...]
    apart: tuple[FarApart, ...]

    @property
    def is_right(self) -> bool:
        """Whether the guess names the same measures, and no element is far apart."""
        return not (self.guessed or self.said or self.apart)

    @property
    def is_open(self) -> bool:
        """Whether only the team can say if the guess is right: a measure in own words is held against another."""
        return bool(self.said) and not all(measure.is_described for measure in self.guessed)


@dataclass(frozen=True)
class ToldByRoles:
    """What came of a management team's map: the roles that answered, and the guesses held against that."""

    answered: tuple[str, ...]
    guesses: tuple[HeldGuess, ...]

    def speaking(self, on: IncentiveMap) -> int:
        """How many roles of a map have answered for themselves."""
        return sum(role.id in self.answered for role in on.roles)

    @property
    def right_guesses(self) -> int:
        """How many of the guesses are right."""
        return sum(each.is_right for each in self.guesses)

    @property
    def partly_right_guesses(self) -> int:
        """How many of the others name a measure that the role names itself, without those that are open."""
        return sum(bool(each.shared) and not each.is_right for each in self.judged_guesses)

    @property
    def judged_guesses(self) -> tuple[HeldGuess, ...]:
        """The guesses that are not left to the team."""
        return tuple(each for each in self.guesses if not each.is_open)


@dataclass(frozen=True)
class TakeOwnRows:
    """Puts what roles say of themselves in place of what the map has of them, confirmed.

    Effects on other roles go with their measures, and come with those of the library. Roles that the map does not have
    (any more) are left out.
    """

    rows: tuple[tuple[str, tuple[Measure, ...]], ...]
    library: Proposals

    def on(self, found: IncentiveMap) -> IncentiveMap:
        """The map with the own rows."""
        rows, before = dict(self.rows), {role.id: _ids(role.measures) for role in found.roles}
        roles = {role.id: _with(role, rows[role.id]) if role.id in rows else role for role in found.roles}
        after = {role.id: _ids(role.measures) for role in roles.values()}
        kept = [each for each in found.cross_effects if each.measure is None or each.measure in after[each.source]]
        whole = {(each.source, each.on) for each in kept if each.measure is None}
        come = [
            CrossEffect(source=role, on=on, value=value, measure=measure)
            for role in rows
            if role in roles
            for measure in sorted(after[role] - before[role])
            for on, value in self.library.effects_of(measure).items()
            if on in roles and on != role and (role, on) not in whole
        ]
        parts: dict[str, object] = {"roles": tuple(roles.values())}
        if come or len(kept) < len(found.cross_effects):
            parts["cross_effects"] = (*kept, *come)
        taken = found.model_copy(update=parts)
        if taken.decisions:
            taken = taken.model_copy(update={"decisions": standing(found, taken)})
        return IncentiveMap.checked(taken.document())


def own_rows(told: Sequence[Testimony]) -> tuple[tuple[str, tuple[Measure, ...]], ...]:
    """The rows that are done, by role."""
    return tuple((each.role, each.on_map) for each in told if each.has_told)


def rows_to_show(told: Sequence[Testimony], order: Sequence[str]) -> tuple[str, ...]:
    """The roles whose rows give no guess away: about each of them a guess is in, and nobody is still guessing.

    Once all roles have answered, a role that nobody guesses at is among them. A row that was shown before stays so.
    """
    answered = [each.role for each in told if each.has_told]
    are_all = set(order) <= set(answered)
    guessed = {each.about for each in told if each.has_guessed}
    waiting = {each.about for each in told if each.about is not None and not each.has_guessed}
    ready = {role for role in answered if role not in waiting and (are_all or role in guessed)}
    return tuple(each.role for each in told if each.has_told and (each.is_shown or each.role in ready))


def assembled(of: IncentiveMap, told: Sequence[Testimony], library: Proposals) -> IncentiveMap:
    """The map that the own rows make: the elements and roles of a map, as far as the roles have told."""
    whole = TakeOwnRows(own_rows(told), library).on(of)
    for role in {role.id for role in of.roles} - dict(own_rows(told)).keys():
        whole = whole.without_role(role)
    return whole


def changed(of: IncentiveMap, role: str, measures: tuple[Measure, ...], change: MapChange) -> tuple[Measure, ...]:
    """The measures of one role after a change that was made to its row alone; others of the map are not touched."""
    after = with_changes(row_alone(of, role, measures), [change]).map.role(role)
    return measures if after is None else after.measures


def row_alone(of: IncentiveMap, role: str, measures: tuple[Measure, ...]) -> IncentiveMap:
    """A map of one role with these measures, on the elements of a map. Raises NoSuchPart without such a role."""
    alone = keep(of.known_role(role).model_copy(update={"measures": measures}))
    return IncentiveMap.checked(
        {**of.document(), "roles": [_role_document(alone)], "cross_effects": [], "decisions": []}
    )


def role_to_guess(role: str, told: Sequence[Testimony], order: Sequence[str]) -> str | None:
    """The role that this one is asked to guess at: one nobody has guessed yet, that answers itself, else the next.

    None when every other row is shown already.
    """
    guesses = [each.about for each in told if each.role != role]
    answering = {each.role for each in told}
    place = order.index(role) if role in order else -1
    seen = rows_to_show(told, order)
    others = [each for each in (*order[place + 1 :], *order[: max(place, 0)]) if each != role and each not in seen]
    return min(others, key=lambda each: (guesses.count(each), each not in answering), default=None)


def held_guesses(told: Sequence[Testimony], elements: Sequence[Element]) -> tuple[HeldGuess, ...]:
    """Every guess about a role that has told: first where each names what the other does not, last what is open."""
    said = dict(own_rows(told))
    found = (
        _held(each, each.about, said[each.about], elements)
        for each in told
        if each.has_guessed and each.about is not None and each.about in said
    )

    def place(each: HeldGuess) -> tuple[bool, bool, bool, int]:
        return each.is_open, each.is_right, not (each.guessed and each.said), -len(each.apart)

    return tuple(sorted(found, key=place))


def _held(by: Testimony, about: str, own: tuple[Measure, ...], elements: Sequence[Element]) -> HeldGuess:
    compared = elements if all(measure.is_described for measure in by.guess) else ()
    pulls = [(element.id, _pull(by.guess, element.id), _pull(own, element.id)) for element in compared]
    return HeldGuess(
        by.role,
        about,
        tuple(measure for measure in own if any(_is_same(measure, each) for each in by.guess)),
        tuple(measure for measure in by.guess if not any(_is_same(measure, each) for each in own)),
        tuple(measure for measure in own if not any(_is_same(measure, each) for each in by.guess)),
        tuple(FarApart(*each) for each in pulls if round(abs(each[1] - each[2]), 6) >= APART),
    )


def _pull(measures: Sequence[Measure], element: str) -> float:
    shares = [measure.share for measure in measures]
    return mean([measure.effect_on(element) for measure in measures], shares) if any(shares) else 0.0


def _is_same(one: Measure, other: Measure) -> bool:
    """Whether two people mean the same measure: that of the library, or one with the same words."""
    names, others = ({each.casefold() for each in (m.en, m.sv) if each} for m in (one, other))
    return (one.id is not None and one.id == other.id) or bool(names & others)


def _with(role: Role, measures: tuple[Measure, ...]) -> Role:
    return role.model_copy(update={"measures": measures}).kept()


def _ids(measures: Sequence[Measure]) -> set[str]:
    return {measure.id for measure in measures if measure.id is not None}


def _role_document(role: Role) -> dict[str, Any]:
    document: dict[str, Any] = IncentiveMap(roles=(role,)).document()["roles"][0]
    return document


def _document(measures: tuple[Measure, ...]) -> list[object]:
    return list(_role_document(Role(id="role", measures=measures))["metrics"]) if measures else []


def _measures(document: object, elements: Collection[str]) -> tuple[Measure, ...]:
    read = IncentiveMap.checked({"roles": [{"id": "role", "metrics": document}]} if document else {})
    return read.with_effects_on(elements).roles[0].measures if read.roles else ()
