"""The pages as a visitor meets them, driven through frame.py; tests that need a browser are in tests/browser."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from assessment.answers import FORMS, Answers, Experience
from assessment.instrument import LANGUAGES, Instrument, Language
from assessment.progress import FormLength
from assessment.report import Report
from assessment.sentences.scores import clearest_sentence
from assessment.storage import KeyHash, Store, new_key
from assessment.words import say, words
from pages.shared.elements import TODAY, WANTED
from tests.amounts import IS_SOAK, sample
from tests.conftest import WORKED
from tests.pages.conftest import ROOT, Open, files_offered, in_order, questionnaire_of, shown, shows_questions
from tests.shipped import BANK


def within(visitor: AppTest, key: str) -> str:
    """All the text in a container."""
    box = visitor.container(key=key)
    return "\n".join(str(element.value) for element in (*box.markdown, *box.caption))


@pytest.mark.parametrize(
    ("language", "headline"),
    [("sv", "Vad får era medarbetare att göra som de gör?"), ("en", "What makes your people do what they do?")],
)
def test_the_address_decides_the_language(visit: Open, language: str, headline: str) -> None:
    assert headline in shown(visit(lang=language))


def test_an_unsupported_language_becomes_swedish(visit: Open) -> None:
    visitor = visit(lang="de")
    assert "Vad får era medarbetare" in shown(visitor)
    assert visitor.query_params["lang"] == "sv"


def test_choosing_a_language_changes_page_and_address(visit: Open) -> None:
    visitor = visit()
    visitor.radio(key="language").set_value("sv").run()
    assert "Vad får era medarbetare" in shown(visitor)
    assert visitor.query_params["lang"] == "sv"


@pytest.mark.parametrize("page", ["questions", "results", "report"])
def test_a_page_without_answers_says_so_and_leads_to_the_start(visit: Open, page: str) -> None:
    visitor = visit(page)
    assert "Nothing here yet" in shown(visitor)
    visitor.button(key="to_start").click().run()
    assert "What makes your people" in shown(visitor)


@pytest.mark.parametrize("page", ["questions", "results", "report"])
def test_an_unknown_key_is_reported_and_nothing_is_stored_under_it(visit: Open, store: Store, page: str) -> None:
    key = new_key()
    visitor = visit(page, r=key)
    assert "does not lead to any answers" in shown(visitor)
    assert store.load(key) is None


@pytest.mark.parametrize(("button", "form"), [("start_quick", "quick"), ("start_full", "full")])
def test_starting_requires_no_input(visit: Open, store: Store, button: str, form: str) -> None:
    visitor = visit()
    visitor.button(key=button).click().run()
    found = store.load(visitor.query_params["r"])
    assert found is not None
    assert found.choices == {"form": form, "language": "en"}
    assert shows_questions(visitor)
    assert visitor.query_params["at"] == "behaviour"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_start_says_how_long_both_forms_are_in_the_same_units(visit: Open, language: Language) -> None:
    """41 taps and 48 statements could not be compared."""
    visitor = visit(lang=language)
    pitch = next(each.value for each in visitor.markdown if "41" in each.value)
    for form in FORMS:
        text = pitch if form == "quick" else visitor.button(key="start_full").label
        answers, minutes = FormLength.of(BANK, form).answers, BANK.minutes(form)
        assert re.findall(r"(\d+) (?:\w+ )?(minut|min|tryck|tap)", text) == [
            (str(minutes), "minut"),
            (str(answers), "tryck" if language == "sv" else "tap"),
        ]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_results_have_in_ink_what_they_say_and_only_labels_softly(
    visit: Open, store: Store, stored: Callable[[Answers], str], worked: Report, language: Language
) -> None:
    """Reasons, what to keep in mind, and the answers that differ most were washed out."""
    key = stored(worked.answers)
    store.finish(key)
    results = visit("results", r=key, lang=language)
    ink, soft = ("\n".join(str(each.value) for each in kind) for kind in (results.markdown, results.caption))
    why = say(language, "reasons.level").split("{")[0].split("”")[0].split("“")[0].strip()
    both = [say(language, f"columns.{column}") for column in ("today", "wanted")]
    marks = (f"{mark} {name}: " for mark, name in zip((TODAY, WANTED), both, strict=True))
    for said in (why, f"**{say(language, 'advice.caution')}:**", *marks):
        assert said in ink
        assert said not in soft
    assert clearest_sentence(worked, language) in ink.replace("\\", "")


def test_an_assessment_never_starts_under_a_key_that_came_with_a_link(visit: Open, store: Store) -> None:
    """The person who made the link could read the answers."""
    visitor = visit(r="chosen-by-somebody-else")
    visitor.button(key="start_quick").click().run()
    assert visitor.query_params["r"] != "chosen-by-somebody-else"
    assert store.load("chosen-by-somebody-else") is None


def begun_in(visitor: AppTest) -> str:
    """Begin in this session, which leads to the page about the behaviours; the new key."""
    visitor.button(key="start_quick").click().run()
    return str(visitor.query_params["r"])


def with_answers(visit: Open, store: Store, answered: Answers) -> tuple[AppTest, str]:
    """The page about the behaviours in the session that has begun these answers, and their key."""
    visitor = visit()
    key = begun_in(visitor)
    store.change(key, answered.choices())
    return visitor.run(), key


def test_continuing_with_the_full_form_keeps_the_answers(
    visit: Open, store: Store, answers: Callable[..., Answers]
) -> None:
    visitor, key = with_answers(visit, store, answers(WORKED))
    visitor.switch_page("start.py").run()
    assert "Your answers are here" in shown(visitor)
    assert say("en", "waiting.another.same.text") in shown(visitor)
    assert say("en", "waiting.another.anew.text") not in shown(visitor)
    visitor.button(key="start_full").click().run()
    found = store.load(key)
    assert found is not None
    assert found.choices["form"] == "full"
    assert found.choices["ratings.ABI01.current"] == 4
    assert visitor.query_params["r"] == key


def test_beside_a_finished_result_beginning_starts_a_new_assessment_and_says_so_before(
    visit: Open, store: Store, answers: Callable[..., Answers]
) -> None:
    """It opened the behaviours of the finished answers as if they were to be overwritten."""
    visitor, key = with_answers(visit, store, answers(WORKED))
    store.finish(key)
    before = choices_of(store, key)
    visitor.switch_page("start.py").run()
    for said in ("text", "save"):
        assert say("en", f"waiting.another.anew.{said}") in shown(visitor)
    visitor.button(key="start_quick").click().run()
    own = visitor.query_params["r"]
    assert own != key
    assert choices_of(store, own) == {"form": "quick", "language": "en"}
    assert choices_of(store, key) == before
    assert questionnaire_of(visitor)["notices"] == [say("en", "questions.is_new")]


def test_what_a_newcomer_begins_is_not_called_another_assessment(visit: Open) -> None:
    visitor = visit()
    begun_in(visitor)
    assert questionnaire_of(visitor)["notices"] == []


def test_results_remind_whoever_has_begun_them_to_save_the_link(
    visit: Open, store: Store, answers: Callable[..., Answers]
) -> None:
    """Nobody was told before the link was lost, and the plain address knows nobody."""
    reminder = say("en", "own_link.keep.title")
    visitor, key = with_answers(visit, store, answers(WORKED))
    visitor.switch_page("results.py").run()
    assert reminder not in shown(visitor), "there is no finished result yet"
    store.finish(key)
    visitor.run()
    assert reminder in shown(visitor)
    assert reminder not in shown(visit("results", r=key)), "who has come by the link has it"
    visitor.run()
    assert reminder in shown(visitor)
    for page in ("plan.py", "results.py"):
        visitor.switch_page(page).run()
    assert reminder in shown(visitor), "the link is not copied, and the reminder is not closed"


def test_the_reminder_to_save_the_link_can_be_closed(
    visit: Open, store: Store, answers: Callable[..., Answers]
) -> None:
    visitor, key = with_answers(visit, store, answers(WORKED))
    store.finish(key)
    visitor.switch_page("results.py").run()
    visitor.button(key="close_link_offer").click().run()
    for page in ("plan.py", "results.py"):
        assert say("en", "own_link.keep.title") not in shown(visitor)
        visitor.switch_page(page).run()


@pytest.mark.parametrize("said", [{}, {"behaviours.new": "We solve it."}, {"ratings.ABI01.current": 4}])
def test_a_prepared_link_cannot_make_a_visitor_answer_under_another_persons_key(
    visit: Open, store: Store, said: dict[str, object]
) -> None:
    """The person who made the link and has begun under it could read and change the answers."""
    key = new_key()
    store.begin(key, {"form": "quick", **said}, instrument_version="1.0", scoring_version="1")
    visitor = visit(r=key)
    is_said = say("en", "waiting.another.anew.text") in shown(visitor)
    assert is_said == any(path.startswith("ratings") for path in said)
    visitor.button(key="start_full").click().run()
    own = visitor.query_params["r"]
    assert own != key
    assert say("en", "questions.is_new") in questionnaire_of(visitor)["notices"]
    assert choices_of(store, key) == {"form": "quick", **said}
    begun = choices_of(store, own)
    assert begun["form"] == "full"
    assert not any(path.startswith("ratings") for path in begun)
    assert say("en", "questions.by_link") not in shown(visitor)


def test_the_second_click_of_a_double_click_finds_what_the_first_one_began(visit: Open, store: Store) -> None:
    """The browser still has the previous address."""
    key = new_key()
    store.begin(key, {"form": "quick"}, instrument_version="1.0", scoring_version="1")
    visitor = visit(r=key)
    visitor.button(key="start_full").click().run()
    own = visitor.query_params["r"]
    visitor.switch_page("start.py").run()
    visitor.query_params["r"] = key
    visitor.button(key="start_full").click().run()
    assert visitor.query_params["r"] == own


def test_the_questions_say_that_the_answers_were_begun_under_the_link_a_visitor_came_by(
    visit: Open, store: Store, answers: Callable[..., Answers], stored: Callable[[Answers], str]
) -> None:
    key = stored(answers(WORKED))
    assert say("en", "questions.by_link") in questionnaire_of(visit("questions", r=key))["notices"]


def test_the_results_name_the_statements_that_differ_most(
    visit: Open, stored: Callable[[Answers], str], worked: Report
) -> None:
    page = visit("results", r=stored(worked.answers))
    behind = within(page, "contrasts")
    assert "EXT11" not in behind
    assert "concrete goal" in behind
    assert behind.count(":orange[■]") == 2 + 1, "more than one is third; and once beside its behaviour"
    assert [box.label for box in page.expander if "Largest difference: " in box.label], "on the fold with all of them"
    assert "Largest difference: " not in within(page, "recommendations")


@pytest.mark.parametrize(("new", "says"), [(3, "No statement stands out."), (1, "Largest difference: “")])
def test_a_statement_is_named_as_widest_only_when_it_is_two_steps_or_more_apart(
    visit: Open, stored: Callable[[Answers], str], worked: Report, new: int, says: str
) -> None:
    ratings = {item: dict.fromkeys(("current", "new"), 4) for item in worked.answers.ratings}
    apart = {item: {"current": 4, "new": new} for item in [*ratings][:2]}
    page = visit("results", r=stored(replace(worked.answers, ratings=ratings | apart)))  # type: ignore[arg-type]
    assert [box.label for box in page.expander if says in box.label]
    assert within(page, "contrasts").count(":orange[■]") == 2 + 1, "both of them"


def test_pages_of_questions_follow_the_question_bank(
    visit: Open, stored: Callable[[Answers], str], answers: Callable[..., Answers], bank: Instrument
) -> None:
    pages = questionnaire_of(visit("questions", r=stored(answers({})), at="ability"))["pages"]
    titles = [page["title"] for page in pages]
    behaviour = "Which behaviour is it about?"
    assert titles == [behaviour, *(factor.name.en for factor in bank.factors), "What matters most?"]
    asked = [row["id"] for page in pages[1:5] for row in page["rows"]]
    assert asked == [
        item.id for factor in bank.factors for item in bank.form_items("quick") if item.factor == factor.id
    ]


def test_every_page_where_the_wanted_behaviour_is_rated_says_how_and_no_other(
    visit: Open, stored: Callable[[Answers], str], answers: Callable[..., Answers]
) -> None:
    """It stood on the first of them only, and by the fourth it was forgotten."""
    _, first, *pages = questionnaire_of(visit("questions", r=stored(answers({}, "full")), at="ability"))["pages"]
    we = "“We” means the people in the team you are answering for."
    assert we in BANK.instruction["en"]
    assert first["note"] == f"{we} {say('en', 'questions.tomorrow')}"
    assert first["text"] is None
    said = [page["text"] == say("en", "questions.as_if") for page in pages]
    assert said == [page["columns"] for page in pages]
    assert sum(said) == 3


def test_the_full_form_asks_for_the_facets_that_matter_most_and_for_the_context(
    visit: Open, stored: Callable[[Answers], str], answers: Callable[..., Answers], bank: Instrument
) -> None:
    *_, importance, context = questionnaire_of(visit("questions", r=stored(answers({}, "full")), at="ability"))["pages"]
    assert importance["most"] == 5
    assert {row["id"] for row in importance["rows"]} == {facet.id for facet in bank.facets}
    assert [row["id"] for row in context["rows"]] == [item.id for item in bank.context_items]


def _results_are_shown(visitor: AppTest) -> bool:
    return any(header.value == "What to do first" for header in visitor.header)


def test_the_results_show_the_numbers_of_the_report(
    visit: Open, stored: Callable[[Answers], str], worked: Report
) -> None:
    visitor = visit("results", r=stored(worked.answers))
    assert visitor.title[0].value == (
        "Today’s way wins in all four factors. External rewards and ability give the least support."
    )
    external = within(visitor, "factor_external_rewards")
    assert external.index("**75**") < external.index("**38**")
    assert within(visitor, "weakest_factor") == "External rewards · Ability"
    advice = within(visitor, "recommendations")
    assert "only partly" not in advice
    assert "You have not said" in advice


def test_a_withheld_score_is_a_dash(
    visit: Open, stored: Callable[[Answers], str], answers: Callable[..., Answers]
) -> None:
    visitor = visit("results", r=stored(answers({"ability": ([4, 4, 4, 4], [3, None, None, None])})))
    ability = within(visitor, "factor_ability")
    assert "**75**" in ability
    assert "**–**" in ability
    assert within(visitor, "weakest_factor") == "–"


def test_the_full_form_shows_facets_and_context(
    visit: Open, stored: Callable[[Answers], str], answers: Callable[..., Answers], bank: Instrument
) -> None:
    columns = {facet.id: ([4] * 3, [2] * 3) for facet in bank.facets}
    visitor = visit("results", r=stored(answers(columns, "full", context={"TRU01": 4, "TRU02": 4})))
    assert "Every part in numbers" in {box.label for box in visitor.expander}
    assert "The context" in shown(visitor)


@pytest.mark.parametrize(("answer", "score", "leads_to_advice"), [(2, 25, True), (4, 75, False)])
def test_the_context_says_what_it_is_and_which_advice_follows(
    visit: Open,
    stored: Callable[[Answers], str],
    answers: Callable[..., Answers],
    answer: int,
    score: int,
    leads_to_advice: bool,
) -> None:
    """“Trust 25” stood alone in a table."""
    columns = {
        factor: ([3] * 6, [5] * 6) for factor in ("ability", "conditions", "external_rewards", "internal_rewards")
    }
    given = replace(answers(columns, context={"TRU01": answer}), experience=Experience(agreed="yes"))
    text = within(visit("results", r=stored(given)), "context")
    assert f"Trust: {score} out of 100, based on a single answer. Whether people can rely on" in text
    assert ("This is why “Build trust before you ask for change” is among the advice." in text) == leads_to_advice


def test_the_small_result_on_the_start_page_has_the_headline_that_the_example_opens_with(visit: Open) -> None:
    visitor = visit()
    drawn = " ".join(each.proto.body for each in visitor.get("html"))
    visitor.button(key="see_example").click().run()
    assert visitor.title[0].value in drawn
    assert visitor.title[0].value == "Conditions hold you back the most."
    assert "reaches 25 out of 100, the lowest of the four factors, against 63" in drawn
    assert drawn.index("Conditions: today 63, wanted 25") < drawn.index("External rewards: today 44")


def test_the_example_shows_the_result_and_what_to_do_first_before_what_has_changed(visit: Open) -> None:
    """Newcomers met a comparison with an assessment that they had never seen."""
    text = in_order(visit("results", example="1"))
    weakest, advice, changed = (
        text.index(words) for words in ("Conditions hold you back the most.", "What to do first", "What has changed")
    )
    assert weakest < advice < changed


def test_the_example_is_marked_and_can_be_left(visit: Open) -> None:
    visitor = visit()
    visitor.button(key="see_example").click().run()
    assert _results_are_shown(visitor)
    assert "An example" in shown(visitor)
    visitor.button(key="leave_example").click().run()
    assert shows_questions(visitor)
    assert "example" not in visitor.query_params


def test_who_has_answers_or_has_not_read_who_is_responsible_leaves_the_example_for_the_start_page(
    visit: Open, stored: Callable[[Answers], str], worked: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = stored(worked.answers)
    with_answers = visit("results", r=key, example="1")
    with_answers.button(key="leave_example").click().run()
    assert say("en", "waiting.title") in shown(with_answers)
    assert with_answers.query_params["r"] == key
    monkeypatch.setenv("DRIVKRAFT_CONTROLLER", "Älvsala Energi AB")
    visitor = visit("results", example="1")
    visitor.button(key="leave_example").click().run()
    assert "Älvsala Energi AB is responsible" in shown(visitor)
    assert "r" not in visitor.query_params


def test_the_report_page_offers_five_files(visit: Open, stored: Callable[[Answers], str], worked: Report) -> None:
    key = stored(worked.answers)
    kinds = ["pdf", "xlsx", "csv", "json", "result"]
    assert list(files_offered(visit("report", r=key))) == kinds
    for kind, (link, download) in files_offered(visit("report", r=key)).items():
        assert (download.kind, download.language, download.series) == (kind, "en", KeyHash.of(key))
        assert key not in link
    assert {each.series for _, each in files_offered(visit("report", example="1")).values()} == {None}


def test_deleting_forgets_answers_and_address(
    visit: Open, store: Store, stored: Callable[[Answers], str], worked: Report
) -> None:
    key = stored(worked.answers)
    visitor = visit("privacy", r=key)
    visitor.button(key="delete_my_answers").click().run()
    assert store.load(key) is not None, "deleting asks first"
    visitor.button(key="delete_really").click().run()
    assert store.load(key) is None
    assert "r" not in visitor.query_params
    assert "deleted" in shown(visitor)


def test_starting_over_keeps_what_is_stored(
    visit: Open, store: Store, stored: Callable[[Answers], str], worked: Report
) -> None:
    key = stored(worked.answers)
    visitor = visit("privacy", r=key)
    visitor.button(key="start_over").click().run()
    assert "What makes your people" in shown(visitor)
    assert "r" not in visitor.query_params
    assert store.load(key) is not None


@pytest.mark.parametrize(
    ("pasted", "page", "when_finished"),
    sample(
        ("{key}", "questions", "results"),
        ("https://example.org/results?lang=sv&r={key}", "results", "results"),
        ("https://scan.example/x?u=https%3A%2F%2Fexample.org%2Freport%3Flang%3Dsv%26r%3D{key}", "report", "report"),
        rest=[
            ("r={key}", "questions", "results"),
            (" /?r={key}&lang=en ", "questions", "results"),
            ("https://example.org/?utm_user=x&r={key}#top", "questions", "results"),
            ("https://example.org/questions?lang=sv&r={key}&at=ability", "questions", "results"),
            ("See <https://example.org/plan?lang=sv&amp;r={key}>, please.", "plan", "plan"),
        ],
    ),
)
def test_a_pasted_link_opens_the_page_it_names_and_else_the_results_once_there_are_finished_ones(
    visit: Open,
    store: Store,
    stored: Callable[[Answers], str],
    worked: Report,
    pasted: str,
    page: str,
    when_finished: str,
) -> None:
    key = stored(worked.answers)
    for expected in (page, when_finished):
        visitor = visit()
        visitor.text_input(key="pasted_address").set_value(pasted.format(key=key))
        visitor.button(key="continue_with_address").click().run()
        assert visitor.session_state["open_page"] == f"{expected}.py"
        assert visitor.query_params["r"] == key
        store.finish(key)


def test_a_link_counts_as_soon_as_it_is_entered(visit: Open, stored: Callable[[Answers], str], worked: Report) -> None:
    """Enter in the field is enough, and a notice never stands below another link than its own."""
    visitor = visit()
    field = visitor.text_input(key="pasted_address")
    field.set_value("https://example.org/results?r=").run()
    assert "There is no link to answers here" in shown(visitor)
    field.set_value("").run()
    assert "There is no link to answers here" not in shown(visitor)
    field.set_value(f"https://example.org/results?r={stored(worked.answers)}").run()
    assert visitor.session_state["open_page"] == "results.py"


@pytest.mark.parametrize(
    ("pasted", "message"),
    [
        ("https://example.org/results?r=" + "a" * 22, "does not lead to any answers"),
        ("https://example.org/results?r=" + "a" * 19, "Part of this link is missing"),
        ("http://[nothing", "There is no link to answers here"),
        ("", "There is no link to answers here"),
    ],
)
def test_a_link_that_leads_nowhere_is_reported_with_its_cause(visit: Open, pasted: str, message: str) -> None:
    visitor = visit()
    visitor.text_input(key="pasted_address").set_value(pasted)
    visitor.button(key="continue_with_address").click().run()
    assert message in shown(visitor)


@pytest.mark.parametrize(
    ("name", "written"),
    sample(
        ("r", "{key}."),
        ("amp;r", "{key}"),
        ("r", "<https://example.org/?r={key}>"),
        ("from", "https://example.org/?lang=sv&r={key}"),
        rest=[("r", "{key})"), ("r", "{key}>"), ("r", " {key} "), ("r", "“{key}”")],
    ),
)
def test_the_key_in_the_address_is_freed_from_extra_characters(
    visit: Open, stored: Callable[[Answers], str], worked: Report, name: str, written: str
) -> None:
    key = stored(worked.answers)
    visitor = visit("report", **{name: written.format(key=key)})
    assert visitor.title[0].value == "Take the result with you"
    assert visitor.query_params == {"lang": "en", "r": key}


def test_the_key_of_a_shared_link_is_freed_from_extra_characters(
    visit: Open, store: Store, stored: Callable[[Answers], str], worked: Report
) -> None:
    view = store.share(stored(worked.answers))
    for address in ({"view": f"{view}."}, {"amp;view": f"<{view}>"}):
        visitor = visit("results", **address)
        assert "Shared result." in shown(visitor)
        assert visitor.query_params == {"lang": "en", "view": view}


def test_a_shared_link_can_be_pasted_on_the_start_page(
    visit: Open, store: Store, stored: Callable[[Answers], str], worked: Report
) -> None:
    view = store.share(stored(worked.answers))
    for pasted in (f"<https://example.org/results?lang=sv&amp;view={view}>", f" {view}."):
        visitor = visit()
        visitor.text_input(key="pasted_address").set_value(pasted)
        visitor.button(key="continue_with_address").click().run()
        assert "Shared result." in shown(visitor)


HOSTILE = (
    "=1+1 <script>alert(1)</script> ![x](http://evil.example/x.png) :smile: $x$ [l](//evil.example) www.evil.example"
)


def test_a_visitors_text_is_never_markdown(visit: Open, stored: Callable[[Answers], str], bank: Instrument) -> None:
    hostile = Answers(form="quick", current_behaviour=HOSTILE, new_behaviour=HOSTILE)
    visitor = visit("results", r=stored(hostile))
    assert [text.value for text in visitor.text] == [HOSTILE, HOSTILE]
    assert not any("evil" in element.value for element in (*visitor.markdown, *visitor.caption, *visitor.title))


@pytest.mark.parametrize(
    ("outside", "safe"),
    [
        ("![x](http://a.b/c.png)", "!\\[x\\](http:\u2060//a.b/c.png)"),
        (":material/home:", ":\u2060material/home:"),
        ("mail a@b.c", "mail a@\u2060b.c"),
        ("www.a.b", "www\u2060.a.b"),
        ("# a\n\n# b", "\\# a # b"),
        ("- a", "\\- a"),
        ("2026. a", "2026\\. a"),
        ("1) a", "1\\) a"),
        ("HR-chef (tf.) 2.0!", "HR-chef (tf.) 2.0!"),
        ("Clash: both", "Clash: both"),
    ],
)
def test_text_from_outside_becomes_harmless_markdown(outside: str, safe: str) -> None:
    from pages.shared.elements import plain  # noqa: PLC0415  # Streamlit's components register when it is imported

    assert plain(outside) == safe


def test_a_database_that_does_not_answer_is_reported_without_a_traceback(
    visit: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'file' / 'x.db'}")
    visitor = visit("results", r=new_key())
    assert "cannot be reached right now" in shown(visitor)


def test_a_broken_question_bank_shows_its_lines_and_recovers_once_it_is_fixed(
    visit: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    copy = tmp_path / "questions.yaml"
    shutil.copy(ROOT / "questions.yaml", copy)
    monkeypatch.setattr("pages.visit.offered.QUESTION_BANK", copy)
    whole = copy.read_text(encoding="utf-8")
    visitor = visit()
    copy.write_text(whole.replace("    reverse: true", "    revers: true", 1), encoding="utf-8")
    visitor.run()
    assert 'unknown key "revers". Did you mean "reverse"?' in visitor.code[0].value
    assert "What makes your people" not in shown(visitor)
    copy.write_text(whole, encoding="utf-8")
    visitor.run()
    assert "What makes your people" in shown(visitor)


@pytest.mark.parametrize("page", sample("questions", "results", rest=["start", "report", "privacy"]))
def test_a_swedish_page_says_nothing_in_english(
    visit: Open, stored: Callable[[Answers], str], worked: Report, page: str
) -> None:
    def sentences(found: Any) -> set[str]:
        return {found} if isinstance(found, str) else {one for inner in found.values() for one in sentences(inner)}

    visitor = visit(page, r=stored(worked.answers), lang="sv")
    labels = [
        str(element.label)  # type: ignore[union-attr]
        for kind in ("button", "radio", "toggle", "expander", "text_input")
        for element in visitor.get(kind)
    ]
    english_only = sentences(words("en")) - sentences(words("sv"))
    lines = {line for text in (shown(visitor), *labels) for line in text.splitlines()}
    assert not lines & english_only


def test_the_results_count_the_roles_that_pull_away_as_the_map_does(
    visit: Open, stored: Callable[[Answers], str], bank: Instrument
) -> None:
    measures = [{"share": 1, "effects": {"E1": -0.005}}]
    incentives = {
        "elements": [{"id": "E1", "weight": 1}],
        "roles": [{"id": "a", "metrics": measures}, {"id": "b"}],
    }
    document = {"format": "drivkraft.answers/1", "ratings": {}, "incentives": incentives}
    visitor = visit("results", r=stored(Answers.checked(document, bank)))
    assert say("en", "incentives.against.hardly") in shown(visitor)


@pytest.mark.soak
def test_question_pages_load_no_heavy_library(store: Store) -> None:
    """pandas and similar libraries slow every rerun: with them loaded one process held 20 respondents, not 250."""
    import subprocess  # noqa: PLC0415
    import sys  # noqa: PLC0415

    program = """
