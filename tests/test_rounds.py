"""A team's rounds: what a leader's key, a round's code and a member's key open."""

from __future__ import annotations

import json
import random
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pytest
from pypdf import PdfReader
from sqlalchemy import update

from assessment.answers import NAME_LIMIT, Answers
from assessment.bank import Bank, text_hash
from assessment.downloads import Download
from assessment.exports.archive import read_archive
from assessment.instrument import LANGUAGES, Instrument, Language
from assessment.plan import PlanLine
from assessment.rollout import Unmet
from assessment.rounds import (
    MOST_DAYS,
    MOST_DEPARTMENTS,
    MOST_PEOPLE,
    Band,
    CannotBegin,
    Department,
    Draft,
    Invitation,
    Leading,
    LedRound,
    Membership,
    RoundClosed,
    RoundFull,
    Setup,
    SetupProblem,
    Step,
    close_due,
    earliest_day,
    steps,
)
from assessment.series import Series, Today
from assessment.storage import KeyHash, Store, Tap, new_key
from assessment.storage.tables import ROUNDS
from assessment.words import say
from tests.amounts import IS_SOAK
from tests.test_storage import everything, how_many

ROOT = Path(__file__).parents[1]
DAY: Final = datetime.now(UTC).date()
SETUP: Final = Setup("Kundtjänst", 12, DAY + timedelta(days=7), are_told=True)
DEPARTMENTS: Final = (Department("Försäljning", 6), Department("Support", 6))

# Measuring takes longer than these tests; those marked as measured reach all that they do.
pytestmark = [pytest.mark.unmeasured, pytest.mark.in_turns]


@pytest.fixture(scope="session")
def today(bank: Instrument) -> Today:
    text = (ROOT / "questions.yaml").read_text(encoding="utf-8")
    return Today(Bank(bank, text, text_hash(text)), "sv", datetime.now(UTC))


@pytest.fixture
def leading(store: Store, today: Today) -> Leading:
    """The key of a leader with a finished assessment."""
    return leader(store, today)


def leader(store: Store, today: Today, value: int = 3) -> Leading:
    series = Series(store, new_key())
    series.begin(
        {"form": "quick", "behaviours.current": "discount", "behaviours.new": "Vi lyssnar.", "organisation": "public",
         "title": "Hemlig rubrik", "experience.statement": "Lätt att nå"},
        today,
    )  # fmt: skip
    series.change(dict.fromkeys(paths(today), value))
    series.finish()
    return Leading(store, series.key)


def paths(today: Today, *columns: str) -> list[str]:
    items = today.bank.instrument.form_items("quick")
    return [f"ratings.{item.id}.{column}" for item in items for column in columns or ("current", "new")]


def begin(leading: Leading, today: Today, **fields: Any) -> LedRound:
    return leading.begin(replace(SETUP, **fields), today)


def member(leading: Leading, code: str, today: Today, value: object = 3, department: str = "") -> Membership:
    """A member who has answered everything and finished."""
    mine = Membership(leading.store, new_key())
    assert Invitation(leading.store, code).join(mine.key, today)
    taps = [Tap(number, path, value) for number, path in enumerate(paths(today), 1)]
    assert mine.save_taps("tab", [*taps, Tap(len(taps) + 1, "group", department or None)])
    mine.finish()
    return mine


def led(leading: Leading, today: Today) -> LedRound:
    return leading.rounds(today)[-1]


def on(today: Today, day: date) -> Today:
    """The same reader on another day."""
    return today._replace(now=datetime.combine(day, datetime.min.time(), UTC))


def move_last_day(store: Store, day: date) -> None:
    with store._engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(update(ROUNDS).values(closes_on=day))


def move_close(store: Store, day: date) -> None:
    with store._engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(update(ROUNDS).values(closed_on=day))


# Beginning ------------------------------------------------------------------------------------------------------------


