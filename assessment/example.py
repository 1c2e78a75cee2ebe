"""The invented case behind "See an example result": two assessments of a customer service, its map and its plan."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final

from assessment.anonymity import AuditReceipt, GroupReport, WholeFigure
from assessment.answers import Answers, translated
from assessment.bank import Bank
from assessment.incentives import Decision, IncentiveMap, read_incentives
from assessment.instrument import Instrument, Language, Organisation
from assessment.plan import Outcome, PlanLine, PlanState, last_day, recommended_steps
from assessment.report import Occasion, Report, build_report
from assessment.rollout import Wave
from assessment.sentences.advice import advice_title, texts_for_plan
from assessment.sentences.settled import decision_line
from assessment.series import Today
from assessment.team_result import TeamResult
from assessment.words import say

_ROOT: Final = Path(__file__).parent
_NOW: Final = _ROOT / "example.json"
_EARLIER: Final = _ROOT / "example_earlier.json"  # The ratings that were different the first time.
_MAP: Final = _ROOT / "example_map.yaml"

_DAYS_BETWEEN: Final = 92
_FULL: Final = 100  # The scale.
# What has become of the first recommendations: the state, how it went, how many of the steps are done, and how many
# days after the first assessment they were begun, so that nothing is late.
_BECAME: Final[tuple[tuple[PlanState, Outcome | None, int, int], ...]] = (
    ("done", "helped", 4, 0),
    ("doing", "too_early", 2, 38),
    ("open", None, 0, 88),
)
# The two roles whose clash is decided, and how many days after the first assessment the decision applied from.
_DECIDED: Final = ("ceo", "customer_service")
_DECIDED_AFTER: Final = 12
# What a team and its leader might say of the first two factors, to show what a result looks like.
_SAMPLE: Final[tuple[WholeFigure, ...]] = (
    WholeFigure("", 11, 45, None, (35, 60), "strong", 75.0, "blind_spot"),
    WholeFigure("", 11, 65, None, (55, 75), "moderate", 69.0, None),
)


def example_report(today: Today) -> Report | None:
    """The report of the second assessment, in the reader's language; None where it belongs to another question bank."""
    return _example_report(today.bank, today.language, today.now.date())


@lru_cache(maxsize=8)  # two languages, and the days of all time zones
def _example_report(bank: Bank, language: Language, day: date) -> Report | None:
    instrument, then = bank.instrument, day - timedelta(days=_DAYS_BETWEEN)
    now = json.loads(_NOW.read_bytes())
    case = Answers.checked(now, instrument, _NOW.name)
    if case.left_out or not case.ratings:
        return None
    if not instrument.is_shipped:  # An author's own example has answers only.
        return replace(_report(now, instrument, language, day), is_for_others=True, opens_with_change=False)
    changed = json.loads(_EARLIER.read_bytes())
    ratings = {item: {**columns, **changed.get(item, {})} for item, columns in now["ratings"].items()}
    before = _report(now | {"ratings": ratings}, instrument, language, then)
    decision = _decision(language, then)
    plan = [*_planned(before, language, then), _told(decision, before, language)]
    report = _report(now, instrument, language, day, [before], plan, [decision])
    return replace(report, is_for_others=True, opens_with_change=False)


def example_of_map(today: Today, organisation: Organisation | None) -> Report | None:
    """The example with a map for this kind of organisation; None where the example has no map.

    Only the map is another one: the bank's roles and measures for that kind, as if all of them had been kept.
    """
    return _example_of_map(today.bank, today.language, today.now.date(), organisation or "company")


@lru_cache(maxsize=16)
def _example_of_map(bank: Bank, language: Language, day: date, organisation: Organisation) -> Report | None:
    example = _example_report(bank, language, day)
    if example is None or example.incentives is None:
        return None
    if organisation == "company":
        return example
    library = IncentiveMap.from_library(bank.instrument.incentives, organisation)
    typical = library.on([element for element in library.elements if element.weight > 0])
    answers = replace(example.answers, incentives=typical, organisation=organisation)
    return replace(build_report(bank.instrument, answers, made_on=example.made_on), is_for_others=True)


def _report(
    document: object,
    instrument: Instrument,
    language: Language,
    day: date,
    earlier: Sequence[Report] = (),
    plan: Sequence[PlanLine] = (),
    decisions: Sequence[Decision] = (),
) -> Report:
    answers = Answers.checked(document, instrument, _NOW.name)
    mapped = answers
    if instrument.is_shipped:
        found = read_incentives(_MAP.read_bytes(), _MAP.name)
        mapped = replace(answers, incentives=found.model_copy(update={"decisions": tuple(decisions)}))
    in_language = translated(mapped, instrument, language)
    occasion = Occasion(answered_on=day)
    return build_report(instrument, in_language, made_on=day, occasion=occasion, earlier=earlier, plan=plan)


def _planned(report: Report, language: Language, day: date) -> Iterator[PlanLine]:
    """The plan that was made from the first recommendations, as it looks now."""
    for number, (advice, (state, outcome, done, after)) in enumerate(zip(report.advice, _BECAME, strict=False), 1):
        steps = recommended_steps(texts_for_plan(advice, report, language), day + timedelta(days=after))
        yield PlanLine(
            f"example{number}",
            title=advice_title(advice, report, language),
            first_step=steps[0].text,
            owner=say(language, f"example.owners.{number}"),
            due=last_day(steps),
            state=state,
            outcome=outcome,
            source=advice.source,
            steps=tuple(replace(step, is_done=place < done) for place, step in enumerate(steps)),
        )


def _decision(language: Language, day: date) -> Decision:
    one, other = _DECIDED
    words = say(language, "example.decision")
    return Decision(a=one, b=other, measure=words, day=day + timedelta(days=_DECIDED_AFTER))


def _told(decision: Decision, report: Report, language: Language) -> PlanLine:
    """The line of the plan on a decision, which is done."""
    line = decision_line(decision, report, language)
    return replace(line, id="example_decision", owner=say(language, "example.owners.2"), state="done", outcome="helped")


@lru_cache(maxsize=8)
def sample_of_team(bank: Instrument, wave: Wave | None = None) -> TeamResult:
    """An invented result of a team on the first two factors of the bank, as its leader would see it.

    Or of a step of a roll-out.
    """
    factors = tuple(replace(figure, factor=factor.id) for figure, factor in zip(_SAMPLE, bank.factors, strict=False))
    report = GroupReport(_SAMPLE[0].n, AuditReceipt(len(factors), 1, _FULL), factors)
    return TeamResult(report=report, instrument=bank, is_for_leader=True, wave=wave)
