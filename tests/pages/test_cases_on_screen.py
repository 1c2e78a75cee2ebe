"""What the results page shows to a person who answered like the cases of tests/cases; test_cases.py has the PDF."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from assessment.answers import Answers
from assessment.instrument import LANGUAGES, Language
from assessment.sentences.advice import advice_title
from assessment.sentences.names import part_name
from tests.amounts import sample
from tests.pages.conftest import Open, shown
from tests.shipped import BANK
from tests.test_cases import CLOSING, READ, TODAY_PAYS, UNTRUE, report_of


@pytest.fixture(
    params=sample(
        *((case, LANGUAGES[at % 2]) for at, case in enumerate(sorted(READ))),
        rest=[(case, LANGUAGES[at % 2 - 1]) for at, case in enumerate(sorted(READ))],
    ),
    ids="-".join,
)
def case(request: pytest.FixtureRequest) -> tuple[str, Language]:
    found: tuple[str, Language] = request.param
    return found


def _recommendations(visitor: AppTest) -> str:
    """All the text on and around the recommendations, in its order on the page."""
    box = visitor.container(key="recommendations")
    return "\n".join(str(each.value) for each in box if hasattr(each, "value"))


def _plainly(markdown: str) -> str:
    return markdown.replace("\\", "")


def test_the_results_page_answers_its_own_headline(
    visit: Open, stored: Callable[[Answers], str], case: tuple[str, Language]
) -> None:
    name, language = case
    report, read = report_of(name), READ[name][language]
    visitor = visit("results", r=stored(report.answers), lang=language)
    everything = _plainly(shown(visitor))
    assert _plainly(visitor.title[0].value) == read.title
    weakest = "\n".join(each.value for each in visitor.container(key="weakest_factor").markdown)
    places = [weakest.lower().find(part_name(f, BANK, language).lower()) for f in report.scores.overall.named]
    assert -1 not in places
    assert places == sorted(places)
    others = {factor.id for factor in BANK.factors} - set(report.scores.overall.named)
    assert not [f for f in others if part_name(f, BANK, language).lower() in weakest.lower()]
    advice = _plainly(_recommendations(visitor))
    parts = [part for part in (read.before, read.first, read.waits, *CLOSING[language]) if part]
    assert [advice.find(part) for part in parts] == sorted(advice.index(part) for part in parts)
    assert advice.rstrip().endswith(CLOSING[language][-1])
    titles = {advice_title(one, report, language) for one in report.waiting}
    assert not [title for title in titles if title in advice]
    assert not [words for words in UNTRUE[language] if words in everything]
    if name in ("external_lowest_but_wanted_wins", "nine_person_firm"):
        assert not [words for words in TODAY_PAYS[language] if words in everything]
