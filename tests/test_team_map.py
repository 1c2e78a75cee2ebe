"""The management team's map: what roles tell makes it, guesses are held against it, and it goes when it should."""

from __future__ import annotations

import inspect
import io
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]  # it has no type information

from assessment.bank import Bank, text_hash
from assessment.exports.pdf import to_map_pdf, to_pdf
from assessment.exports.workbook import to_xlsx
from assessment.incentives import IncentiveMap, Measure, story
from assessment.incentives.changes import AddMeasure, AddOwnMeasure, ProposeRole, RemoveMeasure, RemoveRole
from assessment.incentives.testimony import Testimony as Of
from assessment.incentives.testimony import ToldByRoles, held_guesses, role_to_guess, rows_to_show
from assessment.instrument import Instrument, Language
from assessment.report import build_report
from assessment.sentences.names import element_name
from assessment.sentences.story import story_rows
from assessment.sentences.team_map import (
    closing_sentences,
    found_sentences,
    guess_sentences,
    guesses_sentence,
    lost_guesses_sentences,
    told_measures,
)
from assessment.sentences.unsaid import TORN, pulls_in_text
from assessment.series import Series, Today
from assessment.storage import FreedRow, RoleTaken, Store, TeamMapClosed, new_key
from assessment.storage.team_maps import TeamMaps
from assessment.team_map import LedMap, MapSeat, TeamMap
from assessment.telling import ChangeRow, CloseTeamMap, FreeRole, TakeBackRow
from assessment.words import quoted, say
from assessment.writes import ChangeMap
from tests.amounts import IS_SOAK
from tests.shipped import BANK
from tests.test_exports import pages_of
from tests.test_storage import begun, everything, files_with, how_many

pytestmark = pytest.mark.in_turns

