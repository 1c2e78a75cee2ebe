"""Sentences on what would turn a role, what that costs, and what customers meet if every role reaches its targets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from assessment.incentives import (
    Measure,
    MeasureStep,
    Price,
    ProposedChange,
    Puller,
    RisenClash,
    RoleDifference,
    StoryLine,
)
from assessment.instrument import LANGUAGES, Language
from assessment.report import Report
from assessment.sentences.advice import planned_title
from assessment.sentences.incentives import unrewarded_sentences
from assessment.sentences.names import element_name, measure_name, quoted_elements, role_inside
from assessment.words import first_names, joined, lower_first, number, pull_text, quoted, say, signed, upper_first

_MOST_TITLED: Final = 2  # Roles, in a title.
_MOST_NOTICED: Final = 2  # Elements that get worse, or better.
_WITH_MEASURES: Final = 2  # Roles of each direction, in one sentence.


class ChangedNumber(NamedTuple):
    """A number on the map before and after a change, with what it is of."""

    name: str
    before: str
    after: str


class StoryRow(NamedTuple):
    """What happens to an element, for a table: its name, how it fares, and who harms and who helps it by what."""

    element: str
    fares: str
    harming: str
    helping: str

    @property
    def is_moved(self) -> bool:
        """Whether anybody harms or helps it."""
        return bool(self.harming or self.helping)


class StoryText(NamedTuple):
    """What happens to an element: its name, how it fares in a few words with its number, and why in a sentence."""

    element: str
    fares: str
    reason: str


def change_title(proposed: ProposedChange, report: Report, language: Language) -> str:
    """What to change, as one or two sentences: the heading of a proposal, and the title of a line of the plan."""
    first, *further = proposed.steps
    whole = _step(first, "whole", report, language)
    return " ".join([whole, *(_step(step, "also", report, language) for step in further)])


def _step(step: MeasureStep, where: str, report: Report, language: Language) -> str:
    held = step.before.map.role(step.role)
    measure = held.measures_by_key.get(step.measure) if held else None
    name = next((one.label(language) for one in (measure, step.new) if one), None)
    return say(
        language,
        f"incentives.proposal.{where}.{step.kind}",
        role=role_inside(step.role, report, language),
        measure=quoted(name or measure_name(step.role, step.measure, report, language), language),
        instead=quoted((step.new and step.new.label(language)) or step.instead or "", language),
    )


def trial_title(found: Sequence[RoleDifference], after: Report, language: Language) -> str:
    """What a report's map differs in from an earlier one, as the title of a line of the plan.

    Of more than two roles, or of one that differs in several ways, only whose rewards change; empty where none differs.
    """
    if not found:
        return ""
    if not found[_MOST_TITLED:] and all(one.kind for one in found):
        return " ".join(_in_title(one, after, language) for one in found)
    roles = first_names([role_inside(one.role, after, language) for one in found], language)
    return say(language, "incentives.proposal.several", roles=roles)


def _in_title(found: RoleDifference, report: Report, language: Language) -> str:
    def named(measure: Measure | None) -> str:
        return quoted((measure and measure.label(language)) or "", language)

    role = role_inside(found.role, report, language)
    key = f"incentives.proposal.whole.{found.kind}"
    return say(language, key, role=role, measure=named(found.measure), instead=named(found.new))


def caution(report: Report, language: Language) -> str:
    """That pay, commission and bonuses are agreements, with whom to talk first: a small firm has no HR."""
    return say(language, f"incentives.proposal.caution.{_size(report)}")


def first_step(report: Report, language: Language) -> str:
    """The first step towards a change of rewards, which waits for a line of the plan where the result says so."""
    step = say(language, f"incentives.proposal.first_step.{_size(report)}")
    is_planned = report.holding is not None and report.planned(report.holding) is not None
    title = _waits_for(report, language) if is_planned else ""
    return say(language, "incentives.proposal.first_step.after", title=title, step=step) if title else step


def sign(language: Language) -> str:
    """How it shows that a change of what is rewarded has worked."""
    return say(language, "incentives.proposal.sign")


def _size(report: Report) -> str:
    return "small" if report.answers.organisation == "small" else "large"


def stands_in_plan(proposed: ProposedChange, report: Report, language: Language) -> str:
    """That the plan has a change, or has it as done; empty where no line of it has the change's title."""
    titles = {change_title(proposed, report, each).rstrip(".") for each in LANGUAGES}
    line = next((one for one in report.plan if one.title in titles), None)
    if line is None:
        return ""
    return say(language, f"incentives.proposal.{'done_in_plan' if line.is_all_done else 'in_plan'}")


