"""What a visitor has typed is stored, however soon the next message of the session comes."""

from __future__ import annotations

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.amounts import REPEATS
from tests.browser.server import Server
from tests.server.asking import Visit, visit
from tests.server.test_files import RATINGS

TABLE = "Avdelning\tEngagemang\tKunder\nSälj\t70\t60\nService\t50\t40\nLager\t60\t50\nInköp\t65\t70"


def message(opened: Visit, *states: WidgetState) -> bytes:
    said = BackMsg()
    said.rerun_script.query_string = opened.query
    said.rerun_script.page_script_hash = opened.script
    said.rerun_script.widget_states.widgets.extend(states)
    return bytes(said.SerializeToString())


def test_what_a_field_held_when_a_button_was_pressed_is_stored(server: Server) -> None:
    """The press leaves the field, so two messages come at once; the second one ended the saving of the first."""
    unstored = []
    for attempt in range(5 * REPEATS):
        key = server.begun(RATINGS)
        with visit(server) as opened:
            heard = opened.open("customers", f"r={key}&lang=sv")
            (field,) = {each.delta.new_element.text_area.id for each in heard if each.delta.new_element.text_area.id}
            typed = WidgetState(id=field, string_value=TABLE)
            opened.socket.send(message(opened, typed))
            opened.press("show_departments", typed)
        if not server.choices(key).get("departments"):
            unstored.append(attempt)
    assert unstored == []
