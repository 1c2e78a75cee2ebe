"""What an author's own question bank leaves out is on no page. What a browser draws is in tests/browser."""

from __future__ import annotations

import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from assessment.instrument import Language, load_instrument
from assessment.storage import Store
from assessment.words import say
from server.pages import PAGES
from tests.amounts import sample
from tests.own_banks import OWN, Own, finished
from tests.pages.conftest import Open, questionnaire_of, shown


def texts(document: Any) -> list[str]:
    """Every text of a document, without the names of its parts."""
    if isinstance(document, dict):
        return [text for part in document.values() for text in texts(part)]
    if isinstance(document, list):
        return [text for part in document for text in texts(part)]
    return [document] if isinstance(document, str) else []


def said(visitor: AppTest) -> str:
    """All the text on a page, that of its controls and of the questionnaire included."""
    kinds = ("button", "radio", "toggle", "expander", "text_input", "checkbox")
    labels = [str(each.label) for kind in kinds for each in visitor.get(kind)]  # type: ignore[union-attr]
    drawn = [str(each.proto.body) for each in visitor.get("html")]
    return " ".join([shown(visitor), *labels, *drawn, *texts(questionnaire_of(visitor))])


@pytest.mark.parametrize("own", sample(OWN[0], rest=OWN[1:]), ids=lambda own: own.name)
def test_what_an_own_bank_leaves_out_is_on_no_page(
    visit: Open, store: Store, monkeypatch: pytest.MonkeyPatch, own: Own
) -> None:
    monkeypatch.setattr("pages.visit.offered.QUESTION_BANK", own.path)
    bank, language, nowhere = load_instrument(own.path), own.languages[0], re.compile(own.nowhere, re.IGNORECASE)
    other: Language = "en" if language == "sv" else "sv"
    # Asked for in the other language, a bank with one language is shown in its own.
    start = visit(lang=other if len(own.languages) == 1 else language)
    assert own.start in said(start)
    begins = {str(button.key) for button in start.button if str(button.key).startswith("start_")}
    assert begins == {f"start_{form}" for form in bank.offered_forms}
    key = finished(store, own.path, language)
    pages = {page: visit(page, lang=language, r=key) for page in PAGES}
    if not bank.has_map:
        assert say(language, "left_out.title") in shown(pages.pop("incentives"))
    if not bank.asks_about_experience:
        assert say(language, "left_out.title") in shown(pages.pop("customers"))
    for name, page in {"start, before anything": start, **pages}.items():
        assert nowhere.findall(said(page)) == [], name
    assert own.headline in shown(pages["results"])
    asked = texts(questionnaire_of(pages["questions"]))
    assert [item.id for item in bank.form_items("quick") if item.text[language] not in asked] == []