import sys
from streamlit.testing.v1 import AppTest
before = set(sys.modules)
visitor = AppTest.from_file("pages/frame.py", default_timeout=30).run()
visitor.button(key="start_full").click().run()
assert not visitor.exception, visitor.exception
assert not visitor.button, "these are not the questions"
heavy = {"pandas", "numpy", "pyarrow", "altair", "fpdf", "scipy", "xlsxwriter"}
print(sorted(heavy & (set(sys.modules) - before)))
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr[-2000:]


def test_a_downloaded_answers_file_can_be_opened_again(stored: Callable[[Answers], str], worked: Report) -> None:
    document = json.loads(worked.answers.to_json(worked.instrument))
    assert Answers.checked(document, worked.instrument).ratings == worked.answers.ratings


# Only what was chosen is stored ---------------------------------------------------------------------------------------


def choices_of(store: Store, key: str) -> dict[str, object]:
    found = store.load(key)
    assert found is not None
    return dict(found.choices)


def of_another_bank(bank: Instrument, ratings: dict[str, Any]) -> Answers:
    document = {"format": "drivkraft.answers/1", "instrument": {"id": "other", "version": "9"}, "form": "quick"}
    return Answers.from_json(json.dumps(document | {"ratings": ratings}).encode(), bank, "other.json")


