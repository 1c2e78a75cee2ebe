"""A leader sets a round up, sends its link and closes it; members read the notice, answer, withdraw."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from itsdangerous import URLSafeTimedSerializer
from pypdf import PdfReader
from sqlalchemy import update
from streamlit.testing.v1 import AppTest

from assessment.answers import Answers
from assessment.bank import bank_in
from assessment.downloads import download_of
from assessment.instrument import LANGUAGES, Instrument, Language
from assessment.plan import PlanLine, day_in, new_line_id
from assessment.rounds import Department, Draft, Leading, Setup
from assessment.series import Today
from assessment.storage import Store, StoredRound, new_key
from assessment.storage.tables import ROUNDS
from assessment.words import date_text, quoted, say
from pages.parts.questions import member_pages
from server.secret import secret
from tests.amounts import sample
from tests.extracted import one_line
from tests.pages.conftest import ROOT, Open, files_offered, questionnaire_of, shown
from tests.shipped import BANK

pytestmark = pytest.mark.in_turns

HOSTILE = '<img src=x onerror="alert(1)"> **IT** :material/home: [x](http://x.y)'
PROMISE: dict[Language, str] = {
    "en": "No result is shown for fewer than five. From everything we show, now and later, neither your manager nor any"
    " one colleague can narrow your score on a factor to less than half the scale. Very high and very low results are"
    " shown as “over” or “under”.",
    "sv": "Inget resultat visas för färre än fem. Av allt vi visar, nu och senare, kan varken din chef eller någon"
    " enskild kollega räkna ut ditt resultat på en faktor närmare än halva skalan. Mycket höga och mycket låga"
    " resultat visas som ”över” eller ”under”.",
}
Stored = Callable[[Answers], str]
ADVISED = next(each for each in BANK.recommendations if each.id == "F-ability-holds_back")
PROMISED = PlanLine(
    "promised", title=ADVISED.title["en"], first_step=ADVISED.first["en"], source="F-ability-holds_back.ability"
)


def answers(form: str = "quick") -> Answers:
    """A leader's answers, or a member's."""
    rated = {item.id: {"current": 4, "new": 2} for item in BANK.form_items("quick")}
    choices: dict[str, object] = {
        f"ratings.{item}.{column}": value for item, row in rated.items() for column, value in row.items()
    }
    aims = {"behaviours.current": "We close cases fast.", "behaviours.new": "We solve it at once."}
    return Answers.from_choices({"form": form, **aims, **choices}, BANK, version=BANK.version)


@pytest.fixture
def leader(store: Store, stored: Stored) -> str:
    """The key of a leader with a finished assessment."""
    key = stored(answers())
    store.finish(key)
    return key


@pytest.fixture
def led(store: Store, leader: str) -> StoredRound:
    """A round of twelve that has begun, with two departments."""
    now = datetime.now(UTC)
    departments = (Department("IT", 5), Department(HOSTILE, 7))
    setup = Setup("Support", 12, now.date() + timedelta(days=14), departments=departments, are_told=True)
    Leading(store, leader).begin(setup, Today(bank_in(ROOT / "questions.yaml"), "en", now))
    (begun,) = store.rounds(leader)
    return begun


def fill(page: AppTest, *, told: bool = True, round_name: str = "Support", **values: object) -> AppTest:
    for key, value in {"round_name": round_name, **values}.items():
        page.text_input(key=key).set_value(str(value))
    page.checkbox(key="round_told").set_value(told)
    return page.run()


def of_team(page: AppTest) -> AppTest:
    """The form for a single team, which is chosen first."""
    return page.radio(key="round_whom").set_value("team").run()


def press(page: AppTest, key: str) -> AppTest:
    page.button(key=key).click().run()
    assert not page.exception, page.exception[0].message
    return page


def key_in(page: AppTest) -> str:
    """The private key in the address."""
    found = page.query_params["r"]
    return found if isinstance(found, str) else found[0]


def last_day(led: StoredRound, language: Language) -> str:
    """As members read it: the number and the month stay on one line."""
    return date_text(led.closes_on, language).replace(" ", "\u00a0", 1)


def html_of(page: AppTest) -> str:
    return "\n".join(str(each.proto.body) for each in page.get("html"))


def joined(visit: Open, store: Store, code: str, *, is_finished: bool = True) -> str:
    """The key of a member who has answered."""
    key = new_key()
    store.join(code, key, {"language": "en"}, most=50)
    store.change_answers(
        key, {path: value for path, value in answers().choices().items() if path.startswith("ratings.")}
    )
    if is_finished:
        store.finish_answers(key)
    return key


def test_a_round_begins_only_from_a_finished_assessment(visit: Open, stored: Stored) -> None:
    page = visit("team", r=stored(answers()))
    assert say("en", "round.unfinished") in shown(page)
    assert not [each for each in page.button if each.key == "round_start"]


def test_what_is_missing_is_said_all_at_once_and_nothing_begins(visit: Open, store: Store, leader: str) -> None:
    page = press(fill(of_team(visit("team", r=leader)), told=False, round_name=" ", round_size=4), "round_start")
    found = shown(page)
    for problem in ("name_missing", "size_too_small", "nobody_told"):
        assert say("en", f"round.problems.{problem}") in found
    assert store.rounds(leader) == []


@pytest.mark.soak
def test_the_number_of_people_is_that_of_the_groups_where_it_is_left_empty(
    visit: Open, store: Store, leader: str
) -> None:
    page = fill(of_team(visit("team", r=leader)), round_group_1="A", round_group_2="B")
    page.text_input(key="round_group_size_1").set_value(str(6))
    page.text_input(key="round_group_size_2").set_value(str(5))
    press(page.run(), "round_start")
    setup = Setup.of(store.rounds(leader)[0])
    assert (setup.size, setup.departments) == (11, (Department("A", 6), Department("B", 5)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_hr_and_the_union_are_told_the_promise_who_can_read_what_and_the_departments(
    visit: Open, leader: str, language: Language
) -> None:
    page = of_team(visit("team", r=leader, lang=language))
    bare, unnamed = [each.value for each in page.text]
    fill(page, round_group_1="Sales", round_group_2="IT")
    text, message = [each.value for each in page.text]
    reads = say(language, "round.server.group", who=say(language, "round.server.who"))
    assert reads in text
    assert reads in message
    assert "[" not in text + message, "nothing is left to fill in"
    assert "Support,\n" in message
    assert "Support" in text
    assert {"en": "Sales or IT", "sv": "Sales eller IT"}[language] in text
    assert "Sales" not in bare
    assert say(language, "round.message.hello_all") in unnamed
    assert say(language, "round.promise") in shown(page)
    for part in ("promise", "used"):
        assert say(language, f"round.tell.{part}") in text
    assert say(language, "round.tell.responsible") in text
    assert "MBL" not in text
    assert say(language, "round.tell.union_first") in shown(page)


@pytest.mark.soak
def test_the_sum_of_the_groups_is_shown_as_the_number_of_people(visit: Open, leader: str) -> None:
    page = fill(of_team(visit("team", r=leader)), round_group_1="A", round_group_2="B")
    page.text_input(key="round_group_size_1").set_value("6")
    page.text_input(key="round_group_size_2").set_value("5")
    assert say("en", "round.size_sum", count="11") in shown(page.run())
    assert page.text_input(key="round_size").placeholder == "11"
    assert say("en", "round.groups_help") in shown(page)
    page.text_input(key="round_size").set_value("10").run()
    assert say("en", "round.groups_above", count=11, who="the team", size=10) in [each.value for each in page.error]
    page.text_input(key="round_size").set_value("11").run()
    assert not page.error


def test_the_result_of_one_leads_to_asking_the_whole_team(visit: Open, leader: str) -> None:
    page, key = visit("results", r=leader), "ask_team_below_advice"
    assert [each.label for each in page.button if each.key == key] == [say("en", "results.ask_team")]
    assert not [each for each in visit("results").button if each.key == key]


@pytest.mark.soak
def test_the_page_of_files_leads_to_the_teams_files_once_there_are_any(
    visit: Open, store: Store, leader: str, led: StoredRound
) -> None:
    for _ in range(5):
        joined(visit, store, led.code(leader))
    assert say("en", "report.team.title") not in shown(visit("report", r=leader))
    press(press(visit("team", r=leader), "round_close"), "round_close_really")
    ways = [each.label for each in visit("results", r=leader).button if each.key == "ask_team_below_advice"]
    assert ways == [say("en", "results.see_team")]
    page = visit("report", r=leader)
    assert say("en", "report.team.title") in shown(page)
    assert [each for each in page.button if each.key == "to_team_files"]


def test_there_is_always_a_line_for_one_more_group_and_removing_one_moves_the_others_up(
    visit: Open, leader: str
) -> None:
    page = fill(of_team(visit("team", r=leader)), round_group_1="A", round_group_2="B", round_group_3="C")
    page.text_input(key="round_group_4").set_value("D").run()
    page.text_input(key="round_group_5")
    press(page, "round_remove_2")
    assert [page.text_input(key=f"round_group_{number}").value for number in (1, 2, 3, 4)] == ["A", "C", "D", ""]


def test_the_preview_shows_a_sample_and_what_is_shown_of_each_group_if_so_many_answer(visit: Open, leader: str) -> None:
    page = of_team(visit("team", r=leader))
    assert say("en", "round.preview.sample") in shown(page)
    page = fill(page, round_group_1="Phone", round_group_2="Chat")
    for number, size in enumerate((7, 5), start=1):
        page.text_input(key=f"round_group_size_{number}").set_value(str(size))

    def said(number: int) -> list[str]:
        """What is said of each line when so many of Chat answer."""
        page.slider(key="round_answers_Chat_5").set_value(number).run()
        lines = [each.value for each in page.container(key="round_visible").markdown]
        return [each.split(": ", 1)[1].strip("*") for each in lines if each.startswith(":material/")]

    page.run()
    assert said(5) == [say("en", "round.preview.may_be_shown")] * 2
    assert say("en", "round.preview.exact", names="Chat", minimum="five") in shown(page)
    assert said(4) == [say("en", "round.preview.pooled_whole")] * 2, "or the four could be worked out"
    assert say("en", "round.preview.needs", name="Chat", needed=5, size=5) in shown(page)
    assert say("en", "round.preview.given_away", name="Phone", minimum="five") in shown(page)
    page.slider(key="round_answers_Phone_7").set_value(0)
    assert said(4) == [say("en", "round.preview.hidden")] * 2
    assert say("en", "round.preview.nothing", minimum="five") in shown(page)


def test_the_open_round_shows_its_link_and_only_a_band_of_how_many_have_answered(
    visit: Open, store: Store, leader: str, led: StoredRound
) -> None:
    code = led.code(leader)
    page = visit("team", r=leader)
    assert f"c={code}" in page.code[0].value
    assert leader not in page.code[0].value
    assert "Fewer than five have answered." in shown(page)
    seen = set()
    for _ in range(9):
        joined(visit, store, code)
        seen.add(shown(visit("team", r=leader)))
    assert len(seen) == len(("fewer than five", "at least five"))


def test_the_start_page_tells_a_leader_of_the_open_round_and_leads_there(
    visit: Open, leader: str, led: StoredRound
) -> None:
    said = say("en", "waiting.round", name="Support", day=date_text(led.closes_on, "en"))
    page = visit("start", r=leader)
    assert said in shown(page)
    press(page, "to_round")
    assert page.session_state["arrival"][1] == "start round_headline"
    assert f"c={led.code(leader)}" in page.code[0].value


@pytest.mark.soak
def test_once_everybodys_answers_are_known_the_plan_does_not_ask_for_what_they_have_replaced(
    visit: Open, store: Store, stored: Stored, bank: Instrument
) -> None:
    agreed = answers().choices() | {"experience.agreed": "yes", "experience.weights.speed": 3}
    leader = stored(Answers.from_choices(agreed, bank, version=bank.version))
    store.finish(leader)
    now = datetime.now(UTC)
    setup = Setup("Support", 12, now.date() + timedelta(days=14), are_told=True)
    today = Today(bank_in(ROOT / "questions.yaml"), "en", now)
    led = Leading(store, leader).begin(setup, today)
    for factor in BANK.factors:
        line = PlanLine(new_line_id(), title=f"Another on {factor.id}", source=f"F-another.{factor.id}")
        store.add_line(leader, line)
    left_out = say("en", "plan_page.first_left_out", title="").partition("“")[0]
    assert left_out in shown(visit("plan", r=leader)), "as long as only the leader has answered"
    for _ in range(5):
        joined(visit, store, led.code)
    press(press(visit("team", r=leader), "round_close"), "round_close_really")
    (released,) = Leading(store, leader).rounds(today)
    result = released.result(is_for_leader=True)
    assert result is not None
    day, first = date_text(released.closed_on or now.date(), "en"), result.advice[0].recommendation.title["en"]
    elsewhere = {"name": "Support", "day": day, "title": first}
    plan = visit("plan", r=leader)
    assert say("en", "plan_page.round_first.left_out", **elsewhere) in shown(plan), "what everybody says comes later"
    assert left_out not in shown(plan)
    for advice in (result.advice_about(factor.id) for factor in BANK.factors):
        assert advice is not None
        store.add_line(leader, PlanLine(new_line_id(), title="From everybody", source=advice.source))
    plan = visit("plan", r=leader)
    assert left_out not in shown(plan)
    assert say("en", "plan_page.round_first.planned", **elsewhere) in shown(plan)
    for page in ("results", "start"):
        assert say("en", "plan_page.round_first.by_own", **elsewhere) in shown(visit(page, r=leader))
    press(plan, "to_round_result")
    assert plan.session_state["arrival"][1] == "start team_headline"


def test_the_message_is_in_both_languages_with_the_link_in_each(visit: Open, leader: str, led: StoredRound) -> None:
    texts = [each.value for each in visit("team", r=leader).text]
    for language in LANGUAGES:
        message, reminder = (each for each in texts if f"lang={language}&c={led.code(leader)}" in each)
        for text in (message, reminder):
            assert date_text(led.closes_on, language) in text
            assert say(language, "round.message.departments", minimum={"en": "five", "sv": "fem"}[language]) in text
            assert {"en": "deleted when the round closes", "sv": "raderas när omgången stänger"}[language] in text
        assert {"en": "nobody can see who", "sv": "ingen kan se vem"}[language] in reminder


def test_closing_asks_first_and_happens_once(visit: Open, store: Store, leader: str, led: StoredRound) -> None:
    keys = [joined(visit, store, led.code(leader)) for _ in range(5)]
    page = press(visit("team", r=leader), "round_close")
    asked = next(each.value for each in page.markdown if "closes by itself" in each.value)
    assert say("en", "round.close.early", day=date_text(led.closes_on, "en")) in shown(page)
    assert "At least five have answered." in asked
    assert (say("en", "round.close.same_for_all") in shown(page)) == bool(Setup.of(led).departments)
    assert date_text(led.closes_on, "en") in asked
    press(page, "round_keep_open")
    assert store.rounds(leader)[0].closed_on is None
    page = press(press(page, "round_close"), "round_close_really")
    (ended,) = store.rounds(leader)
    assert ended.ending == "released"
    assert all(store.member(key) is None for key in keys)
    assert page.get("link_button"), "the files of the result"
    assert not [each for each in page.button if each.key in ("round_close", "round_start")]
    code = led.code(leader)
    announced = [each.value for each in page.text]
    assert [f"lang={each}&c={code}" in text for each, text in zip(("en", "sv"), announced, strict=True)] == [True, True]
    press(press(page, "talk_prepare"), "talk_into_plan")
    assert [line.title for line in store.plan(leader)] == [""], "a line to fill in for the theme of the talk"
    assert say("en", "round.closed_for_members.own_link") in shown(visit("start", c=code, r=keys[0]))
    privacy = visit("privacy", c=code)
    assert say("en", "round.privacy.member.cookies_closed") in shown(privacy)
    assert say("en", "team_result.next_member.text") in shown(press(privacy, "to_team"))


def test_calling_off_asks_first_deletes_the_answers_and_tells_members(
    visit: Open, store: Store, leader: str, led: StoredRound
) -> None:
    code = led.code(leader)
    key = joined(visit, store, code)
    page = press(visit("team", r=leader), "round_call_off")
    assert say("en", "round.call_off.text") in shown(page)
    press(page, "round_keep_open")
    assert store.member(key) is not None
    page = press(press(page, "round_call_off"), "round_call_off_really")
    assert store.rounds(leader)[0].ending == "called_off"
    assert store.member(key) is None
    day = date_text(datetime.now(UTC).date(), "en")
    assert f"called off {day}" in shown(page)
    assert page.text_input(key="round_name").value == "Support"
    assert page.text_input(key="round_group_2").value == HOSTILE
    for late in (visit("start", c=code, r=key), visit("team", c=code)):
        assert say("en", "round.closed_for_members.called_off.title") in shown(late)
    press(page, "round_start")
    assert store.rounds(leader)[1].ending is None


def test_what_is_typed_before_a_round_begins_survives_a_reload(visit: Open, store: Store, leader: str) -> None:
    page = fill(
        of_team(visit("team", r=leader)), round_size="2x", round_group_1="A", round_group_2="B", round_group_3="C"
    )
    page.text_input(key="round_group_4").set_value("D").run()
    page.radio(key="round_minimum").set_value(7).run()
    page.radio(key="round_form").set_value("full").run()
    day = (datetime.now(UTC) + timedelta(days=40)).date()
    page.date_input(key="round_closes").set_value(day).run()
    press(page, "round_remove_1")
    again = visit("team", r=leader)
    typed = {
        key: again.text_input(key=key).value for key in ("round_name", "round_size", "round_group_1", "round_group_3")
    }
    assert typed == {"round_name": "Support", "round_size": "2x", "round_group_1": "B", "round_group_3": "D"}
    assert (again.radio(key="round_minimum").value, again.radio(key="round_form").value) == (7, "full")
    assert again.date_input(key="round_closes").value == day
    assert again.checkbox(key="round_told").value


@pytest.mark.measured
def test_the_next_step_of_a_rollout_says_what_it_waits_for_and_is_begun_from_its_line(
    visit: Open, store: Store, leader: str
) -> None:
    page = visit("team", r=leader)
    assert page.radio(key="round_whom").value is None
    assert not [each for each in page.button if each.key in ("rollout_begin", "round_start")], "nothing is chosen yet"
    page = press(page.radio(key="round_whom").set_value("steps").run(), "rollout_begin")
    assert page.text_input(key="round_name").value == say("en", "rollout.name.executive")
    page.text_input(key="round_size").set_value("9").run()
    assert not [each for each in page.text_input if each.key == "round_group_1"], "no group of nine can be shown"
    assert page.text_input(key="round_size").set_value("10").run().text_input(key="round_group_1")
    assert say("en", "rollout.headline.executive") in shown(page)
    assert say("en", "rollout.in_message.executive") in page.text[-1].value
    assert " (round 1 of 3)\n" in page.text[-1].value, "in the subject"
    press(fill(page, round_name="Executives", round_size=6), "round_start")
    assert Setup.of(store.rounds(leader)[0]).wave == "executive"
    for _ in range(5):
        joined(visit, store, store.rounds(leader)[0].code(leader))
    page = press(press(visit("team", r=leader), "round_close"), "round_close_really")
    assert say("en", "rollout.unmet.experience_unsigned") in shown(page)
    assert say("en", "rollout.met.completion", answered=5, size=6, step=1) in shown(page)
    assert page.checkbox(key="rollout_talked_1").label == say("en", "rollout.talked", who="the executive team", step=1)
    assert "near the border: under 25 the level is “blocks”, and one answer can decide it" in shown(page)
    assert "5 of 6 answered" in shown(page)
    assert say("en", "rollout.state.later", before=2) in shown(page)
    assert say("en", "rollout.anyway") in shown(page)
    assert "does not count as any of the three" not in shown(page)
    assert_a_factor_near_the_border_asks_for_an_action(page, visit, store, leader)
    page = press(press(page, "rollout_begin"), "rollout_undo")
    assert (undone := Leading(store, leader).draft()) is not None
    assert (undone.wave, undone.name) == (None, "")
    assert say("en", "team_result.receipt.title") in shown(page)
    press(page, "rollout_begin")
    assert say("en", "team_result.receipt.title") not in shown(page), "the form stands in place of the result"
    assert page.button(key="round_start").proto.type == "primary"
    assert say("en", "rollout.asked_before", count=6) in shown(page)
    page = assert_the_round_knows_what_its_message_promised(page, store, leader)
    assert say("en", "team_result.receipt.title") in shown(press(page, "open_round_1"))
    assert store.rounds(leader)[1].closed_on is None
    assert say("en", "rollout.done_talk_first", number=1, upcoming=2, name="other managers") in shown(page)
    for _ in range(5):
        joined(visit, store, store.rounds(leader)[1].code(leader))
    page = press(press(visit("team", r=leader), "round_close"), "round_close_really")
    day = date_text((datetime.now(UTC) + timedelta(days=30)).date(), "en")
    found = shown(page)
    assert say("en", "rollout.unmet.completion", answered="5", size="14", step="2", day=day) in found
    alike = say("en", "rollout.together.alike")
    assert alike in found, "everybody has given the same answers"
    assert_the_steps_stand_side_by_side_before_how_certain_it_is(found)
    press(page, "rollout_begin")
    assert_the_message_tells_of_the_letter(press(fill(page, round_size=5), "round_start"))
    for _ in range(5):
        joined(visit, store, store.rounds(leader)[2].code(leader))
    page = press(press(visit("team", r=leader), "round_close"), "round_close_really")
    assert_the_end_says_what_all_three_say_and_what_to_take_along(page, store, leader)


def assert_the_round_knows_what_its_message_promised(page: AppTest, store: Store, leader: str) -> AppTest:
    store.add_line(leader, PROMISED)
    page = press(fill(page, round_size=14), "round_start")
    begun = Setup.of(store.rounds(leader)[1])
    assert (begun.wave, begun.promised) == ("leaders", (PROMISED.source,))
    store.remove_line(leader, PROMISED.id)
    return page


def assert_the_message_tells_of_the_letter(page: AppTest) -> None:
    step = say("en", "rollout.in_message.all").strip()
    sent = [each.value for each in page.text if step in each.value]
    assert sent
    assert all(say("en", "rollout.told_later") in each for each in sent), "in the last round, and to HR, too"


def assert_the_steps_stand_side_by_side_before_how_certain_it_is(found: str) -> None:
    assert say("en", "rollout.together.few", answered=5, size=14, step=2) in found
    beside, certain = say("en", "rollout.together.title"), say("en", "team_result.worth.title")
    assert found.count(beside) == 1
    assert found.index(beside) < found.index(certain), "it is the news of a later result"
    assert say("en", "rollout.together.only_you") in found, "the others see only their own round"


def assert_the_end_says_what_all_three_say_and_what_to_take_along(page: AppTest, store: Store, leader: str) -> None:
    assert say("en", "rollout.one_of_all_first", number=3) in shown(page), "its own result comes first"
    press(page, "to_together")
    assert say("en", "rollout.all_done") in shown(page)
    assert page.button(key="rollout_talk_4")
    day = date_text(day_in(90, datetime.now(UTC).date()), "en")
    again = date_text((datetime.now(UTC) + timedelta(days=30)).date(), "en")
    after = say("en", "rollout.together.again.later", day=day, again=again)
    assert after in shown(page)
    alike = say("en", "rollout.together.alike")
    assert [each.value for each in page.title] == [alike], "what all three say has the page to itself"
    told = page.text[0].value
    assert all(part in told for part in (alike, day, say("en", "rollout.together.tell.no_action")))
    taken = next(str(each.key) for each in page.button if str(each.key).startswith("take_together_"))
    passed = datetime.now(UTC).date() - timedelta(days=9)
    store.add_line(leader, PlanLine(new_line_id(), title="Buy chairs", owner="Per", due=passed))
    press(page, taken)
    own, line = store.plan(leader)
    assert line.source is not None
    assert line.steps[0].due is not None
    assert line.due is not None
    told = page.text[0].value + page.text[1].value
    for language in LANGUAGES:
        promised, working = (say(language, f"rollout.together.tell.{each}") for each in ("decided", "working"))
        assert f"{promised}\n• {told_promise(line, '', language)}\n" in told, "its day, and who it is to be filled in"
        assert f"{working}\n• {quoted(own.title, language)}.\n" in told, "without a day to come nothing is promised"
    assert say("en", "rollout.together.tell.lacks.talk", who="the other employees") in shown(page)
    fill_in = [say("en", f"rollout.together.tell.lacks.fill.{each}") for each in ("owner", "day", "name")]
    assert f"{', '.join(fill_in[:2])} and {fill_in[2]}" in shown(page)
    assert say("en", "rollout.together.tell.lacks.owner", titles=f"“{line.title}”") in " ".join(
        each.value for each in page.markdown
    )
    assert say("en", "rollout.together.tell.lacks.late", titles=f"“{own.title}”") in shown(page)
    assert page.text_input(key=f"owner_{own.id}"), "and can be given a new day beside the letter"
    assert page.text_input(key=f"owner_{line.id}").value == "", "whose it is, is asked where it is taken into the plan"
    page.text_input(key=f"owner_{line.id}").set_value("Eva").run()
    promise = told_promise(line, "Eva", "en")
    assert f"{say('en', 'rollout.together.tell.decided')}\n• {promise}\n" in page.text[0].value
    assert f"- {promise}" in " ".join(each.value for each in page.markdown), "what is promised stands above the letter"
    assert say("en", "rollout.together.tell.hear") in page.text[0].value, "the leader fills in the day"
    (link,) = (str(each.proto.url) for each in page.get("link_button") if "all_steps" in str(each.proto.id))
    made = download_of(URLSafeTimedSerializer(secret(), salt="files").loads(link.split("/")[2])).made(lambda: store)
    assert made is not None
    text = one_line(" ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(made.data)).pages))
    assert all(part in text for part in (alike, own.title, day, "5 of 14 answered"))
    assert line.title not in text, "advice to the leader stands as what we do"
    assert date_text(passed, "en") not in told + text, "a day that has passed is promised to nobody"
    page.checkbox(key="rollout_talked_3").check().run()
    assert say("en", "rollout.together.tell.lacks.talk", who="the other employees") not in shown(page)
    page = press(page, "open_round_3")
    assert say("en", "rollout.one_of_all", number=3) in shown(page)
    assert [each.value for each in press(page, "to_together").title] == [alike]


def told_promise(line: PlanLine, owner: str, language: Language) -> str:
    """An action as a letter promises it: what we do, whose it is, how it begins, and by when it is done."""
    place, rule, begins = "rollout.together.tell", (line.source or "").partition(".")[0], line.steps[0].due
    assert begins is not None
    assert line.due is not None
    parts = (
        say(language, f"{place}.we.{rule}"),
        say(language, f"{place}.{'owner' if owner else 'no_owner'}", owner=owner),
        say(language, f"{place}.first", day=date_text(begins, language), step=say(language, f"{place}.see.{rule}")),
        say(language, f"{place}.by", day=date_text(line.due, language)),
    )
    return f"{'. '.join(parts)}."


def assert_a_factor_near_the_border_asks_for_an_action(page: AppTest, visit: Open, store: Store, leader: str) -> None:
    """Nothing counts as done before the plan has an action on the factor, taken in its line, and all have talked."""
    assert say("en", "rollout.ask_if_clear", step=2) in shown(page), "a question, and no second claim in one tick"
    loaded = shown(visit("plan", r=leader, **{"for": "plan.2"}))
    assert "Before round 2: the plan needs an action on" in loaded, "what is sought is known on a page loaded anew"
    assert store.change(leader, {"experience.agreed": "yes", "experience.weights.reachable": 5})
    assert say("en", "rollout.waits", step=2) in shown(page.run())
    taken = [str(each.key) for each in page.button if str(each.key).startswith("take_steps_")]
    assert len(taken) > 1, "every factor that may block, as far as the figures tell"
    for key in taken:
        press(page, key)
    for line in store.plan(leader):
        assert line.due is not None
        assert say("en", "rollout.in_plan.open", title=line.title, day=date_text(line.due, "en")) in shown(page)
    assert page.button(key="rollout_begin").proto.type == "secondary"
    page.checkbox(key="rollout_talked_1").check().run()
    assert say("en", "rollout.ready_but", step=2) in shown(page)
    assert say("en", "rollout.done", number=1, upcoming=2, name="other managers") in shown(page)
    assert page.button(key="rollout_begin").proto.type == "primary"
    assert Leading(store, leader).talked() == {1}
    page.checkbox(key="rollout_talked_1").uncheck().run()
    assert Leading(store, leader).talked() == set()
    began = press(page, "rollout_begin")
    told, message = say("en", "rollout.decided_before", what="• We "), began.text[-1].value
    assert told in message, "in the message of round 2"
    first = say("en", "rollout.together.tell.first_closed", step="")
    assert first in message, (
        "the step is due while they may still answer: nothing can follow from their answers by then"
    )
    closes = page.date_input(key="round_closes").value
    assert isinstance(closes, date)
    early = say("en", "rollout.message_early.many", titles="|", day=date_text(closes, "en")).split("|")
    assert all(part in shown(began) for part in early), "said beside the message"
    assert page.button(key="round_message_to_plan")
    promised = [each.value for each in began.markdown if each.value.startswith("- ") and first in each.value]
    assert (say("en", "rollout.message_promises") in shown(began), len(promised)) == (True, 1), "beside the message"
    due = next(line.steps[0].due for line in store.plan(leader))
    assert due is not None
    page.date_input(key="round_closes").set_value(due - timedelta(days=1)).run()
    by_its_day, _ = say("en", "rollout.together.tell.first", day=date_text(due, "en"), step="|").split("|")
    assert by_its_day in page.text[-1].value, "after the close, as the letter says it"
    assert early[1] not in shown(page)
    press(page, "rollout_undo")
    for line in store.plan(leader):
        store.remove_line(leader, line.id)


@pytest.mark.soak
def test_whoever_leads_the_whole_organisation_meets_the_steps_first_and_a_single_team_only_when_asked_for(
    visit: Open, store: Store, leader: str
) -> None:
    assert store.change(leader, {"leads": "organisation"})
    page = visit("team", r=leader)
    assert page.title[0].value == say("en", "rollout.whom_to_ask")
    assert page.radio(key="round_whom").proto.options[0] == f"**{say('en', 'rollout.choice.organisation')}**"
    page.radio(key="round_whom").set_value("steps").run()
    assert say("en", "rollout.ask.organisation") in shown(page)
    assert say("en", "rollout.ask.organisation") in shown(visit("team", r=leader)), "a reload keeps the choice"
    assert say("en", "rollout.waits", step=2) in shown(page)
    assert page.button(key="rollout_fix_experience_unsigned")
    assert not [each for each in page.button if each.key == "round_start"]
    assert say("en", "rollout.choice.team_then", between=30) in page.radio(key="round_whom").proto.captions
    assert page.radio(key="round_whom").set_value("team").run().button(key="round_start")


@pytest.mark.soak
def test_advice_that_needs_the_team_is_taken_into_the_plan_in_one_press(
    visit: Open, store: Store, leader: str, led: StoredRound
) -> None:
    with store._engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(update(ROUNDS).values(setup={**led.setup, "wave": "all"}))
    for _ in range(5):
        joined(visit, store, led.code(leader))
    page = press(press(visit("team", r=leader), "round_close"), "round_close_really")
    assert say("en", "team_result.advice.executive_first_missing") in "".join(each.label for each in page.expander)
    page = press(page, "take_X-executive_first.executive_first")
    (line,) = store.plan(leader)
    assert (line.source, len(line.steps)) == ("X-executive_first.executive_first", 4)
    assert [each for each in page.button if each.key == "plan_X-executive_first.executive_first"]
    assert "does not count as any of the three" not in shown(page)
    with store._engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(update(ROUNDS).values(setup={**led.setup, "wave": None}))
    page = visit("team", r=leader).radio(key="round_whom").set_value("steps").run()
    assert "does not count as any of the three" in shown(page)


def test_a_round_of_too_few_shows_nothing(visit: Open, store: Store, leader: str, led: StoredRound) -> None:
    joined(visit, store, led.code(leader))
    page = press(visit("team", r=leader), "round_close")
    assert f"Fewer than five have answered. {say('en', 'round.close.lacks.surely')}" in shown(page)
    press(page, "round_close_really")
    assert store.rounds(leader)[0].ending == "too_few"
    assert say("en", "round.too_few.title") in shown(page)


def test_the_notice_of_a_full_form_says_that_the_engagement_of_groups_becomes_known(
    visit: Open, store: Store, leader: str, led: StoredRound
) -> None:
    engagement = say("en", "round.member.sees.engagement")
    assert engagement not in html_of(visit("start", c=led.code(leader)))
    with store._engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(update(ROUNDS).values(setup={**led.setup, "form": "full"}))
    assert engagement in html_of(visit("start", c=led.code(leader)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notice_says_who_asks_and_what_for_and_makes_the_promise_word_for_word(
    visit: Open, leader: str, led: StoredRound, language: Language
) -> None:
    page = visit("start", c=led.code(leader), lang=language)
    plainly = say(language, "round.member.promise.brief_group")
    (fold,) = (each for each in page.expander if each.label == say(language, "round.member.more"))
    assert PROMISE[language] in "".join(str(each.proto.body) for each in fold.get("html"))
    assert 0 < html_of(page).find(plainly) < html_of(page).find(PROMISE[language])
    found = shown(page)
    assert say(language, "round.member.purpose") in found
    assert "We close cases fast." in found
    assert "We solve it at once." in found
    assert found.count(say(language, "round.member.server_group")) == 1
    day = last_day(led, language)
    for said in ("sees.when", "sees.leader", "promise.in_short"):
        assert say(language, f"round.member.{said}", day=day) in html_of(page), said
    for said in ("facts.change.text", "facts.rights.text", "facts.who.ask"):
        assert say(language, f"round.member.{said}", day=day, months=24) in found, said
    assert "Support" in found
    assert not [each for each in page.button if each.key == "start_full"]


def test_a_member_reads_of_a_department_what_the_leader_was_told_of_it(bank: Instrument) -> None:
    departments = (Department("IT", 20), Department("Stock", 12), Department("Sales", 14))
    setup = Setup("Support", 50, date(2026, 12, 24), departments=departments, are_told=True)
    (page, *_) = member_pages(bank, setup, "en")
    assert page.choice is not None
    assert [option["label"] for option in page.choice["options"]][:3] == [
        "IT (may be shown if at least 5 of 20 answer)",
        "Stock (shown only together with other groups)",
        "Sales (may be shown if at least 5 of 14 answer)",
    ]


def test_a_member_is_asked_for_the_department_and_the_statements_about_the_leaders_behaviours(
    visit: Open, store: Store, leader: str, led: StoredRound, bank: Instrument
) -> None:
    page = press(visit("start", c=led.code(leader)), "start_quick")
    form = questionnaire_of(page)
    assert [each["id"] for each in form["pages"]] == ["group", *(factor.id for factor in bank.factors)]
    options = form["pages"][0]["choice"]["options"]
    assert [each["value"] for each in options] == ["IT", Setup.of(led).departments[1].name, ""]
    assert [each["label"] for each in options][:2] == [
        "IT (may be shown only if all 5 answer)",
        f"{HOSTILE} (may be shown if at least 5 of 7 answer)",
    ]
    assert form["words"]["open_finish"] == say("en", "round.member.finish_anyway")
    assert [each["ahead"] for each in form["pages"]][-1] == say("en", "round.member.before_finish")
    assert [each["behaviour"] for each in form["columns"]] == ["We close cases fast.", "We solve it at once."]
    assert store.rounds(leader)[0].answering == 0
    assert key_in(page) != leader
    assert led.code(leader) in page.query_params["c"]


def test_a_member_sees_the_own_result_downloads_and_withdraws_it(
    visit: Open, store: Store, leader: str, led: StoredRound
) -> None:
    code = led.code(leader)
    key = joined(visit, store, code)
    page = visit("results", c=code, r=key)
    found = shown(page)
    assert say("en", "round.member.own") in found
    assert say("en", "round.member.thanks") not in found, "they were not handed in a moment ago"
    assert f"**{say('en', 'headline.all_close.title')}** 25 to 33 of 100." in found, "the score is said first"
    assert say("en", "round.member.lowest.today_wins_all") in found
    assert say("en", "round.member.own_no_group") in found
    assert page.main.get("vega_lite_chart") or "75" in shown(page)
    offered = files_offered(page)
    assert set(offered) == {"pdf"}
    for _, download in offered.values():
        assert download.made(lambda: store) is not None
    press(press(page, "withdraw"), "keep_answers")
    assert store.member(key) is not None
    page = press(press(page, "withdraw"), "withdraw_really")
    assert store.member(key) is None
    assert say("en", "round.member.withdrawn_title") in shown(page)
    assert "r" not in page.query_params
    assert not [each for each in page.button if each.key == "start_quick"], "nobody is pressed to begin again"
    assert [each for each in press(page, "read_again").button if each.key == "start_quick"]


def test_another_person_in_the_same_browser_begins_under_another_key(
    visit: Open, store: Store, leader: str, led: StoredRound
) -> None:
    code = led.code(leader)
    key = joined(visit, store, code, is_finished=False)
    page = visit("start", c=code, r=key)
    assert say("en", "round.member.begun_here") in shown(page)
    page = press(page, "start_as_another")
    assert key in page.code[0].value, "the link for whoever began"
    page = press(press(page, "keep_begun"), "start_below")
    assert key_in(page) != key
    assert store.member(key) is not None
    assert store.member(key_in(page)) is not None


def test_answers_under_way_are_deleted_only_where_that_is_chosen(
    visit: Open, store: Store, leader: str, led: StoredRound
) -> None:
    code = led.code(leader)
    key = joined(visit, store, code, is_finished=False)
    page = press(press(visit("start", c=code, r=key), "start_as_another"), "stay")
    assert store.member(key) is not None
    assert key_in(page) == key
    page = press(press(page, "start_as_another"), "delete_begun")
    assert store.member(key) is None
    assert "r" not in page.query_params
    assert say("en", "round.member.begun_here") not in shown(page)


def remembered(page: AppTest) -> list[dict[str, object]]:
    """What the page tells the browser about a member's key."""
    sent = (json.loads(each.proto.json or "{}") for each in page.get("bidi_component"))
    return [each for each in sent if isinstance(each, dict) and "forget" in each]


