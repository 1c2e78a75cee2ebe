"""One respondent's choices: checked, counted, as JSON and back.

Answers hold ids only; points stay in the instrument. A choice that no longer fits the question bank is left out and
named under `ignored`; a wrong type is a problem with its place.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal, cast

from assessment.incentives import Element, IncentiveMap, map_wording
from assessment.instrument import LANGUAGES, ColumnId, FormId, Instrument, Language, SpecialCode
from assessment.problems import Problem, Problems, clean, dotted, suggest
from assessment.reading import Path, json_places, read_json

FORMAT: Final = "drivkraft.answers/1"
TEXT_LIMIT: Final = 4000
NAME_LIMIT: Final = 200
MOST_ASSESSMENTS: Final = 100  # In one series.
MOST_STEPS: Final = 5

Rating = int | SpecialCode
Agreement = Literal["yes", "partly", "no"]
AGREEMENTS: Final[tuple[Agreement, ...]] = ("yes", "partly", "no")
SPECIAL_CODES: Final[tuple[SpecialCode, ...]] = ("dont_know", "not_applicable")
FORMS: Final[tuple[FormId, ...]] = ("quick", "full")
RespondentPart = Literal["leader", "member"]


@dataclass(frozen=True)
class Experience:
    """What the respondent says of the agreed customer experience. `weights` are 1 to 5 by element id."""

    agreed: Agreement | None = None
    statement: str = ""
    weights: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_missing(self) -> bool:
        """Whether advice must treat the experience as not agreed: said so, or nothing said at all."""
        return self.agreed in ("partly", "no") or not (self.agreed or self.statement or self.weights)


@dataclass(frozen=True)
class Answers:
    """One respondent's checked choices.

    `ratings` holds 1 to 5, "dont_know" or "not_applicable" by item id and column; what is absent is unanswered.
    `importance` is 1 to 5 by factor or facet id, `context` a rating by context item id. `incentives` is the map as it
    was entered, perhaps without elements. `ignored` names the choices that were left out because the question bank
    does not know them, as paths such as "ratings.ABI01.current". `left_out` is how many those were, which stays known
    when the answers have been stored without them.
    """

    form: FormId = "full"
    language: Language | None = None
    current_behaviour: str = ""
    new_behaviour: str = ""
    experience: Experience = Experience()
    planned_reward: bool = False
    ratings: Mapping[str, Mapping[ColumnId, Rating]] = field(default_factory=dict)
    importance: Mapping[str, int] = field(default_factory=dict)
    context: Mapping[str, Rating] = field(default_factory=dict)
    incentives: IncentiveMap | None = None
    part: RespondentPart = "member"
    groups: Mapping[str, str] = field(default_factory=dict)
    instrument_version: str | None = None
    ignored: tuple[str, ...] = ()
    left_out: int = 0

    @property
    def are_all_left_out(self) -> bool:
        """Whether the file these answers came from had choices, and no rating that fits the question bank."""
        return self.left_out > 0 and not self.ratings

    @classmethod
    def checked(cls, document: object, instrument: Instrument, file: str = "answers") -> Answers:
        """Take a decoded answers document, whatever it holds.

        Raises Problems, all at once, for wrong types; unknown or outdated choices end up in `ignored`.
        """
        return _Reader(instrument, file).read(document)

    @classmethod
    def from_json(cls, data: bytes, instrument: Instrument, file: str = "answers") -> Answers:
        """Take an answers file as it was uploaded or read. Raises Problems."""
        document = read_json(data, file, is_wording)
        try:
            return cls.checked(document, instrument, file)
        except Problems as found:
            raise with_places(found, data) from None

    @classmethod
    def from_choices(cls, choices: Mapping[str, object], instrument: Instrument, *, version: str) -> Answers:
        """Take stored choices by path, such as {"ratings.ABI01.current": 4}, given on a version of the instrument.

        Raises Problems.
        """
        document: dict[str, object] = {"format": FORMAT, "instrument": {"version": version}, "ratings": {}}
        known = dict(choices)
        left_out = known.pop("left_out", 0)
        for path, value in known.items():
            *parents, last = path.split(".")
            inner = document
            for parent in parents:
                inner = cast("dict[str, object]", inner.setdefault(parent, {}))
            inner[last] = _with_short_groups(value) if path == "respondent" else value
        answers = cls.checked(document, instrument)
        return replace(answers, left_out=answers.left_out + cast("int", left_out))

    def choices(self) -> dict[str, object]:
        """All choices by path, the inverse of from_choices()."""
        left_out = {"left_out": self.left_out} if self.left_out else {}
        return {**dict(_paths(self.document(), "")), **left_out}

    def document(self, instrument: Instrument | None = None) -> dict[str, object]:
        """The answers as the JSON object of formats, unanswered and empty parts left out."""
        experience = {
            "agreed": self.experience.agreed,
            "statement": self.experience.statement,
            "weights": dict(self.experience.weights),
        }
        respondent = {"part": self.part if self.part != "member" else None, "groups": dict(self.groups)}
        version = instrument.version if instrument else self.instrument_version
        document: dict[str, object] = {
            "format": FORMAT,
            "instrument": {"id": instrument.id if instrument else None, "version": version},
            "form": self.form,
            "language": self.language,
            "behaviours": {"current": self.current_behaviour, "new": self.new_behaviour},
            "experience": experience,
            "planned_reward": self.planned_reward or None,
            "ratings": {item: dict(columns) for item, columns in self.ratings.items()},
            "importance": dict(self.importance),
            "context": dict(self.context),
            "incentives": self.incentives.document() if self.incentives is not None else None,
            "respondent": respondent,
        }
        return {"format": FORMAT, "ratings": {}} | cast("dict[str, object]", _filled(document))

    def incentive_map(self, instrument: Instrument) -> IncentiveMap | None:
        """The incentive map as it can be scored: on its own elements, else on those the experience gives a weight.

        None while there is no map, or nothing to hold its roles against.
        """
        if self.incentives is None or not self.incentives.roles or self.incentives.elements:
            return self.incentives if self.incentives and self.incentives.roles else None
        weights = self.experience.weights
        elements = [
            Element(id=element.id, weight=weights[element.id], en=element.en, sv=element.sv)
            for element in instrument.incentives.elements
            if element.id in weights
        ]
        return self.incentives.on(elements) if elements else None

    def to_json(self, instrument: Instrument) -> bytes:
        """The answers file: UTF-8, readable, stamped with the instrument they were given on."""
        return json.dumps(self.document(instrument), ensure_ascii=False, indent=2).encode()


# Where no words of people's own stand, and a key or a value means something only when it is spelt exactly so.
_NO_WORDS: Final = ("format", "instrument", "form", "language", "planned_reward", "ratings", "importance", "context")


def is_wording(path: Path, is_key: bool) -> bool:  # noqa: FBT001 - as read_json has it
    """Whether people's own words stand at this path of a file of answers: in a key (True), or in a text."""
    match path:
        case ("incentives", _, *_):
            return map_wording(path[1:], is_key)
        case ("respondent", "part") | ("experience", "agreed" | "weights", *_):
            return False
        case (root, *_) if root in _NO_WORDS:
            return False
        case _:
            return not (is_key and len(path) == 1)


