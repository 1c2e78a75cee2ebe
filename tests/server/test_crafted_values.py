"""Whatever a message says a control is set to: nothing odd is stored, nobody else notices, the log has none of it.

Streamlit shows whoever sent what no browser sends a box without details, and the log has one line.
"""

from __future__ import annotations

import json
import math
import random
import re
import time
from collections.abc import Iterator, Sequence
from typing import Any, Final

import pytest
from streamlit.proto.Common_pb2 import DoubleArray, SInt64Array, StringArray
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from assessment.answers import Answers
from assessment.instrument import Instrument
from assessment.plan import PlanLine, new_line_id
from pages.visit.address import fingerprint
from tests.amounts import IS_SOAK, sample
from tests.browser import visitor as people
from tests.browser.server import Server
from tests.server.asking import visit
from tests.server.test_attacks import map_of
from tests.server.test_deletion import PAGES, told

MARK: Final = "What nobody chose"
CRAFTED: Final[tuple[dict[str, Any], ...]] = (
    {"trigger_value": True},
    {"bool_value": True},
    *({"double_value": value} for value in (math.nan, math.inf, -1e308)),
    *({"int_value": value} for value in (2**63 - 1, -(2**63))),
    *({"string_value": value} for value in ("", MARK, f"{MARK}\0\u202e", MARK * 1000)),
    {"double_array_value": DoubleArray(data=[math.nan, math.inf])},
    {"int_array_value": SInt64Array(data=[99])},
    {"string_array_value": StringArray(data=[MARK] * 9)},
    *({"json_value": value} for value in ("", "null", "[", "[" * 9000, f'{{"taps": "{MARK}"}}', f'"{MARK}"', "1e999")),
    {"bytes_value": MARK.encode() + b"\xff"},
    *({"json_trigger_value": value} for value in ("", "{", f'["{MARK}"]', f'[{{"event": "{MARK}", "value": {{}}}}]')),
)
_LINE: Final = re.compile(r"[\d: .-]+A control was set to what no page sends \(\w+\)\.(?: Before it, \d+ more came\.)?")


def controls(heard: Sequence[ForwardMsg]) -> Iterator[str]:
    """The ids of a page's controls, and of what its components send once."""
    for each in heard:
        element = each.delta.new_element
        kind = element.WhichOneof("type") if each.WhichOneof("type") == "delta" else None
        one = getattr(getattr(element, kind), "id", "") if kind else ""
        if isinstance(one, str) and one.startswith("$$ID"):
            yield one
            if kind == "bidi_component":
                yield f"$$STREAMLIT_INTERNAL_KEY_{one}__events"


def failures(heard: Sequence[ForwardMsg]) -> list[str]:
    return [each.delta.new_element.exception.type for each in heard if each.delta.new_element.HasField("exception")]


def everything(server: Server) -> str:
    """An assessment with something on every page."""
    key = server.begun(people.stored(people.some_ratings()) | {"form": "quick", "incentives": map_of(2, 2)})
    with server.store() as store:
        store.add_line(key, PlanLine(new_line_id(), title="Meet on Mondays"))
    return key


@pytest.mark.parametrize("page", sample("plan", rest=[page for page in PAGES if page != "plan"]))
def test_no_value_of_a_control_breaks_anything(server: Server, bank: Instrument, page: str) -> None:
    key, spared = everything(server), everything(server)
    query = f"lang=en&r={key}"
    with visit(server) as visitor:
        known = sorted(set(controls(visitor.open(page, query))))
    assert known
    cases = [(control, crafted) for control in known for crafted in CRAFTED]
    choices, before, begun_at = server.choices(spared), server.output(), time.monotonic()
    tried = cases if IS_SOAK else random.Random(page).sample(cases, 12)
    for control, crafted in tried:
        with visit(server) as visitor:
            visitor.open(page, query)
            heard = visitor.run(WidgetState(id=control, **crafted))
        assert set(failures(heard)) <= {""}, "no details"
        stored = server.choices(key)
        assert Answers.from_choices(stored, bank, version="1.0").choices().items() >= stored.items(), (control, crafted)
    logged = server.output()[len(before) :].splitlines()
    assert [line for line in logged if not _LINE.fullmatch(line)] == []
    kinds = {line.partition("(")[2].partition(")")[0] for line in logged}
    assert len(logged) <= len(kinds) + (time.monotonic() - begun_at) / 60, "a line of each kind a minute"
    assert server.choices(spared) == choices
    for each in PAGES:
        with visit(server) as visitor:
            heard = visitor.open(each, query)
        assert failures(heard) == []
        assert told(heard)


# Taps as the questionnaire sends them, of controls and values that it does not have.
FORGED: Final = (
    ("ABI01.current", "6"),
    ("ABI01.current", MARK),
    ("ABI01.new", "-1"),
    ("ABI99.current", "3"),
    ("ABI01.tomorrow", "3"),
    ("importance.ABI", "na"),
    ("importance.XYZ", "5"),
    ("ratings.ABI01.current", "3"),
    ("organisation", MARK),
    ("leads", MARK),
    ("agreed", MARK),
    ("planned_reward", MARK),
    ("behaviour", MARK),
    ("weight.nothing", "5"),
    ("form", "full"),
    ("incentives", "{}"),
)


def test_taps_on_what_no_page_has_change_nothing(server: Server) -> None:
    key = everything(server)
    with visit(server) as visitor:
        heard = visitor.open("questions", f"lang=en&r={key}&at=ability")
        (receipts,) = {one for one in controls(heard) if one.endswith("-receipts")}

        def tap(number: int, name: str, value: str) -> None:
            scope = f"{fingerprint(key)}.1"
            taps = {"assessment": scope, "attempt": number, "finish": False, "tabs": [["a", [[number, name, value]]]]}
            visitor.run(WidgetState(id=receipts, json_value=json.dumps({"taps": json.dumps(taps)})))

        before = server.choices(key)
        for number, (name, value) in enumerate(FORGED, 1):
            tap(number, name, value)
            assert server.choices(key) == before, (name, value)
        tap(len(FORGED) + 1, "ABI01.current", "5" if before["ratings.ABI01.current"] != 5 else "4")
        assert server.choices(key) != before, "a tap on what the page has is saved"
