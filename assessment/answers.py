"""One respondent's choices: validated, and converted to and from JSON.

Answers hold ids only; points stay in the instrument. A choice that no longer fits the question bank is left out and
named under `ignored`; a wrong type is a problem with its place.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Final, Literal, TypeVar, cast, get_args

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, StrictBool, StringConstraints

from assessment.customers import MOST_DEPARTMENTS, DepartmentFigures, DepartmentForm
from assessment.incentives import Element, IncentiveMap
from assessment.incentives.checks import built, in_document
from assessment.instrument import ORGANISATIONS, ColumnId, FormId, Instrument, Language, Organisation, SpecialCode
from assessment.problems import Findings, Problems, clean, dotted, quote
from assessment.reading import (
    EXACT,
    JSON,
    KeyPath,
    Node,
    Terms,
    build,
    read_json,
    tree_of,
    unfit,
    without_places,
)

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
# What the respondent leads: a team, other managers, the whole organisation.
Leads = Literal["team", "managers", "organisation"]
LEADS: Final[tuple[Leads, ...]] = ("team", "managers", "organisation")
RespondentPart = Literal["leader", "member"]


@dataclass(frozen=True)
class Experience:
    """What the respondent says about the agreed customer experience. `weights` are 1 to 5 by element id."""

    agreed: Agreement | None = None
    statement: str = ""
    weights: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_missing(self) -> bool:
        """Whether advice must treat the experience as not agreed: the respondent says so, or has left it all out."""
        return self.agreed in ("partly", "no") or not (self.agreed or self.statement or self.weights)


@dataclass(frozen=True)
class Answers:
    """One respondent's checked choices.

    `ratings` holds 1 to 5, "dont_know" or "not_applicable" by item id and column; what is absent is unanswered.
    `importance` is 1 to 5 by factor or facet id, `context` a rating by context item id. `incentives` is the map as it
    was entered, perhaps without elements. `organisation` and `leads` are the respondent's: what kind of organisation it
    is, and what they lead in it. `title` is what stands at the top of files. `departments` is the table of engagement
    beside customers, of names that occur once each. `ignored` names the choices that
    were left out because the question bank does not know them, as paths such as "ratings.ABI01.current". `left_out`
    counts them, also after the answers have been stored without them.
    """

    form: FormId = "full"
    language: Language | None = None
    current_behaviour: str = ""
    new_behaviour: str = ""
    experience: Experience = Experience()
    planned_reward: bool | None = None
    organisation: Organisation | None = None
    leads: Leads | None = None
    title: str = ""
    ratings: Mapping[str, Mapping[ColumnId, Rating]] = field(default_factory=dict)
    importance: Mapping[str, int] = field(default_factory=dict)
    context: Mapping[str, Rating] = field(default_factory=dict)
    incentives: IncentiveMap | None = None
    departments: tuple[DepartmentFigures, ...] = ()
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
        """Read a decoded answers document, whatever it holds.

        Raises Problems, all at once, for wrong types; unknown or outdated choices end up in `ignored`.
        """
        findings = Findings(file)
        answers = cls.read(tree_of(document, findings), findings, instrument)
        if answers is None or findings.problems:
            raise without_places(findings)
        return answers

    @classmethod
    def from_json(cls, data: bytes, instrument: Instrument, file: str = "answers") -> Answers:
        """Read the bytes of an answers file. Raises Problems."""
        root, findings = read_json(data, file)
        answers = cls.read(root, findings, instrument)
        if answers is None or findings.problems:
            raise Problems(findings.problems)
        return answers

    @classmethod
    def read(cls, root: Node, findings: Findings, instrument: Instrument, within: KeyPath = ()) -> Answers | None:
        """Read the tree of an answers file, perhaps nested in another file; None if invalid.

        All problems are added to `findings`; unknown or outdated choices end up in `ignored`.
        """
        before, terms = len(findings.problems), Terms(JSON, within=within)
        form = build(_Form, root, findings, terms)
        if isinstance(root.value, dict):
            _check_format(root, findings, terms)
        node, entered = root.get("incentives"), None
        if node is not None and (node.broken or node.data is not None):
            entered = built(node, findings, in_document((*within, "incentives")))
        if form is None or len(findings.problems) > before:
            return None
        return _Filter(instrument).answers(form, None if entered is None else IncentiveMap.of(entered))

    @classmethod
    def from_choices(cls, choices: Mapping[str, object], instrument: Instrument, *, version: str) -> Answers:
        """Read stored choices by path, such as {"ratings.ABI01.current": 4}, given on this version of the instrument.

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
        """The answers as the JSON object of an answers file, without unanswered and empty parts."""
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
            "planned_reward": self.planned_reward,
            "organisation": self.organisation,
            "leads": self.leads,
            "title": self.title,
            "ratings": {item: dict(columns) for item, columns in self.ratings.items()},
            "importance": dict(self.importance),
            "context": dict(self.context),
            "incentives": self.incentives.document() if self.incentives is not None else None,
            "departments": [each.document() for each in self.departments] or None,
            "respondent": respondent,
        }
        return {"format": FORMAT, "ratings": {}} | cast("dict[str, object]", _filled(document))

    def incentive_map(self, instrument: Instrument) -> IncentiveMap | None:
        """The incentive map ready for scoring: on its own elements, else on those the experience gives a weight.

        None without roles, and without any elements to score them on.
        """
        if self.incentives is None or not self.incentives.roles:
            return None
        found = self.incentives.on_own_or(self.agreed_elements(instrument))
        return found if found.elements else None

    def has_own_aim(self, instrument: Instrument) -> bool:
        """Whether the wanted behaviour is in the respondent's own words, and nobody has said what the experience is."""
        wanted = self.new_behaviour
        known = any(example.has("new", wanted) for example in instrument.behaviour_examples) if wanted else True
        return not known and not self.experience.weights

    def agreed_elements(self, instrument: Instrument) -> tuple[Element, ...]:
        """The elements that the experience gives a weight."""
        weights = self.experience.weights
        return tuple(
            Element(id=element.id, weight=weights[element.id], en=element.en, sv=element.sv)
            for element in instrument.incentives.elements
            if element.id in weights
        )

    def to_json(self, instrument: Instrument) -> bytes:
        """The answers file: indented UTF-8, stamped with the instrument that was answered."""
        return json.dumps(self.document(instrument), ensure_ascii=False, indent=2).encode()


