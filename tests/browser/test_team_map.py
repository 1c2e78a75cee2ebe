"""A management team answers for its own roles: a laptop and three phones at once, or five, in two languages."""

from __future__ import annotations

from typing import Final

from playwright.sync_api import Page, expect

from assessment.incentives import IncentiveMap
from assessment.instrument import Language
from assessment.words import say
from tests.amounts import sample
from tests.browser import visitor
from tests.browser.conftest import NewVisitor
from tests.browser.server import Server
from tests.shipped import BANK

RATINGS: Final = visitor.some_ratings()
# Who answers in which language, and which of the chips they choose for the role they are asked to guess.
TEAM: Final[list[tuple[str, Language, int]]] = sample(
    ("ceo", "sv", 0),
    ("sales", "en", 4),
    ("marketing", "sv", 0),
    rest=[("it", "en", 4), ("customer_service", "sv", 0)],
)
OTHER_ROLE: Final = "hr"


def six_roles() -> IncentiveMap:
    """The library's first six roles with their measures, confirmed."""
    whole = IncentiveMap.proposed(BANK.incentives, {})
    for role in whole.roles[6:]:
        whole = whole.without_role(role.id)
    return whole.model_copy(update={"roles": tuple(role.kept() for role in whole.roles)})


MAP: Final = six_roles()


def test_the_map_assembles_as_phones_answer_and_becomes_the_leaders_when_it_is_closed(
    server: Server, new_visitor: NewVisitor
) -> None:
    laptop, key = leader(server, new_visitor)
    link = laptop.locator(".st-key-team_map_link code")
    expect(link).to_contain_text("c=m")
    address = link.inner_text().strip()
    phones = {role: picked(new_visitor, address, role, language) for role, language, _ in TEAM}
    assert_taken(new_visitor, address, "sales")
    assert_freed(laptop, assert_what_is_lacking_is_in_sight(new_visitor, address))

    for place, role in enumerate(phones, start=1):
        answer(phones[role], 0)
        visitor.press(phones[role], "own_done")
        expect(laptop.get_by_test_id("stMain").locator("h1")).to_have_text(titled(place))
    for role, _, chip in TEAM:
        answer(phones[role], chip)
        visitor.press(phones[role], "guess_done")
        phones[role].locator(".st-key-withdraw button").wait_for()
    guesses = laptop.locator(".st-key-team_map_guesses")
    expect(guesses.get_by_text("guessed right about")).to_have_count(sum(chip == 0 for *_, chip in TEAM))
    differing = guesses.get_by_text("is rewarded for")
    expect(differing).to_have_count(sum(chip != 0 for *_, chip in TEAM))
    of_sales = differing.filter(has_text="The head of sales believes the head of marketing is rewarded for")
    expect(of_sales).to_have_count(1)

    visitor.press(phones["ceo"], "withdraw")
    expect(phones["ceo"].get_by_text(say("sv", "team_map.tell.withdrawn.both"))).to_be_visible()
    visitor.press(phones["ceo"], "undo")
    phones["ceo"].locator(".st-key-withdraw button").wait_for()
    visitor.press(phones["ceo"], "withdraw")
    expect(laptop.get_by_test_id("stMain").locator("h1")).to_have_text(titled(len(TEAM) - 1))

    add_own_role(laptop)
    visitor.press(laptop, "team_map_close")
    expect(laptop.get_by_text(say("en", "team_map.closed.text", done=len(TEAM) - 1, count=7))).to_be_visible()
    finding = laptop.get_by_test_id("stMain").locator("h1")
    expect(finding).to_have_count(1)
    expect(finding).to_be_in_viewport(ratio=1)
    expect(laptop.locator(".st-key-map_role_top")).to_have_count(0)
    expect(phones["sales"].get_by_test_id("stMain").locator("h1")).to_have_text(say("en", "team_map.tell.closed.title"))
    expect(phones["sales"].locator(".st-key-withdraw")).to_have_count(0)
    with server.store() as store:
        stored = store.load(key)
    assert stored is not None
    whole = IncentiveMap.checked(stored.choices["incentives"])
    told = {role for role, *_ in TEAM} - {"ceo"}
    before = {role.id: len(role.measures) for role in MAP.roles}
    after = {role.id: len(role.measures) for role in whole.roles if role.id in before}
    assert after == before | dict.fromkeys(told, 1)
    assert before["ceo"] == before["marketing"] == 2


