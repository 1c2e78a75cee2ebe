"""Sentences on a management team's map: what one role believes of another, and what that role says itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from assessment.incentives import IncentiveMap, Measure
from assessment.incentives.testimony import HeldGuess, Testimony, ToldByRoles
from assessment.instrument import Instrument, Language
from assessment.report import Report
from assessment.sentences.clashes import decided_words
from assessment.sentences.incentives import lead_sentences, unrewarded_sentences
from assessment.sentences.names import asked_about, element_on_map, inside, role_inside, role_on_map
from assessment.words import date_text, first_names, joined, lower_first, pull_text, quoted, say, upper_first


def member_inside(role_id: str, of: IncentiveMap, instrument: Instrument, language: Language) -> str:
    """The name of a role inside a sentence, in Swedish an abbreviation in the definite form: vd:n."""
    return _definite(inside(role_on_map(role_id, of, instrument, language), role_id, instrument, language), language)


def member_asked_about(role_id: str, of: IncentiveMap, instrument: Instrument, language: Language) -> str:
    """The same inside a question, where a name in own words is in quotation marks."""
    name = role_on_map(role_id, of, instrument, language)
    return _definite(asked_about(name, role_id, instrument, language), language)


def _definite(name: str, language: Language) -> str:
    return f"{name}:n" if language == "sv" and name.casefold() == "vd" else name


def found_sentences(report: Report, language: Language, *, so_far: int | None = None) -> list[str]:
    """What a map made together tells: the finding, then what nobody is rewarded for, or that there is no such part.

    While only `so_far` rows are shown, all of it is so far. Empty where nothing counts.
    """
    scores = report.incentives
    if scores is None:
        return []
    finding, *others = lead_sentences(scores, report, language)
    if so_far is not None:
        nobody = unrewarded_sentences(scores, report, language) if scores.shows_nobody else []
        first = say(language, "team_map.led.so_far", count=so_far, finding=lower_first(finding))
        so_far_too = [each for each in others if each in nobody]
        more = [say(language, "team_map.led.so_far_too", finding=lower_first(each)) for each in so_far_too]
        return [first, *more]
    if not (scores.unrewarded or scores.only_role or scores.map.undescribed):
        return [finding, say(language, "team_map.led.every_part"), *others]
    return [finding, *others]


def guess_sentences(found: HeldGuess, of: IncentiveMap, instrument: Instrument, language: Language) -> list[str]:
    """A guess held against what the role says itself: first the measures, then on which elements that is far apart."""
    by, about = (member_inside(role, of, instrument, language) for role in (found.by, found.about))
    shared, guessed, said = (_named(each, language) for each in (found.shared, found.guessed, found.said))
    values = {"shared": shared, "guessed": guessed, "said": said}
    names = {"by": upper_first(by), "about": about, "about_first": upper_first(about)}
    sentences = [say(language, f"team_map.guesses.{_how_right(found)}", **values, **names)]
    parts = [
        say(
            language,
            "team_map.guesses.apart.part",
            element=quoted(element_on_map(each.element, of, instrument, language), language),
            guessed=pull_text(each.guessed, language),
            own=pull_text(each.said, language),
        )
        for each in found.apart
    ]
    return [*sentences, say(language, "team_map.guesses.apart.all", parts="; ".join(parts))] if parts else sentences


def lost_guesses_sentences(
    lost: Mapping[str, Sequence[str]], of: IncentiveMap, instrument: Instrument, language: Language
) -> list[str]:
    """How many guesses about a role are not shown, since nobody answered for it; a sentence for each role."""
    return [
        say(
            language,
            f"team_map.guesses.lost.{'many' if by[1:] else 'one'}",
            count=len(by),
            role=member_inside(role, of, instrument, language),
        )
        for role, by in lost.items()
    ]


def _how_right(found: HeldGuess) -> str:
    """The name of the words that tell which measures are guessed right, and which are not."""
    if not (found.guessed or found.said):
        return ("right" if found.is_right else "right_but") if found.shared else "right_nothing"
    only = "only_guessed" if found.guessed else "only_said"
    which = "open" if found.is_open else "measures" if found.guessed and found.said else only
    return f"in_part.{which}" if found.shared else which


def guesses_sentence(found: ToldByRoles, language: Language) -> str | None:
    """How many of several guesses are right, and in part; None for one alone, which says that itself.

    Those that are open are not counted.
    """
    right, partly, count = found.right_guesses, found.partly_right_guesses, len(found.judged_guesses)
    if not found.judged_guesses[1:]:
        return None
    which = "all" if right == count else f"{'some' if right else 'none'}{'_partly' if partly else ''}"
    return say(language, f"team_map.guesses.count.{which}", right=right, partly=partly, count=count)


def how_far(
    told: Sequence[Testimony], of: IncentiveMap, instrument: Instrument, language: Language, *, is_open: bool
) -> list[tuple[str, str]]:
    """Which roles have answered, answer now and are free, or did not answer once it is closed: words, then roles."""
    states = {each.role: "answered" if each.has_told else "answering" for each in told}
    groups: dict[str, list[str]] = {"answered": [], "answering": [], "free": [], "missing": []}
    for role in of.roles:
        state = states.get(role.id, "free")
        name = member_inside(role.id, of, instrument, language)
        groups[state if is_open or state == "answered" else "missing"].append(name)
    named = {state: joined(names, language) for state, names in groups.items() if names}
    return [(say(language, f"team_map.roles.{state}"), names) for state, names in named.items()]


def waiting_sentence(waiting: Sequence[str], of: IncentiveMap, instrument: Instrument, language: Language) -> str:
    """Which roles have answered and are not shown yet, and what their rows wait for."""
    names = joined([member_inside(role, of, instrument, language) for role in waiting], language)
    return say(language, f"team_map.led.waiting.{'many' if waiting[1:] else 'one'}", roles=names)


def decided_sentence(report: Report, language: Language) -> str:
    """What is decided about clashes of the map, in force; "" where nothing is."""
    scores = report.incentives
    decided = [found for clash in scores.clashes if (found := scores.decision(clash))] if scores else []
    said = [
        say(
            language,
            "team_map.tell.closed.decision",
            measure=decided_words(each, language),
            roles=joined([role_inside(role, report, language) for role in (each.a, each.b)], language),
            day=date_text(each.day, language),
        )
        for each in decided
    ]
    return say(language, "team_map.tell.closed.decided", decisions="; ".join(said)) if said else ""


def told_measures(told: Testimony, language: Language) -> str:
    """What a role says that it is rewarded for, in quotation marks as in the guesses."""
    names = [quoted(measure.label(language) or measure.id or "", language) for measure in told.on_map]
    return joined(names, language) if names else say(language, "team_map.roles.nothing")


def unanswered(missing: Sequence[str], of: IncentiveMap) -> dict[str, list[str]]:
    """The roles nobody answered for: those `kept` as they were, and those `suggested`, which count nowhere."""
    kinds: dict[str, list[str]] = {"kept": [], "suggested": []}
    for role in missing:
        kinds["suggested" if of.known_role(role).proposed else "kept"].append(role)
    return {kind: roles for kind, roles in kinds.items() if roles}


def closing_sentences(
    missing: Sequence[str], count: int, of: IncentiveMap, instrument: Instrument, language: Language
) -> list[str]:
    """What becomes of all roles when the map with `count` roles is closed, then what nobody can do any more."""
    if len(missing) == count:
        return [say(language, "team_map.close.none")]
    rows = [say(language, "team_map.close.rows")]
    for which, roles in unanswered(missing, of).items():
        names = [member_inside(role, of, instrument, language) for role in roles]
        rows.append(say(language, f"team_map.close.{which}", roles=joined(names, language)))
    return [" ".join(rows), say(language, "team_map.close.last")]


# The parts of the hour, in their order.
_HOUR: Final = ("agree", "answer", "look", "decide")


def hour_parts(language: Language) -> list[tuple[str, str]]:
    """What a management team does in an hour with its map: each part's name with its minutes, and what is done."""
    guide = "team_map.guide"
    return [(say(language, f"{guide}.{part}.when"), say(language, f"{guide}.{part}.what")) for part in _HOUR]