@pytest.mark.measured
def test_a_round_begins_from_the_latest_finished_assessment(leading: Leading, today: Today) -> None:
    found = begin(leading, today, departments=DEPARTMENTS, wave="leaders", form="full", minimum=6)
    assert found.setup == replace(SETUP, departments=DEPARTMENTS, wave="leaders", form="full", minimum=6)
    assert (found.number, found.begun_on, found.state, found.answered) == (1, DAY, "open", "fewer_than_5")
    assert (found.closed_on, found.report, found.lacks_answers, found.is_open) == (None, None, "surely", True)
    assert found.new_behaviour == "Vi lyssnar."
    assert (
        found.current_behaviour == today.bank.instrument.behaviour_examples[0].current["sv"] or found.current_behaviour
    )
    opened = Invitation(leading.store, found.code).round(today)
    assert opened is not None
    assert vars(opened) == {name: value for name, value in vars(found).items() if name != "code"}


def test_whether_there_are_too_few_for_a_result_is_told_only_as_far_as_everybody_may_know(
    leading: Leading, today: Today
) -> None:
    found = begin(leading, today)
    expected: dict[tuple[Band | None, int], str | None] = {
        ("fewer_than_5", 5): "surely",
        ("at_least_5", 5): None,
        ("at_least_5", 7): "perhaps",
        ("at_least_10", 10): None,
        (None, 5): None,
    }
    for (answered, minimum), lacks in expected.items():
        setup = replace(found.setup, minimum=minimum)
        assert replace(found, answered=answered, setup=setup).lacks_answers == lacks


def test_starting_a_round_twice_starts_one(leading: Leading, today: Today) -> None:
    first = begin(leading, today)
    before = everything(leading.store)
    assert begin(leading, today, name="Något annat") == first
    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(lambda _: begin(leading, today).code, range(4))) == {first.code}
    assert everything(leading.store) == before


def test_a_round_needs_a_finished_assessment(store: Store, today: Today) -> None:
    series = Series(store, new_key())
    for _ in "unknown", "unfinished":
        with pytest.raises(CannotBegin) as refused:
            Leading(store, series.key).begin(SETUP, today)
        assert (refused.value.reason, refused.value.earliest) == ("unfinished", None)
        series.begin({"form": "quick"}, today)
    assert how_many(store, "rounds") == (0,)


PROBLEMS: Final[dict[SetupProblem, Setup]] = {
    "name_missing": replace(SETUP, name=" \u202e\u0000 "),
    "size_too_small": replace(SETUP, size=4, minimum=5),
    "size_too_large": replace(SETUP, size=MOST_PEOPLE + 1),
    "minimum_too_small": replace(SETUP, minimum=4),
    "minimum_above_size": replace(SETUP, minimum=13),
    "closes_too_early": replace(SETUP, closes_on=DAY - timedelta(days=1)),
    "closes_too_late": replace(SETUP, closes_on=DAY + timedelta(days=MOST_DAYS + 1)),
    "department_without_name": replace(SETUP, departments=(Department(" ", 2),)),
    "departments_alike": replace(SETUP, departments=(Department("IT", 2), Department(" it ", 2))),
    "department_without_people": replace(SETUP, departments=(Department("IT", 0),)),
    "departments_too_many": replace(
        SETUP, size=200, departments=tuple(Department(f"{number}", 1) for number in range(MOST_DEPARTMENTS + 1))
    ),
    "departments_above_size": replace(SETUP, departments=(Department("IT", 7), Department("Support", 6))),
    "nobody_told": replace(SETUP, are_told=False),
}


@pytest.mark.parametrize("problem", PROBLEMS)
def test_a_setup_that_does_not_hold_together_begins_nothing_and_says_why(
    sqlite_store: Store, today: Today, problem: SetupProblem
) -> None:
    leading = leader(sqlite_store, today)
    assert PROBLEMS[problem].problems(DAY) == (problem,)
    with pytest.raises(CannotBegin) as refused:
        leading.begin(PROBLEMS[problem], today)
    assert refused.value.reason == "setup"
    assert leading.rounds(today) == ()