ROOT: Final = Path(__file__).parents[1]
AGREED: Final = {each.id for each in IncentiveMap.proposed(BANK.incentives, {}).elements}
LIBRARY: Final = IncentiveMap.from_library(BANK.incentives).with_effects_on(AGREED)
ONE, OTHER, *_ = (element.id for element in LIBRARY.elements)
SOLVED: Final = Measure(id="solved", en="Solved at once", sv="Löst direkt", share=1, effects={ONE: 2, OTHER: 2})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where all files of the SQLite database are."""
    return tmp_path / "data"


@pytest.fixture
def today(bank: Instrument) -> Today:
    text = (ROOT / "questions.yaml").read_text(encoding="utf-8")
    return Today(Bank(bank, text, text_hash(text)), "en", datetime.now(ZoneInfo("Europe/Stockholm")))


def a_map(*roles: str) -> dict[str, object]:
    """The document of a leader's map with these of the library's roles, as the leader has guessed them."""
    whole = IncentiveMap.proposed(BANK.incentives, {})
    for role in whole.roles:
        if role.id not in roles:
            whole = whole.without_role(role.id)
    return whole.document()


ROLES: Final = tuple(role.id for role in LIBRARY.roles)[:4]


def led(store: Store, today: Today, *roles: str) -> LedMap:
    """The open team map of a leader whose map has these roles."""
    series = Series(store, new_key())
    series.begin({"form": "quick", "incentives": a_map(*(roles or ROLES))}, today)
    mine = LedMap(store, series.key)
    assert mine.begin()
    return mine


def seat(of: LedMap, role: str) -> MapSeat:
    mine = MapSeat(of.store, of.code() or "", new_key())
    assert mine.pick(role)
    return mine


def found(of: LedMap, today: Today) -> TeamMap:
    it = of.found(of.state(), today)
    assert it is not None
    return it


def told(of: LedMap, role: str, today: Today, *measures: Measure) -> MapSeat:
    """A seat whose own row is done, with these measures."""
    mine = seat(of, role)
    for measure in measures:
        assert mine.change("own", AddMeasure(role, measure, LIBRARY), found(of, today))
    assert mine.tell(found(of, today))
    return mine


# What roles tell ------------------------------------------------------------------------------------------------------


def test_the_map_assembles_from_the_own_rows_as_roles_tell(store: Store, today: Today) -> None:
    mine = led(store, today)
    first, second, *_ = ROLES
    row = seat(mine, first)
    assert row.change("own", AddMeasure(first, SOLVED, LIBRARY), found(mine, today))
    assert found(mine, today).report(today).incentives is None, "nothing counts before the row is done"
    assert row.tell(found(mine, today))
    told(mine, second, today, *LIBRARY.roles[1].measures)
    it = found(mine, today)
    assert it.waiting == (first, second), "somebody is to guess them"
    assert it.report(today).incentives is None
    assert mine.show()
    it = found(mine, today)
    scores = it.report(today).incentives
    assert scores is not None
    assert it.answered == (first, second) == tuple(role.id for role in scores.roles)
    assert it.report(today).answers.ratings == {}
    expected = {measure.id for measure in LIBRARY.roles[1].measures}
    assert {measure.id for measure in scores.map.roles[1].measures} == expected
    assert row.open_again(it)
    assert row.change("own", RemoveMeasure(first, "solved"), it)
    changing = found(mine, today).report(today).incentives
    assert changing is not None
    assert changing.map == scores.map, "the row stays until the new one is done"
    assert row.tell(it)
    assert getattr(found(mine, today).of(first), "on_map", None) == ()


def test_a_role_that_somebody_answers_for_is_taken_until_they_take_it_back(store: Store, today: Today) -> None:
    mine = led(store, today)
    first, second, *_ = ROLES
    one, other = told(mine, first, today, SOLVED), seat(mine, second)
    with pytest.raises(RoleTaken):
        other.pick(first)
    assert other.role() == second
    assert one.pick(first), "picking it again changes nothing"
    assert found(mine, today).answered == (first,)
    assert one.take_back(found(mine, today))
    assert one.role() is None
    assert not one.take_back(found(mine, today))
    assert other.pick(first)
    assert found(mine, today).taken == {first}


def test_of_many_who_pick_a_role_at_once_one_has_it(store: Store, today: Today) -> None:
    mine = led(store, today)
    code = mine.code() or ""

    def pick(_: int) -> bool:
        try:
            return MapSeat(store, code, new_key()).pick(ROLES[0])
        except RoleTaken:
            return False

    with ThreadPoolExecutor(8) as people:
        assert sum(people.map(pick, range(16))) == 1


def test_everybody_is_asked_to_guess_a_role_that_answers_and_that_nobody_has_guessed() -> None:
    order = ("a", "b", "c", "d")
    assert role_to_guess("a", [Of("a"), Of("c")], order) == "c", "b and d do not answer"
    assert role_to_guess("a", [Of("a"), Of("b"), Of("c", about="b")], order) == "c"
    assert role_to_guess("d", [Of(each, about="d") for each in "abc"], order) == "a", "the next one around"
    assert role_to_guess("a", [Of("a")], ("a",)) is None


def test_a_row_is_shown_once_a_guess_about_it_is_in_and_nobody_is_still_guessing() -> None:
    order = ("a", "b", "c")
    one = Of("a", has_told=True, about="b", has_guessed=True)
    assert rows_to_show([one], order) == (), "b has not answered, and nobody has guessed a"
    two = Of("b", has_told=True, about="a")
    assert rows_to_show([one, two], order) == ("b",)
    three = Of("c", has_told=True, about="b")
    assert rows_to_show([one, two, three], order) == ("c",), "all have answered, and nobody is asked about c"
    assert role_to_guess("c", [one, replace(two, has_guessed=True)], order) is None, "all others are shown"


def test_a_guess_can_be_changed_until_the_row_it_is_about_is_shown(store: Store, today: Today) -> None:
    mine = led(store, today)
    first, second, *_ = ROLES
    other = seat(mine, second)
    one = told(mine, first, today, SOLVED)
    assert one.guess(found(mine, today), is_skipped=True)
    assert found(mine, today).to_guess(first) == second
    assert one.guess_again(found(mine, today))
    assert one.change("guess", AddMeasure(second, SOLVED, LIBRARY), found(mine, today))
    assert one.guess(found(mine, today))
    assert found(mine, today).to_guess(first) == second
    assert other.tell(found(mine, today))
    assert second in found(mine, today).shown
    assert found(mine, today).to_guess(first) is None
    assert one.take_back(found(mine, today))
    assert found(mine, today).shown == (second,), "what all have seen stays"
    assert other.take_back(found(mine, today))
    assert found(mine, today).shown == ()


def test_a_row_that_was_shown_stays_so_when_the_leader_adds_a_role(store: Store, today: Today) -> None:
    first, second, third, fourth = ROLES
    mine = led(store, today, first, second, third)
    series, whole = Series(store, mine.key), IncentiveMap.proposed(BANK.incentives, {})
    for role in (first, second):
        assert told(mine, role, today, SOLVED).guess(found(mine, today), is_skipped=True)
    assert found(mine, today).shown == (), "the third is asked yet, and may guess about them"
    last = told(mine, third, today, SOLVED)
    assert last.guess(found(mine, today), is_skipped=True)
    assert found(mine, today).shown == (first, second, third)
    ChangeMap((ProposeRole(fourth, whole),), ()).on(series)
    assert found(mine, today).shown == (first, second, third)


def test_a_row_that_is_shown_since_the_leader_removed_a_role_stays_so_when_it_is_back(
    store: Store, today: Today
) -> None:
    first, second, third, _ = ROLES
    mine = led(store, today, first, second, third)
    series, whole = Series(store, mine.key), IncentiveMap.proposed(BANK.incentives, {})
    for role in (first, second):
        assert told(mine, role, today, SOLVED).guess(found(mine, today), is_skipped=True)
    ChangeMap((RemoveRole(third),), ()).on(series)
    drawn = found(mine, today)
    assert (drawn.shown, drawn.is_shown_anew) == ((first, second), True)
    assert mine.keep_shown(drawn)
    ChangeMap((ProposeRole(third, whole),), ()).on(series)
    now = found(mine, today)
    assert (now.roles, now.shown, now.is_shown_anew) == ((first, second, third), (first, second), False)


def test_a_guess_is_held_against_what_the_role_says_itself(store: Store, today: Today) -> None:
    mine = led(store, today)
    first, second, *_ = ROLES
    calls = LIBRARY.roles[1].measures[0]
    told(mine, second, today, calls)
    one = told(mine, first, today, SOLVED)
    it = found(mine, today)
    assert getattr(it.of(first), "about", None) == second
    assert it.held_guesses == (), "not before the guess is done"
    assert one.change("guess", AddMeasure(second, SOLVED, LIBRARY), it)
    assert one.guess(found(mine, today))
    (only,) = found(mine, today).held_guesses
    assert (only.by, only.about) == (first, second)
    assert [each.id for each in only.guessed] == ["solved"]
    assert [each.id for each in only.said] == [calls.id]
    assert {each.element for each in only.apart} >= {OTHER}
    assert found(mine, today).map.role(second) == it.map.role(second), "a guess changes no map"


def test_the_same_words_are_the_same_measure_and_less_than_two_is_not_apart() -> None:
    own = Measure(id="x1", en="Volume", sv="Volume", share=1, effects={ONE: -1})
    guess = Measure(id="x2", en="volume", sv="volume", share=5, effects={ONE: 0.5})
    roles = [Of("a", (), True, "b", (guess,), True), Of("b", (own,), True)]
    (only,) = held_guesses(roles, LIBRARY.elements)
    assert only.is_right
    assert only.shared == (own,)
    far = guess.model_copy(update={"effects": {ONE: 1}})
    (only,) = held_guesses([Of("a", (), True, "b", (far,), True), roles[1]], LIBRARY.elements)
    assert (only.guessed, only.said, only.apart) == ((), (), ((ONE, 1.0, -1.0),))
    assert not only.is_right


@pytest.mark.parametrize(
    ("language", "wrong", "right"),
    [
        (
            "en",
            "The CEO believes sales is rewarded for “Solved at once”. Sales says: “Volume”.",
            "The CEO guessed right about sales: “Volume”.",
        ),
        (
            "sv",
            "Vd:n tror att sälj belönas för ”Löst direkt”. Sälj säger: ”Volym”.",
            "Vd:n gissade rätt om sälj: ”Volym”.",
        ),
    ],
)
def test_a_guess_that_is_wrong_and_one_that_is_right_are_told_as_sentences(
    language: Language, wrong: str, right: str
) -> None:
    roles = ({"id": "ceo", "en": "The CEO", "sv": "Vd:n"}, {"id": "sales", "en": "Sales", "sv": "Sälj"})
    of = IncentiveMap.checked({"elements": [{"id": ONE, "weight": 1}], "roles": list(roles)})
    own = Measure(id="volume", en="Volume", sv="Volym", share=1)
    sales = Of("sales", (own,), True)

    def told(*guess: Measure) -> list[str]:
        (only,) = held_guesses([Of("ceo", (), True, "sales", guess, True), sales], of.elements)
        return guess_sentences(only, of, BANK, language)

    first, apart = told(SOLVED)
    assert first == wrong
    assert "+100" in apart
    assert told(own) == [right]
    in_part = {
        "en": "“Volume”, which is right, and for “Solved at once”, which",
        "sv": "”Volym”, vilket stämmer, och för ",
    }
    assert in_part[language] in told(own, SOLVED)[0], "a guess that is half right says both in one sentence"


def test_the_number_of_right_guesses_reads_well_where_none_is() -> None:
    one, other = (Measure(id=each, en=each, sv=each, share=1, effects={ONE: 1}) for each in ("x1", "x2"))
    by = [Of(each, (), True, "c", (one, other), True) for each in "ab"]
    partly = held_guesses([*by, Of("c", (one,), True)], ())
    assert guesses_sentence(ToldByRoles(("c",), partly), "en") == (
        "None of the 2 guesses is quite right. Half right: 2."
    )
    right = held_guesses([by[0], replace(by[1], guess=(one,)), Of("c", (one,), True)], ())
    assert guesses_sentence(ToldByRoles(("c",), right), "en") == "Right guesses: 1 of 2. Half right: 1."


def test_whether_a_guess_in_own_words_is_right_is_left_to_the_team_and_stands_last() -> None:
    of = IncentiveMap.checked(a_map(*ROLES))
    first, second, third, fourth = ROLES[:4]
    known, (budget, kept_to) = SOLVED, (Measure(id=each, en=each, sv=each, share=1) for each in ("Budget", "Kept"))
    own = Of(second, (known, kept_to.model_copy(update={"effects": {ONE: -2}})), True)
    guesses = ((budget,), (known, kept_to), (known, budget))
    by = [Of(role, (), True, second, guess, True) for role, guess in zip((first, third, fourth), guesses, strict=True)]
    right, *left_open = held = held_guesses([*by, own], of.elements)
    assert [each.by for each in held] == [third, first, fourth]
    assert (right.is_right, [each.is_open for each in held]) == (True, [False, True, True]), "the same words are right"
    for each in left_open:
        (only,) = guess_sentences(each, of, BANK, "en")
        assert "“Budget”" in only
        assert only.endswith("“Kept”. Is that the same? You decide."), "no number: the guesser is not asked for effects"
    assert guesses_sentence(ToldByRoles((second,), held), "en") is None, "those that are open are not counted"


def test_measures_are_told_in_quotation_marks_as_they_were_written() -> None:
    own = Measure(id="own", en="Profit of the quarter", sv="Kvartalets vinst", share=1)
    known = LIBRARY.roles[1].measures[0]
    said = told_measures(Of("sales", (known, own), True), "en")
    assert said == f"“{known.en}” and “Profit of the quarter”"


def test_what_closing_does_reads_well_for_one_role_without_an_answer_and_for_several() -> None:
    suggested = IncentiveMap.checked(a_map(*ROLES))
    of = suggested.model_copy(update={"roles": tuple(role.kept() for role in suggested.roles)})
    rows = say("en", "team_map.close.rows")
    closing = [closing_sentences(missing, 4, of, BANK, "en")[0] for missing in (ROLES[:0], ROLES[:1], ROLES[:2])]
    names = [say("en", "team_map.close.kept", roles=each) for each in ("the CEO", "the CEO and the head of sales")]
    assert closing == [rows, f"{rows} {names[0]}", f"{rows} {names[1]}"]
    in_part = of.model_copy(update={"roles": (suggested.roles[0], *of.roles[1:])})
    told = closing_sentences(ROLES[:2], 4, in_part, BANK, "en")[0]
    assert told == " ".join(
        [
            rows,
            say("en", "team_map.close.kept", roles="the head of sales"),
            say("en", "team_map.close.suggested", roles="the CEO"),
        ]
    )


def test_guesses_about_a_role_that_nobody_answered_for_are_counted(store: Store, today: Today) -> None:
    mine = led(store, today)
    for role in ROLES[:2]:
        told(mine, role, today)
    by = found(mine, today)
    lost = replace(by, told=tuple(replace(each, has_guessed=True, about=ROLES[3]) for each in by.told)).lost_guesses
    assert lost == {ROLES[3]: [*ROLES[:2]]}
    (sentence,) = lost_guesses_sentences(lost, by.map, BANK, "en")
    assert sentence.startswith("2 guesses about the head of ")
    assert sentence.endswith("are not shown: nobody answered for the role.")


@pytest.mark.parametrize("language", ["en", "sv"])
def test_the_pdf_of_a_closed_map_says_who_answered_and_tells_the_guesses(
    store: Store, today: Today, language: Language
) -> None:
    mine = led(store, today, *ROLES[:2])
    first, other = (told(mine, role, today, SOLVED) for role in ROLES[:2])
    now = found(mine, today)
    guess = now.of(ROLES[0])
    assert guess is not None
    assert guess.about == ROLES[1]
    assert first.put("guess", (SOLVED,), now)
    assert first.guess(now)
    assert other.guess(found(mine, today), is_skipped=True)
    assert mine.told(today) is None, "it is open"
    CloseTeamMap(found(mine, today), ()).on(Series(store, mine.key))
    series = Series(store, mine.key).newest(today)
    assert series is not None
    report = build_report(series.instrument, series.answers, made_on=today.now.date())
    outcome = mine.told(today)
    assert outcome is not None
    alone, together = (
        " ".join(" ".join(page.split()) for page in pages_of(to_pdf(each, language)))
        for each in (report, replace(report, told=outcome))
    )
    (right,) = guess_sentences(outcome.guesses[0], now.map, BANK, language)
    inside = [right, say(language, "incentives.label_told.all"), say(language, "team_map.guide.now")]
    inside.append(say(language, "certainty.with_roles", done=2, count=2))
    instead = [say(language, f"to_others.{path}") for path in ("incentives.label", "certainty.one_person")]
    instead.append(say(language, "team_map.guide.title"))
    assert [each in together for each in (*inside, *instead)] == [True] * 4 + [False] * 3
    assert [each in alone for each in (*inside, *instead)] == [False] * 4 + [True] * 3
    for count in (30, 40, 50):
        many = replace(report, told=replace(outcome, guesses=outcome.guesses * count))
        last = " ".join(pages_of(to_map_pdf(many, language))[-1].split())
        assert [each in last for each in (right, say(language, "team_map.guide.now"))] == [True, True]


@pytest.mark.parametrize(
    ("language", "helping", "harming"), [("en", "solved at once", "sold"), ("sv", "löst direkt", "sålt")]
)
def test_where_measures_of_a_role_oppose_each_other_headline_map_story_and_pdf_say_the_same(
    store: Store, today: Today, language: Language, helping: str, harming: str
) -> None:
    mine, (first, *others) = led(store, today), ROLES
    told(mine, first, today, SOLVED, Measure(id="sold", en="Sold", sv="Sålt", share=1, effects={ONE: -2, OTHER: 1}))
    for role in others:
        told(mine, role, today)
    assert mine.show()
    report = found(mine, today).report(today)
    scores = report.incentives
    assert scores is not None
    name = element_name(ONE, report, language)
    balance = say(language, "incentives.orphans.on_balance", elements=quoted(name, language))
    assert balance in " ".join(found_sentences(report, language))
    assert pulls_in_text(first, report, language)[ONE] == TORN
    row = next(each for each in story_rows(story(scores), report, language) if each.element == name)
    assert (helping in row.helping, harming in row.harming) == (True, True)
    pdf = " ".join(" ".join(page.split()) for page in pages_of(to_map_pdf(report, language)))
    assert [each in pdf for each in (balance, TORN, say(language, "incentives.torn.means"))] == [True, True, True]
    sheet = load_workbook(io.BytesIO(to_xlsx(report, language)))[say(language, "export.sheet.incentives")]
    assert f'"{TORN}"' in {cell.number_format for row in sheet.iter_rows() for cell in row}


def test_nothing_is_said_for_good_while_a_row_is_hidden_and_then_what_nobody_is_rewarded_for_is_answered(
    store: Store, today: Today
) -> None:
    mine, everything_helped = led(store, today), dict.fromkeys(AGREED, 1.0)
    for role in ROLES[1:]:
        told(mine, role, today)
    assert mine.show()
    so_far = found(mine, today)
    assert (so_far.is_all_shown, len(so_far.shown)) == (False, 3)
    (finding,) = found_sentences(so_far.report(today), "sv", so_far=3)
    assert finding == "Hittills, av 3 rader som visas: ingen belönas för någon del av upplevelsen."
    told(mine, ROLES[0], today, Measure(id="help", en="Help", sv="Hjälp", share=1, effects=everything_helped))
    assert mine.show()
    whole = found(mine, today)
    assert whole.is_all_shown
    first, answer, *_ = found_sentences(whole.report(today), "en")
    assert first == say("en", "incentives.against.none")
    assert answer == say("en", "team_map.led.every_part")


# The leader -----------------------------------------------------------------------------------------------------------


def test_closing_makes_the_own_rows_the_leaders_map_and_can_be_undone(store: Store, today: Today) -> None:
    mine = led(store, today)
    series, (first, *_) = Series(store, mine.key), ROLES
    before, seen_before = series.newest(today), found(mine, today)
    row = told(mine, first, today, SOLVED)  # after the leader's page was drawn
    saved = CloseTeamMap(seen_before, ()).on(series)
    it = found(mine, today)
    after = series.newest(today)
    assert after is not None
    assert before is not None
    assert after.answers.incentives is not None
    taken = after.answers.incentives.role(first)
    assert taken is not None
    assert not taken.has_suggestions
    assert [each.id for each in taken.measures] == ["solved"]
    assert [role.id for role in after.answers.incentives.roles if role.proposed] == list(ROLES[1:])
    assert not row.take_back(found(mine, today))
    assert not row.tell(it)
    assert saved.undo is not None
    saved.undo.on(series)
    back = series.newest(today)
    assert back is not None
    assert back.answers.incentives == before.answers.incentives
    again = found(mine, today)
    assert again.is_open
    assert again.answered == (first,)
    assert row.take_back(again)


def test_nothing_can_be_picked_or_told_once_it_is_closed(store: Store, today: Today) -> None:
    mine = led(store, today)
    row = told(mine, ROLES[0], today, SOLVED)
    assert mine.close()
    before = everything(store)
    with pytest.raises(TeamMapClosed):
        MapSeat(store, mine.code() or "", new_key()).pick(ROLES[1])
    it = found(mine, today)
    assert ChangeRow(row.code, "own", RemoveMeasure(ROLES[0], "solved"), it).on(Series(store, row.key)).undo is None
    assert everything(store) == before


def test_beginning_again_makes_a_new_code_and_lets_the_old_answers_go(store: Store, today: Today) -> None:
    mine = led(store, today)
    code, row = mine.code(), told(mine, ROLES[0], today, SOLVED)
    assert mine.begin() == code, "one at a time"
    mine.close()
    assert mine.begin() != code
    old = MapSeat(store, code or "", "")
    assert (row.role(), old.found(old.state(), today)) == (None, None)
    assert how_many(store, "team_maps", "team_map_rows") == (1, 0)


def test_a_removed_measure_can_be_put_back(store: Store, today: Today) -> None:
    mine = led(store, today)
    row = seat(mine, ROLES[0])
    own = Measure(id="own", en="Bokslut i tid", sv="Bokslut i tid", share=5)
    assert row.change("own", AddOwnMeasure(ROLES[0], own), found(mine, today))
    removed = ChangeRow(row.code, "own", RemoveMeasure(ROLES[0], "own"), found(mine, today))
    saved = removed.on(Series(store, row.key))
    assert getattr(found(mine, today).of(ROLES[0]), "own", None) == ()
    assert saved.undo is not None
    saved.undo.on(Series(store, row.key))
    assert getattr(found(mine, today).of(ROLES[0]), "own", None) == (own,)


def test_a_row_that_is_taken_back_can_be_put_back_unless_somebody_else_has_the_role(store: Store, today: Today) -> None:
    mine = led(store, today)
    row = told(mine, ROLES[0], today, SOLVED)
    series, before = Series(store, row.key), found(mine, today).told
    saved = TakeBackRow(row.code, found(mine, today)).on(series)
    assert (found(mine, today).told, row.role()) == ((), None)
    assert saved.undo is not None
    assert not saved.undo.on(series).has_moved_on
    assert found(mine, today).told == before
    again = TakeBackRow(row.code, found(mine, today)).on(series)
    seat(mine, ROLES[0])
    assert again.undo is not None
    assert again.undo.on(series).has_moved_on
    assert found(mine, today).answered == ()
    assert TakeBackRow(row.code, found(mine, today)).on(series).undo is None


def test_a_leader_frees_a_role_and_gives_it_back_unless_it_is_taken_or_its_key_has_another(
    store: Store, today: Today
) -> None:
    mine = led(store, today)
    (first, second, *_), series = ROLES, Series(store, mine.key)
    row, before = told(mine, first, today, SOLVED), mine.state()
    assert FreeRole(second, found(mine, today)).on(series).undo is None, "nobody has it"
    saved = FreeRole(first, found(mine, today)).on(series)
    assert (found(mine, today).told, row.role()) == ((), None)
    assert saved.undo is not None
    assert not saved.undo.on(series).has_moved_on
    assert mine.state() == before
    for key, role in ((new_key(), first), (row.key, second)):
        again = FreeRole(first, found(mine, today)).on(series)
        picking = MapSeat(store, row.code, key)
        assert picking.pick(role)
        assert again.undo is not None
        assert again.undo.on(series).has_moved_on
        assert picking.take_back(found(mine, today))
        assert saved.undo.on(series).has_moved_on is False
    assert mine.close()
    assert FreeRole(first, found(mine, today)).on(series).undo is None
    assert before is not None
    assert mine.state() == replace(before, is_closed=True)


@pytest.mark.parametrize("way", ["take_back", "free", "delete"])
def test_what_was_told_leaves_no_byte_in_the_files_and_their_copies(
    sqlite_store: Store, folder: Path, today: Today, way: str
) -> None:
    mine = led(sqlite_store, today)
    row = seat(mine, ROLES[0])
    own = Measure(id="own", en="Oförglömligt mått", sv="Oförglömligt mått", share=5)
    assert row.change("own", AddOwnMeasure(ROLES[0], own), found(mine, today))
    (folder / "answers.db.copy_before_0010").touch()
    assert files_with(folder, "Oförglömligt")
    if way == "take_back":
        assert row.take_back(found(mine, today))
    elif way == "free":
        assert mine.free(ROLES[0], found(mine, today))
    else:
        assert Series(sqlite_store, mine.key).kept() is not None
        Series(sqlite_store, mine.key).delete()
        assert how_many(sqlite_store, "team_maps", "team_map_rows") == (0, 0)
    assert files_with(folder, "Oförglömligt") == []
    assert not list(folder.glob("*copy_before*"))


# Permissions ----------------------------------------------------------------------------------------------------------

CALLS: Mapping[str, Callable[[Store, str], object]] = {
    "begin_team_map": lambda store, key: store.begin_team_map(key) and store.team_map(key) is not None,
    "team_map": lambda store, key: store.team_map(key),
    "team_map_of_code": lambda store, key: store.team_map_of_code(key),
    "assessments_of_team_map": lambda store, key: store.assessments_of_team_map(key),
    "close_team_map": lambda store, key: store.close_team_map(key),
    "reopen_team_map": lambda store, key: store.reopen_team_map(key),
    "pick_role": lambda store, key: store.pick_role(key, new_key(), "free"),
    "role_of": lambda store, key: store.role_of(key),
    "tell": lambda store, key: store.tell(key, lambda *_: {"own": ["other"]}, lambda _: ()),
    "show_rows": lambda store, key: store.show_rows(key, lambda told: told),
    "take_back_role": lambda store, key: store.take_back_role(key, lambda _: ()),
    "free_role": lambda store, key: store.free_role(key, "mine", lambda _: ()) is not None,
    "put_back_row": lambda store, key: store.put_back_row(key, FreedRow("free", new_key(), {})),
}
ACTORS: Final = ("nobody", "unknown", "leader", "reader", "code", "member")
# "changes" changes rows of the key's own map only and is True, "reads" returns something of it and changes nothing,
# "same" is True and changes nothing. Everything else is what anybody gets for a key that does not exist.
MATRIX: Final = """
                         nobody  unknown  leader   reader  code     member
