"""The accessibility statement: what was tested and when, what does not hold, and whom to tell."""

from __future__ import annotations

import pytest

from assessment.instrument import Language
from assessment.words import say, words
from tests.pages.conftest import Open, shown

pytestmark = pytest.mark.in_turns

LANGUAGE = pytest.mark.parametrize("language", ["sv", "en"])


@LANGUAGE
def test_the_statement_says_what_was_tested_and_when_and_what_does_not_hold(visit: Open, language: Language) -> None:
    found = shown(visit("accessibility", lang=language))
    assert "EN 301 549" in found
    for part in ("tested", "fails"):
        said = words(language)["accessibility"][part]  # type: ignore[index]  # the words are a tree
        lines = {name: text for name, text in said.items() if name not in ("title", "text")}
        assert lines
        for text in (said["title"], *(f"- {line}" for line in lines.values())):
            assert text in found
    assert "28\xa0november\xa02026" in found.lower()


@LANGUAGE
def test_the_statement_says_whom_to_tell_and_who_supervises(
    visit: Open, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    nobody = say(language, "accessibility.complain.nobody")
    visitor = visit("accessibility", lang=language)
    assert nobody in shown(visitor)
    assert "Digg" in shown(visitor)
    assert not visitor.text
    monkeypatch.setenv("DRIVKRAFT_CONTACT", "tillganglig_het@example.org")
    visitor = visit("accessibility", lang=language)
    assert nobody not in shown(visitor)
    assert say(language, "privacy.responsible.contact", contact="tillganglig_het@example.org") in shown(visitor)
