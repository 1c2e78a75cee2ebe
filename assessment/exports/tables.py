"""A Report as CSV and JSON: every number rounded half away from zero to two decimals, a withheld one absent."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal

from assessment.comparison import FactorChange
from assessment.incentives import FORMAT as INCENTIVES_FORMAT
from assessment.incentives import Decision, IncentiveMap, IncentiveScores, MeasureStep, ProposedChanges, story
from assessment.instrument import Instrument, Language
from assessment.plan import PlanLine, PlanStep
from assessment.report import Past, Report
from assessment.rounding import rounded
from assessment.scoring import REWARDS, Balance, ColumnScore, Overall, Score
from assessment.sentences.advice import advice_title
from assessment.sentences.clashes import clash_in_full
from assessment.sentences.comparison import movement_text, opening
from assessment.sentences.incentives import element_sentence, role_sentence
from assessment.sentences.names import level_name, part_name, quadrant_name, verdict_name
from assessment.sentences.planned import state_word
from assessment.words import joined, lower_first, say

FORMAT: Final = "drivkraft.result/1"

Cell = str | float | int | None

COLUMNS: Final = (
    "section",
    "id",
    "name",
    "today",
    "wanted",
    "difference",
    "verdict",
    "level",
    "quadrant",
    "valid_today",
    "valid_wanted",
    "asked",
    "importance",
    "gap",
    "priority",
)


def two_decimals(value: float | None) -> float | None:
    """A score as files write it, never -0.0; None stays None."""
    return None if value is None else float(rounded(value, 2)) + 0.0


# JSON -----------------------------------------------------------------------------------------------------------------


def to_result(report: Report) -> dict[str, object]:
    """The result as the JSON object "drivkraft.result/1"."""
    scores, instrument = report.scores, report.instrument
    return {
        "format": FORMAT,
        "scoring_version": report.scoring_version,
        "instrument": {"id": instrument.id, "version": instrument.version},
        "form": report.answers.form,
        "progress": {"answered": scores.answered, "total": scores.cells},
        "factors": [_score(factor) for factor in scores.factors],
        "facets": [_score(facet) for facet in scores.facets],
        "overall": _overall(scores.overall),
        "balance": {"total": two_decimals(scores.balance_total), "rewards": two_decimals(scores.balance_rewards)},
        "context": [
            {
                "id": module.id,
                "score": two_decimals(module.score),
                "valid": module.valid,
                "applicable": module.applicable,
                "items": module.items,
            }
            for module in scores.context
        ],
        "incentives": None if report.incentives is None else to_incentives(report.incentives),
        "recommendations": [{"id": advice.id, "target": advice.target} for advice in report.advice],
        # An answers file has no times, so `score` could not reproduce a note on pace.
        "notes": [note for note in report.notes if note != "fast_answers"],
        "ignored": list(report.answers.ignored),
    }


def to_result_json(report: Report) -> bytes:
    """What `python -m assessment score` prints."""
    return json.dumps(to_result(report), ensure_ascii=False, indent=2).encode() + b"\n"


def to_incentives(scores: IncentiveScores) -> dict[str, object]:
    """The scores of an incentive map as the JSON object "drivkraft.incentives/1"."""
    return {
        "format": INCENTIVES_FORMAT,
        "roles": [
            {
                "id": role.id,
                "pulls": {element: two_decimals(pull) for element, pull in role.pulls.items()},
                "alignment": two_decimals(role.alignment),
            }
            for role in scores.roles
        ],
        "system": two_decimals(scores.system),
        "elements": [
            {
                "id": element.id,
                "net": two_decimals(element.net),
                "roles_pulling": element.roles_pulling,
                "orphan": element.orphan,
            }
            for element in scores.elements
        ],
        "clashes": [
            {
                "a": pair.a,
                "b": pair.b,
                "tug_of_war": two_decimals(pair.tug_of_war),
                "direct": two_decimals(pair.direct),
                "clash": two_decimals(pair.clash),
                "kind": pair.kind,
                "severity": pair.severity,
                **_decided(scores.decision(pair)),
            }
            for pair in scores.clashes
        ],
    }


def _decided(decision: Decision | None) -> dict[str, object]:
    """What is decided about a clash, absent where nothing is."""
    return {"decided": {"measure": decision.measure, "day": decision.day.isoformat()}} if decision else {}


def to_incentives_json(
    incentive_map: IncentiveMap, scores: IncentiveScores | None, proposed: ProposedChanges | None = None
) -> bytes:
    """What `python -m assessment incentives` prints; without scores, that nothing is known about the elements.

    With proposals, and the story of every role that reaches its targets, where these are asked for.
    """
    if scores is not None:
        found = to_incentives(scores)
    else:
        unknown = {"net": None, "roles_pulling": 0, "orphan": None}
        elements = [{"id": element.id} | unknown for element in incentive_map.elements]
        found = {"format": INCENTIVES_FORMAT, "roles": [], "system": None, "elements": elements, "clashes": []}
    if proposed is not None:
        lines = story(scores) if scores else ()
        found["proposals"] = [_step(step) for one in proposed.every for step in one.steps]
        found["story"] = [{"element": line.element, "effect": line.effect} for line in lines]
    return json.dumps(found, ensure_ascii=False, indent=2).encode() + b"\n"


def _step(step: MeasureStep) -> dict[str, object]:
    """One change of a role's measures; its price is against the map before it."""
    price = step.price
    return {
        "role": step.role,
        "change": step.kind,
        "measure": step.measure.strip(),
        "instead": step.instead,
        "alignment_before": two_decimals(step.alignment_before),
        "alignment_after": two_decimals(step.alignment_after),
        "price": {
            "orphans": list(price.orphans),
            "elements": list(price.elements),
            "clashes": [
                {"a": one.a, "b": one.b, "before": two_decimals(one.before), "after": two_decimals(one.after)}
                for one in price.clashes
            ],
        },
    }