def wait_sentence(report: Report, language: Language) -> str:
    """That a change of rewards waits for advice of the result that is not done; empty where nothing holds it back."""
    title = _waits_for(report, language)
    return say(language, "incentives.proposal.wait", title=title) if title else ""


def _waits_for(report: Report, language: Language) -> str:
    first = report.holding
    if first is None or report.is_done(first):
        return ""
    return quoted(planned_title(first, report, language), language)


def what_for(proposed: ProposedChange, report: Report, language: Language) -> str:
    """What nobody is rewarded for and a proposal gives a measure for; empty for one that turns a role."""
    if not proposed.helps:
        return ""
    return " ".join(unrewarded_sentences(proposed.before, report, language, among=proposed.helps))


def changed_numbers(proposed: ProposedChange, report: Report, language: Language) -> list[ChangedNumber]:
    """The role's effect as a whole, its strongest undecided clash if that is clear, and how many roles pull away."""
    before, after, role = proposed.before, proposed.after, proposed.role
    was, becomes = before.alignment_of(role), after.alignment_of(role)
    numbers = [
        ChangedNumber(
            upper_first(role_inside(role, report, language)), signed(was, language), signed(becomes, language)
        )
    ]
    strongest = next((clash for clash in before.undecided if role in (clash.a, clash.b)), None)
    if strongest is not None and strongest.severity != "minor":
        other = role_inside(strongest.b if strongest.a == role else strongest.a, report, language)
        then = after.clash_between(strongest.a, strongest.b)
        name = say(language, "incentives.proposal.clash", role=other)
        shown = number(strongest.clash, language), number(then, language)
        if shown[0] != shown[1]:
            numbers.append(ChangedNumber(name, *shown))
    away = (len(before.misaligned), len(after.misaligned))
    if away[0] != away[1]:
        numbers.append(ChangedNumber(say(language, "incentives.proposal.away"), *map(str, away)))
    return numbers


def proposal_sentences(report: Report, language: Language) -> list[str]:
    """Every proposal of a map with its numbers and its price, each in one paragraph, and what they have in common."""
    told = [_in_words(proposed, report, language) for proposed in report.proposals.ranked]
    if told:
        told.append(caution(report, language))
    return [*told, *filter(None, [beyond_sentence(report, language)])]


def _in_words(proposed: ProposedChange, report: Report, language: Language) -> str:
    numbers = "; ".join(f"{one.name} {one.before} → {one.after}" for one in changed_numbers(proposed, report, language))
    costs = say(language, "incentives.proposal.price_is"), price_sentence(proposed.price, report, language)
    title = filter(None, [what_for(proposed, report, language), change_title(proposed, report, language)])
    return f"{' '.join(title)} {numbers}. {' '.join(costs)}"


def story_sentences(lines: Sequence[StoryLine], report: Report, language: Language) -> list[str]:
    """The story in paragraphs: what customers would notice, then an element each."""
    told = [f"{one.element}: {one.fares}. {one.reason}" for one in story_texts(lines, report, language)]
    return [story_in_short(lines, report, language), *told]


def story_in_short(lines: Sequence[StoryLine], report: Report, language: Language) -> str:
    """What customers would notice if every role reached its targets: what gets worse most, and what gets better."""
    ranked = sorted(lines, key=lambda line: line.net)
    ways = {"worse": ranked, "better": ranked[::-1]}
    told = []
    for way, found in ways.items():
        moved = [line for line in found if line.effect.startswith("harmed" if way == "worse" else "helped")]
        noticed = [line for line in moved if line.effect.endswith("_clearly")] or moved[:1]
        if noticed:
            elements = quoted_elements([line.element for line in noticed[:_MOST_NOTICED]], report, language)
            told.append(say(language, f"incentives.story.notice.{way}", elements=elements))
    return " ".join(told or [say(language, "incentives.story.notice.nothing")])


def price_sentence(price: Price, report: Report, language: Language) -> str:
    """What gets worse with a change, in a sentence; that nothing does where nothing does."""
    parts = []
    entirely = [element for element in price.orphans if element not in price.cancelled]
    for how, lost in {"at_all": entirely, "on_balance": price.cancelled}.items():
        if lost:
            elements = quoted_elements(lost, report, language)
            parts.append(say(language, f"incentives.proposal.price.orphans.{how}", elements=elements))
    if falling := [element for element in price.elements if element not in price.orphans]:
        elements = quoted_elements(falling, report, language)
        parts.append(say(language, "incentives.proposal.price.elements", elements=elements))
    parts.extend(_risen(price.clashes, report, language))
    told = "; ".join(parts or [say(language, "incentives.proposal.price.none")])
    return f"{told}."