def test_the_smallest_and_the_last_that_is_allowed_is_allowed() -> None:
    assert replace(SETUP, size=5, closes_on=DAY, departments=(Department("IT", 5),)).problems(DAY) == ()
    assert replace(SETUP, size=MOST_PEOPLE, closes_on=DAY + timedelta(days=MOST_DAYS)).problems(DAY) == ()


def test_names_are_stored_clean(leading: Leading, today: Today) -> None:
    found = begin(leading, today, name=" A\u202e\n" + "ö" * 500, departments=(Department(" IT\x00 ", 5),))
    assert found.setup.name.startswith("A")
    assert "\u202e" not in found.setup.name
    assert len(found.setup.name) <= NAME_LIMIT
    assert found.setup.departments == (Department("IT", 5),)


@pytest.mark.measured
def test_thirty_days_are_between_the_releases_of_one_team(leading: Leading, today: Today) -> None:
    begin(leading, today)
    for _ in range(5):
        member(leading, led(leading, today).code, today)
    leading.close(1, today)
    earliest = DAY + timedelta(days=30)
    rounds = leading.rounds(today)
    assert earliest_day(rounds, None, DAY) == earliest_day(rounds, "all", DAY) == earliest
    with pytest.raises(CannotBegin) as refused:
        begin(leading, today)
    assert (refused.value.reason, refused.value.earliest) == ("too_soon", earliest)
    move_close(leading.store, DAY - timedelta(days=30))
    assert begin(leading, today).number == 2


def test_the_waves_of_a_rollout_are_other_teams(leading: Leading, today: Today) -> None:
    begin(leading, today, wave="executive")
    for _ in range(5):
        member(leading, led(leading, today).code, today)
    leading.close(1, today)
    rounds = leading.rounds(today)
    assert earliest_day(rounds, "leaders", DAY) == DAY
    assert earliest_day(rounds, "executive", DAY) == earliest_day(rounds, None, DAY) == DAY + timedelta(days=30)
    assert begin(leading, today, wave="leaders").setup.wave == "leaders"


def test_each_step_of_a_rollout_knows_its_round_and_the_next_one_what_it_waits_for(
    leading: Leading, today: Today
) -> None:
    series = Series(leading.store, leading.key)

    def found() -> dict[str, Step]:
        opened = series.open(today)
        assert opened is not None
        return {step.wave: step for step in steps(leading.rounds(today), opened.report)}

    assert found()["leaders"].conditions == ("completion", "experience_unsigned", "factor_blocks"), "the form is short"
    assert found()["leaders"].unmet == (Unmet("experience_unsigned"),)
    series.change({"form": "full"})
    beforehand = (Unmet("experience_unsigned"), Unmet("experience_clarity"))
    assert [(step.led, step.is_next, step.unmet) for step in found().values()] == [
        (None, True, ()), (None, False, beforehand), (None, False, ()),
    ]  # fmt: skip
    begin(leading, today, wave="executive")
    leading.call_off(1, today)
    assert found()["executive"].led is not None
    assert found()["executive"].is_next
    code = begin(leading, today, wave="executive").code
    assert not any(step.is_next for step in found().values()), "one round at a time"
    for _ in range(8):
        member(leading, code, today, value=1)
    leading.close(2, today)
    leading.note_talk(2, is_held=True)
    archive = series.archive(today)
    assert archive is not None
    assert [each.get("talked") for each in json.loads(archive)["rounds"]] == [None, True]
    second = found()["leaders"]
    assert (second.is_next, second.known.answered, second.known.size) == (True, 8, 12)
    waits = [Unmet("completion"), Unmet("experience_unsigned"), Unmet("experience_clarity")]
    blocked = [Unmet("factor_blocks", factor.id) for factor in today.bank.instrument.factors]
    assert set(second.unmet) == {*waits, *blocked}
    assert second.near == (), "what blocks is not near the border as well"
    series.change({"experience.agreed": "yes", "experience.weights.reachable": 5})
    series.change({f"context.{item.id}": 4 for item in today.bank.instrument.context_items})
    series.add_line(PlanLine("one", title="X", due=DAY, source="F-ability-blocks.ability"))
    series.add_line(PlanLine("two", title="X", source="F-conditions-blocks.conditions"))
    overdue = PlanLine(
        "three", title="X", due=DAY - timedelta(days=1), source="F-internal_rewards-blocks.internal_rewards"
    )
    series.add_line(overdue)
    left = set(found()["leaders"].unmet)
    assert left == {waits[0], *(each for each in blocked if each.about != "ability")}
    assert not found()["all"].is_after_next, "the same is said of the step before it"
    begin(leading, today, wave="leaders")
    assert (found()["all"].is_after_next, found()["all"].unmet) == (True, ())
    follows = led(leading, today)
    assert follows.executive == leading.rounds(today)[1].report
    assert [each.is_followed for each in leading.rounds(today)[1:]] == [True, False]
    assert found()["executive"].led == leading.rounds(today)[1]


