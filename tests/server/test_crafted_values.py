"""Whatever a message says a control is set to: nothing odd is stored, nobody else notices, the log has none of it.

Streamlit shows whoever sent what no browser sends a box without details, and logs where that happened.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from typing import Any, Final

import pytest
from streamlit.proto.Common_pb2 import DoubleArray, SInt64Array, StringArray
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from assessment.answers import Answers
from assessment.instrument import Instrument
from assessment.plan import PlanLine, new_line_id
from tests.amounts import IS_SOAK, sample
from tests.browser import visitor as people
from tests.browser.server import ROOT, Server
from tests.server.asking import visit
from tests.server.conftest import SECRET
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


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Its log may have tracebacks."""
    folder = tmp_path_factory.mktemp("server")
    server = Server(ROOT, folder / "answers.db", folder / "server.log", {"DRIVKRAFT_SECRET": SECRET})
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest.mark.parametrize(
    "page", sample("questions", "plan", rest=[page for page in PAGES if page not in ("questions", "plan")])
)
def test_no_value_of_a_control_breaks_anything(own_server: Server, bank: Instrument, page: str) -> None:
    server = own_server
    key, spared = everything(server), everything(server)
    query = f"lang=en&r={key}"
    with visit(server) as visitor:
        known = sorted(set(controls(visitor.open(page, query))))
    assert known
    cases = [(control, crafted) for control in known for crafted in CRAFTED]
    choices = server.choices(spared)
    for control, crafted in cases if IS_SOAK else random.Random(page).sample(cases, 12):
        with visit(server) as visitor:
            visitor.open(page, query)
            heard = visitor.run(WidgetState(id=control, **crafted))
        assert set(failures(heard)) <= {""}, "no details"
        stored = server.choices(key)
        assert Answers.from_choices(stored, bank, version="1.0").choices().items() >= stored.items(), (control, crafted)
    assert MARK not in server.output()
    assert server.choices(spared) == choices
    for each in PAGES:
        with visit(server) as visitor:
            heard = visitor.open(each, query)
        assert failures(heard) == []
        assert told(heard)