@pytest.mark.in_turns
@pytest.mark.parametrize("language", LANGUAGES)
def test_when_nothing_in_a_file_fits_the_results_say_so_first(
    visit: Open, stored: Callable[[Answers], str], bank: Instrument, language: Language
) -> None:
    """A file of another bank opened as if its owner had answered nothing."""
    strange = {f"XYZ{number:02}": {"current": 4, "new": 2} for number in range(18)}
    visitor = visit("results", r=stored(of_another_bank(bank, strange)), lang=language)
    assert visitor.title[0].value == say(language, "headline.left_out.title")
    assert say(language, "headline.left_out.consequence", count=36) in shown(visitor).replace("\\", "")
    assert say(language, "headline.withheld.title") not in shown(visitor)


def test_choices_left_out_of_a_file_are_counted_above_the_result(
    visit: Open, stored: Callable[[Answers], str], bank: Instrument
) -> None:
    known = {item.id: {"current": 4, "new": 2} for item in bank.form_items("quick")}
    visitor = visit("results", r=stored(of_another_bank(bank, known | {"XYZ01": {"current": 1, "new": 2}})))
    assert [warning.value for warning in visitor.warning] == [
        "2 choices in the file no longer fit the questions and were left out."
    ]


def interrupted() -> None:
    """A page whose first runs after a press are replaced by another run: before the button, then while it acts."""
    import streamlit as st  # noqa: PLC0415 - AppTest runs the body of this function as a script

    from pages.shared.elements import pressed  # noqa: PLC0415
    from pages.visit import places  # noqa: PLC0415

    runs = st.session_state["runs"] = st.session_state.get("runs", 0) + 1
    if runs == 2:
        st.rerun()
    if pressed("go", key="go"):
        if runs == 3:
            st.rerun()
        st.session_state["acted"] = st.session_state.get("acted", 0) + 1
    places.press_is_done()


