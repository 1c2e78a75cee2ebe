"""Sentences on what would turn a role, and what that costs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from assessment.incentives import (
    STRONGEST,
    Clash,
    Measure,
    MeasureStep,
    Price,
    ProposedChange,
    RisenClash,
    RoleDifference,
)
from assessment.instrument import LANGUAGES, Language
from assessment.plan import PlanLine
from assessment.report import Report
from assessment.sentences.advice import line_remark, planned_title
from assessment.sentences.clash_sizes import clash_text, clash_texts
from assessment.sentences.clashes import decided_words, equal_clashes
from assessment.sentences.incentives import unrewarded_sentences
from assessment.sentences.names import measure_name, quoted_elements, quoted_measures, role_inside
from assessment.sentences.reader import say_to_reader
from assessment.sentences.reasons import reason_values
from assessment.words import (
    day_text,
    first_names,
    first_of,
    joined,
    lower_first,
    quoted,
    say,
    signed,
    upper_first,
)
from assessment.words import first_sentence as opening

_MOST_TITLED: Final = 2  # Roles, in a title.
_MOST_PLANNED: Final = 2  # Planned changes, and decisions, beside the proposal.


class ChangedNumber(NamedTuple):
    """A number on the map before and after a change, with what it is of."""

    name: str
    before: str
    after: str


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

    Of more than two roles, or of one that differs in several ways, only whose rewards change; of one role also what
    its measures weigh then, where that is new. Empty where none differs.
    """
    if not found:
        return ""
    weighs = _new_weights(found[0], after, language) if not found[1:] else []
    if not found[_MOST_TITLED:] and all(one.kind for one in found):
        return " ".join([*(_in_title(one, after, language) for one in found), *weighs])
    roles = first_names([role_inside(one.role, after, language) for one in found], language)
    return " ".join([say(language, "incentives.proposal.several", roles=roles), *weighs])


def _new_weights(found: RoleDifference, report: Report, language: Language) -> list[str]:
    """What each measure weighs that weighs more or less than before, a sentence each."""
    role = report.map.known_role(found.role)
    return [
        say(
            language,
            "incentives.proposal.weighs",
            measure=quoted(one.label(language) or one.id or "", language),
            weight=role.strength(one),
            most=STRONGEST,
        )
        for one in found.weighs
    ]


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
    """The first step towards a change of rewards. What that waits for is said beside it for as long as it does."""
    return say(language, f"incentives.proposal.first_step.{_size(report)}")


def sign(element: str | None, report: Report, language: Language) -> str:
    """How it shows that a change of what is rewarded has worked on the element that it helps most; "" without one."""
    if element is None:
        return ""
    return say(language, "incentives.proposal.sign", element=quoted_elements([element], report, language))


def line_notes(line: PlanLine, report: Report, language: Language) -> str:
    """What is said of a line of the plan, and what its change of rewards is expected to do; "" for neither."""
    return " ".join(filter(None, [expected_effect(line, report, language), line_remark(line, report, language)]))


def expected_effect(line: PlanLine, report: Report, language: Language) -> str:
    """What a planned change does according to the map, as its proposal says; "" for what is no proposal today."""
    if report.planned_reward(line) is None:
        return ""
    proposed = next((one for one in report.proposals.every if planned_line(one, report) == line), None)
    return say(language, "plan_page.expected", numbers=_numbers(proposed, report, language)) if proposed else ""


def _size(report: Report) -> str:
    return "small" if report.answers.organisation == "small" else "large"


def stands_in_plan(proposed: ProposedChange, report: Report, language: Language) -> str:
    """That the plan has a change, or has it as done; empty where it does not."""
    line = planned_line(proposed, report)
    if line is None:
        return ""
    return say(language, f"incentives.proposal.{'done_in_plan' if line.is_all_done else 'in_plan'}")


def planned_line(proposed: ProposedChange, report: Report) -> PlanLine | None:
    """The line of the plan that has a change, whatever it is called now, else one of its title; None without one."""
    titles = {change_title(proposed, report, each).rstrip(".") for each in LANGUAGES}
    own = (one for one in report.plan if one.id == proposed.planned_as)
    return next(own, next((one for one in report.plan if one.title.rstrip(".") in titles), None))