def test_what_is_typed_about_a_round_stays_until_it_begins(leading: Leading, today: Today) -> None:
    typed = Draft(" Kund\x00tjänst ", "tolv", (("Support", "6"), ("", "")), DAY, "full", 7, are_told=True, wave="all")
    assert leading.draft() is None
    leading.keep_draft(typed)
    assert leading.draft() == replace(typed, name="Kundtjänst")
    archive = Series(leading.store, leading.key).archive(today)
    assert archive is not None
    assert json.loads(archive)["round_draft"]["name"] == "Kundtjänst"
    read_archive(archive, today.bank.instrument, "all.json")
    begin(leading, today, departments=DEPARTMENTS)
    assert leading.draft() is None
    assert Draft.after(leading.rounds(today)).departments == (("Försäljning", "6"), ("Support", "6"))
    leading.call_off(1, today)
    again = Draft.after(leading.rounds(today))
    assert (again.name, again.closes_on, again.are_told) == ("Kundtjänst", SETUP.closes_on, True)
    begin(leading, today, wave="executive")
    leading.call_off(2, today)
    assert Draft.after(leading.rounds(today)) == Draft()
    assert Draft.after(leading.rounds(today), "executive").wave == "executive"
    for broken in (None, 3, {}, {**typed.document(), "departments": [1]}, {**typed.document(), "closes_on": "soon"}):
        assert Draft.of(broken) is None


def test_nothing_was_released_so_nobody_waits(leading: Leading, today: Today) -> None:
    begin(leading, today)
    closed = leading.close(1, today)
    assert closed is not None
    assert closed.state == "too_few"
    assert begin(leading, today).number == 2


# A member's way -------------------------------------------------------------------------------------------------------


@pytest.mark.measured
def test_a_member_answers_what_the_leader_has_decided_and_reads_none_of_the_leaders_answers(
    leading: Leading, today: Today
) -> None:
    code = begin(leading, today).code
    mine = Membership(leading.store, new_key())
    assert Invitation(leading.store, code).join(mine.key, today._replace(language="en"))
    found = mine.newest(today)
    assert found is not None
    assert (found.number, found.is_finished, found.has_answers) == (1, False, False)
    answers = found.answers
    assert (answers.form, answers.new_behaviour, answers.organisation) == ("quick", "Vi lyssnar.", "public")
    assert (answers.title, answers.experience.statement, answers.importance, answers.leads) == ("", "", {}, None)
    assert answers.part == "member"
    assert found.occasion.answered_on == today.now.date()


@pytest.mark.measured
def test_a_members_answers_are_read_again_only_when_they_have_changed(leading: Leading, today: Today) -> None:
    mine = member(leading, begin(leading, today).code, today)
    found, opened = mine.newest(today), mine.open(today)
    assert mine.newest(today, found) is found
    assert mine.open(today, before=opened) is opened
    mine.save_taps("tab", [Tap(99, paths(today)[0], 5)])
    assert mine.newest(today, found) != found