def to_answers_json(report: Report) -> bytes:
    """The answers file, "drivkraft.answers/1", which the app and the command line can read."""
    return report.answers.to_json(report.instrument)


def _score(score: Score) -> dict[str, object]:
    priority = score.priority
    return {
        "id": score.id,
        "current": _column(score.current),
        "new": _column(score.new) | {"level": score.new.level},
        "balance": None if score.balance is None else _balance(score.balance),
        "priority": None
        if priority is None
        else {
            "importance": priority.importance,
            "gap": two_decimals(priority.gap),
            "score": two_decimals(priority.score),
        },
    }


def _column(column: ColumnScore) -> dict[str, object]:
    return {
        "score": two_decimals(column.score),
        "valid": column.valid,
        "applicable": column.applicable,
        "items": column.items,
        "dont_know_rate": two_decimals(column.dont_know_rate),
    }


def _balance(balance: Balance) -> dict[str, object]:
    return {
        "current": two_decimals(balance.current),
        "new": two_decimals(balance.new),
        "difference": two_decimals(balance.difference),
        "pairs": balance.pairs,
        "resolution": two_decimals(balance.resolution),
        "verdict": balance.verdict,
        "quadrant": balance.quadrant,
    }


def _overall(overall: Overall) -> dict[str, object]:
    return {
        "score": two_decimals(overall.score),
        "mean": two_decimals(overall.mean),
        "minimum": two_decimals(overall.minimum),
        "weakest": list(overall.weakest),
        "level": overall.level,
    }


# CSV ------------------------------------------------------------------------------------------------------------------

# What a spreadsheet reads as the start of a formula wherever a cell may begin: at the start of the text, or after a
# character that separates cells in another country's settings.
_FORMULA: Final = re.compile(r"^(?=[=+\-@＝＋－＠\t\r\n])|(?<=[;,\t\r\n])(?=[ \"]*[=+\-@＝＋－＠])")


def to_csv(report: Report, language: Language) -> bytes:
    """One table with a header row and COLUMNS: UTF-8 with byte order mark, as Excel in that language expects it.

    Swedish has semicolons and decimal commas, English commas and decimal points. No text can become a formula.
    """
    head = [say(language, f"export.column.{column}") for column in COLUMNS]
    rows = ([row.get(column) for column in COLUMNS] for row in _rows(report, language))
    return csv_table([head, *rows], language)