def as_shown(report: Report) -> tuple[ProposedChange, ...]:
    """The proposals in the order to show them: first the best one for whose role the plan has nothing else."""
    ranked = report.proposals.ranked
    lead = next((one for one in ranked if _other_line(one, report) is None), None)
    return ranked if lead is None else (lead, *(one for one in ranked if one is not lead))


def other_in_plan(proposed: ProposedChange, report: Report, language: Language) -> str:
    """What the plan has instead on what the same role is rewarded for, and by when; empty without such a line."""
    line = _other_line(proposed, report)
    if line is None:
        return ""
    day = day_text(line.due, language) if line.due else ""
    key = f"incentives.proposal.other_in_plan{'_by' if day else ''}"
    return say(language, key, title=line.title.rstrip("."), day=day)


def also_in_plan(report: Report, language: Language, *, where: str = "", names_words: bool = True) -> str:
    """What the plan changes of rewards and what is decided about clashes; "" where that is only the first proposal.

    What the first one takes the place of is left out: it is said beside that one. `where` says where the plan stands,
    in brackets after a space. Not `names_words` where the words of what is decided stand below.
    """
    shown = as_shown(report)
    if not shown:
        return ""
    said_there = (planned_line(shown[0], report), _other_line(shown[0], report))
    changes = ((line, report.planned_reward(line)) for line in report.plan if line not in said_there)
    clashes = report.incentives.clashes if report.incentives else ()
    told = {
        "has": [line.title.rstrip(".") for line, change in changes if change and not change.gone],
        "decided" if names_words else "decided_below": [
            words for clash in clashes if (words := _decided(clash, report, language, names_words=names_words))
        ],
    }
    return " ".join(
        say(
            language,
            f"incentives.proposal.plan_{how}",
            what="; ".join(first_of(found, language, most=_MOST_PLANNED)),
            where=where,
        )
        for how, found in told.items()
        if found
    )


def _decided(clash: Clash, report: Report, language: Language, *, names_words: bool) -> str:
    """The two roles a decision is about, with `names_words` also what is decided; "" where none is in force."""
    decision = report.incentives.decision(clash) if report.incentives else None
    if decision is None:
        return ""
    roles = joined([role_inside(role, report, language) for role in (clash.a, clash.b)], language)
    return f"{roles}: {decided_words(decision, language)}" if names_words else roles


def _other_line(proposed: ProposedChange, report: Report) -> PlanLine | None:
    if planned_line(proposed, report):
        return None
    planned = ((line, report.planned_reward(line)) for line in report.plan)
    return next((line for line, one in planned if one and one.role == proposed.role and not one.gone), None)


def wait_sentence(report: Report, language: Language) -> str:
    """That a change of rewards waits for advice that is not done, and why; empty where nothing holds it back."""
    title, first = _waits_for(report, language), report.holding
    if first is None or not title:
        return ""
    values = reason_values(first.reason, report, language)
    reason = opening(say_to_reader(report, language, f"reasons.{first.reason.id}", **values))
    return say(language, "incentives.proposal.wait", title=title, reason=reason)


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
    """The role's effect as a whole, that of all roles together, and what else moves.

    That is its strongest undecided clash, if it is clear, and how many roles pull away.
    """
    before, after, role = proposed.before, proposed.after, proposed.role
    was, becomes = before.alignment_of(role), after.alignment_of(role)
    numbers = [
        ChangedNumber(
            upper_first(role_inside(role, report, language)), signed(was, language), signed(becomes, language)
        )
    ]
    if before.roles[1:]:
        together = [signed(scores.system, language) for scores in (before, after)]
        numbers.append(ChangedNumber(say(language, "incentives.net"), *together))
    strongest = next((clash for clash in before.undecided if role in (clash.a, clash.b)), None)
    if strongest is not None and strongest.severity != "minor":
        other = role_inside(strongest.b if strongest.a == role else strongest.a, report, language)
        then = after.clash_between(strongest.a, strongest.b)
        name = say(language, "incentives.proposal.clash", role=other)
        shown = clash_texts(strongest.clash, then, language)
        if shown[0] != shown[1]:
            numbers.append(ChangedNumber(name, *shown))
    away = (len(before.pulling_away), len(after.pulling_away))
    if away[0] != away[1]:
        numbers.append(ChangedNumber(say(language, "incentives.proposal.away"), *map(str, away)))
    return numbers