@pytest.mark.measured
def test_a_member_takes_their_own_result_home_until_the_close(leading: Leading, today: Today) -> None:
    mine = member(leading, begin(leading, today, departments=DEPARTMENTS).code, today, 4, "Support")
    opened = mine.open(today)
    assert opened is not None
    assert opened.is_latest
    assert [each.number for each in opened.finished] == [1]
    file = Download("json", "sv", KeyHash.of(mine.key)).made(lambda: leading.store)
    assert file is not None
    assert json.loads(file.data)["respondent"] == {"groups": {"department": "Support"}}
    read = Answers.from_json(file.data, today.bank.instrument, "own.json")
    assert (read.groups, len(read.ratings)) == ({"department": "Support"}, len(opened.report.answers.ratings))
    assert b"_at" not in file.data
    assert str(DAY.year).encode() not in file.data
    leading.close(1, today)
    for kind in ("json", "pdf"):
        assert Download(kind, "sv", KeyHash.of(mine.key)).made(lambda: leading.store) is None
    assert (mine.open(today), mine.newest(today), mine.round(today)) == (None, None, None)


@pytest.mark.measured
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_of_a_members_own_result_has_scores_and_answers_and_nothing_for_leaders(
    leading: Leading, today: Today, language: Language
) -> None:
    mine = member(leading, begin(leading, today, departments=DEPARTMENTS).code, today, 4, "Support")
    file = Download("pdf", language, KeyHash.of(mine.key)).made(lambda: leading.store)
    assert file is not None
    read = PdfReader(BytesIO(file.data))
    text = " ".join("\n".join(page.extract_text() for page in read.pages).split())
    own = say(language, "round.member.own")
    assert own in text
    assert read.metadata is not None
    assert read.metadata.title == own
    assert own.lower().replace(" ", "-") in file.name
    assert say(language, "export.together_own").rpartition(": ")[2] in text
    assert say(language, "answers.title") in text
    assert all(factor.name[language] in text for factor in today.bank.instrument.factors)
    importance = say(language, "answers.importance", answer="")
    for word in (say(language, "export.first"), say(language, "export.steps"), importance, say(language, "plan.title")):
        assert word not in text, word


@pytest.mark.parametrize(
    "tap",
    [
        Tap(1, "behaviours.new", "Mitt namn är Åsa"),
        Tap(1, "title", "Åsa"),
        Tap(1, "experience.statement", "Åsa"),
        Tap(1, "importance.ability", 5),
        Tap(1, "incentives", {"roles": []}),
        Tap(1, "respondent", {"groups": {"department": "Åsa"}}),
        Tap(1, "group", "Åsas avdelning"),
        Tap(1, "group", {"department": "Support"}),
        Tap(1, "language", "Åsa"),
        Tap(1, "ratings.Åsa.new", 3),
        Tap(1, "ratings.ABI01.Åsa", 3),
        Tap(1, "ratings.ABI01.new", "Åsa"),
        Tap(1, "ratings.ABI01.new", 6),
        Tap(1, "ratings.ABI01.new", True),
        Tap(1, "ratings.ABI01.new", 3.0),
        Tap(1, "ratings.ABI01.new", ["Åsa"]),
    ],
)
def test_there_is_no_room_for_words_of_ones_own(sqlite_store: Store, today: Today, tap: Tap) -> None:
    leading = leader(sqlite_store, today)
    code = begin(leading, today, departments=DEPARTMENTS).code
    mine = Membership(leading.store, new_key())
    Invitation(leading.store, code).join(mine.key, today)
    assert mine.save_taps("tab", [tap])
    stored = leading.store.member(mine.key)
    assert stored is not None
    assert stored.choices == {"language": "sv"}