def _with_short_groups(respondent: object) -> object:
    """A stored respondent, with groups from before their length was limited cut to it, so that they can be read."""
    groups = respondent.get("groups") if isinstance(respondent, dict) else None
    if not isinstance(respondent, dict) or not isinstance(groups, dict):
        return respondent
    short = {clean(name)[:NAME_LIMIT]: tidied(str(group))[:NAME_LIMIT] for name, group in groups.items()}
    return respondent | {"groups": short}


def tidied(text: str) -> str:
    """A user's text ready to store: cleaned, trimmed, at most TEXT_LIMIT characters."""
    return clean(text).strip()[:TEXT_LIMIT]


def _filled(value: object) -> object:
    """Drop empty values: None, "" and empty objects."""
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


def translated(answers: Answers, instrument: Instrument, language: Language) -> Answers:
    """The answers in a language: behaviours chosen from the examples are translated, the user's own are kept."""
    current, new = behaviours_in((answers.current_behaviour, answers.new_behaviour), instrument, language)
    return replace(answers, current_behaviour=current, new_behaviour=new)


def behaviours_in(behaviours: tuple[str, str], instrument: Instrument, language: Language) -> tuple[str, str]:
    """Today's behaviour and the wanted one in a language; those not chosen from the examples are kept as they are."""
    current, new = behaviours
    for pair in instrument.behaviour_examples:
        current = pair.current[language] if pair.has("current", current) else current
        new = pair.new[language] if pair.has("new", new) else new
    return current, new


# What an answers file may hold ---------------------------------------------------------------------------------------

_Word = TypeVar("_Word", bound=str)
_Key = Annotated[str, EXACT]
_Text = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, max_length=TEXT_LIMIT)]
_Name = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, max_length=NAME_LIMIT)]
_GroupName = Annotated[str, StringConstraints(strict=True, max_length=NAME_LIMIT)]


def _chosen(expected: str, *, words: bool) -> PlainValidator:
    """Accepts a whole number or, if `words` is set, a text. _Filter decides whether it is a choice in today's bank."""

    def take(value: object) -> int | str:
        if words and isinstance(value, str):
            return value
        if isinstance(value, int | float) and not isinstance(value, bool) and float(value).is_integer():
            return int(value)
        raise unfit(expected)

    return PlainValidator(take)


def _word(expected: str) -> PlainValidator:
    """Accepts any text. _Filter decides whether it is one of the words that are expected."""

    def take(value: object) -> str | None:
        if value is None or isinstance(value, str):
            return value
        raise unfit(expected)

    return PlainValidator(take)


_Choice = Annotated[object, _chosen('a whole number from 1 to 5, "dont_know" or "not_applicable"', words=True)]
_Step = Annotated[object, _chosen("a whole number from 1 to 5", words=False)]