def csv_table(rows: Iterable[Sequence[Cell]], language: Language) -> bytes:
    """Rows as CSV, the header first, as to_csv() writes them."""
    swedish = language == "sv"
    table = io.StringIO(newline="")
    writer = csv.writer(table, delimiter=";" if swedish else ",", quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_written(cell, "," if swedish else ".") for cell in row])
    return table.getvalue().encode("utf-8-sig")


def _written(cell: Cell, point: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return _FORMULA.sub("'", cell).replace("\u00a0", " ")  # What is looked for in a table is typed with a space.
    return str(cell) if isinstance(cell, int) else f"{cell:.2f}".replace(".", point)


def _rows(report: Report, language: Language) -> Iterator[Mapping[str, Cell]]:
    instrument, scores, answers = report.instrument, report.scores, report.answers

    def section(name: str) -> str:
        return say(language, f"export.section.{name}")

    def about(row_id: str, value: str) -> Mapping[str, Cell]:
        return {"section": section("about"), "id": row_id, "name": f"{say(language, f'export.row.{row_id}')}: {value}"}

    yield about("headline", opening(report, language).title)
    yield {"section": section("behaviour"), "id": "current", "name": answers.current_behaviour}
    yield {"section": section("behaviour"), "id": "new", "name": answers.new_behaviour}
    for kind, entries in (("factor", scores.factors), ("facet", scores.facets)):
        for entry in entries:
            yield {"section": section(kind)} | score_cells(entry, report, language)
    overall = scores.overall
    level = next((level[language] for level in instrument.levels if level.id == overall.level), None)
    for name, value in (("overall", overall.score), ("mean", overall.mean), ("minimum", overall.minimum)):
        row: dict[str, Cell] = {"section": section("overall"), "id": name, "name": say(language, f"export.row.{name}")}
        yield row | {"wanted": two_decimals(value), "level": level if name == "overall" else None}
    yield from _balance_rows(report, language)
    for module in scores.context:
        row = {"section": section("context"), "id": module.id, "name": part_name(module.id, instrument, language)}
        yield row | {"today": two_decimals(module.score), "valid_today": module.valid, "asked": module.items}
    for advice in (*report.to_do, *report.done):
        title = advice_title(advice, report, language)
        yield {"section": section("recommendation"), "id": advice.id, "name": title}
    yield from _rows_over_time(report, language)
    yield from _incentive_rows(report, language)
    if len(instrument.offered_forms) > 1:
        yield about("form", say(language, f"export.row.{answers.form}"))
    yield about("answered", f"{scores.answered} / {scores.cells}")
    yield about("bank", f"{instrument.id} {instrument.version}")
    yield about("scoring", report.scoring_version)
    yield about("date", report.answered_on.isoformat())


def _balance_rows(report: Report, language: Language) -> Iterator[Mapping[str, Cell]]:
    """The mean balances: of all four factors, and of the two on rewards."""
    balances: tuple[tuple[Literal["total", "rewards"], float | None], ...] = (
        ("total", report.scores.balance_total),
        ("rewards", report.scores.balance_rewards),
    )
    for of, value in balances:
        name = balance_name(of, report.instrument, language)
        row: dict[str, Cell] = {"section": say(language, "export.section.balance"), "id": of, "name": name}
        yield row | {"difference": two_decimals(value)}


def _rows_over_time(report: Report, language: Language) -> Iterator[Mapping[str, Cell]]:
    """The earlier assessments, what has moved since the last of them, and the plan; no rows for what is absent."""
    for earlier in report.earlier:
        section: dict[str, Cell] = {"section": say(language, "export.section.earlier")}
        for entry in (*earlier.scores.factors, *earlier.scores.facets):
            cells = score_cells(entry, earlier, language)
            yield section | cells | {"name": f"{earlier.answered_on}: {cells['name']}"}
    for change in comparable(report):
        # In these rows, the columns of the behaviours show how far the score has moved.
        moved = {"today": two_decimals(change.current.difference), "wanted": two_decimals(change.new.difference)}
        name = part_name(change.id, report.instrument, language)
        movements = [
            f"{column.short[language]} {movement_text(moved_by, language)}"
            for column, moved_by in zip(report.instrument.columns, (change.current, change.new), strict=True)
        ]
        named: dict[str, Cell] = {"id": change.id, "name": f"{name}: {'; '.join(movements)}"}
        yield {"section": say(language, "comparison.title")} | named | moved
    for line in report.plan:
        details = [f"{say(language, f'plan.{name}')}: {text}" for name, text in plan_texts(line, language)]
        details += [step_text(step, language) for step in line.steps]
        titled = [line.title, *details] if line.title else details
        yield {"section": say(language, "plan.title"), "id": line.id, "name": "; ".join(titled)}


def _incentive_rows(report: Report, language: Language) -> Iterator[Mapping[str, Cell]]:
    """The incentive map in sentences; its numbers are in the workbook and the JSON object."""
    scores = report.incentives
    if scores is None:
        return
    sentences = [
        *((role.id, role_sentence(role, report, language)) for role in scores.roles),
        *((element.id, element_sentence(element, report, language)) for element in scores.elements),
        *((f"{clash.a} × {clash.b}", clash_in_full(clash, report, language)) for clash in scores.clashes),
    ]
    for row_id, sentence in sentences:
        yield {"section": say(language, "incentives.heading"), "id": row_id, "name": sentence}


def score_cells(score: Score, report: Past, language: Language) -> dict[str, Cell]:
    """A factor or facet as the cells of a table, by the names in COLUMNS; "difference" counts pairs only."""
    balance, priority = score.balance, score.priority
    return {
        "id": score.id,
        "name": part_name(score.id, report.instrument, language),
        "today": two_decimals(score.current.score),
        "wanted": two_decimals(score.new.score),
        "difference": two_decimals(balance.difference) if balance else None,
        "verdict": verdict_name(score, language) if balance else None,
        "level": level_name(score.new.level, report.instrument, language) if score.new.level else None,
        "quadrant": quadrant_name(score, report.instrument, language) if balance else None,
        "valid_today": score.current.valid,
        "valid_wanted": score.new.valid,
        "asked": score.new.items,
        "importance": priority.importance if priority else None,
        "gap": two_decimals(priority.gap) if priority else None,
        "priority": two_decimals(priority.score) if priority else None,
    }


def balance_name(balance: Literal["total", "rewards"], instrument: Instrument, language: Language) -> str:
    """The name of a mean balance: of all factors, or of the two on rewards, which the bank may call otherwise."""
    names = [lower_first(part_name(factor, instrument, language)) for factor in REWARDS]
    return say(language, f"export.row.{balance}", names=joined(names, language))


def comparable(report: Report) -> tuple[FactorChange, ...]:
    """The changes since the assessment before: factors, and facets when both assessments have them."""
    with_facets = bool(report.earlier) and bool(report.earlier[-1].scores.facets)
    return report.changes if with_facets else report.factor_changes


def plan_texts(line: PlanLine, language: Language) -> list[tuple[str, str]]:
    """The texts of a plan line besides its title, as pairs of field name and text; empty ones are left out.

    The deadline is written as 2027-01-31. The first step of a line with several is among those: see step_text().
    """
    texts = {
        "first_step": "" if line.steps else line.first_step,
        "owner": line.owner,
        "due": line.due.isoformat() if line.due else "",
        "success": line.success,
        "state": state_word(line, language),
        "outcome": say(language, f"plan.outcomes.{line.outcome}") if line.outcome else "",
        "happened": line.happened,
    }
    return [(name, text) for name, text in texts.items() if text]


def step_text(step: PlanStep, language: Language) -> str:
    """What a step is, by when, and whether it is done."""
    done = say(language, "plan.states.done").lower() if step.is_done else ""
    details = ", ".join(filter(None, [step.due.isoformat() if step.due else "", done]))
    return f"{step.text} ({details})" if details else step.text
