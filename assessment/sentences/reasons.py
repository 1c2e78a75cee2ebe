"""The numbers, names, roles and measures behind the reason why something is advised, as its words name them."""

from __future__ import annotations

from assessment.advice import Reason
from assessment.instrument import Language
from assessment.report import Report
from assessment.scoring import ContextScore
from assessment.sentences.names import element_name, measure_name, part_name, quoted_measures, role_inside
from assessment.sentences.scores import balance_values
from assessment.words import alignment_text, joined, lower_first, number, quoted, say


def on_answers(module: ContextScore, language: Language) -> str:
    """That the score of a context module rests on one answer; empty when it rests on more."""
    return say(language, "results.context.one_answer") if module.valid == 1 else ""


def reason_values(reason: Reason, report: Report, language: Language) -> dict[str, str]:
    """What the words of a reason have places for: numbers, names of parts, roles and measures."""
    values: dict[str, str] = {}
    if "current" in reason.values:  # the sides of a factor's balance
        values = balance_values(report.scores.factor(str(reason.values["name"])), language)
    module = next((one for one in report.scores.context if one.id == reason.values.get("name")), None)
    values["on_answers"] = on_answers(module, language) if module else ""
    for key, value in reason.values.items():
        if key in values:
            continue
        if isinstance(value, tuple) and key in ("measures", "others"):
            role = str(reason.values["b"] if key == "others" else reason.values.get("role", reason.values.get("a")))
            values[key] = quoted_measures([measure_name(role, name, report, language) for name in value], language)
        elif isinstance(value, tuple):
            values[key] = joined(
                [quoted(element_name(element, report, language), language) for element in value], language
            )
        elif isinstance(value, str):
            values[key] = _named_inside(key, value, reason, report, language)
        elif key == "alignment":
            values[key] = alignment_text(value, language)
        elif key == "importance":
            labels = {point.value: point[language] for point in report.instrument.importance.labels}
            values[key] = labels[int(value)]
        else:
            values[key] = number(value, language)
    return values


def _named_inside(key: str, part_id: str, reason: Reason, report: Report, language: Language) -> str:
    """The name for an id in a reason, as written inside a sentence."""
    if key == "name":
        return lower_first(part_name(part_id, report.instrument, language))
    if key in ("role", "a", "b"):
        return role_inside(part_id, report, language)
    if key == "measure":
        return quoted(measure_name(str(reason.values["role"]), part_id, report, language), language)
    return quoted(element_name(part_id, report, language), language) if key == "element" else part_id
