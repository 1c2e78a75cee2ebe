"""What the context modules say that were answered, and the advice they have led to."""

from __future__ import annotations

from assessment.instrument import Language
from assessment.report import Report
from assessment.sentences.advice import advice_title
from assessment.sentences.names import part_name
from assessment.sentences.reasons import on_answers
from assessment.words import number, say


def context_sentences(report: Report, language: Language) -> list[str]:
    """Each context module that was answered: its score, what it is about, and the advice it has led to."""
    described = {module.id: module.description for module in report.instrument.context_modules}
    sentences = []
    for module in report.scores.context:
        if module.score is None:
            continue
        name, score = part_name(module.id, report.instrument, language), number(module.score, language)
        few = on_answers(module, language)
        found = [say(language, "results.context.score", name=name, score=score, on_answers=few)]
        if about := described[module.id]:
            found.append(about[language])
        led_to = next((one for one in report.advice if one.reason.values.get("name") == module.id), None)
        if led_to:
            found.append(say(language, "results.context.advice", title=advice_title(led_to, report, language)))
        sentences.append(" ".join(found))
    return sentences