def test_a_member_chooses_one_of_the_rounds_departments_and_may_change_it(leading: Leading, today: Today) -> None:
    code = begin(leading, today, departments=DEPARTMENTS).code
    mine = member(leading, code, today, department="Support")
    for number, (name, groups) in enumerate(
        [("Försäljning", {"department": "Försäljning"}), (None, {}), ("Support", {"department": "Support"})], 100
    ):
        mine.save_taps("tab", [Tap(number, "group", name)])
        found = mine.newest(today)
        assert found is not None
        assert found.answers.groups == groups


def test_context_and_dont_know_are_saved(leading: Leading, today: Today) -> None:
    code = begin(leading, today).code
    mine = Membership(leading.store, new_key())
    Invitation(leading.store, code).join(mine.key, today)
    context = today.bank.instrument.context_items[0].id
    taps = [Tap(1, f"context.{context}", 4), Tap(2, "ratings.ABI01.new", "dont_know"), Tap(3, "language", "en")]
    assert mine.save_taps("tab", taps)
    found = mine.newest(today)
    assert found is not None
    assert found.answers.context == {context: 4}
    assert found.answers.ratings == {"ABI01": {"new": "dont_know"}}
    assert found.answers.language == "en"


@pytest.mark.measured
def test_withdrawing_takes_ones_own_answers_back_until_the_close(leading: Leading, today: Today) -> None:
    code = begin(leading, today).code
    members = [member(leading, code, today) for _ in range(6)]
    assert members[0].is_there()
    assert members[0].withdraw()
    assert not members[0].is_there()
    assert not members[0].withdraw()
    closed = leading.close(1, today)
    assert closed is not None
    assert closed.report is not None
    assert closed.report.n == 5
    assert not members[1].withdraw()


def test_far_too_many_cannot_join(sqlite_store: Store, today: Today) -> None:
    leading = leader(sqlite_store, today)
    code = begin(leading, today, size=5).code
    invitation = Invitation(leading.store, code)
    for _ in range(30):
        assert invitation.join(new_key(), today)
    with pytest.raises(RoundFull):
        invitation.join(new_key(), today)


@pytest.mark.measured
def test_an_unknown_code_opens_nothing(store: Store, today: Today) -> None:
    for code in ("", new_key()):
        assert Invitation(store, code).round(today) is None
        assert not Invitation(store, code).join(new_key(), today)
    nobody = Membership(store, new_key())
    assert (nobody.is_there(), nobody.round(today), nobody.newest(today), nobody.open(today)) == (
        False,
        None,
        None,
        None,
    )
    assert not nobody.save_taps("tab", [Tap(1, "ratings.ABI01.new", 3)])
    assert Leading(store, new_key()).rounds(today) == ()
    assert Leading(store, new_key()).close(1, today) is None


def test_while_it_is_open_only_bands_are_known(leading: Leading, today: Today) -> None:
    code = begin(leading, today).code
    seen = []
    for _ in range(11):
        seen.append(led(leading, today).answered)
        member(leading, code, today)
    assert seen == ["fewer_than_5"] * 5 + ["at_least_5"] * 5 + ["at_least_10"]


def test_whoever_has_not_finished_is_not_counted(leading: Leading, today: Today) -> None:
    code = begin(leading, today).code
    for _ in range(4):
        member(leading, code, today)
    late = Membership(leading.store, new_key())
    Invitation(leading.store, code).join(late.key, today)
    late.save_taps("tab", [Tap(1, paths(today)[0], 3)])
    assert led(leading, today).answered == "fewer_than_5"
    closed = leading.close(1, today)
    assert closed is not None
    assert closed.state == "too_few"


# The release ----------------------------------------------------------------------------------------------------------