def proposal_sentences(report: Report, language: Language) -> list[str]:
    """Every proposal of a map with its numbers and its price, each in one paragraph, and what they have in common."""
    told = [_in_words(proposed, report, language) for proposed in report.proposals.ranked]
    if told:
        told.append(f"{say(language, 'incentives.proposal.no_money')} {caution(report, language)}")
    return [*filter(None, [also_in_plan(report, language)]), *told, *filter(None, [beyond_sentence(report, language)])]


def _in_words(proposed: ProposedChange, report: Report, language: Language) -> str:
    numbers = _numbers(proposed, report, language)
    costs = [say(language, "incentives.proposal.price_is"), price_sentence(proposed.price, report, language)]
    if _given_up(proposed, report, language):
        costs.append(money_sentence(proposed, report, language))
    title = filter(None, [what_for(proposed, report, language), change_title(proposed, report, language)])
    return f"{' '.join(title)} {numbers}. {' '.join(costs)}"


def _numbers(proposed: ProposedChange, report: Report, language: Language) -> str:
    told = (f"{one.name} {one.before} → {one.after}" for one in changed_numbers(proposed, report, language))
    return "; ".join(lower_first(one) if place else one for place, one in enumerate(told))


def price_sentence(price: Price, report: Report, language: Language, *, names_limits: bool = True) -> str:
    """What gets worse with a change, in a sentence; where only a little does, for whom, with `names_limits` how much.

    A clash that becomes clear or severe is named however little it grows.
    """
    parts = []
    whom = say(language, f"incentives.proposal.price.whom.{'others' if report.map.roles[1:] else 'customers'}")
    entirely = [element for element in price.orphans if element not in price.cancelled]
    for how, lost in {"at_all": entirely, "on_balance": price.cancelled}.items():
        if lost:
            elements = quoted_elements(lost, report, language)
            parts.append(say(language, f"incentives.proposal.price.orphans.{how}", elements=elements))
    if falling := [element for element in price.elements if element not in price.orphans]:
        elements = quoted_elements(falling, report, language)
        parts.append(say(language, "incentives.proposal.price.elements", elements=elements))
    texts = {one: clash_texts(one.before, one.after, language) for one in price.passing}
    passing = [one for one, (before, after) in texts.items() if before != after]
    clashes = _risen([*price.clashes, *passing], report, language)
    if price.is_little and clashes:
        return f"{say(language, 'incentives.proposal.price.little_but', whom=whom, clashes='; '.join(clashes))}."
    parts.extend(clashes)
    nothing = say(language, f"incentives.proposal.price.{'none' if names_limits else 'little'}", whom=whom)
    told = "; ".join(parts or [nothing])
    return f"{told}."


def _risen(clashes: Sequence[RisenClash], report: Report, language: Language) -> list[str]:
    """The clashes that rise; where one role is part of all of several, it is named once."""
    shared = set.intersection(*({clash.a, clash.b} for clash in clashes)) if clashes else set()
    if len(shared) == 1:
        (role,) = shared
        others = [
            say(
                language,
                _price_key("with", clash),
                role=role_inside(clash.b if clash.a == role else clash.a, report, language),
                **_grown(clash, language),
            )
            for clash in clashes
        ]
        who, named = role_inside(role, report, language), first_names(others, language)
        return [say(language, "incentives.proposal.price.clashes", role=who, others=named)]
    return [
        say(
            language,
            _price_key("clash", clash),
            a=role_inside(clash.a, report, language),
            b=role_inside(clash.b, report, language),
            **_grown(clash, language),
        )
        for clash in clashes
    ]


