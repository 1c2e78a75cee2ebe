"""A line of the plan in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from assessment.advice import Advice
from assessment.instrument import LANGUAGES, Instrument, Language, Recommendation
from assessment.plan import PlanLine
from assessment.report import Report
from assessment.sentences.reader import say_to_reader
from assessment.sentences.statements import AHEAD, LOWEST
from assessment.settled import Awaited
from assessment.words import date_text, first_quoted, lower_first, quoted, say

# Titles that advice of the question bank had before, by its id: a line that still has one is unchanged.
_EARLIER_TITLES: Final[Mapping[str, tuple[str, ...]]] = {
    "F-conditions-supports": ("Remove the obstacles that are left", "Röj hindren som är kvar"),
    "X-two_camps": ("Look for what divides the team", "Ta reda på vad som delar teamet"),
}

# First steps that it had before, by its id, in English and Swedish: a line that still has one is unchanged.
_EARLIER_FIRSTS: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "F-ability-drives": (
        (
            "Hold a short monthly practice session so that the skill stays fresh.",
            "Håll ett kort övningspass i månaden så att ni inte tappar färdigheten.",
        ),
    ),
    "F-conditions-holds_back": (
        (
            "Start with what gives the wanted behaviour the least support: {lowest}.",
            "Börja med det som ger minst stöd åt det önskade beteendet: {lowest}.",
        ),
    ),
    "F-external_rewards-holds_back": (
        (
            (
                "Start with two rewards that cost little: praise and the assignments that many want. Tie them "
                "to the wanted behaviour."
            ),
            (
                "Börja med två belöningar som kostar lite: beröm och de uppdrag som många vill ha. Knyt dem "
                "till det önskade beteendet."
            ),
        ),
    ),
    "F-internal_rewards-supports": (
        (
            "Work only on what gives the wanted behaviour the least support: {lowest}.",
            "Arbeta bara med det som ger minst stöd åt det önskade beteendet: {lowest}.",
        ),
    ),
    "F-internal_rewards-drives": (
        (
            "Tell concrete stories about what people did and what it meant to the customer.",
            "Berätta konkret om vad medarbetare har gjort och vad det betydde för kunden.",
        ),
        (
            "Tell concrete stories about what people did and what it meant to the person concerned.",
            "Berätta konkret om vad medarbetare har gjort och vad det betydde för den det gällde.",
        ),
    ),
    "X-today_wins": (
        (
            (
                "Start where today’s behaviour is furthest ahead: {ahead}. Ask three employees what they gain "
                "by working as they do today, and what they avoid."
            ),
            (
                "Börja där dagens beteende har störst försprång: {ahead}. Fråga tre medarbetare vad de vinner "
                "på att göra som i dag, och vad de slipper."
            ),
        ),
        (
            (
                "Ask three employees what they gain by working as they do today, and what they avoid, where today’s "
                "behaviour is furthest ahead: {ahead}."
            ),
            (
                "Fråga tre medarbetare vad de vinner på att göra som i dag, och vad de slipper, där dagens beteende "
                "har störst försprång: {ahead}."
            ),
        ),
        (
            (
                "Go through two recent cases with the team, and note what made today’s behaviour the easy choice, "
                "where it is furthest ahead: {ahead}."
            ),
            (
                "Gå igenom två aktuella ärenden med gruppen, och notera vad som gjorde dagens beteende till det enkla "
                "valet, där det har störst försprång: {ahead}."
            ),
        ),
    ),
    "X-clash_quadrant": (
        (
            "People have something to gain from both behaviours. Write down what, in everyday words.",
            "Medarbetarna har något att vinna på båda beteendena. Skriv ner vad, med vardagliga ord.",
        ),
    ),
    "X-idle_quadrant": (
        (
            (
                "Neither behaviour has much support. Ask what would make the wanted one worth the effort, and "
                "whether low interest is a sign of tiredness or resignation."
            ),
            (
                "Inget av beteendena har något större stöd. Fråga vad som skulle göra det önskade värt mödan, "
                "och om det svaga intresset beror på trötthet eller uppgivenhet."
            ),
        ),
    ),
    "X-ready_quadrant": (
        (
            (
                "According to the answers, the wanted behaviour already has the stronger support. Choose a "
                "starting date and a first group."
            ),
            "Enligt svaren har det önskade beteendet redan starkast stöd. Välj ett startdatum och en första grupp.",
        ),
        (
            (
                "According to the answers, the wanted behaviour already has the stronger support. Choose a "
                "starting date and the first jobs."
            ),
            "Enligt svaren har det önskade beteendet redan starkast stöd. Välj ett startdatum och de första jobben.",
        ),
    ),
    "X-role_misaligned": (
        (
            (
                "Start with the role whose measures work most against the agreed customer experience. Ask the "
                "person in it which shortcuts the measures invite."
            ),
            (
                "Börja med den roll vars mått mest motverkar den överenskomna kundupplevelsen. Fråga den som "
                "har rollen vilka genvägar måtten lockar till."
            ),
        ),
        (
            (
                "Start with the one whose measures work most against what you have agreed on. Ask which "
                "shortcuts the measures invite."
            ),
            "Börja med den vars mått mest motverkar det ni har enats om. Fråga vilka genvägar måtten lockar till.",
        ),
    ),
}

# Steps of the following months that it had before, by its id and the name of the step.
_EARLIER_LATER: Final[Mapping[tuple[str, Literal["d30", "d60", "d90"]], tuple[tuple[str, str], ...]]] = {
    ("X-agree_cx_first", "d90"): (
        (
            "Have management sign it. Only then look at rewards.",
            "Låt ledningen skriva under. Titta på belöningarna först därefter.",
        ),
        (
            "Have the executive team sign it. Only then look at rewards.",
            "Låt ledningsgruppen skriva under. Titta på belöningarna först därefter.",
        ),
        (
            "Put the list up where everyone sees it. Only then look at rewards.",
            "Sätt upp listan där alla ser den. Titta på belöningarna först därefter.",
        ),
        (
            "Put it into the operational plan. Only then look at goals and rewards.",
            "Skriv in det i verksamhetsplanen. Titta på mål och belöningar först därefter.",
        ),
    ),
    ("X-map_before_reward", "d60"): (
        (
            (
                "Once you have agreed on the right customer experience, remove or change what pulls the wrong way "
                "before anything is added."
            ),
            (
                "När ni är överens om rätt kundupplevelse: ta bort eller ändra det som drar åt fel håll, innan något "
                "nytt läggs till."
            ),
        ),
    ),
    ("X-today_wins", "d30"): (
        (
            (
                "Remove one thing that tempts or forces people into today’s behaviour: a routine, an expectation or, "
                "once you have agreed on the right customer experience, a measure."
            ),
            (
                "Ta bort en sak som lockar eller tvingar fram dagens beteende: en rutin, en förväntan eller, när ni är "
                "överens om rätt kundupplevelse, ett mått."
            ),
        ),
        (
            (
                "Remove one thing that tempts or forces people into today’s behaviour: a routine, an expectation, or a "
                "measure that works against the agreed customer experience."
            ),
            (
                "Ta bort en sak som lockar eller tvingar fram dagens beteende: en rutin, en förväntan, eller ett mått "
                "som motverkar den överenskomna kundupplevelsen."
            ),
        ),
    ),
    ("X-ready_quadrant", "d30"): (
        (
            (
                "Remove a template, a routine or, once you have agreed on the right customer experience, a measure "
                "that belongs to today’s behaviour."
            ),
            (
                "Ta bort en mall, en rutin eller, när ni är överens om rätt kundupplevelse, ett mått som hör till "
                "dagens beteende."
            ),
        ),
    ),
    ("X-pairwise_clash", "d60"): (
        ("Give them one shared measure for the handover.", "Ge dem ett gemensamt mått för överlämningen."),
    ),
    ("X-gameable_metric", "d30"): tuple(
        (
            f"Once you agree on the experience: replace it with a measure of causes, for example {example}.",
            f"När ni är överens om upplevelsen: byt det mot ett mått på orsaker, till exempel {exempel}.",
        )
        for example, exempel in (
            ("the share of return causes removed", "andelen returorsaker som har åtgärdats"),
            ("the share of cases that are settled for good", "andelen ärenden som blir klara för gott"),
            ("the share of jobs that are right first time", "andelen jobb som blir rätt första gången"),
        )
    ),
}
_EARLIER_IN: Final[tuple[Language, Language]] = ("en", "sv")


def dropped_remark(line: PlanLine, report: Report, language: Language) -> str:
    """That a line that is left no longer applies: its decision does not, its role has lost the measure, or all agree.

    "" for any other line.
    """
    if line.is_all_done:
        return ""
    if line.id in report.reopened:
        return say(language, "plan_page.reopened")
    if line.id not in report.dropped:
        return ""
    planned = report.planned_reward(line)
    if planned is not None and planned.gone:
        return say(language, "plan_page.measure_gone", measure=quoted(planned.gone, language))
    return say(language, "plan_page.agreed")


def unadvised_remark(line: PlanLine, report: Report, language: Language) -> str:
    """That a line that is left comes from advice of an earlier result, which the latest one does not give; else "".

    Not of one that is late, no longer applies or waits for other advice: of those line_remark() says what to do.
    """
    is_elsewhere = line.id in report.dropped or report.late(line) is not None or report.comes_before(line) is not None
    if line.is_all_done or is_elsewhere or report.is_advised(line):
        return ""
    was_advised = any(advice.source == line.source for past in report.earlier for advice in past.advice)
    return say_to_reader(report, language, "plan_page.no_longer_advised") if was_advised else ""


def waits_remark(line: PlanLine, report: Report, language: Language) -> str:
    """What a planned change of rewards waits for, as the map says it, and by when that is to be done; else "".

    Where the change itself is to be done before, that its day comes too early.
    """
    awaited = Awaited.by(line, report)
    if awaited is None:
        return ""
    held, first = awaited.line, awaited.advice
    title = shown_title(held, report.instrument, language) if held else first.recommendation.title[language]
    day = date_text(awaited.until, language) if awaited.until else ""
    waits = say(language, f"plan_page.waits_for{'_by' if day else ''}", title=quoted(title, language), day=day)
    if not awaited.comes_later or line.due is None:
        return waits
    return f"{waits} {say(language, 'plan_page.day_too_early', day=date_text(line.due, language))}"


def line_title(line: PlanLine, bank: Instrument, language: Language) -> str:
    """The title of a line. It keeps the language in which it was added; that of advice, unchanged, is translated."""
    rule = unchanged_advice(line, bank)
    return rule.title[language] if rule else line.title


def shown_title(line: PlanLine, bank: Instrument, language: Language) -> str:
    """line_title(), or that a line has none."""
    return line_title(line, bank, language) or say(language, "plan_page.untitled")


def number_in_results(one: PlanLine | Advice, report: Report) -> str:
    """The number that advice to do has in the results, wherever it stands; "" for everything else in the plan."""
    numbers = {source: str(number) for number, source in enumerate(report.ranked, start=1)}
    return numbers.get(one.source or "", "")


def state_word(line: PlanLine, language: Language) -> str:
    """The state of a line in a word. One that made no difference is ended, not done; with a step done, one is begun."""
    begun = "done" if line.is_all_done else "doing" if line.steps_done else line.state
    return say(language, f"plan.states.{'ended' if line.made_no_difference else begun}")


def line_steps(line: PlanLine, bank: Instrument, language: Language) -> list[str]:
    """The steps of a line, each translated where it is still that of the advice."""
    rule = unchanged_advice(line, bank)
    texts = [each for each in (rule.first, rule.d30, rule.d60, rule.d90) if each] if rule else []
    known = {text[name]: text[language] for text in texts for name in bank.languages}
    steps = [step_of_now(step.text, rule, bank) if rule else step.text for step in line.steps]
    return [known.get(step, step) for step in steps]


def step_of_now(step: str, rule: Recommendation, bank: Instrument) -> str:
    """The step that advice has now, for one that it had before, with the same statements; else the step itself.

    It stays in its language. Of statements that put today furthest ahead it keeps the first.
    """
    if not bank.is_shipped:
        return step
    for earlier in _EARLIER_FIRSTS.get(rule.id, ()):
        for language, text in zip(_EARLIER_IN, earlier, strict=True):
            head, _, tail = _naming(LOWEST, text).partition(LOWEST)
            statements = step.removeprefix(head).removesuffix(tail)
            if step == _naming(statements, text):
                is_first_only = AHEAD in rule.first[language]
                return _naming(first_quoted(statements) if is_first_only else statements, rule.first[language])
    for (rule_id, name), texts in _EARLIER_LATER.items():
        found = next((each for each in texts if rule_id == rule.id and step in each), None)
        now = getattr(rule, name)
        if found and now:
            return str(now[_EARLIER_IN[found.index(step)]])
    return step


def _naming(statements: str, text: str) -> str:
    """A first step with these statements where it has a place for some."""
    return text.replace(AHEAD, statements).replace(LOWEST, statements)


def asks_to_answer(step: str) -> bool:
    """Whether a step begins with what the button to answer again says, in any language."""
    return step.startswith(tuple(say(language, "again.button") for language in LANGUAGES))


def is_quarterly(step: str) -> bool:
    """Whether a step says that it is done once a quarter, in any language."""
    said = [say(language, f"plan.quarterly.{how}") for how in ("once", "every") for language in LANGUAGES]
    return any(words in step.lower() for words in said)


def steps_to_answer(line: PlanLine) -> list[int]:
    """The places of the steps of a line that ask to answer again and are not done, from 0."""
    return [place for place, step in enumerate(line.steps) if not step.is_done and asks_to_answer(step.text)]


def unchanged_advice(line: PlanLine, bank: Instrument) -> Recommendation | None:
    """The advice whose title a line still has, of now or before, in any language; None for a title of its own."""
    rule = next((each for each in bank.recommendations if each.id == line.rule), None)
    if rule is None:
        return None
    titles = (*(rule.title[name] for name in bank.languages), *_EARLIER_TITLES.get(rule.id, ()))
    return rule if line.title in titles else None


def how_it_shows(line: PlanLine) -> str:
    """The name of the words for what tells that a line helped: ahead, once it has helped, or where it has not."""
    if line.outcome == "helped":
        return "helped"
    return "not_helped" if line.outcome in ("no_difference", "not_done") else "ahead"


def outcome_words(line: PlanLine, language: Language) -> str:
    """How a line went, for use in a sentence; "" without an answer."""
    return lower_first(say(language, f"plan.outcomes.{line.outcome}")) if line.outcome else ""


def told_happened(happened: str, language: Language) -> str:
    """What whoever plans has written of what happened with a line, in a sentence; "" where nothing is written."""
    return say(language, "plan.told", happened=happened) if happened else ""


def how_it_went(line: PlanLine, report: Report, language: Language) -> str:
    """How whoever plans has answered that a line went; "" without an answer."""
    went = outcome_words(line, language)
    return f"{say_to_reader(report, language, 'headline.short.answered')} {went}" if went else ""