def test_a_press_counts_when_another_run_replaces_its_own() -> None:
    visitor = AppTest.from_function(interrupted).run()
    visitor.button("go").click().run().run()
    assert visitor.session_state["runs"] > 4
    assert visitor.session_state["acted"] == 1


# All answers ----------------------------------------------------------------------------------------------------------


def folds(visitor: AppTest) -> dict[str, Any]:
    return {fold.label.strip("*"): fold for fold in visitor.expander}


def test_results_have_all_answers_in_a_quiet_fold(
    visit: Open, stored: Callable[[Answers], str], answers: Callable[..., Answers]
) -> None:
    gaps = {**WORKED, "conditions": ([4, "dont_know", None, 4], [3, "not_applicable", None, 3])}
    page = visit("results", r=stored(answers(gaps, importance={"ability": 4})))
    fold = folds(page)["All answers"]
    assert not fold.proto.expanded
    listed = [str(each.value) for each in fold.markdown]
    assert listed[::2] == [
        *("**Ability**", "**Conditions**", "**External rewards**", "**Internal rewards**", "**Trust**"),
        "**Beside the statements**",
    ]
    assert listed[3].splitlines()[3:6] == [
        "- A named person is responsible for making sure that we work this way.  ",
        "  :orange[■] Today: Don’t know  ",
        "  :violet[●] Wanted: Not relevant here",
    ]
    assert ":orange[■] Today: No answer" in listed[3]
    assert "How much it matters: A great deal (4)" in [caption.value for caption in fold.caption]