def _price_key(of: str, clash: RisenClash) -> str:
    return f"incentives.proposal.price.{of}{'_becomes' if clash.becomes else ''}"


def _grown(clash: RisenClash, language: Language) -> dict[str, str]:
    """A clash before and after, and how severe it becomes; "" where that is as before."""
    degree = say(language, f"incentives.clash.severity.{clash.becomes}") if clash.becomes else ""
    before, after = clash_texts(clash.before, clash.after, language)
    return {"before": before, "after": after, "degree": degree}


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
    """What the first change removes, what it leaves, and why it is the one that is proposed; else empty."""
    told, ranked = [], report.proposals.ranked
    if not ranked:
        return ""
    first = as_shown(report)[0]
    if not first.helps and first.role not in {one.id for one in first.after.misaligned}:  # Something said may turn it.
        role, how_many = role_inside(first.role, report, language), "one" if len(first.steps) == 1 else "two"
        told.append(say(language, f"incentives.proposal.first.{how_many}", role=role))
    if first is ranked[0] and (why := report.proposals.why_first):
        told.append(say(language, f"incentives.proposal.first.{why}"))
    largest = next(iter(first.before.undecided), None)
    if largest and largest == first.before.clashes[0] and largest.severity != "minor":
        then = first.after.clash_between(largest.a, largest.b)
        if (clash := clash_text(then, language)) == clash_text(largest.clash, language):
            a, b = (role_inside(role, report, language) for role in (largest.a, largest.b))
            stays = f"clash_stays{'_equal' if equal_clashes(first.before.undecided, report, language) else ''}"
            told.append(say(language, f"incentives.proposal.first.{stays}", a=a, b=b, clash=clash))
    return " ".join(told)


def given_up(proposed: ProposedChange, report: Report, language: Language) -> str:
    """What the role is no longer rewarded for with a change; empty where it keeps all."""
    names = _given_up(proposed, report, language)
    if not names:
        return ""
    role = upper_first(role_inside(proposed.role, report, language))
    return say(language, "incentives.proposal.given_up", role=role, measures=quoted_measures(names, language))


def _given_up(proposed: ProposedChange, report: Report, language: Language) -> list[str]:
    held = proposed.before.map.known_role(proposed.role).measures_by_key
    gone = [step.measure for step in proposed.steps if step.kind in ("exchange", "remove") and step.measure in held]
    return [held[key].label(language) or measure_name(proposed.role, key, report, language) for key in gone]


def money_sentence(proposed: ProposedChange | None, report: Report, language: Language) -> str:
    """That money is not part of what gets worse: of a measure that is given up, that what it brings in is not."""
    names = _given_up(proposed, report, language) if proposed else []
    if not names:
        return say(language, "incentives.proposal.no_money")
    return say(language, "incentives.proposal.no_money_of", measures=quoted_measures(names, language))


def next_change(report: Report) -> ProposedChange | None:
    """The change to begin with for whoever does not want the first one; None where no other role has one.

    One that the plan has, or for whose role it has something else, is no such change.
    """
    first, *others = as_shown(report) or (None,)
    if first is None:
        return None
    return first.next_among(
        one for one in others if planned_line(one, report) is None and _other_line(one, report) is None
    )


def next_sentence(following: ProposedChange, report: Report, language: Language) -> str:
    """Whether the next change helps all roles together more than the first one, as much or less, and why it is next."""
    first, of = as_shown(report)[0], following.price
    numbers = {"before": following.before, "after": following.after, "first": first.after}
    together = {name: signed(scores.system, language) for name, scores in numbers.items()}
    if first.helps_more_than(following):
        return say(language, "incentives.proposal.helps.less", **together)
    how = "more" if following.helps_more_than(first) else "as_much"
    if not of.is_nothing:
        return say(language, f"incentives.proposal.helps.{how}", price=price_sentence(of, report, language), **together)
    if following.takes_more_than(first):
        two = say(language, "incentives.proposal.two_needed")
        return say(language, f"incentives.proposal.helps.{how}", price=two, **together)
    return say(language, f"incentives.proposal.helps.{how}_free", **together)