def add_own_role(laptop: Page) -> None:
    """Add a role in own words while the others answer, and go back to the shared map."""
    visitor.press(laptop, "team_map_change")
    laptop.locator(".st-key-own_role input").fill("Head of purchasing")
    visitor.press(laptop, "add_own_role")
    expect(laptop.get_by_text("Head of purchasing")).to_be_visible()
    visitor.press(laptop, "team_map_open")


def leader(server: Server, new_visitor: NewVisitor) -> tuple[Page, str]:
    """The laptop of a leader who has begun with the management team on a map of six roles, and the leader's key."""
    key = server.begun(visitor.stored(RATINGS, incentives=MAP.document()))
    with server.store() as store:
        store.finish(key)
    page = new_visitor(language="en")
    visitor.open_page(page, server, "/incentives", lang="en", r=key)
    visitor.press(page, "team_map_start")
    return page, key


def picked(new_visitor: NewVisitor, address: str, role: str, language: Language) -> Page:
    """The phone of somebody who has picked this role, after reading that the answers are open."""
    page = new_visitor(width=390, language=language, touch=True)
    page.goto(address.replace("lang=en", f"lang={language}"))
    expect(page.get_by_text(say(language, "team_map.tell.open.title"))).to_be_visible()
    page.locator(f'input[name="role"][value="{role}"]').click(force=True)
    page.locator(".st-key-own_done button").wait_for()
    return page


def assert_what_is_lacking_is_in_sight(new_visitor: NewVisitor, address: str) -> Page:
    """A row that says nothing yet is not sent, and its reader sees why, whatever the page shows then."""
    page = picked(new_visitor, address, OTHER_ROLE, "en")
    visitor.unfold(page.locator('[class*="_more_chips"] summary'))
    page.locator(".st-key-own_measure input").fill("Budget kept")
    visitor.press(page, "add_own_measure")
    visitor.press(page, "own_done")
    expect(page.get_by_text(say("en", "team_map.tell.own.not_said"))).to_be_in_viewport(ratio=1)
    return page


def assert_freed(laptop: Page, phone: Page) -> None:
    """A role that was picked by mistake is freed by the leader, in sight, and its phone says so at the next press."""
    visitor.press(laptop, "team_map_free")
    visitor.press(laptop, f"free_{OTHER_ROLE}")
    expect(laptop.locator(".st-key-team_map_who")).to_be_in_viewport(ratio=1)
    visitor.press(phone, "own_done")
    expect(phone.get_by_text(say("en", "team_map.tell.freed"))).to_be_visible()
    expect(phone.locator(f'input[name="role"][value="{OTHER_ROLE}"]')).not_to_be_checked()
    laptop.keyboard.press("Escape")


def assert_taken(new_visitor: NewVisitor, address: str, role: str) -> None:
    page = new_visitor(width=390, touch=True)
    page.goto(address)
    chosen = page.locator(f'input[name="role"][value="{role}"]')
    expect(page.locator("label").filter(has=chosen)).to_contain_text(say("en", "team_map.tell.taken"))
    chosen.click(force=True)
    expect(page.get_by_text("is already taken")).to_be_visible()
    expect(page.get_by_text(say("en", "team_map.tell.freed"))).to_have_count(0)
    expect(chosen).not_to_be_checked()
    expect(page.locator(".st-key-own_done")).to_have_count(0)


def answer(page: Page, chip: int) -> None:
    """Choose one of the measures on offer."""
    chips = page.locator('[class*="st-key-map_"][class*="_chips"] [class*="_chosen"]')
    chips.locator("label").nth(chip).click()
    expect(chips.locator("input").nth(chip)).to_be_checked()
    page.wait_for_timeout(300)  # A tick is drawn before the server knows it.
    visitor.settled(page)


def titled(done: int) -> str:
    return say("en", "team_map.led.title", done=done, count=6)