class _FilePart(BaseModel):
    """A part of an answers file. Unknown keys are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class _Stamp(_FilePart):
    version: Annotated[_Name | None, EXACT] = None


class _Behaviours(_FilePart):
    current: _Text | None = None
    new: _Text | None = None


class _ExperienceForm(_FilePart):
    agreed: Annotated[object, _word('"yes", "partly" or "no"')] = None
    statement: _Text | None = None
    weights: dict[_Key, _Step] = Field(default_factory=dict)


class _Respondent(_FilePart):
    part: RespondentPart | None = None
    groups: dict[_GroupName, _Name | None] = Field(default_factory=dict)


class _Form(_FilePart):
    """The keys of an answers file except its map, each valid by itself; _Filter decides which choices fit the bank."""

    format: object = None
    instrument: _Stamp = _Stamp()
    form: FormId | None = None
    language: Language | None = None
    behaviours: _Behaviours = _Behaviours()
    experience: _ExperienceForm = _ExperienceForm()
    planned_reward: StrictBool | None = None
    organisation: Annotated[object, _word('"company", "small" or "public"')] = None
    leads: Annotated[object, _word('"team", "managers" or "organisation"')] = None
    title: _Name | None = None
    ratings: dict[_Key, dict[_Key, _Choice]] = Field(default_factory=dict)
    importance: dict[_Key, _Step] = Field(default_factory=dict)
    context: dict[_Key, _Choice] = Field(default_factory=dict)
    departments: Annotated[tuple[DepartmentForm, ...], Field(max_length=MOST_DEPARTMENTS)] = ()
    respondent: _Respondent = _Respondent()


def _check_format(root: Node, findings: Findings, terms: Terms) -> None:
    node = root.get("format")
    if node is None or node.data != FORMAT:
        place, found = (root.place, "no format") if node is None else (node.place, f"the format is {_shown(node)}")
        remedy = "open an answers file that Drivkraft has saved"
        findings.add_missing(place, terms.where(root, ("format",)), found, f'expected "{FORMAT}"', remedy)
    if root.get("ratings") is None:
        expected = "expected an object with a rating for each statement"
        where = terms.where(root, ("ratings",))
        findings.add_missing(root.place, where, "no ratings", expected, 'add "ratings": {}')


def _shown(node: Node) -> str:
    return quote(node.value) if isinstance(node.value, str) else "a list or an object"


class _Filter:
    """Leaves out the choices that no longer fit the question bank, and names them."""

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self.elements = {element.id for element in instrument.incentives.elements}
        self.ignored: list[str] = []

    def answers(self, form: _Form, entered: IncentiveMap | None) -> Answers:
        parts = {factor.id for factor in self.instrument.factors} | {facet.id for facet in self.instrument.facets}
        weighed = parts if self.instrument.asks_importance else set()
        context_items = {item.id for item in self.instrument.context_items}
        answers = Answers(
            form=self._form(form.form),
            language=form.language,
            current_behaviour=form.behaviours.current or "",
            new_behaviour=form.behaviours.new or "",
            experience=Experience(
                agreed=self._one_of(AGREEMENTS, form.experience.agreed, "experience.agreed"),
                statement=form.experience.statement or "",
                weights=self._known(form.experience.weights, ("experience", "weights"), self.elements),
            ),
            planned_reward=form.planned_reward,
            organisation=self._one_of(ORGANISATIONS, form.organisation, "organisation"),
            leads=self._one_of(LEADS, form.leads, "leads"),
            title=" ".join((form.title or "").split()),
            ratings=self._ratings(form.ratings),
            importance=self._known(form.importance, ("importance",), weighed),
            context=cast("dict[str, Rating]", self._known(form.context, ("context",), context_items)),
            incentives=self._map(entered),
            departments=tuple({each.name: each.figures() for each in form.departments}.values()),
            part=form.respondent.part or "member",
            groups={name: group or "" for name, group in form.respondent.groups.items()},
            instrument_version=form.instrument.version or None,
        )
        return replace(answers, ignored=tuple(self.ignored), left_out=len(self.ignored))

    def _form(self, chosen: FormId | None) -> FormId:
        """The chosen form, else the longest; in a bank with one form, that one."""
        offered = self.instrument.offered_forms
        return chosen if chosen in offered else offered[-1]

    def _one_of(self, words: tuple[_Word, ...], choice: object, path: str) -> _Word | None:
        known = next((word for word in words if word == choice), None)
        if choice is not None and known is None:
            self.ignored.append(path)
        return known

    def _known(self, choices: Mapping[str, object], within: KeyPath, known: Collection[str]) -> dict[str, int]:
        """The choices on the scale, for ids the bank knows."""
        kept = {key: choice for key, choice in choices.items() if key in known and _is_on_the_scale(choice)}
        self.ignored.extend(dotted((*within, key)) for key in choices if key not in kept)
        return cast("dict[str, int]", kept)

    def _ratings(self, given: Mapping[str, Mapping[str, object]]) -> dict[str, dict[ColumnId, Rating]]:
        items = {item.id for item in self.instrument.items}
        ratings: dict[str, dict[ColumnId, Rating]] = {}
        for item, columns in given.items():
            known = get_args(ColumnId) if item in items else ()
            if kept := self._known(columns, ("ratings", item), known):
                ratings[item] = cast("dict[ColumnId, Rating]", kept)
        return ratings

    def _map(self, entered: IncentiveMap | None) -> IncentiveMap | None:
        """The map, unless the bank has none; without elements of its own, without effects on unknown elements."""
        if entered is not None and not self.instrument.has_map:
            self.ignored.append("incentives")
            return None
        if entered is None or entered.elements:
            return entered
        unknown = [path for path, element in entered.effect_paths() if element not in self.elements]
        self.ignored.extend(f"incentives.{path}" for path in unknown)
        return entered.with_effects_on(self.elements) if unknown else entered


def _is_on_the_scale(choice: object) -> bool:
    return choice in SPECIAL_CODES or (isinstance(choice, int) and 1 <= choice <= MOST_STEPS)
