"""What a leader tells everybody who was asked in a roll-out: what all steps have shown, and what is done about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from assessment.decided import Decided
from assessment.instrument import LANGUAGES, Instrument, Language, Recommendation
from assessment.plan import PlanLine
from assessment.report import Report
from assessment.rollout import STEP_NUMBERS, WAVES, Wave
from assessment.sentences.beside_own import named_lines
from assessment.sentences.names import factor_gist, part_name
from assessment.sentences.planned import line_steps, line_title, unchanged_advice
from assessment.sentences.rollout import finding_sentence, said_along
from assessment.sentences.rollout_groups import but_divided, names_inside
from assessment.sentences.statements import LOWEST
from assessment.sentences.team import factors_named, factors_or_all, leader_figure, named_by_step, team_figure
from assessment.team_result import TeamResult
from assessment.team_row import TeamRow
from assessment.together import ON_VIEWS, About, Together
from assessment.words import date_text, has_words, joined, lower_first, quoted, say

_MOST_SAID: Final = 2  # Of what is decided, in one message.
_MOST_FIGURES: Final = 2  # Factors with figures in a letter: more numbers are not read.
# What the leader is part of, which is said otherwise to the leader than by the leader.
_TOLD: Final[tuple[About, ...]] = ("fading", "growing")


def told_headline(found: Together, language: Language) -> list[str]:
    """The finding of all steps as the leader says it to everybody, and then how the leader sees it otherwise."""
    about, factors = found.finding
    if about in ("leader_more", "leader_less"):
        said = ""  # How the leader sees it says it.
    elif about in _TOLD:
        said = _told_along(about, factors, found, language)
    elif about in ("blocking", "least"):
        said = _told_least(found, language)
    else:
        said = "" if found.of_groups and about == "alike" else finding_sentence(found, language)
    return [each for each in (said, _told_views(found, language)) if each]


def _told_views(found: Together, language: Language) -> str:
    """What the leader sees more support in than every step, and what less; "" without either."""
    more, less = (names_inside(factors, found, language) for factors in (found.leader_more, found.leader_less))
    if not (more or less):
        return ""
    how = "both" if more and less else "more" if more else "less"
    return say(language, f"rollout.together.told.leader_{how}", names=more or less, less=less)


def _of_groups(found: Together, language: Language) -> str:
    """On what groups are far apart, and within which steps: one sentence where it is the same; no group is named."""
    alike: dict[str, list[str]] = {}
    for wave, result in found.groups_apart.items():
        alike.setdefault(factors_or_all(result.differing, result, language), []).append(named_by_step(wave, language))
    place = "rollout.together.tell.groups"
    return " ".join(say(language, place, who=joined(who, language), names=names) for names, who in alike.items())


def told_later(wave: Wave | None, language: Language) -> str:
    """That all who are asked get a letter with what the steps show, once all are done; "" outside a roll-out."""
    return say(language, "rollout.told_later") if wave else ""


def _told_least(found: Together, language: Language) -> str:
    """What helps least, or is in the way, and whose answers show it, said to all who gave these."""
    about, factors = found.finding
    names, place = names_inside(factors, found, language), "rollout.together.tell"
    whose = [wave for wave in WAVES if all(wave in found.blocked_for(factor) for factor in factors)]
    if about == "least" or len(whose) == len(WAVES):
        how = about if about == "blocking" or found.are_lowest else "least_among"
        return f"{say(language, f'{place}.{how}', names=names)} {but_divided(factors, found, language)}".strip()
    who = joined([named_by_step(wave, language) for wave in whose], language)
    said = say(language, f"{place}.blocking_some", names=names, who=who)
    return f"{said} {but_divided(factors, found, language, whose)}".strip()


def _told_along(about: About, factors: Sequence[str], found: Together, language: Language) -> str:
    how = said_along(about, found)
    names = factors_named(factors, _last(found), language)
    return say(language, f"rollout.together.{'told.' if how in _TOLD else ''}{how}", names=names)


def told_figures(found: Together, language: Language) -> list[str]:
    """What everybody sees of the factors that figures are told of.

    Without the figure of a step whose groups are far apart on the factor.
    """
    return [_figures(factor, found, language) for factor in _told_factors(found)]


def told_meanings(found: Together, language: Language) -> str:
    """What the factors that the findings name are in a few words, before any of them is named, each once.

    "" where the bank does not say it.
    """
    bank, place = _last(found).instrument, "rollout.together.tell"
    meant = [
        say(language, f"{place}.meant_each", name=lower_first(part_name(factor, bank, language)), gist=gist)
        for factor in _named_factors(found)
        if (gist := factor_gist(factor, bank, language))
    ]
    return say(language, f"{place}.meant", names=joined(meant, language)) if meant else ""


def _named_factors(found: Together) -> list[str]:
    """The factors that the findings of a letter name, in their order."""
    of_groups = [factor for result in found.groups_apart.values() for factor in result.differing]
    leader = (*found.leader_more, *found.leader_less)
    helping = found.good or found.supporting
    return list(dict.fromkeys((*of_groups, *found.finding.factors, *leader, *helping, *_told_factors(found))))


def _told_factors(found: Together) -> list[str]:
    """The factors with figures in a letter: of the finding, what blocks, then what gets the least support; two."""
    blocking = [factor for factor in found.order if _who_blocks(factor, found)]
    leader = (*found.leader_more, *found.leader_less)
    factors = dict.fromkeys((*found.finding.factors, *blocking, *found.least, *leader))
    return [factor for factor in factors if _told_rows(factor, found)][:_MOST_FIGURES]


def _told_rows(factor: str, found: Together) -> dict[Wave, TeamRow]:
    """What each step sees of a factor, as far as that is told: where groups are far apart, a mean hides it."""
    return {wave: row for wave, row in found.rows_of_all(factor).items() if row.figure.mean is not None}


def _figures(factor: str, found: Together, language: Language) -> str:
    """A factor with the figures, each once for all who share it, the leader's last; then for whom it blocks."""
    rows, place, bank = found.rows(factor), "rollout.together.tell", _last(found).instrument
    alike: dict[str, list[str]] = {}
    for wave, row in _told_rows(factor, found).items():
        alike.setdefault(team_figure(row.figure, language), []).append(named_by_step(wave, language))
    seen = [f"{joined(who, language)} {figure}" for figure, who in alike.items()]
    leader = list(rows.values())[-1].figure
    if leader.leader is not None:
        seen.append(say(language, f"{place}.mine", figure=leader_figure(leader, language)))
    name = part_name(factor, bank, language)
    said = say(language, f"{place}.figures", name=name, seen=joined(seen, language))
    is_said = found.finding.about == "blocking" and factor in found.finding.factors
    if is_said or not (blocked := _who_blocks(factor, found)):
        return said
    asked = [named_by_step(wave, language) for wave in blocked if wave]
    who = [*asked, say(language, f"{place}.thinks")] if None in blocked else asked
    whose = "blocks_all" if blocked == (None, *rows) else "blocks_me" if blocked == (None,) else "blocks"
    return f"{said} {say(language, f'{place}.{whose}', who=joined(who, language))}"


