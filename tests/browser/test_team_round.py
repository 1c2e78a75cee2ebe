"""A team is asked: the leader begins a round, members answer and withdraw, it closes, and all see the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from assessment.instrument import Language
from assessment.storage import new_key
from assessment.words import say
from tests.amounts import IS_SOAK
from tests.browser import visitor
from tests.browser.conftest import NewVisitor
from tests.browser.server import Server
from tests.browser.visitor import FACTORS

RATINGS: Final = visitor.some_ratings()
# Of the team's members, how many answer in a browser; the answers of the others are put straight into the database.
MEMBERS: Final = 12
IN_BROWSERS: Final = MEMBERS if IS_SOAK else 2
GROUPS: Final = {"Kundtjänst": 5, "Fält & service": 4, '<img src=x onerror="alert(1)">': 3}


def test_a_leader_asks_a_team_and_everybody_sees_the_same_result_from_the_close_on(
    server: Server, new_visitor: NewVisitor
) -> None:
    leader, link = begun_round(server, new_visitor)
    code = link.partition("c=")[2]
    others = [answered(server, code) for _ in range(MEMBERS - IN_BROWSERS)]
    members = [
        answer(server, new_visitor(width=390 if number % 2 else 1280, touch=bool(number % 2)), link, number)
        for number in range(IN_BROWSERS)
    ]
    withdraw(members[0], server)
    assert_leader_cannot_see_early(leader)

    visitor.press(leader, "round_close")
    leader.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, main.scrollHeight)")
    visitor.press(leader, "round_close_really")
    leader.locator(".st-key-team_ability").wait_for(state="attached")
    main = leader.get_by_test_id("stMain")
    visitor.wait_until(leader, lambda: main.evaluate("main => main.scrollTop"), 0)
    with server.store() as store:
        assert all(store.member(key) is None for key in others)
    late = members[1]
    late.goto(link)
    late.locator(".st-key-team_ability").wait_for(state="attached")
    assert figures(late) == figures(leader)
    assert all(figures(leader).values())


@pytest.mark.soak
def test_what_a_step_waits_for_is_asked_at_once_on_its_page_and_from_there_one_comes_back(
    server: Server, new_visitor: NewVisitor
) -> None:
    key = server.begun(visitor.stored(RATINGS, leads="organisation"))
    with server.store() as store:
        store.finish(key)
    page = new_visitor(language="en")
    visitor.open_page(page, server, "/team", lang="en", r=key)
    visitor.choose_whom(page, "steps", "en")
    visitor.press(page, "rollout_fix_experience_unsigned")
    agreed = page.get_by_role("radiogroup", name=say("en", "behaviour.experience.title"))
    expect(agreed.locator("input").first).to_be_focused()
    page.reload()  # What the page was opened for, and the way back, survive that.
    expect(page.locator(".st-key-from_steps")).to_contain_text(say("en", "rollout.from_steps.experience", step=2))
    expect(agreed.locator("input").first).to_be_focused()
    expect(agreed).to_be_in_viewport()
    expect(agreed.get_by_text(say("en", "behaviour.skip"))).to_have_count(0)
    agreed.get_by_role("radio", name="Yes").check(force=True)
    assert say("en", "behaviour.title") not in page.inner_text("body"), "the behaviours are settled"
    sentence = page.get_by_role("textbox", name=say("en", "behaviour.experience.statement"))
    expect(page.locator(".st-key-from_steps")).not_to_contain_text(say("en", "rollout.from_steps.experience", step=2))
    ends, begins = sentence.bounding_box(), page.locator(".st-key-from_steps").bounding_box()
    assert ends is not None
    assert begins is not None
    assert ends["y"] + ends["height"] <= begins["y"], "the line below the page hid the sentence"
    halfway = page.locator(".st-key-from_steps")  # It was drawn anew only once everything was in place.
    expect(halfway).to_contain_text(say("en", "rollout.from_steps.experience_parts", step=2))
    page.locator(".parts").get_by_role("checkbox").first.check(force=True)
    expect(page.locator(".parts input[type=radio]:checked")).to_have_count(0)  # How much it matters, nobody has said.
    expect(page.get_by_text(say("en", "behaviour.experience.lacking")).locator("visible=true")).to_have_count(1)
    visitor.rate(page, f"weight.{visitor.bank().incentives.elements[0].id}", "4")
    page.get_by_text("Saved", exact=True).wait_for()
    expect(halfway).to_contain_text(say("en", "rollout.from_steps.done", step=2))
    second = visitor.bank().incentives.elements[1].id
    page.locator(f'.parts label:has(input[name="element"][value="{second}"])').click()
    visitor.rate(page, f"weight.{second}", "3")
    expect(halfway).to_contain_text(say("en", "rollout.from_steps.counted.many", count=2))
    visitor.press(page, "back_to_steps")
    expect(page.locator(".st-key-rollout_steps")).to_be_in_viewport()
    expect(page.locator(".st-key-rollout_leaders")).to_contain_text(say("en", "rollout.met.experience_unsigned"))


def begun_round(server: Server, new_visitor: NewVisitor) -> tuple[Page, str]:
    """The page of a leader who has begun a round, and its link."""
    key = server.begun(visitor.stored(RATINGS))
    with server.store() as store:
        store.finish(key)
    page = new_visitor(language="sv")
    visitor.open_page(page, server, "/results", lang="sv", r=key)
    page.locator(visitor.frame_link("/team")).first.click()
    visitor.choose_whom(page, "team", "sv")
    page.locator(".st-key-round_name input").wait_for()
    write(page, "round_name", "Kundservice")
    visitor.unfold(page.locator(".st-key-round_more summary"))
    for number, (name, size) in enumerate(GROUPS.items(), start=1):
        write_at_once(page, f"round_group_{number}", name)
        write_at_once(page, f"round_group_size_{number}", str(size))
    page.locator(".st-key-round_told label").click()
    page.locator('.st-key-round_visible [data-testid="stSlider"]').first.wait_for()
    visitor.settled(page)
    visitor.press(page, "round_start")
    link = page.locator(".st-key-round_link code")
    expect(link).to_contain_text("c=")
    return page, link.inner_text().strip()


def write(page: Page, key: str, text: str) -> None:
    field = page.locator(f".st-key-{key} input")
    field.fill(text)
    field.press("Tab")
    visitor.settled(page)


def write_at_once(page: Page, key: str, text: str) -> None:
    """Type as people do: while the page still draws what follows from the field before."""
    field = page.locator(f".st-key-{key} input")
    field.press_sequentially(text, delay=20)
    field.press("Tab")


def rated(ratings: Mapping[str, str]) -> dict[str, object]:
    """Ratings as paths and values that the database stores."""
    return {path: value for path, value in visitor.stored(ratings).items() if path.startswith("ratings.")}


def answered(server: Server, code: str) -> str:
    """The key of a member who has answered, put straight into the database."""
    key = new_key()
    with server.store() as store:
        store.join(code, key, {"language": "sv"}, most=50)
        store.change_answers(key, rated(RATINGS))
        store.finish_answers(key)
    return key


def answer(server: Server, page: Page, link: str, number: int) -> Page:
    """A member opens the link, reads the notice, answers everything and sees the own result.

    At the gate the pages between the first and the last are answered already.
    """
    language: Language = "sv" if number % 2 else "en"
    page.goto(link.replace("lang=sv", f"lang={language}"))
    visitor.settled(page)
    expect(page.locator(".promise.plainly")).to_have_text(say(language, "round.member.promise.brief_group"))
    fixed = page.get_by_text(say(language, "round.member.promise.text"))
    expect(fixed).to_be_hidden()
    visitor.unfold(page.locator(".st-key-invitation_more summary"))
    expect(fixed).to_be_visible()
    visitor.press(page, "start_quick")
    page.wait_for_url(re.compile(r"/questions\b.*\bat=group"))
    page.locator('label:has(input[name="group"])').nth(number % len(GROUPS)).click()
    visitor.wait_until_saved(page)
    visitor.press(page, "next")
    first, *between, last = (visitor.of_factor(RATINGS, factor) for factor in FACTORS)
    visitor.wait_for_row(page, next(iter(first)))
    if not IS_SOAK:
        with server.store() as store:
            for some in between:
                store.change_answers(visitor.key_of(page), rated(some))
        page.reload()
    for mine in (first, *between, last):
        visitor.wait_for_row(page, next(iter(mine)))
        visitor.rate_all(page, visitor.missing_from(mine, visitor.shown(page)))
        visitor.press(page, "finish" if mine == last else "next")
    page.wait_for_url(re.compile(r"/results\b.*\br="))
    visitor.control(page, "withdraw").wait_for()
    expect(page.locator("h1")).to_have_text(say(language, "round.member.thanks"))
    return page


def withdraw(page: Page, server: Server) -> None:
    """The round's link shows no trace of who has handed in; with the own link answers are changed and withdrawn."""
    key, own = visitor.key_of(page), page.url
    kept = "() => Object.keys(localStorage).filter(name => /^drivkraft[.](round|taps)/.test(name))"
    visitor.wait_until(page, lambda: page.evaluate(kept), [])
    page.goto(re.sub(r"&r=[^&]+", "", own).replace("/results", "/"))
    visitor.control(page, "start_quick").wait_for()
    visitor.settled(page)
    assert visitor.control(page, "start_as_another").count() == 0
    assert "r=" not in page.url
    page.goto(own)
    visitor.control(page, "change_answers").wait_for()
    expect(page.locator("h1")).to_have_text(say("sv" if "lang=sv" in own else "en", "round.member.own"))
    visitor.press(page, "change_answers")
    visitor.press(page, "done")
    visitor.press(page, "withdraw")
    visitor.press(page, "withdraw_really")
    expect(page.locator("h1")).to_have_text(say("sv" if "lang=sv" in own else "en", "round.member.withdrawn_title"))
    with server.store() as store:
        assert store.member(key) is None
    assert "r=" not in page.url


def assert_leader_cannot_see_early(page: Page) -> None:
    """However the leader opens it: no figure, and only a band of how many have answered."""
    page.reload()
    visitor.control(page, "round_close").wait_for()
    visitor.settled(page)
    assert page.locator('[class*="st-key-team_"]').count() == 0
    title = say("sv", "round.open.title.some", least=10, size=12)
    expect(page.locator(".st-key-round_headline")).to_contain_text(title)


def figures(page: Page) -> dict[str, list[str]]:
    """The numbers of each factor's row."""
    return {factor: re.findall(r"\d+", page.locator(f".st-key-team_{factor}").inner_text() or "") for factor in FACTORS}
