"""A Report as CSV and JSON: every number rounded half away from zero to two decimals, a withheld one absent."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import Final

from assessment.instrument import Language
from assessment.report import Report
from assessment.scoring import Balance, ColumnScore, Overall, Score
from assessment.text import advice_title, headline, level_name, part_name, quadrant_name, rounded, say, verdict_name

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
    """The outcome as the JSON object "drivkraft.result/1" of formats.md."""
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
        "incentives": None,
        "recommendations": [{"id": advice.id, "target": advice.target} for advice in report.advice],
        # An answers file tells no times: a note on the pace would not come out of `score` again.
        "notes": [note for note in report.notes if note != "fast_answers"],
        "ignored": list(report.answers.ignored),
    }


def to_result_json(report: Report) -> bytes:
    """What `python -m assessment score` prints."""
    return json.dumps(to_result(report), ensure_ascii=False, indent=2).encode() + b"\n"


def to_answers_json(report: Report) -> bytes:
    """The answers file, "drivkraft.answers/1": the app and the command line take it back."""
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

# What a spreadsheet reads as the start of a formula, wherever it may see a cell begin: at the start of the text, or
# after a character that a spreadsheet set to another country takes for the border between two cells.
_FORMULA: Final = re.compile(r"^(?=[=+\-@＝＋－＠\t\r\n])|(?<=[;,\t\r\n])(?=[ \"]*[=+\-@＝＋－＠])")


def to_csv(report: Report, language: Language) -> bytes:
    """One table with a header row, COLUMNS wide: UTF-8 with byte order mark, as Excel in that language opens it.

    Swedish has semicolons and decimal commas, English commas and decimal points. No text can become a formula.
    """
    swedish = language == "sv"
    table = io.StringIO(newline="")
    writer = csv.writer(table, delimiter=";" if swedish else ",", quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    writer.writerow([say(language, f"export.column.{column}") for column in COLUMNS])
    for row in _rows(report, language):
        writer.writerow([_written(row.get(column), "," if swedish else ".") for column in COLUMNS])
    return table.getvalue().encode("utf-8-sig")


def _written(cell: Cell, point: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return _FORMULA.sub("'", cell)
    return str(cell) if isinstance(cell, int) else f"{cell:.2f}".replace(".", point)


def _rows(report: Report, language: Language) -> Iterator[Mapping[str, Cell]]:
    instrument, scores, answers = report.instrument, report.scores, report.answers

    def section(name: str) -> str:
        return say(language, f"export.section.{name}")

    def about(row_id: str, value: str) -> Mapping[str, Cell]:
        return {"section": section("about"), "id": row_id, "name": f"{say(language, f'export.row.{row_id}')}: {value}"}

    yield about("headline", headline(report, language).title)
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
    for name, value in (("total", scores.balance_total), ("rewards", scores.balance_rewards)):
        row = {"section": section("balance"), "id": name, "name": say(language, f"export.row.{name}")}
        yield row | {"difference": two_decimals(value)}
    for module in scores.context:
        row = {"section": section("context"), "id": module.id, "name": part_name(module.id, instrument, language)}
        yield row | {"today": two_decimals(module.score), "valid_today": module.valid, "asked": module.items}
    for advice in report.advice:
        title = advice_title(advice, report, language)
        yield {"section": section("recommendation"), "id": advice.id, "name": title}
    yield about("form", say(language, f"export.row.{answers.form}"))
    yield about("answered", f"{scores.answered} / {scores.cells}")
    yield about("bank", f"{instrument.id} {instrument.version}")
    yield about("scoring", report.scoring_version)
    yield about("date", report.made_on.isoformat())


def score_cells(score: Score, report: Report, language: Language) -> dict[str, Cell]:
    """A factor or facet as the cells of a table, by the names in COLUMNS; "difference" is on pairs only."""
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