def test_answers_are_changed_from_the_list_on_the_page_that_asks_for_them_by_their_owner_only(
    visit: Open, store: Store, stored: Callable[[Answers], str], answers: Callable[..., Answers]
) -> None:
    ways = {part: part for part in ("ability", "conditions", "external_rewards", "internal_rewards", "behaviour")}
    for form, ask_trust in (("quick", "importance"), ("full", "context")):
        key = stored(answers(WORKED, form))
        store.finish(key)
        results = visit("results", r=key)
        buttons = [each.key for each in folds(results)["All answers"].button]
        assert [part for part in ways if f"change_answers_{part}" in buttons] == list(ways)
        for part, page in ((ways if IS_SOAK or form == "quick" else {}) | {"trust": ask_trust}).items():
            opened = visit("results", r=key).button(key=f"change_answers_{part}").click().run()
            assert opened.query_params["at"] == page
    assert not folds(visit("results", example="1"))["All answers"].button


@pytest.mark.soak
def test_the_answers_of_an_earlier_assessment_are_not_changed_on_the_pages_of_a_later_one(
    visit: Open, store: Store, stored: Callable[[Answers], str], answers: Callable[..., Answers]
) -> None:
    key = stored(answers(WORKED))
    store.finish(key)
    assert folds(visit("results", r=key))["All answers"].button
    visit("results", r=key).button(key="assess_again").click().run()
    assert not folds(visit("results", r=key))["All answers"].button


def test_readers_of_a_link_to_send_on_get_the_results_and_not_every_answer(
    visit: Open, store: Store, stored: Callable[[Answers], str], answers: Callable[..., Answers]
) -> None:
    key = stored(answers(WORKED))
    store.finish(key)
    shared = store.share(key)
    assert shared is not None
    assert "All answers" not in folds(visit("results", view=shared))
    assert "All answers" in folds(visit("results", r=key))
    assert "All answers" in folds(visit("results", example="1"))


def test_without_an_answer_there_is_no_list_of_answers(visit: Open, stored: Callable[[Answers], str]) -> None:
    assert "All answers" not in folds(visit("results", r=stored(Answers(form="quick", current_behaviour="A"))))