def _risen(clashes: Sequence[RisenClash], report: Report, language: Language) -> list[str]:
    """The clashes that rise; where one role is part of all of several, it is named once."""
    shared = set.intersection(*({clash.a, clash.b} for clash in clashes)) if clashes else set()
    if len(shared) == 1:
        (role,) = shared
        others = [
            say(
                language,
                "incentives.proposal.price.with",
                role=role_inside(clash.b if clash.a == role else clash.a, report, language),
                before=number(clash.before, language),
                after=number(clash.after, language),
            )
            for clash in clashes
        ]
        who, named = role_inside(role, report, language), first_names(others, language)
        return [say(language, "incentives.proposal.price.clashes", role=who, others=named)]
    return [
        say(
            language,
            "incentives.proposal.price.clash",
            a=role_inside(clash.a, report, language),
            b=role_inside(clash.b, report, language),
            before=number(clash.before, language),
            after=number(clash.after, language),
        )
        for clash in clashes
    ]


def beyond_sentence(report: Report, language: Language) -> str:
    """The roles for which no change of their measures alone is enough; empty where there are none.

    Of a role in somebody's own words only that no measure is known that turns it: most would not suit it.
    """
    known = {role.id for role in report.instrument.incentives.roles}
    told = []
    for whose in ("known", "own"):
        roles = [role for role in report.proposals.beyond if (role in known) == (whose == "known")]
        if roles:
            names = first_names([role_inside(role, report, language) for role in roles], language)
            told.append(say(language, f"incentives.proposal.beyond.{whose}", roles=names))
    return " ".join(told)


def first_sentence(report: Report, language: Language) -> str:
    """Why the first of several changes stands there, and that it leaves the largest clash, if it does; else empty."""
    told, ranked = [], report.proposals.ranked
    if why := report.proposals.why_first:
        if len(ranked[0].steps) == 1:
            role = role_inside(ranked[0].role, report, language)
            told.append(say(language, "incentives.proposal.first.one", role=role))
        told.append(say(language, f"incentives.proposal.first.{why}"))
    largest = next(iter(ranked[0].before.undecided), None) if ranked else None
    if largest and largest == ranked[0].before.clashes[0] and largest.severity != "minor":
        then = ranked[0].after.clash_between(largest.a, largest.b)
        if (clash := number(then, language)) == number(largest.clash, language):
            a, b = (role_inside(role, report, language) for role in (largest.a, largest.b))
            told.append(say(language, "incentives.proposal.first.clash_stays", a=a, b=b, clash=clash))
    return " ".join(told)


def story_texts(lines: Sequence[StoryLine], report: Report, language: Language) -> list[StoryText]:
    """What customers meet if every role reaches its targets, an element each."""
    return [
        StoryText(
            element_name(line.element, report, language),
            _fares(line, language),
            _reason(line, report, language),
        )
        for line in lines
    ]


def story_rows(lines: Sequence[StoryLine], report: Report, language: Language) -> list[StoryRow]:
    """What customers meet if every role reaches its targets, an element each, every role with its measures."""
    return [
        StoryRow(
            element_name(line.element, report, language),
            _fares(line, language),
            *(
                upper_first("; ".join(_puller(one, report, language) for one in pullers))
                for pullers in (line.harming, line.helping)
            ),
        )
        for line in lines
    ]


def _fares(line: StoryLine, language: Language) -> str:
    """How an element fares, with its number as the map shows it; what the map shows as 0 is almost unchanged."""
    net = pull_text(line.net, language)
    how = "almost" if line.effect != "untouched" and net == pull_text(0, language) else line.effect
    return say(language, f"incentives.story.fares.{how}", net=net)


def _reason(line: StoryLine, report: Report, language: Language) -> str:
    way = line.effect.removesuffix("_clearly")
    named, others = (line.helping, line.harming) if way == "helped" else (line.harming, line.helping)
    how = "nobody" if not named else "alone" if not others else "both"
    names, other = (_pullers(pullers, report, language) for pullers in (named, others))
    return upper_first(say(language, f"incentives.story.{way}.{how}", roles=names, others=other))


def _pullers(pullers: Sequence[Puller], report: Report, language: Language) -> str:
    """The roles that pull one way, the strongest first, and of these what they are rewarded for."""
    named = [_puller(one, report, language) for one in pullers[:_WITH_MEASURES]]
    return joined([*named, *(role_inside(one.role, report, language) for one in pullers[_WITH_MEASURES:])], language)


def _puller(one: Puller, report: Report, language: Language) -> str:
    """A role, and what it is rewarded for that pulls."""
    measures = [lower_first(measure_name(one.role, key, report, language)) for key in one.measures]
    role = role_inside(one.role, report, language)
    return say(language, "incentives.story.role", role=role, measures=first_names(measures, language))
