"""What a leader needs for sixty minutes with the team about its result: what to say, ask, decide and leave alone."""

from __future__ import annotations

from typing import Final, NamedTuple

from assessment.instrument import Language
from assessment.report import Report
from assessment.rollout import Wave
from assessment.sentences.names import part_name
from assessment.sentences.team import bounded, factors_named, leader_figure, named_by_step, team_figure
from assessment.team_result import MOST_IN_A_TALK, TeamResult
from assessment.team_row import TeamRow
from assessment.together import Apart, Together
from assessment.words import first_sentence, lower_first, quoted, say, shortened

_QUESTIONS: Final = ("1", "2", "3")
_LONGEST_BEHAVIOUR: Final = 160  # Characters, so that the plan stays on one page;
_LONGEST_EXPERIENCE: Final = 100  # here of a question in a column.
_AVOID: Final = ("guess", "ask", "defend", "split", "decide")
_OF_GROUPS: Final = "split"
# What only one step of a roll-out is asked.
_OF_STEP: Final[dict[Wave, tuple[str, str]]] = {
    "executive": ("did", "does"),
    "leaders": ("sees", "first"),
    "all": ("where", "here"),
}


class Questions(NamedTuple):
    """Questions to the team about one factor, under a heading."""

    heading: str
    questions: tuple[str, ...]


class TalkStep(NamedTuple):
    """A part of the meeting: from which minute to which, its title, what to do, and what to ask.

    `said` is the one of the texts that the leader says aloud, "" where none is.
    """

    minutes: str
    title: str
    texts: tuple[str, ...]
    asked: tuple[Questions, ...] = ()
    said: str = ""


def talk_title(result: TeamResult, language: Language) -> str:
    """With whom the talk is, and how long."""
    return say(language, "talk.title", who=named_by_step(result.wave, language))


def talk_purpose(result: TeamResult, language: Language) -> str:
    """What the talk about this step of a roll-out is about, as no other is; "" outside one."""
    return say(language, f"talk.purpose.{result.wave}") if result.wave else ""


def agreed_experience(own: Report | None) -> str:
    """The sentence about the customer experience that is agreed on, from the leader's `own` answers; "" without one."""
    if own is None or own.answers.experience.agreed != "yes":
        return ""
    return own.answers.experience.statement


def talk_for_whom(result: TeamResult, language: Language) -> str:
    """Whom the plan is for; with many people, that they talk group by group."""
    return f"{say(language, 'talk.for_whom')} {talk_of_many(result, language)}".strip()


def talk_of_many(result: TeamResult, language: Language) -> str:
    """That so many people talk group by group; "" where they fit one meeting."""
    return say(language, "talk.many", most=MOST_IN_A_TALK) if result.are_many else ""


def first_words(result: TeamResult, language: Language) -> str:
    """What the leader says first, in three sentences: both numbers of the first theme, and what the leader wants.

    In a step of a roll-out a fourth where the mean hides that groups are far apart on it; none is named aloud.
    """
    if not result.themes:
        return quoted(say(language, "talk.first.nothing"), language)
    row = result.themes[0]
    whose = "some" if result.is_of_some else "all"
    numbers = say(
        language,
        f"talk.first.{'numbers_alone' if row.figure.leader is None else 'numbers'}.{whose}",
        n=result.report.n,
        size=result.size,
        name=lower_first(part_name(row.factor, result.instrument, language)),
        leader=leader_figure(row.figure, language),
        team=team_figure(row.figure, language),
    )
    of_groups = say(language, "talk.first.groups") if result.is_about_groups and row.factor in result.apart else ""
    wants = say(language, f"talk.first.{_said_of(row, result)}")
    return quoted(" ".join(each for each in (numbers, of_groups, wants) if each), language)


def first_questions(result: TeamResult, language: Language) -> tuple[str, ...]:
    """The questions to begin with; none when nothing of the team is shown."""
    if not result.themes:
        return ()
    of_groups = _of_groups(result, language)
    return (*_questions(result.themes[0], language), *([of_groups] if of_groups else []))


def talk_steps(result: TeamResult, language: Language, agreed: str = "") -> tuple[TalkStep, ...]:
    """The meeting from its first minute to its last. `agreed` is the experience that is agreed on, "" without one."""

    def step(begins: int, ends: int, name: str, *texts: str, asked: tuple[Questions, ...] = ()) -> TalkStep:
        minutes = say(language, "talk.minutes", begins=begins, ends=ends)
        return TalkStep(minutes, say(language, f"talk.{name}.title"), texts, asked)

    actions = (
        "actions_of_step" if result.wave else "actions"
    )  # Whoever asks in steps decides, and need not ask upwards.
    asked = tuple(_about(row, result, language) for row in _themes(result))
    said = first_words(result, language)
    first = step(0, 5, "first", _shown_first(result, language), said, say(language, "talk.first.promise"))
    return (
        first._replace(said=said),
        step(
            5,
            30,
            "ask",
            f"{say(language, 'talk.ask.how')} {_why_these(result, language)}".strip(),
            *filter(None, [_later(result, language)]),
            asked=(*asked, *_of_step(result, agreed, language)),
        ),
        step(30, 45, "choose", *(say(language, f"talk.choose.{part}") for part in ("theme", actions))),
        step(45, 55, "when_then", *(say(language, f"talk.when_then.{part}") for part in ("how", "example"))),
        step(55, 60, "end", f"{say(language, 'talk.end.how')} {_told_then(result, language)}".strip()),
    )


