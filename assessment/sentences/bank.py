"""Sentences that follow from what a question bank has, and do not mention what it leaves out."""

from __future__ import annotations

from assessment.instrument import FormId, Instrument, Language
from assessment.progress import FormLength
from assessment.words import has_words, joined, lower_first, say, upper_first


def say_of_bank(bank: Instrument, language: Language, path: str, **values: object) -> str:
    """The words at a path. Where the bank leaves something out, those at the same path under `without.…`, if any."""
    absent = {
        "map": not bank.has_map,
        "experience": not bank.asks_about_experience,
        "advice": not bank.recommendations,
        "facets": not bank.facets,
        "examples": not bank.behaviour_examples,
        "shipped": not bank.is_shipped,
    }
    places = [f"without.{what}.{path}" for what, is_absent in absent.items() if is_absent]
    place = next((place for place in places if has_words(language, place)), path)
    return say(language, place, **values)


def start_sentence(bank: Instrument, language: Language, form: FormId = "quick") -> str:
    """What the start page promises, with a form's numbers."""
    taps = FormLength.of(bank, form).answers
    return say_of_bank(bank, language, "start.below", minutes=bank.minutes(form), taps=taps)


def asked_sentence(bank: Instrument, form: FormId, language: Language) -> str:
    """How much a form asks, in the unit that progress is counted in."""
    return say(language, "questions.ahead", total=FormLength.of(bank, form).answers)


def stored_sentence(bank: Instrument, language: Language) -> str:
    """What is stored of an assessment, in a sentence, and what is not."""
    return say(language, "privacy.what.text", kinds=upper_first(joined(stored_kinds(bank, language), language)))


def stored_kinds(bank: Instrument, language: Language) -> list[str]:
    """What is stored of an assessment, each kind in a few words."""
    kinds = {
        "behaviours": True,
        "organisation": bank.asks_about_organisation or bank.asks_about_leading,
        "experience": bank.asks_about_experience,
        "answers": True,
        "map": bank.has_map,
        "plan": True,
        "title": True,
        "departments": bank.asks_about_experience,
    }
    return [say(language, f"privacy.what.kinds.{kind}") for kind, is_asked in kinds.items() if is_asked]


def context_sentence(bank: Instrument, form: FormId, language: Language) -> str:
    """What the statements beside the factors are about."""
    asked = {item.module for item in bank.form_context(form)}
    names = [module.name[language] for module in bank.context_modules if module.id in asked]
    subjects = upper_first(joined([lower_first(name) for name in names], language))
    return say(language, "questions.context.text", subjects=subjects)
