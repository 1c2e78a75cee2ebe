"""What a leader has typed about a round that has not begun, kept with the answers so that a reload loses nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal, cast

from assessment.answers import FORMS, NAME_LIMIT, tidied
from assessment.instrument import FormId
from assessment.rollout import WAVES, Wave
from assessment.rounds.values import MOST_DEPARTMENTS, LedRound

# Whom a round asks: a single team, or an organisation in the steps of a roll-out.
Whom = Literal["team", "steps"]

_WHOM: Final[tuple[Whom, ...]] = ("team", "steps")
_DIGITS: Final = 20  # More than any number of people has.


@dataclass(frozen=True)
class Draft:
    """A set-up as it stands in the fields: numbers of people are texts, and nothing is checked yet.

    `departments` are the lines of departments, each a name and a number. `whom` is whether one team is asked or all in
    steps. None where nothing is chosen.
    """

    name: str = ""
    size: str = ""
    departments: tuple[tuple[str, str], ...] = ()
    closes_on: date | None = None
    form: FormId | None = None
    minimum: int | None = None
    are_told: bool = False
    wave: Wave | None = None
    whom: Whom | None = None

    def document(self) -> dict[str, object]:
        """What is stored of it, as JSON, with its texts clean and of the length that fields allow."""
        return {
            "name": _short(self.name),
            "size": _short(self.size, _DIGITS),
            "departments": [
                [_short(name), _short(size, _DIGITS)] for name, size in self.departments[:MOST_DEPARTMENTS]
            ],
            "closes_on": self.closes_on.isoformat() if self.closes_on else None,
            "form": self.form,
            "minimum": self.minimum,
            "are_told": self.are_told,
            "wave": self.wave,
            "whom": self.whom,
        }

    @classmethod
    def of(cls, document: object) -> Draft | None:
        """The inverse of document(); None for anything else."""
        found = cast("dict[str, Any]", document)
        try:
            return cls(
                name=str(found["name"]),
                size=str(found["size"]),
                departments=tuple((str(name), str(size)) for name, size in found["departments"]),
                closes_on=date.fromisoformat(found["closes_on"]) if found["closes_on"] else None,
                form=next((form for form in FORMS if form == found["form"]), None),
                minimum=found["minimum"] if type(found["minimum"]) is int else None,
                are_told=found["are_told"] is True,
                wave=next((wave for wave in WAVES if wave == found["wave"]), None),
                whom=next((whom for whom in _WHOM if whom == found.get("whom")), None),
            )
        except (AttributeError, KeyError, TypeError, ValueError):
            return None

    @classmethod
    def after(cls, rounds: Sequence[LedRound], wave: Wave | None = None) -> Draft:
        """What the fields hold before anything is typed: the same team again, or the round that was called off.

        A step of a roll-out is no team to ask again; called off, it is there once that `wave` is chosen again.
        """
        last = rounds[-1] if rounds else None
        if last is None or last.setup.wave != wave or (last.state != "called_off" and wave is not None):
            return cls()
        setup, is_again = last.setup, last.state != "called_off"
        return cls(
            name=setup.name,
            size=str(setup.size),
            departments=tuple((each.name, str(each.size)) for each in setup.departments),
            closes_on=None if is_again else setup.closes_on,
            form=setup.form,
            minimum=setup.minimum,
            are_told=setup.are_told and not is_again,
            wave=wave,
        )


def _short(text: str, most: int = NAME_LIMIT) -> str:
    return tidied(text)[:most].strip()
