"""Statements with their answers, named inside a piece of advice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from assessment.instrument import Instrument, Language
from assessment.report import Report
from assessment.sentences.answers import answer_name
from assessment.sentences.names import part_name
from assessment.statements import Answered
from assessment.words import first_names, joined, lower_first, quoted, say, shortened, without_asides

# Where a text of advice names the statements that give the least support, and those that put today furthest ahead.
LOWEST: Final = "{lowest}"
AHEAD: Final = "{ahead}"

_NAMED: Final = 2  # Statements are long: of more equal ones the first are named.
_LINE: Final = 90  # Characters.


def with_statements(text: str, target: str, report: Report, language: Language) -> str:
    """A text of advice on `target` with its placeholders filled in: the facet, or statements with their answers."""
    for place, names in _PLACES.items():
        if place in text:
            text = text.replace(place, names(target, report, language))
    return text


def ahead_with_answers(target: str, report: Report, language: Language) -> str:
    """The statement that AHEAD stands for in advice on `target`, with both its answers; a dash where there is none."""
    found = _first_ahead(target, report)
    if found is None:
        return "–"
    return _of_equal(_with_both_answers(found, report.instrument, language), report, language)


def without_answers(text: str, instrument: Instrument) -> str:
    """A text of advice without the answers beside its statements, which may have been others when it was written."""
    scale = (*instrument.scale.labels, *instrument.scale.special)
    names = [lower_first(point[language]) for point in scale for language in instrument.languages]
    against = [say(language, "answers.against", answer=name) for name in names for language in instrument.languages]
    none = [say(language, "answers.none") for language in instrument.languages]
    return without_asides(text, [*names, *against, *map(lower_first, none)])


def support_sentences(
    most: Sequence[Answered], least: Sequence[Answered], report: Report, language: Language
) -> tuple[str, ...]:
    """Which answers of a part give the wanted behaviour the most and the least support, a sentence each.

    Only the least where many give the most; none where all give the same.
    """
    if most == least:
        return ()
    found = {"least": least} if most[_NAMED:] else {"most": most, "least": least}
    return tuple(
        say(
            language,
            f"answers.supports.{how}",
            statements=_listed([_in_short(one, report.instrument, language) for one in statements], language),
        )
        for how, statements in found.items()
    )


def _facet(target: str, report: Report, language: Language) -> str:
    return part_name(target, report.instrument, language)


def _least_supporting(target: str, report: Report, language: Language) -> str:
    found = report.least_supporting(target)
    if found[_NAMED:] and report.are_all_equal(target):
        same = list(dict.fromkeys(lower_first(answer_name(one.new, report.instrument, language)) for one in found))
        return say(language, "answers.none_stands_out", answers=joined(same, language))
    return _listed([_with_answer(one, report.instrument, language) for one in found], language)


def _furthest_ahead(target: str, report: Report, language: Language) -> str:
    found = _first_ahead(target, report)
    return "–" if found is None else _of_equal(_named(found, language), report, language)


def _of_equal(named: str, report: Report, language: Language) -> str:
    """The statement that is named of those that put today furthest ahead, and that there are others, if so."""
    return say(language, "answers.among_others", statement=named) if report.furthest_ahead[1:] else named


def _first_ahead(target: str, report: Report) -> Answered | None:
    """The statement that puts today furthest ahead: of several, one of the factor in the reason for advice on `target`.

    One is enough for a step to begin with, and a step that names several is not read to its end.
    """
    factors = {one.reason.values.get("name") for one in report.advice if one.target == target}
    found = report.furthest_ahead
    return next((one for one in found if one.item.factor in factors), next(iter(found), None))


def _unknown(_target: str, report: Report, language: Language) -> str:
    return _listed([_named(one, language) for one in report.least_known], language)


# What may stand in a piece of advice, and what is said there instead. instrument/checks.py says where each belongs.
_PLACES: Final[Mapping[str, Callable[[str, Report, Language], str]]] = {
    "{facet}": _facet,
    LOWEST: _least_supporting,
    AHEAD: _furthest_ahead,
    "{unknown}": _unknown,
}


def _listed(names: Sequence[str], language: Language) -> str:
    """The first names as a list, and how many more there are; a dash where there is none."""
    return first_names(names, language, most=_NAMED) or "–"


def _named(one: Answered, language: Language) -> str:
    """A statement in quotation marks, without its full stop because a sentence goes on."""
    return quoted(one.item.text[language].removesuffix("."), language)


def _with_answer(one: Answered, instrument: Instrument, language: Language) -> str:
    return say(language, "answers.named", statement=_named(one, language), answer=_answer(one, instrument, language))


def _in_short(one: Answered, instrument: Instrument, language: Language) -> str:
    """A statement with its answer, cut where it is long beyond a line."""
    statement = quoted(shortened(one.item.text[language].removesuffix("."), _LINE), language)
    return say(language, "answers.named", statement=statement, answer=_answer(one, instrument, language))


def _answer(one: Answered, instrument: Instrument, language: Language) -> str:
    """An answer inside a sentence; that a high one counts against the wanted behaviour, where it does."""
    answer = lower_first(answer_name(one.new, instrument, language))
    return say(language, "answers.against", answer=answer) if one.is_against else answer


def _with_both_answers(one: Answered, instrument: Instrument, language: Language) -> str:
    answers = zip(instrument.columns, (one.current, one.new), strict=True)
    said = [f"{lower_first(column.short[language])}: {lower_first(answer_name(answer, instrument, language))}"
            for column, answer in answers]  # fmt: skip
    return say(language, "answers.named", statement=_named(one, language), answer=", ".join(said))
