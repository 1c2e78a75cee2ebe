"""The invented case shows everything that the app can: two assessments, what has moved, a map and a plan."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from assessment.bank import Bank
from assessment.example import example_of_map, example_report
from assessment.exports.calendar import to_ics
from assessment.instrument import LANGUAGES, QUESTIONS, Language
from assessment.sentences.comparison import opening, turned_headline
from assessment.sentences.scores import weakest_first
from assessment.series import Today

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)


@pytest.mark.in_turns
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_is_one_whole_organisation(language: Language) -> None:
    report = example_report(Today(Bank.load(QUESTIONS), language, NOW))
    assert report is not None
    assert report.answers.ignored == ()
    assert [before.answered_on for before in report.earlier] == [NOW.date() - timedelta(days=92)]
    assert report.incentives is not None
    assert {line.state for line in report.plan} == {"open", "doing", "done"}
    *advised, decided = report.plan
    assert all(len(line.steps) == 4 and line.owner for line in advised)
    assert [clash for clash in report.incentives.told if report.incentives.decision(clash)]
    assert decided.state == "done"
    assert to_ics(report, language).count(b"BEGIN:VEVENT") > 3
    heading = opening(report, language)
    assert (
        heading.title
        == {"sv": "Förutsättningar håller er tillbaka mest.", "en": "Conditions hold you back the most."}[language]
    )
    turned = turned_headline(report, language)
    assert turned is not None
    assert (turned.title, turned.consequence) == {
        "sv": (
            "Nu är det oavgjort mellan dagens och önskat sätt: en faktor har blivit bättre.",
            (
                "Tillsammans ger de fyra faktorerna det önskade sättet mer stöd, från 28 till 42 av 100. "
                "Bättre: yttre belöningar, där det nu är oavgjort. "
                "Minst stöd ger nu förutsättningar, med 25 av 100 möjliga."
            ),
        ),
        "en": (
            "The two ways are now too close to call: one factor is better.",
            (
                "Together, the four factors give the wanted way more support, from 28 to 42 out of 100. "
                "Better: external rewards, where it is now too close to call. "
                "The least support now comes from conditions, at 25 out of 100."
            ),
        ),
    }[language]
    first = weakest_first(report)[0]
    assert first.new.score == report.scores.overall.minimum


def test_the_example_of_a_map_has_the_roles_of_the_kind_of_organisation() -> None:
    """A firm of four was shown the heads of HR, IT and marketing."""
    today = Today(Bank.load(QUESTIONS), "en", NOW)
    small, public, company = (example_of_map(today, kind) for kind in ("small", "public", "company"))
    assert company is example_report(today) is example_of_map(today, None)
    assert small is not None
    assert public is not None
    assert [role.label("en") for role in small.map.roles] == [
        "The owner",
        "Whoever sells",
        "The works manager",
        "Whoever does the work",
        "The service technician",
        "Whoever answers customers",
        "Whoever does the accounts",
    ]
    assert "The case officer" in [role.label("en") for role in public.map.roles]
    for report in (small, public):
        assert report.incentives is not None
        assert len(report.incentives.elements) == 5
        pulls = [pull for score in report.incentives.roles for pull in score.pulls.values()]
        assert min(pulls) < 0 < max(pulls), "it shows both ways"
        assert example_of_map(today, report.answers.organisation) is report


def test_the_example_is_the_same_for_everybody_on_one_day() -> None:
    bank = Bank.load(QUESTIONS)
    today = Today(bank, "sv", NOW)
    assert example_report(today) is example_report(today)
    swedish, english = example_report(today), example_report(Today(bank, "en", NOW))
    assert swedish is not None
    assert english is not None
    assert english.plan[0].owner != swedish.plan[0].owner