@pytest.mark.soak
def test_the_browser_remembers_the_key_while_answers_are_under_way_and_forgets_it_once_they_are_handed_in(
    visit: Open, store: Store, leader: str, led: StoredRound
) -> None:
    code = led.code(leader)
    under_way, handed_in = (joined(visit, store, code, is_finished=is_finished) for is_finished in (False, True))
    for name in ("start", "questions", "results"):
        (told,) = remembered(visit(name, c=code, r=under_way))
        assert (told["key"], told["forget"]) == (under_way, False), name
        (told,) = remembered(visit(name, c=code, r=handed_in))
        assert (told["key"], told["forget"]) == ("", True), name
    page = visit("results", c=code, r=handed_in)
    assert [handed_in in each.value for each in page.code] == [True, False]  # the own link first, then the team's


def test_nobody_who_answers_in_a_round_reads_that_somebody_can_change_the_answers(
    visit: Open, store: Store, leader: str, led: StoredRound
) -> None:
    code = led.code(leader)
    for is_finished in (False, True):
        key = joined(visit, store, code, is_finished=is_finished)
        page = visit("questions", c=code, r=key)
        assert (say("en", "round.member.changing") in shown(page)) is is_finished
        form = questionnaire_of(page)
        assert form["notices"] == []
        ends = [form["words"][word] for word in ("finish", "done")]
        done = say("en", "round.member.done")
        assert ends == ([done, done] if is_finished else [say("en", "round.member.finish"), ""])
        said = {each["ahead"] for each in form["pages"]}
        assert (say("en", "round.member.before_finish") in said) is not is_finished