begin_team_map           False   False    same     False   False    False
team_map                 None    None     reads    None    None     None
team_map_of_code         None    None     None     None    reads    None
assessments_of_team_map  []      []       []       []      reads    []
close_team_map           False   False    changes  False   False    False
reopen_team_map          False   False    same     False   False    False
pick_role                False   False    False    False   changes  False
role_of                  None    None     None     None    None     reads
tell                     False   False    False    False   False    changes
show_rows                False   False    changes  False   False    False
take_back_role           False   False    False    False   False    changes
free_role                False   False    changes  False   False    False
put_back_row             False   False    changes  False   False    False
"""
ALLOWED: Final = {
    (name, actor): allowed
    for name, *row in (line.split() for line in MATRIX.strip().splitlines()[1:])
    for actor, allowed in zip(ACTORS, row, strict=True)
}


def test_the_table_of_permissions_has_every_function_of_a_team_map_that_takes_a_key() -> None:
    functions = {
        name
        for name, function in inspect.getmembers(TeamMaps, inspect.isfunction)
        if not name.startswith("_") and {"key", "code", "member_key"} & set(inspect.signature(function).parameters)
    }
    assert functions == set(CALLS)
    assert set(ALLOWED) == {(function, actor) for function in CALLS for actor in ACTORS}


def with_team_map(store: Store, name: str) -> tuple[str, str, str]:
    """A leader's key, the code of the team map, and the key of a member; all of it is marked with this name."""
    key, member = begun(store, title=name), new_key()
    assert store.begin_team_map(key)
    code = (stored := store.team_map(key)) and stored.code(key)
    assert code
    assert store.pick_role(code, member, name)
    assert store.tell(member, lambda *_: {"own": [name]}, lambda _: ())
    return key, code, member


@pytest.mark.parametrize("function", CALLS if IS_SOAK else list(CALLS)[::3])
def test_each_key_does_what_it_may_to_its_own_team_map_and_nothing_else(store: Store, function: str) -> None:
    for actor in ACTORS:
        key, code, member = with_team_map(store, "mine")
        other = with_team_map(store, "theirs")
        keys = {"nobody": "", "unknown": new_key(), "leader": key, "code": code, "member": member}
        keys["reader"] = store.share(key) or ""
        before, theirs = everything(store), store.team_map(other[0])
        answer, allowed = CALLS[function](store, keys[actor]), ALLOWED[function, actor]
        assert store.team_map(other[0]) == theirs
        if allowed == "changes":
            assert answer is True, (function, actor)
            assert everything(store) != before, (function, actor)
        else:
            assert everything(store) == before, (function, actor)
            assert ("mine" in repr(answer)) == (allowed == "reads"), (function, actor)
            assert allowed in ("reads", "same") or str(answer) == allowed, (function, actor)