def _who_blocks(factor: str, found: Together) -> tuple[Wave | None, ...]:
    """Whose answers say that a factor blocks, where all do or these are far from the others; () elsewhere.

    Without a step whose groups are far apart on it.
    """
    blocked = found.blocked_for(factor)
    others = [each for each in (None, *found.results) if each not in blocked]
    told = tuple(each for each in blocked if each is None or found.is_of_all(factor, each))
    return told if found.sets_apart(factor, blocked, others) else ()


def told_text(
    found: Together,
    plan: Decided,
    report: Report,
    language: Language,
    *,
    again_on: str,
    behaviour: str,
) -> str:
    """What the leader sends to everybody who was asked: what for, the findings, what is done, when next.

    `again_on` is the day on which all are asked again, `behaviour` the wanted one. A day that has passed is left out,
    and by when the leader tells how it goes is filled in by the leader.
    """
    place = "rollout.together.tell"
    answered, size = found.answered
    who = joined([named_by_step(wave, language) for wave in found.talked], language)
    of_groups = [said] if (said := _of_groups(found, language)) else []
    findings = [*of_groups, *told_headline(found, language), *_good(found, language), *told_figures(found, language)]
    meanings = told_meanings(found, language)
    return say(
        language,
        f"{place}.text",
        behaviour=quoted(behaviour.rstrip("."), language),
        answered=answered,
        size=size,
        talked=say(language, f"{place}.talked", who=who) if who else "",
        meant=f" {meanings}" if meanings else "",
        findings="\n".join(say(language, f"{place}.item", text=each) for each in findings),
        heard=say(language, f"{place}.heard") if found.talked else "",
        actions="\n\n".join(
            [_told_actions(plan, report.instrument, language), *changed_sentences(plan, report.instrument, language)]
        ),
        hear=say(language, f"{place}.hear"),
        again=say(language, f"{place}.again", day=again_on),
    )