@pytest.mark.measured
def test_leader_and_members_see_the_same_result_from_the_same_moment(leading: Leading, today: Today) -> None:
    code = begin(leading, today, departments=DEPARTMENTS).code
    members = [
        member(leading, code, today, 2 + place % 3, DEPARTMENTS[place % 2].name) for place in range(12)
    ]  # fmt: skip
    invitation = Invitation(leading.store, code)
    waiting = invitation.round(today)
    assert waiting is not None
    assert waiting.report is None
    closed = leading.close(1, today)
    assert closed is not None
    assert (closed.state, closed.closed_on, closed.answered) == ("released", DAY, None)
    assert closed.report is not None
    assert closed.report.n == 12
    assert closed.report.factors[0].leader == 50.0
    assert [group.name for group in closed.report.groups] == ["Försäljning", "Support"]
    shown = invitation.round(today)
    assert shown is not None
    assert shown.report == closed.report == led(leading, today).report
    assert not any(each.is_there() for each in members)
    with pytest.raises(RoundClosed):
        invitation.join(new_key(), today)
    assert leading.close(1, today) == closed, "closing is once"
    assert how_many(leading.store, "members", "member_answers") == (0, 0)


@pytest.mark.measured
def test_a_result_stays_as_it_was_when_the_leader_answers_again(leading: Leading, today: Today) -> None:
    code = begin(leading, today).code
    for _ in range(5):
        member(leading, code, today)
    closed = leading.close(1, today)
    series = Series(leading.store, leading.key)
    newest = series.newest(today)
    assert newest is not None
    series.change(dict.fromkeys(paths(today), 5))
    series.again(newest, today)
    assert led(leading, today) == closed


def test_below_the_minimum_everything_is_deleted_and_said(leading: Leading, today: Today) -> None:
    code = begin(leading, today, minimum=6).code
    for _ in range(5):
        member(leading, code, today)
    closed = leading.close(1, today)
    assert closed is not None
    assert (closed.state, closed.report) == ("too_few", None)
    opened = Invitation(leading.store, code).round(today)
    assert opened is not None
    assert opened.state == "too_few"
    assert how_many(leading.store, "members", "member_answers") == (0, 0)


def test_whoever_opens_a_round_after_its_last_day_closes_it(leading: Leading, today: Today) -> None:
    code = begin(leading, today).code
    mine, *_ = (member(leading, code, today) for _ in range(5))
    move_last_day(leading.store, DAY - timedelta(days=1))
    assert mine.is_there()
    assert mine.round(today) is None, "released"
    found = Invitation(leading.store, code).round(today)
    assert found is not None
    assert found.state == "released"


def test_a_round_whose_closing_was_killed_half_way_is_released_by_whoever_opens_it_next(
    leading: Leading, today: Today
) -> None:
    code = begin(leading, today).code
    for _ in range(5):
        member(leading, code, today)
    leading.store.close_round(leading.key, 1, DAY)
    found = Invitation(leading.store, code).round(today)
    assert found is not None
    assert found.report is not None


def test_the_daily_job_closes_a_round_once_after_its_last_day(leading: Leading, today: Today) -> None:
    code = begin(leading, today, closes_on=DAY).code
    for _ in range(5):
        member(leading, code, today)
    midnight = datetime.combine(DAY + timedelta(days=1), datetime.min.time(), UTC)
    assert close_due(leading.store, midnight - timedelta(microseconds=1)) == 0
    with ThreadPoolExecutor(4) as servers:
        assert sum(servers.map(lambda _: close_due(leading.store, midnight), range(4))) == 1
    assert close_due(leading.store, midnight) == 0
    assert led(leading, today).state == "released"


def test_a_round_that_is_past_its_day_by_a_wrong_clock_is_closed_to_members_and_keeps_its_answers(
    leading: Leading, today: Today
) -> None:
    code = begin(leading, today).code
    mine = member(leading, code, today)
    leading.store.purge_daily(today.now)
    wrong = on(today, DAY + timedelta(days=400))
    found = Invitation(leading.store, code).round(wrong)
    assert found is not None
    assert found.state == "closed"
    assert mine.is_there()
    assert led(leading, today).state == "open"