@pytest.mark.soak
def test_whoever_goes_on_comes_to_the_department_only_until_something_is_answered(
    visit: Open, store: Store, leader: str, led: StoredRound
) -> None:
    code = led.code(leader)
    key = new_key()
    store.join(code, key, {"language": "en"}, most=50)
    page = press(visit("start", c=code, r=key), "start_quick")
    assert page.query_params["at"] in ("group", ["group"])
    key = joined(visit, store, code, is_finished=False)
    for name, button in (("start", "start_quick"), ("results", "to_questions")):
        assert "at" not in press(visit(name, c=code, r=key), button).query_params, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_department_question_says_how_many_are_too_few_and_how_long_the_answer_is_stored(
    visit: Open, leader: str, led: StoredRound, language: Language
) -> None:
    page = press(visit("start", c=led.code(leader), lang=language), "start_quick")
    hint = questionnaire_of(page)["pages"][0]["choice"]["hint"]
    assert hint == say(language, "round.member.group_hint")


@pytest.mark.parametrize("name", sample("results", rest=["start", "questions"]))
def test_a_link_whose_answers_are_withdrawn_says_so(
    visit: Open, store: Store, leader: str, led: StoredRound, name: str
) -> None:
    code = led.code(leader)
    key = joined(visit, store, code)
    assert store.withdraw(key)
    page = visit(name, c=code, r=key)
    assert say("en", "round.member.no_answers") in shown(page)
    press(page, "start_quick")
    assert key_in(page) != key


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notice_and_the_end_say_the_same_of_who_could_read_the_answers(
    visit: Open, store: Store, leader: str, led: StoredRound, language: Language
) -> None:
    code = led.code(leader)
    could = {
        "en": "whoever runs the server can read the answers, without names",
        "sv": "kan den som driver servern läsa",
    }
    end = visit("results", c=code, r=joined(visit, store, code), lang=language)
    for page in (visit("start", c=code, lang=language), end):
        assert could[language] in shown(page)
    assert say(language, "round.member.next.text", day=last_day(led, language)) in shown(end)
    assert end.code[-1].value.endswith(f"/?lang={language}&c={code}")