def hour_left(language: Language) -> list[tuple[str, str]]:
    """What is left of that hour once the map is closed."""
    return hour_parts(language)[-2:]


def agreed_parts(of: IncentiveMap, instrument: Instrument, language: Language) -> str:
    """What the map shows the roles' effects on: the elements that are agreed, as a sentence."""
    agreed = [element.id for element in of.elements if element.weight]
    names = [quoted(element_on_map(each, of, instrument, language), language) for each in agreed]
    return say(language, "team_map.led.parts", parts=joined(names, language))


def weighed_sentences(of: IncentiveMap, instrument: Instrument, language: Language) -> list[str]:
    """Which parts matter most in a role as a whole, in the steps that are chosen; nothing where all matter alike."""
    steps = {of.step(element) for element in of.elements if element.weight}
    parts = parts_by_weight(of, instrument, language)
    return [say(language, "team_map.led.weighed", parts=parts)] if [*steps][1:] else []


def parts_by_weight(of: IncentiveMap, instrument: Instrument, language: Language) -> str:
    """The agreed elements, those that matter most first; those that matter alike share one step, 1 to STRONGEST."""
    by_step: dict[int, list[str]] = {}
    for element in of.elements:
        if element.weight:
            name = quoted(element_on_map(element.id, of, instrument, language), language)
            by_step.setdefault(of.step(element), []).append(name)
    ranked = sorted(by_step.items(), reverse=True)
    return "; ".join(f"{joined(names, language)} ({step})" for step, names in ranked)


def _named(measures: Sequence[Measure], language: Language) -> str:
    return first_names([quoted(each.label(language) or each.id or "", language) for each in measures], language)