def told_promises(plan: Decided, report: Report, language: Language, *, again_on: str) -> list[str]:
    """What of the letter promises something: actions with a day, and when everybody hears of it next."""
    place = "rollout.together.tell"
    lines = [_told_line(line, plan, report.instrument, language) for line in _promised(plan)]
    return [*lines, say(language, f"{place}.hear"), say(language, f"{place}.again", day=again_on)]


def _promised(plan: Decided) -> list[PlanLine]:
    """The lines that are done by a day still to come: only these can be promised."""
    return [line for line in plan.lines if plan.ahead(line.due)]


def _told_actions(plan: Decided, bank: Instrument, language: Language) -> str:
    """What is promised, with days; then what else is worked on, without; a line to fill in where there is neither."""
    place, promised = "rollout.together.tell", _promised(plan)
    parts = {
        "decided": [_told_line(line, plan, bank, language) for line in promised],
        "working": [f"{_what(line, bank, language)}." for line in plan.lines if line not in promised],
    }
    if not any(parts.values()):
        return f"{say(language, f'{place}.decided')}\n{say(language, f'{place}.no_action')}"
    return "\n\n".join(
        "\n".join([say(language, f"{place}.{how}"), *(say(language, f"{place}.item", text=each) for each in said)])
        for how, said in parts.items()
        if said
    )


def told_lacks(found: Together, plan: Decided, report: Report, language: Language) -> list[str]:
    """What to put right before it is told, in the talks, in the plan, and last in the letter itself.

    The talk about the last result; what gets the least support and has no action; days that have passed, actions
    without an owner, all of them on one day, and two actions on the same factor; then what the leader fills in.
    """
    place, said, last = "rollout.together.tell.lacks", [], WAVES[-1]
    if last not in found.talked:
        said.append(say(language, f"{place}.talk", who=named_by_step(last, language)))
    if names := names_inside(plan.lacking, found, language):
        said.append(say(language, f"{place}.lowest", names=names))
    if late := named_lines([each.line for each in plan.late], report, language):
        said.append(say(language, f"{place}.late", titles=late))
    if lacking := named_lines([line for line in plan.lines if not line.owner], report, language):
        said.append(say(language, f"{place}.owner", titles=lacking))
    if plan.one_day:
        said.append(say(language, f"{place}.days", day=date_text(plan.one_day, language)))
    if twice := named_lines(plan.twice, report, language):
        said.append(say(language, f"{place}.twice", titles=twice))
    left = {
        "action": not plan.lines,
        "owner": any(not line.owner for line in _promised(plan)),
        "heard": bool(found.talked),
        "day": True,
        "name": True,
    }
    what = [say(language, f"{place}.fill.{each}") for each, is_left in left.items() if is_left]
    return [*said, say(language, f"{place}.fill_in", what=joined(what, language))]


def _last(found: Together) -> TeamResult:
    return list(found.results.values())[-1]


def _good(found: Together, language: Language) -> list[str]:
    """What helps in everybody's eyes, or where groups differ by the answers of each round taken together."""
    how, factors = ("good", found.good) if found.good else ("supporting", found.supporting)
    names = names_inside(factors, found, language)
    return [say(language, f"rollout.together.tell.{how}", names=names)] if names else []


