"""What a leader needs for sixty minutes with the team about its result: what to say, ask, decide and leave alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from assessment.instrument import Language
from assessment.sentences.names import part_name
from assessment.sentences.team import bounded, factors_named, leader_figure, team_figure
from assessment.team_result import TeamResult, TeamRow
from assessment.words import first_sentence, quoted, say, shortened

_QUESTIONS: Final = ("1", "2", "3")
_LONGEST_BEHAVIOUR: Final = 160  # Characters, so that the plan stays on one page.
_AVOID: Final = ("guess", "ask", "defend", "split", "decide")


class Questions(NamedTuple):
    """Questions to the team about one factor, under a heading."""

    heading: str
    questions: tuple[str, ...]


class TalkStep(NamedTuple):
    """A part of the meeting: from which minute to which, its title, what to do, and what to ask."""

    minutes: str
    title: str
    texts: tuple[str, ...]
    asked: tuple[Questions, ...] = ()


def first_words(result: TeamResult, language: Language) -> str:
    """What the leader says first, the same wherever it stands.

    What was asked, both numbers of every theme, what the leader makes of them, and what all see alike.
    """
    asked = "behaviour" if result.new_behaviour else "scale"
    behaviour = _with_stop(shortened(first_sentence(result.new_behaviour), _LONGEST_BEHAVIOUR))
    about = say(language, f"talk.first.about.{asked}", behaviour=behaviour)
    return quoted(" ".join([about, *_on_themes(result, language), *_alike(result, language)]), language)


def first_questions(result: TeamResult, language: Language) -> tuple[str, ...]:
    """The questions to begin with; none when nothing of the team is shown."""
    return _questions(result.themes[0], language) if result.themes else ()


def why_these_questions(result: TeamResult, language: Language) -> str:
    """Why the meeting begins with these questions."""
    figure = result.themes[0].figure
    alone = "because_alone" if figure.leader is None else "because"
    return say(
        language,
        f"talk.{alone}",
        leader=leader_figure(figure, language),
        team=team_figure(figure, language),
    )


def talk_steps(result: TeamResult, language: Language) -> tuple[TalkStep, ...]:
    """The meeting from its first minute to its last."""

    def step(begins: int, ends: int, name: str, *texts: str, asked: tuple[Questions, ...] = ()) -> TalkStep:
        minutes = say(language, "talk.minutes", begins=begins, ends=ends)
        return TalkStep(minutes, say(language, f"talk.{name}.title"), texts, asked)

    asked = tuple(_about(row, result, language) for row in result.themes)
    return (
        step(
            0,
            5,
            "first",
            first_words(result, language),
            say(language, "talk.first.promise"),
        ),
        step(5, 30, "ask", say(language, "talk.ask.how"), asked=asked),
        step(30, 45, "choose", *(say(language, f"talk.choose.{part}") for part in ("theme", "actions"))),
        step(45, 55, "when_then", *(say(language, f"talk.when_then.{part}") for part in ("how", "example"))),
        step(55, 60, "end", say(language, "talk.end.how")),
    )


def what_to_avoid(language: Language) -> tuple[str, ...]:
    """What the leader does not do in the meeting, nor after it."""
    return tuple(say(language, f"talk.avoid.{what}") for what in _AVOID)


def _with_stop(sentence: str) -> str:
    return sentence if not sentence or sentence.endswith((".", "!", "?", "…")) else f"{sentence}."


def _on_themes(result: TeamResult, language: Language) -> list[str]:
    """What the leader says about the themes; without a clear difference, that there is none."""
    found = []
    for view in ("brighter", "darker", "apart"):
        if rows := [row for row in result.themes if row.view == view]:
            numbers = " ".join(_both_numbers(row, result, language) for row in rows)
            found.append(say(language, f"talk.first.{view}", numbers=numbers, names=_named(rows, result, language)))
    if others := result.standing_out[len(result.themes) :]:
        found.append(say(language, "talk.first.also", names=_named(others, result, language)))
    return found or [say(language, f"talk.first.{'alike' if result.is_seen_alike else 'unsure'}")]


def _alike(result: TeamResult, language: Language) -> list[str]:
    """What all see alike beside the themes, and what of it is low: that needs talking about as well."""
    alike = [row for row in result.rows if row.view == "same" and row not in result.themes]
    low = [row for row in alike if row.is_low_for_both]
    others = [row for row in alike if row not in low] if result.standing_out else []
    rows = {"agree": others, "agree_low": low}
    return [
        say(language, f"talk.first.{key}", names=_named(each, result, language)) for key, each in rows.items() if each
    ]


def _both_numbers(row: TeamRow, result: TeamResult, language: Language) -> str:
    return say(
        language,
        "talk.first.numbers",
        name=_named([row], result, language),
        leader=leader_figure(row.figure, language),
        team=team_figure(row.figure, language),
    )


def _named(rows: Sequence[TeamRow], result: TeamResult, language: Language) -> str:
    return factors_named([row.factor for row in rows], result, language)


def _about(row: TeamRow, result: TeamResult, language: Language) -> Questions:
    figure = row.figure
    heading = say(
        language,
        f"talk.ask.{'about_alone' if figure.leader is None else 'about'}",
        name=part_name(row.factor, result.instrument, language),
        leader=leader_figure(figure, language),
        team=bounded(figure.mean, figure.bound, language),
    )
    return Questions(heading, _questions(row, language))


def _questions(row: TeamRow, language: Language) -> tuple[str, ...]:
    """What works where the team sees it brighter; otherwise what is missing."""
    is_lower = row.view == "darker" or (row.view == "apart" and row.is_leader_lower)
    direction = "darker" if is_lower else "brighter"
    return tuple(say(language, f"talk.questions.{row.factor}.{direction}.{place}") for place in _QUESTIONS)
