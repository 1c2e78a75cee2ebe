"""What a leader needs for sixty minutes with the team about its result: what to say, ask, decide and leave alone."""

from __future__ import annotations

from typing import Final, NamedTuple

from assessment.instrument import Language
from assessment.report import Report
from assessment.rollout import Wave
from assessment.sentences.names import part_name
from assessment.sentences.planned import line_title
from assessment.sentences.team import (
    bounded,
    factors_named,
    factors_or_all,
    groups_title,
    leader_figure,
    named_by_step,
    team_figure,
)
from assessment.team_result import MOST_IN_A_TALK, TeamResult
from assessment.team_row import TeamRow
from assessment.together import Apart, Together
from assessment.words import (
    date_text,
    first_sentence,
    joined,
    lower_first,
    quoted,
    say,
    shortened,
    upper_first,
    with_stop,
)

_QUESTIONS: Final = ("1", "2", "3")
_MOST_IF_TIME: Final = 2
_MOST_IN_STEP: Final = 2  # Factors, beside what only that step is asked.
_MOST_UNDER_WAY: Final = 2
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


class Meeting(NamedTuple):
    """What is said and asked at one of several meetings, under its title; "" where there is only one."""

    title: str
    said: str
    asked: tuple[Questions, ...]

    @property
    def questions(self) -> tuple[str, ...]:
        """All questions, without their headings."""
        return tuple(question for each in self.asked for question in each.questions)


class TalkStep(NamedTuple):
    """A part of the talk: from which minute to which, its title, what to do, and what to ask at which meeting.

    `said` is the one of the texts that the leader says aloud, "" where none is. `if_time` are the questions that can
    be left out.
    """

    minutes: str
    title: str
    texts: tuple[str, ...]
    meetings: tuple[Meeting, ...] = ()
    said: str = ""
    if_time: tuple[str, ...] = ()


class _Asked(NamedTuple):
    """What is asked where groups that are far apart meet on their own, what all are asked, and what can be left out."""

    apart: tuple[Questions, ...]
    joint: tuple[Questions, ...]
    if_time: tuple[str, ...]


class Settled(NamedTuple):
    """What a talk goes on from: the customer experience that is agreed on, and what the plan has; "" without either."""

    experience: str = ""
    under_way: str = ""


NOTHING_SETTLED: Final = Settled()


def talk_title(result: TeamResult, language: Language) -> str:
    """With whom the talk is, and how long."""
    return say(language, "talk.title", who=named_by_step(result.wave, language))


def talk_purpose(result: TeamResult, language: Language) -> str:
    """What the talk about this step of a roll-out is about, as no other is; "" outside one."""
    return say(language, f"talk.purpose.{result.wave}") if result.wave else ""


def settled_before(own: Report | None, language: Language) -> Settled:
    """What the leader's `own` answers and plan have settled before a talk."""
    return Settled(agreed_experience(own), _under_way(own, language))


def _under_way(own: Report | None, language: Language) -> str:
    """What the plan has left to do with an owner and a day still to come, each with both; "" without any.

    Nothing that the leader's own result advises: that has not come from a talk.
    """
    if own is None:
        return ""
    advised = [each.source for each in own.advice]
    left = [
        line for line in own.plan if line.title and line.owner and line.source not in advised and not line.is_all_done
    ]
    said = [
        say(
            language,
            "talk.first.item",
            title=quoted(line_title(line, own.instrument, language).rstrip("."), language),
            owner=line.owner,
            day=date_text(line.due, language),
        )
        for line in left
        if line.due and not line.is_overdue(own.made_on)
    ]
    return joined(said[:_MOST_UNDER_WAY], language)


def agreed_experience(own: Report | None) -> str:
    """The sentence about the customer experience that is agreed on, from the leader's `own` answers; "" without one."""
    if own is None or own.answers.experience.agreed != "yes":
        return ""
    return own.answers.experience.statement