def _told_line(line: PlanLine, plan: Decided, bank: Instrument, language: Language) -> str:
    """What "we" do, or the leader's own words; whose it is, by when it is done, and what comes first."""
    parts, whose = [_what(line, bank, language)], "owner" if line.owner else "no_owner"
    parts.append(say(language, f"rollout.together.tell.{whose}", owner=line.owner))
    begins = how_it_begins(line, plan, bank, language)
    if begins:
        parts.append(begins.rstrip("."))
    if due := plan.ahead(line.due):
        parts.append(say(language, "rollout.together.tell.by", day=date_text(due, language)))
    return f"{'. '.join(parts)}."


def _what(line: PlanLine, bank: Instrument, language: Language) -> str:
    return what_we_do(line, bank, language) or _own_title(line, bank, language)


def _own_title(line: PlanLine, bank: Instrument, language: Language) -> str:
    """The leader's own words for an action, as its name: quoted, unless something in it is."""
    title = line_title(line, bank, language).rstrip(".")
    return title if any(mark in title for mark in '”“"') else quoted(title, language)


def what_we_do(line: PlanLine, bank: Instrument, language: Language) -> str:
    """What "we" do, without a full stop, where a line is unchanged advice of our bank; "" elsewhere."""
    rule = unchanged_advice(line, bank)
    return _we_do(rule.id, language) if rule is not None and bank.is_shipped else ""


def _we_do(rule: str, language: Language) -> str:
    place = f"rollout.together.tell.we.{rule}"
    return say(language, place).rstrip(".") if has_words(language, place) else ""


def changed_sentences(plan: Decided, bank: Instrument, language: Language) -> list[str]:
    """What messages told was planned and is not, with what takes its place where something does."""
    said = []
    for source, waves, by in plan.changed:
        what = _we_do(source.rpartition(".")[0], language)
        place = f"rollout.together.tell.{'gone' if by is None else 'replaced'}"
        instead = "" if by is None else _quoted(by, bank, language)
        where = rounds_named(waves, language)
        said.append(say(language, place, where=where, what=quoted(what, language), instead=instead))
    return said


def _quoted(line: PlanLine, bank: Instrument, language: Language) -> str:
    what = what_we_do(line, bank, language)
    return quoted(what, language) if what else _own_title(line, bank, language)


def in_message(lines: Sequence[PlanLine], promised: Mapping[str, Sequence[Wave]], language: Language) -> list[str]:
    """In the messages of which steps lines that give way to others stand, and who will hear what takes their place."""
    found = [(line, waves) for line in lines if (waves := promised.get(line.source or ""))]
    return [
        say(
            language,
            "rollout.in_message_of",
            what=quoted(_we_do(line.rule, language), language),
            where=rounds_named(waves, language),
        )
        for line, waves in found
    ]


def rounds_named(waves: Sequence[Wave], language: Language) -> str:
    """Steps by their numbers, inside a sentence."""
    numbers = joined([str(STEP_NUMBERS[wave]) for wave in waves], language)
    return say(language, f"rollout.rounds.{'many' if waves[1:] else 'one'}", numbers=numbers)


def decided_sentence(lines: Sequence[PlanLine], plan: Decided, bank: Instrument, language: Language) -> str:
    """What decided_promises() has, a line each, said to those who are asked next; "" where that is nothing."""
    promises = decided_promises(lines, plan, bank, language)
    said = "\n".join(say(language, "rollout.together.tell.item", text=each) for each in promises)
    return say(language, "rollout.decided_before", what=said) if said else ""


def decided_promises(lines: Sequence[PlanLine], plan: Decided, bank: Instrument, language: Language) -> list[str]:
    """What these lines have "us" do and how each begins, two at most.

    The leader's own words are left out: they may not be meant for everybody.
    """
    said: list[str] = []
    for line in _to_promise(lines, bank, language):
        begins = "" if line.is_all_done else how_it_begins(line, plan, bank, language)
        parts = (what_we_do(line, bank, language), begins)
        said.append(" ".join(f"{each.rstrip('.')}." for each in parts if each))
    return said


