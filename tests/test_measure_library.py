"""The measures that the question bank offers to a role, and what comes with them on a map."""

from __future__ import annotations

import pytest

from assessment.incentives import Element, IncentiveMap, MeasureLibrary, propose, score_incentives
from assessment.instrument import LANGUAGES, ORGANISATIONS, Instrument, Organisation, load_instrument
from tests.conftest import kept
from tests.test_own_bank import CARE

_MOST_CHARACTERS = 29  # A longer name would need two lines on a phone.


def ids(library: MeasureLibrary, role: str) -> list[str | None]:
    return [measure.id for measure in library.offered_to(role)]


def test_a_role_is_offered_its_own_measures_then_those_typical_of_it_then_those_for_every_role(
    bank: Instrument,
) -> None:
    library = MeasureLibrary.of(bank.incentives)
    typical, suited = ["margin", "new_customers", "meetings"], ["promises_kept", "customers_stay"]
    assert ids(library, "sales")[:6] == ["sales", *typical, *suited]
    assert ids(library, "own")[:3] == ["promises_kept", "solved", "repeat_contacts"], "what suits any role first"
    assert sorted(map(str, ids(library, "own"))) == sorted(map(str, ids(library, "sales")[4:])), "in their own words"
    assert list(library.measures)[:2] == ["growth", "profit"]
    assert "cost_per_case" not in library.measures, "of a public organisation's roles"


@pytest.mark.parametrize("kind", ORGANISATIONS)
def test_each_role_has_typical_measures_and_all_have_short_names_and_a_way_around(
    bank: Instrument, kind: Organisation
) -> None:
    library = MeasureLibrary.of(bank.incentives, kind)
    for_all = len(library.offered_to("own"))
    assert for_all >= 7
    assert len(library.roles) <= 8
    assert [role.id for role in library.roles if len(library.offered_to(role.id)) < for_all + 3] == []
    for key, measure in library.measures.items():
        assert all(len(measure.label(language) or "") in range(1, _MOST_CHARACTERS + 1) for language in LANGUAGES), key
        assert all(library.way_around(key, language) for language in LANGUAGES), key


@pytest.mark.parametrize(("kind", "solved"), [("company", 1), ("small", 1), ("public", 0)])
def test_a_role_is_proposed_what_it_can_do_something_about_rather_than_the_same_as_all(
    bank: Instrument, kind: Organisation, solved: int
) -> None:
    """*Solved at first contact* was proposed for nearly every role, the accounts included."""
    found = kept(IncentiveMap.from_library(bank.incentives, kind))
    proposed = propose(found, bank.incentives, kind, is_fitted=True)
    new = [step.new.id for one in proposed.smallest for step in one.steps if step.new]
    assert len(new) - new.count("solved") == len({*new} - {"solved"}), "no other comes twice"
    assert new.count("solved") == solved


def test_extra_roles_are_known_where_they_can_be_chosen_and_change_no_proposal_until_a_map_has_one(
    bank: Instrument,
) -> None:
    """A bank found nothing of its own; what it now finds may not change the maps that there are."""
    usual, whole = bank.incentives, bank.incentives.with_extra()
    extra = ["branch_manager", "adviser", "operations", "finance_manager", "credit_officer"]
    library, offered = MeasureLibrary.of(usual), MeasureLibrary.of(whole)
    assert [role.id for role in offered.roles] == [*(role.id for role in library.roles), *extra]
    assert [role.id for role in MeasureLibrary.of(whole, "small").roles][-1] == "adviser"
    assert MeasureLibrary.of(whole, "public").roles == MeasureLibrary.of(usual, "public").roles
    for_all = len(offered.offered_to("own"))
    for role in extra:
        assert len(offered.offered_to(role)) >= for_all + 3, role
    own = {"adviser_sales", "new_customers", "meetings", "new_lending", "credit_losses", "decision_time"}
    assert set(ids(offered, "adviser")[:6]) == own
    for key, measure in offered.measures.items():
        assert all(len(measure.label(language) or "") in range(1, _MOST_CHARACTERS + 1) for language in LANGUAGES), key
        assert all(offered.way_around(key, language) for language in LANGUAGES), key
    found = kept(IncentiveMap.from_library(usual))
    without = usual.model_copy(update={"roles": tuple(role for role in usual.roles if not role.extra)})
    for is_fitted in (False, True):
        assert propose(found, usual, is_fitted=is_fitted) == propose(found, without, is_fitted=is_fitted)


def test_each_extra_role_can_be_turned_by_what_it_is_proposed(bank: Instrument) -> None:
    extra = [role.id for role in bank.incentives.roles if role.extra]
    found = kept(IncentiveMap.from_library(bank.incentives.with_extra()))
    proposed = propose(found, bank.incentives, "company", is_fitted=True)
    new = {one.role: [step.new.id for step in one.steps if step.new] for one in proposed.smallest}
    assert {role: new[role] for role in extra} == {
        "branch_manager": ["customers_stay"],
        "adviser": ["told_next"],
        "operations": ["told_next"],
        "finance_manager": ["complaints_settled"],
        "credit_officer": ["told_next"],
    }
    known = MeasureLibrary.of(bank.incentives, extra=extra)
    (within,) = known.proposed_to("finance_manager")
    assert {"right_invoices", "complaints_settled"} == within & {
        "right_invoices",
        "complaints_settled",
        "wait_for_person",
    }


def test_measures_for_a_public_organisation_speak_of_no_customers(bank: Instrument) -> None:
    library = MeasureLibrary.of(bank.incentives, "public")
    texts = [text for key, m in library.measures.items() for text in (m.en, m.sv, library.way_around(key, "sv"))]
    assert [text for text in texts if "kund" in str(text).lower() or "customer" in str(text).lower()] == []


def test_a_role_rewarded_for_what_is_solved_at_once_turns_green_as_in_the_worked_example(bank: Instrument) -> None:
    library, found = MeasureLibrary.of(bank.incentives), IncentiveMap.from_library(bank.incentives)
    solved = library.measures["solved"]
    service = found.without_role("customer_service").with_role(
        found.roles[5].without_measure("cost").adding(solved).with_strength("calls", 5)
    )
    alignments = {role.id: role.alignment for role in score_incentives(service).roles}
    assert alignments["customer_service"] == pytest.approx(28.75)
    best = max(
        score_incentives(found.with_role(found.roles[1].without_measure("sales").adding(each))).roles[1].alignment
        for each in library.measures.values()
    )
    assert best == pytest.approx(52.5), "and nothing else does as much"


def test_an_offered_measure_brings_along_its_effects_on_other_roles_and_on_elements_added_later(
    bank: Instrument,
) -> None:
    library = MeasureLibrary.of(bank.incentives)
    begun = IncentiveMap.from_library(bank.incentives).on([Element(id="promises", weight=1)])
    fewer = library.with_effects_on({"promises"}).measures["savings"]
    added = begun.adding("ceo", fewer, library)
    assert added.cross_effect("ceo", "customer_service", "savings") == -2
    assert added.roles[0].measure("savings").effects == {"promises": -1}
    more = added.with_element(Element(id="reachable", weight=1), library)
    assert more.roles[0].measure("savings").effects == {"promises": -1, "reachable": -2}


def test_a_bank_without_such_measures_offers_what_its_roles_hold() -> None:
    library = MeasureLibrary.of(load_instrument(CARE).incentives)
    assert ids(library, "manager") == ["budget"]
    assert library.way_around("budget", "sv") is None
