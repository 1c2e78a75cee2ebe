"""The first page of the questions: which behaviour they are about, who answers, the experience, and planned rewards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from assessment.answers import AGREEMENTS, LEADS, TEXT_LIMIT, Answers
from assessment.instrument import ORGANISATIONS, Instrument, Language
from assessment.sentences.bank import say_of_bank
from assessment.words import has_words, say
from pages.shared.questionnaire import Chips, Description, ExperiencePart, Option, Pair, Point, QuestionPage
from pages.visit import places


@lru_cache(maxsize=16)  # Shared by all visitors, so kept once and not in each session.
def behaviour_page(bank: Instrument, language: Language, *, is_again: bool = False) -> QuestionPage:
    """The page, for a questionnaire to draw.

    A later assessment of a series (`is_again`) has asked already whether the experience is agreed.
    """
    return QuestionPage(
        places.BEHAVIOUR,
        say(language, "behaviour.title"),
        rows=(),
        points=tuple(Point(value=str(label.value), label=label[language]) for label in bank.importance.labels),
        text=say_of_bank(bank, language, "behaviour.text"),
        note=say(language, "behaviour.again") if is_again else None,
        onward=say(language, "behaviour.next"),
        description=_description(bank, language, is_again=is_again),
    )


def described(answers: Answers, bank: Instrument) -> dict[str, str]:
    """What is chosen on the page, by the name of its control."""
    experience = answers.experience
    planned = {None: "", True: "true", False: "false"}[answers.planned_reward]
    found = {
        **_behaviours(answers, bank),
        "organisation": answers.organisation,
        "leads": answers.leads,
        "agreed": experience.agreed,
        "experience_statement": experience.statement,
        "planned_reward": planned,
        **{f"weight.{element}": str(weight) for element, weight in experience.weights.items()},
    }
    return {name: value for name, value in found.items() if value}


def _behaviours(answers: Answers, bank: Instrument) -> dict[str, str]:
    """The example both behaviours are from, else the visitor's own words."""
    current, new = answers.current_behaviour, answers.new_behaviour
    for example in bank.behaviour_examples:
        if example.has("current", current) and example.has("new", new):
            return {"behaviour": example.id}
    own = {"behaviour_current": current, "behaviour_new": new}
    return {"behaviour": "own", **own} if current or new else {}


def _description(bank: Instrument, language: Language, *, is_again: bool) -> Description:
    words = ("own", "own_caption", "more", "needed", "needed_own", "skip")
    changes, parts = ("anew", "reworded"), ("weight", "weights", "lacking")
    chips = [each for each in _chips(bank, language) if not (is_again and each["name"] == "agreed")]
    return Description(
        examples=tuple(
            Pair(id=each.id, current=each.current[language], new=each.new[language], fits=each.fits)
            for each in bank.behaviour_examples
        ),
        chips=tuple(chips),
        asks_parts=bank.asks_about_experience,
        elements=tuple(ExperiencePart(id=each.id, label=each[language]) for each in bank.incentives.elements),
        statement={
            "label": say(language, "behaviour.experience.statement"),
            "hint": say(language, "behaviour.placeholder.experience_statement"),
        },
        most=TEXT_LIMIT,
        words={
            **{name: say(language, f"behaviour.{name}") for name in words},
            **{name: say(language, f"behaviour.changed.{name}") for name in changes},
            **{name: say(language, f"behaviour.experience.{name}") for name in parts},
            "elements": say(language, f"behaviour.experience.elements{'_again' if is_again else ''}"),
            "changed": say(language, "behaviour.changed.question"),
            "hint": say(language, "behaviour.placeholder.behaviour", example="{example}"),
        },
    )


def _chips(bank: Instrument, language: Language) -> Iterator[Chips]:
    """The choices of one of a few, as far as anything depends on them."""
    if bank.asks_about_organisation:
        yield _chip_row("organisation", "behaviour.organisation", ORGANISATIONS, "behaviour.organisation", language)
    if bank.asks_about_leading:
        yield _chip_row("leads", "behaviour.leads", LEADS, "behaviour.leads", language)
    if bank.asks_about_experience:
        yield _chip_row("agreed", "behaviour.experience", AGREEMENTS, "agreement", language)
    if bank.asks_about_rewards:
        yield _chip_row("planned_reward", "behaviour.planned_reward", ("true", "false"), "planned", language)


def _chip_row(name: str, about: str, values: Sequence[str], labels: str, language: Language) -> Chips:
    options = tuple(Option(value=value, label=say(language, f"{labels}.{value}")) for value in values)
    hint = say(language, f"{about}.hint") if has_words(language, f"{about}.hint") else ""
    return Chips(name=name, title=say(language, f"{about}.title"), hint=hint, options=options)