@pytest.mark.parametrize("is_joined", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_members_privacy_page_says_what_holds_for_a_member_and_leads_back(
    visit: Open, store: Store, leader: str, led: StoredRound, language: Language, is_joined: bool
) -> None:
    code = led.code(leader)
    own = {"r": joined(visit, store, code)} if is_joined else {}
    page = visit("privacy", c=code, lang=language, **own)
    assert page.subheader[0].value == say(language, "round.privacy.member.title")
    found = shown(page)
    for other in ("privacy.how_long.text", "privacy.rights.text", "privacy.where.text", "privacy.yours.text"):
        assert say(language, other, days=30, months=24) not in found, other
    for said in ("facts.rights.text", "promise.once", "facts.who.ask"):
        assert say(language, f"round.member.{said}") in found
    keys = {each.key for each in page.button}
    assert keys.isdisjoint({"start_over", "delete_my_answers"})
    assert ("to_own_result" in keys) is ("withdraw" in keys) is is_joined
    assert (say(language, "round.privacy.member.lost.text") in found) is not is_joined
    assert set(files_offered(page)) == ({"pdf", "json"} if is_joined else set())
    assert say(language, "round.member.title") in shown(press(page, "to_notice"))


@pytest.mark.parametrize("is_joined", sample(True, rest=[False]))
def test_a_rounds_link_that_is_pasted_on_the_start_page_opens_the_round(
    visit: Open, store: Store, leader: str, led: StoredRound, is_joined: bool
) -> None:
    code = led.code(leader)
    own = f"&r={joined(visit, store, code)}" if is_joined else ""
    page = visit("start", r=leader)
    page.text_input(key="pasted_address").set_value(f"http://host/?lang=en&c={code}{own}").run()
    assert not page.exception
    assert say("en", "round.member.title") in shown(page)
    assert (say("en", "round.member.answered_here") in shown(page)) is is_joined


def test_members_see_no_page_of_the_leaders(visit: Open, store: Store, leader: str, led: StoredRound) -> None:
    code = led.code(leader)
    key = joined(visit, store, code)
    for name in ("plan", "incentives", "report"):
        assert say("en", "nothing_begun.title") in shown(visit(name, c=code, r=key))
    privacy = visit("privacy", c=code, r=key)
    assert not [each for each in privacy.button if each.key == "delete_my_answers"]
    assert say("en", "round.privacy.member.text") in shown(privacy)


@pytest.mark.parametrize("page", sample("questions", rest=["start", "results"]))
def test_whoever_comes_late_is_told_so_and_led_to_the_result(
    visit: Open, store: Store, leader: str, led: StoredRound, page: str
) -> None:
    code = led.code(leader)
    keys = [joined(visit, store, code) for _ in range(5)]
    press(press(visit("team", r=leader), "round_close"), "round_close_really")
    late = visit(page, c=code, r=keys[0])
    assert say("en", "round.closed_for_members.title") in shown(late)
    assert say("en", "round.closed_for_members.own_link") in shown(late)
    privacy = shown(visit("privacy", c=code, r=keys[0]))
    for part in ("left", "then"):
        assert say("en", f"round.privacy.member.{part}.text", months=24) in privacy
    assert say("en", "round.privacy.member.stored.text") not in privacy
    result = press(late, "to_team")
    assert result.get("link_button"), "the files of the result"


def test_a_member_waits_for_the_result_until_the_release(visit: Open, leader: str, led: StoredRound) -> None:
    found = shown(visit("team", c=led.code(leader)))
    assert say("en", "round.member.waiting.title") in found


def test_an_unknown_code_leads_nowhere_and_says_so(visit: Open) -> None:
    page = visit("start", c=new_key())
    assert say("en", "round.unknown.title") in shown(page)
    assert not [each for each in page.button if each.key == "start_quick"]


def test_a_leaders_key_opens_nothing_in_a_round(visit: Open, leader: str, led: StoredRound) -> None:
    """Behind the code of a round, r= is a member's key."""
    page = visit("results", c=led.code(leader), r=leader)
    found = shown(page)
    assert say("en", "round.member.title") in found
    assert say("en", "round.member.no_answers") in found
    assert say("en", "headline.all_close.title") not in found


def test_names_from_outside_are_shown_as_they_are(visit: Open, leader: str) -> None:
    page = fill(of_team(visit("team", r=leader)), round_name=HOSTILE, round_group_1=HOSTILE, round_size=9)
    page.text_input(key="round_group_size_1").set_value(str(9))
    page.run()
    assert "\\<img" in page.slider[0].label
    press(page, "round_start")
    notice = visit("start", c=page.code[0].value.partition("c=")[2])
    titles = [str(each.value) for found in (page, notice) for each in (*found.title, *found.caption)]
    for raw in ("**IT**", ":material/home:", "[x]("):
        assert raw not in "".join(titles), raw
    assert "<img src=x" not in html_of(page) + html_of(notice)


@pytest.mark.soak
def test_the_next_round_waits_thirty_days(visit: Open, store: Store, leader: str, led: StoredRound) -> None:
    for _ in range(5):
        joined(visit, store, led.code(leader))
    page = press(press(visit("team", r=leader), "round_close"), "round_close_really")
    day = date_text((datetime.now(UTC) + timedelta(days=30)).date(), "en")
    assert say("en", "round.too_soon", day=day) in shown(page)
    assert say("en", "rollout.earliest", day=day) in shown(page)
    assert not [each for each in page.button if each.key == "rollout_begin"]
    Leading(store, leader).keep_draft(Draft(name=say("en", "rollout.name.executive"), size="8", wave="executive"))
    page = visit("team", r=leader)
    assert say("en", "rollout.filled_in") not in shown(page), "there is no form below"
    press(page, "rollout_undo")
    assert Leading(store, leader).draft() == Draft(size="8")


@pytest.mark.measured  # The poster is reached from here alone.
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_poster_has_the_link_the_day_and_the_promise_and_is_gone_once_the_round_is_closed(
    visit: Open, store: Store, leader: str, led: StoredRound, language: Language
) -> None:
    page = visit("team", r=leader, lang=language)
    posters = [str(each.proto.url) for each in page.get("link_button") if "poster" in str(each.proto.id)]
    assert len(posters) == len(LANGUAGES)
    address, other = posters  # The reader's language first.
    assert address != other
    assert say(language, "round.open.qr_help") in shown(page)
    signed = URLSafeTimedSerializer(secret(), salt="files").loads(address.split("/")[2])
    download = download_of(signed)
    made = download.made(lambda: store)
    assert made is not None
    (sheet,) = PdfReader(BytesIO(made.data)).pages
    text = one_line(sheet.extract_text())
    assert f"c={led.code(leader)}" in text.replace(" ", "")
    assert say(language, "round.member.promise.plain") in text
    reads = say(language, "round.server.group", who=say(language, "round.server.who"))
    assert reads in text
    assert "We close cases fast." in text
    assert date_text(led.closes_on, language) in text
    assert store.close_round(leader, led.number, datetime.now(UTC).date())
    assert download.made(lambda: store) is None
