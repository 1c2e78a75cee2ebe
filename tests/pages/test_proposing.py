"""The smallest change on the page of the map: tried out, kept or taken into the plan."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import openpyxl  # type: ignore[import-untyped]  # it has no type information
import pytest
from streamlit.testing.v1 import AppTest

from assessment.answers import Answers, Experience
from assessment.exports.calendar import to_ics
from assessment.exports.steps import live_lines
from assessment.exports.workbook import to_xlsx
from assessment.incentives import (
    Element,
    IncentiveMap,
    IncentiveScores,
    Measure,
    ProposedChange,
    Way,
    most_helped,
    named_differences,
    role_differences,
    score_incentives,
)
from assessment.incentives.changes import AddElement, SetEffect, with_changes
from assessment.incentives.decisions import line_on_rewards
from assessment.instrument import LANGUAGES, Language
from assessment.next_up import late_things
from assessment.plan import PlanLine, day_in
from assessment.planned_rewards import changes_rewards
from assessment.report import Report, build_report
from assessment.sentences.advice import line_remark
from assessment.sentences.planned import waits_remark
from assessment.sentences.proposals import (
    also_in_plan,
    as_shown,
    change_title,
    changed_numbers,
    expected_effect,
    first_sentence,
    given_up,
    money_sentence,
    next_change,
    next_sentence,
    other_in_plan,
    price_sentence,
    proposal_sentences,
    sign,
    stands_in_plan,
    trial_title,
    wait_sentence,
)
from assessment.sentences.settled import planned_row, planned_together
from assessment.settled import awaited
from assessment.storage import Store
from assessment.words import date_text, day_text, quoted, say, signed
from pages.shared.elements import plain
from tests.conftest import kept
from tests.pages.conftest import Open, shown
from tests.shipped import BANK

FIRST_STEP = say("en", "incentives.proposal.first_step.large")


@pytest.fixture
def key(stored: Callable[[Answers], str], store: Store) -> str:
    key = stored(Answers(form="quick"))
    store.change(key, {"incentives": kept(IncentiveMap.proposed(BANK.incentives, {})).document()})
    return key


@pytest.fixture
def page(visit: Open, key: str) -> AppTest:
    return visit("incentives", r=key)


def stored_map(store: Store, key: str) -> IncentiveMap:
    found = store.load(key)
    assert found is not None
    return IncentiveMap.checked(found.choices["incentives"])


def report_with(found: IncentiveMap) -> Report:
    return build_report(BANK, Answers(form="quick", incentives=found), made_on=date(2026, 11, 30))


def test_a_proposal_fills_the_trial_and_from_there_goes_into_the_plan_which_can_be_undone(
    page: AppTest, visit: Open, store: Store, key: str
) -> None:
    before = stored_map(store, key)
    report = report_with(before)
    first: ProposedChange = report.proposals.ranked[0]
    title = change_title(first, report, "en")
    assert title in shown(page)
    costs = given_up(first, report, "en"), price_sentence(first.price, report, "en")
    places = [shown(page).index(plain(said)) for said in (*costs, first_sentence(report, "en"))]
    assert places == sorted(places), "what it costs comes before why it is proposed"
    limits = plain(say("en", "incentives.proposal.price.none")).partition(". ")[2]
    assert shown(page).count(limits) == 1, "the other changes do not repeat what is noticeable"
    assert say("en", "incentives.proposal.caution.large") in shown(page)
    page.button(key=_try(page)).click().run()
    assert say("en", "incentives.against.many", count=5, roles=7).rstrip(".") in shown(page)
    page.button(key="plan_tried").click().run()
    assert stored_map(store, key) == before, "today's map stays as it is"
    shows = most_helped(first.before, first.after, BANK.incentives)
    assert [(line.id, line.title, line.first_step, line.success) for line in store.plan(key)] == [
        (first.planned_as, title.rstrip("."), FIRST_STEP, sign(shows, report, "en"))
    ], "what it waits for is said beside it, for as long as it does"
    assert "has got better" in store.plan(key)[0].success, "it is something that customers notice"
    assert visit("plan", r=key).button(key="to_map").label == say("en", "map_page.open"), "where it all came from"
    assert say("en", "incentives.proposal.in_plan") in shown(page), "what is tried out stays on screen"
    page.button(key="keep_draft").click().run()
    assert [line.state for line in store.plan(key)] == ["done"], "done on the map is done in the plan"
    assert say("en", "incentives.proposal.done_in_plan") in shown(page)
    page.button(key="undo").click().run()
    assert [line.state for line in store.plan(key)] == ["open"]
    assert stored_map(store, key) == before


def test_a_change_shows_by_what_its_new_measure_helps_and_never_by_what_nobody_has_said_of_it() -> None:
    """The plan named the part for which the map had a "?": it only got better because the old measure was gone."""
    elements = [
        {"id": name, "weight": weight} for name, weight in {"own": 5, "small": 1, "large": 2, "gone": 3}.items()
    ]

    def scores(measure: dict[str, object]) -> IncentiveScores:
        role = {"id": "a", "metrics": [{"share": 1} | measure]}
        return score_incentives(IncentiveMap.checked({"elements": elements, "roles": [role]}))

    before = scores({"id": "old", "effects": dict.fromkeys(("own", "small", "large", "gone"), -1)})
    said = {"small": 2, "large": 1}
    for effects, shows in ((said, "large"), (said | {"gone": 0}, "large"), ({"gone": 0}, "gone"), ({"own": -1}, None)):
        after = scores({"id": "new", "effects": effects})
        assert most_helped(before, after, BANK.incentives) == shows


def test_a_trial_that_the_plan_has_is_over_once_the_map_is_left(
    page: AppTest, visit: Open, store: Store, key: str
) -> None:
    """The way from the plan to the map opened the trial, and no map."""
    page.button(key=_try(page)).click().run()
    for is_taken in (False, True):
        if is_taken:
            page.button(key="plan_tried").click().run()
        page.switch_page("plan.py").run()
        page.switch_page("incentives.py").run()
        assert ("drop_draft" in [each.key for each in page.button]) is not is_taken
    assert say("en", "incentives.proposal.in_plan") in shown(page), "today's map, on which it can be tried again"
    report = report_with(stored_map(store, key))
    store.add_line(key, PlanLine(report.proposals.ranked[1].planned_as, title="Another"))
    told = planned_together(replace(report, plan=tuple(store.plan(key))), "en")
    assert (bool(told), told in shown(visit("incentives", r=key))) == (True, True), "what both do"


@pytest.mark.soak
def test_another_change_for_the_same_role_takes_the_place_of_the_one_in_the_plan(
    page: AppTest, store: Store, key: str
) -> None:
    first = report_with(stored_map(store, key)).proposals.ranked[0]
    page.button(key=_try(page)).click().run()
    page.button(key="plan_tried").click().run()
    (planned,) = store.plan(key)
    store.change_line(key, replace(planned, owner="Karin"), "owner")
    page.button(key="drop_draft").click().run()
    page.button(key="try_out").click().run()
    page.radio(key="map_role").set_value(first.role).run()
    removed = stored_map(store, key).known_role(first.role).measures[0].id
    page.checkbox(key=f"map_{first.role}_{removed}_chosen").uncheck().run()
    assert f"The plan already has: {planned.title}." in shown(page)
    page.button(key="plan_tried").click().run()
    (other,) = store.plan(key)
    assert (other.title != planned.title, other.owner) == (True, "Karin")
    page.button(key="undo").click().run()
    assert [line.title for line in store.plan(key)] == [planned.title]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_proposal_knows_what_the_plan_has_for_its_role_and_a_planned_change_that_its_measure_is_gone(
    language: Language,
) -> None:
    """The map proposed a second exchange of the same measure, and both could stand in the plan."""
    found = kept(IncentiveMap.proposed(BANK.incentives, {}))
    report = report_with(found)
    first = next(one for one in report.proposals.ranked if one.steps[0].kind == "exchange")
    role, step = found.known_role(first.role), first.steps[0]
    name = role.measures_by_key[step.measure].label(language) or ""
    own = say(language, "incentives.proposal.whole.exchange", role="x", measure=quoted(name, language), instead="“y”")
    line = PlanLine(line_on_rewards(first.role, "own"), title=own.rstrip("."), due=date(2027, 1, 7))
    planned = replace(report, plan=(line,))
    day = day_text(date(2027, 1, 7), language)
    assert other_in_plan(first, planned, language) == say(
        language, "incentives.proposal.other_in_plan_by", title=line.title, day=day
    )
    same = replace(line, title=change_title(first, report, language).rstrip("."))
    assert other_in_plan(first, replace(report, plan=(same,)), language) == ""
    assert as_shown(replace(report, plan=(same,))) == report.proposals.ranked
    renamed = replace(report, plan=(PlanLine(first.planned_as, title="In our own words"),))
    assert stands_in_plan(first, renamed, language) == say(language, "incentives.proposal.in_plan")
    assert other_in_plan(first, renamed, language) == "", "it is the same change, whatever it is called"
    assert planned.holding is not None
    first_of_all = quoted(planned.holding.recommendation.title[language], language)
    assert line_remark(line, planned, language) == say(language, "plan_page.waits_for", title=first_of_all)
    without = [measure for measure in role.measures if measure.id != step.measure]
    gone = report_with(found.with_role(role.model_copy(update={"measures": without})))
    for one in (line, same):
        remark = line_remark(one, replace(gone, plan=(one,)), language)
        assert remark == say(language, "plan_page.measure_gone", measure=quoted(name, language))
    other = PlanLine("b" * 32, title="Other", due=date(2127, 1, 7))
    both = replace(gone, plan=(line, other))
    assert both.next_up is not None
    assert both.next_up.line == other, "what no longer applies is not what is next, however early its day"
    assert [one.line for one in late_things(replace(planned, plan=(line,)).in_force, date(2027, 2, 1))] == [line]
    assert (late_things(both.in_force, date(2027, 2, 1)), live_lines(both)) == ((), (other,))
    assert planned_row(line, both, language).text == remark
    assert line_remark(replace(line, title="Something else"), gone, language) == line_remark(line, planned, language)
    partly = build_report(
        BANK, Answers(form="quick", incentives=found, experience=Experience(agreed="partly")), made_on=report.made_on
    )
    assert wait_sentence(partly, language).endswith(say(language, "reasons.agree_cx_first_partly"))


@pytest.mark.measured
def test_where_the_plan_has_something_else_for_its_role_the_first_proposal_gives_way_to_the_next(
    visit: Open, store: Store, key: str
) -> None:
    report = report_with(stored_map(store, key))
    ranked = report.proposals.ranked
    own = [PlanLine(line_on_rewards(role, "own"), title=f"Own for {role}") for role in {one.role for one in ranked}]
    begun = next(line for line in own if line.title.endswith(f" {ranked[0].role}"))
    later = next(line for line in own if line.title.endswith(f" {ranked[-1].role}"))
    planned = replace(report, plan=(begun, later))
    second = next(one for one in ranked if one.role != ranked[0].role)
    shown_first, *further = as_shown(planned)
    assert shown_first == second
    assert [one.role for one in further] == [one.role for one in ranked if one is not second], "all others stay"
    assert next_change(planned) not in (None, ranked[0])
    assert "smallest" not in first_sentence(planned, "en"), "it is not the first for what it helps"
    assert as_shown(replace(report, plan=tuple(own))) == ranked, "where every role has another, as without a plan"
    store.add_line(key, begun)
    store.add_line(key, later)
    page = visit("incentives", r=key)
    assert page.container(key="smallest_change").markdown[0].value == plain(
        f"In the plan: {begun.title}; {later.title}."
    ), "before all else"
    assert page.header[0].value == plain(change_title(second, report, "en"))
    text = shown(page)
    assert say("en", "incentives.proposal.other_in_plan", title=begun.title) in text, "beside the one that gave way"
    for swap in [one for one in as_shown(planned) if given_up(one, report, "en")]:
        assert plain(money_sentence(swap, report, "en")) in text, "of which measure, in every row"
        assert money_sentence(swap, report, "en") in " ".join(proposal_sentences(report, "en"))
    assert "**What gets worse:** for customers and the other roles, only a little" in text, "of whom it is said"
    assert say("en", "incentives.proposal.no_money") not in text
    page.button(key="try_next").click().run()
    following = next_change(planned)
    assert following is not None
    assert f"**{plain(change_title(following, report, 'en'))}**" in shown(page)


def test_the_next_change_is_for_another_role_and_where_it_helps_more_it_says_at_what_price() -> None:
    """After the first for the owner of a plumbing firm the next was for the owner again, and the best was folded."""
    whole = kept(IncentiveMap.proposed(BANK.incentives, {}, "small"))
    roles = {"owner", "seller", "service_technician", "receiver"}
    firm = whole.model_copy(
        update={
            "roles": tuple(role for role in whole.roles if role.id in roles),
            "cross_effects": tuple(each for each in whole.cross_effects if {each.source, each.on} <= roles),
        }
    )
    report = build_report(
        BANK, Answers(form="quick", organisation="small", incentives=firm), made_on=date(2026, 11, 30)
    )
    first, second, *others = report.proposals.ranked
    assert first.role == "owner"
    assert "owner" in {one.role for one in others}
    following = next_change(report)
    assert following is not None
    assert following.role == "receiver"
    assert following == max(report.proposals.ranked, key=lambda one: one.after.system)
    assert next_sentence(following, report, "sv") == (
        "Den hjälper mer: alla roller tillsammans −21\xa0→\xa0−6 i stället för −16, men krocken mellan ägaren och den "
        "som svarar kunderna växer från 13 till 33 och blir allvarlig."
    )
    planned = replace(report, plan=(PlanLine(following.planned_as, title=change_title(following, report, "sv")),))
    assert also_in_plan(planned, "sv") == f"I planen: {change_title(following, report, 'sv')}"
    assert proposal_sentences(planned, "sv")[0] == also_in_plan(planned, "sv"), "in the workbook, too"
    assert planned_together(planned, "sv") == "", "of one its own card says it"
    both = replace(planned, plan=(*planned.plan, PlanLine(first.planned_as, title="Owner")))
    together = "Med alla planerade ändringar: alla roller tillsammans −21 → −1; motverkande roller 4 → 3."
    assert planned_together(both, "sv") == together, "the sum of what each does to its role"
    unknown = replace(both, plan=(*both.plan, PlanLine(line_on_rewards("seller", "tried x"), title="Seller")))
    assert planned_together(unknown, "sv") == "", "nothing is said of a part of what is planned"
    itself = replace(report, plan=(PlanLine(first.planned_as, title="In our own words"),))
    assert also_in_plan(itself, "sv") == "", "that it is in the plan stands beside it"
    then = next_change(planned)
    assert then is not None
    assert then.role not in ("owner", "receiver"), "what is in the plan is not what to begin with instead"
    assert next_sentence(second, report, "sv") == (
        "Den hjälper mer: alla roller tillsammans −21\xa0→\xa0−13 i stället för −16, men rollerna tillsammans gör "
        "mindre för ”Rättvis hantering när något går fel”."
    )
    assert next_sentence(first, report, "sv") == (
        "Den hjälper lika mycket: alla roller tillsammans −21\xa0→\xa0−16. Börja med den som är lättast att genomföra."
    )
    idle = first._replace(steps=(first.steps[0]._replace(after=first.before),))
    assert next_sentence(idle, report, "sv") == (
        "Den hjälper mindre: alla roller tillsammans −21\xa0→\xa0−21 i stället för −16."
    )
    assert ("Alla roller tillsammans", "−21", "−16") in changed_numbers(first, report, "sv"), "what it is compared with"


def test_an_answer_given_while_trying_stays_with_the_planned_change_which_is_the_same_one_with_it(
    visit: Open, store: Store, key: str
) -> None:
    """The card asked again and had another number than the trial, and after a reload the answer was gone."""
    own = Element(id="own", en="Advice", weight=1)
    found = AddElement(own, IncentiveMap.proposed(BANK.incentives, {})).on(stored_map(store, key))
    measures = [(role.id, measure) for role in found.roles for measure in role.measures_by_key]
    ways: tuple[Way, ...] = ("root", "shortcut")
    said = [SetEffect(role, measure, "own", way, -1) for role, measure in measures for way in ways]
    store.change(key, {"incentives": with_changes(found, said).map.document()})
    page = visit("incentives", r=key)
    page.button(key=_try(page)).click().run()
    unsaid = "Not said: what"
    assert unsaid in shown(page)
    (answer,) = [each for each in page.button if (each.key or "").startswith("say_new_")]
    new = (answer.key or "").removeprefix("say_new_")
    effect = next(
        name for each in page.radio if (name := each.key or "").startswith(f"map_{new}_") and name.endswith("_own")
    )
    page.button(key="plan_tried").click().run()
    page.radio(key=effect).set_value(-1).run()
    page.radio(key=effect).set_value(2).run()
    assert unsaid not in shown(page)
    (line,) = store.plan(key)
    assert [(one.element, one.value) for one in line.said] == [("own", 2)], "it is kept at once, the last word of it"
    report = replace(report_with(stored_map(store, key)), plan=(line,))
    proposed = next(one for one in report.proposals.every if one.planned_as == line.id)
    becomes = f"→ **{signed(proposed.after.alignment_of(proposed.role), 'en')}**"
    silent = replace(report, plan=()).proposals.every[report.proposals.every.index(proposed)]
    assert signed(silent.after.alignment_of(proposed.role), "en") not in becomes, "it makes a difference"
    assert becomes in shown(page)
    assert becomes.replace("*", "") in " ".join(proposal_sentences(report, "en")), "files have the same number"
    page.button(key="drop_draft").click().run()
    for session in (page, visit("incentives", r=key)):
        card = session.container(key=f"changed_{proposed.step_names[0]}").markdown
        assert becomes in card[1].value, "the card has the number of the trial, after a reload, too"
    page = session
    assert say("en", "incentives.proposal.in_plan") in shown(page), "the plan has it, whatever is said of it"
    assert "what “System uptime” does" not in shown(page), "it does not ask again"
    page.button(key=f"try_{proposed.step_names[0]}").click().run()
    assert page.radio(key=effect).value == 2
    assert becomes in shown(page)
    page.button(key="keep_draft").click().run()
    assert [line.state for line in store.plan(key)] == ["done"]
    role = stored_map(store, key).known_role(proposed.role)
    assert role.measures_by_key[line.said[0].measure].says_of("own")


@pytest.mark.soak
def test_a_plan_from_the_map_alone_speaks_of_no_result_and_a_change_of_rewards_waits_until_people_agree(
    visit: Open, store: Store, key: str
) -> None:
    holding, role = report_with(stored_map(store, key)).holding, "sales"
    assert holding
    agree = PlanLine("a" * 32, title="Agree", first_step="Meet", source=holding.source, due=date(2127, 1, 14))
    store.add_line(key, agree)
    page = visit("incentives", r=key)
    page.button(key=_try(page)).click().run()
    page.button(key="plan_tried").click().run()
    change = next(line for line in store.plan(key) if line.id != agree.id)
    assert (change.due or date.min) > date(2127, 1, 14), "it comes after what it waits for"
    waits = say("en", "plan_page.waits_for_by", title="“Agree”", day=date_text(date(2127, 1, 14), "en"))
    planned = replace(report_with(stored_map(store, key)), plan=(agree, change))
    assert awaited(planned) == agree
    assert "Carry it out only once “Agree” is done" in to_ics(planned, "en").decode().replace("\r\n ", "")
    plan = visit("plan", r=key)
    assert plain(waits).replace("\xa0", " ") in shown(plan).replace("\xa0", " ")
    assert "in the results" not in " ".join(fold.label for fold in plan.expander)
    expected = expected_effect(change, planned, "en")
    assert expected.startswith("Expected effect: ")
    assert plain(expected) in shown(plan), "why it is in the plan"
    assert planned_row(change, planned, "en").text == expected
    assert "no owner yet" in planned_row(change, planned, "en").stands
    assert planned_row(agree, planned, "en").stands.replace("\xa0", " ").startswith("Not begun · no owner yet · ")
    plan.button(key=f"in_30_{change.id}").click().run()
    moved = next(line for line in store.plan(key) if line.id == change.id)
    assert moved.due == day_in(30, date(2127, 1, 14)), "its days are counted from what it waits for"
    assert "comes before that" not in waits_remark(moved, planned, "en")
    assert "comes before that" in waits_remark(replace(moved, due=date(2127, 1, 7)), planned, "en")
    own = PlanLine(line_on_rewards(role, "own"), title="Other rewards", first_step="Talk", state="done")
    store.add_line(key, own)
    store.change(key, {"experience.agreed": "yes"})
    plan = visit("plan", r=key)
    assert FIRST_STEP.rstrip(".") in plain(shown(plan)), "now that it need not wait"
    assert "Agree” is done" not in shown(plan)
    (row,) = [fold.label for fold in plan.expander if fold.label.startswith("**Agree**")]
    assert plain(say("en", "plan_page.agreed")) in row
    assert "Meet" not in row, "there is no next step of what no longer applies"
    assert "Meet" not in shown(plan), "and it is not what is next of all"
    assert say("en", "plan_page.first_left_out_by_map", title="").partition("“")[0] in shown(plan)
    report = report_with(stored_map(store, key))
    assert [changes_rewards(lines, report.map) for lines in ((agree,), (agree, own))] == [False, True]
    agreed = build_report(
        BANK,
        Answers(form="quick", incentives=report.map, experience=Experience(agreed="yes")),
        made_on=report.made_on,
        plan=(agree, change),
    )
    assert awaited(agreed) is None
    assert line_remark(change, agreed, "en") == ""
    plan_sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(agreed, "en")), data_only=True)[
        say("en", "export.sheet.plan")
    ]
    following = {row[1]: row[2] for row in plan_sheet.iter_rows(values_only=True)}
    assert (following["Agree"], following[change.title]) == (say("en", "plan_page.agreed"), FIRST_STEP)


def test_a_proposal_that_is_kept_changes_the_map(page: AppTest, store: Store, key: str) -> None:
    first = report_with(stored_map(store, key)).proposals.ranked[0]
    page.button(key=_try(page)).click().run()
    page.button(key="keep_draft").click().run()
    changed = stored_map(store, key).known_role(first.role)
    assert first.steps[0].instead in [measure.id for measure in changed.measures]
    assert store.plan(key) == [], "what is made already is not planned"


def test_what_differs_between_two_maps_is_the_title_of_a_line_of_the_plan() -> None:
    found = kept(IncentiveMap.proposed(BANK.incentives, {}))
    warehouse = found.role("warehouse")
    assert warehouse is not None
    measure = warehouse.measures[0]
    eased = found.with_role(warehouse.with_measure("returns", measure.with_ease(0)))
    fewer = found.with_role(warehouse.model_copy(update={"measures": warehouse.measures[1:]}))

    def title(after: IncentiveMap) -> str:
        return trial_title(role_differences(found, after), report_with(after), "en")

    assert title(found) == ""
    assert title(eased) == "Change the rewards of the warehouse manager."
    assert title(fewer).startswith("Stop rewarding the warehouse manager for")
    first, second = found.known_role("sales").measures_by_key, "Promises kept"
    more = found.with_role(found.known_role("sales").adding(Measure(id="new", en=second, share=1)))
    lighter = more.with_role(more.known_role("sales").with_strength(next(iter(first)), 2))
    assert title(more) == "Reward the head of sales for “Promises kept” as well."
    assert title(lighter) == f"{title(more)} “Sales volume” then weighs 2 of 5.", "no half of a change is lost"

    def name(after: IncentiveMap) -> str:
        return named_differences(role_differences(found, after), after)

    easier = found.with_role(warehouse.with_measure("returns", measure.with_ease(1)))
    assert len({name(eased), name(easier), name(fewer)}) == 3, "two changes of one title are two"
    assert name(lighter) != name(more)


def _try(page: AppTest) -> str:
    return next(key for button in page.button if (key := button.key or "").startswith("try_proposed_"))


def test_what_a_change_waits_for_is_asked_in_place(visit: Open, store: Store, key: str) -> None:
    """It only said that something else comes first, and the question was on another page."""
    store.change(key, {"experience.agreed": "partly"})
    page, waits = visit("incentives", r=key), say("en", "reasons.agree_cx_first_partly")
    assert waits in shown(page)
    page.radio(key="change_agreed").set_value("yes").run()
    assert waits not in shown(page)
    assert page.radio(key="change_agreed").value == "yes", "it can be corrected until the page is left"
    again = visit("incentives", r=key)
    assert "change_agreed" not in [each.key for each in again.radio]