def has_later(result: TeamResult) -> bool:
    """Whether the leader tells the day on which something else is talked about."""
    return bool(_others(result))


def what_to_avoid(result: TeamResult, language: Language) -> tuple[str, ...]:
    """What the leader does not do in the meeting, nor after it; nothing of groups where none is shown."""
    avoided = [what for what in _AVOID if what != _OF_GROUPS or result.departments]
    return tuple(say(language, f"talk.avoid.{what}") for what in avoided)


def _themes(result: TeamResult) -> tuple[TeamRow, ...]:
    """The factors that are talked about; in a step of a roll-out one, beside what only this step is asked."""
    return result.themes[:1] if result.wave else result.themes


def _with_stop(sentence: str) -> str:
    return sentence if not sentence or sentence.endswith((".", "!", "?", "…")) else f"{sentence}."


def _said_of(row: TeamRow, result: TeamResult) -> str:
    """The id of what the leader says after the numbers."""
    if row.stands_out:
        return row.view
    if row.is_low_for_both:
        return "both_low"
    if not result.least:
        return "none_least"
    return "alike" if row.view == "same" else "unsure"


def _shown_first(result: TeamResult, language: Language) -> str:
    """What the leader tells about the numbers when they are shown."""
    behaviour = _with_stop(shortened(first_sentence(result.new_behaviour), _LONGEST_BEHAVIOUR))
    return say(language, f"talk.first.about.{'behaviour' if behaviour else 'scale'}", behaviour=behaviour)


def _why_these(result: TeamResult, language: Language) -> str:
    """Why these two factors are talked about, where they are those seen most differently; "" elsewhere."""
    if not _themes(result)[1:] or not all(row.stands_out for row in result.themes):
        return ""
    return say(language, "talk.ask.why", who=named_by_step(result.wave, language))


def _later(result: TeamResult, language: Language) -> str:
    """What is far apart as well, and when it is talked about; "" where nothing is."""
    names = factors_named(_others(result), result, language)
    later = say(language, "talk.ask.later", names=names) if names else ""
    return f"{_on_groups(result, language)} {later}".strip()


def _on_groups(result: TeamResult, language: Language) -> str:
    """What to ask as well where two groups are far apart; "" where none are."""
    asked = quoted(_of_groups(result, language), language)
    return say(language, "talk.ask.also", asked=asked) if result.groups_apart else ""


def _of_groups(result: TeamResult, language: Language) -> str:
    """The question about what helps in one group and could in another; "" where none are far apart."""
    apart = result.groups_apart
    return say(language, "talk.ask.groups", lower=apart.lower.name, higher=apart.higher.name) if apart else ""


def _told_then(result: TeamResult, language: Language) -> str:
    """Who hears or is asked after this step of a roll-out; "" outside one."""
    return say(language, f"talk.end.then.{result.wave}") if result.wave else ""


def _of_step(result: TeamResult, agreed: str, language: Language) -> tuple[Questions, ...]:
    """What only this step of a roll-out is asked, about the customer experience too; nothing outside one."""
    if result.wave is None:
        return ()
    apart = Together.beside_executive(result)
    questions = [say(language, f"talk.own.{result.wave}.{each}") for each in _OF_STEP[result.wave]]
    if apart is not None:
        how = "lower" if result.wave in apart.lower else "higher"
        questions[0] = say(language, f"talk.own.beside.{how}")
    title = say(language, f"talk.own.{result.wave}.title") if apart is None else _both(apart, result, language)
    return (Questions(title, (*questions, *_on_experience(result, agreed, language))),)


def _both(apart: Apart, result: TeamResult, language: Language) -> str:
    """The heading with the figures of both."""
    is_lower = result.wave in apart.lower
    ours, theirs = (apart.low, apart.high) if is_lower else (apart.high, apart.low)
    return say(
        language,
        "talk.own.beside.title",
        name=part_name(ours.factor, result.instrument, language),
        executive=bounded(theirs.figure.mean, theirs.figure.bound, language),
        team=bounded(ours.figure.mean, ours.figure.bound, language),
    )


def _on_experience(result: TeamResult, agreed: str, language: Language) -> list[str]:
    """Whether all see the same customer experience, as it is agreed on or before that; at last, whether it shows."""
    if agreed:
        experience = quoted(shortened(first_sentence(agreed), _LONGEST_EXPERIENCE).rstrip("."), language)
        how = "shows" if result.wave == "all" else "agreed"
        return [say(language, f"talk.experience.{how}", experience=experience)]
    return [] if result.wave == "all" else [say(language, "talk.experience.each")]


def _others(result: TeamResult) -> list[str]:
    return [row.factor for row in result.standing_out if row not in _themes(result)]


def _about(row: TeamRow, result: TeamResult, language: Language) -> Questions:
    figure = row.figure
    heading = say(
        language,
        f"talk.ask.{'about_alone' if figure.leader is None else 'about'}",
        name=part_name(row.factor, result.instrument, language),
        leader=leader_figure(figure, language),
        who=say(language, f"team_result.short.{result.wave or 'team'}"),
        team=bounded(figure.mean, figure.bound, language),
    )
    return Questions(heading, _questions(row, language))


def _questions(row: TeamRow, language: Language) -> tuple[str, ...]:
    """What works where the team sees it brighter; otherwise what is missing."""
    is_lower = row.view == "darker" or (row.view == "apart" and row.is_leader_lower)
    direction = "darker" if is_lower else "brighter"
    return tuple(say(language, f"talk.questions.{row.factor}.{direction}.{place}") for place in _QUESTIONS)
