"""What the next step of a roll-out waits for, in words, who is asked in it, and what the steps say together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from assessment.advice import Advice
from assessment.anonymity import Bound, WholeFigure
from assessment.instrument import Language
from assessment.plan import PlanLine
from assessment.report import Report
from assessment.rollout import CLARITY, STEP_NUMBERS, WAVES, Condition, Unmet, Wave, WaveResult
from assessment.sentences.beside_own import before_advice, instead_sentence, named_lines
from assessment.sentences.names import is_the_steps, level_name, part_name, role_inside, role_name
from assessment.sentences.planned import line_title
from assessment.sentences.rollout_groups import (
    but_divided,
    far_groups,
    farthest_sentence,
    farthest_sentences,
    names_inside,
    so_little_sentence,
)
from assessment.sentences.team import (
    bounded,
    groups_standing_out,
    groups_title,
    leader_figure,
    named_by_step,
)
from assessment.sentences.team_advice import team_begin_in_group, team_step_texts, together_reason
from assessment.team_result import TeamResult
from assessment.team_row import TeamRow
from assessment.together import Together
from assessment.words import date_text, joined, lower_first, number, say, upper_first


class Known(NamedTuple):
    """What a condition is judged on: what is known after a step, and its factors with the lowest figure."""

    found: WaveResult
    lowest: Sequence[TeamRow]


def completion_sentence(answered: int, size: int, step: int, day: str, language: Language) -> str:
    """`answered` of `size` people were too few in this step, which can be asked again from that day."""
    return say(language, "rollout.unmet.completion", answered=answered, size=size, step=step, day=day)


def unmet_sentence(unmet: Unmet, report: Report, language: Language, undated: Sequence[PlanLine] = ()) -> str:
    """One condition other than completion that is not met; `report` is the leader's own.

    `undated` is what the plan has on it without a date.
    """
    match unmet.condition:
        case "experience_clarity":
            score = report.scores.context_score(CLARITY)
            if score is None:
                return say(language, "rollout.unmet.clarity_unknown")
            return say(language, "rollout.unmet.experience_clarity", score=number(score, language))
        case "role_alignment":
            name = upper_first(role_name(unmet.about, report, language))
            return say(language, "rollout.unmet.role_alignment", name=name, plan=_lacking(undated, report, language))
        case "factor_blocks":
            name = part_name(unmet.about, report.instrument, language)
            plan, level = _lacking(undated, report, language), _blocks(report, language)
            return say(language, "rollout.unmet.factor_blocks", name=name, level=level, plan=plan)
    return say(language, f"rollout.unmet.{lacking_experience(report) or 'experience_unsigned'}")


def lacking_experience(report: Report) -> str:
    """Which half is missing of an agreed customer experience whose parts are marked; "" where both are."""
    experience = report.answers.experience
    has_agreed = experience.agreed == "yes"
    if has_agreed == bool(experience.weights):
        return ""
    return "experience_parts" if has_agreed else "experience_agreement"


def _lacking(undated: Sequence[PlanLine], report: Report, language: Language) -> str:
    """What the plan lacks: an action with a date, or the date of what it has, or a new one in place of one past."""
    titles = named_lines(undated, report, language)
    lacking = "action" if not titles else "new_date" if all(line.due for line in undated) else "date"
    return say(language, f"rollout.unmet.plan.{lacking}", titles=titles)


def met_sentence(condition: Condition, step: int, known: Known, report: Report, language: Language) -> str:
    """What was found in this step, by its number, where a condition that the next one waits for is met."""
    found = known.found
    match condition:
        case "completion":
            return say(language, "rollout.met.completion", answered=found.answered, size=found.size, step=step)
        case "experience_clarity":
            return say(language, "rollout.met.experience_clarity", score=number(found.clarity or 0, language))
        case "role_alignment":
            return say(language, "rollout.met.role_alignment")
        case "factor_blocks":
            return _not_blocking(known.lowest, report, language)
    return say(language, "rollout.met.experience_unsigned")


def acted_on_sentence(part: str, report: Report, language: Language) -> str:
    """A factor that blocks, or a role that pulls away, on which the plan has an action."""
    if report.instrument.factor(part) is None:
        return say(language, "rollout.met.role_acted_on", name=upper_first(role_name(part, report, language)))
    name = part_name(part, report.instrument, language)
    return say(language, "rollout.met.factor_acted_on", name=name, level=_blocks(report, language))


def _not_blocking(lowest: Sequence[TeamRow], report: Report, language: Language) -> str:
    """That nothing blocks, with the lowest factors."""
    if not lowest:
        return say(language, "rollout.met.factor_unknown")
    figure = lowest[0].figure
    return say(
        language,
        "rollout.met.factor_blocks",
        level=_blocks(report, language),
        limit=number(report.instrument.levels[1].lowest, language),
        name=joined([lower_first(part_name(each.factor, report.instrument, language)) for each in lowest], language),
        figure=bounded(figure.mean, figure.bound, language),
    )


def near_sentence(
    row: TeamRow, report: Report, language: Language, undated: Sequence[PlanLine], *, is_acted_on: bool
) -> str:
    """That a factor is so near the border to blocking that one answer may decide, or that the plan sees to it.

    `undated` is what the plan has on it without a date that can be kept.
    """
    shown = bounded(row.figure.mean, row.figure.bound, language)
    return say(
        language,
        f"rollout.{'met.factor_near' if is_acted_on else 'near'}",
        shown=upper_first(f"{part_name(row.factor, report.instrument, language)} {shown}"),
        level=_blocks(report, language),
        limit=number(report.instrument.levels[1].lowest, language),
        plan=_lacking(undated, report, language) if undated else say(language, "rollout.unmet.plan.rather"),
    )


def in_plan_sentence(line: PlanLine, report: Report, language: Language) -> str:
    """What the plan has: what, whose, by when, and whether it is done; "" without a day."""
    if line.due is None:
        return ""
    stands = "done" if line.is_all_done else "open"
    place = f"rollout.in_plan.{stands}{'_owner' if line.owner else ''}"
    title = line_title(line, report.instrument, language)
    return say(language, place, title=title, owner=line.owner, day=date_text(line.due, language))


def needed_in_plan(parts: Sequence[str], report: Report, language: Language) -> str:
    """Factors and roles on which the plan needs an action with a date, inside a sentence; "" without any."""
    bank = report.instrument
    names = [
        lower_first(part_name(part, bank, language)) if bank.factor(part) else role_inside(part, report, language)
        for part in parts
    ]
    return joined(names, language)


def beside_plan(report: Report, language: Language) -> str:
    """How what is added to the plan goes together with what it has left to do; "" where that is nothing."""
    count = len([line for line in report.plan if not line.is_all_done])
    return say(language, f"rollout.beside.{'one' if count == 1 else 'many'}", count=count) if count else ""


def _blocks(report: Report, language: Language) -> str:
    return lower_first(level_name("blocks", report.instrument, language))


# Who is asked in a step -----------------------------------------------------------------------------------------------


def round_addressed(name: str, wave: Wave | None, language: Language, *, or_else: str = "round.poster.to") -> str:
    """Whom a poster or a notice speaks to; `or_else` are its words for a round with a name of its own."""
    if is_the_steps(name, wave):
        return say(language, f"rollout.addressed.{wave}")
    return say(language, or_else, name=name)


def on_its_line(figure: WholeFigure, result: TeamResult, language: Language) -> str:
    """A figure of the team beside its mark in a chart, with who that is in a word."""
    who = say(language, f"team_result.short.{result.wave or 'team'}")
    return say(language, "team_result.figure.of_team", who=who, figure=bounded(figure.mean, figure.bound, language))


# What the steps say together ------------------------------------------------------------------------------------------


class Seen(NamedTuple):
    """Who sees how much support: a short name, the figure or bound, None where it is hidden, and how it is said."""

    who: str
    mean: float | None
    bound: Bound | None
    said: str
    is_leader: bool


def seen_by(found: Together, factor: str, language: Language) -> list[Seen]:
    """What the leader, as the last result has it, and then each step see of a factor.

    Of a step whose groups are far apart on it without the figure, which would be nobody's.
    """
    seen: list[Seen] = []
    for wave, row in found.rows(factor).items():
        who, mean, bound = say(language, f"team_result.short.{wave}"), row.figure.mean, row.figure.bound
        if not found.is_of_all(factor, wave):
            seen.append(Seen(who, None, None, say(language, "team_result.agreement.word.groups"), is_leader=False))
        else:
            seen.append(Seen(who, mean, bound, bounded(mean, bound, language), is_leader=False))
    you = lower_first(say(language, "rollout.together.you"))
    return [Seen(you, row.figure.leader, None, leader_figure(row.figure, language), is_leader=True), *seen]


def together_headline(found: Together, language: Language) -> str:
    """What comes first of all steps; no group is named in it."""
    if (last := found.of_groups) is not None:
        return groups_title(last, language)
    return finding_sentence(found, language)


def together_lead(found: Together, language: Language) -> list[str]:
    """What follows the headline: where that is about groups, of whom, which stands out and the finding; then levels."""
    little = so_little_sentence(found.least, found, language) if found.finding.about == "least" else ""
    if (last := found.of_groups) is None:
        return [*filter(None, [little]), *far_groups(found, language)]
    among = say(language, "rollout.together.among_these", who=named_by_step(last.wave, language))
    said = _said(found, language)  # That rounds are alike is no news below groups far apart.
    return [each for each in (among, groups_standing_out(last, language), said, little) if each]


def finding_sentence(found: Together, language: Language) -> str:
    """The finding of all steps, said to the leader."""
    return _said(found, language) or _all_alike(found, language)


def _all_alike(found: Together, language: Language) -> str:
    """That no steps are far apart, as far as their figures can be compared; else that none can be."""
    return say(language, f"rollout.together.{found.alike}")


def _said(found: Together, language: Language) -> str:
    """What the headline is about, in a sentence; "" where all are alike."""
    about, factors = found.finding
    match about:
        case "blocking":
            return blocking_sentence(factors, found, language)
        case "apart":
            return farthest_sentence(found, language)
        case "least":
            return _least(found, language)
        case "alike":
            return ""
    return _along(about, factors, found, language)


def _along(about: str, factors: Sequence[str], found: Together, language: Language) -> str:
    """How the leader sees it beside all steps, or how support changes from the leader on."""
    names = names_inside(factors, found, language)
    return say(language, f"rollout.together.{said_along(about, found)}", names=names)


def said_along(about: str, found: Together) -> str:
    """What a sentence is about; of what fades or grows, whether it does so from each to the next."""
    return f"{about}_at_the_end" if about in ("fading", "growing") and not found.is_steady else about


def _fading(found: Together, language: Language) -> str:
    """What gets less or more support the further from the leader; "" where nothing does."""
    for about, factors in (("fading", found.fading), ("growing", found.growing)):
        if factors:
            return _along(about, factors, found, language)
    return ""


class SaidUnder(NamedTuple):
    """Sentences under a heading; without one where it is ""."""

    heading: str
    sentences: tuple[str, ...]


def together_sections(found: Together, language: Language) -> list[SaidUnder]:
    """What there is to say below the headline: what the leader sees, what is alike, where rounds or groups differ.

    Last, without a heading, how far all of it carries.
    """
    unknown = [] if found.alike != "not_comparable" else _no_difference(found, language)
    few = [
        say(language, "rollout.together.few", answered=result.report.n, size=result.size, step=STEP_NUMBERS[wave])
        for wave, result in found.results.items()
        if wave in found.few
    ]
    sections = (
        (say(language, "rollout.together.sees.you"), _leader_apart(found, language)),
        (say(language, "rollout.together.sees.alike"), _alike(found, language)),
        (say(language, "rollout.together.sees.apart"), _apart(found, language)),
        (say(language, "rollout.together.sees.groups"), [] if found.are_all else far_groups(found, language)),
        ("", [*unknown, *few]),
    )
    return [SaidUnder(heading, tuple(said)) for heading, said in sections if said]


def _alike(found: Together, language: Language) -> list[str]:
    """What every step sees: what is good, what gets the least, and what blocks according to all of them."""
    blocks = _blocking(found, language, of="all")
    is_above = found.are_all and found.finding.about == "least"
    little = "" if is_above else so_little_sentence(found.least, found, language)
    names = names_inside(found.good, found, language)
    good = say(language, "rollout.together.sees.good", names=names) if names else ""
    said = _beside_headline([good, _least(found, language), little, *blocks], found, language)
    return said if found.alike == "not_comparable" else [*said, *_no_difference(found, language)]


def _no_difference(found: Together, language: Language) -> list[str]:
    """That no steps are far apart, or that they cannot be compared, unless the headline says it."""
    said = "" if found.farthest or found.of_groups else _all_alike(found, language)
    return _beside_headline([said], found, language)


def _apart(found: Together, language: Language) -> list[str]:
    """Where the steps differ; then what to ask."""
    is_along = found.is_steady and all(each.low.factor in (*found.fading, *found.growing) for each in found.farthest)
    along = _fading(found, language) if found.is_steady or not found.farthest else ""
    blocks = _blocking(found, language, of="some")
    said = [along, *([] if is_along else farthest_sentences(found, language)), *blocks]
    said = _beside_headline(said, found, language)
    if found.farthest and not found.away:  # Otherwise what the leader sees has the same question.
        said.append(say(language, "rollout.together.ask_both"))
    return said


def _leader_apart(found: Together, language: Language) -> list[str]:
    """What the leader sees far otherwise than which of the others, unless the headline says it; then what to ask."""
    headline = found.finding.factors if found.are_all and found.finding.about in ("leader_more", "leader_less") else ()
    alike: dict[tuple[bool, tuple[Wave, ...]], list[str]] = {}
    for factor, waves in found.away.items():
        for is_lower in (False, True):
            those = tuple(wave for wave in waves if found.rows(factor)[wave].is_leader_lower == is_lower)
            if those and factor not in headline:
                alike.setdefault((is_lower, those), []).append(factor)
    said = []
    for (is_lower, waves), factors in alike.items():
        how, is_of_all = "less" if is_lower else "more", waves == WAVES
        who = joined([named_by_step(wave, language) for wave in waves], language)
        place = f"leader_{how}" if is_of_all else f"sees.{how}"
        names = names_inside(factors, found, language)
        said.append(say(language, f"rollout.together.{place}", names=names, who=who))
    asked = [say(language, "rollout.together.leader_ask")] if found.away else []
    return [*said, *_blocking(found, language, of="leader"), *asked]


def _beside_headline(said: Sequence[str], found: Together, language: Language) -> list[str]:
    """The sentences that there are, without the finding that stands above them once all steps are done."""
    headline = finding_sentence(found, language) if found.are_all else ""
    return [each for each in said if each and each != headline]


def _least(found: Together, language: Language) -> str:
    """The factors with the least support in every step; "" where there are none."""
    names = names_inside(found.least, found, language)
    how = "least" if found.are_lowest else "least_among"
    said = say(language, f"rollout.together.{how}", names=names) if found.least else ""
    return f"{said} {but_divided(found.least, found, language)}".strip()


def blocking_sentence(factors: Sequence[str], found: Together, language: Language) -> str:
    """Factors that block, with whose answers say so of each of them.

    Where groups are far apart, also which of them see it as the leader does.
    """
    whose = [each for each in (None, *WAVES) if all(each in found.blocked_for(factor) for factor in factors)]
    names = [named_by_step(wave, language) for wave in whose if wave]
    if found.are_all and len(names) == len(WAVES):
        names = [say(language, "rollout.together.all_three")]
    bank = next(iter(found.results.values())).instrument
    if None in whose:
        names = [say(language, "rollout.together.by_you"), *names, *_as_the_leader(factors, found)]
    said = say(
        language,
        f"rollout.together.{'blocks' if bank.is_shipped else 'blocking'}",
        names=names_inside(factors, found, language),
        level=lower_first(level_name("blocks", bank, language)),
        who=joined(names, language),
    )
    return f"{upper_first(said)} {but_divided(factors, found, language, whose)}".strip()


def _as_the_leader(factors: Sequence[str], found: Together) -> list[str]:
    """The names of the groups that see each of these factors as the leader does, groups being far apart; once each."""
    names = (
        group.name
        for result in found.results.values()
        for group in result.as_the_leader(factors[0])
        if group.name and all(group in result.as_the_leader(factor) for factor in factors)
    )
    return [*dict.fromkeys(names)]


def _blocking(found: Together, language: Language, *, of: Literal["all", "some", "leader"]) -> list[str]:
    """What blocks beside the headline, according to every step, to some of them, or to the leader alone."""
    said = found.finding.factors if found.are_all and found.finding.about == "blocking" else ()
    left = {
        whose: [each for each in factors if each not in said]
        for whose, factors in found.blocking.items()
        if of == ("all" if set(whose).issuperset(found.results) else "leader" if whose == (None,) else "some")
    }
    far = {whose: _set_apart(factors, whose, found) for whose, factors in left.items()}
    alike: dict[tuple[Wave | str | None, ...], list[str]] = {}
    for whose, factors in far.items():
        for factor in factors:
            groups = _as_the_leader([factor], found) if None in whose else []
            alike.setdefault((*whose, *groups), []).append(factor)
    return [blocking_sentence(factors, found, language) for factors in alike.values()]


def _set_apart(factors: Sequence[str], whose: Sequence[Wave | None], found: Together) -> list[str]:
    """The factors on which those whose answers say that they block are far from all others."""
    others = [each for each in (None, *found.results) if each not in whose]
    return [factor for factor in factors if found.sets_apart(factor, whose, others)]


def advice_sentences(
    found: Together,
    result: TeamResult,
    advice: Advice,
    report: Report,
    language: Language,
    *,
    instead_of: Sequence[PlanLine] = (),
) -> list[str]:
    """Why this is advised; until it is planned its first step, what comes before it, and what it takes the place of."""
    there = team_begin_in_group(advice, result, language)
    said = [there or together_reason(found, result, advice, language)]
    if not report.planned(advice):
        first = next(iter(team_step_texts(advice, language).values()))
        said.append(say(language, "rollout.together.first_step", step=first))
        said.append(before_advice(advice, report, language))
        said.append(instead_sentence(instead_of, report, language))
    return [each for each in said if each]


def again_sentence(day: str, language: Language, *, is_possible: bool, is_time: bool) -> str:
    """From which day on to ask again: whether one can already, and whether the plan has had its time."""
    when = "later" if not is_possible else "now" if is_time else "any_day"
    return say(language, f"rollout.together.again.{when}", day=day)