def promised_sources(lines: Sequence[PlanLine], bank: Instrument) -> tuple[str, ...]:
    """The sources of the advice that decided_promises() tells of, in any language."""
    return tuple(line.source for line in _to_promise(lines, bank, LANGUAGES[0]) if line.source)


def early_in_plan(lines: Sequence[PlanLine], plan: Decided, report: Report, language: Language) -> str:
    """Which of decided_promises() begin, by the plan, while those who are told may still answer; "" where none does."""
    early = [line for line in _to_promise(lines, report.instrument, language) if plan.is_early(line)]
    if not early or plan.closes_on is None:
        return ""
    titles, day = named_lines(early, report, language), date_text(plan.closes_on, language)
    return say(language, f"rollout.message_early.{'many' if early[1:] else 'one'}", titles=titles, day=day)


def _to_promise(lines: Sequence[PlanLine], bank: Instrument, language: Language) -> list[PlanLine]:
    """The lines that are told to those who are asked next."""
    return [line for line in lines if what_we_do(line, bank, language)][:_MOST_SAID]


def _is_of(rule: Recommendation, text: str, language: Language) -> bool:
    """Whether a step is the first one of the advice, as it stands in the bank or filled in."""
    return rule.first[language] == text or LOWEST in rule.first[language]


def _after_talk(line: PlanLine, plan: Decided, bank: Instrument, language: Language) -> tuple[PlanLine, str]:
    """A line, past its first step where that is a talk that is held.

    With it the name of the words for the step that follows; "" where there are none.
    """
    rule = unchanged_advice(line, bank) if bank.is_shipped and line.source in plan.begun else None
    if rule is None or line.first_open != 0 or not line.steps[1:]:
        return line, ""
    first, second, *_ = line_steps(line, bank, language)
    if not _is_of(rule, first, language):
        return line, ""
    then = f"rollout.together.tell.then.{rule.id}"
    is_told = rule.d30 is not None and rule.d30[language] == second and has_words(language, then)
    return line.with_step(0, is_done=True), then if is_told else ""


def how_it_begins(line: PlanLine, plan: Decided, bank: Instrument, language: Language) -> str:
    """By when a line begins or goes on, and with which of its steps; "" without such a step.

    Of advice it is what those who are told will see of it: its steps tell the leader what to do. The leader's own
    step stays as it was written. Where the first one is a talk that is held, it is told what follows. A day on which
    those who are told may still answer is not promised: what follows from their answers cannot be done by then.
    """
    line, then = _after_talk(line, plan, bank, language)
    place, step = "rollout.together.tell", line.next_step
    due = plan.ahead(step.due) if step else None
    day = date_text(due, language) if due else ""
    which, closed = "next" if line.steps_done else "first", "_closed" if plan.is_early(line) else ""
    rule = unchanged_advice(line, bank)
    if line.target in ON_VIEWS or (rule is not None and bank.is_shipped and line.steps_done and not then):
        how = "goes_on" if line.steps_done else "begins"
        return say(language, f"{place}.{how}{closed}", day=day) if due else ""
    text = line_steps(line, bank, language)[line.first_open or 0] if step else line.first_step
    seen = f"{place}.see.{rule.id}" if rule and bank.is_shipped and _is_of(rule, text, language) else then
    said = say(language, seen) if seen and has_words(language, seen) else quoted(text.rstrip("."), language)
    if not text:
        return ""
    return say(language, f"{place}.{which}{closed}" if due else f"{place}.{which}_some_day", day=day, step=said)


def has_own_words(found: Together, plan: Decided, report: Report) -> bool:
    """Whether a letter has what somebody has written, which stays in its language."""
    bank, behaviour = report.instrument, found.results[WAVES[-1]].new_behaviour
    examples = [each.new[name] for each in bank.behaviour_examples for name in bank.languages]
    return behaviour not in examples or any(unchanged_advice(line, bank) is None for line in plan.lines)