def with_places(found: Problems, data: bytes) -> Problems:
    """The same problems with the lines and columns of their values."""
    ways = [[path[:steps] for steps in range(len(path), -1, -1)] for path in (p.path or () for p in found.problems)]
    places = json_places(data, {path for way in ways for path in way})
    # What is missing has no place; it belongs into the last value there is on the way to it.
    nearest = [next(places[path] for path in way if path in places) for way in ways]
    return Problems(
        replace(problem, line=line, column=column)
        for problem, (line, column) in zip(found.problems, nearest, strict=True)
    )


def _with_short_groups(respondent: object) -> object:
    """What was stored of a respondent before groups had a limit, cut to it, so that the answers stay readable."""
    groups = respondent.get("groups") if isinstance(respondent, dict) else None
    if not isinstance(respondent, dict) or not isinstance(groups, dict):
        return respondent
    short = {clean(name)[:NAME_LIMIT]: tidied(str(group))[:NAME_LIMIT] for name, group in groups.items()}
    return respondent | {"groups": short}


def tidied(text: str) -> str:
    """A text typed by a user as it may be stored: cleaned, trimmed, at most TEXT_LIMIT characters."""
    return clean(text).strip()[:TEXT_LIMIT]


def _filled(value: object) -> object:
    """Drop what says nothing: None, "" and empty objects."""
    if not isinstance(value, dict):
        return value
    inner = {key: _filled(part) for key, part in value.items()}
    return {key: part for key, part in inner.items() if part not in (None, "", {})}


def _paths(value: object, path: str) -> Iterator[tuple[str, object]]:
    # The incentive map and the respondent are one choice each: a map's lists have no stable paths, and a group may
    # have a dot in its name.
    if isinstance(value, dict) and path not in ("incentives", "respondent"):
        for key, part in value.items():
            if (path, key) not in (("", "format"), ("", "instrument")):
                yield from _paths(part, f"{path}.{key}" if path else str(key))
    else:
        yield path, value


