"""What the session remembers and for how long, and who may do what."""

from __future__ import annotations

from collections import Counter

import pytest
from streamlit.testing.v1 import AppTest

from pages.visit import memory
from pages.visit.address import Act, Example, Owner, Stranger, Viewer, Visitor

PER_SCOPE = {scope: {each.name for each in memory.everything() if each.scope == scope} for scope in ("key", "visit")}


def test_everything_is_remembered_under_the_name_it_has_in_the_code() -> None:
    for constant, each in vars(memory).items():
        if isinstance(each, memory.Memory):
            assert each.name == constant.lower()


def test_everything_the_session_remembers_has_a_unique_name() -> None:
    names = Counter(each.name for each in memory.everything())
    assert [name for name, often in names.items() if often > 1] == []
    assert len(names) > 30


@pytest.mark.parametrize(("scope", "left"), [("key", ["visit"]), ("assessment", ["key", "visit"])])
def test_changing_key_or_assessment_forgets_everything_of_the_previous_one(scope: str, left: list[str]) -> None:
    def script(scope: str) -> None:
        import streamlit as st  # noqa: PLC0415  # it runs as a script

        from pages.visit import memory  # noqa: PLC0415

        for each in memory.everything():
            each.keep(each.name)
        memory.forget(scope)  # type: ignore[arg-type]  # one of the two
        st.session_state["left"] = sorted({each.scope for each in memory.everything() if each.is_kept})

    shown = AppTest.from_function(script, args=(scope,)).run()
    assert not shown.exception
    assert shown.session_state["left"] == left


def test_visitor_and_language_are_remembered_across_keys() -> None:
    assert {"key", "view", "chosen_language", "wrong_key", "not_read"} <= PER_SCOPE["visit"]
    assert {"waiting", "draft", "removed", "newest", "other_map"} <= PER_SCOPE["key"]


@pytest.mark.parametrize(
    ("visitor", "allowed"),
    [
        (Owner("a"), {"read", "download", "change"}),
        (Viewer("a"), {"read"}),
        (Example(), {"read", "download"}),
        (Stranger(), set()),
    ],
)
def test_only_the_owner_changes_and_a_viewer_takes_no_files(visitor: Visitor, allowed: set[Act]) -> None:
    acts: tuple[Act, ...] = ("read", "download", "change")
    assert {act for act in acts if visitor.may(act)} == allowed


def called_back() -> None:
    """Callbacks of a radio that was drawn with 2, one after another, and of a button."""
    import streamlit as st  # noqa: PLC0415 - AppTest runs the body of this function as a script

    from pages.visit import controls, memory  # noqa: PLC0415

    controls.show("strength", 2)
    heard = []
    for on_screen in (2, None, 3, 3, 2):
        memory.set_control("strength", on_screen)
        heard.append(controls.is_changed("strength"))
    st.session_state["heard"] = [*heard, controls.is_changed("keep"), controls.is_changed("keep")]


def test_a_control_that_has_only_appeared_changes_nothing() -> None:
    """Under load Streamlit calls back for controls that were drawn anew: with nothing, or with what they show."""
    visitor = AppTest.from_function(called_back).run()
    assert visitor.session_state["heard"] == [False, False, True, False, True, True, True]