def talk_for_whom(result: TeamResult, language: Language) -> str:
    """Whom the plan is for; with many people, that they talk some at a time."""
    return f"{say(language, 'talk.for_whom')} {talk_of_many(result, language)}".strip()


def talk_of_many(result: TeamResult, language: Language) -> str:
    """That so many people talk some at a time, with groups far apart the meetings in order, and how long it all takes.

    "" for one meeting.
    """
    how = {(True, False): "many", (False, True): "apart", (True, True): "apart_many"}
    which = how.get((result.are_many, result.is_about_groups))
    return say(language, f"talk.{which}", most=MOST_IN_A_TALK, hours=result.meetings) if which else ""


def first_words(result: TeamResult, language: Language) -> str:
    """What the leader says first: both numbers of the first theme, and what the leader wants to hear.

    In a step of a roll-out whose groups are far apart, first on what they are, which is asked first as well; none of
    them is named aloud.
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
    said = [numbers, say(language, f"talk.first.{_said_of(row, result)}")]
    if result.is_about_groups and not _divides(row, result):
        said[0] = say(language, "talk.first.besides", said=lower_first(numbers))
        said.insert(0, say(language, "talk.first.of_groups"))
    if result.is_about_groups:
        said.insert(0, groups_title(result, language))
    return quoted(" ".join(said), language)


def first_questions(result: TeamResult, language: Language, settled: Settled = NOTHING_SETTLED) -> tuple[Meeting, ...]:
    """The questions to begin with, going on from what is `settled`; none when nothing of the team is shown."""
    if not result.themes:
        return ()
    if result.wave:
        return _meetings(_asked(result, settled, language), result, language)
    of_groups = _of_groups(result, language)
    asked = (*_questions(result.themes[0], language), *([of_groups] if of_groups else []))
    return (Meeting("", "", (Questions("", asked),)),)


def talk_steps(result: TeamResult, language: Language, settled: Settled = NOTHING_SETTLED) -> tuple[TalkStep, ...]:
    """The meeting from its first minute to its last; `settled` is what it goes on from."""

    def step(begins: int, ends: int, name: str, *texts: str) -> TalkStep:
        minutes = say(language, "talk.minutes", begins=begins, ends=ends)
        return TalkStep(minutes, say(language, f"talk.{name}.title"), texts)

    actions = (
        "actions_of_step" if result.wave else "actions"
    )  # Whoever asks in steps decides, and need not ask upwards.
    said = first_words(result, language)
    before = [each for each in [_led_to(result, settled, language)] if each]
    first = step(0, 5, "first", _shown_first(result, language), said, *before, say(language, "talk.first.promise"))
    how = f"{say(language, 'talk.ask.how')} {_why_these(result, language)}".strip()
    asked = _asked(result, settled, language)
    meetings = _meetings(asked, result, language)
    return (
        first._replace(said=said),
        step(5, 30, "ask", *filter(None, (how, _later(result, language))))._replace(
            meetings=meetings, if_time=asked.if_time
        ),
        step(30, 45, "choose", *(say(language, f"talk.choose.{part}") for part in ("theme", actions))),
        step(45, 55, "when_then", *(say(language, f"talk.when_then.{part}") for part in ("how", "example"))),
        step(55, 60, "end", f"{say(language, 'talk.end.how')} {_told_then(result, language)}".strip()),
    )


def if_time_sentence(step: TalkStep, language: Language) -> str:
    """The questions that can be left out, in one line; "" without any."""
    return say(language, "talk.ask.if_time", questions=" ".join(step.if_time)) if step.if_time else ""


def has_later(result: TeamResult) -> bool:
    """Whether the leader tells the day on which something else is talked about."""
    return bool(_others(result))


def what_to_avoid(result: TeamResult, language: Language) -> tuple[str, ...]:
    """What the leader does not do in the meeting, nor after it; nothing of groups where none is shown."""
    avoided = [what for what in _AVOID if what != _OF_GROUPS or result.departments]
    return tuple(say(language, f"talk.avoid.{what}") for what in avoided)


def _themes(result: TeamResult) -> tuple[TeamRow, ...]:
    """The factors that are talked about; in a step of a roll-out the second is what the headline says has the least.

    Before the last step one where groups are far apart: what divides these is asked in place of the other.
    """
    if not result.wave:
        return result.themes
    most = 1 if result.wave != "all" and result.groups_apart else _MOST_IN_STEP
    return tuple(dict.fromkeys((*result.themes[:1], *result.least, *result.as_low, *result.themes)))[:most]


def _asked(result: TeamResult, settled: Settled, language: Language) -> _Asked:
    """What there is time to ask, at most four questions of all under their headings, and what can be left out.

    Groups that are far apart are asked on their own what divides them, and together what helps in one of them.
    """
    own = _of_step(result, settled.experience, language)
    # Of the last step it stands in place of what this is asked about groups.
    groups = [_of_groups(result, language)] if result.groups_apart and result.wave != "all" else []
    taken = [*groups, *(question for each in own for question in each.questions)]
    about = [_about(row, result, language) for row in _themes(result) if not _divides(row, result)]
    joint: list[Questions] = []
    if_time: list[str] = []
    beside = groups if not result.is_about_groups else []
    for place, (each, count) in enumerate(zip(about, result.questions_each(about, taken), strict=True)):
        joint.append(Questions(each.heading, (*each.questions[:count], *([] if place else beside))))
        if_time.extend(each.questions[count:][:1])
    if groups and not beside:
        joint.append(Questions(say(language, "talk.own.all.title"), tuple(groups)))
    if result.wave:
        if_time[1:] = [say(language, f"talk.own.{result.wave}.{_OF_STEP[result.wave][1]}")]
    return _Asked(_asked_apart(result, language), (*joint, *own), tuple(if_time[:_MOST_IF_TIME]))


def _asked_apart(result: TeamResult, language: Language) -> tuple[Questions, ...]:
    """What each group is asked on its own about what divides them; nothing where that does not come first."""
    if not result.is_about_groups:
        return ()
    names = factors_or_all(result.differing, result, language)
    which = ("all" if len(result.differing) == len(result.rows) else "1", *_QUESTIONS[1:])
    asked = tuple(say(language, f"talk.questions.groups.{each}", names=names) for each in which)
    return (Questions(say(language, "talk.ask.about_groups", name=upper_first(names)), asked),)


def _meetings(asked: _Asked, result: TeamResult, language: Language) -> tuple[Meeting, ...]:
    """What belongs to the meetings of the groups that are far apart, and to the one of all; elsewhere there is one."""
    if not asked.apart:
        return (Meeting("", "", asked.joint),)
    how = "joint_many" if result.are_many else "joint"
    apart, joint = (say(language, f"talk.ask.at.{which}") for which in ("apart", how))
    return (Meeting(apart, _said_to_group(result, language), asked.apart), Meeting(joint, "", asked.joint))


def _led_to(result: TeamResult, settled: Settled, language: Language) -> str:
    """What to tell of the earlier talks of a roll-out, with what the plan has; "" in its first step and outside one."""
    if result.wave not in ("leaders", "all"):
        return ""
    told = say(language, f"talk.first.led_to.{result.wave}")
    return f"{told} {say(language, 'talk.first.under_way', what=settled.under_way)}" if settled.under_way else told


def _said_of(row: TeamRow, result: TeamResult) -> str:
    """The id of what the leader says after the numbers."""
    if _divides(row, result):
        return "of_groups"
    if row.stands_out:
        return row.view
    if row.is_low_for_both:
        return "both_low"
    if not result.least:
        return "none_least"
    return "alike" if row.view == "same" else "unsure"


def _shown_first(result: TeamResult, language: Language) -> str:
    """What the leader shows, with groups only the figures of all, and tells about the numbers."""
    behaviour = with_stop(shortened(first_sentence(result.new_behaviour), _LONGEST_BEHAVIOUR))
    show = say(language, f"talk.first.show.{'groups' if result.departments else 'whole'}")
    return say(language, f"talk.first.about.{'behaviour' if behaviour else 'scale'}", show=show, behaviour=behaviour)


def _why_these(result: TeamResult, language: Language) -> str:
    """Why these two factors are talked about, where they are surely those seen most differently; "" elsewhere."""
    themes = _themes(result)
    is_told = any(_divides(row, result) or not row.is_finding for row in themes)
    if not themes[1:] or not result.are_farthest(themes) or is_told:
        return ""
    return say(language, "talk.ask.why", who=named_by_step(result.wave, language))


def _later(result: TeamResult, language: Language) -> str:
    """What is far apart as well, and when it is talked about; "" where nothing is."""
    names = factors_named(_others(result), result, language)
    return say(language, "talk.ask.later", names=names) if names else ""


def _of_groups(result: TeamResult, language: Language) -> str:
    """The question about what helps in one group and could in another; "" where none are far apart.

    Where each group also meets on its own, none is named in front of the others.
    """
    apart = result.groups_apart
    if result.is_about_groups:
        return say(language, "talk.ask.groups_mixed")
    return say(language, "talk.ask.groups", lower=apart.lower.name, higher=apart.higher.name) if apart else ""


def _said_to_group(result: TeamResult, language: Language) -> str:
    """What to say and ask when meeting only the group with far less support; "" where there is none."""
    far = result.far_apart if result.is_about_groups else None
    if far is None or far.lower is None:
        return ""
    factor = result.apart[0]
    figure, _ = far.figures(factor)  # The first is that of the one with less support.
    said = say(
        language,
        "talk.ask.to_group",
        name=factors_named([factor], result, language),
        figure=team_figure(figure, language),
        alike=say(language, "talk.ask.as_you") if far.lower in result.as_the_leader(factor) else "",
        question=say(language, f"talk.questions.{factor}.brighter.1"),
    )
    return say(language, "talk.ask.on_its_own", group=far.lower.name, said=quoted(said, language))


def _told_then(result: TeamResult, language: Language) -> str:
    """Who hears or is asked after this step of a roll-out; "" outside one, and once the next step has begun."""
    return say(language, f"talk.end.then.{result.wave}") if result.wave and not result.is_followed else ""


def _of_step(result: TeamResult, agreed: str, language: Language) -> tuple[Questions, ...]:
    """What only this step of a roll-out is asked, about the customer experience too; nothing outside one."""
    if result.wave is None:
        return ()
    apart = Together.beside_executive(result)
    question = say(language, f"talk.own.{result.wave}.{_OF_STEP[result.wave][0]}")
    if result.wave == "all" and result.groups_apart:
        question = _of_groups(result, language)
    elif apart is not None:
        question = say(language, f"talk.own.beside.{'lower' if result.wave in apart.lower else 'higher'}")
    title = say(language, f"talk.own.{result.wave}.title") if apart is None else _both(apart, result, language)
    return (Questions(title, (question, *_on_experience(result, agreed, language))),)


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
    """What is surely far apart and not talked about, without what divides groups: that is asked of each on its own."""
    themes = _themes(result)
    sure = (row for row in result.standing_out if row.is_finding and row not in themes)
    return [row.factor for row in sure if not _divides(row, result)]


def _divides(row: TeamRow, result: TeamResult) -> bool:
    """Whether the talk is about groups that are far apart on this factor, so that the mean is nobody's."""
    return result.is_about_groups and row.factor in result.differing


def _about(row: TeamRow, result: TeamResult, language: Language) -> Questions:
    figure = row.figure
    how = "about_alone" if figure.leader is None else "about_unsure" if row.view == "apart" else "about"
    heading = say(
        language,
        f"talk.ask.{how}",
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