class _Reader:
    """Walks one document, gathering problems and ignored choices on the way."""

    def __init__(self, instrument: Instrument, file: str) -> None:
        self.instrument = instrument
        self.file = file
        self.problems: list[Problem] = []
        self.ignored: list[str] = []

    def read(self, document: object) -> Answers:
        whole = self.object(document, ())
        if not self.problems:
            self.format(whole)
        form = self.one_of(whole, "form", FORMS)
        behaviours = self.object(whole.get("behaviours", {}), ("behaviours",))
        experience = self.object(whole.get("experience", {}), ("experience",))
        respondent = self.object(whole.get("respondent", {}), ("respondent",))
        stamped = self.object(whole.get("instrument", {}), ("instrument",))
        answers = Answers(
            form=cast("FormId", form or "full"),
            language=cast("Language | None", self.one_of(whole, "language", LANGUAGES)),
            current_behaviour=self.text(behaviours, "current", ("behaviours",)),
            new_behaviour=self.text(behaviours, "new", ("behaviours",)),
            experience=Experience(
                agreed=self.agreed(experience),
                statement=self.text(experience, "statement", ("experience",)),
                weights=self.steps(experience.get("weights", {}), ("experience", "weights"), self.element_ids()),
            ),
            planned_reward=self.truth(whole, "planned_reward"),
            ratings=self.ratings(whole.get("ratings", {})),
            importance=self.steps(whole.get("importance", {}), ("importance",), self.part_ids()),
            context=self.context(whole.get("context", {})),
            incentives=self.incentives(whole.get("incentives")),
            part=cast(
                "RespondentPart", self.one_of(respondent, "part", ("leader", "member"), ("respondent",)) or "member"
            ),
            groups=self.groups(respondent.get("groups", {})),
            instrument_version=self.text(stamped, "version", ("instrument",), NAME_LIMIT) or None,
            ignored=tuple(self.ignored),
            left_out=len(self.ignored),
        )
        if self.problems:
            raise Problems(self.problems)
        return answers

    def format(self, whole: Mapping[str, object]) -> None:
        found = whole.get("format")
        if found != FORMAT:
            said = "no format" if found is None else f"the format {_shown(found)}"
            self.problem(("format",), said, f'"{FORMAT}"', "Open an answers file that Drivkraft has saved")
        if "ratings" not in whole:
            self.problem(("ratings",), "no ratings", "an object with a rating for each statement", 'Add "ratings": {}')

    def ratings(self, value: object) -> dict[str, dict[ColumnId, Rating]]:
        items = {item.id for item in self.instrument.items}
        ratings: dict[str, dict[ColumnId, Rating]] = {}
        for item_id, columns in self.object(value, ("ratings",)).items():
            place = ("ratings", clean(item_id))
            for column, choice in self.object(columns, place).items():
                rating = self.rating(choice, (*place, clean(column)))
                if rating is None:
                    continue
                if item_id in items and column in ("current", "new"):
                    ratings.setdefault(item_id, {})[cast("ColumnId", column)] = rating
                else:
                    self.ignored.append(dotted((*place, clean(column))))
        return ratings

    def context(self, value: object) -> dict[str, Rating]:
        known = {item.id for item in self.instrument.context_items}
        chosen: dict[str, Rating] = {}
        for item_id, choice in self.object(value, ("context",)).items():
            place = ("context", clean(item_id))
            rating = self.rating(choice, place)
            if rating is not None and item_id in known:
                chosen[item_id] = rating
            elif rating is not None:
                self.ignored.append(dotted(place))
        return chosen

    def groups(self, value: object) -> dict[str, str]:
        place = ("respondent", "groups")
        groups = self.object(value, place)
        for name in map(clean, groups):
            if len(name) > NAME_LIMIT:
                found = f"found the name of a group of {len(name)} characters"
                self.problem((*place, name), found, f"at most {NAME_LIMIT}", "Shorten it")
        return {clean(name): self.text(groups, name, place, NAME_LIMIT) for name in groups}

    def incentives(self, value: object) -> IncentiveMap | None:
        """A map that fits together. Without elements of its own, effects on what the bank does not know are ignored."""
        if value is None:
            return None
        try:
            found = IncentiveMap.checked(value, self.file, "incentives")
        except Problems as problems:
            self.problems.extend(problems.problems)
            return None
        known = self.element_ids()
        unknown = [path for path, element in found.effect_paths() if element not in known]
        if found.elements or not unknown:
            return found
        self.ignored.extend(f"incentives.{path}" for path in unknown)
        return found.with_effects_on(known)

    def steps(self, value: object, within: Path, known: set[str]) -> dict[str, int]:
        chosen: dict[str, int] = {}
        for key, choice in self.object(value, within).items():
            place = (*within, clean(key))
            step = self.step(choice, place, "a whole number from 1 to 5")
            if step is not None and key in known:
                chosen[key] = step
            elif step is not None:
                self.ignored.append(dotted(place))
        return chosen

    def rating(self, value: object, place: Path) -> Rating | None:
        """A rating; None when it is no choice of this scale (then ignored) or of a wrong type (then a problem)."""
        if isinstance(value, str):
            if value in SPECIAL_CODES:
                return value
            self.ignored.append(dotted(place))
            return None
        return self.step(value, place, 'a whole number from 1 to 5, "dont_know" or "not_applicable"')

    def step(self, value: object, place: Path, expected: str) -> int | None:
        whole = not isinstance(value, bool) and (
            isinstance(value, int) or (isinstance(value, float) and value.is_integer())
        )
        if not whole:
            self.problem(place, f"found {_shown(value)}", expected, "Correct it or leave it out")
            return None
        number = int(cast("float", value))
        if not 1 <= number <= MOST_STEPS:
            self.ignored.append(dotted(place))
            return None
        return number

    def agreed(self, experience: Mapping[str, object]) -> Agreement | None:
        value = experience.get("agreed")
        if value is None or value in AGREEMENTS:
            return value
        if isinstance(value, str):
            self.ignored.append("experience.agreed")
        else:
            self.problem(("experience", "agreed"), f"found {_shown(value)}", '"yes", "partly" or "no"', "Correct it")
        return None

    def one_of(self, whole: Mapping[str, object], key: str, choices: tuple[str, ...], within: Path = ()) -> str | None:
        value = whole.get(key)
        if value is None or (isinstance(value, str) and value in choices):
            return value
        remedy = "Correct it or leave it out"
        if isinstance(value, str) and (near := suggest(value, choices)):
            remedy = f'Did you mean "{near}"?'
        expected = " or ".join(f'"{choice}"' for choice in choices)
        self.problem((*within, key), f"found {_shown(value)}", expected, remedy)
        return None

    def truth(self, whole: Mapping[str, object], key: str) -> bool:
        value = whole.get(key, False)
        if not isinstance(value, bool):
            self.problem((key,), f"found {_shown(value)}", "true or false", "Correct it or leave it out")
        return value is True

    def text(self, whole: Mapping[str, object], key: str, within: Path, most: int = TEXT_LIMIT) -> str:
        value = whole.get(key)
        if value is None:
            return ""
        place = (*within, clean(key))
        if not isinstance(value, str):
            self.problem(place, f"found {_shown(value)}", "a text", "Put it in quotes")
            return ""
        cleaned = clean(value).strip()
        if len(cleaned) > most:
            found = f"found a text of {len(cleaned)} characters"
            self.problem(place, found, f"at most {most}", "Shorten it")
        return cleaned

    def object(self, value: object, place: Path) -> Mapping[str, object]:
        if isinstance(value, dict):
            return cast("dict[str, object]", value)
        self.problem(place, f"found {_shown(value)}", "an object in braces { }", "Correct it")
        return {}

    def element_ids(self) -> set[str]:
        return {element.id for element in self.instrument.incentives.elements}

    def part_ids(self) -> set[str]:
        return {factor.id for factor in self.instrument.factors} | {facet.id for facet in self.instrument.facets}

    def problem(self, path: Path, found: str, expected: str, remedy: str) -> None:
        where = dotted(path) or "the file"
        self.problems.append(Problem(self.file, None, None, where, found, f"expected {expected}", remedy, path))


def _shown(value: object) -> str:
    """Name a value the way its author would: the JSON kind, and the value itself where it is short."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    return clean(json.dumps(value, ensure_ascii=False))[:60]


def translated(answers: Answers, instrument: Instrument, language: Language) -> Answers:
    """The answers in a language: behaviours chosen from the examples are translated, a user's own words are kept."""
    current, new = answers.current_behaviour, answers.new_behaviour
    for pair in instrument.behaviour_examples:
        current = pair.current[language] if pair.has("current", current) else current
        new = pair.new[language] if pair.has("new", new) else new
    return replace(answers, current_behaviour=current, new_behaviour=new)
