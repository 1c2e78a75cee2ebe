"""The first page of the questions: a behaviour for the statements to refer to, who answers, and the experience."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from playwright.sync_api import Locator, Page, expect

from assessment.instrument import ORGANISATIONS, Organisation
from assessment.words import say
from tests.amounts import sample
from tests.browser import visitor
from tests.browser.conftest import NewVisitor
from tests.browser.server import Server

OWN = {"behaviours.current": "Vi avslutar snabbt.", "behaviours.new": "Vi löser det direkt."}
BEGUN = {"form": "quick", "language": "en"}


def describing(page: Page, server: Server, stored: Mapping[str, object] = BEGUN) -> str:
    """The page opened with these choices stored; returns their key."""
    choices = {**BEGUN, **stored}
    key = server.begun(choices)
    visitor.open_page(page, server, "/questions", lang=str(choices["language"]), r=key, at="behaviour")
    visitor.wait_for_questionnaire(page)
    return key


def checked(page: Page) -> dict[str, str]:
    found: list[list[str]] = page.locator('[data-testid="stMain"] input[type="radio"]:checked').evaluate_all(
        "inputs => inputs.map(input => [input.name, input.value])"
    )
    return {name: value for name, value in found if name != "changed_behaviour" and "react" not in name}


def offered(page: Page) -> list[str]:
    """The behaviours in sight."""
    found: list[str] = page.locator('label:has(input[name="behaviour"]):visible input').evaluate_all(
        "inputs => inputs.map(input => input.value)"
    )
    return found


def fitting(kind: Organisation) -> list[str]:
    """The ids of the examples for a kind of organisation."""
    examples = visitor.bank().behaviour_examples
    return [example.id for example in examples if not example.fits or kind in example.fits]


def height(field: Locator) -> float:
    box = field.bounding_box()
    assert box is not None
    return box["height"]


def write(page: Page, key: str, text: str) -> None:
    visitor.text_field(page, key).fill(text)


def test_what_is_chosen_about_the_behaviours_is_stored_at_once_and_shown_again(
    server: Server, new_visitor: NewVisitor
) -> None:
    page = new_visitor()
    visitor.open_page(page, server, "/", lang="en")
    key = visitor.begin_describing(page)
    visitor.wait_for_questionnaire(page)
    example = visitor.bank().behaviour_examples[0]
    chosen = {
        "organisation": "company",
        "behaviour": example.id,
        "leads": "team",
        "agreed": "partly",
        "planned_reward": "false",
    }
    for name, value in chosen.items():
        visitor.rate(page, name, value)
    promises = page.locator('label:has(input[name="element"][value="promises"])')
    expect(promises).to_be_hidden()
    visitor.unfold(page.locator(".parts summary"))
    state = page.locator("[data-save-state]")
    promises.click()
    expect(state).to_have_text(say("en", "questionnaire.partly"))
    expect(state).not_to_have_attribute("data-save-state", "saved")
    expect(page.get_by_text(say("en", "behaviour.experience.lacking")).locator("visible=true")).to_have_count(1)
    promises.click()
    expect(state).to_have_text(say("en", "questionnaire.saved"))
    promises.click()
    visitor.rate(page, "weight.promises", "5")
    write(page, "experience_statement", "  We keep our word.  ")
    visitor.wait_until_saved(page)
    assert server.choices(key) == BEGUN | {
        "organisation": "company",
        "behaviours.current": example.current.en,
        "behaviours.new": example.new.en,
        "leads": "team",
        "experience.agreed": "partly",
        "experience.weights.promises": 5,
        "experience.statement": "We keep our word.",
        "planned_reward": False,
    }
    page.reload()
    visitor.wait_for_questionnaire(page)
    assert checked(page) == chosen | {"weight.promises": "5"}
    expect(visitor.text_field(page, "experience_statement")).to_have_value("We keep our word.")
    promises.click()  # What is said is unfolded.
    write(page, "experience_statement", "")
    visitor.wait_until_saved(page)
    assert not {"experience.weights.promises", "experience.statement"} & set(server.choices(key))


def test_a_choice_leaves_saved_in_its_own_event_and_keeps_what_another_tab_has_chosen(
    server: Server, new_visitor: NewVisitor
) -> None:
    page = new_visitor()
    key = describing(page, server, OWN)
    with server.store() as store:
        store.change(key, {"experience.agreed": "no", "ratings.ABI01.new": 3})
    state = visitor.radio(page, "leads", "team").evaluate(
        "input => (input.click(), input.getRootNode().querySelector('[data-save-state]').dataset.saveState)"
    )
    assert state == "saving"
    visitor.wait_until_saved(page)
    assert server.choices(key) == BEGUN | OWN | {"leads": "team", "experience.agreed": "no", "ratings.ABI01.new": 3}


def test_own_words_are_kept_letter_by_letter_and_stay_while_an_example_is_tried(
    server: Server, new_visitor: NewVisitor
) -> None:
    page = new_visitor()
    key = describing(page, server)
    visitor.rate(page, "behaviour", "own")
    visitor.text_field(page, "behaviour_current").press_sequentially("We close it ")
    write(page, "behaviour_new", "We solve it")
    page.reload()  # without leaving the field
    visitor.wait_for_questionnaire(page)
    visitor.wait_until_saved(page)
    expect(visitor.text_field(page, "behaviour_current")).to_have_value(re.compile("^We close it ?$"))
    own = {"behaviours.current": "We close it", "behaviours.new": "We solve it"}
    assert server.choices(key) == BEGUN | own
    visitor.rate(page, "behaviour", "returns")
    expect(visitor.text_field(page, "behaviour_current")).to_be_hidden()
    visitor.wait_until_saved(page)
    assert server.choices(key)["behaviours.new"] != "We solve it"
    visitor.rate(page, "behaviour", "own")
    visitor.wait_until_saved(page)
    assert server.choices(key) == BEGUN | own


@pytest.mark.parametrize("can_grow", sample(True, rest=[False]))  # by its styles, or in a browser without such styles
def test_an_own_behaviour_is_shown_to_its_end_on_a_phone(
    server: Server, new_visitor: NewVisitor, *, can_grow: bool
) -> None:
    page = new_visitor(width=390, is_new=not can_grow)
    if not can_grow:
        page.add_init_script(
            "const {supports} = CSS; CSS.supports = (...of) => of[0] !== 'field-sizing' && supports.call(CSS, ...of)"
        )
    long = "We close the case as quickly as we possibly can, even when the customer is likely to come back with it"
    key = describing(page, server, {"behaviours.current": long})
    fields = {name: visitor.text_field(page, f"behaviour_{name}") for name in ("current", "new")}
    for field in fields.values():
        field.evaluate("(field, style) => field.style.fieldSizing = style", "content" if can_grow else "fixed")
    assert height(fields["current"]) > 80
    fields["new"].fill(long)
    for field in fields.values():
        assert field.evaluate("field => field.scrollHeight <= field.clientHeight + 1")
    visitor.wait_until_saved(page)
    assert server.choices(key)["behaviours.new"] == long
    fields["new"].fill("Short")
    assert height(fields["new"]) == 48


@pytest.mark.soak
def test_an_own_behaviour_is_one_line_whatever_is_pressed_or_pasted(server: Server, new_visitor: NewVisitor) -> None:
    page = new_visitor()
    key = describing(page, server)
    visitor.rate(page, "behaviour", "own")
    field = visitor.text_field(page, "behaviour_current")
    field.press_sequentially("We close it")
    field.press("Enter")
    field.press_sequentially(" today")
    expect(field).to_have_value("We close it today")
    field.press("Home")
    page.keyboard.insert_text("Often\nand\n")
    expect(field).to_have_value("Often and We close it today")
    page.keyboard.insert_text("soon ")
    expect(field).to_have_value("Often and soon We close it today")
    visitor.wait_until_saved(page)
    assert server.choices(key)["behaviours.current"] == "Often and soon We close it today"


@pytest.mark.in_turns
@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_first_tap_moves_nothing_on_a_phone(server: Server, new_visitor: NewVisitor, language: str) -> None:
    """The tick made its chip wrap, and the words about saving took a line: what came next moved by 80 pixels."""
    page = new_visitor(width=390)
    describing(page, server, {"language": language})
    state = page.locator(".state")
    expect(state).to_have_text("")

    def places() -> list[dict[str, float]]:
        found: list[dict[str, float]] = page.locator(".chip, .asks, .pairs .legend").evaluate_all(
            "all => all.filter(one => one.offsetParent && !one.closest('details'))"
            ".map(one => one.getBoundingClientRect()).map(({ x, y, width, height }) => ({ x, y, width, height }))"
        )
        return found

    kind = page.locator('.asked:has(input[name="organisation"])')
    before, room = places(), page.locator(".head").evaluate("head => head.offsetHeight")
    kind.locator(".chip").first.click()
    expect(kind.locator("input").first).to_be_checked()
    visitor.wait_until_saved(page)
    expect(state).not_to_have_text("")
    assert page.locator(".head").evaluate("head => head.offsetHeight") == room
    row = kind.locator(".chip").count() + 2  # its heading, and the one above the examples
    assert places()[:row] == before[:row]


def test_choices_made_without_a_connection_wait_in_the_browser(server: Server, new_visitor: NewVisitor) -> None:
    page = new_visitor()
    key = describing(page, server)
    page.evaluate("WebSocket.prototype.send = () => {}")  # nothing leaves the browser
    visitor.rate(page, "behaviour", "own")
    write(page, "behaviour_new", "We solve it")
    visitor.rate(page, "organisation", "public")
    expect(page.locator("[data-save-state]")).to_have_attribute("data-save-state", "failed")
    assert "We solve it" in page.evaluate("JSON.stringify(localStorage)")
    later = page.context.new_page()
    page.close()
    visitor.open_page(later, server, "/questions", lang="en", r=key)
    visitor.wait_for_questionnaire(later)
    visitor.wait_until_saved(later)
    assert server.choices(key) == BEGUN | {"behaviours.new": "We solve it", "organisation": "public"}


def test_the_statements_need_a_behaviour_to_refer_to(server: Server, new_visitor: NewVisitor) -> None:
    page = new_visitor(width=390)
    describing(page, server)
    needed = page.get_by_text(say("en", "behaviour.needed"))
    expect(needed).to_be_hidden()
    visitor.press(page, "next")
    expect(needed).to_be_in_viewport()
    assert visitor.focused(page)["name"] == "behaviour"
    visitor.rate(page, "behaviour", "own")
    visitor.press(page, "next")
    expect(needed).to_be_hidden()
    needed = page.get_by_text(say("en", "behaviour.needed_own"))
    expect(needed).to_be_in_viewport()
    expect(visitor.text_field(page, "behaviour_new")).to_be_in_viewport()
    assert visitor.focused(page)["key"] == "behaviour_current"
    page.keyboard.type("We close it")
    expect(needed).to_be_hidden()
    visitor.press(page, "next")
    expect(page.locator('input[name="ABI01.current"]').first).to_be_attached()
    expect(page.locator('.column[data-column="current"]')).to_contain_text("We close it")


def test_the_first_factor_and_the_way_back_need_no_run(server: Server, new_visitor: NewVisitor) -> None:
    page = new_visitor()
    messages = visitor.heard(page)
    describing(page, server)
    visitor.rate(page, "behaviour", "returns")
    visitor.wait_until_saved(page)
    before = len(visitor.pages_run(messages))
    for control, name in (("next", "ABI01.current"), ("back", "behaviour"), ("next", "ABI01.current")):
        shown = visitor.control(page, control).evaluate(
            """(button, name) => {
              const root = button.getRootNode()
              button.click()
              return Boolean(root.querySelector(`input[name="${name}"]`))
            }""",
            name,
        )
        assert shown, name
    page.wait_for_timeout(1000)
    assert len(visitor.pages_run(messages)) == before


def test_a_double_click_on_next_opens_the_first_factor_and_chooses_nothing(
    server: Server, new_visitor: NewVisitor
) -> None:
    page = new_visitor()
    key = describing(page, server, OWN)
    before = server.choices(key)
    visitor.control(page, "next").dblclick()
    visitor.wait_for_row(page, "ABI01.current")
    page.wait_for_timeout(1000)
    assert server.choices(key) == before
    assert "at=ability" in page.url


def test_the_kind_of_organisation_decides_which_examples_and_statements_are_shown(
    server: Server, new_visitor: NewVisitor
) -> None:
    """A chosen example stays, though the kind is changed afterwards."""
    page = new_visitor()
    describing(page, server, {"language": "sv"})
    visitor.press(page, "more_examples")
    for kind in ORGANISATIONS:
        visitor.rate(page, "organisation", kind)
        assert offered(page) == [*fitting(kind), "own"]
    visitor.rate(page, "behaviour", "plain_words")
    visitor.rate(page, "organisation", "small")
    visitor.wait_until_saved(page)
    expect(visitor.radio(page, "behaviour", "plain_words")).to_be_checked()
    expect(visitor.radio(page, "behaviour", "plain_words").locator("xpath=..")).to_be_visible()
    for _ in range(5):
        visitor.press(page, "next")
    expect(page.get_by_text("Den som leder vår firma lever som den lär.").first).to_be_visible()


def test_the_first_examples_and_the_chosen_one_are_in_sight_the_others_are_folded(
    server: Server, new_visitor: NewVisitor
) -> None:
    page, examples = new_visitor(), visitor.bank().behaviour_examples
    every = [example.id for example in examples]
    describing(page, server, {"behaviours.current": examples[-1].current.en, "behaviours.new": examples[-1].new.en})
    assert offered(page) == [*every[:3], every[-1], "own"]
    visitor.rate(page, "organisation", "company")
    fit = fitting("company")
    assert offered(page) == [*fit[:3], every[-1], "own"]
    more = page.locator('[data-control="more_examples"]')
    expect(more).to_have_text(say("en", "behaviour.more", count=len(fit) - 3))
    more.press("Enter")
    assert offered(page) == [*fit, every[-1], "own"]
    here = visitor.focused(page)
    assert (here["name"], here["value"]) == ("behaviour", fit[3])
    expect(more).to_be_hidden()


def test_questions_open_at_the_behaviours_until_one_is_chosen(server: Server, new_visitor: NewVisitor) -> None:
    page = new_visitor()
    rated = server.begun({"form": "quick", "ratings.ABI01.current": 4})
    for stored, at in (({}, "behaviour"), ({"behaviours.new": "We solve it"}, "ability")):
        if stored:
            with server.store() as store:
                store.change(rated, stored)
        visitor.open_page(page, server, "/questions", lang="en", r=rated)
        visitor.wait_for_questionnaire(page)
        page.wait_for_url(f"**at={at}*")


@pytest.mark.parametrize("chosen", ["anew", "reworded"])
def test_another_behaviour_begins_a_new_assessment_unless_it_is_only_reworded(
    server: Server, new_visitor: NewVisitor, chosen: str
) -> None:
    """Answers about closing cases once became answers about returns when the choice was changed."""
    page = new_visitor()
    key = describing(page, server, {"leads": "team", **OWN, "ratings.ABI01.current": 4})
    example = next(each for each in visitor.bank().behaviour_examples if each.id == "returns")
    expect(page.get_by_text(say("en", "behaviour.changed.question"))).to_be_hidden()
    visitor.rate(page, "behaviour", "returns")
    expect(page.get_by_text(say("en", "behaviour.changed.question"))).to_be_visible()
    page.locator(f'input[name="changed_behaviour"][value="{chosen}"]').check()
    visitor.press(page, "next")
    visitor.wait_for_row(page, "ABI01.current")
    page.wait_for_url("**at=ability*")
    if chosen == "anew":
        page.wait_for_function("key => new URLSearchParams(location.search).get('r') !== key", arg=key)
    own = visitor.key_of(page)
    visitor.wait_until_saved(page)
    new = {"behaviours.current": example.current.en, "behaviours.new": example.new.en}
    rated = BEGUN | {"leads": "team", "ratings.ABI01.current": 4}
    if chosen == "reworded":
        assert (own, server.choices(key)) == (key, rated | new)
    else:
        assert server.choices(key) == rated | OWN
        assert server.choices(own) == BEGUN | {"leads": "team"} | new


def test_arrow_keys_choose_within_a_group_and_tab_leads_to_the_next(server: Server, new_visitor: NewVisitor) -> None:
    page = new_visitor()
    describing(page, server)
    between = {"organisation": 20, "leads": 2}  # what is before the first, and the link to more examples
    for name in ("organisation", "behaviour", "leads", "agreed"):
        visitor.tab_to(page, name=name, at_most=between.get(name, 1))
        page.keyboard.press("Space")
        before = visitor.focused(page)["value"]
        page.keyboard.press("ArrowDown")
        assert visitor.focused(page)["name"] == name
        assert visitor.focused(page)["value"] != before
        expect(visitor.radio(page, name, visitor.focused(page)["value"])).to_be_checked()