@pytest.mark.measured
def test_deleting_everything_of_the_leader_deletes_the_round(leading: Leading, today: Today) -> None:
    code = begin(leading, today).code
    mine = member(leading, code, today)
    Series(leading.store, leading.key).delete()
    assert Invitation(leading.store, code).round(today) is None
    assert not mine.is_there()
    assert how_many(leading.store, "rounds", "members", "member_answers") == (0, 0, 0)


@pytest.mark.measured
def test_the_leaders_download_has_the_rounds_and_nothing_of_any_member(leading: Leading, today: Today) -> None:
    series = Series(leading.store, leading.key)
    code = begin(leading, today, departments=DEPARTMENTS).code
    members = [member(leading, code, today, department="Support") for _ in range(6)]
    for state in ("open", "released"):
        archive = series.archive(today)
        kept = series.kept()
        assert archive is not None
        assert kept is not None
        assert kept.has_rounds
        (found,) = json.loads(archive)["rounds"]
        assert found["name"] == "Kundtjänst"
        assert found["departments"] == [{"name": "Försäljning", "size": 6}, {"name": "Support", "size": 6}]
        assert (found["result"] is None) == (state == "open")
        assert not any(each.key in archive.decode() or KeyHash.of(each.key) in archive.decode() for each in members)
        assert "answering" not in found
        read_archive(archive, today.bank.instrument, "all.json")
        leading.close(1, today)


@pytest.mark.measured
def test_a_leader_can_call_a_round_off_but_not_its_result(leading: Leading, today: Today) -> None:
    """A deleted result would let the next round begin at once, and two results tell about whoever joined between."""
    mine = member(leading, begin(leading, today).code, today)
    assert leading.call_off(1, today)
    assert not mine.is_there()
    assert not leading.call_off(1, today)
    assert led(leading, today).state == "called_off"
    assert Series(leading.store, leading.key).is_there()
    code = begin(leading, today).code
    for _ in range(5):
        member(leading, code, today)
    leading.close(2, today)
    assert not leading.call_off(2, today)
    assert led(leading, today).state == "released"


@pytest.mark.measured
def test_answers_that_somebody_has_broken_in_the_database_do_not_stop_a_release(leading: Leading, today: Today) -> None:
    code = begin(leading, today).code
    members = [member(leading, code, today) for _ in range(6)]
    leading.store.change_answers(members[0].key, {"ratings.ABI01.new": ["broken"]})
    closed = leading.close(1, today)
    assert closed is not None
    assert closed.report is not None
    assert closed.report.n == 5


def test_more_may_answer_than_the_leader_counted(leading: Leading, today: Today) -> None:
    code = begin(leading, today, size=5).code
    for _ in range(8):
        member(leading, code, today)
    closed = leading.close(1, today)
    assert closed is not None
    assert closed.report is not None
    assert closed.report.n == 8


# Scale ----------------------------------------------------------------------------------------------------------------


@pytest.mark.soak
def test_a_large_round_answers_and_closes_in_flat_memory(store: Store, today: Today) -> None:
    """Ten thousand members in a long run; what is held while it closes is little for each of them."""
    people, chosen = (10_000 if IS_SOAK else 60), random.Random(7)
    leading = leader(store, today)
    departments = tuple(Department(f"Avdelning {number}", people // 10) for number in range(10))
    code = begin(leading, today, size=people, departments=departments).code
    items = paths(today, "new")

    def answer(number: int) -> None:
        mine = Membership(store, new_key())
        assert Invitation(store, code).join(mine.key, today)
        taps = [Tap(at, path, chosen.randint(1, 5)) for at, path in enumerate(items, 1)]
        assert mine.save_taps("tab", [*taps, Tap(99, "group", departments[number % 10].name)])
        mine.finish()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(answer, range(people)))
    assert led(leading, today).answered == "at_least_10"
    tracemalloc.start()
    closed = leading.close(1, today)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert closed is not None
    assert closed.report is not None
    assert closed.report.n == people
    assert sum(group.n for group in closed.report.groups) == people
    assert most < 10_000_000 + people * 1000
    assert how_many(store, "members", "member_answers") == (0, 0)
